//! Two editions of a model held against each other, as whoever approves the later one has to see them: decisions, what
//! they are told, and rule by rule which cells say otherwise.

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    fmt,
};

use serde::Serialize;

use super::source::{Decision, Rule, Source, Table};

/// Something that the later edition says otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "what", rename_all = "kebab-case")]
pub enum Difference {
    /// It has to be told this too.
    NewInput {
        /// What.
        input: String,
    },
    /// It has not to be told this any more.
    GoneInput {
        /// What.
        input: String,
    },
    /// It is told this as another type.
    OtherType {
        /// What.
        input: String,
        /// Before.
        before: Option<String>,
        /// Now.
        after: Option<String>,
    },
    /// It decides this too.
    NewDecision {
        /// What.
        decision: String,
    },
    /// It does not decide this any more.
    GoneDecision {
        /// What.
        decision: String,
    },
    /// Another hit policy, other columns, or something else than a table.
    OtherTable {
        /// Of which decision.
        decision: String,
        /// Before: the policy with the columns.
        before: String,
        /// Now.
        after: String,
    },
    /// A rule is new, gone, or says otherwise.
    Rule(RuleChange),
}

/// A rule that is new, gone, or says otherwise. Rules are counted from 1.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RuleChange {
    /// Of which decision.
    pub decision: String,
    /// Which it was; nothing where it is new.
    pub before: Option<usize>,
    /// Which it is; nothing where it is gone.
    pub after: Option<usize>,
    /// The cells that say otherwise; of a rule that is new or gone, all of them.
    pub cells: Vec<CellChange>,
}

/// One cell that says otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CellChange {
    /// The head of its column.
    pub column: String,
    /// Before.
    pub before: Option<String>,
    /// Now.
    pub after: Option<String>,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let named = |text: &Option<String>| text.clone().unwrap_or_else(|| "nothing".to_owned());
        match self {
            Self::NewInput { input } => write!(f, "it has to be told '{input}' too"),
            Self::GoneInput { input } => write!(f, "it has not to be told '{input}' any more"),
            Self::OtherType { input, before, after } => {
                write!(f, "'{input}' is told as {}, before as {}", named(after), named(before))
            }
            Self::NewDecision { decision } => write!(f, "it decides '{decision}' too"),
            Self::GoneDecision { decision } => write!(f, "it does not decide '{decision}' any more"),
            Self::OtherTable { decision, before, after } => {
                write!(f, "table '{decision}' is another: {after}; before {before}")
            }
            Self::Rule(rule) => rule.fmt(f),
        }
    }
}

impl fmt::Display for RuleChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "table '{}', ", self.decision)?;
        match (self.before, self.after) {
            (Some(before), Some(after)) if before == after => write!(f, "rule {after}:")?,
            (Some(before), Some(after)) => write!(f, "rule {after}, before rule {before}:")?,
            (None, Some(after)) => write!(f, "rule {after} is new:")?,
            (Some(before), None) => write!(f, "rule {before} is gone:")?,
            (None, None) => {}
        }
        for (n, CellChange { column, before, after }) in self.cells.iter().enumerate() {
            f.write_str(if n == 0 { " " } else { "; " })?;
            match (before, after) {
                (Some(before), Some(after)) => write!(f, "{column} {after}, before {before}")?,
                (one, other) => write!(f, "{column} {}", one.as_ref().or(other.as_ref()).map_or("", String::as_str))?,
            }
        }
        Ok(())
    }
}

/// What the later of two editions says otherwise.
pub fn compare(before: &Source, after: &Source) -> Vec<Difference> {
    let mut all = inputs(before, after);
    let earlier: BTreeMap<&str, &Decision> = by_name(before);
    let later: BTreeMap<&str, &Decision> = by_name(after);
    for (name, decision) in &later {
        match earlier.get(name) {
            None => all.push(Difference::NewDecision { decision: (*name).to_owned() }),
            Some(before) => all.extend(of_decision(before, decision)),
        }
    }
    let gone = earlier.keys().filter(|name| !later.contains_key(*name));
    all.extend(gone.map(|name| Difference::GoneDecision { decision: (*name).to_owned() }));
    all
}

fn by_name(source: &Source) -> BTreeMap<&str, &Decision> {
    source.decisions.iter().map(|decision| (decision.name.as_str(), decision)).collect()
}

fn inputs(before: &Source, after: &Source) -> Vec<Difference> {
    let types = |source: &Source| -> BTreeMap<String, Option<String>> {
        source.inputs.iter().map(|input| (input.name.clone(), input.type_ref.clone())).collect()
    };
    let (before, after) = (types(before), types(after));
    let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let difference = |name: &&String| {
        let input = (*name).clone();
        match (before.get(*name), after.get(*name)) {
            (None, _) => Some(Difference::NewInput { input }),
            (_, None) => Some(Difference::GoneInput { input }),
            (Some(before), Some(after)) => {
                (before != after).then(|| Difference::OtherType { input, before: before.clone(), after: after.clone() })
            }
        }
    };
    names.iter().filter_map(difference).collect()
}

fn of_decision(before: &Decision, after: &Decision) -> Vec<Difference> {
    let (heads, later) = (heads(before.table.as_ref()), self::heads(after.table.as_ref()));
    if heads != later {
        return vec![Difference::OtherTable { decision: after.name.clone(), before: heads, after: later }];
    }
    match (&before.table, &after.table) {
        (Some(before), Some(table)) => of_rules(&after.name, before, table),
        _ => Vec::new(),
    }
}

/// What a table looks like from above.
fn heads(table: Option<&Table>) -> String {
    let Some(table) = table else { return "no table".to_owned() };
    let aggregation = table.aggregation.as_ref().map(|aggregation| format!(" {aggregation}")).unwrap_or_default();
    format!("{}{aggregation}: {}", table.hit_policy, columns(table).join(", "))
}

fn columns(table: &Table) -> Vec<String> {
    let named = |column: &super::source::Column| column.expression.clone().or(column.label.clone()).unwrap_or_default();
    table.inputs.iter().chain(&table.outputs).map(named).collect()
}

fn of_rules(decision: &str, before: &Table, after: &Table) -> Vec<Difference> {
    let was = pairs(&before.rules, &after.rules);
    let columns = columns(after);
    let change = |earlier: Option<usize>, later: Option<usize>| {
        let (old, new) = (earlier.map(|rule| cells(&before.rules[rule])), later.map(|rule| cells(&after.rules[rule])));
        let cell = |n: usize| CellChange {
            column: columns[n].clone(),
            before: old.as_ref().and_then(|cells| cells.get(n).cloned()),
            after: new.as_ref().and_then(|cells| cells.get(n).cloned()),
        };
        let cells: Vec<CellChange> = (0..columns.len()).map(cell).filter(|cell| cell.before != cell.after).collect();
        let rule = RuleChange {
            decision: decision.to_owned(),
            before: earlier.map(|rule| rule + 1),
            after: later.map(|rule| rule + 1),
            cells,
        };
        (!rule.cells.is_empty()).then_some(Difference::Rule(rule))
    };
    let both = was.iter().enumerate().filter_map(|(later, earlier)| change(*earlier, Some(later)));
    let left: BTreeSet<usize> = was.iter().flatten().copied().collect();
    let gone = (0..before.rules.len()).filter(|rule| !left.contains(rule));
    both.chain(gone.filter_map(|rule| change(Some(rule), None))).collect()
}

fn cells(rule: &Rule) -> Vec<String> {
    rule.when.iter().chain(&rule.then).map(|cell| if cell.is_empty() { "-".to_owned() } else { cell.clone() }).collect()
}

/// What makes two rules the same.
type Key = fn(&Rule) -> Option<Vec<String>>;

/// Which rules are the same in both: by their id, then by all that they say, then by what they ask, then by what they say.
/// For each rule of the later edition the one that it was.
fn pairs(before: &[Rule], after: &[Rule]) -> Vec<Option<usize>> {
    let mut was: Vec<Option<usize>> = vec![None; after.len()];
    let mut is_taken = vec![false; before.len()];
    let by_id: Key = |rule| rule.id.clone().map(|id| vec![id]);
    let by_asking: Key = |rule| Some(rule.when.clone());
    let by_saying: Key = |rule| Some(rule.then.clone());
    for key in [by_id, |rule| Some(cells(rule)), by_asking, by_saying] {
        let mut free: BTreeMap<Vec<String>, VecDeque<usize>> = BTreeMap::new();
        for (earlier, rule) in before.iter().enumerate().filter(|(earlier, _)| !is_taken[*earlier]) {
            if let Some(key) = key(rule) {
                free.entry(key).or_default().push_back(earlier);
            }
        }
        for (later, rule) in after.iter().enumerate() {
            if was[later].is_none() {
                was[later] = key(rule).and_then(|key| free.get_mut(&key)?.pop_front());
            }
            if let Some(earlier) = was[later] {
                is_taken[earlier] = true;
            }
        }
    }
    was
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(id: Option<&str>, when: &str, then: &str) -> Rule {
        Rule {
            id: id.map(str::to_owned),
            description: None,
            when: vec![when.to_owned()],
            then: vec![then.to_owned()],
            notes: Vec::new(),
        }
    }

    fn model(policy: &str, rules: Vec<Rule>) -> Source {
        let column =
            |name: &str| super::super::source::Column { expression: Some(name.to_owned()), ..Default::default() };
        let table = Table {
            hit_policy: policy.to_owned(),
            aggregation: None,
            inputs: vec![column("Age")],
            outputs: vec![column("Fee")],
            annotations: Vec::new(),
            rules,
        };
        let decision = Decision {
            id: "d".to_owned(),
            name: "Fee".to_owned(),
            variable: "Fee".to_owned(),
            question: None,
            description: None,
            requires: Vec::new(),
            table: Some(table),
        };
        Source { decisions: vec![decision], ..Source::default() }
    }

    #[test]
    fn a_rule_that_moves_is_the_same_and_one_that_says_otherwise_is_told_cell_by_cell() {
        let before = vec![rule(Some("a"), "< 18", "0"), rule(None, "[18..65)", "10"), rule(None, ">= 65", "5")];
        let moved = vec![before[2].clone(), before[0].clone(), before[1].clone()];
        assert_eq!(compare(&model("UNIQUE", before.clone()), &model("UNIQUE", moved)), []);
        // The id says that it is the same rule, however much it says otherwise; what asks the same is the same too.
        let after = vec![rule(Some("a"), "< 16", "1"), rule(None, ">= 65", "6"), rule(None, "17", "2")];
        let told: Vec<_> = compare(&model("UNIQUE", before), &model("UNIQUE", after))
            .into_iter()
            .map(|difference| match difference {
                Difference::Rule(RuleChange { before, after, cells, .. }) => {
                    (before, after, cells.into_iter().map(|cell| (cell.before, cell.after)).collect::<Vec<_>>())
                }
                other => panic!("{other:?}"),
            })
            .collect();
        let cell = |before: &str, after: &str| {
            let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
            (some(before), some(after))
        };
        let expected = [
            (Some(1), Some(1), vec![cell("< 18", "< 16"), cell("0", "1")]),
            (Some(3), Some(2), vec![cell("5", "6")]),
            (None, Some(3), vec![cell("", "17"), cell("", "2")]),
            (Some(2), None, vec![cell("[18..65)", ""), cell("10", "")]),
        ];
        assert_eq!(told, expected);
    }

    #[test]
    fn another_policy_another_input_and_another_decision_are_told() {
        let (before, mut after) = (model("UNIQUE", Vec::new()), model("FIRST", Vec::new()));
        let told = compare(&before, &after);
        let expected = Difference::OtherTable {
            decision: "Fee".to_owned(),
            before: "UNIQUE: Age, Fee".to_owned(),
            after: "FIRST: Age, Fee".to_owned(),
        };
        assert_eq!(told, [expected]);
        after.decisions[0].name = "Price".to_owned();
        let told = compare(&before, &after);
        let new = Difference::NewDecision { decision: "Price".to_owned() };
        assert_eq!(told, [new, Difference::GoneDecision { decision: "Fee".to_owned() }]);
    }
}
