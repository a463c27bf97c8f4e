//! What a model is told out of an answer: the answer itself, the years that have gone by since a day, one of the areas
//! that a place lies in, or whether something was ticked. A model has no clock, and asks for no more than it needs.

use serde::{Deserialize, Serialize};
use values::Day;

use crate::{decision::Fact, question::interview::says};

/// One input of a model, and out of which answer it comes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Told {
    /// What the model calls it.
    pub input: String,
    /// The concept that is asked for.
    pub concept: String,
    /// How it comes out of the answer.
    #[serde(default)]
    pub way: Way,
}

/// How an input comes out of an answer.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Way {
    /// As it is.
    #[default]
    Itself,
    /// The full years from that day to the day of the decision; none for a day to come.
    YearsSince,
    /// This part of it.
    Part(String),
    /// Whether it says this, by itself or as one of several.
    Says(String),
}

impl Told {
    /// What the model is told on a day; nothing where the answer is of another shape. That there is nothing stays so.
    pub fn fact(&self, answer: &Fact, today: Day) -> Option<Fact> {
        match (&self.way, answer) {
            (Way::Itself, _) | (_, Fact::Nothing) => Some(answer.clone()),
            (Way::YearsSince, Fact::Date(day)) => Some(Fact::number(years_since(day.parse().ok()?, today))),
            (Way::Says(value), _) => Some(Fact::Boolean(says(answer, &Fact::text(value)))),
            (Way::Part(part), Fact::Record(parts)) => Some(parts.get(part).cloned().unwrap_or(Fact::Nothing)),
            _ => None,
        }
    }
}

/// The full years from one day to another. Whoever was born on 29 February is a year older on 1 March where there is none.
pub fn years_since(day: Day, today: Day) -> i16 {
    let years = today.year() - day.year();
    let is_before = (today.month(), today.day()) < (day.month(), day.day());
    years - i16::from(is_before)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn a_year_is_full_on_its_day() {
        for (from, to, years) in [
            ("2000-05-17", "2018-05-16", 17),
            ("2000-05-17", "2018-05-17", 18),
            ("2000-02-29", "2018-02-28", 17),
            ("2000-02-29", "2018-03-01", 18),
            ("2000-02-29", "2020-02-29", 20),
            ("2018-01-01", "2018-12-31", 0),
            ("2018-01-02", "2018-01-01", -1),
        ] {
            assert_eq!(years_since(day(from), day(to)), years, "{from} to {to}");
        }
    }

    #[test]
    fn a_model_is_told_what_it_asks_for_and_nothing_else() {
        let told = |way: Way, answer: &Fact| {
            Told { input: "i".to_owned(), concept: "c".to_owned(), way }.fact(answer, day("2020-01-01"))
        };
        let place = Fact::Record([("region".to_owned(), Fact::text("84"))].into());
        assert_eq!(told(Way::Part("region".to_owned()), &place), Some(Fact::text("84")));
        assert_eq!(told(Way::Part("commune".to_owned()), &place), Some(Fact::Nothing));
        assert_eq!(told(Way::YearsSince, &Fact::date("2000-01-01")), Some(Fact::number(20)));
        assert_eq!(told(Way::YearsSince, &Fact::Nothing), Some(Fact::Nothing));
        assert_eq!(told(Way::YearsSince, &Fact::text("2000")), None);
        assert_eq!(told(Way::Itself, &Fact::Boolean(true)), Some(Fact::Boolean(true)));
        let ticked = Fact::List(vec![Fact::text("a"), Fact::text("b")]);
        assert_eq!(told(Way::Says("b".to_owned()), &ticked), Some(Fact::Boolean(true)));
        assert_eq!(told(Way::Says("c".to_owned()), &ticked), Some(Fact::Boolean(false)));
        assert_eq!(told(Way::Says("c".to_owned()), &Fact::List(Vec::new())), Some(Fact::Boolean(false)));
    }
}
