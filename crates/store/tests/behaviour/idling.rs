//! A transaction whose process is frozen holds its rows for seconds, not for minutes. PostgreSQL only: on SQLite a
//! process that is frozen is the only one.

use std::{
    sync::atomic::{AtomicU32, Ordering},
    thread,
};

use store::{Store, StoreError, Tx, args};

use crate::{fresh, notes, on_postgres, put, tables};

#[test]
fn every_session_ends_transactions_that_idle_for_a_quarter_of_a_minute() {
    let fresh = fresh();
    if !on_postgres(&fresh.store) {
        return;
    }
    let limit = |tx: &mut Tx<'_>| {
        let asked = "SELECT current_setting('idle_in_transaction_session_timeout')";
        tx.one(asked, args![], |row| row.get::<String>(0)).map_err(|error: StoreError| error)
    };
    let said = [
        fresh.store.read_blocking(limit).unwrap(),
        fresh.store.write_blocking(limit).unwrap(),
        fresh.store.lease_blocking(limit).unwrap(),
    ];
    assert_eq!(said, ["15s"; 3]);
}

/// Holds a row until the server has had enough of it.
fn idle(tx: &mut Tx<'_>, watching: &Store) -> Result<(), StoreError> {
    let me = tx.one("SELECT pg_backend_pid()::bigint", args![], |row| row.get::<i64>(0))?;
    tx.maybe("SELECT set_config('idle_in_transaction_session_timeout', '50ms', true)", args![], |_| Ok(()))?;
    let is_there = move |tx: &mut Tx<'_>| {
        let asked = "SELECT count(*) FROM pg_stat_activity WHERE pid = $1";
        tx.one(asked, args![me], |row| row.get::<i64>(0)).map_err(|error: StoreError| error)
    };
    while watching.read_blocking(is_there)? == 1 {
        thread::yield_now();
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_command_that_the_server_gave_up_is_done_again_once_it_wakes() {
    let fresh = fresh();
    if !on_postgres(&fresh.store) {
        return;
    }
    let watching = Store::open(&fresh.settings, &tables()).unwrap();
    let attempts = AtomicU32::new(0);
    let woken = fresh.store.write_alone(move |tx| {
        put(tx, "held", 1)?;
        if attempts.fetch_add(1, Ordering::Relaxed) == 0 {
            idle(tx, &watching)?;
        }
        put(tx, "after", 2)
    });
    woken.await.unwrap();
    assert_eq!(notes(&fresh.store), [("after".to_owned(), 2), ("held".to_owned(), 1)]);
}
