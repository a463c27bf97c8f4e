//! What was published is taken back, and put there again.

use proptest::prelude::*;
use values::{Id, id};

use super::{
    super::{
        Import, ImportError, Standing, Version, compare, parts_on,
        undo::{Entry, Layers, Ledger, turned, undo},
    },
    Desk, NOW,
    compare::{applied, edition_of},
    day, list, manager,
};
use crate::inventory::Lost;

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

proptest! {
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
