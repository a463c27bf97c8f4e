//! The proof sheet in examples.

use super::{plan::*, wording::franchise, *};
use crate::transfer::proof::{Made, hash_of};

fn sheet(data: &ModelData, draft: &Draft) -> ProofSheet {
    let model = model(data);
    rules::rehearse(&Scene { model: &model, catalogue: &catalogue() }, draft, &[]).unwrap().sheet
}

#[test]
fn a_sheet_counts_what_ends_and_what_begins() {
    let sheet = sheet(&model_data(), &merger());
    assert_eq!((sheet.rows_ended, sheet.rows_begun), (12, 8), "the rests of old rows do not begin");
    assert_eq!((sheet.gaps, sheet.overlaps), (0, 0));
    assert_eq!(sheet.asked, 4 + 4 * 3, "four functions: of passports in the country, of waste at three places");
}

#[test]
fn a_sheet_shows_the_bodies_whose_posts_or_money_change_and_conserves_their_sum() {
    let mut data = model_data();
    data.arrangements.resources.push(resource(3, "vans", "gamma", Amount::Posts(700)));
    let sheet = sheet(&data, &merger());
    let posts = |totals: &crate::resource::rules::Totals| totals.posts;
    let held = sheet.holdings.iter().map(|one| (one.body.name(), posts(&one.before), posts(&one.after)));
    assert_eq!(held.collect::<Vec<_>>(), [("alpha", 1250, 0), ("beta", 800, 0), ("delta", 0, 2050)]);
    assert_eq!([posts(&sheet.sum_before), posts(&sheet.sum_after)], [2050, 2050]);
    assert_eq!(sheet.sum_before.of(Currency::GBP).minor, 123_457);
    assert_eq!(sheet.sum_before, sheet.sum_after);
}

#[test]
fn a_sheet_shows_which_systems_took_the_work_before() {
    let mut data = model_data();
    data.endpoints.push(Endpoint { area: Some("east".into()), ..endpoint(2, "waste", "older") });
    data.systems.push(system("older"));
    let systems = vec![SystemMove { service_types: vec![name("waste")], area: None, system: name("new") }];
    let sheet = sheet(&data, &Draft { systems, ..handover() });
    let [moved] = &sheet.systems[..] else { panic!("{:?}", sheet.systems) };
    assert_eq!((moved.service_type.name(), &moved.area, moved.after.name()), ("waste", &None, "new"));
    assert_eq!(moved.before, [name("old"), name("older")]);
    assert!(sheet.to_csv().contains("system,waste,,sys_old sys_older,sys_new\r\n"), "{}", sheet.to_csv());
}

#[test]
fn each_currency_has_its_line_in_the_table_once_whoever_has_it_first() {
    let mut data = model_data();
    let euros = |minor| Amount::Money(Money { minor, currency: Currency::EUR });
    data.arrangements.resources.push(resource(3, "debts", "beta", euros(-5)));
    data.arrangements.resources.push(resource(4, "debts", "delta", pounds(-150)));
    data.arrangements.resources.push(resource(5, "fund", "beta", euros(205)));
    let mut draft = merger();
    draft.resources.push(Share { line: "debts".into(), from: name("beta"), to: name("delta"), amount: None });
    draft.resources.push(Share { line: "fund".into(), from: name("beta"), to: name("delta"), amount: None });
    let csv = sheet(&data, &draft).to_csv();
    let money: Vec<&str> = csv.lines().filter(|line| line.starts_with("money,")).collect();
    assert_eq!(
        money,
        [
            "money,org_alpha,GBP,1234.57,0.00",
            "money,org_beta,EUR,2.00,0.00",
            "money,org_delta,GBP,'-1.50,1233.07",
            "money,org_delta,EUR,0.00,2.00",
            "money,sum,GBP,1233.07,1233.07",
            "money,sum,EUR,2.00,2.00",
        ]
    );
}

#[test]
fn a_sheet_is_its_text_and_its_hash_the_hash_of_that() {
    let sheet = sheet(&model_data(), &merger());
    assert_eq!(serde_json::from_str::<ProofSheet>(&sheet.to_json()).unwrap(), sheet);
    assert_eq!(sheet.hash(), hash_of(&sheet.to_json()));
    assert_ne!(hash_of("a"), hash_of("b"));
    let names = [Made::Rehearsal, Made::Vesting, Made::Settled].map(Made::as_str);
    assert_eq!(names, ["rehearsal", "vesting", "settled"]);
}

#[test]
fn a_sheet_shows_that_the_form_or_the_franchise_changes_though_the_body_stays() {
    let mut split = franchise("moving-a");
    split.members[2].valid.until = split.valid.until;
    let closed =
        crate::franchise::Franchise { valid: Effective { until: Some(DAY), ..split.valid }, ..franchise("moving") };
    let mut data = model_data();
    data.arrangements.franchises = vec![closed, split];
    data.responsibilities.push(Responsibility {
        channel: Some(Channel::Phone),
        form: OperatingForm::Franchise,
        franchise: Some(name("moving")),
        ..row(100, "passport", Function::Contact, None, "delta", always())
    });
    let mut contact = line("delta", "delta");
    (contact.whom.form, contact.whom.franchise) = (OperatingForm::Franchise, Some(name("moving-a")));
    let draft = transfer("split", Kind::Agreement, DAY, vec![contact]);
    let kinds = |seams: &[crate::seam::Seam]| seams.iter().map(|seam| seam.kind.as_str()).collect::<Vec<_>>();
    let there = sheet(&data, &draft);
    let moved =
        "moved,passport contact,1 places phone,org_delta franchise fra_moving,org_delta franchise fra_moving-a\r\n";
    assert!(there.to_csv().contains(moved), "{}", there.to_csv());
    assert_eq!(kinds(&there.seams.closed), ["franchise-ill-held"]);
    assert_eq!(kinds(&there.seams.opened), ["franchise-ill-held"], "it closes within a year");
    assert_eq!(there.warnings, []);

    let vested = Scene { model: &model(&data), catalogue: &catalogue() }.after(&draft).unwrap();
    let back = Draft {
        reverses: Some(Reversed { transfer: name("split"), version: 2 }),
        ..transfer("back", Kind::Reversal, DAY + 10.days(), Vec::new())
    };
    let refused = rules::rehearse(&Scene { model: &vested, catalogue: &catalogue() }, &back, &[]).unwrap_err();
    assert_eq!(refused, [Problem::FranchiseNotThere { franchise: name("moving"), day: DAY + 10.days() }]);

    // Where the franchise still stands, what it held goes back to it.
    let mut arrangements = vested.arrangements_ever().clone();
    arrangements.franchises[0].valid = always();
    let vested = vested.with_arrangements(arrangements);
    let scene = Scene { model: &vested, catalogue: &catalogue() };
    let back = rules::rehearse(&scene, &back, &[]).unwrap().sheet;
    let moved =
        "moved,passport contact,1 places phone,org_delta franchise fra_moving-a,org_delta franchise fra_moving\r\n";
    assert!(back.to_csv().contains(moved), "{}", back.to_csv());
    assert_eq!(kinds(&back.seams.opened), [] as [&str; 0]);
    assert_eq!(kinds(&back.seams.closed), ["franchise-ill-held"]);
}

#[test]
fn kinds_and_things_have_the_same_name_everywhere() {
    let kinds = [Kind::Retail, Kind::Succession, Kind::Agreement, Kind::Correction, Kind::Reversal];
    for kind in kinds {
        assert_eq!(serde_json::json!(kind), kind.as_str());
        assert_eq!(kind.is_reversible(), matches!(kind.as_str(), "retail" | "agreement"));
    }
    for thing in Thing::ALL {
        assert_eq!(serde_json::json!(thing), thing.as_str());
        assert_eq!(Thing::parse(thing.as_str()), Some(thing));
    }
    assert_eq!(Thing::parse("debts"), None);
}

#[test]
fn whoever_is_named_for_a_matter_answers_for_it_before_whoever_answers_for_all() {
    let mut draft = merger();
    draft.answerable.push(Answerable { matter: Matter::Stuck, person: name("anna") });
    assert_eq!(draft.answers_for(Matter::Stuck), Some(&name("anna")));
    assert_eq!(draft.answers_for(Matter::Started), Some(&name("olga")));
    draft.answerable.remove(0);
    assert_eq!(draft.answers_for(Matter::Started), None);
}

#[test]
fn a_sheet_shows_what_a_move_tears_apart_and_what_it_sews_up() {
    let kinds = |seams: &[crate::seam::Seam]| seams.iter().map(|seam| seam.kind.as_str()).collect::<Vec<_>>();
    let torn = sheet(&model_data(), &retail());
    assert_eq!(kinds(&torn.seams.opened), ["split", "contact-moved", "not-accredited"]);
    assert_eq!(kinds(&torn.seams.closed), [] as [&str; 0]);
    let opened = "seam opened,passport not-accredited,phone,,org_gamma\r\n";
    assert!(torn.to_csv().contains(opened), "{}", torn.to_csv());

    let mut data = model_data();
    data.responsibilities.push(Responsibility {
        channel: Some(Channel::Phone),
        form: OperatingForm::Retail,
        ..row(100, "passport", Function::Contact, None, "gamma", always())
    });
    let mut contact = line("gamma", "alpha");
    contact.what.service_types = vec![name("passport")];
    let sewn = sheet(&data, &transfer("home", Kind::Agreement, DAY, vec![contact]));
    assert_eq!(kinds(&sewn.seams.closed), kinds(&torn.seams.opened));
    assert_eq!(kinds(&sewn.seams.opened), [] as [&str; 0]);
    let closed = "seam closed,passport not-accredited,phone,org_gamma,\r\n";
    assert!(sewn.to_csv().contains(closed), "{}", sewn.to_csv());
}
