//! Measures what this disk and this database can do at best.
//!
//! `cargo run --release -p store --features bench --example bare -- DIR [POSTGRES-ADDRESS]`

use std::path::PathBuf;

use store::{Engine, Settings, StoreError, bench};

const SECONDS: u64 = 3;

#[tokio::main]
async fn main() -> Result<(), StoreError> {
    let folder = PathBuf::from(std::env::args().nth(1).unwrap_or_else(|| ".".to_owned()));
    let engine = match std::env::args().nth(2) {
        Some(url) => Engine::Postgres { url },
        None => Engine::Sqlite { path: folder.join("portico-bench.sqlite") },
    };
    println!("append 8 KiB and fdatasync  {:?}", bench::fdatasync_rate(&folder, SECONDS)?);
    for callers in [1, 16, 64, 128] {
        let rate = bench::grouped_insert_rate(&Settings::new(engine.clone()), callers, SECONDS).await?;
        println!("five rows, {callers:>3} callers      {rate:?}");
    }
    Ok(())
}
