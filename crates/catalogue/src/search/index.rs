//! The index, in memory: for each language the words of titles and texts, as written and cut to their stems.

use std::{iter, sync::Arc};

use tantivy::{
    Index, IndexReader, ReloadPolicy, TantivyDocument, TantivyError, Term,
    collector::TopDocs,
    query::{BooleanQuery, BoostQuery, DisjunctionMaxQuery, FuzzyTermQuery, Query, TermQuery},
    schema::{Field, IndexRecordOption, STORED, Schema, SchemaBuilder, TextFieldIndexing, TextOptions, Value},
};
use thiserror::Error;
use values::{Id, Language, id};

use super::words::{plain, stemmed, tokens, worth_looking_up};
use crate::{Catalogue, life_event::LifeEvent, service::ServiceType};

/// The least memory that tantivy's writer accepts.
const WRITER_MEMORY: usize = 15_000_000;
/// Nobody reads more hits than this.
const MOST_HITS: usize = 50;
/// In words this long one slip of the finger is forgiven.
const FORGIVEN_FROM: usize = 5;

/// Service types and life events, ready to be found.
pub struct Search {
    reader: IndexReader,
    number: Field,
    languages: [Fields; 2],
    found: Vec<Found>,
}

/// The index could not be built.
#[derive(Debug, Clone, Error)]
#[error("the search index could not be built: {0}")]
pub struct SearchError(Arc<TantivyError>);

/// Something that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// A life event.
    LifeEvent(Id<id::LifeEvent>),
    /// A service type.
    ServiceType(Id<id::ServiceType>),
}

/// Something that was found, and how well it fits.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// What.
    pub found: Found,
    /// More is better; only good for comparing hits of one search.
    pub score: f32,
}

/// The fields of one language.
#[derive(Debug, Clone, Copy)]
struct Fields {
    language: Language,
    title: Field,
    title_stems: Field,
    text: Field,
    text_stems: Field,
}

impl From<TantivyError> for SearchError {
    fn from(error: TantivyError) -> Self {
        Self(Arc::new(error))
    }
}

impl std::fmt::Debug for Search {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Search").field("found", &self.found.len()).finish_non_exhaustive()
    }
}

impl Search {
    /// Indexes a catalogue.
    pub fn build(catalogue: &Catalogue) -> Result<Self, SearchError> {
        let mut schema = Schema::builder();
        let number = schema.add_u64_field("number", STORED);
        let languages = Language::ALL.map(|language| Fields::add(language, &mut schema));
        let index = Index::create_in_ram(schema.build());
        index.tokenizers().register("plain", plain());
        for language in Language::ALL {
            index.tokenizers().register(stems_of(language), stemmed(language));
        }

        let mut found = Vec::new();
        let mut writer = index.writer_with_num_threads::<TantivyDocument>(1, WRITER_MEMORY)?;
        let mut add = |mut document: TantivyDocument, what: Found| {
            document.add_u64(number, found.len() as u64);
            found.push(what);
            writer.add_document(document)
        };
        for event in catalogue.life_events() {
            let document = document(&languages, |language| event_words(catalogue, event, language));
            add(document, Found::LifeEvent(event.id.clone()))?;
        }
        for service_type in catalogue.service_types() {
            let document = document(&languages, |language| service_words(catalogue, service_type, language));
            add(document, Found::ServiceType(service_type.id.clone()))?;
        }
        writer.commit()?;
        writer.wait_merging_threads()?;
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        Ok(Self { reader, number, languages, found })
    }

    /// What fits best to what somebody typed: everything that has all of its words; if nothing has, what has some.
    pub fn find(&self, language: Language, text: &str, limit: usize) -> Vec<Hit> {
        let words = worth_looking_up(text, language);
        let Some(fields) = self.languages.iter().find(|fields| fields.language == language) else { return Vec::new() };
        let queries = || -> Vec<Box<dyn Query>> {
            let last = words.len().saturating_sub(1);
            words.iter().enumerate().map(|(n, word)| fields.query(word, n == last)).collect()
        };
        if words.is_empty() || limit == 0 {
            return Vec::new();
        }
        let all = self.run(&BooleanQuery::intersection(queries()), limit);
        if all.is_empty() { self.run(&BooleanQuery::union(queries()), limit) } else { all }
    }

    fn run(&self, query: &dyn Query, limit: usize) -> Vec<Hit> {
        let searcher = self.reader.searcher();
        let best = TopDocs::with_limit(limit.min(MOST_HITS)).order_by_score();
        let best = searcher.search(query, &best).unwrap_or_else(|error| {
            tracing::error!(%error, "The search index in memory could not be read");
            Vec::new()
        });
        best.into_iter()
            .filter_map(|(score, address)| {
                let document: TantivyDocument = searcher.doc(address).ok()?;
                let number = document.get_first(self.number)?.as_u64()?;
                let found = self.found.get(usize::try_from(number).ok()?)?.clone();
                Some(Hit { found, score })
            })
            .collect()
    }
}

impl Fields {
    fn add(language: Language, schema: &mut SchemaBuilder) -> Self {
        let mut field = |name: &str, tokenizer: &str| {
            let indexing =
                TextFieldIndexing::default().set_tokenizer(tokenizer).set_index_option(IndexRecordOption::WithFreqs);
            schema.add_text_field(&format!("{name}_{language}"), TextOptions::default().set_indexing_options(indexing))
        };
        Self {
            language,
            title: field("title", "plain"),
            title_stems: field("title_stems", stems_of(language)),
            text: field("text", "plain"),
            text_stems: field("text_stems", stems_of(language)),
        }
    }

    /// The best of: the word itself, its stem, the beginning of a word where it is still being typed, or one slip
    /// away. Titles count more than texts.
    fn query(&self, word: &str, still_being_typed: bool) -> Box<dyn Query> {
        let stem = tokens(&mut stemmed(self.language), word).pop().unwrap_or_else(|| word.to_owned());
        let exact = |field, word: &str| -> Box<dyn Query> {
            Box::new(TermQuery::new(Term::from_field_text(field, word), IndexRecordOption::WithFreqs))
        };
        let mut ways = vec![
            (exact(self.title, word), 4.0),
            (exact(self.title_stems, &stem), 3.0),
            (exact(self.text, word), 1.5),
            (exact(self.text_stems, &stem), 1.0),
        ];
        if still_being_typed {
            for (field, weight) in [(self.title, 2.0), (self.text, 0.7)] {
                let beginning = FuzzyTermQuery::new_prefix(Term::from_field_text(field, word), 0, true);
                ways.push((Box::new(beginning), weight));
            }
        }
        if word.chars().count() >= FORGIVEN_FROM {
            for (field, weight) in [(self.title, 0.8), (self.text, 0.4)] {
                let near = FuzzyTermQuery::new(Term::from_field_text(field, word), 1, true);
                ways.push((Box::new(near), weight));
            }
        }
        let ways = ways.into_iter().map(|(way, weight)| Box::new(BoostQuery::new(way, weight)) as Box<dyn Query>);
        Box::new(DisjunctionMaxQuery::new(ways.collect()))
    }
}

fn stems_of(language: Language) -> &'static str {
    match language {
        Language::En => "stems_en",
        Language::Fr => "stems_fr",
    }
}

/// A document out of a title and a text in each language.
fn document(languages: &[Fields; 2], mut words: impl FnMut(Language) -> (String, String)) -> TantivyDocument {
    let mut document = TantivyDocument::default();
    for fields in languages {
        let (title, text) = words(fields.language);
        document.add_text(fields.title, &title);
        document.add_text(fields.title_stems, &title);
        document.add_text(fields.text, &text);
        document.add_text(fields.text_stems, &text);
    }
    document
}

/// A life event's title, and its summary with the titles of its services.
fn event_words(catalogue: &Catalogue, event: &LifeEvent, language: Language) -> (String, String) {
    let services = catalogue.service_types_of(&event.id).map(|service_type| service_type.title.in_language(language));
    let text: Vec<&str> = iter::once(event.summary.in_language(language)).chain(services).collect();
    (event.title.in_language(language).to_owned(), text.join(" "))
}

/// A service type's title, and its summary with what bodies call their own versions.
fn service_words(catalogue: &Catalogue, service_type: &ServiceType, language: Language) -> (String, String) {
    let versions = catalogue.public_services(&service_type.id);
    let own_titles = versions.filter_map(|service| Some(service.title.as_ref()?.in_language(language)));
    let text: Vec<&str> = iter::once(service_type.summary.in_language(language)).chain(own_titles).collect();
    (service_type.title.in_language(language).to_owned(), text.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::{planted::sound, read};
    use proptest::prelude::*;
    use std::sync::LazyLock;

    static SEARCH: LazyLock<Search> =
        LazyLock::new(|| Search::build(&Catalogue::new(1, read(&sound()).unwrap())).unwrap());

    fn found(language: Language, text: &str) -> Vec<String> {
        let name = |found: &Found| match found {
            Found::LifeEvent(id) => id.name().to_owned(),
            Found::ServiceType(id) => id.name().to_owned(),
        };
        SEARCH.find(language, text, 10).iter().map(|hit| name(&hit.found)).collect()
    }

    #[test]
    fn words_are_found_in_the_language_they_are_typed_in() {
        let check = |language, text, expected: &[&str]| assert_eq!(found(language, text), expected, "{text}");
        check(Language::En, "register a death", &["register-death", "after-a-death"]);
        check(Language::Fr, "déclarer un décès", &["register-death", "after-a-death"]);
        check(Language::Fr, "DECLARER UN DECES", &["register-death", "after-a-death"]);
        check(Language::En, "déclarer", &[]);
        check(Language::En, "lists", &["tell-council"]);
        check(Language::En, "", &[]);
        check(Language::En, "zzzzz", &[]);
    }

    #[test]
    fn other_forms_of_a_word_are_found() {
        assert_eq!(found(Language::En, "registering deaths"), ["register-death", "after-a-death"]);
        assert_eq!(found(Language::Fr, "les communes"), ["tell-council", "after-a-death"]);
    }

    #[test]
    fn the_beginning_of_the_last_word_is_enough() {
        assert_eq!(found(Language::En, "register a dea"), ["register-death", "after-a-death"]);
        assert_eq!(found(Language::En, "coun"), ["tell-council", "after-a-death"]);
        // Only of the last.
        assert_eq!(found(Language::En, "coun zzz"), Vec::<String>::new());
    }

    #[test]
    fn one_slip_is_forgiven_in_long_words_only() {
        assert_eq!(found(Language::En, "regsiter something"), ["register-death", "after-a-death"]);
        assert_eq!(found(Language::En, "cuoncil tax"), ["tell-council", "after-a-death"]);
        assert_eq!(found(Language::En, "tlel x"), Vec::<String>::new());
    }

    #[test]
    fn what_has_only_some_of_the_words_is_found_if_nothing_has_all() {
        assert_eq!(found(Language::En, "council helicopter"), ["tell-council", "after-a-death"]);
    }

    #[test]
    fn no_more_is_found_than_was_asked_for() {
        assert_eq!(SEARCH.find(Language::En, "death", 1).len(), 1);
        assert_eq!(SEARCH.find(Language::En, "death", 0).len(), 0);
        assert!(SEARCH.find(Language::En, "death", usize::MAX).len() <= MOST_HITS);
    }

    #[test]
    fn an_empty_catalogue_can_be_searched() {
        let empty = Search::build(&Catalogue::new(0, crate::data::CatalogueData::default())).unwrap();
        assert_eq!(empty.find(Language::En, "death", 10), []);
    }

    proptest! {
        #[test]
        fn no_input_is_too_strange(text in any::<String>(), french in any::<bool>(), limit in 0..100usize) {
            let language = if french { Language::Fr } else { Language::En };
            prop_assert!(SEARCH.find(language, &text, limit).len() <= limit.min(MOST_HITS));
        }

        #[test]
        fn marks_of_query_languages_are_only_marks(text in "[a-z+\\-*?:^~\"()\\[\\]{}!&|/\\\\ ]{0,60}") {
            SEARCH.find(Language::En, &text, 10);
        }
    }
}
