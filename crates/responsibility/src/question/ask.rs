//! Reads a question from what somebody typed: on the page, to the interface for machines, or on the command line.

use catalogue::{Catalogue, area::Area, service::ServiceType};
use jiff::tz::TimeZone;
use serde::Deserialize;
use thiserror::Error;
use values::{AreaCode, AreaKind, Channel, Day, Id, Moment};

use super::{
    CHANNELS, Known, Question,
    place::{self, Placed},
    who,
};

use crate::Model;

/// What somebody typed. Everything may be missing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// The service type's name.
    pub service: String,
    /// A postcode, the name of a place, or its code.
    pub place: String,
    /// A day; today where it is missing.
    pub day: String,
    /// A channel; all of them where it is missing.
    pub channel: String,
    /// A segment.
    pub segment: String,
    /// The day (or moment) as known on which it is asked too.
    pub known_on: String,
}

/// A question, and whether it is asked as known on another day too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Read {
    /// The question, as known now.
    pub question: Question,
    /// As known when else.
    pub believed: Option<Known>,
    /// The place as it was typed: it may have meant another one then.
    pub place: String,
}

/// What of it can't be understood.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Unclear {
    /// No service is named.
    #[error("name a service")]
    ServiceMissing,
    /// There is no such service.
    #[error("there is no service '{0}'")]
    ServiceUnknown(String),
    /// Who answers depends on the place, and none is named.
    #[error("who answers depends on the place: name a postcode, a parish or a council")]
    PlaceMissing,
    /// There is no such place.
    #[error("we know no place '{0}': give a postcode, or the name of a parish or a council")]
    PlaceUnknown(String),
    /// The text may mean several places.
    #[error("'{typed}' may be several places: name one of {}", .choices.iter().map(|area| format!("{} ({})", area.code, area.name.en)).collect::<Vec<_>>().join(", "))]
    PlaceSeveral {
        /// What was typed.
        typed: String,
        /// Which they are.
        choices: Vec<Area>,
    },
    /// The place has no one answer, and what lies within it has.
    #[error("{} is more than one place for this service: name one of {}", .place.name.en, .choices.iter().map(|area| format!("{} ({})", area.code, area.name.en)).collect::<Vec<_>>().join(", "))]
    PlaceLarge {
        /// Which it is.
        place: Box<Area>,
        /// What lies within it.
        choices: Vec<Area>,
    },
    /// It is no day.
    #[error("'{0}' is no day: write it like 2023-04-01")]
    DayUnreadable(String),
    /// There is no such channel.
    #[error("there is no channel '{0}': web, phone, counter or post")]
    ChannelUnknown(String),
    /// Nobody ever held anything of this service for such a segment.
    #[error("{}", segment_unknown(.typed, .known))]
    SegmentUnknown {
        /// What was typed.
        typed: String,
        /// Those of the service.
        known: Vec<String>,
    },
    /// It is neither a day nor a moment.
    #[error("'{0}' is neither a day (2023-04-01) nor a moment (2023-04-01T12:00:00Z)")]
    KnownUnreadable(String),
    /// It is still to come.
    #[error("'{0}' is still to come: nobody knows yet what will be known then")]
    KnownAhead(String),
}

impl Unclear {
    /// The field that it is about, as [`Asked`] names it.
    pub fn field(&self) -> &'static str {
        match self {
            Self::ServiceMissing | Self::ServiceUnknown(_) => "service",
            Self::PlaceMissing | Self::PlaceUnknown(_) | Self::PlaceSeveral { .. } | Self::PlaceLarge { .. } => "place",
            Self::DayUnreadable(_) => "day",
            Self::ChannelUnknown(_) => "channel",
            Self::SegmentUnknown { .. } => "segment",
            Self::KnownUnreadable(_) | Self::KnownAhead(_) => "known_on",
        }
    }
}

/// Reads it whole, or says everything that is unclear.
pub fn read(
    (catalogue, model): (&Catalogue, &Model),
    zone: &TimeZone,
    today: Day,
    asked: &Asked,
) -> Result<Read, Vec<Unclear>> {
    let mut unclear = Vec::new();
    let mut note = |error| unclear.push(error);
    let service = service(catalogue, &asked.service).map_err(&mut note).ok();
    let place = match service {
        Some(service) if asked.place.trim().is_empty() && is_by_place(service) => Err(Unclear::PlaceMissing),
        // Wherever one is, the answer is the same: nobody is asked which of several places is meant.
        Some(service) if !is_by_place(service) => Ok(place(catalogue, &asked.place).unwrap_or_default()),
        _ => place(catalogue, &asked.place),
    };
    let place = place.map_err(&mut note).ok();
    let day = day(&asked.day, today).map_err(&mut note).ok();
    let channel = channel(&asked.channel).map_err(&mut note).ok();
    let believed = known(&asked.known_on, zone, today).map_err(&mut note).ok();
    let segment = service.map(|service| segment(model, service, &asked.segment)).transpose();
    let segment = segment.map_err(&mut note).ok().map(Option::flatten);
    match (service, place, day, channel, segment, believed) {
        (Some(service), Some(place), Some(day), Some(channel), Some(segment), Some(believed)) => {
            let service_type = service.id.clone();
            let question = Question { service_type, place, channel, segment, day, known: Known::Now };
            match large(catalogue, model, &question) {
                Some(unclear) => Err(vec![unclear]),
                None => Ok(Read { question, believed, place: asked.place.trim().to_owned() }),
            }
        }
        _ => Err(unclear),
    }
}

/// Is the place too large for one answer: is what lies within it answered for otherwise than the whole is?
fn large(catalogue: &Catalogue, model: &Model, question: &Question) -> Option<Unclear> {
    if !model.is_by_area(&question.service_type) {
        return None;
    }
    let (areas, day) = (catalogue.areas(), question.day);
    let place = areas.get(question.place.as_ref()?)?;
    // What several have followed is in each of them.
    let follow = areas.standing(&place.code, day);
    let within = if follow.len() > 1 { follow } else { areas.within(&place.code, day) };
    let at = |place: &AreaCode| who(model, catalogue, &Question { place: Some(place.clone()), ..question.clone() });
    let smallest_of = |area: &AreaCode| areas.smallest(area, day);
    let whole = at(&place.code);
    let parts = if areas.get(&place.code).is_some_and(|place| place.holds_on(day)) {
        smallest_of(&place.code)
    } else {
        within.iter().flat_map(smallest_of).collect()
    };
    if parts.iter().all(|part| at(part).is_as(&whole)) {
        return None;
    }
    let is_answered = |place: &AreaCode| {
        at(place).functions.iter().flat_map(|answered| &answered.by).any(|share| !share.holdings.is_empty())
    };
    let answered = within.into_iter().filter(|area| smallest_of(area).iter().any(is_answered));
    let choices: Vec<Area> = answered.filter_map(|area| areas.get(&area).cloned()).collect();
    (!choices.is_empty()).then(|| Unclear::PlaceLarge { place: Box::new(place.clone()), choices })
}

/// The service type of this name.
pub fn service<'a>(catalogue: &'a Catalogue, text: &str) -> Result<&'a ServiceType, Unclear> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Unclear::ServiceMissing);
    }
    let known = Id::named(text).or_else(|_| text.parse()).ok().and_then(|id| catalogue.service_type(&id));
    known.ok_or_else(|| Unclear::ServiceUnknown(text.to_owned()))
}

/// The place that a text means; nothing for an empty one.
pub fn place(catalogue: &Catalogue, text: &str) -> Result<Option<AreaCode>, Unclear> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    match place::find(catalogue, text) {
        Placed::One(code) => Ok(Some(code)),
        Placed::Choose(several) => Err(Unclear::PlaceSeveral {
            typed: text.trim().to_owned(),
            choices: several.into_iter().cloned().collect(),
        }),
        Placed::Unknown => Err(Unclear::PlaceUnknown(text.trim().to_owned())),
    }
}

/// The day that a text means; `otherwise` for an empty one.
pub fn day(text: &str, otherwise: Day) -> Result<Day, Unclear> {
    let text = text.trim();
    if text.is_empty() { Ok(otherwise) } else { text.parse().map_err(|_| Unclear::DayUnreadable(text.to_owned())) }
}

/// The channel of this name; nothing for an empty text.
pub fn channel(text: &str) -> Result<Option<Channel>, Unclear> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let known = CHANNELS.into_iter().find(|channel| channel.as_str() == text);
    known.map(Some).ok_or_else(|| Unclear::ChannelUnknown(text.to_owned()))
}

/// The segment of this name; nothing for an empty text.
fn segment(model: &Model, service: &ServiceType, text: &str) -> Result<Option<String>, Unclear> {
    let (text, known) = (text.trim(), model.segments(Some(&service.id)));
    if text.is_empty() || known.contains(text) {
        return Ok(Some(text.to_owned()).filter(|text| !text.is_empty()));
    }
    Err(Unclear::SegmentUnknown { typed: text.to_owned(), known: known.into_iter().map(str::to_owned).collect() })
}

fn segment_unknown(typed: &str, known: &[String]) -> String {
    match known {
        [] => format!("this service is the same for everybody: leave the segment '{typed}' out"),
        known => format!("this service has no segment '{typed}': leave it out, or name one of {}", known.join(", ")),
    }
}

/// What was known at a moment, or when a day was over. Nobody knows yet what will be known.
fn known(text: &str, zone: &TimeZone, today: Day) -> Result<Option<Known>, Unclear> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let (moment, day) = if let Some(moment) = Moment::parse(text) {
        (moment, moment.day(zone))
    } else {
        let day: Day = text.parse().map_err(|_| Unclear::KnownUnreadable(text.to_owned()))?;
        (end_of(day, zone), day)
    };
    if day > today { Err(Unclear::KnownAhead(text.to_owned())) } else { Ok(Some(Known::On(moment))) }
}

/// The last moment of a day.
pub fn end_of(day: Day, zone: &TimeZone) -> Moment {
    day.tomorrow().map_or(Moment(i64::MAX), |next| Moment::start_of(next, zone).plus(-1))
}

/// Does it depend on a place smaller than the country who answers?
pub fn is_by_place(service: &ServiceType) -> bool {
    service.area_kind.iter().any(|kind| *kind != AreaKind::Country)
}
