//! Posts and budget lines of a body, dated. They move with responsibility, conserved to the post and the cent.

use serde::{Deserialize, Serialize};
use values::{Effective, Id, Money, Text, id};

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
