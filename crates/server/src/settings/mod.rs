//! The settings: what an operator may say, where it is said, and what it means.
//!
//! Flags win over the environment (`PORTICO_…`), the environment over the settings file, the file over defaults.

pub mod flags;
pub mod keys;
pub mod layers;
pub mod resolved;

#[cfg(test)]
mod reference;

use std::{
    collections::BTreeMap,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    path::PathBuf,
    time::Duration,
};

use applications::evidence::scan::Scanner;
use connectors::Host;
use jiff::tz::TimeZone;
use store::Engine;
use thiserror::Error;
use tracing_subscriber::filter::Targets;

use crate::logs;

pub use flags::Flags;
pub use resolved::Resolved;

/// What the server runs with.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The data folder.
    pub data: PathBuf,
    /// Which database.
    pub database: Engine,
    /// The key file; outside the database.
    pub key_file: PathBuf,
    /// Where the server listens.
    pub listen: SocketAddr,
    /// Where people and agencies reach it, if somebody said so.
    pub public_address: Option<String>,
    /// The zone of the days of the law.
    pub zone: TimeZone,
    /// Whether this is a demonstration.
    pub mode: Mode,
    /// The folder of the demonstration government.
    pub demo_data: PathBuf,
    /// Where agency systems are reached, by name of host.
    pub hosts: BTreeMap<String, Host>,
    /// How people's documents are kept.
    pub evidence: Evidence,
    /// How log lines look.
    pub log_format: LogFormat,
    /// Which log lines are written.
    pub log_level: Targets,
    /// How the worker works.
    pub work: Work,
    /// How long and how much.
    pub limits: Limits,
}

/// Whether the server is a demonstration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Real people and real bodies.
    Service,
    /// Nobody real: the business clock may be moved, and staff may be picked from a list.
    Demo,
}

/// How people's documents are kept.
#[derive(Debug, Clone)]
pub struct Evidence {
    /// In which folder; none: in the database.
    pub folder: Option<PathBuf>,
    /// Who looks into them first; none: nobody.
    pub scanner: Option<Scanner>,
    /// The most bytes that one may have.
    pub largest: usize,
}

/// How log lines look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Text,
    /// For machines.
    Json,
}

/// How the worker works.
#[derive(Debug, Clone)]
pub struct Work {
    /// Between two questions for news.
    pub poll: Duration,
    /// Calls at the same time.
    pub at_once: usize,
    /// How long work belongs to whoever took it.
    pub lease: Duration,
}

/// How long things may take, and how much of them there may be.
#[derive(Debug, Clone)]
pub struct Limits {
    /// One request of a visitor.
    pub request: Duration,
    /// A stop.
    pub stop: Duration,
    /// Connecting to an agency.
    pub connect: Duration,
    /// A whole call to an agency.
    pub answer: Duration,
    /// Connections of visitors that are open.
    pub connections: usize,
    /// Commands that wait for the database.
    pub queue: usize,
    /// Connections that read.
    pub readers: usize,
    /// Free disk space, in bytes, below which the server is not ready.
    pub free: u64,
}

/// Why the settings can't be used: one line that says where.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum NotSettings {
    /// The file can't be read, or is not TOML.
    #[error("{path}: {why}")]
    File {
        /// Which file, with its line where there is one.
        path: String,
        /// Why not.
        why: String,
    },
    /// A key of the file that nobody knows.
    #[error("{at}: '{name}' is not a setting{}", nearest.as_ref().map(|known| format!(". Did you mean '{known}'?")).unwrap_or_default())]
    UnknownKey {
        /// File and line.
        at: String,
        /// The key.
        name: String,
        /// The known one that looks most like it.
        nearest: Option<String>,
    },
    /// An environment variable of ours that nobody knows.
    #[error("the environment variable {name} is not a setting{}", nearest.as_ref().map(|known| format!(". Did you mean {known}?")).unwrap_or_default())]
    UnknownVariable {
        /// The variable.
        name: String,
        /// The known one that looks most like it.
        nearest: Option<String>,
    },
    /// A value that doesn't say what it should.
    #[error("{name} is '{text}' ({origin}); it takes {expected}")]
    Unusable {
        /// Which setting.
        name: String,
        /// What was said.
        text: String,
        /// Who said it.
        origin: String,
        /// What it takes.
        expected: String,
    },
}

impl Settings {
    /// What the texts mean.
    pub fn of(said: &Resolved) -> Result<Self, NotSettings> {
        Ok(Self {
            data: path(said, "data")?,
            database: database(said)?,
            key_file: path(said, "key-file")?,
            listen: said.read("listen", "an address and a port, such as 127.0.0.1:8080")?,
            public_address: public_address(said)?,
            zone: TimeZone::get(said.text("zone"))
                .map_err(|_| said.refuse("zone", "the name of a time zone, such as Europe/London"))?,
            mode: if said.read("demo", "true or false")? { Mode::Demo } else { Mode::Service },
            demo_data: path(said, "demo-data")?,
            hosts: hosts(said)?,
            evidence: evidence(said)?,
            log_format: match said.text("log.format") {
                "text" => LogFormat::Text,
                "json" => LogFormat::Json,
                _ => return Err(said.refuse("log.format", "text or json")),
            },
            log_level: log_level(said)?,
            work: work(said)?,
            limits: Limits {
                request: seconds(said, "limits.request-seconds")?,
                stop: seconds(said, "limits.stop-seconds")?,
                connect: seconds(said, "limits.connect-seconds")?,
                answer: seconds(said, "limits.answer-seconds")?,
                connections: number(said, "limits.connections", 1, 65_536)?,
                queue: number(said, "limits.queue", 1, 1_000_000)?,
                readers: number(said, "limits.readers", 1, 256)?,
                free: u64::from(number::<u32>(said, "limits.free-mib", 0, 1 << 20)?) << 20,
            },
        })
    }

    /// Where people and agencies reach the server that listens there.
    pub fn public_address(&self, listening: SocketAddr) -> String {
        self.public_address.clone().unwrap_or_else(|| format!("http://{}", reachable(listening)))
    }

    /// Whether staff pages may be open: only in a demonstration that nobody else can reach.
    pub fn staff_pages(&self) -> StaffPages {
        match self.mode {
            Mode::Service => StaffPages::OffWithoutIdentityProvider,
            Mode::Demo if self.is_for_this_machine() => StaffPages::PickAPerson,
            Mode::Demo => StaffPages::OffBeyondLoopback,
        }
    }

    /// A proxy on this machine could lend a loopback address to everybody; then the public address says so.
    fn is_for_this_machine(&self) -> bool {
        let host = self.public_address.as_deref().and_then(|address| address.split("://").nth(1));
        let host = host.map(|host| host.rsplit_once(':').map_or(host, |(host, _)| host));
        let public_is_here = host.is_none_or(|host| {
            let address = host.trim_start_matches('[').trim_end_matches(']');
            host == "localhost" || address.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
        });
        self.listen.ip().is_loopback() && public_is_here
    }
}

/// Whether staff can sign in, and why not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StaffPages {
    /// Anybody at this machine picks who to be.
    PickAPerson,
    /// A demonstration that others can reach has no staff pages.
    OffBeyondLoopback,
    /// A service needs an identity provider.
    OffWithoutIdentityProvider,
}

fn path(said: &Resolved, name: &str) -> Result<PathBuf, NotSettings> {
    match said.text(name) {
        "" => Err(said.refuse(name, "a path")),
        text => Ok(PathBuf::from(text)),
    }
}

fn database(said: &Resolved) -> Result<Engine, NotSettings> {
    let text = said.text("database");
    let is_url = text.starts_with("postgres://") || text.starts_with("postgresql://") || text.starts_with("host=");
    if is_url {
        return Ok(Engine::Postgres { url: text.to_owned() });
    }
    if text.contains("://") {
        return Err(said.refuse("database", "the path of an SQLite file, or postgres://user@host/name"));
    }
    path(said, "database").map(|path| Engine::Sqlite { path })
}

/// Nobody can open 0.0.0.0, which stands for every address of this machine: its own name for itself can be opened here.
fn reachable(listening: SocketAddr) -> SocketAddr {
    let ip = match listening.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        other => other,
    };
    SocketAddr::new(ip, listening.port())
}

fn public_address(said: &Resolved) -> Result<Option<String>, NotSettings> {
    if said.is_default("public-address") {
        return Ok(None);
    }
    let text = said.text("public-address").trim_end_matches('/');
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    match host {
        Some(host) if !host.is_empty() && !host.contains(['/', '?', '#', '@', ' ']) => Ok(Some(text.to_owned())),
        _ => Err(said.refuse("public-address", "an address without a path, such as https://portico.example")),
    }
}

fn hosts(said: &Resolved) -> Result<BTreeMap<String, Host>, NotSettings> {
    said.hosts()
        .into_iter()
        .map(|(name, told)| {
            let url = told.get("url").copied().unwrap_or_default().trim_end_matches('/');
            if !url.starts_with("https://") && !url.starts_with("http://") {
                return Err(
                    said.refuse(&format!("hosts.{name}.url"), "the address of the host, such as https://host.example")
                );
            }
            let secret = told.get("secret").copied().unwrap_or_default().to_owned();
            // Two words are two live secrets: a passphrase with spaces would be cut down to its first words.
            if secret.split_whitespace().count() > 2 || secret.split_whitespace().any(|word| word.len() < 16) {
                let takes = "one secret of at least 16 characters without spaces, or the new and the old one";
                return Err(said.refuse(&format!("hosts.{name}.secret"), takes));
            }
            Ok((name.to_owned(), Host { url: url.to_owned(), secret }))
        })
        .collect()
}

fn evidence(said: &Resolved) -> Result<Evidence, NotSettings> {
    let address = said.text("evidence.scanner");
    let patience = seconds(said, "evidence.scanner-seconds")?;
    if patience >= seconds(said, "limits.request-seconds")? {
        return Err(said.refuse("evidence.scanner-seconds", "fewer seconds than limits.request-seconds"));
    }
    let takes = "host:port, or a path that begins with /";
    let scanner = match address {
        "" => None,
        address => Some(Scanner::at(address, patience).ok_or_else(|| said.refuse("evidence.scanner", takes))?),
    };
    let folder = Some(said.text("evidence.folder")).filter(|folder| !folder.is_empty()).map(PathBuf::from);
    let largest = number::<usize>(said, "evidence.largest-mb", 1, 25)? * 1_000_000;
    Ok(Evidence { folder, scanner, largest })
}

/// Work that another server may take while a call can still be under way would be done twice.
fn work(said: &Resolved) -> Result<Work, NotSettings> {
    let lease = seconds(said, "work.lease-seconds")?;
    if lease <= seconds(said, "limits.answer-seconds")? {
        return Err(said.refuse("work.lease-seconds", "more seconds than limits.answer-seconds"));
    }
    let at_once = number(said, "work.at-once", 0, 10_000)?;
    Ok(Work { poll: seconds(said, "work.poll-seconds")?, at_once, lease })
}

fn log_level(said: &Resolved) -> Result<Targets, NotSettings> {
    logs::targets(said.text("log.level"))
        .ok_or_else(|| said.refuse("log.level", "error, warn, info, debug or trace, also per part: info,store=debug"))
}

fn seconds(said: &Resolved, name: &str) -> Result<Duration, NotSettings> {
    number::<u32>(said, name, 1, 3600).map(|seconds| Duration::from_secs(seconds.into()))
}

fn number<N: std::str::FromStr + PartialOrd + std::fmt::Display>(
    said: &Resolved,
    name: &str,
    least: N,
    most: N,
) -> Result<N, NotSettings> {
    let expected = format!("a whole number from {least} to {most}");
    let number: N = said.read(name, &expected)?;
    if number < least || number > most { Err(said.refuse(name, &expected)) } else { Ok(number) }
}

#[cfg(test)]
mod tests {
    use super::{
        resolved::{Origin, Said},
        *,
    };

    fn settings(pairs: &[(&str, &str)]) -> Result<Settings, NotSettings> {
        let said = |text: &str| Said { text: text.to_owned(), origin: Origin::Flag("x".into()) };
        Settings::of(&Resolved::of([pairs.iter().map(|(name, text)| ((*name).to_owned(), said(text))).collect()]))
    }

    #[test]
    fn the_defaults_are_usable_and_keep_to_this_machine() {
        let settings = settings(&[]).unwrap();
        assert!(settings.listen.ip().is_loopback());
        assert_eq!(settings.mode, Mode::Service);
        assert_eq!(settings.limits.stop, Duration::from_secs(10));
        assert_eq!(settings.public_address(settings.listen), "http://127.0.0.1:8080");
    }

    #[test]
    fn a_value_that_says_nothing_usable_is_refused_by_name() {
        let check = |name: &str, text: &str| {
            let error = settings(&[(name, text)]).unwrap_err().to_string();
            assert!(error.starts_with(name), "{error}");
        };
        check("data", "");
        check("database", "mysql://db/portico");
        check("key-file", "");
        check("listen", "8080");
        check("listen", "portico.example:8080");
        check("public-address", "portico.example");
        check("public-address", "https://");
        check("public-address", "https://portico.example/path");
        check("zone", "Atlantis/Poseidonis");
        check("demo", "yes");
        check("demo-data", "");
        check("log.format", "xml");
        check("log.level", "loud");
        check("log.level", "");
        check("log.level", "tokio_postgres=debug");
        check("work.poll-seconds", "0");
        check("work.at-once", "many");
        check("work.lease-seconds", "0");
        check("work.lease-seconds", "10");
        check("evidence.scanner", "clamd");
        check("evidence.scanner-seconds", "30");
        check("evidence.largest-mb", "0");
        check("evidence.largest-mb", "1000");
        check("limits.request-seconds", "0");
        check("limits.stop-seconds", "soon");
        check("limits.connect-seconds", "-1");
        check("limits.answer-seconds", "99999");
        check("limits.connections", "0");
        check("limits.queue", "0");
        check("limits.readers", "0");
        check("limits.free-mib", "some");
        check("hosts.rest-agency.url", "rest-agency.example");
    }

    #[test]
    fn a_host_with_a_secret_but_no_address_is_refused() {
        assert!(settings(&[("hosts.rest-agency.secret", "sixteen-letters-and")]).is_err());
        let url = ("hosts.rest-agency.url", "http://127.0.0.1:1/");
        assert!(settings(&[("hosts.rest-agency.secret", "a passphrase with spaces"), url]).is_err());
        let hosts = settings(&[
            ("hosts.rest-agency.secret", "sixteen-letters-and"),
            ("hosts.rest-agency.url", "http://127.0.0.1:1/"),
        ]);
        assert_eq!(hosts.unwrap().hosts["rest-agency"].url, "http://127.0.0.1:1");
    }

    #[test]
    fn postgresql_is_told_from_a_file_by_its_address() {
        let engine = |text| settings(&[("database", text)]).unwrap().database;
        assert!(matches!(engine("postgres://db/portico"), Engine::Postgres { .. }));
        assert!(matches!(engine("host=/tmp/socket dbname=portico"), Engine::Postgres { .. }));
        assert!(matches!(engine("/srv/portico.sqlite"), Engine::Sqlite { .. }));
    }

    #[test]
    fn links_lead_to_an_address_that_can_be_opened() {
        let check = |listening: &str, more: &[(&str, &str)], expected: &str| {
            assert_eq!(settings(more).unwrap().public_address(listening.parse().unwrap()), expected);
        };
        check("0.0.0.0:8080", &[], "http://127.0.0.1:8080");
        check("[::]:8080", &[], "http://[::1]:8080");
        check("192.0.2.1:8080", &[], "http://192.0.2.1:8080");
        check("0.0.0.0:8080", &[("public-address", "https://portico.example")], "https://portico.example");
    }

    #[test]
    fn staff_pages_are_open_only_in_a_demonstration_on_loopback() {
        let check = |pairs: &[(&str, &str)], expected| assert_eq!(settings(pairs).unwrap().staff_pages(), expected);
        check(&[], StaffPages::OffWithoutIdentityProvider);
        check(&[("listen", "0.0.0.0:80")], StaffPages::OffWithoutIdentityProvider);
        check(&[("demo", "true")], StaffPages::PickAPerson);
        check(&[("demo", "true"), ("listen", "[::1]:80")], StaffPages::PickAPerson);
        check(&[("demo", "true"), ("listen", "0.0.0.0:80")], StaffPages::OffBeyondLoopback);
        check(&[("demo", "true"), ("listen", "[::]:80")], StaffPages::OffBeyondLoopback);
        check(&[("demo", "true"), ("listen", "192.0.2.1:80")], StaffPages::OffBeyondLoopback);
        let behind = |address| [("demo", "true"), ("public-address", address)];
        check(&behind("http://localhost:8080"), StaffPages::PickAPerson);
        check(&behind("http://[::1]:8080"), StaffPages::PickAPerson);
        check(&behind("https://portico.example"), StaffPages::OffBeyondLoopback);
        check(&behind("https://192.0.2.1:8443"), StaffPages::OffBeyondLoopback);
    }
}
