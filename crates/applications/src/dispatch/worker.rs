//! The worker: claims what is due, has it done, and puts back what came to nothing.

use std::time::Duration;

use metrics::counter;
use store::{
    StoreError, crash,
    outbox::{self, Claim},
};
use tokio::{sync::watch, task::JoinSet};
use tracing::warn;
use values::Actor;

use super::{
    Pace,
    jobs::{JobError, ask_predecessor, dispatch, end, poll, request_of},
};
use crate::{
    Platform, handover,
    request::{
        Move,
        outcome::{self, OutcomeError, Scene, topic},
    },
};

/// What a worker takes up, and how much of it at once.
#[derive(Debug, Clone, Copy)]
pub struct Lane {
    topics: &'static [&'static str],
    at_once: usize,
    /// Does the bell call it? One ring wakes one worker: it must be one that sends.
    hears_the_bell: bool,
}

impl Lane {
    /// Calls to the bodies' systems, as many at once as the pace says.
    pub fn calls(pace: &Pace) -> Self {
        let topics = &[topic::DISPATCH, topic::POLL, topic::LATE, topic::NOTICE, topic::NEWS];
        Self { topics, at_once: pace.at_once, hears_the_bell: true }
    }

    /// The work of vestings: it calls nobody and does not wait behind those who do.
    pub fn handovers() -> Self {
        Self { topics: &[topic::HANDOVER], at_once: 1, hears_the_bell: false }
    }
}

/// Works until told to stop, then finishes what is under way.
pub async fn run(platform: Platform, lane: Lane, mut stop: watch::Receiver<bool>) {
    let mut under_way = JoinSet::new();
    while !*stop.borrow() {
        while under_way.try_join_next().is_some() {}
        let room = lane.at_once.saturating_sub(under_way.len());
        let claims = if room == 0 { Vec::new() } else { claim(&platform, lane.topics, room).await };
        let idle = claims.is_empty();
        for claim in claims {
            let platform = platform.clone();
            under_way.spawn(async move { work(&platform, claim).await });
        }
        if idle {
            let rest = Duration::from_millis(platform.pace.rest_ms);
            tokio::select! {
                () = tokio::time::sleep(rest) => {}
                () = platform.bell.notified(), if lane.hears_the_bell => {}
                Some(_) = under_way.join_next() => {}
                _ = stop.changed() => {}
            }
        }
    }
    while under_way.join_next().await.is_some() {}
}

/// Does everything that is due now, once, one after the other. For tests and the command line.
pub async fn drain(platform: &Platform) -> usize {
    let mut done = 0;
    loop {
        let claims = claim(platform, TOPICS, 16).await;
        if claims.is_empty() {
            return done;
        }
        for claim in claims {
            work(platform, claim).await;
            done += 1;
        }
    }
}

/// All that workers do.
const TOPICS: &[&str] = &[topic::DISPATCH, topic::POLL, topic::LATE, topic::NOTICE, topic::NEWS, topic::HANDOVER];

async fn claim(platform: &Platform, topics: &'static [&'static str], room: usize) -> Vec<Claim> {
    crash::point("dispatch.before_claim");
    let (limit, lease) = (u32::try_from(room.min(64)).unwrap_or(64), platform.pace.lease_ms);
    match platform.store().lease(move |tx| outbox::claim(tx, topics, limit, lease)).await {
        Ok(claims) => {
            if !claims.is_empty() {
                crash::point("dispatch.after_claim");
            }
            claims
        }
        Err(error) => {
            warn!(%error, "The worker could not claim work");
            Vec::new()
        }
    }
}

/// One piece of work, whatever comes of it.
pub async fn work(platform: &Platform, claim: Claim) {
    let done = match claim.topic.as_str() {
        topic::POLL => poll(platform, &claim).await,
        topic::LATE => ask_predecessor(platform, &claim).await,
        topic::NOTICE => handover::notices::moved(platform, &claim).await,
        topic::NEWS => handover::notices::answered(platform, &claim).await,
        topic::HANDOVER => handover::jobs::hand_over(platform, &claim).await,
        _ => dispatch(platform, &claim).await,
    };
    match done {
        Ok(()) => {}
        Err(JobError::Model(error)) if Platform::is_behind(&error) => {
            if let Err(error) = Box::pin(platform.catch_up()).await {
                warn!(%error, "The worker could not catch up");
            }
            put_back(platform, claim, 0).await;
        }
        Err(
            JobError::Outcome(OutcomeError::Store(StoreError::Fenced { .. }))
            | JobError::Store(StoreError::Fenced { .. }),
        ) => {
            counter!("portico_late_records_total").increment(1);
            warn!(request.id = %claim.subject, "A record came after its lease and was refused");
        }
        Err(JobError::Model(_) | JobError::Misconfigured(_))
            if claim.topic == topic::DISPATCH && claim.attempt >= PATIENCE_WITH_GAPS =>
        {
            give_up(platform, claim).await;
        }
        Err(error) => {
            warn!(request.id = %claim.subject, topic = %claim.topic, %error, "Work on {} failed", claim.subject);
            let wait = platform.pace.retry_after(claim.attempt, chance());
            put_back(platform, claim, wait).await;
        }
    }
}

/// How often a request is tried that has no holder, no system or no host before a person is asked.
const PATIENCE_WITH_GAPS: u32 = 5;

/// Nobody is there to take it, or we do not know how to reach them: a person mends that.
async fn give_up(platform: &Platform, claim: Claim) {
    let (now, real) = platform.times();
    let (government, vault, subject) = (platform.government(), platform.vault().clone(), claim.subject.clone());
    warn!(request.id = %subject, "Nobody takes {subject}: a person is asked");
    let given_up = platform.store().write(move |tx| {
        let actor = Actor::portico("worker");
        let scene = Scene { actor: &actor, now, real, government: &government, vault: &vault };
        let request = request_of(tx, &claim.subject)?;
        end(tx, &claim)?;
        let event = scene.event("event-stuck", &request.holder);
        outcome::moved(tx, &scene, request, Move::RefuseToTake { why: "nobody-takes-it".into() }, event)?;
        Ok::<_, JobError>(())
    });
    if let Err(error) = given_up.await {
        warn!(request.id = %subject, %error, "{subject} stays claimed until its lease ends");
    }
}

async fn put_back(platform: &Platform, claim: Claim, wait: i64) {
    let due = platform.clocks().real().plus(wait);
    let subject = claim.subject.clone();
    if let Err(error) = platform.store().write(move |tx| outbox::again(tx, &claim, due)).await {
        warn!(request.id = %subject, %error, "Work on {subject} stays claimed until its lease ends");
    }
}

pub(super) fn chance() -> u8 {
    let mut byte = [0];
    // Without chance the wait is the shortest: still a wait.
    let _ = aws_lc_rs::rand::fill(&mut byte);
    byte[0]
}
