//! What an agency does after it took a request: decides after a while, and calls back until Portico has heard. Where
//! somebody is to come, it gives an appointment first.

use std::time::Duration;

use aws_lc_rs::digest;
use serde_json::json;

use crate::{
    Protocol,
    appointment::Appointment,
    clock,
    ledger::{Case, Decision, Event, Intake, Ledger},
    signature,
    state::State,
    switches::{Switches, on},
};

/// Takes up every answer that is still owed, such as after a crash.
pub fn take_up(state: &State) {
    for case in state.look(Ledger::open) {
        owe(state, case);
    }
}

/// Takes what came in, and owes an answer to a new case. Whoever hangs up meanwhile does not stop it: a request that is
/// in the journal is answered.
pub async fn take<R: Send + 'static>(
    state: &State,
    decide: impl FnOnce(&Ledger) -> (Event, R) + Send + 'static,
    new: fn(&R) -> Option<&Case>,
) -> anyhow::Result<R> {
    let state = state.clone();
    let taking = tokio::spawn(async move {
        let taken = state.record(decide).await?;
        if let Some(case) = new(&taken) {
            owe(&state, case.clone());
        }
        anyhow::Ok(taken)
    });
    taking.await?
}

/// Owes an answer to a request.
fn owe(state: &State, case: Case) {
    let task = answer(state.clone(), case);
    state.spawn(async move {
        if let Err(error) = task.await {
            tracing::warn!("An answer was not given: {error:#}");
        }
    });
}

async fn answer(state: State, case: Case) -> anyhow::Result<()> {
    let Case { intake, news, decision, .. } = case;
    let calls_back = state.settings().protocol == Protocol::Rest && !intake.callback.is_empty();
    let decision = if let Some(decision) = decision {
        decision
    } else {
        let begun = match (news, intake.appointment) {
            (None, Some(appointment)) => Some(book(&state, &intake, appointment).await?),
            (news, _) => news,
        };
        if let Some(news) = begun.filter(|_| calls_back) {
            tell(&state, &intake, &news).await;
        }
        decide(&state, &intake).await?
    };
    if !calls_back {
        return Ok(());
    }
    tell(&state, &intake, &decision).await;
    let Intake { agency, reference, .. } = intake;
    state.record(|_| (Event::CalledBack { agency, reference }, ())).await
}

/// Calls back until Portico has heard, twice where the switch says so.
async fn tell(state: &State, intake: &Intake, said: &Decision) {
    let mut wait = state.settings().callback_retry;
    loop {
        state.until_up(&intake.agency).await;
        let twice = on(state.switches(Some(&intake.agency)).duplicate_callback);
        let heard = call_back(state, intake, said).await;
        if heard && (!twice || call_back(state, intake, said).await) {
            return;
        }
        tokio::time::sleep(wait).await;
        wait = wait.saturating_mul(2).min(Duration::from_secs(30));
    }
}

/// Keeps the appointment free. Nothing is decided yet: that waits until the person was there.
async fn book(state: &State, intake: &Intake, appointment: Appointment) -> anyhow::Result<Decision> {
    wait_from(state, intake.at).await;
    state.until_up(&intake.agency).await;
    let news = Decision {
        outcome: "in-progress".to_owned(),
        text: appointment.in_words(intake.french),
        answer_id: answer_id(intake, "news"),
        next: None,
        at: clock::now(),
    };
    let (agency, reference) = (intake.agency.clone(), intake.reference.clone());
    state.record(|_| (Event::Booked { agency, reference, news: news.clone() }, news)).await
}

async fn decide(state: &State, intake: &Intake) -> anyhow::Result<Decision> {
    let booked =
        state.look(|ledger| ledger.by_reference(&intake.agency, &intake.reference)?.news.as_ref().map(|news| news.at));
    wait_from(state, booked.unwrap_or(intake.at)).await;
    state.until_up(&intake.agency).await;
    let decision = decision(intake, state.switches(Some(&intake.agency)));
    let (agency, reference) = (intake.agency.clone(), intake.reference.clone());
    state.record(|_| (Event::Answered { agency, reference, decision: decision.clone() }, decision)).await
}

/// The time that an agency takes for a step, from a moment on.
async fn wait_from(state: &State, at: i64) {
    let after = i64::try_from(state.settings().answer_after.as_millis()).unwrap_or(i64::MAX);
    tokio::time::sleep(clock::until(at.saturating_add(after))).await;
}

fn decision(intake: &Intake, switches: Switches) -> Decision {
    let not_ours = on(switches.not_ours);
    let (outcome, english, french) = if not_ours {
        ("not-ours", "This is for another body to answer.", "Cette demande relève d’un autre organisme.")
    } else if on(switches.refuse) {
        ("refused", "We cannot agree to this.", "Nous ne pouvons pas accepter.")
    } else if intake.appointment.is_some() {
        (
            "granted",
            "You came to your appointment and it is done. (In this demonstration nobody waits for the day.)",
            "Vous êtes venu au rendez-vous et c’est fait. (Dans cette démonstration, personne n’attend le jour dit.)",
        )
    } else {
        ("granted", "We have done what you asked for.", "Nous avons fait ce que vous demandiez.")
    };
    Decision {
        outcome: outcome.to_owned(),
        text: if intake.french { french } else { english }.to_owned(),
        answer_id: answer_id(intake, "decision"),
        next: switches.next.filter(|next| not_ours && !next.is_empty()),
        at: clock::now(),
    }
}

/// An agency gives news once and decides once, so the request and the step name the answer.
fn answer_id(intake: &Intake, step: &str) -> String {
    let text = format!("{}\n{}\n{step}", intake.agency, intake.reference);
    format!("ans_{}", hex::encode(&digest::digest(&digest::SHA256, text.as_bytes()).as_ref()[..12]))
}

/// Posts the answer once. Whether Portico has it.
async fn call_back(state: &State, intake: &Intake, decision: &Decision) -> bool {
    let mut body = json!({
        "key": intake.key,
        "reference": intake.reference,
        "outcome": decision.outcome,
        "text": decision.text,
        "answer_id": decision.answer_id,
    });
    if let Some(next) = &decision.next {
        body["next"] = json!(next);
    }
    let body = body.to_string();
    let seconds = clock::now().div_euclid(1000);
    let signature = signature::of_callback(&state.settings().secret, &decision.answer_id, seconds, &body);
    let post = state
        .client()
        .post(&intake.callback)
        .header("content-type", "application/json")
        .header("webhook-id", &decision.answer_id)
        .header("webhook-timestamp", seconds)
        .header("webhook-signature", signature)
        .body(body);
    match post.send().await {
        Ok(response) => response.status().is_success(),
        Err(_) => false,
    }
}
