//! `GET /catalogue/{id}`: one entry, for people as a page and for machines as linked data, at one address.

use std::collections::BTreeMap;

use axum::{
    extract::{Path, Query, State},
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};
use store::{StoreError, Tx};
use values::{Day, Id, Language, Moment, Role, id};
use web::{MessageRef, Page, Problem, Visit};

use super::{
    Entry,
    form::Form,
    store::{self as table, As, Version},
    told::{self, Row, Shown},
    word,
};
use crate::{
    CataloguePages, Holder,
    import::{self, FieldChange},
    inventory::{
        Inventory, Iri, Judged, Kind, Tag, government,
        rdf::{self, Syntax},
        schema_org,
    },
    search::folded,
    wording::{self, Wording},
};

#[derive(Debug, Serialize)]
pub(crate) struct EntryPage {
    pub id: String,
    pub kind: &'static str,
    pub title: String,
    /// The language of the title, where it is another than the reader's.
    pub title_language: Option<String>,
    pub lead: Option<Shown>,
    pub rows: Vec<Row>,
    pub source: String,
    /// What the supplier calls it.
    pub name: String,
    pub from: Day,
    pub day: Day,
    pub is_today: bool,
    /// The edition that knew it so, where it is not the current one.
    pub edition: Option<i64>,
    pub versions: Vec<VersionLine>,
    /// How franchises word it, over the facts of today.
    pub wordings: Vec<wording::pages::Shown>,
    /// May the visitor word it for a franchise?
    pub may_word: bool,
    /// What is promised of it.
    pub promises: Vec<Promise>,
    /// Who answers for this kind of service on the day.
    pub holders: Vec<Answering>,
    /// Where more is said of that.
    pub who: Option<String>,
    /// What it brings with it or offers: where that is found.
    pub offers: Option<String>,
    /// The same in the words of schema.org.
    pub schema_org: Option<serde_json::Value>,
}

/// Who holds some functions.
#[derive(Debug, Serialize)]
pub(crate) struct Answering {
    pub functions: Vec<MessageRef>,
    pub holders: Vec<Holder>,
}

/// What is promised of a service, and what its own numbers say.
#[derive(Debug, Serialize)]
pub(crate) struct Promise {
    pub href: String,
    pub title: String,
    pub language: Option<String>,
    /// The share of cases in which it should hold, and in which it did, in percent.
    pub target: Option<String>,
    pub measured: Option<String>,
    /// The message that says whether it was kept.
    pub judged: &'static str,
    /// Does what was published say otherwise?
    pub contradicts: bool,
}

/// One version of it.
#[derive(Debug, Serialize)]
pub(crate) struct VersionLine {
    pub from: Day,
    pub edition: i64,
    pub published_at: Moment,
    pub is_there: bool,
    /// Is it the one on the page?
    pub is_shown: bool,
    /// The edition that put another in its place.
    pub until: Option<i64>,
    /// Where it is shown, unless it is on the page or says nothing.
    pub href: Option<String>,
}

/// Something that was described once, and is not on the day.
#[derive(Debug, Serialize)]
pub(crate) struct GonePage {
    pub kind: &'static str,
    pub title: String,
    pub title_language: Option<String>,
    pub day: Day,
    pub next: MessageRef,
    pub versions: Vec<VersionLine>,
}

impl Page for GonePage {
    const TEMPLATE: &'static str = "catalogue/gone.html";
}

impl Page for EntryPage {
    const TEMPLATE: &'static str = "catalogue/entry.html";
}

/// On which day, as which edition knew it, and as what.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct How {
    day: String,
    edition: String,
    r#as: String,
}

/// An entry with all that its page says: seven statements, however much it names.
struct Read {
    entry: Option<Entry>,
    promises: Vec<Entry>,
    wordings: Vec<(Wording, Vec<FieldChange>)>,
    others: Vec<Entry>,
    versions: Vec<Version>,
    /// As which edition knew it.
    at: As,
    current: i64,
    /// What it said last, where it is not there.
    last: Option<Entry>,
}

/// Reads it as an edition knew it; as the current one does where none is named.
fn read(tx: &mut Tx<'_>, id: &str, day: Day, edition: Option<i64>) -> Result<Read, StoreError> {
    let current = import::current_edition(tx)?;
    let at = As { edition: edition.unwrap_or(current), day };
    let entry = table::by_id(tx, at, id)?;
    let names = entry.as_ref().map(told::names).unwrap_or_default();
    let names: Vec<&Iri> = names.iter().collect();
    let others = match &entry {
        // What is promised may be promised of another's service.
        Some(entry) if entry.kind == Some(Kind::ServiceStandard) => table::called(tx, at, &names)?,
        Some(entry) => table::named(tx, at, &entry.source, &names)?,
        None => Vec::new(),
    };
    let promises = match &entry {
        Some(entry) if entry.kind == Some(Kind::PublicService) => table::promises(tx, at, &entry.name)?,
        Some(entry) if entry.kind == Some(Kind::ServiceStandard) => vec![entry.clone()],
        _ => Vec::new(),
    };
    let wordings = match &entry {
        Some(entry) if entry.kind == Some(Kind::PublicService) => wording::pages::of_service(tx, entry)?,
        _ => Vec::new(),
    };
    let versions = table::versions(tx, current, id)?;
    let last = match versions.iter().find(|version| version.is_there) {
        Some(version) if entry.is_none() => table::by_id(tx, As { edition: version.since, day: version.from }, id)?,
        _ => None,
    };
    Ok(Read { entry, promises, wordings, others, versions, at, current, last })
}

pub(crate) async fn show(
    State(pages): State<CataloguePages>,
    visit: Visit,
    Path(id): Path<String>,
    Query(wanted): Query<How>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let today = pages.kit.clocks.today();
    let day = match wanted.day.trim() {
        "" => today,
        typed => typed.parse().map_err(|_| super::api::unclear("day_unreadable", "entry-day-unreadable", typed))?,
    };
    let edition = edition(&wanted.edition)?;
    let asked = id.clone();
    let read = pages.kit.store.read(move |tx| read(tx, &asked, day, edition)).await?;
    if read.at.edition > read.current {
        return Err(edition_unknown(&wanted.edition));
    }
    let form = Form::of(&wanted.r#as, &headers).ok_or_else(Problem::not_found)?;
    let Some(entry) = read.entry else {
        let problem = gone(&read.versions, day);
        let Some(last) = read.last.as_ref().filter(|_| form == Form::Page) else { return Err(problem) };
        let page = gone_page(last, (&read.versions, day), problem.next, visit.language);
        return Ok(pages.kit.page_with(&visit, problem.status, &page));
    };
    let replaced = Some(read.at.edition).filter(|edition| *edition != read.current);
    let mut response = match form {
        Form::Page => {
            let of_kind = kind_of_service(&entry);
            let holders = match &of_kind {
                Some(of_kind) => pages.holders(of_kind.clone(), day).await?,
                None => Vec::new(),
            };
            let page = page(&entry, &read.others, (&read.versions, read.at), today, (visit.language, pages.address()));
            pages.kit.page(
                &visit,
                &EntryPage {
                    edition: replaced,
                    wordings: wording::pages::shown(read.wordings, &pages.presenters()),
                    may_word: entry.kind == Some(Kind::PublicService)
                        && visit.staff().is_some_and(|staff| staff.role == Role::CatalogueManager),
                    promises: promises(&read.promises, visit.language),
                    who: of_kind.map(|kind| format!("/responsibility?service={}&day={day}", kind.name())),
                    holders: by_function(holders),
                    ..page
                },
            )
        }
        Form::Linked(syntax) => linked(&entry, &around(&pages, &entry, read.at).await?, syntax)?,
        Form::Json => super::api::one(&entry).into_response(),
    };
    response.headers_mut().append(header::VARY, HeaderValue::from_static("Accept"));
    Ok(response)
}

/// The kind of service that is asked about where an entry stands for one.
fn kind_of_service(entry: &Entry) -> Option<Id<id::ServiceType>> {
    match entry.kind? {
        Kind::ServiceType => government::service_type(&entry.name),
        Kind::PublicService => government::service_type(entry.said.services.get(&entry.name)?.service_type.as_ref()?),
        _ => None,
    }
}

fn by_function(holders: Vec<Holder>) -> Vec<Answering> {
    let mut all: Vec<Answering> = Vec::new();
    let mut last = None;
    for holder in holders {
        if last.replace(holder.function.clone()).as_ref() == Some(&holder.function)
            && let Some(of) = all.last_mut()
        {
            of.holders.push(holder);
        } else {
            all.push(Answering { functions: vec![holder.function.clone()], holders: vec![holder] });
        }
    }
    let is_same =
        |one: &Holder, other: &Holder| (&one.body, &one.area, one.channel) == (&other.body, &other.area, other.channel);
    let mut told: Vec<Answering> = Vec::new();
    for mut of in all {
        // What the same bodies hold in the same places is said once.
        let like = told.iter_mut().find(|known| {
            known.holders.len() == of.holders.len() && known.holders.iter().zip(&of.holders).all(|(a, b)| is_same(a, b))
        });
        match like {
            Some(known) => known.functions.append(&mut of.functions),
            None => told.push(of),
        }
    }
    told
}

/// By their titles.
fn promises(entries: &[Entry], language: Language) -> Vec<Promise> {
    let mut promises: Vec<Promise> = entries.iter().filter_map(|entry| promise(entry, language)).collect();
    promises.sort_by_cached_key(|promise| folded(&promise.title));
    promises
}

fn promise(entry: &Entry, language: Language) -> Option<Promise> {
    let standard = entry.said.standards.get(&entry.name)?;
    let counted = |text: &Option<String>| {
        let plain = |text: &&str| text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        text.as_deref().filter(plain).and_then(|text| text.parse::<f64>().ok())
    };
    let measured = match (counted(&standard.held), counted(&standard.volume)) {
        (Some(held), Some(volume)) if volume > 0.0 => Some(held / volume),
        _ => counted(&standard.performance),
    };
    // Cut off, not rounded up: what falls short of a promise must not look as if it had kept it.
    let percent = |share: f64| {
        let said = format!("{}", (share * 10_000.0 + 1e-6).floor() / 100.0);
        if language == Language::Fr { said.replace('.', ",") } else { said }
    };
    Some(Promise {
        href: entry.href(),
        title: entry.called(language).to_owned(),
        language: entry.title_language(language).map(str::to_owned),
        target: counted(&standard.target).map(percent),
        measured: measured.map(percent),
        judged: match standard.judged() {
            Judged::Met => "entry-promise-met",
            Judged::NotMet => "entry-promise-not-met",
            Judged::NotMeasurable(_) => "entry-promise-not-measurable",
        },
        contradicts: standard.contradicts_itself(),
    })
}

/// What was never there, and what does not stand on the day.
pub(super) fn gone(versions: &[Version], day: Day) -> Problem {
    if !versions.iter().any(|version| version.is_there) {
        return Problem::not_found();
    }
    let standing = versions.iter().filter(|version| version.is_there && version.until.is_none());
    let next = match standing.map(|version| version.from).min() {
        Some(first) if day < first => MessageRef::new("entry-not-yet-next").with("first", first),
        _ => "entry-not-there-next".into(),
    };
    Problem { status: axum::http::StatusCode::GONE, code: "entry_not_there", what: "entry-not-there".into(), next }
}

fn page(
    entry: &Entry,
    others: &[Entry],
    (versions, at): (&[Version], As),
    today: Day,
    (language, address): (Language, &str),
) -> EntryPage {
    let known: BTreeMap<Iri, &Entry> = others.iter().map(|other| (other.name.clone(), other)).collect();
    let mut rows = told::rows(entry, &known, language);
    // The title is the heading, and the description stands below it.
    rows.retain(|row| !matches!(row.field, "title" | "name"));
    let lead = rows.iter().position(|row| row.field == "description").map(|at| rows.remove(at));
    EntryPage {
        id: entry.id.clone(),
        kind: entry.kind.map_or("other", word),
        title: entry.called(language).to_owned(),
        title_language: entry.title_language(language).map(str::to_owned),
        lead: lead.and_then(|row| row.values.into_iter().next()),
        rows,
        source: entry.source.clone(),
        name: entry.name.to_string(),
        from: entry.from,
        day: at.day,
        is_today: at.day == today,
        edition: None,
        versions: history(&entry.id, versions, Some((entry, at))),
        wordings: Vec::new(),
        may_word: false,
        promises: Vec::new(),
        holders: Vec::new(),
        who: None,
        offers: offers(entry),
        schema_org: schema_org(entry, address, language),
    }
}

/// Every version, each with where it is shown.
fn history(id: &str, versions: &[Version], shown: Option<(&Entry, As)>) -> Vec<VersionLine> {
    let line = |version: &Version| {
        let is_shown = shown.is_some_and(|(entry, at)| {
            let knew = version.since <= at.edition && version.until.is_none_or(|until| until > at.edition);
            knew && version.from == entry.from
        });
        let edition = version.until.map(|_| format!("&edition={}", version.since)).unwrap_or_default();
        let href = format!("{}?day={}{edition}", super::href(id), version.from);
        VersionLine {
            from: version.from,
            edition: version.since,
            published_at: version.published_at,
            is_there: version.is_there,
            is_shown,
            until: version.until,
            href: Some(href).filter(|_| version.is_there && !is_shown),
        }
    };
    versions.iter().map(line).collect()
}

fn gone_page(last: &Entry, (versions, day): (&[Version], Day), next: MessageRef, language: Language) -> GonePage {
    GonePage {
        kind: last.kind.map_or("other", word),
        title: last.called(language).to_owned(),
        title_language: last.title_language(language).map(str::to_owned),
        day,
        next,
        versions: history(&last.id, versions, None),
    }
}

/// Which edition somebody asks for, if any.
pub(super) fn edition(text: &str) -> Result<Option<i64>, Problem> {
    match text.trim() {
        "" => Ok(None),
        typed => typed.parse().ok().filter(|n| *n > 0).map(Some).ok_or_else(|| edition_unknown(typed)),
    }
}

pub(super) fn edition_unknown(typed: &str) -> Problem {
    super::api::unclear("edition_unknown", "entry-edition-unknown", typed)
}

/// Where the services of a body, or those that an event brings with it, are found.
fn offers(entry: &Entry) -> Option<String> {
    let by = match entry.kind? {
        Kind::Organisation => "body",
        Kind::Event => "life-event",
        _ => return None,
    };
    let name = form_urlencoded::byte_serialize(entry.name.as_str().as_bytes()).collect::<String>();
    Some(format!("/catalogue?kind=service&{by}={name}"))
}

fn schema_org(entry: &Entry, address: &str, language: Language) -> Option<serde_json::Value> {
    let (tag, at) = (Tag::new(language.tag()), format!("{address}{}", entry.href()));
    match entry.kind? {
        Kind::PublicService => schema_org::service(&entry.said, &entry.name, &at, &tag),
        Kind::Organisation => schema_org::organisation(&entry.said, &entry.name, &at, &tag),
        _ => None,
    }
}

/// An entry with what it names in brief, and what that has to name in its turn: by itself it would not be whole, for the
/// official shapes look at the things that it leads to as well. Two statements more.
async fn around(pages: &CataloguePages, entry: &Entry, at: As) -> Result<Inventory, Problem> {
    let (source, said) = (entry.source.clone(), entry.said.clone());
    let read = move |tx: &mut Tx<'_>| {
        let mut whole = said.clone();
        for _ in 0..2 {
            let missing = whole.missing();
            for other in table::named(tx, at, &source, &missing.iter().collect::<Vec<_>>())? {
                whole.extend(other.said.brief(&other.name));
            }
        }
        Ok::<_, StoreError>(whole)
    };
    Ok(pages.kit.store.read(read).await?)
}

fn linked(entry: &Entry, whole: &Inventory, syntax: Syntax) -> Result<Response, Problem> {
    let written = rdf::write(whole, syntax).map_err(|error| {
        tracing::error!(entry = entry.id, %error, "An entry can't be written as linked data");
        Problem::internal()
    })?;
    let name = match syntax {
        Syntax::JsonLd => "application/ld+json",
        _ => "text/turtle; charset=utf-8",
    };
    Ok(([(header::CONTENT_TYPE, name)], written).into_response())
}
