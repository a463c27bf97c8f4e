//! Each bad input has its own error, and changes nothing.

use super::{life::*, *};

/// What stands in every table of the model and the transfers.
fn everything(world: &World) -> String {
    world.read(|tx| {
        let rows = crate::holding::store::all(tx)?;
        let version = crate::model::current_version(tx)?.number;
        let (transfers, endpoints) = (store::all(tx)?, crate::endpoint::store::all(tx)?);
        let (franchises, resources) = (crate::franchise::store::all(tx)?, crate::resource::store::all(tx)?);
        let acts = ::store::audit::unnumbered(tx, 1_000)?.len();
        Ok(format!("{version} {acts} {rows:?} {transfers:?} {endpoints:?} {franchises:?} {resources:?}"))
    })
}

fn refused<T: std::fmt::Debug>(world: &World, what: impl FnOnce(&World) -> Result<T, TransferError>) -> String {
    let before = everything(world);
    let error = what(world).unwrap_err();
    assert_eq!(everything(world), before, "{error}");
    error.to_string()
}

/// What is said of a draft, as it is written or at its rehearsal.
fn problem(draft: Draft) -> String {
    let world = World::new();
    let id = draft.id.name().to_owned();
    match world.draft(draft) {
        Ok(_) => refused(&world, |world| world.rehearse(&id)),
        Err(error) => error.to_string(),
    }
}

#[test]
fn what_is_wrong_with_a_draft_by_itself_is_said_when_it_is_written() {
    let check = |change: fn(&mut Draft), expected: &str| {
        let (world, mut draft) = (World::new(), retail());
        change(&mut draft);
        assert_eq!(refused(&world, |world| world.draft(draft)), expected);
    };
    let misfit = "line 1 has to name a franchise if the form is one, and only then";
    check(|draft| draft.lines[0].whom.form = OperatingForm::Franchise, misfit);
    check(|draft| draft.lines[0].whom.franchise = Some(name("home")), misfit);
    check(
        |draft| draft.title.fr = "Accueil\0".into(),
        "the title is needed in English and French, in plain text of at most 150 characters",
    );
    let unseen = "the reason has characters that can't be seen: write plain text";
    check(|draft| draft.reason = Some("\u{1b}[31mred".into()), unseen);
    let world = World::new();
    world.draft(retail()).unwrap();
    let cancel = |world: &World, because: &'static str| {
        world.try_write(move |tx| commands::cancel(tx, &planner(), NOW, &name("retail"), Some(because)))
    };
    assert_eq!(refused(&world, |world| cancel(world, "a\0b")), unseen);
    cancel(&world, "The office\nis not ready").unwrap();
}

/// Contact by telephone for passports, from alpha to a body, on the day of the merger.
fn by_phone(id: &str, to: &str) -> Draft {
    let mut draft = Draft { id: name(id), title: text(id), day: DAY, resources: Vec::new(), ..retail() };
    draft.lines[0].whom.to = name(to);
    draft
}

#[test]
fn of_two_transfers_that_move_the_same_the_later_one_waits_for_the_other() {
    let world = World::new();
    world.draft(by_phone("second", "delta")).unwrap();
    let early = world.rehearse("second").unwrap();
    world.approve("anna", &early).unwrap();
    world.prepare(by_phone("first", "gamma"));
    let said = "trf_first moves the same on 2023-04-01 and is approved: cancel one of the two, or have one wait for \
        the other";
    assert_eq!(refused(&world, |world| world.approve("bert", &early)), said);
    assert!(matches!(world.state("first"), State::Scheduled { .. }));

    // All of it on the same day is the same too, whichever of the two would vest first.
    for id in ["all", "zall"] {
        let mut whole = by_phone(id, "delta");
        whole.lines[0].what.channel = None;
        world.draft(whole).unwrap();
        let rehearsal = world.rehearse(id).unwrap();
        assert_eq!(refused(&world, |world| world.approve("anna", &rehearsal)), said, "{id}");
    }

    // What comes later has to wait for it: then it is planned after it.
    world.draft(Draft { day: DAY + 1.days(), ..by_phone("later", "delta") }).unwrap();
    let later = world.rehearse("later").unwrap();
    assert_eq!(refused(&world, |world| world.approve("anna", &later)), said);
    // Of something else, one after the other, or before it they are in nobody's way.
    let mut waste = line("gamma", "beta");
    waste.what.service_types = vec![name("waste")];
    world.prepare(transfer("elsewhere", Kind::Agreement, DAY, vec![waste]));
    let mut onward = by_phone("onward", "delta");
    (onward.lines[0].what.from, onward.after) = (name("gamma"), vec![name("first")]);
    world.prepare(onward);
    world.prepare(Draft { day: DAY - 1.days(), ..by_phone("earlier", "delta") });
}

#[test]
fn two_that_were_approved_before_they_were_rivals_are_not_both_scheduled() {
    let world = World::new();
    for (id, to, day) in [("two", "delta", DAY + 1.days()), ("one", "gamma", DAY)] {
        world.draft(Draft { day, ..by_phone(id, to) }).unwrap();
        let rehearsal = world.rehearse(id).unwrap();
        world.approve("anna", &rehearsal).unwrap();
        world.approve("bert", &rehearsal).unwrap();
    }
    // As an older version left them: approved for the same day.
    world.write(|tx| {
        let known = commands::get(tx, &name("two"))?;
        let moved = Transfer { draft: Draft { day: DAY, ..known.draft.clone() }, ..known.clone() };
        let snapshot = Snapshot::load(tx)?;
        let hash = rules::plan(&snapshot.scene(), &moved.draft).unwrap().hash();
        let State::Approved { by, .. } = &known.state else { panic!("it is approved") };
        let approved = Transfer { state: State::Approved { hash, by: by.clone() }, ..moved };
        assert!(store::replace(tx, NOW, &known.state, &approved)?);
        Ok(())
    });
    let said = refused(&world, |world| world.schedule("two", date(2023, 3, 20)));
    assert!(said.starts_with("trf_one moves the same on 2023-04-01 and is approved"), "{said}");
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
fn nobody_writes_over_the_reversal_that_another_drafted() {
    let world = World::new();
    for known in [retail(), Draft { day: date(2023, 5, 2), ..by_phone("other", "delta") }] {
        let (id, day) = (known.id.name().to_owned(), known.day);
        let mut known = known;
        known.lines[0].what.channel = Some(if id == "other" { Channel::Post } else { Channel::Phone });
        world.prepare(known);
        world.vest(&id, day).unwrap();
    }
    let (day, today) = (date(2023, 5, 20), date(2023, 5, 10));
    reverse(&world, "back", day, today).unwrap();
    reverse(&world, "back", day + 1.days(), today).unwrap();
    let by_another = |world: &World, id: &str| {
        let actor = Actor::staff(name("planner-two"), Role::TransferPlanner, name("alpha"));
        let (title, reason) = (text(id), Some("Queues".to_owned()));
        let way = commands::WayBack { id: name(id), title, day, instrument: None, reason, answerable: Vec::new() };
        world.try_write(move |tx| commands::reverse(tx, &actor, NOW, today, &name("retail"), way.clone()))
    };
    assert_eq!(
        refused(&world, |world| by_another(world, "back")),
        "per_planner drafted trf_back already, which takes it back: ask them, or cancel that one and choose another id \
         with --called"
    );
    let said = refused(&world, |world| reverse_of(world, "other", "back", day, today));
    assert_eq!(said, "there is a transfer trf_back already: write that one anew, or choose another id");
    let said = refused(&world, |world| by_another(world, "back-too"));
    assert!(said.starts_with("per_planner drafted trf_back already, which takes it back"), "{said}");
    world.write(|tx| commands::cancel(tx, &planner(), NOW, &name("back"), None));
    by_another(&world, "back-too").unwrap();
}

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
fn neither_the_drafter_nor_one_person_twice_nor_anybody_else_approves() {
    let world = World::new();
    world.draft(merger()).unwrap();
    let rehearsal = world.rehearse("merger").unwrap();
    assert_eq!(
        refused(&world, |world| world.approve("planner", &rehearsal)),
        "per_planner drafted this transfer and can't approve it too"
    );
    let (id, hash) = (name("merger"), rehearsal.plan.hash());
    let said = refused(&world, |world| world.try_write(move |tx| commands::approve(tx, &planner(), NOW, &id, hash)));
    assert_eq!(said, "per_planner drafted this transfer and can't approve it too", "whatever their role");
    let (id, hash) = (name("merger"), rehearsal.plan.hash());
    let said = refused(&world, |world| world.try_write(move |tx| commands::approve(tx, &worker(), NOW, &id, hash)));
    assert_eq!(said, "this takes a member of staff who is a transfer approver");

    world.approve("anna", &rehearsal).unwrap();
    assert_eq!(
        refused(&world, |world| world.approve("anna", &rehearsal)),
        "per_anna has approved this transfer already; another person has to be the second"
    );
    assert_eq!(
        refused(&world, |world| world.schedule("merger", DAY)),
        "a transfer that is endorsed can't be scheduled: two people have to approve its plan"
    );
}

#[test]
fn whoever_rewrote_a_draft_drafted_it_too() {
    let world = World::new();
    world.draft(merger()).unwrap();
    let other = Actor::staff(name("anna"), Role::TransferPlanner, name("alpha"));
    world.write(move |tx| commands::draft(tx, &other, NOW, merger(), commands::Over::Whatever));
    let rehearsal = world.rehearse("merger").unwrap();
    for drafter in ["planner", "anna"] {
        let said = refused(&world, |world| world.approve(drafter, &rehearsal));
        assert_eq!(said, format!("per_{drafter} drafted this transfer and can't approve it too"));
    }
}

#[test]
fn a_plan_that_changed_since_approval_does_not_vest_and_asks_again() {
    let world = World::new();
    world.prepare(merger());
    change_the_model(&world);
    let said = refused(&world, |world| world.vest("merger", DAY));
    assert_eq!(said, "the plan has changed since it was shown: it has to be rehearsed and approved again");
    let rehearsal = world.rehearse("merger").unwrap();
    assert!(matches!(world.state("merger"), State::Rehearsed { .. }));
    world.approve("anna", &rehearsal).unwrap();
    world.approve("bert", &rehearsal).unwrap();
    world.schedule("merger", date(2023, 3, 20)).unwrap();
    world.vest("merger", DAY).unwrap();
}

#[test]
fn a_change_that_does_not_touch_the_plan_leaves_its_approval() {
    let world = World::new();
    world.prepare(merger());
    world.prepare(transfer("elsewhere", Kind::Agreement, date(2023, 3, 1), vec![line("gamma", "delta")]));
    world.vest("elsewhere", date(2023, 3, 1)).unwrap();
    world.vest("merger", DAY).unwrap();
}

#[test]
fn a_plan_that_differs_in_one_word_has_another_hash() {
    let hash = |draft: Draft| {
        let world = World::new();
        let id = draft.id.name().to_owned();
        world.draft(draft).unwrap();
        world.rehearse(&id).unwrap().plan.hash()
    };
    let usual = hash(retail());
    assert_eq!(hash(retail()), usual, "the same plan, the same hash");
    assert_ne!(hash(Draft { window_days: retail().window_days + 1, ..retail() }), usual);
    assert_ne!(hash(Draft { day: date(2023, 4, 2), ..retail() }), usual);
}

#[test]
fn a_plan_over_an_older_model_is_not_kept() {
    let world = World::new();
    world.draft(merger()).unwrap();
    let old = world.plan("merger").unwrap();
    change_the_model(&world);
    let said = refused(&world, |world| world.try_write(move |tx| commands::rehearse(tx, &planner(), NOW, &old)));
    assert_eq!(said, "the plan was made over version 1 of the model, which is at 2: make it anew");
}

#[test]
fn a_plan_of_an_older_draft_is_not_kept() {
    let world = World::new();
    world.draft(merger()).unwrap();
    let old = world.plan("merger").unwrap();
    world.draft(Draft { open_work: OpenWork::StaysUntilClosed, ..merger() }).unwrap();
    let said = refused(&world, |world| world.try_write(move |tx| commands::rehearse(tx, &planner(), NOW, &old)));
    assert_eq!(said, "the draft was changed while its plan was made: make the plan anew");
}

#[test]
fn nothing_vests_twice_or_before_its_day() {
    let world = World::new();
    world.prepare(merger());
    let rehearsal = world.plan("merger").unwrap();
    assert_eq!(
        refused(&world, |world| world.vest_with(rehearsal.clone(), date(2023, 3, 31))),
        "this transfer vests on 2023-04-01, and today is 2023-03-31"
    );
    world.vest_with(rehearsal.clone(), DAY).unwrap();
    assert_eq!(
        refused(&world, |world| world.vest_with(rehearsal, DAY)),
        "this transfer has vested already, as version 2 of the model"
    );
}

#[test]
fn two_nodes_that_vest_at_once_vest_once() {
    let world = World::new();
    world.prepare(merger());
    let rehearsal = world.plan("merger").unwrap();
    let done: Vec<bool> = std::thread::scope(|scope| {
        let nodes: Vec<_> = (0..4)
            .map(|_| {
                let (world, rehearsal) = (&world, rehearsal.clone());
                scope.spawn(move || world.vest_with(rehearsal, DAY).is_ok())
            })
            .collect();
        nodes.into_iter().map(|node| node.join().unwrap()).collect()
    });
    assert_eq!(done.iter().filter(|done| **done).count(), 1, "{done:?}");
    assert_eq!(world.read(|tx| Ok(crate::model::current_version(tx)?.number)), 2);
}

#[test]
fn a_day_that_is_past_is_not_scheduled() {
    let world = World::new();
    world.draft(merger()).unwrap();
    let rehearsal = world.rehearse("merger").unwrap();
    world.approve("anna", &rehearsal).unwrap();
    world.approve("bert", &rehearsal).unwrap();
    let said = refused(&world, |world| world.schedule("merger", date(2023, 4, 2)));
    assert_eq!(said, "2023-04-01 is past, and today is 2023-04-02: only a correction may be dated in the past");
}

#[test]
fn what_can_not_be_taken_back_is_said() {
    let world = World::new();
    world.prepare(merger());
    let said = refused(&world, |world| reverse_of(world, "merger", "back", date(2023, 5, 1), date(2023, 4, 20)));
    let dissolution = "a vesting that dissolves a body can't be reversed; what is wrong is corrected, with a reason";
    assert_eq!(said, dissolution, "not before it vests");
    world.vest("merger", DAY).unwrap();
    let said = refused(&world, |world| reverse_of(world, "merger", "back", date(2023, 5, 1), date(2023, 4, 20)));
    assert_eq!(said, dissolution, "nor afterwards");

    let world = World::new();
    world.prepare(retail());
    let said = refused(&world, |world| reverse(world, "back", date(2023, 5, 20), date(2023, 4, 20)));
    assert_eq!(said, "trf_retail has not vested: cancel it instead");
    world.vest("retail", date(2023, 5, 1)).unwrap();
    let said = refused(&world, |world| reverse(world, "back", date(2023, 7, 1), date(2023, 5, 20)));
    assert_eq!(said, "it could be taken back until 2023-06-30, and 2023-07-01 is later");
    let said = refused(&world, |world| reverse(world, "back", date(2023, 6, 30), date(2023, 7, 2)));
    assert_eq!(said, "it could be taken back until 2023-06-30, and 2023-07-02 is later");
    let said = refused(&world, |world| reverse(world, "back", date(2023, 5, 19), date(2023, 5, 20)));
    assert_eq!(said, "2023-05-19 is past, and today is 2023-05-20: only a correction may be dated in the past");
    reverse(&world, "back", date(2023, 6, 30), date(2023, 5, 20)).unwrap();
    world.prepare_drafted("back", date(2023, 5, 20));
    world.vest("back", date(2023, 6, 30)).unwrap();
    let said = refused(&world, |world| reverse(world, "again", date(2023, 6, 30), date(2023, 6, 30)));
    assert_eq!(said, "trf_back takes it back already");
    let said = refused(&world, |world| reverse_of(world, "back", "again", date(2023, 6, 30), date(2023, 6, 30)));
    assert_eq!(said, "a reversal can't be reversed; draft the move anew");
}

#[test]
fn what_others_have_changed_since_is_named_and_not_undone() {
    let world = World::new();
    world.prepare(retail());
    world.vest("retail", date(2023, 5, 1)).unwrap();
    let mut other = line("gamma", "delta");
    other.what.functions = vec![Function::Contact];
    other.what.service_types = vec![name("passport")];
    world.prepare(transfer("other", Kind::Agreement, date(2023, 5, 10), vec![other]));
    world.vest("other", date(2023, 5, 10)).unwrap();
    reverse(&world, "back", date(2023, 5, 20), date(2023, 5, 10)).unwrap();
    let said = refused(&world, |world| world.rehearse("back"));
    let expected = "what this transfer wrote has been changed since: contact of passport held by org_gamma in the whole country, rsp_";
    assert!(said.starts_with(expected), "{said}");
}

#[test]
fn a_correction_has_a_reason_and_a_reversal_is_made_from_what_it_takes_back() {
    let world = World::new();
    let correction = || transfer("correction", Kind::Correction, date(2023, 2, 1), vec![line("gamma", "beta")]);
    assert_eq!(refused(&world, |world| world.draft(correction())), "a correction needs a reason");
    let blank = Draft { reason: Some("  ".into()), ..correction() };
    assert_eq!(refused(&world, |world| world.draft(blank)), "a correction needs a reason");
    let said = refused(&world, |world| world.draft(transfer("r", Kind::Reversal, DAY, Vec::new())));
    assert_eq!(said, "a reversal is not drafted: take the transfer back that it is of");
    let reverses = Some(Reversed { transfer: name("merger"), version: 1 });
    let said = refused(&world, |world| world.draft(Draft { reverses, ..merger() }));
    assert_eq!(said, "a reversal is not drafted: take the transfer back that it is of");
}

#[test]
fn waves_wait_for_what_is_there_and_never_for_each_other() {
    let world = World::new();
    let wave = |id: &str, after: &[&str]| Draft {
        after: after.iter().map(|id| name(id)).collect(),
        ..transfer(id, Kind::Agreement, DAY, vec![line("gamma", "delta")])
    };
    let said = refused(&world, |world| world.draft(wave("two", &["one"])));
    assert_eq!(said, "it waits for trf_one, which is not there");
    world.draft(wave("one", &[])).unwrap();
    world.draft(wave("two", &["one"])).unwrap();
    let said = refused(&world, |world| world.draft(wave("one", &["two"])));
    assert_eq!(said, "trf_one, trf_two wait for each other");
    let said = refused(&world, |world| world.draft(Draft { programme: Some(name("none")), ..wave("three", &[]) }));
    assert_eq!(said, "there is no programme prg_none");
    assert_eq!(refused(&world, |world| world.rehearse("none")), "there is no transfer trf_none");
}

#[test]
fn only_planners_draft() {
    let world = World::new();
    let said = refused(&world, |world| {
        world.try_write(|tx| commands::draft(tx, &approver("anna"), NOW, merger(), commands::Over::Whatever))
    });
    assert_eq!(said, "this takes a member of staff who is a transfer planner");
    world.draft(merger()).unwrap();
    let said =
        refused(&world, |world| world.try_write(|tx| commands::cancel(tx, &worker(), NOW, &name("merger"), None)));
    assert!(said.starts_with("this takes a member of staff who is"), "{said}");
}

#[test]
fn two_rows_for_one_cell_on_one_day_are_refused_when_they_are_written() {
    let world = World::new();
    let before = everything(&world);
    let mut overlapping = model_data();
    overlapping.responsibilities.push(row(90, "waste", Function::Fulfilment, Some("north"), "gamma", always()));
    let record = move |tx: &mut Tx<'_>| crate::model::record(tx, &worker(), NOW, &overlapping);
    let refused = world.fresh.store.write_blocking(record).unwrap_err();
    assert!(matches!(refused, crate::ModelError::EqualRank(..)), "{refused}");
    assert_eq!(everything(&world), before);
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
