//! What one command can rely on.

use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};

use store::{Constraint, StoreError, args};
use values::{Id, id::Task};

use crate::{add, fresh, notes, on_postgres, put};

type Read = (i64, Option<String>, f64, Vec<u8>);

#[test]
fn what_was_committed_is_read_back() {
    let fresh = fresh();
    fresh
        .store
        .write_blocking(|tx| {
            tx.execute(
                "INSERT INTO note (id, n, text, x, bytes) VALUES ($1, $2, $3, $4, $5)",
                args!["a", i64::MAX, None::<&str>, 1.5, b"\x00\x01"],
            )
        })
        .unwrap();
    let read: Result<Read, StoreError> = fresh.store.read_blocking(|tx| {
        tx.one("SELECT n, text, x, bytes FROM note WHERE id = $1", args!["a"], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
        })
    });
    assert_eq!(read.unwrap(), (i64::MAX, None, 1.5, vec![0, 1]));
}

#[test]
fn a_command_that_says_no_leaves_nothing() {
    let fresh = fresh();
    let refused: Result<(), StoreError> = fresh.store.write_blocking(|tx| {
        put(tx, "a", 1)?;
        Err(StoreError::NotFound("what it wanted".to_owned()))
    });
    assert!(matches!(refused, Err(StoreError::NotFound(_))), "{refused:?}");
    assert_eq!(notes(&fresh.store), []);
}

#[test]
fn a_command_that_panics_leaves_nothing_and_the_store_goes_on() {
    let fresh = fresh();
    let panicked: Result<(), StoreError> = fresh.store.write_blocking(|tx| {
        put(tx, "a", 1)?;
        panic!("planted");
    });
    assert!(matches!(panicked, Err(StoreError::Panicked)), "{panicked:?}");
    add(&fresh.store, "b", 2).unwrap();
    assert_eq!(notes(&fresh.store), [("b".to_owned(), 2)]);
}

#[test]
fn a_statement_that_failed_cannot_be_swallowed() {
    let fresh = fresh();
    let said: Result<(), StoreError> = fresh.store.write_blocking(|tx| {
        put(tx, "a", 1)?;
        drop(put(tx, "a", 2));
        Ok(())
    });
    assert!(matches!(said, Err(StoreError::Aborted)), "{said:?}");
    let later: Result<(), StoreError> = fresh.store.write_blocking(|tx| {
        drop(put(tx, "a", 1));
        drop(put(tx, "a", 1));
        put(tx, "b", 1)
    });
    assert!(matches!(later, Err(StoreError::Aborted)), "{later:?}");
    assert_eq!(notes(&fresh.store), []);
}

#[test]
fn nothing_found_is_not_a_failed_statement() {
    let fresh = fresh();
    fresh
        .store
        .write_blocking(|tx| {
            let none = tx.one("SELECT n FROM note WHERE id = $1", args!["a"], |row| row.get::<i64>(0));
            assert!(matches!(none, Err(StoreError::NotFound(table)) if table == "note"));
            put(tx, "a", 1)
        })
        .unwrap();
    assert_eq!(notes(&fresh.store).len(), 1);
}

#[test]
fn one_row_means_one_row() {
    let fresh = fresh();
    add(&fresh.store, "a", 1).unwrap();
    add(&fresh.store, "b", 1).unwrap();
    let many: Result<Option<i64>, StoreError> =
        fresh.store.read_blocking(|tx| tx.maybe("SELECT n FROM note ORDER BY id", args![], |row| row.get(0)));
    assert!(matches!(many, Err(StoreError::TooMany(_))), "{many:?}");
}

#[test]
fn the_schema_refuses_with_its_kind() {
    let fresh = fresh();
    add(&fresh.store, "a", 1).unwrap();
    let check = |wanted: Constraint, sql: &'static str| {
        let said: Result<u64, StoreError> = fresh.store.write_blocking(move |tx| tx.execute(sql, args![]));
        assert!(matches!(said, Err(StoreError::Refused { kind, .. }) if kind == wanted), "{sql}: {said:?}");
    };
    check(Constraint::Unique, "INSERT INTO note (id, n) VALUES ('a', 2)");
    check(Constraint::NotNull, "INSERT INTO note (id, n) VALUES ('b', NULL)");
    check(Constraint::Check, "INSERT INTO business_clock (one, milliseconds_ahead) VALUES (2, 0)");
}

#[test]
fn a_reader_cannot_write() {
    let fresh = fresh();
    let refused: Result<(), StoreError> = fresh.store.read_blocking(|tx| put(tx, "a", 1));
    assert!(refused.is_err());
    assert_eq!(notes(&fresh.store), []);
}

#[test]
fn a_reader_sees_one_snapshot() {
    let fresh = fresh();
    let writer = fresh.store.clone();
    let count = "SELECT count(*) FROM note";
    let counted: (i64, i64) = fresh
        .store
        .read_blocking(move |tx| {
            let before = tx.one(count, args![], |row| row.get(0))?;
            add(&writer, "a", 1)?;
            let after = tx.one(count, args![], |row| row.get(0))?;
            Ok::<_, StoreError>((before, after))
        })
        .unwrap();
    assert_eq!(counted, (0, 0));
    assert_eq!(notes(&fresh.store).len(), 1);
}

#[test]
fn an_unreadable_value_names_table_column_and_row_but_not_the_value() {
    let fresh = fresh();
    let id = "tsk_01".to_owned();
    fresh
        .store
        .write_blocking(move |tx| tx.execute("INSERT INTO note (id, n, text) VALUES ($1, 7, 'secret')", args![&id]))
        .unwrap();
    let read: Result<bool, StoreError> =
        fresh.store.read_blocking(|tx| tx.one("SELECT id, n, text FROM note WHERE n = $1", args![7], |row| row.get(1)));
    let said = read.unwrap_err().to_string();
    assert_eq!(said, "cannot read note.n of row 'tsk_01': 0 or 1 wanted, a whole number found");
    let read: Result<Id<Task>, StoreError> =
        fresh.store.read_blocking(|tx| tx.one("SELECT id, n, text FROM note WHERE n = $1", args![7], |row| row.get(2)));
    let said = read.unwrap_err().to_string();
    assert!(said.contains("note.text") && !said.contains("secret"), "{said}");
}

#[test]
fn ids_are_new_and_sort_by_their_time() {
    let fresh = fresh();
    let mut ids = Vec::new();
    for _ in 0..3 {
        fresh.clocks.advance_real(1);
        let id: Id<Task> = fresh.store.write_blocking(|tx| Ok::<_, StoreError>(tx.id())).unwrap();
        ids.push(id);
    }
    assert!(ids.is_sorted(), "{ids:?}");
    let (a, b): ([u8; 16], [u8; 16]) =
        fresh.store.write_blocking(|tx| Ok::<_, StoreError>((tx.random(), tx.random()))).unwrap();
    assert_ne!(a, b);
}

#[test]
fn json_comes_back_as_it_went() {
    let fresh = fresh();
    let kept = vec![("b".to_owned(), 1), ("a".to_owned(), 2)];
    let sent = kept.clone();
    fresh
        .store
        .write_blocking(move |tx| {
            tx.execute("INSERT INTO note (id, n, text) VALUES ('a', 1, $1)", args![store::Value::json(&sent)])
        })
        .unwrap();
    let read: Vec<(String, i32)> = fresh
        .store
        .read_blocking(|tx| {
            tx.one("SELECT id, text FROM note", args![], |row| row.json(1)).map_err(|error: StoreError| error)
        })
        .unwrap();
    assert_eq!(read, kept);
    let wrong: Result<u32, StoreError> =
        fresh.store.read_blocking(|tx| tx.one("SELECT id, text FROM note", args![], |row| row.json(1)));
    assert!(matches!(wrong, Err(StoreError::Unreadable { .. })), "{wrong:?}");
}

#[test]
fn on_postgres_nothing_is_compiled_or_spread_over_cores_and_a_batch_keeps_its_plans() {
    let fresh = fresh();
    if !on_postgres(&fresh.store) {
        return;
    }
    let said = |tx: &mut store::Tx<'_>| {
        let sql = "SELECT current_setting('jit'), current_setting('max_parallel_workers_per_gather'),
             current_setting('plan_cache_mode'), current_setting('synchronous_commit')";
        tx.one(sql, args![], |row| {
            Ok::<_, StoreError>([row.get::<String>(0)?, row.get(1)?, row.get(2)?, row.get(3)?].join(" "))
        })
    };
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    assert_eq!(fresh.store.read_blocking(said).unwrap(), "off 0 auto on");
    assert_eq!(runtime.block_on(fresh.store.write_batch(said)).unwrap(), "off 0 force_generic_plan on");
}

#[test]
fn a_batch_that_takes_too_long_is_stopped_and_leaves_nothing() {
    let fresh = fresh();
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let stopped: Result<u64, StoreError> = runtime.block_on(fresh.store.write_batch(|tx| {
        tx.execute(
            "INSERT INTO note (id, n)
             WITH RECURSIVE many(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM many WHERE i < 1000000000)
             SELECT 'a', count(*) FROM many",
            args![],
        )
    }));
    let Err(StoreError::TooLong { limit }) = stopped else { panic!("{stopped:?}") };
    assert_eq!(limit.as_secs(), 2);
    add(&fresh.store, "b", 1).unwrap();
    assert_eq!(notes(&fresh.store), [("b".to_owned(), 1)]);
}

#[test]
fn a_command_that_computes_too_long_between_statements_is_stopped() {
    let fresh = fresh();
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let passes = Arc::new(AtomicU32::new(0));
    let counted = passes.clone();
    let stopped: Result<(), StoreError> = runtime.block_on(fresh.store.write_batch(move |tx| {
        loop {
            counted.fetch_add(1, Ordering::Relaxed);
            tx.execute("UPDATE note SET n = n", args![])?;
        }
    }));
    assert!(matches!(stopped, Err(StoreError::TooLong { .. })), "{stopped:?}");
    assert!(passes.load(Ordering::Relaxed) > 1);
}

#[test]
fn a_read_that_takes_too_long_is_stopped() {
    let fresh = fresh();
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let stopped: Result<i64, StoreError> = runtime.block_on(fresh.store.read(|tx| {
        tx.one(
            "WITH RECURSIVE many(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM many WHERE i < 2000000000)
             SELECT count(*) FROM many",
            args![],
            |row| row.get(0),
        )
    }));
    assert!(matches!(stopped, Err(StoreError::TooLong { .. })), "{stopped:?}");
    assert_eq!(notes(&fresh.store), []);
}

#[test]
fn ready_says_whether_it_reads_and_writes() {
    let fresh = fresh();
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(fresh.store.ready()).unwrap();
    let other = fresh.store.clone();
    fresh.store.close();
    assert!(matches!(runtime.block_on(other.ready()), Err(StoreError::Closed)));
}

fn time_of(tx: &mut store::Tx<'_>) -> Result<values::RealTime, StoreError> {
    tx.database_time()
}

#[test]
fn the_clock_of_leases_is_the_tests() {
    let fresh = fresh();
    fresh.clocks.advance_real(5);
    let time = fresh.store.lease_blocking(time_of).unwrap();
    assert_eq!(time, fresh.clocks.real());
    assert_eq!(time, fresh.store.now());
}

#[test]
fn on_postgres_the_clock_of_leases_is_the_servers() {
    let fresh = fresh();
    let settings = store::Settings { clock: store::RealClock::System, ..fresh.settings.clone() };
    let store = store::Store::open(&settings, &crate::tables()).unwrap();
    let time = store.lease_blocking(time_of).unwrap();
    assert!((time.0 - store.now().0).abs() < 5_000, "{time:?}");
    let suffix = store.lease_blocking(|tx| Ok::<_, StoreError>(tx.lock_suffix())).unwrap();
    assert_eq!(suffix.is_empty(), !on_postgres(&store));
}
