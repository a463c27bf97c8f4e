//! What is broken on purpose is found: without these, a test that finds nothing says nothing.

use std::time::Duration;

use sandbox::{Running, Switches};

use crate::{
    client::Client,
    oracle::Verdict,
    place::{Origin, Place},
    process::until,
};

/// How long an agency holds its reply back: long enough to be killed in, shorter than anybody waits for it.
const HELD_BACK: u64 = 1_200;

/// The server is killed while an agency has taken a request and its reply is still to come.
async fn killed_before_the_reply(place: &Place<'_>, agency: &Running, after: &[(&str, &str)]) -> Verdict {
    slow(agency, HELD_BACK).await;
    let mut server = place.start(&[]);
    server.answers().await;
    let client = Client::new(place.at).await;
    client.send_until_acknowledged(&client.new_key()).await;
    until("an agency has a request", async || !agency.effects().is_empty()).await;
    server.kill().await;
    slow(agency, 0).await;
    let mut server = place.start(after);
    server.answers().await;
    let verdict = Verdict::of(&client, place).await;
    println!("Killed before the reply: {verdict}");
    verdict
}

async fn slow(agency: &Running, milliseconds: u64) {
    agency.switch(None, Switches { slow_ms: Some(milliseconds), ..Switches::default() }).await.unwrap();
}

fn assert_only_doubled(verdict: &Verdict) {
    assert!(!verdict.doubled.is_empty(), "the double effect was not seen: {verdict:#?}");
    let others = [&verdict.lost, &verdict.open, &verdict.made_up, &verdict.astray];
    assert!(others.iter().all(|list| list.is_empty()), "{verdict:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_agency_that_can_be_asked_is_asked_and_shows_one_effect() {
    let origin = Origin::new();
    let place = origin.place(Duration::from_millis(50)).await;
    killed_before_the_reply(&place, &place.open311, &[]).await.assert_clean(&place);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_does_not_ask_is_found_out() {
    let origin = Origin::new();
    let place = origin.place(Duration::from_millis(50)).await;
    let fault = [("PORTICO_PLANTED_FAULT", "no-asking")];
    assert_only_doubled(&killed_before_the_reply(&place, &place.open311, &fault).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_agency_that_honours_the_key_shows_one_effect() {
    let origin = Origin::new();
    let place = origin.place(Duration::from_millis(50)).await;
    killed_before_the_reply(&place, &place.rest, &[]).await.assert_clean(&place);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_agency_that_says_it_honours_the_key_and_does_not_is_found_out() {
    let origin = Origin::new();
    // Its answer comes later than the second delivery, which would not be needed after it.
    let place = origin.place(Duration::from_secs(6)).await;
    place.rest.switch(None, Switches { honours_key: Some(false), ..Switches::default() }).await.unwrap();
    assert_only_doubled(&killed_before_the_reply(&place, &place.rest, &[]).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_application_that_is_gone_is_missed() {
    let origin = Origin::new();
    let mut place = origin.place(Duration::from_millis(50)).await;
    let mut server = place.start(&[]);
    server.answers().await;
    let client = Client::new(place.at).await;
    client.send_until_acknowledged(&client.new_key()).await;
    server.kill().await;
    place.forget_everything();
    let mut server = place.start(&[]);
    server.answers().await;
    let verdict = Verdict::of(&client, &place).await;
    assert_eq!(verdict.lost.len(), 1, "{verdict:#?}");
}
