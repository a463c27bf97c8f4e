//! The parts of a long journey at one look.

use applications::{
    journey::Answer,
    world::{Browser, Page, World},
};

use crate::walk::{fields, on_to_check, to_check};

#[tokio::test]
async fn a_long_journey_shows_what_is_done_and_what_is_left() {
    let world = World::new().await;
    let browser = world.browser();
    let answers = world.examples("after-a-death");
    let start = browser.open("/start/after-a-death").await;
    let first = browser.submit(&start, &[]).await;
    let draft = first.path.split("/questions/").next().unwrap().to_owned();
    let parts = browser.open(&format!("{draft}/parts")).await;
    assert!(parts.says("0 of 12 parts are done") && parts.says("Check your answers Not yet"), "{}", parts.text());

    let page = fields(&world, "after-a-death", "the-death", &answers);
    let page: Vec<(&str, &str)> = page.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let second = browser.submit(&first, &page).await;
    let parts = browser.open(&format!("{draft}/parts")).await;
    assert!(parts.says("1 of 12 parts are done") && parts.says("Where it happened Done"), "{}", parts.text());

    // Each part opens by itself, before those above it are done.
    let later = browser.open(&format!("{draft}/questions/home")).await;
    assert_eq!((later.status, later.path.ends_with("/questions/home")), (200, true));

    let check = on_to_check(&world, &browser, ("after-a-death", second), &answers).await;
    assert!(check.path.ends_with("/check"), "{}", check.path);
    let parts = browser.open(&format!("{draft}/parts")).await;
    assert!(!parts.says("Check your answers Not yet"), "{}", parts.text());
    // What was passed over is not done: it follows.
    let (_, documents) = parts.html.split_once(">Documents<").unwrap();
    let documents = documents.split_once(">Check and send<").unwrap().0;
    assert!(documents.contains("To follow") && !documents.contains("Done"), "{}", parts.text());
    assert!(parts.link(&format!("{draft}/check")).is_some(), "{}", parts.text());
    // Whoever comes back with nothing left to answer checks at once.
    let back = browser.open(&format!("{draft}/back")).await;
    assert_eq!(back.path, check.path);
}

#[tokio::test]
async fn nobody_else_sees_the_parts() {
    let world = World::new().await;
    let browser = world.browser();
    let refused = browser.open("/drafts/dft_00000000000000000000000000000000/parts").await;
    assert!(refused.status >= 400, "{}", refused.status);
}

#[tokio::test]
async fn what_is_right_on_a_page_with_a_mistake_is_kept() {
    let world = World::new().await;
    let browser = world.browser();
    let answers = world.examples("after-a-death");
    let start = browser.open("/start/after-a-death").await;
    let first = browser.submit(&start, &[]).await;
    let page = fields(&world, "after-a-death", "the-death", &answers);
    let page: Vec<(&str, &str)> = page.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let about = browser.submit(&first, &page).await;
    let refused = browser.submit(&about, &[("your-name", "Walter Kept"), ("your-phone", "none")]).await;
    assert!(refused.has_mistakes(), "{}", refused.text());
    let again = browser.open(&about.path).await;
    assert!(again.html.contains("Walter Kept"), "{}", again.text());
}

/// The first page, and on to the page of this name.
async fn on_to(world: &World, browser: &Browser, journey: &str, name: &str) -> Page {
    let answers = world.examples(journey);
    let start = browser.open(&format!("/start/{journey}")).await;
    let mut page = browser.submit(&start, &[]).await;
    while !page.path.ends_with(&format!("/questions/{name}")) {
        let asked = page.path.rsplit('/').next().unwrap().to_owned();
        page = browser.submit(&page, &pairs(&fields(world, journey, &asked, &answers))).await;
    }
    page
}

fn pairs(fields: &[(String, String)]) -> Vec<(&str, &str)> {
    fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

#[tokio::test]
async fn whoever_leaves_a_page_keeps_what_they_typed_and_is_told_what_is_not_right() {
    let world = World::new().await;
    let browser = world.browser();
    let page = on_to(&world, &browser, "after-a-death", "payments").await;
    let draft = page.path.split("/questions/").next().unwrap().to_owned();
    let right = fields(&world, "after-a-death", "payments", &world.examples("after-a-death"));
    let half: Vec<(&str, &str)> =
        pairs(&right).into_iter().filter(|(name, _)| *name != "your-address-postcode").collect();
    for (button, says) in [("save", "Your answers are kept"), ("parts", "Needs a change")] {
        let aside = browser.submit(&page, &[&half[..], &[("_then", button)]].concat()).await;
        assert_eq!(aside.path, format!("{draft}/{button}"));
        assert!(aside.says("Not right yet, and kept as you typed it: Your address"), "{}", aside.text());
        assert!(aside.says("Put this right before you send") && aside.says(says), "{}", aside.text());
        assert!(aside.link(&format!("{}#your-address", page.path)).is_some(), "{}", aside.html);
    }
    // Whoever comes back sees what they typed, and what is missing.
    let again = browser.open(&page.path).await;
    assert_eq!(again.status, 200);
    assert!(again.html.contains("1 Sample Street") && again.html.contains("Carlisle"), "{}", again.html);
    assert!(again.says("There is a problem") && again.says("ostcode"), "{}", again.text());

    // Put right, it is an answer like any other, and nothing is said of it any more.
    let check = on_to_check(&world, &browser, ("after-a-death", again), &world.examples("after-a-death")).await;
    assert!(check.path.ends_with("/check"), "{}", check.path);
    assert!(!browser.open(&format!("{draft}/save")).await.says("Not right yet"));
}

#[tokio::test]
async fn what_is_not_right_leads_back_to_its_page_before_anything_is_sent() {
    let world = World::new().await;
    let browser = world.browser();
    let check = to_check(&world, &browser, "moving-home", &world.examples("moving-home")).await;
    let page = browser.open(&check.path.replace("/check", "/questions/child")).await;
    let typed = "Kit Example, 9 February 2015\nSam Example, 9 February";
    let refused = browser.submit(&page, &[("children", typed), ("school-far", "no")]).await;
    assert!(refused.has_mistakes(), "{}", refused.text());
    let send = check.path.replace("/check", "/send");
    let back = browser.submit_to(&check, &send, &[("seen", check.hidden("seen"))]).await;
    assert_eq!(
        back.path,
        format!("{}?unsent=yes", page.path),
        "the answer that it was to take the place of is not sent"
    );
    assert!(back.says("Nothing was sent"), "{}", back.text());
    assert!(back.html.contains("Sam Example, 9 February") && back.says("line 2 is not a name"), "{}", back.text());
    let again = browser.submit(&back, &[("children", "Kit Example, 9 February 2015"), ("school-far", "no")]).await;
    assert_eq!(again.path, check.path, "{}", again.text());
}

#[tokio::test]
async fn what_is_typed_away_again_is_not_held_against_anybody() {
    let world = World::new().await;
    let browser = world.browser();
    let page = on_to(&world, &browser, "after-a-death", "about-you").await;
    let right = fields(&world, "after-a-death", "about-you", &world.examples("after-a-death"));
    let without: Vec<(&str, &str)> = pairs(&right).into_iter().filter(|(name, _)| *name != "your-email").collect();
    let refused = browser.submit(&page, &[&without[..], &[("your-email", "none")]].concat()).await;
    assert!(refused.has_mistakes() && browser.open(&page.path).await.html.contains("value=\"none\""));
    let next = browser.submit(&refused, &[&without[..], &[("your-email", "")]].concat()).await;
    assert!(next.status == 200 && next.path != page.path, "{}", next.text());
    assert!(!browser.open(&page.path).await.html.contains("value=\"none\""));
}

#[tokio::test]
async fn the_parts_of_a_journey_that_ends_here_say_that_nothing_can_be_sent_and_why() {
    let world = World::new().await;
    let browser = world.browser();
    let start = browser.open("/start/after-a-death").await;
    let first = browser.submit(&start, &[]).await;
    let draft = first.path.split("/questions/").next().unwrap().to_owned();
    let mut answers = world.examples("after-a-death");
    answers.insert("where-died".into(), Answer::Text("abroad".into()));
    let typed = fields(&world, "after-a-death", "the-death", &answers);
    let exit = browser.submit(&first, &pairs(&typed)).await;
    assert!(exit.path.ends_with("/exits/abroad"), "{}", exit.path);
    let parts = browser.open(&format!("{draft}/parts")).await;
    assert!(parts.says("With these answers nothing can be sent: A death in another country"), "{}", parts.text());
    assert!(parts.link(&exit.path).is_some() && parts.link(&format!("{}#where-died", first.path)).is_some());
    assert!(!parts.says("parts are done") && !parts.says("Not yet") && !parts.says("Continue"), "{}", parts.text());
}
