//! Every page of transfers in both languages, empty and full; what each person may do; each refusal with its words.

use std::sync::Arc;

use axum::http::StatusCode;
use jiff::civil::date;
use values::{Day, Moment, Role};
use web::{
    session::Staff,
    testing::{self, Browser, Seen, TestKit, complaints, in_this_order},
};

use super::*;
use crate::{
    LOCALES, Shown, TEMPLATES,
    programme::{Gate, Programme},
    transfer::{
        Kind, Snapshot, commands,
        tests::{DAY, NOW, catalogue_data, line, merger, model_data, name, planner, retail, text, transfer, worker},
    },
};

struct Site {
    test: TestKit,
    router: axum::Router,
}

/// The small land of the transfers' tests, with its pages, on 20 March 2023.
fn site() -> Site {
    let test = testing::kit(&[catalogue::MIGRATIONS, crate::MIGRATIONS].concat(), &[TEMPLATES], LOCALES);
    let snapshot = test.fresh.store.write_blocking(|tx| {
        catalogue::load_into(tx, &worker(), NOW, &catalogue_data())?;
        crate::model::record(tx, &worker(), NOW, &model_data()).expect("the data are sound");
        Snapshot::load(tx)
    });
    let Snapshot { model, catalogue } = snapshot.unwrap();
    let shown = Shown { catalogue: Arc::new(catalogue), model: Arc::new(model) };
    let routes = ResponsibilityPages::new(&test.kit, move || shown.clone()).staff_routes();
    let site = Site { router: routes.into_router(&test.kit), test };
    site.today("2023-03-20");
    site
}

impl Site {
    fn today(&self, day: &str) {
        self.test.fresh.clocks.set_business(Moment::parse(&format!("{day}T09:00:00Z")).unwrap());
    }

    async fn as_(&self, who: &str, role: Role) -> Browser {
        let staff = Staff { person: name(who), name: who.to_owned(), role, body: name("alpha") };
        self.test.browser_of_staff(&self.router, staff).await
    }

    async fn planner(&self) -> Browser {
        self.as_("planner", Role::TransferPlanner).await
    }

    async fn approver(&self, who: &str) -> Browser {
        self.as_(who, Role::TransferApprover).await
    }

    fn draft(&self, draft: Draft) {
        self.act(move |tx| commands::draft(tx, &planner(), NOW, draft.clone(), commands::Over::Whatever).map(drop));
    }

    fn act(&self, act: impl Fn(&mut Tx<'_>) -> Result<(), TransferError> + Send + Sync + 'static) {
        self.test.fresh.store.write_blocking(act).unwrap();
    }

    /// Vests it as the worker does.
    fn vest(&self, id: &'static str, day: Day) {
        self.act(move |tx| {
            let snapshot = Snapshot::load(tx)?;
            let rehearsal = commands::plan(tx, &snapshot.scene(), &name(id))?;
            commands::vest(tx, &worker(), NOW, day, &rehearsal, serde_json::Value::Null).map(drop)
        });
    }

    /// Rehearsed, approved by two, on the calendar: all of it on the pages.
    async fn take_onto_the_calendar(&self, id: &str) {
        let planner = &mut self.planner().await;
        done(planner, &format!("/transfers/trf_{id}/rehearse"), &[]).await;
        for who in ["anna", "bert"] {
            let approver = &mut self.approver(who).await;
            let page = open(approver, &format!("/transfers/trf_{id}")).await;
            done(approver, &format!("/transfers/trf_{id}/approve"), &[("plan", plan(&page))]).await;
        }
        done(planner, &format!("/transfers/trf_{id}/schedule"), &[]).await;
    }
}

/// Opens a page in both languages; it must read well in each. Answers the English text.
async fn open(browser: &mut Browser, path: &str) -> String {
    let mut first = String::new();
    for language in ["fr", "en"] {
        let join = if path.contains('?') { '&' } else { '?' };
        first = good(browser.get(&format!("{path}{join}lang={language}")).await, StatusCode::OK, path);
    }
    first
}

#[track_caller]
fn good(seen: Seen, status: StatusCode, path: &str) -> String {
    assert_eq!(seen.status, status, "{path}\n{}", seen.text);
    assert_eq!(complaints(&seen.text), Vec::<String>::new(), "{path}\n{}", seen.text);
    seen.text
}

async fn done(browser: &mut Browser, path: &str, fields: &[(&str, &str)]) -> String {
    let seen = browser.post(path, fields).await;
    assert_eq!(seen.status, StatusCode::SEE_OTHER, "{path}\n{}", seen.text);
    seen.location().to_owned()
}

/// What an action says that is refused: the page again, with the reason on top.
async fn refused(browser: &mut Browser, path: &str, fields: &[(&str, &str)], status: StatusCode, why: &str) {
    let page = good(browser.post(path, fields).await, status, path);
    assert!(page.contains(why), "'{why}' is missing in\n{page}");
}

/// The hash that the form for an approval carries.
fn plan(page: &str) -> &str {
    let (_, after) = page.split_once("name=\"plan\" value=\"").unwrap_or_else(|| panic!("no approval in\n{page}"));
    &after[..64]
}

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
    in_this_order(&page, &["but it can’t vest yet", "A gate is shut: All staff have been told", "Scheduled"]);
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
async fn a_name_that_looks_like_a_page_is_still_a_transfer() {
    let site = site();
    site.draft(transfer("new", Kind::Agreement, DAY, vec![line("alpha", "beta")]));
    let planner = &mut site.planner().await;
    assert!(open(planner, "/transfers/trf_new").await.contains("From alpha to beta"));
}
