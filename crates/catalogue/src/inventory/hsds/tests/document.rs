//! Documents in JSON: what is taken of each, and what is said of the rest.

use proptest::prelude::*;

use super::{BASE, document, rules};
use crate::inventory::{
    Inventory, Iri, Tag, Verdict, check,
    hsds::{NotADocument, read},
    rdf::{self, Syntax},
};

const ID: &str = "ac148810-d857-441c-9679-408f346de14b";

fn service(more: &str) -> String {
    format!(r#"{{"id": "{ID}", "name": "Counselling", "status": "active"{more}}}"#)
}

#[test]
fn a_service_is_read_with_what_is_nested_in_it() {
    let outcome = document(&service(
        r#", "description": "Talk.", "url": "https://example.org/talk", "email": "talk@example.org",
           "phones": [{"id": "p", "number": "\"+44 1632 960000\"", "extension": 7}],
           "organization": {"id": "d9d5e0f5-d3ce-4f73-9a2f-4dd0ecc6c610", "name": "Helpers", "description": "They help."},
           "cost_options": [{"id": "c", "option": "Under 18", "currency": "gbp", "amount": 35.5}],
           "fees_description": "Pay on the day.", "eligibility_description": "From 12 on.",
           "application_process": "Ring us.", "required_documents": [{"id": "r", "document": "A letter"}],
           "schedules": [{"freq": "WEEKLY"}], "minimum_age": 12"#,
    ));
    assert_eq!(outcome.problems, []);
    assert_eq!(outcome.count(Verdict::Taken), 2);
    let inventory = outcome.last();
    assert_eq!(check(inventory), []);
    let service = &inventory.services[&Iri::new(format!("{BASE}service/{ID}"))];
    assert_eq!(service.title[&Tag::new("und")], "Counselling");
    assert_eq!(
        (service.costs.len(), service.rules.len(), service.requirements.len(), service.evidence.len()),
        (2, 1, 1, 1)
    );
    let cost = inventory.costs.values().find(|cost| cost.amount.is_some()).unwrap();
    assert_eq!(
        (cost.amount.as_deref(), cost.currency.as_ref().map(Iri::as_str)),
        (Some("35.5"), Some("http://publications.europa.eu/resource/authority/currency/GBP"))
    );
    let contact = inventory.contact_points.values().next().unwrap();
    assert!(contact.telephones.contains("+44 1632 960000 ext. 7"), "{contact:?}");
    // Schedules and ages have no place, and stay.
    assert_eq!(service.rest.len(), 2);
    assert_eq!(inventory.organisations.len(), 1);
}

#[test]
fn a_page_a_list_and_an_organisation_hold_services() {
    let one = service("");
    for json in [
        format!(r#"{{"total_items": 1, "contents": [{one}]}}"#),
        format!("[{one}]"),
        format!(r#"{{"id": "d9d5e0f5-d3ce-4f73-9a2f-4dd0ecc6c610", "name": "Helpers", "services": [{one}]}}"#),
    ] {
        assert_eq!(document(&json).last().services.len(), 1, "{json}");
    }
}

#[test]
fn a_bad_record_is_left_out_and_the_others_are_taken() {
    let outcome = document(&format!(
        r#"[{}, {{"id": "x", "status": "active"}}, {{"name": "No id", "status": "new"}}]"#,
        service("")
    ));
    assert_eq!((outcome.count(Verdict::Taken), outcome.count(Verdict::LeftOut)), (1, 2));
    assert_eq!(
        rules(&outcome),
        [("not-a-uuid", "id"), ("missing", "name"), ("missing", "id"), ("unknown-code", "status")]
    );
    assert_eq!(outcome.last().services.len(), 1);
}

#[test]
fn what_is_odd_is_kept_with_a_remark() {
    let check = |more: &str, expected: (&str, &str)| {
        let outcome = document(&service(more));
        assert_eq!(rules(&outcome), [expected], "{more}");
        assert_eq!(outcome.last().services.len(), 1, "{more}");
    };
    check(r#", "description": 7"#, ("not-a-text", "description"));
    check(r#", "url": "no address""#, ("not-an-address", "url"));
    check(r#", "phones": "none""#, ("not-a-list", "phones"));
    check(r#", "organization": "them""#, ("not-an-object", "organization"));
    check(r#", "cost_options": [{"id": "c", "option": 7}]"#, ("not-a-text", "cost_options.option"));
    check(r#", "cost_options": [{"id": "c", "currency": "pounds"}]"#, ("unknown-code", "cost_options"));
    check(r#", "cost_options": [{"id": "c", "amount": "a lot"}]"#, ("not-a-number", "cost_options.amount"));
    check(r#", "contacts": [{"id": "c", "phones": "none"}]"#, ("not-a-list", "contacts.phones"));
}

#[test]
fn what_is_no_document_of_the_standard_says_so() {
    assert!(matches!(read(b"{", BASE), Err(NotADocument::Json(_))));
    for json in ["7", "{}", r#"{"contents": 1}"#, "[1]"] {
        assert_eq!(read(json.as_bytes(), BASE), Err(NotADocument::Shape), "{json}");
    }
    for other in [r#""location_type": "physical""#, r#""version": "1""#, r#""term_uri": "https://example.org/""#] {
        let json = |more: &str| format!(r#"{{"id": "{ID}", "name": "Centre", {other}{more}}}"#);
        assert_eq!(read(json("").as_bytes(), BASE), Err(NotADocument::Shape), "{other} is of no organisation");
        assert_eq!(document(&json(r#", "services": []"#)).last().organisations.len(), 1, "{other}");
    }
    let many = format!("[{}", "{},".repeat(2_500_001));
    assert_eq!(read(many.as_bytes(), BASE), Err(NotADocument::TooMany));
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    assert!(matches!(read(deep.as_bytes(), BASE), Err(NotADocument::Json(_))));
}

proptest! {
    #[test]
    fn whatever_is_read_can_be_written_and_read_again(
        fields in proptest::collection::btree_map(
            proptest::sample::select(vec![
                "id", "name", "status", "description", "url", "email", "phones", "contacts", "organization",
                "cost_options", "required_documents", "fees_description", "schedules", "odd field",
            ]),
            prop_oneof![
                any::<String>().prop_map(serde_json::Value::from),
                any::<i32>().prop_map(serde_json::Value::from),
                Just(serde_json::json!([{"id": "a b", "number": "1", "name": "n"}])),
                Just(serde_json::json!({"id": "<>", "name": "n", "uri": "https://example.org/"})),
                Just(serde_json::Value::Null),
            ],
            0..10,
        ),
    ) {
        let json = serde_json::to_vec(&vec![fields]).unwrap();
        let Ok(outcome) = read(&json, BASE) else { return Ok(()) };
        let inventory = outcome.last();
        let again = |inventory: &Inventory| {
            let turtle = rdf::write(inventory, Syntax::Turtle).unwrap();
            rdf::read(Syntax::Turtle, &turtle).unwrap().last().clone()
        };
        let once = again(inventory);
        prop_assert_eq!(again(&once), once);
    }
}

#[test]
fn a_telephone_comes_out_with_all_that_was_said_of_it() {
    let phones = r#""phones": [{"id": "p1", "number": "1", "type": "voice", "description": "Days"}, {"number": "2"}]"#;
    let outcome = document(&service(&format!(r#", {phones}, "contacts": [{{"id": "c", {phones}}}]"#)));
    assert_eq!(outcome.problems, []);
    let written = String::from_utf8(super::super::write(outcome.last(), &Tag::new("en"))).unwrap();
    let page: serde_json::Value = serde_json::from_str(&written).unwrap();
    let first = &page["contents"][0];
    for phones in [&first["phones"], &first["contacts"][0]["phones"]] {
        assert_eq!(
            (&phones[0]["type"], &phones[0]["description"], &phones[0]["id"]),
            (&"voice".into(), &"Days".into(), &"p1".into())
        );
        assert_eq!(phones[1]["number"], "2");
        assert!(phones[1]["id"].is_string());
    }
    // One that is only a number says nothing that is kept beside it; one without is said.
    let plain = document(&service(r#", "phones": [{"number": "1", "extension": "7"}, {"type": "fax"}]"#));
    let contact = plain.last().contact_points.values().next().unwrap();
    assert_eq!((contact.telephones.len(), contact.rest.len()), (1, 0));
    assert_eq!(rules(&plain), [("missing", "phones")]);
}

#[test]
fn what_is_said_to_be_kept_comes_out_again() {
    let outcome = document(&service(
        r#", "phones": [{"number": 5551234}], "cost_options": [{"id": "c", "option": "Adults", "amount": "free"}]"#,
    ));
    assert_eq!(rules(&outcome), [("not-a-number", "cost_options.amount")]);
    let written = super::super::write(outcome.last(), &Tag::new("en"));
    let page: serde_json::Value = serde_json::from_slice(&written).unwrap();
    let first = &page["contents"][0];
    assert_eq!(first["phones"][0]["number"], "5551234");
    assert_eq!(first["fees_description"], "Adults, free");
}

#[test]
fn one_stray_thing_of_a_list_stops_no_other_and_has_its_place() {
    let outcome = document(&format!(
        r#"[{}, "text", {{"id": "x", "name": "Room", "latitude": 1}}, {{"name": "No id"}}]"#,
        service("")
    ));
    let records: Vec<_> = outcome.records.iter().map(|record| (record.record.as_str(), record.verdict)).collect();
    assert_eq!(
        records[1..],
        [
            ("thing 2 of the list", Verdict::LeftOut),
            ("thing 3 of the list", Verdict::LeftOut),
            ("organization without an id 'No id'", Verdict::LeftOut),
        ]
    );
    assert_eq!((outcome.last().services.len(), outcome.lost.nameless), (1, true));
    let many = format!(
        "[{}]",
        vec![r#"{"id":"a","name":"n","status":"active","contacts":[{},{},{},{},{}]}"#; 50_000].join(",")
    );
    // The same service again and again is one; its five contacts are five.
    assert!(read(many.as_bytes(), BASE).is_ok());
    let many: Vec<String> = (0..50_000)
        .map(|n| format!(r#"{{"id":"{n}","name":"n","status":"active","contacts":[{{}},{{}},{{}},{{}}]}}"#))
        .collect();
    assert_eq!(read(format!("[{}]", many.join(",")).as_bytes(), BASE), Err(NotADocument::TooMany));
}

#[test]
fn of_two_nested_things_with_one_id_neither_is_lost() {
    let outcome = document(&service(
        r#", "contacts": [{"id": "c", "name": "A"}, {"id": "c", "name": "B"}, {"name": "C"}],
           "cost_options": [{"id": "c", "amount": 1}, {"id": "c", "amount": "2.50"}]"#,
    ));
    assert_eq!((outcome.last().contact_points.len(), outcome.last().costs.len()), (3, 2));
}
