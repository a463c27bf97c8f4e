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
async fn a_body_that_lives_and_a_number_of_nobody_find_nothing() {
    let world = after_the_first_of_april().await;
    let browser = agent(&world).await;
    let page = browser.open("/staff/cases").await;
    for typed in ["01632 960108", "Cumberland", "01632 960999", "960102"] {
        let found = browser.submit(&page, &[("reference", typed)]).await;
        assert!(found.says("No case has this receipt") && !found.says("is no more,"), "{typed}: {}", found.text());
    }
}

#[tokio::test]
async fn before_the_vesting_an_old_number_is_nobodys_old_number() {
    let world = World::new().await;
    let browser = agent(&world).await;
    let page = browser.open("/staff/cases").await;
    let found = browser.submit(&page, &[("reference", "01632 960102")]).await;
    assert!(found.says("No case has this receipt"), "{}", found.text());
}
