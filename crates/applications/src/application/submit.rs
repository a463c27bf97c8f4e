//! Sending: one command, one commit. Its key is the draft: a second send is the same application.

use std::{collections::BTreeSet, fmt, sync::Arc};

use metrics::counter;
use responsibility::ModelError;
use store::{
    StoreError, Tx,
    audit::{self, Entry},
    crash, outbox,
    seal::{Place, Vault},
};
use thiserror::Error;
use values::{Actor, Day, Id, Language, Moment, RealTime, id};
use web::session::Session;

use super::{
    Application, Receipt,
    plan::{Planned, Verdict, Wishes, plan_to_send},
};
use crate::{
    Platform, consent, draft, evidence,
    government::Government,
    journey::{Answers, Basis, Journey, rules::Next},
    request::{self, Request, State, outcome::topic},
};

/// What is sent: the draft, or what came by the API.
#[derive(Clone)]
pub struct Submission {
    /// The key: the same draft is the same application, however often it is sent.
    pub draft: Id<id::Draft>,
    /// The version of the draft that was shown, where there is a draft: a change after it is not sent unseen.
    pub version: Option<i64>,
    /// Whose it is; none for somebody we do not know yet.
    pub person: Option<Id<id::Person>>,
    /// In which language.
    pub language: Language,
    /// The checked answers.
    pub answers: Answers,
    /// What the person wants otherwise than the answers suggest.
    pub wishes: Wishes,
}

impl fmt::Debug for Submission {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Submission({})", self.draft)
    }
}

/// Why nothing was sent.
#[derive(Debug, Error)]
pub enum SubmitError {
    /// A page still lacks an answer, or a day there is wrong by now.
    #[error("page '{0}' still lacks an answer")]
    Unanswered(String),
    /// The journey ends before sending.
    #[error("the answers lead to the exit '{0}'")]
    Exit(String),
    /// No service would come of it.
    #[error("none of the services applies")]
    Nothing,
    /// Services would come of it, and nobody is known who answers for any of them.
    #[error("nobody answers for these services there on that day")]
    Nobody,
    /// The draft was changed since it was shown.
    #[error("the draft was changed since it was shown")]
    Changed,
    /// The edition is only looked through.
    #[error("this edition is a preview")]
    Preview,
    /// Something would come of it, had the person not left it out or not agreed to it.
    #[error("the person wants none of what would be sent")]
    Unwanted,
    /// The key was used for other answers or wishes before.
    #[error("this key was used for another application")]
    OtherApplication,
    /// The model: above all, a stale snapshot that has to be reloaded.
    #[error(transparent)]
    Model(#[from] ModelError),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// How often a node that is behind catches up for one application: transfers of one day vest one after the other.
const TRIES: u32 = 20;

/// Sends it through the platform: a node that is behind catches up and tries again. The browser that sent it may open
/// the case.
pub async fn send(
    platform: &Platform,
    actor: Actor,
    journey: Arc<Journey>,
    submission: Submission,
    session: Option<Session>,
) -> Result<Application, SubmitError> {
    let mut tries = 0;
    loop {
        match send_once(platform, &actor, &journey, &submission, session.as_ref()).await {
            Err(SubmitError::Model(error)) if Platform::is_behind(&error) && tries < TRIES => {
                platform.catch_up().await?;
                tries += 1;
            }
            other => return other,
        }
    }
}

async fn send_once(
    platform: &Platform,
    actor: &Actor,
    journey: &Arc<Journey>,
    submission: &Submission,
    session: Option<&Session>,
) -> Result<Application, SubmitError> {
    if journey.is_preview() {
        return Err(SubmitError::Preview);
    }
    let times = platform.times();
    let (actor, journey, submission, session) = (actor.clone(), journey.clone(), submission.clone(), session.cloned());
    let (government, vault) = (platform.government(), platform.vault().clone());
    let application = platform
        .store()
        .write(move |tx| {
            let application = submit(tx, &actor, times, &government, &vault, &journey, &submission)?;
            if let Some(session) = &session {
                web::session::grant(tx, session, &draft::pages::case_grant(&application.id))?;
            }
            crash::point("submit.before_commit");
            Ok::<_, SubmitError>(application)
        })
        .await?;
    crash::point("submit.after_commit");
    platform.bell.notify_one();
    counter!("portico_applications_total").increment(1);
    Ok(application)
}

/// Sends an application: what was sent before under this key is given back as it is.
pub fn submit(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (now, real): (Moment, RealTime),
    government: &Government,
    vault: &Vault,
    journey: &Journey,
    submission: &Submission,
) -> Result<Application, SubmitError> {
    let id: Id<id::Application> = submission.draft.become_a();
    if let Some(sent) = super::store::get(tx, &id)? {
        // What was asked hung on the day on which it was sent.
        let answers = complete(journey, submission, sent.day)?;
        return sent_before(tx, vault, sent, submission, &answers);
    }
    let day = now.day(&government.zone);
    let answers = complete(journey, submission, day)?;
    government.model.check_current(tx, day)?;
    let lifted = journey.lifted(&answers, &submission.wishes.anyway, day);
    let wrong = journey.wrong_days(&answers, &lifted, government.today(day));
    if let Some((question, _)) = wrong.first() {
        return Err(SubmitError::Unanswered(question.page.clone()));
    }
    let held =
        if journey.evidence.is_empty() { Vec::new() } else { evidence::store::of_draft(tx, vault, &submission.draft)? };
    let planned = plan_to_send(government, journey, (&answers, &held), &submission.wishes, day);
    let (person, key) = match &submission.person {
        Some(person) => (person.clone(), vault.person_key(tx, person)?),
        None => vault.new_person(tx, real)?,
    };
    let application = Application {
        id: id.clone(),
        receipt: Receipt::from_chance(tx.random()),
        person,
        journey: journey.id.clone(),
        edition: journey.edition.clone(),
        language: submission.language,
        sent_at: now,
        day,
    };
    let requests = requests(&application, &planned, government.model.version());
    if requests.is_empty() {
        return Err(nothing_sent(&planned));
    }
    let plain = serde_json::to_vec(&answers).expect("answers have string keys, so they are JSON");
    let sealed = key.seal(&Place { table: "application", row: id.as_str(), column: "answers" }, &plain);
    if !super::store::insert(tx, &application, sealed, &digest(vault, &id, &submission.wishes))? {
        // Sent by somebody else between our look and our insert: look again.
        return Err(StoreError::Conflict { attempts: 1 }.into());
    }
    if let Some(version) = submission.version
        && !draft::close(tx, vault, &submission.draft, version)?
    {
        return Err(SubmitError::Changed);
    }
    request::store::insert_all(tx, &requests)?;
    evidence::give::forget_unasked(tx, (actor, now), vault, journey, &requests)?;
    for request in &requests {
        let mut services = journey.services.iter();
        let is_free = services.any(|step| step.service_type == request.service_type && step.basis == Basis::Consent);
        let agreed = submission.wishes.agreed.get(request.service_type.name());
        if let Some(at) = agreed.filter(|_| is_free) {
            consent::give(tx, &application.id, &request.id, &request.holder, *at)?;
        }
    }
    super::store::index_names(tx, &application.id, &super::names::digests(vault, journey, &answers))?;
    let due = requests.iter().filter(|request| matches!(request.state, State::Queued { .. }));
    outbox::put_all(tx, topic::DISPATCH, due.map(|request| request.id.as_str()), real)?;
    let details = [("requests", requests.len().to_string()), ("edition", application.edition.clone())];
    audit::record(tx, &Entry { at: now, actor, action: "application-sent", subject: id.as_str(), details: &details })?;
    Ok(application)
}

/// The same key is the same application. For other answers or wishes it is refused: somebody would take theirs for sent. So
/// it is for a client that asks for another language; a person who looks at the page in another is still the same.
fn sent_before(
    tx: &mut Tx<'_>,
    vault: &Vault,
    sent: Application,
    submission: &Submission,
    answers: &Answers,
) -> Result<Application, SubmitError> {
    let key = vault.person_key(tx, &sent.person)?;
    let same_language = submission.person.is_some() || submission.language == sent.language;
    let own = digest(vault, &sent.id, &submission.wishes);
    let same_wishes = super::store::wishes(tx, &sent.id)?.is_none_or(|kept| kept == own);
    if same_language && same_wishes && super::store::answers(tx, &key, &sent.id)? == *answers {
        Ok(sent)
    } else {
        Err(SubmitError::OtherApplication)
    }
}

/// What somebody wants, in whatever order they said it.
fn digest(vault: &Vault, application: &Id<id::Application>, wishes: &Wishes) -> [u8; 32] {
    let [anyway, left_out] = [&wishes.anyway, &wishes.left_out].map(|names| names.iter().collect::<BTreeSet<_>>());
    let said = (application, anyway, left_out, wishes.agreed.keys().collect::<Vec<_>>());
    let said = serde_json::to_vec(&said).expect("names are JSON");
    vault.keyed_digest("wishes", &said)
}

/// The answers that count, or why they can't be sent yet.
fn complete(journey: &Journey, submission: &Submission, day: Day) -> Result<Answers, SubmitError> {
    let asking = journey.asking(&submission.answers, &submission.wishes.anyway, day);
    match asking.next(&submission.answers) {
        Next::Ask(page) => Err(SubmitError::Unanswered(page.id.clone())),
        Next::Leave(exit) => Err(SubmitError::Exit(exit.id.clone())),
        Next::Check => Ok(asking.counted(&submission.answers)),
    }
}

/// Why nothing of this was sent.
fn nothing_sent(planned: &[Planned<'_>]) -> SubmitError {
    let is_any = |verdicts: &[Verdict]| planned.iter().any(|part| verdicts.contains(&part.verdict));
    if is_any(&[Verdict::NotServed, Verdict::NobodyToday]) {
        SubmitError::Nobody
    } else if is_any(&[Verdict::LeftOut, Verdict::Unagreed]) {
        SubmitError::Unwanted
    } else {
        SubmitError::Nothing
    }
}

/// One request for each service that is sent. What has to follow another is held until that one is answered.
fn requests(application: &Application, planned: &[Planned<'_>], model_version: u64) -> Vec<Request> {
    let mut requests: Vec<Request> = Vec::new();
    let mut ids: Vec<Option<Id<id::Request>>> = Vec::with_capacity(planned.len());
    for part in planned {
        let (true, Some(supplier)) = (part.verdict.is_sent(), part.supplier) else {
            ids.push(None);
            continue;
        };
        let id: Id<id::Request> = application.id.part(requests.len() + 1);
        let state = match part.follows.and_then(|before| ids[before].clone()) {
            Some(waits_for) => State::Held { waits_for },
            None => State::Queued { lost_replies: 0, tried: 0 },
        };
        ids.push(Some(id.clone()));
        requests.push(Request {
            id,
            application: application.id.clone(),
            position: u32::try_from(requests.len()).unwrap_or(u32::MAX),
            service_type: part.step.service_type.clone(),
            area: part.area.clone(),
            holder: supplier.holder.clone(),
            instrument: supplier.instrument.clone(),
            model_version,
            state,
            their_reference: None,
            system: None,
            chosen: None,
            due: part.due,
            version: 0,
        });
    }
    requests
}
