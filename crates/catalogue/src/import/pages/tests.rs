//! The catalogue manager's desk, as two managers use it.

use axum::http::StatusCode;
use values::{Id, id};
use web::testing::{self, Browser, Seen, in_this_order};

use super::super::{FieldChange, Import, ImportError};
use crate::{
    LOCALES, TEMPLATES,
    entry::told::Shown,
    fixture::{Site, open, titles},
    inventory::Format,
};

/// Kinds of service of these titles, as they were brought.
async fn bring(site: &Site, of: &[&str]) -> Import {
    site.brought("uk", Format::Lgsl, titles(of)).await
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
    let import = bring(&site, &["Find a school", "Find a library"]).await;
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
            "from 1 January 2020",
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

    let again = bring(&site, &["Find a school place", "Find a library"]).await;
    let page = open(ottoline, &format!("/staff/catalogue/{}", again.id)).await;
    in_this_order(&page, &["Changed", "<del>Find a school</del>", "<ins>Find a school place</ins>"]);
    publish(&site, &again.id).await;

    open(ottoline, &path).await;
    let refused = ottoline.post(&format!("{path}/undo"), &[]).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    in_this_order(&refused.text, &["Take back import", again.id.as_str(), "first: it changed the same later (1)"]);
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
async fn an_import_that_was_overtaken_says_so_and_can_only_be_withdrawn() {
    let site = Site::new();
    let (first, second) = (bring(&site, &["Find a school"]).await, bring(&site, &["Find a library"]).await);
    publish(&site, &second.id).await;
    let percival = &mut site.as_("percival").await;
    let page = open(percival, &format!("/staff/catalogue/{}", first.id)).await;
    in_this_order(&page, &["has changed since the import was compared with it", "Withdraw"]);
    assert!(!page.contains("Approve these changes"), "{page}");
    let page = open(percival, &format!("/staff/catalogue/{}", second.id)).await;
    assert!(!page.contains("has changed since"), "what is published stands: {page}");
}

#[tokio::test]
async fn an_import_is_withdrawn_with_a_reason() {
    let site = Site::new();
    let import = bring(&site, &["Find a school"]).await;
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
    let import = bring(&site, &["Find a school", "Find a library", "Pay a fine"]).await;
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
        ImportError::Moved,
        ImportError::ChangedSince { count: 3, by: id() },
        ImportError::TakenBack(id()),
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

#[test]
fn every_rule_has_words_in_both_languages_and_a_place_in_the_reference() {
    let kit = testing::kit(&[], &[TEMPLATES], LOCALES);
    let reference = include_str!("../../../../../docs/reference/catalogue.md");
    for rule in crate::inventory::RULES {
        let line = super::show::WrongLine::new(rule, String::new()).rule.unwrap();
        for language in values::Language::ALL {
            assert_ne!(kit.kit.words(language).message(&line), line.id, "{rule} in {language}");
        }
        assert!(reference.contains(&format!("`{rule}`")), "{rule}");
    }
    assert!(super::show::WrongLine::new("nonsense", String::new()).rule.is_none());
}

/// Sends a form with a file, as browsers do.
async fn upload(browser: &mut Browser, fields: &[(&str, &str)], file: (&str, &[u8])) -> Seen {
    let page = browser.get("/staff/catalogue/bring").await.text;
    let (_, token) = page.split_once("name=\"_token\" value=\"").unwrap();
    let token = token.split('"').next().unwrap();
    let part = |name: &str, more: &str, value: &str| {
        format!("--frontier\r\nContent-Disposition: form-data; name=\"{name}\"{more}\r\n\r\n{value}\r\n")
    };
    let (name, bytes) = (format!("; filename=\"{}\"", file.0), std::str::from_utf8(file.1).unwrap());
    let said = fields.iter().copied().chain([("_token", token)]).map(|(name, value)| part(name, "", value));
    let body = said.chain([part("file", &name, bytes), "--frontier--\r\n".to_owned()]).collect::<String>();
    browser.headers.insert("content-type", "multipart/form-data; boundary=frontier".to_owned());
    let seen = browser.send(axum::http::Method::POST, "/staff/catalogue/bring", Some(body)).await;
    browser.headers.clear();
    seen
}

#[tokio::test]
async fn a_file_is_brought_at_the_desk() {
    let site = Site::new();
    let ottoline = &mut site.as_("ottoline").await;
    in_this_order(&open(ottoline, "/staff/catalogue/bring").await, &["Bring a file", "From whom it is", "Its format"]);
    let table = ottoline.get("/staff/catalogue/table.csv").await;
    assert_eq!(table.header("content-type"), "text/csv; charset=utf-8");
    assert!(table.text.starts_with("\u{feff}id,title_en,title_fr,"), "{}", table.text);
    assert_eq!(Format::guess("services.csv", table.text.as_bytes()), Some(Format::Template));
    let fields =
        |source: &'static str, format: &'static str| [("source", source), ("format", format), ("from", "2023-05-01")];
    let list = titles(["Find a school"]);
    let brought = upload(ottoline, &fields("uk", "lgsl"), ("C:\\lists\\uk.csv", &list)).await;
    assert_eq!(brought.status, StatusCode::SEE_OTHER, "{}", brought.text);
    in_this_order(&open(ottoline, brought.location()).await, &["uk.csv", "1 taken", "Find a school"]);
    for (fields, file, said) in [
        (fields("uk", "lgsl"), ("", &b""[..]), "Choose a file"),
        (fields("U K", "lgsl"), ("uk.csv", &list), "Use small letters"),
        (fields("uk", ""), ("uk.bin", &list), "Nobody can tell in which format"),
        (fields("uk", "turtle"), ("uk.ttl", &b"<a> <b>"[..]), "It can’t be read"),
    ] {
        let refused = upload(ottoline, &fields, file).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{said}");
        in_this_order(&refused.text, &[said]);
    }
    publish(&site, &brought.location().rsplit('/').next().unwrap().parse().unwrap()).await;
    let same = upload(ottoline, &fields("uk", ""), ("uk.csv", &list)).await;
    assert_eq!(same.status, StatusCode::OK);
    in_this_order(&same.text, &["It says what stands already"]);
}

#[test]
fn a_span_of_time_that_changes_is_told_in_words() {
    let path = ["services", "urn:s", "processing_time"].map(str::to_owned).to_vec();
    let (before, after) = (Some("P5D".into()), Some("soon".into()));
    let change = FieldChange { field: "services.urn:s.processing_time".to_owned(), path, before, after };
    let line = super::show::FieldLine::new(change, &crate::inventory::Iri::new("urn:s".to_owned()));
    assert_eq!(line.before, Some(Shown::Span { unit: "days", count: 5 }));
    assert_eq!(line.after, Some(Shown::Text { text: "soon".to_owned(), language: None }));
}

#[tokio::test]
async fn a_form_with_a_file_needs_its_token_and_a_page_that_takes_files() {
    let site = Site::new();
    let ottoline = &mut site.as_("ottoline").await;
    open(ottoline, "/staff/catalogue/bring").await;
    let status = async |browser: &mut Browser, path: &str, body: &str| {
        browser.headers.insert("content-type", "multipart/form-data; boundary=b".to_owned());
        browser.send(axum::http::Method::POST, path, Some(body.to_owned())).await.status
    };
    let body = "--b\r\nContent-Disposition: form-data; name=\"source\"\r\n\r\nuk\r\n--b--\r\n";
    assert_eq!(status(ottoline, "/staff/catalogue/bring", body).await, StatusCode::FORBIDDEN);
    assert_eq!(status(ottoline, "/staff/catalogue/bring", "nonsense").await, StatusCode::BAD_REQUEST);
    assert_eq!(status(ottoline, "/staff/catalogue/edit", body).await, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    assert_eq!(status(ottoline, "/api/v1/catalogue/imports", body).await, StatusCode::UNSUPPORTED_MEDIA_TYPE);
}
