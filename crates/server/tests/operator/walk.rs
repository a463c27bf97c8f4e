//! Every route of the whole server, as everybody.

use server::{
    health::Watch,
    pages,
    settings::{
        Resolved, Settings,
        resolved::{Origin, Said},
    },
    wiring,
};
use store::testing::fresh;
use web::{Access, Kit, testing};

/// The settings of a demonstration that keeps to a folder of the test.
fn settings(folder: &std::path::Path) -> Settings {
    let data = folder.display().to_string();
    let said = |(name, text): (&str, &str)| {
        (name.to_owned(), Said { text: text.to_owned(), origin: Origin::Flag(name.to_owned()) })
    };
    let layer = [("data", &*data), ("demo", "true"), ("limits.free-mib", "0")].map(said);
    Settings::of(&Resolved::of([layer.to_vec()])).unwrap()
}

#[tokio::test]
async fn every_route_is_open_to_those_it_names_and_to_nobody_else() {
    let fresh = fresh(&wiring::migrations());
    let settings = settings(fresh.folder());
    let kit = Kit::new(
        fresh.store.clone(),
        fresh.clocks.clone(),
        fresh.vault.clone(),
        pages::settings(&settings, "http://127.0.0.1:8080"),
        pages::TEMPLATES,
        &pages::locales(),
    )
    .unwrap();
    let test = testing::of(kit, fresh);
    let watch = Watch::new(test.kit.store.clone(), &settings);
    watch.look().await;
    let platform = wiring::platform_on(test.kit.clone(), &settings, "http://127.0.0.1:8080").unwrap();
    let site = wiring::site(&platform, &watch);
    let table = site.table().to_vec();
    for access in [Access::Anyone, Access::Citizen, Access::Agency, Access::Operator] {
        assert!(table.iter().any(|(_, _, of)| *of == access), "no route is for {access}");
    }
    assert!(table.iter().any(|(_, _, access)| matches!(access, Access::Staff(_))), "no route is for staff");
    testing::walk(&test, &table, &site.into_router(&platform.kit)).await.assert_right();
}

#[test]
fn every_text_is_there_in_every_language() {
    let templates = pages::TEMPLATES.concat();
    testing::assert_messages(&templates, &pages::locales());
}
