//! The proof sheet of a rehearsal or a vesting: what moves, what is conserved, and who sees to the rest.

pub mod work;

pub(crate) mod store;

use std::collections::{BTreeMap, BTreeSet, HashSet};

use aws_lc_rs::digest::{SHA256, digest};
use jiff::ToSpan;
use serde::{Deserialize, Serialize};
use values::{AreaCode, Day, Id, Text, id};

pub use work::Work;

use super::{
    Dissolution, Draft, Kind, Matter, Plan, Scene, Warning,
    coverage::{HeldAs, Moved},
    hash::PlanHash,
};
use crate::{
    Model,
    picture::csv,
    resource::rules::{Totals, totals},
    seam::{self, CatalogueGround, Seam},
};

/// When a sheet was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Made {
    /// At the last rehearsal.
    Rehearsal,
    /// At the vesting, in its commit.
    Vesting,
    /// When all work in flight had followed.
    Settled,
}

impl Made {
    /// Its name in addresses and the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Rehearsal => "rehearsal",
            Self::Vesting => "vesting",
            Self::Settled => "settled",
        }
    }
}

/// What a body has before and after. Before: what it would have on the day without the transfer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holdings {
    /// The body.
    pub body: Id<id::Organisation>,
    /// Its name.
    pub name: Option<Text>,
    /// Posts and money without the transfer.
    pub before: Totals,
    /// Posts and money with it.
    pub after: Totals,
}

/// A system that takes the work from the day on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewSystem {
    /// Of which service type.
    pub service_type: Id<id::ServiceType>,
    /// Where; everywhere where none is named.
    pub area: Option<AreaCode>,
    /// Which systems took it until then.
    pub before: Vec<Id<id::System>>,
    /// Which one takes it.
    pub after: Id<id::System>,
}

/// What a person must see to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Todo {
    /// Which matter.
    pub matter: Matter,
    /// Who.
    pub person: Id<id::Person>,
    /// Their name.
    pub name: Option<String>,
}

/// Seams that are there with a transfer and not without it, and the other way round.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seams {
    /// Those it opens.
    pub opened: Vec<Seam>,
    /// Those it closes.
    pub closed: Vec<Seam>,
}

/// Everything that a transfer shows for itself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ProofSheet {
    /// Of which transfer.
    pub transfer: Id<id::Transfer>,
    /// Its title.
    pub title: Text,
    /// Its kind.
    pub kind: Kind,
    /// Its day.
    pub day: Day,
    /// Its instrument.
    pub instrument: Id<id::Instrument>,
    /// The hash of its plan.
    pub plan: PlanHash,
    /// Is it made up to illustrate?
    pub illustrative: bool,
    /// What goes from whom to whom, at how many places.
    pub moved: Vec<Moved>,
    /// Rows of responsibility that end earlier than they said.
    pub rows_ended: usize,
    /// Rows that begin.
    pub rows_begun: usize,
    /// How many cells were asked for their holder on the day and later.
    pub asked: usize,
    /// How many of them nobody would hold any more. A plan with any is refused.
    pub gaps: usize,
    /// How many of them several would hold without a rule. A plan with any is refused.
    pub overlaps: usize,
    /// Posts and money, by body.
    pub holdings: Vec<Holdings>,
    /// Their sum without the transfer.
    pub sum_before: Totals,
    /// Their sum with it: the same, to the post and the cent.
    pub sum_after: Totals,
    /// Systems that change.
    pub systems: Vec<NewSystem>,
    /// Bodies that end, and who follows them.
    pub dissolves: Vec<Dissolution>,
    /// What is worth knowing.
    pub warnings: Vec<Warning>,
    /// What it tears apart or sews up, within a year from its day.
    #[serde(default)]
    pub seams: Seams,
    /// Who sees to what doesn't fit.
    pub todo: Vec<Todo>,
    /// What becomes of the work in flight: whoever moves it writes it here.
    pub work: serde_json::Value,
}

/// The sheet of a plan.
pub(crate) fn sheet(scene: &Scene<'_>, draft: &Draft, plan: &Plan) -> ProofSheet {
    let holdings = holdings(scene, plan);
    let sum = |of: &dyn Fn(&Holdings) -> Totals| {
        holdings.iter().fold(Totals::default(), |mut sum, body| {
            let one = of(body);
            sum.posts += one.posts;
            one.money.iter().for_each(|money| sum.add(crate::resource::Amount::Money(*money)));
            sum
        })
    };
    let todo = Matter::EACH.into_iter().filter_map(|matter| {
        let person = draft.answers_for(matter)?.clone();
        let name = scene.catalogue.person(&person).map(|known| known.name.clone());
        Some(Todo { matter, person, name })
    });
    ProofSheet {
        transfer: draft.id.clone(),
        title: draft.title.clone(),
        kind: draft.kind,
        day: draft.day,
        instrument: draft.instrument.clone(),
        plan: plan.hash(),
        illustrative: draft.illustrative,
        moved: plan.moved.clone(),
        rows_ended: plan.change.retire.len(),
        rows_begun: plan.change.add.iter().filter(|row| row.valid.from >= plan.day).count(),
        asked: plan.asked.cells,
        gaps: plan.asked.gaps,
        overlaps: plan.asked.overlaps,
        sum_before: sum(&|body| body.before.clone()),
        sum_after: sum(&|body| body.after.clone()),
        holdings,
        systems: systems(scene, plan),
        dissolves: plan.dissolves.clone(),
        warnings: plan.warnings.clone(),
        seams: seams(scene, plan),
        todo: todo.collect(),
        work: serde_json::Value::Null,
    }
}

fn holdings(scene: &Scene<'_>, plan: &Plan) -> Vec<Holdings> {
    let known = &scene.model.arrangements().resources;
    let (before, after) = (totals(known, plan.day), totals(&plan.resources.applied_to(known), plan.day));
    let bodies: BTreeSet<&Id<id::Organisation>> = before.keys().chain(after.keys()).collect();
    let both = bodies.into_iter().map(|body| {
        let of = |totals: &BTreeMap<_, Totals>| totals.get(body).cloned().unwrap_or_default();
        let name = scene.catalogue.organisation(body).map(|known| known.name.clone());
        Holdings { body: body.clone(), name, before: of(&before), after: of(&after) }
    });
    both.filter(|body| body.before != body.after).collect()
}

fn systems(scene: &Scene<'_>, plan: &Plan) -> Vec<NewSystem> {
    let begin = plan.endpoints.add.iter().filter(|row| row.valid.holds_on(plan.day));
    let news = begin.map(|row| {
        let old = scene.model.endpoints(&row.service_type).iter();
        let ended = old.filter(|old| plan.endpoints.retire.binary_search(&old.id).is_ok());
        let mut before: Vec<Id<id::System>> = ended.map(|old| old.system.clone()).collect();
        before.sort();
        before.dedup();
        NewSystem { service_type: row.service_type.clone(), area: row.area.clone(), before, after: row.system.clone() }
    });
    news.collect()
}

/// The seams of what the plan changes, with it and without it.
fn seams(scene: &Scene<'_>, plan: &Plan) -> Seams {
    let resources = &scene.model.arrangements().resources;
    let ended = resources.iter().filter(|row| plan.resources.retire.contains(&row.id));
    let moved: Vec<_> = ended.chain(&plan.resources.add).map(|row| row.service_type.as_ref()).collect();
    // What is named for no service type may be used for any.
    let any = moved.contains(&None).then(|| scene.model.groups().map(|(service_type, ..)| service_type));
    let concerned: BTreeSet<_> = plan
        .service_types()
        .into_iter()
        .chain(moved.iter().flatten().copied())
        .chain(any.into_iter().flatten())
        .collect();
    let ground = CatalogueGround::new(scene.catalogue);
    let span = (plan.day, plan.day.saturating_add(1.year()));
    let found = |model: &Model| seam::rules::detect_of(model, &ground, span, concerned.iter().copied());
    let (without, with) = (found(scene.model), found(&scene.with(plan)));
    let only = |some: &[Seam], others: &[Seam]| {
        let others: HashSet<seam::What<'_>> = others.iter().map(Seam::what).collect();
        some.iter().filter(|one| !others.contains(&one.what())).cloned().collect()
    };
    Seams { opened: only(&with, &without), closed: only(&without, &with) }
}

impl ProofSheet {
    /// The sheet as it is kept and given out.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).expect("our own words have string keys, so they are JSON")
    }

    /// One table of all of it, as spreadsheets read it (RFC 4180). Each open request has a line in a table of its own;
    /// here they are counted.
    pub fn to_csv(&self) -> String {
        let mut lines = Lines::default();
        lines.add(["part", "what", "where", "before", "after"]);
        lines.add(["transfer", self.transfer.as_str(), "", "", &self.day.to_string()]);
        lines.add(["plan", &self.plan.to_string(), "", "", ""]);
        for moved in &self.moved {
            let what = format!("{} {}", moved.service_type.name(), moved.function.as_str());
            let part = [moved.channel.map(|channel| channel.as_str().to_owned()), moved.segment.clone()];
            let part: Vec<String> = part.into_iter().flatten().collect();
            let at = format!("{} places {}", moved.places, part.join(" "));
            let (from, to) = match &moved.forms {
                Some([before, after]) => {
                    (held(moved.from.as_ref(), Some(before)), held(moved.to.as_ref(), Some(after)))
                }
                None => (held(moved.from.as_ref(), None), held(moved.to.as_ref(), None)),
            };
            lines.add(["moved", &what, at.trim(), &from, &to]);
        }
        for (what, count) in [("cells asked", self.asked), ("gaps", self.gaps), ("overlaps", self.overlaps)] {
            lines.add(["coverage", what, "", "", &count.to_string()]);
        }
        for body in &self.holdings {
            lines.totals(body.body.as_str(), &body.before, &body.after);
        }
        lines.totals("sum", &self.sum_before, &self.sum_after);
        for system in &self.systems {
            let before: Vec<&str> = system.before.iter().map(Id::as_str).collect();
            let area = system.area.as_ref().map_or("", AreaCode::as_str);
            lines.add(["system", system.service_type.name(), area, &before.join(" "), system.after.as_str()]);
        }
        for ended in &self.dissolves {
            let areas: Vec<&str> = ended.areas.iter().map(AreaCode::as_str).collect();
            lines.add(["dissolved", "", &areas.join(" "), ended.body.as_str(), ended.successor.as_str()]);
        }
        for (opened, seams) in [(true, &self.seams.opened), (false, &self.seams.closed)] {
            for seam in seams {
                let service = seam.service_type.as_ref().map_or("", Id::name);
                let area = seam.area.as_ref().map_or("", AreaCode::as_str);
                let at = [
                    area,
                    seam.channel.map_or("", |channel| channel.as_str()),
                    seam.segment.as_deref().unwrap_or_default(),
                ];
                let at = at.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
                let what = format!("{service} {}", seam.kind.as_str());
                let bodies: Vec<&str> = seam.bodies().into_iter().map(Id::as_str).collect();
                let [before, after] = if opened { ["", &bodies.join(" ")] } else { [&*bodies.join(" "), ""] };
                lines.add([if opened { "seam opened" } else { "seam closed" }, &what, &at, before, after]);
            }
        }
        self.followed().lines(&mut lines);
        for warning in &self.warnings {
            match warning {
                Warning::RestsOnIt { transfers, .. } => {
                    for other in transfers {
                        lines.add(["rests on it", other.as_str(), "", "", ""]);
                    }
                }
                Warning::NothingPromised { body, service_types } => {
                    for kind in service_types {
                        lines.add(["no promise", kind.name(), "", "", body.as_str()]);
                    }
                }
                Warning::Rival { transfer, day, .. } => {
                    lines.add(["moves the same", transfer.as_str(), &day.to_string(), "", ""]);
                }
                Warning::TakenBesides { bodies } => {
                    for body in bodies {
                        lines.add(["taken besides", "", "", body.as_str(), ""]);
                    }
                }
                Warning::NewSegment { segment, .. } => lines.add(["new segment", segment, "", "", ""]),
                Warning::SystemForEverybody { system, service_types } => {
                    for kind in service_types {
                        lines.add(["system for everybody", kind.name(), "", "", system.as_str()]);
                    }
                }
                Warning::NothingGoesWithIt => lines.add(["nothing goes with it", "", "", "", ""]),
                Warning::EndsAnyway { spot, held_by } => {
                    let at = spot.place.as_ref().map_or("", AreaCode::as_str);
                    let what = format!("{} {}", spot.service_type.name(), spot.function.as_str());
                    lines.add(["ends anyway", &what, at, held_by.as_str(), ""]);
                }
                Warning::NoSystemBefore { service_type } => lines.add(["no system", service_type.name(), "", "", ""]),
                Warning::StillNamed { body, by } => {
                    lines.add(["still named", by.as_str(), "", body.as_str(), ""]);
                }
            }
        }
        for todo in &self.todo {
            let name = todo.name.as_deref().unwrap_or(todo.person.as_str());
            lines.add(["to do", &todo.matter.to_string(), "", "", name]);
        }
        csv::csv(lines.0.iter().map(|line| line.iter().map(String::as_str).collect()))
    }

    /// The work in flight as it is counted, once it has followed; empty before.
    pub fn followed(&self) -> Work {
        serde_json::from_value(self.work.clone()).unwrap_or_default()
    }

    /// The SHA-256 of the sheet as it is kept.
    pub fn hash(&self) -> PlanHash {
        hash_of(&self.to_json())
    }
}

pub(crate) fn hash_of(text: &str) -> PlanHash {
    let mut hash = [0; 32];
    hash.copy_from_slice(digest(&SHA256, text.as_bytes()).as_ref());
    PlanHash(hash)
}

/// Who holds something, and in which form where that changes.
fn held(body: Option<&Id<id::Organisation>>, form: Option<&HeldAs>) -> String {
    let franchise = form.and_then(|held| held.franchise.as_ref()).map(Id::as_str);
    let words = [body.map(Id::as_str), form.map(|held| held.form.as_str()), franchise];
    words.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

#[derive(Default)]
struct Lines(Vec<[String; 5]>);

impl Lines {
    fn add(&mut self, cells: [&str; 5]) {
        self.0.push(cells.map(str::to_owned));
    }

    fn totals(&mut self, whose: &str, before: &Totals, after: &Totals) {
        let posts = |totals: &Totals| decimal(totals.posts);
        self.add(["posts", whose, "", &posts(before), &posts(after)]);
        let mut money = before.money.clone();
        money.extend(after.money.iter().filter(|new| before.money.iter().all(|old| old.currency != new.currency)));
        for unit in money {
            let of = |totals: &Totals| decimal(totals.of(unit.currency).minor);
            self.add(["money", whose, &format!("{:?}", unit.currency), &of(before), &of(after)]);
        }
    }
}

/// Hundredths as a spreadsheet reads them.
fn decimal(hundredths: i64) -> String {
    let sign = if hundredths < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", hundredths.unsigned_abs() / 100, hundredths.unsigned_abs() % 100)
}
