//! A vesting is taken back, and what becomes of the waves that rest on it.

use super::*;

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
    let rests = [Warning::RestsOnIt { transfers: vec![name("second")], titles: vec![text("second")] }];
    assert_eq!(warnings(&world), rests);
    let csv = world.rehearse("back").unwrap().sheet.to_csv();
    assert!(csv.contains("rests on it,trf_second"), "{csv}");
    let third = Draft { id: name("third"), after: vec![name("second")], ..second_wave(date(2023, 5, 12)) };
    world.draft(third).unwrap();
    let both = vec![name("second"), name("third")];
    let titles = vec![text("second"), text("second")];
    assert_eq!(warnings(&world), [Warning::RestsOnIt { transfers: both, titles }], "in any number of steps");
    world.write(|tx| commands::cancel(tx, &planner(), NOW, &name("third"), None));
    world.vest("second", date(2023, 5, 10)).unwrap();
    assert_eq!(warnings(&world), rests, "it stands without it");
    assert_eq!(world.plan("second").err().map(|_| ()), Some(()));
}

#[test]
fn what_was_agreed_without_a_window_is_not_taken_back() {
    let world = World::new();
    world.prepare(Draft { window_days: 0, ..retail() });
    world.vest("retail", date(2023, 5, 1)).unwrap();
    let refused = reverse(&world, "back", date(2023, 5, 1), date(2023, 5, 1)).unwrap_err();
    assert!(matches!(refused, TransferError::NoWindow), "{refused}");
}
