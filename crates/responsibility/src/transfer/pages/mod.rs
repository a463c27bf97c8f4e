//! Transfers for the people who plan, approve and watch them: what there is and what is due, one transfer with what may
//! be done now, its proof sheet, a new draft, the way back.

mod acts;
mod cancel;
mod list;
mod new;
mod proof;
mod reverse;
mod sheet;
mod show;
pub(crate) mod words;

#[cfg(test)]
mod tests;

use values::{Id, Role, id};
use web::{Access, Problem, Routes};

use crate::ResponsibilityPages;

/// Who may look at transfers. The commands say who may do what with one.
const THEIRS: &[Role] = &[Role::TransferPlanner, Role::TransferApprover, Role::Operator];
const PLANNERS: &[Role] = &[Role::TransferPlanner];
const KEEPERS: &[Role] = &[Role::TransferPlanner, Role::TransferApprover];

/// The routes of transfers.
pub(crate) fn routes(pages: ResponsibilityPages) -> Routes<()> {
    Routes::new(&pages.kit)
        .get("/transfers", Access::Staff(THEIRS), list::show)
        .get("/transfers/new", Access::Staff(PLANNERS), new::show)
        .post("/transfers/new", Access::Staff(PLANNERS), new::take)
        .get("/transfers/{id}", Access::Staff(THEIRS), show::show)
        .post("/transfers/{id}/rehearse", Access::Staff(THEIRS), acts::rehearse)
        .post("/transfers/{id}/approve", Access::Staff(THEIRS), acts::approve)
        .post("/transfers/{id}/schedule", Access::Staff(THEIRS), acts::schedule)
        .get("/transfers/{id}/cancel", Access::Staff(THEIRS), cancel::show)
        .post("/transfers/{id}/cancel", Access::Staff(THEIRS), cancel::take)
        .post("/transfers/{id}/gates/{programme}/{gate}", Access::Staff(KEEPERS), acts::open_gate)
        .get("/transfers/{id}/reverse", Access::Staff(PLANNERS), reverse::show)
        .post("/transfers/{id}/reverse", Access::Staff(PLANNERS), reverse::take)
        .get("/transfers/{id}/proof", Access::Staff(THEIRS), proof::show)
        .get("/transfers/{id}/proof.json", Access::Staff(THEIRS), proof::json)
        .get("/transfers/{id}/proof.csv", Access::Staff(THEIRS), proof::csv)
        .with_state(pages)
}

/// The transfer that an address names, by its whole id or by its name.
fn named(id: &str) -> Result<Id<id::Transfer>, Problem> {
    id.parse().or_else(|_| Id::named(id)).map_err(|_| Problem::not_found())
}
