//! The connectors against the sandbox's agencies, against broken servers, and against the real schemas.
#![expect(clippy::unwrap_used, reason = "a test stops at the first thing that is not as it should be")]

mod callbacks;
mod conformance;
mod open311;
mod raw;
mod schemas;
mod support;
mod switches;
