//! Open311 GeoReport v2: form-encoded requests, JSON or XML answers, and no idempotency key.
//!
//! Ours travels as `attribute[portico_key]` and once more in the description, because the standard's listing shows
//! descriptions and no attributes. Listings are often public: nothing that a person said goes into the description.

mod wire;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
    time::Duration,
};

use reqwest::Method;
use serde::Deserialize;

use crate::{
    Answer, Connector, Delivery, Dispatch, Failure, Findable, Host, Polled, Reply, Speaker,
    failure::Repeat,
    guard::{Door, Heard},
    system,
};
use wire::{Entry, Format, Outcomes};

/// Entries asked for at a time.
const PAGE: usize = 100;
/// Pages looked through for one request.
const PAGES: usize = 20;
/// How far a search looks back from the newest entry, in seconds: the 90 days of the standard.
const LOOK_BACK: i64 = 90 * 24 * 60 * 60;
/// How long a search may take.
const SEARCH: Duration = Duration::from_mins(1);

/// What a system's settings may say.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// `jurisdiction_id`, where one address serves several.
    pub jurisdiction_id: Option<String>,
    /// Our service types (without prefix) as their service codes, where they differ.
    pub services: BTreeMap<String, String>,
    /// Our fields that the standard has a parameter for, such as `address = "address_string"`.
    pub parameters: BTreeMap<String, String>,
    /// The format that is asked for. Either is read.
    pub format: Format,
    /// What the first words of `status_notes` mean when a request is closed, beside the usual.
    pub outcomes: Outcomes,
    /// It is agreed that the listing shows every request, with the description as it was sent, as soon as the request
    /// was taken. Without that, a request that is not listed may still be there.
    pub listing_is_complete: bool,
}

struct Open311 {
    door: Door,
    api_key: String,
    settings: Settings,
}

pub(crate) fn speaker(door: Door, host: &Host, settings: &serde_json::Value) -> Result<Speaker, String> {
    let settings: Settings = system::settings(settings)?;
    if let Some(unknown) = settings.parameters.values().find(|name| !wire::PARAMETERS.contains(&name.as_str())) {
        return Err(format!("'settings.parameters': the standard has no parameter '{unknown}'"));
    }
    let open311 = Arc::new(Open311 { door, api_key: host.newest_secret().to_owned(), settings });
    Ok(Speaker {
        connector: open311.clone(),
        polled: Some(open311.clone()),
        calls_back: false,
        findable: Some(open311),
        told: None,
        honours_key: false,
    })
}

impl Connector for Open311 {
    fn deliver<'a>(&'a self, dispatch: &'a Dispatch) -> Reply<'a, Delivery> {
        Box::pin(async move {
            let mut form = wire::form(dispatch, self.service_code(dispatch), &self.settings.parameters);
            form.extend(self.jurisdiction().map(|id| ("jurisdiction_id".to_owned(), id.to_owned())));
            if !self.api_key.is_empty() {
                form.push(("api_key".to_owned(), self.api_key.clone()));
            }
            let post = self.door.request(Method::POST, &[&self.file("requests")]).form(&form);
            let heard = self.door.call(post).await.map_err(Failure::sending)?;
            if !(200..300).contains(&heard.status) {
                return Err(Failure::refusal(heard.status, heard.wait, Repeat::Unsafe));
            }
            let their_reference = wire::taken(&heard.body).map_err(Failure::unknown)?;
            Ok(Delivery::Accepted { their_reference })
        })
    }
}

impl Polled for Open311 {
    fn read<'a>(&'a self, their_reference: &'a str) -> Reply<'a, Option<Answer>> {
        Box::pin(async move {
            let id = match their_reference.strip_prefix(wire::TOKEN) {
                None => their_reference.to_owned(),
                Some(token) => match wire::exchanged(&self.get("tokens", token).await?).map_err(Failure::unknown)? {
                    Some(id) => id,
                    None => return Ok(None),
                },
            };
            let body = self.get("requests", &id).await?;
            wire::state(&body, &id, &self.settings.outcomes).map_err(Failure::unknown)
        })
    }
}

impl Findable for Open311 {
    fn find<'a>(&'a self, dispatch: &'a Dispatch) -> Reply<'a, Option<String>> {
        Box::pin(async move {
            let searched = tokio::time::timeout(SEARCH, self.search(dispatch)).await;
            searched.map_err(|_| Failure::later("the listing could not be read to its end in time"))?
        })
    }
}

impl Open311 {
    /// Looks through the listing, newest first. One match is the request; two are for a person to look at; none is
    /// certain only where that was agreed and the listing was read to its end.
    async fn search(&self, dispatch: &Dispatch) -> Result<Option<String>, Failure> {
        let (mut seen, mut matches) = (BTreeSet::new(), BTreeSet::new());
        let mut newest = i64::MIN;
        let mut read_to_the_end = false;
        for page in 1..=PAGES {
            let entries = self.page(dispatch, page).await?;
            newest = entries.iter().filter_map(Entry::requested).fold(newest, i64::max);
            matches.extend(entries.iter().filter(|entry| entry.has_key(&dispatch.key)).filter_map(Entry::reference));
            let old = |entry: &Entry| entry.requested().is_some_and(|at| at < newest.saturating_sub(LOOK_BACK));
            if entries.is_empty() || entries.iter().all(old) {
                read_to_the_end = true;
                break;
            }
            let new = entries.iter().filter_map(Entry::reference).filter(|id| seen.insert(id.clone())).count();
            if new == 0 {
                break; // The same page again: this system does not page, and may have left entries out.
            }
        }
        match matches.len() {
            1 => Ok(matches.pop_first()),
            0 if read_to_the_end && self.settings.listing_is_complete => Ok(None),
            0 => {
                Err(Failure::unknown("the listing does not show the request, which does not mean that it is not there"))
            }
            _ => Err(Failure::unknown("the listing shows more than one request with our key")),
        }
    }

    async fn page(&self, dispatch: &Dispatch, page: usize) -> Result<Vec<Entry>, Failure> {
        let mut query = vec![
            ("service_code", self.service_code(dispatch).to_owned()),
            ("page", page.to_string()),
            ("page_size", PAGE.to_string()),
            ("extensions", "true".to_owned()),
        ];
        query.extend(self.jurisdiction().map(|id| ("jurisdiction_id", id.to_owned())));
        let get = self.door.request(Method::GET, &[&self.file("requests")]).query(&query);
        let heard = self.door.call(get).await.map_err(Failure::asking)?;
        if heard.status != 200 {
            return Err(Failure::no_answer(heard.status, heard.wait));
        }
        wire::entries(&heard.body).map_err(Failure::unknown)
    }

    async fn get(&self, folder: &str, id: &str) -> Result<Vec<u8>, Failure> {
        let query: Vec<_> = self.jurisdiction().map(|id| ("jurisdiction_id", id)).into_iter().collect();
        let get = self.door.request(Method::GET, &[folder, &self.file(id)]).query(&query);
        match self.door.call(get).await.map_err(Failure::asking)? {
            Heard { status: 200, body, .. } => Ok(body),
            Heard { status: 404 | 410, .. } => Err(Failure::never("the system does not know the reference")),
            Heard { status, wait, .. } => Err(Failure::no_answer(status, wait)),
        }
    }

    fn service_code<'a>(&'a self, dispatch: &'a Dispatch) -> &'a str {
        let name = dispatch.service_type.name();
        self.settings.services.get(name).map_or(name, String::as_str)
    }

    fn jurisdiction(&self) -> Option<&str> {
        self.settings.jurisdiction_id.as_deref()
    }

    fn file(&self, name: &str) -> String {
        format!("{name}.{}", self.settings.format.extension())
    }
}
