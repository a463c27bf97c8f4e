//! What is on the disk after a store was closed: everything, and in the database file itself.

use std::{
    path::PathBuf,
    sync::{Arc, mpsc},
    thread,
    time::Duration,
};

use store::{Store, StoreError, args, testing::Fresh};

use crate::{add, fresh, notes, tables};

/// What the log beside the database file holds; `None` if there is none, or no file.
fn log(fresh: &Fresh) -> Option<u64> {
    let mut beside = fresh.file()?.as_os_str().to_owned();
    beside.push("-wal");
    std::fs::metadata(PathBuf::from(beside)).ok().map(|log| log.len()).filter(|size| *size > 0)
}

#[test]
fn nothing_is_left_in_the_log_whichever_thread_ends_last() {
    let fresh = store::testing::fresh_with(&tables(), |settings| settings.readers = 8);
    let mut store = fresh.store.clone();
    for round in 0..100 {
        add(&store, &round.to_string(), round).unwrap();
        store.close();
        assert_eq!(log(&fresh), None, "round {round}");
        store = Store::open(&fresh.settings, &tables()).unwrap();
    }
    assert_eq!(notes(&store).len(), 100);
}

#[test]
fn a_reader_that_is_busy_at_the_close_ends_first_and_leaves_nothing_in_the_log() {
    let fresh = fresh();
    add(&fresh.store, "before", 1).unwrap();
    let ((begun, wait), (go_on, hold)) = (mpsc::channel(), mpsc::channel());
    let hold = Arc::new(std::sync::Mutex::new(hold));
    let busy = fresh.store.clone();
    let reader = thread::spawn(move || {
        busy.read_blocking(move |tx| {
            tx.one("SELECT count(*) FROM note", args![], |_| Ok(()))?;
            let _ = begun.send(());
            let _ = hold.lock().unwrap().recv();
            Ok::<(), StoreError>(())
        })
    });
    wait.recv().unwrap();
    add(&fresh.store, "meanwhile", 2).unwrap();
    let closing = {
        let store = fresh.store.clone();
        thread::spawn(move || store.close())
    };
    while !matches!(add(&fresh.store, "late", 3), Err(StoreError::Closed)) {
        thread::yield_now();
    }
    go_on.send(()).unwrap();
    closing.join().unwrap();
    reader.join().unwrap().unwrap();
    assert_eq!(log(&fresh), None);
}

#[test]
fn a_log_that_another_process_has_open_is_emptied() {
    let fresh = fresh();
    let Some(file) = fresh.file() else { return };
    add(&fresh.store, "before", 1).unwrap();
    let other = rusqlite::Connection::open(file).unwrap();
    let count = || other.query_row("SELECT count(*) FROM note", [], |row| row.get::<_, i64>(0)).unwrap();
    assert_eq!(count(), 1);
    fresh.store.clone().close();
    assert_eq!(log(&fresh), None);
    assert_eq!(count(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_last_clone_may_go_on_any_thread_of_the_store() {
    for write in [true, false] {
        let fresh = fresh();
        let store = Store::open(&fresh.settings, &tables()).unwrap();
        let (go_on, hold) = mpsc::channel::<()>();
        let hold = std::sync::Mutex::new(hold);
        let last = store.clone();
        let (ended, end) = tokio::sync::oneshot::channel();
        let ended = std::sync::Mutex::new(Some(ended));
        // In this order: the word comes only once the clone is gone.
        let held = (last, Says(ended));
        let query = move |_: &mut store::Tx<'_>| {
            let _ = &held;
            let _ = hold.lock().unwrap().recv();
            Ok::<(), StoreError>(())
        };
        let asked = tokio::spawn(async move {
            let asking = async { if write { store.write(query).await } else { store.read(query).await } };
            let _ = tokio::time::timeout(Duration::from_millis(50), asking).await;
        });
        asked.await.unwrap();
        go_on.send(()).unwrap();
        tokio::time::timeout(Duration::from_secs(30), end).await.expect("it waits for itself").unwrap();
    }
}

/// Says that it was dropped.
struct Says(std::sync::Mutex<Option<tokio::sync::oneshot::Sender<()>>>);

impl Drop for Says {
    fn drop(&mut self) {
        if let Some(ended) = self.0.lock().unwrap().take() {
            let _ = ended.send(());
        }
    }
}
