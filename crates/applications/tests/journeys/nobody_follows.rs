//! A day on which bodies have ended by law and their transfer has not vested, because its gate is shut: what nobody takes
//! is said openly, and what is still with a body that is no more keeps its promise.

use applications::world::{World, demo_data, fresh_key};
use store::{StoreError, args};
use values::Role;

use crate::{
    handover::of,
    staff::sign_in,
    walk::{send, to_check},
};

/// Puts the gate back to how it stood before anybody opened it, or opens it late.
async fn open_the_gate(world: &World, by: Option<&'static str>) {
    let gate = world.platform.store().write(move |tx| {
        let (at, next) = (by.map(|_| 1), by.map(|_| "2023-04-01"));
        let gate = "UPDATE programme_gate SET opened_by = $1, opened_at = $2 WHERE id = $3";
        tx.execute(gate, args![by, at, "safety-case"])?;
        tx.execute("UPDATE model_version SET next_vesting = $1 WHERE singleton = 1", args![next])?;
        Ok::<_, StoreError>(())
    });
    gate.await.unwrap();
}

/// 1 April 2023, with the gate before fire and rescue shut: so the two councils have to wait as well.
async fn behind_a_gate() -> World {
    let world = World::new().await;
    open_the_gate(&world, None).await;
    world.business("2023-04-01T09:00:00Z");
    world
}

fn list(html: &str, from: &str, to: &str) -> String {
    html.split_once(from).unwrap().1.split_once(to).unwrap().0.to_owned()
}

#[tokio::test]
async fn what_nobody_takes_stands_openly_above_the_closed_list_and_on_the_page_after_sending() {
    let world = behind_a_gate().await;
    let browser = world.browser();
    let answers = world.examples("moving-home");
    let check = to_check(&world, &browser, "moving-home", &answers).await;
    assert!(check.says("These concern you, and nobody takes them today"), "{}", check.text());
    let (open, closed) =
        (list(&check.html, "id=\"untaken\"", "</ul>"), list(&check.html, "id=\"others\"", "</details>"));
    for words in ["Library card", "Cumbria County Council until 31 March 2023", "Council: 01632 9601"] {
        assert!(open.contains(words), "no '{words}' in {open}");
    }
    assert!(!open.contains("01632 960101") && !open.contains("Commissioner"), "a number that answers: {open}");
    assert!(!closed.contains("Library card") && !closed.contains("We know nobody"), "{closed}");
    assert!(check.html.find("id=\"untaken\"") < check.html.find("id=\"others\""));

    let (page, id) = send(&browser, &check).await;
    assert!(page.says("These concerned you, and were not sent") && page.says("Library card"), "{}", page.text());
    let french = browser.open(&format!("{}?lang=fr", page.path)).await;
    assert!(french.says("n’ont pas été envoyés"), "{}", french.text());
    // What is opened later does not send it, so the page goes on saying so.
    world.business("2023-04-03T09:00:00Z");
    open_the_gate(&world, Some("per_philippa-fauxley")).await;
    applications::handover::jobs::vest_due(&world.platform).await.unwrap();
    assert!(!world.case(&id).await.untaken.is_empty());
}

#[tokio::test]
async fn the_answer_to_a_program_names_what_nobody_takes_and_why() {
    let world = behind_a_gate().await;
    let answers = world.examples("moving-home");
    let key = fresh_key();
    let (status, sent) = world.post_application(&key, "moving-home", &answers).await;
    assert_eq!(status, 201, "{sent}");
    let untaken = sent["untaken"].as_array().unwrap();
    let card = untaken.iter().find(|one| one["service_type"] == "typ_library-card").unwrap();
    assert_eq!((&card["reason"], &card["until"]), (&"nobody".into(), &"2023-03-31".into()), "{card}");
    assert_eq!(card["was_with"]["en"], "Cumbria County Council");
    let (_, again) = world.post_application(&key, "moving-home", &answers).await;
    assert_eq!(again["untaken"], sent["untaken"]);

    let before = World::new().await;
    let (_, sent) = before.post_application(&fresh_key(), "moving-home", &answers).await;
    assert_eq!(sent["untaken"], serde_json::json!([]), "with somebody for each of them");
}

#[tokio::test]
async fn what_nobody_provides_at_a_place_is_told_before_sending_and_after() {
    let mut data = demo_data();
    data.model.responsibilities.retain(|row| row.service_type.name() != "library-card");
    let world = World::of(data).await;
    let browser = world.browser();
    let answers = world.examples("moving-home");
    let check = to_check(&world, &browser, "moving-home", &answers).await;
    let open = list(&check.html, "id=\"untaken\"", "</ul>");
    assert!(open.contains("Library card") && open.contains("We know nobody who provides this"), "{open}");
    assert!(!list(&check.html, "id=\"others\"", "</details>").contains("Library card"));
    let (page, _) = send(&browser, &check).await;
    assert!(page.says("This concerned you, and was not sent") && page.says("Library card"), "{}", page.text());
    let (_, sent) = world.post_application(&fresh_key(), "moving-home", &answers).await;
    let untaken = sent["untaken"].as_array().unwrap();
    assert_eq!(untaken.len(), 1, "{sent}");
    assert_eq!((&untaken[0]["service_type"], &untaken[0]["reason"]), (&"typ_library-card".into(), &"unserved".into()));
}

#[tokio::test]
async fn what_has_to_follow_something_that_nobody_takes_is_told_with_it() {
    let world = behind_a_gate().await;
    let browser = world.browser();
    let check = to_check(&world, &browser, "after-a-death", &world.examples("after-a-death")).await;
    let open = list(&check.html, "id=\"untaken\"", "</ul>");
    assert!(open.contains("This has to follow") && open.contains("which nobody was named to take"), "{open}");
    assert!(!check.says("This can only follow a service"), "{}", check.text());
}

#[tokio::test]
async fn what_is_with_a_body_that_is_no_more_keeps_its_promise_and_says_how_it_stands() {
    let world = behind_a_gate().await;
    let browser = world.browser();
    let check = to_check(&world, &browser, "moving-home", &world.examples("moving-home")).await;
    let (page, id) = send(&browser, &check).await;
    let case = world.case(&id).await;
    let part = of(&case, "council-tax");
    assert_eq!((part.body.id.name(), part.ended.map(|day| day.to_string())), ("carlisle", Some("2023-03-31".into())));
    assert!(part.due.is_some(), "what it promised on its last day");
    for words in [
        "Carlisle City Council is no more: its last day was 31 March 2023.",
        "Nobody has been named yet who follows it here. Nothing is lost",
        "It was with Carlisle City Council until 31 March 2023.",
    ] {
        assert!(page.says(words), "no '{words}' in {}", page.text());
    }
    assert!(!page.says("01632 960104"), "a number where nobody answers: {}", page.text());
    let licence = of(&case, "driving-licence");
    assert!(licence.ended.is_none() && licence.now.is_none(), "who is there is told as ever");
    let staff = world.browser();
    sign_in(&world, &staff, Role::Operator, None).await;
    assert!(staff.open(&format!("/staff/cases/{id}")).await.says("Nobody has been named yet"));
}
