//! `GET /responsibility`: who answers for a service, here, on this day, and what was believed on another day.

use axum::{
    extract::{Query, State},
    response::Response,
};
use serde::Serialize;
use values::{AreaCode, Day, Id, Moment, id};
use web::{Mistakes, Page, Problem, Visit};

use super::{
    ChannelChoice, Choice, Overdue, PlaceChoice, ResponsibilityPages, Seen, Then, address, channels, mistakes, places,
    services,
};
use crate::{
    Function,
    question::{
        Answer, Known, Question, Unknown,
        ask::{self, Asked, Read},
        concerning,
        told::{self, Told, ToldFunction},
        who,
    },
};

#[derive(Debug, Serialize)]
pub(crate) struct WhoPage {
    pub typed: Typed,
    pub services: Vec<Choice>,
    pub channels: Vec<ChannelChoice>,
    /// The segments that some service is different for.
    pub segments: Vec<String>,
    pub places: Vec<PlaceChoice>,
    pub mistakes: Mistakes,
    pub found: Option<Found>,
}

/// What was typed, to stay in the fields.
#[derive(Debug, Serialize)]
pub(crate) struct Typed {
    pub place: String,
    pub day: String,
    pub segment: String,
    pub known_on: String,
}

/// The answer.
#[derive(Debug, Serialize)]
pub(crate) struct Found {
    pub told: Told,
    /// The first day of the record, where the question is about an earlier one.
    pub record_begins: Option<Day>,
    /// Transfers that move this and should have been carried out by now.
    pub overdue: Vec<Overdue>,
    pub service: String,
    /// Each function now, and as it was believed.
    pub functions: Vec<Pair>,
    pub believed: Option<Believed>,
    /// What of the question meant nothing on the day that was asked about.
    pub unknown_then: Option<Strange>,
    pub eve: Day,
    pub eve_link: String,
    pub api: String,
}

/// What was not known then, and when.
#[derive(Debug, Serialize)]
pub(crate) struct Strange {
    pub what: Unknown,
    pub on: Moment,
    /// Was a moment named, rather than a day?
    pub exact: bool,
}

#[derive(Debug, Serialize)]
pub(crate) struct Pair {
    /// Which: several where the same bodies hold them in the same way, then and now.
    pub functions: Vec<Function>,
    pub now: ToldFunction,
    pub believed: Option<ToldFunction>,
    pub same: bool,
}

/// What was believed on another day.
#[derive(Debug, Serialize)]
pub(crate) struct Believed {
    pub told: Told,
    pub on: Moment,
    pub recorded_at: Moment,
    /// Was a moment named, rather than a day?
    pub exact: bool,
    /// In how many of the four functions it differs.
    pub differences: usize,
    /// Did the same system take the work?
    pub same_system: bool,
    /// Were the same bodies data controllers?
    pub same_controllers: bool,
}

impl Page for WhoPage {
    const TEMPLATE: &'static str = "responsibility/who.html";
}

pub(crate) async fn show(
    State(pages): State<ResponsibilityPages>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let shown = pages.seen().await?;
    let today = pages.today();
    let was_asked = asked != Asked::default();
    let read = ask::read((&shown.catalogue, &shown.model), pages.kit.clocks.zone(), today, &asked);
    let (found, unclear) = match read {
        Ok(read) => {
            let then = pages.believed(&shown, &read).await?;
            (Some(found(&shown, &asked, &read, then)), Vec::new())
        }
        Err(_) if !was_asked => (None, Vec::new()),
        Err(unclear) => (None, unclear),
    };
    let with_place = |place: &str| link(&Asked { place: place.to_owned(), ..asked.clone() });
    let page = WhoPage {
        services: services(&shown.catalogue, &asked.service, visit.language),
        channels: channels(ask::channel(&asked.channel).ok().flatten()),
        segments: segments(&shown, &asked),
        places: places(&unclear, with_place),
        mistakes: mistakes(&unclear),
        typed: Typed {
            place: asked.place.clone(),
            day: if asked.day.is_empty() { today.to_string() } else { asked.day.clone() },
            segment: asked.segment.clone(),
            known_on: asked.known_on.clone(),
        },
        found,
    };
    Ok(pages.kit.page(&visit, &page))
}

/// What was typed and is none of them stays to be seen, and put right.
fn segments(shown: &Seen, asked: &Asked) -> Vec<String> {
    let typed = Some(asked.segment.trim()).filter(|typed| !typed.is_empty());
    let mut segments = shown.model.segments(None);
    segments.extend(typed);
    segments.into_iter().map(str::to_owned).collect()
}

fn found(shown: &Seen, asked: &Asked, read: &Read, then: Option<Then>) -> Found {
    let Now { answer: now, overdue } = now(shown, &read.question);
    let told = told::tell(&shown.model, &shown.catalogue, &now);
    let on = |known| if let Known::On(moment) = known { moment } else { now.version.recorded_at };
    let exact = asked.known_on.contains('T');
    let strange = |then: &Then| then.unknown.map(|what| Strange { what, on: on(then.known), exact });
    let unknown_then = then.as_ref().and_then(strange);
    let then = then.filter(|then| then.unknown.is_none());
    let tell = |then: &Then| told::tell(&shown.model, &then.catalogue, &then.answer);
    let believed = then.as_ref().map(|then| (then.known, &then.answer, tell(then)));
    let same = |n: usize| {
        let agrees = |(_, answer, then): &(Known, &Answer, Told)| {
            answer.functions[n].agrees_with(&now.functions[n]) && told.functions[n].reads_like(&then.functions[n])
        };
        believed.as_ref().is_none_or(agrees)
    };
    let system = now.system.as_ref().map(|through| &through.system);
    let eve = read.question.day.yesterday().unwrap_or(read.question.day);
    let mut functions: Vec<Pair> = Vec::new();
    let mut first: Vec<usize> = Vec::new();
    for (n, function) in Function::ALL.into_iter().enumerate() {
        let is_like = |at: &usize| {
            let then = then.as_ref().map(|then| &then.answer.functions);
            now.functions[n].is_like(&now.functions[*at]) && then.is_none_or(|then| then[n].is_like(&then[*at]))
        };
        if let Some(known) = first.iter().position(is_like) {
            functions[known].functions.push(function);
            continue;
        }
        first.push(n);
        functions.push(Pair {
            functions: vec![function],
            now: told.functions[n].clone(),
            believed: believed.as_ref().map(|(_, _, told)| told.functions[n].clone()),
            same: same(n),
        });
    }
    let differences = (0..Function::ALL.len()).filter(|n| !same(*n)).count();
    Found {
        service: read.question.service_type.name().to_owned(),
        believed: believed.map(|(known, answer, told)| Believed {
            on: on(known),
            exact,
            same_system: answer.system.as_ref().map(|through| &through.system) == system,
            same_controllers: answer.controllers == now.controllers,
            told,
            recorded_at: answer.version.recorded_at,
            differences,
        }),
        functions,
        unknown_then,
        told,
        record_begins: shown.record_begins(read.question.day),
        overdue,
        eve,
        eve_link: link(&Asked { day: eve.to_string(), ..asked.clone() }),
        api: address("/api/responsibility/who", &parameters(asked)),
    }
}

/// An answer for a day as it will be.
pub(super) struct Now {
    pub answer: Answer,
    /// Transfers that should have been carried out by now.
    pub overdue: Vec<Overdue>,
}

/// Who answers, with everything that is scheduled carried out by its day.
pub(super) fn now(shown: &Seen, question: &Question) -> Now {
    let recorded = who(&shown.recorded, &shown.catalogue, question);
    let answer = who(&shown.model, &shown.catalogue, question).over(&recorded);
    let overdue = concerning(&shown.overdue, (&shown.recorded, &shown.catalogue), question, &answer);
    let overdue = overdue.into_iter().map(Overdue::from).collect();
    Now { answer, overdue }
}

/// Where it is told who answers for a service at a place on a day, beside what was believed that day.
pub fn who_on(service: &Id<id::ServiceType>, place: Option<&AreaCode>, day: Day) -> String {
    let place = place.map_or_else(String::new, ToString::to_string);
    let day = day.to_string();
    link(&Asked { service: service.name().to_owned(), place, day: day.clone(), known_on: day, ..Asked::default() })
}

fn link(asked: &Asked) -> String {
    address("/responsibility", &parameters(asked))
}

fn parameters(asked: &Asked) -> [(&'static str, &str); 6] {
    [
        ("service", &asked.service),
        ("place", &asked.place),
        ("day", &asked.day),
        ("channel", &asked.channel),
        ("segment", &asked.segment),
        ("known_on", &asked.known_on),
    ]
}
