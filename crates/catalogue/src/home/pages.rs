//! `GET /`.

use std::collections::BTreeSet;

use axum::{extract::State, response::Response};
use serde::Serialize;
use web::{Page, Visit};

use crate::{
    CataloguePages,
    pages::{About, Entry, sorted},
};

/// A browser that holds more than this is somebody's who tests; the newest are enough.
const MOST_WAYS_BACK: usize = 5;

#[derive(Debug, Serialize)]
pub(crate) struct HomePage {
    pub events: Vec<Entry>,
    pub back: Vec<WayBack>,
}

/// Something that this browser began or sent.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(crate) struct WayBack {
    pub href: String,
    pub sent: bool,
    pub about: Option<About>,
}

impl Page for HomePage {
    const TEMPLATE: &'static str = "catalogue/home.html";
}

pub(crate) async fn show(State(pages): State<CataloguePages>, visit: Visit) -> Response {
    let shown = pages.shown();
    let mut back = ways_back(visit.grants("case:"), visit.grants("draft:"));
    let id = |way: &WayBack| way.href.rsplit('/').next().unwrap_or_default().to_owned();
    let mut titles = pages.titles(back.iter().map(id).collect()).await;
    for way in &mut back {
        way.about = titles.remove(&id(way));
    }
    let page = HomePage { events: sorted(shown.catalogue.life_events(), visit.language), back };
    pages.kit.page(&visit, &page)
}

/// Sent applications, then drafts that were not sent; of each the newest first. A draft that was sent has its name.
fn ways_back<'a>(cases: impl Iterator<Item = &'a str>, drafts: impl Iterator<Item = &'a str>) -> Vec<WayBack> {
    let named = |id: &'a str| Some((id.split_once('_')?.1, id));
    let cases: Vec<(&str, &str)> = cases.filter_map(named).collect();
    let sent: BTreeSet<&str> = cases.iter().map(|(name, _)| *name).collect();
    let drafts: Vec<(&str, &str)> = drafts.filter_map(named).filter(|(name, _)| !sent.contains(name)).collect();
    let newest = |mut ids: Vec<(&'a str, &'a str)>, folder: &'static str, sent: bool| {
        ids.sort_unstable_by(|a, b| b.cmp(a));
        ids.into_iter().take(MOST_WAYS_BACK).map(move |(_, id)| WayBack {
            href: format!("/{folder}/{id}"),
            sent,
            about: None,
        })
    };
    newest(cases, "cases", true).chain(newest(drafts, "drafts", false)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_sent_is_a_case_and_no_draft_any_more() {
        let back = ways_back(["app_1", "app_2"].into_iter(), ["dft_1", "dft_3", "odd"].into_iter());
        let back: Vec<(&str, bool)> = back.iter().map(|way| (way.href.as_str(), way.sent)).collect();
        assert_eq!(back, [("/cases/app_2", true), ("/cases/app_1", true), ("/drafts/dft_3", false)]);
    }
}
