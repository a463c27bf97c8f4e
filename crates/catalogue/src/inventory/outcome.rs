//! What came of reading a file: everything that it says, and an account of every record in it.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use serde::Serialize;
use serde_json::{Value, json};
use values::Day;

use super::{Format, Inventory, Iri, Kind, Problem, Severity};

/// What came of reading a file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Outcome {
    /// What the file says, without what was left out: for each day from which it says that it holds, the earliest
    /// first. Most files name no day.
    #[serde(skip)]
    pub editions: Vec<Edition>,
    /// Every record of the file, in its order or by name.
    pub records: Vec<Record>,
    /// What is wrong with them.
    pub problems: Vec<Problem>,
    /// The records that have a name of their own in reports, such as a row, by what they are called in the inventory.
    #[serde(skip)]
    pub rows: BTreeMap<Iri, String>,
    /// What was left out.
    #[serde(skip)]
    pub lost: Lost,
}

/// What a file says something of and could not be read. It is not known to be no more.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lost {
    /// By their names.
    pub names: BTreeSet<Iri>,
    /// Are there others, of which nobody knows what they are called?
    pub nameless: bool,
}

impl Lost {
    /// May it be that the file says something of a thing of this name?
    pub fn has(&self, name: &Iri) -> bool {
        self.nameless || self.names.contains(name)
    }

    /// Takes in the name of a record that is left out.
    pub(super) fn add(&mut self, name: Option<Iri>) {
        self.nameless |= name.is_none();
        self.names.extend(name);
    }
}

/// What holds from a day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Edition {
    /// From which day, where the file says it.
    pub from: Option<Day>,
    /// What holds.
    pub inventory: Inventory,
}

/// A record of the file, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Record {
    /// Its name, or its row.
    pub record: String,
    /// What it is, where the model knows.
    pub kind: Option<Kind>,
    /// What became of it.
    pub verdict: Verdict,
}

/// What became of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// It was taken.
    Taken,
    /// It was taken, and somebody should look.
    TakenWithRemarks,
    /// The model has no place for it: kept as it came, and written out again.
    Kept,
    /// It was left out.
    LeftOut,
}

impl Verdict {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Taken => "taken",
            Self::TakenWithRemarks => "taken-with-remarks",
            Self::Kept => "kept",
            Self::LeftOut => "left-out",
        }
    }
}

impl Outcome {
    /// The inventory of the last day.
    pub fn last(&self) -> &Inventory {
        static NOTHING: std::sync::LazyLock<Inventory> = std::sync::LazyLock::new(Inventory::default);
        self.editions.last().map_or(&NOTHING, |edition| &edition.inventory)
    }

    /// How many records met this end.
    pub fn count(&self, verdict: Verdict) -> usize {
        self.records.iter().filter(|record| record.verdict == verdict).count()
    }

    /// How many records ended how, and what is wrong with them, for machines.
    pub fn to_json(&self, format: Format) -> Value {
        let mut ends: BTreeMap<&str, usize> = BTreeMap::new();
        for record in &self.records {
            *ends.entry(record.verdict.as_str()).or_default() += 1;
        }
        json!({ "format": format.as_str(), "records": ends, "problems": self.problems })
    }

    /// Was there nothing at all?
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
            && self.problems.is_empty()
            && self.editions.iter().all(|edition| edition.inventory.parts().next().is_none())
    }

    /// Were there records, and was every one of them left out?
    pub fn is_lost(&self) -> bool {
        !self.records.is_empty() && self.count(Verdict::LeftOut) == self.records.len()
    }

    /// Was anything left out?
    pub fn has_errors(&self) -> bool {
        self.problems.iter().any(|problem| problem.severity == Severity::Error)
    }

    /// Adds what was found over the whole of it: once, though several editions have it.
    pub fn look_again(&mut self, mut problems: Vec<Problem>) {
        for problem in &mut problems {
            if let Some(row) = self.rows.get(problem.record.as_str()) {
                problem.record.clone_from(row);
            }
        }
        let mut told = HashSet::new();
        problems.retain(|problem| told.insert(problem.clone()));
        let about: HashSet<&str> = problems.iter().map(|problem| problem.record.as_str()).collect();
        for record in &mut self.records {
            if record.verdict == Verdict::Taken && about.contains(record.record.as_str()) {
                record.verdict = Verdict::TakenWithRemarks;
            }
        }
        self.problems.extend(problems);
    }

    /// Accounts for a record with what was found wrong with it, and says what becomes of it. `name` is what it is called in
    /// the inventory, where it says so.
    pub(super) fn account(&mut self, record: &str, name: Option<&Iri>, kind: Kind, problems: Vec<Problem>) -> Verdict {
        let verdict = match problems.iter().map(|problem| problem.severity).max() {
            None => Verdict::Taken,
            Some(Severity::Remark) => Verdict::TakenWithRemarks,
            Some(Severity::Error) => Verdict::LeftOut,
        };
        self.records.push(Record { record: record.to_owned(), kind: Some(kind), verdict });
        match name {
            // A mark that is never closed may hold any number of rows.
            _ if problems.iter().any(|problem| problem.rule == "quotation-marks") => self.lost.nameless = true,
            name if verdict == Verdict::LeftOut => self.lost.add(name.cloned()),
            Some(name) if name.as_str() != record => {
                self.rows.insert(name.clone(), record.to_owned());
            }
            _ => {}
        }
        self.problems.extend(problems);
        verdict
    }
}
