//! Who follows a body that is no more, in what people still use: its page addresses, telephone numbers, postal
//! addresses and case references, its open complaints, information requests and appeals.

pub mod elsewhere;
pub mod pages;
pub mod recognise;

pub(crate) mod store;

use std::collections::BTreeSet;

use ::store::{StoreError, Tx};
use values::{AreaCode, Day, Id, id};

use super::Thing;

pub use pages::OldPage;

/// One dated row: in this thing, for this area, this body follows that one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Succession {
    /// The body that is no more.
    pub body: Id<id::Organisation>,
    /// In what.
    pub thing: Thing,
    /// For places in this area; everywhere where none is named.
    pub area: Option<AreaCode>,
    /// Who follows.
    pub successor: Id<id::Organisation>,
    /// From which day on.
    pub from: Day,
    /// By which transfer.
    pub transfer: Id<id::Transfer>,
    /// Which of its pages were about which service.
    pub pages: Vec<OldPage>,
    /// The first version of the model that knows this row.
    pub since_version: u64,
    /// The first version that knows it no more.
    pub until_version: Option<u64>,
}

/// All of them, ready to be asked.
#[derive(Debug, Clone, Default)]
pub struct Successions(Vec<Succession>);

impl Successions {
    /// Those that are known now.
    pub fn load(tx: &mut Tx<'_>) -> Result<Self, StoreError> {
        Ok(Self::of(store::all(tx)?))
    }

    /// Of rows at hand.
    pub fn of(rows: impl IntoIterator<Item = Succession>) -> Self {
        Self(rows.into_iter().filter(|row| row.until_version.is_none()).collect())
    }

    /// The bodies that somebody follows by this day.
    pub fn followed(&self, day: Day) -> BTreeSet<&Id<id::Organisation>> {
        self.0.iter().filter(|row| row.from <= day).map(|row| &row.body).collect()
    }

    /// Who follows a body by this day, thing by thing and area by area.
    pub fn of_body<'a>(&'a self, body: &'a Id<id::Organisation>, day: Day) -> impl Iterator<Item = &'a Succession> {
        self.0.iter().filter(move |row| row.body == *body && row.from <= day)
    }

    /// Who follows a body in a thing on a day, through as many successions as there were: the body that the place's
    /// areas decide, or all of them where the place is not known. Nobody where the body was not followed by then.
    pub fn successors(
        &self,
        body: &Id<id::Organisation>,
        thing: Thing,
        areas: &[AreaCode],
        day: Day,
    ) -> Vec<Id<id::Organisation>> {
        let mut found = BTreeSet::new();
        let mut seen = BTreeSet::from([body.clone()]);
        let mut open = vec![body.clone()];
        while let Some(one) = open.pop() {
            let next = self.next(&one, thing, areas, day);
            if next.is_empty() && one != *body {
                found.insert(one);
            }
            open.extend(next.into_iter().filter(|body| seen.insert(body.clone())));
        }
        found.into_iter().collect()
    }

    fn next(
        &self,
        body: &Id<id::Organisation>,
        thing: Thing,
        areas: &[AreaCode],
        day: Day,
    ) -> Vec<Id<id::Organisation>> {
        let rows = || self.0.iter().filter(|row| row.body == *body && row.thing == thing && row.from <= day);
        let here = areas.iter().find_map(|area| rows().find(|row| row.area.as_ref() == Some(area)));
        let everywhere = || rows().find(|row| row.area.is_none());
        match here.or_else(everywhere) {
            // Where the place is not known, a part of it may have gone elsewhere.
            Some(_) | None if areas.is_empty() => rows().map(|row| row.successor.clone()).collect(),
            Some(row) => vec![row.successor.clone()],
            None => rows().map(|row| row.successor.clone()).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn row(body: &str, thing: Thing, area: Option<&str>, successor: &str, year: i16) -> Succession {
        Succession {
            body: Id::named(body).unwrap(),
            thing,
            area: area.map(AreaCode::from),
            successor: Id::named(successor).unwrap(),
            from: date(year, 4, 1),
            transfer: Id::named("t").unwrap(),
            pages: Vec::new(),
            since_version: 1,
            until_version: None,
        }
    }

    fn asked(rows: Vec<Succession>, thing: Thing, areas: &[&str], year: i16) -> Vec<String> {
        let areas: Vec<AreaCode> = areas.iter().map(|area| AreaCode::from(*area)).collect();
        let found = Successions::of(rows).successors(&Id::named("old").unwrap(), thing, &areas, date(year, 5, 1));
        found.iter().map(|body| body.name().to_owned()).collect()
    }

    #[test]
    fn a_body_is_followed_from_its_day_on_and_through_as_many_successions_as_there_were() {
        let rows = || {
            vec![
                row("old", Thing::Pages, None, "middle", 2019),
                row("middle", Thing::Pages, None, "new", 2023),
                row("old", Thing::Appeals, None, "tribunal", 2019),
            ]
        };
        assert!(asked(rows(), Thing::Pages, &[], 2018).is_empty());
        assert_eq!(asked(rows(), Thing::Pages, &[], 2020), ["middle"]);
        assert_eq!(asked(rows(), Thing::Pages, &[], 2024), ["new"]);
        assert_eq!(asked(rows(), Thing::Appeals, &[], 2024), ["tribunal"]);
        assert!(asked(rows(), Thing::Telephones, &[], 2024).is_empty());
    }

    #[test]
    fn the_place_decides_between_several_and_without_one_all_are_named() {
        let rows = || {
            vec![
                row("old", Thing::Pages, Some("north"), "upper", 2023),
                row("old", Thing::Pages, Some("south"), "lower", 2023),
            ]
        };
        assert_eq!(asked(rows(), Thing::Pages, &["village", "north"], 2023), ["upper"]);
        assert_eq!(asked(rows(), Thing::Pages, &[], 2023), ["lower", "upper"]);
        let with_rest = [rows(), vec![row("old", Thing::Pages, None, "county", 2023)]].concat();
        assert_eq!(asked(with_rest.clone(), Thing::Pages, &["east"], 2023), ["county"]);
        assert_eq!(asked(with_rest, Thing::Pages, &[], 2023), ["county", "lower", "upper"]);
    }

    #[test]
    fn what_is_not_said_for_a_place_is_answered_by_all_who_follow() {
        let rows = || {
            vec![
                row("old", Thing::Pages, Some("north"), "upper", 2023),
                row("old", Thing::Pages, Some("south"), "lower", 2023),
            ]
        };
        assert_eq!(asked(rows(), Thing::Pages, &["east"], 2023), ["lower", "upper"]);
    }

    #[test]
    fn who_is_followed_by_a_day_and_by_whom_is_told() {
        let forgotten = Succession { until_version: Some(2), ..row("gone", Thing::Pages, None, "new", 2019) };
        let known = Successions::of([
            row("old", Thing::Pages, None, "new", 2019),
            row("old", Thing::Appeals, None, "tribunal", 2023),
            row("other", Thing::Pages, None, "new", 2023),
            forgotten,
        ]);
        let names = |followed: BTreeSet<&Id<id::Organisation>>| {
            followed.into_iter().map(|body| body.name().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(names(known.followed(date(2019, 3, 31))), [] as [&str; 0]);
        assert_eq!(names(known.followed(date(2019, 4, 1))), ["old"]);
        assert_eq!(names(known.followed(date(2023, 4, 1))), ["old", "other"]);
        let things =
            |body: &str, day| known.of_body(&Id::named(body).unwrap(), day).map(|row| row.thing).collect::<Vec<_>>();
        assert_eq!(things("old", date(2019, 3, 31)), []);
        assert_eq!(things("old", date(2019, 4, 1)), [Thing::Pages]);
        assert_eq!(things("old", date(2023, 4, 1)), [Thing::Pages, Thing::Appeals]);
        assert_eq!(things("new", date(2023, 4, 1)), []);
    }

    #[test]
    fn a_circle_of_successions_ends() {
        let rows = vec![row("old", Thing::Pages, None, "new", 2019), row("new", Thing::Pages, None, "old", 2023)];
        assert!(asked(rows, Thing::Pages, &[], 2024).is_empty());
    }
}
