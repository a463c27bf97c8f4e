//! The audit log: numbered without gaps, and no change to it goes unseen.

use std::collections::BTreeSet;

use proptest::prelude::*;
use store::{
    StoreError, Tx, Vault, args,
    audit::{self, Checkpoint, Entry, Fault, Report},
    testing::Fresh,
};
use values::{Actor, Id, RealTime, Role, Who};

use crate::fresh;

fn actor() -> Actor {
    Actor::staff(Id::named("sam").unwrap(), Role::SupplierOfficer, Id::named("allerdale").unwrap())
        .through("POST /desk/{id}/decide")
}

fn record(tx: &mut Tx<'_>, at: values::Moment, subject: &str) -> Result<(), StoreError> {
    let details = [("outcome", "granted".to_owned()), ("note", "it's \"so\"".to_owned())];
    let actor = actor();
    audit::record(tx, &Entry { at, actor: &actor, action: "request.decided", subject, details: &details })
}

fn record_many(fresh: &Fresh, from: i64, many: i64) {
    for n in from..from + many {
        fresh.clocks.advance_real(1);
        let at = fresh.clocks.now();
        fresh.store.write_blocking(move |tx| record(tx, at, &format!("req_{n}"))).unwrap();
    }
}

fn sequence(fresh: &Fresh, holder: &str) -> audit::Round {
    audit::sequence_blocking(&fresh.store, &fresh.vault, holder).unwrap()
}

fn verify_with(fresh: &Fresh, vault: &Vault, published: Vec<Checkpoint>) -> Report {
    let vault = vault.clone();
    fresh
        .store
        .read_blocking(move |tx| audit::verify(tx, &vault, &published))
        .map_err(|error: StoreError| error)
        .unwrap()
}

fn verify(fresh: &Fresh) -> Report {
    verify_with(fresh, &fresh.vault, Vec::new())
}

fn change(fresh: &Fresh, sql: String) {
    fresh.store.write_blocking(move |tx| tx.execute(&sql, args![])).map_err(|error: StoreError| error).unwrap();
}

fn checkpoints(fresh: &Fresh) -> Vec<Checkpoint> {
    fresh.store.read_blocking(|tx| audit::checkpoints(tx, 0, 1000)).map_err(|error: StoreError| error).unwrap()
}

#[test]
fn an_entry_says_who_did_what_through_which_door() {
    let fresh = fresh();
    record_many(&fresh, 1, 1);
    assert_eq!(sequence(&fresh, "a").numbered, 1);
    let entries = fresh.store.read_blocking(|tx| audit::entries(tx, 0, 10)).map_err(|e: StoreError| e).unwrap();
    let [entry] = entries.as_slice() else { panic!("{entries:?}") };
    assert_eq!(entry.number, Some(1));
    assert_eq!(entry.actor, actor());
    assert_eq!((entry.action.as_str(), entry.subject.as_str()), ("request.decided", "req_1"));
    assert_eq!(entry.details[1], ("note".to_owned(), "it's \"so\"".to_owned()));
    assert_eq!(entry.at, fresh.clocks.now());
    assert_eq!(entry.recorded_at, fresh.clocks.real());
}

#[test]
fn an_actor_of_every_kind_comes_back_as_it_was() {
    let fresh = fresh();
    let mut delegate = Actor::citizen(Id::named("ann").unwrap());
    delegate.on_behalf_of = Some(Id::named("bob").unwrap());
    let actors =
        [Actor::visitor(), delegate, Actor::agency(Id::named("eden").unwrap()), Actor::portico("worker"), actor()];
    for actor in actors.clone() {
        fresh.clocks.advance_real(1);
        let at = fresh.clocks.now();
        fresh
            .store
            .write_blocking(move |tx| {
                audit::record(tx, &Entry { at, actor: &actor, action: "a", subject: "s", details: &[] })
            })
            .unwrap();
    }
    let waiting = fresh.store.read_blocking(|tx| audit::unnumbered(tx, 10)).map_err(|e: StoreError| e).unwrap();
    assert_eq!(waiting.into_iter().map(|entry| entry.actor).collect::<Vec<_>>(), actors);
    assert!(matches!(actors[3].who, Who::Portico(_)));
    sequence(&fresh, "a");
    assert!(verify(&fresh).is_sound());
}

#[test]
fn an_entry_of_a_command_that_failed_is_not_there() {
    let fresh = fresh();
    let at = fresh.clocks.now();
    let failed: Result<(), StoreError> = fresh.store.write_blocking(move |tx| {
        record(tx, at, "req_1")?;
        Err(StoreError::NotFound("planted".to_owned()))
    });
    assert!(failed.is_err());
    assert_eq!(sequence(&fresh, "a").numbered, 0);
}

#[test]
fn numbers_have_no_gaps_and_feeds_go_on_where_they_stopped() {
    let fresh = fresh();
    let mut after = 0;
    let mut seen = Vec::new();
    for round in 0..4 {
        record_many(&fresh, round * 10, 5 + round);
        sequence(&fresh, "a");
        let page = fresh.store.read_blocking(move |tx| audit::entries(tx, after, 100)).map_err(|e: StoreError| e);
        for entry in page.unwrap() {
            after = entry.number.unwrap();
            seen.push(after);
        }
    }
    assert_eq!(seen, (1..=26).collect::<Vec<_>>());
    let report = verify(&fresh);
    assert!(report.is_sound(), "{:?}", report.faults);
    assert_eq!((report.entries, report.checkpoints, report.unnumbered), (26, 4, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn sequencers_that_compete_while_commands_go_on_leave_no_gap() {
    let fresh = fresh();
    let at = fresh.clocks.now();
    let mut tasks = tokio::task::JoinSet::new();
    for caller in 0..8 {
        let store = fresh.store.clone();
        tasks.spawn(async move {
            for n in 0..40 {
                store.write(move |tx| record(tx, at, &format!("req_{caller}.{n}"))).await.unwrap();
            }
        });
    }
    for node in ["a", "b", "c"] {
        let (store, vault) = (fresh.store.clone(), fresh.vault.clone());
        tasks.spawn(async move {
            for _ in 0..20 {
                audit::sequence(&store, &vault, node).await.unwrap();
            }
        });
    }
    tasks.join_all().await;
    let rounds = ["a", "b", "c"].map(|node| sequence(&fresh, node));
    assert_eq!(rounds.iter().filter(|round| !round.not_ours).count(), 1, "one holds the lease: {rounds:?}");
    let report = verify(&fresh);
    assert!(report.is_sound(), "{:?}", report.faults);
    assert_eq!(report.entries, 320);
}

#[test]
fn a_sequencer_that_died_is_replaced_when_its_lease_ends() {
    let fresh = fresh();
    record_many(&fresh, 1, 1);
    assert_eq!(sequence(&fresh, "a").numbered, 1);
    record_many(&fresh, 2, 1);
    assert!(sequence(&fresh, "b").not_ours);
    fresh.clocks.advance_real(10_000);
    assert_eq!(sequence(&fresh, "b").numbered, 1);
    record_many(&fresh, 3, 1);
    assert!(sequence(&fresh, "a").not_ours, "who was away must not go on as if nothing had happened");
    assert!(verify(&fresh).is_sound());
}

#[test]
fn an_entry_that_waits_for_its_number_is_counted_and_checked() {
    let fresh = fresh();
    record_many(&fresh, 1, 3);
    sequence(&fresh, "a");
    record_many(&fresh, 4, 2);
    let report = verify(&fresh);
    assert!(report.is_sound());
    assert_eq!((report.entries, report.unnumbered), (3, 2));
    change(&fresh, "UPDATE audit SET subject = 'req_99' WHERE subject = 'req_5'".to_owned());
    assert!(matches!(verify(&fresh).faults.as_slice(), [Fault::Changed(_)]));
}

#[test]
fn every_field_that_is_changed_is_seen() {
    for field in [
        "at = at + 1",
        "recorded_at = recorded_at + 1",
        "who = '{\"kind\":\"visitor\"}'",
        "role = 'operator'",
        "body = NULL",
        "body = 'org_eden'",
        "on_behalf_of = 'per_bob'",
        "via = 'GET /'",
        "action = 'request.refused'",
        "subject = 'req_77'",
        "details = '{}'",
        "details = 'nonsense'",
        "salt = leaf",
        "leaf = salt",
        "id = 'lef_x'",
    ] {
        let fresh = fresh();
        record_many(&fresh, 1, 3);
        sequence(&fresh, "a");
        change(&fresh, format!("UPDATE audit SET {field} WHERE number = 2"));
        let report = verify(&fresh);
        assert!(report.faults.iter().any(|fault| matches!(fault, Fault::Changed(_))), "{field}: {report:?}");
    }
}

#[test]
fn a_log_that_was_cut_off_with_its_checkpoints_is_seen_by_who_kept_one() {
    let fresh = fresh();
    record_many(&fresh, 1, 4);
    sequence(&fresh, "a");
    let early =
        fresh.store.read_blocking(|tx| tx.one("SELECT edge FROM audit_head", args![], |row| row.get::<String>(0)));
    let early: String = early.map_err(|error: StoreError| error).unwrap();
    record_many(&fresh, 5, 3);
    sequence(&fresh, "a");
    let published = checkpoints(&fresh);
    assert!(verify_with(&fresh, &fresh.vault, published.clone()).is_sound());
    change(&fresh, "DELETE FROM audit WHERE number > 4".to_owned());
    assert!(!verify(&fresh).is_sound());
    change(&fresh, "DELETE FROM audit_checkpoint WHERE size > 4".to_owned());
    assert!(!verify(&fresh).is_sound());
    change(&fresh, format!("UPDATE audit_head SET size = 4, edge = '{early}'"));
    assert!(verify(&fresh).is_sound(), "nothing inside the database can show it");
    let report = verify_with(&fresh, &fresh.vault, published);
    assert_eq!(report.faults, [Fault::Shortened { signed: 7, found: 4 }]);
}

#[test]
fn a_log_signed_with_another_key_is_not_ours() {
    let fresh = fresh();
    record_many(&fresh, 1, 2);
    sequence(&fresh, "a");
    let other = Vault::open_or_create(&fresh.folder().join("other.key"), true).unwrap();
    assert_eq!(verify_with(&fresh, &other, Vec::new()).faults, [Fault::Signature(2)]);
    let [checkpoint] = checkpoints(&fresh).try_into().unwrap();
    assert_eq!(checkpoint.signed_at, fresh.clocks.real());
    assert!(checkpoint.signed_at > RealTime(0));
    let note = checkpoint.note(&fresh.vault.public_key());
    assert!(note.starts_with("portico-audit\n2\n") && note.contains("\n\n\u{2014} portico-audit "), "{note}");
}

/// What somebody with the database, but without the key, does to it.
#[derive(Debug, Clone)]
enum Tampering {
    Delete(i64),
    Swap(i64, i64),
    Edit(i64, &'static str),
    /// Changes the entry and makes its leaf fit again.
    Rewrite(i64, i64),
    Renumber(i64),
    CutOff(i64),
    Checkpoint(i64),
    /// A copy that is whole in itself, under a number of its own.
    SlipIn(i64, i64),
}

fn tampering(entries: i64) -> impl Strategy<Value = Tampering> {
    let number = 1..=entries;
    let field = prop::sample::select(vec![
        "at = at - 1",
        "action = 'x'",
        "subject = subject || '0'",
        "details = '{}'",
        "via = ''",
        "who = '{\"kind\":\"visitor\"}'",
    ]);
    prop_oneof![
        number.clone().prop_map(Tampering::Delete),
        (number.clone(), number.clone())
            .prop_filter("two different ones", |(a, b)| a != b)
            .prop_map(|(a, b)| Tampering::Swap(a, b)),
        (number.clone(), field).prop_map(|(at, field)| Tampering::Edit(at, field)),
        (number.clone(), number.clone())
            .prop_filter("two different ones", |(a, b)| a != b)
            .prop_map(|(a, b)| Tampering::Rewrite(a, b)),
        number.clone().prop_map(Tampering::Renumber),
        number.clone().prop_map(Tampering::CutOff),
        number.clone().prop_map(Tampering::Checkpoint),
        (number, prop::sample::select(vec![-7, 0, entries + 1, entries + 9]))
            .prop_map(|(of, number)| Tampering::SlipIn(of, number)),
    ]
}

impl Tampering {
    fn statements(&self) -> Vec<String> {
        match self {
            Self::Delete(n) => vec![format!("DELETE FROM audit WHERE number = {n}")],
            Self::Swap(a, b) => vec![
                format!("UPDATE audit SET number = -1 WHERE number = {a}"),
                format!("UPDATE audit SET number = {a} WHERE number = {b}"),
                format!("UPDATE audit SET number = {b} WHERE number = -1"),
            ],
            Self::Edit(n, field) => vec![format!("UPDATE audit SET {field} WHERE number = {n}")],
            // A copy of another entry, whole and consistent in itself, in this one's place.
            Self::Rewrite(a, b) => vec![
                format!("DELETE FROM audit WHERE number = {a}"),
                format!("UPDATE audit SET number = {a} WHERE number = {b}"),
                format!(
                    "INSERT INTO audit
                     SELECT id || 'x', {b}, at, recorded_at, who, role, body, on_behalf_of, via, action, subject,
                         details, salt, leaf
                     FROM audit WHERE number = {a}"
                ),
            ],
            Self::SlipIn(of, number) => vec![format!(
                "INSERT INTO audit
                 SELECT id || '-{number}', {number}, at, recorded_at, who, role, body, on_behalf_of, via, action,
                     subject, details, salt, leaf
                 FROM audit WHERE number = {of}"
            )],
            Self::Renumber(n) => vec![format!("UPDATE audit SET number = number + 1000 WHERE number = {n}")],
            Self::CutOff(n) => vec![format!("DELETE FROM audit WHERE number >= {n}")],
            Self::Checkpoint(n) => vec![format!(
                "UPDATE audit_checkpoint SET size = size + 1000 WHERE size = (
                     SELECT min(size) FROM audit_checkpoint WHERE size >= {n})"
            )],
        }
    }
}

/// An error either way, so that the change is undone.
#[derive(Debug)]
enum Undone {
    Seen,
    Unseen,
    /// The schema would not have it.
    Refused,
}

impl From<StoreError> for Undone {
    fn from(error: StoreError) -> Self {
        assert!(matches!(error, StoreError::Refused { .. }), "{error}");
        Self::Refused
    }
}

#[test]
fn no_tampering_goes_unseen() {
    let fresh = fresh();
    for round in 0..6 {
        record_many(&fresh, round * 100, 7);
        sequence(&fresh, "a");
    }
    assert!(verify(&fresh).is_sound());
    proptest!(ProptestConfig { failure_persistence: None, cases: 200, ..ProptestConfig::default() }, |(
        changes in prop::collection::vec(tampering(42), 1..4)
    )| {
        let vault = fresh.vault.clone();
        let statements: Vec<String> = changes.iter().flat_map(Tampering::statements).collect();
        let distinct: BTreeSet<_> = statements.iter().collect();
        // Two swaps of the same two are no change at all.
        prop_assume!(distinct.len() == statements.len());
        let undone: Result<(), Undone> = fresh.store.write_blocking(move |tx| {
            for statement in &statements {
                tx.execute(statement, args![])?;
            }
            let report = audit::verify(tx, &vault, &[])?;
            Err(if report.is_sound() { Undone::Unseen } else { Undone::Seen })
        });
        let undone = undone.unwrap_err();
        prop_assume!(!matches!(undone, Undone::Refused));
        prop_assert!(matches!(undone, Undone::Seen), "unseen: {:?}", changes);
    });
    assert!(verify(&fresh).is_sound(), "every change was undone");
}
