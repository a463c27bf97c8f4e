//! How Portico speaks to the systems of other bodies. Knows no SQL and no pages.
//!
//! One folder per kind of system, one narrow trait ([`Connector`]), and a small trait of its own for each ability
//! that only some systems have ([`Polled`], [`Findable`]). What a system says is either understood or
//! [`Failure::Unknown`]: an answer we cannot read is never taken for success.

mod answer;
mod connector;
mod dispatch;
mod failure;
mod system;

pub mod guard;
pub mod webhook;

pub mod desk;
pub mod open311;
pub mod rest;

#[cfg(feature = "conformance")]
pub mod conformance;

pub use answer::{Answer, Delivery, Outcome};
pub use connector::{Connector, Findable, Polled, Reply, Told};
pub use dispatch::{Dispatch, Evidence, Field, Handover, Link, News, Notice, Past};
pub use failure::Failure;
pub use system::{Connectors, Host, Misconfigured, Speaker, System, Timeouts};
pub use values::Protocol;
