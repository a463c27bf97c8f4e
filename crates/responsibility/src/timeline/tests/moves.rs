//! The engine in examples: what a line selects, and which rows a move ends and begins.

use super::*;

fn by(row: Responsibility, channel: Channel) -> Responsibility {
    Responsibility { channel: Some(channel), ..row }
}

fn of_student(row: Responsibility) -> Responsibility {
    Responsibility { segment: Some("student".into()), ..row }
}

fn on(row: Responsibility, from: i32, until: Option<i32>) -> Responsibility {
    let day = |n: i32| VESTING + n.days();
    Responsibility { valid: Effective { from: day(from), until: until.map(day) }, ..row }
}

fn in_areas(line: Line, areas: &[&str]) -> Line {
    Line { what: Selection { areas: areas.iter().map(|area| AreaCode::from(*area)).collect(), ..line.what }, ..line }
}

fn into(line: Line, area: &str) -> Line {
    Line { what: Selection { into: Some(area.into()), ..line.what }, ..line }
}

fn by_phone(line: Line) -> Line {
    Line { what: Selection { channel: Some(Channel::Phone), ..line.what }, ..line }
}

fn is_selected(line: &Line, row: Responsibility) -> bool {
    of(&[row], |group| selects(group, line, VESTING))
}

/// Which rows end, and what is said in their place; days are counted from the day of the move.
fn told(rows: &[Responsibility], lines: &[Line]) -> Vec<String> {
    let change = of(rows, |group| reassign(group, lines, VESTING)).unwrap();
    assert!(change.add.iter().all(|row| row.id.name() == "new" && row.since_version == 0), "{:?}", change.add);
    let ends = change.retire.iter().map(|id| format!("{} ends", id.name()));
    let mut told: Vec<String> = ends.chain(change.add.iter().map(words)).collect();
    told.sort();
    told
}

fn words(row: &Responsibility) -> String {
    let days = |day: Day| VESTING.until(day).unwrap().get_days();
    let area = row.area.as_ref().map_or("everywhere", AreaCode::as_str);
    let channel = row.channel.map(|channel| format!(" by {channel}")).unwrap_or_default();
    let segment = row.segment.as_ref().map(|segment| format!(" for {segment}")).unwrap_or_default();
    let until = row.valid.until.map(|until| format!(" until {}", days(until))).unwrap_or_default();
    format!("{} in {area}{channel}{segment} from {}{until}", row.holder.name(), days(row.valid.from))
}

fn clashes(rows: &[Responsibility], lines: &[Line]) -> Vec<Clash> {
    of(rows, |group| reassign(group, lines, VESTING)).unwrap_err()
}

/// Who would get the area, by the areas before it.
fn torn(area: &str, between: &[Option<&str>]) -> Clash {
    let between = between.iter().map(|body| body.map(|body| Id::named(body).unwrap())).collect();
    Clash::Torn { service_type: waste(), function: Function::Decision, area: area.into(), between }
}

#[test]
fn a_line_speaks_of_the_service_types_and_functions_that_it_names() {
    let types = |named: &[&str]| named.iter().map(|name| Id::named(name).unwrap()).collect::<Vec<_>>();
    for (service_types, functions, speaks) in [
        (types(&[]), vec![], true),
        (types(&["waste", "tax"]), vec![], true),
        (types(&[]), vec![Function::Contact, Function::Decision], true),
        (types(&["waste"]), vec![Function::Decision], true),
        (types(&["tax"]), vec![], false),
        (types(&[]), vec![Function::Contact], false),
        (types(&["waste"]), vec![Function::Contact], false),
        (types(&["tax"]), vec![Function::Decision], false),
    ] {
        let mut line = line("alpha", "delta");
        (line.what.service_types, line.what.functions) = (service_types, functions);
        let row = row(0, None, "alpha");
        assert_eq!(is_selected(&line, row.clone()), speaks, "{line:?}");
        assert_eq!(told(&[row], std::slice::from_ref(&line)).is_empty(), !speaks, "{line:?}");
    }
}

#[test]
fn a_line_selects_what_its_predecessor_holds_on_the_day_or_later() {
    let line = line("alpha", "delta");
    assert!(is_selected(&line, on(row(0, None, "alpha"), -30, Some(1))));
    assert!(is_selected(&line, on(row(0, None, "alpha"), 30, None)));
    assert!(!is_selected(&line, on(row(0, None, "alpha"), -30, Some(0))));
    assert!(!is_selected(&line, row(0, None, "beta")));
}

#[test]
fn a_line_meets_rows_of_its_channel_and_segment_and_those_that_name_none() {
    let channels = [None, Some(Channel::Phone), Some(Channel::Web)];
    let segments = [None, Some("student"), Some("veteran")];
    for (channel, row_channel) in channels.iter().flat_map(|one| channels.map(|other| (*one, other))) {
        for (segment, row_segment) in segments.iter().flat_map(|one| segments.map(|other| (*one, other))) {
            let mut line = line("alpha", "delta");
            (line.what.channel, line.what.segment) = (channel, segment.map(str::to_owned));
            let row = Responsibility {
                channel: row_channel,
                segment: row_segment.map(str::to_owned),
                ..row(0, None, "alpha")
            };
            let apart = |named: bool, narrower: bool, same: bool| named && narrower && !same;
            let meet = !apart(channel.is_some(), row_channel.is_some(), channel == row_channel)
                && !apart(segment.is_some(), row_segment.is_some(), segment == row_segment);
            assert_eq!(is_selected(&line, row), meet, "{channel:?} {segment:?} {row_channel:?} {row_segment:?}");
        }
    }
}

#[test]
fn a_line_for_an_area_selects_what_lies_in_it_and_its_part_of_what_lies_around_it() {
    for (named, area, selected) in [
        ("county", Some("north"), true),
        ("north", Some("county"), true),
        ("north", None, true),
        ("north", Some("north"), true),
        ("north", Some("village"), true),
        ("council", Some("village"), true),
        ("east", Some("north"), false),
        ("east", Some("park"), false),
    ] {
        let line = in_areas(line("alpha", "delta"), &[named]);
        assert_eq!(is_selected(&line, row(0, area, "alpha")), selected, "{named} {area:?}");
    }
}

#[test]
fn a_body_that_takes_over_follows_in_the_rows_of_its_predecessor() {
    assert_eq!(
        told(&[row(0, None, "alpha")], &[line("alpha", "delta")]),
        ["alpha in everywhere from -30 until 0", "delta in everywhere from 0", "r00 ends"]
    );
}

#[test]
fn the_rows_of_areas_that_become_one_become_one() {
    let rows = [row(0, Some("north"), "alpha"), row(1, Some("south"), "beta")];
    assert_eq!(
        told(&rows, &[line("alpha", "delta"), line("beta", "delta")]),
        [
            "alpha in north from -30 until 0",
            "beta in south from -30 until 0",
            "delta in council from 0",
            "r00 ends",
            "r01 ends"
        ]
    );
}

#[test]
fn areas_that_become_one_go_to_one_body() {
    let rows = [row(0, Some("north"), "alpha"), row(1, Some("south"), "beta")];
    let [alpha, beta] = ["alpha", "beta"].map(|from| line(from, "delta"));
    assert_eq!(clashes(&rows, std::slice::from_ref(&alpha)), [torn("council", &[Some("delta"), None])]);
    assert_eq!(clashes(&rows, &[alpha, line("beta", "gamma")]), [torn("council", &[Some("delta"), Some("gamma")])]);
    assert_eq!(clashes(&rows, &[beta]), [torn("council", &[None, Some("delta")])]);
}

#[test]
fn a_row_of_an_area_that_ends_stays_where_no_line_is_about_it() {
    let rows = [
        by(row(0, Some("north"), "alpha"), Channel::Phone),
        by(row(1, Some("south"), "alpha"), Channel::Phone),
        by(row(2, Some("north"), "beta"), Channel::Web),
        by(row(3, Some("north"), "alpha"), Channel::Web),
        on(of_student(by(row(4, Some("north"), "alpha"), Channel::Phone)), -30, Some(0)),
        on(of_student(by(row(5, Some("south"), "alpha"), Channel::Phone)), -30, Some(20)),
    ];
    assert_eq!(
        told(&rows, &[by_phone(line("alpha", "delta"))]),
        [
            "alpha in north by phone from -30 until 0",
            "alpha in south by phone for student from -30 until 0",
            "alpha in south by phone from -30 until 0",
            "delta in council by phone from 0",
            "r00 ends",
            "r01 ends",
            "r05 ends"
        ]
    );
    let rows = [row(0, Some("north"), "alpha"), row(1, Some("east"), "alpha")];
    assert_eq!(
        told(&rows, &[in_areas(line("alpha", "delta"), &["east"])]),
        ["alpha in east from -30 until 0", "delta in east from 0", "r01 ends"]
    );
}

#[test]
fn a_row_that_ends_on_the_day_is_left_alone_and_one_that_would_begin_then_is_taken_back_whole() {
    let rows = [on(row(0, Some("east"), "alpha"), -30, Some(0)), on(row(1, Some("east"), "alpha"), 0, None)];
    assert_eq!(told(&rows, &[line("alpha", "delta")]), ["delta in east from 0", "r01 ends"]);
}

#[test]
fn a_row_is_cut_only_where_its_holder_changes() {
    let all = row(0, Some("east"), "alpha");
    let web = on(by(row(1, Some("east"), "beta"), Channel::Web), 10, Some(20));
    assert_eq!(
        told(&[all, web.clone()], &[line("alpha", "delta")]),
        ["alpha in east from -30 until 0", "delta in east from 0", "r00 ends"]
    );
    let (before, after) =
        (on(row(0, Some("east"), "alpha"), -30, Some(10)), on(row(2, Some("east"), "alpha"), 20, None));
    assert_eq!(
        told(&[before, web, after], &[line("alpha", "delta")]),
        [
            "alpha in east from -30 until 0",
            "delta in east from 0 until 10",
            "delta in east from 20",
            "r00 ends",
            "r02 ends"
        ]
    );
}

#[test]
fn a_part_that_moves_is_cut_out_of_what_stays() {
    let rows = [row(0, Some("county"), "alpha")];
    let line = by_phone(in_areas(line("alpha", "delta"), &["east"]));
    assert_eq!(told(&rows, &[line]), ["delta in east by phone from 0"]);
}

#[test]
fn what_would_be_answered_alike_anyway_gets_no_row() {
    let rows = [row(0, Some("county"), "alpha"), by(row(1, Some("village"), "alpha"), Channel::Phone)];
    assert_eq!(
        told(&rows, &[line("alpha", "delta")]),
        [
            "alpha in county from -30 until 0",
            "alpha in village by phone from -30 until 0",
            "delta in county from 0",
            "delta in village by phone from 0",
            "r00 ends",
            "r01 ends"
        ]
    );
}

#[test]
fn a_part_is_not_cut_out_along_borders_that_cross_those_of_other_rows() {
    let park = || in_areas(line("alpha", "delta"), &["park"]);
    let everywhere = row(0, None, "alpha");
    let crossed = Clash::Crossing {
        service_type: waste(),
        function: Function::Decision,
        area: "park".into(),
        crossed: "county".into(),
    };
    let county = row(1, Some("county"), "beta");
    assert_eq!(clashes(&[everywhere.clone(), county.clone()], &[park()]), [crossed]);
    assert_eq!(told(std::slice::from_ref(&everywhere), &[park()]), ["delta in park from 0"]);
    let past = on(county.clone(), -30, Some(0));
    assert_eq!(told(&[everywhere.clone(), past], &[park()]), ["delta in park from 0"]);
    let stood = row(2, Some("park"), "alpha");
    assert_eq!(
        told(&[everywhere, county, stood], &[park()]),
        ["alpha in park from -30 until 0", "delta in park from 0", "r02 ends"]
    );
}

#[test]
fn two_lines_that_name_different_bodies_for_one_cell_clash_and_two_that_agree_do_not() {
    let rows = [row(0, None, "alpha")];
    let [beta, gamma] = ["beta", "gamma"].map(|to| Id::named(to).unwrap());
    let clash = Clash::Twice { service_type: waste(), function: Function::Decision, between: [beta, gamma] };
    assert_eq!(clashes(&rows, &[line("alpha", "beta"), line("alpha", "gamma")]), [clash]);
    assert_eq!(told(&rows, &[line("alpha", "delta"), line("alpha", "delta")]).len(), 3);
    let apart = [in_areas(line("alpha", "beta"), &["east"]), in_areas(line("alpha", "gamma"), &["north"])];
    assert_eq!(told(&[row(0, Some("east"), "alpha"), row(1, Some("north"), "beta")], &apart).len(), 3);
}

/// Several that hold the same, by a rule that says who is asked.
fn routed(holders: &[&str]) -> Vec<Responsibility> {
    let rows = holders.iter().enumerate().map(|(n, holder)| row(n, Some("east"), holder));
    rows.map(|row| Responsibility { routing: Some(crate::Routing { rule: "the nearest".into(), turn: 1 }), ..row })
        .collect()
}

fn rules_after(rows: &[Responsibility], lines: &[Line]) -> Vec<(String, Option<String>)> {
    let change = of(rows, |group| reassign(group, lines, VESTING)).unwrap();
    let new = change.add.into_iter().filter(|row| row.valid.from == VESTING);
    new.map(|row| (row.holder.name().to_owned(), row.routing.map(|routing| routing.rule))).collect()
}

#[test]
fn where_several_hold_the_same_the_rule_that_says_who_is_asked_lasts_while_there_are_several() {
    let rule = || Some("the nearest".to_owned());
    let all = routed(&["alpha", "beta"]);
    assert_eq!(rules_after(&all, &[line("alpha", "delta")]), [("delta".into(), rule())]);
    let merged = [line("alpha", "delta"), line("beta", "delta")];
    assert_eq!(rules_after(&all, &merged), [("delta".into(), None)]);
    assert_eq!(rules_after(&routed(&["alpha", "beta", "gamma"]), &merged), [("delta".into(), rule())], "beside gamma");
    assert_eq!(rules_after(&routed(&["alpha"]), &merged), [("delta".into(), rule())]);
}

#[test]
fn an_area_that_is_split_goes_part_by_part() {
    let rows = [row(0, Some("island"), "alpha"), row(1, Some("east"), "alpha")];
    let parts = [into(line("alpha", "beta"), "island-east"), into(line("alpha", "gamma"), "island-west")];
    assert_eq!(
        told(&rows[..1], &parts),
        ["alpha in island from -30 until 0", "beta in island-east from 0", "gamma in island-west from 0", "r00 ends"]
    );
    assert_eq!(
        told(&rows, &parts[..1]),
        [
            "alpha in east from -30 until 0",
            "alpha in island from -30 until 0",
            "beta in east from 0",
            "beta in island-east from 0",
            "r00 ends",
            "r01 ends"
        ]
    );
    assert_eq!(
        told(&rows[..1], &[line("alpha", "delta")]),
        ["alpha in island from -30 until 0", "delta in island-east from 0", "delta in island-west from 0", "r00 ends"]
    );
}

#[test]
fn an_area_that_is_cut_out_of_one_that_goes_on_is_answered_by_what_lies_around_it() {
    let rows = [row(0, Some("county"), "alpha"), row(1, Some("east"), "beta")];
    let line = in_areas(line("alpha", "delta"), &["quay"]);
    assert_eq!(told(&rows, &[line]), ["delta in quay from 0"]);
}

#[test]
fn where_one_area_lay_within_another_and_both_become_one_the_inner_one_answers() {
    let rows = [row(0, Some("shire"), "alpha"), by(row(1, Some("borough"), "beta"), Channel::Phone)];
    assert_eq!(
        told(&rows, &[line("alpha", "delta"), line("beta", "gamma")]),
        [
            "alpha in shire from -30 until 0",
            "beta in borough by phone from -30 until 0",
            "delta in unitary from 0",
            "gamma in unitary by phone from 0",
            "r00 ends",
            "r01 ends"
        ]
    );
}

#[test]
fn a_place_goes_with_the_area_that_ends_around_it_where_its_own_row_is_about_something_else() {
    let rows = [
        row(0, Some("county"), "beta"),
        row(1, Some("north"), "alpha"),
        row(2, Some("south"), "alpha"),
        by(row(3, Some("village"), "alpha"), Channel::Phone),
    ];
    assert_eq!(
        told(&rows, &[line("alpha", "delta")]),
        [
            "alpha in north from -30 until 0",
            "alpha in south from -30 until 0",
            "alpha in village by phone from -30 until 0",
            "delta in council from 0",
            "delta in village by phone from 0",
            "r01 ends",
            "r02 ends",
            "r03 ends"
        ]
    );
}

#[test]
fn an_area_that_takes_another_in_goes_where_both_go() {
    let rows = [row(0, Some("garrison"), "alpha"), row(1, Some("fort"), "beta")];
    let [alpha, beta] = ["alpha", "beta"].map(|from| line(from, "delta"));
    assert_eq!(
        told(&rows, &[alpha, beta.clone()]),
        [
            "alpha in garrison from -30 until 0",
            "beta in fort from -30 until 0",
            "delta in garrison from 0",
            "r00 ends",
            "r01 ends"
        ]
    );
    assert_eq!(told(&rows, &[line("beta", "alpha")]), ["beta in fort from -30 until 0", "r01 ends"]);
    assert_eq!(clashes(&rows, &[beta]), [torn("garrison", &[Some("alpha"), Some("delta")])]);
    let ended = [rows[0].clone(), on(rows[1].clone(), -30, Some(0)), row(2, None, "gamma")];
    assert_eq!(
        told(&ended, &[line("alpha", "delta")]),
        ["alpha in garrison from -30 until 0", "delta in garrison from 0", "r00 ends"]
    );
}

#[test]
fn what_is_recorded_ahead_for_a_new_area_stands_before_what_its_predecessors_had() {
    let rows = [
        row(0, Some("north"), "alpha"),
        row(1, Some("south"), "alpha"),
        on(by(row(2, Some("council"), "gamma"), Channel::Phone), 0, None),
    ];
    assert_eq!(
        told(&rows, &[line("alpha", "delta")]),
        [
            "alpha in north from -30 until 0",
            "alpha in south from -30 until 0",
            "delta in council from 0",
            "r00 ends",
            "r01 ends"
        ]
    );
}

#[test]
fn a_change_is_empty_where_nothing_ends_and_nothing_begins() {
    let row = row(0, None, "alpha");
    assert!(Change::default().is_empty());
    assert!(!Change { retire: vec![row.id.clone()], add: Vec::new() }.is_empty());
    assert!(!Change { retire: Vec::new(), add: vec![row] }.is_empty());
}
