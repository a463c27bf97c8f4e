//! `GET /responsibility/franchises`: every franchise, for whom it is, who leads it today and who takes part.

use axum::{extract::State, response::Response};
use serde::Serialize;
use values::{Day, Text};
use web::{Page, Problem, Visit};

use super::{ResponsibilityPages, spreadsheet};
use crate::{
    franchise::told::{Brief, Standing, ToldServes, list},
    picture::csv,
};

#[derive(Debug, Serialize)]
pub(crate) struct FranchisesPage {
    pub day: Day,
    /// How many scheduled transfers count as done from their day on.
    pub scheduled: usize,
    pub open: Vec<Brief>,
    pub closed: Vec<Brief>,
}

impl Page for FranchisesPage {
    const TEMPLATE: &'static str = "responsibility/franchises.html";
}

pub(crate) async fn show(State(pages): State<ResponsibilityPages>, visit: Visit) -> Result<Response, Problem> {
    let (shown, day) = (pages.seen().await?, pages.today());
    let all = list(&shown.model, &shown.catalogue, day);
    let (closed, open) = all.into_iter().partition(|known| known.stands == Standing::Closed);
    Ok(pages.kit.page(&visit, &FranchisesPage { day, scheduled: shown.scheduled, open, closed }))
}

pub(crate) async fn csv(State(pages): State<ResponsibilityPages>, visit: Visit) -> Result<Response, Problem> {
    let shown = pages.seen().await?;
    let say = |message: &'static str| pages.say(visit.language, &message.into());
    let heads = ["franchise-one", "franchise-serves", "franchise-lead", "franchise-partners", "gaps-from", "gaps-last"];
    let mut text = vec![heads.map(say).to_vec()];
    let name = |text: &Text| text.in_language(visit.language).to_owned();
    for known in list(&shown.model, &shown.catalogue, pages.today()) {
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
    Ok(spreadsheet("franchises", csv::csv(text.iter().map(|line| line.iter().map(String::as_str).collect()))))
}
