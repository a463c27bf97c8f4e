//! What a file says otherwise than what stands.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use values::Day;

use super::{
    super::{
        Change, FieldChange, Key, Sort, Standing, Version, compare,
        compare::{Said, said_again},
        fields_changed,
    },
    day,
};
use crate::inventory::{Edition, Event, Inventory, Iri, Kind, Lost, Tag};

fn said(title: &str) -> Inventory {
    let event = Event { title: [(Tag::new("en"), title.to_owned())].into(), ..Event::default() };
    Inventory { events: [(Iri::new("urn:e"), event)].into(), ..Inventory::default() }
}

#[test]
fn fields_that_differ_are_named_from_the_outside_in() {
    let document = |inventory: &Inventory| serde_json::to_string(inventory).unwrap();
    let changed = fields_changed(Some(&document(&said("A"))), Some(&document(&said("B"))));
    let expected = FieldChange {
        field: "events.urn:e.title.en".to_owned(),
        path: ["events", "urn:e", "title", "en"].map(str::to_owned).into(),
        before: Some("A".into()),
        after: Some("B".into()),
    };
    assert_eq!(changed, [expected]);
    assert_eq!(fields_changed(Some("{}"), Some("{}")), []);
    assert_eq!(fields_changed(None, Some("{}")).len(), 1);
}

#[test]
fn what_is_kept_beside_the_fields_is_told_by_property() {
    let document = |statements: &str| format!(r#"{{"services":{{"urn:s":{{"rest":[{statements}]}}}}}}"#);
    let (one, other) = (
        r#"{"property":"urn:p","object":{"Literal":{"value":"1"}}},{"property":"urn:q","object":{"Thing":"urn:t"}}"#,
        r#"{"property":"urn:p","object":{"Literal":{"value":"un","language":"fr"}}},{"property":"urn:q","object":{"Thing":"urn:t"}}"#,
    );
    let changed = fields_changed(Some(&document(one)), Some(&document(other)));
    let expected = FieldChange {
        field: "services.urn:s.rest.urn:p".to_owned(),
        path: ["services", "urn:s", "rest", "urn:p"].map(str::to_owned).into(),
        before: Some(r#""1""#.into()),
        after: Some(r#""un" (fr)"#.into()),
    };
    assert_eq!(changed, [expected]);
    // Nothing that changes is passed over, be it only the type of its letters.
    let typed = r#"{"property":"urn:p","object":{"Literal":{"value":"1","datatype":"urn:int"}}},{"property":"urn:q","object":{"Thing":"urn:t"}}"#;
    assert_eq!(fields_changed(Some(&document(one)), Some(&document(typed))).len(), 1);
    // Nor one that reads alike.
    let said = |object: &str| document(&format!(r#"{{"property":"urn:p","object":{object}}}"#));
    let alike = [
        r#"{"Thing":"urn:t"}"#,
        r#"{"Literal":{"value":"urn:t"}}"#,
        r#"{"Literal":{"value":"urn:t (en)"}}"#,
        r#"{"Literal":{"value":"urn:t","language":"en"}}"#,
    ];
    for (n, one) in alike.iter().enumerate() {
        for other in &alike[n + 1..] {
            assert_eq!(fields_changed(Some(&said(one)), Some(&said(other))).len(), 1, "{one} {other}");
        }
    }
}

/// Files of a source: each from a day, with the things that it has and what it says of them.
fn files() -> impl Strategy<Value = Vec<(i16, BTreeMap<u8, u8>)>> {
    proptest::collection::vec((0..6_i16, proptest::collection::btree_map(0..6_u8, 0..3_u8, 0..6)), 0..12)
}

/// One thing that says this of itself.
fn part(name: u8, title: u8) -> Inventory {
    let event = Event { title: [(Tag::new("en"), title.to_string())].into(), ..Event::default() };
    Inventory { events: [(Iri::new(format!("urn:{name}")), event)].into(), ..Inventory::default() }
}

pub(super) fn edition_of(from: Day, things: &BTreeMap<u8, u8>) -> Edition {
    let mut inventory = Inventory::default();
    for (name, title) in things {
        inventory.events.extend(part(*name, *title).events);
    }
    Edition { from: Some(from), inventory }
}

pub(super) fn applied(standing: &mut Standing, changes: Vec<Change>) {
    for change in changes {
        let version = Version { id: String::new(), digest: change.after.map(|said| said.digest) };
        standing.put(change.key, change.from, version);
    }
}

proptest! {
    /// Against the obvious: on each day each thing says what the file with the latest day not after it says, and of several
    /// of that day the one that came last; whichever came first, and whether or not it changed anything.
    #[test]
    fn what_stands_is_what_the_files_said(files in files()) {
        let date = |n: i16| day(&format!("20{:02}-01-01", 20 + n));
        let key = |name: u8| -> Key { (Some(Kind::Event), Iri::new(format!("urn:{name}"))) };
        let mut standing = Standing::default();
        let mut told: BTreeSet<Day> = BTreeSet::new();
        let mut obvious: BTreeMap<i16, BTreeMap<u8, u8>> = BTreeMap::new();
        let on = |obvious: &BTreeMap<i16, BTreeMap<u8, u8>>, name: u8, n: i16| {
            obvious.range(..=n).next_back().and_then(|(_, said)| said.get(&name).copied())
        };
        for (from, things) in &files {
            let before = obvious.clone();
            let changes = compare(&standing, &[edition_of(date(*from), things)], &Lost::default(), date(0));
            for change in &changes {
                prop_assert_eq!(change.before.as_deref(), standing.digest_on(&change.key, change.from));
                prop_assert!(change.before.is_some() || change.after.is_some());
            }
            for name in 0..6_u8 {
                let (before, after) = (on(&before, name, *from), things.get(&name).copied());
                let changed = changes.iter().find(|change| change.key == key(name));
                prop_assert_eq!(changed.is_some(), before != after);
                if let Some(change) = changed {
                    let expected = match (before, after) { (None, _) => Sort::New, (_, None) => Sort::Gone, _ => Sort::Changed };
                    prop_assert_eq!(change.sort(), expected);
                }
            }
            let others = told.iter().copied().filter(|day| *day != date(*from)).collect();
            let again = said_again(&standing, &changes, &others);
            obvious.insert(*from, things.clone());
            told.insert(date(*from));
            applied(&mut standing, [changes, again].concat());
            for name in 0..6_u8 {
                for n in 0..6_i16 {
                    let said = on(&obvious, name, n).map(|title| Said::of(&part(name, title)).digest);
                    prop_assert_eq!(standing.digest_on(&key(name), date(n)), said.as_deref(), "{} on {}", name, n);
                }
            }
            // The same file once more changes nothing.
            prop_assert_eq!(compare(&standing, &[edition_of(date(*from), things)], &Lost::default(), date(0)), Vec::new());
        }
    }
}
