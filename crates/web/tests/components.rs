//! Every component that Portico uses prints what its package says it prints: all fixtures of the npm package, compared
//! as tokens with sorted attributes, so that only spaces, quoting and order may differ.

use std::{fs, path::PathBuf};

use minijinja::{Value, value::Serde};
use serde::Deserialize;
use web::render::{COMPONENTS, Renderer};

#[derive(Deserialize)]
struct File {
    component: String,
    fixtures: Vec<Fixture>,
}

#[derive(Deserialize)]
struct Fixture {
    name: String,
    options: serde_json::Value,
    html: String,
}

fn fixtures() -> impl Iterator<Item = File> {
    COMPONENTS.iter().map(|component| {
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("components/fixtures");
        let text = fs::read_to_string(folder.join(format!("{component}.json"))).unwrap();
        let file: File = serde_json::from_str(&text).unwrap();
        assert_eq!(&file.component, component);
        file
    })
}

/// `date-input` is printed by `govukDateInput`.
fn function(component: &str) -> String {
    let words = component.split('-').map(|word| word[..1].to_uppercase() + &word[1..]);
    format!("govuk{}", words.collect::<String>())
}

#[test]
fn every_fixture_of_every_component_is_equal() {
    let renderer = Renderer::new(&jiff::tz::TimeZone::UTC, &[], &[]).unwrap();
    let (mut all, mut equal) = (0, 0);
    for file in fixtures() {
        for fixture in &file.fixtures {
            all += 1;
            let params = Value::from(Serde(&fixture.options));
            let ours = renderer.component(&file.component, &function(&file.component), params);
            match ours {
                Ok(html) if tokens(&html) == tokens(&fixture.html) => equal += 1,
                Ok(html) => println!("{} '{}':\n{html}\n--- but\n{}", file.component, fixture.name, fixture.html),
                Err(error) => println!("{} '{}': {error:#}", file.component, fixture.name),
            }
        }
    }
    println!("{equal} of {all} fixtures equal");
    assert!(all > 500, "only {all} fixtures were found");
    assert_eq!(equal, all, "run with --no-capture to see which differ");
}

#[test]
fn a_planted_fault_in_any_fixture_is_noticed() {
    for file in fixtures() {
        for fixture in file.fixtures.iter().filter(|fixture| !fixture.html.trim().is_empty()) {
            let right = tokens(&fixture.html);
            let class = fixture.html.replacen("class=\"govuk-", "class=\"govukk-", 1);
            assert!(!fixture.html.contains("class=\"govuk-") || tokens(&class) != right, "{}", fixture.name);
            let closed = fixture.html.rsplit_once("</").unwrap().0;
            assert_ne!(tokens(closed), right, "a lost end tag in {}", fixture.name);
            let said = fixture.html.replacen('>', "> planted", 1);
            assert_ne!(tokens(&said), right, "a word too many in {}", fixture.name);
        }
    }
}

#[test]
fn what_does_not_matter_is_not_compared_and_what_matters_is() {
    let same = |a: &str, b: &str| assert_eq!(tokens(a), tokens(b));
    let other = |a: &str, b: &str| assert_ne!(tokens(a), tokens(b));
    same("<a  href='/x'\n class=\"b\">go  on</a>", "<a class=b href=\"&#x2f;x\">\n go on\n</a>");
    same("<input disabled>", "<input disabled=\"\">");
    other("<a href=\"/x\">go</a>", "<a href=\"/y\">go</a>");
    other("<p>it&#39;s</p>", "<p>its</p>");
    other("<p>a b</p>", "<p>ab</p>");
    other("<input disabled>", "<input>");
}

#[derive(Debug, PartialEq)]
enum Token {
    Start(String, Vec<(String, String)>),
    End(String),
    Text(String),
}

/// Splits HTML as the fixtures write it: no comments' content, no scripts, every `>` inside a value quoted.
fn tokens(html: &str) -> Vec<Token> {
    let mut rest = html;
    let mut found = Vec::new();
    while !rest.is_empty() {
        if let Some(after) = rest.strip_prefix("<!--") {
            rest = after.split_once("-->").map_or("", |(_, after)| after);
        } else if let Some(after) = rest.strip_prefix("</") {
            let (name, after) = after.split_once('>').unwrap_or((after, ""));
            found.push(Token::End(name.trim().to_lowercase()));
            rest = after;
        } else if rest.starts_with('<') && rest[1..].starts_with(|c: char| c.is_ascii_alphabetic()) {
            let (token, after) = start_tag(&rest[1..]);
            found.push(token);
            rest = after;
        } else {
            let end = rest.char_indices().skip(1).find(|(_, c)| *c == '<').map_or(rest.len(), |(at, _)| at);
            let text = squeezed(&rest[..end]);
            if !text.is_empty() {
                found.push(Token::Text(text));
            }
            rest = &rest[end..];
        }
    }
    found
}

fn start_tag(rest: &str) -> (Token, &str) {
    let (name, mut rest) = split(rest, |c| c.is_whitespace() || c == '>' || c == '/');
    let mut attributes = Vec::new();
    loop {
        let (_, after) = split(rest, |c| !(c.is_whitespace() || c == '/'));
        let (key, after) = split(after, |c| c.is_whitespace() || c == '=' || c == '>' || c == '/');
        if key.is_empty() {
            rest = after;
            break;
        }
        let (value, after) = match after.strip_prefix('=') {
            None => ("", after),
            Some(quoted) if quoted.starts_with(['"', '\'']) => {
                quoted[1..].split_once(&quoted[..1]).expect("a quoted value ends")
            }
            Some(bare) => split(bare, |c| c.is_whitespace() || c == '>'),
        };
        attributes.push((key.to_lowercase(), squeezed(value)));
        rest = after;
    }
    attributes.sort();
    (Token::Start(name.to_lowercase(), attributes), rest.strip_prefix('>').unwrap_or(rest))
}

fn split(text: &str, stop: impl Fn(char) -> bool) -> (&str, &str) {
    text.split_at(text.find(stop).unwrap_or(text.len()))
}

fn squeezed(text: &str) -> String {
    let mut text = text.to_owned();
    let entities =
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#34;", "\""), ("&#39;", "'"), ("&#x27;", "'"), ("&#x2f;", "/")];
    for (entity, character) in entities {
        text = text.replace(entity, character);
    }
    text.replace("&amp;", "&").split_whitespace().collect::<Vec<_>>().join(" ")
}
