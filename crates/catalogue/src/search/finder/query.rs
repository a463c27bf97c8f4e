//! What somebody typed, as a query: word for word, with other forms, the words that the law uses, beginnings and slips.

use std::{collections::BTreeMap, iter, mem, ops::Range};

use tantivy::{
    Score, Searcher, Term,
    collector::{Count, TopDocs},
    query::{
        AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, DisjunctionMaxQuery, EmptyQuery, FuzzyTermQuery, Occur,
        Query, TermQuery,
    },
    schema::{Field, IndexRecordOption, TantivyDocument, Value},
};
use values::Language;

use super::{
    Filter,
    begun::Begun,
    fields::{Fields, Spoken},
    synonyms::{self, Synonyms},
};
use crate::search::words::{plain, typed};

/// In words this long one slip of the finger is forgiven.
const FORGIVEN_FROM: usize = 5;
/// For words this long one that is near is suggested.
const SUGGESTED_FROM: usize = 3;
/// Beginnings this long find words.
const BEGINS_FROM: usize = 2;
/// Of the words that are near, so many are looked for.
const MOST_NEAR: usize = 5;
/// Of the words that begin like the last, so many are marked.
const MOST_BEGUN: usize = 50;
/// So many words of the index are looked at for one that was typed: of those that begin with it, the first are enough to
/// know that there are some, and to mark.
const MOST_LOOKED_AT: usize = 100;

/// How much more a title counts than a text.
const TITLE: Score = 3.0;
const SYNONYM: Score = 0.4;
const NEAR: Score = 0.5;

/// How much is forgiven.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Patience {
    /// Every word must be there; a slip is seen in words that the index does not have.
    Strict,
    /// Every word must be there, or one that is near.
    Forgiving,
    /// Some word must be there; a slip is seen in words that the index does not have. What is near to words that it has
    /// would only bury what has those.
    Generous,
}

impl Patience {
    pub const ALL: [Self; 3] = [Self::Strict, Self::Forgiving, Self::Generous];
}

/// What somebody typed, looked up in the words of the index.
pub(super) struct Reading<'a> {
    searcher: &'a Searcher,
    fields: &'a Fields,
    spoken: [Spoken; 2],
    typed: &'a str,
    units: Vec<Unit<'a>>,
}

/// One word, or some in a row that have synonyms together.
struct Unit<'a> {
    words: Vec<Word>,
    synonyms: &'a [Vec<String>],
}

struct Word {
    text: String,
    /// Cut to its stem in the language of the visitor.
    stem: String,
    place: Range<usize>,
    /// Does the index have it, or another form of it?
    known: bool,
    /// Words of the index that begin with it, where it is the last: it may be still being typed.
    begun: Vec<String>,
    /// Words of the index that are one slip away from it, the most frequent first.
    near: Vec<String>,
    /// The same for a word that the index has, once nothing has all that was typed.
    like: Option<Vec<String>>,
}

impl<'a> Reading<'a> {
    pub fn new(
        searcher: &'a Searcher,
        fields: &'a Fields,
        synonyms: &'a Synonyms,
        language: Language,
        text: &'a str,
    ) -> tantivy::Result<Self> {
        let mut reading = Self { searcher, fields, spoken: fields.of(language), typed: text, units: Vec::new() };
        let all = typed(text, language);
        let last = all.len().saturating_sub(1);
        let words = all.into_iter().enumerate().map(|(n, typed)| reading.word(typed.word, typed.place, n == last));
        let mut words = words.collect::<tantivy::Result<Vec<Word>>>()?;
        let stems: Vec<String> = words.iter().map(|word| word.stem.clone()).collect();
        let mut at = 0;
        while !words.is_empty() {
            let longest = synonyms::MOST_WORDS.min(words.len());
            let found = (1..=longest).rev().find_map(|n| Some((n, synonyms.of(language, &stems[at..at + n])?)));
            let (n, synonyms) = found.unwrap_or((1, &[]));
            let mut unit = Unit { words: words.drain(..n).collect(), synonyms };
            // A word that the list knows, and finds something for, is no slip.
            if reading.finds(synonyms)? {
                unit.words.iter_mut().for_each(|word| word.near.clear());
            }
            reading.units.push(unit);
            at += n;
        }
        Ok(reading)
    }

    /// Has nothing been asked for?
    pub fn is_empty(&self) -> bool {
        self.units.is_empty()
    }

    fn word(&self, text: String, place: Range<usize>, is_last: bool) -> tantivy::Result<Word> {
        let [own, others] = self.spoken;
        let stem = own.stem(&text);
        let mut known = false;
        for (field, token) in [(own.title, &stem), (own.text, &stem), (others.words, &text), (own.words, &text)] {
            known = known || self.has(&Term::from_field_text(field, token))?;
        }
        let letters = text.chars().count();
        let begun = if is_last && letters >= BEGINS_FROM { self.begun(&text)? } else { Vec::new() };
        let near = if known || !begun.is_empty() || letters < SUGGESTED_FROM {
            Vec::new()
        } else {
            self.near(&text, is_last)?
        };
        // Where nothing is near, looking once more finds nothing either.
        let like = (!known && begun.is_empty() && near.is_empty()).then(Vec::new);
        Ok(Word { text, stem, place, known, begun, near, like })
    }

    /// Does the index have all words of one of these?
    fn finds(&self, synonyms: &[Vec<String>]) -> tantivy::Result<bool> {
        for words in synonyms {
            let mut has_all = true;
            for word in words {
                has_all = has_all && !self.forms(word, &self.spoken[0].stem(word), SYNONYM)?.is_empty();
            }
            if has_all {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn has(&self, term: &Term) -> tantivy::Result<bool> {
        Ok(self.searcher.doc_freq(term)? > 0)
    }

    /// Words of the index that begin with this one.
    fn begun(&self, beginning: &str) -> tantivy::Result<Vec<String>> {
        let mut words =
            self.lookup(|field| FuzzyTermQuery::new_prefix(Term::from_field_text(field, beginning), 0, false))?;
        words.retain(|word| word != beginning);
        words.truncate(MOST_BEGUN);
        Ok(words)
    }

    /// Words of the index that are one slip away; where there are none, those that begin so.
    fn near(&self, word: &str, is_last: bool) -> tantivy::Result<Vec<String>> {
        let mut near = self.lookup(|field| FuzzyTermQuery::new(Term::from_field_text(field, word), 1, true))?;
        if near.is_empty() && is_last && word.chars().count() >= FORGIVEN_FROM {
            near = self.lookup(|field| FuzzyTermQuery::new_prefix(Term::from_field_text(field, word), 1, true))?;
        }
        let mut live = Vec::new();
        for word in near {
            if live.len() < MOST_NEAR && self.is_live(&word)? {
                live.push(word);
            }
        }
        Ok(live)
    }

    /// Does anything have it? The words of what was taken out stay in the index for a while.
    fn is_live(&self, word: &str) -> tantivy::Result<bool> {
        if self.searcher.segment_readers().iter().all(|segment| !segment.has_deletes()) {
            return Ok(true);
        }
        for spoken in &self.spoken {
            let query = TermQuery::new(Term::from_field_text(spoken.words, word), IndexRecordOption::Basic);
            if self.searcher.search(&query, &Count)? > 0 {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The words of the index that a query finds, the most frequent first.
    fn lookup(&self, query: impl Fn(Field) -> FuzzyTermQuery) -> tantivy::Result<Vec<String>> {
        let mut found: BTreeMap<String, u64> = BTreeMap::new();
        for spoken in &self.spoken {
            let automaton = query(spoken.words).automaton()?;
            for segment in self.searcher.segment_readers() {
                let index = segment.inverted_index(spoken.words)?;
                let mut words = index.terms().search(&automaton).into_stream()?;
                let mut looked_at = 0;
                while looked_at < MOST_LOOKED_AT && words.advance() {
                    looked_at += 1;
                    if let Ok(word) = str::from_utf8(words.key()) {
                        *found.entry(word.to_owned()).or_default() += u64::from(words.value().doc_freq);
                    }
                }
            }
        }
        let mut found: Vec<(String, u64)> = found.into_iter().collect();
        found.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        Ok(found.into_iter().map(|(word, _)| word).collect())
    }

    /// The query for all that was typed, within these filters; nothing where less patience has asked the same.
    pub fn query(&mut self, filters: &[Filter], patience: Patience) -> tantivy::Result<Option<Box<dyn Query>>> {
        if patience != Patience::Strict {
            self.forgive()?;
        }
        let asks_more = match patience {
            Patience::Strict => true,
            Patience::Forgiving => {
                self.units.iter().flat_map(|unit| &unit.words).any(|word| word.like.iter().flatten().next().is_some())
            }
            Patience::Generous => self.units.len() > 1,
        };
        if !asks_more {
            return Ok(None);
        }
        let occur = if patience == Patience::Generous { Occur::Should } else { Occur::Must };
        let units = self.units.iter().map(|unit| Ok((occur, self.unit(unit, patience)?)));
        let mut units = units.collect::<tantivy::Result<Vec<_>>>()?;
        let words: Box<dyn Query> = match units.len() {
            0 => Box::new(ConstScoreQuery::new(Box::new(AllQuery), 1.0)),
            1 => units.remove(0).1,
            _ => Box::new(BooleanQuery::new(units)),
        };
        if filters.is_empty() {
            return Ok(Some(words));
        }
        let narrowed = iter::once((Occur::Must, words)).chain(self.narrowed(filters).map(|query| (Occur::Must, query)));
        Ok(Some(Box::new(BooleanQuery::new(narrowed.collect()))))
    }

    /// Looks up what is near to words that the index has.
    fn forgive(&mut self) -> tantivy::Result<()> {
        let mut units = mem::take(&mut self.units);
        for word in units.iter_mut().flat_map(|unit| &mut unit.words) {
            let is_sought = word.like.is_none() && word.near.is_empty() && word.text.chars().count() >= FORGIVEN_FROM;
            if is_sought {
                word.like = Some(self.near(&word.text, false)?);
            }
        }
        self.units = units;
        Ok(())
    }

    /// One query for each sort of filter: any of its values will do.
    fn narrowed(&self, filters: &[Filter]) -> impl Iterator<Item = Box<dyn Query>> {
        let mut sorts: BTreeMap<_, Vec<Box<dyn Query>>> = BTreeMap::new();
        for filter in filters {
            let term = Term::from_facet(self.fields.filters, &filter.facet());
            sorts.entry(filter.by).or_default().push(Box::new(TermQuery::new(term, IndexRecordOption::Basic)));
        }
        sorts.into_values().map(|mut any| {
            let any = if any.len() == 1 { any.remove(0) } else { Box::new(BooleanQuery::union(any)) };
            Box::new(ConstScoreQuery::new(any, 0.0)) as Box<dyn Query>
        })
    }

    fn unit(&self, unit: &Unit<'_>, patience: Patience) -> tantivy::Result<Box<dyn Query>> {
        let words = unit.words.iter().map(|word| self.ways(word, patience));
        let mut words = words.collect::<tantivy::Result<Vec<_>>>()?;
        let mut ways = if words.len() == 1 { words.remove(0) } else { vec![all(words)] };
        for words in unit.synonyms {
            let forms = words.iter().map(|word| self.forms(word, &self.spoken[0].stem(word), SYNONYM));
            let mut each = forms.collect::<tantivy::Result<Vec<_>>>()?;
            if each.len() == 1 {
                ways.append(&mut each[0]);
            } else {
                ways.push(all(each));
            }
        }
        Ok(best(ways))
    }

    /// The ways in which a word may be there.
    fn ways(&self, word: &Word, patience: Patience) -> tantivy::Result<Vec<Box<dyn Query>>> {
        let mut ways = self.forms(&word.text, &word.stem, 1.0)?;
        if !word.begun.is_empty() {
            ways.push(Box::new(Begun {
                beginning: word.text.clone(),
                titles: self.spoken.map(|spoken| spoken.title_words),
                words: self.spoken.map(|spoken| spoken.words),
            }));
        }
        if word.text.chars().count() >= FORGIVEN_FROM {
            let like = word.like.iter().flatten().filter(|_| patience == Patience::Forgiving);
            for near in word.near.iter().chain(like) {
                ways.append(&mut self.forms(near, &self.spoken[0].stem(near), NEAR)?);
            }
        }
        Ok(ways)
    }

    /// A word in any of its forms, in titles and in texts.
    fn forms(&self, word: &str, stem: &str, weight: Score) -> tantivy::Result<Vec<Box<dyn Query>>> {
        let mut forms: Vec<Box<dyn Query>> = Vec::new();
        for (spoken, token) in self.spoken.iter().zip([stem, word]) {
            for (field, weight) in [(spoken.title, TITLE * weight), (spoken.text, weight)] {
                let term = Term::from_field_text(field, token);
                if self.has(&term)? {
                    let form = TermQuery::new(term, IndexRecordOption::WithFreqs);
                    forms.push(Box::new(BoostQuery::new(Box::new(form), weight)));
                }
            }
        }
        Ok(forms)
    }

    /// What was typed with the words of the index in the place of those that it does not have.
    pub fn meant(&self) -> tantivy::Result<Option<String>> {
        let mut meant = self.typed.to_owned();
        let mut is_other = false;
        for word in self.units.iter().flat_map(|unit| &unit.words).rev() {
            if let Some(near) = word.near.first() {
                meant.replace_range(word.place.clone(), &self.as_written(near)?);
                is_other = true;
            }
        }
        Ok(is_other.then_some(meant))
    }

    /// A word of the index with its accents, as some title or text has it.
    fn as_written(&self, word: &str) -> tantivy::Result<String> {
        for spoken in &self.spoken {
            let query = TermQuery::new(Term::from_field_text(spoken.words, word), IndexRecordOption::Basic);
            for (_, address) in self.searcher.search(&query, &TopDocs::with_limit(1).order_by_score())? {
                let document: TantivyDocument = self.searcher.doc(address)?;
                let texts = [spoken.title, spoken.text].into_iter().flat_map(|field| document.get_all(field));
                for text in texts.filter_map(|text| text.as_str()) {
                    let mut written = None;
                    plain().token_stream(text).process(&mut |token| {
                        if token.text == word {
                            written = Some(text[token.offset_from..token.offset_to].to_lowercase());
                        }
                    });
                    if let Some(written) = written {
                        return Ok(written);
                    }
                }
            }
        }
        Ok(word.to_owned())
    }

    /// The words that are marked in what is found, as the fields of stems of a language have them.
    pub fn marked(&self, spoken: &Spoken) -> BTreeMap<String, Score> {
        let words = self.units.iter().flat_map(|unit| &unit.words);
        let words = words.flat_map(|word| iter::once(&word.text).chain(&word.begun).chain(&word.near));
        let synonyms = self.units.iter().flat_map(|unit| unit.synonyms).flatten();
        words.chain(synonyms).map(|word| (spoken.stem(word), 1.0)).collect()
    }

    /// The words that the index has, in the order of the alphabet; of the others, only that there are some.
    pub fn known(&self) -> Vec<&str> {
        let words = self.units.iter().flat_map(|unit| unit.words.iter().map(move |word| (unit, word)));
        let mut known: Vec<&str> = words
            .map(|(unit, word)| if word.known || !unit.synonyms.is_empty() { word.text.as_str() } else { UNKNOWN })
            .collect();
        known.sort_unstable();
        known.dedup();
        known
    }
}

/// Stands for words that the index does not have.
pub(super) const UNKNOWN: &str = "…";

/// Whatever fits best counts.
fn best(mut ways: Vec<Box<dyn Query>>) -> Box<dyn Query> {
    match ways.len() {
        0 => Box::new(EmptyQuery),
        1 => ways.remove(0),
        _ => Box::new(DisjunctionMaxQuery::new(ways)),
    }
}

/// All of several words, each in any of its ways.
fn all(words: Vec<Vec<Box<dyn Query>>>) -> Box<dyn Query> {
    Box::new(BooleanQuery::intersection(words.into_iter().map(best).collect()))
}
