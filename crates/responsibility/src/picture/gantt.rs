//! Who held each function of one service, where, over the years, and when nobody did. Functions that were always held
//! alike stand together.

use std::collections::BTreeSet;

use jiff::civil::date;
use serde::Serialize;
use values::{AreaCode, Channel, Day, Effective, Id, id};

use super::{cut, tenth};
use crate::{
    Function, Model, Responsibility,
    question::{Gap, Missing},
};

/// Functions with the same lanes.
#[derive(Debug, Clone, PartialEq)]
pub struct Group<'a> {
    /// Which functions.
    pub functions: Vec<Function>,
    /// One lane for each part that rows tell apart.
    pub lanes: Vec<Lane<'a>>,
    /// Where and when nobody held them.
    pub nobody: Vec<&'a Gap>,
}

/// A part of a service: an area, a channel, a segment.
#[derive(Debug, Clone, PartialEq)]
pub struct Lane<'a> {
    /// Where; everywhere for none.
    pub area: Option<&'a AreaCode>,
    /// By which channel only.
    pub channel: Option<Channel>,
    /// For which segment only.
    pub segment: Option<&'a str>,
    /// In which turn, where several hold it at once: each turn has a lane of its own.
    pub turn: Option<u8>,
    /// Who held it, by first day.
    pub rows: Vec<&'a Responsibility>,
}

/// Every lane of a service as known at a version, and its gaps.
pub fn groups<'a>(
    model: &'a Model,
    service_type: &Id<id::ServiceType>,
    version: u64,
    gaps: &'a [Gap],
) -> Vec<Group<'a>> {
    let mut groups: Vec<Group<'a>> = Vec::new();
    for function in Function::ALL {
        let lanes = lanes(model, service_type, function, version);
        let nobody = || gaps.iter().filter(|gap| gap.missing == Missing::Nobody(function)).collect();
        match groups.iter_mut().find(|group| alike(&group.lanes, &lanes)) {
            Some(group) => group.functions.push(function),
            None => groups.push(Group { functions: vec![function], lanes, nobody: nobody() }),
        }
    }
    groups
}

fn lanes<'a>(model: &'a Model, service_type: &Id<id::ServiceType>, function: Function, version: u64) -> Vec<Lane<'a>> {
    let known = model.index(service_type, function).into_iter().flat_map(crate::timeline::Index::rows);
    let mut rows: Vec<&Responsibility> = known.filter(|row| row.known_at(version) && !row.valid.is_empty()).collect();
    rows.sort_by(|a, b| {
        let key = |row: &'a Responsibility| (&row.area, row.channel, &row.segment, turn(row), row.valid.from, &row.id);
        key(a).cmp(&key(b))
    });
    let mut lanes: Vec<Lane<'a>> = Vec::new();
    for row in rows {
        let (area, segment) = (row.area.as_ref(), row.segment.as_deref());
        match lanes.last_mut() {
            Some(lane)
                if (lane.area, lane.channel, lane.segment, lane.turn) == (area, row.channel, segment, turn(row)) =>
            {
                lane.rows.push(row);
            }
            _ => lanes.push(Lane { area, channel: row.channel, segment, turn: turn(row), rows: vec![row] }),
        }
    }
    lanes.sort_by_key(|lane| (lane.area.is_some(), lane.rows[0].valid.from));
    lanes
}

/// Rows from before there were turns have none.
fn turn(row: &Responsibility) -> Option<u8> {
    row.routing.as_ref().map(|routing| routing.turn).filter(|turn| *turn > 0)
}

fn alike(ours: &[Lane<'_>], theirs: &[Lane<'_>]) -> bool {
    let said = |row: &&Responsibility| {
        (row.holder.clone(), row.form, row.instrument.clone(), row.valid, row.franchise.clone(), row.routing.clone())
    };
    ours.len() == theirs.len()
        && ours.iter().zip(theirs).all(|(our, their)| {
            (our.area, our.channel, our.segment) == (their.area, their.channel, their.segment)
                && our.rows.iter().map(said).eq(their.rows.iter().map(said))
        })
}

/// The picture.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Gantt {
    /// How wide it is.
    pub width: f64,
    /// How high it is.
    pub height: f64,
    /// Where lanes begin.
    pub left: f64,
    /// The years.
    pub ticks: Vec<Tick>,
    /// Where today is, if it is in the picture.
    pub today: Option<f64>,
    /// Headings of groups: text and middle of the line.
    pub headings: Vec<Words>,
    /// Names of lanes.
    pub names: Vec<Words>,
    /// Who held them.
    pub bars: Vec<Bar>,
}

/// A year that begins.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Tick {
    /// Where.
    pub x: f64,
    /// Which.
    pub year: i16,
}

/// Words at a height.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Words {
    /// What.
    pub text: String,
    /// Their middle.
    pub y: f64,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Bar {
    /// Its outline; one without an end is pointed.
    pub path: String,
    /// Where its words begin.
    pub x: f64,
    /// The middle of its words.
    pub y: f64,
    /// The body's name as far as it has room; empty where it has none.
    pub label: String,
    /// The body's name.
    pub holder: String,
    /// Which of the tints: each body keeps its own through the picture. None: nobody held it.
    pub tint: Option<usize>,
    /// Does it rest on a transfer that is scheduled?
    pub is_scheduled: bool,
}

/// How many tints there are.
pub const TINTS: usize = 12;

const WIDTH: f64 = 960.0;
const LEFT: f64 = 230.0;
const RIGHT: f64 = 945.0;
const TOP: f64 = 24.0;
const LINE: f64 = 26.0;
const HEADING: f64 = 32.0;
const BAR: f64 = 20.0;
const LETTER: f64 = 7.4;
const LONGEST_NAME: usize = 32;

/// Names for the picture, in the reader's language.
pub trait Names {
    /// The heading of a group.
    fn functions(&self, functions: &[Function]) -> String;
    /// What a lane is called.
    fn lane(&self, lane: &Lane<'_>) -> String;
    /// A body's name.
    fn body(&self, body: &Id<id::Organisation>) -> String;
    /// From when to when its holder held it: not beyond its own end.
    fn held(&self, row: &Responsibility) -> Effective;
    /// Does it rest on a transfer that is scheduled?
    fn is_scheduled(&self, row: &Responsibility) -> bool;
    /// That nobody holds it.
    fn nobody(&self) -> String;
}

/// Places everything.
pub fn layout(groups: &[Group<'_>], today: Day, names: &impl Names) -> Gantt {
    let span = Span::of(groups, today);
    let mut picture = Gantt {
        width: WIDTH,
        height: 0.0,
        left: LEFT,
        ticks: span.ticks(),
        today: (span.from <= today && today < span.until).then(|| span.x(today)),
        headings: vec![],
        names: vec![],
        bars: vec![],
    };
    let mut holders: Vec<&Id<id::Organisation>> = Vec::new();
    let mut y = TOP;
    for group in groups.iter().filter(|group| !group.lanes.is_empty() || !group.nobody.is_empty()) {
        picture.headings.push(Words { text: names.functions(&group.functions), y: tenth(y + HEADING / 2.0) });
        y += HEADING;
        for lane in &group.lanes {
            let middle = tenth(y + LINE / 2.0);
            picture.names.push(Words { text: cut(&names.lane(lane), LONGEST_NAME), y: middle });
            for row in &lane.rows {
                let at = holders.iter().position(|known| *known == &row.holder).unwrap_or_else(|| {
                    holders.push(&row.holder);
                    holders.len() - 1
                });
                let drawn = bar(&span, names.held(row), middle, names.body(&row.holder));
                picture.bars.push(Bar { tint: Some(at % TINTS), is_scheduled: names.is_scheduled(row), ..drawn });
            }
            y += LINE;
        }
        if !group.nobody.is_empty() {
            let middle = tenth(y + LINE / 2.0);
            picture.names.push(Words { text: names.nobody(), y: middle });
            picture.bars.extend(together(&group.nobody).map(|days| bar(&span, days, middle, names.nobody())));
            y += LINE;
        }
    }
    picture.height = tenth(y + 6.0);
    picture
}

/// The days on which there is a gap anywhere.
fn together(gaps: &[&Gap]) -> impl Iterator<Item = Effective> {
    let mut days: Vec<Effective> = gaps.iter().map(|gap| gap.days).collect();
    days.sort_by_key(|days| days.from);
    days.dedup_by(|next, first| {
        let goes_on = first.until.is_none_or(|until| next.from <= until);
        if goes_on {
            first.until = first.until.zip(next.until).map(|(ours, theirs)| ours.max(theirs));
        }
        goes_on
    });
    days.into_iter()
}

fn bar(span: &Span, held: Effective, middle: f64, holder: String) -> Bar {
    let from = span.x(held.from.max(span.from));
    let until = held.until.map_or(RIGHT, |until| span.x(until.min(span.until)));
    let (top, low) = (tenth(middle - BAR / 2.0), tenth(middle + BAR / 2.0));
    let until = until.max(from + 1.5);
    // A thin line between a bar and the next.
    let end = tenth(until - 1.0);
    let path = match held.until {
        Some(_) => format!("M{from} {top}H{end}V{low}H{from}Z"),
        None => format!("M{from} {top}H{}L{RIGHT} {middle}L{} {low}H{from}Z", RIGHT - 8.0, RIGHT - 8.0),
    };
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a width in a picture, and positive")]
    let room = ((until - from - 16.0).max(0.0) / LETTER) as usize;
    let label = if room >= 4 { cut(&holder, room) } else { String::new() };
    Bar { path, x: tenth(from + 7.0), y: middle, label, holder, tint: None, is_scheduled: false }
}

/// From which day to which day.
struct Span {
    from: Day,
    until: Day,
}

impl Span {
    /// Whole years, from the first row to a year after the last change or today.
    fn of(groups: &[Group<'_>], today: Day) -> Self {
        let rows = || groups.iter().flat_map(|group| &group.lanes).flat_map(|lane| &lane.rows);
        let days: BTreeSet<Day> =
            rows().flat_map(|row| [Some(row.valid.from), row.valid.until]).flatten().chain([today]).collect();
        let first = rows().map(|row| row.valid.from).min().unwrap_or(today).year();
        let last = days.last().map_or(today.year(), |day| day.year()).saturating_add(2).clamp(first + 1, 9999);
        Self { from: date(first, 1, 1), until: date(last, 1, 1) }
    }

    fn x(&self, day: Day) -> f64 {
        let days = |from: Day, to: Day| f64::from((to - from).get_days());
        tenth(LEFT + (RIGHT - LEFT) * days(self.from, day) / days(self.from, self.until).max(1.0))
    }

    /// As many years as have room.
    fn ticks(&self) -> Vec<Tick> {
        let years = self.until.year() - self.from.year();
        let step = [1, 2, 5, 10, 20, 50, 100, 500].into_iter().find(|step| years / step <= 12).unwrap_or(1000);
        (self.from.year()..self.until.year())
            .filter(|year| year % step == 0)
            .map(|year| Tick { x: self.x(date(year, 1, 1)), year })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::OperatingForm;

    struct Plain;

    impl Names for Plain {
        fn functions(&self, functions: &[Function]) -> String {
            functions.iter().map(|function| function.as_str()).collect::<Vec<_>>().join(", ")
        }
        fn lane(&self, lane: &Lane<'_>) -> String {
            lane.area.map_or("everywhere", AreaCode::as_str).to_owned()
        }
        fn body(&self, body: &Id<id::Organisation>) -> String {
            body.name().to_owned()
        }
        fn held(&self, row: &Responsibility) -> Effective {
            row.valid
        }
        fn is_scheduled(&self, row: &Responsibility) -> bool {
            row.since_version > 1
        }
        fn nobody(&self) -> String {
            "nobody".to_owned()
        }
    }

    fn row(function: Function, area: Option<&str>, holder: &str, from: i16, until: Option<i16>) -> Responsibility {
        Responsibility {
            id: Id::named(&format!("{}-{holder}-{from}", function.as_str())).unwrap(),
            service_type: Id::named("waste").unwrap(),
            function,
            channel: None,
            area: area.map(AreaCode::from),
            segment: None,
            holder: Id::named(holder).unwrap(),
            form: OperatingForm::OwnAgency,
            franchise: None,
            instrument: Id::named("act").unwrap(),
            valid: Effective { from: date(from, 4, 1), until: until.map(|until| date(until, 4, 1)) },
            routing: None,
            illustrative: false,
            since_version: 1,
            until_version: None,
        }
    }

    fn model(rows: Vec<Responsibility>) -> Model {
        Model::from_rows(1, rows, [], [])
    }

    #[test]
    fn functions_that_were_always_held_alike_stand_together() {
        let of = |function| {
            [row(function, Some("e1"), "north", 2020, Some(2023)), row(function, Some("e1"), "council", 2023, None)]
        };
        let rows = [of(Function::Decision).to_vec(), of(Function::Contact).to_vec()].concat();
        let model = model([rows, vec![row(Function::Policy, None, "state", 2020, None)]].concat());
        let groups = groups(&model, &Id::named("waste").unwrap(), 1, &[]);
        let functions: Vec<&[Function]> = groups.iter().map(|group| group.functions.as_slice()).collect();
        assert_eq!(
            functions,
            [&[Function::Policy][..], &[Function::Decision, Function::Contact], &[Function::Fulfilment]]
        );
        insta::assert_json_snapshot!(layout(&groups, date(2023, 6, 1), &Plain));
    }

    #[test]
    fn of_several_that_hold_it_at_once_each_has_a_lane_of_its_own_by_its_turn() {
        let held = |holder: &str, turn| Responsibility {
            routing: Some(crate::Routing { rule: "the nearest".into(), turn }),
            ..row(Function::Decision, Some("e1"), holder, 2020, None)
        };
        let model = model(vec![held("park", 2), held("county", 1), row(Function::Decision, None, "state", 2020, None)]);
        let groups = groups(&model, &Id::named("waste").unwrap(), 1, &[]);
        let deciding = groups.iter().find(|group| group.functions.contains(&Function::Decision)).unwrap();
        let lanes: Vec<_> = deciding.lanes.iter().map(|lane| (lane.rows[0].holder.name(), lane.turn)).collect();
        assert_eq!(lanes, [("state", None), ("county", Some(1)), ("park", Some(2))]);
        let bars = layout(&groups, date(2023, 6, 1), &Plain).bars;
        let heights: BTreeSet<String> = bars.iter().map(|bar| bar.y.to_string()).collect();
        assert_eq!(heights.len(), bars.len(), "no bar lies on another: {bars:?}");
    }

    #[test]
    fn what_nobody_holds_has_a_line_of_its_own_and_days_that_touch_are_one_bar() {
        let gap = |place: &str, from: i16, until: Option<i16>| Gap {
            service_type: Id::named("waste").unwrap(),
            missing: Missing::Nobody(Function::Decision),
            places: vec![place.into()],
            channels: vec![Channel::Web],
            days: Effective { from: date(from, 4, 1), until: until.map(|until| date(until, 4, 1)) },
        };
        let gaps = [
            gap("e1", 2021, Some(2023)),
            gap("e2", 2020, Some(2021)),
            gap("e1", 2025, Some(2027)),
            gap("e2", 2026, None),
        ];
        let model = model(vec![row(Function::Decision, Some("e1"), "north", 2020, Some(2021))]);
        let groups = groups(&model, &Id::named("waste").unwrap(), 1, &gaps);
        let days: Vec<_> =
            together(&groups[1].nobody).map(|days| (days.from.year(), days.until.map(Day::year))).collect();
        assert_eq!(days, [(2020, Some(2023)), (2025, None)]);
        let picture = layout(&groups, date(2023, 6, 1), &Plain);
        let drawn: Vec<_> = picture.bars.iter().map(|bar| (bar.holder.as_str(), bar.tint)).collect();
        assert_eq!(drawn, [("north", Some(0)), ("nobody", None), ("nobody", None)]);
        assert_eq!(picture.names.last().unwrap().text, "nobody");
    }

    #[test]
    fn what_rests_on_a_scheduled_transfer_is_marked() {
        let mut ahead = row(Function::Policy, None, "council", 2024, None);
        ahead.since_version = 2;
        let model = Model::from_rows(2, vec![row(Function::Policy, None, "state", 2020, Some(2024)), ahead], [], []);
        let bars = layout(&groups(&model, &Id::named("waste").unwrap(), 2, &[]), date(2023, 6, 1), &Plain).bars;
        assert_eq!(bars.iter().map(|bar| bar.is_scheduled).collect::<Vec<_>>(), [false, true]);
    }

    #[test]
    fn a_row_that_was_corrected_is_in_the_picture_of_its_time_only() {
        let mut gone = row(Function::Policy, None, "state", 2020, None);
        gone.until_version = Some(2);
        let model = model(vec![gone]);
        let lanes = |version| groups(&model, &Id::named("waste").unwrap(), version, &[])[0].lanes.len();
        assert_eq!((lanes(1), lanes(2)), (1, 0));
    }

    #[test]
    fn a_thousand_years_have_room_too() {
        let model = model(vec![row(Function::Policy, None, "crown", 1066, None)]);
        let picture = layout(&groups(&model, &Id::named("waste").unwrap(), 1, &[]), date(2023, 6, 1), &Plain);
        assert!(picture.ticks.len() <= 13, "{:?}", picture.ticks);
    }
}
