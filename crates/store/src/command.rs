//! A command that waits for its turn: run as often as needed, answered once, after the commit.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::mpsc,
};

use tokio::sync::oneshot;

use crate::{StoreError, Tx, budget::Kind};

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ran {
    /// Commit it.
    Good,
    /// It said no. Undo it, unless it changed nothing.
    Refused { wrote: bool },
    /// Others were faster: the same command again may pass.
    Again,
    /// The connection is gone.
    Lost,
}

/// A command whose types are forgotten, so that commands of all sorts wait in one queue.
pub(crate) trait Waiting: Send {
    fn kind(&self) -> Kind;
    /// Runs it and keeps what it answered.
    fn run(&mut self, tx: &mut Tx<'_>) -> Ran;
    /// Hands over what the last run answered.
    fn answer(self: Box<Self>);
    /// Answers with a failure, whatever the last run answered.
    fn fail(self: Box<Self>, error: StoreError);
}

/// Where the answer goes: to a task, or to a thread that waits.
pub(crate) enum Reply<T> {
    Task(oneshot::Sender<T>),
    Thread(mpsc::SyncSender<T>),
}

impl<T> Reply<T> {
    /// A caller that hung up does not undo the command; its answer is dropped.
    fn send(self, answer: T) {
        match self {
            Self::Task(sender) => drop(sender.send(answer)),
            Self::Thread(sender) => drop(sender.send(answer)),
        }
    }
}

pub(crate) struct Command<F, R, E> {
    pub(crate) kind: Kind,
    pub(crate) run: F,
    pub(crate) outcome: Option<Result<R, E>>,
    pub(crate) reply: Reply<Result<R, E>>,
}

impl<F, R, E> Waiting for Command<F, R, E>
where
    F: Fn(&mut Tx<'_>) -> Result<R, E> + Send,
    R: Send,
    E: From<StoreError> + Send,
{
    fn kind(&self) -> Kind {
        self.kind
    }

    fn run(&mut self, tx: &mut Tx<'_>) -> Ran {
        // The closure is only ever run on a Tx that is thrown away if it panics, so nothing broken is seen.
        self.outcome = match catch_unwind(AssertUnwindSafe(|| (self.run)(tx))) {
            Ok(Ok(_)) if tx.has_failed() => theirs(StoreError::Aborted),
            Ok(outcome) => Some(outcome),
            Err(_) => {
                tx.fail();
                theirs(StoreError::Panicked)
            }
        };
        tx.how_it_ran(matches!(self.outcome, Some(Ok(_))))
    }

    fn answer(self: Box<Self>) {
        if let Some(outcome) = self.outcome {
            self.reply.send(outcome);
        }
    }

    fn fail(self: Box<Self>, error: StoreError) {
        if let Some(outcome) = theirs(error) {
            self.reply.send(outcome);
        }
    }
}

/// Our error as the caller's. Their conversion may panic too: then they get no answer, and the thread lives on.
fn theirs<R, E: From<StoreError>>(error: StoreError) -> Option<Result<R, E>> {
    catch_unwind(|| error.into()).ok().map(Err)
}
