//! Random moves over random models, against a slow and obvious reference: ask every cell before, say what the lines
//! say, ask again after.

use std::{collections::BTreeSet, sync::LazyLock};

use proptest::prelude::*;

use super::*;
use crate::{geography::Land, holding::rules::equal_rank, resource::rules::totals, timeline::Geography};

const BODIES: [&str; 4] = ["alpha", "beta", "gamma", "delta"];
const AREAS: [Option<&str>; 7] =
    [None, Some("county"), Some("north"), Some("south"), Some("east"), Some("village"), Some("port")];
const CHANNELS: [Option<Channel>; 3] = [None, Some(Channel::Phone), Some(Channel::Web)];
const ASKED_CHANNELS: [Option<Channel>; 3] = [Some(Channel::Phone), Some(Channel::Web), Some(Channel::Post)];
const SEGMENTS: [Option<&str>; 2] = [None, Some("student")];
const FUNCTIONS: [Function; 2] = [Function::Fulfilment, Function::Contact];
const TYPES: [&str; 2] = ["waste", "tax"];
const LINES: [&str; 2] = ["crews", "depot"];

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(catalogue);

#[derive(Debug, Clone)]
struct Row {
    of: (usize, usize),
    at: (usize, usize, usize),
    holder: usize,
    from: i32,
    length: Option<i32>,
}

#[derive(Debug, Clone)]
struct Wanted {
    from: usize,
    to: usize,
    of: (Option<usize>, Option<usize>),
    areas: Vec<&'static str>,
    channel: usize,
    segment: usize,
}

#[derive(Debug, Clone)]
struct Have {
    line: usize,
    body: usize,
    count: i64,
    from: i32,
    length: Option<i32>,
    of_the_franchise: bool,
}

fn some_row() -> impl Strategy<Value = Row> {
    let of = (0..TYPES.len(), 0..FUNCTIONS.len());
    let at = (0..AREAS.len(), 0..CHANNELS.len(), 0..SEGMENTS.len());
    (of, at, 0..3usize, -60..40i32, prop::option::of(1..90i32)).prop_map(|(of, at, holder, from, length)| Row {
        of,
        at,
        holder,
        from,
        length,
    })
}

fn some_line() -> impl Strategy<Value = Wanted> {
    let areas = prop_oneof![
        3 => Just(vec![]),
        1 => Just(vec!["county"]),
        1 => Just(vec!["north"]),
        2 => Just(vec!["north", "south"]),
        1 => Just(vec!["east"]),
        1 => Just(vec!["port"]),
    ];
    let of = (prop::option::of(0..TYPES.len()), prop::option::of(0..FUNCTIONS.len()));
    (0..3usize, 0..4usize, of, areas, 0..CHANNELS.len(), 0..SEGMENTS.len())
        .prop_map(|(from, to, of, areas, channel, segment)| Wanted { from, to, of, areas, channel, segment })
}

fn some_resource() -> impl Strategy<Value = Have> {
    let when = (-60..40i32, prop::option::of(1..90i32));
    (0..LINES.len(), 0..3usize, 1..9_999i64, when, any::<bool>()).prop_map(
        |(line, body, count, (from, length), of_the_franchise)| Have {
            line,
            body,
            count,
            from,
            length,
            of_the_franchise,
        },
    )
}

fn on(n: i32) -> Day {
    DAY + n.days()
}

fn data(rows: &[Row], have: &[Have]) -> ModelData {
    let mut responsibilities: Vec<Responsibility> = Vec::new();
    for (n, made) in rows.iter().enumerate() {
        let valid = Effective { from: on(made.from), until: made.length.map(|length| on(made.from + length)) };
        let (service_type, function) = (TYPES[made.of.0], FUNCTIONS[made.of.1]);
        let row = Responsibility {
            channel: CHANNELS[made.at.1],
            segment: SEGMENTS[made.at.2].map(str::to_owned),
            ..row(n, service_type, function, AREAS[made.at.0], BODIES[made.holder], valid)
        };
        if responsibilities.iter().all(|other| equal_rank(&[other, &row]).is_none()) {
            responsibilities.push(row);
        }
    }
    let resources = have.iter().enumerate().map(|(n, made)| Resource {
        valid: Effective { from: on(made.from), until: made.length.map(|length| on(made.from + length)) },
        franchise: made.of_the_franchise.then(|| name("home")),
        ..resource(n, LINES[made.line], BODIES[made.body], amount(made.line, made.count))
    });
    let arrangements = Arrangements { resources: resources.collect(), ..Arrangements::default() };
    let endpoints = vec![endpoint(0, "waste", "old"), endpoint(1, "tax", "old")];
    let systems = vec![system("old"), system("new")];
    ModelData { responsibilities, systems, endpoints, arrangements, ..ModelData::default() }
}

fn amount(line: usize, count: i64) -> Amount {
    if line == 0 { Amount::Posts(count) } else { pounds(count) }
}

fn draft(kind: Kind, day: Day, wanted: &[Wanted], shares: &[(usize, usize, Option<i64>)]) -> Draft {
    let lines = wanted.iter().map(|wanted| {
        let mut line = line(BODIES[wanted.from], BODIES[wanted.to]);
        line.what.service_types = wanted.of.0.map(|n| name(TYPES[n])).into_iter().collect();
        line.what.functions = wanted.of.1.map(|n| FUNCTIONS[n]).into_iter().collect();
        line.what.areas = wanted.areas.iter().map(|area| AreaCode::from(*area)).collect();
        line.what.channel = CHANNELS[wanted.channel];
        line.what.segment = SEGMENTS[wanted.segment].map(str::to_owned);
        line
    });
    let mut draft = transfer("move", kind, day, lines.collect());
    draft.resources = shares
        .iter()
        .map(|(line, to, count)| Share {
            line: LINES[*line].into(),
            from: name(BODIES[wanted[0].from]),
            to: name(BODIES[*to]),
            amount: count.map(|count| amount(*line, count)),
        })
        .collect();
    draft
}

/// The slow lookup over all rows of a model, tried in the order of the rule.
fn holder<'a>(
    rows: &'a [Vec<Responsibility>],
    of: Of,
    areas: &[AreaCode],
    part: (Option<Channel>, Option<&str>),
    day: Day,
) -> Option<&'a Responsibility> {
    for area in areas.iter().map(Some).chain([None]) {
        for channel in if part.0.is_some() { vec![part.0, None] } else { vec![None] } {
            for segment in if part.1.is_some() { vec![part.1, None] } else { vec![None] } {
                let found = rows[of].iter().find(|row| {
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

/// The rows that are known now: of each function of each service type.
fn known(model: &Model) -> Vec<Vec<Responsibility>> {
    let rows = model.rows().filter(|row| row.known_at(model.version()));
    let mut known = vec![Vec::new(); TYPES.len() * FUNCTIONS.len()];
    for row in rows {
        let service_type = TYPES.iter().position(|known| *known == row.service_type.name()).unwrap();
        let function = FUNCTIONS.iter().position(|known| *known == row.function).unwrap();
        known[service_type * FUNCTIONS.len() + function].push(row.clone());
    }
    known
}

/// A function of a service type, by its place in what [`known`] gives.
type Of = usize;
type Part = (Option<Channel>, Option<&'static str>);

/// Every place (nowhere in particular first), and every part of a service.
fn places() -> impl Iterator<Item = Option<&'static str>> {
    [None].into_iter().chain(PLACES.map(Some))
}

fn parts() -> Vec<(Of, Part)> {
    let mut parts = Vec::new();
    for of in 0..TYPES.len() * FUNCTIONS.len() {
        for channel in ASKED_CHANNELS {
            parts.extend(SEGMENTS.map(|segment| (of, (channel, segment))));
        }
    }
    parts
}

/// Every cell on these days, with the areas of its place as they lie on the eve and on the day.
fn each_cell(
    land: &Land<'_>,
    days: impl Iterator<Item = Day>,
    eve: impl Fn(Day) -> Day,
    mut check: impl FnMut(Day, (&[AreaCode], &[AreaCode]), Of, Part) -> Result<(), TestCaseError>,
) -> Result<(), TestCaseError> {
    let parts = parts();
    for day in days {
        for place in places() {
            let (seen, now) = (around(land, place, eve(day)), around(land, place, day));
            for (of, part) in &parts {
                check(day, (&seen, &now), *of, *part)?;
            }
        }
    }
    Ok(())
}

fn around(land: &Land<'_>, place: Option<&str>, day: Day) -> Vec<AreaCode> {
    place.map(|place| land.chain(&name("waste"), &place.into(), day)).unwrap_or_default()
}

/// Does a line select a cell that `winner` holds?
fn selects(
    land: &Land<'_>,
    line: &Line,
    day: Day,
    winner: &Responsibility,
    areas: &[AreaCode],
    part: (Option<Channel>, Option<&str>),
) -> bool {
    let what = &line.what;
    let chain = |area: &AreaCode| land.chain(&name("waste"), area, day.yesterday().unwrap());
    let reaches = |area: &AreaCode| match &winner.area {
        None => areas.contains(area),
        Some(own) => chain(own).contains(area) || (chain(area).contains(own) && areas.contains(area)),
    };
    what.from == winner.holder
        && (what.service_types.is_empty() || what.service_types.contains(&winner.service_type))
        && (what.functions.is_empty() || what.functions.contains(&winner.function))
        && what.channel.is_none_or(|named| part.0 == Some(named))
        && what.segment.as_deref().is_none_or(|named| part.1 == Some(named))
        && (what.areas.is_empty() || what.areas.iter().any(reaches))
}

/// Every cell after the move against every cell before it.
fn check_cells(land: &Land<'_>, before: &Model, after: &Model, draft: &Draft) -> Result<(), TestCaseError> {
    let (old, new) = (known(before), known(after));
    let eve = draft.day.yesterday().unwrap();
    let days = (-70..70).step_by(7).map(on).chain([eve, draft.day]).filter(|day| draft.day == DAY || *day < DAY);
    let seen_from = |day: Day| if day >= draft.day { eve } else { day };
    each_cell(land, days, seen_from, |day, (seen, now), of, part| {
        let is = holder(&new, of, now, part, day).map(|row| &row.holder);
        if part.1.is_none() {
            let (service_type, function) = (name(TYPES[of / FUNCTIONS.len()]), FUNCTIONS[of % FUNCTIONS.len()]);
            let shipped = after.holder(&service_type, function, part.0, now, day).ok().map(|row| &row.holder);
            prop_assert_eq!(shipped, is, "the lookup that ships: {:?} {:?} {:?} on {}", of, now, part, day);
        }
        let Some(was) = holder(&old, of, seen, part, day) else {
            prop_assert_eq!(is, None, "nobody before: {:?} {:?} {:?} on {}", of, now, part, day);
            return Ok(());
        };
        let stays =
            day < draft.day || was.area.as_ref().is_none_or(|area| land.standing(area, draft.day).contains(area));
        let line = draft.lines.iter().find(|line| selects(land, line, draft.day, was, seen, part));
        let expected = match line {
            Some(line) if day >= draft.day => &line.whom.to,
            _ if stays => &was.holder,
            _ => return Ok(()),
        };
        prop_assert_eq!(is, Some(expected), "{:?} {:?} {:?} on {}", of, now, part, day);
        Ok(())
    })
}

fn check_ranks(model: &Model) -> Result<(), TestCaseError> {
    let rows = known(model);
    for rows in &rows {
        let rows: Vec<&Responsibility> = rows.iter().collect();
        prop_assert!(equal_rank(&rows).is_none(), "{:?}", equal_rank(&rows));
    }
    Ok(())
}

/// Nothing lost, nothing doubled: each line has the same sum at every instant, whoever has it; a franchise's stays its.
fn check_sums(before: &Model, after: &Model) -> Result<(), TestCaseError> {
    let franchises = [None, Some(name("home"))];
    for (line, franchise) in LINES.into_iter().flat_map(|line| franchises.each_ref().map(|of| (line, of))) {
        let of = |model: &Model| -> Vec<Resource> {
            let rows = model.arrangements().resources.iter();
            rows.filter(|row| row.line == line && row.franchise == *franchise).cloned().collect()
        };
        let (old, new) = (of(before), of(after));
        for day in (-65..135).map(on) {
            let sum = |rows: &[Resource]| -> i64 {
                rows.iter().filter(|row| row.valid.holds_on(day)).map(|row| row.amount.count()).sum()
            };
            prop_assert_eq!(sum(&old), sum(&new), "{} on {}", line, day);
            prop_assert!(new.iter().all(|row| row.amount.count() > 0));
        }
    }
    Ok(())
}

/// What was known at an earlier version is what it was.
fn check_history(before: &Model, after: &Model) -> Result<(), TestCaseError> {
    let as_known = |model: &Model| -> BTreeSet<String> {
        let rows = model.rows().filter(|row| row.known_at(before.version()));
        rows.map(|row| format!("{:?}", Responsibility { until_version: None, ..row.clone() })).collect()
    };
    prop_assert_eq!(as_known(before), as_known(after));
    let said = |rows: &[Resource]| -> BTreeSet<String> {
        rows.iter().map(|row| format!("{:?}", Resource { until_version: None, ..row.clone() })).collect()
    };
    let old = after.arrangements_at(before.version()).resources;
    prop_assert_eq!(said(&old), said(&before.arrangements().resources));
    Ok(())
}

/// Refused for a reason that a random draft may well have.
fn refused(problems: &[Problem]) -> Result<(), TestCaseError> {
    for problem in problems {
        let fits = matches!(
            problem,
            Problem::SelectsNothing { .. }
                | Problem::Clash { .. }
                | Problem::Resource { .. }
                | Problem::Gap { .. }
                | Problem::ChangesNothing
                | Problem::HoldsNone { .. }
        );
        prop_assert!(fits, "{}", problem);
    }
    Err(TestCaseError::reject("the draft can't be carried out"))
}

fn config() -> ProptestConfig {
    let cases = std::env::var("PORTICO_TRANSFERS").ok().and_then(|n| n.parse().ok()).unwrap_or(2_000);
    ProptestConfig { cases, max_global_rejects: cases * 40, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config())]

    /// After the vesting the named successor holds every selected cell, every other cell is as it was, posts and money
    /// are conserved, and history stands. Taken back, everything is as before.
    #[test]
    fn a_transfer_moves_what_it_names_and_taken_back_leaves_all_as_before(
        rows in prop::collection::vec(some_row(), 2..14),
        have in prop::collection::vec(some_resource(), 0..6),
        wanted in prop::collection::vec(some_line(), 1..4),
        shares in prop::collection::vec((0..LINES.len(), 0..4usize, prop::option::of(1..5_000i64)), 0..3),
        early in 0..30i32, back in 0..40i32,
    ) {
        let catalogue: &Catalogue = &CATALOGUE;
        let land = Land(catalogue);
        let before = model(&data(&rows, &have));
        let day = if early < 12 { DAY } else { DAY - early.days() };
        let draft = draft(Kind::Agreement, day, &wanted, &shares);
        let scene = Scene { model: &before, catalogue };
        let plan = match rules::plan(&scene, &draft) {
            Ok(plan) => plan,
            Err(problems) => return refused(&problems),
        };
        prop_assert_eq!(rules::plan(&scene, &draft).unwrap().hash(), plan.hash());
        let after = scene.with(&plan);
        check_cells(&land, &before, &after, &draft)?;
        check_ranks(&after)?;
        check_sums(&before, &after)?;
        check_history(&before, &after)?;

        let reversal = Draft {
            lines: Vec::new(),
            resources: Vec::new(),
            reverses: Some(Reversed { transfer: name("move"), version: after.version() }),
            ..transfer("back", Kind::Reversal, day + back.days(), Vec::new())
        };
        let scene = Scene { model: &after, catalogue };
        match rules::plan(&scene, &reversal) {
            Ok(plan) => {
                let restored = scene.with(&plan);
                check_ranks(&restored)?;
                check_sums(&before, &restored)?;
                check_history(&after, &restored)?;
                check_restored(&land, (&before, &after, &restored), reversal.day)?;
            }
            // Where areas ended in between, the rows that come back are of areas that are no more.
            Err(problems) => {
                let ended = reversal.day >= DAY;
                let gaps = problems.iter().all(|problem| matches!(problem, Problem::Gap { .. }));
                prop_assert!(ended && gaps, "{:?}", problems);
            }
        }
    }

    /// Contact goes in waves, a channel in each; one of them comes back, whichever: its cells are as they were, those
    /// of the others stay with the retail organisation.
    #[test]
    fn one_wave_of_several_is_taken_back_and_the_others_stand(
        rows in prop::collection::vec(some_row(), 2..14), which in 0..2usize, back in 0..40i32,
    ) {
        let catalogue: &Catalogue = &CATALOGUE;
        let land = Land(catalogue);
        let start = model(&data(&rows, &[]));
        let first_day = DAY + 3.days();
        let channels = [Channel::Phone, Channel::Web];
        let mut models = vec![start];
        for (n, channel) in channels.into_iter().enumerate() {
            let mut contact = line("alpha", "delta");
            contact.what.functions = vec![Function::Contact];
            contact.what.channel = Some(channel);
            contact.whom.form = OperatingForm::Retail;
            let day = first_day + i32::try_from(n).unwrap().days();
            let scene = Scene { model: &models[n], catalogue };
            match rules::plan(&scene, &transfer("wave", Kind::Retail, day, vec![contact])) {
                Ok(plan) => models.push(scene.with(&plan)),
                Err(problems) => return refused(&problems),
            }
        }
        let day = first_day + 2.days() + back.days();
        let reversal = Draft {
            reverses: Some(Reversed { transfer: name("wave"), version: models[which + 1].version() }),
            ..transfer("back", Kind::Reversal, day, Vec::new())
        };
        let scene = Scene { model: &models[2], catalogue };
        let plan = rules::plan(&scene, &reversal).map_err(|problems| TestCaseError::fail(format!("{problems:?}")))?;
        let restored = scene.with(&plan);
        check_ranks(&restored)?;
        let (old, all, new) = (known(&models[0]), known(&models[2]), known(&restored));
        let days = (0..90).step_by(9).map(|n| day + n.days());
        each_cell(&land, days, |day| day, |later, (_, areas), of, part| {
            let taken_back = FUNCTIONS[of % FUNCTIONS.len()] == Function::Contact && part.0 == Some(channels[which]);
            let expected = holder(if taken_back { &old } else { &all }, of, areas, part, later);
            let is = holder(&new, of, areas, part, later);
            let body = |row: Option<&Responsibility>| row.map(|row| (row.holder.clone(), row.form));
            prop_assert_eq!(body(is), body(expected), "{:?} {:?} {:?} on {}", of, areas, part, later);
            Ok(())
        })?;
    }
}

/// From the day of the reversal on all is as it was before the move; until then as after it.
fn check_restored(
    land: &Land<'_>,
    (before, after, restored): (&Model, &Model, &Model),
    back: Day,
) -> Result<(), TestCaseError> {
    let (old, moved, new) = (known(before), known(after), known(restored));
    let days = || (-40..120).step_by(17).map(on).chain([back, back.yesterday().unwrap()]);
    each_cell(
        land,
        days(),
        |day| day,
        |day, (_, areas), of, part| {
            let expected = holder(if day < back { &moved } else { &old }, of, areas, part, day);
            let is = holder(&new, of, areas, part, day);
            let said = |row: Option<&Responsibility>| row.map(|row| (row.holder.clone(), row.instrument.clone()));
            prop_assert_eq!(said(is), said(expected), "{:?} {:?} {:?} on {}", of, areas, part, day);
            Ok(())
        },
    )?;
    for day in days() {
        for franchise in [None, Some(name("home"))] {
            let has = |model: &Model| {
                let rows: Vec<Resource> = model.arrangements().resources.clone();
                totals(rows.iter().filter(|row| row.franchise == franchise), day)
            };
            prop_assert_eq!(has(restored), has(if day < back { after } else { before }), "{:?} on {}", franchise, day);
        }
    }
    Ok(())
}
