//! Who does what a command does: a member of staff who is named.

use anyhow::{Context as _, Result};
use catalogue::Catalogue;
use clap::Args;
use store::Store;
use values::{Actor, Id, Who, id};

use crate::settings::Flags;

/// Who does it.
#[derive(Debug, Args)]
pub struct By {
    /// The member of staff who does it
    #[arg(long = "as", value_name = "PERSON")]
    person: String,
    /// The settings
    #[command(flatten)]
    pub flags: Flags,
}

impl By {
    /// The member of staff, in the role that the catalogue gives them.
    pub fn actor(&self, store: &Store, via: &str) -> Result<Actor> {
        let person = &self.person;
        let id: Id<id::Person> = person.parse().or_else(|_| Id::named(person))?;
        let catalogue = store.read_blocking(Catalogue::load)?;
        let known = catalogue.person(&id).with_context(|| format!("there is no person '{person}' among the staff"))?;
        let (who, body) = (Who::Staff(id), Some(known.body.clone()));
        Ok(Actor { who, role: known.role, body, on_behalf_of: None, via: via.into() })
    }
}
