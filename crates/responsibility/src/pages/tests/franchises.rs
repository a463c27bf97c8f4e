//! Franchises on their pages, for machines, and wherever one is named.

use values::Money;

use super::*;
use crate::{
    Arrangements,
    franchise::{Franchise, Member, Offered, Part, Serves},
    resource::{Amount, Resource},
};

const BEGIN: Day = date(2022, 4, 1);

fn member(body: &str, part: Part, from: Day, until: Option<Day>) -> Member {
    Member { body: Id::named(body).unwrap(), part, valid: Effective { from, until } }
}

fn franchise(name: &str, title: &str, members: Vec<Member>) -> Franchise {
    Franchise {
        id: Id::named(name).unwrap(),
        name: text(title),
        serves: Serves::Segment("student".into()),
        charter: text(&format!("{title} promises <b>much</b>")),
        instrument: Id::named("act").unwrap(),
        valid: Effective { from: BEGIN, until: None },
        members,
        journeys: Vec::new(),
        came_from: Vec::new(),
        illustrative: true,
        since_version: 1,
        until_version: None,
    }
}

/// `home` goes from the north to the council at the vesting, which is known since version 2; `old` was split in `home`
/// and `later`, which is to come.
fn arrangements() -> Arrangements {
    let alone = || vec![member("north", Part::Lead, BEGIN, None), member("retail", Part::Partner, BEGIN, None)];
    let offered =
        |from| vec![Offered { journey: Id::named("moving").unwrap(), valid: Effective { from, until: None } }];
    let first = Franchise {
        came_from: vec![Id::named("old").unwrap()],
        journeys: offered(BEGIN),
        until_version: Some(2),
        ..franchise("home", "Moving home", alone())
    };
    let handed = Franchise {
        members: vec![
            member("retail", Part::Partner, BEGIN, None),
            member("north", Part::Lead, BEGIN, Some(VESTING)),
            member("council", Part::Lead, VESTING, None),
        ],
        since_version: 2,
        until_version: None,
        ..first.clone()
    };
    let mut old = franchise("old", "Old one", vec![member("north", Part::Lead, date(2020, 1, 1), Some(BEGIN))]);
    old.valid = Effective { from: date(2020, 1, 1), until: Some(BEGIN) };
    let mut later = franchise("later", "Later one", vec![member("retail", Part::Lead, date(2030, 1, 1), None)]);
    later.valid.from = date(2030, 1, 1);
    later.serves = Serves::LifeEvent(Id::named("moving").unwrap());
    later.came_from = vec![Id::named("old").unwrap()];
    let line = |line: &str, amount| Resource {
        id: Id::named(line).unwrap(),
        line: line.into(),
        body: Id::named("retail").unwrap(),
        franchise: Some(Id::named("home").unwrap()),
        title: text(&format!("Line {line}")),
        service_type: None,
        function: None,
        amount,
        valid: Effective { from: BEGIN, until: Some(VESTING) },
        illustrative: true,
        since_version: 1,
        until_version: None,
    };
    Arrangements {
        franchises: vec![first, handed, old, later],
        resources: vec![
            line("staff", Amount::Posts(250)),
            line("rent", Amount::Money(Money { minor: 1_200_000, currency: values::money::Currency::GBP })),
        ],
        ..Arrangements::default()
    }
}

/// The land of the other tests, where the council has the post of waste as the franchise `home`.
fn land() -> Site {
    land_with(arrangements())
}

fn land_with(arrangements: Arrangements) -> Site {
    let model = model();
    let mut rows: Vec<Responsibility> = model.rows().cloned().collect();
    let phone = rows.iter().find(|row| row.form == OperatingForm::Retail).unwrap().clone();
    rows.push(Responsibility {
        id: Id::named("post").unwrap(),
        channel: Some(Channel::Post),
        holder: Id::named("council").unwrap(),
        form: OperatingForm::Franchise,
        franchise: Some(Id::named("home").unwrap()),
        since_version: 1,
        ..phone
    });
    let (endpoints, systems) = (model.all_endpoints().cloned(), model.systems().cloned());
    let history = model.history().clone();
    let model = Model::from_rows(2, rows, endpoints, systems).with_history(history);
    let site = site(catalogue(), model.with_arrangements(arrangements));
    site.test.fresh.clocks.set_business(Moment::parse("2023-03-20T09:00:00Z").unwrap());
    site
}

#[tokio::test]
async fn the_list_says_who_leads_today_and_keeps_closed_ones_apart() {
    let site = land();
    let page = site.open("/responsibility/franchises").await;
    in_this_order(
        &page,
        &[
            "Franchises on 20 March 2023",
            "/responsibility/franchises/home\">Moving home</a>",
            "People of the group “student”",
            "North District",
            "Counter Co",
            "since 1 April 2022",
            "Later one",
            "to come",
            "moving",
            "since 1 January 2030",
            "Closed franchises",
            "Old one",
            "from 1 January 2020 to 31 March 2022",
        ],
    );
    site.test.fresh.clocks.set_business(Moment::parse("2023-04-01T09:00:00Z").unwrap());
    let page = site.open("/responsibility/franchises").await;
    in_this_order(&page, &["Moving home</a>", "Council &lt;script&gt;", "Counter Co", "since 1 April 2022"]);
}

#[tokio::test]
async fn an_empty_list_says_how_one_is_made() {
    let page = land().open("/responsibility/franchises?day=2022-06-01").await;
    in_this_order(&page, &["Franchises on 1 June 2022", "North District", "franchises.csv?day=2022-06-01"]);
    let page = site(catalogue(), model()).open("/responsibility/franchises").await;
    in_this_order(&page, &["There is no franchise yet", "portico franchise create"]);
    assert!(!page.contains("<table"), "{page}");
}

#[tokio::test]
async fn a_franchise_says_all_of_its_life() {
    let page = land().open("/responsibility/franchises/home").await;
    in_this_order(
        &page,
        &[
            "Moving home</h1>",
            "illustrative",
            "People of the group “student”",
            "since 1 April 2022",
            "North District",
            "The Act</a>, in force since 1 April 1974",
            "Moving home promises &lt;b&gt;much&lt;",
            "North District",
            "leads it",
            "from 1 April 2022 to 31 March 2023",
            "Council &lt;script&gt;",
            "leads it",
            "since 1 April 2023",
            "Counter Co",
            "takes part",
            "Journeys it offers",
            "moving, since 1 April 2022",
            "/responsibility/services/waste\">Service waste</a>",
            "Contact, by post",
            "Area u-council",
            "Council &lt;script&gt;",
            "since 1 April 2023",
            "Line rent",
            "£12,000 a year",
            "Line staff",
            "2.5 full-time posts",
            "Counter Co",
            "from 1 April 2022 to 31 March 2023",
            "It came from",
            "/responsibility/franchises/old\">Old one</a>",
            "Version 2",
            "North District leads it until 31 March 2023.",
            "leads it from 1 April 2023 on.",
            "Version 1",
            "It was recorded: it stands from 1 April 2022 on.",
        ],
    );
}

#[tokio::test]
async fn what_is_held_when_another_body_leads_is_marked_with_its_day() {
    assert!(!land().open("/responsibility/franchises/home").await.contains("must move"));
    let mut known = arrangements();
    let home = known.franchises.iter_mut().find(|known| known.since_version == 2).unwrap();
    home.members[2].valid.until = Some(date(2024, 1, 1));
    home.members.push(member("retail", Part::Lead, date(2024, 1, 1), None));
    let page = land_with(known).open("/responsibility/franchises/home").await;
    in_this_order(&page, &["Contact, by post", "Council &lt;script&gt;", "wrong from 1 January 2024: must move"]);
}

#[tokio::test]
async fn whoever_asks_is_told_that_a_franchise_which_ended_or_has_another_lead_holds_what_was_left_behind() {
    let said = |known: Arrangements, day: &'static str| async move {
        let site = land_with(known);
        let asked = format!("service=waste&place=upper&day={day}&channel=post");
        let page = site.open(&format!("/responsibility?{asked}")).await;
        let answer = site.test.browser(&site.router).get(&format!("/api/responsibility/who?{asked}")).await;
        (page, answer.text)
    };
    let (page, answer) = said(arrangements(), "2024-06-01").await;
    assert!(!page.contains("Left behind") && !answer.contains("franchise_fault"), "{answer}");

    let mut known = arrangements();
    let home = known.franchises.iter_mut().find(|known| known.since_version == 2).unwrap();
    home.members[2].valid.until = Some(date(2024, 1, 1));
    home.members.push(member("retail", Part::Lead, date(2024, 1, 1), None));
    let (page, answer) = said(known.clone(), "2024-06-01").await;
    in_this_order(&page, &["Left behind", "leads the franchise that day: this has to move there"]);
    assert!(answer.contains("\"franchise_fault\":{\"is\":\"led-by\",\"lead\":{\"id\":\"retail\""), "{answer}");
    let (page, _) = said(known.clone(), "2023-12-31").await;
    assert!(!page.contains("Left behind"), "its lead still held it rightly");

    let home = known.franchises.iter_mut().find(|known| known.since_version == 2).unwrap();
    home.valid.until = Some(date(2024, 1, 1));
    let (page, answer) = said(known, "2024-06-01").await;
    in_this_order(&page, &["Left behind", "does not stand that day"]);
    assert!(answer.contains("\"franchise_fault\":{\"is\":\"not-standing\"}"), "{answer}");
}

#[tokio::test]
async fn what_has_nothing_says_so_and_what_became_of_it_is_linked() {
    let site = land();
    let page = site.open("/responsibility/franchises/old").await;
    in_this_order(
        &page,
        &[
            "closed",
            "It offers no journey",
            "No function of a service",
            "no budget line",
            "It became",
            "/home\">",
            "/later\">",
        ],
    );
    let page = site.open("/responsibility/franchises/later").await;
    in_this_order(&page, &["to come", "/life-events/moving\">moving</a>", "It came from"]);
}

#[tokio::test]
async fn a_franchise_that_is_known_no_more_says_since_when() {
    let mut arrangements = arrangements();
    arrangements.franchises.retain(|known| known.id.name() == "home" && known.since_version == 1);
    let site = site(catalogue(), model().with_arrangements(arrangements));
    let page = site.open("/responsibility/franchises/home").await;
    in_this_order(&page, &["It is known no more since version 2", "Version 2", "It is known no more.", "Version 1"]);
    assert!(site.open("/responsibility/franchises").await.contains("There is no franchise yet"));
}

#[tokio::test]
async fn an_address_of_no_franchise_is_not_found() {
    let site = land();
    for path in
        ["/responsibility/franchises/none", "/responsibility/franchises/No%20ne", "/api/responsibility/franchises/none"]
    {
        let seen = site.test.browser(&site.router).get(path).await;
        assert_eq!(seen.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn a_journey_that_can_be_begun_is_called_by_its_title_and_linked() {
    let site = land();
    let shown = Shown {
        catalogue: Arc::new(catalogue()),
        model: Arc::new(Model::from_rows(2, [], [], []).with_arrangements(arrangements())),
    };
    let pages = ResponsibilityPages::new(&site.test.kit, move || shown.clone());
    let titled = pages.with_journeys(|id| (id.name() == "moving").then(|| text("Move & settle")));
    let router = titled.routes().into_router(&site.test.kit);
    let page = site.test.browser(&router).get("/responsibility/franchises/home").await.text;
    in_this_order(&page, &["<a class=\"govuk-link\" href=\"/start/moving\">Move &amp; settle</a>, since 1 April 2022"]);
}

#[tokio::test]
async fn wherever_a_franchise_answers_it_is_named() {
    let site = land();
    let link = "As the franchise <a class=\"govuk-link\" href=\"/responsibility/franchises/home\">Moving home</a>";
    for path in [
        "/responsibility?service=waste&place=upper&day=2023-04-01&channel=post",
        "/responsibility/coverage?place=upper&day=2023-04-01&channel=post",
        "/responsibility/services/waste",
    ] {
        let page = site.open(path).await;
        assert!(page.contains(link), "{path}\n{page}");
        assert!(page.contains("As a service centre for others") || path.contains("channel=post"), "{path}");
    }
    let (_, json) = site.json("/api/responsibility/who?service=waste&place=upper&day=2023-04-01&channel=post").await;
    let held = &json["now"]["functions"][3]["by"][0]["holders"][0]["franchise"];
    assert_eq!((&held["id"], &held["name"]["en"]), (&"home".into(), &"Moving home".into()));
    let csv = site.test.browser(&site.router).get("/responsibility/services/waste/csv").await.text;
    assert!(csv.contains(",As the franchise Moving home,Area u-council,"), "{csv}");
}

#[tokio::test]
async fn machines_and_spreadsheets_get_the_same() {
    let site = land();
    let (status, json) = site.json("/api/responsibility/franchises").await;
    assert_eq!(status, StatusCode::OK);
    let all = json["franchises"].as_array().unwrap();
    let of = |key: &str| all.iter().map(|one| one[key].as_str().unwrap()).collect::<Vec<_>>();
    assert_eq!((of("id"), of("stands")), (vec!["home", "later", "old"], vec!["stands", "to-come", "closed"]));
    assert_eq!((json["version"].clone(), json["day"].clone()), (2.into(), "2023-03-20".into()));
    assert_eq!(all[0]["lead"]["id"], "north");

    let (_, json) = site.json("/api/responsibility/franchises/home").await;
    let home = &json["franchise"];
    assert_eq!(
        (&home["id"], &home["serves"]["segment"], &home["last"]),
        (&"home".into(), &"student".into(), &serde_json::Value::Null)
    );
    assert_eq!(home["members"].as_array().unwrap().len(), 3);
    assert_eq!((&home["holds"][0]["functions"][0], &home["holds"][0]["channel"]), (&"contact".into(), &"post".into()));
    assert_eq!(home["budget"][1]["amount"], serde_json::json!({ "of": "posts", "amount": 250 }));
    let changes = &home["history"][1]["changes"];
    assert_eq!(
        changes[0],
        serde_json::json!({ "is": "leaves", "body": "org_north", "part": "lead", "last": "2023-03-31" })
    );

    let csv = site.test.browser(&site.router).get("/responsibility/franchises.csv").await.text;
    assert_eq!(
        csv.lines().collect::<Vec<_>>(),
        [
            "Franchise,For whom,Lead,Partners,First day,Last day",
            "Moving home,student,North District,Counter Co,2022-04-01,",
            "Later one,moving,Counter Co,,2030-01-01,",
            "Old one,student,North District,,2020-01-01,2022-03-31",
        ]
    );
}
