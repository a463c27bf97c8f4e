//! The command as a process: what it acknowledged survives `kill -9`, and what it owes is still done afterwards.

#![expect(clippy::unwrap_used, reason = "a test stops at the first thing that is not as it should be")]

use std::{
    collections::HashMap,
    io::{BufRead, BufReader, Write as _},
    path::Path,
    process::{Child, Command, Stdio},
    sync::{Arc, Mutex},
    time::Duration,
};

use axum::{Router, body::Bytes, extract::State, http::StatusCode, routing::post};
use sandbox::Effect;
use serde_json::{Value, json};

struct Process {
    child: Child,
    url: String,
}

impl Process {
    fn start(protocol: &str, folder: &Path) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_portico-sandbox"))
            .args([protocol, "--port", "0", "--answer-after-ms", "300", "--callback-retry-ms", "50", "--state"])
            .arg(folder)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut url = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut url).unwrap();
        Self { child, url: url.trim().to_owned() }
    }

    /// SIGKILL: no handler runs, nothing is flushed.
    fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    async fn post(&self, key: &str, callback: &str) -> (StatusCode, String) {
        self.post_to("north", key, callback).await
    }

    async fn post_to(&self, agency: &str, key: &str, callback: &str) -> (StatusCode, String) {
        let order = json!({ "key": key, "service": "s", "receipt": "R", "fields": {}, "callback": callback });
        let response = reqwest::Client::new()
            .post(format!("{}/{agency}/requests", self.url))
            .header("idempotency-key", key)
            .body(order.to_string())
            .send()
            .await
            .unwrap();
        let status = StatusCode::from_u16(response.status().as_u16()).unwrap();
        let body: Value = response.json().await.unwrap();
        (status, body["reference"].as_str().unwrap().to_owned())
    }

    async fn effects(&self) -> Vec<Effect> {
        reqwest::get(format!("{}/effects", self.url)).await.unwrap().json().await.unwrap()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

type Heard = Arc<Mutex<HashMap<String, u32>>>;

/// Stands in for Portico: refuses the first `refusals` callbacks, then takes them, and counts answers by key.
async fn portico(refusals: u32) -> (String, Heard) {
    let heard = Heard::default();
    let shared = (Arc::new(Mutex::new(refusals)), heard.clone());
    let take = |State((refusals, heard)): State<(Arc<Mutex<u32>>, Heard)>, body: Bytes| async move {
        let mut refusals = refusals.lock().unwrap();
        if *refusals > 0 {
            *refusals -= 1;
            return StatusCode::SERVICE_UNAVAILABLE;
        }
        let answer: Value = serde_json::from_slice(&body).unwrap();
        *heard.lock().unwrap().entry(answer["key"].as_str().unwrap().to_owned()).or_default() += 1;
        StatusCode::NO_CONTENT
    };
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/callback", listener.local_addr().unwrap());
    tokio::spawn(async move {
        axum::serve(listener, Router::new().route("/callback", post(take)).with_state(shared)).await.unwrap();
    });
    (url, heard)
}

async fn until(mut is_true: impl AsyncFnMut() -> bool) {
    for _ in 0..1000 {
        if is_true().await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("it did not come true within ten seconds");
}

#[tokio::test]
async fn what_was_acknowledged_before_a_kill_is_known_after_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut references: HashMap<String, String> = HashMap::new();
    for round in 0..5 {
        let process = Process::start("rest", folder.path());
        for (key, reference) in &references {
            assert_eq!(process.post(key, "").await, (StatusCode::OK, reference.clone()));
        }
        for n in 0..10 {
            let key = format!("key-{round}-{n}");
            let (status, reference) = process.post(&key, "").await;
            assert_eq!(status, StatusCode::CREATED);
            references.insert(key, reference);
        }
        process.kill();
    }
    let process = Process::start("rest", folder.path());
    let effects = process.effects().await;
    assert_eq!(effects.len(), 50);
    assert!(effects.iter().all(|effect| effect.effects == 1), "{effects:?}");
    assert!(effects.iter().all(|effect| references[&effect.key] == effect.reference));
}

#[tokio::test]
async fn an_answer_owed_at_a_kill_is_called_back_after_it_until_it_is_heard() {
    let folder = tempfile::tempdir().unwrap();
    let (callback, heard) = portico(3).await;
    let process = Process::start("rest", folder.path());
    process.post("key-1", &callback).await;
    process.kill();
    assert!(heard.lock().unwrap().is_empty(), "it was killed before it could decide");

    let process = Process::start("rest", folder.path());
    until(async || process.effects().await[0].called_back).await;
    assert_eq!(*heard.lock().unwrap(), HashMap::from([("key-1".to_owned(), 1)]));
    assert_eq!(process.effects().await[0].outcome.as_deref(), Some("granted"));
}

#[tokio::test]
async fn whoever_hangs_up_after_sending_is_answered_all_the_same() {
    const REQUESTS: usize = 40;
    let folder = tempfile::tempdir().unwrap();
    let process = Process::start("rest", folder.path());
    let at = process.url.strip_prefix("http://").unwrap();
    for n in 0..REQUESTS {
        let order = json!({ "key": format!("key-{n}"), "service": "s", "receipt": "R", "fields": {} }).to_string();
        let head = format!("POST /north/requests HTTP/1.1\r\nhost: {at}\r\nidempotency-key: key-{n}");
        let mut stream = std::net::TcpStream::connect(at).unwrap();
        write!(stream, "{head}\r\ncontent-length: {}\r\n\r\n{order}", order.len()).unwrap();
        // Some hang up before it is taken, some while it is written down, some after.
        std::thread::sleep(Duration::from_micros(100 * n as u64));
    }
    until(async || {
        let effects = process.effects().await;
        !effects.is_empty() && effects.iter().all(|effect| effect.outcome.is_some())
    })
    .await;
}

#[tokio::test]
async fn switches_survive_a_kill() {
    let folder = tempfile::tempdir().unwrap();
    let process = Process::start("open311", folder.path());
    let put = |url: String, body: Value| reqwest::Client::new().put(url).json(&body).send();
    assert!(put(format!("{}/switches", process.url), json!({ "slow_ms": 1 })).await.unwrap().status().is_success());
    assert!(
        put(format!("{}/north/switches", process.url), json!({ "down": true })).await.unwrap().status().is_success()
    );
    let misspelt = put(format!("{}/switches", process.url), json!({ "dwon": true })).await.unwrap();
    assert!(misspelt.status().is_client_error(), "a switch that does not exist is refused");
    process.kill();

    let process = Process::start("open311", folder.path());
    let status = |agency: &str| reqwest::get(format!("{}/{agency}/requests.json", process.url));
    assert_eq!(status("north").await.unwrap().status().as_u16(), 503);
    assert_eq!(status("south").await.unwrap().status().as_u16(), 200);
    let of_north: Value = reqwest::get(format!("{}/north/switches", process.url)).await.unwrap().json().await.unwrap();
    assert_eq!(of_north, json!({ "down": true, "slow_ms": 1 }));
}

#[tokio::test]
async fn the_page_shows_keys_and_references_and_its_form_sets_switches() {
    let folder = tempfile::tempdir().unwrap();
    let process = Process::start("rest", folder.path());
    let (_, reference) = process.post("key-<1>", "").await;
    let form = [("agency", "north"), ("slow_ms", "0"), ("next", ""), ("honours_key", "on"), ("down", "on")];
    let set = reqwest::Client::new().post(format!("{}/switches", process.url)).form(&form).send().await.unwrap();
    assert_eq!(set.status().as_u16(), 200, "it leads back to the page");
    let page = set.text().await.unwrap();
    assert!(page.contains(&reference) && page.contains("key-&lt;1&gt;") && !page.contains("key-<1>"), "{page}");
    let down = reqwest::get(format!("{}/north/requests?key=key-1", process.url)).await.unwrap();
    assert_eq!(down.status().as_u16(), 503);
}

#[tokio::test]
async fn not_ours_is_turned_on_and_off_again_on_the_page() {
    let folder = tempfile::tempdir().unwrap();
    let process = Process::start("rest", folder.path());
    let set = async |agency: &str, fields: &[(&str, &str)]| {
        let form = [&[("agency", agency), ("slow_ms", "0"), ("honours_key", "on")], fields].concat();
        let set = reqwest::Client::new().post(format!("{}/switches", process.url)).form(&form).send().await.unwrap();
        assert_eq!(set.status().as_u16(), 200, "it leads back to the page");
    };
    let outcome = async |key: &str| {
        process.post(key, "").await;
        let mut outcome = None;
        until(async || {
            outcome = process.effects().await.into_iter().find(|effect| effect.key == key).unwrap().outcome;
            outcome.is_some()
        })
        .await;
        outcome.unwrap()
    };
    set("", &[("not_ours", "on"), ("next", "org_south")]).await;
    assert_eq!(outcome("key-1").await, "not-ours");
    set("north", &[("next", "")]).await;
    assert_eq!(outcome("key-2").await, "granted", "one agency goes its own way");
    set("north", &[("not_ours", "on"), ("next", "")]).await;
    assert_eq!(outcome("key-3").await, "not-ours", "without naming anybody");
    set("", &[("next", "")]).await;
    assert_eq!(outcome("key-4").await, "granted");
}

#[tokio::test]
async fn no_two_agencies_of_a_body_give_the_same_reference() {
    let folder = tempfile::tempdir().unwrap();
    let process = Process::start("rest", folder.path());
    let mut references = std::collections::BTreeSet::new();
    for agency in ["allerdale-revenues", "allerdale-customer", "allerdale-streets"] {
        for n in 0..3 {
            let key = format!("key-{agency}-{n}");
            references.insert(process.post_to(agency, &key, "").await.1);
        }
    }
    assert_eq!(references.len(), 9, "{references:?}");
}

#[tokio::test]
async fn a_registrar_answers_with_an_appointment_as_it_was_wished_for() {
    let folder = tempfile::tempdir().unwrap();
    let process = Process::start("rest", folder.path());
    let order = json!({
        "key": "key-1", "service": "register-death", "receipt": "R", "day": "2023-03-20", "language": "en",
        "fields": { "appointment-day": "2023-03-22", "appointment-time": "morning" },
    });
    let client = reqwest::Client::new();
    let url = format!("{}/north/requests", process.url);
    client.post(&url).header("idempotency-key", "key-1").body(order.to_string()).send().await.unwrap();
    let known =
        async || -> Value { client.get(&url).query(&[("key", "key-1")]).send().await.unwrap().json().await.unwrap() };
    until(async || known().await["outcome"] == "in-progress").await;
    let booked = known().await;
    let text = booked["text"].as_str().unwrap();
    assert!(text.contains("Wednesday 22 March 2023") && text.contains("at the register office"), "{text}");
    assert!(process.effects().await[0].outcome.is_none(), "an appointment decides nothing");
    until(async || known().await["outcome"] == "granted").await;
    assert_ne!(known().await["answer_id"], booked["answer_id"], "the decision is an answer of its own");
    let journal = std::fs::read_to_string(folder.path().join("journal.jsonl")).unwrap();
    assert!(!journal.contains("morning"), "what people wrote is not kept");
}
