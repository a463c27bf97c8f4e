//! Turns a page's struct into HTML: minijinja with the GOV.UK macros, one environment for each language.
//!
//! What is set here and why (each was a trap):
//! * escaping is on for every template name; by default it follows the ending;
//! * `None` prints nothing; by default it prints the word;
//! * undefined values are chainable, because the GOV.UK macros need it; so outside those macros a debug build refuses to
//!   print one, and [`crate::testing`] looks for empty elements.

mod components;
mod functions;

use jiff::tz::TimeZone;
use minijinja::{AutoEscape, Environment, Error, ErrorKind, Output, State, UndefinedBehavior, Value, context};
use values::Language;

use crate::{
    KitError,
    language::{
        Words,
        words::{Voice, differences},
    },
};

pub use components::COMPONENTS;

/// Are mistakes in templates errors? In a release they only leave a gap: half a page serves people better than none.
pub(crate) const STRICT: bool = cfg!(debug_assertions);

/// Every template in every language, ready to print.
#[derive(Debug)]
pub struct Renderer {
    languages: Vec<Spoken>,
}

#[derive(Debug)]
struct Spoken {
    voice: std::sync::Arc<Voice>,
    environment: Environment<'static>,
}

impl Renderer {
    /// Reads all templates and language files. Refuses a template that does not parse, and languages that differ.
    pub fn new(
        zone: &TimeZone,
        templates: &[&[(&'static str, &'static str)]],
        locales: &[(Language, &str)],
    ) -> Result<Self, KitError> {
        let locales: Vec<(Language, &str)> = crate::LOCALES.iter().chain(locales).copied().collect();
        let differences = differences(&locales);
        if !differences.is_empty() {
            return Err(KitError::Languages(differences));
        }
        let mut languages = Vec::new();
        for language in Language::ALL {
            let files = locales.iter().filter(|(of, _)| *of == language).map(|(_, text)| *text);
            let voice = std::sync::Arc::new(Voice { words: Words::read(language, files)?, zone: zone.clone() });
            let mut environment = environment();
            components::add(&mut environment)?;
            for (name, source) in crate::TEMPLATES.iter().chain(templates.iter().copied().flatten()) {
                environment.add_template(name, source).map_err(|error| KitError::template(name, &error))?;
            }
            functions::add(&mut environment, &voice);
            languages.push(Spoken { voice, environment });
        }
        Ok(Self { languages })
    }

    /// What Portico says in a language.
    pub fn words(&self, language: Language) -> &Words {
        &self.spoken(language).voice.words
    }

    /// Prints one template. It sees `page` and `site`.
    pub fn render(&self, language: Language, template: &str, page: Value, site: Value) -> Result<String, Error> {
        self.spoken(language).environment.get_template(template)?.render(context! { page, site })
    }

    /// Prints one component with parameters, as the fixtures of its package do.
    pub fn component(&self, component: &str, function: &str, params: Value) -> Result<String, Error> {
        let source = format!("{{% from \"govuk/{component}\" import {function} %}}{{{{ {function}(params) }}}}");
        let environment = &self.spoken(Language::default()).environment;
        environment.template_from_named_str("component", &source)?.render(context! { params })
    }

    fn spoken(&self, language: Language) -> &Spoken {
        let at = Language::ALL.iter().position(|each| *each == language).unwrap_or_default();
        &self.languages[at]
    }
}

fn environment() -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.set_undefined_behavior(UndefinedBehavior::Chainable);
    environment.set_unknown_method_callback(minijinja_contrib::pycompat::unknown_method_callback);
    environment.set_formatter(print);
    environment.set_path_join_callback(|name, _| components::full_name(name));
    environment
}

fn print(out: &mut Output<'_>, state: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    if value.is_none() {
        return Ok(());
    }
    if STRICT && value.is_undefined() && !components::is_component(state.name()) {
        let place = format!("'{}' prints a value that is not there", state.name());
        return Err(Error::new(ErrorKind::UndefinedError, place));
    }
    minijinja::escape_formatter(out, state, value)
}
