//! What a command can rely on, on the engine of `PORTICO_TEST_ENGINE`.

use store::{MIGRATIONS, Migration, StoreError, args, testing::fresh};

const TABLE: Migration = Migration {
    name: "test-0001-note",
    sql: "CREATE TABLE note (id TEXT PRIMARY KEY, n {INT} NOT NULL, text TEXT, x {REAL}, bytes {BLOB})",
};

#[test]
fn what_was_committed_is_read_back() {
    let fresh = fresh(&[MIGRATIONS, &[TABLE]].concat());
    fresh
        .store
        .write_blocking(|tx| {
            tx.execute(
                "INSERT INTO note (id, n, text, x, bytes) VALUES ($1, $2, $3, $4, $5)",
                args!["a", 7, None::<&str>, 1.5, b"\x00\x01"],
            )
        })
        .unwrap();
    let read: (i64, Option<String>, f64, Vec<u8>) = fresh
        .store
        .read_blocking(|tx| {
            tx.one("SELECT n, text, x, bytes FROM note WHERE id = $1", args!["a"], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
            })
        })
        .map_err(|error: StoreError| error)
        .unwrap();
    assert_eq!(read, (7, None, 1.5, vec![0, 1]));
}
