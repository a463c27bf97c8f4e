//! What will stand once what is on the calendar has vested.

use super::*;
use jiff::tz::TimeZone;

use crate::question::{Known, Question, Unknown, ahead, ask::Read, believed, concerning, told, who};

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

#[test]
fn what_was_on_the_calendar_then_was_believed_then() {
    const LATER: Moment = Moment(NOW.0 + 60_000);
    let world = World::new();
    let believed = |world: &World, moment: Moment, day: Day| {
        let snapshot = world.snapshot();
        let question = Question {
            service_type: name("waste"),
            place: Some("village".into()),
            day,
            channel: None,
            segment: None,
            known: Known::Now,
        };
        let read = Read { question, believed: Some(Known::On(moment)), place: "village".into() };
        let then = world.read(move |tx| {
            believed(tx, (&snapshot.model, &snapshot.catalogue), &TimeZone::UTC, &read, Known::On(moment))
        });
        assert_eq!(then.unknown, None);
        let answer = then.answer;
        let held = answer.functions[1].by[0].holdings.first();
        let held = held.map_or("nobody".to_owned(), |held| held.holder.name().to_owned());
        (held, answer.version.number, answer.scheduled)
    };
    world.prepare(merger());
    assert_eq!(believed(&world, NOW, DAY), ("delta".to_owned(), 1, true));
    // Later the village lies elsewhere, and the instrument has another title: what was believed stays.
    world.write(|tx| {
        let mut data = catalogue_data();
        let village = data.areas.iter_mut().find(|area| area.code.as_str() == "village").unwrap();
        village.within.clear();
        data.instruments.iter_mut().for_each(|known| known.title.en = "Otherwise".into());
        Ok(catalogue::load_into(tx, &worker(), LATER, &data).map(drop)?)
    });
    assert_eq!(believed(&world, NOW, DAY), ("delta".to_owned(), 1, true));
    assert_eq!(believed(&world, LATER, DAY).0, "nobody");
    let told = |moment| {
        let snapshot = world.snapshot();
        world.read(move |tx| {
            let then = snapshot.catalogue.at(tx, moment)?;
            let title = then.as_ref().unwrap_or(&snapshot.catalogue).instruments().next().unwrap().title.en.clone();
            Ok((title, then.is_some()))
        })
    };
    assert_eq!(told(LATER), ("Otherwise".to_owned(), false));
    let (title, is_another) = told(NOW);
    assert!(title != "Otherwise" && is_another);
    world.write(|tx| Ok(catalogue::load_into(tx, &worker(), LATER, &catalogue_data()).map(drop)?));
    assert_eq!(believed(&world, NOW, EVE), ("alpha".to_owned(), 1, false), "its day is not before its day");
    world.write(|tx| commands::cancel(tx, &planner(), LATER, &name("merger"), None));
    assert_eq!(believed(&world, LATER, DAY), ("nobody".to_owned(), 1, false), "it was given up by then");
    assert_eq!(
        believed(&world, NOW, DAY),
        ("delta".to_owned(), 1, true),
        "and that changes nothing of what was believed"
    );

    let world = World::new();
    world.prepare(merger());
    world.vest("merger", DAY).unwrap();
    world.draft(Draft { id: name("other"), ..merger() }).unwrap();
    assert_eq!(believed(&world, LATER, DAY), ("delta".to_owned(), 2, false), "it has vested");
}

#[test]
fn where_a_body_has_ended_and_the_transfer_is_overdue_the_gap_says_so() {
    let world = World::new();
    world.prepare(merger());
    let snapshot = world.snapshot();
    let all = world.read(store::all);
    let overdue = ahead(&snapshot.scene(), &all, DAY + 3.days()).overdue;
    let of = |service: &str, day: Day| {
        let question = Question {
            service_type: name(service),
            place: Some("village".into()),
            day,
            channel: None,
            segment: None,
            known: Known::Now,
        };
        let answer = who(&snapshot.model, &snapshot.catalogue, &question);
        let overdue = concerning(&overdue, (&snapshot.model, &snapshot.catalogue), &question, &answer);
        overdue.into_iter().map(|draft| draft.id.name().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(of("waste", DAY), ["merger"], "of a day that has passed too");
    assert_eq!(of("waste", DAY + 3.days()), ["merger"]);
    assert_eq!(of("waste", EVE), [] as [&str; 0]);
}

#[test]
fn a_reversal_on_the_day_of_the_wave_that_rests_on_it_leaves_that_stuck() {
    let world = World::new();
    world.prepare(retail());
    world.vest("retail", date(2023, 5, 1)).unwrap();
    let mut lines = retail().lines;
    lines[0].what.channel = Some(Channel::Web);
    let day = date(2023, 5, 20);
    world.prepare(Draft { after: vec![name("retail")], ..transfer("a-second", Kind::Retail, day, lines) });
    life::reverse(&world, "back", day, date(2023, 5, 2)).unwrap();
    world.prepare_drafted("back", date(2023, 5, 2));
    assert_eq!(look(&world, date(2023, 5, 2)).0, ["a-second"]);
}

#[test]
fn a_question_means_what_it_meant_then_and_nothing_is_made_of_what_nobody_knew() {
    const LATER: Moment = Moment(NOW.0 + 60_000);
    const LAST: Moment = Moment(NOW.0 + 120_000);
    const EARLY: Day = date(2023, 3, 1);
    let world = World::new();
    // Later the postcode means another village, there is a new one and a new service, and alpha has ended.
    let load = |world: &World, moment: Moment, known: &'static str| {
        world.write(move |tx| {
            let mut data = catalogue_data();
            let areas = vec![if known == "old" { "village".into() } else { "town".into() }];
            data.postcodes = vec![catalogue::area::Postcode { outward: "ZA1".into(), areas }];
            if known == "new" {
                data.areas.push(area("hamlet", AreaKind::Locality, &["north"]));
                data.service_types.push(service_type("hedges", &[AreaKind::Locality, AreaKind::District]));
                data.organisations[0].valid.until = Some(EVE);
            }
            Ok(catalogue::load_into(tx, &worker(), moment, &data).map(drop)?)
        });
    };
    load(&world, NOW, "old");
    load(&world, LATER, "new");
    let believed = |service: &'static str, typed: &'static str, place: &'static str, day: Day, moment: Moment| {
        let snapshot = world.snapshot();
        let (channel, segment, known) = (None, None, Known::Now);
        let question =
            Question { service_type: name(service), place: Some(place.into()), day, channel, segment, known };
        let read = Read { question, believed: Some(Known::On(moment)), place: typed.into() };
        let then = world.read(move |tx| {
            believed(tx, (&snapshot.model, &snapshot.catalogue), &TimeZone::UTC, &read, Known::On(moment))
        });
        let held = then.answer.functions[1].by[0].holdings.first().map(|held| held.holder.name().to_owned());
        (then.unknown, held.unwrap_or_else(|| "nobody".into()))
    };
    let held = |body: &str| (None, body.to_owned());
    assert_eq!(believed("waste", "ZA1", "town", EARLY, NOW), held("alpha"), "it meant the village then");
    assert_eq!(believed("waste", "ZA1", "town", EARLY, LAST), held("beta"));
    assert_eq!(believed("waste", "hamlet", "hamlet", EARLY, NOW).0, Some(Unknown::Place));
    assert_eq!(believed("waste", "hamlet", "hamlet", EARLY, LAST), held("alpha"));
    assert_eq!(believed("hedges", "village", "village", EARLY, NOW).0, Some(Unknown::Service));
    assert_eq!(believed("hedges", "village", "village", EARLY, LAST), held("nobody"));
    // Before the end was known it was not believed; once it was, it is as now.
    assert_eq!(believed("waste", "village", "village", EVE, NOW), held("alpha"));
    assert_eq!(believed("waste", "village", "village", EVE, LAST), held("nobody"));
}
