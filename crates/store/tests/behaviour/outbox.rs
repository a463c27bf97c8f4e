//! Work that must happen.

use std::collections::BTreeSet;

use store::{
    StoreError, Tx,
    outbox::{self, Claim},
    testing::Fresh,
};
use values::RealTime;

use crate::fresh;

const LEASE: i64 = 30_000;

fn run<R: Send + 'static>(
    fresh: &Fresh,
    command: impl Fn(&mut Tx<'_>) -> Result<R, StoreError> + Send + 'static,
) -> Result<R, StoreError> {
    fresh.store.lease_blocking(command)
}

fn put(fresh: &Fresh, subject: &'static str, due: RealTime) {
    run(fresh, move |tx| outbox::put(tx, "send", subject, due)).unwrap();
}

fn claim(fresh: &Fresh) -> Vec<Claim> {
    run(fresh, |tx| outbox::claim(tx, &["send"], 10, LEASE)).unwrap()
}

fn finish(fresh: &Fresh, claim: &Claim) -> Result<(), StoreError> {
    let claim = claim.clone();
    run(fresh, move |tx| outbox::finish(tx, &claim))
}

fn subjects(claims: &[Claim]) -> Vec<&str> {
    claims.iter().map(|claim| claim.subject.as_str()).collect()
}

#[test]
fn due_work_is_claimed_in_the_order_in_which_it_is_due() {
    let fresh = fresh();
    let now = fresh.clocks.real();
    put(&fresh, "later", now.plus(1));
    put(&fresh, "c", now.plus(-1));
    put(&fresh, "a", now);
    put(&fresh, "b", now.plus(-1));
    assert_eq!(subjects(&claim(&fresh)), ["b", "c", "a"]);
    assert_eq!(claim(&fresh), []);
    fresh.clocks.advance_real(1);
    assert_eq!(subjects(&claim(&fresh)), ["later"]);
}

#[test]
fn only_the_topics_that_are_asked_for_and_no_more_than_that() {
    let fresh = fresh();
    let now = fresh.clocks.real();
    run(&fresh, move |tx| {
        for topic in ["a", "b", "c"] {
            outbox::put(tx, topic, "1", now)?;
            outbox::put(tx, topic, "2", now)?;
        }
        Ok(())
    })
    .unwrap();
    let claimed = run(&fresh, |tx| outbox::claim(tx, &["a", "c"], 3, LEASE)).unwrap();
    let claimed: Vec<_> = claimed.iter().map(|claim| format!("{}{}", claim.topic, claim.subject)).collect();
    assert_eq!(claimed, ["a1", "a2", "c1"]);
    assert_eq!(run(&fresh, |tx| outbox::claim(tx, &[], 3, LEASE)).unwrap(), []);
}

#[test]
fn finished_work_is_gone() {
    let fresh = fresh();
    put(&fresh, "a", fresh.clocks.real());
    let claims = claim(&fresh);
    assert_eq!(claims[0].attempt, 1);
    finish(&fresh, &claims[0]).unwrap();
    fresh.clocks.advance_real(10 * LEASE);
    assert_eq!(claim(&fresh), []);
}

#[test]
fn an_earlier_due_time_wins_and_a_later_one_does_not() {
    let fresh = fresh();
    let now = fresh.clocks.real();
    put(&fresh, "a", now.plus(100));
    put(&fresh, "a", now.plus(50));
    put(&fresh, "a", now.plus(100));
    fresh.clocks.advance_real(49);
    assert_eq!(claim(&fresh), []);
    fresh.clocks.advance_real(1);
    assert_eq!(claim(&fresh).len(), 1);
}

#[test]
fn work_of_somebody_who_died_is_due_again_when_the_lease_ends() {
    let fresh = fresh();
    put(&fresh, "a", fresh.clocks.real());
    let first = claim(&fresh).remove(0);
    fresh.clocks.advance_real(LEASE - 1);
    assert_eq!(claim(&fresh), []);
    fresh.clocks.advance_real(1);
    let second = claim(&fresh).remove(0);
    assert_eq!(second.attempt, 2);
    assert!(second.fence > first.fence);
}

#[test]
fn whoever_lost_the_lease_records_nothing() {
    let fresh = fresh();
    put(&fresh, "a", fresh.clocks.real());
    let late = claim(&fresh).remove(0);
    fresh.clocks.advance_real(LEASE);
    let holder = claim(&fresh).remove(0);
    let now = fresh.clocks.real();
    let record = late.clone();
    let recorded = fresh.store.write_blocking(move |tx| {
        crate::put(tx, "outcome", 1)?;
        outbox::finish(tx, &record)
    });
    assert!(matches!(recorded, Err(StoreError::Fenced { .. })), "{recorded:?}");
    assert_eq!(crate::notes(&fresh.store), [], "the outcome went with the fence");
    let again = late.clone();
    assert!(matches!(run(&fresh, move |tx| outbox::again(tx, &again, now)), Err(StoreError::Fenced { .. })));
    let extend = late.clone();
    assert!(matches!(run(&fresh, move |tx| outbox::extend(tx, &extend, LEASE)), Err(StoreError::Fenced { .. })));
    finish(&fresh, &holder).unwrap();
    // Put anew it is another task, and the old lease is none of its.
    put(&fresh, "a", now);
    claim(&fresh);
    assert!(matches!(finish(&fresh, &late), Err(StoreError::Fenced { .. })));
    assert!(matches!(finish(&fresh, &holder), Err(StoreError::Fenced { .. })));
}

#[test]
fn a_lease_can_be_kept() {
    let fresh = fresh();
    put(&fresh, "a", fresh.clocks.real());
    let held = claim(&fresh).remove(0);
    fresh.clocks.advance_real(LEASE - 1);
    let extend = held.clone();
    let until = run(&fresh, move |tx| outbox::extend(tx, &extend, LEASE)).unwrap();
    assert_eq!(until, fresh.clocks.real().plus(LEASE));
    fresh.clocks.advance_real(LEASE - 1);
    assert_eq!(claim(&fresh), []);
    finish(&fresh, &held).unwrap();
}

#[test]
fn work_that_is_put_while_it_is_done_is_done_once_more() {
    let fresh = fresh();
    put(&fresh, "a", fresh.clocks.real());
    let first = claim(&fresh).remove(0);
    put(&fresh, "a", fresh.clocks.real().plus(5));
    assert_eq!(claim(&fresh), [], "not while somebody works on it");
    finish(&fresh, &first).unwrap();
    assert_eq!(claim(&fresh), [], "not before it is due");
    fresh.clocks.advance_real(5);
    let second = claim(&fresh).remove(0);
    assert_eq!(second.attempt, 1, "a new reason, counted anew");
    finish(&fresh, &second).unwrap();
    fresh.clocks.advance_real(10 * LEASE);
    assert_eq!(claim(&fresh), []);
}

#[test]
fn work_to_be_tried_again_is_due_then_or_earlier_if_it_was_put_earlier() {
    let fresh = fresh();
    put(&fresh, "a", fresh.clocks.real());
    let first = claim(&fresh).remove(0);
    let due = fresh.clocks.real().plus(100);
    run(&fresh, move |tx| outbox::again(tx, &first, due)).unwrap();
    fresh.clocks.advance_real(99);
    assert_eq!(claim(&fresh), []);
    fresh.clocks.advance_real(1);
    let second = claim(&fresh).remove(0);
    assert_eq!(second.attempt, 2);
    put(&fresh, "a", fresh.clocks.real().plus(10));
    let due = fresh.clocks.real().plus(100);
    run(&fresh, move |tx| outbox::again(tx, &second, due)).unwrap();
    fresh.clocks.advance_real(10);
    assert_eq!(claim(&fresh).len(), 1);
}

#[test]
fn held_work_waits_until_it_is_woken() {
    let fresh = fresh();
    run(&fresh, |tx| outbox::put_held(tx, "send", "a")).unwrap();
    fresh.clocks.advance_real(1_000_000_000);
    assert_eq!(claim(&fresh), []);
    let now = fresh.clocks.real();
    assert!(run(&fresh, move |tx| outbox::wake(tx, "send", "a", now)).unwrap());
    assert!(!run(&fresh, move |tx| outbox::wake(tx, "send", "b", now)).unwrap());
    let woken = claim(&fresh).remove(0);
    // Woken while it is worked on: due again after.
    assert!(run(&fresh, move |tx| outbox::wake(tx, "send", "a", now)).unwrap());
    finish(&fresh, &woken).unwrap();
    assert_eq!(claim(&fresh).len(), 1);
}

#[test]
fn work_can_be_taken_back_until_somebody_does_it() {
    let fresh = fresh();
    put(&fresh, "a", fresh.clocks.real());
    put(&fresh, "b", fresh.clocks.real().plus(1));
    let cancel = |subject| run(&fresh, move |tx| outbox::cancel(tx, "send", subject)).unwrap();
    assert!(cancel("b"));
    assert!(!cancel("b"));
    let held = claim(&fresh).remove(0);
    assert!(!cancel("a"), "left to whoever works on it");
    finish(&fresh, &held).unwrap();
}

#[test]
fn the_depth_counts_what_is_due_what_waits_and_what_is_held() {
    let fresh = fresh();
    let now = fresh.clocks.real();
    put(&fresh, "worked on", now.plus(-10));
    claim(&fresh);
    put(&fresh, "due", now.plus(-5));
    put(&fresh, "due too", now);
    put(&fresh, "later", now.plus(1));
    run(&fresh, |tx| outbox::put_held(tx, "send", "held")).unwrap();
    let depth = run(&fresh, move |tx| outbox::depth(tx, now)).unwrap();
    assert_eq!((depth.due, depth.waiting, depth.held, depth.oldest_due), (2, 2, 1, Some(now.plus(-5))));
}

#[tokio::test(flavor = "multi_thread")]
async fn many_workers_never_hold_the_same_work() {
    let fresh = fresh();
    let now = fresh.clocks.real();
    fresh
        .store
        .write(move |tx| (0..200).try_for_each(|n| outbox::put(tx, "send", &n.to_string(), now)))
        .await
        .map_err(|error: StoreError| error)
        .unwrap();
    let mut workers = tokio::task::JoinSet::new();
    for _ in 0..8 {
        let store = fresh.store.clone();
        workers.spawn(async move {
            let mut mine = Vec::new();
            loop {
                let claims = store.lease(|tx| outbox::claim(tx, &["send"], 7, LEASE)).await.unwrap();
                if claims.is_empty() {
                    return mine;
                }
                mine.extend(claims.into_iter().map(|claim| claim.subject));
            }
        });
    }
    let all: Vec<String> = workers.join_all().await.concat();
    assert_eq!(all.len(), 200);
    assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), 200);
}
