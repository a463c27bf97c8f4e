//! `portico demo`: a whole demonstration on this machine. Database, sandbox agencies and server are started, and
//! stopped again, together.

pub mod agencies;
pub mod folder;
mod greeting;
mod typed;

use std::{net::SocketAddr, time::Duration};

use anyhow::{Context as _, Error, Result, anyhow, bail};
use applications::data::{self, GovernmentData, RecordError};
use catalogue::{Catalogue, data::CatalogueData, import, inventory};
use clap::Args;
use store::{Clocks, Engine, Store, StoreError};
use values::{Actor, Day, Moment, Role};

use crate::{
    commands::clock,
    government, lock, say, serve,
    settings::{Mode, Settings, StaffPages, flags::Word},
    wiring::{self, Service},
};
use agencies::{Agencies, Plan, Port};
use folder::{Folder, Start};
use greeting::Scene;
use typed::Commands;

/// What a demonstration is, whatever anybody says.
pub const INSISTS: &[Word] = &[("demo", "true")];

/// What a demonstration does unless somebody says otherwise: nobody wants to wait a minute for an answer, or to see the
/// greeting pushed off the screen by a line for each request.
pub const SUGGESTS: &[Word] = &[("work.poll-seconds", "1"), ("log.level", "info,server::requests=warn")];

/// When the business clock of a demonstration begins.
pub const BEGIN: &str = "2023-03-20T09:00";

/// A day of the demonstration on which other bodies take over.
const CHANGE: &str = "2023-04-01";

/// How to run a demonstration.
#[derive(Debug, Args)]
pub struct Options {
    /// Start again: delete what an earlier demonstration made in the data folder
    #[arg(long)]
    pub fresh: bool,
    /// The server's port on 127.0.0.1; short for --listen
    #[arg(long, value_name = "PORT", conflicts_with = "listen")]
    pub port: Option<u16>,
    /// The port of the agencies that speak REST; 0 for any [default: 8181, or any where that is in use]
    #[arg(long, value_name = "PORT", overrides_with = "rest_port")]
    pub rest_port: Option<u16>,
    /// The port of the agencies that speak Open311; 0 for any [default: 8182, or any where that is in use]
    #[arg(long, value_name = "PORT", overrides_with = "open311_port")]
    pub open311_port: Option<u16>,
    /// When the business clock of a new demonstration begins
    #[arg(long, value_name = "WHEN", default_value = BEGIN)]
    pub begin: String,
}

/// Runs the demonstration until SIGTERM or Ctrl-C. Nothing is touched before the address is ours and the files are
/// sound.
pub fn run(mut settings: Settings, options: &Options) -> Result<()> {
    if let Some(port) = options.port {
        settings.listen = ([127, 0, 0, 1], port).into();
    }
    if options.fresh && matches!(settings.database, Engine::Postgres { .. }) {
        bail!("--fresh deletes files; make the PostgreSQL database afresh with dropdb and createdb");
    }
    let listener = serve::listen(settings.listen)?;
    let government = government::read(&settings.demo_data)?;
    let folder = Folder::claim(&settings, if options.fresh { Start::Afresh } else { Start::GoOn })?;
    let _lock = lock::hold(&settings)?;
    if options.fresh {
        folder.clear()?;
    }
    wiring::migrate(&settings).map_err(|error| or_afresh(error, &settings))?;
    begin(&settings, &folder, government, &options.begin)?;
    let opened = wiring::open(&settings)?;

    let runtime = serve::runtime()?;
    let agencies = runtime.block_on(Agencies::start(plans(&folder, options)?))?;
    settings.hosts.extend(agencies.hosts.clone());
    let address = listener.local_addr()?;
    let service = wiring::assemble(opened, &settings, address)?;
    let greeting = greet(&service, &settings, address, &agencies);
    let outcome = serve::until_stopped(&runtime, &service, &settings, listener, || say::to_anybody(&greeting));
    runtime.block_on(agencies.stop());
    runtime.shutdown_timeout(Duration::from_secs(1));
    service.close();
    outcome
}

/// Where a database can't be used, a demonstration's can also be given up: says how.
fn or_afresh(error: Error, settings: &Settings) -> Error {
    let is_lost = matches!(
        error.downcast_ref(),
        Some(StoreError::Damaged(_) | StoreError::NewerDatabase(_) | StoreError::KeyFile { .. })
    );
    match Commands::of(settings).start_again() {
        Some(command) if is_lost => anyhow!("{error:#}; or give up what is in it and start again: {command}"),
        _ => error,
    }
}

/// Gives a new database its government and its first day; one that has them goes on. A database with a government that
/// no demonstration loaded is a service's.
fn begin(settings: &Settings, folder: &Folder, government: GovernmentData, when: &str) -> Result<()> {
    let opened = wiring::open(settings)?;
    let data = government.catalogue.clone();
    let is_new = first_day(&opened.store, &opened.clocks, government, when);
    let shown = match is_new {
        Ok(true) => clock::moment(when, opened.clocks.zone())
            .map_or(Ok(()), |now| show_in_the_catalogue(&opened.store, (now, now.day(opened.clocks.zone())), &data)),
        _ => Ok(()),
    };
    opened.close();
    let is_new = is_new?;
    shown?;
    if folder.is_new && !is_new {
        folder.disown();
        bail!("the database holds a government that `portico demo` did not load; name another with --database");
    }
    Ok(())
}

/// Publishes the government's own services in the catalogue, brought by one catalogue manager and approved by another.
fn show_in_the_catalogue(store: &Store, (now, today): (Moment, Day), data: &CatalogueData) -> Result<()> {
    let managers: Vec<Actor> = data
        .people
        .iter()
        .filter(|person| person.role == Role::CatalogueManager)
        .map(|person| Actor::staff(person.id.clone(), person.role, person.body.clone()).through("portico demo"))
        .collect();
    let [first, second, ..] = &managers[..] else { return Ok(()) };
    let (first, second) = (first.clone(), second.clone());
    serve::runtime()?.block_on(async {
        let editions = inventory::government::editions(data, today);
        let about = (inventory::government::SOURCE, "the files of the demonstration", today);
        let Some(brought) = import::receive_editions(store, &first, now, about, editions).await? else { return Ok(()) };
        let id = brought.id.clone();
        store.write(move |tx| import::approve(tx, &second, now, &id, None)).await?;
        import::publish(store, &first, now, &brought.id, |_| {}).await?;
        Ok(())
    })
}

/// Gives a database without any government this one, and the business clock its first day. Answers whether it did.
pub fn first_day(store: &Store, clocks: &Clocks, government: GovernmentData, when: &str) -> Result<bool> {
    let begin = clock::moment(when, clocks.zone()).with_context(|| format!("--begin is not a time: '{when}'"))?;
    let clocks = clocks.clone();
    let is_new = store.write_blocking(move |tx| {
        if Catalogue::current_edition(tx)? > 0 {
            return Ok::<_, RecordError>(false);
        }
        let actor = Actor::portico("demo").through("portico demo");
        clock::set(tx, &actor, &clocks, begin)?;
        data::record(tx, &actor, begin, begin.day(clocks.zone()), &government)?;
        Ok(true)
    })?;
    Ok(is_new)
}

fn greet(service: &Service, settings: &Settings, address: SocketAddr, agencies: &Agencies) -> String {
    greeting::greeting(&Scene {
        here: &settings.public_address(address),
        data: &settings.data.display().to_string(),
        commands: &Commands::of(settings),
        hosts: &agencies.hosts,
        known_as: settings.public_address.as_deref(),
        staff_can_sign_in: settings.staff_pages() == StaffPages::PickAPerson,
        now: &clock::told(service.platform().clocks().now(), &settings.zone),
        catalogue: &service.platform().government().catalogue,
    })
}

/// The hosts of the agencies that a demonstration starts, as its systems name them.
pub const HOSTS: [&str; 2] = ["rest-agency", "open311-agency"];

/// Which agencies there are: the hosts that the demonstration's systems name.
fn plans(folder: &Folder, options: &Options) -> Result<Vec<Plan>> {
    let mut secret = [0; 32];
    aws_lc_rs::rand::fill(&mut secret).ok().context("the system gives no randomness")?;
    let secret = hex::encode(secret);
    let rest = Port::asked(options.rest_port, 8181);
    let open311 = Port::asked(options.open311_port, 8182);
    Ok(vec![
        Plan::new(folder, "rest", HOSTS[0], rest, &secret),
        Plan::new(folder, "open311", HOSTS[1], open311, &secret),
    ])
}

/// Whether the settings are a demonstration's.
pub fn is_demo(settings: &Settings) -> bool {
    settings.mode == Mode::Demo || folder::is_made_by_demo(&settings.data)
}
