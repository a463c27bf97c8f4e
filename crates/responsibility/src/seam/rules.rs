//! The detector: every seam of a model over a span of days.
//!
//! It looks at each set of rows that can answer together, not at each place: places whose areas differ only where no
//! row tells them apart are looked at once.

#[cfg(test)]
mod tests;

use std::collections::{BTreeSet, HashMap, HashSet};

use catalogue::instrument::InstrumentKind;
use values::{AreaCode, Channel, Day, Effective, Id, id};

use super::{At, Ground, Kind, Left, Missing, Seam, What};
use crate::{
    Function, Model, OperatingForm, Responsibility,
    agreement::Agreement,
    delegation::Delegation,
    franchise::rules::{IllHeld, ill_held},
    question::CHANNELS,
    resource::{Resource, Unit},
    timeline::Index,
};

/// Days from the first until before the last.
pub type Span = (Day, Day);

/// Every seam on any day of the span, as the model knows it: each once, with its first day. What ends within the span
/// is one.
pub fn detect(model: &Model, ground: &dyn Ground, span: Span) -> Vec<Seam> {
    let known: BTreeSet<&Id<id::ServiceType>> = model.groups().map(|(service_type, ..)| service_type).collect();
    let mut found = agreements_that_end(model, ground, span);
    found.extend(detect_of(model, ground, span, known));
    sorted(found)
}

/// The same for some service types only, and without the agreements that end.
pub fn detect_of<'a>(
    model: &'a Model,
    ground: &dyn Ground,
    span: Span,
    service_types: impl IntoIterator<Item = &'a Id<id::ServiceType>>,
) -> Vec<Seam> {
    let around = Around::of(model);
    let mut found = Vec::new();
    for service_type in service_types {
        let mut seen: Vec<Seam> = Vec::new();
        for day in days_of_change(model, ground, &around, service_type, span) {
            Look { model, ground, day, until: span.1, around: &around, service_type, found: &mut seen }.look();
        }
        // Days came in their order, so the first of each is kept.
        let mut known: HashSet<What<'_>> = HashSet::new();
        found.extend(seen.iter().filter(|seam| known.insert(seam.what())).cloned());
    }
    sorted(found)
}

fn sorted(found: Vec<Seam>) -> Vec<Seam> {
    found.into_iter().collect::<BTreeSet<_>>().into_iter().collect()
}

/// The first day of the span, and each later one on which something about a service type changes.
fn days_of_change<'a>(
    model: &Model,
    ground: &dyn Ground,
    around: &Around<'a>,
    service_type: &'a Id<id::ServiceType>,
    (from, until): Span,
) -> BTreeSet<Day> {
    let rows = || {
        let all = Function::ALL.into_iter().filter_map(|function| model.index(service_type, function));
        all.flat_map(Index::rows).filter(|row| row.known_at(model.version()))
    };
    let spans = rows().map(|row| row.valid);
    let spans = spans.chain(around.agreements_on(service_type).map(|known| known.valid));
    let spans = spans.chain(around.means_of(service_type).map(|known| known.valid));
    let franchises: HashSet<&Id<id::Franchise>> = rows().filter_map(|row| row.franchise.as_ref()).collect();
    let named = model.arrangements().franchises.iter().filter(|known| franchises.contains(&known.id));
    let spans = spans.chain(named.flat_map(|known| known.members.iter().map(|member| member.valid)));
    let instruments: HashSet<&Id<id::Instrument>> = rows().map(|row| &row.instrument).collect();
    let ends = instruments.into_iter().filter_map(|id| ground.instrument(id)?.1);
    let deciders: HashSet<&Id<id::Organisation>> =
        rows().filter(|row| row.function == Function::Decision).map(|row| &row.holder).collect();
    let spans = spans.chain(deciders.into_iter().flat_map(|body| around.powers_of(body)).map(|known| known.valid));
    let bounds = spans.flat_map(|valid| [Some(valid.from), valid.until]).flatten().chain(ends);
    bounds.filter(|day| from <= *day && *day < until).chain([from]).collect()
}

/// Agreements that end within the span while both bodies still have to do with what they are about, and no other
/// agreement goes on with it.
fn agreements_that_end(model: &Model, ground: &dyn Ground, (from, until): Span) -> Vec<Seam> {
    let all = &model.arrangements().agreements;
    let ending = all.iter().filter_map(|known| Some((known, known.valid.until?)));
    let ending = ending.filter(|(known, on)| {
        known.valid.from < until && from < *on && *on < until && ends_alone(model, ground, known, *on)
    });
    let seam = |(known, on): (&Agreement, Day)| Seam {
        service_type: None,
        area: None,
        channel: None,
        segment: None,
        kind: Kind::AgreementEnds { agreement: known.id.clone(), on },
        day: known.valid.from.max(from),
    };
    ending.map(seam).collect()
}

/// Does an agreement end on a day without another that goes on with it, while both bodies still have to do with it?
pub(crate) fn ends_alone(model: &Model, ground: &dyn Ground, known: &Agreement, on: Day) -> bool {
    let mut others = model.arrangements().agreements.iter().filter(|next| next.valid.holds_on(on));
    !others.any(|next| goes_on_with(next, known))
        && known.service_types.iter().any(|of| has_to_do_with((model, ground), of, known, on))
}

/// Do both bodies of an agreement hold something of a service type that day at the same place?
fn has_to_do_with(
    (model, ground): (&Model, &dyn Ground),
    service_type: &Id<id::ServiceType>,
    known: &Agreement,
    day: Day,
) -> bool {
    let held = |body: &Id<id::Organisation>| -> HashSet<Option<&AreaCode>> {
        let all = Function::ALL.into_iter().filter_map(|function| model.index(service_type, function));
        let rows = all.flat_map(Index::rows).filter(|row| row.known_at(model.version()) && row.valid.holds_on(day));
        rows.filter(|row| row.holder == *body).map(|row| row.area.as_ref()).collect()
    };
    let both = [held(&known.provider), held(&known.client)];
    let at = |chain: &Vec<AreaCode>| {
        both.iter().all(|held| held.contains(&None) || chain.iter().any(|area| held.contains(&Some(area))))
    };
    ground.places(service_type, day).iter().any(at)
}

/// Is an agreement between the same two, about all that another one is about?
fn goes_on_with(next: &Agreement, known: &Agreement) -> bool {
    let channels = next.channels.is_empty()
        || (!known.channels.is_empty() && known.channels.iter().all(|by| next.is_by(Some(*by))));
    next.is_between(&known.provider, &known.client) && channels && known.service_types.iter().all(|of| next.covers(of))
}

/// Agreements, means and officers' powers, by what is asked for.
struct Around<'a> {
    agreements: HashMap<&'a Id<id::ServiceType>, Vec<&'a Agreement>>,
    /// By service type; for any where none is named.
    means: HashMap<Option<&'a Id<id::ServiceType>>, Vec<&'a Resource>>,
    /// By the body for which officers decide.
    powers: HashMap<&'a Id<id::Organisation>, Vec<&'a Delegation>>,
}

impl<'a> Around<'a> {
    fn of(model: &'a Model) -> Self {
        let mut agreements: HashMap<_, Vec<_>> = HashMap::new();
        for known in &model.arrangements().agreements {
            for service_type in &known.service_types {
                agreements.entry(service_type).or_default().push(known);
            }
        }
        let mut means: HashMap<_, Vec<_>> = HashMap::new();
        for known in &model.arrangements().resources {
            means.entry(known.service_type.as_ref()).or_default().push(known);
        }
        let mut powers: HashMap<_, Vec<_>> = HashMap::new();
        for known in &model.arrangements().delegations {
            powers.entry(&known.body).or_default().push(known);
        }
        Self { agreements, means, powers }
    }

    /// The powers of a body's officers, whenever they hold.
    fn powers_of(&self, body: &Id<id::Organisation>) -> &[&'a Delegation] {
        self.powers.get(body).map_or(&[], Vec::as_slice)
    }

    fn agreements_on(&self, service_type: &'a Id<id::ServiceType>) -> impl Iterator<Item = &'a Agreement> {
        self.agreements.get(service_type).into_iter().flatten().copied()
    }

    /// What is named for just this service type.
    fn own_means(&self, service_type: &'a Id<id::ServiceType>) -> impl Iterator<Item = &'a Resource> {
        self.means.get(&Some(service_type)).into_iter().flatten().copied()
    }

    /// What is named for this service type, or for all.
    fn means_of(&self, service_type: &'a Id<id::ServiceType>) -> impl Iterator<Item = &'a Resource> {
        self.own_means(service_type).chain(self.means.get(&None).into_iter().flatten().copied())
    }
}

/// Looks at one service type.
struct Look<'a, 'f> {
    model: &'a Model,
    ground: &'a dyn Ground,
    day: Day,
    /// What ends before this day is seen.
    until: Day,
    around: &'a Around<'a>,
    service_type: &'a Id<id::ServiceType>,
    found: &'f mut Vec<Seam>,
}

type Rows<'a> = HashMap<(Function, Option<&'a AreaCode>), Vec<&'a Responsibility>>;

/// Who answers in one cell, by function.
struct Holders<'a> {
    at: At<'a>,
    of: [Vec<&'a Responsibility>; 4],
}

impl<'a> Holders<'a> {
    fn with(&self, function: Function) -> &[&'a Responsibility] {
        &self.of[function as usize]
    }

    /// Those who answer for it: who decides in law, or who owns the rules where nobody does.
    fn accountable(&self) -> &[&'a Responsibility] {
        let decide = self.with(Function::Decision);
        if decide.is_empty() { self.with(Function::Policy) } else { decide }
    }
}

impl<'a> Look<'a, '_> {
    fn look(&mut self) {
        let rows = self.rows();
        for row in rows.values().flatten() {
            self.row(row);
        }
        let named: HashSet<&AreaCode> = rows.keys().filter_map(|(_, area)| *area).collect();
        let channels: BTreeSet<&str> =
            rows.values().flatten().filter_map(|row| row.channel).map(Channel::as_str).collect();
        let channels: Vec<Channel> = channels.into_iter().filter_map(crate::data::channel).collect();
        let segments: BTreeSet<&'a str> = rows.values().flatten().filter_map(|row| row.segment.as_deref()).collect();
        let places = self.ground.places(self.service_type, self.day);
        let told_apart: HashSet<Vec<&AreaCode>> =
            places.iter().map(|place| place.iter().filter(|code| named.contains(code)).collect()).collect();
        for chain in &told_apart {
            // The codes live as long as the rows that name them, not only as long as the list of places.
            let chain: Vec<&'a AreaCode> = chain.iter().filter_map(|code| named.get(*code).copied()).collect();
            for channel in channels.iter().copied().map(Some).chain([None]) {
                for segment in segments.iter().copied().map(Some).chain([None]) {
                    self.cell(&rows, &chain, (channel, segment));
                }
            }
        }
    }

    /// The rows that hold on the day, by function and area.
    fn rows(&self) -> Rows<'a> {
        let mut rows: Rows<'a> = HashMap::new();
        for function in Function::ALL {
            let known = self.model.index(self.service_type, function).into_iter().flat_map(Index::rows);
            let holds = |row: &&Responsibility| row.valid.holds_on(self.day) && row.known_at(self.model.version());
            for row in known.filter(holds).filter(|row| self.ground.is_there(&row.holder, self.day)) {
                rows.entry((function, row.area.as_ref())).or_default().push(row);
            }
        }
        rows
    }

    /// What can be seen in one row.
    fn row(&mut self, row: &Responsibility) {
        if let Some((_, Some(on))) = self.ground.instrument(&row.instrument)
            && on < self.until
            && row.valid.until.is_none_or(|until| until > on)
        {
            let kind = Kind::InstrumentEnds { instrument: row.instrument.clone(), on };
            self.find(at_row(row), kind);
        }
        let today = Effective { from: self.day, until: self.day.tomorrow().ok() };
        let on_the_day = Responsibility { valid: today, ..row.clone() };
        if row.form == OperatingForm::Franchise || row.franchise.is_some() {
            let ill: Option<IllHeld> = ill_held(&on_the_day, &self.model.arrangements().franchises);
            if ill.is_some() {
                let kind = Kind::FranchiseIllHeld { holder: row.holder.clone(), franchise: row.franchise.clone() };
                self.find(at_row(row), kind);
            }
        }
        let powers = self.around.powers_of(&row.holder);
        let may_decide = |known: &&Delegation| known.covers(self.service_type, self.day);
        if row.function == Function::Decision && !powers.is_empty() && !powers.iter().any(may_decide) {
            self.find(at_row(row), Kind::NobodyMayDecide { body: row.holder.clone() });
        }
    }

    fn cell(
        &mut self,
        rows: &Rows<'a>,
        chain: &[&'a AreaCode],
        (channel, segment): (Option<Channel>, Option<&'a str>),
    ) {
        let holders = Holders {
            at: (chain.first().copied(), channel, segment),
            of: Function::ALL.map(|function| holders_of(rows, function, chain, (channel, segment))),
        };
        // Whoever answers for one segment only may have the work done as everybody's is.
        let answers_for_it =
            segment.is_some() && holders.accountable().iter().any(|row| row.segment.as_deref() == segment);
        for function in [Function::Fulfilment, Function::Contact] {
            for worker in holders.with(function) {
                // A row for all channels and for everybody is looked at once, with the cell for all.
                if worker.channel == channel && (worker.segment.as_deref() == segment || answers_for_it) {
                    let has = |by: &Channel| {
                        let here = holders_of(rows, function, chain, (Some(*by), segment));
                        here.iter().any(|row| row.id == worker.id)
                    };
                    let by = CHANNELS.into_iter().filter(has).collect();
                    self.worker(&holders, function, (worker, by));
                }
            }
        }
    }

    /// A row, with the channels by which it is the one that answers.
    fn worker(
        &mut self,
        holders: &Holders<'a>,
        function: Function,
        (worker, by): (&'a Responsibility, BTreeSet<Channel>),
    ) {
        let accountable = holders.accountable();
        if accountable.is_empty() {
            return;
        }
        if !accountable.iter().any(|row| row.holder == worker.holder) {
            self.split(holders, function, worker, &by);
        }
        let parties: BTreeSet<&Id<id::Organisation>> = holders.of.iter().flatten().map(|row| &row.holder).collect();
        let with = self.posts_with(function);
        if !with.is_empty()
            && !with.contains(&&worker.holder)
            && let Some(body) = with.into_iter().find(|body| parties.contains(body))
        {
            let (worker, posts_with) = (worker.holder.clone(), body.clone());
            self.find(holders.at, Kind::CapacityElsewhere { function, worker, posts_with });
        }
        let stands_alone = |other: Function| !holders.with(other).iter().any(|row| row.holder == worker.holder);
        if function == Function::Contact && stands_alone(Function::Decision) && stands_alone(Function::Fulfilment) {
            self.contact_moved(holders, worker);
        }
        if matches!(worker.form, OperatingForm::Retail | OperatingForm::Intermediary) {
            let agreed = self.between(&worker.holder, holders).next().is_some();
            let kind = self.ground.instrument(&worker.instrument).map(|(kind, _)| kind);
            if !agreed && kind != Some(InstrumentKind::Agreement) {
                let kind = Kind::NotAccredited { holder: worker.holder.clone(), form: worker.form };
                self.find(holders.at, kind);
            }
        }
    }

    /// The work is with another body than the one that answers for it: does an agreement say all it has to?
    fn split(&mut self, holders: &Holders<'a>, function: Function, worker: &'a Responsibility, by: &BTreeSet<Channel>) {
        let agreed: Vec<&Agreement> = self.between(&worker.holder, holders).collect();
        if agreed.iter().any(|known| known.is_whole()) {
            return;
        }
        let Some(accountable) = holders.accountable().first().map(|row| row.holder.clone()) else { return };
        // By some channels there is one that says all: it is the others that lack it.
        let (area, channel, segment) = holders.at;
        let whole: BTreeSet<Channel> = match channel {
            Some(_) => BTreeSet::new(),
            None => self
                .agreed(&worker.holder, holders)
                .filter(|known| known.is_whole())
                .flat_map(|known| known.channels.clone())
                .collect(),
        };
        let channels: Vec<Option<Channel>> =
            if whole.is_empty() { vec![channel] } else { by.difference(&whole).copied().map(Some).collect() };
        for channel in channels {
            let agreed = self.agreed(&worker.holder, holders).filter(|known| known.is_by(channel));
            let missing = agreed.map(Agreement::missing).min_by_key(Vec::len);
            let missing = missing.unwrap_or_else(|| vec![Missing::Agreement]);
            let (accountable, worker) = (accountable.clone(), worker.holder.clone());
            self.find((area, channel, segment), Kind::Split { accountable, worker, function, missing });
        }
    }

    fn contact_moved(&mut self, holders: &Holders<'a>, worker: &'a Responsibility) {
        let body = &worker.holder;
        let bound = self.between(body, holders).any(|known| known.standard.is_some());
        let scripts = self.ground.has_scripts(self.service_type, body, holders.at.1, self.day);
        let means = self.means(Function::Contact).any(|row| row.body == *body);
        let left = [(bound, Left::Standard), (scripts, Left::Scripts), (means, Left::Means)];
        let left: Vec<Left> = left.into_iter().filter(|(came, _)| !came).map(|(_, left)| left).collect();
        if !left.is_empty() {
            let kind = Kind::ContactMoved { contact: body.clone(), left };
            self.find(holders.at, kind);
        }
    }

    /// Agreements on this service type by which a body does it for one of those who hold its other functions.
    fn agreed<'b>(
        &'b self,
        worker: &'b Id<id::Organisation>,
        holders: &'b Holders<'a>,
    ) -> impl Iterator<Item = &'a Agreement> + 'b {
        let others = move |known: &Agreement| {
            let decide = holders.accountable().iter().chain(holders.with(Function::Fulfilment));
            decide.into_iter().any(|row| row.holder != *worker && known.is_done_by(worker, &row.holder))
        };
        let on_the_day = self.around.agreements_on(self.service_type).filter(|known| known.valid.holds_on(self.day));
        on_the_day.filter(move |known| others(known))
    }

    /// Those of them that hold by this channel.
    fn between<'b>(
        &'b self,
        worker: &'b Id<id::Organisation>,
        holders: &'b Holders<'a>,
    ) -> impl Iterator<Item = &'a Agreement> + 'b {
        self.agreed(worker, holders).filter(|known| known.is_by(holders.at.1))
    }

    /// What there is for a function that day: for this service type, or for all.
    fn means<'b>(&'b self, function: Function) -> impl Iterator<Item = &'a Resource> + 'b {
        let all = self.around.means_of(self.service_type).filter(|row| row.valid.holds_on(self.day));
        all.filter(move |row| row.function.is_none_or(|named| named == function))
    }

    /// The bodies with posts that are named for just this function of this service type.
    fn posts_with(&self, function: Function) -> Vec<&'a Id<id::Organisation>> {
        let own = self.around.own_means(self.service_type).filter(|row| row.valid.holds_on(self.day));
        let posts = own.filter(|row| row.function == Some(function) && row.amount.unit() == Unit::Posts);
        posts.map(|row| &row.body).collect()
    }

    fn find(&mut self, (area, channel, segment): At<'_>, kind: Kind) {
        let (service_type, area) = (Some(self.service_type.clone()), area.cloned());
        let segment = segment.map(str::to_owned);
        self.found.push(Seam { service_type, area, channel, segment, kind, day: self.day });
    }
}

fn at_row(row: &Responsibility) -> At<'_> {
    (row.area.as_ref(), row.channel, row.segment.as_deref())
}

/// Who answers: the most specific area that has anybody, there the rows of this channel before those of all, and of these
/// the ones for this segment before those for everybody.
fn holders_of<'a>(
    rows: &Rows<'a>,
    function: Function,
    chain: &[&'a AreaCode],
    (channel, segment): (Option<Channel>, Option<&str>),
) -> Vec<&'a Responsibility> {
    for area in chain.iter().copied().map(Some).chain([None]) {
        let Some(here) = rows.get(&(function, area)) else { continue };
        for (by, of) in [(channel, segment), (channel, None), (None, segment), (None, None)] {
            let is_it = |row: &&&Responsibility| row.channel == by && row.segment.as_deref() == of;
            let found: Vec<&Responsibility> = here.iter().filter(is_it).copied().collect();
            if !found.is_empty() {
                return found;
            }
        }
    }
    Vec::new()
}
