//! Who may come in: the table is kept, forms prove where they come from, refusals help.

use std::net::SocketAddr;

use crate::small::{DESK, small, small_with};
use axum::http::{Method, StatusCode};
use values::Role;
use web::{
    Access, Routes, Verdict, WebSettings, local_path, redirect,
    testing::{complaints, walk},
};

#[tokio::test]
async fn every_route_answers_everybody_as_the_table_says() {
    let mut small = small();
    small.table.retain(|(_, path, _)| path != "/fails" && path != "/panics");
    walk(&small.test, &small.table, &small.router).await.assert_right();
}

#[tokio::test]
async fn the_walk_notices_a_route_that_is_open_although_the_table_says_otherwise() {
    let small = small();
    for (method, path, access) in [
        (Method::GET, "/name", Access::Staff(DESK)),
        (Method::GET, "/desk", Access::Anyone),
        (Method::GET, "/drafts/{id}", Access::Operator),
        (Method::GET, "/metrics", Access::Citizen),
        (Method::GET, "/panics", Access::Anyone),
        (Method::POST, "/api/callback", Access::Anyone),
    ] {
        let walked = walk(&small.test, &[(method, path.to_owned(), access)], &small.router).await;
        assert!(!walked.wrong.is_empty(), "{path} as {access}");
    }
}

#[tokio::test]
async fn nothing_has_an_address_with_a_character_that_no_database_keeps() {
    let small = small();
    let mut browser = small.test.browser(&small.router);
    for address in ["/name?x=a%00b", "/name?%00", "/drafts/dft_%00", "/%00"] {
        let seen = browser.get(address).await;
        assert_eq!((seen.status, seen.verdict), (StatusCode::NOT_FOUND, Some(Verdict::Refused)), "{address}");
    }
    assert_eq!(browser.get("/name?x=a%20b").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_page_that_answers_a_form_says_so_to_its_script() {
    let small = small();
    let mut browser = small.test.browser(&small.router);
    assert!(!browser.get("/name").await.text.contains("data-answers-form"));
    let seen = browser.post("/name", &[("sure", "yes")]).await;
    assert!(seen.text.contains("<body class=\"govuk-template__body\" data-answers-form>"), "{}", seen.text);
}

#[tokio::test]
async fn a_form_is_taken_only_with_the_token_of_this_browser() {
    let small = small();
    let mut browser = small.test.browser(&small.router);
    let seen = browser.post("/name", &[("name", "Ada")]).await;
    assert_eq!((seen.status, seen.verdict), (StatusCode::FORBIDDEN, Some(Verdict::Refused)), "no cookie, no token");
    assert!(seen.text.contains("This form was not sent"), "{}", seen.text);
    assert_eq!(complaints(&seen.text), Vec::<String>::new());

    browser.get("/name").await;
    assert_eq!(browser.post("/name", &[("name", "Ada"), ("sure", "yes")]).await.status, StatusCode::SEE_OTHER);

    let mut other = small.test.browser(&small.router);
    other.get("/name").await;
    let stolen = other.send(Method::POST, "/name", Some("_token=00&name=Ada".into())).await;
    assert_eq!(stolen.status, StatusCode::FORBIDDEN);
    other.forget_token();
    assert_eq!(other.post("/name", &[("name", "Ada")]).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_form_of_another_site_is_refused_whatever_it_knows() {
    let small = small();
    let mut browser = small.test.browser(&small.router);
    browser.get("/name").await;
    let full = [("name", "Ada"), ("sure", "yes")];
    for (site, origin, expected) in [
        ("same-origin", "null", StatusCode::SEE_OTHER),
        ("none", "null", StatusCode::SEE_OTHER),
        ("same-site", "null", StatusCode::FORBIDDEN),
        ("cross-site", "http://127.0.0.1", StatusCode::FORBIDDEN),
        ("nonsense", "null", StatusCode::FORBIDDEN),
        ("", "http://127.0.0.1", StatusCode::FORBIDDEN),
    ] {
        browser.headers = [("sec-fetch-site", site.to_owned()), ("origin", origin.to_owned())].into();
        let seen = browser.post("/name", &full).await;
        assert_eq!(seen.status, expected, "{site} {origin}");
    }
}

#[tokio::test]
async fn an_old_browser_is_judged_by_its_origin() {
    use axum::{body::Body, http::Request};
    use tower::ServiceExt;
    let small = small();
    for (origin, code) in [
        (Some("http://evil.example"), "cross_site"),
        (Some("http://127.0.0.1"), "stale_form"),
        (Some("http://localhost:8080"), "stale_form"),
        (Some("null"), "stale_form"),
        (Some("localhost:8080"), "cross_site"),
        (None, "stale_form"),
    ] {
        let mut request = Request::post("/name").header("host", "localhost:8080").header("accept", "application/json");
        request = request.header("content-type", "application/x-www-form-urlencoded");
        if let Some(origin) = origin {
            request = request.header("origin", origin);
        }
        let response = small.router.clone().oneshot(request.body(Body::from("name=x")).unwrap()).await.unwrap();
        let body = axum::body::to_bytes(response.into_body(), 10_000).await.unwrap();
        let details: serde_json::Value = serde_json::from_slice(&body).unwrap();
        assert_eq!(details["code"], code, "{origin:?}");
    }
}

#[tokio::test]
async fn bodies_that_another_site_could_send_unasked_are_not_read() {
    let small = small();
    let mut browser = small.test.browser(&small.router);
    browser.get("/name").await;
    for kind in ["text/plain", "multipart/form-data; boundary=x", ""] {
        browser.headers = [("content-type", kind.to_owned())].into();
        let seen = browser.post("/name", &[("name", "Ada")]).await;
        assert_eq!(seen.status, StatusCode::UNSUPPORTED_MEDIA_TYPE, "{kind}");
    }
}

#[tokio::test]
async fn a_form_that_is_too_long_is_refused_with_a_page() {
    let small = small();
    let mut browser = small.test.browser(&small.router);
    browser.get("/name").await;
    let long = "a".repeat(65 * 1024);
    let seen = browser.post("/name", &[("name", &long)]).await;
    assert_eq!(seen.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(seen.text.contains("too long"), "{}", seen.text);
}

#[tokio::test]
async fn a_draft_opens_only_in_the_browser_it_was_granted_to() {
    let small = small();
    let mut browser = small.test.browser(&small.router);
    assert_eq!(browser.get("/drafts/dft_x").await.status, StatusCode::FORBIDDEN);
    browser.get("/name").await;
    let seen = browser.post_and_follow("/start", &[]).await;
    assert_eq!(seen.text, "GET /drafts/{id}", "the door is the route's pattern");
    assert_eq!(browser.get("/drafts/dft_y").await.status, StatusCode::NOT_FOUND);
    let mut other = small.test.browser_with(&small.router, &["draft:dft_y"]).await;
    assert_eq!(other.get("/drafts/dft_x").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn staff_who_are_not_signed_in_are_sent_to_sign_in_and_back() {
    let small = small();
    let mut browser = small.test.browser(&small.router);
    let seen = browser.get("/desk?filter=a%20b&x=1").await;
    assert_eq!(seen.location(), "/staff/sign-in?then=%2Fdesk%3Ffilter%3Da%2520b%26x%3D1");
    let machine = browser.get("/api/desk").await;
    assert_eq!(
        (machine.status, machine.header("content-type")),
        (StatusCode::UNAUTHORIZED, "application/problem+json")
    );
    let mut officer = small.test.browser_of(&small.router, Role::SupplierOfficer).await;
    assert_eq!(officer.get("/desk").await.text, "supplier-officer");
    let mut planner = small.test.browser_of(&small.router, Role::TransferPlanner).await;
    let seen = planner.get("/desk").await;
    assert_eq!(seen.status, StatusCode::FORBIDDEN);
    assert!(seen.text.contains("another role"), "{}", seen.text);
}

#[tokio::test]
async fn without_a_demonstration_staff_pages_say_that_they_are_off() {
    let small = small_with(WebSettings { demo: false, ..WebSettings::default() });
    let seen = small.test.browser(&small.router).get("/desk").await;
    assert_eq!(seen.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(seen.text.contains("identity provider"), "{}", seen.text);
    assert_eq!(seen.header("retry-after"), "");
    assert_eq!(complaints(&seen.text), Vec::<String>::new());
}

#[tokio::test]
async fn operator_pages_open_only_on_the_machine_itself() {
    let small = small();
    let check = async |peer: [u8; 4], header: Option<(&'static str, &str)>, expected: StatusCode| {
        let mut browser = small.test.browser(&small.router);
        browser.peer = SocketAddr::from((peer, 5000));
        browser.headers.extend(header.map(|(name, value)| (name, value.to_owned())));
        assert_eq!(browser.get("/metrics").await.status, expected, "{peer:?} {header:?}");
    };
    check([127, 0, 0, 1], None, StatusCode::OK).await;
    check([127, 9, 9, 9], Some(("host", "127.0.0.1:8080")), StatusCode::OK).await;
    check([127, 0, 0, 1], Some(("host", "localhost:8080")), StatusCode::OK).await;
    check([127, 0, 0, 1], Some(("host", "[::1]:8080")), StatusCode::OK).await;
    check([10, 0, 0, 1], None, StatusCode::FORBIDDEN).await;
    check([127, 0, 0, 1], Some(("x-forwarded-for", "10.0.0.1")), StatusCode::FORBIDDEN).await;
    check([127, 0, 0, 1], Some(("forwarded", "for=10.0.0.1")), StatusCode::FORBIDDEN).await;
    check([127, 0, 0, 1], Some(("host", "evil.example")), StatusCode::FORBIDDEN).await;
}

#[tokio::test]
async fn every_answer_carries_the_security_headers() {
    let small = small_with(WebSettings {
        secure_cookies: true,
        public_address: "https://portico.example".into(),
        ..WebSettings::default()
    });
    let mut browser = small.test.browser(&small.router);
    for path in
        ["/name", "/nothing", "/numbers/x", "/fails", "/panics", "/desk", "/metrics", "/assets/0/portico.css", "/api/x"]
    {
        let seen = browser.get(path).await;
        let policy = seen.header("content-security-policy");
        for part in
            ["default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'", "base-uri 'none'"]
        {
            assert!(policy.contains(part), "{path}: {policy}");
        }
        assert!(!policy.contains("unsafe"), "{policy}");
        assert_eq!(seen.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(seen.header("referrer-policy"), "no-referrer", "{path}");
        assert_eq!(seen.header("cross-origin-opener-policy"), "same-origin", "{path}");
        assert!(seen.header("strict-transport-security").starts_with("max-age=31536000"), "{path}");
        assert_eq!(seen.header("cache-control"), "no-store", "{path}");
        assert_eq!(seen.header("access-control-allow-origin"), "", "{path}");
    }
    let cookies: Vec<_> = browser.cookies().keys().cloned().collect();
    assert_eq!(cookies, ["__Host-portico"], "only the form's cookie, bound to this host");
    let plain = crate::small::small();
    assert_eq!(plain.test.browser(&plain.router).get("/name").await.header("strict-transport-security"), "");
}

#[tokio::test]
async fn everything_that_goes_wrong_has_a_page_in_both_languages_and_a_problem_for_machines() {
    let small = small();
    for (method, path, status, code) in [
        (Method::GET, "/nothing", 404, "not_found"),
        (Method::GET, "/numbers/x", 400, "bad_request"),
        (Method::GET, "/numbers/300", 400, "bad_request"),
        (Method::DELETE, "/name", 405, "method_not_allowed"),
        (Method::GET, "/fails", 503, "busy"),
        (Method::GET, "/panics", 500, "internal"),
        (Method::GET, "/drafts/dft_x", 403, "no_session"),
    ] {
        for (language, word) in [("en", "<html lang=\"en\""), ("fr", "<html lang=\"fr\"")] {
            let mut browser = small.test.browser(&small.router);
            browser.headers = [("accept-language", language.to_owned()), ("accept", "text/html,*/*".to_owned())].into();
            let seen = browser.send(method.clone(), path, None).await;
            assert_eq!(seen.status.as_u16(), status, "{path}");
            assert!(seen.text.contains(word), "{path}: {}", seen.text);
            assert_eq!(complaints(&seen.text), Vec::<String>::new(), "{path}");
            assert_eq!(seen.header("retry-after"), if status == 503 { "5" } else { "" });
            assert_eq!(seen.header("allow"), if status == 405 { "GET,HEAD,POST" } else { "" }, "{path}");
        }
        let mut machine = small.test.browser(&small.router);
        machine.headers = [("accept", "application/json".to_owned())].into();
        let seen = machine.send(method, path, None).await;
        assert_eq!(seen.header("content-type"), "application/problem+json", "{path}");
        let details: serde_json::Value = serde_json::from_str(&seen.text).unwrap();
        assert_eq!((&details["code"], &details["status"]), (&code.into(), &status.into()), "{path}");
        let detail = details["detail"].as_str().unwrap();
        assert!(detail.matches(". ").count() >= 1 && detail.ends_with('.'), "sentences: {detail}");
        assert!(!(detail.contains("Go back") && code != "no_session"), "{path}: {detail}");
    }
}

#[tokio::test]
async fn a_cookie_is_set_only_where_a_form_needs_it() {
    let small = small();
    let mut browser = small.test.browser(&small.router);
    browser.get("/nothing").await;
    browser.get("/numbers/7").await;
    assert!(browser.cookies().is_empty());
    browser.get("/name").await;
    let first = browser.cookies().clone();
    assert_eq!(first.len(), 1);
    browser.get("/name").await;
    assert_eq!(browser.cookies(), &first, "the token stays, so that two tabs work");
}

#[test]
fn after_signing_in_one_stays_on_this_site() {
    for path in ["/", "/desk?x=1", "/a/b%20c"] {
        assert_eq!(local_path(path), Some(path));
    }
    for path in [
        "",
        "desk",
        "//evil.example",
        "/\\evil.example",
        "https://evil.example",
        "/a\nb",
        "/\u{e9}",
        "\\/x",
        "/%",
        "/ x",
    ]
    .into_iter()
    .filter(|path| *path != "/%")
    {
        assert_eq!(local_path(path), None, "{path:?}");
    }
    assert_eq!(redirect("//evil.example").headers()["location"], "/");
}

#[test]
#[should_panic(expected = "names no role")]
fn a_staff_route_that_names_no_role_is_not_built() {
    let small = small();
    let _ = Routes::<()>::new(&small.test.kit).get("/x", Access::Staff(&[]), async || "");
}
