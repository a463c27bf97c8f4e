//! A land to move responsibility in: two districts in a county become one council on the day; a park across borders
//! and a third district stay. Beside it lies what is rarer: an island that is split, a town that takes its fort in, a
//! quay that is cut out of a district, and a shire that becomes one council together with its borough.

mod moves;
mod properties;

use jiff::{ToSpan, civil::date};
use values::{AreaCode, Channel, Day, Effective, Id, id};

use super::{
    Change, Clash, Destination, Geography, Index, Line, Selection,
    rules::{Group, reassign, selects},
};
use crate::{Function, OperatingForm, Responsibility};

struct Land;

const VESTING: Day = date(2023, 4, 1);

impl Geography for Land {
    fn chain(&self, _: &Id<id::ServiceType>, area: &AreaCode, day: Day) -> Vec<AreaCode> {
        let after = day >= VESTING;
        let chain: &[&str] = match (area.as_str(), after) {
            ("village", false) => &["village", "north", "county"],
            ("village", true) => &["village", "council", "county"],
            ("town", false) => &["town", "south", "county"],
            ("town", true) => &["town", "council", "county"],
            ("lake", false) => &["lake", "park", "north", "county"],
            ("lake", true) => &["lake", "park", "council", "county"],
            ("port", _) => &["port", "east", "county"],
            ("north", _) => &["north", "county"],
            ("south", _) => &["south", "county"],
            ("council", _) => &["council", "county"],
            ("east", _) => &["east", "county"],
            ("quay", true) => &["quay", "county"],
            ("county", _) => &["county"],
            ("park", _) => &["park"],
            ("borough", _) => &["borough", "shire"],
            (other, _) => &[other],
        };
        chain.iter().map(|code| AreaCode::from(*code)).collect()
    }

    fn standing(&self, area: &AreaCode, day: Day) -> Vec<AreaCode> {
        let standing: &[&str] = match (area.as_str(), day >= VESTING) {
            ("north" | "south", true) => &["council"],
            ("council", false) => &["north", "south"],
            ("island", true) => &["island-east", "island-west"],
            ("island-east" | "island-west", false) => &["island"],
            ("fort", true) => &["garrison"],
            ("quay", false) => &["east"],
            ("borough" | "shire", true) => &["unitary"],
            ("unitary", false) => &["borough", "shire"],
            (other, _) => &[other],
        };
        standing.iter().map(|code| AreaCode::from(*code)).collect()
    }

    fn crossed(&self, _: &Id<id::ServiceType>, area: &AreaCode, day: Day) -> Vec<AreaCode> {
        match (area.as_str(), day >= VESTING) {
            ("park", false) => vec!["north".into(), "county".into()],
            ("park", true) => vec!["council".into(), "county".into()],
            _ => Vec::new(),
        }
    }

    fn predecessors(&self, area: &AreaCode) -> Vec<AreaCode> {
        let predecessors: &[&str] = match area.as_str() {
            "council" => &["north", "south"],
            "island-east" | "island-west" => &["island"],
            "garrison" => &["fort"],
            "quay" => &["east"],
            "unitary" => &["borough", "shire"],
            _ => &[],
        };
        predecessors.iter().map(|code| AreaCode::from(*code)).collect()
    }
}

fn waste() -> Id<id::ServiceType> {
    Id::named("waste").unwrap()
}

/// Decides about waste, in an area or everywhere, from long before the day on.
pub(super) fn row(n: usize, area: Option<&str>, holder: &str) -> Responsibility {
    Responsibility {
        id: Id::named(&format!("r{n:02}")).unwrap(),
        service_type: waste(),
        function: Function::Decision,
        channel: None,
        area: area.map(AreaCode::from),
        segment: None,
        holder: Id::named(holder).unwrap(),
        form: OperatingForm::OwnAgency,
        franchise: None,
        instrument: Id::named("act").unwrap(),
        valid: Effective { from: VESTING - 30.days(), until: None },
        routing: None,
        illustrative: false,
        since_version: 1,
        until_version: None,
    }
}

/// Everything that one body holds goes to another.
fn line(from: &str, to: &str) -> Line {
    Line {
        what: Selection {
            from: Id::named(from).unwrap(),
            service_types: Vec::new(),
            functions: Vec::new(),
            channel: None,
            areas: Vec::new(),
            segment: None,
            into: None,
        },
        whom: Destination {
            to: Id::named(to).unwrap(),
            form: OperatingForm::Retail,
            franchise: None,
            instrument: Id::named("order").unwrap(),
        },
    }
}

/// Asks the engine about these rows.
fn of<T>(rows: &[Responsibility], ask: impl FnOnce(&Group<'_>) -> T) -> T {
    let (index, service_type): (Index, _) = (rows.iter().cloned().collect(), waste());
    ask(&Group { service_type: &service_type, function: Function::Decision, rows: &index, geography: &Land })
}
