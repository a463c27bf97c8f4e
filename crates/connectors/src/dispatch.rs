//! What leaves Portico for one body: the declared fields of one service, and nothing else.

use std::fmt;

use values::{
    Day, Id, Language,
    id::{Organisation, Request, ServiceType},
};

/// One request on its way to the system of one body.
#[derive(Clone)]
pub struct Dispatch {
    /// The idempotency key: the same for every attempt at this request, for ever.
    pub key: String,
    /// Which request this is.
    pub request: Id<Request>,
    /// The receipt of the person's application, as they quote it.
    pub receipt: String,
    /// What the person needs.
    pub service_type: Id<ServiceType>,
    /// Its title in the person's language.
    pub service_title: String,
    /// The body that answers for it.
    pub body: Id<Organisation>,
    /// The business day of the dispatch.
    pub day: Day,
    /// The language that the person reads.
    pub language: Language,
    /// The declared fields of the service. Personal data.
    pub fields: Vec<Field>,
    /// The evidence that the service asks for, as far as it was given. Personal data.
    pub evidence: Vec<Evidence>,
    /// The types of evidence that the person has said to give later.
    pub evidence_to_follow: Vec<String>,
    /// Where signed answers may be posted. Empty: the system has to be asked.
    pub callback: String,
    /// Documents that the body may fetch.
    pub links: Vec<Link>,
    /// What was done before, where another body's system had it: the rest of what there is.
    pub handover: Option<Handover>,
}

/// What a successor's system gets beside the request itself.
#[derive(Clone)]
pub struct Handover {
    /// The body that had it.
    pub from: Id<Organisation>,
    /// Its reference, as the person may quote it.
    pub their_reference: Option<String>,
    /// By which day the person was promised an answer.
    pub due: Option<Day>,
    /// What happened so far, oldest first.
    pub history: Vec<Past>,
}

/// One thing that happened at the predecessor.
#[derive(Clone)]
pub struct Past {
    /// On which day.
    pub day: Day,
    /// What: a short word of ours, such as `accepted`.
    pub what: String,
    /// The predecessor's words. Personal data.
    pub text: Option<String>,
}

/// What a system is told about a request that it has, or had.
#[derive(Clone)]
pub struct Notice {
    /// The key it was sent with.
    pub key: String,
    /// Its own reference.
    pub their_reference: String,
    /// What has happened.
    pub news: News,
}

/// What has happened to a request elsewhere.
#[derive(Clone)]
pub enum News {
    /// Another body answers now: this system need do no more.
    Moved {
        /// Who answers.
        successor: Id<Organisation>,
        /// Since which day.
        day: Day,
    },
    /// A body that had it before has answered it, late.
    Answered {
        /// Which body.
        by: Id<Organisation>,
        /// What it said.
        said: Past,
    },
}

/// One answer of the person that this service declares.
#[derive(Clone)]
pub struct Field {
    /// The field's name in the journey.
    pub id: String,
    /// Its label in the person's language.
    pub label: String,
    /// What the person said. Personal data.
    pub value: String,
}

/// A file that the person gave.
#[derive(Clone)]
pub struct Evidence {
    /// Of which type of evidence it is.
    pub kind: String,
    /// Its name, made plain. Personal data.
    pub name: String,
    /// What it is, by what is in it.
    pub media_type: String,
    /// How many bytes it has.
    pub size: usize,
    /// The SHA-256 of what is in it, in hexadecimal digits.
    pub sha256: String,
    /// What is in it. Nothing where it does not travel: then it lies where a link leads.
    pub content: Option<Vec<u8>>,
}

/// A document that the body may fetch. The address is a secret between the two.
#[derive(Clone)]
pub struct Link {
    /// What the document is.
    pub title: String,
    /// Where it is.
    pub address: String,
}

/// Keys and ids only: what a person said never reaches a log.
impl fmt::Debug for Dispatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Dispatch")
            .field("key", &self.key)
            .field("request", &self.request)
            .field("service_type", &self.service_type)
            .field("body", &self.body)
            .field("day", &self.day)
            .field("fields", &self.fields)
            .finish_non_exhaustive()
    }
}

/// The name only.
impl fmt::Debug for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Field").field("id", &self.id).finish_non_exhaustive()
    }
}

/// The type only.
impl fmt::Debug for Evidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Evidence").field("kind", &self.kind).finish_non_exhaustive()
    }
}

/// The bodies only.
impl fmt::Debug for Handover {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Handover").field("from", &self.from).finish_non_exhaustive()
    }
}

/// Nothing: both parts may say something about a person.
impl fmt::Debug for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Link").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_person_said_is_not_in_the_debug_text() {
        let secret = "Emily Fell";
        let dispatch = Dispatch {
            key: "req_1".to_owned(),
            request: Id::named("1").unwrap(),
            receipt: secret.to_owned(),
            service_type: Id::named("council-tax-move").unwrap(),
            service_title: secret.to_owned(),
            body: Id::named("north").unwrap(),
            day: "2026-03-01".parse().unwrap(),
            language: Language::En,
            fields: vec![Field { id: "full-name".to_owned(), label: secret.to_owned(), value: secret.to_owned() }],
            evidence: vec![Evidence {
                kind: "bill".to_owned(),
                name: secret.to_owned(),
                media_type: "application/pdf".to_owned(),
                size: secret.len(),
                sha256: secret.to_owned(),
                content: Some(secret.as_bytes().to_vec()),
            }],
            evidence_to_follow: Vec::new(),
            callback: secret.to_owned(),
            links: vec![Link { title: secret.to_owned(), address: secret.to_owned() }],
            handover: Some(Handover {
                from: Id::named("north").unwrap(),
                their_reference: Some(secret.to_owned()),
                due: None,
                history: vec![Past {
                    day: "2026-03-01".parse().unwrap(),
                    what: "accepted".to_owned(),
                    text: Some(secret.to_owned()),
                }],
            }),
        };
        let text =
            format!("{dispatch:?} {dispatch:#?} {:?} {:?} {:?}", dispatch.fields, dispatch.links, dispatch.evidence);
        assert!(text.contains("full-name") && text.contains("req_1"));
        assert!(!text.contains(secret), "{text}");
    }
}
