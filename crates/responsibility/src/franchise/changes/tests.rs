use jiff::civil::date;
use values::Text;

use super::*;
use crate::franchise::{Member, Offered};

const BEGIN: Day = date(2022, 4, 1);
const VESTING: Day = date(2023, 4, 1);

fn body(name: &str) -> Id<id::Organisation> {
    Id::named(name).unwrap()
}

fn journey(name: &str) -> Id<id::Journey> {
    Id::named(name).unwrap()
}

fn member(name: &str, part: Part, from: Day, until: Option<Day>) -> Member {
    Member { body: body(name), part, valid: Effective { from, until } }
}

fn one() -> Franchise {
    Franchise {
        id: Id::named("home").unwrap(),
        name: Text { en: "Home".into(), fr: "Logement".into() },
        serves: Serves::Segment("student".into()),
        charter: Text { en: "Once.".into(), fr: "Une fois.".into() },
        instrument: Id::named("charter").unwrap(),
        valid: Effective { from: BEGIN, until: None },
        members: vec![member("north", Part::Lead, BEGIN, None), member("south", Part::Partner, BEGIN, None)],
        journeys: vec![Offered { journey: journey("moving"), valid: Effective { from: BEGIN, until: None } }],
        came_from: Vec::new(),
        illustrative: true,
        since_version: 1,
        until_version: None,
    }
}

/// What is said where one thing about it became otherwise.
#[track_caller]
fn check(change: impl Fn(&mut Franchise), expected: &[Change]) {
    let mut after = one();
    change(&mut after);
    assert_eq!(changes(&one(), &after), expected);
}

#[test]
fn each_thing_that_is_otherwise_is_said_once() {
    let last = Some(date(2023, 3, 31));
    check(|_| {}, &[]);
    check(|new| new.since_version = 9, &[]);
    check(|new| new.name.fr = "Maison".into(), &[Change::Renamed]);
    check(|new| new.charter.en = "Twice.".into(), &[Change::OtherCharter]);
    let serves = Serves::LifeEvent(Id::named("moving").unwrap());
    check(|new| new.serves = serves.clone(), &[Change::ServesOthers { serves: serves.clone() }]);
    let instrument = Id::named("order").unwrap();
    check(|new| new.instrument = instrument.clone(), &[Change::OtherInstrument { instrument: instrument.clone() }]);
    let joins = Change::Joins { body: body("east"), part: Part::Partner, from: VESTING, last: None };
    check(|new| new.members.push(member("east", Part::Partner, VESTING, None)), &[joins]);
    let leaves = Change::Leaves { body: body("south"), part: Part::Partner, last };
    check(|new| new.members[1].valid.until = Some(VESTING), &[leaves]);
    let never = Change::NeverJoined { body: body("south"), part: Part::Partner, from: BEGIN };
    check(|new| drop(new.members.pop()), &[never]);
    check(
        |new| new.journeys[0].valid.until = Some(VESTING),
        &[Change::OffersUntil { journey: journey("moving"), last }],
    );
    check(|new| new.journeys.clear(), &[Change::NeverOffered { journey: journey("moving"), from: BEGIN }]);
}

#[test]
fn another_lead_is_one_that_leaves_and_one_that_joins() {
    check(
        |new| {
            new.members[0].valid.until = Some(VESTING);
            new.members.push(member("east", Part::Lead, VESTING, None));
        },
        &[
            Change::Leaves { body: body("north"), part: Part::Lead, last: Some(date(2023, 3, 31)) },
            Change::Joins { body: body("east"), part: Part::Lead, from: VESTING, last: None },
        ],
    );
}

#[test]
fn what_ends_with_the_whole_is_not_said_again() {
    check(
        |new| {
            new.valid.until = Some(VESTING);
            new.members.iter_mut().for_each(|member| member.valid.until = Some(VESTING));
            new.journeys[0].valid.until = Some(VESTING);
        },
        &[Change::Ends { last: Some(date(2023, 3, 31)) }],
    );
}

#[test]
fn a_history_begins_with_the_first_version_and_says_when_it_is_known_no_more() {
    let first = Franchise { until_version: Some(3), ..one() };
    let renamed = Text { en: "House".into(), fr: "Maison".into() };
    let second = Franchise { name: renamed, since_version: 3, until_version: Some(5), ..one() };
    let again = Franchise { since_version: 8, ..one() };
    let recorded = || vec![Change::Recorded { from: BEGIN, last: None }];
    assert_eq!(
        history(&[&first, &second, &again]),
        [(1, recorded()), (3, vec![Change::Renamed]), (5, vec![Change::Forgotten]), (8, recorded())]
    );
    assert_eq!(history(&[]), []);
}
