//! Between a page's fields and answers: what was typed comes back as it was, right or wrong.

use std::collections::BTreeMap;

use catalogue::area::{Areas, Resolved};
use serde::{Deserialize, Serialize};
use values::{AreaCode, Language, Text, money::Currency};
use web::Mistakes;

use super::{Body, Said, seen::Seen};
use crate::journey::{
    About, Answer, Answers, Asking, Journey, Kind, Mistake, Question, Today,
    address::{Address, Part},
    answer, identifier, months, people, place,
};

/// What the choice beside a postcode holds for a place that is none of those served here. No area has such a code.
const ELSEWHERE: &str = "*";
/// What the fields of a question that has several are called, after its id.
const PARTS: [&str; 8] = ["day", "month", "year", "line", "line-2", "town", "postcode", "area"];

/// What the box beside it holds for a place without a British postcode.
const NO_POSTCODE: &str = "-";

/// What the fields of a page hold, by name.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Typed(BTreeMap<String, Vec<String>>);

impl Typed {
    /// What came by a form.
    pub fn from_pairs<'a>(pairs: impl Iterator<Item = (&'a str, &'a str)>) -> Self {
        let mut typed = Self::default();
        for (name, value) in pairs {
            typed.0.entry(name.to_owned()).or_default().push(value.to_owned());
        }
        typed
    }

    /// What the fields of a page hold for answers that were given before.
    pub fn from_answers<'a>(
        questions: impl Iterator<Item = &'a Question>,
        answers: &Answers,
        language: Language,
    ) -> Self {
        let mut typed = Self::default();
        for question in questions {
            match (question.kind, answers.get(&question.id)) {
                (_, None) => {}
                (_, Some(answer)) if answer.is_empty() => {}
                (Kind::Date, Some(Answer::Text(day))) => {
                    let parts = day.split('-').map(|part| part.trim_start_matches('0'));
                    for (name, part) in ["year", "month", "day"].into_iter().zip(parts) {
                        typed.put(&format!("{}-{name}", question.id), part);
                    }
                }
                (Kind::Number | Kind::Money, Some(Answer::Text(kept))) => typed.put(&question.id, kept),
                (Kind::Identifier, Some(Answer::Text(kept))) => {
                    typed.put(&question.id, &identifier::spoken(question, kept));
                }
                (Kind::People, Some(Answer::Text(kept))) => {
                    let written = people::read(kept).map(|people| people::written(&people, language));
                    typed.put(&question.id, &written.unwrap_or_else(|_| kept.clone()));
                }
                (_, Some(Answer::Text(text))) => typed.put(&question.id, text),
                (_, Some(Answer::Address(address))) => {
                    let part = |name: &str| format!("{}-{name}", question.id);
                    let mut lines = address.lines.iter();
                    typed.put(&part("line"), lines.next().map_or("", String::as_str));
                    typed.put(&part("line-2"), &lines.cloned().collect::<Vec<_>>().join(", "));
                    typed.put(&part("town"), &address.town);
                    typed.put(&part("postcode"), &address.postcode);
                }
                (_, Some(Answer::Many(values))) => values.iter().for_each(|value| typed.put(&question.id, value)),
                (_, Some(answer @ Answer::Elsewhere { postcode, .. })) => {
                    typed.put(&question.id, postcode);
                    let way = if answer.has_no_postcode() { NO_POSTCODE } else { ELSEWHERE };
                    typed.put(&format!("{}-area", question.id), way);
                }
                (_, Some(Answer::Place { postcode, area })) => {
                    typed.put(&question.id, postcode);
                    if let Some(area) = area {
                        typed.put(&format!("{}-area", question.id), area.as_str());
                    }
                }
            }
        }
        typed
    }

    /// What the fields of a page hold for a draft: what was typed and is not right yet, otherwise the answers.
    pub fn of_page(journey: &Journey, page: &str, body: &Body, language: Language) -> Self {
        let is_open = |question: &&Question| body.as_typed.contains_key(&question.id);
        let (open, said): (Vec<&Question>, Vec<&Question>) = journey.questions_on(page).partition(is_open);
        let mut typed = Self::from_answers(said.into_iter(), &body.answers, language);
        for question in open {
            typed.0.extend(body.as_typed[&question.id].0.clone());
        }
        typed
    }

    /// The same where these questions were on the form: each has a field, filled or not.
    pub fn on_form<'a>(mut self, questions: impl Iterator<Item = &'a Question>) -> Self {
        for question in questions {
            self.0.entry(question.id.clone()).or_default();
        }
        self
    }

    /// What the fields of one question hold; nothing where none of them came.
    pub fn of(&self, question: &Question) -> Option<Self> {
        let id = &question.id;
        let names = std::iter::once(id.clone()).chain(PARTS.map(|part| format!("{id}-{part}")));
        let held: BTreeMap<_, _> = names.filter_map(|name| Some((name.clone(), self.0.get(&name)?.clone()))).collect();
        (!held.is_empty()).then_some(Self(held))
    }

    /// What the fields hold, as it reads.
    pub fn to_line(&self) -> String {
        let filled = self.0.values().flatten().filter(|value| !value.is_empty());
        filled.map(String::as_str).collect::<Vec<_>>().join(" ")
    }

    /// The answer that the fields of a question hold.
    pub fn answer(&self, question: &Question) -> Answer {
        let id = &question.id;
        match question.kind {
            Kind::Choices => Answer::Many(self.of_name(id).cloned().collect()),
            Kind::Date => self.day(id).map_or_else(Answer::nothing, Answer::Text),
            Kind::Place => {
                let area = self.one(&format!("{id}-area"));
                // The choice alone, left over from an earlier postcode, is no answer.
                let postcode = self.one(id).to_owned();
                if area == NO_POSTCODE {
                    Answer::Elsewhere { postcode, elsewhere: answer::NO_POSTCODE.to_owned() }
                } else if postcode.trim().is_empty() {
                    Answer::nothing()
                } else if area == ELSEWHERE {
                    Answer::Elsewhere { postcode, elsewhere: String::new() }
                } else {
                    let area = (!area.is_empty() && area.len() <= 100).then(|| AreaCode::from(area));
                    Answer::Place { postcode, area }
                }
            }
            Kind::Address => Answer::Address(self.address(id)),
            _ => Answer::Text(self.one(id).to_owned()),
        }
    }

    /// The day that three fields hold, as `2023-03-20`, real or not, with nothing in place of a part that is empty; nothing
    /// where all three are. The month may be a name.
    pub fn day(&self, id: &str) -> Option<String> {
        let [day, month, year] = ["day", "month", "year"].map(|part| self.one(&format!("{id}-{part}")).trim());
        let day = months::day(day);
        let empty = day.is_empty() && month.is_empty() && year.is_empty();
        let month = months::named(month).map_or_else(|| month.to_owned(), |number| number.to_string());
        let two = |part: &str| if part.is_empty() { String::new() } else { format!("{part:0>2}") };
        (!empty).then(|| format!("{year}-{}-{}", two(&month), two(day)))
    }

    fn address(&self, id: &str) -> Address {
        let part = |name: &str| self.one(&format!("{id}-{name}")).to_owned();
        Address { lines: vec![part("line"), part("line-2")], town: part("town"), postcode: part("postcode") }
    }

    fn of_name(&self, name: &str) -> impl Iterator<Item = &String> {
        self.0.get(name).into_iter().flatten()
    }

    fn one(&self, name: &str) -> &str {
        self.of_name(name).next().map_or("", String::as_str)
    }

    fn holds(&self, name: &str, value: &str) -> bool {
        self.of_name(name).any(|held| held == value)
    }

    fn put(&mut self, name: &str, value: &str) {
        self.0.entry(name.to_owned()).or_default().push(value.to_owned());
    }
}

/// A form as it was filled in.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filled {
    /// What its fields held.
    pub typed: Typed,
    /// What its page had shown.
    pub shown: Seen,
}

impl Filled {
    /// The fields of a page's questions, of all that came.
    pub fn of_page(journey: &Journey, page: &str, came: &Typed, shown: Seen) -> Self {
        let fields = journey.questions_on(page).filter_map(|question| came.of(question));
        Self { typed: Typed(fields.flat_map(|fields| fields.0).collect()), shown }
    }

    /// What it says, and what is wrong with it. Where something is, what is right is kept all the same: but what may stay open
    /// counts as passed over only once the page does, unless it showed an answer, which was emptied.
    pub fn read(
        &self,
        (asking, page): (&Asking<'_>, &str),
        answers: &Answers,
        areas: &Areas,
        today: Today<'_>,
    ) -> (Said, Mistakes) {
        let (mut said, mistakes) = read(asking, page, answers, &self.typed, areas, today);
        if !mistakes.is_empty() {
            said.retain(|(id, answer)| !answer.is_empty() || self.shown.shows(id));
        }
        let as_typed = self.not_right(asking.journey().questions_on(page), &said);
        (Said { answers: said, as_typed, said_by: None }, mistakes)
    }

    /// What was typed and is not right: so is an answer that the page showed and that was emptied. A question that was not on
    /// the form stays as it is.
    fn not_right<'a>(
        &self,
        questions: impl Iterator<Item = &'a Question>,
        right: &[(String, Answer)],
    ) -> Vec<(String, Option<Typed>)> {
        let kept = questions.filter_map(|question| {
            if right.iter().any(|(id, _)| *id == question.id) {
                return Some((question.id.clone(), None));
            }
            let fields = self.typed.of(question)?;
            let is_open = !self.typed.answer(question).is_empty() || self.shown.shows(&question.id);
            Some((question.id.clone(), is_open.then_some(fields)))
        });
        kept.collect()
    }
}

/// A question as a page shows it.
#[derive(Debug, Serialize)]
pub struct Field {
    id: String,
    kind: Kind,
    label: Text,
    hint: Option<Text>,
    optional: bool,
    max: Option<usize>,
    value: String,
    day: String,
    month: String,
    year: String,
    /// What stands in the fields of an address.
    line: String,
    line_2: String,
    town: String,
    postcode: String,
    /// The sign of a currency.
    currency: Option<&'static str>,
    /// Does a number have decimals?
    decimals: bool,
    /// Is it about the person at the keyboard, whose browser may fill it in?
    yours: bool,
    autocomplete: Option<&'static str>,
    options: Vec<Offered>,
    /// The choice that a straddling postcode asks for.
    places: Vec<Offered>,
    /// The way on for a place that is none of those served here.
    elsewhere: Option<Elsewhere>,
}

/// The way on for a place that is none of those served here, as a page shows it.
#[derive(Debug, Serialize)]
pub struct Elsewhere {
    value: &'static str,
    checked: bool,
    /// Is it for a place without a postcode?
    no_postcode: bool,
    /// Does the journey end there, because nothing could be sent?
    ends: bool,
}

/// One option as a page shows it.
#[derive(Debug, Serialize)]
pub struct Offered {
    value: String,
    label: Text,
    hint: Option<Text>,
    checked: bool,
}

/// The questions of a page that are asked, with what their fields hold.
pub fn fields(asking: &Asking<'_>, page: &str, typed: &Typed, areas: &Areas) -> Vec<Field> {
    let ends = |question: &Question| asking.journey().exit_elsewhere(&question.id).is_some();
    let asked = asking.on(page).iter().filter(|question| asking.asks(question));
    asked.map(|question| field(question, ends(question), typed, areas)).collect()
}

fn field(question: &Question, ends: bool, typed: &Typed, areas: &Areas) -> Field {
    let id = &question.id;
    let options = question.options.iter().map(|option| Offered {
        value: option.value.clone(),
        label: option.label.clone(),
        hint: option.hint.clone(),
        checked: typed.holds(id, &option.value),
    });
    let resolved = areas.resolve(typed.one(id));
    let elsewhere = way_on(question, &resolved, typed).map(|value| Elsewhere {
        value,
        checked: typed.holds(&format!("{id}-area"), value),
        no_postcode: value == NO_POSTCODE,
        ends,
    });
    let places = match (question.kind, resolved) {
        (Kind::Place, Resolved::Choose(among)) => among
            .iter()
            .map(|area| Offered {
                value: area.code.to_string(),
                label: area.name.clone(),
                hint: None,
                checked: typed.holds(&format!("{id}-area"), area.code.as_str()),
            })
            .collect(),
        _ => Vec::new(),
    };
    Field {
        id: id.clone(),
        kind: question.kind,
        label: question.label.clone(),
        hint: question.hint.clone(),
        optional: question.optional,
        max: question.max,
        value: typed.one(id).to_owned(),
        day: typed.one(&format!("{id}-day")).to_owned(),
        month: typed.one(&format!("{id}-month")).to_owned(),
        year: typed.one(&format!("{id}-year")).to_owned(),
        line: typed.one(&format!("{id}-line")).to_owned(),
        line_2: typed.one(&format!("{id}-line-2")).to_owned(),
        town: typed.one(&format!("{id}-town")).to_owned(),
        postcode: typed.one(&format!("{id}-postcode")).to_owned(),
        currency: question.currency.map(Currency::symbol),
        decimals: question.decimals > 0,
        yours: question.about == Some(About::You),
        autocomplete: autocomplete(question),
        options: options.collect(),
        places,
        elsewhere,
    }
}

/// The box that lets somebody go on without a place that is served: once they have tried to.
fn way_on(question: &Question, resolved: &Resolved<'_>, typed: &Typed) -> Option<&'static str> {
    let text = typed.one(&question.id);
    match resolved {
        _ if question.kind != Kind::Place => None,
        Resolved::One(_) => None,
        Resolved::Choose(_) => Some(ELSEWHERE),
        Resolved::Unknown if place::outward(text).is_some() => Some(ELSEWHERE),
        Resolved::Unknown if text.trim().is_empty() && question.optional => None,
        Resolved::Unknown => typed.0.contains_key(&question.id).then_some(NO_POSTCODE),
    }
}

/// What a browser may fill in: only what is about the person at the keyboard (WCAG 2.2, 1.3.5).
fn autocomplete(question: &Question) -> Option<&'static str> {
    match question.kind {
        _ if question.about != Some(About::You) => None,
        Kind::Email => Some("email"),
        Kind::Phone => Some("tel"),
        Kind::Name => Some("name"),
        _ => None,
    }
}

/// What the fields of a page say, and what is wrong with them. So is what was typed for a question that is not asked any more,
/// because of another tab perhaps, said: it counts once it is. A question that was not on the form is neither answered by it
/// nor missing.
pub fn read(
    asking: &Asking<'_>,
    page: &str,
    answers: &Answers,
    typed: &Typed,
    areas: &Areas,
    today: Today<'_>,
) -> (Vec<(String, Answer)>, Mistakes) {
    let mut mistakes = Mistakes::default();
    let mut said = Vec::new();
    let (journey, mut so_far) = (asking.journey(), answers.clone());
    for question in journey.questions_on(page) {
        let checked = journey.dated(question, today).check(typed.answer(question), areas, today.day);
        // A question on the same page may be asked because of an answer just above it.
        if !asking.on(page).contains(&question) || !asking.lifted().opens(question, &so_far) {
            said.extend(checked.ok().filter(|answer| !answer.is_empty()).map(|answer| (question.id.clone(), answer)));
            continue;
        }
        if typed.of(question).is_none() {
            continue;
        }
        let checked = checked.and_then(|answer| {
            so_far.insert(question.id.clone(), answer.clone());
            journey.wrong_day(question, &so_far, asking.lifted(), today).map_or(Ok(answer), Err)
        });
        match checked {
            Ok(answer) => said.push((question.id.clone(), answer)),
            Err(Mistake::AddressWithout(_)) => {
                for part in typed.address(&question.id).missing() {
                    add(&mut mistakes, question, &Mistake::AddressWithout(part));
                }
            }
            Err(mistake) => add(&mut mistakes, question, &mistake),
        }
    }
    (said, mistakes)
}

/// The mistakes of days on a page that became wrong after they were answered: today moved on, or another answer changed.
pub fn wrong_days(asking: &Asking<'_>, page: &str, answers: &Answers, today: Today<'_>) -> Mistakes {
    let mut mistakes = Mistakes::default();
    for (question, mistake) in asking.wrong_days(answers, today) {
        if question.page == page {
            add(&mut mistakes, question, &mistake);
        }
    }
    mistakes
}

fn add(mistakes: &mut Mistakes, question: &Question, mistake: &Mistake) {
    let (field, anchor) = place_of(question, mistake);
    mistakes.add_at(field, anchor, mistake.message(question));
}

/// The field that a mistake stands at, and the element that a link in the error summary leads to.
fn place_of(question: &Question, mistake: &Mistake) -> (String, String) {
    let id = &question.id;
    match (question.kind, mistake) {
        (_, Mistake::WhichPlace(_)) => (format!("{id}-area"), format!("{id}-area")),
        (Kind::Date, Mistake::ShortYear(_)) => (id.clone(), format!("{id}-year")),
        (Kind::Date, Mistake::DayWithout(parts, _)) => {
            (id.clone(), format!("{id}-{}", parts.split('-').next().unwrap_or("day")))
        }
        (Kind::Date, _) => (id.clone(), format!("{id}-day")),
        (Kind::Address, mistake) => {
            let part = match mistake {
                Mistake::AddressWithout(part) => part.field(),
                Mistake::NotAPostcode => Part::Postcode.field(),
                _ => Part::Line.field(),
            };
            (format!("{id}-{part}"), format!("{id}-{part}"))
        }
        _ => (id.clone(), id.clone()),
    }
}
