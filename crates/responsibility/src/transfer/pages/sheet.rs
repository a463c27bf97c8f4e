//! A proof sheet with names, for the page of a transfer and for the sheet's own.

use catalogue::Catalogue;
use serde::Serialize;
use values::{Channel, Day, Moment, Money, Text};
use web::MessageRef;

use super::words;
use crate::{
    Function, Model, OperatingForm, Shown,
    pages::names::Names,
    question::told::{self, Named},
    resource::rules::Totals,
    seam::told::{Told, tell},
    transfer::{
        ProofSheet,
        coverage::{HeldAs, Moved},
        hash::PlanHash,
        proof::{
            Holdings, Made,
            store::Kept,
            work::{ByHand, Due, Exception, Readdressed},
        },
    },
};

#[derive(Debug, Serialize)]
pub(crate) struct Sheet {
    pub made: Made,
    pub at: Moment,
    /// Of the sheet.
    pub hash: PlanHash,
    /// Is it the one that the hash was made of?
    pub whole: bool,
    /// The plan's.
    pub plan: PlanHash,
    pub moved: Vec<MovedLine>,
    /// How many lines are not shown.
    pub more: usize,
    pub rows_ended: usize,
    pub rows_begun: usize,
    pub asked: usize,
    pub gaps: usize,
    pub overlaps: usize,
    pub holdings: Vec<HoldingLine>,
    pub systems: Vec<SystemLine>,
    pub dissolves: Vec<DissolvedLine>,
    pub warnings: Vec<MessageRef>,
    pub seams_opened: Vec<Told>,
    pub seams_closed: Vec<Told>,
    pub todo: Vec<TodoLine>,
    pub work: Vec<WorkLine>,
    pub deadlines: Vec<DueLine>,
    /// How many deadlines there were, and how many of them moved.
    pub deadlines_before: i64,
    pub deadlines_moved: i64,
    /// How many requests have none, before and after.
    pub undated: [i64; 2],
    pub readdressed: Vec<ReaddressedLine>,
    pub exceptions: Vec<ExceptionLine>,
    /// Whom somebody has to tell by hand that another body answers now.
    pub by_hand: Vec<ByHandLine>,
    /// Is what became of the work in flight part of it?
    pub work_is_told: bool,
}

#[derive(Debug, Serialize)]
pub(crate) struct MovedLine {
    pub service: Text,
    pub functions: Vec<Function>,
    pub channel: Option<Channel>,
    pub segment: Option<String>,
    pub from: Option<Text>,
    pub to: Option<Text>,
    /// In which form it was held and will be, where that changes.
    pub forms: Option<[FormLine; 2]>,
    pub places: usize,
}

#[derive(Debug, Serialize)]
pub(crate) struct FormLine {
    pub form: OperatingForm,
    pub franchise: Option<Named>,
}

/// What a body has; the sum has no name.
#[derive(Debug, Serialize)]
pub(crate) struct HoldingLine {
    pub name: Option<Text>,
    pub posts: [Text; 2],
    pub money: Vec<[Money; 2]>,
}

#[derive(Debug, Serialize)]
pub(crate) struct SystemLine {
    pub service: Text,
    pub area: Option<Text>,
    pub before: Vec<Text>,
    pub after: Text,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct DissolvedLine {
    pub body: Text,
    pub successor: Text,
    pub things: Vec<MessageRef>,
    pub areas: Vec<Text>,
}

#[derive(Debug, Serialize)]
pub(crate) struct TodoLine {
    pub matter: &'static str,
    pub person: String,
}

#[derive(Debug, Serialize)]
pub(crate) struct WorkLine {
    pub before: Text,
    pub after: Text,
    pub service: Text,
    pub state: String,
    pub fate: String,
    pub count: i64,
}

#[derive(Debug, Serialize)]
pub(crate) struct DueLine {
    pub body: Text,
    pub day: Day,
    pub before: i64,
    pub after: i64,
}

#[derive(Debug, Serialize)]
pub(crate) struct ReaddressedLine {
    pub state: String,
    pub before: Option<Text>,
    pub after: Option<Text>,
    pub count: i64,
}

#[derive(Debug, Serialize)]
pub(crate) struct ExceptionLine {
    pub service: Text,
    pub body: Text,
    pub state: String,
    pub person: String,
    pub person_id: String,
    pub request: String,
}

#[derive(Debug, Serialize)]
pub(crate) struct ByHandLine {
    pub body: Text,
    pub system: Text,
    pub count: i64,
    pub person: String,
    pub person_id: String,
}

/// A sheet as it is kept, with at most so many lines of what moves.
pub(crate) fn read(Shown { catalogue, model }: &Shown, made: Made, kept: &Kept, most: usize) -> Sheet {
    let catalogue: &Catalogue = catalogue;
    let sheet: ProofSheet = serde_json::from_str(&kept.sheet).expect("we wrote it, and read back what we wrote");
    let names = Names(Some(catalogue));
    let mut moved = moved_lines(catalogue, model, &sheet.moved);
    let more = moved.len().saturating_sub(most);
    moved.truncate(most);
    let sum = (!sheet.holdings.is_empty()).then(|| line(None, &sheet.sum_before, &sheet.sum_after));
    let followed = sheet.followed();
    let deadlines_before = followed.deadlines_before();
    let work = followed.requests.into_iter().map(|counted| WorkLine {
        before: told::body(catalogue, &counted.before).name,
        after: told::body(catalogue, &counted.after).name,
        service: told::service(catalogue, &counted.service_type).name,
        state: counted.state,
        fate: counted.fate,
        count: counted.count,
    });
    Sheet {
        made,
        at: kept.at,
        hash: kept.hash,
        whole: kept.is_whole(),
        plan: sheet.plan,
        moved,
        more,
        rows_ended: sheet.rows_ended,
        rows_begun: sheet.rows_begun,
        asked: sheet.asked,
        gaps: sheet.gaps,
        overlaps: sheet.overlaps,
        holdings: sheet.holdings.iter().map(|body| holding(catalogue, body)).chain(sum).collect(),
        systems: sheet
            .systems
            .iter()
            .map(|system| SystemLine {
                service: told::service(catalogue, &system.service_type).name,
                area: system.area.as_ref().map(|area| told::area(catalogue, area).name),
                before: system.before.iter().map(|id| system_name(model, id)).collect(),
                after: system_name(model, &system.after),
            })
            .collect(),
        dissolves: dissolved(catalogue, &sheet.dissolves),
        seams_opened: tell(&sheet.seams.opened, catalogue, model.arrangements()),
        seams_closed: tell(&sheet.seams.closed, catalogue, model.arrangements()),
        warnings: sheet.warnings.iter().map(|warning| words::warning(warning, names)).collect(),
        todo: sheet
            .todo
            .iter()
            .map(|todo| TodoLine {
                matter: words::matter_key(todo.matter),
                person: todo.name.clone().unwrap_or_else(|| todo.person.name().to_owned()),
            })
            .collect(),
        work_is_told: !sheet.work.is_null(),
        work: work.collect(),
        deadlines_before,
        deadlines_moved: followed.deadlines_moved,
        undated: followed.undated,
        deadlines: followed.deadlines.into_iter().map(|due| due_line(catalogue, due)).collect(),
        readdressed: followed.readdressed.into_iter().map(|sent| readdressed_line(model, sent)).collect(),
        exceptions: followed.exceptions.into_iter().map(|one| exception_line(catalogue, one)).collect(),
        by_hand: followed.by_hand.into_iter().map(|told| by_hand_line(catalogue, model, told)).collect(),
    }
}

fn due_line(catalogue: &Catalogue, due: Due) -> DueLine {
    DueLine { body: told::body(catalogue, &due.body).name, day: due.day, before: due.before, after: due.after }
}

fn readdressed_line(model: &Model, sent: Readdressed) -> ReaddressedLine {
    let name = |system: Option<values::Id<values::id::System>>| system.map(|system| system_name(model, &system));
    ReaddressedLine { state: sent.state, before: name(sent.before), after: name(sent.after), count: sent.count }
}

fn exception_line(catalogue: &Catalogue, one: Exception) -> ExceptionLine {
    ExceptionLine {
        service: told::service(catalogue, &one.service_type).name,
        body: told::body(catalogue, &one.body).name,
        state: one.state,
        person_id: one.person.to_string(),
        request: one.request.to_string(),
        person: one.name.unwrap_or_else(|| one.person.name().to_owned()),
    }
}

fn by_hand_line(catalogue: &Catalogue, model: &Model, told: ByHand) -> ByHandLine {
    ByHandLine {
        body: told::body(catalogue, &told.body).name,
        system: system_name(model, &told.system),
        count: told.count,
        person: told.name.unwrap_or_else(|| told.person.name().to_owned()),
        person_id: told.person.to_string(),
    }
}

fn system_name(model: &Model, id: &values::Id<values::id::System>) -> Text {
    let known = model.system(id).map(|known| known.name.clone());
    known.unwrap_or_else(|| Text { en: id.name().to_owned(), fr: id.name().to_owned() })
}

pub(super) fn dissolved(catalogue: &Catalogue, ends: &[crate::transfer::Dissolution]) -> Vec<DissolvedLine> {
    let line = |ended: &crate::transfer::Dissolution| DissolvedLine {
        body: told::body(catalogue, &ended.body).name,
        successor: told::body(catalogue, &ended.successor).name,
        things: ended.things.iter().map(|each| words::thing(*each)).collect(),
        areas: ended.areas.iter().map(|area| told::area(catalogue, area).name).collect(),
    };
    ends.iter().map(line).collect()
}

/// One line for functions that go the same way together.
fn moved_lines(catalogue: &Catalogue, model: &Model, all: &[Moved]) -> Vec<MovedLine> {
    let mut together: Vec<(&Moved, Vec<Function>)> = Vec::new();
    let mut of_service = 0;
    for moved in all {
        if together.get(of_service).is_none_or(|(first, _)| first.service_type != moved.service_type) {
            of_service = together.len();
        }
        match together[of_service..].iter_mut().find(|(first, _)| go_together(first, moved)) {
            Some((_, functions)) => functions.push(moved.function),
            None => together.push((moved, vec![moved.function])),
        }
    }
    let name = |body: &values::Id<values::id::Organisation>| told::body(catalogue, body).name;
    let held = |held: &HeldAs| FormLine {
        form: held.form,
        franchise: held.franchise.as_ref().map(|id| told::franchise(model, id)),
    };
    let line = |(moved, functions): (&Moved, Vec<Function>)| MovedLine {
        service: told::service(catalogue, &moved.service_type).name,
        functions,
        channel: moved.channel,
        segment: moved.segment.clone(),
        from: moved.from.as_ref().map(name),
        to: moved.to.as_ref().map(name),
        forms: moved.forms.as_ref().map(|both| both.each_ref().map(held)),
        places: moved.places,
    };
    together.into_iter().map(line).collect()
}

fn go_together(one: &Moved, other: &Moved) -> bool {
    (&one.channel, &one.segment, &one.from, &one.to, &one.forms, one.places)
        == (&other.channel, &other.segment, &other.from, &other.to, &other.forms, other.places)
}

fn holding(catalogue: &Catalogue, body: &Holdings) -> HoldingLine {
    line(Some(told::body(catalogue, &body.body).name), &body.before, &body.after)
}

fn line(name: Option<Text>, before: &Totals, after: &Totals) -> HoldingLine {
    let mut units: Vec<_> = before.money.iter().chain(&after.money).map(|money| money.currency).collect();
    units.sort_by_key(|currency| *currency as u8);
    units.dedup();
    HoldingLine {
        name,
        posts: [words::posts(before.posts), words::posts(after.posts)],
        money: units.into_iter().map(|unit| [before.of(unit), after.of(unit)]).collect(),
    }
}
