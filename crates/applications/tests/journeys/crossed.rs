//! A request that moves, to another system too, while a call to the old one is under way or in doubt.

use std::time::Duration;

use applications::{handover::Fate, world::World};
use responsibility::{
    endpoint::Endpoint,
    transfer::{Draft, OpenWork, SystemMove},
};
use sandbox::Switches;
use values::{Id, id};

use crate::handover::{BEFORE, another_node_records, draft, of, vested};

const OLD: &str = "carlisle-revenues";
const NEW: &str = "allerdale-revenues";

/// The move, with the system.
fn with_its_system(world: &World, open_work: OpenWork) -> Draft {
    let draft = draft(world, open_work);
    let service_types = draft.lines.iter().flat_map(|line| line.what.service_types.clone()).collect();
    let system = SystemMove { service_types, area: Some("E07000028".into()), system: Id::named(NEW).unwrap() };
    Draft { systems: vec![system], ..draft }
}

/// How often a request took effect in the old system and in the new one.
fn effects(world: &World, request: &Id<id::Request>) -> [u32; 2] {
    let all = world.effects(request);
    [OLD, NEW].map(|name| all.iter().filter(|effect| effect.agency == name).map(|effect| effect.effects).sum())
}

async fn fate(world: &World, request: &Id<id::Request>) -> Vec<Fate> {
    let lines = world.handed(&Id::named("council-tax").unwrap()).await;
    lines.into_iter().filter(|item| item.request == *request).map(|item| item.fate).collect()
}

/// A call to the old system is slow, and the vesting comes before its reply.
async fn moved_under_way(open_work: OpenWork) -> (World, Id<id::Application>, Id<id::Request>) {
    let world = World::answering_after(Duration::from_mins(1)).await;
    world.business(BEFORE);
    world.schedule(with_its_system(&world, open_work)).await.unwrap();
    let slow = Switches { slow_ms: Some(1_000), ..Switches::default() };
    world.rest.switch(Some(OLD), slow).await.unwrap();
    let id = world.apply("moving-home", |_| {}).await;
    let request = of(&world.case(&id).await, "council-tax").id.clone();
    let moved = async {
        while effects(&world, &request) == [0, 0] {
            tokio::task::yield_now().await;
        }
        vested(&world).await;
    };
    tokio::join!(world.work(), moved);
    while world.work().await > 0 {}
    (world, id, request)
}

#[tokio::test]
async fn what_the_old_system_took_while_it_moved_is_handed_over_to_the_new_one() {
    let (world, id, request) = moved_under_way(OpenWork::Moves).await;
    let case = world.case(&id).await;
    let part = of(&case, "council-tax");
    assert_eq!((part.state, part.body.id.name()), ("sent", "allerdale"), "{:?}", part.history);
    assert_eq!(effects(&world, &request), [1, 1], "one case in each, and the second knows of the first");
    assert_eq!(fate(&world, &request).await, [Fate::HandedOver]);
}

#[tokio::test]
async fn what_the_old_system_took_while_it_moved_stays_there_where_the_predecessor_finishes_what_was_sent() {
    let (world, id, request) = moved_under_way(OpenWork::StaysUntilClosed).await;
    let case = world.case(&id).await;
    let part = of(&case, "council-tax");
    assert_eq!((part.state, part.body.id.name()), ("sent", "carlisle"), "{:?}", part.history);
    assert_eq!(effects(&world, &request), [1, 0]);
    assert_eq!(fate(&world, &request).await, [Fate::Finishes]);
}

/// The old system's reply was lost, or nothing reached it, when the request moves.
async fn in_doubt(trouble: Switches, after: Switches) -> (World, Id<id::Application>, Id<id::Request>) {
    let world = World::answering_after(Duration::from_mins(1)).await;
    world.business(BEFORE);
    let (id, request) = tried(&world, with_its_system(&world, OpenWork::Moves), trouble).await;
    settled(&world, &id, after).await;
    (world, id, request)
}

/// A request that was sent once, in vain or without a reply, and is about to move.
async fn tried(world: &World, draft: Draft, trouble: Switches) -> (Id<id::Application>, Id<id::Request>) {
    world.schedule(draft).await.unwrap();
    world.rest.switch(Some(OLD), trouble).await.unwrap();
    let id = world.apply("moving-home", |_| {}).await;
    let request = of(&world.case(&id).await, "council-tax").id.clone();
    world.work().await;
    assert_eq!(of(&world.case(&id).await, "council-tax").state, "queued");
    (id, request)
}

/// The day comes, and it becomes known where the request is.
async fn settled(world: &World, id: &Id<id::Application>, after: Switches) {
    world.rest.switch(Some(OLD), after).await.unwrap();
    vested(world).await;
    world.until(id, |case| of(case, "council-tax").state != "queued").await;
    while world.work().await > 0 {}
}
#[tokio::test]
async fn the_old_system_is_asked_for_what_may_have_reached_it_before_the_new_one_gets_it() {
    let lost = Switches { lose_reply: Some(true), ..Switches::default() };
    let (world, id, request) = in_doubt(lost, Switches::default()).await;
    assert_eq!(effects(&world, &request), [1, 1]);
    assert_eq!(fate(&world, &request).await, [Fate::HandedOver], "it was found there, and handed over");
    assert_eq!(of(&world.case(&id).await, "council-tax").body.id.name(), "allerdale");
}

#[tokio::test]
async fn what_the_old_system_certainly_has_not_goes_to_the_new_one_alone() {
    let down = Switches { down: Some(true), ..Switches::default() };
    let (world, id, request) = in_doubt(down, Switches { down: Some(false), ..Switches::default() }).await;
    assert_eq!(effects(&world, &request), [0, 1]);
    assert_eq!(fate(&world, &request).await, [Fate::Follows]);
    assert_eq!(of(&world.case(&id).await, "council-tax").state, "sent");
}

/// The endpoints' file changes the system on the day, and the transfer names none.
#[tokio::test]
async fn the_old_system_is_asked_first_where_the_system_changes_with_the_day_by_itself_too() {
    let world = World::answering_after(Duration::from_mins(1)).await;
    world.business(BEFORE);
    let draft = draft(&world, OpenWork::Moves);
    let mut data = applications::world::demo_data();
    let mut later = Vec::new();
    for row in &mut data.model.endpoints {
        if row.system.name() == OLD && row.service_type.name().starts_with("council-tax-") {
            let name = format!("{}-later", row.id.name());
            let mut next = Endpoint { id: Id::named(&name).unwrap(), system: Id::named(NEW).unwrap(), ..row.clone() };
            next.valid.from = draft.day;
            row.valid.until = Some(draft.day);
            later.push(next);
        }
    }
    data.model.endpoints.extend(later);
    another_node_records(&world, data).await;
    world.platform.reload().await.unwrap();
    let lost = Switches { lose_reply: Some(true), ..Switches::default() };
    let (id, request) = tried(&world, draft, lost).await;
    settled(&world, &id, Switches::default()).await;
    assert_eq!(effects(&world, &request), [1, 1]);
    assert_eq!(fate(&world, &request).await, [Fate::HandedOver], "it was found there, and handed over");
}

#[tokio::test]
async fn what_was_sent_without_a_reply_is_told_as_such_and_not_sent_elsewhere_while_its_body_is_asked() {
    let world = World::answering_after(Duration::from_mins(1)).await;
    world.business(BEFORE);
    let lost = Switches { lose_reply: Some(true), ..Switches::default() };
    let (id, request) = tried(&world, with_its_system(&world, OpenWork::Moves), lost).await;
    let operator = crate::settle::operator(&world).await;
    let told = async |expected: &str| {
        let case = world.case(&id).await;
        let part = of(&case, "council-tax");
        let asked = part.asking.as_ref().map(|asked| asked.en.as_str());
        assert_eq!((part.state, part.body.id.name(), asked), ("queued", expected, Some("Carlisle City Council")));
        let page = operator.open(&format!("/staff/cases/{id}?lang=en")).await;
        assert!(page.says("we are asking Carlisle City Council whether they have it"), "{}", page.text());
        assert!(!page.says("We are sending this to Carlisle City Council"), "{}", page.text());
        let french = operator.open(&format!("/staff/cases/{id}?lang=fr")).await;
        assert!(french.says("aucune réponse n’est venue"), "{}", french.text());
        let work = operator.open("/transfers/trf_council-tax/work?lang=en").await;
        assert!(work.says("sent, no reply came"), "{}", work.text());
        let csv = operator.open("/transfers/trf_council-tax/work.csv").await;
        let line = csv.html.lines().find(|line| line.starts_with(request.as_str())).unwrap();
        assert!(line.contains(",asking,") && line.ends_with(",carlisle-revenues,allerdale-revenues"), "{line}");
    };
    told("carlisle").await;
    let down = Switches { down: Some(true), ..Switches::default() };
    world.rest.switch(Some(OLD), down).await.unwrap();
    vested(&world).await;
    world.wait(60_000);
    while world.work().await > 0 {}
    told("allerdale").await;
    assert_eq!(effects(&world, &request), [1, 0], "the new one gets nothing while the old one may have it");
    let sheet = operator.open("/transfers/trf_council-tax/proof").await;
    assert!(sheet.says("sent, no reply came"), "{}", sheet.text());
    let json = operator.open("/transfers/trf_council-tax/proof.json?made=settled").await;
    let sheet: serde_json::Value = serde_json::from_str(&json.html).unwrap();
    let asking = |lines: &str| sheet["work"][lines].as_array().unwrap().iter().any(|line| line["state"] == "asking");
    assert!(asking("requests") && asking("readdressed"), "{}", sheet["work"]);
}
