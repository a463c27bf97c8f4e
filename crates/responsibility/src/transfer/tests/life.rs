//! A transfer from its draft to the day it is taken back, on the engine of the tests.

use super::*;
use crate::{ModelError, programme, transfer::proof::Made};

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
fn a_retail_wave_is_taken_back_within_its_window_and_every_cell_is_as_before() {
    let world = World::new();
    world.prepare(retail());
    world.vest("retail", date(2023, 5, 1)).unwrap();
    let holder = |channel, day| world.holder("passport", Function::Contact, Some(channel), "port", day);
    assert_eq!(holder(Channel::Phone, date(2023, 5, 1)), "gamma");
    assert_eq!(holder(Channel::Web, date(2023, 5, 1)), "alpha");

    reverse(&world, "back", date(2023, 5, 20), date(2023, 5, 10)).unwrap();
    world.prepare_drafted("back", date(2023, 5, 10));
    let reversed = world.vest("back", date(2023, 5, 20)).unwrap();
    assert!(matches!(reversed.state, State::Vested { .. }));
    assert!(matches!(world.state("retail"), State::Reversed { vesting, .. } if vesting.version == 2));
    assert_eq!(holder(Channel::Phone, date(2023, 5, 19)), "gamma");
    assert_eq!(holder(Channel::Phone, date(2023, 5, 20)), "alpha");
    let resources = world.snapshot().model.arrangements().resources.clone();
    let money = |day, body: &str| {
        let totals = crate::resource::rules::totals(&resources, day);
        totals.get(&name(body)).map_or(0, |totals| totals.of(Currency::GBP).minor)
    };
    assert_eq!([money(date(2023, 5, 19), "alpha"), money(date(2023, 5, 19), "gamma")], [113_457, 10_000]);
    assert_eq!([money(date(2023, 5, 20), "alpha"), money(date(2023, 5, 20), "gamma")], [123_457, 0]);
}

pub(super) fn reverse(world: &World, id: &str, day: Day, today: Day) -> Result<Transfer, TransferError> {
    reverse_of(world, "retail", id, day, today)
}

#[test]
fn a_reversal_keeps_deadlines_whatever_the_move_did_with_them() {
    let world = World::new();
    world.prepare(Draft { deadlines: Deadlines::CountAnew, ..retail() });
    world.vest("retail", date(2023, 5, 1)).unwrap();
    let back = reverse(&world, "back", date(2023, 5, 20), date(2023, 5, 10)).unwrap();
    assert_eq!(back.draft.deadlines, Deadlines::Keep);
}

#[test]
fn the_window_is_counted_from_the_day_on_which_it_vested() {
    let window = Draft { window_days: 30, ..retail() };
    let back = |day: Day| {
        let world = World::new();
        world.prepare(window.clone());
        world.vest("retail", date(2023, 6, 20)).unwrap();
        reverse(&world, "back", day, date(2023, 6, 25)).map(drop)
    };
    back(date(2023, 7, 20)).unwrap();
    let late = back(date(2023, 7, 21)).unwrap_err();
    assert!(matches!(late, TransferError::WindowOver { last, .. } if last == date(2023, 7, 20)), "{late}");
}

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

pub(super) fn reverse_of(
    world: &World,
    original: &str,
    id: &str,
    day: Day,
    today: Day,
) -> Result<Transfer, TransferError> {
    let way = commands::WayBack {
        id: name(id),
        title: text(id),
        day,
        instrument: None,
        reason: None,
        answerable: Vec::new(),
    };
    let original = name(original);
    world.try_write(move |tx| commands::reverse(tx, &planner(), NOW, today, &original, way.clone()))
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

fn open(tx: &mut Tx<'_>) -> Result<(), programme::commands::ProgrammeError> {
    programme::commands::open_gate(tx, &approver("anna"), NOW, &name("contact"), "trained")
}

fn lapsed(world: &World, today: Day) -> Vec<String> {
    let lapsed = world.write(move |tx| commands::lapse(tx, &worker(), NOW, today));
    lapsed.into_iter().map(|known| known.draft.id.name().to_owned()).collect()
}

fn remark(world: &World, id: &str) -> Option<Remark> {
    let id = name(id);
    world.read(move |tx| Ok(commands::get(tx, &id).unwrap().remark))
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

#[test]
fn a_wave_does_not_vest_over_one_that_was_taken_back() {
    let world = World::new();
    world.prepare(retail());
    world.vest("retail", date(2023, 5, 1)).unwrap();
    let mut second = transfer("second", Kind::Agreement, date(2023, 6, 1), vec![line("alpha", "beta")]);
    second.after = vec![name("retail")];
    second.lines[0].what.service_types = vec![name("passport")];
    second.lines[0].what.functions = vec![Function::Contact];
    let way = commands::WayBack {
        id: name("retail-back"),
        title: text("back"),
        day: date(2023, 5, 10),
        instrument: None,
        reason: None,
        answerable: Vec::new(),
    };
    world.prepare(second.clone());
    world.write(move |tx| commands::reverse(tx, &planner(), NOW, date(2023, 5, 2), &name("retail"), way.clone()));
    world.prepare_drafted("retail-back", date(2023, 5, 2));
    world.vest("retail-back", date(2023, 5, 10)).unwrap();
    assert!(world.due(date(2023, 6, 1)).is_empty());
    // It is a draft again, and is drafted without that.
    assert_eq!((world.state("second"), remark(&world, "second")), (State::Draft, Some(Remark::NoPlan)));
    assert!(world.vest("second", date(2023, 6, 1)).is_err());
    world.draft(Draft { after: Vec::new(), ..second }).unwrap();
    world.prepare_drafted("second", date(2023, 5, 20));
    world.vest("second", date(2023, 6, 1)).unwrap();
}

/// A second wave, which comes after the retail one and moves something else.
fn second_wave(day: Day) -> Draft {
    let mut second = transfer("second", Kind::Agreement, day, vec![line("alpha", "beta")]);
    second.after = vec![name("retail")];
    second.lines[0].what.service_types = vec![name("passport")];
    second.lines[0].what.functions = vec![Function::Contact];
    second.lines[0].what.channel = Some(Channel::Counter);
    second
}

#[test]
fn nobody_agrees_to_a_wave_whose_ground_is_taken_back_by_its_day() {
    let check = |day: Day, expected: Option<&str>| {
        let world = World::new();
        world.prepare(retail());
        world.vest("retail", date(2023, 5, 1)).unwrap();
        reverse(&world, "back", date(2023, 5, 20), date(2023, 5, 2)).unwrap();
        world.prepare_drafted("back", date(2023, 5, 2));
        world.draft(second_wave(day)).unwrap();
        let rehearsal = world.rehearse("second").unwrap();
        let said = world.approve("anna", &rehearsal).map_err(|error| error.to_string()).err();
        assert_eq!(said.as_deref(), expected);
    };
    let goes = "trf_back takes back by 2023-05-20 what this one waits for: cancel one of the two";
    check(date(2023, 5, 20), Some(goes));
    check(date(2023, 5, 21), Some(goes));
    check(date(2023, 5, 19), None);
}

#[test]
fn on_one_day_what_is_taken_back_goes_first_and_the_wave_on_it_does_not_vest() {
    let world = World::new();
    world.prepare(retail());
    world.vest("retail", date(2023, 5, 1)).unwrap();
    world.prepare(Draft { id: name("a-second"), ..second_wave(date(2023, 5, 20)) });
    reverse(&world, "back", date(2023, 5, 20), date(2023, 5, 2)).unwrap();
    world.prepare_drafted("back", date(2023, 5, 2));
    assert_eq!(world.due(date(2023, 5, 20)), ["back", "a-second"]);
    world.vest("back", date(2023, 5, 20)).unwrap();
    assert_eq!(world.due(date(2023, 5, 20)), [] as [&str; 0]);
}

#[test]
fn the_sheet_of_a_reversal_names_what_rests_on_it() {
    let world = World::new();
    world.prepare(retail());
    world.vest("retail", date(2023, 5, 1)).unwrap();
    reverse(&world, "back", date(2023, 5, 20), date(2023, 5, 2)).unwrap();
    let warnings = |world: &World| world.rehearse("back").unwrap().sheet.warnings;
    assert_eq!(warnings(&world), []);
    world.prepare(second_wave(date(2023, 5, 10)));
    let rests = [Warning::RestsOnIt { transfers: vec![name("second")] }];
    assert_eq!(warnings(&world), rests);
    let csv = world.rehearse("back").unwrap().sheet.to_csv();
    assert!(csv.contains("rests on it,trf_second"), "{csv}");
    let third = Draft { id: name("third"), after: vec![name("second")], ..second_wave(date(2023, 5, 12)) };
    world.draft(third).unwrap();
    let both = vec![name("second"), name("third")];
    assert_eq!(warnings(&world), [Warning::RestsOnIt { transfers: both }], "in any number of steps");
    world.write(|tx| commands::cancel(tx, &planner(), NOW, &name("third"), None));
    world.vest("second", date(2023, 5, 10)).unwrap();
    assert_eq!(warnings(&world), rests, "it stands without it");
    assert_eq!(world.plan("second").err().map(|_| ()), Some(()));
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

/// Somebody else takes a part of what the merger moves.
pub(super) fn change_the_model(world: &World) {
    let mut other = line("alpha", "gamma");
    other.what.service_types = vec![name("passport")];
    other.what.functions = vec![Function::Contact];
    world.prepare(transfer("other", Kind::Agreement, date(2023, 3, 1), vec![other]));
    world.vest("other", date(2023, 3, 1)).unwrap();
}
