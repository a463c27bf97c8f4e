//! What every page has in common: layout, languages, mistakes, escaping.

use crate::small::{LOCALES, NamePage, TEMPLATES, small};
use values::{Language, Role};
use web::{
    Mistakes, WebSettings,
    testing::{self, complaints},
};

#[test]
fn a_page_reads_well_in_every_language_with_and_without_mistakes() {
    let small = small();
    let html = small.test.page(&NamePage::default());
    assert!(html.contains("<title>Your name – "), "{html}");
    let mut mistakes = Mistakes::none();
    mistakes.add("name", "small-missing");
    mistakes.add("sure", "small-unsure");
    let html = small.test.page_as(&NamePage { name: "Ada".into(), mistakes }, Some(Role::Operator));
    assert!(html.contains("<title>Error: Your name – "), "{html}");
    assert!(html.contains("<a href=\"#name\">Enter your name</a>"), "{html}");
    assert!(html.contains("id=\"name-error\""), "{html}");
    assert!(html.contains("Sam Example, operator"), "{html}");
    small.test.every_template_was_printed(TEMPLATES);
}

#[test]
fn what_a_person_typed_never_becomes_markup() {
    let small = small();
    let html = small.test.page(&NamePage { name: "<b onclick='x'>\"&".into(), mistakes: Mistakes::none() });
    assert!(!html.contains("<b onclick"), "{html}");
    assert!(html.contains("&lt;b onclick"), "{html}");
}

#[test]
fn a_page_that_prints_something_that_is_not_there_fails_its_test() {
    let templates: &[(&str, &str)] =
        &[("small/name.html", "{% extends \"layout.html\" %}{% block content %}{{ page.nmae }}{% endblock %}")];
    let test = testing::kit(&[], &[templates], &[]);
    let error = test.kit.html(&test.visit(Language::En, None), &NamePage::default()).unwrap_err();
    assert!(error.to_string().contains("small/name.html") || format!("{error:?}").contains("not there"), "{error:?}");
}

#[test]
fn a_message_that_is_missing_fails_the_page_s_test() {
    let templates: &[(&str, &str)] =
        &[("small/name.html", "{% extends \"layout.html\" %}{% block content %}{{ t(\"nowhere\") }}{% endblock %}")];
    let test = testing::kit(&[], &[templates], &[]);
    assert!(test.kit.html(&test.visit(Language::En, None), &NamePage::default()).is_err());
}

#[test]
fn the_kit_s_own_texts_are_whole_in_every_language() {
    testing::assert_same_messages(LOCALES);
    testing::assert_messages(TEMPLATES, LOCALES);
    assert!(testing::template_complaints(TEMPLATES).is_empty());
}

#[test]
fn languages_that_differ_stop_the_start() {
    let test = testing::kit(&[], &[], &[]);
    let (store, clocks, vault) = (test.kit.store.clone(), test.kit.clocks.clone(), test.kit.vault.clone());
    let english_only = [(Language::En, "only-here = Yes")];
    let error = web::Kit::new(store, clocks, vault, WebSettings::default(), &[], &english_only).unwrap_err();
    assert!(error.to_string().contains("only-here"), "{error}");
}

#[test]
fn messages_with_markup_escape_their_values() {
    let templates: &[(&str, &str)] = &[(
        "small/name.html",
        "{% extends \"layout.html\" %}{% block title %}x{% endblock %}{% block content %}<h1>x</h1><p>{{ t_html(\"rich-html\", name=page.name) }}</p>{% endblock %}",
    )];
    let locales = [(Language::En, "rich-html = <b>{ $name }</b>"), (Language::Fr, "rich-html = <b>{ $name }</b>")];
    let test = testing::kit(&[], &[templates], &locales);
    let html = test.page(&NamePage { name: "<i>".into(), mistakes: Mistakes::none() });
    assert!(html.contains("<p><b>&lt;i&gt;</b></p>"), "{html}");
}

#[test]
fn the_demonstration_shows_its_clock_and_a_real_site_has_none() {
    let small = small();
    let html = small.test.page(&NamePage::default());
    assert!(
        html.contains("In this demonstration it is 14 November 2023 at 10:13pm.") && html.contains("/demo/clock"),
        "{html}"
    );
    let real = crate::small::small_with(WebSettings { demo: false, ..WebSettings::default() });
    let html = real.test.page(&NamePage::default());
    assert!(!html.contains("emonstration") && !html.contains("/demo/"), "{html}");
}

#[tokio::test]
async fn the_language_is_switched_by_a_link_that_stays_on_the_page() {
    let small = small();
    let mut browser = small.test.browser(&small.router);
    let seen = browser.get("/name?a=b%26c").await;
    assert_eq!(seen.header("content-language"), "en");
    assert!(seen.text.contains("href=\"&#x2f;name?a=b%26c&amp;lang=fr\""), "{}", seen.text);
    let seen = browser.get("/name?a=b%26c&lang=fr").await;
    assert!(seen.text.contains("<html lang=\"fr\"") && seen.text.contains("Votre nom"), "{}", seen.text);
    assert_eq!(complaints(&seen.text), Vec::<String>::new());
    let seen = browser.get("/name").await;
    assert_eq!(seen.header("content-language"), "fr", "the cookie remembers");
}

#[tokio::test]
async fn a_form_with_mistakes_comes_back_with_what_was_typed() {
    let small = small();
    let mut browser = small.test.browser(&small.router);
    browser.get("/name").await;
    let seen = browser.post("/name", &[("name", " Ada ")]).await;
    assert!(seen.text.contains("value=\"Ada\""), "{}", seen.text);
    assert!(seen.text.contains("href=\"#sure\"") && seen.text.contains("id=\"sure\""), "{}", seen.text);
    let seen = browser.post("/name", &[("name", "Ada"), ("sure", "yes")]).await;
    assert_eq!(seen.location(), "/done");
}

#[test]
fn printing_a_page_takes_well_under_a_millisecond() {
    let small = small();
    let visit = small.test.visit(Language::Fr, Some(Role::Operator));
    let mut mistakes = Mistakes::none();
    mistakes.add("name", "small-missing");
    let page = NamePage { name: "Ada".into(), mistakes };
    let mut best = std::time::Duration::MAX;
    for _ in 0..20 {
        let began = std::time::Instant::now();
        for _ in 0..20 {
            small.test.kit.html(&visit, &page).unwrap();
        }
        best = best.min(began.elapsed() / 20);
    }
    println!("a page with layout and five components: {best:?}");
    let limit = if cfg!(debug_assertions) { 3_000 } else { 300 };
    assert!(best.as_micros() < limit, "{best:?}");
}
