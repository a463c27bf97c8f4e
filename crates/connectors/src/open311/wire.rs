//! GeoReport's words ⇄ ours. Both of its formats become the same [`Entry`].

mod json;
mod xml;

use std::collections::BTreeMap;

use aws_lc_rs::digest;
use jiff::Timestamp;
use serde::Deserialize;

use crate::{Answer, Dispatch, Outcome, answer};

/// What marks a reference that is only a token until the system has given the request its id.
pub(super) const TOKEN: &str = "token:";

/// The attribute and the mark in the description that carry our key.
const KEY: &str = "portico_key";

/// The parameters of the standard that a field may be sent as.
pub(super) const PARAMETERS: [&str; 9] =
    ["lat", "long", "address_string", "address_id", "email", "first_name", "last_name", "phone", "device_id"];

/// Why an answer cannot be read. Holds nothing of it.
pub(super) type Unreadable = &'static str;

/// The two formats of the standard.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// The usual.
    #[default]
    Json,
    /// For older systems.
    Xml,
}

impl Format {
    /// What file names end in.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Xml => "xml",
        }
    }
}

/// What the first words of `status_notes`, up to a `:`, `.`, `,` or the line's end, mean when a request is closed.
/// The standard knows only that it is closed; any other words leave the outcome to a person.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Outcomes {
    /// Beside `granted`, `approved`, `completed` and `done`.
    pub granted: Vec<String>,
    /// Beside `refused`, `declined` and `rejected`.
    pub refused: Vec<String>,
    /// Beside `not ours`.
    #[serde(rename = "not-ours")]
    pub not_ours: Vec<String>,
}

/// One request as the system lists it. Every part may be missing: systems differ.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Entry {
    pub id: Option<String>,
    pub token: Option<String>,
    pub status: Option<String>,
    pub notes: Option<String>,
    pub description: Option<String>,
    pub requested: Option<String>,
    pub key: Option<String>,
}

impl Entry {
    /// The id that the system gave it.
    pub fn reference(&self) -> Option<String> {
        self.id.as_deref().and_then(answer::reference)
    }

    /// Whether it carries our key, as an attribute or as a word of its description.
    pub fn has_key(&self, key: &str) -> bool {
        let described = || self.description.as_deref().is_some_and(|text| text.split_whitespace().any(|w| w == key));
        self.key.as_deref() == Some(key) || described()
    }

    /// When it was made, in seconds, by the system's own clock.
    pub fn requested(&self) -> Option<i64> {
        self.requested.as_deref()?.parse::<Timestamp>().ok().map(Timestamp::as_second)
    }
}

/// The request as a form. The description is for everybody to read.
pub(super) fn form(
    dispatch: &Dispatch,
    service_code: &str,
    parameters: &BTreeMap<String, String>,
) -> Vec<(String, String)> {
    let mut description = format!("{}\nReceipt: {}\n{KEY}: {}", dispatch.service_title, dispatch.receipt, dispatch.key);
    if let Some(handover) = &dispatch.handover {
        // Everybody may read a description: the reference, and nothing that was said.
        let reference = handover.their_reference.as_deref().unwrap_or("-");
        description = format!("{description}\nTaken over from {}: {reference}", handover.from.name());
    }
    let mut form = vec![
        ("service_code".to_owned(), service_code.to_owned()),
        ("description".to_owned(), description),
        (format!("attribute[{KEY}]"), dispatch.key.clone()),
    ];
    form.extend(dispatch.fields.iter().map(|field| {
        let name = parameters.get(&field.id).cloned();
        (name.unwrap_or_else(|| format!("attribute[{}]", field.id)), field.value.clone())
    }));
    // The standard has no place for files: an officer of the body opens them at the address.
    for (name, list) in [
        ("portico_evidence", dispatch.links.iter().map(|link| link.address.clone()).collect::<Vec<_>>()),
        ("portico_evidence_types", dispatch.evidence.iter().map(|file| file.kind.clone()).collect()),
        ("portico_evidence_to_follow", dispatch.evidence_to_follow.clone()),
    ] {
        if !list.is_empty() {
            form.push((format!("attribute[{name}]"), list.join(" ")));
        }
    }
    form
}

/// The reference of a request that the system took: its id, or the token it will be exchanged for.
pub(super) fn taken(body: &[u8]) -> Result<String, Unreadable> {
    let entry = only(entries(body)?)?;
    let token = || entry.token.as_deref().and_then(answer::reference).map(|token| format!("{TOKEN}{token}"));
    entry.reference().or_else(token).ok_or("the answer has neither a request id nor a token")
}

/// The id that a token was exchanged for. `None`: not yet.
pub(super) fn exchanged(body: &[u8]) -> Result<Option<String>, Unreadable> {
    Ok(only(entries(body)?)?.reference())
}

/// What became of the request with this id.
pub(super) fn state(body: &[u8], id: &str, outcomes: &Outcomes) -> Result<Option<Answer>, Unreadable> {
    let entry = only(entries(body)?)?;
    if entry.reference().as_deref() != Some(id) {
        return Err("the answer is about another request");
    }
    let notes = entry.notes.as_deref().and_then(answer::words);
    let outcome = match entry.status.as_deref().map(str::to_ascii_lowercase).as_deref() {
        Some("open") if notes.is_none() => return Ok(None),
        Some("open") => Outcome::InProgress,
        Some("closed") => outcomes.of(notes.as_deref().unwrap_or_default()).ok_or("closed, in words we don't know")?,
        _ => return Err("the answer has a status that the standard doesn't have"),
    };
    let answer_id = answer_id(id, &outcome, notes.as_deref().unwrap_or_default());
    Ok(Some(Answer { outcome, their_reference: id.to_owned(), text: notes, answer_id }))
}

/// The entries of an answer in either format, whichever was asked for.
pub(super) fn entries(body: &[u8]) -> Result<Vec<Entry>, Unreadable> {
    let text = std::str::from_utf8(body).map_err(|_| "the answer is not UTF-8")?;
    let text = text.trim_start_matches('\u{feff}').trim_start();
    if text.starts_with('<') { xml::entries(text) } else { json::entries(text) }
}

fn only(mut entries: Vec<Entry>) -> Result<Entry, Unreadable> {
    match (entries.pop(), entries.len()) {
        (Some(entry), 0) => Ok(entry),
        _ => Err("the answer is not about one request"),
    }
}

/// The standard has no id for an answer: the same words about the same request are the same answer.
fn answer_id(id: &str, outcome: &Outcome, notes: &str) -> String {
    let text = format!("{id}\n{outcome:?}\n{notes}");
    hex::encode(&digest::digest(&digest::SHA256, text.as_bytes()).as_ref()[..16])
}

impl Outcomes {
    fn of(&self, notes: &str) -> Option<Outcome> {
        let first = notes.split([':', '.', ',', '\n']).next().unwrap_or_default().trim().to_lowercase();
        let means = |usual: &[&str], agreed: &[String]| {
            usual.contains(&first.as_str()) || agreed.iter().any(|words| words.to_lowercase() == first)
        };
        if means(&["granted", "approved", "completed", "done"], &self.granted) {
            Some(Outcome::Granted)
        } else if means(&["refused", "declined", "rejected"], &self.refused) {
            Some(Outcome::Refused)
        } else if means(&["not ours"], &self.not_ours) {
            Some(Outcome::NotOurs { next: None })
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use proptest::prelude::*;

    use super::*;
    use crate::{
        conformance::{document, sample},
        guard::LARGEST_BODY,
    };

    /// Reads a body in every way, in time, and without a panic.
    fn read(body: &[u8]) {
        let since = Instant::now();
        let _ = (taken(body), exchanged(body), state(body, "7", &Outcomes::default()));
        if let Ok(entries) = entries(body) {
            for entry in entries {
                let _ = (entry.reference(), entry.requested(), entry.has_key("req_1"));
            }
        }
        assert!(since.elapsed() < Duration::from_secs(1), "{} bytes took {:?}", body.len(), since.elapsed());
    }

    #[test]
    fn evidence_is_named_by_type_and_by_where_it_lies_and_nothing_of_it_is_told() {
        let desk = crate::Link { title: "evidence".to_owned(), address: "https://here/desk/req_1/evidence".to_owned() };
        let (evidence, follows) = (vec![document()], vec!["sample-photo".to_owned()]);
        let whole = Dispatch { links: vec![desk], evidence, evidence_to_follow: follows, ..sample("req_1") };
        let form = form(&whole, "001", &BTreeMap::new());
        let said = |name: &str| form.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
        assert_eq!(said("attribute[portico_evidence]"), Some("https://here/desk/req_1/evidence"));
        assert_eq!(said("attribute[portico_evidence_types]"), Some("sample-bill"));
        assert_eq!(said("attribute[portico_evidence_to_follow]"), Some("sample-photo"));
        assert!(!form.iter().any(|(_, value)| value.contains(".pdf") || value.contains("%PDF")));
    }

    #[test]
    fn the_largest_and_deepest_bodies_are_read_or_refused_in_time() {
        let fill = |start: &str, part: &str| {
            read(format!("{start}{}", part.repeat((LARGEST_BODY - start.len()) / part.len())).as_bytes());
        };
        fill("", "[");
        fill("[{\"x\":", "[");
        fill("[{\"x\":", "{\"x\":");
        fill("[", "{},");
        fill("[{", "\"x\":1,");
        fill("", "<a>");
        fill("<service_requests>", "<request>");
        fill("<service_requests>", "<request/>");
        fill("<service_requests><request>", "<x>");
        fill("<service_requests><request>", "<x/>");
        fill("<service_requests><request><status>", "&amp;");
        fill("<service_requests><request><status>", "&#x41;");
        fill("<service_requests><request><status>", "&");
        fill("<service_requests><request ", "a=\"b\" ");
        fill("<service_requests><!--", "-");
        fill("<service_requests><![CDATA[", "]");
        fill("<?", "?");
        fill("<!DOCTYPE a [", "<!ENTITY b \"c\">");
        fill("<!DOCTYPE a ", "[");
    }

    #[test]
    fn both_formats_say_the_same() {
        let json = r#"[{"service_request_id": 7, "status": "open", "status_notes": null, "description": "A <b> & c",
                        "requested_datetime": "2026-03-01T10:00:00Z", "extended_attributes": {"portico_key": "req_1"}}]"#;
        let xml = r#"<?xml version="1.0" encoding="utf-8"?><service_requests><!-- one --><request>
            <service_request_id>7</service_request_id><status>open</status><status_notes/>
            <description>A &lt;b&gt; <![CDATA[& c]]></description><lat nil="true"></lat>
            <requested_datetime>2026-03-01T10:00:00Z</requested_datetime>
            <extended_attributes><portico_key>req&#95;1</portico_key></extended_attributes></request></service_requests>"#;
        let read = entries(json.as_bytes()).unwrap();
        assert_eq!(read, entries(xml.as_bytes()).unwrap());
        assert_eq!(read, entries(format!("\u{feff}\n {xml}").as_bytes()).unwrap());
        assert!(read[0].has_key("req_1") && read[0].requested().is_some());
    }

    #[test]
    fn xml_that_is_more_than_a_list_of_requests_is_refused() {
        let check = |text: &str| assert!(entries(text.as_bytes()).is_err(), "{text}");
        check("<html><body/></html>");
        check("<errors><error><code>400</code></error></errors>");
        check("<service_requests/><service_requests/>");
        check("<service_requests><request>");
        check("<service_requests><request></service_requests>");
        check("<service_requests><answer/></service_requests>");
        check("<!DOCTYPE service_requests><service_requests/>");
        check("<!DOCTYPE x SYSTEM \"http://evil.example/x\"><service_requests/>");
        check("<service_requests><request><status>&own;</status></request></service_requests>");
        check("<service_requests><request><status>&#xD800;</status></request></service_requests>");
        check(&format!(
            "<service_requests><request>{}{}</request></service_requests>",
            "<a>".repeat(15),
            "</a>".repeat(15)
        ));
        check("<");
        check("<?xml version=\"1.0\"?>");
        assert_eq!(entries(b"<service_requests/>"), Ok(Vec::new()));
        let deep = format!(
            "<service_requests><request>{}{}</request></service_requests>",
            "<a>".repeat(14),
            "</a>".repeat(14)
        );
        assert_eq!(entries(deep.as_bytes()).map(|entries| entries.len()), Ok(1));
    }

    #[test]
    fn what_a_field_is_sent_as_is_for_the_settings_to_say() {
        let dispatch = crate::conformance::sample("req_1");
        let parameters = BTreeMap::from([("full-name".to_owned(), "first_name".to_owned())]);
        let names = |form: Vec<(String, String)>| form.into_iter().map(|(name, _)| name).collect::<Vec<_>>();
        let usual = names(form(&dispatch, "s", &BTreeMap::new()));
        assert_eq!(usual, ["service_code", "description", "attribute[portico_key]", "attribute[full-name]"]);
        assert_eq!(names(form(&dispatch, "s", &parameters)).last().unwrap(), "first_name");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(3000))]

        #[test]
        fn any_bytes_are_read_or_refused(body in any::<Vec<u8>>()) {
            read(&body);
        }

        #[test]
        fn anything_like_json_is_read_or_refused(
            body in r#"\[?(\{("(service_request_id|token|status|status_notes|description|extended_attributes)":("[^"\\]{0,8}"|null|[0-9]{1,4}|\{\}|\[\]),?){0,5}\},?){0,3}\]?"#
        ) {
            read(body.as_bytes());
        }

        #[test]
        fn anything_like_xml_is_read_or_refused(
            body in r#"(</?(service_requests|request|service_request_id|token|status|x:status|extended_attributes|portico_key)( a="b"| c)? ?/?>|&(amp|lt|x|#65|#x0|#);|<!\[CDATA\[|\]\]>|<!--|-->|<\?xml|\?>|<!DOCTYPE|[ -~é\n]){0,30}"#
        ) {
            read(format!("<service_requests>{body}").as_bytes());
            read(body.as_bytes());
        }
    }
}
