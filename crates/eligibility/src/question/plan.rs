//! The tables of a journey as one grid, and the question that leaves the least to ask.

use std::{
    collections::{BTreeSet, HashMap},
    sync::{Mutex, PoisonError},
};

use super::{How, Service};
use crate::decision::{
    Facts,
    grid::{Grid, Line, is_plain, turns},
    walk::{Walker, is_settled},
};

/// Up to so many states of what is known, all ways on are weighed; above, each question by itself.
pub(super) const MOST_STATES: usize = 20_000;
/// What stands for a variable that is not known.
const UNKNOWN: u8 = u8::MAX;

/// The grid.
pub(super) struct Plan {
    lines: Vec<Line>,
    tables: Vec<Grid>,
    /// How many questions each state still takes on average, where all are weighed.
    weighed: Option<Mutex<HashMap<State, f32>>>,
}

/// What is known: by line, the stretch.
pub(super) type State = Vec<u8>;

impl Plan {
    /// Nothing where some decision is no table over inputs alone, or asks for more than values. Up to so many states are
    /// weighed.
    pub fn of(services: &[Service<'_>], most_states: usize) -> Option<Self> {
        let walkers: Vec<&Walker> =
            services.iter().map(|service| service.model.table_over_inputs(service.decision)).collect::<Option<_>>()?;
        if !walkers.iter().all(|walker| is_plain(walker)) {
            return None;
        }
        let lines = turns(walkers.iter().copied()).into_iter().map(|(variable, turns)| Line::of(variable, turns?));
        let lines: Vec<Line> = lines.collect::<Option<_>>()?;
        if lines.iter().any(|line| line.values.len() >= usize::from(UNKNOWN)) {
            return None;
        }
        let tables = walkers.into_iter().map(|walker| Grid::of(walker, &lines)).collect();
        let states = lines.iter().try_fold(1_usize, |all, line| all.checked_mul(line.values.len() + 1));
        let weighed = states.is_some_and(|states| states <= most_states).then(Mutex::default);
        Some(Self { lines, tables, weighed })
    }

    /// The best of the wanted questions. Nothing where what is known has no place on the grid.
    pub fn best(&self, facts: &Facts, wanted: &BTreeSet<String>) -> Option<(String, How)> {
        let state = self.state(facts)?;
        let open = self.open(&state);
        let line = open.iter().copied().filter(|line| wanted.contains(&self.lines[*line].variable));
        let how = if self.weighed.is_some() { How::Weighed } else { How::Compared };
        let best = line.min_by(|one, other| self.cost(&state, *one).total_cmp(&self.cost(&state, *other)))?;
        Some((self.lines[best].variable.clone(), how))
    }

    /// What is known, on the grid.
    pub fn state(&self, facts: &Facts) -> Option<State> {
        let stretch = |line: &Line| match facts.0.get(&line.variable) {
            None => Some(UNKNOWN),
            Some(fact) => u8::try_from(line.place(&fact.value()?)?).ok(),
        };
        self.lines.iter().map(stretch).collect()
    }

    /// The lines that may still matter.
    pub fn open(&self, state: &State) -> BTreeSet<usize> {
        let mut open = BTreeSet::new();
        for table in &self.tables {
            let (mut fired, mut unsure, mut wanted) = (Vec::new(), Vec::new(), BTreeSet::new());
            for rule in 0..table.rules.len() {
                let mut missing = Vec::new();
                let fails = (0..self.lines.len()).any(|line| match state[line] {
                    UNKNOWN => {
                        if table.rules[rule][line].is_some() {
                            missing.push(line);
                        }
                        false
                    }
                    stretch => !table.holds(rule, line, usize::from(stretch)),
                });
                match (fails, missing.is_empty()) {
                    (true, _) => {}
                    (false, true) => fired.push(rule),
                    (false, false) => {
                        unsure.push(rule);
                        wanted.extend(missing);
                    }
                }
            }
            if !is_settled(table.hit_policy, &fired, &unsure) {
                open.extend(wanted);
            }
        }
        open
    }

    /// What asking along a line costs: the question, and what it leaves to ask.
    pub fn cost(&self, state: &State, line: usize) -> f32 {
        let ways = self.ways(state, line);
        let left = |state: &State| match &self.weighed {
            Some(_) => self.left(state),
            None => many(self.open(state).len()),
        };
        1.0 + ways.iter().map(left).sum::<f32>() / many(ways.len())
    }

    /// What may be known once a question is answered.
    pub fn ways(&self, state: &State, line: usize) -> Vec<State> {
        let stretches = 0..u8::try_from(self.lines[line].values.len()).unwrap_or(UNKNOWN);
        let way = |stretch| {
            let mut next = state.clone();
            next[line] = stretch;
            next
        };
        stretches.map(way).collect()
    }

    /// How many questions a state still takes on average, with the best question each time.
    pub fn left(&self, state: &State) -> f32 {
        let Some(weighed) = &self.weighed else { return many(self.open(state).len()) };
        if let Some(known) = weighed.lock().unwrap_or_else(PoisonError::into_inner).get(state) {
            return *known;
        }
        let open = self.open(state);
        let costs = open.iter().map(|line| self.cost(state, *line));
        let left = costs.min_by(f32::total_cmp).unwrap_or(0.0);
        weighed.lock().unwrap_or_else(PoisonError::into_inner).insert(state.clone(), left);
        left
    }
}

/// A number of few things.
#[expect(clippy::cast_precision_loss, reason = "there are fewer questions than a float counts exactly")]
fn many(count: usize) -> f32 {
    count as f32
}
