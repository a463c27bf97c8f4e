//! Every route of the whole server, as everybody.

use applications::{Platform, data::record};
use axum::http::Method;
use server::{
    government,
    health::Watch,
    pages,
    settings::{
        Resolved, Settings,
        resolved::{Origin, Said},
    },
    wiring,
};
use store::Store;
use values::{Actor, Moment};
use web::{
    Access,
    testing::{self, TestKit},
};

use crate::place::demo_data;

pub const HERE: &str = "http://127.0.0.1:8080";

/// The settings of a demonstration that keeps to a folder of the test.
pub fn settings(folder: &std::path::Path) -> Settings {
    let data = folder.display().to_string();
    let said = |(name, text): (&str, &str)| {
        (name.to_owned(), Said { text: text.to_owned(), origin: Origin::Flag(name.to_owned()) })
    };
    let layer = [("data", &*data), ("demo", "true"), ("limits.free-mib", "0")].map(said);
    Settings::of(&Resolved::of([layer.to_vec()])).unwrap()
}

/// The whole platform over the demonstration's government.
pub async fn demonstration(folder: &std::path::Path) -> (TestKit, Watch, Platform) {
    let settings = settings(folder);
    let tables = [catalogue::MIGRATIONS, responsibility::MIGRATIONS, applications::MIGRATIONS].concat();
    let of_pages = pages::settings(&settings, HERE);
    let test = testing::kit_with(of_pages, &tables, pages::TEMPLATES, &pages::locales());
    load_the_demonstration(&test.kit.store).await;
    let watch = Watch::new(test.kit.store.clone(), &settings);
    let platform = wiring::platform_on(test.kit.clone(), &settings, HERE).unwrap();
    (test, watch, platform)
}

#[tokio::test]
async fn every_route_is_open_to_those_it_names_and_to_nobody_else() {
    let folder = tempfile::tempdir().unwrap();
    let (test, watch, platform) = demonstration(folder.path()).await;
    watch.look().await;
    // A look is stale after some seconds, and on a busy machine the walk takes longer.
    let looking = tokio::spawn(watch.clone().keep_looking());
    let site = wiring::site(&platform, &watch);
    let table = site.table().to_vec();
    for access in [Access::Anyone, Access::Citizen, Access::Agency, Access::Operator] {
        assert!(table.iter().any(|(_, _, of)| *of == access), "no route is for {access}");
    }
    assert!(table.iter().any(|(_, _, access)| matches!(access, Access::Staff(_))), "no route is for staff");
    // A page that answers a form of everybody's is kept as its address without the form.
    let without_page = table.iter().filter(|(method, path, access)| {
        *method == Method::POST
            && matches!(access, Access::Anyone | Access::Citizen)
            && !path.starts_with("/api/")
            && !table.iter().any(|(other, of, _)| *other == Method::GET && of == path)
    });
    let without_page: Vec<&str> = without_page.map(|(_, path, _)| path.as_str()).collect();
    assert_eq!(without_page, ["/staff/sign-out"], "whoever comes back to it sees a page");
    testing::walk(&test, &table, &site.into_router(&platform.kit)).await.assert_right();
    looking.abort();
}

pub async fn load_the_demonstration(store: &Store) {
    let data = government::read(demo_data().as_ref()).unwrap();
    let begin = Moment::parse("2023-03-20T09:00:00Z").unwrap();
    let recorded = store
        .write_batch(move |tx| record(tx, &Actor::portico("test"), begin, "2023-03-20".parse().expect("a day"), &data));
    recorded.await.unwrap();
}
