//! A decision model in DMN 1.5: bounded before it is read, checked before it is used, and evaluated with reasons. The
//! engine decides; a walker of our own goes through the cells of the tables, says which rules fired, which are open still
//! and for want of what, and must agree with the engine: where it does not, a person decides.

mod axis;
mod because;
pub mod bounds;
mod cell;
pub mod compare;
pub mod compares;
mod cut;
mod desk;
pub mod difference;
pub mod fact;
mod feel;
pub mod finding;
pub(crate) mod grid;
mod language;
pub mod line;
pub mod model;
mod names;
mod nothing;
mod read;
mod shape;
mod sorts;
pub mod source;
mod type_refs;
mod types;
pub(crate) mod walk;
mod write;

pub use because::Because;
pub use bounds::Unfit;
pub use compare::compare;
pub use desk::{Person, Reason, Reasons, Verdict};
pub use difference::{CellChange, Difference, Part, RuleChange};
pub use fact::{Fact, Facts};
pub use finding::{Finding, What};
pub use line::Line;
pub use model::{Bare, Fault, Model, ModelError, Wrong};
pub use source::{Column, Decision, InputData, Named, Rule, Source, Table};
pub use type_refs::NoType;

#[cfg(test)]
mod tests;
