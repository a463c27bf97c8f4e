//! A file comes, is approved by a second person, and is published from a day.

use std::collections::BTreeMap;

use values::{Actor, Id, Role, id};

use super::{
    super::{
        ImportError, Incoming, Move, State, all, approve, fields_changed, found, parts_on, receive, sort_by_title,
        sorts,
        steps::{self, receive_meanwhile},
        told, withdraw,
    },
    Desk, NOW, day, list, manager,
};
use crate::inventory::{Format, Tag};

#[test]
fn a_file_is_looked_at_approved_by_a_second_person_and_published_from_a_day() {
    let desk = Desk::new();
    let import =
        desk.bring("uk", list(&[("1", "Find a school"), ("2", "Find a library")]), "2023-04-01").unwrap().unwrap();
    assert_eq!((import.state.clone(), import.changes, import.over), (State::Previewed, 2, 0));
    assert_eq!(desk.now(), 0);
    assert!(matches!(desk.publish(&import), Err(ImportError::InvalidMove(_))));
    assert!(matches!(desk.approve(&import, "ottoline"), Err(ImportError::OwnWork)));
    desk.approve(&import, "percival").unwrap();
    assert!(matches!(desk.approve(&import, "percival"), Err(ImportError::InvalidMove(_))));
    assert_eq!(desk.publish(&import).unwrap(), 1);
    assert_eq!(desk.titles("2023-04-01", 1), ["Find a school", "Find a library"]);
    assert_eq!(desk.titles("2023-03-31", 1), Vec::<String>::new());
    // Each of its records has an account, and each of its acts is in the audit.
    let id = import.id.clone();
    let records = desk.read(move |tx| found(tx, &id, 0, 10));
    assert_eq!(records.iter().map(|record| record.verdict.as_str()).collect::<Vec<_>>(), ["taken", "taken"]);
    let acts = desk.read(|tx| ::store::audit::unnumbered(tx, 10));
    let mut acts: Vec<_> = acts.iter().map(|entry| entry.action.as_str()).collect();
    acts.sort_unstable();
    let expected =
        ["catalogue.import-approved", "catalogue.imported", "catalogue.publication-begun", "catalogue.published"];
    assert_eq!(acts, expected);
}

#[test]
fn the_same_file_again_changes_nothing() {
    let desk = Desk::new();
    let file = list(&[("1", "Find a school")]);
    desk.all_of_it("uk", file.clone(), "2023-04-01");
    assert_eq!(desk.bring("uk", file, "2023-04-01").unwrap(), None);
    assert_eq!(desk.read(|tx| all(tx, 10)).len(), 1);
}

#[test]
fn a_later_file_changes_what_it_says_otherwise_from_its_day_and_history_stays() {
    let desk = Desk::new();
    desk.all_of_it("uk", list(&[("1", "One"), ("2", "Two"), ("3", "Three")]), "2023-01-01");
    // Another source is another matter.
    desk.all_of_it("fr", list(&[("9", "Neuf")]), "2023-01-01");
    let second = desk.bring("uk", list(&[("1", "One"), ("2", "Deux"), ("4", "Four")]), "2024-01-01").unwrap().unwrap();
    let of = second.clone();
    let changes = desk.read(move |tx| told(tx, &of, 0, 10));
    let said: Vec<_> =
        changes.iter().map(|told| (told.name.as_str(), told.before.is_some(), told.after.is_some())).collect();
    let name = |n: &str| format!("https://example.org/service-type/{n}");
    assert_eq!(said, [(&*name("2"), true, true), (&*name("4"), false, true), (&*name("3"), true, false)]);
    let fields = fields_changed(changes[0].before.as_deref(), changes[0].after.as_deref());
    assert_eq!(fields.len(), 1);
    assert!(fields[0].field.ends_with(".title.en"), "{fields:?}");
    assert_eq!((fields[0].before.clone().unwrap(), fields[0].after.clone().unwrap()), ("Two".into(), "Deux".into()));

    desk.approve(&second, "percival").unwrap();
    assert_eq!(desk.publish(&second).unwrap(), 3);
    assert_eq!(desk.titles("2024-06-01", 3), ["Neuf", "One", "Deux", "Four"]);
    assert_eq!(desk.titles("2023-06-01", 3), ["Neuf", "One", "Two", "Three"]);
    assert_eq!(desk.titles("2024-06-01", 2), ["Neuf", "One", "Two", "Three"]);
    assert_eq!(desk.titles("2024-06-01", 1), ["One", "Two", "Three"]);
}

#[test]
fn what_was_published_before_lists_were_sorted_is_sorted_once() {
    let desk = Desk::new();
    desk.all_of_it("uk", list(&[("1", "One"), ("2", "Two")]), "2023-01-01");
    let titles = |desk: &Desk| {
        desk.read(|tx| tx.all("SELECT title_en FROM inventory_part ORDER BY title_en", &[], |row| row.get::<String>(0)))
    };
    assert_eq!(titles(&desk), ["one", "two"]);
    desk.fresh.store.write_blocking(|tx| tx.execute("UPDATE inventory_part SET title_en = ''", &[])).unwrap();
    desk.runtime.block_on(sort_by_title(&desk.fresh.store)).unwrap();
    assert_eq!(titles(&desk), ["one", "two"]);
}

#[test]
fn what_is_left_out_does_not_end_what_stands() {
    let desk = Desk::new();
    desk.all_of_it("uk", list(&[("1", "One"), ("2", "Two"), ("3", "Three")]), "2023-01-01");
    let bring = |file: &[u8]| {
        let incoming = Desk::incoming("uk", file.to_vec(), "2023-01-01");
        let who = manager("ottoline");
        let received = receive(&desk.fresh.store, &who, NOW, &incoming, |_| {});
        let (outcome, import) = desk.runtime.block_on(received).unwrap();
        let told = import.map(|import| desk.read(move |tx| sorts(tx, &import.id))).unwrap_or_default();
        (outcome.problems.iter().any(|problem| problem.rule == "stays"), told)
    };
    // The second has lost its title; the third is no more.
    let (is_said, [new, changed, gone]) = bring(b"LGSL,Description,Providing Tier\n1,One,all\n2,,all\n");
    assert_eq!((is_said, new, changed, gone), (true, 0, 0, 1));
    // Nobody knows which ones a row without a number and an open quotation mark stand for.
    for file in [
        &b"LGSL,Description,Providing Tier\n1,Uno,all\n,Two,all\n"[..],
        b"LGSL,Description,Providing Tier\n1,Uno,all\n2,\"Two,all\n3,Three,all\n",
    ] {
        let (is_said, [new, changed, gone]) = bring(file);
        assert_eq!((is_said, new, changed, gone), (true, 0, 1, 0));
    }
    let (is_said, [.., gone]) = bring(b"LGSL,Description,Providing Tier\n1,One,all\n");
    assert_eq!((is_said, gone), (false, 2), "what is not in the file is no more");
}

#[test]
fn a_file_that_takes_long_goes_on_by_itself() {
    let desk = Desk::new();
    let incoming = Desk::incoming("uk", list(&[("1", "One")]), "2023-01-01");
    let (store, who) = (&desk.fresh.store, manager("ottoline"));
    let received = receive_meanwhile(store, &who, NOW, incoming.clone(), std::time::Duration::ZERO);
    assert!(desk.runtime.block_on(received).unwrap().is_none());
    let arrived = || desk.read(|tx| all(tx, 10)).into_iter().any(|import| import.state == State::Previewed);
    for _ in 0..200 {
        if arrived() {
            break;
        }
        desk.runtime.block_on(async { tokio::time::sleep(std::time::Duration::from_millis(10)).await });
    }
    assert!(arrived());
    let patient = std::time::Duration::from_mins(1);
    let other = Incoming { source: "other".to_owned(), ..incoming };
    let received = desk.runtime.block_on(receive_meanwhile(store, &who, NOW, other, patient)).unwrap();
    assert!(received.unwrap().1.is_some());
}

#[test]
fn what_was_interrupted_on_its_way_can_be_given_up() {
    let arriving = State::Arriving.apply(Move::Withdraw(Id::named("ottoline").unwrap(), "stuck".to_owned()));
    assert!(matches!(arriving, Ok(State::Withdrawn { .. })));
}

#[test]
fn whoever_describes_something_first_is_heard_where_sources_are_put_together() {
    let desk = Desk::new();
    let (store, who) = (&desk.fresh.store, manager("ottoline"));
    let together = || {
        let all = desk.runtime.block_on(crate::export::standing_on(store, None, day("2024-01-01"))).unwrap();
        all.service_types.into_values().map(|known| known.title[&Tag::new("en")].clone()).collect::<Vec<_>>()
    };
    let rules = |source: &str, title: &str| {
        let incoming = Desk::incoming(source, list(&[("1", title)]), "2023-03-01");
        let (outcome, _) = desk.runtime.block_on(receive(store, &who, NOW, &incoming, |_| {})).unwrap();
        outcome.problems.into_iter().map(|problem| (problem.rule, problem.what)).collect::<Vec<_>>()
    };
    // Its own source changes it, and its name says nothing of who was first.
    desk.all_of_it("zebra", list(&[("1", "Find a school")]), "2023-01-01");
    desk.all_of_it("zebra", list(&[("1", "Find a good school")]), "2023-02-01");
    let [(rule, what)] = &rules("adder", "Go to evil.example")[..] else { panic!("one remark is expected") };
    assert_eq!(*rule, "described-elsewhere");
    assert!(what.contains("'zebra'"), "{what}");
    assert_eq!(rules("adder", "Find a good school"), [], "who says the same needs no remark");
    desk.all_of_it("adder", list(&[("1", "Go to evil.example")]), "2023-01-01");
    assert_eq!(together(), ["Find a good school"]);
    // Nor as a thing of another kind, or of none.
    let name = desk.runtime.block_on(crate::export::standing_on(store, Some("zebra"), day("2024-01-01"))).unwrap();
    let name = name.service_types.keys().next().unwrap().clone();
    for (source, said) in [
        (
            "boa",
            format!(
                "<{name}> a <http://purl.org/vocab/cpsv#PublicService> ; <http://purl.org/dc/terms/title> \"Evil\"@en ."
            ),
        ),
        ("cobra", format!("<{name}> <http://www.w3.org/2004/02/skos/core#prefLabel> \"Evil\"@en .")),
    ] {
        let incoming = Incoming { format: Format::Turtle, ..Desk::incoming(source, said.into_bytes(), "2023-01-01") };
        let (outcome, import) = desk.runtime.block_on(receive(store, &who, NOW, &incoming, |_| {})).unwrap();
        assert!(outcome.problems.iter().any(|problem| problem.rule == "described-elsewhere"), "{source}");
        let import = import.unwrap();
        desk.approve(&import, "percival").unwrap();
        desk.publish(&import).unwrap();
    }
    let all = desk.runtime.block_on(crate::export::standing_on(store, None, day("2024-01-01"))).unwrap();
    assert_eq!((all.services.len(), all.others.len(), all.service_types.len()), (0, 0, 1));
    // Whoever only mentioned a thing does not silence who describes it.
    let desk = Desk::new();
    let store = &desk.fresh.store;
    for (source, said) in [
        ("asp", "<urn:x> <http://purl.org/dc/terms/title> \"Mentioned\"@en ."),
        (
            "bat",
            "<urn:x> a <http://purl.org/vocab/cpsv#PublicService> ; <http://purl.org/dc/terms/title> \"Described\"@en .",
        ),
    ] {
        let incoming =
            Incoming { format: Format::Turtle, ..Desk::incoming(source, said.as_bytes().to_vec(), "2023-01-01") };
        let import = desk.runtime.block_on(receive(store, &who, NOW, &incoming, |_| {})).unwrap().1.unwrap();
        desk.approve(&import, "percival").unwrap();
        desk.publish(&import).unwrap();
    }
    let all = desk.runtime.block_on(crate::export::standing_on(store, None, day("2024-01-01"))).unwrap();
    assert_eq!((all.services.len(), all.others.len()), (1, 0));
}

#[test]
fn what_ends_and_stands_again_later_is_said() {
    let desk = Desk::new();
    desk.all_of_it("uk", list(&[("1", "One")]), "2023-06-01");
    desk.all_of_it("uk", list(&[("1", "One")]), "2020-01-01");
    let bring = |file: Vec<u8>, from: &str| {
        let incoming = Desk::incoming("uk", file, from);
        let who = manager("ottoline");
        let received = desk.runtime.block_on(receive(&desk.fresh.store, &who, NOW, &incoming, |_| {}));
        received.unwrap().0.problems.into_iter().map(|problem| problem.what).collect::<Vec<_>>()
    };
    let said = bring(list(&[("2", "Two")]), "2021-01-01");
    let again = "1 that end stand again later, the first from 2023-06-01 on: another import says so";
    let until =
        "1 of its changes hold until later files speak, the first on 2023-06-01: from then on stands what they said";
    assert_eq!(said, [again, until]);
    assert_eq!(bring(list(&[("2", "Two")]), "2023-06-01"), Vec::<String>::new());
    // Also where it is gone in between, by the word of an earlier file.
    desk.all_of_it("gb", list(&[("1", "One"), ("2", "Two")]), "2019-01-01");
    desk.all_of_it("gb", list(&[("2", "Two")]), "2020-01-01");
    desk.all_of_it("gb", list(&[("1", "One"), ("2", "Two")]), "2021-01-01");
    let incoming = Desk::incoming("gb", list(&[("2", "Two")]), "2019-01-01");
    let who = manager("ottoline");
    let (outcome, _) = desk.runtime.block_on(receive(&desk.fresh.store, &who, NOW, &incoming, |_| {})).unwrap();
    assert!(outcome.problems.iter().any(|problem| problem.what.contains("the first from 2021-01-01")));
    // Nothing ends here; what is new holds until the later file speaks.
    assert_eq!(bring(list(&[("1", "One"), ("2", "Two")]), "2021-01-01"), [until]);
}

#[test]
fn a_file_of_an_earlier_day_says_nothing_of_the_days_of_later_files() {
    let desk = Desk::new();
    desk.all_of_it("uk", list(&[("1", "Old")]), "2021-04-01");
    // It changes nothing, and was said all the same.
    assert_eq!(desk.bring("uk", list(&[("1", "Old")]), "2023-04-01").unwrap(), None);
    let late = Desk::incoming("uk", list(&[("1", "Interim"), ("2", "New")]), "2022-04-01");
    let who = manager("ottoline");
    let (outcome, import) = desk.runtime.block_on(receive(&desk.fresh.store, &who, NOW, &late, |_| {})).unwrap();
    let said: Vec<_> = outcome.problems.iter().map(|problem| problem.what.as_str()).collect();
    let expected =
        "2 of its changes hold until later files speak, the first on 2023-04-01: from then on stands what they said";
    assert_eq!(said, [expected]);
    let import = import.unwrap();
    desk.approve(&import, "percival").unwrap();
    desk.publish(&import).unwrap();
    for (on, titles) in
        [("2021-05-01", vec!["Old"]), ("2022-05-01", vec!["Interim", "New"]), ("2023-05-01", vec!["Old"])]
    {
        assert_eq!(desk.titles(on, desk.now()), titles, "{on}");
    }
    // A later file that was never published says nothing.
    desk.bring("uk", list(&[("1", "Draft")]), "2025-04-01").unwrap().unwrap();
    desk.all_of_it("uk", list(&[("1", "Now")]), "2024-04-01");
    assert_eq!(desk.titles("2025-05-01", desk.now()), ["Now"]);
}

#[test]
fn a_file_with_nothing_in_it_ends_nothing() {
    let desk = Desk::new();
    desk.all_of_it("uk", list(&[("1", "One")]), "2023-01-01");
    for (format, file) in [(Format::Lgsl, list(&[])), (Format::Turtle, Vec::new()), (Format::JsonLd, b"[]".to_vec())] {
        let incoming = Incoming { format, ..Desk::incoming("uk", file, "2023-02-01") };
        let received = desk.runtime.block_on(receive(&desk.fresh.store, &manager("ottoline"), NOW, &incoming, |_| {}));
        assert!(matches!(received, Err(ImportError::Empty)), "{received:?}");
    }
}

#[test]
fn our_own_id_of_a_part_stays() {
    let desk = Desk::new();
    let ids = |edition| {
        let parts = desk.read(move |tx| parts_on(tx, None, day("2025-01-01"), edition, None, 10));
        parts.into_iter().map(|part| (part.name, part.id)).collect::<BTreeMap<_, _>>()
    };
    desk.all_of_it("uk", list(&[("1", "One"), ("2", "Two")]), "2023-01-01");
    desk.all_of_it("uk", list(&[("2", "Two")]), "2023-06-01");
    desk.all_of_it("uk", list(&[("1", "One again"), ("2", "Deux")]), "2024-01-01");
    assert_eq!(ids(1), ids(3));
    assert!(ids(1).values().all(|id| id.starts_with("typ_")));
}

#[test]
fn an_import_that_was_overtaken_is_not_published() {
    let desk = Desk::new();
    let one = desk.bring("uk", list(&[("1", "One")]), "2023-01-01").unwrap().unwrap();
    let other = desk.bring("uk", list(&[("1", "Eins")]), "2023-01-01").unwrap().unwrap();
    let late = desk.bring("uk", list(&[("1", "Uno")]), "2023-01-01").unwrap().unwrap();
    desk.approve(&one, "percival").unwrap();
    desk.approve(&other, "percival").unwrap();
    desk.publish(&other).unwrap();
    assert!(matches!(desk.publish(&one), Err(ImportError::Stale(_))));
    assert!(matches!(desk.approve(&late, "percival"), Err(ImportError::Stale(_))));
    assert_eq!(desk.titles("2023-06-01", desk.now()), ["Eins"]);
    // Another source does not overtake it.
    let third = desk.bring("fr", list(&[("1", "Un")]), "2023-01-01").unwrap().unwrap();
    desk.approve(&third, "percival").unwrap();
    desk.publish(&third).unwrap();
}

#[test]
fn bad_input_has_its_own_error_and_changes_nothing() {
    let desk = Desk::new();
    assert!(matches!(desk.bring("Not A Name", list(&[]), "2023-01-01"), Err(ImportError::Source(_))));
    assert!(matches!(desk.bring("government", list(&[]), "2023-01-01"), Err(ImportError::Reserved(_))));
    for base in [
        "not an address",
        "a b",
        "javascript:alert(1)",
        "http://x/<script>",
        "http://x/%zz",
        "http://[/",
        "http://",
        "urn:",
        "",
    ] {
        let incoming = Incoming { base: base.to_owned(), ..Desk::incoming("uk", list(&[("1", "One")]), "2023-01-01") };
        let received = desk.runtime.block_on(receive(&desk.fresh.store, &manager("ottoline"), NOW, &incoming, |_| {}));
        assert!(matches!(received, Err(ImportError::Base(_))), "{base}");
    }
    assert!(matches!(desk.bring("uk", b"a,b\n".to_vec(), "2023-01-01"), Err(ImportError::Unread(_))));
    let import = desk.bring("uk", list(&[("1", "One")]), "2023-01-01").unwrap().unwrap();
    let id = import.id.clone();
    let officer = Actor::staff(Id::named("x").unwrap(), Role::SupplierOfficer, Id::named("office").unwrap());
    let stranger = officer.clone();
    assert!(matches!(desk.write(move |tx| approve(tx, &officer, NOW, &id, None)), Err(ImportError::NotAManager)));
    let id = import.id.clone();
    assert!(matches!(desk.write(move |tx| withdraw(tx, &stranger, NOW, &id, "no")), Err(ImportError::NotAManager)));
    let id = import.id.clone();
    let other = desk.write(move |tx| approve(tx, &manager("percival"), NOW, &id, Some("0000")));
    assert!(matches!(other, Err(ImportError::OtherHash(_))));
    let nobody: Id<id::Import> = Id::named("nothing").unwrap();
    let unknown = desk.write(move |tx| approve(tx, &manager("percival"), NOW, &nobody, None));
    assert!(matches!(unknown, Err(ImportError::Unknown(_))));
    let id = import.id.clone();
    let silent = desk.write(move |tx| withdraw(tx, &manager("ottoline"), NOW, &id, "  "));
    assert!(matches!(silent, Err(ImportError::NoReason)));
    let id = import.id.clone();
    let given_up = desk.write(move |tx| withdraw(tx, &manager("ottoline"), NOW, &id, "a mistake")).unwrap();
    assert!(matches!(given_up.state, State::Withdrawn { .. }));
    assert!(matches!(desk.approve(&import, "percival"), Err(ImportError::InvalidMove(_))));
    assert_eq!(desk.now(), 0);
}

#[test]
fn a_publication_that_was_interrupted_is_seen_by_nobody_and_goes_on() {
    let desk = Desk::new();
    let many: Vec<(String, String)> = (0..350).map(|n| (n.to_string(), format!("Service {n}"))).collect();
    let lines: Vec<(&str, &str)> = many.iter().map(|(n, title)| (n.as_str(), title.as_str())).collect();
    desk.all_of_it("uk", list(&[("0", "Before")]), "2023-01-01");
    let import = desk.bring("uk", list(&lines), "2023-01-01").unwrap().unwrap();
    desk.approve(&import, "percival").unwrap();
    let id = import.id.clone();
    desk.write(move |tx| steps::begin(tx, &manager("ottoline"), NOW, &id)).unwrap();
    for _ in 0..2 {
        let id = import.id.clone();
        desk.write(move |tx| steps::advance(tx, &id)).unwrap();
    }
    assert_eq!((desk.now(), desk.titles("2023-06-01", desk.now())), (1, vec!["Before".to_owned()]));
    // Nobody else publishes in between.
    let other = desk.bring("fr", list(&[("1", "Un")]), "2023-01-01").unwrap().unwrap();
    desk.approve(&other, "percival").unwrap();
    assert!(matches!(desk.publish(&other), Err(ImportError::Busy(busy)) if busy == import.id));
    assert_eq!(desk.publish(&import).unwrap(), 2);
    assert_eq!(desk.titles("2023-06-01", 2).len(), 350);
    assert_eq!(desk.publish(&other).unwrap(), 3);
}
