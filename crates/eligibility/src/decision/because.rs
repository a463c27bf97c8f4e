//! What an answer rests on: the rules whose word it is, table by table on the way, and the inputs that they look at.

use std::collections::BTreeSet;

use dsntk_model::HitPolicy;

use super::{Model, Reason, Reasons, model::Compiled, walk::Walker};

/// What an answer rests on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Because {
    /// The inputs.
    pub inputs: Vec<String>,
    /// The rules, each with the decision of its table; that of the answer itself first. Counted from 0.
    pub rules: Vec<(String, usize)>,
}

impl Model {
    /// What the answer to a decision rests on. Of what is no table nobody can tell more than all inputs that it needs.
    pub fn because(&self, decision: &str, reasons: &Reasons) -> Because {
        let mut search = Search { model: self, reasons, seen: BTreeSet::new(), found: Because::default() };
        search.go(decision);
        search.found
    }

    /// The inputs that a condition hangs on, by way of other decisions too. Rules and columns are counted from 0.
    pub fn hangs_on(&self, decision: &str, rule: usize, column: usize) -> Vec<String> {
        let Some(Compiled { walker: Some(walker), inputs, decisions, .. }) = self.decisions.get(decision) else {
            return Vec::new();
        };
        let mut all: Vec<String> = Vec::new();
        for name in walker.needs(rule, column) {
            if inputs.contains(name) {
                all.push(name.clone());
            }
            let others = decisions.iter().filter_map(|other| self.decisions.get(other));
            all.extend(others.filter(|other| other.variable == *name).flat_map(|other| &other.all_inputs).cloned());
        }
        all
    }
}

struct Search<'s> {
    model: &'s Model,
    reasons: &'s Reasons,
    seen: BTreeSet<String>,
    found: Because,
}

impl Search<'_> {
    fn go(&mut self, decision: &str) {
        let Some(compiled) = self.model.decisions.get(decision).filter(|_| self.seen.insert(decision.to_owned()))
        else {
            return;
        };
        let reason = self.reasons.0.iter().find(|reason| reason.decision == decision);
        let (Some(walker), Some(reason)) = (&compiled.walker, reason) else {
            compiled.inputs.iter().for_each(|input| self.input(input));
            compiled.decisions.iter().for_each(|other| self.go(other));
            return;
        };
        self.found.rules.extend(reason.cited.iter().map(|rule| (decision.to_owned(), *rule)));
        for (column, rule) in cells(walker, reason) {
            for name in walker.needs(rule, column) {
                if compiled.inputs.contains(name) {
                    self.input(name);
                }
                let is_it =
                    |other: &&String| self.model.decisions.get(*other).is_some_and(|known| known.variable == *name);
                compiled.decisions.iter().filter(is_it).for_each(|other| self.go(other));
            }
        }
    }

    fn input(&mut self, name: &String) {
        if !self.found.inputs.contains(name) {
            self.found.inputs.push(name.clone());
        }
    }
}

/// The conditions of the rules whose word it is; where they ask nothing, those that said no to others: under `FIRST`, to
/// those above. By column and rule.
fn cells(walker: &Walker, reason: &Reason) -> BTreeSet<(usize, usize)> {
    let own = |rule: &usize| walker.asks(*rule).map(|column| (column, *rule)).collect::<Vec<_>>();
    let cells: BTreeSet<(usize, usize)> = reason.cited.iter().flat_map(own).collect();
    if !cells.is_empty() {
        return cells;
    }
    let counts =
        |rule: usize| walker.hit_policy != HitPolicy::First || reason.cited.first().is_none_or(|own| rule < *own);
    let others = reason.why_not.iter().filter(|(rule, _)| counts(*rule));
    others.flat_map(|(rule, columns)| columns.iter().map(|column| (*column, *rule))).collect()
}

#[cfg(test)]
mod tests {
    use super::super::{Column, Decision, Fact, Facts, InputData, Person, Rule, Source, Table, Verdict};
    use super::*;

    /// A table: its name, its hit policy with the values of its output, what its columns look at, and its rules.
    type Written<'w> = (&'w str, (&'w str, &'w str), &'w [&'w str], &'w [&'w [&'w str]]);

    fn decision((name, (hit_policy, values), inputs, rules): &Written<'_>, needs: &[String]) -> Decision {
        let column = |input: &&str| Column { expression: Some((*input).to_owned()), ..Column::default() };
        let rule = |cells: &&[&str]| {
            let (then, when) = cells.split_last().unwrap();
            let when = when.iter().map(|cell| (*cell).to_owned()).collect();
            Rule { id: None, description: None, when, then: vec![(*then).to_owned()], notes: Vec::new() }
        };
        Decision {
            id: (*name).to_owned(),
            name: (*name).to_owned(),
            variable: (*name).to_owned(),
            requires: needs.to_vec(),
            table: Some(Table {
                hit_policy: (*hit_policy).to_owned(),
                aggregation: hit_policy.contains("COLLECT").then(|| "SUM".to_owned()),
                type_ref: None,
                inputs: inputs.iter().map(column).collect(),
                outputs: vec![Column {
                    values: Some((*values).to_owned()).filter(|values| !values.is_empty()),
                    ..Column::default()
                }],
                annotations: Vec::new(),
                rules: rules.iter().map(rule).collect(),
            }),
            ..Decision::default()
        }
    }

    /// A model over a region, an age and an income; each table may look at those before it, and at a literal.
    fn model(tables: &[Written<'_>]) -> Model {
        let input = |(name, of): (&str, &str)| InputData {
            id: name.to_owned(),
            name: name.to_owned(),
            label: None,
            type_ref: Some(of.to_owned()),
            description: None,
        };
        let inputs: Vec<InputData> = [("region", "string"), ("age", "number"), ("income", "number")].map(input).into();
        let literal = Decision {
            id: "left".to_owned(),
            name: "left".to_owned(),
            variable: "left".to_owned(),
            requires: vec!["income".to_owned()],
            logic: Some("income - 100".to_owned()),
            ..Decision::default()
        };
        let mut decisions = vec![literal];
        for table in tables {
            let mut needs: Vec<String> = inputs.iter().map(|input| input.id.clone()).collect();
            needs.extend(decisions.iter().map(|known| known.id.clone()));
            needs.retain(|id| table.2.iter().any(|column| column.contains(id)));
            decisions.push(decision(table, &needs));
        }
        let source =
            Source { name: "m".to_owned(), namespace: "urn:m".to_owned(), inputs, decisions, ..Source::default() };
        Model::compile(&source.to_xml()).unwrap()
    }

    /// What comes of a region, an age and an income in the last table, and what that rests on.
    fn asked(tables: &[Written<'_>], region: &str, age: i32, income: i32) -> (Verdict, Because) {
        let model = model(tables);
        let last = tables.last().unwrap().0;
        let facts = [("region", Fact::text(region)), ("age", Fact::number(age)), ("income", Fact::number(income))];
        let (verdict, reasons) = model.decide(last, &Facts::new(facts)).unwrap();
        let because = model.because(last, &reasons);
        (verdict, because)
    }

    fn rests_on(inputs: &[&str], rules: &[(&str, usize)]) -> Because {
        Because {
            inputs: inputs.iter().map(|input| (*input).to_owned()).collect(),
            rules: rules.iter().map(|(decision, rule)| ((*decision).to_owned(), *rule)).collect(),
        }
    }

    const RANKED: &[&[&str]] = &[&["\"north\"", "-", "\"yes\""], &["-", "> 50", "\"no\""], &["-", "-", "\"yes\""]];

    #[test]
    fn under_priority_the_rule_is_cited_that_says_what_stands_first() {
        let of = |hit_policy, values, age| {
            asked(&[("d", (hit_policy, values), &["region", "age"], RANKED)], "north", age, 0)
        };
        let said = |text: &str| Verdict::Decided(Fact::text(text));
        let (verdict, because) = of("PRIORITY", "\"no\",\"yes\"", 60);
        assert_eq!((verdict, because), (said("no"), rests_on(&["age"], &[("d", 1)])));
        let (verdict, because) = of("PRIORITY", "\"no\",\"yes\"", 20);
        assert_eq!((verdict, because), (said("yes"), rests_on(&["region"], &[("d", 0)])));
        let (verdict, because) = of("PRIORITY", "\"yes\",\"no\"", 60);
        assert_eq!((verdict, because), (said("yes"), rests_on(&["region"], &[("d", 0)])));
        let (verdict, because) = of("OUTPUT ORDER", "\"no\",\"yes\"", 60);
        let in_order = ["no", "yes", "yes"].map(Fact::text).to_vec();
        assert_eq!(verdict, Verdict::Decided(Fact::List(in_order)));
        assert_eq!(because, rests_on(&["region", "age"], &[("d", 1), ("d", 0), ("d", 2)]));
    }

    #[test]
    fn a_rule_that_leaves_it_to_a_person_is_cited_with_all_that_it_looks_at() {
        let rules: &[&[&str]] =
            &[&["< 18", "-", "\"yes\""], &["[18..65]", "> 10", "null"], &["[18..65]", "<= 10", "\"no\""]];
        let table: Written<'_> = ("d", ("UNIQUE", ""), &["age", "income"], rules);
        let (verdict, because) = asked(&[table], "north", 30, 20);
        assert_eq!((verdict, because), (Verdict::Person(Person::Nothing), rests_on(&["age", "income"], &[("d", 1)])));
    }

    #[test]
    fn where_the_rule_that_would_be_cited_says_otherwise_a_person_decides() {
        let model = model(&[("d", ("PRIORITY", "\"no\",\"yes\""), &["region", "age"], RANKED)]);
        let facts = Facts::new([("region", Fact::text("north")), ("age", Fact::number(60))]);
        let walker = model.decisions["d"].walker.as_ref().unwrap();
        let scope = facts.context().unwrap().into();
        let walk = walker.walk(&scope, &facts);
        let said = |text: &str| Fact::text(text).value().unwrap();
        assert!(walker.agrees(&walk, &scope, &said("no")) && !walker.agrees(&walk, &scope, &said("yes")));
        assert_ne!(model.decide("d", &facts).unwrap().0, Verdict::Person(Person::Disagree));
    }

    #[test]
    fn under_any_every_rule_that_fired_is_cited() {
        let rules: &[&[&str]] = &[&["\"north\"", "-", "\"yes\""], &["-", "> 50", "\"yes\""]];
        let (_, because) = asked(&[("d", ("ANY", ""), &["region", "age"], rules)], "north", 60, 0);
        assert_eq!(because, rests_on(&["region", "age"], &[("d", 0), ("d", 1)]));
    }

    #[test]
    fn what_an_answer_rests_on_is_found_through_the_tables_that_it_needs() {
        let band: Written<'_> =
            ("band", ("UNIQUE", ""), &["income"], &[&["< 20000", "\"low\""], &[">= 20000", "\"high\""]]);
        let own: &[&[&str]] = &[&["\"low\"", ">= 18", "\"yes\""], &["\"high\"", "-", "\"no\""]];
        let (_, because) = asked(&[band, ("d", ("UNIQUE", ""), &["band", "age"], own)], "north", 30, 25000);
        assert_eq!(because, rests_on(&["income"], &[("d", 1), ("band", 1)]));
        let points: Written<'_> =
            ("points", ("COLLECT", ""), &["age", "region"], &[&[">= 60", "-", "1"], &["-", "\"north\"", "1"]]);
        let own: &[&[&str]] = &[&[">= 1", "\"yes\""], &["< 1", "\"no\""]];
        let (_, because) = asked(&[points, ("d", ("UNIQUE", ""), &["points"], own)], "north", 30, 0);
        assert_eq!(because, rests_on(&["region"], &[("d", 0), ("points", 1)]));
        let (_, because) = asked(&[points, ("d", ("UNIQUE", ""), &["points + 1"], own)], "north", 30, 0);
        assert_eq!(because, rests_on(&["region"], &[("d", 0), ("points", 1)]));
        // Of what is no table nobody can tell more than what it reads.
        let (_, because) = asked(&[("d", ("UNIQUE", ""), &["left"], own)], "north", 30, 50);
        assert_eq!(because, rests_on(&["income"], &[("d", 1)]));
        let (_, because) = asked(&[("d", ("UNIQUE", ""), &["income - 100"], own)], "north", 30, 50);
        assert_eq!(because, rests_on(&["income"], &[("d", 1)]));
    }

    #[test]
    fn a_line_is_told_in_the_words_of_a_cell_and_only_where_values_tell() {
        let line = |cells: &[&str], input: &str| {
            let rules: Vec<Vec<&str>> = cells.iter().map(|cell| vec![*cell, "\"x\""]).collect();
            let rules: Vec<&[&str]> = rules.iter().map(Vec::as_slice).collect();
            model(&[("d", ("FIRST", ""), &["age"], &rules)]).line("d", &input.to_owned())
        };
        // 4, 5, between, 10, between, 12, 13
        let ages = line(&["< 5, [10..12]"], "age").unwrap();
        for (stretches, words) in [
            (&[0][..], "< 5"),
            (&[0, 1], "<= 5"),
            (&[2], "(5..10)"),
            (&[3, 4, 5], "[10..12]"),
            (&[3], "10"),
            (&[1, 2, 6], "[5..10), > 12"),
            (&[5, 6], ">= 12"),
        ] {
            assert_eq!(ages.words(stretches), words);
        }
        assert_eq!((ages.whole(0), ages.whole(2), ages.stretch(&Fact::number(11))), (Some(4), Some(7), Some(4)));
        assert_eq!(line(&["17, 18"], "age").unwrap().whole(2), None);
        assert!(line(&["> abs(-7)"], "age").is_none() && line(&["> 7"], "income").is_none());
    }
}
