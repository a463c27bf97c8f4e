//! A bounded queue of two priorities: people first, batches second, and a batch never starves.

use std::{
    collections::VecDeque,
    sync::{Condvar, Mutex, MutexGuard, PoisonError},
};

use tracing::error;

use crate::{StoreError, budget::Kind, command::Waiting};

pub(crate) type Job = Box<dyn Waiting>;

/// Commands that wait for a connection.
pub(crate) struct Queue {
    waiting: Mutex<Lines>,
    ready: Condvar,
    limit: usize,
}

#[derive(Default)]
struct Lines {
    people: VecDeque<Job>,
    batches: VecDeque<Job>,
    closed: bool,
}

impl Queue {
    /// A queue that turns callers away once so many wait in their line.
    pub(crate) fn new(limit: usize) -> Self {
        Self { waiting: Mutex::default(), ready: Condvar::new(), limit: limit.max(1) }
    }

    /// Puts a command in its line, or answers it at once: the line is full, or the store is closing.
    pub(crate) fn push(&self, job: Job) {
        let mut lines = self.lines();
        if lines.closed {
            drop(lines);
            return job.fail(StoreError::Closed);
        }
        let line = if job.kind() == Kind::Batch { &mut lines.batches } else { &mut lines.people };
        if line.len() >= self.limit {
            drop(lines);
            metrics::counter!("portico_store_overloaded_total").increment(1);
            return job.fail(StoreError::overloaded());
        }
        line.push_back(job);
        drop(lines);
        self.ready.notify_one();
    }

    /// Waits for the next command. Nothing more comes once the queue is closed and empty.
    pub(crate) fn wait(&self) -> Option<Job> {
        let mut lines = self.lines();
        loop {
            if let Some(job) = lines.next() {
                return Some(job);
            }
            if lines.closed {
                return None;
            }
            lines = self.ready.wait(lines).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// The next command, if one waits: a person's before a batch's.
    pub(crate) fn pop(&self) -> Option<Job> {
        self.lines().next()
    }

    /// The next batch command, if one waits.
    pub(crate) fn pop_batch(&self) -> Option<Job> {
        self.lines().batches.pop_front()
    }

    /// Waits, then takes up to `most` people's commands at once; or one batch, if no person waits or `batch_turn`.
    pub(crate) fn wait_for_group(&self, most: usize, batch_turn: bool) -> Option<Vec<Job>> {
        let mut lines = self.lines();
        loop {
            if (batch_turn || lines.people.is_empty())
                && let Some(batch) = lines.batches.pop_front()
            {
                return Some(vec![batch]);
            }
            if !lines.people.is_empty() {
                let taken = lines.people.len().min(most);
                return Some(lines.people.drain(..taken).collect());
            }
            if lines.closed {
                return None;
            }
            lines = self.ready.wait(lines).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// How many wait.
    pub(crate) fn len(&self) -> usize {
        let lines = self.lines();
        lines.people.len() + lines.batches.len()
    }

    /// Takes no more. What waits is still done.
    pub(crate) fn close(&self) {
        self.lines().closed = true;
        self.ready.notify_all();
    }

    /// Answers everybody who waits, and everybody who comes, if the thread that holds this dies: a caller must not
    /// wait for ever.
    pub(crate) fn watch(&self) -> Watch<'_> {
        Watch(self)
    }

    fn lines(&self) -> MutexGuard<'_, Lines> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// See [`Queue::watch`].
pub(crate) struct Watch<'q>(&'q Queue);

impl Drop for Watch<'_> {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            return;
        }
        error!("A thread of the store has died; the store is closed");
        self.0.close();
        while let Some(job) = self.0.pop() {
            job.fail(StoreError::Closed);
        }
    }
}

impl Lines {
    fn next(&mut self) -> Option<Job> {
        self.people.pop_front().or_else(|| self.batches.pop_front())
    }
}
