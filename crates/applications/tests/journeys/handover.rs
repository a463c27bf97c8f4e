//! Work in flight when responsibility moves.

use applications::{case::Case, data::GovernmentData, handover::Fate, world::World};
use responsibility::{
    Function, OperatingForm,
    timeline::{Destination, Line, Selection},
    transfer::{Answerable, Deadlines, Draft, Kind, Matter, OpenWork},
};
use values::{Id, Role, Text};

use crate::{staff::sign_in, taken_back::sent};

const DAY: &str = "2023-03-27";
pub const BEFORE: &str = "2023-03-24T12:00:00Z";
const AFTER: &str = "2023-03-27T08:00:00Z";

/// Carlisle's council tax work goes to Allerdale, by agreement, on a day of its own.
pub fn draft(world: &World, open_work: OpenWork) -> Draft {
    let person = |role| match &world.staff(role)[0].who {
        values::Who::Staff(person) => person.clone(),
        other => panic!("{other:?} is no member of staff"),
    };
    let lines = ["council-tax-start", "council-tax-end"].map(|kind| Line {
        what: Selection {
            from: Id::named("carlisle").unwrap(),
            service_types: vec![Id::named(kind).unwrap()],
            functions: vec![Function::Fulfilment],
            channel: None,
            areas: Vec::new(),
            segment: None,
            into: None,
        },
        whom: Destination {
            to: Id::named("allerdale").unwrap(),
            form: OperatingForm::OwnAgency,
            franchise: None,
            instrument: Id::named("lgfa-1992").unwrap(),
        },
    });
    Draft {
        id: Id::named("council-tax").unwrap(),
        title: Text { en: "Council tax".into(), fr: "Taxe d’habitation".into() },
        kind: Kind::Agreement,
        day: DAY.parse().unwrap(),
        instrument: Id::named("lgfa-1992").unwrap(),
        reason: None,
        programme: None,
        after: Vec::new(),
        window_days: 30,
        reverses: None,
        lines: lines.into(),
        resources: Vec::new(),
        systems: Vec::new(),
        dissolves: Vec::new(),
        open_work,
        deadlines: Deadlines::Keep,
        answerable: vec![Answerable { matter: Matter::Everything, person: person(Role::Operator) }],
        illustrative: true,
    }
}

pub fn of<'a>(case: &'a Case, service: &str) -> &'a applications::case::Part {
    case.requests.iter().find(|part| part.service_type.name().starts_with(service)).unwrap()
}

pub async fn vested(world: &World) {
    world.business(AFTER);
    applications::handover::jobs::vest_due(&world.platform).await.unwrap();
    while world.work().await > 0 {}
}

/// Changed files are recorded by another node.
pub async fn another_node_records(world: &World, data: GovernmentData) {
    let (now, today) = (world.platform.clocks().now(), world.platform.today());
    let actor = values::Actor::portico("another node");
    let recorded = world.platform.store().write(move |tx| applications::data::record(tx, &actor, now, today, &data));
    recorded.await.unwrap();
}

/// Says that Carlisle has done it all along after all.
fn correction(world: &World, id: &str, day: &str) -> Draft {
    let mut fix = draft(world, OpenWork::Moves);
    (fix.id, fix.kind, fix.day) = (Id::named(id).unwrap(), Kind::Correction, day.parse().unwrap());
    (fix.reason, fix.window_days) = (Some("it never moved".into()), 0);
    for line in &mut fix.lines {
        std::mem::swap(&mut line.what.from, &mut line.whom.to);
    }
    fix
}

#[tokio::test]
async fn a_correction_takes_the_open_requests_of_every_row_that_it_moves() {
    // From before those rows begin, and from the very day; whichever way its id is sorted.
    for (id, day) in [("a-fix", "2023-03-25"), ("z-fix", "2023-03-25"), ("a-fix", DAY), ("z-fix", DAY)] {
        let world = World::answering_after(std::time::Duration::from_hours(1)).await;
        world.business(BEFORE);
        let case = world.apply("moving-home", |_| {}).await;
        world.schedule(draft(&world, OpenWork::Moves)).await.unwrap();
        vested(&world).await;
        let part = world.case(&case).await;
        assert_eq!(of(&part, "council-tax").body.id.name(), "allerdale", "{id} {day}");
        assert_eq!(of(&part, "council-tax").answered.len(), 2);

        world.schedule(correction(&world, id, day)).await.unwrap();
        applications::handover::jobs::vest_due(&world.platform).await.unwrap();
        while world.work().await > 0 {}
        let part = world.case(&case).await;
        let part = of(&part, "council-tax");
        assert_eq!(part.body.id.name(), "carlisle", "{id} {day}: {:?}", part.history);
        let told: Vec<_> = part.answered.iter().map(|one| (&one.body.en, one.since)).collect();
        assert!(told.is_empty(), "it was Carlisle all along: {told:?}");
        assert!(world.handed(&Id::named(id).unwrap()).await.iter().any(|item| item.request == part.id));
    }
}

#[tokio::test]
async fn what_a_correction_takes_from_a_later_day_on_is_told_from_that_day() {
    let world = World::answering_after(std::time::Duration::from_hours(1)).await;
    world.business(BEFORE);
    let case = world.apply("moving-home", |_| {}).await;
    world.schedule(draft(&world, OpenWork::Moves)).await.unwrap();
    vested(&world).await;
    // It was Copeland's, from whenever Allerdale had it: that is not before 27 March.
    let mut fix = correction(&world, "fix", "2023-03-25");
    fix.lines.iter_mut().for_each(|line| line.whom.to = Id::named("copeland").unwrap());
    world.schedule(fix).await.unwrap();
    applications::handover::jobs::vest_due(&world.platform).await.unwrap();
    while world.work().await > 0 {}
    let part = world.case(&case).await;
    let part = of(&part, "council-tax");
    for one in &part.answered {
        assert!(one.instrument.is_some(), "under which law: {one:?}");
        let asked = format!("/responsibility?service={}&place=", part.service_type.name());
        let day = one.since;
        assert!(one.whole.starts_with(&asked) && one.whole.ends_with(&format!("&day={day}&known_on={day}")), "{one:?}");
    }
    let told: Vec<_> = part.answered.iter().map(|one| (one.body.en.as_str(), one.since.to_string())).collect();
    let expected =
        [("Carlisle City Council", "2023-03-24".to_owned()), ("Copeland Borough Council", "2023-03-27".to_owned())];
    assert_eq!(told, expected, "{:?}", part.history);
}

#[tokio::test]
async fn what_was_not_sent_yet_goes_to_the_successor_and_the_person_is_told() {
    let world = World::new().await;
    world.business(BEFORE);
    world.schedule(draft(&world, OpenWork::Moves)).await.unwrap();
    let id = world.apply("moving-home", |_| {}).await;
    let before = world.case(&id).await;
    assert_eq!(of(&before, "council-tax").body.id.name(), "carlisle");
    world.business(AFTER);
    // Nobody vests by hand: the worker notices before it sends.
    let after = world.until(&id, |case| case.requests.iter().all(|part| part.state != "queued")).await;
    assert_eq!(of(&after, "council-tax").body.id.name(), "allerdale");
    assert_eq!(after.receipt, before.receipt);
}

#[tokio::test]
async fn what_was_sent_moves_with_its_deadline_and_an_answer_still_lands() {
    let world = World::answering_after(std::time::Duration::from_secs(3)).await;
    world.business(BEFORE);
    world.schedule(draft(&world, OpenWork::Moves)).await.unwrap();
    let id = sent(&world).await;
    let before = world.case(&id).await;
    assert_eq!(of(&before, "council-tax").state, "sent");
    vested(&world).await;
    let after = world.case(&id).await;
    let (was, is) = (of(&before, "council-tax"), of(&after, "council-tax"));
    assert_eq!(
        (is.body.id.name(), is.due, is.their_reference.clone()),
        ("allerdale", was.due, was.their_reference.clone())
    );
    assert_eq!(is.answered.len(), 2, "{:?}", is.answered);
    assert!(is.history.iter().any(|line| line.what == "event-moved"));
    let items = world.handed(&Id::named("council-tax").unwrap()).await;
    assert!(items.iter().any(|item| item.request == is.id && item.fate == Fate::Follows), "{items:?}");
    // The old system is still the endpoint: its answer lands.
    let answered = world.until(&id, |case| of(case, "council-tax").state == "granted").await;
    assert_eq!(of(&answered, "council-tax").body.id.name(), "allerdale");
}

#[tokio::test]
async fn what_was_being_sent_when_it_moved_stays_with_the_successor_when_the_reply_comes() {
    let world = World::answering_after(std::time::Duration::from_mins(1)).await;
    world.business(BEFORE);
    world.schedule(draft(&world, OpenWork::Moves)).await.unwrap();
    let slow = sandbox::Switches { slow_ms: Some(1_000), ..sandbox::Switches::default() };
    world.rest.switch(Some("carlisle-revenues"), slow).await.unwrap();
    let id = world.apply("moving-home", |_| {}).await;
    let request = of(&world.case(&id).await, "council-tax").id.clone();
    let moved = async {
        while world.effects(&request).is_empty() {
            tokio::task::yield_now().await;
        }
        vested(&world).await;
        of(&world.case(&id).await, "council-tax").state
    };
    let (_, state_at_the_move) = tokio::join!(world.work(), moved);
    assert_eq!(state_at_the_move, "queued", "the reply had not come");
    let case = world.case(&id).await;
    assert_eq!((of(&case, "council-tax").state, of(&case, "council-tax").body.id.name()), ("sent", "allerdale"));
    assert_eq!(world.effects(&request)[0].effects, 1);
}

#[tokio::test]
async fn what_the_predecessor_finishes_stays_with_it() {
    let world = World::answering_after(std::time::Duration::from_mins(1)).await;
    world.business(BEFORE);
    world.schedule(draft(&world, OpenWork::StaysUntilClosed)).await.unwrap();
    let id = sent(&world).await;
    vested(&world).await;
    let after = world.case(&id).await;
    assert_eq!(of(&after, "council-tax").body.id.name(), "carlisle");
    let items = world.handed(&Id::named("council-tax").unwrap()).await;
    assert!(!items.is_empty() && items.iter().all(|item| item.fate == Fate::Finishes), "{items:?}");
}

#[tokio::test]
async fn a_vesting_happens_once_however_often_it_is_asked_for() {
    let world = World::new().await;
    world.business(BEFORE);
    world.schedule(draft(&world, OpenWork::Moves)).await.unwrap();
    world.business(AFTER);
    let version = world.platform.government().model.version();
    let (one, other) = tokio::join!(
        applications::handover::jobs::vest_due(&world.platform),
        applications::handover::jobs::vest_due(&world.platform)
    );
    one.unwrap();
    other.unwrap();
    assert!(applications::handover::jobs::vest_due(&world.platform).await.unwrap().is_empty());
    assert_eq!(world.platform.government().model.version(), version + 1);
}

#[tokio::test]
async fn a_move_that_is_taken_back_gives_untouched_requests_back_as_they_were() {
    let world = World::answering_after(std::time::Duration::from_secs(30)).await;
    world.business(BEFORE);
    let transfer = draft(&world, OpenWork::Moves);
    let original = transfer.id.clone();
    world.schedule(transfer).await.unwrap();
    let id = sent(&world).await;
    let before = world.case(&id).await;
    vested(&world).await;
    assert_eq!(of(&world.case(&id).await, "council-tax").body.id.name(), "allerdale");

    let back = world.take_back(&original, "2023-03-29".parse().unwrap()).await.unwrap();
    world.business("2023-03-29T08:00:00Z");
    applications::handover::jobs::vest_due(&world.platform).await.unwrap();
    while world.work().await > 0 {}
    let after = world.case(&id).await;
    let (was, is) = (of(&before, "council-tax"), of(&after, "council-tax"));
    assert_eq!((is.body.id.name(), is.due, is.state), (was.body.id.name(), was.due, was.state));
    assert_eq!(is.answered.len(), 3, "history shows both moves: {:?}", is.answered);
    let items = world.handed(&back).await;
    assert!(!items.is_empty() && items.iter().all(|item| item.after.name() == "carlisle"), "{items:?}");
}

/// Every text of every table that holds a body's id after a whole story: each has a rule, or this fails.
#[tokio::test]
async fn every_column_that_names_a_body_has_a_transfer_rule() {
    let world = World::answering_after(std::time::Duration::from_mins(1)).await;
    if world.platform.store().engine_name() != "SQLite" {
        eprintln!("Skipped on PostgreSQL: it has the same tables.");
        return;
    }
    world.business(BEFORE);
    world.schedule(draft(&world, OpenWork::Moves)).await.unwrap();
    sent(&world).await;
    vested(&world).await;
    let found = world.platform.store().read(|tx| {
        let mut found = Vec::new();
        let tables: Vec<String> = tx.all(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name",
            store::args![],
            |row| row.get(0),
        )?;
        for table in tables {
            let columns: Vec<String> = tx.all(
                "SELECT name FROM pragma_table_info($1) WHERE type = 'TEXT' ORDER BY cid",
                store::args![table.as_str()],
                |row| row.get(0),
            )?;
            for column in columns {
                let holds = format!("SELECT 1 FROM {table} WHERE instr({column}, 'org_') > 0 LIMIT 1");
                if tx.maybe(&holds, store::args![], |_| Ok(()))?.is_some() {
                    found.push((table.clone(), column));
                }
            }
        }
        Ok::<_, store::StoreError>(found)
    });
    let has_rule = |(table, column): &(String, String)| {
        applications::handover::nouns::NOUNS.iter().any(|(of, named, _)| of == table && named == column)
    };
    let missing: Vec<_> = found.await.unwrap().into_iter().filter(|found| !has_rule(found)).collect();
    assert_eq!(missing, Vec::<(String, String)>::new());
}

#[tokio::test]
async fn a_plan_that_the_model_has_changed_asks_for_approval_again_and_holds_nobody_up() {
    let world = World::new().await;
    world.business(BEFORE);
    let transfer = draft(&world, OpenWork::Moves);
    let name = transfer.id.clone();
    world.schedule(transfer).await.unwrap();
    let mut data = applications::world::demo_data();
    for row in &mut data.model.responsibilities {
        if row.holder.name() == "carlisle" && row.service_type.name() == "council-tax-start" {
            row.illustrative = !row.illustrative;
        }
    }
    another_node_records(&world, data).await;

    let seen = applications::handover::watch::look_ahead(&world.platform).await.unwrap();
    assert!(seen.contains(&name), "days before, whoever has to approve it again is told: {seen:?}");
    assert!(applications::handover::watch::look_ahead(&world.platform).await.unwrap().is_empty(), "once");
    let browser = world.browser();
    sign_in(&world, &browser, Role::TransferPlanner, None).await;
    let list = browser.open("/transfers").await;
    assert!(list.says("Something has changed since it was approved"), "{}", list.text());

    world.business(AFTER);
    assert!(applications::handover::jobs::vest_due(&world.platform).await.unwrap().is_empty());
    let state = world.platform.store().read(move |tx| responsibility::transfer::commands::get(tx, &name));
    assert_eq!(state.await.unwrap().state.as_str(), "rehearsed");
    let id = world.apply("moving-home", |_| {}).await;
    let case = world.until(&id, |case| case.requests.iter().all(|part| part.state != "queued")).await;
    assert_eq!(of(&case, "council-tax").body.id.name(), "carlisle");
}

#[tokio::test]
async fn while_the_work_of_a_vesting_follows_a_day_that_passes_is_noticed_and_plans_wait() {
    let world = World::new().await;
    world.business(BEFORE);
    let transfer = draft(&world, OpenWork::Moves);
    world.schedule(transfer.clone()).await.unwrap();
    world.apply("moving-home", |_| {}).await;
    let mut late = transfer.clone();
    (late.id, late.after) = (Id::named("late").unwrap(), Vec::new());
    late.lines.truncate(1);
    late.lines[0].what.from = Id::named("eden").unwrap();
    late.day = "2023-03-26".parse().unwrap();
    world.approve(late.clone()).await.unwrap();
    world.business(AFTER);
    assert_eq!(applications::handover::jobs::vest_due(&world.platform).await.unwrap(), [transfer.id]);

    let look = async || applications::handover::watch::look_ahead_at_leisure(&world.platform).await.unwrap();
    let seen = look().await;
    assert_eq!((seen.again, seen.plans), (vec![late.id], false), "the plans of others have to wait");
    while world.work().await > 0 {}
    assert!(look().await.plans, "once all of it has followed");
}

#[tokio::test]
async fn a_second_move_on_the_same_day_finds_what_the_first_one_brought() {
    let world = World::answering_after(std::time::Duration::from_mins(1)).await;
    world.business(BEFORE);
    world.schedule(draft(&world, OpenWork::Moves)).await.unwrap();
    let id = sent(&world).await;
    vested(&world).await;
    assert_eq!(of(&world.case(&id).await, "council-tax").body.id.name(), "allerdale");
    let mut second = draft(&world, OpenWork::Moves);
    second.id = Id::named("on").unwrap();
    for line in &mut second.lines {
        line.what.from = Id::named("allerdale").unwrap();
        line.what.areas = vec!["E07000028".into()];
        line.whom.to = Id::named("copeland").unwrap();
    }
    world.schedule(second).await.unwrap();
    applications::handover::jobs::vest_due(&world.platform).await.unwrap();
    while world.work().await > 0 {}
    assert_eq!(of(&world.case(&id).await, "council-tax").body.id.name(), "copeland");
    let lines = async |id: &str| world.handed(&Id::named(id).unwrap()).await;
    let whom = |items: Vec<applications::handover::Item>| items.into_iter().map(|item| item.after).collect::<Vec<_>>();
    let body = |name: &str| vec![Id::named(name).unwrap()];
    assert_eq!((whom(lines("council-tax").await), whom(lines("on").await)), (body("allerdale"), body("copeland")));
}

/// Two transfers vest on the day, and both take from the county.
#[tokio::test]
async fn each_open_request_has_its_line_in_the_transfer_that_moved_it_and_in_no_other() {
    let world = World::answering_after(std::time::Duration::from_mins(1)).await;
    world.business("2023-03-30T09:00:00Z");
    let id = world.apply("after-a-death", |_| {}).await;
    while world.work().await > 0 {}
    let before = world.case(&id).await;
    world.business("2023-04-01T08:00:00Z");
    applications::handover::jobs::vest_due(&world.platform).await.unwrap();
    while world.work().await > 0 {}
    let lines = async |transfer: &str| world.handed(&Id::named(transfer).unwrap()).await;
    let (fire, councils) = (lines("fire-and-rescue").await, lines("two-councils").await);
    let kinds = |items: &[applications::handover::Item]| {
        items.iter().map(|item| item.service_type.name().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(kinds(&fire), ["home-fire-safety-visit"]);
    let (was, is) = (&before.requests, world.case(&id).await.requests);
    let moved = was.iter().zip(&is).filter(|(was, is)| was.body.id != is.body.id).map(|(was, _)| was);
    let mut moved: Vec<_> = moved.filter(|part| part.service_type.name() != "home-fire-safety-visit").collect();
    moved.sort_by(|a, b| a.service_type.cmp(&b.service_type));
    let moved: Vec<_> = moved.into_iter().map(|part| part.service_type.name().to_owned()).collect();
    let mut listed = kinds(&councils);
    listed.sort();
    assert!(moved.contains(&"library-card".to_owned()), "{moved:?}");
    assert_eq!(listed, moved);
}

#[tokio::test]
async fn more_requests_than_one_batch_holds_all_move_once() {
    let world = World::answering_after(std::time::Duration::from_mins(30)).await;
    world.business(BEFORE);
    world.schedule(draft(&world, OpenWork::Moves)).await.unwrap();
    let mut ids = Vec::new();
    // A batch looks at thirty.
    for _ in 0..35 {
        ids.push(sent(&world).await);
    }
    vested(&world).await;
    for id in &ids {
        assert_eq!(of(&world.case(id).await, "council-tax").body.id.name(), "allerdale", "left behind");
    }
    let lines = world.handed(&Id::named("council-tax").unwrap()).await;
    let mut once: Vec<_> = lines.iter().map(|line| line.request.clone()).collect();
    let all = once.len();
    once.sort();
    once.dedup();
    assert_eq!((once.len(), all), (all, all), "moved twice");
    assert!(all >= 35, "{all}");
}
