//! Wordings, as managers of a franchise make them and people read them.

use axum::http::StatusCode;
use web::testing::in_this_order;

use super::*;
use crate::{
    fixture::{NOW, PASSPORTS, Site, manager, open},
    inventory::{Format, Kind},
};

const WORDS: [(&str, &str); 5] = [
    ("franchise", "travel"),
    ("title_en", "A passport for your journey"),
    ("title_fr", "Un passeport pour votre voyage"),
    ("summary_en", "Take the old one with you."),
    ("summary_fr", "Apportez l’ancien."),
];

/// What the form of a page carries beside the words.
fn hidden(page: &str) -> [(&'static str, String); 2] {
    ["over", "after"].map(|name| {
        let (_, after) = page.split_once(&format!("name=\"{name}\" value=\"")).unwrap_or_else(|| panic!("{page}"));
        (name, after.split('"').next().unwrap().to_owned())
    })
}

fn fields<'a>(hidden: &'a [(&'static str, String); 2]) -> Vec<(&'a str, &'a str)> {
    WORDS.into_iter().chain(hidden.iter().map(|(name, value)| (*name, value.as_str()))).collect()
}

#[tokio::test]
async fn a_franchise_words_a_service_and_looks_again_where_a_fact_changes() {
    let site = Site::new();
    site.bring(Format::Turtle, PASSPORTS.into()).await;
    let id = site.id("service", "Renew a passport").await;
    let (page, path) = (format!("/catalogue/{id}"), format!("/staff/catalogue/wordings/{id}"));
    let ottoline = &mut site.as_("ottoline").await;
    in_this_order(&open(ottoline, "/staff/catalogue/wordings").await, &["No franchise has worded"]);
    in_this_order(&open(ottoline, &page).await, &["Word it for a franchise"]);
    assert!(!site.open(&page).await.contains("Word it for a franchise"));

    let form = open(ottoline, &path).await;
    in_this_order(&form, &["Travel", "What the supplier says", "88.5", "value=\"Renew a passport\""]);
    let first = hidden(&form);
    let seen = ottoline.post_and_follow(&path, &fields(&first)).await;
    in_this_order(&seen.text, &["Renew a passport</a>", "Travel", "shown"]);
    in_this_order(&site.open(&page).await, &["In the words of Travel", "A passport for your journey", "Take the old"]);
    let crossed = ottoline.post(&path, &fields(&first)).await;
    assert_eq!(crossed.status, StatusCode::CONFLICT);
    in_this_order(&crossed.text, &["Somebody else has worded it meanwhile"]);

    // Other words of the supplier hide nothing, and are told.
    site.bring(Format::Turtle, PASSPORTS.replace("A new passport for", "Another passport for").into()).await;
    in_this_order(
        &open(ottoline, "/staff/catalogue/wordings").await,
        &["Travel", "shown; the supplier has other words"],
    );
    in_this_order(&site.open(&page).await, &["A passport for your journey"]);

    let dearer = PASSPORTS.replace("88.5", "94.0").replace("A new passport for", "Another passport for");
    site.bring(Format::Turtle, dearer.into()).await;
    in_this_order(&open(ottoline, "/staff/catalogue/wordings").await, &["a fact changed: look again"]);
    assert!(!site.open(&page).await.contains("A passport for your journey"), "it may be wrong now");
    let form = open(ottoline, &format!("{path}?franchise=travel")).await;
    in_this_order(
        &form,
        &["One fact has changed", "Amount", "fee", "<del>88.5</del>", "<ins>94.0</ins>", "A passport for your journey"],
    );
    ottoline.post_and_follow(&path, &fields(&hidden(&form))).await;
    in_this_order(&site.open(&page).await, &["A passport for your journey", "94.0"]);

    let form = open(ottoline, &format!("{path}?franchise=travel")).await;
    let hidden = hidden(&form);
    let back: Vec<_> = fields(&hidden).into_iter().chain([("back", "yes")]).collect();
    in_this_order(&ottoline.post_and_follow(&path, &back).await.text, &["No franchise has worded"]);
    assert!(!site.open(&page).await.contains("A passport for your journey"));
    in_this_order(
        &open(ottoline, &format!("{path}?franchise=travel")).await,
        &["Its history", "the supplier’s words again", "A passport for your journey"],
    );
}

#[tokio::test]
async fn what_will_change_is_told_beforehand() {
    let site = Site::new();
    site.bring(Format::Turtle, PASSPORTS.into()).await;
    let path = format!("/staff/catalogue/wordings/{}", site.id("service", "Renew a passport").await);
    let ottoline = &mut site.as_("ottoline").await;
    let form = open(ottoline, &path).await;
    assert!(!form.contains("What the supplier changes from"), "{form}");
    ottoline.post_and_follow(&path, &fields(&hidden(&form))).await;
    let publish = async |from: &str, file: String| {
        let import = site.brought_from(from, "test", Format::Turtle, file.into_bytes()).await;
        site.publish(&import).await;
    };
    // Other words are no fact.
    let reworded = PASSPORTS.replace("A new passport for", "Another passport for");
    publish("2023-06-01", reworded.clone()).await;
    let list = open(ottoline, "/staff/catalogue/wordings").await;
    assert!(!list.contains("What the supplier changes from"), "{list}");
    publish("2024-01-01", reworded.replace("88.5", "94.0")).await;
    let list = open(ottoline, "/staff/catalogue/wordings").await;
    in_this_order(&list, &["Travel", "shown", "What the supplier changes from 1 January 2024"]);
    let form = open(ottoline, &format!("{path}?franchise=travel")).await;
    in_this_order(&form, &["What the supplier changes from 1 January 2024", "<del>88.5</del>", "<ins>94.0</ins>"]);
    let (without, rest) = reworded.split_once(":renew a").unwrap();
    publish("2023-12-01", format!("{without}:replace a{}", rest.split_once(":replace a").unwrap().1)).await;
    let list = open(ottoline, "/staff/catalogue/wordings").await;
    in_this_order(&list, &["Travel", "The supplier ends this service from 1 December 2023"]);
}

#[tokio::test]
async fn words_are_in_both_languages_and_of_a_franchise_that_there_is() {
    let site = Site::new();
    site.bring(Format::Turtle, PASSPORTS.into()).await;
    let path = format!("/staff/catalogue/wordings/{}", site.id("service", "Renew a passport").await);
    let ottoline = &mut site.as_("ottoline").await;
    let hidden = hidden(&open(ottoline, &path).await);
    for (field, value, said) in [
        ("title_fr", "", "Write this in both languages"),
        ("title_en", &"x".repeat(201), "Write at most 200 letters"),
        ("franchise", "nobody", "Choose a franchise of today"),
    ] {
        let mut fields = fields(&hidden);
        fields.retain(|(name, _)| *name != field);
        fields.push((field, value));
        let refused = ottoline.post(&path, &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
        in_this_order(&refused.text, &[said]);
    }
    assert_eq!(ottoline.get("/staff/catalogue/wordings/svc_none").await.status, StatusCode::NOT_FOUND);
    let body = site.id("body", "Passport Office").await;
    let of_body = ottoline.get(&format!("/staff/catalogue/wordings/{body}")).await;
    assert_eq!(of_body.status, StatusCode::NOT_FOUND, "a body is no service");
}

#[tokio::test]
async fn a_wording_stands_over_what_was_seen() {
    let site = Site::new();
    site.bring(Format::Turtle, PASSPORTS.into()).await;
    let (store, today) = (&site.test.fresh.store, site.test.kit.clocks.today());
    let read = move |tx: &mut Tx<'_>| {
        let at = As { edition: import::current_edition(tx)?, day: today };
        Ok::<_, StoreError>((at, crate::entry::store::page(tx, at, Kind::PublicService, "", 1)?.remove(0)))
    };
    let (at, entry) = store.read(read).await.unwrap();
    let text = |text: &str| Text { en: text.to_owned(), fr: text.to_owned() };
    let new = |over: &str, after: i64| New {
        franchise: Id::named("travel").unwrap(),
        entry: entry.id.clone(),
        title: Some(text("Title")),
        summary: text("Summary"),
        over: over.to_owned(),
        after,
    };
    let take = async |actor: Actor, new: New| store.write(move |tx| word(tx, &actor, NOW, at, &new)).await;
    let refused = |taken: Result<Wording, WordingError>| taken.unwrap_err().to_string();
    let agent = Actor::staff(Id::named("anna").unwrap(), Role::ContactAgent, Id::named("office").unwrap());
    assert!(refused(take(agent, new(&entry.digest, 0)).await).contains("only a catalogue manager"));
    assert!(refused(take(manager("ottoline"), new("0", 0)).await).contains("has changed what it says"));
    assert!(refused(take(manager("ottoline"), new(&entry.digest, 1)).await).contains("somebody else"));
    let first = take(manager("ottoline"), new(&entry.digest, 0)).await.unwrap();
    assert_eq!((first.number, first.over.as_str()), (1, entry.digest.as_str()));
    let crossed = take(manager("percival"), new(&entry.digest, 0)).await;
    assert!(refused(crossed).contains("somebody else"));
    let all = store.read(move |tx| store::all(tx, &first.franchise, &first.entry)).await.unwrap();
    assert_eq!(all.len(), 1, "nothing of what was refused is kept");
}
