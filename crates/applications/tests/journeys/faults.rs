//! Agencies that are down, slow, forgetful, repeat themselves or lose their replies.

use std::time::Duration;

use applications::{case::Case, world::World};
use sandbox::Switches;
use store::args;
use values::{Id, id};

fn settled(case: &Case) -> bool {
    case.requests.iter().all(|part| matches!(part.state, "granted" | "refused" | "sent"))
}

async fn one_effect_each(world: &World, application: &Id<id::Application>) {
    for part in world.case(application).await.requests {
        let effects: u32 = world.effects(&part.id).iter().map(|effect| effect.effects).sum();
        assert!(effects <= 1, "{} had {effects} effects", part.service_type);
    }
}

#[tokio::test]
async fn an_agency_that_is_down_is_tried_again() {
    let world = World::new().await;
    let down = |down| Switches { down: Some(down), ..Switches::default() };
    world.rest.switch(None, down(true)).await.unwrap();
    world.open311.switch(None, down(true)).await.unwrap();
    let id = world.apply("moving-home", |_| {}).await;
    world.work().await;
    assert!(world.case(&id).await.requests.iter().any(|part| part.state == "queued"));
    world.rest.switch(None, down(false)).await.unwrap();
    world.open311.switch(None, down(false)).await.unwrap();
    world.until(&id, settled).await;
    one_effect_each(&world, &id).await;
}

#[tokio::test]
async fn a_lost_reply_is_one_effect_for_an_agency_that_honours_the_key() {
    let world = World::answering_after(Duration::from_mins(1)).await;
    let losing = |lose| Switches { lose_reply: Some(lose), ..Switches::default() };
    world.rest.switch(None, losing(true)).await.unwrap();
    let id = world.apply("moving-home", |_| {}).await;
    world.work().await;
    world.rest.switch(None, losing(false)).await.unwrap();
    world.until(&id, settled).await;
    one_effect_each(&world, &id).await;
}

#[tokio::test]
async fn an_answer_that_is_quicker_than_a_reply_that_is_lost_ends_the_work() {
    let world = World::new().await;
    let losing = Switches { lose_reply: Some(true), slow_ms: Some(300), ..Switches::default() };
    world.rest.switch(None, losing).await.unwrap();
    let id = world.apply("moving-home", |_| {}).await;
    world.work().await;
    let case = world.case(&id).await;
    let granted: Vec<String> = case
        .requests
        .iter()
        .filter(|part| part.state == "granted" && !world.effects(&part.id).is_empty())
        .map(|part| part.id.to_string())
        .collect();
    assert!(!granted.is_empty(), "some answers were quicker");
    let left = world.platform.store().read(move |tx| {
        tx.all("SELECT subject FROM outbox WHERE topic = 'dispatch' ORDER BY subject", args![], |row| row.get(0))
    });
    let left: Vec<String> = left.await.unwrap();
    assert!(granted.iter().all(|id| !left.contains(id)), "nothing of them is tried again: {left:?}");
}

#[tokio::test]
async fn a_lost_reply_of_an_agency_without_keys_is_found_by_asking() {
    let world = World::new().await;
    let losing = |lose| Switches { lose_reply: Some(lose), ..Switches::default() };
    world.open311.switch(None, losing(true)).await.unwrap();
    let id = world.apply("moving-home", |_| {}).await;
    world.work().await;
    world.open311.switch(None, losing(false)).await.unwrap();
    let case = world.until(&id, settled).await;
    assert!(world.open311.effects().iter().all(|effect| effect.effects == 1), "{:?}", world.open311.effects());
    assert!(case.requests.iter().any(|part| part.history.iter().any(|line| line.what == "event-reply-lost")));
}

#[tokio::test]
async fn an_agency_that_forgets_the_key_shows_that_the_test_would_see_a_double_effect() {
    let world = World::answering_after(Duration::from_mins(1)).await;
    let forgetting = |lose| Switches { lose_reply: Some(lose), honours_key: Some(false), ..Switches::default() };
    world.rest.switch(None, forgetting(true)).await.unwrap();
    let id = world.apply("moving-home", |_| {}).await;
    world.work().await;
    world.rest.switch(None, forgetting(false)).await.unwrap();
    world.until(&id, settled).await;
    let most = world.rest.effects().iter().map(|effect| effect.effects).max();
    assert!(most >= Some(2), "the positive control saw no double effect: {most:?}");
}

#[tokio::test]
async fn a_callback_that_comes_twice_changes_the_case_once() {
    let world = World::new().await;
    let twice = Switches { duplicate_callback: Some(true), ..Switches::default() };
    world.rest.switch(None, twice).await.unwrap();
    let id = world.apply("moving-home", |_| {}).await;
    let case = world.until(&id, settled).await;
    for part in &case.requests {
        assert!(part.history.iter().filter(|line| line.what == "event-granted").count() <= 1, "{:?}", part.history);
    }
}

#[tokio::test]
async fn a_refusal_is_told_in_the_bodys_words() {
    let world = World::new().await;
    let refusing = Switches { refuse: Some(true), ..Switches::default() };
    world.rest.switch(None, refusing).await.unwrap();
    let id = world.apply("moving-home", |_| {}).await;
    let case = world.until(&id, settled).await;
    let refused = case.requests.iter().find(|part| part.state == "refused").unwrap();
    assert!(refused.history.iter().any(|line| line.text.is_some()), "{:?}", refused.history);
}

#[tokio::test]
async fn a_system_that_rejects_is_listed_for_a_person_who_sends_it_again() {
    let world = World::new().await;
    let rejecting = |reject| Switches { reject: Some(reject), ..Switches::default() };
    world.rest.switch(None, rejecting(true)).await.unwrap();
    let id = world.apply("moving-home", |_| {}).await;
    let case = world.until(&id, |case| case.requests.iter().any(|part| part.state == "stuck")).await;
    world.rest.switch(None, rejecting(false)).await.unwrap();
    let browser = world.browser();
    crate::staff::sign_in(&world, &browser, values::Role::Operator, None).await;
    let list = browser.open("/staff/uncertain").await;
    for part in case.requests.iter().filter(|part| part.state == "stuck") {
        assert!(list.html.contains(part.id.as_str()));
        let page = browser.open(&format!("/staff/uncertain/{}", part.id)).await;
        browser.submit(&page, &[("settle", "send-again")]).await;
    }
    world.until(&id, settled).await;
}

#[tokio::test]
async fn a_forged_callback_is_refused_and_changes_nothing() {
    let world = World::new().await;
    let id = world.apply("moving-home", |_| {}).await;
    let part = world.case(&id).await.requests.into_iter().next().unwrap();
    let system =
        world.platform.government().model.systems().find(|system| system.host == "rest-agency").unwrap().id.clone();
    let body = format!("{{\"key\":\"{}\",\"reference\":\"X\",\"outcome\":\"granted\",\"answer_id\":\"1\"}}", part.id);
    let reply = reqwest::Client::new()
        .post(format!("{}/agency/callbacks/{system}", world.address))
        .header("webhook-id", "1")
        .header("webhook-timestamp", world.platform.clocks().real().seconds().to_string())
        .header("webhook-signature", "v1,AAAA")
        .body(body)
        .send()
        .await
        .unwrap();
    assert_eq!(reply.status(), 401);
    assert_eq!(reply.headers()["content-type"], "application/problem+json");
    assert_eq!(reply.json::<serde_json::Value>().await.unwrap()["code"], "signature_wrong");
    assert_eq!(world.case(&id).await.requests[0].state, "queued");
}

#[tokio::test]
async fn a_late_record_of_a_worker_that_lost_its_lease_is_refused() {
    let world = World::new().await;
    let id = world.apply("moving-home", |_| {}).await;
    let claim = || world.platform.store().lease(|tx| store::outbox::claim(tx, &["dispatch"], 50, 1_000));
    let slow = claim().await.unwrap().remove(0);
    world.wait(1_001);
    let quick = claim().await.unwrap().into_iter().find(|claim| claim.subject == slow.subject);
    let quick = quick.expect("the lease has ended, so it is due again");
    applications::dispatch::worker::work(&world.platform, quick).await;
    let before = world.case(&id).await.requests.into_iter().find(|part| part.id.as_str() == slow.subject).unwrap();
    applications::dispatch::worker::work(&world.platform, slow).await;
    let after = world.case(&id).await.requests.into_iter().find(|part| part.id == before.id).unwrap();
    let accepted =
        |part: &applications::case::Part| part.history.iter().filter(|line| line.what == "event-accepted").count();
    assert_eq!(accepted(&before), accepted(&after), "the late record left no trace");
    assert!(after.system.is_some(), "what it went through is on record, even where its answer was quicker");
    one_effect_each(&world, &id).await;
}

#[tokio::test]
async fn an_agency_cannot_answer_for_another_agencys_request() {
    let world = World::new().await;
    let id = world.apply("moving-home", |_| {}).await;
    let case = world.case(&id).await;
    let government = world.platform.government();
    let other = government.model.systems().find(|system| system.id.name() == "allerdale-customer").unwrap();
    let part = &case.requests[0];
    let body = format!("{{\"key\":\"{}\",\"reference\":\"X\",\"outcome\":\"granted\",\"answer_id\":\"1\"}}", part.id);
    let now = world.platform.clocks().real();
    let signature = connectors::webhook::sign(&world.platform.secrets[&other.host], "m1", now, body.as_bytes());
    let reply = reqwest::Client::new()
        .post(format!("{}/agency/callbacks/{}", world.address, other.id))
        .header("webhook-id", "m1")
        .header("webhook-timestamp", now.seconds().to_string())
        .header("webhook-signature", signature)
        .body(body)
        .send()
        .await
        .unwrap();
    assert_eq!(reply.status(), 404, "its signature is right, the request is not its own");
    assert_eq!(reply.json::<serde_json::Value>().await.unwrap()["code"], "key_unknown");
    assert_eq!(world.case(&id).await.requests[0].state, "queued");
}
