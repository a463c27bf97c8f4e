//! What a rehearsal says about the work in flight is what the vesting does with it.

use applications::{case::Case, world::World};
use responsibility::{
    OperatingForm,
    transfer::{Deadlines, Draft, OpenWork, commands, proof::Made},
};
use sandbox::Switches;
use serde_json::Value;
use values::{Id, Role, Text, id};

use crate::{
    handover::{BEFORE, draft, of, vested},
    handover_pages::browser,
    taken_back::begins,
};

/// Open requests in every state that a person may find them in: sent and not begun, begun, not taken by the
/// system, and still to be sent.
async fn with_open_requests() -> World {
    let world = World::answering_after(std::time::Duration::from_mins(1)).await;
    world.business(BEFORE);
    for begun in [false, true] {
        let id = world.apply("moving-home", |_| {}).await;
        let case = tried(&world, &id).await;
        assert_eq!(of(&case, "council-tax").state, "sent");
        if begun {
            begins(&world, of(&case, "council-tax")).await;
        }
    }
    let refusing = Switches { reject: Some(true), ..Switches::default() };
    world.rest.switch(Some("carlisle-revenues"), refusing).await.unwrap();
    let id = world.apply("moving-home", |_| {}).await;
    assert_eq!(of(&tried(&world, &id).await, "council-tax").state, "stuck");
    let down = Switches { down: Some(true), ..Switches::default() };
    world.rest.switch(Some("carlisle-revenues"), down).await.unwrap();
    world.apply("moving-home", |_| {}).await;
    world
}

async fn tried(world: &World, id: &Id<id::Application>) -> Case {
    while of(&world.case(id).await, "council-tax").state == "queued" {
        world.work().await;
    }
    world.case(id).await
}

pub async fn work_of(world: &World, transfer: &Id<id::Transfer>, made: Made) -> Value {
    let id = transfer.clone();
    let kept = world.platform.store().read(move |tx| commands::proof(tx, &id, made)).await.unwrap();
    let mut sheet: Value = serde_json::from_str(&kept.expect("the sheet is kept").sheet).unwrap();
    sheet["work"].take()
}

fn count(work: &Value, fate: &str) -> i64 {
    let lines = work["requests"].as_array().unwrap().iter().filter(|line| line["fate"] == fate);
    lines.map(|line| line["count"].as_i64().unwrap()).sum()
}

#[tokio::test]
async fn a_vesting_does_with_each_open_request_what_its_rehearsal_said() {
    let rules = [
        (OpenWork::Moves, Deadlines::CountAnew),
        (OpenWork::StaysUntilClosed, Deadlines::Keep),
        (OpenWork::MovesIfNotStarted, Deadlines::Keep),
    ];
    for (open_work, deadlines) in rules {
        let world = with_open_requests().await;
        let draft = Draft { deadlines, ..draft(&world, open_work) };
        let id = draft.id.clone();
        world.schedule(draft).await.unwrap();
        let foreseen = work_of(&world, &id, Made::Rehearsal).await;
        vested(&world).await;
        assert_eq!(work_of(&world, &id, Made::Settled).await, foreseen, "{open_work:?}");
        let listed = if open_work == OpenWork::MovesIfNotStarted { 2 } else { 1 };
        let finishes = if open_work == OpenWork::StaysUntilClosed { 2 } else { 0 };
        let counts = ["listed", "finishes"].map(|fate| count(&foreseen, fate));
        assert_eq!(counts, [listed, finishes], "{open_work:?}: {foreseen:#}");
        assert!(!foreseen["exceptions"].as_array().unwrap().is_empty() && foreseen["readdressed"].is_array());
    }
}

#[tokio::test]
async fn a_later_wave_is_shown_the_requests_that_an_earlier_one_will_have_brought() {
    let world = with_open_requests().await;
    let first = draft(&world, OpenWork::Moves);
    let mut second = Draft {
        id: Id::named("council-tax-again").unwrap(),
        title: Text { en: "Council tax again".into(), fr: "Taxe d’habitation encore".into() },
        day: "2023-03-28".parse().unwrap(),
        after: vec![first.id.clone()],
        ..first.clone()
    };
    for line in &mut second.lines {
        line.what.from = Id::named("allerdale").unwrap();
        line.what.areas = vec!["E07000028".into()];
        line.whom.to = Id::named("one-counter").unwrap();
        line.whom.form = OperatingForm::Retail;
    }
    let (first, second) = (first.id.clone(), {
        world.schedule(first).await.unwrap();
        let id = second.id.clone();
        world.schedule(second).await.unwrap();
        id
    });
    let foreseen = work_of(&world, &second, Made::Rehearsal).await;
    let earlier = work_of(&world, &first, Made::Rehearsal).await;
    let sum = |work: &Value| ["follows", "handed-over", "listed"].map(|fate| count(work, fate));
    assert!(sum(&foreseen)[0] > 0, "{foreseen:#}");
    assert_eq!(sum(&foreseen), sum(&earlier));
    assert!(
        foreseen["requests"].as_array().unwrap().iter().all(|line| line["before"] == "org_allerdale"),
        "{foreseen:#}"
    );
}

#[tokio::test]
async fn each_open_request_is_listed_before_the_vesting_too() {
    let world = with_open_requests().await;
    world.schedule(draft(&world, OpenWork::Moves)).await.unwrap();
    let planner = browser(&world, Role::TransferPlanner).await;
    let page = planner.open("/transfers/trf_council-tax/work").await;
    for words in ["has not vested", "The successor answers", "A person decides", "stuck"] {
        assert!(page.says(words), "'{words}' is missing in {}", page.text());
    }
    let sheet = planner.open("/transfers/trf_council-tax/proof").await;
    for words in ["As they stood at the rehearsal", "follow the responsibility", "Deadlines, before and after"] {
        assert!(sheet.says(words), "'{words}' is missing in {}", sheet.text());
    }
    let csv = planner.open("/transfers/trf_council-tax/work.csv").await;
    let lines = csv.html.lines().count() - 1;
    let work = work_of(&world, &Id::named("council-tax").unwrap(), Made::Rehearsal).await;
    let counted: i64 = ["follows", "handed-over", "finishes", "listed"].map(|fate| count(&work, fate)).iter().sum();
    assert_eq!(i64::try_from(lines).unwrap(), counted, "{}", csv.html);
    assert!(work["requests"] != Value::Null && lines >= 4);
}

/// The desk of the county until the day, and that of the commissioner from then on, whatever is transferred.
#[tokio::test]
async fn where_the_system_changes_with_the_day_by_itself_each_sheet_says_where_a_request_was_to_go() {
    let world = World::new().await;
    world.business("2023-03-30T09:00:00Z");
    let sent = world.apply("after-a-death", |_| {}).await;
    world.until(&sent, |case| of(case, "home-fire-safety-visit").state == "sent").await;
    // A second one waits for the death to be registered.
    world.rest.switch(None, Switches { down: Some(true), ..Switches::default() }).await.unwrap();
    world.apply("after-a-death", |_| {}).await;
    let operator = browser(&world, Role::Operator).await;
    let moves = async || {
        let csv = operator.open("/transfers/trf_fire-and-rescue/work.csv").await.html;
        let cells = |line: &str| line.split(',').map(str::to_owned).collect::<Vec<_>>();
        let lines = csv.lines().skip(1).map(cells).map(|cells| {
            let [.., state, _, _, _, _, before, after] = &cells[..] else { panic!("{cells:?}") };
            (state.clone(), before.clone(), after.clone())
        });
        let mut lines: Vec<_> = lines.collect();
        lines.sort();
        lines
    };
    let moved = |state: &str| (state.to_owned(), "cumbria-fire-desk".to_owned(), "pfcc-fire-desk".to_owned());
    assert_eq!(moves().await, [moved("held"), moved("sent")], "as it is foreseen");
    world.business("2023-04-01T08:00:00Z");
    applications::handover::jobs::vest_due(&world.platform).await.unwrap();
    while world.work().await > 0 {}
    assert_eq!(moves().await, [moved("held"), moved("sent")], "as it came");
    let work = work_of(&world, &Id::named("fire-and-rescue").unwrap(), Made::Settled).await;
    for state in ["held", "sent"] {
        let line = work["readdressed"].as_array().unwrap().iter().find(|line| line["state"] == state).unwrap();
        let systems = (&line["before"], &line["after"]);
        assert_eq!(systems, (&"sys_cumbria-fire-desk".into(), &"sys_pfcc-fire-desk".into()), "{work:#}");
    }
    let sheet = operator.open("/transfers/trf_fire-and-rescue/proof").await;
    assert!(!sheet.says("the same system, for the successor"), "{}", sheet.text());
}
