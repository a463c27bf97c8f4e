//! What is refused when a draft is written.

use super::*;

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
