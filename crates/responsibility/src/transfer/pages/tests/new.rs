//! A draft that is pasted, and a correction that is begun for it.

use super::*;
use crate::transfer::pages::new;

#[tokio::test]
async fn a_draft_is_pasted_and_what_cannot_be_read_is_said_beside_it() {
    let site = site();
    let planner = &mut site.planner().await;
    open(planner, "/transfers/new").await;
    let page = async |planner: &mut Browser, text: &str| {
        let seen = planner.post("/transfers/new", &[("draft", text)]).await;
        good(seen, StatusCode::UNPROCESSABLE_ENTITY, text)
    };
    in_this_order(&page(planner, " ").await, &["Paste the draft"]);
    in_this_order(&page(planner, "id = 1").await, &["Line 1 can’t be read", "id = 1</textarea>"]);
    in_this_order(&page(planner, "{\"id\": \"trf_<script>\"}").await, &["can’t be read", "&lt;script&gt;"]);
    let json = serde_json::to_string(&Draft { programme: Some(name("nope")), ..retail() }).unwrap();
    in_this_order(&page(planner, &json).await, &["There is no programme “nope”"]);
    let json = serde_json::to_string(&Draft { kind: Kind::Correction, ..merger() }).unwrap();
    in_this_order(&page(planner, &json).await, &["A correction needs a reason"]);

    let json = serde_json::to_string_pretty(&retail()).unwrap();
    assert_eq!(done(planner, "/transfers/new", &[("draft", &json)]).await, "/transfers/trf_retail");
    // The example is one that can be read and saved.
    done(planner, "/transfers/new", &[("draft", new::EXAMPLE)]).await;
    // Another's draft is not written over unseen, and its own is, from its page.
    let other = serde_json::to_string(&Draft { window_days: 7, ..retail() }).unwrap();
    let taken = planner.post("/transfers/new", &[("draft", &other)]).await;
    in_this_order(&good(taken, StatusCode::CONFLICT, "taken"), &["There is a transfer “retail” already"]);
    let page = open(planner, "/transfers/new?of=trf_retail").await;
    let (_, seen) = page.split_once("name=\"seen\" value=\"").unwrap();
    let fields = [("draft", other.as_str()), ("of", "trf_retail"), ("seen", &seen[..64])];
    assert_eq!(done(planner, "/transfers/new", &fields).await, "/transfers/trf_retail");
    // A colleague had the same page open.
    let colleague = planner.post("/transfers/new", &fields).await;
    in_this_order(&good(colleague, StatusCode::CONFLICT, "meanwhile"), &["This draft was written anew meanwhile"]);
    let anew = open(planner, "/transfers/new?of=trf_retail").await;
    assert!(anew.contains("&quot;trf_retail&quot;") || anew.contains("&#34;trf_retail&#34;"), "{anew}");
    assert_eq!(planner.get("/transfers/new?of=trf_none").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_was_wrong_about_a_dissolution_is_put_right_by_a_correction_that_its_page_begins() {
    let site = site();
    site.draft(merger());
    site.take_onto_the_calendar("merger").await;
    site.vest("merger", DAY);
    let planner = &mut site.planner().await;
    let page = open(planner, "/transfers/trf_merger").await;
    in_this_order(&page, &["since then after all", "/transfers/new?corrects=trf_merger", "Draft a correction"]);
    assert!(!page.contains("Take it back"), "nobody is there to take it back for: {page}");
    let anna = open(&mut site.approver("anna").await, "/transfers/trf_merger").await;
    assert!(!anna.contains("Draft a correction"), "that is for planners: {anna}");

    let begun =
        open(planner, "/transfers/new?corrects=trf_merger").await.replace("&quot;", "\"").replace("&#34;", "\"");
    in_this_order(
        &begun,
        &["\"id\": \"trf_merger-correction\"", "\"kind\": \"correction\"", "\"from\": \"org_delta\""],
    );
    let (_, text) =
        begun.split_once("spellcheck=\"false\"").and_then(|(_, rest)| rest.split_once('>')).expect("a field");
    let text = text.split_once("</textarea>").expect("its end").0.to_owned();
    let post = async |planner: &mut Browser, text: &str| planner.post("/transfers/new", &[("draft", text)]).await;
    let refused = post(planner, &text).await;
    assert!(
        refused.status.is_client_error() && refused.text.contains("A correction needs a reason"),
        "{}",
        refused.text
    );
    let whole = text.replacen("\"reason\": \"\"", "\"reason\": \"It went to the wrong council\"", 1);
    let whole = whole.replace("\"to\": \"org_delta\"", "\"to\": \"org_gamma\"");
    assert_eq!(post(planner, &whole).await.location(), "/transfers/trf_merger-correction");
    done(planner, "/transfers/trf_merger-correction/rehearse", &[]).await;
    assert_eq!(planner.get("/transfers/new?corrects=trf_none").await.status, StatusCode::NOT_FOUND);
}
