//! Backups of a running database, and the way back.

use std::{
    collections::BTreeSet,
    fs,
    os::unix::fs::PermissionsExt as _,
    path::Path,
    process::Command,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
};

use store::{Engine, Settings, Store, StoreError, backup, restore};

use crate::{add, fresh, notes, put, tables};

fn opened(path: &Path) -> Store {
    Store::open(&Settings::new(Engine::Sqlite { path: path.to_owned() }), &tables()).unwrap()
}

#[test]
fn on_postgres_its_own_tools_are_named() {
    let fresh = fresh();
    let to = fresh.folder().join("backup");
    match backup(&fresh.store, &to) {
        Ok(copied) => assert_eq!(copied.bytes, fs::metadata(to).unwrap().len()),
        Err(error) => assert!(error.to_string().contains("pg_basebackup"), "{error}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_under_load_holds_all_that_was_acknowledged_before_it_and_restores() {
    let fresh = fresh();
    if fresh.file().is_none() {
        return;
    }
    let acknowledged = Arc::new(Mutex::new(BTreeSet::new()));
    let stop = Arc::new(AtomicBool::new(false));
    let mut callers = tokio::task::JoinSet::new();
    for caller in 0..8 {
        let (store, stop, acknowledged) = (fresh.store.clone(), stop.clone(), acknowledged.clone());
        callers.spawn(async move {
            for n in 0.. {
                if stop.load(Ordering::Relaxed) {
                    return;
                }
                let id = format!("{caller}-{n}");
                let kept = id.clone();
                store.write(move |tx| put(tx, &id, n)).await.unwrap();
                acknowledged.lock().unwrap().insert(kept);
            }
        });
    }
    let mut backups = Vec::new();
    while backups.len() < 5 || acknowledged.lock().unwrap().len() < 500 {
        let before = acknowledged.lock().unwrap().clone();
        let (store, to) = (fresh.store.clone(), fresh.folder().join(format!("backup-{}", backups.len())));
        let copied = tokio::task::spawn_blocking(move || backup(&store, &to)).await.unwrap().unwrap();
        backups.push((before, copied.path));
    }
    stop.store(true, Ordering::Relaxed);
    callers.join_all().await;
    for (before, path) in backups {
        let restored = path.with_extension("restored");
        restore(&path, &restored, &tables()).unwrap();
        let store = opened(&restored);
        let there: BTreeSet<_> = notes(&store).into_iter().map(|(id, _)| id).collect();
        assert!(before.is_subset(&there), "the backup lacks acknowledged rows");
        add(&store, "after", 1).unwrap();
    }
}

#[test]
fn only_their_owner_can_read_a_database_and_its_copies() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("portico.sqlite");
    Store::migrate(&Settings::new(Engine::Sqlite { path: path.clone() }), &tables()).unwrap();
    let store = opened(&path);
    add(&store, "a", 1).unwrap();
    let copy = folder.path().join("backup");
    backup(&store, &copy).unwrap();
    restore(&copy, &folder.path().join("restored"), &tables()).unwrap();
    let files: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|file| file.unwrap().path()).collect();
    assert!(files.iter().any(|file| file.ends_with("portico.sqlite-wal")), "{files:?}");
    for file in files {
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600, "{}", file.display());
    }
}

#[test]
fn a_backup_overwrites_nothing() {
    let fresh = fresh();
    if fresh.file().is_none() {
        return;
    }
    let to = fresh.folder().join("backup");
    fs::write(&to, "precious").unwrap();
    assert!(matches!(backup(&fresh.store, &to), Err(StoreError::Exists(_))));
    assert_eq!(fs::read_to_string(&to).unwrap(), "precious");
    let nowhere = fresh.folder().join("no/such/folder/backup");
    assert!(backup(&fresh.store, &nowhere).is_err());
}

#[test]
fn a_restore_overwrites_nothing_and_takes_only_our_own_whole_files() {
    let fresh = fresh();
    let Some(file) = fresh.file().map(Path::to_owned) else { return };
    let good = fresh.folder().join("backup");
    backup(&fresh.store, &good).unwrap();
    assert!(matches!(restore(&good, &file, &tables()), Err(StoreError::Exists(_))));
    let to = fresh.folder().join("restored");
    let stale = fresh.folder().join("restored-wal");
    fs::write(&stale, "somebody's log").unwrap();
    assert!(
        matches!(restore(&good, &to, &tables()), Err(StoreError::Exists(_))),
        "a log of another file would be read into it"
    );
    fs::remove_file(stale).unwrap();
    let check = |name: &str, bytes: &[u8]| {
        let from = fresh.folder().join(name);
        fs::write(&from, bytes).unwrap();
        let said = restore(&from, &to, &tables());
        assert!(matches!(said, Err(StoreError::Damaged(_))), "{name}: {said:?}");
        assert!(!to.exists());
    };
    let bytes = fs::read(&good).unwrap();
    check("text", "this is not a database, it only looks long enough to be one".repeat(100).as_bytes());
    check("empty", b"");
    assert!(fs::read(fresh.folder().join("empty")).unwrap().is_empty(), "nothing was written into it");
    check("cut", &bytes[..bytes.len() - 4096]);
    assert!(restore(&fresh.folder().join("missing"), &to, &tables()).is_err());
    restore(&good, &to, &tables()).unwrap();
    let left: Vec<_> = fs::read_dir(fresh.folder())
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.contains("partial"))
        .collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn a_copy_that_a_newer_program_wrote_is_not_restored() {
    let fresh = fresh();
    if fresh.file().is_none() {
        return;
    }
    let copy = fresh.folder().join("backup");
    backup(&fresh.store, &copy).unwrap();
    let to = fresh.folder().join("restored");
    let older = &tables()[..tables().len() - 1];
    assert!(matches!(restore(&copy, &to, older), Err(StoreError::NewerDatabase(_))));
    assert!(!to.exists());
    restore(&copy, &to, &tables()).unwrap();
}

/// The child of the test below.
#[test]
fn backup_child() {
    let Ok(folder) = std::env::var("PORTICO_TEST_BACKUP") else { return };
    let folder = Path::new(&folder);
    backup(&opened(&folder.join("portico.sqlite")), &folder.join("backup")).unwrap();
}

#[test]
fn a_backup_that_dies_leaves_nothing_that_looks_like_one() {
    let fresh = fresh();
    if fresh.file().is_none() {
        return;
    }
    add(&fresh.store, "a", 1).unwrap();
    let child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "copies::backup_child"])
        .env("PORTICO_TEST_BACKUP", fresh.folder())
        .env("PORTICO_CRASH_AT", "store.before_backup_rename")
        .output()
        .unwrap();
    assert!(!child.status.success(), "it did not die");
    let to = fresh.folder().join("backup");
    assert!(!to.exists());
    backup(&fresh.store, &to).expect("what the dead one left is not in the way");
    assert_eq!(notes(&opened(&to)).len(), 1);
}
