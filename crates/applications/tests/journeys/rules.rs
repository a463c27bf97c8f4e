//! The rules of a journey: read by people where they check, and looked at by staff.

use applications::{journey::Answer, world::World};
use values::Role;

use crate::{staff::sign_in, walk::to_check};

#[tokio::test]
async fn people_read_why_a_service_is_suggested_under_which_law_and_what_would_change_it() {
    let world = World::new().await;
    let browser = world.browser();
    let mut answers = world.examples("after-a-death");
    let check = to_check(&world, &browser, "after-a-death", &answers).await;
    assert!(check.says("Why this is suggested"), "{}", check.text());
    assert!(check.says("The rule: Local Government Finance Act 1992, section 11"), "{}", check.text());
    // Somebody sees to the funeral: with another answer the council would.
    assert!(check.says("It would be suggested if you had answered:"), "{}", check.text());
    assert!(check.says("Nobody is able to arrange or pay for it"), "{}", check.text());
    answers.insert("home-now".to_owned(), Answer::Text("nobody".to_owned()));
    let other = world.browser();
    let check = to_check(&world, &other, "after-a-death", &answers).await;
    // What is not suggested has its reasons and its law too.
    let not = "Why your answers do not suggest this Who lives in the home now? Nobody \
               The rule: Local Government Finance Act 1992, section 11";
    assert!(check.says(not), "{}", check.text());
    assert!(check.says("Who lives in the home now? One adult"), "{}", check.text());
    let discount = [("service", "council-tax-discount"), ("wanted", "yes")];
    let check = other.submit_to(&check, &check.path.replace("/check", "/anyway"), &discount).await;
    let not = "You asked us to add this. Why your answers do not suggest this";
    assert!(check.says(not), "{}", check.text());
}

#[tokio::test]
async fn staff_look_at_the_tables_of_a_journey_and_try_a_case() {
    let world = World::new().await;
    let browser = world.browser();
    sign_in(&world, &browser, Role::CatalogueManager, None).await;
    let list = browser.open("/staff/journeys").await;
    assert!(list.says("After a death"), "{}", list.text());
    let page = browser.open("/staff/journeys/after-a-death").await;
    for said in [
        "The pages come as they are written.",
        "council-tax-discount",
        "UNIQUE",
        "Local Government Finance Act 1992, section 11",
        "Try a case",
    ] {
        assert!(page.says(said), "{said}: {}", page.text());
    }
    let tried =
        browser.submit_to(&page, "/staff/journeys/after-a-death", &[("case-funeral", "nobody"), ("edition", "")]).await;
    assert!(tried.says("What the tables say of this case"), "{}", tried.text());
    assert!(tried.says("Public Health (Control of Disease) Act 1984, section 46"), "{}", tried.text());
    // Whoever has none of several things has answered.
    let action = "/staff/journeys/after-a-death";
    let base = [("case-use-tell-us-once", "no"), ("edition", "")];
    let unknown = browser.submit_to(&page, action, &base).await;
    let none = browser.submit_to(&page, action, &[base[0], base[1], ("none", "government-things")]).await;
    let not_suggested = |page: &applications::world::Page| page.text().matches("not suggested").count();
    assert!(not_suggested(&none) > not_suggested(&unknown), "{}", none.text());
    assert!(none.html.contains("name=\"none\" value=\"government-things\" checked"), "{}", none.html);
    assert_eq!(browser.open("/staff/journeys/nothing").await.status, 404);
    assert_eq!(browser.open("/staff/journeys/after-a-death?edition=none").await.status, 404);
    let nobody = world.browser();
    assert!(!nobody.open("/staff/journeys").await.says("Edition"), "only staff may");
}

#[tokio::test]
async fn people_read_what_each_body_will_get_and_on_which_ground() {
    let world = World::new().await;
    let browser = world.browser();
    let check = to_check(&world, &browser, "after-a-death", &world.examples("after-a-death")).await;
    let (_, card) = check.html.split_once("Register the death</h3>").unwrap();
    let card = applications::world::Page { html: card.split_once("</section>").unwrap().0.to_owned(), ..check.clone() };
    for said in [
        "Your answers to these questions, and nothing else: Their full name",
        "The law obliges them to have this. Under: Registration Service Act 1953.",
        "Responsible for your data: General Register Office, Cumbria County Council",
    ] {
        assert!(card.says(said), "{said}: {}", card.text());
    }
    assert!(!card.says("Do you receive benefits"), "what is for others: {}", card.text());
}

#[tokio::test]
async fn an_order_that_moves_a_task_is_not_the_ground_on_which_it_is_done() {
    let world = World::new().await;
    world.business("2023-04-01T08:00:00Z");
    applications::handover::jobs::vest_due(&world.platform).await.unwrap();
    world.platform.reload().await.unwrap();
    let browser = world.browser();
    let check = to_check(&world, &browser, "after-a-death", &world.examples("after-a-death")).await;
    let (_, card) = check.html.split_once("Register the death</h3>").unwrap();
    let card = applications::world::Page { html: card.split_once("</section>").unwrap().0.to_owned(), ..check.clone() };
    let said = "Under: Registration Service Act 1953. It came to them by: The Cumbria (Structural Changes) Order 2022 (SI 2022/331).";
    assert!(card.says(said), "{}", card.text());
}
