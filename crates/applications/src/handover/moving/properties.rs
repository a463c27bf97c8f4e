//! Random transfers over live cases, against what the rules say in plain words: each open request that the move is about
//! has one line, answers with the named successor or stays where its rule leaves it, and nothing else of it changes; no
//! deadline is earlier than promised; nothing that the move is not about is touched; done twice is as done once.
//!
//! `PORTICO_TRANSFERS=20000` for a long run.

use std::{fs, path::Path, sync::LazyLock};

use jiff::{ToSpan as _, civil::date, tz::TimeZone};
use proptest::{prelude::*, test_runner::TestRunner};
use responsibility::{
    Function, OperatingForm,
    timeline::{Destination, Line, Selection},
    transfer::{Answerable, Scene},
};
use values::{AreaCode, Text, source::Source};

use super::*;
use crate::{data, handover::Fate};

/// The demonstration without its transfers.
static GOVERNMENT: LazyLock<Government> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../demo");
    let mut files = Vec::new();
    for folder in ["", "services", "journeys"] {
        for entry in fs::read_dir(root.join(folder)).expect("demo/ is part of the repository") {
            let path = entry.expect("a folder can be listed").path();
            if path.extension().is_some_and(|ending| ending == "toml" || ending == "dmn")
                && !path.ends_with("transfers.toml")
            {
                let name = path.strip_prefix(&root).expect("it lies below").to_string_lossy().into_owned();
                files.push(Source { file: name, text: fs::read_to_string(&path).expect("it can be read") });
            }
        }
    }
    let data = data::read(&files).expect("the demonstration is sound");
    data::preview(&data, TimeZone::UTC).map_err(|(_, problems)| problems).expect("nothing is on the calendar")
});

/// What chance decides of one move, as numbers that are read as the nth of what there is.
#[derive(Debug, Clone)]
struct Chance {
    day: i16,
    lines: Vec<(usize, usize)>,
    open_work: usize,
    anew: bool,
    requests: Vec<Live>,
}

#[derive(Debug, Clone)]
struct Live {
    service: usize,
    /// One that the move is about, more often than not.
    of_the_move: Option<usize>,
    place: usize,
    holder: Option<usize>,
    state: usize,
    due: Option<i16>,
    started: bool,
    other_system: bool,
}

fn chance() -> impl Strategy<Value = Chance> {
    let any_of = || 0..10_000_usize;
    let live = (
        any_of(),
        proptest::option::weighted(0.8, any_of()),
        any_of(),
        proptest::option::weighted(0.2, any_of()),
        0..9_usize,
        proptest::option::weighted(0.8, -40..40_i16),
        any::<bool>(),
        any::<bool>(),
    );
    let live = live.prop_map(|(service, of_the_move, place, holder, state, due, started, other_system)| Live {
        service,
        of_the_move,
        place,
        holder,
        state,
        due,
        started,
        other_system,
    });
    let lines = proptest::collection::vec((any_of(), any_of()), 1..4);
    let requests = proptest::collection::vec(live, 1..12);
    (0..50_i16, lines, 0..3_usize, any::<bool>(), requests).prop_map(|(day, lines, open_work, anew, requests)| Chance {
        day,
        lines,
        open_work,
        anew,
        requests,
    })
}

fn nth<T: Clone>(all: &[T], n: usize) -> T {
    all[n % all.len()].clone()
}

/// A move of work between bodies that live on, before the councils merge.
fn draft(chance: &Chance) -> Draft {
    let government = &*GOVERNMENT;
    let day = date(2023, 2, 1) + i64::from(chance.day).days();
    let version = government.model.version();
    let held: Vec<_> = government
        .model
        .rows()
        .filter(|row| row.known_at(version) && row.function == Function::Fulfilment && row.valid.holds_on(day))
        .map(|row| (row.service_type.clone(), row.holder.clone(), row.instrument.clone()))
        .collect();
    let living: Vec<_> = government
        .catalogue
        .organisations()
        .filter(|body| body.valid.holds_on(day) && body.valid.until.is_none_or(|until| until > day))
        .map(|body| body.id.clone())
        .collect();
    let lines = chance.lines.iter().map(|(from, to)| {
        let (service_type, from, instrument) = nth(&held, *from);
        let others: Vec<_> = living.iter().filter(|body| **body != from).cloned().collect();
        Line {
            what: Selection {
                from,
                service_types: vec![service_type],
                functions: vec![Function::Fulfilment],
                channel: None,
                areas: Vec::new(),
                segment: None,
                into: None,
            },
            whom: Destination {
                to: nth(&others, *to),
                form: OperatingForm::OwnAgency,
                franchise: None,
                instrument: instrument.clone(),
            },
        }
    });
    let lines: Vec<Line> = lines.collect();
    let person = government.catalogue.people().next().expect("there is staff").id.clone();
    Draft {
        id: Id::named("move").expect("it is a good name"),
        title: Text { en: "Move".into(), fr: "Transfert".into() },
        kind: Kind::Agreement,
        day,
        instrument: lines[0].whom.instrument.clone(),
        reason: None,
        programme: None,
        after: Vec::new(),
        window_days: 30,
        reverses: None,
        lines,
        resources: Vec::new(),
        systems: Vec::new(),
        dissolves: Vec::new(),
        open_work: nth(&[OpenWork::Moves, OpenWork::StaysUntilClosed, OpenWork::MovesIfNotStarted], chance.open_work),
        deadlines: if chance.anew { Deadlines::CountAnew } else { Deadlines::Keep },
        answerable: vec![Answerable { matter: Matter::Everything, person }],
        illustrative: true,
    }
}

fn states() -> [State; 9] {
    let request = || Id::named("other").expect("it is a good name");
    [
        State::Held { waits_for: request() },
        State::Queued { lost_replies: 0, tried: 0 },
        State::Queued { lost_replies: 1, tried: 2 },
        State::Sent,
        State::Uncertain,
        State::Stuck { why: "400".to_owned() },
        State::Referred { next: None },
        State::Answered { granted: true },
        State::NotSent { because: request() },
    ]
}

/// For each line of a move, the places where the body that it takes the work from does it.
fn places(draft: &Draft) -> Vec<Vec<AreaCode>> {
    let government = &*GOVERNMENT;
    let of_line = |line: &Line| {
        let Selection { from, service_types, .. } = &line.what;
        let is_theirs = |place: &AreaCode| {
            government.supplier(&service_types[0], Some(place), draft.day).is_ok_and(|row| row.holder == *from)
        };
        government.catalogue.areas().all().map(|area| area.code.clone()).filter(is_theirs).collect()
    };
    draft.lines.iter().map(of_line).collect()
}

/// A request as it stands on the day, with the body that has it as known before the move, or some other body.
fn request(n: usize, live: &Live, draft: &Draft, theirs: &[Vec<AreaCode>]) -> Option<Request> {
    let government = &*GOVERNMENT;
    let services: Vec<_> = government.catalogue.service_types().map(|known| known.id.clone()).collect();
    let all: Vec<AreaCode> = government.catalogue.areas().all().map(|area| area.code.clone()).collect();
    let (service_type, places) = match live.of_the_move {
        None => (nth(&services, live.service), all),
        Some(n) => {
            let places = nth(theirs, n);
            (nth(&draft.lines, n).what.service_types[0].clone(), if places.is_empty() { all } else { places })
        }
    };
    let area = Some(nth(&places, live.place));
    let holder = government.supplier(&service_type, area.as_ref(), draft.day).ok()?;
    let bodies: Vec<_> = government.catalogue.organisations().map(|body| body.id.clone()).collect();
    let system = government.endpoint(&service_type, area.as_ref(), draft.day).ok().map(|system| system.id.clone());
    Some(Request {
        id: Id::named(&format!("request-{n}")).expect("it is a good name"),
        application: Id::named("application").expect("it is a good name"),
        position: 0,
        service_type,
        area,
        holder: live.holder.map_or_else(|| holder.holder.clone(), |n| nth(&bodies, n)),
        instrument: holder.instrument.clone(),
        model_version: government.model.version(),
        state: nth(&states(), live.state),
        their_reference: None,
        system: if live.other_system { Some(Id::named("elsewhere").expect("it is a good name")) } else { system },
        chosen: None,
        due: live.due.map(|days| draft.day + i64::from(days).days()),
        version: 1,
    })
}

/// What the rules say in plain words: the body that answers from then on, and whether a person has to look.
struct Expected {
    after: Id<id::Organisation>,
    listed: bool,
}

fn expected(request: &Request, started: bool, draft: &Draft, successor: &Id<id::Organisation>) -> Option<Expected> {
    let goes = |listed| Some(Expected { after: successor.clone(), listed });
    let stays = |listed| Some(Expected { after: request.holder.clone(), listed });
    match (&request.state, draft.open_work) {
        (State::Sent, OpenWork::StaysUntilClosed) => stays(false),
        (State::Sent, OpenWork::MovesIfNotStarted) if started => stays(true),
        (State::Held { .. } | State::Queued { .. } | State::Sent, _) => goes(false),
        (State::Uncertain, _) => stays(true),
        (State::Stuck { .. } | State::Referred { .. }, _) => goes(true),
        (State::Answered { .. } | State::NotSent { .. } | State::Withdrawn | State::Closed { .. }, _) => None,
    }
}

fn check(chance: &Chance, after: &Government, draft: &Draft) -> Result<usize, TestCaseError> {
    let before = &*GOVERNMENT;
    let moving = Moving { government: after, draft, version: Some(after.model.version()), today: draft.day };
    let theirs = places(draft);
    let mut moved = 0;
    for (n, live) in chance.requests.iter().enumerate() {
        let Some(request) = request(n, live, draft, &theirs) else { continue };
        let mut past = Past::default();
        if live.started {
            past.started.insert(request.id.clone());
        }
        let (service, place) = (&request.service_type, request.area.as_ref());
        let had = before.supplier(service, place, draft.day).map(|row| row.holder.clone()).ok();
        let has = after.supplier(service, place, draft.day).map(|row| row.holder.clone()).ok();
        let is_about = had == Some(request.holder.clone()) && has != had;
        let expected = has.as_ref().filter(|_| is_about).and_then(|has| expected(&request, live.started, draft, has));
        let found = moving.request(&request, &past);
        prop_assert_eq!(found.is_some(), expected.is_some(), "{:?}", request);
        let (Some(Moved { item, given, .. }), Some(expected)) = (found, expected) else { continue };
        moved += 1;
        let names = |line: &Line| line.what.from == request.holder && line.what.service_types.contains(service);
        let successor = has.expect("somebody does the work");
        prop_assert!(draft.lines.iter().any(|line| names(line) && line.whom.to == successor), "{:?}", request);
        prop_assert_eq!((&item.request, &item.before, &item.after), (&request.id, &request.holder, &expected.after));
        prop_assert_eq!(item.fate == Fate::Listed, expected.listed);
        prop_assert_eq!(item.person.is_some(), expected.listed, "a person is named for what is listed");
        let Some(given) = given else {
            prop_assert_eq!((&expected.after, item.due_after), (&request.holder, request.due));
            continue;
        };
        prop_assert_eq!(&given.holder, &expected.after);
        if draft.deadlines == Deadlines::Keep || request.due.is_none() {
            prop_assert_eq!(given.due, request.due);
        } else {
            prop_assert!(given.due >= request.due, "earlier than promised: {:?}", given);
        }
        prop_assert_eq!(item.due_after, given.due);
        let told = |request: &Request| Request {
            holder: successor.clone(),
            instrument: given.instrument.clone(),
            model_version: 0,
            state: if item.fate == Fate::HandedOver { State::Sent } else { request.state.clone() },
            due: None,
            ..request.clone()
        };
        let rest = |request: &Request| Request { state: State::Sent, ..told(request) };
        if item.fate == Fate::HandedOver {
            prop_assert_eq!(rest(&given), rest(&request));
        } else {
            prop_assert_eq!(told(&given), told(&request));
        }
        prop_assert!(moving.request(&given, &past).is_none(), "moved twice: {:?}", given);
    }
    Ok(moved)
}

#[test]
fn every_live_case_goes_where_its_rule_says_and_nothing_is_lost_or_doubled() {
    let wanted: u32 = std::env::var("PORTICO_TRANSFERS").ok().and_then(|n| n.parse().ok()).unwrap_or(2_000);
    let config = ProptestConfig {
        cases: wanted,
        max_global_rejects: wanted * 20,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    let moved = std::cell::Cell::new(0);
    let ran = TestRunner::new(config).run(&chance(), |chance| {
        let draft = draft(&chance);
        let government = &*GOVERNMENT;
        let scene = Scene { model: &government.model, catalogue: &government.catalogue };
        // Two lines may want the same, or one what is gone: such a draft is refused, which other tests are about.
        let Ok(model) = scene.after(&draft) else { return Err(TestCaseError::reject("refused")) };
        let after = Government { model: model.into(), ..government.clone() };
        moved.set(moved.get() + check(&chance, &after, &draft)?);
        Ok(())
    });
    if let Err(error) = ran {
        panic!("{error}");
    }
    // It is about live cases: of all those that came up, many were moved or listed.
    assert!(moved.get() > wanted as usize, "{} of {wanted} transfers' cases moved", moved.get());
}
