//! A request that leaves a system which does the same twice, takes no notices and does not call back: what it has, it is
//! asked for, and it gets nothing a second time.

use std::time::Duration;

use applications::{
    case::{Case, Part},
    journey::Answers,
    world::{Browser, World},
};
use responsibility::{
    OperatingForm,
    transfer::{Draft, OpenWork, SystemMove},
};
use sandbox::Switches;
use store::args;
use values::{Id, Role, id};

use crate::{
    handover::{BEFORE, draft, of, vested},
    staff::sign_in,
};

/// A world whose agencies take so long to answer, with an application whose bins one of them has.
async fn sent(answer_after: Duration) -> (World, Id<id::Application>) {
    let world = World::answering_after(answer_after).await;
    world.business(BEFORE);
    // Within Carlisle: its bins are a system's, and no desk's.
    let stay = |answers: &mut Answers| drop(answers.insert("new-home".into(), answers["old-home"].clone()));
    let id = world.apply("moving-home", stay).await;
    world.until(&id, |case| of(case, "bin-collection").state == "sent").await;
    (world, id)
}

fn bins(case: &Case) -> &Part {
    of(case, "bin-collection")
}

/// The bins go to the desk of the retail organisation.
fn to_the_counter(world: &World, part: &Part) -> Draft {
    let mut draft = moved(world, part, "one-counter", "one-counter-desk");
    draft.lines[0].whom.form = OperatingForm::Retail;
    draft
}

fn moved(world: &World, part: &Part, to: &str, system: &str) -> Draft {
    let mut draft = draft(world, OpenWork::Moves);
    draft.lines.truncate(1);
    for line in &mut draft.lines {
        line.what.from = part.body.id.clone();
        line.what.service_types = vec![part.service_type.clone()];
        line.whom.to = Id::named(to).unwrap();
    }
    draft.systems = vec![SystemMove {
        service_types: vec![part.service_type.clone()],
        area: Some("E07000028".into()),
        system: Id::named(system).unwrap(),
    }];
    draft
}

async fn switched(world: &World, part: &Part, down: bool) {
    let agency = world.effects(&part.id).remove(0).agency;
    world.open311.switch(Some(&agency), Switches { down: Some(down), ..Switches::default() }).await.unwrap();
}

#[tokio::test]
async fn what_comes_back_to_a_system_that_has_it_is_not_sent_again() {
    let (world, id) = sent(Duration::from_hours(1)).await;
    let was = world.case(&id).await;
    let was = bins(&was);
    let wave = to_the_counter(&world, was);
    let original = wave.id.clone();
    world.schedule(wave).await.unwrap();
    vested(&world).await;
    let case = world.case(&id).await;
    assert_eq!((bins(&case).body.id.name(), bins(&case).state), ("one-counter", "sent"));
    assert_ne!(bins(&case).their_reference, was.their_reference, "the desk has a reference of its own");

    world.take_back(&original, "2023-03-29".parse().unwrap()).await.unwrap();
    world.business("2023-03-29T08:00:00Z");
    applications::handover::jobs::vest_due(&world.platform).await.unwrap();
    let case = world.until(&id, |case| bins(case).state == "sent" && bins(case).body.id == was.body.id).await;
    let part = bins(&case);
    assert_eq!((&part.their_reference, &part.system), (&was.their_reference, &was.system), "it stands as before");
    let effects: Vec<u32> = world.effects(&part.id).iter().map(|effect| effect.deliveries).collect();
    assert_eq!(effects, [1], "it was sent once");
    assert!(part.history.iter().any(|line| line.what == "event-still-there"), "{:?}", part.history);
    let waiting = operator(&world).await.open("/staff/handover").await;
    assert!(!waiting.says("takes no notices"), "nobody tells a body that it has lost what it has: {}", waiting.text());
}

async fn operator(world: &World) -> Browser {
    let operator = world.browser();
    sign_in(world, &operator, Role::Operator, None).await;
    operator
}

#[tokio::test]
async fn who_was_told_that_it_has_gone_is_told_that_it_is_back() {
    let (world, id) = sent(Duration::from_hours(1)).await;
    let was = world.case(&id).await;
    let was = bins(&was);
    let wave = to_the_counter(&world, was);
    let original = wave.id.clone();
    world.schedule(wave).await.unwrap();
    vested(&world).await;
    let operator = operator(&world).await;
    let waiting = operator.open("/staff/handover").await;
    assert!(waiting.says("tell Carlisle City Council that another body answers now"), "{}", waiting.text());
    operator.submit_to(&waiting, &format!("/staff/handover/{original}/{}", was.id), &[("form", "settled")]).await;
    assert!(operator.open("/staff/handover").await.says("Nothing waits for anybody"));

    world.take_back(&original, "2023-03-29".parse().unwrap()).await.unwrap();
    world.business("2023-03-29T08:00:00Z");
    applications::handover::jobs::vest_due(&world.platform).await.unwrap();
    world.until(&id, |case| bins(case).state == "sent" && bins(case).body.id == was.body.id).await;
    let waiting = operator.open("/staff/handover").await;
    assert!(waiting.says("tell Carlisle City Council that it answers again"), "{}", waiting.text());
}

#[tokio::test]
async fn a_late_answer_is_told_by_hand_to_a_system_that_takes_no_notices() {
    let (world, id) = sent(Duration::from_secs(5)).await;
    let was = world.case(&id).await;
    let was = bins(&was);
    world
        .open311
        .switch(Some("allerdale-streets"), Switches { down: Some(false), ..Switches::default() })
        .await
        .unwrap();
    switched(&world, was, true).await;
    world.schedule(moved(&world, was, "allerdale", "allerdale-streets")).await.unwrap();
    vested(&world).await;
    assert_eq!(bins(&world.case(&id).await).body.id.name(), "allerdale");
    world.until(&id, |case| bins(case).state == "sent").await;
    // The new one is slow now, and the old one answers.
    world
        .open311
        .switch(Some("allerdale-streets"), Switches { down: Some(true), ..Switches::default() })
        .await
        .unwrap();
    switched(&world, was, false).await;
    world.until(&id, |case| bins(case).answered_late).await;
    while world.work().await > 0 {}
    let waiting = operator(&world).await.open("/staff/handover").await;
    assert!(waiting.says("has answered: tell Allerdale Borough Council"), "{}", waiting.text());
}

#[tokio::test]
async fn a_predecessor_that_answers_after_the_last_word_is_heard_too() {
    let (world, id) = sent(Duration::from_secs(4)).await;
    let was = world.case(&id).await;
    let was = bins(&was);
    switched(&world, was, true).await;
    world.schedule(to_the_counter(&world, was)).await.unwrap();
    vested(&world).await;
    let officer = world.browser();
    sign_in(&world, &officer, Role::SupplierOfficer, Some("one-counter")).await;
    let desk = officer.open(&format!("/desk/{}", was.id)).await;
    officer.submit(&desk, &[("outcome", "granted"), ("text", "Done")]).await;
    let case = world.until(&id, |case| bins(case).state == "granted").await;
    assert!(!bins(&case).answered_late, "the desk has said it");
    switched(&world, was, false).await;
    let case = world.until(&id, |case| bins(case).history.iter().any(|line| line.what == "event-late")).await;
    assert_eq!(bins(&case).state, "granted", "the last word stands");
}

#[tokio::test]
async fn a_predecessor_that_stays_silent_is_asked_for_a_year() {
    let (world, id) = sent(Duration::from_hours(1)).await;
    let was = world.case(&id).await;
    let was = bins(&was);
    world.schedule(to_the_counter(&world, was)).await.unwrap();
    vested(&world).await;
    let asked = async |day: &str| {
        world.wait(24 * 60 * 60 * 1_000);
        world.business(&format!("{day}T12:00:00Z"));
        while world.work().await > 0 {}
        let waits = "SELECT count(*) FROM outbox WHERE topic = 'late'";
        world.platform.store().read(|tx| tx.one(waits, args![], |row| row.get::<i64>(0))).await.unwrap()
    };
    // It left on 27 March 2023.
    assert_eq!(asked("2024-03-25").await, 1);
    assert_eq!(asked("2024-03-26").await, 0);
}

#[tokio::test]
async fn a_late_answer_of_a_system_that_does_not_call_is_asked_for_and_somebody_tells_it_what_it_can_not_be_told() {
    let (world, id) = sent(Duration::from_secs(4)).await;
    let was = world.case(&id).await;
    let was = bins(&was);
    switched(&world, was, true).await;
    let draft = to_the_counter(&world, was);
    let wave = draft.id.clone();
    world.schedule(draft).await.unwrap();
    vested(&world).await;
    assert_eq!(bins(&world.case(&id).await).body.id.name(), "one-counter");

    let operator = operator(&world).await;
    let waiting = operator.open("/staff/handover").await;
    assert!(waiting.says(&was.body.name.en) && waiting.says("takes no notices"), "{}", waiting.text());
    for made in ["rehearsal", "settled"] {
        let path = format!("/transfers/{wave}/proof");
        let json = operator.open(&format!("{path}.json?made={made}")).await;
        let sheet: serde_json::Value = serde_json::from_str(&json.html).unwrap();
        let told = &sheet["work"]["by_hand"];
        assert_eq!((&told[0]["body"], &told[0]["count"]), (&was.body.id.as_str().into(), &1.into()), "{made}: {told}");
        assert!(told[0]["name"].is_string() && told[1].is_null(), "{made}: {told}");
        assert_eq!(sheet["work"]["exceptions"], serde_json::json!([]), "nobody has to decide anything");
        let page = operator.open(&format!("{path}?made={made}")).await;
        assert!(page.says("their systems take no notices"), "{made}: {}", page.text());
    }

    let officer = world.browser();
    sign_in(&world, &officer, Role::SupplierOfficer, Some("one-counter")).await;
    let desk = officer.open(&format!("/desk/{}", was.id)).await;
    for said in ["What came with it", was.their_reference.as_deref().unwrap(), "took it"] {
        assert!(desk.says(said), "no '{said}' in {}", desk.text());
    }

    switched(&world, was, false).await;
    let case = world.until(&id, |case| bins(case).state == "granted").await;
    let part = bins(&case);
    assert_eq!((part.body.id.name(), part.answered_late), ("one-counter", true));
    assert!(officer.open("/desk").await.says("Answered by a body that had it before"), "and it is passed on");
}

#[tokio::test]
async fn until_the_new_system_has_it_nobody_is_shown_the_old_reference_as_that_of_who_answers_now() {
    let (world, id) = sent(Duration::from_hours(1)).await;
    let was = world.case(&id).await;
    let was = bins(&was);
    let theirs = was.their_reference.as_deref().unwrap();
    let down = |down| Switches { down: Some(down), ..Switches::default() };
    world.open311.switch(Some("allerdale-streets"), down(true)).await.unwrap();
    world.schedule(moved(&world, was, "allerdale", "allerdale-streets")).await.unwrap();
    vested(&world).await;
    let case = world.case(&id).await;
    let part = bins(&case);
    assert_eq!((part.body.id.name(), part.state, part.their_reference.as_deref()), ("allerdale", "queued", None));
    let agent = world.browser();
    sign_in(&world, &agent, Role::ContactAgent, None).await;
    let find = agent.open("/staff/cases").await;
    let found = agent.submit(&find, &[("reference", theirs)]).await;
    assert!(found.says(&case.receipt), "whoever has the old one is found by it all the same: {}", found.text());

    world.open311.switch(Some("allerdale-streets"), down(false)).await.unwrap();
    world.wait(60 * 60 * 1_000);
    let case = world.until(&id, |case| bins(case).state == "sent").await;
    assert!(bins(&case).their_reference.as_deref().is_some_and(|reference| reference != theirs));
}
