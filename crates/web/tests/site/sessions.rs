//! Sessions: limits by real time, a new cookie at sign-in, a real end at sign-out, nothing useful in a stolen table.

use axum::http::StatusCode;
use store::{StoreError, args};
use values::Role;
use web::{session, testing::somebody};

use crate::small::small;

const HOUR: i64 = 60 * 60 * 1000;

#[tokio::test]
async fn a_session_that_rests_too_long_is_over() {
    let small = small();
    let clocks = &small.test.fresh.clocks;
    let mut browser = small.test.browser_with(&small.router, &["draft:x"]).await;
    for _ in 0..10 {
        clocks.advance_real(HOUR);
        assert_eq!(browser.get("/drafts/x").await.status, StatusCode::OK, "every page keeps it alive");
    }
    clocks.advance_real(2 * HOUR);
    assert_eq!(browser.get("/drafts/x").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_session_ends_some_time_however_busy_it_is() {
    let small = small();
    let mut browser = small.test.browser_of(&small.router, Role::Operator).await;
    let mut hours = 0;
    while browser.get("/desk").await.status == StatusCode::OK {
        small.test.fresh.clocks.advance_real(HOUR / 2);
        hours += 1;
        assert!(hours < 100, "it never ends");
    }
    assert_eq!(hours, 24, "half hours: a shift of twelve hours");
}

#[tokio::test]
async fn moving_the_business_clock_ends_no_session() {
    let small = small();
    let mut browser = small.test.browser_with(&small.router, &["draft:x"]).await;
    small.test.fresh.clocks.set_business(values::Moment(4_000_000_000_000));
    assert_eq!(browser.get("/drafts/x").await.status, StatusCode::OK);
}

#[tokio::test]
async fn signing_in_gives_a_new_cookie_and_ends_what_was_before() {
    let small = small();
    let mut before = small.test.browser_with(&small.router, &["draft:x"]).await;
    before.get("/drafts/x").await;
    let old_cookie = before.cookies().clone();
    let (vault, now) = (small.test.kit.vault.clone(), small.test.kit.clocks.real());
    let token_digest = vault.keyed_digest("web session", &hex::decode(&old_cookie["portico"]).unwrap()).to_vec();
    let started = small
        .test
        .kit
        .store
        .write(move |tx| -> Result<_, StoreError> {
            let id =
                tx.one("SELECT id FROM session WHERE digest = $1", args![token_digest.as_slice()], |row| row.get(0))?;
            let old = session::Session { id, staff: None, started: now, seen: now, grants: [].into() };
            session::sign_in(tx, &vault, Some(&old), &somebody(Role::Operator), now)
        })
        .await
        .unwrap();
    assert_eq!(before.get("/drafts/x").await.status, StatusCode::FORBIDDEN, "the old cookie opens nothing");
    let response = small.test.kit.with_session(web::redirect("/desk"), &started);
    let line = response.headers()["set-cookie"].to_str().unwrap();
    assert!(line.starts_with("portico=") && !line.contains(&old_cookie["portico"]), "{line}");
}

#[tokio::test]
async fn signing_out_ends_the_session_on_the_server_too() {
    let small = small();
    let mut browser = small.test.browser_of(&small.router, Role::Operator).await;
    let mut copied = small.test.browser_of(&small.router, Role::Operator).await;
    browser.get("/name").await;
    copied.headers = [("cookie", format!("portico={}", browser.cookies()["portico"]))].into();
    assert_eq!(copied.get("/desk").await.status, StatusCode::OK);
    assert_eq!(browser.post("/staff/sign-out", &[]).await.status, StatusCode::SEE_OTHER);
    assert!(browser.cookies().is_empty());
    assert_eq!(browser.get("/desk").await.status, StatusCode::SEE_OTHER);
    assert_eq!(copied.get("/desk").await.status, StatusCode::SEE_OTHER, "a copied cookie is worth nothing now");
}

#[tokio::test]
async fn all_sessions_of_somebody_who_left_are_ended_at_once() {
    let small = small();
    let mut one = small.test.browser_of(&small.router, Role::Operator).await;
    let mut two = small.test.browser_of(&small.router, Role::Operator).await;
    let mut other = small.test.browser_of(&small.router, Role::SupplierOfficer).await;
    let person = somebody(Role::Operator).person;
    let ended: Result<u64, StoreError> = small.test.kit.store.write(move |tx| session::end_all_of(tx, &person)).await;
    assert_eq!(ended.unwrap(), 2);
    assert_eq!(one.get("/desk").await.status, StatusCode::SEE_OTHER);
    assert_eq!(two.get("/desk").await.status, StatusCode::SEE_OTHER);
    assert_eq!(other.get("/desk").await.status, StatusCode::OK);
}

#[tokio::test]
async fn the_table_holds_nothing_that_opens_a_page() {
    let small = small();
    let mut browser = small.test.browser_of(&small.router, Role::Operator).await;
    browser.get("/name").await;
    let cookie = hex::decode(&browser.cookies()["portico"]).unwrap();
    let digests: Result<Vec<Vec<u8>>, StoreError> = small
        .test
        .kit
        .store
        .read(|tx| tx.all("SELECT digest FROM session ORDER BY id", args![], |row| row.get(0)))
        .await;
    for digest in digests.unwrap() {
        assert_ne!(digest, cookie);
        let mut thief = small.test.browser(&small.router);
        thief.headers = [("cookie", format!("portico={}", hex::encode(digest)))].into();
        assert_eq!(thief.get("/desk").await.status, StatusCode::SEE_OTHER);
    }
}

#[tokio::test]
async fn what_is_over_is_swept_away_and_what_is_not_stays() {
    let small = small();
    let _over = small.test.browser_with(&small.router, &["draft:x"]).await;
    small.test.fresh.clocks.advance_real(3 * HOUR);
    let mut stays = small.test.browser_with(&small.router, &["draft:y"]).await;
    let now = small.test.kit.clocks.real();
    let swept: Result<u64, StoreError> = small.test.kit.store.write(move |tx| session::sweep(tx, now)).await;
    assert_eq!(swept.unwrap(), 1);
    let left: Result<Vec<String>, StoreError> = small
        .test
        .kit
        .store
        .read(|tx| tx.all("SELECT what FROM session_grant ORDER BY what", args![], |row| row.get(0)))
        .await;
    assert_eq!(left.unwrap(), ["draft:y"]);
    assert_eq!(stays.get("/drafts/y").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_grant_can_be_taken_back_here_or_everywhere() {
    let small = small();
    let mut one = small.test.browser_with(&small.router, &["draft:x", "draft:y"]).await;
    let mut two = small.test.browser_with(&small.router, &["draft:x"]).await;
    let done: Result<(), StoreError> = small.test.kit.store.write(|tx| session::revoke_everywhere(tx, "draft:x")).await;
    done.unwrap();
    assert_eq!(one.get("/drafts/x").await.status, StatusCode::NOT_FOUND);
    assert_eq!(two.get("/drafts/x").await.status, StatusCode::NOT_FOUND);
    assert_eq!(one.get("/drafts/y").await.status, StatusCode::OK);
}
