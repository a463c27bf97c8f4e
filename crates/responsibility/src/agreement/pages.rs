//! `GET /responsibility/agreements`: what bodies agreed and what each agreement lacks; and which officers may decide.

use axum::{
    extract::{Query, State},
    response::Response,
};
use serde::{Deserialize, Serialize};
use values::Day;
use web::{Mistakes, Page, Problem, Visit};

use super::told::{self, Standing};
use crate::{
    delegation,
    pages::{Basis, ResponsibilityPages, day_or, mistakes},
};

/// What somebody asked.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    day: String,
}

#[derive(Debug, Serialize)]
pub(crate) struct AgreementsPage {
    day: Day,
    typed: String,
    mistakes: Mistakes,
    #[serde(flatten)]
    basis: Basis,
    /// Those that hold that day or later.
    agreements: Vec<told::Told>,
    ended: Vec<told::Told>,
    /// Those that hold that day or later.
    powers: Vec<delegation::told::Told>,
    ended_powers: Vec<delegation::told::Told>,
}

impl Page for AgreementsPage {
    const TEMPLATE: &'static str = "agreement/agreements.html";
}

pub(crate) async fn show(
    State(pages): State<ResponsibilityPages>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let shown = pages.seen().await?;
    let mut unclear = Vec::new();
    let day = day_or(&asked.day, pages.today(), &mut unclear);
    let (model, catalogue) = (&shown.model, &shown.catalogue);
    let agreements = told::tell(model, catalogue, day, visit.language);
    let (ended, agreements) = agreements.into_iter().partition(|known| known.stands == Standing::Ended);
    let powers = delegation::told::tell(model.arrangements(), catalogue, day, visit.language);
    let (ended_powers, powers) = powers.into_iter().partition(|known| known.stands == Standing::Ended);
    let typed = if asked.day.is_empty() { day.to_string() } else { asked.day };
    let (mistakes, basis) = (mistakes(&unclear), shown.basis(day));
    let page = AgreementsPage { day, typed, mistakes, basis, agreements, ended, powers, ended_powers };
    Ok(pages.kit.page(&visit, &page))
}
