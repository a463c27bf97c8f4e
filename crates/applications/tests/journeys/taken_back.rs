//! A wave that is taken back: what was not touched stands as before it, what was acted on is listed for a decision, and
//! history shows both moves.

use std::time::Duration;

use applications::{
    case::{Case, Part},
    handover::{Fate, Item},
    request::outcome::{self, Scene},
    world::World,
};
use connectors::{Answer, Outcome};
use jiff::ToSpan as _;
use responsibility::{
    Function, OperatingForm,
    resource::{Share, rules::totals},
    transfer::{Answerable, Deadlines, Draft, Matter, OpenWork, proof::Made},
};
use store::{Tx, args};
use values::{Actor, Channel, Day, Id, Role, Who, id};

use crate::{
    foreseen::work_of,
    handover::{BEFORE, draft, vested},
    staff::sign_in,
};

const BACK: &str = "2023-03-29";

/// The part of a case that the wave moves.
fn council_tax(case: &Case) -> &Part {
    case.requests.iter().find(|part| part.service_type.name() == "council-tax-end").unwrap()
}

/// An application whose council tax has been sent.
pub async fn sent(world: &World) -> Id<id::Application> {
    let id = world.apply("moving-home", |_| {}).await;
    while council_tax(&world.case(&id).await).state == "queued" {
        world.work().await;
    }
    id
}

/// The body that answers says that it has begun.
pub async fn begins(world: &World, part: &Part) {
    let (now, real) = world.platform.times();
    let (government, vault, id) = (world.platform.government(), world.platform.vault().clone(), part.id.clone());
    let begun = world.platform.store().write(move |tx| {
        let actor = Actor::portico("test");
        let scene = Scene { actor: &actor, now, real, government: &government, vault: &vault };
        let (answer_id, their_reference) = (format!("begun {} {now:?}", id.as_str()), String::new());
        let answer = Answer { outcome: Outcome::InProgress, their_reference, text: None, answer_id };
        outcome::answer(tx, &scene, &id, &answer)
    });
    begun.await.unwrap();
}

/// Who holds the work of council tax in a place on a day, and what everybody has in posts and money.
fn stands(world: &World, day: &str) -> String {
    let (government, day): (_, Day) = (world.platform.government(), day.parse().unwrap());
    let place = "carlisle-city".into();
    let holder = ["council-tax-start", "council-tax-end"]
        .map(|kind| government.supplier(&Id::named(kind).unwrap(), Some(&place), day).unwrap().holder.clone());
    format!("{holder:?} {:?}", totals(&government.model.arrangements().resources, day))
}

async fn back(world: &World, original: &Id<id::Transfer>) -> Vec<Item> {
    let back = world.take_back(original, BACK.parse().unwrap()).await.unwrap();
    world.business("2023-03-29T08:00:00Z");
    applications::handover::jobs::vest_due(&world.platform).await.unwrap();
    while world.work().await > 0 {}
    world.handed(&back).await
}

#[tokio::test]
async fn untouched_requests_posts_money_and_deadlines_stand_as_before_and_what_was_acted_on_is_listed() {
    let world = World::answering_after(Duration::from_mins(1)).await;
    world.business(BEFORE);
    let planner = match &world.staff(Role::TransferPlanner)[0].who {
        Who::Staff(person) => person.clone(),
        other => panic!("{other:?} is no member of staff"),
    };
    let mut wave = draft(&world, OpenWork::Moves);
    let retail: Id<id::Organisation> = Id::named("one-counter").unwrap();
    for line in &mut wave.lines {
        line.whom.to = retail.clone();
        line.whom.form = OperatingForm::Retail;
    }
    let share = |line: &str| Share {
        line: line.into(),
        from: Id::named("carlisle").unwrap(),
        to: retail.clone(),
        amount: None,
    };
    wave.resources = vec![share("carlisle-revenues-posts"), share("carlisle-revenues-budget")];
    wave.answerable.push(Answerable { matter: Matter::Acted, person: planner.clone() });
    let original = wave.id.clone();
    world.schedule(wave).await.unwrap();

    let (untouched, before_it, acted) = (sent(&world).await, sent(&world).await, sent(&world).await);
    // What the predecessor had begun before the move, the retail organisation has not acted on.
    begins(&world, council_tax(&world.case(&before_it).await)).await;
    let was = [world.case(&untouched).await, world.case(&before_it).await];
    let stood = stands(&world, "2023-03-26");
    vested(&world).await;
    assert_ne!(stands(&world, "2023-03-27"), stood, "the wave moves work, posts and money");
    for id in [&untouched, &before_it, &acted] {
        assert_eq!(council_tax(&world.case(id).await).body.id, retail);
    }
    begins(&world, council_tax(&world.case(&acted).await)).await;
    let items = back(&world, &original).await;

    assert_eq!(stands(&world, BACK), stood);
    for (id, was) in [&untouched, &before_it].into_iter().zip(&was) {
        let is = world.case(id).await;
        let (was, is) = (council_tax(was), council_tax(&is));
        let told = |part: &Part| {
            (part.body.id.clone(), part.due, part.state, part.their_reference.clone(), part.system.clone())
        };
        assert_eq!(told(is), told(was));
        let answered: Vec<&str> = is.answered.iter().map(|of| of.body.en.as_str()).collect();
        assert_eq!(answered[0], answered[2], "history shows both moves");
        assert!(answered.len() == 3 && answered[1].starts_with("One Counter"), "{answered:?}");
    }
    let case = world.case(&acted).await;
    let part = council_tax(&case);
    assert_eq!((&part.body.id, part.state), (&retail, "sent"), "it stays until a person has decided");
    let listed: Vec<&Item> = items.iter().filter(|item| item.fate == Fate::Listed).collect();
    assert_eq!(listed.len(), 1, "{items:?}");
    assert_eq!((&listed[0].request, listed[0].person.as_ref()), (&part.id, Some(&planner)));
    assert!(items.iter().all(|item| item.due_before == item.due_after), "{items:?}");

    let browser = world.browser();
    sign_in(&world, &browser, Role::Operator, None).await;
    let waiting = browser.open(&format!("/staff/handover?person={planner}")).await;
    assert!(waiting.says(&case.receipt) && waiting.says("A person decides"), "{}", waiting.text());
    let list = browser.open("/transfers/trf_council-tax").await;
    assert!(list.says("Taken back") && list.html.contains("trf_council-tax-back"), "{}", list.text());
    let sheet = browser.open("/transfers/trf_council-tax-back/proof").await;
    assert!(sheet.says("deadlines moved") && sheet.says("What a person must still see to"), "{}", sheet.text());
}

#[tokio::test]
async fn a_deadline_that_the_move_counted_anew_is_as_it_was_before_once_the_move_is_taken_back() {
    let world = World::answering_after(Duration::from_mins(1)).await;
    world.business(BEFORE);
    let wave = Draft { deadlines: Deadlines::CountAnew, ..draft(&world, OpenWork::Moves) };
    let original = wave.id.clone();
    world.schedule(wave).await.unwrap();
    let (untouched, prolonged) = (sent(&world).await, sent(&world).await);
    let was = council_tax(&world.case(&untouched).await).due.unwrap();
    vested(&world).await;
    let anew = council_tax(&world.case(&untouched).await).due.unwrap();
    assert!(anew > was, "the move counts deadlines anew: {was}, {anew}");
    let (later, part) = (anew.saturating_add(7.days()), council_tax(&world.case(&prolonged).await).id.clone());
    let name = move |tx: &mut Tx<'_>| tx.execute("UPDATE request SET due = $2 WHERE id = $1", args![&part, later]);
    assert_eq!(world.platform.store().write(name).await.unwrap(), 1);

    let back = world.take_back(&original, BACK.parse().unwrap()).await.unwrap();
    let foreseen = work_of(&world, &back, Made::Rehearsal).await;
    assert!(
        foreseen["deadlines"]
            .as_array()
            .unwrap()
            .iter()
            .any(|due| { due["body"] == "org_carlisle" && due["day"] == was.to_string() && due["after"] == 1 }),
        "{foreseen:?}"
    );
    world.business("2023-03-29T08:00:00Z");
    applications::handover::jobs::vest_due(&world.platform).await.unwrap();
    while world.work().await > 0 {}
    let carlisle = Id::named("carlisle").unwrap();
    let stands = |case: &Case| (council_tax(case).body.id.clone(), council_tax(case).due);
    assert_eq!(stands(&world.case(&untouched).await), (carlisle.clone(), Some(was)));
    assert_eq!(stands(&world.case(&prolonged).await), (carlisle, Some(later)), "what was named since stands");
}

#[tokio::test]
async fn a_move_is_taken_back_on_the_very_day_on_which_it_vested() {
    let world = World::answering_after(Duration::from_mins(1)).await;
    world.business(BEFORE);
    let wave = Draft { deadlines: Deadlines::CountAnew, ..draft(&world, OpenWork::Moves) };
    let original = wave.id.clone();
    world.schedule(wave).await.unwrap();
    let id = sent(&world).await;
    let stands = |case: &Case| (council_tax(case).body.id.clone(), council_tax(case).due, council_tax(case).state);
    let was = stands(&world.case(&id).await);
    vested(&world).await;
    assert_ne!(stands(&world.case(&id).await), was);
    let back = world.take_back(&original, "2023-03-27".parse().unwrap()).await.unwrap();
    assert_eq!(work_of(&world, &back, Made::Rehearsal).await["requests"][0]["count"], 1, "the rehearsal says so");
    applications::handover::jobs::vest_due(&world.platform).await.unwrap();
    while world.work().await > 0 {}
    assert_eq!(stands(&world.case(&id).await), was);
    assert_eq!(world.handed(&back).await.len(), 1);
}

#[tokio::test]
async fn the_demonstrations_retail_wave_is_taken_back_and_contact_posts_money_and_requests_are_as_before_it() {
    let world = World::answering_after(Duration::from_mins(1)).await;
    world.business("2023-05-01T08:00:00Z");
    applications::handover::jobs::vest_due(&world.platform).await.unwrap();
    let id = world.apply("moving-home", |_| {}).await;
    while world.work().await > 0 {}
    let told = |case: &Case| -> Vec<_> {
        case.requests.iter().map(|part| (part.body.id.clone(), part.due, part.state, part.system.clone())).collect()
    };
    let contact = |day: Day, channel: Channel| {
        let government = world.platform.government();
        let kind = Id::named("bin-collection").unwrap();
        let areas = government.areas(&kind, Some(&"carlisle-city".into()), day);
        government.model.holder(&kind, Function::Contact, Some(channel), &areas, day).unwrap().holder.name().to_owned()
    };
    let have = |day: Day| format!("{:?}", totals(&world.platform.government().model.arrangements().resources, day));
    let day = |text: &str| text.parse::<Day>().unwrap();
    let calls = async || {
        let case = world.case(&id).await;
        let bins = case.requests.iter().find(|part| part.service_type.name() == "bin-collection").unwrap();
        bins.calls.as_ref().map(|body| body.id.name().to_owned())
    };
    let (was, had) = (told(&world.case(&id).await), have(day("2023-05-01")));
    assert_eq!(calls().await, None, "who answers takes the calls");

    world.business("2023-05-02T08:00:00Z");
    applications::handover::jobs::vest_due(&world.platform).await.unwrap();
    while world.work().await > 0 {}
    assert_eq!(contact(day("2023-05-02"), Channel::Phone), "one-counter");
    assert_eq!(contact(day("2023-05-02"), Channel::Web), "cumberland");
    assert_ne!(have(day("2023-05-02")), had);
    assert_eq!(told(&world.case(&id).await), was, "contact moves, the work does not");
    assert_eq!(calls().await.as_deref(), Some("one-counter"), "and people are told whom to call");

    let original = Id::named("one-counter-phone").unwrap();
    world.take_back(&original, day("2023-05-15")).await.unwrap();
    world.business("2023-05-15T08:00:00Z");
    applications::handover::jobs::vest_due(&world.platform).await.unwrap();
    while world.work().await > 0 {}
    assert_eq!(contact(day("2023-05-14"), Channel::Phone), "one-counter", "history shows the move");
    assert_eq!(contact(day("2023-05-15"), Channel::Phone), "cumberland", "and the way back");
    assert_eq!(have(day("2023-05-15")), had);
    assert_eq!(calls().await, None);
    assert_eq!(told(&world.case(&id).await), was);
}

/// A request that the retail organisation had begun when the wave was taken back, left to a planner: its case, and who.
async fn left_to_a_planner() -> (World, Id<id::Application>, String) {
    let world = World::answering_after(Duration::from_mins(1)).await;
    world.business(BEFORE);
    let Who::Staff(planner) = world.staff(Role::TransferPlanner)[1].who.clone() else { panic!("no member of staff") };
    let mut wave = draft(&world, OpenWork::Moves);
    for line in &mut wave.lines {
        line.whom.to = Id::named("one-counter").unwrap();
        line.whom.form = OperatingForm::Retail;
    }
    wave.answerable.push(Answerable { matter: Matter::Acted, person: planner.clone() });
    let original = wave.id.clone();
    world.schedule(wave).await.unwrap();
    let id = sent(&world).await;
    vested(&world).await;
    begins(&world, council_tax(&world.case(&id).await)).await;
    back(&world, &original).await;
    (world, id, planner.to_string())
}

#[tokio::test]
async fn the_person_whom_a_begun_request_was_left_to_gives_it_back_with_words() {
    let (world, id, planner) = left_to_a_planner().await;
    let case = world.case(&id).await;
    let request = council_tax(&case).id.clone();
    let (mine, colleague) = (world.browser(), world.browser());
    let page = mine.open("/staff/sign-in").await;
    mine.submit(&page, &[("person", &planner)]).await;
    sign_in(&world, &colleague, Role::TransferPlanner, None).await;

    let list = mine.open("/staff/handover").await;
    let path = list.link("/staff/handover/").unwrap();
    assert!(list.says("Decide on this request") && path.ends_with(request.as_str()), "{path}: {}", list.text());
    let operator = crate::settle::operator(&world).await.open(&format!("/staff/uncertain/{request}")).await;
    assert!(
        operator.says("Rufus Whatsit, who decides") && !operator.says("Nothing needs a person"),
        "{}",
        operator.text()
    );
    let form = mine.open(&path).await;
    for words in [
        "One Counter Cumbria (demonstration) has begun",
        "Leave it with One Counter",
        "Give it to Carlisle City Council",
    ] {
        assert!(form.says(words), "no '{words}' in {}", form.text());
    }
    let (send, why) = (("form", "decide"), "They know this house.");
    let empty = mine.submit(&form, &[send, ("words", "")]).await;
    assert!(
        empty.status == 422 && empty.says("Choose who goes on with it") && empty.says("Say why"),
        "{}",
        empty.text()
    );
    let decision = [send, ("decision", "given"), ("words", why)];
    let token = colleague.open("/staff").await;
    assert_eq!(colleague.submit_to(&token, &path, &decision).await.status, 403, "it waits for somebody else");
    let officer = world.browser();
    sign_in(&world, &officer, Role::SupplierOfficer, Some("eden")).await;
    assert_eq!(officer.open(&path).await.status, 404, "another body is not to know of it");

    let done = mine.submit(&form, &decision).await;
    for words in ["Nothing waits for anybody", "Given to Carlisle City Council", "Rufus Whatsit"] {
        assert!(done.says(words), "no '{words}' in {}", done.text());
    }
    assert_eq!(mine.submit(&form, &decision).await.status, 409, "once");
    while world.work().await > 0 {}
    let after = world.case(&id).await;
    let part = council_tax(&after);
    assert_eq!((part.state, part.body.id.name(), part.due), ("sent", "carlisle", council_tax(&case).due));
    assert!(part.history.iter().any(|line| line.ours && line.text.as_deref() == Some(why)), "{:?}", part.history);
}

#[tokio::test]
async fn the_person_whom_a_begun_request_was_left_to_leaves_it_where_it_is() {
    let (world, id, planner) = left_to_a_planner().await;
    let mine = world.browser();
    let page = mine.open("/staff/sign-in").await;
    mine.submit(&page, &[("person", &planner)]).await;
    let path = mine.open("/staff/handover").await.link("/staff/handover/").unwrap();
    let form = mine.open(&path).await;
    let decision = [("form", "decide"), ("decision", "left"), ("words", "They finish what they began.")];
    let done = mine.submit(&form, &decision).await;
    assert!(done.says("Left with One Counter") && done.says("Rufus Whatsit"), "{}", done.text());
    let case = world.case(&id).await;
    assert_eq!(council_tax(&case).body.id.name(), "one-counter");
    let page = mine.open(&format!("{path}?lang=fr")).await;
    assert!(page.says("Laissée à Guichet unique"), "{}", page.text());
}

#[tokio::test]
async fn what_comes_from_no_form_of_the_page_settles_nothing() {
    let (world, id, planner) = left_to_a_planner().await;
    let mine = world.browser();
    let page = mine.open("/staff/sign-in").await;
    mine.submit(&page, &[("person", &planner)]).await;
    let list = mine.open("/staff/handover").await;
    let path = list.link("/staff/handover/").unwrap();
    let (unsaid, decision) = (("form", ""), [("decision", "left"), ("words", "They finish it.")]);
    for fields in [&[][..], &[unsaid], &[("form", "else")], &decision] {
        let (page, to) = mine.post(&path, list.token(), fields).await;
        assert_eq!((page.status, to), (422, None), "{fields:?}: {}", page.text());
        assert!(page.says("nothing was changed"), "{}", page.text());
    }
    // The page has no such button for what somebody has begun.
    let (page, to) = mine.post(&path, list.token(), &[("form", "settled")]).await;
    assert_eq!((page.status, to), (409, None), "{}", page.text());
    let list = mine.open("/staff/handover").await;
    assert!(list.says("Decide on this request") && !list.says("Settled"), "{}", list.text());
    assert_eq!(council_tax(&world.case(&id).await).body.id.name(), "one-counter");
}
