//! `portico load`: records a folder of government data as the next edition. A server that runs picks it up by itself.

use std::{path::Path, sync::Arc};

use anyhow::{Result, bail};
use applications::{
    data::{self, GovernmentData},
    gaps,
};
use jiff::tz::TimeZone;
use responsibility::transfer::{self, Snapshot, Transfer, TransferError, commands};
use store::Tx;
use values::{Actor, Day, Id, id};

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
    let fallen_before = opened.store.read_blocking(fallen);
    let recorded = opened.store.write_blocking(move |tx| {
        let actor = Actor::portico("load").through("portico load");
        data::record(tx, &actor, now, today, &government)
    });
    let fallen_after = opened.store.read_blocking(fallen);
    opened.close();
    recorded?;
    say!("{} is recorded.", folder.display())?;
    let before: Vec<_> = fallen_before?.into_iter().map(|(id, _)| id).collect();
    for (_, what) in fallen_after?.into_iter().filter(|(id, _)| !before.contains(id)) {
        say!("{what}")?;
    }
    Ok(())
}

/// Transfers that people have approved and whose plan does not stand any more, each with what is to be done about it.
fn fallen(tx: &mut Tx<'_>) -> Result<Vec<(Id<id::Transfer>, String)>, TransferError> {
    let snapshot = Snapshot::load(tx)?;
    let mut fallen = Vec::new();
    for Transfer { draft, state, .. } in transfer::store::approved(tx)? {
        let why = match commands::plan(tx, &snapshot.scene(), &draft.id) {
            Ok(planned) if Some(planned.plan.hash()) == state.hash() => continue,
            Ok(_) => "its plan is another now than the one that was approved: it has to be approved again".to_owned(),
            Err(TransferError::Problems(problems)) => {
                let first = problems.first().map(ToString::to_string).unwrap_or_default();
                format!("it can't be carried out any more, and becomes a draft again: {first}")
            }
            Err(error) => return Err(error),
        };
        fallen.push((draft.id.clone(), format!("to do: transfer {} of {}: {why}", draft.id.name(), draft.day)));
    }
    Ok(fallen)
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
