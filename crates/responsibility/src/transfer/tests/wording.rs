//! What can be said of a draft before anything is planned.

use super::{plan::*, *};
use crate::franchise::{Franchise, Member, Part, Serves};

/// What is wrong with the words of a draft.
fn wrong(draft: &Draft) -> Vec<String> {
    let (model, catalogue) = (model(&model_data()), catalogue());
    let problems = checks::wording(&Scene { model: &model, catalogue: &catalogue }, draft);
    problems.iter().map(ToString::to_string).collect()
}

const NOTHING: [&str; 0] = [];
const EMPTY: &str = "the transfer moves nothing: name what responsibility, posts, money or systems move";
const NO_REVERSAL: &str = "a reversal takes one vesting back and says nothing else";

#[test]
fn an_instrument_is_in_force_from_its_first_day_until_the_day_before_its_end() {
    let under = |instrument: &str, day: Day| wrong(&Draft { instrument: name(instrument), day, ..handover() });
    assert_eq!(under("later-order", LATER), NOTHING);
    let eve = LATER - 1.days();
    assert_eq!(
        under("later-order", eve),
        ["the vesting day 2023-12-31 is before ins_later-order takes effect on 2024-01-01"]
    );
    let mut early = handover();
    early.lines[0].whom.instrument = name("act");
    let ended = |day: Day| wrong(&Draft { instrument: name("expired"), day, ..early.clone() });
    assert_eq!(ended(date(2019, 12, 31)), NOTHING);
    assert_eq!(ended(date(2020, 1, 1)), ["the vesting day 2020-01-01 is after the end of ins_expired on 2020-01-01"]);
}

#[test]
fn a_franchise_is_named_where_the_form_is_one_and_only_then() {
    let with = |form, franchise: Option<&str>| {
        let mut draft = handover();
        (draft.lines[0].whom.form, draft.lines[0].whom.franchise) = (form, franchise.map(name));
        wrong(&draft)
    };
    let unknown = "there is no franchise fra_home";
    let misfit = "line 1 has to name a franchise if the form is one, and only then";
    assert_eq!(with(OperatingForm::Retail, None), NOTHING);
    assert_eq!(with(OperatingForm::Franchise, Some("home")), [unknown]);
    assert_eq!(with(OperatingForm::Franchise, None), [misfit]);
    assert_eq!(with(OperatingForm::Retail, Some("home")), [misfit, unknown]);
}

/// Beta leads it with delta as partner, then delta until it closes.
pub(super) fn franchise(known: &str) -> Franchise {
    let member = |body: &str, part, from, until| Member { body: name(body), part, valid: Effective { from, until } };
    let (begins, turns, ends) = (date(2020, 1, 1), DAY, LATER);
    Franchise {
        id: name(known),
        name: text(known),
        serves: Serves::Segment("families".into()),
        charter: text(known),
        instrument: name("act"),
        valid: Effective { from: begins, until: Some(ends) },
        members: vec![
            member("beta", Part::Lead, begins, Some(turns)),
            member("delta", Part::Partner, begins, Some(turns)),
            member("delta", Part::Lead, turns, None),
        ],
        journeys: Vec::new(),
        came_from: Vec::new(),
        illustrative: true,
        since_version: 1,
        until_version: None,
    }
}

#[test]
fn what_is_held_in_a_franchise_is_held_by_its_lead_of_the_day() {
    let mut data = model_data();
    data.arrangements.franchises = vec![franchise("home")];
    let (model, catalogue) = (model(&data), catalogue());
    let on = |day: Day, to: &str| -> Vec<String> {
        let mut draft = Draft { day, ..handover() };
        (draft.lines[0].whom.form, draft.lines[0].whom.franchise) = (OperatingForm::Franchise, Some(name("home")));
        draft.lines[0].whom.to = name(to);
        let problems = checks::wording(&Scene { model: &model, catalogue: &catalogue }, &draft);
        problems.iter().map(ToString::to_string).collect()
    };
    let eve = DAY - 1.days();
    assert_eq!(on(eve, "beta"), NOTHING);
    assert_eq!(on(DAY, "delta"), NOTHING);
    let misfit = "line 1 goes to org_delta in fra_home, which org_beta leads on 2023-03-31: name the lead";
    assert_eq!(on(eve, "delta"), [misfit], "a partner is no lead");
    assert_eq!(on(LATER - 1.days(), "delta"), NOTHING);
    assert_eq!(on(LATER, "delta"), ["fra_home is not there on 2024-01-01: nothing can be held in it"]);
}

#[test]
fn the_texts_of_a_draft_are_plain_and_no_essays() {
    let said = |change: &dyn Fn(&mut Draft)| {
        let mut draft = retail();
        change(&mut draft);
        let problems = checks::by_itself(&draft);
        problems.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    let because = |reason: &str| said(&|draft: &mut Draft| draft.reason = Some(reason.to_owned()));
    assert_eq!(because("One line\r\nand\tanother"), NOTHING);
    assert_eq!(because(&"é".repeat(2_000)), NOTHING);
    assert_eq!(because(&"e".repeat(2_001)), ["the reason may have at most 2000 characters"]);
    for reason in ["\0", "a\u{7}b", "a\u{202e}b"] {
        assert_eq!(because(reason), ["the reason has characters that can't be seen: write plain text"], "{reason:?}");
    }
    assert_eq!(said(&|draft| draft.window_days = 3_652), NOTHING);
    let window = "it can be taken back for 3652 days at most: make window_days smaller";
    assert_eq!(said(&|draft| draft.window_days = 3_653), [window]);
    let area = "the code of an area has characters that can't be seen: write plain text";
    let bell: AreaCode = "no\u{7}rth".into();
    assert_eq!(said(&|draft| draft.lines[0].what.areas = vec![bell.clone()]), [area]);
    assert_eq!(said(&|draft| draft.lines[0].what.into = Some(bell.clone())), [area]);
    let moved = SystemMove { service_types: Vec::new(), area: Some(bell.clone()), system: name("new") };
    assert_eq!(said(&|draft| draft.systems = vec![moved.clone()]), [area]);
    let mut ended = merger().dissolves;
    ended[0].areas = vec![bell.clone()];
    assert_eq!(said(&|draft| draft.dissolves = ended.clone()), [area]);
    assert_eq!(
        said(&|draft| {
            draft.lines[0].what.segment = Some("stu\ndents".into());
            draft.resources[0].line = "crews\0".into();
        }),
        [
            "the name of a segment is empty, has space around it, or has characters that can't be seen: write plain text",
            "the line of a share has characters that can't be seen: write plain text"
        ]
    );
    let segment =
        "the name of a segment is empty, has space around it, or has characters that can't be seen: write plain text";
    for odd in ["", " ", " students", "students\t"] {
        assert_eq!(said(&|draft| draft.lines[0].what.segment = Some(odd.into())), [segment], "{odd:?}");
    }
    let long = "a".repeat(160);
    assert_eq!(said(&|draft| draft.title.en = long.clone()).len(), 1);
    let reverses = Some(Reversed { transfer: name("retail"), version: 1 });
    let back = Draft { title: text(&long), reverses, ..transfer("back", Kind::Reversal, DAY, Vec::new()) };
    assert_eq!(checks::by_itself(&back), [], "it is called after what it takes back, with a word more");
}

#[test]
fn only_a_retail_transfer_is_held_to_contact() {
    let misfit = "line 1 moves more than contact, which a retail transfer doesn't";
    let as_retail = Draft { kind: Kind::Retail, ..handover() };
    assert_eq!(wrong(&as_retail), [misfit]);
    assert_eq!(wrong(&retail()), NOTHING);
    assert_eq!(wrong(&Draft { kind: Kind::Agreement, ..retail() }), NOTHING);
}

#[test]
fn a_title_is_plain_words_in_both_languages_and_no_essay() {
    let titled = |en: &str, fr: &str| wrong(&Draft { title: Text { en: en.into(), fr: fr.into() }, ..handover() });
    let misfit = ["the title is needed in English and French, in plain text of at most 150 characters"];
    assert_eq!(titled(&"a".repeat(150), "Passation"), NOTHING);
    let long = "a".repeat(151);
    let misfits =
        [("", "Passation"), ("Handover", " "), (&*long, "b"), ("a\u{202e}b", "b"), ("\0", "b"), ("a\nb", "b")];
    for (en, fr) in misfits {
        assert_eq!(titled(en, fr), misfit, "{en:?} {fr:?}");
    }
}

#[test]
fn a_draft_moves_something_whatever_it_is() {
    let empty = || transfer("empty", Kind::Agreement, DAY, Vec::new());
    assert_eq!(wrong(&empty()), [EMPTY]);
    assert_eq!(wrong(&handover()), NOTHING);
    assert_eq!(wrong(&Draft { resources: retail().resources, ..empty() }), NOTHING);
    let systems = vec![SystemMove { service_types: vec![name("waste")], area: None, system: name("new") }];
    assert_eq!(wrong(&Draft { systems, ..empty() }), NOTHING);
    assert_eq!(
        wrong(&Draft { dissolves: merger().dissolves, kind: Kind::Succession, window_days: 0, ..empty() }),
        NOTHING
    );
}

#[test]
fn a_reversal_names_what_it_takes_back_and_moves_nothing_itself() {
    let reverses = Some(Reversed { transfer: name("handover"), version: 2 });
    let back = || transfer("back", Kind::Reversal, DAY, Vec::new());
    assert_eq!(wrong(&Draft { reverses: reverses.clone(), ..back() }), NOTHING);
    assert_eq!(wrong(&back()), [NO_REVERSAL]);
    assert_eq!(wrong(&Draft { reverses: reverses.clone(), lines: handover().lines, ..back() }), [NO_REVERSAL]);
    assert_eq!(wrong(&Draft { reverses, ..handover() }), [NO_REVERSAL]);
}

#[test]
fn a_correction_says_why_and_nothing_else_has_to() {
    let correction =
        |reason: Option<&str>| Draft { kind: Kind::Correction, reason: reason.map(str::to_owned), ..handover() };
    assert_eq!(wrong(&correction(Some("the order named gamma"))), NOTHING);
    assert_eq!(wrong(&correction(Some(" "))), ["a correction needs a reason"]);
    assert_eq!(wrong(&correction(None)), ["a correction needs a reason"]);
    assert_eq!(wrong(&Draft { kind: Kind::Agreement, ..correction(None) }), NOTHING);
}

#[test]
fn a_succession_has_no_window_and_other_kinds_may_have_one() {
    assert_eq!(wrong(&merger()), NOTHING);
    let window = "a succession can't be reversed, so it has no window";
    assert_eq!(wrong(&Draft { window_days: 1, ..merger() }), [window]);
    assert_eq!(wrong(&Draft { window_days: 30, ..handover() }), NOTHING);
    assert_eq!(wrong(&Draft { window_days: 0, ..handover() }), NOTHING);
}

#[test]
fn a_correction_may_end_a_body_too() {
    let reason = Some("the order named alpha as well".to_owned());
    assert_eq!(wrong(&Draft { kind: Kind::Correction, reason, ..merger() }), NOTHING);
}

#[test]
fn each_thing_of_a_body_that_ends_has_one_successor_for_each_area() {
    let mut draft = merger();
    draft.dissolves[0].areas = vec!["village".into()];
    let lake = Dissolution { successor: name("gamma"), areas: vec!["lake".into()], ..draft.dissolves[0].clone() };
    draft.dissolves.push(lake);
    assert_eq!(wrong(&draft), NOTHING);
    let elsewhere = Dissolution { areas: Vec::new(), ..draft.dissolves[2].clone() };
    draft.dissolves.push(elsewhere);
    assert_eq!(wrong(&draft), NOTHING);
    draft.dissolves[2].areas.push("village".into());
    draft.dissolves[2].things = vec![Thing::Appeals];
    assert_eq!(wrong(&draft), ["org_alpha has two successors in appeals for the same places"]);
}

#[test]
fn what_dissolutions_and_systems_name_is_there() {
    let mut draft = merger();
    draft.dissolves[0].areas = vec!["nroth".into()];
    draft.dissolves[1].body = name("btea");
    assert_eq!(wrong(&draft), ["there is no area 'nroth'", "there is no body org_btea"]);
    let mut draft = merger();
    let path = "/bins".to_owned().try_into().unwrap();
    draft.dissolves[0].pages = vec![OldPage { path, service_type: name("wsate") }];
    assert_eq!(wrong(&draft), ["there is no service type typ_wsate"]);
    let moved = |service_type: &str, area: &str| SystemMove {
        service_types: vec![name(service_type)],
        area: Some(area.into()),
        system: name("new"),
    };
    let systems = vec![moved("wsate", "north"), moved("waste", "nroth")];
    assert_eq!(
        wrong(&Draft { systems, ..handover() }),
        ["there is no service type typ_wsate", "there is no area 'nroth'"]
    );
}

#[test]
fn what_is_wrong_in_several_places_is_said_once() {
    let lines = vec![line("alhpa", "delta"), line("alhpa", "gamma")];
    assert_eq!(wrong(&Draft { lines, ..handover() }), ["there is no body org_alhpa"]);
}

#[test]
fn a_body_takes_over_while_it_is_there() {
    let to_closed = |day: Day| wrong(&Draft { day, lines: vec![line("gamma", "closed")], ..handover() });
    assert_eq!(to_closed(EARLIER - 1.days()), NOTHING);
    assert_eq!(to_closed(EARLIER), ["org_closed is not there on 2023-01-01: it can't take anything over"]);
}
