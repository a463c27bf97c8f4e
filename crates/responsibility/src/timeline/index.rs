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
            let found = rules::holders(self.of(area), cell);
            if !found.is_empty() {
                return found;
            }
        }
        Vec::new()
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

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use values::Channel;

    use super::*;
    use crate::timeline::tests::row;

    /// One row of everywhere and two of the county, one of them by telephone.
    fn index() -> Index {
        let phone = Responsibility { channel: Some(Channel::Phone), ..row(2, Some("county"), "gamma") };
        [row(0, None, "alpha"), row(1, Some("county"), "beta"), phone].into_iter().collect()
    }

    fn bodies<'a>(rows: impl IntoIterator<Item = &'a Responsibility>) -> Vec<&'a str> {
        rows.into_iter().map(|row| row.holder.name()).collect()
    }

    #[test]
    fn rows_are_found_by_their_area() {
        let (index, county) = (index(), AreaCode::from("county"));
        assert_eq!(bodies(index.of(None)), ["alpha"]);
        assert_eq!(bodies(index.of(Some(&county))), ["beta", "gamma"]);
        assert!(index.of(Some(&"elsewhere".into())).is_empty());
        assert_eq!(bodies(index.rows()), ["alpha", "beta", "gamma"]);
    }

    #[test]
    fn the_most_specific_area_that_has_an_answer_gives_it() {
        let index = index();
        let check = |areas: &[&str], channel, expected: &str| {
            let areas: Vec<AreaCode> = areas.iter().map(|area| AreaCode::from(*area)).collect();
            let cell = Cell { areas: &areas, channel, segment: None, day: date(2023, 4, 1), version: 1 };
            assert_eq!(bodies(index.holders(&cell)), [expected]);
            assert_eq!(bodies(index.holder(&cell)), [expected]);
        };
        check(&["village", "county"], None, "beta");
        check(&["village", "county"], Some(Channel::Phone), "gamma");
        check(&["elsewhere"], None, "alpha");
        check(&[], None, "alpha");
    }

    #[test]
    fn rows_of_one_area_are_taken_out_and_those_of_others_stay() {
        let (mut index, county) = (index(), AreaCode::from("county"));
        index.retain(Some(&county), |row| row.holder.name() == "gamma");
        assert_eq!(bodies(index.rows()), ["alpha", "gamma"]);
        index.retain(None, |_| false);
        assert_eq!(bodies(index.rows()), ["gamma"]);
        index.retain(Some(&"elsewhere".into()), |_| false);
        assert_eq!(bodies(index.rows()), ["gamma"]);
    }
}
