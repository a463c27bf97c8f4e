//! The rows of one function of one service type, by area: looking a place up reads only the rows of its own areas.

use std::collections::HashMap;

use values::AreaCode;

use crate::{
    Responsibility,
    holding::rules::{self, Cell},
};

/// Rows by the area they name, each list in the order of its ids.
#[derive(Debug, Default)]
pub struct Index {
    everywhere: Vec<Responsibility>,
    by_area: HashMap<AreaCode, Vec<Responsibility>>,
}

impl Index {
    /// Takes a row in.
    pub fn push(&mut self, row: Responsibility) {
        match &row.area {
            None => self.everywhere.push(row),
            Some(area) => self.by_area.entry(area.clone()).or_default().push(row),
        }
    }

    /// The rows of one area; of everywhere for none.
    pub fn of(&self, area: Option<&AreaCode>) -> &[Responsibility] {
        match area {
            None => &self.everywhere,
            Some(area) => self.by_area.get(area).map_or(&[], Vec::as_slice),
        }
    }

    /// Every row, those of everywhere first. No order among areas.
    pub fn rows(&self) -> impl Iterator<Item = &Responsibility> {
        self.everywhere.iter().chain(self.by_area.values().flatten())
    }

    /// The rows that answer for a cell: those of its most specific area that has any, by channel, then segment.
    /// Several only where the function is concurrent.
    pub fn holders(&self, cell: &Cell<'_>) -> Vec<&Responsibility> {
        for area in cell.areas.iter().map(Some).chain([None]) {
            let found = self.holders_at(area, cell);
            if !found.is_empty() {
                return found;
            }
        }
        Vec::new()
    }

    /// The rows of one area that answer for a cell.
    pub fn holders_at(&self, area: Option<&AreaCode>, cell: &Cell<'_>) -> Vec<&Responsibility> {
        rules::holders(self.of(area), cell)
    }

    /// Keeps those rows of one area that pass.
    pub fn retain(&mut self, area: Option<&AreaCode>, keep: impl Fn(&Responsibility) -> bool) {
        match area {
            None => self.everywhere.retain(keep),
            Some(area) => {
                if let Some(rows) = self.by_area.get_mut(area) {
                    rows.retain(keep);
                }
            }
        }
    }

    /// The first of them: the one holder where the function is not concurrent.
    pub fn holder(&self, cell: &Cell<'_>) -> Option<&Responsibility> {
        cell.areas.iter().map(Some).chain([None]).find_map(|area| rules::holder(self.of(area), cell))
    }
}

impl Extend<Responsibility> for Index {
    fn extend<T: IntoIterator<Item = Responsibility>>(&mut self, rows: T) {
        rows.into_iter().for_each(|row| self.push(row));
    }
}

impl FromIterator<Responsibility> for Index {
    fn from_iter<T: IntoIterator<Item = Responsibility>>(rows: T) -> Self {
        let mut index = Self::default();
        index.extend(rows);
        index
    }
}
