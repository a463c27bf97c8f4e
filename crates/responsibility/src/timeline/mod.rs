//! Moving responsibility in time: which rows end, which begin, so that each selected cell has its new holder from a
//! day on, and no other cell changes.

pub mod index;
pub mod rules;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};
use values::{AreaCode, Channel, Day, Id, id};

use crate::{Function, OperatingForm, Responsibility};

pub use index::Index;

/// What one line of a transfer selects: everything the predecessor holds, or the part that is named.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Selection {
    /// The body that holds it until then.
    pub from: Id<id::Organisation>,
    /// Of these service types; of all where empty.
    #[serde(default)]
    pub service_types: Vec<Id<id::ServiceType>>,
    /// These functions; all four where empty.
    #[serde(default)]
    pub functions: Vec<Function>,
    /// By this channel only.
    #[serde(default)]
    pub channel: Option<Channel>,
    /// In these areas, and in what lies within them; everywhere where empty.
    #[serde(default)]
    pub areas: Vec<AreaCode>,
    /// For this segment only.
    #[serde(default)]
    pub segment: Option<String>,
    /// Where an area ends that day and has several successors: the part that becomes this one.
    #[serde(default)]
    pub into: Option<AreaCode>,
}

/// Who holds it from then on.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Destination {
    /// The body.
    pub to: Id<id::Organisation>,
    /// In which form.
    pub form: OperatingForm,
    /// In which franchise, where the form is one.
    #[serde(default)]
    pub franchise: Option<Id<id::Franchise>>,
    /// Under which law, order or agreement.
    pub instrument: Id<id::Instrument>,
}

/// One line: what, and to whom.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "AsWritten")]
pub struct Line {
    /// What moves.
    #[serde(flatten)]
    pub what: Selection,
    /// To whom.
    #[serde(flatten)]
    pub whom: Destination,
}

/// A line as people write it: in one table, in which a mistyped key is refused. A flattened one would pass over it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AsWritten {
    from: Id<id::Organisation>,
    #[serde(default)]
    service_types: Vec<Id<id::ServiceType>>,
    #[serde(default)]
    functions: Vec<Function>,
    #[serde(default)]
    channel: Option<Channel>,
    #[serde(default)]
    areas: Vec<AreaCode>,
    #[serde(default)]
    segment: Option<String>,
    #[serde(default)]
    into: Option<AreaCode>,
    to: Id<id::Organisation>,
    form: OperatingForm,
    #[serde(default)]
    franchise: Option<Id<id::Franchise>>,
    instrument: Id<id::Instrument>,
}

impl From<AsWritten> for Line {
    fn from(written: AsWritten) -> Self {
        let AsWritten { from, service_types, functions, channel, areas, segment, into, .. } = written;
        let AsWritten { to, form, franchise, instrument, .. } = written;
        Self {
            what: Selection { from, service_types, functions, channel, areas, segment, into },
            whom: Destination { to, form, franchise, instrument },
        }
    }
}

/// What a move does to the rows: history is never edited, so a row that ends earlier is retired and added anew.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Rows that are known no more.
    pub retire: Vec<Id<id::Responsibility>>,
    /// Rows that are known from now on. Their ids are given when they are recorded.
    pub add: Vec<Responsibility>,
}

impl Change {
    /// Does it change nothing?
    pub fn is_empty(&self) -> bool {
        self.retire.is_empty() && self.add.is_empty()
    }

    /// Takes another group's change in.
    pub fn extend(&mut self, other: Self) {
        self.retire.extend(other.retire);
        self.add.extend(other.add);
    }
}

/// How areas lie in one another on a day, as far as a service type cares: `catalogue` knows.
pub trait Geography {
    /// The area and all it lies within on the day, the most specific first.
    fn chain(&self, service_type: &Id<id::ServiceType>, area: &AreaCode, day: Day) -> Vec<AreaCode>;
    /// What stands for the area on the day: itself while it lasts, its successors afterwards.
    fn standing(&self, area: &AreaCode, day: Day) -> Vec<AreaCode>;
    /// Areas that some places of this one lie in too, behind it, though the area itself does not: borders that cross.
    fn crossed(&self, service_type: &Id<id::ServiceType>, area: &AreaCode, day: Day) -> Vec<AreaCode>;
    /// The areas that this one took the place of.
    fn predecessors(&self, area: &AreaCode) -> Vec<AreaCode>;
}

/// Why the lines can't be carried out as they stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "is")]
pub enum Clash {
    /// Two predecessors of one area would go to different bodies, or one of them goes nowhere.
    Torn {
        /// Of what.
        service_type: Id<id::ServiceType>,
        /// Which function.
        function: Function,
        /// The new area.
        area: AreaCode,
        /// Who would hold it, by the old areas: nobody where a line is missing.
        between: Vec<Option<Id<id::Organisation>>>,
    },
    /// A part would be cut out along borders that cross those of another row, which it would then hide.
    Crossing {
        /// Of what.
        service_type: Id<id::ServiceType>,
        /// Which function.
        function: Function,
        /// The area of the part.
        area: AreaCode,
        /// The area of the row.
        crossed: AreaCode,
    },
    /// Two lines select the same cell and name different bodies.
    Twice {
        /// Of what.
        service_type: Id<id::ServiceType>,
        /// Which function.
        function: Function,
        /// The bodies.
        between: [Id<id::Organisation>; 2],
    },
    /// A line selects nothing that its predecessor holds.
    Nothing {
        /// Which line, counted from 0.
        line: usize,
    },
}
