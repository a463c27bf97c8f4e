//! Callbacks as the sandbox sends them, and what is refused: changed, old, early, unsigned, signed by somebody else.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use crate::support::{Agencies, SECRET, until};
use axum::{Router, body::Bytes, extract::State, http::HeaderMap, http::StatusCode, routing::post};
use connectors::{
    Outcome, Protocol,
    conformance::sample,
    rest::{Callback, Forged, Headers, verify_callback},
    webhook,
};
use proptest::prelude::*;
use sandbox::Switches;
use values::RealTime;

/// A callback as it arrived.
#[derive(Debug, Clone)]
struct Arrived {
    id: String,
    timestamp: String,
    signature: String,
    body: Vec<u8>,
}

impl Arrived {
    fn verify(&self, secret: &str, now: RealTime) -> Result<Callback, Forged> {
        let headers = Headers { id: &self.id, timestamp: &self.timestamp, signature: &self.signature };
        verify_callback(secret, &headers, &self.body, now)
    }

    fn at(&self) -> RealTime {
        RealTime(self.timestamp.parse::<i64>().unwrap() * 1000)
    }

    /// One that we make ourselves.
    fn made(secret: &str, id: &str, seconds: i64, body: &str) -> Self {
        let body = body.as_bytes().to_vec();
        let signature = webhook::sign(secret, id, RealTime(seconds * 1000), &body);
        Self { id: id.to_owned(), timestamp: seconds.to_string(), signature, body }
    }
}

type Inbox = Arc<Mutex<Vec<Arrived>>>;

/// Where callbacks arrive.
async fn inbox() -> (String, Inbox) {
    async fn take(State(inbox): State<Inbox>, headers: HeaderMap, body: Bytes) -> StatusCode {
        let header = |name: &str| headers[name].to_str().unwrap().to_owned();
        inbox.lock().unwrap().push(Arrived {
            id: header("webhook-id"),
            timestamp: header("webhook-timestamp"),
            signature: header("webhook-signature"),
            body: body.to_vec(),
        });
        StatusCode::NO_CONTENT
    }
    let inbox = Inbox::default();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/callback", listener.local_addr().unwrap());
    let routes = Router::new().route("/callback", post(take)).with_state(inbox.clone());
    tokio::spawn(async move { axum::serve(listener, routes).await.unwrap() });
    (url, inbox)
}

async fn called_back(switches: Switches) -> Vec<Arrived> {
    let (callback, inbox) = inbox().await;
    let agencies = Agencies::answering_after(Protocol::Rest, Duration::from_millis(20)).await;
    agencies.switch(switches).await;
    let dispatch = connectors::Dispatch { callback, ..sample("req_1") };
    agencies.speaker().connector.deliver(&dispatch).await.unwrap();
    until(async || agencies.effect("req_1").filter(|effect| effect.called_back)).await;
    inbox.lock().unwrap().clone()
}

#[tokio::test]
async fn an_agency_s_own_signature_is_believed() {
    let arrived = called_back(Switches::default()).await;
    assert_eq!(arrived.len(), 1);
    let callback = arrived[0].verify(SECRET, arrived[0].at()).unwrap();
    assert_eq!(callback.key, "req_1");
    assert_eq!(callback.answer.outcome, Outcome::Granted);
    assert!(callback.answer.text.is_some());
}

#[tokio::test]
async fn a_callback_that_comes_twice_is_the_same_answer() {
    let arrived = called_back(Switches { duplicate_callback: Some(true), ..Switches::default() }).await;
    assert_eq!(arrived.len(), 2);
    let read = |one: &Arrived| one.verify(SECRET, one.at()).unwrap();
    assert_eq!(read(&arrived[0]), read(&arrived[1]));
}

#[tokio::test]
async fn an_answer_owed_at_a_crash_is_given_after_it() {
    let (callback, inbox) = inbox().await;
    let agencies = Agencies::start(Protocol::Rest).await;
    let dispatch = connectors::Dispatch { callback, ..sample("req_1") };
    agencies.speaker().connector.deliver(&dispatch).await.unwrap();
    let agencies = agencies.restart(Duration::ZERO).await;
    until(async || agencies.effect("req_1").filter(|effect| effect.called_back)).await;
    assert_eq!(inbox.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn an_agency_that_is_down_calls_back_when_it_is_up_again() {
    let (callback, inbox) = inbox().await;
    let agencies = Agencies::answering_after(Protocol::Rest, Duration::ZERO).await;
    let dispatch = connectors::Dispatch { callback, ..sample("req_1") };
    agencies.running.switch(Some("north"), Switches { refuse: Some(true), ..Switches::default() }).await.unwrap();
    agencies.speaker().connector.deliver(&dispatch).await.unwrap();
    until(async || agencies.effect("req_1").filter(|effect| effect.called_back)).await;
    let first = inbox.lock().unwrap()[0].clone();
    assert_eq!(first.verify(SECRET, first.at()).unwrap().answer.outcome, Outcome::Refused);

    let dispatch = connectors::Dispatch { key: "req_2".to_owned(), ..dispatch };
    let slow = agencies.restart(Duration::from_millis(100)).await;
    slow.speaker().connector.deliver(&dispatch).await.unwrap();
    slow.switch(Switches { down: Some(true), ..Switches::default() }).await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(slow.effect("req_2").unwrap().outcome, None, "nobody decides while it is down");
    slow.switch(Switches { down: Some(false), ..Switches::default() }).await;
    until(async || slow.effect("req_2").filter(|effect| effect.called_back)).await;
}

const BODY: &str = r#"{"key":"req_1","reference":"N-1","outcome":"granted","text":"Done","answer_id":"a-1"}"#;
const AT: i64 = 1_772_352_000;

fn good() -> Arrived {
    Arrived::made(SECRET, "msg_1", AT, BODY)
}

#[test]
fn every_change_of_one_bit_is_refused() {
    let now = RealTime(AT * 1000);
    assert!(good().verify(SECRET, now).is_ok());
    for at in 0..BODY.len() * 8 {
        let mut changed = good();
        changed.body[at / 8] ^= 1 << (at % 8);
        assert_eq!(changed.verify(SECRET, now), Err(Forged::Signature));
    }
    for at in 0..good().signature.len() {
        let mut changed = good().signature.into_bytes();
        changed[at] ^= 1;
        let signature = String::from_utf8(changed).unwrap();
        let verified = Arrived { signature, ..good() }.verify(SECRET, now);
        assert_eq!(verified, Err(Forged::Signature), "byte {at}");
    }
}

#[test]
fn parts_that_are_moved_renamed_or_left_out_are_refused() {
    let now = RealTime(AT * 1000);
    let signature = || good().signature;
    let bare = signature()[3..].to_owned();
    let check = |what: &str, changed: Arrived, expected: Forged| {
        assert_eq!(changed.verify(SECRET, now), Err(expected), "{what}");
    };
    check("another id", Arrived { id: "msg_2".to_owned(), ..good() }, Forged::Signature);
    check("no id", Arrived { id: String::new(), ..good() }, Forged::Headers);
    check("an id with a dot", Arrived { id: "msg.1".to_owned(), ..good() }, Forged::Headers);
    check("an id over two lines", Arrived { id: "msg\n1".to_owned(), ..good() }, Forged::Headers);
    check("an endless id", Arrived { id: "m".repeat(201), ..good() }, Forged::Headers);
    check("another time in the window", Arrived { timestamp: (AT + 1).to_string(), ..good() }, Forged::Signature);
    check("no time", Arrived { timestamp: String::new(), ..good() }, Forged::Headers);
    check("a signed time", Arrived { timestamp: format!("+{AT}"), ..good() }, Forged::Headers);
    check("a negative time", Arrived { timestamp: format!("-{AT}"), ..good() }, Forged::Headers);
    check("a time with a fraction", Arrived { timestamp: format!("{AT}.0"), ..good() }, Forged::Headers);
    check("a time beyond numbers", Arrived { timestamp: "9".repeat(30), ..good() }, Forged::Headers);
    check("milliseconds", Arrived { timestamp: format!("{AT}000"), ..good() }, Forged::Headers);
    check("no signature", Arrived { signature: String::new(), ..good() }, Forged::Signature);
    check("no version", Arrived { signature: bare.clone(), ..good() }, Forged::Signature);
    check("another version", Arrived { signature: format!("v1a,{bare}"), ..good() }, Forged::Signature);
    check("an empty tag", Arrived { signature: "v1,".to_owned(), ..good() }, Forged::Signature);
    check("half a tag", Arrived { signature: signature()[..20].to_owned(), ..good() }, Forged::Signature);
    check("a tag and more", Arrived { signature: format!("{}AAAA", signature()), ..good() }, Forged::Signature);
    check("endless signatures", Arrived { signature: "v1,AAAA ".repeat(1000), ..good() }, Forged::Headers);
    check("a body and more", Arrived { body: format!("{BODY} ").into_bytes(), ..good() }, Forged::Signature);
    check("no body", Arrived { body: Vec::new(), ..good() }, Forged::Signature);
    check("a body beyond the limit", Arrived { body: vec![b' '; 300_000], ..good() }, Forged::Unreadable);
    check("another secret", Arrived::made("other", "msg_1", AT, BODY), Forged::Signature);
    check("no secret", Arrived::made("", "msg_1", AT, BODY), Forged::Signature);
}

#[test]
fn an_old_copy_and_one_from_the_future_are_refused() {
    for seconds in [301, 302, 3600, 86_400, 10 * 365 * 86_400] {
        for sign in [-1, 1] {
            let now = RealTime((AT + sign * seconds) * 1000);
            assert_eq!(good().verify(SECRET, now), Err(Forged::Skew), "{seconds} seconds");
        }
    }
    for seconds in [-300, -299, 0, 299, 300] {
        assert!(good().verify(SECRET, RealTime((AT + seconds) * 1000)).is_ok(), "{seconds} seconds");
    }
    for extreme in [i64::MIN, i64::MAX] {
        assert_eq!(good().verify(SECRET, RealTime(extreme)), Err(Forged::Skew));
    }
}

#[test]
fn two_secrets_live_while_they_are_changed_and_no_third() {
    let now = RealTime(AT * 1000);
    let by = |secret: &str| Arrived::made(secret, "msg_1", AT, BODY);
    assert!(by("new").verify("new old", now).is_ok());
    assert!(by("old").verify("new old", now).is_ok());
    assert!(by("older").verify("new old older", now).is_err());
    assert!(by("new old").verify("old", now).is_err(), "the newest signs");
    let both = format!("{} {}", by("other").signature, by("new").signature);
    assert!(Arrived { signature: both, ..by("new") }.verify("new", now).is_ok(), "one of several signatures will do");
    assert!(by("").verify("", now).is_err(), "an empty secret believes nobody");
    assert!(by("  ").verify("  ", now).is_err());
}

#[test]
fn the_published_example_of_standard_webhooks_is_believed() {
    // The vector of the standard's reference libraries.
    let signature = webhook::sign(
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "msg_p5jXN8AQM9LWM0D4loKWxJek",
        RealTime(1_614_265_330_000),
        br#"{"test": 2432232314}"#,
    );
    assert_eq!(signature, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
}

#[test]
fn a_signed_answer_in_words_we_do_not_know_is_not_an_answer() {
    let now = RealTime(AT * 1000);
    let check = |body: &str, readable: bool| {
        let verified = Arrived::made(SECRET, "msg_1", AT, body).verify(SECRET, now);
        assert_eq!(verified.is_ok(), readable, "{body}: {verified:?}");
        assert!(readable || verified == Err(Forged::Unreadable));
    };
    check(BODY, true);
    check(&BODY.replace("granted", "not-ours"), true);
    check(&BODY.replace("granted", "in-progress"), true);
    check(&BODY.replace('}', r#","more":1}"#), true);
    check(&BODY.replace("granted", "GRANTED"), false);
    check(&BODY.replace("granted", "accepted"), false);
    check(&BODY.replace("N-1", ""), false);
    check(&BODY.replace("a-1", ""), false);
    check(&BODY.replace("req_1", ""), false);
    check(&BODY.replace('}', r#","outcome":"refused"}"#), false);
    check("", false);
    check("null", false);
    check(r#"["req_1","N-1","granted",null,"a-1",null]"#, false);
    check(&"[".repeat(100_000), false);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn whatever_is_signed_is_read_or_refused_and_never_more(body in any::<Vec<u8>>(), at in 0..BODY.len(), cut in any::<u8>()) {
        let now = RealTime(AT * 1000);
        let mut broken = BODY.as_bytes().to_vec();
        broken[at] = cut;
        for body in [body, broken, BODY.as_bytes()[..at].to_vec()] {
            let signature = webhook::sign(SECRET, "msg_1", now, &body);
            let headers = Headers { id: "msg_1", timestamp: &AT.to_string(), signature: &signature };
            if let Ok(callback) = verify_callback(SECRET, &headers, &body, now) {
                prop_assert!(!callback.key.is_empty() && !callback.answer.answer_id.is_empty());
            }
        }
    }

    #[test]
    fn headers_of_any_kind_never_pass_without_the_signature(id in ".*", timestamp in ".*", signature in ".*", now in any::<i64>()) {
        let headers = Headers { id: &id, timestamp: &timestamp, signature: &signature };
        prop_assert!(verify_callback(SECRET, &headers, BODY.as_bytes(), RealTime(now)).is_err());
    }
}
