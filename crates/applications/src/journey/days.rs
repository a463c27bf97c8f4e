//! Rules between days: what must not come before or after what, and how far from today. Pure.

use std::fmt;

use catalogue::holiday::Holidays;
use jiff::ToSpan;
use serde::{Deserialize, Serialize};
use values::{AreaCode, Day, Text};

use super::{Answer, Answers, Journey, Kind, Mistake, Question, lifted::Lifted};

/// What a day is held against.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum Bound {
    /// The day on which it is answered.
    Today,
    /// The answer to the question of this id.
    Question(String),
}

impl From<String> for Bound {
    fn from(text: String) -> Self {
        if text == "today" { Self::Today } else { Self::Question(text) }
    }
}

impl From<Bound> for String {
    fn from(bound: Bound) -> Self {
        bound.to_string()
    }
}

impl fmt::Display for Bound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Today => "today",
            Self::Question(id) => id,
        })
    }
}

/// The day on which something is answered, with the holidays that offices keep.
#[derive(Debug, Clone, Copy)]
pub struct Today<'a> {
    /// The day.
    pub day: Day,
    /// The holidays.
    pub holidays: &'a Holidays,
}

/// Years before this are slips.
const EARLIEST: Day = jiff::civil::date(1900, 1, 1);

impl Question {
    /// Is a day that was read one that the question takes today, by itself? What other questions say comes in
    /// [`Journey::wrong_day`].
    pub(super) fn takes(&self, day: Day, today: Day) -> Result<(), Mistake> {
        if day < self.earliest.unwrap_or(EARLIEST) {
            return Err(Mistake::TooLongAgo(self.earliest.unwrap_or(EARLIEST)));
        }
        let in_past = self.past || self.not_after == Some(Bound::Today);
        if in_past && day > today {
            return Err(Mistake::Future);
        }
        if let Some(years) = self.aged
            && day.saturating_add(i64::from(years).years()) > today
        {
            return Err(Mistake::TooYoung(years));
        }
        let from_today = self.not_before == Some(Bound::Today);
        let Some(within) = self.within_days else {
            return if from_today && day < today { Err(Mistake::Past) } else { Ok(()) };
        };
        let first = if from_today { today } else { moved(today, -i64::from(within)) };
        let last = if in_past { today } else { moved(today, i64::from(within)) };
        if (first..=last).contains(&day) { Ok(()) } else { Err(Mistake::OutsideDays(first, last)) }
    }

    /// The day that a text says, as `2023-03-20`, or what it lacks of one.
    pub(super) fn read_day(&self, text: &str, today: Day) -> Result<Day, Mistake> {
        if let [year, month, day] = text.split('-').collect::<Vec<_>>()[..] {
            let parts = [(day, "day"), (month, "month"), (year, "year")];
            let lacking: Vec<&str> = parts.iter().filter(|(said, _)| said.is_empty()).map(|(_, name)| *name).collect();
            if !lacking.is_empty() {
                return Err(Mistake::DayWithout(lacking.join("-"), self.some_day(today)));
            }
            if year.len() == 2 && year.bytes().all(|byte| byte.is_ascii_digit()) {
                return Err(Mistake::ShortYear(self.some_day(today)));
            }
        }
        text.parse().map_err(|_| Mistake::NotADay(self.some_day(today)))
    }

    /// A day that it takes today: its example, if it does.
    fn some_day(&self, today: Day) -> Day {
        let example = match &self.example {
            Some(Answer::Text(text)) => {
                text.parse().ok().or_else(|| text.parse().ok().map(|days: i64| moved(today, days)))
            }
            _ => None,
        };
        let grown = today.saturating_sub(30.years());
        let others = [today, grown, moved(today, 7), moved(today, -7)];
        example.into_iter().chain(others).find(|day| self.takes(*day, today).is_ok()).unwrap_or(today)
    }

    /// The questions that its day is held against.
    pub fn held_against(&self) -> impl Iterator<Item = &str> {
        [&self.not_before, &self.not_after].into_iter().filter_map(|bound| match bound {
            Some(Bound::Question(id)) => Some(id.as_str()),
            _ => None,
        })
    }

    /// Its example as it reads on a day: `+2` is the day after tomorrow, or the first after it on which offices are
    /// open at this area, if only such a day is taken.
    fn example_on(&self, today: Today<'_>, area: Option<&AreaCode>) -> Option<Answer> {
        match &self.example {
            Some(Answer::Text(text)) if self.kind == Kind::Date => match text.parse::<i64>() {
                Ok(days) => {
                    let day = moved(today.day, days);
                    let open = |day: &Day| self.working_day.is_none() || today.holidays.is_working_day(*day, area);
                    let day = (0..30).map(|later| moved(day, later)).find(open).unwrap_or(day);
                    Some(Answer::Text(day.to_string()))
                }
                Err(_) => self.example.clone(),
            },
            other => other.clone(),
        }
    }
}

impl Journey {
    /// What is wrong with the day that answers a question, today and beside the other answers. Answers to questions
    /// that are not asked count for nothing.
    pub fn wrong_day(
        &self,
        question: &Question,
        answers: &Answers,
        lifted: &Lifted<'_>,
        today: Today<'_>,
    ) -> Option<Mistake> {
        let said = |id: &str| -> Option<(&Text, Day)> {
            let question = self.question(id).filter(|question| question.kind == Kind::Date)?;
            let Answer::Text(text) = answers.get(id)? else { return None };
            lifted.opens(question, answers).then_some((&question.label, text.parse().ok()?))
        };
        let (_, day) = said(&question.id)?;
        if let Err(mistake) = question.takes(day, today.day) {
            return Some(mistake);
        }
        if let Some(place) = &question.working_day {
            let area = answers.get(place).and_then(Answer::area);
            if let Some(holiday) = today.holidays.holiday(day, area) {
                return Some(Mistake::Holiday(day, holiday.name.clone()));
            }
            if !today.holidays.is_working_day(day, area) {
                return Some(Mistake::Weekend(day));
            }
        }
        let other = |bound: &Option<Bound>| match bound {
            Some(Bound::Question(id)) => said(id),
            _ => None,
        };
        if let Some((label, first)) = other(&question.not_before).filter(|(_, first)| day < *first) {
            return Some(Mistake::DayBefore(label.clone(), first));
        }
        let (label, last) = other(&question.not_after).filter(|(_, last)| day > *last)?;
        Some(Mistake::DayAfter(label.clone(), last))
    }

    /// Every open question whose day is wrong today or beside the other answers. An answer may become wrong: today
    /// moves on, and other answers change.
    pub fn wrong_days(&self, answers: &Answers, lifted: &Lifted<'_>, today: Today<'_>) -> Vec<(&Question, Mistake)> {
        let wrong = |question| Some((question, self.wrong_day(question, answers, lifted, today)?));
        self.questions.iter().filter_map(wrong).collect()
    }

    /// A question with its example as it reads on a day.
    pub fn dated(&self, question: &Question, today: Today<'_>) -> Question {
        let place = question.working_day.as_ref().and_then(|place| self.question(place));
        let area = place.and_then(|place| place.example.as_ref()?.area());
        Question { example: question.example_on(today, area), ..question.clone() }
    }

    /// The journey with its examples as they read on a day.
    #[must_use]
    pub fn with_examples_on(mut self, today: Today<'_>) -> Self {
        self.questions = self.questions.iter().map(|question| self.dated(question, today)).collect();
        self
    }
}

/// A day as it is typed into three fields.
pub(super) fn typed(day: Day) -> String {
    format!("{} {} {}", day.day(), day.month(), day.year())
}

pub(super) fn moved(day: Day, days: i64) -> Day {
    day.saturating_add(days.days())
}

#[cfg(test)]
mod tests {
    use catalogue::holiday::Holiday;

    use super::*;

    fn journey(rules: &str) -> Journey {
        let journey = include_str!("fixture.toml");
        let towed = format!(
            "[[question]]\nid = \"bought\"\npage = \"about\"\nkind = \"date\"\n{rules}\nlabel = {{ en = \"Bought\", fr = \"Achat\" }}\n[[question]]\nid = \"car\""
        );
        toml::from_str(&journey.replacen("[[question]]\nid = \"car\"", &towed, 1)).unwrap()
    }

    fn check(rules: &str, bought: &str, expected: Option<Mistake>) {
        let journey = journey(rules);
        let text = |text: &str| Answer::Text(text.to_owned());
        let answers = [("born".to_owned(), text("1980-01-02")), ("bought".to_owned(), text(bought))].into();
        let holidays = holidays();
        let today = Today { day: day("2023-03-20"), holidays: &holidays };
        let found = journey.wrong_days(&answers, &journey.lifted(&answers, &[], today.day), today);
        assert_eq!(found.into_iter().next().map(|(_, mistake)| mistake), expected, "{rules} {bought}");
    }

    fn holidays() -> Holidays {
        let name = Text { en: "Good Friday".into(), fr: "Vendredi saint".into() };
        let friday = Holiday { day: day("2023-04-07"), areas: Vec::new(), name };
        Holidays::new(vec![friday], std::sync::Arc::new(catalogue::area::Areas::new(Vec::new(), Vec::new())))
    }

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn each_rule_holds_at_its_edges() {
        let born = Text { en: "Born".into(), fr: "Naissance".into() };
        check("not_before = \"born\"", "1980-01-02", None);
        check("not_before = \"born\"", "1980-01-01", Some(Mistake::DayBefore(born.clone(), day("1980-01-02"))));
        check("not_after = \"born\"", "1980-01-02", None);
        check("not_after = \"born\"", "1980-01-03", Some(Mistake::DayAfter(born, day("1980-01-02"))));
        check("not_after = \"today\"", "2023-03-20", None);
        check("not_after = \"today\"", "2023-03-21", Some(Mistake::Future));
        check("past = true", "2023-03-21", Some(Mistake::Future));
        check("not_before = \"today\"", "2023-03-20", None);
        check("not_before = \"today\"", "2023-03-19", Some(Mistake::Past));
        check("", "1900-01-01", None);
        check("", "1899-12-31", Some(Mistake::TooLongAgo(day("1900-01-01"))));
        check("earliest = \"1990-05-01\"", "1990-04-30", Some(Mistake::TooLongAgo(day("1990-05-01"))));
        check("earliest = \"1890-01-01\"", "1890-01-01", None);
        let both = Some(Mistake::OutsideDays(day("2023-03-10"), day("2023-03-30")));
        check("within_days = 10", "2023-03-10", None);
        check("within_days = 10", "2023-03-30", None);
        check("within_days = 10", "2023-03-09", both.clone());
        check("within_days = 10", "2023-03-31", both);
        let ahead = Some(Mistake::OutsideDays(day("2023-03-20"), day("2023-03-30")));
        check("not_before = \"today\"\nwithin_days = 10", "2023-03-19", ahead);
        check("within_days = 10", "+1", None);
        check("aged = 16", "2007-03-20", None);
        check("aged = 16", "2007-03-21", Some(Mistake::TooYoung(16)));
        check("aged = 16", "2023-03-20", Some(Mistake::TooYoung(16)));
        check("working_day = \"where\"", "2023-04-06", None);
        check("working_day = \"where\"", "2023-04-09", Some(Mistake::Weekend(day("2023-04-09"))));
        let name = Text { en: "Good Friday".into(), fr: "Vendredi saint".into() };
        check("working_day = \"where\"", "2023-04-07", Some(Mistake::Holiday(day("2023-04-07"), name)));
    }

    #[test]
    fn what_a_day_lacks_is_said_beside_one_that_would_be_taken() {
        let check = |rules: &str, text: &str, expected: Mistake| {
            let journey = journey(rules);
            let found = journey.question("bought").unwrap().read_day(text, day("2023-03-20"));
            assert_eq!(found, Err(expected), "{rules} {text}");
        };
        let today = day("2023-03-20");
        check("", "2023-02-29", Mistake::NotADay(today));
        check("", "2023-03-", Mistake::DayWithout("day".to_owned(), today));
        check("", "2023--05", Mistake::DayWithout("month".to_owned(), today));
        check("", "--05", Mistake::DayWithout("month-year".to_owned(), today));
        check("", "80-03-05", Mistake::ShortYear(today));
        check("", "980-03-05", Mistake::NotADay(today));
        let (born, ahead) = (day("1941-05-12"), day("2023-03-27"));
        check(
            "not_after = \"today\"\nexample = \"1941-05-12\"",
            "-05-11",
            Mistake::DayWithout("year".to_owned(), born),
        );
        check("aged = 16", "2023-13-01", Mistake::NotADay(day("1993-03-20")));
        check("not_before = \"today\"\nexample = \"+7\"", "2023-13-01", Mistake::NotADay(ahead));
        check("not_before = \"today\"\nexample = \"2020-01-01\"", "x-01-01", Mistake::NotADay(today));
    }

    #[test]
    fn an_example_can_follow_today() {
        let holidays = holidays();
        let on = |rules: &str, today: &str| {
            let journey = journey(rules).with_examples_on(Today { day: day(today), holidays: &holidays });
            journey.question("bought").unwrap().example.clone().unwrap().to_line()
        };
        let example = |text: &str| on(&format!("example = \"{text}\""), "2023-02-27");
        assert_eq!(example("+2"), "2023-03-01");
        assert_eq!(example("-1"), "2023-02-26");
        assert_eq!(example("2023-03-22"), "2023-03-22");
        // From Thursday over Good Friday and a weekend to Monday.
        assert_eq!(on("example = \"+1\"\nworking_day = \"where\"", "2023-04-06"), "2023-04-10");
    }
}
