//! Everything that can be said about a transfer, by the keys of the language files: what is wrong with it, why
//! something can't be done with it now, what is worth knowing.

use axum::http::StatusCode;
use values::{AreaCode, Day, Id, Text, id};
use web::{MessageRef, Problem as Shown, Show};

use crate::{
    Function,
    pages::names::Names,
    programme::commands::ProgrammeError,
    resource::{Amount, rules::ResourceError},
    timeline::Clash,
    transfer::{
        Kind, Matter, Problem, Remark, Thing, TransferError, Warning, commands::Wait, life::InvalidMove, problem::Spot,
    },
};

/// So many full-time posts, as each language writes it.
pub(crate) fn posts(hundredths: i64) -> Text {
    let sign = if hundredths < 0 { "-" } else { "" };
    let (whole, part) = (hundredths.unsigned_abs() / 100, hundredths.unsigned_abs() % 100);
    let written = |point: char| match part {
        0 => format!("{sign}{whole}"),
        part if part % 10 == 0 => format!("{sign}{whole}{point}{}", part / 10),
        part => format!("{sign}{whole}{point}{part:02}"),
    };
    Text { en: written('.'), fr: written(',') }
}

/// An amount: posts, or money a year.
pub(crate) fn amount(amount: Amount) -> MessageRef {
    with_amount("transfer-amount".into(), ["unit", "amount"], amount)
}

fn with_amount(message: MessageRef, [unit, name]: [&'static str; 2], amount: Amount) -> MessageRef {
    match amount {
        Amount::Posts(hundredths) => message.with(unit, "posts").with(name, posts(hundredths)),
        Amount::Money(money) => message.with(unit, "money").with(name, money),
    }
}

/// Everything that an error says: several sentences where several things are wrong.
pub(crate) fn sentences(error: &TransferError, names: Names<'_>) -> Vec<MessageRef> {
    match error {
        TransferError::Problems(problems) => problems.iter().map(|each| problem(each, names)).collect(),
        other => vec![sentence(other, names)],
    }
}

fn sentence(error: &TransferError, names: Names<'_>) -> MessageRef {
    let new = MessageRef::new;
    match error {
        TransferError::NotFound(id) => new("transfer-error-not-found").with("transfer", id.name()),
        TransferError::NotTheirs { wanted } => new("transfer-error-not-theirs").with("wanted", wanted_role(wanted)),
        TransferError::Invalid(invalid) => invalid_move(invalid, names),
        TransferError::Problems(problems) => match problems.first() {
            Some(first) => problem(first, names),
            None => new("transfer-problem-empty"),
        },
        TransferError::Stale { known, now } => {
            new("transfer-error-stale").with("known", version(*known)).with("now", version(*now))
        }
        TransferError::Redrafted => new("transfer-error-redrafted"),
        TransferError::Changed => new("transfer-error-changed"),
        TransferError::WaitsForNobody(id) => new("transfer-error-waits-for-nobody").with("transfer", id.name()),
        TransferError::WaitsForLater { earlier, day, own } => {
            new("transfer-error-waits-for-later").with("transfer", earlier.name()).with("day", *day).with("own", *own)
        }
        TransferError::Taken(id) => new("transfer-error-taken").with("transfer", id.name()),
        TransferError::ReversalDrafted { id, by } => {
            new("transfer-error-reversal-drafted").with("transfer", id.name()).with("people", names.people(by))
        }
        TransferError::WrittenMeanwhile { .. } => new("transfer-error-written-meanwhile"),
        TransferError::MovesTheSame(rival) => {
            new("transfer-error-moves-the-same").with("transfer", &rival.title).with("day", rival.day)
        }
        TransferError::GroundGoes { by, day } => {
            new("transfer-error-ground-goes").with("transfer", by.name()).with("day", *day)
        }
        TransferError::Circle(circle) => {
            let names: Vec<&str> = circle.iter().map(Id::name).collect();
            new("transfer-error-circle").with("count", names.len()).with("transfers", names.join(", "))
        }
        TransferError::UnknownProgramme(id) => new("transfer-error-unknown-programme").with("programme", id.name()),
        TransferError::NoReason => new("transfer-problem-no-reason"),
        TransferError::DraftedReversal => new("transfer-error-drafted-reversal"),
        TransferError::DayPassed { day, today } => {
            new("transfer-error-day-passed").with("day", *day).with("today", *today)
        }
        TransferError::Waits(id) => new("transfer-error-waits").with("transfer", id.name()),
        TransferError::InVain(id) => new("transfer-error-in-vain").with("transfer", id.name()),
        TransferError::GateShut(gate) => new("transfer-error-gate-shut").with("what", &gate.what),
        TransferError::NotReversible(kind) => new(match kind {
            Kind::Succession => "transfer-error-succession-stays",
            Kind::Correction => "transfer-error-correction-stays",
            Kind::Retail | Kind::Agreement | Kind::Reversal => "transfer-error-reversal-stays",
        }),
        TransferError::NoWindow => new("transfer-error-no-window"),
        TransferError::WindowOver { last, day } => {
            new("transfer-error-window-over").with("last", *last).with("day", *day)
        }
        TransferError::NotVested(id) => new("transfer-error-not-vested").with("transfer", id.name()),
        TransferError::TakenBackBy(id) => new("transfer-error-taken-back").with("transfer", id.name()),
        TransferError::Store(error) => error.problem().what,
    }
}

/// The commands say in English whom they want; the language files have a word for each.
fn wanted_role(wanted: &str) -> &'static str {
    match wanted {
        "a transfer planner" => "planner",
        "a transfer approver" => "approver",
        _ => "either",
    }
}

fn version(version: u64) -> i64 {
    i64::try_from(version).unwrap_or(i64::MAX)
}

fn invalid_move(invalid: &InvalidMove, names: Names<'_>) -> MessageRef {
    let new = MessageRef::new;
    match invalid {
        InvalidMove::ByTheDrafter { person } => {
            new("transfer-error-by-the-drafter").with("person", names.person(person))
        }
        InvalidMove::Twice { person } => new("transfer-error-twice").with("person", names.person(person)),
        InvalidMove::PlanChanged { .. } => new("transfer-error-plan-changed"),
        InvalidMove::VestedAlready { version: made } => {
            new("transfer-error-vested-already").with("version", version(*made))
        }
        InvalidMove::TooEarly { day, today } => new("transfer-error-too-early").with("day", *day).with("today", *today),
        InvalidMove::NotNow { state, wanted } => {
            new("transfer-error-not-now").with("state", *state).with("wanted", wanted.replace(' ', "-"))
        }
    }
}

/// What is wrong with a draft.
pub(crate) fn problem(problem: &Problem, names: Names<'_>) -> MessageRef {
    let new = MessageRef::new;
    match problem {
        Problem::Empty => new("transfer-problem-empty"),
        Problem::ChangesNothing => new("transfer-problem-changes-nothing"),
        Problem::Title { most } => new("transfer-problem-title").with("most", *most),
        Problem::NotPlain { of } => new("transfer-problem-not-plain").with("of", of.as_str()),
        Problem::LongReason { most } => new("transfer-problem-long-reason").with("most", *most),
        Problem::EndedAlready { body, day, by } => {
            new("transfer-problem-ended-already").with("body", names.body(body)).with("day", *day).with("by", by.name())
        }
        Problem::LongWindow { most } => new("transfer-problem-long-window").with("most", usize::from(*most)),
        Problem::UnknownBody { body } => new("transfer-problem-unknown-body").with("id", body.name()),
        Problem::BodyNotThere { body, day } => {
            new("transfer-problem-body-not-there").with("body", names.body(body)).with("day", *day)
        }
        Problem::UnknownServiceType { service_type } => {
            new("transfer-problem-unknown-service").with("id", service_type.name())
        }
        Problem::UnknownArea { area } => new("transfer-problem-unknown-area").with("id", area.as_str()),
        Problem::UnknownInstrument { instrument } => {
            new("transfer-problem-unknown-instrument").with("id", instrument.name())
        }
        Problem::UnknownSystem { system } => new("transfer-problem-unknown-system").with("id", system.name()),
        Problem::UnknownPerson { person } => new("transfer-problem-unknown-person").with("id", person.name()),
        Problem::UnknownFranchise { franchise } => {
            new("transfer-problem-unknown-franchise").with("id", franchise.name())
        }
        Problem::BeforeInstrument { day, instrument, from } => new("transfer-problem-before-instrument")
            .with("day", *day)
            .with("instrument", names.instrument(instrument))
            .with("from", *from),
        Problem::AfterInstrument { day, instrument, until } => new("transfer-problem-after-instrument")
            .with("day", *day)
            .with("instrument", names.instrument(instrument))
            .with("until", *until),
        Problem::SelectsNothing { line, from, day } => new("transfer-problem-selects-nothing")
            .with("line", line + 1)
            .with("body", names.body(from))
            .with("day", *day),
        Problem::NoPart { from, into, area } => {
            let message = new("transfer-problem-no-part").with("body", names.body(from)).with("into", names.area(into));
            at_place(message, area.as_ref(), names)
        }
        Problem::DecidedElsewhere { line, service_type, area } => new("transfer-problem-decided-elsewhere")
            .with("line", line + 1)
            .with("service", names.service(service_type))
            .with("area", names.area(area)),
        Problem::FranchiseNotThere { franchise, day } => {
            new("transfer-problem-franchise-not-there").with("id", franchise.name()).with("day", *day)
        }
        Problem::BackToNobody { body, day } => {
            new("transfer-problem-back-to-nobody").with("body", names.body(body)).with("day", *day)
        }
        Problem::BackToFormerLead { body, franchise, day } => new("transfer-problem-back-to-former-lead")
            .with("body", names.body(body))
            .with("id", franchise.name())
            .with("day", *day),
        Problem::NotTheLead { line, body, franchise, lead, day } => new("transfer-problem-not-the-lead")
            .with("line", line + 1)
            .with("body", names.body(body))
            .with("id", franchise.name())
            .with("lead", names.body(lead))
            .with("day", *day),
        Problem::HoldsNone { from, day, moved_by } => new("transfer-problem-holds-none")
            .with("body", names.body(from))
            .with("day", *day)
            .with("moved", if moved_by.is_some() { "yes" } else { "no" })
            .with("transfer", moved_by.as_ref().map_or("", |transfer| transfer.name())),
        Problem::FranchiseAndForm { line } => new("transfer-problem-franchise-and-form").with("line", line + 1),
        Problem::NothingPromised { body, service_type, day } => new("transfer-problem-nothing-promised")
            .with("body", names.body(body))
            .with("service", names.service(service_type))
            .with("day", *day),
        Problem::MoreThanContact { line } => new("transfer-problem-more-than-contact").with("line", line + 1),
        Problem::Clash { clash: how } => clash(how, names),
        Problem::Gap { spot, day, held_by } => {
            at_spot("transfer-problem-gap", spot, names).with("day", *day).with("body", names.body(held_by))
        }
        Problem::Overlap { spot, day, between } => {
            at_spot("transfer-problem-overlap", spot, names).with("day", *day).with("bodies", names.bodies(between))
        }
        Problem::NoSystem { service_type, place, day } => {
            let message = new("transfer-problem-no-system").with("service", names.service(service_type));
            at_place(message, place.as_ref(), names).with("day", *day)
        }
        Problem::DissolvesNobody { body } => new("transfer-problem-dissolves-nobody").with("body", names.body(body)),
        Problem::WindowOfSuccession => new("transfer-problem-window-of-succession"),
        Problem::StillHolds { body, day, of } => {
            let message = new("transfer-problem-still-holds").with("body", names.body(body)).with("day", *day);
            still(message, of, names)
        }
        Problem::StillHas { body, day, line } => new("transfer-problem-still-has")
            .with("body", names.body(body))
            .with("day", *day)
            .with("line", line.clone()),
        Problem::FollowsNobody { body, successor } => new("transfer-problem-follows-nobody")
            .with("body", names.body(body))
            .with("successor", names.body(successor)),
        Problem::FollowedTwice { body, thing } => {
            new("transfer-problem-followed-twice").with("body", names.body(body)).with("thing", thing.as_str())
        }
        Problem::NotFollowed { body, thing } => {
            new("transfer-problem-not-followed").with("body", names.body(body)).with("thing", thing.as_str())
        }
        Problem::NoReason => new("transfer-problem-no-reason"),
        Problem::TwoAnswer { matter } => new("transfer-problem-two-answer").with("matter", matter_key(*matter)),
        Problem::NobodyAnswers { matter } => new("transfer-problem-nobody-answers").with("matter", matter_key(*matter)),
        Problem::Resource { error } => resource(error, names),
        Problem::NotAReversal => new("transfer-problem-not-a-reversal"),
        Problem::ChangedSince { rows } => new("transfer-problem-changed-since").with("count", rows.len()),
    }
}

fn clash(clash: &Clash, names: Names<'_>) -> MessageRef {
    let of = |key: &'static str, service: &Id<id::ServiceType>, function: Function| {
        MessageRef::new(key).with("function", function.as_str()).with("service", names.service(service))
    };
    match clash {
        Clash::Torn { service_type, function, area, between } => of("transfer-problem-torn", service_type, *function)
            .with("area", names.area(area))
            .with("bodies", names.bodies(between.iter().flatten()))
            .with("nobody", if between.contains(&None) { "yes" } else { "no" }),
        Clash::Crossing { service_type, function, area, crossed } => {
            of("transfer-problem-crossing", service_type, *function)
                .with("area", names.area(area))
                .with("crossed", names.area(crossed))
        }
        Clash::Twice { service_type, function, between } => {
            of("transfer-problem-twice", service_type, *function).with("bodies", names.bodies(between))
        }
        Clash::Nothing { line } => MessageRef::new("transfer-problem-nothing").with("line", line + 1),
    }
}

fn resource(error: &ResourceError, names: Names<'_>) -> MessageRef {
    let of = |key: &'static str, line: &str| MessageRef::new(key).with("line", line);
    let asked = |message, asked| with_amount(message, ["asked-unit", "asked"], asked);
    let there = |message, there| with_amount(message, ["there-unit", "there"], there);
    match error {
        ResourceError::NoLine { line, body, day } => {
            of("transfer-problem-no-line", line).with("body", names.body(body)).with("day", *day)
        }
        ResourceError::MoreThanThereIs { line, body, asked: more, there: less, day } => {
            let message = of("transfer-problem-more-than-there-is", line).with("body", names.body(body));
            there(asked(message, *more), *less).with("day", *day)
        }
        ResourceError::Mixed { line, asked: wanted, there: held } => {
            there(asked(of("transfer-problem-mixed", line), *wanted), *held)
        }
        ResourceError::NotPositive { line, asked: wanted } => asked(of("transfer-problem-not-positive", line), *wanted),
        ResourceError::ToItself { line, body } => of("transfer-problem-to-itself", line).with("body", names.body(body)),
        ResourceError::TooLarge { line, body } => of("transfer-problem-too-large", line).with("body", names.body(body)),
    }
}

/// What is worth knowing though it stops nothing.
pub(crate) fn warning(warning: &Warning, names: Names<'_>) -> MessageRef {
    match warning {
        Warning::EndsAnyway { spot, held_by } => {
            at_spot("transfer-warning-ends-anyway", spot, names).with("body", names.body(held_by))
        }
        Warning::NoSystemBefore { service_type } => {
            MessageRef::new("transfer-warning-no-system-before").with("service", names.service(service_type))
        }
        Warning::StillNamed { body, by } => {
            MessageRef::new("transfer-warning-still-named").with("body", names.body(body)).with("by", by.as_str())
        }
        Warning::NothingGoesWithIt => MessageRef::new("transfer-warning-nothing-goes-with-it"),
        Warning::NothingPromised { body, service_types } => {
            let services = names.services(service_types);
            MessageRef::new("transfer-warning-nothing-promised")
                .with("body", names.body(body))
                .with("services", services)
        }
        Warning::RestsOnIt { transfers, titles } if titles.is_empty() => {
            let names: Vec<&str> = transfers.iter().map(Id::name).collect();
            MessageRef::new("transfer-warning-rests-on-it").with("transfers", names.join(", "))
        }
        Warning::RestsOnIt { titles, .. } => {
            let quoted = |begin: &str, end: &str, of: fn(&Text) -> &str| {
                titles.iter().map(|title| format!("{begin}{}{end}", of(title))).collect::<Vec<_>>().join(", ")
            };
            let en = quoted("“", "”", |title| &title.en);
            let fr = quoted("«\u{202f}", "\u{202f}»", |title| &title.fr);
            MessageRef::new("transfer-warning-rests-on-it").with("transfers", Text { en, fr })
        }
        Warning::Rival { title, day, .. } => {
            MessageRef::new("transfer-warning-rival").with("transfer", title.clone()).with("day", *day)
        }
        Warning::TakenBesides { bodies } => {
            MessageRef::new("transfer-warning-taken-besides").with("bodies", names.bodies(bodies))
        }
        Warning::NewSegment { segment, known } => MessageRef::new("transfer-warning-new-segment")
            .with("segment", segment.clone())
            .with("any", if known.is_empty() { "none" } else { "some" })
            .with("known", known.join(", ")),
        Warning::SystemForEverybody { service_types, .. } => {
            MessageRef::new("transfer-warning-system-for-everybody").with("services", names.services(service_types))
        }
    }
}

fn at_spot(key: &'static str, spot: &Spot, names: Names<'_>) -> MessageRef {
    let message = MessageRef::new(key)
        .with("function", spot.function.as_str())
        .with("service", names.service(&spot.service_type))
        .with("channel", spot.channel.map_or("all", |channel| channel.as_str()))
        .with("segment", spot.segment.clone().unwrap_or_default())
        .with("for", if spot.segment.is_some() { "segment" } else { "everybody" });
    at_place(message, spot.place.as_ref(), names)
}

fn at_place(message: MessageRef, place: Option<&AreaCode>, names: Names<'_>) -> MessageRef {
    match place {
        Some(place) => message.with("at", "place").with("place", names.area(place)),
        None => message.with("at", "everywhere").with("place", ""),
    }
}

/// The first of them, and how many more.
fn still(message: MessageRef, of: &[(Id<id::ServiceType>, Function)], names: Names<'_>) -> MessageRef {
    let (service, function) = match of.first() {
        Some((service, function)) => (names.service(service), function.as_str()),
        None => ("".into(), "policy"),
    };
    message.with("function", function).with("service", service).with("more", of.len().saturating_sub(1))
}

/// What has come in the way of a transfer; nothing is in the way of one that was given up.
pub(crate) fn remark(remark: &Remark) -> Option<MessageRef> {
    match remark {
        Remark::PlanChanged => Some("transfer-remark-plan-changed".into()),
        Remark::NoPlan => Some("transfer-remark-no-plan".into()),
        Remark::DayPassed => Some("transfer-remark-day-passed".into()),
        Remark::GivenUp { .. } => None,
    }
}

/// What a transfer waits for.
pub(super) fn wait(wait: &Wait) -> MessageRef {
    match wait {
        Wait::Before { title, on: Some(day), .. } => {
            MessageRef::new("transfer-waits-for").with("transfer", title.clone()).with("day", *day)
        }
        Wait::Before { title, on: None, .. } => {
            MessageRef::new("transfer-waits-for-unscheduled").with("transfer", title.clone())
        }
        Wait::InVain { title, .. } => MessageRef::new("transfer-waits-in-vain").with("transfer", title.clone()),
        Wait::InVainByThen { title, day, .. } => {
            MessageRef::new("transfer-waits-in-vain-by-then").with("transfer", title.clone()).with("day", *day)
        }
        Wait::Gate(gate) => MessageRef::new("transfer-waits-for-gate").with("what", gate.what.clone()),
    }
}

/// A matter's name in the language files.
pub(crate) fn matter_key(matter: Matter) -> &'static str {
    match matter {
        Matter::Uncertain => "uncertain",
        Matter::Started => "started",
        Matter::Stuck => "stuck",
        Matter::Acted => "acted",
        Matter::Resources => "resources",
        Matter::Everything => "everything",
    }
}

/// A thing that people still use of a body that ended.
pub(crate) fn thing(thing: Thing) -> MessageRef {
    MessageRef::new("transfer-thing").with("thing", thing.as_str())
}

/// The days within which a reversal has to fall.
pub(crate) fn window(last: Day) -> MessageRef {
    MessageRef::new("transfer-may-reverse").with("last", last)
}

impl Show for TransferError {
    fn problem(&self) -> Shown {
        use StatusCode as S;
        let (status, code, next) = match self {
            Self::Store(error) => return error.problem(),
            Self::NotFound(_) => (S::NOT_FOUND, "transfer_not_found", "transfer-next-list"),
            Self::NotTheirs { .. } => (S::FORBIDDEN, "transfer_not_theirs", "transfer-next-colleague"),
            Self::Invalid(invalid) => match invalid {
                InvalidMove::ByTheDrafter { .. } => {
                    (S::FORBIDDEN, "transfer_by_the_drafter", "transfer-next-colleague")
                }
                InvalidMove::Twice { .. } => (S::CONFLICT, "transfer_approved_already", "transfer-next-colleague"),
                InvalidMove::PlanChanged { .. } => (S::CONFLICT, "transfer_plan_changed", "transfer-next-again"),
                InvalidMove::VestedAlready { .. } => (S::CONFLICT, "transfer_vested_already", "transfer-next-look"),
                InvalidMove::TooEarly { .. } => (S::CONFLICT, "transfer_too_early", "transfer-next-look"),
                InvalidMove::NotNow { .. } => (S::CONFLICT, "transfer_not_now", "transfer-next-look"),
            },
            Self::Problems(problems) => {
                let next = MessageRef::new("transfer-next-problems").with("more", problems.len().saturating_sub(1));
                let what = sentence(self, Names(None));
                return Shown { status: S::UNPROCESSABLE_ENTITY, code: "transfer_problems", what, next };
            }
            Self::Stale { .. } => (S::CONFLICT, "transfer_stale", "transfer-next-again"),
            Self::Redrafted => (S::CONFLICT, "transfer_redrafted", "transfer-next-again"),
            Self::Changed => (S::CONFLICT, "transfer_changed", "transfer-next-look"),
            Self::WaitsForNobody(_) => (S::UNPROCESSABLE_ENTITY, "transfer_waits_for_nobody", "transfer-next-draft"),
            Self::WaitsForLater { .. } => (S::UNPROCESSABLE_ENTITY, "transfer_waits_for_later", "transfer-next-draft"),
            Self::Taken(_) => (S::CONFLICT, "transfer_taken", "transfer-next-draft"),
            Self::WrittenMeanwhile { .. } => (S::CONFLICT, "transfer_written_meanwhile", "transfer-next-look"),
            Self::ReversalDrafted { .. } => (S::CONFLICT, "transfer_reversal_drafted", "transfer-next-colleague"),
            Self::MovesTheSame(_) => (S::CONFLICT, "transfer_moves_the_same", "transfer-next-look"),
            Self::GroundGoes { .. } => (S::CONFLICT, "transfer_ground_goes", "transfer-next-look"),
            Self::Circle(_) => (S::UNPROCESSABLE_ENTITY, "transfer_circle", "transfer-next-draft"),
            Self::UnknownProgramme(_) => (S::UNPROCESSABLE_ENTITY, "transfer_unknown_programme", "transfer-next-draft"),
            Self::NoReason => (S::UNPROCESSABLE_ENTITY, "transfer_no_reason", "transfer-next-draft"),
            Self::DraftedReversal => (S::UNPROCESSABLE_ENTITY, "transfer_drafted_reversal", "transfer-next-draft"),
            Self::DayPassed { .. } => (S::UNPROCESSABLE_ENTITY, "transfer_day_passed", "transfer-next-draft"),
            Self::Waits(_) => (S::CONFLICT, "transfer_waits", "transfer-next-look"),
            Self::InVain(_) => (S::CONFLICT, "transfer_in_vain", "transfer-next-look"),
            Self::GateShut(_) => (S::CONFLICT, "transfer_gate_shut", "transfer-next-look"),
            Self::NotReversible(_) => (S::CONFLICT, "transfer_not_reversible", "transfer-next-look"),
            Self::NoWindow => (S::CONFLICT, "transfer_no_window", "transfer-next-look"),
            Self::WindowOver { .. } => (S::CONFLICT, "transfer_window_over", "transfer-next-look"),
            Self::NotVested(_) => (S::CONFLICT, "transfer_not_vested", "transfer-next-look"),
            Self::TakenBackBy(_) => (S::CONFLICT, "transfer_taken_back", "transfer-next-look"),
        };
        Shown { status, code, what: sentence(self, Names(None)), next: next.into() }
    }
}

impl Show for ProgrammeError {
    fn problem(&self) -> Shown {
        let new = MessageRef::new;
        let (status, code, what, next) = match self {
            Self::Store(error) => return error.problem(),
            Self::Transfer(error) => return error.problem(),
            Self::NotFound(id) => (
                StatusCode::NOT_FOUND,
                "programme_not_found",
                new("transfer-error-unknown-programme").with("programme", id.name()),
                "transfer-next-list",
            ),
            Self::NoGate { gate, .. } => (
                StatusCode::NOT_FOUND,
                "programme_no_gate",
                new("transfer-error-no-gate").with("gate", gate.clone()),
                "transfer-next-list",
            ),
            Self::OpenAlready { by, .. } => (
                StatusCode::CONFLICT,
                "programme_gate_open",
                new("transfer-error-gate-open").with("person", by.name()),
                "transfer-next-look",
            ),
            Self::NotTheirs(_) => (
                StatusCode::FORBIDDEN,
                "programme_not_theirs",
                new("transfer-error-not-theirs").with("wanted", "planner-or-approver"),
                "transfer-next-colleague",
            ),
        };
        Shown { status, code, what, next: next.into() }
    }
}

#[cfg(test)]
mod tests;
