//! Picking a person in a demonstration, the doors of each role, finding a case.
//!
//! Outside a demonstration there is no way to sign in here: staff pages stay off until an identity provider is set up.

use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::Response,
};
use serde::{Deserialize, Serialize};
use store::audit::{self, Entry};
use values::{Id, Role, Text, id};
use web::{Access, Fields, Mistakes, Page, Problem, Routes, Visit, local_path, redirect, session};

use super::find;
use crate::{
    Platform,
    case::{self, pages::CasePage},
};

const ALL: &[Role] = &Role::STAFF;
const MOVERS: &[Role] = &[Role::TransferPlanner, Role::TransferApprover, Role::Operator];
const FINDERS: &[Role] = &[Role::ContactAgent, Role::Operator];

/// The routes for staff.
pub fn routes(platform: &Platform) -> Routes<()> {
    let routes = Routes::new(&platform.kit)
        .get("/staff", Access::Staff(ALL), show_home)
        .get("/staff/cases", Access::Staff(FINDERS), find::show)
        .post("/staff/cases", Access::Staff(FINDERS), find::find)
        .get("/staff/cases/{case}", Access::Staff(FINDERS), show_case)
        .post("/staff/sign-out", Access::Anyone, sign_out);
    let routes = if platform.kit.settings().demo {
        routes.get("/staff/sign-in", Access::Anyone, show_sign_in).post("/staff/sign-in", Access::Anyone, sign_in)
    } else {
        routes
    };
    routes.with_state(platform.clone())
}

#[derive(Serialize)]
struct SignInPage {
    people: Vec<Somebody>,
    then: String,
    mistakes: Mistakes,
}

#[derive(Serialize)]
struct Somebody {
    id: Id<id::Person>,
    name: String,
    role: &'static str,
    body: Text,
}

impl Page for SignInPage {
    const TEMPLATE: &'static str = "staff-sign-in.html";
}

#[derive(Deserialize)]
struct Then {
    #[serde(default)]
    then: String,
}

async fn show_sign_in(State(platform): State<Platform>, visit: Visit, Query(then): Query<Then>) -> Response {
    platform.kit.page(&visit, &sign_in_page(&platform, &then.then, Mistakes::none()))
}

fn sign_in_page(platform: &Platform, then: &str, mistakes: Mistakes) -> SignInPage {
    let government = platform.government();
    let mut people: Vec<_> = government.catalogue.people().collect();
    people.sort_by_key(|person| (Role::STAFF.iter().position(|role| *role == person.role), person.name.clone()));
    let somebody = |person: &catalogue::person::Person| Somebody {
        id: person.id.clone(),
        name: person.name.clone(),
        role: person.role.as_str(),
        body: case::body(&government, &person.body).name,
    };
    let then = local_path(then).unwrap_or("/staff").to_owned();
    SignInPage { people: people.into_iter().map(somebody).collect(), then, mistakes }
}

async fn sign_in(State(platform): State<Platform>, visit: Visit, fields: Fields) -> Result<Response, Problem> {
    let government = platform.government();
    let chosen = fields.trimmed("person").parse::<Id<id::Person>>().ok();
    let Some(person) = chosen.and_then(|id| government.catalogue.person(&id).cloned()) else {
        let mut mistakes = Mistakes::none();
        mistakes.add("person", "sign-in-choose");
        let page = sign_in_page(&platform, fields.trimmed("then"), mistakes);
        return Ok(platform.kit.page_with(&visit, StatusCode::UNPROCESSABLE_ENTITY, &page));
    };
    let staff = session::Staff { person: person.id, name: person.name, role: person.role, body: person.body };
    let (vault, old, (now, real)) = (platform.vault().clone(), visit.session.clone(), platform.times());
    let via = visit.actor.via.clone();
    let started = platform
        .store()
        .write(move |tx| {
            let actor = staff.actor().through(via.clone());
            let entry =
                Entry { at: now, actor: &actor, action: "signed-in", subject: staff.person.as_str(), details: &[] };
            audit::record(tx, &entry)?;
            session::sign_in(tx, &vault, old.as_ref(), &staff, real)
        })
        .await?;
    let then = local_path(fields.trimmed("then")).unwrap_or("/staff");
    Ok(platform.kit.with_session(redirect(then), &started))
}

async fn sign_out(State(platform): State<Platform>, visit: Visit) -> Result<Response, Problem> {
    if let Some(session) = visit.session.clone() {
        platform.store().write(move |tx| session::sign_out(tx, &session)).await?;
    }
    Ok(platform.kit.without_session(redirect("/")))
}

#[derive(Serialize)]
struct HomePage {
    name: String,
    doors: Vec<Door>,
}

#[derive(Serialize)]
struct Door {
    href: &'static str,
    title: &'static str,
    help: &'static str,
}

impl Page for HomePage {
    const TEMPLATE: &'static str = "staff-home.html";
}

async fn show_home(State(platform): State<Platform>, visit: Visit) -> Response {
    let doors = [
        (&[Role::SupplierOfficer][..], Door { href: "/desk", title: "door-desk", help: "door-desk-help" }),
        (FINDERS, Door { href: "/staff/cases", title: "door-find", help: "door-find-help" }),
        (&[Role::Operator], Door { href: "/staff/uncertain", title: "door-uncertain", help: "door-uncertain-help" }),
        (MOVERS, Door { href: "/transfers", title: "door-transfers", help: "door-transfers-help" }),
        (
            &[Role::CatalogueManager],
            Door { href: "/staff/catalogue", title: "door-catalogue", help: "door-catalogue-help" },
        ),
        (ALL, Door { href: "/staff/journeys", title: "door-journeys", help: "door-journeys-help" }),
        (ALL, Door { href: "/staff/concepts", title: "door-concepts", help: "door-concepts-help" }),
        (ALL, Door { href: "/staff/handover", title: "door-handover", help: "door-handover-help" }),
        (ALL, Door { href: "/demo/clock", title: "door-clock", help: "door-clock-help" }),
    ];
    let name = visit.staff().map(|staff| staff.name.clone()).unwrap_or_default();
    let open = doors.into_iter().filter(|(roles, _)| visit.is_staff(roles)).map(|(_, door)| door);
    platform.kit.page(&visit, &HomePage { name, doors: open.collect() })
}

async fn show_case(
    State(platform): State<Platform>,
    visit: Visit,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let id: Id<id::Application> = id.parse().map_err(|_| Problem::not_found())?;
    let case = case::pages::load(&platform, &id).await?;
    let (now, actor, subject) = (platform.clocks().now(), visit.actor.clone(), id.clone());
    let seen = platform.store().write(move |tx| {
        audit::record(
            tx,
            &Entry { at: now, actor: &actor, action: "case-seen", subject: subject.as_str(), details: &[] },
        )
    });
    seen.await?;
    Ok(platform.kit.page(&visit, &CasePage::new(&platform, case, true)))
}
