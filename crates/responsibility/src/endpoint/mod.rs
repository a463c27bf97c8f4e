//! Which system takes the work of a service type for an area, from day to day. Apart from who is responsible,
//! because systems outlive bodies.

pub(crate) mod store;

use serde::Serialize;
pub use values::Protocol;
use values::{AreaCode, Effective, Id, Text, id};

/// A system of an agency, or its desk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct System {
    /// Its id.
    pub id: Id<id::System>,
    /// What its people call it.
    pub name: Text,
    /// The body whose system it is.
    pub operator: Id<id::Organisation>,
    /// How it is spoken to.
    pub protocol: Protocol,
    /// The host's name in the settings, which hold its address and secret.
    pub host: String,
    /// The path below that host.
    pub path: String,
    /// What else its protocol needs to know; `null` for the usual. `connectors` knows the keys.
    pub settings: serde_json::Value,
}

/// One dated row: this system takes the work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Endpoint {
    /// Its id.
    pub id: Id<id::Endpoint>,
    /// Of which service type.
    pub service_type: Id<id::ServiceType>,
    /// For one area only, or everywhere.
    pub area: Option<AreaCode>,
    /// Which system.
    pub system: Id<id::System>,
    /// From day to day.
    pub valid: Effective,
    /// The first version of the model that knows this row.
    pub since_version: u64,
    /// The first version that knows it no more.
    pub until_version: Option<u64>,
}

impl Endpoint {
    /// Was it part of what we knew at this version?
    pub fn known_at(&self, version: u64) -> bool {
        self.since_version <= version && self.until_version.is_none_or(|until| version < until)
    }
}
