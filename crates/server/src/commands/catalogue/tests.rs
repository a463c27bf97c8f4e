use std::{cell::Cell, fs};

use clap::Parser;
use jiff::civil::date;
use store::testing::Fresh;
use values::Actor;

use super::*;

const NOW: Moment = Moment(1_685_600_000_000);

struct Office {
    fresh: Fresh,
    /// Each thing is done a second after the last, so that one import comes after another.
    ticks: Cell<i64>,
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
    let actor = Actor::portico("test");
    let load = move |tx: &mut store::Tx<'_>| ::catalogue::load_into(tx, &actor, NOW, &government.catalogue);
    fresh.store.write_blocking::<_, StoreError, _>(load).unwrap();
    Office { fresh, ticks: Cell::new(0) }
}

impl Office {
    fn say(&self, words: &[&str]) -> Result<String, String> {
        let line = Line::try_parse_from([&["catalogue"], words].concat()).map_err(|error| error.to_string())?;
        self.ticks.set(self.ticks.get() + 1);
        let now = NOW.plus(self.ticks.get() * 1_000);
        let desk = Desk { store: &self.fresh.store, now, today: date(2023, 6, 1) };
        desk.carry_out(&line.action).map_err(|error| format!("{error:#}"))
    }

    fn file(&self, name: &str, text: &str) -> String {
        let path = self.fresh.folder().join(name);
        fs::write(&path, text).unwrap();
        path.to_string_lossy().into_owned()
    }

    /// The id of the import that was brought in last.
    fn last(&self) -> String {
        self.say(&["imports"]).unwrap().split_whitespace().next().unwrap().to_owned()
    }
}

const LIST: &str = "LGSL,Description,Providing Tier\n1,Find a school,all\n2,Find a library,all\n";

#[test]
fn a_file_goes_from_one_person_to_another_into_the_catalogue_and_out_again() {
    let office = office();
    let file = office.file("list.csv", LIST);
    let of = ["--source", "uk-lgsl"];
    let (one, other) = (["--as", "ottoline-specimen"], ["--as", "percival-mockridge"]);
    let diff = office.say(&[&["diff", &file], &of[..]].concat()).unwrap();
    assert!(diff.starts_with("new ServiceType urn:portico:uk-lgsl:service-type/1 from 2023-06-01\n"), "{diff}");
    assert_eq!(office.say(&["imports"]).unwrap().lines().count(), 1, "a difference writes nothing");

    let brought = office.say(&[&["import", &file], &of[..], &one].concat()).unwrap();
    assert!(brought.contains("2 records (lgsl): 2 taken, 0 taken, and worth a look"), "{brought}");
    let import = office.last();
    let own = office.say(&[&["approve", &import], &one[..]].concat()).unwrap_err();
    assert!(own.contains("Another catalogue manager has to"), "{own}");
    office.say(&[&["approve", &import], &other[..]].concat()).unwrap();
    let published = office.say(&[&["publish", &import], &one[..]].concat()).unwrap();
    assert!(published.ends_with("is edition 1: 2 parts changed.\n"), "{published}");

    let turtle = office.say(&["export", "--format", "turtle"]).unwrap();
    assert!(turtle.contains("\"Find a library\"@en"), "{turtle}");
    assert!(!office.say(&["export", "--format", "jsonld", "--day", "2023-05-31"]).unwrap().contains("Find a library"));
    let again = office.say(&[&["import", &file], &of[..], &one].concat()).unwrap();
    assert!(again.ends_with("there is nothing to publish.\n"), "{again}");

    let changed = office.file("list.csv", &LIST.replace("Find a library", "Borrow a book"));
    office.say(&[&["import", &changed], &of[..], &other].concat()).unwrap();
    let shown = office.say(&["show", &office.last()]).unwrap();
    assert!(shown.contains("title.en: \"Find a library\" -> \"Borrow a book\""), "{shown}");
    let second = office.last();
    office.say(&[&["approve", &second], &one[..]].concat()).unwrap();
    office.say(&[&["publish", &second], &one[..]].concat()).unwrap();
    office.say(&[&["undo", &second], &one[..]].concat()).unwrap();
    let back = office.last();
    office.say(&[&["approve", &back], &other[..]].concat()).unwrap();
    office.say(&[&["publish", &back], &other[..]].concat()).unwrap();
    let turtle_again = office.say(&["export", "--format", "turtle", "--source", "uk-lgsl"]).unwrap();
    assert_eq!(turtle, turtle_again);
}

#[test]
fn a_spreadsheet_comes_out_again_in_every_format_that_was_asked_for() {
    let office = office();
    let (one, other) = (["--as", "ottoline-specimen"], ["--as", "percival-mockridge"]);
    let bring = |file: &str, source: &str| {
        office.say(&[&["import", file, "--source", source], &one[..]].concat()).unwrap();
        let import = office.last();
        office.say(&[&["approve", &import], &other[..]].concat()).unwrap();
        office.say(&[&["publish", &import], &one[..]].concat()).unwrap();
    };
    let rows = "id,title_en,title_cy,body,body_name_en,phone\nb1,=Bins,Biniau,town,The Town,+44 1632 960000\n";
    bring(&office.file("services.csv", rows), "town");
    let csv = office.say(&["export", "--format", "csv"]).unwrap();
    assert!(csv.contains("b1,Biniau,'=Bins,town,The Town,,,'+44 1632 960000"), "{csv}");
    assert!(office.say(&["export", "--format", "hsds", "--language", "cy"]).unwrap().contains("\"name\": \"Biniau\""));
    let refused = office.say(&["export", "--format", "xlsx"]).unwrap_err();
    assert!(refused.contains("--to FILE"), "{refused}");
    let workbook = office.fresh.folder().join("services.xlsx").to_string_lossy().into_owned();
    office.say(&["export", "--format", "xlsx", "--to", &workbook]).unwrap();
    // What came out is what stands: there is nothing to import again.
    for file in [office.file("again.csv", &csv), workbook] {
        let again = office.say(&[&["import", &file, "--source", "town"], &one[..]].concat()).unwrap();
        assert!(again.ends_with("there is nothing to publish.\n"), "{again}");
    }
}

#[test]
fn a_folder_of_tables_is_a_package() {
    let office = office();
    let folder = office.fresh.folder().join("package");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("organizations.csv"), "id,name,description\no1,Helpers,They help.\n").unwrap();
    fs::write(folder.join("services.csv"), "id,organization_id,name,status\ns1,o1,Talk,active\n").unwrap();
    fs::write(folder.join("notes.txt"), "not of it").unwrap();
    let words = ["import", &folder.to_string_lossy(), "--source", "help", "--dry-run", "--as", "ottoline-specimen"];
    let said = office.say(&words).unwrap();
    assert!(said.contains("2 records (hsds-csv)") && said.ends_with("It would make these changes: 2 new.\n"), "{said}");
}

#[test]
fn each_wrong_thing_has_its_own_words() {
    let office = office();
    let one = ["--source", "uk", "--as", "ottoline-specimen"];
    let check = |words: &[&str], expected: &str| {
        let refused = office.say(words).unwrap_err();
        assert!(refused.contains(expected), "{words:?}: {refused}");
    };
    let odd = office.file("odd.doc", "x");
    check(&[&["import", &odd], &one[..]].concat(), "say it with --format, one of turtle, jsonld");
    check(&[&["import", "/nowhere.csv"], &one[..]].concat(), "/nowhere.csv can't be read");
    let file = office.file("list.csv", LIST);
    check(&["import", &file, "--source", "UK", "--as", "ottoline-specimen"], "is not the name of a source");
    check(&["import", &file, "--source", "uk", "--as", "rufus-whatsit"], "only a catalogue manager may do that");
    check(&["show", "imp_nothing"], "there is no import 'imp_nothing'");
    check(&["publish", "nothing", "--as", "ottoline-specimen"], "there is no import");
    let turtle = office.file("bad.ttl", "<a");
    check(&[&["import", &turtle], &one[..]].concat(), "Mend it there");
}

#[test]
fn every_step_answers_scripts_as_json() {
    let office = office();
    let (one, other) = (["--as", "ottoline-specimen", "--json"], ["--as", "percival-mockridge", "--json"]);
    let say = |words: &[&str]| -> Value { serde_json::from_str(&office.say(words).unwrap()).unwrap() };
    let file = office.file("list.csv", LIST);
    let of = ["import", &file, "--source", "uk"];
    let dry = say(&[&of[..], &["--dry-run"], &one].concat());
    assert_eq!((&dry["import"], &dry["changes"]), (&Value::Null, &json!({ "new": 2 })));
    let brought = say(&[&of[..], &one].concat());
    assert_eq!(brought["account"]["records"], json!({ "taken": 2 }));
    let id = brought["import"]["id"].as_str().unwrap().to_owned();
    assert_eq!(say(&["imports", "--json"])[0]["id"], id.as_str());
    assert_eq!(say(&["show", &id, "--json"]).as_array().unwrap().len(), 2);
    assert_eq!(say(&[&["approve", &id], &other[..]].concat())["state"]["is"], "approved");
    assert_eq!(say(&[&["publish", &id], &one[..]].concat()), json!({ "import": id, "edition": 1, "changes": 2 }));
    let back = say(&[&["undo", &id], &one[..]].concat());
    assert_eq!(say(&[&["undo", &id], &one[..]].concat())["id"], back["id"]);
    let back = back["id"].as_str().unwrap();
    assert_eq!(say(&[&["withdraw", back, "--reason", "no"], &one[..]].concat())["state"]["is"], "withdrawn");
}

#[test]
fn whoever_takes_much_away_or_brings_nothing_is_told() {
    let office = office();
    let (one, other) = (["--as", "ottoline-specimen"], ["--as", "percival-mockridge"]);
    let import = |text: &str| {
        let file = office.file("list.csv", text);
        office.say(&[&["import", &file, "--source", "uk"], &one[..]].concat())
    };
    assert!(!import(LIST).unwrap().contains("Beware"));
    let id = office.last();
    office.say(&[&["approve", &id], &other[..]].concat()).unwrap();
    office.say(&[&["publish", &id], &one[..]].concat()).unwrap();
    let said = import("LGSL,Description,Providing Tier\n1,Find a school,all\n").unwrap();
    assert!(said.contains("Beware: 1 of 1 changes end something that stands."), "{said}");
    // A file that is lost as a whole ends nothing.
    let refused = import("LGSL,Description,Providing Tier\nx,Odd,all\n").unwrap_err();
    assert!(refused.contains("nothing of ") && refused.contains("can be taken"), "{refused}");
    let file = office.file("list.csv", "LGSL,Description,Providing Tier\nx,Odd,all\n");
    let refused = office.say(&["diff", &file, "--source", "uk"]).unwrap_err();
    assert!(refused.contains("nothing of "), "{refused}");
    let file = office.file("list.csv", LIST);
    let nobody = ["import", &file, "--source", "uk", "--dry-run", "--as", "nobody"];
    assert!(office.say(&nobody).unwrap_err().contains("there is no person 'nobody'"));
}

#[test]
fn a_dry_run_writes_nothing_but_its_report() {
    let office = office();
    let file = office.file("list.csv", &format!("{LIST}x,Odd,all\n"));
    let report = office.fresh.folder().join("report.json");
    let to = report.to_string_lossy().into_owned();
    let words = ["import", &file, "--source", "uk", "--dry-run", "--report", &to, "--as", "ottoline-specimen"];
    let said = office.say(&words).unwrap();
    assert!(said.contains("left out: line 4 (LGSL x), LGSL: 'x' is not a number."), "{said}");
    assert!(said.ends_with("It would make these changes: 2 new.\n"), "{said}");
    let whole: serde_json::Value = serde_json::from_slice(&fs::read(report).unwrap()).unwrap();
    assert_eq!(whole["records"].as_array().unwrap().len(), 3);
    assert_eq!(whole["problems"][0]["rule"], "not-a-number");
    assert!(office.say(&["imports"]).unwrap().starts_with("Nothing was brought in yet"));
}
