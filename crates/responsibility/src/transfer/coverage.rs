//! Who holds what before and after: every place, channel and segment that rows tell apart is asked on the eve and on
//! the day, and on each later day on which something changes. What somebody held has exactly one holder then, or
//! several with a rule that says who is asked.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use serde::{Deserialize, Serialize};
use values::{AreaCode, Channel, Day, Id, id};

use super::{
    Draft, Problem, Warning,
    problem::Spot,
    scene::{Ground, Seen},
};
use crate::{Function, OperatingForm, Responsibility, Routing, holding::rules::Cell, timeline::Index};

/// More findings than this tell nobody more.
const ENOUGH: usize = 200;

/// What goes from whom to whom, and at how many places.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moved {
    /// Of what.
    pub service_type: Id<id::ServiceType>,
    /// Which function.
    pub function: Function,
    /// By which channel; by all that no row names where none is.
    pub channel: Option<Channel>,
    /// For which segment; for everybody else where none is.
    pub segment: Option<String>,
    /// Who held it before: on the eve, or, of what begins or changes later, without the transfer.
    pub from: Option<Id<id::Organisation>>,
    /// Who holds it with the transfer.
    pub to: Option<Id<id::Organisation>>,
    /// In which form it was held and will be, where that changes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub forms: Option<[HeldAs; 2]>,
    /// At how many places; the most on any one day.
    pub places: usize,
}

/// In which form a body holds something.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct HeldAs {
    /// The form.
    pub form: OperatingForm,
    /// The franchise, where the form is one.
    pub franchise: Option<Id<id::Franchise>>,
}

/// How many cells were asked for their holder, on the day and later, and what was found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// Places that lie alike are asked once.
    pub cells: usize,
    /// Nobody would hold them any more.
    pub gaps: usize,
    /// Several would hold them, without a rule.
    pub overlaps: usize,
}

/// One function of one service type, as its rows are and as they will be.
pub(crate) struct Sides<'a> {
    pub service_type: &'a Id<id::ServiceType>,
    pub function: Function,
    pub before: &'a Index,
    pub after: &'a Index,
    /// The areas whose rows change.
    pub changed: HashSet<Option<AreaCode>>,
}

type Key = (Id<id::ServiceType>, Function, Option<Channel>, Option<String>, Holder, Holder, Option<[HeldAs; 2]>);
type Holder = Option<Id<id::Organisation>>;
/// A channel and a segment; all others for none.
type Part<'a> = (Option<Channel>, Option<&'a str>);

/// What comes out over all groups.
#[derive(Default)]
pub(crate) struct Comparison {
    pub problems: Vec<Problem>,
    pub warnings: Vec<Warning>,
    pub asked: Asked,
    moved: BTreeMap<Key, usize>,
    /// The same on the day that is looked at.
    moved_today: BTreeMap<Key, usize>,
    /// Those of them that would not be so without the transfer.
    done: BTreeSet<Key>,
}

impl Comparison {
    /// What goes from whom to whom, in a lasting order.
    pub fn moved(&self) -> Vec<Moved> {
        self.moved.iter().map(moved).collect()
    }

    /// What the transfer takes from bodies that its draft does not name: they held it for an area that ends, say.
    pub fn taken_besides(&self, draft: &Draft) -> Vec<Moved> {
        let lines = draft.lines.iter().map(|line| &line.what.from);
        let named: BTreeSet<_> = lines.chain(draft.dissolves.iter().map(|ended| &ended.body)).collect();
        let moved = self.moved.iter().filter(|(key, _)| self.done.contains(key)).map(moved);
        moved.filter(|one| one.from != one.to && one.from.as_ref().is_some_and(|from| !named.contains(from))).collect()
    }

    /// Asks every place about one group.
    pub fn of(&mut self, sides: &Sides<'_>, ground: &Ground<'_>, day: Day) {
        let parts = parts(sides);
        for seen in touched(sides, &ground.seen(sides.service_type, day, day)) {
            for (channel, segment) in &parts {
                self.on_the_day(sides, &seen, (*channel, *segment), day);
            }
        }
        self.end_of_day();
        for later in later_days(sides, day) {
            for seen in touched(sides, &ground.seen(sides.service_type, day, later)) {
                for (channel, segment) in &parts {
                    self.later(sides, &seen, (*channel, *segment), later);
                }
            }
            self.end_of_day();
        }
    }

    fn end_of_day(&mut self) {
        for (key, places) in std::mem::take(&mut self.moved_today) {
            let most = self.moved.entry(key).or_default();
            *most = places.max(*most);
        }
    }

    /// What somebody held goes to another, or is held in another form.
    fn moves(
        &mut self,
        sides: &Sides<'_>,
        seen: &Seen,
        part: Part<'_>,
        was: &[&Responsibility],
        is: &[&Responsibility],
    ) -> Option<Key> {
        let (from, to) = (one_apart(was, is), one_apart(is, was));
        if from.is_none() && to.is_none() {
            return None;
        }
        let (from, to) = (from.or(was.first()), to.or(is.first()));
        let forms = from.zip(to).map(|both| <[_; 2]>::from(both).map(|row| held_as(row)));
        let forms = forms.filter(|[before, after]| before != after);
        let holder = |row: Option<&&Responsibility>| row.map(|row| row.holder.clone());
        let (channel, segment) = (part.0, part.1.map(str::to_owned));
        let key = (sides.service_type.clone(), sides.function, channel, segment, holder(from), holder(to), forms);
        *self.moved_today.entry(key.clone()).or_default() += seen.places;
        Some(key)
    }

    fn on_the_day(&mut self, sides: &Sides<'_>, seen: &Seen, part: Part<'_>, day: Day) {
        self.asked.cells += 1;
        let was = sides.before.holders(&cell(&seen.eve, part, day.yesterday().unwrap_or(day)));
        let is = sides.after.holders(&cell(&seen.on, part, day));
        let spot = || spot(sides, seen, part);
        self.refuse_overlap(&is, spot, day);
        if is.is_empty() {
            let stood = sides.before.holders(&cell(&seen.on, part, day));
            let ends_anyway = was.iter().all(|row| row.valid.until == Some(day));
            match (stood.first(), was.first()) {
                (Some(row), _) => self.gap(spot(), day, row),
                (None, Some(row)) if ends_anyway && self.warnings.len() < ENOUGH => {
                    self.warnings.push(Warning::EndsAnyway { spot: spot(), held_by: row.holder.clone() });
                }
                (None, Some(row)) if !ends_anyway => self.gap(spot(), day, row),
                _ => {}
            }
        }
        // Whoever would begin on the day is the one who does not, not the one of the eve.
        let stood = sides.before.holders(&cell(&seen.on, part, day));
        let begins = stood.iter().any(|row| row.valid.from == day);
        let key = self.moves(sides, seen, part, if begins { &stood } else { &was }, &is);
        let is_so_anyway = one_apart(&is, &stood).is_none() && one_apart(&stood, &is).is_none();
        self.done.extend(key.filter(|_| !is_so_anyway));
    }

    fn later(&mut self, sides: &Sides<'_>, seen: &Seen, part: Part<'_>, day: Day) {
        self.asked.cells += 1;
        let (was, is) =
            (sides.before.holders(&cell(&seen.on, part, day)), sides.after.holders(&cell(&seen.on, part, day)));
        let key = self.moves(sides, seen, part, &was, &is);
        self.done.extend(key);
        self.refuse_overlap(&is, || spot(sides, seen, part), day);
        if is.is_empty()
            && let Some(row) = was.first()
        {
            self.gap(spot(sides, seen, part), day, row);
        }
    }

    fn gap(&mut self, spot: Spot, day: Day, held: &Responsibility) {
        self.asked.gaps += 1;
        if self.problems.len() < ENOUGH {
            self.problems.push(Problem::Gap { spot, day, held_by: held.holder.clone() });
        }
    }

    fn refuse_overlap(&mut self, rows: &[&Responsibility], spot: impl Fn() -> Spot, day: Day) {
        let routed = rows.iter().all(|row| Routing::is_shared(row.routing.as_ref(), rows[0].routing.as_ref()));
        if rows.len() < 2 || routed {
            return;
        }
        self.asked.overlaps += 1;
        if self.problems.len() < ENOUGH {
            let between = rows.iter().map(|row| row.holder.clone()).collect();
            self.problems.push(Problem::Overlap { spot: spot(), day, between });
        }
    }
}

fn moved((key, places): (&Key, &usize)) -> Moved {
    let (service_type, function, channel, segment, from, to, forms) = key.clone();
    Moved { service_type, function, channel, segment, from, to, forms, places: *places }
}

/// The first who holds it as nobody among the others does.
fn one_apart<'r, 'a>(rows: &'r [&'a Responsibility], others: &[&Responsibility]) -> Option<&'r &'a Responsibility> {
    let same = |one: &Responsibility, other: &Responsibility| {
        (&one.holder, one.form, &one.franchise) == (&other.holder, other.form, &other.franchise)
    };
    rows.iter().find(|row| !others.iter().any(|other| same(row, other)))
}

fn held_as(row: &Responsibility) -> HeldAs {
    HeldAs { form: row.form, franchise: row.franchise.clone() }
}

/// The places whose areas have rows that change.
fn touched(sides: &Sides<'_>, all: &[Seen]) -> Vec<Seen> {
    let reaches = |seen: &&Seen| {
        sides.changed.contains(&None)
            || seen.eve.iter().chain(&seen.on).any(|area| sides.changed.contains(&Some(area.clone())))
    };
    all.iter().filter(reaches).cloned().collect()
}

/// Every channel and segment that the rows name, and the one for all others.
fn parts<'a>(sides: &Sides<'a>) -> Vec<Part<'a>> {
    let rows = || sides.before.rows().chain(sides.after.rows());
    let channels: BTreeSet<Option<Channel>> = rows().map(|row| row.channel).chain([None]).collect();
    let segments: BTreeSet<Option<&str>> = rows().map(|row| row.segment.as_deref()).chain([None]).collect();
    channels.iter().flat_map(|channel| segments.iter().map(|segment| (*channel, *segment))).collect()
}

/// The later days on which a row of a changed area begins or ends.
fn later_days(sides: &Sides<'_>, day: Day) -> BTreeSet<Day> {
    let areas = sides.changed.iter();
    let rows = areas.flat_map(|area| [sides.before.of(area.as_ref()), sides.after.of(area.as_ref())]).flatten();
    rows.flat_map(|row| [Some(row.valid.from), row.valid.until]).flatten().filter(|bound| *bound > day).collect()
}

fn cell<'a>(areas: &'a [AreaCode], part: Part<'a>, day: Day) -> Cell<'a> {
    Cell { areas, channel: part.0, segment: part.1, day, version: u64::MAX }
}

fn spot(sides: &Sides<'_>, seen: &Seen, part: Part<'_>) -> Spot {
    Spot {
        service_type: sides.service_type.clone(),
        function: sides.function,
        channel: part.0,
        segment: part.1.map(str::to_owned),
        place: seen.place.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transfer::tests::{DAY, always, catalogue, row};

    fn compare(before: &[Responsibility], after: &[Responsibility]) -> Comparison {
        let catalogue = catalogue();
        let (before, after): (Index, Index) = (before.iter().cloned().collect(), after.iter().cloned().collect());
        let mut comparison = Comparison::default();
        let service_type = Id::named("waste").unwrap();
        let changed = before.rows().chain(after.rows()).map(|row| row.area.clone()).collect();
        let (function, ground) = (Function::Contact, Ground::new(&catalogue));
        let sides = Sides { service_type: &service_type, function, before: &before, after: &after, changed };
        comparison.of(&sides, &ground, DAY);
        comparison
    }

    fn contact(n: usize, area: &str, holder: &str) -> Responsibility {
        row(n, "waste", Function::Contact, Some(area), holder, always())
    }

    fn until(row: Responsibility, day: Day) -> Responsibility {
        Responsibility { valid: values::Effective { until: Some(day), ..row.valid }, ..row }
    }

    fn words(comparison: &Comparison) -> Vec<String> {
        comparison.problems.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn what_nobody_holds_any_more_is_a_gap() {
        let found = compare(&[contact(0, "east", "gamma")], &[until(contact(0, "east", "gamma"), DAY)]);
        let expected = "nobody would hold contact of waste at port on 2023-04-01: org_gamma did before";
        assert_eq!(words(&found), [expected]);
        assert_eq!(found.asked.gaps, 1);
    }

    #[test]
    fn what_areas_take_with_them_is_a_gap_too() {
        let found = compare(&[contact(0, "north", "alpha")], &[contact(0, "north", "alpha")]);
        assert_eq!(found.asked.gaps, 2, "the village and the lake lie in the council now");
    }

    #[test]
    fn a_gap_that_comes_later_is_found_on_its_day() {
        let later = jiff::civil::date(2024, 1, 1);
        let found = compare(&[contact(0, "east", "gamma")], &[until(contact(0, "east", "delta"), later)]);
        assert_eq!(words(&found), ["nobody would hold contact of waste at port on 2024-01-01: org_gamma did before"]);
    }

    #[test]
    fn what_ends_by_itself_is_no_gap_but_said() {
        let row = || until(contact(0, "east", "gamma"), DAY);
        let found = compare(&[row()], &[row()]);
        assert!(found.problems.is_empty());
        assert!(matches!(&found.warnings[..], [Warning::EndsAnyway { held_by, .. }] if held_by.name() == "gamma"));
    }

    #[test]
    fn two_holders_are_an_overlap_unless_a_rule_says_who_is_asked() {
        let two = || [contact(0, "east", "gamma"), contact(1, "east", "delta")];
        let found = compare(&[contact(0, "east", "gamma")], &two());
        let expected = "org_gamma and org_delta would all hold contact of waste at port on 2023-04-01, with no rule that \
            says who is asked";
        assert_eq!(words(&found), [expected]);
        let routed = |rule: [&str; 2]| {
            let [one, other] = two();
            compare(
                &[contact(0, "east", "gamma")],
                &[
                    Responsibility { routing: Some(Routing { rule: rule[0].into(), turn: 1 }), ..one },
                    Responsibility { routing: Some(Routing { rule: rule[1].into(), turn: 2 }), ..other },
                ],
            )
        };
        assert!(routed(["nearest", "nearest"]).problems.is_empty());
        assert_eq!(routed(["nearest", "oldest"]).asked.overlaps, 1);
    }

    #[test]
    fn what_partly_ends_by_itself_is_a_gap() {
        let routed = |n, holder| Responsibility {
            routing: Some(Routing { rule: "nearest".into(), turn: 1 }),
            ..contact(n, "east", holder)
        };
        let before = [until(routed(0, "gamma"), DAY), routed(1, "delta")];
        let found = compare(&before, &[until(routed(0, "gamma"), DAY), until(routed(1, "delta"), DAY)]);
        assert_eq!((found.asked.gaps, found.warnings.len()), (1, 0));
    }

    #[test]
    fn a_row_that_would_have_begun_on_the_day_leaves_a_gap_too() {
        let begins =
            Responsibility { valid: values::Effective { from: DAY, until: None }, ..contact(0, "east", "gamma") };
        let found = compare(&[begins], &[until(contact(1, "east", "delta"), DAY)]);
        assert_eq!(words(&found), ["nobody would hold contact of waste at port on 2023-04-01: org_gamma did before"]);
        assert!(found.warnings.is_empty());
    }

    #[test]
    fn each_cell_is_asked_on_the_day_and_on_each_later_day_on_which_something_changes() {
        let later = jiff::civil::date(2024, 1, 1);
        let phone = Responsibility { channel: Some(Channel::Phone), ..contact(1, "east", "gamma") };
        let young = Responsibility { segment: Some("young".into()), ..contact(2, "east", "gamma") };
        let asked = |before: &[Responsibility], after: &[Responsibility]| compare(before, after).asked.cells;
        let gamma = || contact(0, "east", "gamma");
        assert_eq!(asked(&[gamma()], &[gamma()]), 1);
        assert_eq!(asked(&[gamma(), phone.clone()], &[gamma()]), 2);
        assert_eq!(asked(&[gamma(), phone], &[gamma(), young]), 4);
        assert_eq!(asked(&[gamma()], &[until(gamma(), later)]), 2);
        assert_eq!(asked(&[gamma()], &[until(gamma(), DAY), contact(3, "east", "delta")]), 1);
        let everywhere = row(4, "waste", Function::Contact, None, "alpha", always());
        assert_eq!(asked(&[gamma()], &[gamma(), everywhere]), 5, "four places and the country");
    }

    #[test]
    fn an_overlap_that_comes_later_is_found_on_its_day() {
        let later = jiff::civil::date(2024, 1, 1);
        let from =
            |row: Responsibility| Responsibility { valid: values::Effective { from: later, until: None }, ..row };
        let found =
            compare(&[contact(0, "east", "gamma")], &[contact(0, "east", "gamma"), from(contact(1, "east", "delta"))]);
        assert_eq!(found.asked, Asked { cells: 2, gaps: 0, overlaps: 1 });
        assert!(words(&found)[0].contains("port on 2024-01-01"), "{:?}", words(&found));
    }

    #[test]
    fn findings_are_all_counted_and_the_first_two_hundred_told() {
        let all = |rows: fn(Responsibility) -> Vec<Responsibility>| -> Vec<Responsibility> {
            let segment = |n: usize| Responsibility { segment: Some(format!("s{n}")), ..contact(n, "east", "gamma") };
            (0..250).map(segment).flat_map(rows).collect()
        };
        let stays = || all(|row| vec![row]);
        let ends = || all(|row| vec![until(row, DAY)]);
        let gaps = compare(&stays(), &ends());
        assert_eq!((gaps.asked.gaps, gaps.problems.len(), gaps.warnings.len()), (250, 200, 0));
        let anyway = compare(&ends(), &ends());
        assert_eq!((anyway.asked.gaps, anyway.problems.len(), anyway.warnings.len()), (0, 0, 200));
        let twice = all(|row| {
            let other = Responsibility { id: Id::named(&format!("x{}", row.id.name())).unwrap(), ..row.clone() };
            vec![row, other]
        });
        let overlaps = compare(&stays(), &twice);
        assert_eq!((overlaps.asked.overlaps, overlaps.problems.len()), (250, 200));
    }

    #[test]
    fn what_begins_later_or_on_the_day_goes_from_whom_it_would_have_begun_with() {
        let from =
            |row: Responsibility, day| Responsibility { valid: values::Effective { from: day, until: None }, ..row };
        let told = |before: &[Responsibility], after: &[Responsibility]| -> Vec<_> {
            let name = |body: &Holder| body.as_ref().map_or("nobody", Id::name).to_owned();
            compare(before, after).moved().iter().map(|one| (name(&one.from), name(&one.to), one.places)).collect()
        };
        let way = |from: &str, to: &str| vec![(from.to_owned(), to.to_owned(), 1)];
        let later = jiff::civil::date(2023, 5, 2);
        let beta = |day| from(contact(1, "east", "beta"), day);
        let delta = |day| from(contact(2, "east", "delta"), day);
        assert_eq!(told(&[beta(later)], &[delta(later)]), way("beta", "delta"));
        let gamma = until(contact(0, "east", "gamma"), DAY);
        assert_eq!(told(&[gamma.clone(), beta(DAY)], &[gamma.clone(), delta(DAY)]), way("beta", "delta"));
        assert_eq!(told(std::slice::from_ref(&gamma), &[gamma.clone(), delta(DAY)]), way("gamma", "delta"));
    }

    #[test]
    fn what_is_held_in_another_form_moves_though_the_body_stays() {
        let as_franchise = |known: &str, row: Responsibility| Responsibility {
            form: OperatingForm::Franchise,
            franchise: Some(Id::named(known).unwrap()),
            ..row
        };
        let own = || contact(0, "east", "alpha");
        let told = |before: &[Responsibility], after: &[Responsibility]| -> Vec<_> {
            let form = |held: HeldAs| held.franchise.map_or(held.form.as_str().to_owned(), |id| id.name().to_owned());
            let moved = compare(before, after).moved().into_iter();
            moved.map(|one| (one.from.unwrap().name().to_owned(), one.forms.map(|both| both.map(form)))).collect()
        };
        let forms = |before: &str, after: &str| Some([before.to_owned(), after.to_owned()]);
        let (home, away) = ([as_franchise("home", own())], [as_franchise("away", own())]);
        assert_eq!(told(&[own()], &home), [("alpha".to_owned(), forms("own-agency", "home"))]);
        assert_eq!(told(&home, &away), [("alpha".to_owned(), forms("home", "away"))]);
        assert_eq!(told(&home, &home), []);
        let to_gamma = as_franchise("home", contact(1, "east", "gamma"));
        assert_eq!(told(&home, &[to_gamma]), [("alpha".to_owned(), None)], "the form stays");

        let together =
            |row: Responsibility| Responsibility { routing: Some(Routing { rule: "choice".into(), turn: 1 }), ..row };
        let [alpha, beta, delta] = ["alpha", "beta", "delta"].map(|body| together(contact(2, "east", body)));
        assert_eq!(told(&[alpha.clone(), beta.clone()], &[alpha.clone(), delta]), [("beta".to_owned(), None)]);
        let franchised = as_franchise("home", beta.clone());
        let expected = [("beta".to_owned(), forms("own-agency", "home"))];
        assert_eq!(told(&[alpha.clone(), beta.clone()], &[alpha.clone(), franchised]), expected);
        assert_eq!(told(&[beta.clone(), alpha.clone()], &[alpha]), [("beta".to_owned(), None)]);
    }

    #[test]
    fn what_goes_from_whom_to_whom_is_counted_by_places() {
        let before = [contact(0, "north", "alpha"), contact(1, "south", "beta")];
        let found = compare(&before, &[contact(2, "council", "delta")]);
        let moved: Vec<_> = found
            .moved()
            .into_iter()
            .map(|one| {
                (one.from.map(|body| body.name().to_owned()), one.to.map(|body| body.name().to_owned()), one.places)
            })
            .collect();
        let delta = || Some("delta".to_owned());
        assert_eq!(moved, [(Some("alpha".into()), delta(), 2), (Some("beta".into()), delta(), 1)]);
    }
}
