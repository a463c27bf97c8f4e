//! What a connector can do. An ability that only some systems have is a trait of its own.

use std::{future::Future, pin::Pin};

use crate::{Answer, Delivery, Dispatch, Failure, Notice};

/// What a connector's call comes to, once it is awaited.
pub type Reply<'a, T> = Pin<Box<dyn Future<Output = Result<T, Failure>> + Send + 'a>>;

/// Takes requests to one system of one body.
pub trait Connector: Send + Sync {
    /// Sends the request once, with its key. Never tries again by itself: that is the dispatcher's to decide.
    fn deliver<'a>(&'a self, dispatch: &'a Dispatch) -> Reply<'a, Delivery>;
}

/// A system that can be asked what became of a request.
///
/// Asking changes nothing, so a question that got no reply is [`Failure::Later`]. [`Failure::Never`] means that the
/// system denies the reference, [`Failure::Unknown`] that a person should look at what it says.
pub trait Polled: Send + Sync {
    /// What the system says about the request with this reference of its own. `None`: nothing yet.
    fn read<'a>(&'a self, their_reference: &'a str) -> Reply<'a, Option<Answer>>;
}

/// A system that can be asked whether it has a request, by our key.
///
/// Fails with [`Failure::Later`] (ask again) or [`Failure::Unknown`] (asking does not settle it), never with
/// [`Failure::Never`].
pub trait Findable: Send + Sync {
    /// The system's reference for this request. `None` only if the system certainly does not have it now; one that
    /// was slow to take an earlier attempt may still store it, so leave it time before asking.
    fn find<'a>(&'a self, dispatch: &'a Dispatch) -> Reply<'a, Option<String>>;
}

/// A system that can be told what happened elsewhere to a request that it has or had.
///
/// Telling twice is the same as telling once. Fails with [`Failure::Later`] or, where the system will not hear it,
/// [`Failure::Never`].
pub trait Told: Send + Sync {
    /// Tells it.
    fn tell<'a>(&'a self, notice: &'a Notice) -> Reply<'a, ()>;
}
