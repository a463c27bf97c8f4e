//! The server that is measured: a process of its own, with a database of its own.

use std::{
    fs,
    net::TcpListener,
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, bail, ensure};
use serde_json::{Value, json};
use tokio::runtime::Runtime;

use jiff::tz::TimeZone;
use store::{Clocks, Engine, Store};
use values::Day;

use super::{Options, load};
use crate::{demo, government, wiring};

/// The server that is measured.
pub struct Subject {
    child: Child,
    settings: Vec<String>,
    engine: Engine,
    /// Its address, `127.0.0.1:40123`.
    pub at: String,
    /// What is sent: the moving-home journey with as few services as its answers allow.
    pub application: Value,
    /// Each journey with all that its examples bring.
    pub full: Vec<Value>,
    /// How many requests come of each application.
    pub requests: usize,
    /// How long it took from its start to the first page.
    pub first_page: Duration,
}

impl Subject {
    /// Makes a database with the demonstration's government, starts the server on it, and applies once.
    pub fn start(options: &Options, folder: &Path, runtime: &Runtime) -> Result<Self> {
        let data = folder.join("data");
        let portico = std::env::current_exe()?;
        let engine = match &options.database {
            Some(url) => Engine::Postgres { url: url.clone() },
            None => Engine::Sqlite { path: data.join("portico.sqlite") },
        };
        let database = match &engine {
            Engine::Postgres { url } => url.clone(),
            Engine::Sqlite { path } => path.display().to_string(),
        };
        let at = TcpListener::bind("127.0.0.1:0")?.local_addr()?.to_string();
        let settings = [
            ("--data", data.display().to_string()),
            ("--database", database),
            ("--listen", at.clone()),
            ("--demo", "true".into()),
            ("--work-at-once", "0".into()),
            ("--log-level", "warn".into()),
        ];
        let settings: Vec<String> = settings.into_iter().flat_map(|(flag, value)| [flag.to_owned(), value]).collect();
        let migrated = Command::new(&portico).arg("migrate").args(&settings).stdout(Stdio::null()).status()?;
        if !migrated.success() {
            bail!("the database could not be made");
        }
        let store = open(&engine)?;
        let clocks = Clocks::load_blocking(&store, TimeZone::get("Europe/London")?)?;
        demo::first_day(&store, &clocks, government::read(&options.demo_data)?, demo::BEGIN)?;
        store.close();
        let began = Instant::now();
        let child = serve(&settings)?;
        let (application, full) = (Value::Null, Vec::new());
        let mut subject =
            Self { child, settings, engine, at, application, full, requests: 0, first_page: Duration::ZERO };
        runtime.block_on(subject.first_page(began))?;
        runtime.block_on(subject.look())?;
        Ok(subject)
    }

    async fn first_page(&mut self, began: Instant) -> Result<()> {
        loop {
            if let Ok(reply) = load::get(&self.at, "/", "").await
                && reply.status == 200
            {
                self.first_page = began.elapsed();
                return Ok(());
            }
            if began.elapsed() > Duration::from_secs(20) {
                bail!("the server did not start");
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    /// Finds answers that are complete: with as few services as can be, whose requests are counted, and with all.
    async fn look(&mut self) -> Result<()> {
        self.application = self.examples("moving-home", true).await?;
        self.full = vec![self.examples("moving-home", false).await?, self.examples("after-a-death", false).await?];
        let case = load::cases(self, 1).await?.remove(0);
        let read = self.json(&case.path, &case.authorization).await?;
        self.requests = read["requests"].as_array().map_or(0, Vec::len);
        Ok(())
    }

    async fn json(&self, path: &str, header: &str) -> Result<Value> {
        Ok(serde_json::from_slice(&load::get(&self.at, path, header).await?.body)?)
    }

    /// A journey's example answers, as a client sends them.
    async fn examples(&self, journey: &str, fewest: bool) -> Result<Value> {
        let known = self.json(&format!("/api/journeys/{journey}"), "").await?;
        let mut answers = serde_json::Map::new();
        for question in known["question"].as_array().context("a journey has questions")? {
            let (Some(id), Some(example)) = (question["id"].as_str(), question.get("example")) else { continue };
            let answer = match question["kind"].as_str() {
                Some("choices") if fewest && question["optional"] == json!(true) => continue,
                Some("yes-no") if fewest => json!("no"),
                _ => example.clone(),
            };
            answers.insert(id.to_owned(), answer);
        }
        // What is not asked after the other answers is left out.
        loop {
            let application = json!({ "journey": journey, "answers": answers });
            let Some(refused) = load::apply(&self.at, &application).await? else { return Ok(application) };
            let before = answers.len();
            for error in refused["errors"].as_array().context("a refusal names the answers")? {
                let pointer = error["pointer"].as_str().unwrap_or_default();
                answers.remove(pointer.trim_start_matches("/answers/"));
            }
            ensure!(answers.len() < before, "the examples of {journey} are not taken: {refused}");
        }
    }

    /// The database, beside the server.
    pub fn store(&self) -> Result<Store> {
        Ok(Store::open(
            &store::Settings { readers: 1, ..store::Settings::new(self.engine.clone()) },
            &wiring::migrations(),
        )?)
    }

    /// Moves the business clock on, as an operator would.
    pub fn move_clock_to(&self, day: Day) -> Result<()> {
        let portico = std::env::current_exe()?;
        let moved = Command::new(portico)
            .args(["clock", "move-to", &format!("{day}T00:00")])
            .args(&self.settings)
            .stdout(Stdio::null())
            .status()?;
        if !moved.success() {
            bail!("the clock could not be moved");
        }
        Ok(())
    }

    /// Ends the server as `kill -9` does, in the middle of whatever it does, and starts it again.
    pub async fn kill_and_start(&mut self) -> Result<()> {
        self.child.kill()?;
        self.child.wait()?;
        self.child = serve(&self.settings)?;
        self.first_page(Instant::now()).await
    }

    /// The processor time that the server has used so far.
    pub fn processor_time(&self) -> Result<Duration> {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.child.id()))?;
        let after_name = stat.rsplit_once(')').context("a process has a name")?.1;
        let ticks: u64 =
            after_name.split_whitespace().skip(11).take(2).filter_map(|ticks| ticks.parse::<u64>().ok()).sum();
        Ok(Duration::from_millis(ticks * 10))
    }

    /// The memory that it holds now, in MiB.
    pub fn memory(&self) -> Result<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("a process has memory")?;
        Ok(line.trim().trim_end_matches(" kB").trim().parse::<u64>()? / 1024)
    }
}

/// It never outlives the measurement, not even one that failed.
impl Drop for Subject {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

fn serve(settings: &[String]) -> Result<Child> {
    let mut server = Command::new(std::env::current_exe()?);
    Ok(server.arg("serve").args(settings).stdin(Stdio::null()).stdout(Stdio::null()).spawn()?)
}

fn open(engine: &Engine) -> Result<Store> {
    let settings = store::Settings { readers: 1, ..store::Settings::new(engine.clone()) };
    Ok(Store::open(&settings, &wiring::migrations())?)
}
