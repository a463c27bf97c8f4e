//! What a client of the API sends, read strictly: every fault is named, with where it stands.

use axum::{
    body::Bytes,
    extract::rejection::BytesRejection,
    http::{HeaderMap, StatusCode, header},
};
use serde::{
    Deserialize,
    de::{DeserializeOwned, Error as _},
};
use serde_json::{Map, Value};
use values::{Day, Language};
use web::{Fault, MessageRef, Problem, Refused};

use super::{
    json,
    plan::{Planned, Verdict},
};
use crate::{
    Government,
    journey::{Answer, Answers, Basis, Journey, Kind, Mistake, Question, number::is_plain},
    say,
};

/// What a client sends.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct New {
    /// Which journey.
    pub journey: String,
    /// In which language the person is written to.
    #[serde(default)]
    pub language: Language,
    /// By question.
    #[serde(deserialize_with = "json::entries")]
    pub answers: Map<String, Value>,
    /// Service types to apply for although they do not seem to apply.
    #[serde(default)]
    pub anyway: Vec<String>,
    /// Service types that the person leaves out although they seem to apply.
    #[serde(default)]
    pub left_out: Vec<String>,
    /// Service types that the person agreed to, where it is asked whether they do.
    #[serde(default)]
    pub agreed: Vec<String>,
}

/// What a client may send, with the message that says of which shape it is.
pub trait Agreed: DeserializeOwned {
    const SHAPE: &'static str;
}

impl Agreed for New {
    const SHAPE: &'static str = "problem-json-shape-next";
}

/// The body, or what is wrong with it as a whole.
pub fn body<T: Agreed>(headers: &HeaderMap, sent: Result<Bytes, BytesRejection>) -> Result<T, Refused> {
    if !says_json(headers) {
        return Err(say::json_needed().into());
    }
    let text = sent.map_err(|rejection| match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Problem::of_status(StatusCode::PAYLOAD_TOO_LARGE),
        _ => Problem::of_status(StatusCode::BAD_REQUEST),
    })?;
    // Most is as agreed. What is not is read again step by step, to say what is the matter and where.
    if text.trim_ascii_start().starts_with(b"{")
        && let Ok(agreed) = serde_json::from_slice(&text)
    {
        return Ok(agreed);
    }
    let value = json::read(&text).map_err(|error| say::not_json(&error))?;
    if !value.is_object() {
        return Err(say::not_as_agreed(&serde_json::Error::custom("it has to be one JSON object"), T::SHAPE).into());
    }
    serde_json::from_value(value).map_err(|error| say::not_as_agreed(&error, T::SHAPE).into())
}

fn says_json(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    kind == "application/json" || (kind.starts_with("application/") && kind.ends_with("+json"))
}

/// As many answers as are known, as pages would have taken them, or all their faults.
pub fn some_answers(
    government: &Government,
    journey: &Journey,
    said: &Map<String, Value>,
    today: Day,
) -> Result<Answers, Refused> {
    let (answers, faults) = each(government, journey, (said, &[]), today);
    if faults.is_empty() { Ok(answers) } else { Err(say::wrong_answers(journey, faults)) }
}

/// Each answer by itself, and the days among them.
fn each(
    government: &Government,
    journey: &Journey,
    (said, anyway): (&Map<String, Value>, &[String]),
    today: Day,
) -> (Answers, Vec<Fault>) {
    let mut answers = Answers::new();
    let mut faults = Vec::new();
    for (id, value) in said {
        match one(government, journey, id, value, today) {
            Ok(answer) => drop(answers.insert(id.clone(), answer)),
            Err(fault) => faults.push(fault),
        }
    }
    let lifted = journey.lifted(&answers, anyway, today);
    for (question, mistake) in journey.wrong_days(&answers, &lifted, government.today(today)) {
        faults.push(Fault::at(&["answers", &question.id], detail(question, &mistake)));
    }
    (answers, faults)
}

/// All answers as pages would have taken them, or all their faults. `today` is the day that they are held against.
pub fn answers(government: &Government, journey: &Journey, new: &New, today: Day) -> Result<Answers, Refused> {
    let (answers, mut faults) = each(government, journey, (&new.answers, &new.anyway), today);
    faults.extend(unknown_services(journey, "anyway", &new.anyway));
    faults.extend(unknown_services(journey, "left_out", &new.left_out));
    faults.extend(unknown_services(journey, "agreed", &new.agreed));
    let is_free = |name: &String| {
        let known = journey.services.iter().find(|step| step.service_type.name() == *name);
        known.is_none_or(|step| step.basis == Basis::Consent)
    };
    let asks_for_none = new.agreed.iter().enumerate().filter(|(_, name)| !is_free(name));
    faults.extend(asks_for_none.map(|(place, _)| Fault::at(&["agreed", &place.to_string()], "api-no-consent")));
    let both = new.left_out.iter().enumerate().filter(|(_, name)| new.anyway.contains(name));
    faults.extend(both.map(|(place, _)| Fault::at(&["left_out", &place.to_string()], "api-both-ways")));
    let lifted = journey.lifted(&answers, &new.anyway, today);
    let answers = lifted.with_passed_over(answers);
    // A page keeps what was typed on a way that was left again. A client says what it means.
    let unasked = journey.questions.iter().filter(|question| {
        answers.get(&question.id).is_some_and(|answer| !answer.is_empty()) && !lifted.opens(question, &answers)
    });
    // With a fault in an answer that others depend on, nobody knows yet what is asked.
    if faults.is_empty() {
        faults.extend(unasked.map(|question| Fault::at(&["answers", &question.id], "api-not-asked")));
    }
    // Nothing else is asked of somebody whom the journey cannot help.
    if journey.exit(&answers).is_none() {
        let asking = journey.asking(&answers, &new.anyway, today);
        let unsaid = |question: &&Question| {
            !new.answers.contains_key(&question.id) && !answers.contains_key(&question.id) && asking.asks(question)
        };
        let missing = journey.questions.iter().filter(unsaid);
        faults
            .extend(missing.map(|question| Fault::at(&["answers", &question.id], detail(question, &Mistake::Missing))));
    }
    if faults.is_empty() { Ok(answers) } else { Err(say::wrong_answers(journey, faults)) }
}

/// Are all of these services of the journey? `key` is where they stand.
pub fn known_services(journey: &Journey, key: &str, services: &[String]) -> Result<(), Refused> {
    let faults: Vec<Fault> = unknown_services(journey, key, services).collect();
    if faults.is_empty() { Ok(()) } else { Err(say::wrong_answers(journey, faults)) }
}

fn unknown_services(journey: &Journey, key: &str, services: &[String]) -> impl Iterator<Item = Fault> {
    let known: Vec<&str> = journey.services.iter().map(|step| step.service_type.name()).collect();
    let unknown = services.iter().enumerate().filter(|(_, service)| !known.contains(&service.as_str()));
    let fault = |(place, _): (usize, &String)| {
        let detail = MessageRef::new("api-unknown-service").with("known", known.join(", "));
        Fault::at(&[key, &place.to_string()], detail)
    };
    unknown.map(fault).collect::<Vec<_>>().into_iter()
}

fn one(government: &Government, journey: &Journey, id: &str, value: &Value, today: Day) -> Result<Answer, Fault> {
    let Some(question) = journey.question(id) else {
        return Err(Fault::at(&["answers", id], "api-unknown-question"));
    };
    let answer = read(question, value)?;
    let (said, area) = (answer.elsewhere().map(str::to_owned), answer.area().cloned());
    let checked = question.check(answer, government.catalogue.areas(), today);
    let answer = checked.map_err(|mistake| Fault::at(&["answers", id], detail(question, &mistake)))?;
    match (said, answer.area()) {
        (Some(said), _) => is_that_elsewhere(id, &said, answer),
        // Most postcodes lie in one area, and a page asks for none.
        (None, Some(found)) if area.is_some_and(|said| said != *found) => {
            let detail = MessageRef::new("api-other-area").with("area", found.as_str().to_owned());
            Err(Fault::at(&["answers", id, "area"], detail))
        }
        _ => Ok(answer),
    }
}

/// What is left out and waits for nothing that is sent, or the faults of what does not.
pub fn left_out(government: &Government, journey: &Journey, planned: &[Planned<'_>], new: &New) -> Result<(), Refused> {
    let waits = |name: &String| {
        let at = planned.iter().position(|part| part.step.service_type.name() == name)?;
        let is_left = planned[at].verdict == Verdict::LeftOut;
        planned.iter().find(|part| is_left && part.follows == Some(at) && part.verdict == Verdict::CannotFollow)
    };
    let faults = new.left_out.iter().enumerate().filter_map(|(place, name)| {
        let title = government.catalogue.service_type(&waits(name)?.step.service_type)?.title.clone();
        Some(Fault::at(&["left_out", &place.to_string()], MessageRef::new("api-needed").with("service", title)))
    });
    let faults: Vec<Fault> = faults.collect();
    if faults.is_empty() { Ok(()) } else { Err(say::wrong_answers(journey, faults)) }
}

/// A page takes a tick that was left over from an earlier postcode for none. A client says what it means.
fn is_that_elsewhere(id: &str, said: &str, answer: Answer) -> Result<Answer, Fault> {
    match answer.elsewhere() {
        Some(found) if found.eq_ignore_ascii_case(said.trim()) => Ok(answer),
        Some(found) => {
            let detail = MessageRef::new("api-other-elsewhere").with("outward", found.to_owned());
            Err(Fault::at(&["answers", id, "elsewhere"], detail))
        }
        None => Err(Fault::at(&["answers", id, "elsewhere"], "api-not-elsewhere")),
    }
}

/// The answer of the shape that the question takes.
fn read(question: &Question, value: &Value) -> Result<Answer, Fault> {
    let wrong = |wanted: &'static str| Err(Fault::at(&["answers", &question.id], wanted));
    match (question.kind, value) {
        (Kind::Choices, Value::Array(values)) => {
            let texts = values.iter().map(|value| value.as_str().map(web::plain_text)).collect::<Option<_>>();
            texts.map_or_else(|| wrong("api-want-list"), |texts| Ok(Answer::Many(texts)))
        }
        (Kind::Choices, _) => wrong("api-want-list"),
        (Kind::Place, Value::Object(fields)) => place(question, fields),
        (_, Value::String(text)) => Ok(Answer::Text(web::plain_text(text))),
        (Kind::Number | Kind::Money, Value::Number(said)) => number(question, said),
        (Kind::Address, Value::Object(_)) => serde_json::from_value(value.clone())
            .map_or_else(|_| wrong("api-want-address"), |said| Ok(Answer::Address(said))),
        (Kind::Address, _) => wrong("api-want-address"),
        (Kind::Place, _) => wrong("api-want-place"),
        (Kind::Date, _) => wrong("api-want-day"),
        _ => wrong("api-want-text"),
    }
}

/// A number as a program writes it: a point before the decimals, and nothing between thousands.
fn number(question: &Question, said: &serde_json::Number) -> Result<Answer, Fault> {
    let (text, decimals) = (said.to_string(), if question.kind == Kind::Money { 2 } else { question.decimals });
    if is_plain(&text, usize::from(decimals)) {
        let kept = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
        Ok(Answer::Text(kept.to_owned()))
    } else {
        Err(Fault::at(&["answers", &question.id], Mistake::NotANumber(decimals).message(question)))
    }
}

fn place(question: &Question, fields: &Map<String, Value>) -> Result<Answer, Fault> {
    let known = ["postcode", "area", "elsewhere"];
    if let Some(other) = fields.keys().find(|key| !known.contains(&key.as_str())) {
        return Err(Fault::at(&["answers", &question.id, other], "api-unknown-key"));
    }
    if let Some((key, _)) = fields.iter().find(|(_, value)| !value.is_string()) {
        return Err(Fault::at(&["answers", &question.id, key], "api-want-text"));
    }
    let text = |key| fields.get(key).and_then(Value::as_str).map(web::plain_text);
    let postcode = text("postcode").unwrap_or_default();
    match (text("elsewhere"), text("area")) {
        (Some(_), Some(_)) => Err(Fault::at(&["answers", &question.id], "api-want-place")),
        (Some(elsewhere), None) => Ok(Answer::Elsewhere { postcode, elsewhere }),
        (None, area) => Ok(Answer::Place { postcode, area: area.map(|area| area.as_str().into()) }),
    }
}

/// What is wrong with an answer, as somebody needs it who writes a client.
fn detail(question: &Question, mistake: &Mistake) -> MessageRef {
    match mistake {
        Mistake::NotADay(_) | Mistake::DayWithout(..) | Mistake::ShortYear(_) => "api-want-day".into(),
        Mistake::NotAnOption if question.kind == Kind::YesNo => {
            MessageRef::new("api-not-an-option").with("options", "yes, no")
        }
        Mistake::NotAnOption => {
            let options: Vec<&str> = question.options.iter().map(|option| option.value.as_str()).collect();
            MessageRef::new("api-not-an-option").with("options", options.join(", "))
        }
        Mistake::WhichPlace(areas) => {
            let areas: Vec<&str> = areas.iter().map(values::AreaCode::as_str).collect();
            MessageRef::new("api-which-place").with("areas", areas.join(", "))
        }
        Mistake::NotAPostcode if question.kind == Kind::Place => "api-not-a-postcode".into(),
        Mistake::PlaceNotServed(outward) => MessageRef::new("api-place-not-served").with("outward", outward.clone()),
        other => other.message(question),
    }
}
