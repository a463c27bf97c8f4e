//! Seams: where forecasting, capacity and accountability fell on different sides, what is about to end, and contact
//! that moved while what it needs did not. Found in the data, before people fall into them. Where nobody answers at all
//! is a gap: `question::gaps` finds those.

mod ground;
pub mod rules;
pub mod told;

use std::rc::Rc;

use catalogue::instrument::InstrumentKind;
use serde::{Deserialize, Serialize};
use values::{AreaCode, Channel, Day, Id, id};

use crate::{Function, OperatingForm};

pub use ground::CatalogueGround;

/// What a seam is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "is")]
pub enum Kind {
    /// One body answers for it and another does the work, and no agreement says how much, how well, and who forecasts.
    Split {
        /// The body that answers for it.
        accountable: Id<id::Organisation>,
        /// The body that does the work or meets people.
        worker: Id<id::Organisation>,
        /// The function that the worker has.
        function: Function,
        /// What no agreement between them says.
        missing: Vec<Missing>,
    },
    /// The posts for a function are with another body than the one that has it.
    CapacityElsewhere {
        /// The function.
        function: Function,
        /// The body that has the function, and no posts for it.
        worker: Id<id::Organisation>,
        /// The body that has the posts.
        posts_with: Id<id::Organisation>,
    },
    /// An agreement ends soon.
    AgreementEnds {
        /// Which one.
        agreement: Id<id::Agreement>,
        /// The first day on which it holds no more.
        on: Day,
    },
    /// An instrument ends soon, or has ended, and a responsibility under it would go on.
    InstrumentEnds {
        /// Which one.
        instrument: Id<id::Instrument>,
        /// The first day on which it has no effect any more.
        on: Day,
    },
    /// Contact is with a body that neither decides nor does the work, and something it needs stayed behind.
    ContactMoved {
        /// The body that meets people.
        contact: Id<id::Organisation>,
        /// What stayed behind.
        left: Vec<Left>,
    },
    /// A retail organisation or an intermediary holds a function without an agreement.
    NotAccredited {
        /// The body.
        holder: Id<id::Organisation>,
        /// In which form it holds the function.
        form: OperatingForm,
    },
    /// A function is held in the form of a franchise that is closed, or that the holder does not lead.
    FranchiseIllHeld {
        /// The holder.
        holder: Id<id::Organisation>,
        /// The franchise, where one is named.
        franchise: Option<Id<id::Franchise>>,
    },
    /// A body decides in law, has written its officers' powers down, and none of them may decide.
    NobodyMayDecide {
        /// The body.
        body: Id<id::Organisation>,
    },
}

/// What an agreement has to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Missing {
    /// There is no agreement at all.
    Agreement,
    /// How many a month.
    Volume,
    /// How well.
    Standard,
    /// Who forecasts it.
    Forecaster,
}

/// What contact needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Left {
    /// A service standard that binds it.
    Standard,
    /// Texts of its own: a published version of the service.
    Scripts,
    /// Posts or a budget.
    Means,
}

/// A seam at a place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Seam {
    /// Of which service type; of none where an agreement ends, which may be about several.
    pub service_type: Option<Id<id::ServiceType>>,
    /// In which area; everywhere, or wherever no narrower row stands, for none.
    pub area: Option<AreaCode>,
    /// By which channel, where it is one only.
    pub channel: Option<Channel>,
    /// For which segment, where it is one only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub segment: Option<String>,
    /// What it is.
    #[serde(flatten)]
    pub kind: Kind,
    /// The first day on which it was seen.
    pub day: Day,
}

/// A seam without its day.
pub type What<'a> = (Option<&'a Id<id::ServiceType>>, At<'a>, &'a Kind);

/// Where, by which channel and for which segment.
pub type At<'a> = (Option<&'a AreaCode>, Option<Channel>, Option<&'a str>);

/// What the detector has to know beside the model.
pub trait Ground {
    /// The areas around each place that may decide a service type, the most specific first; one empty list where it is
    /// the same everywhere.
    fn places(&self, service_type: &Id<id::ServiceType>, day: Day) -> Rc<Vec<Vec<AreaCode>>>;
    /// Is the body there on that day? What one that has ended is still recorded to hold is a gap, and no seam.
    fn is_there(&self, _body: &Id<id::Organisation>, _day: Day) -> bool {
        true
    }
    /// An instrument's kind, and the first day on which it has no effect any more.
    fn instrument(&self, id: &Id<id::Instrument>) -> Option<(InstrumentKind, Option<Day>)>;
    /// Has the body texts of its own for the service type that day, and do they speak of the channel?
    fn has_scripts(
        &self,
        service_type: &Id<id::ServiceType>,
        body: &Id<id::Organisation>,
        channel: Option<Channel>,
        day: Day,
    ) -> bool;
}

impl Kind {
    /// Its name in data.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Split { .. } => "split",
            Self::CapacityElsewhere { .. } => "capacity-elsewhere",
            Self::AgreementEnds { .. } => "agreement-ends",
            Self::InstrumentEnds { .. } => "instrument-ends",
            Self::ContactMoved { .. } => "contact-moved",
            Self::NotAccredited { .. } => "not-accredited",
            Self::FranchiseIllHeld { .. } => "franchise-ill-held",
            Self::NobodyMayDecide { .. } => "nobody-may-decide",
        }
    }
}

impl Seam {
    /// What and where it is, whenever it began.
    pub fn what(&self) -> What<'_> {
        (self.service_type.as_ref(), (self.area.as_ref(), self.channel, self.segment.as_deref()), &self.kind)
    }

    /// The bodies it is between.
    pub fn bodies(&self) -> Vec<&Id<id::Organisation>> {
        match &self.kind {
            Kind::Split { accountable, worker, .. } => vec![accountable, worker],
            Kind::CapacityElsewhere { worker, posts_with, .. } => vec![worker, posts_with],
            Kind::ContactMoved { contact, .. } => vec![contact],
            Kind::NotAccredited { holder, .. }
            | Kind::FranchiseIllHeld { holder, .. }
            | Kind::NobodyMayDecide { body: holder } => vec![holder],
            Kind::AgreementEnds { .. } | Kind::InstrumentEnds { .. } => Vec::new(),
        }
    }
}
