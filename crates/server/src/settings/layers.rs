//! Reads what the environment and the settings file say. A name that nobody knows is an error that offers the
//! nearest known one: a misspelt setting that is silently ignored is found only on a bad day.

use std::path::Path;

use catalogue::data::nearest;
use toml::de::{DeTable, DeValue};

use super::{
    NotSettings,
    keys::{self, HOST_KEYS, KEYS, Key},
    resolved::{Layer, Origin, Said},
};
use crate::government;

/// Names the settings file itself; not a setting.
pub const FILE_VARIABLE: &str = "PORTICO_CONFIG";

/// Variables of these prefixes belong to the tests and to the sandbox agencies, and are left alone.
const OTHERS: [&str; 2] = ["PORTICO_TEST_", "PORTICO_SANDBOX_"];

/// Variables that make a build with crash points crash or misbehave; an ordinary build does not know them.
const CRASHES: [&str; 2] = ["PORTICO_CRASH_", "PORTICO_PLANTED_"];

/// What the environment says.
pub fn of_environment(variables: impl IntoIterator<Item = (String, String)>) -> Result<Layer, NotSettings> {
    let mut layer = Layer::new();
    for (variable, text) in variables {
        let of_others = variable == FILE_VARIABLE || OTHERS.iter().any(|prefix| variable.starts_with(prefix));
        let ours = variable.starts_with("PORTICO_") && !of_others;
        let crashes = CRASHES.iter().any(|prefix| variable.starts_with(prefix));
        if !ours || (cfg!(feature = "crash-points") && crashes) {
            continue;
        }
        let name = keys::of_variable(&variable).ok_or_else(|| unknown_variable(&variable))?;
        layer.push((name, Said { text, origin: Origin::Environment(variable) }));
    }
    Ok(layer)
}

/// What a settings file says.
pub fn of_file(path: &Path) -> Result<Layer, NotSettings> {
    let name = path.display().to_string();
    let bytes =
        std::fs::read(path).map_err(|error| NotSettings::File { path: name.clone(), why: error.to_string() })?;
    let source = government::source(name, &bytes).map_err(|found| NotSettings::File {
        path: format!("{}:{}", found.file, found.line),
        why: format!("{}. {}", found.what, found.fix),
    })?;
    of_text(&source.file, &source.text)
}

/// What the text of a settings file says.
pub fn of_text(path: &str, text: &str) -> Result<Layer, NotSettings> {
    let line = |at: usize| 1 + text.bytes().take(at).filter(|byte| *byte == b'\n').count();
    let refuse = |at: usize, why: String| NotSettings::File { path: format!("{path}:{}", line(at)), why };
    let table = DeTable::parse(text).map_err(|error| {
        refuse(error.span().map_or(0, |span| span.start), error.message().lines().collect::<Vec<_>>().join("; "))
    })?;
    let mut entries = Vec::new();
    flatten("", table.get_ref(), &mut entries);
    let mut layer = Layer::new();
    for (name, at, value) in entries {
        if !is_known(&name) {
            return Err(unknown_key(format!("{path}:{}", line(at)), name));
        }
        let text = scalar(value).ok_or_else(|| refuse(at, format!("{name} takes a text, a number, true or false")))?;
        layer.push((name, Said { text, origin: Origin::File { path: path.to_owned(), line: line(at) } }));
    }
    Ok(layer)
}

/// Lists the dotted names of a table with their places. A known name's value is not looked into.
fn flatten<'a>(prefix: &str, table: &'a DeTable<'_>, entries: &mut Vec<(String, usize, &'a DeValue<'a>)>) {
    for (key, value) in table {
        let name = format!("{prefix}{}", key.get_ref());
        match value.get_ref() {
            DeValue::Table(inner) if !is_known(&name) => flatten(&format!("{name}."), inner, entries),
            other => entries.push((name, key.span().start, other)),
        }
    }
}

fn is_known(name: &str) -> bool {
    KEYS.iter().any(|key| key.name == name) || keys::host_key(name).is_some()
}

fn scalar(value: &DeValue<'_>) -> Option<String> {
    match value {
        DeValue::String(text) => Some(text.to_string()),
        DeValue::Integer(number) => Some(number.as_str().to_owned()),
        DeValue::Boolean(yes) => Some(yes.to_string()),
        _ => None,
    }
}

fn unknown_key(at: String, name: String) -> NotSettings {
    let of_host: Vec<String> = match name.strip_prefix("hosts.").and_then(|rest| rest.split_once('.')) {
        Some((host, _)) => HOST_KEYS.iter().map(|key| format!("hosts.{host}.{}", key.name)).collect(),
        None => Vec::new(),
    };
    let known = KEYS.iter().map(|key| key.name).chain(of_host.iter().map(String::as_str));
    let nearest = nearest(&name, known).map(ToOwned::to_owned);
    NotSettings::UnknownKey { at, name, nearest }
}

fn unknown_variable(variable: &str) -> NotSettings {
    let known: Vec<String> = KEYS.iter().map(Key::variable).chain([FILE_VARIABLE.to_owned()]).collect();
    let nearest = nearest(variable, known.iter().map(String::as_str)).map(ToOwned::to_owned);
    NotSettings::UnknownVariable { name: variable.to_owned(), nearest }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn environment(pairs: &[(&str, &str)]) -> Result<Layer, NotSettings> {
        of_environment(pairs.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())))
    }

    #[test]
    fn an_unknown_variable_is_an_error_that_offers_the_nearest() {
        let error = environment(&[("PORTICO_LISEN", "x")]).unwrap_err().to_string();
        assert!(error.contains("PORTICO_LISEN") && error.contains("PORTICO_LISTEN"), "{error}");
        let error = environment(&[("PORTICO_HOSTS_A_COLOUR", "x")]).unwrap_err().to_string();
        assert!(error.contains("PORTICO_HOSTS_A_COLOUR"), "{error}");
    }

    #[test]
    fn what_belongs_to_others_is_left_alone() {
        assert_eq!(environment(&[("HOME", "/root"), ("PORTICO_TEST_ENGINE", "postgres")]), Ok(vec![]));
    }

    #[test]
    #[cfg(not(feature = "crash-points"))]
    fn a_build_without_crash_points_refuses_to_be_asked_for_one() {
        assert!(environment(&[("PORTICO_CRASH_AT", "anywhere")]).is_err());
        assert!(environment(&[("PORTICO_PLANTED_FAULT", "any")]).is_err());
    }

    #[test]
    fn an_unknown_key_is_an_error_with_its_line_that_offers_the_nearest() {
        let check = |text: &str, expected: &str| {
            let error = of_text("p.toml", text).unwrap_err().to_string();
            assert!(error.starts_with("p.toml:2: ") && error.contains(expected), "{error}");
        };
        check("\nlisen = 'x'", "'listen'");
        check("[log]\nfromat = 'x'", "'log.format'");
        check("[hosts.rest]\nsecrte = 'x'", "'hosts.rest.secret'");
        check("\nlog = 'x'", "'log'");
        check("\nhosts = 'x'", "'hosts'");
    }

    #[test]
    fn a_value_of_the_wrong_shape_is_an_error_with_its_line() {
        let check = |text: &str, expected: &str| assert_eq!(of_text("p.toml", text).unwrap_err().to_string(), expected);
        check("\nlisten = [1]", "p.toml:2: listen takes a text, a number, true or false");
        check("listen = {a = 1}", "p.toml:1: listen takes a text, a number, true or false");
        assert!(of_text("p.toml", "\n\nlisten =").unwrap_err().to_string().starts_with("p.toml:3: "));
    }

    #[test]
    fn texts_numbers_and_truth_are_read() {
        let layer = of_text("p.toml", "demo = true\n[limits]\nqueue = 10\n[hosts.a]\nsecret = 's'").unwrap();
        let said: Vec<_> = layer.iter().map(|(name, said)| (name.as_str(), said.text.as_str())).collect();
        assert_eq!(said, [("demo", "true"), ("hosts.a.secret", "s"), ("limits.queue", "10")]);
        assert_eq!(layer[2].1.origin, Origin::File { path: "p.toml".into(), line: 3 });
    }
}
