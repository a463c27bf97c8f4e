//! Who does something, in which role, for which body and for whom. An argument of every command.

use std::{fmt, sync::Arc};

use serde::{Deserialize, Serialize};

use crate::id::{Id, Organisation, Person};

/// Who acts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind", content = "id")]
pub enum Who {
    /// Somebody we know nothing about yet.
    Visitor,
    /// A citizen, known by the key their answers are sealed with.
    Citizen(Id<Person>),
    /// A member of staff.
    Staff(Id<Person>),
    /// Another body's system, speaking for that body.
    Agency(Id<Organisation>),
    /// Portico itself: the worker, a migration, the command line.
    Portico(String),
}

/// What a person is allowed to be. Routes name roles; commands record them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Not signed in.
    Visitor,
    /// Somebody with a draft or a case of their own.
    Citizen,
    /// Answers people at a counter or on the telephone.
    ContactAgent,
    /// Decides requests at a supplier's desk.
    SupplierOfficer,
    /// Keeps the catalogue of services.
    CatalogueManager,
    /// Drafts transfers of responsibility.
    TransferPlanner,
    /// Approves what planners draft.
    TransferApprover,
    /// Keeps the platform running; settles uncertain requests.
    Operator,
    /// Another body's system.
    Agency,
    /// Portico itself.
    Portico,
}

impl Role {
    /// The roles that a member of staff can sign in with.
    pub const STAFF: [Self; 6] = [
        Self::ContactAgent,
        Self::SupplierOfficer,
        Self::CatalogueManager,
        Self::TransferPlanner,
        Self::TransferApprover,
        Self::Operator,
    ];

    /// The role's name in addresses, data files and the audit log.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Visitor => "visitor",
            Self::Citizen => "citizen",
            Self::ContactAgent => "contact-agent",
            Self::SupplierOfficer => "supplier-officer",
            Self::CatalogueManager => "catalogue-manager",
            Self::TransferPlanner => "transfer-planner",
            Self::TransferApprover => "transfer-approver",
            Self::Operator => "operator",
            Self::Agency => "agency",
            Self::Portico => "portico",
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Who acts, in which role, for which body, and for whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// Who.
    pub who: Who,
    /// In which role.
    pub role: Role,
    /// For which body, where they act for one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<Id<Organisation>>,
    /// For which other person, where they act for somebody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_behalf_of: Option<Id<Person>>,
    /// Through which door: a route (`POST /drafts/{id}/send`), a command-line verb, or a part of Portico.
    pub via: Arc<str>,
}

impl Actor {
    /// The same actor, having come through this door.
    pub fn through(self, via: impl Into<Arc<str>>) -> Self {
        Self { via: via.into(), ..self }
    }

    /// Somebody we know nothing about yet.
    pub fn visitor() -> Self {
        Self { who: Who::Visitor, role: Role::Visitor, body: None, on_behalf_of: None, via: "".into() }
    }

    /// A citizen who acts for themselves.
    pub fn citizen(person: Id<Person>) -> Self {
        Self { who: Who::Citizen(person), role: Role::Citizen, body: None, on_behalf_of: None, via: "".into() }
    }

    /// A member of staff of a body.
    pub fn staff(person: Id<Person>, role: Role, body: Id<Organisation>) -> Self {
        Self { who: Who::Staff(person), role, body: Some(body), on_behalf_of: None, via: "".into() }
    }

    /// Another body's system.
    pub fn agency(body: Id<Organisation>) -> Self {
        Self {
            who: Who::Agency(body.clone()),
            role: Role::Agency,
            body: Some(body),
            on_behalf_of: None,
            via: "".into(),
        }
    }

    /// A part of Portico that acts by itself, such as the worker.
    pub fn portico(part: &str) -> Self {
        Self {
            who: Who::Portico(part.to_owned()),
            role: Role::Portico,
            body: None,
            on_behalf_of: None,
            via: part.into(),
        }
    }
}
