//! `GET /transfers`: every transfer by programme and day, and what is due.

use std::collections::BTreeMap;

use axum::{extract::State as Of, response::Response};
use jiff::ToSpan;
use serde::Serialize;
use values::{Day, Id, Text, id};
use web::{MessageRef, Page, Problem, Visit};

use super::{IN_VAIN, PLANNERS, waits_for, words};
use crate::{
    ResponsibilityPages, programme,
    transfer::{Kind, State, Transfer, TransferError, store},
};

#[derive(Debug, Serialize)]
pub(crate) struct ListPage {
    pub groups: Vec<Group>,
    pub due: Vec<Due>,
    pub may_draft: bool,
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
                let waits = if is_ahead { waits_for(tx, draft)? } else { Vec::new() };
                if let Some(what) = what_is_due(transfer, &waits, today) {
                    due.push(Due { id: draft.id.clone(), title: draft.title.clone(), day: draft.day, what, waits });
                }
            }
            let titles: BTreeMap<_, _> = programmes.into_iter().map(|known| (known.id, known.title)).collect();
            Ok::<_, TransferError>((grouped(all, &titles), due))
        })
        .await?;
    let may_draft = visit.is_staff(PLANNERS);
    Ok(pages.kit.page(&visit, &ListPage { groups, due, may_draft }))
}

pub(super) fn what_is_due(transfer: &Transfer, waits: &[MessageRef], today: Day) -> Option<MessageRef> {
    let in_its_way = transfer.remark.as_ref().and_then(words::remark);
    let in_vain = || waits.iter().any(|each| each.id == IN_VAIN).then(|| "transfer-due-in-vain".into());
    in_its_way.or_else(in_vain).or_else(|| by_its_day(transfer, waits, today).map(MessageRef::from))
}

fn by_its_day(transfer: &Transfer, waits: &[MessageRef], today: Day) -> Option<&'static str> {
    let day = transfer.draft.day;
    let soon = day <= today.saturating_add(SOON.days());
    match &transfer.state {
        State::Scheduled { .. } if !waits.is_empty() => soon.then_some("transfer-due-waits"),
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
