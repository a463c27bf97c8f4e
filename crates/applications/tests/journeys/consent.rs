//! What people agree to freely is sent only where they do, dated, listed, and can be taken back.

use applications::{
    case::{Case, Part},
    evidence::content::samples::pdf,
    journey::{Answer, Answers},
    world::{Browser, Page, World, demo_data, fresh_key},
};
use store::{args, outbox};
use values::{Id, Role, id};

use crate::{
    handover::{another_node_records, of},
    staff::sign_in,
    walk::{fields, on_to_check, send, to_check},
};

const FREE: &str = "bereavement-support";

async fn press(browser: &Browser, check: &Page, wanted: &str) -> Page {
    let form = check.path.replace("/check", "/anyway");
    let fields = [("service", FREE), ("wanted", wanted), ("extent", check.hidden("extent"))];
    browser.submit_to(check, &form, &fields).await
}

async fn check_page(world: &World, browser: &Browser) -> Page {
    to_check(world, browser, "after-a-death", &world.examples("after-a-death")).await
}

fn free(case: &Case) -> &Part {
    case.requests.iter().find(|part| part.service_type.name() == FREE).expect("it was sent")
}

#[tokio::test]
async fn nobody_is_told_where_the_person_did_not_agree() {
    let world = World::new().await;
    let browser = world.browser();
    let check = check_page(&world, &browser).await;
    assert!(check.says("One more body, if you agree") && check.says("I agree"), "{}", check.text());
    // What they would get, on which ground and who is responsible is said before as it is after.
    let to_agree = check.html.split_once("id=\"to-agree\"").unwrap().1.split_once("</section>").unwrap().0;
    let said = Page { html: to_agree.to_owned(), ..check.clone() }.text();
    let (_, said) = said.split_once("Your answers to these questions").unwrap();
    let said = said.split_once("I agree").unwrap().0.trim().to_owned();
    for part in ["because you agree to it", "Under:", "Responsible for your data:"] {
        assert!(said.contains(part), "{said}");
    }
    // Agreed and taken back again before sending: as if nothing had been said.
    let agreed = press(&browser, &check, "yes").await;
    assert!(agreed.says(&said), "{said}: {}", agreed.text());
    assert!(agreed.says("You agreed to this on") && !agreed.says("One more body, if you agree"), "{}", agreed.text());
    let check = press(&browser, &agreed, "no").await;
    assert!(check.says("One more body, if you agree"), "{}", check.text());
    let (_, id) = send(&browser, &check).await;
    assert!(world.case(&id).await.requests.iter().all(|part| part.service_type.name() != FREE));
}

#[tokio::test]
async fn what_was_wished_for_is_not_sent_nor_lost_by_saying_nothing() {
    let world = World::new().await;
    let browser = world.browser();
    let check = check_page(&world, &browser).await;
    let to = check.path.replace("/check", "/send");
    let asked = browser.submit_to(&check, &to, &[("seen", check.hidden("seen"))]).await;
    assert!(asked.has_mistakes(), "{}", asked.text());
    assert!(asked.says("There is a problem") && asked.html.contains("href=\"#service-bereavement-support\""));
    assert!(asked.says("Say whether you agree to “Somebody to talk to"), "{}", asked.text());
    assert!(asked.says("I agree") && asked.says("Do not send it"), "{}", asked.text());

    // Left out it is not asked about again, unless they put it back.
    let refused = press(&browser, &check, "no").await;
    assert!(refused.says("One service that you leave out") && !refused.says("I agree"), "{}", refused.text());
    let again = press(&browser, &check, "yes").await;
    assert!(again.says("I agree"), "{}", again.text());
    let refused = press(&browser, &check, "no").await;
    let (case, _) = send(&browser, &refused).await;
    assert!(!case.says("not sent"), "what they did not want is not missing: {}", case.text());
}

#[tokio::test]
async fn what_was_not_sent_when_a_consent_is_taken_back_never_is() {
    let world = World::new().await;
    let browser = world.browser();
    let check = press(&browser, &check_page(&world, &browser).await, "yes").await;
    let (page, id) = send(&browser, &check).await;
    assert!(page.says("You agreed to this on") && page.says("Take this back"), "{}", page.text());
    let request = free(&world.case(&id).await).id.clone();

    // Nobody else can take it back.
    let other = world.browser();
    let theirs = check_page(&world, &other).await;
    let refused = other.submit_to(&theirs, &format!("/cases/{id}/withdraw"), &[("request", request.as_str())]).await;
    assert_eq!(refused.status, 404);

    let withdrawn = browser.submit_to(&page, &format!("/cases/{id}/withdraw"), &[("request", request.as_str())]).await;
    assert!(withdrawn.says("You took it back on") && withdrawn.says("was told nothing"), "{}", withdrawn.text());
    let case = world.until(&id, |case| world.only_desks_are_left(case)).await;
    assert_eq!(free(&case).state, "withdrawn");
    assert_eq!(world.effects(&request), [], "it is told nothing, whatever is answered to the others");
    // Pressed twice it is no other thing, and the log has it once.
    browser.submit_to(&page, &format!("/cases/{id}/withdraw"), &[("request", request.as_str())]).await;
    let logged = world.platform.store().read(move |tx| {
        tx.one(
            "SELECT count(*) FROM audit WHERE action = 'consent-withdrawn' AND subject = $1",
            args![request.as_str()],
            |row| row.get::<i64>(0),
        )
    });
    let logged: Result<i64, store::StoreError> = logged.await;
    assert_eq!(logged.unwrap(), 1);
}

#[tokio::test]
async fn of_what_was_sent_the_person_is_told_so() {
    let world = World::new().await;
    let browser = world.browser();
    let check = press(&browser, &check_page(&world, &browser).await, "yes").await;
    let (page, id) = send(&browser, &check).await;
    let case = world.until(&id, |case| world.only_desks_are_left(case) && free(case).state != "held").await;
    let (state, request) = (free(&case).state, free(&case).id.clone());
    let before = card(&browser.open(&page.path).await, &request);
    assert!(before.contains("It was sent already. We then tell") && !before.contains("If it was not sent"), "{before}");
    let after = browser.submit_to(&page, &format!("/cases/{id}/withdraw"), &[("request", request.as_str())]).await;
    let after = card(&after, &request);
    assert!(after.contains("Taken back") && after.contains("use what they have no more, and to delete it"), "{after}");
    for gone in ["is working on it", "Answer due by"] {
        assert!(before.contains(gone) && !after.contains(gone), "{gone}: {before} {after}");
    }
    assert!(!after.contains("Ask Lakes Bereavement Friends"), "they were told: {after}");
    assert_eq!(free(&world.case(&id).await).state, state);

    // Whoever has it is told, and sees nothing of it any more.
    let officer = world.browser();
    sign_in(&world, &officer, Role::SupplierOfficer, Some("bereavement-friends")).await;
    let desk = officer.open(&format!("/desk/{request}")).await;
    assert_eq!(desk.status, 200, "{}", desk.text());
    assert!(desk.says("this person took back their consent") && !desk.says("Walter"), "{}", desk.text());
    // Ended there, it was not refused to anybody, and no answer.
    officer.submit(&desk, &[("outcome", "refused"), ("text", "We have deleted it.")]).await;
    let page = browser.open(&page.path).await;
    let ended = card(&page, &request);
    assert!(ended.contains("has ended this") && ended.contains("We have deleted it."), "{ended}");
    for gone in ["said no", "Refused", "If you think that this is wrong"] {
        assert!(!ended.contains(gone), "{gone}: {ended}");
    }
    assert!(page.says(&format!("of {} answers", world.case(&id).await.requests.len() - 1)), "{}", page.text());
}

#[tokio::test]
async fn what_was_refused_before_a_consent_is_taken_back_stays_refused() {
    let world = World::new().await;
    let browser = world.browser();
    let check = press(&browser, &check_page(&world, &browser).await, "yes").await;
    let (page, id) = send(&browser, &check).await;
    let case = world.until(&id, |case| world.only_desks_are_left(case) && free(case).state != "held").await;
    let request = free(&case).id.clone();
    let officer = world.browser();
    sign_in(&world, &officer, Role::SupplierOfficer, Some("bereavement-friends")).await;
    let desk = officer.open(&format!("/desk/{request}")).await;
    officer.submit(&desk, &[("outcome", "refused"), ("text", "We have nobody there.")]).await;
    let after = browser.submit_to(&page, &format!("/cases/{id}/withdraw"), &[("request", request.as_str())]).await;
    let after = card(&after, &request);
    for words in ["has said no", "If you think that this is wrong", "It had been sent by then. Ask"] {
        assert!(after.contains(words), "no '{words}' in {after}");
    }
}

/// The card of one request, as it reads.
fn card(page: &Page, request: &Id<id::Request>) -> String {
    let (_, card) = page.html.split_once(&format!("id=\"{request}\"")).expect("it is on the page");
    Page { html: format!("<p{}", card.split_once("</section>").unwrap().0), ..page.clone() }.text()
}

#[tokio::test]
async fn what_a_body_has_goes_to_no_other_once_its_consent_was_taken_back() {
    let world = World::new().await;
    let browser = world.browser();
    let check = press(&browser, &check_page(&world, &browser).await, "yes").await;
    let (page, id) = send(&browser, &check).await;
    let case = world.until(&id, |case| world.only_desks_are_left(case)).await;
    let request = free(&case).id.clone();
    assert_eq!(free(&case).state, "sent");
    browser.submit_to(&page, &format!("/cases/{id}/withdraw"), &[("request", request.as_str())]).await;
    // As when responsibility moves, or staff send it on: it is due again.
    let of = request.clone();
    let due = world.platform.store().write(move |tx| {
        let state = r#"{"is":"queued","lost_replies":0,"tried":0}"#;
        tx.execute("UPDATE request SET state = 'queued', state_body = $2 WHERE id = $1", args![&of, state])?;
        outbox::put(tx, "dispatch", of.as_str(), store::RealClock::System.now())
    });
    due.await.unwrap();
    let case = world.until(&id, |case| free(case).state != "queued").await;
    assert_eq!(free(&case).state, "withdrawn");
}

#[tokio::test]
async fn where_a_system_was_called_before_nobody_says_that_nothing_was_sent() {
    let world = World::new().await;
    let browser = world.browser();
    let check = press(&browser, &check_page(&world, &browser).await, "yes").await;
    let (page, id) = send(&browser, &check).await;
    let request = free(&world.case(&id).await).id.clone();
    // As after a call that the system answered with an error: it is to be tried again.
    let of = request.clone();
    let called = world.platform.store().write(move |tx| {
        let state = r#"{"is":"queued","lost_replies":0,"tried":1}"#;
        tx.execute("UPDATE request SET state = 'queued', state_body = $2 WHERE id = $1", args![&of, state])?;
        outbox::put(tx, "dispatch", of.as_str(), store::RealClock::System.now().plus(3_600_000))?;
        tx.execute("UPDATE outbox SET attempt = 1 WHERE topic = 'dispatch' AND subject = $1", args![of.as_str()])?;
        Ok::<_, store::StoreError>(())
    });
    called.await.unwrap();
    let after = browser.submit_to(&page, &format!("/cases/{id}/withdraw"), &[("request", request.as_str())]).await;
    assert!(after.says("their system may have seen it") && !after.says("was told nothing"), "{}", after.text());
    assert_eq!(free(&world.case(&id).await).state, "withdrawn");
}

#[tokio::test]
async fn a_consent_to_what_does_not_apply_any_more_is_none() {
    let world = World::new().await;
    let browser = world.browser();
    let agreed = press(&browser, &check_page(&world, &browser).await, "yes").await;
    let mut answers = world.examples("after-a-death");
    for (said, asks_again) in [("no", false), ("yes", true)] {
        answers.insert("somebody-to-talk-to".into(), Answer::Text(said.into()));
        let page = browser.open(&agreed.path.replace("/check", "/questions/support")).await;
        let check = on_to_check(&world, &browser, ("after-a-death", page), &answers).await;
        assert_eq!(check.says("One more body, if you agree"), asks_again, "{said}: {}", check.text());
    }
}

#[tokio::test]
async fn a_request_without_consent_can_not_be_withdrawn() {
    let world = World::new().await;
    let browser = world.browser();
    let agreed = press(&browser, &check_page(&world, &browser).await, "yes").await;
    let (page, id) = send(&browser, &agreed).await;
    let request = of(&world.case(&id).await, "register-death").id.clone();
    let refused = browser.submit_to(&page, &format!("/cases/{id}/withdraw"), &[("request", request.as_str())]).await;
    assert_eq!(refused.status, 404, "{}", refused.text());
}

#[tokio::test]
async fn a_client_says_what_the_person_agreed_to() {
    let world = World::new().await;
    let answers = world.examples("after-a-death");
    let (status, sent) = world.post_application(&fresh_key(), "after-a-death", &answers).await;
    assert_eq!(status, 201, "{sent}");
    let id = sent["application"].as_str().unwrap().parse().unwrap();
    assert!(free(&world.case(&id).await).consent.is_some());
}

#[tokio::test]
async fn who_applies_anyway_is_asked_for_consent_and_may_think_again() {
    let world = World::new().await;
    let browser = world.browser();
    let mut answers = world.examples("after-a-death");
    answers.insert("somebody-to-talk-to".into(), Answer::Text("no".into()));
    let check = to_check(&world, &browser, "after-a-death", &answers).await;
    let wanted = press(&browser, &check, "yes").await;
    assert!(wanted.says("I agree") && wanted.says("out again"), "{}", wanted.text());
    let back = press(&browser, &wanted, "no").await;
    assert!(!back.says("One more body, if you agree"), "{}", back.text());
}

#[tokio::test]
async fn who_agreed_to_less_is_asked_again_where_another_edition_gives_more() {
    for (edition, field, asks_again) in [("next", None, false), ("more", Some("your-birth-date"), true)] {
        let world = World::new().await;
        let browser = world.browser();
        let agreed = press(&browser, &check_page(&world, &browser).await, "yes").await;
        let mut data = demo_data();
        let journey = data.journeys.iter_mut().find(|journey| journey.id.name() == "after-a-death").unwrap();
        journey.edition = edition.to_owned();
        let step = journey.services.iter_mut().find(|step| step.service_type.name() == FREE).unwrap();
        step.fields.extend(field.map(str::to_owned));
        another_node_records(&world, data).await;
        world.platform.reload().await.unwrap();
        let changed = browser.open(&agreed.path).await;
        assert!(changed.path.ends_with("/changed"), "{}: {}", changed.path, changed.text());
        let check = browser.submit(&changed, &[("edition", changed.hidden("edition"))]).await;
        assert!(check.path.ends_with("/check"), "{}", check.path);
        assert_eq!(check.says("One more body, if you agree"), asks_again, "{edition}: {}", check.text());
    }
}

/// The examples of somebody who gives neither a telephone number nor an e-mail address.
fn by_name_only(world: &World) -> Answers {
    let mut answers = world.examples("after-a-death");
    for question in ["your-phone", "your-email"] {
        answers.insert(question.into(), Answer::Text(String::new()));
    }
    answers
}

/// Says something else about themselves, and comes back to check answers.
async fn change(world: &World, browser: &Browser, check: &Page, answers: &Answers) -> Page {
    let page = browser.open(&check.path.replace("/check", "/questions/about-you")).await;
    let typed = fields(world, "after-a-death", "about-you", answers);
    let typed: Vec<(&str, &str)> = typed.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let check = browser.submit(&page, &typed).await;
    assert!(check.path.ends_with("/check"), "{} {}", check.path, check.text());
    check
}

const GIVEN: &str = "You agreed to this on";
const LAPSED: &str = "By now more would be sent than you agreed to then";

#[tokio::test]
async fn a_consent_stands_only_for_what_was_shown_when_it_was_given() {
    let world = World::new().await;
    let browser = world.browser();
    let check = to_check(&world, &browser, "after-a-death", &by_name_only(&world)).await;
    let agreed = press(&browser, &check, "yes").await;
    assert!(agreed.says(GIVEN), "{}", agreed.text());
    let more = change(&world, &browser, &agreed, &world.examples("after-a-death")).await;
    assert!(!more.says(GIVEN) && more.says(LAPSED) && more.says("I agree"), "{}", more.text());
    // Neither the page from before nor this one sends it.
    let to = check.path.replace("/check", "/send");
    for (page, why) in [(&agreed, "?shown="), (&more, "?undecided=yes")] {
        let unsent = browser.submit_to(page, &to, &[("seen", page.hidden("seen"))]).await;
        assert!(unsent.path.contains(why), "{} {}", unsent.path, unsent.text());
        assert!(unsent.says("Nothing was sent") && unsent.says(LAPSED), "{}", unsent.text());
    }
    let again = press(&browser, &more, "yes").await;
    assert!(again.says(GIVEN) && !again.says(LAPSED), "{}", again.text());
    // Less than that, or something else in answer to the same, is no more.
    let mut less = by_name_only(&world);
    less.insert("your-name".into(), Answer::Text("Wilma Example".into()));
    let less = change(&world, &browser, &again, &less).await;
    assert!(less.says("Wilma Example") && less.says(GIVEN) && !less.says(LAPSED), "{}", less.text());
    let (_, id) = send(&browser, &less).await;
    assert!(free(&world.case(&id).await).consent.is_some());
}

#[tokio::test]
async fn what_came_between_the_page_and_the_press_was_not_agreed_to() {
    let world = World::new().await;
    let browser = world.browser();
    let check = to_check(&world, &browser, "after-a-death", &by_name_only(&world)).await;
    change(&world, &browser, &check, &world.examples("after-a-death")).await;
    let pressed = press(&browser, &check, "yes").await;
    assert!(pressed.says(LAPSED) && !pressed.says(GIVEN), "{}", pressed.text());
    let again = press(&browser, &pressed, "yes").await;
    assert!(again.says(GIVEN) && !again.says(LAPSED), "{}", again.text());
}

#[tokio::test]
async fn who_says_no_to_more_has_not_agreed_to_less_either() {
    let world = World::new().await;
    let browser = world.browser();
    let check = to_check(&world, &browser, "after-a-death", &by_name_only(&world)).await;
    let agreed = press(&browser, &check, "yes").await;
    let more = change(&world, &browser, &agreed, &world.examples("after-a-death")).await;
    let refused = press(&browser, &more, "no").await;
    let less = change(&world, &browser, &refused, &by_name_only(&world)).await;
    let again = press(&browser, &less, "yes").await;
    assert!(again.says("I agree") && !again.says(GIVEN) && !again.says(LAPSED), "{}", again.text());
}

#[tokio::test]
async fn a_file_that_comes_later_was_not_agreed_to() {
    let mut data = demo_data();
    let journey = data.journeys.iter_mut().find(|journey| journey.id.name() == "after-a-death").unwrap();
    let payment = |name: &str| journey.services.iter().position(|step| step.service_type.name() == name).unwrap();
    let (free, payment) = (payment(FREE), payment("bereavement-support-payment"));
    journey.services[free].evidence = journey.services[payment].evidence.clone();
    let world = World::of(data).await;
    let browser = world.browser();
    let answers = world.examples("after-a-death");
    let check = to_check(&world, &browser, "after-a-death", &answers).await;
    let agreed = press(&browser, &check, "yes").await;
    let agreed = on_to_check(&world, &browser, ("after-a-death", agreed), &answers).await;
    assert!(agreed.says(GIVEN), "{}", agreed.text());
    let page = browser.open(&check.path.replace("/check", "/evidence/marriage-certificate")).await;
    let given = browser.upload(&page, &[], ("wedding.pdf", &pdf("we married"))).await;
    assert!(given.says("wedding.pdf"), "{} {}", given.path, given.text());
    let more = browser.open(&check.path).await;
    assert!(more.says(LAPSED) && !more.says(GIVEN), "{}", more.text());
    let (_, asked) = more.html.split_once("id=\"to-agree\"").unwrap();
    assert!(asked.split_once("</section>").unwrap().0.contains("wedding.pdf"), "it is shown what would be sent");
    let again = press(&browser, &more, "yes").await;
    assert!(again.says(GIVEN) && !again.says(LAPSED), "{}", again.text());
    let (_, id) = send(&browser, &again).await;
    assert!(self::free(&world.case(&id).await).consent.is_some());
}

#[tokio::test]
async fn each_card_of_a_case_says_what_its_body_received_and_who_is_responsible_for_it() {
    let world = World::new().await;
    let browser = world.browser();
    let check = press(&browser, &check_page(&world, &browser).await, "yes").await;
    let (_, id) = send(&browser, &check).await;
    let case = world.until(&id, |case| world.only_desks_are_left(case) && free(case).state != "held").await;
    let page = browser.open(&format!("/cases/{id}")).await;
    let (request, register) = (free(&case).id.clone(), of(&case, "register-death").id.clone());
    let received = |page: &Page, request: &Id<id::Request>| {
        let card = card(page, request);
        let (_, received) = card.split_once("What they received, and why").unwrap_or_else(|| panic!("{card}"));
        received.to_owned()
    };
    let friends = received(&page, &request);
    for words in [
        "Your answers to these questions",
        "because you agree to it",
        "Responsible for your data: Lakes Bereavement Friends",
    ] {
        assert!(friends.contains(words), "no '{words}' in {friends}");
    }
    // Each got its own answers and no other's.
    let government = world.platform.government();
    let journey = government.journeys.latest(&Id::named("after-a-death").unwrap()).unwrap().clone();
    let fields = |name: &str| {
        let step = journey.services.iter().find(|step| step.service_type.name() == name).unwrap();
        step.fields.iter().map(|field| journey.question(field).unwrap()).collect::<Vec<_>>()
    };
    let theirs = fields(FREE);
    assert!(theirs.iter().all(|question| friends.contains(&question.label.en)), "{friends}");
    let registrars = received(&page, &register);
    for question in fields("register-death").iter().filter(|question| !theirs.contains(question)) {
        assert!(!friends.contains(&question.label.en), "'{}' in {friends}", question.label.en);
    }
    assert!(registrars.contains("Walter") && registrars.contains("The law obliges"), "{registrars}");

    // It is the person's own copy: staff and the interface for machines do not have it.
    let staff = world.browser();
    sign_in(&world, &staff, Role::ContactAgent, None).await;
    let seen = staff.open(&format!("/staff/cases/{id}")).await;
    assert!(seen.says("Who does what") && !seen.says("What they received"), "{}", seen.text());
    assert!(!serde_json::to_string(&case).unwrap().contains("Walter"));

    // Where their data was erased there is nothing to be shown.
    let (vault, of) = (world.platform.vault().clone(), id.clone());
    let shred = world.platform.store().write(move |tx| {
        let sql = "SELECT person FROM application WHERE id = $1";
        let person = tx.one(sql, args![&of], |row| row.get::<Id<id::Person>>(0))?;
        vault.shred(tx, &person)
    });
    assert!(shred.await.unwrap());
    let gone = browser.open(&format!("/cases/{id}")).await;
    assert!(gone.status >= 400 && !gone.says("Walter"), "{} {}", gone.status, gone.text());
}
