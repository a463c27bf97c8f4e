//! What a plan reads: the land as service types see it, and the model once an earlier plan has been carried out.

use super::{plan::*, *};
use crate::{
    timeline::Geography,
    transfer::scene::{Ground, Seen},
};

/// The small land, in which roads are a matter of the county alone, and a park lies across two districts.
fn land() -> Catalogue {
    let mut data = catalogue_data();
    data.service_types.push(service_type("roads", &[AreaKind::County]));
    data.service_types.push(service_type("paths", &[AreaKind::NationalPark, AreaKind::District]));
    data.areas.push(area("park", AreaKind::NationalPark, &[]));
    for place in data.areas.iter_mut().filter(|area| ["lake", "port"].contains(&area.code.as_str())) {
        place.within.push(Within { area: "park".into(), from: None, until: None });
    }
    Catalogue::new(1, data)
}

fn codes(areas: &[AreaCode]) -> Vec<&str> {
    areas.iter().map(AreaCode::as_str).collect()
}

#[test]
fn each_service_type_sees_the_areas_of_its_kinds_whatever_was_asked_before() {
    let catalogue = land();
    let ground = Ground::new(&catalogue);
    for _ in 0..2 {
        let chain = |service_type: &str| ground.chain(&name(service_type), &"village".into(), DAY - 1.days());
        assert_eq!(codes(&chain("waste")), ["village", "north", "county"]);
        assert_eq!(codes(&chain("roads")), ["village", "county"]);
        let seen = |service_type: &str| ground.seen(&name(service_type), DAY, DAY).len();
        assert_eq!([seen("waste"), seen("roads"), seen("passport")], [5, 2, 1]);
    }
}

#[test]
fn areas_that_some_places_lie_in_too_are_crossed_for_those_whom_they_matter_to() {
    let catalogue = land();
    let ground = Ground::new(&catalogue);
    for _ in 0..2 {
        let crossed = |service_type: &str| ground.crossed(&name(service_type), &"park".into(), DAY - 1.days());
        assert_eq!(codes(&crossed("paths")), ["east", "north"]);
        assert_eq!(codes(&crossed("roads")), [] as [&str; 0]);
    }
}

#[test]
fn places_that_lie_alike_are_asked_once_and_counted() {
    let catalogue = land();
    let ground = Ground::new(&catalogue);
    let seen = ground.seen(&name("roads"), DAY, DAY);
    let country = Seen { place: None, eve: Vec::new(), on: Vec::new(), places: 1 };
    let county = vec!["county".into()];
    assert_eq!(*seen, [country, Seen { place: Some("lake".into()), eve: county.clone(), on: county, places: 4 }]);
}

#[test]
fn once_a_plan_is_carried_out_the_next_version_knows_what_begins_and_no_more_what_ended() {
    let before = model(&model_data());
    let draft = Draft {
        systems: vec![SystemMove {
            service_types: vec![name("waste"), name("passport")],
            area: None,
            system: name("new"),
        }],
        ..merger()
    };
    let plan = plan_over(&before, &draft).unwrap();
    let after = Scene { model: &before, catalogue: &catalogue() }.with(&plan);
    assert_eq!(after.version(), 2);

    let begun = |since: u64, until: Option<u64>| since == 2 && until.is_none();
    let rows: Vec<&Responsibility> = after.rows().collect();
    assert_eq!(rows.iter().filter(|row| begun(row.since_version, row.until_version)).count(), plan.change.add.len());
    assert!(rows.iter().all(|row| plan.change.retire.contains(&row.id) == (row.until_version == Some(2))));
    let ids: std::collections::BTreeSet<_> = rows.iter().map(|row| &row.id).collect();
    assert_eq!(ids.len(), rows.len());

    let systems: Vec<&Endpoint> = after.all_endpoints().collect();
    assert_eq!(
        systems.iter().filter(|row| begun(row.since_version, row.until_version)).count(),
        plan.endpoints.add.len()
    );
    assert!(systems.iter().all(|row| plan.endpoints.retire.contains(&row.id) == (row.until_version == Some(2))));
    let ids: std::collections::BTreeSet<_> = systems.iter().map(|row| &row.id).collect();
    assert_eq!(ids.len(), systems.len());

    let resources = &after.arrangements_ever().resources;
    assert_eq!(
        resources.iter().filter(|row| begun(row.since_version, row.until_version)).count(),
        plan.resources.add.len()
    );
    assert!(resources.iter().all(|row| plan.resources.retire.contains(&row.id) == (row.until_version == Some(2))));
    let ids: std::collections::BTreeSet<_> = resources.iter().map(|row| &row.id).collect();
    assert_eq!(ids.len(), resources.len());
}

#[test]
fn each_step_stands_on_those_before_it() {
    let before = model(&model_data());
    let catalogue = catalogue();
    let scene = Scene { model: &before, catalogue: &catalogue };
    let next = |from: &str, to: &str, day| transfer(from, Kind::Agreement, day, vec![line(from, to)]);
    let drafts = [next("gamma", "delta", EARLIER), next("delta", "beta", DAY - 1.days())];
    let steps = scene.steps(&drafts).unwrap();
    assert_eq!(steps.iter().map(|step| step.model.version()).collect::<Vec<_>>(), [2, 3]);
    let last = next("beta", "alpha", DAY - 1.days());
    assert_eq!(
        rules::rehearse(&scene, &last, &drafts).unwrap().plan.moved.iter().map(|one| one.places).sum::<usize>(),
        8
    );
    assert!(scene.steps(&drafts[1..]).is_err());
}

#[test]
fn rows_from_before_there_were_turns_have_the_turn_that_the_files_give_them_and_change_when_it_does() {
    let with_turns = |turns: [u8; 2]| {
        let mut data = model_data();
        let shared = |n, holder, turn| Responsibility {
            routing: Some(crate::Routing { rule: "the nearest".into(), turn }),
            ..row(n, "tax", Function::Contact, None, holder, always())
        };
        data.responsibilities.extend([shared(90, "alpha", turns[0]), shared(91, "beta", turns[1])]);
        data
    };
    let world = World::new();
    let rows_since = |data: ModelData| {
        let version =
            world.write(move |tx| Ok(crate::model::record(tx, &planner(), NOW, &data).expect("sound").number));
        world.snapshot().model.rows().filter(|row| row.since_version == version).count()
    };
    assert_eq!(rows_since(with_turns([0, 0])), 2);
    assert_eq!(rows_since(with_turns([1, 2])), 0, "nothing is new about them but that it is said");
    assert_eq!(rows_since(with_turns([2, 1])), 0, "whichever way");

    let world = World::new();
    let rows_since = |data: ModelData| {
        let version =
            world.write(move |tx| Ok(crate::model::record(tx, &planner(), NOW, &data).expect("sound").number));
        world.snapshot().model.rows().filter(|row| row.since_version == version).count()
    };
    assert_eq!(rows_since(with_turns([1, 2])), 2);
    assert_eq!(rows_since(with_turns([1, 2])), 0);
    assert_eq!(rows_since(with_turns([2, 1])), 2, "whose turn it is has changed");
}
