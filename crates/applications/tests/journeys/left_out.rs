//! A service that the answers suggest can be left out and put back, unless something waits for it.

use applications::{
    journey::Answer,
    world::{Browser, Page, World},
};

use crate::walk::{fields, send, to_check};

async fn press(browser: &Browser, check: &Page, service: &str, wanted: &str) -> Page {
    let form = check.path.replace("/check", "/anyway");
    browser.submit_to(check, &form, &[("service", service), ("wanted", wanted)]).await
}

fn card(page: &Page, id: &str) -> String {
    page.text().split_once(id).map(|(_, after)| after.chars().take(400).collect()).unwrap_or_default()
}

#[tokio::test]
async fn a_service_is_left_out_put_back_and_stays_out_over_a_walk_back() {
    let world = World::new().await;
    let browser = world.browser();
    let check = to_check(&world, &browser, "moving-home", &world.examples("moving-home")).await;
    let without = press(&browser, &check, "mail-redirection", "no").await;
    assert!(without.path == check.path && without.says("One service that you leave out"), "{}", without.text());
    // Pressed twice it is no other thing.
    let without = press(&browser, &without, "mail-redirection", "no").await;
    let page = browser.open(&check.path.replace("/check", "/questions/others")).await;
    assert_eq!(page.status, 200);
    let again = browser.open(&check.path).await;
    assert!(again.says("One service that you leave out") && again.says("Put it back Have your post sent on"));

    let back = press(&browser, &without, "mail-redirection", "yes").await;
    assert!(!back.says("that you leave out"), "{}", back.text());
    let without = press(&browser, &back, "mail-redirection", "no").await;
    let (_, id) = send(&browser, &without).await;
    assert!(world.case(&id).await.requests.iter().all(|part| part.service_type.name() != "mail-redirection"));
}

#[tokio::test]
async fn what_others_wait_for_is_left_out_last_and_comes_back_with_them() {
    let world = World::new().await;
    let browser = world.browser();
    let mut answers = world.examples("after-a-death");
    // Nothing but the registrar and the closing of council tax.
    for (question, answer) in [("funeral", "elsewhere"), ("use-tell-us-once", "no"), ("home-now", "more-adults")] {
        answers.insert(question.into(), Answer::Text(answer.into()));
    }
    for question in ["school-children", "pay-for-funeral", "bank-accounts", "somebody-to-talk-to"] {
        answers.insert(question.into(), Answer::Text("no".into()));
    }
    for question in ["government-things", "council-things"] {
        answers.insert(question.into(), Answer::Many(Vec::new()));
    }
    answers.insert("relationship".into(), Answer::Text("other".into()));
    let mut check = to_check(&world, &browser, "after-a-death", &answers).await;
    assert!(check.says("This cannot be left out while “"), "{}", check.text());

    let crafted = press(&browser, &check, "register-death", "no").await;
    assert_eq!(crafted.status, 409, "{}", crafted.text());
    assert!(crafted.says("cannot be left out while"), "{}", crafted.text());

    let waiting: Vec<String> = services(&check).into_iter().filter(|name| name != "register-death").collect();
    assert!(!waiting.is_empty());
    for service in &waiting {
        check = press(&browser, &check, service, "no").await;
    }
    check = press(&browser, &check, "register-death", "no").await;
    assert!(check.says("Nothing to send yet"), "{}", check.text());
    assert!(check.says("You leave out all that your answers suggest.") && !check.says("Now send it"));
    let back = press(&browser, &check, &waiting[0], "yes").await;
    let mut now = services(&back);
    now.sort();
    let mut wanted = vec!["register-death".to_owned(), waiting[0].clone()];
    wanted.sort();
    assert_eq!(now, wanted, "it comes with what it waits for");
    assert!(!card(&back, "Put it back").is_empty(), "the rest stays out");
}

/// The services that this page would send, by what its form names.
fn services(check: &Page) -> Vec<String> {
    let rows = check.hidden("seen").split(' ').filter_map(|row| row.strip_prefix('+')?.split('=').next());
    rows.map(str::to_owned).collect()
}

#[tokio::test]
async fn whoever_presses_or_changes_something_on_the_check_page_comes_back_to_where_it_stands() {
    let world = World::new().await;
    let browser = world.browser();
    let check = to_check(&world, &browser, "moving-home", &world.examples("moving-home")).await;
    let service = "mail-redirection";
    let form = check.path.replace("/check", "/anyway");
    for wanted in ["no", "no", "yes"] {
        let pressed = [("service", service), ("wanted", wanted)];
        let (_, to) = browser.post(&form, check.token(), &pressed).await;
        assert_eq!(to.as_deref(), Some(&*format!("{}#service-{service}", check.path)));
        let there = browser.open(&check.path).await;
        assert!(there.html.contains(&format!("id=\"service-{service}\" tabindex=\"-1\"")), "{wanted}");
    }
    let change = check.link(&check.path.replace("/check", "/questions/about-you?change=your-phone")).unwrap();
    let page = browser.open(&change).await;
    let back = format!("{}#answer-your-phone", check.path);
    assert_eq!(page.link(&check.path).as_deref(), Some(&*back), "the way back leads there");
    let wrong = browser.submit(&page, &[("your-phone", "none")]).await;
    assert!(wrong.has_mistakes() && wrong.link(&check.path).as_deref() == Some(&*back), "{}", wrong.text());
    let right = fields(&world, "moving-home", "about-you", &world.examples("moving-home"));
    let right: Vec<(&str, &str)> = right.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let right: Vec<_> = right.into_iter().chain([("_seen", wrong.hidden("_seen"))]).collect();
    let (_, to) = browser.post(&page.path, page.token(), &right).await;
    assert_eq!(to.as_deref(), Some(&*back));
    assert!(browser.open(&check.path).await.html.contains("id=\"answer-your-phone\" tabindex=\"-1\""));
    let plain = browser.open(&check.path.replace("/check", "/questions/about-you?change=children")).await;
    assert!(plain.link(&check.path).is_none(), "of another page's question nothing is known");
}

#[tokio::test]
async fn whoever_applies_anyway_is_asked_what_that_body_needs_until_they_take_it_out() {
    let world = World::new().await;
    let browser = world.browser();
    let mut answers = world.examples("moving-home");
    answers.insert("bins".into(), Answer::Many(Vec::new()));
    answers.remove("large-items");
    let check = to_check(&world, &browser, "moving-home", &answers).await;
    let asked = press(&browser, &check, "bulky-waste", "yes").await;
    assert!(asked.path.ends_with("/questions/large-items") && asked.says("Which large items?"), "{}", asked.text());
    // Nobody gets past it.
    assert_eq!(browser.open(&check.path).await.path, asked.path);
    let empty = browser.submit(&asked, &[("large-items", "")]).await;
    assert!(empty.has_mistakes(), "{}", empty.text());
    let added = browser.submit(&asked, &[("large-items", "A piano")]).await;
    assert!(added.path == check.path && added.says("A piano"), "{}", added.text());
    let without = press(&browser, &added, "bulky-waste", "no").await;
    assert!(without.path == check.path && !without.says("A piano"), "{}", without.text());
    // What was typed is still there for whoever adds it again.
    let again = press(&browser, &without, "bulky-waste", "yes").await;
    assert!(again.path == check.path && again.says("A piano"), "{}", again.text());
    let (_, id) = send(&browser, &again).await;
    assert!(world.case(&id).await.requests.iter().any(|part| part.service_type.name() == "bulky-waste"));
}

#[tokio::test]
async fn whoever_added_a_service_takes_it_back_on_the_page_that_is_asked_for_it() {
    let world = World::new().await;
    let browser = world.browser();
    let mut answers = world.examples("after-a-death");
    answers.insert("relationship".into(), Answer::Text("child".into()));
    let check = to_check(&world, &browser, "after-a-death", &answers).await;
    let asked = press(&browser, &check, "funeral-expenses-payment", "yes").await;
    assert!(asked.path.ends_with("/questions/payments"), "{} {}", asked.path, asked.text());
    assert!(asked.says("Do not add “") && asked.says("only because you added"), "{}", asked.text());
    let other = browser.open(&check.path.replace("/check", "/questions/about-you")).await;
    assert!(!other.says("Do not add “"), "nothing there is asked because of it: {}", other.text());
    let form = check.path.replace("/check", "/anyway");
    let taken = [("service", asked.hidden("service")), ("wanted", asked.hidden("wanted"))];
    for _ in 0..2 {
        let back = browser.submit_to(&asked, &form, &taken).await;
        assert!(back.path == check.path && back.says("Add it anyway"), "{} {}", back.path, back.text());
    }
    // Where the questions are asked of the person anyway, they are no reason to offer it.
    answers.insert("relationship".into(), Answer::Text("partner".into()));
    let other = world.browser();
    let check = to_check(&world, &other, "after-a-death", &answers).await;
    let page = other.open(&check.path.replace("/check", "/questions/payments")).await;
    assert!(page.status == 200 && page.path.ends_with("/payments") && !page.says("Do not add “"), "{}", page.text());
}

#[tokio::test]
async fn a_service_whose_place_is_not_known_yet_is_taken_back_as_well() {
    let world = World::new().await;
    let browser = world.browser();
    let mut answers = world.examples("after-a-death");
    answers.insert("home-now".into(), Answer::Text("nobody".into()));
    let check = to_check(&world, &browser, "after-a-death", &answers).await;
    let government = world.platform.government();
    let id = values::Id::named("after-a-death").unwrap();
    let journey = government.journeys.latest(&id).unwrap().clone();
    for step in &journey.services {
        let name = step.service_type.name();
        let added = press(&browser, &check, name, "yes").await;
        if added.path == check.path {
            continue;
        }
        let form = check.path.replace("/check", "/anyway");
        let taken = [("service", name), ("wanted", added.hidden("wanted"))];
        assert!(added.says("Do not add “"), "{name}: {}", added.text());
        let back = browser.submit_to(&added, &form, &taken).await;
        assert_eq!(back.path, check.path, "{name}: {}", back.text());
    }
}
