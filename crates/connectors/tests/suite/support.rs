//! An agency of the sandbox, in this process, and Portico's way to speak to it.

use std::{collections::BTreeMap, time::Duration};

use connectors::{Connectors, Host, Protocol, Speaker, System, Timeouts};
use sandbox::{Effect, Running, Settings, Switches};
use serde_json::Value;
use tempfile::TempDir;
use values::Id;

pub const SECRET: &str = "a secret that only the two know";

/// A process with agencies, its state in a folder that goes with it.
pub struct Agencies {
    pub running: Running,
    pub folder: TempDir,
    protocol: Protocol,
}

impl Agencies {
    pub async fn start(protocol: Protocol) -> Self {
        Self::answering_after(protocol, Duration::from_hours(1)).await
    }

    pub async fn answering_after(protocol: Protocol, answer_after: Duration) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let running = sandbox::start(settings(protocol, &folder, answer_after)).await.unwrap();
        Self { running, folder, protocol }
    }

    /// Stops at once and starts again from what is on the disk.
    pub async fn restart(self, answer_after: Duration) -> Self {
        self.running.stop();
        let running = sandbox::start(settings(self.protocol, &self.folder, answer_after)).await.unwrap();
        Self { running, ..self }
    }

    pub fn speaker(&self) -> Speaker {
        self.speaker_with(Value::Null)
    }

    pub fn speaker_with(&self, settings: Value) -> Speaker {
        let host = Host { url: self.running.url(), secret: SECRET.to_owned() };
        let timeouts = Timeouts { connect: Duration::from_secs(2), total: Duration::from_secs(5) };
        speaker(self.protocol, &host, timeouts, settings)
    }

    pub async fn switch(&self, switches: Switches) {
        self.running.switch(None, switches).await.unwrap();
    }

    pub fn effect(&self, key: &str) -> Option<Effect> {
        self.running.effects().into_iter().find(|effect| effect.key == key)
    }
}

pub fn speaker(protocol: Protocol, host: &Host, timeouts: Timeouts, settings: Value) -> Speaker {
    let connectors = Connectors::new(BTreeMap::from([("host".to_owned(), host.clone())]), timeouts).unwrap();
    let id = Id::named("north").unwrap();
    let system = System { id, protocol, host: "host".to_owned(), path: "/north".to_owned(), settings };
    connectors.for_system(&system).unwrap()
}

fn settings(protocol: Protocol, folder: &TempDir, answer_after: Duration) -> Settings {
    let protocol = if protocol == Protocol::Rest { sandbox::Protocol::Rest } else { sandbox::Protocol::Open311 };
    Settings {
        secret: SECRET.to_owned(),
        answer_after,
        callback_retry: Duration::from_millis(20),
        ..Settings::new(protocol, folder.path())
    }
}

/// Waits for what another task will do.
pub async fn until<R>(mut look: impl AsyncFnMut() -> Option<R>) -> R {
    for _ in 0..1000 {
        if let Some(found) = look().await {
            return found;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("it did not come true within ten seconds");
}
