//! The inventory: what bodies say of their services, in the words of the open standards of the field (CPSV-AP 3.2,
//! CCCEV 2.1), with the identifiers and the languages that they come in. Files are read into it and written out of it.
//!
//! It is the supplier's own description and nothing else: which body answers for what is not known here, and nothing
//! in it routes a request.

mod archive;
mod brief;
pub mod canada;
mod cells;
mod checks;
pub mod edit;
mod fields;
mod format;
pub mod government;
pub mod hsds;
pub mod lgsl;
mod names;
mod nouns;
mod outcome;
mod parts;
mod problem;
mod quotes;
pub mod rdf;
pub mod schema_org;
mod sheet;
#[cfg(test)]
mod some;
mod standard;
mod table;
pub mod template;
pub mod told;
mod words;

pub(crate) use names::uuid as made_uuid;

pub use archive::{NotAnArchive, pack};
pub use checks::check;
pub use fields::{Field, Fields, Must, Noun, Points};
pub use format::{Format, Unread};
pub use nouns::{
    Channel, ContactPoint, Cost, Event, Evidence, EvidenceType, Inventory, Kind, LegalResource, Organisation, Other,
    Output, Participation, PublicService, Requirement, Rule, ServiceStandard, ServiceType,
};
pub use outcome::{Edition, Lost, Outcome, Record, Verdict};
pub use parts::Part;
pub(crate) use problem::RULES;
pub use problem::{Problem, Severity};
pub use standard::{Judged, Unmeasured};
pub use table::NotATable;
pub use words::{Iri, Keywords, Literal, Object, Statement, Tag, Texts};
