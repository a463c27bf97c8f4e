//! A link and something the person knows open a case; nothing less does.

use applications::world::World;

use crate::walk::{fields, send, to_check};

#[tokio::test]
async fn a_lost_session_comes_back_by_the_link_and_the_date_of_birth() {
    let world = World::new().await;
    let browser = world.browser();
    let answers = world.examples("after-a-death");
    let check = to_check(&world, &browser, "after-a-death", &answers).await;
    let save = browser.open(&check.path.replace("/check", "/save")).await;
    let link = save.link(&format!("{}/c/", world.address)).expect("the page shows the link");
    let born = born(&world, "after-a-death");

    // The draft is found again on another device, with all that was said.
    browser.forget();
    assert_eq!(browser.open(&check.path).await.status, 403);
    let ask = browser.open(&link).await;
    let found =
        browser.submit(&ask, &[("knows-day", &born.2), ("knows-month", &born.1), ("knows-year", &born.0)]).await;
    assert_eq!(found.path, check.path, "back where it was: {}", found.text());

    // So is the case that it becomes.
    let (case, _) = send(&browser, &found).await;
    browser.forget();
    let ask = browser.open(&link).await;
    let found =
        browser.submit(&ask, &[("knows-day", &born.2), ("knows-month", &born.1), ("knows-year", &born.0)]).await;
    assert_eq!(found.path, case.path);
}

#[tokio::test]
async fn a_link_opens_nothing_before_there_is_something_to_know() {
    let world = World::new().await;
    let browser = world.browser();
    let start = browser.open("/start/moving-home").await;
    let first = browser.submit(&start, &[]).await;
    let draft = first.path.split("/questions/").next().unwrap().to_owned();
    let save = browser.open(&format!("{draft}/save")).await;
    assert!(save.says("The link works once you have"), "{}", save.text());
    let link = save.link(&format!("{}/c/", world.address)).unwrap();
    assert_eq!(browser.open(&link).await.path, first.path, "the same browser goes on");

    browser.forget();
    let there = browser.open(&link).await;
    assert!(there.says("This link does not open yet"), "{}", there.text());
    assert!(!there.html.contains("knows-day"), "it asks for nothing that it could not check");
    let start = browser.open("/start/moving-home").await;
    let there = browser.open(&link).await;
    for typed in [vec![], vec![("knows-day", "1"), ("knows-month", "1"), ("knows-year", "1901")]] {
        let (_, to) = browser.post(&there.path, start.token(), &typed).await;
        let page = browser.open(&to.expect("an address of its own")).await;
        assert!(page.says("This link does not open yet"), "{}", page.text());
    }
}

#[tokio::test]
async fn the_link_is_offered_with_its_address_from_the_second_page_on_and_never_before_it_works() {
    let world = World::new().await;
    for journey in ["after-a-death", "moving-home"] {
        let browser = world.browser();
        let start = browser.open(&format!("/start/{journey}")).await;
        let mut page = browser.submit(&start, &[]).await;
        let mut without = 0;
        let link = loop {
            let (_, name) = page.path.split_once("/questions/").expect("a question");
            let name = name.to_owned();
            if let Some(link) = page.link(&format!("{}/c/", world.address)) {
                break link;
            }
            without += 1;
            assert!(!page.says("Save and come back later"), "{journey} {name} offers what does not work yet");
            let fields = fields(&world, journey, &name, &world.examples(journey));
            let fields: Vec<(&str, &str)> =
                fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            page = browser.submit(&page, &fields).await;
        };
        assert!(without <= 2, "{journey} asks for {without} pages that could be lost");
        assert!(page.says("Save and come back later"), "{}", page.text());
        browser.forget();
        let lost = browser.open(&page.path).await;
        assert!(lost.status == 403 && lost.says("If you kept the link") && !lost.says("safe"), "{}", lost.text());
        assert!(browser.open(&link).await.html.contains("knows-day"), "the link works from there on");
    }
}

#[tokio::test]
async fn the_links_back_say_what_they_lead_to() {
    let world = World::new().await;
    let browser = world.browser();
    let check = to_check(&world, &browser, "moving-home", &world.examples("moving-home")).await;
    let start = browser.open("/start/moving-home").await;
    assert!(start.says("Go on with it – Moving home"), "{}", start.text());
    let save = browser.open(&check.path.replace("/check", "/save")).await;
    assert!(save.says("Continue – Moving home"), "{}", save.text());

    let draft = check.path.trim_start_matches("/drafts/").trim_end_matches("/check").to_owned();
    let (_, sent) = send(&browser, &check).await;
    let ids = vec![draft.clone(), sent.to_string(), "dft_0123".into(), "odd".into()];
    let titles = applications::draft::titles::of(&world.platform, ids).await;
    let known: Vec<(&str, &str)> = titles.iter().map(|(id, about)| (id.as_str(), about.title.en.as_str())).collect();
    assert_eq!(known, [(sent.to_string().as_str(), "Moving home"), (draft.as_str(), "Moving home")]);
}

#[tokio::test]
async fn what_was_begun_is_thrown_away_with_its_evidence_once_the_person_says_so() {
    let world = World::new().await;
    let browser = world.browser();
    let first = to_check(&world, &browser, "moving-home", &world.examples("moving-home")).await;
    let draft = first.path.trim_end_matches("/check").to_owned();
    let start = browser.open("/start/moving-home").await;
    assert!(start.says("You have begun this already, on 20 March 2023"), "{}", start.text());
    world.wait(1000);
    let second = browser.submit(&start, &[]).await;
    let start = browser.open("/start/moving-home").await;
    assert!(start.says("more than once") && start.link("/#come-back").is_some(), "{}", start.text());
    let latest = second.path.split("/questions/").next().unwrap();
    assert!(start.link("/drafts/").is_some_and(|link| link == latest), "{}", start.html);

    let given = browser.open(&format!("{draft}/evidence/tenancy-agreement")).await;
    let file = applications::evidence::content::samples::pdf("A lease");
    browser.upload(&given, &[], ("lease.pdf", &file)).await;
    let evidence = browser.open(&first.path).await.link("/evidence/").expect("a file is given");
    let page = browser.open(&format!("{draft}/discard")).await;
    assert!(page.says("You began it on 20 March 2023") && page.says("the document that you gave"), "{}", page.text());
    assert_eq!(browser.open(&first.path).await.path, first.path, "asking takes nothing away");
    let (_, to) = browser.post(&page.path, page.token(), &[]).await;
    assert_eq!(to.as_deref(), Some("/"));
    assert_eq!(browser.open(&first.path).await.status, 404);
    assert!(browser.open(&evidence).await.status >= 400);
    let start = browser.open("/start/moving-home").await;
    assert!(start.says("already, on") && !start.says("more than once"), "{}", start.text());
    let link = applications::case::pages::come_back_address(&world.platform, &draft[8..].parse().unwrap());
    assert!(browser.open(&link).await.status >= 400);
    let left = world.platform.store().read(|tx| {
        let count = |row: &store::Row<'_>| row.get::<i64>(0);
        let files = tx.one("SELECT COUNT(*) FROM evidence", store::args![], count)?;
        let shredded = "SELECT COUNT(*) FROM person_key WHERE wrapped IS NULL";
        Ok::<_, store::StoreError>((files, tx.one(shredded, store::args![], count)?))
    });
    assert_eq!(left.await.unwrap(), (0, 1));
}

#[tokio::test]
async fn what_was_sent_is_not_thrown_away() {
    let world = World::new().await;
    let browser = world.browser();
    let check = to_check(&world, &browser, "moving-home", &world.examples("moving-home")).await;
    let page = browser.open(&check.path.replace("/check", "/discard")).await;
    let (case, _) = send(&browser, &check).await;
    assert_eq!(browser.submit(&page, &[]).await.path, case.path);
    assert_eq!(browser.open(&case.path).await.status, 200);
}

#[tokio::test]
async fn wrong_dates_lock_the_link_for_an_hour() {
    let world = World::new().await;
    let id = world.apply("moving-home", |_| {}).await;
    let link = applications::case::pages::come_back_address(&world.platform, &id.become_a());
    let browser = world.browser();
    let ask = browser.open(&link).await;
    for _ in 0..5 {
        let page = browser.submit(&ask, &[("knows-day", "1"), ("knows-month", "1"), ("knows-year", "1901")]).await;
        assert!(page.says("This is not the date we have"), "{}", page.text());
    }
    let born = born(&world, "moving-home");
    let right = [("knows-day", born.2.as_str()), ("knows-month", &born.1), ("knows-year", &born.0)];
    let page = browser.submit(&ask, &right).await;
    assert!(page.says("Too many wrong dates"), "{}", page.text());
    assert_eq!(page.status, 429);
    world.wait(3_600_001);
    let page = browser.submit(&ask, &right).await;
    assert!(page.path.starts_with("/cases/"), "{}", page.text());
}

#[tokio::test]
async fn what_is_no_whole_real_date_is_said_and_does_not_count() {
    let world = World::new().await;
    let id = world.apply("moving-home", |_| {}).await;
    let link = applications::case::pages::come_back_address(&world.platform, &id.become_a());
    let browser = world.browser();
    let ask = browser.open(&link).await;
    for (typed, says) in [
        (["", "", ""], "Enter your date of birth"),
        (["17", "4", "62"], "Enter the year in four digits, such as 1962"),
        (["17", "4", "sixty"], "Enter the year in four digits"),
        (["17", "", "1962"], "Enter the day, the month and the year"),
        (["31", "4", "1962"], "Enter a real date"),
        (["17", "x", "1962"], "Enter a real date"),
        (["017", "4", "1962"], "Enter a real date"),
        (["17", "4-1", "1962"], "Enter a real date"),
    ] {
        let [day, month, year] = typed;
        let page = browser.submit(&ask, &[("knows-day", day), ("knows-month", month), ("knows-year", year)]).await;
        assert!(page.has_mistakes() && page.says(says), "{typed:?} {}", page.text());
    }
    let born = born(&world, "moving-home");
    let right = [("knows-day", born.2.as_str()), ("knows-month", &born.1), ("knows-year", &born.0)];
    let page = browser.submit(&ask, &right).await;
    assert!(page.path.starts_with("/cases/"), "{}", page.text());
}

#[tokio::test]
async fn what_a_locked_link_says_is_true_of_a_draft_too() {
    let world = World::new().await;
    let browser = world.browser();
    let start = browser.open("/start/moving-home").await;
    let first = browser.submit(&start, &[]).await;
    let born = born(&world, "moving-home");
    let (_, page) = first.path.split_once("/questions/").unwrap();
    let fields = crate::walk::fields(&world, "moving-home", page, &world.examples("moving-home"));
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    browser.submit(&first, &fields).await;
    let draft = first.path.split('/').nth(2).unwrap().parse().unwrap();
    let link = applications::case::pages::come_back_address(&world.platform, &draft);
    browser.forget();
    let ask = browser.open(&link).await;
    let wrong = [("knows-day", "1"), ("knows-month", "1"), ("knows-year", "1901")];
    for _ in 0..5 {
        assert!(browser.submit(&ask, &wrong).await.has_mistakes());
    }
    let right = [("knows-day", born.2.as_str()), ("knows-month", &born.1), ("knows-year", &born.0)];
    let page = browser.submit(&ask, &right).await;
    assert!(page.status == 429 && page.says("what you told us is kept"), "{}", page.text());
    assert!(!page.says("ring the body"), "nobody answers a draft: {}", page.text());
}

#[tokio::test]
async fn a_receipt_or_an_id_alone_opens_nothing() {
    let world = World::new().await;
    let id = world.apply("moving-home", |_| {}).await;
    let receipt = world.case(&id).await.receipt;
    let browser = world.browser();
    for path in [
        format!("/cases/{id}"),
        format!("/c/{receipt}"),
        format!("/c/{}", id.name()),
        format!("/cases/{receipt}"),
        format!("/drafts/{}", id.become_a::<values::id::Draft>()),
    ] {
        let page = browser.open(&path).await;
        assert!(matches!(page.status, 403 | 404), "{path} gave {}", page.status);
        assert!(!page.html.contains(&receipt) || path.contains(&receipt));
    }
    let api = reqwest::get(format!("{}/api/cases/{id}", world.address)).await.unwrap();
    assert_eq!(api.status(), 401);
}

/// Year, month and day of the example's date of birth.
fn born(world: &World, journey: &str) -> (String, String, String) {
    let government = world.platform.government();
    let journey = government.journeys.latest(&values::Id::named(journey).unwrap()).unwrap().clone();
    let example = journey.knows().unwrap().example.clone().unwrap().to_line();
    let parts: Vec<&str> = example.split('-').collect();
    (parts[0].into(), parts[1].into(), parts[2].into())
}
