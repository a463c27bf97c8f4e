//! What can't be taken back, and by whom.

use super::*;

#[test]
fn nobody_writes_over_the_reversal_that_another_drafted() {
    let world = World::new();
    for known in [retail(), Draft { day: date(2023, 5, 2), ..by_phone("other", "delta") }] {
        let (id, day) = (known.id.name().to_owned(), known.day);
        let mut known = known;
        known.lines[0].what.channel = Some(if id == "other" { Channel::Post } else { Channel::Phone });
        world.prepare(known);
        world.vest(&id, day).unwrap();
    }
    let (day, today) = (date(2023, 5, 20), date(2023, 5, 10));
    reverse(&world, "back", day, today).unwrap();
    reverse(&world, "back", day + 1.days(), today).unwrap();
    let by_another = |world: &World, id: &str| {
        let actor = Actor::staff(name("planner-two"), Role::TransferPlanner, name("alpha"));
        let (title, reason) = (text(id), Some("Queues".to_owned()));
        let way = commands::WayBack { id: name(id), title, day, instrument: None, reason, answerable: Vec::new() };
        world.try_write(move |tx| commands::reverse(tx, &actor, NOW, today, &name("retail"), way.clone()))
    };
    assert_eq!(
        refused(&world, |world| by_another(world, "back")),
        "per_planner drafted trf_back already, which takes it back: ask them, or cancel that one and choose another id \
         with --called"
    );
    let said = refused(&world, |world| reverse_of(world, "other", "back", day, today));
    assert_eq!(said, "there is a transfer trf_back already: write that one anew, or choose another id");
    let said = refused(&world, |world| by_another(world, "back-too"));
    assert!(said.starts_with("per_planner drafted trf_back already, which takes it back"), "{said}");
    world.write(|tx| commands::cancel(tx, &planner(), NOW, &name("back"), None));
    by_another(&world, "back-too").unwrap();
}

#[test]
fn what_can_not_be_taken_back_is_said() {
    let world = World::new();
    world.prepare(merger());
    let said = refused(&world, |world| reverse_of(world, "merger", "back", date(2023, 5, 1), date(2023, 4, 20)));
    let dissolution = "a vesting that dissolves a body can't be reversed; what is wrong is corrected, with a reason";
    assert_eq!(said, dissolution, "not before it vests");
    world.vest("merger", DAY).unwrap();
    let said = refused(&world, |world| reverse_of(world, "merger", "back", date(2023, 5, 1), date(2023, 4, 20)));
    assert_eq!(said, dissolution, "nor afterwards");

    let world = World::new();
    world.prepare(retail());
    let said = refused(&world, |world| reverse(world, "back", date(2023, 5, 20), date(2023, 4, 20)));
    assert_eq!(said, "trf_retail has not vested: cancel it instead");
    world.vest("retail", date(2023, 5, 1)).unwrap();
    let said = refused(&world, |world| reverse(world, "back", date(2023, 7, 1), date(2023, 5, 20)));
    assert_eq!(said, "it could be taken back until 2023-06-30, and 2023-07-01 is later");
    let said = refused(&world, |world| reverse(world, "back", date(2023, 6, 30), date(2023, 7, 2)));
    assert_eq!(said, "it could be taken back until 2023-06-30, and 2023-07-02 is later");
    let said = refused(&world, |world| reverse(world, "back", date(2023, 5, 19), date(2023, 5, 20)));
    assert_eq!(said, "2023-05-19 is past, and today is 2023-05-20: only a correction may be dated in the past");
    reverse(&world, "back", date(2023, 6, 30), date(2023, 5, 20)).unwrap();
    world.prepare_drafted("back", date(2023, 5, 20));
    world.vest("back", date(2023, 6, 30)).unwrap();
    let said = refused(&world, |world| reverse(world, "again", date(2023, 6, 30), date(2023, 6, 30)));
    assert_eq!(said, "trf_back takes it back already");
    let said = refused(&world, |world| reverse_of(world, "back", "again", date(2023, 6, 30), date(2023, 6, 30)));
    assert_eq!(said, "a reversal can't be reversed; draft the move anew");
}

#[test]
fn what_others_have_changed_since_is_named_and_not_undone() {
    let world = World::new();
    world.prepare(retail());
    world.vest("retail", date(2023, 5, 1)).unwrap();
    let mut other = line("gamma", "delta");
    other.what.functions = vec![Function::Contact];
    other.what.service_types = vec![name("passport")];
    world.prepare(transfer("other", Kind::Agreement, date(2023, 5, 10), vec![other]));
    world.vest("other", date(2023, 5, 10)).unwrap();
    reverse(&world, "back", date(2023, 5, 20), date(2023, 5, 10)).unwrap();
    let said = refused(&world, |world| world.rehearse("back"));
    let expected = "what this transfer wrote has been changed since: contact of passport held by org_gamma in the whole country, rsp_";
    assert!(said.starts_with(expected), "{said}");
}
