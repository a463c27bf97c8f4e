//! Whether a question would take its own example.

use catalogue::area::Areas;
use values::Day;

use super::{Answer, Kind, Mistake, Question, days::moved};

/// A day that no rule depends on, to hold examples against that are counted from today.
const SOME_DAY: Day = jiff::civil::date(2023, 6, 1);

/// More days from today are a slip.
const FAR: i64 = 40_000;

/// What is wrong with a question's example, as the end of "the example of … is".
pub fn fault(question: &Question, areas: &Areas) -> Option<String> {
    let example = question.example.as_ref().filter(|example| !example.is_empty())?;
    let mistake = match example {
        Answer::Text(text) if question.kind == Kind::Date => day_fault(question, text),
        other => question.check(other.clone(), areas, SOME_DAY).err(),
    }?;
    Some(match mistake {
        Mistake::NotADay(_) => "no day: write 2023-04-01, or +2 for the day after tomorrow".to_owned(),
        Mistake::NotAnOption => "none of the question's options".to_owned(),
        Mistake::TooLong(most) => format!("longer than {most} letters"),
        Mistake::Future => "a day in the future, which the question does not take".to_owned(),
        Mistake::Past => "a day in the past, which the question does not take".to_owned(),
        Mistake::TooLongAgo(first) => format!("before {first}, the first day that is taken"),
        Mistake::OutsideDays(..) => "further from today than within_days allows".to_owned(),
        Mistake::NotAPostcode => "no postcode".to_owned(),
        Mistake::PlaceNotServed(outward) => format!("at {outward}, which is not in postcodes.toml"),
        Mistake::WhichPlace(_) => "a postcode of several areas, and does not say which".to_owned(),
        Mistake::NotAnEmail => "no e-mail address".to_owned(),
        Mistake::NotAPhone => "no telephone number".to_owned(),
        Mistake::NotAName => "no name".to_owned(),
        Mistake::NotANumber(decimals) => format!("no number with at most {decimals} decimals"),
        Mistake::NotMoney => "no amount of money".to_owned(),
        Mistake::TooSmall(least) => format!("below {least}"),
        Mistake::TooLarge(most) => format!("above {most}"),
        Mistake::OtherShape(like) => format!("of another shape: one looks like {like}"),
        Mistake::MistypedIdentifier => "mistyped: its figures do not fit each other".to_owned(),
        Mistake::AddressWithout(part) => format!("an address without a {}", part.field()),
        _ => "of another shape than the question takes".to_owned(),
    })
}

/// A day that is counted from today must always fit. One that is written out only has to be a day that can be meant:
/// it may be in the past or in the future, depending on when one looks.
fn day_fault(question: &Question, text: &str) -> Option<Mistake> {
    if let Ok(days) = text.parse::<i64>() {
        let near = (-FAR..=FAR).contains(&days);
        return if near {
            question.takes(moved(SOME_DAY, days), SOME_DAY).err()
        } else {
            Some(Mistake::NotADay(SOME_DAY))
        };
    }
    match text.parse::<Day>() {
        Err(_) => Some(Mistake::NotADay(SOME_DAY)),
        Ok(day) => question.takes(day, SOME_DAY).err().filter(|wrong| matches!(wrong, Mistake::TooLongAgo(_))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(kind: &str, example: &str, more: &str, expected: Option<&str>) {
        let text = format!(
            "id = 'q'\npage = 'p'\nkind = '{kind}'\nlabel = {{ en = 'a', fr = 'b' }}\nexample = {example}\n{more}"
        );
        let question: Question = toml::from_str(&text).unwrap();
        let found = fault(&question, &Areas::default());
        match expected {
            Some(words) => assert!(found.as_ref().is_some_and(|found| found.contains(words)), "{text}: {found:?}"),
            None => assert_eq!(found, None, "{text}"),
        }
    }

    #[test]
    fn an_example_is_one_that_the_question_takes() {
        check("text", "'abc'", "max = 3", None);
        check("text", "'abcd'", "max = 3", Some("longer than 3 letters"));
        check("text", "['a', 'b']", "", Some("another shape"));
        check("date", "'2023-04-01'", "not_before = 'today'", None);
        check("date", "'2023-04-31'", "", Some("no day"));
        check("date", "'1850-01-01'", "", Some("before 1900-01-01"));
        check("date", "'+2'", "not_before = 'today'", None);
        check("date", "'-2'", "not_before = 'today'", Some("in the past"));
        check("date", "'+20'", "within_days = 14", Some("within_days"));
        check("yes-no", "'yes'", "", None);
        check("yes-no", "'maybe'", "", Some("none of the question's options"));
        check("choices", "['a', 'c']", "options = [{ value = 'a', label = { en = 'A', fr = 'A' } }]", Some("none of"));
        check("place", "{ postcode = 'CA1 1AA', area = 'x' }", "", Some("at CA1, which is not in postcodes.toml"));
        check("email", "'someone'", "", Some("no e-mail address"));
        check("phone", "'12'", "", Some("no telephone number"));
        check("name", "'12'", "", Some("no name"));
        check("number", "'12.5'", "", Some("no number with at most 0 decimals"));
        check("number", "'12.5'", "decimals = 1\nmost = 12", Some("above 12"));
        check("money", "'-1'", "currency = 'GBP'", Some("below 0"));
        check("identifier", "'AB 1'", "shapes = ['AA 99']", Some("one looks like AB 12"));
        check("address", "'1 Sample Street, Carlisle, CA1 1AA'", "", None);
        check(
            "address",
            "{ lines = ['1 Sample Street'], town = '', postcode = 'CA1 1AA' }",
            "",
            Some("without a town"),
        );
    }
}
