//! The engine against a slow and obvious reference: ask every cell before, say what the lines say, ask again after.

use jiff::ToSpan;
use proptest::prelude::*;

use super::*;
use crate::holding::rules::equal_rank;

const PLACES: [Option<&str>; 5] = [None, Some("village"), Some("town"), Some("lake"), Some("port")];
const AREAS: [Option<&str>; 8] =
    [None, Some("county"), Some("north"), Some("south"), Some("east"), Some("park"), Some("village"), Some("port")];
const CHANNELS: [Option<Channel>; 3] = [None, Some(Channel::Phone), Some(Channel::Web)];
const SEGMENTS: [Option<&str>; 3] = [None, Some("student"), Some("veteran")];
const BODIES: [&str; 4] = ["alpha", "beta", "gamma", "delta"];

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
            channel: CHANNELS[made.channel],
            segment: SEGMENTS[made.segment].map(str::to_owned),
            valid: Effective { from: day(made.from), until: made.length.map(|length| day(made.from + length)) },
            ..row(n, AREAS[made.area], BODIES[made.holder])
        };
        if rows.iter().all(|other| equal_rank(&[other, &row]).is_none()) {
            rows.push(row);
        }
    }
    rows
}

fn apply(rows: &[Responsibility], change: &Change) -> Vec<Responsibility> {
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
    let change = match of(before, |group| reassign(group, std::slice::from_ref(line), day)) {
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
                        Some(_) => continue,
                        // Nobody before, nobody after.
                        None => None,
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

fn cases() -> u32 {
    std::env::var("PORTICO_TIMELINES").ok().and_then(|n| n.parse().ok()).unwrap_or(10_000)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), ..ProptestConfig::default() })]

    /// After the day the successor holds every selected cell, and every other cell is as it was.
    #[test]
    fn a_move_gives_the_selected_cells_to_the_successor_and_changes_no_other(
        made in made(), from in 0..9usize, to in 0..4usize,
        areas in prop_oneof![
            Just(vec![]), Just(vec!["county"]), Just(vec!["north"]), Just(vec!["north", "south"]), Just(vec!["east"]), Just(vec!["park"]), Just(vec!["port"]),
        ],
        channel in 0..3usize, segment in 0..3usize, early in any::<bool>(),
    ) {
        let before = rows(&made);
        let day = if early { VESTING - 10.days() } else { VESTING };
        // From somebody who holds something.
        let mut line = line(BODIES[made[from % made.len()].holder], BODIES[to]);
        line.what.areas = areas.iter().map(|code| AreaCode::from(*code)).collect();
        line.what.channel = CHANNELS[channel];
        line.what.segment = SEGMENTS[segment].map(str::to_owned);
        check(&before, &line, day)?;
    }
}
