//! A decision model in DMN 1.5: bounded before it is read, checked before it is used, and evaluated with reasons. The
//! engine decides; a walker of our own goes through the cells of the tables, says which rules fired, which are open still
//! and for want of what, and must agree with the engine: where it does not, a person decides.

mod axis;
pub mod bounds;
mod desk;
pub mod fact;
mod feel;
pub(crate) mod grid;
pub mod model;
pub mod overlap;
pub mod source;
mod types;
pub(crate) mod walk;

pub use bounds::Unfit;
pub use desk::{Person, Reason, Reasons, Verdict};
pub use fact::{Fact, Facts};
pub use model::{Fault, Model, ModelError, Wrong};
pub use overlap::Overlap;
pub use source::{Decision, InputData, Rule, Source, Table};

#[cfg(test)]
mod tests;
