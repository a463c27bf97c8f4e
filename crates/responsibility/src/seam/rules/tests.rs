use std::rc::Rc;

use jiff::{ToSpan, civil::date};
use values::{Money, Text, money::Currency};

use super::*;
use crate::{
    Arrangements,
    franchise::{Franchise, Member, Part, Serves},
    resource::{Amount, Resource},
};

/// Two towns in a county; one instrument that ends, one that is an agreement.
struct Land;

impl Ground for Land {
    fn places(&self, _: &Id<id::ServiceType>, _: Day) -> Rc<Vec<Vec<AreaCode>>> {
        Rc::new([["leeton", "county"], ["brookton", "county"]].map(|place| place.map(AreaCode::from).to_vec()).to_vec())
    }

    fn instrument(&self, id: &Id<id::Instrument>) -> Option<(InstrumentKind, Option<Day>)> {
        match id.name() {
            "act" => Some((InstrumentKind::Act, None)),
            "order" => Some((InstrumentKind::Order, Some(date(2023, 6, 1)))),
            "contract" => Some((InstrumentKind::Agreement, None)),
            _ => None,
        }
    }

    fn has_scripts(
        &self,
        _: &Id<id::ServiceType>,
        body: &Id<id::Organisation>,
        channel: Option<Channel>,
        _: Day,
    ) -> bool {
        body.name() != "scriptless" && !(body.name() == "speechless" && channel == Some(Channel::Phone))
    }
}

fn start() -> Day {
    date(2022, 1, 1)
}

fn today() -> Day {
    date(2023, 5, 1)
}

/// So many days from today.
fn ahead(days: i64) -> Span {
    (today(), today().saturating_add(days.days()))
}

fn text() -> Text {
    Text { en: "a".into(), fr: "b".into() }
}

fn always() -> Effective {
    Effective { from: start(), until: None }
}

fn row(n: usize, function: Function, area: &str, holder: &str) -> Responsibility {
    Responsibility {
        id: Id::named(&format!("r{n}")).unwrap(),
        service_type: Id::named("waste").unwrap(),
        function,
        channel: None,
        area: Some(area.into()),
        segment: None,
        holder: Id::named(holder).unwrap(),
        form: OperatingForm::OwnAgency,
        franchise: None,
        instrument: Id::named("act").unwrap(),
        valid: always(),
        routing: None,
        illustrative: false,
        since_version: 1,
        until_version: None,
    }
}

fn agreement(provider: &str, client: &str) -> Agreement {
    Agreement {
        id: Id::named("agreed").unwrap(),
        title: text(),
        provider: Id::named(provider).unwrap(),
        client: Id::named(client).unwrap(),
        service_types: vec![Id::named("waste").unwrap()],
        channels: Vec::new(),
        monthly_volume: Some(400),
        forecaster: Some(Id::named(client).unwrap()),
        standard: Some(text()),
        instrument: Id::named("contract").unwrap(),
        valid: always(),
        illustrative: false,
        since_version: 1,
        until_version: None,
    }
}

fn means(body: &str, function: Function, amount: Amount) -> Resource {
    Resource {
        id: Id::named(&format!("{body}-{}", function.as_str())).unwrap(),
        line: "line".into(),
        body: Id::named(body).unwrap(),
        franchise: None,
        title: text(),
        service_type: Some(Id::named("waste").unwrap()),
        function: Some(function),
        amount,
        valid: always(),
        illustrative: false,
        since_version: 1,
        until_version: None,
    }
}

fn franchise(lead: &str, until: Option<Day>) -> Franchise {
    let valid = Effective { from: start(), until };
    Franchise {
        id: Id::named("home").unwrap(),
        name: text(),
        serves: Serves::Segment("families".into()),
        charter: text(),
        instrument: Id::named("contract").unwrap(),
        valid,
        members: vec![Member { body: Id::named(lead).unwrap(), part: Part::Lead, valid }],
        journeys: Vec::new(),
        came_from: Vec::new(),
        illustrative: true,
        since_version: 1,
        until_version: None,
    }
}

/// Everything by the county, except that Leeton's town decides and does the work there; nothing is wrong.
fn sound() -> (Vec<Responsibility>, Arrangements) {
    let mut rows = Vec::new();
    for function in Function::ALL {
        rows.push(row(rows.len(), function, "county", "county"));
        rows.push(row(rows.len(), function, "leeton", "town"));
    }
    (rows, Arrangements::default())
}

fn seams((rows, arrangements): &(Vec<Responsibility>, Arrangements)) -> Vec<Seam> {
    let model = Model::from_rows(1, rows.clone(), [], []).with_arrangements(arrangements.clone());
    detect(&model, &Land, ahead(90))
}

fn kinds(scene: &(Vec<Responsibility>, Arrangements)) -> Vec<(Option<AreaCode>, Option<Channel>, Kind)> {
    seams(scene).into_iter().map(|seam| (seam.area, seam.channel, seam.kind)).collect()
}

fn body(name: &str) -> Id<id::Organisation> {
    Id::named(name).unwrap()
}

/// The sound scene, in which another body has a function in Leeton.
fn given_away(function: Function, to: &str) -> (Vec<Responsibility>, Arrangements) {
    let mut scene = sound();
    let moved = scene.0.iter_mut().find(|row| row.function == function && row.area == Some("leeton".into()));
    moved.unwrap().holder = body(to);
    scene
}

#[test]
fn a_sound_model_has_no_seam() {
    assert_eq!(seams(&sound()), []);
}

#[test]
fn work_with_another_body_and_no_agreement_is_a_seam_where_it_is() {
    let split = |missing: &[Missing]| Kind::Split {
        accountable: body("town"),
        worker: body("county"),
        function: Function::Fulfilment,
        missing: missing.to_vec(),
    };
    let check = |agreed: Option<Agreement>, expected: &[Missing]| {
        let mut scene = given_away(Function::Fulfilment, "county");
        scene.1.agreements = agreed.into_iter().collect();
        let expected: Vec<_> =
            [expected].iter().filter(|missing| !missing.is_empty()).map(|missing| split(missing)).collect();
        let got = kinds(&scene);
        assert!(got.iter().all(|(area, channel, _)| *area == Some("leeton".into()) && channel.is_none()), "{got:?}");
        assert_eq!(got.into_iter().map(|(.., kind)| kind).collect::<Vec<_>>(), expected);
    };
    let whole = agreement("county", "town");
    check(None, &[Missing::Agreement]);
    check(Some(whole.clone()), &[]);
    check(Some(Agreement { monthly_volume: None, ..whole.clone() }), &[Missing::Volume]);
    check(Some(Agreement { standard: None, ..whole.clone() }), &[Missing::Standard]);
    check(Some(Agreement { forecaster: None, ..whole.clone() }), &[Missing::Forecaster]);
    check(Some(Agreement { service_types: vec![Id::named("water").unwrap()], ..whole.clone() }), &[Missing::Agreement]);
    check(Some(Agreement { client: body("other"), ..whole.clone() }), &[Missing::Agreement]);
    // Turned round it binds the other one.
    check(Some(agreement("town", "county")), &[Missing::Agreement]);
    let over = Effective { from: start(), until: Some(today()) };
    check(Some(Agreement { valid: over, ..whole }), &[Missing::Agreement]);
}

#[test]
fn an_agreement_for_some_channels_leaves_a_seam_in_the_others() {
    let by = |agreed: Vec<Agreement>| {
        let mut scene = given_away(Function::Fulfilment, "county");
        scene.1.agreements = agreed;
        let told = kinds(&scene).into_iter().map(|(_, channel, kind)| match kind {
            Kind::Split { missing, .. } => (channel, missing),
            other => panic!("{other:?}"),
        });
        told.collect::<Vec<_>>()
    };
    let whole = agreement("county", "town");
    let of = |channels: &[Channel]| Agreement { channels: channels.to_vec(), ..whole.clone() };
    let phone = of(&[Channel::Phone]);
    let lacks = |channel| (Some(channel), vec![Missing::Agreement]);
    assert_eq!(by(vec![phone.clone()]), [lacks(Channel::Web), lacks(Channel::Counter), lacks(Channel::Post)]);
    let vague = Agreement { standard: None, ..of(&[Channel::Web, Channel::Counter]) };
    let standard = |channel| (Some(channel), vec![Missing::Standard]);
    assert_eq!(
        by(vec![phone.clone(), vague.clone()]),
        [standard(Channel::Web), standard(Channel::Counter), lacks(Channel::Post)]
    );
    assert_eq!(by(vec![vague]), [(None, vec![Missing::Agreement])], "none says all by any");
    let others = of(&[Channel::Web, Channel::Counter, Channel::Post]);
    assert_eq!(by(vec![phone, others.clone()]), []);
    // By telephone the town does its own work: nothing is agreed about that, and nothing has to be.
    let mut scene = given_away(Function::Fulfilment, "county");
    scene.0.push(Responsibility { channel: Some(Channel::Phone), ..row(21, Function::Fulfilment, "leeton", "town") });
    scene.1.agreements = vec![others];
    assert!(!kinds(&scene).iter().any(|(.., kind)| matches!(kind, Kind::Split { .. })), "{:?}", kinds(&scene));
}

#[test]
fn what_one_segment_has_otherwise_than_everybody_is_looked_at_too() {
    let of_segment = |function, holder: &str| Responsibility {
        segment: Some("elderly".into()),
        ..row(31, function, "leeton", holder)
    };
    let split = |accountable: &str, worker: &str, function| {
        let (accountable, worker, missing) = (body(accountable), body(worker), vec![Missing::Agreement]);
        Kind::Split { accountable, worker, function, missing }
    };
    let found = |row: Responsibility, agreed: Vec<Agreement>| {
        let mut scene = sound();
        scene.0.push(row);
        scene.1.agreements = agreed;
        let seams = seams(&scene).into_iter().filter(|seam| matches!(seam.kind, Kind::Split { .. }));
        seams.map(|seam| (seam.area, seam.segment, seam.kind)).collect::<Vec<_>>()
    };
    let at = |kind| (Some("leeton".into()), Some("elderly".to_owned()), kind);
    // Contact and work that are given away for them alone, and a decision about work that stays as it is.
    for function in [Function::Contact, Function::Fulfilment] {
        assert_eq!(found(of_segment(function, "county"), Vec::new()), [at(split("town", "county", function))]);
        assert_eq!(found(of_segment(function, "county"), vec![agreement("county", "town")]), []);
        assert_eq!(found(of_segment(function, "town"), Vec::new()), [], "nothing is otherwise");
    }
    let decides = |function| at(split("county", "town", function));
    let both = [Function::Contact, Function::Fulfilment].map(decides);
    let mut told = found(of_segment(Function::Decision, "county"), Vec::new());
    told.sort_by_key(|(.., kind)| !matches!(kind, Kind::Split { function: Function::Contact, .. }));
    assert_eq!(told, both);
    // By telephone only, and for them only.
    let by_phone = Responsibility { channel: Some(Channel::Phone), ..of_segment(Function::Contact, "county") };
    let mut scene = sound();
    scene.0.push(by_phone);
    let told = seams(&scene).into_iter().find(|seam| matches!(seam.kind, Kind::Split { .. })).unwrap();
    assert_eq!((told.channel, told.segment.as_deref()), (Some(Channel::Phone), Some("elderly")));
}

#[test]
fn who_owns_the_rules_answers_where_nobody_decides() {
    let mut scene = given_away(Function::Fulfilment, "county");
    scene.0.retain(|row| row.function != Function::Decision);
    let split = seams(&scene).into_iter().find(|seam| matches!(seam.kind, Kind::Split { .. })).unwrap();
    assert_eq!(split.bodies(), [&body("town"), &body("county")]);
}

#[test]
fn posts_that_stayed_with_another_party_are_a_seam() {
    let mut scene = given_away(Function::Fulfilment, "county");
    scene.1.agreements = vec![agreement("county", "town")];
    scene.1.resources = vec![means("town", Function::Fulfilment, Amount::Posts(400))];
    let expected =
        Kind::CapacityElsewhere { function: Function::Fulfilment, worker: body("county"), posts_with: body("town") };
    assert_eq!(kinds(&scene), [(Some("leeton".into()), None, expected)]);
    scene.1.resources.push(means("county", Function::Fulfilment, Amount::Posts(100)));
    assert_eq!(kinds(&scene), [], "some of them are where the work is");
    let pounds = Amount::Money(Money { minor: 1, currency: Currency::GBP });
    scene.1.resources = vec![means("town", Function::Fulfilment, pounds)];
    assert_eq!(kinds(&scene), [], "money is not capacity");
}

#[test]
fn an_instrument_that_ends_under_a_lasting_row_is_seen_in_time() {
    let check = |valid_until: Option<Day>, within: i64, expected: usize| {
        let mut scene = sound();
        scene.0[0].instrument = Id::named("order").unwrap();
        scene.0[0].valid.until = valid_until;
        let model = Model::from_rows(1, scene.0, [], []);
        let found = detect(&model, &Land, ahead(within));
        let ends = found.iter().filter(|seam| matches!(seam.kind, Kind::InstrumentEnds { .. })).count();
        assert_eq!(ends, expected, "{valid_until:?} {within}");
    };
    check(None, 32, 1);
    check(None, 31, 0);
    check(Some(date(2023, 6, 1)), 32, 0);
    check(Some(date(2023, 6, 2)), 32, 1);
}

#[test]
fn an_agreement_that_ends_is_seen_in_time() {
    let mut scene = sound();
    scene.1.agreements = vec![agreement("county", "town")];
    let on = date(2023, 7, 29);
    scene.1.agreements[0].valid.until = Some(on);
    let ends = [(None, None, Kind::AgreementEnds { agreement: Id::named("agreed").unwrap(), on })];
    assert_eq!(kinds(&scene), ends);
    let mut elsewhere = scene.clone();
    elsewhere.0.retain(|row| row.holder == body("town"));
    elsewhere.0.extend(Function::ALL.map(|function| row(50 + function as usize, function, "brookton", "county")));
    assert_eq!(kinds(&elsewhere), [], "each has its own place by then, and needs nothing of the other");
    let renewed = Agreement { valid: Effective { from: on, until: None }, ..agreement("county", "town") };
    scene.1.agreements.push(Agreement { channels: vec![Channel::Phone], ..renewed.clone() });
    assert_eq!(kinds(&scene), ends, "it goes on by telephone only");
    scene.1.agreements.push(renewed);
    assert_eq!(kinds(&scene), [], "another goes on with it");
    scene.1.agreements.truncate(1);
    scene.1.agreements[0].valid.until = Some(date(2023, 7, 30));
    assert_eq!(kinds(&scene), [], "90 days away, on the day after the span");
    scene.1.agreements[0].valid.until = Some(today());
    assert_eq!(kinds(&scene), [], "it has ended");
    scene.1.agreements[0].valid.until = Some(on);
    assert_eq!(kinds(&scene), ends);
    for row in scene.0.iter_mut().filter(|row| row.holder == body("town")) {
        row.valid.until = Some(on);
    }
    assert_eq!(kinds(&scene), [], "the town is no more");
}

#[test]
fn contact_that_moved_without_what_it_needs_is_seen() {
    let left = |scene: &(Vec<Responsibility>, Arrangements)| {
        let moved = kinds(scene).into_iter().find_map(|(.., kind)| match kind {
            Kind::ContactMoved { contact, left } => Some((contact, left)),
            _ => None,
        });
        moved.map(|(_, left)| left).unwrap_or_default()
    };
    let mut scene = given_away(Function::Contact, "desk");
    assert_eq!(left(&scene), [Left::Standard, Left::Means]);
    scene.1.agreements = vec![agreement("desk", "town")];
    assert_eq!(left(&scene), [Left::Means]);
    scene.1.resources = vec![means("desk", Function::Contact, Amount::Posts(200))];
    assert_eq!(left(&scene), []);
    assert_eq!(kinds(&scene), []);
    let mut scene = given_away(Function::Contact, "scriptless");
    scene.1.agreements = vec![agreement("scriptless", "town")];
    scene.1.resources = vec![means("scriptless", Function::Contact, Amount::Posts(200))];
    assert_eq!(left(&scene), [Left::Scripts]);
    for (body, expected) in [("speechless", [Left::Scripts].as_slice()), ("scriptful", &[])] {
        let mut scene = sound();
        scene.0.push(Responsibility { channel: Some(Channel::Phone), ..row(20, Function::Contact, "leeton", body) });
        scene.1.agreements = vec![agreement(body, "town")];
        scene.1.resources = vec![means(body, Function::Contact, Amount::Posts(200))];
        assert_eq!(left(&scene), expected, "its texts say nothing of the telephone: {body}");
    }
    assert_eq!(left(&given_away(Function::Contact, "town")), [], "who decides also meets people");
}

#[test]
fn contact_that_moved_by_one_channel_is_seen_there_once() {
    let mut scene = sound();
    let mut counter = row(20, Function::Contact, "leeton", "desk");
    counter.channel = Some(Channel::Counter);
    scene.0.push(counter);
    let found = kinds(&scene);
    assert!(found.iter().all(|(_, channel, _)| *channel == Some(Channel::Counter)), "{found:?}");
    assert_eq!(found.len(), 2, "no agreement, and nothing came with it: {found:?}");
}

#[test]
fn an_agreement_on_some_channels_is_none_on_the_others() {
    let missing = |channels: Vec<Channel>| {
        let mut scene = sound();
        let mut letters = row(20, Function::Contact, "leeton", "desk");
        letters.channel = Some(Channel::Post);
        scene.0.push(letters);
        scene.1.agreements = vec![Agreement { channels, ..agreement("desk", "town") }];
        scene.1.resources = vec![means("desk", Function::Contact, Amount::Posts(200))];
        kinds(&scene).len()
    };
    assert_eq!(missing(vec![Channel::Post]), 0);
    assert_eq!(missing(Vec::new()), 0, "one that names none is about all");
    assert_eq!(missing(vec![Channel::Phone, Channel::Counter]), 2, "no agreement, and no standard");
}

#[test]
fn a_retail_holder_needs_an_agreement_or_an_instrument_that_is_one() {
    let check = |instrument: &str, agreed: bool, expected: bool| {
        let mut scene = given_away(Function::Contact, "desk");
        let moved = scene.0.iter_mut().find(|row| row.holder == body("desk")).unwrap();
        moved.form = OperatingForm::Retail;
        moved.instrument = Id::named(instrument).unwrap();
        scene.1.agreements = if agreed { vec![agreement("desk", "town")] } else { Vec::new() };
        let found = kinds(&scene).into_iter().any(|(.., kind)| matches!(kind, Kind::NotAccredited { .. }));
        assert_eq!(found, expected, "{instrument} {agreed}");
    };
    check("act", false, true);
    check("act", true, false);
    check("contract", false, false);
}

#[test]
fn a_closed_franchise_holds_nothing_and_only_its_lead_holds_in_its_name() {
    let check = |franchise: Option<Franchise>, expected: bool| {
        let mut scene = sound();
        let held = scene.0.iter_mut().find(|row| row.function == Function::Contact && row.holder == body("town"));
        let held = held.unwrap();
        held.form = OperatingForm::Franchise;
        held.franchise = Some(Id::named("home").unwrap());
        scene.1.franchises = franchise.into_iter().collect();
        let found = kinds(&scene).into_iter().any(|(.., kind)| matches!(kind, Kind::FranchiseIllHeld { .. }));
        assert_eq!(found, expected);
    };
    check(Some(franchise("town", None)), false);
    check(Some(franchise("county", None)), true);
    check(Some(franchise("town", Some(today()))), true);
    check(None, true);
}

#[test]
fn a_body_whose_officers_may_all_decide_no_more_is_told_with_the_first_day() {
    let power = |service: &[&str], until: Option<Day>| Delegation {
        id: Id::named("power").unwrap(),
        body: body("town"),
        officer: Id::named("ada").unwrap(),
        service_types: service.iter().map(|name| Id::named(name).unwrap()).collect(),
        instrument: Id::named("act").unwrap(),
        valid: Effective { from: start(), until },
        since_version: 1,
        until_version: None,
    };
    let check = |powers: Vec<Delegation>, expected: &[Day]| {
        let mut scene = sound();
        scene.1.delegations = powers;
        let found = seams(&scene);
        let is_it = |seam: &&Seam| seam.kind == Kind::NobodyMayDecide { body: body("town") };
        assert!(found.iter().all(|seam| is_it(&seam) && seam.area == Some("leeton".into())), "{found:?}");
        assert_eq!(found.iter().map(|seam| seam.day).collect::<Vec<_>>(), expected);
    };
    let end = today() + 10.days();
    check(Vec::new(), &[]);
    check(vec![power(&[], None)], &[]);
    check(vec![power(&["water"], None)], &[today()]);
    check(vec![power(&["waste"], Some(end))], &[end]);
    check(vec![power(&["waste"], Some(end)), Delegation { id: Id::named("next").unwrap(), ..power(&[], None) }], &[]);
    // A power of another body that decides nothing here is no matter.
    check(vec![Delegation { body: body("leeds"), ..power(&[], Some(today())) }], &[]);
}

#[test]
fn concurrent_holders_are_no_split_where_one_of_them_does_the_work() {
    let mut scene = sound();
    let mut other = row(20, Function::Decision, "leeton", "county");
    other.routing = Some(crate::Routing { rule: "nearest".into(), turn: 1 });
    for row in scene.0.iter_mut().filter(|row| row.holder == body("town")) {
        row.routing = Some(crate::Routing { rule: "nearest".into(), turn: 1 });
    }
    scene.0.insert(0, other);
    assert_eq!(kinds(&scene), []);
}

#[test]
fn over_a_span_each_seam_is_told_once_with_its_first_day() {
    let mut scene = given_away(Function::Fulfilment, "county");
    let until = date(2023, 8, 1);
    scene.1.agreements =
        vec![Agreement { valid: Effective { from: start(), until: Some(until) }, ..agreement("county", "town") }];
    let model = Model::from_rows(1, scene.0, [], []).with_arrangements(scene.1);
    let found = detect(&model, &Land, (today(), date(2024, 1, 1)));
    let told: Vec<_> = found.iter().map(|seam| (seam.kind.as_str(), seam.day)).collect();
    assert_eq!(told, [("agreement-ends", today()), ("split", until)]);
}

/// 2,000 service types over 400 areas, each with rows of its own for one area in ten: looked at in one go.
#[test]
fn a_whole_country_is_looked_at_without_visiting_each_place_for_each_service() {
    struct Country(Rc<Vec<Vec<AreaCode>>>);
    impl Ground for Country {
        fn places(&self, _: &Id<id::ServiceType>, _: Day) -> Rc<Vec<Vec<AreaCode>>> {
            self.0.clone()
        }
        fn instrument(&self, _: &Id<id::Instrument>) -> Option<(InstrumentKind, Option<Day>)> {
            None
        }
        fn has_scripts(&self, _: &Id<id::ServiceType>, _: &Id<id::Organisation>, _: Option<Channel>, _: Day) -> bool {
            true
        }
    }
    let code = |n: usize| AreaCode::from(format!("area{n}").as_str());
    let places = (0..400).map(|n| vec![code(n), code(1000 + n / 20), code(2000)]).collect();
    let country = Country(Rc::new(places));
    let mut rows = Vec::new();
    for n in 0..2000 {
        for function in Function::ALL {
            for place in 0..41 {
                let area = if place == 40 { "area2000".to_owned() } else { format!("area{}", place * 10) };
                let holder = if n == 7 && place == 3 && function == Function::Fulfilment { "other" } else { "town" };
                rows.push(Responsibility {
                    service_type: Id::named(&format!("type{n}")).unwrap(),
                    ..row(rows.len(), function, &area, holder)
                });
            }
        }
    }
    let model = Model::from_rows(1, rows, [], []);
    let found = detect(&model, &country, ahead(90));
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].area, Some("area30".into()));
}
