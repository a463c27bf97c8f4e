//! What files may still change once a transfer has vested.

use std::sync::Arc;

use applications::{
    data::{self, GovernmentData, RecordError},
    world::{World, demo_data},
};
use catalogue::area::Within;
use responsibility::transfer::OpenWork;
use values::{Actor, Id};

use crate::handover::{BEFORE, draft, vested};

/// What is altered, and why that is refused.
type Planted = (fn(&mut GovernmentData), &'static str);

async fn load(world: &World, data: GovernmentData) -> Result<(), RecordError> {
    let (now, today, data) = (world.platform.clocks().now(), world.platform.today(), Arc::new(data));
    let actor = Actor::portico("test");
    world.platform.store().write(move |tx| data::record(tx, &actor, now, today, &data)).await?;
    Ok(world.platform.reload().await?)
}

#[tokio::test]
async fn after_a_vesting_files_change_what_stands_around_and_not_who_answers() {
    let world = World::new().await;
    world.business(BEFORE);
    world.schedule(draft(&world, OpenWork::Moves)).await.unwrap();
    vested(&world).await;
    let who = || {
        let (government, kind) = (world.platform.government(), Id::named("council-tax-start").unwrap());
        let place = "carlisle-city".into();
        let row = government.supplier(&kind, Some(&place), world.platform.today()).unwrap();
        row.holder.name().to_owned()
    };
    assert_eq!(who(), "allerdale");

    let mut changed = demo_data();
    changed.model.arrangements.agreements[0].monthly_volume = Some(777);
    changed.catalogue.service_types[0].title.en = "Called otherwise".into();
    load(&world, changed).await.unwrap();
    let government = world.platform.government();
    let agreements = &government.model.arrangements().agreements;
    assert!(agreements.iter().any(|known| known.monthly_volume == Some(777)));
    assert!(government.catalogue.service_types().any(|known| known.title.en == "Called otherwise"));
    assert_eq!(who(), "allerdale", "what the transfer did stands");
    load(&world, demo_data()).await.unwrap();

    // The past of the ground that it stands on stands too; what is to come may change.
    let mut elsewhere = demo_data();
    let keswick = |data: &mut GovernmentData, from: Option<&str>| {
        let place = data.catalogue.areas.iter_mut().find(|area| area.code.as_str() == "keswick").unwrap();
        let (lies, day) = (place.within[0].area.clone(), from.map(|day| day.parse().unwrap()));
        let other = if lies.as_str() == "E07000030" { "E07000026" } else { "E07000030" };
        place.within[0].until = day;
        place.within.push(Within { area: other.into(), from: day, until: None });
        if day.is_none() {
            place.within.remove(0);
        }
    };
    keswick(&mut elsewhere, Some("2024-01-01"));
    load(&world, elsewhere).await.unwrap();
    load(&world, demo_data()).await.unwrap();
    let ground: [Planted; 3] = [
        (
            |data| data.catalogue.service_types.iter_mut().for_each(|known| known.area_kind.truncate(0)),
            "goes by other kinds of area",
        ),
        (
            |data| {
                let act = data.catalogue.instruments.iter_mut().find(|known| known.id.name() == "lgfa-1992").unwrap();
                act.from = "2023-03-26".parse().unwrap();
            },
            "stand under 'ins_lgfa-1992', which these files bring into force on 2023-03-26",
        ),
        (
            |data| data.catalogue.areas.retain(|area| area.code.as_str() != "keswick"),
            "'keswick' lies elsewhere in these files than it did",
        ),
    ];
    let mut moved = demo_data();
    keswick(&mut moved, None);
    let refused = load(&world, moved).await.unwrap_err().to_string();
    assert!(refused.contains("'keswick' lies elsewhere in these files than it did"), "{refused}");
    for (change, why) in ground {
        let mut changed = demo_data();
        change(&mut changed);
        let refused = load(&world, changed).await.unwrap_err().to_string();
        assert!(refused.contains(why), "{refused}");
    }

    let version = world.platform.government().model.version();
    let planted: [fn(&mut GovernmentData); 3] = [
        |data| drop(data.model.responsibilities.pop()),
        |data| drop(data.model.endpoints.pop()),
        |data| drop(data.model.arrangements.resources.pop()),
    ];
    for change in planted {
        let mut changed = demo_data();
        changed.catalogue.service_types[0].title.en = "Called otherwise".into();
        change(&mut changed);
        let refused = load(&world, changed).await.unwrap_err().to_string();
        assert!(refused.contains("has vested, so files no longer say who answers"), "{refused}");
        world.platform.reload().await.unwrap();
        let government = world.platform.government();
        assert_eq!(government.model.version(), version);
        assert!(!government.catalogue.service_types().any(|known| known.title.en == "Called otherwise"));
    }
}
