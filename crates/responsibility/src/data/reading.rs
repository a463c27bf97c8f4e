//! What the reader of each file shares: the data and findings so far, and looking up what a row names.

use std::{collections::HashSet, ops::Range};

use values::{
    AreaCode, Effective, Id, Text, id,
    source::{Finding, Source, Spanned},
};

use super::{Known, ModelData};

/// What was read so far, and what is wrong with it.
pub(crate) struct Reading<'a> {
    pub(crate) data: ModelData,
    pub(crate) findings: Vec<Finding>,
    pub(crate) known: &'a Known,
    pub(crate) broken: Broken,
}

/// What stands in the files and could not be read. Whoever refers to it makes no mistake of their own.
#[derive(Default)]
pub(crate) struct Broken {
    pub(super) systems: HashSet<Id<id::System>>,
    pub(crate) franchises: HashSet<Id<id::Franchise>>,
    pub(crate) all_franchises: bool,
}

impl Reading<'_> {
    pub(crate) fn check_dates(&mut self, source: &Source, at: Range<usize>, valid: Effective) {
        if valid.is_empty() {
            self.find(
                source,
                at,
                "it ends before it begins",
                "Write an 'until' that is later than 'from', or leave it out.",
            );
        }
    }

    pub(crate) fn area(&mut self, source: &Source, code: Option<&Spanned<String>>) -> Option<AreaCode> {
        let code = code?;
        let area = AreaCode::from(code.get_ref().as_str());
        if !self.known.areas.contains(&area) {
            self.find(
                source,
                code.span(),
                format!("there is no area '{area}'"),
                "Name the code of an [[area]] in areas.toml.",
            );
        }
        Some(area)
    }

    pub(crate) fn id<K: values::Kind>(&mut self, source: &Source, text: &Spanned<String>) -> Option<Id<K>> {
        match Id::named(text.get_ref()) {
            Ok(id) => Some(id),
            Err(error) => {
                self.find(source, text.span(), error.to_string(), "Use lowercase letters, digits and '-'.");
                None
            }
        }
    }

    pub(crate) fn organisation(&mut self, source: &Source, text: &Spanned<String>) -> Option<Id<id::Organisation>> {
        self.named(source, text, "organisation", |known| &known.organisations)
    }

    pub(crate) fn service_type(&mut self, source: &Source, text: &Spanned<String>) -> Option<Id<id::ServiceType>> {
        self.named(source, text, "service type", |known| &known.service_types)
    }

    /// All of them, as far as they are known.
    pub(crate) fn service_types(&mut self, source: &Source, texts: &[Spanned<String>]) -> Vec<Id<id::ServiceType>> {
        self.each_once(source, texts);
        texts.iter().filter_map(|text| self.service_type(source, text)).collect()
    }

    /// A list in which nothing is named twice.
    pub(crate) fn each_once(&mut self, source: &Source, texts: &[Spanned<String>]) {
        for (n, text) in texts.iter().enumerate() {
            if texts[..n].iter().any(|earlier| earlier.get_ref() == text.get_ref()) {
                let what = format!("'{}' is named twice", text.get_ref());
                self.find(source, text.span(), what, "Name it once.");
            }
        }
    }

    pub(crate) fn instrument(&mut self, source: &Source, text: &Spanned<String>) -> Option<Id<id::Instrument>> {
        self.named(source, text, "instrument", |known| &known.instruments)
    }

    pub(crate) fn person(&mut self, source: &Source, text: &Spanned<String>) -> Option<Id<id::Person>> {
        self.named(source, text, "person", |known| &known.people)
    }

    pub(crate) fn life_event(&mut self, source: &Source, text: &Spanned<String>) -> Option<Id<id::LifeEvent>> {
        self.named(source, text, "life event", |known| &known.life_events)
    }

    pub(crate) fn journey(&mut self, source: &Source, text: &Spanned<String>) -> Option<Id<id::Journey>> {
        self.named(source, text, "journey", |known| &known.journeys)
    }

    /// A franchise of `franchises.toml`, which is read first.
    pub(crate) fn franchise(&mut self, source: &Source, text: &Spanned<String>) -> Option<Id<id::Franchise>> {
        let id = self.id(source, text)?;
        if self.data.arrangements.franchise(&id).is_some() {
            return Some(id);
        }
        if self.broken.all_franchises || self.broken.franchises.contains(&id) {
            return None;
        }
        let what = format!("there is no franchise '{}'", id.name());
        self.find(source, text.span(), what, "Check the spelling, or add it to franchises.toml.");
        None
    }

    /// A text says something in each language, and not the same.
    pub(crate) fn text(&mut self, source: &Source, text: &Spanned<Text>) {
        let (en, fr) = (text.get_ref().en.trim(), text.get_ref().fr.trim());
        if en.is_empty() || fr.is_empty() {
            self.find(source, text.span(), "a text says nothing", "Write { en = \"…\", fr = \"…\" }.");
        } else if en == fr {
            self.find(source, text.span(), "the French is the same as the English", "Translate it.");
        }
    }

    /// An id that stands once in its file.
    pub(crate) fn once(&mut self, source: &Source, at: Range<usize>, what: &str, name: &str, stands: bool) -> bool {
        if stands {
            self.find(source, at, format!("{what} '{name}' stands twice"), "Give one of them another id.");
        }
        !stands
    }

    pub(super) fn named<K: values::Kind>(
        &mut self,
        source: &Source,
        text: &Spanned<String>,
        what: &str,
        known: impl Fn(&Known) -> &HashSet<Id<K>>,
    ) -> Option<Id<K>> {
        let id = self.id(source, text)?;
        if known(self.known).contains(&id) {
            return Some(id);
        }
        let fix = format!("Check the spelling, or add the {what} first.");
        self.find(source, text.span(), format!("there is no {what} '{}'", id.name()), fix);
        None
    }

    pub(crate) fn find(&mut self, source: &Source, at: Range<usize>, what: impl Into<String>, fix: impl Into<String>) {
        self.findings.push(source.finding(at, what, fix));
    }
}
