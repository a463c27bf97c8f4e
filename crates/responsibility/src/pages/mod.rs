//! The pages about responsibility, and the same answers for machines. Who answers for what is public knowledge; how
//! it moves is for the staff who move it.

mod api;
mod coverage;
mod flows;
mod franchise;
mod franchises;
mod gaps;
mod holders;
pub(crate) mod names;
mod timeline;
mod who;

pub use who::who_on;

#[cfg(test)]
mod tests;

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use axum::{
    http::header,
    response::{IntoResponse, Response},
};
use catalogue::{Catalogue, service::ServiceType};
use serde::Serialize;
use store::{StoreError, Tx};
use values::{AreaKind, Channel, Day, Id, Language, Text, id};
use web::{Access, Kit, MessageRef, Mistakes, Problem, Routes, Show};

use self::gaps::Lacks;
use crate::{
    Function, Model, OperatingForm, Responsibility, agreement,
    picture::csv,
    question::{
        Answer, Believed, CHANNELS, Gap, Known, Unknown, ahead,
        ask::{self, Read, Unclear},
        believed,
    },
    transfer::{self, Draft, Scene, State},
};

/// The templates of this crate.
pub const TEMPLATES: &[(&str, &str)] = &[
    ("responsibility/_parts.html", include_str!("_parts.html")),
    ("responsibility/who.html", include_str!("who.html")),
    ("responsibility/coverage.html", include_str!("coverage.html")),
    ("responsibility/flows.html", include_str!("flows.html")),
    ("responsibility/services.html", include_str!("services.html")),
    ("responsibility/timeline.html", include_str!("timeline.html")),
    ("responsibility/gaps.html", include_str!("gaps.html")),
    ("responsibility/franchises.html", include_str!("franchises.html")),
    ("responsibility/franchise.html", include_str!("franchise.html")),
    ("agreement/agreements.html", include_str!("../agreement/agreements.html")),
    ("transfer/_parts.html", include_str!("../transfer/pages/_parts.html")),
    ("transfer/list.html", include_str!("../transfer/pages/list.html")),
    ("transfer/show.html", include_str!("../transfer/pages/show.html")),
    ("transfer/new.html", include_str!("../transfer/pages/new.html")),
    ("transfer/cancel.html", include_str!("../transfer/pages/cancel.html")),
    ("transfer/reverse.html", include_str!("../transfer/pages/reverse.html")),
    ("transfer/proof.html", include_str!("../transfer/pages/proof.html")),
];

/// What the pages of this crate say.
pub const LOCALES: &[(Language, &str)] = &[
    (Language::En, include_str!("../../locales/en.ftl")),
    (Language::Fr, include_str!("../../locales/fr.ftl")),
    (Language::En, include_str!("../../locales/franchises.en.ftl")),
    (Language::Fr, include_str!("../../locales/franchises.fr.ftl")),
    (Language::En, include_str!("../../locales/agreements.en.ftl")),
    (Language::Fr, include_str!("../../locales/agreements.fr.ftl")),
    (Language::En, include_str!("../../locales/transfers.en.ftl")),
    (Language::Fr, include_str!("../../locales/transfers.fr.ftl")),
];

/// What the pages show now: asked for at each visit, so that a new version is shown without a restart.
#[derive(Debug, Clone)]
pub struct Shown {
    /// The current edition.
    pub catalogue: Arc<Catalogue>,
    /// The current version.
    pub model: Arc<Model>,
}

/// What the handlers of this crate share.
#[derive(Clone)]
pub struct ResponsibilityPages {
    pub(crate) kit: Kit,
    shown: Arc<dyn Fn() -> Shown + Send + Sync>,
    /// What a rehearsal says about the work in flight; nothing where nobody moves any.
    pub(crate) foresee: Option<Arc<transfer::Foresee>>,
    /// How journeys are called that can be begun; none where nobody has any.
    journeys: Arc<Titles>,
    /// What will stand, kept until anything it rests on changes.
    ahead: Arc<Mutex<Option<Kept>>>,
    /// The gaps and seams that were looked for last, kept as long.
    lacks: Arc<Mutex<Option<Looked>>>,
    /// The gaps of services over the years, kept as long.
    years: Arc<Mutex<Option<Years>>>,
}

/// How a journey is called.
type Titles = dyn Fn(&Id<id::Journey>) -> Option<Text> + Send + Sync;

/// What a page is made from: today's knowledge, and the model as it will be with all that is scheduled.
pub(crate) struct Seen {
    pub(crate) catalogue: Arc<Catalogue>,
    /// With everything scheduled carried out: what a day is answered from.
    pub(crate) model: Arc<Model>,
    /// As recorded.
    recorded: Arc<Model>,
    /// How many transfers are scheduled and will be carried out.
    scheduled: usize,
    /// Transfers that should have been carried out by now.
    overdue: Arc<[Draft]>,
    /// The first day of the record.
    begins: Option<Day>,
    /// What all of it rests on.
    of: Of,
}

/// What an answer rests on beside what is recorded.
#[derive(Debug, Serialize)]
pub(crate) struct Basis {
    /// How many transfers on the calendar count as done from their day on.
    pub scheduled: usize,
    /// Those whose day has come, and which nothing has carried out: they don't count.
    pub overdue: Vec<Overdue>,
    /// The first day of the record, where the answer is about an earlier one: nobody has said who answered then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub record_begins: Option<Day>,
}

/// A transfer whose day has come and that nothing has carried out.
#[derive(Debug, Serialize)]
pub(crate) struct Overdue {
    pub title: Text,
    pub day: Day,
}

impl From<&Draft> for Overdue {
    fn from(draft: &Draft) -> Self {
        Self { title: draft.title.clone(), day: draft.day }
    }
}

impl Seen {
    pub(crate) fn basis(&self, day: Day) -> Basis {
        let overdue = self.overdue.iter().map(Overdue::from).collect();
        Basis { scheduled: self.scheduled, overdue, record_begins: self.record_begins(day) }
    }

    /// Does this row of what will stand rest on a transfer that is scheduled? One that only gets an end by it does not.
    fn is_scheduled(&self, row: &Responsibility) -> bool {
        let recorded = self.recorded.version();
        let stands = |known: &&Responsibility| {
            known.known_at(recorded)
                && (&known.holder, &known.area, known.channel, &known.segment, known.valid.from)
                    == (&row.holder, &row.area, row.channel, &row.segment, row.valid.from)
        };
        let known = || self.recorded.index(&row.service_type, row.function);
        row.since_version > recorded && !known().is_some_and(|index| index.rows().any(|row| stands(&row)))
    }

    /// The first day of the record, where this one is before it.
    fn record_begins(&self, day: Day) -> Option<Day> {
        self.begins.filter(|begins| day < *begins)
    }
}

/// Who answered as known at another time.
pub(crate) struct Then {
    /// When.
    known: Known,
    answer: Answer,
    /// As it stood then.
    catalogue: Arc<Catalogue>,
    /// What of the question meant nothing then.
    unknown: Option<Unknown>,
}

/// A version of the model, an edition of the catalogue, the day it is, and the transfers that are scheduled.
type Of = (u64, u64, Day, Vec<Id<id::Transfer>>);

/// What was looked for last: over what, from which day on, and what was found.
type Looked = ((Of, Day), Arc<Lacks>);

/// Over what gaps were looked for, and those of each service that somebody asked about.
type Years = (Of, HashMap<Id<id::ServiceType>, Arc<Vec<Gap>>>);

/// What will stand, and what it rests on.
struct Kept {
    of: Of,
    model: Arc<Model>,
    scheduled: usize,
    overdue: Arc<[Draft]>,
    begins: Option<Day>,
}

impl ResponsibilityPages {
    /// Pages over whatever `shown` answers at the time of a visit.
    pub fn new(kit: &Kit, shown: impl Fn() -> Shown + Send + Sync + 'static) -> Self {
        let journeys = Arc::new(|_: &Id<id::Journey>| None);
        Self {
            kit: kit.clone(),
            shown: Arc::new(shown),
            foresee: None,
            journeys,
            ahead: Arc::default(),
            lacks: Arc::default(),
            years: Arc::default(),
        }
    }

    /// The same pages, which call journeys by their titles.
    pub fn with_journeys(self, title: impl Fn(&Id<id::Journey>) -> Option<Text> + Send + Sync + 'static) -> Self {
        Self { journeys: Arc::new(title), ..self }
    }

    /// The same pages, whose rehearsals say what becomes of the work in flight.
    pub fn with_work(
        self,
        foresee: impl Fn(&mut Tx<'_>, &transfer::Rehearsal) -> Result<transfer::proof::Work, StoreError>
        + Send
        + Sync
        + 'static,
    ) -> Self {
        Self { foresee: Some(Arc::new(foresee)), ..self }
    }

    /// The routes of these pages.
    pub fn routes(self) -> Routes<()> {
        Routes::new(&self.kit)
            .get("/responsibility", Access::Anyone, who::show)
            .get("/responsibility/coverage", Access::Anyone, coverage::show)
            .get("/responsibility/flows", Access::Anyone, flows::show)
            .get("/responsibility/services", Access::Anyone, timeline::list)
            .get("/responsibility/services/{id}", Access::Anyone, timeline::show)
            .get("/responsibility/gaps", Access::Anyone, gaps::show)
            .get("/responsibility/franchises", Access::Anyone, franchises::show)
            .get("/responsibility/franchises/{id}", Access::Anyone, franchise::show)
            .get("/responsibility/agreements", Access::Anyone, agreement::pages::show)
            .get("/responsibility/coverage.csv", Access::Anyone, coverage::csv)
            .get("/responsibility/flows.csv", Access::Anyone, flows::csv)
            .get("/responsibility/gaps.csv", Access::Anyone, gaps::csv)
            .get("/responsibility/seams.csv", Access::Anyone, gaps::seams_csv)
            .get("/responsibility/franchises.csv", Access::Anyone, franchises::csv)
            .get("/responsibility/services/{id}/csv", Access::Anyone, timeline::csv)
            .get("/api/responsibility/who", Access::Anyone, api::answer)
            .get("/api/responsibility/coverage", Access::Anyone, api::coverage)
            .get("/api/responsibility/flows", Access::Anyone, api::flows)
            .get("/api/responsibility/gaps", Access::Anyone, api::gaps)
            .get("/api/responsibility/franchises", Access::Anyone, api::franchises)
            .get("/api/responsibility/franchises/{id}", Access::Anyone, api::franchise)
            .get("/api/responsibility/services/{id}", Access::Anyone, api::timeline)
            .with_state(self)
    }

    /// The routes of transfers, for the staff who plan, approve and watch them.
    pub fn staff_routes(self) -> Routes<()> {
        transfer::pages::routes(self)
    }

    pub(crate) fn shown(&self) -> Shown {
        (self.shown)()
    }

    /// What is known, and what will stand. Planning is done once for each change of what is scheduled.
    pub(crate) async fn seen(&self) -> Result<Seen, Problem> {
        let Shown { catalogue, model: recorded } = self.shown();
        let (known, kept) = ((catalogue.clone(), recorded.clone()), self.ahead.clone());
        let today = self.today();
        let planned = move |tx: &mut Tx<'_>| {
            let (catalogue, recorded) = &known;
            let transfers = transfer::store::all(tx)?;
            let scheduled = transfers.iter().filter(|transfer| matches!(transfer.state, State::Scheduled { .. }));
            let scheduled: Vec<_> = scheduled.map(|transfer| transfer.draft.id.clone()).collect();
            let (count, of) = (scheduled.len(), (recorded.version(), catalogue.edition(), today, scheduled));
            let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
            let fresh = kept.take().filter(|kept| kept.of == of).unwrap_or_else(|| {
                let ahead = ahead(&Scene { model: recorded, catalogue }, &transfers, today);
                let count = count - ahead.stuck.len();
                let model = ahead.model.map_or_else(|| recorded.clone(), Arc::new);
                Kept { of, model, scheduled: count, overdue: ahead.overdue.into(), begins: recorded.begins() }
            });
            let fresh = kept.insert(fresh);
            let (model, overdue, of) = (fresh.model.clone(), fresh.overdue.clone(), fresh.of.clone());
            Ok::<_, StoreError>((model, overdue, of, fresh.scheduled, fresh.begins))
        };
        let (model, overdue, of, scheduled, begins) = self.kit.store.read(planned).await?;
        Ok(Seen { catalogue, model, recorded, scheduled, overdue, begins, of })
    }

    /// Who answered as known at another time, where that is asked too.
    pub(crate) async fn believed(&self, shown: &Seen, read: &Read) -> Result<Option<Then>, Problem> {
        let Some(known) = read.believed else { return Ok(None) };
        let (model, catalogue, zone, read) =
            (shown.recorded.clone(), shown.catalogue.clone(), self.kit.clocks.zone().clone(), read.clone());
        let asked = move |tx: &mut Tx<'_>| believed(tx, (&model, &catalogue), &zone, &read, known);
        let Believed { answer, catalogue, unknown } = self.kit.store.read(asked).await?;
        let catalogue = catalogue.map_or_else(|| shown.catalogue.clone(), Arc::new);
        Ok(Some(Then { known, answer, catalogue, unknown }))
    }

    /// The gaps and seams from a day on. They are looked for once for each change; meanwhile other visitors are served.
    async fn lacks(&self, shown: &Seen, day: Day) -> Arc<Lacks> {
        let (of, kept) = ((shown.of.clone(), day), self.lacks.clone());
        let (model, catalogue) = (shown.model.clone(), shown.catalogue.clone());
        let looked = move || {
            let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
            let known = kept.take().filter(|(known, _)| *known == of);
            kept.insert(known.unwrap_or_else(|| (of, Arc::new(Lacks::of(&model, &catalogue, day))))).1.clone()
        };
        tokio::task::spawn_blocking(looked).await.expect("looking for gaps does not panic")
    }

    /// The gaps of a service over the years. They are looked for once for each change.
    async fn gaps_ever(&self, shown: &Seen, service: &ServiceType) -> Arc<Vec<Gap>> {
        let (of, kept) = (shown.of.clone(), self.years.clone());
        let (model, catalogue, service) = (shown.model.clone(), shown.catalogue.clone(), service.clone());
        let looked = move || {
            let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
            let known = kept.take().filter(|(known, _)| *known == of);
            let (_, gaps) = kept.insert(known.unwrap_or_else(|| (of, HashMap::new())));
            let looked = || Arc::new(timeline::gaps_ever(&model, &catalogue, &service));
            gaps.entry(service.id.clone()).or_insert_with(looked).clone()
        };
        tokio::task::spawn_blocking(looked).await.expect("looking for gaps does not panic")
    }

    pub(crate) fn today(&self) -> Day {
        self.kit.clocks.today()
    }

    /// The reader's words for something that is named by a message.
    fn say(&self, language: Language, message: &MessageRef) -> String {
        self.kit.words(language).message(message)
    }
}

impl std::fmt::Debug for ResponsibilityPages {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ResponsibilityPages").finish_non_exhaustive()
    }
}

/// One choice of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Choice {
    value: String,
    text: Text,
    chosen: bool,
}

/// Every service, by its title in the reader's language.
fn services(catalogue: &Catalogue, chosen: &str, language: Language) -> Vec<Choice> {
    let choice = |known: &ServiceType| Choice {
        value: known.id.name().to_owned(),
        text: known.title.clone(),
        chosen: known.id.name() == chosen.trim(),
    };
    let mut all: Vec<Choice> = catalogue.service_types().map(choice).collect();
    all.sort_by_cached_key(|choice| choice.text.in_language(language).to_lowercase());
    all
}

/// A place to choose among several: its name, what sort of area it is, and where the same question leads with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct PlaceChoice {
    href: String,
    name: Text,
    kind: &'static str,
}

/// The places among which a mistake asks to choose; nothing for other mistakes.
fn places(unclear: &[Unclear], href: impl Fn(&str) -> String) -> Vec<PlaceChoice> {
    let choices = unclear.iter().find_map(|unclear| match unclear {
        Unclear::PlaceSeveral { choices, .. } | Unclear::PlaceLarge { choices, .. } => Some(choices),
        _ => None,
    });
    let choice = |area: &catalogue::area::Area| PlaceChoice {
        href: href(area.code.as_str()),
        name: area.name.clone(),
        kind: kind(area.kind),
    };
    choices.into_iter().flatten().map(choice).collect()
}

fn kind(kind: AreaKind) -> &'static str {
    match kind {
        AreaKind::Country => "country",
        AreaKind::County => "county",
        AreaKind::District => "district",
        AreaKind::Unitary => "unitary",
        AreaKind::NationalPark => "national-park",
        AreaKind::RegistrationDistrict => "registration-district",
        AreaKind::Locality => "locality",
    }
}

/// An address with those parameters that are not empty.
fn address(path: &str, parameters: &[(&str, &str)]) -> String {
    let said: Vec<String> = parameters
        .iter()
        .filter(|(_, value)| !value.trim().is_empty())
        .map(|(name, value)| format!("{name}={}", encoded(value.trim())))
        .collect();
    if said.is_empty() { path.to_owned() } else { format!("{path}?{}", said.join("&")) }
}

fn encoded(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    text.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

/// What is unclear, beside the fields that it is about.
pub(crate) fn mistakes(unclear: &[Unclear]) -> Mistakes {
    let mut mistakes = Mistakes::none();
    for each in unclear {
        mistakes.add(each.field(), message(each));
    }
    mistakes
}

fn message(unclear: &Unclear) -> MessageRef {
    let with = |id: &'static str, typed: &str| MessageRef::from(id).with("typed", typed.to_owned());
    match unclear {
        Unclear::ServiceMissing => "ask-service-missing".into(),
        Unclear::ServiceUnknown(typed) => with("ask-service-unknown", typed),
        Unclear::PlaceMissing => "ask-place-missing".into(),
        Unclear::PlaceUnknown(typed) => with("ask-place-unknown", typed),
        Unclear::PlaceSeveral { typed, .. } => with("ask-place-several", typed),
        Unclear::PlaceLarge { place, .. } => MessageRef::new("ask-place-large").with("place", place.name.clone()),
        Unclear::DayUnreadable(typed) => with("ask-day-unreadable", typed),
        Unclear::ChannelUnknown(typed) => with("ask-channel-unknown", typed),
        Unclear::SegmentUnknown { typed, known } if known.is_empty() => with("ask-segment-none", typed),
        Unclear::SegmentUnknown { typed, known } => with("ask-segment-unknown", typed).with("known", known.join(", ")),
        Unclear::KnownUnreadable(typed) => with("ask-known-unreadable", typed),
        Unclear::KnownAhead(typed) => with("ask-known-ahead", typed),
    }
}

impl Show for Unclear {
    fn problem(&self) -> Problem {
        let code = match self {
            Self::ServiceMissing => "service_missing",
            Self::ServiceUnknown(_) => "service_unknown",
            Self::PlaceMissing => "place_missing",
            Self::PlaceUnknown(_) => "place_unknown",
            Self::PlaceSeveral { .. } => "place_several",
            Self::PlaceLarge { .. } => "place_large",
            Self::DayUnreadable(_) => "day_unreadable",
            Self::ChannelUnknown(_) => "channel_unknown",
            Self::SegmentUnknown { .. } => "segment_unknown",
            Self::KnownUnreadable(_) => "known_on_unreadable",
            Self::KnownAhead(_) => "known_on_ahead",
        };
        let next = match self {
            Self::PlaceSeveral { choices, .. } | Self::PlaceLarge { choices, .. } => {
                let codes: Vec<&str> = choices.iter().map(|area| area.code.as_str()).collect();
                MessageRef::from("ask-next-codes").with("codes", codes.join(", "))
            }
            _ => "ask-next".into(),
        };
        Problem { status: axum::http::StatusCode::UNPROCESSABLE_ENTITY, code, what: message(self), next }
    }
}

/// A table for spreadsheets, to be kept under a name.
fn spreadsheet(name: &str, text: String) -> Response {
    let kept = format!("attachment; filename=\"{name}.csv\"");
    ([(header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (header::CONTENT_DISPOSITION, kept)], text)
        .into_response()
}

/// The same of lines that are not written yet.
fn sheet(name: &str, lines: &[Vec<String>]) -> Response {
    spreadsheet(name, csv::csv(lines.iter().map(|line| line.iter().map(String::as_str).collect())))
}

/// The channels to choose among.
fn channels(chosen: Option<Channel>) -> Vec<ChannelChoice> {
    CHANNELS
        .into_iter()
        .map(|channel| ChannelChoice { value: channel.as_str(), chosen: Some(channel) == chosen })
        .collect()
}

/// One channel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct ChannelChoice {
    value: &'static str,
    chosen: bool,
}

/// A day that is typed, or a mistake that is noted.
pub(crate) fn day_or(text: &str, otherwise: Day, unclear: &mut Vec<Unclear>) -> Day {
    ask::day(text, otherwise).unwrap_or_else(|error| {
        unclear.push(error);
        otherwise
    })
}

/// What a function is called.
fn function(function: Function) -> MessageRef {
    MessageRef::from(match function {
        Function::Policy => "function-title-policy",
        Function::Decision => "function-title-decision",
        Function::Fulfilment => "function-title-fulfilment",
        Function::Contact => "function-title-contact",
    })
}

/// What a form is called.
fn form(form: OperatingForm) -> MessageRef {
    MessageRef::from(match form {
        OperatingForm::OwnAgency => "form-own-agency",
        OperatingForm::Franchise => "form-franchise",
        OperatingForm::Retail => "form-retail",
        OperatingForm::Intermediary => "form-intermediary",
    })
}

/// What a channel is called.
fn channel(channel: Channel) -> MessageRef {
    MessageRef::from(match channel {
        Channel::Web => "by-web",
        Channel::Phone => "by-phone",
        Channel::Counter => "by-counter",
        Channel::Post => "by-post",
    })
}
