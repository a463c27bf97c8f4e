//! One table of a data file, read key by key. Whatever is wrong becomes a finding and reading goes on, so that one
//! run finds everything.

use std::{collections::BTreeMap, fmt::Display, ops::Range, str::FromStr};

use serde::{Deserialize, de::value::StrDeserializer};
use toml::de::{DeTable, DeValue};
use values::{
    Day, Effective, Id, Kind, Text,
    source::{Finding, Source, Spanned},
};

use super::nearest::nearest;
use crate::Illustrative;

/// One table, such as an `[[organisation]]`, with the place of each of its keys.
#[derive(Debug)]
pub(crate) struct Entry<'a> {
    file: &'a Source,
    name: String,
    at: Range<usize>,
    table: DeTable<'a>,
    spans: BTreeMap<String, Range<usize>>,
    asked: Vec<&'static str>,
    findings: Vec<Finding>,
}

impl<'a> Entry<'a> {
    /// A table of a file.
    pub fn new(file: &'a Source, name: impl Into<String>, at: Range<usize>, table: DeTable<'a>) -> Self {
        let mut spans = BTreeMap::new();
        note_spans(&mut spans, "", &table);
        Self { file, name: name.into(), at, table, spans, asked: Vec::new(), findings: Vec::new() }
    }

    /// The value of a key if it is a text, without any check: to know which names a file gives.
    pub fn peek(&self, key: &str) -> Option<String> {
        match self.table.get(key)?.get_ref() {
            DeValue::String(text) => Some(text.to_string()),
            DeValue::Datetime(day) => Some(day.to_string()),
            _ => None,
        }
    }

    /// Is the key there?
    pub fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// A finding at a key, such as `contact.phone` or `within.1.area`; at the table where there is no such key.
    pub fn finding(&self, path: &str, what: impl Into<String>, fix: impl Into<String>) -> Finding {
        let mut nearest = path;
        let at = loop {
            if let Some(at) = self.spans.get(nearest) {
                break at;
            }
            match nearest.rsplit_once('.') {
                Some((outer, _)) => nearest = outer,
                None => break &self.at,
            }
        };
        self.file.finding(at.clone(), what, fix)
    }

    /// Where the table begins, as findings elsewhere refer to it.
    pub fn place(&self) -> String {
        let here = self.file.finding(self.at.clone(), "", "");
        format!("{}:{}", here.file, here.line)
    }

    /// Notes a finding at a key.
    pub fn report(&mut self, path: &str, what: impl Into<String>, fix: impl Into<String>) {
        let finding = self.finding(path, what, fix);
        self.findings.push(finding);
    }

    /// The keys that were asked for so far.
    #[cfg(test)]
    pub fn asked(&self) -> &[&'static str] {
        &self.asked
    }

    /// Nothing more will be asked for: keys that nobody asked for are findings. Gives up everything found.
    pub fn close(&mut self) -> Vec<Finding> {
        let unknown: Vec<String> = self
            .table
            .keys()
            .map(|key| key.get_ref().to_string())
            .filter(|key| !self.asked.contains(&key.as_str()))
            .collect();
        for key in unknown {
            let fix = match nearest(&key, self.asked.iter().copied()) {
                Some(meant) => format!("Did you mean '{meant}'?"),
                None => format!("Take it out; the keys are {}.", listed(&self.asked)),
            };
            self.report(&key, format!("{} has no key '{key}'", self.named()), fix);
        }
        std::mem::take(&mut self.findings)
    }

    /// A text that must be there.
    pub fn string(&mut self, key: &'static str) -> Option<String> {
        self.required(key);
        self.maybe_string(key)
    }

    /// A text that may be there.
    pub fn maybe_string(&mut self, key: &'static str) -> Option<String> {
        match self.value(key)? {
            DeValue::String(text) if !is_blank(text) => Some(text.trim().to_owned()),
            DeValue::String(_) => self.refuse(key, "is empty", "Write it, or take the key out."),
            _ => self.refuse(key, "is not a text", "Write it in quotation marks."),
        }
    }

    /// An id that must be there.
    pub fn id<K: Kind>(&mut self, key: &'static str) -> Option<Id<K>> {
        self.required(key);
        self.maybe_id(key)
    }

    /// An id that may be there.
    pub fn maybe_id<K: Kind>(&mut self, key: &'static str) -> Option<Id<K>> {
        let text = self.maybe_string(key)?;
        self.parse_id(key, &text)
    }

    /// A list of ids, which may be left out.
    pub fn ids<K: Kind>(&mut self, key: &'static str) -> Vec<Id<K>> {
        let texts = self.strings(key);
        texts.iter().enumerate().filter_map(|(n, text)| self.parse_id(&format!("{key}.{n}"), text)).collect()
    }

    /// One of a few words that must be there.
    pub fn word<T: for<'de> Deserialize<'de>>(&mut self, key: &'static str, words: &[&str]) -> Option<T> {
        let text = self.string(key)?;
        self.parse_word(key, &text, words)
    }

    /// A list out of a few words, each at most once. May be left out.
    pub fn words<T: for<'de> Deserialize<'de>>(&mut self, key: &'static str, words: &[&str]) -> Vec<T> {
        let texts = self.strings(key);
        texts.iter().enumerate().filter_map(|(n, text)| self.parse_word(&format!("{key}.{n}"), text, words)).collect()
    }

    /// A list of texts, each at most once. May be left out.
    pub fn strings(&mut self, key: &'static str) -> Vec<String> {
        let items = match self.value(key) {
            None => return Vec::new(),
            Some(DeValue::Array(items)) => {
                items.iter().map(|item| item.get_ref().as_str().map(|text| text.trim().to_owned())).collect::<Vec<_>>()
            }
            Some(_) => {
                self.refuse::<()>(key, "is not a list", "Write it in square brackets: [\"…\", \"…\"].");
                return Vec::new();
            }
        };
        let mut texts = Vec::new();
        for (n, item) in items.into_iter().enumerate() {
            let path = format!("{key}.{n}");
            match item {
                None => self.report(
                    &path,
                    format!("'{key}' holds something that is not a text"),
                    "Write it in quotation marks.",
                ),
                Some(text) if is_blank(&text) => {
                    self.report(&path, format!("'{key}' holds an empty text"), "Write it, or take it out.");
                }
                Some(text) if texts.contains(&text) => {
                    self.report(&path, format!("'{text}' is in '{key}' twice"), "Take one of them out.");
                }
                Some(text) => texts.push(text),
            }
        }
        texts
    }

    /// A day that must be there.
    pub fn day(&mut self, key: &'static str) -> Option<Day> {
        self.required(key);
        self.maybe_day(key)
    }

    /// A day that may be there.
    pub fn maybe_day(&mut self, key: &'static str) -> Option<Day> {
        let day = match self.value(key)? {
            DeValue::String(text) => Day::from_str(text.trim()).ok(),
            DeValue::Datetime(toml::value::Datetime { date: Some(date), time: None, offset: None }) => {
                Day::from_str(&date.to_string()).ok()
            }
            _ => None,
        };
        if day.is_none() { self.refuse(key, "is not a day", "Write a day as 2023-04-01.") } else { day }
    }

    /// `from`, which must be there, and `until`, which may.
    pub fn effective(&mut self) -> Option<Effective> {
        self.required("from");
        let (from, until) = self.days();
        Some(Effective { from: from?, until })
    }

    /// `from` and `until`, both of which may be left out.
    pub fn days(&mut self) -> (Option<Day>, Option<Day>) {
        let (from, until) = (self.maybe_day("from"), self.maybe_day("until"));
        if let (Some(from), Some(until)) = (from, until)
            && until <= from
        {
            let fix = format!("'until' is the first day on which it holds no more: write a day after {from}.");
            self.report("until", format!("'until' ({until}) is not after 'from' ({from})"), fix);
        }
        (from, until)
    }

    /// A text that must be there in every language, and differ between them.
    pub fn text(&mut self, key: &'static str) -> Option<Text> {
        self.required(key);
        self.maybe_text(key)
    }

    /// A text that may be there: then in every language, and different in each.
    pub fn maybe_text(&mut self, key: &'static str) -> Option<Text> {
        let text = self.maybe_name(key)?;
        if text.en == text.fr {
            let what = format!("the French of '{key}' is the same as the English");
            return self.note(&format!("{key}.fr"), what, "Translate it.");
        }
        Some(text)
    }

    /// A proper name that must be there in every language, and may be the same in both.
    pub fn name(&mut self, key: &'static str) -> Option<Text> {
        self.required(key);
        self.maybe_name(key)
    }

    /// A proper name or an address, which may be left out, and may be the same in both languages.
    pub fn maybe_name(&mut self, key: &'static str) -> Option<Text> {
        let mut inner = self.table(key, "Write it as { en = \"…\", fr = \"…\" }.")?;
        let en = inner.language(key, "en", "English");
        let fr = inner.language(key, "fr", "French");
        self.findings.append(&mut inner.close());
        Some(Text { en: en?, fr: fr? })
    }

    /// A whole number within bounds, which must be there.
    pub fn number(&mut self, key: &'static str, bounds: Range<i64>) -> Option<i64> {
        self.required(key);
        self.maybe_number(key, bounds)
    }

    /// A whole number within bounds, which may be there. The upper bound is not part of the range.
    pub fn maybe_number(&mut self, key: &'static str, bounds: Range<i64>) -> Option<i64> {
        let number = match self.value(key)? {
            DeValue::Integer(digits) => i64::from_str_radix(digits.as_str(), digits.radix()).ok(),
            _ => return self.refuse(key, "is not a whole number", "Write digits only, without quotation marks."),
        };
        let within = number.filter(|number| bounds.contains(number));
        if within.is_none() {
            let fix = format!("Write a number from {} to {}.", bounds.start, bounds.end - 1);
            return self.refuse(key, "is out of range", &fix);
        }
        within
    }

    /// What is made up: `true`, `false`, or a list out of these fields, each of which must be there.
    pub fn illustrative(&mut self, fields: &[&str]) -> Illustrative {
        if let Some(DeValue::Boolean(whole)) = self.value("illustrative") {
            return Illustrative::Whole(*whole);
        }
        let named = self.strings("illustrative");
        for (n, field) in named.iter().enumerate() {
            let path = format!("illustrative.{n}");
            if !fields.contains(&field.as_str()) {
                let what = format!("no field '{field}' can be marked illustrative");
                let fix = match nearest(field, fields.iter().copied()) {
                    Some(meant) => format!("Did you mean '{meant}'?"),
                    None => format!("The fields are {}.", listed(fields)),
                };
                self.report(&path, what, fix);
            } else if !self.spans.contains_key(field) {
                let what = format!("'{field}' is marked illustrative but is not there");
                self.report(&path, what, format!("Write '{field}', or take the mark out."));
            }
        }
        if named.is_empty() { Illustrative::default() } else { Illustrative::Fields(named) }
    }

    /// A table inside this one, which may be left out. Close it and give its findings to [`Entry::take_in`].
    pub fn table(&mut self, key: &'static str, fix: &str) -> Option<Entry<'a>> {
        let (file, at) = (self.file, self.spans.get(key).cloned().unwrap_or_default());
        match self.value(key)? {
            DeValue::Table(inner) => Some(Entry::new(file, key, at, inner.clone())),
            _ => self.refuse(key, "is not a table", fix),
        }
    }

    /// The tables of a list, which may be left out.
    pub fn tables(&mut self, key: &'static str, fix: &str) -> Vec<Entry<'a>> {
        let file = self.file;
        let inner = match self.value(key) {
            None => return Vec::new(),
            Some(DeValue::Array(items)) => items
                .iter()
                .map(|item| match item.get_ref() {
                    DeValue::Table(inner) => Some(Entry::new(file, key, item.span(), inner.clone())),
                    _ => None,
                })
                .collect(),
            Some(_) => None,
        };
        inner.unwrap_or_else(|| {
            self.refuse::<()>(key, "is not a list of tables", fix);
            Vec::new()
        })
    }

    /// Takes in what was found in a table inside this one.
    pub fn take_in(&mut self, mut inner: Entry<'a>) {
        self.findings.append(&mut inner.close());
    }

    fn language(&mut self, outer: &str, key: &'static str, language: &str) -> Option<String> {
        match self.value(key) {
            Some(DeValue::String(text)) if !is_blank(text) => Some(text.trim().to_owned()),
            Some(DeValue::String(_)) => self.note(key, format!("'{outer}' is empty in {language}"), "Write it."),
            Some(_) => self.note(key, format!("'{outer}.{key}' is not a text"), "Write it in quotation marks."),
            None => self.note(key, format!("'{outer}' has no {language} text"), format!("Add {key} = \"…\" to it.")),
        }
    }

    fn parse_id<K: Kind>(&mut self, path: &str, text: &str) -> Option<Id<K>> {
        let id = text.parse().or_else(|_| Id::named(text)).ok();
        if id.is_none() {
            let fix = "Use small letters without accents, digits, hyphens and full stops, at most 100.";
            self.report(path, format!("'{text}' cannot be an id"), fix);
        }
        id
    }

    fn parse_word<T: for<'de> Deserialize<'de>>(&mut self, path: &str, text: &str, words: &[&str]) -> Option<T> {
        let read = T::deserialize(StrDeserializer::<serde::de::value::Error>::new(text)).ok();
        if words.contains(&text) && read.is_some() {
            return read;
        }
        let fix = match nearest(text, words.iter().copied()) {
            Some(meant) => format!("Did you mean '{meant}'?"),
            None => format!("Write one of {}.", listed(words)),
        };
        let key = path.split('.').next().unwrap_or(path);
        self.note(path, format!("'{text}' is not a word that '{key}' takes"), fix)
    }

    fn value(&mut self, key: &'static str) -> Option<&DeValue<'a>> {
        if !self.asked.contains(&key) {
            self.asked.push(key);
        }
        self.table.get(key).map(Spanned::get_ref)
    }

    fn required(&mut self, key: &'static str) {
        if self.value(key).is_none() {
            let what = format!("{} has no '{key}'", self.named());
            self.report(key, what, format!("Add '{key}'."));
        }
    }

    fn refuse<T>(&mut self, key: &str, what: &str, fix: &str) -> Option<T> {
        self.note(key, format!("'{key}' {what}"), fix)
    }

    fn note<T>(&mut self, path: &str, what: impl Into<String>, fix: impl Into<String>) -> Option<T> {
        self.report(path, what, fix);
        None
    }

    fn named(&self) -> String {
        match self.peek("id").or_else(|| self.peek("code")) {
            Some(id) => format!("{} '{id}'", self.name),
            None => format!("this {}", self.name),
        }
    }
}

/// Words as a sentence lists them.
pub(crate) fn listed<T: Display>(words: &[T]) -> String {
    words.iter().map(|word| format!("'{word}'")).collect::<Vec<_>>().join(", ")
}

/// Nothing written, or only a mark that something is still to be written.
fn is_blank(text: &str) -> bool {
    matches!(text.trim(), "" | "…" | "..." | "-" | "?")
}

fn note_spans(spans: &mut BTreeMap<String, Range<usize>>, outer: &str, table: &DeTable<'_>) {
    for (key, value) in table {
        let path = format!("{outer}{}", key.get_ref());
        note_value(spans, &path, value);
        spans.insert(path, key.span());
    }
}

fn note_value(spans: &mut BTreeMap<String, Range<usize>>, path: &str, value: &Spanned<DeValue<'_>>) {
    spans.insert(path.to_owned(), value.span());
    match value.get_ref() {
        DeValue::Table(inner) => note_spans(spans, &format!("{path}."), inner),
        DeValue::Array(items) => {
            for (n, item) in items.iter().enumerate() {
                note_value(spans, &format!("{path}.{n}"), item);
            }
        }
        _ => {}
    }
}
