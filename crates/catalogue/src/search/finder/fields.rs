//! What a document of the index is made of, and how its words are cut.

use tantivy::{
    Index, TantivyDocument,
    schema::{
        FacetOptions, Field, IndexRecordOption, STORED, STRING, Schema, SchemaBuilder, TextFieldIndexing, TextOptions,
    },
    tokenizer::TextAnalyzer,
};
use values::Language;

use super::super::words::{plain, stemmed};

/// The languages whose words have a field of their own, each with its stemmer, by the name of the field. Words of
/// others are found as they are written.
const FIELDS: [(Option<Language>, &str); 3] = [(Some(Language::En), "en"), (Some(Language::Fr), "fr"), (None, "other")];

/// The fields of a document. Nothing else of a part is looked at; above all not who is responsible.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fields {
    /// Our own id of the part.
    pub id: Field,
    /// What the part is about, and what that is called.
    pub kind: Field,
    pub name: Field,
    /// What it can be narrowed down by.
    pub filters: Field,
    /// What it is sorted by where nothing else says what comes first: its title, by the language of the reader.
    pub order: [Field; 2],
    pub spoken: [Spoken; 3],
}

/// The words of one language, or of all that have no stemmer here.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spoken {
    pub language: Option<Language>,
    /// Cut to their stems.
    pub title: Field,
    pub text: Field,
    /// As they are written: where they begin, and what is near to them. Those of titles are among all words, too.
    pub title_words: Field,
    pub words: Field,
}

impl Fields {
    pub fn schema() -> (Schema, Self) {
        let mut schema = Schema::builder();
        let fields = Self {
            id: schema.add_text_field("id", STRING | STORED),
            kind: schema.add_text_field("kind", STORED),
            name: schema.add_text_field("name", STORED),
            filters: schema.add_facet_field("filters", FacetOptions::default()),
            order: Language::ALL.map(|language| {
                schema.add_text_field(&format!("order_{language}"), TextOptions::default().set_fast("raw"))
            }),
            spoken: FIELDS.map(|(language, name)| Spoken::add(language, name, &mut schema)),
        };
        (schema.build(), fields)
    }

    /// Makes an index able to cut texts into words.
    pub fn teach(index: &Index) {
        for (language, _) in FIELDS {
            index.tokenizers().register(analyzer_name(language), analyzer(language));
        }
        index.tokenizers().register("plain", plain());
    }

    /// What hits are sorted by for a reader of a language.
    pub fn sorted_for(&self, language: Language) -> Field {
        self.order[Language::ALL.into_iter().position(|known| known == language).unwrap_or(0)]
    }

    /// The words of a language, and those of all others: what a visitor of that language looks through.
    pub fn of(&self, language: Language) -> [Spoken; 2] {
        let own = self.spoken.into_iter().find(|spoken| spoken.language == Some(language));
        let others = self.spoken[self.spoken.len() - 1];
        [own.unwrap_or(others), others]
    }
}

impl Spoken {
    fn add(language: Option<Language>, name: &str, schema: &mut SchemaBuilder) -> Self {
        let stems = TextFieldIndexing::default()
            .set_tokenizer(analyzer_name(language))
            .set_index_option(IndexRecordOption::WithFreqs);
        let written = TextFieldIndexing::default()
            .set_tokenizer("plain")
            .set_index_option(IndexRecordOption::Basic)
            .set_fieldnorms(false);
        let mut field = |what: &str, indexing: &TextFieldIndexing| {
            let options = TextOptions::default().set_indexing_options(indexing.clone());
            let options = if *indexing == stems { options | STORED } else { options };
            schema.add_text_field(&format!("{what}_{name}"), options)
        };
        Self {
            language,
            title: field("title", &stems),
            text: field("text", &stems),
            title_words: field("title_words", &written),
            words: field("words", &written),
        }
    }

    pub fn add_title(&self, document: &mut TantivyDocument, title: &str) {
        document.add_text(self.title, title);
        document.add_text(self.title_words, title);
        document.add_text(self.words, title);
    }

    pub fn add_text(&self, document: &mut TantivyDocument, text: &str) {
        document.add_text(self.text, text);
        document.add_text(self.words, text);
    }

    /// A word as it stands in the fields of stems.
    pub fn stem(&self, word: &str) -> String {
        stem(self.language, word)
    }

    pub fn analyzer(&self) -> TextAnalyzer {
        analyzer(self.language)
    }
}

/// A word cut to its stem, where there is a stemmer.
pub(super) fn stem(language: Option<Language>, word: &str) -> String {
    let mut stem = None;
    analyzer(language).token_stream(word).process(&mut |token| stem = Some(token.text.clone()));
    stem.unwrap_or_else(|| word.to_owned())
}

fn analyzer(language: Option<Language>) -> TextAnalyzer {
    language.map_or_else(plain, stemmed)
}

fn analyzer_name(language: Option<Language>) -> &'static str {
    match language {
        Some(Language::En) => "stems_en",
        Some(Language::Fr) => "stems_fr",
        None => "plain",
    }
}
