//! The other answers that a question may get, so far as the tables of a service tell them apart: each can be tried, and what
//! comes of one of its values comes of all.

use eligibility::{
    decision::{Fact, Facts, Line},
    requirement::{Told, Way},
};
use values::Day;

use super::{
    super::{Journey, Kind, When, decisions::Decided, facts::AREA},
    Answer, Question, Wanted,
};

/// The other answers to a question.
pub(super) struct Others {
    pub question: String,
    pub answers: Vec<Other>,
    /// All values that are told apart by name.
    values: Vec<String>,
    line: Option<(Line, Way)>,
    /// On which stretch of the line the answer is that was given.
    given: Option<usize>,
}

/// Another answer.
pub(super) struct Other {
    pub answer: Answer,
    means: Means,
}

/// What another answer says.
enum Means {
    /// Any of these values; none: one that has no name.
    Says(Vec<String>),
    /// What was ticked, with these and without those.
    Ticks { with: Vec<String>, without: Vec<String> },
    /// What lies on this stretch of the line.
    On(usize),
}

impl Others {
    /// The other answers to a question of which somebody can make any up; of a line too, where the tables ask for values alone.
    pub fn of(
        journey: &Journey,
        own: &Decided,
        id: &str,
        (before, known): (Option<&Answer>, &Facts),
        day: Day,
    ) -> Option<Self> {
        let question = journey.question(id)?;
        let told: Vec<&Told> = own.told.iter().filter(|told| told.concept == id).collect();
        let line = |told: &Told| own.service.model.line(&own.service.decision, &told.input);
        let none = Self { question: id.to_owned(), answers: Vec::new(), values: Vec::new(), line: None, given: None };
        let said = match before {
            Some(Answer::Text(text)) => text.as_str(),
            _ => "",
        };
        match question.kind {
            Kind::YesNo | Kind::Choice => Some(none.chosen(alike(journey, question, &told, line), said)),
            Kind::Choices => Some(none.ticked(told_apart(journey, question, (&told, before)), before)),
            Kind::Number | Kind::Money | Kind::Date => {
                let [told] = told.as_slice() else { return None };
                let line = line(told)?;
                let given = known.0.get(&told.input).and_then(|fact| line.stretch(fact));
                Some(none.measured(question, told, (line, given), day))
            }
            Kind::Text | Kind::Place => Some(none.named(names(question, &told, line)?, (question.kind, before))),
            _ => None,
        }
    }

    /// One of several, in groups that are told alike.
    fn chosen(mut self, groups: Vec<Vec<String>>, said: &str) -> Self {
        self.values = groups.concat();
        let others = groups.into_iter().filter(|group| group.iter().all(|value| value != said));
        let other = |group: Vec<String>| {
            Some(Other { answer: Answer::Text(group.first()?.clone()), means: Means::Says(group) })
        };
        self.answers = others.filter_map(other).collect();
        self
    }

    /// Any of several: one more or one less, or two.
    fn ticked(mut self, options: Vec<&String>, before: Option<&Answer>) -> Self {
        let ticked = match before {
            Some(Answer::Many(values)) => values.as_slice(),
            _ => &[],
        };
        let mut turned: Vec<Vec<&String>> = options.iter().map(|value| vec![*value]).collect();
        for (n, one) in options.iter().enumerate() {
            turned.extend(options[n + 1..].iter().map(|other| vec![*one, *other]));
        }
        // What is added before what is taken away.
        turned.sort_by_key(|values| (values.len(), values.iter().filter(|value| ticked.contains(value)).count()));
        self.answers = turned
            .into_iter()
            .map(|values| {
                let (without, with): (Vec<String>, Vec<String>) =
                    values.into_iter().cloned().partition(|value| ticked.contains(value));
                let left = ticked.iter().filter(|value| !without.contains(value));
                let answer = Answer::Many(left.chain(&with).cloned().collect());
                Other { answer, means: Means::Ticks { with, without } }
            })
            .collect();
        self
    }

    /// A number or a day: one on each stretch.
    fn measured(mut self, question: &Question, told: &Told, (line, given): (Line, Option<usize>), day: Day) -> Self {
        for (stretch, fact) in line.facts().enumerate().filter(|(stretch, _)| Some(*stretch) != given) {
            let answer = measure(question, told, (&line, stretch, fact), day);
            self.answers.extend(answer.map(|text| Other { answer: Answer::Text(text), means: Means::On(stretch) }));
        }
        Self { line: Some((line, told.way.clone())), given, ..self }
    }

    /// One of those that the tables name, or another.
    fn named(mut self, names: Vec<String>, (kind, before): (Kind, Option<&Answer>)) -> Self {
        let said = match before {
            Some(Answer::Place { area: Some(area), .. }) => Some(area.as_str()),
            Some(Answer::Text(text)) if !text.is_empty() => Some(text.as_str()),
            _ => None,
        };
        let answer = |value: &str| match kind {
            Kind::Place => Answer::Place { postcode: String::new(), area: Some(value.into()) },
            _ => Answer::Text(value.to_owned()),
        };
        let others = names.iter().filter(|name| Some(name.as_str()) != said);
        self.answers =
            others.map(|name| Other { answer: answer(name), means: Means::Says(vec![name.clone()]) }).collect();
        if said.is_none_or(|said| names.iter().any(|name| name == said)) {
            let mut nameless = "something else".to_owned();
            while names.contains(&nameless) {
                nameless.push('!');
            }
            self.answers.push(Other { answer: answer(&nameless), means: Means::Says(Vec::new()) });
        }
        Self { values: names, ..self }
    }

    /// May another answer stand beside these, as one of them?
    pub fn is_beside(&self, places: &[usize], other: usize) -> bool {
        let is_one_more = |place: &usize| match &self.answers[*place].means {
            Means::Ticks { with, without } => with.len() == 1 && without.is_empty(),
            Means::Says(_) | Means::On(_) => true,
        };
        places.iter().chain([&other]).all(is_one_more)
    }

    /// All answers that are told by one word where any of these would do: of what may be ticked all of them, too.
    pub fn told_by(&self, places: &[usize]) -> Vec<Answer> {
        let mut answers: Vec<Answer> = places.iter().map(|place| self.answers[*place].answer.clone()).collect();
        if let ([_, _, ..], [Answer::Many(first), rest @ ..]) = (places, answers.as_slice()) {
            let mut all = first.clone();
            for value in rest
                .iter()
                .filter_map(|answer| if let Answer::Many(values) = answer { Some(values) } else { None })
                .flatten()
            {
                if !all.contains(value) {
                    all.push(value.clone());
                }
            }
            answers.push(Answer::Many(all));
        }
        answers
    }

    /// What the answer would have to say, where any of these would do.
    pub fn wanted(&self, places: &[usize]) -> Vec<Wanted> {
        let means: Vec<&Means> = places.iter().map(|place| &self.answers[*place].means).collect();
        if let [Means::Ticks { with, without }] = means.as_slice() {
            let ticked = with.iter().map(|value| Wanted::Any(vec![value.clone()]));
            return ticked.chain((!without.is_empty()).then(|| Wanted::Not(without.clone()))).collect();
        }
        if let Some((line, way)) = &self.line {
            let words = line.words(&self.stretches(&means));
            return vec![if *way == Way::YearsSince { Wanted::Years(words) } else { Wanted::Words(words) }];
        }
        let (mut values, mut is_nameless) = (Vec::new(), false);
        for means in means {
            match means {
                Means::Says(said) => {
                    is_nameless |= said.is_empty();
                    values.extend(said.iter().cloned());
                }
                Means::Ticks { with, .. } => values.extend(with.iter().cloned()),
                Means::On(_) => {}
            }
        }
        let others: Vec<String> = self.values.iter().filter(|value| !values.contains(value)).cloned().collect();
        let is_shorter = values.len() > MOST_NAMED && others.len() < values.len() && !others.is_empty();
        vec![if is_nameless || is_shorter { Wanted::Not(others) } else { Wanted::Any(values) }]
    }

    /// Their stretches in order, with those between them on which no answer can be.
    fn stretches(&self, means: &[&Means]) -> Vec<usize> {
        let on = |means: &Means| if let Means::On(stretch) = means { Some(*stretch) } else { None };
        let mut stretches: Vec<usize> = means.iter().filter_map(|means| on(means)).collect();
        let can_be = |stretch: usize| {
            self.given == Some(stretch) || self.answers.iter().any(|other| on(&other.means) == Some(stretch))
        };
        let between: Vec<usize> = stretches
            .iter()
            .map(|stretch| stretch + 1)
            .filter(|stretch| stretches.contains(&(stretch + 1)) && !can_be(*stretch))
            .collect();
        stretches.extend(between);
        stretches.sort_unstable();
        stretches
    }
}

/// So many values are named before it is shorter to name the others.
const MOST_NAMED: usize = 3;

/// The values of a question with one answer, in groups that are told alike, and of which other questions tell nothing apart.
fn alike(
    journey: &Journey,
    question: &Question,
    told: &[&Told],
    line: impl Fn(&Told) -> Option<Line>,
) -> Vec<Vec<String>> {
    let yes_or_no = ["yes", "no"].into_iter().filter(|_| question.kind == Kind::YesNo).map(str::to_owned);
    let values: Vec<String> = yes_or_no.chain(question.options.iter().map(|option| option.value.clone())).collect();
    if values.len() <= MOST_TRIED_SINGLY {
        return values.into_iter().map(|value| vec![value]).collect();
    }
    let lines: Vec<(&Told, Option<Line>)> = told.iter().map(|told| (*told, line(told))).collect();
    let whens: Vec<&When> = whens(journey, question).collect();
    let mut groups: Vec<(Vec<usize>, Vec<String>)> = Vec::new();
    for (place, value) in values.into_iter().enumerate() {
        let of = |(told, line): &(&Told, Option<Line>)| {
            let fact = if let Way::Says(said) = &told.way { Fact::Boolean(*said == value) } else { Fact::text(&value) };
            line.as_ref().and_then(|line| line.stretch(&fact)).unwrap_or(usize::MAX - place)
        };
        let opens = whens.iter().any(|when| names_it(when, &value));
        let key: Vec<usize> = lines.iter().map(of).chain([if opens { place + 1 } else { 0 }]).collect();
        match groups.iter_mut().find(|(known, _)| *known == key) {
            Some((_, group)) => group.push(value),
            None => groups.push((key, vec![value])),
        }
    }
    groups.into_iter().map(|(_, group)| group).collect()
}

/// The options of which it counts whether they are ticked: those that a decision is told of, or that open another question.
/// Where nothing was answered any tick is an answer.
fn told_apart<'q>(
    journey: &Journey,
    question: &'q Question,
    (told, before): (&[&Told], Option<&Answer>),
) -> Vec<&'q String> {
    let whens: Vec<&When> = whens(journey, question).collect();
    let counts = |value: &String| {
        let is_told = |told: &&Told| if let Way::Says(said) = &told.way { said == value } else { true };
        let opens = |when: &&When| names_it(when, value) || (when.is.is_empty() && when.is_not.is_empty());
        before.is_none() || told.iter().any(is_told) || whens.iter().any(opens)
    };
    let values = question.options.iter().map(|option| &option.value);
    values.filter(|value| counts(value)).collect()
}

/// The conditions of other questions over this one.
fn whens<'j>(journey: &'j Journey, question: &Question) -> impl Iterator<Item = &'j When> {
    journey.questions.iter().flat_map(|other| &other.when).filter(|when| when.question == question.id)
}

fn names_it(when: &When, value: &String) -> bool {
    when.is.contains(value) || when.is_not.contains(value)
}

/// So many options are tried one by one.
const MOST_TRIED_SINGLY: usize = 8;

/// The texts or areas that tables name; nothing where they ask for more.
fn names(question: &Question, told: &[&Told], line: impl Fn(&Told) -> Option<Line>) -> Option<Vec<String>> {
    let mut names: Vec<String> = Vec::new();
    for told in told {
        match &told.way {
            Way::Says(value) => names.push(value.clone()),
            Way::Part(part) if part != AREA => return None,
            Way::Itself if question.kind == Kind::Place => return None,
            Way::YearsSince => return None,
            Way::Itself | Way::Part(_) => {
                let line = line(told)?;
                let named = line.facts().enumerate().filter(|(stretch, _)| line.is_named(*stretch));
                names.extend(named.filter_map(|(_, fact)| if let Fact::Text(text) = fact { Some(text) } else { None }));
            }
        }
    }
    (!names.is_empty()).then_some(names)
}

/// An answer on a stretch of the line that the question may get.
fn measure(question: &Question, told: &Told, (line, stretch, fact): (&Line, usize, Fact), day: Day) -> Option<String> {
    let is_on = |text: &String| line.stretch(&Fact::number(text)) == Some(stretch);
    match (question.kind, &told.way, fact) {
        (Kind::Date, Way::YearsSince, _) => {
            let years = line.whole(stretch).filter(|years| *years >= 0 || !question.past)?;
            let before = day.checked_sub(jiff::Span::new().try_years(years).ok()?).ok()?;
            Some(before.to_string())
        }
        (Kind::Date, Way::Itself, Fact::Date(text)) => {
            let is_past = |text: &String| !question.past || text.parse::<Day>().is_ok_and(|other| other <= day);
            let today = day.to_string();
            let is_on = |text: &String| line.stretch(&Fact::date(text)) == Some(stretch);
            [text, today].into_iter().find(|text| is_past(text) && is_on(text))
        }
        (Kind::Number | Kind::Money, Way::Itself, Fact::Number(text)) => {
            let is_whole = question.kind == Kind::Number && question.decimals == 0;
            let own = if is_whole { line.whole(stretch).map(|whole| whole.to_string()) } else { Some(text) };
            let (least, most) = (question.least.unwrap_or(0), question.most);
            let bounds = [Some(least), most].into_iter().flatten().map(|bound| bound.to_string());
            let number = |text: &str| text.parse::<f64>().unwrap_or(f64::NAN);
            let is_within = |text: &String| {
                number(text) >= number(&least.to_string())
                    && most.is_none_or(|most| number(text) <= number(&most.to_string()))
            };
            own.into_iter().chain(bounds).find(|text| is_within(text) && is_on(text))
        }
        _ => None,
    }
}
