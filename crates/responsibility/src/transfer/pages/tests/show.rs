//! One transfer on its page, in words.

use super::*;

#[tokio::test]
async fn a_transfer_stands_on_its_page_in_words() {
    let site = site();
    site.draft(Draft { reason: Some("<b>Because</b>".into()), ..merger() });
    site.draft(Draft {
        after: vec![name("merger")],
        systems: vec![crate::transfer::SystemMove {
            service_types: vec![name("passport")],
            area: Some("north".into()),
            system: name("new"),
        }],
        ..retail()
    });
    let planner = &mut site.planner().await;
    let page = open(planner, "/transfers/trf_merger").await;
    in_this_order(
        &page,
        &[
            "Bodies merge or split",
            "merger",
            "Draft",
            "1 April 2023",
            "&lt;b&gt;Because",
            "What can be done now",
            "Rehearse it",
            "Write it anew",
            "Cancel this transfer",
            "From alpha to delta",
            "all four functions",
            "everything that alpha holds",
            "crews, from alpha to delta: all of it",
            "alpha ends; delta follows it",
            "go to the successor",
            "stand as they were promised",
            "Everything else",
            "olga",
        ],
    );
    let page = open(planner, "/transfers/retail").await;
    in_this_order(
        &page,
        &[
            "What has to come before",
            "merger",
            "Contact, by telephone",
            "passport",
            "depot, from alpha to gamma: £100 a year",
            "new: passport (north)",
        ],
    );
    assert_eq!(planner.get("/transfers/trf_nothing").await.status, StatusCode::NOT_FOUND);
    assert_eq!(planner.get("/transfers/N%2F").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_name_that_looks_like_a_page_is_still_a_transfer() {
    let site = site();
    site.draft(transfer("new", Kind::Agreement, DAY, vec![line("alpha", "beta")]));
    let planner = &mut site.planner().await;
    assert!(open(planner, "/transfers/trf_new").await.contains("From alpha to beta"));
}
