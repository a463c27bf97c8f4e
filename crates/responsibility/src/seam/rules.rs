//! The detector: every seam of a model on a day, or over a span of days.
//!
//! It looks at each set of rows that can answer together, not at each place: places whose areas differ only where no
//! row tells them apart are looked at once.

#[cfg(test)]
mod tests;

use std::collections::{BTreeSet, HashMap, HashSet};

use catalogue::instrument::InstrumentKind;
use values::{AreaCode, Channel, Day, Effective, Id, id};

use super::{Ground, Kind, Left, Missing, Seam};
use crate::{
    Function, Model, OperatingForm, Responsibility,
    agreement::Agreement,
    franchise::rules::{IllHeld, ill_held},
    resource::{Resource, Unit},
    timeline::Index,
};

/// Every seam on the day, as the model knows it; what ends within so many days is one.
pub fn detect(model: &Model, ground: &dyn Ground, day: Day, within_days: u16) -> Vec<Seam> {
    let known: BTreeSet<Id<id::ServiceType>> = ground
        .service_types()
        .into_iter()
        .chain(model.groups().map(|(service_type, ..)| service_type.clone()))
        .collect();
    let around = Around::of(model, day);
    let mut found = ends(model, day, within_days);
    for service_type in &known {
        Look { model, ground, day, within_days, around: &around, service_type, found: &mut found }.look();
    }
    sorted(found)
}

/// Every seam on any day of the span, each once, with the first day on which it is there.
pub fn detect_between(model: &Model, ground: &dyn Ground, span: (Day, Day), within_days: u16) -> Vec<Seam> {
    let mut found: HashMap<Seam, Seam> = HashMap::new();
    for day in days_of_change(model, ground, span) {
        for seam in detect(model, ground, day, within_days) {
            let undated = Seam { day: span.0, ..seam.clone() };
            found.entry(undated).or_insert(seam);
        }
    }
    sorted(found.into_values().collect())
}

fn sorted(found: Vec<Seam>) -> Vec<Seam> {
    found.into_iter().collect::<BTreeSet<_>>().into_iter().collect()
}

/// The first day of the span, and each later one on which something changes.
fn days_of_change(model: &Model, ground: &dyn Ground, (from, until): (Day, Day)) -> BTreeSet<Day> {
    let known = model.arrangements();
    let rows = || model.rows().filter(|row| row.known_at(model.version()));
    let spans = rows().map(|row| row.valid).chain(known.agreements.iter().map(|row| row.valid));
    let spans = spans.chain(known.resources.iter().map(|row| row.valid));
    let spans = spans.chain(known.franchises.iter().flat_map(|row| row.members.iter().map(|member| member.valid)));
    let instruments: HashSet<&Id<id::Instrument>> = rows().map(|row| &row.instrument).collect();
    let ends = instruments.into_iter().filter_map(|id| ground.instrument(id)?.1);
    let bounds = spans.flat_map(|valid| [Some(valid.from), valid.until]).flatten().chain(ends);
    bounds.filter(|day| from <= *day && *day < until).chain([from]).collect()
}

/// Agreements that end soon.
fn ends(model: &Model, day: Day, within_days: u16) -> Vec<Seam> {
    let agreements = model.arrangements().agreements.iter().filter(|known| known.valid.holds_on(day));
    let ending =
        agreements.filter_map(|known| Some((known, known.valid.until.filter(|on| soon(day, *on, within_days))?)));
    let seam = |(known, on): (&Agreement, Day)| Seam {
        service_type: None,
        area: None,
        channel: None,
        kind: Kind::AgreementEnds { agreement: known.id.clone(), on },
        day,
    };
    ending.map(seam).collect()
}

fn soon(day: Day, on: Day, within_days: u16) -> bool {
    on <= day || day.until(on).is_ok_and(|left| left.get_days() <= i32::from(within_days))
}

/// Agreements and means that hold on the day, by what is asked for.
struct Around<'a> {
    agreements: HashMap<&'a Id<id::ServiceType>, Vec<&'a Agreement>>,
    /// By service type; for any where none is named.
    means: HashMap<Option<&'a Id<id::ServiceType>>, Vec<&'a Resource>>,
}

impl<'a> Around<'a> {
    fn of(model: &'a Model, day: Day) -> Self {
        let mut agreements: HashMap<_, Vec<_>> = HashMap::new();
        for known in model.arrangements().agreements.iter().filter(|known| known.valid.holds_on(day)) {
            for service_type in &known.service_types {
                agreements.entry(service_type).or_default().push(known);
            }
        }
        let mut means: HashMap<_, Vec<_>> = HashMap::new();
        for known in model.arrangements().resources.iter().filter(|known| known.valid.holds_on(day)) {
            means.entry(known.service_type.as_ref()).or_default().push(known);
        }
        Self { agreements, means }
    }
}

/// Looks at one service type.
struct Look<'a, 'f> {
    model: &'a Model,
    ground: &'a dyn Ground,
    day: Day,
    within_days: u16,
    around: &'a Around<'a>,
    service_type: &'a Id<id::ServiceType>,
    found: &'f mut Vec<Seam>,
}

type Rows<'a> = HashMap<(Function, Option<&'a AreaCode>), Vec<&'a Responsibility>>;

/// Who answers in one cell, by function.
struct Holders<'a> {
    area: Option<&'a AreaCode>,
    channel: Option<Channel>,
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
        let places = self.ground.places(self.service_type, self.day);
        let told_apart: HashSet<Vec<&AreaCode>> =
            places.iter().map(|place| place.iter().filter(|code| named.contains(code)).collect()).collect();
        for chain in &told_apart {
            // The codes live as long as the rows that name them, not only as long as the list of places.
            let chain: Vec<&'a AreaCode> = chain.iter().filter_map(|code| named.get(*code).copied()).collect();
            self.cell(&rows, &chain, None, &channels);
            for channel in &channels {
                self.cell(&rows, &chain, Some(*channel), &channels);
            }
        }
    }

    /// The rows that hold on the day, by function and area.
    fn rows(&self) -> Rows<'a> {
        let mut rows: Rows<'a> = HashMap::new();
        for function in Function::ALL {
            let known = self.model.index(self.service_type, function).into_iter().flat_map(Index::rows);
            for row in known.filter(|row| row.valid.holds_on(self.day) && row.known_at(self.model.version())) {
                rows.entry((function, row.area.as_ref())).or_default().push(row);
            }
        }
        rows
    }

    /// What can be seen in one row.
    fn row(&mut self, row: &Responsibility) {
        if let Some((_, Some(on))) = self.ground.instrument(&row.instrument)
            && soon(self.day, on, self.within_days)
            && row.valid.until.is_none_or(|until| until > on)
        {
            let kind = Kind::InstrumentEnds { instrument: row.instrument.clone(), on };
            self.find(row.area.as_ref(), row.channel, kind);
        }
        let today = Effective { from: self.day, until: self.day.tomorrow().ok() };
        let on_the_day = Responsibility { valid: today, ..row.clone() };
        if row.form == OperatingForm::Franchise || row.franchise.is_some() {
            let ill: Option<IllHeld> = ill_held(&on_the_day, &self.model.arrangements().franchises);
            if ill.is_some() {
                let kind = Kind::FranchiseIllHeld { holder: row.holder.clone(), franchise: row.franchise.clone() };
                self.find(row.area.as_ref(), row.channel, kind);
            }
        }
    }

    fn cell(&mut self, rows: &Rows<'a>, chain: &[&'a AreaCode], channel: Option<Channel>, told: &[Channel]) {
        let holders = Holders {
            area: chain.first().copied(),
            channel,
            of: Function::ALL.map(|function| holders(rows, function, chain, channel)),
        };
        self.gaps(rows, chain, &holders, told);
        for function in [Function::Fulfilment, Function::Contact] {
            for worker in holders.with(function) {
                // A row for all channels is looked at once, with the cell for all channels.
                if worker.channel == channel {
                    self.worker(&holders, function, worker);
                }
            }
        }
    }

    /// A function that nobody holds: by no channel, or by this one alone. A row for a segment counts as a holder:
    /// which segments there are is not known here.
    fn gaps(&mut self, rows: &Rows<'a>, chain: &[&'a AreaCode], holders: &Holders<'a>, told: &[Channel]) {
        for function in Function::ALL {
            if !holders.with(function).is_empty() {
                continue;
            }
            let areas = chain.iter().copied().map(Some).chain([None]);
            let rows_here: Vec<_> = areas.filter_map(|area| rows.get(&(function, area))).flatten().collect();
            if rows_here.iter().any(|row| row.segment.is_some()) {
                continue;
            }
            let by: BTreeSet<&str> = rows_here.iter().filter_map(|row| row.channel).map(Channel::as_str).collect();
            let other = ["web", "phone", "counter", "post"].into_iter().filter(|word| !by.contains(word));
            let kind = Kind::Gap { function };
            match holders.channel {
                // Nobody by any channel; or only by some, and then each of the others is a gap.
                None if by.is_empty() => self.find(holders.area, None, kind),
                None => {
                    for channel in other.filter_map(crate::data::channel).filter(|channel| !told.contains(channel)) {
                        self.find(holders.area, Some(channel), kind.clone());
                    }
                }
                Some(_) if by.is_empty() => {}
                Some(channel) => self.find(holders.area, Some(channel), kind),
            }
        }
    }

    fn worker(&mut self, holders: &Holders<'a>, function: Function, worker: &'a Responsibility) {
        let accountable = holders.accountable();
        if accountable.is_empty() {
            return;
        }
        let (area, channel) = (holders.area, holders.channel);
        if !accountable.iter().any(|row| row.holder == worker.holder) {
            self.split(holders, function, worker);
        }
        let parties: BTreeSet<&Id<id::Organisation>> = holders.of.iter().flatten().map(|row| &row.holder).collect();
        let with = self.posts_with(function);
        if !with.is_empty()
            && !with.contains(&&worker.holder)
            && let Some(body) = with.into_iter().find(|body| parties.contains(body))
        {
            let (worker, posts_with) = (worker.holder.clone(), body.clone());
            self.find(area, channel, Kind::CapacityElsewhere { function, worker, posts_with });
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
                self.find(area, channel, kind);
            }
        }
    }

    /// The work is with another body than the one that answers for it: does an agreement say all it has to?
    fn split(&mut self, holders: &Holders<'a>, function: Function, worker: &'a Responsibility) {
        let agreed: Vec<&Agreement> = self.between(&worker.holder, holders).collect();
        if agreed.iter().any(|known| known.is_whole()) {
            return;
        }
        let missing = match agreed.iter().map(|known| missing(known)).min_by_key(Vec::len) {
            Some(missing) => missing,
            None => vec![Missing::Agreement],
        };
        let Some(accountable) = holders.accountable().first().map(|row| row.holder.clone()) else { return };
        let kind = Kind::Split { accountable, worker: worker.holder.clone(), function, missing };
        self.find(holders.area, holders.channel, kind);
    }

    fn contact_moved(&mut self, holders: &Holders<'a>, worker: &'a Responsibility) {
        let body = &worker.holder;
        let bound = self.between(body, holders).any(|known| known.standard.is_some());
        let scripts = self.ground.has_scripts(self.service_type, body, self.day);
        let means = self.means(Function::Contact).any(|row| row.body == *body);
        let left = [(bound, Left::Standard), (scripts, Left::Scripts), (means, Left::Means)];
        let left: Vec<Left> = left.into_iter().filter(|(came, _)| !came).map(|(_, left)| left).collect();
        if !left.is_empty() {
            let kind = Kind::ContactMoved { contact: body.clone(), left };
            self.find(holders.area, holders.channel, kind);
        }
    }

    /// Agreements on this service type, by this channel, between a body and one of those who hold its other functions.
    fn between<'b>(
        &'b self,
        worker: &'b Id<id::Organisation>,
        holders: &'b Holders<'a>,
    ) -> impl Iterator<Item = &'a Agreement> + 'b {
        let agreed = self.around.agreements.get(self.service_type).into_iter().flatten().copied();
        let others = move |known: &Agreement| {
            let decide = holders.accountable().iter().chain(holders.with(Function::Fulfilment));
            decide.into_iter().any(|row| row.holder != *worker && known.is_between(worker, &row.holder))
        };
        agreed.filter(move |known| known.is_by(holders.channel) && others(known))
    }

    /// What there is for a function: for this service type, or for all.
    fn means<'b>(&'b self, function: Function) -> impl Iterator<Item = &'a Resource> + 'b {
        let own = self.around.means.get(&Some(self.service_type)).into_iter().flatten();
        let general = self.around.means.get(&None).into_iter().flatten();
        own.chain(general).copied().filter(move |row| row.function.is_none_or(|named| named == function))
    }

    /// The bodies with posts that are named for just this function of this service type.
    fn posts_with(&self, function: Function) -> Vec<&'a Id<id::Organisation>> {
        let own = self.around.means.get(&Some(self.service_type)).into_iter().flatten();
        let posts = own.filter(|row| row.function == Some(function) && row.amount.unit() == Unit::Posts);
        posts.map(|row| &row.body).collect()
    }

    fn find(&mut self, area: Option<&AreaCode>, channel: Option<Channel>, kind: Kind) {
        let service_type = Some(self.service_type.clone());
        self.found.push(Seam { service_type, area: area.cloned(), channel, kind, day: self.day });
    }
}

/// Who answers: the most specific area that has anybody, and there the rows of this channel before those of all.
fn holders<'a>(
    rows: &Rows<'a>,
    function: Function,
    chain: &[&'a AreaCode],
    channel: Option<Channel>,
) -> Vec<&'a Responsibility> {
    for area in chain.iter().copied().map(Some).chain([None]) {
        let Some(here) = rows.get(&(function, area)) else { continue };
        for by in [channel, None] {
            let found: Vec<&Responsibility> =
                here.iter().filter(|row| row.channel == by && row.segment.is_none()).copied().collect();
            if !found.is_empty() {
                return found;
            }
        }
    }
    Vec::new()
}

fn missing(known: &Agreement) -> Vec<Missing> {
    let said = [
        (known.monthly_volume.is_some(), Missing::Volume),
        (known.standard.is_some(), Missing::Standard),
        (known.forecaster.is_some(), Missing::Forecaster),
    ];
    said.into_iter().filter(|(there, _)| !there).map(|(_, missing)| missing).collect()
}
