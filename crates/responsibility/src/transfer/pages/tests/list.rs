//! What there is, and what is due.

use super::*;
use crate::programme::{Gate, Programme};

#[tokio::test]
async fn with_no_transfer_the_list_says_so() {
    let site = site();
    let page = open(&mut site.planner().await, "/transfers").await;
    in_this_order(&page, &["Draft a transfer", "Nothing is due", "There are no transfers yet"]);
    let page = open(&mut site.approver("anna").await, "/transfers").await;
    assert!(!page.contains("Draft a transfer"), "only planners draft");
}

#[tokio::test]
async fn the_list_is_by_programme_and_day_and_says_what_is_due() {
    let site = site();
    site.act(|tx| {
        let gate = Gate {
            programme: name("county"),
            id: "staff-told".into(),
            before: name("merger"),
            what: text("All staff have been told"),
            opened: None,
        };
        let programme = Programme { id: name("county"), title: text("One council"), gates: vec![gate] };
        crate::programme::commands::put(tx, &planner(), NOW, &programme).expect("it can be put");
        Ok(())
    });
    site.draft(retail());
    site.draft(Draft { programme: Some(name("county")), ..merger() });
    let planner = &mut site.planner().await;
    let page = open(planner, "/transfers").await;
    in_this_order(
        &page,
        &[
            "merger",
            "Its day is near, and it has not been rehearsed",
            "One council",
            "merger",
            "1 April 2023",
            "Outside any programme",
            "retail",
            "1 May 2023",
        ],
    );
    site.take_onto_the_calendar("merger").await;
    site.today("2023-04-01");
    let page = open(planner, "/transfers").await;
    in_this_order(&page, &["It can’t vest as things stand", "A gate is shut: All staff have been told", "Scheduled"]);
    let page = open(planner, "/transfers/trf_merger").await;
    in_this_order(&page, &["What has to come before", "All staff have been told", "This is true: open the gate"]);
    done(planner, "/transfers/trf_merger/gates/prg_county/staff-told", &[]).await;
    let again = planner.post("/transfers/trf_merger/gates/prg_county/staff-told", &[]).await;
    assert!(again.text.contains("planner has opened this gate already"), "{}", again.text);
    assert!(open(planner, "/transfers").await.contains("it vests within seconds"));
}

#[tokio::test]
async fn what_lapsed_says_so_and_its_sheet_stands_no_more() {
    let site = site();
    site.draft(retail());
    site.take_onto_the_calendar("retail").await;
    site.draft(Draft { after: vec![name("retail")], ..merger_after_retail() });
    site.take_onto_the_calendar("merger").await;
    site.act(|tx| commands::cancel(tx, &planner(), NOW, &name("retail"), Some("not now")).map(drop));
    let planner = &mut site.planner().await;
    let list = open(planner, "/transfers").await;
    in_this_order(
        &list,
        &["It can’t vest as it is drafted", "which was given up or taken back: draft it anew without that"],
    );
    let page = open(planner, "/transfers/trf_merger").await;
    in_this_order(&page, &["It can’t vest as it is drafted", "draft it anew without that"]);
    assert!(!page.contains("It vests at the start of its day"), "{page}");
    site.today("2023-05-03");
    site.act(|tx| commands::lapse(tx, &crate::transfer::tests::worker(), NOW, date(2023, 5, 3)).map(drop));
    let said = "Its day passed before it could vest";
    assert!(open(planner, "/transfers").await.contains(said));
    assert!(open(planner, "/transfers/trf_merger").await.contains(said));
    assert!(open(planner, "/transfers/trf_merger/proof").await.contains("of a plan that stands no more"));
}

/// The same merger, a day after contact went to the retail organisation.
fn merger_after_retail() -> Draft {
    Draft { day: date(2023, 5, 2), ..merger() }
}

#[tokio::test]
async fn what_is_due_tells_a_day_that_has_passed_a_body_with_nobody_after_it_and_what_will_have_been_taken_back() {
    let site = site();
    site.draft(retail());
    site.draft(Draft { id: name("late"), ..merger() });
    site.take_onto_the_calendar("retail").await;
    let planner = &mut site.planner().await;
    site.today("2023-04-02");
    let list = open(planner, "/transfers").await;
    in_this_order(&list, &["What is due", "trf_late", "Its day has passed: write it anew"]);
    assert!(!list.contains("have ended"), "{list}");

    // A later wave rests on what is to be taken back before it.
    site.vest("retail", date(2023, 5, 1));
    site.today("2023-05-02");
    let mut second = transfer("second", Kind::Agreement, date(2023, 6, 1), vec![line("alpha", "beta")]);
    second.after = vec![name("retail")];
    second.lines[0].what.service_types = vec![name("passport")];
    second.lines[0].what.functions = vec![crate::Function::Contact];
    site.draft(second);
    site.take_onto_the_calendar("second").await;
    let page = open(planner, "/transfers/trf_second").await;
    assert!(!page.contains("will not stand any more"), "{page}");
    let reverse = "/transfers/trf_retail/reverse";
    in_this_order(&open(planner, reverse).await, &["can’t vest once it is taken back", "second", "1 June 2023"]);
    done(planner, reverse, &[("day", "2023-05-10"), ("reason", "Queues")]).await;
    site.take_onto_the_calendar("retail-back").await;
    let said = "It comes after “retail”, which will not stand any more on 10 May 2023";
    in_this_order(&open(planner, "/transfers/trf_second").await, &["It can’t vest as it is drafted", said]);
    in_this_order(&open(planner, "/transfers").await, &["second", "It can’t vest as it is drafted", said]);
}
