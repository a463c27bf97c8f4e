//! Seams as people read them: what each is and what to do about it, in sentences of the language files.

use catalogue::Catalogue;
use serde::Serialize;
use values::{Channel, Day, Id, Text, id};
use web::{Arg, MessageRef};

use super::{Kind, Left, Missing, Seam};
use crate::{Arrangements, pages::names::Names, question::told};

/// A seam of one service type, wherever it is. One that is at several places or by several channels is told once.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Told {
    /// The service type and its name; none where an agreement ends, which may be about several.
    pub service: Option<(Id<id::ServiceType>, Text)>,
    /// What it is.
    pub what: MessageRef,
    /// What to do about it.
    pub next: MessageRef,
    /// In which areas; everywhere, or wherever no narrower row stands, for none.
    pub areas: Vec<Text>,
    /// By which channels; by all of them for none.
    pub channels: Vec<Channel>,
    /// The first day on which it was seen.
    pub day: Day,
}

/// Every seam with names: by day, then by service.
pub fn tell(seams: &[Seam], catalogue: &Catalogue, arrangements: &Arrangements) -> Vec<Told> {
    let mut all: Vec<(&Seam, Told)> = Vec::new();
    for seam in seams {
        let area = seam.area.as_ref().map(|area| told::area(catalogue, area).name);
        let same =
            |first: &Seam| (first.day, &first.service_type, &first.kind) == (seam.day, &seam.service_type, &seam.kind);
        match all.iter_mut().find(|(first, _)| same(first)) {
            Some((_, told)) => {
                told.areas.extend(area.filter(|area| !told.areas.contains(area)));
                told.channels.extend(seam.channel.filter(|channel| !told.channels.contains(channel)));
            }
            None => {
                let service = seam.service_type.as_ref().map(|id| (id.clone(), told::service(catalogue, id).name));
                let (areas, channels) = (area.into_iter().collect(), seam.channel.into_iter().collect());
                let (what, next) = sentences(seam, Names(Some(catalogue)), arrangements);
                all.push((seam, Told { service, what, next, areas, channels, day: seam.day }));
            }
        }
    }
    let mut told: Vec<Told> = all.into_iter().map(|(_, told)| told).collect();
    told.sort_by(|a, b| (a.day, service_name(a)).cmp(&(b.day, service_name(b))));
    told
}

fn service_name(told: &Told) -> Option<&str> {
    told.service.as_ref().map(|(_, name)| name.en.as_str())
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
            (new("seam-agreement-ends").with("agreement", title).with("on", *on), "seam-agreement-ends-next".into())
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
    }
}

impl Missing {
    fn key(self) -> &'static str {
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
