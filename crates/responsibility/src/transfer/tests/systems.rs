//! Which system takes the work from the day on.

use super::{plan::*, *};

fn moves(area: Option<&str>) -> SystemMove {
    SystemMove { service_types: vec![name("waste")], area: area.map(AreaCode::from), system: name("new") }
}

fn takes(n: usize, area: Option<&str>, system: &str, valid: Effective) -> Endpoint {
    Endpoint { area: area.map(AreaCode::from), valid, ..endpoint(n, "waste", system) }
}

fn systems_of(rows: &[Endpoint], moved: &[SystemMove]) -> Draft {
    assert!(rows.iter().all(|row| row.service_type == name("waste")));
    Draft { lines: Vec::new(), systems: moved.to_vec(), ..handover() }
}

/// Which rows end, and which systems take the work in their place.
fn told(rows: &[Endpoint], moved: &[SystemMove]) -> Vec<String> {
    let data = ModelData { endpoints: rows.to_vec(), ..model_data() };
    let change = planned(&data, &systems_of(rows, moved)).endpoints;
    assert!(change.add.iter().all(|row| row.id == name("new") && row.since_version == 0));
    let ends = change.retire.iter().map(|id| format!("{} ends", id.name()));
    let begins = change.add.iter().map(|row| {
        let area = row.area.as_ref().map_or("everywhere", AreaCode::as_str);
        let until = row.valid.until.map(|until| format!(" until {until}")).unwrap_or_default();
        format!("{} in {area} from {}{until}", row.system.name(), row.valid.from)
    });
    ends.chain(begins).collect()
}

#[test]
fn a_new_system_takes_the_work_of_its_area_and_of_what_lies_within() {
    let rows = [
        takes(0, None, "old", always()),
        takes(1, Some("north"), "old", always()),
        takes(2, Some("village"), "old", always()),
        takes(3, Some("east"), "old", always()),
    ];
    assert_eq!(
        told(&rows, &[moves(Some("north"))]),
        [
            "e001 ends",
            "e002 ends",
            "old in north from 2000-01-01 until 2023-04-01",
            "new in north from 2023-04-01",
            "old in village from 2000-01-01 until 2023-04-01",
        ]
    );
    assert_eq!(told(&rows[2..3], &[moves(Some("council"))])[0], "e002 ends", "the village lies in it from that day on");
    assert_eq!(
        told(&rows[..2], &[moves(None)]),
        [
            "e000 ends",
            "e001 ends",
            "old in everywhere from 2000-01-01 until 2023-04-01",
            "new in everywhere from 2023-04-01",
            "old in north from 2000-01-01 until 2023-04-01",
        ]
    );
}

#[test]
fn what_ended_by_the_day_is_left_alone_and_what_would_begin_then_is_taken_back_whole() {
    let rows = [
        takes(0, None, "old", until(DAY)),
        takes(1, Some("north"), "old", until(EARLIER)),
        takes(2, Some("south"), "old", until(LATER)),
        takes(3, Some("east"), "old", Effective { from: DAY, until: None }),
        takes(4, Some("port"), "old", Effective { from: LATER, until: None }),
        Endpoint { until_version: Some(1), ..takes(5, None, "old", always()) },
    ];
    assert_eq!(
        told(&rows, &[moves(None)]),
        [
            "e002 ends",
            "e003 ends",
            "e004 ends",
            "new in everywhere from 2023-04-01",
            "old in south from 2000-01-01 until 2023-04-01",
        ]
    );
}

#[test]
fn a_row_that_two_moves_are_about_ends_once() {
    let rows = [takes(0, Some("village"), "old", always())];
    let told = told(&rows, &[moves(Some("county")), moves(Some("north"))]);
    assert_eq!(told.iter().filter(|said| *said == "e000 ends").count(), 1);
    assert_eq!(told.len(), 4, "{told:?}");
}

fn gap(rows: Vec<Endpoint>, draft: &Draft) -> Result<Vec<Warning>, Vec<String>> {
    let plan = plan_over(&model(&ModelData { endpoints: rows, ..model_data() }), draft);
    plan.map(|plan| plan.warnings).map_err(|problems| problems.iter().map(ToString::to_string).collect())
}

#[test]
fn work_that_a_system_took_is_never_without_one() {
    let rows = vec![takes(0, Some("east"), "old", until(DAY)), endpoint(1, "passport", "old")];
    assert_eq!(
        gap(rows.clone(), &handover()),
        Err(vec!["no system would take the work of waste at port on 2023-04-01".into()])
    );
    let moved = Draft { systems: vec![moves(Some("east"))], ..handover() };
    assert_eq!(gap(rows, &moved), Ok(vec![Warning::NothingGoesWithIt]));
}

#[test]
fn work_that_no_system_took_may_go_without_one_and_may_get_its_first() {
    let only_elsewhere = vec![takes(0, Some("county"), "old", until(EARLIER))];
    assert_eq!(gap(only_elsewhere, &handover()), Ok(vec![Warning::NothingGoesWithIt]));
    let none = || vec![endpoint(1, "passport", "old")];
    let without = Warning::NoSystemBefore { service_type: name("waste") };
    assert_eq!(gap(none(), &handover()), Ok(vec![without, Warning::NothingGoesWithIt]));
    let forgotten = Endpoint { until_version: Some(1), ..takes(0, Some("east"), "old", always()) };
    assert_eq!(gap(vec![forgotten], &handover()), gap(none(), &handover()));
    let other = SystemMove { service_types: vec![name("passport")], ..moves(None) };
    let elsewhere = Draft { systems: vec![other], ..handover() };
    assert_eq!(gap(none(), &elsewhere), gap(none(), &handover()));
    let first = Draft { systems: vec![moves(None)], ..handover() };
    assert_eq!(gap(none(), &first), Ok(vec![Warning::NothingGoesWithIt]));
}
