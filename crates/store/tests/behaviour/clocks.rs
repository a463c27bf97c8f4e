//! The two clocks.

use jiff::{civil::date, tz::TimeZone};
use store::{Clocks, StoreError, testing::BEGINNING};
use values::Moment;

use crate::fresh;

#[test]
fn business_time_follows_real_time_until_it_is_moved() {
    let fresh = fresh();
    assert_eq!(fresh.clocks.now(), Moment(BEGINNING.0));
    fresh.clocks.advance_real(1_000);
    assert_eq!(fresh.clocks.now(), Moment(BEGINNING.0 + 1_000));
    let vesting = Moment::parse("2030-03-31T23:30:00Z").unwrap();
    fresh.clocks.set_business(vesting);
    assert_eq!(fresh.clocks.today(), date(2030, 4, 1), "the wall's day, not UTC's");
    assert_eq!(fresh.clocks.real(), BEGINNING.plus(1_000));
    fresh.clocks.advance_real(7);
    assert_eq!(fresh.clocks.now(), vesting.plus(7));
}

#[tokio::test]
async fn a_move_is_seen_by_every_node_once_it_is_committed() {
    let fresh = fresh();
    let node = Clocks::load(&fresh.store, TimeZone::UTC).await.unwrap();
    let moved = Moment(BEGINNING.0).plus(86_400_000);
    let clocks = fresh.clocks.clone();
    fresh.store.write(move |tx| clocks.move_to(tx, moved)).await.map_err(|error: StoreError| error).unwrap();
    assert_eq!(node.now(), Moment(BEGINNING.0), "not before it looks");
    node.refresh(&fresh.store).await.unwrap();
    assert_eq!(node.now(), moved);
    let late = Clocks::load(&fresh.store, TimeZone::UTC).await.unwrap();
    assert_eq!(late.now(), moved);
}

#[test]
fn business_time_only_moves_forward_once_it_has_begun() {
    let fresh = fresh();
    let move_to = |moment: Moment| {
        let clocks = fresh.clocks.clone();
        fresh.store.write_blocking(move |tx| clocks.move_to(tx, moment))
    };
    let begins = Moment::parse("2023-03-01T09:00:00Z").unwrap();
    move_to(begins).expect("a demonstration begins when it says");
    assert!(matches!(move_to(begins.plus(-1)), Err(StoreError::Backwards)));
    fresh.clocks.advance_real(10);
    assert!(matches!(move_to(begins.plus(9)), Err(StoreError::Backwards)), "it has moved on by itself");
    move_to(begins.plus(10)).unwrap();
    assert_eq!(Clocks::load_blocking(&fresh.store, TimeZone::UTC).unwrap().now(), begins.plus(10));
}

#[test]
fn the_machines_clock_runs() {
    let now = store::RealClock::System.now();
    assert!(now > BEGINNING, "{now:?}");
}
