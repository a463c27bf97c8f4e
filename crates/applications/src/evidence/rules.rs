//! Which evidence is asked for next, and which of it a service gets. Pure.

use std::collections::BTreeSet;

use eligibility::requirement::EvidenceTypeList;
use values::Day;

use super::{EvidenceType, Held};
use crate::{
    Government,
    application::plan::{Planned, plan},
    draft::Body,
    journey::{Journey, Step},
};

/// What one service gets of the evidence that there is, and what is still to come.
#[derive(Debug, PartialEq, Eq)]
pub struct Part<'a> {
    /// What it gets.
    pub given: Vec<&'a Held>,
    /// The types that are still to come: with them one list would be whole.
    pub follows: Vec<&'a EvidenceType>,
}

/// What a service gets: what it asks for in the list that lacks the least, and nothing else. Another list may be whole as
/// well: one is enough, so no more is given.
pub fn part<'a>(journey: &'a Journey, step: &Step, held: &'a [Held]) -> Part<'a> {
    let has = kinds(held);
    let Some(list) = nearest(&step.evidence, &has) else {
        return Part { given: Vec::new(), follows: Vec::new() };
    };
    Part {
        given: held.iter().filter(|one| list.contains(&one.kind)).collect(),
        follows: journey.evidence.iter().filter(|kind| list.contains(&kind.id) && !has.contains(&kind.id)).collect(),
    }
}

/// The type of evidence to ask for next, for what would be sent: one that is missing, and that the person has not said to
/// give later. Where one list can't be whole now, the next is asked for.
pub fn next<'a>(
    journey: &'a Journey,
    planned: &[Planned<'_>],
    held: &[Held],
    later: &BTreeSet<String>,
) -> Option<&'a EvidenceType> {
    let has = kinds(held);
    asking(planned).find_map(|step| {
        let mut requirement = step.requirement();
        if requirement.is_satisfied(&has) {
            return None;
        }
        requirement.evidence.retain(|list| list.0.difference(&has).all(|kind| !later.contains(kind)));
        let missing = nearest(&requirement.evidence, &has)?;
        journey.evidence.iter().find(|kind| missing.contains(&kind.id) && !has.contains(&kind.id))
    })
}

/// The types that may be given for what would be sent, in the journey's order.
pub fn open<'a>(journey: &'a Journey, planned: &[Planned<'_>]) -> Vec<&'a EvidenceType> {
    let named: BTreeSet<&str> = asking(planned).flat_map(Step::evidence_types).collect();
    journey.evidence.iter().filter(|kind| named.contains(kind.id.as_str())).collect()
}

/// The types that are asked for, by what a draft says today.
pub(crate) fn asked(government: &Government, journey: &Journey, body: &Body, today: Day) -> BTreeSet<String> {
    let answers = journey.asking(&body.answers, &body.wishes.anyway, today).counted(&body.answers);
    let planned = plan(government, journey, &answers, &body.wishes, today);
    open(journey, &planned).into_iter().map(|kind| kind.id.clone()).collect()
}

/// The services that would be sent and ask for this type.
pub fn wanted_by<'a>(planned: &'a [Planned<'_>], kind: &'a str) -> impl Iterator<Item = &'a Planned<'a>> {
    planned.iter().filter(move |part| part.verdict.is_sent() && part.step.evidence_types().contains(kind))
}

fn asking<'a>(planned: &'a [Planned<'_>]) -> impl Iterator<Item = &'a Step> {
    planned.iter().filter(|part| part.verdict.is_sent() && !part.step.evidence.is_empty()).map(|part| part.step)
}

/// The list that lacks the least. Of several that are whole, the shortest; of others, that of which most is there; of these,
/// the first.
fn nearest<'a>(lists: &'a [EvidenceTypeList], has: &BTreeSet<String>) -> Option<&'a BTreeSet<String>> {
    let distance = |list: &&BTreeSet<String>| match list.difference(has).count() {
        0 => (0, list.len()),
        lacks => (lacks, usize::MAX - list.intersection(has).count()),
    };
    lists.iter().map(|list| &list.0).min_by_key(distance)
}

fn kinds(held: &[Held]) -> BTreeSet<String> {
    held.iter().map(|one| one.kind.clone()).collect()
}

#[cfg(test)]
mod tests {
    use values::{Id, Moment};

    use super::*;
    use crate::{application::plan::Verdict, evidence::MediaType};

    fn journey() -> Journey {
        toml::from_str(include_str!("../journey/fixture.toml")).unwrap()
    }

    fn held(kinds: &[&str]) -> Vec<Held> {
        let one = |(n, kind): (usize, &&str)| Held {
            id: Id::named(&format!("{n}")).unwrap(),
            draft: Id::named("d").unwrap(),
            person: Id::named("p").unwrap(),
            kind: (*kind).to_owned(),
            name: format!("{kind}.pdf"),
            media_type: MediaType::Pdf,
            size: 1,
            sha256: String::new(),
            given_at: Moment(0),
        };
        kinds.iter().enumerate().map(one).collect()
    }

    fn planned(journey: &Journey, towing: Verdict) -> Vec<Planned<'_>> {
        let one = |(step, verdict)| Planned {
            step,
            verdict,
            area: None,
            elsewhere: None,
            supplier: None,
            due: None,
            cost: None,
            follows: None,
        };
        journey.services.iter().zip([Verdict::Applies, towing]).map(one).collect()
    }

    /// Towing asks for a passport, or for a birth certificate and a bill.
    fn asked(has: &[&str], later: &[&str]) -> Option<String> {
        let journey = journey();
        let later = later.iter().map(ToString::to_string).collect();
        let planned = planned(&journey, Verdict::Applies);
        next(&journey, &planned, &held(has), &later).map(|kind| kind.id.clone())
    }

    #[test]
    fn one_list_after_the_other_is_asked_for_until_one_is_whole() {
        let some = |kind: &str| Some(kind.to_owned());
        assert_eq!(asked(&[], &[]), some("passport"));
        assert_eq!(asked(&["passport"], &[]), None);
        assert_eq!(asked(&["bill"], &[]), some("birth-certificate"));
        assert_eq!(asked(&[], &["passport"]), some("birth-certificate"));
        assert_eq!(asked(&["birth-certificate"], &["passport"]), some("bill"));
        assert_eq!(asked(&["birth-certificate", "bill"], &["passport"]), None);
        assert_eq!(asked(&[], &["passport", "bill"]), None, "no list can be whole now");
    }

    #[test]
    fn what_is_not_sent_asks_for_nothing() {
        let journey = journey();
        let planned = planned(&journey, Verdict::DoesNotApply);
        assert_eq!(next(&journey, &planned, &[], &BTreeSet::new()), None);
        assert!(open(&journey, &planned).is_empty());
    }

    #[test]
    fn a_service_gets_one_whole_list_and_nothing_beside_it() {
        let journey = journey();
        let told = |has: &[&str]| {
            let held = held(has);
            let part = part(&journey, &journey.services[1], &held);
            let given: Vec<String> = part.given.iter().map(|one| one.kind.clone()).collect();
            (given.join(" "), part.follows.iter().map(|kind| kind.id.clone()).collect::<Vec<_>>().join(" "))
        };
        let check = |has: &[&str], given: &str, follows: &str| {
            assert_eq!(told(has), (given.to_owned(), follows.to_owned()), "{has:?}");
        };
        check(&[], "", "passport");
        check(&["bill"], "bill", "birth-certificate");
        check(&["bill", "birth-certificate"], "bill birth-certificate", "");
        check(&["bill", "birth-certificate", "passport", "passport"], "passport passport", "");
        check(&["bill", "passport", "passport"], "passport passport", "");
        check(&["medical-certificate"], "", "passport");
        assert_eq!(part(&journey, &journey.services[0], &held(&["passport"])).given, Vec::<&Held>::new());
    }
}
