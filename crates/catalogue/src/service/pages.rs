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
    CataloguePages,
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
    pub illustrative: bool,
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
    pub title: Option<Text>,
    pub text: Option<Text>,
    pub since: Day,
    pub last: Option<Day>,
    pub channels: Vec<MessageRef>,
    pub cost: Option<Money>,
    pub working_days: u32,
    pub phone: Option<String>,
    pub page: Option<String>,
    pub email: Option<String>,
    pub address: Option<Text>,
    pub made_up: MadeUp,
}

/// What of a version is made up for the demonstration.
#[derive(Debug, Serialize)]
pub(crate) struct MadeUp {
    pub days: bool,
    pub text: bool,
    pub channels: bool,
    pub cost: bool,
    pub working_days: bool,
    pub phone: bool,
    pub page: bool,
    pub email: bool,
    pub address: bool,
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
        those.map(|(service, body)| provider(service, body)).collect()
    };
    let page = ServicePage {
        title: service_type.title.clone(),
        summary: service_type.summary.clone(),
        events: events.map(|event| Start { event: event.into(), start: shown.start(event) }).collect(),
        by_place: is_by_place(service_type),
        now: of(|valid, today| valid.holds_on(today)),
        coming: of(|valid, today| today < valid.from),
        past: of(|valid, today| valid.until.is_some_and(|until| until <= today)),
        illustrative: false,
    };
    let illustrative =
        [&page.now, &page.coming, &page.past].into_iter().flatten().any(|provider| provider.made_up.any());
    ServicePage { illustrative, ..page }
}

/// Does it depend on a place smaller than the country who answers?
fn is_by_place(service_type: &ServiceType) -> bool {
    service_type.area_kind.iter().any(|kind| *kind != values::AreaKind::Country)
}

fn provider(service: &PublicService, body: &Organisation) -> Provider {
    let contact = body.contact.clone();
    let of_service = |field| service.illustrative.covers(field);
    let of_body = |field| body.illustrative.covers(field);
    let made_up = MadeUp {
        days: of_service("from") || of_service("until"),
        text: (service.title.is_some() && of_service("title")) || (service.text.is_some() && of_service("text")),
        channels: of_service("channels"),
        cost: service.cost.is_some() && of_service("cost"),
        working_days: of_service("working_days"),
        phone: contact.phone.is_some() && of_body("contact.phone"),
        page: contact.page.is_some() && of_body("contact.page"),
        email: contact.email.is_some() && of_body("contact.email"),
        address: contact.address.is_some() && of_body("contact.address"),
    };
    Provider {
        id: service.id.to_string(),
        body: body.name.clone(),
        title: service.title.clone(),
        text: service.text.clone(),
        since: service.valid.from,
        last: service.valid.until.map(|until| until.yesterday().unwrap_or(until)),
        channels: service.channels.iter().map(|channel| said(*channel)).collect(),
        cost: service.cost,
        working_days: service.working_days,
        phone: contact.phone,
        page: contact.page,
        email: contact.email,
        address: contact.address,
        made_up,
    }
}

fn said(channel: Channel) -> MessageRef {
    MessageRef::from(match channel {
        Channel::Web => "service-channel-web",
        Channel::Phone => "service-channel-phone",
        Channel::Counter => "service-channel-counter",
        Channel::Post => "service-channel-post",
    })
}

impl MadeUp {
    fn any(&self) -> bool {
        self.days
            || self.text
            || self.channels
            || self.cost
            || self.working_days
            || self.phone
            || self.page
            || self.email
            || self.address
    }
}
