//! Checks the decisions of a journey: each can be made, is told what questions can give, names options that there are, and
//! says yes or no.

use std::collections::BTreeMap;

use eligibility::{
    decision::{ModelError, Source as Model},
    import::{APPLIES, DOES_NOT_APPLY},
    requirement::Way,
};

use super::{
    super::{
        Journey, Kind,
        decisions::{Decisions, OWN},
        facts::PARTS,
        tables,
    },
    Check,
};

impl Check<'_> {
    /// The file that it names stands beside it.
    pub(super) fn model(&mut self, journey: &mut Journey, models: &BTreeMap<String, String>) {
        if journey.dmn.take().is_some() {
            let what = "decisions stand in a file of their own".to_owned();
            self.find("", "id", journey.id.name(), what, "Take dmn out, and name the file: model = \"name.dmn\".");
        }
        let Some(name) = journey.model.clone() else { return };
        journey.dmn = models.get(&name).cloned();
        if journey.dmn.is_none() {
            let what = format!("there is no file '{name}' beside the journey");
            self.find("", "model", &name, what, "Put it into the folder of journeys.");
        }
    }

    /// Every decision can be made, and has all that it needs.
    pub(super) fn decisions(&mut self, journey: &Journey) {
        for step in &journey.services {
            let id = step.service_type.name();
            if step.decision.is_some() && !step.when.is_empty() {
                let what = format!("'{id}' has conditions and a decision");
                self.find("service", "type", id, what, "Keep one of when and decision.");
            }
            if tables::ways(journey, step) > tables::MOST_WAYS {
                let what = format!("the conditions of '{id}' may be met in more than {} ways", tables::MOST_WAYS);
                self.find("service", "type", id, what, "Write them as a decision table in DMN.");
            }
            if step.decision.is_some() && journey.model.is_none() {
                let what = format!("'{id}' names a decision, and the journey no model");
                self.find("service", "type", id, what, "Name the file at the top: model = \"name.dmn\".");
            }
        }
        if !self.findings.is_empty() {
            return;
        }
        let name = journey.model.clone().unwrap_or_default();
        let decisions = match Decisions::of(journey) {
            Ok(decisions) => decisions,
            Err(ModelError::Cells(faults)) => {
                for fault in faults {
                    self.find("", "model", &name, fault.to_string(), "Mend it in the modeller.");
                }
                return;
            }
            Err(error) => {
                return self.find("", "model", &name, error.to_string(), "Try it with `portico decision check`.");
            }
        };
        for (service, asked) in decisions.services() {
            if asked.model.source().decisions.iter().all(|known| known.name != asked.decision) {
                let what = format!("the model decides nothing that is called '{}'", asked.decision);
                self.find("service", "type", service, what, "Name a decision of the model.");
            }
        }
        for model in decisions.models() {
            // What conditions are made into is as their author wrote it.
            let is_own = model.source().namespace.starts_with(OWN);
            for finding in model.findings() {
                if finding.is_fault() {
                    self.find("", "model", &name, finding.to_string(), "Mend it in the modeller.");
                } else if !is_own {
                    self.look(&name, finding.to_string());
                }
            }
            if !is_own {
                self.values(journey, &decisions, &name, model.source());
            }
        }
        self.told(journey, &decisions);
        for input in decisions.untold(journey) {
            let what = format!("the model needs '{input}', which no question gives");
            let fix = "Ask for it in a [[question]] of that id, or say in [[told]] which question gives it.";
            self.find("", "model", &name, what, fix);
        }
    }

    /// Something that is no fault, but worth a look, about the model.
    fn look(&mut self, model: &str, what: String) {
        let at = self.place("", "model", model);
        let fix = "See it as a table on the staff’s page of the journey.";
        self.worth_a_look.push(self.source.finding(at..at, what.trim_end_matches('.').to_owned(), fix));
    }

    /// Cells name options that there are, and what a table says of a service is yes or no.
    fn values(&mut self, journey: &Journey, decisions: &Decisions, model: &str, source: &Model) {
        let quoted = |cell: &str| cell.split('"').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>();
        for decision in &source.decisions {
            let decides = journey.services.iter().any(|step| step.decision.as_ref() == Some(&decision.name));
            let Some(table) = &decision.table else {
                if decides {
                    let what = format!(
                        "decision '{}' is no table: it names no rule and no law, and people are told which answers it looks at, but not what would change it",
                        decision.name
                    );
                    self.look(model, what);
                }
                continue;
            };
            for (column, head) in table.inputs.iter().enumerate() {
                let told =
                    head.expression.as_ref().and_then(|input| decisions.told().find(|told| told.input == *input));
                let asked =
                    told.filter(|told| told.way == Way::Itself).and_then(|told| journey.question(&told.concept));
                let Some(question) = asked.filter(|question| matches!(question.kind, Kind::Choice | Kind::Choices))
                else {
                    continue;
                };
                for (n, rule) in table.rules.iter().enumerate() {
                    for value in quoted(&rule.when[column]).into_iter().filter(|value| !question.may_say(value)) {
                        let what = format!(
                            "table '{}', rule {}: '{value}' is none of the options of '{}', so it never holds",
                            decision.name,
                            n + 1,
                            question.id
                        );
                        self.find("", "model", model, what, "Write the value of one of its options, or take it out.");
                    }
                }
            }
            for (n, rule) in table.rules.iter().enumerate().filter(|_| decides) {
                let said = rule.then.first().map(String::as_str).unwrap_or_default();
                let is_told = ["true", "false", "null"].contains(&said)
                    || [APPLIES, DOES_NOT_APPLY].iter().any(|known| said == format!("\"{known}\""));
                if !is_told && (said.starts_with('"') || said.parse::<f64>().is_ok()) {
                    let what = format!(
                        "table '{}', rule {} says {said}, so a person decides: yes and no are \"{APPLIES}\" and \"{DOES_NOT_APPLY}\"",
                        decision.name,
                        n + 1
                    );
                    self.look(model, what);
                }
            }
        }
    }

    /// What the models are told comes of a question that can give it.
    fn told(&mut self, journey: &Journey, decisions: &Decisions) {
        for (n, told) in journey.told.iter().enumerate() {
            let input = told.input.as_str();
            let mut find = |what: String, fix: &str| self.find("told", "input", input, what, fix);
            if journey.told[..n].iter().any(|earlier| earlier.input == told.input) {
                find(format!("'{input}' is told twice"), "Keep one of them.");
            }
            if journey.question(&told.concept).is_none() {
                let what = format!("'{input}' comes of '{}', which nobody asks", told.concept);
                find(what, "Name a [[question]] of this file.");
            }
            if !decisions.asks_for(input) {
                find(format!("no decision asks for '{input}'"), "Write it as the model calls it, or take it out.");
            }
        }
        for told in decisions.told() {
            let Some(question) = journey.question(&told.concept) else { continue };
            let (input, asked) = (told.input.as_str(), question.id.as_str());
            let (table, key, at) = if journey.told.iter().any(|given| given.input == told.input) {
                ("told", "input", input)
            } else {
                ("question", "id", asked)
            };
            let fits = match &told.way {
                Way::Itself => true,
                Way::YearsSince => question.kind == Kind::Date,
                Way::Part(part) => question.kind == Kind::Place && PARTS.contains(&part.as_str()),
                Way::Says(value) => question.may_say(value),
            };
            if !fits {
                let what = format!("'{input}' can't come of '{asked}' in this way");
                let fix = "years-since takes a date, part takes \"area\" of a place, says takes a value that the question can have.";
                self.find(table, key, at, what, fix);
                continue;
            }
            let gives = match (&told.way, question.kind) {
                (Way::YearsSince, _) | (Way::Itself, Kind::Number | Kind::Money) => "number",
                (Way::Says(_), _) | (Way::Itself, Kind::YesNo) => "boolean",
                (Way::Itself, Kind::Date) => "date",
                (Way::Itself, Kind::Choices) => "list<string>",
                (Way::Itself, Kind::Place) => "context",
                _ => "string",
            };
            if let Some(expected) = decisions.type_of(input).filter(|expected| !is_told_as(expected, gives)) {
                let what = format!("'{asked}' gives '{input}' as {gives}, and the model takes {expected}");
                let fix = "Say in [[told]] in which way it comes, or change the type in the model.";
                self.find(table, key, at, what, fix);
            }
        }
    }
}

/// Does a model that takes this type take an answer of that one? What is made of parts is told by them.
fn is_told_as(expected: &str, gives: &str) -> bool {
    expected == gives || expected.starts_with(gives)
}
