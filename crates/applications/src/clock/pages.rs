//! The page that shows the clock and moves it on. It exists in a demonstration only.

use axum::{extract::State, http::StatusCode, response::Response};
use jiff::{ToSpan, civil};
use serde::Serialize;
use store::{
    Clocks, StoreError,
    audit::{self, Entry},
};
use values::{Day, Moment};
use web::{Access, Fields, MessageRef, Mistakes, Page, Problem, Routes, Visit, redirect};

use super::{LAST_DAY, Refused, can_move};
use crate::{Platform, draft::form::Typed, handover};

/// The routes of the clock; none outside a demonstration.
pub fn routes(platform: &Platform) -> Routes<()> {
    let routes = Routes::new(&platform.kit);
    let routes = if platform.kit.settings().demo {
        routes.get("/demo/clock", Access::Anyone, show).post("/demo/clock", Access::Anyone, move_on)
    } else {
        routes
    };
    routes.with_state(platform.clone())
}

#[derive(Serialize)]
struct ClockPage {
    now: Moment,
    jumps: Vec<Day>,
    day: String,
    month: String,
    year: String,
    mistakes: Mistakes,
}

impl Page for ClockPage {
    const TEMPLATE: &'static str = "clock.html";
}

async fn show(State(platform): State<Platform>, visit: Visit) -> Response {
    platform.kit.page(&visit, &page(&platform, &Fields::from_pairs(&[]), Mistakes::none()))
}

async fn move_on(State(platform): State<Platform>, visit: Visit, fields: Fields) -> Result<Response, Problem> {
    // A second click on a button whose day has come by the first.
    if fields.get("day").is_some_and(|day| day == platform.today().to_string()) {
        return Ok(redirect("/demo/clock"));
    }
    let again = |message: MessageRef| {
        let mut mistakes = Mistakes::none();
        mistakes.add_at("day", "day-day", message);
        platform.kit.page_with(&visit, StatusCode::UNPROCESSABLE_ENTITY, &page(&platform, &fields, mistakes))
    };
    let morning = match morning(&fields, platform.clocks()) {
        Ok(morning) => morning,
        Err(message) => return Ok(again(message)),
    };
    let (clocks, now, actor) = (platform.clocks().clone(), platform.clocks().now(), visit.actor.clone());
    let moving = platform.store().write(move |tx| {
        clocks.move_to(tx, morning)?;
        let details = [("to", morning.to_rfc3339())];
        audit::record(
            tx,
            &Entry { at: now, actor: &actor, action: "clock-moved", subject: "business-clock", details: &details },
        )
    });
    let moved: Result<(), StoreError> = moving.await;
    platform.clocks().refresh(platform.store()).await?;
    match moved {
        Ok(()) => {
            // What begins on that day has begun when the next page is asked for.
            handover::jobs::vest_due(&platform).await?;
            Ok(redirect("/demo/clock"))
        }
        // Somebody else was quicker.
        Err(StoreError::Backwards) => Ok(again(message(Refused::Backwards(platform.today())))),
        Err(error) => Err(error.into()),
    }
}

/// Nine in the morning of the day that was chosen, or what a person is told who can't go there.
fn morning(fields: &Fields, clocks: &Clocks) -> Result<Moment, MessageRef> {
    let chosen = fields.get("day").map(str::to_owned).or_else(|| Typed::from_pairs(fields.pairs()).day("day"));
    let chosen = chosen.ok_or("clock-no-day")?;
    // A year of two figures is a slip, not a day of the first century.
    let day: Option<Day> = chosen.parse().ok().filter(|day: &Day| day.year() >= 1000);
    let morning = Moment::start_of(day.ok_or("clock-not-a-day")?, clocks.zone()).plus(9 * 3_600_000);
    can_move(clocks.now(), morning, clocks.zone()).map_err(message)?;
    Ok(morning)
}

fn message(refused: Refused) -> MessageRef {
    match refused {
        Refused::Backwards(today) => MessageRef::new("clock-backwards").with("today", today),
        Refused::TooFar => MessageRef::new("clock-too-far").with("last", LAST_DAY),
    }
}

fn page(platform: &Platform, fields: &Fields, mistakes: Mistakes) -> ClockPage {
    let today = platform.today();
    let of = |part: &str| fields.trimmed(&format!("day-{part}")).chars().take(10).collect::<String>();
    ClockPage {
        now: platform.clocks().now(),
        jumps: jumps(today),
        day: of("day"),
        month: of("month"),
        year: of("year"),
        mistakes,
    }
}

/// The next working-week steps, and the first of the next month: where much of what is dated changes.
fn jumps(today: Day) -> Vec<Day> {
    let next_month = civil::date(today.year(), today.month(), 1).checked_add(1.month());
    let last = next_month.as_ref().ok().and_then(|first| first.checked_sub(1.day()).ok());
    let mut days: Vec<Day> = [today.checked_add(1.day()).ok(), today.checked_add(1.week()).ok(), last, next_month.ok()]
        .into_iter()
        .flatten()
        .filter(|day| *day > today && *day <= LAST_DAY)
        .collect();
    days.sort_unstable();
    days.dedup();
    days
}
