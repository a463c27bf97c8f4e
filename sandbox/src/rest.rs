//! An agency that speaks Portico's own protocol: one case for each idempotency key, and answers by signed callback.

use aws_lc_rs::digest::{SHA256, digest};
use axum::{
    Json, Router,
    body::Bytes,
    extract::{DefaultBodyLimit, Path, Query, State as Shared},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::{
    answers,
    appointment::{self, Appointment, Wish},
    clock,
    ledger::{Case, Event, Intake, Ledger},
    signature,
    state::State,
};

/// What an agency answers to.
pub fn routes() -> Router<State> {
    Router::new()
        .route("/{agency}/requests", post(take).get(find).layer(DefaultBodyLimit::max(LARGEST)))
        .route("/{agency}/requests/{reference}", get(show))
        .route("/{agency}/requests/{reference}/notices", post(hear))
}

/// Documents come with a request.
const LARGEST: usize = 64 * 1024 * 1024;

#[derive(Deserialize)]
struct Order {
    key: String,
    service: String,
    fields: Map<String, Value>,
    #[serde(default)]
    evidence: Vec<Document>,
    #[serde(default)]
    evidence_to_follow: Vec<String>,
    #[serde(default)]
    callback: String,
    #[serde(default)]
    language: String,
    #[serde(default)]
    day: String,
}

/// A document that came with a request.
#[derive(Deserialize)]
struct Document {
    #[serde(rename = "type")]
    kind: String,
    name: String,
    media_type: String,
    size: usize,
    sha256: String,
    /// Nothing where it has to be fetched.
    content: Option<String>,
}

impl Document {
    /// Is it what it says that it is?
    fn is_sound(&self) -> bool {
        let Some(content) = &self.content else { return true };
        let Ok(bytes) = BASE64_STANDARD.decode(content) else { return false };
        let sum = hex::encode(digest(&SHA256, &bytes));
        let begins: &[u8] = match self.media_type.as_str() {
            "application/pdf" => b"%PDF",
            "image/jpeg" => b"\xff\xd8\xff",
            "image/png" => b"\x89PNG",
            _ => return false,
        };
        !self.name.is_empty() && bytes.len() == self.size && sum == self.sha256 && bytes.starts_with(begins)
    }
}

/// What the first delivery of a key comes to, and every other.
enum Taken {
    New(Box<Case>),
    Again(String),
}

impl Taken {
    fn new_case(&self) -> Option<&Case> {
        match self {
            Self::New(case) => Some(case),
            Self::Again(_) => None,
        }
    }
}

async fn take(
    Shared(state): Shared<State>,
    Path(agency): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Refusal> {
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let order: Order = serde_json::from_slice(&body).map_err(|_| Refusal::Unreadable)?;
    if header("idempotency-key") != Some(order.key.as_str()) || order.key.is_empty() || !is_a_name(&agency) {
        return Err(Refusal::Unreadable);
    }
    if !signature::is_portico(&state.settings().secret, header("portico-signature"), &order.key, &body) {
        return Err(Refusal::Unsigned);
    }
    if !order.evidence.iter().all(Document::is_sound) {
        return Err(Refusal::Unreadable);
    }
    match answers::take(&state, move |ledger| receive(ledger, agency, order), Taken::new_case).await? {
        Taken::New(case) => {
            let reference = json!({ "reference": case.intake.reference, "key": case.intake.key });
            Ok((StatusCode::CREATED, Json(reference)).into_response())
        }
        Taken::Again(reference) => Ok(Json(json!({ "reference": reference })).into_response()),
    }
}

fn receive(ledger: &Ledger, agency: String, order: Order) -> (Event, Taken) {
    let honours_key = ledger.panel.of(Some(&agency)).honours_key != Some(false);
    if let (true, Some(case)) = (honours_key, ledger.by_key(&agency, &order.key)) {
        let reference = case.intake.reference.clone();
        return (Event::Repeated { agency, key: order.key }, Taken::Again(reference));
    }
    // Counted over all agencies: no two of them give the same reference.
    let number = ledger.count() + 1;
    let intake = Intake {
        reference: reference(&agency, number),
        appointment: appointment(&order, number),
        agency,
        key: order.key,
        service: order.service,
        at: clock::now(),
        callback: order.callback,
        french: order.language == "fr",
        description: String::new(),
        fields: order.fields.keys().cloned().collect(),
        evidence: order.evidence.iter().map(|document| document.kind.clone()).collect(),
        evidence_to_follow: order.evidence_to_follow.clone(),
    };
    let case = Case { intake: intake.clone(), news: None, decision: None, called_back: false, notices: Vec::new() };
    (Event::Received(intake), Taken::New(Box::new(case)))
}

fn appointment(order: &Order, number: usize) -> Option<Appointment> {
    let field = |name: &str| order.fields.get(name).and_then(Value::as_str);
    let wish = Wish { today: Some(&order.day), day: field("appointment-day"), time: field("appointment-time") };
    appointment::is_booked(&order.service, order.fields.keys()).then(|| appointment::book(&wish, number))?
}

#[derive(Deserialize)]
struct Asked {
    key: String,
}

async fn find(
    Shared(state): Shared<State>,
    Path(agency): Path<String>,
    Query(Asked { key }): Query<Asked>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    check(&state, &headers, &key)?;
    let known = state.look(|ledger| ledger.by_key(&agency, &key).map(described));
    Ok(match known {
        Some(known) => Json(known).into_response(),
        None => {
            (StatusCode::NOT_FOUND, Json(json!({ "key": key, "title": "No request has this key" }))).into_response()
        }
    })
}

async fn show(
    Shared(state): Shared<State>,
    Path((agency, reference)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    check(&state, &headers, &reference)?;
    let known = state.look(|ledger| ledger.by_reference(&agency, &reference).map(described));
    known.map(|known| Json(known).into_response()).ok_or(Refusal::NoSuchReference)
}

/// What happened elsewhere to a request that the agency has.
async fn hear(
    Shared(state): Shared<State>,
    Path((agency, reference)): Path<(String, String)>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<StatusCode, Refusal> {
    let notice: Value = serde_json::from_slice(&body).map_err(|_| Refusal::Unreadable)?;
    let key = notice["key"].as_str().unwrap_or_default();
    let signature = headers.get("portico-signature").and_then(|value| value.to_str().ok());
    if !signature::is_portico(&state.settings().secret, signature, key, &body) {
        return Err(Refusal::Unsigned);
    }
    if !state.look(|ledger| ledger.by_reference(&agency, &reference).is_some_and(|case| case.intake.key == key)) {
        return Err(Refusal::NoSuchReference);
    }
    state.record(|_| (Event::Told { agency, reference, notice }, ())).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn check(state: &State, headers: &HeaderMap, about: &str) -> Result<(), Refusal> {
    let signature = headers.get("portico-signature").and_then(|value| value.to_str().ok());
    if signature::is_portico(&state.settings().secret, signature, about, b"") { Ok(()) } else { Err(Refusal::Unsigned) }
}

fn described(case: &Case) -> Value {
    let mut known = json!({ "key": case.intake.key, "reference": case.intake.reference });
    if let Some(decision) = case.said() {
        known["outcome"] = json!(decision.outcome);
        known["text"] = json!(decision.text);
        known["answer_id"] = json!(decision.answer_id);
        known["next"] = json!(decision.next);
    }
    known
}

/// A reference in the agency's own style: three letters and a number, in one of three orders.
fn reference(agency: &str, number: usize) -> String {
    let letters: String = agency.chars().filter(char::is_ascii_alphabetic).take(3).collect();
    let letters = letters.to_ascii_uppercase();
    match agency.len() % 3 {
        0 => format!("{letters}-{number:06}"),
        1 => format!("{letters}/{number:05}"),
        _ => format!("{number:06}{letters}"),
    }
}

/// Agencies are named by small letters, digits and hyphens.
pub fn is_a_name(agency: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    (1..=60).contains(&agency.len()) && agency.bytes().all(fits)
}

/// Why a call is refused.
enum Refusal {
    Unreadable,
    Unsigned,
    NoSuchReference,
    Broken(anyhow::Error),
}

impl From<anyhow::Error> for Refusal {
    fn from(error: anyhow::Error) -> Self {
        Self::Broken(error)
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let (status, title) = match self {
            Self::Unreadable => (StatusCode::BAD_REQUEST, "The request is not as agreed".to_owned()),
            Self::Unsigned => (StatusCode::UNAUTHORIZED, "The request is not signed".to_owned()),
            Self::NoSuchReference => (StatusCode::NOT_FOUND, "No request has this reference".to_owned()),
            Self::Broken(error) => (StatusCode::SERVICE_UNAVAILABLE, format!("{error:#}")),
        };
        (status, Json(json!({ "title": title }))).into_response()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_what_it_says_that_it_is_or_refused() {
        let bytes = b"%PDF-1.4 a bill";
        let document = |change: fn(&mut Document)| {
            let mut document = Document {
                kind: "bill".to_owned(),
                name: "bill.pdf".to_owned(),
                media_type: "application/pdf".to_owned(),
                size: bytes.len(),
                sha256: hex::encode(digest(&SHA256, bytes)),
                content: Some(BASE64_STANDARD.encode(bytes)),
            };
            change(&mut document);
            document.is_sound()
        };
        assert!(document(|_| {}));
        assert!(document(|it| it.content = None), "it may lie elsewhere");
        assert!(!document(|it| it.size += 1));
        assert!(!document(|it| it.sha256 = "00".repeat(32)));
        assert!(!document(|it| it.media_type = "image/png".to_owned()));
        assert!(!document(|it| it.media_type = "text/html".to_owned()));
        assert!(!document(|it| it.content = Some("not base64".to_owned())));
        assert!(!document(|it| it.name = String::new()));
    }

    #[test]
    fn each_agency_has_a_style_of_its_own() {
        assert_eq!(reference("north", 7), "000007NOR");
        assert_eq!(reference("carlisle", 7), "000007CAR");
        assert_eq!(reference("allerdale", 7), "ALL-000007");
        assert_eq!(reference("copeland-council", 7), "COP/00007");
    }
}
