//! Writing a transfer, and the one that takes a vesting back.

use std::collections::BTreeMap;

use ::store::Tx;
use values::{Actor, Day, Id, Moment, Role, Text, id};

use super::{TransferError, get, note, note_next_vesting, replace, staff};
use crate::{
    programme,
    transfer::{
        Answerable, Deadlines, Draft, Kind, Reversed, State, Transfer, checks, hash::PlanHash, life::Move, store,
    },
};

/// What a draft may be written over: nobody writes over another's unseen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Over {
    /// Nothing: its id is new.
    Nothing,
    /// What the same person wrote last.
    Own,
    /// What still says what this person has seen, by its [`Draft::hash`].
    Seen(PlanHash),
    /// Whatever stands there: a data file says what is to stand.
    Whatever,
}

impl Over {
    fn allows(self, known: &Transfer, person: &Id<id::Person>) -> bool {
        match self {
            Self::Nothing => false,
            Self::Own => known.drafted_by.last() == Some(person),
            Self::Seen(hash) => known.draft.hash() == hash,
            Self::Whatever => true,
        }
    }
}

/// Drafts a transfer, or writes it anew before it vests: then nobody has approved it any more, and it is on the calendar no
/// more. A correction is one with a reason.
pub fn draft(tx: &mut Tx<'_>, actor: &Actor, now: Moment, draft: Draft, over: Over) -> Result<Transfer, TransferError> {
    if draft.kind == Kind::Reversal || draft.reverses.is_some() {
        return Err(TransferError::DraftedReversal);
    }
    put_draft(tx, actor, now, (draft, over), "transfer.drafted")
}

fn put_draft(
    tx: &mut Tx<'_>,
    actor: &Actor,
    now: Moment,
    (draft, over): (Draft, Over),
    action: &'static str,
) -> Result<Transfer, TransferError> {
    let person = staff(actor, Role::TransferPlanner, "a transfer planner")?.clone();
    if draft.kind == Kind::Correction && draft.reason.as_ref().is_none_or(|reason| reason.trim().is_empty()) {
        return Err(TransferError::NoReason);
    }
    let problems = checks::by_itself(&draft);
    if !problems.is_empty() {
        return Err(TransferError::Problems(problems));
    }
    if let Some(programme) = &draft.programme
        && programme::store::get(tx, programme)?.is_none()
    {
        return Err(TransferError::UnknownProgramme(programme.clone()));
    }
    check_order(tx, &draft)?;
    check_one_way_back(tx, &draft)?;
    let transfer = match store::get(tx, &draft.id)? {
        None => {
            let transfer = Transfer { draft, drafted_by: vec![person], state: State::Draft, remark: None };
            store::insert(tx, now, &transfer)?;
            transfer
        }
        Some(known) if over == Over::Nothing || known.draft.takes_back() != draft.takes_back() => {
            return Err(TransferError::Taken(draft.id));
        }
        Some(known) => {
            let state = known.state.clone().apply(Move::Redraft)?;
            // Whoever undoes what others have approved has seen that.
            let is_approved = matches!(known.state, State::Approved { .. } | State::Scheduled { .. });
            if !over.allows(&known, &person) || (is_approved && over == Over::Own) {
                return Err(written_by_another(known));
            }
            // Whoever wrote last comes last.
            let mut drafted_by = known.drafted_by;
            drafted_by.retain(|earlier| *earlier != person);
            drafted_by.push(person);
            let transfer = Transfer { draft, drafted_by, state, remark: None };
            replace(tx, now, &known.state, &transfer)?;
            note_next_vesting(tx)?;
            transfer
        }
    };
    note(tx, actor, now, action, &transfer, &[])?;
    Ok(transfer)
}

fn written_by_another(known: Transfer) -> TransferError {
    match known.draft.reverses {
        Some(_) => TransferError::ReversalDrafted { id: known.draft.id, by: known.drafted_by },
        None => TransferError::WrittenMeanwhile { id: known.draft.id, by: known.drafted_by },
    }
}

/// Nobody takes back what another reversal is on its way to take back.
fn check_one_way_back(tx: &mut Tx<'_>, draft: &Draft) -> Result<(), TransferError> {
    let Some(original) = draft.takes_back() else { return Ok(()) };
    let ahead = store::all(tx)?.into_iter().filter(|known| known.state.is_ahead() && known.draft.id != draft.id);
    match ahead.into_iter().find(|known| known.draft.takes_back() == Some(original)) {
        Some(other) => Err(TransferError::ReversalDrafted { id: other.draft.id, by: other.drafted_by }),
        None => Ok(()),
    }
}

/// What it waits for is there, and nothing waits for itself.
fn check_order(tx: &mut Tx<'_>, draft: &Draft) -> Result<(), TransferError> {
    let mut after = BTreeMap::new();
    for Transfer { draft: known, state, .. } in store::all(tx)?.into_iter().filter(|known| known.draft.id != draft.id) {
        let (waits, is_waited_for) = (draft.after.contains(&known.id), known.after.contains(&draft.id));
        if state.is_ahead() && ((waits && known.day > draft.day) || (is_waited_for && draft.day > known.day)) {
            let (earlier, later) = if waits { (&known, draft) } else { (draft, &known) };
            let (id, day) = (earlier.id.clone(), earlier.day);
            return Err(TransferError::WaitsForLater { earlier: id, day, own: later.day });
        }
        after.insert(known.id, known.after);
    }
    after.insert(draft.id.clone(), draft.after.clone());
    if let Some(unknown) = draft.after.iter().find(|id| !after.contains_key(id)) {
        return Err(TransferError::WaitsForNobody(unknown.clone()));
    }
    match programme::rules::circle(&after) {
        Some(circle) => Err(TransferError::Circle(circle)),
        None => Ok(()),
    }
}

/// How a transfer is taken back.
#[derive(Debug, Clone)]
pub struct WayBack {
    /// The id of the reversal, chosen by the planner.
    pub id: Id<id::Transfer>,
    /// Its title.
    pub title: Text,
    /// From which day on it is as it was.
    pub day: Day,
    /// Under which instrument; that of the transfer where none is named.
    pub instrument: Option<Id<id::Instrument>>,
    /// Why.
    pub reason: Option<String>,
    /// Who sees to what doesn't fit; those of the transfer where nobody is named.
    pub answerable: Vec<Answerable>,
}

/// Drafts the transfer that takes a vesting between living bodies back, within its window. It is rehearsed, approved
/// and scheduled like any other.
pub fn reverse(
    tx: &mut Tx<'_>,
    actor: &Actor,
    now: Moment,
    today: Day,
    original: &Id<id::Transfer>,
    way: WayBack,
) -> Result<Transfer, TransferError> {
    let known = get(tx, original)?;
    if !known.draft.kind.is_reversible() {
        return Err(TransferError::NotReversible(known.draft.kind));
    }
    let (version, on) = match &known.state {
        State::Vested(vesting) => (vesting.version, vesting.on),
        State::Reversed { by, .. } => return Err(TransferError::TakenBackBy(by.clone())),
        _ => return Err(TransferError::NotVested(original.clone())),
    };
    if known.draft.window_days == 0 {
        return Err(TransferError::NoWindow);
    }
    let last = known.draft.window_from(on);
    if way.day > last || today > last {
        return Err(TransferError::WindowOver { last, day: way.day.max(today) });
    }
    if way.day < today {
        return Err(TransferError::DayPassed { day: way.day, today });
    }
    let answerable = if way.answerable.is_empty() { known.draft.answerable.clone() } else { way.answerable };
    let draft = Draft {
        id: way.id,
        title: way.title,
        kind: Kind::Reversal,
        day: way.day,
        instrument: way.instrument.unwrap_or_else(|| known.draft.instrument.clone()),
        reason: way.reason,
        programme: known.draft.programme.clone(),
        after: vec![original.clone()],
        window_days: 0,
        reverses: Some(Reversed { transfer: original.clone(), version }),
        lines: Vec::new(),
        resources: Vec::new(),
        systems: Vec::new(),
        dissolves: Vec::new(),
        open_work: known.draft.open_work,
        deadlines: Deadlines::Keep,
        answerable,
        illustrative: known.draft.illustrative,
    };
    put_draft(tx, actor, now, (draft, Over::Own), "transfer.reversal-drafted")
}
