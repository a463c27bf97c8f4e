//! Transfers in a test's world: drafted, rehearsed, approved by two people and put on the calendar.

use responsibility::transfer::{
    Draft, Rehearsal,
    commands::{self, Over, TransferError, WayBack},
    scene::Snapshot,
};
use responsibility::{ResponsibilityPages, Shown};
use store::Tx;
use values::{Actor, Day, Id, Moment, Role, Text, id};
use web::Routes;

use super::World;
use crate::{
    Platform,
    handover::{self, Item},
};

/// The pages of transfers, over the government as the platform knows it.
pub(super) fn routes(platform: &Platform) -> Routes {
    let known = platform.clone();
    let shown = move || {
        let government = known.government();
        Shown { catalogue: government.catalogue.clone(), model: government.model.clone() }
    };
    let (zone, clocks) = (platform.government().zone.clone(), platform.clocks().clone());
    let work =
        move |tx: &mut Tx<'_>, rehearsal: &Rehearsal| handover::ahead::work(tx, &zone, clocks.today(), rehearsal);
    ResponsibilityPages::new(&platform.kit, shown).with_work(work).staff_routes()
}

impl World {
    /// The staff of the demonstration who have this role, as actors.
    pub fn staff(&self, role: Role) -> Vec<Actor> {
        let government = self.platform.government();
        let mut people: Vec<_> = government.catalogue.people().filter(|person| person.role == role).collect();
        people.sort_by(|a, b| a.id.cmp(&b.id));
        people.into_iter().map(|person| Actor::staff(person.id.clone(), role, person.body.clone())).collect()
    }

    /// Takes a draft all the way onto the calendar.
    pub async fn schedule(&self, draft: Draft) -> Result<(), TransferError> {
        let id = draft.id.clone();
        self.approve(draft).await?;
        self.onto_the_calendar(id).await
    }

    /// Takes a draft to where two people have approved it.
    pub async fn approve(&self, draft: Draft) -> Result<(), TransferError> {
        self.approved(draft.id.clone(), move |tx, planner, now, _| {
            commands::draft(tx, planner, now, draft.clone(), Over::Own).map(drop)
        })
        .await
    }

    /// Puts the way back of a transfer on the calendar, for a day.
    pub async fn take_back(&self, original: &Id<id::Transfer>, day: Day) -> Result<Id<id::Transfer>, TransferError> {
        let id = Id::named(&format!("{}-back", original.name())).expect("a name");
        let (original, way) = (original.clone(), id.clone());
        self.approved(id.clone(), move |tx, planner, now, today| {
            let way = WayBack {
                id: way.clone(),
                title: Text { en: "Back".into(), fr: "Retour".into() },
                day,
                instrument: None,
                reason: Some("it did not work".into()),
                answerable: Vec::new(),
            };
            commands::reverse(tx, planner, now, today, &original, way).map(drop)
        })
        .await?;
        self.onto_the_calendar(id.clone()).await?;
        Ok(id)
    }

    async fn approved(
        &self,
        id: Id<id::Transfer>,
        drafted: impl Fn(&mut Tx<'_>, &Actor, Moment, Day) -> Result<(), TransferError> + Send + 'static,
    ) -> Result<(), TransferError> {
        let planner = self.staff(Role::TransferPlanner).remove(0);
        let approvers = self.staff(Role::TransferApprover);
        let (now, today) = (self.platform.clocks().now(), self.platform.today());
        let (store, zone) = (self.platform.store(), self.platform.government().zone.clone());
        let approved = store.write_batch(move |tx| {
            drafted(tx, &planner, now, today)?;
            let snapshot = Snapshot::load(tx)?;
            let rehearsal = commands::plan(tx, &snapshot.scene(), &id)?;
            let work = handover::ahead::work(tx, &zone, today, &rehearsal)?;
            let rehearsal = rehearsal.with_work(&work);
            commands::rehearse(tx, &planner, now, &rehearsal)?;
            approvers.iter().try_for_each(|one| commands::approve(tx, one, now, &id, rehearsal.plan.hash()).map(drop))
        });
        approved.await
    }

    async fn onto_the_calendar(&self, id: Id<id::Transfer>) -> Result<(), TransferError> {
        let planner = self.staff(Role::TransferPlanner).remove(0);
        let (now, today) = (self.platform.clocks().now(), self.platform.today());
        let store = self.platform.store();
        store.write_batch(move |tx| commands::schedule(tx, &planner, now, today, &id).map(drop)).await?;
        Ok(self.platform.reload().await?)
    }

    /// What a vesting has done with each open request so far.
    pub async fn handed(&self, transfer: &Id<id::Transfer>) -> Vec<Item> {
        let id = transfer.clone();
        let read = self.platform.store().read(move |tx| handover::store::some(tx, &id, "", 10_000));
        read.await.expect("the lines can be read").into_iter().map(|shown| shown.item).collect()
    }
}
