//! Where an old page of a body that is no more is now. Its name still leads people to our server; what they find is
//! always a page that the model names, whatever they asked for.

use catalogue::Catalogue;
use serde::{Deserialize, Serialize};
use values::{Day, Id, id};

use super::Successions;
use crate::transfer::Thing;

/// A page of a body that was about one service; pages below it were too.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OldPage {
    /// Where it was, below the body's own name.
    pub path: OldPath,
    /// What it was about.
    pub service_type: Id<id::ServiceType>,
}

/// The path of an address, such as `/bins/missed`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct OldPath(String);

/// Why a text is no path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a path begins with / and has neither spaces nor ? nor #: write it as /bins")]
pub struct NoPath;

impl TryFrom<String> for OldPath {
    type Error = NoPath;

    fn try_from(text: String) -> Result<Self, NoPath> {
        let fits =
            text.starts_with('/') && text.bytes().all(|byte| byte.is_ascii_graphic() && !b"?#\\".contains(&byte));
        if fits { Ok(Self(text.trim_end_matches('/').to_ascii_lowercase())) } else { Err(NoPath) }
    }
}

impl From<OldPath> for String {
    fn from(path: OldPath) -> Self {
        if path.0.is_empty() { "/".to_owned() } else { path.0 }
    }
}

impl OldPath {
    /// Is it this page, or one above it?
    fn covers(&self, asked: &str) -> bool {
        asked.strip_prefix(&self.0).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }
}

/// Where an old page is now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NowAt<'a> {
    /// Our page of a service.
    Service(&'a Id<id::ServiceType>),
    /// The page of the one body that follows.
    Successor(&'a str),
    /// Several bodies follow, or one without a page: our page that says who answers where.
    WhoAnswers,
}

/// Where a page is now that was under this name, on this day. Nothing where the name is nobody's, or also that of a
/// body that nobody follows: then it is theirs to answer.
pub fn now_at<'a>(
    catalogue: &'a Catalogue,
    successions: &'a Successions,
    name: &str,
    path: &str,
    day: Day,
) -> Option<NowAt<'a>> {
    let followed = successions.followed(day);
    let (old, others): (Vec<_>, Vec<_>) = catalogue
        .organisations()
        .filter(|body| body.contact.page.as_deref().is_some_and(|page| is_under(page, name)))
        .map(|body| &body.id)
        .partition(|body| followed.contains(body));
    let (Some(body), true) = (old.first().copied(), others.is_empty()) else { return None };
    let asked = path.trim_end_matches('/').to_ascii_lowercase();
    let rows = successions.of_body(body, day).filter(|row| row.thing == Thing::Pages);
    let about = rows.flat_map(|row| &row.pages).filter(|page| page.path.covers(&asked));
    if let Some(page) = about.max_by_key(|page| page.path.0.len()) {
        return Some(NowAt::Service(&page.service_type));
    }
    let successors = successions.successors(body, Thing::Pages, &[], day);
    let page = match &successors[..] {
        [one] => catalogue.organisation(one).and_then(|body| body.contact.page.as_deref()),
        _ => None,
    };
    Some(page.map_or(NowAt::WhoAnswers, NowAt::Successor))
}

/// Is the address of a page under this name? With `www.` or without it is the same.
pub(super) fn is_under(page: &str, name: &str) -> bool {
    let plain = |name: &str| name.strip_prefix("www.").unwrap_or(name).to_ascii_lowercase();
    let host = page.split_once("://").map_or(page, |(_, rest)| rest).split(['/', '?', '#', ':']).next();
    !name.is_empty() && plain(host.unwrap_or_default()) == plain(&name.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_a_path_and_covers_what_is_below_it() {
        let path = |text: &str| OldPath::try_from(text.to_owned());
        for bad in ["bins", "", "https://example.org/", "/bins?x=1", "/b ins", "/bins#top", "\\\\example.org"] {
            assert_eq!(path(bad), Err(NoPath), "{bad}");
        }
        let bins = path("/Bins/").unwrap();
        assert!(bins.covers("/bins") && bins.covers("/bins/missed"));
        assert!(!bins.covers("/binsandmore") && !bins.covers(""));
        assert!(path("/").unwrap().covers("/anything"));
        assert_eq!(String::from(path("/").unwrap()), "/");
    }

    #[test]
    fn a_name_is_the_same_with_and_without_its_www() {
        assert!(
            is_under("https://www.old.example/x", "old.example") && is_under("https://old.example", "WWW.OLD.example")
        );
        assert!(!is_under("https://www.old.example", "older.example") && !is_under("https://www.old.example", ""));
        assert!(!is_under("https://www.old.example", "old.example.attacker.example"));
    }
}
