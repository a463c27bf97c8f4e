//! What is not answered by the promised day is called late: to the person, at the desk, to operators.

use applications::{case::Part, world::World};
use values::Role;

use crate::{
    settle::operator,
    staff::sign_in,
    walk::{send, to_check},
};

#[tokio::test]
async fn everybody_is_told_what_is_late_and_nobody_before_it_is() {
    let world = World::new().await;
    let citizen = world.browser();
    let check = to_check(&world, &citizen, "moving-home", &world.examples("moving-home")).await;
    let (page, id) = send(&citizen, &check).await;
    let case = world.until(&id, |case| world.only_desks_are_left(case)).await;
    // A body that is there a year later as well.
    let government = world.platform.government();
    let stays = |part: &&Part| government.catalogue.organisation(&part.body.id).unwrap().valid.until.is_none();
    let part = case.requests.iter().filter(stays).find(|part| world.waits_at_desk(part)).unwrap();
    let officer = world.browser();
    sign_in(&world, &officer, Role::SupplierOfficer, Some(part.body.id.name())).await;
    let staff = operator(&world).await;

    let first = case.requests.iter().filter(|part| part.state == "sent").filter_map(|part| part.due).min().unwrap();
    world.business(&format!("{first}T12:00:00Z"));
    for page in [citizen.open(&page.path).await, officer.open("/desk").await] {
        assert!(!page.says("Late"), "the day itself is in time: {}", page.text());
    }
    assert!(staff.open("/staff/uncertain?show=late").await.says("No answer is late."));
    assert!(!world.case(&id).await.requests.iter().any(|part| part.late));

    world.business("2024-03-20T12:00:00Z");
    let late = world.case(&id).await.requests.iter().filter(|part| part.late).count();
    assert!(late > 0);
    let reference = part.their_reference.as_deref().unwrap_or(&case.receipt);
    let shown = citizen.open(&page.path).await;
    let said = format!("You can ask {} and give this reference: {reference}.", part.body.name.en);
    assert!(shown.says("Late: was due on") && shown.says(&said), "{}", shown.text());
    assert!(shown.says("This is taking longer than it should."));
    assert!(!shown.says("You can ask Eden"), "nobody is sent to a body that is no more: {}", shown.text());
    let french = citizen.open(&format!("{}?lang=fr", page.path)).await;
    assert!(french.says("En retard"), "{}", french.text());
    assert!(officer.open("/desk").await.says("Late was due on"));
    assert!(officer.open(&format!("/desk/{}", part.id)).await.says("Late: was due on"));
    let list = staff.open("/staff/uncertain?show=late").await;
    assert!(list.says(if late == 1 { "One answer is late" } else { "answers are late" }), "{}", list.text());
    assert!(list.html.contains(&format!("id=\"{}\"", part.id)) && list.says(&case.receipt), "{}", list.text());
    assert!(!list.html.contains(&format!("/staff/uncertain/{}", part.id)), "a person can only ask");
    assert!(staff.open("/staff/uncertain").await.says("late"));
    let answered = case.requests.iter().find(|part| part.state == "granted").unwrap();
    assert!(!list.html.contains(&format!("id=\"{}\"", answered.id)), "what was answered is never late");
}
