//! The GOV.UK components as macros, embedded. `{% from "govuk/button" import govukButton %}` finds one.

use std::borrow::Cow;

use minijinja::Environment;
use rust_embed::RustEmbed;

use crate::KitError;

/// Where the macros think they live: they import each other by this name.
const HOME: &str = "govuk_frontend_jinja/";

/// The components that Portico's pages use. Each is compared with the fixtures of its package.
pub const COMPONENTS: [&str; 32] = [
    "back-link",
    "breadcrumbs",
    "button",
    "character-count",
    "checkboxes",
    "date-input",
    "details",
    "error-message",
    "error-summary",
    "fieldset",
    "footer",
    "generic-header",
    "hint",
    "input",
    "inset-text",
    "label",
    "notification-banner",
    "pagination",
    "panel",
    "password-input",
    "phase-banner",
    "radios",
    "select",
    "service-navigation",
    "skip-link",
    "summary-list",
    "table",
    "tabs",
    "tag",
    "task-list",
    "textarea",
    "warning-text",
];

#[derive(RustEmbed)]
#[folder = "components/macros"]
struct Macros;

/// Gives an environment all macros.
pub fn add(environment: &mut Environment<'static>) -> Result<(), KitError> {
    for name in Macros::iter() {
        let file = Macros::get(&name).expect("the embedding lists what it holds");
        let source = String::from_utf8(file.data.into_owned()).expect("the package's macros are UTF-8");
        let full = format!("{HOME}{name}");
        environment.add_template_owned(full, source).map_err(|error| KitError::template(&name, &error))?;
    }
    Ok(())
}

/// `govuk/button` is short for the file that holds the macro.
pub fn full_name(name: &str) -> Cow<'_, str> {
    match name.strip_prefix("govuk/") {
        Some(component) => Cow::Owned(format!("{HOME}components/{component}/macro.html")),
        None => Cow::Borrowed(name),
    }
}

/// Does this template belong to the package, not to us?
pub fn is_component(name: &str) -> bool {
    name.starts_with(HOME) || name == "component"
}
