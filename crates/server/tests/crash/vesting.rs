//! The server dies in the middle of a vesting, is started again, and finishes what was begun, once.

use std::{os::unix::process::ExitStatusExt as _, time::Duration};

use applications::dispatch::crash_points::VESTING;

use crate::{
    client::Client,
    oracle::Verdict,
    place::{Origin, Place},
    process::until,
};

/// How many applications are open when the day begins.
const OPEN: usize = 6;

#[tokio::test(flavor = "multi_thread")]
async fn a_vesting_in_which_the_server_dies_is_finished_once_after_its_start() {
    let origin = Origin::new();
    for point in VESTING {
        let place = origin.place(Duration::from_millis(1_500)).await;
        let mut server = place.start(&[("PORTICO_CRASH_AT", point)]);
        server.answers().await;
        let client = Client::new(place.at).await;
        for _ in 0..OPEN {
            client.send_until_acknowledged(&client.new_key()).await;
        }
        let mut moving = place.portico(&["clock", "move-to", "2023-04-01"]);
        let moved = moving.env("PORTICO_DEMO", "true").output().await.unwrap();
        assert!(moved.status.success(), "{point}: {}", String::from_utf8_lossy(&moved.stderr));
        let status = tokio::time::timeout(Duration::from_mins(1), server.ended()).await.expect("it dies there");
        assert_eq!(status.signal(), Some(6), "{point}:\n{}", server.said());

        let mut server = place.start(&[]);
        server.answers().await;
        until("both transfers have vested", async || listed(&place).await.matches("vested").count() == 2).await;
        let verdict = Verdict::of(&client, &place).await;
        verdict.assert_clean(&place);
        assert!(listed(&place).await.matches("vested").count() == 2, "{point}: once");
        println!("Died at {point}: {verdict}");
    }
}

async fn listed(place: &Place<'_>) -> String {
    let listed = place.portico(&["transfer", "list"]).output().await.unwrap();
    String::from_utf8_lossy(&listed.stdout).into_owned()
}
