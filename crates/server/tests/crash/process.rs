//! A `portico serve` that can be killed at any moment.

use std::{
    fs::File,
    path::PathBuf,
    process::{ExitStatus, Stdio},
    time::Duration,
};

use tokio::{
    process::{Child, Command},
    time::{Instant, sleep},
};

/// Longer than anything takes, even on a busy machine; a test that waits this long has failed.
pub const PATIENCE: Duration = Duration::from_mins(1);

/// Between two looks at something that changes.
const LOOK: Duration = Duration::from_millis(10);

/// A server process. Killed when it goes out of scope.
#[derive(Debug)]
pub struct Server {
    child: Child,
    at: String,
    log: PathBuf,
}

impl Server {
    /// Starts a process that will be reached there and says what it does in this file.
    pub fn start(mut command: Command, at: String, log: PathBuf) -> Self {
        let said = File::options().create(true).append(true).open(&log).unwrap();
        let child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(said).kill_on_drop(true).spawn().unwrap();
        Self { child, at, log }
    }

    /// Waits until it answers, or ends before it does.
    pub async fn up(&mut self) -> Result<(), ExitStatus> {
        let begun = Instant::now();
        let http = reqwest::Client::builder().no_proxy().timeout(PATIENCE).build().unwrap();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return Err(status);
            }
            if http.get(format!("{}/healthz", self.at)).send().await.is_ok() {
                return Ok(());
            }
            assert!(begun.elapsed() < PATIENCE, "it never answered:\n{}", self.said());
            sleep(LOOK).await;
        }
    }

    /// Waits until it answers.
    pub async fn answers(&mut self) {
        if let Err(status) = self.up().await {
            panic!("it ended before it answered ({status}):\n{}", self.said());
        }
    }

    /// Waits for its end.
    pub async fn ended(&mut self) -> ExitStatus {
        self.child.wait().await.unwrap()
    }

    /// `kill -9`, at once.
    pub async fn kill(mut self) {
        self.child.kill().await.unwrap();
    }

    /// Sends a signal by its name.
    pub async fn signal(&self, name: &str) {
        let id = self.child.id().expect("it runs").to_string();
        assert!(Command::new("kill").args(["-s", name, &id]).status().await.unwrap().success());
    }

    /// A counter among its measurements.
    pub async fn counted(&self, name: &str) -> u64 {
        let page = reqwest::get(format!("{}/metrics", self.at)).await.unwrap().text().await.unwrap();
        page.lines().find_map(|line| line.strip_prefix(name)?.trim().parse().ok()).unwrap_or(0)
    }

    /// What it and those before it at this place have said.
    pub fn said(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap_or_default()
    }
}

/// Looks again and again until it is so.
pub async fn until(what: &str, mut so: impl AsyncFnMut() -> bool) {
    let begun = Instant::now();
    while !so().await {
        assert!(begun.elapsed() < PATIENCE, "it never came to this: {what}");
        sleep(LOOK).await;
    }
}
