//! The engine against a slow and obvious reference: ask every cell before, say what the lines say, ask again after.

use jiff::{ToSpan, civil::date};
use proptest::prelude::*;
use values::{AreaCode, Channel, Day, Effective, Id, id};

use super::{
    Clash, Destination, Geography, Index, Line, Selection,
    rules::{Group, reassign},
};
use crate::{Function, OperatingForm, Responsibility, holding::rules::equal_rank};

/// Two old districts in a county become one council on the day; a park and a third district stay.
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
            ("county", _) => &["county"],
            ("park", _) => &["park"],
            _ => &[],
        };
        chain.iter().map(|code| AreaCode::from(*code)).collect()
    }

    fn standing(&self, area: &AreaCode, day: Day) -> Vec<AreaCode> {
        match (area.as_str(), day >= VESTING) {
            ("north" | "south", true) => vec!["council".into()],
            ("council", false) => vec!["north".into(), "south".into()],
            _ => vec![area.clone()],
        }
    }

    fn crossed(&self, _: &Id<id::ServiceType>, area: &AreaCode, day: Day) -> Vec<AreaCode> {
        match (area.as_str(), day >= VESTING) {
            ("park", false) => vec!["north".into(), "county".into()],
            ("park", true) => vec!["council".into(), "county".into()],
            _ => Vec::new(),
        }
    }

    fn predecessors(&self, area: &AreaCode) -> Vec<AreaCode> {
        if area.as_str() == "council" { vec!["north".into(), "south".into()] } else { Vec::new() }
    }
}

const PLACES: [Option<&str>; 5] = [None, Some("village"), Some("town"), Some("lake"), Some("port")];
const AREAS: [Option<&str>; 8] =
    [None, Some("county"), Some("north"), Some("south"), Some("east"), Some("park"), Some("village"), Some("port")];
const CHANNELS: [Option<Channel>; 3] = [None, Some(Channel::Phone), Some(Channel::Web)];
const SEGMENTS: [Option<&str>; 3] = [None, Some("student"), Some("veteran")];
const BODIES: [&str; 4] = ["alpha", "beta", "gamma", "delta"];

fn waste() -> Id<id::ServiceType> {
    Id::named("waste").unwrap()
}

fn body(n: usize) -> Id<id::Organisation> {
    Id::named(BODIES[n]).unwrap()
}

fn chain(place: Option<&str>, day: Day) -> Vec<AreaCode> {
    place.map(|place| Land.chain(&waste(), &place.into(), day)).unwrap_or_default()
}

#[derive(Debug, Clone)]
struct Made {
    area: usize,
    channel: usize,
    segment: usize,
    holder: usize,
    from: i32,
    length: Option<i32>,
}

fn rows(made: &[Made]) -> Vec<Responsibility> {
    let day = |n: i32| VESTING + n.days();
    let mut rows: Vec<Responsibility> = Vec::new();
    for (n, made) in made.iter().enumerate() {
        let row = Responsibility {
            id: Id::named(&format!("r{n:02}")).unwrap(),
            service_type: waste(),
            function: Function::Decision,
            channel: CHANNELS[made.channel],
            area: AREAS[made.area].map(AreaCode::from),
            segment: SEGMENTS[made.segment].map(str::to_owned),
            holder: body(made.holder),
            form: OperatingForm::OwnAgency,
            franchise: None,
            instrument: Id::named("act").unwrap(),
            valid: Effective { from: day(made.from), until: made.length.map(|length| day(made.from + length)) },
            routing: None,
            illustrative: false,
            since_version: 1,
            until_version: None,
        };
        if rows.iter().all(|other| equal_rank(&[other, &row]).is_none()) {
            rows.push(row);
        }
    }
    rows
}

fn apply(rows: &[Responsibility], change: &super::Change) -> Vec<Responsibility> {
    let mut after: Vec<Responsibility> = rows.iter().filter(|row| !change.retire.contains(&row.id)).cloned().collect();
    for (n, row) in change.add.iter().enumerate() {
        after.push(Responsibility { id: Id::named(&format!("n{n:03}")).unwrap(), ..row.clone() });
    }
    after
}

/// The slow lookup: every row tried in the order of the rule.
fn holder<'a>(
    rows: &'a [Responsibility],
    areas: &[AreaCode],
    channel: Option<Channel>,
    segment: Option<&str>,
    day: Day,
) -> Option<&'a Responsibility> {
    for area in areas.iter().map(Some).chain([None]) {
        for channel in if channel.is_some() { vec![channel, None] } else { vec![None] } {
            for segment in if segment.is_some() { vec![segment, None] } else { vec![None] } {
                let found = rows.iter().find(|row| {
                    row.area.as_ref() == area
                        && row.channel == channel
                        && row.segment.as_deref() == segment
                        && row.valid.holds_on(day)
                });
                if found.is_some() {
                    return found;
                }
            }
        }
    }
    None
}

/// Is a cell selected by the line, where `winner` holds it? The line's area must reach the row: lie around it, or
/// within it and around the place.
fn selected(
    line: &Line,
    winner: &Responsibility,
    areas: &[AreaCode],
    channel: Option<Channel>,
    segment: Option<&str>,
) -> bool {
    let named = &line.what;
    let reaches = |area: &AreaCode| match &winner.area {
        None => areas.contains(area),
        Some(own) => {
            let around_row = Land.chain(&waste(), own, VESTING.yesterday().unwrap());
            let around_line = Land.chain(&waste(), area, VESTING.yesterday().unwrap());
            around_row.contains(area) || (around_line.contains(own) && areas.contains(area))
        }
    };
    winner.holder == named.from
        && named.channel.is_none_or(|named| channel == Some(named))
        && named.segment.as_ref().is_none_or(|named| segment == Some(named))
        && (named.areas.is_empty() || named.areas.iter().any(reaches))
}

/// Every cell after the move against every cell before it.
fn check(before: &[Responsibility], line: &Line, day: Day) -> Result<(), TestCaseError> {
    let index: Index = before.iter().cloned().collect();
    let (service_type, land) = (waste(), Land);
    let group = Group { service_type: &service_type, function: Function::Decision, rows: &index, geography: &land };
    let change = match reassign(&group, std::slice::from_ref(line), day) {
        Ok(change) => change,
        Err(clashes) => {
            for clash in &clashes {
                match clash {
                    Clash::Torn { .. } => prop_assert_eq!(day, VESTING, "areas end that day only"),
                    Clash::Crossing { area, .. } => prop_assert_eq!(area.as_str(), "park"),
                    other => prop_assert!(false, "{:?}", other),
                }
            }
            return Ok(());
        }
    };
    let after = apply(before, &change);
    let all: Vec<&Responsibility> = after.iter().collect();
    prop_assert!(equal_rank(&all).is_none(), "{:?}", equal_rank(&all));
    let eve = day.yesterday().unwrap();
    for on in (-25..45).step_by(3).map(|n| VESTING + n.days()).chain([eve, day]) {
        for place in PLACES {
            // Where areas end on another day than the move, the engine has nothing to say about it.
            if day != VESTING && on >= VESTING {
                continue;
            }
            let seen = chain(place, if on >= day { eve } else { on });
            let now = chain(place, on);
            for channel in CHANNELS.into_iter().chain([Some(Channel::Post)]) {
                for segment in SEGMENTS.into_iter().chain([Some("other")]) {
                    let was = holder(before, &seen, channel, segment, on);
                    let stays = |row: &&Responsibility| {
                        on < day || row.area.as_ref().is_none_or(|area| Land.standing(area, day).contains(area))
                    };
                    let expected = match was {
                        Some(row) if on >= day && selected(line, row, &seen, channel, segment) => Some(&line.whom.to),
                        Some(row) if stays(&row) => Some(&row.holder),
                        _ => continue,
                    };
                    let is = holder(&after, &now, channel, segment, on).map(|row| &row.holder);
                    prop_assert_eq!(is, expected, "{:?} {:?} {:?} on {}: {:#?}", place, channel, segment, on, change);
                }
            }
        }
    }
    Ok(())
}

fn made() -> impl Strategy<Value = Vec<Made>> {
    let one = (0..AREAS.len(), 0..3usize, 0..3usize, 0..3usize, -30..30i32, prop::option::of(1..40i32)).prop_map(
        |(area, channel, segment, holder, from, length)| Made { area, channel, segment, holder, from, length },
    );
    prop::collection::vec(one, 1..10)
}

fn line(from: usize, to: usize, areas: &[&str], channel: Option<Channel>, segment: Option<&str>) -> Line {
    Line {
        what: Selection {
            from: body(from),
            service_types: Vec::new(),
            functions: Vec::new(),
            channel,
            areas: areas.iter().map(|code| AreaCode::from(*code)).collect(),
            segment: segment.map(str::to_owned),
            into: None,
        },
        whom: Destination {
            to: body(to),
            form: OperatingForm::Retail,
            franchise: None,
            instrument: Id::named("order").unwrap(),
        },
    }
}

fn cases() -> u32 {
    std::env::var("PORTICO_TIMELINES").ok().and_then(|n| n.parse().ok()).unwrap_or(10_000)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), max_shrink_iters: 20_000, ..ProptestConfig::default() })]

    /// After the day the successor holds every selected cell, and every other cell is as it was.
    #[test]
    fn a_move_gives_the_selected_cells_to_the_successor_and_changes_no_other(
        made in made(), from in 0..3usize, to in 0..4usize,
        areas in prop_oneof![
            Just(vec![]), Just(vec!["county"]), Just(vec!["north"]), Just(vec!["north", "south"]), Just(vec!["east"]), Just(vec!["park"]), Just(vec!["port"]),
        ],
        channel in 0..3usize, segment in 0..3usize, early in any::<bool>(),
    ) {
        let before = rows(&made);
        let day = if early { VESTING - 10.days() } else { VESTING };
        check(&before, &line(from, to, &areas, CHANNELS[channel], SEGMENTS[segment]), day)?;
    }
}
