//! What is left after connections break, the disk fills up, or the process dies.

use std::{
    collections::BTreeSet,
    io::{BufRead as _, BufReader},
    process::{Command, Stdio},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use store::{Engine, Settings, Store, StoreError, args, crash, testing::Fresh};
use tokio::task::JoinSet;

use crate::{add, fresh, notes, put, tables};

fn ids(store: &Store) -> BTreeSet<String> {
    notes(store).into_iter().map(|(id, _)| id).collect()
}

/// Breaks every connection of this database but our own.
fn kill_connections(fresh: &Fresh) -> u64 {
    let Engine::Postgres { url } = fresh.settings.engine.clone() else { return 0 };
    std::thread::spawn(move || {
        let mut client = postgres::Client::connect(&url, postgres::NoTls).unwrap();
        let killed = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
             WHERE datname = current_database() AND pid <> pg_backend_pid()";
        client.query(killed, &[]).unwrap().len() as u64
    })
    .join()
    .unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_connections_are_made_again_and_nothing_acknowledged_is_lost() {
    let fresh = fresh();
    if fresh.file().is_some() {
        return;
    }
    let stop = Arc::new(AtomicBool::new(false));
    let mut callers = JoinSet::new();
    for caller in 0..16 {
        let (store, stop) = (fresh.store.clone(), stop.clone());
        callers.spawn(async move {
            let (mut acknowledged, mut unknown, mut failed) = (Vec::new(), 0, Vec::new());
            for n in 0.. {
                if stop.load(Ordering::Relaxed) {
                    break;
                }
                let id = format!("{caller}-{n}");
                let kept = id.clone();
                match store.write(move |tx| put(tx, &id, n)).await {
                    Ok(()) => acknowledged.push(kept),
                    Err(StoreError::CommitUnknown) => unknown += 1,
                    Err(error) => failed.push(error.to_string()),
                }
            }
            (acknowledged, unknown, failed)
        });
    }
    let mut killed = 0;
    for _ in 0..5 {
        // Not a wait for time to pass: a wait for work to be under way.
        for _ in 0..20 {
            fresh.store.read(|tx| tx.one("SELECT 1", args![], |_| Ok(()))).await.map_err(|e: StoreError| e).unwrap();
        }
        killed += kill_connections(&fresh);
    }
    fresh.store.write(|tx| put(tx, "after", 1)).await.unwrap();
    stop.store(true, Ordering::Relaxed);
    assert!(killed > 5, "{killed} connections were killed");
    let callers = callers.join_all().await;
    let stored = ids(&fresh.store);
    for (acknowledged, unknown, failed) in callers {
        assert!(acknowledged.iter().all(|id| stored.contains(id)), "an acknowledged row is missing");
        assert!(failed.is_empty(), "a broken connection is our business: {failed:?}");
        assert!(unknown <= 5, "{unknown} unknown");
    }
}

#[test]
fn a_full_disk_loses_nothing_that_was_acknowledged_and_needs_no_help_after() {
    let fresh = fresh();
    if fresh.file().is_none() {
        return;
    }
    let limit = |pages: &'static str| {
        fresh.store.write_blocking(move |tx| tx.maybe(pages, args![], |_| Ok(()))).map_err(|e: StoreError| e).unwrap();
    };
    limit("PRAGMA max_page_count = 60");
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let (acknowledged, full) = runtime.block_on(async {
        let mut callers = JoinSet::new();
        for caller in 0..32 {
            let store = fresh.store.clone();
            callers.spawn(async move {
                let (mut acknowledged, mut full) = (Vec::new(), 0);
                for n in 0..20_i64 {
                    let id = format!("{caller}-{n}");
                    let kept = id.clone();
                    let written = store
                        .write(move |tx| {
                            tx.execute(
                                "INSERT INTO note (id, n, text) VALUES ($1, $2, $3)",
                                args![&id, n, "x".repeat(1000)],
                            )
                        })
                        .await;
                    match written {
                        Ok(_) => acknowledged.push(kept),
                        Err(StoreError::Full) => full += 1,
                        Err(other) => panic!("{other}"),
                    }
                }
                (acknowledged, full)
            });
        }
        callers.join_all().await.into_iter().fold((Vec::new(), 0), |(mut all, sum), (ids, full)| {
            all.extend(ids);
            (all, sum + full)
        })
    });
    assert!(full > 0, "the disk never filled up");
    assert!(!acknowledged.is_empty(), "nothing fitted");
    assert_eq!(ids(&fresh.store), acknowledged.iter().cloned().collect());
    limit("PRAGMA max_page_count = 100000");
    add(&fresh.store, "after", 1).unwrap();
    let again = reopened(&fresh);
    assert_eq!(ids(&again).len(), acknowledged.len() + 1);
}

fn reopened(fresh: &Fresh) -> Store {
    fresh.store.clone().close();
    Store::open(&fresh.settings, &tables()).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn neighbours_of_a_write_that_is_stopped_are_committed() {
    let fresh = fresh();
    let mut tasks = JoinSet::new();
    for n in 0..8_i64 {
        let store = fresh.store.clone();
        tasks.spawn(async move { store.write(move |tx| put(tx, &n.to_string(), n)).await });
    }
    let long = fresh.store.write_batch(|tx| {
        tx.execute(
            "INSERT INTO note (id, n)
             WITH RECURSIVE many(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM many WHERE i < 100000000)
             SELECT 'long-' || i, i FROM many",
            args![],
        )
    });
    let stopped: Result<u64, StoreError> = long.await;
    assert!(matches!(stopped, Err(StoreError::TooLong { .. })), "{stopped:?}");
    assert!(tasks.join_all().await.iter().all(Result::is_ok));
    assert_eq!(notes(&fresh.store).len(), 8);
}

/// The child of the test below: writes, says what was acknowledged, and dies at the point it was told.
#[test]
fn crash_child() {
    let Ok(engine) = std::env::var("PORTICO_TEST_CHILD") else { return };
    let engine = match engine.split_once(' ') {
        Some(("sqlite", path)) => Engine::Sqlite { path: path.into() },
        Some(("postgres", url)) => Engine::Postgres { url: url.to_owned() },
        _ => panic!("{engine}"),
    };
    let store = Store::open(&Settings::new(engine), &tables()).unwrap();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        let mut callers = JoinSet::new();
        for caller in 0..8 {
            let store = store.clone();
            callers.spawn(async move {
                for n in 0..200_i64 {
                    let id = format!("{caller}-{n}");
                    let said = id.clone();
                    if store.write(move |tx| put(tx, &id, n)).await.is_ok() {
                        println!("acknowledged {said}");
                    }
                }
            });
        }
        callers.join_all().await;
    });
}

#[test]
fn a_process_that_dies_around_a_commit_loses_nothing_acknowledged() {
    for point in crash::POINTS.iter().filter(|point| point.contains("_commit")) {
        for pass in ["1", "2", "17"] {
            let fresh = fresh();
            let engine = match &fresh.settings.engine {
                Engine::Sqlite { path } => format!("sqlite {}", path.display()),
                Engine::Postgres { url } => format!("postgres {url}"),
            };
            let mut child = Command::new(std::env::current_exe().unwrap())
                .args(["--exact", "recovery::crash_child", "--nocapture"])
                .env("PORTICO_TEST_CHILD", engine)
                .env("PORTICO_CRASH_AT", point)
                .env("PORTICO_CRASH_PASS", pass)
                .stdout(Stdio::piped())
                .spawn()
                .unwrap();
            let lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
            let acknowledged: Vec<_> =
                lines.filter_map(|line| line.split_once("acknowledged ").map(|(_, id)| id.to_owned())).collect();
            assert!(!child.wait().unwrap().success(), "it did not die at {point}");
            let stored = ids(&fresh.store);
            let lost: Vec<_> = acknowledged.iter().filter(|id| !stored.contains(*id)).collect();
            assert!(lost.is_empty(), "lost at {point}, pass {pass}: {lost:?}");
            assert!(pass != "17" || !acknowledged.is_empty(), "nothing was acknowledged before {point}");
            add(&fresh.store, "after", 1).unwrap();
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_is_not_there_is_said_in_one_line_without_its_password() {
    let settings = Settings::new(Engine::Postgres { url: "postgres://somebody:secret@127.0.0.1:1/portico".to_owned() });
    let Err(error) = Store::open(&settings, &tables()) else { panic!("there is no server there") };
    let said = error.to_string();
    assert!(matches!(error, StoreError::Unavailable { .. }), "{said}");
    assert!(!said.contains("secret") && !said.contains('\n'), "{said}");
    let nonsense = Settings::new(Engine::Postgres { url: "postgres://u:secret@[nonsense".to_owned() });
    let Err(error) = Store::open(&nonsense, &tables()) else { panic!("that is no address") };
    assert!(!error.to_string().contains("secret"), "{error}");
}
