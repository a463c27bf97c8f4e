//! What stands around responsibilities: franchises, agreements, officers' powers, data controllers, posts and money.

use std::collections::BTreeSet;

use store::{StoreError, Tx};
use values::{Day, Id, id};

use crate::{
    agreement::{self, Agreement},
    controller::{self, Controller},
    delegation::{self, Delegation},
    franchise::{self, Franchise},
    resource::{self, Resource},
};

/// Rows of every such kind, in the order of their ids.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Arrangements {
    /// Virtual businesses.
    pub franchises: Vec<Franchise>,
    /// What bodies agreed.
    pub agreements: Vec<Agreement>,
    /// Officers' powers to decide.
    pub delegations: Vec<Delegation>,
    /// Who is data controller, where it isn't the holder of `Decision`.
    pub controllers: Vec<Controller>,
    /// Posts and budget lines.
    pub resources: Vec<Resource>,
}

impl Arrangements {
    /// Every row that was ever known.
    pub(crate) fn load(tx: &mut Tx<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            franchises: franchise::store::all(tx)?,
            agreements: agreement::store::all(tx)?,
            delegations: delegation::store::all(tx)?,
            controllers: controller::store::all(tx)?,
            resources: resource::store::all(tx)?,
        })
    }

    /// Those of them that were known at a version.
    pub fn at(&self, version: u64) -> Self {
        Self {
            franchises: self.franchises.iter().filter(|row| row.known_at(version)).cloned().collect(),
            agreements: self.agreements.iter().filter(|row| row.known_at(version)).cloned().collect(),
            delegations: self.delegations.iter().filter(|row| row.known_at(version)).cloned().collect(),
            controllers: self.controllers.iter().filter(|row| row.known_at(version)).cloned().collect(),
            resources: self.resources.iter().filter(|row| row.known_at(version)).cloned().collect(),
        }
    }

    /// The same, known without end: what was learnt later is not said.
    pub fn as_of(&self, version: u64) -> Self {
        let mut known = self.at(version);
        known.franchises.iter_mut().for_each(|row| row.until_version = None);
        known.agreements.iter_mut().for_each(|row| row.until_version = None);
        known.delegations.iter_mut().for_each(|row| row.until_version = None);
        known.controllers.iter_mut().for_each(|row| row.until_version = None);
        known.resources.iter_mut().for_each(|row| row.until_version = None);
        known
    }

    /// The same rows as known since a version.
    pub fn since(mut self, version: u64) -> Self {
        for row in &mut self.franchises {
            row.since_version = version;
        }
        for row in &mut self.agreements {
            row.since_version = version;
        }
        for row in &mut self.delegations {
            row.since_version = version;
        }
        for row in &mut self.controllers {
            row.since_version = version;
        }
        for row in &mut self.resources {
            row.since_version = version;
        }
        self
    }

    /// A franchise by its id.
    pub fn franchise(&self, id: &Id<id::Franchise>) -> Option<&Franchise> {
        self.franchises.iter().find(|known| known.id == *id)
    }

    /// The officers who may decide on a service type for a body that day. `None` for a body that has written no powers
    /// down: each of its officers may.
    pub fn deciders(
        &self,
        body: &Id<id::Organisation>,
        service_type: &Id<id::ServiceType>,
        day: Day,
    ) -> Option<Vec<&Id<id::Person>>> {
        let mut written = self.delegations.iter().filter(|known| known.body == *body).peekable();
        written.peek()?;
        Some(written.filter(|known| known.covers(service_type, day)).map(|known| &known.officer).collect())
    }

    /// Makes the database say what `self` says from a version on: rows that stand there too stay as they are, rows
    /// that stand here no more are known until then.
    pub(crate) fn record(&self, tx: &mut Tx<'_>, version: u64) -> Result<(), StoreError> {
        let known = Self::load(tx)?.at(version);
        let wanted = self.clone();
        let (gone, new) = difference(&known.franchises, wanted.franchises, |row| &row.id, Franchise::says_the_same);
        for row in gone {
            franchise::store::retire(tx, &row.id, version)?;
        }
        for row in new {
            franchise::store::insert(tx, &Franchise { since_version: version, until_version: None, ..row })?;
        }
        let (gone, new) = difference(&known.agreements, wanted.agreements, |row| &row.id, Agreement::says_the_same);
        for row in gone {
            agreement::store::retire(tx, &row.id, version)?;
        }
        for row in new {
            agreement::store::insert(tx, &Agreement { since_version: version, until_version: None, ..row })?;
        }
        let (gone, new) = difference(&known.delegations, wanted.delegations, |row| &row.id, Delegation::says_the_same);
        for row in gone {
            delegation::store::retire(tx, &row.id, version)?;
        }
        for row in new {
            let row = Delegation { id: tx.id(), since_version: version, until_version: None, ..row };
            delegation::store::insert(tx, &row)?;
        }
        let (gone, new) = difference(&known.controllers, wanted.controllers, |row| &row.id, Controller::says_the_same);
        for row in gone {
            controller::store::retire(tx, &row.id, version)?;
        }
        for row in new {
            let row = Controller { id: tx.id(), since_version: version, until_version: None, ..row };
            controller::store::insert(tx, &row)?;
        }
        let (gone, new) = difference(&known.resources, wanted.resources, |row| &row.id, Resource::says_the_same);
        let retire = gone.into_iter().map(|row| row.id.clone()).collect();
        resource::store::apply(tx, &resource::rules::Change { retire, add: new }, version)
    }
}

/// What is known and wanted no more, and what is wanted and not known. Each known row stands for one wanted row.
fn difference<'a, T, K: Ord + 'a>(
    known: &'a [T],
    mut wanted: Vec<T>,
    key: impl Fn(&'a T) -> &'a K,
    same: impl Fn(&T, &T) -> bool,
) -> (Vec<&'a T>, Vec<T>) {
    let mut stays = BTreeSet::new();
    for old in known {
        if let Some(n) = wanted.iter().position(|new| same(old, new)) {
            wanted.remove(n);
            stays.insert(key(old));
        }
    }
    (known.iter().filter(|old| !stays.contains(key(old))).collect(), wanted)
}
