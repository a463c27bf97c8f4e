//! The page kit: routes with their access checks, sessions, forms, problems, languages, and the layout of every page.
//!
//! # How a crate writes a page
//!
//! A struct in `pages.rs`, a template beside it, texts in the crate's `locales/{en,fr}.ftl`:
//! ```ignore
//! #[derive(Serialize)]
//! struct NamePage { name: String, mistakes: Mistakes }
//! impl Page for NamePage { const TEMPLATE: &'static str = "drafts/name.html"; }
//!
//! async fn show(State(kit): State<Kit>, visit: Visit) -> Result<Response, Problem> {
//!     Ok(kit.page(&visit, &NamePage { name: String::new(), mistakes: Mistakes::none() }))
//! }
//! async fn take(State(kit): State<Kit>, visit: Visit, fields: Fields) -> Result<Response, Problem> {
//!     let mut mistakes = Mistakes::none();
//!     let name = fields.trimmed("name").to_owned();
//!     if name.is_empty() { mistakes.add("name", "name-missing") }
//!     if !mistakes.is_empty() { return Ok(kit.page(&visit, &NamePage { name, mistakes })) }
//!     /* one command */
//!     Ok(redirect("/next"))
//! }
//! Routes::new(&kit).get("/name", Access::Anyone, show).post("/name", Access::Anyone, take).with_state(kit)
//! ```
//! What templates may say is on top of `templates/layout.html`.

mod fields;
mod guard;
mod kit;
mod mistakes;
mod problem;
mod refused;
mod routes;
mod site;
mod upload;
mod visit;

pub mod language;
pub mod render;
pub mod session;
pub mod statements;

mod assets;
mod headers;

#[cfg(any(test, feature = "testing"))]
pub mod testing;

pub use fields::Fields;
pub use guard::{Verdict, local_path};
pub use kit::{Kit, Link, Page, WebSettings, redirect};
pub use language::{Arg, MessageRef};
pub use mistakes::{Mistake, Mistakes};
pub use problem::{Problem, Show};
pub use refused::{Fault, Refused};
pub use routes::{Access, Line, Routes};
pub use session::MIGRATIONS;
pub use upload::Upload;
pub use values::plain_text;
pub use visit::{Visit, is_for_machines};

use values::Language;

/// The kit's own templates.
pub(crate) const TEMPLATES: &[(&str, &str)] = &[
    ("_table.html", include_str!("../templates/_table.html")),
    ("layout.html", include_str!("../templates/layout.html")),
    ("problem.html", include_str!("../templates/problem.html")),
    ("statement.html", include_str!("../templates/statement.html")),
];

/// The kit's own language files.
pub(crate) const LOCALES: &[(Language, &str)] =
    &[(Language::En, include_str!("../locales/en.ftl")), (Language::Fr, include_str!("../locales/fr.ftl"))];

/// Why the kit could not be put together. Said once, when the server starts.
#[derive(Debug, thiserror::Error)]
pub enum KitError {
    /// A template does not parse.
    #[error("template {name}: {why}")]
    Template {
        /// Which.
        name: String,
        /// What the template engine says.
        why: String,
    },
    /// A language file does not parse, or says something twice.
    #[error("language file ({language}): {why}")]
    LanguageFile {
        /// Of which language.
        language: Language,
        /// What is wrong.
        why: String,
    },
    /// The languages do not say the same things.
    #[error("the language files differ: {}", .0.join("; "))]
    Languages(Vec<String>),
}

impl KitError {
    pub(crate) fn template(name: &str, error: &minijinja::Error) -> Self {
        let at = error.line().map(|line| format!(" (line {line})")).unwrap_or_default();
        Self::Template { name: name.to_owned(), why: format!("{error}{at}") }
    }
}
