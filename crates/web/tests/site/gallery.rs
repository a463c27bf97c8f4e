//! The gallery shows what it promises: every component that pages use, without a complaint.

use jiff::civil::date;
use serde::Serialize;
use values::{Day, Language, Moment, Money, Text, money::Currency};
use web::{
    Mistakes, Page,
    render::COMPONENTS,
    testing::{self, template_complaints},
};

const GALLERY: &str = include_str!("../../examples/gallery.html");
const LAYOUT: &str = include_str!("../../templates/layout.html");

#[derive(Serialize)]
struct GalleryPage {
    day: Day,
    at: Moment,
    cost: Money,
    name: Text,
    mistakes: Mistakes,
}
impl Page for GalleryPage {
    const TEMPLATE: &'static str = "gallery.html";
}

#[test]
fn the_gallery_is_printed_without_a_complaint() {
    let templates: &[(&str, &str)] = &[("gallery.html", GALLERY)];
    assert_eq!(template_complaints(templates), Vec::<String>::new());
    let locales =
        [(Language::En, "gallery-missing = Enter a name"), (Language::Fr, "gallery-missing = Saisissez un nom")];
    let test = testing::kit(&[], &[templates], &locales);
    let mut page = GalleryPage {
        day: date(2023, 4, 1),
        at: Moment(1_680_336_300_000),
        cost: Money { minor: 1250, currency: Currency::GBP },
        name: Text { en: "in English".into(), fr: "en français".into() },
        mistakes: Mistakes::none(),
    };
    let html = test.page(&page);
    assert!(html.contains("a day (1 April 2023), a moment (1 April 2023 at 9:05am), an amount (£12.50)"), "{html}");
    page.mistakes.add("name", "gallery-missing");
    page.mistakes.add_at("born", "born-day", "gallery-missing");
    let html = test.page(&page);
    assert!(html.contains("href=\"#born-day\"") && html.contains("id=\"born-error\""), "{html}");
}

#[test]
fn every_component_is_in_the_gallery_in_the_layout_or_inside_another() {
    // Printed by the components that contain them, or kept for pages that need them.
    let inside = ["error-message", "error-summary", "fieldset", "hint", "label"];
    let kept = ["footer", "generic-header", "password-input", "phase-banner", "service-navigation", "skip-link"];
    for component in COMPONENTS {
        let shown = GALLERY.contains(&format!("\"govuk/{component}\"")) || inside.contains(&component);
        let laid_out = LAYOUT.contains(&format!("govuk-{component}"));
        assert!(shown || laid_out || kept.contains(&component), "{component} is shown nowhere");
    }
}
