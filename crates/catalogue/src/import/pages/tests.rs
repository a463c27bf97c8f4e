//! The catalogue manager's desk, as two managers use it.

use axum::http::StatusCode;
use values::{Actor, Id, Moment, Role, id};
use web::{
    session::Staff,
    testing::{self, Browser, TestKit, complaints},
};

use super::super::{Import, ImportError, Incoming, receive};
use crate::{Catalogue, CataloguePages, LOCALES, MIGRATIONS, Shown, TEMPLATES, data::CatalogueData, inventory::Format};

const NOW: Moment = Moment(1_680_000_000_000);

struct Site {
    test: TestKit,
    router: axum::Router,
}

fn manager(name: &str) -> Staff {
    Staff {
        person: Id::named(name).unwrap(),
        name: name.to_owned(),
        role: Role::CatalogueManager,
        body: Id::named("office").unwrap(),
    }
}

impl Site {
    fn new() -> Self {
        let test = testing::kit(MIGRATIONS, &[TEMPLATES], LOCALES);
        let shown = Shown { catalogue: Catalogue::new(1, CatalogueData::default()).into(), journeys: Vec::new() };
        let pages = CataloguePages::new(&test.kit, move || shown.clone());
        Self { router: pages.routes().into_router(&test.kit), test }
    }

    async fn as_(&self, name: &str) -> Browser {
        self.test.browser_of_staff(&self.router, manager(name)).await
    }

    async fn bring(&self, titles: &[&str]) -> Import {
        let rows = titles.iter().enumerate().map(|(n, title)| format!("{n},{title},all"));
        let file =
            ["LGSL,Description,Providing Tier".to_owned()].into_iter().chain(rows).collect::<Vec<_>>().join("\n");
        let incoming = Incoming {
            source: "uk".to_owned(),
            format: Format::Lgsl,
            title: "list.csv".to_owned(),
            file: file.into_bytes(),
            from: "2023-04-01".parse().unwrap(),
            base: "https://example.org/".to_owned(),
        };
        let who = Actor::staff(Id::named("ottoline").unwrap(), Role::CatalogueManager, Id::named("office").unwrap());
        let received = receive(&self.test.fresh.store, &who, NOW, &incoming, |_| {}).await;
        received.unwrap().1.expect("it changes something")
    }
}

async fn open(browser: &mut Browser, path: &str) -> String {
    let seen = browser.get(path).await;
    assert_eq!(seen.status, StatusCode::OK, "{path}\n{}", seen.text);
    assert_eq!(complaints(&seen.text), Vec::<String>::new(), "{path}\n{}", seen.text);
    seen.text.replace("&#x2f;", "/")
}

#[track_caller]
fn in_this_order(page: &str, texts: &[&str]) {
    let mut rest = page;
    for text in texts {
        let (_, after) = rest.split_once(text).unwrap_or_else(|| panic!("'{text}' is missing or too early in\n{page}"));
        rest = after;
    }
}

/// Approves it as one, publishes it, and waits until it stands.
async fn publish(site: &Site, id: &Id<id::Import>) {
    let percival = &mut site.as_("percival").await;
    let path = format!("/staff/catalogue/{id}");
    let page = open(percival, &path).await;
    let hash = page.split_once("name=\"hash\" value=\"").unwrap().1.split('"').next().unwrap().to_owned();
    let done = percival.post(&format!("{path}/approve"), &[("hash", &hash)]).await;
    assert_eq!(done.location(), path, "{}", done.text);
    assert_eq!(percival.post(&format!("{path}/publish"), &[]).await.location(), path);
    for _ in 0..200 {
        if page_says(&open(percival, &path).await, "published") {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    panic!("it is not published");
}

fn page_says(page: &str, state: &str) -> bool {
    page.split('<').any(|part| part.rsplit('>').next().is_some_and(|text| text.trim() == state))
}

#[tokio::test]
async fn an_import_is_looked_at_approved_by_another_published_and_taken_back() {
    let site = Site::new();
    let ottoline = &mut site.as_("ottoline").await;
    in_this_order(&open(ottoline, "/staff/catalogue").await, &["The catalogue’s desk", "Nothing has been brought yet"]);
    let import = site.bring(&["Find a school", "Find a library"]).await;
    in_this_order(&open(ottoline, "/staff/catalogue").await, &["list.csv</a>", "uk", "2", "ottoline"]);
    let path = format!("/staff/catalogue/{}", import.id);
    let page = open(ottoline, &path).await;
    in_this_order(
        &page,
        &[
            "list.csv",
            "another catalogue manager has to approve it",
            "2 taken",
            "What it changes",
            "New",
            "from 1 April 2023",
        ],
    );
    assert!(page_says(&page, "to be looked at") && !page.contains("Approve these changes"), "{page}");

    let own = ottoline.post(&format!("{path}/approve"), &[("hash", &import.hash)]).await;
    assert_eq!(own.status, StatusCode::FORBIDDEN);
    assert!(own.text.contains("Whoever brought an import can’t approve it"), "{}", own.text);
    let percival = &mut site.as_("percival").await;
    open(percival, &path).await;
    let other = percival.post(&format!("{path}/approve"), &[("hash", "another")]).await;
    assert_eq!(other.status, StatusCode::CONFLICT);
    let early = percival.post(&format!("{path}/publish"), &[]).await;
    assert_eq!(early.status, StatusCode::CONFLICT);

    publish(&site, &import.id).await;
    let list = open(ottoline, "/catalogue?kind=service-type").await;
    in_this_order(&list, &["Find a"]);

    let again = site.bring(&["Find a school place", "Find a library"]).await;
    let page = open(ottoline, &format!("/staff/catalogue/{}", again.id)).await;
    in_this_order(&page, &["Changed", "<del>Find a school</del>", "<ins>Find a school place</ins>"]);
    publish(&site, &again.id).await;

    open(ottoline, &path).await;
    let refused = ottoline.post(&format!("{path}/undo"), &[]).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.text.contains("Later imports changed the same"), "{}", refused.text);
    let back = ottoline.post_and_follow(&format!("/staff/catalogue/{}/undo", again.id), &[]).await;
    in_this_order(&back.text, &["list.csv taken back", "<del>Find a school place</del>", "<ins>Find a school</ins>"]);
}

#[tokio::test]
async fn what_people_looked_for_in_vain_is_told_once_three_have() {
    let site = Site::new();
    let ottoline = &mut site.as_("ottoline").await;
    let add = async |words: &'static str, times: i64| {
        let today = site.test.kit.clocks.today();
        let add = move |tx: &mut ::store::Tx<'_>| {
            let sql = "INSERT INTO search_missed (day, language, words, times) VALUES ($1, 'en', $2, $3)";
            tx.execute(sql, ::store::args![today, words, times])
        };
        site.test.fresh.store.write(add).await.unwrap();
    };
    in_this_order(&open(ottoline, "/staff/catalogue").await, &["Looked for in vain", "Nothing that three people"]);
    add("moped licence", 7).await;
    add("once only", 1).await;
    let page = open(ottoline, "/staff/catalogue").await;
    in_this_order(&page, &["Looked for in vain", "moped licence", "7 times"]);
    assert!(!page.contains("once only"), "{page}");
}

#[tokio::test]
async fn an_import_is_withdrawn_with_a_reason() {
    let site = Site::new();
    let import = site.bring(&["Find a school"]).await;
    let ottoline = &mut site.as_("ottoline").await;
    let path = format!("/staff/catalogue/{}", import.id);
    open(ottoline, &path).await;
    let silent = ottoline.post(&format!("{path}/withdraw"), &[("reason", " ")]).await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(silent.text.contains("Say why it is withdrawn"), "{}", silent.text);
    let gone = ottoline.post_and_follow(&format!("{path}/withdraw"), &[("reason", "The wrong file")]).await;
    in_this_order(&gone.text, &["Withdrawn because", "The wrong file"]);
    assert_eq!(ottoline.get("/staff/catalogue/imp_nothing").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn many_entries_are_changed_at_once_and_approved_like_any_import() {
    let site = Site::new();
    let import = site.bring(&["Find a school", "Find a library", "Pay a fine"]).await;
    let ottoline = &mut site.as_("ottoline").await;
    in_this_order(&open(ottoline, "/staff/catalogue/edit").await, &["Nothing has been published yet"]);
    publish(&site, &import.id).await;
    let form = open(ottoline, "/staff/catalogue/edit?kind=ServiceType").await;
    in_this_order(&form, &["In the field", "value=\"title\"", "Only in entries that mention"]);
    let fields = |find: &'static str, only: &'static str| {
        [
            ("kind", "ServiceType"),
            ("source", "uk"),
            ("field", "title"),
            ("find", find),
            ("with", "Look for"),
            ("only", only),
            ("from", "2023-05-01"),
        ]
    };
    for (find, only, said) in [("", "", "Write what to find"), ("Lose", "", "Nothing like that stands there")] {
        let refused = ottoline.post("/staff/catalogue/edit", &fields(find, only)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text.contains(said), "{}", refused.text);
    }
    let drafted = ottoline.post_and_follow("/staff/catalogue/edit", &fields("Find", "LIBRARY")).await;
    in_this_order(&drafted.text, &["Changed", "<del>Find a library</del>", "<ins>Look for a library</ins>"]);
    assert!(!drafted.text.contains("school"), "{}", drafted.text);
    let both = ottoline.post_and_follow("/staff/catalogue/edit", &fields("Find", "")).await;
    in_this_order(&both.text, &["Look for a", "Look for a"]);
}

#[test]
fn every_refusal_has_words_of_its_own() {
    let kit = testing::kit(&[], &[TEMPLATES], LOCALES);
    let id = || Id::<id::Import>::named("x").unwrap();
    let all = [
        ImportError::Source("X".to_owned()),
        ImportError::OwnWork,
        ImportError::OtherHash("h".to_owned()),
        ImportError::Stale("uk".to_owned()),
        ImportError::Busy(id()),
        ImportError::Crossed,
        ImportError::ChangedSince(3),
    ];
    let mut said = std::collections::BTreeSet::new();
    for error in &all {
        let problem = web::Show::problem(error);
        assert!(problem.status.is_client_error(), "{error}");
        for language in values::Language::ALL {
            let text = kit.kit.words(language).message(&problem.what);
            assert!(text != problem.what.id && said.insert((language.tag(), text)), "{error} in {language}");
        }
    }
}
