//! Reads `responsibilities.toml`: who holds which function, and of several with equal rank, whose turn it is.

use std::ops::Range;

use serde::Deserialize;
use values::{
    AreaCode, Channel, Day, Effective, Id,
    source::{Source, Spanned},
};

use super::Reading;
use crate::{
    Function, OperatingForm, Responsibility, Routing,
    franchise::rules::ill_held,
    holding::{is_segment, rules},
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HoldingFile {
    #[serde(default)]
    responsibility: Vec<Spanned<HoldingRow>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HoldingRow {
    service_types: Vec<Spanned<String>>,
    functions: Vec<Function>,
    channel: Option<Channel>,
    area: Option<Spanned<String>>,
    segment: Option<Spanned<String>>,
    holder: Spanned<String>,
    form: OperatingForm,
    franchise: Option<Spanned<String>>,
    instrument: Spanned<String>,
    from: Day,
    until: Option<Day>,
    #[serde(default)]
    illustrative: bool,
    concurrent: Option<Spanned<String>>,
    turn: Option<u8>,
}

impl Reading<'_> {
    pub(super) fn holdings(&mut self, source: &Source) {
        let file: HoldingFile = match source.read() {
            Ok(file) => file,
            Err(finding) => return self.findings.push(finding),
        };
        let mut lines: Vec<Range<usize>> = Vec::new();
        for row in &file.responsibility {
            let (at, row) = (row.span(), row.get_ref());
            let valid = Effective { from: row.from, until: row.until };
            self.check_dates(source, at.clone(), valid);
            if row.functions.is_empty() {
                self.find(
                    source,
                    at.clone(),
                    "no function is named",
                    "Write functions = [\"decision\"], for instance.",
                );
            }
            if let Some(segment) = row.segment.as_ref().filter(|segment| !is_segment(segment.get_ref())) {
                let fix = "Write its name on one line, with nothing around it, or leave it out.";
                self.find(source, segment.span(), "it is no name of a segment", fix);
            }
            let routing = self.routing(source, row);
            let area = self.area(source, row.area.as_ref());
            let holder = self.named(source, &row.holder, "organisation", |known| &known.organisations);
            let instrument = self.instrument(source, &row.instrument);
            let franchise = match &row.franchise {
                None => None,
                Some(name) => match self.franchise(source, name) {
                    None => continue,
                    known => known,
                },
            };
            for service_type in &row.service_types {
                let service_type = self.named(source, service_type, "service type", |known| &known.service_types);
                let (Some(service_type), Some(holder), Some(instrument)) = (service_type, &holder, &instrument) else {
                    continue;
                };
                for function in &row.functions {
                    let Ok(id) = Id::named(&format!("row{}", self.data.responsibilities.len())) else { continue };
                    self.data.holding_lines.rows.insert(id.clone(), source.line(at.start));
                    self.data.responsibilities.push(Responsibility {
                        id,
                        service_type: service_type.clone(),
                        function: *function,
                        channel: row.channel,
                        area: area.clone(),
                        segment: row.segment.as_ref().map(|segment| segment.get_ref().clone()),
                        holder: holder.clone(),
                        form: row.form,
                        franchise: franchise.clone(),
                        instrument: instrument.clone(),
                        valid,
                        routing: routing.clone(),
                        illustrative: row.illustrative,
                        since_version: 0,
                        until_version: None,
                    });
                    lines.push(at.clone());
                }
            }
        }
        self.equal_ranks(source, &lines);
        self.ill_held(source, &lines);
    }

    /// Which of several is asked: the rule in words, and whose turn it is.
    fn routing(&mut self, source: &Source, row: &HoldingRow) -> Option<Routing> {
        let Some(rule) = &row.concurrent else {
            if row.turn.is_some() {
                let fix = "Say by which rule: concurrent = \"…\", or leave the turn out.";
                self.find(source, row.holder.span(), "it has a turn, and no rule that gives it", fix);
            }
            return None;
        };
        if rule.get_ref().trim().is_empty() {
            self.find(source, rule.span(), "the rule says nothing", "Say in words which of them is asked.");
        }
        let Some(turn) = row.turn.filter(|turn| *turn > 0) else {
            let fix = "Write turn = 1 where it is asked first, turn = 2 where it is the next.";
            self.find(source, rule.span(), "nobody can tell in which turn it is asked", fix);
            return None;
        };
        Some(Routing { rule: rule.get_ref().clone(), turn })
    }

    /// Rows held in the form of a franchise that does not stand then, or that the holder does not lead.
    fn ill_held(&mut self, source: &Source, lines: &[Range<usize>]) {
        let franchises = &self.data.arrangements.franchises;
        let rows = self.data.responsibilities.iter().zip(lines);
        let wrong = rows.filter_map(|(row, at)| Some((at.clone(), ill_held(row, franchises)?)));
        let mut wrong: Vec<_> = wrong.map(|(at, wrong)| (at, wrong.to_string())).collect();
        wrong.dedup();
        for (at, what) in wrong {
            self.find(source, at, what, "Write franchise = \"…\", the lead as holder, and days on which it stands.");
        }
    }

    /// Two rows that would answer with equal rank are found at the second.
    fn equal_ranks(&mut self, source: &Source, lines: &[Range<usize>]) {
        let mut cells: std::collections::BTreeMap<_, Vec<(usize, &Responsibility)>> = std::collections::BTreeMap::new();
        for (n, row) in self.data.responsibilities.iter().enumerate() {
            let cell = (&row.service_type, row.function, &row.area, row.channel, &row.segment);
            cells.entry(cell).or_default().push((n, row));
        }
        let mut found = Vec::new();
        for rows in cells.values() {
            for (place, one) in rows.iter().enumerate() {
                for other in &rows[place + 1..] {
                    let same_turn = one.1.routing.is_some() && one.1.routing == other.1.routing;
                    if same_turn && one.1.valid.overlaps(&other.1.valid) {
                        let what = format!("{} and {} have the same turn", one.1.holder.name(), other.1.holder.name());
                        found.push(source.finding(lines[other.0].clone(), what, "Give each a turn of its own."));
                    }
                    if rules::equal_rank(&[one.1, other.1]).is_some() {
                        let first = one.1.valid.from.max(other.1.valid.from);
                        let what = format!(
                            "{} (line {}) and {} would both hold {} of {} at {} on {first}",
                            one.1.holder.name(),
                            source.line(lines[one.0].start),
                            other.1.holder.name(),
                            one.1.function.as_str(),
                            one.1.service_type.name(),
                            one.1.area.as_ref().map_or("every place", AreaCode::as_str),
                        );
                        let fix = if one.1.holder == other.1.holder {
                            "End the first before the second begins, or leave one of them out."
                        } else {
                            "End the first before the second begins, or state a rule and each one's turn: concurrent = \"…\", turn = 1."
                        };
                        found.push(source.finding(lines[other.0].clone(), what, fix));
                    }
                }
            }
        }
        self.findings.append(&mut found);
    }
}
