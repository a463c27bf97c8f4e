//! The tables of the next edition of a journey: seen, named in findings, and tried with a case before anybody is asked.

use applications::{
    data,
    world::{Browser, Page, World, demo_files},
};
use values::Role;

use crate::staff::sign_in;

const JOURNEY: &str = "/staff/journeys/after-a-death";
const DRAFT: &str = "/staff/journeys/after-a-death/draft";

fn model() -> String {
    demo_files().into_iter().find(|file| file.file.ends_with("after-a-death.dmn")).unwrap().text
}

async fn bring(browser: &Browser, what: &str, text: &str) -> Page {
    let draft = browser.open(DRAFT).await;
    let version = draft.hidden("version").to_owned();
    let form = Page { path: format!("{DRAFT}/{what}"), ..draft };
    browser.upload(&form, &[("version", &version)], ("next", text.as_bytes())).await
}

#[tokio::test]
async fn the_tables_of_a_draft_are_seen_and_tried_before_it_is_published() {
    let world = World::new().await;
    let browser = world.browser();
    sign_in(&world, &browser, Role::CatalogueManager, None).await;
    assert_eq!(browser.open(&format!("{DRAFT}/tables")).await.path, JOURNEY, "nobody has begun one");
    let journey = browser.open(JOURNEY).await;
    browser.submit_to(&journey, DRAFT, &[]).await;
    let next = model().replacen("<text>\"one-adult\"</text>", "<text>\"one-adult\",\"nobody\"</text>", 1).replacen(
        "<text>\"nobody\",\"more-adults\"",
        "<text>\"more-adults\"",
        1,
    );
    let draft = bring(&browser, "model", &next).await;
    let tables = browser.open(&draft.link(&format!("{DRAFT}/tables")).unwrap()).await;
    assert!(tables.says("Tables of the next edition of After a death"), "{}", tables.text());
    assert!(tables.says("\"one-adult\",\"nobody\""), "{}", tables.text());
    assert!(!browser.open(JOURNEY).await.says("\"one-adult\",\"nobody\""), "what is published is as it was");

    // Who lives in the home: nobody. The draft says otherwise than what is published.
    let case = [("case-home-now", "nobody")];
    let suggested = |page: &Page| {
        let (_, after) = page.html.split_once("role=\"status\"").unwrap();
        let row = after.split("<tr").find(|row| row.contains("Council tax: pay less")).unwrap();
        row.contains("portico-tag-wide govuk-tag--green")
    };
    assert!(suggested(&browser.submit_to(&tables, &format!("{DRAFT}/tables"), &case).await));
    assert!(!suggested(&browser.submit_to(&browser.open(JOURNEY).await, JOURNEY, &case).await));
    let wrong = browser.submit_to(&tables, &format!("{DRAFT}/tables"), &[("case-home-now", "a cat")]).await;
    assert!(wrong.status == 422 && wrong.says("There is a problem"), "{}", wrong.text());

    let other = world.browser();
    sign_in(&world, &other, Role::ContactAgent, None).await;
    assert_eq!(other.open(&format!("{DRAFT}/tables")).await.status, 403);
}

#[tokio::test]
async fn a_draft_with_findings_shows_its_tables_and_is_tried_once_it_is_mended() {
    let world = World::new().await;
    let browser = world.browser();
    sign_in(&world, &browser, Role::CatalogueManager, None).await;
    browser.submit_to(&browser.open(JOURNEY).await, DRAFT, &[]).await;
    let slip = model().replace("\"no-own-home\"", "\"no-home\"");
    let draft = bring(&browser, "model", &slip).await;
    assert!(draft.says("'no-home' is none of the options"), "{}", draft.text());
    assert!(draft.says("See the tables of this draft"), "{}", draft.text());
    let tables = browser.open(&format!("{DRAFT}/tables")).await;
    assert!(tables.says("'no-home' is none of the options"), "{}", tables.text());
    assert!(tables.says("\"more-adults\",\"no-home\"") && tables.says("You can try a case once"), "{}", tables.text());
    assert!(!tables.says("Try it"), "{}", tables.text());
    let tried = browser.submit_to(&tables, &format!("{DRAFT}/tables"), &[("case-home-now", "nobody")]).await;
    assert_eq!(tried.status, 422);

    let (_, _, text) = browser.fetch(&format!("{DRAFT}/text")).await;
    let text = String::from_utf8(text).unwrap().replacen("kind = \"date\"", "kind = \"dtae\"", 1);
    bring(&browser, "text", &text).await;
    let tables = browser.open(&format!("{DRAFT}/tables?lang=fr")).await;
    assert!(tables.says("Les tables de ce brouillon ne peuvent pas être lues"), "{}", tables.text());
    assert!(tables.says("Retour au brouillon"), "{}", tables.text());
}

/// What is found where the table about the funeral is told the area of where somebody lived, and names this one.
fn placed(area: &str, journey: impl Fn(&str) -> String) -> Vec<String> {
    let told = "[[told]]\ninput = \"funeral\"\nconcept = \"last-address\"\nway = { part = \"area\" }\n\n[[told]]";
    let mut files = demo_files();
    for file in &mut files {
        if file.file.ends_with("after-a-death.dmn") {
            let values = "<inputValues><text>\"council-burial\",\"council-cremation\",\"elsewhere\",\"undecided\",\"nobody\"</text></inputValues>";
            assert!(file.text.contains(values));
            let (before, funeral) = file.text.split_once(values).unwrap();
            file.text = format!("{before}{}", funeral.replace("\"nobody\"", &format!("\"{area}\"")));
        }
        if file.file.ends_with("after-a-death.toml") {
            file.text = journey(&file.text.replacen("[[told]]", told, 1));
        }
    }
    let findings = data::read(&files).err().unwrap_or_default();
    findings.iter().map(ToString::to_string).collect()
}

#[test]
fn a_place_that_a_table_or_a_condition_names_is_an_area_that_a_postcode_leads_to() {
    let found = |area: &str| placed(area, str::to_owned);
    assert_eq!(found("threlkeld"), [""; 0]);
    for (area, fix) in [
        ("Threlkeld", "Did you mean 'threlkeld'?"),
        ("threlkelt", "Did you mean 'threlkeld'?"),
        ("CA12", "Did you mean 'above-derwent' or 'bassenthwaite' or"),
        ("no-such-area", "ever told so. Write the code of an area of areas.toml."),
    ] {
        let found = found(area);
        assert!(
            found[0].contains(&format!("rule 1: there is no area '{area}', so no place is ever told so")),
            "{found:?}"
        );
        assert!(found[0].contains(fix), "{found:?}");
        assert!(found[0].contains("after-a-death.toml:"), "{found:?}");
    }
    let county = found("E10000006");
    assert!(county[0].contains("no postcode leads to area 'E10000006' itself"), "{county:?}");

    let says = |value: &str| {
        placed("threlkeld", |text| {
            let said = format!("way = {{ says = \"{value}\" }}");
            text.replacen("way = { part = \"area\" }", &said, 1)
        })
    };
    let slip = says("Threlkeld");
    assert!(slip.iter().any(|one| one.contains("'last-address' is 'Threlkeld': there is no area")), "{slip:?}");
    assert!(!says("elsewhere").iter().any(|one| one.contains("there is no area")));
    let waits = |value: &str| {
        placed("threlkeld", |text| {
            let exit = format!("when = [{{ question = \"last-address\", is = [\"{value}\"] }}]\n");
            let (before, after) = text.split_once("[[exit]]\n").unwrap();
            let (own, rest) = after.split_once("when = ").unwrap();
            format!("{before}[[exit]]\n{own}{exit}{}", rest.split_once('\n').unwrap().1)
        })
    };
    let slip = waits("Threlkeld");
    assert!(slip.iter().any(|one| one.contains("waits for 'Threlkeld': there is no area 'Threlkeld'")), "{slip:?}");
    assert!(!waits("threlkeld").iter().any(|one| one.contains("there is no area")));
}
