//! `portico load`: records a folder of government data as the next edition. A server that runs picks it up by itself.

use std::{path::Path, sync::Arc};

use anyhow::{Result, bail};
use applications::{
    data::{self, GovernmentData},
    gaps,
};
use jiff::tz::TimeZone;
use values::{Actor, Day};

use crate::{government, say::say, settings::Settings, wiring};

/// Gaps that are named before it is only said how many more there are.
const NAMED: usize = 5;

/// Reads the folder, makes the database where there is none, and records what the folder says. A folder with gaps is
/// recorded only where that is meant.
pub fn run(settings: &Settings, folder: &Path, with_gaps: bool) -> Result<()> {
    let government = Arc::new(government::read(folder)?);
    wiring::migrate(settings)?;
    let opened = wiring::open(settings)?;
    let (now, today) = (opened.clocks.now(), opened.clocks.today());
    if !with_gaps && let Err(gaps) = check_gaps(&government, today) {
        opened.close();
        return Err(gaps);
    }
    let recorded = opened.store.write_blocking(move |tx| {
        let actor = Actor::portico("load").through("portico load");
        data::record(tx, &actor, now, today, &government)
    });
    opened.close();
    recorded?;
    say!("{} is recorded.", folder.display())
}

/// Somebody answers for everything from today on, and a system takes the work.
fn check_gaps(government: &GovernmentData, today: Day) -> Result<()> {
    // Transfers that can't be carried out are refused when they are recorded, each with its reason.
    let Ok(preview) = data::preview(government, TimeZone::UTC) else { return Ok(()) };
    let found = gaps::find(&preview, government, today);
    if found.is_empty() {
        return Ok(());
    }
    for gap in found.iter().take(NAMED) {
        say!("{gap}")?;
    }
    if found.len() > NAMED {
        say!("and {} more: `portico check` names them", found.len() - NAMED)?;
    }
    let gaps = if found.len() == 1 { "is 1 gap".to_owned() } else { format!("are {} gaps", found.len()) };
    bail!(
        "there {gaps} from {today} on, so nothing was recorded: mend what is missing, or record it all the same with \
         --with-gaps"
    )
}
