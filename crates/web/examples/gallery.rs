//! Every component in Portico's own look: `cargo run -p web --example gallery`, then open the address it prints.
//! `?mistakes=yes` shows the same page with mistakes, `?staff=yes` as staff see it.

use std::net::SocketAddr;

use axum::{extract::State, response::Response};
use jiff::civil::date;
use serde::Serialize;
use values::{Day, Language, Moment, Money, Role, Text, money::Currency};
use web::{
    Access, Kit, Link, Mistakes, Page, Routes, Visit, WebSettings,
    testing::{self, somebody},
};

const TEMPLATES: &[(&str, &str)] = &[("gallery.html", include_str!("gallery.html"))];
const LOCALES: &[(Language, &str)] = &[
    (
        Language::En,
        "nav-home = Life events\nnav-services = Services\ngallery-missing = Enter your full name\ngallery-date = Enter the date of birth",
    ),
    (
        Language::Fr,
        "nav-home = Événements de la vie\nnav-services = Services\ngallery-missing = Saisissez votre nom complet\ngallery-date = Saisissez la date de naissance",
    ),
];

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

impl GalleryPage {
    fn new() -> Self {
        Self {
            day: date(2023, 4, 1),
            at: Moment(1_680_336_300_000),
            cost: Money { minor: 1250, currency: Currency::GBP },
            name: Text { en: "in English".into(), fr: "en français".into() },
            mistakes: Mistakes::none(),
        }
    }
}

async fn gallery(State(kit): State<Kit>, mut visit: Visit) -> Response {
    let mut page = GalleryPage::new();
    if visit.address().contains("mistakes=yes") {
        page.mistakes.add("name", "gallery-missing");
        page.mistakes.add_at("born", "born-day", "gallery-date");
    }
    if visit.address().contains("staff=yes") {
        let now = kit.clocks.real();
        let staff = Some(somebody(Role::SupplierOfficer));
        let id = values::Id::named("gallery").expect("a plain name");
        visit.session = Some(web::session::Session { id, staff, started: now, seen: now, grants: [].into() });
    }
    kit.page(&visit, &page)
}

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let settings = WebSettings {
        navigation: vec![Link { href: "/", message: "nav-home" }, Link { href: "/services", message: "nav-services" }],
        ..WebSettings::default()
    };
    let test = testing::kit_with(settings, &[], &[TEMPLATES], LOCALES);
    test.page(&GalleryPage::new());
    let router =
        Routes::new(&test.kit).get("/", Access::Anyone, gallery).with_state(test.kit.clone()).into_router(&test.kit);
    let port = std::env::args().nth(1).and_then(|port| port.parse().ok()).unwrap_or(0);
    let listener = tokio::net::TcpListener::bind(SocketAddr::from(([127, 0, 0, 1], port))).await?;
    println!("The gallery is at http://{}/ (stop with Ctrl+C)", listener.local_addr()?);
    axum::serve(listener, router.into_make_service_with_connect_info::<SocketAddr>()).await
}
