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
