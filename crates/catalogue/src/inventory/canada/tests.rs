//! Rows that were planted.

use super::{read_services, read_standards};
use crate::{
    import::Standing,
    inventory::{Iri, Kind, NotATable, Outcome, Severity, Tag, Verdict, check},
};

const BASE: &str = "https://example.org/ca/";
const SERVICES: &str = "fiscal_yr,service_id,service_name_en,service_name_fr,service_description_en,\
    service_description_fr,service_type,client_target_groups,program_name_en,service_fee,num_applications_by_phone,\
    num_applications_online,service_uri_en,owner_org,owner_org_title\n";
const STANDARDS: &str = "fiscal_yr,service_id,service_standard_id,service_standard_en,service_standard_fr,type,channel,\
    target,volume_meeting_target,total_volume,performance,target_met,owner_org\n";

fn services(rows: &str) -> Outcome {
    read_services(format!("{SERVICES}{rows}").as_bytes(), BASE).unwrap()
}

fn standards(rows: &str) -> Outcome {
    read_standards(format!("{STANDARDS}{rows}").as_bytes(), BASE).unwrap()
}

fn rules(outcome: &Outcome) -> Vec<(&str, &str)> {
    outcome.problems.iter().map(|problem| (problem.rule, problem.field.as_deref().unwrap_or(""))).collect()
}

const ONE: &str = "2023-2024,7,Boat licence,Permis de bateau,For boats.,Pour les bateaux.,APIR,\"ECONOM,PERSON\",Boats,N,\
    NA,120,https://example.org/boats,boats,Boats Canada | Bateaux Canada\n";

#[test]
fn a_row_is_a_service_with_its_body_channels_and_fee() {
    let outcome = services(ONE);
    assert_eq!(outcome.problems, []);
    assert_eq!(outcome.editions.len(), 1);
    assert_eq!(outcome.editions[0].from.unwrap().to_string(), "2023-04-01");
    let inventory = outcome.last();
    let service = &inventory.services[&Iri::new(format!("{BASE}service/7"))];
    assert_eq!(service.title[&Tag::new("fr")], "Permis de bateau");
    assert_eq!(service.audience.len(), 2);
    let channels: Vec<&str> = service.channels.iter().map(Iri::as_str).collect();
    assert_eq!(channels, [format!("{BASE}service/7/channel/onl")]);
    assert_eq!(inventory.costs[service.costs.first().unwrap()].amount.as_deref(), Some("0"));
    assert_eq!(inventory.organisations.first_key_value().unwrap().1.name[&Tag::new("fr")], "Bateaux Canada");
    // The program and the number of applications have no place, and stay.
    assert_eq!(service.rest.len(), 3);
    assert_eq!(check(inventory), []);
}

#[test]
fn the_same_service_in_two_years_is_two_editions() {
    let later = ONE.replace("2023-2024", "2024-2025").replace("Boat licence", "Licence for boats");
    let outcome = services(&format!("{later}{ONE}"));
    let title = |n: usize| {
        let inventory = &outcome.editions[n].inventory;
        inventory.services.first_key_value().unwrap().1.title[&Tag::new("en")].clone()
    };
    assert_eq!(outcome.editions.len(), 2);
    assert_eq!((title(0).as_str(), title(1).as_str()), ("Boat licence", "Licence for boats"));
}

#[test]
fn a_year_brings_the_codes_that_its_rows_have_and_no_others() {
    let later = ONE.replace("2023-2024", "2024-2025").replace("ECONOM,PERSON", "PERSON");
    let outcome = services(&format!("{ONE}{later}"));
    let codes =
        |n: usize| outcome.editions[n].inventory.others.keys().filter(|name| name.as_str().contains("audience"));
    assert_eq!((codes(0).count(), codes(1).count()), (2, 1));
    // So a second year changes its service, and nothing besides.
    let changes =
        crate::import::compare(&Standing::default(), &outcome.editions, &outcome.lost, "2020-01-01".parse().unwrap());
    let of: Vec<(&str, Option<Kind>)> = changes.iter().map(|change| (change.sort().as_str(), change.key.0)).collect();
    let (body, service) = (Some(Kind::Organisation), Some(Kind::PublicService));
    assert_eq!(of, [("new", body), ("new", service), ("changed", service)]);
}

#[test]
fn each_row_is_accounted_for_with_its_own_error() {
    let check = |row: &str, expected: (&str, &str)| {
        let outcome = services(&format!("{ONE}{row}"));
        assert_eq!(outcome.records.len(), 2, "{row}");
        assert_eq!((outcome.count(Verdict::Taken), outcome.count(Verdict::LeftOut)), (1, 1), "{row}");
        assert!(rules(&outcome).contains(&expected), "{row}: {:?}", rules(&outcome));
        let error = outcome.problems.iter().find(|problem| problem.severity == Severity::Error).unwrap();
        assert!(error.record.starts_with("line 3 (service_id "), "{error}");
    };
    let another = ONE.replace(",7,", ",8,");
    check(ONE, ("twice", ""));
    check(&another.replace("Boat licence,Permis de bateau", ","), ("missing", "service_name_en"));
    check(&another.replace("2023-2024", "2023-2025"), ("not-a-year", "fiscal_yr"));
    check(&another.replace("2023-2024", "last year"), ("not-a-year", "fiscal_yr"));
    check(&another.replace(",8,", ",,"), ("missing", "service_id"));
    check(&another.replace(",boats,Boats", ",,Boats"), ("missing", "owner_org"));
    check("2023-2024,9\n", ("cells", ""));
}

#[test]
fn what_is_odd_is_taken_with_a_remark() {
    let check = |row: &str, expected: &[(&str, &str)]| {
        let outcome = services(row);
        assert_eq!(outcome.count(Verdict::TakenWithRemarks), 1, "{row}");
        assert_eq!(rules(&outcome), expected, "{row}");
    };
    check(&ONE.replace(",APIR,", ",\"APIR,NEW\","), &[("unknown-code", "service_type")]);
    check(&ONE.replace(",N,", ",maybe,"), &[("unknown-code", "service_fee")]);
    check(&ONE.replace(",120,", ",many,"), &[("not-a-number", "num_applications_online")]);
    check(&ONE.replace("https://example.org/boats", "javascript:alert(1)"), &[("not-an-address", "service_uri_en")]);
    check(
        &ONE.replace("https://example.org/boats", "https://example.org/a b"),
        &[("not-an-address", "service_uri_en")],
    );
}

#[test]
fn a_file_that_is_another_says_which_columns_it_lacks() {
    let error = read_services(b"a,b\n1,2\n", BASE).unwrap_err();
    assert!(matches!(&error, NotATable::Columns(columns) if columns.contains(&"service_id".to_owned())), "{error}");
    assert!(matches!(read_services(b"\xff\xfe,b\n", BASE), Err(NotATable::Csv(_))));
    assert!(read_services(format!("\u{feff}{SERVICES}{ONE}").as_bytes(), BASE).is_ok());
}

#[test]
fn a_standard_is_judged_by_its_numbers() {
    let outcome = standards(
        "2023-2024,7,70,In 10 days.,En 10 jours.,TML,ONL,0.9,95,100,0.95,Y,boats\n\
         2023-2024,7,71,In 5 days.,En 5 jours.,TML,ONL,0.9,80,100,0.8,Y,boats\n\
         2023-2024,7,72,Soon.,Bientôt.,TML,TEL,,,,,NA,boats\n\
         2023-2024,7,73,Kindly.,Gentiment.,OTH,TEL,,,,,Y,boats\n",
    );
    assert_eq!(outcome.last().standards.len(), 4);
    assert_eq!(
        rules(&outcome),
        [
            ("contradiction", "target_met"),
            ("not-measurable", "target"),
            ("contradiction", "target_met"),
            ("not-measurable", "target")
        ]
    );
    assert_eq!(outcome.count(Verdict::Taken), 1);
}
