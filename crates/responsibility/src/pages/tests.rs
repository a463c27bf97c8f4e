//! Every page printed in every language, full and empty, and the answers that machines get.

mod agreements;
mod franchises;

use std::sync::Arc;

use axum::http::StatusCode;
use catalogue::{
    Catalogue, Illustrative,
    area::{Area, Postcode, Within},
    data::CatalogueData,
    instrument::{Instrument, InstrumentKind},
    organisation::{ContactPoint, Level, Organisation, Sector},
    service::ServiceType,
};
use jiff::civil::date;
use values::{AreaKind, Channel, Effective, Id, Moment, Text};
use web::testing::{self, TestKit, complaints, in_this_order};

use super::*;
use crate::{
    Endpoint, Function, Model, OperatingForm, Responsibility, System, Version, endpoint::Protocol, history::History,
};

const VESTING: values::Day = date(2023, 4, 1);
const NASTY: &str = "Council <script>\"&'";

fn text(text: &str) -> Text {
    Text { en: text.to_owned(), fr: format!("{text} (fr)") }
}

fn catalogue() -> Catalogue {
    let body = |name: &str, title: &str| Organisation {
        id: Id::named(name).unwrap(),
        name: text(title),
        level: Level::Local,
        sector: Sector::Public,
        valid: Effective { from: date(1974, 4, 1), until: None },
        areas: Vec::new(),
        successors: Vec::new(),
        contact: ContactPoint::default(),
        illustrative: Illustrative::default(),
    };
    let area = |code: &str, kind, from, until, within: &[&str]| Area {
        code: code.into(),
        kind,
        name: text(&format!("Area {code}")),
        from,
        until,
        successors: if until.is_some() { vec!["u-council".into()] } else { Vec::new() },
        within: within.iter().map(|code| Within { area: (*code).into(), from: None, until: None }).collect(),
    };
    let service = |name: &str, area_kind: &[AreaKind]| ServiceType {
        id: Id::named(name).unwrap(),
        lgsl: None,
        tier: None,
        area_kind: area_kind.to_vec(),
        title: text(&format!("Service {name}")),
        summary: text("Summary"),
        life_events: Vec::new(),
        appeal: None,
    };
    Catalogue::new(
        0,
        CatalogueData {
            organisations: vec![body("north", "North District"), body("council", NASTY), body("retail", "Counter Co")],
            areas: vec![
                area("upper", AreaKind::Locality, None, None, &["d-north"]),
                area("lower", AreaKind::Locality, None, None, &["d-north"]),
                area("d-north", AreaKind::District, None, Some(VESTING), &[]),
                area("u-council", AreaKind::Unitary, Some(VESTING), None, &[]),
            ],
            postcodes: vec![Postcode { outward: "NO1".into(), areas: vec!["upper".into(), "lower".into()] }],
            instruments: vec![Instrument {
                id: Id::named("act").unwrap(),
                kind: InstrumentKind::Act,
                title: text("The Act"),
                from: date(1974, 4, 1),
                until: None,
                link: Some("https://example.org/act".into()),
                illustrative: Illustrative::default(),
            }],
            service_types: vec![
                service("waste", &[AreaKind::District, AreaKind::Unitary]),
                service("tax", &[]),
                service("orphan", &[]),
            ],
            ..CatalogueData::default()
        },
    )
}

fn model() -> Model {
    let mut rows = Vec::new();
    let mut row = |service: &str, function, area: Option<&str>, holder: &str, from, until| {
        rows.push(Responsibility {
            id: Id::named(&format!("r{}", rows.len())).unwrap(),
            service_type: Id::named(service).unwrap(),
            function,
            channel: None,
            area: area.map(Into::into),
            segment: None,
            holder: Id::named(holder).unwrap(),
            form: OperatingForm::OwnAgency,
            franchise: None,
            instrument: Id::named("act").unwrap(),
            valid: Effective { from, until },
            routing: None,
            illustrative: true,
            since_version: 1,
            until_version: None,
        });
    };
    for function in Function::ALL {
        row("tax", function, None, "north", date(2020, 1, 1), None);
        row("waste", function, Some("d-north"), "north", date(2020, 1, 1), Some(VESTING));
        row("waste", function, Some("u-council"), "council", VESTING, None);
    }
    row("tax", Function::Contact, None, "council", date(2020, 1, 1), None);
    row("waste", Function::Contact, Some("u-council"), "retail", VESTING, None);
    let [.., students, phone] = &mut rows[..] else { panic!("no rows") };
    students.segment = Some("student".to_owned());
    phone.channel = Some(Channel::Phone);
    phone.form = OperatingForm::Retail;
    phone.since_version = 2;
    let endpoint = |n: usize, service: &str, until| Endpoint {
        id: Id::named(&format!("e{n}")).unwrap(),
        service_type: Id::named(service).unwrap(),
        area: None,
        system: Id::named("desk").unwrap(),
        valid: Effective { from: date(2020, 1, 1), until },
        since_version: 1,
        until_version: None,
    };
    let system = System {
        id: Id::named("desk").unwrap(),
        name: text("The desk"),
        operator: Id::named("north").unwrap(),
        protocol: Protocol::Desk,
        host: "h".into(),
        path: "/".into(),
        settings: serde_json::Value::Null,
    };
    let versions = [(0, 0), (1, 1_600_000_000_000), (2, 1_680_000_000_000)];
    let history = versions.map(|(number, at)| Version { number, recorded_at: Moment(at) });
    Model::from_rows(2, rows, [endpoint(0, "tax", None), endpoint(1, "waste", Some(date(2024, 1, 1)))], [system])
        .with_history(History::of(history))
}

struct Site {
    test: TestKit,
    router: axum::Router,
    table: Vec<web::Line>,
}

fn site(catalogue: Catalogue, model: Model) -> Site {
    let test = testing::kit(&[catalogue::MIGRATIONS, crate::MIGRATIONS].concat(), &[TEMPLATES], LOCALES);
    let shown = Shown { catalogue: Arc::new(catalogue), model: Arc::new(model) };
    let routes = ResponsibilityPages::new(&test.kit, move || shown.clone()).routes();
    let table = routes.table().to_vec();
    Site { router: routes.into_router(&test.kit), test, table }
}

impl Site {
    /// Opens a page in both languages; it must read well in each. Answers the English text.
    async fn open(&self, path: &str) -> String {
        let mut first = None;
        for language in ["en", "fr"] {
            let join = if path.contains('?') { '&' } else { '?' };
            let seen = self.test.browser(&self.router).get(&format!("{path}{join}lang={language}")).await;
            assert_eq!(seen.status, StatusCode::OK, "{path}\n{}", seen.text);
            // Links to pages of other parts of Portico are not there; complaints are about this page only.
            assert_eq!(complaints(&seen.text), Vec::<String>::new(), "{path} in {language}\n{}", seen.text);
            first.get_or_insert(seen.text);
        }
        first.unwrap()
    }

    async fn json(&self, path: &str) -> (StatusCode, serde_json::Value) {
        let seen = self.test.browser(&self.router).get(path).await;
        (seen.status, serde_json::from_str(&seen.text).unwrap_or_else(|_| panic!("{path}: {}", seen.text)))
    }
}

#[test]
fn all_texts_are_in_both_languages_and_every_message_exists() {
    testing::assert_messages(TEMPLATES, LOCALES);
    assert_eq!(testing::template_complaints(TEMPLATES), Vec::<String>::new());
}

#[tokio::test]
async fn every_page_reads_well_in_both_languages_full_and_empty() {
    let full = site(catalogue(), model());
    let empty = site(Catalogue::new(0, CatalogueData::default()), Model::default());
    for path in [
        "/responsibility",
        "/responsibility?service=waste&place=upper&day=2023-04-01",
        "/responsibility?service=waste&place=upper&day=2023-04-01&channel=phone",
        "/responsibility?service=tax&segment=student",
        "/responsibility?service=tax&segment=pensioner",
        "/responsibility?service=waste&place=upper&day=2023-04-01&known_on=2022-01-01",
        "/responsibility?service=waste&place=upper&day=2023-04-01&known_on=2019-01-01",
        "/responsibility?service=orphan",
        "/responsibility?service=waste&place=no1",
        "/responsibility?service=waste&place=%3Cscript%3E&day=x&channel=x&known_on=x",
        "/responsibility/coverage",
        "/responsibility/coverage?place=upper&channel=phone&day=2023-04-01",
        "/responsibility/coverage?place=no1&day=x&channel=x",
        "/responsibility/flows",
        "/responsibility/flows?day=2023-03-31&other=2023-04-01",
        "/responsibility/flows?day=x",
        "/responsibility/services",
        "/responsibility/agreements",
        "/responsibility/agreements?day=x",
        "/responsibility/gaps",
        "/responsibility/gaps?day=x",
    ] {
        full.open(path).await;
        empty.open(path).await;
    }
    full.open("/responsibility/services/waste").await;
    full.open("/responsibility/services/orphan").await;
}

#[tokio::test]
async fn who_answers_for_a_segment_is_asked_for_one_that_there_is() {
    let site = site(catalogue(), model());
    let page = site.open("/responsibility?service=tax&segment=student").await;
    in_this_order(&page, &["For whom", "everybody", "selected>student", "Council", "for student"]);
    let page = site.open("/responsibility?service=tax&segment=pensioner").await;
    in_this_order(&page, &["There is a problem", "“pensioner” is not a group", "selected>pensioner"]);
    let (_, json) = site.json("/api/responsibility/who?service=waste&place=upper&segment=student").await;
    assert_eq!(
        json["detail"],
        "This service is the same for everybody: leave “student” out. Put it right and ask again."
    );
}

#[tokio::test]
async fn who_answers_stands_on_the_page_with_its_instrument_and_its_days() {
    let page = site(catalogue(), model()).open("/responsibility?service=waste&place=upper&day=2023-03-31").await;
    in_this_order(
        &page,
        &[
            "Service waste, Area upper: 31 March 2023",
            "Rules · Decision · Work · Contact",
            "North District",
            "illustrative",
            "from 1 January 2020 to 31 March 2023",
            "The Act</a>, in force since 1 April 1974",
            "The desk",
            "Data controller",
            "North District",
        ],
    );
}

#[tokio::test]
async fn what_was_believed_stands_beside_what_is_known() {
    let site = site(catalogue(), model());
    let page = site.open("/responsibility?service=waste&place=upper&day=2023-04-01&known_on=2022-01-01").await;
    in_this_order(
        &page,
        &["we believed something else about one of the four functions", "Contact", "Counter Co", "other then"],
    );
    let page = site.open("/responsibility?service=waste&place=upper&day=2023-04-01&known_on=2019-01-01").await;
    in_this_order(&page, &["Nothing had been recorded yet on 1 January 2019"]);
    let asked = "/api/responsibility/who?service=waste&place=upper&day=2023-04-01&known_on=2019-01-01";
    let answer = site.test.browser(&site.router).get(asked).await.text;
    assert!(answer.contains("\"believed\":null,\"unknown_then\":\"record\""), "{answer}");
}

#[tokio::test]
async fn of_days_before_the_record_begins_nobody_is_said_to_be_missing_unsaid() {
    let site = site(catalogue(), model());
    for path in
        ["/responsibility?service=waste&place=upper&", "/responsibility/coverage?place=upper&", "/responsibility/gaps?"]
    {
        assert!(site.open(&format!("{path}day=1066-10-14")).await.contains("Our record begins on"), "{path}");
        assert!(!site.open(&format!("{path}day=2023-04-01")).await.contains("Our record begins on"), "{path}");
    }
    let answer = site.test.browser(&site.router).get("/api/responsibility/gaps?day=1066-10-14").await.text;
    assert!(answer.contains("\"record_begins\":\""), "{answer}");
}

#[tokio::test]
async fn names_are_shown_as_text_and_never_run() {
    let site = site(catalogue(), model());
    for path in [
        "/responsibility?service=waste&place=upper&day=2023-04-01",
        "/responsibility/coverage?place=upper&day=2023-04-01",
        "/responsibility/flows?day=2023-03-31&other=2023-04-01",
        "/responsibility/services/waste",
    ] {
        let page = site.open(path).await;
        assert!(!page.contains("Council <script>"), "{path}");
        assert!(page.contains("Council &lt;script&gt;"), "{path}");
    }
}

#[tokio::test]
async fn gaps_are_red_and_said_in_words() {
    let site = site(catalogue(), model());
    let page = site.open("/responsibility/coverage?place=upper&day=2023-04-01").await;
    in_this_order(&page, &["Nobody answers for 4 functions", "Service orphan", "portico-gap", "Nobody"]);
    let page = site.open("/responsibility/gaps?day=2023-04-01").await;
    in_this_order(
        &page,
        &[
            "6 gaps from 1 April 2023 on",
            "Service orphan",
            "Nobody answers: Rules",
            "Service waste",
            "No system takes the work",
            "since 1 January 2024",
        ],
    );
}

#[tokio::test]
async fn a_service_over_the_years_says_in_red_where_and_when_nobody_answered() {
    let decides = |row: &Responsibility| row.function == Function::Decision && row.holder.name() == "council";
    let rows: Vec<Responsibility> = model().rows().filter(|row| !decides(row)).cloned().collect();
    let site = site(catalogue(), Model::from_rows(2, rows, [], []));
    let page = site.open("/responsibility/services/waste").await;
    in_this_order(
        &page,
        &[
            "<svg",
            "#b3261e\"",
            "Nobody</title>",
            "</svg>",
            "Red: nobody answers somewhere",
            "North District",
            "portico-gap",
        ],
    );
    in_this_order(&page, &["Nobody</th>", "Area lower, Area upper", "since 1 April 2023"]);
    let csv = site.test.browser(&site.router).get("/responsibility/services/waste/csv").await.text;
    in_this_order(&csv, &["Decision,Nobody,,Area lower; Area upper,,,,2023-04-01,,"]);
    let (_, json) = site.json("/api/responsibility/services/waste").await;
    let nobody: Vec<_> =
        json["groups"].as_array().unwrap().iter().flat_map(|of| of["nobody"].as_array().unwrap()).collect();
    assert_eq!((nobody.len(), nobody[0]["from"].as_str()), (1, Some("2023-04-01")));
}

#[tokio::test]
async fn seams_are_said_in_words_with_what_to_do() {
    let site = site(catalogue(), model());
    let page = site.open("/responsibility/gaps?day=2023-04-01").await;
    in_this_order(&page, &["seams within a year", "Between them there is no agreement", "Service waste"]);
    let (_, json) = site.json("/api/responsibility/gaps?day=2023-04-01").await;
    let seams = json["seams"].as_array().unwrap();
    assert!(!seams.is_empty() && seams.iter().all(|seam| seam["is"].is_string()), "{seams:?}");
    let csv = site.test.browser(&site.router).get("/responsibility/seams.csv?day=2023-04-01").await.text;
    in_this_order(
        &csv,
        &["Service,What fell apart,What to do,Where,Channels,Segment,First day", "Between them there is no"],
    );
    let unreadable = site.test.browser(&site.router).get("/responsibility/seams.csv?day=x").await;
    assert_eq!(unreadable.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn the_pictures_say_the_same_as_their_tables() {
    let site = site(catalogue(), model());
    let page = site.open("/responsibility/flows?day=2023-03-31&other=2023-04-01").await;
    in_this_order(
        &page,
        &[
            "<svg",
            "aria-labelledby=\"flows-picture flows-words\"",
            "North District (8)",
            "North District (4)",
            "</svg>",
            "<table",
        ],
    );
    in_this_order(&page, &["<table", "North District", "2 → 1", "2 before, 1 after", "Sum of these rows"]);
    let page = site.open("/responsibility/services/waste").await;
    in_this_order(
        &page,
        &[
            "<svg",
            "Rules · Decision · Work",
            "Area d-north",
            "North District",
            "</svg>",
            "<table",
            "North District",
            "The Act",
        ],
    );
}

#[tokio::test]
async fn machines_get_the_same_answers() {
    let site = site(catalogue(), model());
    let question = "service=waste&place=upper&day=2023-04-01";
    let (status, json) = site.json(&format!("/api/responsibility/who?{question}&known_on=2022-01-01")).await;
    assert_eq!(status, StatusCode::OK);
    let phone = |told: &serde_json::Value| {
        let shares = told["functions"][3]["by"].as_array().unwrap().clone();
        let by_phone = shares.into_iter().find(|share| share["channels"].as_array().unwrap().contains(&"phone".into()));
        by_phone.unwrap()["holders"][0]["body"]["id"].as_str().unwrap().to_owned()
    };
    assert_eq!((phone(&json["now"]).as_str(), phone(&json["believed"]).as_str()), ("retail", "council"));
    assert_eq!((json["now"]["version"].clone(), json["believed"]["version"].clone()), (2.into(), 1.into()));

    let (_, json) = site.json("/api/responsibility/coverage?place=upper&day=2023-04-01&channel=phone").await;
    assert_eq!((json["gaps"].clone(), json["services"].as_array().unwrap().len()), (4.into(), 3));
    let (_, json) = site.json("/api/responsibility/flows?day=2023-03-31&other=2023-04-01").await;
    assert_eq!(json["days"][1]["bodies"]["org_council"], serde_json::json!([1, 1, 1, 2]));
    let (_, json) = site.json("/api/responsibility/gaps?day=2023-04-01").await;
    assert_eq!(json["gaps"].as_array().unwrap().len(), 6);
    let (_, json) = site.json("/api/responsibility/services/waste").await;
    assert_eq!(json["groups"].as_array().unwrap().len(), 2);

    for (path, code) in [
        ("who?place=upper", "service_missing"),
        ("who?service=nope", "service_unknown"),
        ("who?service=waste", "place_missing"),
        ("who?service=waste&place=mars", "place_unknown"),
        ("who?service=waste&place=no1", "place_several"),
        ("who?service=tax&day=x", "day_unreadable"),
        ("who?service=tax&channel=x", "channel_unknown"),
        ("who?service=tax&segment=x", "segment_unknown"),
        ("who?service=tax&known_on=x", "known_on_unreadable"),
        ("coverage?day=x", "day_unreadable"),
        ("flows?other=x", "day_unreadable"),
        ("gaps?day=x", "day_unreadable"),
    ] {
        let (status, json) = site.json(&format!("/api/responsibility/{path}")).await;
        assert_eq!((status, json["code"].as_str().unwrap()), (StatusCode::UNPROCESSABLE_ENTITY, code), "{path}");
    }
    assert_eq!(site.json("/api/responsibility/services/nope").await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn tables_can_be_taken_into_a_spreadsheet() {
    let site = site(catalogue(), model());
    let csv = async |path: &str| site.test.browser(&site.router).get(path).await.text;
    let coverage = csv("/responsibility/coverage.csv?place=upper&day=2023-03-31").await;
    assert_eq!(
        coverage.lines().collect::<Vec<_>>(),
        [
            "Service,Rules,Decision,Work,Contact",
            "Service orphan,,,,",
            "Service tax,North District,North District,North District,North District",
            "Service waste,North District,North District,North District,North District",
        ]
    );
    let flows = csv("/responsibility/flows.csv?day=2023-03-31&other=2023-04-01").await;
    in_this_order(&flows, &["Body,Function,2023-03-31,2023-04-01", "North District,Rules,2,1"]);
    let timeline = csv("/responsibility/services/waste/csv").await;
    in_this_order(
        &timeline,
        &["Function,Body", "Rules,North District,As its own service,Area d-north,,,,2020-01-01,2023-03-31,The Act"],
    );
    let gaps = csv("/responsibility/gaps.csv?day=2023-04-01").await;
    in_this_order(&gaps, &["Service orphan,Nobody answers (Rules),,", "Service waste,No system takes the work"]);
}

#[tokio::test]
async fn every_route_is_open_to_everybody_and_changes_nothing() {
    let site = site(catalogue(), model());
    assert!(
        site.table.iter().all(|(method, _, access)| *method == axum::http::Method::GET && *access == Access::Anyone)
    );
    testing::walk(&site.test, &site.table, &site.router).await.assert_right();
}
