//! What each switch of the sandbox comes to at our side, and what an agency did behind it.

use std::time::{Duration, Instant};

use crate::support::{Agencies, SECRET, speaker, until};
use connectors::{Answer, Delivery, Failure, Host, Outcome, Protocol, Timeouts, conformance::sample};
use sandbox::Switches;
use serde_json::{Value, json};

/// Delivers once with a switch on; gives what was heard, and how many effects it had.
async fn delivered(protocol: Protocol, switches: Switches) -> (Result<Delivery, Failure>, u32) {
    let agencies = Agencies::start(protocol).await;
    agencies.switch(switches).await;
    let heard = agencies.speaker().connector.deliver(&sample("req_1")).await;
    (heard, agencies.effect("req_1").map_or(0, |effect| effect.effects))
}

#[tokio::test]
async fn an_agency_that_is_down_is_to_be_tried_again() {
    for protocol in [Protocol::Rest, Protocol::Open311] {
        let (heard, effects) = delivered(protocol, Switches { down: Some(true), ..Switches::default() }).await;
        assert!(matches!(heard, Err(Failure::Later { .. })), "{heard:?}");
        assert_eq!(effects, 0);
    }
}

#[tokio::test]
async fn an_agency_that_is_not_there_is_to_be_tried_again() {
    for protocol in [Protocol::Rest, Protocol::Open311] {
        let agencies = Agencies::start(protocol).await;
        let speaker = agencies.speaker();
        agencies.running.stop();
        let heard = until(async || match speaker.connector.deliver(&sample("req_1")).await {
            Err(Failure::Unknown { .. }) => None, // The listener is still closing.
            other => Some(other),
        })
        .await;
        assert!(matches!(heard, Err(Failure::Later { .. })), "{heard:?}");
    }
}

#[tokio::test]
async fn an_agency_that_takes_nothing_is_not_asked_again() {
    for protocol in [Protocol::Rest, Protocol::Open311] {
        let (heard, effects) = delivered(protocol, Switches { reject: Some(true), ..Switches::default() }).await;
        assert!(matches!(heard, Err(Failure::Never { .. })), "{heard:?}");
        assert_eq!(effects, 0);
    }
}

#[tokio::test]
async fn an_error_500_is_tried_again_only_where_the_key_is_honoured() {
    let switches = || Switches { error_500: Some(true), ..Switches::default() };
    let (heard, _) = delivered(Protocol::Rest, switches()).await;
    assert!(matches!(heard, Err(Failure::Later { .. })), "{heard:?}");
    let (heard, _) = delivered(Protocol::Open311, switches()).await;
    assert!(matches!(heard, Err(Failure::Unknown { .. })), "{heard:?}");
}

#[tokio::test]
async fn an_answer_in_another_shape_is_not_known_though_the_work_was_done() {
    for protocol in [Protocol::Rest, Protocol::Open311] {
        let (heard, effects) = delivered(protocol, Switches { wrong_schema: Some(true), ..Switches::default() }).await;
        assert!(matches!(heard, Err(Failure::Unknown { .. })), "{heard:?}");
        assert_eq!(effects, 1);
    }
}

#[tokio::test]
async fn a_lost_reply_is_not_known_and_found_by_the_key() {
    for protocol in [Protocol::Rest, Protocol::Open311] {
        let agencies = Agencies::start(protocol).await;
        let speaker = agencies.speaker();
        agencies.switch(Switches { lose_reply: Some(true), ..Switches::default() }).await;
        let heard = speaker.connector.deliver(&sample("req_1")).await;
        assert!(matches!(heard, Err(Failure::Unknown { .. })), "{heard:?}");
        let effect = agencies.effect("req_1").unwrap();
        assert_eq!((effect.deliveries, effect.effects), (1, 1));
        let found = speaker.findable.unwrap().find(&sample("req_1")).await.unwrap();
        assert_eq!(found, Some(effect.reference));
    }
}

#[tokio::test]
async fn a_lost_reply_and_the_same_key_again_are_one_effect() {
    let agencies = Agencies::start(Protocol::Rest).await;
    let connector = agencies.speaker().connector;
    agencies.switch(Switches { lose_reply: Some(true), ..Switches::default() }).await;
    connector.deliver(&sample("req_1")).await.unwrap_err();
    agencies.switch(Switches { lose_reply: Some(false), ..Switches::default() }).await;
    let Delivery::Accepted { their_reference } = connector.deliver(&sample("req_1")).await.unwrap() else { panic!() };
    let effect = agencies.effect("req_1").unwrap();
    assert_eq!((effect.deliveries, effect.effects, effect.reference), (2, 1, their_reference));
}

#[tokio::test]
async fn the_same_without_honoured_keys_would_be_two_effects() {
    let agencies = Agencies::start(Protocol::Rest).await;
    let connector = agencies.speaker().connector;
    agencies.switch(Switches { lose_reply: Some(true), honours_key: Some(false), ..Switches::default() }).await;
    connector.deliver(&sample("req_1")).await.unwrap_err();
    agencies.switch(Switches { lose_reply: Some(false), ..Switches::default() }).await;
    connector.deliver(&sample("req_1")).await.unwrap();
    assert_eq!(agencies.effect("req_1").unwrap().effects, 2);
}

#[tokio::test]
async fn one_effect_outlives_a_crash_of_the_agency_between_two_attempts() {
    let agencies = Agencies::start(Protocol::Rest).await;
    agencies.switch(Switches { lose_reply: Some(true), ..Switches::default() }).await;
    agencies.speaker().connector.deliver(&sample("req_1")).await.unwrap_err();
    agencies.switch(Switches { lose_reply: Some(false), ..Switches::default() }).await;
    let agencies = agencies.restart(Duration::from_hours(1)).await;
    agencies.speaker().connector.deliver(&sample("req_1")).await.unwrap();
    let effect = agencies.effect("req_1").unwrap();
    assert_eq!((effect.deliveries, effect.effects), (2, 1));
}

#[tokio::test]
async fn an_agency_that_is_too_slow_is_not_known_and_found_by_the_key() {
    for protocol in [Protocol::Rest, Protocol::Open311] {
        let agencies = Agencies::start(protocol).await;
        agencies.switch(Switches { slow_ms: Some(60_000), ..Switches::default() }).await;
        let host = Host { url: agencies.running.url(), secret: SECRET.to_owned() };
        let timeouts = Timeouts { connect: Duration::from_millis(200), total: Duration::from_millis(400) };
        let hasty = speaker(protocol, &host, timeouts, Value::Null);
        let since = Instant::now();
        let heard = hasty.connector.deliver(&sample("req_1")).await;
        assert!(matches!(heard, Err(Failure::Unknown { .. })), "{heard:?}");
        assert!(since.elapsed() < Duration::from_secs(3));
        let found = hasty.findable.unwrap().find(&sample("req_1")).await;
        assert!(matches!(found, Err(Failure::Later { .. })), "a search that came to nothing is repeated: {found:?}");
        agencies.switch(Switches { slow_ms: Some(0), ..Switches::default() }).await;
        let found = agencies.speaker().findable.unwrap().find(&sample("req_1")).await.unwrap();
        assert_eq!(found, agencies.effect("req_1").map(|effect| effect.reference));
    }
}

#[tokio::test]
async fn a_wrong_secret_is_refused_and_has_no_effect() {
    for protocol in [Protocol::Rest, Protocol::Open311] {
        let agencies = Agencies::start(protocol).await;
        let host = Host { url: agencies.running.url(), secret: "another secret".to_owned() };
        let stranger = speaker(protocol, &host, Timeouts::default(), Value::Null);
        let heard = stranger.connector.deliver(&sample("req_1")).await;
        assert!(matches!(heard, Err(Failure::Never { .. })), "{heard:?}");
        assert_eq!(agencies.effect("req_1"), None);
    }
}

/// Delivers, and asks until there is an answer.
async fn answered(protocol: Protocol, settings: Value, switches: Switches) -> Answer {
    let agencies = Agencies::answering_after(protocol, Duration::from_millis(50)).await;
    agencies.switch(switches).await;
    let speaker = agencies.speaker_with(settings);
    let Delivery::Accepted { their_reference } = speaker.connector.deliver(&sample("req_1")).await.unwrap() else {
        panic!()
    };
    let polled = speaker.polled.unwrap();
    let answer = until(async || polled.read(&their_reference).await.unwrap()).await;
    assert_eq!(answer.their_reference, their_reference);
    assert_eq!(polled.read(&their_reference).await.unwrap(), Some(answer.clone()), "the same answer, the same id");
    answer
}

#[tokio::test]
async fn an_agency_grants_refuses_or_sends_on() {
    let refuses = || Switches { refuse: Some(true), ..Switches::default() };
    let sends_on = || Switches { not_ours: Some(true), next: Some("org_south".to_owned()), ..Switches::default() };
    let formats = [
        (Protocol::Rest, json!({ "polled": true })),
        (Protocol::Open311, json!({ "format": "json" })),
        (Protocol::Open311, json!({ "format": "xml" })),
    ];
    for (protocol, settings) in formats {
        let granted = answered(protocol, settings.clone(), Switches::default()).await;
        assert_eq!(granted.outcome, Outcome::Granted);
        assert!(granted.text.unwrap().contains("We have done"));
        assert_eq!(answered(protocol, settings.clone(), refuses()).await.outcome, Outcome::Refused);
        let next = (protocol == Protocol::Rest).then(|| "org_south".parse().unwrap());
        assert_eq!(answered(protocol, settings, sends_on()).await.outcome, Outcome::NotOurs { next });
    }
}
