//! Entries on the engine of the tests, and as pages: what a supplier said is on the page, once published.

use ::store::testing::Fresh;
use axum::http::StatusCode;
use values::{Actor, Id, Moment, Role};
use web::testing::{self, Browser, TestKit, complaints};

use super::*;
use crate::{
    Catalogue, CataloguePages, LOCALES, MIGRATIONS, Shown, TEMPLATES,
    data::CatalogueData,
    import::{self, Incoming},
    inventory::Format,
    search::finder::{Finder, Synonyms},
};

const NOW: Moment = Moment(1_680_000_000_000);

/// A passport office with one service: two channels, a price at the counter, a law; the description is in English and
/// French, a keyword in Welsh only.
const PASSPORTS: &str = r#"
@prefix cpsv: <http://purl.org/vocab/cpsv#> .
@prefix cv: <http://data.europa.eu/m8g/> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix eli: <http://data.europa.eu/eli/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix : <https://example.org/> .

:office a cv:PublicOrganisation ; skos:prefLabel "Passport Office"@en, "Bureau des passeports"@fr ;
  dct:spatial <http://publications.europa.eu/resource/authority/country/GBR> .
:renew a cpsv:PublicService ; dct:identifier "P-1" ; dct:title "Renew a passport"@en, "Renouveler un passeport"@fr ;
  dct:description "A new passport for an old one."@en ; cv:hasCompetentAuthority :office ;
  cv:hasChannel :web, :desk ; cv:hasCost :fee ; cv:hasLegalResource :act ; dcat:keyword "pasbort"@cy ;
  cv:relatedService :replace .
:replace a cpsv:PublicService ; dct:identifier "P-2" ; dct:title "Replace a lost passport"@en ;
  dct:description "Where it was <lost>."@en ; cv:hasCompetentAuthority :office .
:web a cv:Channel ; dct:identifier "web" ; dct:description "Online form"@en .
:desk a cv:Channel ; dct:identifier "desk" ; dct:description "At the counter"@en ; cv:processingTime "P3W" .
:fee a cv:Cost ; dct:identifier "fee" ; cv:hasValue "88.5" ; dct:description "For adults"@en ; cv:ifAccessedThrough :desk .
:act a eli:LegalResource ; dct:title "Passports Act"@en .
"#;

struct Site {
    test: TestKit,
    router: axum::Router,
    finder: Finder,
}

impl Site {
    fn new() -> Self {
        let test = testing::kit(MIGRATIONS, &[TEMPLATES], LOCALES);
        let shown = Shown { catalogue: Catalogue::new(1, CatalogueData::default()).into(), journeys: Vec::new() };
        let finder = Finder::open(test.fresh.folder(), Synonyms::shipped()).unwrap();
        let pages = CataloguePages::new(&test.kit, move || shown.clone())
            .with_finder(Some(finder.clone()))
            .with_address("https://services.example");
        Self { router: pages.routes().into_router(&test.kit), test, finder }
    }

    fn browser(&self) -> Browser {
        self.test.browser(&self.router)
    }

    async fn open(&self, path: &str) -> String {
        let seen = self.browser().get(path).await;
        assert_eq!(seen.status, StatusCode::OK, "{path}\n{}", seen.text);
        assert_eq!(complaints(&seen.text), Vec::<String>::new(), "{path}\n{}", seen.text);
        seen.text.replace("&#x2f;", "/")
    }

    async fn bring(&self, format: Format, file: Vec<u8>) {
        publish(&self.test.fresh, format, file).await;
        let (finder, store, today) = (self.finder.clone(), self.test.fresh.store.clone(), self.test.kit.clocks.today());
        tokio::task::spawn_blocking(move || finder.follow(&store, today)).await.unwrap().unwrap();
    }

    /// The ids of a kind, by title.
    async fn ids(&self, kind: &str) -> Vec<(String, String)> {
        let seen = self.browser().get(&format!("/api/v1/catalogue/entries?kind={kind}&limit=500")).await;
        let answer: serde_json::Value = serde_json::from_str(&seen.text).unwrap();
        let entries = answer["entries"].as_array().unwrap().iter();
        let of = |entry: &serde_json::Value| {
            let said: Inventory = serde_json::from_value(entry["said"].clone()).unwrap();
            let (id, name) = (entry["id"].as_str().unwrap().to_owned(), Iri::new(entry["name"].as_str().unwrap()));
            let kind = said.kind_of(&name);
            let known = Entry {
                id: id.clone(),
                source: String::new(),
                kind,
                name,
                from: entry["from"].as_str().unwrap().parse().unwrap(),
                digest: String::new(),
                said,
            };
            (known.called(Language::En).to_owned(), id)
        };
        entries.map(of).collect()
    }

    async fn id(&self, kind: &str, title: &str) -> String {
        let all = self.ids(kind).await;
        all.iter().find(|(known, _)| known == title).unwrap_or_else(|| panic!("no {title} in {all:?}")).1.clone()
    }
}

async fn publish(fresh: &Fresh, format: Format, file: Vec<u8>) {
    let manager =
        |name: &str| Actor::staff(Id::named(name).unwrap(), Role::CatalogueManager, Id::named("office").unwrap());
    let incoming = Incoming {
        source: "test".to_owned(),
        format,
        title: "file".to_owned(),
        file,
        from: "2020-01-01".parse().unwrap(),
        base: "https://example.org/".to_owned(),
    };
    let store = &fresh.store;
    let (outcome, brought) = import::receive(store, &manager("ottoline"), NOW, &incoming, |_| {}).await.unwrap();
    let brought = brought.unwrap_or_else(|| panic!("it changes nothing: {:?}", outcome.problems));
    let (second, id) = (manager("percival"), brought.id.clone());
    store.write(move |tx| import::approve(tx, &second, NOW, &id, None)).await.unwrap();
    import::publish(store, &manager("ottoline"), NOW, &brought.id, |_| {}).await.unwrap();
}

/// So many kinds of service, as a list.
fn list(many: usize) -> Vec<u8> {
    let rows = (0..many).map(|n| format!("{n},Find service {n:06},all"));
    ["LGSL,Description,Providing Tier".to_owned()].into_iter().chain(rows).collect::<Vec<_>>().join("\n").into_bytes()
}

#[track_caller]
fn in_this_order(page: &str, texts: &[&str]) {
    let mut rest = page;
    for text in texts {
        let (_, after) = rest.split_once(text).unwrap_or_else(|| panic!("'{text}' is missing or too early in\n{page}"));
        rest = after;
    }
}

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
    assert_eq!(edition.inventory.services.len(), 1);
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
    assert_eq!(of(format!("/api/v1/catalogue/entries/{id}?day=2019-12-31")).await, StatusCode::GONE);
    assert_eq!(of(format!("/api/v1/catalogue/entries/{id}")).await, StatusCode::OK);
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
    assert!(rich <= 6, "{rich} statements");
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
    let shown = Shown { catalogue: Catalogue::new(1, CatalogueData::default()).into(), journeys: Vec::new() };
    let routes = CataloguePages::new(&site.test.kit, move || shown.clone()).routes();
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
