use jiff::{ToSpan, civil::date};
use proptest::prelude::*;

use super::*;
use crate::{Function, OperatingForm, Responsibility};

fn day(n: i32) -> Day {
    date(2023, 1, 1) + n.days()
}

fn body(n: usize) -> Id<id::Organisation> {
    Id::named(&format!("body{n}")).unwrap()
}

fn franchise(n: usize) -> Id<id::Franchise> {
    Id::named(&format!("f{n}")).unwrap()
}

fn journey(n: usize) -> Id<id::Journey> {
    Id::named(&format!("j{n}")).unwrap()
}

fn named(n: usize, lead: usize) -> Named {
    Named {
        id: franchise(n),
        name: Text { en: "Home".into(), fr: "Logement".into() },
        serves: Serves::Segment("families".into()),
        charter: Text { en: "Once.".into(), fr: "Une fois.".into() },
        instrument: Id::named("charter").unwrap(),
        illustrative: true,
        lead: body(lead),
    }
}

fn made(n: usize, lead: usize, partners: &[usize], journeys: &[usize]) -> Made {
    Made {
        named: named(n, lead),
        partners: partners.iter().copied().map(body).collect(),
        journeys: journeys.iter().copied().map(journey).collect(),
    }
}

fn part(n: usize, lead: usize, partners: &[usize], journeys: &[usize], lines: &[&str]) -> SplitPart {
    SplitPart {
        made: made(n, lead, partners, journeys),
        lines: lines.iter().map(|line| (*line).to_owned()).collect(),
        shares: Vec::new(),
    }
}

/// The franchises as a command leaves them.
fn after(known: &[Franchise], outcome: Outcome) -> Vec<Franchise> {
    let kept = known.iter().filter(|old| !outcome.written.iter().any(|new| new.id == old.id));
    kept.cloned().chain(outcome.written.clone()).collect()
}

/// One of three bodies with two journeys, since day 0.
fn one() -> Vec<Franchise> {
    create(&[], &made(0, 0, &[1, 2], &[0, 1]), day(0)).unwrap().written
}

fn lines() -> Vec<String> {
    ["rent".to_owned(), "staff".to_owned()].into()
}

#[test]
fn a_new_franchise_has_its_lead_from_its_first_day() {
    let known = one();
    assert_eq!(known[0].lead(day(0)), Some(&body(0)));
    assert_eq!(known[0].lead(day(-1)), None);
    assert_eq!(faults(&known[0]), []);
}

#[test]
fn a_split_gives_every_member_journey_and_line_to_its_part() {
    let parts = [part(1, 0, &[2], &[0], &["rent"]), part(2, 1, &[2], &[1], &["staff"])];
    let outcome = split(&one(), &franchise(0), &lines(), &parts, day(30)).unwrap();
    assert_eq!(
        outcome.lines,
        [
            (franchise(0), vec!["rent".into()], Some(franchise(1))),
            (franchise(0), vec!["staff".into()], Some(franchise(2)))
        ]
    );
    let known = after(&one(), outcome);
    assert_eq!((known[0].lead(day(29)), known[0].lead(day(30))), (Some(&body(0)), None));
    assert_eq!((known[1].lead(day(29)), known[1].lead(day(30))), (None, Some(&body(0))));
    assert_eq!(known[2].lead(day(30)), Some(&body(1)));
    assert_eq!(known[2].came_from, [franchise(0)]);
    assert!(known.iter().all(|franchise| faults(franchise).is_empty()));
}

#[test]
fn a_split_that_loses_or_doubles_anything_is_refused() {
    let good = || vec![part(1, 0, &[2], &[0], &["rent"]), part(2, 1, &[], &[1], &["staff"])];
    let check = |change: &dyn Fn(&mut Vec<SplitPart>), expected: Refused| {
        let mut parts = good();
        change(&mut parts);
        assert_eq!(split(&one(), &franchise(0), &lines(), &parts, day(30)).unwrap_err(), expected);
    };
    assert!(split(&one(), &franchise(0), &lines(), &good(), day(30)).is_ok());
    check(&|parts| parts[0].made.partners.clear(), Refused::MemberLost(body(2)));
    check(&|parts| parts[0].made.partners.push(body(9)), Refused::NotMember(body(9)));
    check(&|parts| parts[0].made.partners.push(body(0)), Refused::MemberTwice(body(0)));
    check(&|parts| parts[0].made.journeys.clear(), Refused::JourneyLost(journey(0)));
    check(&|parts| parts[0].made.journeys.push(journey(1)), Refused::JourneyTwice(journey(1)));
    check(&|parts| parts[0].made.journeys.push(journey(9)), Refused::NotItsJourney(journey(9)));
    check(&|parts| parts[0].lines.clear(), Refused::LineLost("rent".into()));
    check(&|parts| parts[0].lines.push("staff".into()), Refused::LineTwice("staff".into()));
    check(&|parts| parts[0].lines.push("car".into()), Refused::NotItsLine("car".into()));
    check(&|parts| parts[1].made.named.id = franchise(1), Refused::Taken(franchise(1)));
    check(&|parts| parts[1].made.named.id = franchise(0), Refused::Taken(franchise(0)));
    check(&|parts| parts.truncate(1), Refused::Parts(1));
    check(&|parts| parts.extend(good()), Refused::Parts(4));
    check(&|parts| parts[1].made.named.charter.fr = " ".into(), Refused::Wordless);
}

#[test]
fn one_that_is_to_be_split_is_not_closed_before() {
    let parts = [part(1, 0, &[2], &[0], &["rent"]), part(2, 1, &[2], &[1], &["staff"])];
    let known = after(&one(), split(&one(), &franchise(0), &lines(), &parts, day(30)).unwrap());
    let refused = Refused::PlannedLater { franchise: franchise(0), day: day(20) };
    assert_eq!(close(&known, &franchise(0), &[], day(20)).unwrap_err(), refused);
    assert!(close(&one(), &franchise(0), &[], day(20)).is_ok());
}

#[test]
fn a_merger_keeps_all_members_journeys_and_lines() {
    let mut known = one();
    known.extend(create(&known, &made(1, 3, &[1], &[1, 2]), day(5)).unwrap().written);
    let lines = [(franchise(0), lines()), (franchise(1), Vec::new())].into();
    let outcome = merge(&known, &[franchise(0), franchise(1)], &lines, &named(2, 1), day(30)).unwrap();
    assert_eq!(outcome.lines, [(franchise(0), vec!["rent".into(), "staff".into()], Some(franchise(2)))]);
    let merged = outcome.written.last().unwrap();
    let bodies: BTreeSet<_> = merged.members_on(day(30)).map(|member| member.body.clone()).collect();
    assert_eq!(bodies, [0, 1, 2, 3].map(body).into());
    assert_eq!(merged.journeys_on(day(30)).count(), 3);
    assert_eq!((merged.lead(day(30)), merged.came_from.len()), (Some(&body(1)), 2));
    assert_eq!(faults(merged), []);
}

#[test]
fn bad_mergers_are_refused() {
    let mut known = one();
    known.extend(create(&known, &made(1, 3, &[], &[]), day(5)).unwrap().written);
    let check = |ids: &[usize], into: Named, on: i32, expected: Refused| {
        let ids: Vec<_> = ids.iter().copied().map(franchise).collect();
        assert_eq!(merge(&known, &ids, &BTreeMap::new(), &into, day(on)).unwrap_err(), expected);
    };
    check(&[0], named(2, 0), 30, Refused::TooFew);
    check(&[0, 0, 1], named(2, 0), 30, Refused::TooFew);
    check(&[0, 7], named(2, 0), 30, Refused::Unknown(franchise(7)));
    check(&[0, 1], named(1, 0), 30, Refused::Taken(franchise(1)));
    check(&[0, 1], named(2, 8), 30, Refused::NotMember(body(8)));
    check(&[0, 1], named(2, 0), 5, Refused::NotStanding { franchise: franchise(1), day: day(5) });
}

#[test]
fn a_new_lead_takes_over_on_the_day_and_the_old_one_stays_or_leaves() {
    let check = |to: usize, old: OldLead, members: &[usize]| {
        let known = hand_over(&one(), &franchise(0), &body(to), old, day(30)).unwrap().written;
        assert_eq!((known[0].lead(day(29)), known[0].lead(day(30))), (Some(&body(0)), Some(&body(to))));
        let bodies: BTreeSet<_> = known[0].members_on(day(30)).map(|member| member.body.clone()).collect();
        assert_eq!(bodies, members.iter().copied().map(body).collect());
        assert_eq!(faults(&known[0]), []);
    };
    check(1, OldLead::Partner, &[0, 1, 2]);
    check(1, OldLead::Leaves, &[1, 2]);
    check(5, OldLead::Leaves, &[1, 2, 5]);
    let refused = hand_over(&one(), &franchise(0), &body(0), OldLead::Leaves, day(30)).unwrap_err();
    assert_eq!(refused, Refused::LeadsAlready(body(0)));
}

#[test]
fn what_is_planned_for_later_is_not_undone_unsaid() {
    let handed = hand_over(&one(), &franchise(0), &body(1), OldLead::Partner, day(30)).unwrap().written;
    let refused = Refused::PlannedLater { franchise: franchise(0), day: day(20) };
    assert_eq!(close(&handed, &franchise(0), &[], day(20)).unwrap_err(), refused);
    assert!(close(&handed, &franchise(0), &[], day(31)).is_ok());
}

#[test]
fn a_closed_franchise_stands_no_more_and_is_not_closed_again() {
    assert_eq!(close(&one(), &franchise(0), &lines(), day(30)).unwrap().lines, [(franchise(0), lines(), None)]);
    let known = close(&one(), &franchise(0), &[], day(30)).unwrap().written;
    assert_eq!((known[0].lead(day(29)), known[0].lead(day(30))), (Some(&body(0)), None));
    for on in [day(30), day(0), day(-5)] {
        let refused = Refused::NotStanding { franchise: franchise(0), day: on };
        assert_eq!(close(&known, &franchise(0), &[], on).unwrap_err(), refused);
    }
    assert!(create(&known, &made(0, 1, &[], &[]), day(60)).is_err(), "its id stays taken");
}

#[test]
fn a_bad_new_franchise_is_refused() {
    let check = |made: Made, expected: Refused| assert_eq!(create(&one(), &made, day(3)).unwrap_err(), expected);
    check(made(0, 0, &[], &[]), Refused::Taken(franchise(0)));
    check(made(1, 0, &[0], &[]), Refused::MemberTwice(body(0)));
    check(made(1, 0, &[1, 1], &[]), Refused::MemberTwice(body(1)));
    check(made(1, 0, &[], &[4, 4]), Refused::JourneyTwice(journey(4)));
    let mut wordless = made(1, 0, &[], &[]);
    wordless.named.name.en.clear();
    check(wordless, Refused::Wordless);
}

#[test]
fn each_fault_is_seen() {
    let check = |change: &dyn Fn(&mut Franchise), expected: &[Fault]| {
        let mut franchise = one().remove(0);
        change(&mut franchise);
        assert_eq!(faults(&franchise), expected);
    };
    let span = |from: i32, until: Option<i32>| Effective { from: day(from), until: until.map(day) };
    check(&|f| f.valid.until = Some(day(0)), &[Fault::NoLife]);
    check(&|f| f.members[0].valid.until = Some(day(9)), &[Fault::NoLead(day(9))]);
    check(&|f| f.members[0].valid.from = day(2), &[Fault::NoLead(day(0)), Fault::NoLead(day(1))][..1]);
    check(
        &|f| f.members[1] = Member { body: body(1), part: Part::Lead, valid: span(4, None) },
        &[Fault::TwoLeads(body(0), body(1), day(4))],
    );
    check(&|f| f.members[1].body = body(2), &[Fault::MemberTwice(body(2), day(0))]);
    check(&|f| f.members[1].valid = span(-1, None), &[Fault::MemberOutside(body(1))]);
    check(&|f| f.journeys[1].journey = journey(0), &[Fault::JourneyTwice(journey(0), day(0))]);
    check(&|f| f.journeys[1].valid = span(-1, None), &[Fault::JourneyOutside(journey(1))]);
}

#[test]
fn a_function_is_held_in_a_franchise_only_by_its_lead_and_while_it_stands() {
    let row = |holder: usize, form, named: Option<usize>, from: i32, until: Option<i32>| Responsibility {
        id: Id::named("r").unwrap(),
        service_type: Id::named("waste").unwrap(),
        function: Function::Contact,
        channel: None,
        area: None,
        segment: None,
        holder: body(holder),
        form,
        franchise: named.map(franchise),
        instrument: Id::named("act").unwrap(),
        valid: Effective { from: day(from), until: until.map(day) },
        routing: None,
        illustrative: false,
        since_version: 1,
        until_version: None,
    };
    let known = hand_over(&one(), &franchise(0), &body(1), OldLead::Leaves, day(30)).unwrap().written;
    let known = close(&known, &franchise(0), &[], day(60)).unwrap().written;
    let form = OperatingForm::Franchise;
    let check = |row: Responsibility, expected: Option<IllHeld>| assert_eq!(ill_held(&row, &known), expected);
    check(row(0, OperatingForm::OwnAgency, None, 0, None), None);
    check(row(0, form, Some(0), 0, Some(30)), None);
    check(row(1, form, Some(0), 30, Some(60)), None);
    check(row(0, form, None, 0, None), Some(IllHeld::Unnamed));
    check(row(0, OperatingForm::Retail, Some(0), 0, None), Some(IllHeld::NotTheForm));
    check(row(0, form, Some(7), 0, None), Some(IllHeld::Unknown(franchise(7))));
    check(row(1, form, Some(0), 30, None), Some(IllHeld::NotStanding(franchise(0), day(60))));
    check(row(0, form, Some(0), -1, Some(5)), Some(IllHeld::NotStanding(franchise(0), day(-1))));
    let lead = IllHeld::NotLead { franchise: franchise(0), lead: body(1), day: day(30) };
    check(row(0, form, Some(0), 0, None), Some(lead));
}

/// Who takes part in anything, and which journeys are offered how often, on a day.
fn standing(known: &[Franchise], on: Day) -> (BTreeSet<Id<id::Organisation>>, Vec<Id<id::Journey>>) {
    let living = || known.iter().filter(|franchise| franchise.valid.holds_on(on));
    let members = living().flat_map(|franchise| franchise.members_on(on)).map(|member| member.body.clone()).collect();
    let mut journeys: Vec<_> = living().flat_map(|franchise| franchise.journeys_on(on)).cloned().collect();
    journeys.sort();
    (members, journeys)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    /// Whatever is done to franchises, in any order: each has exactly one lead at every instant of its life, and a
    /// split or a merger loses and doubles nothing.
    #[test]
    fn every_franchise_has_one_lead_and_nothing_is_lost(
        steps in prop::collection::vec((0usize..5, 0usize..8, 0usize..8, 0usize..6, any::<bool>(), 1i32..4), 1..12),
    ) {
        let mut known: Vec<Franchise> = Vec::new();
        let mut now = 0;
        for (n, (what, one, other, lead, flag, wait)) in steps.into_iter().enumerate() {
            now += wait;
            let on = day(now);
            let pick = |n: usize| known.get(n % known.len().max(1)).map_or_else(|| franchise(999), |known| known.id.clone());
            let target = known.iter().find(|known| known.id == pick(one)).cloned();
            let before = standing(&known, on);
            let done = match (what, target) {
                (0, _) | (_, None) => create(&known, &made(100 * n, lead, &[lead + 1, lead + 2], &[n]), on),
                (1, Some(old)) => {
                    let bodies: Vec<_> = old.members_on(on).map(|member| member.body.clone()).collect();
                    let journeys: Vec<_> = old.journeys_on(on).cloned().collect();
                    let parts: Vec<SplitPart> = (0..if flag { 2 } else { 3 }).map(|m| {
                        let mut part = part(100 * n + m, 0, &[], &[], &[]);
                        if let Some(first) = bodies.get(m % bodies.len().max(1)) { part.made.named.lead = first.clone(); }
                        part.made.partners = bodies.iter().filter(|body| m == 0 && **body != part.made.named.lead).cloned().collect();
                        part.made.journeys = journeys.iter().enumerate().filter(|(n, _)| n % 2 == m).map(|(_, journey)| journey.clone()).collect();
                        part
                    }).collect();
                    split(&known, &old.id, &[], &parts, on)
                }
                (2, Some(old)) => {
                    let into = Named { lead: old.lead(on).cloned().unwrap_or_else(|| body(lead)), ..named(100 * n, 0) };
                    merge(&known, &[old.id.clone(), pick(other)], &BTreeMap::new(), &into, on)
                }
                (3, Some(old)) => {
                    hand_over(&known, &old.id, &body(lead), if flag { OldLead::Partner } else { OldLead::Leaves }, on)
                }
                (_, Some(old)) => close(&known, &old.id, &[], on),
            };
            let Ok(outcome) = done else { continue };
            known = after(&known, outcome);
            for franchise in &known {
                prop_assert_eq!(faults(franchise), vec![], "{:?}", franchise);
                for d in 0..60 {
                    let leads = franchise.members_on(day(d)).filter(|member| member.part == Part::Lead).count();
                    prop_assert_eq!(leads, usize::from(franchise.valid.holds_on(day(d))), "{:?} on {}", franchise, day(d));
                }
            }
            if what == 1 || what == 2 {
                let now = standing(&known, on);
                // A journey that both offered is offered once after a merger.
                let journeys = |mut journeys: Vec<Id<id::Journey>>| { if what == 2 { journeys.dedup(); } journeys };
                if before != (BTreeSet::new(), Vec::new()) && known.iter().any(|known| known.valid.from == on && !known.came_from.is_empty()) {
                    prop_assert_eq!(&before.0, &now.0);
                    prop_assert_eq!(journeys(before.1), journeys(now.1));
                }
            }
        }
    }
}
