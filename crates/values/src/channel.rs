//! The ways a person reaches a body (`Channel` in CPSV-AP).

use std::fmt;

use serde::{Deserialize, Serialize};

/// How a person and a body meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Channel {
    /// On these pages or those of the body.
    Web,
    /// By telephone.
    Phone,
    /// At a counter.
    Counter,
    /// By letter.
    Post,
}

impl Channel {
    /// The channel's name in data files, addresses and language files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Web => "web",
            Self::Phone => "phone",
            Self::Counter => "counter",
            Self::Post => "post",
        }
    }
}

impl fmt::Display for Channel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
