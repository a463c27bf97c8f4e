//! Lets a command that keeps losing against its neighbours run while they stand aside.
//!
//! The database keeps everything right; this only keeps hot rows moving. So nobody waits here for long, and whoever
//! has waited long enough goes on.

use std::{
    sync::{Condvar, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

const PATIENCE: Duration = Duration::from_millis(100);

/// Where writers of one store pass before a transaction.
#[derive(Default)]
pub(crate) struct Gate {
    state: Mutex<State>,
    moved: Condvar,
}

#[derive(Default)]
struct State {
    inside: u32,
    somebody_alone: bool,
}

/// How a writer passes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pass {
    /// With others.
    Together,
    /// Others stand aside.
    Alone,
}

/// Inside until this is dropped.
pub(super) struct Inside<'g>(&'g Gate, Pass);

impl Gate {
    pub(super) fn pass(&self, pass: Pass) -> Inside<'_> {
        let mut state = self.wait_while(self.state(), |state| state.somebody_alone);
        if pass == Pass::Alone {
            state.somebody_alone = true;
            state = self.wait_while(state, |state| state.inside > 0);
        }
        state.inside += 1;
        Inside(self, pass)
    }

    fn wait_while<'s>(&self, state: MutexGuard<'s, State>, not_yet: fn(&State) -> bool) -> MutexGuard<'s, State> {
        let waited = self.moved.wait_timeout_while(state, PATIENCE, |state| not_yet(state));
        waited.unwrap_or_else(PoisonError::into_inner).0
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Inside<'_> {
    fn drop(&mut self) {
        let mut state = self.0.state();
        state.inside -= 1;
        if self.1 == Pass::Alone {
            state.somebody_alone = false;
        }
        self.0.moved.notify_all();
    }
}
