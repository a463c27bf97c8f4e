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

/// Long enough for a pause in the middle of a send.
const PACE: [(&str, &str); 2] = [("PORTICO_WORK_LEASE_SECONDS", "6"), ("PORTICO_LIMITS_ANSWER_SECONDS", "5")];

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_slept_past_its_lease_is_refused_and_nothing_is_doubled() {
    if !on_postgres() {
        return; // SQLite takes one server.
    }
    let origin = Origin::new();
    // No answer comes before the other server has taken over, so that only the lease can refuse.
    let place = origin.place(Duration::from_secs(12)).await;
    let hold_back = async |milliseconds| {
        for agency in [&place.rest, &place.open311] {
            agency.switch(None, Switches { slow_ms: Some(milliseconds), ..Switches::default() }).await.unwrap();
        }
    };
    let taken = || place.rest.effects().len() + place.open311.effects().len();
    hold_back(4_000).await;
    let mut sleeper = place.start(&PACE);
    sleeper.answers().await;
    let told_to_sleeper = Client::new(place.at).await;
    told_to_sleeper.send_until_acknowledged(&told_to_sleeper.new_key()).await;
    let [told] = &told_to_sleeper.acknowledged()[..] else { panic!("one was acknowledged") };
    // Paused with a transaction open, it would keep others from these rows until PostgreSQL ends that.
    until("only replies of agencies are outstanding", async || {
        let case = told_to_sleeper.case(told).await.unwrap().unwrap();
        let queued = case.requests.iter().filter(|part| !part.is_settled()).count();
        queued > 0 && queued == taken()
    })
    .await;
    sleeper.signal("STOP").await;
    let under_way = taken();

    hold_back(0).await;
    let other = address();
    let mut taker = place.start_at(other, &PACE);
    taker.answers().await;
    let told_to_taker = told_to_sleeper.at(other);
    until("the other server has taken over", async || {
        let case = told_to_taker.case(told).await.unwrap();
        case.is_some_and(|case| case.requests.iter().all(|part| part.state == "sent" || part.is_settled()))
    })
    .await;

    sleeper.signal("CONT").await;
    let refused = async || sleeper.counted("portico_late_records_total").await;
    until("every late record is refused", async || refused().await == under_way as u64).await;
    assert_eq!(taker.counted("portico_late_records_total").await, 0);
    told_to_sleeper.send_until_acknowledged(&told_to_sleeper.new_key()).await;
    told_to_taker.send_until_acknowledged(&told_to_taker.new_key()).await;
    let mut verdict = Verdict::of(&told_to_sleeper, &place).await;
    verdict += Verdict::of(&told_to_taker, &place).await;
    // Each client knows the applications of one server only; whose they are was not the question here.
    verdict.astray.clear();
    verdict.assert_clean(&place);
    let late = refused().await;
    println!("Paused with {under_way} requests under way: {late} late records refused; {verdict}");
    let Ok(Some(case)) = told_to_taker.case(told).await else { panic!("the case is there") };
    assert!(case.requests.iter().all(Part::is_settled));
}
