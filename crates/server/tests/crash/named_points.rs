//! The server dies at each named place, is started again, and nothing is lost or doubled.

use std::{collections::BTreeSet, os::unix::process::ExitStatusExt as _, sync::Arc, time::Duration};

use tokio::{sync::Semaphore, task::JoinSet};

use crate::{
    client::{Client, Part},
    database::on_postgres,
    oracle::Verdict,
    place::{Origin, Place},
    process::Server,
};

/// SIGABRT: how a process ends at a named place, and no other way here.
const ABORTED: i32 = 6;

/// At which pass of a place the server dies there.
const PASSES: [u64; 2] = [1, 4];

/// Every transaction passes these, those of an idle server too.
const PASSES_OF_STORE: [u64; 4] = [1, 7, 18, 40];

/// Passed by the command that copies a database, not by the server. PostgreSQL has tools of its own for that.
const OF_BACKUP: &str = "store.before_backup_rename";

/// How many applications are sent at the same time, and how often that is done.
const AT_ONCE: usize = 3;
const ROUNDS: usize = 4;

fn points() -> impl Iterator<Item = &'static str> {
    applications::dispatch::crash_points::POINTS.iter().chain(store::crash::POINTS).copied()
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_lost_and_nothing_doubled_wherever_the_server_dies() {
    let origin = Arc::new(Origin::new());
    let teacher = {
        let place = origin.place(Duration::ZERO).await;
        let mut server = place.start(&[]);
        server.answers().await;
        Client::new(place.at).await
    };
    let few = Arc::new(Semaphore::new(4));
    let mut runs = JoinSet::new();
    for point in points().filter(|point| *point != OF_BACKUP) {
        let passes = if point.starts_with("store.") { &PASSES_OF_STORE[..] } else { &PASSES[..] };
        for pass in passes.iter().copied() {
            let (origin, few, teacher) = (origin.clone(), few.clone(), teacher.clone());
            runs.spawn(async move {
                let _turn = few.acquire_owned().await.unwrap();
                (point, die_at(point, pass, &origin, &teacher).await)
            });
        }
    }
    let (mut sum, mut hit, mut deaths) = (Verdict::default(), BTreeSet::new(), 0);
    while let Some(run) = runs.join_next().await {
        let (point, verdict) = run.unwrap();
        hit.insert(point);
        deaths += 1;
        sum += verdict;
    }
    if !on_postgres() {
        die_in_a_backup(&origin).await;
        hit.insert(OF_BACKUP);
        deaths += 1;
    }
    let reachable: BTreeSet<_> = points().filter(|point| !on_postgres() || *point != OF_BACKUP).collect();
    assert_eq!(hit, reachable);
    println!("Died {deaths} times at {} named places: {sum}", hit.len());
}

/// A server that dies at this pass of this place, and one that goes on after it.
async fn die_at(point: &str, pass: u64, origin: &Origin, teacher: &Client) -> Verdict {
    let place = origin.place(Duration::from_millis(30)).await;
    let client = teacher.at(place.at);
    let mut server = place.start(&[("PORTICO_CRASH_AT", point), ("PORTICO_CRASH_PASS", &pass.to_string())]);
    let status = match server.up().await {
        Ok(()) => send_until_it_dies(&client, &mut server).await,
        Err(at_once) => Some(at_once),
    };
    let status = status.unwrap_or_else(|| panic!("{point} was not passed {pass} times:\n{}", server.said()));
    assert_eq!(status.signal(), Some(ABORTED), "{point}:\n{}", server.said());
    if client.unacknowledged().is_empty() && client.acknowledged().is_empty() {
        client.new_key(); // It died before anybody could send: somebody sends after it.
    }
    let mut server = place.start(&[]);
    server.answers().await;
    let verdict = Verdict::of(&client, &place).await;
    verdict.assert_clean(&place);
    verdict
}

/// Sends applications until the server ends. Nothing if it never does.
async fn send_until_it_dies(client: &Client, server: &mut Server) -> Option<std::process::ExitStatus> {
    for _ in 0..ROUNDS {
        let mut senders = JoinSet::new();
        for _ in 0..AT_ONCE {
            let client = client.clone();
            senders.spawn(async move { send_and_watch(&client).await });
        }
        tokio::select! {
            status = server.ended() => return Some(status),
            _ = senders.join_all() => {}
        }
    }
    None
}

/// Sends one application and watches until everything that answers by itself has answered.
async fn send_and_watch(client: &Client) {
    let key = client.new_key();
    client.send(&key).await;
    loop {
        if let Some(told) = client.of_key(&key)
            && let Ok(Some(case)) = client.case(&told).await
            && case.requests.iter().all(Part::is_settled)
        {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// A copy that was cut short is no copy, and stands in the way of none.
async fn die_in_a_backup(origin: &Origin) {
    let place = origin.place(Duration::ZERO).await;
    let to = place.path("copy.sqlite");
    let backup = || place.portico(&["backup", "--to", to.to_str().unwrap()]);
    let status = backup().env("PORTICO_CRASH_AT", OF_BACKUP).status().await.unwrap();
    assert_eq!((status.signal(), to.exists()), (Some(ABORTED), false));
    assert!(backup().status().await.unwrap().success() && to.exists());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_place_that_is_never_passed_is_noticed() {
    let origin = Origin::new();
    let place: Place<'_> = origin.place(Duration::ZERO).await;
    let mut server = place.start(&[("PORTICO_CRASH_AT", "nowhere")]);
    server.answers().await;
    let client = Client::new(place.at).await;
    assert_eq!(send_until_it_dies(&client, &mut server).await, None);
}
