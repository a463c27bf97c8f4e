//! The server is killed at moments that nobody chose, while people send and read.

use std::{
    env,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use tokio::{task::JoinSet, time::sleep};

use crate::{client::Client, oracle::Verdict, place::Origin};

/// How many people send.
const PEOPLE: usize = 4;

/// How many applications there are for each kill, at the most: what is sent has to be answered within the test.
const FOR_EACH_KILL: usize = 8;

fn kills() -> usize {
    env::var("PORTICO_CRASH_KILLS").map_or(6, |kills| kills.parse().expect("PORTICO_CRASH_KILLS is a number"))
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_lost_and_nothing_doubled_whenever_the_server_is_killed() {
    let origin = Origin::new();
    let place = origin.place(Duration::from_millis(100)).await;
    let mut server = place.start(&[]);
    server.answers().await;
    let client = Client::new(place.at).await;
    let over = Arc::new(AtomicBool::new(false));
    let mut people = JoinSet::new();
    let kills = kills();
    for _ in 0..PEOPLE {
        people.spawn(send_and_read(client.clone(), over.clone(), FOR_EACH_KILL * kills / PEOPLE));
    }
    for _ in 0..kills {
        sleep(at_random(700)).await;
        server.kill().await;
        server = place.start(&[]);
        // Some die before they answer anybody.
        if at_random(4) > Duration::ZERO {
            server.answers().await;
        }
    }
    over.store(true, Ordering::Relaxed);
    server.answers().await;
    people.join_all().await;
    let verdict = Verdict::of(&client, &place).await;
    println!("Killed {kills} times at random: {verdict}");
    verdict.assert_clean(&place);
}

/// Sends an application until it is acknowledged, reads its case, and so on.
async fn send_and_read(client: Client, over: Arc<AtomicBool>, most: usize) {
    for _ in 0..most.max(1) {
        let key = client.new_key();
        client.send_until_acknowledged(&key).await;
        if let Some(told) = client.of_key(&key) {
            client.case(&told).await.expect("what was acknowledged is there");
        }
        if over.load(Ordering::Relaxed) {
            return;
        }
        sleep(at_random(200)).await;
    }
}

/// Some time below so many milliseconds.
fn at_random(most: u64) -> Duration {
    let [.., a, b] = *uuid::Uuid::now_v7().as_bytes();
    Duration::from_millis(u64::from(u16::from_be_bytes([a, b])) % most)
}
