//! A request of a body that is no more: whoever asks is told who answers now, since when and under which order.

use applications::world::World;
use sandbox::Switches;
use values::{Id, Role, id};

use crate::{handover::of, staff::sign_in};

const NOW: [&str; 4] = ["Cumberland Council", "01632 960108", "31 March 2023", "Structural Changes) Order 2022"];

async fn on_the_third_of_april(world: &World) {
    world.business("2023-04-03T08:00:00Z");
    applications::handover::jobs::vest_due(&world.platform).await.unwrap();
    while world.work().await > 0 {}
}

/// Nobody knows whether Carlisle has it, and Carlisle is no more.
async fn uncertain() -> (World, Id<id::Application>, Id<id::Request>) {
    let world = World::answering_after(std::time::Duration::from_mins(1)).await;
    world.business("2023-03-24T12:00:00Z");
    let lost = Switches { lose_reply: Some(true), ..Switches::default() };
    world.rest.switch(Some("carlisle-revenues"), lost).await.unwrap();
    let id = world.apply("moving-home", |_| {}).await;
    while of(&world.case(&id).await, "council-tax").state == "queued" {
        world.work().await;
        world.wait(3_600_000);
    }
    let case = world.case(&id).await;
    assert_eq!(of(&case, "council-tax").state, "uncertain");
    let request = of(&case, "council-tax").id.clone();
    on_the_third_of_april(&world).await;
    (world, id, request)
}

#[tokio::test]
async fn an_uncertain_request_of_a_body_that_is_no_more_says_who_answers_now() {
    let (world, id, request) = uncertain().await;
    let case = world.case(&id).await;
    let part = of(&case, "council-tax");
    let now = part.now.as_ref().unwrap();
    assert_eq!((part.state, part.body.id.name(), now.body.id.name()), ("uncertain", "carlisle", "cumberland"));
    assert_eq!((now.since.to_string(), now.until.to_string()), ("2023-04-01".into(), "2023-03-31".into()));

    let browser = world.browser();
    sign_in(&world, &browser, Role::Operator, None).await;
    let page = browser.open(&format!("/staff/cases/{id}")).await;
    assert!(page.says("Who does what") && page.says("Who answered, and what was known then"), "{}", page.text());
    for path in [format!("/staff/cases/{id}"), format!("/staff/uncertain/{request}")] {
        let page = browser.open(&path).await;
        for words in NOW {
            assert!(page.says(words), "{path}: no '{words}' in {}", page.text());
        }
        assert!(!page.says("01632 960104"), "the old number: {}", page.text());
        let french = browser.open(&format!("{path}?lang=fr")).await;
        assert!(french.says("n’existe plus") && french.says("31 mars 2023"), "{}", french.text());
        browser.open(&format!("{path}?lang=en")).await;
    }
}

#[tokio::test]
async fn what_the_body_that_is_no_more_turns_out_to_have_goes_on_with_its_successor() {
    let (world, id, request) = uncertain().await;
    let operator = crate::settle::operator(&world).await;
    let page = operator.open(&format!("/staff/uncertain/{request}")).await;
    operator.submit(&page, &[("settle", "they-have-it"), ("reference", "C-77")]).await;
    while world.work().await > 0 {}
    let case = world.case(&id).await;
    let part = of(&case, "council-tax");
    assert_eq!((part.state, part.body.id.name()), ("sent", "cumberland"), "{:?}", part.history);
    assert!(part.now.is_none() && part.answered.len() == 2, "{:?}", part.answered);
    let shown = operator.open(&format!("/staff/cases/{id}")).await;
    assert!(shown.says("Cumberland Council has it and is working on it"), "{}", shown.text());
    let lines = world.handed(&Id::named("two-councils").unwrap()).await;
    let line = lines.into_iter().find(|item| item.request == request).unwrap();
    assert_eq!((line.state.as_str(), line.after.name()), ("uncertain", "cumberland"));
    assert!(line.person.is_some(), "who was named stays named");
    let left = operator.open("/staff/handover").await;
    assert!(left.says("Nothing waits for anybody") && left.says("The successor answers"), "{}", left.text());
}

#[tokio::test]
async fn a_finished_request_of_a_body_that_is_no_more_names_its_successor_to_the_agent() {
    let world = World::new().await;
    world.business("2023-03-24T12:00:00Z");
    let id = world.apply("moving-home", |_| {}).await;
    let case = world.until(&id, |case| of(case, "council-tax").state == "granted").await;
    let reference = of(&case, "council-tax").their_reference.clone().unwrap();
    on_the_third_of_april(&world).await;
    let browser = world.browser();
    sign_in(&world, &browser, Role::ContactAgent, None).await;
    let page = browser.open("/staff/cases").await;
    let found = browser.submit(&page, &[("reference", &reference)]).await;
    for words in NOW.into_iter().chain(["Carlisle City Council, until"]) {
        assert!(found.says(words), "no '{words}' in {}", found.text());
    }
    assert!(!found.says("01632 960104"), "the old number: {}", found.text());
    let shown = browser.open(&format!("/staff/cases/{id}")).await;
    assert!(shown.says("Carlisle City Council has done it"), "who did it stays: {}", shown.text());
    assert!(shown.says("01632 960108") && !shown.says("01632 960104"), "{}", shown.text());
}

#[tokio::test]
async fn whom_a_body_named_that_has_ended_since_is_told_as_the_one_that_follows_it() {
    let world = World::new().await;
    world.business("2023-03-24T12:00:00Z");
    // Allerdale's successor answers for the place; Eden, which is named, has another.
    let named = Switches { not_ours: Some(true), next: Some("org_eden".into()), ..Switches::default() };
    world.rest.switch(Some("carlisle-revenues"), named).await.unwrap();
    let id = world.apply("moving-home", |_| {}).await;
    let case = world.until(&id, |case| of(case, "council-tax").state == "referred").await;
    let request = of(&case, "council-tax").id.clone();
    assert_eq!(of(&case, "council-tax").next.as_ref().unwrap().id.name(), "eden");
    on_the_third_of_april(&world).await;
    let part = world.case(&id).await;
    let next = of(&part, "council-tax").next.as_ref().unwrap().clone();
    assert_eq!(next.id.name(), "westmorland-and-furness", "it is told as who is there");

    let operator = crate::settle::operator(&world).await;
    let one = operator.open(&format!("/staff/uncertain/{request}")).await;
    assert!(one.says("Westmorland and Furness Council follows it now"), "{}", one.text());
    let asked = one.html.split_once("id=\"ask\"").unwrap().1;
    let first = asked.split("value=\"").find(|option| option.contains("\" selected")).unwrap();
    assert!(first.starts_with("org_westmorland-and-furness\""), "{first}");
    assert!(!asked.contains("value=\"org_eden\""), "nobody is sent to a body that is no more");
    let words = [("settle", "close"), ("words", "Ask them."), ("ask", "org_westmorland-and-furness")];
    operator.submit(&one, &words).await;
    let case = world.case(&id).await;
    assert_eq!(of(&case, "council-tax").ask.as_ref().unwrap().id.name(), "westmorland-and-furness", "as staff chose");
}

#[tokio::test]
async fn an_officer_of_a_body_that_is_no_more_is_told_at_the_desk_who_has_its_work() {
    let world = World::new().await;
    world.business("2023-03-24T12:00:00Z");
    let officer = world.browser();
    sign_in(&world, &officer, Role::SupplierOfficer, Some("eden")).await;
    let hopeful = "New requests appear here by themselves";
    let desk = officer.open("/desk").await;
    assert!(desk.says(hopeful) && !desk.says("is no more"), "{}", desk.text());
    on_the_third_of_april(&world).await;
    let desk = officer.open("/desk").await;
    for words in ["Eden District Council is no more", "31 March 2023", "Westmorland and Furness Council"] {
        assert!(desk.says(words), "no '{words}' in {}", desk.text());
    }
    assert!(!desk.says(hopeful), "{}", desk.text());
    let french = officer.open("/desk?lang=fr").await;
    assert!(french.says("n’existe plus") && french.says("31 mars 2023"), "{}", french.text());
    let living = world.browser();
    sign_in(&world, &living, Role::SupplierOfficer, Some("cumberland")).await;
    assert!(!living.open("/desk").await.says("is no more"));
}
