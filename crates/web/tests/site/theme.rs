//! The look: readable contrast, nothing from other hosts, none of what belongs to gov.uk alone.

use std::collections::BTreeMap;

use crate::small::small;

const THEME: &str = include_str!("../../assets/portico.css");

/// Foreground, background, and the least contrast of WCAG 2.2 AA: 4.5 for text, 3 for edges and icons.
const PAIRS: [(&str, &str, f64); 32] = [
    ("--govuk-text-colour", "--govuk-body-background-colour", 7.0),
    ("--govuk-text-colour", "--portico-paper", 7.0),
    ("--govuk-secondary-text-colour", "--govuk-body-background-colour", 4.5),
    ("--govuk-secondary-text-colour", "--portico-paper", 4.5),
    ("--govuk-link-colour", "--govuk-body-background-colour", 4.5),
    ("--govuk-link-colour", "--portico-paper", 4.5),
    ("--govuk-link-hover-colour", "--govuk-body-background-colour", 4.5),
    ("--govuk-link-visited-colour", "--govuk-body-background-colour", 4.5),
    ("--govuk-link-visited-colour", "--portico-paper", 4.5),
    ("--govuk-error-colour", "--govuk-body-background-colour", 4.5),
    ("--govuk-success-colour", "--govuk-body-background-colour", 4.5),
    ("--govuk-focus-text-colour", "--govuk-focus-colour", 7.0),
    ("--govuk-input-border-colour", "--govuk-body-background-colour", 3.0),
    ("#ffffff", "--portico-deep", 7.0),
    ("#ffffff", "--portico-deeper", 7.0),
    ("--portico-gold", "--portico-deep", 3.0),
    ("--portico-gold", "--portico-deeper", 3.0),
    ("#ffffff", "--portico-action", 4.5),
    ("#ffffff", "--portico-action-dark", 4.5),
    ("#17211f", "#e9e3d6", 7.0),
    ("#17211f", "#dcd4c3", 7.0),
    ("#8c8371", "#ffffff", 3.0),
    ("#ffffff", "#b3261e", 4.5),
    ("#ffffff", "#8c1d17", 4.5),
    ("#0a3d3a", "#d6e7e4", 4.5),
    ("#0f385c", "#d6e4f0", 4.5),
    ("#083d29", "#cfe4dc", 4.5),
    ("#5e3d0b", "#f9e7b0", 4.5),
    ("#651b1b", "#f4d7d7", 4.5),
    ("#2c3533", "#e3ded4", 4.5),
    ("--portico-action", "--govuk-body-background-colour", 3.0),
    ("--portico-action", "--portico-paper", 3.0),
];

#[test]
fn every_pair_of_colours_has_enough_contrast() {
    let names = custom_properties();
    let colour = |name: &str| luminance(names.get(name).map_or(name, String::as_str));
    for (front, back, least) in PAIRS {
        let (a, b) = (colour(front), colour(back));
        let contrast = (a.max(b) + 0.05) / (a.min(b) + 0.05);
        assert!(contrast >= least, "{front} on {back}: {contrast:.2}, less than {least}");
    }
    let luminance_of_grey = (luminance("#767676") + 0.05) / 0.05;
    assert!((21.0 / luminance_of_grey - 4.54).abs() < 0.01, "the formula is the one of WCAG");
}

#[test]
fn every_colour_of_the_theme_is_in_a_pair_that_is_checked() {
    let names = custom_properties();
    let paired: Vec<&str> = PAIRS
        .iter()
        .flat_map(|(front, back, _)| [*front, *back])
        .map(|name| names.get(name).map_or(name, String::as_str))
        .collect();
    // Lines that carry no meaning of their own, and black on paper.
    let decoration = ["#d8d0c0", "#5c130f", "#000000"];
    let mut found = 0;
    for at in THEME.match_indices('#').map(|(at, _)| at) {
        let text = &THEME[at..];
        let end = text[1..].find(|c: char| !c.is_ascii_hexdigit()).map_or(text.len(), |end| end + 1);
        if end == 7 {
            found += 1;
            assert!(paired.contains(&&text[..7]) || decoration.contains(&&text[..7]), "{} is in no pair", &text[..7]);
        }
    }
    assert!(found > 30, "{found}");
}

#[tokio::test]
async fn style_and_script_are_our_own_files_and_carry_nothing_that_belongs_to_gov_uk() {
    let small = small();
    let mut browser = small.test.browser(&small.router);
    let page = browser.get("/name").await.text;
    let assets: Vec<String> =
        page.split('"').map(|text| text.replace("&#x2f;", "/")).filter(|text| text.starts_with("/assets/")).collect();
    assert_eq!(assets.len(), 4, "{page}");
    for path in &assets {
        let seen = browser.get(path).await;
        assert!(seen.status.is_success(), "{path}");
        assert_eq!(seen.header("cache-control"), "public, max-age=31536000, immutable", "{path}");
        for banned in ["GDS Transport", "govuk-crest", "crown.", "@font-face", "url(", "@import"] {
            assert!(!seen.text.contains(banned), "{path} has {banned}");
        }
        let kind = seen.header("content-type");
        assert!(
            ["text/css", "text/javascript", "image/svg"].iter().any(|known| kind.starts_with(known)),
            "{path} {kind}"
        );
    }
    let old = assets[1].replace(assets[1].split('/').nth(2).unwrap(), "0123456789abcdef");
    assert_eq!(browser.get(&old).await.header("cache-control"), "no-store", "an old page gets the new file once");
    assert_eq!(browser.get("/assets/x/nothing.css").await.status.as_u16(), 404);
}

#[tokio::test]
async fn a_page_and_its_files_weigh_less_than_a_hundred_kilobytes() {
    let small = small();
    let mut browser = small.test.browser(&small.router);
    browser.headers = [("accept-encoding", "gzip, br".to_owned())].into();
    let page = browser.get("/name").await;
    assert_eq!(page.header("content-encoding"), "", "pages are not compressed: their token could be guessed");
    let mut weight = page.text.len();
    for name in ["govuk-frontend.css", "portico.css", "portico.js", "govuk-frontend.js", "portico.svg"] {
        let seen = browser.get(&format!("/assets/x/{name}")).await;
        assert_eq!(seen.header("content-encoding"), "gzip", "{name}");
        weight += seen.length;
    }
    println!("a first visit weighs {weight} bytes");
    assert!(weight < 100_000, "{weight}");
}

fn custom_properties() -> BTreeMap<String, String> {
    let lines = THEME.lines().filter_map(|line| line.trim().split_once(": "));
    let colours = lines.filter(|(name, value)| name.starts_with("--") && value.starts_with('#'));
    colours.map(|(name, value)| (name.to_owned(), value.trim_end_matches(';').to_owned())).collect()
}

/// Relative luminance, WCAG 2.2.
fn luminance(colour: &str) -> f64 {
    let channel = |at: usize| {
        let value =
            f64::from(u8::from_str_radix(&colour[at..at + 2], 16).expect("colours are written in hexadecimal")) / 255.0;
        if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
}
