//! `portico verify`: reads the whole audit log and says whether it is as it was signed.

use anyhow::{Result, bail};
use store::audit;

use crate::{say::say, settings::Settings, wiring};

/// Verifies the log. Anything that is wrong is printed, and makes the command fail.
pub fn run(settings: &Settings) -> Result<()> {
    let opened = wiring::open(settings)?;
    let vault = opened.vault.clone();
    let report = opened.store.read_blocking(move |tx| audit::verify(tx, &vault, &[]));
    opened.close();
    let report = report?;
    for fault in &report.faults {
        say!("{fault}")?;
    }
    if !report.is_sound() {
        bail!("the audit log is not as it was signed");
    }
    say!("The audit log is as it was signed: {} entries, {} checkpoints.", report.entries, report.checkpoints)?;
    say!("Root of the tree: {}", hex::encode(report.root))?;
    if report.unnumbered > 0 {
        say!("{} entries wait for their number; a running server gives it within a second.", report.unnumbered)?;
    }
    Ok(())
}
