//! What files may still change once a transfer has vested.

use std::sync::Arc;

use applications::{
    data::{self, GovernmentData, RecordError},
    world::{World, demo_data},
};
use responsibility::transfer::OpenWork;
use values::{Actor, Id};

use crate::handover::{BEFORE, draft, vested};

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
