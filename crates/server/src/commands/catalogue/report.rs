//! What a file says and changes, in words and as JSON.

use std::{collections::BTreeMap, fmt::Write as _, path::Path};

use anyhow::{Context as _, Result};
use catalogue::{
    import::{self, Change, FieldChange, Import, Sort, fields_changed},
    inventory::{Format, Kind, Outcome, Problem, Severity, Verdict},
};
use serde::Serialize;
use serde_json::json;
use values::Day;

/// So many problems are told on the screen; the report has all.
const MOST_PROBLEMS: usize = 50;
/// So many changes.
const MOST_CHANGES: usize = 200;

/// One change, field by field.
#[derive(Debug, Serialize)]
pub struct Told {
    sort: &'static str,
    kind: Option<Kind>,
    name: String,
    from: Day,
    /// Does nothing begin on that day any more, and what stood before goes on?
    goes_on: bool,
    fields: Vec<FieldChange>,
}

impl Told {
    /// A change with what the part said before.
    pub fn new(change: Change, before: Option<String>) -> Self {
        let sort = change.sort();
        let (kind, name) = change.key;
        let after = change.after.map(|said| said.document);
        let told = Self::of(sort, kind, name.to_string(), change.from, before.as_deref(), after.as_deref());
        Self { goes_on: change.resumes.is_some(), ..told }
    }

    /// A change as it was kept.
    pub fn kept(told: import::Told) -> Self {
        let sort = Sort::of(told.before.is_some(), told.after.is_some());
        let (before, after) = (told.before.as_deref(), told.after.as_deref());
        Self {
            goes_on: told.resumes.is_some(),
            ..Self::of(sort, told.kind, told.name.to_string(), told.from, before, after)
        }
    }

    fn of(sort: Sort, kind: Option<Kind>, name: String, from: Day, before: Option<&str>, after: Option<&str>) -> Self {
        // What is new or gone is so as a whole.
        let fields = if sort == Sort::Changed { fields_changed(before, after) } else { Vec::new() };
        Self { sort: sort.as_str(), kind, name, from, goes_on: false, fields }
    }
}

/// Writes the whole account of a file, as JSON.
pub fn write(to: Option<&Path>, format: Format, outcome: &Outcome) -> Result<()> {
    let Some(to) = to else { return Ok(()) };
    let whole = json!({
        "format": format.as_str(),
        "records": outcome.records,
        "problems": outcome.problems,
    });
    std::fs::write(to, serde_json::to_string_pretty(&whole)? + "\n")
        .with_context(|| format!("{} can't be written", to.display()))
}

/// Can the report be written, once there is one? Asked before anything is kept.
pub fn may_write(to: Option<&Path>) -> Result<()> {
    let Some(to) = to else { return Ok(()) };
    let opened = std::fs::OpenOptions::new().create(true).append(true).open(to);
    opened.map(drop).with_context(|| format!("{} can't be written, so nothing was done", to.display()))
}

/// What became of the records of a file, and what is wrong with them.
pub fn account(format: Format, outcome: &Outcome) -> String {
    let mut said = String::new();
    // What is left out, then what contradicts itself, then all others.
    let rank = |problem: &&Problem| match problem.severity {
        Severity::Error => 0,
        Severity::Remark if problem.rule == "contradiction" => 1,
        Severity::Remark => 2,
    };
    let mut shown: Vec<&Problem> = outcome.problems.iter().collect();
    shown.sort_by_key(rank);
    for problem in shown.into_iter().take(MOST_PROBLEMS) {
        let word = if problem.severity == Severity::Error { "left out" } else { "worth a look" };
        line(&mut said, &format!("{word}: {problem}"));
    }
    if outcome.problems.len() > MOST_PROBLEMS {
        let more = outcome.problems.len() - MOST_PROBLEMS;
        line(&mut said, &format!("and {more} more; --report FILE writes all of them"));
        let mut rules: BTreeMap<&str, usize> = BTreeMap::new();
        for problem in &outcome.problems {
            *rules.entry(problem.rule).or_default() += 1;
        }
        let rules: Vec<String> = rules.into_iter().map(|(rule, many)| format!("{many} {rule}")).collect();
        line(&mut said, &format!("by rule: {}", rules.join(", ")));
    }
    let ends = [
        (Verdict::Taken, "taken"),
        (Verdict::TakenWithRemarks, "taken, and worth a look"),
        (Verdict::Kept, "kept as they came"),
        (Verdict::LeftOut, "left out"),
    ];
    let ends = ends.map(|(verdict, word)| format!("{} {word}", outcome.count(verdict)));
    line(&mut said, &format!("{} records ({format}): {}.", outcome.records.len(), ends.join(", ")));
    said
}

/// How many parts would change.
pub fn counts(changes: &[Change]) -> String {
    let mut counts: BTreeMap<Sort, usize> = BTreeMap::new();
    for change in changes {
        *counts.entry(change.sort()).or_default() += 1;
    }
    if counts.is_empty() {
        return "It says what stands already.\n".to_owned();
    }
    let counts: Vec<String> = counts.into_iter().map(|(sort, count)| format!("{count} {}", sort.as_str())).collect();
    format!("It would make these changes: {}.\n", counts.join(", "))
}

/// Every change, field by field.
pub fn differences(told: &[Told]) -> String {
    let mut said = String::new();
    for change in told.iter().take(MOST_CHANGES) {
        let kind = change.kind.map_or("thing", Kind::as_str);
        let goes_on = if change.goes_on { ": nothing begins on that day any more" } else { "" };
        line(&mut said, &format!("{} {kind} {} from {}{goes_on}", change.sort, change.name, change.from));
        for field in &change.fields {
            let text =
                |value: &Option<serde_json::Value>| value.as_ref().map_or("nothing".to_owned(), ToString::to_string);
            line(&mut said, &format!("    {}: {} -> {}", field.field, text(&field.before), text(&field.after)));
        }
    }
    if told.len() > MOST_CHANGES {
        line(&mut said, &format!("and {} more; --json has all of them", told.len() - MOST_CHANGES));
    }
    if told.is_empty() {
        line(&mut said, "It says what stands already.");
    }
    said
}

/// What is worth a look about an import as a whole.
pub fn remarks(found: &[import::Found]) -> String {
    let mut said = String::new();
    for found in found {
        let problems: Vec<serde_json::Value> = serde_json::from_str(&found.problems).unwrap_or_default();
        for problem in problems {
            let part = |name: &str| problem[name].as_str().unwrap_or_default().to_owned();
            line(&mut said, &format!("worth a look: {}: {}. {}", found.record, part("what"), part("remedy")));
        }
    }
    said
}

/// An import that was brought in, and what comes next.
pub fn brought(import: &Import) -> String {
    format!(
        "{id} waits to be looked at: {changes} changes, hash {hash}.\n`portico catalogue show {id}` shows them; another \
         catalogue manager approves it with `portico catalogue approve {id}`.\n",
        id = import.id,
        changes = import.changes,
        hash = import.hash
    )
}

/// What somebody should be sure of before others are asked to look.
pub fn warning(sorts: [i64; 3]) -> String {
    if !import::much_goes(sorts) {
        return String::new();
    }
    format!(
        "Beware: {} of {} changes end something that stands. A file is all that its source says: is it the right file, and \
         the right --source?\n",
        sorts[2],
        sorts.iter().sum::<i64>()
    )
}

/// One import in a line.
pub fn one(import: &Import) -> String {
    let format = import.format.as_ref().map(|format| format!(" ({format})")).unwrap_or_default();
    format!(
        "{}  {}  {}{format}  {} changes from {}  brought by {}\n",
        import.id,
        import.state.as_str(),
        import.title,
        import.changes,
        import.from,
        import.brought_by.name()
    )
}

/// All imports, the newest first.
pub fn list(imports: &[Import]) -> String {
    if imports.is_empty() {
        return "Nothing was brought in yet: `portico catalogue import FILE --source NAME` does that.\n".to_owned();
    }
    imports.iter().map(one).collect()
}

fn line(said: &mut String, text: &str) {
    writeln!(said, "{text}").expect("a string takes letters");
}
