//! Ids that know what they name: `Id<Organisation>` prints `org_allerdale` and never passes for a person.

use std::{fmt, hash::Hash, marker::PhantomData, str::FromStr, sync::Arc};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use thiserror::Error;
use uuid::Uuid;

/// What an id names. Implemented by the empty types below.
pub trait Kind: 'static {
    /// The letters before the underscore.
    const PREFIX: &'static str;
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $prefix:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Debug)]
        pub enum $name {}
        impl Kind for $name { const PREFIX: &'static str = $prefix; }
    )*};
}

kinds! {
    /// A public, private or voluntary body.
    Organisation = "org";
    /// What people need, whoever provides it.
    ServiceType = "typ";
    /// One body's version of a service type.
    PublicService = "svc";
    /// Something that happens in a life and brings several services with it.
    LifeEvent = "evt";
    /// The law, order or agreement that creates a responsibility.
    Instrument = "ins";
    /// A file of services on its way into the catalogue.
    Import = "imp";
    /// A thing of the catalogue that is neither a body nor a service nor an event.
    Part = "prt";
    /// A computer system, or a desk without one, that takes the work of a body.
    System = "sys";
    /// A citizen or a member of staff.
    Person = "per";
    /// A set of questions, services and their order for one life event.
    Journey = "jny";
    /// Answers that were not sent yet.
    Draft = "dft";
    /// What a person sends once.
    Application = "app";
    /// One supplier's part of an application.
    Request = "req";
    /// A file that a person gave to show something.
    Evidence = "evi";
    /// A word from a body to a person, or back.
    Message = "msg";
    /// A signed-in visit.
    Session = "ses";
    /// An entry of the outbox.
    Task = "tsk";
    /// A leaf of the audit log.
    Leaf = "lef";
    /// One dated row of the responsibility model.
    Responsibility = "rsp";
    /// One dated row that says which system takes the work.
    Endpoint = "end";
    /// A virtual business of several bodies for one customer segment or life event.
    Franchise = "fra";
    /// What two bodies agreed: services, volumes, standard, dates.
    Agreement = "agr";
    /// An officer's power to decide, from day to day.
    Delegation = "dlg";
    /// Who is data controller of a service type, from day to day.
    Controller = "ctl";
    /// Posts or a budget line of a body.
    Resource = "res";
    /// A set of responsibilities, posts and budget that move on one day.
    Transfer = "trf";
    /// Transfers that belong together, in waves.
    Programme = "prg";
}

/// An id of one kind. Cheap to clone; ordered by its text.
pub struct Id<K>(Arc<str>, PhantomData<fn() -> K>);

/// The text is not an id of the kind that was asked for.
#[derive(Debug, Error, PartialEq, Eq)]
#[error("'{text}' is not an id of the form {prefix}_… (lowercase letters, digits, '-', '.')")]
pub struct NotAnId {
    text: String,
    prefix: &'static str,
}

impl<K: Kind> Id<K> {
    /// A generated id. Version 7 ids sort by time of creation.
    pub fn from_uuid(uuid: Uuid) -> Self {
        Self(format!("{}_{}", K::PREFIX, uuid.simple()).into(), PhantomData)
    }

    /// A chosen id, as data files use: `Id::<Organisation>::named("allerdale")` is `org_allerdale`.
    pub fn named(name: &str) -> Result<Self, NotAnId> {
        let fits = !name.is_empty()
            && name.len() <= 100
            && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'.');
        if fits {
            Ok(Self(format!("{}_{name}", K::PREFIX).into(), PhantomData))
        } else {
            Err(NotAnId { text: name.chars().take(120).collect(), prefix: K::PREFIX })
        }
    }

    /// The whole text, with its prefix.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The text after the prefix.
    pub fn name(&self) -> &str {
        &self.0[K::PREFIX.len() + 1..]
    }

    /// What a generated id was made of; nothing for one that was chosen.
    pub fn uuid(&self) -> Option<Uuid> {
        Uuid::try_parse(self.name()).ok()
    }

    /// The id of part `n` of what this id names: the same every time it is asked for.
    pub fn part<P: Kind>(&self, n: usize) -> Id<P> {
        Id(format!("{}_{}.{n}", P::PREFIX, self.name()).into(), PhantomData)
    }

    /// The same name as another kind: a draft becomes an application and keeps its name.
    pub fn become_a<P: Kind>(&self) -> Id<P> {
        Id(format!("{}_{}", P::PREFIX, self.name()).into(), PhantomData)
    }
}

impl<K: Kind> FromStr for Id<K> {
    type Err = NotAnId;
    fn from_str(text: &str) -> Result<Self, NotAnId> {
        let refused = || NotAnId { text: text.chars().take(120).collect(), prefix: K::PREFIX };
        let name = text.strip_prefix(K::PREFIX).and_then(|rest| rest.strip_prefix('_')).ok_or_else(refused)?;
        Self::named(name).map_err(|_| refused())
    }
}

impl<K> Clone for Id<K> {
    fn clone(&self) -> Self {
        Self(self.0.clone(), PhantomData)
    }
}
impl<K> PartialEq for Id<K> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}
impl<K> Eq for Id<K> {}
impl<K> PartialOrd for Id<K> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl<K> Ord for Id<K> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.cmp(&other.0)
    }
}
impl<K> Hash for Id<K> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}
impl<K> fmt::Debug for Id<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
impl<K> fmt::Display for Id<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
impl<K> Serialize for Id<K> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}
/// Data files write the bare name (`allerdale`), machines the whole id (`org_allerdale`); both are read.
impl<'de, K: Kind> Deserialize<'de> for Id<K> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().or_else(|_| Self::named(&text)).map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_prints_its_kind_and_reads_back() {
        let id = Id::<Organisation>::named("allerdale").unwrap();
        assert_eq!(id.to_string(), "org_allerdale");
        assert_eq!("org_allerdale".parse::<Id<Organisation>>().unwrap(), id);
        assert_eq!(id.name(), "allerdale");
    }

    #[test]
    fn an_id_of_another_kind_is_refused() {
        assert!("per_allerdale".parse::<Id<Organisation>>().is_err());
        assert!("org_".parse::<Id<Organisation>>().is_err());
        assert!("org_Aller dale".parse::<Id<Organisation>>().is_err());
        assert!("org".parse::<Id<Organisation>>().is_err());
    }

    #[test]
    fn parts_are_the_same_every_time() {
        let application = Id::<Draft>::from_uuid(Uuid::nil()).become_a::<Application>();
        assert_eq!(application.part::<Request>(2), application.part::<Request>(2));
        assert_ne!(application.part::<Request>(2), application.part::<Request>(3));
    }
}
