//! Looking areas up: which a postcode leads to, and which stand at a place on a day.

use std::collections::{BTreeMap, BTreeSet};

use values::{AreaCode, AreaKind, Day, Language};

use super::{Area, Postcode};

/// Longer input than this is no postcode.
const LONGEST_POSTCODE: usize = 16;

/// All areas and postcodes, ready to be asked.
#[derive(Debug, Clone, Default)]
pub struct Areas {
    by_code: BTreeMap<AreaCode, Area>,
    predecessors: BTreeMap<AreaCode, Vec<AreaCode>>,
    postcodes: BTreeMap<String, Vec<AreaCode>>,
}

/// Where a postcode leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Resolved<'a> {
    /// To one area.
    One(AreaCode),
    /// To several: ask which.
    Choose(Vec<&'a Area>),
    /// To none that we know.
    Unknown,
}

/// An area that stands at a place on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AreaOnDay {
    /// Its code.
    pub code: AreaCode,
    /// What sort of area it is.
    pub kind: AreaKind,
    /// How many steps out from the place: 0 is the place itself.
    pub depth: usize,
}

impl Areas {
    /// All areas and postcodes, ready to be asked. Of two areas with one code the later counts.
    pub fn new(areas: Vec<Area>, postcodes: Vec<Postcode>) -> Self {
        let by_code: BTreeMap<_, _> = areas.into_iter().map(|area| (area.code.clone(), area)).collect();
        let mut predecessors: BTreeMap<AreaCode, Vec<AreaCode>> = BTreeMap::new();
        for area in by_code.values() {
            for successor in &area.successors {
                predecessors.entry(successor.clone()).or_default().push(area.code.clone());
            }
        }
        let postcodes = postcodes.into_iter().map(|postcode| (postcode.outward, postcode.areas)).collect();
        Self { by_code, predecessors, postcodes }
    }

    /// The area with this code.
    pub fn get(&self, code: &AreaCode) -> Option<&Area> {
        self.by_code.get(code)
    }

    /// All areas, by code.
    pub fn all(&self) -> impl Iterator<Item = &Area> {
        self.by_code.values()
    }

    /// The area's name; its code where we do not know it.
    pub fn name<'a>(&'a self, code: &'a AreaCode, language: Language) -> &'a str {
        self.get(code).map_or(code.as_str(), |area| area.name.in_language(language))
    }

    /// The first halves of postcodes that lead to this area.
    pub fn postcodes_of(&self, code: &AreaCode) -> impl Iterator<Item = &str> {
        self.postcodes.iter().filter(|(_, areas)| areas.contains(code)).map(|(outward, _)| outward.as_str())
    }

    /// Where a postcode leads: all of it or its first half, in any case, with or without spaces.
    pub fn resolve(&self, postcode: &str) -> Resolved<'_> {
        let known = written_plainly(postcode)
            .and_then(|plain| self.postcodes.get(&plain).or_else(|| self.postcodes.get(first_half(&plain)?)));
        let mut areas = known.into_iter().flatten().filter_map(|code| self.get(code)).collect::<Vec<_>>();
        match areas.as_slice() {
            [] => Resolved::Unknown,
            [only] => Resolved::One(only.code.clone()),
            _ => {
                areas.sort_by(|a, b| (&a.name.en, &a.code).cmp(&(&b.name.en, &b.code)));
                Resolved::Choose(areas)
            }
        }
    }

    /// What stands at a place on a day: the place itself (or what took its place, or stood there before it), then
    /// everything it lies within, outwards. Each area once, at its least depth, and only if it holds on that day.
    ///
    /// Where an area that was not there yet has several predecessors, or one that is no more has several
    /// successors, all of them are given, unless what lies within says which.
    pub fn on(&self, leaf: &AreaCode, day: Day) -> Vec<AreaOnDay> {
        let mut found = Vec::new();
        let mut seen = BTreeSet::new();
        let mut ring = self.standing_for(leaf, day);
        while !ring.is_empty() {
            let depth = found.last().map_or(0, |last: &AreaOnDay| last.depth + 1);
            ring.retain(|area| seen.insert(&area.code));
            found.extend(ring.iter().map(|area| AreaOnDay { code: area.code.clone(), kind: area.kind, depth }));
            ring = self.around(&ring, day);
        }
        found
    }

    /// What the areas of one ring lie within on a day, by code.
    fn around<'a>(&'a self, ring: &[&'a Area], day: Day) -> Vec<&'a Area> {
        let mut around = BTreeMap::new();
        for area in ring {
            let named: BTreeSet<&AreaCode> = area.within.iter().map(|within| &within.area).collect();
            for within in area.within.iter().filter(|within| within.holds_on(day)) {
                let mut standing = self.standing_for(&within.area, day);
                if standing.iter().any(|other| named.contains(&other.code)) {
                    standing.retain(|other| named.contains(&other.code));
                }
                around.extend(standing.into_iter().map(|other| (&other.code, other)));
            }
        }
        around.into_values().collect()
    }

    /// The area itself if it holds on the day; otherwise its nearest successors or predecessors that do.
    fn standing_for(&self, code: &AreaCode, day: Day) -> Vec<&Area> {
        let mut standing = BTreeMap::new();
        let mut seen = BTreeSet::new();
        let mut open: Vec<&Area> = self.get(code).into_iter().collect();
        while let Some(area) = open.pop() {
            if !seen.insert(&area.code) {
                continue;
            }
            if area.holds_on(day) {
                standing.insert(&area.code, area);
            } else if area.until.is_some_and(|until| until <= day) {
                open.extend(area.successors.iter().filter_map(|next| self.get(next)));
            } else {
                let before = self.predecessors.get(&area.code).into_iter().flatten();
                open.extend(before.filter_map(|previous| self.get(previous)));
            }
        }
        standing.into_values().collect()
    }
}

/// In capitals, without spaces and hyphens; nothing if it cannot be a postcode.
fn written_plainly(postcode: &str) -> Option<String> {
    let plain: String = postcode
        .chars()
        .take(LONGEST_POSTCODE * 4)
        .filter(|letter| !letter.is_whitespace() && *letter != '-')
        .map(|letter| letter.to_ascii_uppercase())
        .collect();
    let fits = (2..=LONGEST_POSTCODE).contains(&plain.len()) && plain.bytes().all(|byte| byte.is_ascii_alphanumeric());
    fits.then_some(plain)
}

/// `CA124AB` without its second half, which is a digit and two letters.
fn first_half(plain: &str) -> Option<&str> {
    let (first, second) = plain.split_at_checked(plain.len().checked_sub(3)?)?;
    let second = second.as_bytes();
    let fits = second[0].is_ascii_digit() && second[1].is_ascii_alphabetic() && second[2].is_ascii_alphabetic();
    (fits && first.len() >= 2).then_some(first)
}
