//! Places outside the area that is served: said as such, with a way on, and nothing is lost beside them.

use applications::{
    journey::Answer,
    world::{Page, World},
};
use store::{StoreError, args};
use values::{Id, id};

use crate::walk::{fields, on_to_check, send, to_check};

fn elsewhere(postcode: &str, outward: &str) -> Answer {
    Answer::Elsewhere { postcode: postcode.into(), elsewhere: outward.into() }
}

#[tokio::test]
async fn moving_home_from_outside_the_area_sends_the_national_parts_and_those_of_the_new_home() {
    let world = World::new().await;
    let browser = world.browser();
    let mut answers = world.examples("moving-home");
    answers.insert("old-home".into(), elsewhere("NE1 4LP", "NE1"));
    let check = to_check(&world, &browser, "moving-home", &answers).await;
    assert!(check.path.ends_with("/check"), "{} {}", check.path, check.text());
    assert!(check.says("The place (NE1) is outside the area we serve"), "{}", check.text());
    let (_, id) = send(&browser, &check).await;
    let sent: Vec<String> =
        world.case(&id).await.requests.iter().map(|part| part.service_type.name().to_owned()).collect();
    let has = |name: &str| sent.iter().any(|sent| sent == name);
    assert!(has("driving-licence") && has("council-tax-start") && has("electoral-register"), "{sent:?}");
    assert!(!has("council-tax-end") && !has("bulky-waste"), "{sent:?}");
}

#[tokio::test]
async fn what_has_to_be_asked_for_elsewhere_stands_on_the_page_of_the_case_as_it_did_before_sending() {
    let world = World::new().await;
    let browser = world.browser();
    let mut answers = world.examples("moving-home");
    answers.insert("new-home".into(), elsewhere("EH1 1AA", "EH1"));
    let check = to_check(&world, &browser, "moving-home", &answers).await;
    let list = |page: &Page| {
        let (_, list) = page.html.split_once("id=\"elsewhere\"").expect("something is to be asked for elsewhere");
        let list = list.split_once("</ul>").unwrap().0;
        let (find, services) = list.split_once("You can find the council there").unwrap();
        (find.to_owned(), services.to_owned())
    };
    let (_, shown) = list(&check);
    for words in ["Find your local council", "open an account in your new home", "(EH1) is outside the area we serve"] {
        assert!(shown.contains(words), "no '{words}' in {shown}");
    }
    let (page, id) = send(&browser, &check).await;
    let (before, after) = list(&page);
    assert_eq!(after, shown, "{before}");
    assert!(page.says("were not sent: see below") && page.says("you have to ask for yourself"), "{}", page.text());
    assert!(!page.says("You do not need to do anything."), "{}", page.text());

    // All that was sent is answered, and the rest is still to be asked for.
    world.until(&id, |case| world.only_desks_are_left(case)).await;
    grant_all(&world, &id).await;
    let page = browser.open(&page.path).await;
    assert!(page.says("All answers have come.") && page.says("were not sent: see below"), "{}", page.text());

    // Who moves within the area reads nothing of it.
    let answers = world.examples("moving-home");
    let (page, _) = send(&browser, &to_check(&world, &browser, "moving-home", &answers).await).await;
    assert!(page.says("You do not need to do anything.") && !page.says("not sent"), "{}", page.text());
}

#[tokio::test]
async fn where_all_lies_elsewhere_there_is_nothing_to_send_and_that_is_why() {
    let world = World::new().await;
    let browser = world.browser();
    let mut answers = world.examples("moving-home");
    for home in ["old-home", "new-home"] {
        answers.insert(home.into(), elsewhere("NE1 4LP", "NE1"));
    }
    for things in ["tell", "bins", "works", "who-moves", "council-things"] {
        answers.insert(things.into(), Answer::Many(Vec::new()));
    }
    let check = to_check(&world, &browser, "moving-home", &answers).await;
    assert!(check.says("Bodies outside the area we serve do all that your answers suggest."), "{}", check.text());
    assert!(!check.says("Now send it") && !check.says("None of the services fits"), "{}", check.text());
}

/// As when every officer has done it.
async fn grant_all(world: &World, application: &Id<id::Application>) {
    let id = application.clone();
    let granted = world.platform.store().write(move |tx| {
        let state = r#"{"is":"answered","granted":true}"#;
        let sql = "UPDATE request SET state = 'granted', state_body = $2 WHERE application = $1";
        tx.execute(sql, args![&id, state]).map(drop)
    });
    let granted: Result<(), StoreError> = granted.await;
    granted.unwrap();
}

#[tokio::test]
async fn what_was_left_out_is_not_to_be_asked_for_elsewhere() {
    let world = World::new().await;
    let browser = world.browser();
    let mut answers = world.examples("moving-home");
    let check = to_check(&world, &browser, "moving-home", &answers).await;
    let form = check.path.replace("/check", "/anyway");
    browser.submit_to(&check, &form, &[("service", "council-tax-start"), ("wanted", "no")]).await;
    answers.insert("new-home".into(), elsewhere("EH1 1AA", "EH1"));
    let page = browser.open(&check.path.replace("/check", "/questions/new-home")).await;
    let typed = fields(&world, "moving-home", "new-home", &answers);
    let typed: Vec<(&str, &str)> = typed.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let next = browser.submit(&page, &typed).await;
    let check = on_to_check(&world, &browser, ("moving-home", next), &answers).await;
    let (page, _) = send(&browser, &check).await;
    let (_, list) = page.html.split_once("id=\"elsewhere\"").expect("something else is");
    assert!(!list.split_once("</ul>").unwrap().0.contains("open an account in your new home"), "{}", page.text());
}

#[tokio::test]
async fn the_answer_to_a_program_names_what_has_to_be_asked_for_elsewhere_and_so_does_the_case() {
    let world = World::new().await;
    let mut answers = world.examples("moving-home");
    answers.insert("new-home".into(), elsewhere("CA12", "CA12"));
    let (status, sent) = world.post_application(&applications::world::fresh_key(), "moving-home", &answers).await;
    assert_eq!(status, 201, "{sent}");
    let untaken = sent["untaken"].as_array().unwrap();
    let tax = untaken.iter().find(|one| one["service_type"] == "typ_council-tax-start").unwrap();
    assert_eq!((&tax["reason"], &tax["outward"]), (&"elsewhere".into(), &"CA12".into()), "{tax}");
    assert_eq!(tax["served_in_part"], true);
    assert!(tax["find"]["page"].is_string(), "{tax}");
    let case = world.case(&sent["application"].as_str().unwrap().parse().unwrap()).await;
    assert_eq!(serde_json::to_value(&case.untaken).unwrap(), sent["untaken"]);
}

#[tokio::test]
async fn one_request_is_spoken_of_as_one() {
    let world = World::new().await;
    let browser = world.browser();
    let mut answers = world.examples("moving-home");
    for home in ["old-home", "new-home"] {
        answers.insert(home.into(), elsewhere("NE1 4LP", "NE1"));
    }
    for (question, ticked) in [("who-moves", vec![]), ("tell", vec!["driving-licence".to_owned()])] {
        answers.insert(question.into(), Answer::Many(ticked));
    }
    let check = to_check(&world, &browser, "moving-home", &answers).await;
    let (page, id) = send(&browser, &check).await;
    assert_eq!(world.case(&id).await.requests.len(), 1);
    assert!(page.says("One answer is still to come."), "{}", page.text());
    let french = browser.open(&format!("{}?lang=fr", page.path)).await;
    assert!(french.says("Une réponse est encore attendue."), "{}", french.text());
}

#[tokio::test]
async fn a_postcode_outside_the_area_is_told_from_a_text_that_is_none() {
    let world = World::new().await;
    let browser = world.browser();
    let answers = world.examples("moving-home");
    let check = to_check(&world, &browser, "moving-home", &answers).await;
    let page = browser.open(&check.path.replace("/check", "/questions/old-home")).await;
    let typed = |postcode: &'static str| [("old-home", postcode), ("old-street", "1 Sample Street")];
    for postcode in ["NE1 4LP", "M1 1AE", "LA1", "CF10 1EP", "SW1A 1AA"] {
        let again = browser.submit(&page, &typed(postcode)).await;
        assert!(again.has_mistakes());
        assert!(again.says("outside the area served here"), "{postcode}: {}", again.text());
        assert!(again.html.contains("name=\"old-home-area\" type=\"checkbox\""), "a way on: {}", again.html);
        assert!(again.html.contains("1 Sample Street"), "what was typed is kept");
        assert!(again.says("Find your local council"), "with a contact: {}", again.text());
    }
    assert!(!page.says("It is not in the UK"), "the way on without a postcode is no part of the question");
    for text in ["Newcastle", "75001", "D02 X285", "abroad", "none", "Rue de l’Exemple, Paris", ""] {
        let again = browser.submit(&page, &[("old-home", text), ("old-street", "1 Sample Street")]).await;
        assert!(again.has_mistakes());
        assert!(!again.says("outside the area") && !again.says("Find your local council"), "{text}: {}", again.text());
        assert!(again.says("It is not in the UK, or there was no home"), "{text}: {}", again.text());
        assert!(again.html.contains("name=\"old-home-area\" type=\"checkbox\" value=\"-\""), "{}", again.html);
    }
}

#[tokio::test]
async fn an_old_home_abroad_or_none_is_gone_on_from_and_reads_plainly_everywhere() {
    let world = World::new().await;
    for (typed, spoken, french) in [
        ("75001", "75001 (not in the UK, or no home)", "75001 (hors du Royaume-Uni, ou pas de domicile)"),
        ("", "Not in the UK, or no home", "Hors du Royaume-Uni, ou pas de domicile"),
    ] {
        let browser = world.browser();
        let mut answers = world.examples("moving-home");
        answers.insert("old-home".into(), elsewhere(typed, "none"));
        let check = to_check(&world, &browser, "moving-home", &answers).await;
        assert!(check.path.ends_with("/check"), "{} {}", check.path, check.text());
        assert!(check.says(spoken) && check.says("Ask the one where you need this"), "{}", check.text());
        assert!(!check.says("Find your local council"), "nobody finds a council without a postcode: {}", check.text());
        assert!(browser.open(&format!("{}?lang=fr", check.path)).await.says(french));

        let again = browser.open(&check.path.replace("/check", "/questions/old-home?lang=en")).await;
        assert!(again.html.contains("value=\"-\" checked"), "the page shows what was said: {}", again.html);
        let check = browser.open(&format!("{}?lang=en", check.path)).await;
        let (_, id) = send(&browser, &check).await;
        let case = world.case(&id).await;
        let sent: Vec<&str> = case.requests.iter().map(|part| part.service_type.name()).collect();
        assert!(sent.contains(&"driving-licence") && !sent.contains(&"council-tax-end"), "{sent:?}");
    }
    assert_eq!(elsewhere("75001", "none").to_line(), "75001 (not in the UK, or no home)", "as a body reads it");
    assert_eq!(elsewhere("", "none").to_line(), "Not in the UK, or no home");
}

#[tokio::test]
async fn a_last_home_abroad_or_none_stops_nothing_and_a_death_there_ends_kindly() {
    let world = World::new().await;
    let browser = world.browser();
    let mut answers = world.examples("after-a-death");
    answers.insert("last-address".into(), elsewhere("D02 X285", "none"));
    let check = to_check(&world, &browser, "after-a-death", &answers).await;
    assert!(check.path.ends_with("/check"), "{} {}", check.path, check.text());
    assert!(check.says("D02 X285 (not in the UK, or no home)"), "{}", check.text());

    let browser = world.browser();
    answers.insert("place-of-death".into(), elsewhere("abroad", "none"));
    let end = to_check(&world, &browser, "after-a-death", &answers).await;
    assert!(end.path.ends_with("/exits/place-of-death-elsewhere"), "{} {}", end.path, end.text());
    let page = browser.open(&end.path.replace("/exits/place-of-death-elsewhere", "/questions/place-of-death")).await;
    assert!(page.says("It is not in the UK") && !page.says("no home"), "{}", page.text());
    assert!(page.says("Then there is nothing we can send"), "{}", page.text());
}

#[tokio::test]
async fn the_box_for_no_postcode_counts_for_nothing_beside_a_postcode() {
    let world = World::new().await;
    let browser = world.browser();
    let mut answers = world.examples("moving-home");
    let check = to_check(&world, &browser, "moving-home", &answers).await;
    let page = browser.open(&check.path.replace("/check", "/questions/old-home")).await;
    let typed = |postcode| [("old-home", postcode), ("old-home-area", "-"), ("old-street", "1 Sample Street")];
    let again = browser.submit(&page, &typed("NE1 4LP")).await;
    assert!(again.says("NE1 is outside the area served here"), "{}", again.text());
    let next = browser.submit(&page, &typed("CA1")).await;
    answers.remove("old-home");
    let check = on_to_check(&world, &browser, ("moving-home", next), &answers).await;
    assert!(check.says("CA1 (Carlisle"), "{}", check.text());
}

#[tokio::test]
async fn a_postcode_that_straddles_can_be_none_of_the_places() {
    let world = World::new().await;
    let browser = world.browser();
    let mut answers = world.examples("moving-home");
    answers.insert("new-home".into(), elsewhere("CA12", "CA12"));
    let check = to_check(&world, &browser, "moving-home", &answers).await;
    let page = browser.open(&check.path.replace("/check", "/questions/new-home")).await;
    assert!(page.says("None of these, or I don’t know"), "{}", page.text());
    assert!(check.says("We do not know which council answers for this place (CA12)"), "{}", check.text());
    // Another postcode, and the choice beside it counts no more.
    let mut typed = fields(&world, "moving-home", "new-home", &answers);
    typed[0].1 = "CA1".into();
    let typed: Vec<(&str, &str)> = typed.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let next = browser.submit(&page, &typed).await;
    let check = on_to_check(&world, &browser, ("moving-home", next), &answers).await;
    assert!(check.says("CA1 (Carlisle"), "{}", check.text());
}

#[tokio::test]
async fn a_death_outside_the_area_ends_on_the_spot_with_whom_to_ask_and_what_to_do() {
    let world = World::new().await;
    let browser = world.browser();
    let mut answers = world.examples("after-a-death");
    answers.insert("place-of-death".into(), elsewhere("NE1 4LP", "NE1"));
    let end = to_check(&world, &browser, "after-a-death", &answers).await;
    assert!(end.path.ends_with("/exits/place-of-death-elsewhere"), "{} {}", end.path, end.text());
    assert!(end.says("Find a register office") && end.says("Book an appointment"), "{}", end.text());
    let back = end.link(&end.path.replace("/exits/place-of-death-elsewhere", "/questions/place-of-death"));
    let page = browser.open(&back.expect("the answer can be changed")).await;
    assert!(page.says("Then there is nothing we can send"), "the page itself says so: {}", page.text());
    let (status, refused) = world.post_application(&applications::world::fresh_key(), "after-a-death", &answers).await;
    assert_eq!((status, refused["code"].as_str()), (422, Some("journey_ends")), "{refused}");
}

#[tokio::test]
async fn the_api_takes_a_place_outside_the_area_only_where_the_client_says_so() {
    let world = World::new().await;
    let mut answers = world.examples("moving-home");
    answers.insert("old-home".into(), Answer::Text("NE1 4LP".into()));
    let key = applications::world::fresh_key();
    let (status, refused) = world.post_application(&key, "moving-home", &answers).await;
    assert_eq!(status, 422, "{refused}");
    answers.insert("old-home".into(), elsewhere("NE1 4LP", "NE1"));
    let (status, sent) = world.post_application(&key, "moving-home", &answers).await;
    assert_eq!(status, 201, "{sent}");
    answers.insert("old-home".into(), elsewhere("75001", "none"));
    let (status, sent) = world.post_application(&applications::world::fresh_key(), "moving-home", &answers).await;
    assert_eq!(status, 201, "{sent}");
}
