//! Two editions of a model held against each other, as whoever approves the later one has to see them: decisions, what
//! they are told, and rule by rule which cells say otherwise. Nothing that changes a result is passed over.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet, VecDeque},
};

use super::{
    difference::{CellChange, Difference, Part, RuleChange},
    source::{Column, Decision, Named, Rule, Source, Table},
};

/// What the later of two editions says otherwise.
pub fn compare(before: &Source, after: &Source) -> Vec<Difference> {
    let mut all = inputs(before, after);
    let earlier: BTreeMap<&str, &Decision> = by_name(before);
    let later: BTreeMap<&str, &Decision> = by_name(after);
    for (name, decision) in &later {
        match earlier.get(name) {
            None => all.push(Difference::NewDecision { decision: (*name).to_owned() }),
            Some(earlier) => all.extend(of_decision((before, earlier), (after, decision))),
        }
    }
    let gone = earlier.keys().filter(|name| !later.contains_key(*name));
    all.extend(gone.map(|name| Difference::GoneDecision { decision: (*name).to_owned() }));
    all.extend(named(Part::Function, &before.functions, &after.functions));
    all.extend(named(Part::Type, &before.types, &after.types));
    all.extend(named(Part::Service, &before.services, &after.services));
    all
}

/// What is held against its other edition by name and as a whole.
fn named(part: Part, before: &[Named], after: &[Named]) -> Vec<Difference> {
    let texts = |all: &[Named]| -> BTreeMap<String, String> {
        all.iter().map(|one| (one.name.clone(), one.text.clone())).collect()
    };
    let (before, after) = (texts(before), texts(after));
    let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    names.into_iter().filter_map(|name| other(part, name, None, (before.get(name), after.get(name)))).collect()
}

/// What is written otherwise, if it is.
fn other(
    part: Part,
    name: &str,
    column: Option<&str>,
    (before, after): (Option<&String>, Option<&String>),
) -> Option<Difference> {
    (before != after).then(|| Difference::Other {
        part,
        name: name.to_owned(),
        column: column.map(str::to_owned),
        before: before.cloned(),
        after: after.cloned(),
    })
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

fn of_decision((was, before): (&Source, &Decision), (is, after): (&Source, &Decision)) -> Vec<Difference> {
    let name = after.name.as_str();
    let needs = [needs(was, before), needs(is, after)];
    let parts = [
        (Part::Question, before.question.as_ref(), after.question.as_ref()),
        (Part::Description, before.description.as_ref(), after.description.as_ref()),
        (Part::Needs, Some(&needs[0]), Some(&needs[1])),
        (Part::Logic, before.logic.as_ref(), after.logic.as_ref()),
        (Part::ResultType, before.type_ref.as_ref(), after.type_ref.as_ref()),
        (Part::ResultType, of_logic(before), of_logic(after)),
    ];
    let parts = parts.into_iter().filter_map(|(part, before, after)| other(part, name, None, (before, after)));
    let mut all: Vec<Difference> = parts.collect();
    let (heads, later) = (heads(before.table.as_ref()), self::heads(after.table.as_ref()));
    if heads != later {
        all.push(Difference::OtherTable { decision: name.to_owned(), before: heads, after: later });
    }
    if let (Some(before), Some(table)) = (&before.table, &after.table)
        && let Some((before, table)) = side_by_side(before, table)
    {
        let (before, table) = (&*before, &*table);
        let policies = [before.policy(), table.policy()];
        all.extend(other(Part::HitPolicy, name, None, (Some(&policies[0]), Some(&policies[1]))));
        let columns = |table: &Table| table.inputs.iter().chain(&table.outputs).cloned().collect::<Vec<Column>>();
        let pairs = columns(before).into_iter().zip(columns(table)).zip(self::columns(table));
        all.extend(pairs.flat_map(|((before, after), head)| of_column(name, &head, &before, &after)));
        all.extend(of_rules(name, before, table));
    }
    all
}

/// The type of a table or an expression: a result of another is nothing.
fn of_logic(decision: &Decision) -> Option<&String> {
    let of_table = || decision.table.as_ref().and_then(|table| table.type_ref.as_ref());
    decision.logic_type.as_ref().or_else(of_table)
}

/// What a decision needs, by name.
fn needs(source: &Source, decision: &Decision) -> String {
    let names = source.inputs.iter().map(|input| (&input.id, &input.name));
    let names = names.chain(source.decisions.iter().map(|other| (&other.id, &other.name)));
    let names: BTreeMap<&String, &String> = names.collect();
    let needed: BTreeSet<&str> =
        decision.requires.iter().map(|id| names.get(id).map_or(id.as_str(), |name| name.as_str())).collect();
    needed.into_iter().collect::<Vec<_>>().join(", ")
}

fn of_column(decision: &str, head: &str, before: &Column, after: &Column) -> Vec<Difference> {
    let parts = [
        (Part::Label, &before.label, &after.label),
        (Part::ColumnType, &before.type_ref, &after.type_ref),
        (Part::Values, &before.values, &after.values),
        (Part::Default, &before.default, &after.default),
    ];
    let other = |(part, before, after): (_, &Option<String>, &Option<String>)| {
        other(part, decision, Some(head), (before.as_ref(), after.as_ref()))
    };
    parts.into_iter().filter_map(other).collect()
}

/// Two tables with the same columns: where one lacks a column of the other, it says nothing of it, and where it has it in
/// another place that is no difference. Nothing where a column can't be told by its head.
fn side_by_side<'a>(before: &'a Table, after: &'a Table) -> Option<(Cow<'a, Table>, Cow<'a, Table>)> {
    if columns(before) == columns(after) && before.inputs.len() == after.inputs.len() {
        return Some((Cow::Borrowed(before), Cow::Borrowed(after)));
    }
    let is_told = |columns: &[Column]| columns.iter().map(head).collect::<BTreeSet<_>>().len() == columns.len();
    let all = [&before.inputs, &before.outputs, &after.inputs, &after.outputs];
    all.into_iter().all(|columns| is_told(columns)).then(|| {
        let both = |after: &[Column], before: &[Column]| -> Vec<String> {
            let gone = before.iter().map(head).filter(|gone| !after.iter().any(|column| head(column) == *gone));
            after.iter().map(head).chain(gone).collect()
        };
        let inputs = both(&after.inputs, &before.inputs);
        let outputs = both(&after.outputs, &before.outputs);
        (Cow::Owned(with_columns(before, &inputs, &outputs)), Cow::Owned(with_columns(after, &inputs, &outputs)))
    })
}

/// The same table with these columns.
fn with_columns(table: &Table, inputs: &[String], outputs: &[String]) -> Table {
    let place = |columns: &[Column], name: &String| columns.iter().position(|column| head(column) == *name);
    let whens: Vec<Option<usize>> = inputs.iter().map(|name| place(&table.inputs, name)).collect();
    let thens: Vec<Option<usize>> = outputs.iter().map(|name| place(&table.outputs, name)).collect();
    let column = |columns: &[Column], at: Option<usize>, name: &String| {
        at.map_or_else(|| Column { expression: Some(name.clone()), ..Column::default() }, |at| columns[at].clone())
    };
    let cells = |cells: &[String], places: &[Option<usize>]| {
        places.iter().map(|at| at.and_then(|at| cells.get(at)).map_or("-", String::as_str).to_owned()).collect()
    };
    let rule = |rule: &Rule| Rule { when: cells(&rule.when, &whens), then: cells(&rule.then, &thens), ..rule.clone() };
    Table {
        inputs: inputs.iter().zip(&whens).map(|(name, at)| column(&table.inputs, *at, name)).collect(),
        outputs: outputs.iter().zip(&thens).map(|(name, at)| column(&table.outputs, *at, name)).collect(),
        rules: table.rules.iter().map(rule).collect(),
        ..table.clone()
    }
}

/// What a table looks like from above.
fn heads(table: Option<&Table>) -> String {
    table.map_or_else(|| "no table".to_owned(), |table| columns(table).join(", "))
}

fn columns(table: &Table) -> Vec<String> {
    table.inputs.iter().chain(&table.outputs).map(head).collect()
}

fn head(column: &Column) -> String {
    column.expression.clone().or(column.label.clone()).unwrap_or_default()
}

fn of_rules(decision: &str, before: &Table, after: &Table) -> Vec<Difference> {
    let was = pairs(&before.rules, &after.rules);
    let moved = if counts_order(after) { moved(&was) } else { BTreeSet::new() };
    let columns = columns(after);
    let notes: BTreeSet<&String> = before.annotations.iter().chain(&after.annotations).collect();
    let change = |earlier: Option<usize>, later: Option<usize>| {
        let (old, new) = (earlier.map(|rule| &before.rules[rule]), later.map(|rule| &after.rules[rule]));
        let (old_cells, new_cells) = (old.map(cells), new.map(cells));
        let cell = |n: usize| CellChange {
            column: columns[n].clone(),
            before: old_cells.as_ref().and_then(|cells| cells.get(n).cloned()),
            after: new_cells.as_ref().and_then(|cells| cells.get(n).cloned()),
        };
        let note = |name: &&String| CellChange {
            column: (*name).clone(),
            before: old.and_then(|rule| note(before, rule, name)),
            after: new.and_then(|rule| note(after, rule, name)),
        };
        let described = CellChange {
            column: "what it is for".to_owned(),
            before: old.and_then(|rule| rule.description.clone()),
            after: new.and_then(|rule| rule.description.clone()),
        };
        let all = (0..columns.len()).map(cell).chain(notes.iter().map(note)).chain([described]);
        let cells: Vec<CellChange> = all.filter(|cell| cell.before != cell.after).collect();
        let is_moved = later.is_some_and(|later| moved.contains(&later));
        let rule = RuleChange {
            decision: decision.to_owned(),
            before: earlier.map(|rule| rule + 1),
            after: later.map(|rule| rule + 1),
            cells,
        };
        (is_moved || !rule.cells.is_empty()).then_some(Difference::Rule(rule))
    };
    let both = was.iter().enumerate().filter_map(|(later, earlier)| change(*earlier, Some(later)));
    let left: BTreeSet<usize> = was.iter().flatten().copied().collect();
    let gone = (0..before.rules.len()).filter(|rule| !left.contains(rule));
    both.chain(gone.filter_map(|rule| change(Some(rule), None))).collect()
}

/// May another order of the same rules say otherwise?
fn counts_order(table: &Table) -> bool {
    matches!(table.hit_policy.as_str(), "FIRST" | "RULE ORDER" | "COLLECT") && table.aggregation.is_none()
}

/// The rules of the later edition that stand in another order among those which were there before: as few as can be.
fn moved(was: &[Option<usize>]) -> BTreeSet<usize> {
    // The longest row of rules that kept their order: for each length, where the best one ends, and what came before it.
    let (mut ends, mut before): (Vec<usize>, Vec<Option<usize>>) = (Vec::new(), vec![None; was.len()]);
    for (later, earlier) in was.iter().enumerate().filter_map(|(later, earlier)| Some((later, (*earlier)?))) {
        let length = ends.partition_point(|end| was[*end].is_some_and(|other| other < earlier));
        before[later] = length.checked_sub(1).map(|shorter| ends[shorter]);
        match ends.get_mut(length) {
            Some(end) => *end = later,
            None => ends.push(later),
        }
    }
    let mut kept = BTreeSet::new();
    let mut at = ends.last().copied();
    while let Some(later) = at {
        kept.insert(later);
        at = before[later];
    }
    (0..was.len()).filter(|later| was[*later].is_some() && !kept.contains(later)).collect()
}

/// What a rule notes under a name.
fn note(table: &Table, rule: &Rule, name: &str) -> Option<String> {
    let at = table.annotations.iter().position(|known| known == name)?;
    rule.notes.get(at).filter(|note| !note.is_empty()).cloned()
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
        let column = |name: &str| Column { expression: Some(name.to_owned()), ..Default::default() };
        let table = Table {
            hit_policy: policy.to_owned(),
            aggregation: None,
            type_ref: None,
            inputs: vec![column("Age")],
            outputs: vec![column("Fee")],
            annotations: Vec::new(),
            rules,
        };
        let name = "Fee".to_owned();
        let decision =
            Decision { id: "d".to_owned(), variable: name.clone(), name, table: Some(table), ..Decision::default() };
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

    fn told(before: &Source, after: &Source) -> Vec<String> {
        compare(before, after).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn other_columns_and_another_decision_are_told() {
        let (before, mut after) = (model("UNIQUE", Vec::new()), model("UNIQUE", Vec::new()));
        after.decisions[0].table.as_mut().unwrap().inputs[0].expression = Some("Years".to_owned());
        assert_eq!(told(&before, &after), ["table 'Fee' is another: Years, Fee; before Age, Fee"]);
        after.decisions[0].name = "Price".to_owned();
        let new = Difference::NewDecision { decision: "Price".to_owned() };
        assert_eq!(compare(&before, &after), [new, Difference::GoneDecision { decision: "Fee".to_owned() }]);
    }

    #[test]
    fn a_column_that_comes_goes_or_moves_hides_no_rule_that_says_otherwise() {
        let before = model("UNIQUE", vec![rule(None, "< 18", "0"), rule(None, ">= 18", "10")]);
        let mut after = model("UNIQUE", vec![rule(None, "< 18", "10"), rule(None, ">= 18", "0")]);
        let kids = |source: &mut Source, cell: &str| {
            let table = source.decisions[0].table.as_mut().unwrap();
            table.inputs.insert(0, Column { expression: Some("Kids".to_owned()), ..Column::default() });
            table.rules.iter_mut().for_each(|rule| rule.when.insert(0, cell.to_owned()));
        };
        kids(&mut after, "-");
        let more = "table 'Fee' is another: Kids, Age, Fee; before Age, Fee";
        let turned = ["table 'Fee', rule 1: Fee 10, before 0", "table 'Fee', rule 2: Fee 0, before 10"];
        assert_eq!(told(&before, &after), [&[more], &turned[..]].concat());
        let fewer = "table 'Fee' is another: Age, Fee; before Kids, Age, Fee";
        let back = ["table 'Fee', rule 1: Fee 0, before 10", "table 'Fee', rule 2: Fee 10, before 0"];
        assert_eq!(told(&after, &before), [&[fewer], &back[..]].concat());

        let mut same = before.clone();
        kids(&mut same, "-");
        assert_eq!(told(&before, &same), [more], "the same verdicts are no more than that");
        let mut asks = before.clone();
        kids(&mut asks, "> 2");
        let asked = ["table 'Fee', rule 1: Kids > 2, before -", "table 'Fee', rule 2: Kids > 2, before -"];
        assert_eq!(told(&before, &asks), [&[more], &asked[..]].concat());
        // In another place a column asks the same.
        let mut moved = same.clone();
        let table = moved.decisions[0].table.as_mut().unwrap();
        table.inputs.reverse();
        table.rules.iter_mut().for_each(|rule| rule.when.reverse());
        assert_eq!(told(&same, &moved), ["table 'Fee' is another: Age, Kids, Fee; before Kids, Age, Fee"]);
    }

    #[test]
    fn another_hit_policy_hides_no_rule_that_says_otherwise() {
        let before = model("UNIQUE", vec![rule(None, "< 18", "0"), rule(None, ">= 18", "10")]);
        let after = model("FIRST", vec![rule(None, "< 18", "0"), rule(None, ">= 18", "12")]);
        let expected =
            ["decision 'Fee', the hit policy: FIRST, before UNIQUE", "table 'Fee', rule 2: Fee 12, before 10"];
        assert_eq!(told(&before, &after), expected);
    }

    #[test]
    fn what_a_rule_notes_no_more_reads_otherwise_than_what_it_notes_too() {
        let without = model("UNIQUE", vec![rule(None, "< 18", "0")]);
        let mut with = without.clone();
        let table = with.decisions[0].table.as_mut().unwrap();
        table.annotations = vec!["law".to_owned()];
        table.rules[0].notes = vec!["The Act".to_owned()];
        assert_eq!(told(&without, &with), ["table 'Fee', rule 1: law The Act, before nothing"]);
        assert_eq!(told(&with, &without), ["table 'Fee', rule 1: law nothing, before The Act"]);
        let none = model("UNIQUE", Vec::new());
        assert_eq!(told(&with, &none), ["table 'Fee', rule 1 is gone: Age < 18; Fee 0; law The Act"]);
    }

    #[test]
    fn where_the_order_counts_a_rule_that_moves_is_told() {
        let before: Vec<Rule> =
            ["a", "b", "c", "d"].into_iter().map(|id| rule(Some(id), &format!("\"{id}\""), id)).collect();
        let after = [3, 0, 1, 2].map(|n| before[n].clone()).to_vec();
        let moved = RuleChange { decision: "Fee".to_owned(), before: Some(4), after: Some(1), cells: Vec::new() };
        let told = compare(&model("FIRST", before.clone()), &model("FIRST", after.clone()));
        assert_eq!(told, [Difference::Rule(moved)]);
        assert_eq!(compare(&model("ANY", before), &model("ANY", after)), []);
    }

    type Change = fn(&mut Source, &mut Table);

    #[test]
    fn nothing_that_changes_a_result_is_passed_over() {
        let before = Source {
            functions: vec![Named { name: "f".to_owned(), text: "x + 1".to_owned() }],
            ..model("ANY", vec![rule(None, "1", "2")])
        };
        let changes: [(&str, Change); 9] = [
            ("decision 'Fee', column Fee, what it says where no rule holds: 0, before nothing", |_, table| {
                table.outputs[0].default = Some("0".to_owned());
            }),
            ("decision 'Fee', column Age, the values that it may have: 1,2, before nothing", |_, table| {
                table.inputs[0].values = Some("1,2".to_owned());
            }),
            ("table 'Fee', rule 1: law The Act, before nothing", |_, table| {
                table.annotations = vec!["law".to_owned()];
                table.rules[0].notes = vec!["The Act".to_owned()];
            }),
            ("decision 'Fee', what it needs: Age, before ", |source, _| {
                source.decisions[0].requires = vec!["Age".to_owned()];
            }),
            ("decision 'Fee', the type of what it says: number, before nothing", |source, _| {
                source.decisions[0].type_ref = Some("number".to_owned());
            }),
            ("decision 'Fee', the type of what it says: string, before nothing", |_, table| {
                table.type_ref = Some("string".to_owned());
            }),
            ("the function 'f' is written otherwise", |source, _| source.functions[0].text = "x + 2".to_owned()),
            ("the function 'f' is gone", |source, _| source.functions.clear()),
            ("decision 'Fee', what it says: 1 + 1, before nothing", |source, _| {
                source.decisions[0].logic = Some("1 + 1".to_owned());
            }),
        ];
        for (told, change) in changes {
            let mut after = before.clone();
            let mut table = after.decisions[0].table.clone().unwrap();
            change(&mut after, &mut table);
            after.decisions[0].table = Some(table);
            let all: Vec<String> = compare(&before, &after).iter().map(ToString::to_string).collect();
            assert_eq!(all, [told]);
        }
    }
}
