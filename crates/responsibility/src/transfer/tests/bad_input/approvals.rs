//! Who may not approve, and which plans are neither kept, approved nor put on the calendar.

use super::*;

#[test]
fn of_two_transfers_that_move_the_same_the_later_one_waits_for_the_other() {
    let world = World::new();
    world.draft(by_phone("second", "delta")).unwrap();
    let early = world.rehearse("second").unwrap();
    world.approve("anna", &early).unwrap();
    world.prepare(by_phone("first", "gamma"));
    let said = "trf_first moves the same on 2023-04-01 and is approved: cancel one of the two, or have one wait for \
        the other";
    assert_eq!(refused(&world, |world| world.approve("bert", &early)), said);
    assert!(matches!(world.state("first"), State::Scheduled { .. }));

    // All of it on the same day is the same too, whichever of the two would vest first.
    for id in ["all", "zall"] {
        let mut whole = by_phone(id, "delta");
        whole.lines[0].what.channel = None;
        world.draft(whole).unwrap();
        let rehearsal = world.rehearse(id).unwrap();
        assert_eq!(refused(&world, |world| world.approve("anna", &rehearsal)), said, "{id}");
    }

    // What comes later has to wait for it: then it is planned after it.
    world.draft(Draft { day: DAY + 1.days(), ..by_phone("later", "delta") }).unwrap();
    let later = world.rehearse("later").unwrap();
    assert_eq!(refused(&world, |world| world.approve("anna", &later)), said);
    // Of something else, one after the other, or before it they are in nobody's way.
    let mut waste = line("gamma", "beta");
    waste.what.service_types = vec![name("waste")];
    world.prepare(transfer("elsewhere", Kind::Agreement, DAY, vec![waste]));
    let mut onward = by_phone("onward", "delta");
    (onward.lines[0].what.from, onward.after) = (name("gamma"), vec![name("first")]);
    world.prepare(onward);
    world.prepare(Draft { day: DAY - 1.days(), ..by_phone("earlier", "delta") });
}

#[test]
fn two_that_were_approved_before_they_were_rivals_are_not_both_scheduled() {
    let world = World::new();
    for (id, to, day) in [("two", "delta", DAY + 1.days()), ("one", "gamma", DAY)] {
        world.draft(Draft { day, ..by_phone(id, to) }).unwrap();
        let rehearsal = world.rehearse(id).unwrap();
        world.approve("anna", &rehearsal).unwrap();
        world.approve("bert", &rehearsal).unwrap();
    }
    // As an older version left them: approved for the same day.
    world.write(|tx| {
        let known = commands::get(tx, &name("two"))?;
        let moved = Transfer { draft: Draft { day: DAY, ..known.draft.clone() }, ..known.clone() };
        let snapshot = Snapshot::load(tx)?;
        let hash = rules::plan(&snapshot.scene(), &moved.draft).unwrap().hash();
        let State::Approved { by, .. } = &known.state else { panic!("it is approved") };
        let approved = Transfer { state: State::Approved { hash, by: by.clone() }, ..moved };
        assert!(store::replace(tx, NOW, &known.state, &approved)?);
        Ok(())
    });
    let said = refused(&world, |world| world.schedule("two", date(2023, 3, 20)));
    assert!(said.starts_with("trf_one moves the same on 2023-04-01 and is approved"), "{said}");
}

#[test]
fn neither_the_drafter_nor_one_person_twice_nor_anybody_else_approves() {
    let world = World::new();
    world.draft(merger()).unwrap();
    let rehearsal = world.rehearse("merger").unwrap();
    assert_eq!(
        refused(&world, |world| world.approve("planner", &rehearsal)),
        "per_planner drafted this transfer and can't approve it too"
    );
    let (id, hash) = (name("merger"), rehearsal.plan.hash());
    let said = refused(&world, |world| world.try_write(move |tx| commands::approve(tx, &planner(), NOW, &id, hash)));
    assert_eq!(said, "per_planner drafted this transfer and can't approve it too", "whatever their role");
    let (id, hash) = (name("merger"), rehearsal.plan.hash());
    let said = refused(&world, |world| world.try_write(move |tx| commands::approve(tx, &worker(), NOW, &id, hash)));
    assert_eq!(said, "this takes a member of staff who is a transfer approver");

    world.approve("anna", &rehearsal).unwrap();
    assert_eq!(
        refused(&world, |world| world.approve("anna", &rehearsal)),
        "per_anna has approved this transfer already; another person has to be the second"
    );
    assert_eq!(
        refused(&world, |world| world.schedule("merger", DAY)),
        "a transfer that is endorsed can't be scheduled: two people have to approve its plan"
    );
}

#[test]
fn whoever_rewrote_a_draft_drafted_it_too() {
    let world = World::new();
    world.draft(merger()).unwrap();
    let other = Actor::staff(name("anna"), Role::TransferPlanner, name("alpha"));
    world.write(move |tx| commands::draft(tx, &other, NOW, merger(), commands::Over::Whatever));
    let rehearsal = world.rehearse("merger").unwrap();
    for drafter in ["planner", "anna"] {
        let said = refused(&world, |world| world.approve(drafter, &rehearsal));
        assert_eq!(said, format!("per_{drafter} drafted this transfer and can't approve it too"));
    }
}

#[test]
fn a_plan_that_differs_in_one_word_has_another_hash() {
    let hash = |draft: Draft| {
        let world = World::new();
        let id = draft.id.name().to_owned();
        world.draft(draft).unwrap();
        world.rehearse(&id).unwrap().plan.hash()
    };
    let usual = hash(retail());
    assert_eq!(hash(retail()), usual, "the same plan, the same hash");
    assert_ne!(hash(Draft { window_days: retail().window_days + 1, ..retail() }), usual);
    assert_ne!(hash(Draft { day: date(2023, 4, 2), ..retail() }), usual);
}

#[test]
fn a_plan_over_an_older_model_is_not_kept() {
    let world = World::new();
    world.draft(merger()).unwrap();
    let old = world.plan("merger").unwrap();
    change_the_model(&world);
    let said = refused(&world, |world| world.try_write(move |tx| commands::rehearse(tx, &planner(), NOW, &old)));
    assert_eq!(said, "the plan was made over version 1 of the model, which is at 2: make it anew");
}

#[test]
fn a_plan_of_an_older_draft_is_not_kept() {
    let world = World::new();
    world.draft(merger()).unwrap();
    let old = world.plan("merger").unwrap();
    world.draft(Draft { open_work: OpenWork::StaysUntilClosed, ..merger() }).unwrap();
    let said = refused(&world, |world| world.try_write(move |tx| commands::rehearse(tx, &planner(), NOW, &old)));
    assert_eq!(said, "the draft was changed while its plan was made: make the plan anew");
}

#[test]
fn a_day_that_is_past_is_not_scheduled() {
    let world = World::new();
    world.draft(merger()).unwrap();
    let rehearsal = world.rehearse("merger").unwrap();
    world.approve("anna", &rehearsal).unwrap();
    world.approve("bert", &rehearsal).unwrap();
    let said = refused(&world, |world| world.schedule("merger", date(2023, 4, 2)));
    assert_eq!(said, "2023-04-01 is past, and today is 2023-04-02: only a correction may be dated in the past");
}
