//! Many commands at once: groups, neighbours, priorities, back-pressure, conflicts.

use std::{
    sync::{
        Arc, Condvar, Mutex,
        atomic::{AtomicU64, Ordering},
        mpsc,
    },
    time::Duration,
};

use metrics::{Counter, Gauge, Histogram, HistogramFn, Key, KeyName, Metadata, Recorder, SharedString, Unit};
use store::{Store, StoreError, Tx, args, testing::fresh_with};
use tokio::task::JoinSet;

use crate::{add, fresh, notes, on_postgres, put, tables};

/// Keeps every worker that writes busy until it is told to go on.
struct Held(Vec<mpsc::Sender<()>>, Vec<tokio::task::JoinHandle<Result<(), StoreError>>>);

async fn hold(store: &Store) -> Held {
    let mut held = Held(Vec::new(), Vec::new());
    for _ in 0..if on_postgres(store) { 2 } else { 1 } {
        let (go_on, wait) = mpsc::channel::<()>();
        let (begun, has_begun) = mpsc::channel();
        let wait = Mutex::new(wait);
        let store = store.clone();
        held.1.push(tokio::spawn(async move {
            store
                .write(move |_| {
                    begun.send(()).unwrap();
                    let _until_the_sender_goes = wait.lock().unwrap().recv();
                    Ok(())
                })
                .await
        }));
        held.0.push(go_on);
        tokio::task::spawn_blocking(move || has_begun.recv().unwrap()).await.unwrap();
    }
    held
}

impl Held {
    async fn go_on(self) {
        drop(self.0);
        for task in self.1 {
            task.await.unwrap().unwrap();
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn neighbours_of_a_command_that_fails_or_panics_are_committed() {
    let fresh = fresh();
    let held = hold(&fresh.store).await;
    let mut tasks = JoinSet::new();
    for n in 0..60_i64 {
        let store = fresh.store.clone();
        tasks.spawn(async move {
            let outcome: Result<(), StoreError> = store
                .write(move |tx| {
                    put(tx, &format!("{n:02}"), n)?;
                    match n % 6 {
                        0 => Err(StoreError::NotFound("planted".to_owned())),
                        1 => panic!("planted"),
                        2 => put(tx, &format!("{n:02}"), n),
                        _ => Ok(()),
                    }
                })
                .await;
            (n, outcome)
        });
    }
    settle(&fresh.store, 60).await;
    held.go_on().await;
    for (n, outcome) in tasks.join_all().await {
        match n % 6 {
            0 => assert!(matches!(outcome, Err(StoreError::NotFound(_))), "{outcome:?}"),
            1 => assert!(matches!(outcome, Err(StoreError::Panicked)), "{outcome:?}"),
            2 => assert!(matches!(outcome, Err(StoreError::Refused { .. })), "{outcome:?}"),
            _ => outcome.unwrap(),
        }
    }
    let expected: Vec<_> = (0..60).filter(|n| n % 6 > 2).map(|n| (format!("{n:02}"), n)).collect();
    assert_eq!(notes(&fresh.store), expected);
}

/// Waits until so many commands are queued.
async fn settle(store: &Store, commands: usize) {
    while store.waiting() < commands {
        tokio::task::yield_now().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn commands_that_wait_together_are_committed_together() {
    metrics::set_global_recorder(Commits).unwrap();
    let fresh = fresh();
    let held = hold(&fresh.store).await;
    let mut tasks = JoinSet::new();
    for n in 0..64_i64 {
        let store = fresh.store.clone();
        tasks.spawn(async move { store.write(move |tx| put(tx, &format!("{n:02}"), n)).await });
    }
    settle(&fresh.store, 64).await;
    COMMITS.store(0, Ordering::SeqCst);
    held.go_on().await;
    for outcome in tasks.join_all().await {
        outcome.unwrap();
    }
    assert_eq!(notes(&fresh.store).len(), 64);
    // Those that held the workers are commits too.
    let most = if on_postgres(&fresh.store) { 4 + 2 } else { 2 };
    let commits = COMMITS.load(Ordering::SeqCst);
    assert!(commits <= most, "{commits} commits for 64 commands");
}

static COMMITS: AtomicU64 = AtomicU64::new(0);
static UNDONE: AtomicU64 = AtomicU64::new(0);

/// Counts commits by the sizes of groups that are recorded, and the groups that were undone.
struct Commits;

impl HistogramFn for Commits {
    fn record(&self, _size: f64) {
        COMMITS.fetch_add(1, Ordering::SeqCst);
    }
}

impl metrics::CounterFn for Commits {
    fn increment(&self, by: u64) {
        UNDONE.fetch_add(by, Ordering::SeqCst);
    }
    fn absolute(&self, _value: u64) {}
}

impl Recorder for Commits {
    fn describe_counter(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}
    fn describe_gauge(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}
    fn describe_histogram(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}
    fn register_counter(&self, key: &Key, _: &Metadata<'_>) -> Counter {
        if key.name() == "portico_store_groups_undone_total" {
            Counter::from_arc(Arc::new(Self))
        } else {
            Counter::noop()
        }
    }
    fn register_gauge(&self, _: &Key, _: &Metadata<'_>) -> Gauge {
        Gauge::noop()
    }
    fn register_histogram(&self, key: &Key, _: &Metadata<'_>) -> Histogram {
        if key.name() == "portico_store_group_size" { Histogram::from_arc(Arc::new(Self)) } else { Histogram::noop() }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_that_wrote_nothing_does_not_undo_its_group() {
    metrics::set_global_recorder(Commits).unwrap();
    let fresh = fresh();
    let crowd = async |refuse: fn(&mut Tx<'_>) -> Result<(), StoreError>| {
        let held = hold(&fresh.store).await;
        let mut tasks = JoinSet::new();
        for n in 0..30_i64 {
            let store = fresh.store.clone();
            tasks.spawn(async move {
                let fate = tokio::task::id().to_string();
                let id = format!("{fate}-{n}");
                store.write(move |tx| if n % 3 == 0 { refuse(tx) } else { put(tx, &id, n) }).await
            });
        }
        settle(&fresh.store, 30).await;
        held.go_on().await;
        let outcomes = tasks.join_all().await;
        assert_eq!(outcomes.iter().filter(|outcome| outcome.is_err()).count(), 10);
    };
    crowd(|tx| tx.one("SELECT n FROM note WHERE id = 'none'", args![], |_| Ok(()))).await;
    assert_eq!(UNDONE.load(Ordering::SeqCst), 0);
    crowd(|tx| {
        put(tx, "refused", 1)?;
        Err(StoreError::NotFound("planted".to_owned()))
    })
    .await;
    assert_eq!(UNDONE.load(Ordering::SeqCst) > 0, on_postgres(&fresh.store));
    assert_eq!(notes(&fresh.store).len(), 40);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_queue_turns_callers_away_and_loses_nobody() {
    let fresh = fresh_with(&tables(), |settings| settings.queue = 8);
    let held = hold(&fresh.store).await;
    let mut tasks = JoinSet::new();
    for n in 0..500_i64 {
        let store = fresh.store.clone();
        tasks.spawn(async move { (n, store.write(move |tx| put(tx, &format!("{n:03}"), n)).await) });
    }
    // Nobody is served while the workers are held, so all but eight are answered at once.
    let mut turned_away = 0;
    let mut served = Vec::new();
    while turned_away < 492 {
        match tasks.join_next().await.unwrap().unwrap() {
            (_, Err(error @ StoreError::Overloaded { .. })) => {
                assert!(error.retry_after().is_some());
                turned_away += 1;
            }
            other => panic!("{other:?}"),
        }
    }
    held.go_on().await;
    for (n, outcome) in tasks.join_all().await {
        outcome.unwrap();
        served.push((format!("{n:03}"), n));
    }
    served.sort();
    assert_eq!(served.len(), 8);
    assert_eq!(notes(&fresh.store), served);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_batch_gets_its_turn_while_people_never_stop() {
    let fresh = fresh();
    let mut people = JoinSet::new();
    let (stop, stopped) = tokio::sync::watch::channel(false);
    for caller in 0..16 {
        let (store, stopped) = (fresh.store.clone(), stopped.clone());
        people.spawn(async move {
            for n in 0..i64::MAX {
                if *stopped.borrow() {
                    return;
                }
                store.write(move |tx| put(tx, &format!("{caller}-{n}"), n)).await.unwrap();
            }
        });
    }
    for batch in 0..20_i64 {
        fresh.store.write_batch(move |tx| put(tx, &format!("batch-{batch}"), batch)).await.unwrap();
    }
    stop.send(true).unwrap();
    people.join_all().await;
    assert_eq!(notes(&fresh.store).iter().filter(|(id, _)| id.starts_with("batch-")).count(), 20);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_caller_that_hangs_up_does_not_undo_its_command() {
    let fresh = fresh();
    let held = hold(&fresh.store).await;
    let store = fresh.store.clone();
    let caller = tokio::spawn(async move { store.write(|tx| put(tx, "a", 1)).await });
    settle(&fresh.store, 1).await;
    caller.abort();
    assert!(caller.await.unwrap_err().is_cancelled());
    held.go_on().await;
    // Sent after it, so done after it.
    fresh.store.write(|tx| put(tx, "b", 1)).await.unwrap();
    fresh.store.clone().close();
    let again = Store::open(&fresh.settings, &tables()).unwrap();
    assert_eq!(notes(&again).len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_queued_is_done_before_the_store_closes() {
    let fresh = fresh();
    let held = hold(&fresh.store).await;
    let mut tasks = JoinSet::new();
    for n in 0..40_i64 {
        let store = fresh.store.clone();
        tasks.spawn(async move { store.write(move |tx| put(tx, &format!("{n:02}"), n)).await });
    }
    settle(&fresh.store, 40).await;
    let closing = fresh.store.clone();
    let closed = tokio::task::spawn_blocking(move || closing.close());
    // Commands that come once it is closing are refused; they may be let in until then.
    held.go_on().await;
    closed.await.unwrap();
    assert!(tasks.join_all().await.into_iter().all(|outcome| outcome.is_ok()));
    assert!(matches!(fresh.store.write(|tx| put(tx, "late", 1)).await, Err(StoreError::Closed)));
    let again = Store::open(&fresh.settings, &tables()).unwrap();
    assert_eq!(notes(&again).len(), 40);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_may_be_opened_used_and_dropped_inside_a_runtime() {
    let fresh = fresh();
    let store = Store::open(&fresh.settings, &tables()).unwrap();
    store.write(|tx| put(tx, "a", 1)).await.unwrap();
    drop(store);
    // The last clone may go with the closure of a command, on a thread of the store's own.
    let store = Store::open(&fresh.settings, &tables()).unwrap();
    let (alone, kept) = (store.clone(), store.clone());
    let sent = tokio::spawn(async move {
        alone
            .write(move |tx| {
                let _last = &kept;
                put(tx, "b", 2)
            })
            .await
    });
    drop(store);
    sent.await.unwrap().unwrap();
    assert_eq!(notes(&fresh.store).len(), 2);
}

/// An error that cannot even be made.
#[derive(Debug)]
struct Explosive;

impl From<StoreError> for Explosive {
    fn from(error: StoreError) -> Self {
        panic!("planted: {error}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_caller_whose_error_panics_takes_nobody_down() {
    let fresh = fresh();
    for _ in 0..3 {
        let store = fresh.store.clone();
        let caller = tokio::spawn(async move {
            store
                .write(|tx| {
                    drop(tx.execute("no statement", args![]));
                    Ok::<_, Explosive>(())
                })
                .await
        });
        assert!(caller.await.unwrap_err().is_panic());
    }
    fresh.store.write(|tx| put(tx, "a", 1)).await.unwrap();
    assert_eq!(notes(&fresh.store).len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_reads_older_than_what_was_acknowledged_to_them() {
    let fresh = fresh();
    let mut callers = JoinSet::new();
    for caller in 0..24 {
        let store = fresh.store.clone();
        callers.spawn(async move {
            let id = format!("{caller}");
            for n in 0..40_i64 {
                let id = id.clone();
                store
                    .write(move |tx| {
                        if n == 0 {
                            return put(tx, &id, 0);
                        }
                        let seen = tx.one("SELECT n FROM note WHERE id = $1", args![&id], |row| row.get::<i64>(0))?;
                        assert_eq!(seen, n - 1, "a command saw less than its caller had been told");
                        tx.execute("UPDATE note SET n = $2 WHERE id = $1", args![&id, n]).map(drop)
                    })
                    .await
                    .unwrap();
            }
        });
    }
    callers.join_all().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_counter_that_everybody_raises_counts_everybody() {
    let fresh = fresh();
    fresh.store.write(|tx| put(tx, "counter", 0)).await.unwrap();
    let mut callers = JoinSet::new();
    for caller in 0..24 {
        let store = fresh.store.clone();
        callers.spawn(async move {
            let raise = |tx: &mut Tx<'_>| tx.execute("UPDATE note SET n = n + 1 WHERE id = 'counter'", args![]);
            for _ in 0..10 {
                let raised = match caller % 3 {
                    0 => store.write(raise).await,
                    1 => store.write_alone(raise).await,
                    _ => store.write_serializable(raise).await,
                };
                assert_eq!(raised.map_err(|error: StoreError| error).unwrap(), 1);
            }
        });
    }
    callers.join_all().await;
    assert_eq!(notes(&fresh.store), [("counter".to_owned(), 240)]);
}

/// Lets two commands look before either writes, where the engine lets two run at once.
#[derive(Default)]
struct Rendezvous {
    here: Mutex<u32>,
    both: Condvar,
}

impl Rendezvous {
    fn meet(&self) {
        let mut here = self.here.lock().unwrap();
        *here += 1;
        self.both.notify_all();
        drop(self.both.wait_timeout_while(here, Duration::from_millis(300), |here| *here < 2).unwrap());
    }
}

/// Two are on call; each may leave if the other stays. Answers how many stayed.
async fn two_leave_at_once(serializable: bool) -> (i64, bool) {
    let fresh = fresh();
    add_in(&fresh.store, &["one", "two"]).await;
    let rendezvous = Arc::new(Rendezvous::default());
    let leave = |id: &'static str| {
        let (store, rendezvous) = (fresh.store.clone(), rendezvous.clone());
        let command = move |tx: &mut Tx<'_>| -> Result<(), StoreError> {
            let on_call = tx.one("SELECT count(*) FROM note WHERE n = 1", args![], |row| row.get::<i64>(0))?;
            rendezvous.meet();
            if on_call > 1 {
                tx.execute("UPDATE note SET n = 0 WHERE id = $1", args![id])?;
            }
            Ok(())
        };
        tokio::spawn(async move {
            if serializable { store.write_serializable(command).await } else { store.write_alone(command).await }
        })
    };
    let (one, two) = (leave("one"), leave("two"));
    one.await.unwrap().unwrap();
    two.await.unwrap().unwrap();
    let stayed = fresh
        .store
        .read(|tx| tx.one("SELECT count(*) FROM note WHERE n = 1", args![], |row| row.get(0)))
        .await
        .map_err(|error: StoreError| error)
        .unwrap();
    (stayed, on_postgres(&fresh.store))
}

async fn add_in(store: &Store, ids: &'static [&'static str]) {
    store.write(move |tx| ids.iter().try_for_each(|id| put(tx, id, 1))).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invariant_across_rows_holds_in_a_serializable_command() {
    assert_eq!(two_leave_at_once(true).await.0, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invariant_across_rows_needs_a_serializable_command() {
    // Why it must be said: SQLite runs one after the other, PostgreSQL lets both look before either writes.
    let (stayed, postgres) = two_leave_at_once(false).await;
    assert_eq!(stayed, i64::from(!postgres));
}

#[test]
fn a_blocking_command_may_be_sent_from_inside_a_runtime() {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let fresh = fresh();
    runtime.block_on(async { add(&fresh.store, "a", 1) }).unwrap();
    assert_eq!(notes(&fresh.store).len(), 1);
}
