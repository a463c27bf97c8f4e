//! `GET /transfers/{id}`: one transfer in words, where it stands, and what this person may do with it now.

use axum::{
    extract::{Path, State as Of},
    http::StatusCode,
    response::Response,
};
use catalogue::Catalogue;
use serde::Serialize;
use values::{Actor, Channel, Day, Id, Moment, Role, Text, Who, id};
use web::{MessageRef, Mistakes, Page, Problem, Visit};

use super::{
    list, named,
    sheet::{self, DissolvedLine, Sheet},
    words,
};
use crate::{
    Function, Model, OperatingForm, ResponsibilityPages,
    pages::names::Names,
    programme::{self, Programme},
    question::told::{self, Named, ToldInstrument},
    resource::Share,
    timeline::Line,
    transfer::{
        Deadlines, Draft, Kind, OpenWork, Remark, State, SystemMove, Transfer, TransferError,
        commands::{self, Wait},
        hash::PlanHash,
        life::Move,
        proof::{Made, store::Kept},
        store,
    },
};

#[derive(Debug, Serialize)]
pub(crate) struct ShowPage {
    pub id: Id<id::Transfer>,
    pub title: Text,
    pub kind: Kind,
    pub day: Day,
    pub instrument: ToldInstrument,
    pub reason: Option<String>,
    pub programme: Option<Text>,
    pub illustrative: bool,
    pub state: &'static str,
    /// What has come in its way.
    pub remark: Option<MessageRef>,
    /// What it waits for, where it is on the calendar.
    pub waits: Vec<MessageRef>,
    /// Does it wait for something that will never be?
    pub is_in_vain: bool,
    /// Why it was given up.
    pub because: Option<String>,
    pub drafted_by: Vec<String>,
    pub approved_by: Vec<String>,
    pub vested: Option<Vested>,
    /// The transfer that took it back.
    pub reversed_by: Option<Other>,
    /// The transfer that it takes back.
    pub reverses: Option<Other>,
    /// The transfers on their way that would take it back.
    pub ways_back: Vec<Other>,
    /// The transfers that it waits for.
    pub after: Vec<Other>,
    pub gates: Vec<GateLine>,
    pub lines: Vec<MoveLine>,
    pub shares: Vec<ShareLine>,
    pub systems: Vec<SystemLine>,
    pub dissolves: Vec<DissolvedLine>,
    pub open_work: OpenWork,
    pub deadlines: Deadlines,
    pub answerable: Vec<AnswerableLine>,
    pub window_days: u16,
    pub may: May,
    /// What the plan that was shown does, while people decide about it.
    pub sheet: Option<Sheet>,
    pub has_sheet: bool,
    pub mistakes: Mistakes,
}

#[derive(Debug, Serialize)]
pub(crate) struct Vested {
    pub on: Day,
    pub late: bool,
    pub version: u64,
}

/// Another transfer that it has to do with.
#[derive(Debug, Serialize)]
pub(crate) struct Other {
    pub id: Id<id::Transfer>,
    pub title: Text,
    pub day: Day,
    pub state: &'static str,
}

impl From<Transfer> for Other {
    fn from(known: Transfer) -> Self {
        let Draft { id, title, day, .. } = known.draft;
        Self { id, title, day, state: known.state.as_str() }
    }
}

#[derive(Debug, Serialize)]
pub(crate) struct GateLine {
    pub programme: Id<id::Programme>,
    pub id: String,
    pub what: Text,
    pub opened_by: Option<String>,
    pub opened_at: Option<Moment>,
}

#[derive(Debug, Serialize)]
pub(crate) struct MoveLine {
    pub from: Text,
    pub to: Text,
    pub services: Vec<Text>,
    pub functions: Vec<Function>,
    pub channel: Option<Channel>,
    pub areas: Vec<Text>,
    pub segment: Option<String>,
    pub into: Option<Text>,
    pub form: OperatingForm,
    pub franchise: Option<Named>,
    pub instrument: Text,
}

#[derive(Debug, Serialize)]
pub(crate) struct ShareLine {
    pub title: Text,
    pub from: Text,
    pub to: Text,
    pub amount: MessageRef,
}

#[derive(Debug, Serialize)]
pub(crate) struct SystemLine {
    pub services: Vec<Text>,
    pub area: Option<Text>,
    pub system: Text,
}

#[derive(Debug, Serialize)]
pub(crate) struct AnswerableLine {
    pub matter: &'static str,
    pub person: String,
}

/// What this person may do with it now.
#[derive(Debug, Default, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is one thing that a person may do, and none rules another out")]
pub(crate) struct May {
    pub rehearse: bool,
    pub redraft: bool,
    /// The plan that an approval binds.
    pub approve: Option<PlanHash>,
    /// Why an approver can't approve it, though it waits for an approval.
    pub approve_not: Option<MessageRef>,
    pub schedule: bool,
    pub cancel: bool,
    /// It can be taken back until then.
    pub reverse: Option<MessageRef>,
    pub open_gates: bool,
    /// What was wrong about it can be put right by a correction.
    pub correct: bool,
}

impl May {
    fn of(transfer: &Transfer, actor: &Actor, today: Day, names: Names<'_>) -> Self {
        let state = &transfer.state;
        let can = |what| state.clone().apply(what).is_ok();
        let any_hash = PlanHash([0; 32]);
        let (planner, approver) = (actor.role == Role::TransferPlanner, actor.role == Role::TransferApprover);
        let waits = matches!(state, State::Rehearsed { .. } | State::Endorsed { .. });
        let approval = match (&actor.who, state.hash()) {
            (Who::Staff(person), Some(hash)) if waits && approver => {
                let what = Move::Approve { person, drafted_by: &transfer.drafted_by, hash };
                Some(state.clone().apply(what).map(|_| hash))
            }
            _ => None,
        };
        let (approve, approve_not) = match approval {
            Some(Ok(hash)) => (Some(hash), None),
            Some(Err(refused)) => (None, words::sentences(&refused.into(), names).pop()),
            None => (None, None),
        };
        let last = last_day(transfer);
        let reversible = planner && transfer.draft.kind.is_reversible() && matches!(state, State::Vested { .. });
        Self {
            rehearse: can(Move::Rehearse { hash: any_hash }),
            redraft: planner && can(Move::Redraft) && transfer.draft.reverses.is_none(),
            approve,
            approve_not,
            schedule: can(Move::Schedule),
            cancel: can(Move::Cancel),
            reverse: (reversible && today <= last).then(|| words::window(last)),
            open_gates: planner || approver,
            correct: planner && matches!(state, State::Vested { .. }) && transfer.draft.reverses.is_none(),
        }
    }
}

/// The last day of the window in which it can be taken back.
pub(super) fn last_day(transfer: &Transfer) -> Day {
    let vested_on = transfer.state.vesting().map(|vesting| vesting.on);
    transfer.draft.window_from(vested_on.unwrap_or(transfer.draft.day))
}

impl Page for ShowPage {
    const TEMPLATE: &'static str = "transfer/show.html";
}

/// As many lines of what moves as the page of a transfer shows; the sheet's own page has all.
const MOST: usize = 20;

/// What the page is made from.
struct Read {
    transfer: Transfer,
    programme: Option<Programme>,
    after: Vec<Transfer>,
    reverses: Option<Transfer>,
    reversed_by: Option<Transfer>,
    ways_back: Vec<Transfer>,
    gates: Vec<programme::Gate>,
    /// What it waits for, where it is on the calendar.
    waits: Vec<Wait>,
    kept: Option<Kept>,
    has_sheet: bool,
}

async fn read(pages: &ResponsibilityPages, id: Id<id::Transfer>) -> Result<Read, TransferError> {
    let read = pages.kit.store.read(move |tx| {
        let transfer = commands::get(tx, &id)?;
        let programme = match &transfer.draft.programme {
            Some(programme) => programme::store::get(tx, programme)?,
            None => None,
        };
        let of = transfer.draft.reverses.as_ref().map(|reversed| &reversed.transfer);
        let mut after = Vec::new();
        // What a reversal takes back is told as that, not once more as what it waits for.
        for earlier in transfer.draft.after.iter().filter(|earlier| of != Some(*earlier)) {
            after.extend(store::get(tx, earlier)?);
        }
        let reverses = of.map(|of| commands::get(tx, of)).transpose()?;
        let reversed_by = match &transfer.state {
            State::Reversed { by, .. } => store::get(tx, by)?,
            _ => None,
        };
        let takes_it_back = |known: &Transfer| known.draft.takes_back() == Some(&id) && known.state.is_ahead();
        let ways_back = if matches!(transfer.state, State::Vested { .. }) {
            store::all(tx)?.into_iter().filter(takes_it_back).collect()
        } else {
            Vec::new()
        };
        let gates = programme::store::gates_before(tx, &id)?;
        let is_scheduled = matches!(transfer.state, State::Scheduled { .. });
        let waits = if is_scheduled {
            let all = store::all(tx)?;
            commands::waits(tx, &all, &transfer.draft)?
        } else {
            Vec::new()
        };
        let kept = commands::proof(tx, &id, Made::Rehearsal)?;
        let has_sheet = kept.is_some();
        let decided = transfer.state.hash().is_none() || transfer.state.has_vested();
        let kept = kept.filter(|_| !decided);
        Ok(Read { transfer, programme, after, reverses, reversed_by, ways_back, gates, waits, kept, has_sheet })
    });
    read.await
}

/// The page of a transfer, with what was wrong with what was tried.
pub(super) async fn page(
    pages: &ResponsibilityPages,
    visit: &Visit,
    id: Id<id::Transfer>,
    mistakes: Mistakes,
) -> Result<ShowPage, Problem> {
    let read = read(pages, id).await?;
    let shown = pages.shown();
    let names = Spoken { catalogue: &shown.catalogue, model: &shown.model };
    let mut may = May::of(&read.transfer, &visit.actor, pages.today(), Names(Some(&shown.catalogue)));
    // One way back is enough: whoever comes next is shown the one that there is.
    may.reverse = may.reverse.filter(|_| read.ways_back.is_empty());
    // On the calendar, and yet it can't vest: both must not stand beside each other.
    let in_vain = read.waits.iter().any(Wait::is_in_vain);
    let in_its_way = if in_vain { list::what_is_due(&read.transfer, &read.waits, pages.today()) } else { None };
    let Transfer { draft, drafted_by, state, remark } = read.transfer;
    let sheet = read.kept.map(|kept| sheet::read(&shown, Made::Rehearsal, &kept, MOST));
    let gate = |gate: programme::Gate| GateLine {
        programme: gate.programme,
        id: gate.id,
        what: gate.what,
        opened_by: gate.opened.as_ref().map(|opened| names.person(&opened.by)),
        opened_at: gate.opened.map(|opened| opened.at),
    };
    Ok(ShowPage {
        instrument: told::instrument(names.catalogue, &draft.instrument),
        programme: read.programme.map(|known| known.title),
        state: state.as_str(),
        remark: remark.as_ref().and_then(words::remark).or(in_its_way),
        waits: read.waits.iter().map(words::wait).collect(),
        is_in_vain: in_vain,
        because: remark.and_then(|remark| if let Remark::GivenUp { because } = remark { Some(because) } else { None }),
        drafted_by: drafted_by.iter().map(|person| names.person(person)).collect(),
        approved_by: state.approved_by().iter().map(|person| names.person(person)).collect(),
        vested: state.vesting().map(|how| Vested { on: how.on, late: how.late, version: how.version }),
        window_days: if draft.kind.is_reversible() && read.reversed_by.is_none() { draft.window_days } else { 0 },
        reversed_by: read.reversed_by.map(Other::from),
        reverses: read.reverses.map(Other::from),
        ways_back: read.ways_back.into_iter().map(Other::from).collect(),
        after: read.after.into_iter().map(Other::from).collect(),
        gates: read.gates.into_iter().map(gate).collect(),
        lines: draft.lines.iter().map(|line| names.line(line)).collect(),
        shares: draft.resources.iter().map(|share| names.share(share)).collect(),
        systems: draft.systems.iter().map(|change| names.system(change)).collect(),
        dissolves: sheet::dissolved(names.catalogue, &draft.dissolves),
        answerable: draft
            .answerable
            .iter()
            .map(|named| AnswerableLine {
                matter: words::matter_key(named.matter),
                person: names.person(&named.person),
            })
            .collect(),
        id: draft.id,
        title: draft.title,
        kind: draft.kind,
        day: draft.day,
        reason: draft.reason.filter(|reason| !reason.trim().is_empty()),
        illustrative: draft.illustrative,
        open_work: draft.open_work,
        deadlines: draft.deadlines,
        may,
        sheet,
        has_sheet: read.has_sheet,
        mistakes,
    })
}

pub(super) async fn show(
    Of(pages): Of<ResponsibilityPages>,
    visit: Visit,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let page = page(&pages, &visit, named(&id)?, Mistakes::none()).await?;
    Ok(pages.kit.page(&visit, &page))
}

/// The page again, with what is wrong on top. What nobody can do anything about here is a problem page of its own.
pub(super) async fn again(
    pages: &ResponsibilityPages,
    visit: &Visit,
    id: Id<id::Transfer>,
    error: TransferError,
) -> Result<Response, Problem> {
    let problem = Problem::from(ByReference(&error));
    let elsewhere =
        matches!(error, TransferError::Store(_) | TransferError::NotFound(_) | TransferError::NotTheirs { .. });
    if elsewhere {
        return Err(problem);
    }
    let catalogue = pages.shown().catalogue;
    let mut mistakes = Mistakes::none();
    for sentence in words::sentences(&error, Names(Some(&catalogue))) {
        mistakes.add("now", sentence);
    }
    let status = if problem.status.is_client_error() { problem.status } else { StatusCode::CONFLICT };
    let page = page(pages, visit, id, mistakes).await?;
    Ok(pages.kit.page_with(visit, status, &page))
}

/// So that an error can become a problem and still be told in detail.
struct ByReference<'a>(&'a TransferError);

impl std::fmt::Display for ByReference<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl web::Show for ByReference<'_> {
    fn problem(&self) -> Problem {
        self.0.problem()
    }
}

/// Names for what a draft speaks of.
struct Spoken<'a> {
    catalogue: &'a Catalogue,
    model: &'a Model,
}

impl Spoken<'_> {
    fn person(&self, id: &Id<id::Person>) -> String {
        self.catalogue.person(id).map_or_else(|| id.name().to_owned(), |known| known.name.clone())
    }

    fn services(&self, services: &[Id<id::ServiceType>]) -> Vec<Text> {
        services.iter().map(|service| told::service(self.catalogue, service).name).collect()
    }

    fn line(&self, line: &Line) -> MoveLine {
        let (what, whom) = (&line.what, &line.whom);
        MoveLine {
            from: told::body(self.catalogue, &what.from).name,
            to: told::body(self.catalogue, &whom.to).name,
            services: self.services(&what.service_types),
            functions: what.functions.clone(),
            channel: what.channel,
            areas: what.areas.iter().map(|area| told::area(self.catalogue, area).name).collect(),
            segment: what.segment.clone(),
            into: what.into.as_ref().map(|area| told::area(self.catalogue, area).name),
            form: whom.form,
            franchise: whom.franchise.as_ref().map(|id| told::franchise(self.model, id)),
            instrument: told::instrument(self.catalogue, &whom.instrument).title,
        }
    }

    fn share(&self, share: &Share) -> ShareLine {
        let known = self.model.arrangements().resources.iter().find(|known| known.line == share.line);
        ShareLine {
            title: known.map_or_else(|| same(&share.line), |known| known.title.clone()),
            from: told::body(self.catalogue, &share.from).name,
            to: told::body(self.catalogue, &share.to).name,
            amount: share.amount.map_or_else(|| "transfer-amount-all".into(), words::amount),
        }
    }

    fn system(&self, change: &SystemMove) -> SystemLine {
        let known = self.model.system(&change.system);
        SystemLine {
            services: self.services(&change.service_types),
            area: change.area.as_ref().map(|area| told::area(self.catalogue, area).name),
            system: known.map_or_else(|| same(change.system.name()), |known| known.name.clone()),
        }
    }
}

fn same(text: &str) -> Text {
    Text { en: text.to_owned(), fr: text.to_owned() }
}
