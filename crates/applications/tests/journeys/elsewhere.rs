//! Places outside the area that is served: said as such, with a way on, and nothing is lost beside them.

use applications::{journey::Answer, world::World};

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
        assert_eq!(again.status, 422);
        assert!(again.says("outside the area served here"), "{postcode}: {}", again.text());
        assert!(again.html.contains("name=\"old-home-area\" type=\"checkbox\""), "a way on: {}", again.html);
        assert!(again.html.contains("1 Sample Street"), "what was typed is kept");
        assert!(again.says("Find your local council"), "with a contact: {}", again.text());
    }
    let again = browser.submit(&page, &typed("Newcastle")).await;
    assert!(again.says("enter a postcode") && !again.says("outside the area"), "{}", again.text());
    assert!(!again.html.contains("old-home-area"), "there is nothing to go on with");
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
}
