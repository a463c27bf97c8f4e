//! Who took the calls about a case on each day, where contact moved apart from the work.

use applications::world::World;
use values::Id;

use crate::handover::of;

async fn on(world: &World, day: &str) {
    world.business(&format!("{day}T08:00:00Z"));
    applications::handover::jobs::vest_due(&world.platform).await.unwrap();
    while world.work().await > 0 {}
}

#[tokio::test]
async fn a_wave_that_was_taken_back_stays_in_the_list_of_who_took_the_calls() {
    let world = World::new().await;
    world.business("2023-03-30T09:00:00Z");
    let id = world
        .apply("moving-home", |answers| drop(answers.insert("new-home".into(), answers["old-home"].clone())))
        .await;
    on(&world, "2023-04-03").await;
    on(&world, "2023-05-02").await;
    world.take_back(&Id::named("one-counter-phone").unwrap(), "2023-05-10".parse().unwrap()).await.unwrap();
    on(&world, "2023-05-10").await;

    let case = world.case(&id).await;
    let part = of(&case, "bin-collection");
    let told = part.called.iter().map(|one| {
        let until = one.until.map(|day| day.to_string()).unwrap_or_default();
        format!("{} {} {until}", one.body.en, one.since)
    });
    let told: Vec<String> = told.collect();
    let expected = [
        "Carlisle City Council 2023-03-30 2023-03-31",
        "Cumberland Council 2023-04-01 2023-05-01",
        "One Counter Cumbria (demonstration) 2023-05-02 2023-05-09",
        "Cumberland Council 2023-05-10 ",
    ];
    assert_eq!(told, expected);
    assert!(part.called.iter().all(|one| one.instrument.is_some() && one.whole.contains("&known_on=")));
    assert!(of(&case, "driving-licence").called.is_empty(), "one body all along");
    let operator = crate::settle::operator(&world).await;
    let page = operator.open(&format!("/staff/cases/{id}")).await;
    assert!(page.says("Who took calls, day by day"), "{}", page.text());
    assert!(page.says("One Counter Cumbria (demonstration), from 2 May 2023 until 9 May 2023"), "{}", page.text());
}

#[tokio::test]
async fn a_vesting_that_came_late_says_in_the_history_to_whom_it_went_and_not_since_when() {
    let world = World::answering_after(std::time::Duration::from_hours(1)).await;
    world.business("2023-03-30T09:00:00Z");
    let id = world.apply("moving-home", |_| {}).await;
    on(&world, "2023-04-03").await;
    let operator = crate::settle::operator(&world).await;
    let page = operator.open(&format!("/staff/cases/{id}")).await;
    assert!(page.says("Since 1 April 2023 this is with Cumberland Council"), "{}", page.text());
    assert!(page.says("Given to Cumberland Council, who answers now."), "{}", page.text());
    assert!(!page.says("from this day on"), "{}", page.text());
    let french = operator.open(&format!("/staff/cases/{id}?lang=fr")).await;
    assert!(french.says("Confiée à cet organisme, qui répond désormais"), "{}", french.text());
}
