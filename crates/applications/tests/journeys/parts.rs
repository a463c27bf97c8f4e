//! The parts of a long journey at one look.

use applications::world::World;

use crate::walk::{fields, on_to_check};

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
    assert_eq!(refused.status, 422, "{}", refused.text());
    let again = browser.open(&about.path).await;
    assert!(again.html.contains("Walter Kept"), "{}", again.text());
}

#[tokio::test]
async fn whoever_leaves_a_page_for_another_keeps_what_was_right_on_it_and_is_told_what_was_not() {
    let world = World::new().await;
    let browser = world.browser();
    let answers = world.examples("after-a-death");
    let start = browser.open("/start/after-a-death").await;
    let mut page = browser.submit(&start, &[]).await;
    let draft = page.path.split("/questions/").next().unwrap().to_owned();
    while !page.path.ends_with("/questions/about-you") {
        let name = page.path.rsplit('/').next().unwrap().to_owned();
        let fields = fields(&world, "after-a-death", &name, &answers);
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        page = browser.submit(&page, &fields).await;
    }
    // With a mistake: what is right is kept, what is not is named.
    let typed = [("your-name", "Walter Kept"), ("your-phone", "none"), ("_then", "parts")];
    let parts = browser.submit(&page, &typed).await;
    assert!(parts.path.starts_with(&format!("{draft}/parts?not-kept=")), "{}", parts.path);
    assert!(parts.says("Not kept, because it was not right yet: Your telephone number"), "{}", parts.text());
    assert!(!parts.path.contains("none") && !parts.says("Your full name"), "{} {}", parts.path, parts.text());
    assert!(browser.open(&page.path).await.html.contains("Walter Kept"));

    // Without one: all of it is kept, and the page is done.
    let fields = fields(&world, "after-a-death", "about-you", &answers);
    let right: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let saved = browser.submit(&page, &[&right[..], &[("_then", "save")]].concat()).await;
    assert_eq!(saved.path, format!("{draft}/save"));
    assert!(saved.says("Your answers are kept") && !saved.says("Not kept"), "{}", saved.text());
    let question = browser.open(&page.path).await;
    assert!(question.html.contains("name=\"_then\" value=\"save\""), "a button of the form: {}", question.html);
    assert!(question.link(&format!("{draft}/save")).is_none(), "no link that would lose it");
    // What the address names is never more than a question.
    let forged = browser.open(&format!("{draft}/save?not-kept=nothing,%3Cb%3E")).await;
    assert!(!forged.says("Not kept"), "{}", forged.text());
}
