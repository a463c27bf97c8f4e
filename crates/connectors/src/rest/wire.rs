//! The protocol's JSON ⇄ our words. What cannot be read is said, never guessed.

use base64::{Engine as _, prelude::BASE64_STANDARD as BASE64};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::{Answer, Delivery, Dispatch, Outcome, answer};

/// An answer that came by signed callback.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Callback {
    /// Which request it answers: the key it was sent with.
    pub key: String,
    /// What it says.
    pub answer: Answer,
}

/// Why an answer cannot be read. Holds nothing of it.
pub(super) type Unreadable = &'static str;

#[derive(Serialize)]
struct Order<'a> {
    key: &'a str,
    service: &'a str,
    receipt: &'a str,
    day: String,
    language: &'static str,
    fields: Map<String, Value>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    evidence: Vec<File<'a>>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    evidence_to_follow: &'a [String],
    callback: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    links: Vec<Document<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    handover: Option<Handover<'a>>,
}

#[derive(Serialize)]
struct File<'a> {
    #[serde(rename = "type")]
    kind: &'a str,
    name: &'a str,
    media_type: &'a str,
    size: usize,
    sha256: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    content: Option<String>,
}

#[derive(Serialize)]
struct Handover<'a> {
    from: &'a str,
    reference: Option<&'a str>,
    due: Option<String>,
    history: Vec<Past<'a>>,
}

#[derive(Serialize)]
struct Past<'a> {
    day: String,
    what: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
}

#[derive(Serialize)]
struct Told<'a> {
    key: &'a str,
    reference: &'a str,
    #[serde(flatten)]
    news: News<'a>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum News<'a> {
    Moved {
        successor: &'a str,
        day: String,
    },
    Answered {
        answered_by: &'a str,
        #[serde(flatten)]
        said: Past<'a>,
    },
}

#[derive(Serialize)]
struct Document<'a> {
    title: &'a str,
    address: &'a str,
}

/// Everything that the protocol's answers may hold. Which of it must be there depends on the question.
#[derive(Deserialize)]
struct Said {
    key: Option<String>,
    reference: Option<String>,
    outcome: Option<String>,
    text: Option<String>,
    answer_id: Option<String>,
    next: Option<String>,
}

/// The request in the agency's words.
pub(super) fn order(dispatch: &Dispatch, service: &str) -> Vec<u8> {
    let fields = dispatch.fields.iter().map(|field| (field.id.clone(), Value::from(field.value.as_str())));
    let links = dispatch.links.iter().map(|link| Document { title: &link.title, address: &link.address });
    let order = Order {
        key: &dispatch.key,
        service,
        receipt: &dispatch.receipt,
        day: dispatch.day.to_string(),
        language: dispatch.language.tag(),
        fields: fields.collect(),
        evidence: dispatch.evidence.iter().map(file).collect(),
        evidence_to_follow: &dispatch.evidence_to_follow,
        callback: &dispatch.callback,
        links: links.collect(),
        handover: dispatch.handover.as_ref().map(handed_over),
    };
    serde_json::to_vec(&order).expect("text under text keys is always JSON")
}

fn file(file: &crate::Evidence) -> File<'_> {
    File {
        kind: &file.kind,
        name: &file.name,
        media_type: &file.media_type,
        size: file.size,
        sha256: &file.sha256,
        content: file.content.as_ref().map(|content| BASE64.encode(content)),
    }
}

fn handed_over(handover: &crate::Handover) -> Handover<'_> {
    Handover {
        from: handover.from.as_str(),
        reference: handover.their_reference.as_deref(),
        due: handover.due.map(|due| due.to_string()),
        history: handover.history.iter().map(past).collect(),
    }
}

fn past(past: &crate::Past) -> Past<'_> {
    Past { day: past.day.to_string(), what: &past.what, text: past.text.as_deref() }
}

/// What happened elsewhere.
pub(super) fn notice(notice: &crate::Notice) -> Vec<u8> {
    let news = match &notice.news {
        crate::News::Moved { successor, day } => News::Moved { successor: successor.as_str(), day: day.to_string() },
        crate::News::Answered { by, said } => News::Answered { answered_by: by.as_str(), said: past(said) },
    };
    let told = Told { key: &notice.key, reference: &notice.their_reference, news };
    serde_json::to_vec(&told).expect("text under text keys is always JSON")
}

/// The agency took it, and may have answered at once.
pub(super) fn delivery(body: &[u8], key: &str) -> Result<Delivery, Unreadable> {
    let said = said(body)?;
    said.is_about(key)?;
    let their_reference = said.reference()?;
    Ok(match said.answer(&their_reference)? {
        Some(answer) => Delivery::Answered { their_reference, answer },
        None => Delivery::Accepted { their_reference },
    })
}

/// The agency has it, under this reference.
pub(super) fn found(body: &[u8], key: &str) -> Result<String, Unreadable> {
    let said = said(body)?;
    said.is_about(key)?;
    said.reference()
}

/// The agency does not have it. It must repeat the key: any proxy can say 404.
pub(super) fn not_found(body: &[u8], key: &str) -> Result<(), Unreadable> {
    match said(body)?.key {
        Some(theirs) if theirs == key => Ok(()),
        _ => Err("the system answered 404 without naming the key"),
    }
}

/// What became of the request with this reference.
pub(super) fn state(body: &[u8], their_reference: &str) -> Result<Option<Answer>, Unreadable> {
    let said = said(body)?;
    if said.reference()? != their_reference {
        return Err("the answer is about another reference");
    }
    said.answer(their_reference)
}

/// An answer by callback. Its signature was checked before.
pub(super) fn callback(body: &[u8]) -> Result<Callback, Unreadable> {
    let said = said(body)?;
    let their_reference = said.reference()?;
    let answer = said.answer(&their_reference)?.ok_or("the callback has no outcome")?;
    let key = said.key.as_deref().and_then(answer::reference).ok_or("the callback names no key")?;
    Ok(Callback { key, answer })
}

fn said(body: &[u8]) -> Result<Said, Unreadable> {
    // Lists are refused: serde would take their items for the parts, by position.
    let is_object = body.trim_ascii_start().first() == Some(&b'{');
    let said = is_object.then(|| serde_json::from_slice(body).ok()).flatten();
    said.ok_or("the answer is not the JSON that was agreed")
}

impl Said {
    /// An answer that names another key is not about our request.
    fn is_about(&self, key: &str) -> Result<(), Unreadable> {
        match &self.key {
            Some(theirs) if theirs != key => Err("the answer is about another key"),
            _ => Ok(()),
        }
    }

    fn reference(&self) -> Result<String, Unreadable> {
        self.reference.as_deref().and_then(answer::reference).ok_or("the answer has no usable reference")
    }

    /// `None` if nothing is decided; an outcome that we don't know is an error.
    fn answer(&self, their_reference: &str) -> Result<Option<Answer>, Unreadable> {
        let Some(outcome) = self.outcome.as_deref() else { return Ok(None) };
        let outcome = match outcome {
            "granted" => Outcome::Granted,
            "refused" => Outcome::Refused,
            "not-ours" => Outcome::NotOurs { next: self.next.as_deref().and_then(|id| id.parse().ok()) },
            "in-progress" => Outcome::InProgress,
            _ => return Err("the answer has an outcome that was not agreed"),
        };
        let answer_id = self.answer_id.as_deref().and_then(answer::reference).ok_or("the answer has no answer_id")?;
        let text = self.text.as_deref().and_then(answer::words);
        Ok(Some(Answer { outcome, their_reference: their_reference.to_owned(), text, answer_id }))
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use proptest::prelude::*;

    use super::*;
    use crate::{conformance::sample, guard::LARGEST_BODY};

    /// Reads a body in every way, in time, and without a panic.
    fn read(body: &[u8]) {
        let since = Instant::now();
        let _ = (delivery(body, "k"), found(body, "k"), not_found(body, "k"), state(body, "N-1"), callback(body));
        assert!(since.elapsed() < Duration::from_secs(1), "{} bytes took {:?}", body.len(), since.elapsed());
    }

    #[test]
    fn the_largest_and_deepest_bodies_are_read_or_refused_in_time() {
        let fill = |start: &str, part: &str| {
            read(format!("{start}{}", part.repeat((LARGEST_BODY - start.len()) / part.len())).as_bytes());
        };
        fill("", "[");
        fill("", "{\"a\":");
        fill("{\"x\":", "[");
        fill("{\"x\":[", "1,");
        fill("{", "\"x\":1,");
        fill("{\"reference\":\"", "\\u0000");
        fill("{\"x\":", "9");
        fill("{\"reference\":\"N", " ");
    }

    #[test]
    fn evidence_goes_with_a_request_and_what_finds_no_room_is_named() {
        let evidence = |content: Option<&[u8]>| crate::Evidence {
            kind: "bill".to_owned(),
            name: "a \"bill\".pdf".to_owned(),
            media_type: "application/pdf".to_owned(),
            size: 4,
            sha256: "0a".to_owned(),
            content: content.map(<[u8]>::to_vec),
        };
        let plain = Dispatch { evidence: Vec::new(), evidence_to_follow: Vec::new(), ..sample("req_1") };
        let of = |dispatch: &Dispatch| serde_json::from_slice::<Value>(&order(dispatch, "service")).unwrap();
        assert!(of(&plain).get("evidence").is_none() && of(&plain).get("evidence_to_follow").is_none());
        let evidence = vec![evidence(Some(b"%PDF")), evidence(None)];
        let whole = of(&Dispatch { evidence, evidence_to_follow: vec!["photo".to_owned()], ..plain });
        assert_eq!(whole["evidence"][0]["content"], "JVBERg==");
        assert_eq!(whole["evidence"][0]["type"], "bill");
        assert!(whole["evidence"][1].get("content").is_none() && whole["evidence"][1]["name"] == "a \"bill\".pdf");
        assert_eq!(whole["evidence_to_follow"], serde_json::json!(["photo"]));
    }

    #[test]
    fn only_an_answer_about_our_key_is_read() {
        let about = |key: &str| format!(r#"{{"key": "{key}", "reference": "N-1"}}"#).into_bytes();
        assert_eq!(found(&about("k"), "k"), Ok("N-1".to_owned()));
        assert!(found(&about("another"), "k").is_err());
        assert!(delivery(&about("another"), "k").is_err());
        assert!(not_found(&about("k"), "k").is_ok());
        assert!(not_found(&about("another"), "k").is_err());
        assert!(not_found(br#"{"title": "Not found"}"#, "k").is_err(), "any proxy can say 404");
    }

    #[test]
    fn an_answer_at_once_is_read_whole_or_not_at_all() {
        let body = r#"{"reference": "N-1", "outcome": "not-ours", "answer_id": "a", "text": " Ask\u0007 them ", "next": "org_south"}"#;
        let Ok(Delivery::Answered { answer, .. }) = delivery(body.as_bytes(), "k") else { panic!("it was not read") };
        assert_eq!(answer.outcome, Outcome::NotOurs { next: "org_south".parse().ok() });
        assert_eq!(answer.text.as_deref(), Some("Ask them"));
        assert!(delivery(body.replace("not-ours", "maybe").as_bytes(), "k").is_err());
        assert!(delivery(body.replace("answer_id", "id").as_bytes(), "k").is_err());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(3000))]

        #[test]
        fn any_bytes_are_read_or_refused(body in any::<Vec<u8>>()) {
            read(&body);
        }

        #[test]
        fn anything_like_an_answer_is_read_or_refused(
            body in r#"[{\[]("(key|reference|outcome|text|answer_id|next)":("[^"\\]{0,8}"|null|-?[0-9]{1,4}|[{}\[\]]{0,4}),?){0,7}[}\]]?"#
        ) {
            read(body.as_bytes());
        }
    }
}
