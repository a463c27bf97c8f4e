//! What the pages for everybody say of a transfer that is scheduled, and of one that is overdue.

use super::*;

#[tokio::test]
async fn a_service_over_the_years_marks_what_is_only_scheduled() {
    let site = site();
    site.draft(retail());
    let visitor = &mut site.test.browser(&site.public);
    let path = "/responsibility/services/passport";
    let before = open(visitor, path).await;
    assert!(!before.contains("stroke-dasharray=\"4 3\"") && !before.contains("scheduled</strong>"), "{before}");
    site.take_onto_the_calendar("retail").await;
    let page = open(visitor, path).await;
    in_this_order(
        &page,
        &["1 transfer is scheduled", "stroke-dasharray=\"4 3\"", "(scheduled)</title>", "scheduled</strong>"],
    );
    assert_eq!(page.matches("scheduled</strong>").count(), 1, "whoever only gets an end by it is as recorded: {page}");
}

#[tokio::test]
async fn what_is_overdue_is_said_wherever_its_gap_may_show() {
    let site = site();
    site.draft(retail());
    site.take_onto_the_calendar("retail").await;
    let visitor = &mut site.test.browser(&site.public);
    let paths = ["coverage?place=", "flows?day=2023-05-02", "gaps?day=2023-05-02", "services/passport?"];
    for (today, is_overdue) in [("2023-03-20", false), ("2023-05-02", true)] {
        site.today(today);
        for path in paths {
            let page = open(visitor, &format!("/responsibility/{path}")).await;
            let said = page.contains("retail") && page.contains("should have been carried out on 1 May 2023");
            assert_eq!(said, is_overdue, "{path} on {today}\n{page}");
        }
    }
}
