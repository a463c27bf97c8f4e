//! The words every other crate speaks: ids, time, money, languages, areas, actors. No input or output here.

pub mod actor;
pub mod area;
pub mod channel;
pub mod effective;
pub mod id;
pub mod language;
pub mod money;
mod plain;
pub mod protocol;
pub mod source;
pub mod time;

pub use actor::{Actor, Role, Who};
pub use area::{AreaCode, AreaKind};
pub use channel::Channel;
pub use effective::Effective;
pub use id::{Id, Kind};
pub use language::{Language, Text};
pub use money::Money;
pub use plain::plain_text;
pub use protocol::Protocol;
pub use time::{Day, Moment, RealTime};
pub use uuid::Uuid;
