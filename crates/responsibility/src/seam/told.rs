//! Seams as people read them: what each is and what to do about it, in sentences of the language files.

use std::collections::BTreeMap;

use catalogue::Catalogue;
use serde::Serialize;
use values::{Channel, Day, Id, Text, id};
use web::{Arg, MessageRef};

use super::{Kind, Left, Missing, Seam};
use crate::{
    Arrangements,
    pages::names::Names,
    question::told::{self, Named},
};

/// A seam, wherever it is. One that several services have, or that is at several places or by several channels, is told
/// once.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Told {
    /// The service types and their names.
    pub services: Vec<Named>,
    /// What it is.
    pub what: MessageRef,
    /// What to do about it.
    pub next: MessageRef,
    /// In which areas; everywhere, or wherever no narrower row stands, for none.
    pub areas: Vec<Text>,
    /// By which channels; by all of them for none.
    pub channels: Vec<Channel>,
    /// For which segment only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub segment: Option<String>,
    /// The first day on which it was seen.
    pub day: Day,
}

/// Every seam with names: by its first day.
pub fn tell(seams: &[Seam], catalogue: &Catalogue, arrangements: &Arrangements) -> Vec<Told> {
    let mut all: BTreeMap<(Day, &Kind, Option<&str>), Told> = BTreeMap::new();
    for seam in seams {
        let told = all.entry((seam.day, &seam.kind, seam.segment.as_deref())).or_insert_with(|| {
            let (what, next) = sentences(seam, Names(Some(catalogue)), arrangements);
            let (services, areas, channels) = (Vec::new(), Vec::new(), Vec::new());
            Told { what, next, services, areas, channels, segment: seam.segment.clone(), day: seam.day }
        });
        for id in services(seam, arrangements) {
            let service = told::service(catalogue, id);
            if !told.services.contains(&service) {
                told.services.push(service);
            }
        }
        let area = seam.area.as_ref().map(|area| told::area(catalogue, area).name);
        told.areas.extend(area.filter(|area| !told.areas.contains(area)));
        told.channels.extend(seam.channel.filter(|channel| !told.channels.contains(channel)));
    }
    all.into_values().collect()
}

/// What a seam is about: what an agreement that ends is about, where it is one.
fn services<'a>(seam: &'a Seam, arrangements: &'a Arrangements) -> Vec<&'a Id<id::ServiceType>> {
    let agreement = match &seam.kind {
        Kind::AgreementEnds { agreement, .. } => arrangements.agreements.iter().find(|known| known.id == *agreement),
        _ => None,
    };
    let of_agreement = agreement.map(|known| known.service_types.as_slice()).unwrap_or_default();
    seam.service_type.iter().chain(of_agreement).collect()
}

/// What is said of a seam, and what to do about it. Service type, area and channel stand beside it.
fn sentences(seam: &Seam, names: Names<'_>, arrangements: &Arrangements) -> (MessageRef, MessageRef) {
    let new = |key: &'static str| MessageRef::new(key);
    let function = |function: crate::Function| MessageRef::new(format!("function-{}", function.as_str()));
    match &seam.kind {
        Kind::Split { accountable, worker, function: what, missing } => (
            new("seam-split")
                .with("accountable", names.body(accountable))
                .with("worker", names.body(worker))
                .with("function", function(*what))
                .with("missing", missing.iter().map(|one| one.key().into()).collect::<Vec<MessageRef>>()),
            "seam-split-next".into(),
        ),
        Kind::CapacityElsewhere { function: what, worker, posts_with } => (
            new("seam-capacity-elsewhere")
                .with("function", function(*what))
                .with("worker", names.body(worker))
                .with("posts-with", names.body(posts_with)),
            "seam-capacity-elsewhere-next".into(),
        ),
        Kind::AgreementEnds { agreement, on } => {
            let known = arrangements.agreements.iter().find(|known| known.id == *agreement);
            let title: Arg = known.map_or_else(|| agreement.name().into(), |known| (&known.title).into());
            (
                new("seam-agreement-ends").with("agreement", title).with("on", on.yesterday().unwrap_or(*on)),
                "seam-agreement-ends-next".into(),
            )
        }
        Kind::InstrumentEnds { instrument, on } => (
            new("seam-instrument-ends").with("instrument", names.instrument(instrument)).with("on", *on),
            "seam-instrument-ends-next".into(),
        ),
        Kind::ContactMoved { contact, left } => (
            new("seam-contact-moved")
                .with("contact", names.body(contact))
                .with("left", left.iter().map(|one| one.key().into()).collect::<Vec<MessageRef>>()),
            "seam-contact-moved-next".into(),
        ),
        Kind::NotAccredited { holder, .. } => {
            (new("seam-not-accredited").with("holder", names.body(holder)), "seam-not-accredited-next".into())
        }
        Kind::FranchiseIllHeld { holder, .. } => {
            (new("seam-franchise-ill-held").with("holder", names.body(holder)), "seam-franchise-ill-held-next".into())
        }
        Kind::NobodyMayDecide { body } => {
            (new("seam-nobody-may-decide").with("body", names.body(body)), "seam-nobody-may-decide-next".into())
        }
    }
}

impl Missing {
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Agreement => "missing-agreement",
            Self::Volume => "missing-volume",
            Self::Standard => "missing-standard",
            Self::Forecaster => "missing-forecaster",
        }
    }
}

impl Left {
    fn key(self) -> &'static str {
        match self {
            Self::Standard => "left-standard",
            Self::Scripts => "left-scripts",
            Self::Means => "left-means",
        }
    }
}
