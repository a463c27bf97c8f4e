//! The table `concept_edition`: what the concepts meant, from when on.

use store::{
    StoreError, Tx, Value, args,
    audit::{self, Entry},
};
use values::{Actor, Moment};

use super::Concepts;

/// The concepts as they are now.
pub fn load(tx: &mut Tx<'_>) -> Result<Concepts, StoreError> {
    Ok(last(tx)?.map(|(_, concepts)| concepts).unwrap_or_default())
}

/// Records concepts as the next edition; nothing where they are what they were. An edition is never edited.
pub fn record(tx: &mut Tx<'_>, actor: &Actor, now: Moment, concepts: &Concepts) -> Result<(), StoreError> {
    let before = last(tx)?;
    let edition = before.as_ref().map_or(0, |(edition, _)| *edition) + 1;
    if before.map(|(_, concepts)| concepts).unwrap_or_default() == *concepts {
        return Ok(());
    }
    tx.execute(
        "INSERT INTO concept_edition (edition, body, recorded_at) VALUES ($1,$2,$3)",
        args![edition, Value::json(concepts), now],
    )?;
    let (subject, details) = (edition.to_string(), [("concepts", concepts.0.len().to_string())]);
    audit::record(tx, &Entry { at: now, actor, action: "concepts-recorded", subject: &subject, details: &details })
}

fn last(tx: &mut Tx<'_>) -> Result<Option<(i64, Concepts)>, StoreError> {
    tx.maybe("SELECT edition, body FROM concept_edition ORDER BY edition DESC LIMIT 1", args![], |row| {
        Ok((row.get(0)?, row.json(1)?))
    })
}

#[cfg(test)]
mod tests {
    use eligibility::requirement::{Concept, Texts, Type};
    use store::testing::fresh;

    use super::*;

    #[tokio::test]
    async fn what_was_meant_before_stays_and_the_same_is_not_recorded_twice() {
        let fresh = tokio::task::spawn_blocking(|| fresh(&crate::world::migrations())).await.unwrap();
        let concept = |id: &str| Concept {
            id: id.to_owned(),
            kind: Type::Date,
            labels: Texts::new(),
            help: Texts::new(),
            options: Vec::new(),
            constraint: None,
        };
        for (ids, editions) in
            [(vec![], 0), (vec!["born"], 1), (vec!["born"], 1), (vec!["born", "died"], 2), (vec![], 3)]
        {
            let concepts = Concepts(ids.into_iter().map(concept).collect());
            let given = concepts.clone();
            let write = fresh.store.write(move |tx| record(tx, &Actor::portico("load"), Moment(1), &given));
            write.await.unwrap();
            let read = |tx: &mut Tx<'_>| -> Result<(Concepts, i64), StoreError> {
                Ok((load(tx)?, tx.one("SELECT COUNT(*) FROM concept_edition", args![], |row| row.get(0))?))
            };
            assert_eq!(fresh.store.read(read).await.unwrap(), (concepts, editions));
        }
    }
}
