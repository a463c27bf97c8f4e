//! The way back in examples: what the vesting wrote ends, what it ended goes on.

use super::{plan::*, *};
use crate::franchise::{self, Franchise};

const VESTED: Day = date(2023, 5, 1);
const BACK: Day = date(2023, 5, 20);

/// Gamma hands waste in the east over to delta, with ten posts and the system for it.
fn whole() -> Draft {
    Draft {
        day: VESTED,
        systems: vec![SystemMove {
            service_types: vec![name("waste")],
            area: Some("east".into()),
            system: name("new"),
        }],
        resources: vec![Share {
            line: "vans".into(),
            from: name("gamma"),
            to: name("delta"),
            amount: Some(Amount::Posts(1000)),
        }],
        lines: vec![contact("waste", "gamma", "delta")],
        ..handover()
    }
}

fn contact(service_type: &str, from: &str, to: &str) -> Line {
    let mut line = line(from, to);
    (line.what.functions, line.what.service_types) = (vec![Function::Contact], vec![name(service_type)]);
    line
}

fn data() -> ModelData {
    let mut data = model_data();
    data.endpoints.push(Endpoint { area: Some("east".into()), ..endpoint(2, "waste", "old") });
    data.arrangements.resources.push(resource(3, "vans", "gamma", Amount::Posts(1500)));
    data
}

fn after(model: &Model, draft: &Draft) -> Model {
    Scene { model, catalogue: &catalogue() }.after(draft).unwrap()
}

/// The draft that takes back what made a version.
fn taking_back(version: u64, day: Day) -> Draft {
    Draft {
        reverses: Some(Reversed { transfer: name("handover"), version }),
        ..transfer("back", Kind::Reversal, day, Vec::new())
    }
}

fn days(valid: Effective) -> String {
    format!("from {}{}", valid.from, valid.until.map(|until| format!(" until {until}")).unwrap_or_default())
}

/// Which rows a plan ends, and what begins.
fn told(plan: &Plan) -> Vec<String> {
    assert!(
        plan.change.add.iter().all(|row| (&row.id, row.since_version, row.until_version) == (&name("new"), 0, None))
    );
    assert!(
        plan.endpoints.add.iter().all(|row| (&row.id, row.since_version, row.until_version) == (&name("new"), 0, None))
    );
    assert!(
        plan.resources.add.iter().all(|row| (&row.id, row.since_version, row.until_version) == (&name("new"), 0, None))
    );
    let rows = plan.change.retire.iter().map(|id| format!("{} ends", id.name()));
    let systems = plan.endpoints.retire.iter().map(|id| format!("system {} ends", id.name()));
    let posts = plan.resources.retire.iter().map(|id| format!("posts {} end", id.name()));
    let new_rows = plan.change.add.iter().map(|row| format!("{} {}", row.holder.name(), days(row.valid)));
    let new_systems = plan.endpoints.add.iter().map(|row| format!("system {} {}", row.system.name(), days(row.valid)));
    let new_posts = plan.resources.add.iter();
    let new_posts = new_posts.map(|row| format!("{} of {} {}", row.amount, row.body.name(), days(row.valid)));
    rows.chain(systems).chain(posts).chain(new_rows).chain(new_systems).chain(new_posts).collect()
}

#[test]
fn responsibility_systems_and_posts_go_back_on_the_day() {
    let vested = after(&model(&data()), &whole());
    let back = plan_over(&vested, &taking_back(2, BACK)).unwrap();
    assert_eq!(
        told(&back),
        [
            "v2-00000001 ends",
            "system v2-00000001 ends",
            "posts v2-00000000 end",
            "posts v2-00000002 end",
            "delta from 2023-05-01 until 2023-05-20",
            "gamma from 2023-05-20",
            "system new from 2023-05-01 until 2023-05-20",
            "system old from 2023-05-20",
            "10.00 posts of delta from 2023-05-01 until 2023-05-20",
            "5.00 posts of gamma from 2023-05-01 until 2023-05-20",
            "15.00 posts of gamma from 2023-05-20",
        ]
    );
    assert_eq!(back.warnings, [], "nobody is told that nothing goes along");
    let moved = back.moved.iter().map(|moved| (moved.from.clone(), moved.to.clone(), moved.places));
    assert_eq!(moved.collect::<Vec<_>>(), [(Some(name("delta")), Some(name("gamma")), 1)]);
}

#[test]
fn what_is_taken_back_on_its_own_day_leaves_no_trace_in_time() {
    let vested = after(&model(&data()), &whole());
    let back = told(&plan_over(&vested, &taking_back(2, VESTED)).unwrap());
    let begins: Vec<&str> = back.iter().map(String::as_str).filter(|said| said.contains(" from ")).collect();
    assert_eq!(begins, ["gamma from 2023-05-01", "system old from 2023-05-01", "15.00 posts of gamma from 2023-05-01"]);
}

#[test]
fn nothing_is_given_back_to_a_franchise_that_closed_or_that_another_leads() {
    let franchise = |led_by: &str, until: Option<Day>| {
        let valid = Effective { from: date(2020, 1, 1), until };
        let lead = franchise::Member { body: name(led_by), part: franchise::Part::Lead, valid };
        Franchise {
            id: name("moving"),
            name: text("moving"),
            serves: franchise::Serves::Segment("families".into()),
            charter: text("charter"),
            instrument: name("order"),
            valid,
            members: vec![lead],
            journeys: Vec::new(),
            came_from: Vec::new(),
            illustrative: false,
            since_version: 1,
            until_version: None,
        }
    };
    let back = |known: Franchise| {
        let mut data = data();
        for row in data.responsibilities.iter_mut().filter(|row| row.holder == name("gamma")) {
            (row.form, row.franchise) = (OperatingForm::Franchise, Some(name("moving")));
        }
        data.arrangements.franchises.push(franchise("gamma", None));
        let mut vested = after(&model(&data), &whole());
        let mut arrangements = vested.arrangements_ever().clone();
        arrangements.franchises = vec![known];
        vested = vested.with_arrangements(arrangements);
        plan_over(&vested, &taking_back(2, BACK)).map(|_| ()).map_err(|problems| problems[0].to_string())
    };
    assert_eq!(back(franchise("gamma", None)), Ok(()));
    let closed = "fra_moving is not there on 2023-05-20: nothing can be held in it";
    assert_eq!(back(franchise("gamma", Some(BACK))), Err(closed.into()));
    let led = "it would be given back to org_gamma in fra_moving, which org_gamma does not lead any more on 2023-05-20";
    assert_eq!(back(franchise("delta", None)), Err(led.into()));
}

#[test]
fn what_is_over_by_the_day_is_given_back_to_nobody_and_no_matter() {
    let checked = |until: Day| {
        let valid = Effective { from: date(2022, 1, 1), until: Some(until) };
        let row = row(0, "waste", Function::Contact, Some("east"), "closed", valid);
        let scene = Scene { model: &model(&data()), catalogue: &catalogue() };
        checks::given_back(&scene, &[row], BACK)
    };
    assert_eq!(checked(BACK - 1.day()), []);
    assert_eq!(checked(BACK), []);
    assert_eq!(checked(BACK + 1.day()), [Problem::BackToNobody { body: name("closed"), day: BACK }]);
}

#[test]
fn what_would_have_ended_by_then_does_not_come_back() {
    let mut data = data();
    for row in data.responsibilities.iter_mut().filter(|row| row.holder == name("gamma")) {
        row.valid.until = Some(BACK);
    }
    data.endpoints[2].valid.until = Some(BACK);
    data.arrangements.resources[3].valid.until = Some(BACK);
    let moved = Draft { systems: Vec::new(), ..whole() };
    let vested = after(&model(&data), &moved);
    let nothing = plan_over(&vested, &taking_back(2, BACK)).unwrap();
    assert_eq!(told(&nothing), [] as [&str; 0]);
    assert_eq!(told(&plan_over(&vested, &taking_back(2, VESTED + 1.days())).unwrap()).len(), 8);
}

#[test]
fn only_what_that_vesting_did_is_taken_back() {
    let model = model(&data());
    let other =
        Draft { id: name("other"), day: VESTED, lines: vec![contact("passport", "alpha", "gamma")], ..handover() };
    let vested = after(&after(&model, &other), &whole());
    let (first, second) = (taking_back(2, BACK), taking_back(3, BACK));
    let bodies = |draft: &Draft| {
        let plan = plan_over(&vested, draft).unwrap();
        plan.change.add.into_iter().map(|row| row.holder.name().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(bodies(&second), ["delta", "gamma"]);
    assert_eq!(bodies(&first), ["gamma", "alpha"]);
}

#[test]
fn each_row_that_others_have_changed_since_is_named() {
    let vested = after(&model(&data()), &whole());
    let onward = Draft {
        id: name("onward"),
        day: VESTED + 5.days(),
        systems: vec![SystemMove { service_types: vec![name("waste")], area: None, system: name("old") }],
        resources: vec![Share { line: "vans".into(), from: name("delta"), to: name("beta"), amount: None }],
        lines: vec![line("delta", "beta")],
        ..handover()
    };
    let changed = after(&vested, &onward);
    let problems = plan_over(&changed, &taking_back(2, BACK)).unwrap_err();
    let said: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert_eq!(
        said,
        ["what this transfer wrote has been changed since: \
        contact of waste held by org_delta in east, rsp_v2-00000001; \
        the system sys_new for waste, end_v2-00000001; \
        the line 'vans' of org_delta, res_v2-00000000"]
    );
    let everywhere = after(&model(&data()), &transfer("all", Kind::Agreement, VESTED, vec![line("alpha", "delta")]));
    let on = after(&everywhere, &transfer("on", Kind::Agreement, BACK, vec![line("delta", "gamma")]));
    let said = plan_over(&on, &taking_back(2, BACK)).unwrap_err()[0].to_string();
    assert!(said.contains("policy of passport held by org_delta in the whole country, rsp_v2-"), "{said}");
}

/// Who holds what on a day, which systems take the work, and what everybody has.
fn stands(model: &Model, day: Day) -> Vec<String> {
    let (version, ever) = (model.version(), model.arrangements_ever());
    let rows = model.rows().filter(|row| row.known_at(version) && row.valid.holds_on(day));
    let rows = rows.map(|row| format!("{} {:?} {:?} {}", row.service_type, row.function, row.area, row.holder));
    let endpoints = model.all_endpoints().filter(|row| row.until_version.is_none() && row.valid.holds_on(day));
    let endpoints = endpoints.map(|row| format!("{} {:?} {}", row.service_type, row.area, row.system));
    let resources = ever.resources.iter().filter(|row| row.until_version.is_none() && row.valid.holds_on(day));
    let resources = resources.map(|row| format!("{} {} {:?}", row.line, row.body, row.amount));
    let mut all: Vec<String> = rows.chain(endpoints).chain(resources).collect();
    all.sort();
    all
}

#[test]
fn what_went_on_and_came_back_can_be_taken_back_whole() {
    let before = model(&data());
    let vested = after(&before, &whole());
    let onward = Draft {
        id: name("onward"),
        day: VESTED + 5.days(),
        systems: vec![SystemMove {
            service_types: vec![name("waste")],
            area: Some("east".into()),
            system: name("old"),
        }],
        resources: vec![Share { line: "vans".into(), from: name("delta"), to: name("beta"), amount: None }],
        lines: vec![contact("waste", "delta", "beta")],
        ..handover()
    };
    let gone_on = after(&vested, &onward);
    assert!(plan_over(&gone_on, &taking_back(2, BACK)).is_err(), "others have it now");
    let returned = after(&gone_on, &taking_back(3, VESTED + 10.days()));
    assert_eq!(stands(&returned, BACK), stands(&vested, BACK), "it came back");
    let later = after(&returned, &Draft { day: BACK + 10.days(), ..onward.clone() });
    let said = plan_over(&later, &taking_back(2, BACK)).unwrap_err()[0].to_string();
    assert!(said.contains("has been changed since"), "it will go on again: {said}");
    let back = after(&returned, &taking_back(2, BACK));
    assert_eq!(stands(&back, BACK), stands(&before, BACK), "and goes back from there");
    assert_eq!(stands(&back, BACK - 1.days()), stands(&vested, BACK), "not a day earlier");
    assert_eq!(stands(&back, VESTED + 7.days()), stands(&gone_on, VESTED + 7.days()), "what was stays as it was");
}

#[test]
fn a_way_back_to_areas_that_are_no_more_would_leave_a_gap_and_is_refused() {
    let early = DAY - 10.days();
    let mut alpha = line("alpha", "gamma");
    alpha.what.service_types = vec![name("waste")];
    let vested = after(&model(&data()), &transfer("early", Kind::Agreement, early, vec![alpha]));
    let merged =
        after(&vested, &transfer("merged", Kind::Agreement, DAY, vec![line("gamma", "delta"), line("beta", "delta")]));
    assert!(plan_over(&vested, &taking_back(2, DAY - 1.days())).is_ok());
    assert!(plan_over(&merged, &taking_back(2, DAY + 1.days())).is_err());
    let said: Vec<String> =
        plan_over(&vested, &taking_back(2, DAY)).unwrap_err().iter().map(ToString::to_string).collect();
    let gap = "nobody would hold contact of waste at lake on 2023-04-01: org_gamma did before";
    assert!(said.contains(&gap.to_owned()), "{said:?}");
}
