//! Each error, each problem and each warning has words of its own, in both languages.

use web::testing;

use super::*;
use crate::{
    LOCALES, TEMPLATES,
    transfer::{
        Problem as Wrong, commands,
        hash::PlanHash,
        problem::{Naming, Words},
        tests::{DAY, catalogue, name, pounds, text},
    },
};

/// One of each error, with its code.
fn errors() -> Vec<(TransferError, &'static str)> {
    let (person, hash) = (name("anna"), PlanHash([0; 32]));
    let gate = commands::ShutGate { programme: name("p"), id: "g".into(), what: text("ready") };
    let rival = commands::Rival { other: name("x"), title: text("rival"), day: DAY };
    vec![
        (TransferError::NotFound(name("x")), "transfer_not_found"),
        (TransferError::NotTheirs { wanted: "a transfer planner" }, "transfer_not_theirs"),
        (TransferError::NotTheirs { wanted: "anybody else" }, "transfer_not_theirs"),
        (InvalidMove::ByTheDrafter { person: name("anna") }.into(), "transfer_by_the_drafter"),
        (InvalidMove::Twice { person }.into(), "transfer_approved_already"),
        (InvalidMove::PlanChanged { approved: hash, now: hash }.into(), "transfer_plan_changed"),
        (InvalidMove::VestedAlready { version: 2 }.into(), "transfer_vested_already"),
        (InvalidMove::TooEarly { day: DAY, today: DAY }.into(), "transfer_too_early"),
        (InvalidMove::NotNow { state: "draft", wanted: "drafted anew" }.into(), "transfer_not_now"),
        (TransferError::Problems(vec![Wrong::Empty, Wrong::NoReason]), "transfer_problems"),
        (TransferError::Stale { known: 1, now: 2 }, "transfer_stale"),
        (TransferError::Redrafted, "transfer_redrafted"),
        (TransferError::Changed, "transfer_changed"),
        (TransferError::WrittenMeanwhile { id: name("x"), by: vec![name("anna")] }, "transfer_written_meanwhile"),
        (TransferError::WaitsForNobody(name("x")), "transfer_waits_for_nobody"),
        (
            TransferError::ReversalDrafted { id: name("x"), by: vec![name("anna"), name("bert")] },
            "transfer_reversal_drafted",
        ),
        (TransferError::MovesTheSame(Box::new(rival)), "transfer_moves_the_same"),
        (TransferError::GroundGoes { by: name("back"), day: DAY }, "transfer_ground_goes"),
        (TransferError::Circle(vec![name("x"), name("y")]), "transfer_circle"),
        (TransferError::UnknownProgramme(name("x")), "transfer_unknown_programme"),
        (TransferError::NoReason, "transfer_no_reason"),
        (TransferError::DraftedReversal, "transfer_drafted_reversal"),
        (TransferError::DayPassed { day: DAY, today: DAY }, "transfer_day_passed"),
        (TransferError::Waits(name("x")), "transfer_waits"),
        (TransferError::InVain(name("x")), "transfer_in_vain"),
        (TransferError::GateShut(Box::new(gate)), "transfer_gate_shut"),
        (TransferError::NotReversible(Kind::Succession), "transfer_not_reversible"),
        (TransferError::NotReversible(Kind::Correction), "transfer_not_reversible"),
        (TransferError::NotReversible(Kind::Reversal), "transfer_not_reversible"),
        (TransferError::NoWindow, "transfer_no_window"),
        (TransferError::WindowOver { last: DAY, day: DAY }, "transfer_window_over"),
        (TransferError::NotVested(name("x")), "transfer_not_vested"),
        (TransferError::TakenBackBy(name("x")), "transfer_taken_back"),
    ]
}

/// One of each problem, and of each way in which it is told.
fn problems() -> Vec<Wrong> {
    let spot = |place: Option<&str>, segment: Option<&str>, channel| Spot {
        service_type: name("waste"),
        function: Function::Contact,
        channel,
        segment: segment.map(Into::into),
        place: place.map(Into::into),
    };
    let (alpha, beta) = (|| name("alpha"), || name("beta"));
    let (posts, money) = (Amount::Posts(150), pounds(100));
    let of = |n| vec![(name("waste"), Function::Policy); n];
    let (service, function, line) = (|| name("waste"), Function::Decision, || "crews".to_owned());
    let resource = |error| Wrong::Resource { error };
    let clash = |clash| Wrong::Clash { clash };
    let mut all = vec![
        Wrong::Empty,
        Wrong::UnknownBody { body: alpha() },
        Wrong::BodyNotThere { body: alpha(), day: DAY },
        Wrong::UnknownServiceType { service_type: service() },
        Wrong::UnknownArea { area: "north".into() },
        Wrong::UnknownInstrument { instrument: name("order") },
        Wrong::UnknownSystem { system: name("old") },
        Wrong::UnknownPerson { person: name("anna") },
        Wrong::BeforeInstrument { day: DAY, instrument: name("order"), from: DAY },
        Wrong::AfterInstrument { day: DAY, instrument: name("order"), until: DAY },
        Wrong::SelectsNothing { line: 0, from: alpha(), day: DAY },
        Wrong::NoPart { from: alpha(), into: "town".into(), area: None },
        Wrong::NoPart { from: alpha(), into: "town".into(), area: Some("north".into()) },
        Wrong::DecidedElsewhere { line: 0, service_type: name("waste"), area: "town".into() },
        Wrong::FranchiseAndForm { line: 0 },
        Wrong::UnknownFranchise { franchise: name("f") },
        Wrong::FranchiseNotThere { franchise: name("f"), day: DAY },
        Wrong::BackToNobody { body: alpha(), day: DAY },
        Wrong::BackToFormerLead { body: alpha(), franchise: name("f"), day: DAY },
        Wrong::NotTheLead { line: 0, body: alpha(), franchise: name("f"), lead: beta(), day: DAY },
        Wrong::HoldsNone { from: alpha(), day: DAY, moved_by: None },
        Wrong::HoldsNone { from: alpha(), day: DAY, moved_by: Some(name("merger")) },
        Wrong::LongReason { most: 2_000 },
        Wrong::LongWindow { most: 3_652 },
        Wrong::EndedAlready { body: alpha(), day: DAY, by: name("merger") },
        Wrong::MoreThanContact { line: 0 },
        Wrong::NothingPromised { body: alpha(), service_type: service(), day: DAY },
        clash(Clash::Torn {
            service_type: service(),
            function,
            area: "north".into(),
            between: vec![Some(alpha()), None],
        }),
        clash(Clash::Torn {
            service_type: service(),
            function,
            area: "north".into(),
            between: vec![Some(alpha()), Some(beta())],
        }),
        clash(Clash::Crossing { service_type: service(), function, area: "north".into(), crossed: "south".into() }),
        clash(Clash::Twice { service_type: service(), function, between: [alpha(), beta()] }),
        clash(Clash::Nothing { line: 0 }),
        Wrong::Gap { spot: spot(None, None, None), day: DAY, held_by: alpha() },
        Wrong::Gap {
            spot: spot(Some("town"), Some("students"), Some(values::Channel::Phone)),
            day: DAY,
            held_by: alpha(),
        },
        Wrong::Overlap { spot: spot(Some("town"), None, None), day: DAY, between: vec![alpha(), beta()] },
        Wrong::NoSystem { service_type: service(), place: None, day: DAY },
        Wrong::NoSystem { service_type: service(), place: Some("town".into()), day: DAY },
        Wrong::DissolvesNobody { body: alpha() },
        Wrong::WindowOfSuccession,
        Wrong::StillHas { body: alpha(), day: DAY, line: line() },
        Wrong::FollowsNobody { body: alpha(), successor: beta() },
        Wrong::NoReason,
        Wrong::NotAReversal,
        Wrong::ChangedSince { rows: vec!["r1".into()] },
        Wrong::ChangedSince { rows: vec!["r1".into(), "r2".into()] },
        resource(ResourceError::NoLine { line: line(), body: alpha(), day: DAY }),
        resource(ResourceError::MoreThanThereIs { line: line(), body: alpha(), asked: posts, there: posts, day: DAY }),
        resource(ResourceError::Mixed { line: line(), asked: posts, there: money }),
        resource(ResourceError::NotPositive { line: line(), asked: money }),
        resource(ResourceError::ToItself { line: line(), body: alpha() }),
        resource(ResourceError::TooLarge { line: line(), body: alpha() }),
    ];
    let texts = [Words::Reason, Words::Area, Words::Segment, Words::Share];
    all.extend(texts.map(|of| Wrong::NotPlain { of }));
    all.extend((1..4).map(|n| Wrong::StillHolds { body: alpha(), day: DAY, of: of(n) }));
    all.extend(Thing::ALL.map(|thing| Wrong::FollowedTwice { body: alpha(), thing }));
    all.extend(Thing::ALL.map(|thing| Wrong::NotFollowed { body: alpha(), thing }));
    all.extend(Matter::EACH.map(|matter| Wrong::NobodyAnswers { matter }));
    all.extend(Matter::EACH.map(|matter| Wrong::TwoAnswer { matter }));
    all
}

#[test]
fn every_error_and_every_problem_has_words_in_both_languages() {
    let kit = testing::kit(&[], &[TEMPLATES], LOCALES);
    let catalogue = catalogue();
    let mut said = std::collections::HashMap::new();
    let mut check = |message: &MessageRef, of: String| {
        for language in values::Language::ALL {
            let text = kit.kit.words(language).message(message);
            // Where a message is missing or lacks a value, its id stands in.
            assert_ne!(text, message.id, "{of} in {language}");
            assert!(!text.contains("{ ") && !text.contains("  "), "{of} in {language}: {text}");
            if let Some(other) = said.insert((language, text.clone()), of.clone()) {
                assert_eq!(other, of, "two say the same: {text}");
            }
        }
    };
    for names in [Names(None), Names(Some(&catalogue))] {
        for wrong in problems() {
            check(&problem(&wrong, names), format!("{wrong:?}"));
        }
    }
    let mut said = std::collections::BTreeSet::new();
    for (error, code) in errors() {
        let problem = error.problem();
        assert_eq!(problem.code, code, "{error}");
        assert!(problem.status.is_client_error());
        for message in [&problem.what, &problem.next] {
            for language in values::Language::ALL {
                assert_ne!(kit.kit.words(language).message(message), message.id, "{error} in {language}");
            }
        }
        said.insert(kit.kit.words(values::Language::En).message(&problem.what));
    }
    assert_eq!(said.len(), errors().len(), "each error has its own words");
}

#[test]
fn every_warning_has_words() {
    let kit = testing::kit(&[], &[TEMPLATES], LOCALES);
    let spot = Spot {
        service_type: name("waste"),
        function: Function::Fulfilment,
        channel: None,
        segment: None,
        place: Some("town".into()),
    };
    let named = [Naming::Franchise, Naming::Agreement, Naming::Delegation, Naming::Controller];
    let mut all = vec![
        Warning::EndsAnyway { spot, held_by: name("alpha") },
        Warning::NoSystemBefore { service_type: name("waste") },
        Warning::NothingGoesWithIt,
        Warning::NothingPromised { body: name("delta"), service_types: vec![name("waste"), name("tax")] },
        Warning::RestsOnIt { transfers: vec![name("second")], titles: Vec::new() },
        Warning::RestsOnIt { transfers: vec![name("second")], titles: vec![text("Second")] },
        Warning::Rival { transfer: name("retail"), title: text("Retail"), day: DAY },
        Warning::TakenBesides { bodies: vec![name("alpha"), name("beta")] },
        Warning::NewSegment { segment: "studnet".into(), known: vec!["student".into()] },
        Warning::NewSegment { segment: "student".into(), known: Vec::new() },
        Warning::SystemForEverybody { system: name("new"), service_types: vec![name("waste")] },
    ];
    all.extend(named.map(|by| Warning::StillNamed { body: name("alpha"), by }));
    let catalogue = catalogue();
    for known in all {
        let message = warning(&known, Names(Some(&catalogue)));
        for language in values::Language::ALL {
            assert_ne!(kit.kit.words(language).message(&message), message.id, "{known:?}");
        }
    }
}

#[test]
fn posts_are_written_as_each_language_writes_them() {
    let said = |hundredths| (posts(hundredths).en, posts(hundredths).fr);
    assert_eq!(said(1200), ("12".into(), "12".into()));
    assert_eq!(said(1250), ("12.5".into(), "12,5".into()));
    assert_eq!(said(-5), ("-0.05".into(), "-0,05".into()));
}
