//! The pages of all parts, brought together: templates, texts, and the links in the header.

use applications::{Platform, draft, handover};
use catalogue::{CataloguePages, Holders, Presenter, Shown, Titles};
use responsibility::ResponsibilityPages;
use values::{Id, Language, Role, Text, id};
use web::{Link, Routes, WebSettings};

use crate::settings::{Settings, StaffPages};

/// The templates of every part.
pub const TEMPLATES: &[&[(&str, &str)]] = &[catalogue::TEMPLATES, responsibility::TEMPLATES, applications::TEMPLATES];

/// What the server itself says.
const LOCALES: &[(Language, &str)] =
    &[(Language::En, include_str!("../locales/en.ftl")), (Language::Fr, include_str!("../locales/fr.ftl"))];

/// What every part says.
pub fn locales() -> Vec<(Language, &'static str)> {
    [catalogue::LOCALES, responsibility::LOCALES, applications::LOCALES, LOCALES].concat()
}

/// The catalogue's pages, over the government as this node knows it.
pub fn of_catalogue(platform: &Platform) -> Routes {
    let known = platform.clone();
    let shown = move || {
        let government = known.government();
        let offered = government.journeys.all(known.today());
        let journeys = offered.into_iter().map(|journey| journey.id.clone()).collect();
        Shown { catalogue: government.catalogue.clone(), journeys }
    };
    let known = platform.clone();
    let titles = move |ids: Vec<String>| -> Titles {
        let platform = known.clone();
        Box::pin(async move { draft::titles::of(&platform, ids).await })
    };
    let responsibility = over_responsibility(platform);
    let holders = move |service_type: Id<id::ServiceType>, day| -> Holders {
        let pages = responsibility.clone();
        Box::pin(async move { pages.holders(&service_type, day).await })
    };
    let known = platform.clone();
    let presenters = move || {
        let (government, today) = (known.government(), known.today());
        let franchises = government.model.arrangements().franchises.iter();
        let today = franchises.filter(|franchise| franchise.valid.holds_on(today));
        today.map(|franchise| Presenter { id: franchise.id.clone(), name: franchise.name.clone() }).collect()
    };
    CataloguePages::new(&platform.kit, shown)
        .with_holders(holders)
        .with_presenters(presenters)
        .with_titles(titles)
        .with_finder(platform.finder.clone())
        .with_address(&platform.public_address)
        .routes()
}

/// The pages about responsibility and about transfers, over the same.
pub fn of_responsibility(platform: &Platform) -> Routes {
    let pages = over_responsibility(platform);
    pages.clone().routes().merge(pages.staff_routes())
}

fn over_responsibility(platform: &Platform) -> ResponsibilityPages {
    let known = platform.clone();
    let shown = move || {
        let government = known.government();
        responsibility::Shown { catalogue: government.catalogue.clone(), model: government.model.clone() }
    };
    let known = platform.clone();
    let journey = move |id: &Id<id::Journey>| known.government().journeys.latest(id).map(|known| known.title.clone());
    let (zone, clocks) = (platform.government().zone.clone(), platform.clocks().clone());
    ResponsibilityPages::new(&platform.kit, shown)
        .with_journeys(journey)
        .with_work(move |tx, rehearsal| handover::ahead::work(tx, &zone, clocks.today(), rehearsal))
}

/// What all pages have in common.
pub fn settings(settings: &Settings, public_address: &str) -> WebSettings {
    let staff_pages = settings.staff_pages() == StaffPages::PickAPerson;
    let mut navigation = vec![
        Link { href: "/services", message: "nav-services" },
        Link { href: "/responsibility", message: "nav-responsibility" },
    ];
    if staff_pages {
        navigation.push(Link { href: "/staff", message: "nav-staff" });
    }
    WebSettings {
        demo: staff_pages,
        secure_cookies: public_address.starts_with("https://"),
        public_address: public_address.to_owned(),
        name: Text { en: "Portico".to_owned(), fr: "Portico".to_owned() },
        navigation,
        staff_navigation: vec![
            (&[Role::SupplierOfficer], Link { href: "/desk", message: "nav-desk" }),
            (&[Role::ContactAgent, Role::Operator], Link { href: "/staff/cases", message: "nav-cases" }),
            (&[Role::Operator], Link { href: "/staff/uncertain", message: "nav-uncertain" }),
            (
                &[Role::TransferPlanner, Role::TransferApprover, Role::Operator],
                Link { href: "/transfers", message: "nav-transfers" },
            ),
        ],
    }
}
