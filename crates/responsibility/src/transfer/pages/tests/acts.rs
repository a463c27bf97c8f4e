//! What a person does with a transfer, and who is refused.

use super::*;

#[tokio::test]
async fn a_transfer_goes_from_draft_to_calendar_on_the_pages_and_approval_is_of_the_plan_that_was_shown() {
    let site = site();
    site.draft(merger());
    let planner = &mut site.planner().await;
    done(planner, "/transfers/trf_merger/rehearse", &[]).await;
    let anna = &mut site.approver("anna").await;
    let page = open(anna, "/transfers/trf_merger").await;
    in_this_order(
        &page,
        &["Approve this plan", "Proof sheet", "Hash of the plan", plan(&page), "gaps: 0", "waste", "20.5 → 20.5"],
    );
    let shown = plan(&page).to_owned();

    // The plan becomes another meanwhile: what was shown is not approved.
    site.draft(Draft { resources: Vec::new(), dissolves: Vec::new(), ..merger() });
    done(planner, "/transfers/trf_merger/rehearse", &[]).await;
    let path = "/transfers/trf_merger/approve";
    refused(anna, path, &[("plan", &shown)], StatusCode::CONFLICT, "The plan has changed since it was shown").await;
    assert_eq!(anna.post(path, &[("plan", "x")]).await.status, StatusCode::BAD_REQUEST);

    let page = open(anna, "/transfers/trf_merger").await;
    done(anna, path, &[("plan", plan(&page))]).await;
    let hash = plan(&page).to_owned();
    refused(anna, path, &[("plan", &hash)], StatusCode::CONFLICT, "anna has approved this transfer already").await;
    assert!(open(anna, "/transfers/trf_merger").await.contains("anna has approved this transfer already"));
    refused(planner, "/transfers/trf_merger/schedule", &[], StatusCode::CONFLICT, "can’t go on the calendar").await;
    done(&mut site.approver("bert").await, path, &[("plan", &hash)]).await;
    assert!(open(planner, "/transfers/trf_merger").await.contains("Approved by"));
    done(planner, "/transfers/trf_merger/schedule", &[]).await;
    assert!(open(planner, "/transfers/trf_merger").await.contains("Scheduled"));
    assert!(!open(planner, "/transfers/trf_merger/proof").await.contains("stands no more"));
    let path = "/transfers/trf_merger/cancel";
    refused(planner, path, &[("reason", " ")], StatusCode::UNPROCESSABLE_ENTITY, "Say why it is cancelled").await;
    assert!(!open(planner, path).await.contains("These wait for it"));
    done(planner, path, &[("reason", "The order was withdrawn")]).await;
    in_this_order(&open(planner, "/transfers/trf_merger").await, &["Cancelled", "The order was withdrawn"]);
    refused(planner, path, &[("reason", "again")], StatusCode::CONFLICT, "It was cancelled, so it can’t").await;
    refused(planner, "/transfers/trf_merger/rehearse", &[], StatusCode::CONFLICT, "It was cancelled, so it can’t")
        .await;
}

#[tokio::test]
async fn the_wrong_person_is_refused_and_told_why() {
    let site = site();
    site.draft(merger());
    let planner = &mut site.planner().await;
    done(planner, "/transfers/trf_merger/rehearse", &[]).await;
    let page = open(&mut site.approver("anna").await, "/transfers/trf_merger").await;
    let hash = plan(&page).to_owned();
    let path = "/transfers/trf_merger/approve";

    refused(planner, path, &[("plan", &hash)], StatusCode::FORBIDDEN, "planner drafted this transfer").await;
    let other = &mut site.as_("planner-two", Role::TransferPlanner).await;
    let seen = other.post(path, &[("plan", &hash)]).await;
    assert_eq!(seen.status, StatusCode::FORBIDDEN);
    assert!(seen.text.contains("Only a transfer approver can do this"), "{}", seen.text);
    let operator = &mut site.as_("olga", Role::Operator).await;
    assert_eq!(operator.post(path, &[("plan", &hash)]).await.status, StatusCode::FORBIDDEN);
    assert!(!open(operator, "/transfers/trf_merger").await.contains("Approve this plan"));

    for (role, path) in [
        (Role::ContactAgent, "/transfers"),
        (Role::SupplierOfficer, "/transfers/trf_merger"),
        (Role::CatalogueManager, "/transfers/trf_merger/proof.json"),
        (Role::TransferApprover, "/transfers/new"),
        (Role::Operator, "/transfers/trf_merger/reverse"),
    ] {
        let mut browser = site.as_("olga", role).await;
        assert_eq!(browser.get(path).await.status, StatusCode::FORBIDDEN, "{path}");
    }
    assert_eq!(site.test.browser(&site.router).get("/transfers").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_draft_that_cannot_be_carried_out_says_everything_that_is_wrong_and_nothing_moves() {
    let site = site();
    let mut wrong = merger();
    wrong.lines[0].whom.to = name("nobody");
    wrong.answerable.clear();
    site.draft(wrong);
    let planner = &mut site.planner().await;
    let path = "/transfers/trf_merger/rehearse";
    refused(planner, path, &[], StatusCode::UNPROCESSABLE_ENTITY, "There is no body “nobody”").await;
    refused(planner, path, &[], StatusCode::UNPROCESSABLE_ENTITY, "Nobody is named who answers for this").await;
    assert!(open(planner, "/transfers/trf_merger").await.contains("Rehearse it"), "it is a draft still");
}

#[tokio::test]
async fn a_day_that_has_passed_is_refused_before_anybody_is_asked_to_approve_and_a_correction_may_have_one() {
    let site = site();
    let yesterday = date(2023, 3, 19);
    site.draft(Draft { day: yesterday, ..retail() });
    let planner = &mut site.planner().await;
    let path = "/transfers/trf_retail/rehearse";
    refused(planner, path, &[], StatusCode::UNPROCESSABLE_ENTITY, "19 March 2023 is past").await;
    let page = open(planner, "/transfers/trf_retail").await;
    assert!(!page.contains("name=\"plan\""), "nothing was kept that could be approved");

    let fix = Draft { kind: Kind::Correction, reason: Some("it never moved".into()), window_days: 0, ..retail() };
    site.draft(Draft { id: name("fix"), day: yesterday, ..fix });
    done(planner, "/transfers/trf_fix/rehearse", &[]).await;
}
