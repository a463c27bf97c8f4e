//! An entry as a page shows it: its fields with their values, the smaller things that it leads to within them, and links
//! to the other entries that it names.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use values::{Day, Language};

use super::{Entry, in_language, markup::plain};
use crate::inventory::{
    Inventory, Iri, Keywords, Kind, Literal, Object, Tag, Texts,
    rdf::terms::skos,
    told::{self, Value},
};

/// Things within things are shown so deep.
const DEEPEST: usize = 3;

/// One field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Row {
    /// Its name.
    pub field: &'static str,
    /// What it says.
    pub values: Vec<Shown>,
}

/// One value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "is")]
pub enum Shown {
    /// A text, and the tag of its language.
    Text {
        /// Which.
        text: String,
        /// Its language, where it is another than the reader's.
        language: Option<String>,
    },
    /// Something with an address: another entry, a page, an entry of an outside list.
    Link {
        /// Where.
        href: String,
        /// What it is called.
        text: String,
        /// Does it lead away?
        away: bool,
    },
    /// A span of time.
    Span {
        /// `days`, `weeks`, `months`, `years`, `hours` or `minutes`.
        unit: &'static str,
        /// How many of them.
        count: u32,
    },
    /// A day.
    Day {
        /// Which.
        day: Day,
    },
    /// Nothing to pay.
    Free,
    /// A smaller thing that has fields of its own.
    Thing {
        /// Which kind.
        kind: &'static str,
        /// Its fields.
        rows: Vec<Row>,
    },
}

/// The names of other entries that an entry speaks of: what a page looks up before it shows it.
pub fn names(entry: &Entry) -> BTreeSet<Iri> {
    let mut names = BTreeSet::new();
    if let Some(kind) = entry.kind {
        gather(&entry.said, kind, &entry.name, DEEPEST, &mut names);
    }
    names.remove(&entry.name);
    names
}

fn gather(said: &Inventory, kind: Kind, name: &Iri, deep: usize, names: &mut BTreeSet<Iri>) {
    for told in said.told(kind, name).0 {
        let Value::Things(things) = told.value else { continue };
        for thing in things {
            match said.kind_of(&thing) {
                Some(inner) if deep > 0 && !inner.stands_alone() => gather(said, inner, &thing, deep - 1, names),
                _ => {
                    names.insert(thing);
                }
            }
        }
    }
}

/// Every field of an entry that says something. `known` are the other entries it names, by their names.
pub fn rows(entry: &Entry, known: &BTreeMap<Iri, &Entry>, language: Language) -> Vec<Row> {
    let Some(kind) = entry.kind else { return Vec::new() };
    let mut seen = vec![entry.name.clone()];
    Teller { said: &entry.said, known, language }.rows(kind, &entry.name, &mut seen)
}

struct Teller<'a> {
    said: &'a Inventory,
    known: &'a BTreeMap<Iri, &'a Entry>,
    language: Language,
}

impl Teller<'_> {
    fn rows(&self, kind: Kind, name: &Iri, seen: &mut Vec<Iri>) -> Vec<Row> {
        let (told, _) = self.said.told(kind, name);
        // What a source numbers its smaller things by says nothing to people.
        let is_inner = !kind.stands_alone();
        let told = told.into_iter().filter(|told| !(is_inner && told.field == "identifier"));
        let rows = told.map(|told::Told { field, value }| Row { field, values: self.field(field, value, seen) });
        rows.filter(|row| !row.values.is_empty()).collect()
    }

    fn field(&self, field: &str, value: Value, seen: &mut Vec<Iri>) -> Vec<Shown> {
        match &value {
            Value::Letters(letters) if field == "processing_time" => {
                let span = letters.iter().find_map(|text| span(text));
                span.map_or_else(|| self.values(field, value, seen), |span| vec![span])
            }
            Value::Letters(letters) if matches!(field, "founded" | "dissolved") => {
                let days: Vec<Shown> =
                    letters.iter().filter_map(|text| Some(Shown::Day { day: text.parse().ok()? })).collect();
                if days.is_empty() { self.values(field, value, seen) } else { days }
            }
            _ => self.values(field, value, seen),
        }
    }

    /// A place leads to all that is offered there.
    fn place(&self, place: &Iri) -> Shown {
        let text = label(self.said, place.as_str(), self.language).unwrap_or_else(|| last(place.as_str()).to_owned());
        let name = form_urlencoded::byte_serialize(place.as_str().as_bytes()).collect::<String>();
        Shown::Link { href: format!("/catalogue?area={name}"), text, away: false }
    }

    fn values(&self, field: &str, value: Value, seen: &mut Vec<Iri>) -> Vec<Shown> {
        match value {
            Value::Texts(texts) => {
                in_language(&texts, self.language).map(|(tag, text)| self.text(tag, text)).into_iter().collect()
            }
            Value::Keywords(words) => self.keywords(&words),
            Value::Letters(letters) => letters.into_iter().map(|text| Shown::Text { text, language: None }).collect(),
            Value::Things(things) if field == "places" => things.iter().map(|place| self.place(place)).collect(),
            Value::Things(things) => things.iter().filter_map(|thing| self.thing(thing, seen)).collect(),
        }
    }

    fn text(&self, tag: &str, text: &str) -> Shown {
        let own = tag == Tag::UNDETERMINED || tag.starts_with(self.language.tag());
        Shown::Text { text: plain(text), language: (!own).then(|| tag.to_owned()) }
    }

    /// Words in the reader's language; all of them where there are none in it.
    fn keywords(&self, words: &Keywords) -> Vec<Shown> {
        let own = |tag: &str| tag.starts_with(self.language.tag()) || tag == Tag::UNDETERMINED;
        let has_own = words.iter().any(|(tag, _)| own(tag.as_str()));
        words
            .iter()
            .filter(|(tag, _)| !has_own || own(tag.as_str()))
            .map(|(tag, text)| self.text(tag.as_str(), text))
            .collect()
    }

    fn thing(&self, thing: &Iri, seen: &mut Vec<Iri>) -> Option<Shown> {
        if let Some(entry) = self.known.get(thing) {
            let text = entry.called(self.language).to_owned();
            return Some(Shown::Link { href: entry.href(), text, away: false });
        }
        match self.said.kind_of(thing) {
            Some(kind) if !kind.stands_alone() && seen.len() <= DEEPEST && !seen.contains(thing) => {
                seen.push(thing.clone());
                let rows = self.rows(kind, thing, seen);
                seen.pop();
                said(kind, rows)
            }
            _ => Some(self.labelled(thing).unwrap_or_else(|| outside(thing))),
        }
    }
}

/// A smaller thing: in one value where it has no more, a price as one, else with all its fields.
fn said(kind: Kind, mut rows: Vec<Row>) -> Option<Shown> {
    if kind == Kind::Cost {
        price(&mut rows);
    }
    match &mut rows[..] {
        [] => None,
        [Row { field: "description" | "title" | "amount" | "way", values }] if values.len() == 1 => values.pop(),
        _ => Some(Shown::Thing { kind: kind.as_str(), rows }),
    }
}

/// Writes an amount and its currency in one: `88.50 GBP`. Nothing to pay is said in a word.
fn price(rows: &mut Vec<Row>) {
    let text = |row: Option<&Row>| match row?.values.first()? {
        Shown::Text { text, .. } | Shown::Link { text, .. } => Some(text.clone()),
        _ => None,
    };
    let of = |field: &str| text(rows.iter().find(|row| row.field == field));
    let Some(amount) = of("amount") else { return };
    let currency = of("currency").map(|code| format!(" {code}")).unwrap_or_default();
    let is_free = amount.parse::<f64>().is_ok_and(|amount| amount == 0.0);
    let shown = if is_free { Shown::Free } else { Shown::Text { text: format!("{amount}{currency}"), language: None } };
    rows.retain(|row| row.field != "currency");
    if let Some(row) = rows.iter_mut().find(|row| row.field == "amount") {
        row.values = vec![shown];
    }
}

/// What a source itself calls an entry of a list.
pub fn label(said: &Inventory, thing: &str, language: Language) -> Option<String> {
    Some(in_language(&labels(said, thing)?, language)?.1.to_owned())
}

fn labels(said: &Inventory, thing: &str) -> Option<Texts> {
    let said = &said.others.get(thing)?.said;
    let labels = said.iter().filter(|statement| statement.property.as_str() == skos!("prefLabel"));
    Some(
        labels
            .filter_map(|statement| match &statement.object {
                Object::Literal(Literal { value, language, .. }) => {
                    let tag = language.clone().unwrap_or_else(|| Tag::new(Tag::UNDETERMINED));
                    Some((tag, value.clone()))
                }
                Object::Thing(_) => None,
            })
            .collect(),
    )
}

impl Teller<'_> {
    /// An entry of a list that the source itself says the name of.
    fn labelled(&self, thing: &Iri) -> Option<Shown> {
        let texts = labels(self.said, thing.as_str())?;
        in_language(&texts, self.language).map(|(tag, text)| self.text(tag, text))
    }
}

/// A span of time of one unit, as ISO 8601 writes it: `P3W`, `PT2H`.
pub(crate) fn span(text: &str) -> Option<Shown> {
    let rest = text.strip_prefix('P')?;
    let (rest, units): (&str, &[(char, &'static str)]) = match rest.strip_prefix('T') {
        Some(rest) => (rest, &[('H', "hours"), ('M', "minutes")]),
        None => (rest, &[('D', "days"), ('W', "weeks"), ('M', "months"), ('Y', "years")]),
    };
    let (_, unit) = units.iter().find(|(letter, _)| rest.ends_with(*letter))?;
    Some(Shown::Span { unit, count: rest[..rest.len() - 1].parse().ok()? })
}

/// Something that no entry describes: a page, or an entry of an outside list. Only addresses of the web are links.
fn outside(thing: &Iri) -> Shown {
    let name = thing.as_str();
    if !(name.starts_with("https://") || name.starts_with("http://")) {
        return Shown::Text { text: last(name).to_owned(), language: None };
    }
    let is_list =
        ["/authority/", "/resource/", "/id/concept/", "/taxonomy", "/ns/"].iter().any(|part| name.contains(part));
    let text = if is_list { last(name) } else { name };
    Shown::Link { href: name.to_owned(), text: text.to_owned(), away: true }
}

/// The last word of a name.
pub(crate) fn last(name: &str) -> &str {
    let trimmed = name.trim_end_matches(['/', '#']);
    trimmed.rsplit(['/', '#', ':']).next().filter(|last| !last.is_empty()).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_of_one_unit_have_words_and_others_stay_as_they_are() {
        let said = |text: &str| match span(text) {
            Some(Shown::Span { unit, count }) => Some((unit, count)),
            _ => None,
        };
        assert_eq!(said("P3W"), Some(("weeks", 3)));
        assert_eq!(said("P1M"), Some(("months", 1)));
        assert_eq!(said("PT15M"), Some(("minutes", 15)));
        for other in ["", "P", "P1Y2M", "3W", "PW", "P-1D", "P1.5D", "PT1D", "Pé"] {
            assert_eq!(said(other), None, "{other}");
        }
    }
}
