//! Real inventories of real governments, which stay outside this repository, and the official shapes of CPSV-AP as the
//! judge of what is written of them.

#![expect(clippy::unwrap_used, reason = "a test stops at the first thing that is not as it should be")]

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use catalogue::{
    import::{self, Incoming},
    inventory::{
        Format, Inventory, Iri, Judged, Kind, Outcome, Severity, Tag, Verdict, canada, check, hsds, pack,
        rdf::{Syntax, read, write},
        template,
    },
    search::finder::{Asked, By, Filter, Finder, Synonyms},
};
use values::{Actor, Id, Language, Moment, Role};

const BASE: &str = "https://services.example/id/ca/";

/// A file of the collection: under `PORTICO_SHARED_DATA`, or under `../shared/data` beside the workspace. Says aloud
/// where it is not there.
fn file(name: &str) -> Option<Vec<u8>> {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let data = std::env::var_os("PORTICO_SHARED_DATA").map_or_else(|| workspace.join("../shared/data"), PathBuf::from);
    let found = fs::read(data.join(name)).ok();
    if found.is_none() {
        eprintln!("SKIPPED: no {name}; set PORTICO_SHARED_DATA to the folder that has it");
    }
    found
}

fn trento() -> Option<(Outcome, Outcome)> {
    let xml = file("it-trento-cpsv/servizi_lavoro.rdf")?;
    let json = file("it-trento-cpsv/servizi_lavoro.jsonld")?;
    Some((read(Syntax::RdfXml, &xml).unwrap(), read(Syntax::JsonLd, &json).unwrap()))
}

#[test]
fn the_services_of_trento_come_in_whole() {
    let Some((outcome, _)) = trento() else { return };
    let inventory = outcome.last();
    let kinds = [
        Kind::PublicService,
        Kind::Organisation,
        Kind::Channel,
        Kind::ContactPoint,
        Kind::Cost,
        Kind::Output,
        Kind::Requirement,
        Kind::Evidence,
        Kind::LegalResource,
        Kind::Event,
    ];
    assert_eq!(kinds.map(|kind| inventory.count(kind)), [40, 1, 12, 5, 2, 3, 26, 37, 41, 11]);
    // What has no place: the pages that describe the services.
    assert_eq!(inventory.others.len(), 39);
    assert_eq!(outcome.count(Verdict::LeftOut), 0, "{:#?}", outcome.problems);
    let service = &inventory.services[&Iri::new("http://www.provincia.tn.it/p_TN_1586")];
    assert_eq!(service.processing_time.as_deref(), Some("P1M"));
    assert_eq!(service.legal_resources.len(), 2);
    assert_eq!(service.contact_points.len(), 2);
    // Counted in the other syntax, by nothing of ours.
    let json: serde_json::Value =
        serde_json::from_slice(&file("it-trento-cpsv/servizi_lavoro.jsonld").unwrap()).unwrap();
    let node =
        json["@graph"].as_array().unwrap().iter().find(|node| node["@id"] == "http://www.provincia.tn.it/p_TN_1586");
    assert_eq!(service.keywords.len(), node.unwrap()["dcat:keyword"].as_array().unwrap().len());
    for problem in &outcome.problems {
        eprintln!("{problem}");
    }
    for problem in check(inventory) {
        eprintln!("{problem}");
    }
}

#[test]
fn the_two_syntaxes_of_trento_say_the_same() {
    let Some((xml, json)) = trento() else { return };
    let (xml, json) = (xml.last(), json.last());
    for (name, service) in &xml.services {
        assert_eq!(Some(service), json.services.get(name), "{name}");
    }
    assert_eq!(xml.channels, json.channels);
    assert_eq!(xml.events, json.events);
    assert_eq!(xml.legal_resources, json.legal_resources);
}

#[test]
fn what_is_written_of_trento_is_read_as_the_same() {
    let Some((outcome, _)) = trento() else { return };
    for syntax in [Syntax::Turtle, Syntax::JsonLd] {
        let written = write(outcome.last(), syntax).unwrap();
        assert_eq!(read(syntax, &written).unwrap().last(), outcome.last(), "{syntax}");
    }
}

#[test]
fn the_concepts_of_flanders_are_service_types() {
    for (name, number, title) in [
        ("concept-from-ldes-stream-2.ttl", "186", "Jachtverlof en jachtvergunning"),
        ("concept-from-ldes-stream-3.ttl", "", ""),
    ] {
        let Some(document) = file(&format!("be-flanders-lpdc/{name}")) else { return };
        let outcome = read(Syntax::Turtle, &document).unwrap();
        let inventory = outcome.last();
        assert_eq!(inventory.service_types.len(), 1, "{name}: {:#?}", outcome.problems);
        let concept = inventory.service_types.first_key_value().unwrap().1;
        if !number.is_empty() {
            assert_eq!(concept.identifier.as_deref(), Some(number));
            assert_eq!(concept.title[&Tag::new("nl")], title);
            assert_eq!((concept.costs.len(), concept.requirements.len(), concept.rules.len()), (1, 1, 1));
        }
        assert_eq!(check(inventory), []);
        let written = write(inventory, Syntax::Turtle).unwrap();
        assert_eq!(read(Syntax::Turtle, &written).unwrap().last(), inventory);
    }
}

fn canadian_services() -> Option<Outcome> {
    Some(canada::read_services(&file("ca-gc-service-inventory/si_2024_open.csv")?, BASE).unwrap())
}

/// The cells of a published table, read by nothing of ours.
fn rows(file: &[u8]) -> Vec<std::collections::BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_reader(file);
    reader.deserialize().map(Result::unwrap).collect()
}

#[test]
fn every_row_of_the_canadian_inventory_is_accounted_for() {
    let Some(outcome) = canadian_services() else { return };
    let table = rows(&file("ca-gc-service-inventory/si_2024_open.csv").unwrap());
    assert_eq!((table.len(), outcome.records.len()), (862, 862));
    let ends = [Verdict::Taken, Verdict::TakenWithRemarks, Verdict::LeftOut].map(|verdict| outcome.count(verdict));
    assert_eq!(ends.iter().sum::<usize>(), 862);
    assert_eq!(outcome.count(Verdict::LeftOut), 0, "{:#?}", outcome.problems);
    let inventory = outcome.last();
    let mut bodies: Vec<&str> = table.iter().map(|row| row["owner_org"].as_str()).collect();
    bodies.sort_unstable();
    bodies.dedup();
    assert_eq!(inventory.organisations.len(), bodies.len());
    for row in &table {
        let service = &inventory.services[&Iri::new(format!("{BASE}service/{}", row["service_id"]))];
        for (tag, column) in [("en", "service_name_en"), ("fr", "service_name_fr")] {
            assert_eq!(service.title.get(&Tag::new(tag)).map(String::as_str), Some(row[column].trim()));
        }
        let offered = row.iter().filter(|(column, cell)| {
            column.starts_with("num_applications_") && *column != "num_applications_total" && *cell != "NA"
        });
        assert_eq!(service.channels.len(), offered.count(), "{}", row["service_id"]);
    }
    eprintln!("862 rows: {ends:?} taken, taken with remarks, left out");
}

#[test]
fn every_canadian_standard_is_judged() {
    let Some(table) = file("ca-gc-service-inventory/ss_2024_open.csv") else { return };
    let outcome = canada::read_standards(&table, BASE).unwrap();
    let rows = rows(&table);
    assert_eq!((rows.len(), outcome.records.len()), (1_338, 1_338));
    let left_out = outcome.problems.iter().filter(|problem| problem.severity == Severity::Error).count();
    let standards: Vec<_> = outcome.editions.iter().flat_map(|edition| edition.inventory.standards.values()).collect();
    assert_eq!((standards.len(), left_out), (1_338, 0));
    let met = standards.iter().filter(|standard| standard.judged() == Judged::Met).count();
    let not_met = standards.iter().filter(|standard| standard.judged() == Judged::NotMet).count();
    let contradicted: Vec<_> = standards.iter().filter(|standard| standard.contradicts_itself()).collect();
    eprintln!(
        "1,338 standards: {met} met, {not_met} not met, {} not measurable, {} say otherwise than their numbers",
        standards.len() - met - not_met,
        contradicted.len()
    );
    // The same count, from the table itself: no target, or neither a share nor the numbers that make one.
    let unmeasured = rows.iter().filter(|row| {
        let is_uncounted = row["volume_meeting_target"].is_empty() || ["", "0"].contains(&row["total_volume"].as_str());
        row["target"].is_empty() || (row["performance"].is_empty() && is_uncounted)
    });
    assert_eq!(standards.len() - met - not_met, unmeasured.count());
}

#[test]
fn the_examples_of_open_referral_are_read_whole() {
    for (name, services, bodies) in
        [("service_full.json", 1, 1), ("service_list.json", 1, 1), ("organization_full.json", 1, 1)]
    {
        let Some(document) = file(&format!("standards/hsds-3.0/examples/{name}")) else { return };
        let outcome = Format::guess(name, &document).unwrap().read(&document, "urn:portico:hsds:").unwrap();
        assert_eq!(outcome.count(Verdict::LeftOut), 0, "{name}: {:#?}", outcome.problems);
        let inventory = outcome.last();
        assert_eq!((inventory.services.len(), inventory.organisations.len()), (services, bodies), "{name}");
        assert_eq!(check(inventory), [], "{name}");
        let written = write(inventory, Syntax::Turtle).unwrap();
        assert_eq!(read(Syntax::Turtle, &written).unwrap().last(), inventory, "{name}");
        eprintln!("{name}: {:?}", outcome.problems.iter().map(ToString::to_string).collect::<Vec<_>>());
    }
}

/// A folder of the collection as an archive, and how many rows its tables have.
fn packed(folder: &str, names: &[&str]) -> Option<(Vec<u8>, usize)> {
    let files: Vec<(&str, Vec<u8>)> =
        names.iter().map(|name| Some((*name, file(&format!("{folder}/{name}"))?))).collect::<Option<_>>()?;
    let tables = files.iter().filter(|(name, _)| *name != "datapackage.json");
    let rows = tables.map(|(_, bytes)| csv::Reader::from_reader(bytes.as_slice()).records().count()).sum();
    Some((pack(files.iter().map(|(name, bytes)| (*name, bytes.as_slice()))), rows))
}

fn tell(name: &str, outcome: &Outcome) {
    let ends = [Verdict::Taken, Verdict::TakenWithRemarks, Verdict::Kept, Verdict::LeftOut];
    eprintln!("{name}: {:?} taken, taken with remarks, kept, left out", ends.map(|verdict| outcome.count(verdict)));
    for problem in outcome.problems.iter().filter(|problem| problem.severity == Severity::Error) {
        eprintln!("{problem}");
    }
}

#[test]
fn the_package_of_open_referral_says_what_its_json_says() {
    let tables = [
        "datapackage.json",
        "accessibility.csv",
        "addresses.csv",
        "attributes.csv",
        "contacts.csv",
        "cost_options.csv",
        "funding.csv",
        "languages.csv",
        "locations.csv",
        "meta_table_descriptions.csv",
        "metadata.csv",
        "organization_identifiers.csv",
        "organizations.csv",
        "phones.csv",
        "programs.csv",
        "required_documents.csv",
        "schedules.csv",
        "service_areas.csv",
        "service_at_location.csv",
        "services.csv",
        "taxonomies.csv",
        "taxonomy_terms.csv",
    ];
    let Some((package, rows)) = packed("standards/hsds-3.0/examples/csv", &tables) else { return };
    let outcome = Format::guess("p.zip", &package).unwrap().read(&package, "urn:portico:hsds:").unwrap();
    tell("the package", &outcome);
    assert_eq!(outcome.records.len(), rows);
    let json = file("standards/hsds-3.0/examples/service_full.json").unwrap();
    let json = hsds::read(&json, "urn:portico:hsds:").unwrap();
    let (package, json) = (outcome.last(), json.last());
    let said = |inventory: &Inventory| {
        let service = inventory.services.values().next().unwrap();
        let money = inventory.costs.values().find_map(|cost| Some((cost.amount.clone()?, cost.currency.clone())));
        (service.title.clone(), service.requirements.clone(), service.rules.clone(), service.evidence.clone(), money)
    };
    assert_eq!(said(package), said(json));
}

#[test]
fn the_older_set_comes_in_whole() {
    let tables = [
        "addresses.csv",
        "contacts.csv",
        "holiday_schedules.csv",
        "locations.csv",
        "mail_addresses.csv",
        "organizations.csv",
        "phones.csv",
        "programs.csv",
        "regular_schedules.csv",
        "services.csv",
        "taxonomy.csv",
    ];
    let Some((set, rows)) = packed("us-hsds-sample", &tables) else { return };
    let outcome = Format::guess("o.zip", &set).unwrap().read(&set, "urn:portico:us:").unwrap();
    tell("the older set", &outcome);
    assert_eq!(outcome.records.len(), rows);
    let inventory = outcome.last();
    assert_eq!((inventory.services.len(), inventory.organisations.len()), (23, 8));
    assert_eq!(inventory.others.len() + outcome.count(Verdict::LeftOut), 290 + outcome.count(Verdict::LeftOut));
    for problem in check(inventory) {
        eprintln!("{problem}");
    }
    let written = write(inventory, Syntax::Turtle).unwrap();
    assert_eq!(read(Syntax::Turtle, &written).unwrap().last(), inventory);
    every_violation_was_said(&outcome, 8);
}

/// What the standard's schema finds wrong with what is given out as HSDS; nothing where the schema is absent.
fn refused(inventory: &Inventory, language: &str) -> Option<Vec<String>> {
    let schema = serde_json::from_slice(&file("standards/hsds-3.0/schema/compiled/service.json")?).unwrap();
    let schema = jsonschema::options().should_validate_formats(true).build(&schema).unwrap();
    let written = hsds::write(inventory, &Tag::new(language));
    let page: serde_json::Value = serde_json::from_slice(&written).unwrap();
    let services = page["contents"].as_array().unwrap();
    assert_eq!(services.len(), inventory.services.len());
    let wrong = |service| schema.iter_errors(service).map(|error| format!("{} {error}", error.instance_path()));
    Some(services.iter().flat_map(wrong).collect())
}

#[test]
fn the_schema_of_open_referral_accepts_what_is_given_out() {
    let Some(canada) = canadian_services() else { return };
    let Some(errors) = refused(canada.last(), "fr") else { return };
    assert_eq!(errors, Vec::<String>::new());
    let Some((trento, _)) = trento() else { return };
    assert_eq!(refused(trento.last(), "it").unwrap(), Vec::<String>::new());
    // The control: a service without a name.
    let mut page: serde_json::Value = serde_json::from_slice(&hsds::write(canada.last(), &Tag::new("en"))).unwrap();
    let schema = serde_json::from_slice(&file("standards/hsds-3.0/schema/compiled/service.json").unwrap()).unwrap();
    page["contents"][0].as_object_mut().unwrap().remove("name");
    assert!(!jsonschema::is_valid(&schema, &page["contents"][0]));
}

#[test]
fn real_inventories_come_back_from_every_format_as_their_normal_form() {
    let Some(canada) = canadian_services() else { return };
    let Some((trento, _)) = trento() else { return };
    for inventory in [canada.last(), trento.last()] {
        let csv = template::read(&template::csv(inventory), BASE).unwrap();
        assert_eq!((csv.records.len(), csv.count(Verdict::LeftOut)), (inventory.services.len(), 0));
        let workbook = template::read_workbook(&template::workbook(inventory).unwrap(), BASE).unwrap();
        assert_eq!(workbook.last(), csv.last());
        let again = template::read(&template::csv(csv.last()), BASE).unwrap();
        assert_eq!(again.last(), csv.last());
        for (name, service) in &canada.last().services {
            let Some(said) = csv.last().services.get(name) else { continue };
            assert_eq!((&said.title, &said.description), (&service.title, &service.description), "{name}");
        }
        let page = hsds::read(&hsds::write(inventory, &Tag::new("fr")), BASE).unwrap();
        assert_eq!((page.last().services.len(), page.count(Verdict::LeftOut)), (inventory.services.len(), 0));
        let again = hsds::read(&hsds::write(page.last(), &Tag::new("fr")), BASE).unwrap();
        assert_eq!(again.last(), page.last());
    }
}

/// What the official shapes find wrong, as the judge's own report says; nothing where the judge or the shapes are absent.
fn judged(inventory: &Inventory) -> Option<Vec<String>> {
    let shapes = file("standards/cpsv-ap-3.2.0/cpsv-ap-SHACL.ttl")?;
    let scratch = tempfile::tempdir().unwrap();
    let path = |name: &str| scratch.path().join(name);
    fs::write(path("shapes.ttl"), shapes).unwrap();
    fs::write(path("data.ttl"), write(inventory, Syntax::Turtle).unwrap()).unwrap();
    let judge = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/judge");
    let output = Command::new("python3")
        .env("PYTHONPATH", &judge)
        .args(["-m", "pyshacl", "--format", "json-ld", "--shacl"])
        .arg(path("shapes.ttl"))
        .arg(path("data.ttl"))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    // 0: it conforms. 1: it does not. Anything else: the judge could not judge.
    assert!(
        matches!(output.status.code(), Some(0 | 1)) && !said.is_empty(),
        "the judge did not judge; scripts/setup test installs it: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    let report: serde_json::Value = serde_json::from_str(&said).unwrap();
    let results = report.as_array().into_iter().flatten().filter(|node| {
        node["@type"]
            .as_array()
            .is_some_and(|types| types.iter().any(|class| class == "http://www.w3.org/ns/shacl#ValidationResult"))
    });
    let word = |node: &serde_json::Value, property: &str| {
        let value = &node[format!("http://www.w3.org/ns/shacl#{property}")][0];
        value["@id"].as_str().or(value["@value"].as_str()).unwrap_or_default().to_owned()
    };
    Some(
        results
            .map(|node| {
                format!(
                    "{} {} {}",
                    word(node, "focusNode"),
                    word(node, "resultPath"),
                    word(node, "sourceConstraintComponent")
                )
            })
            .collect(),
    )
}

#[test]
fn the_official_shapes_accept_what_is_written_of_canada_and_find_the_title_that_is_gone() {
    let Some(outcome) = canadian_services() else { return };
    let mut inventory = outcome.last().clone();
    let Some(violations) = judged(&inventory) else { return };
    assert_eq!(violations, Vec::<String>::new());
    inventory.services.first_entry().unwrap().get_mut().title.clear();
    let violations = judged(&inventory).unwrap();
    assert_eq!(violations.len(), 1, "{violations:#?}");
    assert!(
        violations[0].contains("http://purl.org/dc/terms/title") && violations[0].contains("MinCount"),
        "{violations:#?}"
    );
}

#[test]
fn the_official_shapes_accept_what_is_written_of_trento() {
    let Some((outcome, _)) = trento() else { return };
    let Some(violations) = judged(outcome.last()) else { return };
    // One service leads to another that the file does not have. We say so too, and find nothing else of the kind.
    let known = "http://www.provincia.tn.it/p_TN_1519 http://data.europa.eu/m8g/relatedService \
        http://www.w3.org/ns/shacl#ClassConstraintComponent";
    assert_eq!(violations, [known]);
    let ours: Vec<_> =
        check(outcome.last()).into_iter().map(|problem| (problem.record, problem.field, problem.rule)).collect();
    let related = Some("related".to_owned());
    assert_eq!(ours, [("http://www.provincia.tn.it/p_TN_1519".to_owned(), related, "leads-nowhere")]);
}

/// A record with what it names in brief, as its own address gives it out.
fn alone(all: &Inventory, kind: Kind, name: &Iri) -> Inventory {
    let part = all.parts().find(|part| part.kind == Some(kind) && part.name == *name).unwrap();
    let mut whole = part.inventory;
    for _ in 0..2 {
        for missing in whole.missing() {
            whole.extend(all.brief(&missing));
        }
    }
    whole
}

#[test]
fn the_official_shapes_accept_a_record_by_itself() {
    let Some((outcome, _)) = trento() else { return };
    let all = outcome.last();
    // The services of Trento one beside the other, each as its own address gives it out; then one whose body nobody
    // describes.
    let service = |name: &str| Iri::new(format!("http://www.provincia.tn.it/{name}"));
    let name = service("p_TN_1586");
    let whole = alone(all, Kind::PublicService, &name);
    assert!(whole.organisations.len() == 1 && whole.services.len() <= all.services.len());
    let Some(violations) = judged(&whole) else { return };
    assert_eq!(violations, Vec::<String>::new());
    let mut bare = whole;
    bare.organisations.clear();
    assert_eq!(judged(&bare).unwrap().len(), 1, "the control");
}

/// Every violation that the judge finds was named when the file was read.
fn every_violation_was_said(outcome: &Outcome, expected: usize) {
    let Some(violations) = judged(outcome.last()) else { return };
    assert_eq!(violations.len(), expected, "{violations:#?}");
    let said: Vec<(String, &str)> = outcome
        .problems
        .iter()
        .filter(|problem| matches!(problem.rule, "asked-for" | "leads-nowhere"))
        .map(|problem| {
            let names = outcome.rows.iter().find(|(_, row)| **row == problem.record);
            let name = names.map_or_else(|| problem.record.clone(), |(name, _)| name.to_string());
            (name, problem.field.as_deref().unwrap_or_default())
        })
        .collect();
    for violation in &violations {
        let property = violation.split(' ').nth(1).unwrap().rsplit(['/', '#']).next().unwrap();
        let field = if property == "spatial" { "places" } else { property };
        let is_said = said.iter().any(|(name, known)| violation.starts_with(&format!("{name} ")) && *known == field);
        assert!(is_said, "{violation} is not among {said:#?}");
    }
}

#[test]
fn the_official_shapes_accept_a_whole_table_of_ours_and_what_they_miss_in_another_was_said() {
    let read = |rows: &str| {
        let table =
            format!("id,title_en,description_en,body,body_name_en,body_area,channels,phone,cost,currency\n{rows}");
        Format::Template.read(table.as_bytes(), BASE).unwrap()
    };
    let whole = read("b1,Bins,We empty them.,town,The Town,E06000063,web; phone,01632 960000,12.50,GBP\n");
    assert_eq!(whole.problems, []);
    every_violation_was_said(&whole, 0);
    let bare = read("b1,Bins,,town,The Town,,web,,12.50,GBP\n");
    assert_eq!(bare.count(Verdict::TakenWithRemarks), 1, "{:#?}", bare.problems);
    every_violation_was_said(&bare, 2);
}

#[test]
fn what_is_written_of_the_standards_own_example_is_whole() {
    let Some(document) = file("standards/cpsv-ap-3.2.0/example-rdf_public_service.ttl") else { return };
    let outcome = Format::Turtle.read(&document, BASE).unwrap();
    for problem in &outcome.problems {
        eprintln!("{problem}");
    }
    let written = write(outcome.last(), Syntax::Turtle).unwrap();
    assert_eq!(read(Syntax::Turtle, &written).unwrap().last(), outcome.last());
    let Some(violations) = judged(outcome.last()) else { return };
    assert_eq!(violations, Vec::<String>::new());
}

/// A search over a file of services, published from the beginning of a year.
fn searched(format: Format, file: Vec<u8>) -> (store::testing::Fresh, tempfile::TempDir, Finder) {
    let fresh = store::testing::fresh(&[store::MIGRATIONS, catalogue::MIGRATIONS].concat());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let manager = |name| Actor::staff(Id::named(name).unwrap(), Role::CatalogueManager, Id::named("office").unwrap());
    let (now, from) = (Moment(1_700_000_000_000), "2020-01-01".parse().unwrap());
    let (source, title, base) = ("real".to_owned(), "file".to_owned(), BASE.to_owned());
    let incoming = Incoming { source, format, title, file: file.into(), from, base };
    let received = runtime.block_on(import::receive(&fresh.store, &manager("ottoline"), now, &incoming, |_| {}));
    let (id, second) = (received.unwrap().1.unwrap().id, manager("percival"));
    let approved = id.clone();
    fresh.store.write_blocking(move |tx| import::approve(tx, &second, now, &approved, None)).unwrap();
    runtime.block_on(import::publish(&fresh.store, &manager("ottoline"), now, &id, |_| {})).unwrap();
    let data = tempfile::tempdir().unwrap();
    let finder = Finder::open(data.path(), Synonyms::shipped()).unwrap();
    finder.follow(&fresh.store, "2030-01-01".parse().unwrap()).unwrap();
    (fresh, data, finder)
}

#[test]
fn the_canadian_inventory_is_found_in_both_languages_and_counted_as_the_table_counts() {
    let Some(table) = file("ca-gc-service-inventory/si_2024_open.csv") else { return };
    let rows = rows(&table);
    let (_fresh, _data, finder) = searched(Format::CanadaServices, table);
    let first = |language, text: &str, filters: &[Filter]| {
        let answer = finder.find(&Asked { language, text, filters, skip: 0, limit: 10 }).unwrap();
        answer.hits.first().map(|hit| hit.title.plain()).unwrap_or_default()
    };
    let services = [Filter::new(By::Kind, "PublicService")];
    for (language, text, expected) in [
        (Language::En, "passport", "Passport"),
        (Language::En, "pasport", "Passport"),
        (Language::En, "old age pens", "Old Age Security"),
        (Language::En, "laid off", "Employment Insurance"),
        (Language::Fr, "passeport", "Passeport"),
        (Language::Fr, "chômage", "Assurance-emploi"),
    ] {
        let found = first(language, text, &services);
        assert!(found.to_lowercase().contains(&expected.to_lowercase()), "{text}: {found}");
    }
    let all = Asked { language: Language::En, text: "", filters: &services, skip: 0, limit: 1 };
    let counts = finder.counts(&all).unwrap();
    let count = |by: By, value: &str| {
        let values = counts[&by].iter().filter(|(known, _)| known == value);
        usize::try_from(values.map(|(_, n)| n).sum::<u64>()).unwrap()
    };
    assert_eq!(finder.find(&all).unwrap().total, 862);
    for (way, column) in [("web", "online"), ("phone", "by_phone"), ("counter", "in_person"), ("post", "by_mail")] {
        let column = format!("num_applications_{column}");
        assert_eq!(count(By::Channel, way), rows.iter().filter(|row| row[&column] != "NA").count(), "{way}");
    }
    for (price, code) in [("free", "N"), ("fee", "Y")] {
        assert_eq!(count(By::Price, price), rows.iter().filter(|row| row["service_fee"] == code).count(), "{price}");
    }
    let steps =
        ["account_registration", "authentication", "application", "decision", "issuance", "issue_resolution_feedback"];
    let is_online = |row: &&std::collections::BTreeMap<String, String>| {
        let said = steps.map(|step| row[&format!("os_{step}")].clone());
        said.iter().any(|said| said == "Y") && said.iter().all(|said| said != "N")
    };
    assert_eq!(count(By::Online, "end-to-end"), rows.iter().filter(is_online).count());
}

#[test]
fn the_services_of_trento_are_found_in_a_language_that_no_page_is_in() {
    let Some(table) = file("it-trento-cpsv/servizi_lavoro.rdf") else { return };
    let (_fresh, _data, finder) = searched(Format::RdfXml, table);
    for language in Language::ALL {
        let asked = Asked { language, text: "cooperative sociali", filters: &[], skip: 0, limit: 10 };
        let answer = finder.find(&asked).unwrap();
        assert!(answer.hits[0].title.plain().contains("cooperative sociali"), "{answer:?}");
    }
}
