//! Finding a case while somebody is on the telephone: by our receipt, by any body's reference, or by a person's name
//! and date of birth. What is found says at once who answers, under which order, in which system and by which day.
//! What people have of a body, such as its number, leads to it, or to those who follow one that is no more.

use std::collections::HashSet;

use axum::{extract::State, http::StatusCode, response::Response};
use serde::Serialize;
use store::{
    StoreError, Tx,
    audit::{self, Entry},
};
use values::{Day, Id, Text, id};
use web::{Fields, Mistakes, Page, Problem, Visit};

use crate::{
    Government, Platform,
    application::{self, Receipt, names},
    case::{self, follows},
    request,
    staff::followed::{self, Followed, Living},
};

/// So many cases are shown for a name; whoever has more asks for the receipt.
const MOST: u32 = 20;

/// The form, and what was found.
#[derive(Serialize, Default)]
pub(super) struct FindPage {
    reference: String,
    name: String,
    day: String,
    month: String,
    year: String,
    searched: bool,
    found: Vec<Found>,
    /// Bodies that are no more, where that is what was typed.
    followed: Vec<Followed>,
    /// Bodies that are there, where it is theirs.
    living: Vec<Living>,
    mistakes: Mistakes,
}

/// A case, with the requests in it that were looked for: all of them for a receipt or a person.
#[derive(Serialize)]
struct Found {
    application: Id<id::Application>,
    receipt: String,
    requests: Vec<FoundRequest>,
}

#[derive(Serialize)]
struct FoundRequest {
    title: Text,
    body: Text,
    phone: Option<String>,
    /// Who takes calls about it, where that is another body.
    calls: Option<case::Body>,
    /// Is its answer overdue?
    late: bool,
    /// The last day of the body that it was with, and that is no more.
    until: Option<Day>,
    instrument: Option<Text>,
    system: Option<Text>,
    due: Option<Day>,
    their_reference: Option<String>,
    state: &'static str,
    /// Who answered before, the last first.
    before: Vec<Text>,
}

impl Page for FindPage {
    const TEMPLATE: &'static str = "staff-cases.html";
}

/// What is looked for.
#[derive(Clone)]
enum Wanted {
    Reference(String),
    Somebody { name: String, born: Day },
}

pub(super) async fn show(State(platform): State<Platform>, visit: Visit) -> Response {
    platform.kit.page(&visit, &FindPage::default())
}

/// By POST, so that no reference and no name stands in an address or a log.
pub(super) async fn find(State(platform): State<Platform>, visit: Visit, fields: Fields) -> Result<Response, Problem> {
    let mut page = FindPage::typed(&fields);
    let wanted = match page.wanted() {
        Ok(wanted) => wanted,
        Err(mistakes) => {
            page.mistakes = mistakes;
            return Ok(platform.kit.page_with(&visit, StatusCode::UNPROCESSABLE_ENTITY, &page));
        }
    };
    let (government, vault) = (platform.government(), platform.vault().clone());
    let known = government.clone();
    let (now, today, actor) = (platform.clocks().now(), platform.today(), visit.actor.clone());
    let found = platform.store().write(move |tx| {
        let requests = match &wanted {
            Wanted::Reference(reference) => by_reference(tx, reference)?,
            Wanted::Somebody { name, born } => {
                let mut requests = Vec::new();
                for id in application::store::by_names(tx, &names::of(&vault, name, *born), MOST)? {
                    requests.extend(request::store::of_application(tx, &id)?);
                }
                requests
            }
        };
        let found = grouped(tx, &government, requests, today)?;
        let followed = match &wanted {
            Wanted::Reference(typed) => followed::find(tx, &government, typed, today)?,
            Wanted::Somebody { .. } => Vec::new(),
        };
        let details = [("found", found.len().to_string())];
        audit::record(
            tx,
            &Entry { at: now, actor: &actor, action: "case-searched", subject: "case", details: &details },
        )?;
        Ok::<_, StoreError>((found, followed))
    });
    (page.found, page.followed) = found.await?;
    for body in &mut page.followed {
        body.name_exceptions(&known, today);
    }
    page.living = followed::living(&known, &page.reference, today);
    page.searched = true;
    Ok(platform.kit.page(&visit, &page))
}

impl FindPage {
    fn typed(fields: &Fields) -> Self {
        let text = |name: &str, most: usize| fields.trimmed(name).chars().take(most).collect::<String>();
        Self {
            reference: text("reference", 120).chars().map(plain_dash).collect(),
            name: text("name", 200),
            day: text("born-day", 4),
            month: text("born-month", 4),
            year: text("born-year", 6),
            ..Self::default()
        }
    }

    fn wanted(&self) -> Result<Wanted, Mistakes> {
        let mut mistakes = Mistakes::none();
        if !self.reference.is_empty() {
            return Ok(Wanted::Reference(self.reference.clone()));
        }
        if self.name.is_empty() {
            mistakes.add("reference", "find-empty");
            return Err(mistakes);
        }
        let number = |text: &str| text.parse::<i16>().ok();
        let born = number(&self.year)
            .zip(number(&self.month))
            .zip(number(&self.day))
            .and_then(|((year, month), day)| Day::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok());
        if let Some(born) = born {
            return Ok(Wanted::Somebody { name: self.name.clone(), born });
        }
        let is_whole = [&self.day, &self.month, &self.year].into_iter().all(|part| !part.is_empty());
        let message = if is_whole { "find-born-no-day" } else { "find-born" };
        mistakes.add_at("born", "born-day", web::MessageRef::new(message));
        Err(mistakes)
    }
}

fn by_reference(tx: &mut Tx<'_>, reference: &str) -> Result<Vec<request::Request>, StoreError> {
    let mut requests = request::store::by_their_reference(tx, reference)?;
    if let Ok(receipt) = reference.parse::<Receipt>()
        && let Some(application) = application::store::by_receipt(tx, &receipt)?
    {
        requests.extend(request::store::of_application(tx, &application.id)?);
    }
    let mut seen = HashSet::new();
    requests.retain(|request| seen.insert(request.id.clone()));
    Ok(requests)
}

fn grouped(
    tx: &mut Tx<'_>,
    government: &Government,
    requests: Vec<request::Request>,
    today: Day,
) -> Result<Vec<Found>, StoreError> {
    let mut found: Vec<Found> = Vec::new();
    let ids: Vec<_> = requests.iter().map(|request| request.id.clone()).collect();
    let handed = crate::handover::store::of_requests(tx, &ids)?;
    for request in requests {
        let application = request.application.clone();
        let before = handed.iter().rev().filter(|former| former.request == request.id).map(|former| &former.body);
        let row = FoundRequest::new(government, request.clone(), before, today);
        if let Some(case) = found.iter_mut().find(|case| case.application == application) {
            case.requests.push(row);
        } else if let Some(application) = application::store::get(tx, &application)? {
            let receipt = application.receipt.to_string();
            found.push(Found { application: application.id, receipt, requests: vec![row] });
        }
    }
    Ok(found)
}

impl FoundRequest {
    /// `before` are those who answered before, the last first.
    fn new<'a>(
        government: &Government,
        request: request::Request,
        before: impl Iterator<Item = &'a Id<id::Organisation>>,
        today: Day,
    ) -> Self {
        let known = government.catalogue.instrument(&request.instrument).map(|known| known.title.clone());
        let (body, instrument, until) = match follows::follower(government, &request, today) {
            Some(now) => (now.body, now.instrument, Some(now.until)),
            None => (case::body(government, &request.holder), known, None),
        };
        let name = |body: &Id<id::Organisation>| case::body(government, body).name;
        let mut were: Vec<Text> = until.map(|_| name(&request.holder)).into_iter().collect();
        were.extend(before.map(name));
        let system = request.system.as_ref().and_then(|system| government.model.system(system));
        Self {
            title: case::title(government, &request),
            body: body.name,
            calls: case::takes_calls(government, &request, today).filter(|calls| calls.id != body.id),
            phone: body.phone,
            late: request.is_late(today),
            until,
            instrument,
            system: system.map(|system| system.name.clone()),
            due: request.due.filter(|_| request.state.is_open()),
            their_reference: request.reference_now().map(str::to_owned),
            state: request.state.told(),
            before: were,
        }
    }
}

/// Dashes as programs and telephones write them for a hyphen.
fn plain_dash(c: char) -> char {
    if matches!(c, '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}') { '-' } else { c }
}
