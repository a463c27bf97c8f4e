//! Every difference between the engines that we know, planted: where `store` makes them equal this shows it, and
//! where it cannot, this says what each does.

use store::{Constraint, StoreError, args};

use crate::{add, fresh, on_postgres};

/// Runs one query whose answer is one text, with the arguments "first" and "second".
fn ask(sql: &'static str) -> Result<String, StoreError> {
    fresh().store.read_blocking(move |tx| tx.one(sql, args!["first", "second"], |row| row.get(0)))
}

fn number(sql: &'static str) -> Result<i64, StoreError> {
    fresh().store.read_blocking(move |tx| tx.one(sql, args![], |row| row.get(0)))
}

fn run(sql: &'static str) -> Result<u64, StoreError> {
    fresh().store.write_blocking(move |tx| tx.execute(sql, args![]))
}

#[test]
fn a_dollar_is_a_number_not_a_name() {
    assert_eq!(ask("SELECT CAST($2 AS TEXT) || CAST($1 AS TEXT)").unwrap(), "secondfirst");
    assert_eq!(ask("SELECT CAST($2 AS TEXT) || CAST($1 AS TEXT) || CAST($2 AS TEXT)").unwrap(), "secondfirstsecond");
}

#[test]
fn as_many_arguments_as_the_statement_names() {
    let few = ask("SELECT CAST($3 AS TEXT) || CAST($1 AS TEXT) || CAST($2 AS TEXT)");
    assert!(matches!(few, Err(StoreError::Arguments { expected: 3, given: 2, .. })), "{few:?}");
    let many = ask("SELECT CAST($1 AS TEXT)");
    assert!(matches!(many, Err(StoreError::Arguments { expected: 1, given: 2, .. })), "{many:?}");
}

#[test]
fn a_question_mark_is_no_placeholder() {
    assert!(ask("SELECT ? || ?").is_err());
    assert!(ask("SELECT ?1 || ?2").is_err());
}

#[test]
fn nulls_stand_where_the_order_says() {
    let fresh = fresh();
    add(&fresh.store, "a", 1).unwrap();
    fresh
        .store
        .write_blocking(|tx| tx.execute("INSERT INTO note (id, n, text) VALUES ('b', 1, 'x')", args![]))
        .unwrap();
    let ids = |sql: &'static str| {
        fresh.store.read_blocking(move |tx| tx.all(sql, args![], |row| row.get::<String>(0))).map_err(|e: StoreError| e)
    };
    assert_eq!(ids("SELECT id FROM note ORDER BY text NULLS FIRST, id").unwrap(), ["a", "b"]);
    assert_eq!(ids("SELECT id FROM note ORDER BY text NULLS LAST, id").unwrap(), ["b", "a"]);
    // Why it must be said: left alone, the engines disagree.
    let unsaid = ids("SELECT id FROM note ORDER BY text, id").unwrap();
    assert_eq!(unsaid, if on_postgres(&fresh.store) { ["b", "a"] } else { ["a", "b"] });
}

#[test]
fn a_value_of_the_wrong_type_is_refused() {
    for sql in ["INSERT INTO note (id, n) VALUES ('a', 'abc')", "INSERT INTO note (id, n, x) VALUES ('a', 1, 'abc')"] {
        assert!(run(sql).is_err(), "{sql}");
    }
    let fresh = fresh();
    let wrong = |what: fn(&mut store::Tx<'_>) -> Result<u64, StoreError>| {
        assert!(fresh.store.write_blocking(what).is_err());
    };
    wrong(|tx| tx.execute("INSERT INTO note (id, n) VALUES ('a', $1)", args!["abc"]));
    wrong(|tx| tx.execute("INSERT INTO note (id, n) VALUES ('a', $1)", args![b"abc"]));
    wrong(|tx| tx.execute("INSERT INTO note (id, n) VALUES ($1, 1)", args![b"abc"]));
    wrong(|tx| tx.execute("INSERT INTO note (id, n, bytes) VALUES ('a', 1, $1)", args!["abc"]));
    wrong(|tx| tx.execute("INSERT INTO note (id, n, x) VALUES ('a', 1, $1)", args!["abc"]));
    wrong(|tx| tx.execute("INSERT INTO note (id, n) VALUES ('a', $1)", args![1.5]));
}

/// A number becomes text where text is kept; everything else must be what the column is.
#[test]
fn a_number_passes_for_text() {
    let fresh = fresh();
    fresh
        .store
        .write_blocking(|tx| tx.execute("INSERT INTO note (id, n, text) VALUES ('a', 1, $1)", args![5]))
        .unwrap();
    let text: Result<String, StoreError> =
        fresh.store.read_blocking(|tx| tx.one("SELECT text FROM note", args![], |row| row.get(0)));
    assert_eq!(text.unwrap(), "5");
}

/// SQLite converts where nothing is lost, PostgreSQL never does: the tests on PostgreSQL find such a caller.
#[test]
fn digits_as_text_pass_for_a_number_on_one_engine_only() {
    let fresh = fresh();
    let digits = fresh.store.write_blocking(|tx| tx.execute("INSERT INTO note (id, n) VALUES ('a', $1)", args!["007"]));
    assert_eq!(digits.is_err(), on_postgres(&fresh.store), "{digits:?}");
}

#[test]
fn text_of_digits_stays_text() {
    let fresh = fresh();
    fresh
        .store
        .write_blocking(|tx| tx.execute("INSERT INTO note (id, n, text) VALUES ('a', 1, $1)", args!["007"]))
        .unwrap();
    let text: String = fresh
        .store
        .read_blocking(|tx| tx.one("SELECT text FROM note", args![], |row| row.get(0)).map_err(|e: StoreError| e))
        .unwrap();
    assert_eq!(text, "007");
}

#[test]
fn a_whole_number_is_a_fraction_where_one_is_kept() {
    let fresh = fresh();
    fresh.store.write_blocking(|tx| tx.execute("INSERT INTO note (id, n, x) VALUES ('a', 1, $1)", args![3])).unwrap();
    let x: f64 = fresh
        .store
        .read_blocking(|tx| tx.one("SELECT x FROM note", args![], |row| row.get(0)).map_err(|e: StoreError| e))
        .unwrap();
    assert!((x - 3.0).abs() < f64::EPSILON);
}

#[test]
fn like_minds_the_case() {
    assert_eq!(number("SELECT count(*) FROM portico_migration WHERE name LIKE 'store-%' ESCAPE '\\'").unwrap(), 4);
    assert_eq!(number("SELECT count(*) FROM portico_migration WHERE name LIKE 'STORE-%' ESCAPE '\\'").unwrap(), 0);
    assert_eq!(number("SELECT count(*) FROM portico_migration WHERE name LIKE 'store\\_%' ESCAPE '\\'").unwrap(), 0);
}

#[test]
fn text_sorts_by_its_bytes() {
    let fresh = fresh();
    for id in ["a", "B", "é", "z", "-a"] {
        add(&fresh.store, id, 1).unwrap();
    }
    let ids: Vec<_> = crate::notes(&fresh.store).into_iter().map(|(id, _)| id).collect();
    assert_eq!(ids, ["-a", "B", "a", "z", "é"]);
}

#[test]
fn double_quotes_are_names_never_text() {
    assert!(ask("SELECT CAST($1 AS TEXT) || CAST($2 AS TEXT) || \"x\"").is_err());
}

#[test]
fn text_with_a_nul_is_refused() {
    let fresh = fresh();
    let nul = fresh
        .store
        .write_blocking(|tx| tx.execute("INSERT INTO note (id, n, text) VALUES ('a', 1, $1)", args!["a\0b"]));
    assert!(nul.is_err());
}

#[test]
fn sums_and_lone_parameters_need_a_cast() {
    assert!(number("SELECT CAST(sum(applied_at) AS BIGINT) FROM portico_migration").unwrap() > 0);
    // Why it must be said: PostgreSQL answers with a type that only it has.
    let uncast = number("SELECT sum(applied_at) FROM portico_migration");
    let postgres = on_postgres(&fresh().store);
    assert_eq!(uncast.is_err(), postgres, "{uncast:?}");
    let lone = fresh().store.read_blocking(|tx| {
        tx.one("SELECT count(*) FROM note WHERE CAST($1 AS TEXT) IS NULL OR text = $1", args![None::<&str>], |row| {
            row.get::<i64>(0)
        })
    });
    assert_eq!(lone.map_err(|error: StoreError| error).unwrap(), 0);
}

#[test]
fn whole_numbers_divide_without_a_rest() {
    assert_eq!(number("SELECT 7 / 2").unwrap(), 3);
    assert_eq!(number("SELECT -7 / 2").unwrap(), -3);
}

#[test]
fn yes_and_no_are_read_alike() {
    let said: Result<(bool, bool), StoreError> =
        fresh().store.read_blocking(|tx| tx.one("SELECT 1 < 2, 2 < 1", args![], |row| Ok((row.get(0)?, row.get(1)?))));
    assert_eq!(said.unwrap(), (true, false));
}

#[test]
fn a_small_number_next_to_a_parameter_does_not_make_it_small() {
    let fresh = fresh();
    add(&fresh.store, "a", 10).unwrap();
    let above = |bound: i64| {
        fresh
            .store
            .read_blocking(move |tx| {
                tx.one("SELECT count(*) FROM note WHERE n > $1 + 1", args![bound], |row| row.get::<i64>(0))
            })
            .map_err(|error: StoreError| error)
    };
    assert_eq!(above(8).unwrap(), 1);
    assert_eq!(above(9).unwrap(), 0);
    // The column is wide, so the parameter is too.
    assert_eq!(above(1 << 40).unwrap(), 0);
}

#[test]
fn upserts_answer_alike() {
    let fresh = fresh();
    let upsert = || -> Result<i64, StoreError> {
        fresh.store.write_blocking(|tx| {
            tx.one(
                "INSERT INTO note (id, n) VALUES ($1, 1) ON CONFLICT (id) DO UPDATE SET n = note.n + 1 RETURNING n",
                args!["a"],
                |row| row.get(0),
            )
        })
    };
    assert_eq!((upsert().unwrap(), upsert().unwrap()), (1, 2));
    let nothing = fresh
        .store
        .write_blocking(|tx| {
            tx.execute("INSERT INTO note (id, n) VALUES ('a', 1) ON CONFLICT (id) DO NOTHING", args![])
        })
        .map_err(|error: StoreError| error);
    assert_eq!(nothing.unwrap(), 0);
    let returned = fresh
        .store
        .write_blocking(|tx| tx.execute("UPDATE note SET n = n RETURNING id", args![]))
        .map_err(|error: StoreError| error);
    assert_eq!(returned.unwrap(), 1);
}

#[test]
fn a_row_that_points_nowhere_is_refused() {
    let tables = store::Migration {
        name: "test-0002-child",
        sql: "CREATE TABLE child (id TEXT PRIMARY KEY, note TEXT NOT NULL REFERENCES note (id))",
    };
    let fresh = store::testing::fresh(&[&crate::tables()[..], &[tables]].concat());
    let said: Result<u64, StoreError> =
        fresh.store.write_blocking(|tx| tx.execute("INSERT INTO child (id, note) VALUES ('c', 'none')", args![]));
    assert!(matches!(said, Err(StoreError::Refused { kind: Constraint::ForeignKey, .. })), "{said:?}");
}

#[test]
fn the_same_words_work_on_both() {
    let fresh = fresh();
    for (id, n) in [("a", 1), ("b", 2), ("c", 3)] {
        add(&fresh.store, id, n).unwrap();
    }
    let row: Result<(i64, String, i64, bool), StoreError> = fresh.store.read_blocking(|tx| {
        tx.one(
            "WITH placed AS (SELECT id, n, row_number() OVER (ORDER BY n DESC, id) AS place FROM note)
             SELECT count(*) FILTER (WHERE n > $1), string_agg(id, ',' ORDER BY place), CAST(max(place) AS BIGINT),
                 CAST($2 AS TEXT) IS NOT DISTINCT FROM NULL
             FROM placed",
            args![1, None::<&str>],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)),
        )
    });
    assert_eq!(row.unwrap(), (2, "c,b,a".to_owned(), 3, true));
}

#[test]
fn a_table_without_order_is_asked_for_one() {
    // Nothing to make equal: this only shows that LIMIT takes a parameter on both.
    let fresh = fresh();
    add(&fresh.store, "a", 1).unwrap();
    add(&fresh.store, "b", 1).unwrap();
    let first: Result<Vec<String>, StoreError> = fresh.store.read_blocking(|tx| {
        tx.all("SELECT id FROM note ORDER BY n, id LIMIT $1 OFFSET $2", args![1, 1], |row| row.get(0))
    });
    assert_eq!(first.unwrap(), ["b"]);
}
