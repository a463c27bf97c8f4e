//! Every page of transfers in both languages, empty and full; what each person may do; each refusal with its words.

mod acts;
mod list;
mod new;
mod proof;
mod public;
mod reverse;
mod show;

use std::sync::Arc;

use ::store::Tx;
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
    transfer::{
        Draft, Kind, Snapshot, TransferError, commands,
        tests::{DAY, NOW, catalogue_data, line, merger, model_data, name, planner, retail, text, transfer, worker},
    },
};

struct Site {
    test: TestKit,
    router: axum::Router,
    /// The pages that say who answers.
    public: axum::Router,
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
    let pages = ResponsibilityPages::new(&test.kit, move || shown.clone());
    let public = pages.clone().routes().into_router(&test.kit);
    let site = Site { router: pages.staff_routes().into_router(&test.kit), public, test };
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
