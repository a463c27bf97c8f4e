//! Which row answers: the most specific one, by area, then channel, then segment. Equal rank is refused when written.

use values::{AreaCode, Channel, Day, Id, id};

use super::{Responsibility, Routing};

/// What is asked about a place, a channel and a segment on a day, as known at a version.
#[derive(Debug, Clone, Copy)]
pub struct Cell<'a> {
    /// The areas the place lies in that day, the most specific first. Empty for a national service.
    pub areas: &'a [AreaCode],
    /// By which channel, where that is known.
    pub channel: Option<Channel>,
    /// For which segment, where that is known.
    pub segment: Option<&'a str>,
    /// On which day.
    pub day: Day,
    /// As known at which version.
    pub version: u64,
}

/// How specific a row is about a cell. Larger is more specific; the order of the fields is the order of the rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rank {
    area: usize,
    channel: bool,
    segment: bool,
}

/// The rank of a row for a cell, or nothing where the row does not speak of it.
pub fn rank(row: &Responsibility, cell: &Cell<'_>) -> Option<Rank> {
    if !row.valid.holds_on(cell.day) || !row.known_at(cell.version) {
        return None;
    }
    let area = match &row.area {
        None => 0,
        Some(area) => cell.areas.len() - cell.areas.iter().position(|code| code == area)?,
    };
    let channel = match row.channel {
        None => false,
        Some(channel) if cell.channel == Some(channel) => true,
        Some(_) => return None,
    };
    let segment = match &row.segment {
        None => false,
        Some(segment) if cell.segment == Some(segment) => true,
        Some(_) => return None,
    };
    Some(Rank { area, channel, segment })
}

/// The rows of the highest rank: one, or several where the function is concurrent, each in its turn.
pub fn holders<'a>(rows: impl IntoIterator<Item = &'a Responsibility>, cell: &Cell<'_>) -> Vec<&'a Responsibility> {
    let mut best: Option<Rank> = None;
    let mut found = Vec::new();
    for row in rows {
        let Some(rank) = rank(row, cell) else { continue };
        if best.is_none_or(|best| rank > best) {
            best = Some(rank);
            found.clear();
        }
        if best == Some(rank) {
            found.push(row);
        }
    }
    found.sort_by(|a, b| turn(a).cmp(&turn(b)));
    found
}

/// The first of [`holders`], without gathering the others.
pub fn holder<'a>(rows: impl IntoIterator<Item = &'a Responsibility>, cell: &Cell<'_>) -> Option<&'a Responsibility> {
    rows.into_iter()
        .filter_map(|row| Some((rank(row, cell)?, row)))
        .max_by(|(a, left), (b, right)| a.cmp(b).then_with(|| turn(right).cmp(&turn(left))))
        .map(|(_, row)| row)
}

/// In which order rows of one rank are asked.
fn turn(row: &Responsibility) -> (u8, &Id<id::Responsibility>) {
    (row.routing.as_ref().map_or(0, |routing| routing.turn), &row.id)
}

/// The first pair of rows that would answer for the same cell on the same day with equal rank, unless both say by
/// which routing rule one of two bodies is chosen.
pub fn equal_rank<'a>(rows: &'a [&'a Responsibility]) -> Option<(&'a Responsibility, &'a Responsibility)> {
    rows.iter().enumerate().find_map(|(n, row)| {
        rows[n + 1..]
            .iter()
            .find(|other| {
                row.same_cell(other)
                    && row.valid.overlaps(&other.valid)
                    && !row.valid.is_empty()
                    && !other.valid.is_empty()
                    && (row.holder == other.holder || !Routing::is_shared(row.routing.as_ref(), other.routing.as_ref()))
            })
            .map(|other| (*row, *other))
    })
}

#[cfg(test)]
mod tests {
    use jiff::{ToSpan, civil::date};
    use proptest::prelude::*;
    use values::Effective;

    use super::*;
    use crate::{Function, OperatingForm};

    fn row(n: usize, area: Option<&str>, channel: Option<Channel>, from: Day, until: Option<Day>) -> Responsibility {
        Responsibility {
            id: Id::named(&format!("r{n}")).unwrap(),
            service_type: Id::named("waste").unwrap(),
            function: Function::Decision,
            channel,
            area: area.map(AreaCode::from),
            segment: None,
            holder: Id::named(&format!("body{n}")).unwrap(),
            form: OperatingForm::OwnAgency,
            franchise: None,
            instrument: Id::named("act").unwrap(),
            valid: Effective { from, until },
            routing: None,
            illustrative: false,
            since_version: 1,
            until_version: None,
        }
    }

    fn answers(rows: &[Responsibility], areas: &[&str], channel: Option<Channel>, day: Day) -> Vec<String> {
        let areas: Vec<AreaCode> = areas.iter().map(|code| AreaCode::from(*code)).collect();
        let cell = Cell { areas: &areas, channel, segment: None, day, version: 1 };
        holders(rows, &cell).into_iter().map(|row| row.holder.name().to_owned()).collect()
    }

    #[test]
    fn the_smaller_area_answers_before_the_larger_and_the_larger_before_none() {
        let start = date(2020, 1, 1);
        let rows = [
            row(0, None, None, start, None),
            row(1, Some("county"), None, start, None),
            row(2, Some("park"), None, start, None),
        ];
        let check = |areas: &[&str], expected: &str| assert_eq!(answers(&rows, areas, None, start), [expected]);
        check(&["park", "county"], "body2");
        check(&["county"], "body1");
        check(&[], "body0");
    }

    #[test]
    fn area_weighs_more_than_channel() {
        let start = date(2020, 1, 1);
        let rows = [row(0, None, Some(Channel::Phone), start, None), row(1, Some("county"), None, start, None)];
        assert_eq!(answers(&rows, &["county"], Some(Channel::Phone), start), ["body1"]);
        assert_eq!(answers(&rows, &[], Some(Channel::Phone), start), ["body0"]);
        assert!(answers(&rows, &[], Some(Channel::Web), start).is_empty());
    }

    #[test]
    fn the_day_of_the_switch_belongs_to_the_successor() {
        let vesting = date(2023, 4, 1);
        let rows = [row(0, None, None, date(1974, 4, 1), Some(vesting)), row(1, None, None, vesting, None)];
        assert_eq!(answers(&rows, &[], None, date(2023, 3, 31)), ["body0"]);
        assert_eq!(answers(&rows, &[], None, vesting), ["body1"]);
    }

    #[test]
    fn a_corrected_row_is_known_until_the_version_that_corrects_it() {
        let mut corrected = row(0, None, None, date(2020, 1, 1), None);
        corrected.until_version = Some(2);
        let cell = |version| Cell { areas: &[], channel: None, segment: None, day: date(2021, 1, 1), version };
        assert_eq!(holders([&corrected], &cell(1)).len(), 1);
        assert!(holders([&corrected], &cell(2)).is_empty());
    }

    #[test]
    fn equal_rank_is_found_unless_a_routing_rule_is_stated() {
        let (mut a, mut b) = (row(0, None, None, date(2020, 1, 1), None), row(1, None, None, date(2022, 1, 1), None));
        assert!(equal_rank(&[&a, &b]).is_some());
        let nearest = |turn| Some(Routing { rule: "nearest".into(), turn });
        a.routing = nearest(2);
        assert!(equal_rank(&[&a, &b]).is_some(), "one row alone cannot say it");
        b.routing = nearest(1);
        assert!(equal_rank(&[&a, &b]).is_none());
        // Whichever row is older: by the rule, b has the first turn.
        let cell = Cell { areas: &[], channel: None, segment: None, day: date(2023, 1, 1), version: 1 };
        let asked: Vec<_> = holders([&a, &b], &cell).iter().map(|row| row.holder.name()).collect();
        assert_eq!(asked, ["body1", "body0"]);
        assert_eq!(holder([&a, &b], &cell).map(|row| row.holder.name()), Some("body1"));
        b.holder = a.holder.clone();
        assert!(equal_rank(&[&a, &b]).is_some(), "nobody is chosen between a body and itself");
    }

    proptest! {
        /// The lookup against a slow and obvious reference: try every row in order of what the rule says.
        #[test]
        fn holder_agrees_with_the_reference(
            made in prop::collection::vec((0usize..4, 0usize..3, 0i32..40, 1i32..40), 0..12),
            asked_areas in 0usize..4, asked_channel in 0usize..3, on in 0i32..80,
        ) {
            let areas = [None, Some("county"), Some("district"), Some("parish")];
            let channels = [None, Some(Channel::Web), Some(Channel::Phone)];
            let day = |n: i32| date(2020, 1, 1) + n.days();
            let rows: Vec<Responsibility> = made.iter().enumerate()
                .map(|(n, (area, channel, from, length))| row(n, areas[*area], channels[*channel], day(*from), Some(day(from + length))))
                .collect();
            let place = ["parish", "district", "county"];
            let place = &place[place.len() - asked_areas.min(3)..];
            let got = answers(&rows, place, channels[asked_channel], day(on));

            let mut expected = Vec::new();
            'rule: for area in place.iter().map(|code| Some(*code)).chain([None]) {
                for channel in if asked_channel == 0 { vec![None] } else { vec![channels[asked_channel], None] } {
                    expected = rows.iter()
                        .filter(|row| row.area.as_ref().map(AreaCode::as_str) == area && row.channel == channel && row.valid.holds_on(day(on)))
                        .map(|row| row.holder.name().to_owned()).collect();
                    if !expected.is_empty() { break 'rule; }
                }
            }
            let mut got_sorted = got.clone();
            got_sorted.sort();
            expected.sort();
            prop_assert_eq!(got_sorted, expected);
        }
    }
}
