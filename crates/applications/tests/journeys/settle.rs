//! What nobody knows or nobody takes: sent again, sent on to another body, found answered.

use applications::{
    case::Part,
    world::{Browser, World},
};
use sandbox::Switches;
use values::Role;

/// Somebody who settles what is unclear.
pub async fn operator(world: &World) -> Browser {
    let browser = world.browser();
    crate::staff::sign_in(world, &browser, Role::Operator, None).await;
    browser
}

/// The folder of a stand-in agency behind the system that has a request.
fn agency(world: &World, part: &Part) -> String {
    let government = world.platform.government();
    let mut systems = government.model.systems();
    let system = systems.find(|system| Some(&system.name) == part.system.as_ref()).unwrap();
    system.path.trim_start_matches('/').to_owned()
}

#[tokio::test]
async fn a_referred_request_is_sent_on_to_the_body_that_was_named() {
    let world = World::new().await;
    let id = world.apply("moving-home", |_| {}).await;
    let case = world.case(&id).await;
    let part = case.requests.iter().find(|part| part.service_type.name() == "council-tax-end").unwrap();
    let referring = Switches { not_ours: Some(true), next: Some("org_allerdale".into()), ..Switches::default() };
    for other in ["carlisle-revenues", "eden-revenues", "south-lakeland-revenues", "barrow-in-furness-revenues"] {
        world.rest.switch(Some(other), referring.clone()).await.unwrap();
    }
    let now = |case: &applications::case::Case| case.requests.iter().find(|now| now.id == part.id).unwrap().state;
    let before = world.until(&id, |case| now(case) == "referred").await;
    let was = before.requests.iter().find(|now| now.id == part.id).unwrap();

    let staff = operator(&world).await;
    let list = staff.open("/staff/uncertain").await;
    assert!(list.says("One request needs a person") && list.says(&case.receipt), "{}", list.text());
    assert!(list.says(was.their_reference.as_deref().unwrap()) && list.says("Allerdale Borough Council"));
    let one = staff.open(&format!("/staff/uncertain/{}", part.id)).await;
    assert!(one.html.contains("value=\"org_allerdale sys_allerdale-revenues\" selected"), "{}", one.html);
    assert!(one.says("This is for another body to answer."), "the words of the body: {}", one.text());
    assert!(one.html.contains("value=\"org_allerdale\" selected"), "and whom to ask: {}", one.html);
    let wrong = staff.submit(&one, &[("settle", "send-on"), ("to", ""), ("why", "")]).await;
    assert!(wrong.status == 422 && wrong.says("Choose the body"), "{}", wrong.text());
    let same = format!("{} sys_{}", was.body.id, agency(&world, was));
    let refused = staff.submit(&one, &[("settle", "send-on"), ("to", &same), ("why", "x")]).await;
    assert_eq!(refused.status, 404, "the system that has had it is no choice");
    let why = "Your new home lies in Allerdale.";
    let to = "org_allerdale sys_allerdale-revenues";
    staff.submit(&one, &[("settle", "send-on"), ("to", to), ("why", why)]).await;

    let case = world.until(&id, |case| now(case) == "granted").await;
    let part = case.requests.iter().find(|now| now.id == part.id).unwrap();
    assert_eq!(part.body.id.name(), "allerdale", "the holder of the day does not take it back");
    assert_ne!(part.their_reference, was.their_reference);
    let effects = world.effects(&part.id);
    assert!(effects.iter().any(|effect| effect.agency == "allerdale-revenues" && effect.effects == 1), "{effects:?}");
    assert!(part.history.iter().any(|line| line.what == "event-sent-on" && line.text.as_deref() == Some(why)));
    let find = staff.open("/staff/cases").await;
    let found = staff.submit(&find, &[("reference", was.their_reference.as_deref().unwrap())]).await;
    assert!(found.says(&case.receipt), "the first body's reference still finds it: {}", found.text());
}

#[tokio::test]
async fn the_body_that_refused_is_not_proposed_as_the_one_to_ask() {
    let world = World::new().await;
    world.rest.switch(None, Switches { not_ours: Some(true), ..Switches::default() }).await.unwrap();
    let id = world.apply("moving-home", |_| {}).await;
    let case = world.until(&id, |case| case.requests.iter().any(|part| part.state == "referred")).await;
    let part = case.requests.iter().find(|part| part.state == "referred").unwrap();
    let staff = operator(&world).await;
    let one = staff.open(&format!("/staff/uncertain/{}", part.id)).await;
    assert!(!one.html.contains(&format!("value=\"{}\" selected", part.body.id)), "{}", one.html);
    assert!(one.html.contains(&format!("value=\"{}\"", part.body.id)), "but it may be chosen");
    let government = world.platform.government();
    let today = world.platform.today();
    for body in government.catalogue.organisations().filter(|body| body.valid.holds_on(today)) {
        assert!(one.html.contains(&format!("value=\"{}\"", body.id)), "so may {}", body.name.en);
    }
    let words = [("settle", "close"), ("words", "Ask them."), ("ask", "")];
    assert_eq!(staff.submit(&one, &words).await.status, 422);
}

#[tokio::test]
async fn whom_an_officer_names_is_told_to_everybody_and_chosen_for_sending_on() {
    let world = World::new().await;
    let browser = world.browser();
    let check = crate::walk::to_check(&world, &browser, "moving-home", &world.examples("moving-home")).await;
    let (page, id) = crate::walk::send(&browser, &check).await;
    let case = world.until(&id, |case| world.only_desks_are_left(case)).await;
    let desks: Vec<&Part> = case.requests.iter().filter(|part| world.waits_at_desk(part)).collect();
    let mut named = None;
    for part in desks {
        let officer = world.browser();
        crate::staff::sign_in(&world, &officer, Role::SupplierOfficer, Some(part.body.id.name())).await;
        let shown = officer.open(&format!("/desk/{}", part.id)).await;
        let Some((_, others)) = shown.html.split_once("id=\"next\"") else { continue };
        let other = others.split("value=\"").find(|option| option.starts_with("org_")).unwrap();
        let other = other.split('"').next().unwrap().to_owned();
        let words = "They look after this street.";
        officer.submit(&shown, &[("outcome", "not-ours"), ("next", &other), ("text", words)]).await;
        named = Some((part, other));
        break;
    }
    let (part, other) = named.expect("a desk whose work another body does too");
    let case = world.case(&id).await;
    let now = case.requests.iter().find(|now| now.id == part.id).unwrap();
    assert_eq!((now.state, now.next.as_ref().unwrap().id.to_string()), ("referred", other.clone()));
    let said = format!("{} says that {} answers this", now.body.name.en, now.next.as_ref().unwrap().name.en);
    let page = browser.open(&page.path).await;
    assert!(page.says(&said) && page.says("A person here is seeing to it"), "{}", page.text());
    let staff = operator(&world).await;
    let one = staff.open(&format!("/staff/uncertain/{}", part.id)).await;
    assert!(one.says("They look after this street."), "{}", one.text());
    assert!(one.html.contains(&format!("value=\"{other}\" selected")), "whom to ask: {}", one.html);
    let sent_on = one.html.split("value=\"").any(|option| option.starts_with(&other) && option.contains("\" selected"));
    assert!(sent_on, "{}", one.html);
}

#[tokio::test]
async fn a_body_that_answered_before_is_asked_what_it_said_when_it_gets_the_request_again() {
    let world = World::new().await;
    let referring = Switches { not_ours: Some(true), ..Switches::default() };
    world.rest.switch(None, referring).await.unwrap();
    let id = world.apply("moving-home", |_| {}).await;
    let referred = |case: &applications::case::Case| case.requests.iter().any(|part| part.state == "referred");
    let case = world.until(&id, referred).await;
    let part = case.requests.into_iter().find(|part| part.state == "referred").unwrap();
    let staff = operator(&world).await;
    let one = staff.open(&format!("/staff/uncertain/{}", part.id)).await;
    staff.submit(&one, &[("settle", "send-again")]).await;
    let again = world
        .until(&id, |case| {
            let now = case.requests.iter().find(|now| now.id == part.id).unwrap();
            now.history.iter().filter(|line| line.what == "event-referred").count() == 2
        })
        .await;
    let now = again.requests.into_iter().find(|now| now.id == part.id).unwrap();
    assert_eq!(now.state, "referred", "it knows the key, and its answer came back");
    assert!(world.effects(&part.id).iter().all(|effect| effect.effects == 1));
}

#[tokio::test]
async fn a_long_list_has_pages_and_counts_all() {
    let world = World::new().await;
    world.rest.switch(None, Switches { reject: Some(true), ..Switches::default() }).await.unwrap();
    let mut stuck = 0;
    while stuck <= 20 {
        let id = world.apply("moving-home", |_| {}).await;
        world.work().await;
        stuck += world.case(&id).await.requests.iter().filter(|part| part.state == "stuck").count();
    }
    let staff = operator(&world).await;
    let first = staff.open("/staff/uncertain").await;
    assert!(first.says(&format!("{stuck} requests need a person")), "{}", first.text());
    assert_eq!(first.html.matches("class=\"portico-card\"").count(), 20);
    assert!(first.link("/staff/uncertain?show=&amp;page=2").is_some(), "{}", first.html);
    let second = staff.open("/staff/uncertain?page=2").await;
    assert_eq!(second.html.matches("class=\"portico-card\"").count(), stuck - 20);
    let beyond = staff.open("/staff/uncertain?page=99").await;
    assert_eq!(beyond.html.matches("class=\"portico-card\"").count(), stuck - 20, "the last page");
}
