//! For tests: a site with the catalogue's pages on the engine of the tests, its managers, and a franchise.

use axum::http::{Method, StatusCode};
use values::{Actor, Id, Language, Moment, Role, Text};
use web::{
    session::Staff,
    testing::{self, Browser, TestKit, complaints},
};

use crate::{
    Catalogue, CataloguePages, Holder, LOCALES, MIGRATIONS, Presenter, Shown, TEMPLATES,
    data::CatalogueData,
    entry::Entry,
    import::{self, Import, Incoming},
    inventory::{Format, Inventory, Iri},
    search::finder::{Finder, Synonyms},
};

pub(crate) const NOW: Moment = Moment(1_680_000_000_000);

/// A passport office with one service: two channels, a price at the counter, a law; the description is in English and
/// French, a keyword in Welsh only.
pub(crate) const PASSPORTS: &str = r#"
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

pub(crate) struct Site {
    pub test: TestKit,
    pub router: axum::Router,
    pub finder: Finder,
}

impl Site {
    pub fn new() -> Self {
        let test = testing::kit(MIGRATIONS, &[TEMPLATES], LOCALES);
        let finder = Finder::open(test.fresh.folder(), Synonyms::shipped()).unwrap();
        let pages = pages(&test).with_finder(Some(finder.clone())).with_address("https://services.example");
        Self { router: pages.routes().into_router(&test.kit), test, finder }
    }

    pub fn browser(&self) -> Browser {
        self.test.browser(&self.router)
    }

    /// A catalogue manager's browser.
    pub async fn as_(&self, name: &str) -> Browser {
        let staff = Staff {
            person: Id::named(name).unwrap(),
            name: name.to_owned(),
            role: Role::CatalogueManager,
            body: Id::named("office").unwrap(),
        };
        self.test.browser_of_staff(&self.router, staff).await
    }

    /// What anybody sees.
    pub async fn open(&self, path: &str) -> String {
        open(&mut self.browser(), path).await
    }

    /// Brings a file, which waits to be looked at.
    pub async fn brought(&self, source: &str, format: Format, file: Vec<u8>) -> Import {
        self.brought_from("2020-01-01", source, format, file).await
    }

    /// The same, from a day.
    pub async fn brought_from(&self, from: &str, source: &str, format: Format, file: Vec<u8>) -> Import {
        let incoming = Incoming {
            source: source.to_owned(),
            format,
            title: "list.csv".to_owned(),
            file: file.into(),
            from: from.parse().unwrap(),
            base: "https://example.org/".to_owned(),
        };
        let received = import::receive(&self.test.fresh.store, &manager("ottoline"), NOW, &incoming, |_| {}).await;
        let (outcome, import) = received.unwrap();
        import.unwrap_or_else(|| panic!("it changes nothing: {:?}", outcome.problems))
    }

    /// Approves and publishes it, and lets the search follow.
    pub async fn publish(&self, import: &Import) {
        let (store, second, id) = (&self.test.fresh.store, manager("percival"), import.id.clone());
        store.write(move |tx| import::approve(tx, &second, NOW, &id, None)).await.unwrap();
        import::publish(store, &manager("ottoline"), NOW, &import.id, |_| {}).await.unwrap();
        let (finder, store, today) = (self.finder.clone(), store.clone(), self.test.kit.clocks.today());
        tokio::task::spawn_blocking(move || finder.follow(&store, today)).await.unwrap().unwrap();
    }

    /// Brings a file and publishes it.
    pub async fn bring(&self, format: Format, file: Vec<u8>) {
        let import = self.brought("test", format, file).await;
        self.publish(&import).await;
    }

    /// The ids of a kind, by title.
    pub async fn ids(&self, kind: &str) -> Vec<(String, String)> {
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
                published_at: NOW,
                digest: String::new(),
                said,
            };
            (known.called(Language::En).to_owned(), id)
        };
        entries.map(of).collect()
    }

    pub async fn id(&self, kind: &str, title: &str) -> String {
        let all = self.ids(kind).await;
        all.iter().find(|(known, _)| known == title).unwrap_or_else(|| panic!("no {title} in {all:?}")).1.clone()
    }
}

/// Pages over an empty government with one franchise, in which a town decides about everything.
pub(crate) fn pages(test: &TestKit) -> CataloguePages {
    let shown = Shown { catalogue: Catalogue::new(1, CatalogueData::default()).into(), journeys: Vec::new() };
    let text = |en: &str, fr: &str| Text { en: en.to_owned(), fr: fr.to_owned() };
    let holder =
        Holder { function: "entries-title".into(), body: text("The Town", "La Ville"), area: None, channel: None };
    let travel = Presenter { id: Id::named("travel").unwrap(), name: text("Travel", "Voyages") };
    CataloguePages::new(&test.kit, move || shown.clone())
        .with_holders(move |_, _| Box::pin(std::future::ready(Ok(vec![holder.clone()]))))
        .with_presenters(move || vec![travel.clone()])
}

pub(crate) fn manager(name: &str) -> Actor {
    Actor::staff(Id::named(name).unwrap(), Role::CatalogueManager, Id::named("office").unwrap())
}

/// A page that must be there and read well.
pub(crate) async fn open(browser: &mut Browser, path: &str) -> String {
    let seen = browser.get(path).await;
    assert_eq!(seen.status, StatusCode::OK, "{path}\n{}", seen.text);
    assert_eq!(complaints(&seen.text), Vec::<String>::new(), "{path}\n{}", seen.text);
    seen.text.replace("&#x2f;", "/")
}

/// So many kinds of service, as a list.
pub(crate) fn list(many: usize) -> Vec<u8> {
    titles((0..many).map(|n| format!("Find service {n:06}")))
}

/// Kinds of service of these titles, as a list.
pub(crate) fn titles(titles: impl IntoIterator<Item = impl std::fmt::Display>) -> Vec<u8> {
    let rows = titles.into_iter().enumerate().map(|(n, title)| format!("{n},{title},all"));
    ["LGSL,Description,Providing Tier".to_owned()].into_iter().chain(rows).collect::<Vec<_>>().join("\n").into_bytes()
}

/// What a machine sends, of a media type that is no form's, and what it is told.
pub(crate) async fn send(browser: &mut Browser, path: &str, body: &str, if_match: Option<&str>) -> testing::Seen {
    browser.headers.insert("content-type", "application/json".to_owned());
    match if_match {
        Some(tag) => browser.headers.insert("if-match", tag.to_owned()),
        None => browser.headers.remove("if-match"),
    };
    let seen = browser.send(Method::POST, path, Some(body.to_owned())).await;
    browser.headers.clear();
    seen
}
