//! Reading the file, with its planted faults, and carrying it out.

use super::*;
use crate::transfer::{
    State,
    tests::{DAY, NOW, World, catalogue_data, model_data},
};

const FILE: &str = r#"
[[programme]]
id = "contact"
title = { en = "Contact in waves", fr = "Accueil par vagues" }
planned_by = "planner"
gates = [{ id = "trained", before = "phone", what = { en = "People are trained", fr = "Le personnel est formé" } }]

[[transfer]]
id = "counter"
title = { en = "Second wave", fr = "Deuxième vague" }
kind = "retail"
day = "2023-06-01"
instrument = "order"
programme = "contact"
after = ["phone"]
window_days = 90
lines = [{ from = "alpha", to = "gamma", form = "retail", functions = ["contact"], channel = "counter", service_types = ["passport"] }]
open_work = "stays-until-closed"
deadlines = "keep"
answerable = [{ matter = "everything", person = "olga" }]
drafted_by = "planner"
state = "rehearsed"

[[transfer]]
id = "phone"
title = { en = "First wave", fr = "Première vague" }
kind = "retail"
day = "2023-04-01"
instrument = "order"
programme = "contact"
window_days = 90
lines = [{ from = "alpha", to = "gamma", form = "retail", functions = ["contact"], channel = "phone", service_types = ["passport"] }]
shares = [{ line = "crews", from = "alpha", to = "gamma", posts = "2.5" }]
systems = [{ service_types = ["passport"], system = "new" }]
open_work = "moves"
deadlines = "count-anew"
answerable = [{ matter = "everything", person = "olga" }]
drafted_by = "planner"
state = "scheduled"
approved_by = ["anna", "bert"]
"#;

fn check(text: &str) -> Result<TransferData, Vec<String>> {
    let catalogue = catalogue_data();
    let known = Known {
        organisations: catalogue.organisations.iter().map(|known| known.id.clone()).collect(),
        service_types: catalogue.service_types.iter().map(|known| known.id.clone()).collect(),
        areas: catalogue.areas.iter().map(|known| known.code.clone()).collect(),
        instruments: catalogue.instruments.iter().map(|known| known.id.clone()).collect(),
        people: catalogue.people.iter().map(|known| known.id.clone()).collect(),
        ..Known::default()
    };
    let source = Source { file: "t.toml".into(), text: text.into() };
    read(&source, &known, &model_data()).map_err(|findings| findings.iter().map(ToString::to_string).collect())
}

#[test]
fn what_the_file_says_is_carried_out_by_the_people_it_names() {
    let (world, data) = (World::new(), check(FILE).unwrap());
    let kept = data.clone();
    world.fresh.store.write_blocking(move |tx| record(tx, NOW, DAY, &kept)).unwrap();
    assert!(matches!(world.state("phone"), State::Scheduled { .. }));
    assert!(matches!(world.state("counter"), State::Rehearsed { .. }));
    assert!(world.due(DAY).is_empty(), "its gate is shut");

    let opened = check(&FILE.replace("before = \"phone\",", "before = \"phone\", opened_by = \"anna\",")).unwrap();
    world.fresh.store.write_blocking(move |tx| record(tx, NOW, DAY, &opened)).unwrap();
    assert_eq!(world.due(DAY), ["phone"]);
    world.vest("phone", DAY).unwrap();
    let entries = world.read(|tx| ::store::audit::unnumbered(tx, 100));
    let approvals = entries.iter().filter(|entry| entry.action == "transfer.approved");
    let mut who: Vec<String> = approvals.map(|entry| format!("{:?}", entry.actor.who)).collect();
    who.sort();
    assert_eq!(who, ["Staff(per_anna)", "Staff(per_bert)"]);
}

#[test]
fn what_the_model_refuses_is_said_with_the_transfer() {
    let world = World::new();
    let text = FILE.replace("from = \"alpha\", to = \"gamma\", form", "from = \"beta\", to = \"gamma\", form");
    let data = check(&text).unwrap();
    let error = world.fresh.store.write_blocking(move |tx| record(tx, NOW, DAY, &data)).unwrap_err();
    assert_eq!(error.to_string(), "trf_phone: line 1 selects nothing that org_beta holds on 2023-04-01 or later");
}

#[test]
fn each_planted_fault_is_found_with_its_line() {
    let faulty = |from: &str, to: &str, finding: &str| {
        assert!(FILE.contains(from), "{from}");
        let findings = check(&FILE.replace(from, to)).unwrap_err();
        assert!(findings.iter().any(|found| found.starts_with(finding)), "{from} → {to}: {findings:?}");
    };
    faulty(
        "instrument = \"order\"\nprogramme",
        "instrument = \"odrer\"\nprogramme",
        "t.toml:13: there is no instrument 'odrer'",
    );
    faulty("to = \"gamma\"", "to = \"gmama\"", "t.toml:17: there is no organisation 'gmama'");
    faulty("[\"passport\"], system", "[\"pasport\"], system", "t.toml:34: there is no service type 'pasport'");
    faulty("system = \"new\"", "system = \"nwe\"", "t.toml:34: there is no system 'nwe'");
    faulty("channel = \"phone\"", "channel = \"phone\", areas = [\"nroth\"]", "t.toml:32: there is no area 'nroth'");
    faulty("person = \"olga\"", "person = \"ogla\"", "t.toml:20: there is no person 'ogla'");
    faulty("drafted_by = \"planner\"", "drafted_by = \"plannre\"", "t.toml:21: there is no person 'plannre'");
    faulty("programme = \"contact\"", "programme = \"cotnact\"", "t.toml:14: there is no programme 'cotnact'");
    faulty("after = [\"phone\"]", "after = [\"fone\"]", "t.toml:15: there is no transfer 'fone'");
    faulty("before = \"phone\"", "before = \"fone\"", "t.toml:6: there is no transfer 'fone'");
    faulty(
        "window_days = 90\nlines = [{ from = \"alpha\", to = \"gamma\", form = \"retail\", functions = [\"contact\"], channel = \"phone\"",
        "after = [\"counter\"]\nlines = [{ from = \"alpha\", to = \"gamma\", form = \"retail\", functions = [\"contact\"], channel = \"phone\"",
        "t.toml:9: counter, phone wait for each other",
    );
    faulty("id = \"counter\"", "id = \"phone\"", "t.toml:25: transfer 'phone' stands twice");
    faulty(
        "[\"anna\", \"bert\"]",
        "[\"anna\", \"planner\"]",
        "t.toml:40: 'planner' drafted this transfer and can't approve it",
    );
    faulty("[\"anna\", \"bert\"]", "[\"anna\", \"anna\"]", "t.toml:40: 'anna' approves twice");
    faulty("[\"anna\", \"bert\"]", "[\"anna\"]", "t.toml:39: two people have to approve it");
    faulty(
        "state = \"scheduled\"",
        "state = \"drafted\"",
        "t.toml:39: it has been approved, and its state says otherwise",
    );
    faulty("state = \"scheduled\"", "state = \"vested\"", "t.toml:39: ");
    faulty("posts = \"2.5\"", "posts = \"two\"", "t.toml:33: 'two' is no number of posts");
    faulty("posts = \"2.5\"", "posts = \"2.5\", money = { minor = 1, currency = \"GBP\" }", "t.toml:33: it has both");
    faulty("form = \"retail\"", "form = \"franchise\"", "t.toml:17: a franchise is named where the form is none");
    faulty("fr = \"Accueil par vagues\"", "fr = \"Contact in waves\"", "t.toml:4: the French is the same");
    faulty("kind = \"retail\"", "kind = \"reversal\"", "t.toml:11: a reversal is made from what it takes back");
    faulty("kind = \"retail\"", "kind = \"correction\"", "t.toml:11: a correction needs a reason");
    faulty("kind = \"retail\"", "kind = \"succession\"", "t.toml:11: a succession can't be reversed");
    faulty("open_work = \"moves\"", "open_wrok = \"moves\"", "t.toml:35: ");
}
