//! What every template sees as `site`: read when asked for, so that a page pays for what it prints.

use std::{collections::BTreeMap, fmt, sync::Arc};

use minijinja::{Value, value::Object};
use values::Language;

use crate::{Kit, Visit, assets, fields::TOKEN, kit::Link, language::dates, visit::Answering};

/// The site, as one visit sees it.
pub(crate) struct Site {
    kit: Kit,
    visit: Visit,
}

impl Site {
    pub fn new(kit: &Kit, visit: &Visit) -> Self {
        Self { kit: kit.clone(), visit: visit.clone() }
    }

    fn say(&self, message: &str) -> String {
        let words = self.kit.words(self.visit.language);
        words.say(message, None).unwrap_or_else(|| message.to_owned())
    }

    fn languages(&self) -> Value {
        let each = |language: Language| {
            let name = self.kit.words(language).say("language-name", None).unwrap_or_else(|| language.tag().to_owned());
            map([
                ("tag", language.tag().into()),
                ("name", name.into()),
                ("current", (language == self.visit.language).into()),
                ("href", self.address_in(language).into()),
            ])
        };
        Language::ALL.into_iter().map(each).collect::<Vec<_>>().into()
    }

    /// This page in another language: the same address, with `lang` set.
    fn address_in(&self, language: Language) -> String {
        let uri = &self.visit.inner.uri;
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (name, value) in form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes()) {
            if name != "lang" {
                query.append_pair(&name, &value);
            }
        }
        query.append_pair("lang", language.tag());
        format!("{}?{}", uri.path(), query.finish())
    }

    fn navigation(&self) -> Value {
        let settings = self.kit.settings();
        let role = self.visit.staff().map(|staff| staff.role);
        let for_staff =
            settings.staff_navigation.iter().filter(|(roles, _)| role.is_some_and(|role| roles.contains(&role)));
        let links = settings.navigation.iter().chain(for_staff.map(|(_, link)| link));
        links.map(|link| self.link(link)).collect::<Vec<_>>().into()
    }

    fn link(&self, link: &Link) -> Value {
        let below = self.visit.inner.uri.path().strip_prefix(link.href);
        let current = below.is_some_and(|rest| rest.is_empty() || (link.href != "/" && rest.starts_with('/')));
        map([("href", link.href.into()), ("text", self.say(link.message).into()), ("current", current.into())])
    }

    fn staff(&self) -> Value {
        let Some(staff) = self.visit.staff() else { return Value::from(()) };
        map([
            ("name", staff.name.as_str().into()),
            ("role", self.say(&format!("role-{}", staff.role)).into()),
            ("role_id", staff.role.as_str().into()),
            ("body", staff.body.as_str().into()),
        ])
    }

    fn clock(&self) -> Value {
        if !self.kit.settings().demo {
            return Value::from(());
        }
        dates::moment(self.visit.language, self.kit.clocks.now(), self.kit.clocks.zone()).into()
    }

    /// The hidden field of every form.
    fn token_field(&self) -> Value {
        let field = format!("<input type=\"hidden\" name=\"{TOKEN}\" value=\"{}\">", self.visit.csrf());
        Value::from_safe_string(field)
    }
}

impl Object for Site {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.get_value_by_str(key.as_str()?)
    }

    fn get_value_by_str(self: &Arc<Self>, key: &str) -> Option<Value> {
        let settings = self.kit.settings();
        Some(match key {
            "language" => self.visit.language.tag().into(),
            "languages" => self.languages(),
            "name" => settings.name.in_language(self.visit.language).into(),
            "address" => settings.public_address.trim_end_matches('/').into(),
            "path" => self.visit.inner.uri.path().into(),
            "here" => self.visit.address().into(),
            "demo" => settings.demo.into(),
            "clock" => self.clock(),
            "staff" => self.staff(),
            "navigation" => self.navigation(),
            "csrf" => self.visit.csrf().into(),
            "answers_form" => (self.visit.inner.answering == Answering::Form).into(),
            "token_field" => self.token_field(),
            "style" => assets::address("govuk-frontend.css").into(),
            "theme" => assets::address("portico.css").into(),
            "script" => assets::address("portico.js").into(),
            "icon" => assets::address("portico.svg").into(),
            _ => return None,
        })
    }
}

/// Never the token or the address.
impl fmt::Debug for Site {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Site")
    }
}

fn map<const N: usize>(entries: [(&'static str, Value); N]) -> Value {
    Value::from(BTreeMap::from(entries))
}
