//! Made-up persons, the same ones each time: to try a journey with, and to count how many questions it asks.

use std::{
    collections::{BTreeMap, BTreeSet},
    hash::{DefaultHasher, Hash as _, Hasher as _},
};

use serde::Serialize;
use values::Day;

use crate::{
    decision::{Fact, Facts, Wrong},
    import::Imported,
    question::{Interview, Step},
    requirement::{Concept, Type, Way},
};

/// What a choice is answered with that is none of those that some rule names.
const OTHER: &str = "none of these";

/// What the person of this number would answer to every question of a journey, whether it is asked or not. Each sort of
/// answer that some rule could care about comes up.
pub fn person(imported: &Imported, number: u64, today: Day) -> Facts {
    let answer = |concept: &Concept| {
        let mut dice = Dice { person: number, concept: &concept.id, throws: 0 };
        (concept.id.clone(), dice.answer(imported, concept, today))
    };
    Facts(imported.concepts.iter().map(answer).collect())
}

struct Dice<'c> {
    person: u64,
    concept: &'c str,
    throws: u64,
}

impl Dice<'_> {
    fn throw(&mut self, sides: usize) -> usize {
        self.throws += 1;
        let mut hasher = DefaultHasher::new();
        (self.person, self.concept, self.throws).hash(&mut hasher);
        usize::try_from(hasher.finish() % (sides.max(1) as u64)).unwrap_or_default()
    }

    fn answer(&mut self, imported: &Imported, concept: &Concept, today: Day) -> Fact {
        match concept.kind {
            Type::YesNo => Fact::Boolean(self.throw(2) == 0),
            Type::Number => Fact::number(self.throw(80) * 25),
            Type::Text => Fact::text(OTHER),
            Type::Choice => {
                let options = &concept.options;
                Fact::text(options.get(self.throw(options.len() + 1)).map_or(OTHER, |option| &option.value))
            }
            Type::Date => {
                // Somebody's age as often as something that happened of late.
                let years = if self.throw(2) == 0 { self.throw(90) } else { self.throw(4) };
                let days = i64::try_from(years * 365 + self.throw(365)).unwrap_or_default();
                let day = today.checked_sub(jiff::Span::new().days(days)).unwrap_or(today);
                Fact::date(&day.to_string())
            }
            Type::Place => {
                let parts = imported.told.iter().filter(|told| told.concept == concept.id);
                let named = |part: &str| -> Vec<String> { named(imported, part) };
                let part = |dice: &mut Self, way: &Way, input: &str| {
                    let Way::Part(part) = way else { return None };
                    let among = named(input);
                    let said = among.get(dice.throw(among.len() + 1)).map_or(OTHER, String::as_str).to_owned();
                    Some((part.clone(), Fact::Text(said)))
                };
                let parts: BTreeMap<String, Fact> =
                    parts.filter_map(|told| part(self, &told.way, &told.input)).collect();
                Fact::Record(parts)
            }
        }
    }
}

/// The texts that some table names for an input.
fn named(imported: &Imported, input: &str) -> Vec<String> {
    let tables = imported.model.decisions.iter().filter_map(|decision| decision.table.as_ref());
    let mut all: Vec<String> = tables
        .flat_map(|table| {
            let column = table.inputs.iter().position(|column| column.expression.as_deref() == Some(input));
            table.rules.iter().filter_map(move |rule| rule.when.get(column?)).cloned()
        })
        .flat_map(|cell| cell.split('"').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>())
        .collect();
    all.sort();
    all.dedup();
    all
}

/// What somebody was asked until everything was settled.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asked {
    /// The answers, by concept.
    pub answers: Facts,
    /// On how many pages, one after the other.
    pub pages: usize,
}

/// Asks somebody who answers so until everything is settled.
pub fn ask(interview: &Interview, person: &Facts, today: Day) -> Result<Asked, Wrong> {
    let mut asked = Asked::default();
    while let Step::Ask { concepts, .. } = interview.next(&asked.answers, today)? {
        asked.pages += 1;
        for concept in concepts {
            let answer = person.0.get(&concept).cloned().unwrap_or(Fact::Nothing);
            asked.answers.0.insert(concept, answer);
        }
    }
    Ok(asked)
}

/// How many questions a journey asks, beside what its bodies would ask one by one.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Count {
    /// So many benefits.
    pub benefits: u32,
    /// So many questions would be asked by all of them, one by one.
    pub one_by_one: u32,
    /// So many of these are different.
    pub different: u32,
    /// So many were asked on average.
    pub asked: f64,
    /// So few at least.
    pub fewest: u32,
    /// So many at most.
    pub most: u32,
}

/// Asks so many made-up persons.
pub fn count(imported: &Imported, interview: &Interview, persons: u32, today: Day) -> Result<Count, Wrong> {
    let few = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let all: BTreeSet<&String> = imported.benefits.iter().flat_map(|benefit| &benefit.concepts).collect();
    let asked: Vec<u32> = (0..u64::from(persons))
        .map(|number| Ok(few(ask(interview, &person(imported, number, today), today)?.answers.0.len())))
        .collect::<Result<_, Wrong>>()?;
    let sum: f64 = asked.iter().copied().map(f64::from).sum();
    Ok(Count {
        benefits: few(imported.benefits.len()),
        one_by_one: few(imported.benefits.iter().map(|benefit| benefit.concepts.len()).sum()),
        different: few(all.len()),
        asked: sum / f64::from(persons.max(1)),
        fewest: asked.iter().copied().min().unwrap_or_default(),
        most: asked.iter().copied().max().unwrap_or_default(),
    })
}
