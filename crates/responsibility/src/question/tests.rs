//! What was known at a version never changes; questions name their holders, gaps and days.

use catalogue::{
    Catalogue, Illustrative,
    area::{Area, Within},
    data::CatalogueData,
    organisation::{ContactPoint, Level, Organisation, Sector},
    service::ServiceType,
};
use jiff::{ToSpan, civil::date, tz::TimeZone};
use proptest::prelude::*;
use values::{Actor, AreaCode, AreaKind, Channel, Day, Effective, Id, Moment, Text};

use super::{
    Answer, Known, Missing, Question,
    ask::{self, Asked, Unclear},
    gaps, who,
};
use crate::{
    Endpoint, Function, Model, OperatingForm, Responsibility, System,
    data::ModelData,
    endpoint::Protocol,
    picture::{coverage, flows::flows},
};

const VESTING: Day = date(2023, 4, 1);
const BODIES: [&str; 3] = ["north", "south", "council"];
const AREAS: [Option<&str>; 4] = [None, Some("d-north"), Some("d-south"), Some("u-council")];
const CHANNELS: [Option<Channel>; 3] = [None, Some(Channel::Phone), Some(Channel::Web)];

fn text(text: &str) -> Text {
    Text { en: text.to_owned(), fr: text.to_owned() }
}

fn service(name: &str, kinds: &[AreaKind]) -> ServiceType {
    ServiceType {
        id: Id::named(name).unwrap(),
        lgsl: None,
        tier: None,
        area_kind: kinds.to_vec(),
        title: text(name),
        summary: text(name),
        life_events: Vec::new(),
        appeal: None,
    }
}

/// Two districts with a village each; on the day of the vesting they become one council's area.
fn land() -> Catalogue {
    Catalogue::new(1, land_data())
}

fn land_data() -> CatalogueData {
    let area = |code: &str, kind, days: (Option<Day>, Option<Day>), within: &[&str], successors: &[&str]| Area {
        code: code.into(),
        kind,
        name: text(code),
        from: days.0,
        until: days.1,
        successors: successors.iter().map(|code| (*code).into()).collect(),
        within: within.iter().map(|code| Within { area: (*code).into(), from: None, until: None }).collect(),
    };
    let old = (None, Some(VESTING));
    let areas = vec![
        area("upper", AreaKind::Locality, (None, None), &["d-north"], &[]),
        area("lower", AreaKind::Locality, (None, None), &["d-south"], &[]),
        area("d-north", AreaKind::District, old, &[], &["u-council"]),
        area("d-south", AreaKind::District, old, &[], &["u-council"]),
        area("u-council", AreaKind::Unitary, (Some(VESTING), None), &[], &[]),
    ];
    let service_types = vec![service("waste", &[AreaKind::District, AreaKind::Unitary]), service("tax", &[])];
    CatalogueData { areas, service_types, ..CatalogueData::default() }
}

fn body(name: &str, until: Option<Day>) -> Organisation {
    Organisation {
        id: Id::named(name).unwrap(),
        name: text(name),
        level: Level::Local,
        sector: Sector::Public,
        valid: Effective { from: date(1974, 4, 1), until },
        areas: Vec::new(),
        successors: Vec::new(),
        contact: ContactPoint::default(),
        illustrative: Illustrative::default(),
    }
}

fn row(
    n: usize,
    service: &str,
    function: Function,
    area: Option<&str>,
    holder: &str,
    valid: Effective,
) -> Responsibility {
    Responsibility {
        id: Id::named(&format!("r{n}")).unwrap(),
        service_type: Id::named(service).unwrap(),
        function,
        channel: None,
        area: area.map(AreaCode::from),
        segment: None,
        holder: Id::named(holder).unwrap(),
        form: OperatingForm::OwnAgency,
        franchise: None,
        instrument: Id::named("act").unwrap(),
        valid,
        routing: None,
        illustrative: false,
        since_version: 1,
        until_version: None,
    }
}

fn always() -> Effective {
    Effective { from: date(2020, 1, 1), until: None }
}

fn question(place: Option<&str>, channel: Option<Channel>, day: Day, known: Known) -> Question {
    let service_type = Id::named("waste").unwrap();
    Question { service_type, place: place.map(AreaCode::from), channel, segment: None, day, known }
}

fn system(name: &str) -> System {
    System {
        id: Id::named(name).unwrap(),
        name: text(name),
        operator: Id::named("north").unwrap(),
        protocol: Protocol::Desk,
        host: "h".into(),
        path: "/".into(),
        settings: serde_json::Value::Null,
    }
}

fn endpoint(n: usize, area: Option<&str>, valid: Effective) -> Endpoint {
    Endpoint {
        id: Id::named(&format!("e{n}")).unwrap(),
        service_type: Id::named("waste").unwrap(),
        area: area.map(AreaCode::from),
        system: Id::named("desk").unwrap(),
        valid,
        since_version: 1,
        until_version: None,
    }
}

fn holders(answer: &Answer, function: Function) -> Vec<(Vec<Channel>, Vec<String>)> {
    let answered = &answer.functions[function as usize];
    let share = |share: &super::Share| {
        (share.channels.clone(), share.holdings.iter().map(|held| held.holder.name().to_owned()).collect())
    };
    answered.by.iter().map(share).collect()
}

/// Sound but for what a test takes away: rows for every function everywhere, and a desk.
fn model(change: impl FnOnce(&mut Vec<Responsibility>)) -> Model {
    let mut rows = Vec::new();
    for (n, function) in Function::ALL.into_iter().enumerate() {
        rows.push(row(n * 10, "tax", function, None, "council", always()));
        let old = Effective { from: date(2020, 1, 1), until: Some(VESTING) };
        rows.push(row(n * 10 + 1, "waste", function, Some("d-north"), "north", old));
        rows.push(row(n * 10 + 2, "waste", function, Some("d-south"), "south", old));
        let new = Effective { from: VESTING, until: None };
        rows.push(row(n * 10 + 3, "waste", function, Some("u-council"), "council", new));
    }
    change(&mut rows);
    let tax = Endpoint { service_type: Id::named("tax").unwrap(), ..endpoint(2, None, always()) };
    Model::from_rows(1, rows, [endpoint(1, None, always()), tax], [system("desk")])
}

#[test]
fn the_day_decides_who_answers() {
    let (model, land) = (model(|_| {}), land());
    let ask = |place: &str, day| {
        let answer = who(&model, &land, &question(Some(place), None, day, Known::Now));
        assert!(answer.is_whole());
        let [(channels, names)] = &holders(&answer, Function::Decision)[..] else { panic!("{answer:?}") };
        assert_eq!(channels.len(), 4);
        names.join(", ")
    };
    assert_eq!(ask("upper", date(2023, 3, 31)), "north");
    assert_eq!(ask("lower", date(2023, 3, 31)), "south");
    assert_eq!(ask("upper", VESTING), "council");
}

#[test]
fn channels_with_another_holder_stand_apart() {
    let model = model(|rows| {
        let contact = |n, channel| Responsibility {
            channel: Some(channel),
            holder: Id::named("retail").unwrap(),
            ..row(n, "waste", Function::Contact, Some("u-council"), "retail", always())
        };
        rows.extend([contact(90, Channel::Phone), contact(91, Channel::Counter)]);
    });
    let answer = who(&model, &land(), &question(Some("upper"), None, VESTING, Known::Now));
    assert_eq!(
        holders(&answer, Function::Contact),
        [
            (vec![Channel::Web, Channel::Post], vec!["council".to_owned()]),
            (vec![Channel::Phone, Channel::Counter], vec!["retail".to_owned()]),
        ]
    );
    let by_phone = who(&model, &land(), &question(Some("upper"), Some(Channel::Phone), VESTING, Known::Now));
    assert_eq!(holders(&by_phone, Function::Contact), [(vec![Channel::Phone], vec!["retail".to_owned()])]);
}

#[test]
fn nobody_is_an_answer_and_no_whole_one() {
    let model = model(|rows| rows.retain(|row| row.function != Function::Decision || row.holder.name() != "council"));
    let answer = who(&model, &land(), &question(Some("upper"), None, VESTING, Known::Now));
    assert!(!answer.is_whole());
    assert_eq!(holders(&answer, Function::Decision)[0].1, Vec::<String>::new());
    assert!(answer.controllers.is_empty());
}

#[test]
fn a_sound_model_has_no_gap_and_each_planted_one_is_found_once() {
    let from = date(2023, 3, 1);
    assert_eq!(gaps(&model(|_| {}), &land(), from), []);

    let no_tax = model(|rows| rows.retain(|row| row.id.name() != "r20"));
    let found = gaps(&no_tax, &land(), from);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].missing, Missing::Nobody(Function::Fulfilment));
    assert_eq!((found[0].places.len(), found[0].channels.len()), (0, 4));

    let late = model(|rows| {
        let council = rows.iter_mut().find(|row| row.id.name() == "r13").unwrap();
        council.valid.from = VESTING + 3.days();
    });
    let found = gaps(&late, &land(), from);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].missing, Missing::Nobody(Function::Decision));
    assert_eq!(found[0].days, Effective { from: VESTING, until: Some(VESTING + 3.days()) });
    assert_eq!(found[0].places, ["lower".into(), "upper".into()]);

    let twice = model(|rows| {
        rows.push(row(99, "waste", Function::Policy, Some("d-south"), "north", always()));
    });
    let found = gaps(&twice, &land(), from);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].missing, Missing::Several(Function::Policy));
    assert_eq!((found[0].places.as_slice(), found[0].days.until), (&["lower".into()][..], Some(VESTING)));

    let by_phone = model(|rows| {
        let mut apart: Vec<_> = CHANNELS
            .into_iter()
            .flatten()
            .map(|channel| Responsibility {
                channel: Some(channel),
                ..row(70 + channel as usize, "tax", Function::Contact, None, "council", always())
            })
            .collect();
        rows.retain(|row| row.id.name() != "r30");
        rows.append(&mut apart);
    });
    let found = gaps(&by_phone, &land(), from);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].channels, [Channel::Counter, Channel::Post]);
}

#[test]
fn a_system_that_stops_is_a_gap() {
    let rows: Vec<Responsibility> = Function::ALL
        .into_iter()
        .enumerate()
        .map(|(n, function)| row(n, "waste", function, None, "north", always()))
        .chain(Function::ALL.into_iter().enumerate().map(|(n, f)| row(n + 10, "tax", f, None, "north", always())))
        .collect();
    let stops = Effective { from: date(2020, 1, 1), until: Some(date(2024, 1, 1)) };
    let tax = Endpoint { service_type: Id::named("tax").unwrap(), ..endpoint(2, None, always()) };
    let model = Model::from_rows(1, rows, [endpoint(1, None, stops), tax], [system("desk")]);
    let found = gaps(&model, &land(), date(2023, 3, 1));
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!((found[0].missing, found[0].days.from), (Missing::System, date(2024, 1, 1)));
}

#[test]
fn each_thing_that_is_unclear_is_said() {
    let (land, zone) = (land(), TimeZone::get("Europe/London").unwrap());
    let nobody = Model::from_rows(1, [], [], []);
    let good = Asked { service: "waste".into(), place: "upper".into(), day: "2023-04-01".into(), ..Asked::default() };
    let read = ask::read((&land, &nobody), &zone, VESTING, &good).unwrap();
    assert_eq!((read.question.day, read.believed), (VESTING, None));
    let check = |change: fn(&mut Asked), expected: &[Unclear]| {
        let mut asked = good.clone();
        change(&mut asked);
        assert_eq!(ask::read((&land, &nobody), &zone, VESTING, &asked).unwrap_err(), expected);
    };
    check(|asked| asked.service.clear(), &[Unclear::ServiceMissing]);
    check(|asked| asked.service = "No such!".into(), &[Unclear::ServiceUnknown("No such!".into())]);
    check(|asked| asked.place.clear(), &[Unclear::PlaceMissing]);
    check(|asked| asked.place = "mars".into(), &[Unclear::PlaceUnknown("mars".into())]);
    check(|asked| asked.day = "2023-02-30".into(), &[Unclear::DayUnreadable("2023-02-30".into())]);
    check(|asked| asked.channel = "pigeon".into(), &[Unclear::ChannelUnknown("pigeon".into())]);
    let none = |typed: &str, known: Vec<String>| Unclear::SegmentUnknown { typed: typed.into(), known };
    check(|asked| asked.segment = "student".into(), &[none("student", vec![])]);
    check(|asked| asked.known_on = "then".into(), &[Unclear::KnownUnreadable("then".into())]);
    check(
        |asked| (asked.service, asked.day) = (String::new(), "x".into()),
        &[Unclear::ServiceMissing, Unclear::DayUnreadable("x".into())],
    );
    let national = Asked { service: "tax".into(), known_on: "2023-03-31".into(), ..Asked::default() };
    for place in ["", "mars", "u-council"] {
        let anywhere = Asked { place: place.into(), ..national.clone() };
        let read = ask::read((&land, &nobody), &zone, VESTING, &anywhere).unwrap();
        assert_eq!(read.question.day, VESTING, "today where no day is named, and wherever: {place}");
    }
    let read = ask::read((&land, &nobody), &zone, VESTING, &national).unwrap();
    let summer = Moment::parse("2023-03-31T22:59:59.999Z").unwrap();
    assert_eq!(read.believed, Some(Known::On(summer)), "until the day is over, by the clock on the wall");
}

/// The villages have bodies of their own, and the districts none.
fn by_village(valid: Effective) -> Vec<Responsibility> {
    let waste = |n: usize, function, area: &str, holder: &str| row(n, "waste", function, Some(area), holder, valid);
    let of = |from: usize, area: &'static str, holder: &'static str| {
        Function::ALL.into_iter().enumerate().map(move |(n, function)| waste(from + n, function, area, holder))
    };
    of(0, "d-north", "north").chain(of(10, "d-south", "south")).collect()
}

#[test]
fn a_place_that_has_become_two_is_not_answered_by_the_first() {
    let split = date(2024, 1, 1);
    let mut data = land_data();
    let was = data.areas.iter_mut().find(|area| area.code.as_str() == "u-council").unwrap();
    was.until = Some(split);
    was.successors = vec!["u-east".into(), "u-west".into()];
    let half = Area { code: "u-east".into(), from: Some(split), until: None, successors: Vec::new(), ..was.clone() };
    data.areas.extend([half.clone(), Area { code: "u-west".into(), ..half }]);
    for (place, within) in [("upper", "u-east"), ("lower", "u-west")] {
        let village = data.areas.iter_mut().find(|area| area.code.as_str() == place).unwrap();
        village.within.push(Within { area: within.into(), from: Some(split), until: None });
    }
    let land = Catalogue::new(1, data);
    let half = |from: usize, area: &'static str, holder: &'static str| {
        let functions = Function::ALL.into_iter().enumerate();
        functions.map(move |(n, function)| row(from + n, "waste", function, Some(area), holder, always()))
    };
    let model = Model::from_rows(1, half(0, "u-east", "north").chain(half(10, "u-west", "south")), [], []);
    let asked = |place: &str| {
        let asked = Asked { service: "waste".into(), place: place.into(), ..Asked::default() };
        ask::read((&land, &model), &TimeZone::UTC, split, &asked)
    };
    assert!(asked("upper").is_ok() && asked("u-west").is_ok());
    let unclear = asked("u-council").unwrap_err();
    assert!(matches!(&unclear[..], [Unclear::PlaceLarge { choices, .. }] if choices.len() == 2), "{unclear:?}");
}

#[test]
fn a_place_that_has_no_one_answer_asks_for_a_place_within() {
    let mut land_of_both = land_data();
    land_of_both.areas.push(Area {
        code: "county".into(),
        kind: AreaKind::County,
        name: text("county"),
        from: None,
        until: None,
        successors: Vec::new(),
        within: Vec::new(),
    });
    for area in &mut land_of_both.areas {
        if area.kind == AreaKind::District {
            area.within.push(Within { area: "county".into(), from: None, until: None });
        }
    }
    let (land, zone) = (Catalogue::new(1, land_of_both), TimeZone::UTC);
    let model = Model::from_rows(1, by_village(always()), [], []);
    let asked = |place: &str| Asked { service: "waste".into(), place: place.into(), ..Asked::default() };
    let eve = date(2023, 3, 31);
    let read = |place: &str| ask::read((&land, &model), &zone, eve, &asked(place));
    let unclear = read("county").unwrap_err();
    assert_eq!(
        unclear[0].to_string(),
        "county is more than one place for this service: name one of d-north (d-north), d-south (d-south)"
    );
    assert!(read("d-north").is_ok() && read("upper").is_ok());
    let nobody = Model::from_rows(1, [], [], []);
    assert!(ask::read((&land, &nobody), &zone, eve, &asked("county")).is_ok(), "nobody answers within it either");
    // Somebody writes the rules for all of the country: that is no answer for the rest.
    let rules = row(30, "waste", Function::Policy, None, "council", always());
    let mut rows = by_village(always());
    rows.retain(|row| row.function != Function::Policy);
    let ruled = Model::from_rows(1, rows.into_iter().chain([rules]), [], []);
    let unclear = ask::read((&land, &ruled), &zone, eve, &asked("county")).unwrap_err();
    assert!(matches!(&unclear[..], [Unclear::PlaceLarge { choices, .. }] if choices.len() == 2), "{unclear:?}");
    // All of it is one body's: one answer.
    let one =
        Function::ALL.into_iter().enumerate().map(|(n, function)| row(n, "waste", function, None, "council", always()));
    let one = Model::from_rows(1, one, [], []);
    assert!(ask::read((&land, &one), &zone, eve, &asked("county")).is_ok());

    let coverage = |model: &Model, place: &str| {
        let place = AreaCode::from(place);
        let asked = coverage::Asked { place: Some(&place), channel: Channel::Phone, day: eve, version: 1 };
        let found = coverage::coverage(model, &land, &asked);
        let line = found.lines.into_iter().find(|line| line.service_type.name() == "waste").unwrap();
        let mut names: Vec<_> = line.cells[0].iter().map(|held| held.holder.name().to_owned()).collect();
        names.sort();
        let bare: Vec<_> = line.bare[0].iter().flatten().map(ToString::to_string).collect();
        (names, bare)
    };
    let said = |names: &[&str], bare: &[&str]| {
        let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        (owned(names), owned(bare))
    };
    assert_eq!(coverage(&model, "county"), said(&["north", "south"], &[]), "both, and no gap");
    assert_eq!(coverage(&model, "upper"), said(&["north"], &[]));
    let mut rows = by_village(always());
    rows.retain(|row| row.holder.name() == "north");
    let half = Model::from_rows(1, rows, [], []);
    assert_eq!(coverage(&half, "county"), said(&["north"], &["lower"]), "a gap in a part is one");
    assert_eq!(coverage(&half, "lower"), said(&[], &["lower"]));
}

#[derive(Debug, Clone)]
struct Made {
    function: usize,
    area: usize,
    channel: usize,
    holder: usize,
    from: i32,
    length: Option<i32>,
}

/// An endpoint: its area, its first day, its length.
type MadeEndpoint = (usize, i32, Option<i32>);

fn recording() -> impl Strategy<Value = (Vec<Made>, Vec<MadeEndpoint>)> {
    let length = || prop::option::of(1..60i32);
    let row = (0..4usize, 0..AREAS.len(), 0..3usize, 0..3usize, -60..30i32, length()).prop_map(
        |(function, area, channel, holder, from, length)| Made { function, area, channel, holder, from, length },
    );
    (prop::collection::vec(row, 0..8), prop::collection::vec((0..AREAS.len(), -60..30i32, length()), 0..2))
}

fn data((rows, endpoints): &(Vec<Made>, Vec<MadeEndpoint>)) -> ModelData {
    let valid = |from: i32, length: &Option<i32>| {
        let from = VESTING + from.days();
        Effective { from, until: length.map(|length| from + length.days()) }
    };
    let mut kept: Vec<Responsibility> = Vec::new();
    for (n, made) in rows.iter().enumerate() {
        let valid = valid(made.from, &made.length);
        let row = row(n, "waste", Function::ALL[made.function], AREAS[made.area], BODIES[made.holder], valid);
        let row = Responsibility { channel: CHANNELS[made.channel], ..row };
        if kept.iter().all(|other| crate::holding::rules::equal_rank(&[other, &row]).is_none()) {
            kept.push(row);
        }
    }
    let endpoints =
        endpoints.iter().enumerate().map(|(n, (area, from, length))| endpoint(n, AREAS[*area], valid(*from, length)));
    ModelData {
        responsibilities: kept,
        endpoints: endpoints.take(1).collect(),
        systems: vec![system("desk")],
        ..ModelData::default()
    }
}

fn all_answers(model: &Model, land: &Catalogue, known: Known) -> Vec<Answer> {
    let days = (-70..90).step_by(17).map(|n| VESTING + n.days());
    let asked = days.flat_map(|day| {
        [None, Some("upper"), Some("lower")].into_iter().map(move |place| question(place, None, day, known))
    });
    asked.map(|question| who(model, land, &question)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// Random recordings, at random times. After each, everything is asked; when all are recorded, the same questions
    /// as known at that version, and as known on that day, have the very same answers.
    #[test]
    fn an_answer_as_known_at_a_version_never_changes(
        recordings in prop::collection::vec((recording(), 0..3i64), 1..6),
    ) {
        let fresh = store::testing::fresh(&[store::MIGRATIONS, crate::MIGRATIONS].concat());
        let land = land();
        let mut moment = Moment(1_000);
        let mut then: Vec<(u64, Moment, Vec<Answer>)> = Vec::new();
        for (recording, later) in recordings {
            let data = data(&recording);
            moment = moment.plus(later);
            let model = fresh.store.write_blocking(move |tx| {
                crate::model::record(tx, &Actor::portico("test"), moment, &data)?;
                Ok::<_, crate::ModelError>(Model::load(tx)?)
            }).unwrap();
            let recorded_at = model.history().latest().recorded_at;
            then.push((model.version(), recorded_at, all_answers(&model, &land, Known::Now)));
        }
        let now = fresh.store.read_blocking(Model::load).unwrap();
        for (version, recorded_at, answers) in &then {
            prop_assert_eq!(&all_answers(&now, &land, Known::Version(*version)), answers);
            prop_assert_eq!(&all_answers(&now, &land, Known::On(*recorded_at)), answers);
        }
        for pair in then.windows(2) {
            prop_assert!(pair[0].1 < pair[1].1, "each version is recorded later than the one before");
            prop_assert_eq!(&all_answers(&now, &land, Known::On(pair[1].1.plus(-1))), &pair[0].2);
        }
        let nothing = all_answers(&now, &land, Known::On(Moment(0)));
        prop_assert!(nothing.iter().all(|answer| answer.version.number == 0 && answer.system.is_none()));
    }
}

#[test]
fn who_recorded_a_version_and_why_is_kept() {
    let fresh = store::testing::fresh(&[store::MIGRATIONS, crate::MIGRATIONS].concat());
    let kept: Vec<(i64, String, String)> = fresh
        .store
        .write_blocking(|tx| {
            crate::model::record(tx, &Actor::portico("test"), Moment(5), &ModelData::default())?;
            let statement = "SELECT version, actor, reason FROM model_history ORDER BY version";
            Ok::<_, crate::ModelError>(
                tx.all(statement, store::args![], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?,
            )
        })
        .unwrap();
    assert_eq!(kept.len(), 2);
    assert_eq!((kept[1].0, kept[1].2.as_str()), (1, "data files"));
    assert!(kept[1].1.contains("test"), "{}", kept[1].1);
}

#[test]
fn a_body_that_has_ended_answers_for_nothing_whatever_is_recorded() {
    let mut land = land_data();
    land.organisations = ["north", "south"].map(|name| body(name, (name == "north").then_some(VESTING))).to_vec();
    let land = Catalogue::new(1, land);
    let rows = Function::ALL.into_iter().enumerate().flat_map(|(n, function)| {
        [
            row(2 * n, "waste", function, Some("d-north"), "north", always()),
            row(2 * n + 1, "waste", function, Some("u-council"), "north", always()),
        ]
    });
    let model = Model::from_rows(1, rows, [endpoint(0, None, always())], [system("desk")]);
    let asked = |day: Day, known: Known| {
        let answer = who(&model, &land, &question(Some("upper"), None, day, known));
        let share = &answer.functions[0].by[0];
        (share.holdings.len(), share.ended.len(), answer.is_whole())
    };
    assert_eq!(asked(VESTING - 1.day(), Known::Now), (1, 0, true));
    assert_eq!(asked(VESTING, Known::Now), (0, 1, false));
    assert_eq!(asked(VESTING, Known::Version(1)), (1, 0, true), "what was known at a version stays");

    let found = gaps(&model, &land, VESTING - 10.days());
    let of_north: Vec<_> = found.iter().filter(|gap| gap.places == [AreaCode::from("upper")]).collect();
    assert!(of_north.is_empty(), "both villages lie in the council then: {found:?}");
    let nobody = found.iter().filter(|gap| gap.service_type.name() == "waste" && gap.days.from == VESTING);
    assert_eq!(nobody.filter(|gap| matches!(gap.missing, Missing::Nobody(_))).count(), 4);
    let asked = coverage::Asked { place: Some(&"upper".into()), channel: Channel::Web, day: VESTING, version: 1 };
    let matrix = coverage::coverage(&model, &land, &asked);
    assert_eq!(matrix.lines[0].cells.each_ref().map(Vec::len), [0; 4]);
    let held = |day| flows(&model, &land, day, 1).totals();
    assert_eq!([held(VESTING - 1.day()), held(VESTING)], [[1; 4], [0; 4]]);
}
