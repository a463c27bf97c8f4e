//! Log lines: for people or for machines, on standard error, never with personal data.
//!
//! Only our own parts can be made to say more than warnings. A library does not know what is personal: the
//! PostgreSQL client, for one, writes the parameters of every statement at `debug`.

use std::{
    io::{self, IsTerminal as _},
    panic,
};

use tracing::{Level, error, level_filters::LevelFilter};
use tracing_subscriber::{Layer as _, filter::Targets, fmt, layer::SubscriberExt as _, util::SubscriberInitExt as _};

use crate::settings::{LogFormat, Settings};

/// The parts of Portico, as log lines and `log.level` name them.
pub const PARTS: [&str; 8] =
    ["portico", "server", "applications", "catalogue", "connectors", "responsibility", "store", "web"];

/// What `log.level` asks for, if it makes sense: `info`, or `info,store=debug,server::requests=warn`.
pub fn targets(asked: &str) -> Option<Targets> {
    let mut targets = Targets::new().with_default(LevelFilter::WARN);
    for item in asked.split(',') {
        let (parts, level) = match item.split_once('=') {
            Some((part, level)) => (vec![part], level),
            None => (PARTS.to_vec(), item),
        };
        let are_ours = parts.iter().all(|part| PARTS.contains(&part.split("::").next().unwrap_or_default()));
        let level: Level = level.parse().ok().filter(|_| are_ours && level.parse::<u8>().is_err())?;
        targets = targets.with_targets(parts.into_iter().map(|part| (part, level)));
    }
    Some(targets)
}

/// Starts to write log lines. Called once, first of all.
pub fn start(settings: &Settings) {
    // Whoever read the lines may have gone; complaining to the same place would end the server.
    let lines = fmt::layer().with_writer(io::stderr).log_internal_errors(false);
    let lines = match settings.log_format {
        LogFormat::Text => lines.with_ansi(io::stderr().is_terminal()).boxed(),
        LogFormat::Json => lines.json().flatten_event(true).with_span_list(false).boxed(),
    };
    tracing_subscriber::registry().with(lines.with_filter(settings.log_level.clone())).init();
    panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        // What it says stays unsaid: an `expect` prints the value it failed on, and that may be somebody's answer.
        error!(place, "A part of Portico failed at {place}");
    }));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_parts_say_what_is_asked_and_libraries_only_warn() {
        let asked = targets("trace").unwrap();
        assert!(asked.would_enable("store", &Level::TRACE));
        assert!(asked.would_enable("store::sqlite", &Level::TRACE));
        for library in ["hyper", "reqwest", "tokio_postgres", "rustls"] {
            assert!(!asked.would_enable(library, &Level::INFO), "{library}");
            assert!(asked.would_enable(library, &Level::WARN), "{library}");
        }
    }

    #[test]
    fn one_part_can_be_made_to_say_more() {
        let asked = targets("warn,store=debug").unwrap();
        assert!(asked.would_enable("store", &Level::DEBUG));
        assert!(!asked.would_enable("web", &Level::INFO));
    }

    #[test]
    fn one_module_can_be_made_to_say_less() {
        let asked = targets("info,server::requests=warn").unwrap();
        assert!(asked.would_enable("server::serve", &Level::INFO));
        assert!(!asked.would_enable("server::requests", &Level::INFO));
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        for asked in ["", "loud", "info,", "store=", "tokio_postgres=debug", "=debug", "3"] {
            assert!(targets(asked).is_none(), "{asked}");
        }
    }
}
