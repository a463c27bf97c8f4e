//! One function of one service type, and lines that move it: the rows that make it so.
//!
//! The rule is said cell by cell (an area, a channel, a segment, from day to day): who held it before, as a place
//! there would have been answered; whether a line selects that; who holds it then. Rows are written only where the
//! rows that stand would answer otherwise, from the broadest area to the narrowest, so that a move of one channel in
//! one area leaves every other cell as it was.

use std::collections::BTreeSet;

use values::{AreaCode, Channel, Day, Effective, Id, id};

use super::{Change, Clash, Geography, Index, Line};
use crate::{Function, OperatingForm, Responsibility, Routing, holding::rules::Cell};

/// Rows of one function of one service type, as known now, and how their areas lie.
pub struct Group<'a> {
    /// Of what.
    pub service_type: &'a Id<id::ServiceType>,
    /// Which function.
    pub function: Function,
    /// The rows known now.
    pub rows: &'a Index,
    /// How areas lie in one another.
    pub geography: &'a dyn Geography,
}

/// What a row says of its cell: everything but when.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Said {
    holder: Id<id::Organisation>,
    form: OperatingForm,
    franchise: Option<Id<id::Franchise>>,
    instrument: Id<id::Instrument>,
    routing: Option<Routing>,
    illustrative: bool,
}

/// A channel and a segment, each named or any.
type Part = (Option<Channel>, Option<String>);

/// Which rows end and which begin on the day, so that the lines hold. Lines of other service types or functions are
/// passed over.
pub fn reassign(group: &Group<'_>, lines: &[Line], day: Day) -> Result<Change, Vec<Clash>> {
    let lines: Vec<&Line> = lines.iter().filter(|line| group.is_named_by(line)).collect();
    let mut touched: Vec<Option<AreaCode>> = group.touched(&lines, day).into_iter().collect();
    touched.sort_by_key(|area| (group.chain(area.as_ref(), day).len(), area.clone()));
    let mut work =
        Work { group, lines: &lines, day, change: Change::default(), clashes: Vec::new(), next: Index::default() };
    work.next.extend(group.rows.rows().cloned());
    for area in &touched {
        work.rewrite(area.as_ref());
    }
    work.end_where_areas_end();
    if work.clashes.is_empty() { Ok(work.change) } else { Err(work.clashes) }
}

/// Does a line select something that its predecessor holds on the day or later?
pub fn selects(group: &Group<'_>, line: &Line, day: Day) -> bool {
    group.is_named_by(line) && !group.touched(&[line], day).is_empty()
}

/// Of a line that names the part which becomes another area: the area of a row that it selects and that goes on, so
/// that no part of it becomes anything. The area is none for a row that speaks of everywhere.
pub fn goes_on(group: &Group<'_>, line: &Line, day: Day) -> Option<Option<AreaCode>> {
    line.what.into.as_ref().filter(|_| group.is_named_by(line))?;
    let mut areas = group.selected(line, day).flat_map(|row| group.targets(line, row.area.as_ref(), day));
    areas.find(|area| area.as_ref().is_none_or(|area| group.stands(area, day)))
}

impl Group<'_> {
    fn is_named_by(&self, line: &Line) -> bool {
        let named = &line.what;
        (named.service_types.is_empty() || named.service_types.contains(self.service_type))
            && (named.functions.is_empty() || named.functions.contains(&self.function))
    }

    /// The areas whose rows the lines may change: where the predecessor's rows lie, or the narrower ones they name.
    fn touched(&self, lines: &[&Line], day: Day) -> BTreeSet<Option<AreaCode>> {
        let mut touched = BTreeSet::new();
        for line in lines {
            for row in self.selected(line, day) {
                for area in self.targets(line, row.area.as_ref(), day) {
                    touched.extend(self.standing(area, line, day));
                }
            }
        }
        touched
    }

    /// The rows of the predecessor that a line may be about, on the day or later.
    fn selected(&self, line: &Line, day: Day) -> impl Iterator<Item = &Responsibility> {
        let lasts = move |row: &&Responsibility| row.valid.until.is_none_or(|until| until > day);
        self.rows.rows().filter(lasts).filter(move |row| line.what.from == row.holder && may_meet(line, row))
    }

    /// The areas of a row that a line selects: its own, or the narrower ones that the line names.
    fn targets(&self, line: &Line, row: Option<&AreaCode>, day: Day) -> Vec<Option<AreaCode>> {
        let named = &line.what.areas;
        let Some(area) = row else {
            return if named.is_empty() { vec![None] } else { named.iter().cloned().map(Some).collect() };
        };
        let around = self.reaches(area, day);
        if named.is_empty() || named.iter().any(|code| around.contains(code)) {
            return vec![Some(area.clone())];
        }
        named.iter().filter(|code| self.reaches(code, day).contains(area)).cloned().map(Some).collect()
    }

    fn standing(&self, area: Option<AreaCode>, line: &Line, day: Day) -> Vec<Option<AreaCode>> {
        let Some(area) = area else { return vec![None] };
        let mut standing = self.geography.standing(&area, day);
        standing.retain(|code| line.what.into.as_ref().is_none_or(|into| into == code || *code == area));
        standing.into_iter().map(Some).collect()
    }

    /// The area and what it lies within on the day.
    fn chain(&self, area: Option<&AreaCode>, day: Day) -> Vec<AreaCode> {
        area.map_or_else(Vec::new, |area| self.geography.chain(self.service_type, area, day))
    }

    /// The area and what it lies within, on the day or on its eve: a line may name areas that end.
    fn reaches(&self, area: &AreaCode, day: Day) -> BTreeSet<AreaCode> {
        let on = |day| self.geography.chain(self.service_type, area, day);
        on(day).into_iter().chain(on(eve(day))).chain([area.clone()]).collect()
    }

    fn stands(&self, area: &AreaCode, day: Day) -> bool {
        self.geography.standing(area, day).contains(area)
    }

    /// By the rows of which areas a place in the area would be answered, but for the move: as it lies in the area, where
    /// that goes on, and in each of the narrowest areas that it takes the place of.
    fn seen_from(&self, area: Option<&AreaCode>, day: Day) -> Vec<Vec<AreaCode>> {
        let Some(code) = area else { return vec![Vec::new()] };
        let before = eve(day);
        let mut earlier = self.geography.predecessors(code);
        earlier.retain(|old| self.stands(old, before) && !self.stands(old, day));
        let around = |old: &AreaCode| self.geography.chain(self.service_type, old, before).into_iter().skip(1);
        let outer: BTreeSet<AreaCode> = earlier.iter().flat_map(around).collect();
        earlier.retain(|old| !outer.contains(old));
        if self.stands(code, before) || earlier.is_empty() {
            let itself = self.across(code, code, day);
            let from = |old: AreaCode| [old].into_iter().chain(itself.clone()).collect();
            return [itself.clone()].into_iter().chain(earlier.into_iter().map(from)).collect();
        }
        earlier.iter().map(|old| self.across(old, code, day)).collect()
    }

    /// A new area and what it lies within on the day; of an old one and what that lay within on the eve, what is not
    /// there any more comes right before what lies around both.
    fn across(&self, old: &AreaCode, new: &AreaCode, day: Day) -> Vec<AreaCode> {
        let mut across = self.geography.chain(self.service_type, new, day);
        let mut at = across.len();
        for before in self.geography.chain(self.service_type, old, eve(day)).into_iter().rev() {
            match across.iter().position(|known| *known == before) {
                Some(n) => at = n,
                None => across.insert(at, before),
            }
        }
        across
    }
}

/// May the line and the row meet in a channel and a segment?
fn may_meet(line: &Line, row: &Responsibility) -> bool {
    let meet = |named: bool, narrower: bool, same: bool| !named || !narrower || same;
    meet(line.what.channel.is_some(), row.channel.is_some(), line.what.channel == row.channel)
        && meet(line.what.segment.is_some(), row.segment.is_some(), line.what.segment == row.segment)
}

struct Work<'a> {
    group: &'a Group<'a>,
    lines: &'a [&'a Line],
    day: Day,
    change: Change,
    clashes: Vec<Clash>,
    /// The rows as they will be, as far as areas are done.
    next: Index,
}

impl Work<'_> {
    /// Says again who holds each cell of one area from the day on.
    fn rewrite(&mut self, area: Option<&AreaCode>) {
        let seen = self.group.seen_from(area, self.day);
        let around = self.group.chain(area, self.day);
        let (parts, days) = self.parts_and_days(&seen, &around);
        let own: Vec<Responsibility> = self
            .next
            .of(area)
            .iter()
            .filter(|row| row.valid.until.is_none_or(|until| until > self.day))
            .cloned()
            .collect();
        let mut written: Vec<Responsibility> = Vec::new();
        for part in &parts {
            let mut pieces: Vec<(Effective, Vec<Said>)> = Vec::new();
            for (n, from) in days.iter().enumerate() {
                let valid = Effective { from: *from, until: days.get(n + 1).copied() };
                let wanted = self.wanted(area, &seen, part, *from);
                let stood = own.iter().any(|row| is_at(row, part) && row.valid.holds_on(*from));
                if !wanted.is_empty() && (stood || wanted != self.otherwise(&written, &around, part, *from)) {
                    if !stood {
                        self.refuse_crossing(area, valid);
                    }
                    match pieces.last_mut() {
                        Some((last, said)) if last.until == Some(*from) && *said == wanted => last.until = valid.until,
                        _ => pieces.push((valid, wanted)),
                    }
                }
            }
            written.extend(
                pieces
                    .into_iter()
                    .flat_map(|(valid, said)| said.into_iter().map(move |said| (valid, said)).collect::<Vec<_>>())
                    .map(|(valid, said)| self.row(area, part, valid, said)),
            );
        }
        self.replace(area, &own, written);
    }

    /// Every channel and segment that rows or lines tell apart, the least specific first, and every day on which
    /// something changes.
    fn parts_and_days(&self, seen: &[Vec<AreaCode>], around: &[AreaCode]) -> (Vec<Part>, Vec<Day>) {
        let mut areas: BTreeSet<Option<&AreaCode>> = seen.iter().flatten().chain(around).map(Some).collect();
        areas.insert(None);
        let rows: Vec<&Responsibility> = areas.into_iter().flat_map(|area| self.group.rows.of(area)).collect();
        let named = self.lines.iter().map(|line| (line.what.channel, line.what.segment.clone()));
        let told: Vec<Part> = rows.iter().map(|row| (row.channel, row.segment.clone())).chain(named).collect();
        let channels: BTreeSet<_> = told.iter().map(|(channel, _)| *channel).chain([None]).collect();
        let segments: BTreeSet<_> = told.iter().map(|(_, segment)| segment.clone()).chain([None]).collect();
        let parts =
            channels.iter().flat_map(|channel| segments.iter().map(|segment| (*channel, segment.clone()))).collect();
        let bounds = rows.iter().flat_map(|row| [Some(row.valid.from), row.valid.until]).flatten();
        let days: BTreeSet<Day> = bounds.map(|bound| bound.max(self.day)).chain([self.day]).collect();
        (parts, days.into_iter().collect())
    }

    /// Who shall hold a cell: each body that held it, or its successor where a line selects it.
    fn wanted(&mut self, area: Option<&AreaCode>, seen: &[Vec<AreaCode>], part: &Part, on: Day) -> Vec<Said> {
        let mut answers: Vec<Vec<Said>> = Vec::new();
        for chain in seen {
            let cell = cell(chain, part, on);
            let mut said: Vec<Said> = Vec::new();
            let held = self.group.rows.holders(&cell);
            let several = held.len() > 1;
            for row in held {
                let wanted = self.moved(area, chain, part, row);
                said.extend(wanted.filter(|wanted| !said.iter().any(|known| known.holder == wanted.holder)));
            }
            if let ([only], true) = (said.as_mut_slice(), several) {
                only.routing = None;
            }
            said.sort_by(|a, b| a.holder.cmp(&b.holder));
            answers.push(said);
        }
        let first = answers.first().cloned().unwrap_or_default();
        if answers.iter().any(|other| bodies(other) != bodies(&first)) {
            let between = answers.iter().map(|said| said.first().map(|said| said.holder.clone())).collect();
            if let Some(area) = area {
                self.clash(Clash::Torn {
                    service_type: self.group.service_type.clone(),
                    function: self.group.function,
                    area: area.clone(),
                    between,
                });
            }
        }
        first
    }

    /// Who follows the holder of a row in a cell; itself where no line selects it; nobody where its area ends.
    fn moved(
        &mut self,
        area: Option<&AreaCode>,
        chain: &[AreaCode],
        part: &Part,
        row: &Responsibility,
    ) -> Option<Said> {
        let selecting: Vec<&Line> = self
            .lines
            .iter()
            .filter(|line| line.what.from == row.holder && self.selects(line, area, chain, part, row))
            .copied()
            .collect();
        if let Some(other) = selecting.iter().find(|line| line.whom.to != selecting[0].whom.to) {
            self.clash(Clash::Twice {
                service_type: self.group.service_type.clone(),
                function: self.group.function,
                between: [selecting[0].whom.to.clone(), other.whom.to.clone()],
            });
        }
        match selecting.first() {
            Some(line) => Some(Said {
                holder: line.whom.to.clone(),
                form: line.whom.form,
                franchise: line.whom.franchise.clone(),
                instrument: line.whom.instrument.clone(),
                routing: row.routing.clone(),
                illustrative: row.illustrative,
            }),
            None => row.area.as_ref().is_none_or(|own| self.group.stands(own, self.day)).then(|| said(row)),
        }
    }

    fn selects(
        &self,
        line: &Line,
        area: Option<&AreaCode>,
        chain: &[AreaCode],
        part: &Part,
        row: &Responsibility,
    ) -> bool {
        let named = &line.what;
        let here = || named.areas.is_empty() || chain.iter().any(|code| named.areas.contains(code));
        let into = match (&named.into, &row.area) {
            (Some(into), Some(own)) if !self.group.stands(own, self.day) => area == Some(into),
            _ => true,
        };
        named.channel.is_none_or(|channel| part.0 == Some(channel))
            && named.segment.as_ref().is_none_or(|segment| part.1.as_ref() == Some(segment))
            && here()
            && into
    }

    /// Who would answer for the cell without a row of its own: the less specific rows of the area, then what is around.
    fn otherwise(&self, written: &[Responsibility], around: &[AreaCode], part: &Part, on: Day) -> Vec<Said> {
        let found = crate::holding::rules::holders(written, &cell(around, part, on));
        let found = if found.is_empty() {
            let outside = around.get(1..).unwrap_or_default();
            if around.is_empty() { Vec::new() } else { self.next.holders(&cell(outside, part, on)) }
        } else {
            found
        };
        let mut said: Vec<Said> = found.into_iter().map(said).collect();
        said.sort_by(|a, b| a.holder.cmp(&b.holder));
        said
    }

    /// A new row for an area hides what stands in areas whose borders it crosses: refused where anything does.
    fn refuse_crossing(&mut self, area: Option<&AreaCode>, valid: Effective) {
        let Some(area) = area else { return };
        let hidden = self
            .group
            .geography
            .crossed(self.group.service_type, area, self.day)
            .into_iter()
            .find(|crossed| self.next.of(Some(crossed)).iter().any(|row| row.valid.overlaps(&valid)));
        if let Some(crossed) = hidden {
            self.clash(Clash::Crossing {
                service_type: self.group.service_type.clone(),
                function: self.group.function,
                area: area.clone(),
                crossed,
            });
        }
    }

    fn row(&self, area: Option<&AreaCode>, part: &Part, valid: Effective, said: Said) -> Responsibility {
        Responsibility {
            id: unwritten(),
            service_type: self.group.service_type.clone(),
            function: self.group.function,
            channel: part.0,
            area: area.cloned(),
            segment: part.1.clone(),
            holder: said.holder,
            form: said.form,
            franchise: said.franchise,
            instrument: said.instrument,
            valid,
            routing: said.routing,
            illustrative: said.illustrative,
            since_version: 0,
            until_version: None,
        }
    }

    /// Puts the new rows of an area in the place of the old ones; a row that stays as it was is left alone.
    fn replace(&mut self, area: Option<&AreaCode>, own: &[Responsibility], mut written: Vec<Responsibility>) {
        for old in own {
            let rest = Effective { from: old.valid.from.max(self.day), until: old.valid.until };
            let same = |new: &Responsibility| new.same_cell(old) && new.valid == rest && said(new) == said(old);
            if let Some(n) = written.iter().position(same) {
                written.remove(n);
                continue;
            }
            self.end(old);
        }
        self.next.retain(area, |row| !self.change.retire.contains(&row.id));
        self.next.extend(written.iter().cloned());
        self.change.add.extend(written);
    }

    /// Retires a row, and adds what it was until the day.
    fn end(&mut self, old: &Responsibility) {
        self.change.retire.push(old.id.clone());
        if old.valid.from < self.day {
            let until = Effective { from: old.valid.from, until: Some(self.day) };
            self.change.add.push(Responsibility { id: unwritten(), valid: until, since_version: 0, ..old.clone() });
        }
    }

    /// Rows of a predecessor whose area ends that day end with it.
    fn end_where_areas_end(&mut self) {
        let ended: Vec<Responsibility> = self
            .group
            .rows
            .rows()
            .filter(|row| row.valid.until.is_none_or(|until| until > self.day))
            .filter(|row| row.area.as_ref().is_some_and(|area| !self.group.stands(area, self.day)))
            .filter(|row| {
                self.lines.iter().any(|line| {
                    line.what.from == row.holder
                        && may_meet(line, row)
                        && !self.group.targets(line, row.area.as_ref(), self.day).is_empty()
                })
            })
            .cloned()
            .collect();
        for row in &ended {
            self.end(row);
        }
    }

    fn clash(&mut self, clash: Clash) {
        if !self.clashes.contains(&clash) {
            self.clashes.push(clash);
        }
    }
}

fn cell<'a>(areas: &'a [AreaCode], part: &'a Part, day: Day) -> Cell<'a> {
    Cell { areas, channel: part.0, segment: part.1.as_deref(), day, version: u64::MAX }
}

fn said(row: &Responsibility) -> Said {
    Said {
        holder: row.holder.clone(),
        form: row.form,
        franchise: row.franchise.clone(),
        instrument: row.instrument.clone(),
        routing: row.routing.clone(),
        illustrative: row.illustrative,
    }
}

fn bodies(said: &[Said]) -> Vec<&Id<id::Organisation>> {
    said.iter().map(|said| &said.holder).collect()
}

fn is_at(row: &Responsibility, part: &Part) -> bool {
    row.channel == part.0 && row.segment == part.1
}

fn eve(day: Day) -> Day {
    day.yesterday().unwrap_or(day)
}

/// The id of a row that is not recorded yet.
pub(crate) fn unwritten() -> Id<id::Responsibility> {
    Id::named("new").expect("it is a good name")
}
