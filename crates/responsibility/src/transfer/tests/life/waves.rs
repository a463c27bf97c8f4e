//! Waves that wait for another one or for a gate, and what becomes of those whose day passes meanwhile.

use super::*;
use crate::programme;

#[test]
fn nothing_waits_for_what_vests_later() {
    let world = World::new();
    let wave = |id: &str, day: Day, after: &[&str]| Draft {
        after: after.iter().map(|id| name(id)).collect(),
        ..transfer(id, Kind::Retail, day, retail().lines)
    };
    let (early, late) = (date(2023, 5, 1), date(2023, 6, 1));
    world.draft(wave("second", late, &[])).unwrap();
    let refused = world.draft(wave("first", early, &["second"])).unwrap_err().to_string();
    assert_eq!(refused, "a transfer of 2023-05-01 can't wait for trf_second, which is of 2023-06-01");
    world.draft(wave("third", late, &["second"])).unwrap();
    let refused = world.draft(wave("second", date(2023, 6, 2), &[])).unwrap_err().to_string();
    assert_eq!(refused, "a transfer of 2023-06-01 can't wait for trf_second, which is of 2023-06-02");
    world.draft(wave("second", early, &[])).unwrap();
}

#[test]
fn a_later_wave_is_rehearsed_as_if_the_earlier_had_vested_and_its_approval_holds() {
    let world = World::new();
    let first = Draft { ..transfer("first", Kind::Agreement, DAY, vec![line("gamma", "delta")]) };
    let mut second = line("delta", "beta");
    second.what.areas = vec!["east".into()];
    let second =
        Draft { after: vec![name("first")], ..transfer("second", Kind::Agreement, date(2023, 5, 1), vec![second]) };
    world.draft(first).unwrap();
    world.draft(second).unwrap();
    world.prepare_drafted("second", date(2023, 3, 1));
    assert!(world.due(date(2023, 6, 1)).is_empty(), "it waits");
    assert!(
        matches!(world.vest("second", date(2023, 6, 1)), Err(TransferError::Waits(first)) if first == name("first"))
    );
    world.prepare_drafted("first", date(2023, 3, 1));
    world.vest("first", DAY).unwrap();
    assert_eq!(world.due(date(2023, 5, 1)), ["second"]);
    world.vest("second", date(2023, 5, 1)).unwrap();
    assert_eq!(world.holder("waste", Function::Decision, None, "port", date(2023, 5, 1)), "beta");
}

#[test]
fn those_that_wait_for_a_transfer_are_known_in_any_number_of_steps() {
    let world = World::new();
    let wave = |id: &str, after: &[&str]| Draft {
        after: after.iter().map(|earlier| name(earlier)).collect(),
        ..transfer(id, Kind::Agreement, DAY, vec![line("alpha", "gamma")])
    };
    for (id, after) in [("one", &[][..]), ("two", &["one"]), ("three", &["two"]), ("other", &[]), ("four", &["two"])] {
        world.draft(wave(id, after)).unwrap();
    }
    world.write(|tx| commands::cancel(tx, &planner(), NOW, &name("four"), None));
    let waiting = world.read(|tx| commands::waiting_for(tx, &name("one")));
    let names: Vec<_> = waiting.iter().map(|known| known.draft.id.name()).collect();
    assert_eq!(names, ["three", "two"], "what was given up waits for nothing");
}

/// A world with a wave on the calendar and a gate before it that is shut.
fn with_a_gate() -> World {
    let world = World::new();
    let gate = programme::Gate {
        programme: name("contact"),
        id: "trained".into(),
        before: name("retail"),
        what: text("people are trained"),
        opened: None,
    };
    let programme = programme::Programme { id: name("contact"), title: text("contact"), gates: vec![gate] };
    world.fresh.store.write_blocking(move |tx| programme::commands::put(tx, &planner(), NOW, &programme)).unwrap();
    world.prepare(Draft { programme: Some(name("contact")), ..retail() });
    world
}

fn open(tx: &mut Tx<'_>) -> Result<(), programme::commands::ProgrammeError> {
    programme::commands::open_gate(tx, &approver("anna"), NOW, &name("contact"), "trained")
}

#[test]
fn a_wave_waits_for_its_gate_and_holds_nobody_up_until_a_person_opens_it() {
    let world = with_a_gate();
    let day = date(2023, 5, 1);
    assert!(world.due(day).is_empty());
    let model = world.snapshot().model;
    world.fresh.store.read_blocking(move |tx| model.check_current(tx, day)).unwrap();
    let shut = world.vest("retail", day).unwrap_err();
    assert_eq!(shut.to_string(), "the gate 'trained' of prg_contact has not been opened");

    world.fresh.store.write_blocking(open).unwrap();
    assert_eq!(world.due(day), ["retail"]);
    let model = world.snapshot().model;
    assert!(world.fresh.store.read_blocking(move |tx| model.check_current(tx, day)).is_err());
    let again = world.fresh.store.write_blocking(open).unwrap_err();
    assert_eq!(again.to_string(), "per_anna has opened the gate 'trained' already");
    world.vest("retail", day).unwrap();
}

fn lapsed(world: &World, today: Day) -> Vec<String> {
    let lapsed = world.write(move |tx| commands::lapse(tx, &worker(), NOW, today));
    lapsed.into_iter().map(|known| known.draft.id.name().to_owned()).collect()
}

#[test]
fn what_a_gate_held_up_on_its_day_does_not_vest_as_if_it_had_not_been() {
    let world = with_a_gate();
    let mut second = transfer("second", Kind::Agreement, date(2023, 5, 1), vec![line("alpha", "beta")]);
    second.after = vec![name("retail")];
    second.lines[0].what.service_types = vec![name("passport")];
    second.lines[0].what.functions = vec![Function::Contact];
    world.prepare(second);
    assert!(lapsed(&world, date(2023, 5, 1)).is_empty(), "its day lasts until it is over");
    assert_eq!(lapsed(&world, date(2023, 5, 2)), ["retail", "second"], "and with it what waits for it");
    world.fresh.store.write_blocking(open).unwrap();
    assert!(world.due(date(2023, 5, 2)).is_empty(), "a gate that opens late moves nothing in the past");
    for id in ["retail", "second"] {
        assert_eq!((world.state(id), remark(&world, id)), (State::Draft, Some(Remark::DayPassed)));
    }
    world.write(|tx| commands::cancel(tx, &planner(), NOW, &name("second"), None));
    world.draft(Draft { programme: Some(name("contact")), day: date(2023, 5, 3), ..retail() }).unwrap();
    assert_eq!(remark(&world, "retail"), None);
}

#[test]
fn a_node_that_was_down_has_still_to_vest_what_was_free_to_on_its_day_and_what_waits_for_that() {
    let world = with_a_gate();
    world.fresh.store.write_blocking(open).unwrap();
    let mut second = transfer("second", Kind::Agreement, date(2023, 5, 1), vec![line("alpha", "beta")]);
    second.after = vec![name("retail")];
    second.lines[0].what.service_types = vec![name("passport")];
    second.lines[0].what.functions = vec![Function::Contact];
    world.prepare(second);
    assert!(lapsed(&world, date(2023, 5, 4)).is_empty());
    world.vest("retail", date(2023, 5, 4)).unwrap();
    assert!(lapsed(&world, date(2023, 5, 4)).is_empty());
    world.vest("second", date(2023, 5, 4)).unwrap();
}

#[test]
fn what_was_not_on_the_calendar_on_its_day_is_a_draft_again() {
    let world = World::new();
    world.draft(retail()).unwrap();
    let rehearsal = world.rehearse("retail").unwrap();
    world.approve("anna", &rehearsal).unwrap();
    assert!(lapsed(&world, date(2023, 5, 1)).is_empty(), "its day lasts until it is over");
    assert_eq!(lapsed(&world, date(2023, 5, 2)), ["retail"]);
    assert_eq!((world.state("retail"), remark(&world, "retail")), (State::Draft, Some(Remark::DayPassed)));
}
