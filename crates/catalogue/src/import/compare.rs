//! What an import would change: of each part, what it said before and what it says now, field by field.

use std::collections::{BTreeMap, BTreeSet};

use aws_lc_rs::digest::{Context, SHA256, digest};
use serde_json::Value;
use values::Day;

use super::{Key, Standing, Version};
use crate::inventory::{Edition, Inventory, Literal, Lost, Object, Statement};

/// One part that changes from a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Which part.
    pub key: Key,
    /// From which day.
    pub from: Day,
    /// The digest of what it said on that day before.
    pub before: Option<String>,
    /// What it says now; nothing: it is no more.
    pub after: Option<Said>,
    /// Nothing begins on that day any more: what began on this earlier day goes on.
    pub resumes: Option<Day>,
}

/// What a part says, with its digest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The SHA-256 of the document.
    pub digest: String,
    /// What it says, as JSON.
    pub document: String,
}

/// What sort of change it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sort {
    /// It was not there.
    New,
    /// It says otherwise.
    Changed,
    /// It is no more.
    Gone,
}

/// One field that says otherwise.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct FieldChange {
    /// Which: the names from the outside in, with full stops between.
    pub field: String,
    /// The same, name by name: what sort of thing, which, and its field.
    #[serde(skip)]
    pub path: Vec<String>,
    /// What it said.
    pub before: Option<Value>,
    /// What it says.
    pub after: Option<Value>,
}

impl Sort {
    /// Of a part that said something before, or now.
    pub fn of(before: bool, after: bool) -> Self {
        match (before, after) {
            (false, true) => Self::New,
            // Also where nothing was and is: only that nothing begins any more.
            (true, true) | (false, false) => Self::Changed,
            (true, false) => Self::Gone,
        }
    }

    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Changed => "changed",
            Self::Gone => "gone",
        }
    }
}

impl Change {
    /// What sort of change it is.
    pub fn sort(&self) -> Sort {
        Sort::of(self.before.is_some(), self.after.is_some())
    }
}

impl Said {
    /// What a part says.
    pub fn of(inventory: &Inventory) -> Self {
        let document = serde_json::to_string(inventory).expect("an inventory has string keys, so it is JSON");
        Self::of_document(document)
    }

    /// What a part said, as it was kept.
    pub fn of_document(document: String) -> Self {
        Self { digest: hex::encode(digest(&SHA256, document.as_bytes())), document }
    }
}

/// What a file would change, in the order of days, kinds and names. A part that the source had and the file has not is
/// no more from the file's day on, unless it may be among what was left out. `from` is the day of a file that names none.
pub fn compare(standing: &Standing, editions: &[Edition], lost: &Lost, from: Day) -> Vec<Change> {
    let mut standing = standing.clone();
    let mut changes = Vec::new();
    for edition in editions {
        let from = edition.from.unwrap_or(from);
        let mut told = BTreeSet::new();
        for part in edition.inventory.parts() {
            let key: Key = (part.kind, part.name);
            let said = Said::of(&part.inventory);
            told.insert(key.clone());
            let before = standing.digest_on(&key, from).map(str::to_owned);
            if before.as_deref() != Some(&said.digest) {
                let version = Version { id: String::new(), digest: Some(said.digest.clone()) };
                standing.put(key.clone(), from, version);
                changes.push(Change { key, from, before, after: Some(said), resumes: None });
            }
        }
        let gone: Vec<(Key, String)> = standing
            .0
            .keys()
            .filter(|key| !told.contains(*key) && !lost.has(&key.1))
            .filter_map(|key| Some((key.clone(), standing.digest_on(key, from)?.to_owned())))
            .collect();
        for (key, before) in gone {
            standing.put(key.clone(), from, Version { id: String::new(), digest: None });
            changes.push(Change { key, from, before: Some(before), after: None, resumes: None });
        }
    }
    changes
}

/// What has to be said again from later days on, so that what files of these days said keeps standing: a file of an earlier
/// day says nothing of them. Of what is said again only the digest is known here.
pub(super) fn said_again(standing: &Standing, changes: &[Change], days: &BTreeSet<Day>) -> Vec<Change> {
    let mut left = Standing::default();
    for change in changes {
        let version = Version { id: String::new(), digest: change.after.as_ref().map(|said| said.digest.clone()) };
        if !left.0.contains_key(&change.key) {
            left.0.insert(change.key.clone(), standing.0.get(&change.key).cloned().unwrap_or_default());
        }
        left.put(change.key.clone(), change.from, version);
    }
    let keys: Vec<Key> = left.0.keys().cloned().collect();
    let mut again = Vec::new();
    for (day, key) in days.iter().flat_map(|day| keys.iter().map(move |key| (*day, key))) {
        let (said, before) = (standing.digest_on(key, day), left.digest_on(key, day).map(str::to_owned));
        if said != before.as_deref() {
            let after = said.map(|digest| Said { digest: digest.to_owned(), document: String::new() });
            left.put(key.clone(), day, Version { id: String::new(), digest: said.map(str::to_owned) });
            again.push(Change { key: key.clone(), from: day, before, after, resumes: None });
        }
    }
    again
}

/// The SHA-256 of all changes in their order: what an approval binds.
pub(super) fn hash(changes: &[Change]) -> String {
    let mut context = Context::new(&SHA256);
    for change in changes {
        let (kind, name) = &change.key;
        let parts = [
            kind.map(crate::inventory::Kind::as_str).unwrap_or_default(),
            name.as_str(),
            &change.from.to_string(),
            change.before.as_deref().unwrap_or_default(),
            change.after.as_ref().map_or("", |said| &said.digest),
        ];
        let resumes = change.resumes.map(|day| day.to_string());
        for part in parts.into_iter().chain(resumes.as_deref()) {
            context.update(&(part.len() as u64).to_be_bytes());
            context.update(part.as_bytes());
        }
    }
    hex::encode(context.finish())
}

/// Every field that says otherwise in two documents of a part.
pub fn fields_changed(before: Option<&str>, after: Option<&str>) -> Vec<FieldChange> {
    let read = |text: &str| serde_json::from_str::<Value>(text).unwrap_or_else(|_| Value::from(text));
    let mut changes = Vec::new();
    differ(&mut Vec::new(), before.map(read).as_ref(), after.map(read).as_ref(), &mut changes);
    changes
}

fn differ(path: &mut Vec<String>, before: Option<&Value>, after: Option<&Value>, changes: &mut Vec<FieldChange>) {
    if before == after {
        return;
    }
    if let (Some(Value::Object(one)), Some(Value::Object(other))) = (before, after) {
        let names: BTreeSet<&String> = one.keys().chain(other.keys()).collect();
        for name in names {
            path.push(name.clone());
            differ(path, one.get(name), other.get(name), changes);
            path.pop();
        }
        return;
    }
    // What is kept beside the fields is a list of statements: it is told by property which of them are others.
    if path.last().is_some_and(|name| name == "rest")
        && let (Some(one), Some(other)) = (by_property(before), by_property(after))
    {
        for property in one.keys().chain(other.keys()).collect::<BTreeSet<_>>() {
            path.push(property.clone());
            differ(path, one.get(property), other.get(property), changes);
            path.pop();
        }
        return;
    }
    let (field, path) = (path.join("."), path.clone());
    changes.push(FieldChange { field, path, before: before.cloned(), after: after.cloned() });
}

/// What statements say, by their properties; nothing where they are none. Letters are told in quotes, with their language or
/// type, so that no two statements are told alike.
fn by_property(statements: Option<&Value>) -> Option<BTreeMap<String, Value>> {
    let statements =
        statements.map_or(Some(Vec::new()), |value| serde_json::from_value::<Vec<Statement>>(value.clone()).ok());
    let mut said: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for Statement { property, object } in statements? {
        let told = match object {
            Object::Thing(thing) => thing.to_string(),
            Object::Literal(Literal { value, language: Some(tag), .. }) => format!("\"{value}\" ({})", tag.as_str()),
            Object::Literal(Literal { value, datatype: Some(of), .. }) => format!("\"{value}\" ({of})"),
            Object::Literal(Literal { value, .. }) => format!("\"{value}\""),
        };
        said.entry(property.to_string()).or_default().push(told);
    }
    let value = |mut told: Vec<String>| if told.len() == 1 { told.pop().into() } else { Value::from(told) };
    Some(said.into_iter().map(|(property, told)| (property, value(told))).collect())
}

/// Where one in so many changes takes something away, somebody is asked whether it is the right file.
const MUCH: i64 = 5;

/// Does much of what an import does take something away? It makes so many things new, changes so many, ends so many.
pub fn much_goes([new, changed, gone]: [i64; 3]) -> bool {
    gone > 0 && gone * MUCH >= new + changed + gone
}
