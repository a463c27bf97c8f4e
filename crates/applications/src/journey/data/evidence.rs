//! Checks the evidence that services ask for: each list can be given, and none is asked for in vain.

use super::{super::Journey, Check};
use crate::evidence::settings::MOST_FILES;

impl Check<'_> {
    pub(super) fn evidence(&mut self, journey: &Journey) {
        for (n, kind) in journey.evidence.iter().enumerate() {
            let id = kind.id.as_str();
            if id.is_empty() || !id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-') {
                self.find(
                    "evidence",
                    "id",
                    id,
                    format!("'{id}' is not an id"),
                    "Use lowercase letters, digits and '-'.",
                );
            }
            if journey.evidence[..n].iter().any(|earlier| earlier.id == kind.id) {
                self.find(
                    "evidence",
                    "id",
                    id,
                    format!("evidence '{id}' stands twice"),
                    "Give one of them another id.",
                );
            }
            if !journey.services.iter().any(|step| step.evidence_types().contains(id)) {
                let what = format!("no service asks for the evidence '{id}'");
                self.find("evidence", "id", id, what, "Name it in a [[service]], or delete it.");
            }
            self.text("evidence", "id", id, "label", &kind.label);
            if let Some(hint) = &kind.hint {
                self.text("evidence", "id", id, "hint", hint);
            }
        }
        if journey.evidence.len() > MOST_FILES {
            let what = format!("{} types of evidence: nobody can give them all", journey.evidence.len());
            self.find("", "id", journey.id.name(), what, &format!("An application holds {MOST_FILES} files at most."));
        }
        for step in &journey.services {
            let id = step.service_type.name();
            for kind in step.evidence_types() {
                if !journey.evidence.iter().any(|known| known.id == kind) {
                    let what = format!("'{id}' asks for the evidence '{kind}', which is not described");
                    self.find("service", "type", id, what, "Name an [[evidence]] of this file, or add it.");
                }
            }
            for (n, list) in step.evidence.iter().enumerate() {
                let is_idle = |(m, other): (usize, &eligibility::requirement::EvidenceTypeList)| {
                    m != n && other.0.is_subset(&list.0) && (other.0 != list.0 || m < n)
                };
                if list.0.is_empty() {
                    let what = format!("a list of evidence of '{id}' is empty");
                    self.find("service", "type", id, what, "Leave evidence out where none is asked for.");
                } else if step.evidence.iter().enumerate().any(is_idle) {
                    let what = format!(
                        "list {} of the evidence of '{id}' asks for all of another list, and one is enough",
                        n + 1
                    );
                    self.find("service", "type", id, what, "Keep the shorter list.");
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{JOURNEY, check, faulty};

    #[test]
    fn evidence_is_described_once_asked_for_and_can_be_given() {
        let faulty = |from: &str, to: &str, expected: &str| faulty(JOURNEY, from, to, expected);
        faulty("id = \"bill\"", "id = \"Bill\"", "'Bill' is not an id");
        faulty("id = \"bill\"", "id = \"passport\"", "evidence 'passport' stands twice");
        faulty("[[\"passport\"], ", "[", "no service asks for the evidence 'passport'");
        faulty("\"bill\"]]", "\"bills\"]]", "'towing' asks for the evidence 'bills', which is not described");
        faulty("[[\"passport\"], ", "[[], [\"passport\"], ", "a list of evidence of 'towing' is empty");
        faulty(
            "[[\"passport\"], ",
            "[[\"passport\", \"bill\"], [\"passport\"], ",
            "list 1 of the evidence of 'towing'",
        );
        faulty("[[\"passport\"], ", "[[\"passport\"], [\"passport\"], ", "list 2 of the evidence of 'towing'");
        faulty("fr = \"Passeport\"", "fr = \"\"", "the label of 'passport' is empty in one language");
        faulty("[[evidence]]", "[[evidence]]\nlabl = 1", "labl");
        let line = JOURNEY.lines().position(|line| line == "id = \"bill\"").unwrap() + 1;
        let findings = check(&JOURNEY.replacen("id = \"bill\"", "id = \"Bill\"", 1)).unwrap_err();
        assert!(findings.iter().any(|finding| finding.starts_with(&format!("j.toml:{line}: "))), "{findings:?}");
    }
}
