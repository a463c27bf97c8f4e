//! Plans that a new draft, another transfer or the model has overtaken since people agreed to them.

use super::*;
use crate::ModelError;

#[test]
fn what_is_on_the_calendar_is_written_anew_by_whoever_has_seen_it_and_approved_again() {
    let world = World::new();
    world.prepare(merger());
    let later = Draft { day: date(2023, 5, 2), ..merger() };
    let write =
        |draft: Draft, over| world.try_write(move |tx| commands::draft(tx, &planner(), NOW, draft.clone(), over));
    let unseen = write(later.clone(), commands::Over::Own).unwrap_err();
    assert!(matches!(unseen, TransferError::WrittenMeanwhile { .. }), "{unseen}");
    assert!(matches!(world.state("merger"), State::Scheduled { .. }));
    let over = commands::Over::Seen(merger().hash());
    assert_eq!(write(later, over).unwrap().state, State::Draft);
    assert!(world.due(DAY).is_empty(), "it is on the calendar no more");
    assert!(world.fresh.store.read_blocking(world_is_current).is_ok(), "and nobody waits for it");
    world.prepare_drafted("merger", date(2023, 4, 20));
    assert_eq!(world.due(date(2023, 5, 2)), ["merger"]);
}

fn world_is_current(tx: &mut Tx<'_>) -> Result<(), ModelError> {
    Snapshot::load(tx)?.model.check_current(tx, DAY)
}

#[test]
fn a_second_succession_of_one_body_is_refused_from_the_first_approval_of_the_other_on() {
    let world = World::new();
    let again = Draft { id: name("again"), day: date(2023, 6, 1), ..merger() };
    let refused = |kind: &str, today: &str| {
        let Err(TransferError::Problems(problems)) = world.plan("again") else { panic!("{kind}: it ends on {today}") };
        let said = |problem: &Problem| {
            matches!(problem, Problem::EndedAlready { body, day: DAY, by }
            if *body == name("alpha") && *by == name("merger"))
        };
        assert!(problems.iter().any(said), "{kind}: {problems:?}");
    };
    world.draft(again.clone()).unwrap();
    world.plan("again").unwrap();
    world.draft(merger()).unwrap();
    world.plan("again").unwrap();
    let rehearsal = world.rehearse("merger").unwrap();
    world.plan("again").unwrap();
    world.approve("anna", &rehearsal).unwrap();
    refused("approved", "the day of the merger");
    world.approve("bert", &rehearsal).unwrap();
    world.schedule("merger", date(2023, 3, 20)).unwrap();
    refused("scheduled", "the day of the merger");
    world.vest("merger", DAY).unwrap();
    refused("vested", "the day of the merger");

    // Before the merger's day nobody has ended yet.
    let world = World::new();
    world.prepare(merger());
    world.draft(Draft { id: name("again"), day: date(2023, 3, 1), ..again }).unwrap();
    world.plan("again").unwrap();
}

#[test]
fn nobody_agrees_to_a_plan_that_the_model_has_overtaken() {
    let changed = |error: TransferError| match error {
        TransferError::Invalid(crate::transfer::life::InvalidMove::PlanChanged { .. }) => {}
        other => panic!("{other}"),
    };
    let world = World::new();
    world.draft(merger()).unwrap();
    let rehearsal = world.rehearse("merger").unwrap();
    world.approve("anna", &rehearsal).unwrap();
    change_the_model(&world);
    changed(world.approve("bert", &rehearsal).unwrap_err());

    let world = World::new();
    world.draft(merger()).unwrap();
    let rehearsal = world.rehearse("merger").unwrap();
    world.approve("anna", &rehearsal).unwrap();
    world.approve("bert", &rehearsal).unwrap();
    change_the_model(&world);
    changed(world.schedule("merger", date(2023, 3, 1)).unwrap_err());
}

#[test]
fn whoever_approved_hears_before_the_day_that_the_plan_is_another_or_none() {
    let look = |world: &World, id: &'static str| {
        let planned = world.plan(id).map_err(|error| match error {
            TransferError::Problems(problems) => problems,
            other => panic!("{other}"),
        });
        let version = world.snapshot().model.version();
        world.write(move |tx| {
            let planned = planned.as_ref().map_err(Vec::as_slice);
            commands::look_again(tx, &worker(), NOW, &name(id), (version, planned))
        })
    };
    let world = World::new();
    world.prepare(retail());
    world.prepare(merger());
    assert!(look(&world, "merger").is_none() && look(&world, "retail").is_none(), "they stand as they were approved");
    change_the_model(&world);
    assert!(matches!(look(&world, "merger"), Some(commands::Settled::AskedAgain(_))));
    assert!(matches!(look(&world, "retail"), Some(commands::Settled::Withdrawn(_))));
    assert_eq!((world.state("retail"), remark(&world, "retail")), (State::Draft, Some(Remark::NoPlan)));
    assert_eq!(remark(&world, "merger"), Some(Remark::PlanChanged));
    assert!(look(&world, "merger").is_none(), "once is enough");
    let rehearsal = world.rehearse("merger").unwrap();
    assert_eq!(remark(&world, "merger"), Some(Remark::PlanChanged), "until somebody approves it again");
    world.approve("anna", &rehearsal).unwrap();
    assert_eq!(remark(&world, "merger"), None);
}

#[test]
fn what_is_due_and_does_not_vest_asks_again_and_holds_nobody_up() {
    let world = World::new();
    world.prepare(merger());
    change_the_model(&world);
    let rehearsal = world.plan("merger").unwrap();
    let settle = move |tx: &mut Tx<'_>| {
        let planned = (rehearsal.version, Ok(&rehearsal));
        commands::vest_or_ask(tx, &worker(), (NOW, DAY), &name("merger"), planned, serde_json::Value::Null)
    };
    let settled = world.write(settle);
    assert!(matches!(settled, commands::Settled::AskedAgain(_)), "{settled:?}");
    assert!(matches!(world.state("merger"), State::Rehearsed { .. }));
    let model = world.snapshot().model;
    world.fresh.store.read_blocking(move |tx| model.check_current(tx, DAY)).unwrap();
    assert_eq!(world.holder("waste", Function::Decision, None, "village", DAY), "nobody", "nothing has moved");
}

#[test]
fn what_can_not_be_planned_any_more_is_a_draft_again_and_holds_nobody_up() {
    let world = World::new();
    world.prepare(retail());
    change_the_model(&world);
    let Err(TransferError::Problems(problems)) = world.plan("retail") else { panic!("it selects nothing any more") };
    let day = date(2023, 5, 1);
    let settle = move |tx: &mut Tx<'_>| {
        let planned = (2, Err(&problems[..]));
        commands::vest_or_ask(tx, &worker(), (NOW, day), &name("retail"), planned, serde_json::Value::Null)
    };
    let settled = world.write(settle);
    assert!(matches!(settled, commands::Settled::Withdrawn(_)), "{settled:?}");
    assert_eq!(world.state("retail"), State::Draft);
    let model = world.snapshot().model;
    world.fresh.store.read_blocking(move |tx| model.check_current(tx, day)).unwrap();
}
