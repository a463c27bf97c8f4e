//! The table `demonstration_person`.

use store::{StoreError, Tx, args};

use super::Person;
use crate::word;

pub(crate) fn insert(tx: &mut Tx<'_>, edition: i64, person: &Person) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO demonstration_person (edition, id, name, role, body) VALUES ($1, $2, $3, $4, $5)",
        args![edition, &person.id, &person.name, person.role.as_str(), &person.body],
    )?;
    Ok(())
}

pub(crate) fn all(tx: &mut Tx<'_>, edition: i64) -> Result<Vec<Person>, StoreError> {
    tx.all(
        "SELECT id, name, role, body FROM demonstration_person WHERE edition = $1 ORDER BY id",
        args![edition],
        |row| Ok(Person { id: row.get(0)?, name: row.get(1)?, role: word::read(row, 2)?, body: row.get(3)? }),
    )
}
