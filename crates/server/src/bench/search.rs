//! The search over an inventory far larger than a demonstration's, in process: what a query costs beside the same words
//! and filters through tantivy alone, on the same index, in the same run.

use std::{
    fs, iter,
    path::Path,
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, ensure};
use catalogue::{
    inventory::{Channel, Cost, Inventory, Iri, Kind, PublicService, Tag},
    search::finder::{Asked, By, Filter, Finder, Synonyms},
};
use jiff::civil::date;
use store::{Engine, Store, StoreError, args};
use tantivy::{
    Index, IndexReader, ReloadPolicy, TantivyDocument, Term,
    collector::{Count, TopDocs},
    query::{BooleanQuery, BoostQuery, ConstScoreQuery, DisjunctionMaxQuery, FuzzyTermQuery, Query, TermQuery},
    schema::{Facet, IndexRecordOption, Schema},
    snippet::SnippetGenerator,
    tokenizer::{self, AsciiFoldingFilter, LowerCaser, SimpleTokenizer, Stemmer, TextAnalyzer},
};
use values::{Day, Language};

use super::random::Random;
use crate::wiring;

const WORDS: usize = 20_000;
const QUERIES: usize = 2_000;
/// Processor time is read around so many queries together: the kernel counts it in steps.
const TOGETHER: usize = 100;
const PAGE: usize = 20;
const PUBLISHED: usize = 500;
const TODAY: Day = date(2024, 6, 1);

/// What was measured.
pub struct Measured {
    /// How many services there are.
    pub services: usize,
    /// How long it took to make the index.
    pub made: Duration,
    /// How long it took to follow a publication.
    pub followed: Duration,
    /// How large the index is.
    pub bytes: u64,
    /// How much memory the process holds, how much of it is its own and no file's, and what it held at most, in MiB.
    pub memory: [u64; 3],
    /// What queries cost.
    pub queries: Vec<Line>,
}

/// What queries of one sort cost.
pub struct Line {
    pub what: &'static str,
    pub count: usize,
    pub median: Duration,
    pub p99: Duration,
    /// Processor time of one.
    pub cpu: Duration,
    /// The same through tantivy alone.
    pub alone: Option<Duration>,
}

/// Somebody's question.
struct Question {
    words: Vec<String>,
    filters: Vec<Filter>,
}

/// Makes the inventory and measures.
pub fn measure(services: usize) -> Result<Measured> {
    let folder = tempfile::tempdir().context("no temporary folder")?;
    let settings = store::Settings::new(Engine::Sqlite { path: folder.path().join("portico.sqlite") });
    Store::migrate(&settings, &wiring::migrations())?;
    let store = Store::open(&settings, &wiring::migrations())?;
    let vocabulary = vocabulary();
    publish(&store, &vocabulary, 1, 0..services)?;
    let finder = Finder::open(folder.path(), Synonyms::shipped())?;
    let began = Instant::now();
    finder.follow(&store, TODAY)?;
    let made = began.elapsed();
    publish(&store, &vocabulary, 2, services..services + PUBLISHED)?;
    let began = Instant::now();
    finder.follow(&store, TODAY)?;
    let followed = began.elapsed();

    let mut random = Random(5);
    let mut ask = |sort: fn(&mut Random, usize, &[String]) -> Question| -> Vec<Question> {
        (0..QUERIES).map(|_| sort(&mut random, services, &vocabulary)).collect()
    };
    let sorts = [
        ("whole words", ask(without_filters)),
        ("the last word still being typed", ask(beginnings)),
        ("words and filters", ask(filtered)),
    ];
    let others = [("a slip in one word", ask(slips)), ("words that nothing has together", ask(strangers))];
    let mut queries = Vec::new();
    for (what, questions) in &others {
        queries.push(Line::new(what, questions, &finder, None)?);
    }
    // Before another has the same files in its memory.
    let memory = [status("VmRSS:")?, status("RssAnon:")?, status("VmHWM:")?];
    let alone = Alone::open(finder.folder())?;
    for (what, questions) in &sorts {
        queries.push(Line::new(what, questions, &finder, Some(&alone))?);
    }
    let sizes = fs::read_dir(finder.folder())?.map(|entry| Ok(entry?.metadata()?.len()));
    let bytes = sizes.sum::<Result<u64>>()?;
    store.close();
    Ok(Measured { services, made, followed, bytes, memory, queries })
}

impl Line {
    /// Asks the same of both in turns, and makes sure that they find as much.
    fn new(what: &'static str, questions: &[Question], finder: &Finder, alone: Option<&Alone>) -> Result<Self> {
        let (mut times, mut cpu, mut cpu_alone) = (Vec::new(), Duration::ZERO, Duration::ZERO);
        for together in questions.chunks(TOGETHER) {
            let mut found = Vec::new();
            let before = processor_time()?;
            for question in together {
                let began = Instant::now();
                let text = question.words.join(" ");
                let asked =
                    Asked { language: Language::En, text: &text, filters: &question.filters, skip: 0, limit: PAGE };
                let answer = finder.find(&asked)?;
                found.push(if answer.only_some_words { 0 } else { answer.total });
                times.push(began.elapsed());
            }
            cpu += processor_time()?.saturating_sub(before);
            let Some(alone) = alone else { continue };
            let before = processor_time()?;
            let found_alone = together.iter().map(|question| alone.find(question)).collect::<Result<Vec<_>>>()?;
            cpu_alone += processor_time()?.saturating_sub(before);
            for ((question, found), found_alone) in together.iter().zip(found).zip(found_alone) {
                let same = found == found_alone && found > 0;
                ensure!(same, "{:?}: {found} found, {found_alone} by tantivy alone", question.words);
            }
        }
        times.sort();
        let count = questions.len();
        let each = |time: Duration| time / u32::try_from(count).unwrap_or(1);
        let (median, p99) = (times[count / 2], times[count * 99 / 100]);
        Ok(Self { what, count, median, p99, cpu: each(cpu), alone: alone.map(|_| each(cpu_alone)) })
    }
}

/// What somebody would write with tantivy and nothing else.
struct Alone {
    reader: IndexReader,
    schema: Schema,
    stems: TextAnalyzer,
}

impl Alone {
    fn open(folder: &Path) -> Result<Self> {
        let index = Index::open_in_dir(folder)?;
        let stems = TextAnalyzer::builder(SimpleTokenizer::default())
            .filter(LowerCaser)
            .filter(AsciiFoldingFilter)
            .filter(Stemmer::new(tokenizer::Language::English))
            .build();
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        Ok(Self { reader, schema: index.schema(), stems })
    }

    fn find(&self, question: &Question) -> Result<usize> {
        let searcher = self.reader.searcher();
        let last = question.words.len() - 1;
        let words = question.words.iter().enumerate().map(|(n, word)| self.word(word, n == last));
        let filters = question.filters.iter().map(|filter| {
            let facet = Facet::from_path([filter.by.as_str(), &filter.value]);
            let term = Term::from_facet(self.schema.get_field("filters")?, &facet);
            let has: Box<dyn Query> = Box::new(TermQuery::new(term, IndexRecordOption::Basic));
            Ok(Box::new(ConstScoreQuery::new(has, 0.0)) as Box<dyn Query>)
        });
        let query = BooleanQuery::intersection(words.chain(filters).collect::<Result<Vec<_>>>()?);
        let (best, total) = searcher.search(&query, &(TopDocs::with_limit(PAGE).order_by_score(), Count))?;
        let (title, text) = (self.schema.get_field("title_en")?, self.schema.get_field("text_en")?);
        let marks = [title, text].map(|field| {
            let words = question.words.iter().map(|word| (self.stem(word), 1.0)).collect();
            SnippetGenerator::new(words, self.stems.clone(), field, 240)
        });
        for (_, address) in best {
            let document: TantivyDocument = searcher.doc(address)?;
            for marks in &marks {
                std::hint::black_box(marks.snippet_from_doc(&document));
            }
        }
        Ok(total)
    }

    fn word(&self, word: &str, is_last: bool) -> Result<Box<dyn Query>> {
        let mut ways: Vec<Box<dyn Query>> = Vec::new();
        for (language, token) in [("en", self.stem(word)), ("other", word.to_owned())] {
            for (field, weight) in [("title", 3.0), ("text", 1.0)] {
                let term = Term::from_field_text(self.schema.get_field(&format!("{field}_{language}"))?, &token);
                let form = Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs));
                ways.push(Box::new(BoostQuery::new(form, weight)));
            }
            for (field, weight) in [("title_words", 2.0), ("words", 0.7)].into_iter().filter(|_| is_last) {
                let term = Term::from_field_text(self.schema.get_field(&format!("{field}_{language}"))?, word);
                let begun = Box::new(FuzzyTermQuery::new_prefix(term, 0, false));
                ways.push(Box::new(BoostQuery::new(begun, weight)));
            }
        }
        Ok(Box::new(DisjunctionMaxQuery::new(ways)))
    }

    fn stem(&self, word: &str) -> String {
        let mut stem = String::new();
        self.stems.clone().token_stream(word).process(&mut |token| stem.clone_from(&token.text));
        stem
    }
}

/// One to three words of some service: something has all of them.
fn whole_words(random: &mut Random, services: usize, vocabulary: &[String]) -> Question {
    // One in twenty speaks no English.
    let n = random.index(services / 20) * 20 + 1 + random.index(19);
    let (name, inventory) = service(vocabulary, n);
    let service = &inventory.services[&Iri::new(name)];
    let said = [&service.title, &service.description].map(|texts| texts[&Tag::new("en")].as_str()).join(" ");
    let said: Vec<&str> = said.split(' ').collect();
    let words = (0..=random.index(3)).map(|_| said[random.index(said.len())].to_owned()).collect();
    let filters = [
        Filter::new(
            By::Price,
            if inventory.costs.values().any(|cost| cost.amount.as_deref() == Some("0")) { "free" } else { "fee" },
        ),
        Filter::new(By::Kind, Kind::PublicService.as_str()),
        Filter::new(By::LifeEvent, service.events.first().map_or("", Iri::as_str)),
        Filter::new(By::Body, service.authorities.first().map_or("", Iri::as_str)),
        Filter::new(By::Area, service.places.first().map_or("", Iri::as_str)),
    ];
    Question { words, filters: filters.into() }
}

fn without_filters(random: &mut Random, services: usize, vocabulary: &[String]) -> Question {
    Question { filters: Vec::new(), ..whole_words(random, services, vocabulary) }
}

fn beginnings(random: &mut Random, services: usize, vocabulary: &[String]) -> Question {
    let mut question = without_filters(random, services, vocabulary);
    if let Some(last) = question.words.last_mut() {
        last.truncate(3 + random.index(2));
    }
    question
}

/// One or two filters that the service has.
fn filtered(random: &mut Random, services: usize, vocabulary: &[String]) -> Question {
    let mut question = whole_words(random, services, vocabulary);
    let first = random.index(question.filters.len());
    question.filters.rotate_left(first);
    question.filters.truncate(1 + random.index(2));
    question
}

fn slips(random: &mut Random, services: usize, vocabulary: &[String]) -> Question {
    let mut question = without_filters(random, services, vocabulary);
    let slipped = random.index(question.words.len());
    question.words[slipped].insert(2, 'x');
    question
}

/// Words of no service in particular: mostly nothing has all of them.
fn strangers(random: &mut Random, _: usize, vocabulary: &[String]) -> Question {
    Question { words: (0..3).map(|_| word(random, vocabulary).to_owned()).collect(), filters: Vec::new() }
}

/// Words such as nobody has, from the most frequent to the rarest.
fn vocabulary() -> Vec<String> {
    const SYLLABLES: [&str; 24] = [
        "ba", "cor", "den", "el", "fi", "gra", "hol", "in", "jo", "kin", "lu", "mar", "ne", "or", "pa", "qui", "res",
        "sta", "ti", "ur", "ver", "wen", "ya", "zu",
    ];
    let mut random = Random(3);
    let mut words: Vec<String> = iter::repeat_with(|| {
        let syllables = 2 + random.index(3);
        (0..syllables).map(|_| SYLLABLES[random.index(SYLLABLES.len())]).collect()
    })
    .take(WORDS)
    .collect();
    words.sort();
    words.dedup();
    for n in (1..words.len()).rev() {
        words.swap(n, random.index(n + 1));
    }
    words
}

/// A word as a text has it. Words are about as frequent as those of the Canadian inventory without its filler: the first
/// is in a third of all services, the hundredth in one of twenty-five, the thousandth in one of two hundred.
fn word<'a>(random: &mut Random, vocabulary: &'a [String]) -> &'a str {
    const HEAD: f64 = 10.0;
    #[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share")]
    let place = {
        let share = random.index(1_000_000) as f64 / 1e6;
        (HEAD * (vocabulary.len() as f64 / HEAD + 1.0).powf(share) - HEAD) as usize
    };
    &vocabulary[place.min(vocabulary.len() - 1)]
}

fn text(random: &mut Random, vocabulary: &[String], words: usize) -> String {
    (0..words).map(|_| word(random, vocabulary)).collect::<Vec<_>>().join(" ")
}

fn event(n: usize) -> String {
    format!("https://bench.example/event/{n}")
}

fn body(n: usize) -> String {
    format!("https://bench.example/body/{n}")
}

fn area(n: usize) -> String {
    format!("https://bench.example/area/{n}")
}

/// One service: as long as the services of real inventories are, one in twenty in a language that no page is in.
fn service(vocabulary: &[String], n: usize) -> (String, Inventory) {
    let mut random = Random(n as u64);
    let name = format!("https://bench.example/service/{n}");
    let tags: &[&str] = if n.is_multiple_of(20) { &["nl"] } else { &["en", "fr"] };
    let mut say =
        |words: usize| tags.iter().map(|tag| (Tag::new(tag), text(&mut random, vocabulary, words))).collect::<Vec<_>>();
    let (title, description) = (say(5), say(35));
    let way = ["ONL", "TEL", "PERSON", "POST"][random.index(4)];
    let channel = Channel { way: Some(Iri::new(format!("https://bench.example/channel/{way}"))), ..Channel::default() };
    let amount = if random.index(2) == 0 { "0" } else { "25.00" };
    let cost = Cost { amount: Some(amount.to_owned()), ..Cost::default() };
    let (channel_name, cost_name) = (Iri::new(format!("{name}/channel")), Iri::new(format!("{name}/cost")));
    let service = PublicService {
        identifier: Some(n.to_string()),
        title: title.into_iter().collect(),
        description: description.into_iter().collect(),
        authorities: [Iri::new(body(random.index(150)))].into(),
        events: [Iri::new(event(random.index(30)))].into(),
        places: [Iri::new(area(random.index(200)))].into(),
        channels: [channel_name.clone()].into(),
        costs: [cost_name.clone()].into(),
        ..PublicService::default()
    };
    let inventory = Inventory {
        services: [(Iri::new(name.as_str()), service)].into(),
        channels: [(channel_name, channel)].into(),
        costs: [(cost_name, cost)].into(),
        ..Inventory::default()
    };
    (name, inventory)
}

/// Writes services as a publication leaves them, without the way there.
fn publish(store: &Store, vocabulary: &[String], edition: i64, numbers: std::ops::Range<usize>) -> Result<()> {
    publish_of("bench", store, vocabulary, edition, numbers)
}

/// Services of these numbers, of a source, as a publication leaves them.
pub fn publish_from(source: &'static str, store: &Store, edition: i64, numbers: std::ops::Range<usize>) -> Result<()> {
    publish_of(source, store, &vocabulary(), edition, numbers)
}

/// So many services, as one file would say them.
pub fn inventory(services: usize) -> Inventory {
    let vocabulary = vocabulary();
    let mut all = Inventory::default();
    (0..services).for_each(|n| all.extend(service(&vocabulary, n).1));
    all
}

fn publish_of(
    source: &'static str,
    store: &Store,
    vocabulary: &[String],
    edition: i64,
    numbers: std::ops::Range<usize>,
) -> Result<()> {
    let all: Vec<usize> = numbers.collect();
    for some in all.chunks(500) {
        let rows: Vec<(String, String, String)> = some
            .iter()
            .map(|n| {
                let (name, inventory) = service(vocabulary, *n);
                Ok((format!("svc_{n:08}"), name, serde_json::to_string(&inventory)?))
            })
            .collect::<Result<_>>()?;
        store.write_blocking::<_, StoreError, _>(move |tx| {
            for (id, name, document) in &rows {
                tx.execute(
                    "INSERT INTO inventory_part (source, kind, name, from_day, since, until, id, digest, document)
                     VALUES ($5, 'PublicService', $1, '2023-01-01', $2, NULL, $3, $3, $4)",
                    args![name.as_str(), edition, id.as_str(), document.as_str(), source],
                )?;
            }
            Ok(())
        })?;
    }
    store.write_blocking::<_, StoreError, _>(move |tx| {
        tx.execute(
            "INSERT INTO inventory_edition (number, import, published_at) VALUES ($1, CAST($1 AS TEXT), 1)",
            args![edition],
        )
    })?;
    Ok(())
}

/// The processor time that this thread has used so far.
fn processor_time() -> Result<Duration> {
    let text = fs::read_to_string("/proc/thread-self/schedstat")?;
    Ok(Duration::from_nanos(text.split_whitespace().next().context("the kernel counts time")?.parse()?))
}

/// A measure of this process's memory, in MiB.
fn status(name: &str) -> Result<u64> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix(name)).context("a process has memory")?;
    Ok(line.trim().trim_end_matches(" kB").trim().parse::<u64>()? / 1024)
}
