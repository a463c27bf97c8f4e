//! The next edition of a journey: changed part by part, looked through, published from a day, and taken back by another.

use applications::{
    journey::Answer,
    world::{Browser, Page, World},
};
use values::{Id, Role};

use crate::{
    staff::sign_in,
    walk::{on_to_check, to_check},
};

const DRAFT: &str = "/staff/journeys/moving-home/draft";

/// A keeper of journeys, with a draft of the next edition begun.
async fn begun(world: &World) -> (Browser, Page) {
    let browser = world.browser();
    sign_in(world, &browser, Role::CatalogueManager, None).await;
    let journey = browser.open("/staff/journeys/moving-home").await;
    assert!(journey.says("Begin the next edition"), "{}", journey.text());
    let draft = browser.submit_to(&journey, DRAFT, &[]).await;
    assert!(draft.says("It can be published as edition 2023-03"), "{}", draft.text());
    (browser, draft)
}

/// The page of a part of the draft.
async fn part(browser: &Browser, draft: &Page, name: &str) -> Page {
    let (before, _) = draft
        .html
        .split_once(&format!("<code class=\"portico-quiet\">{name}</code>"))
        .unwrap_or_else(|| panic!("{name}"));
    let (_, link) = before.rsplit_once("href=\"").unwrap();
    browser.open(link.split_once('"').unwrap().0).await
}

fn text(part: &Page) -> String {
    let (_, after) = part.html.split_once("<textarea").unwrap();
    let inside = after.split_once('>').unwrap().1.split_once("</textarea>").unwrap().0;
    Page { html: inside.replace('\n', "\u{1}"), ..part.clone() }.text().replace('\u{1}', "\n")
}

/// Keeps another text of a part.
async fn keep(browser: &Browser, part: &Page, text: &str) -> Page {
    let shown = ["sort", "name", "was", "add"].map(|name| (name, part.hidden(name)));
    let fields: Vec<(&str, &str)> = shown.into_iter().chain([("text", text)]).collect();
    browser.submit_to(part, &action(part), &fields).await
}

/// Where the form of a part goes.
fn action(part: &Page) -> String {
    let html = part.html.replace("&#x2f;", "/");
    let (_, n) = html.split_once(&format!("action=\"{DRAFT}/parts/")).unwrap();
    format!("{DRAFT}/parts/{}", n.split_once('"').unwrap().0)
}

#[tokio::test]
async fn an_edition_is_changed_part_by_part_published_from_a_day_and_shown_to_whoever_began_before() {
    let world = World::new().await;
    // Somebody began before.
    let (citizen, answers) = (world.browser(), world.examples("moving-home"));
    let check = to_check(&world, &citizen, "moving-home", &answers).await;
    let (browser, draft) = begun(&world).await;

    let name = part(&browser, &draft, "your-name").await;
    let was = text(&name);
    assert!(was.contains("label = { en = \"Your full name\""), "{was}");
    // What is wrong is kept and said.
    let wrong = keep(&browser, &name, &was.replace("page = \"about-you\"", "page = \"abuot-you\"")).await;
    assert!(wrong.says("there is no page 'abuot-you'"), "{}", wrong.text());
    let draft = browser.open(DRAFT).await;
    assert!(draft.says("One thing has to be mended"), "{}", draft.text());
    assert!(!draft.says("Publish edition"), "{}", draft.text());
    let name = part(&browser, &draft, "your-name").await;
    let other = was.replace("Your full name", "Your name as in your passport");
    let draft = keep(&browser, &name, &other).await;
    assert!(draft.says("It can be published as edition 2023-03"), "{}", draft.text());
    let differs = "question your-name, label: \"Your name as in your passport\", before \"Your full name\"";
    assert!(draft.says(differs), "{}", draft.text());
    // A page that was opened before is told so.
    let late = keep(&browser, &name, "").await;
    assert!(late.says("not kept yet"), "{}", late.text());
    // A part that lost its head takes nothing else with it.
    let headless = keep(&browser, &part(&browser, &draft, "your-phone").await, "id = [").await;
    assert!(headless.says("in double square brackets"), "{}", headless.text());
    assert_eq!(text(&headless), "id = [");

    // What it says is a preview to nobody else, and nothing of it is sent.
    let preview = browser.submit_to(&draft, &format!("{DRAFT}/preview"), &[]).await;
    assert!(preview.says("This is a preview"), "{}", preview.text());
    assert!(preview.says("Your name as in your passport"), "{}", preview.text());
    assert_eq!(world.browser().open(&preview.path).await.status, 403);

    let from = world.platform.today().tomorrow().unwrap();
    let publish = format!("{DRAFT}/publish");
    let unsaid = browser.submit_to(&draft, &publish, &[("from", "2023-01-01"), ("reason", "")]).await;
    assert_eq!(unsaid.status, 422, "{}", unsaid.text());
    assert!(unsaid.says("Enter a day from") && unsaid.says("Enter why it is published"), "{}", unsaid.text());
    let day = from.to_string();
    let done = browser.submit_to(&draft, &publish, &[("from", &day), ("reason", "The Passports Act")]).await;
    assert!(done.says("to come") && done.says("The Passports Act"), "{} {}", done.path, done.text());
    let asks = async |browser: &Browser| {
        let start = browser.open("/start/moving-home").await;
        browser.submit(&start, &[]).await.says("Your name as in your passport")
    };
    assert!(!asks(&world.browser()).await, "its day has not come");
    assert_eq!(citizen.open(&check.path).await.path, check.path);

    world.business(&format!("{day}T09:00:00Z"));
    assert!(asks(&world.browser()).await, "its day has come");
    // Whoever began before sees what has changed, and nothing that they typed is lost.
    let changed = citizen.open(&check.path).await;
    assert!(changed.path.ends_with("/changed"), "{}", changed.path);
    assert!(changed.says("In other words now") && changed.says("Your name as in your passport"), "{}", changed.text());
    // What was shown is what they go on with: another edition than that is shown first.
    let again = citizen.submit(&changed, &[("edition", "2023-03")]).await;
    assert_eq!(again.path, changed.path);
    let back = citizen.submit(&changed, &[("edition", changed.hidden("edition"))]).await;
    assert_eq!(back.path, check.path, "{}", back.text());
    assert!(back.says("Robin Example"), "{}", back.text());

    // Back to what it was: another edition that says the same.
    let journey = browser.open("/staff/journeys/moving-home").await;
    assert!(journey.says("The Passports Act"), "{}", journey.text());
    let draft = browser.submit_to(&journey, DRAFT, &[("edition", "2023-03")]).await;
    assert!(draft.says("Begun from edition 2023-03."), "{}", draft.text());
    let done = browser.submit_to(&draft, &publish, &[("from", &day), ("reason", "It was repealed")]).await;
    assert!(done.says("It was repealed"), "{}", done.text());
    assert!(!asks(&world.browser()).await, "as it was");
}

#[tokio::test]
async fn a_draft_is_thrown_away_and_only_its_keepers_may_open_it() {
    let world = World::new().await;
    let (browser, draft) = begun(&world).await;
    let journey = browser.open("/staff/journeys/moving-home").await;
    assert!(journey.says("Go on with the next edition"), "{}", journey.text());
    let gone = browser.submit_to(&draft, &format!("{DRAFT}/throw-away"), &[]).await;
    assert!(gone.says("Begin the next edition"), "{}", gone.text());
    assert_eq!(browser.open(DRAFT).await.path, "/staff/journeys/moving-home");
    let other = world.browser();
    sign_in(&world, &other, Role::ContactAgent, None).await;
    assert!(!other.open("/staff/journeys/moving-home").await.says("next edition"));
    assert_eq!(other.open(DRAFT).await.status, 403);
}

#[tokio::test]
async fn nothing_of_a_preview_is_sent() {
    let world = World::new().await;
    let (browser, draft) = begun(&world).await;
    let preview = browser.submit_to(&draft, &format!("{DRAFT}/preview"), &[]).await;
    let check = on_to_check(&world, &browser, ("moving-home", preview), &world.examples("moving-home")).await;
    assert!(check.says("This is a preview"), "{}", check.text());
    let send = check.path.replace("/check", "/send");
    let refused = browser.submit_to(&check, &send, &[("seen", check.hidden("seen"))]).await;
    assert_eq!(refused.status, 409, "{}", refused.text());
    assert!(refused.says("Nothing was sent"), "{}", refused.text());
}

#[tokio::test]
async fn whoever_began_before_is_told_first_which_body_gets_more_of_their_answers() {
    let world = World::new().await;
    let (citizen, answers) = (world.browser(), world.examples("moving-home"));
    let check = to_check(&world, &citizen, "moving-home", &answers).await;
    let (browser, draft) = begun(&world).await;
    let register = part(&browser, &draft, "electoral-register").await;
    let more = text(&register).replace("fields = [", "fields = [\"your-phone\", ");
    let draft = keep(&browser, &register, &more).await;
    let day = world.platform.today().tomorrow().unwrap().to_string();
    let fields = [("from", day.as_str()), ("reason", "They ring now")];
    browser.submit_to(&draft, &format!("{DRAFT}/publish"), &fields).await;
    world.business(&format!("{day}T09:00:00Z"));
    let changed = citizen.open(&check.path).await;
    assert!(changed.path.ends_with("/changed"), "{}", changed.path);
    let said = changed.text();
    let (_, wider) =
        said.split_once("Who now gets more of your answers, and which").unwrap_or_else(|| panic!("{said}"));
    assert!(wider.contains("Your telephone number") && !wider.contains("Your full name"), "{wider}");
    assert!(changed.html.contains("<strong>"), "the body is named: {wider}");
}

/// Publishes the text of the next edition, changed, from tomorrow on, and goes there.
async fn tomorrow(world: &World, change: impl FnOnce(&str) -> String) {
    let (browser, draft) = begun(world).await;
    let text = change(&whole(&browser).await);
    let bring = Page { path: format!("{DRAFT}/text"), ..draft.clone() };
    let draft =
        browser.upload(&bring, &[("version", draft.hidden("version"))], ("moving-home.toml", text.as_bytes())).await;
    let day = world.platform.today().tomorrow().unwrap().to_string();
    let fields = [("from", day.as_str()), ("reason", "Another rule")];
    let done = browser.submit_to(&draft, &format!("{DRAFT}/publish"), &fields).await;
    assert!(done.says("waits for its day"), "{}", done.text());
    world.business(&format!("{day}T09:00:00Z"));
}

#[tokio::test]
async fn whoever_began_before_is_told_which_services_turned_out_otherwise_for_them() {
    let world = World::new().await;
    let answers = world.examples("moving-home");
    let (citizen, other) = (world.browser(), world.browser());
    let check = to_check(&world, &citizen, "moving-home", &answers).await;
    let start = other.open("/start/moving-home").await;
    let first = other.submit(&start, &[]).await;
    let wants =
        |name: &str| matches!(&answers["council-things"], Answer::Many(values) if values.iter().any(|it| it == name));
    let had_not = ["allotment", "library-card", "bus-pass", "disabled-bus-pass"].into_iter().find(|name| !wants(name));
    let (had, had_not) = ("council-tax-discount", had_not.expect("they do not want everything"));
    let other_way = |text: &str, question: &str, value: &str| {
        let is = format!("{{ question = \"{question}\", is = [\"{value}\"] }}");
        assert!(text.contains(&is), "{is}");
        text.replace(&is, &is.replace("is =", "is_not ="))
    };
    tomorrow(&world, |text| other_way(&other_way(text, "adults", "one"), "council-things", had_not)).await;
    let changed = citizen.open(&check.path).await;
    assert!(changed.path.ends_with("/changed"), "{}", changed.path);
    let government = world.platform.government();
    let title = |name: &str| government.catalogue.service_type(&Id::named(name).unwrap()).unwrap().title.en.clone();
    let text = changed.text();
    let (_, no_more) =
        text.split_once("Services that no longer seem to be for you").unwrap_or_else(|| panic!("{text}"));
    assert!(no_more.contains(&title(had)) && !no_more.contains(&title(had_not)), "{text}");
    let (_, now) = text.split_once("Services that seem to be for you now").unwrap_or_else(|| panic!("{text}"));
    assert!(now.split("no longer").next().unwrap().contains(&title(had_not)), "{text}");
    // Who has answered nothing yet is told that nothing is different.
    let nothing = other.open(&first.path).await;
    assert!(
        nothing.path.ends_with("/changed") && nothing.says("Nothing of it is different for you"),
        "{}",
        nothing.text()
    );
}

#[tokio::test]
async fn what_was_sent_by_a_key_is_found_again_whatever_edition_is_offered_since() {
    let world = World::new().await;
    let answers = world.examples("moving-home");
    let key = "a key that nobody guesses".replace(' ', "-");
    let (status, sent) = world.post_application(&key, "moving-home", &answers).await;
    assert_eq!(status, 201, "{sent}");
    tomorrow(&world, |text| format!("{text}\n{SHOES}").replacen("fields = [", "fields = [\"shoes\", ", 1)).await;
    let (status, fresh) = world.post_application(&format!("{key}-new"), "moving-home", &answers).await;
    assert_eq!(status, 422, "the edition asks for more: {fresh}");
    let (status, again) = world.post_application(&key, "moving-home", &answers).await;
    assert_eq!((status, &again["receipt"]), (201, &sent["receipt"]), "{again}");
    let (status, other) = world.post_application(&key, "after-a-death", &world.examples("after-a-death")).await;
    assert_eq!((status, other["code"].as_str()), (409, Some("key_used")), "{other}");
}

#[tokio::test]
async fn a_text_of_another_journey_or_of_none_is_refused_and_the_draft_stays_as_it_was() {
    let world = World::new().await;
    let (browser, draft) = begun(&world).await;
    let bring = Page { path: format!("{DRAFT}/text"), ..draft.clone() };
    let bring = async |text: &str| {
        let version = browser.open(DRAFT).await.hidden("version").to_owned();
        browser.upload(&bring, &[("version", &version)], ("moving-home.toml", text.as_bytes())).await
    };
    let was = browser.fetch(&format!("{DRAFT}/text")).await.2;
    for (text, said) in [
        ("id = \"after-a-death\"\n", "This is the text of the journey after-a-death."),
        ("<html><body></body></html>", "This file does not say of which journey it is."),
    ] {
        let refused = bring(text).await;
        assert_eq!(refused.status, 422, "{}", refused.text());
        assert!(refused.says(said) && refused.says("The draft stays as it was"), "{}", refused.text());
        assert_eq!(browser.fetch(&format!("{DRAFT}/text")).await.2, was);
    }
    // Its own text is kept with its mistakes.
    let kept = bring("id = \"moving-home\"\ntitle = [\n").await;
    assert!(kept.says("One thing has to be mended"), "{}", kept.text());
}

#[tokio::test]
async fn what_came_and_went_within_a_part_is_told_by_its_labels_in_the_readers_language() {
    let world = World::new().await;
    let (browser, draft) = begun(&world).await;
    let text = String::from_utf8(browser.fetch(&format!("{DRAFT}/text")).await.2).unwrap();
    // An option that nothing waits for, and the last field of the first service.
    let journey: toml::Table = toml::from_str(&text).unwrap();
    let tables = |name: &str| journey[name].as_array().unwrap().clone();
    let label = |of: &toml::Value, language: &str| of["label"][language].as_str().unwrap().to_owned();
    let is_free = |option: &&toml::Value| text.matches(&option["value"].to_string()).count() == 1;
    let free = |question: toml::Value| {
        let option = question.get("options")?.as_array()?.iter().find(is_free)?.clone();
        Some((question, option))
    };
    let (asked, option) = tables("question").into_iter().find_map(free).unwrap();
    let line = text.lines().find(|line| line.contains(&label(&option, "en")) && line.contains("value =")).unwrap();
    let other = text.replacen(&format!("{line}\n"), "", 1);
    let service = tables("service").remove(0);
    let fields = service["fields"].to_string();
    let field = service["fields"].as_array().unwrap().last().unwrap().as_str().unwrap().to_owned();
    let fewer = fields.replace(&format!(", \"{field}\""), "");
    assert_ne!(fields, fewer);
    let other = other.replacen(&fields, &fewer, 1);
    let bring = Page { path: format!("{DRAFT}/text"), ..draft.clone() };
    let shown = browser.upload(&bring, &[("version", draft.hidden("version"))], ("x.toml", other.as_bytes())).await;
    let gone = tables("question").into_iter().find(|question| question["id"].as_str() == Some(&field)).unwrap();
    let no_option = format!("Question “{}”: option “{}” taken out", label(&asked, "en"), label(&option, "en"));
    assert!(shown.says(&no_option), "{no_option}: {}", shown.text());
    let no_field = format!("it is not sent “{}” any more", label(&gone, "en"));
    assert!(shown.says(&no_field), "{no_field}: {}", shown.text());
    assert!(!shown.says("typ_") && !shown.says("options is written otherwise"), "{}", shown.text());
    let french = browser.open(&format!("{DRAFT}?lang=fr")).await;
    assert!(french.says(&format!("il ne reçoit plus « {} »", label(&gone, "fr"))), "{}", french.text());
}

#[tokio::test]
async fn an_edition_to_come_that_takes_back_what_another_changes_is_told_before_and_after_that_is_published() {
    let world = World::new().await;
    let (browser, draft) = begun(&world).await;
    let today = world.platform.today();
    let later = today.tomorrow().unwrap().to_string();
    let publish = format!("{DRAFT}/publish");
    let reworded = async |draft: &Page, question: &str, from: &str, to: &str| {
        let part = part(&browser, draft, question).await;
        let other = text(&part).replace(from, to);
        assert_ne!(text(&part), other);
        keep(&browser, &part, &other).await
    };
    let draft = reworded(&draft, "your-name", "Your full name", "Your name as in your passport").await;
    let journey = browser.submit_to(&draft, &publish, &[("from", &later), ("reason", "The Passports Act")]).await;
    assert!(!journey.says("and lacks what"), "{}", journey.text());
    // Something else is mended at once, in what stands today.
    let draft = browser.submit_to(&journey, DRAFT, &[]).await;
    assert!(!draft.says("and lacks what"), "{}", draft.text());
    let draft = reworded(&draft, "your-phone", "label = { en = \"", "label = { en = \"Please: ").await;
    assert!(draft.says("and lacks what this one changes"), "{}", draft.text());
    let now = today.to_string();
    let journey = browser.submit_to(&draft, &publish, &[("from", &now), ("reason", "A slip")]).await;
    let (_, name) = journey.path.split_once("edition=").unwrap();
    let mended = name.split('#').next().unwrap().to_owned();
    let said = format!("and lacks what edition {mended} changes");
    assert!(journey.says(&said), "{}", journey.text());
    // Published again for that day out of what was mended, with what the later one is for.
    let draft = browser.submit_to(&journey, DRAFT, &[("edition", &mended)]).await;
    let draft = reworded(&draft, "your-name", "Your full name", "Your name as in your passport").await;
    let journey = browser.submit_to(&draft, &publish, &[("from", &later), ("reason", "Both")]).await;
    assert!(journey.says("Both") && !journey.says("and lacks what"), "{}", journey.text());
}

#[tokio::test]
async fn a_question_that_nothing_uses_is_told_on_the_draft_and_on_the_journey() {
    let world = World::new().await;
    let (browser, draft) = begun(&world).await;
    assert!(!draft.says("Worth a look"), "{}", draft.text());
    let name = part(&browser, &draft, "your-name").await;
    let more = "[[question]]\nid = \"shoes\"\npage = \"about-you\"\nkind = \"text\"\nlabel = { en = \"Your shoes\", fr = \"Vos chaussures\" }\n";
    let draft = keep(&browser, &name, &format!("{}\n{more}", text(&name))).await;
    assert!(draft.says("question 'shoes' is asked for nothing"), "{}", draft.text());
    assert!(draft.says("Name it in the fields of the [[service]]"), "{}", draft.text());
    let day = world.platform.today().to_string();
    let journey = browser.submit_to(&draft, &format!("{DRAFT}/publish"), &[("from", &day), ("reason", "Shoes")]).await;
    assert!(journey.says("nothing uses the answers to these questions"), "{}", journey.text());
}

#[tokio::test]
async fn what_the_reader_says_of_a_mistake_is_led_in_by_a_sentence_of_the_pages_language() {
    let world = World::new().await;
    let (browser, draft) = begun(&world).await;
    let name = part(&browser, &draft, "your-name").await;
    let wrong = text(&name).replace("kind = \"name\"", "kind = \"nmae\"");
    assert_ne!(wrong, text(&name));
    let line = wrong.lines().position(|line| line.starts_with("kind = ")).unwrap() + 1;
    keep(&browser, &name, &wrong).await;
    let french = browser.open(&format!("{}?lang=fr", name.path)).await;
    let said = format!("Ligne {line} : elle ne peut pas être utilisée telle quelle. Corrigez cette ligne");
    assert!(french.says(&said), "{}", french.text());
    let machine = "<span lang=\"en\">unknown variant";
    assert!(french.html.contains(machine), "{}", french.html);
    let french = browser.open(&format!("{DRAFT}?lang=fr")).await;
    assert!(french.says("Question « your-name » : ouvrez cette partie et corrigez cette ligne"), "{}", french.text());
    assert!(french.html.contains("<span lang=\"en\" class=\"portico-quiet\">unknown variant"), "{}", french.html);
}

/// Two keepers of journeys, both at the same draft.
async fn two_keepers(world: &World) -> (Browser, Browser, Page) {
    let (one, draft) = begun(world).await;
    let other = world.browser();
    sign_in(world, &other, Role::CatalogueManager, None).await;
    (one, other, draft)
}

async fn whole(browser: &Browser) -> String {
    String::from_utf8(browser.fetch(&format!("{DRAFT}/text")).await.2).unwrap()
}

const SHOES: &str = "[[question]]\nid = \"shoes\"\npage = \"about-you\"\nkind = \"text\"\nlabel = { en = \"Your shoes\", fr = \"Vos chaussures\" }\n";

#[tokio::test]
async fn whoever_publishes_what_a_colleague_has_changed_sees_it_first_and_keeps_their_words() {
    let world = World::new().await;
    let (one, other, draft) = two_keepers(&world).await;
    let name = part(&other, &draft, "your-name").await;
    keep(&other, &name, &format!("{}\n{SHOES}", text(&name))).await;
    let day = world.platform.today().to_string();
    let fields = [("from", day.as_str()), ("reason", "The Shoes Act")];
    let moved = one.submit_to(&draft, &format!("{DRAFT}/publish"), &fields).await;
    assert!(moved.says("Somebody else has changed this draft") && moved.says("The Shoes Act"), "{}", moved.text());
    assert!(moved.says("shoes") && moved.status == 422, "{}", moved.text());
    let away = one.submit_to(&draft, &format!("{DRAFT}/throw-away"), &[]).await;
    assert!(away.says("Somebody else has changed this draft"), "{}", away.text());
    let done = one.submit_to(&moved, &format!("{DRAFT}/publish"), &fields).await;
    assert!(done.path.starts_with("/staff/journeys/moving-home?edition="), "{}", done.text());
}

#[tokio::test]
async fn a_part_is_found_again_where_somebody_has_put_another_before_it() {
    let world = World::new().await;
    let (one, other, draft) = two_keepers(&world).await;
    let shown = part(&one, &draft, "council-things").await;
    let earlier = part(&other, &draft, "your-name").await;
    keep(&other, &earlier, &format!("{}\n{SHOES}", text(&earlier))).await;
    let changed = text(&shown).replace("Which of these do you have", "Which of these have you got");
    // Nobody has touched the part itself: it is kept.
    let kept = keep(&one, &shown, &changed).await;
    assert_eq!(kept.path, DRAFT, "{}", kept.text());
    let all = whole(&one).await;
    assert!(all.contains("Which of these have you got") && all.contains("Your shoes"), "{all}");
    for question in ["council-things", "who-moves", "shoes"] {
        assert_eq!(all.matches(&format!("id = \"{question}\"\n")).count(), 1, "{question}");
    }
}

#[tokio::test]
async fn what_somebody_else_wrote_into_a_part_is_seen_before_it_is_replaced() {
    let world = World::new().await;
    let (one, other, draft) = two_keepers(&world).await;
    let shown = part(&one, &draft, "council-things").await;
    let was = text(&shown);
    let [mine, theirs] = ["Mine", "Theirs"].map(|word| was.replace("Which of these do you have", word));
    let earlier = part(&other, &draft, "your-name").await;
    let draft = keep(&other, &earlier, &format!("{}\n{SHOES}", text(&earlier))).await;
    keep(&other, &part(&other, &draft, "council-things").await, &theirs).await;
    let conflict = keep(&one, &shown, &mine).await;
    assert_eq!(conflict.status, 422);
    let (above, below) = conflict.html.split_once("<textarea").unwrap();
    assert!(above.contains("Theirs") && !above.contains("Mine") && below.contains("Mine"), "{}", conflict.text());
    assert!(conflict.says("What stands there now") && conflict.says("last changed"), "{}", conflict.text());
    assert!(!whole(&one).await.contains("Mine"));
    // Now it was seen.
    keep(&one, &conflict, &mine).await;
    let all = whole(&one).await;
    assert!(all.contains("Mine") && !all.contains("Theirs"), "{all}");
    assert_eq!(all.matches("id = \"council-things\"\n").count(), 1, "{all}");
}

#[tokio::test]
async fn a_part_that_somebody_has_taken_out_is_added_again_or_given_up() {
    let world = World::new().await;
    let (one, other, draft) = two_keepers(&world).await;
    let shown = part(&one, &draft, "your-phone").await;
    let mine = text(&shown).replace("label = { en = \"", "label = { en = \"Please: ");
    keep(&other, &part(&other, &draft, "your-phone").await, "").await;
    let gone = keep(&one, &shown, &mine).await;
    assert_eq!(gone.status, 422);
    assert!(gone.says("taken this part out or given it another name"), "{}", gone.text());
    assert!(gone.says("Add it") && gone.says("Give up what I typed") && text(&gone) == mine, "{}", gone.text());
    assert!(!whole(&one).await.contains("id = \"your-phone\""));
    keep(&one, &gone, &mine).await;
    let all = whole(&one).await;
    assert_eq!(all.matches("id = \"your-phone\"\n").count(), 1, "{all}");
    assert_eq!(
        toml::from_str::<toml::Table>(&all).unwrap()["question"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|it| it["label"]["en"].as_str().unwrap().starts_with("Please: "))
            .count(),
        1
    );
}

#[tokio::test]
async fn what_a_waiting_edition_says_is_taken_back_only_where_that_is_meant() {
    let world = World::new().await;
    let (browser, draft) = begun(&world).await;
    let today = world.platform.today();
    let day = |months: i64| today.checked_add(jiff::Span::new().months(months)).unwrap().to_string();
    let publish = format!("{DRAFT}/publish");
    let edition_of = |page: &Page| page.path.split_once("edition=").unwrap().1.split('#').next().unwrap().to_owned();
    let phone = part(&browser, &draft, "your-phone").await;
    let draft = keep(&browser, &phone, &text(&phone).replace("label = { en = \"", "label = { en = \"Please: ")).await;
    let first = browser.submit_to(&draft, &publish, &[("from", &day(2)), ("reason", "A law")]).await;
    let may = edition_of(&first);
    assert!(first.says(&format!("Edition {may} waits for its day")), "{}", first.text());
    assert!(first.says(&format!("Begin the next edition from {may}")), "{}", first.text());

    // Begun from what is asked today, and nothing changed in it.
    let draft = browser.submit_to(&first, DRAFT, &[]).await;
    assert!(draft.says("this draft takes back what that one says"), "{}", draft.text());
    assert!(draft.says("question your-phone, label: \"Please: "), "{}", draft.text());
    let unmeant = browser.submit_to(&draft, &publish, &[("from", &day(3)), ("reason", "Nothing")]).await;
    assert_eq!(unmeant.status, 422, "{}", unmeant.text());
    assert!(unmeant.says(&format!("On that day edition {may} will have begun")), "{}", unmeant.text());
    let same_day = [("from", &*day(2)), ("reason", "Nothing")];
    assert_eq!(
        browser.submit_to(&unmeant, &publish, &same_day).await.status,
        422,
        "of two for one day the later counts"
    );
    let other = [("from", &*day(3)), ("reason", "Nothing"), ("back", "2023-03")];
    assert_eq!(browser.submit_to(&unmeant, &publish, &other).await.status, 422, "another edition was ticked");
    let meant = [("from", &*day(3)), ("reason", "It is repealed"), ("back", &may)];
    let done = browser.submit_to(&unmeant, &publish, &meant).await;
    assert!(done.says("It is repealed"), "{}", done.text());

    // Before that day nothing of it is taken back; and from that edition on there is nothing to confirm.
    let draft = browser.submit_to(&done, DRAFT, &[]).await;
    let done = browser.submit_to(&draft, &publish, &[("from", &day(1)), ("reason", "Earlier")]).await;
    assert!(done.says("Earlier"), "{}", done.text());
    let draft = browser.submit_to(&done, DRAFT, &[("edition", &edition_of(&done))]).await;
    assert!(draft.says("this draft takes back what that one says"), "{}", draft.text());
    browser.submit_to(&draft, &format!("{DRAFT}/throw-away"), &[]).await;
    let draft = browser.submit_to(&done, DRAFT, &[("edition", &may)]).await;
    let done = browser.submit_to(&draft, &publish, &[("from", &day(2)), ("reason", "The same")]).await;
    assert!(done.says("The same"), "{}", done.text());
}
