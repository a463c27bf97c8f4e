//! A citizen applies once, several bodies answer.

use applications::{
    journey::{Answer, Says, Step},
    world::World,
};

use crate::walk::{send, to_check};

#[tokio::test]
async fn one_application_is_answered_by_several_bodies() {
    let world = World::new().await;
    let browser = world.browser();
    let check = to_check(&world, &browser, "after-a-death", &world.examples("after-a-death")).await;
    assert!(check.path.ends_with("/check"), "{}", check.path);
    assert!(check.says("Check your answers"), "{}", check.text());

    let (page, id) = send(&browser, &check).await;
    assert!(page.says("We have it"), "{}", page.text());
    let case = world.case(&id).await;
    assert!(case.requests.len() >= 4, "{} services", case.requests.len());
    assert!(page.says(&case.receipt));

    // What the registrar has to come before waits; nothing else has left.
    assert_eq!(case.requests[0].state, "queued");
    assert!(case.requests[1..].iter().all(|part| part.state == "held"));

    // Systems answer by themselves; desks wait for their officers.
    let case = world.until(&id, |case| world.only_desks_are_left(case)).await;
    let protocols = |state| case.requests.iter().filter(move |part| part.state == state).count();
    assert!(protocols("granted") >= 3, "systems have answered");
    assert!(protocols("sent") >= 1, "a desk has not");
    let page = browser.open(&page.path).await;
    for part in case.requests.iter().filter(|part| part.state == "granted") {
        assert!(page.says(&part.body.name.en), "{} stands on the page", part.body.name.en);
        assert!(page.says(part.their_reference.as_deref().unwrap()), "its reference too");
    }
}

#[tokio::test]
async fn nothing_leaves_before_the_registrar_has_recorded_a_reference() {
    let world = World::new().await;
    let id = world.apply("after-a-death", |_| {}).await;
    let refusing = sandbox::Switches { refuse: Some(true), ..sandbox::Switches::default() };
    world.rest.switch(None, refusing).await.unwrap();
    let case = world.until(&id, |case| case.requests[0].state == "refused").await;
    world.wait(60_000);
    world.work().await;
    let effects = world.rest.effects().len() + world.open311.effects().len();
    assert_eq!(effects, 1, "only the registrar's office has heard of it");
    assert!(case.requests[1..].iter().all(|part| part.state == "not_sent"), "what waited for it is not sent");
}

#[tokio::test]
async fn moving_home_spans_two_councils_and_three_protocols() {
    let world = World::new().await;
    let id = world.apply("moving-home", |_| {}).await;
    let case = world.until(&id, |case| case.requests.iter().all(|part| matches!(part.state, "granted" | "sent"))).await;
    let systems: std::collections::BTreeSet<_> = world
        .platform
        .government()
        .model
        .systems()
        .filter(|system| case.requests.iter().any(|part| part.system.as_ref() == Some(&system.name)))
        .map(|system| system.protocol.as_str())
        .collect();
    assert_eq!(systems.len(), 3, "{systems:?}");
    let bodies: std::collections::BTreeSet<_> = case.requests.iter().map(|part| part.body.id.clone()).collect();
    assert!(bodies.len() >= 3, "{bodies:?}");
}

#[tokio::test]
async fn a_mistake_keeps_what_was_typed_and_links_to_its_field() {
    let world = World::new().await;
    let browser = world.browser();
    let start = browser.open("/start/moving-home").await;
    let page = browser.submit(&start, &[]).await;
    let wrong = browser.submit(&page, &[]).await;
    assert!(wrong.has_mistakes());
    assert!(wrong.html.contains("<title>Error"), "the title says it: {}", wrong.text());
    assert!(wrong.html.contains("govuk-error-summary"), "there is a summary");
}

#[tokio::test]
async fn the_check_page_shows_what_each_service_costs() {
    let world = World::new().await;
    let browser = world.browser();
    let check = to_check(&world, &browser, "moving-home", &world.examples("moving-home")).await;
    assert!(check.says("Cost: Free"), "{}", check.text());
    let (government, today) = (world.platform.government(), world.platform.today());
    let id = values::Id::named("mail-redirection").unwrap();
    let row = government.supplier(&id, None, today).unwrap();
    let cost = government.catalogue.public_service(&id, &row.holder, today).unwrap().cost.unwrap();
    let said = web::language::dates::money(values::Language::En, cost);
    assert!(cost.minor > 0 && check.says(&format!("Cost: {said}")), "{said}: {}", check.text());
}

#[tokio::test]
async fn what_was_passed_over_stands_on_the_check_page_and_can_still_be_given() {
    let world = World::new().await;
    let browser = world.browser();
    let mut answers = world.examples("moving-home");
    answers.remove("your-email");
    let check = to_check(&world, &browser, "moving-home", &answers).await;
    assert!(check.says("Your e-mail address Not given Change Your e-mail address"), "{}", check.text());
    assert!(!check.says("Which large items? Not given"), "what is not asked has no row");
}

#[tokio::test]
async fn sending_twice_is_one_application() {
    let world = World::new().await;
    let browser = world.browser();
    let check = to_check(&world, &browser, "moving-home", &world.examples("moving-home")).await;
    let to = check.path.replace("/check", "/send");
    let seen = [("seen", check.hidden("seen"))];
    let send = || browser.post(&to, check.token(), &seen);
    let answers = futures_util::future::join_all((0..8).map(|_| send())).await;
    let first = answers[0].1.clone().unwrap();
    assert!(first.starts_with("/cases/"), "{first}");
    assert!(answers.iter().all(|(_, to)| to.as_ref() == Some(&first)), "all lead to the same case");
    // Any page of the draft leads to the case from now on.
    let draft = check.path.trim_end_matches("/check");
    assert_eq!(browser.open(draft).await.path, first);
    assert_eq!(browser.open(&check.path).await.path, first);
}

#[tokio::test]
async fn the_same_key_with_other_answers_is_refused_and_with_the_same_is_the_same() {
    let world = World::new().await;
    let mut answers = world.examples("moving-home");
    let key = applications::world::fresh_key();
    let (status, first) = world.post_application(&key, "moving-home", &answers).await;
    assert_eq!(status, 201, "{first}");
    let (status, second) = world.post_application(&key, "moving-home", &answers).await;
    assert_eq!((status, &second["receipt"]), (201, &first["receipt"]));
    let name = answers.iter().find(|(id, _)| id.contains("name")).map(|(id, _)| id.clone()).unwrap();
    answers.insert(name, Answer::Text("Somebody Else".into()));
    let (status, refused) = world.post_application(&key, "moving-home", &answers).await;
    assert_eq!((status, refused["code"].as_str()), (409, Some("key_used")), "{refused}");
}

#[tokio::test]
async fn two_tabs_do_not_overwrite_each_other() {
    let world = World::new().await;
    let browser = world.browser();
    let answers = world.examples("moving-home");
    let check = to_check(&world, &browser, "moving-home", &answers).await;
    let government = world.platform.government();
    let journey = government.journeys.latest(&values::Id::named("moving-home").unwrap()).unwrap().clone();
    let pages: Vec<String> =
        journey.asking(&answers, &[], world.platform.today()).pages().map(|page| page.id.clone()).collect();
    let address = |page: &str| check.path.replace("/check", &format!("/questions/{page}"));
    let (one, other) = (browser.open(&address(&pages[0])).await, browser.open(&address(&pages[1])).await);
    let fill = |page: &str| crate::walk::fields(&world, "moving-home", page, &answers);
    for (page, name) in [(&one, &pages[0]), (&other, &pages[1])] {
        let fields = fill(name);
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let next = browser.submit(page, &fields).await;
        assert!(next.path.ends_with("/check"), "{}", next.path);
    }
}

#[tokio::test]
async fn a_service_that_does_not_apply_says_why_and_can_be_added_anyway() {
    let world = World::new().await;
    let browser = world.browser();
    let answers = world.examples("after-a-death");
    let check = to_check(&world, &browser, "after-a-death", &answers).await;
    let government = world.platform.government();
    let journey = government.journeys.latest(&values::Id::named("after-a-death").unwrap()).unwrap().clone();
    let today = world.platform.today();
    let not = |step: &&Step| journey.indicate(step, &answers, today).says == Says::DoesNotApply;
    let step = journey.services.iter().filter(not).find(|step| step.place.is_some()).unwrap();
    let title = &government.catalogue.service_type(&step.service_type).unwrap().title.en;
    assert!(check.says(&step.why_not.as_ref().unwrap().en), "it says why not");
    let form = check.path.replace("/check", "/anyway");
    let name = step.service_type.name().to_owned();
    let check = browser.submit_to(&check, &form, &[("service", &name), ("wanted", "yes")]).await;
    assert!(check.says(&format!("Take “{title}” out again")), "{}", check.text());
    let (_, id) = send(&browser, &check).await;
    assert!(world.case(&id).await.requests.iter().any(|part| part.service_type == step.service_type));
}

#[tokio::test]
async fn whoever_has_no_telephone_can_apply() {
    let world = World::new().await;
    for journey in ["after-a-death", "moving-home"] {
        let browser = world.browser();
        let mut answers = world.examples(journey);
        answers.insert("your-phone".into(), Answer::nothing());
        let check = to_check(&world, &browser, journey, &answers).await;
        assert!(check.path.ends_with("/check"), "{} {}", check.path, check.text());
        let (_, id) = send(&browser, &check).await;
        assert!(!world.case(&id).await.requests.is_empty(), "{journey}");
    }
}
