//! Backups, drilled: made while people write, restored elsewhere, and the same as the original.

use std::{
    collections::BTreeMap,
    path::Path,
    process::Command,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    thread::{self, JoinHandle},
};

use server::{
    settings::{
        Resolved, Settings,
        resolved::{Origin, Said},
    },
    wiring::{self, Opened},
};
use store::{StoreError, audit, outbox};
use values::Actor;

use crate::{
    place::{Place, Throwaway},
    process::{Ended, until},
};

const WRITERS: usize = 4;

/// The settings of this place, or of another database with this place's key.
fn settings(place: &Place, database: &str) -> Settings {
    let data = place.data().display().to_string();
    let said = |(name, text): (&str, &str)| {
        (name.to_owned(), Said { text: text.to_owned(), origin: Origin::Flag(name.to_owned()) })
    };
    Settings::of(&Resolved::of([[("data", &*data), ("database", database)].map(said).to_vec()])).unwrap()
}

/// People who write all the time. Each counts what was acknowledged.
struct Writers {
    stop: Arc<AtomicBool>,
    acknowledged: Vec<Arc<AtomicU64>>,
    threads: Vec<JoinHandle<()>>,
}

impl Writers {
    fn start(opened: &Opened) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let acknowledged: Vec<_> = (0..WRITERS).map(|_| Arc::new(AtomicU64::new(0))).collect();
        let threads = acknowledged.iter().enumerate().map(|(writer, count)| {
            let (opened, stop, count) = (opened.clone(), Arc::clone(&stop), Arc::clone(count));
            thread::spawn(move || {
                while !stop.load(Ordering::SeqCst) {
                    write(&opened, writer, count.load(Ordering::SeqCst)).unwrap();
                    count.fetch_add(1, Ordering::SeqCst);
                }
            })
        });
        let threads = threads.collect();
        Self { stop, acknowledged, threads }
    }

    fn counts(&self) -> Vec<u64> {
        self.acknowledged.iter().map(|count| count.load(Ordering::SeqCst)).collect()
    }

    fn stop(self) {
        self.stop.store(true, Ordering::SeqCst);
        self.threads.into_iter().for_each(|thread| thread.join().unwrap());
    }
}

/// A command that touches several tables: a person with a key of their own, a task, an entry of the audit log.
fn write(opened: &Opened, writer: usize, number: u64) -> Result<(), StoreError> {
    let (vault, clocks) = (opened.vault.clone(), opened.clocks.clone());
    opened.store.write_blocking(move |tx| {
        let (person, _) = vault.new_person(tx, clocks.real())?;
        outbox::put_held(tx, "drill", person.as_str())?;
        let actor = Actor::citizen(person);
        let details = [("number", number.to_string())];
        let subject = format!("writer-{writer}");
        audit::record(
            tx,
            &audit::Entry { at: clocks.now(), actor: &actor, action: "drill", subject: &subject, details: &details },
        )
    })
}

/// How many entries each writer has in this database. They are the first ones, without a gap.
fn written(opened: &Opened) -> Vec<u64> {
    audit::sequence_blocking(&opened.store, &opened.vault, "drill").unwrap();
    let mut counts = BTreeMap::new();
    let mut after = 0;
    loop {
        let entries = opened.store.read_blocking(move |tx| audit::entries(tx, after, 1000)).unwrap();
        let Some(last) = entries.last() else { break };
        after = last.number.unwrap();
        for entry in &entries {
            let numbers: &mut Vec<u64> = counts.entry(entry.subject.clone()).or_default();
            numbers.push(entry.details[0].1.parse().unwrap());
        }
    }
    counts
        .into_values()
        .map(|mut numbers| {
            numbers.sort_unstable();
            assert!(numbers.iter().copied().eq(0..numbers.len() as u64), "there is a gap");
            numbers.len() as u64
        })
        .collect()
}

/// A way to copy a database to another place, and to look at what is in one.
trait Way {
    /// Copies the place's database while it is in use, restores the copy elsewhere, and says where.
    fn copy(&self, place: &Place, name: &str) -> String;
    /// All rows of all tables, in an order that does not depend on where they lie.
    fn contents(&self, database: &str) -> Vec<String>;
    /// Changes what an entry of the audit log says.
    fn tamper(&self, database: &str);
}

fn drill(place: Place, way: &dyn Way) {
    let opened = wiring::open(&settings(&place, &place.database())).unwrap();
    let writers = Writers::start(&opened);
    until("everybody has written something", || writers.counts().iter().all(|count| *count >= 20));

    let before = writers.counts();
    let copy = way.copy(&place, "while-writing");
    let after = writers.counts();
    writers.stop();
    let restored = wiring::open(&settings(&place, &copy)).unwrap();
    for (writer, count) in written(&restored).into_iter().enumerate() {
        assert!(
            before[writer] <= count,
            "writer {writer}: {} acknowledged before the copy, {count} in it",
            before[writer]
        );
        assert!(count <= after[writer] + 1, "writer {writer}: {count} in the copy, {} written", after[writer]);
    }
    restored.close();
    verify(&place, &copy).worked();

    written(&opened);
    let copy = way.copy(&place, "at-rest");
    opened.close();
    let (original, restored) = (way.contents(&place.database()), way.contents(&copy));
    assert!(original.len() > WRITERS * 20 * 3, "there is too little to compare");
    assert!(original == restored, "the copy is not the original");
    verify(&place, &copy).worked();

    way.tamper(&copy);
    let changed = verify(&place, &copy);
    assert!(!changed.status.success() && changed.out.contains("was changed"), "{changed:?}");
    assert!(way.contents(&copy) != original, "the comparison sees nothing");
}

fn verify(place: &Place, database: &str) -> Ended {
    let mut command = place.bare(&["verify", "--database", database, "--data"]);
    command.arg(place.data());
    Ended::of(command)
}

struct Sqlite;

impl Way for Sqlite {
    fn copy(&self, place: &Place, name: &str) -> String {
        let (copy, restored) = (place.path(name), place.path(&format!("{name}-restored.sqlite")));
        let path = |path: &Path| path.to_str().unwrap().to_owned();
        place.run(&["backup", "--to", &path(&copy)]).worked();
        Ended::of(place.bare(&["restore", "--from", &path(&copy), "--to", &path(&restored)])).worked();
        path(&restored)
    }

    fn contents(&self, database: &str) -> Vec<String> {
        let database = rusqlite::Connection::open(database).unwrap();
        let mut tables = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").unwrap();
        let tables: Vec<String> = tables.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
        let mut rows = Vec::new();
        for table in tables {
            let mut all = database.prepare(&format!("SELECT * FROM \"{table}\"")).unwrap();
            let columns = all.column_count();
            let shown = all.query_map([], |row| {
                let values: Result<Vec<rusqlite::types::Value>, _> =
                    (0..columns).map(|column| row.get(column)).collect();
                Ok(format!("{table}: {:?}", values?))
            });
            rows.extend(shown.unwrap().map(Result::unwrap));
        }
        rows.sort();
        rows
    }

    fn tamper(&self, database: &str) {
        let database = rusqlite::Connection::open(database).unwrap();
        assert_eq!(database.execute(TAMPER, []).unwrap(), 1);
    }
}

struct Postgres {
    copies: std::cell::RefCell<Vec<Throwaway>>,
}

impl Way for Postgres {
    fn copy(&self, place: &Place, name: &str) -> String {
        let dump = place.path(name);
        let run = |program: &str, words: &[&str]| {
            let mut command = Command::new(program);
            command.args(words);
            Ended::of(command).worked();
        };
        let copy = Throwaway::new();
        let file = dump.to_str().unwrap();
        run("pg_dump", &["--format=custom", &format!("--file={file}"), &place.database()]);
        run("pg_restore", &["--exit-on-error", "--no-owner", &format!("--dbname={}", copy.url), file]);
        let url = copy.url.clone();
        self.copies.borrow_mut().push(copy);
        url
    }

    fn contents(&self, database: &str) -> Vec<String> {
        let mut command = Command::new("pg_dump");
        command.args(["--inserts", "--no-owner", database]);
        let mut lines: Vec<_> = Ended::of(command).worked().lines().map(ToOwned::to_owned).collect();
        // A word that pg_dump makes up anew each time.
        lines.retain(|line| !line.starts_with("\\restrict") && !line.starts_with("\\unrestrict"));
        lines.sort();
        lines
    }

    fn tamper(&self, database: &str) {
        let mut client = postgres::Client::connect(database, postgres::NoTls).unwrap();
        assert_eq!(client.execute(TAMPER, &[]).unwrap(), 1);
    }
}

const TAMPER: &str = "UPDATE audit SET subject = 'somebody-else' WHERE number = 7";

#[test]
fn a_copy_made_while_people_write_is_whole_and_the_same() {
    let place = Place::new().migrated();
    if place.database().ends_with(".sqlite") {
        drill(place, &Sqlite);
    } else {
        drill(place, &Postgres { copies: std::cell::RefCell::default() });
    }
}

#[test]
fn a_copy_of_postgresql_is_made_with_its_own_tools_and_portico_says_so() {
    let place = Place::new();
    if place.database().ends_with(".sqlite") {
        return;
    }
    let place = place.migrated();
    let line = place.run(&["backup", "--to", place.path("copy").to_str().unwrap()]).refused();
    assert!(line.contains("pg_dump"), "{line}");
}
