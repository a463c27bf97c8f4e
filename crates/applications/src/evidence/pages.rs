//! The citizen's pages: one type of evidence on each, between the questions and checking.

use axum::{
    extract::{Path, Query, State},
    http::header,
    response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};
use values::{Day, Id, Text, id};
use web::{Access, Fields, Mistakes, Page, Problem, Routes, Upload, Visit, redirect};

use super::{
    EvidenceError, EvidenceType, Held, Unfit,
    before::{self, Before},
    content,
    give::{self, Brought},
    refused::Refused,
    rules,
    settings::MOST_FILES,
};
use crate::{
    Platform,
    application::plan::{Planned, plan},
    case,
    draft::{
        DraftError,
        aside::Sending,
        late,
        pages::{Elsewhere, Opened, find, open, title_of},
    },
    journey::Answers,
};

/// The routes of evidence that a person gives.
pub fn routes(platform: &Platform) -> Routes<()> {
    let most = platform.evidence.largest;
    Routes::new(&platform.kit)
        .get("/drafts/{draft}/evidence/{kind}", Access::Citizen, show)
        .upload("/drafts/{draft}/evidence/{kind}", Access::Citizen, most, take)
        .get("/drafts/{draft}/evidence/{kind}/remove", Access::Citizen, go_back)
        .post("/drafts/{draft}/evidence/{kind}/remove", Access::Citizen, remove)
        .get("/drafts/{draft}/evidence/{kind}/again", Access::Citizen, go_back)
        .post("/drafts/{draft}/evidence/{kind}/again", Access::Citizen, use_again)
        .get("/drafts/{draft}/evidence/{kind}/again/{evidence}", Access::Citizen, view_before)
        .get("/drafts/{draft}/evidence/{kind}/later", Access::Citizen, go_back)
        .post("/drafts/{draft}/evidence/{kind}/later", Access::Citizen, give_later)
        .get("/evidence/{evidence}", Access::Citizen, view)
        .with_state(platform.clone())
}

#[derive(Serialize)]
struct EvidencePage<'a> {
    draft: &'a Id<id::Draft>,
    kind: &'a EvidenceType,
    /// Who asks for it.
    wanted_by: Vec<Wanted>,
    /// What was given so far, of this type.
    files: Vec<&'a Held>,
    /// What was given with other drafts.
    before: Vec<Before>,
    /// The file that the next one takes the place of.
    replaces: Option<&'a Held>,
    /// Is there no room for another?
    full: bool,
    /// Where there is not: what was given of other types, and can be removed there.
    others: Vec<Other<'a>>,
    /// The most bytes of a file, in millions.
    largest: usize,
    most_files: usize,
    /// What goes on if there is none of it now.
    later: bool,
    back: String,
    mistakes: Mistakes,
    /// Why nothing was sent, if they wanted to.
    unsent: Option<&'static str>,
    preview: Option<String>,
}

/// Another type of evidence, of which so many files were given.
#[derive(Serialize)]
struct Other<'a> {
    label: &'a Text,
    href: String,
    files: usize,
}

/// A service that asks for it.
#[derive(Serialize)]
struct Wanted {
    title: Text,
    body: Option<Text>,
    /// The lists of which one is enough, where there are several.
    ways: Vec<Vec<Text>>,
}

impl Page for EvidencePage<'_> {
    const TEMPLATE: &'static str = "evidence.html";
}

/// How a type of evidence stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    /// It is there.
    Given,
    /// The person gives it later.
    Later,
    /// It is asked for next.
    Next,
}

impl Opened {
    fn counted(&self, today: Day) -> Answers {
        self.asking(today).counted(&self.draft.body.answers)
    }

    fn planned<'a>(&'a self, answers: &'a Answers, today: Day) -> Vec<Planned<'a>> {
        plan(&self.government, &self.journey, answers, &self.draft.body.wishes, today)
    }

    /// Where evidence of a type is given.
    pub(crate) fn evidence_address(&self, kind: &str) -> String {
        format!("{}/evidence/{kind}", self.address())
    }

    /// Where evidence is asked for that a service which would be sent still lacks.
    pub(crate) fn evidence_missing(&self, today: Day) -> Option<String> {
        if self.journey.evidence.is_empty() {
            return None;
        }
        let answers = self.counted(today);
        let planned = self.planned(&answers, today);
        let next = rules::next(&self.journey, &planned, &self.evidence, &self.draft.body.later)?;
        Some(self.evidence_address(&next.id))
    }

    /// The evidence that was given, or is to be given later, and what is asked for next: each with its page.
    pub(crate) fn evidence_parts(&self, today: Day) -> Vec<(&Text, String, Standing)> {
        let answers = self.counted(today);
        let planned = self.planned(&answers, today);
        let next = rules::next(&self.journey, &planned, &self.evidence, &self.draft.body.later);
        let standing = |kind: &EvidenceType| match () {
            () if next.is_some_and(|next| next.id == kind.id) => Some(Standing::Next),
            () if self.evidence.iter().any(|held| held.kind == kind.id) => Some(Standing::Given),
            () => self.draft.body.later.contains(&kind.id).then_some(Standing::Later),
        };
        let open = rules::open(&self.journey, &planned);
        open.into_iter()
            .filter_map(|kind| standing(kind).map(|stands| (&kind.label, self.evidence_address(&kind.id), stands)))
            .collect()
    }

    /// The page of evidence before this one, or before checking, among those that somebody has been on.
    pub(crate) fn evidence_before(&self, kind: Option<&str>, today: Day) -> Option<String> {
        let answers = self.counted(today);
        let planned = self.planned(&answers, today);
        let been = |known: &&&EvidenceType| {
            self.draft.body.later.contains(&known.id) || self.evidence.iter().any(|held| held.kind == known.id)
        };
        let open = rules::open(&self.journey, &planned);
        let before = open.iter().take_while(|known| Some(known.id.as_str()) != kind).filter(been).last()?;
        Some(self.evidence_address(&before.id))
    }

    /// May evidence of this type be given now: are the questions answered, and does a service that would be sent ask for it?
    fn asks_for(&self, kind: &str, today: Day) -> Option<&EvidenceType> {
        let next = self.next(today);
        if next != self.check() && !next.starts_with(&self.evidence_address("")) {
            return None;
        }
        let answers = self.counted(today);
        let planned = self.planned(&answers, today);
        rules::open(&self.journey, &planned).into_iter().find(|known| known.id == kind)
    }
}

/// What the address of the page says.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    /// The file that the next one takes the place of.
    replaces: String,
    /// Why the last one was not taken.
    refused: String,
    #[serde(flatten)]
    sending: Sending,
}

async fn show(
    State(platform): State<Platform>,
    visit: Visit,
    Path((id, kind)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, Elsewhere> {
    let opened = open(&platform, &visit, &id).await?;
    page(&platform, &visit, &opened, &kind, &asked).await
}

/// What is done to a file leads back to its page.
async fn go_back(Path((id, kind)): Path<(String, String)>) -> Response {
    redirect(&format!("/drafts/{id}/evidence/{kind}"))
}

async fn page(
    platform: &Platform,
    visit: &Visit,
    opened: &Opened,
    kind: &str,
    asked: &Asked,
) -> Result<Response, Elsewhere> {
    let today = platform.today();
    let Some(kind) = opened.asks_for(kind, today) else { return Ok(redirect(&opened.next(today))) };
    let files: Vec<&Held> = opened.evidence.iter().filter(|held| held.kind == kind.id).collect();
    let back = opened.evidence_before(Some(&kind.id), today).unwrap_or_else(|| {
        let asking = opened.asking(today);
        asking.pages().last().map_or_else(|| opened.address(), |page| opened.question_address(&page.id))
    });
    let answers = opened.counted(today);
    let planned = opened.planned(&answers, today);
    let label =
        |id: &String| opened.journey.evidence.iter().find(|known| known.id == *id).map(|known| known.label.clone());
    let wanted = |part: &Planned<'_>| Wanted {
        title: title_of(&opened.government, part.step),
        body: part.supplier.map(|row| case::body(&opened.government, &row.holder).name),
        ways: match part.step.evidence.as_slice() {
            [_] => Vec::new(),
            lists => lists.iter().map(|list| list.0.iter().filter_map(label).collect()).collect(),
        },
    };
    let open = rules::open(&opened.journey, &planned);
    let of = |kind: &EvidenceType| opened.evidence.iter().filter(|held| held.kind == kind.id).count();
    let full = open.iter().map(|kind| of(kind)).sum::<usize>() >= MOST_FILES;
    let refused = Refused::named(&asked.refused);
    let mut mistakes = Mistakes::none();
    if let Some(refused) = refused {
        mistakes.add("file", refused.message(platform));
    }
    let others = open.into_iter().filter(|other| other.id != kind.id && of(other) > 0);
    let others =
        others.map(|other| Other { label: &other.label, href: opened.evidence_address(&other.id), files: of(other) });
    let page = EvidencePage {
        draft: &opened.draft.id,
        wanted_by: rules::wanted_by(&planned, &kind.id).map(wanted).collect(),
        before: before::given(platform, visit, opened, &kind.id).await?,
        replaces: files.iter().copied().find(|held| held.id.as_str() == asked.replaces),
        full,
        others: if full || refused == Some(Refused::TooMuch) { others.collect() } else { Vec::new() },
        largest: platform.evidence.largest / 1_000_000,
        most_files: MOST_FILES,
        later: files.is_empty(),
        kind,
        files,
        back,
        mistakes,
        unsent: asked.sending.unsent("evidence-unsent"),
        preview: opened.preview(),
    };
    Ok(platform.kit.page(visit, &page))
}

/// The draft to which something is done. What was sent meanwhile says so instead.
async fn unsent(platform: &Platform, visit: &Visit, id: &str) -> Result<Opened, Elsewhere> {
    let opened = find(platform, visit, id).await?;
    if opened.sent { Err(late::lead(&opened).into()) } else { Ok(opened) }
}

/// The same, where evidence of this type is asked for. Whoever is not asked for it goes on with what they are.
async fn asked_for(platform: &Platform, visit: &Visit, (id, kind): (&str, &str)) -> Result<Opened, Elsewhere> {
    let opened = unsent(platform, visit, id).await?;
    let today = platform.today();
    if opened.asks_for(kind, today).is_some() { Ok(opened) } else { Err(redirect(&opened.next(today)).into()) }
}

async fn take(
    State(platform): State<Platform>,
    visit: Visit,
    Path((id, kind)): Path<(String, String)>,
    fields: Fields,
    upload: Result<Upload, Problem>,
) -> Result<Response, Elsewhere> {
    let opened = asked_for(&platform, &visit, (&id, &kind)).await?;
    let replaces = fields.trimmed("replaces").parse().ok();
    let replaces = replaces.filter(|id| opened.evidence.iter().any(|held| held.id == *id));
    // Whoever goes on has chosen another file as well, or none.
    let goes_on = fields.get("then").is_some();
    if upload.as_ref().is_ok_and(|upload| upload.bytes.is_empty() && upload.name.is_empty()) {
        let missing = Refused::Missing.address(&opened, (&kind, replaces.as_ref()));
        return Ok(redirect(&if goes_on { opened.address() } else { missing }));
    }
    let given = match upload {
        Err(_) => Err(EvidenceError::Unfit(Unfit::TooLarge)),
        Ok(upload) => {
            let brought = Brought {
                kind: kind.clone(),
                bytes: upload.bytes.to_vec(),
                name: upload.name,
                replaces: replaces.clone(),
            };
            give::give(&platform, &visit.as_citizen(&opened.draft.person), &opened.draft, brought).await
        }
    };
    let error = match given {
        Ok(_) if goes_on => return Ok(redirect(&opened.address())),
        Ok(_) => return Ok(redirect(&opened.evidence_address(&kind))),
        Err(EvidenceError::Draft(DraftError::Sent(_))) => return Ok(late::lead(&opened)),
        Err(error) => error,
    };
    match Refused::of(&error) {
        Some(refused) => Ok(redirect(&refused.address(&opened, (&kind, replaces.as_ref())))),
        None => Err(Problem::from(error).into()),
    }
}

async fn remove(
    State(platform): State<Platform>,
    visit: Visit,
    Path((id, kind)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response, Elsewhere> {
    let opened = unsent(&platform, &visit, &id).await?;
    if let Ok(evidence) = fields.trimmed("evidence").parse() {
        let actor = visit.as_citizen(&opened.draft.person);
        give::remove(&platform, &actor, &opened.draft.id, &evidence).await.map_err(Problem::from)?;
    }
    Ok(redirect(&opened.evidence_address(&kind)))
}

async fn use_again(
    State(platform): State<Platform>,
    visit: Visit,
    Path((id, kind)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response, Elsewhere> {
    let opened = asked_for(&platform, &visit, (&id, &kind)).await?;
    let held = before::one(&platform, &visit, &opened, (&kind, fields.trimmed("evidence"))).await?;
    let is_here = opened.evidence.iter().any(|other| other.kind == kind && other.sha256 == held.sha256);
    if !is_here {
        let actor = visit.as_citizen(&opened.draft.person);
        match give::reuse(&platform, &actor, &opened.draft, &held).await {
            Ok(_) => {}
            Err(EvidenceError::TooMuch) => {
                return Ok(redirect(&Refused::TooMuch.address(&opened, (&kind, None))));
            }
            Err(error) => return Err(Problem::from(error).into()),
        }
    }
    Ok(redirect(&opened.evidence_address(&kind)))
}

async fn give_later(
    State(platform): State<Platform>,
    visit: Visit,
    Path((id, kind)): Path<(String, String)>,
) -> Result<Response, Elsewhere> {
    let opened = asked_for(&platform, &visit, (&id, &kind)).await?;
    let (vault, draft) = (platform.vault().clone(), opened.draft.id.clone());
    let (actor, now) = (visit.as_citizen(&opened.draft.person), platform.clocks().now());
    let kept = platform.store().write(move |tx| give::later(tx, &actor, now, &vault, &draft, &kind)).await;
    match kept {
        Ok(()) => Ok(redirect(&opened.address())),
        Err(EvidenceError::Draft(DraftError::Sent(_))) => Ok(late::lead(&opened)),
        Err(error) => Err(Problem::from(error).into()),
    }
}

async fn view(State(platform): State<Platform>, visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    let held = before::theirs(&platform, &visit, &id).await?;
    let bytes = give::content(&platform, &held).await?;
    Ok(file("inline", &held, bytes))
}

/// A file that was given with another draft, as this one shows it.
async fn view_before(
    State(platform): State<Platform>,
    visit: Visit,
    Path((id, kind, evidence)): Path<(String, String, String)>,
) -> Result<Response, Elsewhere> {
    let opened = open(&platform, &visit, &id).await?;
    let held = before::one(&platform, &visit, &opened, (&kind, &evidence)).await?;
    let bytes = give::content(&platform, &held).await.map_err(Problem::from)?;
    Ok(file("inline", &held, bytes))
}

/// A file as an answer: of the type that was found in it, and of no other.
pub(super) fn file(how: &str, held: &Held, bytes: Vec<u8>) -> Response {
    let disposition = content::disposition(how, &held.name);
    let headers =
        [(header::CONTENT_TYPE, held.media_type.as_str().to_owned()), (header::CONTENT_DISPOSITION, disposition)];
    (headers, bytes).into_response()
}
