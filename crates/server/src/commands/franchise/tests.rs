use applications::journey;
use clap::Parser;
use jiff::civil::date;
use store::testing::Fresh;
use values::Role;

use super::*;

const NOW: Moment = Moment(1_685_600_000_000);

/// The demonstration without its transfers, on 1 June 2023.
struct Office {
    fresh: Fresh,
    planner: String,
    approver: String,
}

#[derive(Parser)]
struct Line {
    #[command(subcommand)]
    action: Action,
}

fn office() -> Office {
    let fresh = store::testing::fresh(&wiring::migrations());
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../demo");
    let government = crate::government::read(&folder).expect("the demonstration is sound");
    let first = |role| {
        let mut people = government.catalogue.people.iter().filter(|known| known.role == role);
        people.next().unwrap().id.name().to_owned()
    };
    let (planner, approver) = (first(Role::TransferPlanner), first(Role::TransferApprover));
    let actor = Actor::portico("test");
    let load = move |tx: &mut Tx<'_>| {
        catalogue::load_into(tx, &actor, NOW, &government.catalogue)?;
        responsibility::model::record(tx, &actor, NOW, &government.model).expect("it is sound");
        for journey in &government.journeys {
            journey::store::publish(tx, &actor, (NOW, date(2023, 6, 1)), journey)?;
        }
        Ok::<_, store::StoreError>(())
    };
    fresh.store.write_blocking(load).unwrap();
    Office { fresh, planner, approver }
}

impl Office {
    fn say(&self, words: &[&str]) -> Result<Vec<String>, String> {
        let line = Line::try_parse_from([&["franchise"], words].concat()).map_err(|error| error.to_string())?;
        let desk =
            Desk { store: &self.fresh.store, platform: None, now: NOW, today: date(2023, 6, 1), zone: &TimeZone::UTC };
        desk.carry_out(&line.action).map_err(|error| format!("{error:#}"))
    }

    /// By a planner.
    fn plan(&self, words: &[&str]) -> Result<Vec<String>, String> {
        self.say(&[words, &["--as", &self.planner]].concat())
    }

    /// By a planner, with a file.
    fn with_file(&self, verb: &str, text: &str) -> Result<Vec<String>, String> {
        let file = self.fresh.folder().join("new.toml");
        std::fs::write(&file, text).unwrap();
        let told = self.plan(&[verb, file.to_str().unwrap()]);
        told.map_err(|error| error.replace(file.to_str().unwrap(), "new.toml"))
    }

    fn version(&self) -> u64 {
        self.fresh.store.read_blocking(responsibility::model::current_version).unwrap().number
    }
}

/// Refused in one line that says this.
#[track_caller]
fn refuses(told: Result<Vec<String>, String>, expected: &str) {
    let refused = told.unwrap_err();
    assert!(refused.contains(expected), "{refused}");
    assert_eq!(refused.lines().count(), 1, "{refused}");
}

fn franchise(id: &str, members: &str, more: &str) -> String {
    format!(
        "[[franchise]]
id = \"{id}\"
name = {{ en = \"Home\", fr = \"Logement\" }}
segment = \"student\"
charter = {{ en = \"Once.\", fr = \"Une fois.\" }}
instrument = \"moving-charter\"
from = \"2023-07-01\"
members = [{members}]
{more}

"
    )
}

const LEAD: &str = r#"{ body = "cumberland", part = "lead" }"#;

#[test]
fn a_franchise_is_created_handed_over_and_closed_and_each_act_says_its_version() {
    let office = office();
    let created = office.with_file("create", &franchise("home", LEAD, "journeys = [{ journey = \"moving-home\" }]"));
    assert_eq!(created, Ok(vec!["home stands from 2023-07-01 on; this is version 2 of the model".to_owned()]));
    let handed = office.plan(&["hand-over", "home", "--to", "dwp", "--day", "2023-08-01"]);
    assert_eq!(handed, Ok(vec!["home is led by dwp from 2023-08-01 on; this is version 3 of the model".to_owned()]));
    let closed = office.plan(&["close", "home", "--day", "2023-09-01"]);
    assert_eq!(closed, Ok(vec!["home stands no more from 2023-09-01 on; this is version 4 of the model".to_owned()]));
    let list = office.say(&["list"]).unwrap();
    assert_eq!(
        list,
        [
            "bereavement  for the life event after-a-death  led by westmorland-and-furness, since 2022-04-01",
            "moving  for the life event moving-home  led by cumberland, since 2022-04-01",
            "home  for the segment student  led by cumberland, from 2023-07-01 to 2023-08-31, to come",
        ]
    );
    let shown = office.say(&["show", "home"]).unwrap().join("\n");
    for said in [
        "home: Home",
        "Under       Charter of the franchise Moving home (demonstration)",
        "Lead        Cumberland Council, from 2023-07-01 to 2023-07-31",
        "Lead        Department for Work and Pensions, from 2023-08-01 to 2023-08-31",
        "Partner     Cumberland Council, from 2023-08-01 to 2023-08-31",
        "Journey     Moving home, from 2023-07-01 to 2023-08-31",
        "Known       at version 2, recorded",
        "Known       at version 3, recorded",
        "Cumberland Council leads it until 31 July 2023.",
        "Known       at version 4, recorded",
        "Its last day is 31 August 2023.",
    ] {
        assert!(shown.contains(said), "'{said}' is missing in\n{shown}");
    }
}

#[test]
fn what_is_still_held_for_a_franchise_that_ends_or_changes_its_lead_is_said() {
    let office = office();
    let handed = office.plan(&["hand-over", "moving", "--to", "dwp", "--day", "2023-07-01", "--old-lead-leaves"]);
    let handed = handed.unwrap();
    assert_eq!(handed.len(), 3, "{handed:?}");
    assert_eq!(
        handed[1],
        "to do: cumberland holds contact of council-tax-end by phone in E07000028, and org_dwp leads the franchise \
         'fra_moving' on 2023-07-01, not the holder: move it by a transfer"
    );
    let shown = office.say(&["show", "moving"]).unwrap().join("\n");
    let held = "Holds       contact of council-tax-start by phone, Carlisle: Cumberland Council, since 2023-04-01";
    assert!(shown.contains(&format!("{held}: wrong from 2023-07-01, must move")), "{shown}");
    let closed = office.plan(&["close", "bereavement", "--day", "2023-07-01"]).unwrap();
    assert!(closed[1].contains("does not stand on 2023-07-01: move it by a transfer"), "{closed:?}");
    let shown = office.say(&["show", "bereavement"]).unwrap().join("\n");
    assert!(shown.contains("bereavement-team-posts: 3.00 posts of Cumbria County Council, from 2022-04-01"), "{shown}");
    assert!(shown.contains("from 2022-04-01 to 2023-06-30"), "its budget is free from then on\n{shown}");
}

#[test]
fn a_split_and_a_merger_come_from_what_the_file_names() {
    let office = office();
    let part =
        |id: &str, members: &str, more: &str| franchise(id, members, &format!("came_from = [\"moving\"]\n{more}"));
    let north = [LEAD, r#"{ body = "solway-water", part = "partner" }"#].join(", ");
    let south = [
        r#"{ body = "westmorland-and-furness", part = "lead" }"#,
        r#"{ body = "post-redirection", part = "partner" }"#,
    ]
    .join(", ");
    let lines = "lines = [\"moving-team-posts\", \"moving-team-budget\", \"moving-water-budget\"]";
    let sound = [
        part("north", &north, &format!("{lines}\njourneys = [{{ journey = \"moving-home\" }}]")),
        part("south", &south, ""),
    ]
    .concat();
    let before = office.version();
    refuses(
        office.with_file("split", &sound.replace("\"moving-water-budget\"", "")),
        "named in none of the parts: name it in the 'lines' of one part",
    );
    refuses(office.with_file("split", &sound.replace("journeys = ", "#")), "name it in the 'journeys' of one part");
    refuses(
        office.with_file("split", &sound.replace("solway-water", "dwp")),
        "org_dwp does not take part in it: name one",
    );
    refuses(office.with_file("split", &part("north", &north, "")), "not in 1: describe as many");
    refuses(
        office.with_file("split", &sound.replacen("2023-07-01", "2023-07-02", 1)),
        "all parts come from one franchise on one day",
    );
    refuses(
        office.with_file("split", &sound.replace("came_from = [\"moving\"]", "")),
        "each part names in 'came_from'",
    );
    refuses(
        office.with_file("split", &sound.replace("[\"moving\"]", "[\"mvoing\"]")),
        "`portico franchise list` names them",
    );
    assert_eq!(office.version(), before, "what is refused changes nothing");
    let split = office.with_file("split", &sound).unwrap();
    assert_eq!(
        split[0],
        format!("moving is split in north, south on 2023-07-01; this is version {} of the model", before + 1)
    );
    assert_eq!(split.len(), 3, "what was held for the old one is said: {split:?}");
    assert!(office.say(&["show", "moving"]).unwrap().contains(&"  Became      south".to_owned()));

    let into = franchise("again", LEAD, "came_from = [\"north\", \"south\"]").replace("2023-07-01", "2023-08-01");
    let before = office.version();
    refuses(
        office.with_file("merge", &into.replace(", \"south\"", "")),
        "two or more different franchises: name them in 'came_from'",
    );
    refuses(office.with_file("merge", &into.replace(LEAD, &north)), "name in 'members' the lead alone");
    refuses(office.with_file("merge", &into.replace("came_from", "lines = [\"x\"]\ncame_from")), "leave 'lines' out");
    refuses(office.with_file("merge", &into.repeat(2)), "describes one franchise");
    assert_eq!(office.version(), before, "what is refused changes nothing");
    let merged = office.with_file("merge", &into).unwrap();
    assert_eq!(
        merged,
        [format!("north, south are merged into again on 2023-08-01; this is version {} of the model", before + 1)]
    );
    let shown = office.say(&["show", "again"]).unwrap().join("\n");
    assert!(shown.contains("moving-water-budget: £25000 a year of Solway and Kent Water"), "{shown}");
    assert!(shown.contains("Partner     Fell Post Redirection"), "{shown}");
}

#[test]
fn what_has_not_begun_is_taken_back_with_all_that_came_of_it() {
    let office = office();
    let before = office.say(&["list"]).unwrap();
    let show = |id: &str| office.say(&["show", id]).unwrap().join("\n");
    let lines_of_moving =
        |shown: &str| shown.lines().filter(|line| line.starts_with("  Line")).map(str::to_owned).collect::<Vec<_>>();
    let own = lines_of_moving(&show("moving"));
    office.plan(&["close", "moving", "--day", "2023-09-01"]).unwrap();
    refuses(
        office.plan(&["hand-over", "moving", "--to", "solway-water", "--day", "2023-09-02"]),
        "does not stand on 2023-09-02",
    );
    let split = [
        franchise("north", &[LEAD, r#"{ body = "solway-water", part = "partner" }"#].join(", "), "came_from = [\"moving\"]\nlines = [\"moving-team-posts\", \"moving-team-budget\", \"moving-water-budget\"]\njourneys = [{ journey = \"moving-home\" }]"),
        franchise("south", r#"{ body = "westmorland-and-furness", part = "lead" }, { body = "post-redirection", part = "partner" }"#, "came_from = [\"moving\"]"),
    ]
    .concat();
    let told = office.with_file("split", &split).unwrap();
    let note = "note: north stands no more from 2023-09-01 on, as was planned for what it came from";
    assert!(told.contains(&note.to_owned()), "{told:?}");
    // Back through the split to the closing, and through that to where it was.
    assert!(office.plan(&["take-back", "south"]).is_ok());
    refuses(office.plan(&["take-back", "south"]), "there is no franchise 'fra_south'");
    assert!(show("moving").contains("from 2022-04-01 to 2023-08-31"), "{}", show("moving"));
    assert_eq!(lines_of_moving(&show("moving")).len(), own.len());
    // The next one back is the closing; after it nothing is left.
    office.plan(&["take-back", "moving"]).unwrap();
    assert!(show("moving").contains("Stands      since 2022-04-01"), "{}", show("moving"));
    refuses(office.plan(&["take-back", "moving"]), "nothing is planned for the franchise 'fra_moving'");
    // One after another, the last first, also through what came of a merger.
    office.plan(&["hand-over", "moving", "--to", "dwp", "--day", "2023-08-01"]).unwrap();
    office.plan(&["hand-over", "moving", "--to", "hmrc", "--day", "2023-09-01"]).unwrap();
    office.plan(&["take-back", "moving"]).unwrap();
    assert!(show("moving").contains("Department for Work and Pensions, since 2023-08-01"), "{}", show("moving"));
    office.plan(&["take-back", "moving"]).unwrap();
    assert!(!show("moving").contains("Department for Work and Pensions, since"), "{}", show("moving"));
    let into = franchise("one", LEAD, "came_from = [\"moving\", \"bereavement\"]");
    office.with_file("merge", &into).unwrap();
    office.plan(&["hand-over", "one", "--to", "dwp", "--day", "2023-08-01"]).unwrap();
    refuses(office.plan(&["take-back", "moving"]), "the franchise 'fra_one' was changed again since");
    office.plan(&["take-back", "one"]).unwrap();
    office.plan(&["take-back", "moving"]).unwrap();
    assert!(show("bereavement").contains("Stands      since 2022-04-01"), "{}", show("bereavement"));
    assert_eq!(office.say(&["list"]).unwrap().len(), before.len());
    refuses(office.plan(&["take-back", "bereavement"]), "nothing is planned for the franchise 'fra_bereavement'");
}

#[test]
fn a_budget_line_is_divided_among_the_parts_of_a_split_and_nothing_is_lost() {
    let office = office();
    let of_moving = || office.say(&["show", "moving"]).unwrap().join("\n");
    assert!(of_moving().contains("moving-team-posts: 2.50 posts of"), "{}", of_moving());
    let part =
        |id: &str, members: &str, more: &str| franchise(id, members, &format!("came_from = [\"moving\"]\n{more}"));
    let north = [LEAD, r#"{ body = "solway-water", part = "partner" }"#].join(", ");
    let south =
        r#"{ body = "westmorland-and-furness", part = "lead" }, { body = "post-redirection", part = "partner" }"#;
    let lines = "lines = [\"moving-team-posts\", \"moving-team-budget\", \"moving-water-budget\"]";
    let parts = |shares: &str| {
        [
            part("north", &north, &format!("{lines}\njourneys = [{{ journey = \"moving-home\" }}]")),
            part("south", south, &format!("shares = [{shares}]")),
        ]
        .concat()
    };
    let share = r#"{ line = "moving-team-posts", body = "carlisle", posts = "1.01" }"#;
    refuses(
        office.with_file("split", &parts(&share.replace("1.01", "2.51"))),
        "2.51 posts of 'moving-team-posts' would leave",
    );
    refuses(office.with_file("split", &parts(&share.replace("1.01", "x"))), "'x' is no number of posts");
    refuses(office.with_file("split", &parts(&share.replace("team-posts", "rent"))), "is not one of its lines");
    refuses(office.with_file("split", &parts(&share.replace("carlisle", "dwp"))), "org_dwp has nothing in the line");
    refuses(
        office.with_file(
            "split",
            &parts(&share.replace("posts = \"1.01\"", "money = { minor = 100, currency = \"GBP\" }")),
        ),
        "which holds 2.50 posts",
    );
    office.with_file("split", &parts(share)).unwrap();
    let show = |id: &str| office.say(&["show", id]).unwrap().join("\n");
    assert!(show("north").contains("moving-team-posts: 1.49 posts of"), "{}", show("north"));
    assert!(show("south").contains("moving-team-posts: 1.01 posts of"), "{}", show("south"));
    office.plan(&["take-back", "north"]).unwrap();
    assert!(of_moving().contains("moving-team-posts: 2.50 posts of"), "{}", of_moving());
}

#[test]
fn nobody_leads_or_takes_part_who_is_to_be_no_more() {
    let office = office();
    let early = |words: &[&str]| {
        let line = Line::try_parse_from([&["franchise"], words, &["--as", &office.planner]].concat()).unwrap();
        let desk = Desk {
            store: &office.fresh.store,
            platform: None,
            now: NOW,
            today: date(2023, 3, 20),
            zone: &TimeZone::UTC,
        };
        desk.carry_out(&line.action).map_err(|error| format!("{error:#}"))
    };
    refuses(
        early(&["hand-over", "moving", "--to", "allerdale", "--day", "2023-03-28"]),
        "allerdale is no more from 2023-04-01 on, before the franchise ends: name cumberland, from that day on",
    );
}

#[test]
fn a_refusal_is_one_line_that_says_what_to_do_and_changes_nothing() {
    let office = office();
    let home = |more: &str| franchise("home", LEAD, more);
    let create = |text: &str| office.with_file("create", text);
    refuses(create("x"), "new.toml:1: ");
    refuses(create(""), "it describes no franchise. Write a [[franchise]]");
    refuses(create(&home("").repeat(2)), "describes one franchise");
    refuses(create(&home("came_from = [\"moving\"]")), "use `portico franchise split` or `merge`");
    refuses(create(&home("lines = [\"rent\"]")), "leave 'lines' out");
    refuses(create(&home("until = \"2024-01-01\"")), "close it by `portico franchise close`");
    refuses(create(&home("").replace("cumberland", "cumbria")), "new.toml:8: there is no organisation 'cumbria'");
    refuses(create(&home("").replace("cumberland", "carlisle")), "carlisle does not stand on 2023-07-01: name a body");
    refuses(create(&home("").replace("2023-07-01", "2022-07-01")), "2022-07-01 is past, and today is 2023-06-01");
    refuses(create(&home("").replace("home", "moving")), "'fra_moving' already: choose another id");
    refuses(create(&home("").replace("fr = ", "rf = ")), "new.toml:");
    refuses(
        create(&home("").replace("Once.", &"o".repeat(10_001))),
        "the charter has more than 10000 letters, or some",
    );
    refuses(
        create(&home("").replace("\"Home\"", "\"Ho\\u0000me\"")),
        "new.toml:3: this text has signs that nobody can see",
    );
    refuses(create(&home("").replace("Once.", "On\\u202Ece.")), "this text has signs that nobody can see");
    refuses(create(&home("").replace("student", " ")), "the segment has more than 200 letters");
    let wrong = home("").replace("moving-charter", "mvoing-charter").replace("Une fois.", "");
    refuses(create(&wrong), "(1 more after that)");
    refuses(office.plan(&["create", "/nowhere.toml"]), "/nowhere.toml can't be read");

    let hand_over = |id: &str, to: &str, day: &str| office.plan(&["hand-over", id, "--to", to, "--day", day]);
    refuses(hand_over("moving", "cumberland", "2023-07-01"), "leads it already: name another body");
    refuses(hand_over("moving", "nobody", "2023-07-01"), "there is no body 'nobody': check the spelling");
    refuses(hand_over("moving", "carlisle", "2023-07-01"), "carlisle does not stand on 2023-07-01");
    refuses(hand_over("moving", "dwp", "2023-01-01"), "2023-01-01 is past");
    refuses(hand_over("none", "dwp", "2023-07-01"), "`portico franchise list` names them");
    refuses(office.plan(&["close", "none", "--day", "2023-07-01"]), "`portico franchise list` names them");
    refuses(office.plan(&["close", "moving", "--day", "2023-05-01"]), "2023-05-01 is past");
    refuses(office.say(&["show", "none"]), "there is no franchise 'none': `portico franchise list` names them");

    let close = |person: &str| office.say(&["close", "moving", "--day", "2023-07-01", "--as", person]);
    refuses(close(&office.approver), "this takes a member of staff who is a transfer planner");
    refuses(close("nobody"), "there is no person 'nobody' among the staff");
    assert_eq!(office.version(), 1, "what is refused changes nothing");
    office.plan(&["close", "moving", "--day", "2023-07-01"]).unwrap();
    refuses(
        office.plan(&["close", "moving", "--day", "2023-08-01"]),
        "does not stand on 2023-08-01, or only begins then: name a",
    );
}

#[test]
fn an_act_that_alters_what_people_have_approved_is_refused_unless_it_is_meant() {
    // The demonstration with its transfers, before the first of them vests.
    let (now, today) = (Moment::parse("2023-03-20T09:00:00Z").unwrap(), date(2023, 3, 20));
    let fresh = store::testing::fresh(&wiring::migrations());
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../demo");
    let government = std::sync::Arc::new(crate::government::read(&folder).expect("the demonstration is sound"));
    let load = move |tx: &mut Tx<'_>| applications::data::record(tx, &Actor::portico("test"), now, today, &government);
    fresh.store.write_blocking(load).unwrap();
    let approved = || {
        let known = fresh.store.read_blocking(transfer::store::approved).unwrap();
        known.into_iter().map(|known| known.draft.id.name().to_owned()).collect::<Vec<_>>()
    };
    let say = |more: &[&str]| {
        let words = ["franchise", "close", "moving", "--day", "2023-04-01", "--as", "clementine-placeholder"];
        let line = Line::try_parse_from([&words, more].concat()).unwrap();
        let desk = Desk { store: &fresh.store, platform: None, now, today, zone: &TimeZone::UTC };
        desk.carry_out(&line.action).map_err(|error| format!("{error:#}"))
    };
    let before = approved();
    assert!(before.contains(&"two-councils".to_owned()), "{before:?}");
    let refused = say(&[]).unwrap_err();
    assert!(
        refused.contains("it would alter the plan of") && refused.contains("two-councils for 2023-04-01"),
        "{refused}"
    );
    assert!(refused.ends_with("add --with-approvals"), "{refused}");
    let shown = |fresh: &Fresh| fresh.store.read_blocking(responsibility::Model::load).unwrap().version();
    let version = shown(&fresh);
    assert!(say(&["--with-approvals"]).unwrap()[0].starts_with("moving stands no more from 2023-04-01 on"));
    assert_eq!(shown(&fresh), version + 1);
}
