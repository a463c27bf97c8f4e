//! The catalogue's pages: routes, what their handlers share, templates and texts.

use std::{collections::BTreeMap, future::Future, pin::Pin, sync::Arc};

use serde::Serialize;
use values::{Channel, Day, Id, Language, Moment, Text, id};
use web::{Access, Kit, MessageRef, Problem, Routes};

use crate::{
    Catalogue, entry, home,
    import::{self, api, pages::MANAGERS},
    life_event::{self, LifeEvent},
    search::{
        self,
        finder::{Finder, FinderError},
    },
    service::{self, ServiceType},
    wording,
};

/// The templates of this crate.
pub const TEMPLATES: &[(&str, &str)] = &[
    ("catalogue/_search_form.html", include_str!("../search/_search_form.html")),
    ("catalogue/home.html", include_str!("../home/home.html")),
    ("catalogue/life_event.html", include_str!("../life_event/life_event.html")),
    ("catalogue/services.html", include_str!("../service/services.html")),
    ("catalogue/service.html", include_str!("../service/service.html")),
    ("catalogue/search.html", include_str!("../search/search.html")),
    ("catalogue/_rows.html", include_str!("../entry/_rows.html")),
    ("catalogue/_find_form.html", include_str!("../entry/_find_form.html")),
    ("catalogue/find.html", include_str!("../entry/find.html")),
    ("catalogue/entries.html", include_str!("../entry/entries.html")),
    ("catalogue/_imports.html", include_str!("../import/_imports.html")),
    ("catalogue/imports.html", include_str!("../import/imports.html")),
    ("catalogue/import.html", include_str!("../import/import.html")),
    ("catalogue/bring.html", include_str!("../import/bring.html")),
    ("catalogue/wordings.html", include_str!("../wording/wordings.html")),
    ("catalogue/wording.html", include_str!("../wording/wording.html")),
    ("catalogue/edit.html", include_str!("../import/edit.html")),
    ("catalogue/_history.html", include_str!("../entry/_history.html")),
    ("catalogue/entry.html", include_str!("../entry/entry.html")),
    ("catalogue/gone.html", include_str!("../entry/gone.html")),
];

/// What the pages of this crate say.
pub const LOCALES: &[(Language, &str)] = &[
    (Language::En, include_str!("../../locales/en.ftl")),
    (Language::Fr, include_str!("../../locales/fr.ftl")),
    (Language::En, include_str!("../../locales/entries.en.ftl")),
    (Language::Fr, include_str!("../../locales/entries.fr.ftl")),
    (Language::En, include_str!("../../locales/imports.en.ftl")),
    (Language::Fr, include_str!("../../locales/imports.fr.ftl")),
    (Language::En, include_str!("../../locales/wordings.en.ftl")),
    (Language::Fr, include_str!("../../locales/wordings.fr.ftl")),
];

/// What the pages show now: asked for at each visit, so that a new edition is shown without a restart.
#[derive(Debug, Clone)]
pub struct Shown {
    /// The current edition.
    pub catalogue: Arc<Catalogue>,
    /// The journeys that can be started, at `/start/{journey}`. One of a life event's name begins that life event.
    pub journeys: Vec<Id<id::Journey>>,
}

/// What a draft or a case is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct About {
    /// The title of its journey.
    pub title: Text,
    /// When it was begun, or sent.
    pub at: Moment,
}

/// What the drafts and cases of these ids are about, by id. What nobody knows is left out.
pub type Titles = Pin<Box<dyn Future<Output = BTreeMap<String, About>> + Send>>;

/// Who holds a function of a kind of service on a day.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Holder {
    /// The function, as people call it.
    pub function: MessageRef,
    /// The body.
    pub body: Text,
    /// For one area only.
    pub area: Option<Text>,
    /// By one channel only.
    pub channel: Option<Channel>,
}

/// A franchise that presents bodies' services in words of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Presenter {
    /// Its id.
    pub id: Id<id::Franchise>,
    /// Its name.
    pub name: Text,
}

/// Who answers for a kind of service on a day: the functions in their order, holders by the names of their areas.
pub type Holders = Pin<Box<dyn Future<Output = Result<Vec<Holder>, Problem>> + Send>>;

/// What the handlers of this crate share.
#[derive(Clone)]
pub struct CataloguePages {
    pub(crate) kit: Kit,
    shown: Arc<dyn Fn() -> Shown + Send + Sync>,
    titles: Arc<dyn Fn(Vec<String>) -> Titles + Send + Sync>,
    holders: Arc<dyn Fn(Id<id::ServiceType>, Day) -> Holders + Send + Sync>,
    presenters: Arc<dyn Fn() -> Vec<Presenter> + Send + Sync>,
    finder: Option<Finder>,
    address: Arc<str>,
    pub(crate) counted: Arc<entry::counted::Counted>,
}

impl CataloguePages {
    /// Pages over whatever `shown` answers at the time of a visit.
    pub fn new(kit: &Kit, shown: impl Fn() -> Shown + Send + Sync + 'static) -> Self {
        let nobody_knows = |_| -> Titles { Box::pin(std::future::ready(BTreeMap::new())) };
        Self {
            kit: kit.clone(),
            shown: Arc::new(shown),
            titles: Arc::new(nobody_knows),
            presenters: Arc::new(Vec::new),
            holders: Arc::new(|_, _| Box::pin(std::future::ready(Ok(Vec::new())))),
            finder: None,
            address: "".into(),
            counted: Arc::default(),
        }
    }

    /// The same, with a way to say what a browser's drafts and cases are about.
    #[must_use]
    pub fn with_titles(mut self, titles: impl Fn(Vec<String>) -> Titles + Send + Sync + 'static) -> Self {
        self.titles = Arc::new(titles);
        self
    }

    /// The same, with a way to say who answers for a kind of service on a day.
    #[must_use]
    pub fn with_holders(
        mut self,
        holders: impl Fn(Id<id::ServiceType>, Day) -> Holders + Send + Sync + 'static,
    ) -> Self {
        self.holders = Arc::new(holders);
        self
    }

    /// The same, with the franchises of today.
    #[must_use]
    pub fn with_presenters(mut self, presenters: impl Fn() -> Vec<Presenter> + Send + Sync + 'static) -> Self {
        self.presenters = Arc::new(presenters);
        self
    }

    /// The same, with a search over the inventory.
    #[must_use]
    pub fn with_finder(self, finder: Option<Finder>) -> Self {
        Self { finder, ..self }
    }

    /// The same, which names the address that people see in links for machines.
    #[must_use]
    pub fn with_address(self, address: &str) -> Self {
        Self { address: address.into(), ..self }
    }

    /// What the addresses of these pages begin with, seen from outside.
    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    /// The search over the inventory. Not ready where there is none.
    pub fn finder(&self) -> Result<&Finder, FinderError> {
        self.finder.as_ref().ok_or(FinderError::NotReady)
    }

    /// The routes of these pages.
    pub fn routes(self) -> Routes<()> {
        Routes::new(&self.kit)
            .get("/", Access::Anyone, home::pages::show)
            .get("/life-events/{id}", Access::Anyone, life_event::pages::show)
            .get("/services", Access::Anyone, service::pages::list)
            .get("/services/{id}", Access::Anyone, service::pages::show)
            .get("/search", Access::Anyone, search::pages::show)
            .get("/catalogue", Access::Anyone, entry::list::list)
            .get("/catalogue/{id}", Access::Anyone, entry::page::show)
            .get("/staff/catalogue", Access::Staff(MANAGERS), import::pages::list::list)
            .get("/staff/catalogue/edit", Access::Staff(MANAGERS), import::pages::edit::show)
            .post("/staff/catalogue/edit", Access::Staff(MANAGERS), import::pages::edit::take)
            .get("/staff/catalogue/bring", Access::Staff(MANAGERS), import::bring::show)
            .upload("/staff/catalogue/bring", Access::Staff(MANAGERS), api::LARGEST, import::bring::take)
            .get("/staff/catalogue/table.csv", Access::Staff(MANAGERS), import::bring::table)
            .get("/staff/catalogue/wordings", Access::Staff(MANAGERS), wording::pages::list)
            .get("/staff/catalogue/wordings/{entry}", Access::Staff(MANAGERS), wording::pages::show)
            .post("/staff/catalogue/wordings/{entry}", Access::Staff(MANAGERS), wording::pages::take)
            .get("/staff/catalogue/{id}", Access::Staff(MANAGERS), import::pages::show::show)
            .post("/staff/catalogue/{id}/approve", Access::Staff(MANAGERS), import::pages::show::approve)
            .post("/staff/catalogue/{id}/publish", Access::Staff(MANAGERS), import::pages::show::publish)
            .post("/staff/catalogue/{id}/withdraw", Access::Staff(MANAGERS), import::pages::show::withdraw)
            .post("/staff/catalogue/{id}/undo", Access::Staff(MANAGERS), import::pages::show::undo)
            .get("/api/v1/catalogue/entries", Access::Anyone, entry::api::list)
            .get("/api/v1/catalogue/openapi.json", Access::Anyone, entry::api::describe)
            .get("/api/v1/catalogue/entries/{id}", Access::Anyone, entry::api::show)
            .get("/api/v1/catalogue/export", Access::Staff(MANAGERS), api::export)
            .upload("/api/v1/catalogue/check", Access::Staff(MANAGERS), api::LARGEST, api::look)
            .get("/api/v1/catalogue/imports", Access::Staff(MANAGERS), api::list)
            .upload("/api/v1/catalogue/imports", Access::Staff(MANAGERS), api::LARGEST, api::bring)
            .get("/api/v1/catalogue/imports/{id}", Access::Staff(MANAGERS), api::show)
            .get("/api/v1/catalogue/imports/{id}/changes", Access::Staff(MANAGERS), api::changes)
            .get("/api/v1/catalogue/imports/{id}/records", Access::Staff(MANAGERS), api::records)
            .post("/api/v1/catalogue/imports/{id}/approve", Access::Staff(MANAGERS), api::approve)
            .post("/api/v1/catalogue/imports/{id}/publish", Access::Staff(MANAGERS), api::publish)
            .post("/api/v1/catalogue/imports/{id}/withdraw", Access::Staff(MANAGERS), api::withdraw)
            .post("/api/v1/catalogue/imports/{id}/undo", Access::Staff(MANAGERS), api::undo)
            .get("/api/hsds/v3", Access::Anyone, entry::hsds::about)
            .get("/api/hsds/v3/", Access::Anyone, entry::hsds::about)
            .get("/api/hsds/v3/services", Access::Anyone, entry::hsds::services)
            .get("/api/hsds/v3/services/{id}", Access::Anyone, entry::hsds::service)
            .get("/api/hsds/v3/organizations", Access::Anyone, entry::hsds::organisations)
            .get("/api/hsds/v3/organizations/{id}", Access::Anyone, entry::hsds::organisation)
            .get("/api/hsds/v3/taxonomies", Access::Anyone, entry::hsds::taxonomies)
            .get("/api/hsds/v3/taxonomies/{id}", Access::Anyone, entry::hsds::taxonomy)
            .get("/api/hsds/v3/taxonomy_terms", Access::Anyone, entry::hsds::terms)
            .get("/api/hsds/v3/taxonomy_terms/{id}", Access::Anyone, entry::hsds::one_term)
            .get("/api/hsds/v3/service_at_locations", Access::Anyone, entry::hsds::at_locations)
            .get("/api/hsds/v3/service_at_locations/{id}", Access::Anyone, entry::hsds::at_location)
            .with_state(self)
    }

    pub(crate) async fn titles(&self, ids: Vec<String>) -> BTreeMap<String, About> {
        if ids.is_empty() { BTreeMap::new() } else { (self.titles)(ids).await }
    }

    pub(crate) fn presenters(&self) -> Vec<Presenter> {
        (self.presenters)()
    }

    pub(crate) async fn holders(&self, service_type: Id<id::ServiceType>, day: Day) -> Result<Vec<Holder>, Problem> {
        (self.holders)(service_type, day).await
    }

    pub(crate) fn shown(&self) -> Shown {
        (self.shown)()
    }
}

impl std::fmt::Debug for CataloguePages {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CataloguePages").finish_non_exhaustive()
    }
}

impl Shown {
    /// Where a person starts on a life event, if there is a journey for it.
    pub(crate) fn start(&self, event: &LifeEvent) -> Option<String> {
        self.journeys
            .iter()
            .find(|journey| journey.name() == event.id.name())
            .map(|journey| format!("/start/{}", journey.name()))
    }
}

/// A link to a life event or a service type, with what it is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Entry {
    pub href: String,
    pub title: Text,
    pub summary: Text,
}

impl From<&LifeEvent> for Entry {
    fn from(event: &LifeEvent) -> Self {
        let href = format!("/life-events/{}", event.id.name());
        Self { href, title: event.title.clone(), summary: event.summary.clone() }
    }
}

impl From<&ServiceType> for Entry {
    fn from(service_type: &ServiceType) -> Self {
        let href = format!("/services/{}", service_type.id.name());
        Self { href, title: service_type.title.clone(), summary: service_type.summary.clone() }
    }
}

/// Links in the alphabetical order of their titles in one language.
pub(crate) fn sorted<'a, T: 'a>(items: impl Iterator<Item = &'a T>, language: Language) -> Vec<Entry>
where
    Entry: From<&'a T>,
{
    let mut entries: Vec<Entry> = items.map(Entry::from).collect();
    entries.sort_by_cached_key(|entry| search::folded(entry.title.in_language(language)));
    entries
}

#[cfg(test)]
mod tests;
