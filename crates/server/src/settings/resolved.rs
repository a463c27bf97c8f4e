//! Where each setting comes from: a flag wins over the environment, the environment over the file, the file over
//! the default. Values are still text here; [`super::Settings`] makes them mean something.

use std::{collections::BTreeMap, fmt, fmt::Write as _, str::FromStr};

use super::{
    NotSettings,
    keys::{self, Default, KEYS, Key, Secrecy},
};

/// Who said what a setting is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// A flag of the command line.
    Flag(String),
    /// The command itself: `portico demo` is in demonstration mode, whatever a file says.
    Command(&'static str),
    /// An environment variable.
    Environment(String),
    /// The settings file, with its line.
    File {
        /// Its path.
        path: String,
        /// From 1.
        line: usize,
    },
    /// Nobody.
    Default,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flag(flag) => write!(f, "--{flag}"),
            Self::Command(command) => f.write_str(command),
            Self::Environment(variable) => f.write_str(variable),
            Self::File { path, line } => write!(f, "{path}:{line}"),
            Self::Default => f.write_str("default"),
        }
    }
}

/// A value as text, and who said it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The text.
    pub text: String,
    /// Who said it.
    pub origin: Origin,
}

/// One layer: what one origin says. Later layers do not overwrite earlier ones.
pub type Layer = Vec<(String, Said)>;

/// Every setting, each with where it comes from.
#[derive(Debug, Clone)]
pub struct Resolved {
    values: BTreeMap<String, Said>,
}

impl Resolved {
    /// Joins the layers, the strongest first, and fills in the defaults.
    pub fn of(layers: impl IntoIterator<Item = Layer>) -> Self {
        let mut resolved = Self { values: BTreeMap::new() };
        for (name, said) in layers.into_iter().flatten() {
            resolved.values.entry(name).or_insert(said);
        }
        for key in KEYS {
            if !resolved.values.contains_key(key.name) {
                let said = Said { text: resolved.default(key), origin: Origin::Default };
                resolved.values.insert(key.name.to_owned(), said);
            }
        }
        resolved
    }

    fn default(&self, key: &Key) -> String {
        match key.default {
            Default::Text(text) => text.to_owned(),
            Default::Follows(of) => of(self),
        }
    }

    /// The text of a setting that is in the table of keys.
    pub fn text(&self, name: &str) -> &str {
        self.values.get(name).map_or("", |said| &said.text)
    }

    /// Whether nobody said anything about a setting.
    pub fn is_default(&self, name: &str) -> bool {
        self.values.get(name).is_none_or(|said| said.origin == Origin::Default)
    }

    /// A setting that must be readable as something; says who said it if it isn't.
    pub fn read<T: FromStr>(&self, name: &str, expected: &str) -> Result<T, NotSettings> {
        self.text(name).parse().map_err(|_| self.refuse(name, expected))
    }

    /// What is said when a setting's text can't be used.
    pub fn refuse(&self, name: &str, expected: &str) -> NotSettings {
        let origin = self.values.get(name).map_or(Origin::Default, |said| said.origin.clone());
        let text = shown(name, self.text(name));
        NotSettings::Unusable { name: name.to_owned(), text, origin: origin.to_string(), expected: expected.to_owned() }
    }

    /// The hosts that were named, each with what was said of it.
    pub fn hosts(&self) -> BTreeMap<&str, BTreeMap<&str, &str>> {
        let mut hosts: BTreeMap<&str, BTreeMap<&str, &str>> = BTreeMap::new();
        for (name, said) in &self.values {
            if let Some((host, what)) = keys::host_key(name) {
                hosts.entry(host).or_default().insert(what, &said.text);
            }
        }
        hosts
    }

    /// The effective settings as a settings file, each with where it comes from, secrets masked.
    pub fn print(&self) -> String {
        let hosts = self.values.keys().map(String::as_str).filter(|name| keys::host_key(name).is_some());
        let mut lines = String::new();
        for name in KEYS.iter().map(|key| key.name).chain(hosts) {
            let said = &self.values[name];
            let value = toml::Value::String(shown(name, &said.text));
            writeln!(lines, "{:<56} # {}", format!("{name} = {value}"), said.origin).expect("text grows");
        }
        lines
    }
}

fn shown(name: &str, text: &str) -> String {
    const MASK: &str = "****************";
    match keys::secrecy(name) {
        Secrecy::Open => text.to_owned(),
        Secrecy::Secret => MASK.to_owned(),
        Secrecy::PasswordInside => without_password(text, MASK),
    }
}

/// `postgres://user:word@host/name?password=word`, or `host=… password=word`, with the word masked.
fn without_password(text: &str, mask: &str) -> String {
    let mut shown = text.to_owned();
    let authority = shown.find("://").map(|at| at + 3).and_then(|start| {
        let end = shown[start..].rfind('@').map(|at| start + at)?;
        let colon = shown[start..end].find(':').map(|at| start + at + 1)?;
        Some(colon..end)
    });
    if let Some(word) = authority {
        shown.replace_range(word, mask);
    }
    if let Some(at) = shown.to_lowercase().find("password=") {
        let start = at + "password=".len();
        let rest = &shown[start..];
        let end = if rest.starts_with('\'') { rest.len() } else { rest.find(['&', ' ']).unwrap_or(rest.len()) };
        shown.replace_range(start..start + end, mask);
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(name: &str, text: &str, origin: Origin) -> Layer {
        vec![(name.to_owned(), Said { text: text.to_owned(), origin })]
    }

    #[test]
    fn a_flag_wins_over_the_environment_and_that_over_the_file() {
        let flag = || said("listen", "127.0.0.1:1", Origin::Flag("listen".into()));
        let environment = || said("listen", "127.0.0.1:2", Origin::Environment("PORTICO_LISTEN".into()));
        let file = || said("listen", "127.0.0.1:3", Origin::File { path: "p.toml".into(), line: 1 });
        let check = |layers: Vec<Layer>, expected| assert_eq!(Resolved::of(layers).text("listen"), expected);
        check(vec![flag(), environment(), file()], "127.0.0.1:1");
        check(vec![environment(), file()], "127.0.0.1:2");
        check(vec![file()], "127.0.0.1:3");
        check(vec![], "127.0.0.1:8080");
    }

    #[test]
    fn what_follows_from_another_setting_follows_it() {
        let resolved = Resolved::of([said("data", "/srv/portico", Origin::Flag("data".into()))]);
        assert_eq!(resolved.text("database"), "/srv/portico/portico.sqlite");
        assert_eq!(resolved.text("key-file"), "/srv/portico/portico.key");
    }

    #[test]
    fn a_password_is_never_shown() {
        let check = |text: &str| {
            let shown = Resolved::of([said("database", text, Origin::Default)]).print();
            assert!(!shown.contains("hunter"), "{shown}");
            assert!(shown.contains("****************"), "{shown}");
        };
        check("postgres://portico:hunter2@db/portico");
        check("postgres://portico:hun@ter2@db/portico");
        check("postgres://db/portico?user=x&password=hunter2&sslmode=require");
        check("host=db Password=hunter2 user=x");
        check("host=db password='hunter 2' user=x");
        let shown = Resolved::of([said("hosts.a.secret", "hunter2", Origin::Default)]).print();
        assert!(!shown.contains("hunter"), "{shown}");
    }

    #[test]
    fn an_address_without_a_password_is_shown_as_it_is() {
        let shown = Resolved::of([said("database", "postgres://portico@db:5432/portico", Origin::Default)]).print();
        assert!(shown.contains("postgres://portico@db:5432/portico"), "{shown}");
    }

    #[test]
    fn a_refusal_masks_secrets_too() {
        let resolved = Resolved::of([said("database", "postgres://a:hunter2@b", Origin::Default)]);
        assert!(!resolved.refuse("database", "something").to_string().contains("hunter2"));
    }
}
