//! Holds the questions of a journey against the concepts that the government's files name.

use super::{super::Journey, Check};
use crate::requirement::{Concepts, rules};

impl Check<'_> {
    /// Each question asks for what its concept means, and none asks again for what another one of the journey asks for.
    pub(super) fn concepts(&mut self, journey: &Journey, known: &Concepts) {
        for (n, question) in journey.questions.iter().enumerate() {
            let id = question.id.as_str();
            let (key, at) = question.concept.as_deref().map_or(("id", id), |concept| ("concept", concept));
            match known.get(question.concept_id()) {
                None if question.concept.is_some() => {
                    let what = format!("there is no concept '{at}'");
                    self.find("question", key, at, what, "Check the spelling, or add it to concepts.toml.");
                }
                None => {}
                Some(concept) => {
                    if let Some(what) = rules::misfit(question, concept) {
                        let fix = "Name another concept with concept = \"…\", or change what the question takes.";
                        self.find("question", key, at, what, fix);
                    }
                }
            }
            let earlier = journey.questions[..n].iter().find(|other| other.concept_id() == question.concept_id());
            if let Some(earlier) = earlier {
                let what =
                    format!("question '{id}' asks for '{}' again, as '{}' does", question.concept_id(), earlier.id);
                let at = self.place("question", "id", id);
                let fix = "Ask once; or, if they mean different things, give each a concept of its own.";
                self.worth_a_look.push(self.source.finding(at..at, what, fix));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use catalogue::area::Areas;
    use values::{Id, source::Source};

    use super::super::{Known, read};
    use crate::requirement::data;

    const JOURNEY: &str = include_str!("../fixture.toml");
    const CONCEPTS: &str =
        "[[concept]]\nid = \"birth-date\"\ntype = \"date\"\nlabels = { en = \"Born\", fr = \"Né\" }\n
[[concept]]\nid = \"car\"\ntype = \"choice\"\nlabels = { en = \"Car\", fr = \"Voiture\" }\noptions = [
  { value = \"yes\", labels = { en = \"Yes\", fr = \"Oui\" } },
  { value = \"no\", labels = { en = \"No\", fr = \"Non\" } },
  { value = \"abroad\", labels = { en = \"Abroad\", fr = \"Ailleurs\" } },
]\n";

    /// What is found, and what is worth a look, when the question `born` asks for this concept.
    fn found(journey: &str, concepts: &str) -> Vec<String> {
        let concepts = data::read(&Source { file: "concepts.toml".into(), text: concepts.into() }).unwrap();
        let known = Known {
            service_types: &["car-tax", "towing"].map(|name| (Id::named(name).unwrap(), false)).into(),
            life_events: &[Id::named("moving").unwrap()].into(),
            areas: &Areas::default(),
            models: &BTreeMap::new(),
            concepts: &concepts,
        };
        let findings = match read(&Source { file: "j.toml".into(), text: journey.into() }, &known) {
            Ok((_, worth_a_look)) => worth_a_look,
            Err(findings) => findings,
        };
        findings.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_question_fits_its_concept_or_is_found_at_its_line() {
        let named = |concept: &str| {
            JOURNEY.replacen("kind = \"date\"\n", &format!("kind = \"date\"\nconcept = \"{concept}\"\n"), 1)
        };
        let line = |text: &str| named(text).lines().position(|line| line.starts_with("concept = ")).unwrap() + 1;
        assert_eq!(found(&named("birth-date"), CONCEPTS), Vec::<String>::new());
        let unknown = found(&named("brith-date"), CONCEPTS);
        assert!(
            unknown[0].starts_with(&format!("j.toml:{}: there is no concept 'brith-date'", line("x"))),
            "{unknown:?}"
        );
        let other = found(&named("car"), CONCEPTS);
        assert!(other[0].contains("question 'born' gives a date, and concept 'car' is a choice"), "{other:?}");
        let fewer = found(JOURNEY, &CONCEPTS.replacen("value = \"abroad\"", "value = \"away\"", 1));
        assert!(fewer[0].contains("takes 'abroad', which concept 'car' can't be"), "{fewer:?}");
    }

    #[test]
    fn what_is_asked_twice_is_worth_a_look() {
        let again = JOURNEY.replacen(
            "[[exit]]",
            "[[question]]\nid = \"again\"\npage = \"plate\"\nkind = \"date\"\nconcept = \"born\"\nlabel = { en = \"Again\", fr = \"Encore\" }\n[[exit]]",
            1,
        );
        let concepts = CONCEPTS.replacen("birth-date", "born", 1);
        let found = found(&again, &concepts);
        assert!(found.iter().any(|what| what.contains("'again' asks for 'born' again, as 'born' does")), "{found:?}");
    }
}
