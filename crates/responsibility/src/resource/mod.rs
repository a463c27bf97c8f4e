//! Posts and budget lines of a body, dated. They move with responsibility, conserved to the post and the cent.

pub(crate) mod data;
pub mod rules;
pub(crate) mod store;

use std::fmt;

use serde::{Deserialize, Serialize};
use values::{Effective, Id, Money, Text, id, money::Currency};

use crate::Function;

/// How much of it there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", tag = "of", content = "amount")]
pub enum Amount {
    /// Posts, in hundredths of a full-time post.
    Posts(i64),
    /// Money for a year.
    Money(Money),
}

impl Amount {
    /// What it counts: posts, or one currency. Two amounts add up only if this is the same.
    pub fn unit(&self) -> Unit {
        match self {
            Self::Posts(_) => Unit::Posts,
            Self::Money(money) => Unit::Money(money.currency),
        }
    }

    /// How many hundredths of a post, pence or cents.
    pub fn count(&self) -> i64 {
        match self {
            Self::Posts(hundredths) => *hundredths,
            Self::Money(money) => money.minor,
        }
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Posts(hundredths) => {
                let sign = if *hundredths < 0 { "-" } else { "" };
                let (whole, part) = (hundredths.unsigned_abs() / 100, hundredths.unsigned_abs() % 100);
                write!(f, "{sign}{whole}.{part:02} posts")
            }
            Self::Money(money) => write!(f, "{money} a year"),
        }
    }
}

/// What an amount counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unit {
    /// Hundredths of a full-time post.
    Posts,
    /// Minor units of a currency, for a year.
    Money(Currency),
}

impl Unit {
    /// So many of it.
    pub fn of(self, count: i64) -> Amount {
        match self {
            Self::Posts => Amount::Posts(count),
            Self::Money(currency) => Amount::Money(Money { minor: count, currency }),
        }
    }
}

/// One dated line: so many posts, or so much money a year, of one body, for something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resource {
    /// The row's own id.
    pub id: Id<id::Resource>,
    /// The line it is part of: it stays the same when a part of the line moves to another body.
    pub line: String,
    /// Whose it is.
    pub body: Id<id::Organisation>,
    /// In which franchise, where it is one's budget.
    pub franchise: Option<Id<id::Franchise>>,
    /// What it is for, in words.
    pub title: Text,
    /// For which service type, where for one.
    pub service_type: Option<Id<id::ServiceType>>,
    /// For which function, where for one.
    pub function: Option<Function>,
    /// How much.
    pub amount: Amount,
    /// From day to day.
    pub valid: Effective,
    /// Is it made up to illustrate?
    pub illustrative: bool,
    /// The first version of the model that knows this row.
    pub since_version: u64,
    /// The first version that knows it no more.
    pub until_version: Option<u64>,
}

impl Resource {
    /// Does another row say the same, whenever it was known?
    pub(crate) fn says_the_same(&self, other: &Self) -> bool {
        let as_known = |row: &Self| Self { id: self.id.clone(), since_version: 0, until_version: None, ..row.clone() };
        as_known(self) == as_known(other)
    }

    /// Was it part of what we knew at this version?
    pub fn known_at(&self, version: u64) -> bool {
        self.since_version <= version && self.until_version.is_none_or(|until| version < until)
    }
}

/// What a transfer moves of a line: all that the predecessor has, or a part.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Share {
    /// Which line.
    pub line: String,
    /// From whom.
    pub from: Id<id::Organisation>,
    /// To whom.
    pub to: Id<id::Organisation>,
    /// How much; all of it where none is said.
    #[serde(default)]
    pub amount: Option<Amount>,
}
