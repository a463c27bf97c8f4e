//! What answers point to, for machines and before anything is sent: which services would be suggested, why and under which
//! law, what would change it, and what to ask next. Nothing of it is kept.

use axum::{
    Json,
    body::Bytes,
    extract::{Path, State, rejection::BytesRejection},
    http::HeaderMap,
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use values::{Day, Id, Text, id};
use web::Refused;

use super::{api::offered, incoming, json};
use crate::{
    Platform,
    journey::{Answers, Change, Contact, Exit, Indication, Journey, Says, Step, decide::Rule, rules},
};

/// What a client sends.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Asked {
    /// By question: as many as are known.
    #[serde(deserialize_with = "json::entries")]
    answers: Map<String, Value>,
    /// Only of these services; none: of all.
    #[serde(default)]
    services: Vec<String>,
}

impl incoming::Agreed for Asked {
    const SHAPE: &'static str = "problem-json-shape-asked";
}

/// What the answers point to.
#[derive(Serialize)]
pub(super) struct Indicated {
    journey: String,
    edition: String,
    /// The day on which it holds.
    day: Day,
    services: Vec<Service>,
    /// Where the journey ends for somebody who answers so, with whom to turn to: nothing would be taken.
    #[serde(skip_serializing_if = "Option::is_none")]
    ends: Option<Ends>,
    /// Is it settled which services would be suggested, unless the journey ends?
    settled: bool,
    /// What to ask next: first so that it is settled soonest, then what else is asked before an application can be sent.
    next: Option<Next>,
}

#[derive(Serialize)]
struct Service {
    #[serde(rename = "service")]
    name: String,
    says: &'static str,
    /// The service that has to be applied for as well: this one is sent once it is done.
    #[serde(skip_serializing_if = "Option::is_none")]
    after: Option<String>,
    /// The questions whose answers say so.
    because: Vec<String>,
    /// The rules that say so, of every table on the way.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    rules: Vec<Rule>,
    /// The instrument that gives the task to whoever decides it.
    #[serde(skip_serializing_if = "Option::is_none")]
    instrument: Option<Text>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    /// The answers with which it would be suggested.
    change: Vec<Change>,
    /// The questions whose answers would tell.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    missing: Vec<String>,
}

/// An exit of the journey.
#[derive(Serialize)]
struct Ends {
    exit: String,
    title: Text,
    text: Text,
    contact: Contact,
}

#[derive(Serialize)]
struct Next {
    page: String,
    questions: Vec<String>,
}

pub(super) async fn indicate(
    State(platform): State<Platform>,
    Path(id): Path<String>,
    headers: HeaderMap,
    sent: Result<Bytes, BytesRejection>,
) -> Result<Json<Indicated>, Refused> {
    let journey = offered(&platform, &id)?;
    let Asked { answers, services: asked_of } = incoming::body(&headers, sent)?;
    incoming::known_services(&journey, "services", &asked_of)?;
    let (government, day) = (platform.government(), platform.today());
    let answers = incoming::some_answers(&government, &journey, &answers, day)?;
    let case = journey.case_so_far(&answers, day);
    let is_asked = |name: &str| asked_of.is_empty() || asked_of.iter().any(|asked| asked == name);
    let asked = journey.services.iter().filter(|step| is_asked(step.service_type.name()));
    let services: Vec<Service> = asked
        .map(|step| {
            let place = step.place.as_ref().and_then(|place| answers.get(place)?.area());
            let ground = government.ground(&step.service_type, place, day);
            let instrument = ground.and_then(|id| Some(government.catalogue.instrument(id)?.title.clone()));
            Service { instrument, ..service(step, case.indication(step)) }
        })
        .collect();
    let ends = journey.exit(&answers);
    let settled = services.iter().all(|service| service.says != Says::Open.name());
    // Where nothing would be taken nothing need be asked; of some services what is missing says it.
    let goes_on = asked_of.is_empty() && ends.is_none();
    let next = if goes_on { next(&journey, &answers, (settled, day)) } else { None };
    Ok(Json(Indicated {
        journey: journey.id.name().to_owned(),
        edition: journey.edition.clone(),
        day,
        services,
        settled,
        ends: ends.cloned().map(|Exit { id, title, text, contact, .. }| Ends { exit: id, title, text, contact }),
        next,
    }))
}

/// What is asked next, if anything is before these answers can be sent.
fn next(journey: &Journey, answers: &Answers, (settled, day): (bool, Day)) -> Option<Next> {
    let settling = if settled { None } else { journey.next_to_settle(answers, day) };
    if let Some((page, questions)) = settling {
        return Some(Next { page, questions });
    }
    let asking = journey.asking(answers, &[], day);
    let rules::Next::Ask(page) = asking.next(answers) else { return None };
    let lacking = asking.on(&page.id).iter().filter(|it| asking.asks(it) && !answers.contains_key(&it.id));
    Some(Next { page: page.id.clone(), questions: lacking.map(|it| it.id.clone()).collect() })
}

fn service(step: &Step, indication: Indication) -> Service {
    let Indication { says, because, change, rules, missing } = indication;
    let name = |service_type: &Id<id::ServiceType>| service_type.name().to_owned();
    let after = step.after.as_ref().map(name);
    Service {
        name: name(&step.service_type),
        says: says.name(),
        after,
        because,
        rules,
        instrument: None,
        change,
        missing,
    }
}
