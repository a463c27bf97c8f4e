//! A person's view of an application and all its requests: who answers, by when, what was said.

pub mod pages;

use serde::Serialize;
use store::{StoreError, Tx, seal::Vault};
use values::{Day, Id, Moment, Text, id};

use crate::{
    Government, application,
    request::{self, Event, Request, State},
};

/// An application with all that became of it.
#[derive(Debug, Serialize)]
pub struct Case {
    /// Its id.
    pub id: Id<id::Application>,
    /// The receipt, for life.
    pub receipt: String,
    /// What it is about.
    pub title: Text,
    /// When it was sent.
    pub sent_at: Moment,
    /// Is there anything still to come?
    pub open: bool,
    /// Each body's part.
    pub requests: Vec<Part>,
}

/// One body's part of a case.
#[derive(Debug, Serialize)]
pub struct Part {
    /// The request.
    pub id: Id<id::Request>,
    /// The service.
    pub service_type: Id<id::ServiceType>,
    /// Its name.
    pub title: Text,
    /// What the body does.
    pub summary: Text,
    /// Who answers.
    pub body: Body,
    /// The place that decides it.
    pub place: Option<Text>,
    /// Under which law, order or agreement the body answers.
    pub instrument: Option<Text>,
    /// Where that can be read.
    pub instrument_link: Option<String>,
    /// Where it is: a name of `request::State`.
    pub state: &'static str,
    /// The title of what it waits for.
    pub waits_for: Option<Text>,
    /// The body's own reference.
    pub their_reference: Option<String>,
    /// By which day the body has promised to answer.
    pub due: Option<Day>,
    /// Through which system it went. For staff.
    pub system: Option<Text>,
    /// What happened, oldest first.
    pub history: Vec<Line>,
}

/// A body, as people reach it.
#[derive(Debug, Clone, Serialize)]
pub struct Body {
    /// Its id.
    pub id: Id<id::Organisation>,
    /// Its name.
    pub name: Text,
    /// Its telephone number.
    pub phone: Option<String>,
    /// Its page.
    pub page: Option<String>,
}

/// One line of history.
#[derive(Debug, Serialize)]
pub struct Line {
    /// When.
    pub at: Moment,
    /// What: a message of the language files.
    pub what: String,
    /// Which body.
    pub body: Option<Text>,
    /// Its reference.
    pub their_reference: Option<String>,
    /// Its words.
    pub text: Option<String>,
}

/// Reads a case in four statements, whatever its size.
pub fn read(
    tx: &mut Tx<'_>,
    government: &Government,
    vault: &Vault,
    id: &Id<id::Application>,
) -> Result<Option<Case>, StoreError> {
    let Some(application) = application::store::get(tx, id)? else { return Ok(None) };
    let key = vault.person_key(tx, &application.person)?;
    let requests = request::store::of_application(tx, id)?;
    let mut events = request::store::events(tx, &key, id)?;
    let title = government
        .journeys
        .edition(&application.journey, &application.edition)
        .map_or_else(|| named(application.journey.name()), |journey| journey.title.clone());
    let parts = requests.iter().map(|request| {
        let (own, others) = std::mem::take(&mut events).into_iter().partition(|(of, _)| *of == request.id);
        events = others;
        part(government, request, &requests, own)
    });
    Ok(Some(Case {
        id: application.id.clone(),
        receipt: application.receipt.to_string(),
        title,
        sent_at: application.sent_at,
        open: requests.iter().any(|request| !request.state.is_final()),
        requests: parts.collect(),
    }))
}

/// One request as the person sees it.
pub fn part(
    government: &Government,
    request: &Request,
    all: &[Request],
    events: Vec<(Id<id::Request>, Event)>,
) -> Part {
    let catalogue = &government.catalogue;
    let service = catalogue.service_type(&request.service_type);
    let instrument = catalogue.instrument(&request.instrument);
    let waits_for = match &request.state {
        State::Held { waits_for } => {
            all.iter().find(|other| other.id == *waits_for).map(|other| title(government, other))
        }
        _ => None,
    };
    let line = |event: Event| Line {
        at: event.at,
        what: event.what,
        body: event.body.map(|body| self::body(government, &body).name),
        their_reference: event.their_reference,
        text: event.text,
    };
    Part {
        id: request.id.clone(),
        service_type: request.service_type.clone(),
        title: title(government, request),
        summary: service.map_or_else(|| named(""), |service| service.summary.clone()),
        body: body(government, &request.holder),
        place: request.area.as_ref().and_then(|area| catalogue.areas().get(area)).map(|area| area.name.clone()),
        instrument: instrument.map(|instrument| instrument.title.clone()),
        instrument_link: instrument.and_then(|instrument| instrument.link.clone()),
        state: request.state.name(),
        waits_for,
        their_reference: request.their_reference.clone(),
        due: request.due,
        system: request
            .system
            .as_ref()
            .and_then(|system| government.model.system(system))
            .map(|system| system.name.clone()),
        history: events.into_iter().map(|(_, event)| line(event)).collect(),
    }
}

/// The name of the service that a request is for.
pub fn title(government: &Government, request: &Request) -> Text {
    government
        .catalogue
        .service_type(&request.service_type)
        .map_or_else(|| named(request.service_type.name()), |service| service.title.clone())
}

/// A body, as people reach it.
pub fn body(government: &Government, id: &Id<id::Organisation>) -> Body {
    match government.catalogue.organisation(id) {
        Some(known) => Body {
            id: id.clone(),
            name: known.name.clone(),
            phone: known.contact.phone.clone(),
            page: known.contact.page.clone(),
        },
        None => Body { id: id.clone(), name: named(id.name()), phone: None, page: None },
    }
}

fn named(name: &str) -> Text {
    Text { en: name.to_owned(), fr: name.to_owned() }
}
