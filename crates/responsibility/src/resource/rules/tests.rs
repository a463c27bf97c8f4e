use jiff::{ToSpan, civil::date};
use proptest::prelude::*;
use values::Text;

use super::*;
use crate::resource::Unit;

const POSTS: Unit = Unit::Posts;
const POUNDS: Unit = Unit::Money(Currency::GBP);

fn day(n: i32) -> Day {
    date(2023, 1, 1) + n.days()
}

fn body(n: usize) -> Id<id::Organisation> {
    Id::named(&format!("body{n}")).unwrap()
}

fn row(n: usize, line: &str, whose: usize, amount: Amount, from: i32, until: Option<i32>) -> Resource {
    Resource {
        id: Id::named(&format!("r{n}")).unwrap(),
        line: line.into(),
        body: body(whose),
        franchise: None,
        title: Text { en: line.into(), fr: line.into() },
        service_type: None,
        function: None,
        amount,
        valid: Effective { from: day(from), until: until.map(day) },
        illustrative: false,
        since_version: 1,
        until_version: None,
    }
}

fn share(line: &str, from: usize, to: usize, amount: Option<Amount>) -> Share {
    Share { line: line.into(), from: body(from), to: body(to), amount }
}

/// What a body has in a line on a day.
fn has(rows: &[Resource], line: &str, whose: usize, on: i32) -> i64 {
    let held = rows.iter().filter(|row| row.line == line && row.body == body(whose) && row.valid.holds_on(day(on)));
    held.map(|row| row.amount.count()).sum()
}

#[test]
fn a_part_leaves_the_rest_with_the_predecessor_from_the_day_on() {
    let rows = [row(0, "desk", 0, POSTS.of(1250), 0, None)];
    let change = move_share(&rows, &share("desk", 0, 1, Some(POSTS.of(450))), day(90)).unwrap();
    let after = change.applied_to(&rows);
    assert_eq!((has(&after, "desk", 0, 89), has(&after, "desk", 1, 89)), (1250, 0));
    assert_eq!((has(&after, "desk", 0, 90), has(&after, "desk", 1, 90)), (800, 450));
    assert_eq!(change.retire.len(), 1);
    assert_eq!(change.add.len(), 3, "what was, the rest, and the share: {change:?}");
}

#[test]
fn all_of_it_moves_where_no_amount_is_said_even_what_begins_later() {
    let rows = [row(0, "desk", 0, POSTS.of(300), 0, Some(100)), row(1, "desk", 0, POSTS.of(500), 100, None)];
    let after = move_share(&rows, &share("desk", 0, 1, None), day(50)).unwrap().applied_to(&rows);
    assert_eq!((has(&after, "desk", 1, 50), has(&after, "desk", 1, 100)), (300, 500));
    assert_eq!((has(&after, "desk", 0, 49), has(&after, "desk", 0, 50), has(&after, "desk", 0, 200)), (300, 0, 0));
}

#[test]
fn a_row_that_stays_as_it_was_is_left_alone() {
    let rows = [row(0, "desk", 0, POSTS.of(300), 0, Some(100)), row(1, "desk", 0, POSTS.of(500), 150, None)];
    let change = move_share(&rows, &share("desk", 0, 1, Some(POSTS.of(300))), day(50)).unwrap();
    assert!(change.retire.contains(&rows[0].id));
    let other = [row(2, "phone", 0, POSTS.of(100), 0, None)];
    let all: Vec<Resource> = rows.iter().chain(&other).cloned().collect();
    assert!(!move_share(&all, &share("desk", 0, 1, None), day(50)).unwrap().retire.contains(&other[0].id));
}

#[test]
fn a_share_that_goes_and_comes_back_leaves_every_figure_as_it_was() {
    let rows = [row(0, "desk", 0, POSTS.of(1250), 0, None), row(1, "desk", 1, POSTS.of(200), 0, None)];
    let there = move_share(&rows, &share("desk", 0, 1, Some(POSTS.of(450))), day(90)).unwrap().applied_to(&rows);
    let named: Vec<Resource> = there
        .into_iter()
        .enumerate()
        .map(|(n, row)| Resource { id: Id::named(&format!("n{n}")).unwrap(), ..row })
        .collect();
    let back = move_share(&named, &share("desk", 1, 0, Some(POSTS.of(450))), day(120)).unwrap().applied_to(&named);
    assert_eq!((has(&back, "desk", 0, 120), has(&back, "desk", 1, 120)), (1250, 200));
    assert_eq!((has(&back, "desk", 0, 100), has(&back, "desk", 1, 100)), (800, 650));
    let last: Vec<&Resource> = back.iter().filter(|row| row.valid.holds_on(day(120))).collect();
    assert_eq!(last.len(), 2, "one row each, as before: {last:?}");
}

#[test]
fn each_bad_share_gets_its_own_error() {
    let rows = [row(0, "desk", 0, POSTS.of(300), 0, Some(100)), row(1, "desk", 0, POSTS.of(100), 100, None)];
    let check = |share: Share, on: i32, expected: &str| {
        assert_eq!(move_share(&rows, &share, day(on)).unwrap_err().to_string(), expected);
    };
    check(share("phone", 0, 1, None), 5, "org_body0 has nothing in the line 'phone' on 2023-01-06 or later");
    check(share("desk", 2, 1, None), 5, "org_body2 has nothing in the line 'desk' on 2023-01-06 or later");
    check(
        share("desk", 0, 1, Some(POSTS.of(301))),
        5,
        "3.01 posts of 'desk' would leave org_body0, which has 3.00 posts on 2023-01-06",
    );
    check(
        share("desk", 0, 1, Some(POSTS.of(300))),
        5,
        "3.00 posts of 'desk' would leave org_body0, which has 1.00 posts on 2023-04-11",
    );
    check(share("desk", 0, 1, Some(POUNDS.of(100))), 5, "£1 a year was asked for of 'desk', which holds 3.00 posts");
    check(share("desk", 0, 1, Some(POSTS.of(0))), 5, "0.00 posts of 'desk' can't move: a share is more than nothing");
    check(
        share("desk", 0, 1, Some(POSTS.of(-100))),
        5,
        "-1.00 posts of 'desk' can't move: a share is more than nothing",
    );
    check(share("desk", 0, 0, None), 5, "'desk' would move from org_body0 to itself");
}

#[test]
fn one_currency_is_not_taken_for_another() {
    let euros = Unit::Money(Currency::EUR);
    let rows = [row(0, "budget", 0, euros.of(300), 0, None)];
    let error = move_share(&rows, &share("budget", 0, 1, Some(POUNDS.of(100))), day(5)).unwrap_err();
    assert!(matches!(error, ResourceError::Mixed { .. }), "{error}");
}

#[test]
fn a_figure_that_can_not_be_counted_is_refused() {
    let rows = [row(0, "budget", 0, POUNDS.of(i64::MAX), 0, None), row(1, "budget", 1, POUNDS.of(1), 0, None)];
    let error = move_share(&rows, &share("budget", 0, 1, None), day(5)).unwrap_err();
    assert_eq!(error, ResourceError::TooLarge { line: "budget".into(), body: body(1) });
}

#[test]
fn later_shares_take_from_what_earlier_ones_left() {
    let rows = [row(0, "desk", 0, POSTS.of(300), 0, None)];
    let shares = [share("desk", 0, 1, Some(POSTS.of(100))), share("desk", 0, 2, None), share("desk", 1, 2, None)];
    let after = move_shares(&rows, &shares, day(5)).unwrap().applied_to(&rows);
    assert_eq!([0, 1, 2].map(|whose| has(&after, "desk", whose, 5)), [0, 0, 300]);
    let twice = [share("desk", 0, 1, None), share("desk", 0, 2, None), share("phone", 0, 2, None)];
    assert_eq!(move_shares(&rows, &twice, day(5)).unwrap_err().len(), 2, "all that is wrong is said");
}

#[test]
fn a_franchise_line_changes_its_franchise_and_not_its_body() {
    let (old, new) = (Id::named("old").unwrap(), Id::named("new").unwrap());
    let mut rows = [row(0, "desk", 0, POSTS.of(300), 0, None), row(1, "phone", 0, POSTS.of(100), 0, None)];
    rows[0].franchise = Some(old.clone());
    let lines = ["desk".to_owned(), "phone".to_owned()];
    let after = move_to_franchise(&rows, &lines, &old, Some(&new), day(5)).unwrap().applied_to(&rows);
    let in_new = |on: i32| {
        after.iter().filter(|row| row.franchise.as_ref() == Some(&new) && row.valid.holds_on(day(on))).count()
    };
    assert_eq!((in_new(4), in_new(5)), (0, 1));
    assert_eq!(has(&after, "desk", 0, 5), 300);
}

#[test]
fn totals_keep_posts_and_each_currency_apart() {
    let euros = Unit::Money(Currency::EUR);
    let rows = [
        row(0, "a", 0, euros.of(5), 0, None),
        row(1, "b", 0, POUNDS.of(7), 0, None),
        row(2, "c", 0, POUNDS.of(8), 0, None),
        row(3, "d", 0, POSTS.of(150), 0, None),
        row(4, "e", 0, POSTS.of(150), 3, None),
    ];
    let totals = &totals(&rows, day(2))[&body(0)];
    assert_eq!((totals.posts, totals.of(Currency::GBP).minor, totals.of(Currency::EUR).minor), (150, 15, 5));
}

const BODIES: usize = 3;
const LINES: [(&str, Unit); 3] = [("desk", POSTS), ("budget", POUNDS), ("grant", Unit::Money(Currency::EUR))];
/// Later than anything begins or ends.
const END: i32 = 50;

/// What every body has in every line on every day, reckoned day by day.
type Slow = Vec<[[i64; LINES.len()]; BODIES]>;

fn slow(rows: &[Resource]) -> Slow {
    let on = |n: i32| {
        let mut had = [[0; LINES.len()]; BODIES];
        for (whose, of_body) in had.iter_mut().enumerate() {
            for (line, had) in of_body.iter_mut().enumerate() {
                *had = has(rows, LINES[line].0, whose, n);
            }
        }
        had
    };
    (0..END).map(on).collect()
}

/// The move by the book: nothing, if on any day from then on there is less than asked for.
fn slow_move(had: &Slow, from: usize, to: usize, line: usize, asked: Option<i64>, vesting: i32) -> Option<Slow> {
    let mut next = had.clone();
    let mut any = false;
    for had in next.iter_mut().skip(usize::try_from(vesting).unwrap()) {
        let there = had[from][line];
        if there == 0 {
            continue;
        }
        any = true;
        let taken = asked.unwrap_or(there);
        if taken > there {
            return None;
        }
        had[from][line] -= taken;
        had[to][line] += taken;
    }
    (any && from != to).then_some(next)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    /// Against a sum for every day: each move does what the book says, at every instant, and nothing is lost or doubled.
    #[test]
    fn moves_agree_with_sums_reckoned_day_by_day(
        made in prop::collection::vec((0usize..3, 0usize..BODIES, 1i64..400, 0i32..30, prop::option::of(1i32..20), 0usize..2), 1..9),
        moves in prop::collection::vec((0usize..3, 0usize..BODIES, 0usize..BODIES, prop::option::of(1i64..300), 0i32..40), 1..6),
    ) {
        let mut rows: Vec<Resource> = made.iter().enumerate().map(|(n, (line, whose, count, from, length, title))| {
            let (name, unit) = LINES[*line];
            let mut row = row(n, name, *whose, unit.of(*count), *from, length.map(|length| from + length));
            row.title.en = format!("title {title}");
            row
        }).collect();
        let mut had = slow(&rows);
        for (n, (line, from, to, asked, vesting)) in moves.into_iter().enumerate() {
            let (name, unit) = LINES[line];
            let moved = move_share(&rows, &share(name, from, to, asked.map(|count| unit.of(count))), day(vesting));
            let expected = slow_move(&had, from, to, line, asked, vesting);
            prop_assert_eq!(moved.is_ok(), expected.is_some(), "{:?}", moved);
            let (Ok(change), Some(expected)) = (moved, expected) else { continue };
            for gone in &change.retire {
                prop_assert!(rows.iter().any(|row| row.id == *gone), "it was known");
            }
            prop_assert!(change.add.iter().all(|row| row.amount.count() > 0 && !row.valid.is_empty()));
            rows = change.applied_to(&rows);
            for (place, row) in rows.iter_mut().enumerate().filter(|(_, row)| row.id.name() == "new") {
                row.id = Id::named(&format!("m{n}.{place}")).unwrap();
            }
            had = slow(&rows);
            prop_assert_eq!(&had, &expected);
        }
        // Nothing changes after the last day that was reckoned.
        let late = rows.iter().filter(|row| row.valid.from > day(END)).count();
        prop_assert_eq!(late, 0);
    }
}
