//! Days that cannot be are refused where they are typed, in words that say which are taken, and once more at sending.

use applications::{journey::Answer, world::World};

use crate::walk::{fields, to_check};

async fn refused(world: &World, journey: &str, page: &str, question: &str, day: &str) -> String {
    let browser = world.browser();
    let mut answers = world.examples(journey);
    let check = to_check(world, &browser, journey, &answers).await;
    let page_there = browser.open(&check.path.replace("/check", &format!("/questions/{page}"))).await;
    answers.insert(question.into(), Answer::Text(day.into()));
    let typed = fields(world, journey, page, &answers);
    let typed: Vec<(&str, &str)> = typed.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let again = browser.submit(&page_there, &typed).await;
    assert!(again.has_mistakes(), "{question} = {day}: {}", again.text());
    again.text()
}

#[tokio::test]
async fn a_day_that_cannot_be_is_refused_with_those_that_can() {
    let world = World::new().await;
    let check = async |journey, page, question, day, said: &str| {
        let text = refused(&world, journey, page, question, day).await;
        assert!(text.contains(said), "{question} = {day}: {text}");
    };
    let death = "after-a-death";
    check(death, "the-person", "death-date", "1941-05-11", "not before 12 May 1941, your answer to “Their date of")
        .await;
    check(death, "the-person", "death-date", "2023-03-21", "a date that is not in the future").await;
    check(death, "the-person", "person-birth-date", "1899-12-31", "a date that is not before 1 January 1900").await;
    check(death, "appointment", "appointment-day", "2023-03-19", "from 20 March 2023 to 1 May 2023").await;
    check(death, "appointment", "appointment-day", "2024-03-19", "from 20 March 2023 to 1 May 2023").await;
    check(death, "appointment", "appointment-day", "2023-03-26", "26 March 2023 is a Saturday or a Sunday").await;
    check(death, "appointment", "appointment-day", "2023-04-07", "7 April 2023 is a bank holiday (Good Friday)").await;
    for journey in [death, "moving-home"] {
        check(journey, "about-you", "your-birth-date", "2023-03-20", "you have to be at least 16 years old").await;
    }
    check("moving-home", "the-move", "moving-day", "2033-03-19", "from 21 September 2022 to 16 September 2023").await;
}

#[tokio::test]
async fn a_month_may_be_a_name_in_both_languages() {
    let world = World::new().await;
    let browser = world.browser();
    let check = to_check(&world, &browser, "moving-home", &world.examples("moving-home")).await;
    let page = browser.open(&check.path.replace("/check", "/questions/the-move")).await;
    for month in ["April", "avril", "Apr", "avr.", "4", "04"] {
        let typed = [("moving-day-day", "3"), ("moving-day-month", month), ("moving-day-year", "2023")];
        let next = browser.submit(&page, &[&typed[..], &[("where-to", "cumbria")]].concat()).await;
        assert!(next.path.ends_with("/check") && next.says("3 April 2023"), "{month}: {}", next.text());
    }
    let typed = [("moving-day-day", "3"), ("moving-day-month", "Avrilo"), ("moving-day-year", "2023")];
    let again = browser.submit(&page, &typed).await;
    assert!(again.says("enter a real date, such as 14 4 2023"), "{}", again.text());
    assert!(again.html.contains("Avrilo"), "{}", again.text());
    for day in ["3rd", "3 rd", "3"] {
        let typed = [("moving-day-day", day), ("moving-day-month", "4"), ("moving-day-year", "2023")];
        let next = browser.submit(&page, &[&typed[..], &[("where-to", "cumbria")]].concat()).await;
        assert!(next.path.ends_with("/check") && next.says("3 April 2023"), "{day}: {}", next.text());
    }
}

#[tokio::test]
async fn what_a_date_lacks_is_said_with_one_that_would_be_taken() {
    let world = World::new().await;
    let browser = world.browser();
    let check = to_check(&world, &browser, "after-a-death", &world.examples("after-a-death")).await;
    for (page, question, typed, said, anchor) in [
        (
            "about-you",
            "your-birth-date",
            ["2", "11", ""],
            "the year is missing. Enter the whole date, such as 2 11 1939",
            "year",
        ),
        ("about-you", "your-birth-date", ["2", "", ""], "the month and the year are missing", "month"),
        (
            "about-you",
            "your-birth-date",
            ["2", "11", "39"],
            "write the year with four figures, such as 2 11 1939",
            "year",
        ),
        ("about-you", "your-birth-date", ["30", "2", "1939"], "enter a real date, such as 2 11 1939", "day"),
    ] {
        let there = browser.open(&check.path.replace("/check", &format!("/questions/{page}"))).await;
        let names = ["day", "month", "year"].map(|part| format!("{question}-{part}"));
        let fields: Vec<(&str, &str)> = names.iter().map(String::as_str).zip(typed).collect();
        let again = browser.submit(&there, &fields).await;
        assert!(again.says(said), "{typed:?}: {}", again.text());
        assert!(again.html.contains(&format!("href=\"#{question}-{anchor}\"")), "{typed:?}: {}", again.html);
    }
    let there = browser.open(&check.path.replace("/check", "/questions/appointment")).await;
    let again = browser.submit(&there, &[("appointment-day-day", "31"), ("appointment-day-month", "2")]).await;
    assert!(again.says("the year is missing. Enter the whole date, such as 22 3 2023"), "{}", again.text());
}

#[tokio::test]
async fn several_children_have_a_birth_date_each() {
    let world = World::new().await;
    let browser = world.browser();
    let check = to_check(&world, &browser, "moving-home", &world.examples("moving-home")).await;
    let page = browser.open(&check.path.replace("/check", "/questions/child")).await;
    let typed = |children| [("children", children), ("school-far", "no")];
    let next = browser.submit(&page, &typed("Kit Example, 9 February 2015\nSam Example 1/3/2012")).await;
    assert!(next.says("Kit Example (9 February 2015); Sam Example (1 March 2012)"), "{}", next.text());
    let page = browser.open(&page.path).await;
    let again = browser.submit(&page, &typed("Kit Example, 9 February 2015\nSam Example")).await;
    assert!(again.says("line 2 is not a name with a date of birth"), "{}", again.text());
    let again = browser.submit(&again, &typed("Kit Example, 9 February 2024")).await;
    assert!(again.says("a date that is not in the future"), "{}", again.text());
}

#[tokio::test]
async fn a_day_that_has_passed_since_it_was_answered_is_asked_again_before_sending() {
    let world = World::new().await;
    let browser = world.browser();
    let check = to_check(&world, &browser, "after-a-death", &world.examples("after-a-death")).await;
    world.business("2023-03-30T09:00:00Z");
    let again = browser.open(&check.path).await;
    assert!(again.path.ends_with("/questions/appointment"), "{}", again.path);
    assert!(again.says("enter a date from 30 March 2023"), "it says why: {}", again.text());
    assert!(!again.says("Nothing was sent"), "nobody wanted to send: {}", again.text());
    let late =
        browser.submit_to(&check, &check.path.replace("/check", "/send"), &[("seen", check.hidden("seen"))]).await;
    assert_eq!(late.path, format!("{}?unsent=yes", again.path), "nothing is sent around it");
    assert!(
        late.says("Nothing was sent: something on this page") && late.html.contains("role=\"alert\""),
        "{}",
        late.text()
    );
    let wrong = browser.submit(&late, &[("appointment-day-day", "29"), ("appointment-day-month", "3")]).await;
    assert!(wrong.has_mistakes() && wrong.says("Nothing was sent"), "{}", wrong.text());
}

#[tokio::test]
async fn a_birth_that_is_corrected_to_after_the_death_leads_back_to_the_death() {
    let world = World::new().await;
    let mut answers = world.examples("after-a-death");
    answers.insert("person-birth-date".into(), Answer::Text("2023-03-18".into()));
    let (status, refused) = world.post_application(&applications::world::fresh_key(), "after-a-death", &answers).await;
    assert_eq!(status, 422, "{refused}");
    assert!(refused.to_string().contains("death-date"), "{refused}");
}

#[tokio::test]
async fn sending_again_some_days_later_is_still_the_same_application() {
    let world = World::new().await;
    let answers = world.examples("after-a-death");
    let key = applications::world::fresh_key();
    let (_, first) = world.post_application(&key, "after-a-death", &answers).await;
    world.business("2023-04-20T09:00:00Z");
    let (status, again) = world.post_application(&key, "after-a-death", &answers).await;
    assert_eq!((status, &again["receipt"]), (201, &first["receipt"]), "{again}");
}
