//! Which system is spoken to, over which protocol, at which of the hosts that the operator named.

use std::{collections::BTreeMap, fmt, sync::Arc, time::Duration};

use thiserror::Error;
use values::{Id, Protocol, id};

use crate::{
    Connector, Findable, Polled, Told, desk,
    guard::{self, Door},
    open311, rest,
};

/// A system of another body, or a desk in its place.
#[derive(Debug, Clone, PartialEq)]
pub struct System {
    /// Which one.
    pub id: Id<id::System>,
    /// What it speaks.
    pub protocol: Protocol,
    /// The name of its host in the server's settings.
    pub host: String,
    /// Where on the host it lives, such as `/north`.
    pub path: String,
    /// What else its protocol needs to know; `null` for the usual.
    pub settings: serde_json::Value,
}

/// A host that the operator allows Portico to call.
#[derive(Clone)]
pub struct Host {
    /// Scheme, name and port, such as `https://agency.example`.
    pub url: String,
    /// The secret shared with it; while a secret is being changed two, the newer first, with a space between.
    pub secret: String,
}

/// How long a call may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timeouts {
    /// To reach the host.
    pub connect: Duration,
    /// From start to the last byte of the answer.
    pub total: Duration,
}

/// What is wrong with a host or a system as it is configured.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Misconfigured {
    /// A host's address cannot be used.
    #[error("host '{host}': {why}")]
    Host {
        /// The host's name in the settings.
        host: String,
        /// For operators.
        why: String,
    },
    /// A system names a host that the settings don't have.
    #[error("system {system} is on host '{host}', which the server's settings do not name under [hosts]")]
    UnknownHost {
        /// The system.
        system: String,
        /// The host it names.
        host: String,
    },
    /// A system's path or settings cannot be used.
    #[error("system {system}: {why}")]
    System {
        /// The system.
        system: String,
        /// For operators.
        why: String,
    },
}

/// A connector that is set up for one system, with the abilities that the system has.
#[derive(Clone)]
pub struct Speaker {
    /// Takes requests there.
    pub connector: Arc<dyn Connector>,
    /// Asks what became of a request, where the system can be asked.
    pub polled: Option<Arc<dyn Polled>>,
    /// It answers by itself: it is asked only about a request that it may have answered before we sent it again.
    pub calls_back: bool,
    /// Asks whether the system has a request, where it can be asked.
    pub findable: Option<Arc<dyn Findable>>,
    /// Tells it that another body answers now, where it can be told.
    pub told: Option<Arc<dyn Told>>,
    /// The same key twice is one effect. Where it is not, never send again without knowing.
    pub honours_key: bool,
}

/// The connectors for the hosts that the operator named. Built once; cheap to clone.
#[derive(Clone)]
pub struct Connectors {
    hosts: Arc<BTreeMap<String, Host>>,
    client: reqwest::Client,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self { connect: Duration::from_secs(3), total: Duration::from_secs(10) }
    }
}

/// The address only.
impl fmt::Debug for Host {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Host").field("url", &self.url).finish_non_exhaustive()
    }
}

impl Host {
    /// The newest of the secrets.
    pub(crate) fn newest_secret(&self) -> &str {
        self.secret.split_whitespace().next().unwrap_or_default()
    }
}

impl Connectors {
    /// Looks at every host once, so that a mistake shows at the start and not at the first dispatch.
    pub fn new(hosts: BTreeMap<String, Host>, timeouts: Timeouts) -> Result<Self, Misconfigured> {
        for (name, host) in &hosts {
            guard::parse_host(&host.url).map_err(|why| Misconfigured::Host { host: name.clone(), why })?;
        }
        let client = guard::client(timeouts).map_err(|why| Misconfigured::Host { host: "*".to_owned(), why })?;
        Ok(Self { hosts: Arc::new(hosts), client })
    }

    /// The connector for one system.
    pub fn for_system(&self, system: &System) -> Result<Speaker, Misconfigured> {
        if system.protocol == Protocol::Desk {
            return Ok(desk::speaker());
        }
        let id = || system.id.to_string();
        let unknown = || Misconfigured::UnknownHost { system: id(), host: system.host.clone() };
        let host = self.hosts.get(&system.host).ok_or_else(unknown)?;
        Door::new(self.client.clone(), host, &system.path)
            .and_then(|door| match system.protocol {
                Protocol::Rest => rest::speaker(door, host, &system.settings),
                Protocol::Open311 => open311::speaker(door, host, &system.settings),
                Protocol::Desk => Ok(desk::speaker()),
            })
            .map_err(|why| Misconfigured::System { system: id(), why })
    }
}

/// What a protocol reads from a system's settings; `null` is the usual. A misspelt name is an error.
pub(crate) fn settings<T: Default + serde::de::DeserializeOwned>(value: &serde_json::Value) -> Result<T, String> {
    if value.is_null() {
        return Ok(T::default());
    }
    T::deserialize(value).map_err(|error| format!("'settings': {error}"))
}
