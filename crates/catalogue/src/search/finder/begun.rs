//! Whatever has a word that begins so: the last that was typed may be still being typed. One walk over the documents for
//! all fields, where a query for each would walk over most of them again and again.

use tantivy::{
    BitSet, DocId, DocSet, Score, SegmentReader, TantivyError,
    query::{BitSetDocSet, EnableScoring, Explanation, Query, Scorer, Weight},
    schema::{Field, IndexRecordOption},
};

/// What a word in a title counts, and one in a text.
const TITLE: Score = 2.0;
const TEXT: Score = 0.7;

/// The query.
#[derive(Debug, Clone)]
pub(super) struct Begun {
    pub beginning: String,
    /// The fields of the words of titles, and of all words: those of titles are among them.
    pub titles: [Field; 2],
    pub words: [Field; 2],
}

impl Query for Begun {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(self.clone()))
    }
}

impl Begun {
    /// The documents of a segment that have such a word in one of these fields.
    fn documents(&self, segment: &SegmentReader, fields: [Field; 2]) -> tantivy::Result<BitSet> {
        let mut documents = BitSet::with_max_value(segment.max_doc());
        for field in fields {
            let index = segment.inverted_index(field)?;
            let mut words = index.terms().range().ge(self.beginning.as_bytes()).into_stream()?;
            while words.advance() && words.key().starts_with(self.beginning.as_bytes()) {
                let mut some = index.read_block_postings_from_terminfo(words.value(), IndexRecordOption::Basic)?;
                while !some.docs().is_empty() {
                    for document in some.docs() {
                        documents.insert(*document);
                    }
                    some.advance();
                }
            }
        }
        Ok(documents)
    }
}

impl Weight for Begun {
    fn scorer(&self, segment: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let titles = self.documents(segment, self.titles)?;
        let all = BitSetDocSet::from(self.documents(segment, self.words)?);
        Ok(Box::new(Found { all, titles, boost }))
    }

    fn explain(&self, segment: &SegmentReader, document: DocId) -> tantivy::Result<Explanation> {
        let mut found = self.scorer(segment, 1.0)?;
        if found.seek(document) == document {
            Ok(Explanation::new("a word that begins so", found.score()))
        } else {
            Err(TantivyError::InvalidArgument(format!("no word of document {document} begins so")))
        }
    }
}

/// The documents that were found, in their order.
struct Found {
    all: BitSetDocSet,
    titles: BitSet,
    boost: Score,
}

impl DocSet for Found {
    fn advance(&mut self) -> DocId {
        self.all.advance()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        self.all.seek(target)
    }

    fn doc(&self) -> DocId {
        self.all.doc()
    }

    fn size_hint(&self) -> u32 {
        self.all.size_hint()
    }
}

impl Scorer for Found {
    fn score(&mut self) -> Score {
        self.boost * if self.titles.contains(self.doc()) { TITLE } else { TEXT }
    }
}
