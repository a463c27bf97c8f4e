//! Imports, on the engine of the tests.

use std::collections::BTreeMap;

use ::store::{Migration, StoreError, testing};
use proptest::prelude::*;
use values::{Actor, Day, Id, Moment, Role, id};

use super::{
    Change, FieldChange, Import, ImportError, Incoming, Key, Sort, Standing, State, Version, all, approve, compare,
    current_edition, fields_changed, found, parts_on, publish, receive,
    steps::receive_meanwhile,
    told,
    undo::{Entry, Layers, Ledger, turned, undo},
    withdraw,
};
use crate::{
    MIGRATIONS,
    inventory::{Edition, Event, Format, Inventory, Iri, Kind, Lost, Tag},
};

const NOW: Moment = Moment(1_680_000_000_000);

fn tables() -> Vec<Migration> {
    [::store::MIGRATIONS, MIGRATIONS].concat()
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn manager(name: &str) -> Actor {
    Actor::staff(Id::named(name).unwrap(), Role::CatalogueManager, Id::named("office").unwrap())
}

struct Desk {
    fresh: testing::Fresh,
    runtime: tokio::runtime::Runtime,
}

/// One line of a list of services, as a file.
fn list(lines: &[(&str, &str)]) -> Vec<u8> {
    let rows = lines.iter().map(|(number, title)| format!("{number},{title},all"));
    let lines: Vec<String> = ["LGSL,Description,Providing Tier".to_owned()].into_iter().chain(rows).collect();
    lines.join("\n").into_bytes()
}

impl Desk {
    fn new() -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        Self { fresh: testing::fresh(&tables()), runtime }
    }

    fn incoming(source: &str, file: Vec<u8>, from: &str) -> Incoming {
        Incoming {
            source: source.to_owned(),
            format: Format::Lgsl,
            title: "list.csv".to_owned(),
            file: file.into(),
            from: day(from),
            base: "https://example.org/".to_owned(),
        }
    }

    fn bring(&self, source: &str, file: Vec<u8>, from: &str) -> Result<Option<Import>, ImportError> {
        let incoming = Self::incoming(source, file, from);
        let who = manager("ottoline");
        Ok(self.runtime.block_on(receive(&self.fresh.store, &who, NOW, &incoming, |_| {}))?.1)
    }

    fn write<T: Send + 'static>(
        &self,
        command: impl Fn(&mut ::store::Tx<'_>) -> Result<T, ImportError> + Send + 'static,
    ) -> Result<T, ImportError> {
        self.fresh.store.write_blocking(command)
    }

    fn read<T: Send + 'static>(
        &self,
        query: impl Fn(&mut ::store::Tx<'_>) -> Result<T, StoreError> + Send + 'static,
    ) -> T {
        self.fresh.store.read_blocking(query).unwrap()
    }

    fn approve(&self, import: &Import, who: &str) -> Result<Import, ImportError> {
        let (actor, id) = (manager(who), import.id.clone());
        self.write(move |tx| approve(tx, &actor, NOW, &id, None))
    }

    fn publish(&self, import: &Import) -> Result<i64, ImportError> {
        let who = manager("ottoline");
        Ok(self.runtime.block_on(publish(&self.fresh.store, &who, NOW, &import.id, |_| {}))?.edition)
    }

    /// Brings, approves and publishes a file.
    fn all_of_it(&self, source: &str, file: Vec<u8>, from: &str) -> Import {
        let import = self.bring(source, file, from).unwrap().unwrap();
        self.approve(&import, "percival").unwrap();
        self.publish(&import).unwrap();
        import
    }

    /// The titles that hold on a day, as of an edition.
    fn titles(&self, on: &str, edition: i64) -> Vec<String> {
        let on = day(on);
        let parts = self.read(move |tx| parts_on(tx, None, on, edition, None, 500));
        let titles = parts.iter().map(|part| {
            let part: Inventory = serde_json::from_str(&part.document).unwrap();
            part.service_types.values().next().unwrap().title[&Tag::new("en")].clone()
        });
        titles.collect()
    }

    fn now(&self) -> i64 {
        self.read(current_edition)
    }
}

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
fn what_was_published_is_taken_back_by_a_new_edition() {
    let desk = Desk::new();
    desk.all_of_it("uk", list(&[("1", "One"), ("2", "Two")]), "2023-01-01");
    let wrong = desk.all_of_it("uk", list(&[("1", "Wrong"), ("3", "Three")]), "2023-01-01");
    let undo_of =
        |import: &Import| desk.runtime.block_on(undo(&desk.fresh.store, &manager("percival"), NOW, &import.id, |_| {}));
    let back = undo_of(&wrong).unwrap();
    assert_eq!(undo_of(&wrong).unwrap().id, back.id, "whoever asks twice gets one draft");
    assert!(matches!(desk.approve(&back, "percival"), Err(ImportError::OwnWork)));
    desk.approve(&back, "ottoline").unwrap();
    assert_eq!(desk.publish(&back).unwrap(), 3);
    assert_eq!(desk.titles("2023-06-01", 3), ["One", "Two"]);
    assert_eq!(desk.titles("2023-06-01", 2), ["Wrong", "Three"]);
    // Once more it can't be: what it said stands no longer.
    assert!(matches!(undo_of(&wrong), Err(ImportError::TakenBack(_))));
    let waiting = desk.bring("uk", list(&[("1", "Other")]), "2023-01-01").unwrap().unwrap();
    assert!(matches!(undo_of(&waiting), Err(ImportError::InvalidMove(_))));
}

#[test]
fn whatever_is_taken_back_first_all_of_it_is_gone_in_the_end() {
    for is_last_first in [true, false] {
        let desk = Desk::new();
        let undone = |import: &Import| {
            let who = manager("percival");
            let back = undo(&desk.fresh.store, &who, NOW, &import.id, |_| {});
            let back = desk.runtime.block_on(back).unwrap();
            desk.approve(&back, "ottoline").unwrap();
            desk.publish(&back).unwrap();
            back
        };
        desk.all_of_it("uk", list(&[("1", "One"), ("2", "Two")]), "2023-01-01");
        let first = desk.all_of_it("uk", list(&[("1", "Wrong"), ("2", "Two"), ("3", "Three")]), "2023-02-01");
        let id_of_three = desk.read(move |tx| parts_on(tx, None, day("2023-02-01"), 2, None, 500))[2].id.clone();
        let second = desk.all_of_it("uk", list(&[("1", "Worse"), ("3", "Drei")]), "2023-03-01");
        assert_eq!(desk.titles("2023-03-01", 3), ["Worse", "Drei"]);
        let steps = if is_last_first { [&second, &first] } else { [&first, &second] };
        undone(steps[0]);
        let between = if is_last_first { vec!["Wrong", "Two", "Three"] } else { vec!["Worse", "Drei"] };
        assert_eq!(desk.titles("2023-03-01", 4), between);
        let last = undone(steps[1]);
        for on in ["2023-01-01", "2023-02-01", "2023-03-01", "2033-01-01"] {
            assert_eq!(desk.titles(on, 5), ["One", "Two"], "{on}");
        }
        // An entry that comes again has the address that it had, also for a day before it was taken back.
        desk.all_of_it("uk", list(&[("1", "One"), ("2", "Two"), ("3", "Tres")]), "2023-01-15");
        assert_eq!(desk.read(move |tx| parts_on(tx, None, day("2023-04-01"), 6, None, 500))[2].id, id_of_three);
        assert_eq!(desk.titles("2033-01-01", 6), ["One", "Two", "Tres"]);
        // What was taken back can be put there again, and only once.
        undone(&last);
        assert_eq!(desk.titles("2023-03-01", 7), between);
        let again = desk.runtime.block_on(undo(&desk.fresh.store, &manager("percival"), NOW, &last.id, |_| {}));
        assert!(matches!(again, Err(ImportError::TakenBack(_))));
    }
}

#[test]
fn what_a_later_import_changed_on_the_same_day_is_taken_back_there_first() {
    let desk = Desk::new();
    let drafted =
        |import: &Import| desk.runtime.block_on(undo(&desk.fresh.store, &manager("percival"), NOW, &import.id, |_| {}));
    let undone = |import: &Import| {
        let back = drafted(import).unwrap();
        desk.approve(&back, "ottoline").unwrap();
        desk.publish(&back).unwrap();
        back
    };
    desk.all_of_it("uk", list(&[("1", "One")]), "2023-01-01");
    let second = desk.all_of_it("uk", list(&[("1", "Two")]), "2023-01-01");
    undone(&second);
    let third = desk.all_of_it("uk", list(&[("1", "Three")]), "2023-01-01");
    let fourth = desk.all_of_it("uk", list(&[("1", "Two")]), "2023-01-01");
    // It says what the second said: that one is taken back all the same, and the third is covered.
    assert!(matches!(drafted(&second), Err(ImportError::TakenBack(_))));
    assert!(matches!(drafted(&third), Err(ImportError::ChangedSince { count: 1, .. })));
    undone(&fourth);
    undone(&third);
    assert_eq!(desk.titles("2023-06-01", desk.now()), ["One"]);
    // A day that is lifted, while something came for a day before it.
    let later = desk.all_of_it("uk", list(&[("1", "Later")]), "2023-05-01");
    let back = undone(&later);
    desk.all_of_it("uk", list(&[("1", "Earlier")]), "2023-03-01");
    assert_eq!(desk.titles("2023-06-01", desk.now()), ["Earlier"]);
    undone(&back);
    assert_eq!(desk.titles("2023-06-01", desk.now()), ["Later"]);
    assert_eq!(desk.titles("2023-04-01", desk.now()), ["Earlier"]);
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
    desk.runtime.block_on(super::sort_by_title(&desk.fresh.store)).unwrap();
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
        let told = import.map(|import| desk.read(move |tx| super::sorts(tx, &import.id))).unwrap_or_default();
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
    let arriving = State::Arriving.apply(super::Move::Withdraw(Id::named("ottoline").unwrap(), "stuck".to_owned()));
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
    assert_eq!(said, ["1 that end stand again later, the first from 2023-06-01 on: another import says so"]);
    assert_eq!(bring(list(&[("2", "Two")]), "2023-06-01"), Vec::<String>::new());
    // Also where it is gone in between, by the word of an earlier file.
    desk.all_of_it("gb", list(&[("1", "One"), ("2", "Two")]), "2019-01-01");
    desk.all_of_it("gb", list(&[("2", "Two")]), "2020-01-01");
    desk.all_of_it("gb", list(&[("1", "One"), ("2", "Two")]), "2021-01-01");
    let incoming = Desk::incoming("gb", list(&[("2", "Two")]), "2019-01-01");
    let who = manager("ottoline");
    let (outcome, _) = desk.runtime.block_on(receive(&desk.fresh.store, &who, NOW, &incoming, |_| {})).unwrap();
    assert!(outcome.problems.iter().any(|problem| problem.what.contains("the first from 2021-01-01")));
    assert_eq!(bring(list(&[("1", "One"), ("2", "Two")]), "2021-01-01"), Vec::<String>::new());
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
    desk.write(move |tx| super::steps::begin(tx, &manager("ottoline"), NOW, &id)).unwrap();
    for _ in 0..2 {
        let id = import.id.clone();
        desk.write(move |tx| super::steps::advance(tx, &id)).unwrap();
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

fn edition_of(from: Day, things: &BTreeMap<u8, u8>) -> Edition {
    let mut inventory = Inventory::default();
    for (name, title) in things {
        let event = Event { title: [(Tag::new("en"), title.to_string())].into(), ..Event::default() };
        inventory.events.insert(Iri::new(format!("urn:{name}")), event);
    }
    Edition { from: Some(from), inventory }
}

fn applied(standing: &mut Standing, changes: Vec<Change>) {
    for change in changes {
        let version = Version { id: String::new(), digest: change.after.map(|said| said.digest) };
        standing.put(change.key, change.from, version);
    }
}

proptest! {
    /// Against the obvious: on each day each thing says what the file with the latest day not after it says, and of
    /// several of that day the one that came last; except that a file speaks of its own day and whatever follows until
    /// the next day that some file spoke of that thing.
    #[test]
    fn what_stands_is_what_the_files_said(files in files()) {
        let date = |n: i16| day(&format!("20{:02}-01-01", 20 + n));
        let mut standing = Standing::default();
        let mut obvious: BTreeMap<u8, BTreeMap<i16, Option<u8>>> = BTreeMap::new();
        let on = |versions: &BTreeMap<i16, Option<u8>>, n: i16| versions.range(..=n).next_back().and_then(|(_, said)| *said);
        for (from, things) in &files {
            let changes = compare(&standing, &[edition_of(date(*from), things)], &Lost::default(), date(0));
            for change in &changes {
                prop_assert_eq!(change.before.as_deref(), standing.digest_on(&change.key, change.from));
                prop_assert!(change.before.is_some() || change.after.is_some());
            }
            let key = |name: u8| -> Key { (Some(Kind::Event), Iri::new(format!("urn:{name}"))) };
            for name in 0..6_u8 {
                let versions = obvious.entry(name).or_default();
                let (before, after) = (on(versions, *from), things.get(&name).copied());
                let changed = changes.iter().find(|change| change.key == key(name));
                prop_assert_eq!(changed.is_some(), before != after);
                if let Some(change) = changed {
                    let expected = match (before, after) { (None, _) => Sort::New, (_, None) => Sort::Gone, _ => Sort::Changed };
                    prop_assert_eq!(change.sort(), expected);
                    versions.insert(*from, after);
                }
            }
            applied(&mut standing, changes);
            for name in 0..6_u8 {
                for n in 0..6_i16 {
                    let said = on(&obvious[&name], n).is_some();
                    prop_assert_eq!(standing.digest_on(&key(name), date(n)).is_some(), said, "{} on {}", name, n);
                }
            }
            // The same file once more changes nothing.
            prop_assert_eq!(compare(&standing, &[edition_of(date(*from), things)], &Lost::default(), date(0)), Vec::new());
        }
    }

    /// Against the obvious: on each day counts what the last layer said that is not taken back. Files come, are taken back
    /// and put there again in any order; what can't be taken back has something later on the same day.
    #[test]
    fn imports_are_taken_back_and_put_there_again_in_any_order(
        steps in proptest::collection::vec((any::<prop::sample::Index>(), 0..4_u8, (0..6_i16, proptest::collection::btree_map(0..6_u8, 0..3_u8, 0..6))), 1..24),
    ) {
        let date = |n: i16| day(&format!("20{:02}-01-01", 20 + n));
        let id = |n: i64| Id::<id::Import>::named(&format!("import-{n}")).unwrap();
        let (mut standing, mut ledger, mut all) = (Standing::default(), Ledger::default(), Layers::default());
        for (index, sort, (from, things)) in steps {
            let edition = i64::try_from(ledger.0.len()).unwrap() + 1;
            let takes_back = (sort > 1 && edition > 1).then(|| i64::try_from(index.index(ledger.0.len())).unwrap() + 1);
            if let Some(of) = takes_back {
                let Some(turn) = ledger.turn(of) else {
                    prop_assert!(ledger.turned_by(of).is_some());
                    continue;
                };
                prop_assert_eq!(ledger.turned_by(of), None);
                let own: Layers = all.iter().filter(|(_, said)| said.contains_key(&turn.edition)).map(|(on, said)| (on.clone(), said.clone())).collect();
                let counting = ledger.counting();
                let is_covered = own.values().any(|said| said.keys().any(|other| *other > turn.edition && counting.contains(other)));
                match turned(turn, &counting, &own, &standing) {
                    Err(_) => {
                        prop_assert!(is_covered);
                        continue;
                    }
                    Ok(left) => {
                        prop_assert!(!is_covered);
                        standing = left;
                    }
                }
            } else {
                let changes = compare(&standing, &[edition_of(date(from), &things)], &Lost::default(), date(0));
                for change in &changes {
                    let version = Version { id: String::new(), digest: change.after.as_ref().map(|said| said.digest.clone()) };
                    all.entry((change.key.clone(), change.from)).or_default().insert(edition, version);
                }
                applied(&mut standing, changes);
            }
            ledger.0.insert(edition, Entry { import: id(edition), takes_back: takes_back.map(id) });
            let counting = ledger.counting();
            let mut obvious = Standing::default();
            for ((key, on), said) in &all {
                if let Some((_, version)) = said.iter().rev().find(|(edition, _)| counting.contains(edition)) {
                    obvious.put(key.clone(), *on, version.clone());
                }
            }
            standing.0.retain(|_, versions| !versions.is_empty());
            prop_assert_eq!(&standing, &obvious);
        }
    }
}
