//! What is said of a seam, and what to do about it: keys of the language files, with what they need.

use values::{AreaCode, Channel, Day, Id, id};

use super::{Kind, Left, Missing, Seam};

/// A value of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Arg {
    /// A body, to be named.
    Body(Id<id::Organisation>),
    /// A service type, to be named.
    ServiceType(Id<id::ServiceType>),
    /// An area, to be named.
    Area(AreaCode),
    /// An agreement, to be named.
    Agreement(Id<id::Agreement>),
    /// An instrument, to be named.
    Instrument(Id<id::Instrument>),
    /// A franchise, to be named.
    Franchise(Id<id::Franchise>),
    /// A channel, to be named.
    Channel(Channel),
    /// A day, to be written out.
    Day(Day),
    /// Further texts, to be listed: keys of the language files.
    Texts(Vec<&'static str>),
}

/// A text: its key, and its values by their names. The key with `-next` added says what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// The key.
    pub key: &'static str,
    /// The key of what to do about it.
    pub next: &'static str,
    /// The values.
    pub args: Vec<(&'static str, Arg)>,
}

/// Every key of a seam's text.
pub const KEYS: [&str; 8] = [
    "seam-split",
    "seam-capacity-elsewhere",
    "seam-gap",
    "seam-agreement-ends",
    "seam-instrument-ends",
    "seam-contact-moved",
    "seam-not-accredited",
    "seam-franchise-ill-held",
];

impl Seam {
    /// What is said of it. Service type, area and channel have columns of their own and are not among the values.
    pub fn words(&self) -> Words {
        let body = |id: &Id<id::Organisation>| Arg::Body(id.clone());
        let function = |function: crate::Function| {
            Arg::Texts(vec![match function {
                crate::Function::Policy => "function-policy",
                crate::Function::Decision => "function-decision",
                crate::Function::Fulfilment => "function-fulfilment",
                crate::Function::Contact => "function-contact",
            }])
        };
        let (key, next, args) = match &self.kind {
            Kind::Split { accountable, worker, function: what, missing } => (
                "seam-split",
                "seam-split-next",
                vec![
                    ("accountable", body(accountable)),
                    ("worker", body(worker)),
                    ("function", function(*what)),
                    ("missing", Arg::Texts(missing.iter().map(Missing::key).collect())),
                ],
            ),
            Kind::CapacityElsewhere { function: what, worker, posts_with } => (
                "seam-capacity-elsewhere",
                "seam-capacity-elsewhere-next",
                vec![("function", function(*what)), ("worker", body(worker)), ("posts-with", body(posts_with))],
            ),
            Kind::Gap { function: what } => ("seam-gap", "seam-gap-next", vec![("function", function(*what))]),
            Kind::AgreementEnds { agreement, on } => (
                "seam-agreement-ends",
                "seam-agreement-ends-next",
                vec![("agreement", Arg::Agreement(agreement.clone())), ("on", Arg::Day(*on))],
            ),
            Kind::InstrumentEnds { instrument, on } => (
                "seam-instrument-ends",
                "seam-instrument-ends-next",
                vec![("instrument", Arg::Instrument(instrument.clone())), ("on", Arg::Day(*on))],
            ),
            Kind::ContactMoved { contact, left } => (
                "seam-contact-moved",
                "seam-contact-moved-next",
                vec![("contact", body(contact)), ("left", Arg::Texts(left.iter().map(Left::key).collect()))],
            ),
            Kind::NotAccredited { holder, .. } => {
                ("seam-not-accredited", "seam-not-accredited-next", vec![("holder", body(holder))])
            }
            Kind::FranchiseIllHeld { holder, franchise } => {
                let named = franchise.iter().map(|franchise| ("franchise", Arg::Franchise(franchise.clone())));
                let args = [("holder", body(holder))].into_iter().chain(named).collect();
                ("seam-franchise-ill-held", "seam-franchise-ill-held-next", args)
            }
        };
        Words { key, next, args }
    }
}

impl Missing {
    /// Its key in the language files.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Agreement => "missing-agreement",
            Self::Volume => "missing-volume",
            Self::Standard => "missing-standard",
            Self::Forecaster => "missing-forecaster",
        }
    }
}

impl Left {
    /// Its key in the language files.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Standard => "left-standard",
            Self::Scripts => "left-scripts",
            Self::Means => "left-means",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_stands_in_both_languages() {
        let files = [include_str!("../../locales/en.ftl"), include_str!("../../locales/fr.ftl")];
        let missing =
            [Missing::Agreement, Missing::Volume, Missing::Standard, Missing::Forecaster].map(|one| one.key());
        let left = [Left::Standard, Left::Scripts, Left::Means].map(|one| one.key());
        let nexts = KEYS.map(|key| format!("{key}-next"));
        let all = KEYS.into_iter().chain(missing).chain(left).chain(nexts.iter().map(String::as_str));
        for key in all {
            for file in files {
                assert!(file.lines().any(|line| line.starts_with(&format!("{key} = "))), "{key}");
            }
        }
    }
}
