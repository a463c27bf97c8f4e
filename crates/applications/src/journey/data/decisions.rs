//! Checks the decisions of a journey: each can be made, is told what questions can give, names options that there are, and
//! says yes or no.

use std::collections::BTreeMap;

use catalogue::area::Areas;
use eligibility::{
    decision::{Model, ModelError, What},
    import::{APPLIES, DOES_NOT_APPLY},
    requirement::{Told, Way},
};

use super::{
    super::{
        Journey, Kind, Question,
        decisions::{Decisions, OWN},
        facts::{AREA, PARTS},
        tables,
    },
    Check,
    places::{no_area, no_place},
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
            if let Some(finding) = asked.model.no_verdict(&asked.decision) {
                let fix = "Let it say one thing, and make a decision of the rest that this one requires.";
                self.find("service", "type", service, finding.to_string(), fix);
            }
            if asked.model.source().decisions.iter().all(|known| known.name != asked.decision) {
                let what = format!("the model decides nothing that is called '{}'", asked.decision);
                self.find("service", "type", service, what, "Name a decision of the model.");
            }
        }
        for model in decisions.models() {
            // What conditions are made into is as their author wrote it.
            let is_own = model.source().namespace.starts_with(OWN);
            for finding in model.findings() {
                let is_a_service = |table: &String| decisions.services().any(|(_, asked)| asked.decision == *table);
                if matches!(finding.what, What::NoVerdict { .. }) && is_a_service(&finding.table) {
                    continue;
                }
                if finding.is_fault() {
                    self.find("", "model", &name, finding.to_string(), "Mend it in the modeller.");
                } else if !is_own {
                    self.look(&name, finding.to_string());
                }
            }
            if !is_own {
                self.values(journey, &decisions, &name, model);
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
    fn look(&mut self, name: &str, what: String) {
        let at = self.place("", "model", name);
        let fix = "See it as a table on the staff’s page of the journey, or of its draft.";
        self.worth_a_look.push(self.source.finding(at..at, what.trim_end_matches('.').to_owned(), fix));
    }

    /// Cells name options that there are, and what a table says of a service is yes or no.
    fn values(&mut self, journey: &Journey, decisions: &Decisions, name: &str, model: &Model) {
        for decision in &model.source().decisions {
            let decides = journey.services.iter().any(|step| step.decision.as_ref() == Some(&decision.name));
            let Some(table) = &decision.table else {
                if decides {
                    let what = format!(
                        "decision '{}' is no table: it names no rule and no law, and people are told which answers it looks at, but not what would change it",
                        decision.name
                    );
                    self.look(name, what);
                }
                continue;
            };
            for (column, head) in table.inputs.iter().enumerate() {
                let expression = head.expression.as_deref();
                let told = expression.and_then(|input| decisions.told().find(|told| told.input == input));
                let Some((told, question)) = told.and_then(|told| Some((told, journey.question(&told.concept)?)))
                else {
                    continue;
                };
                let allowed = [head.values.as_deref(), expression.and_then(|input| model.allows(input))];
                for option in left_out(question, &allowed).into_iter().filter(|_| told.way == Way::Itself) {
                    let what = format!(
                        "table '{}', column {}: it does not allow '{option}', an option of '{}': a person decides for whoever chooses that",
                        decision.name,
                        column + 1,
                        question.id
                    );
                    self.look(name, what);
                }
                for (n, rule) in table.rules.iter().enumerate() {
                    for (what, fix) in never_said(told, question, &rule.when[column], self.areas) {
                        let what = format!("table '{}', rule {}: {what}", decision.name, n + 1);
                        self.find("", "model", name, what, &fix);
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
                    self.look(name, what);
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
            if let (Way::Says(value), Kind::Place) = (&told.way, question.kind)
                && let Some((what, fix)) = no_place(value, self.areas)
            {
                self.find(table, key, at, format!("'{input}' asks whether '{asked}' is '{value}': {what}"), &fix);
            }
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

/// The texts that a cell names.
fn quoted(cell: &str) -> Vec<String> {
    cell.split('"').skip(1).step_by(2).map(str::to_owned).collect()
}

/// What a cell names that a question never gives the model, each with the fix.
fn never_said(told: &Told, question: &Question, cell: &str, areas: &Areas) -> Vec<(String, String)> {
    let (named, id) = (quoted(cell), &question.id);
    match (&told.way, question.kind) {
        (Way::Itself, Kind::Choices) if is_texts(cell) && !named.is_empty() => {
            let what = format!(
                "{cell} looks for one text, and '{id}' is told as the list of all that is ticked: it does not see who ticks it"
            );
            let value = &named[0];
            let input = format!("{}_{}", told.input, value.replace('-', "_"));
            let fix = format!(
                "Look at each option by itself: [[told]] input = \"{input}\", concept = \"{id}\", way = {{ says = \"{value}\" }}, with true or false in the cell."
            );
            vec![(what, fix)]
        }
        (Way::Itself, Kind::Choice | Kind::Choices) => {
            let unknown = named.into_iter().filter(|value| !question.may_say(value));
            let what = |value| format!("'{value}' is none of the options of '{id}', so it never holds");
            unknown
                .map(|value| (what(value), "Write the value of one of its options, or take it out.".into()))
                .collect()
        }
        (Way::Part(part), Kind::Place) if part == AREA => {
            let unknown = named.into_iter().filter_map(|value| no_area(&value, areas));
            unknown.map(|(what, fix)| (format!("{what}, so no place is ever told so"), fix)).collect()
        }
        _ => Vec::new(),
    }
}

/// Is a cell nothing but texts, one of which is the answer, or none of them?
fn is_texts(cell: &str) -> bool {
    let signs = cell.split('"').step_by(2).collect::<String>();
    let signs = signs.trim().strip_prefix("not").unwrap_or(&signs);
    signs.chars().all(|sign| sign.is_whitespace() || "(),=!".contains(sign))
}

/// The options of a question that a column doesn't allow, where what it allows is a list of texts.
fn left_out<'q>(question: &'q Question, allowed: &[Option<&str>]) -> Vec<&'q str> {
    let is_list =
        |tests: &&str| tests.split('"').step_by(2).all(|between| between.trim().trim_matches(',').trim().is_empty());
    let lists: Vec<Vec<String>> = allowed.iter().copied().flatten().filter(is_list).map(quoted).collect();
    let options = question.options.iter().map(|option| option.value.as_str()).filter(|_| question.kind == Kind::Choice);
    options.filter(|option| lists.iter().any(|list| !list.iter().any(|known| known == option))).collect()
}

/// Does a model that takes this type take an answer of that one? What is made of parts is told by them.
fn is_told_as(expected: &str, gives: &str) -> bool {
    expected == gives || expected.starts_with(gives)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{CAR, JOURNEY, beside, check, faulty};

    /// The journey with its towing decided by the model.
    fn decided() -> String {
        let when = "when = [{ question = \"towed\", is = [\"yes\"] }]\nwhy = { en = \"It was towed\"";
        assert!(JOURNEY.contains(when));
        JOURNEY.replacen(when, "decision = \"towing\"\nwhy = { en = \"It was towed\"", 1).replacen(
            "edition = \"1\"",
            "edition = \"1\"\nmodel = \"car.dmn\"",
            1,
        ) + "[[told]]\ninput = \"age\"\nconcept = \"born\"\nway = \"years-since\"\n"
    }

    #[test]
    fn a_decision_stands_in_a_model_beside_the_journey() {
        check(&decided()).unwrap();
        let faulty = |from: &str, to: &str, expected: &str| faulty(&decided(), from, to, expected);
        faulty("car.dmn", "cart.dmn", "j.toml:5: there is no file 'cart.dmn'");
        faulty("model = \"car.dmn\"\n", "", "names a decision, and the journey no model");
        faulty("model = \"car.dmn\"\n", "dmn = \"<a/>\"\n", "a file of their own");
        faulty("decision = \"towing\"", "decision = \"towning\"", "decides nothing that is called 'towning'");
        faulty("input = \"age\"", "input = \"ages\"", "the model needs 'age', which no question gives");
        faulty("input = \"age\"", "input = \"ages\"", "no decision asks for 'ages'");
        faulty("concept = \"born\"", "concept = \"bron\"", "'age' comes of 'bron', which nobody asks");
        faulty("concept = \"born\"\nway", "concept = \"towed\"\nway", "'age' can't come of 'towed' in this way");
        faulty("way = \"years-since\"\n", "", "'born' gives 'age' as date, and the model takes number");
        let twice = format!("{}[[told]]\ninput = \"age\"\nconcept = \"born\"\n", decided());
        assert!(check(&twice).unwrap_err()[0].contains("'age' is told twice"));
        faulty(
            "decision = \"towing\"",
            "decision = \"towing\"\nwhen = [{ question = \"towed\", is = [\"yes\"] }]",
            "has conditions and a decision",
        );
    }

    /// With this in the place of that in the model.
    fn modelled(from: &str, to: &str) -> Result<Vec<String>, Vec<String>> {
        assert!(CAR.contains(from), "{from}");
        beside(&decided(), &CAR.replacen(from, to, 1)).map(|(_, look)| look)
    }

    #[test]
    fn a_table_that_never_says_yes_or_no_decides_no_service() {
        assert_eq!(modelled("FIRST", "FIRST").unwrap(), [""; 0]);
        for policy in ["COLLECT", "RULE ORDER"] {
            let refused = modelled("FIRST", policy).unwrap_err();
            assert!(refused[0].contains("table 'towing', it says a list, which is neither yes nor no"), "{refused:?}");
            assert_eq!(refused.len(), 1);
        }
        let two = CAR
            .replacen("<output typeRef=\"string\"/>", "<output name=\"a\" typeRef=\"string\"/><output name=\"b\"/>", 1)
            .replace("</outputEntry>", "</outputEntry><outputEntry><text>1</text></outputEntry>")
            .replacen("name=\"towing\" typeRef=\"string\"", "name=\"towing\"", 1);
        let refused = beside(&decided(), &two).unwrap_err();
        assert!(refused[0].contains("it says several things at once"), "{refused:?}");
    }

    /// The journey with what is ticked told as a list, and with this in the cell that looks at it.
    fn ticked(expression: &str, cell: &str) -> Result<Vec<String>, Vec<String>> {
        let things = "[[question]]\nid = \"things\"\npage = \"about\"\nkind = \"choices\"\noptional = true\nlabel = { en = \"Things\", fr = \"Choses\" }\noptions = [\n  { value = \"van\", label = { en = \"A van\", fr = \"Une camionnette\" } },\n  { value = \"boat\", label = { en = \"A boat\", fr = \"Un bateau\" } },\n]\n";
        let journey = decided().replacen("[[exit]]", &format!("{things}[[exit]]"), 1);
        let model = CAR
            .replace("name=\"car\" typeRef=\"string\"", "name=\"things\"")
            .replace("name=\"car\"", "name=\"things\"")
            .replacen(
                "<inputExpression typeRef=\"string\"><text>car</text>",
                &format!("<inputExpression><text>{expression}</text>"),
                1,
            )
            .replacen("<text>\"yes\"</text>", &format!("<text>{cell}</text>"), 1)
            .replacen("<text>\"yes\"</text>", "<text>-</text>", 1);
        beside(&journey, &model).map(|(_, look)| look)
    }

    #[test]
    fn a_cell_that_looks_for_one_text_in_a_list_of_ticks_is_found_with_the_fix() {
        for cell in ["\"van\"", "\"van\",\"boat\"", "not(\"van\")"] {
            let found = ticked("things", cell).unwrap_err();
            let at = format!(
                "j.toml:5: table 'towing', rule 1: {cell} looks for one text, and 'things' is told as the list"
            );
            assert!(found[0].starts_with(&at), "{found:?}");
            let fix = "[[told]] input = \"things_van\", concept = \"things\", way = { says = \"van\" }";
            assert!(found[0].contains(fix) && found.len() == 1, "{found:?}");
        }
        let look = ticked("list contains(things, \"van\")", "true").unwrap();
        // Somebody looks at the van, and nobody at the boat.
        assert!(look.iter().any(|one| one.contains("option 'boat' of 'things': nothing looks at it")), "{look:?}");
        assert!(!look.iter().any(|one| one.contains("looks for one text")), "{look:?}");
    }

    #[test]
    fn an_option_that_a_column_leaves_out_is_worth_a_look() {
        let head = "<text>car</text></inputExpression>";
        let column = |values: &str| modelled(head, &format!("{head}<inputValues><text>{values}</text></inputValues>"));
        assert_eq!(column("\"yes\", \"no\",\"abroad\"").unwrap(), [""; 0]);
        let look = column("\"yes\",\"no\"").unwrap();
        assert_eq!(look.len(), 1);
        assert!(
            look[0].contains("column 2: it does not allow 'abroad', an option of 'car': a person decides"),
            "{look:?}"
        );
        let typed = CAR
            .replacen("name=\"car\" typeRef=\"string\"", "name=\"car\" typeRef=\"cars\"", 1)
            .replacen("<inputData", "<itemDefinition name=\"cars\"><typeRef>string</typeRef><allowedValues><text>\"yes\"</text></allowedValues></itemDefinition><inputData", 1);
        let look = beside(&decided(), &typed).unwrap().1;
        assert!(look.len() == 2 && look[1].contains("it does not allow 'abroad'"), "{look:?}");
    }
}
