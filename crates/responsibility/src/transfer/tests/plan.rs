//! The plan in examples, over a model at hand.

use catalogue::service::PublicService;

use super::*;
use crate::{
    agreement::Agreement,
    controller::Controller,
    delegation::Delegation,
    franchise::{Franchise, Member, Part, Serves},
    transfer::problem::Naming,
};

pub(super) const LATER: Day = date(2024, 1, 1);
pub(super) const EARLIER: Day = date(2023, 1, 1);

pub(super) fn plan_over(model: &Model, draft: &Draft) -> Result<Plan, Vec<Problem>> {
    rules::plan(&Scene { model, catalogue: &catalogue() }, draft)
}

pub(super) fn planned(data: &ModelData, draft: &Draft) -> Plan {
    plan_over(&model(data), draft).unwrap()
}

pub(super) fn refused(data: &ModelData, draft: &Draft) -> Vec<String> {
    let problems = plan_over(&model(data), draft).unwrap_err();
    problems.iter().map(ToString::to_string).collect()
}

pub(super) fn until(day: Day) -> Effective {
    Effective { until: Some(day), ..always() }
}

/// Gamma hands everything over to delta, which is nothing but waste in the east.
pub(super) fn handover() -> Draft {
    transfer("handover", Kind::Agreement, DAY, vec![line("gamma", "delta")])
}

#[test]
fn where_who_takes_over_has_promised_nothing_that_is_said() {
    let offered = |body: &str, valid| PublicService {
        id: name(&format!("{body}-waste")),
        service_type: name("waste"),
        organisation: name(body),
        valid,
        channels: vec![Channel::Web],
        cost: None,
        working_days: 10,
        title: None,
        text: None,
        illustrative: Illustrative::default(),
    };
    let says = |offers: Vec<PublicService>, draft: &Draft| {
        let catalogue = Catalogue::new(1, CatalogueData { public_services: offers, ..catalogue_data() });
        let plan = rules::plan(&Scene { model: &model(&model_data()), catalogue: &catalogue }, draft).unwrap();
        let warnings = plan.warnings.into_iter();
        warnings.filter(|one| matches!(one, Warning::NothingPromised { .. })).collect::<Vec<_>>()
    };
    let silent = Warning::NothingPromised { body: name("delta"), service_types: vec![name("waste")] };
    let gamma = |until| offered("gamma", Effective { until, ..always() });
    let too_late = offered("delta", Effective { from: LATER, until: None });
    for offers in [vec![gamma(None)], vec![gamma(Some(DAY))], vec![gamma(None), too_late]] {
        assert_eq!(says(offers.clone(), &handover()), std::slice::from_ref(&silent), "{offers:?}");
    }
    let in_time = offered("delta", Effective { from: DAY, until: None });
    assert_eq!(says(vec![gamma(None), in_time], &handover()), []);
    assert_eq!(says(Vec::new(), &handover()), [], "nobody had promised anything before");
    let mut contact = handover();
    contact.lines[0].what.functions = vec![Function::Contact];
    assert_eq!(says(vec![gamma(None)], &contact), [], "who does the work has its promise");
}

#[test]
fn where_nothing_goes_with_what_moves_that_is_said() {
    let says = |draft: &Draft| planned(&model_data(), draft).warnings.contains(&Warning::NothingGoesWithIt);
    assert!(says(&handover()));
    assert!(!says(&retail()));
    let reason = Some("the order named gamma".to_owned());
    assert!(!says(&Draft { kind: Kind::Correction, reason, window_days: 0, ..handover() }));
    let moved = SystemMove { service_types: vec![name("waste")], area: None, system: name("new") };
    assert!(
        !says(&Draft { lines: Vec::new(), systems: vec![moved], ..handover() }),
        "a system moves, and nothing else"
    );
    let mut formed = handover();
    (formed.lines[0].whom.to, formed.lines[0].whom.form) = (name("gamma"), OperatingForm::Retail);
    assert!(!planned(&model_data(), &formed).moved.is_empty());
    assert!(!says(&formed), "the body stays, and all that it has");
}

#[test]
fn what_is_so_already_is_no_transfer() {
    let mut same = handover();
    for line in &mut same.lines {
        let rows = model_data().responsibilities;
        let row = rows.iter().find(|row| row.holder == line.what.from).unwrap().clone();
        (line.whom.to, line.whom.instrument, line.whom.form) = (line.what.from.clone(), row.instrument, row.form);
    }
    same.resources.clear();
    let nothing = "the transfer changes nothing: all that it names is so already";
    assert_eq!(refused(&model_data(), &same), [nothing]);
}

#[test]
fn a_plan_names_the_service_types_that_it_moves() {
    let plan = planned(&model_data(), &merger());
    assert_eq!(plan.service_types().into_iter().map(Id::name).collect::<Vec<_>>(), ["passport", "waste"]);
    let mut renewed = handover();
    renewed.lines[0].whom.to = name("gamma");
    let plan = planned(&model_data(), &renewed);
    assert_eq!(plan.moved, [], "only the instrument is another");
    assert_eq!(plan.service_types().into_iter().map(Id::name).collect::<Vec<_>>(), ["waste"]);
}

#[test]
fn a_line_moves_the_service_types_and_functions_it_names_and_each_line_has_to_move_something() {
    let mut draft = merger();
    draft.kind = Kind::Agreement;
    draft.dissolves.clear();
    draft.lines = vec![line("alpha", "delta"), line("alpha", "gamma"), line("gamma", "beta")];
    draft.lines[0].what.service_types = vec![name("passport")];
    draft.lines[0].what.functions = vec![Function::Contact];
    draft.lines[1].what.service_types = vec![name("passport"), name("tax")];
    draft.lines[1].what.functions = vec![Function::Decision, Function::Policy];
    let plan = planned(&model_data(), &draft);
    let moved = plan.moved.iter().map(|moved| {
        let to = moved.to.as_ref().map_or("nobody", |body| body.name());
        format!("{} of {} to {to}", moved.function.as_str(), moved.service_type.name())
    });
    assert_eq!(
        moved.collect::<Vec<_>>(),
        [
            "policy of passport to gamma",
            "decision of passport to gamma",
            "contact of passport to delta",
            "policy of waste to beta",
            "decision of waste to beta",
            "fulfilment of waste to beta",
            "contact of waste to beta",
        ]
    );
    draft.lines[0].what.service_types = vec![name("tax")];
    assert_eq!(refused(&model_data(), &draft), ["line 1 selects nothing that org_alpha holds on 2023-04-01 or later"]);
}

#[test]
fn what_is_known_no_more_neither_moves_nor_is_in_the_way() {
    let mut data = model_data();
    let forgotten = Responsibility {
        until_version: Some(1),
        ..row(100, "waste", Function::Contact, Some("east"), "beta", always())
    };
    data.responsibilities.push(forgotten.clone());
    let plan = planned(&data, &handover());
    assert_eq!(plan.change, planned(&model_data(), &handover()).change);
    let only = Draft { lines: vec![line("beta", "delta")], ..handover() };
    data.responsibilities.retain(|row| row.holder.name() != "beta" || row.until_version.is_some());
    assert_eq!(refused(&data, &only), ["line 1 selects nothing that org_beta holds on 2023-04-01 or later"]);
}

#[test]
fn an_approval_binds_what_the_rows_say_and_not_which_rows_they_are() {
    let draft = Draft {
        systems: vec![SystemMove { service_types: vec![name("waste")], area: None, system: name("new") }],
        ..merger()
    };
    let hash_with = |change: fn(&mut ModelData)| {
        let mut data = model_data();
        change(&mut data);
        planned(&data, &draft).hash()
    };
    let usual = hash_with(|_| {});
    let of_responsibility = hash_with(|data| {
        for row in &mut data.responsibilities {
            (row.id, row.since_version) = (name(&format!("z{}", row.id.name())), 0);
        }
    });
    assert_eq!(of_responsibility, usual);
    let of_posts_and_money = hash_with(|data| {
        for row in &mut data.arrangements.resources {
            (row.id, row.since_version, row.until_version) = (name(&format!("z{}", row.id.name())), 0, Some(7));
        }
    });
    assert_eq!(of_posts_and_money, usual);
    let of_systems = hash_with(|data| {
        for row in &mut data.endpoints {
            (row.id, row.since_version, row.until_version) = (name(&format!("z{}", row.id.name())), 0, Some(7));
        }
    });
    assert_eq!(of_systems, usual);
    assert_ne!(hash_with(|data| data.responsibilities[0].illustrative = true), usual);
    assert_ne!(hash_with(|data| data.arrangements.resources[0].title = text("vans")), usual);
    assert_ne!(hash_with(|data| data.endpoints[0].valid.from = EARLIER), usual);
    assert_eq!(hash_with(|data| data.responsibilities.reverse()), usual);
}

#[test]
fn a_plan_has_a_lasting_order() {
    let mut data = model_data();
    data.responsibilities.push(row(100, "tax", Function::Contact, None, "alpha", always()));
    let draft = Draft {
        systems: vec![SystemMove {
            service_types: vec![name("waste"), name("passport")],
            area: None,
            system: name("new"),
        }],
        ..merger()
    };
    let plan = planned(&data, &draft);
    assert!(plan.change.retire.is_sorted(), "{:?}", plan.change.retire);
    assert!(plan.change.add.is_sorted_by_key(|row| (row.service_type.clone(), row.area.clone(), row.function)));
    assert!(plan.resources.add.is_sorted_by_key(|row| (row.line.clone(), row.body.clone())));
    assert!(plan.endpoints.add.is_sorted_by_key(|row| (row.service_type.clone(), row.valid.from)));
    data.responsibilities.reverse();
    data.endpoints.reverse();
    assert_eq!(planned(&data, &draft), plan);
}

#[test]
fn a_body_that_ends_keeps_nothing_from_its_last_day_on() {
    let mut data = model_data();
    let held = |n, until, holder| row(n, "tax", Function::Contact, Some("east"), holder, until);
    data.responsibilities.push(held(100, until(DAY), "alpha"));
    data.responsibilities.push(Responsibility { until_version: Some(1), ..held(101, always(), "alpha") });
    data.responsibilities.push(held(102, Effective { from: DAY, until: None }, "gamma"));
    let had = |n, body, valid| Resource { valid, ..resource(n, "vans", body, Amount::Posts(100)) };
    data.arrangements.resources.extend([
        had(100, "alpha", until(DAY)),
        had(101, "alpha", until(EARLIER)),
        had(102, "gamma", always()),
        had(103, "gamma", until(LATER)),
    ]);
    assert_eq!(plan_over(&model(&data), &merger()).map(|plan| plan.dissolves.len()), Ok(2));

    let mut draft = merger();
    draft.lines[0].what.service_types = vec![name("waste"), name("passport")];
    data.responsibilities[12 + 4].valid.until = Some(LATER);
    data.responsibilities.pop();
    data.arrangements.resources.push(had(104, "beta", until(LATER)));
    assert_eq!(
        refused(&data, &draft),
        [
            "org_alpha ends on 2023-04-01 and would still hold contact of tax",
            "org_beta ends on 2023-04-01 and would still have the line 'vans'"
        ]
    );
}

/// Everything that names a body beside responsibility, on these days.
fn named(body: &str, valid: Effective) -> Arrangements {
    let (instrument, since_version, until_version) = (name("act"), 1, None);
    Arrangements {
        franchises: vec![Franchise {
            id: name("home"),
            name: text("home"),
            serves: Serves::Segment("families".into()),
            charter: text("home"),
            instrument: name("act"),
            valid: always(),
            members: vec![Member { body: name(body), part: Part::Partner, valid }],
            journeys: Vec::new(),
            came_from: Vec::new(),
            illustrative: true,
            since_version,
            until_version,
        }],
        agreements: vec![Agreement {
            id: name("agreed"),
            title: text("agreed"),
            provider: name("gamma"),
            client: name(body),
            service_types: vec![name("waste")],
            channels: Vec::new(),
            monthly_volume: None,
            forecaster: None,
            standard: None,
            instrument: name("act"),
            valid,
            illustrative: true,
            since_version,
            until_version,
        }],
        delegations: vec![Delegation {
            id: name("power"),
            body: name(body),
            officer: name("olga"),
            service_types: Vec::new(),
            instrument: name("act"),
            valid,
            since_version,
            until_version,
        }],
        controllers: vec![Controller {
            id: name("told"),
            service_type: name("waste"),
            area: None,
            bodies: vec![name("gamma"), name(body)],
            instrument,
            valid,
            since_version,
            until_version,
        }],
        resources: model_data().arrangements.resources,
    }
}

#[test]
fn what_else_names_a_body_that_ends_is_said() {
    let said = |body: &str, valid: Effective| -> Vec<Naming> {
        let data = ModelData { arrangements: named(body, valid), ..model_data() };
        let warnings = planned(&data, &merger()).warnings;
        let named = warnings.into_iter().filter_map(|warning| match warning {
            Warning::StillNamed { body: named, by } if named == name(body) => Some(by),
            _ => None,
        });
        named.collect()
    };
    let all = [Naming::Franchise, Naming::Agreement, Naming::Delegation, Naming::Controller];
    assert_eq!(said("alpha", always()), all);
    assert_eq!(said("beta", until(LATER)), all);
    assert_eq!(said("alpha", until(DAY)), []);
    assert_eq!(said("alpha", until(EARLIER)), []);
    assert_eq!(said("delta", always()), []);
}

#[test]
fn whoever_takes_the_work_over_is_told_that_no_system_takes_it() {
    let warned = |function: Function| {
        let mut draft = handover();
        draft.lines[0].what.functions = vec![function];
        let data = ModelData { endpoints: Vec::new(), ..model_data() };
        planned(&data, &draft).warnings.contains(&Warning::NoSystemBefore { service_type: name("waste") })
    };
    assert!(warned(Function::Fulfilment));
    assert!(!warned(Function::Contact));
}

#[test]
fn what_becomes_of_the_work_stands_on_the_sheet_of_the_rehearsal() {
    let (model, catalogue) = (model(&model_data()), catalogue());
    let scene = Scene { model: &model, catalogue: &catalogue };
    let rehearsal = rules::rehearse(&scene, &merger(), &[]).unwrap();
    assert_eq!(rehearsal.sheet.followed(), proof::Work::default());
    let work = proof::Work { deadlines_moved: 3, ..proof::Work::default() };
    assert_eq!(rehearsal.with_work(&work).sheet.followed(), work);
}

/// The north ends on the day of the merger: its rows speak of no place of a later day.
#[test]
fn a_move_of_what_speaks_of_no_place_any_more_is_refused() {
    let waste = |day| {
        let mut draft = transfer("waste", Kind::Agreement, day, vec![line("alpha", "gamma")]);
        draft.lines[0].what.service_types = vec![name("waste")];
        draft
    };
    assert!(plan_over(&model(&model_data()), &waste(EARLIER)).is_ok(), "while it stands");
    let late = waste(date(2023, 5, 1));
    let none = ["org_alpha holds none of it on 2023-05-01, as it is known now"];
    assert_eq!(refused(&model_data(), &late), none);
    assert_eq!(refused(&model_data(), &Draft { resources: merger().resources, ..late.clone() }), none);
    let reason = Some("the order named the district".to_owned());
    let correction = Draft { kind: Kind::Correction, reason, window_days: 0, ..late };
    assert!(plan_over(&model(&model_data()), &correction).is_ok(), "a correction may be of what is over");
    assert!(
        plan_over(&model(&model_data()), &Draft { lines: Vec::new(), resources: merger().resources, ..waste(DAY) })
            .is_ok()
    );
}

#[test]
fn no_part_of_what_goes_on_becomes_another_area() {
    let into = |from: &str, into: &str| {
        let mut line = line(from, "delta");
        (line.what.service_types, line.what.into) = (vec![name("waste")], Some(into.into()));
        refused(&model_data(), &transfer("x", Kind::Agreement, DAY, vec![line]))
    };
    let whole = |of: &str, into: &str| {
        format!("{of}, which goes on: no part of that becomes {into} on the day; name areas instead")
    };
    assert_eq!(into("gamma", "town"), [whole("org_gamma holds it for east", "town")]);
    let mut everywhere = line("alpha", "delta");
    (everywhere.what.service_types, everywhere.what.into) = (vec![name("passport")], Some("town".into()));
    let said = refused(&model_data(), &transfer("x", Kind::Agreement, DAY, vec![everywhere]));
    assert_eq!(said, [whole("org_alpha holds it everywhere", "town")]);
}

#[test]
fn areas_of_a_kind_that_does_not_decide_the_service_are_told_as_that() {
    let mut known = catalogue_data();
    known.service_types[0].area_kind = vec![AreaKind::County];
    let mut data = model_data();
    data.responsibilities = vec![row(0, "waste", Function::Contact, Some("county"), "alpha", always())];
    let (model, catalogue) = (model(&data), Catalogue::new(1, known));
    let mut waste = line("alpha", "gamma");
    (waste.what.service_types, waste.what.areas) = (vec![name("waste")], vec!["east".into()]);
    let draft = transfer("x", Kind::Agreement, DAY, vec![waste]);
    let said = rules::plan(&Scene { model: &model, catalogue: &catalogue }, &draft).unwrap_err();
    let expected = "line 1: waste is not decided by areas like east, so nobody holds it for that area alone";
    assert_eq!(said.iter().map(ToString::to_string).collect::<Vec<_>>(), [expected]);
}
