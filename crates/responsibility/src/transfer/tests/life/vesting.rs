//! The day itself: who holds what from then on, and what is kept as proof.

use super::*;
use crate::{ModelError, transfer::proof::Made};

#[test]
fn a_merger_vests_on_its_day_and_everything_goes_to_the_successor() {
    let world = World::new();
    world.prepare(merger());
    assert_eq!(world.due(date(2023, 3, 31)), Vec::<String>::new());
    assert_eq!(world.due(DAY), ["merger"]);
    let vested = world.vest("merger", DAY).unwrap();
    assert!(matches!(&vested.state, State::Vested(how) if how.version == 2 && !how.late), "{:?}", vested.state);

    for place in ["village", "lake", "town"] {
        assert_eq!(world.holder("waste", Function::Decision, None, place, DAY), "delta");
    }
    assert_eq!(world.holder("waste", Function::Decision, None, "village", date(2023, 3, 31)), "alpha");
    assert_eq!(world.holder("waste", Function::Decision, None, "port", DAY), "gamma");
    assert_eq!(world.holder("passport", Function::Contact, None, "port", DAY), "delta");
    assert!(world.due(DAY).is_empty());

    let resources = world.snapshot().model.arrangements().resources.clone();
    let totals = crate::resource::rules::totals(&resources, DAY);
    assert_eq!(totals.keys().map(Id::name).collect::<Vec<_>>(), ["delta"]);
    assert_eq!(totals[&name("delta")].posts, 2050);
}

#[test]
fn a_node_that_was_down_vests_late_once_and_says_so() {
    let world = World::new();
    world.prepare(merger());
    let vested = world.vest("merger", date(2023, 4, 3)).unwrap();
    assert!(matches!(&vested.state, State::Vested(how) if how.late && how.on == date(2023, 4, 3)));
    assert_eq!(world.holder("waste", Function::Decision, None, "town", DAY), "delta", "from its own day on");
    let again = world.vest("merger", date(2023, 4, 3)).unwrap_err();
    assert_eq!(again.to_string(), "this transfer has vested already, as version 2 of the model");
}

#[test]
fn nobody_routes_on_the_vesting_day_before_it_is_carried_out() {
    let world = World::new();
    let check = |world: &World, today: Day| {
        let model = world.snapshot().model;
        world.fresh.store.read_blocking(move |tx| model.check_current(tx, today))
    };
    check(&world, DAY).unwrap();
    world.prepare(merger());
    check(&world, date(2023, 3, 31)).unwrap();
    assert!(matches!(check(&world, DAY), Err(ModelError::VestingDue { day: DAY })));
    assert!(matches!(check(&world, date(2023, 4, 2)), Err(ModelError::VestingDue { day: DAY })));
    let before = world.snapshot().model;
    world.vest("merger", DAY).unwrap();
    check(&world, DAY).unwrap();
    let stale = world.fresh.store.read_blocking(move |tx| before.check_current(tx, DAY));
    assert!(matches!(stale, Err(ModelError::Stale { known: 1, now: 2 })));
}

#[test]
fn a_cancelled_transfer_is_due_no_more_and_holds_nobody_up() {
    let world = World::new();
    world.prepare(merger());
    world.write(|tx| commands::cancel(tx, &planner(), NOW, &name("merger"), None));
    assert!(world.due(DAY).is_empty());
    let model = world.snapshot().model;
    world.fresh.store.read_blocking(move |tx| model.check_current(tx, DAY)).unwrap();
    assert!(matches!(world.vest("merger", DAY), Err(TransferError::Invalid(_))));
}

#[test]
fn what_people_still_use_of_a_body_that_ended_finds_its_successor() {
    let world = World::new();
    world.prepare(merger());
    world.vest("merger", DAY).unwrap();
    let successions = world.read(succession::Successions::load);
    for thing in Thing::ALL {
        assert_eq!(successions.successors(&name("alpha"), thing, &[], DAY), [name("delta")]);
        assert!(successions.successors(&name("alpha"), thing, &[], date(2023, 3, 31)).is_empty());
        assert!(successions.successors(&name("gamma"), thing, &[], DAY).is_empty());
    }
}

#[test]
fn a_correction_is_dated_in_the_past_and_the_old_answer_stays_known() {
    let world = World::new();
    let mut wrong = line("gamma", "beta");
    wrong.what.areas = vec!["east".into()];
    let correction = Draft {
        reason: Some("the order named beta".into()),
        ..transfer("correction", Kind::Correction, date(2023, 2, 1), vec![wrong])
    };
    world.draft(correction).unwrap();
    world.prepare_drafted("correction", date(2023, 6, 1));
    let vested = world.vest("correction", date(2023, 6, 1)).unwrap();
    assert!(matches!(vested.state, State::Vested { .. }));
    assert_eq!(world.holder("waste", Function::Policy, None, "port", date(2023, 2, 1)), "beta");
    assert_eq!(world.holder("waste", Function::Policy, None, "port", date(2023, 1, 31)), "gamma");
    let snapshot = world.snapshot();
    let areas = crate::geography::around(&snapshot.catalogue, &name("waste"), &"port".into(), DAY);
    let cell = crate::holding::rules::Cell { areas: &areas, channel: None, segment: None, day: DAY, version: 1 };
    let known_then = snapshot.model.holders(&name("waste"), Function::Policy, &cell);
    assert_eq!(known_then[0].holder, name("gamma"), "as known before the correction");
}

#[test]
fn a_system_changes_where_the_transfer_says_so_and_stays_elsewhere() {
    let world = World::new();
    let moved = SystemMove { service_types: vec![name("waste")], area: Some("east".into()), system: name("new") };
    let draft =
        Draft { systems: vec![moved], ..transfer("systems", Kind::Agreement, DAY, vec![line("gamma", "delta")]) };
    world.prepare(draft);
    world.vest("systems", DAY).unwrap();
    let snapshot = world.snapshot();
    let system = |place: &str, day| {
        let areas = crate::geography::around(&snapshot.catalogue, &name("waste"), &place.into(), day);
        snapshot.model.endpoint(&name("waste"), &areas, day).unwrap().id.name().to_owned()
    };
    assert_eq!([system("port", DAY), system("town", DAY), system("port", date(2023, 3, 31))], ["new", "old", "old"]);
}

#[test]
fn the_proof_of_a_vesting_is_kept_whole_and_its_hash_is_in_the_audit_log() {
    let world = World::new();
    world.prepare(merger());
    world.vest("merger", DAY).unwrap();
    let kept = world.write(|tx| commands::proof(tx, &name("merger"), Made::Vesting)).unwrap();
    assert!(kept.is_whole());
    let sheet: serde_json::Value = serde_json::from_str(&kept.sheet).unwrap();
    assert_eq!(sheet["work"], serde_json::json!({ "open": 3 }));
    assert_eq!(sheet["sum_before"], sheet["sum_after"]);
    assert_eq!((&sheet["gaps"], &sheet["overlaps"]), (&0.into(), &0.into()));
    assert_eq!(sheet["todo"][0]["name"], "olga");
    let entries = world.read(|tx| ::store::audit::unnumbered(tx, 100));
    let vested = entries.iter().find(|entry| entry.action == "transfer.vested").unwrap();
    assert!(vested.details.contains(&("proof".to_owned(), kept.hash.to_string())), "{:?}", vested.details);
    let altered = proof::store::Kept { sheet: kept.sheet.replace("delta", "gamma"), ..kept };
    assert!(!altered.is_whole());
}

#[test]
fn the_sheet_is_a_table_too() {
    let world = World::new();
    world.draft(merger()).unwrap();
    let csv = world.rehearse("merger").unwrap().sheet.to_csv();
    assert!(csv.starts_with("part,what,where,before,after\r\ntransfer,trf_merger,,,2023-04-01\r\n"), "{csv}");
    for line in [
        "moved,waste decision,2 places,org_alpha,org_delta",
        "posts,org_alpha,,12.50,0.00",
        "posts,sum,,20.50,20.50",
        "money,sum,GBP,1234.57,1234.57",
        "coverage,gaps,,,0",
        "dissolved,,,org_beta,org_delta",
        "to do,uncertain,,,olga",
    ] {
        assert!(csv.contains(&format!("{line}\r\n")), "{line} in {csv}");
    }
}
