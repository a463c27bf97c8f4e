//! The way back, within its window.

use super::*;

#[tokio::test]
async fn a_vesting_is_taken_back_within_its_window_by_a_draft_of_its_own() {
    let site = site();
    site.draft(retail());
    site.take_onto_the_calendar("retail").await;
    let planner = &mut site.planner().await;
    let path = "/transfers/trf_retail/reverse";
    let form = |day, reason| [("day", day), ("reason", reason)];
    refused(planner, path, &form("2023-05-10", "no"), StatusCode::CONFLICT, "has not vested: cancel it instead").await;
    site.today("2023-05-02");
    site.vest("retail", date(2023, 5, 1));
    let page = open(planner, "/transfers/trf_retail").await;
    in_this_order(&page, &["Vested on", "2 of the model", "It can be taken back until 30 June 2023", "Take it back"]);
    in_this_order(&open(planner, path).await, &["30 June 2023 at the latest", "2023-05-02"]);

    let bad = StatusCode::UNPROCESSABLE_ENTITY;
    refused(planner, path, &form("soon", ""), bad, "“soon” is not a day").await;
    refused(planner, path, &form("soon", ""), bad, "Say why it is taken back").await;
    refused(planner, path, &form("2023-04-30", "no"), bad, "30 April 2023 is past").await;
    refused(planner, path, &form("2023-07-01", "no"), StatusCode::CONFLICT, "until 30 June 2023").await;
    let to = done(planner, path, &form("2023-05-10", "Queues were too long")).await;
    assert_eq!(to, "/transfers/trf_retail-back");
    let page = open(planner, &to).await;
    in_this_order(
        &page,
        &[
            "An earlier transfer is taken back",
            "Taken back: retail",
            "Takes back",
            "retail</a>, 1 May 2023",
            "Queues were too long",
            "go back to the body that they came from",
        ],
    );
    assert!(!page.contains("What has to come before"), "it is told above: {page}");
    let taken = open(planner, "/transfers/trf_retail").await;
    in_this_order(&taken, &["A way back has been drafted", "/transfers/trf_retail-back", "10 May 2023", "Draft"]);
    assert!(!taken.contains("Take it back"), "one way back is enough: {taken}");
    assert_eq!(done(planner, path, &form("2023-05-10", "The same form again")).await, to, "one draft");
    let other = &mut site.as_("planner-two", Role::TransferPlanner).await;
    let there = "planner drafted “retail-back” already";
    refused(other, path, &form("2023-05-11", "Mine"), StatusCode::CONFLICT, there).await;
    done(planner, &format!("{to}/cancel"), &[("reason", "Not yet")]).await;
    assert!(open(planner, "/transfers/trf_retail").await.contains("Take it back"), "there is no way back any more");
    assert_eq!(done(planner, path, &form("2023-05-10", "After all")).await, "/transfers/trf_retail-back-2");
    site.take_onto_the_calendar("retail-back-2").await;
    site.vest("retail-back-2", date(2023, 5, 10));
    let page = open(planner, "/transfers/trf_retail").await;
    in_this_order(&page, &["Taken back by", "/transfers/trf_retail-back-2", "Taken back: retail</a>, 10 May 2023"]);
    assert!(!page.contains("Can be taken back"), "that is over: {page}");
    refused(planner, path, &form("2023-05-11", "again"), StatusCode::CONFLICT, "takes it back already").await;
}
