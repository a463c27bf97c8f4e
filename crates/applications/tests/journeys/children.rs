//! Children with their dates of birth: however they are written, a school reads a name and a day.

use applications::{journey::Answer, world::World};

use crate::walk::to_check;

#[tokio::test]
async fn children_are_sent_with_their_names_alone_and_shown_again_as_the_hint_asks() {
    let world = World::new().await;
    let browser = world.browser();
    let mut answers = world.examples("moving-home");
    let said = "Kit Example (born 9 February 2015)\nLéa Martin née le 1er mars 2012";
    answers.insert("children".into(), Answer::Text(said.into()));
    let check = to_check(&world, &browser, "moving-home", &answers).await;
    assert!(check.says("Kit Example (9 February 2015); Léa Martin (1 March 2012)"), "{}", check.text());

    let address = check.path.replace("/check", "/questions/child");
    let page = browser.open(&address).await;
    assert!(page.html.contains("Kit Example, 9 February 2015\nLéa Martin, 1 March 2012<"), "{}", page.html);
    let page = browser.open(&format!("{address}?lang=fr")).await;
    assert!(page.html.contains("Kit Example, 9 février 2015\nLéa Martin, 1er mars 2012<"), "{}", page.html);

    let page = browser.open(&format!("{address}?lang=en")).await;
    let again = browser.submit(&page, &[("children", "Kit, 29 February 2015"), ("school-far", "no")]).await;
    assert!(again.says("line 1 has a day that is not in the calendar"), "{}", again.text());
}
