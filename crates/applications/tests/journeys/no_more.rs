//! What people still have of a body that is no more: an agent types it, and sees who took over.

use applications::world::{Browser, World};
use values::Role;

use crate::staff::sign_in;

async fn agent(world: &World) -> Browser {
    let browser = world.browser();
    sign_in(world, &browser, Role::ContactAgent, None).await;
    browser
}

/// The demonstration on 3 April 2023: six districts and the county are no more.
async fn after_the_first_of_april() -> World {
    let world = World::new().await;
    world.business("2023-04-03T08:00:00Z");
    applications::handover::jobs::vest_due(&world.platform).await.unwrap();
    world
}

#[tokio::test]
async fn an_old_number_an_agent_types_in_any_way_says_who_took_over_under_which_order() {
    let world = after_the_first_of_april().await;
    let browser = agent(&world).await;
    let page = browser.open("/staff/cases").await;
    for typed in
        ["01632 960102", "(01632) 960-102", "+44 1632 960 102", "0044 (0)1632960102", "allerdale", "borough allerd"]
    {
        let found = browser.submit(&page, &[("reference", typed)]).await;
        for words in [
            "Allerdale Borough Council is no more",
            "Since 1 April 2023",
            "Structural Changes) Order 2022",
            "Cumberland Council",
            "everything people used of it",
            "01632 960108",
            "Find the case by its reference",
        ] {
            assert!(found.says(words), "{typed}: no '{words}' in {}", found.text());
        }
        assert!(!found.says("No case has this receipt"), "{typed}");
        assert!(!found.says("Carlisle City Council"), "{typed}");
    }
    let french = browser.open("/staff/cases?lang=fr").await;
    let found = browser.submit(&french, &[("reference", "01632 960102")]).await;
    assert!(found.says("Conseil du district d’Allerdale n’existe plus"), "{}", found.text());
}

#[tokio::test]
async fn where_several_follow_an_old_postal_address_says_which_of_them_for_which_area() {
    let world = after_the_first_of_april().await;
    let browser = agent(&world).await;
    let page = browser.open("/staff/cases").await;
    let found = browser.submit(&page, &[("reference", "Cumbria House, Carlisle")]).await;
    for words in ["Cumbria County Council is no more", "Cumberland Council", "Westmorland and Furness Council", "For"] {
        assert!(found.says(words), "no '{words}' in {}", found.text());
    }
    assert!(!found.says("Carlisle City Council is no more"), "{}", found.text());
}

#[tokio::test]
async fn a_body_that_lives_is_named_as_one_that_still_answers() {
    let world = after_the_first_of_april().await;
    let browser = agent(&world).await;
    let page = browser.open("/staff/cases").await;
    for typed in ["01632 960108", "cumberland c", "https://www.cumberland.gov.uk/bins"] {
        let found = browser.submit(&page, &[("reference", typed)]).await;
        assert!(found.says("Cumberland Council still answers"), "{typed}: {}", found.text());
        assert!(found.says("01632 960108") && found.says("Is the call about a case?"), "{typed}: {}", found.text());
        assert!(!found.says("No case has this receipt") && !found.says("is no more,"), "{typed}: {}", found.text());
    }
    let french = browser.open("/staff/cases?lang=fr").await;
    let found = browser.submit(&french, &[("reference", "01632 960108")]).await;
    assert!(found.says("Conseil de Cumberland répond toujours"), "{}", found.text());
}

#[tokio::test]
async fn a_number_of_nobody_finds_nothing() {
    let world = after_the_first_of_april().await;
    let browser = agent(&world).await;
    let page = browser.open("/staff/cases").await;
    for typed in ["01632 960999", "960102", "www.nobody.example/bins", "C-77"] {
        let found = browser.submit(&page, &[("reference", typed)]).await;
        assert!(
            found.says("No case has this receipt") && !found.says("Is the call about"),
            "{typed}: {}",
            found.text()
        );
    }
}

#[tokio::test]
async fn an_old_page_address_is_known_by_its_host() {
    let world = after_the_first_of_april().await;
    let browser = agent(&world).await;
    let page = browser.open("/staff/cases").await;
    for typed in ["www.allerdale.gov.uk/bins", "https://allerdale.gov.uk"] {
        let found = browser.submit(&page, &[("reference", typed)]).await;
        assert!(found.says("Allerdale Borough Council is no more"), "{typed}: {}", found.text());
    }
}

#[tokio::test]
async fn beneath_those_who_follow_stand_the_services_that_went_elsewhere() {
    let world = after_the_first_of_april().await;
    let browser = agent(&world).await;
    let page = browser.open("/staff/cases").await;
    let found = browser.submit(&page, &[("reference", "01632 960101")]).await;
    for words in [
        "what people used of it, but for the services below",
        "Services that went elsewhere",
        "Fire safety visit to your home: Police, Fire and Crime Commissioner",
        "Westmorland and Furness Council (in place of Cumberland Council)",
    ] {
        assert!(found.says(words), "no '{words}' in {}", found.text());
    }
    assert!(!found.says("everything people used of it"), "{}", found.text());
    let listed = found.html.split_once("Services that went elsewhere").unwrap().1.split_once("</ul>").unwrap().0;
    assert_eq!(listed.matches("<li>").count(), 3, "fire, pensions, deaths: {listed}");
}

#[tokio::test]
async fn a_day_that_there_never_was_is_told_from_one_that_is_missing() {
    let world = World::new().await;
    let browser = agent(&world).await;
    let page = browser.open("/staff/cases").await;
    let typed =
        |day: &'static str| [("name", "Robin Example"), ("born-day", day), ("born-month", "2"), ("born-year", "1984")];
    let never = browser.submit(&page, &typed("31")).await;
    assert!(never.status == 422 && never.says("There is no such day"), "{}", never.text());
    let missing = browser.submit(&page, &typed("")).await;
    assert!(missing.status == 422 && missing.says("Enter the date of birth as well"), "{}", missing.text());
}

#[tokio::test]
async fn before_the_vesting_an_old_number_is_that_of_a_body_that_still_answers() {
    let world = World::new().await;
    let browser = agent(&world).await;
    let page = browser.open("/staff/cases").await;
    let found = browser.submit(&page, &[("reference", "01632 960102")]).await;
    assert!(found.says("Allerdale Borough Council still answers"), "{}", found.text());
}
