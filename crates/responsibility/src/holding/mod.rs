//! One dated row of the model: a body holds a function of a service type.

pub mod rules;
pub(crate) mod store;

use serde::{Deserialize, Serialize};
use values::{AreaCode, Channel, Effective, Id, id};

/// The four functions of a service. Asking "who owns it" without saying which is how seams appear.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Function {
    /// Owns the rules.
    Policy,
    /// Decides in law: the competent authority.
    Decision,
    /// Does the work.
    Fulfilment,
    /// Meets the citizen.
    Contact,
}

impl Function {
    /// All four.
    pub const ALL: [Self; 4] = [Self::Policy, Self::Decision, Self::Fulfilment, Self::Contact];

    /// The function's name in data, addresses and the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Policy => "policy",
            Self::Decision => "decision",
            Self::Fulfilment => "fulfilment",
            Self::Contact => "contact",
        }
    }

    pub(crate) fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|function| function.as_str() == text)
    }
}

/// In which form a body holds a function.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OperatingForm {
    /// The agency itself.
    OwnAgency,
    /// A virtual business of several bodies for one segment or life event.
    Franchise,
    /// A body that does contact for others.
    Retail,
    /// An accredited outside body.
    Intermediary,
}

impl OperatingForm {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::OwnAgency, Self::Franchise, Self::Retail, Self::Intermediary];

    /// The form's name in data and the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::OwnAgency => "own-agency",
            Self::Franchise => "franchise",
            Self::Retail => "retail",
            Self::Intermediary => "intermediary",
        }
    }

    pub(crate) fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.as_str() == text)
    }
}

/// Where several bodies hold the same at once in law: the rule that says which of them is asked, and this one's turn by
/// it. The work goes to the first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Routing {
    /// The rule, in words: the same in all of their rows.
    pub rule: String,
    /// 1 for who is asked first.
    pub turn: u8,
}

impl Routing {
    /// Do two rows state the same rule?
    pub fn is_shared(one: Option<&Self>, other: Option<&Self>) -> bool {
        one.zip(other).is_some_and(|(one, other)| one.rule == other.rule)
    }
}

/// Is it the name of a segment that people can type again: one line, and nothing around it?
pub(crate) fn is_segment(text: &str) -> bool {
    web::plain_text(text) == text && !text.contains(char::is_control) && !text.is_empty() && text.trim() == text
}

/// Who holds a function of a service type, for which channel, area and segment, from day to day, under which
/// instrument, and since which version of our knowledge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Responsibility {
    /// Its own id.
    pub id: Id<id::Responsibility>,
    /// Of which service type.
    pub service_type: Id<id::ServiceType>,
    /// Which function.
    pub function: Function,
    /// For one channel only, or for all.
    pub channel: Option<Channel>,
    /// For one area only, or everywhere.
    pub area: Option<AreaCode>,
    /// For one customer segment only, or for everybody.
    pub segment: Option<String>,
    /// The body.
    pub holder: Id<id::Organisation>,
    /// In which form it holds it.
    pub form: OperatingForm,
    /// In which franchise, where the form is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub franchise: Option<Id<id::Franchise>>,
    /// Under which law, order or agreement.
    pub instrument: Id<id::Instrument>,
    /// From day to day.
    pub valid: Effective,
    /// Where several bodies hold it at once in law: which of them is asked.
    pub routing: Option<Routing>,
    /// Is this row made up to illustrate a kind of move?
    pub illustrative: bool,
    /// The first version of the model that knows this row.
    pub since_version: u64,
    /// The first version that knows it no more: it was corrected.
    pub until_version: Option<u64>,
}

impl Responsibility {
    /// Was it part of what we knew at this version?
    pub fn known_at(&self, version: u64) -> bool {
        self.since_version <= version && self.until_version.is_none_or(|until| version < until)
    }

    /// Do two rows speak of the same cell, so that on a shared day neither is more specific?
    pub fn same_cell(&self, other: &Self) -> bool {
        self.service_type == other.service_type
            && self.function == other.function
            && self.channel == other.channel
            && self.area == other.area
            && self.segment == other.segment
    }
}
