//! Packages of tables: each row has its own end, and nothing is read beside the archive.

use serde_json::{Value, json};

use super::{BASE, document, rules};
use crate::inventory::{
    Iri, Outcome, Verdict, check,
    hsds::{NotAPackage, read_older, read_package},
    pack,
};

/// A package of these tables, beside a service of the body `o1`.
fn package(tables: &[(&str, &str)]) -> Vec<u8> {
    let own = [
        ("organizations.csv", "id,name,description\no1,Helpers,They help.\n"),
        ("services.csv", "id,organization_id,name,status,minimum_age\ns1,o1,Counselling,active,12\n"),
    ];
    let own = own.into_iter().filter(|(name, _)| !tables.iter().any(|(table, _)| table == name));
    pack(own.chain(tables.iter().copied()).map(|(name, text)| (name, text.as_bytes())))
}

fn tables(tables: &[(&str, &str)]) -> Outcome {
    let outcome = read_package(&package(tables), BASE).unwrap();
    // Ids of the tests are short.
    Outcome {
        problems: outcome.problems.into_iter().filter(|problem| problem.rule != "not-a-uuid").collect(),
        ..outcome
    }
}

fn ends(outcome: &Outcome) -> Vec<(&str, &str)> {
    outcome.records.iter().map(|record| (record.record.as_str(), record.verdict.as_str())).collect()
}

#[test]
fn a_package_is_read_as_the_same_document_in_json() {
    let outcome = tables(&[
        ("phones.csv", "id,service_id,contact_id,number,extension\np1,s1,,01632 960000,7\np2,,c1,01632 960001,\n"),
        ("contacts.csv", "id,service_id,name,email\nc1,s1,Ann,ann@example.org\n"),
        ("cost_options.csv", "id,service_id,option,amount,currency\nx1,s1,Under 18,35.50,gbp\n"),
        ("required_documents.csv", "id,service_id,document\nd1,s1,A letter\n"),
        ("locations.csv", "id,location_type,name\nl1,physical,The Hall\n"),
        ("addresses.csv", "id,location_id,city\na1,l1,Ambleside\n"),
        ("service_at_location.csv", "id,service_id,location_id\nsl1,s1,l1\n"),
        ("taxonomies.csv", "id,name,description\nt1,Needs,Of people\n"),
        ("taxonomy_terms.csv", "id,name,description,taxonomy_id\nt2,Talk,Somebody listens,t1\n"),
        ("attributes.csv", "id,link_id,link_entity,taxonomy_term_id\nat1,s1,service,t2\n"),
        ("languages.csv", "id,phone_id,code\nla1,p1,ur\n"),
    ]);
    assert_eq!(outcome.problems, []);
    let json = json!({
        "id": "s1", "name": "Counselling", "status": "active", "minimum_age": 12,
        "organization": { "id": "o1", "name": "Helpers", "description": "They help." },
        "contacts": [{ "id": "c1", "name": "Ann", "email": "ann@example.org", "phones": [
            { "id": "p2", "number": "01632 960001" }
        ] }],
        "phones": [{ "id": "p1", "number": "01632 960000", "extension": 7, "languages": [{ "id": "la1", "code": "ur" }] }],
        "cost_options": [{ "id": "x1", "option": "Under 18", "amount": "35.50", "currency": "gbp" }],
        "required_documents": [{ "id": "d1", "document": "A letter" }],
        "service_at_locations": [{ "id": "sl1", "location_id": "l1", "location": {
            "id": "l1", "location_type": "physical", "name": "The Hall", "addresses": [{ "id": "a1", "city": "Ambleside" }]
        } }],
        "attributes": [{ "id": "at1", "link_entity": "service", "taxonomy_term_id": "t2", "taxonomy_term": {
            "id": "t2", "name": "Talk", "description": "Somebody listens", "taxonomy_id": "t1",
            "taxonomy_detail": { "id": "t1", "name": "Needs", "description": "Of people" }
        } }],
    });
    assert_eq!(outcome.last(), document(&json.to_string()).last());
    // The ids of the service and its body are no UUIDs; the other twelve rows have their ends.
    assert_eq!(
        [Verdict::Taken, Verdict::Kept, Verdict::LeftOut].map(|verdict| outcome.count(verdict)),
        [5, 7, 0],
        "{:#?}",
        ends(&outcome)
    );
}

#[test]
fn each_row_of_a_package_has_its_own_end() {
    let check = |more: &[(&str, &str)], record: &str, end: &str, rule: &str| {
        let outcome = tables(more);
        assert!(ends(&outcome).contains(&(record, end)), "{record}: {:#?}", ends(&outcome));
        let found: Vec<_> = outcome.problems.iter().filter(|problem| problem.record == record).collect();
        assert_eq!(found.iter().map(|problem| problem.rule).collect::<Vec<_>>(), [rule], "{found:#?}");
        let rows: usize = 2 + more.iter().map(|(_, text)| text.lines().count() - 1).sum::<usize>();
        let own = more.iter().filter(|(name, _)| ["services.csv", "organizations.csv"].contains(name)).count();
        assert_eq!(outcome.records.len(), rows - own, "{:#?}", ends(&outcome));
    };
    let phone = "phones.csv line 2 (id p1)";
    check(&[("phones.csv", "id,service_id,number\np1,s9,1\n")], phone, "left-out", "leads-nowhere");
    check(&[("phones.csv", "id,service_id,number\np1,,1\n")], phone, "left-out", "missing");
    check(&[("phones.csv", "id,service_id,number\n,s1,1\n")], "phones.csv line 2 (id )", "left-out", "missing");
    check(&[("phones.csv", "id,service_id,number\np1,s1,1,2\n")], phone, "left-out", "cells");
    let twice = "id,service_id,number\np1,s1,1\np1,s1,2\n";
    check(&[("phones.csv", twice)], "phones.csv line 3 (id p1)", "left-out", "twice");
    let service = "services.csv line 2 (id s1)";
    check(&[("services.csv", "id,name,status\ns1,,active\n")], service, "left-out", "missing");
    check(&[("services.csv", "id,name,status\ns1,A,\n")], service, "taken-with-remarks", "asked-for");
    let nameless = [
        ("services.csv", "id,name,status\ns1,,active\n"),
        ("contacts.csv", "id,service_id\nc1,s1\n"),
        ("phones.csv", "id,contact_id,number\np1,c1,1\n"),
        ("locations.csv", "id\nl1\n"),
        ("service_at_location.csv", "id,service_id,location_id\nsl1,s1,l1\n"),
    ];
    check(&nameless, phone, "left-out", "left-out-too");
    // What may stand by itself is not lost with it.
    let outcome = tables(&nameless);
    assert!(ends(&outcome).contains(&("locations.csv line 2 (id l1)", "kept")), "{:#?}", ends(&outcome));
    assert!(outcome.last().others.contains_key(&Iri::new(format!("{BASE}location/l1"))));
    let nowhere = "service_at_location.csv line 2 (id sl1)";
    check(&[("service_at_location.csv", "id,service_id,location_id\nsl1,s1,l9\n")], nowhere, "kept", "leads-nowhere");
}

#[test]
fn a_package_says_where_its_tables_are_and_leads_nowhere_else() {
    let described = |resources: Value, more: &[(&str, &str)]| {
        let descriptor = json!({ "resources": resources }).to_string();
        let mut files = vec![("in/datapackage.json", descriptor.as_str())];
        files.extend(more);
        read_package(&pack(files.into_iter().map(|(name, text)| (name, text.as_bytes()))), BASE)
    };
    let services = ("in/all/s.csv", "id,name,status\ns1,A,active\n");
    let outcome = described(json!([{ "name": "service", "path": "all/s.csv" }]), &[services, ("in/odd.csv", "a\n")]);
    let outcome = outcome.unwrap();
    assert_eq!(outcome.last().services.len(), 1);
    assert!(rules(&outcome).contains(&("unknown-file", "")), "{:?}", rules(&outcome));
    let outcome = described(
        json!([{ "name": "service", "path": "all/s.csv" }, { "name": "pets", "path": "p.csv" }, { "name": "phone" }]),
        &[services],
    );
    let outcome = outcome.unwrap();
    assert_eq!(rules(&outcome).split_off(1), [("unknown-table", ""), ("missing", "")]);
    for path in ["../outside.csv", "/etc/passwd", "file:///etc/passwd", "https://example.org/s.csv", "all/../../s.csv"]
    {
        let refused = described(json!([{ "name": "service", "path": path }]), &[services]);
        // The table isn't there: nothing is read but what is in the archive by that name.
        assert_eq!(refused, Err(NotAPackage::NoServices), "{path}");
    }
    assert!(matches!(described(json!("no list"), &[]), Err(NotAPackage::Descriptor(_))));
    let bad = read_package(&package(&[("phones.csv", "number\n1\n")]), BASE).unwrap_err();
    assert_eq!(bad.to_string(), "phones.csv: there is no column id");
    assert!(matches!(read_package(b"PK", BASE), Err(NotAPackage::Archive(_))));
}

#[test]
fn what_stands_in_many_places_does_not_swell() {
    let places: Vec<String> = (0..20_000).map(|n| format!("sl{n},s1,l1")).collect();
    let places = format!("id,service_id,location_id\n{}", places.join("\n"));
    let location = format!("id,name\nl1,{}\n", "long ".repeat(1_000));
    let tables = [("service_at_location.csv", places.as_str()), ("locations.csv", location.as_str())];
    assert_eq!(read_package(&package(&tables), BASE), Err(NotAPackage::TooMuch));
}

#[test]
fn the_older_set_is_read_by_its_own_names() {
    let files = [
        ("organizations.csv", "id,name,website\n1,Helpers,https://example.org\n"),
        ("locations.csv", "id,organization_id,name\n1,1,The Hall\n"),
        (
            "services.csv",
            "id,location_id,name,status,eligibility,fees,website,required_documents,taxonomy_ids\n\
            1,1,Counselling,active,From 12 on,Free,https://example.org/c,A letter,\"101, 102\"\n",
        ),
        ("phones.csv", "id,location_id,number,number_type\n1,1,01632 960000,voice\n"),
        ("regular_schedules.csv", "id,service_id,weekday\n1,1,Monday\n"),
        ("mail_addresses.csv", "id,location_id,city\n1,1,Ambleside\n"),
        ("taxonomy.csv", "taxonomy_id,name\n101,Emergency\n"),
    ];
    let outcome = read_older(&pack(files.map(|(name, text)| (name, text.as_bytes()))), BASE).unwrap();
    assert_eq!(outcome.problems, []);
    assert_eq!([Verdict::Taken, Verdict::Kept].map(|verdict| outcome.count(verdict)), [2, 5]);
    let inventory = outcome.last();
    assert_eq!(check(inventory), []);
    let service = inventory.services.values().next().unwrap();
    assert_eq!(service.authorities, [Iri::new(format!("{BASE}organisation/1"))].into());
    assert_eq!(
        (service.requirements.len(), service.costs.len(), service.evidence.len(), service.pages.len()),
        (1, 1, 1, 1)
    );
    assert!(inventory.contact_points.values().next().unwrap().telephones.contains("01632 960000"));
    assert_eq!(inventory.others.len(), 1);
}
