//! `GET /services` and `GET /services/{id}`. Which body answers for a place is not known here: the page shows every
//! body's version with its days.

use axum::{
    extract::{Path, State},
    response::Response,
};
use serde::Serialize;
use values::{Channel, Day, Effective, Id, Language, Money, Text};
use web::{MessageRef, Page, Problem, Visit};

use super::{PublicService, ServiceType};
use crate::{
    Catalogue, CataloguePages, Illustrative,
    organisation::Organisation,
    pages::{Entry, Shown, sorted},
    search::folded,
};

#[derive(Debug, Serialize)]
pub(crate) struct ServicesPage {
    pub groups: Vec<Group>,
    pub others: Vec<Entry>,
}

/// The service types of one life event.
#[derive(Debug, Serialize)]
pub(crate) struct Group {
    pub event: Entry,
    pub services: Vec<Entry>,
}

impl Page for ServicesPage {
    const TEMPLATE: &'static str = "catalogue/services.html";
}

#[derive(Debug, Serialize)]
pub(crate) struct ServicePage {
    pub title: Text,
    pub summary: Text,
    pub events: Vec<Start>,
    pub by_place: bool,
    pub now: Vec<Provider>,
    pub coming: Vec<Provider>,
    pub past: Vec<Provider>,
    /// Is anything on the page marked as made up?
    pub has_marks: bool,
}

/// A life event that the service belongs to, and where one starts on it.
#[derive(Debug, Serialize)]
pub(crate) struct Start {
    pub event: Entry,
    pub start: Option<String>,
}

/// One body's version.
#[derive(Debug, Serialize)]
pub(crate) struct Provider {
    pub id: String,
    pub body: Text,
    pub title: Option<Marked<Text>>,
    pub text: Option<Marked<Text>>,
    pub days: Marked<Days>,
    /// Who has followed the body, where it is no more.
    pub followed_by: Vec<Text>,
    pub channels: Marked<Vec<MessageRef>>,
    pub cost: Option<Marked<Money>>,
    pub working_days: Marked<u32>,
    pub phone: Option<Marked<String>>,
    pub page: Option<Marked<String>>,
    pub email: Option<Marked<String>>,
    pub address: Option<Marked<Text>>,
}

/// A value, and whether it is made up for the demonstration.
#[derive(Debug, Serialize)]
pub(crate) struct Marked<T> {
    pub value: T,
    pub made_up: bool,
}

/// The first day and, where an end is known, the last on which it still holds.
#[derive(Debug, Serialize)]
pub(crate) struct Days {
    pub since: Day,
    pub last: Option<Day>,
}

impl Page for ServicePage {
    const TEMPLATE: &'static str = "catalogue/service.html";
}

pub(crate) async fn list(State(pages): State<CataloguePages>, visit: Visit) -> Response {
    let catalogue = pages.shown().catalogue;
    let group = |event: Entry, services: Vec<Entry>| Group { event, services };
    let mut events: Vec<_> = catalogue.life_events().collect();
    events.sort_by_cached_key(|event| folded(event.title.in_language(visit.language)));
    let page = ServicesPage {
        groups: events
            .into_iter()
            .map(|event| group(event.into(), sorted(catalogue.service_types_of(&event.id), visit.language)))
            .collect(),
        others: sorted(catalogue.service_types().filter(|kind| kind.life_events.is_empty()), visit.language),
    };
    pages.kit.page(&visit, &page)
}

pub(crate) async fn show(
    State(pages): State<CataloguePages>,
    visit: Visit,
    Path(name): Path<String>,
) -> Result<Response, Problem> {
    let shown = pages.shown();
    let id = Id::named(&name).map_err(|_| Problem::not_found())?;
    let service_type = shown.catalogue.service_type(&id).ok_or_else(Problem::not_found)?;
    Ok(pages.kit.page(&visit, &page(&shown, service_type, pages.kit.clocks.today(), visit.language)))
}

fn page(shown: &Shown, service_type: &ServiceType, today: Day, language: Language) -> ServicePage {
    let catalogue = &shown.catalogue;
    let events = service_type.life_events.iter().filter_map(|event| catalogue.life_event(event));
    let mut versions: Vec<(&PublicService, &Organisation)> = catalogue
        .public_services(&service_type.id)
        .filter_map(|service| Some((service, catalogue.organisation(&service.organisation)?)))
        .collect();
    versions.sort_by_cached_key(|(service, body)| (folded(body.name.in_language(language)), service.valid.from));
    let of = |holds: fn(&Effective, Day) -> bool| -> Vec<Provider> {
        let those = versions.iter().filter(|(service, _)| holds(&service.valid, today));
        those.map(|(service, body)| provider(catalogue, service, body, today)).collect()
    };
    let now = of(Effective::holds_on);
    let coming = of(|valid, today| today < valid.from);
    let past = of(|valid, today| valid.until.is_some_and(|until| until <= today));
    let has_marks = [&now, &coming, &past].into_iter().flatten().any(Provider::has_marks);
    ServicePage {
        title: service_type.title.clone(),
        summary: service_type.summary.clone(),
        events: events.map(|event| Start { event: event.into(), start: shown.start(event) }).collect(),
        by_place: is_by_place(service_type),
        has_marks,
        now,
        coming,
        past,
    }
}

/// Does it depend on a place smaller than the country who answers?
fn is_by_place(service_type: &ServiceType) -> bool {
    service_type.area_kind.iter().any(|kind| *kind != values::AreaKind::Country)
}

fn provider(catalogue: &Catalogue, service: &PublicService, body: &Organisation, today: Day) -> Provider {
    let is_no_more = body.valid.until.is_some_and(|until| until <= today);
    let successors = body.successors.iter().filter(|_| is_no_more);
    let followed_by = successors.filter_map(|id| catalogue.organisation(id)).map(|known| known.name.clone());
    let (ours, theirs) = (&service.illustrative, &body.illustrative);
    let contact = body.contact.clone();
    let days =
        Days { since: service.valid.from, last: service.valid.until.map(|until| until.yesterday().unwrap_or(until)) };
    Provider {
        id: service.id.to_string(),
        body: body.name.clone(),
        title: service.title.clone().map(|title| marked(title, ours, "title")),
        text: service.text.clone().map(|text| marked(text, ours, "text")),
        days: Marked { value: days, made_up: ours.covers("from") || ours.covers("until") },
        followed_by: followed_by.collect(),
        channels: marked(service.channels.iter().copied().map(said).collect(), ours, "channels"),
        cost: service.cost.map(|cost| marked(cost, ours, "cost")),
        working_days: marked(service.working_days, ours, "working_days"),
        phone: contact.phone.map(|phone| marked(phone, theirs, "contact.phone")),
        page: contact.page.map(|page| marked(page, theirs, "contact.page")),
        email: contact.email.map(|email| marked(email, theirs, "contact.email")),
        address: contact.address.map(|address| marked(address, theirs, "contact.address")),
    }
}

fn marked<T>(value: T, illustrative: &Illustrative, field: &str) -> Marked<T> {
    Marked { value, made_up: illustrative.covers(field) }
}

fn said(channel: Channel) -> MessageRef {
    MessageRef::from(match channel {
        Channel::Web => "service-channel-web",
        Channel::Phone => "service-channel-phone",
        Channel::Counter => "service-channel-counter",
        Channel::Post => "service-channel-post",
    })
}

impl Provider {
    fn has_marks(&self) -> bool {
        let texts = [&self.title, &self.text, &self.address];
        let contacts = [&self.phone, &self.page, &self.email];
        self.days.made_up
            || self.channels.made_up
            || self.working_days.made_up
            || is_marked(self.cost.as_ref())
            || texts.into_iter().any(|text| is_marked(text.as_ref()))
            || contacts.into_iter().any(|contact| is_marked(contact.as_ref()))
    }
}

fn is_marked<T>(fact: Option<&Marked<T>>) -> bool {
    fact.is_some_and(|fact| fact.made_up)
}
