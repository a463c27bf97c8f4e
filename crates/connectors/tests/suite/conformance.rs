//! Every connector passes the suite, and the suite fails those that should not.

use std::sync::Arc;

use crate::support::{Agencies, speaker};
use connectors::{
    Connector, Delivery, Dispatch, Failure, Host, Protocol, Reply, Speaker, System,
    conformance::{self, Report},
};
use sandbox::Switches;
use serde_json::{Value, json};
use values::Id;

fn holds(report: &Report) {
    assert!(report.passed(), "\n{report}");
}

#[tokio::test]
async fn rest_keeps_the_promise() {
    let agencies = Agencies::start(Protocol::Rest).await;
    holds(&conformance::promise(&agencies.speaker_with(json!({ "polled": true })), "req_one").await);
    let effect = agencies.effect("req_one-1").unwrap();
    assert_eq!((effect.deliveries, effect.effects), (2, 1), "the same key twice is one effect");
}

#[tokio::test]
async fn open311_keeps_the_promise_in_both_formats() {
    let agencies = Agencies::start(Protocol::Open311).await;
    for (n, format) in ["json", "xml"].into_iter().enumerate() {
        for complete in [false, true] {
            let settings = json!({ "format": format, "listing_is_complete": complete });
            let key = format!("req_{n}-{complete}");
            holds(&conformance::promise(&agencies.speaker_with(settings), &key).await);
        }
    }
    assert!(agencies.running.effects().iter().all(|effect| effect.effects == 1));
}

#[tokio::test]
async fn a_desk_keeps_the_promise_and_needs_no_host() {
    let connectors = connectors::Connectors::new([].into(), connectors::Timeouts::default()).unwrap();
    let system = System {
        id: Id::named("desk").unwrap(),
        protocol: Protocol::Desk,
        host: "desk".to_owned(),
        path: String::new(),
        settings: Value::Null,
    };
    holds(&conformance::promise(&connectors.for_system(&system).unwrap(), "req_one").await);
}

#[tokio::test]
async fn a_protocol_is_deaf_where_its_systems_can_not_be_told_and_nobody_is_shown_what_happened() {
    for protocol in [Protocol::Rest, Protocol::Open311] {
        let agencies = Agencies::start(protocol).await;
        assert_eq!(agencies.speaker().told.is_none(), protocol.is_deaf(), "{protocol:?}");
    }
    assert!(!Protocol::Desk.is_deaf(), "its officers see what they have lost");
}

#[tokio::test]
async fn rest_knows_every_fault() {
    let settings = || json!({ "polled": true });
    holds(&conformance::faults(|host, timeouts| speaker(Protocol::Rest, host, timeouts, settings())).await);
}

#[tokio::test]
async fn a_rest_agency_that_forgets_keys_is_never_sent_the_same_twice_unasked() {
    let settings = || json!({ "honours_key": false });
    holds(&conformance::faults(|host, timeouts| speaker(Protocol::Rest, host, timeouts, settings())).await);
}

#[tokio::test]
async fn open311_knows_every_fault() {
    let settings = || json!({ "listing_is_complete": true });
    holds(&conformance::faults(|host, timeouts| speaker(Protocol::Open311, host, timeouts, settings())).await);
}

#[tokio::test]
async fn the_suite_finds_an_agency_that_forgets_keys() {
    let agencies = Agencies::start(Protocol::Rest).await;
    agencies.switch(Switches { honours_key: Some(false), ..Switches::default() }).await;
    let report = conformance::promise(&agencies.speaker(), "req_one").await;
    let failed: Vec<&str> = report.failed().map(|check| check.name.as_str()).collect();
    assert_eq!(failed, ["the same key again is the same request"], "\n{report}");
    assert_eq!(agencies.effect("req_one-1").unwrap().effects, 2);
}

/// Believes whatever it hears and repeats what people said.
struct Gullible(String);

impl Connector for Gullible {
    fn deliver<'a>(&'a self, dispatch: &'a Dispatch) -> Reply<'a, Delivery> {
        Box::pin(async move {
            let said = reqwest::Client::new().post(&self.0).send().await;
            match said {
                Ok(_) => Ok(Delivery::Accepted { their_reference: "R-1".to_owned() }),
                Err(_) => Err(Failure::Unknown { why: format!("{} was not sent", dispatch.fields[0].value) }),
            }
        })
    }
}

#[tokio::test]
async fn the_suite_finds_a_connector_that_believes_everything_and_one_that_talks() {
    let gullible = |host: &Host, _| Speaker {
        connector: Arc::new(Gullible(host.url.clone())),
        polled: None,
        calls_back: true,
        findable: None,
        told: None,
        honours_key: true,
    };
    let report = conformance::faults(gullible).await;
    let failed = |part: &str| report.failed().any(|check| check.name.starts_with(part));
    for part in [
        "nobody listens",
        "reset after reading",
        "silence",
        "200 and other JSON",
        "200 and XML with entities",
        "422",
        "503",
        "a redirect with the request: nothing else is called",
    ] {
        assert!(failed(part), "the suite should find '{part}'\n{report}");
    }
}
