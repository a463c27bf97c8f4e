//! What will stand once what is on the calendar has vested.

use super::*;
use crate::question::{Known, Question, ahead, told, who};

const EVE: Day = date(2023, 3, 31);

/// What is stuck, and whether anything will stand otherwise than recorded.
fn look(world: &World, today: Day) -> (Vec<String>, bool) {
    let snapshot = world.snapshot();
    let all = world.read(store::all);
    let ahead = ahead(&snapshot.scene(), &all, today);
    (ahead.stuck.iter().map(|id| id.name().to_owned()).collect(), ahead.model.is_some())
}

#[test]
fn what_is_scheduled_stands_for_days_to_come_only() {
    let world = World::new();
    world.prepare(merger());
    assert_eq!(look(&world, EVE), (Vec::new(), true));
    assert_eq!(look(&world, DAY), (vec!["merger".to_owned()], false), "its day has come, and it has not vested");
    world.vest("merger", DAY).unwrap();
    assert_eq!(look(&world, DAY), (Vec::new(), false));
}

#[test]
fn what_waits_for_a_transfer_that_was_given_up_will_not_stand() {
    let world = World::new();
    let mut lines = retail().lines;
    lines[0].what.channel = Some(Channel::Web);
    world.prepare(retail());
    world.prepare(Draft { after: vec![name("retail")], ..transfer("second", Kind::Retail, date(2023, 6, 1), lines) });
    assert_eq!(look(&world, EVE), (Vec::new(), true));
    world.write(|tx| {
        let planner = planner();
        commands::cancel(tx, &planner, NOW, &name("retail"), None)
    });
    assert_eq!(look(&world, EVE), (vec!["second".to_owned()], false));
}

#[test]
fn what_is_scheduled_is_not_told_as_known_at_a_version() {
    let world = World::new();
    world.prepare(merger());
    let snapshot = world.snapshot();
    let all = world.read(store::all);
    let model = ahead(&snapshot.scene(), &all, EVE).model.unwrap();
    let known_since = |day: Day| {
        let question = Question {
            service_type: name("waste"),
            place: Some("village".into()),
            day,
            channel: None,
            segment: None,
            known: Known::Now,
        };
        let recorded = who(&snapshot.model, &snapshot.catalogue, &question);
        let answer = who(&model, &snapshot.catalogue, &question).over(&recorded);
        let told = told::tell(&model, &snapshot.catalogue, &answer);
        told.functions[0].by[0].holders[0].known_since
    };
    assert_eq!((known_since(EVE), known_since(DAY)), (Some(1), None));
}
