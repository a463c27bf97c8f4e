//! What a transfer waits for beside its day: in one place for the list, the page and the command line.

use super::life::reverse;
use super::*;

/// What it waits for, and whether that will never be.
fn waits(world: &World, id: &str) -> (Vec<String>, bool) {
    let id = name(id);
    let waits = world.write(move |tx| {
        let all = store::all(tx)?;
        let draft = commands::get(tx, &id)?.draft;
        commands::waits(tx, &all, &draft)
    });
    (waits.iter().map(ToString::to_string).collect(), waits.iter().any(commands::Wait::is_in_vain))
}

/// A wave after the retail one, which moves something else.
fn wave(id: &str, after: &str, day: Day) -> Draft {
    let mut wave = transfer(id, Kind::Agreement, day, vec![line("alpha", "beta")]);
    wave.after = vec![name(after)];
    wave.lines[0].what.service_types = vec![name("passport")];
    wave.lines[0].what.functions = vec![Function::Contact];
    wave.lines[0].what.channel = Some(Channel::Counter);
    wave
}

#[test]
fn a_wave_whose_ground_goes_by_its_day_waits_in_vain_and_so_does_what_waits_for_it() {
    let world = World::new();
    world.prepare(retail());
    world.prepare(wave("second", "retail", date(2023, 5, 20)));
    world.draft(wave("third", "second", date(2023, 5, 21))).unwrap();
    let before = |id: &str| (vec![format!("it can't vest before {id}, which hasn't")], false);
    assert_eq!(waits(&world, "second"), before("trf_retail"), "that comes in time, as the calendar stands");
    assert_eq!(waits(&world, "third"), before("trf_second"));
    world.vest("retail", date(2023, 5, 1)).unwrap();
    assert_eq!(waits(&world, "second"), (Vec::new(), false));

    reverse(&world, "back", date(2023, 5, 20), date(2023, 5, 2)).unwrap();
    assert_eq!(waits(&world, "second"), (Vec::new(), false), "a draft that takes it back moves nothing yet");
    world.prepare_drafted("back", date(2023, 5, 2));
    let goes = |id: &str| format!("it comes after {id}, which will not stand any more on 2023-05-20");
    assert_eq!(waits(&world, "second"), (vec![goes("trf_retail")], true));
    // Once its ground is gone, the second is a draft again: nothing on the calendar may seem to be well that waits for it.
    let (third, in_vain) = waits(&world, "third");
    assert_eq!((third, in_vain), (vec![before("trf_second").0[0].clone(), goes("trf_second")], true));
    assert_eq!(waits(&world, "back"), (Vec::new(), false), "what takes it back does not wait for what goes");
}

#[test]
fn what_waits_for_something_that_is_not_on_the_calendar_says_so() {
    let world = World::new();
    world.draft(retail()).unwrap();
    world.draft(wave("second", "retail", date(2023, 6, 1))).unwrap();
    let said = (vec!["it comes after trf_retail, which is not on the calendar by then".to_owned()], false);
    assert_eq!(waits(&world, "second"), said);
    world.prepare_drafted("retail", DAY);
    assert_eq!(waits(&world, "second").0, ["it can't vest before trf_retail, which hasn't"]);
}
