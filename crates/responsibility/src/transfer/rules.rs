//! The plan of a transfer: pure, over one snapshot. The rehearsal shows it, approval binds its hash, and the vesting
//! carries out what the same function says then.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use ::store::{StoreError, Tx};
use aws_lc_rs::digest::{Context, SHA256, digest};
use catalogue::Catalogue;
use serde::Serialize;
use serde_json::json;
use values::{AreaCode, Day, Id, id};

use super::{
    Deadlines, Dissolution, Draft, Kind, OpenWork, Problem, ProofSheet, Scene, Warning, checks,
    coverage::{Asked, Comparison, Moved, Sides},
    hash::PlanHash,
    problem::Naming,
    proof::{self, Work},
    reversal,
    scene::{Ground, Step},
    systems, warnings,
};
use crate::{
    Function, Responsibility,
    resource::{
        Resource,
        rules::{self as shares, move_shares},
    },
    timeline::{
        self, Index, Line,
        rules::{Group, reassign, selects},
    },
};

/// Everything that a vesting does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Plan {
    /// On which day.
    pub day: Day,
    /// Which responsibilities end and begin.
    pub change: timeline::Change,
    /// Which posts and money.
    pub resources: shares::Change,
    /// Which systems.
    pub endpoints: systems::Change,
    /// Which bodies end, and who follows them.
    pub dissolves: Vec<Dissolution>,
    /// The rule for open requests.
    pub open_work: OpenWork,
    /// The rule for deadlines.
    pub deadlines: Deadlines,
    /// What goes from whom to whom.
    pub moved: Vec<Moved>,
    /// How many cells were asked for their holder.
    pub asked: Asked,
    /// What is worth knowing.
    pub warnings: Vec<Warning>,
    hash: PlanHash,
}

impl Plan {
    /// What an approval binds: the draft, what the rows say that end, what those say that begin, and what is taken from
    /// bodies that the draft does not name. No times, no
    /// versions, and no ids of rows: they say nothing about what the plan does.
    pub fn hash(&self) -> PlanHash {
        self.hash
    }

    /// The service types whose responsibility it changes.
    pub fn service_types(&self) -> BTreeSet<&Id<id::ServiceType>> {
        let moved = self.moved.iter().map(|moved| &moved.service_type);
        moved.chain(self.change.add.iter().map(|row| &row.service_type)).collect()
    }
}

/// A plan as it was shown: for a draft, over the model at a version.
#[derive(Debug, Clone)]
pub struct Rehearsal {
    /// What was drafted.
    pub draft: Draft,
    /// What it does.
    pub plan: Plan,
    /// What it shows.
    pub sheet: ProofSheet,
    /// Over which version of the model.
    pub version: u64,
    /// Earlier transfers that haven't vested yet, as if they had. A plan with any is shown, never carried out.
    pub before: Vec<Step>,
}

impl Rehearsal {
    /// The same, with what becomes of the work in flight on its sheet.
    pub fn with_work(mut self, work: &Work) -> Self {
        self.sheet.work = json!(work);
        self
    }

    /// Would its plan be another, or none, if that one had been carried out first?
    pub(crate) fn is_changed_by(&self, first: &Self, scene: &Scene<'_>) -> bool {
        let over = first.before.last().map_or(scene.model, |step| &step.model);
        let after = Scene { model: over, ..*scene }.with(&first.plan);
        let done: Vec<&Draft> = first.before.iter().map(|step| &step.draft).collect();
        let before = self.before.iter().map(|step| step.draft.clone()).filter(|draft| !done.contains(&draft));
        let before: Vec<Draft> = before.collect();
        let scene = Scene { model: &after, ..*scene };
        let Ok(steps) = scene.steps(&before) else { return true };
        let model = steps.last().map_or(&after, |step| &*step.model);
        plan(&Scene { model, ..scene }, &self.draft).map(|plan| plan.hash) != Ok(self.plan.hash)
    }
}

/// Says what becomes of the work in flight once a plan is carried out: the crate that moves it knows. Called in the
/// transaction that planned.
pub type Foresee = dyn Fn(&mut Tx<'_>, &Rehearsal) -> Result<Work, StoreError> + Send + Sync;

/// Plans a draft and makes its proof sheet. `before` are those transfers, in their order, that vest before it and
/// haven't yet: the plan is made as if they had.
pub fn rehearse(scene: &Scene<'_>, draft: &Draft, before: &[Draft]) -> Result<Rehearsal, Vec<Problem>> {
    let before = scene.steps(before)?;
    let over = Scene { model: before.last().map_or(scene.model, |step| &step.model), ..*scene };
    let plan = plan(&over, draft)?;
    let sheet = proof::sheet(&over, draft, &plan);
    let (draft, version) = (draft.clone(), scene.model.version());
    Ok(Rehearsal { draft, plan, sheet, version, before })
}

/// What a transfer does to the model, or everything that is wrong with it.
pub fn plan(scene: &Scene<'_>, draft: &Draft) -> Result<Plan, Vec<Problem>> {
    let problems = checks::wording(scene, draft);
    if !problems.is_empty() {
        return Err(problems);
    }
    let ground = Ground::new(scene.catalogue);
    let mut planned = Planned { scene, ground: &ground, draft, comparison: Comparison::default(), problems };
    let (mut change, mut resources, mut endpoints) = match &draft.reverses {
        Some(reversed) => {
            let back = reversal::back(scene, reversed, draft.day)?;
            planned.compare(&back.change);
            planned.problems.extend(checks::given_back(scene, &back.change.add, draft.day));
            (back.change, back.resources, back.endpoints)
        }
        None => (planned.carry_out(), planned.shares(), systems::change(scene, &ground, draft)),
    };
    let something = !(change.is_empty() && resources.is_empty() && endpoints == systems::Change::default());
    let may_be_empty = !draft.dissolves.is_empty() || draft.reverses.is_some();
    if planned.problems.is_empty() && !something && !may_be_empty {
        planned.problems.push(Problem::ChangesNothing);
    }
    planned.ended_bodies(&change, &resources);
    planned.systems(&change, &endpoints);
    let Planned { comparison, mut problems, .. } = planned;
    let (moved, asked) = (comparison.moved(), comparison.asked);
    let besides = if draft.reverses.is_some() { Vec::new() } else { comparison.taken_besides(draft) };
    problems.extend(comparison.problems);
    // Rows that speak of no place of that day any more: nobody would see a difference.
    let nowhere = asked.cells == 0 && draft.kind != Kind::Correction;
    if problems.is_empty() && nowhere && !may_be_empty {
        let from: BTreeSet<_> = draft.lines.iter().map(|line| line.what.from.clone()).collect();
        problems.extend((0..draft.lines.len()).filter_map(|line| decided_elsewhere(scene.catalogue, draft, line)));
        if problems.is_empty() {
            problems.extend(from.into_iter().map(|from| Problem::HoldsNone { from, day: draft.day, moved_by: None }));
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let mut warnings = comparison.warnings;
    warnings.extend(warnings::of(scene, draft, &moved, &besides));
    in_order(&mut change, &mut resources, &mut endpoints);
    let hash = hash(scene, draft, &besides, (&change, &resources, &endpoints));
    let (dissolves, open_work, deadlines) = (draft.dissolves.clone(), draft.open_work, draft.deadlines);
    Ok(Plan {
        day: draft.day,
        change,
        resources,
        endpoints,
        dissolves,
        open_work,
        deadlines,
        moved,
        asked,
        warnings,
        hash,
    })
}

/// A line names areas of a kind that does not decide its service: nobody could hold that for them alone.
fn decided_elsewhere(catalogue: &Catalogue, draft: &Draft, line: usize) -> Option<Problem> {
    let what = &draft.lines[line].what;
    what.service_types.iter().find_map(|service| {
        let kinds = catalogue.service_type(service).map(|known| &known.area_kind).filter(|kinds| !kinds.is_empty())?;
        let is_of_another =
            |area: &&AreaCode| catalogue.areas().get(area).is_some_and(|known| !kinds.contains(&known.kind));
        let area = what.areas.iter().find(is_of_another)?;
        Some(Problem::DecidedElsewhere { line, service_type: service.clone(), area: area.clone() })
    })
}

struct Planned<'a> {
    scene: &'a Scene<'a>,
    ground: &'a Ground<'a>,
    draft: &'a Draft,
    comparison: Comparison,
    problems: Vec<Problem>,
}

impl Planned<'_> {
    /// Every group that a line names, moved by the engine.
    fn carry_out(&mut self) -> timeline::Change {
        let mut change = timeline::Change::default();
        let mut unused: BTreeSet<usize> = (0..self.draft.lines.len()).collect();
        let named = Named::of(&self.draft.lines);
        let mut groups: Vec<_> = self.scene.model.groups().collect();
        groups.sort_by_key(|(service_type, function, _)| (*service_type, *function));
        for (service_type, function, rows) in groups {
            let lines = named.by(service_type, function, &self.draft.lines);
            let theirs = |row: &Responsibility| lines.iter().any(|(_, line)| line.what.from == row.holder);
            if !rows.rows().any(theirs) {
                continue;
            }
            let known = self.known(rows);
            let group = Group { service_type, function, rows: &known, geography: self.ground };
            unused.retain(|n| !lines.iter().any(|(of, line)| of == n && selects(&group, line, self.draft.day)));
            let lines: Vec<Line> = lines.into_iter().map(|(_, line)| line).collect();
            self.parts(&group, &lines);
            match reassign(&group, &lines, self.draft.day) {
                Ok(moved) => {
                    self.compare_group(service_type, function, &known, &moved);
                    change.extend(moved);
                }
                Err(clashes) => self.problems.extend(clashes.into_iter().map(|clash| Problem::Clash { clash })),
            }
        }
        for line in unused {
            let from = self.draft.lines[line].what.from.clone();
            let day = self.draft.day;
            let otherwise = || Problem::SelectsNothing { line, from, day };
            self.problems.push(decided_elsewhere(self.scene.catalogue, self.draft, line).unwrap_or_else(otherwise));
        }
        change
    }

    /// A line that names a part of what goes on whole would move all of it.
    fn parts(&mut self, group: &Group<'_>, lines: &[Line]) {
        for line in lines {
            let area = timeline::rules::goes_on(group, line, self.draft.day);
            if let (Some(into), Some(area)) = (&line.what.into, area) {
                let problem = Problem::NoPart { from: line.what.from.clone(), into: into.clone(), area };
                if !self.problems.contains(&problem) {
                    self.problems.push(problem);
                }
            }
        }
    }

    /// The rows that matter: known now, and holding on the eve or later.
    fn known(&self, rows: &Index) -> Index {
        let version = self.scene.model.version();
        let day = self.draft.day;
        let matter = |row: &&Responsibility| row.known_at(version) && row.valid.until.is_none_or(|until| until >= day);
        rows.rows().filter(matter).cloned().collect()
    }

    /// Compares all groups that a change touches.
    fn compare(&mut self, change: &timeline::Change) {
        let mut groups: BTreeMap<(Id<id::ServiceType>, Function), timeline::Change> = BTreeMap::new();
        let ends: HashSet<&Id<id::Responsibility>> = change.retire.iter().collect();
        for row in self.scene.model.rows().filter(|row| ends.contains(&row.id)) {
            let group = groups.entry((row.service_type.clone(), row.function)).or_default();
            group.retire.push(row.id.clone());
        }
        for row in &change.add {
            let group = groups.entry((row.service_type.clone(), row.function)).or_default();
            group.add.push(row.clone());
        }
        for ((service_type, function), change) in &groups {
            let known =
                self.scene.model.index(service_type, *function).map(|rows| self.known(rows)).unwrap_or_default();
            self.compare_group(service_type, *function, &known, change);
        }
    }

    fn compare_group(
        &mut self,
        service_type: &Id<id::ServiceType>,
        function: Function,
        before: &Index,
        change: &timeline::Change,
    ) {
        if change.is_empty() {
            return;
        }
        let ends: HashSet<&Id<id::Responsibility>> = change.retire.iter().collect();
        let retired = before.rows().filter(|row| ends.contains(&row.id));
        let changed = retired.chain(&change.add).map(|row| row.area.clone()).collect();
        let stay = before.rows().filter(|row| !ends.contains(&row.id));
        let after: Index = stay.chain(&change.add).cloned().collect();
        let sides = Sides { service_type, function, before, after: &after, changed };
        self.comparison.of(&sides, self.ground, self.draft.day);
    }

    fn shares(&mut self) -> shares::Change {
        if self.draft.resources.is_empty() {
            return shares::Change::default();
        }
        move_shares(&self.scene.model.arrangements().resources, &self.draft.resources, self.draft.day).unwrap_or_else(
            |errors| {
                self.problems.extend(errors.into_iter().map(|error| Problem::Resource { error }));
                shares::Change::default()
            },
        )
    }

    /// A body that ends holds nothing and has nothing from the day on.
    fn ended_bodies(&mut self, change: &timeline::Change, resources: &shares::Change) {
        let day = self.draft.day;
        let end: BTreeSet<&Id<id::Organisation>> = self.draft.dissolves.iter().map(|ended| &ended.body).collect();
        if end.is_empty() {
            return;
        }
        let version = self.scene.model.version();
        let retired: HashSet<&Id<id::Responsibility>> = change.retire.iter().collect();
        let stay = self.scene.model.rows().filter(|row| row.known_at(version) && !retired.contains(&row.id));
        let mut holds: BTreeMap<&Id<id::Organisation>, BTreeSet<(Id<id::ServiceType>, Function)>> = BTreeMap::new();
        for row in stay.chain(&change.add).filter(|row| row.valid.until.is_none_or(|until| until > day)) {
            if let Some(body) = end.get(&row.holder) {
                holds.entry(body).or_default().insert((row.service_type.clone(), row.function));
            }
        }
        for (body, of) in holds {
            let of = of.into_iter().collect();
            self.problems.push(Problem::StillHolds { body: body.clone(), day, of });
        }
        self.still_named(&end, day);
        let left: BTreeSet<(Id<id::Organisation>, String)> = resources
            .applied_to(&self.scene.model.arrangements().resources)
            .into_iter()
            .filter(|row| end.contains(&row.body) && row.valid.until.is_none_or(|until| until > day))
            .map(|row| (row.body, row.line))
            .collect();
        self.problems.extend(left.into_iter().map(|(body, line)| Problem::StillHas { body, day, line }));
    }

    /// What else names a body that ends: a transfer does not move it.
    fn still_named(&mut self, end: &BTreeSet<&Id<id::Organisation>>, day: Day) {
        let lasts = |valid: values::Effective| valid.until.is_none_or(|until| until > day);
        let known = self.scene.model.arrangements();
        let franchises = known.franchises.iter().flat_map(|one| &one.members);
        let named = (franchises.filter(|one| lasts(one.valid)).map(|one| (&one.body, Naming::Franchise)))
            .chain(
                known
                    .agreements
                    .iter()
                    .filter(|one| lasts(one.valid))
                    .flat_map(|one| [(&one.provider, Naming::Agreement), (&one.client, Naming::Agreement)]),
            )
            .chain(known.delegations.iter().filter(|one| lasts(one.valid)).map(|one| (&one.body, Naming::Delegation)))
            .chain(
                known
                    .controllers
                    .iter()
                    .filter(|one| lasts(one.valid))
                    .flat_map(|one| one.bodies.iter().map(|body| (body, Naming::Controller))),
            );
        let named: BTreeSet<_> = named.filter(|(body, _)| end.contains(body)).collect();
        let warn = |(body, by): (&Id<id::Organisation>, Naming)| Warning::StillNamed { body: body.clone(), by };
        self.comparison.warnings.extend(named.into_iter().map(warn));
    }

    /// Whoever does the work from the day on has a system that takes it.
    fn systems(&mut self, change: &timeline::Change, endpoints: &systems::Change) {
        let fulfilment = change.add.iter().filter(|row| row.function == Function::Fulfilment);
        let service_types: BTreeSet<Id<id::ServiceType>> = fulfilment
            .map(|row| row.service_type.clone())
            .chain(endpoints.add.iter().map(|row| row.service_type.clone()))
            .collect();
        let (problems, warnings) = systems::gaps(self.scene, self.ground, endpoints, &service_types, self.draft.day);
        self.problems.extend(problems);
        self.comparison.warnings.extend(warnings);
    }
}

/// Which lines name a service type, without looking through thousands of names again and again.
struct Named<'a>(Vec<HashSet<&'a Id<id::ServiceType>>>);

impl<'a> Named<'a> {
    fn of(lines: &'a [Line]) -> Self {
        Self(lines.iter().map(|line| line.what.service_types.iter().collect()).collect())
    }

    /// The lines that name a group, each with its place. They name this group only, so that asking is quick.
    fn by(&self, service_type: &Id<id::ServiceType>, function: Function, lines: &[Line]) -> Vec<(usize, Line)> {
        let mut named = Vec::new();
        for (n, line) in lines.iter().enumerate() {
            let of_type = self.0[n].is_empty() || self.0[n].contains(service_type);
            if of_type && (line.what.functions.is_empty() || line.what.functions.contains(&function)) {
                let what = timeline::Selection {
                    from: line.what.from.clone(),
                    service_types: Vec::new(),
                    functions: Vec::new(),
                    channel: line.what.channel,
                    areas: line.what.areas.clone(),
                    segment: line.what.segment.clone(),
                    into: line.what.into.clone(),
                };
                named.push((n, Line { what, whom: line.whom.clone() }));
            }
        }
        named
    }
}

/// A lasting order, whatever the order of hash tables.
fn in_order(change: &mut timeline::Change, resources: &mut shares::Change, endpoints: &mut systems::Change) {
    change.retire.sort();
    change.add.sort_by(|a, b| {
        let key = |row: &Responsibility| (row.function, row.channel, row.valid.from);
        let (one, other) = (&a.service_type, &b.service_type);
        one.cmp(other)
            .then_with(|| a.area.cmp(&b.area))
            .then_with(|| key(a).cmp(&key(b)))
            .then_with(|| (&a.segment, &a.holder).cmp(&(&b.segment, &b.holder)))
    });
    resources.retire.sort();
    resources.add.sort_by(|a, b| (&a.line, &a.body, a.valid.from).cmp(&(&b.line, &b.body, b.valid.from)));
    endpoints.retire.sort();
    endpoints
        .add
        .sort_by(|a, b| (&a.service_type, &a.area, a.valid.from).cmp(&(&b.service_type, &b.area, b.valid.from)));
}

fn hash(
    scene: &Scene<'_>,
    draft: &Draft,
    besides: &[Moved],
    (change, resources, endpoints): (&timeline::Change, &shares::Change, &systems::Change),
) -> PlanHash {
    let mut context = Context::new(&SHA256);
    context.update(&said(draft));

    let ends: HashSet<&Id<id::Responsibility>> = change.retire.iter().collect();
    let old = scene.model.rows().filter(|row| ends.contains(&row.id));
    add(&mut context, "ends", old.map(bare));
    add(&mut context, "begins", change.add.iter().map(bare));

    let ends: HashSet<&Id<id::Resource>> = resources.retire.iter().collect();
    let old = scene.model.arrangements_ever().resources.iter().filter(|row| ends.contains(&row.id));
    add(&mut context, "resources end", old.map(bare_resource));
    add(&mut context, "resources begin", resources.add.iter().map(bare_resource));

    let ends: HashSet<&Id<id::Endpoint>> = endpoints.retire.iter().collect();
    let old = scene.model.all_endpoints().filter(|row| ends.contains(&row.id));
    add(&mut context, "systems end", old.map(|row| systems::new(row.clone())));
    add(&mut context, "systems begin", endpoints.add.iter().map(|row| systems::new(row.clone())));

    // Rows of others may stop to answer though none of them changes: where their area ends, say.
    if !besides.is_empty() {
        add(&mut context, "taken besides", besides.iter().map(|one| Moved { places: 0, ..one.clone() }));
    }

    let mut hash = [0; 32];
    hash.copy_from_slice(context.finish().as_ref());
    PlanHash(hash)
}

/// Rows in the order of their digests: the order they come in says nothing.
fn add<T: Serialize>(context: &mut Context, title: &str, rows: impl Iterator<Item = T>) {
    let mut digests: Vec<[u8; 32]> = rows.map(|row| said(&row)).collect();
    digests.sort_unstable();
    context.update(&said(&(title, digests.len())));
    for one in &digests {
        context.update(one);
    }
}

fn said<T: Serialize>(what: &T) -> [u8; 32] {
    let text = serde_json::to_vec(what).expect("our own words have string keys, so they are JSON");
    let mut bytes = [0; 32];
    bytes.copy_from_slice(digest(&SHA256, &text).as_ref());
    bytes
}

fn bare(row: &Responsibility) -> Responsibility {
    Responsibility { id: timeline::rules::unwritten(), since_version: 0, ..row.clone() }
}

fn bare_resource(row: &Resource) -> Resource {
    let id = Id::named("new").expect("it is a good name");
    Resource { id, since_version: 0, until_version: None, ..row.clone() }
}
