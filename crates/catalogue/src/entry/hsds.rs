//! The read API of HSDS 3.0 (Open Referral) over the paths of its `openapi.json`: what stands today, in numbered pages,
//! for programs that read directories of services.
//!
//! Ids are the UUIDs that our own are made of. Life and business events are a taxonomy, each of them a term of it, and the
//! attributes of a service are the events that it belongs to. The model has no locations: what came with a service stays
//! in the service, and the list of services at locations is empty.

use std::collections::{BTreeMap, BTreeSet};

use axum::{
    Json,
    extract::{Path, Query, State},
    http::StatusCode,
};
use jiff::tz::TimeZone;
use serde_json::{Map, Value, json};
use store::{StoreError, Tx};
use values::{Day, Id, Kind as IdKind, Language, Moment, Uuid, id};
use web::{MessageRef, Problem, Visit};

use super::{
    Entry, in_language,
    store::{self as table, As, Since},
};
use crate::{
    CataloguePages, import,
    inventory::{Inventory, Iri, Kind, Tag, hsds, made_uuid},
    search::finder::{Asked, By, Filter, MOST_HITS, MOST_SKIPPED},
};

/// So many stand on a page where nobody says otherwise, and at most.
const USUAL: u32 = 50;
const MOST: u32 = 200;
/// No body's page names more services.
const MOST_SERVICES: usize = MOST_SKIPPED + MOST_HITS;

/// The one taxonomy that there is.
const EVENTS: &str = "b7d5b0b4-6b8e-8f0e-9d0b-0e6a53c7a4d1";

type Parameters = BTreeMap<String, String>;
type Answered = Result<Json<Value>, Problem>;

/// Which page, of what.
struct Wanted {
    page: u32,
    per_page: u32,
    text: String,
    filters: Vec<(By, String)>,
    taxonomy: Option<String>,
    since: Option<Moment>,
    full: bool,
    full_service: bool,
    minimal: bool,
}

impl Wanted {
    fn read(parameters: &Parameters) -> Result<Self, Problem> {
        let of = |name: &str| parameters.get(name).map(|value| value.trim()).filter(|value| !value.is_empty());
        let number = |name: &'static str, usual: u32| match of(name) {
            None => Ok(usual),
            Some(text) => text.parse().ok().filter(|n| *n > 0).ok_or_else(|| unclear(name, text)),
        };
        if number("per_page", USUAL)? > MOST {
            return Err(unclear("per_page", of("per_page").unwrap_or_default()));
        }
        let yes = |name: &'static str| match of(name) {
            None | Some("false") => Ok(false),
            Some("true") => Ok(true),
            Some(other) => Err(unclear(name, other)),
        };
        if let Some(form) = of("format").filter(|form| *form != "json") {
            return Err(unclear("format", form));
        }
        // What is asked for and not kept must not look as if it had been looked for.
        for missing in ["postcode", "proximity", "location_id"] {
            if let Some(typed) = of(missing) {
                return Err(unclear(missing, typed));
            }
        }
        let since = of("modified_after").map(|text| moment(text).ok_or_else(|| unclear("modified_after", text)));
        let filters = [(By::Body, "organization_id"), (By::LifeEvent, "taxonomy_term_id")];
        let filters = filters.into_iter().filter_map(|(by, name)| Some((by, of(name)?.to_owned()))).collect();
        Ok(Self {
            page: number("page", 1)?,
            per_page: number("per_page", USUAL)?,
            text: of("search").unwrap_or_default().chars().take(200).collect(),
            filters,
            taxonomy: of("taxonomy_id").map(str::to_owned),
            since: since.transpose()?,
            full: yes("full")?,
            full_service: yes("full_service")?,
            minimal: yes("minimal")?,
        })
    }

    fn skip(&self) -> u32 {
        (self.page - 1).saturating_mul(self.per_page)
    }

    /// Is it looked up in the index, rather than all listed?
    fn narrows(&self) -> bool {
        !(self.text.is_empty() && self.filters.is_empty() && self.taxonomy.is_none())
    }
}

/// A moment, or the beginning of a day.
fn moment(text: &str) -> Option<Moment> {
    Moment::parse(text).or_else(|| Moment::parse(&format!("{text}T00:00:00Z")))
}

/// The first day that begins at a moment or later.
fn first_day_after(moment: Moment, zone: &TimeZone) -> Day {
    let day = moment.day(zone);
    if Moment::start_of(day, zone) >= moment { day } else { day.tomorrow().unwrap_or(day) }
}

/// When something became as it is: when it was published, or when its first day began, whichever was later.
fn modified(entry: &Entry, zone: &TimeZone) -> String {
    entry.published_at.max(Moment::start_of(entry.from, zone)).to_rfc3339()
}

fn unclear(name: &'static str, typed: &str) -> Problem {
    Problem {
        status: StatusCode::UNPROCESSABLE_ENTITY,
        code: "parameter_unclear",
        what: MessageRef::new("hsds-parameter-unclear").with("name", name).with("typed", typed.to_owned()),
        next: "hsds-parameter-unclear-next".into(),
    }
}

/// What is read for one answer.
#[derive(Default)]
struct Listed {
    /// How many there are in all.
    total: usize,
    /// Those of the page.
    entries: Vec<Entry>,
    /// What they name: bodies and events.
    others: Vec<Entry>,
}

/// `GET /api/hsds/v3`: what this is.
pub(crate) async fn about(State(pages): State<CataloguePages>) -> Json<Value> {
    let openapi = "https://raw.githubusercontent.com/openreferral/specification/3.0/schema/openapi.json";
    Json(json!({
        "version": "3.0",
        "profile": format!("{}/api/hsds/v3", pages.address()),
        "openapi_url": openapi,
    }))
}

/// `GET /services`.
pub(crate) async fn services(
    State(pages): State<CataloguePages>,
    visit: Visit,
    Query(parameters): Query<Parameters>,
) -> Answered {
    let wanted = Wanted::read(&parameters)?;
    let listed = listed(&pages, Kind::PublicService, &wanted, visit.language).await?;
    let writing = Writing::new(&pages, &listed, visit.language);
    let contents = listed.entries.iter().filter_map(|entry| {
        let service = writing.service(entry)?;
        Some(Value::Object(match () {
            () if wanted.minimal => minimal(&service),
            () if wanted.full => service,
            () => without_lists(service),
        }))
    });
    Ok(page(&wanted, listed.total, contents.collect()))
}

/// `GET /services/{id}`.
pub(crate) async fn service(State(pages): State<CataloguePages>, visit: Visit, Path(id): Path<String>) -> Answered {
    let listed = one(&pages, own::<id::PublicService>(&id)?).await?;
    let writing = Writing::new(&pages, &listed, visit.language);
    listed
        .entries
        .first()
        .and_then(|entry| writing.service(entry))
        .map_or_else(not_found, |service| Ok(Json(service.into())))
}

/// `GET /organizations`.
pub(crate) async fn organisations(
    State(pages): State<CataloguePages>,
    visit: Visit,
    Query(parameters): Query<Parameters>,
) -> Answered {
    let wanted = Wanted::read(&parameters)?;
    let listed = listed(&pages, Kind::Organisation, &wanted, visit.language).await?;
    let writing = Writing::new(&pages, &listed, visit.language);
    let mut contents = Vec::new();
    for entry in &listed.entries {
        let Some(mut body) = writing.body(entry) else { continue };
        if wanted.full || wanted.full_service {
            add_services(&pages, entry, &mut body, wanted.full_service, visit.language).await?;
        } else {
            body = without_lists(body);
        }
        contents.push(body.into());
    }
    Ok(page(&wanted, listed.total, contents))
}

/// `GET /organizations/{id}`.
pub(crate) async fn organisation(
    State(pages): State<CataloguePages>,
    visit: Visit,
    Path(id): Path<String>,
    Query(parameters): Query<Parameters>,
) -> Answered {
    let wanted = Wanted::read(&parameters)?;
    let listed = one(&pages, own::<id::Organisation>(&id)?).await?;
    let writing = Writing::new(&pages, &listed, visit.language);
    let Some(entry) = listed.entries.first() else { return not_found() };
    let Some(mut body) = writing.body(entry) else { return not_found() };
    add_services(&pages, entry, &mut body, wanted.full_service, visit.language).await?;
    Ok(Json(body.into()))
}

/// `GET /taxonomies`.
pub(crate) async fn taxonomies(
    State(pages): State<CataloguePages>,
    visit: Visit,
    Query(parameters): Query<Parameters>,
) -> Answered {
    let wanted = Wanted::read(&parameters)?;
    let all = [events(&pages, visit.language)];
    let is_asked = |taxonomy: &&Value| {
        let name = taxonomy["name"].as_str().unwrap_or_default().to_lowercase();
        name.contains(&wanted.text.to_lowercase())
    };
    let all: Vec<&Value> = all.iter().filter(is_asked).collect();
    let shown = all.iter().skip(wanted.skip() as usize).take(wanted.per_page as usize).copied().cloned();
    Ok(page(&wanted, all.len(), shown.collect()))
}

/// `GET /taxonomies/{id}`.
pub(crate) async fn taxonomy(State(pages): State<CataloguePages>, visit: Visit, Path(id): Path<String>) -> Answered {
    if id.eq_ignore_ascii_case(EVENTS) { Ok(Json(events(&pages, visit.language))) } else { not_found() }
}

/// `GET /taxonomy_terms`.
pub(crate) async fn terms(
    State(pages): State<CataloguePages>,
    visit: Visit,
    Query(parameters): Query<Parameters>,
) -> Answered {
    let wanted = Wanted { filters: Vec::new(), taxonomy: None, ..Wanted::read(&parameters)? };
    // All are of one taxonomy, and none is below another.
    let of = parameters.get("taxonomy_id").is_none_or(|of| of.eq_ignore_ascii_case(EVENTS));
    let listed = if of && !parameters.contains_key("parent_id") {
        listed(&pages, Kind::Event, &wanted, visit.language).await?
    } else {
        Listed::default()
    };
    let taxonomy = events(&pages, visit.language);
    let contents = listed.entries.iter().filter_map(|entry| term(entry, &taxonomy, visit.language));
    Ok(page(&wanted, listed.total, contents.collect()))
}

/// `GET /taxonomy_terms/{id}`.
pub(crate) async fn one_term(State(pages): State<CataloguePages>, visit: Visit, Path(id): Path<String>) -> Answered {
    let listed = one(&pages, own::<id::LifeEvent>(&id)?).await?;
    let taxonomy = events(&pages, visit.language);
    listed
        .entries
        .first()
        .and_then(|entry| term(entry, &taxonomy, visit.language))
        .map_or_else(not_found, |term| Ok(Json(term)))
}

/// `GET /service_at_locations`: none.
pub(crate) async fn at_locations(Query(parameters): Query<Parameters>) -> Answered {
    Ok(page(&Wanted::read(&parameters)?, 0, Vec::new()))
}

/// `GET /service_at_locations/{id}`.
pub(crate) async fn at_location() -> Answered {
    not_found()
}

fn not_found() -> Answered {
    Err(Problem::not_found())
}

/// Our own id that is made of this UUID.
fn own<K: IdKind>(text: &str) -> Result<String, Problem> {
    let uuid = Uuid::try_parse(text).map_err(|_| Problem::not_found())?;
    Ok(Id::<K>::from_uuid(uuid).to_string())
}

/// The UUID that our own id of an entry is made of.
fn uuid(entry: &Entry) -> Option<String> {
    let (_, name) = entry.id.split_once('_')?;
    Some(Uuid::try_parse(name).ok()?.hyphenated().to_string())
}

async fn one(pages: &CataloguePages, id: String) -> Result<Listed, Problem> {
    let day = pages.kit.clocks.today();
    let read = move |tx: &mut Tx<'_>| {
        let at = As { edition: import::current_edition(tx)?, day };
        let entries = table::by_ids(tx, at, std::slice::from_ref(&id))?;
        Ok::<_, StoreError>(Listed { total: entries.len(), others: named_by(tx, at, &entries)?, entries })
    };
    Ok(pages.kit.store.read(read).await?)
}

async fn listed(pages: &CataloguePages, kind: Kind, wanted: &Wanted, language: Language) -> Result<Listed, Problem> {
    if wanted.narrows() {
        return found(pages, kind, wanted, language).await;
    }
    let (day, since, range) = (pages.kit.clocks.today(), wanted.since, (wanted.skip(), wanted.per_page));
    let (zone, counted) = (pages.kit.clocks.zone().clone(), pages.counted.clone());
    let read = move |tx: &mut Tx<'_>| {
        let at = As { edition: import::current_edition(tx)?, day };
        let since = match since {
            // Whatever begins today or before is something since the beginning.
            None => Since { edition: 0, from: day },
            Some(moment) => Since { edition: table::first_since(tx, moment)?, from: first_day_after(moment, &zone) },
        };
        let total = usize::try_from(counted.get(tx, at, kind, since)?).unwrap_or_default();
        let entries = table::numbered(tx, at, kind, since, range)?;
        Ok::<_, StoreError>(Listed { total, others: named_by(tx, at, &entries)?, entries })
    };
    Ok(pages.kit.store.read(read).await?)
}

/// The bodies and events that services name, in one statement.
fn named_by(tx: &mut Tx<'_>, at: As, entries: &[Entry]) -> Result<Vec<Entry>, StoreError> {
    let services = entries.iter().filter_map(|entry| entry.said.services.get(&entry.name));
    let names: BTreeSet<&Iri> =
        services.flat_map(|service| service.authorities.iter().chain(&service.events)).collect();
    table::called(tx, at, &names.into_iter().collect::<Vec<_>>())
}

/// What the index finds: words, and of which body or event. No further than people turn pages.
async fn found(pages: &CataloguePages, kind: Kind, wanted: &Wanted, language: Language) -> Result<Listed, Problem> {
    let mut filters = vec![Filter::new(By::Kind, kind.as_str())];
    // All events are of the one taxonomy, and a service that belongs to none is of no other.
    if let Some(of) = &wanted.taxonomy {
        if !of.eq_ignore_ascii_case(EVENTS) {
            return Ok(Listed::default());
        }
        filters.extend(event_filters(pages).await?);
        if filters.len() == 1 {
            return Ok(Listed::default());
        }
    }
    for (by, id) in &wanted.filters {
        let id = match by {
            By::Body => own::<id::Organisation>(id)?,
            _ => own::<id::LifeEvent>(id)?,
        };
        match one(pages, id).await?.entries.first() {
            Some(entry) => filters.push(Filter::new(*by, entry.name.as_str())),
            None => return Ok(Listed::default()),
        }
    }
    let range = (wanted.skip() as usize, wanted.per_page as usize);
    if range.0 > MOST_SKIPPED {
        return Err(Problem {
            code: "page_too_far",
            what: MessageRef::new("hsds-page-too-far").with("most", MOST_SKIPPED + MOST_HITS),
            ..unclear("page", &wanted.page.to_string())
        });
    }
    let (ids, total) = hits(pages, &wanted.text, &filters, range, language)?;
    let day = pages.kit.clocks.today();
    let read = move |tx: &mut Tx<'_>| {
        let at = As { edition: import::current_edition(tx)?, day };
        let mut entries = table::by_ids(tx, at, &ids)?;
        entries.sort_by_key(|entry| ids.iter().position(|id| *id == entry.id));
        Ok::<_, StoreError>(Listed { total, others: named_by(tx, at, &entries)?, entries })
    };
    Ok(pages.kit.store.read(read).await?)
}

/// Whatever belongs to some event.
async fn event_filters(pages: &CataloguePages) -> Result<Vec<Filter>, Problem> {
    let day = pages.kit.clocks.today();
    let read = move |tx: &mut Tx<'_>| {
        let at = As { edition: import::current_edition(tx)?, day };
        table::page(tx, at, Kind::Event, "", MOST)
    };
    let events = pages.kit.store.read::<_, StoreError, _>(read).await?;
    Ok(events.iter().map(|event| Filter::new(By::LifeEvent, event.name.as_str())).collect())
}

/// The ids of hits, the best first, and how many there are in all.
fn hits(
    pages: &CataloguePages,
    text: &str,
    filters: &[Filter],
    (skip, limit): (usize, usize),
    language: Language,
) -> Result<(Vec<String>, usize), Problem> {
    let finder = pages.finder()?;
    let (mut ids, mut total) = (Vec::new(), 0);
    while ids.len() < limit && skip + ids.len() <= MOST_SKIPPED {
        let limit = (limit - ids.len()).min(MOST_HITS);
        let answer = finder.find(&Asked { language, text, filters, skip: skip + ids.len(), limit })?;
        total = answer.total;
        if answer.hits.is_empty() {
            break;
        }
        ids.extend(answer.hits.into_iter().map(|hit| hit.id));
    }
    Ok((ids, total))
}

/// The services of a body: their ids and names, or each whole.
async fn add_services(
    pages: &CataloguePages,
    entry: &Entry,
    body: &mut Map<String, Value>,
    whole: bool,
    language: Language,
) -> Result<(), Problem> {
    let wanted = Wanted {
        per_page: u32::try_from(MOST_SERVICES).unwrap_or(u32::MAX),
        filters: vec![(By::Body, uuid(entry).unwrap_or_default())],
        ..Wanted::read(&Parameters::new())?
    };
    let listed = found(pages, Kind::PublicService, &wanted, language).await?;
    let writing = Writing::new(pages, &listed, language);
    let services = listed.entries.iter().filter_map(|entry| writing.service(entry));
    let services: Vec<Value> = services
        .map(|mut service| {
            if !whole {
                service.retain(|field, _| matches!(field.as_str(), "id" | "name" | "status"));
            }
            service.into()
        })
        .collect();
    body.insert("services".to_owned(), services.into());
    Ok(())
}

/// Bodies and services with what they name, ready to be written.
struct Writing<'a> {
    ids: BTreeMap<Iri, String>,
    others: BTreeMap<&'a Iri, &'a Entry>,
    language: Language,
    tag: Tag,
    zone: TimeZone,
}

impl<'a> Writing<'a> {
    fn new(pages: &CataloguePages, listed: &'a Listed, language: Language) -> Self {
        let all = listed.entries.iter().chain(&listed.others);
        Self {
            ids: all.filter_map(|entry| Some((entry.name.clone(), uuid(entry)?))).collect(),
            others: listed.others.iter().map(|entry| (&entry.name, entry)).collect(),
            language,
            tag: Tag::new(language.tag()),
            zone: pages.kit.clocks.zone().clone(),
        }
    }

    fn body(&self, entry: &Entry) -> Option<Map<String, Value>> {
        let mut body = hsds::one(&entry.said, &entry.name, &self.ids, &self.tag)?;
        body.values_mut().for_each(as_the_standard_wants);
        Some(body)
    }

    fn service(&self, entry: &Entry) -> Option<Map<String, Value>> {
        let own = entry.said.services.get(&entry.name)?;
        let mut whole: Inventory = entry.said.clone();
        for body in own.authorities.iter().filter_map(|name| self.others.get(name)) {
            whole.extend(body.said.clone());
        }
        let mut service = hsds::one(&whole, &entry.name, &self.ids, &self.tag)?;
        service.values_mut().for_each(as_the_standard_wants);
        service.insert("last_modified".to_owned(), modified(entry, &self.zone).into());
        let events: Vec<Value> = own.events.iter().filter_map(|name| self.attribute(&service, name)).collect();
        if !events.is_empty() {
            let attributes = service.entry("attributes").or_insert_with(|| Value::Array(Vec::new()));
            if let Value::Array(attributes) = attributes {
                attributes.extend(events);
            }
        }
        Some(service)
    }

    /// That a service belongs to an event.
    fn attribute(&self, service: &Map<String, Value>, event: &Iri) -> Option<Value> {
        let (entry, service) = (self.others.get(event)?, service.get("id")?.as_str()?);
        let event = self.ids.get(event)?;
        Some(json!({
            "id": made_uuid(&format!("{service} {event}")),
            "link_id": service,
            "link_entity": "service",
            "taxonomy_term_id": event,
            "value": entry.called(self.language),
        }))
    }
}

/// What came nested in a service or a body, and was kept as it came: the standard wants UUIDs for ids, the same for the
/// same id each time, and a description of every programme.
fn as_the_standard_wants(value: &mut Value) {
    match value {
        Value::Array(list) => list.iter_mut().for_each(as_the_standard_wants),
        Value::Object(fields) => {
            for (field, value) in fields.iter_mut() {
                let is_id = field == "id" || (field.ends_with("_id") && field != "tax_id");
                match value {
                    Value::String(id) if is_id && Uuid::try_parse(id).is_err() => *id = made_uuid(id),
                    Value::Number(id) if is_id => *value = made_uuid(&id.to_string()).into(),
                    Value::Array(_) | Value::Object(_) => as_the_standard_wants(value),
                    _ => {}
                }
            }
            for programmes in ["program", "programs"] {
                let all = match fields.get_mut(programmes) {
                    Some(Value::Array(all)) => all.iter_mut().collect(),
                    Some(one @ Value::Object(_)) => vec![one],
                    _ => Vec::new(),
                };
                for programme in all.into_iter().filter_map(Value::as_object_mut) {
                    if !programme.contains_key("description") {
                        let name = programme.get("name").cloned().unwrap_or_default();
                        programme.insert("description".to_owned(), name);
                    }
                }
            }
        }
        _ => {}
    }
}

/// The taxonomy of events.
fn events(pages: &CataloguePages, language: Language) -> Value {
    let said = |key: &'static str| pages.kit.words(language).message(&key.into());
    json!({
        "id": EVENTS,
        "name": said("hsds-events"),
        "description": said("hsds-events-description"),
        "uri": format!("{}/catalogue?kind=event", pages.address()),
        "version": "1",
    })
}

fn term(entry: &Entry, taxonomy: &Value, language: Language) -> Option<Value> {
    let event = entry.said.events.get(&entry.name)?;
    let title = entry.called(language);
    let description = in_language(&event.description, language).map_or(title, |(_, text)| text);
    let mut term = json!({
        "id": uuid(entry)?,
        "name": title,
        "description": description,
        "taxonomy": taxonomy["name"],
        "taxonomy_id": taxonomy["id"],
        "taxonomy_detail": taxonomy,
        "language": entry.title_language(language).unwrap_or(language.tag()),
    });
    if let Some(code) = &event.identifier {
        term["code"] = code.as_str().into();
    }
    if entry.name.as_str().starts_with("http") {
        term["term_uri"] = entry.name.as_str().into();
    }
    Some(term)
}

/// Without what there may be several of.
fn without_lists(mut thing: Map<String, Value>) -> Map<String, Value> {
    thing.retain(|_, value| !value.is_array());
    thing
}

fn minimal(service: &Map<String, Value>) -> Map<String, Value> {
    [("id", service["id"].clone()), ("modified_date", service["last_modified"].clone())]
        .map(|(name, value)| (name.to_owned(), value))
        .into_iter()
        .collect()
}

fn page(wanted: &Wanted, total: usize, contents: Vec<Value>) -> Json<Value> {
    let pages = total.div_ceil(wanted.per_page as usize);
    Json(json!({
        "total_items": total,
        "total_pages": pages,
        "page_number": wanted.page,
        "size": contents.len(),
        "first_page": wanted.page == 1,
        "last_page": wanted.page as usize >= pages,
        "empty": contents.is_empty(),
        "contents": contents,
    }))
}
