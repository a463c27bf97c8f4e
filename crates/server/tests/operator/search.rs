//! The search over the inventory, in a server that runs.

use std::{fs, time::Duration};

use crate::{place::Place, process::until};

/// The edition that a place's index says it was made of.
fn edition(place: &Place) -> Option<String> {
    let meta: serde_json::Value =
        serde_json::from_slice(&fs::read(place.data().join("search/0/meta.json")).ok()?).ok()?;
    let mark: serde_json::Value = serde_json::from_str(meta["payload"].as_str()?).ok()?;
    Some(mark["edition"].to_string())
}

#[test]
fn the_search_follows_a_publication_within_a_second() {
    let place = Place::new().migrated();
    let running = place.serve(&[]);
    until("the index of nothing", || edition(&place).as_deref() == Some("0"));
    place.execute(
        r#"INSERT INTO inventory_part (source, kind, name, from_day, since, until, id, digest, document)
             VALUES ('a', 'Event', 'urn:e', '2020-01-01', 1, NULL, 'evt_1', 'x', '{"events":{"urn:e":{"title":{"en":"Tide"}}}}');
           INSERT INTO inventory_edition (number, import, published_at) VALUES (1, 'imp_1', 1)"#,
    );
    let took = until("the publication", || edition(&place).as_deref() == Some("1"));
    // A second where nothing else runs.
    assert!(took < Duration::from_secs(3), "{took:?}");
    drop(running);
    // What was there is there again, without being made anew.
    let written = fs::metadata(place.data().join("search/0/meta.json")).unwrap().modified().unwrap();
    let running = place.serve(&[]);
    until("ready", || running.get("/readyz").status == 200);
    assert_eq!(fs::metadata(place.data().join("search/0/meta.json")).unwrap().modified().unwrap(), written);
}
