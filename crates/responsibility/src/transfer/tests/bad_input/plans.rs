//! What is wrong with a draft over the model, the catalogue and the other transfers: no plan can be made of it.

use super::*;

#[test]
fn what_is_not_there_is_named() {
    let check = |change: fn(&mut Draft), expected: &str| {
        let mut draft = merger();
        change(&mut draft);
        assert_eq!(problem(draft), expected);
    };
    check(|draft| draft.lines[0].what.from = name("alhpa"), "there is no body org_alhpa");
    check(|draft| draft.lines[0].whom.to = name("dleta"), "there is no body org_dleta");
    check(
        |draft| draft.lines[0].whom.to = name("closed"),
        "org_closed is not there on 2023-04-01: it can't take anything over",
    );
    check(|draft| draft.resources[0].from = name("alhpa"), "there is no body org_alhpa");
    check(|draft| draft.resources[0].to = name("dleta"), "there is no body org_dleta");
    check(|draft| draft.lines[0].what.service_types = vec![name("wsate")], "there is no service type typ_wsate");
    check(|draft| draft.lines[0].what.areas = vec!["nroth".into()], "there is no area 'nroth'");
    check(|draft| draft.instrument = name("odrer"), "there is no instrument ins_odrer");
    check(|draft| draft.answerable[0].person = name("ogla"), "there is no person per_ogla among the staff");
    check(
        |draft| {
            let service_types = vec![name("waste")];
            draft.systems = vec![SystemMove { service_types, area: None, system: name("nwe") }];
        },
        "there is no system sys_nwe",
    );
    check(
        |draft| {
            draft.lines[0].whom.form = OperatingForm::Franchise;
            draft.lines[0].whom.franchise = Some(name("bereavement"));
        },
        "there is no franchise fra_bereavement",
    );
}

#[test]
fn a_day_outside_its_instrument_is_refused() {
    assert_eq!(
        problem(Draft { instrument: name("later-order"), ..merger() }),
        "the vesting day 2023-04-01 is before ins_later-order takes effect on 2024-01-01"
    );
    let mut draft = merger();
    draft.lines[1].whom.instrument = name("expired");
    assert_eq!(problem(draft), "the vesting day 2023-04-01 is after the end of ins_expired on 2020-01-01");
}

#[test]
fn what_does_not_fit_its_kind_is_refused() {
    let check = |draft: Draft, expected: &str| assert_eq!(problem(draft), expected);
    check(transfer("empty", Kind::Agreement, DAY, Vec::new()), {
        "the transfer moves nothing: name what responsibility, posts, money or systems move"
    });
    check(
        Draft { kind: Kind::Agreement, ..merger() },
        "org_alpha can only be dissolved by a succession: bodies that live on are not ended by other moves; \
         org_beta can only be dissolved by a succession: bodies that live on are not ended by other moves",
    );
    check(Draft { window_days: 30, ..merger() }, "a succession can't be reversed, so it has no window");
    let mut decides = retail();
    decides.lines[0].what.functions.push(Function::Decision);
    check(decides, "line 1 moves more than contact, which a retail transfer doesn't");
    let mut formless = retail();
    formless.lines[0].whom.form = OperatingForm::Franchise;
    check(formless, "line 1 has to name a franchise if the form is one, and only then");
    let mut nobody = merger();
    nobody.answerable[0].matter = Matter::Stuck;
    let expected = "nobody is named who sees to what is uncertain; nobody is named who sees to what is begun by the \
        predecessor; nobody is named who sees to what is acted on by the successor; nobody is named who sees to what \
        is to be done about posts and money";
    check(nobody, expected);
}

#[test]
fn a_line_that_selects_nothing_is_refused() {
    let mut draft = merger();
    draft.lines.push(line("delta", "gamma"));
    assert_eq!(problem(draft), "line 3 selects nothing that org_delta holds on 2023-04-01 or later");
}

#[test]
fn two_lines_for_one_cell_are_refused() {
    let draft = transfer("twice", Kind::Agreement, DAY, vec![line("gamma", "alpha"), line("gamma", "beta")]);
    let expected = "two lines give policy of waste to org_alpha and to org_beta";
    assert!(problem(draft).starts_with(expected));
}

#[test]
fn a_gap_is_refused_and_named() {
    // Only the north is said to go somewhere, though the south becomes part of the same council.
    let mut draft = transfer("half", Kind::Agreement, DAY, vec![line("alpha", "delta")]);
    draft.lines[0].what.service_types = vec![name("waste")];
    let said = problem(draft);
    assert!(said.contains("policy of waste in council would go to org_delta and nobody"), "{said}");
}

#[test]
fn a_body_that_ends_keeps_nothing() {
    let mut draft = merger();
    draft.lines[0].what.functions = vec![Function::Policy, Function::Decision, Function::Fulfilment];
    draft.lines[0].what.service_types = vec![name("passport")];
    draft.lines[1].what.service_types = vec![name("waste")];
    draft.resources.pop();
    let said = problem(draft);
    assert!(said.contains("org_alpha ends on 2023-04-01 and would still have the line 'depot'"), "{said}");
    let mut draft = merger();
    draft.lines[0].what.functions = vec![Function::Contact];
    draft.dissolves.remove(1);
    draft.lines[0].what.service_types = vec![name("passport")];
    draft.lines.remove(1);
    let said = problem(draft);
    assert!(
        said.starts_with(
            "org_alpha ends on 2023-04-01 and would still hold policy of passport, decision of passport, "
        ),
        "{said}"
    );
    assert!(said.contains("and 4 more"), "{said}");
}

#[test]
fn a_body_that_ends_is_followed_in_everything_once() {
    let check = |change: fn(&mut Draft), expected: &str| {
        let mut draft = merger();
        change(&mut draft);
        assert_eq!(problem(draft), expected);
    };
    check(|draft| draft.dissolves[0].successor = name("beta"), "org_beta can't follow org_alpha: it ends that day too");
    check(
        |draft| draft.dissolves[0].things = Thing::ALL[1..].to_vec(),
        "nobody follows org_alpha in its page addresses",
    );
    check(
        |draft| {
            let successor = name("gamma");
            draft.dissolves.push(Dissolution { successor, things: vec![Thing::Appeals], ..draft.dissolves[0].clone() });
        },
        "org_alpha has two successors in appeals for the same places",
    );
}

#[test]
fn a_body_ends_once_and_only_a_correction_says_otherwise_who_follows_it() {
    let world = World::new();
    world.prepare(merger());
    world.vest("merger", DAY).unwrap();
    let again = |kind, reason: Option<&str>| Draft {
        dissolves: vec![Dissolution { successor: name("gamma"), ..merger().dissolves[0].clone() }],
        reason: reason.map(str::to_owned),
        ..transfer("again", kind, DAY + 30.days(), Vec::new())
    };
    world.draft(again(Kind::Succession, None)).unwrap();
    assert_eq!(
        refused(&world, |world| world.rehearse("again")),
        "org_alpha ended on 2023-04-01 by trf_merger: only a correction says otherwise who follows it"
    );
    world.draft(again(Kind::Correction, Some("it was gamma"))).unwrap();
    world.rehearse("again").unwrap();
}

#[test]
fn a_body_that_holds_none_of_it_by_then_is_named_with_the_transfer_that_moves_it_before() {
    let late = |id: &str| {
        let mut draft = Draft { day: DAY + 9.days(), ..merger() };
        (draft.id, draft.kind) = (name(id), Kind::Agreement);
        draft.dissolves.clear();
        draft.lines.truncate(1);
        draft.lines[0].what.service_types = vec![name("waste")];
        draft
    };
    assert_eq!(problem(late("late")), "org_alpha holds none of it on 2023-04-10, as it is known now");
    let world = World::new();
    world.prepare(merger());
    world.draft(late("late")).unwrap();
    assert_eq!(
        refused(&world, |world| world.rehearse("late")),
        "org_alpha holds none of it on 2023-04-10, as it is known now: trf_merger will have moved what it holds"
    );
}

#[test]
fn posts_and_money_that_are_not_there_do_not_move() {
    let mut draft = merger();
    draft.resources[0].amount = Some(Amount::Posts(1251));
    let said = problem(draft);
    assert!(said.starts_with("12.51 posts of 'crews' would leave org_alpha, which has 12.50 posts"), "{said}");
}

#[test]
fn a_system_that_would_be_missing_is_named() {
    let world = World::new();
    world.write(|tx| {
        let mut data = model_data();
        data.endpoints[0].area = Some("north".into());
        crate::model::record(tx, &worker(), NOW, &data).expect("the data are sound");
        Ok(())
    });
    world.draft(merger()).unwrap();
    let said = refused(&world, |world| world.rehearse("merger"));
    assert_eq!(said, "no system would take the work of waste at lake on 2023-04-01");
}

#[test]
fn deadlines_are_not_counted_anew_by_what_nobody_has_promised() {
    let mut anew = Draft { deadlines: Deadlines::CountAnew, ..merger() };
    anew.lines.truncate(1);
    anew.lines[0].what.service_types = vec![name("waste")];
    let said = problem(anew);
    assert!(said.contains("has promised nothing for") && said.contains("can't be counted anew"), "{said}");
    let world = World::new();
    world.draft(Draft { deadlines: Deadlines::CountAnew, ..retail() }).unwrap();
    world.rehearse("retail").unwrap();
}
