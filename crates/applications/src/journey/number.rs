//! Numbers and amounts of money as people type them, in English or in French, and as they are kept: `1234.5`.

use values::{Language, Text, money::Currency};
use web::language::dates::grouped;

/// More digits before the point are a slip.
const MOST_DIGITS: usize = 15;

/// A number with up to so many decimals, as it is kept; nothing where it is none, or may be read in two ways.
pub(super) fn read(text: &str, decimals: usize) -> Option<String> {
    let (sign, typed) = match text.trim().strip_prefix(['-', '−']) {
        Some(rest) => ("-", rest.trim_start()),
        None => ("", text.trim()),
    };
    let plain = joined(typed)?;
    let plain = plain.as_str();
    let (whole, part) = match plain.split_once('.') {
        // With so many decimals three digits may be some of them: a point is what programs and the English write.
        Some((whole, part)) if decimals > 2 && is_plain(plain, decimals) => (whole.to_owned(), part.to_owned()),
        _ => split(plain, decimals)?,
    };
    let whole = whole.trim_start_matches('0');
    let part = part.trim_end_matches('0');
    if whole.len() > MOST_DIGITS {
        return None;
    }
    let whole = if whole.is_empty() { "0" } else { whole };
    let sign = if whole == "0" && part.is_empty() { "" } else { sign };
    Some(if part.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{part}") })
}

/// Is it a number as it is kept, or as a program writes it?
pub fn is_plain(text: &str, decimals: usize) -> bool {
    let size = text.strip_prefix('-').unwrap_or(text);
    let (whole, part) = size.split_once('.').unwrap_or((size, "0"));
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    is_digits(whole) && whole.len() <= MOST_DIGITS && is_digits(part) && part.trim_end_matches('0').len() <= decimals
}

/// Blanks part thousands, as the French write, and apostrophes, as the Swiss do; nothing else.
fn joined(typed: &str) -> Option<String> {
    let groups: Vec<&str> = typed.split(|sign: char| sign.is_whitespace() || "'’".contains(sign)).collect();
    let digits = |group: &str| group.bytes().take_while(u8::is_ascii_digit).count();
    let [first, others @ ..] = groups.as_slice() else { return None };
    let are_thousands = others.is_empty()
        || ((1..=3).contains(&digits(first)) && digits(first) == first.len() && !first.starts_with('0'));
    let last = others.len().saturating_sub(1);
    let fits = |(at, group): (usize, &&str)| digits(group) == 3 && (at == last || group.len() == 3);
    (are_thousands && others.iter().enumerate().all(fits)).then(|| groups.concat())
}

/// An amount, as it is kept: always with two decimals. The sign of its own currency may stand at either end.
pub(super) fn read_money(text: &str, currency: Option<Currency>) -> Option<String> {
    let sign = currency.map_or("", Currency::symbol);
    let text = text.trim();
    let bare = text.strip_prefix(sign).unwrap_or(text);
    let bare = bare.strip_suffix(sign).unwrap_or(bare);
    let kept = read(bare, 2)?;
    let (whole, part) = kept.split_once('.').unwrap_or((&kept, ""));
    Some(format!("{whole}.{part:0<2}"))
}

/// The digits before and after the decimal sign. A point or a comma is one, or parts thousands: three digits after it part
/// thousands, unless so many decimals are taken that nobody could tell.
fn split(plain: &str, decimals: usize) -> Option<(String, String)> {
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let last = plain.rfind(['.', ',']);
    let Some(at) = last else {
        return (!plain.is_empty() && is_digits(plain)).then(|| (plain.to_owned(), String::new()));
    };
    let (before, after) = (&plain[..at], &plain[at + 1..]);
    let sign = &plain[at..=at];
    let is_repeated = before.contains(sign);
    let may_part_thousands = after.len() == 3 && !before.is_empty();
    if !is_digits(after) || (may_part_thousands && !is_repeated && decimals >= 3 && !before.contains(['.', ','])) {
        return None;
    }
    // One point before three digits is a decimal sign to some and parts thousands to others: nobody guesses.
    let is_unsure = sign == "." && !is_repeated && !before.contains(',') && after.len() == 3;
    if is_unsure {
        return None;
    }
    let parts_thousands = is_repeated || (may_part_thousands && decimals < 3);
    let (whole, part) = if parts_thousands { (plain, "") } else { (before, after) };
    if part.len() > decimals || (!parts_thousands && after.is_empty()) {
        return None;
    }
    let mut groups = whole.split(['.', ',']);
    let first = groups.next()?;
    let others: Vec<&str> = groups.collect();
    let are_groups = others.iter().all(|group| group.len() == 3 && is_digits(group))
        && is_digits(first)
        && (others.is_empty() || ((1..=3).contains(&first.len()) && !first.starts_with('0')))
        && whole.chars().filter(|sign| ".,".contains(*sign)).all(|sign| whole.contains(sign))
        && !(whole.contains('.') && whole.contains(','));
    are_groups.then(|| (whole.replace(['.', ','], ""), part.to_owned()))
}

/// How a kept number stands to a bound in whole units.
pub(super) fn compare(kept: &str, bound: i64) -> std::cmp::Ordering {
    let (whole, part) = kept.trim_start_matches('-').split_once('.').unwrap_or((kept.trim_start_matches('-'), ""));
    let scaled = |whole: &str, part: &str| format!("{whole}{part:0<9.9}").parse::<i128>().unwrap_or(i128::MAX);
    let size = scaled(whole, part);
    let kept = if kept.starts_with('-') { -size } else { size };
    kept.cmp(&(i128::from(bound) * 1_000_000_000))
}

/// A kept number as people read it.
pub fn spoken(kept: &str) -> Text {
    let (sign, size) = kept.strip_prefix('-').map_or(("", kept), |size| ("-", size));
    let (whole, part) = size.split_once('.').unwrap_or((size, ""));
    let with = |language: Language| {
        let (between, point) = if language == Language::En { (',', '.') } else { ('\u{202f}', ',') };
        let part = if part.is_empty() { String::new() } else { format!("{point}{part}") };
        format!("{sign}{}{part}", grouped(whole.parse().unwrap_or_default(), between))
    };
    Text { en: with(Language::En), fr: with(Language::Fr) }
}

/// A kept amount in the currency's minor unit.
pub fn minor(kept: &str) -> Option<i64> {
    let (whole, part) = kept.split_once('.')?;
    format!("{whole}{part}").parse().ok()
}

#[cfg(test)]
mod tests {
    use std::cmp::Ordering;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_number_is_read_as_people_type_it() {
        for (typed, decimals, kept) in [
            ("12", 0, Some("12")),
            (" 1 234 ", 0, Some("1234")),
            ("1,234", 0, Some("1234")),
            ("1.234", 0, None),
            ("1.234.567", 0, Some("1234567")),
            ("0.123", 2, None),
            ("0,123", 2, None),
            ("1 2 3", 0, None),
            ("12 34", 0, None),
            ("1'234", 0, Some("1234")),
            ("1\u{202f}234,5", 1, Some("1234.5")),
            ("1,234.50", 2, Some("1234.5")),
            ("1.234,50", 2, Some("1234.5")),
            ("1,234,567", 2, Some("1234567")),
            ("£5", 2, None),
            ("12,5", 1, Some("12.5")),
            ("007", 0, Some("7")),
            ("0", 0, Some("0")),
            ("-0", 0, Some("0")),
            ("−3", 0, Some("-3")),
            (".5", 1, Some("0.5")),
            ("12.5", 0, None),
            ("1,23,456", 0, None),
            ("12,34.567", 3, None),
            ("1.2.3", 2, None),
            ("1,234.567.8", 3, None),
            ("1.234", 3, Some("1.234")),
            ("1,234", 3, None),
            ("12.", 2, None),
            ("", 0, None),
            (",", 2, None),
            ("twelve", 0, None),
            ("1e5", 0, None),
            ("1234567890123456", 0, None),
        ] {
            assert_eq!(read(typed, decimals).as_deref(), kept, "{typed:?}");
        }
        let money = |typed: &str| read_money(typed, Some(Currency::EUR));
        assert_eq!(money("€ 12,5").as_deref(), Some("12.50"));
        assert_eq!(money("1 250,50 €").as_deref(), Some("1250.50"));
        assert_eq!(money("12").as_deref(), Some("12.00"));
        assert_eq!((money("$12"), money("5€0"), money("€")), (None, None, None));
    }

    #[test]
    fn a_number_is_said_in_each_language() {
        let said = |kept: &str| {
            let Text { en, fr } = spoken(kept);
            (en, fr)
        };
        assert_eq!(said("1234567.5"), ("1,234,567.5".to_owned(), "1\u{202f}234\u{202f}567,5".to_owned()));
        assert_eq!(said("-12"), ("-12".to_owned(), "-12".to_owned()));
        assert_eq!(minor("-12.05"), Some(-1205));
    }

    #[test]
    fn a_bound_is_held_exactly() {
        assert_eq!(compare("10", 10), Ordering::Equal);
        assert_eq!(compare("10.01", 10), Ordering::Greater);
        assert_eq!(compare("-0.5", 0), Ordering::Less);
        assert_eq!(compare("999999999999999", 1), Ordering::Greater);
    }

    proptest! {
        /// What is kept is read again as it is, and so is what people read of it, in both languages.
        #[test]
        fn what_is_said_is_read_again(whole in 0..1_000_000_000_i64, cents in 0..100_u8, is_less in any::<bool>()) {
            let typed = format!("{}{whole}.{cents:02}", if is_less { "-" } else { "" });
            let kept = read(&typed, 2).unwrap();
            prop_assert_eq!(read(&kept, 2), Some(kept.clone()));
            let Text { en, fr } = spoken(&kept);
            prop_assert_eq!((read(&en, 2), read(&fr, 2)), (Some(kept.clone()), Some(kept)));
        }

        #[test]
        fn nothing_that_is_typed_is_too_much(typed in ".{0,40}", decimals in 0..4_usize) {
            let _ = (read(&typed, decimals), read_money(&typed, Some(Currency::EUR)));
        }
    }
}
