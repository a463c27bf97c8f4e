//! The log as rows.

use serde_json::{Map, Value as Json};
use values::{Actor, Role, Who, id::Leaf};

use super::{
    Checkpoint, Entry, Recorded, leaf,
    tree::{Hash, Tree},
};
use crate::{Row, StoreError, Tx, args};

/// Records what happened, in the transaction in which it happened.
pub fn record(tx: &mut Tx<'_>, entry: &Entry<'_>) -> Result<(), StoreError> {
    let id = tx.id::<Leaf>();
    let salt = tx.random::<32>();
    let recorded_at = tx.real_time();
    let actor = entry.actor;
    let who = who_text(&actor.who);
    let details: Map<String, Json> =
        entry.details.iter().map(|(name, value)| ((*name).to_owned(), Json::from(value.as_str()))).collect();
    let details = Json::Object(details).to_string();
    let text = Text {
        at: entry.at.0.to_string(),
        recorded_at: recorded_at.0.to_string(),
        who: &who,
        role: actor.role.as_str(),
        body: actor.body.as_ref().map(values::Id::as_str),
        on_behalf_of: actor.on_behalf_of.as_ref().map(values::Id::as_str),
        via: &actor.via,
        action: entry.action,
        subject: entry.subject,
        details: &details,
    };
    let leaf = leaf::leaf(id.as_str(), &salt, &text.fields());
    tx.execute(
        "INSERT INTO audit
             (id, number, at, recorded_at, who, role, body, on_behalf_of, via, action, subject, details, salt, leaf)
         VALUES ($1, NULL, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        args![
            &id,
            entry.at,
            recorded_at,
            &who,
            text.role,
            text.body,
            text.on_behalf_of,
            text.via,
            text.action,
            text.subject,
            &details,
            &salt,
            &leaf,
        ],
    )
    .map(drop)
}

/// An entry's fields as the text that is digested.
struct Text<'a> {
    at: String,
    recorded_at: String,
    who: &'a str,
    role: &'a str,
    body: Option<&'a str>,
    on_behalf_of: Option<&'a str>,
    via: &'a str,
    action: &'a str,
    subject: &'a str,
    details: &'a str,
}

impl Text<'_> {
    fn fields(&self) -> leaf::Fields<'_> {
        [
            ("at", &self.at),
            ("recorded_at", &self.recorded_at),
            ("who", self.who),
            ("role", self.role),
            ("body", self.body.unwrap_or_default()),
            ("on_behalf_of", self.on_behalf_of.unwrap_or_default()),
            ("via", self.via),
            ("action", self.action),
            ("subject", self.subject),
            ("details", self.details),
        ]
    }
}

fn who_text(who: &Who) -> String {
    serde_json::to_string(who).expect("an actor has string keys, so it is JSON")
}

/// An entry as it stands in the table: what it says, and the leaf that was made of what it said then.
pub(super) struct Stored {
    pub(super) number: Option<i64>,
    pub(super) id: String,
    pub(super) leaf: Option<Hash>,
    /// The leaf that its fields make now.
    pub(super) of_fields: Option<Hash>,
}

const COLUMNS: &str =
    "id, number, at, recorded_at, who, role, body, on_behalf_of, via, action, subject, details, salt, leaf";

/// Entries by number, after this one. Only numbered ones: what a feed shows never changes its place.
pub fn entries(tx: &mut Tx<'_>, after: i64, limit: u32) -> Result<Vec<Recorded>, StoreError> {
    tx.all(
        &format!("SELECT {COLUMNS} FROM audit WHERE number > $1 ORDER BY number LIMIT $2"),
        args![after, limit],
        recorded,
    )
}

/// Entries that wait for their number, the oldest first.
pub fn unnumbered(tx: &mut Tx<'_>, limit: u32) -> Result<Vec<Recorded>, StoreError> {
    tx.all(&format!("SELECT {COLUMNS} FROM audit WHERE number IS NULL ORDER BY id LIMIT $1"), args![limit], recorded)
}

/// Entries for checking: numbered ones after this number.
pub(super) fn stored_after(tx: &mut Tx<'_>, after: i64, limit: u32) -> Result<Vec<Stored>, StoreError> {
    tx.all(
        &format!("SELECT {COLUMNS} FROM audit WHERE number > $1 ORDER BY number LIMIT $2"),
        args![after, limit],
        stored,
    )
}

/// Entries for checking: those without a number, after this id.
pub(super) fn stored_unnumbered(tx: &mut Tx<'_>, after: &str, limit: u32) -> Result<Vec<Stored>, StoreError> {
    tx.all(
        &format!("SELECT {COLUMNS} FROM audit WHERE number IS NULL AND id > $1 ORDER BY id LIMIT $2"),
        args![after, limit],
        stored,
    )
}

fn recorded(row: &Row<'_>) -> Result<Recorded, StoreError> {
    let role: String = row.get(5)?;
    let role: Role =
        serde_json::from_value(Json::from(role)).map_err(|_| row.unreadable(5, "a role of ours wanted"))?;
    Ok(Recorded {
        number: row.get(1)?,
        id: row.get(0)?,
        at: row.get(2)?,
        recorded_at: row.get(3)?,
        actor: Actor { who: row.json(4)?, role, body: row.get(6)?, on_behalf_of: row.get(7)?, via: row.get(8)? },
        action: row.get(9)?,
        subject: row.get(10)?,
        details: row
            .json::<Map<String, Json>>(11)?
            .into_iter()
            .map(|(name, value)| (name, value.as_str().unwrap_or_default().to_owned()))
            .collect(),
    })
}

/// Reads what is there without trusting it: a field that cannot be read is a leaf that does not match.
fn stored(row: &Row<'_>) -> Result<Stored, StoreError> {
    let id: String = row.get(0)?;
    Ok(Stored { number: row.get(1)?, leaf: row.get(13).ok(), of_fields: of_fields(&id, row).ok(), id })
}

fn of_fields(id: &str, row: &Row<'_>) -> Result<Hash, StoreError> {
    let text = |place| row.get::<String>(place);
    let maybe = |place| row.get::<Option<String>>(place);
    let (who, role, body, on_behalf_of, via) = (text(4)?, text(5)?, maybe(6)?, maybe(7)?, text(8)?);
    let (action, subject, details) = (text(9)?, text(10)?, text(11)?);
    let text = Text {
        at: row.get::<i64>(2)?.to_string(),
        recorded_at: row.get::<i64>(3)?.to_string(),
        who: &who,
        role: &role,
        body: body.as_deref(),
        on_behalf_of: on_behalf_of.as_deref(),
        via: &via,
        action: &action,
        subject: &subject,
        details: &details,
    };
    Ok(leaf::leaf(id, &row.get(12)?, &text.fields()))
}

/// Signed checkpoints of logs larger than this, in order.
pub fn checkpoints(tx: &mut Tx<'_>, after: i64, limit: u32) -> Result<Vec<Checkpoint>, StoreError> {
    tx.all(
        "SELECT size, root, signed_at, signature FROM audit_checkpoint WHERE size > $1 ORDER BY size LIMIT $2",
        args![after, limit],
        |row| Ok(Checkpoint { size: row.get(0)?, root: row.get(1)?, signed_at: row.get(2)?, signature: row.get(3)? }),
    )
}

pub(super) fn add_checkpoint(tx: &mut Tx<'_>, checkpoint: &Checkpoint) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO audit_checkpoint (size, root, signed_at, signature) VALUES ($1, $2, $3, $4)",
        args![checkpoint.size, &checkpoint.root, checkpoint.signed_at, &checkpoint.signature],
    )
    .map(drop)
}

/// The tree as it was kept.
pub(super) fn head(tx: &mut Tx<'_>) -> Result<Tree, StoreError> {
    tx.one("SELECT size, edge FROM audit_head WHERE one = 1", args![], kept_tree)
}

fn kept_tree(row: &Row<'_>) -> Result<Tree, StoreError> {
    let size = row.get::<i64>(0)?;
    let edge = row.get::<String>(1)?;
    u64::try_from(size)
        .ok()
        .and_then(|size| Tree::kept(size, &edge))
        .ok_or_else(|| row.unreadable(1, "does not fit the size"))
}

/// Takes or keeps the sequencer's lease, and answers the tree if it is ours.
pub(super) fn take_head(
    tx: &mut Tx<'_>,
    holder: &str,
    lease_ms: i64,
) -> Result<Option<(Tree, values::RealTime)>, StoreError> {
    let now = tx.database_time()?;
    let tree = tx.maybe(
        "UPDATE audit_head SET holder = $1, lease_until = $2
         WHERE one = 1 AND (holder = $1 OR lease_until <= $3) RETURNING size, edge",
        args![holder, now.plus(lease_ms), now],
        kept_tree,
    )?;
    Ok(tree.map(|tree| (tree, now)))
}

const NUMBER: &str = "WITH waiting AS (
     SELECT id, row_number() OVER (ORDER BY id) AS place
     FROM (SELECT id FROM audit WHERE number IS NULL ORDER BY id LIMIT $2) AS first_ones
 )
 UPDATE audit SET number = $1 + waiting.place FROM waiting WHERE audit.id = waiting.id
 RETURNING number, leaf";

/// Numbers entries that have none, in the order of their ids, on from this size. Answers their leaves in that order.
pub(super) fn number(tx: &mut Tx<'_>, size: i64, limit: u32) -> Result<Vec<Hash>, StoreError> {
    let mut numbered = tx.all(NUMBER, args![size, limit], |row| Ok((row.get::<i64>(0)?, row.get::<Hash>(1)?)))?;
    numbered.sort_unstable_by_key(|(number, _)| *number);
    Ok(numbered.into_iter().map(|(_, leaf)| leaf).collect())
}

pub(super) fn keep_head(tx: &mut Tx<'_>, tree: &Tree, size: i64) -> Result<(), StoreError> {
    tx.execute("UPDATE audit_head SET size = $1, edge = $2 WHERE one = 1", args![size, tree.edge()]).map(drop)
}

/// Is there anything to number?
pub(super) fn anything_waits(tx: &mut Tx<'_>) -> Result<bool, StoreError> {
    tx.maybe("SELECT 1 FROM audit WHERE number IS NULL LIMIT 1", args![], |_| Ok(())).map(|found| found.is_some())
}

#[cfg(test)]
mod tests {
    use super::NUMBER;
    use crate::testing::sqlite_plan;

    #[test]
    fn numbering_reads_only_what_has_no_number() {
        let plan = sqlite_plan(NUMBER);
        assert!(plan.contains("audit_unnumbered") && !plan.contains("INDEX audit_number"), "{plan}");
    }
}
