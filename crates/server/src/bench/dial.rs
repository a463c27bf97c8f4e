//! The lookup of responsibility in a government far larger than the demonstration's: in process, from a warm snapshot.

use std::time::{Duration, Instant};

use catalogue::{
    Catalogue,
    area::{Area, Within},
    data::CatalogueData,
    service::ServiceType,
};
use jiff::civil::date;
use responsibility::{
    Function, Model, OperatingForm, Responsibility,
    picture::coverage,
    seam::{CatalogueGround, rules::detect},
};
use values::{AreaCode, AreaKind, Channel, Day, Effective, Id, Text};

use super::random::Random;

const SERVICES: usize = 2_000;
const AREAS: usize = 400;
const YEARS: i16 = 20;
/// Decision and work change hands in an area as often as this.
const TERM: i16 = 5;
const FIRST: i16 = 2004;
const LOOKUPS: usize = 400_000;
/// Lookups that are timed together: asking the clock takes as long as one of them.
const TOGETHER: usize = 100;
const MATRICES: usize = 50;

/// What was measured.
pub struct Measured {
    /// How many rows there are.
    pub rows: usize,
    /// How long one lookup takes, in the middle.
    pub lookup: Duration,
    /// The same for the slowest hundredth.
    pub slow_lookup: Duration,
    /// How long a matrix of all services takes, in the middle.
    pub matrix: Duration,
    /// The slowest matrix.
    pub slow_matrix: Duration,
    /// How long it takes to look for every seam of a year, and how many there are: no agreement holds anything
    /// together.
    pub seams: (Duration, usize),
}

/// Makes the government and measures.
pub fn measure() -> Measured {
    let rows = rows();
    let count = rows.len();
    let model = Model::from_rows(1, rows, [], []);
    let catalogue = catalogue();
    let (lookup, slow_lookup) = lookups(&model);
    let (matrix, slow_matrix) = matrices(&model, &catalogue);
    let seams = seams(&model, &catalogue);
    Measured { rows: count, lookup, slow_lookup, matrix, slow_matrix, seams }
}

/// Random services, functions, places, channels and days: no two lookups after each other touch the same memory.
fn lookups(model: &Model) -> (Duration, Duration) {
    let mut random = Random(7);
    let services: Vec<_> = (0..SERVICES).map(service).collect();
    // The areas of a place that are of a kind that decides, as `geography::deciding` gives them.
    let places: Vec<[AreaCode; 2]> = (0..AREAS).map(|n| [area(n), county(n)]).collect();
    let questions: Vec<_> = (0..LOOKUPS)
        .map(|_| {
            let day = date(FIRST, 1, 1).saturating_add(jiff::Span::new().days(random.below(365 * 20)));
            let function = Function::ALL[random.index(4)];
            (&services[random.index(SERVICES)], function, channel(random.index(4)), &places[random.index(AREAS)], day)
        })
        .collect();
    let ask = |questions: &[(&_, Function, Channel, &[AreaCode; 2], Day)]| {
        let found = questions.iter().filter(|(service, function, channel, areas, day)| {
            model.holder(service, *function, Some(*channel), &areas[..], *day).is_ok()
        });
        assert_eq!(found.count(), questions.len(), "everything has a holder");
    };
    ask(&questions);
    let mut times: Vec<Duration> = questions
        .chunks(TOGETHER)
        .map(|together| {
            let began = Instant::now();
            ask(together);
            began.elapsed() / u32::try_from(together.len()).unwrap_or(1)
        })
        .collect();
    times.sort();
    (times[times.len() / 2], times[times.len() * 99 / 100])
}

fn matrices(model: &Model, catalogue: &Catalogue) -> (Duration, Duration) {
    let mut random = Random(11);
    let mut times: Vec<Duration> = (0..MATRICES)
        .map(|_| {
            let place = locality(random.index(AREAS));
            let day = date(FIRST + i16::try_from(random.index(20)).unwrap_or(0), 6, 1);
            let asked = coverage::Asked { place: Some(&place), channel: Channel::Phone, day, version: 1 };
            let began = Instant::now();
            let matrix = coverage::coverage(model, catalogue, &asked);
            let took = began.elapsed();
            assert_eq!((matrix.lines.len(), matrix.gaps), (SERVICES, 0), "everything has a holder");
            took
        })
        .collect();
    times.sort();
    (times[MATRICES / 2], times[MATRICES - 1])
}

fn seams(model: &Model, catalogue: &Catalogue) -> (Duration, usize) {
    let began = Instant::now();
    let found = detect(model, &CatalogueGround::new(catalogue), (date(FIRST + 10, 6, 1), date(FIRST + 11, 6, 1)));
    (began.elapsed(), found.len())
}

/// Rules and contact are held everywhere by one body, another each year, and by telephone by one more; decision and
/// work by area, by another body each term.
fn rows() -> Vec<Responsibility> {
    let mut rows = Vec::new();
    let areas: Vec<AreaCode> = (0..AREAS).map(area).collect();
    let bodies: Vec<_> = (0..AREAS).map(|n| Id::named(&format!("body-{n}")).expect("a good name")).collect();
    let instrument = Id::named("act").expect("a good name");
    for n in 0..SERVICES {
        let service_type = service(n);
        let mut add = |function, channel, area: Option<&AreaCode>, body: usize, from: i16, years: i16| {
            let until = (from + years < FIRST + YEARS).then(|| date(from + years, 1, 1));
            rows.push(Responsibility {
                id: Id::named(&format!("r{}", rows.len())).expect("a good name"),
                service_type: service_type.clone(),
                function,
                channel,
                area: area.cloned(),
                segment: None,
                holder: bodies[body % AREAS].clone(),
                form: OperatingForm::OwnAgency,
                franchise: None,
                instrument: instrument.clone(),
                valid: Effective { from: date(from, 1, 1), until },
                routing: None,
                illustrative: true,
                since_version: 1,
                until_version: None,
            });
        };
        for year in 0..YEARS {
            let at = usize::from(year.unsigned_abs());
            add(Function::Policy, None, None, n + at, FIRST + year, 1);
            add(Function::Contact, None, None, n + at, FIRST + year, 1);
            add(Function::Contact, Some(Channel::Phone), None, n + at + 1, FIRST + year, 1);
        }
        for (at, area) in areas.iter().enumerate() {
            for term in 0..YEARS / TERM {
                let body = at + usize::from(term.unsigned_abs());
                add(Function::Decision, None, Some(area), body, FIRST + term * TERM, TERM);
                add(Function::Fulfilment, None, Some(area), body + 1, FIRST + term * TERM, TERM);
            }
        }
    }
    rows
}

/// A locality in each area, the areas in counties, these in a country.
fn catalogue() -> Catalogue {
    let text = |text: &str| Text { en: text.to_owned(), fr: text.to_owned() };
    let within = |code: AreaCode| Within { area: code, from: None, until: None };
    let one = |code: AreaCode, kind, around: Option<AreaCode>| Area {
        name: text(code.as_str()),
        code,
        kind,
        from: None,
        until: None,
        successors: Vec::new(),
        within: around.into_iter().map(within).collect(),
    };
    let mut areas = vec![one("country".into(), AreaKind::Country, None)];
    areas.extend((0..AREAS / 10).map(|n| one(county(n * 10), AreaKind::County, Some("country".into()))));
    areas.extend((0..AREAS).map(|n| one(area(n), AreaKind::District, Some(county(n)))));
    areas.extend((0..AREAS).map(|n| one(locality(n), AreaKind::Locality, Some(area(n)))));
    let kinds = vec![AreaKind::Unitary, AreaKind::District, AreaKind::County];
    let known = |n| ServiceType {
        id: service(n),
        lgsl: None,
        tier: None,
        area_kind: kinds.clone(),
        title: text("Service"),
        summary: text("Service"),
        life_events: Vec::new(),
        appeal: None,
    };
    let service_types = (0..SERVICES).map(known).collect();
    Catalogue::new(1, CatalogueData { areas, service_types, ..CatalogueData::default() })
}

fn service(n: usize) -> Id<values::id::ServiceType> {
    Id::named(&format!("service-{n}")).expect("a good name")
}

fn area(n: usize) -> AreaCode {
    format!("E07{n:06}").as_str().into()
}

fn county(n: usize) -> AreaCode {
    format!("E10{:06}", n / 10).as_str().into()
}

fn locality(n: usize) -> AreaCode {
    format!("locality-{n}").as_str().into()
}

fn channel(n: usize) -> Channel {
    [Channel::Web, Channel::Phone, Channel::Counter, Channel::Post][n % 4]
}
