use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use catalogue::inventory::rdf::{self, Things};
use eligibility::requirement::{Choice, Concept, EvidenceTypeList, Requirement, Texts, Type};
use proptest::prelude::*;

use super::{terms, *};

const BASE: &str = "https://portico.example/api";

fn texts() -> impl Strategy<Value = Texts> {
    let text = "[^\\p{C}\\p{Z}][ -~éà’]{0,30}".prop_filter("it is plain", |text| values::plain_text(text) == *text);
    prop::collection::btree_map(prop::sample::select(vec!["en", "fr", "nl"]).prop_map(str::to_owned), text, 0..3)
}

fn id() -> impl Strategy<Value = String> {
    "[a-z][a-z0-9-]{0,12}"
}

fn concept() -> impl Strategy<Value = Concept> {
    let kinds = vec![Type::YesNo, Type::Number, Type::Text, Type::Date, Type::Choice, Type::Place];
    let option = ("[A-Za-z0-9 \"]{1,8}", texts()).prop_map(|(value, labels)| Choice { value, labels });
    let options = prop::collection::vec(option, 1..12);
    (id(), prop::sample::select(kinds), texts(), texts(), options, prop::option::of("[ -~]{1,20}")).prop_map(
        |(id, kind, labels, help, mut options, constraint)| {
            let mut seen = BTreeSet::new();
            options.retain(|option| seen.insert(option.value.clone()));
            if kind != Type::Choice {
                options.clear();
            }
            Concept { id, kind, labels, help, options, constraint }
        },
    )
}

prop_compose! {
    fn document()(
        concepts in prop::collection::vec(concept(), 0..6),
    )(
        asked in prop::collection::btree_map(
            id(),
            (texts(), prop::collection::vec(any::<bool>(), concepts.len()), prop::collection::btree_map(id(), texts(), 0..3),
             prop::collection::btree_set(prop::collection::btree_set(id(), 1..3), 0..3)),
            0..5,
        ),
        concepts in Just(concepts),
        labels in texts(),
    ) -> Document {
        let concepts: BTreeMap<String, Concept> = concepts.into_iter().map(|concept| (concept.id.clone(), concept)).collect();
        let of: Vec<&String> = concepts.keys().collect();
        // A body is called one thing, whoever names it.
        let mut called: BTreeMap<String, Texts> = BTreeMap::new();
        let requirements: Vec<Published> = asked.into_iter().map(|(id, (labels, has, bodies, lists))| {
            let own = of.iter().zip(has).filter(|(_, has)| *has).map(|(id, _)| (*id).clone()).collect();
            let bodies = bodies.into_iter().map(|(id, texts)| (id.clone(), called.entry(id).or_insert(texts).clone())).collect();
            let evidence = lists.into_iter().map(EvidenceTypeList).collect();
            Published { requirement: Requirement { id, labels, concepts: own, evidence }, bodies }
        }).collect();
        let evidence = requirements.iter().flat_map(|known: &Published| &known.requirement.evidence).flat_map(|list| &list.0);
        let evidence = evidence.map(|id| (id.clone(), labels.clone())).collect();
        Document { requirements, concepts: concepts.into_values().collect(), evidence }
    }
}

proptest! {
    #[test]
    fn what_is_written_is_read_as_it_was(document in document()) {
        for syntax in [Syntax::Turtle, Syntax::JsonLd] {
            let written = write(&document, BASE, syntax).unwrap();
            let read = read(&written, syntax).unwrap();
            prop_assert_eq!(&read.remarks, &Vec::<String>::new());
            prop_assert_eq!(&read.document, &document);
        }
    }

    #[test]
    fn no_file_is_too_strange(file in "(@prefix cv: <http://data.europa.eu/m8g/> \\. )?(<a>|_:b|<c>) (a|cv:hasConcept|<d>) (cv:InformationConcept|cv:Requirement|\"x\"@en|<c>) ?[.;,]? ?.{0,40}") {
        let _ = read(file.as_bytes(), Syntax::Turtle);
    }

    #[test]
    fn whatever_is_written_keeps_to_the_shapes(document in document()) {
        prop_assert_eq!(shapes(&things(&document, BASE)), Vec::<String>::new());
    }
}

/// What the classes and properties of the application profile ask: the class of what each property leads to.
const SHAPES: [(&str, &str); 5] = [
    (terms::HAS_CONCEPT, terms::INFORMATION_CONCEPT),
    (terms::HAS_EVIDENCE_TYPE_LIST, terms::EVIDENCE_TYPE_LIST),
    (terms::SPECIFIES_EVIDENCE_TYPE, terms::EVIDENCE_TYPE),
    (terms::KIND, terms::CODE),
    (terms::PUBLISHER, terms::AGENT),
];

fn shapes(things: &Things) -> Vec<String> {
    let is = |thing: &catalogue::inventory::Iri, class: &str| {
        things.get(thing).into_iter().flatten().any(|statement| {
            statement.property.as_str() == terms::A && statement.object.thing().is_some_and(|own| own.as_str() == class)
        })
    };
    let mut wrong = Vec::new();
    for (name, said) in things {
        for statement in said {
            let Some((_, class)) = SHAPES.iter().find(|(property, _)| *property == statement.property.as_str()) else {
                continue;
            };
            if !statement.object.thing().is_some_and(|thing| is(thing, class)) {
                wrong.push(format!("{name} {} leads to no {class}", statement.property));
            }
        }
        let identifiers = said.iter().filter(|statement| statement.property.as_str() == terms::IDENTIFIER).count();
        if identifiers > 1 {
            wrong.push(format!("{name} has {identifiers} identifiers"));
        }
    }
    wrong
}

#[test]
fn a_requirement_that_leads_to_nothing_keeps_to_no_shape() {
    let requirement = Requirement {
        id: "help".to_owned(),
        labels: Texts::new(),
        concepts: ["nobody".to_owned()].into(),
        evidence: Vec::new(),
    };
    let document =
        Document { requirements: vec![Published { requirement, bodies: BTreeMap::new() }], ..Document::default() };
    let wrong = shapes(&things(&document, BASE));
    assert!(wrong[0].contains("hasConcept leads to no"), "{wrong:?}");
    let read = read(&write(&document, BASE, Syntax::Turtle).unwrap(), Syntax::Turtle).unwrap();
    assert!(read.remarks[0].contains("does not say what concept"), "{:?}", read.remarks);
}

/// A file of the standard, which is no part of the project.
fn standard(name: &str) -> Option<PathBuf> {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let data = std::env::var_os("PORTICO_SHARED_DATA").map_or_else(|| workspace.join("../shared/data"), PathBuf::from);
    let path = data.join("standards/cccev-2.1.0").join(name);
    if path.exists() {
        return Some(path);
    }
    eprintln!("SKIPPED: there is nothing at {}", path.display());
    None
}

fn turtle(path: &Path) -> Things {
    rdf::things(Syntax::Turtle, &fs::read(path).unwrap()).unwrap()
}

#[test]
fn every_term_is_one_of_the_standard() {
    let (Some(vocabulary), Some(profile)) = (standard("cccev.ttl"), standard("cccev-ap-SHACL.ttl")) else { return };
    let (vocabulary, profile) = (turtle(&vocabulary), turtle(&profile));
    let ours = [
        terms::REQUIREMENT,
        terms::INFORMATION_REQUIREMENT,
        terms::CRITERION,
        terms::CONSTRAINT,
        terms::INFORMATION_CONCEPT,
        terms::EVIDENCE_TYPE_LIST,
        terms::EVIDENCE_TYPE,
        terms::HAS_CONCEPT,
        terms::HAS_EVIDENCE_TYPE_LIST,
        terms::SPECIFIES_EVIDENCE_TYPE,
        terms::EXPECTED_VALUE,
    ];
    for term in ours {
        assert!(vocabulary.keys().any(|known| known.as_str() == term), "{term} is no term of CCCEV 2.1.0");
    }
    assert!(!vocabulary.keys().any(|known| known.as_str() == "http://data.europa.eu/m8g/hasConcepts"));
    // The application profile asks of our properties what the shapes above ask.
    let object = |said: &std::collections::BTreeSet<catalogue::inventory::Statement>, property: &str| {
        said.iter().find(|one| one.property.as_str() == property).and_then(|one| Some(one.object.thing()?.to_string()))
    };
    for (property, class) in SHAPES {
        let asked = profile.values().any(|said| {
            object(said, "http://www.w3.org/ns/shacl#path").as_deref() == Some(property)
                && object(said, "http://www.w3.org/ns/shacl#class").as_deref() == Some(class)
        });
        assert!(asked, "the profile does not ask {class} of {property}");
    }
    let bounded = profile.values().flatten().filter(|said| said.property.as_str().ends_with("Count")).count();
    assert_eq!(bounded, 0, "the profile sets no cardinality");
}

#[test]
fn the_examples_of_the_standard_are_read() {
    for (name, syntax) in [
        ("examples/example-rdf_entitlement_to_marry.ttl", Syntax::Turtle),
        ("examples/example-rdf_entitlement_to_marry.jsonld", Syntax::JsonLd),
        ("examples/example-rdf_childcare_cost.ttl", Syntax::Turtle),
    ] {
        let Some(path) = standard(name) else { return };
        let read = match read(&fs::read(path).unwrap(), syntax) {
            Ok(read) => read,
            // Its context is not one that ships with us, and nothing is fetched.
            Err(Unreadable::Context(_)) => continue,
            Err(error) => panic!("{name}: {error}"),
        };
        let Document { concepts, requirements, .. } = read.document;
        assert!(!requirements.is_empty(), "{name}");
        if name.contains("marry.ttl") {
            let asks =
                requirements.iter().find(|known| known.requirement.id.starts_with("informationrequirement")).unwrap();
            assert_eq!(asks.requirement.evidence.len(), 2, "a birth certificate, or an identity card");
            assert_eq!(concepts[0].labels["en"], "age");
        }
    }
}

#[test]
fn hostile_files_are_refused_or_cut() {
    let long = "x".repeat(100_000);
    let turtle = |rest: &str| {
        format!(
            "@prefix cv: <http://data.europa.eu/m8g/> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n{rest}"
        )
    };
    let text = turtle(&format!("<urn:a> a cv:InformationConcept ; skos:prefLabel \"{long}\u{202e}\"@en ."));
    let taken = read(text.as_bytes(), Syntax::Turtle).unwrap().document;
    assert!(taken.concepts[0].labels["en"].chars().count() < 5_000);
    let many: Vec<String> = (0..6_000).map(|n| format!("<urn:c:{n}> a cv:InformationConcept .\n")).collect();
    let read_many = read(turtle(&many.concat()).as_bytes(), Syntax::Turtle).unwrap();
    assert_eq!(read_many.document.concepts.len(), 5_000);
    assert!(read_many.remarks.len() <= 200);
    assert!(matches!(read(&vec![b' '; (16 << 20) + 1], Syntax::Turtle), Err(Unreadable::TooLarge)));
    assert!(matches!(read(&vec![b'['; 100_000], Syntax::JsonLd), Err(Unreadable::TooDeep)));
    assert!(read(&vec![b'['; 100_000], Syntax::Turtle).is_err());
    let fetched = br#"{"@context": "https://example.com/context", "@id": "urn:a"}"#;
    assert!(matches!(read(fetched, Syntax::JsonLd), Err(Unreadable::Context(_))), "nothing is fetched");
    // What leads to itself ends.
    let round = "<urn:a> a cv:InformationConcept, skos:Concept ; skos:inScheme <urn:a> ; skos:notation \"v\" ; cv:hasConcept <urn:a> .";
    let read = read(turtle(round).as_bytes(), Syntax::Turtle).unwrap();
    assert_eq!(read.document.concepts.len(), 1);
}
