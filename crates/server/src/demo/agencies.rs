//! The sandbox agencies: processes of their own, with their own state, started and watched by `portico demo`.
//!
//! Each gets our end of a pipe as its standard input and stops when that closes. The kernel closes it whichever way
//! we end, so that nothing we started outlives us.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    path::{Path, PathBuf},
    process::Stdio,
    time::Duration,
};

use anyhow::{Context as _, Result, anyhow, bail};
use connectors::Host;
use tokio::{
    io::{AsyncBufReadExt as _, BufReader},
    process::{Child, ChildStdin, Command},
    task::JoinHandle,
    time::{sleep, timeout},
};
use tracing::{error, warn};

use super::folder::Folder;
use crate::stop::{self, Sayer, Stop};

/// How long an agency may take to start, and to stop.
const PATIENCE: Duration = Duration::from_secs(10);

/// How long after a start that failed the next follows.
const AGAIN: Duration = Duration::from_secs(1);

/// One kind of agency process.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The protocol that it speaks, as its command line names it.
    pub protocol: &'static str,
    /// The name of its host in the settings.
    pub host: &'static str,
    /// Its port.
    pub port: Port,
    state: PathBuf,
    secret: String,
}

/// Where an agency process listens.
#[derive(Debug, Clone, Copy)]
pub enum Port {
    /// There, or nowhere; 0 is any that is free.
    Exactly(u16),
    /// There, or on any that is free.
    Rather(u16),
}

/// An agency process that listens.
struct Running {
    child: Child,
    /// Our end of the pipe. Apart from the child, because waiting for a child closes its input first.
    pipe: ChildStdin,
    port: u16,
}

/// The agencies that run.
#[derive(Debug)]
pub struct Agencies {
    /// Where they are reached.
    pub hosts: BTreeMap<String, Host>,
    stop: Sayer,
    watches: Vec<JoinHandle<()>>,
}

impl Port {
    /// The port that was asked for, or else a usual one.
    pub fn asked(port: Option<u16>, usual: u16) -> Self {
        port.map_or(Self::Rather(usual), Self::Exactly)
    }
}

impl Plan {
    /// A plan for an agency that keeps its state in the demonstration's folder.
    pub fn new(folder: &Folder, protocol: &'static str, host: &'static str, port: Port, secret: &str) -> Self {
        Self { protocol, host, port, state: folder.of_agency(protocol), secret: secret.to_owned() }
    }
}

impl Agencies {
    /// Starts them, and waits until each listens.
    pub async fn start(plans: Vec<Plan>) -> Result<Self> {
        let program = program()?;
        let (stop, stopped) = stop::channel();
        let mut agencies = Self { hosts: BTreeMap::new(), stop, watches: Vec::new() };
        for plan in plans {
            let running = match plan.port {
                Port::Exactly(port) => start(&program, &plan, port).await?,
                Port::Rather(port) => match start(&program, &plan, port).await {
                    Ok(started) => started,
                    Err(_) => start(&program, &plan, 0).await?,
                },
            };
            let host = Host { url: format!("http://127.0.0.1:{}", running.port), secret: plan.secret.clone() };
            agencies.hosts.insert(plan.host.to_owned(), host);
            agencies.watches.push(tokio::spawn(watch_over(program.clone(), plan, running, stopped.clone())));
        }
        Ok(agencies)
    }

    /// Stops them, and waits until they have.
    pub async fn stop(self) {
        self.stop.say();
        for watch in self.watches {
            let _ = watch.await;
        }
    }
}

fn program() -> Result<PathBuf> {
    let ours = std::env::current_exe().context("this program's own path can't be read")?;
    let program = ours.with_file_name("portico-sandbox");
    if !program.is_file() {
        bail!("{} is not there; build it with `cargo build --package sandbox`", program.display());
    }
    Ok(program)
}

/// Starts an agency and waits until it listens.
async fn start(program: &Path, plan: &Plan, port: u16) -> Result<Running> {
    let what = format!("the {} agency on port {port}", plan.protocol);
    let said = plan.state.join("log");
    fs::create_dir_all(&plan.state).with_context(|| format!("{} can't be made", plan.state.display()))?;
    let errors = File::options()
        .create(true)
        .append(true)
        .open(&said)
        .with_context(|| format!("{} can't be written", said.display()))?;
    let mut child = Command::new(program)
        .args([plan.protocol, "--exit-with-stdin", "--port", &port.to_string(), "--state"])
        .arg(&plan.state)
        .env("PORTICO_SANDBOX_SECRET", &plan.secret)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(errors)
        // A Ctrl-C at the terminal is for us: we stop the agencies after the server, not with it.
        .process_group(0)
        .kill_on_drop(true)
        .spawn()
        .with_context(|| format!("{what} can't be started"))?;
    let pipe = child.stdin.take().context("its input was asked for")?;
    let output = child.stdout.take().context("its output was asked for")?;
    let mut lines = BufReader::new(output).lines();
    let first = timeout(PATIENCE, lines.next_line()).await;
    let port = first.ok().and_then(|line| line.ok().flatten()).as_deref().and_then(port_in);
    let port = port.ok_or_else(|| anyhow!("{what} did not start: {}", last_words(&said)))?;
    tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
    Ok(Running { child, pipe, port })
}

/// The port of the first address in a line such as `listening on http://127.0.0.1:8181`.
fn port_in(line: &str) -> Option<u16> {
    let (_, after) = line.split_once("127.0.0.1:")?;
    after.split(|letter: char| !letter.is_ascii_digit()).next()?.parse().ok()
}

fn last_words(said: &Path) -> String {
    let text = fs::read_to_string(said).unwrap_or_default();
    text.lines()
        .rfind(|line| !line.trim().is_empty())
        .map_or_else(|| "it did not say why".into(), |line| line.trim().into())
}

/// An agency that ends is started again, on the same port and with the same state, until we are told to stop.
async fn watch_over(program: PathBuf, plan: Plan, mut running: Running, mut stop: Stop) {
    loop {
        tokio::select! {
            () = stop.said() => return end(running).await,
            ended = running.child.wait() => {
                let how = ended.map_or_else(|error| error.to_string(), |status| status.to_string());
                warn!("The {} agency ended ({how}); it is started again", plan.protocol);
            }
        }
        running = loop {
            match start(&program, &plan, running.port).await {
                Ok(running) => break running,
                Err(error) => error!("{error:#}"),
            }
            tokio::select! {
                () = stop.said() => return,
                () = sleep(AGAIN) => (),
            }
        };
    }
}

async fn end(running: Running) {
    let Running { mut child, pipe, .. } = running;
    drop(pipe);
    if timeout(PATIENCE, child.wait()).await.is_err() {
        let _ = child.kill().await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_port_is_read_from_what_an_agency_says_first() {
        assert_eq!(port_in("rest agencies listen on http://127.0.0.1:8181"), Some(8181));
        assert_eq!(port_in("127.0.0.1:40123 (rest)"), Some(40123));
        assert_eq!(port_in("listening"), None);
    }
}
