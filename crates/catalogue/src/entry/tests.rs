//! Entries on the engine of the tests, and as pages: what a supplier said is on the page, once published.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use web::testing::{complaints, in_this_order};

use crate::{
    fixture::{PASSPORTS, Site, list, pages},
    inventory::Format,
};

#[tokio::test]
async fn a_service_is_shown_with_all_that_was_said_of_it() {
    let site = Site::new();
    in_this_order(&site.open("/catalogue").await, &["What bodies offer", "Nothing has been published yet"]);
    site.bring(Format::Turtle, PASSPORTS.into()).await;
    let list = site.open("/catalogue").await;
    in_this_order(&list, &["Bodies</a>", "Renew a passport"]);
    let id = site.id("service", "Renew a passport").await;
    let page = site.open(&format!("/catalogue/{id}")).await;
    in_this_order(
        &page,
        &[
            "<h1 class=\"govuk-heading-xl\">Renew a passport</h1>",
            "A new passport for an old one.",
            "Who offers it",
            "Passport Office</a>",
            "How to reach it",
            "At the counter",
            "3 weeks",
            "Online form",
            "What it costs",
            "88.5",
            "Law behind it",
            "Passports Act",
            "See also",
            "Replace a lost passport</a>",
            "<span lang=\"cy\">pasbort</span>",
            "It comes from the source “test” and holds from 1 January 2020.",
            "Its history",
        ],
    );
    let french = site.open(&format!("/catalogue/{id}?lang=fr")).await;
    in_this_order(
        &french,
        &["Renouveler un passeport", "<span lang=\"en\">A new passport", "Qui le propose", "Bureau des passeports</a>"],
    );
    let lost = site.open(&format!("/catalogue/{}", site.id("service", "Replace a lost passport").await)).await;
    assert!(lost.contains("Where it was &lt;lost&gt;."), "{lost}");
    let office = site.open(&format!("/catalogue/{}", site.id("body", "Passport Office").await)).await;
    in_this_order(&office, &["Passport Office</h1>", "Where", "GBR"]);
}

#[tokio::test]
async fn one_address_gives_a_page_or_linked_data() {
    let site = Site::new();
    site.bring(Format::Turtle, PASSPORTS.into()).await;
    let id = site.id("service", "Renew a passport").await;
    let given = async |form: &str| {
        let seen = site.browser().get(&format!("/catalogue/{id}?as={form}")).await;
        assert!(seen.headers.get_all("vary").iter().any(|vary| vary == "Accept"), "{:?}", seen.headers);
        (seen.header("content-type").to_owned(), seen.text)
    };
    let (name, turtle) = given("turtle").await;
    assert_eq!(name, "text/turtle; charset=utf-8");
    let said = Format::Turtle.read(turtle.as_bytes(), "https://example.org/").unwrap();
    let [edition] = &said.editions[..] else { panic!("{said:?}") };
    // What it names is there in brief: its body, and the other service with its own.
    let brief = &edition.inventory;
    assert_eq!((brief.services.len(), brief.organisations.len(), brief.costs.len()), (2, 1, 1));
    assert_eq!(brief.missing(), BTreeSet::new());
    assert_eq!(said.problems.iter().filter(|problem| problem.rule == "leads-nowhere").count(), 0);
    assert_eq!(edition.inventory.channels.len(), 2);
    let (name, jsonld) = given("jsonld").await;
    assert_eq!(name, "application/ld+json");
    let again = Format::JsonLd.read(jsonld.as_bytes(), "https://example.org/").unwrap();
    assert_eq!(again.editions[0].inventory, edition.inventory, "both say the same");
    let (name, json) = given("json").await;
    assert_eq!(name, "application/json");
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!((&json["kind"], &json["source"]), (&"service".into(), &"test".into()));
}

#[tokio::test]
async fn what_is_not_there_on_the_day_is_said_to_be_gone() {
    let site = Site::new();
    site.bring(Format::Turtle, PASSPORTS.into()).await;
    let id = site.id("service", "Renew a passport").await;
    let of = async |path: String| site.browser().get(&path).await.status;
    assert_eq!(of(format!("/catalogue/{id}?day=2019-12-31")).await, StatusCode::GONE);
    assert_eq!(of("/catalogue/svc_nothing".to_owned()).await, StatusCode::NOT_FOUND);
    assert_eq!(of("/catalogue?kind=nonsense".to_owned()).await, StatusCode::NOT_FOUND);
    assert_eq!(of("/api/v1/catalogue/entries?kind=nonsense".to_owned()).await, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(of("/api/v1/catalogue/entries?day=nonsense".to_owned()).await, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(of("/api/v1/catalogue/entries?after=zzz".to_owned()).await, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(of(format!("/api/v1/catalogue/entries/{id}?day=2019-12-31")).await, StatusCode::GONE);
    assert_eq!(of(format!("/api/v1/catalogue/entries/{id}")).await, StatusCode::OK);
}

#[tokio::test]
async fn a_list_is_by_title_in_the_readers_language_and_says_who_offers_each() {
    let site = Site::new();
    let service = |n: usize, en: &str, fr: &str| {
        format!(
            ":s{n} a cpsv:PublicService ; dct:identifier \"{n}\" ; dct:title \"{en}\"@en, \"{fr}\"@fr ; \
             dct:description \"d\"@en ; cv:hasCompetentAuthority :office .\n"
        )
    };
    let all: String = (0..60).map(|n| service(n, &format!("Apply {:02}", 59 - n), &format!("Zone {n:02}"))).collect();
    let twice = service(90, "École", "Éclairage") + &service(91, "École", "Éclairage");
    site.bring(Format::Turtle, format!("{PASSPORTS}{all}{twice}").into_bytes()).await;
    // A title that it had once leads nowhere.
    let renamed = format!("{PASSPORTS}{all}{twice}").replace("Apply 00", "Zzz last");
    site.bring(Format::Turtle, renamed.into_bytes()).await;
    let first = site.open("/catalogue?kind=service").await;
    in_this_order(&first, &["Apply 01</a>", "Passport Office", "Apply 02</a>", "Apply 50</a>"]);
    assert!(!first.contains("Apply 00") && !first.contains("Apply 51"), "{first}");
    let (before, _) = first.split_once("\" rel=\"next\"").unwrap();
    let next = before.rsplit_once("href=\"").unwrap().1.replace("&amp;", "&");
    let second = site.open(&next).await;
    in_this_order(
        &second,
        &["Apply 51</a>", "École</a>", "Passport Office · test", "École</a>", "Renew a passport</a>", "Zzz last</a>"],
    );
    let french = site.open("/catalogue?kind=service&lang=fr").await;
    in_this_order(&french, &["Éclairage</a>", "Bureau des passeports", "Renouveler", "Zone 00</a>", "Zone 01</a>"]);
    site.open("/catalogue?kind=service&after=nonsense").await;
}

#[tokio::test]
async fn a_place_leads_to_what_its_bodies_offer_and_follows_them() {
    let site = Site::new();
    let at = |place: &str, name: &str| {
        let here = format!("<https://example.org/{place}>");
        let gbr = "<http://publications.europa.eu/resource/authority/country/GBR>";
        let label = format!("{here} skos:prefLabel \"{name}\"@en .\n");
        (PASSPORTS.replace(gbr, &here) + &label).into_bytes()
    };
    site.bring(Format::Turtle, at("town", "Smalltown")).await;
    let of = |place: &str| format!("/catalogue?kind=service&area=https%3A%2F%2Fexample.org%2F{place}");
    let page = site.open(&of("town")).await;
    in_this_order(&page, &["Smalltown", "Renew a passport</a>", "Replace a lost passport</a>"]);
    let office = site.open(&format!("/catalogue/{}", site.id("body", "Passport Office").await)).await;
    assert!(office.contains("href=\"/catalogue?area=https%3A%2F%2Fexample.org%2Ftown\">Smalltown</a>"), "{office}");
    // Only the body changes: its services follow it.
    site.bring(Format::Turtle, at("city", "Bigcity")).await;
    assert!(!site.open(&of("town")).await.contains("Renew a passport"));
    in_this_order(&site.open(&of("city")).await, &["Bigcity", "Renew a passport</a>", "Replace a lost passport</a>"]);
}

#[tokio::test]
async fn every_version_can_be_opened_though_another_has_replaced_it_or_it_is_gone() {
    let site = Site::new();
    let office = |title: &str| PASSPORTS.replace("Renew a passport", title).into_bytes();
    site.bring(Format::Turtle, office("Renew a pasport")).await;
    site.bring(Format::Turtle, office("Renew a passport")).await;
    let id = site.id("service", "Renew a passport").await;
    let page = site.open(&format!("/catalogue/{id}")).await;
    in_this_order(&page, &["Renew a passport</h1>", "Its history", "replaced by edition 2"]);
    let old = format!("/catalogue/{id}?day=2020-01-01&amp;edition=1");
    assert!(page.contains(&old), "{page}");
    let old = old.replace("&amp;", "&");
    let page = site.open(&old).await;
    in_this_order(
        &page,
        &["Renew a pasport</h1>", "As edition 1 described it", "as it is described today", "Its history"],
    );
    let said = site.browser().get(&format!("{old}&as=json")).await.text;
    assert!(said.contains("Renew a pasport"), "{said}");
    let api = format!("/api/v1/catalogue/entries/{id}");
    assert!(site.browser().get(&format!("{api}?edition=1")).await.text.contains("Renew a pasport"));
    assert!(site.browser().get(&api).await.text.contains("Renew a passport"));
    for odd in ["0", "3", "x"] {
        for path in [format!("/catalogue/{id}"), api.clone()] {
            let seen = site.browser().get(&format!("{path}?edition={odd}")).await;
            assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY, "{path} {odd}");
        }
    }
    // Gone altogether: the page says what it was, and leads to what it said.
    let (without, _) = PASSPORTS.split_once(":renew a").unwrap();
    site.bring(Format::Turtle, without.into()).await;
    let mut browser = site.browser();
    let gone = browser.get(&format!("/catalogue/{id}")).await;
    assert_eq!(gone.status, StatusCode::GONE);
    assert_eq!(complaints(&gone.text), Vec::<String>::new(), "{}", gone.text);
    in_this_order(
        &gone.text,
        &["Renew a passport</h1>", "This is not described for", "Its history", "no longer offered"],
    );
    let gone = gone.text.replace("&#x2f;", "/");
    assert!(gone.contains(&format!("/catalogue/{id}?day=2020-01-01&amp;edition=2")), "{gone}");
    in_this_order(&site.open(&format!("/catalogue/{id}?day=2020-01-01&edition=2")).await, &["Renew a passport</h1>"]);
    let for_machines = browser.get(&format!("/catalogue/{id}?as=json")).await;
    assert_eq!(for_machines.status, StatusCode::GONE);
    assert_eq!(serde_json::from_str::<serde_json::Value>(&for_machines.text).unwrap()["code"], "entry_not_there");
}

#[tokio::test]
async fn pages_follow_each_other_and_each_entry_stands_on_one() {
    let site = Site::new();
    site.bring(Format::Lgsl, list(120)).await;
    let mut address = "/api/v1/catalogue/entries?kind=service-type&limit=50".to_owned();
    let (mut seen, mut pages) = (Vec::new(), 0);
    loop {
        let answer: serde_json::Value = serde_json::from_str(&site.browser().get(&address).await.text).unwrap();
        let ids = answer["entries"].as_array().unwrap().iter().map(|entry| entry["id"].as_str().unwrap().to_owned());
        seen.extend(ids);
        pages += 1;
        let Some(next) = answer["next"].as_str() else { break };
        address = format!("/api/v1/catalogue/entries?kind=service-type&limit=50&after={next}");
    }
    assert_eq!((seen.len(), pages), (120, 3));
    assert!(seen.is_sorted() && seen.windows(2).all(|pair| pair[0] != pair[1]));
    let first = site.open("/catalogue?kind=service-type").await;
    let (_, next) = first.split_once("rel=\"next\"").map_or_else(
        || panic!("{first}"),
        |_| {
            let (before, _) = first.split_once("\" rel=\"next\"").unwrap();
            before.rsplit_once("href=\"").unwrap()
        },
    );
    let second = site.open(&next.replace("&amp;", "&")).await;
    in_this_order(&second, &["To the beginning", "More"]);
}

#[tokio::test]
async fn a_page_asks_the_database_as_often_however_much_is_on_it() {
    let site = Site::new();
    site.bring(Format::Lgsl, list(1)).await;
    let counted = async |path: &str| {
        // The first visit may begin a session.
        let mut browser = site.browser();
        browser.get(path).await;
        let before = ::store::statements();
        assert_eq!(browser.get(path).await.status, StatusCode::OK);
        ::store::statements() - before
    };
    let one = counted("/catalogue?kind=service-type").await;
    site.bring(Format::Lgsl, list(120)).await;
    assert_eq!(counted("/catalogue?kind=service-type").await, one, "a list of fifty asks as often as a list of one");
    assert!(one <= 4, "{one} statements");
    site.bring(Format::Lgsl, list(1)).await;
    assert_eq!(counted("/catalogue?kind=service-type").await, one, "what is gone is not gone through");

    let site = Site::new();
    site.bring(Format::Turtle, PASSPORTS.into()).await;
    let counted = async |id: &str| {
        let mut browser = site.browser();
        browser.get(&format!("/catalogue/{id}")).await;
        let before = ::store::statements();
        browser.get(&format!("/catalogue/{id}")).await;
        ::store::statements() - before
    };
    let (rich, poor) =
        (site.id("service", "Renew a passport").await, site.id("service", "Replace a lost passport").await);
    let (rich, poor) = (counted(&rich).await, counted(&poor).await);
    assert_eq!(rich, poor, "what names two others asks as often as what names one");
    assert!(rich <= 8, "{rich} statements");
}

#[tokio::test]
async fn what_is_looked_for_is_found_marked_and_narrowed_down() {
    let site = Site::new();
    site.bring(Format::Turtle, PASSPORTS.into()).await;
    let page = site.open("/catalogue?q=passport").await;
    in_this_order(
        &page,
        &["3 results", "<mark>passport</mark>", "Narrow down", "Services</a>", "What it costs", "with a fee"],
    );
    let page = site.open("/catalogue?q=passprot").await;
    assert!(page.contains("passport") && !page.contains("Nothing found"), "one slip is forgiven: {page}");
    let body = site.id("body", "Passport Office").await;
    let of_body = site.open(&format!("/catalogue/{body}")).await;
    let (_, rest) = of_body.split_once("/catalogue?kind=service&amp;body=").unwrap();
    let services = site.open(&format!("/catalogue?kind=service&body={}", rest.split('"').next().unwrap())).await;
    in_this_order(&services, &["Narrowed down to", "Passport Office", "2 results", " a ", "Passport Office"]);
    assert!(services.contains("Renew a passport") && services.contains("Replace a lost passport"), "{services}");
    let nothing = site.open("/catalogue?q=zeppelin").await;
    in_this_order(&nothing, &["Nothing found", "try other or fewer words", "look through the catalogue"]);
    let french = site.open("/catalogue?q=passeport&lang=fr").await;
    in_this_order(&french, &["<mark>passeport</mark>"]);
    for nonsense in ["channel=nix", "price=nix&q=passport", "online=no", "kind=nix&q=passport", "life-event=nix"] {
        in_this_order(&site.open(&format!("/catalogue?{nonsense}")).await, &["Nothing found"]);
    }
    let marked = site.open("/catalogue?q=%3Cscript%3E&skip=nonsense").await;
    assert!(!marked.contains("<script>"), "{marked}");
}

#[tokio::test]
async fn a_page_says_it_in_the_words_of_schema_org_too() {
    let site = Site::new();
    site.bring(Format::Turtle, PASSPORTS.into()).await;
    let id = site.id("service", "Replace a lost passport").await;
    let page = site.browser().get(&format!("/catalogue/{id}")).await.text;
    let (_, said) = page.split_once("<script type=\"application/ld+json\">").unwrap();
    let (said, _) = said.split_once("</script>").unwrap();
    let said: serde_json::Value = serde_json::from_str(said).unwrap();
    assert_eq!(said["@type"], "GovernmentService");
    assert_eq!(said["name"], "Replace a lost passport");
    assert_eq!(said["description"], "Where it was <lost>.");
    assert!(!page.contains("<lost>"), "nothing can end the element: {page}");
    assert_eq!(said["url"], format!("https://services.example/catalogue/{id}"));
}

#[tokio::test]
async fn a_machine_that_knows_an_entry_is_told_that_it_is_the_same() {
    let site = Site::new();
    site.bring(Format::Lgsl, list(1)).await;
    let (_, id) = site.ids("service-type").await.remove(0);
    let path = format!("/api/v1/catalogue/entries/{id}");
    let seen = site.browser().get(&path).await;
    let tag = seen.header("etag").to_owned();
    assert_eq!(tag.len(), 66, "{tag}");
    let status = async |known: &str| {
        let mut browser = site.browser();
        browser.headers.insert("if-none-match", known.to_owned());
        browser.get(&path).await.status
    };
    assert_eq!(status(&tag).await, StatusCode::NOT_MODIFIED);
    assert_eq!(status(&format!("\"other\", W/{tag}")).await, StatusCode::NOT_MODIFIED);
    assert_eq!(status("\"other\"").await, StatusCode::OK);
}

#[tokio::test]
async fn the_interface_is_as_it_describes_itself() {
    let site = Site::new();
    site.bring(Format::Turtle, PASSPORTS.into()).await;
    let seen = site.browser().get("/api/v1/catalogue/openapi.json").await;
    let described: serde_json::Value = serde_json::from_str(&seen.text).unwrap();
    let routes = pages(&site.test).routes();
    let ours =
        routes.table().iter().filter(|(_, path, _)| path.starts_with("/api/v1/")).map(|(_, path, _)| path.clone());
    let paths = described["paths"].as_object().unwrap().keys().cloned();
    let set = |all: &mut dyn Iterator<Item = String>| all.collect::<std::collections::BTreeSet<_>>();
    assert_eq!(set(&mut paths.into_iter()), set(&mut ours.into_iter()));

    let answer = |path: &str| {
        let (site, path) = (&site, path.to_owned());
        async move { serde_json::from_str::<serde_json::Value>(&site.browser().get(&path).await.text).unwrap() }
    };
    let check = |schema: &str, answer: &serde_json::Value| {
        let whole = serde_json::json!({ "$ref": format!("#/components/schemas/{schema}"), "components": described["components"] });
        let validator = jsonschema::validator_for(&whole).unwrap();
        let wrong: Vec<String> = validator.iter_errors(answer).map(|error| error.to_string()).collect();
        assert_eq!(wrong, Vec::<String>::new(), "{answer}");
    };
    let page = answer("/api/v1/catalogue/entries").await;
    check("Page", &page);
    let id = page["entries"][0]["id"].as_str().unwrap();
    check("Entry", &answer(&format!("/api/v1/catalogue/entries/{id}")).await);
    check("Problem", &answer("/api/v1/catalogue/entries/none").await);
}

/// A schema of the standard, or the part of it at a pointer, from the collection beside the workspace; says aloud where
/// it is not there.
fn hsds_schema((name, part): (&str, &str)) -> Option<jsonschema::Validator> {
    let data = std::env::var_os("PORTICO_SHARED_DATA").map_or_else(
        || std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"),
        std::path::PathBuf::from,
    );
    let file = data.join("standards/hsds-3.0/schema").join(name);
    let Ok(text) = std::fs::read(&file) else {
        eprintln!("SKIPPED: {} is not there", file.display());
        return None;
    };
    let schema: serde_json::Value = serde_json::from_slice(&text).unwrap();
    Some(jsonschema::options().should_validate_formats(true).build(schema.pointer(part).unwrap()).unwrap())
}

async fn hsds(site: &Site, path: &str) -> serde_json::Value {
    let seen = site.browser().get(&format!("/api/hsds/v3{path}")).await;
    assert_eq!(seen.status, StatusCode::OK, "{path}\n{}", seen.text);
    serde_json::from_str(&seen.text).unwrap()
}

#[tokio::test]
async fn programs_that_read_hsds_find_services_bodies_and_events() {
    let site = Site::new();
    let event = ":loss a cv:Event ; dct:identifier \"loss\" ; dct:title \"Losing a passport\"@en .
        :replace cv:isGroupedBy :loss .";
    site.bring(Format::Turtle, format!("{PASSPORTS}{event}").into()).await;
    let about = hsds(&site, "").await;
    assert_eq!(about["version"], "3.0");

    let first = hsds(&site, "/services?per_page=1").await;
    assert_eq!(
        (&first["total_items"], &first["total_pages"], &first["first_page"], &first["last_page"]),
        (&2.into(), &2.into(), &true.into(), &false.into())
    );
    assert!(first["contents"][0].get("cost_options").is_none(), "one value for each field: {first}");
    let second = hsds(&site, "/services?per_page=1&page=2&full=true").await;
    assert_eq!((&second["size"], &second["last_page"]), (&1.into(), &true.into()));
    let names = |page: &serde_json::Value| {
        let all = page["contents"].as_array().unwrap().iter();
        all.map(|one| one["name"].as_str().unwrap().to_owned()).collect::<std::collections::BTreeSet<_>>()
    };
    let both: Vec<String> = names(&first).into_iter().chain(names(&second)).collect();
    assert_eq!(both.len(), 2, "nothing stands on two pages: {both:?}");
    assert_eq!(hsds(&site, "/services?page=3&per_page=1").await["empty"], true);

    let bodies = hsds(&site, "/organizations").await;
    let body = bodies["contents"][0]["id"].as_str().unwrap();
    let whole = hsds(&site, &format!("/organizations/{body}")).await;
    assert_eq!(whole["services"].as_array().unwrap().len(), 2, "{whole}");
    let of_body = hsds(&site, &format!("/services?organization_id={body}")).await;
    assert_eq!(of_body["total_items"], 2);
    let found = hsds(&site, "/services?search=lost&lang=en").await;
    assert_eq!(names(&found), ["Replace a lost passport".to_owned()].into());

    let terms = hsds(&site, "/taxonomy_terms").await;
    let term = terms["contents"][0]["id"].as_str().unwrap();
    let of_term = hsds(&site, &format!("/services?taxonomy_term_id={term}&full=true")).await;
    assert_eq!(names(&of_term), ["Replace a lost passport".to_owned()].into());
    assert_eq!(of_term["contents"][0]["attributes"][0]["taxonomy_term_id"], term);
    let taxonomies = hsds(&site, "/taxonomies").await;
    let taxonomy = taxonomies["contents"][0]["id"].as_str().unwrap();

    let service = of_body["contents"][0]["id"].as_str().unwrap();
    let pages = [
        (("compiled/service_list.json", ""), &first["contents"][0]),
        (("compiled/service.json", ""), &second["contents"][0]),
        (("compiled/service.json", ""), &hsds(&site, &format!("/services/{service}")).await),
        (("compiled/organization_list.json", ""), &bodies["contents"][0]),
        (("compiled/service.json", "/properties/organization"), &whole),
        (
            (
                "compiled/service.json",
                "/properties/attributes/items/properties/taxonomy_term/properties/taxonomy_detail",
            ),
            &hsds(&site, &format!("/taxonomies/{taxonomy}")).await,
        ),
        (
            ("compiled/service.json", "/properties/attributes/items/properties/taxonomy_term"),
            &hsds(&site, &format!("/taxonomy_terms/{term}")).await,
        ),
    ];
    for (schema, said) in pages {
        let Some(schema) = hsds_schema(schema) else { continue };
        let wrong: Vec<String> = schema.iter_errors(said).map(|error| error.to_string()).collect();
        assert_eq!(wrong, Vec::<String>::new(), "{said}");
    }
}

#[tokio::test]
async fn what_a_program_asks_of_hsds_in_vain_is_said() {
    let site = Site::new();
    site.bring(Format::Turtle, PASSPORTS.into()).await;
    let status = async |path: &str| site.browser().get(&format!("/api/hsds/v3{path}")).await.status;
    for path in [
        "/services?page=0",
        "/services?per_page=many",
        "/services?full=perhaps",
        "/services?modified_after=soon",
        "/services?format=ndjson",
        "/services?postcode=CA1+1AA",
    ] {
        assert_eq!(status(path).await, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
    }
    for path in [
        "/services/none",
        "/services/b7d5b0b4-6b8e-8f0e-9d0b-0e6a53c7a4d1",
        "/service_at_locations/none",
        "/taxonomies/none",
    ] {
        assert_eq!(status(path).await, StatusCode::NOT_FOUND, "{path}");
    }
    assert_eq!(hsds(&site, "/services?modified_after=2023-03-28").await["total_items"], 2);
    assert_eq!(hsds(&site, "/services?modified_after=2023-03-29T00:00:00Z").await["total_items"], 0);
    assert_eq!(hsds(&site, "/service_at_locations").await["empty"], true);
    let one = &hsds(&site, "/services?minimal=true").await["contents"][0];
    assert_eq!(one.as_object().unwrap().len(), 2, "{one}");
}

#[tokio::test]
async fn what_another_file_promises_of_a_service_stands_on_its_page_with_what_its_numbers_say() {
    let site = Site::new();
    site.bring(Format::Turtle, PASSPORTS.into()).await;
    let promise = |n: u8, title: &str, numbers: &str| {
        format!(
            "<https://example.org/p{n}> a p:ServiceStandard ; dct:identifier \"{n}\" ; dct:title \"{title}\"@en ;
               p:standardOf <https://example.org/renew> ; {numbers} ."
        )
    };
    let promises = [
        promise(1, "Within ten days", "p:target \"0.9\" ; p:held \"95\" ; p:volume \"100\" ; p:targetMet \"N\""),
        promise(2, "Calls answered", "p:target \"0.8\" ; p:held \"5\" ; p:volume \"10\""),
        promise(3, "Kind words", "p:target \"0.8\""),
    ];
    let file =
        format!("@prefix p: <urn:portico:ns:> . @prefix dct: <http://purl.org/dc/terms/> . {}", promises.join("\n"));
    let import = site.brought("promises", Format::Turtle, file.clone().into()).await;
    let told = async |import: &crate::import::Import| {
        let path = format!("/api/v1/catalogue/imports/{}/records", import.id);
        site.as_("ottoline").await.get(&path).await.text
    };
    assert!(!told(&import).await.contains("leads-nowhere"), "another source describes the service");
    let lost = site.brought("lost", Format::Turtle, file.replace("/renew>", "/none>").into()).await;
    assert!(told(&lost).await.contains("there is no service 'https://example.org/none' in the catalogue"));
    site.publish(&import).await;
    let page = site.open(&format!("/catalogue/{}", site.id("service", "Renew a passport").await)).await;
    in_this_order(&page, &["What is promised", "Should hold", "Kept?"]);
    for said in [
        &["Within ten days</a>", "90 %", "95 %", "kept", "the source says otherwise"][..],
        &["Calls answered</a>", "80 %", "50 %", "not kept"],
        &["Kind words</a>", "80 %", "–", "not measurable"],
    ] {
        in_this_order(&page, said);
    }
    let other = site.open(&format!("/catalogue/{}", site.id("service", "Replace a lost passport").await)).await;
    assert!(!other.contains("What is promised"), "{other}");
}

#[tokio::test]
async fn the_page_of_a_kind_of_service_of_the_government_says_who_answers_for_it() {
    let site = Site::new();
    let kinds = "@prefix l: <https://productencatalogus.data.vlaanderen.be/ns/ipdc-lpdc#> .
        @prefix dct: <http://purl.org/dc/terms/> .
        <urn:portico:government:typ_bins> a l:ConceptualPublicService ; dct:title \"Bins\"@en .
        <https://example.org/other> a l:ConceptualPublicService ; dct:title \"Other\"@en .";
    site.bring(Format::Turtle, kinds.into()).await;
    let page = site.open(&format!("/catalogue/{}?day=2024-05-01", site.id("service-type", "Bins").await)).await;
    in_this_order(
        &page,
        &[
            "Who answers for this kind of service on 1 May 2024",
            "The Town",
            "/responsibility?service=bins&amp;day=2024-05-01",
        ],
    );
    let other = site.open(&format!("/catalogue/{}", site.id("service-type", "Other").await)).await;
    assert!(!other.contains("Who answers for this kind"), "{other}");
}

#[tokio::test]
async fn what_came_nested_under_other_ids_is_given_out_as_the_standard_wants_it() {
    let site = Site::new();
    let service = r#"{"id": "ac148810-d857-441c-9679-408f346de14b", "name": "Food", "status": "active",
        "schedules": [{"id": 7, "description": "Mondays"}],
        "organization": {"id": "d9d5e0f5-d3ce-4f73-9a2f-4dd0ecc6c610", "name": "Kitchen", "description": "k", "tax_id": "T-1",
          "programs": [{"id": "8", "name": "Warm meals", "organization_id": "9"}]}}"#;
    site.bring(Format::Hsds, service.into()).await;
    let id = hsds(&site, "/services").await["contents"][0]["id"].as_str().unwrap().to_owned();
    let whole = hsds(&site, &format!("/services/{id}")).await;
    let programme = &whole["organization"]["programs"][0];
    assert_eq!(programme["description"], "Warm meals", "{whole}");
    assert_eq!(whole["organization"]["tax_id"], "T-1", "a number of a tax office is no id");
    let again = hsds(&site, &format!("/services/{id}")).await;
    assert_eq!(again["schedules"][0]["id"], whole["schedules"][0]["id"], "the same each time");
    if let Some(schema) = hsds_schema(("compiled/service.json", "")) {
        let wrong: Vec<String> = schema.iter_errors(&whole).map(|error| error.to_string()).collect();
        assert_eq!(wrong, Vec::<String>::new(), "{whole}");
    }
}
