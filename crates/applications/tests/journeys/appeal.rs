//! Whoever is refused reads how to appeal, or whom to ask.

use applications::{case::Part, world::World};
use values::{Role, Text};

use crate::{
    staff::sign_in,
    walk::{send, to_check},
};

#[tokio::test]
async fn a_refusal_shows_how_to_appeal_or_whom_to_ask() {
    let world = World::new().await;
    let refusing = sandbox::Switches { refuse: Some(true), ..sandbox::Switches::default() };
    world.rest.switch(None, refusing).await.unwrap();
    let government = world.platform.government();
    let known = |part: &Part| -> Option<Text> {
        government.catalogue.service_type(&part.service_type).and_then(|service| service.appeal.clone())
    };
    let citizen = world.browser();
    let check = to_check(&world, &citizen, "moving-home", &world.examples("moving-home")).await;
    let (page, id) = send(&citizen, &check).await;
    let is_told = |part: &Part| matches!(part.state, "granted" | "refused") || world.waits_at_desk(part);
    let case = world.until(&id, |case| case.requests.iter().all(is_told)).await;
    assert!(case.requests.iter().all(|part| part.state == "refused" || part.appeal.is_none()));

    // The officer reads what the person will, beside the button; then refuses with a word.
    let at_desks = case.requests.iter().filter(|part| world.waits_at_desk(part));
    let at_desk = at_desks.max_by_key(|part| known(part).is_some()).expect("one waits at a desk");
    let officer = world.browser();
    sign_in(&world, &officer, Role::SupplierOfficer, Some(at_desk.body.id.name())).await;
    let desk = officer.open(&format!("/desk/{}", at_desk.id)).await;
    let told = known(at_desk).map_or_else(|| "The person is told to ask you for both.".to_owned(), |appeal| appeal.en);
    assert!(desk.says(&told), "{}", desk.text());
    officer.submit(&desk, &[("outcome", "refused"), ("text", "No.")]).await;

    let case = world.case(&id).await;
    let refused: Vec<&Part> = case.requests.iter().filter(|part| part.state == "refused").collect();
    let (with, without): (Vec<&Part>, Vec<&Part>) = refused.into_iter().partition(|part| known(part).is_some());
    assert!(!with.is_empty() && !without.is_empty(), "{} and {}", with.len(), without.len());
    let page = citizen.open(&page.path).await;
    for part in with {
        assert_eq!(part.appeal, known(part));
        assert!(page.says(&known(part).unwrap().en), "{}", page.text());
    }
    for part in without {
        assert_eq!(part.appeal, None);
        assert!(page.says(&format!("ask {} for the reasons and how to appeal", part.body.name.en)), "{}", page.text());
    }
}
