//! Nothing vests by a plan that nobody approved, before its day or twice, and no two rows stand for one cell.

use super::*;

#[test]
fn a_plan_that_changed_since_approval_does_not_vest_and_asks_again() {
    let world = World::new();
    world.prepare(merger());
    change_the_model(&world);
    let said = refused(&world, |world| world.vest("merger", DAY));
    assert_eq!(said, "the plan has changed since it was shown: it has to be rehearsed and approved again");
    let rehearsal = world.rehearse("merger").unwrap();
    assert!(matches!(world.state("merger"), State::Rehearsed { .. }));
    world.approve("anna", &rehearsal).unwrap();
    world.approve("bert", &rehearsal).unwrap();
    world.schedule("merger", date(2023, 3, 20)).unwrap();
    world.vest("merger", DAY).unwrap();
}

#[test]
fn a_change_that_does_not_touch_the_plan_leaves_its_approval() {
    let world = World::new();
    world.prepare(merger());
    world.prepare(transfer("elsewhere", Kind::Agreement, date(2023, 3, 1), vec![line("gamma", "delta")]));
    world.vest("elsewhere", date(2023, 3, 1)).unwrap();
    world.vest("merger", DAY).unwrap();
}

#[test]
fn nothing_vests_twice_or_before_its_day() {
    let world = World::new();
    world.prepare(merger());
    let rehearsal = world.plan("merger").unwrap();
    assert_eq!(
        refused(&world, |world| world.vest_with(rehearsal.clone(), date(2023, 3, 31))),
        "this transfer vests on 2023-04-01, and today is 2023-03-31"
    );
    world.vest_with(rehearsal.clone(), DAY).unwrap();
    assert_eq!(
        refused(&world, |world| world.vest_with(rehearsal, DAY)),
        "this transfer has vested already, as version 2 of the model"
    );
}

#[test]
fn two_nodes_that_vest_at_once_vest_once() {
    let world = World::new();
    world.prepare(merger());
    let rehearsal = world.plan("merger").unwrap();
    let done: Vec<bool> = std::thread::scope(|scope| {
        let nodes: Vec<_> = (0..4)
            .map(|_| {
                let (world, rehearsal) = (&world, rehearsal.clone());
                scope.spawn(move || world.vest_with(rehearsal, DAY).is_ok())
            })
            .collect();
        nodes.into_iter().map(|node| node.join().unwrap()).collect()
    });
    assert_eq!(done.iter().filter(|done| **done).count(), 1, "{done:?}");
    assert_eq!(world.read(|tx| Ok(crate::model::current_version(tx)?.number)), 2);
}

#[test]
fn two_rows_for_one_cell_on_one_day_are_refused_when_they_are_written() {
    let world = World::new();
    let before = everything(&world);
    let mut overlapping = model_data();
    overlapping.responsibilities.push(row(90, "waste", Function::Fulfilment, Some("north"), "gamma", always()));
    let record = move |tx: &mut Tx<'_>| crate::model::record(tx, &worker(), NOW, &overlapping);
    let refused = world.fresh.store.write_blocking(record).unwrap_err();
    assert!(matches!(refused, crate::ModelError::EqualRank(..)), "{refused}");
    assert_eq!(everything(&world), before);
}
