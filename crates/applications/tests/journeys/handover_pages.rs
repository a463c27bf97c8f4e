//! What staff see of work in flight that follows a transfer, and of what waits for a person.

use applications::{
    request::outcome::{self, Scene},
    world::{Browser, World},
};
use connectors::{Answer, Outcome};
use responsibility::transfer::{Answerable, Matter, OpenWork};
use sandbox::Switches;
use values::{Actor, Id, Role, Who};

use crate::{
    handover::{BEFORE, draft, of, vested},
    staff::sign_in,
};

/// What the button says by which a person calls a line settled.
const SETTLED: [(&str, &str); 1] = [("form", "settled")];

pub async fn browser(world: &World, role: Role) -> Browser {
    let browser = world.browser();
    sign_in(world, &browser, role, None).await;
    browser
}

/// Signs in as the very person.
async fn browser_of(world: &World, person: &str) -> Browser {
    let browser = world.browser();
    let page = browser.open("/staff/sign-in").await;
    assert_eq!(browser.submit(&page, &[("person", person)]).await.path, "/staff");
    browser
}

fn person(world: &World, role: Role, n: usize) -> String {
    match &world.staff(role)[n].who {
        Who::Staff(person) => person.to_string(),
        other => panic!("{other:?} is no member of staff"),
    }
}

/// A request that no body takes stands open at the vesting, and a planner is named for such.
async fn with_something_left(world: &World) -> String {
    world.business(BEFORE);
    let referring = Switches { not_ours: Some(true), ..Switches::default() };
    world.rest.switch(Some("carlisle-revenues"), referring).await.unwrap();
    let mut draft = draft(world, OpenWork::Moves);
    let planner = person(world, Role::TransferPlanner, 0);
    draft.answerable.insert(0, Answerable { matter: Matter::Stuck, person: planner.parse().unwrap() });
    world.schedule(draft).await.unwrap();
    let id = world.apply("moving-home", |_| {}).await;
    let case = world.until(&id, |case| of(case, "council-tax").state == "referred").await;
    vested(world).await;
    case.receipt
}

#[tokio::test]
async fn before_the_vesting_no_work_has_followed_and_the_page_says_so() {
    let world = World::new().await;
    world.schedule(draft(&world, OpenWork::Moves)).await.unwrap();
    let planner = browser(&world, Role::TransferPlanner).await;
    let page = planner.open("/transfers/trf_council-tax/work").await;
    assert!(page.says("This transfer has not vested") && page.says("No open request was concerned"), "{}", page.text());
    let list = planner.open("/transfers").await;
    assert!(list.says("Council tax") && list.says("Scheduled"), "{}", list.text());
    assert_eq!(planner.open("/transfers/trf_none/work").await.status, 404);
    assert_eq!(planner.open("/transfers/trf_none/work.csv").await.status, 404);
    assert_eq!(planner.open("/transfers/trf_none/work.json").await.status, 404);
    assert!(planner.open("/staff/handover").await.says("Nothing waits for anybody"));
}

#[tokio::test]
async fn each_request_that_follows_is_counted_and_listed_with_its_receipt() {
    let world = World::answering_after(std::time::Duration::from_mins(1)).await;
    world.business(BEFORE);
    world.schedule(draft(&world, OpenWork::Moves)).await.unwrap();
    let id = world.apply("moving-home", |_| {}).await;
    let receipt = world.case(&id).await.receipt;
    while of(&world.case(&id).await, "council-tax").state == "queued" {
        world.work().await;
    }
    vested(&world).await;

    let operator = browser(&world, Role::Operator).await;
    let path = "/transfers/trf_council-tax/work";
    let page = operator.open(path).await;
    for words in ["Done:", "Carlisle City Council", "Allerdale Borough Council", "The successor answers", &receipt] {
        assert!(page.says(words), "'{words}' is missing in {}", page.text());
    }
    assert_eq!(page.link("/staff/cases/"), Some(format!("/staff/cases/{id}")));
    let planner = browser(&world, Role::TransferPlanner).await;
    let page = planner.open(&format!("{path}?lang=fr")).await;
    assert!(page.says("Terminé") && page.says("Le successeur répond"), "{}", page.text());
    assert_eq!(page.link("/staff/cases/"), None, "planners do not open cases");

    let csv = operator.open(&format!("{path}.csv")).await;
    assert!(csv.html.starts_with("Request,Receipt,Service,From,To,"), "{}", csv.html);
    assert!(csv.html.contains(&format!(",{receipt},")), "{}", csv.html);
    let sheet = operator.open("/transfers/trf_council-tax/proof").await;
    assert!(sheet.says("When all work had followed") && sheet.says("follow the responsibility"), "{}", sheet.text());
}

#[tokio::test]
async fn the_sheet_shows_deadlines_before_and_after_what_was_to_be_sent_and_who_sees_to_the_rest() {
    let world = World::new().await;
    world.business(BEFORE);
    world.schedule(draft(&world, OpenWork::Moves)).await.unwrap();
    let referring = Switches { not_ours: Some(true), ..Switches::default() };
    world.rest.switch(Some("carlisle-revenues"), referring).await.unwrap();
    let referred = world.apply("moving-home", |_| {}).await;
    world.until(&referred, |case| of(case, "council-tax").state == "referred").await;
    let down = Switches { down: Some(true), ..Switches::default() };
    world.rest.switch(Some("carlisle-revenues"), down).await.unwrap();
    let waits = world.apply("moving-home", |_| {}).await;
    let due = of(&world.case(&waits).await, "council-tax").due.unwrap();
    vested(&world).await;

    let operator = browser(&world, Role::Operator).await;
    let json = operator.open("/transfers/trf_council-tax/proof.json?made=settled").await;
    let sheet: serde_json::Value = serde_json::from_str(&json.html).unwrap();
    let work = &sheet["work"];
    let at = |body: &str| {
        let due_by = work["deadlines"].as_array().unwrap().iter();
        let mut of = due_by.filter(|line| line["body"] == body && line["day"] == due.to_string());
        of.next().map(|line| (line["before"].as_i64().unwrap(), line["after"].as_i64().unwrap()))
    };
    let ((left, stays), (came, has)) = (at("org_carlisle").unwrap(), at("org_allerdale").unwrap());
    assert_eq!((left + came, left), (stays + has, has), "what one body had by a day another has by the same: {work}");
    assert_eq!((work["deadlines_moved"].as_i64(), stays, came), (Some(0), 0, 0));
    let readdressed = &work["readdressed"][0];
    assert_eq!((&readdressed["state"], &readdressed["before"]), (&"queued".into(), &"sys_carlisle-revenues".into()));
    assert_eq!(work["exceptions"].as_array().unwrap().len(), 1, "{work}");
    assert!(work["exceptions"][0]["name"].is_string(), "{work}");

    let page = operator.open("/transfers/trf_council-tax/proof").await;
    for words in ["deadlines moved", "the same system, for the successor", "said to be another body’s"] {
        assert!(page.says(words), "'{words}' is missing in {}", page.text());
    }
    let csv = operator.open("/transfers/trf_council-tax/work.csv").await;
    assert!(csv.html.lines().any(|line| line.ends_with(",carlisle-revenues,carlisle-revenues")), "{}", csv.html);
    let listed = operator.open("/transfers/trf_council-tax/work.json").await;
    let listed: serde_json::Value = serde_json::from_str(&listed.html).unwrap();
    let requests = listed["requests"].as_array().unwrap();
    assert_eq!((requests.len(), &listed["foreseen"]), (csv.html.lines().count() - 1, &false.into()));
    let is_queued = |line: &&serde_json::Value| line["addressed_after"] == "sys_carlisle-revenues";
    let queued = requests.iter().find(is_queued).unwrap();
    assert_eq!((&queued["before"], &queued["after"]), (&"org_carlisle".into(), &"org_allerdale".into()), "{queued}");
    assert!(queued["receipt"].is_string() && queued["fate"] == "follows", "{queued}");
}

#[tokio::test]
async fn what_a_transfer_could_not_settle_waits_for_its_person_who_says_when_it_is_done() {
    let world = World::new().await;
    let receipt = with_something_left(&world).await;
    let (named, other) = (person(&world, Role::TransferPlanner, 0), person(&world, Role::TransferPlanner, 1));

    let colleague = browser_of(&world, &other).await;
    let list = colleague.open("/staff/handover").await;
    assert!(list.says(&receipt) && list.says("A person decides"), "{}", list.text());
    assert_eq!(list.link("/staff/uncertain/"), None, "only the named person and operators may settle it");
    let agent = browser(&world, Role::ContactAgent).await;
    assert!(agent.open("/staff/handover").await.says("Nothing waits for anybody"), "others see what waits for them");

    let mine = browser_of(&world, &named).await;
    let list = mine.open(&format!("/staff/handover?person={named}")).await;
    assert!(list.says(&receipt) && list.says("Everybody"), "{}", list.text());
    assert!(!list.says("This is settled"), "it is open: {}", list.text());
    let settling = list.link("/staff/uncertain/").unwrap();
    let request = settling.rsplit('/').next().unwrap();
    let form = format!("/staff/handover/trf_council-tax/{request}");
    let (refused, to) = colleague.post(&form, colleague.open("/staff/handover").await.token(), &SETTLED).await;
    assert_eq!((refused.status, to), (403, None));
    assert!(refused.says("This waits for somebody else"), "{}", refused.text());
    let (early, _) = mine.post(&form, list.token(), &SETTLED).await;
    assert!(early.status == 409 && early.says("This request is still open"), "{}", early.text());
    let (nothing, _) = mine.post("/staff/handover/trf_council-tax/req_none", list.token(), &SETTLED).await;
    assert_eq!(nothing.status, 404);

    assert_eq!(colleague.open(&settling).await.status, 403, "a colleague may not");
    let one = mine.open(&settling).await;
    assert!(one.says("Send it on to another body"), "whatever their role: {}", one.text());
    let bodies = one.html.split_once("id=\"ask\"").unwrap().1;
    let asked = bodies.split("value=\"").find(|option| option.starts_with("org_")).unwrap().split('"').next().unwrap();
    let words = [("settle", "close"), ("words", "Ask them."), ("ask", asked)];
    mine.submit(&one, &words).await;
    let after = mine.open(&format!("/staff/handover?person={named}")).await;
    assert!(after.link("/staff/uncertain/").is_none_or(|other| other != settling), "{}", after.text());
}

#[tokio::test]
async fn what_was_unclear_and_has_been_sent_on_since_may_be_called_settled() {
    let world = World::new().await;
    with_something_left(&world).await;
    world.rest.switch(Some("carlisle-revenues"), Switches::default()).await.unwrap();
    let named = person(&world, Role::TransferPlanner, 0);
    let mine = browser_of(&world, &named).await;
    let settling = mine.open(&format!("/staff/handover?person={named}")).await.link("/staff/uncertain/").unwrap();
    let one = mine.open(&settling).await;
    let to = one.html.split_once("id=\"to\"").unwrap().1;
    let to = to.split("value=\"").find(|option| option.starts_with("org_")).unwrap().split('"').next().unwrap();
    mine.submit(&one, &[("settle", "send-on"), ("to", to), ("why", "They answer for it.")]).await;
    while world.work().await > 0 {}
    let list = mine.open(&format!("/staff/handover?person={named}")).await;
    let form = format!("/staff/handover/trf_council-tax/{}", settling.rsplit('/').next().unwrap());
    let (page, after) = mine.post(&form, list.token(), &SETTLED).await;
    assert_eq!(after.as_deref(), Some("/staff/handover"), "{}", page.text());
}

#[tokio::test]
async fn what_waited_waits_once_when_the_move_is_taken_back_and_no_more_when_it_has_been_answered() {
    let world = World::new().await;
    with_something_left(&world).await;
    let operator = browser(&world, Role::Operator).await;
    let forms = |page: &applications::world::Page| {
        let of = |transfer: &str| page.html.matches(&format!("id=\"h-{transfer}-req_")).count();
        [of("trf_council-tax"), of("trf_council-tax-back")]
    };
    let list = operator.open("/staff/handover").await;
    let [waits, none] = forms(&list);
    assert!(waits > 0 && none == 0, "{}", list.text());

    let original = Id::named("council-tax").unwrap();
    world.take_back(&original, "2023-03-29".parse().unwrap()).await.unwrap();
    world.business("2023-03-29T08:00:00Z");
    applications::handover::jobs::vest_due(&world.platform).await.unwrap();
    while world.work().await > 0 {}
    let list = operator.open("/staff/handover").await;
    assert_eq!(forms(&list), [0, waits], "under the transfer that came last: {}", list.text());

    let (now, real) = world.platform.times();
    let (government, vault) = (world.platform.government(), world.platform.vault().clone());
    let left = world.handed(&Id::named("council-tax-back").unwrap()).await;
    let left: Vec<_> = left.into_iter().filter(|item| item.person.is_some()).map(|item| item.request).collect();
    assert_eq!(left.len(), waits);
    let answered = world.platform.store().write(move |tx| {
        let actor = Actor::portico("test");
        let scene = Scene { actor: &actor, now, real, government: &government, vault: &vault };
        left.iter().try_for_each(|request| {
            let (outcome, their_reference, answer_id) = (Outcome::Granted, String::new(), request.to_string());
            outcome::answer(tx, &scene, request, &Answer { outcome, their_reference, text: None, answer_id }).map(drop)
        })
    });
    answered.await.unwrap();
    let list = operator.open("/staff/handover").await;
    assert_eq!(forms(&list), [0, 0], "it was answered, and nobody need decide any more: {}", list.text());
    assert!(list.says("Nothing waits for anybody"), "{}", list.text());
}

#[tokio::test]
async fn each_role_has_its_doors_to_transfers() {
    let world = World::new().await;
    for (role, has) in [
        (Role::TransferPlanner, true),
        (Role::TransferApprover, true),
        (Role::Operator, true),
        (Role::ContactAgent, false),
        (Role::CatalogueManager, false),
    ] {
        let browser = browser(&world, role).await;
        let home = browser.open("/staff").await;
        assert_eq!(home.says("Transfers of responsibility"), has, "{role}: {}", home.text());
        assert_eq!(browser.open("/transfers").await.status, if has { 200 } else { 403 }, "{role}");
    }
}
