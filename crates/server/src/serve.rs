//! `portico serve`: listens, answers and works until it is told to stop; then stops in time.

use std::{
    io::ErrorKind,
    net::{SocketAddr, TcpListener},
    time::Duration,
};

use anyhow::{Context as _, Result, anyhow};
use tokio::{
    runtime::Runtime,
    time::{sleep, timeout},
};
use tracing::{info, warn};

use crate::{
    http, lock,
    settings::{Mode, Settings, StaffPages},
    stop,
    wiring::{self, Service},
};

/// What closing the database may take of the time that a stop has.
const CLOSING: Duration = Duration::from_secs(2);

/// Serves until SIGTERM or SIGINT.
pub fn run(settings: Settings) -> Result<()> {
    let listener = listen(settings.listen)?;
    let opened = wiring::open(&settings)?;
    let _lock = lock::hold(&settings)?;
    let runtime = runtime()?;
    let service = wiring::assemble(opened, &settings, listener.local_addr()?)?;
    let outcome = until_stopped(&runtime, &service, &settings, listener, || ());
    runtime.shutdown_timeout(Duration::from_secs(1));
    service.close();
    outcome
}

/// Takes the address, so that one that is in use is known before anything else is touched.
pub fn listen(address: SocketAddr) -> Result<TcpListener> {
    let listener = TcpListener::bind(address).map_err(|error| match error.kind() {
        ErrorKind::AddrInUse => anyhow!("{address} is in use by another program; choose another port with --listen (with --port for the demonstration, or `make run PORT=8090`)"),
        _ => anyhow!("{address} can't be listened on: {error}"),
    })?;
    listener.set_nonblocking(true)?;
    Ok(listener)
}

/// The threads that requests run on.
pub fn runtime() -> Result<Runtime> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build().context("the server's threads can't be started")
}

/// Serves and works until the operator says stop, and calls `started` as soon as the first page can be had.
pub fn until_stopped(
    runtime: &Runtime,
    service: &Service,
    settings: &Settings,
    listener: TcpListener,
    started: impl FnOnce(),
) -> Result<()> {
    let address = listener.local_addr()?;
    runtime.block_on(async {
        let (sayer, mut stop) = stop::channel();
        tokio::spawn(stop::say_on_signal(stop::Signals::catch()?, sayer.clone()));
        let listener = tokio::net::TcpListener::from_std(listener)?;
        let patience = settings.limits.stop.saturating_sub(CLOSING);
        let pages = http::serve(listener, service.router(), settings.limits.connections, stop.clone(), patience);
        let mut pages = tokio::spawn(pages);
        let mut work = tokio::spawn(service.work(stop.clone()));
        say_what_runs(settings, address, service.platform().store().engine_name());
        started();
        let outcome = tokio::select! {
            biased;
            () = stop.said() => Ok(()),
            _ = &mut pages => Err(anyhow!("the server's pages ended by themselves")),
            _ = &mut work => Err(anyhow!("the server's worker ended by itself")),
        };
        // Pages and worker end when stop is said, and may be seen to have ended before the word itself is.
        let outcome = if *stop.receiver().borrow() { Ok(()) } else { outcome };
        info!("Stopping: what has begun is finished");
        sayer.say();
        let finished = async {
            while !(pages.is_finished() && work.is_finished()) {
                sleep(Duration::from_millis(10)).await;
            }
        };
        if timeout(patience, finished).await.is_err() {
            warn!("Some work was unfinished at the stop; it is done after the next start");
        }
        outcome
    })
}

fn say_what_runs(settings: &Settings, address: SocketAddr, engine: &str) {
    info!(%address, engine, "Portico listens on {address}, on {engine}");
    match settings.staff_pages() {
        StaffPages::PickAPerson => {
            warn!("Staff pages are open to anybody at this machine, who may be whoever they pick: a demonstration");
        }
        StaffPages::OffBeyondLoopback => {
            warn!(
                "Staff pages are off: the demonstration's sign-in is for a loopback address only, and others reach {address}"
            );
        }
        StaffPages::OffWithoutIdentityProvider => {
            warn!("Staff pages are off: no identity provider is configured");
        }
    }
    if settings.mode == Mode::Service && settings.evidence.scanner.is_none() {
        warn!("Nobody looks into documents that people give: no scanner is configured (evidence.scanner)");
    }
}
