//! What people do: journeys, drafts, applications, requests and cases; and how requests reach the bodies and
//! answers come back. A citizen's data lives here alone.

pub mod application;
pub mod case;
pub mod clock;
pub mod consent;
pub mod data;
pub mod desk;
pub mod dispatch;
pub mod draft;
pub mod evidence;
pub mod gaps;
pub mod government;
pub mod handover;
pub mod journey;
pub mod link;
pub mod platform;
pub mod request;
pub mod requirement;
pub mod say;
pub mod staff;
pub mod uncertain;
#[cfg(feature = "testing")]
pub mod world;

pub use government::Government;
pub use platform::Platform;

use values::Language;
use web::Routes;

/// The tables of this crate.
pub const MIGRATIONS: &[store::Migration] = &[
    store::Migration { name: "0401_applications", sql: include_str!("schema.sql") },
    store::Migration { name: "0402_settling", sql: include_str!("schema_settling.sql") },
    store::Migration { name: "0403_handover", sql: include_str!("handover/schema.sql") },
    store::Migration { name: "0404_names", sql: include_str!("application/names.sql") },
    store::Migration { name: "0405_late", sql: include_str!("request/late.sql") },
    store::Migration { name: "0406_passed_on", sql: include_str!("request/passed_on.sql") },
    store::Migration { name: "0407_decided", sql: include_str!("handover/decided.sql") },
    store::Migration { name: "0408_plain_reference", sql: include_str!("request/plain.sql") },
    store::Migration { name: "0409_journeys", sql: include_str!("journey/schema.sql") },
    store::Migration { name: "0410_evidence", sql: include_str!("evidence/schema.sql") },
    store::Migration { name: "0411_consents", sql: include_str!("consent/schema.sql") },
    store::Migration { name: "0412_concepts", sql: include_str!("requirement/schema.sql") },
    store::Migration { name: "0413_wishes", sql: include_str!("application/wishes.sql") },
];

/// The templates of this crate's pages.
pub const TEMPLATES: &[(&str, &str)] = &[
    ("start.html", include_str!("draft/start.html")),
    ("question.html", include_str!("draft/question.html")),
    ("check.html", include_str!("draft/check.html")),
    ("received.html", include_str!("application/received.html")),
    ("untaken.html", include_str!("application/untaken.html")),
    ("elsewhere.html", include_str!("application/elsewhere.html")),
    ("late.html", include_str!("draft/late.html")),
    ("evidence.html", include_str!("evidence/evidence.html")),
    ("evidence-size.html", include_str!("evidence/size.html")),
    ("evidence-list.html", include_str!("evidence/list.html")),
    ("evidence-desk.html", include_str!("evidence/desk.html")),
    ("exit.html", include_str!("draft/exit.html")),
    ("parts.html", include_str!("draft/parts.html")),
    ("discard.html", include_str!("draft/discard.html")),
    ("save.html", include_str!("draft/save.html")),
    ("not-right.html", include_str!("draft/not_right.html")),
    ("unsent.html", include_str!("draft/unsent.html")),
    ("case.html", include_str!("case/case.html")),
    ("come-back.html", include_str!("case/come_back.html")),
    ("not-yet.html", include_str!("case/not_yet.html")),
    ("desk.html", include_str!("desk/desk.html")),
    ("desk-request.html", include_str!("desk/request.html")),
    ("desk-moved.html", include_str!("desk/moved.html")),
    ("desk-already.html", include_str!("desk/already.html")),
    ("journeys.html", include_str!("journey/journeys.html")),
    ("journey.html", include_str!("journey/journey.html")),
    ("concepts.html", include_str!("requirement/concepts.html")),
    ("journey-models.html", include_str!("journey/models.html")),
    ("journey-draft.html", include_str!("journey/desk/draft.html")),
    ("journey-draft-tables.html", include_str!("journey/desk/tables.html")),
    ("journey-finding.html", include_str!("journey/desk/finding.html")),
    ("journey-part.html", include_str!("journey/desk/part.html")),
    ("changed.html", include_str!("draft/changed.html")),
    ("staff-sign-in.html", include_str!("staff/sign_in.html")),
    ("staff-home.html", include_str!("staff/home.html")),
    ("staff-cases.html", include_str!("staff/cases.html")),
    ("uncertain.html", include_str!("uncertain/uncertain.html")),
    ("matter.html", include_str!("uncertain/matter.html")),
    ("settle.html", include_str!("uncertain/settle.html")),
    ("clock.html", include_str!("clock/clock.html")),
    ("handover-work.html", include_str!("handover/work.html")),
    ("handover-waiting.html", include_str!("handover/waiting.html")),
    ("handover-decide.html", include_str!("handover/decide.html")),
    ("handover-facts.html", include_str!("handover/facts.html")),
];

/// The language files of this crate.
pub const LOCALES: &[(Language, &str)] = &[
    (Language::En, include_str!("../locales/en.ftl")),
    (Language::Fr, include_str!("../locales/fr.ftl")),
    (Language::En, include_str!("../locales/evidence.en.ftl")),
    (Language::Fr, include_str!("../locales/evidence.fr.ftl")),
    (Language::En, include_str!("../locales/handover.en.ftl")),
    (Language::Fr, include_str!("../locales/handover.fr.ftl")),
    (Language::En, include_str!("../locales/concepts.en.ftl")),
    (Language::Fr, include_str!("../locales/concepts.fr.ftl")),
];

/// Every route of this crate, each with who may use it.
pub fn routes(platform: &Platform) -> Routes<()> {
    Routes::new(&platform.kit)
        .merge(draft::pages::routes(platform))
        .merge(evidence::pages::routes(platform))
        .merge(evidence::desk::routes(platform))
        .merge(application::api::routes(platform))
        .merge(case::pages::routes(platform))
        .merge(dispatch::callbacks::routes(platform))
        .merge(desk::pages::routes(platform))
        .merge(uncertain::pages::routes(platform))
        .merge(journey::pages::routes(platform))
        .merge(requirement::pages::routes(platform))
        .merge(requirement::api::routes(platform))
        .merge(journey::desk::routes(platform))
        .merge(staff::pages::routes(platform))
        .merge(handover::pages::routes(platform))
        .merge(clock::pages::routes(platform))
}
