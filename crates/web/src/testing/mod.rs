//! For the tests of every crate that has pages: a kit on a store of its own, a browser without a screen, a reader of
//! pages that complains, and a walk through all routes as everybody.
//!
//! ```ignore
//! let test = testing::kit(MIGRATIONS, &[TEMPLATES], LOCALES);
//! test.page(&StartPage { .. });                         // printed in every language, complaints fail the test
//! test.every_template_was_printed(TEMPLATES);
//! testing::assert_messages(TEMPLATES, LOCALES);         // same messages everywhere, every t("…") exists
//! let mut browser = test.browser(&router);
//! browser.get("/").await;
//! browser.post("/drafts", &[("journey", "after-a-death")]).await;
//! testing::walk(&test, &table, &router).await.assert_right();
//! ```

pub mod html;
pub mod lint;

mod browser;
mod walk;

use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex, PoisonError, atomic::AtomicBool},
};

use axum::Router;
use store::{Migration, StoreError, testing::Fresh};
use values::{
    Actor, Id, Language, Role, Text,
    id::{Organisation, Person},
};

pub use browser::{Browser, Seen};
pub use lint::{assert_messages, complaints, template_complaints};
pub use walk::{Walked, walk};

use crate::{
    Kit, Page, Visit, WebSettings,
    language::words::differences,
    session::{self, Staff, Started, Token},
    visit::Inner,
};

/// A kit on a store of its own, with manual clocks.
pub struct TestKit {
    /// The kit.
    pub kit: Kit,
    /// Its store; gone with this.
    pub fresh: Fresh,
    printed: Mutex<BTreeSet<&'static str>>,
}

/// A kit of a demonstration, with these tables, templates and texts beside web's own.
pub fn kit(
    migrations: &[Migration],
    templates: &[&[(&'static str, &'static str)]],
    locales: &[(Language, &str)],
) -> TestKit {
    let settings = WebSettings {
        name: Text { en: "Test service".into(), fr: "Service d’essai".into() },
        ..WebSettings::default()
    };
    kit_with(settings, migrations, templates, locales)
}

/// Like [`kit`], with settings of the test's own.
pub fn kit_with(
    settings: WebSettings,
    migrations: &[Migration],
    templates: &[&[(&'static str, &'static str)]],
    locales: &[(Language, &str)],
) -> TestKit {
    let all: Vec<Migration> = store::MIGRATIONS.iter().chain(session::MIGRATIONS).chain(migrations).copied().collect();
    let fresh = store::testing::fresh(&all);
    let (store, clocks, vault) = (fresh.store.clone(), fresh.clocks.clone(), fresh.vault.clone());
    let kit = Kit::new(store, clocks, vault, settings, templates, locales).unwrap_or_else(|error| panic!("{error}"));
    TestKit { kit, fresh, printed: Mutex::default() }
}

impl TestKit {
    /// Prints a page in every language and fails on whatever [`complaints`] finds. Answers the English text.
    #[track_caller]
    pub fn page<P: Page>(&self, page: &P) -> String {
        self.page_as(page, None)
    }

    /// Like [`page`](Self::page), as a member of staff sees it.
    #[track_caller]
    pub fn page_as<P: Page>(&self, page: &P, role: Option<Role>) -> String {
        self.printed.lock().unwrap_or_else(PoisonError::into_inner).insert(P::TEMPLATE);
        let mut first = None;
        for language in Language::ALL {
            let visit = self.visit(language, role);
            let html =
                self.kit.html(&visit, page).unwrap_or_else(|error| panic!("{} in {language}: {error:#}", P::TEMPLATE));
            let found = complaints(&html);
            if !found.is_empty() {
                let file =
                    std::env::temp_dir().join(format!("portico-{}-{language}.html", P::TEMPLATE.replace('/', "-")));
                std::fs::write(&file, &html).expect("the folder for temporary files can be written");
                panic!("{} in {language}:\n{}\nThe page is in {}", P::TEMPLATE, found.join("\n"), file.display());
            }
            first.get_or_insert(html);
        }
        first.expect("there is at least one language")
    }

    /// Fails unless each of these templates was printed by [`page`](Self::page). Layouts and parts, whose file name
    /// begins with `_`, need not be.
    #[track_caller]
    pub fn every_template_was_printed(&self, templates: &[(&str, &str)]) {
        let printed = self.printed.lock().unwrap_or_else(PoisonError::into_inner);
        let is_part = |name: &str| name.rsplit('/').next().is_some_and(|file| file.starts_with('_'));
        let missing: Vec<&str> =
            templates.iter().map(|(name, _)| *name).filter(|name| !printed.contains(name) && !is_part(name)).collect();
        assert!(missing.is_empty(), "no test prints {missing:?}");
    }

    /// A visit as a handler would get it, to `/`.
    pub fn visit(&self, language: Language, role: Option<Role>) -> Visit {
        let now = self.kit.clocks.real();
        let session = role.map(|role| session::Session {
            id: Id::named("test").expect("a plain name"),
            staff: Some(somebody(role)),
            started: now,
            seen: now,
            grants: BTreeSet::new(),
        });
        let actor = role.map_or_else(Actor::visitor, |role| somebody(role).actor());
        let inner = Inner {
            kit: self.kit.clone(),
            token: Token::from_bytes([7; 32]),
            token_is_fresh: true,
            token_was_shown: AtomicBool::new(false),
            language_was_asked: false,
            uri: axum::http::Uri::from_static("/"),
            wants_json: false,
            answering: crate::visit::Answering::Address,
        };
        Visit { language, actor: actor.through("GET /"), session, inner: Arc::new(inner) }
    }

    /// A browser with no cookies, anywhere but on this machine.
    pub fn browser(&self, router: &Router) -> Browser {
        Browser::new(&self.kit, router)
    }

    /// A browser with a session that may open these drafts and cases (`draft:dft_…`).
    pub async fn browser_with(&self, router: &Router, grants: &[&str]) -> Browser {
        let (vault, now) = (self.kit.vault.clone(), self.kit.clocks.real());
        let grants: Vec<String> = grants.iter().map(|grant| (*grant).to_owned()).collect();
        let started: Result<Started, StoreError> = self
            .kit
            .store
            .write(move |tx| {
                let started = session::start(tx, &vault, now)?;
                for grant in &grants {
                    session::grant(tx, &started.session, grant)?;
                }
                Ok(started)
            })
            .await;
        self.browser(router).with_token(&started.expect("a session can be started").token)
    }

    /// A browser in which a member of staff has signed in.
    pub async fn browser_of(&self, router: &Router, role: Role) -> Browser {
        self.browser_of_staff(router, somebody(role)).await
    }

    /// A browser in which this member of staff has signed in.
    pub async fn browser_of_staff(&self, router: &Router, staff: Staff) -> Browser {
        let (vault, now) = (self.kit.vault.clone(), self.kit.clocks.real());
        let started: Result<Started, StoreError> =
            self.kit.store.write(move |tx| session::sign_in(tx, &vault, None, &staff, now)).await;
        self.browser(router).with_token(&started.expect("staff can sign in").token)
    }
}

/// Somebody with a role, of a body that is called `test`.
pub fn somebody(role: Role) -> Staff {
    Staff {
        person: Id::<Person>::named(role.as_str()).expect("roles are plain names"),
        name: "Sam Example".to_owned(),
        role,
        body: Id::<Organisation>::named("test").expect("a plain name"),
    }
}

/// Fails unless each text is on the page, in this order. Slashes are plain.
#[track_caller]
pub fn in_this_order(page: &str, texts: &[&str]) {
    let page = page.replace("&#x2f;", "/");
    let mut rest = page.as_str();
    for text in texts {
        let (_, after) = rest.split_once(text).unwrap_or_else(|| panic!("'{text}' is missing or too early in\n{page}"));
        rest = after;
    }
}

/// Fails unless the language files of all languages say the same things with the same values.
#[track_caller]
pub fn assert_same_messages(locales: &[(Language, &str)]) {
    let found = differences(locales);
    assert!(found.is_empty(), "{}", found.join("\n"));
}
