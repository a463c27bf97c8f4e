//! Which services come of the answers, and who would answer for each on a day. Pure: an indication, not a decision.

use std::collections::BTreeMap;

use responsibility::Responsibility;
use serde::{Deserialize, Serialize};
use values::{AreaCode, Day, Moment, Money};

use super::extent::Extent;
use crate::{
    evidence::Held,
    government::Government,
    journey::{Answers, Basis, Journey, Says, Step},
};

/// Whether a service is part of what is sent, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The answers say that it applies.
    Applies,
    /// No rule tells: a person at the body decides.
    Person,
    /// They say that it does not, and the person applies anyway.
    Anyway,
    /// They say that it does not.
    DoesNotApply,
    /// They say that it does, and the person has left it out.
    LeftOut,
    /// Nobody we know provides it at that place, or ever did.
    NotServed,
    /// Somebody did, until a day that has come, and nobody has been named since: nobody takes it.
    NobodyToday,
    /// The place that decides it is outside the area that is served here: somebody there provides it.
    Elsewhere,
    /// It applies, and goes to the body only where the person agrees to all that would be sent.
    Unagreed,
    /// It has to follow a service that is not part of what is sent.
    CannotFollow,
}

impl Verdict {
    /// Is it sent?
    pub fn is_sent(self) -> bool {
        matches!(self, Self::Applies | Self::Person | Self::Anyway)
    }
}

/// One service of the journey with what would become of it.
#[derive(Debug)]
pub struct Planned<'a> {
    /// The service.
    pub step: &'a Step,
    /// Part of what is sent?
    pub verdict: Verdict,
    /// The area of the place that decides it.
    pub area: Option<AreaCode>,
    /// The first half of that place's postcode, where it is none that is served here.
    pub elsewhere: Option<&'a str>,
    /// Who would do the work.
    pub supplier: Option<&'a Responsibility>,
    /// By when, where it is sent at once.
    pub due: Option<Day>,
    /// What it costs, where that is known.
    pub cost: Option<Money>,
    /// The place in the list of the service that it has to follow.
    pub follows: Option<usize>,
}

/// What the person wants otherwise than the answers suggest: service types, by name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wishes {
    /// They apply for these anyway.
    #[serde(default)]
    pub anyway: Vec<String>,
    /// They leave these out.
    #[serde(default)]
    pub left_out: Vec<String>,
    /// They agreed to these, and when.
    #[serde(default)]
    pub agreed: BTreeMap<String, Moment>,
    /// What they agreed to. A draft that was begun before this was kept has none of it: then nobody knows.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub agreed_to: BTreeMap<String, Extent>,
}

impl Wishes {
    /// Did they agree that all of this goes to the body of a service?
    fn agree(&self, service: &str, extent: &Extent) -> bool {
        self.agreed.contains_key(service) && self.agreed_to.get(service).is_some_and(|to| extent.is_within(to))
    }
}

/// The first service that is sent and waits for this one: while it is, this one can't be left out.
pub fn needed_by<'a, 'b>(planned: &'b [Planned<'a>], at: usize) -> Option<&'b Planned<'a>> {
    planned.iter().find(|part| part.follows == Some(at) && part.verdict.is_sent())
}

/// What would be sent on this day, service by service, in the journey's order.
pub fn plan<'a>(
    government: &'a Government,
    journey: &'a Journey,
    answers: &'a Answers,
    wishes: &Wishes,
    day: Day,
) -> Vec<Planned<'a>> {
    plan_to_send(government, journey, (answers, &[]), wishes, day)
}

/// The same with the files that were given: a consent stands only for those that the person agreed to. Which evidence may be
/// given does not hang on it.
pub fn plan_to_send<'a>(
    government: &'a Government,
    journey: &'a Journey,
    (answers, held): (&'a Answers, &[Held]),
    wishes: &Wishes,
    day: Day,
) -> Vec<Planned<'a>> {
    plan_at(government, journey, (answers, held), wishes, (day, government.model.version()))
}

/// The same, by what a version of the model knew.
pub fn plan_at<'a>(
    government: &'a Government,
    journey: &'a Journey,
    (answers, held): (&'a Answers, &[Held]),
    wishes: &Wishes,
    (day, version): (Day, u64),
) -> Vec<Planned<'a>> {
    let mut planned: Vec<Planned<'a>> = Vec::with_capacity(journey.services.len());
    let case = journey.case(answers, day);
    let agrees = |step: &Step| wishes.agree(step.service_type.name(), &Extent::of(journey, step, answers, held));
    for step in &journey.services {
        let place = step.place.as_ref().and_then(|place| answers.get(place));
        let area = place.and_then(|answer| answer.area()).cloned();
        let elsewhere = place.and_then(|answer| answer.elsewhere());
        let follows = step
            .after
            .as_ref()
            .and_then(|after| planned.iter().position(|earlier| earlier.step.service_type == *after));
        let name = step.service_type.name();
        let is_in = |list: &[String]| list.iter().any(|wished| wished == name);
        let wanted = match case.says(step) {
            Says::Applies | Says::Person | Says::Open if is_in(&wishes.left_out) => Verdict::LeftOut,
            Says::Applies => Verdict::Applies,
            // Whoever sends has answered all that is asked: what is open still, a person settles.
            Says::Person | Says::Open => Verdict::Person,
            Says::DoesNotApply if is_in(&wishes.anyway) => Verdict::Anyway,
            Says::DoesNotApply => Verdict::DoesNotApply,
        };
        // Who would answer is looked up only for what is sent: a journey names many services, most people need few.
        let located = step.place.is_none() || area.is_some();
        let asked = wanted.is_sent() && located;
        let (kind, at) = (&step.service_type, area.as_ref());
        let supplier = if asked { government.supplier_at(kind, at, day, version) } else { None };
        let was_served = || located && government.last_supplier(kind, at, day, version).is_some();
        let verdict = match (wanted, supplier) {
            (Verdict::DoesNotApply | Verdict::LeftOut, _) => wanted,
            _ if elsewhere.is_some() => Verdict::Elsewhere,
            (_, None) if was_served() => Verdict::NobodyToday,
            (_, None) => Verdict::NotServed,
            _ if follows.is_some_and(|before| !planned[before].verdict.is_sent()) => Verdict::CannotFollow,
            _ if step.basis == Basis::Consent && !agrees(step) => Verdict::Unagreed,
            (wanted, Some(_)) => wanted,
        };
        let due = match (supplier, follows) {
            (Some(row), None) => government.due_from(kind, &row.holder, at, day),
            _ => None,
        };
        let cost = supplier.and_then(|row| government.promise(kind, &row.holder, day)?.cost);
        planned.push(Planned { step, verdict, area, elsewhere, supplier, due, cost, follows });
    }
    planned
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_consent_stands_for_what_it_was_given_for_and_no_more() {
        let agrees = |kept: &str, extent: &str| {
            let wishes: Wishes = serde_json::from_str(kept).unwrap();
            wishes.agree("towing", &Extent::parse(extent))
        };
        let kept = r#"{"agreed": {"towing": 1}, "agreed_to": {"towing": ["name", "plate", "evi_1"]}}"#;
        assert!(agrees(kept, "name plate evi_1") && agrees(kept, "name"), "less is sent than was agreed to");
        assert!(!agrees(kept, "name phone") && !agrees(kept, "name plate evi_2"));
        // Kept before it was noted what a consent is for: nobody knows.
        assert!(!agrees(r#"{"agreed": {"towing": 1}}"#, "name"));
        assert!(!agrees(r#"{"agreed_to": {"towing": ["name"]}}"#, "name"), "it was taken back");
    }
}
