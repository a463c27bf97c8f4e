//! What became of the work in flight, for the proof sheet. Whoever moves the work counts it and writes it here.

use serde::{Deserialize, Serialize};
use values::{Day, Id, id};

use super::Lines;

/// The work in flight, once all of it has followed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Work {
    /// Open requests, by the way they went.
    pub requests: Vec<Counted>,
    /// By which day how many of them are due, by body.
    pub deadlines: Vec<Due>,
    /// How many of them are due on another day than before. None, unless the transfer's rule says so.
    pub deadlines_moved: i64,
    /// How many have no deadline: before, and after.
    pub undated: [i64; 2],
    /// What was still to be sent, by the system it was to go to and the one it goes to.
    pub readdressed: Vec<Readdressed>,
    /// What a person must still see to, each request with a name.
    pub exceptions: Vec<Exception>,
    /// Whom a person must tell that another body answers now, because a system takes no notices.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub by_hand: Vec<ByHand>,
}

/// Open requests that went the same way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counted {
    /// Who answered before.
    pub before: Id<id::Organisation>,
    /// Who answers after.
    pub after: Id<id::Organisation>,
    /// Of which service type.
    pub service_type: Id<id::ServiceType>,
    /// In which state they were.
    pub state: String,
    /// What became of them.
    pub fate: String,
    /// How many.
    pub count: i64,
}

/// How many requests a body had to answer by a day, and has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Due {
    /// The body.
    pub body: Id<id::Organisation>,
    /// By which day.
    pub day: Day,
    /// So many before the move.
    pub before: i64,
    /// So many after it.
    pub after: i64,
}

/// Requests that were to be sent to one system, and are sent to this one now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Readdressed {
    /// In which state they were.
    pub state: String,
    /// Where they were to go; none where nothing took them.
    pub before: Option<Id<id::System>>,
    /// Where they go.
    pub after: Option<Id<id::System>>,
    /// How many.
    pub count: i64,
}

/// A request that a person must see to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exception {
    /// The request.
    pub request: Id<id::Request>,
    /// Of which service type.
    pub service_type: Id<id::ServiceType>,
    /// In which state it was.
    pub state: String,
    /// Who answers for it.
    pub body: Id<id::Organisation>,
    /// Who sees to it.
    pub person: Id<id::Person>,
    /// Their name.
    pub name: Option<String>,
}

/// Requests that have left a system which takes no notices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ByHand {
    /// The body that has to be told.
    pub body: Id<id::Organisation>,
    /// Its system.
    pub system: Id<id::System>,
    /// Who tells it.
    pub person: Id<id::Person>,
    /// Their name.
    pub name: Option<String>,
    /// About so many requests.
    pub count: i64,
}

impl Work {
    /// How many deadlines there were.
    pub fn deadlines_before(&self) -> i64 {
        self.deadlines.iter().map(|due| due.before).sum()
    }

    /// Its lines of a spreadsheet.
    pub(super) fn lines(&self, lines: &mut Lines) {
        for work in &self.requests {
            let what = format!("{} {} {}", work.service_type.name(), work.state, work.fate);
            lines.add(["open requests", &what, &work.count.to_string(), work.before.as_str(), work.after.as_str()]);
        }
        for due in &self.deadlines {
            let counts = [due.before, due.after].map(|count| count.to_string());
            lines.add(["due by", &due.day.to_string(), due.body.as_str(), &counts[0], &counts[1]]);
        }
        if !self.deadlines.is_empty() {
            lines.add(["deadlines moved", "", "", "0", &self.deadlines_moved.to_string()]);
        }
        if self.undated != [0, 0] {
            let [before, after] = self.undated.map(|count| count.to_string());
            lines.add(["without a deadline", "", "", &before, &after]);
        }
        for sent in &self.readdressed {
            let name = |system: &Option<Id<id::System>>| system.as_ref().map_or("", Id::as_str).to_owned();
            lines.add(["re-addressed", &sent.state, &sent.count.to_string(), &name(&sent.before), &name(&sent.after)]);
        }
        for one in &self.exceptions {
            let what = format!("{} {}", one.service_type.name(), one.state);
            let name = one.name.as_deref().unwrap_or(one.person.as_str());
            lines.add(["exception", &what, one.request.as_str(), one.body.as_str(), name]);
        }
        for told in &self.by_hand {
            let name = told.name.as_deref().unwrap_or(told.person.as_str());
            lines.add(["tell by hand", told.system.name(), &told.count.to_string(), told.body.as_str(), name]);
        }
    }
}
