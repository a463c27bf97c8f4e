//! `GET /responsibility/coverage`: every service by every function at one place, by one channel, on one day.

use axum::{
    extract::{Query, State},
    response::Response,
};
use serde::{Deserialize, Serialize};
use values::{AreaCode, Channel, Day, Language, Text};
use web::{MessageRef, Mistakes, Page, Problem, Visit};

use super::{
    Basis, ChannelChoice, PlaceChoice, ResponsibilityPages, Seen, address, channels, day_or, mistakes, places,
    spreadsheet,
};
use crate::{
    Function, OperatingForm,
    picture::{
        coverage::{self as matrix, Coverage, Held},
        csv,
    },
    question::{
        ask::{self, Unclear},
        told::{self, Named},
    },
};

/// What somebody asked.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    pub place: String,
    pub channel: String,
    pub day: String,
}

/// What that means.
pub(super) struct Read {
    pub place: Option<AreaCode>,
    pub channel: Channel,
    pub day: Day,
}

#[derive(Debug, Serialize)]
pub(crate) struct CoveragePage {
    pub typed: Typed,
    pub channels: Vec<ChannelChoice>,
    pub places: Vec<PlaceChoice>,
    pub mistakes: Mistakes,
    #[serde(flatten)]
    pub basis: Basis,
    pub found: Option<Found>,
}

#[derive(Debug, Serialize)]
pub(crate) struct Typed {
    pub place: String,
    pub day: String,
}

#[derive(Debug, Serialize)]
pub(crate) struct Found {
    pub place: Option<Named>,
    /// Does it consist of several places?
    pub is_large: bool,
    pub channel: &'static str,
    pub day: Day,
    pub functions: [Function; 4],
    pub lines: Vec<Line>,
    /// Of each line.
    pub gaps: usize,
    pub csv: String,
    pub api: String,
}

/// One service.
#[derive(Debug, Serialize)]
pub(crate) struct Line {
    pub title: Text,
    pub href: String,
    pub cells: Vec<Cell>,
}

#[derive(Debug, Serialize)]
pub(crate) struct Cell {
    pub function: Function,
    pub bodies: Vec<Body>,
    /// Does somewhere nobody hold it?
    pub gap: bool,
    /// Where, in a place of several parts.
    pub bare: Vec<Text>,
}

#[derive(Debug, Serialize)]
pub(crate) struct Body {
    pub name: Text,
    pub form: OperatingForm,
    pub franchise: Option<Named>,
}

impl Page for CoveragePage {
    const TEMPLATE: &'static str = "responsibility/coverage.html";
}

pub(crate) async fn show(
    State(pages): State<ResponsibilityPages>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let shown = pages.seen().await?;
    let read = read(&pages, &shown, &asked);
    let (found, unclear) = match &read {
        Ok(read) => (Some(found(&shown, &asked, read, visit.language)), &[][..]),
        Err(unclear) => (None, &unclear[..]),
    };
    let channel = ask::channel(&asked.channel).ok().flatten().unwrap_or(Channel::Web);
    let with_place =
        |place: &str| link("/responsibility/coverage", &Asked { place: place.to_owned(), ..asked.clone() });
    let page = CoveragePage {
        typed: Typed {
            place: asked.place.clone(),
            day: if asked.day.is_empty() { pages.today().to_string() } else { asked.day.clone() },
        },
        channels: channels(Some(channel)),
        places: places(unclear, with_place),
        basis: shown.basis(read.as_ref().map_or(pages.today(), |read| read.day)),
        mistakes: mistakes(unclear),
        found,
    };
    Ok(pages.kit.page(&visit, &page))
}

pub(crate) async fn csv(
    State(pages): State<ResponsibilityPages>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let shown = pages.seen().await?;
    let read = read(&pages, &shown, &asked).map_err(first)?;
    let name = |text: &Text| text.in_language(visit.language).to_owned();
    let found = found(&shown, &asked, &read, visit.language);
    let mut lines = vec![vec![pages.say(visit.language, &"matrix-service".into())]];
    lines[0].extend(found.functions.map(|function| pages.say(visit.language, &super::function(function))));
    for line in &found.lines {
        let bodies = |cell: &Cell| {
            let mut said: Vec<String> = cell.bodies.iter().map(|body| name(&body.name)).collect();
            if !cell.bare.is_empty() && !said.is_empty() {
                let places = cell.bare.iter().map(&name).collect::<Vec<_>>().join(", ");
                said.push(pages.say(visit.language, &MessageRef::new("matrix-nobody-in").with("places", places)));
            }
            said.join("; ")
        };
        lines.push([vec![name(&line.title)], line.cells.iter().map(bodies).collect()].concat());
    }
    let text = csv::csv(lines.iter().map(|line| line.iter().map(String::as_str).collect()));
    Ok(spreadsheet(&format!("coverage-{}-{}", read.channel.as_str(), read.day), text))
}

/// Reads what was asked; online where no channel is named.
pub(super) fn read(pages: &ResponsibilityPages, shown: &Seen, asked: &Asked) -> Result<Read, Vec<Unclear>> {
    let mut unclear = Vec::new();
    let place = ask::place(&shown.catalogue, &asked.place).map_err(|error| unclear.push(error)).ok().flatten();
    let channel = ask::channel(&asked.channel).map_err(|error| unclear.push(error)).ok().flatten();
    let day = day_or(&asked.day, pages.today(), &mut unclear);
    if unclear.is_empty() { Ok(Read { place, channel: channel.unwrap_or(Channel::Web), day }) } else { Err(unclear) }
}

/// The matrix itself.
pub(super) fn matrix(shown: &Seen, read: &Read) -> Coverage {
    let asked = matrix::Asked {
        place: read.place.as_ref(),
        channel: read.channel,
        day: read.day,
        version: shown.model.version(),
    };
    let mut coverage = matrix::coverage(&shown.model, &shown.catalogue, &asked);
    if read.place.is_none() {
        // Without a place nothing can be said of services that depend on it.
        let is_everywhere = |line: &matrix::Line| {
            shown.catalogue.service_type(&line.service_type).is_some_and(|known| !ask::is_by_place(known))
        };
        coverage.lines.retain(is_everywhere);
        coverage.gaps = coverage.lines.iter().flat_map(|line| &line.bare).filter(|bare| !bare.is_empty()).count();
    }
    coverage
}

fn found(shown: &Seen, asked: &Asked, read: &Read, language: Language) -> Found {
    let catalogue = &shown.catalogue;
    let coverage = matrix(shown, read);
    let body = |held: &Held| Body {
        name: told::body(catalogue, &held.holder).name,
        form: held.form,
        franchise: held.franchise.as_ref().map(|id| told::franchise(&shown.model, id)),
    };
    let is_large = read.place.as_ref().is_some_and(|place| catalogue.areas().smallest(place, read.day).len() > 1);
    let area = |area: &AreaCode| told::area(catalogue, area).name;
    let mut lines: Vec<Line> = coverage
        .lines
        .iter()
        .map(|line| Line {
            title: told::service(catalogue, &line.service_type).name,
            href: format!("/responsibility/services/{}", line.service_type.name()),
            cells: Function::ALL
                .into_iter()
                .zip(line.cells.iter().zip(&line.bare))
                .map(|(function, (held, bare))| Cell {
                    function,
                    bodies: held.iter().map(body).collect(),
                    gap: !bare.is_empty(),
                    bare: if is_large { bare.iter().flatten().map(area).collect() } else { Vec::new() },
                })
                .collect(),
        })
        .collect();
    lines.sort_by_cached_key(|line| line.title.in_language(language).to_lowercase());
    Found {
        place: read.place.as_ref().map(|place| told::area(catalogue, place)),
        is_large,
        channel: read.channel.as_str(),
        day: read.day,
        functions: Function::ALL,
        lines,
        gaps: coverage.gaps,
        csv: link("/responsibility/coverage.csv", asked),
        api: link("/api/responsibility/coverage", asked),
    }
}

pub(super) fn first(unclear: Vec<Unclear>) -> Problem {
    unclear.into_iter().next().map_or_else(Problem::not_found, Problem::from)
}

fn link(path: &str, asked: &Asked) -> String {
    address(path, &[("place", &asked.place), ("channel", &asked.channel), ("day", &asked.day)])
}
