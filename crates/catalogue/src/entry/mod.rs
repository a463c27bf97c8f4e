//! An entry of the catalogue: a body, a service type, a service or an event as its supplier describes it, on a day.
//! It has an address that stays, whatever becomes of it: people read it there, and machines as linked data.

pub mod told;

pub(crate) mod api;
pub(crate) mod counted;
pub(crate) mod find;
pub(crate) mod hsds;
pub(crate) mod list;
pub(crate) mod markup;
pub(crate) mod page;
pub(crate) mod store;

pub mod form;

#[cfg(test)]
mod tests;

use values::{Day, Language, Moment};

use crate::{
    inventory::{Inventory, Iri, Kind, Tag, Texts},
    search::folded,
};

/// A part of the inventory, as it stands on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Our own id of it, which its address is made of.
    pub id: String,
    /// From whom the description is.
    pub source: String,
    /// What it is about; nothing for a thing of no kind that the model knows.
    pub kind: Option<Kind>,
    /// What the supplier calls it.
    pub name: Iri,
    /// From which day on it says this.
    pub from: Day,
    /// When that was published.
    pub published_at: Moment,
    /// The SHA-256 of all that it says.
    pub digest: String,
    /// All that it says.
    pub said: Inventory,
}

/// The kinds of entry that people look for, in the order in which lists name them.
pub const LISTED: [Kind; 4] = [Kind::PublicService, Kind::ServiceType, Kind::Organisation, Kind::Event];

impl Entry {
    /// Where it is.
    pub fn href(&self) -> String {
        href(&self.id)
    }

    /// Its title in a language, or in one that there is.
    pub fn title(&self, language: Language) -> Option<&str> {
        Some(self.titled(language)?.1)
    }

    /// The language that its title is in, where it is another than the reader's.
    pub fn title_language(&self, language: Language) -> Option<&str> {
        let tag = self.titled(language)?.0;
        (tag != Tag::UNDETERMINED && !tag.starts_with(language.tag())).then_some(tag)
    }

    fn titled(&self, language: Language) -> Option<(&str, &str)> {
        in_language(titles(self.kind, &self.name, &self.said)?, language)
    }

    /// What lists for readers of a language have it sorted by.
    pub fn order(&self, language: Language) -> String {
        order(self.kind, &self.name, &self.said, language)
    }

    /// The same, or its name where it has none.
    pub fn called(&self, language: Language) -> &str {
        self.title(language).unwrap_or_else(|| self.name.as_str())
    }
}

/// So many letters of a title are sorted by.
const SORTED_BY: usize = 60;

/// What lists for readers of a language have a part sorted by: its title, or its name where it has none.
pub(crate) fn order(kind: Option<Kind>, name: &Iri, said: &Inventory, language: Language) -> String {
    let title = titles(kind, name, said).and_then(|texts| in_language(texts, language));
    let sorted: String = folded(title.map_or("", |(_, title)| title)).chars().take(SORTED_BY).collect();
    if sorted.is_empty() { name.as_str().chars().take(SORTED_BY).collect() } else { sorted }
}

fn titles<'a>(kind: Option<Kind>, name: &Iri, said: &'a Inventory) -> Option<&'a Texts> {
    Some(match kind? {
        Kind::Organisation => &said.organisations.get(name)?.name,
        Kind::ServiceType => &said.service_types.get(name)?.title,
        Kind::PublicService => &said.services.get(name)?.title,
        Kind::Event => &said.events.get(name)?.title,
        Kind::ServiceStandard => &said.standards.get(name)?.title,
        _ => return None,
    })
}

/// Where an entry of this id is.
pub(crate) fn href(id: &str) -> String {
    format!("/catalogue/{id}")
}

/// The word for a kind in addresses and texts.
pub(crate) fn word(kind: Kind) -> &'static str {
    match kind {
        Kind::Organisation => "body",
        Kind::ServiceType => "service-type",
        Kind::PublicService => "service",
        Kind::Event => "event",
        Kind::ServiceStandard => "standard",
        _ => "other",
    }
}

/// A text in the reader's language, with the tag of the language it is in: one that nobody named, or any other, where
/// there is none in the reader's.
pub(crate) fn in_language(texts: &Texts, language: Language) -> Option<(&str, &str)> {
    let own = |tag: &str| tag == language.tag() || tag.starts_with(&format!("{language}-"));
    let of = |wanted: &dyn Fn(&str) -> bool| texts.iter().find(|(tag, _)| wanted(tag.as_str()));
    let found = of(&own).or_else(|| of(&|tag| tag == Tag::UNDETERMINED)).or_else(|| of(&|_| true));
    found.map(|(tag, text)| (tag.as_str(), text.as_str()))
}
