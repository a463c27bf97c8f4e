//! A request that moves, to another system too, while a call to the old one is under way or in doubt.

use std::time::Duration;

use applications::{handover::Fate, world::World};
use responsibility::transfer::{Draft, OpenWork, SystemMove};
use sandbox::Switches;
use values::{Id, id};

use crate::handover::{BEFORE, draft, of, vested};

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
    world.schedule(with_its_system(&world, OpenWork::Moves)).await.unwrap();
    world.rest.switch(Some(OLD), trouble).await.unwrap();
    let id = world.apply("moving-home", |_| {}).await;
    let request = of(&world.case(&id).await, "council-tax").id.clone();
    world.work().await;
    assert_eq!(of(&world.case(&id).await, "council-tax").state, "queued");
    world.rest.switch(Some(OLD), after).await.unwrap();
    vested(&world).await;
    world.until(&id, |case| of(case, "council-tax").state != "queued").await;
    while world.work().await > 0 {}
    (world, id, request)
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
