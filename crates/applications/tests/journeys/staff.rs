//! Officers at a desk, agents who look for a case.

use applications::{
    case::{Case, Part},
    world::{Browser, World},
};
use values::{Id, Role, id};

/// Signs in as somebody with this role, of this body where one is named.
pub async fn sign_in(world: &World, browser: &Browser, role: Role, body: Option<&str>) {
    let government = world.platform.government();
    let person = government
        .catalogue
        .people()
        .find(|person| person.role == role && body.is_none_or(|body| person.body.name() == body))
        .expect("the demonstration has such a person")
        .clone();
    let page = browser.open("/staff/sign-in").await;
    let home = browser.submit(&page, &[("person", person.id.as_str())]).await;
    assert_eq!(home.path, "/staff", "{}", home.text());
}

/// An application of which one request waits at a desk, and an officer there.
async fn at_a_desk(world: &World) -> (Id<id::Application>, Part, Browser) {
    let id = world.apply("after-a-death", |_| {}).await;
    let case = world.until(&id, |case| world.only_desks_are_left(case)).await;
    let at_desk = case.requests.into_iter().find(|part| world.waits_at_desk(part)).expect("one waits at a desk");
    let browser = world.browser();
    sign_in(world, &browser, Role::SupplierOfficer, Some(at_desk.body.id.name())).await;
    (id, at_desk, browser)
}

#[tokio::test]
async fn an_officer_without_a_system_decides_at_the_desk() {
    let world = World::new().await;
    let (id, at_desk, browser) = at_a_desk(&world).await;
    let queue = browser.open("/desk").await;
    assert!(queue.says(&at_desk.title.en), "{}", queue.text());

    let page = browser.open(&format!("/desk/{}", at_desk.id)).await;
    let wrong = browser.submit(&page, &[("outcome", "refused"), ("text", "")]).await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.says("Say why"));
    let done = browser.submit(&page, &[("outcome", "granted"), ("text", "All done.")]).await;
    assert_eq!(done.path, "/desk");
    let case = world.case(&id).await;
    let part = case.requests.iter().find(|part| part.id == at_desk.id).unwrap();
    assert_eq!(part.state, "granted");
    assert!(part.history.iter().any(|line| line.text.as_deref() == Some("All done.")));

    // A second click changes nothing and says so.
    let again = browser.submit(&page, &[("outcome", "refused"), ("text", "No.")]).await;
    assert_eq!(again.status, 409, "{}", again.text());
    let government = world.platform.government();
    let officer =
        government.catalogue.people().find(|person| again.says(&person.name) && person.body == at_desk.body.id);
    assert!(officer.is_some() && again.says("Nothing was changed"), "{}", again.text());
    assert_eq!(world.case(&id).await.requests.iter().find(|part| part.id == at_desk.id).unwrap().state, "granted");
    assert!(browser.open(&format!("/desk/{}", at_desk.id)).await.says("Answered already"));
}

#[tokio::test]
async fn an_officer_who_sends_news_keeps_the_request() {
    let world = World::new().await;
    let (id, at_desk, browser) = at_a_desk(&world).await;
    let page = browser.open(&format!("/desk/{}", at_desk.id)).await;
    let wrong = browser.submit(&page, &[("outcome", "in-progress"), ("text", "")]).await;
    assert!(wrong.status == 422 && wrong.says("Say how it stands"), "{}", wrong.text());
    let news = [("outcome", "in-progress"), ("text", "We ring you on Monday.")];
    browser.submit(&page, &news).await;
    let again = browser.submit(&page, &news).await;
    assert!(again.status == 409 && again.says("Nothing was sent"), "{}", again.text());

    // A colleague who had opened it before is shown the news first, whatever they decided, and keeps what they typed.
    let colleague = browser.submit(&page, &[("outcome", "refused"), ("text", "We can't do this.")]).await;
    assert!(colleague.status == 409 && colleague.says("We ring you on Monday."), "{}", colleague.text());
    assert!(
        colleague.html.contains("We can&#x27;t do this.") || colleague.says("We can't do this."),
        "{}",
        colleague.html
    );
    let of = |case: Case| case.requests.into_iter().find(|part| part.id == at_desk.id).unwrap();
    let part = of(world.case(&id).await);
    assert_eq!(part.state, "sent", "it is still with them");
    let said = part.history.iter().filter(|line| line.text.as_deref() == Some("We ring you on Monday."));
    assert_eq!(said.count(), 1, "a second click says it once");

    let page = browser.open(&format!("/desk/{}", at_desk.id)).await;
    browser.submit(&page, &[("outcome", "granted"), ("text", "Done.")]).await;
    assert_eq!(of(world.case(&id).await).state, "granted");
}

#[tokio::test]
async fn an_officer_of_another_body_finds_nothing_there() {
    let world = World::new().await;
    let id = world.apply("after-a-death", |_| {}).await;
    let case = world.until(&id, |case| case.requests.iter().any(|part| world.waits_at_desk(part))).await;
    let at_desk = case.requests.iter().find(|part| world.waits_at_desk(part)).unwrap();
    let government = world.platform.government();
    let other = government
        .catalogue
        .people()
        .find(|person| person.role == Role::SupplierOfficer && person.body != at_desk.body.id)
        .unwrap()
        .body
        .clone();
    let browser = world.browser();
    sign_in(&world, &browser, Role::SupplierOfficer, Some(other.name())).await;
    assert_eq!(browser.open(&format!("/desk/{}", at_desk.id)).await.status, 404);
}

#[tokio::test]
async fn an_officer_without_the_power_to_decide_sends_news_only_and_sees_who_has_it() {
    let world = World::new().await;
    let id = world.apply("after-a-death", |_| {}).await;
    let of_friends = |part: &&Part| part.body.id.name() == "bereavement-friends";
    let at_friends = |case: Case| case.requests.into_iter().find(|part| of_friends(&part)).expect("it is there");
    let waits = |case: &Case| case.requests.iter().find(of_friends).is_some_and(|part| world.waits_at_desk(part));
    let part = at_friends(world.until(&id, waits).await);
    let address = format!("/desk/{}", part.id);
    let state = async || at_friends(world.case(&id).await).state;
    let signed_in = async |person: &str| {
        let browser = world.browser();
        let page = browser.open("/staff/sign-in").await;
        browser.submit(&page, &[("person", person)]).await;
        browser
    };

    // His power begins on 1 April.
    let horace = signed_in("per_horace-supposely").await;
    let page = horace.open(&address).await;
    assert!(page.says("Ask Cordelia Nonesuch") && !page.says("Done, or granted"), "{}", page.text());
    let refused = horace.submit(&page, &[("outcome", "granted"), ("text", "All done.")]).await;
    assert_eq!(refused.status, 403);
    assert!(refused.says("nothing was sent") && refused.says("All done."), "{}", refused.text());
    assert_eq!(state().await, part.state);
    let sent = horace.submit(&page, &[("outcome", "in-progress"), ("text", "We look at it.")]).await;
    assert_eq!(sent.path, "/desk", "{}", sent.text());

    let cordelia = signed_in("per_cordelia-nonesuch").await;
    let page = cordelia.open(&address).await;
    assert!(page.says("We look at it."), "{}", page.text());
    assert_eq!(cordelia.submit(&page, &[("outcome", "granted"), ("text", "All done.")]).await.path, "/desk");
    assert_eq!(state().await, "granted");
}

#[tokio::test]
async fn staff_find_a_case_by_our_receipt_and_by_any_bodys_reference() {
    let world = World::new().await;
    let id = world.apply("moving-home", |_| {}).await;
    let case = world.until(&id, |case| case.requests.iter().all(|part| part.their_reference.is_some())).await;
    let browser = world.browser();
    sign_in(&world, &browser, Role::ContactAgent, None).await;
    let page = browser.open("/staff/cases").await;
    let typed = case.receipt.to_lowercase().replace('-', " ");
    for reference in
        std::iter::once(typed.as_str()).chain(case.requests.iter().filter_map(|part| part.their_reference.as_deref()))
    {
        let found = browser.submit(&page, &[("reference", reference)]).await;
        assert!(found.says(&case.receipt), "{reference}: {}", found.text());
    }
    let theirs = case.requests[0].their_reference.clone().unwrap();
    for typed in [theirs.to_lowercase(), theirs.to_uppercase(), case.receipt.replace('-', " – ")] {
        let found = browser.submit(&page, &[("reference", &typed)]).await;
        assert!(found.says("One case found") && found.says(&case.receipt), "{typed}: {}", found.text());
        assert_eq!(found.html.matches("/staff/cases/app_").count(), 1, "one link for the case");
    }
    for typed in [theirs.replace('-', ""), theirs.replace('-', " ").to_lowercase(), format!(" {theirs} ")] {
        let found = browser.submit(&page, &[("reference", &typed)]).await;
        assert!(found.says(&case.receipt), "as it is read out: '{typed}'\n{}", found.text());
    }
    let nothing = browser.submit(&page, &[("reference", "nothing like it")]).await;
    assert!(nothing.says("No case has this receipt"), "{}", nothing.text());
    let shown = browser.open(&format!("/staff/cases/{id}")).await;
    assert!(shown.says(&case.receipt), "{}", shown.text());
}

#[tokio::test]
async fn staff_find_a_case_by_a_person_and_see_at_once_who_answers() {
    let world = World::new().await;
    let id = world.apply("moving-home", |_| {}).await;
    let case = world.until(&id, |case| case.requests.iter().all(|part| part.their_reference.is_some())).await;
    let answers = world.examples("moving-home");
    let name = applications::journey::Answer::to_line(&answers["your-name"]);
    let born = applications::journey::Answer::to_line(&answers["your-birth-date"]);
    let parts: Vec<&str> = born.split('-').collect();
    let browser = world.browser();
    sign_in(&world, &browser, Role::ContactAgent, None).await;
    let page = browser.open("/staff/cases").await;
    let typed = |name: &str, year: &str| {
        [("reference", ""), ("name", name), ("born-day", parts[2]), ("born-month", parts[1]), ("born-year", year)]
            .map(|(field, value)| (field.to_owned(), value.to_owned()))
    };
    let ask = async |fields: [(String, String); 5]| {
        let fields: Vec<(&str, &str)> = fields.iter().map(|(field, value)| (field.as_str(), value.as_str())).collect();
        browser.submit(&page, &fields).await
    };
    let backwards = name.to_uppercase().split(' ').rev().collect::<Vec<_>>().join(" ");
    let found = ask(typed(&backwards, parts[0])).await;
    assert!(found.says(&case.receipt) && found.says("Answer due by"), "{}", found.text());
    assert!(!ask(typed(&backwards, "1901")).await.says(&case.receipt), "born on another day");
    assert!(!ask(typed("Somebody Else", parts[0])).await.says(&case.receipt));
    let lacking = ask(typed(&name, "")).await;
    assert_eq!(lacking.status, 422, "{}", lacking.text());
}

#[tokio::test]
async fn the_clock_moves_forward_only_and_never_moves_sessions() {
    let world = World::new().await;
    let browser = world.browser();
    let page = browser.open("/demo/clock").await;
    let moved = browser.submit(&page, &[("day", "2023-04-01")]).await;
    assert_eq!(moved.status, 200, "{}", moved.text());
    let back = browser.submit(&moved, &[("day", "2023-03-25")]).await;
    assert_eq!(back.status, 422, "{}", back.text());
}

#[tokio::test]
async fn a_slip_at_the_clock_is_told_for_what_it_is() {
    let world = World::new().await;
    let browser = world.browser();
    let check = async |typed: [&str; 3], said: &str| {
        let fields = [("day-day", typed[0]), ("day-month", typed[1]), ("day-year", typed[2])];
        let page = browser.open("/demo/clock").await;
        // Without the day of a button.
        let (shown, to) = browser.post("/demo/clock", page.token(), &fields).await;
        assert!(to.is_none() && shown.status == 422, "{typed:?} {to:?}");
        assert!(shown.says(said), "{typed:?} {}", shown.text());
    };
    check(["", "", ""], "Enter the day").await;
    check(["31", "2", "2023"], "Enter a real day").await;
    check(["1", "4", "23"], "Enter a real day").await;
    check(["tomorrow", "", ""], "Enter a real day").await;
    check(["19", "3", "2023"], "enter a day after 20 March 2023").await;
    check(["1", "1", "2100"], "no later than 31 December 2099").await;

    let page = browser.open("/demo/clock").await;
    let (_, first) = browser.post("/demo/clock", page.token(), &[("day", "2023-03-21")]).await;
    let (_, again) = browser.post("/demo/clock", page.token(), &[("day", "2023-03-21")]).await;
    assert!(first.is_some() && first == again, "a double click is one move");
}
