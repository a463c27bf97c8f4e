//! The proof sheet as a page, as a table, and as the text that its hash is of.

use super::*;

#[tokio::test]
async fn the_proof_sheet_is_a_page_a_table_and_the_very_text_of_its_hash() {
    let site = site();
    site.draft(merger());
    let planner = &mut site.planner().await;
    let path = "/transfers/trf_merger/proof";
    assert!(open(planner, path).await.contains("There is no such sheet yet"));
    assert_eq!(planner.get(&format!("{path}.csv")).await.status, StatusCode::NOT_FOUND);
    site.take_onto_the_calendar("merger").await;
    site.vest("merger", DAY);
    site.act(|tx| {
        let work = serde_json::json!({
            "requests": [{
                "before": "org_alpha", "after": "org_delta", "service_type": "typ_waste",
                "state": "sent", "fate": "follows", "count": 3
            }],
            "deadlines": [
                { "body": "org_alpha", "day": "2023-04-17", "before": 3, "after": 0 },
                { "body": "org_delta", "day": "2023-04-17", "before": 0, "after": 3 }
            ],
            "deadlines_moved": 0,
            "readdressed": [{ "state": "queued", "before": "sys_old", "after": "sys_new", "count": 2 }],
            "exceptions": [{
                "request": "req_1", "service_type": "typ_waste", "state": "uncertain", "body": "org_alpha",
                "person": "per_olga", "name": "olga"
            }]
        });
        commands::settle(tx, &worker(), NOW, &name("merger"), work)
    });

    let page = open(planner, path).await;
    in_this_order(
        &page,
        &[
            "When all work had followed",
            "Hash of this sheet",
            "Full-time posts",
            "Sum",
            "20.5 → 20.5",
            "Open requests",
            "waste",
            "sent",
            "follow the responsibility",
            "3",
            "What a person must still see to",
            "req_1",
            "uncertain",
            "olga",
            "None of the 3 deadlines moved.",
            "17 April 2023",
            "Was to go to",
            "old",
            "new",
            "to be sent",
            "2",
        ],
    );
    let vesting = open(planner, &format!("{path}?made=vesting")).await;
    assert!(vesting.contains("They are counted when all of them have followed"));
    open(planner, &format!("{path}?made=rehearsal")).await;
    assert_eq!(planner.get(&format!("{path}?made=x")).await.status, StatusCode::NOT_FOUND);

    let json = planner.get(&format!("{path}.json?made=settled")).await;
    let hash = crate::transfer::proof::hash_of(&json.text).to_string();
    assert!(page.contains(&hash), "the page shows the hash of the very text");
    assert_eq!(json.header("etag"), format!("\"{hash}\""));
    let csv = planner.get(&format!("{path}.csv")).await;
    assert_eq!(csv.header("content-disposition"), "attachment; filename=\"merger-settled.csv\"");
    assert!(csv.text.contains("\r\nopen requests,waste sent follows,3,org_alpha,org_delta\r\n"), "{}", csv.text);
    for line in [
        "due by,2023-04-17,org_alpha,3,0",
        "due by,2023-04-17,org_delta,0,3",
        "deadlines moved,,,0,0",
        "re-addressed,queued,2,sys_old,sys_new",
        "exception,waste uncertain,req_1,org_alpha,olga",
    ] {
        assert!(csv.text.contains(&format!("\r\n{line}\r\n")), "{line} in {}", csv.text);
    }
}

#[tokio::test]
async fn the_sheet_says_in_which_form_the_same_body_holds_it_from_then_on() {
    let site = site();
    let mut formed = retail();
    formed.resources.clear();
    formed.lines[0].whom.to = formed.lines[0].what.from.clone();
    site.draft(formed);
    site.take_onto_the_calendar("retail").await;
    let page = open(&mut site.planner().await, "/transfers/trf_retail/proof").await;
    let both = ["What goes from whom to whom", "As its own service", "As a service centre for others"];
    in_this_order(&page, &both);
}

#[test]
fn a_cell_of_the_proof_sheet_runs_as_no_formula() {
    let scene = Snapshot {
        model: crate::transfer::tests::model(&model_data()),
        catalogue: crate::transfer::tests::catalogue(),
    };
    let mut sheet = crate::transfer::rules::rehearse(&scene.scene(), &merger(), &[]).unwrap().sheet;
    sheet.todo[0].name = Some("=HYPERLINK(\"x\")".into());
    assert!(sheet.to_csv().contains("\"'=HYPERLINK(\"\"x\"\")\""), "{}", sheet.to_csv());
    let back: crate::transfer::ProofSheet = serde_json::from_str(&sheet.to_json()).unwrap();
    assert_eq!(back, sheet);
}

#[tokio::test]
async fn a_sheet_that_was_changed_in_the_database_says_that_its_hash_does_not_fit() {
    let site = site();
    site.draft(merger());
    let planner = &mut site.planner().await;
    done(planner, "/transfers/trf_merger/rehearse", &[]).await;
    let words = "its hash does not fit";
    assert!(!open(planner, "/transfers/trf_merger/proof").await.contains(words));
    site.act(|tx| {
        let sql = "UPDATE transfer_proof SET sheet = replace(sheet, '\"gaps\":0', '\"gaps\":1')";
        tx.execute(sql, ::store::args![]).map(drop).map_err(TransferError::from)
    });
    assert!(open(planner, "/transfers/trf_merger/proof").await.contains(words));
}

#[tokio::test]
async fn whoever_asks_for_json_is_refused_in_json_and_a_browser_with_a_page() {
    let site = site();
    let mut planner = site.planner().await;
    let seen = planner.get("/transfers/none/proof.json").await;
    assert_eq!((seen.status, seen.header("content-type")), (StatusCode::NOT_FOUND, "application/problem+json"));
    planner.headers.insert("accept", "text/html,application/xhtml+xml,*/*;q=0.8".to_owned());
    let seen = planner.get("/transfers/none/proof.json").await;
    assert!(seen.status == StatusCode::NOT_FOUND && seen.header("content-type").starts_with("text/html"));
}
