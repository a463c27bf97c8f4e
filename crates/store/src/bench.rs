//! What this disk and this database can do at best, to compare everything else with.

use std::{
    fs::{self, OpenOptions},
    io::Write as _,
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};

use values::{Id, id::Task};

use crate::{Engine, Migration, Settings, Store, StoreError, Tx, args};

/// How often something happened, and how long each time took.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rate {
    /// How often in a second.
    pub per_second: f64,
    /// Half took no longer than this, in milliseconds.
    pub median_ms: f64,
    /// Of a hundred, ninety-nine took no longer than this, in milliseconds.
    pub p99_ms: f64,
    /// The longest, in milliseconds.
    pub longest_ms: f64,
}

/// Appends 8 KiB and waits until the disk has it, over and over, in a file that is removed afterwards. Blocks.
pub fn fdatasync_rate(folder: &Path, seconds: u64) -> Result<Rate, StoreError> {
    let path = folder.join(format!("portico-bench-{}.tmp", std::process::id()));
    let rate = append_and_sync(&path, Duration::from_secs(seconds)).map_err(|error| StoreError::file(&path, &error));
    drop(fs::remove_file(&path));
    rate
}

fn append_and_sync(path: &Path, long: Duration) -> std::io::Result<Rate> {
    let mut file = OpenOptions::new().append(true).create_new(true).open(path)?;
    let (page, began, mut took) = ([0x5a; 8192], Instant::now(), Vec::new());
    while began.elapsed() < long {
        let each = Instant::now();
        file.write_all(&page)?;
        file.sync_data()?;
        took.push(each.elapsed());
    }
    Ok(rate(took, began.elapsed()))
}

const TABLES: &[Migration] = &[Migration {
    name: "bench-0001-rows",
    sql: "CREATE TABLE bench_row (id TEXT PRIMARY KEY, command TEXT NOT NULL, n {INT} NOT NULL, text TEXT NOT NULL);
          CREATE INDEX bench_row_command ON bench_row (command, n);",
}];

/// So many callers at once, each inserting five rows in one command and waiting for its commit, over and over.
///
/// The settings name a database that does not exist yet (on PostgreSQL: or is empty); nothing of it is left.
pub async fn grouped_insert_rate(settings: &Settings, callers: u32, seconds: u64) -> Result<Rate, StoreError> {
    if let Engine::Sqlite { path } = &settings.engine
        && path.exists()
    {
        return Err(StoreError::Exists(path.display().to_string()));
    }
    Store::migrate(settings, TABLES)?;
    let store = Store::open(settings, TABLES)?;
    let rate = insert(&store, callers, Duration::from_secs(seconds)).await;
    let emptied = clean(settings, store).await;
    rate.and_then(|rate| emptied.map(|()| rate))
}

async fn insert(store: &Store, callers: u32, long: Duration) -> Result<Rate, StoreError> {
    let text: Arc<str> = "x".repeat(200).into();
    let began = Instant::now();
    let tasks: Vec<_> = (0..callers)
        .map(|_| {
            let (store, text) = (store.clone(), text.clone());
            tokio::spawn(async move {
                let mut took = Vec::new();
                while began.elapsed() < long {
                    let (each, text) = (Instant::now(), text.clone());
                    store.write(move |tx| five_rows(tx, &text)).await?;
                    took.push(each.elapsed());
                }
                Ok::<_, StoreError>(took)
            })
        })
        .collect();
    let mut took = Vec::new();
    for task in tasks {
        took.extend(task.await.map_err(|_| StoreError::Panicked)??);
    }
    Ok(rate(took, began.elapsed()))
}

fn five_rows(tx: &mut Tx<'_>, text: &str) -> Result<(), StoreError> {
    let command: Id<Task> = tx.id();
    for n in 0..5_i64 {
        tx.execute(
            "INSERT INTO bench_row (id, command, n, text) VALUES ($1, $2, $3, $4)",
            args![tx.id::<Task>(), &command, n, text],
        )?;
    }
    Ok(())
}

async fn clean(settings: &Settings, store: Store) -> Result<(), StoreError> {
    if let Engine::Sqlite { path } = &settings.engine {
        store.close();
        for ending in ["", "-wal", "-shm"] {
            let mut name = path.clone().into_os_string();
            name.push(ending);
            drop(fs::remove_file(name));
        }
        return Ok(());
    }
    store
        .write_alone(|tx| {
            tx.execute("DROP TABLE bench_row", args![])?;
            tx.execute("DROP TABLE portico_migration", args![]).map(drop)
        })
        .await
}

fn rate(mut took: Vec<Duration>, long: Duration) -> Rate {
    took.sort_unstable();
    let at = |share: usize| {
        let place = (took.len() * share / 100).min(took.len().saturating_sub(1));
        took.get(place).map_or(0.0, |took| took.as_secs_f64() * 1000.0)
    };
    let count = u32::try_from(took.len()).unwrap_or(u32::MAX);
    Rate { per_second: f64::from(count) / long.as_secs_f64(), median_ms: at(50), p99_ms: at(99), longest_ms: at(100) }
}
