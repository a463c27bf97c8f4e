//! `GET /responsibility/gaps`: where and when nobody answers, and where what belongs together fell apart.

use axum::{
    extract::{Query, State},
    response::Response,
};
use catalogue::Catalogue;
use jiff::ToSpan;
use serde::{Deserialize, Serialize};
use values::{Day, Language, Text};
use web::{MessageRef, Mistakes, Page, Problem, Visit};

use super::{Basis, ResponsibilityPages, Seen, address, day_or, mistakes, sheet};
use crate::{
    Function, Model,
    question::{Gap, Missing, ask, gaps, told},
    seam::{
        CatalogueGround, Seam,
        rules::detect,
        told::{Told, tell},
    },
};

/// What somebody asked.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    pub day: String,
}

#[derive(Debug, Serialize)]
pub(crate) struct GapsPage {
    pub day: Day,
    pub typed: String,
    pub mistakes: Mistakes,
    #[serde(flatten)]
    pub basis: Basis,
    pub count: usize,
    /// The first of them.
    pub gaps: Vec<Line>,
    /// How many seams there are within a year.
    pub seams_count: usize,
    /// The first of them.
    pub seams: Vec<Told>,
    pub csv: String,
    pub seams_csv: String,
    pub api: String,
}

/// One gap.
#[derive(Debug, Serialize)]
pub(crate) struct Line {
    pub service: Text,
    pub href: String,
    /// `nobody`, `several` or `system`.
    pub missing: &'static str,
    pub function: Option<Function>,
    pub places: Vec<Text>,
    /// How many places are not named.
    pub more: usize,
    /// Empty where channels don't matter.
    pub channels: Vec<&'static str>,
    pub from: Day,
    /// Had it begun by the day from which on is asked?
    pub is_open: bool,
    /// The last day.
    pub last: Option<Day>,
}

/// As many lines as a page shows.
const SHOWN: usize = 100;
/// As many places as a line names.
pub(super) const NAMED: usize = 5;

impl Page for GapsPage {
    const TEMPLATE: &'static str = "responsibility/gaps.html";
}

pub(crate) async fn show(
    State(pages): State<ResponsibilityPages>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let shown = pages.seen().await?;
    let mut unclear = Vec::new();
    let day = day_or(&asked.day, pages.today(), &mut unclear);
    let on = day.to_string();
    let parameters = [("day", on.as_str())];
    let lacks = pages.lacks(&shown, day).await;
    let (found, seams) = (&lacks.gaps, seams_with_names(&shown, &lacks));
    let page = GapsPage {
        day,
        typed: if asked.day.is_empty() { day.to_string() } else { asked.day.clone() },
        basis: shown.basis(day),
        mistakes: mistakes(&unclear),
        count: found.len(),
        gaps: found
            .iter()
            .take(SHOWN)
            .map(|gap| line(&shown.catalogue, gap, Some(day), visit.language, NAMED))
            .collect(),
        seams_count: seams.len(),
        seams: seams.into_iter().take(SHOWN).collect(),
        csv: address("/responsibility/gaps.csv", &parameters),
        seams_csv: address("/responsibility/seams.csv", &parameters),
        api: address("/api/responsibility/gaps", &parameters),
    };
    Ok(pages.kit.page(&visit, &page))
}

pub(crate) async fn csv(
    State(pages): State<ResponsibilityPages>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let shown = pages.seen().await?;
    let day = ask::day(&asked.day, pages.today())?;
    let say = |message: &'static str| pages.say(visit.language, &message.into());
    let heads = ["matrix-service", "gaps-what", "gaps-where", "gaps-channels", "gaps-from", "gaps-last"];
    let mut text = vec![heads.map(say).to_vec()];
    for gap in &pages.lacks(&shown, day).await.gaps {
        let line = line(&shown.catalogue, gap, Some(day), visit.language, usize::MAX);
        let name = |text: &Text| text.in_language(visit.language).to_owned();
        let what = match line.function {
            Some(function) => {
                format!("{} ({})", say(missing(line.missing)), pages.say(visit.language, &super::function(function)))
            }
            None => say(missing(line.missing)),
        };
        text.push(vec![
            name(&line.service),
            what,
            line.places.iter().map(name).collect::<Vec<_>>().join("; "),
            line.channels.join("; "),
            line.from.to_string(),
            line.last.map(|last| last.to_string()).unwrap_or_default(),
        ]);
    }
    Ok(sheet(&format!("gaps-{day}"), &text))
}

pub(crate) async fn seams_csv(
    State(pages): State<ResponsibilityPages>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let shown = pages.seen().await?;
    let day = ask::day(&asked.day, pages.today())?;
    let say = |message: &MessageRef| pages.say(visit.language, message);
    let heads =
        ["matrix-service", "seams-what", "seams-next", "gaps-where", "gaps-channels", "timeline-segment", "gaps-from"];
    let mut text = vec![heads.map(|head| say(&head.into())).to_vec()];
    let lacks = pages.lacks(&shown, day).await;
    for told in seams_with_names(&shown, &lacks) {
        text.push(vec![
            told.services.iter().map(|of| of.name.in_language(visit.language)).collect::<Vec<_>>().join("; "),
            say(&told.what),
            say(&told.next),
            told.areas.iter().map(|area| area.in_language(visit.language)).collect::<Vec<_>>().join("; "),
            told.channels.iter().map(|channel| channel.as_str()).collect::<Vec<_>>().join("; "),
            told.segment.clone().unwrap_or_default(),
            told.day.to_string(),
        ]);
    }
    Ok(sheet(&format!("seams-{day}"), &text))
}

/// What a model lacks from a day on: gaps whenever they begin, seams within a year.
#[derive(Debug, Serialize)]
pub(crate) struct Lacks {
    pub gaps: Vec<Gap>,
    pub seams: Vec<Seam>,
}

impl Lacks {
    pub fn of(model: &Model, catalogue: &Catalogue, day: Day) -> Self {
        let span = (day, day.saturating_add(1.year()));
        Self { gaps: gaps(model, catalogue, day), seams: detect(model, &CatalogueGround::new(catalogue), span) }
    }
}

fn seams_with_names(shown: &Seen, lacks: &Lacks) -> Vec<Told> {
    tell(&lacks.seams, &shown.catalogue, shown.model.arrangements())
}

fn missing(missing: &str) -> &'static str {
    match missing {
        "nobody" => "gaps-nobody",
        "several" => "gaps-several",
        _ => "gaps-system",
    }
}

/// One gap with its names, where those from a day on were asked for.
pub(super) fn line(catalogue: &Catalogue, gap: &Gap, asked: Option<Day>, language: Language, named: usize) -> Line {
    let (missing, function) = match gap.missing {
        Missing::Nobody(function) => ("nobody", Some(function)),
        Missing::Several(function) => ("several", Some(function)),
        Missing::System => ("system", None),
    };
    let mut places: Vec<Text> = gap.places.iter().map(|place| told::area(catalogue, place).name).collect();
    places.sort_by(|a, b| a.in_language(language).cmp(b.in_language(language)));
    let more = places.len().saturating_sub(named);
    places.truncate(named);
    Line {
        service: told::service(catalogue, &gap.service_type).name,
        href: format!("/responsibility/services/{}", gap.service_type.name()),
        missing,
        function,
        places,
        more,
        channels: if gap.channels.len() == 4 { Vec::new() } else { gap.channels.iter().map(|c| c.as_str()).collect() },
        from: gap.days.from,
        is_open: asked == Some(gap.days.from),
        last: told::last(gap.days),
    }
}
