//! `GET /transfers/{id}/proof`: the sheet of the rehearsal, of the vesting, and once all work has followed; as a page
//! to be printed, as the very text that its hash is of, and as a table.

use axum::{
    extract::{Path, Query, State as Of},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};
use values::{Day, Id, Text, id};
use web::{MessageRef, Page, Problem, Visit};

use super::{
    named,
    sheet::{self, Sheet},
};
use crate::{
    ResponsibilityPages,
    transfer::{
        ProofSheet, Transfer, TransferError, commands,
        proof::{Made, store::Kept},
    },
};

/// Which sheet.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    made: Option<String>,
}

#[derive(Debug, Serialize)]
pub(crate) struct ProofPage {
    pub id: Id<id::Transfer>,
    pub title: Text,
    pub kind: crate::transfer::Kind,
    pub day: Day,
    pub instrument: Text,
    pub illustrative: bool,
    pub state: &'static str,
    /// Can it still vest?
    pub ahead: bool,
    /// The sheets that there are.
    pub sheets: Vec<Made>,
    pub sheet: Option<Sheet>,
    /// Is the sheet of a plan that stands no more?
    pub is_stale: bool,
}

impl Page for ProofPage {
    const TEMPLATE: &'static str = "transfer/proof.html";
}

const ALL: [Made; 3] = [Made::Rehearsal, Made::Vesting, Made::Settled];

/// The transfer, and its sheets in the order in which they are made.
type Sheets = (Transfer, Vec<(Made, Kept)>);

async fn sheets(pages: &ResponsibilityPages, id: &str) -> Result<Sheets, Problem> {
    let id = named(id)?;
    let read = pages.kit.store.read(move |tx| {
        let transfer = commands::get(tx, &id)?;
        let mut sheets = Vec::new();
        for made in ALL {
            sheets.extend(commands::proof(tx, &id, made)?.map(|kept| (made, kept)));
        }
        Ok::<_, TransferError>((transfer, sheets))
    });
    Ok(read.await?)
}

impl Asked {
    /// The sheet that was asked for; the latest where none was.
    fn of<'a>(&self, sheets: &'a [(Made, Kept)]) -> Result<Option<&'a (Made, Kept)>, Problem> {
        let Some(made) = &self.made else { return Ok(sheets.last()) };
        let wanted = ALL.into_iter().find(|each| each.as_str() == made).ok_or_else(Problem::not_found)?;
        Ok(sheets.iter().find(|(made, _)| *made == wanted))
    }
}

pub(super) async fn show(
    Of(pages): Of<ResponsibilityPages>,
    visit: Visit,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let (transfer, sheets) = sheets(&pages, &id).await?;
    let shown = pages.shown();
    let found = asked.of(&sheets)?;
    let sheet = found.map(|(made, kept)| sheet::read(&shown, *made, kept, usize::MAX));
    let is_stale =
        transfer.state.is_ahead() && sheet.as_ref().is_some_and(|sheet| transfer.state.hash() != Some(sheet.plan));
    let draft = transfer.draft;
    let page = ProofPage {
        instrument: crate::question::told::instrument(&shown.catalogue, &draft.instrument).title,
        id: draft.id,
        title: draft.title,
        kind: draft.kind,
        day: draft.day,
        illustrative: draft.illustrative,
        state: transfer.state.as_str(),
        ahead: transfer.state.is_ahead(),
        sheets: sheets.iter().map(|(made, _)| *made).collect(),
        sheet,
        is_stale,
    };
    Ok(pages.kit.page(&visit, &page))
}

pub(super) async fn json(
    Of(pages): Of<ResponsibilityPages>,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let (_, sheets) = sheets(&pages, &id).await?;
    let (_, kept) = asked.of(&sheets)?.ok_or_else(no_sheet)?;
    let headers = [(header::CONTENT_TYPE, "application/json".to_owned()), (header::ETAG, tag(kept))];
    Ok((headers, kept.sheet.clone()).into_response())
}

pub(super) async fn csv(
    Of(pages): Of<ResponsibilityPages>,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let (transfer, sheets) = sheets(&pages, &id).await?;
    let (made, kept) = asked.of(&sheets)?.ok_or_else(no_sheet)?;
    let sheet: ProofSheet = serde_json::from_str(&kept.sheet).expect("we wrote it, and read back what we wrote");
    let name = format!("attachment; filename=\"{}-{}.csv\"", transfer.draft.id.name(), made.as_str());
    let headers = [(header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (header::CONTENT_DISPOSITION, name)];
    Ok((headers, sheet.to_csv()).into_response())
}

/// The hash of the sheet, as a tag of this very text (RFC 9110, 8.8.3).
fn tag(kept: &Kept) -> String {
    format!("\"{}\"", kept.hash)
}

fn no_sheet() -> Problem {
    Problem {
        status: StatusCode::NOT_FOUND,
        code: "transfer_no_sheet",
        what: MessageRef::new("transfer-no-sheet"),
        next: MessageRef::new("transfer-no-sheet-next"),
    }
}
