//! Two servers on one PostgreSQL: one is paused in the middle of a send, past its lease.

use std::time::Duration;

use sandbox::Switches;

use crate::{
    client::{Client, Part},
    database::on_postgres,
    oracle::Verdict,
    place::{Origin, address},
    process::until,
};

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_slept_past_its_lease_is_refused_and_nothing_is_doubled() {
    if !on_postgres() {
        return; // SQLite takes one server.
    }
    let origin = Origin::new();
    // No answer comes before the other server has taken over, so that only the lease can refuse.
    let place = origin.place(Duration::from_secs(8)).await;
    let slow = |slow_ms| Switches { slow_ms: Some(slow_ms), ..Switches::default() };
    for agency in [&place.rest, &place.open311] {
        agency.switch(None, slow(1_500)).await.unwrap();
    }
    let mut sleeper = place.start(&[]);
    sleeper.answers().await;
    let told_to_sleeper = Client::new(place.at).await;
    told_to_sleeper.send_until_acknowledged(&told_to_sleeper.new_key()).await;
    until("both agencies have a request", async || {
        !place.rest.effects().is_empty() && !place.open311.effects().is_empty()
    })
    .await;
    sleeper.signal("STOP").await;
    let taken = place.rest.effects().len() + place.open311.effects().len();

    for agency in [&place.rest, &place.open311] {
        agency.switch(None, slow(0)).await.unwrap();
    }
    let other = address();
    let mut taker = place.start_at(other, &[]);
    taker.answers().await;
    let told_to_taker = told_to_sleeper.at(other);
    let [told] = &told_to_sleeper.acknowledged()[..] else { panic!("one was acknowledged") };
    until("the other server has taken over", async || {
        let case = told_to_taker.case(told).await.unwrap();
        case.is_some_and(|case| case.requests.iter().all(|part| part.state == "sent" || part.is_settled()))
    })
    .await;

    sleeper.signal("CONT").await;
    until("a late record is refused", async || sleeper.counted("portico_late_records_total").await > 0).await;
    assert_eq!(taker.counted("portico_late_records_total").await, 0);
    told_to_sleeper.send_until_acknowledged(&told_to_sleeper.new_key()).await;
    told_to_taker.send_until_acknowledged(&told_to_taker.new_key()).await;
    let mut verdict = Verdict::of(&told_to_sleeper, &place).await;
    verdict += Verdict::of(&told_to_taker, &place).await;
    // Each client knows the applications of one server only; whose they are was not the question here.
    verdict.astray.clear();
    verdict.assert_clean(&place);
    let late = sleeper.counted("portico_late_records_total").await;
    println!("Paused with {taken} requests under way: {late} late records refused; {verdict}");
    let Ok(Some(case)) = told_to_taker.case(told).await else { panic!("the case is there") };
    assert!(case.requests.iter().all(Part::is_settled));
}
