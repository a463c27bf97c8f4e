//! How the search follows what is published, day by day, and what becomes of an index that is lost or another's.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::*;

#[test]
fn nothing_is_found_before_the_index_is_there() {
    let town = Town::settled();
    let finder = town.finder();
    assert!(matches!(finder.find(&asked(Language::En, "death", &[])), Err(FinderError::NotReady)));
    assert!(town.follow(&finder, "2023-06-01"));
    assert!(!town.follow(&finder, "2023-06-01"));
    assert_eq!(titles(&finder.find(&asked(Language::En, "death", &[])).unwrap()).len(), 2);
    assert_eq!(titles(&finder.find(&asked(Language::En, "", &[])).unwrap()), Vec::<String>::new());
}

#[test]
fn a_publication_changes_what_is_found_and_so_does_a_new_day() {
    let town = Town::settled();
    let finder = town.searched("2023-06-01");
    let found = |text| titles(&finder.find(&asked(Language::En, text, &[])).unwrap());
    // What is published for a later day is found from that day on.
    let later = TABLE.replace("Waste collection", "Refuse rounds").replace("3,city,,Penalty", "6,city,,Penalty");
    town.publish("city", Format::Template, &later, "2023-09-01");
    assert!(town.follow(&finder, "2023-06-01"));
    assert_eq!((found("waste"), found("rounds")), (vec!["Waste collection".to_owned()], vec![]));
    let penalty = |finder: &Finder| finder.find(&asked(Language::En, "penalty", &[])).unwrap().hits[0].name.clone();
    assert_eq!(penalty(&finder).as_str(), "urn:city:service/3");
    assert!(town.follow(&finder, "2023-09-01"));
    assert_eq!((found("waste"), found("rounds")), (vec![], vec!["Refuse rounds".to_owned()]));
    assert_eq!(penalty(&finder).as_str(), "urn:city:service/6");
    assert_eq!(finder.find(&asked(Language::En, "penalty", &[])).unwrap().total, 1);
    // And back, where a clock was set back.
    assert!(town.follow(&finder, "2023-08-31"));
    assert_eq!(found("waste"), ["Waste collection"]);
    assert!(town.follow(&finder, "2022-12-31"));
    assert_eq!(found("death"), Vec::<String>::new());
    // It is the same as one that is made anew.
    assert!(town.follow(&finder, "2023-09-01"));
    let anew = town.searched("2023-09-01");
    for text in ["death", "rounds", "waste", "penalty", "regis", "having a child"] {
        assert_eq!(found(text).len(), titles(&anew.find(&asked(Language::En, text, &[])).unwrap()).len(), "{text}");
    }
}

#[test]
fn a_publication_that_has_not_ended_is_not_found() {
    let town = Town::settled();
    let finder = town.searched("2023-06-01");
    let half = |tx: &mut ::store::Tx<'_>| {
        tx.execute(
            "INSERT INTO inventory_edition (number, import, published_at) VALUES (3, 'x', NULL)",
            ::store::args![],
        )?;
        tx.execute(
            "INSERT INTO inventory_part (source, kind, name, from_day, since, until, id, digest, document)
             SELECT 'half', kind, name, from_day, 3, NULL, 'half', digest, document FROM inventory_part
             WHERE name = 'urn:s:1'",
            ::store::args![],
        )
    };
    town.fresh.store.write_blocking::<_, StoreError, _>(half).unwrap();
    assert!(!town.follow(&finder, "2023-06-01"));
    town.follow(&finder, "2023-06-02");
    assert_eq!(finder.find(&asked(Language::En, "birth certificate", &[])).unwrap().total, 1);
}

#[test]
fn what_is_taken_back_is_found_no_more() {
    let town = Town::settled();
    let finder = town.searched("2023-06-01");
    let found = |text| titles(&finder.find(&asked(Language::En, text, &[])).unwrap());
    // From a day of its own: taken back, nothing begins on that day any more.
    let wrong =
        town.publish("city", Format::Template, &TABLE.replace("Waste collection", "Refuse rounds"), "2023-05-01");
    assert!(town.follow(&finder, "2023-06-01"));
    assert_eq!((found("waste"), found("rounds")), (vec![], vec!["Refuse rounds".to_owned()]));
    town.take_back(&wrong);
    assert!(town.follow(&finder, "2023-06-01"));
    assert_eq!((found("waste"), found("rounds")), (vec!["Waste collection".to_owned()], vec![]));
}

#[test]
fn a_service_is_found_where_its_body_works_for_as_long_as_that_is_there() {
    let prefixes = LINKED.split_once("<urn:s:1>").unwrap().0;
    let bodies = |of: &str| format!("{prefixes} <urn:b:2> a cv:PublicOrganisation ; skos:prefLabel \"County\" . {of}");
    let city = "<urn:b:1> a cv:PublicOrganisation ; skos:prefLabel \"City\" ; dct:spatial";
    let at = |place: &str| bodies(&format!("{city} <urn:a:{place}> ."));
    let service = "<urn:s:1> a cpsv:PublicService ; dct:title \"Bins\"@en ; cv:hasCompetentAuthority <urn:b:1> .";
    let town = Town::empty();
    town.publish("bodies", Format::Turtle, &at("east"), "2023-01-01");
    town.publish("services", Format::Turtle, &format!("{prefixes} {service}"), "2023-01-01");
    let finder = town.searched("2023-06-01");
    let found_in = || {
        let is_in = |place: &&str| {
            let filters = [Filter::new(By::Area, format!("urn:a:{place}"))];
            finder.find(&asked(Language::En, "bins", &filters)).unwrap().total > 0
        };
        ["east", "west"].into_iter().filter(is_in).collect::<Vec<_>>()
    };
    assert_eq!(found_in(), ["east"]);
    town.publish("bodies", Format::Turtle, &at("west"), "2023-02-01");
    town.follow(&finder, "2023-06-01");
    assert_eq!(found_in(), ["west"]);
    town.publish("bodies", Format::Turtle, &bodies(""), "2023-03-01");
    town.follow(&finder, "2023-06-01");
    assert_eq!(found_in(), Vec::<&str>::new());
}

#[test]
fn what_is_of_no_kind_that_is_known_stops_nothing() {
    let town = Town::empty();
    let strange = "<urn:x:1> <urn:x:says> \"something\" . <urn:x:2> a <urn:x:Strange> ; <urn:x:leads> <urn:x:1> .";
    town.publish("county", Format::Turtle, &format!("{LINKED}{strange}"), "2023-01-01");
    let finder = town.searched("2023-06-01");
    assert_eq!(titles(&finder.find(&asked(Language::En, "birth", &[])).unwrap()), ["Birth certificates"]);
    town.publish("county", Format::Turtle, LINKED, "2023-02-01");
    assert!(town.follow(&finder, "2023-06-01"));
}

#[test]
fn processes_that_share_a_data_folder_have_an_index_each() {
    let town = Town::settled();
    let one = town.searched("2023-06-01");
    let other = town.searched("2023-06-01");
    assert_ne!(one.folder(), other.folder());
    let folder = one.folder().to_owned();
    drop(one);
    // Whoever comes next takes what is free, and finds it made.
    let next = town.finder();
    assert_eq!(next.folder(), folder);
    assert!(next.mark().is_some() && !town.follow(&next, "2023-06-01"));
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.file_name().is_some_and(|name| !name.as_encoded_bytes().starts_with(b".tantivy")));
    files.sort();
    files
}

#[test]
fn a_data_folder_that_is_gone_is_not_made_again() {
    let town = Town::settled();
    let data = town.data.path().join("data");
    fs::create_dir(&data).unwrap();
    let finder = Finder::open(&data, Synonyms::shipped()).unwrap();
    let elsewhere = town.data.path().join("elsewhere");
    fs::rename(&data, &elsewhere).unwrap();
    let follow = || finder.follow(&town.fresh.store, day("2023-06-01"));
    assert!(matches!(follow(), Err(FinderError::Folder(_))));
    assert!(!data.exists());
    fs::rename(&elsewhere, &data).unwrap();
    assert!(follow().unwrap(), "once it is back, the index is made");
}

#[test]
fn a_damaged_index_is_thrown_away_and_made_anew() {
    let town = Town::settled();
    let folder = town.searched("2023-06-01").folder().to_owned();
    let lost: fn(&Path) = |file| fs::remove_file(file).unwrap();
    let empty: fn(&Path) = |file| fs::write(file, b"").unwrap();
    let altered: fn(&Path) = |file| {
        let mut bytes = fs::read(file).unwrap();
        let middle = bytes.len() / 3;
        bytes[middle] ^= 0x55;
        fs::write(file, bytes).unwrap();
    };
    // The list of files may be lost together with one of them.
    for (spoil, list) in [(lost, true), (empty, true), (altered, true), (lost, false), (altered, false)] {
        for n in 0..files(&folder).len() {
            let file = files(&folder)[n].clone();
            spoil(&file);
            if !list {
                fs::write(folder.join(".managed.json"), b"[]").unwrap();
            }
            let finder = town.finder();
            // The list of files alone may be lost without harm.
            let told = finder.mark().is_none() || file.ends_with(".managed.json");
            assert!(told, "{} was spoilt", file.display());
            town.follow(&finder, "2023-06-01");
            assert_eq!(finder.find(&asked(Language::En, "death", &[])).unwrap().total, 2, "{}", file.display());
        }
    }
}

#[test]
fn the_index_of_another_database_is_not_taken_for_this_ones() {
    let town = Town::settled();
    let finder = town.searched("2023-06-01");
    // As many editions, and other ones.
    let other = Town::empty();
    other.publish("a", Format::Template, "id,body,title_en\n1,x,Harbour dues\n", "2023-01-01");
    other.publish("b", Format::Template, "id,body,title_en\n1,x,Bridge tolls\n", "2023-01-01");
    let found = |text| titles(&finder.find(&asked(Language::En, text, &[])).unwrap());
    assert!(other.follow(&finder, "2023-06-01"));
    assert_eq!((found("harbour"), found("death")), (vec!["Harbour dues".to_owned()], vec![]));
    // An older one of the same.
    assert!(Town::empty().follow(&finder, "2023-06-01"));
    assert_eq!(found("harbour"), Vec::<String>::new());
}
