//! What would change it: the fewest other answers with which a service would apply. Each way is tried with all answers, and
//! what is told holds for whatever it covers.

mod others;

use std::{collections::BTreeMap, rc::Rc};

use eligibility::{
    decision::{Reason, Reasons, Table},
    import::DOES_NOT_APPLY,
};
use serde::Serialize;

use self::others::Others;
use super::{Answer, Answers, Case, Question, Says, decide::Decision};

/// An answer with which a service would apply.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// To which question.
    pub question: String,
    /// What it would have to say.
    #[serde(flatten)]
    pub to: Wanted,
}

/// What an answer would have to say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Wanted {
    /// Any of these values.
    Any(Vec<String>),
    /// None of these values.
    Not(Vec<String>),
    /// In the words of a cell: `>= 18`.
    #[serde(rename = "cell")]
    Words(String),
    /// Full years that have gone by since, in the words of a cell.
    Years(String),
}

/// So many ways are gone, the nearest first, and so many cases tried.
const MOST_WAYS: usize = 20;
const MOST_TRIED: usize = 300;

/// The fewest other answers with which a service would apply, where its decision is a table. Where the case takes what was
/// not answered as nothing, what is known tells the rule that would say so.
pub(super) fn change(decision: &Decision<'_>, case: &Case<'_>, known: &Case<'_>) -> Vec<Change> {
    let service = &decision.own.service;
    let table = service.model.source().decisions.iter().find(|known| known.name == service.decision);
    let (Some(table), Some(reason)) =
        (table.and_then(|known| known.table.as_ref()), decision.reason(&decision.reasons))
    else {
        return Vec::new();
    };
    let of = |question: &Question| Some((question.id.clone(), case.answers.get(&question.id)?.clone()));
    let before = decision.own.looked_at(case.journey).filter_map(of).collect();
    let mut search = Search { decision, case, known, before, others: BTreeMap::new(), left: MOST_TRIED };
    let mut ways = search.ways(table, reason);
    ways.sort_by_key(Vec::len);
    ways.dedup_by(
        |one, other| matches!((one.as_slice(), other.as_slice()), ([one], [other]) if one.question == other.question),
    );
    ways.iter().take(MOST_WAYS).find_map(|way| search.along(way)).unwrap_or_default()
}

/// A question that would have to be answered otherwise, and what for.
struct Step {
    question: String,
    goals: Vec<Goal>,
}

/// What another answer is for.
#[derive(Clone, PartialEq)]
enum Goal {
    /// That this question is asked.
    Opens(String),
    /// That this condition holds: a rule and a column.
    Holds(usize, usize),
    /// That this condition holds no more.
    Fails(usize, usize),
}

/// Other answers, each one of these.
type Chosen = Vec<(Rc<Others>, Vec<usize>)>;

struct Search<'s> {
    decision: &'s Decision<'s>,
    case: &'s Case<'s>,
    known: &'s Case<'s>,
    before: Answers,
    others: BTreeMap<String, Option<Rc<Others>>>,
    left: usize,
}

impl Search<'_> {
    /// The ways to have each rule hold that may say yes, and those fail that go before it; and to have all fail, where the
    /// table says something then, too.
    fn ways(&self, table: &Table, reason: &Reason) -> Vec<Vec<Step>> {
        let says = |rule: usize| table.rules[rule].then.first().map_or("", |said| said.trim());
        let order = table.outputs.first().and_then(|output| output.values.as_deref()).unwrap_or_default();
        let place = |said: &str| order.find(said).unwrap_or(order.len());
        let is_no = |said: &str| ["false", "null"].contains(&said) || said == format!("\"{DOES_NOT_APPLY}\"");
        let can_hold = |rule: &usize| !is_no(says(*rule)) && !reason.open.contains(rule);
        let default =
            table.outputs.iter().any(|output| output.default.as_deref().is_some_and(|said| !is_no(said.trim())));
        let targets = (0..table.rules.len()).filter(can_hold).map(Some).chain(default.then_some(None));
        let mut ways = Vec::new();
        for target in targets {
            let against = target.and_then(|own| reason.why_not.iter().find(|(rule, _)| *rule == own));
            let holds = against.into_iter().flat_map(|(rule, columns)| columns.iter().map(|column| (*rule, *column)));
            let mut parts: Vec<Vec<(String, Goal)>> =
                holds.map(|(rule, column)| self.asked(rule, column, &Goal::Holds(rule, column))).collect();
            let goes_before = |fired: &&usize| match (target, table.hit_policy.as_str()) {
                (None, _) => true,
                (Some(_), "UNIQUE" | "ANY") => false,
                (Some(own), "FIRST") => **fired < own,
                (Some(own), "PRIORITY") => place(says(**fired)) < place(says(own)),
                (Some(own), _) => says(**fired) != says(own),
            };
            parts.extend(target.into_iter().flat_map(|own| self.unanswered(own, table.rules[own].when.len())));
            for rule in reason.fired.iter().filter(goes_before) {
                let columns = 0..table.rules[*rule].when.len();
                parts.push(columns.flat_map(|column| self.asked(*rule, column, &Goal::Fails(*rule, column))).collect());
            }
            ways.extend(combined(&parts).into_iter().map(|goals| self.steps(goals)));
        }
        ways.retain(|way| !way.is_empty());
        ways
    }

    /// The questions on which a condition hangs.
    fn asked(&self, rule: usize, column: usize, goal: &Goal) -> Vec<(String, Goal)> {
        let service = &self.decision.own.service;
        let inputs = service.model.hangs_on(&service.decision, rule, column);
        let mut questions: Vec<(String, Goal)> = Vec::new();
        for told in self.decision.own.told.iter().filter(|told| inputs.contains(&told.input)) {
            if questions.iter().all(|(known, _)| *known != told.concept) {
                questions.push((told.concept.clone(), goal.clone()));
            }
        }
        questions
    }

    /// What a rule asks that was not answered yet: to the engine `not("a")` holds of nothing, and nobody knows yet.
    fn unanswered(&self, rule: usize, columns: usize) -> Vec<Vec<(String, Goal)>> {
        if self.known.is_through {
            return Vec::new();
        }
        let asked = (0..columns).flat_map(|column| self.asked(rule, column, &Goal::Holds(rule, column)));
        asked.filter(|(question, _)| !self.before.contains_key(question)).map(|goal| vec![goal]).collect()
    }

    /// The questions with what each is for; what is closed is opened first.
    fn steps(&self, goals: Vec<(String, Goal)>) -> Vec<Step> {
        let mut steps = Vec::new();
        for (question, goal) in goals {
            self.open(&mut steps, &question, 0);
            add(&mut steps, &question, goal);
        }
        steps
    }

    fn open(&self, steps: &mut Vec<Step>, id: &str, depth: usize) {
        let question = self.case.journey.question(id).filter(|_| depth < self.case.journey.questions.len());
        for when in question.into_iter().flat_map(|question| &question.when) {
            self.open(steps, &when.question, depth + 1);
            if !when.holds(&self.before) {
                add(steps, &when.question, Goal::Opens(id.to_owned()));
            }
        }
    }

    /// One way: the first answers that lead along it, without those that do nothing, and with all that do as well.
    fn along(&mut self, way: &[Step]) -> Option<Vec<Change>> {
        let mut answers = self.before.clone();
        let mut chosen: Chosen = Vec::new();
        for (n, step) in way.iter().enumerate() {
            let is_last = n + 1 == way.len();
            if self.is_met(step, is_last, &answers) {
                continue;
            }
            let others = self.others(&step.question)?;
            let place = (0..others.answers.len()).find(|place| {
                answers.insert(step.question.clone(), others.answers[*place].answer.clone());
                self.is_met(step, is_last, &answers)
            })?;
            chosen.push((others, vec![place]));
        }
        let mut n = 0;
        while chosen.len() > 1 && n < chosen.len() {
            let own = chosen.remove(n);
            if !self.all_apply(&chosen) {
                chosen.insert(n, own);
                n += 1;
            }
        }
        self.widen(&mut chosen);
        let change = |(others, places): &(Rc<Others>, Vec<usize>)| {
            let question = others.question.clone();
            let change = move |to| Change { question: question.clone(), to };
            others.wanted(places).into_iter().map(change).collect::<Vec<_>>()
        };
        // Where any answer does, there is nothing to say of it.
        let is_any = |change: &Change| matches!(&change.to, Wanted::Words(cell) | Wanted::Years(cell) if cell == "-");
        Some(chosen.iter().flat_map(change).collect())
            .filter(|changes: &Vec<Change>| !changes.is_empty() && !changes.iter().any(is_any))
    }

    /// Takes in each answer that does as well, whichever of the others is given.
    fn widen(&mut self, chosen: &mut Chosen) {
        for n in 0..chosen.len() {
            let others = Rc::clone(&chosen[n].0);
            for place in 0..others.answers.len() {
                let known = chosen[n].1.clone();
                if known.contains(&place) || !others.is_beside(&known, place) {
                    continue;
                }
                // Those that are known stand for themselves; what may be ticked together is told by one word.
                let told_by = others.told_by(&[known.as_slice(), &[place]].concat());
                chosen[n].1 = vec![place];
                let is_as_good = self.all_apply(chosen)
                    && told_by
                        .get(known.len() + 1..)
                        .is_none_or(|joint| joint.iter().all(|answer| self.all_apply_with(chosen, n, answer)));
                chosen[n].1 = known;
                if is_as_good {
                    chosen[n].1.push(place);
                }
            }
            chosen[n].1.sort_unstable();
        }
    }

    /// Does it apply with all of these answers, whichever is given of each?
    fn all_apply(&mut self, chosen: &Chosen) -> bool {
        let told_by: Vec<_> =
            chosen.iter().map(|(others, places)| (others.question.clone(), others.told_by(places))).collect();
        self.each_applies(&told_by)
    }

    /// The same with this answer to one of the questions.
    fn all_apply_with(&mut self, chosen: &Chosen, n: usize, answer: &Answer) -> bool {
        let mut told_by: Vec<_> =
            chosen.iter().map(|(others, places)| (others.question.clone(), others.told_by(places))).collect();
        told_by[n].1 = vec![answer.clone()];
        self.each_applies(&told_by)
    }

    fn each_applies(&mut self, told_by: &[(String, Vec<Answer>)]) -> bool {
        let cases = told_by.iter().map(|(_, answers)| answers.len()).fold(1_usize, usize::saturating_mul);
        (0..cases.min(self.left + 1)).all(|case| {
            let (mut answers, mut rest) = (self.before.clone(), case);
            for (question, own) in told_by {
                answers.insert(question.clone(), own[rest % own.len()].clone());
                rest /= own.len();
            }
            self.applies(&answers)
        })
    }

    fn applies(&mut self, answers: &Answers) -> bool {
        self.tried(answers)
            .is_some_and(|(says, reasons)| says == Says::Applies && self.is_known_to_hold(answers, &reasons))
    }

    /// Do the rules that say so hold by what is known, and by nothing that was not asked yet?
    fn is_known_to_hold(&self, answers: &Answers, reasons: &Reasons) -> bool {
        if self.known.is_through == self.case.is_through {
            return true;
        }
        let Some((_, so_far)) = self.decision.tried(self.known, answers) else { return false };
        let (says, holds) = (self.decision.reason(reasons), self.decision.reason(&so_far));
        says.zip(holds).is_some_and(|(says, holds)| says.cited.iter().all(|rule| holds.fired.contains(rule)))
    }

    /// What comes of other answers; nothing once too many have been tried.
    fn tried(&mut self, answers: &Answers) -> Option<(Says, Reasons)> {
        self.left = self.left.checked_sub(1)?;
        self.decision.tried(self.case, answers)
    }

    /// Do these answers reach what a step is for? The last step is for the service itself.
    fn is_met(&mut self, step: &Step, is_last: bool, answers: &Answers) -> bool {
        if is_last {
            return self.applies(answers);
        }
        let opens = |id: &String| {
            let whens = self.case.journey.question(id).into_iter().flat_map(|question| &question.when);
            whens.filter(|when| when.question == step.question).all(|when| when.holds(answers))
        };
        let is_open = step.goals.iter().all(|goal| if let Goal::Opens(id) = goal { opens(id) } else { true });
        let is_of_rules = |goal: &Goal| !matches!(goal, Goal::Opens(_));
        if !is_open || !step.goals.iter().any(is_of_rules) {
            return is_open;
        }
        let Some((_, reasons)) = self.tried(answers) else { return false };
        let Some(reason) = self.decision.reason(&reasons) else { return false };
        let says_no = |rule: usize, column: usize| {
            reason.why_not.iter().any(|(known, columns)| *known == rule && columns.contains(&column))
        };
        let is_said = self.known.is_through || answers.contains_key(&step.question);
        step.goals.iter().all(|goal| match goal {
            Goal::Opens(_) => true,
            Goal::Holds(rule, column) => is_said && !says_no(*rule, *column),
            Goal::Fails(rule, column) => says_no(*rule, *column),
        })
    }

    /// The other answers to a question, made up once.
    fn others(&mut self, id: &str) -> Option<Rc<Others>> {
        if let Some(known) = self.others.get(id) {
            return known.clone();
        }
        let given = (self.before.get(id), &self.decision.told);
        let others = Others::of(self.case.journey, self.decision.own, id, given, self.case.day).map(Rc::new);
        self.others.insert(id.to_owned(), others.clone());
        others
    }
}

fn add(steps: &mut Vec<Step>, question: &str, goal: Goal) {
    match steps.iter_mut().find(|step| step.question == question) {
        Some(step) if step.goals.contains(&goal) => {}
        Some(step) => step.goals.push(goal),
        None => steps.push(Step { question: question.to_owned(), goals: vec![goal] }),
    }
}

/// One of each part, in all ways, so far as they are not too many.
fn combined(parts: &[Vec<(String, Goal)>]) -> Vec<Vec<(String, Goal)>> {
    let mut ways = vec![Vec::new()];
    for part in parts {
        let with = |way: &Vec<(String, Goal)>| {
            part.iter().map(|own| [way.as_slice(), std::slice::from_ref(own)].concat()).collect::<Vec<_>>()
        };
        ways = ways.iter().flat_map(with).take(MOST_WAYS).collect();
    }
    ways
}

#[cfg(test)]
mod tests;
