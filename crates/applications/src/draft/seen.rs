//! What a page showed: a short digest of every row, kept in its form. Sending sends what check answers showed and nothing else,
//! and a page of questions overwrites nothing that it did not show.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use serde::{Deserialize, Serialize};
use store::seal::Vault;
use values::{Id, id};

use super::Body;
use crate::{
    application::plan::Planned,
    evidence::Held,
    journey::{Answers, Journey},
};

/// Stands before the name of a service, so that it is told from the id of a question.
const SERVICE: char = '+';

/// What a page showed, row by row.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen(BTreeMap<String, String>);

impl Seen {
    /// What a check page shows of these answers and of what is sent for them.
    pub fn of(
        vault: &Vault,
        draft: &Id<id::Draft>,
        answers: &Answers,
        (planned, evidence): (&[Planned<'_>], &[Held]),
    ) -> Self {
        let answered = answers.iter().map(|(question, answer)| (question.clone(), line(answer)));
        let sent = planned.iter().filter(|part| part.verdict.is_sent()).filter_map(|part| {
            let holder = &part.supplier?.holder;
            let area = part.area.as_ref().map(ToString::to_string).unwrap_or_default();
            let cost = part.cost.map(|cost| cost.minor.to_string()).unwrap_or_default();
            let asked = part.step.evidence_types();
            let given = evidence.iter().filter(|held| asked.contains(held.kind.as_str())).map(|held| held.id.as_str());
            let given = given.collect::<Vec<_>>().join(" ");
            Some((service_key(part.step.service_type.name()), format!("{holder}|{area}|{cost}|{given}")))
        });
        Self(answered.chain(sent).map(|(key, said)| (key.clone(), digest((vault, draft), &key, &said))).collect())
    }

    /// What a page of questions shows of what is kept: what was typed and is not right yet, otherwise the answers.
    pub fn of_page((vault, draft): (&Vault, &Id<id::Draft>), journey: &Journey, page: &str, body: &Body) -> Self {
        let kept = |question: &str| match body.as_typed.get(question) {
            Some(typed) => Some(line(typed)),
            None => body.answers.get(question).filter(|answer| !answer.is_empty()).map(line),
        };
        let rows = journey.questions_on(page).filter_map(|question| {
            Some((question.id.clone(), digest((vault, draft), &question.id, &kept(&question.id)?)))
        });
        Self(rows.collect())
    }

    /// What came back with the form. What can't be read was not shown.
    pub fn parse(text: &str) -> Self {
        let rows = text.split_whitespace().filter_map(|row| row.split_once('='));
        Self(rows.map(|(key, digest)| (key.to_owned(), digest.to_owned())).collect())
    }

    /// Was nothing shown?
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Has it a row of this question?
    pub fn shows(&self, question: &str) -> bool {
        self.0.contains_key(question)
    }

    /// Does the row of this question read as it did?
    pub fn has_answer(&self, question: &str, now: &Self) -> bool {
        self.0.get(question) == now.0.get(question)
    }

    /// Does the card of this service read as it did?
    pub fn has_service(&self, service: &str, now: &Self) -> bool {
        self.has_answer(&service_key(service), now)
    }

    /// The questions and the services that were shown and are no part of it any more.
    pub fn gone<'a>(&'a self, now: &Self) -> (Vec<&'a str>, Vec<&'a str>) {
        let gone = self.0.keys().filter(|key| !now.0.contains_key(*key)).map(String::as_str);
        let (services, questions): (Vec<_>, Vec<_>) = gone.partition(|key| key.starts_with(SERVICE));
        (questions, services.into_iter().map(|key| key.trim_start_matches(SERVICE)).collect())
    }

    /// Was this sent: these answers (and nothing planned) with these services? Who answers may have moved since.
    pub fn was_sent<'a>(&self, answers: &Self, services: impl Iterator<Item = &'a str>) -> bool {
        let is_service = |key: &&String| key.starts_with(SERVICE);
        let shown: BTreeSet<String> = self.0.keys().filter(is_service).cloned().collect();
        self.0.iter().filter(|(key, _)| !is_service(key)).eq(&answers.0) && shown == services.map(service_key).collect()
    }
}

impl fmt::Display for Seen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, (key, digest)) in self.0.iter().enumerate() {
            write!(f, "{}{key}={digest}", if place == 0 { "" } else { " " })?;
        }
        Ok(())
    }
}

fn service_key(name: &str) -> String {
    format!("{SERVICE}{name}")
}

fn digest((vault, draft): (&Vault, &Id<id::Draft>), key: &str, said: &str) -> String {
    hex::encode(&vault.keyed_digest("a row that was seen", format!("{draft}|{key}|{said}").as_bytes())[..6])
}

/// An answer, or the fields of one.
fn line(said: &impl Serialize) -> String {
    serde_json::to_string(said).expect("it has no keys but texts, so it is JSON")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::journey::Answer;

    fn seen(said: &[(&str, &str)]) -> Seen {
        let answers = said.iter().map(|(id, text)| ((*id).to_owned(), Answer::Text((*text).to_owned()))).collect();
        Seen::of(&Vault::for_tests(), &Id::named("0123456789abcdef0123456789abcdef").unwrap(), &answers, (&[], &[]))
    }

    #[test]
    fn a_row_that_reads_otherwise_is_told_from_one_that_does_not() {
        let (shown, now) = (seen(&[("name", "Ada"), ("born", "1980-01-02")]), seen(&[("name", "Eve"), ("car", "yes")]));
        assert!(!shown.has_answer("name", &now) && !shown.has_answer("car", &now));
        assert!(shown.has_answer("name", &seen(&[("name", "Ada")])));
        assert_eq!(shown.gone(&now), (vec!["born"], vec![]));
    }

    #[test]
    fn what_was_sent_is_told_from_what_was_not() {
        let answers = seen(&[("name", "Ada")]);
        let shown = Seen::parse(&format!("{answers} +car-tax=0123"));
        assert!(shown.was_sent(&answers, ["car-tax"].into_iter()));
        assert!(!shown.was_sent(&answers, ["towing"].into_iter()));
        assert!(!shown.was_sent(&seen(&[("name", "Eve")]), ["car-tax"].into_iter()));
    }

    proptest! {
        #[test]
        fn it_comes_back_as_it_went_and_no_text_makes_it_panic(name: String, other: String) {
            let shown = seen(&[("name", &name)]);
            prop_assert_eq!(Seen::parse(&shown.to_string()), shown);
            let _ = Seen::parse(&other).to_string();
        }
    }
}
