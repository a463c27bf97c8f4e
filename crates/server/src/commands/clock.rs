//! `portico clock`: shows the business clock, or moves it on in a demonstration. Leases, sessions and signatures
//! follow real time and never notice.

use anyhow::{Context as _, Result, bail};
use applications::clock::{LAST_DAY, Refused, can_move};
use clap::Subcommand;
use jiff::{civil, tz::TimeZone};
use store::{Clocks, StoreError, Tx, audit};
use values::{Actor, Moment};

use crate::{
    demo,
    say::say,
    settings::{Flags, Settings},
    wiring,
};

/// What to do with the clock.
#[derive(Debug, Subcommand)]
pub enum Action {
    /// Show the business clock
    Show {
        /// The settings
        #[command(flatten)]
        flags: Flags,
    },
    /// Move the business clock on, in a demonstration
    MoveTo {
        /// A day, which means nine in the morning (2023-04-01), a time in the zone (2023-04-01T14:30), or a moment
        /// (2023-03-31T23:00:00Z)
        when: String,
        /// The settings
        #[command(flatten)]
        flags: Flags,
    },
}

/// Shows the business clock.
pub fn show(settings: &Settings) -> Result<()> {
    let opened = wiring::open(settings)?;
    let now = opened.clocks.now();
    opened.close();
    say!("{}", told(now, &settings.zone))
}

/// Moves the business clock on, and shows it.
pub fn move_to(settings: &Settings, when: &str) -> Result<()> {
    if !demo::is_demo(settings) {
        bail!("{} holds no demonstration, and the clock of a service is never moved", settings.data.display());
    }
    let to = moment(when, &settings.zone).with_context(|| {
        format!(
            "'{when}' is neither a day (2023-04-01), nor a time (2023-04-01T14:30), nor a moment (2023-03-31T23:00:00Z)"
        )
    })?;
    let opened = wiring::open(settings)?;
    let clocks = opened.clocks.clone();
    let now = told(clocks.now(), &settings.zone);
    if can_move(clocks.now(), to, &settings.zone) == Err(Refused::TooFar) {
        opened.close();
        bail!("the clock moves no further than {LAST_DAY}; it is {now}");
    }
    let moved = opened.store.write_blocking(move |tx| {
        set(tx, &Actor::portico("command line").through("portico clock move-to"), &clocks, to)
    });
    opened.close();
    match moved {
        // For the store to say: the first move of a database may go back, to when its demonstration begins.
        Err(StoreError::Backwards) => bail!("the clock only moves forward, and it is {now} already"),
        other => other?,
    }
    say!("{}", told(to, &settings.zone))
}

/// Moves the clock on and says so in the audit log.
pub fn set(tx: &mut Tx<'_>, actor: &Actor, clocks: &Clocks, to: Moment) -> Result<(), StoreError> {
    let details = [("to", to.to_rfc3339())];
    let entry =
        audit::Entry { at: clocks.now(), actor, action: "clock-moved", subject: "business-clock", details: &details };
    clocks.move_to(tx, to)?;
    audit::record(tx, &entry)
}

/// The moment that a text of the command line means.
pub fn moment(when: &str, zone: &TimeZone) -> Option<Moment> {
    const DAY: usize = "2023-04-01".len();
    if let Some(moment) = Moment::parse(when) {
        return Some(moment);
    }
    let time: civil::DateTime = match when.len() {
        DAY => when.parse::<civil::Date>().ok()?.at(9, 0, 0, 0),
        _ => when.parse().ok()?,
    };
    Some(Moment(time.to_zoned_datetime(zone.clone()).ok()?.timestamp().as_millisecond()))
}

/// A moment as people read it, and as machines do.
pub fn told(moment: Moment, zone: &TimeZone) -> String {
    let there = moment.timestamp().to_zoned_datetime(zone.clone());
    format!("{} ({})", there.strftime("%A %-d %B %Y, %H:%M %Z"), moment.to_rfc3339())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_a_time_and_a_moment_are_understood() {
        let zone = TimeZone::get("Europe/London").unwrap();
        let check = |when: &str, expected: &str| {
            assert_eq!(moment(when, &zone).map(Moment::to_rfc3339).as_deref(), Some(expected), "{when}");
        };
        check("2023-03-20", "2023-03-20T09:00:00Z");
        check("2023-04-01", "2023-04-01T08:00:00Z");
        check("2023-04-01T00:00", "2023-03-31T23:00:00Z");
        check("2023-04-01T14:30", "2023-04-01T13:30:00Z");
        check("2023-03-31T23:00:00Z", "2023-03-31T23:00:00Z");
        assert_eq!(moment("tomorrow", &zone), None);
        assert_eq!(moment("2023-02-30", &zone), None);
    }

    #[test]
    fn the_clock_is_told_as_people_read_it() {
        let zone = TimeZone::get("Europe/London").unwrap();
        let told = told(Moment::parse("2023-03-31T23:00:00Z").unwrap(), &zone);
        assert_eq!(told, "Saturday 1 April 2023, 00:00 BST (2023-03-31T23:00:00Z)");
    }
}
