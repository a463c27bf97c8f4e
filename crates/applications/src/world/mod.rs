//! A whole platform for one test: database, clocks, demonstration government, agencies, pages.
//!
//! The agencies are the real stand-ins, in this process, on ports of their own. Nothing is mocked.

mod browser;
mod transfers;

use std::{
    collections::BTreeMap,
    net::SocketAddr,
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, Instant},
};

use connectors::{Connectors, Host, Timeouts};
use responsibility::endpoint::Protocol as EndpointProtocol;
use sandbox::{Protocol, Running};
use store::{
    RealClock,
    testing::{Fresh, fresh},
};
use tokio::task::JoinHandle;
use values::{Actor, Id, Moment, id, source::Source};
use web::{Kit, WebSettings};

pub use browser::{Browser, Page};

use crate::{
    Government, Platform, case,
    data::{self, GovernmentData},
    dispatch::{Pace, worker},
    evidence,
    journey::{self, Answers},
};

/// When the demonstration begins.
pub const BEGINNING: &str = "2023-03-20T09:00:00Z";

const SECRET: &str = "of-the-tests-and-shared-with-the-stand-in-agencies";

/// A whole platform. Its clocks stand still until they are moved.
pub struct World {
    /// The platform, as the server has it.
    pub platform: Platform,
    /// The agencies that speak our own protocol.
    pub rest: Running,
    /// The agencies that speak Open311.
    pub open311: Running,
    /// Where the pages are.
    pub address: String,
    server: JoinHandle<()>,
    _state: tempfile::TempDir,
    _fresh: Fresh,
}

/// The tables of every crate below this one, in order.
pub fn migrations() -> Vec<store::Migration> {
    [store::MIGRATIONS, web::MIGRATIONS, catalogue::MIGRATIONS, responsibility::MIGRATIONS, crate::MIGRATIONS].concat()
}

/// The folder of the demonstration government.
pub fn demo_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../demo")
}

/// The demonstration government's files.
pub fn demo_files() -> Vec<Source> {
    let mut files = Vec::new();
    let mut folders = vec![demo_folder()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("the demonstration's folder can be read") {
            let path = entry.expect("and its entries").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "toml" || extension == "dmn") {
                let name = path.strip_prefix(demo_folder()).expect("it lies below").display().to_string();
                files.push(Source { file: name, text: std::fs::read_to_string(&path).expect("a data file is text") });
            }
        }
    }
    files.sort_by(|a, b| a.file.cmp(&b.file));
    files
}

/// The demonstration government, read and checked.
pub fn demo_data() -> GovernmentData {
    match data::read(&demo_files()) {
        Ok(data) => data,
        Err(findings) => panic!("{findings:#?}"),
    }
}

impl World {
    /// The demonstration on 20 March 2023, with agencies that answer at once.
    pub async fn new() -> Self {
        Self::answering_after(Duration::from_millis(1)).await
    }

    /// The same, with agencies that take their time.
    pub async fn answering_after(answer_after: Duration) -> Self {
        Self::begin(demo_data(), answer_after, evidence::Settings::default()).await
    }

    /// The same, with evidence kept in another way.
    pub async fn keeping(evidence: evidence::Settings) -> Self {
        Self::begin(demo_data(), Duration::from_millis(1), evidence).await
    }

    /// Another government on that day.
    pub async fn of(government: GovernmentData) -> Self {
        Self::begin(government, Duration::from_millis(1), evidence::Settings::default()).await
    }

    async fn begin(government: GovernmentData, answer_after: Duration, evidence: evidence::Settings) -> Self {
        let mut fresh = tokio::task::spawn_blocking(|| fresh(&migrations())).await.expect("a fresh database");
        // Signatures are checked against real time, and the agencies are real.
        let now = RealClock::System.now();
        fresh.clocks.advance_real(now.0 - fresh.clocks.real().0);
        fresh.clocks.set_business(Moment::parse(BEGINNING).expect("a moment"));
        let state = tempfile::tempdir().expect("a folder");
        let agencies = async |protocol, name: &str| {
            let settings = sandbox::Settings {
                secret: SECRET.to_owned(),
                answer_after,
                callback_retry: Duration::from_millis(20),
                ..sandbox::Settings::new(protocol, state.path().join(name))
            };
            sandbox::start(settings).await.expect("the agencies start")
        };
        let (rest, open311) = (agencies(Protocol::Rest, "rest").await, agencies(Protocol::Open311, "open311").await);
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = format!("http://{}", listener.local_addr().expect("it has an address"));
        let platform = platform(&mut fresh, government, &address, (&rest, &open311)).await.with_evidence(evidence);
        let router = crate::routes(&platform).merge(transfers::routes(&platform)).into_router(&platform.kit);
        let service = router.into_make_service_with_connect_info::<SocketAddr>();
        let server = tokio::spawn(async move { axum::serve(listener, service).await.expect("the pages are served") });
        Self { platform, rest, open311, address, server, _state: state, _fresh: fresh }
    }

    /// A browser that has been nowhere yet.
    pub fn browser(&self) -> Browser {
        Browser::new(&self.address)
    }

    /// Moves business time on.
    pub fn business(&self, moment: &str) {
        self.platform.clocks().set_business(Moment::parse(moment).expect("a moment"));
    }

    /// Moves real time on: what waits for a retry, a lease or a poll becomes due.
    pub fn wait(&self, milliseconds: i64) {
        self.platform.clocks().advance_real(milliseconds);
    }

    /// Does all work that is due.
    pub async fn work(&self) -> usize {
        worker::drain(&self.platform).await
    }

    /// Works, with real time moving on, until the case is as wanted. Fails after ten seconds.
    pub async fn until(&self, application: &Id<id::Application>, wanted: impl Fn(&case::Case) -> bool) -> case::Case {
        let patience = Instant::now();
        loop {
            self.work().await;
            let case = self.case(application).await;
            if wanted(&case) {
                return case;
            }
            let states: Vec<_> =
                case.requests.iter().map(|part| format!("{} {}", part.service_type, part.state)).collect();
            assert!(
                patience.elapsed() < Duration::from_secs(10),
                "the case did not come to what was wanted: {states:#?}"
            );
            tokio::time::sleep(Duration::from_millis(5)).await;
            self.wait(250);
        }
    }

    /// Has every system answered, so that only people at desks are left?
    pub fn only_desks_are_left(&self, case: &case::Case) -> bool {
        case.requests.iter().all(|part| matches!(part.state, "granted" | "withdrawn") || self.waits_at_desk(part))
    }

    /// Does an officer at a desk have it?
    pub fn waits_at_desk(&self, part: &case::Part) -> bool {
        let government = self.platform.government();
        let mut systems = government.model.systems();
        part.state == "sent"
            && systems
                .any(|system| system.protocol == EndpointProtocol::Desk && Some(&system.name) == part.system.as_ref())
    }

    /// A case as it stands.
    pub async fn case(&self, application: &Id<id::Application>) -> case::Case {
        let (government, vault, id) = (self.platform.government(), self.platform.vault().clone(), application.clone());
        let today = self.platform.today();
        let read = self.platform.store().read(move |tx| case::read(tx, &government, &vault, &id, today));
        read.await.expect("a case can be read").expect("there is one")
    }

    /// The example answers of a journey.
    pub fn examples(&self, journey: &str) -> Answers {
        let journey = Id::named(journey).expect("a journey's name");
        let government = self.platform.government();
        let journey = government.journeys.offered(&journey, self.platform.today()).expect("the journey is offered");
        let journey = journey::Journey::clone(journey).with_examples_on(government.today(self.platform.today()));
        let examples =
            journey.questions.iter().filter_map(|question| Some((question.id.clone(), question.example.clone()?)));
        let examples = examples.collect();
        journey.asking(&examples, &[], self.platform.today()).counted(&examples)
    }

    /// Sends the example answers of a journey as a client of the API.
    pub async fn apply(&self, journey: &str, change: impl FnOnce(&mut Answers)) -> Id<id::Application> {
        let mut answers = self.examples(journey);
        change(&mut answers);
        let sent = self.post_application(&fresh_key(), journey, &answers).await;
        assert_eq!(sent.0, 201, "{}", sent.1);
        sent.1["application"].as_str().expect("an id").parse().expect("of an application")
    }

    /// The services of a journey that are sent only where the person agrees.
    pub fn to_agree(&self, journey: &str) -> Vec<String> {
        let government = self.platform.government();
        let known = Id::named(journey).ok().and_then(|id| government.journeys.offered(&id, self.platform.today()));
        let services = known.into_iter().flat_map(|journey| &journey.services);
        let free = services.filter(|step| step.basis == journey::Basis::Consent);
        free.map(|step| step.service_type.name().to_owned()).collect()
    }

    /// Posts to the API, with consent to whatever asks for it: the status and the JSON that came back.
    pub async fn post_application(&self, key: &str, journey: &str, answers: &Answers) -> (u16, serde_json::Value) {
        let body = serde_json::json!({ "journey": journey, "answers": answers, "agreed": self.to_agree(journey) });
        let reply = reqwest::Client::new()
            .post(format!("{}/api/applications", self.address))
            .header("idempotency-key", key)
            .json(&body)
            .send()
            .await
            .expect("the server answers");
        (reply.status().as_u16(), reply.json().await.expect("with JSON"))
    }

    /// Which body's system has a request, and how often it took effect there.
    pub fn effects(&self, request: &Id<id::Request>) -> Vec<sandbox::Effect> {
        let all = self.rest.effects().into_iter().chain(self.open311.effects());
        all.filter(|effect| effect.key == request.as_str()).collect()
    }
}

impl Drop for World {
    fn drop(&mut self) {
        self.server.abort();
    }
}

/// A key that nobody used before.
pub fn fresh_key() -> String {
    let mut bytes = [0; 16];
    aws_lc_rs::rand::fill(&mut bytes).expect("the system gives chance");
    hex::encode(bytes)
}

async fn platform(
    fresh: &mut Fresh,
    government: GovernmentData,
    address: &str,
    (rest, open311): (&Running, &Running),
) -> Platform {
    let data = Arc::new(government);
    let (now, zone) = (fresh.clocks.now(), fresh.clocks.zone().clone());
    let store = fresh.store.clone();
    let recorded = tokio::task::spawn_blocking(move || {
        store.write_blocking(move |tx| {
            data::record(tx, &Actor::portico("test"), now, now.day(&zone), &data)?;
            Ok::<_, data::RecordError>(Government::load(tx, zone.clone())?)
        })
    });
    let government = recorded.await.expect("it ran").expect("the demonstration can be recorded");
    let settings = WebSettings { public_address: address.to_owned(), ..WebSettings::default() };
    let kit = Kit::new(
        fresh.store.clone(),
        fresh.clocks.clone(),
        fresh.vault.clone(),
        settings,
        &[responsibility::TEMPLATES, crate::TEMPLATES],
        &[responsibility::LOCALES, crate::LOCALES].concat(),
    )
    .expect("templates and languages are sound");
    let host = |running: &Running| Host { url: running.url(), secret: SECRET.to_owned() };
    let hosts: BTreeMap<String, Host> =
        [("rest-agency".to_owned(), host(rest)), ("open311-agency".to_owned(), host(open311))].into();
    let secrets = hosts.iter().map(|(name, host)| (name.clone(), host.secret.clone())).collect();
    let timeouts = Timeouts { connect: Duration::from_secs(1), total: Duration::from_secs(2) };
    let connectors = Connectors::new(hosts, timeouts).expect("the hosts are sound");
    let pace = Pace { lease_ms: 5_000, poll_ms: 200, retry_ms: 200, attempts: 20, at_once: 8, rest_ms: 10 };
    Platform::new(kit, connectors, secrets, address, pace, government)
}
