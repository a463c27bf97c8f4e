//! Complaints about pages and templates: what a reader, a screen reader or the security policy would trip over.

use std::collections::{BTreeMap, BTreeSet};

use values::Language;

use super::html::{Token, tokens};
use crate::language::words::{differences, outline};

/// What is wrong with a printed page, one line each.
pub fn complaints(html: &str) -> Vec<String> {
    let page = tokens(html);
    let mut found = Vec::new();
    let mut complain = |what: String| found.push(what);

    let headings = page.iter().filter(|token| token.starts("h1")).count();
    if headings != 1 {
        complain(format!("there are {headings} h1, not one"));
    }
    if !page.iter().any(|token| token.starts("html") && token.attribute("lang").is_some_and(|lang| !lang.is_empty())) {
        complain("the page does not say its language".to_owned());
    }
    match text_of(&page, "title") {
        Some(title) if !title.starts_with('–') && !title.is_empty() => {}
        title => complain(format!("the title is {title:?}: fill the block `title`")),
    }
    for token in &page {
        match token {
            Token::Text(text) => holes(text, &mut complain),
            Token::Start(name, attributes) => {
                for (key, value) in attributes {
                    attribute(name, key, value, &mut complain);
                }
            }
            Token::End(_) => {}
        }
    }
    if page.iter().any(|token| token.starts("html") && token.attribute("lang") == Some("fr")) {
        english_defaults(&page, &mut complain);
    }
    ids(&page, &mut complain);
    labels(&page, &mut complain);
    empty_elements(&page, &mut complain);
    forms(&page, &mut complain);
    found
}

fn holes(text: &str, complain: &mut impl FnMut(String)) {
    let trimmed = text.trim_matches(|c: char| c == ',' || c == '.' || c.is_whitespace());
    if text.contains("undefined")
        || text.contains("{{")
        || text.contains("{%")
        || trimmed == "None"
        || trimmed == "none"
    {
        complain(format!("a value is missing in '{text}'"));
    }
}

/// Words that components say by themselves when a page gives them no others.
fn english_defaults(page: &[Token], complain: &mut impl FnMut(String)) {
    const DEFAULTS: [(&str, &str); 10] = [
        ("Error:", "`errorMessage: error(page.mistakes, …)`"),
        ("Success", "`titleText` of the notification banner"),
        ("Warning", "`iconFallbackText` of the warning text"),
        ("Contents", "`title` of the tabs"),
        ("Support links", "the footer's title"),
        ("Back", "`text` of the back link"),
        ("Pagination", "`landmarkLabel` of the pagination"),
        ("Breadcrumb", "`labelText` of the breadcrumbs"),
        ("Show password", "`showPasswordAriaLabelText`"),
        ("There is a problem", "`titleText` of the error summary"),
    ];
    for token in page {
        let said = if let Token::Text(text) = token { Some(text.as_str()) } else { token.attribute("aria-label") };
        if let Some((words, give)) = DEFAULTS.iter().find(|(words, _)| said == Some(words)) {
            complain(format!("'{words}' on a French page: give {give}"));
        }
    }
}

fn attribute(name: &str, key: &str, value: &str, complain: &mut impl FnMut(String)) {
    let shown = format!("<{name} {key}=\"{value}\">");
    if value.contains("undefined") || value.contains("{{") {
        complain(format!("a value is missing in {shown}"));
    }
    match key {
        "style" => complain(format!("the security policy blocks {shown}")),
        _ if key.starts_with("on") => complain(format!("the security policy blocks {shown}")),
        "href" | "src" | "action" if value.trim().is_empty() && key != "action" => {
            complain(format!("{shown} goes nowhere"));
        }
        "href" | "src" | "action" if value.trim_start().to_lowercase().starts_with("javascript:") => {
            complain(format!("{shown} runs a script"));
        }
        "id" | "for" | "name" if value.is_empty() => complain(format!("{shown} names nothing")),
        _ => {}
    }
}

fn ids(page: &[Token], complain: &mut impl FnMut(String)) {
    let mut seen = BTreeSet::new();
    for id in page.iter().filter_map(|token| token.attribute("id")) {
        if !seen.insert(id) {
            complain(format!("the id '{id}' is there twice"));
        }
    }
    for token in page {
        if let Some(anchor) = token.attribute("href").and_then(|href| href.strip_prefix('#'))
            && !seen.contains(anchor)
        {
            complain(format!("a link goes to '#{anchor}', which is not on the page"));
        }
        for reference in ["aria-describedby", "aria-labelledby", "aria-controls", "for"] {
            for id in token.attribute(reference).unwrap_or_default().split(' ').filter(|id| !id.is_empty()) {
                if !seen.contains(id) {
                    complain(format!("{reference} names '{id}', which is not on the page"));
                }
            }
        }
    }
}

fn labels(page: &[Token], complain: &mut impl FnMut(String)) {
    let labelled: BTreeSet<&str> =
        page.iter().filter(|token| token.starts("label")).filter_map(|token| token.attribute("for")).collect();
    for token in page {
        let Token::Start(name, _) = token else { continue };
        let kind = token.attribute("type").unwrap_or("text");
        let is_field = match name.as_str() {
            "input" => !matches!(kind, "hidden" | "submit" | "button"),
            "select" | "textarea" => true,
            _ => false,
        };
        let named = token.attribute("aria-label").or_else(|| token.attribute("aria-labelledby")).is_some();
        let has_label = token.attribute("id").is_some_and(|id| labelled.contains(id));
        if is_field && !named && !has_label {
            complain(format!("the field {:?} has no label", token.attribute("name").unwrap_or("?")));
        }
        if name == "img" && token.attribute("alt").is_none() {
            complain(format!("the image {:?} has no alt text", token.attribute("src").unwrap_or("?")));
        }
        // Data that stands in a script element is not run, and no policy is asked (HTML, "prepare the script element").
        let is_data = token.attribute("type") == Some("application/ld+json");
        if name == "script" && token.attribute("src").is_none() && !is_data || name == "style" {
            complain(format!("the security policy blocks an inline {name}"));
        }
    }
}

fn empty_elements(page: &[Token], complain: &mut impl FnMut(String)) {
    const SPEAKING: [&str; 14] = [
        "a", "button", "label", "legend", "h1", "h2", "h3", "h4", "dt", "dd", "caption", "summary", "option", "strong",
    ];
    let mut open: Vec<(&str, bool)> = Vec::new();
    for token in page {
        match token {
            Token::Start(name, _) if SPEAKING.contains(&name.as_str()) => {
                let speaks = token.attribute("aria-label").is_some()
                    || (name == "option" && token.attribute("value") == Some(""));
                open.push((name, speaks));
            }
            // Pictures, lists and fields inside say something in their own way.
            Token::Start(name, _) if matches!(name.as_str(), "img" | "input" | "select" | "textarea" | "svg") => {
                for (_, speaks) in &mut open {
                    *speaks |= name != "svg";
                }
            }
            Token::Text(_) => {
                for (_, speaks) in &mut open {
                    *speaks = true;
                }
            }
            Token::End(name) if SPEAKING.contains(&name.as_str()) => {
                if let Some((opened, false)) = open.pop() {
                    complain(format!("<{opened}> says nothing"));
                }
            }
            _ => {}
        }
    }
}

fn forms(page: &[Token], complain: &mut impl FnMut(String)) {
    let mut posting: Option<(String, bool)> = None;
    for token in page {
        if token.starts("form") && token.attribute("method").is_some_and(|method| method.eq_ignore_ascii_case("post")) {
            posting = Some((token.attribute("action").unwrap_or("itself").to_owned(), false));
        }
        if let Some((_, has_token)) = &mut posting {
            *has_token |=
                token.attribute("name") == Some("_token") && token.attribute("value").is_some_and(|v| !v.is_empty());
        }
        if *token == Token::End("form".to_owned())
            && let Some((action, false)) = posting.take()
        {
            complain(format!("the form that posts to {action} has no {{{{ site.token_field }}}}"));
        }
    }
}

fn text_of(page: &[Token], element: &str) -> Option<String> {
    let start = page.iter().position(|token| token.starts(element))?;
    let inside = page[start + 1..].iter().take_while(|token| **token != Token::End(element.to_owned()));
    let texts = inside.filter_map(|token| if let Token::Text(text) = token { Some(text.as_str()) } else { None });
    Some(texts.collect::<Vec<_>>().join(" "))
}

/// What is wrong with templates as they are written, one line each.
pub fn template_complaints(templates: &[(&str, &str)]) -> Vec<String> {
    let mut found = Vec::new();
    for (name, source) in templates {
        let source = without_comments(source);
        let squeezed: String = source.split_whitespace().collect::<Vec<_>>().join(" ");
        for (banned, why) in [
            ("|safe", "what a person typed would run as markup: use t_html, or a {% set %} block"),
            ("| safe", "what a person typed would run as markup: use t_html, or a {% set %} block"),
            ("autoescape false", "nothing would be escaped"),
            (" style=", "the security policy blocks it"),
            ("'html': page.", "`html` is not escaped: give `text`"),
            ("\"html\": page.", "`html` is not escaped: give `text`"),
        ] {
            if squeezed.contains(banned) {
                found.push(format!("{name} has '{}': {why}", banned.trim()));
            }
        }
        let posts = source.matches("method=\"post\"").count();
        let tokens = source.matches("site.token_field").count();
        if posts > tokens {
            found.push(format!("{name} has {posts} forms that post and {tokens} {{{{ site.token_field }}}}"));
        }
        if !source.contains("{% extends ") && !name.ends_with("layout.html") && !is_part(name) {
            found.push(format!("{name} does not extend layout.html (a part's file name begins with '_')"));
        }
    }
    found
}

fn is_part(name: &str) -> bool {
    name.rsplit('/').next().is_some_and(|file| file.starts_with('_'))
}

fn without_comments(source: &str) -> String {
    let mut text = String::new();
    let mut rest = source;
    while let Some((before, after)) = rest.split_once("{#") {
        text.push_str(before);
        rest = after.split_once("#}").map_or("", |(_, after)| after);
    }
    text.push_str(rest);
    text
}

/// Fails unless the languages say the same things, every `t("…")` and `t_html("…")` of the templates is among them, and
/// only `…-html` messages are printed as markup. Web's own messages count as there.
#[track_caller]
pub fn assert_messages(templates: &[(&str, &str)], locales: &[(Language, &str)]) {
    let mut found = differences(locales);
    let own = crate::LOCALES.iter().chain(locales).filter(|(language, _)| *language == Language::En);
    let messages: BTreeMap<String, Vec<String>> = outline(own.map(|(_, text)| *text));
    for (name, source) in templates {
        let source = without_comments(source);
        for function in ["t", "t_html"] {
            for id in calls(&source, function) {
                if !messages.contains_key(id) {
                    found.push(format!("{name}: {function}(\"{id}\") is in no language file"));
                }
                if id.ends_with("-html") != (function == "t_html") {
                    found
                        .push(format!("{name}: {function}(\"{id}\"): t_html prints the …-html messages and no others"));
                }
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// The literal ids with which a template calls a function.
fn calls<'a>(source: &'a str, function: &str) -> Vec<&'a str> {
    let mut found = Vec::new();
    let call = format!("{function}(");
    for (at, _) in source.match_indices(&call) {
        let before = source[..at].chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == '.') {
            continue;
        }
        let inside = source[at + call.len()..].trim_start();
        for quote in ['"', '\''] {
            if let Some((id, _)) = inside.strip_prefix(quote).and_then(|rest| rest.split_once(quote)) {
                found.push(id);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "<!DOCTYPE html><html lang=\"en\"><head><title>Name – Test</title></head><body>\
        <a href=\"#main\">Skip</a><main id=\"main\"><h1>Your name</h1><form method=\"post\">\
        <input type=\"hidden\" name=\"_token\" value=\"x\"><label for=\"n\">Name</label><input id=\"n\" name=\"n\">\
        <button>Go</button></form></main></body></html>";

    #[test]
    fn a_good_page_gets_no_complaint_and_each_planted_fault_gets_one() {
        assert_eq!(complaints(GOOD), Vec::<String>::new());
        let check = |from: &str, to: &str, expected: &str| {
            assert!(GOOD.contains(from), "{from}");
            let found = complaints(&GOOD.replacen(from, to, 1));
            assert!(found.iter().any(|line| line.contains(expected)), "{to}: {found:?}");
        };
        check("<h1>Your name</h1>", "<h2>Your name</h2>", "0 h1");
        check("<main id=\"main\">", "<main id=\"main\"><h1>Two</h1>", "2 h1");
        check(" lang=\"en\"", "", "language");
        check("Name – Test", "– Test", "title");
        check("Your name", "Dear undefined", "missing");
        check("Your name", "None", "missing");
        check("Your name", "{{ page.name }}", "missing");
        check("Your name", "", "<h1> says nothing");
        check("<button>Go</button>", "<button></button>", "<button> says nothing");
        check("<button>", "<button style=\"x\">", "blocks");
        check("<button>", "<button onclick=\"x()\">", "blocks");
        check("<button>", "<script>x</script><button>", "inline script");
        check("<button>", "<script type=\"module\">x</script><button>", "inline script");
        check("<label for=\"n\">Name</label>", "", "has no label");
        check("<label for=\"n\">", "<label for=\"m\">", "'m', which is not on the page");
        check("href=\"#main\"", "href=\"#mian\"", "'#mian'");
        check("href=\"#main\"", "href=\"\"", "goes nowhere");
        check("href=\"#main\"", "href=\"javascript:x\"", "runs a script");
        check("id=\"n\"", "id=\"main\"", "twice");
        check("name=\"_token\" value=\"x\"", "name=\"other\" value=\"x\"", "token_field");
        check("<button>", "<img src=\"/x\"><button>", "alt");
        let french = GOOD.replace("lang=\"en\"", "lang=\"fr\"");
        assert_eq!(complaints(&french), Vec::<String>::new());
        assert_eq!(complaints(&french.replace("Go<", "Back<")).len(), 1);
    }

    #[test]
    fn a_template_s_faults_are_found_as_it_is_written() {
        let check = |source: &str, expected: &str| {
            let found = template_complaints(&[("x/y.html", source)]);
            assert!(found.iter().any(|line| line.contains(expected)), "{source}: {found:?}");
        };
        check("{% extends \"layout.html\" %}{{ page.x|safe }}", "t_html");
        check("{% extends \"layout.html\" %}<form method=\"post\"></form>", "forms that post");
        check("{% extends \"layout.html\" %}{{ govukInput({'html':\n page.x}) }}", "not escaped");
        check("<p style=\"x\">", "security policy");
        check("<p>", "does not extend");
        assert!(
            template_complaints(&[("a.html", "{% extends \"layout.html\" %}{# |safe #}"), ("x/_part.html", "<p>")])
                .is_empty()
        );
    }

    #[test]
    fn a_message_that_no_file_has_is_found() {
        let templates = [("a.html", "{{ t(\"continue\") }} {{ t('mine', n=1) }} {{ x.t(\"no\") }} {{ t(page.m) }}")];
        let locales = [(Language::En, "mine = { $n }"), (Language::Fr, "mine = { $n }")];
        assert_messages(&templates, &locales);
        let missing = std::panic::catch_unwind(|| assert_messages(&templates, &[])).unwrap_err();
        assert!(missing.downcast_ref::<String>().unwrap().contains("\"mine\""));
        let markup = [("a.html", "{{ t_html(\"continue\") }}")];
        assert!(std::panic::catch_unwind(|| assert_messages(&markup, &[])).is_err());
    }
}
