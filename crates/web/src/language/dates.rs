//! Days, times and money as people write them. English follows the GOV.UK style guide, French the usage of the
//! Imprimerie nationale; what must not break at the end of a line is joined by a no-break space.

use jiff::{civil::DateTime, tz::TimeZone};
use values::{Day, Language, Moment, Money};

const MONTHS: [[&str; 12]; 2] = [
    [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
];

/// `1 April 2023`, `1er avril 2023`.
pub fn day(language: Language, day: Day) -> String {
    let month = |row: usize| MONTHS[row][usize::from(day.month().unsigned_abs()) - 1];
    match language {
        Language::En => format!("{} {} {}", day.day(), month(0), day.year()),
        Language::Fr if day.day() == 1 => format!("1er {} {}", month(1), day.year()),
        Language::Fr => format!("{} {} {}", day.day(), month(1), day.year()),
    }
}

/// `1 April 2023 at 9:05am`, `1er avril 2023 à 9 h 05`, as a clock on the wall shows it.
pub fn moment(language: Language, at: Moment, zone: &TimeZone) -> String {
    let wall = at.timestamp().to_zoned_datetime(zone.clone()).datetime();
    match language {
        Language::En => format!("{} at {}", day(language, wall.date()), time(language, wall)),
        Language::Fr => format!("{} à {}", day(language, wall.date()), time(language, wall)),
    }
}

/// `9:05am`, `midday`, `9 h 05`.
fn time(language: Language, wall: DateTime) -> String {
    let (hour, minute) = (wall.hour(), wall.minute());
    match (language, hour, minute) {
        (Language::En, 0, 0) => "midnight".to_owned(),
        (Language::En, 12, 0) => "midday".to_owned(),
        (Language::En, _, _) => {
            let half = if hour < 12 { "am" } else { "pm" };
            let hour = if hour % 12 == 0 { 12 } else { hour % 12 };
            if minute == 0 { format!("{hour}{half}") } else { format!("{hour}:{minute:02}{half}") }
        }
        (Language::Fr, _, 0) => format!("{hour}\u{a0}h"),
        (Language::Fr, _, _) => format!("{hour}\u{a0}h\u{a0}{minute:02}"),
    }
}

/// `£1,011.50`, `1 011,50 £`: French groups digits by narrow no-break spaces.
pub fn money(language: Language, money: Money) -> String {
    let symbol = money.currency.symbol();
    let sign = if money.minor < 0 { "-" } else { "" };
    let (whole, part) = (money.minor.unsigned_abs() / 100, money.minor.unsigned_abs() % 100);
    let part = |point: char| if part == 0 { String::new() } else { format!("{point}{part:02}") };
    match language {
        Language::En => format!("{sign}{symbol}{}{}", grouped(whole, ','), part('.')),
        Language::Fr => format!("{sign}{}{}\u{a0}{symbol}", grouped(whole, '\u{202f}'), part(',')),
    }
}

/// Digits in threes.
pub fn grouped(number: u64, between: char) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(between);
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use values::money::Currency;

    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_day_reads_as_people_write_it() {
        assert_eq!(day(Language::En, date(2023, 4, 1)), "1 April 2023");
        assert_eq!(day(Language::Fr, date(2023, 4, 1)), "1er avril 2023");
        assert_eq!(day(Language::Fr, date(2024, 8, 29)), "29 août 2024");
    }

    #[test]
    fn a_moment_shows_the_time_on_the_wall() {
        let zone = TimeZone::get("Europe/London").unwrap();
        let check = |utc: &str, en: &str, fr: &str| {
            let at = Moment::parse(utc).unwrap();
            assert_eq!(moment(Language::En, at, &zone), en);
            assert_eq!(moment(Language::Fr, at, &zone), fr);
        };
        check("2023-04-01T08:05:00Z", "1 April 2023 at 9:05am", "1er avril 2023 à 9\u{a0}h\u{a0}05");
        check("2023-03-31T23:00:00Z", "1 April 2023 at midnight", "1er avril 2023 à 0\u{a0}h");
        check("2023-01-02T12:00:00Z", "2 January 2023 at midday", "2 janvier 2023 à 12\u{a0}h");
        check("2023-01-02T15:30:00Z", "2 January 2023 at 3:30pm", "2 janvier 2023 à 15\u{a0}h\u{a0}30");
        check("2023-01-02T00:10:00Z", "2 January 2023 at 12:10am", "2 janvier 2023 à 0\u{a0}h\u{a0}10");
    }

    #[test]
    fn money_follows_the_number() {
        let pounds = |minor| Money { minor, currency: Currency::GBP };
        assert_eq!(money(Language::En, pounds(1150)), "£11.50");
        assert_eq!(money(Language::En, pounds(123_456_700)), "£1,234,567");
        assert_eq!(money(Language::En, pounds(-123_405)), "-£1,234.05");
        assert_eq!(money(Language::Fr, pounds(1150)), "11,50\u{a0}£");
        assert_eq!(money(Language::Fr, pounds(123_456_700)), "1\u{202f}234\u{202f}567\u{a0}£");
        assert_eq!(money(Language::Fr, pounds(-5)), "-0,05\u{a0}£");
    }
}
