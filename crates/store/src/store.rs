//! The handle: commands go in, answers come out after the commit.

use std::{
    path::Path,
    sync::{Arc, Mutex, PoisonError, mpsc},
    thread::{self, JoinHandle},
    time::Duration,
};

use tokio::sync::oneshot;
use values::RealTime;

use crate::{
    Engine, Migration, RealClock, Settings, StoreError, Tx,
    budget::Kind,
    command::{Command, Reply},
    migrate,
    postgresql::{self, Gate, Line, Writer},
    queue::Queue,
    sqlite,
};

/// A database, its threads and its queues. Cheap to clone; the last clone to go finishes what is queued.
#[derive(Clone)]
pub struct Store(Arc<Inner>);

struct Inner {
    engine: Engine,
    clock: RealClock,
    /// People's commands and batches.
    writes: Arc<Queue>,
    /// Commands that run in a transaction of their own; the same queue on SQLite, where nothing competes.
    singles: Arc<Queue>,
    reads: Arc<Queue>,
    threads: Mutex<Vec<JoinHandle<()>>>,
}

impl Store {
    /// Opens a database that is exactly what these migrations make. Blocks; never call it inside a runtime's task.
    ///
    /// Refuses a newer, damaged, unfinished or read-only database with one line, and changes nothing.
    pub fn open(settings: &Settings, migrations: &[Migration]) -> Result<Self, StoreError> {
        migrate::check(settings, migrations)?;
        let queue = || Arc::new(Queue::new(settings.queue));
        let (writes, reads) = (queue(), queue());
        let singles = if matches!(settings.engine, Engine::Sqlite { .. }) { writes.clone() } else { queue() };
        let inner = Inner {
            engine: settings.engine.clone(),
            clock: settings.clock.clone(),
            writes,
            singles,
            reads,
            threads: Mutex::default(),
        };
        // From here on a failure drops `inner`, which ends the threads that were started.
        match &settings.engine {
            Engine::Sqlite { path } => inner.start_sqlite(path, settings.readers)?,
            Engine::Postgres { url } => inner.start_postgres(url, settings.readers)?,
        }
        Ok(Self(Arc::new(inner)))
    }

    /// Applies what is missing, creating the database if there is none. Answers the names of what was applied.
    ///
    /// Blocks. Forward only; what was applied before is compared by checksum.
    pub fn migrate(settings: &Settings, migrations: &[Migration]) -> Result<Vec<String>, StoreError> {
        migrate::migrate(settings, migrations)
    }

    /// Runs a command and commits it, before any batch. Answers after the commit.
    pub async fn write<R, E, F>(&self, command: F) -> Result<R, E>
    where
        F: Fn(&mut Tx<'_>) -> Result<R, E> + Send + 'static,
        E: From<StoreError> + Send + 'static,
        R: Send + 'static,
    {
        ask(&self.0.writes, Kind::Person, command).await
    }

    /// Like [`write`](Self::write), after everybody else. At most 500 rows or 20 ms: split longer work.
    pub async fn write_batch<R, E, F>(&self, command: F) -> Result<R, E>
    where
        F: Fn(&mut Tx<'_>) -> Result<R, E> + Send + 'static,
        E: From<StoreError> + Send + 'static,
        R: Send + 'static,
    {
        ask(&self.0.writes, Kind::Batch, command).await
    }

    /// Like [`write`](Self::write), never grouped: for rows that many commands change, such as a counter.
    pub async fn write_alone<R, E, F>(&self, command: F) -> Result<R, E>
    where
        F: Fn(&mut Tx<'_>) -> Result<R, E> + Send + 'static,
        E: From<StoreError> + Send + 'static,
        R: Send + 'static,
    {
        ask(&self.0.singles, Kind::Alone, command).await
    }

    /// Like [`write_alone`](Self::write_alone), as if nobody else ran: for invariants across rows.
    pub async fn write_serializable<R, E, F>(&self, command: F) -> Result<R, E>
    where
        F: Fn(&mut Tx<'_>) -> Result<R, E> + Send + 'static,
        E: From<StoreError> + Send + 'static,
        R: Send + 'static,
    {
        ask(&self.0.singles, Kind::Serializable, command).await
    }

    /// Runs a query on one snapshot. It cannot write and must end within five seconds.
    pub async fn read<R, E, F>(&self, query: F) -> Result<R, E>
    where
        F: Fn(&mut Tx<'_>) -> Result<R, E> + Send + 'static,
        E: From<StoreError> + Send + 'static,
        R: Send + 'static,
    {
        ask(&self.0.reads, Kind::Read, query).await
    }

    /// Runs a command that takes leases: READ COMMITTED on PostgreSQL, so that it passes over locked rows.
    pub async fn lease<R, E, F>(&self, command: F) -> Result<R, E>
    where
        F: Fn(&mut Tx<'_>) -> Result<R, E> + Send + 'static,
        E: From<StoreError> + Send + 'static,
        R: Send + 'static,
    {
        ask(&self.0.singles, Kind::Lease, command).await
    }

    /// [`write_alone`](Self::write_alone) for a thread that may wait: the command line, tests. Two minutes at most.
    pub fn write_blocking<R, E, F>(&self, command: F) -> Result<R, E>
    where
        F: Fn(&mut Tx<'_>) -> Result<R, E> + Send + 'static,
        E: From<StoreError> + Send + 'static,
        R: Send + 'static,
    {
        ask_blocking(&self.0.singles, Kind::Patient, command)
    }

    /// [`read`](Self::read) for a thread that may wait: the command line, tests. Two minutes at most.
    pub fn read_blocking<R, E, F>(&self, query: F) -> Result<R, E>
    where
        F: Fn(&mut Tx<'_>) -> Result<R, E> + Send + 'static,
        E: From<StoreError> + Send + 'static,
        R: Send + 'static,
    {
        ask_blocking(&self.0.reads, Kind::PatientRead, query)
    }

    /// [`lease`](Self::lease) for a thread that may wait.
    pub fn lease_blocking<R, E, F>(&self, command: F) -> Result<R, E>
    where
        F: Fn(&mut Tx<'_>) -> Result<R, E> + Send + 'static,
        E: From<StoreError> + Send + 'static,
        R: Send + 'static,
    {
        ask_blocking(&self.0.singles, Kind::Lease, command)
    }

    /// The real time.
    pub fn now(&self) -> RealTime {
        self.0.clock.now()
    }

    /// The clock that leases, ids and sessions follow.
    pub fn clock(&self) -> &RealClock {
        &self.0.clock
    }

    /// `SQLite` or `PostgreSQL`.
    pub fn engine_name(&self) -> &'static str {
        match self.0.engine {
            Engine::Sqlite { .. } => "SQLite",
            Engine::Postgres { .. } => "PostgreSQL",
        }
    }

    /// How many commands wait to be written.
    pub fn waiting(&self) -> usize {
        self.0.writes.len()
    }

    /// Can it read and write right now?
    pub async fn ready(&self) -> Result<(), StoreError> {
        self.read(|tx| tx.one("SELECT 1", crate::args![], |_| Ok(()))).await?;
        self.write(|tx| tx.one("SELECT 1", crate::args![], |_| Ok(()))).await
    }

    /// Finishes what is queued and ends the threads. Other clones answer `Closed` from now on.
    pub fn close(self) {
        self.0.close();
    }

    pub(crate) fn engine(&self) -> &Engine {
        &self.0.engine
    }
}

async fn ask<R, E, F>(queue: &Queue, kind: Kind, run: F) -> Result<R, E>
where
    F: Fn(&mut Tx<'_>) -> Result<R, E> + Send + 'static,
    E: From<StoreError> + Send + 'static,
    R: Send + 'static,
{
    let (sender, answer) = oneshot::channel();
    queue.push(Box::new(Command { kind, run, outcome: None, reply: Reply::Task(sender) }));
    answer.await.unwrap_or_else(|_| Err(unanswered(kind).into()))
}

fn ask_blocking<R, E, F>(queue: &Queue, kind: Kind, run: F) -> Result<R, E>
where
    F: Fn(&mut Tx<'_>) -> Result<R, E> + Send + 'static,
    E: From<StoreError> + Send + 'static,
    R: Send + 'static,
{
    let (sender, answer) = mpsc::sync_channel(1);
    queue.push(Box::new(Command { kind, run, outcome: None, reply: Reply::Thread(sender) }));
    answer.recv().unwrap_or_else(|_| Err(unanswered(kind).into()))
}

/// The thread died with the command in its hands.
fn unanswered(kind: Kind) -> StoreError {
    if kind.is_read() { StoreError::Closed } else { StoreError::CommitUnknown }
}

impl Inner {
    fn start_sqlite(&self, path: &Path, readers: usize) -> Result<(), StoreError> {
        let writer = sqlite::open(path)?;
        // Each reader holds a sender for as long as it has its connection, so that the writer closes last.
        let (reading, readers_gone) = mpsc::channel::<()>();
        self.start("store-writer", &self.writes, move |clock, queue| {
            sqlite::write(&writer, clock, queue);
            let _ = readers_gone.recv();
            sqlite::empty_log(writer);
        })?;
        for _ in 0..readers.max(1) {
            let (reader, reading) = (sqlite::open_reader(path)?, reading.clone());
            self.start("store-reader", &self.reads, move |clock, queue| {
                sqlite::read(&reader, clock, queue);
                drop((reader, reading));
            })?;
        }
        Ok(())
    }

    fn start_postgres(&self, url: &str, readers: usize) -> Result<(), StoreError> {
        let config = postgresql::config(url)?;
        let (line, gate) = (|| Line::new(config.clone()), Arc::new(Gate::default()));
        for _ in 0..postgresql::GROUPERS {
            let writer = Writer::new(line(), gate.clone());
            self.start("store-group", &self.writes, move |clock, queue| writer.in_groups(clock, queue))?;
        }
        for _ in 0..postgresql::SINGLES {
            let writer = Writer::new(line(), gate.clone());
            self.start("store-single", &self.singles, move |clock, queue| writer.one_by_one(clock, queue))?;
        }
        for _ in 0..readers.max(1) {
            let line = line();
            self.start("store-reader", &self.reads, move |clock, queue| postgresql::read(line, clock, queue))?;
        }
        Ok(())
    }

    fn start(
        &self,
        name: &str,
        queue: &Arc<Queue>,
        work: impl FnOnce(&RealClock, &Queue) + Send + 'static,
    ) -> Result<(), StoreError> {
        let (clock, queue) = (self.clock.clone(), queue.clone());
        let thread = thread::Builder::new()
            .name(name.to_owned())
            .spawn(move || {
                let _watch = queue.watch();
                work(&clock, &queue);
            })
            .map_err(|error| StoreError::Unavailable { why: error.to_string(), retry_after: Duration::ZERO })?;
        self.threads.lock().unwrap_or_else(PoisonError::into_inner).push(thread);
        Ok(())
    }

    fn close(&self) {
        for queue in [&self.writes, &self.singles, &self.reads] {
            queue.close();
        }
        let threads = std::mem::take(&mut *self.threads.lock().unwrap_or_else(PoisonError::into_inner));
        // The last clone may have gone with a command's closure, on a thread of ours: it cannot wait for itself, nor
        // for a writer that waits for it. They end by themselves.
        if threads.iter().any(|thread| thread.thread().id() == thread::current().id()) {
            return;
        }
        for thread in threads {
            drop(thread.join());
        }
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.close();
    }
}
