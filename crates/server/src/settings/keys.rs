//! Every setting there is, in one table: its name, its default and what it means. The command line, the
//! environment, the settings file, `--print-config` and docs/reference/operations.md all follow from it.

use super::resolved::Resolved;

/// One setting.
#[derive(Debug)]
pub struct Key {
    /// Its name in the settings file: `log.format`.
    pub name: &'static str,
    /// What its value is, as `--help` shows it: `FOLDER`.
    pub takes: &'static str,
    /// What holds if nobody says otherwise.
    pub default: Default,
    /// Whether `--print-config` may show it.
    pub secrecy: Secrecy,
    /// What it means, in one sentence.
    pub help: &'static str,
}

/// What a setting is if nobody says otherwise.
#[derive(Debug)]
pub enum Default {
    /// Always this text.
    Text(&'static str),
    /// It follows from other settings.
    Follows(fn(&Resolved) -> String),
}

/// Whether a value may be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Secrecy {
    /// As it is.
    Open,
    /// A password inside it is hidden.
    PasswordInside,
    /// Never.
    Secret,
}

/// The settings with a fixed name, in the order in which they are printed.
pub const KEYS: &[Key] = &[
    Key {
        name: "data",
        takes: "FOLDER",
        default: Default::Text("data"),
        secrecy: Secrecy::Open,
        help: "The data folder: the SQLite database and the key file lie in it unless they are named apart",
    },
    Key {
        name: "database",
        takes: "FILE|URL",
        default: Default::Follows(|settings| format!("{}/portico.sqlite", settings.text("data"))),
        secrecy: Secrecy::PasswordInside,
        help: "The database: the path of an SQLite file, or postgres://user@host/name",
    },
    Key {
        name: "key-file",
        takes: "FILE",
        default: Default::Follows(|settings| format!("{}/portico.key", settings.text("data"))),
        secrecy: Secrecy::Open,
        help: "The file with the key that seals personal answers and signs the audit log; never in the database",
    },
    Key {
        name: "listen",
        takes: "ADDRESS",
        default: Default::Text("127.0.0.1:8080"),
        secrecy: Secrecy::Open,
        help: "The address and port that the server listens on",
    },
    Key {
        name: "public-address",
        takes: "URL",
        default: Default::Follows(|settings| format!("http://{}", settings.text("listen"))),
        secrecy: Secrecy::Open,
        help: "The address that people and agencies reach the server by; https:// makes cookies secure",
    },
    Key {
        name: "zone",
        takes: "ZONE",
        default: Default::Text("Europe/London"),
        secrecy: Secrecy::Open,
        help: "The time zone in which a day of the law begins and ends",
    },
    Key {
        name: "demo",
        takes: "true|false",
        default: Default::Text("false"),
        secrecy: Secrecy::Open,
        help: "Demonstration mode: staff pages with a pick-a-person sign-in (on a loopback address only), a clock that can be moved",
    },
    Key {
        name: "demo-data",
        takes: "FOLDER",
        default: Default::Text("demo"),
        secrecy: Secrecy::Open,
        help: "The demonstration government, which `portico demo` loads into a new database",
    },
    Key {
        name: "evidence.folder",
        takes: "FOLDER",
        default: Default::Text(""),
        secrecy: Secrecy::Open,
        help: "The folder that people's documents are kept in, each sealed; nothing: they are kept in the database",
    },
    Key {
        name: "evidence.scanner",
        takes: "ADDRESS",
        default: Default::Text(""),
        secrecy: Secrecy::Open,
        help: "Where a ClamAV scanner (`clamd`) looks into documents before they are kept: host:port, or the path of its socket; nothing: nobody looks",
    },
    Key {
        name: "evidence.scanner-seconds",
        takes: "N",
        default: Default::Text("15"),
        secrecy: Secrecy::Open,
        help: "How long the scanner may take before the person is asked to try again; less than `limits.request-seconds`",
    },
    Key {
        name: "evidence.largest-mb",
        takes: "N",
        default: Default::Text("10"),
        secrecy: Secrecy::Open,
        help: "How many million bytes one document may have; an application holds ten documents of four times as many together",
    },
    Key {
        name: "log.format",
        takes: "text|json",
        default: Default::Text("text"),
        secrecy: Secrecy::Open,
        help: "How log lines look",
    },
    Key {
        name: "log.level",
        takes: "LEVEL",
        default: Default::Text("info"),
        secrecy: Secrecy::Open,
        help: "Which log lines are written: error, warn, info, debug or trace, also per part (`info,store=debug`)",
    },
    Key {
        name: "work.poll-seconds",
        takes: "N",
        default: Default::Text("60"),
        secrecy: Secrecy::Open,
        help: "How long an agency that doesn't tell by itself is left alone between two questions for news",
    },
    Key {
        name: "work.at-once",
        takes: "N",
        default: Default::Text("32"),
        secrecy: Secrecy::Open,
        help: "How many calls to agencies may be under way at the same time; 0 for a node that only serves pages",
    },
    Key {
        name: "work.lease-seconds",
        takes: "N",
        default: Default::Text("30"),
        secrecy: Secrecy::Open,
        help: "How long a piece of work belongs to the server that took it before another may; longer than `limits.answer-seconds`",
    },
    Key {
        name: "limits.request-seconds",
        takes: "N",
        default: Default::Text("30"),
        secrecy: Secrecy::Open,
        help: "How long one request of a visitor may take",
    },
    Key {
        name: "limits.stop-seconds",
        takes: "N",
        default: Default::Text("10"),
        secrecy: Secrecy::Open,
        help: "How long a stop may take before what is unfinished is left to the next start",
    },
    Key {
        name: "limits.connect-seconds",
        takes: "N",
        default: Default::Text("3"),
        secrecy: Secrecy::Open,
        help: "How long connecting to an agency may take",
    },
    Key {
        name: "limits.answer-seconds",
        takes: "N",
        default: Default::Text("10"),
        secrecy: Secrecy::Open,
        help: "How long a whole call to an agency may take",
    },
    Key {
        name: "limits.connections",
        takes: "N",
        default: Default::Text("512"),
        secrecy: Secrecy::Open,
        help: "How many visitors' connections may be open before the next ones wait",
    },
    Key {
        name: "limits.queue",
        takes: "N",
        default: Default::Text("1024"),
        secrecy: Secrecy::Open,
        help: "How many commands may wait for the database before people are asked to try again",
    },
    Key {
        name: "limits.readers",
        takes: "N",
        default: Default::Text("4"),
        secrecy: Secrecy::Open,
        help: "How many database connections read at the same time",
    },
    Key {
        name: "limits.free-mib",
        takes: "N",
        default: Default::Text("128"),
        secrecy: Secrecy::Open,
        help: "Below how much free disk space, in MiB, the server says that it is not ready",
    },
];

/// What is told of each host, under `hosts.<name>`. A secret has no flag: other people on the machine see flags.
pub const HOST_KEYS: &[Key] = &[
    Key {
        name: "url",
        takes: "NAME=URL",
        default: Default::Text(""),
        secrecy: Secrecy::Open,
        help: "Where the agency systems of this host are reached",
    },
    Key {
        name: "secret",
        takes: "TEXT",
        default: Default::Text(""),
        secrecy: Secrecy::Secret,
        help: "What the host's agencies sign their answers with; while it is being changed two, the newer first, with a space between",
    },
];

impl Key {
    /// The environment variable: `PORTICO_LOG_FORMAT`.
    pub fn variable(&self) -> String {
        format!("PORTICO_{}", shouted(self.name))
    }

    /// The flag, without its dashes: `log-format`.
    pub fn flag(&self) -> String {
        self.name.replace('.', "-")
    }
}

/// How secret a setting is, `hosts.…` among them.
pub fn secrecy(name: &str) -> Secrecy {
    let of_host = || HOST_KEYS.iter().find(|key| host_key(name).is_some_and(|(_, what)| what == key.name));
    KEYS.iter().find(|key| key.name == name).or_else(of_host).map_or(Secrecy::Secret, |key| key.secrecy)
}

/// `hosts.rest-agency.url` is the `url` of `rest-agency`.
pub fn host_key(name: &str) -> Option<(&str, &str)> {
    let (host, what) = name.strip_prefix("hosts.")?.rsplit_once('.')?;
    let is_name = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    let named = !host.is_empty() && !host.starts_with('-') && host.bytes().all(is_name);
    (named && HOST_KEYS.iter().any(|key| key.name == what)).then_some((host, what))
}

/// The setting that an environment variable stands for: `PORTICO_HOSTS_REST_AGENCY_URL` is
/// `hosts.rest-agency.url`.
pub fn of_variable(variable: &str) -> Option<String> {
    if let Some(key) = KEYS.iter().find(|key| key.variable() == variable) {
        return Some(key.name.to_owned());
    }
    let (host, what) = variable.strip_prefix("PORTICO_HOSTS_")?.rsplit_once('_')?;
    let name = format!("hosts.{}.{}", host.to_lowercase().replace('_', "-"), what.to_lowercase());
    host_key(&name).map(|_| name.clone())
}

fn shouted(name: &str) -> String {
    name.to_uppercase().replace(['.', '-'], "_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_settings_share_a_flag_or_a_variable() {
        let mut flags: Vec<_> = KEYS.iter().map(Key::flag).collect();
        let mut variables: Vec<_> = KEYS.iter().map(Key::variable).collect();
        flags.sort();
        flags.dedup();
        variables.sort();
        variables.dedup();
        assert_eq!((flags.len(), variables.len()), (KEYS.len(), KEYS.len()));
    }

    #[test]
    fn a_variable_finds_its_setting_and_back() {
        for key in KEYS {
            assert_eq!(of_variable(&key.variable()).as_deref(), Some(key.name));
        }
        assert_eq!(of_variable("PORTICO_HOSTS_REST_AGENCY_URL").as_deref(), Some("hosts.rest-agency.url"));
        assert_eq!(of_variable("PORTICO_HOSTS_REST_AGENCY_COLOUR"), None);
        assert_eq!(of_variable("PORTICO_HOSTS__URL"), None);
        assert_eq!(of_variable("PORTICO_LISEN"), None);
    }

    #[test]
    fn what_is_not_known_to_be_open_is_secret() {
        assert_eq!(secrecy("hosts.rest-agency.url"), Secrecy::Open);
        assert_eq!(secrecy("hosts.rest-agency.secret"), Secrecy::Secret);
        assert_eq!(secrecy("something-new"), Secrecy::Secret);
    }
}
