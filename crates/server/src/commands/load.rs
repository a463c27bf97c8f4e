//! `portico load`: records a folder of government data as the next edition. A server that runs picks it up by itself.

use std::{path::Path, sync::Arc};

use anyhow::Result;
use applications::data;
use values::Actor;

use crate::{government, say::say, settings::Settings, wiring};

/// Reads the folder, makes the database where there is none, and records what the folder says.
pub fn run(settings: &Settings, folder: &Path) -> Result<()> {
    let government = Arc::new(government::read(folder)?);
    wiring::migrate(settings)?;
    let opened = wiring::open(settings)?;
    let (now, today) = (opened.clocks.now(), opened.clocks.today());
    let recorded = opened.store.write_blocking(move |tx| {
        let actor = Actor::portico("load").through("portico load");
        data::record(tx, &actor, now, today, &government)
    });
    opened.close();
    recorded?;
    say!("{} is recorded.", folder.display())
}
