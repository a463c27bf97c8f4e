//! Two tabs on one draft: what is sent is what was shown, and no change is dropped silently.

use applications::{
    application::{Submission, SubmitError, submit},
    journey::Answer,
    world::{Browser, Page, World},
};

use values::{Actor, Id, id};

use crate::walk::{fields, send, to_check};

/// Answers a page of moving home in another tab, all as in the examples but this.
async fn answer(world: &World, browser: &Browser, check: &Page, page: &str, question: &str, text: &str) -> Page {
    let there = browser.open(&check.path.replace("/check", &format!("/questions/{page}"))).await;
    answer_on(world, browser, &there, page, question, text).await
}

async fn answer_on(world: &World, browser: &Browser, there: &Page, page: &str, question: &str, text: &str) -> Page {
    let mut answers = world.examples("moving-home");
    answers.insert(question.into(), Answer::Text(text.into()));
    let typed = fields(world, "moving-home", page, &answers);
    let typed: Vec<(&str, &str)> = typed.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    browser.submit(there, &typed).await
}

async fn checked(world: &World) -> (Browser, Page) {
    let browser = world.browser();
    let check = to_check(world, &browser, "moving-home", &world.examples("moving-home")).await;
    (browser, check)
}

#[tokio::test]
async fn an_answer_that_was_changed_in_another_tab_is_shown_before_it_is_sent() {
    let world = World::new().await;
    let (browser, check) = checked(&world).await;
    let new = answer(&world, &browser, &check, "about-you", "your-name", "Robin Changed").await;
    assert!(new.path.ends_with("/check"), "{}", new.path);

    let to = check.path.replace("/check", "/send");
    let again = browser.submit_to(&check, &to, &[("seen", check.hidden("seen"))]).await;
    assert!(again.path.contains("/check?shown="), "{}", again.text());
    assert!(again.html.contains("role=\"alert\"") && again.says("Nothing was sent"), "{}", again.text());
    let marked = again.text().matches("Changed since you last saw this page").count();
    assert_eq!(marked, 1, "only the name changed: {}", again.text());
    assert!(again.says("Robin Changed Changed since"), "{}", again.text());
    assert_eq!(browser.open(&to).await.path, check.path, "the address of a page that was not taken can be opened");

    let page = browser.submit_to(&again, &to, &[("seen", again.hidden("seen"))]).await;
    assert!(page.path.starts_with("/cases/"), "what is shown now is sent: {}", page.text());
}

/// What stands in a field of a page.
fn field<'a>(page: &'a Page, id: &str) -> &'a str {
    let (_, input) = page.html.split_once(&format!(" id=\"{id}\"")).unwrap_or_else(|| panic!("{id}: {}", page.text()));
    let input = input.split_once('>').unwrap().0;
    input.split_once("value=\"").map_or("", |(_, after)| after.split_once('"').unwrap().0)
}

const THERE: &str = "Where you typed something else here";

#[tokio::test]
async fn what_another_tab_saved_is_not_emptied_by_a_form_that_did_not_show_it() {
    let world = World::new().await;
    let browser = world.browser();
    let start = browser.open("/start/moving-home").await;
    let mut here = browser.submit(&start, &[]).await;
    let answers = world.examples("moving-home");
    while !here.path.ends_with("/about-you") {
        let (_, name) = here.path.split_once("/questions/").unwrap();
        let typed = fields(&world, "moving-home", name, &answers);
        let typed: Vec<(&str, &str)> = typed.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        here = browser.submit(&here, &typed).await;
    }
    let there = browser.open(&here.path).await;
    let next = answer_on(&world, &browser, &there, "about-you", "your-name", "Robin There").await;
    assert_eq!(next.status, 200);
    for pressed in [vec![], vec![("_then", "parts")]] {
        let typed: Vec<_> = [("your-name", "Robin Here")].into_iter().chain(pressed).collect();
        let again = browser.submit(&here, &typed).await;
        assert!(again.path.ends_with("/about-you?changed=yes"), "{}", again.text());
        assert!(again.html.contains("role=\"alert\"") && again.says("Nothing was saved just now"), "{}", again.text());
        assert_eq!(field(&again, "your-name"), "Robin Here", "what was typed here stays");
        assert_eq!(field(&again, "your-phone"), "01632 960 002", "what was saved there stands where nothing was");
        let (_, there) = again.html.split_once(THERE).expect("both are shown");
        assert!(there.split_once("</ul>").unwrap().0.contains("Robin There"), "{there}");
    }
    let page = browser.open(&here.path).await;
    assert_eq!(field(&page, "your-name"), "Robin There", "nothing was overwritten");
}

#[tokio::test]
async fn what_two_tabs_typed_is_saved_once_both_were_shown() {
    let world = World::new().await;
    let (browser, check) = checked(&world).await;
    let page = check.path.replace("/check", "/questions/about-you");
    let (same, here) = (browser.open(&page).await, browser.open(&page).await);
    answer(&world, &browser, &check, "about-you", "your-phone", "01632 960 777").await;
    // The same content is no conflict, nor is it twice; something else to another question is none with it.
    for _ in 0..2 {
        let same = answer_on(&world, &browser, &same, "about-you", "your-phone", "01632 960 777").await;
        assert_eq!((same.status, &same.path), (200, &check.path), "{}", same.text());
    }
    // What was not touched here is what is saved; there is nothing to choose.
    let again = answer_on(&world, &browser, &here, "about-you", "your-name", "Robin Here").await;
    assert!(again.path.ends_with("?changed=yes"), "{}", again.text());
    assert!(!again.says(THERE), "{}", again.text());
    assert_eq!((field(&again, "your-name"), field(&again, "your-phone")), ("Robin Here", "01632 960 777"));
    let seen = again.hidden("_seen");
    assert!(
        !seen.is_empty() && !seen.contains("960 777") && !seen.contains("Robin"),
        "no values beside the fields: {seen}"
    );
    let mut both = world.examples("moving-home");
    both.insert("your-phone".into(), Answer::Text("01632 960 777".into()));
    both.insert("your-name".into(), Answer::Text("Robin Here".into()));
    let typed = fields(&world, "moving-home", "about-you", &both);
    let typed: Vec<(&str, &str)> = typed.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let saved = browser.submit(&again, &typed).await;
    assert!(saved.path == check.path && saved.says("Robin Here") && saved.says("01632 960 777"), "{}", saved.text());
}

#[tokio::test]
async fn whoever_goes_back_to_a_form_changes_what_it_said_itself() {
    let world = World::new().await;
    let (browser, check) = checked(&world).await;
    let page = check.path.replace("/check", "/questions/about-you");
    let here = browser.open(&page).await;
    for name in ["Robin One", "Robin Two"] {
        let next = answer_on(&world, &browser, &here, "about-you", "your-name", name).await;
        assert!(next.path == check.path && next.says(name), "{}", next.text());
    }
    // Once another form has said something, it is shown before.
    let there = browser.open(&page).await;
    answer_on(&world, &browser, &there, "about-you", "your-name", "Robin There").await;
    let again = answer_on(&world, &browser, &here, "about-you", "your-name", "Robin Three").await;
    assert!(again.path.ends_with("?changed=yes") && again.says("Robin There"), "{}", again.text());
}

#[tokio::test]
async fn what_another_tab_typed_wrong_is_shown_as_it_was_typed() {
    let world = World::new().await;
    let (browser, check) = checked(&world).await;
    let here = browser.open(&check.path.replace("/check", "/questions/about-you")).await;
    answer(&world, &browser, &check, "about-you", "your-phone", "ring me").await;
    let again = answer_on(&world, &browser, &here, "about-you", "your-phone", "01632 960 777").await;
    assert_eq!(field(&again, "your-phone"), "01632 960 777", "{}", again.text());
    assert!(again.says(THERE) && again.says("ring me"), "{}", again.text());
}

#[tokio::test]
async fn a_service_that_another_tab_took_away_is_named_before_anything_is_sent() {
    let world = World::new().await;
    let (browser, check) = checked(&world).await;
    answer(&world, &browser, &check, "household", "adults", "more").await;
    let (_, again) =
        browser.post(&check.path.replace("/check", "/send"), check.token(), &[("seen", check.hidden("seen"))]).await;
    let again = browser.open(&again.expect("an address of its own")).await;
    let gone = again.text().split_once("No longer part of it:").unwrap().1.to_owned();
    assert!(gone.split("Check your answers").next().unwrap().contains("pay less"), "{gone}");
}

#[tokio::test]
async fn a_form_that_does_not_say_what_it_showed_sends_nothing() {
    let world = World::new().await;
    let (browser, check) = checked(&world).await;
    for seen in [vec![], vec![("seen", "your-name=0 nonsense")]] {
        let (page, to) = browser.post(&check.path.replace("/check", "/send"), check.token(), &seen).await;
        let page = browser.open(&to.unwrap_or_else(|| page.path.clone())).await;
        assert!(page.path.contains("/check?shown=") && page.says("Nothing was sent"), "{}", page.text());
    }
}

#[tokio::test]
async fn a_change_between_reading_and_sending_is_not_lost() {
    let world = World::new().await;
    let (browser, check) = checked(&world).await;
    let id: Id<id::Draft> = check.path["/drafts/".len()..].trim_end_matches("/check").parse().unwrap();
    let (vault, asked) = (world.platform.vault().clone(), id.clone());
    let draft = world.platform.store().read(move |tx| applications::draft::load(tx, &vault, &asked)).await.unwrap();
    answer(&world, &browser, &check, "about-you", "your-name", "Robin Changed").await;

    let journey = world.platform.government().journeys.edition(&draft.journey, &draft.edition).unwrap().clone();
    let submission = Submission {
        draft: id,
        version: Some(draft.version),
        person: Some(draft.person.clone()),
        language: draft.language,
        answers: draft.body.answers,
        wishes: draft.body.wishes,
    };
    let sent = submit::send(&world.platform, Actor::citizen(draft.person), journey, submission, None).await;
    assert!(matches!(sent, Err(SubmitError::Changed)), "{sent:?}");
    let page = browser.open(&check.path).await;
    assert!(page.says("Robin Changed") && page.path == check.path, "nothing was sent: {}", page.text());
}

#[tokio::test]
async fn a_draft_that_was_sent_in_the_same_moment_is_not_sent_with_other_wishes() {
    let world = World::new().await;
    let (browser, check) = checked(&world).await;
    let id: Id<id::Draft> = check.path["/drafts/".len()..].trim_end_matches("/check").parse().unwrap();
    let (vault, asked) = (world.platform.vault().clone(), id.clone());
    let draft = world.platform.store().read(move |tx| applications::draft::load(tx, &vault, &asked)).await.unwrap();
    let (_, application) = send(&browser, &check).await;
    let journey = world.platform.government().journeys.edition(&draft.journey, &draft.edition).unwrap().clone();
    let again = async |left_out: &[&str]| {
        let mut wishes = draft.body.wishes.clone();
        wishes.left_out.extend(left_out.iter().map(ToString::to_string));
        let submission = Submission {
            draft: id.clone(),
            version: Some(draft.version),
            person: Some(draft.person.clone()),
            language: draft.language,
            answers: draft.body.answers.clone(),
            wishes,
        };
        submit::send(&world.platform, Actor::citizen(draft.person.clone()), journey.clone(), submission, None).await
    };
    assert_eq!(again(&[]).await.unwrap().id, application);
    let other = again(&["mail-redirection"]).await;
    assert!(matches!(other, Err(SubmitError::OtherApplication)), "{other:?}");
}

#[tokio::test]
async fn a_change_after_sending_is_said_to_be_too_late_with_whom_to_ask() {
    let world = World::new().await;
    let (browser, check) = checked(&world).await;
    let other = browser.open(&check.path.replace("/check", "/questions/about-you")).await;
    let (case, id) = send(&browser, &check).await;

    let late = answer_on(&world, &browser, &other, "about-you", "your-name", "Robin Late").await;
    assert_eq!(late.path, check.path.replace("/check", "/late"));
    assert!(late.says("Your change was not sent") && late.link(&case.path).is_some(), "{}", late.text());
    let known = world.case(&id).await;
    assert!(late.says(&known.receipt) && late.says(&known.requests[0].body.name.en), "{}", late.text());
    // The same answers once more are no change.
    let same = answer_on(&world, &browser, &other, "about-you", "your-name", "Robin Example").await;
    assert_eq!(same.path, case.path);
    let (_, late) = browser
        .post(&check.path.replace("/check", "/anyway"), check.token(), &[("service", "tree"), ("wanted", "yes")])
        .await;
    assert_eq!(late, Some(check.path.replace("/check", "/late")), "nor is a service added");
}

#[tokio::test]
async fn sending_an_old_page_after_another_version_was_sent_says_so() {
    let world = World::new().await;
    let (browser, check) = checked(&world).await;
    let new = answer(&world, &browser, &check, "about-you", "your-name", "Robin Changed").await;
    let (case, _) = send(&browser, &new).await;
    let to = check.path.replace("/check", "/send");
    let late = browser.submit_to(&check, &to, &[("seen", check.hidden("seen"))]).await;
    assert!(late.says("Your change was not sent"), "{}", late.text());
    let twice = browser.submit_to(&check, &to, &[("seen", new.hidden("seen"))]).await;
    assert_eq!(twice.path, case.path, "what was sent leads to its case");
}

#[tokio::test]
async fn a_draft_that_was_sent_from_another_device_leads_to_its_case() {
    let world = World::new().await;
    let (here, check) = checked(&world).await;
    let save = here.open(&check.path.replace("/check", "/save")).await;
    let link = save.link(&format!("{}/c/", world.address)).unwrap();
    let there = world.browser();
    let ask = there.open(&link).await;
    let born = [("knows-day", "21"), ("knows-month", "7"), ("knows-year", "1984")];
    let found = there.submit(&ask, &born).await;
    let (case, _) = send(&there, &found).await;
    let page = here.open(&check.path).await;
    assert_eq!((page.status, page.path), (200, case.path));
}
