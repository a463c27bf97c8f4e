//! The page of a draft: what is wrong in it, what it says otherwise, its parts, and what can be done with it.

use axum::{http::StatusCode, response::Response};
use serde::Serialize;
use values::{Day, Id, Moment, Text, id, source::Finding};
use web::{Mistakes, Page, Visit};

use super::{
    super::{
        differences::{Difference, differences},
        lacking::{self, TakenBack},
    },
    Opened,
    draft::{Checked, Draft},
    text,
};
use crate::{Government, Platform};

#[derive(Serialize)]
struct DraftPage {
    id: String,
    title: Text,
    base: String,
    version: i64,
    changed_at: Moment,
    changed_by: Option<String>,
    /// What it is called, once it is sound.
    edition: Option<String>,
    findings: Vec<Line>,
    worth_a_look: Vec<Line>,
    /// What it says otherwise than the edition that is offered today.
    offered: String,
    differences: Vec<Difference>,
    parts: Vec<Group>,
    /// How many decisions come in DMN; nothing without a model.
    decisions: Option<usize>,
    /// Editions that were published for a day to come.
    to_come: Vec<ToCome>,
    /// Of these, the ones whose changes this draft takes back where it is published for their day or later.
    taken_back: Vec<TakenBack>,
    /// Of these, the ones that this is meant for.
    back: Vec<String>,
    today: Day,
    from: String,
    reason: String,
    mistakes: Mistakes,
}

impl Page for DraftPage {
    const TEMPLATE: &'static str = "journey-draft.html";
}

/// What is wrong, in the words of whoever read the text, and where.
#[derive(Serialize)]
pub(super) struct Line {
    #[serde(rename = "line")]
    pub(super) at: usize,
    pub(super) what: String,
    pub(super) fix: String,
    /// The part that it stands in: its place, its sort and its name.
    pub(super) part: usize,
    pub(super) table: &'static str,
    pub(super) name: String,
    /// Is it about the model?
    pub(super) of_model: bool,
}

/// An edition that takes its turn later.
#[derive(Serialize)]
struct ToCome {
    name: String,
    from: Day,
    /// Would it take back what this draft changes?
    lacks: bool,
}

/// Parts of one sort.
#[derive(Serialize)]
struct Group {
    table: String,
    parts: Vec<PartLine>,
    wrong: bool,
}

#[derive(Serialize)]
struct PartLine {
    n: usize,
    name: String,
    /// What people read.
    label: Option<Text>,
    wrong: bool,
}

/// What a form brought beside the draft.
#[derive(Default)]
pub(super) struct Brought {
    pub(super) mistakes: Mistakes,
    pub(super) from: Option<String>,
    pub(super) reason: String,
    pub(super) back: Vec<String>,
}

impl Brought {
    /// Somebody has made it unsound since the button was shown.
    pub(super) fn unsound() -> Self {
        let mut brought = Self::default();
        brought.mistakes.add("findings", "journey-draft-unsound");
        brought
    }
}

pub(super) fn page(platform: &Platform, visit: &Visit, opened: &Opened, brought: Brought) -> Response {
    let Opened { draft, government, title } = opened;
    let Checked { journey, findings, worth_a_look } = draft.check(government);
    let today = platform.today();
    let parts = text::parts(&draft.text);
    let line = |finding: &Finding| line(draft, &parts, finding);
    let findings: Vec<Line> = findings.iter().map(line).collect();
    let offered = government.journeys.offered(&draft.journey, today);
    let groups = groups(draft, government, |n| findings.iter().any(|finding| finding.part == n));
    let status = if brought.mistakes.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let changed = offered.zip(journey.as_ref());
    let to_come = lacking::to_come(government.journeys.published(&draft.journey), today);
    let to_come = to_come.into_iter().map(|(edition, from)| {
        let later = government.journeys.edition(&draft.journey, &edition.name);
        let lacks = changed.zip(later).is_some_and(|((before, after), later)| {
            !lacking::takes_back(government, (before, after), later).is_empty()
        });
        ToCome { name: edition.name.clone(), from, lacks }
    });
    let page = DraftPage {
        to_come: to_come.collect(),
        taken_back: journey.as_ref().map(|own| lacking::taken_back(government, own, today)).unwrap_or_default(),
        back: brought.back,
        id: draft.journey.name().to_owned(),
        title: title.clone(),
        base: draft.base.clone(),
        version: draft.version,
        changed_at: draft.changed_at,
        changed_by: changed_by(draft, government),
        edition: journey.as_ref().map(|journey| journey.edition.clone()),
        worth_a_look: worth_a_look.iter().map(line).collect(),
        offered: offered.map(|offered| offered.edition.clone()).unwrap_or_default(),
        differences: changed.map(|(one, other)| differences(government, one, other)).unwrap_or_default(),
        parts: groups,
        decisions: draft.dmn.as_ref().map(|dmn| dmn.matches("<decision ").count()),
        findings,
        today,
        from: brought.from.unwrap_or_else(|| today.to_string()),
        reason: brought.reason,
        mistakes: brought.mistakes,
    };
    platform.kit.page_with(visit, status, &page)
}

/// The name of whoever changed a draft last.
pub(super) fn changed_by(draft: &Draft, government: &Government) -> Option<String> {
    let person: Id<id::Person> = draft.changed_by.parse().ok()?;
    Some(government.catalogue.person(&person)?.name.clone())
}

/// A finding of a draft with the part that it stands in.
pub(super) fn line(draft: &Draft, parts: &[text::Part<'_>], finding: &Finding) -> Line {
    let part = draft.part_of(finding.line);
    let own = parts.get(part);
    Line {
        at: finding.line,
        what: finding.what.clone(),
        fix: finding.fix.clone(),
        part,
        table: own.map_or("head", sort),
        name: own.map(|own| own.name.clone()).unwrap_or_default(),
        of_model: draft.text.lines().nth(finding.line.saturating_sub(1)).is_some_and(names_model),
    }
}

/// Does this line of a text name the model? What is found in that is told at its name.
fn names_model(line: &str) -> bool {
    line.trim_start().strip_prefix("model").is_some_and(|rest| rest.trim_start().starts_with('='))
}

/// Of which sort a part is.
fn sort(part: &text::Part<'_>) -> &'static str {
    text::TABLES.into_iter().find(|table| part.table == Some(*table)).unwrap_or("head")
}

/// The parts of a draft, sort by sort, in the order in which each sort comes first.
fn groups(draft: &Draft, government: &Government, is_wrong: impl Fn(usize) -> bool) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (n, part) in text::parts(&draft.text).into_iter().enumerate() {
        let table = sort(&part);
        let line = PartLine { n, label: label(&part, government), name: part.name, wrong: is_wrong(n) };
        match groups.iter_mut().find(|group| group.table == table) {
            Some(group) => {
                group.wrong |= line.wrong;
                group.parts.push(line);
            }
            None => groups.push(Group { table: table.to_owned(), wrong: line.wrong, parts: vec![line] }),
        }
    }
    groups
}

/// What people read of a part: its label, its title, or what the service is called.
fn label(part: &text::Part<'_>, government: &Government) -> Option<Text> {
    let read: toml::Table = toml::from_str(part.text).ok()?;
    let table = read.get(part.table?)?.as_array()?.first()?.as_table()?;
    if let Some(kind) = table.get("type") {
        let kind: Id<id::ServiceType> = kind.clone().try_into().ok()?;
        return Some(government.catalogue.service_type(&kind)?.title.clone());
    }
    ["label", "title"].into_iter().find_map(|key| table.get(key)?.clone().try_into().ok())
}
