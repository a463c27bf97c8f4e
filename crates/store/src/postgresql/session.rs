//! One connection, its prepared statements, and how a transaction on it begins.

use std::{collections::HashMap, thread, time::Duration};

use postgres::{Client, Config, NoTls, Statement, types::Type};
use tracing::warn;

use crate::{StoreError, Value, budget::Kind};

/// Enough for every statement of every crate; beyond it some caller makes statements up.
const STATEMENTS: usize = 1_000;

/// A connection and what was prepared on it: the `postgres` crate remembers nothing itself.
pub(crate) struct Session {
    pub(super) client: Client,
    pub(super) statements: HashMap<Box<str>, Statement>,
}

/// The settings in an address, with our time limits.
pub(crate) fn config(url: &str) -> Result<Config, StoreError> {
    // The address may hold a password: the error never repeats it.
    let mut config: Config = url.parse().map_err(|_| StoreError::Unavailable {
        why: "the address of the PostgreSQL server cannot be read".to_owned(),
        retry_after: Duration::ZERO,
    })?;
    config
        .application_name("portico")
        .connect_timeout(Duration::from_secs(3))
        .keepalives_idle(Duration::from_secs(10))
        .tcp_user_timeout(Duration::from_secs(10));
    Ok(config)
}

/// Connects. Only ever on a plain thread.
pub(crate) fn connect(config: &Config) -> Result<Session, postgres::Error> {
    let mut client = config.connect(NoTls)?;
    // A command never waits for anything between its statements: a transaction that idles belongs to a process that is
    // frozen, and nobody should wait for its rows.
    // A role or database may be set to answer commits before they are on the disk; acknowledged work must be.
    // Nor does a long look at many rows take more than one core from those who wait for an answer. And no statement of ours
    // is so long that to compile it would pay: of tables that nobody has counted yet, PostgreSQL thinks otherwise.
    client.batch_execute(
        "SET TIME ZONE 'UTC';
         SET max_parallel_workers_per_gather = 0;
         SET jit = off;
         SET lock_timeout = '2s';
         SET idle_in_transaction_session_timeout = '15s';
         SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'",
    )?;
    Ok(Session { client, statements: HashMap::new() })
}

impl Session {
    /// Begins a transaction for a command of this kind.
    pub(super) fn begin(&mut self, kind: Kind) -> Result<(), postgres::Error> {
        let mode = match kind {
            Kind::Read | Kind::PatientRead => "REPEATABLE READ READ ONLY",
            Kind::Person | Kind::Batch | Kind::Alone | Kind::Patient => "REPEATABLE READ READ WRITE",
            Kind::Serializable => "SERIALIZABLE READ WRITE",
            Kind::Lease => "READ COMMITTED READ WRITE",
        };
        let limit = kind.limit().as_millis();
        // A batch says the same over and over, with hundreds of values: to plan that anew each time costs more than to do it.
        let plans = if kind == Kind::Batch { "; SET LOCAL plan_cache_mode = force_generic_plan" } else { "" };
        let begin = format!("BEGIN ISOLATION LEVEL {mode}; SET LOCAL statement_timeout = {limit}{plans}");
        self.client.batch_execute(&begin)
    }

    /// Undoes the transaction. Answers whether the connection is still good.
    pub(super) fn roll_back(&mut self) -> bool {
        self.client.batch_execute("ROLLBACK").is_ok()
    }

    /// A whole number is declared as one: left to itself, PostgreSQL makes a small number of `$1` in `$1 + 1`. The
    /// rest it finds out itself, and is stricter so: declared text or bytes would pass for almost any column.
    pub(super) fn prepared(&mut self, sql: &str, args: &[Value<'_>]) -> Result<Statement, postgres::Error> {
        if let Some(statement) = self.statements.get(sql) {
            return Ok(statement.clone());
        }
        if self.statements.len() >= STATEMENTS {
            warn!("More than {STATEMENTS} different statements; starting to prepare them anew");
            self.statements.clear();
        }
        let types: Vec<_> = args.iter().take(highest_placeholder(sql)).map(type_of).collect();
        let statement = self.client.prepare_typed(sql, &types)?;
        self.statements.insert(sql.into(), statement.clone());
        Ok(statement)
    }
}

fn type_of(value: &Value<'_>) -> Type {
    if matches!(value, Value::Int(_)) { Type::INT8 } else { Type::UNKNOWN }
}

/// The highest `$n` of a statement: more declared types than that would be taken for parameters.
fn highest_placeholder(sql: &str) -> usize {
    let number = |rest: &str| rest.split(|letter: char| !letter.is_ascii_digit()).next().and_then(|n| n.parse().ok());
    sql.split('$').skip(1).filter_map(number).max().unwrap_or(0)
}

/// Runs work that uses a client on a thread that no runtime owns, and waits for it.
pub(crate) fn on_a_plain_thread<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    thread::scope(|scope| scope.spawn(work).join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
}
