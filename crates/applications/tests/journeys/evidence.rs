//! Evidence, from the page on which it is given to the desk of the body that asks for it, and to nobody else's.

use std::{sync::Arc, time::Duration};

use applications::{
    evidence::{
        self,
        content::samples::{jpeg, pdf, png},
        folder::Folder,
        jobs,
        scan::{Scanner, stand_in},
    },
    journey::{Answer, Answers},
    world::{Browser, Page, World},
};
use responsibility::transfer::{OpenWork, SystemMove};
use store::audit;
use values::{Id, Role, id};

use crate::{
    handover::{BEFORE, draft, of, vested},
    staff::sign_in,
    walk::{fields, on_to_check, send, to_check},
};

/// Moves to Threlkeld, wants to build, and asks for a parking permit: a desk and an agency ask for evidence.
fn moving(world: &World) -> Answers {
    world.examples("moving-home")
}

/// From the start to the first page of evidence.
async fn to_evidence(world: &World, browser: &Browser, journey: &str, answers: &Answers) -> Page {
    let start = browser.open(&format!("/start/{journey}")).await;
    let mut page = browser.submit(&start, &[]).await;
    for _ in 0..30 {
        let Some((_, name)) = page.path.split_once("/questions/") else { return page };
        let fields = fields(world, journey, name, answers);
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        page = browser.submit(&page, &fields).await;
    }
    panic!("the questions never end");
}

fn kind(page: &Page) -> &str {
    page.path.split_once("/evidence/").unwrap_or_else(|| panic!("{} {}", page.path, page.text())).1
}

/// Goes on from a page of evidence to whatever is next.
async fn go_on(browser: &Browser, page: &Page) -> Page {
    browser.open(page.path.split_once("/evidence/").unwrap().0).await
}

async fn later(browser: &Browser, page: &Page) -> Page {
    browser.submit_to(page, &format!("{}/later", page.path), &[]).await
}

fn evidence_link(page: &Page) -> String {
    page.link("/evidence/").unwrap_or_else(|| panic!("no file on {}", page.text()))
}

/// What the audit log says was done.
async fn actions(world: &World) -> Vec<String> {
    audit::sequence(world.platform.store(), world.platform.vault(), "test").await.unwrap();
    let entries = world.platform.store().read(|tx| audit::entries(tx, 0, 10_000)).await.unwrap();
    entries.into_iter().map(|entry| format!("{entry:?}")).collect()
}

#[tokio::test]
async fn what_a_service_asks_for_is_given_seen_before_sending_and_opened_by_its_body_alone() {
    let world = World::new().await;
    let browser = world.browser();
    let page = to_evidence(&world, &browser, "moving-home", &moving(&world)).await;
    assert_eq!(kind(&page), "tenancy-agreement");
    assert!(page.says("For this, one of these is enough: Tenancy agreement"), "{}", page.text());
    // What stands before a document is left off.
    let brought = [b"\r\n ", &pdf("my tenancy")[..]].concat();
    let given = browser.upload(&page, &[], ("C:\\home\\Bail été.exe", &brought)).await;
    assert_eq!((given.status, given.path.as_str()), (200, page.path.as_str()), "{}", given.text());
    assert!(given.says("Bail été.exe.pdf") && given.says("1 KB"), "{}", given.text());
    let (status, headers, bytes) = browser.fetch(&evidence_link(&given)).await;
    assert_eq!((status, bytes), (200, pdf("my tenancy")));
    assert_eq!(headers["content-type"], "application/pdf");
    assert_eq!(headers["x-content-type-options"], "nosniff");
    assert!(headers["content-disposition"].to_str().unwrap().starts_with("inline; filename=\"Bail _t_.exe.pdf\""));
    assert!(headers["content-security-policy"].to_str().unwrap().starts_with("default-src 'none'"));
    assert!(headers["cache-control"].to_str().unwrap().contains("no-store"));
    let sketch = go_on(&browser, &given).await;
    assert_eq!(kind(&sketch), "building-sketch", "the tenancy agreement is enough for the permit");
    let given = browser.upload(&sketch, &[], ("sketch.png", &png(30, 40))).await;
    let check = go_on(&browser, &given).await;
    assert!(check.path.ends_with("/check"), "{}", check.text());
    assert!(check.says("Bail été.exe.pdf") && check.says("sketch.png"), "{}", check.text());
    assert!(check.link(&page.path).is_some(), "it can be changed from there");
    let (case, id) = send(&browser, &check).await;
    assert!(case.says("Bail été.exe.pdf") && case.says("sketch.png"), "{}", case.text());
    let file = evidence_link(&case);
    assert_eq!(browser.fetch(&file).await.0, 200, "the person may still see it");
    assert!([403, 404].contains(&world.browser().fetch(&file).await.0), "nobody else may");

    let case = world.until(&id, |case| world.only_desks_are_left(case)).await;
    let part = |name: &str| case.requests.iter().find(|part| part.service_type.name() == name).unwrap();
    let of = |name: &str| part(name).evidence.iter().map(|given| given.held.kind.as_str()).collect::<Vec<_>>();
    assert_eq!(of("planning-advice"), ["building-sketch"]);
    assert_eq!(of("parking-permit"), ["tenancy-agreement"]);
    assert!(case.requests.iter().map(|part| part.evidence.len()).sum::<usize>() == 2);

    // The desk of the national park has the sketch.
    let (planning, permit) = (part("planning-advice"), part("parking-permit"));
    let officer = world.browser();
    sign_in(&world, &officer, Role::SupplierOfficer, Some(planning.body.id.name())).await;
    let desk = officer.open(&format!("/desk/{}", planning.id)).await;
    assert!(desk.says("sketch.png") && !desk.says("Bail"), "{}", desk.text());
    let download = desk.link(&format!("/desk/{}/evidence/", planning.id)).unwrap();
    let (status, headers, bytes) = officer.fetch(&download).await;
    assert_eq!((status, bytes), (200, png(30, 40)));
    assert_eq!(headers["content-type"], "image/png");
    assert!(headers["content-disposition"].to_str().unwrap().starts_with("attachment; filename=\"sketch.png\""));
    let opened = actions(&world).await;
    assert_eq!(opened.iter().filter(|entry| entry.contains("evidence-opened")).count(), 1, "it is noted");
    // The other file is none of theirs, nor is the other request.
    let other = permit.evidence[0].held.id.to_string();
    for path in [
        format!("/desk/{}/evidence/{other}", planning.id),
        format!("/desk/{}/evidence/{other}", permit.id),
        format!("/desk/{}/evidence", permit.id),
        format!("/evidence/{other}"),
    ] {
        assert_eq!(officer.fetch(&path).await.0, 404, "{path}");
    }
    // The county's system can't take files: they wait at its desk.
    let county = world.browser();
    sign_in(&world, &county, Role::SupplierOfficer, Some(permit.body.id.name())).await;
    let waiting = county.open(&format!("/desk/{}/evidence", permit.id)).await;
    assert!(waiting.says("Bail été.exe.pdf"), "{}", waiting.text());
    assert_eq!(county.fetch(&format!("/desk/{}/evidence/{other}", permit.id)).await.2, pdf("my tenancy"));
    assert_eq!(county.fetch(&download).await.0, 404, "nobody else's desk opens it");
    assert!(actions(&world).await.iter().all(|entry| !entry.contains("sketch.png")), "names of files are no audit");
}

#[tokio::test]
async fn what_can_not_be_taken_is_said_kindly_and_nothing_is_lost() {
    let settings = evidence::Settings { largest: 1_000_000, ..evidence::Settings::default() };
    let world = World::keeping(settings).await;
    let browser = world.browser();
    let page = to_evidence(&world, &browser, "moving-home", &moving(&world)).await;
    assert!(page.says("up to 10 files in all"), "before the first is given: {}", page.text());
    let large = [pdf("large"), vec![b'x'; 1_000_001]].concat();
    let both = [pdf("hello"), b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0".to_vec()].concat();
    for (name, bytes, said) in [
        ("", &b""[..], "Choose a file"),
        ("empty.pdf", b"", "Choose a file"),
        ("bill.pdf", b"<script>alert(1)</script>", "must be a PDF, a JPEG or a PNG"),
        ("bill.pdf", b"PK\x03\x04 an archive", "must be a PDF, a JPEG or a PNG"),
        ("bill.pdf", &both, "must be a PDF, a JPEG or a PNG"),
        ("cut.pdf", b"%PDF-1.7 and nothing else", "The PDF is not whole"),
        ("locked.pdf", b"%PDF-1.7\ntrailer<</Root 1 0 R/Encrypt 2 0 R>>\n%%EOF\n", "locked with a password"),
        ("cut.png", &png(20, 30)[..30], "The picture can’t be read"),
        ("large.pdf", &large, "must be at most 1 MB"),
        ("bomb.png", &png(60_000, 60_000), "too many pixels"),
        ("cut.png", &png(3, 3)[..18], "can’t be read"),
    ] {
        let refused = browser.upload(&page, &[], (name, bytes)).await;
        assert!(refused.has_mistakes(), "{name}: {}", refused.text());
        assert!(refused.says(said) && !refused.says("What you have given"), "{name}: {}", refused.text());
    }
    let endless = browser.upload(&page, &[], ("endless.pdf", &vec![b'x'; 5_000_000])).await;
    assert_eq!(endless.status, 413, "{}", endless.text());
    for n in 0..10 {
        let given = browser.upload(&page, &[], ("a.jpg", &jpeg(30, 40 + n))).await;
        assert_eq!(given.status, 200, "{n}: {}", given.text());
    }
    let full = browser.upload(&page, &[], ("a.jpg", &jpeg(30, 41))).await;
    assert!(full.has_mistakes() && full.says("at most 10 files and 4 MB"), "{}", full.text());
    let forged = browser.upload(&Page { html: String::new(), ..page.clone() }, &[], ("a.jpg", &jpeg(3, 4))).await;
    assert_eq!(forged.status, 403, "without the token of the page");
    let stranger = world.browser();
    assert!([403, 404].contains(&stranger.upload(&page, &[], ("a.jpg", &jpeg(3, 4))).await.status));
}

#[tokio::test]
async fn why_a_file_was_not_taken_is_no_text_of_an_address() {
    let world = World::new().await;
    let browser = world.browser();
    let page = to_evidence(&world, &browser, "moving-home", &moving(&world)).await;
    let known = browser.open(&format!("{}?refused=type", page.path)).await;
    assert!(known.has_mistakes(), "{}", known.text());
    let other = browser.open(&format!("{}?refused=%3Cb%3E&replaces=none", page.path)).await;
    assert!(other.status == 200 && !other.has_mistakes() && !other.html.contains("<b>"), "{}", other.text());
}

#[tokio::test]
async fn whoever_would_send_before_a_document_is_told_that_nothing_was_sent_and_an_empty_one_from_none() {
    let world = World::new().await;
    let browser = world.browser();
    let page = to_evidence(&world, &browser, "moving-home", &moving(&world)).await;
    let draft = page.path.split_once("/evidence/").unwrap().0.to_owned();
    let led = browser.submit_to(&page, &format!("{draft}/send"), &[]).await;
    assert_eq!(led.path, format!("{}?unsent=yes", page.path));
    assert!(led.says("Nothing was sent: this document is asked for first"), "{}", led.text());
    let none = browser.upload(&page, &[], ("", b"")).await;
    assert!(none.has_mistakes() && none.says("Choose a file"), "{}", none.text());
    let empty = browser.upload(&page, &[], ("empty.pdf", b"")).await;
    assert!(empty.has_mistakes() && empty.says("The file is empty"), "{}", empty.text());
}

#[tokio::test]
async fn an_application_holds_no_more_bytes_than_four_of_the_largest_files() {
    let settings = evidence::Settings { largest: 1_000, ..evidence::Settings::default() };
    let world = World::keeping(settings).await;
    let browser = world.browser();
    let page = to_evidence(&world, &browser, "moving-home", &moving(&world)).await;
    let bytes = pdf(&"x".repeat(800));
    for _ in 0..4 {
        assert_eq!(browser.upload(&page, &[], ("a.pdf", &bytes)).await.status, 200);
    }
    assert!(browser.upload(&page, &[], ("a.pdf", &bytes)).await.has_mistakes());
}

#[tokio::test]
async fn a_file_is_replaced_removed_or_given_later() {
    let world = World::new().await;
    let browser = world.browser();
    let page = to_evidence(&world, &browser, "moving-home", &moving(&world)).await;
    let given = browser.upload(&page, &[], ("one.pdf", &pdf("one"))).await;
    let one = evidence_link(&given);
    let id = one.strip_prefix("/evidence/").unwrap();
    let asked = browser.open(&format!("{}?replaces={id}", page.path)).await;
    assert!(asked.says("Choose a file in place of one.pdf"), "{}", asked.text());
    let replaced = browser.upload(&asked, &[("replaces", id)], ("two.pdf", &pdf("two"))).await;
    assert!(replaced.says("two.pdf") && !replaced.says("one.pdf"), "{}", replaced.text());
    assert_eq!(browser.fetch(&one).await.0, 404);
    let two = evidence_link(&replaced);
    let id = two.strip_prefix("/evidence/").unwrap();
    let removed = browser.submit_to(&replaced, &format!("{}/remove", page.path), &[("evidence", id)]).await;
    assert!(!removed.says("two.pdf") && removed.says("I do not have it now"), "{}", removed.text());
    assert_eq!(browser.fetch(&two).await.0, 404);

    // Without a tenancy agreement the other list is asked for; without any of it, it follows.
    let bill = later(&browser, &removed).await;
    assert_eq!(kind(&bill), "home-bill");
    let photo = browser.upload(&bill, &[], ("bill.pdf", &pdf("bill"))).await;
    let photo = go_on(&browser, &photo).await;
    assert_eq!(kind(&photo), "photo-id");
    let sketch = later(&browser, &photo).await;
    assert_eq!(kind(&sketch), "building-sketch");
    let check = later(&browser, &sketch).await;
    assert!(check.path.ends_with("/check"), "{}", check.path);
    assert!(check.says("bill.pdf") && check.says("A passport or driving licence: to follow"), "{}", check.text());
    // What was left for later can be given after all.
    let sketch = browser.open(&check.link(&sketch.path).unwrap()).await;
    let given = browser.upload(&sketch, &[], ("sketch.jpg", &jpeg(3, 4))).await;
    // A page that was shown before is not what is sent now.
    let stale =
        browser.submit_to(&check, &check.path.replace("/check", "/send"), &[("seen", check.hidden("seen"))]).await;
    assert!(stale.path.contains("/check?shown="), "{}", stale.text());
    assert!(stale.says("sketch.jpg"), "{}", stale.text());
    let check = go_on(&browser, &given).await;
    let (case, id) = send(&browser, &check).await;
    assert!(case.says("to follow"), "{}", case.text());
    let late = browser.upload(&Page { path: sketch.path.clone(), ..given }, &[], ("late.pdf", &pdf("late"))).await;
    assert!(late.path.ends_with("/late"), "{}", late.text());
    let case = world.until(&id, |case| world.only_desks_are_left(case)).await;
    let permit = case.requests.iter().find(|part| part.service_type.name() == "parking-permit").unwrap();
    assert_eq!(permit.evidence_to_follow.iter().map(|kind| kind.id.as_str()).collect::<Vec<_>>(), ["photo-id"]);
    assert_eq!(permit.evidence.len(), 1);
}

#[tokio::test]
async fn what_was_given_once_is_looked_at_and_used_again() {
    let world = World::new().await;
    let browser = world.browser();
    let page = to_evidence(&world, &browser, "moving-home", &moving(&world)).await;
    let given = browser.upload(&page, &[], ("tenancy.pdf", &pdf("tenancy"))).await;
    let first = evidence_link(&given);
    let check = on_to_check(&world, &browser, ("moving-home", go_on(&browser, &given).await), &moving(&world)).await;
    send(&browser, &check).await;

    let again = to_evidence(&world, &browser, "moving-home", &moving(&world)).await;
    assert!(again.says("You have given this before") && again.says("tenancy.pdf"), "{}", again.text());
    let id = first.strip_prefix("/evidence/").unwrap();
    let look = again.link(&format!("{}/again/{id}", again.path)).expect("it can be looked at first");
    assert_eq!(browser.fetch(&look).await.2, pdf("tenancy"));
    let used = browser.submit_to(&again, &format!("{}/again", again.path), &[("evidence", id)]).await;
    assert!(used.says("What you have given") && !used.says("You have given this before"), "{}", used.text());
    let copy = evidence_link(&used);
    assert!(copy != first && browser.fetch(&copy).await.2 == pdf("tenancy"));
    let twice = browser.submit_to(&used, &format!("{}/again", again.path), &[("evidence", id)]).await;
    assert!(!twice.says("2 files"), "pressed twice, it is there once: {}", twice.text());

    // Somebody else at the same browser is offered nothing, sees nothing and takes nothing; the same person is.
    let nobodys = async |name: &str, born: &str| {
        let mut answers = moving(&world);
        answers.insert("your-name".to_owned(), Answer::Text(name.to_owned()));
        answers.insert("your-birth-date".to_owned(), Answer::Text(born.to_owned()));
        let page = to_evidence(&world, &browser, "moving-home", &answers).await;
        let (seen, _, _) = browser.fetch(&format!("{}/again/{id}", page.path)).await;
        let used = browser.submit_to(&page, &format!("{}/again", page.path), &[("evidence", id)]).await;
        (page.says("You have given this before"), seen, used.status)
    };
    let (name, born) = (moving(&world)["your-name"].to_line(), moving(&world)["your-birth-date"].to_line());
    assert_eq!(nobodys("Somebody Else", &born).await, (false, 404, 404));
    assert_eq!(nobodys(&name, "1970-05-04").await, (false, 404, 404));
    assert_eq!(nobodys(&format!(" {} ", name.to_uppercase().replace(' ', "  ")), &born).await, (true, 200, 200));

    // Another browser is offered nothing either, and can take nothing.
    let other = world.browser();
    let theirs = to_evidence(&world, &other, "moving-home", &moving(&world)).await;
    assert!(!theirs.says("You have given this before"), "{}", theirs.text());
    let refused = other.submit_to(&theirs, &format!("{}/again", theirs.path), &[("evidence", id)]).await;
    assert_eq!(refused.status, 404, "{}", refused.text());
}

#[tokio::test]
async fn a_scanner_looks_first_and_where_it_can_not_nothing_is_kept() {
    let scanned = async |scanner: Scanner| {
        let settings = evidence::Settings { scanner: Some(Arc::new(scanner)), ..evidence::Settings::default() };
        World::keeping(settings).await
    };
    let world = scanned(stand_in::scanner().await).await;
    let browser = world.browser();
    let page = to_evidence(&world, &browser, "moving-home", &moving(&world)).await;
    let refused = browser.upload(&page, &[], ("a.pdf", &pdf(stand_in::FOUND))).await;
    assert!(refused.has_mistakes() && refused.says("something harmful"), "{}", refused.text());
    assert!(browser.upload(&page, &[], ("a.pdf", &pdf("well"))).await.says("a.pdf"));

    let world = scanned(stand_in::away().await).await;
    let browser = world.browser();
    let page = to_evidence(&world, &browser, "moving-home", &moving(&world)).await;
    let refused = browser.upload(&page, &[], ("a.pdf", &pdf("well"))).await;
    assert!(refused.has_mistakes() && refused.says("Try again in a few minutes"), "{}", refused.text());
    assert!(!browser.open(&page.path).await.says("a.pdf"));
    let count = world
        .platform
        .store()
        .read(|tx| tx.one("SELECT COUNT(*) FROM evidence", store::args![], |row| row.get::<i64>(0)));
    assert_eq!(count.await.unwrap(), 0);
}

#[tokio::test]
async fn evidence_lies_sealed_in_a_folder_and_what_nobody_knows_is_cleared_away() {
    let folder = tempfile::tempdir().unwrap();
    let kept = Folder::open(&folder.path().join("evidence")).unwrap();
    let world = World::keeping(evidence::Settings { folder: Some(kept), ..evidence::Settings::default() }).await;
    let browser = world.browser();
    let page = to_evidence(&world, &browser, "moving-home", &moving(&world)).await;
    let given = browser.upload(&page, &[], ("one.pdf", &pdf("one"))).await;
    let link = evidence_link(&given);
    let files = || {
        let mut all: Vec<_> =
            std::fs::read_dir(folder.path().join("evidence")).unwrap().map(|entry| entry.unwrap().path()).collect();
        all.sort();
        all
    };
    let name = link.strip_prefix("/evidence/").unwrap();
    assert_eq!(files(), [folder.path().join("evidence").join(name)]);
    let sealed = std::fs::read(&files()[0]).unwrap();
    assert!(!sealed.windows(5).any(|part| part == b"%PDF-"), "it is sealed");
    assert_eq!(browser.fetch(&link).await.2, pdf("one"));

    // A file of nobody goes, one that is known stays.
    std::fs::write(folder.path().join("evidence/evi_0123"), b"left behind").unwrap();
    std::fs::write(folder.path().join("evidence/evi_0124.new"), b"half").unwrap();
    std::fs::write(folder.path().join("evidence/notes.txt"), b"not ours").unwrap();
    assert_eq!(jobs::clear(&world.platform).await.unwrap(), 0, "it may be under way");
    assert_eq!(jobs::clear_older(&world.platform, Duration::ZERO).await.unwrap(), 2);
    assert_eq!(files().len(), 2);

    // One that is gone is told, and comes back with its copy.
    std::fs::rename(&files()[0], folder.path().join("aside")).unwrap();
    let (status, _, body) = browser.fetch(&link).await;
    assert!(status == 503 && String::from_utf8_lossy(&body).contains("can’t be opened"), "{status}");
    std::fs::rename(folder.path().join("aside"), folder.path().join("evidence").join(name)).unwrap();
    assert_eq!(browser.fetch(&link).await.0, 200);

    let removed = browser.submit_to(&given, &format!("{}/remove", page.path), &[("evidence", name)]).await;
    assert_eq!(removed.status, 200);
    assert_eq!(files().len(), 1);
}

#[tokio::test]
async fn evidence_goes_with_the_key_of_its_person() {
    let world = World::new().await;
    let browser = world.browser();
    let page = to_evidence(&world, &browser, "moving-home", &moving(&world)).await;
    let given = browser.upload(&page, &[], ("one.pdf", &pdf("one"))).await;
    let link = evidence_link(&given);
    assert_eq!(jobs::clear(&world.platform).await.unwrap(), 0);
    let (vault, id) = (world.platform.vault().clone(), link.strip_prefix("/evidence/").unwrap().to_owned());
    let shred = world.platform.store().write(move |tx| {
        let sql = "SELECT person FROM evidence WHERE id = $1";
        let person: Id<id::Person> = tx.one(sql, store::args![id.as_str()], |row| row.get(0))?;
        vault.shred(tx, &person)
    });
    assert!(shred.await.unwrap());
    assert_ne!(browser.fetch(&link).await.0, 200);
    assert_eq!(jobs::clear(&world.platform).await.unwrap(), 1);
    assert_eq!(browser.fetch(&link).await.0, 404);
    // Another draft of the same browser is not stopped by it.
    let again = to_evidence(&world, &browser, "moving-home", &moving(&world)).await;
    assert_eq!(again.status, 200, "{}", again.text());
}

#[tokio::test]
async fn evidence_goes_with_the_letter_and_the_system_finds_it_sound() {
    let world = World::new().await;
    let browser = world.browser();
    let mut answers = world.examples("after-a-death");
    answers.insert("pay-for-funeral".to_owned(), Answer::Text("yes".to_owned()));
    answers.insert("funeral-cost".to_owned(), Answer::Text("2650".to_owned()));
    let page = to_evidence(&world, &browser, "after-a-death", &answers).await;
    assert_eq!(kind(&page), "marriage-certificate");
    let given = browser.upload(&page, &[], ("m.jpg", &jpeg(300, 400))).await;
    let bill = go_on(&browser, &given).await;
    assert_eq!(kind(&bill), "funeral-bill");
    let check = on_to_check(&world, &browser, ("after-a-death", later(&browser, &bill).await), &answers).await;
    let (_, id) = send(&browser, &check).await;
    let case = world.until(&id, |case| world.only_desks_are_left(case)).await;
    // The agency looks at size, sum and type of all that it gets, and refuses what is not sound.
    for name in ["bereavement-support-payment", "funeral-expenses-payment"] {
        let part = case.requests.iter().find(|part| part.service_type.name() == name).unwrap();
        assert_eq!(part.state, "granted", "{name}");
    }
}

#[tokio::test]
async fn pages_of_evidence_lead_on_where_nothing_is_asked_for() {
    let world = World::new().await;
    let browser = world.browser();
    let check = to_check(&world, &browser, "moving-home", &moving(&world)).await;
    let draft = check.path.strip_suffix("/check").unwrap().to_owned();
    let unknown = browser.open(&format!("{draft}/evidence/nothing")).await;
    assert_eq!(unknown.path, check.path);
    for what in ["remove", "again", "later"] {
        let page = browser.open(&format!("{draft}/evidence/photo-id/{what}")).await;
        assert!(page.path.ends_with("/evidence/photo-id"), "{}", page.path);
    }
    let fresh = world.browser();
    let start = fresh.open("/start/moving-home").await;
    let first = fresh.submit(&start, &[]).await;
    let early = first.path.split_once("/questions/").unwrap().0.to_owned() + "/evidence/photo-id";
    assert_eq!(fresh.open(&early).await.path, first.path, "the questions come first");
}

/// Whoever has the request now opens its evidence: not the body that had it before, and not the one that will.
#[tokio::test]
async fn evidence_moves_with_the_request() {
    let world = World::answering_after(Duration::from_hours(1)).await;
    world.business(BEFORE);
    // The park's planning advice goes to the other park.
    let mut draft = draft(&world, OpenWork::Moves);
    draft.lines.truncate(1);
    let line = &mut draft.lines[0];
    line.what.from = Id::named("lake-district-npa").unwrap();
    line.what.service_types = vec![Id::named("planning-advice").unwrap()];
    line.whom.to = Id::named("yorkshire-dales-npa").unwrap();
    draft.systems = vec![SystemMove {
        service_types: line.what.service_types.clone(),
        area: None,
        system: Id::named("yorkshire-dales-desk").unwrap(),
    }];
    world.schedule(draft).await.unwrap();
    let browser = world.browser();
    let page = to_evidence(&world, &browser, "moving-home", &moving(&world)).await;
    let page = later(&browser, &later(&browser, &page).await).await;
    let sketch = if kind(&page) == "building-sketch" { page } else { later(&browser, &page).await };
    let given = browser.upload(&sketch, &[], ("sketch.png", &png(30, 40))).await;
    let check = on_to_check(&world, &browser, ("moving-home", go_on(&browser, &given).await), &moving(&world)).await;
    let (_, id) = send(&browser, &check).await;
    while world.work().await > 0 {}
    let case = world.case(&id).await;
    let part = of(&case, "planning-advice");
    let path = format!("/desk/{}/evidence/{}", part.id, part.evidence[0].held.id);
    let officers = [world.browser(), world.browser()];
    for (officer, body) in officers.iter().zip(["lake-district-npa", "yorkshire-dales-npa"]) {
        sign_in(&world, officer, Role::SupplierOfficer, Some(body)).await;
    }
    let may = async || [officers[0].fetch(&path).await.0, officers[1].fetch(&path).await.0];
    assert_eq!(may().await, [200, 404]);
    vested(&world).await;
    assert_eq!(of(&world.case(&id).await, "planning-advice").body.id.name(), "yorkshire-dales-npa");
    assert_eq!(may().await, [404, 200]);
}

#[tokio::test]
async fn what_was_given_for_a_service_that_is_left_out_is_not_kept() {
    let world = World::new().await;
    let browser = world.browser();
    let page = to_evidence(&world, &browser, "moving-home", &moving(&world)).await;
    let given = browser.upload(&page, &[], ("tenancy.pdf", &pdf("my tenancy"))).await;
    let file = evidence_link(&given);
    let check = later(&browser, &go_on(&browser, &given).await).await;
    let out = [("service", "parking-permit"), ("wanted", "no")];
    let check = browser.submit_to(&check, &check.path.replace("/check", "/anyway"), &out).await;
    assert_eq!(browser.fetch(&file).await.0, 200, "it can be put back until it is sent");
    let (case, _) = send(&browser, &check).await;
    assert!(!case.says("tenancy.pdf"), "{}", case.text());
    assert_eq!(browser.fetch(&file).await.0, 404);
}

#[tokio::test]
async fn what_is_not_asked_for_any_more_makes_room_and_whoever_has_ten_files_is_led_to_where_one_can_go() {
    let world = World::new().await;
    let browser = world.browser();
    let page = to_evidence(&world, &browser, "moving-home", &moving(&world)).await;
    let bill = later(&browser, &page).await;
    assert_eq!(kind(&bill), "home-bill");
    for n in 0..10 {
        assert_eq!(browser.upload(&bill, &[], ("bill.jpg", &jpeg(30, 40 + n))).await.status, 200);
    }
    let draft = bill.path.split_once("/evidence/").unwrap().0.to_owned();
    let sketch = browser.open(&format!("{draft}/evidence/building-sketch")).await;
    assert!(sketch.says("as many as one application holds"), "{}", sketch.text());
    assert!(sketch.says("(10 files)"), "{}", sketch.text());
    assert_eq!(sketch.link(&bill.path).as_deref(), Some(bill.path.as_str()), "there one can be removed");
    let full = browser.upload(&sketch, &[], ("sketch.png", &png(30, 40))).await;
    assert!(full.has_mistakes() && full.says("at most 10 files"), "{}", full.text());

    // Without the permit nobody asks for a bill: the files give way.
    let out = [("service", "parking-permit"), ("wanted", "no")];
    browser.submit_to(&sketch, &format!("{draft}/anyway"), &out).await;
    let sketch = browser.open(&sketch.path).await;
    assert!(!sketch.says("as many as one application holds"), "{}", sketch.text());
    let given = browser.upload(&sketch, &[], ("sketch.png", &png(30, 40))).await;
    assert!(given.status == 200 && given.says("sketch.png"), "{}", given.text());
    let count = world
        .platform
        .store()
        .read(|tx| tx.one("SELECT COUNT(*) FROM evidence", store::args![], |row| row.get::<i64>(0)));
    assert_eq!(count.await.unwrap(), 1, "no draft holds more than it may");
}
