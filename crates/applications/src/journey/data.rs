//! Reads a journey's file and checks that its parts name each other rightly.

mod concepts;
mod decisions;
mod evidence;
mod places;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use catalogue::area::Areas;
use values::{
    Id, Text, id,
    source::{Finding, Source},
};

use super::{Basis, Journey, Kind, Order, PREVIEW, Question, When, examples, identifier::is_shape};
use crate::requirement::Concepts;

/// What the catalogue knows that a journey may refer to.
#[derive(Debug)]
pub struct Known<'a> {
    /// Service types, and whether a place decides who provides them.
    pub service_types: &'a HashMap<Id<id::ServiceType>, bool>,
    /// Life events.
    pub life_events: &'a HashSet<Id<id::LifeEvent>>,
    /// Areas and postcodes.
    pub areas: &'a Areas,
    /// Decisions in DMN, by the name of their file.
    pub models: &'a BTreeMap<String, String>,
    /// What the questions mean to every body.
    pub concepts: &'a Concepts,
}

/// The name of an edition is no longer: it stands in addresses.
const LONGEST_NAME: usize = 40;

/// Reads and checks one journey. Answers what is no fault of it, but worth a look, too.
pub fn read(source: &Source, known: &Known<'_>) -> Result<(Journey, Vec<Finding>), Vec<Finding>> {
    let mut journey: Journey = source.read().map_err(|finding| vec![finding])?;
    let mut check = Check { source, areas: known.areas, findings: Vec::new(), worth_a_look: Vec::new() };
    check.model(&mut journey, known.models);
    check.ids(&journey);
    check.life_event(&journey, known.life_events);
    check.questions(&journey);
    check.concepts(&journey, known.concepts);
    check.services(&journey, known.service_types);
    check.texts(&journey);
    check.evidence(&journey);
    check.decisions(&journey);
    check.unused(&journey);
    if check.findings.is_empty() { Ok((journey, check.worth_a_look)) } else { Err(check.findings) }
}

/// The id that a journey's file gives, though the file may not be sound.
pub fn id_of(source: &Source) -> Option<Id<id::Journey>> {
    let own = source.text.lines().take_while(|line| !line.trim_start().starts_with('['));
    let given = own.filter_map(|line| line.split_once('=')).find(|(key, _)| key.trim() == "id");
    let stem = source.file.rsplit(['/', '\\']).next()?.strip_suffix(".toml")?;
    let named =
        |(_, rest): (&str, &str)| rest.split('#').next().unwrap_or_default().trim().trim_matches('"').to_owned();
    let text = given.map_or_else(|| stem.to_owned(), named);
    Id::named(&text).ok().or_else(|| Id::named(stem).ok())
}

struct Check<'a> {
    source: &'a Source,
    areas: &'a Areas,
    findings: Vec<Finding>,
    worth_a_look: Vec<Finding>,
}

impl Check<'_> {
    /// A finding at the line where `id = "…"` (or another key) stands in a table of this name.
    fn find(&mut self, table: &str, key: &str, value: &str, what: String, fix: &str) {
        let at = self.place(table, key, value);
        let what = what.trim_end_matches('.').to_owned();
        self.findings.push(self.source.finding(at..at, what, fix));
    }

    fn place(&self, table: &str, key: &str, value: &str) -> usize {
        let header = format!("[[{table}]]");
        let (mut offset, mut inside) = (0, table.is_empty());
        for line in self.source.text.split_inclusive('\n') {
            let trimmed = line.trim();
            if trimmed.starts_with("[[") {
                inside = trimmed == header;
            }
            let says = trimmed.split_once('=').is_some_and(|(name, rest)| {
                name.trim() == key && rest.trim().split('#').next().unwrap_or("").trim().trim_matches('"') == value
            });
            if inside && says {
                return offset;
            }
            offset += line.len();
        }
        0
    }

    fn ids(&mut self, journey: &Journey) {
        let name = journey.edition.as_str();
        let is_plain = |letter: char| letter.is_ascii_alphanumeric() || ".-_".contains(letter);
        if name.is_empty() || name.len() > LONGEST_NAME || !name.chars().all(is_plain) || name.starts_with(PREVIEW) {
            let fix = "Write up to 40 letters, digits, '.', '-' and '_', such as 2023-04.";
            self.find("", "edition", name, format!("'{name}' is no name for an edition"), fix);
        }
        let pages = journey.pages.iter().map(|page| ("page", page.id.as_str()));
        let questions = journey.questions.iter().map(|question| ("question", question.id.as_str()));
        let exits = journey.exits.iter().map(|exit| ("exit", exit.id.as_str()));
        let mut seen = BTreeSet::new();
        for (table, id) in pages.chain(questions).chain(exits) {
            if !seen.insert((table, id)) {
                self.find(table, "id", id, format!("{table} '{id}' stands twice"), "Give one of them another id.");
            }
            let plain = id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-') && !id.is_empty();
            if !plain {
                self.find(table, "id", id, format!("'{id}' is not an id"), "Use lowercase letters, digits and '-'.");
            }
        }
        for page in &journey.pages {
            if journey.questions_on(&page.id).next().is_none() {
                self.find(
                    "page",
                    "id",
                    &page.id,
                    format!("page '{}' asks nothing", page.id),
                    "Give it a question, or delete it.",
                );
            }
        }
        // Who is asked the fewest questions sees few of the pages.
        let (most, fix) = match journey.ask {
            Order::AsWritten => (12, "Ask at most 12 pages, or say ask = \"fewest\"."),
            Order::Fewest => (60, "Ask at most 60 pages."),
        };
        if journey.pages.len() > most {
            let what = format!("{} pages: people give up", journey.pages.len());
            self.find("", "id", journey.id.name(), what, fix);
        }
    }

    fn life_event(&mut self, journey: &Journey, known: &HashSet<Id<id::LifeEvent>>) {
        if !known.contains(&journey.life_event) {
            let name = journey.life_event.name();
            let fix = "Check the spelling, or add it to life-events.toml.";
            self.find("", "life_event", name, format!("there is no life event '{name}'"), fix);
        }
    }

    fn questions(&mut self, journey: &Journey) {
        let knows = journey.questions.iter().filter(|question| question.knows).collect::<Vec<_>>();
        if knows.len() != 1 || knows[0].kind != Kind::Date || knows[0].optional || !knows[0].when.is_empty() {
            let what = "not exactly one date question that is always asked has knows = true".to_owned();
            self.find("", "id", journey.id.name(), what, "Set knows = true on the date of birth.");
        }
        for (place, question) in journey.questions.iter().enumerate() {
            let id = question.id.as_str();
            if journey.page(&question.page).is_none() {
                let what = format!("there is no page '{}'", question.page);
                self.find("question", "id", id, what, "Name a [[page]] of this file.");
            }
            let chooses = matches!(question.kind, Kind::Choice | Kind::Choices);
            if chooses == question.options.is_empty() {
                let what = format!("question '{id}' {} options", if chooses { "has no" } else { "takes no" });
                self.find(
                    "question",
                    "id",
                    id,
                    what,
                    "Options go with kind = \"choice\" or \"choices\", and only with them.",
                );
            }
            let is_text = matches!(question.kind, Kind::Text | Kind::LongText | Kind::Name | Kind::People);
            if question.max.is_some() && !is_text {
                let what = format!("question '{id}' is no text and has a longest one");
                self.find("question", "id", id, what, "max counts letters. For numbers and money write most.");
            }
            if question.max == Some(0) {
                let what = format!("question '{id}' takes no letter at all");
                self.find("question", "id", id, what, "Write a max of at least 1, or leave it out.");
            }
            if let Some(wrong) = examples::fault(question, self.areas) {
                let what = format!("the example of '{id}' is {wrong}");
                self.find("question", "id", id, what, "Write an example that the question itself would take.");
            }
            self.days(journey, place, question);
            self.name(journey, question);
            self.numbers(question);
            self.identifier(question);
            self.conditions("question", "id", id, &question.when, journey);
            let later = |when: &&When| {
                journey.questions.iter().position(|other| other.id == when.question).is_some_and(|at| at >= place)
            };
            if let Some(when) = question.when.iter().find(later) {
                let what = format!("question '{id}' depends on '{}', which is asked later", when.question);
                self.find("question", "id", id, what, "Ask that one first.");
            }
        }
        for exit in &journey.exits {
            self.conditions("exit", "id", &exit.id, &exit.when, journey);
            if exit.when.is_empty() {
                self.find("exit", "id", &exit.id, format!("exit '{}' is always taken", exit.id), "Say when.");
            }
        }
        // People are told on the page itself that nothing can be sent, not after the last one.
        for question in journey.questions.iter().filter(|question| question.kind == Kind::Place) {
            let id = &question.id;
            if !journey.could_send_without(id) && journey.exit_elsewhere(id).is_none() {
                let what = format!("nothing can be sent when '{id}' is outside the area served, and no exit says so");
                self.find("question", "id", id, what, "Add an [[exit]] when it is [\"elsewhere\"].");
            }
        }
    }

    /// A name that staff search for is a line of text, and the date beside it a date.
    fn name(&mut self, journey: &Journey, question: &Question) {
        let Some(born) = &question.named_born else { return };
        if !matches!(question.kind, Kind::Text | Kind::Name)
            || journey.question(born).is_none_or(|other| other.kind != Kind::Date)
        {
            let what =
                format!("question '{}' is to be found by '{born}', and one of them is not what it takes", question.id);
            self.find(
                "question",
                "id",
                &question.id,
                what,
                "named_born stands on kind = \"name\" or \"text\" and names a date.",
            );
        }
    }

    /// Bounds, decimals and a currency stand on what has them.
    fn numbers(&mut self, question: &Question) {
        let id = question.id.as_str();
        let is_number = matches!(question.kind, Kind::Number | Kind::Money);
        let bounds = question.least.is_some() || question.most.is_some();
        let is_empty = question.most.is_some_and(|most| most < question.least.unwrap_or(0));
        let faults = [
            (bounds && !is_number, "has bounds and is no number", "least and most go with \"number\" and \"money\"."),
            (question.decimals > 0 && question.kind != Kind::Number, "has decimals and is no number", "Take them out."),
            (question.decimals > 9, "has more than 9 decimals", "Write at most 9."),
            (is_empty, "takes no number at all", "Write a most that is not below least (0 unless said)."),
            (
                question.currency.is_some() != (question.kind == Kind::Money),
                "is money without a currency, or a currency without money",
                "Write currency = \"GBP\" (or EUR, USD) beside kind = \"money\".",
            ),
        ];
        for (_, what, fix) in faults.into_iter().filter(|(is_fault, ..)| *is_fault) {
            self.find("question", "id", id, format!("question '{id}' {what}"), fix);
        }
    }

    /// An identifier has a shape, and nothing else has.
    fn identifier(&mut self, question: &Question) {
        let id = question.id.as_str();
        let is_identifier = question.kind == Kind::Identifier;
        let of_shape = !question.shapes.is_empty() || question.check.is_some();
        if is_identifier && (question.shapes.is_empty() || !question.shapes.iter().all(|shape| is_shape(shape))) {
            let what = format!("identifier '{id}' has no shape");
            let fix = "Write shapes = [\"AA 99 99 99 A\"]: A is a letter, 9 a digit, X either, [BCD] one of these; blanks, '.', '-' and '/' part groups.";
            self.find("question", "id", id, what, fix);
        } else if !is_identifier && of_shape {
            let what = format!("question '{id}' is no identifier and has a shape");
            self.find("question", "id", id, what, "shapes and check go with kind = \"identifier\".");
        }
    }

    /// Rules between days stand on dates and name dates that are asked before.
    fn days(&mut self, journey: &Journey, place: usize, question: &Question) {
        let id = question.id.as_str();
        let rules = question.past
            || question.not_before.is_some()
            || question.not_after.is_some()
            || question.earliest.is_some()
            || question.within_days.is_some()
            || question.aged.is_some()
            || question.working_day.is_some();
        if rules && !matches!(question.kind, Kind::Date | Kind::People) {
            let what = format!("question '{id}' is no date and has a rule for one");
            self.find(
                "question",
                "id",
                id,
                what,
                "past, not_before, not_after, earliest, within_days, aged, working_day go with a date.",
            );
        }
        if let Some(at) = &question.working_day
            && !journey.questions[..place].iter().any(|known| known.id == *at && known.kind == Kind::Place)
        {
            let what =
                format!("question '{id}' asks for a working day at '{at}', which is no place that is asked before");
            self.find("question", "id", id, what, "Name a question of kind \"place\" above it.");
        }
        for other in question.held_against() {
            let (what, fix) = match journey.questions.iter().position(|known| known.id == other) {
                None => {
                    (format!("question '{id}' is held against '{other}', which nobody asks"), "Name a date, or today.")
                }
                Some(at) if journey.questions[at].kind != Kind::Date => {
                    (format!("question '{id}' is held against '{other}', which is no date"), "Name a date, or today.")
                }
                Some(at) if at >= place => {
                    (format!("question '{id}' is held against '{other}', which is asked later"), "Ask that one first.")
                }
                Some(_) => continue,
            };
            self.find("question", "id", id, what, fix);
        }
    }

    fn conditions(&mut self, table: &str, key: &str, id: &str, whens: &[When], journey: &Journey) {
        for when in whens {
            let Some(question) = journey.question(&when.question) else {
                let what = format!("'{id}' depends on '{}', which nobody asks", when.question);
                self.find(table, key, id, what, "Name a [[question]] of this file.");
                continue;
            };
            for value in when.is.iter().chain(&when.is_not) {
                if !question.may_say(value) {
                    let what = format!("'{id}' waits for '{value}', which '{}' can't be answered with", when.question);
                    self.find(table, key, id, what, "Use the value of one of its options.");
                } else if question.kind == Kind::Place
                    && let Some((why, fix)) = places::no_place(value, self.areas)
                {
                    self.find(table, key, id, format!("'{id}' waits for '{value}': {why}"), &fix);
                }
            }
        }
    }

    fn services(&mut self, journey: &Journey, known: &HashMap<Id<id::ServiceType>, bool>) {
        for (n, step) in journey.services.iter().enumerate() {
            let id = step.service_type.name();
            if !known.contains_key(&step.service_type) {
                self.find(
                    "service",
                    "type",
                    id,
                    format!("there is no service type '{id}'"),
                    "Check the spelling, or add it first.",
                );
            }
            if journey.services[..n].iter().any(|earlier| earlier.service_type == step.service_type) {
                self.find("service", "type", id, format!("service '{id}' stands twice"), "Keep one of them.");
            }
            let place = step.place.as_ref().map(|place| (place, journey.question(place)));
            if let Some((place, question)) = place
                && question.is_none_or(|question| question.kind != Kind::Place)
            {
                self.find(
                    "service",
                    "type",
                    id,
                    format!("'{place}' is not a place question"),
                    "Name a question of kind \"place\".",
                );
            }
            if step.place.is_none() && known.get(&step.service_type) == Some(&true) {
                let what =
                    format!("a place decides who provides '{id}', and it names none: it would be sent to nobody");
                self.find("service", "type", id, what, "Name the question in place = \"...\".");
            }
            if let Some(after) = &step.after
                && !journey.services[..n].iter().any(|earlier| earlier.service_type == *after)
            {
                let what = format!("'{id}' waits for '{}', which does not come before it", after.name());
                self.find("service", "type", id, what, "Put the other [[service]] first.");
            }
            for field in &step.fields {
                if journey.question(field).is_none() {
                    let what = format!("'{id}' declares the field '{field}', which nobody asks");
                    self.find("service", "type", id, what, "Name a [[question]] of this file.");
                }
            }
            if (!step.when.is_empty() || step.decision.is_some()) && step.why_not.is_none() {
                self.find(
                    "service",
                    "type",
                    id,
                    format!("'{id}' may not apply and does not say why"),
                    "Write why_not.",
                );
            }
            let follower = journey.services.iter().find(|other| other.after.as_ref() == Some(&step.service_type));
            if let Some(follower) = follower.filter(|_| step.basis == Basis::Consent) {
                let what = format!(
                    "'{id}' asks for consent, and '{}' waits for it: who refuses would lose that too",
                    follower.service_type.name()
                );
                self.find("service", "type", id, what, "Name another basis, or let nothing wait for it.");
            }
            self.conditions("service", "type", id, &step.when, journey);
        }
    }

    /// What is asked is of use to somebody. Whether it is can be told once all else is sound.
    fn unused(&mut self, journey: &Journey) {
        let unused = if self.findings.is_empty() { journey.asked_for_nothing() } else { Vec::new() };
        for question in unused {
            let id = question.id.as_str();
            let at = self.place("question", "id", id);
            let what =
                format!("question '{id}' is asked for nothing: no service, exit or other question uses the answer");
            let fix = "Name it in the fields of the [[service]] that needs it, or take it out.";
            self.worth_a_look.push(self.source.finding(at..at, what, fix));
        }
        let ticked = if self.findings.is_empty() { journey.ticked_for_nothing() } else { Vec::new() };
        for (question, value) in ticked {
            let id = question.id.as_str();
            let own = self.place("question", "id", id);
            let at = own + self.source.text[own..].find(&format!("\"{value}\"")).unwrap_or(0);
            let what = format!(
                "option '{value}' of '{id}': nothing looks at it, as at others of the question: whoever ticks it is sent nothing for it"
            );
            let fix = "Let the when or the decision of a [[service]] look at it, or take it out.";
            self.worth_a_look.push(self.source.finding(at..at, what, fix));
        }
    }

    /// Every text stands in every language.
    fn texts(&mut self, journey: &Journey) {
        let own =
            [("title", &journey.title), ("summary", &journey.summary), ("before_you_start", &journey.before_you_start)];
        for (what, text) in own {
            self.text("", "id", journey.id.name(), what, text);
        }
        for page in &journey.pages {
            self.text("page", "id", &page.id, "title", &page.title);
        }
        for question in &journey.questions {
            self.text("question", "id", &question.id, "label", &question.label);
            for option in &question.options {
                self.text("question", "id", &question.id, "option", &option.label);
            }
        }
        for step in &journey.services {
            self.text("service", "type", step.service_type.name(), "why", &step.why);
        }
    }

    fn text(&mut self, table: &str, key: &str, id: &str, what: &str, text: &Text) {
        if text.en.trim().is_empty() || text.fr.trim().is_empty() {
            self.find(table, key, id, format!("the {what} of '{id}' is empty in one language"), "Write it in both.");
        }
    }
}

#[cfg(test)]
mod tests;
