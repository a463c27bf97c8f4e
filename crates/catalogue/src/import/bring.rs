//! Bringing a file at the desk: it is read and compared, and its import shown.

use axum::{
    extract::State as Of,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use values::{Day, Id, id};
use web::{Fields, MessageRef, Mistakes, Page, Problem, Show, Upload, Visit, redirect};

use super::{ImportError, Incoming, api::PATIENCE, look, pages::show::WrongLine, steps, store as table};
use crate::{
    CataloguePages,
    inventory::{self, Format, Verdict, government, template},
};

/// So many problems of a file of which nothing could be taken are shown.
const MOST_PROBLEMS: usize = 50;

#[derive(Debug, Serialize)]
pub(crate) struct BringPage {
    pub sources: Vec<String>,
    pub formats: Vec<&'static str>,
    pub typed: Typed,
    pub mistakes: Mistakes,
    pub error: Option<MessageRef>,
    /// Does the file say what stands already?
    pub nothing: bool,
    /// What is wrong with a file of which nothing could be taken.
    pub problems: Vec<WrongLine>,
    /// How many records that are.
    pub left_out: usize,
}

/// `GET …/table.csv`: a table of our own to fill in, for a body that has nothing but a spreadsheet. The mark at its beginning
/// tells spreadsheets that it is in UTF-8.
pub(crate) async fn table() -> impl IntoResponse {
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"services.csv\""),
    ];
    (headers, format!("\u{feff}{}\r\n", template::HEADINGS.join(",")))
}

/// What was typed. A browser does not send a file twice.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Typed {
    pub source: String,
    pub format: String,
    pub from: String,
    pub base: String,
}

impl Page for BringPage {
    const TEMPLATE: &'static str = "catalogue/bring.html";
}

async fn empty(pages: &CataloguePages, typed: Typed) -> Result<BringPage, Problem> {
    let mut sources = pages.kit.store.read(table::sources).await?;
    sources.retain(|source| source != government::SOURCE);
    Ok(BringPage {
        sources,
        formats: Format::ALL.map(Format::as_str).to_vec(),
        typed,
        mistakes: Mistakes::none(),
        error: None,
        nothing: false,
        left_out: 0,
        problems: Vec::new(),
    })
}

pub(crate) async fn show(Of(pages): Of<CataloguePages>, visit: Visit) -> Result<Response, Problem> {
    let typed = Typed { from: pages.kit.clocks.today().to_string(), ..Typed::default() };
    Ok(pages.kit.page(&visit, &empty(&pages, typed).await?))
}

pub(crate) async fn take(
    Of(pages): Of<CataloguePages>,
    visit: Visit,
    fields: Fields,
    upload: Upload,
) -> Result<Response, Problem> {
    let of = |name: &str| fields.trimmed(name).to_owned();
    let typed = Typed { source: of("source"), format: of("format"), from: of("from"), base: of("base") };
    let from: Option<Day> = typed.from.parse().ok();
    let format =
        if typed.format.is_empty() { Format::guess(&upload.name, &upload.bytes) } else { Format::named(&typed.format) };
    let mut page = empty(&pages, typed).await?;
    if upload.bytes.is_empty() {
        page.mistakes.add("file", "bring-file-missing");
    } else if format.is_none() {
        page.mistakes.add("format", "bring-format-unknown");
    }
    if Id::<id::Import>::named(&page.typed.source).is_err() {
        page.mistakes.add("source", "bring-source-unfit");
    } else if page.typed.source == government::SOURCE {
        page.mistakes.add("source", "import-source-reserved");
    }
    if from.is_none() {
        page.mistakes.add("from", "bring-day-unreadable");
    }
    if !page.typed.base.is_empty() && !look::is_beginning(&page.typed.base) {
        page.mistakes.add("base", "bring-base-unfit");
    }
    let (Some(format), Some(from), true) = (format, from, page.mistakes.is_empty()) else {
        return Ok(pages.kit.page_with(&visit, StatusCode::UNPROCESSABLE_ENTITY, &page));
    };
    let incoming = Incoming {
        base: if page.typed.base.is_empty() {
            format!("urn:portico:{}:", page.typed.source)
        } else {
            page.typed.base.clone()
        },
        source: page.typed.source.clone(),
        format,
        title: upload.name,
        file: upload.bytes,
        from,
    };
    let now = pages.kit.clocks.now();
    match steps::receive_meanwhile(&pages.kit.store, &visit.actor, now, incoming, PATIENCE).await {
        // The list shows it while it arrives.
        Ok(None) => return Ok(redirect("/staff/catalogue")),
        Ok(Some((_, Some(import)))) => return Ok(redirect(&format!("/staff/catalogue/{}", import.id))),
        Ok(Some((outcome, None))) if outcome.has_errors() => {
            page.left_out = outcome.count(Verdict::LeftOut);
            let line = |problem: &inventory::Problem| WrongLine::new(problem.rule, problem.to_string());
            page.problems = outcome.problems.iter().take(MOST_PROBLEMS).map(line).collect();
        }
        Ok(Some((_, None))) => page.nothing = true,
        Err(ImportError::Unread(unread)) => {
            let why = format!("{unread}. {}", unread.remedy());
            page.mistakes.add("file", MessageRef::new("bring-unread").with("why", why));
        }
        Err(error) if error.problem().status.is_client_error() => page.error = Some(error.problem().what),
        Err(error) => return Err(error.problem()),
    }
    let status = if page.nothing { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok(pages.kit.page_with(&visit, status, &page))
}
