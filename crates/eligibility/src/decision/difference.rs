//! What a later edition of a model says otherwise, in a form that a program reads and in words.

use std::fmt;

use serde::Serialize;

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
    /// Other columns, or the same in other places, or something else than a table. Rules are held against each other all the
    /// same, by the columns that there are.
    OtherTable {
        /// Of which decision.
        decision: String,
        /// Before: the columns.
        before: String,
        /// Now.
        after: String,
    },
    /// A rule is new, gone, in another place where the order counts, or says otherwise.
    Rule(RuleChange),
    /// Something else is written otherwise.
    Other {
        /// Which part.
        part: Part,
        /// Of which decision; or which function or type.
        name: String,
        /// Of which column.
        #[serde(skip_serializing_if = "Option::is_none")]
        column: Option<String>,
        /// Before; nothing where it is new.
        before: Option<String>,
        /// Now; nothing where it is gone.
        after: Option<String>,
    },
}

/// A part of a model that is held against the earlier as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// A function that decisions call.
    Function,
    /// A type.
    Type,
    /// What a decision says that is no table.
    Logic,
    /// What a table says where several of its rules hold.
    HitPolicy,
    /// The type of what a decision says.
    ResultType,
    /// Decisions that are asked together.
    Service,
    /// What a decision needs.
    Needs,
    /// The question that a decision answers.
    Question,
    /// What a decision is for.
    Description,
    /// The type of a column.
    ColumnType,
    /// What people call a column.
    Label,
    /// The values that a column may have.
    Values,
    /// What an output says where no rule holds.
    Default,
}

impl Part {
    fn as_str(self) -> &'static str {
        match self {
            Self::Function => "the function",
            Self::Logic => "what it says",
            Self::HitPolicy => "the hit policy",
            Self::ResultType => "the type of what it says",
            Self::Service => "the decision service",
            Self::Needs => "what it needs",
            Self::Question => "its question",
            Self::Description => "what it is for",
            Self::Type | Self::ColumnType => "the type",
            Self::Label => "the label",
            Self::Values => "the values that it may have",
            Self::Default => "what it says where no rule holds",
        }
    }
}

/// A rule that is new, gone, moved, or says otherwise. Rules are counted from 1.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RuleChange {
    /// Of which decision.
    pub decision: String,
    /// Which it was; nothing where it is new.
    pub before: Option<usize>,
    /// Which it is; nothing where it is gone.
    pub after: Option<usize>,
    /// The cells that say otherwise; of a rule that is new or gone, all of them; none where it only moved.
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

impl Difference {
    /// Is it the same change, though a rule may stand in another place of its table?
    pub fn is_same_change(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Rule(one), Self::Rule(other)) => {
                let sort = |rule: &RuleChange| (rule.before.is_some(), rule.after.is_some());
                one.decision == other.decision && sort(one) == sort(other) && one.cells == other.cells
            }
            _ => self == other,
        }
    }
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
            // As long as a page: that they are others is enough here.
            Self::Other { part: part @ (Part::Function | Part::Type | Part::Service), name, before, after, .. } => {
                let how = match (before, after) {
                    (None, _) => "is new",
                    (_, None) => "is gone",
                    _ => "is written otherwise",
                };
                write!(f, "{} '{name}' {how}", part.as_str())
            }
            Self::Other { part, name, column, before, after } => {
                write!(f, "decision '{name}', ")?;
                if let Some(column) = column {
                    write!(f, "column {column}, ")?;
                }
                write!(f, "{}: {}, before {}", part.as_str(), named(after), named(before))
            }
        }
    }
}

impl fmt::Display for RuleChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "table '{}', ", self.decision)?;
        match (self.before, self.after) {
            (Some(before), Some(after)) if before == after => write!(f, "rule {after}:")?,
            (Some(before), Some(after)) if self.cells.is_empty() => {
                write!(f, "rule {after} was rule {before}: their order counts here")?;
            }
            (Some(before), Some(after)) => write!(f, "rule {after}, before rule {before}:")?,
            (None, Some(after)) => write!(f, "rule {after} is new:")?,
            (Some(before), None) => write!(f, "rule {before} is gone:")?,
            (None, None) => {}
        }
        for (n, CellChange { column, before, after }) in self.cells.iter().enumerate() {
            f.write_str(if n == 0 { " " } else { "; " })?;
            let named = |text: &Option<String>| text.clone().unwrap_or_else(|| "nothing".to_owned());
            // Of a rule that is new or gone it is told once, before its cells.
            match self.before.and(self.after) {
                Some(_) => write!(f, "{column} {}, before {}", named(after), named(before))?,
                None => write!(f, "{column} {}", named(if after.is_some() { after } else { before }))?,
            }
        }
        Ok(())
    }
}
