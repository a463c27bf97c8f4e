//! The same interface that a program has: a file from the body of a request to an edition, and back.

use axum::http::{Method, StatusCode};
use serde_json::Value;
use web::testing::{Browser, Seen};

use crate::fixture::{PASSPORTS, Site, send};

fn json(seen: &Seen) -> Value {
    serde_json::from_str(&seen.text).unwrap_or_else(|_| panic!("{}", seen.text))
}

/// Sends a file.
async fn file(browser: &mut Browser, path: &str, bytes: &str) -> Seen {
    browser.headers.insert("content-type", "text/turtle".to_owned());
    let seen = browser.send(Method::POST, path, Some(bytes.to_owned())).await;
    browser.headers.clear();
    seen
}

const IMPORTS: &str = "/api/v1/catalogue/imports";

#[tokio::test]
async fn a_program_brings_a_file_and_others_approve_publish_and_take_it_back() {
    let site = Site::new();
    let ottoline = &mut site.as_("ottoline").await;
    let percival = &mut site.as_("percival").await;
    let checked = file(ottoline, "/api/v1/catalogue/check?format=turtle", PASSPORTS).await;
    assert_eq!(json(&checked)["records"]["left-out"], Value::Null, "{}", checked.text);
    let bring = format!("{IMPORTS}?source=passports&title=all.ttl&from=2020-01-01");
    let dry = json(&file(ottoline, &format!("{bring}&dry_run=true"), PASSPORTS).await);
    assert_eq!((&dry["import"], &dry["changes"]["new"]), (&Value::Null, &3.into()), "{dry}");
    let brought = file(ottoline, &bring, PASSPORTS).await;
    assert_eq!(brought.status, StatusCode::CREATED, "{}", brought.text);
    let href = brought.location().to_owned();
    let import = json(&brought)["import"].clone();
    assert_eq!((&import["href"], &import["state"]["is"]), (&href.clone().into(), &"previewed".into()));

    let shown = percival.get(&href).await;
    let tag = shown.header("etag").to_owned();
    let changes = json(&percival.get(&format!("{href}/changes?limit=2")).await);
    assert_eq!(changes["changes"].as_array().unwrap().len(), 2);
    let next = changes["next"].as_str().unwrap();
    let rest = json(&percival.get(&format!("{href}/changes?limit=2&after={next}")).await);
    assert_eq!((rest["changes"].as_array().unwrap().len(), &rest["next"]), (1, &Value::Null), "{rest}");
    let records = json(&percival.get(&format!("{href}/records?limit=500")).await);
    assert_eq!(records["records"].as_array().unwrap().len(), 7, "{records}");

    let approve = format!("{href}/approve");
    assert_eq!(send(percival, &approve, "{}", None).await.status, StatusCode::PRECONDITION_REQUIRED);
    assert_eq!(send(percival, &approve, "{}", Some("\"99\"")).await.status, StatusCode::PRECONDITION_FAILED);
    assert_eq!(send(ottoline, &approve, "{}", Some(&tag)).await.status, StatusCode::FORBIDDEN, "her own");
    let approved = send(percival, &approve, "{}", Some(&tag)).await;
    assert_eq!((approved.status, &json(&approved)["state"]["is"]), (StatusCode::OK, &"approved".into()));
    let stale = send(percival, &format!("{href}/publish"), "{}", Some(&tag)).await;
    assert_eq!(stale.status, StatusCode::PRECONDITION_FAILED, "it was approved since");
    let begun = send(percival, &format!("{href}/publish"), "{}", Some(approved.header("etag"))).await;
    assert_eq!(begun.status, StatusCode::ACCEPTED, "{}", begun.text);
    let published = loop {
        let seen = percival.get(&href).await;
        if json(&seen)["state"]["is"] == "published" {
            break seen;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    };
    assert_eq!(site.ids("service").await.len(), 2);
    let whole = ottoline.get("/api/v1/catalogue/export?format=turtle&source=passports").await;
    assert!(whole.header("content-disposition").ends_with(".ttl\""));
    let same = json(&file(ottoline, &format!("{bring}&format=turtle"), &whole.text).await);
    assert_eq!(same["import"], Value::Null, "what was given out is what came in: {same}");
    let back = send(ottoline, &format!("{href}/undo"), "{}", Some(published.header("etag"))).await;
    assert_eq!(back.status, StatusCode::CREATED, "{}", back.text);
    let gone = format!("{}/withdraw", back.location());
    let tag = back.header("etag").to_owned();
    assert_eq!(send(ottoline, &gone, "{}", Some(&tag)).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let withdrawn = send(ottoline, &gone, r#"{"reason": "a slip"}"#, Some(&tag)).await;
    assert_eq!(json(&withdrawn)["state"]["reason"], "a slip");
    let list = json(&ottoline.get(&format!("{IMPORTS}?limit=1")).await);
    let next = list["next"].as_str().unwrap().to_owned();
    let rest = json(&ottoline.get(&format!("{IMPORTS}?limit=1&after={next}")).await);
    assert_ne!(list["imports"][0]["id"], rest["imports"][0]["id"]);
    assert_eq!(rest["next"], Value::Null);
}

#[tokio::test]
async fn what_is_unclear_is_refused_and_nothing_is_kept() {
    let site = Site::new();
    assert_eq!(site.browser().get(IMPORTS).await.status, StatusCode::UNAUTHORIZED);
    let ottoline = &mut site.as_("ottoline").await;
    for path in ["?limit=0", "?limit=501", "?after=nonsense"] {
        let refused = ottoline.get(&format!("{IMPORTS}{path}")).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
    }
    for path in
        ["?source=x&format=nonsense", "?source=x", "?source=X+Y&format=turtle", "?source=x&format=turtle&from=soon"]
    {
        let refused = file(ottoline, &format!("{IMPORTS}{path}"), PASSPORTS).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}: {}", refused.text);
    }
    let broken = file(ottoline, &format!("{IMPORTS}?source=x&format=turtle"), "<a> <b>").await;
    assert_eq!((broken.status, &json(&broken)["code"]), (StatusCode::UNPROCESSABLE_ENTITY, &"import_unread".into()));
    assert_eq!(json(&ottoline.get(IMPORTS).await)["imports"], Value::Array(Vec::new()));
    assert_eq!(ottoline.get("/api/v1/catalogue/export?format=pdf").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(ottoline.get(&format!("{IMPORTS}/imp_none")).await.status, StatusCode::NOT_FOUND);
}
