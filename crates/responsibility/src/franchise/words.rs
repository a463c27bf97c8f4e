//! What became otherwise about a franchise, in sentences of the language files.

use catalogue::Catalogue;
use values::{Day, Id, id};
use web::{Arg, MessageRef};

use super::{Part, Serves, changes::Change, told::JourneyTitle};
use crate::pages::names::Names;

/// One change in one sentence.
pub fn sentence(change: &Change, catalogue: &Catalogue, title: &JourneyTitle<'_>) -> MessageRef {
    let names = Names(Some(catalogue));
    let journey = |id: &Id<id::Journey>| title(id).map_or_else(|| Arg::from(id.name()), Arg::from);
    match change {
        Change::Recorded { from, last } => until("franchise-change-recorded", *last).with("from", *from),
        Change::Renamed => "franchise-change-renamed".into(),
        Change::ServesOthers { serves: Serves::LifeEvent(event) } => {
            MessageRef::from("franchise-change-serves").with("whom", names.life_event(event))
        }
        Change::ServesOthers { serves: Serves::Segment(segment) } => {
            MessageRef::from("franchise-change-serves").with("whom", segment.clone())
        }
        Change::OtherCharter => "franchise-change-charter".into(),
        Change::OtherInstrument { instrument } => {
            MessageRef::from("franchise-change-instrument").with("instrument", names.instrument(instrument))
        }
        Change::Begins { from } => MessageRef::from("franchise-change-begins").with("from", *from),
        Change::Ends { last } => until("franchise-change-ends", *last),
        Change::Joins { body, part, from, last } => {
            let message = until(said(*part, "franchise-change-leads", "franchise-change-joins"), *last);
            message.with("body", names.body(body)).with("from", *from)
        }
        Change::Leaves { body, part, last } => {
            let message = until(said(*part, "franchise-change-leads-until", "franchise-change-leaves"), *last);
            message.with("body", names.body(body))
        }
        Change::NeverJoined { body, part, from } => {
            let message = MessageRef::from(said(*part, "franchise-change-never-led", "franchise-change-never-joined"));
            message.with("body", names.body(body)).with("from", *from)
        }
        Change::Offers { journey: id, from, last } => {
            until("franchise-change-offers", *last).with("journey", journey(id)).with("from", *from)
        }
        Change::OffersUntil { journey: id, last } => {
            until("franchise-change-offers-until", *last).with("journey", journey(id))
        }
        Change::NeverOffered { journey: id, from } => {
            MessageRef::from("franchise-change-never-offered").with("journey", journey(id)).with("from", *from)
        }
        Change::Forgotten => "franchise-change-forgotten".into(),
    }
}

fn said(part: Part, lead: &'static str, partner: &'static str) -> &'static str {
    match part {
        Part::Lead => lead,
        Part::Partner => partner,
    }
}

/// A sentence that has a last day or says that there is none.
fn until(message: &'static str, last: Option<Day>) -> MessageRef {
    let message = MessageRef::from(message);
    match last {
        Some(last) => message.with("ends", "yes").with("last", last),
        None => message.with("ends", "no").with("last", ""),
    }
}
