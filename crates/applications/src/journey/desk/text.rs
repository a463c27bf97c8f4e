//! A journey as text: written out from an edition, and cut into parts that are each changed by themselves.

use toml::{Table, Value};
use values::{Id, id};

use super::super::Journey;

/// The tables that stand several times, in the order in which they are written.
pub(super) const TABLES: [&str; 6] = ["page", "question", "exit", "evidence", "service", "told"];
/// Keys in the order in which people read them; others come after them, by name.
const ORDER: [&str; 24] = [
    "id",
    "type",
    "input",
    "concept",
    "way",
    "life_event",
    "edition",
    "model",
    "page",
    "kind",
    "question",
    "value",
    "title",
    "en",
    "fr",
    "name",
    "label",
    "summary",
    "section",
    "hint",
    "place",
    "when",
    "decision",
    "options",
];

/// A part of a journey's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part<'t> {
    /// What it is: `question`; nothing for what stands before the first.
    pub table: Option<&'t str>,
    /// What it is called.
    pub name: String,
    /// On which line it begins, from 1.
    pub line: usize,
    /// All of it.
    pub text: &'t str,
}

/// A journey written out.
pub fn written(journey: &Journey) -> Result<String, toml::ser::Error> {
    let mut whole = Table::try_from(&Journey { dmn: None, ..journey.clone() })?;
    let tables = TABLES.map(|name| (name, whole.remove(name)));
    let mut text = lines(&whole);
    for (name, all) in tables {
        for table in all.as_ref().and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_table) {
            text.extend(["\n[[", name, "]]\n", &lines(table)]);
        }
    }
    Ok(text)
}

fn lines(table: &Table) -> String {
    let line =
        |(key, value): (&String, &Value)| [key.clone(), " = ".to_owned(), said(&bare(key, value)), "\n".to_owned()];
    // What is not so need not be said.
    pairs(table).into_iter().filter(|(_, value)| **value != Value::Boolean(false)).flat_map(line).collect()
}

/// The keys and values of a table in the order in which people read them.
fn pairs(table: &Table) -> Vec<(&String, &Value)> {
    let place = |key: &str| ORDER.iter().position(|known| *known == key).unwrap_or(ORDER.len());
    let mut pairs: Vec<(&String, &Value)> = table.iter().collect();
    pairs.sort_by(|(one, _), (other, _)| place(one).cmp(&place(other)).then_with(|| one.cmp(other)));
    pairs
}

/// References are written without the prefix of their kind, as people write them.
fn bare(key: &str, value: &Value) -> Value {
    const KINDS: [(&str, &str); 4] = [("id", "jny_"), ("life_event", "evt_"), ("type", "typ_"), ("after", "typ_")];
    let kind = KINDS.iter().find(|(known, _)| *known == key).map(|(_, kind)| *kind);
    match (value, kind) {
        (Value::String(name), Some(kind)) => Value::String(name.strip_prefix(kind).unwrap_or(name).to_owned()),
        _ => value.clone(),
    }
}

/// A value on one line; a list of tables with a line for each.
fn said(value: &Value) -> String {
    match value {
        Value::Array(all) if all.iter().any(Value::is_table) => {
            let each: Vec<String> = all.iter().map(|one| format!("  {},", inline(one))).collect();
            format!("[\n{}\n]", each.join("\n"))
        }
        _ => inline(value),
    }
}

fn inline(value: &Value) -> String {
    let Value::Table(table) = value else { return value.to_string() };
    let pairs: Vec<String> = pairs(table).iter().map(|(key, value)| format!("{key} = {}", inline(value))).collect();
    format!("{{ {} }}", pairs.join(", "))
}

/// The parts of a text: what stands before the first table, then table by table.
pub fn parts(text: &str) -> Vec<Part<'_>> {
    let mut begins = vec![0];
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        if line.starts_with("[[") && offset > 0 {
            begins.push(offset);
        }
        offset += line.len();
    }
    begins.push(text.len());
    begins.windows(2).map(|pair| part(text, pair[0], pair[1])).collect()
}

fn part(text: &str, from: usize, to: usize) -> Part<'_> {
    let own = &text[from..to];
    let table = own.strip_prefix("[[").and_then(|rest| Some(rest.split_once("]]")?.0.trim()));
    let says = |key: &str| {
        let line = own.lines().find_map(|line| line.trim().strip_prefix(key)?.trim_start().strip_prefix('='))?;
        Some(line.trim().trim_matches('"').to_owned())
    };
    let name = ["id", "type", "input"].into_iter().find_map(says).unwrap_or_default();
    Part { table, name, line: 1 + text[..from].matches('\n').count(), text: own }
}

/// Of which journey a text is, sound or not; nothing where it doesn't say.
pub fn journey(text: &str) -> Option<Id<id::Journey>> {
    let head = parts(text).into_iter().next().filter(|head| head.table.is_none())?.text;
    let says = |line: &str| toml::from_str::<Table>(line).ok()?.remove("id")?.try_into().ok();
    head.lines().find_map(says)
}

/// The text with another in the place of one part; nothing where there is no such part.
pub fn with_part(text: &str, n: usize, other: &str) -> Option<String> {
    let mut texts: Vec<&str> = parts(text).iter().map(|part| part.text).collect();
    *texts.get_mut(n)? = other;
    Some(joined(&texts))
}

/// The text with one more part after the last of its sort, and the place of that.
pub fn with_added(text: &str, other: &str) -> (String, usize) {
    let table = parts(other)[0].table;
    let parts = parts(text);
    let last = parts.iter().rposition(|part| part.table == table);
    let n = last.map_or(if table.is_none() { 0 } else { parts.len() }, |last| last + 1);
    let mut texts: Vec<&str> = parts.iter().map(|part| part.text).collect();
    texts.insert(n, other);
    (joined(&texts), n)
}

fn joined(texts: &[&str]) -> String {
    let mut whole = String::new();
    for own in texts {
        whole += own;
        if !own.is_empty() && !own.ends_with('\n') {
            whole.push('\n');
        }
    }
    whole
}

/// The text with another value of a key before the first table.
pub fn with_key(text: &str, key: &str, value: &str) -> String {
    let head = parts(text).first().map_or(0, |part| part.text.len());
    let is_key =
        |line: &str| line.trim_start().strip_prefix(key).is_some_and(|rest| rest.trim_start().starts_with('='));
    let said = format!("{key} = {}\n", Value::String(value.to_owned()));
    let mut own: Vec<&str> = text[..head].split_inclusive('\n').collect();
    match own.iter().position(|line| is_key(line)) {
        Some(at) => own[at] = &said,
        None => own.insert(0, &said),
    }
    own.concat() + &text[head..]
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = include_str!("../fixture.toml");

    #[test]
    fn what_is_written_out_is_the_same_journey() {
        let journey: Journey = toml::from_str(TEXT).unwrap();
        let text = written(&journey).unwrap();
        assert_eq!(toml::from_str::<Journey>(&text).unwrap(), journey, "{text}");
        assert!(text.starts_with("id = "), "{text}");
        assert!(text.contains("label = { en = "), "{text}");
    }

    #[test]
    fn parts_are_all_of_the_text_and_each_is_changed_by_itself() {
        let all = parts(TEXT);
        assert_eq!(all.iter().map(|part| part.text).collect::<String>(), TEXT);
        assert_eq!((all[0].table, all[0].line), (None, 1));
        let plate = all.iter().position(|part| part.table == Some("question") && part.name == "plate").unwrap();
        assert!(TEXT.lines().nth(all[plate].line - 1).unwrap().starts_with("[[question]]"));
        let other = with_part(TEXT, plate, "").unwrap();
        assert_eq!(parts(&other).len(), all.len() - 1);
        assert!(with_part(TEXT, all.len(), "").is_none());
        let (more, n) = with_added(TEXT, "[[question]]\nid = \"more\"");
        let more = parts(&more);
        assert_eq!(
            (more[n].name.as_str(), more[n - 1].name.as_str(), more[n + 1].table),
            ("more", "towed", Some("exit"))
        );
        let (more, n) = with_added(TEXT, "[[told]]\ninput = \"a\"");
        assert_eq!((parts(&more).len(), parts(&more)[n].name.as_str()), (all.len() + 1, "a"));
        let named = with_key(TEXT, "edition", "2 \"b\"");
        assert_eq!(toml::from_str::<Journey>(&named).unwrap().edition, "2 \"b\"");
        assert!(with_key("[[page]]\n", "edition", "2").starts_with("edition = \"2\"\n[[page]]"));
    }

    #[test]
    fn a_text_says_of_which_journey_it_is_though_it_is_not_sound() {
        let named = |text: &str| journey(text).map(|id| id.name().to_owned());
        assert_eq!(named(TEXT).as_deref(), Some("car"));
        assert_eq!(named("title = {\n  id = 'jny_car' # ours\n[[page]]\n").as_deref(), Some("car"));
        for other in ["", "<html>", "[[question]]\nid = \"car\"", "id = 3", "id = \"a car\"", "ids = \"car\""] {
            assert_eq!(named(other), None, "{other}");
        }
    }
}
