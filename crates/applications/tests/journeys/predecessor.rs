//! What a body still says, or still wants to say, of a request that has left it.

use std::time::Duration;

use applications::{
    case::Case,
    world::{Browser, Page, World},
};
use responsibility::{
    OperatingForm,
    delegation::Delegation,
    transfer::{Draft, OpenWork, SystemMove},
};
use sandbox::Switches;
use values::{Id, Role, id};

use crate::{
    handover::{BEFORE, another_node_records, draft, of, vested},
    staff::sign_in,
    taken_back::sent,
};

const OLD: &str = "carlisle-revenues";

/// Carlisle's council tax goes to the desk of the retail organisation.
fn to_the_counter(world: &World) -> Draft {
    let mut draft = draft(world, OpenWork::Moves);
    for line in &mut draft.lines {
        line.whom.to = Id::named("one-counter").unwrap();
        line.whom.form = OperatingForm::Retail;
    }
    let service_types = draft.lines.iter().flat_map(|line| line.what.service_types.clone()).collect();
    let system = Id::named("one-counter-desk").unwrap();
    draft.systems = vec![SystemMove { service_types, area: Some("E07000028".into()), system }];
    draft
}

async fn officer(world: &World, body: &str) -> Browser {
    let browser = world.browser();
    sign_in(world, &browser, Role::SupplierOfficer, Some(body)).await;
    browser
}

/// The old system calls back about a request, whoever has it now.
async fn answers(world: &World, request: &Id<id::Request>, reference: &str, outcome: &str) {
    let body = serde_json::json!({ "key": request, "reference": reference, "outcome": outcome, "answer_id": outcome });
    let (body, real) = (body.to_string(), world.platform.clocks().real());
    let signature = connectors::webhook::sign(&world.platform.secrets["rest-agency"], "late", real, body.as_bytes());
    let system: Id<id::System> = Id::named(OLD).unwrap();
    let reply = reqwest::Client::new()
        .post(format!("{}/agency/callbacks/{system}", world.address))
        .header("webhook-id", "late")
        .header("webhook-timestamp", real.seconds().to_string())
        .header("webhook-signature", signature)
        .body(body)
        .send();
    assert_eq!(reply.await.unwrap().status(), 204);
}

/// A request that was with Carlisle's system and lies at the desk of the retail organisation now; the first reference.
async fn moved_to_the_counter() -> (World, Case, String) {
    let world = World::answering_after(Duration::from_mins(1)).await;
    world.business(BEFORE);
    world.schedule(to_the_counter(&world)).await.unwrap();
    let id = sent(&world).await;
    let first = of(&world.case(&id).await, "council-tax").their_reference.clone().unwrap();
    vested(&world).await;
    let case = world.case(&id).await;
    let part = of(&case, "council-tax");
    assert_eq!((part.state, part.body.id.name()), ("sent", "one-counter"));
    assert_ne!(part.their_reference.as_ref(), Some(&first));
    (world, case, first)
}

#[tokio::test]
async fn a_late_answer_is_that_of_the_body_that_gave_it_and_is_passed_on_to_who_has_the_request() {
    let (world, before, first) = moved_to_the_counter().await;
    let was = of(&before, "council-tax");
    answers(&world, &was.id, &first, "granted").await;

    let case = world.case(&before.id).await;
    let part = of(&case, "council-tax");
    assert_eq!((part.state, part.body.id.name(), part.answered_late), ("granted", "one-counter", true));
    assert_eq!(part.their_reference, was.their_reference, "the desk keeps its own");
    let line = part.history.iter().find(|line| line.what == "event-granted").unwrap();
    assert_eq!(
        (&line.body.as_ref().unwrap().en[..], line.their_reference.as_ref()),
        ("Carlisle City Council", Some(&first))
    );
    let page = crate::settle::operator(&world).await.open(&format!("/staff/cases/{}", before.id)).await;
    for words in ["Carlisle City Council has done it", "Carlisle City Council answered late", "answers for it now"] {
        assert!(page.says(words), "no '{words}' in {}", page.text());
    }

    let counter = officer(&world, "one-counter").await;
    let desk = counter.open("/desk").await;
    assert!(
        desk.says("Answered by a body that had it before") && desk.says("Carlisle City Council did it"),
        "{}",
        desk.text()
    );
    let opened = counter.open(&format!("/desk/{}", part.id)).await;
    assert!(opened.says("had this request before you, and answered late"), "{}", opened.text());
    let elsewhere = officer(&world, "eden").await;
    assert!(!elsewhere.open("/desk").await.says("Carlisle City Council"), "it is no business of theirs");
}

/// The retail organisation's desk keeps the work, and another body answers for it.
#[tokio::test]
async fn whoever_answers_for_a_request_sees_it_at_the_desk_where_it_stayed() {
    let (world, before, _) = moved_to_the_counter().await;
    let mut on = draft(&world, OpenWork::Moves);
    (on.id, on.day) = (Id::named("on").unwrap(), "2023-03-28".parse().unwrap());
    for line in &mut on.lines {
        line.what.from = Id::named("one-counter").unwrap();
        line.what.areas = vec!["E07000028".into()];
        line.whom.to = Id::named("eden").unwrap();
    }
    world.schedule(on).await.unwrap();
    world.business("2023-03-28T08:00:00Z");
    applications::handover::jobs::vest_due(&world.platform).await.unwrap();
    while world.work().await > 0 {}
    let case = world.case(&before.id).await;
    let part = of(&case, "council-tax");
    assert_eq!(part.body.id.name(), "eden");
    let address = format!("/desk/{}", part.id);
    let eden = officer(&world, "eden").await;
    let page = eden.open("/desk").await;
    assert!(page.html.contains(&address), "{}", page.text());
    assert!(eden.open(&address).await.says("Send"), "and can answer it");
    assert!(!officer(&world, "one-counter").await.open("/desk").await.html.contains(&address));
}

/// Carlisle's council tax goes to Allerdale, and to Allerdale's system.
fn to_another_system(world: &World) -> Draft {
    let mut draft = draft(world, OpenWork::Moves);
    let service_types = draft.lines.iter().flat_map(|line| line.what.service_types.clone()).collect();
    let system = Id::named("allerdale-revenues").unwrap();
    draft.systems = vec![SystemMove { service_types, area: Some("E07000028".into()), system }];
    draft
}

#[tokio::test]
async fn the_old_system_hears_that_another_answers_and_the_new_one_what_the_old_one_said_late() {
    let world = World::answering_after(Duration::from_mins(1)).await;
    world.business(BEFORE);
    world.schedule(to_another_system(&world)).await.unwrap();
    let id = sent(&world).await;
    let first = of(&world.case(&id).await, "council-tax").their_reference.clone().unwrap();
    vested(&world).await;
    let case = world.until(&id, |case| of(case, "council-tax").their_reference.as_ref() != Some(&first)).await;
    let (part, key) = (of(&case, "council-tax"), of(&case, "council-tax").id.to_string());
    let second = part.their_reference.clone().unwrap();
    assert_eq!(part.body.id.name(), "allerdale");
    let heard = |agency: &str| {
        let effects = world.effects(&part.id).into_iter().filter(|effect| effect.agency == agency);
        effects.flat_map(|effect| effect.notices).collect::<Vec<_>>()
    };
    while heard(OLD).is_empty() {
        world.work().await;
    }
    let moved =
        serde_json::json!({ "key": key, "reference": first, "successor": "org_allerdale", "day": "2023-03-27" });
    assert_eq!((heard(OLD), heard("allerdale-revenues")), (vec![moved.clone()], vec![]));

    answers(&world, &part.id, &first, "refused").await;
    while heard("allerdale-revenues").is_empty() {
        world.work().await;
    }
    let said = serde_json::json!({
        "key": key, "reference": second, "answered_by": "org_carlisle", "day": "2023-03-27", "what": "refused",
    });
    assert_eq!((heard(OLD), heard("allerdale-revenues")), (vec![moved], vec![said]));
}

#[tokio::test]
async fn an_answer_of_the_day_that_comes_before_the_node_has_vested_is_that_of_the_successor() {
    let world = World::answering_after(Duration::from_mins(1)).await;
    world.business(BEFORE);
    world.schedule(draft(&world, OpenWork::Moves)).await.unwrap();
    let id = sent(&world).await;
    let case = world.case(&id).await;
    let part = of(&case, "council-tax");
    world.business("2023-03-27T08:00:00Z");
    answers(&world, &part.id, part.their_reference.as_ref().unwrap(), "granted").await;
    let case = world.case(&id).await;
    let part = of(&case, "council-tax");
    assert_eq!((part.state, part.body.id.name(), part.answered_late), ("granted", "allerdale", false));
    let line = part.history.iter().find(|line| line.what == "event-granted").unwrap();
    assert_eq!(line.body.as_ref().unwrap().en, "Allerdale Borough Council");
    while world.work().await > 0 {}
    let lines = world.handed(&Id::named("council-tax").unwrap()).await;
    assert!(lines.iter().any(|line| line.request == part.id), "the sheet has it too: {lines:?}");
}

#[tokio::test]
async fn a_predecessor_that_says_it_is_not_its_own_changes_nothing_for_who_has_it() {
    let (world, before, first) = moved_to_the_counter().await;
    answers(&world, &of(&before, "council-tax").id, &first, "not-ours").await;
    let case = world.case(&before.id).await;
    let part = of(&case, "council-tax");
    assert_eq!((part.state, part.body.id.name()), ("sent", "one-counter"), "{:?}", part.history);
    assert!(part.history.iter().any(|line| line.what == "event-late"), "{:?}", part.history);
}

#[tokio::test]
async fn a_body_that_said_before_the_move_that_it_is_not_its_own_is_the_one_that_said_so() {
    let world = World::new().await;
    world.business(BEFORE);
    world.schedule(draft(&world, OpenWork::Moves)).await.unwrap();
    let referring = Switches { not_ours: Some(true), ..Switches::default() };
    world.rest.switch(Some(OLD), referring).await.unwrap();
    let id = world.apply("moving-home", |_| {}).await;
    world.until(&id, |case| of(case, "council-tax").state == "referred").await;
    vested(&world).await;
    let case = world.case(&id).await;
    let part = of(&case, "council-tax");
    assert_eq!((part.body.id.name(), part.answered_late), ("allerdale", false));
    let page = crate::settle::operator(&world).await.open(&format!("/staff/cases/{id}")).await;
    assert!(page.says("Carlisle City Council says"), "{}", page.text());
    assert!(!page.says("Allerdale Borough Council says"), "{}", page.text());
}

/// What officers of the county opened before its fire service went to the commissioner, after it has.
struct OpenForm {
    world: World,
    case: Id<id::Application>,
    path: String,
    /// An officer of the county who may decide.
    officer: Browser,
    form: Page,
}

const FIRE: &str = "home-fire-safety-visit";

impl OpenForm {
    async fn across_the_vesting() -> Self {
        Self::across_the_vesting_of(World::new().await).await
    }

    async fn across_the_vesting_of(world: World) -> Self {
        world.business("2023-03-30T09:00:00Z");
        let case = world.apply("after-a-death", |_| {}).await;
        let sent = world.until(&case, |case| of(case, FIRE).state == "sent").await;
        assert_eq!(of(&sent, FIRE).body.id.name(), "cumbria-county-council");
        let path = format!("/desk/{}", of(&sent, FIRE).id);
        let officer = officer(&world, "cumbria-county-council").await;
        let form = officer.open(&path).await;
        world.business("2023-04-01T08:00:00Z");
        applications::handover::jobs::vest_due(&world.platform).await.unwrap();
        while world.work().await > 0 {}
        Self { world, case, path, officer, form }
    }

    async fn sends(&self, outcome: &str, text: &str) -> Page {
        self.officer.submit(&self.form, &[("outcome", outcome), ("text", text)]).await
    }

    /// What the successor's officers see at their desk.
    async fn passed_on(&self) -> Page {
        officer(&self.world, "pfcc-cumbria").await.open("/desk").await
    }
}

#[tokio::test]
async fn an_officer_whose_request_moved_while_the_form_was_open_answers_late() {
    let open = OpenForm::across_the_vesting().await;
    let sent = open.sends("granted", "Two alarms are up.").await;
    assert_eq!((sent.status, sent.path.as_str()), (200, "/desk"), "{}", sent.text());
    let case = open.world.case(&open.case).await;
    let part = of(&case, FIRE);
    assert_eq!((part.state, part.body.id.name(), part.answered_late), ("granted", "pfcc-cumbria", true));
    let line = part.history.iter().find(|line| line.what == "event-granted").unwrap();
    assert_eq!(
        (&line.body.as_ref().unwrap().en[..], line.text.as_deref()),
        ("Cumbria County Council", Some("Two alarms are up."))
    );
    let page = crate::settle::operator(&open.world).await.open(&format!("/staff/cases/{}", open.case)).await;
    assert!(page.says("Cumbria County Council answered late"), "{}", page.text());
    let desk = open.passed_on().await;
    assert!(
        desk.says("Answered by a body that had it before") && desk.says("Cumbria County Council did it"),
        "{}",
        desk.text()
    );

    // A second click changes nothing and says so, and so does another answer.
    for outcome in ["granted", "refused"] {
        let again = open.sends(outcome, "No.").await;
        assert!(again.status == 409 && again.says("Nothing was changed"), "{}", again.text());
        assert!(!again.says("before you"), "it was theirs: {}", again.text());
    }
    let after = open.world.case(&open.case).await;
    assert_eq!(of(&after, FIRE).history.len(), part.history.len());
}

#[tokio::test]
async fn news_of_an_officer_whose_request_moved_is_passed_on_once() {
    let open = OpenForm::across_the_vesting().await;
    let sent = open.sends("in-progress", "We come on Thursday.").await;
    assert_eq!((sent.status, sent.path.as_str()), (200, "/desk"), "{}", sent.text());
    let part = open.world.case(&open.case).await;
    let news = |case: &Case| of(case, FIRE).history.iter().filter(|line| line.what == "event-in-progress").count();
    assert_eq!((of(&part, FIRE).state, news(&part)), ("sent", 1));
    let desk = open.passed_on().await;
    assert!(desk.says("Cumbria County Council sent news"), "{}", desk.text());
    let again = open.sends("in-progress", "We come on Friday.").await;
    assert!(again.status == 409 && again.says("Nothing was sent") && again.says("on Friday"), "{}", again.text());
    assert_eq!(news(&open.world.case(&open.case).await), 1);
}

#[tokio::test]
async fn a_late_word_after_the_successor_has_answered_is_kept_and_changes_nothing() {
    let open = OpenForm::across_the_vesting().await;
    let successor = officer(&open.world, "pfcc-cumbria").await;
    let theirs = successor.open(&open.path).await;
    successor.submit(&theirs, &[("outcome", "granted"), ("text", "We were there.")]).await;
    let sent = open.sends("refused", "You live outside our area.").await;
    assert_eq!((sent.status, sent.path.as_str()), (200, "/desk"), "{}", sent.text());
    let case = open.world.case(&open.case).await;
    let part = of(&case, FIRE);
    assert_eq!((part.state, part.answered_late), ("granted", false), "{:?}", part.history);
    let line = part.history.last().unwrap();
    assert_eq!((line.what.as_str(), line.text.as_deref()), ("event-late", Some("You live outside our area.")));
    let again = open.sends("refused", "You live outside our area.").await;
    assert!(again.status == 409 && again.says("Nothing was sent"), "{}", again.text());
    assert!(open.passed_on().await.says("Cumbria County Council wrote again"));
}

#[tokio::test]
async fn who_may_not_answer_late_keeps_the_words() {
    let open = OpenForm::across_the_vesting().await;
    let words = "The commissioner does this now.";
    let sent = open.sends("not-ours", words).await;
    assert_eq!(sent.status, 409, "{}", sent.text());
    for said in ["This request has moved", "Since 1 April 2023", "Commissioner", "Nothing was sent", words] {
        assert!(sent.says(said), "no '{said}' in {}", sent.text());
    }
    let token = open.officer.open("/desk").await.token().to_owned();
    for version in ["0", "99"] {
        let fields = [("outcome", "granted"), ("text", words), ("version", version)];
        let (page, to) = open.officer.post(&open.path, &token, &fields).await;
        assert_eq!((page.status, to), (409, None), "no form of theirs: {}", page.text());
    }
    let never = officer(&open.world, "eden").await;
    let desk = never.open("/desk").await;
    let other = never.submit_to(&desk, &open.path, &[("outcome", "granted"), ("text", words)]).await;
    assert_eq!(other.status, 404, "{}", other.text());
    assert_eq!(of(&open.world.case(&open.case).await, FIRE).state, "sent");
}

#[tokio::test]
async fn an_officer_who_had_no_power_to_decide_has_none_late_and_may_send_news() {
    let world = World::new().await;
    let mut data = applications::world::demo_data();
    let is_theirs = |known: &&mut Delegation| known.body.name() == "cumbria-county-council";
    for power in data.model.arrangements.delegations.iter_mut().filter(is_theirs) {
        power.valid.until = Some("2023-03-25".parse().unwrap());
    }
    another_node_records(&world, data).await;
    world.platform.reload().await.unwrap();
    let open = OpenForm::across_the_vesting_of(world).await;
    let sent = open.sends("granted", "Two alarms are up.").await;
    assert_eq!(sent.status, 403, "{}", sent.text());
    for said in ["You had no power to decide", "Nothing was sent", "Two alarms are up."] {
        assert!(sent.says(said), "no '{said}' in {}", sent.text());
    }
    assert_eq!(of(&open.world.case(&open.case).await, FIRE).state, "sent");
    assert_eq!(open.sends("in-progress", "We come on Thursday.").await.path, "/desk");
}
