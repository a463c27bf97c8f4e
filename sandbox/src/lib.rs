//! Stand-in agencies: other bodies' systems, for the demonstration and the tests.
//!
//! Each process speaks one protocol and plays as many agencies as it is addressed by: the first segment of a path is
//! an agency. It shares no code with Portico's connectors, so that each side checks the other. What it took survives
//! `kill -9`. Switches make it misbehave; see [`Switches`].

mod answers;
mod appointment;
mod clock;
mod control;
mod faults;
mod journal;
mod ledger;
mod line;
mod open311;
mod page;
mod rest;
mod signature;
mod state;
mod switches;

use std::{net::SocketAddr, path::PathBuf, time::Duration};

use anyhow::Context;
use tokio::{net::TcpListener, task::JoinHandle};

pub use ledger::Effect;
pub use switches::Switches;

use state::State;

/// What the agencies of a process speak.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Protocol {
    /// Portico's own protocol for agencies.
    Rest,
    /// Open311 GeoReport v2.
    Open311,
}

/// How a process is set up. Holds a secret, so it cannot be printed.
#[derive(Clone)]
pub struct Settings {
    /// What its agencies speak.
    pub protocol: Protocol,
    /// Where it listens, on this machine only. 0: any free port.
    pub port: u16,
    /// The folder that its state is kept in.
    pub state: PathBuf,
    /// The secret shared with Portico; two with a space between while it is being changed. Empty: nothing is checked.
    pub secret: String,
    /// How long its agencies take to decide.
    pub answer_after: Duration,
    /// How long after a failed callback the next follows; doubled each time, to at most half a minute.
    pub callback_retry: Duration,
}

impl Settings {
    /// The usual, on any free port.
    pub fn new(protocol: Protocol, state: impl Into<PathBuf>) -> Self {
        Self {
            protocol,
            port: 0,
            state: state.into(),
            secret: String::new(),
            answer_after: Duration::from_millis(1500),
            callback_retry: Duration::from_millis(500),
        }
    }
}

/// Agencies that are at work until this is stopped or dropped.
#[derive(Debug)]
pub struct Running {
    address: SocketAddr,
    state: State,
    server: JoinHandle<()>,
}

/// Opens the state, starts listening, and takes up the answers that are still owed.
pub async fn start(settings: Settings) -> anyhow::Result<Running> {
    let listener = TcpListener::bind(("127.0.0.1", settings.port))
        .await
        .with_context(|| format!("cannot listen on port {}", settings.port))?;
    let address = listener.local_addr()?;
    let state = State::open(settings)?;
    answers::take_up(&state);
    let routes = match state.settings().protocol {
        Protocol::Rest => rest::routes(),
        Protocol::Open311 => open311::routes(),
    };
    let routes = faults::around(routes, &state).merge(control::routes()).with_state(state.clone());
    let service = routes.into_make_service_with_connect_info::<line::Cut>();
    let server = tokio::spawn(async move {
        if let Err(error) = axum::serve(line::Lines(listener), service).await {
            tracing::error!("Stopped listening: {error}");
        }
    });
    Ok(Running { address, state, server })
}

impl Running {
    /// Where it listens, such as `http://127.0.0.1:40123`.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// What every request that was received came to.
    pub fn effects(&self) -> Vec<Effect> {
        self.state.look(ledger::Ledger::effects)
    }

    /// Sets the switches that are given, for one agency or for all.
    pub async fn switch(&self, agency: Option<&str>, switches: Switches) -> anyhow::Result<()> {
        self.state.switch(agency, switches).await
    }

    /// Stops at once, whatever is under way. What was acknowledged is kept.
    pub fn stop(self) {}

    /// Runs until listening fails.
    pub async fn forever(mut self) -> anyhow::Result<()> {
        Ok((&mut self.server).await?)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.server.abort();
        self.state.stop();
    }
}
