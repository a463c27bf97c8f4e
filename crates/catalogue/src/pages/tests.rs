//! Every page printed, and what people see in a browser.

use std::sync::{Arc, Mutex};

use axum::http::StatusCode;
use jiff::civil::date;
use values::{Id, Role};
use web::testing::{self, Browser, TestKit, complaints, in_this_order};

use super::*;
use crate::{
    MIGRATIONS,
    data::{CatalogueData, planted::sound, read},
    home::pages::{HomePage, WayBack},
    life_event::pages::LifeEventPage,
    search::pages::SearchPage,
    service::pages::{ServicePage, ServicesPage},
};

/// Pages over a catalogue that a test can change.
struct Small {
    test: TestKit,
    router: axum::Router,
    table: Vec<web::Line>,
    shown: Arc<Mutex<Shown>>,
}

fn small() -> Small {
    over(read(&sound()).unwrap(), &["after-a-death"])
}

fn over(data: CatalogueData, journeys: &[&str]) -> Small {
    let test = testing::kit(MIGRATIONS, &[TEMPLATES], LOCALES);
    let shown = Shown {
        catalogue: Arc::new(Catalogue::new(1, data)),
        journeys: journeys.iter().map(|name| Id::named(name).unwrap()).collect(),
    };
    let shown = Arc::new(Mutex::new(shown));
    let pages = CataloguePages::new(&test.kit, {
        let shown = shown.clone();
        move || shown.lock().unwrap().clone()
    });
    let routes = pages.routes();
    let table = routes.table().to_vec();
    Small { router: routes.into_router(&test.kit), table, test, shown }
}

impl Small {
    fn browser(&self) -> Browser {
        self.test.browser(&self.router)
    }

    /// Opens a page that must be there and read well.
    async fn open(&self, path: &str) -> String {
        let seen = self.browser().get(path).await;
        assert_eq!(seen.status, StatusCode::OK, "{path}\n{}", seen.text);
        assert_eq!(complaints(&seen.text), Vec::<String>::new(), "{path}\n{}", seen.text);
        seen.text
    }
}

#[test]
fn all_texts_are_in_both_languages_and_every_message_exists() {
    testing::assert_messages(TEMPLATES, LOCALES);
    assert_eq!(testing::template_complaints(TEMPLATES), Vec::<String>::new());
}

/// Full ones are printed by the tests of entries and of the desk.
fn the_inventory_is_printed_empty(test: &TestKit) {
    let (kind, day) = ("service", date(2023, 4, 1));
    test.page(&entry::list::ListPage {
        kind,
        kinds: vec![kind],
        entries: vec![],
        next: None,
        is_later: true,
        is_empty: false,
    });
    test.page(&entry::page::EntryPage {
        id: "svc_x".into(),
        kind,
        title: "X".into(),
        title_language: None,
        lead: None,
        rows: vec![],
        source: "uk".into(),
        name: "urn:x".into(),
        from: day,
        day,
        is_today: false,
        edition: Some(1),
        versions: vec![],
        wordings: vec![],
        may_word: false,
        promises: vec![],
        holders: vec![],
        who: Some("/responsibility?service=x".into()),
        offers: None,
        schema_org: None,
    });
    test.page(&entry::page::GonePage {
        kind,
        title: "X".into(),
        title_language: None,
        day,
        next: "entry-not-there-next".into(),
        versions: vec![],
    });
    test.page(&entry::find::FindPage {
        typed: "bins".into(),
        total: 0,
        hits: vec![],
        only_some_words: false,
        did_you_mean: None,
        chosen: vec![],
        facets: vec![],
        kept: vec![],
        next: None,
        is_later: false,
        first: "/catalogue?q=bins".into(),
    });
    test.page(&import::pages::list::ListPage { imports: vec![], next: None, is_later: false, missed: vec![] });
    let line = import::pages::Line {
        id: "imp_x".into(),
        title: "x.csv".into(),
        source: "uk".into(),
        state: "withdrawn",
        changes: 0,
        brought_by: "anna".into(),
        brought_at: values::Moment(0),
    };
    test.page(&import::pages::show::ImportPage {
        line,
        format: None,
        from: day,
        hash: "0".into(),
        approved_by: None,
        edition: None,
        done: None,
        because: Some("No.".into()),
        takes_back: Some("imp_x".into()),
        turned_by: Some("imp_y".into()),
        may: import::pages::show::May::default(),
        verdicts: vec![],
        problems: vec![],
        problems_next: None,
        sorts: vec![],
        much_goes: true,
        sort: None,
        differences: vec![],
        next: None,
        is_later: false,
        mistakes: web::Mistakes::none(),
        error: None,
    });
    test.page(&import::pages::edit::EditPage {
        sources: vec!["uk".into()],
        kinds: vec!["Event"],
        fields: vec!["title"],
        typed: import::pages::edit::Typed::default(),
        mistakes: web::Mistakes::none(),
    });
}

fn the_desk_is_printed_empty(test: &TestKit) {
    let line = |stands| wording::pages::Line {
        href: "/staff/catalogue/wordings/svc_x?franchise=x".into(),
        title: "X".into(),
        franchise: Text { en: "Travel".into(), fr: "Voyages".into() },
        at: values::Moment(0),
        stands,
        changed: 2,
        coming: Some(wording::pages::Coming { from: date(2023, 4, 1), is_end: true, changed: 0 }),
    };
    let wordings = ["current", "words-changed", "facts-changed", "gone"].map(line).into();
    test.page(&wording::pages::ListPage { wordings, has_franchises: true });
    test.page(&wording::pages::WordingPage {
        entry: "svc_x".into(),
        href: "/catalogue/svc_x".into(),
        title: "X".into(),
        franchises: vec![],
        rows: vec![],
        changed: vec![],
        coming: Some(date(2023, 4, 1)),
        will_change: vec![],
        typed: wording::pages::Typed::default(),
        over: "0".into(),
        after: 0,
        is_worded: false,
        history: vec![],
        mistakes: web::Mistakes::none(),
        error: Some("wording-crossed".into()),
    });
    test.page(&import::bring::BringPage {
        sources: vec!["uk".into()],
        formats: vec!["turtle", "xlsx"],
        typed: import::bring::Typed::default(),
        mistakes: web::Mistakes::none(),
        error: Some("import-moved".into()),
        nothing: true,
        left_out: 1,
        problems: vec![import::pages::show::WrongLine::new("missing", "1: something".into())],
    });
}

#[test]
fn every_page_is_printed_full_and_empty() {
    let small = small();
    let entry = |name: &str| Entry {
        href: format!("/x/{name}"),
        title: Text { en: format!("Title {name}"), fr: format!("Titre {name}") },
        summary: Text { en: "Summary.".into(), fr: "Résumé.".into() },
    };
    let test = &small.test;
    test.page(&HomePage { events: vec![], back: vec![] });
    let about = Some(About { title: entry("journey").title, at: Moment(1_680_000_000_000) });
    let back = |href: &str, sent| WayBack { href: href.to_owned(), sent, about: about.clone() };
    let page = test.page(&HomePage {
        events: vec![entry("a"), entry("b")],
        back: vec![back("/cases/app_1", true), back("/drafts/dft_2", false)],
    });
    in_this_order(
        &page,
        &[
            "Title a",
            "Title b",
            "the application you sent (1 of 2)",
            "Title journey",
            "sent 28 March 2023",
            "the application you began (2 of 2)",
            "Title journey",
            "begun 28 March 2023",
            "href=\"/drafts/dft_2/discard\"",
        ],
    );

    let event = |start: Option<&str>, services| LifeEventPage {
        title: entry("a").title,
        summary: entry("a").summary,
        start: start.map(str::to_owned),
        services,
    };
    test.page(&event(None, vec![]));
    test.page(&event(Some("/start/a"), vec![entry("b")]));

    test.page(&ServicesPage { groups: vec![], others: vec![] });
    let group = crate::service::pages::Group { event: entry("a"), services: vec![entry("b")] };
    test.page(&ServicesPage { groups: vec![group], others: vec![entry("c")] });

    let nobody = ServicePage {
        title: entry("a").title,
        summary: entry("a").summary,
        events: vec![],
        by_place: false,
        now: vec![],
        coming: vec![],
        past: vec![],
        has_marks: false,
    };
    test.page(&nobody);

    let found = |typed: &str, hits| SearchPage { typed: typed.to_owned(), asked: !typed.is_empty(), hits };
    test.page(&found("", vec![]));
    test.page(&found("bins", vec![]));
    let hit = |is_event| crate::search::pages::Listed { entry: entry("a"), is_event };
    test.page(&found("bins", vec![hit(true), hit(false)]));
    the_inventory_is_printed_empty(test);
    the_desk_is_printed_empty(test);
    test.every_template_was_printed(TEMPLATES);
}

#[tokio::test]
async fn every_page_reads_well_in_french() {
    let small = small();
    let pages = [
        ("/", "Que vous arrive-t-il\u{202f}?"),
        ("/life-events/after-a-death", "Commencer la démarche"),
        ("/services", "Toutes les démarches"),
        ("/services/tell-council", "Qui s’en chargeait auparavant (2)"),
        ("/services/register-death", "12,50\u{a0}£"),
    ];
    for (path, expected) in pages {
        in_this_order(&small.open(&format!("{path}?lang=fr")).await, &["lang=\"fr\"", expected]);
    }
}

#[tokio::test]
async fn the_first_page_leads_to_life_events_before_anything_else() {
    let page = small().open("/").await;
    in_this_order(
        &page,
        &["What has happened?", "href=\"/life-events/after-a-death\">After a death</a>", "name=\"q\"", "How it works"],
    );
}

#[tokio::test]
async fn the_first_page_leads_back_to_what_this_browser_began() {
    let small = small();
    let mut browser = small.test.browser_with(&small.router, &["draft:dft_1", "draft:dft_2", "case:app_1"]).await;
    let page = browser.get("/").await.text;
    in_this_order(&page, &["href=\"/cases/app_1\"", "href=\"/drafts/dft_2\""]);
    assert!(!page.contains("dft_1"), "it was sent");
    assert!(!small.open("/").await.contains("/drafts/"), "another browser began nothing");
}

#[tokio::test]
async fn a_life_event_with_a_journey_can_be_started_and_one_without_says_so() {
    let small = small();
    let page = small.open("/life-events/after-a-death").await;
    in_this_order(&page, &["href=\"/start/after-a-death\"", "/services/register-death", "/services/tell-council"]);
    small.shown.lock().unwrap().journeys.clear();
    let page = small.open("/life-events/after-a-death").await;
    assert!(!page.contains("/start/"));
    in_this_order(&page, &["You cannot yet do all of this here in one go", "/services/register-death"]);
}

#[tokio::test]
async fn all_services_stand_under_their_life_events() {
    let mut data = read(&sound()).unwrap();
    data.service_types[1].life_events.clear();
    let page = over(data, &[]).open("/services").await;
    in_this_order(
        &page,
        &["/life-events/after-a-death", "/services/register-death", "Other services", "/services/tell-council"],
    );
}

#[tokio::test]
async fn a_service_shows_whose_it_is_today_and_whose_it_was() {
    let small = small();
    let zone = small.test.kit.clocks.zone().clone();
    let on = |day| small.test.fresh.clocks.set_business(values::Moment::start_of(day, &zone));
    on(date(2023, 3, 31));
    let page = small.open("/services/tell-council").await;
    in_this_order(
        &page,
        &[
            "/life-events/after-a-death",
            "href=\"/start/after-a-death\"",
            "depends on the place",
            "Old North Council",
            "1 April 1974 to 31 March 2023",
            "online",
            "Up to 10 working days",
            "Old South Council",
            "Who will provide it",
            "United Council",
            "From 1 April 2023",
        ],
    );
    on(date(2023, 4, 1));
    let page = small.open("/services/tell-council").await;
    in_this_order(
        &page,
        &[
            "made up for the demonstration",
            "United Council",
            "Since 1 April 2023",
            "illustrative",
            "online, by post",
            "01632 960 001",
            "https://united.example",
            "Who provided it before (2)",
            "Old North Council",
        ],
    );
    let page = small.open("/services/register-death").await;
    in_this_order(
        &page,
        &[
            "does not depend on where you live",
            "Bring the certificate.",
            "at a counter, by telephone",
            "£12.50",
            "illustrative",
        ],
    );
}

#[tokio::test]
async fn a_search_finds_says_how_much_and_helps_where_there_is_nothing() {
    let small = small();
    let page = small.open("/search?q=register").await;
    in_this_order(
        &page,
        &["2 results for “register”", "/services/register-death", "/life-events/after-a-death", "Life event"],
    );
    in_this_order(
        &small.open("/search?q=zzzzz").await,
        &["Nothing found for “zzzzz”", "Check the spelling", "/services"],
    );
    assert!(!small.open("/search").await.contains("results"));
    assert!(!small.open("/search?q=%20").await.contains("results"));
    let french = small.open("/search?q=d%C3%A9c%C3%A8s&lang=fr").await;
    in_this_order(&french, &["résultats pour «\u{202f}décès\u{202f}»", "Déclarer un décès"]);
}

#[tokio::test]
async fn what_is_typed_is_shown_as_text_and_cut_where_it_is_too_long() {
    let small = small();
    let page = small.open("/search?q=%3Cscript%3Ealert(1)%3C%2Fscript%3E").await;
    assert!(!page.contains("<script>alert"), "{page}");
    let page = small.open(&format!("/search?q={}", "death+".repeat(500))).await;
    assert!(page.len() < 20_000);
}

#[tokio::test]
async fn what_is_not_there_is_not_found() {
    let small = small();
    for path in ["/life-events/nothing", "/services/nothing", "/services/No%20Such", "/life-events/%F0%9F%8F%A0"] {
        assert_eq!(small.browser().get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    for path in ["/services/%FF", "/search?q=a&q=b"] {
        let seen = small.browser().get(path).await;
        assert!(seen.status.is_client_error(), "{path} {}", seen.status);
        assert_eq!(complaints(&seen.text), Vec::<String>::new(), "{path}");
    }
}

#[tokio::test]
async fn everybody_may_read_every_page() {
    let small = small();
    testing::walk(&small.test, &small.table, &small.router).await.assert_right();
    let mut browser = small.test.browser_of(&small.router, Role::CatalogueManager).await;
    assert_eq!(browser.get("/services").await.status, StatusCode::OK);
}

#[tokio::test]
async fn an_empty_catalogue_has_pages_too() {
    let small = over(CatalogueData::default(), &[]);
    for path in ["/", "/services", "/search?q=death"] {
        small.open(path).await;
    }
}

#[tokio::test]
async fn a_new_edition_is_shown_without_a_restart() {
    let small = small();
    small.shown.lock().unwrap().catalogue = Arc::new(Catalogue::new(2, CatalogueData::default()));
    assert_eq!(small.browser().get("/life-events/after-a-death").await.status, StatusCode::NOT_FOUND);
}
