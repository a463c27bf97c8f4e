//! `GET /responsibility/franchises`: every franchise, for whom it is, who leads it today and who takes part.

use axum::{
    extract::{Query, State},
    response::Response,
};
use serde::{Deserialize, Serialize};
use values::{Day, Text};
use web::{Mistakes, Page, Problem, Visit};

use super::{Basis, ResponsibilityPages, address, day_or, mistakes, sheet};
use crate::{
    franchise::told::{Brief, Standing, ToldServes, list},
    question::ask,
};

/// What somebody asked.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    pub day: String,
}

#[derive(Debug, Serialize)]
pub(crate) struct FranchisesPage {
    pub day: Day,
    pub typed: String,
    pub mistakes: Mistakes,
    /// The same for spreadsheets and for machines.
    pub csv: String,
    pub api: String,
    #[serde(flatten)]
    pub basis: Basis,
    pub open: Vec<Brief>,
    pub closed: Vec<Brief>,
}

impl Page for FranchisesPage {
    const TEMPLATE: &'static str = "responsibility/franchises.html";
}

pub(crate) async fn show(
    State(pages): State<ResponsibilityPages>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let shown = pages.seen().await?;
    let mut unclear = Vec::new();
    let day = day_or(&asked.day, pages.today(), &mut unclear);
    let all = list(&shown.model, &shown.catalogue, day);
    let (closed, open) = all.into_iter().partition(|known| known.stands == Standing::Closed);
    let typed = if asked.day.is_empty() { day.to_string() } else { asked.day };
    let on = day.to_string();
    let link = |path: &str| address(path, &[("day", &on)]);
    let page = FranchisesPage {
        day,
        typed,
        mistakes: mistakes(&unclear),
        csv: link("/responsibility/franchises.csv"),
        api: link("/api/responsibility/franchises"),
        basis: shown.basis(day),
        open,
        closed,
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
    let heads = ["franchise-one", "franchise-serves", "franchise-lead", "franchise-partners", "gaps-from", "gaps-last"];
    let mut text = vec![heads.map(say).to_vec()];
    let name = |text: &Text| text.in_language(visit.language).to_owned();
    for known in list(&shown.model, &shown.catalogue, day) {
        text.push(vec![
            name(&known.name),
            match &known.serves {
                ToldServes::LifeEvent(event) => name(&event.name),
                ToldServes::Segment(segment) => segment.clone(),
            },
            known.lead.as_ref().map(|lead| name(&lead.name)).unwrap_or_default(),
            known.partners.iter().map(|partner| name(&partner.name)).collect::<Vec<_>>().join("; "),
            known.from.to_string(),
            known.last.map(|last| last.to_string()).unwrap_or_default(),
        ]);
    }
    Ok(sheet(&format!("franchises-{day}"), &text))
}
