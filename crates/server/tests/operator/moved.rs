//! Old pages of bodies that are no more, before and after the vesting.

use applications::handover;
use axum::{Router, body::Body, http::Request};
use server::{moved, wiring};
use tower::ServiceExt as _;
use values::Moment;

use crate::walk::{HERE, demonstration};

/// The status, and where one is sent.
async fn ask(router: &Router, method: &str, host: &str, path: &str) -> (u16, Option<String>) {
    let request = Request::builder().method(method).uri(path).header("host", host).body(Body::empty()).unwrap();
    let answer = router.clone().oneshot(request).await.unwrap();
    let to = answer.headers().get("location").map(|to| to.to_str().unwrap().to_owned());
    (answer.status().as_u16(), to)
}

#[tokio::test]
async fn an_old_page_is_where_the_transfer_says_once_it_has_vested_and_not_before() {
    let folder = tempfile::tempdir().unwrap();
    let (_test, watch, platform) = demonstration(folder.path()).await;
    let router = moved::old_pages(wiring::site(&platform, &watch).into_router(&platform.kit), &platform);
    let clocks = platform.clocks();

    clocks.set_business(Moment::parse("2023-03-31T12:00:00Z").unwrap());
    assert_eq!(ask(&router, "GET", "www.allerdale.gov.uk", "/services").await, (200, None));
    // The day alone changes nothing: somebody has to carry the transfer out.
    clocks.set_business(Moment::parse("2023-04-03T08:00:00Z").unwrap());
    assert_eq!(ask(&router, "GET", "www.allerdale.gov.uk", "/services").await, (200, None));
    handover::jobs::vest_due(&platform).await.unwrap();

    let check = async |method: &str, host: &str, path: &str, to: Option<&str>| {
        let (status, location) = ask(&router, method, host, path).await;
        assert_eq!(location.as_deref(), to, "{method} {host}{path}");
        assert_eq!(status == 301, to.is_some(), "{method} {host}{path}: {status}");
    };
    let (bins, tax) = (format!("{HERE}/services/bin-collection"), format!("{HERE}/services/council-tax-start"));
    check("GET", "www.allerdale.gov.uk", "/bins", Some(&bins)).await;
    check("GET", "ALLERDALE.gov.uk:443", "/Bins/missed/?x=https://attacker.example", Some(&bins)).await;
    check("HEAD", "www.allerdale.gov.uk", "/council-tax", Some(&tax)).await;
    let cumberland = Some("https://www.cumberland.gov.uk");
    check("GET", "www.allerdale.gov.uk", "/", cumberland).await;
    check("GET", "www.allerdale.gov.uk", "//attacker.example/", cumberland).await;
    check("GET", "www.allerdale.gov.uk", "/binsandmore", cumberland).await;
    // Two councils follow the county, and the place decides.
    check("GET", "www.cumbria.gov.uk", "/libraries", Some(&format!("{HERE}/responsibility"))).await;
    // What somebody typed goes nowhere else; names of bodies that live, and of nobody, are left alone.
    check("POST", "www.allerdale.gov.uk", "/bins", None).await;
    for host in ["www.cumberland.gov.uk", "127.0.0.1:8080", "www.allerdale.gov.uk.attacker.example", "", "[::1]"] {
        check("GET", host, "/services", None).await;
    }
}
