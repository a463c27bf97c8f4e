//! `GET /transfers`: every transfer by programme and day, and what is due.

use std::collections::{BTreeMap, BTreeSet};

use axum::{extract::State as Of, response::Response};
use jiff::ToSpan;
use serde::Serialize;
use values::{Day, Id, Text, id};
use web::{MessageRef, Page, Problem, Visit};

use super::{PLANNERS, words};
use crate::{
    ResponsibilityPages, Shown, programme,
    question::has_ended,
    transfer::{
        Kind, State, Transfer, TransferError,
        commands::{Wait, waits},
        store,
    },
};

#[derive(Debug, Serialize)]
pub(crate) struct ListPage {
    pub groups: Vec<Group>,
    pub due: Vec<Due>,
    /// Bodies that have ended, and whose responsibilities have gone to nobody.
    pub left: Vec<Left>,
    pub may_draft: bool,
}

/// A body that has ended.
#[derive(Debug, Serialize)]
pub(crate) struct Left {
    pub body: Text,
    /// The first day on which it was no more.
    pub since: Day,
}

/// A programme with its transfers; those of none have no title.
#[derive(Debug, Serialize)]
pub(crate) struct Group {
    pub id: Option<Id<id::Programme>>,
    pub title: Option<Text>,
    pub rows: Vec<Row>,
}

#[derive(Debug, Serialize)]
pub(crate) struct Row {
    pub id: Id<id::Transfer>,
    pub title: Text,
    pub kind: Kind,
    pub day: Day,
    pub state: &'static str,
    pub late: bool,
    pub illustrative: bool,
}

/// A transfer for which something has to be done.
#[derive(Debug, Serialize)]
pub(crate) struct Due {
    pub id: Id<id::Transfer>,
    pub title: Text,
    pub day: Day,
    pub what: MessageRef,
    pub waits: Vec<MessageRef>,
}

impl Page for ListPage {
    const TEMPLATE: &'static str = "transfer/list.html";
}

/// What is not on the calendar so many days before its day is due.
const SOON: i64 = 30;

pub(super) async fn show(Of(pages): Of<ResponsibilityPages>, visit: Visit) -> Result<Response, Problem> {
    let today = pages.today();
    let (groups, due) = pages
        .kit
        .store
        .read(move |tx| {
            let (all, programmes) = (store::all(tx)?, programme::store::all(tx)?);
            let mut due = Vec::new();
            for transfer in &all {
                let draft = &transfer.draft;
                let is_ahead = transfer.state.is_ahead();
                let waits = if is_ahead { waits(tx, &all, draft)? } else { Vec::new() };
                if let Some(what) = what_is_due(transfer, &waits, today) {
                    let waits = waits.iter().map(words::wait).collect();
                    due.push(Due { id: draft.id.clone(), title: draft.title.clone(), day: draft.day, what, waits });
                }
            }
            let titles: BTreeMap<_, _> = programmes.into_iter().map(|known| (known.id, known.title)).collect();
            Ok::<_, TransferError>((grouped(all, &titles), due))
        })
        .await?;
    let may_draft = visit.is_staff(PLANNERS);
    let left = left(&pages.shown(), today);
    Ok(pages.kit.page(&visit, &ListPage { groups, due, left, may_draft }))
}

/// Bodies that have ended and are still recorded as holders of something today.
fn left(Shown { catalogue, model }: &Shown, today: Day) -> Vec<Left> {
    let version = model.version();
    let held = model.rows().filter(|row| row.known_at(version) && row.valid.holds_on(today));
    let ended: BTreeSet<_> = held.map(|row| &row.holder).filter(|body| has_ended(catalogue, body, today)).collect();
    let known = ended.into_iter().filter_map(|body| catalogue.organisation(body));
    known.filter_map(|body| Some(Left { body: body.name.clone(), since: body.valid.until? })).collect()
}

pub(super) fn what_is_due(transfer: &Transfer, waits: &[Wait], today: Day) -> Option<MessageRef> {
    let in_its_way = transfer.remark.as_ref().and_then(words::remark);
    let in_vain = || waits.iter().any(Wait::is_in_vain).then(|| "transfer-due-in-vain".into());
    in_its_way.or_else(in_vain).or_else(|| by_its_day(transfer, waits, today).map(MessageRef::from))
}

fn by_its_day(transfer: &Transfer, waits: &[Wait], today: Day) -> Option<&'static str> {
    let day = transfer.draft.day;
    let soon = day <= today.saturating_add(SOON.days());
    let has_passed = day < today && transfer.draft.kind != Kind::Correction;
    match &transfer.state {
        State::Draft if has_passed && transfer.draft.reverses.is_some() => Some("transfer-due-passed-back"),
        State::Draft if has_passed => Some("transfer-due-passed"),
        State::Scheduled { .. } if waits.iter().any(|wait| !wait.comes()) => {
            let is_known = waits.iter().any(|wait| matches!(wait, Wait::Before { on: None, .. }));
            (soon || is_known).then_some("transfer-due-waits")
        }
        State::Scheduled { .. } => (day <= today).then_some("transfer-due-now"),
        State::Draft => soon.then_some("transfer-due-rehearsal"),
        State::Rehearsed { .. } => soon.then_some("transfer-due-two"),
        State::Endorsed { .. } => soon.then_some("transfer-due-one"),
        State::Approved { .. } => soon.then_some("transfer-due-calendar"),
        State::Vested { .. } | State::Cancelled | State::Reversed { .. } => None,
    }
}

/// By programme, each where its first transfer stands; what belongs to none comes last.
fn grouped(all: Vec<Transfer>, titles: &BTreeMap<Id<id::Programme>, Text>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for Transfer { draft, state, .. } in all {
        let row = Row {
            late: matches!(&state, State::Vested(vesting) if vesting.late),
            state: state.as_str(),
            id: draft.id,
            title: draft.title,
            kind: draft.kind,
            day: draft.day,
            illustrative: draft.illustrative,
        };
        if let Some(group) = groups.iter_mut().find(|group| group.id == draft.programme) {
            group.rows.push(row);
        } else {
            let title = draft.programme.as_ref().and_then(|id| titles.get(id)).cloned();
            groups.push(Group { id: draft.programme, title, rows: vec![row] });
        }
    }
    groups.sort_by_key(|group| group.id.is_none());
    groups
}
