//! Going back always works: whatever comes of a form has an address of its own, which shows what is so by now. That no page
//! answers a form, the browser of these tests looks for wherever one is sent.

use applications::{
    case,
    journey::Answer,
    world::{Browser, Page, World},
};

use crate::walk::{fields, send, to_check};

const PROBLEM: &str = "There is a problem";

async fn about_you(world: &World, journey: &str) -> (Browser, Page, Vec<(String, String)>) {
    let browser = world.browser();
    let check = to_check(world, &browser, journey, &world.examples(journey)).await;
    let page = browser.open(&check.path.replace("/check", "/questions/about-you")).await;
    (browser, page, fields(world, journey, "about-you", &world.examples(journey)))
}

fn with<'a>(right: &'a [(String, String)], other: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let others = |name: &str| other.iter().find(|(other, _)| *other == name).map(|(_, value)| *value);
    right.iter().map(|(name, value)| (name.as_str(), others(name).unwrap_or(value))).collect()
}

#[tokio::test]
async fn a_mistake_stands_at_an_address_that_shows_none_once_it_is_put_right() {
    let world = World::new().await;
    let (browser, page, right) = about_you(&world, "moving-home").await;
    let wrong = browser.submit(&page, &with(&right, &[("your-phone", "ring me"), ("your-name", "")])).await;
    assert_eq!(wrong.path, format!("{}?wrong=yes", page.path));
    assert!(wrong.says(PROBLEM) && wrong.html.contains("ring me"), "{}", wrong.text());
    let next = browser.submit(&wrong, &with(&right, &[])).await;
    assert!(next.path.ends_with("/check"), "{}", next.text());
    for back in [&wrong, &page] {
        let back = browser.open(&back.path).await;
        assert!(back.status == 200 && !back.says(PROBLEM) && !back.html.contains("ring me"), "{}", back.text());
    }
}

#[tokio::test]
async fn what_is_missing_is_said_where_nothing_was_ever_typed() {
    let world = World::new().await;
    let browser = world.browser();
    let start = browser.open("/start/moving-home").await;
    let first = browser.submit(&start, &[]).await;
    assert!(!first.says(PROBLEM), "{}", first.text());
    let wrong = browser.submit(&first, &[]).await;
    assert!(wrong.says(PROBLEM) && wrong.says("Answer this question: Your full name"), "{}", wrong.text());
    assert!(!browser.open(&first.path).await.says(PROBLEM), "nobody who opens it afresh is told off");
    let draft = first.path.split("/questions/").next().unwrap();
    assert!(!browser.open(&format!("{draft}/parts")).await.says("Not right yet"));
}

#[tokio::test]
async fn an_answer_that_was_emptied_is_not_sent_as_it_was() {
    let world = World::new().await;
    let (browser, page, right) = about_you(&world, "moving-home").await;
    let emptied = browser.submit(&page, &with(&right, &[("your-name", ""), ("your-phone", "")])).await;
    assert!(emptied.says(PROBLEM) && !emptied.html.contains("Robin Example"), "{}", emptied.html);
    assert!(!emptied.html.contains("01632 960 002"), "what may stay open is emptied with it: {}", emptied.html);
    let check = page.path.replace("/questions/about-you", "/check");
    let there = browser.open(&check).await;
    assert!(there.path == page.path && there.says(PROBLEM), "{}: {}", there.path, there.text());
    let parts = browser.open(&check.replace("/check", "/parts")).await;
    assert!(parts.says("Needs a change"), "{}", parts.text());
    assert!(parts.says("as you typed it: Your full name") && !parts.says("telephone"), "{}", parts.text());
    let next = browser.submit(&there, &with(&right, &[("your-phone", "")])).await;
    assert!(next.path == check && next.says("Robin Example") && !next.says("01632 960 002"), "{}", next.text());
}

#[tokio::test]
async fn a_question_that_was_not_on_the_form_keeps_its_answer() {
    let world = World::new().await;
    let (browser, page, right) = about_you(&world, "moving-home").await;
    let asked = page.hidden("_asked").to_owned();
    assert!(asked.contains("your-phone"), "{asked}");
    let older = [("_asked", "your-name"), ("your-name", "Robin Older"), ("_seen", page.hidden("_seen"))];
    let (_, to) = browser.post(&page.path, page.token(), &older).await;
    let check = browser.open(&to.unwrap()).await;
    assert!(check.path.ends_with("/check") && check.says("Robin Older"), "{}", check.text());
    for (name, value) in right.iter().filter(|(name, _)| name == "your-phone" || name == "your-email") {
        assert!(check.says(value), "{name}: {}", check.text());
    }
}

#[tokio::test]
async fn what_was_set_aside_for_another_tab_is_gone_once_the_page_is_said_again() {
    let world = World::new().await;
    let (browser, here, right) = about_you(&world, "moving-home").await;
    let there = browser.open(&here.path).await;
    browser.submit(&there, &with(&right, &[("your-name", "Robin There")])).await;
    let changed = browser.submit(&here, &with(&right, &[("your-name", "Robin Here")])).await;
    assert_eq!(changed.path, format!("{}?changed=yes", here.path));
    assert!(changed.html.contains("Robin Here") && changed.says("Robin There"), "{}", changed.text());
    let again = browser.open(&changed.path).await;
    assert!(
        again.html.contains("Robin Here") && again.says("Nothing was saved"),
        "nor lost by looking: {}",
        again.text()
    );
    browser.submit(&again, &with(&right, &[("your-name", "Robin Both")])).await;
    let back = browser.open(&changed.path).await;
    assert!(back.html.contains("Robin Both") && !back.says("Nothing was saved"), "{}", back.text());
    assert!(!back.html.contains("Robin Here"), "{}", back.html);
}

#[tokio::test]
async fn a_page_comes_again_for_all_that_it_was_opened_for() {
    let world = World::new().await;
    let (browser, page, right) = about_you(&world, "moving-home").await;
    let opened = browser.open(&format!("{}?change=your-phone&unsent=yes", page.path)).await;
    let wrong = browser.submit(&opened, &with(&right, &[("your-phone", "ring me")])).await;
    assert_eq!(wrong.path, format!("{}?wrong=yes&unsent=yes&change=your-phone", page.path));
    assert!(wrong.says("Nothing was sent") && wrong.says(PROBLEM), "{}", wrong.text());
    let odd = browser.open(&format!("{}?change=%22%3E&wrong=%22&changed=yes", page.path)).await;
    let wrong = browser.submit(&odd, &with(&right, &[("your-phone", "ring me")])).await;
    assert_eq!(wrong.path, format!("{}?wrong=yes", page.path), "nothing that an address says comes back in another");
}

#[tokio::test]
async fn the_page_of_a_change_that_came_too_late_is_that_of_no_draft() {
    let world = World::new().await;
    let browser = world.browser();
    let check = to_check(&world, &browser, "moving-home", &world.examples("moving-home")).await;
    let late = check.path.replace("/check", "/late");
    assert_eq!(browser.open(&late).await.path, check.path);
    send(&browser, &check).await;
    let late = browser.open(&late).await;
    assert!(late.status == 200 && late.says("Your change was not sent"), "{}", late.text());
    let stranger = world.browser().open(&late.path).await;
    assert!([403, 404].contains(&stranger.status), "{}", stranger.status);
}

#[tokio::test]
async fn a_day_that_opens_no_link_stays_in_its_fields_and_in_no_address() {
    let world = World::new().await;
    let [mine, other] = [world.apply("moving-home", |_| {}).await, world.apply("moving-home", |_| {}).await]
        .map(|id| case::pages::come_back_address(&world.platform, &id.become_a()));
    let browser = world.browser();
    let ask = browser.open(&mine).await;
    let wrong = browser.submit(&ask, &[("knows-day", "9"), ("knows-month", "11"), ("knows-year", "1977")]).await;
    assert!(wrong.has_mistakes() && wrong.html.contains("value=\"1977\""), "{}", wrong.text());
    let (address, sealed) = wrong.path.split_once("?wrong=").expect("it says so");
    assert!(address == ask.path && !sealed.contains("1977"), "{}", wrong.path);
    // Nobody else's link reads it, and nothing is read that was not sealed.
    for (link, sealed) in [(&other, sealed), (&mine, &sealed[2..]), (&mine, "00"), (&mine, "x")] {
        let plain = browser.open(&format!("{link}?wrong={sealed}")).await;
        assert!(plain.status == 200 && !plain.has_mistakes() && !plain.html.contains("1977"), "{}", plain.text());
    }
}

#[tokio::test]
async fn whoever_wanted_to_send_is_told_wherever_they_are_led_that_nothing_was_sent() {
    let world = World::new().await;
    let browser = world.browser();
    let mut answers = world.examples("after-a-death");
    let check = to_check(&world, &browser, "after-a-death", &answers).await;
    let send = check.path.replace("/check", "/send");
    let other = browser.open(&check.path.replace("/check", "/questions/the-death")).await;
    answers.insert("where-died".into(), Answer::Text("abroad".into()));
    let abroad = fields(&world, "after-a-death", "the-death", &answers);
    let exit = browser.submit(&other, &with(&abroad, &[])).await;
    assert!(exit.path.ends_with("/exits/abroad") && !exit.says("Nothing was sent"), "{}", exit.text());
    let led = browser.submit_to(&check, &send, &[("seen", check.hidden("seen"))]).await;
    assert_eq!(led.path, format!("{}?unsent=yes", exit.path));
    assert!(led.says("Nothing was sent: your answers lead to this page"), "{}", led.text());
}
