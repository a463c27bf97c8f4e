//! Where Open311 leaves room: listings, tokens, closings, and what can't be known.

use crate::raw::raw;
use crate::support::{Agencies, SECRET, speaker};
use axum::http::Uri;
use connectors::{
    Delivery, Failure, Host, Outcome, Protocol, Speaker, Timeouts,
    conformance::{CANARY, sample},
};
use serde_json::{Value, json};

fn speaker_at(url: &str, settings: Value) -> Speaker {
    let host = Host { url: url.to_owned(), secret: SECRET.to_owned() };
    speaker(Protocol::Open311, &host, Timeouts::default(), settings)
}

/// The number of the page that was asked for.
fn page(uri: &Uri) -> usize {
    let query = uri.query().unwrap_or_default();
    query.split('&').find_map(|pair| pair.strip_prefix("page=")).map_or(1, |page| page.parse().unwrap())
}

/// What a search comes to at a listing of the system's own kind.
async fn searched(
    settings: Value,
    listing: impl Fn(&Uri) -> Value + Clone + Send + Sync + 'static,
) -> (Result<Option<String>, Failure>, usize) {
    let raw = raw(move |uri| (200, listing(uri).to_string())).await;
    let found = speaker_at(&raw.url, settings).findable.unwrap().find(&sample("req_1")).await;
    let asked = raw.asked.lock().unwrap().len();
    (found, asked)
}

fn complete() -> Value {
    json!({ "listing_is_complete": true })
}

fn entry(id: usize, description: &str) -> Value {
    json!({ "service_request_id": id, "status": "open", "description": description,
            "requested_datetime": "2026-03-01T10:00:00Z" })
}

fn is_unknown<T: std::fmt::Debug>(heard: &Result<T, Failure>) -> bool {
    matches!(heard, Err(Failure::Unknown { .. }))
}

#[tokio::test]
async fn a_request_is_found_among_many_on_a_later_page() {
    let agencies = Agencies::start(Protocol::Open311).await;
    let speaker = agencies.speaker();
    let Delivery::Accepted { their_reference } = speaker.connector.deliver(&sample("req_1")).await.unwrap() else {
        panic!()
    };
    let later: Vec<String> = (0..250).map(|n| format!("req_later-{n}")).collect();
    for key in &later {
        speaker.connector.deliver(&sample(key)).await.unwrap();
    }
    assert_eq!(speaker.findable.unwrap().find(&sample("req_1")).await, Ok(Some(their_reference)));
}

#[tokio::test]
async fn a_request_that_is_not_listed_may_be_there_unless_the_listing_is_agreed_to_be_complete() {
    let agencies = Agencies::start(Protocol::Open311).await;
    let speaker = agencies.speaker();
    speaker.connector.deliver(&sample("req_2")).await.unwrap();
    let found = speaker.findable.unwrap().find(&sample("req_1")).await;
    assert!(is_unknown(&found), "{found:?}");
    let found = agencies.speaker_with(complete()).findable.unwrap().find(&sample("req_1")).await;
    assert_eq!(found, Ok(None));
}

#[tokio::test]
async fn a_key_inside_another_word_is_not_the_key() {
    let (found, _) = searched(complete(), |uri| match page(uri) {
        1 => json!([entry(1, "portico_key: req_10"), entry(2, "see xreq_1"), entry(3, "req_1.")]),
        _ => json!([]),
    })
    .await;
    assert_eq!(found, Ok(None));
}

#[tokio::test]
async fn a_key_among_the_attributes_is_found_where_descriptions_are_not_shown() {
    let (found, _) = searched(
        Value::Null,
        |_| json!([{ "service_request_id": "7", "extended_attributes": { "portico_key": "req_1" } }]),
    )
    .await;
    assert_eq!(found, Ok(Some("7".to_owned())));
}

#[tokio::test]
async fn two_requests_with_our_key_are_for_a_person_to_look_at() {
    let (found, _) = searched(complete(), |uri| match page(uri) {
        1 => json!([entry(1, "portico_key: req_1"), entry(2, "portico_key: req_1")]),
        _ => json!([]),
    })
    .await;
    assert!(is_unknown(&found), "{found:?}");
}

#[tokio::test]
async fn a_system_that_does_not_page_may_have_left_entries_out() {
    let (found, asked) = searched(complete(), |_| json!([entry(1, "another"), entry(2, "another")])).await;
    assert!(is_unknown(&found), "{found:?}");
    assert_eq!(asked, 2, "it stops when a page brings nothing new");
}

#[tokio::test]
async fn a_search_ends_however_long_the_listing_is() {
    let (found, asked) = searched(complete(), |uri| json!([entry(page(uri), "another")])).await;
    assert!(is_unknown(&found), "{found:?}");
    assert_eq!(asked, 20);
}

#[tokio::test]
async fn a_search_looks_back_ninety_days_from_the_newest_entry() {
    let (found, asked) = searched(complete(), |uri| {
        let date = if page(uri) == 1 { "2026-03-01T10:00:00Z" } else { "2025-11-01T10:00:00Z" };
        json!([{ "service_request_id": page(uri), "description": "another", "requested_datetime": date }])
    })
    .await;
    assert_eq!((found, asked), (Ok(None), 2));
}

#[tokio::test]
async fn a_page_of_errors_is_not_an_empty_listing() {
    let (found, _) = searched(complete(), |_| json!([{ "code": 400, "description": "no" }])).await;
    assert!(is_unknown(&found), "{found:?}");
}

/// What asking about request 7 comes to.
async fn read(settings: Value, reply: Value) -> Result<Option<connectors::Answer>, Failure> {
    let raw = raw(move |_| (200, reply.to_string())).await;
    speaker_at(&raw.url, settings).polled.unwrap().read("7").await
}

fn closed(notes: &str) -> Value {
    json!([{ "service_request_id": 7, "status": "closed", "status_notes": notes }])
}

#[tokio::test]
async fn a_closing_means_what_its_first_words_say_and_otherwise_nothing() {
    let outcome = async |settings: Value, notes: &str| match read(settings, closed(notes)).await {
        Ok(Some(answer)) => Some(answer.outcome),
        other => {
            assert!(is_unknown(&other), "{other:?}");
            None
        }
    };
    assert_eq!(outcome(Value::Null, "Done").await, Some(Outcome::Granted));
    assert_eq!(outcome(Value::Null, "GRANTED: we moved it").await, Some(Outcome::Granted));
    assert_eq!(outcome(Value::Null, "Declined. Too late").await, Some(Outcome::Refused));
    assert_eq!(outcome(Value::Null, "Not ours, ask the county").await, Some(Outcome::NotOurs { next: None }));
    assert_eq!(outcome(Value::Null, "").await, None);
    assert_eq!(outcome(Value::Null, "Closed").await, None);
    assert_eq!(outcome(Value::Null, "Not granted").await, None);
    assert_eq!(outcome(Value::Null, "Granted in part").await, None);
    let agreed = || json!({ "outcomes": { "granted": ["Erledigt"], "refused": ["Duplicate request"] } });
    assert_eq!(outcome(agreed(), "erledigt: alles").await, Some(Outcome::Granted));
    assert_eq!(outcome(agreed(), "Duplicate request.").await, Some(Outcome::Refused));
}

#[tokio::test]
async fn an_open_request_is_nothing_new_until_somebody_notes_something() {
    let open = |notes: Value| json!([{ "service_request_id": "7", "status": "open", "status_notes": notes }]);
    assert_eq!(read(Value::Null, open(Value::Null)).await, Ok(None));
    assert_eq!(read(Value::Null, open(json!(" "))).await, Ok(None));
    let answer = read(Value::Null, open(json!("An inspector comes on Monday"))).await.unwrap().unwrap();
    assert_eq!(answer.outcome, Outcome::InProgress);
}

#[tokio::test]
async fn an_answer_about_another_request_or_in_another_state_is_not_known() {
    let wrong = [
        json!([{ "service_request_id": "8", "status": "closed", "status_notes": "Done" }]),
        json!([{ "service_request_id": "7", "status": "finished", "status_notes": "Done" }]),
        json!([{ "service_request_id": "7", "status_notes": "Done" }]),
        json!([{ "service_request_id": ["7"], "status": "closed" }]),
        json!([]),
    ];
    for reply in wrong {
        let heard = read(Value::Null, reply.clone()).await;
        assert!(is_unknown(&heard), "{reply}: {heard:?}");
    }
}

#[tokio::test]
async fn a_reference_that_the_system_denies_is_said_to_be_denied() {
    let agencies = Agencies::start(Protocol::Open311).await;
    let heard = agencies.speaker().polled.unwrap().read("999").await;
    assert!(matches!(heard, Err(Failure::Never { .. })), "{heard:?}");
}

#[tokio::test]
async fn a_token_stands_for_the_request_until_it_has_an_id() {
    let raw = raw(|uri| {
        let body = match uri.path() {
            "/north/requests.json" => json!([{ "token": 12345 }]),
            "/north/tokens/12345.json" => json!([{ "service_request_id": 7, "token": 12345 }]),
            "/north/requests/7.json" => closed("Done"),
            _ => return (404, String::new()),
        };
        (200, body.to_string())
    })
    .await;
    let speaker = speaker_at(&raw.url, Value::Null);
    let taken = speaker.connector.deliver(&sample("req_1")).await.unwrap();
    assert_eq!(taken, Delivery::Accepted { their_reference: "token:12345".to_owned() });
    let answer = speaker.polled.unwrap().read("token:12345").await.unwrap().unwrap();
    assert_eq!((answer.outcome, answer.their_reference.as_str()), (Outcome::Granted, "7"));
}

#[tokio::test]
async fn nothing_that_a_person_said_is_in_the_public_listing() {
    let agencies = Agencies::start(Protocol::Open311).await;
    agencies.speaker().connector.deliver(&sample("req_1")).await.unwrap();
    let listing = reqwest::get(format!("{}/north/requests.json", agencies.running.url())).await.unwrap();
    let listing = listing.text().await.unwrap();
    assert!(listing.contains("req_1") && !listing.contains(CANARY), "{listing}");
    let journal = std::fs::read_to_string(agencies.folder.path().join("journal.jsonl")).unwrap();
    assert!(journal.contains("full-name") && !journal.contains(CANARY), "{journal}");
}

#[tokio::test]
async fn settings_that_the_standard_does_not_know_are_refused() {
    let connectors = connectors::Connectors::new(
        [("host".to_owned(), Host { url: "http://127.0.0.1:1".into(), secret: String::new() })].into(),
        Timeouts::default(),
    )
    .unwrap();
    let wrong =
        [json!({ "parameters": { "address": "adress_string" } }), json!({ "listing_complete": true }), json!([1])];
    for settings in wrong {
        let system = connectors::System {
            id: "sys_north".parse().unwrap(),
            protocol: Protocol::Open311,
            host: "host".to_owned(),
            path: String::new(),
            settings: settings.clone(),
        };
        assert!(connectors.for_system(&system).is_err(), "{settings}");
    }
}
