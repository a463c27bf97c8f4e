//! Services: what people need (`ServiceType`), and each body's version of it (`PublicService`).

pub(crate) mod data;
pub(crate) mod pages;
pub(crate) mod store;

use serde::{Deserialize, Serialize};
use values::{AreaKind, Channel, Effective, Id, Money, Text, id};

use crate::Illustrative;

/// What people need, whoever provides it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceType {
    /// Its id.
    pub id: Id<id::ServiceType>,
    /// Its number in the list of local government services, where it has one.
    pub lgsl: Option<u32>,
    /// Which tier of government provides it, as that list puts it.
    pub tier: Option<String>,
    /// The kinds of area that decide who answers, the most specific first. Empty: the same body everywhere.
    pub area_kind: Vec<AreaKind>,
    /// What it is called.
    pub title: Text,
    /// What it does for a person, in a sentence or two.
    pub summary: Text,
    /// The life events that bring it with them.
    pub life_events: Vec<Id<id::LifeEvent>>,
    /// How, and by when, a person can appeal against a refusal, where the law says so.
    pub appeal: Option<Text>,
}

/// One body's version of a service type, from day to day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicService {
    /// Its id.
    pub id: Id<id::PublicService>,
    /// Of which service type.
    pub service_type: Id<id::ServiceType>,
    /// Whose version.
    pub organisation: Id<id::Organisation>,
    /// From day to day.
    pub valid: Effective,
    /// How people reach it.
    pub channels: Vec<Channel>,
    /// What it costs, where that is known.
    pub cost: Option<Money>,
    /// How many working days it takes.
    pub working_days: u32,
    /// The body's own name for it.
    pub title: Option<Text>,
    /// The body's own words about it.
    pub text: Option<Text>,
    /// What of this is made up for the demonstration.
    pub illustrative: Illustrative,
}
