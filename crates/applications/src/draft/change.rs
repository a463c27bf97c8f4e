//! What would change it, as people read it: another answer by its label, what a table compares with in words, and how long
//! ago a day would have to be.

use eligibility::decision::{
    Fact,
    compares::{Between, End, comparisons},
};
use serde::Serialize;
use values::{Money, Text};
use web::{Arg, MessageRef};

use crate::journey::{
    Change, Journey, Kind, Question, Wanted,
    number::{self, is_plain},
};

/// An answer that would change something.
#[derive(Serialize)]
pub(super) struct Other {
    question: Text,
    /// One of these.
    any: Vec<Text>,
    /// Anything but these.
    not: Vec<Text>,
    /// Or one of what the table compares with,
    words: Vec<MessageRef>,
    /// or anything but that.
    is_not: bool,
}

/// More decimals are no number that anybody writes.
const MOST_DECIMALS: usize = 15;

pub(super) fn other(journey: &Journey, change: &Change) -> Option<Other> {
    let question = journey.question(&change.question)?;
    let labels = |values: &[String]| values.iter().map(|value| label(question, value)).collect();
    let mut other =
        Other { question: question.label.clone(), any: Vec::new(), not: Vec::new(), words: Vec::new(), is_not: false };
    match &change.to {
        Wanted::Any(values) => other.any = labels(values),
        Wanted::Not(values) => other.not = labels(values),
        Wanted::Words(cell) => (other.words, other.is_not) = in_words(cell, |between| compared(question, between)),
        Wanted::Years(cell) => (other.words, other.is_not) = in_words(cell, years_ago),
    }
    Some(other)
}

/// What a cell compares with, in words, and whether it is anything but that; what can't be said so stays as the cell.
fn in_words(cell: &str, say: impl Fn(&Between) -> Option<MessageRef>) -> (Vec<MessageRef>, bool) {
    let said = comparisons(cell).and_then(|all| Some((all.any.iter().map(say).collect::<Option<_>>()?, all.is_not)));
    said.unwrap_or_else(|| (vec![MessageRef::new("check-change-words").with("cell", cell.to_owned())], false))
}

/// A number or a day between two ends.
fn compared(question: &Question, Between { from, to }: &Between) -> Option<MessageRef> {
    let is_day = matches!(from.as_ref().or(to.as_ref())?.at, Fact::Date(_));
    let message = |[number, day]: [&'static str; 2]| MessageRef::new(if is_day { day } else { number });
    let value = |end: &End| value(question, &end.at);
    let (from, to) = match (from, to) {
        (Some(from), Some(to)) => (from, to),
        (Some(from), None) => {
            let id = if from.is_within {
                ["check-change-least-number", "check-change-from-day"]
            } else {
                ["check-change-more", "check-change-after"]
            };
            return Some(message(id).with("from", value(from)?));
        }
        (None, Some(to)) => {
            let id = if to.is_within {
                ["check-change-most", "check-change-until"]
            } else {
                ["check-change-below", "check-change-before"]
            };
            return Some(message(id).with("to", value(to)?));
        }
        (None, None) => return None,
    };
    let ids = match (from.is_within, to.is_within) {
        (true, true) if from.at == to.at => {
            return Some(MessageRef::new("check-change-same").with("value", value(to)?));
        }
        (true, true) => ["check-change-from-to", "check-change-day-from-to"],
        (false, true) => ["check-change-more-most", "check-change-after-until"],
        (true, false) => ["check-change-least-below", "check-change-from-before"],
        (false, false) => ["check-change-more-below", "check-change-after-before"],
    };
    Some(message(ids).with("from", value(from)?).with("to", value(to)?))
}

/// A number, an amount or a day as people read it elsewhere on the pages.
fn value(question: &Question, fact: &Fact) -> Option<Arg> {
    match fact {
        Fact::Date(day) => Some(Arg::Day(day.parse().ok()?)),
        Fact::Number(text) if is_plain(text, MOST_DECIMALS) => {
            let currency = question.currency.filter(|_| question.kind == Kind::Money);
            let (whole, part) = text.split_once('.').unwrap_or((text, ""));
            let amount = currency.filter(|_| part.len() <= 2).zip(number::minor(&format!("{whole}.{part:0<2}")));
            let money = amount.map(|(currency, minor)| Arg::Money(Money { minor, currency }));
            Some(money.unwrap_or_else(|| Arg::Both(number::spoken(text))))
        }
        _ => None,
    }
}

/// How long ago a day would have to be, by full years between two ends.
fn years_ago(Between { from, to }: &Between) -> Option<MessageRef> {
    // The first full year at which an end is passed.
    let passed = |end: &End, is_passed_there: bool| {
        let Fact::Number(text) = &end.at else { return None };
        let (whole, part) = text.split_once('.').unwrap_or((text, ""));
        let is_whole = part.bytes().all(|digit| digit == b'0');
        Some(whole.parse::<usize>().ok()? + usize::from(!is_whole || !is_passed_there))
    };
    let least = from.as_ref().map(|from| passed(from, from.is_within));
    let below = to.as_ref().map(|to| passed(to, !to.is_within));
    let message = |id: &'static str, years: usize| MessageRef::new(id).with("years", years);
    Some(match (least, below) {
        (Some(least), None) => message("check-change-least", least?),
        (None, Some(below)) => message("check-change-less", below?),
        (Some(least), Some(below)) => {
            let (least, most) = (least?, below?.checked_sub(1)?);
            match most.cmp(&least) {
                std::cmp::Ordering::Less => return None,
                std::cmp::Ordering::Equal => message("check-change-exactly", least),
                std::cmp::Ordering::Greater => {
                    MessageRef::new("check-change-between").with("from", least).with("to", most)
                }
            }
        }
        (None, None) => return None,
    })
}

/// A value as people read it.
fn label(question: &Question, value: &str) -> Text {
    let plain = |en: &str, fr: &str| Text { en: en.to_owned(), fr: fr.to_owned() };
    match (question.kind, value) {
        (Kind::YesNo, "yes") => plain("Yes", "Oui"),
        (Kind::YesNo, "no") => plain("No", "Non"),
        _ => {
            let known = question.options.iter().find(|option| option.value == value);
            known.map_or_else(|| plain(value, value), |option| option.label.clone())
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use values::Language;
    use web::language::Words;

    use super::*;

    fn question(kind: &str) -> Question {
        let text = format!("id = 'q'\npage = 'p'\nkind = '{kind}'\nlabel = {{ en = 'a', fr = 'b' }}");
        toml::from_str(&(text + if kind == "money" { "\ncurrency = 'GBP'" } else { "" })).unwrap()
    }

    /// How a cell reads, in a language.
    fn said(kind: &str, cell: &str, language: Language) -> String {
        let text = match language {
            Language::En => include_str!("../../locales/en.ftl"),
            Language::Fr => include_str!("../../locales/fr.ftl"),
        };
        let words = Words::read(language, [text].into_iter()).unwrap();
        let (all, is_not) = match kind {
            "years" => in_words(cell, years_ago),
            kind => in_words(cell, |between| compared(&question(kind), between)),
        };
        let all: Vec<String> = all.iter().map(|message| words.message(message)).collect();
        format!("{}{}", if is_not { "not " } else { "" }, all.join(" | "))
    }

    #[test]
    fn comparisons_are_said_in_the_words_of_the_reader() {
        for (kind, cell, english) in [
            ("number", "< 5, [10..12], > 60", "less than 5 | from 10 to 12 | more than 60"),
            ("number", "not([18..65])", "not from 18 to 65"),
            ("number", "(5..10]", "more than 5 and at most 10"),
            ("number", "[1000..2500)", "at least 1,000 and less than 2,500"),
            ("money", "<= 1234.5", "at most £1,234.50"),
            ("number", "18", "18"),
            ("date", "< date(\"1978-01-01\")", "before 1 January 1978"),
            ("date", "[date(\"2020-01-01\")..date(\"2020-12-31\")]", "from 1 January 2020 to 31 December 2020"),
            (
                "years",
                "< 5, [10..12], > 60",
                "a day less than 5 years ago | a day 10 to 12 full years ago | a day at least 61 years ago",
            ),
            ("years", "[18..19)", "a day 18 full years ago"),
            ("number", "< income", "what fits < income"),
            ("years", "[12..10]", "what fits [12..10]"),
        ] {
            assert_eq!(said(kind, cell, Language::En), english, "{cell}");
        }
        assert_eq!(said("date", "> date(\"2020-03-01\")", Language::Fr), "après le 1er mars 2020");
    }

    /// Does what is said hold of a number? Nothing of what it is said of is looked at.
    fn holds(said: &str, number: i32) -> bool {
        let of = |text: &str| text.parse::<i32>().unwrap();
        said.split(" and ").all(|part| match part.rsplit_once(' ') {
            Some(("less than", to)) => number < of(to),
            Some(("at most", to)) => number <= of(to),
            Some(("more than", from)) => number > of(from),
            Some(("at least", from)) => number >= of(from),
            Some((from, to)) => {
                let from = from.strip_prefix("from ").and_then(|rest| rest.strip_suffix(" to")).unwrap();
                (of(from)..=of(to)).contains(&number)
            }
            None => number == of(part),
        })
    }

    proptest! {
        #[test]
        fn what_is_said_holds_where_the_comparison_holds(ends in any::<(bool, bool)>(), within in any::<(bool, bool)>(), from in -9..9_i32, more in 0..9_i32, number in -12..20_i32) {
            let end = |is_there: bool, at: i32, is_within: bool| is_there.then(|| End { at: Fact::number(at), is_within });
            let between = Between { from: end(ends.0 || !ends.1, from, within.0), to: end(ends.1, from + more, within.1) };
            let after = between.from.as_ref().is_none_or(|end| number > from || end.is_within && number == from);
            let before = between.to.as_ref().is_none_or(|end| number < from + more || end.is_within && number == from + more);
            let words = Words::read(Language::En, [include_str!("../../locales/en.ftl")].into_iter()).unwrap();
            let said = words.message(&compared(&question("number"), &between).unwrap());
            prop_assert_eq!(holds(&said, number), after && before, "{}", said);
        }
    }
}
