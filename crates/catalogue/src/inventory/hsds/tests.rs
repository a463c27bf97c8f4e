//! Documents that were planted.

use proptest::prelude::*;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Number, Value, json};

use super::{NotADocument, NotAPackage, read, read_older, read_package, write};
use crate::inventory::{
    ContactPoint, Cost, Evidence, Inventory, Iri, Literal, Object, Organisation, Outcome, PublicService, Requirement,
    Rule, Statement, Tag, Texts, Verdict, check,
    names::{codes, is_uuid, safe, uuid},
    pack,
    rdf::{self, Syntax},
    some,
};

const BASE: &str = "urn:portico:hsds:";
const ID: &str = "ac148810-d857-441c-9679-408f346de14b";

fn document(json: &str) -> Outcome {
    read(json.as_bytes(), BASE).unwrap()
}

fn rules(outcome: &Outcome) -> Vec<(&str, &str)> {
    outcome.problems.iter().map(|problem| (problem.rule, problem.field.as_deref().unwrap_or(""))).collect()
}

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
fn of_two_nested_things_with_one_id_neither_is_lost() {
    let outcome = document(&service(
        r#", "contacts": [{"id": "c", "name": "A"}, {"id": "c", "name": "B"}, {"name": "C"}],
           "cost_options": [{"id": "c", "amount": 1}, {"id": "c", "amount": "2.50"}]"#,
    ));
    assert_eq!((outcome.last().contact_points.len(), outcome.last().costs.len()), (3, 2));
}

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

const KEPT: &[&str] = &[
    "urn:portico:hsds:schedules",
    "urn:portico:hsds:minimum_age",
    "urn:portico:hsds:description",
    "urn:portico:hsds:phones",
    "urn:portico:hsds:odd%20field",
    "urn:portico:hsds:%FF",
    "urn:other",
];

/// What a page of HSDS can say of an inventory.
struct Normal<'a> {
    of: &'a Inventory,
    language: &'a Tag,
    to: Inventory,
}

fn by_uuid(name: &Iri) -> String {
    uuid(name.as_str())
}

fn own_uuid(name: &Iri) -> String {
    match name.as_str().strip_prefix("urn:portico:hsds:organisation/") {
        Some(id) => id.to_owned(),
        None => by_uuid(name),
    }
}

fn ids<'a>(things: impl Iterator<Item = (&'a Iri, Option<&'a str>)>) -> BTreeMap<&'a Iri, String> {
    codes(&things.collect::<Vec<_>>(), is_uuid, by_uuid)
}

fn undetermined(text: Option<String>) -> Texts {
    text.into_iter().map(|text| (Tag::new("und"), text)).collect()
}

impl Normal<'_> {
    fn all(mut self) -> Inventory {
        let of = self.of;
        let services = ids(of.services.iter().map(|(name, service)| (name, service.identifier.as_deref())));
        let bodies = ids(of.organisations.iter().map(|(name, body)| (name, body.identifier.as_deref())));
        for (name, service) in &of.services {
            let id = &services[name];
            let name = Iri::new(format!("{BASE}service/{}", safe(id)));
            let authority = service.authorities.first();
            if let Some((name, body)) = authority.and_then(|authority| of.organisations.get_key_value(authority)) {
                self.body(&bodies[name], body);
            }
            let authority =
                authority.map(|authority| bodies.get(authority).cloned().unwrap_or_else(|| own_uuid(authority)));
            let said = PublicService {
                identifier: Some(id.clone()),
                title: undetermined(self.text(&service.title).or(Some(id.clone()))),
                description: undetermined(self.text(&service.description)),
                authorities: authority
                    .into_iter()
                    .map(|id| Iri::new(format!("{BASE}organisation/{}", safe(&id))))
                    .collect(),
                pages: page(&service.pages),
                status: Some(Iri::new(match service.status.as_ref().map(Iri::as_str) {
                    Some("urn:portico:hsds:status/defunct") => "urn:portico:hsds:status/defunct",
                    Some("urn:x/temporarily%20closed") => "urn:portico:hsds:status/temporarily%20closed",
                    _ => "urn:portico:hsds:status/active",
                })),
                requirements: self.requirement(service, &name),
                rules: self.rule(service, &name),
                contact_points: self.contacts(service, &name),
                costs: self.costs(service, &name),
                evidence: self.evidence(service, &name),
                rest: rest(&service.rest, &["description", "phones"]),
                ..PublicService::default()
            };
            self.to.services.insert(name, said);
        }
        self.to
    }

    fn text(&self, texts: &Texts) -> Option<String> {
        let said: Vec<(&Tag, &str)> =
            texts.iter().map(|(tag, text)| (tag, text.trim())).filter(|(_, text)| !text.is_empty()).collect();
        let of = |wanted: &str| said.iter().find(|(tag, _)| tag.as_str() == wanted);
        of(self.language.as_str()).or_else(|| of("und")).or(said.first()).map(|(_, text)| (*text).to_owned())
    }

    fn body(&mut self, id: &str, body: &Organisation) {
        let name = self.text(&body.name).unwrap_or_else(|| id.to_owned());
        let mut kept = rest(&body.rest, &[]);
        let description = Iri::new("urn:portico:hsds:description");
        if !kept.iter().any(|statement| statement.property == description) {
            kept.insert(Statement { property: description, object: Object::Literal(Literal::plain(name.clone())) });
        }
        let pages = body.homepage.iter().filter(|page| page.as_str().starts_with("http")).take(2);
        let said = Organisation {
            identifier: Some(id.to_owned()),
            name: undetermined(Some(name)),
            homepage: pages.cloned().collect(),
            rest: kept,
            ..Organisation::default()
        };
        self.to.organisations.insert(Iri::new(format!("{BASE}organisation/{}", safe(id))), said);
    }

    fn words(&self, things: impl Iterator<Item = (Texts, Texts)>) -> Option<String> {
        let one = |(title, description): (Texts, Texts)| match (self.text(&title), self.text(&description)) {
            (Some(title), Some(description)) if title != description => Some(format!("{title}\n{description}")),
            (title, description) => title.or(description),
        };
        let all: Vec<String> = things.filter_map(one).collect();
        (!all.is_empty()).then(|| all.join("\n\n"))
    }

    fn requirement(&mut self, service: &PublicService, name: &Iri) -> BTreeSet<Iri> {
        let things = service.requirements.iter().filter_map(|name| self.of.requirements.get(name));
        let Some(text) = self.words(things.map(|thing| (thing.title.clone(), thing.description.clone()))) else {
            return BTreeSet::new();
        };
        let name = Iri::new(format!("{name}/eligibility_description"));
        let title = undetermined(Some(text));
        let said = Requirement { identifier: Some(name.to_string()), title, ..Requirement::default() };
        self.to.requirements.insert(name.clone(), said);
        [name].into()
    }

    fn rule(&mut self, service: &PublicService, name: &Iri) -> BTreeSet<Iri> {
        let things = service.rules.iter().filter_map(|name| self.of.rules.get(name));
        let Some(text) = self.words(things.map(|thing| (thing.title.clone(), thing.description.clone()))) else {
            return BTreeSet::new();
        };
        let name = Iri::new(format!("{name}/application_process"));
        let title = undetermined(Some(text));
        let said = Rule { identifier: Some(name.to_string()), description: title.clone(), title, ..Rule::default() };
        self.to.rules.insert(name.clone(), said);
        [name].into()
    }

    fn contacts(&mut self, service: &PublicService, name: &Iri) -> BTreeSet<Iri> {
        let points = service.contact_points.iter().filter_map(|name| self.of.contact_points.get_key_value(name));
        let points: Vec<(&Iri, &ContactPoint)> = points.collect();
        let is_own = |point: &ContactPoint| point.identifier.is_none() && rest(&point.rest, &[]).is_empty();
        let own = points.iter().position(|(_, point)| is_own(point));
        let others = points.iter().enumerate().filter(|(n, _)| Some(*n) != own).map(|(_, point)| *point);
        let ids = ids(others.map(|(name, point)| (name, point.identifier.as_deref())));
        let mut names = BTreeSet::new();
        for (n, (point_name, point)) in points.iter().enumerate() {
            let email = point.emails.iter().map(|email| email.trim().to_owned()).find(|email| !email.is_empty());
            let mut said = ContactPoint {
                emails: email.into_iter().collect(),
                telephones: point.telephones.iter().filter_map(|telephone| self::telephone(telephone)).collect(),
                ..ContactPoint::default()
            };
            let name = if Some(n) == own {
                if said == ContactPoint::default() {
                    continue;
                }
                Iri::new(format!("{name}/contact"))
            } else {
                said.identifier = Some(ids[point_name].clone());
                said.rest = rest(&point.rest, &["phones"]);
                Iri::new(format!("{name}/contact/{}", safe(&ids[point_name])))
            };
            self.to.contact_points.insert(name.clone(), said);
            names.insert(name);
        }
        names
    }

    fn costs(&mut self, service: &PublicService, name: &Iri) -> BTreeSet<Iri> {
        let costs = service.costs.iter().filter_map(|name| self.of.costs.get_key_value(name));
        let costs: Vec<(&Iri, &Cost)> = costs.collect();
        let currency =
            |cost: &Cost| cost.currency.clone().filter(|currency| currency.as_str().ends_with("currency/GBP"));
        let is_words = |cost: &Cost| {
            let has_more = cost.amount.is_some() || currency(cost).is_some() || !rest(&cost.rest, &[]).is_empty();
            let is_option = cost.identifier.as_deref().is_some_and(is_uuid);
            !has_more && !is_option && self.text(&cost.description).is_some()
        };
        let words = costs.iter().position(|(_, cost)| is_words(cost));
        let options = costs.iter().enumerate().filter(|(n, _)| Some(*n) != words).map(|(_, cost)| *cost);
        let ids = ids(options.map(|(name, cost)| (name, cost.identifier.as_deref())));
        let mut names = BTreeSet::new();
        for (n, (cost_name, cost)) in costs.iter().enumerate() {
            let text = self.text(&cost.description);
            let (name, said) = if Some(n) == words {
                let name = Iri::new(format!("{name}/fees"));
                let identifier = Some(name.to_string());
                (name, Cost { identifier, description: undetermined(text), ..Cost::default() })
            } else {
                let number = cost.amount.as_deref().and_then(|amount| amount.parse::<Number>().ok());
                let odd =
                    cost.amount.as_deref().filter(|_| number.is_none()).map(str::trim).filter(|odd| !odd.is_empty());
                let words: Vec<String> = text.into_iter().chain(odd.map(str::to_owned)).collect();
                let said = Cost {
                    identifier: Some(ids[cost_name].clone()),
                    description: undetermined((!words.is_empty()).then(|| words.join(", "))),
                    amount: number.map(|number| number.to_string()),
                    currency: currency(cost),
                    rest: rest(&cost.rest, &[]),
                    ..Cost::default()
                };
                (Iri::new(format!("{name}/cost/{}", safe(&ids[cost_name]))), said)
            };
            self.to.costs.insert(name.clone(), said);
            names.insert(name);
        }
        names
    }

    fn evidence(&mut self, service: &PublicService, name: &Iri) -> BTreeSet<Iri> {
        let evidence = service.evidence.iter().filter_map(|name| self.of.evidence.get_key_value(name));
        let evidence: Vec<(&Iri, &Evidence)> = evidence.collect();
        let ids = ids(evidence.iter().map(|(name, evidence)| (*name, evidence.identifier.as_deref())));
        let mut names = BTreeSet::new();
        for (evidence_name, evidence) in evidence {
            let id = &ids[evidence_name];
            let said = Evidence {
                identifier: Some(id.clone()),
                title: undetermined(self.text(&evidence.title)),
                pages: page(&evidence.pages),
                rest: rest(&evidence.rest, &[]),
                ..Evidence::default()
            };
            let name = Iri::new(format!("{name}/evidence/{}", safe(id)));
            self.to.evidence.insert(name.clone(), said);
            names.insert(name);
        }
        names
    }
}

fn page(pages: &BTreeSet<Iri>) -> BTreeSet<Iri> {
    pages.iter().find(|page| page.as_str().starts_with("http")).cloned().into_iter().collect()
}

/// Quotation marks and spaces around a number are not of it; an extension stays.
fn telephone(said: &str) -> Option<String> {
    let plain = |number: &str| number.trim_matches(|letter: char| letter == '"' || letter.is_whitespace()).to_owned();
    let number = match said.strip_suffix(" ext. 7") {
        Some(number) => format!("{} ext. 7", plain(number)),
        None => plain(said),
    };
    (!number.is_empty()).then_some(number)
}

/// What was kept as it came, once for each field.
fn rest(rest: &BTreeSet<Statement>, ours: &[&str]) -> BTreeSet<Statement> {
    let mut fields: BTreeMap<&str, Literal> = BTreeMap::new();
    for statement in rest {
        let field = match statement.property.as_str().strip_prefix("urn:portico:hsds:") {
            None | Some("%FF") => continue,
            Some(field) => field,
        };
        let Object::Literal(literal) = &statement.object else { continue };
        let value = match (&literal.language, &literal.datatype) {
            (None, None) => Value::from(literal.value.as_str()),
            (None, Some(_)) => serde_json::from_str(&literal.value).unwrap_or_default(),
            (Some(_), _) => continue,
        };
        let literal = match value {
            Value::Null => continue,
            Value::String(text) if text.trim().is_empty() => continue,
            Value::String(text) => Literal::plain(text),
            other => Literal::typed("http://www.w3.org/1999/02/22-rdf-syntax-ns#JSON", other.to_string()),
        };
        if !ours.contains(&field) {
            fields.entry(field).or_insert(literal);
        }
    }
    let statement = |(field, literal): (&str, Literal)| Statement {
        property: Iri::new(format!("urn:portico:hsds:{field}")),
        object: Object::Literal(literal),
    };
    fields.into_iter().map(statement).collect()
}

proptest! {
    #[test]
    fn what_was_written_is_read_as_its_normal_form(inventory in some::inventory(KEPT), language in some::tag()) {
        let normal = Normal { of: &inventory, language: &language, to: Inventory::default() }.all();
        let outcome = read(&write(&inventory, &language), BASE).unwrap();
        prop_assert_eq!(outcome.last(), &normal);
        prop_assert_eq!(outcome.count(Verdict::LeftOut), 0, "{:#?}", outcome.problems);
        let again = read(&write(&normal, &language), BASE).unwrap();
        prop_assert_eq!(again.last(), &normal);
    }
}
