//! Words out of a short list, such as `local`, in the database.

use serde::{Deserialize, de::value::StrDeserializer};
use store::{Row, StoreError};

/// Reads a word; one that is not in the list is our fault and names table, column and row.
pub(crate) fn read<T: for<'de> Deserialize<'de>>(row: &Row<'_>, place: usize) -> Result<T, StoreError> {
    let word: String = row.get(place)?;
    T::deserialize(StrDeserializer::<serde::de::value::Error>::new(&word))
        .map_err(|_| row.unreadable(place, "a word that is not in its list"))
}
