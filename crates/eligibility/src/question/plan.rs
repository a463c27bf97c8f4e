//! The tables of a journey as one grid, and the question that leaves the least to ask.

use std::{
    collections::{BTreeSet, HashMap},
    sync::{Mutex, PoisonError},
};

use super::{How, Service};
use crate::decision::{
    Fact, Facts,
    grid::{Grid, is_plain, turns},
    line::Line,
    walk::{Walker, is_settled},
};

/// Up to so many states of what is known, all ways on are weighed; above, each question by itself.
pub(super) const MOST_STATES: usize = 20_000;
/// More rules times stretches are not laid on a grid.
const LARGEST: usize = 4_000_000;
/// What stands for a variable that is not known.
const UNKNOWN: u16 = u16::MAX;
/// What stands for a variable of which it is known that there is nothing.
const NOTHING: u16 = u16::MAX - 1;

/// The tables of a journey on one grid.
pub(super) struct Plan {
    lines: Vec<Line>,
    tables: Vec<Laid>,
    /// How many questions each state still takes on average, where all are weighed.
    weighed: Option<Mutex<HashMap<State, f32>>>,
}

/// One table on the grid.
struct Laid {
    grid: Grid,
    /// By rule: the lines that it asks for.
    asks: Vec<Vec<usize>>,
}

/// What is known: by line, the stretch.
pub(super) type State = Vec<u16>;

/// What a table may still ask: nothing where it is settled.
#[derive(Default)]
struct Open {
    /// The rules of which no condition fails.
    alive: Vec<usize>,
    lines: BTreeSet<usize>,
}

impl Laid {
    fn open(&self, state: &State) -> Open {
        let all = 0..self.asks.len();
        self.open_among(all, state, None)
    }

    /// The same where only some rules can still hold, and one line were on a stretch.
    fn open_among(&self, rules: impl Iterator<Item = usize>, state: &State, at: Option<(usize, u16)>) -> Open {
        let (mut fired, mut unsure, mut lines) = (Vec::new(), Vec::new(), BTreeSet::new());
        let mut alive = Vec::new();
        for rule in rules {
            let stretch =
                |line: usize| at.filter(|(known, _)| *known == line).map_or(state[line], |(_, stretch)| stretch);
            let fails = |line: usize| match stretch(line) {
                UNKNOWN => false,
                NOTHING => !self.grid.holds_of_nothing(rule, line),
                stretch => !self.grid.holds(rule, line, usize::from(stretch)),
            };
            if self.asks[rule].iter().any(|line| fails(*line)) {
                continue;
            }
            alive.push(rule);
            let missing = self.asks[rule].iter().copied().filter(|line| stretch(*line) == UNKNOWN);
            let mut missing = missing.peekable();
            if missing.peek().is_some() {
                unsure.push(rule);
            } else {
                fired.push(rule);
            }
            lines.extend(missing);
        }
        if is_settled(self.grid.hit_policy, &fired, &unsure) { Open::default() } else { Open { alive, lines } }
    }
}

impl Plan {
    /// Nothing where some decision is no table over inputs alone, or asks for more than values. Up to so many states are
    /// weighed.
    pub fn of(services: &[Service], most_states: usize) -> Option<Self> {
        let walkers: Vec<&Walker> =
            services.iter().map(|service| service.model.table_over_inputs(&service.decision)).collect::<Option<_>>()?;
        if !walkers.iter().all(|walker| is_plain(walker)) {
            return None;
        }
        let lines = turns(walkers.iter().copied()).into_iter().map(|(variable, turns)| Line::of(variable, turns?));
        let lines: Vec<Line> = lines.collect::<Option<_>>()?;
        if lines.iter().any(|line| line.values.len() >= usize::from(NOTHING)) {
            return None;
        }
        let stretches: usize = lines.iter().map(|line| line.values.len()).sum();
        let rules: usize = walkers.iter().map(|walker| walker.rules.len()).sum();
        if stretches.saturating_mul(rules) > LARGEST {
            return None;
        }
        let laid = |walker: &Walker| {
            let grid = Grid::of(walker, &lines);
            let asked =
                |cells: &Vec<Option<Vec<u64>>>| (0..cells.len()).filter(|line| cells[*line].is_some()).collect();
            Laid { asks: grid.rules.iter().map(asked).collect(), grid }
        };
        let tables = walkers.into_iter().map(laid).collect();
        let states = lines.iter().try_fold(1_usize, |all, line| all.checked_mul(line.values.len() + 1));
        let weighed = states.is_some_and(|states| states <= most_states).then(Mutex::default);
        Some(Self { lines, tables, weighed })
    }

    /// How questions are found on this grid.
    pub fn how(&self) -> How {
        if self.weighed.is_some() { How::Weighed } else { How::Compared }
    }

    /// The best question, and all inputs that may still matter. Nothing where none may, or where what is known has no place
    /// on the grid.
    pub fn best(&self, facts: &Facts) -> Option<(String, BTreeSet<String>, How)> {
        let state = self.state(facts)?;
        let how = self.how();
        let costs = match how {
            How::Weighed => self.open(&state).into_iter().map(|line| (line, self.cost(&state, line))).collect(),
            _ => self.compared(&state),
        };
        let wanted = costs.iter().map(|(line, _)| self.lines[*line].variable.clone()).collect();
        let (best, _) = costs.into_iter().min_by(|(_, one), (_, other)| one.total_cmp(other))?;
        Some((self.lines[best].variable.clone(), wanted, how))
    }

    /// What is known, on the grid.
    fn state(&self, facts: &Facts) -> Option<State> {
        let stretch = |line: &Line| match facts.0.get(&line.variable) {
            None => Some(UNKNOWN),
            Some(Fact::Nothing) => Some(NOTHING),
            Some(fact) => u16::try_from(line.place(&fact.value()?)?).ok(),
        };
        self.lines.iter().map(stretch).collect()
    }

    /// The lines that may still matter.
    fn open(&self, state: &State) -> BTreeSet<usize> {
        self.tables.iter().flat_map(|table| table.open(state).lines).collect()
    }

    /// For each line that may still matter: how many of them an answer leaves on average.
    fn compared(&self, state: &State) -> Vec<(usize, f32)> {
        let open: Vec<(&Laid, Open)> = self.tables.iter().map(|table| (table, table.open(state))).collect();
        // How many tables want each line.
        let mut wanted = vec![0_usize; self.lines.len()];
        for line in open.iter().flat_map(|(_, open)| &open.lines) {
            wanted[*line] += 1;
        }
        let lines = (0..wanted.len()).filter(|line| wanted[*line] > 0);
        lines.map(|line| (line, self.left_after(line, state, &open, &wanted))).collect()
    }

    /// How many lines may matter once one of them is known, on average over its stretches.
    fn left_after(&self, line: usize, state: &State, open: &[(&Laid, Open)], wanted: &[usize]) -> f32 {
        let asks = |(table, open): &&(&Laid, Open)| open.alive.iter().any(|rule| table.asks[*rule].contains(&line));
        let touched: Vec<&(&Laid, Open)> = open.iter().filter(asks).collect();
        let mut others = wanted.to_vec();
        for line in touched.iter().flat_map(|(_, open)| &open.lines) {
            others[*line] -= 1;
        }
        let of_others = others.iter().filter(|tables| **tables > 0).count();
        // Stretches on which the same rules hold leave the same: one stands for all of them.
        let mut alike: HashMap<Vec<bool>, (u16, usize)> = HashMap::new();
        let stretches = u16::try_from(self.lines[line].values.len()).unwrap_or(NOTHING);
        for stretch in 0..stretches {
            let rules = touched.iter().flat_map(|(table, open)| open.alive.iter().map(move |rule| (table, *rule)));
            let holds = rules.map(|(table, rule)| table.grid.holds(rule, line, usize::from(stretch))).collect();
            alike.entry(holds).or_insert((stretch, 0)).1 += 1;
        }
        let mut sum = 0.0;
        for (stretch, times) in alike.into_values() {
            let left: BTreeSet<usize> = touched
                .iter()
                .flat_map(|(table, open)| {
                    table.open_among(open.alive.iter().copied(), state, Some((line, stretch))).lines
                })
                .filter(|line| others[*line] == 0)
                .collect();
            sum += many(times) * many(of_others + left.len());
        }
        sum / many(usize::from(stretches))
    }

    /// What asking along a line costs: the question, and what it leaves to ask.
    fn cost(&self, state: &State, line: usize) -> f32 {
        let ways = self.ways(state, line);
        1.0 + ways.iter().map(|state| self.left(state)).sum::<f32>() / many(ways.len())
    }

    /// What may be known once a question is answered.
    fn ways(&self, state: &State, line: usize) -> Vec<State> {
        let stretches = 0..u16::try_from(self.lines[line].values.len()).unwrap_or(NOTHING);
        let way = |stretch| {
            let mut next = state.clone();
            next[line] = stretch;
            next
        };
        stretches.map(way).collect()
    }

    /// How many questions a state still takes on average, with the best question each time.
    fn left(&self, state: &State) -> f32 {
        let Some(weighed) = &self.weighed else { return 0.0 };
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
