//! How the parts are put together: database, keys, clocks, data, pages, worker.

use std::{
    env,
    net::SocketAddr,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use anyhow::{Context as _, Result};
use applications::{
    Government, Platform,
    dispatch::{
        Pace,
        worker::{self, Lane},
    },
    evidence::{self, folder::Folder},
    journey::desk::judge::Judge,
};
use axum::Router;
use catalogue::search::finder::{Finder, Synonyms};
use connectors::{Connectors, Timeouts};
use store::{Clocks, Migration, RealClock, Store, StoreError, Tx, Vault, audit};
use tokio::task::JoinSet;
use web::{Kit, Routes};

use crate::{health::Watch, measures, moved, names, pages, requests, routes, settings::Settings, stop::Stop, upkeep};

/// The tables of every part, in the order in which they build on each other.
pub fn migrations() -> Vec<Migration> {
    [store::MIGRATIONS, web::MIGRATIONS, catalogue::MIGRATIONS, responsibility::MIGRATIONS, applications::MIGRATIONS]
        .concat()
}

/// Makes the database and what belongs to it, or brings it up to this version. Answers what was applied.
///
/// With a database that nobody has used yet it makes the key file, too. With any other it never does: another key
/// would open nothing.
pub fn migrate(settings: &Settings) -> Result<Vec<String>> {
    make_folder(settings)?;
    let applied = Store::migrate(&of_store(settings), &migrations())?;
    let store = Store::open(&of_store(settings), &migrations())?;
    let unused = store.read_blocking(is_unused);
    store.close();
    Vault::open_or_create(&settings.key_file, unused?)?;
    Ok(applied)
}

/// The database, its keys and its clocks.
#[derive(Clone)]
pub struct Opened {
    /// The database.
    pub store: Store,
    /// The keys.
    pub vault: Vault,
    /// The clocks.
    pub clocks: Clocks,
}

/// Opens the database, the key file and the clocks. Changes nothing.
pub fn open(settings: &Settings) -> Result<Opened> {
    let store = open_store(settings)?;
    let vault = Vault::open_or_create(&settings.key_file, false)?;
    let clocks = Clocks::load_blocking(&store, settings.zone.clone())?;
    Ok(Opened { store, vault, clocks })
}

/// Opens the database alone.
pub fn open_store(settings: &Settings) -> Result<Store, StoreError> {
    Store::open(&of_store(settings), &migrations())
}

impl Opened {
    /// Finishes what is queued and lets go of the database.
    pub fn close(self) {
        self.store.close();
    }
}

/// The server, put together and ready to run.
pub struct Service {
    platform: Platform,
    router: Router,
    watch: Watch,
}

/// Puts the server together on an open database. `listening` is where it will be reached, if nobody said otherwise.
pub fn assemble(opened: Opened, settings: &Settings, listening: SocketAddr) -> Result<Service> {
    let public_address = settings.public_address(listening);
    let watch = Watch::new(opened.store.clone(), settings);
    let finder = Finder::open(&settings.data, Synonyms::shipped())?;
    let platform = platform(opened, settings, &public_address)?.with_finder(finder).with_judge(judge()?);
    let site = site(&platform, &watch);
    let router = names::only_ours(site.into_router(&platform.kit), settings.mode, &public_address);
    let router = moved::old_pages(router, &platform);
    let router = requests::recorded(router, settings.limits.request);
    Ok(Service { platform, router, watch })
}

/// This program, as it reads decision models that somebody brings.
fn judge() -> Result<Judge> {
    Ok(Judge::program(env::current_exe()?, &["decision", "judge"]))
}

/// The platform on an open database.
pub fn platform(opened: Opened, settings: &Settings, public_address: &str) -> Result<Platform> {
    let Opened { store, vault, clocks } = opened;
    let web = pages::settings(settings, public_address);
    let kit = Kit::new(store, clocks, vault, web, pages::TEMPLATES, &pages::locales())?;
    platform_on(kit, settings, public_address)
}

/// The platform that pages and worker share, over the government that the database knows.
pub fn platform_on(kit: Kit, settings: &Settings, public_address: &str) -> Result<Platform> {
    let zone = settings.zone.clone();
    let government = kit.store.read_blocking(move |tx| Government::load(tx, zone.clone()))?;
    let secrets = settings.hosts.iter().map(|(name, host)| (name.clone(), host.secret.clone())).collect();
    let platform = Platform::new(kit, connectors(settings)?, secrets, public_address, pace(settings), government);
    Ok(platform.with_evidence(evidence(settings)?))
}

/// Every route of every part, each with who may use it.
pub fn site(platform: &Platform, watch: &Watch) -> Routes {
    pages::of_catalogue(platform)
        .merge(pages::of_responsibility(platform))
        .merge(web::statements::routes(&platform.kit))
        .merge(applications::routes(platform))
        .merge(routes::routes(&platform.kit, watch.health(), measures::start()))
}

impl Service {
    /// The pages.
    pub fn router(&self) -> Router {
        self.router.clone()
    }

    /// What pages and worker share.
    pub fn platform(&self) -> &Platform {
        &self.platform
    }

    /// Does everything that is nobody's request, until stop is said; then finishes what it has begun.
    pub fn work(&self, mut stop: Stop) -> impl Future<Output = ()> + Send + 'static {
        let platform = self.platform.clone();
        let watch = self.watch.clone();
        async move {
            let mut upkeep = JoinSet::new();
            upkeep.spawn(upkeep::sequence(platform.store().clone(), platform.vault().clone()));
            upkeep.spawn(upkeep::follow_the_clock(platform.store().clone(), platform.clocks().clone()));
            upkeep.spawn(upkeep::follow_the_government(platform.clone()));
            if let Some(finder) = &platform.finder {
                upkeep.spawn(upkeep::follow_the_inventory(finder.clone(), platform.clone()));
                upkeep.spawn(upkeep::write_missed_searches(finder.clone(), platform.clone()));
            }
            upkeep.spawn(upkeep::vest_what_is_due(platform.clone()));
            upkeep.spawn(upkeep::look_ahead(platform.clone()));
            upkeep.spawn(upkeep::measure(platform.store().clone()));
            upkeep.spawn(upkeep::sweep_sessions(platform.store().clone()));
            upkeep.spawn(upkeep::clear_evidence(platform.clone()));
            upkeep.spawn(watch.keep_looking());
            let calls = Lane::calls(&platform.pace);
            tokio::join!(
                worker::run(platform.clone(), calls, stop.receiver()),
                worker::run(platform, Lane::handovers(), stop.receiver())
            );
            stop.said().await;
            upkeep.shutdown().await;
        }
    }

    /// Finishes what is queued and lets go of the database.
    pub fn close(self) {
        self.platform.store().clone().close();
    }
}

fn connectors(settings: &Settings) -> Result<Connectors> {
    let timeouts = Timeouts { connect: settings.limits.connect, total: settings.limits.answer };
    Ok(Connectors::new(settings.hosts.clone(), timeouts)?)
}

fn evidence(settings: &Settings) -> Result<evidence::Settings> {
    let said = &settings.evidence;
    let open = |folder: &PathBuf| {
        Folder::open(folder).with_context(|| format!("the folder of documents {} can't be made", folder.display()))
    };
    Ok(evidence::Settings {
        folder: said.folder.as_ref().map(open).transpose()?,
        scanner: said.scanner.clone().map(Arc::new),
        largest: said.largest,
    })
}

fn pace(settings: &Settings) -> Pace {
    let milliseconds = |time: Duration| i64::try_from(time.as_millis()).unwrap_or(i64::MAX);
    let work = &settings.work;
    let (poll_ms, lease_ms) = (milliseconds(work.poll), milliseconds(work.lease));
    Pace { poll_ms, lease_ms, at_once: work.at_once, ..Pace::default() }
}

fn of_store(settings: &Settings) -> store::Settings {
    store::Settings {
        engine: settings.database.clone(),
        queue: settings.limits.queue,
        readers: settings.limits.readers,
        clock: RealClock::System,
    }
}

/// Only the server's account can look into it: even where nothing is readable without the key, names of files are.
fn make_folder(settings: &Settings) -> Result<()> {
    use std::os::unix::fs::DirBuilderExt as _;
    let make = |folder: &Path| {
        let made = std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder);
        made.with_context(|| format!("the data folder {} can't be made", folder.display()))
    };
    make(&settings.data)
}

fn is_unused(tx: &mut Tx<'_>) -> Result<bool, StoreError> {
    Ok(!Vault::has_people(tx)? && audit::entries(tx, 0, 1)?.is_empty() && audit::unnumbered(tx, 1)?.is_empty())
}
