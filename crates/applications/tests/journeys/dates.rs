//! Dates decide: the holder and the endpoint of the day of dispatch receive.

use applications::world::World;

#[tokio::test]
async fn the_same_application_for_carlisle_goes_to_other_bodies_through_the_same_system_from_the_first_of_april() {
    let world = World::new().await;
    let mut seen = Vec::new();
    for moment in ["2023-03-31T12:00:00Z", "2023-04-01T12:00:00Z"] {
        world.business(moment);
        let id = world.apply("after-a-death", |_| {}).await;
        let case = world
            .until(&id, |case| case.requests.iter().all(|part| part.state != "held" && part.state != "queued"))
            .await;
        let part = case.requests.into_iter().find(|part| part.service_type.name().starts_with("council-tax")).unwrap();
        let system = world.effects(&part.id)[0].agency.clone();
        seen.push((part.body.id.name().to_owned(), system));
    }
    assert_eq!(
        seen,
        [
            ("carlisle".to_owned(), "carlisle-revenues".to_owned()),
            ("cumberland".to_owned(), "carlisle-revenues".to_owned())
        ]
    );
}

#[tokio::test]
async fn what_was_sent_off_before_the_vesting_and_not_yet_dispatched_goes_to_the_successor() {
    let world = World::new().await;
    world.business("2023-03-31T22:59:00Z");
    let id = world.apply("moving-home", |_| {}).await;
    let before = world.case(&id).await;
    world.business("2023-03-31T23:00:00Z");
    let after = world.until(&id, |case| case.requests.iter().all(|part| part.state != "queued")).await;
    let moved =
        before.requests.iter().zip(&after.requests).filter(|(before, after)| before.body.id != after.body.id).count();
    assert!(moved >= 2, "both councils are new");
    assert_eq!(before.receipt, after.receipt);
}

#[tokio::test]
async fn keswicks_planning_stays_with_the_park() {
    let world = World::new().await;
    world.business("2023-04-01T08:00:00Z");
    applications::handover::jobs::vest_due(&world.platform).await.unwrap();
    let government = world.platform.government();
    let holder = |day: &str, place: &str| {
        let row = government.decides(
            &values::Id::named("planning-advice").unwrap(),
            Some(&place.into()),
            day.parse().unwrap(),
        );
        row.map(|row| row.holder.name().to_owned())
    };
    for place in ["keswick", "threlkeld"] {
        let before = holder("2023-03-31", place).unwrap();
        assert!(before.contains("park") || before.contains("lake"), "{before}");
        assert_eq!(before, holder("2023-04-01", place).unwrap());
    }
    assert_ne!(holder("2023-03-31", "carlisle-city").unwrap(), holder("2023-04-01", "carlisle-city").unwrap());
}

#[tokio::test]
async fn the_demonstration_has_no_gap_and_no_overlap() {
    let data = applications::world::demo_data();
    let zone = jiff::tz::TimeZone::get("Europe/London").unwrap();
    let government = applications::data::preview(&data, zone.clone()).unwrap();
    let from = "2022-01-01".parse().unwrap();
    let gaps = applications::gaps::find(&government, &data, from);
    assert!(gaps.is_empty(), "{gaps:#?}");

    // A planted gap is found.
    let mut planted = applications::world::demo_data();
    let gone = planted.model.responsibilities.iter().position(|row| row.area.is_some()).unwrap();
    planted.model.responsibilities.remove(gone);
    let government = applications::data::preview(&planted, zone).unwrap();
    assert!(!applications::gaps::find(&government, &planted, from).is_empty());
}

#[test]
fn a_body_that_ends_and_an_area_that_nothing_follows_leave_gaps() {
    let ahead = |change: &dyn Fn(&mut applications::data::GovernmentData)| {
        let mut planted = applications::world::demo_data();
        change(&mut planted);
        let government = applications::data::preview(&planted, jiff::tz::TimeZone::UTC).unwrap();
        let found = applications::gaps::find(&government, &planted, "2023-04-02".parse().unwrap());
        found.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert_eq!(ahead(&|_| ()), Vec::<String>::new());
    let day = Some("2027-01-01".parse().unwrap());
    let ended = ahead(&|data| {
        let body = data.catalogue.organisations.iter_mut().find(|known| known.id.name() == "cumberland").unwrap();
        body.valid.until = day;
    });
    assert!(ended.iter().any(|gap| gap.contains("nobody holds") && gap.contains("on 2027-01-01")), "{ended:?}");
    let lost = ahead(&|data| {
        let area = data.catalogue.areas.iter_mut().find(|known| known.code.as_str() == "E06000063").unwrap();
        area.until = day;
    });
    assert!(lost.iter().any(|gap| gap.contains("nobody holds") && gap.contains("on 2027-01-01")), "{lost:?}");
}

#[test]
fn a_row_at_an_area_that_decides_nothing_is_found() {
    let found = |file: &str, from: &str, to: &str| {
        let mut files = applications::world::demo_files();
        let source = files.iter_mut().find(|source| source.file.ends_with(file)).unwrap();
        assert!(source.text.contains(from), "{from}");
        source.text = source.text.replacen(from, to, 1);
        let findings = applications::data::read(&files).map(drop).unwrap_err();
        findings.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    let rows = found("responsibilities.toml", "area = \"E07000026\"", "area = \"keswick\"");
    assert!(
        rows.iter().any(|one| one.contains("is for area 'keswick', which is of no kind that decides '")),
        "{rows:?}"
    );
    let endpoints = found("systems.toml", "area = \"E07000026\"", "area = \"keswick\"");
    assert!(endpoints.iter().any(|one| one.contains("the endpoint is for area 'keswick'")), "{endpoints:?}");
}

#[tokio::test]
async fn a_node_whose_model_is_stale_reloads_before_it_routes() {
    let world = World::new().await;
    let before = world.platform.government().model.version();
    let mut data = applications::world::demo_data();
    let moved = data.model.responsibilities.iter_mut().find(|row| row.holder.name() == "carlisle").unwrap();
    moved.illustrative = !moved.illustrative;
    let (now, today) = (world.platform.clocks().now(), world.platform.today());
    let actor = values::Actor::portico("another node");
    let recorded =
        world.platform.store().write_batch(move |tx| applications::data::record(tx, &actor, now, today, &data));
    recorded.await.unwrap();
    assert_eq!(world.platform.government().model.version(), before, "this node does not know yet");
    let id = world.apply("moving-home", |_| {}).await;
    assert_eq!(world.platform.government().model.version(), before + 1, "it learned before it routed");
    assert!(!world.case(&id).await.requests.is_empty());
}

#[tokio::test]
async fn a_request_that_nobody_takes_any_more_is_listed_for_a_person() {
    let world = World::new().await;
    let id = world.apply("moving-home", |_| {}).await;
    let mut data = applications::world::demo_data();
    data.model.endpoints.retain(|row| row.service_type.name() != "driving-licence");
    let (now, today) = (world.platform.clocks().now(), world.platform.today());
    let actor = values::Actor::portico("another node");
    let recorded =
        world.platform.store().write_batch(move |tx| applications::data::record(tx, &actor, now, today, &data));
    recorded.await.unwrap();
    let case = world.until(&id, |case| case.requests.iter().any(|part| part.state == "stuck")).await;
    let stuck: Vec<_> = case.requests.iter().filter(|part| part.state == "stuck").collect();
    assert_eq!(stuck.len(), 1);
    assert_eq!(stuck[0].service_type.name(), "driving-licence");
}

#[test]
fn a_row_that_begins_before_its_instrument_is_found() {
    let mut files = applications::world::demo_files();
    let holdings = files.iter_mut().find(|source| source.file.ends_with("responsibilities.toml")).unwrap();
    holdings.text = holdings.text.replacen("from = \"2022-01-01\"", "from = \"1822-01-01\"", 1);
    let findings = applications::data::read(&files).unwrap_err();
    let told: Vec<String> = findings.iter().map(ToString::to_string).collect();
    assert!(!told.is_empty(), "it is not sound");
    for line in &told {
        assert!(line.contains("the row begins on 1822-01-01, before '"), "{told:#?}");
    }
}

#[test]
fn what_stands_around_responsibilities_keeps_to_the_days_of_bodies_and_officers() {
    let read = |file: &str, from: &str, to: &str| {
        let mut files = applications::world::demo_files();
        let source = files.iter_mut().find(|source| source.file.ends_with(file)).unwrap();
        assert!(source.text.contains(from), "{from}");
        source.text = source.text.replacen(from, to, 1);
        let told = |findings: &[values::source::Finding]| findings.iter().map(ToString::to_string).collect::<Vec<_>>();
        applications::data::read(&files).map(|data| told(&data.worth_a_look)).map_err(|findings| told(&findings))
    };
    let nothing = Ok(Vec::<String>::new());
    assert_eq!(read("agreements.toml", "illustrative", "illustrative"), nothing);
    let found =
        read("delegations.toml", "officers = [\"dorothea-madeup\"", "officers = [\"hettie-notreal\"").unwrap_err();
    assert!(
        found[0].contains("'hettie-notreal' works for 'cumbria-county-council', not for 'cumberland'"),
        "{found:?}"
    );
    let found =
        read("agreements.toml", "from = \"2022-01-01\"\nuntil = \"2023-04-01\"", "from = \"2022-01-01\"").unwrap();
    assert!(
        found[0].contains("the agreement goes on after 'cumbria-county-council' ends"),
        "its transfer warns: {found:?}"
    );
}
