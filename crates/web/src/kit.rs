//! What every page needs, put together once: the store, the clocks, the templates, the languages.

use std::{fmt, ops::Deref, sync::Arc};

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use minijinja::{Value, value::Serde};
use serde::Serialize;
use store::{Clocks, Store, seal::Vault};
use values::{Language, Role, Text};

use crate::{
    KitError, Problem, Visit,
    language::{MessageRef, Words},
    render::Renderer,
    session::{Started, cookie::Jar},
    site::Site,
};

/// A page: what it shows, and the template that shows it.
pub trait Page: Serialize {
    /// The template's name, as given to [`Kit::new`].
    const TEMPLATE: &'static str;
}

/// What an operator decides about all pages.
#[derive(Debug, Clone)]
pub struct WebSettings {
    /// A demonstration: pages say so, show the movable clock, and staff sign in by picking a name.
    pub demo: bool,
    /// Cookies only over TLS. Off only on a loopback demonstration.
    pub secure_cookies: bool,
    /// Where people reach this site: `https://portico.example`.
    pub public_address: String,
    /// The service's name, in the header and in titles.
    pub name: Text,
    /// Links in the header for everybody.
    pub navigation: Vec<Link>,
    /// Links in the header for staff who have signed in, with the roles that see them.
    pub staff_navigation: Vec<(&'static [Role], Link)>,
}

/// A link in the header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Where it goes; it is marked on every page below that path.
    pub href: &'static str,
    /// The message that names it.
    pub message: &'static str,
}

impl Default for WebSettings {
    fn default() -> Self {
        Self {
            demo: true,
            secure_cookies: false,
            public_address: "http://127.0.0.1".to_owned(),
            name: Text { en: "Portico".to_owned(), fr: "Portico".to_owned() },
            navigation: Vec::new(),
            staff_navigation: Vec::new(),
        }
    }
}

/// The page kit. Every request takes several clones of it: each is one count.
#[derive(Clone)]
pub struct Kit(Arc<Parts>);

/// What the page kit is made of.
pub struct Parts {
    /// The database.
    pub store: Store,
    /// Business time and real time.
    pub clocks: Clocks,
    /// The keys.
    pub vault: Vault,
    settings: WebSettings,
    renderer: Renderer,
}

impl Deref for Kit {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl fmt::Debug for Kit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Kit").field("settings", &self.settings).finish_non_exhaustive()
    }
}

impl Kit {
    /// Reads the templates and language files of all crates (web's own are added). Says what is wrong with them.
    pub fn new(
        store: Store,
        clocks: Clocks,
        vault: Vault,
        settings: WebSettings,
        templates: &[&[(&'static str, &'static str)]],
        locales: &[(Language, &str)],
    ) -> Result<Self, KitError> {
        let renderer = Renderer::new(clocks.zone(), templates, locales)?;
        Ok(Self(Arc::new(Parts { store, clocks, vault, settings, renderer })))
    }

    /// What the operator decided.
    pub fn settings(&self) -> &WebSettings {
        &self.settings
    }

    /// What Portico says in a language.
    pub fn words(&self, language: Language) -> &Words {
        self.renderer.words(language)
    }

    /// Shows a page.
    pub fn page<P: Page>(&self, visit: &Visit, page: &P) -> Response {
        self.page_with(visit, StatusCode::OK, page)
    }

    /// Shows a page with another status, such as 422 for a form with mistakes.
    pub fn page_with<P: Page>(&self, visit: &Visit, status: StatusCode, page: &P) -> Response {
        match self.html(visit, page) {
            Ok(html) => answer(visit, status, html),
            Err(error) => {
                tracing::error!(template = P::TEMPLATE, "A page could not be printed: {}", whole(&error));
                self.problem_page(visit, &Problem::internal())
            }
        }
    }

    /// A page as text. For tests, and for pages that are kept.
    pub fn html<P: Page>(&self, visit: &Visit, page: &P) -> Result<String, minijinja::Error> {
        let site = Value::from_object(Site::new(self, visit));
        self.renderer.render(visit.language, P::TEMPLATE, Value::from(Serde(page)), site)
    }

    /// The answer, with the cookie of a session that has just begun.
    pub fn with_session(&self, mut response: Response, started: &Started) -> Response {
        response.headers_mut().append(header::SET_COOKIE, self.jar().set_token(&started.token));
        response
    }

    /// The answer, with the session's cookie cleared.
    pub fn without_session(&self, mut response: Response) -> Response {
        response.headers_mut().append(header::SET_COOKIE, self.jar().clear_token());
        response
    }

    pub(crate) fn problem_page(&self, visit: &Visit, problem: &Problem) -> Response {
        #[derive(Serialize)]
        struct ProblemPage<'a> {
            what: &'a MessageRef,
            next: &'a MessageRef,
            code: &'a str,
        }
        impl Page for ProblemPage<'_> {
            const TEMPLATE: &'static str = "problem.html";
        }
        let page = ProblemPage { what: &problem.what, next: &problem.next, code: problem.code };
        match self.html(visit, &page) {
            Ok(html) => answer(visit, problem.status, html),
            Err(error) => {
                tracing::error!("The problem page could not be printed: {}", whole(&error));
                answer(visit, problem.status, LAST_RESORT.to_owned())
            }
        }
    }

    pub(crate) fn jar(&self) -> Jar {
        if self.settings.secure_cookies { Jar::Secure } else { Jar::Plain }
    }
}

fn answer(visit: &Visit, status: StatusCode, html: String) -> Response {
    let headers =
        [(header::CONTENT_TYPE, "text/html; charset=utf-8"), (header::CONTENT_LANGUAGE, visit.language.tag())];
    (status, headers, html).into_response()
}

/// An error with its causes. Never `{:#}`, which adds the values at hand: they may be somebody's answers.
fn whole(error: &minijinja::Error) -> String {
    let mut text = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    text
}

const LAST_RESORT: &str = "<!DOCTYPE html><html lang=\"en\"><meta charset=\"utf-8\"><title>Sorry, there is a problem</title>\
    <h1>Sorry, there is a problem with this service</h1><p>Try again later.</p>\
    <div lang=\"fr\"><h1>Le service rencontre un problème</h1><p>Réessayez plus tard.</p></div></html>";

/// The answer to a form that was taken: look at this page now (303). Only paths of our own.
pub fn redirect(to: &str) -> Response {
    let to = crate::local_path(to).unwrap_or("/");
    let to = HeaderValue::from_str(to).expect("a local path is plain ASCII");
    (StatusCode::SEE_OTHER, [(header::LOCATION, to)]).into_response()
}
