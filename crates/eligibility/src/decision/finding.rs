//! What is worth telling of a table before anybody relies on it: rules that hold for the same case, cases that no rule is
//! for, rules that nothing ever reaches, tests that add nothing, and the columns of which none of this can be told.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    sync::Arc,
};

use dsntk_feel::{FeelScope, context::FeelContext, values::Value};
use dsntk_model::{BuiltinAggregator, HitPolicy};
use serde::Serialize;

use super::{
    Fact, Facts,
    grid::{Grid, turns},
    line::Line,
    walk::{Cell, Walker},
};

/// So many of a sort are told of one table: whoever has mended them will see what is left.
const MOST: usize = 100;
/// So many steps are gone through one table in search of cases that no rule is for.
const MOST_STEPS: usize = 20_000;
/// So many in search of a case that is left for one rule.
const MOST_FOR_A_RULE: usize = 1_000;
/// A table with more rules times stretches is not looked through.
const LARGEST: usize = 12_000_000;

/// Something worth telling of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// Of which decision.
    pub table: String,
    /// What it is.
    #[serde(flatten)]
    pub what: What,
}

/// What may be found. Rules and columns are counted from 1; of what a case doesn't name, any value will do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "what", rename_all = "kebab-case")]
pub enum What {
    /// Two rules hold for the same case, where only one may.
    Overlap {
        /// Which two.
        rules: (usize, usize),
        /// A case for which both hold.
        case: Facts,
    },
    /// Two rules hold for the same case, where all that hold have to say the same, and they don't.
    Contradiction {
        /// Which two.
        rules: (usize, usize),
        /// A case for which both hold.
        case: Facts,
    },
    /// Two rules hold for the same case, where only one may or both have to say the same, and nobody can tell whether there
    /// is such a case: what a decision says stands in it beside what that decision hangs on.
    MayOverlap {
        /// Which two.
        rules: (usize, usize),
        /// The case.
        case: Facts,
    },
    /// No rule is for such a case: a person decides it.
    Gap {
        /// The case.
        case: Facts,
    },
    /// No case is left for this rule: those above it take them all, or its conditions never hold together.
    Unreached {
        /// Which rule.
        rule: usize,
    },
    /// A cell asks for a number of which another test of it holds anyway.
    Covered {
        /// Which rule.
        rule: usize,
        /// Which column.
        column: usize,
        /// The number.
        number: Fact,
    },
    /// This column asks for more than values: rules are not held against each other where it asks.
    Unseen {
        /// Which column.
        column: usize,
    },
    /// What it says is neither yes nor no, whatever its rules are.
    NoVerdict {
        /// What it says.
        says: &'static str,
    },
    /// There are more sorts of case than are looked through for gaps.
    TooMany,
}

impl Finding {
    /// Is it one that has to be mended before anybody may rely on the table? All others are for a person to look at.
    pub fn is_fault(&self) -> bool {
        matches!(self.what, What::Overlap { .. } | What::Contradiction { .. })
    }

    /// The same, where the case of two rules may be none.
    pub(super) fn doubted(self, may_be_none: impl Fn(&Facts) -> bool) -> Self {
        let what = match self.what {
            What::Overlap { rules, case } | What::Contradiction { rules, case } if may_be_none(&case) => {
                What::MayOverlap { rules, case }
            }
            other => other,
        };
        Self { what, ..self }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "table '{}', ", self.table)?;
        match &self.what {
            What::Overlap { rules: (one, other), case } => write!(
                f,
                "rules {one} and {other}: both hold, such as where {}. Make one of them narrower.",
                said(case)
            ),
            What::Contradiction { rules: (one, other), case } => write!(
                f,
                "rules {one} and {other}: both hold and say different things, such as where {}. Make one of them narrower.",
                said(case)
            ),
            What::MayOverlap { rules: (one, other), case } => write!(
                f,
                "rules {one} and {other}: both hold where {}, which may never be, since one of these hangs on another. If it can be, a person decides it: make one of them narrower.",
                said(case)
            ),
            What::Gap { case } => write!(
                f,
                "no rule is for a case where {}: a person decides it. Add a rule if it should be decided here.",
                said(case)
            ),
            What::Unreached { rule } => {
                write!(f, "rule {rule}: no case is left for it. Take it out, or move it up.")
            }
            What::Covered { rule, column, number } => write!(
                f,
                "rule {rule}, column {column}: the test of {} adds nothing, since another test of the cell holds of it too. A comma parts two tests; a fraction is written with a point.",
                value(number)
            ),
            What::Unseen { column } => {
                write!(f, "column {column}: asks for more than values, so rules are not compared there.")
            }
            What::NoVerdict { says } => write!(
                f,
                "it says {says}, which is neither yes nor no: where a service hangs on it, a person always decides."
            ),
            What::TooMany => f.write_str("it is too large to hold its rules against each other. Divide it."),
        }
    }
}

fn said(case: &Facts) -> String {
    if case.0.is_empty() {
        return "anything is the case".to_owned();
    }
    let one = |(name, fact): (&String, &Fact)| format!("{name} is {}", value(fact));
    case.0.iter().map(one).collect::<Vec<_>>().join(" and ")
}

fn value(fact: &Fact) -> String {
    match fact {
        Fact::Boolean(value) => value.to_string(),
        Fact::Number(value) | Fact::Date(value) => value.clone(),
        Fact::Text(text) => format!("\"{text}\""),
        other => format!("{other:?}"),
    }
}

/// Looks at a table.
pub(super) fn find(table: &str, walker: &Walker) -> Vec<Finding> {
    let compared = Searched::of(walker).map_or_else(|| vec![What::TooMany], |searched| compared(&searched));
    covered(walker).chain(compared).map(|what| Finding { table: table.to_owned(), what }).collect()
}

/// The cells in which a test adds nothing.
fn covered(walker: &Walker) -> impl Iterator<Item = What> {
    let cells = walker.rules.iter().enumerate().flat_map(|(rule, cells)| {
        cells.iter().enumerate().map(move |(column, cell)| (rule + 1, column + 1, cell.as_ref()))
    });
    let said = |(rule, column, cell): (usize, usize, Option<&Arc<Cell>>)| {
        Some(What::Covered { rule, column, number: cell?.covered.clone()? })
    };
    cells.filter_map(said).take(MOST)
}

/// What comes of it when its rules are held against each other.
fn compared(searched: &Searched<'_>) -> Vec<What> {
    let walker = searched.walker;
    let mut found: Vec<What> = searched.unseen.iter().map(|column| What::Unseen { column: column + 1 }).collect();
    match walker.hit_policy {
        HitPolicy::Unique => found.extend(
            searched
                .pairs(MOST, |_, _, _| true)
                .into_iter()
                .map(|(one, other, case)| What::Overlap { rules: (one + 1, other + 1), case }),
        ),
        HitPolicy::Any => {
            let differ = |one, other, case: &Facts| walker.says(one, case) != walker.says(other, case);
            found.extend(
                searched
                    .pairs(MOST, differ)
                    .into_iter()
                    .map(|(one, other, case)| What::Contradiction { rules: (one + 1, other + 1), case }),
            );
        }
        _ => {}
    }
    found.extend(searched.unreached().into_iter().map(|rule| What::Unreached { rule: rule + 1 }));
    let is_single =
        matches!(walker.hit_policy, HitPolicy::Unique | HitPolicy::Any | HitPolicy::First | HitPolicy::Priority);
    if is_single && !walker.has_default && searched.unseen.is_empty() {
        let gaps = searched.gaps();
        found.extend(gaps.cases.into_iter().map(|case| What::Gap { case }));
        found.extend(gaps.is_too_long.then_some(What::TooMany));
    }
    found
}

/// Does it say what is neither yes nor no, whatever its rules are?
pub(super) fn no_verdict(table: &str, walker: &Walker) -> Option<Finding> {
    let says = match walker.hit_policy {
        _ if walker.names.len() > 1 => "several things at once",
        HitPolicy::RuleOrder | HitPolicy::OutputOrder | HitPolicy::Collect(BuiltinAggregator::List) => "a list",
        HitPolicy::Collect(BuiltinAggregator::Count | BuiltinAggregator::Sum) => "a number",
        _ => return None,
    };
    Some(Finding { table: table.to_owned(), what: What::NoVerdict { says } })
}

/// A table laid on its grid, to be searched.
struct Searched<'w> {
    walker: &'w Walker,
    lines: Vec<Line>,
    grid: Grid,
    /// The columns of which nobody can tell, counted from 0: they ask for more than values.
    unseen: BTreeSet<usize>,
    /// The stretches of each line on which a value may be at all.
    allowed: Vec<Vec<usize>>,
}

/// Cases that no rule is for.
struct Gaps {
    cases: Vec<Facts>,
    is_too_long: bool,
}

impl<'w> Searched<'w> {
    /// Nothing where it is too large.
    fn of(walker: &'w Walker) -> Option<Self> {
        let lines: Vec<Line> =
            turns([walker]).into_iter().filter_map(|(variable, turns)| Line::of(variable, turns?)).collect();
        let stretches: usize = lines.iter().map(|line| line.values.len()).sum();
        if walker.rules.len().saturating_mul(stretches + walker.rules.len()) > LARGEST {
            return None;
        }
        let is_seen = |variable: &Option<String>| {
            variable.as_ref().is_some_and(|variable| lines.iter().any(|line| line.variable == *variable))
        };
        let asks = |column: usize| walker.rules.iter().any(|cells| cells[column].is_some());
        let unseen = (0..walker.variables.len())
            .filter(|column| asks(*column) && !is_seen(&walker.variables[*column]))
            .collect();
        let allowed = lines.iter().map(|line| allowed(walker, line)).collect();
        Some(Self { walker, grid: Grid::of(walker, &lines), lines, unseen, allowed })
    }

    /// The rules of which all can be told.
    fn plain(&self) -> Vec<usize> {
        let is_plain = |rule: &usize| self.unseen.iter().all(|column| self.walker.rules[*rule][*column].is_none());
        (0..self.walker.rules.len()).filter(is_plain).collect()
    }

    /// Every two rules that hold for the same case, if it is of account, so many at most.
    fn pairs(&self, most: usize, counts: impl Fn(usize, usize, &Facts) -> bool) -> Vec<(usize, usize, Facts)> {
        let (rules, mut pairs) = (self.plain(), Vec::new());
        for (n, one) in rules.iter().enumerate() {
            for other in &rules[n + 1..] {
                let common = |line: usize| self.common(*one, *other, line);
                let Some(stretches) = (0..self.lines.len()).map(common).collect::<Option<Vec<_>>>() else { continue };
                let case = self.case(&stretches);
                if counts(*one, *other, &case) {
                    pairs.push((*one, *other, case));
                }
                if pairs.len() == most {
                    return pairs;
                }
            }
        }
        pairs
    }

    /// The first stretch of a line on which two rules hold and a value may be. `Some(None)`: neither asks for it.
    #[expect(clippy::option_option, reason = "any stretch is not none")]
    fn common(&self, one: usize, other: usize, line: usize) -> Option<Option<usize>> {
        if [one, other].iter().all(|rule| self.grid.rules[*rule][line].is_none()) {
            return Some(None);
        }
        let both = |stretch: &&usize| [one, other].iter().all(|rule| self.grid.holds(*rule, line, **stretch));
        self.allowed[line].iter().find(both).map(|stretch| Some(*stretch))
    }

    fn case(&self, stretches: &[Option<usize>]) -> Facts {
        let named = self.lines.iter().zip(stretches);
        Facts(
            named
                .filter_map(|(line, stretch)| {
                    let value = line.values.get((*stretch)?);
                    Some((line.variable.clone(), value.map_or(Fact::Nothing, Fact::of)))
                })
                .collect(),
        )
    }

    /// Does a rule hold on a stretch of a line? The one behind the last is nothing.
    fn holds(&self, rule: usize, line: usize, stretch: usize) -> bool {
        if stretch == self.lines[line].values.len() {
            self.grid.holds_of_nothing(rule, line)
        } else {
            self.grid.holds(rule, line, stretch)
        }
    }

    /// The rules for which no case is left. Where a rule asks for nothing, nothing is a case as well.
    fn unreached(&self) -> Vec<usize> {
        let plain = self.plain();
        let is_left = |rule: &usize| {
            let own: Vec<Vec<usize>> = (0..self.lines.len())
                .map(|line| {
                    let nothing = self.grid.asks_for_nothing(line).then_some(self.lines[line].values.len());
                    let holds = |stretch: &usize| self.holds(*rule, line, *stretch);
                    self.allowed[line].iter().copied().chain(nothing).filter(holds).collect()
                })
                .collect();
            if own.iter().any(Vec::is_empty) {
                return false;
            }
            if self.walker.hit_policy != HitPolicy::First {
                return true;
            }
            let above = plain.iter().copied().filter(|other| other < rule).collect();
            let mut search = Search::new(self, &own, (1, MOST_FOR_A_RULE));
            search.go(0, above, &mut Vec::new());
            search.is_too_long() || !search.found.is_empty()
        };
        plain.iter().copied().filter(|rule| !is_left(rule)).collect()
    }

    fn gaps(&self) -> Gaps {
        let mut search = Search::new(self, &self.allowed, (MOST, MOST_STEPS));
        search.go(0, self.plain(), &mut Vec::new());
        Gaps { is_too_long: search.is_too_long(), cases: search.found }
    }
}

/// On which stretches of a line a value may be, by what its columns and its type allow.
fn allowed(walker: &Walker, line: &Line) -> Vec<usize> {
    let columns = walker.variables.iter().zip(&walker.allowed);
    let own: Vec<_> = columns
        .filter(|(variable, _)| variable.as_ref() == Some(&line.variable))
        .filter_map(|(_, allowed)| allowed.as_ref())
        .collect();
    let is_allowed = |value: &Value| {
        let mut known = FeelContext::default();
        known.set_entry(&line.variable.as_str().into(), value.clone());
        let scope = FeelScope::from(known);
        own.iter().all(|allowed| allowed(&scope).is_true())
    };
    (0..line.values.len()).filter(|stretch| is_allowed(&line.values[*stretch])).collect()
}

/// The search for a case that none of some rules is for: line by line, with the rules that can still hold.
struct Search<'s, 'w> {
    on: &'s Searched<'w>,
    /// The stretches that may be taken, line by line.
    among: &'s [Vec<usize>],
    /// By rule: after this line it asks for nothing more.
    asks_until: Vec<usize>,
    most: usize,
    most_steps: usize,
    found: Vec<Facts>,
    steps: usize,
}

impl<'s, 'w> Search<'s, 'w> {
    fn new(on: &'s Searched<'w>, among: &'s [Vec<usize>], (most, most_steps): (usize, usize)) -> Self {
        let until = |cells: &Vec<Option<Vec<u64>>>| cells.iter().rposition(Option::is_some).map_or(0, |line| line + 1);
        let asks_until = on.grid.rules.iter().map(until).collect();
        Self { on, among, asks_until, most, most_steps, found: Vec::new(), steps: 0 }
    }

    fn is_too_long(&self) -> bool {
        self.steps > self.most_steps
    }

    fn go(&mut self, line: usize, alive: Vec<usize>, chosen: &mut Vec<Option<usize>>) {
        self.steps += 1;
        if self.is_too_long()
            || self.found.len() == self.most
            || alive.iter().any(|rule| self.asks_until[*rule] <= line)
        {
            return;
        }
        if alive.is_empty() {
            self.found.push(self.on.case(chosen));
            return;
        }
        let rules = &self.on.grid.rules;
        if alive.iter().all(|rule| rules[*rule][line].is_none()) {
            chosen.push(None);
            self.go(line + 1, alive, chosen);
            chosen.pop();
            return;
        }
        // Stretches on which the same rules are left lead to the same: one stands for all of them.
        let mut ways: BTreeMap<Vec<usize>, usize> = BTreeMap::new();
        for stretch in &self.among[line] {
            let left = alive.iter().copied().filter(|rule| self.on.holds(*rule, line, *stretch)).collect();
            ways.entry(left).or_insert(*stretch);
        }
        for (left, stretch) in ways {
            chosen.push(Some(stretch));
            self.go(line + 1, left, chosen);
            chosen.pop();
        }
    }
}
