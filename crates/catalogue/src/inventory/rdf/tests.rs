//! Documents that were planted, and the normal form: what was read, written and read again is what was read.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::{Syntax, Unreadable, read, write};
use crate::inventory::{
    Channel, Cost, Event, Inventory, Iri, Kind, Literal, Object, Organisation, Other, Outcome, PublicService, Severity,
    Statement, Tag, Verdict, check,
};

const PREFIXES: &str = "
@prefix cpsv: <http://purl.org/vocab/cpsv#> . @prefix cv: <http://data.europa.eu/m8g/> .
@prefix dct: <http://purl.org/dc/terms/> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix ex: <https://example.org/> .
@prefix schema: <https://schema.org/> .
";

fn turtle(document: &str) -> Outcome {
    read(Syntax::Turtle, format!("{PREFIXES}{document}").as_bytes()).unwrap()
}

fn iri(name: &str) -> Iri {
    Iri::new(format!("https://example.org/{name}"))
}

fn rules(outcome: &Outcome) -> Vec<&str> {
    outcome.problems.iter().map(|problem| problem.rule).collect()
}

const SERVICE: &str = r#"
ex:marry a cpsv:PublicService ; dct:identifier "m1" ; dct:title "Get married"@en, "Se marier"@fr ;
  dct:description "For two."@en ; cv:hasCompetentAuthority ex:city ; cv:hasChannel ex:desk ; cv:hasCost [
    a cv:Cost ; dct:identifier "c1" ; cv:hasValue "25.0"^^xsd:double ; cv:currency ex:EUR ] .
ex:city a cv:PublicOrganisation ; skos:prefLabel "The City"@en ; dct:spatial ex:here .
ex:desk a cv:Channel ; dct:identifier "d1" ; dct:type ex:counter .
"#;

#[test]
fn a_service_is_read_with_everything_around_it() {
    let outcome = turtle(SERVICE);
    assert_eq!(outcome.problems, []);
    assert_eq!(outcome.count(Verdict::Taken), 4);
    let inventory = outcome.last();
    let service = &inventory.services[&iri("marry")];
    assert_eq!(service.title[&Tag::new("FR")], "Se marier");
    assert_eq!(service.authorities, [iri("city")].into());
    assert_eq!(service.channels, [iri("desk")].into());
    let cost = service.costs.first().unwrap();
    assert_eq!(cost.as_str(), "https://example.org/marry#hasCost-1");
    assert_eq!(inventory.costs[cost].amount.as_deref(), Some("25.0"));
    assert_eq!(check(inventory), []);
}

#[test]
fn a_thing_without_a_name_is_never_taken_for_one_that_has_it() {
    let named = SERVICE.replace(
        "ex:desk a",
        r#"ex:marry cv:hasCost <https://example.org/marry#hasCost-1> .
           <https://example.org/marry#hasCost-1> a cv:Cost ; dct:identifier "c2" ; cv:hasValue "5.0"^^xsd:double .
           ex:desk a"#,
    );
    let outcome = turtle(&named);
    assert_eq!(outcome.problems, []);
    let costs: Vec<_> =
        outcome.last().costs.iter().map(|(name, cost)| (name.as_str(), cost.amount.as_deref().unwrap())).collect();
    assert_eq!(
        costs,
        [("https://example.org/marry#hasCost-1", "5.0"), ("https://example.org/marry#hasCost-2", "25.0")]
    );
    assert_eq!(again(outcome.last()), *outcome.last());
}

#[test]
fn letters_that_cannot_be_shown_are_taken_out_and_said() {
    let outcome = turtle(&SERVICE.replace("Get married", "Get \\u0000married\\u0007"));
    assert_eq!(rules(&outcome), ["control-characters"]);
    assert_eq!(outcome.last().services[&iri("marry")].title[&Tag::new("en")], "Get married");
}

#[test]
fn older_names_are_read_as_the_same() {
    let outcome = turtle(
        r#"ex:s a cpsv:PublicService ; dct:identifier "1" ; dct:title "S"@en ; dct:description "d"@en ;
             cv:hasCompetentAuthority ex:o ; cv:hasCriterion ex:r ; cv:hasContactPoint ex:c .
           ex:o a cv:PublicOrganisation ; skos:prefLabel "O"@en ; dct:spatial ex:p .
           ex:r a cv:CriterionRequirement ; dct:identifier "r" ; dct:title "R"@en .
           ex:c a schema:ContactPoint ; schema:telephone "+44 1632 960000" ; schema:faxNumber "+44 1632 960001" ."#,
    );
    assert_eq!(outcome.problems, []);
    let inventory = outcome.last();
    assert_eq!(inventory.services[&iri("s")].requirements, [iri("r")].into());
    let contact = &inventory.contact_points[&iri("c")];
    assert!(contact.telephones.contains("+44 1632 960000"));
    // A fax number has no place, and stays.
    assert_eq!(contact.rest.len(), 1);
    let written = String::from_utf8(write(inventory, Syntax::Turtle).unwrap()).unwrap();
    assert!(written.contains("cv:holdsRequirement"), "{written}");
    assert!(written.contains("schema:faxNumber"), "{written}");
    assert!(!written.contains("hasCriterion"), "{written}");
}

#[test]
fn a_bad_record_is_left_out_and_the_others_are_taken() {
    let outcome = turtle(&format!("{SERVICE} ex:nameless a cpsv:PublicService ; dct:identifier \"n\" ."));
    assert_eq!(outcome.count(Verdict::LeftOut), 1);
    assert_eq!(outcome.count(Verdict::Taken), 4);
    assert_eq!(outcome.last().services.len(), 1);
    let error = outcome.problems.iter().find(|problem| problem.severity == Severity::Error).unwrap();
    assert_eq!((error.record.as_str(), error.field.as_deref()), ("https://example.org/nameless", Some("title")));
    assert_eq!(error.rule, "missing");
    assert!(error.remedy.contains("http://purl.org/dc/terms/title"), "{error}");
}

#[test]
fn what_is_said_once_too_often_is_kept_beside_it() {
    let outcome = turtle(r#"ex:e a cv:Event ; dct:identifier "1", "2" ; dct:title "A"@en, "B"@en, "C" ."#);
    assert_eq!(rules(&outcome), ["more-than-one", "more-than-one", "no-language"]);
    let event = &outcome.last().events[&iri("e")];
    assert_eq!(event.identifier.as_deref(), Some("1"));
    assert_eq!(event.title[&Tag::new("en")], "A");
    assert_eq!(event.title[&Tag::new("und")], "C");
    assert_eq!(event.rest.len(), 2);
    assert_eq!(again(outcome.last()), *outcome.last());
}

#[test]
fn things_of_no_known_kind_are_kept_and_come_out_again() {
    let outcome =
        turtle(r#"ex:w a schema:WebSite ; schema:url "https://example.org/"^^xsd:anyURI ; ex:inside [ ex:x 1 ] ."#);
    assert_eq!(outcome.count(Verdict::Kept), 2);
    assert_eq!(outcome.last().others.len(), 2);
    assert_eq!(again(outcome.last()), *outcome.last());
}

#[test]
fn references_are_looked_after() {
    let outcome = turtle(&format!("{SERVICE} ex:marry cv:hasChannel ex:nowhere, ex:city ."));
    let problems = check(outcome.last());
    let found: Vec<_> = problems.iter().map(|problem| (problem.rule, problem.field.as_deref().unwrap())).collect();
    assert_eq!(found, [("other-kind", "channels"), ("leads-nowhere", "channels")]);
}

#[test]
fn what_begins_like_a_program_is_no_address() {
    let rules = |homepage: &str| {
        let body = format!(
            "ex:city a cv:PublicOrganisation ; skos:prefLabel \"City\" ; <http://xmlns.com/foaf/0.1/homepage> <{homepage}> ."
        );
        check(turtle(&body).last()).into_iter().map(|problem| problem.rule).collect::<Vec<_>>()
    };
    for harmful in ["javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,hello"] {
        assert_eq!(rules(harmful), ["not-an-address"], "{harmful}");
    }
    assert_eq!(rules("https://city.example/javascript:x"), Vec::<&str>::new());
}

#[test]
fn an_edition_of_a_concept_is_the_concept() {
    let document = r#"
        @prefix lpdc: <https://productencatalogus.data.vlaanderen.be/ns/ipdc-lpdc#> .
        ex:edition7 a lpdc:ConceptualPublicServiceSnapshot ; dct:isVersionOf ex:concept ;
          schema:productID "186" ; dct:identifier "186" ; dct:title "Jagen"@nl-BE-x-formal ."#;
    let outcome = turtle(document);
    let concept = &outcome.last().service_types[&iri("concept")];
    assert_eq!(concept.edition, Some(iri("edition7")));
    assert_eq!(concept.title[&Tag::new("nl-be-x-formal")], "Jagen");
    assert_eq!(again(outcome.last()), *outcome.last());
}

#[test]
fn a_name_that_is_no_address_is_said_and_stops_nothing() {
    let outcome =
        turtle(&format!("{SERVICE} ex:marry cv:hasChannel <no address> ; <no property> 1 . <no name> a cv:Channel ."));
    let found: Vec<_> = outcome.problems.iter().map(|problem| (problem.record.as_str(), problem.rule)).collect();
    let marry = "https://example.org/marry";
    assert!(found.contains(&("no name", "not-an-address")), "{found:?}");
    assert_eq!(found.iter().filter(|found| **found == (marry, "not-an-address")).count(), 2, "{found:?}");
    assert_eq!(outcome.count(Verdict::LeftOut), 1);
    assert_eq!(outcome.last().services.len(), 1);
    write(outcome.last(), Syntax::Turtle).unwrap();
    // A relative address in JSON-LD, which the standard would have dropped without a word.
    let json = r#"{"@id": "https://example.org/s", "https://example.org/p": {"@id": "relative"}}"#;
    let outcome = read(Syntax::JsonLd, json.as_bytes()).unwrap();
    assert_eq!(rules(&outcome), ["not-an-address"]);
}

#[test]
fn nothing_is_fetched_for_a_document() {
    let document = |context: &str| {
        format!(
            r#"{{"@context": {context}, "@id": "https://example.org/e", "@type": "LifeEvent",
                 "dct:identifier": "1", "dct:title": {{"@value": "E", "@language": "en"}}}}"#
        )
    };
    let of = |context: &str| read(Syntax::JsonLd, document(context).as_bytes());
    let unknown = "https://contexts.example/anything.jsonld";
    assert_eq!(of(&format!("\"{unknown}\"")), Err(Unreadable::Context(unknown.to_owned())));
    let shipped = "https://semiceu.github.io/uri.semic.eu-generated/CPSV-AP/releases/3.2.0/context/cpsv-ap.jsonld";
    assert_eq!(of(&format!("\"{shipped}\"")).unwrap().last().events.len(), 1);
    // A file, a neighbour, or a name that only begins like one that ships.
    for context in [
        "\"file:///etc/passwd\"",
        "\"context.jsonld\"",
        &format!("\"{shipped}x\""),
        &format!("[\"{shipped}\", \"{unknown}\"]"),
    ] {
        assert!(of(context).is_err(), "{context}");
    }
}

#[test]
fn another_encoding_is_said() {
    let xml = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a>\u{e9}</a>";
    let latin: Vec<u8> = xml.chars().map(|letter| u8::try_from(letter).unwrap()).collect();
    for syntax in [Syntax::Turtle, Syntax::JsonLd, Syntax::RdfXml] {
        assert_eq!(read(syntax, &latin), Err(Unreadable::Encoding), "{syntax}");
    }
}

#[test]
fn so_many_things_have_no_name_and_no_more() {
    let flat = format!("<urn:a> <urn:p> {}", "[], ".repeat(200_001)).trim_end_matches(", ").to_owned() + " .";
    assert_eq!(read(Syntax::Turtle, flat.as_bytes()), Err(Unreadable::TooMany));
}

#[test]
fn what_the_shapes_refuse_is_said_when_it_is_read() {
    let said = |from: &str, to: &str| {
        let outcome = turtle(&SERVICE.replace(from, to));
        let mut found = outcome.problems.clone();
        found.extend(check(outcome.last()));
        found.iter().map(|problem| (problem.rule, problem.field.clone().unwrap_or_default())).collect::<Vec<_>>()
    };
    let one = |rule, field: &str| vec![(rule, field.to_owned())];
    assert_eq!(said("", ""), []);
    assert_eq!(said("\"25.0\"", "\"twelve\""), one("other-type", "amount"));
    assert_eq!(said("ex:city ;", "ex:desk ;"), one("other-kind", "authorities"));
    assert_eq!(said("a cpsv:PublicService", "a cpsv:PublicService, cv:Cost"), one("more-than-one", "rdf:type"));
    assert_eq!(said("\"Get married\"@en, \"Se marier\"@fr", "\"\"@en, \" \"@fr"), one("missing", "title"));
}

#[test]
fn a_document_type_is_refused() {
    let document = r#"<?xml version="1.0"?><!DOCTYPE rdf:RDF [<!ENTITY a "aaaa">]>
        <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"></rdf:RDF>"#;
    assert_eq!(read(Syntax::RdfXml, document.as_bytes()), Err(Unreadable::DocumentType));
}

#[test]
fn depth_is_bounded() {
    let json = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    assert_eq!(read(Syntax::JsonLd, json.as_bytes()), Err(Unreadable::TooDeep));
    let xml = format!("{}{}", "<a>".repeat(100_000), "</a>".repeat(100_000));
    assert_eq!(read(Syntax::RdfXml, xml.as_bytes()), Err(Unreadable::TooDeep));
    // Brackets in a text are only letters.
    let text = format!(r#"{{"@id": "https://example.org/x", "https://example.org/p": "{}"}}"#, "[{".repeat(1_000));
    assert!(read(Syntax::JsonLd, text.as_bytes()).is_ok());
    let turtle = format!("<urn:a> <urn:p> {} 1 {} .", "( ".repeat(50_000), ") ".repeat(50_000));
    assert_eq!(read(Syntax::Turtle, turtle.as_bytes()), Err(Unreadable::TooDeep));
    let deep = format!("<urn:a> <urn:p> {} 1 {} .", "[ <urn:p> ".repeat(150), "] ".repeat(150));
    assert!(read(Syntax::Turtle, deep.as_bytes()).is_ok());
    let many = "(".repeat(1_000);
    for (n, text) in [
        format!("<urn:a(> <urn:p> \"{many}\" . # {many}\n"),
        format!("<urn:a> <urn:p> '{many}\\'{many}', \"\\\\\", \"{many}\" ."),
        format!("<urn:a> <urn:p> \"\"\"{many}\"\" '\n{many}\"\"\", \'\'\'{many}\'\'\' ."),
    ]
    .into_iter()
    .enumerate()
    {
        assert!(read(Syntax::Turtle, text.as_bytes()).is_ok(), "{n}: {text:.60}");
    }
}

#[test]
fn a_document_does_not_grow_by_what_is_short_in_it() {
    let long = "n".repeat(1_000_000);
    let grown = |statements: &str| read(Syntax::Turtle, format!("@prefix a: <urn:{long}> .\n{statements}").as_bytes());
    // A name made of a long prefix is none, and its statement is left out with a remark.
    let outcome = grown("<urn:s> a:p 1 . <urn:s> <urn:p> a:o .").unwrap();
    assert_eq!(rules(&outcome), ["not-an-address", "not-an-address"]);
    // The names of things without one are as long as what leads to them, so that is bounded.
    let nameless = format!("<urn:{}> ex:p {} [] .", "s".repeat(1_900), "[ ex:q 1 ], ".repeat(1_000));
    for name in turtle(&nameless).last().others.keys().filter(|name| name.as_str().contains("p-")) {
        assert!(name.as_str().len() < 100, "{name}");
    }
    let many = format!("<urn:s> <urn:p> {} 1 .", "<not an address>, ".repeat(100));
    assert!(read(Syntax::Turtle, many.as_bytes()).map_or(0, |outcome| outcome.problems.len()) <= 21);
}

#[test]
fn elements_of_xml_are_only_so_wide() {
    let rdf = "xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"";
    let document = |inside: &str| read(Syntax::RdfXml, format!("<rdf:RDF {rdf}>{inside}</rdf:RDF>").as_bytes());
    let attributes = |name: &str| (0..1_001).map(|n| format!(" {name}{n}=\"urn:x\"")).collect::<Vec<_>>().concat();
    for name in ["a", "xmlns:a"] {
        assert_eq!(document(&format!("<b{}/>", attributes(name))), Err(Unreadable::TooWide));
    }
    let nested = (0..120).map(|n| {
        let declared = (0..10).map(|m| format!(" xmlns:a{n}x{m}=\"urn:x\"")).collect::<Vec<_>>().concat();
        format!("<rdf:Description{declared}>")
    });
    assert_eq!(document(&nested.collect::<Vec<_>>().concat()), Err(Unreadable::TooWide));
    // One after the other, each may declare what it needs.
    let flat = "<rdf:Description xmlns:a=\"urn:x\" rdf:about=\"urn:y\" a:b=\"c\"/>".repeat(2_000);
    assert!(document(&flat).is_ok());
}

#[test]
fn contexts_are_only_so_many_and_so_large() {
    let document = |context: &str| read(Syntax::JsonLd, format!("{{{context}, \"urn:p\": 1}}").as_bytes());
    // Each name leads to the next: the parser would go down for each.
    let chain =
        |length: usize| (0..length).map(|n| format!("\"t{n}\": \"t{}:x\"", n + 1)).collect::<Vec<_>>().join(", ");
    assert!(document(&format!("\"@context\": {{{}}}", chain(1_000))).is_ok());
    for key in ["@context", "\\u0040context"] {
        for context in [format!("{{{}}}", chain(3_000)), format!("[{{}}, {{{}}}]", chain(3_000))] {
            assert_eq!(document(&format!("\"{key}\": {context}")), Err(Unreadable::Contexts), "{key}");
        }
    }
    let nested = vec!["{\"@context\": {}, \"urn:q\": 1}"; 10_001].join(", ");
    assert_eq!(document(&format!("\"urn:r\": [{nested}]")), Err(Unreadable::Contexts));
    // What is no context may have as many names as it likes.
    let wide = (0..3_000).map(|n| format!("\"urn:t{n}\": 1")).collect::<Vec<_>>().join(", ");
    assert!(document(&format!("\"@context\": {{}}, {wide}")).is_ok());
}

#[test]
fn a_document_that_is_not_in_its_syntax_says_where() {
    let error = read(Syntax::Turtle, b"<urn:a> <urn:p>\n <urn:b .").unwrap_err();
    assert!(matches!(error, Unreadable::Syntax { syntax: Syntax::Turtle, .. }), "{error}");
    assert!(error.to_string().contains("line 2"), "{error}");
    for syntax in [Syntax::JsonLd, Syntax::RdfXml] {
        assert!(matches!(read(syntax, b"<urn:a> <urn:p> <urn:b> ."), Err(Unreadable::Syntax { .. })), "{syntax}");
    }
}

#[test]
fn names_of_the_nameless_do_not_depend_on_the_parser() {
    let one = "ex:a ex:p [ ex:n 1 ; ex:q [ ex:n 3 ] ], [ ex:n 2 ] . [] ex:alone true .";
    let other = "[] ex:alone true . _:z ex:n 2 . ex:a ex:p _:z . _:y ex:q _:x ; ex:n 1 . ex:a ex:p _:y . _:x ex:n 3 .";
    assert_eq!(turtle(one).last(), turtle(other).last());
    assert_eq!(turtle(one).last().others.len(), 5);
    // Round in a circle, nothing leads in.
    let circle = turtle("_:a ex:p _:b . _:b ex:p _:a .");
    assert_eq!(circle.last().others.len(), 2);
}

fn again(inventory: &Inventory) -> Inventory {
    let turtle = write(inventory, Syntax::Turtle).unwrap();
    let from_turtle = read(Syntax::Turtle, &turtle).unwrap().last().clone();
    let json = write(inventory, Syntax::JsonLd).unwrap();
    let from_json = read(Syntax::JsonLd, &json).unwrap().last().clone();
    assert_eq!(from_turtle, from_json, "\n{}", String::from_utf8_lossy(&turtle));
    from_turtle
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof!["[a-z ]{1,12}", any::<String>(), Just("\"\\\n\r\t'<>&\u{0}\u{fffe}".to_owned())]
}

fn tag() -> impl Strategy<Value = Tag> {
    prop_oneof![Just("en"), Just("fr"), Just("nl-BE-x-formal"), Just("und"), Just("sr-Latn-RS")].prop_map(Tag::new)
}

fn name() -> impl Strategy<Value = Iri> {
    (0..12_u8).prop_map(|n| iri(&format!("t{n}")))
}

fn object() -> impl Strategy<Value = Object> {
    prop_oneof![
        name().prop_map(Object::Thing),
        (tag(), text()).prop_map(|(tag, text)| Object::Literal(Literal::text(tag, text))),
        text().prop_map(|text| Object::Literal(Literal::plain(text))),
        text().prop_map(|text| Object::Literal(Literal::typed("urn:t", text))),
    ]
}

/// Any property that the model knows, or one that it does not.
fn property() -> impl Strategy<Value = Iri> {
    use super::terms::{cpsv, cv, dct, skos};
    proptest::sample::select(vec![
        dct!("title"),
        dct!("description"),
        dct!("identifier"),
        dct!("type"),
        dct!("spatial"),
        dct!("language"),
        cv!("hasCost"),
        cv!("hasChannel"),
        cv!("hasCriterion"),
        cv!("holdsRequirement"),
        cv!("hasValue"),
        cv!("processingTime"),
        cpsv!("follows"),
        skos!("prefLabel"),
        "http://www.w3.org/ns/dcat#keyword",
        "urn:p",
        super::terms::TYPE,
    ])
    .prop_map(Iri::new)
}

/// What a document may say, sense or not: every kind of thing, everything about it in the right place or the wrong one.
fn said() -> impl Strategy<Value = Vec<(Iri, Statement)>> {
    let class = proptest::sample::select(
        Kind::ALL.iter().flat_map(|kind| kind.classes().iter().copied()).chain(["urn:other"]).collect::<Vec<_>>(),
    );
    let types = (name(), class).prop_map(|(subject, class)| {
        (subject, Statement { property: Iri::new(super::terms::TYPE), object: Object::Thing(Iri::new(class)) })
    });
    let others = (name(), property(), object())
        .prop_map(|(subject, property, object)| (subject, Statement { property, object }));
    (proptest::collection::vec(types, 0..12), proptest::collection::vec(others, 0..40))
        .prop_map(|(types, others)| types.into_iter().chain(others).collect())
}

/// An inventory that says just this, as things of no known kind: what is written of it is read as any document is.
fn document(said: Vec<(Iri, Statement)>) -> Inventory {
    let mut inventory = Inventory::default();
    for (subject, statement) in said {
        inventory.others.entry(subject).or_default().said.insert(statement);
    }
    inventory
}

proptest! {
    #[test]
    fn what_was_read_is_read_again(said in said()) {
        let read = again(&document(said));
        prop_assert_eq!(&again(&read), &read);
    }

    #[test]
    fn nothing_that_was_said_is_lost(said in said()) {
        // Unless its record was left out with a reason: then its record is accounted for.
        let before = document(said);
        let outcome = super::read(Syntax::Turtle, &write(&before, Syntax::Turtle).unwrap()).unwrap();
        let after = outcome.last();
        for (name, other) in &before.others {
            let left_out = outcome.records.iter().any(|record| record.record == name.as_str() && record.verdict == Verdict::LeftOut);
            let known = Kind::ALL.iter().any(|kind| after.has(*kind, name)) || after.others.contains_key(name);
            let only_types = other.said.iter().all(|statement| statement.property.as_str() == super::terms::TYPE);
            prop_assert!(left_out || known || only_types, "{name} is gone");
        }
        let texts = |inventory: &Inventory| -> BTreeSet<String> {
            String::from_utf8(write(inventory, Syntax::Turtle).unwrap()).unwrap().lines().map(str::to_owned).collect()
        };
        prop_assert!(!texts(&before).is_empty() || before.others.is_empty());
    }

    #[test]
    fn all_parts_together_are_the_whole(said in said()) {
        let whole = again(&document(said));
        let parts: Vec<_> = whole.parts().collect();
        let mut together = Inventory::default();
        let mut names = BTreeSet::new();
        for part in parts {
            prop_assert!(names.insert((part.kind, part.name)), "a part twice");
            together.extend(part.inventory);
        }
        prop_assert_eq!(together, whole);
    }

    #[test]
    fn no_bytes_are_too_strange(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        for syntax in [Syntax::Turtle, Syntax::JsonLd, Syntax::RdfXml] {
            let _ = read(syntax, &bytes);
        }
    }

    #[test]
    fn no_turtle_is_too_strange(text in "[a-z:<>\\[\\]().;,@\"' 0-9^_#\\\\\n-]{0,120}") {
        let _ = read(Syntax::Turtle, format!("{PREFIXES}{text}").as_bytes());
    }
}

#[test]
fn an_inventory_that_was_made_by_hand_comes_back_whole() {
    let texts = |text: &str| [(Tag::new("en"), text.to_owned())].into();
    let mut inventory = Inventory::default();
    let service = PublicService {
        identifier: Some("1".to_owned()),
        title: texts("One"),
        description: texts("First"),
        authorities: [iri("o")].into(),
        channels: [iri("c")].into(),
        costs: [iri("p")].into(),
        events: [iri("e")].into(),
        processing_time: Some("P1M".to_owned()),
        ..PublicService::default()
    };
    inventory.services.insert(iri("s"), service);
    let life = Statement {
        property: Iri::new(super::terms::TYPE),
        object: Object::Thing(Iri::new("http://data.europa.eu/m8g/LifeEvent")),
    };
    let event = Event { identifier: Some("e".to_owned()), title: texts("E"), rest: [life].into(), ..Event::default() };
    inventory.events.insert(iri("e"), event);
    let body = Organisation { name: texts("O"), places: [iri("here")].into(), ..Organisation::default() };
    inventory.organisations.insert(iri("o"), body);
    let channel = Channel { identifier: Some("c".to_owned()), owners: [iri("o")].into(), ..Channel::default() };
    inventory.channels.insert(iri("c"), channel);
    let cost = Cost { identifier: Some("p".to_owned()), amount: Some("10.50".to_owned()), ..Cost::default() };
    inventory.costs.insert(iri("p"), cost);
    let label = Statement { property: Iri::new("urn:label"), object: Object::Literal(Literal::plain("here")) };
    inventory.others.insert(iri("here"), Other { said: [label].into() });
    assert_eq!(again(&inventory), inventory);
}
