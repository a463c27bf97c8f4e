//! The outbox as rows.

use std::fmt::Write as _;

use values::RealTime;

use super::{Claim, Depth};
use crate::{Row, StoreError, Tx, Value, args};

/// Due at no time: somebody has to wake it.
const NEVER: RealTime = RealTime(i64::MAX);

/// Puts a task. If it is there already, the earlier due time wins; if it is being worked on, it is due again after.
pub fn put(tx: &mut Tx<'_>, topic: &str, subject: &str, due: RealTime) -> Result<(), StoreError> {
    put_all(tx, topic, [subject], due)
}

/// Puts several tasks of one topic, each as [`put`] does, a hundred in a statement. No subject may stand twice.
pub fn put_all<'s>(
    tx: &mut Tx<'_>,
    topic: &str,
    subjects: impl IntoIterator<Item = &'s str>,
    due: RealTime,
) -> Result<(), StoreError> {
    let now = tx.real_time();
    let subjects: Vec<&str> = subjects.into_iter().collect();
    for some in subjects.chunks(100) {
        let mut values: Vec<Value<'_>> = vec![topic.into(), due.into(), now.into()];
        values.extend(some.iter().copied().map(Value::from));
        tx.execute(&put_statement(some.len()), &values)?;
    }
    Ok(())
}

fn put_statement(subjects: usize) -> String {
    let mut rows = String::new();
    for place in 4..4 + subjects {
        let comma = if rows.is_empty() { "" } else { ", " };
        write!(rows, "{comma}($1, ${place}, $2, $2, 0, NULL, 0, 0, $3)").expect("a String takes all text");
    }
    format!(
        "INSERT INTO outbox (topic, subject, ready_at, was_due, leased, next_due, attempt, fence, put_at)
         VALUES {rows}
         ON CONFLICT (topic, subject) DO UPDATE SET
             ready_at = CASE WHEN outbox.leased = 0 AND excluded.ready_at < outbox.ready_at
                 THEN excluded.ready_at ELSE outbox.ready_at END,
             next_due = CASE WHEN outbox.leased = 1
                     AND (outbox.next_due IS NULL OR excluded.ready_at < outbox.next_due)
                 THEN excluded.ready_at ELSE outbox.next_due END"
    )
}

/// Puts a task that waits until it is woken.
pub fn put_held(tx: &mut Tx<'_>, topic: &str, subject: &str) -> Result<(), StoreError> {
    put(tx, topic, subject, NEVER)
}

/// Makes an existing task due by then, if it is not due earlier. Answers whether there was one.
pub fn wake(tx: &mut Tx<'_>, topic: &str, subject: &str, due: RealTime) -> Result<bool, StoreError> {
    let woken = tx.execute(
        "UPDATE outbox SET
             ready_at = CASE WHEN leased = 0 AND $3 < ready_at THEN $3 ELSE ready_at END,
             next_due = CASE WHEN leased = 1 AND (next_due IS NULL OR $3 < next_due) THEN $3 ELSE next_due END
         WHERE topic = $1 AND subject = $2",
        args![topic, subject, due],
    )?;
    Ok(woken > 0)
}

/// Takes a task back. One that somebody works on is left to them, and the answer is false.
pub fn cancel(tx: &mut Tx<'_>, topic: &str, subject: &str) -> Result<bool, StoreError> {
    let gone =
        tx.execute("DELETE FROM outbox WHERE topic = $1 AND subject = $2 AND leased = 0", args![topic, subject])?;
    Ok(gone > 0)
}

/// Claims what is due, the longest due first. Call it inside [`Store::lease`](crate::Store::lease).
///
/// A task whose lease ended without an outcome is due again.
pub fn claim(tx: &mut Tx<'_>, topics: &[&str], limit: u32, lease_ms: i64) -> Result<Vec<Claim>, StoreError> {
    if topics.is_empty() || limit == 0 {
        return Ok(Vec::new());
    }
    let now = tx.database_time()?;
    let lease_until = now.plus(lease_ms);
    let fence = fence(tx, now);
    let mut values: Vec<Value<'_>> = vec![now.into(), limit.into(), lease_until.into(), fence.into()];
    values.extend(topics.iter().copied().map(Value::from));
    let sql = claim_statement(topics.len(), tx.lock_suffix());
    let mut claimed = tx.all(&sql, &values, |row| {
        let claim = Claim {
            topic: row.get(0)?,
            subject: row.get(1)?,
            attempt: row.get(2)?,
            fence,
            lease_until,
            put_at: row.get(3)?,
        };
        Ok((row.get::<i64>(4)?, claim))
    })?;
    claimed.sort_by(|(a_due, a), (b_due, b)| (a_due, &a.topic, &a.subject).cmp(&(b_due, &b.topic, &b.subject)));
    Ok(claimed.into_iter().map(|(_, claim)| claim).collect())
}

/// `topic || ''` keeps SQLite from reading a topic's whole backlog, held tasks and all, by its primary key: the index
/// by due time finds the first few at once.
fn claim_statement(topics: usize, lock: &str) -> String {
    let mut places = String::from("$5");
    for place in 6..5 + topics {
        write!(places, ", ${place}").expect("a String takes all text");
    }
    format!(
        "WITH due AS (
             SELECT topic, subject FROM outbox WHERE ready_at <= $1 AND (topic || '') IN ({places})
             ORDER BY ready_at, topic, subject LIMIT $2{lock}
         )
         UPDATE outbox SET was_due = ready_at, ready_at = $3, leased = 1, attempt = attempt + 1, fence = $4
         FROM due WHERE outbox.topic = due.topic AND outbox.subject = due.subject
         RETURNING outbox.topic, outbox.subject, attempt, put_at, was_due"
    )
}

/// Later claims have larger fences, and no two have the same, even where a task was done and put again.
fn fence(tx: &Tx<'_>, now: RealTime) -> i64 {
    let [a, b, c] = tx.random::<3>();
    (now.0 << 20) | (i64::from(a) | i64::from(b) << 8 | i64::from(c & 0x0f) << 16)
}

/// The work is done. If the task was put again meanwhile, it stays and is due then. `Fenced` if the lease was lost.
pub fn finish(tx: &mut Tx<'_>, claim: &Claim) -> Result<(), StoreError> {
    let done = tx.execute(
        "DELETE FROM outbox WHERE topic = $1 AND subject = $2 AND fence = $3 AND leased = 1 AND next_due IS NULL",
        args![&claim.topic, &claim.subject, claim.fence],
    )?;
    if done > 0 {
        return Ok(());
    }
    let now = tx.real_time();
    let kept = tx.execute(
        "UPDATE outbox SET leased = 0, ready_at = next_due, was_due = next_due, next_due = NULL, attempt = 0, put_at = $4
         WHERE topic = $1 AND subject = $2 AND fence = $3 AND leased = 1 AND next_due IS NOT NULL",
        args![&claim.topic, &claim.subject, claim.fence, now],
    )?;
    fenced(claim, kept)
}

/// The work is to be tried again then. `Fenced` if the lease was lost.
pub fn again(tx: &mut Tx<'_>, claim: &Claim, due: RealTime) -> Result<(), StoreError> {
    let kept = tx.execute(
        "UPDATE outbox SET leased = 0, next_due = NULL,
             ready_at = CASE WHEN next_due IS NOT NULL AND next_due < $4 THEN next_due ELSE $4 END
         WHERE topic = $1 AND subject = $2 AND fence = $3 AND leased = 1",
        args![&claim.topic, &claim.subject, claim.fence, due],
    )?;
    fenced(claim, kept)
}

/// How often a task was begun since it was put; nothing where there is none.
pub fn begun(tx: &mut Tx<'_>, topic: &str, subject: &str) -> Result<Option<i64>, StoreError> {
    tx.maybe("SELECT attempt FROM outbox WHERE topic = $1 AND subject = $2", args![topic, subject], |row| row.get(0))
}

/// Keeps the task for so much longer, from now. Answers until when. `Fenced` if the lease was lost.
pub fn extend(tx: &mut Tx<'_>, claim: &Claim, lease_ms: i64) -> Result<RealTime, StoreError> {
    let until = tx.database_time()?.plus(lease_ms);
    let kept = tx.execute(
        "UPDATE outbox SET ready_at = $4 WHERE topic = $1 AND subject = $2 AND fence = $3 AND leased = 1",
        args![&claim.topic, &claim.subject, claim.fence, until],
    )?;
    fenced(claim, kept).map(|()| until)
}

fn fenced(claim: &Claim, rows: u64) -> Result<(), StoreError> {
    if rows > 0 {
        return Ok(());
    }
    Err(StoreError::Fenced { topic: claim.topic.clone(), subject: claim.subject.clone() })
}

/// How much waits, for a dashboard.
pub fn depth(tx: &mut Tx<'_>, now: RealTime) -> Result<Depth, StoreError> {
    let count = |row: &Row<'_>, place| row.get::<i64>(place).map(i64::unsigned_abs);
    tx.one(
        "SELECT count(*) FILTER (WHERE ready_at <= $1), count(*) FILTER (WHERE ready_at > $1 AND ready_at < $2),
             count(*) FILTER (WHERE ready_at = $2), min(ready_at) FILTER (WHERE ready_at <= $1)
         FROM outbox",
        args![now, NEVER],
        |row| Ok(Depth { due: count(row, 0)?, waiting: count(row, 1)?, held: count(row, 2)?, oldest_due: row.get(3)? }),
    )
}

#[cfg(test)]
mod tests {
    use super::claim_statement;
    use crate::testing::sqlite_plan;

    #[test]
    fn a_claim_reads_only_what_is_due() {
        for topics in 1..4 {
            let plan = sqlite_plan(&claim_statement(topics, ""));
            assert!(plan.contains("INDEX outbox_ready (ready_at<?)") && !plan.contains("ORDER BY"), "{plan}");
        }
    }
}
