//! What waits for another request, when that is refused, referred or closed.

use applications::{
    case::{Case, Part},
    world::{Browser, Page, World},
};
use sandbox::Switches;
use store::args;
use values::{Id, Role, id};

use crate::{
    settle::operator,
    walk::{send, to_check},
};

fn refusing(refuse: bool) -> Switches {
    Switches { refuse: Some(refuse), ..Switches::default() }
}

fn states<'a>(case: &'a Case, wanted: &'a str) -> impl Iterator<Item = &'a Part> {
    case.requests.iter().filter(move |part| part.state == wanted)
}

/// Sent by a person at a browser, so that the page can be read.
async fn apply(world: &World) -> (Browser, Page, Id<id::Application>) {
    let browser = world.browser();
    let check = to_check(world, &browser, "after-a-death", &world.examples("after-a-death")).await;
    let (page, id) = send(&browser, &check).await;
    (browser, page, id)
}

#[tokio::test]
async fn what_waits_for_a_refused_request_is_not_sent_and_everybody_is_told() {
    let world = World::new().await;
    world.rest.switch(None, refusing(true)).await.unwrap();
    let (citizen, page, id) = apply(&world).await;
    let case = world.until(&id, |case| case.requests[0].state == "refused").await;
    let withheld = states(&case, "not_sent").count();
    assert_eq!(withheld, case.requests.len() - 1);
    assert!(!case.open, "nothing is still to come");

    let page = citizen.open(&page.path).await;
    let registrar = &case.requests[0];
    let said = format!("because “{}” was not done", registrar.title.en);
    assert!(page.says(&said) && page.says("You do not need to do anything else here"), "{}", page.text());
    assert!(page.says(&format!("ask {}", registrar.body.name.en)), "{}", page.text());
    assert!(page.says(registrar.body.phone.as_deref().unwrap()), "{}", page.text());
    assert!(page.says("Nothing more is to come"), "{}", page.text());

    let staff = operator(&world).await;
    let list = staff.open("/staff/uncertain?show=not-sent").await;
    assert!(list.says(&format!("{withheld} requests were not sent")), "{}", list.text());
    let part = states(&case, "not_sent").next().unwrap();
    assert!(list.html.contains(part.id.as_str()));

    // The registrar's reference came another way: it goes all the same.
    world.rest.switch(None, refusing(false)).await.unwrap();
    let one = staff.open(&format!("/staff/uncertain/{}", part.id)).await;
    let wrong = staff.submit(&one, &[("settle", "send-anyway"), ("why", "")]).await;
    assert_eq!(wrong.status, 422, "{}", wrong.text());
    let why = "The registrar rang us: it is registered under 17/204.";
    staff.submit(&one, &[("settle", "send-anyway"), ("why", why)]).await;
    let moved =
        |case: &Case| case.requests.iter().any(|now| now.id == part.id && matches!(now.state, "granted" | "sent"));
    world.until(&id, moved).await;
    assert!(citizen.open(&page.path).await.says(why));
}

#[tokio::test]
async fn an_appointment_lets_nothing_go() {
    let world = World::new().await;
    // It refuses in the end: whatever went out before would have gone out on the word of the sender alone.
    world.rest.switch(None, refusing(true)).await.unwrap();
    let (citizen, page, id) = apply(&world).await;
    let case = world.until(&id, |case| case.requests[0].state == "refused").await;
    let registrar = &case.requests[0];
    let news =
        registrar.history.iter().position(|line| line.what == "event-in-progress").expect("it gave an appointment");
    assert!(registrar.history[news].text.as_deref().unwrap().contains("Your appointment is on"));
    let refused = registrar.history.iter().position(|line| line.what == "event-refused").unwrap();
    assert!(news < refused, "first the appointment, then the decision");
    for part in &case.requests[1..] {
        assert!(part.history.iter().all(|line| line.what != "event-released"), "{}", part.title.en);
    }
    assert!(citizen.open(&page.path).await.says("Your appointment is on"));
}

#[tokio::test]
async fn what_waits_for_what_waits_is_not_sent_either() {
    let world = World::new().await;
    let id = world.apply("after-a-death", |_| {}).await;
    let case = world.case(&id).await;
    let (second, third) = (case.requests[1].id.to_string(), case.requests[2].id.to_string());
    let state = format!("{{\"is\":\"held\",\"waits_for\":\"{second}\"}}");
    let chained = world.platform.store().write(move |tx| {
        tx.execute("UPDATE request SET state_body = $1 WHERE id = $2", args![state.clone(), third.clone()])
    });
    assert_eq!(chained.await.unwrap(), 1);
    world.rest.switch(None, refusing(true)).await.unwrap();
    let case = world.until(&id, |case| case.requests[0].state == "refused").await;
    assert!(case.requests[1..].iter().all(|part| part.state == "not_sent"));
    let last = &case.requests[2];
    assert_eq!(last.waits_for.as_ref(), Some(&case.requests[0].title), "it names what was refused");
    assert_eq!(last.ask.as_ref().unwrap().id, case.requests[0].body.id, "and whom to ask about it");
}

#[tokio::test]
async fn what_waits_for_a_referred_request_goes_on_waiting_until_that_is_closed() {
    let world = World::new().await;
    let referring = Switches { not_ours: Some(true), ..Switches::default() };
    world.rest.switch(None, referring).await.unwrap();
    let (citizen, page, id) = apply(&world).await;
    let case = world.until(&id, |case| case.requests[0].state == "referred").await;
    assert!(case.requests[1..].iter().all(|part| part.state == "held"), "it may still be done");

    let staff = operator(&world).await;
    let one = staff.open(&format!("/staff/uncertain/{}", case.requests[0].id)).await;
    let wrong = staff.submit(&one, &[("settle", "close"), ("words", "")]).await;
    assert!(wrong.status == 422 && wrong.says("Tell the person why"), "{}", wrong.text());
    let words = "Please register at any office in the county: they know of you.";
    let ask = case.requests[0].body.id.to_string();
    let list = staff.submit(&one, &[("settle", "close"), ("words", words), ("ask", &ask)]).await;
    assert_eq!(list.path, "/staff/uncertain", "{}", list.text());

    let case = world.case(&id).await;
    assert_eq!(case.requests[0].state, "closed");
    assert!(case.requests[1..].iter().all(|part| part.state == "not_sent"));
    let page = citizen.open(&page.path).await;
    assert!(page.says(words) && page.says("We could not get an answer to this"), "{}", page.text());
    assert!(page.says(case.requests[0].ask.as_ref().unwrap().phone.as_deref().unwrap()), "{}", page.text());
    let name = settler(&world);
    assert!(!page.says(&name), "the officer's name is not for the person");
    assert!(staff.open(&format!("/staff/cases/{id}")).await.says(&name), "and is for staff");
    let french = citizen.open(&format!("{}?lang=fr", page.path)).await;
    assert!(french.html.contains(&format!("lang=\"en\">{words}")), "{}", french.html);
}

fn settler(world: &World) -> String {
    let government = world.platform.government();
    government.catalogue.people().find(|person| person.role == Role::Operator).unwrap().name.clone()
}
