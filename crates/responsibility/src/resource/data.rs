//! Posts and budget lines as `resources.toml` holds them.

use std::{collections::BTreeMap, ops::Range};

use serde::Deserialize;
use values::{
    Day, Effective, Id, Money, Text,
    source::{Source, Spanned},
};

use super::{Amount, Resource};
use crate::{Function, data::Reading};

/// Figures in files are below this, so that sums of them can be counted.
const MOST: i64 = 1_000_000_000_000_000;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    resource: Vec<Spanned<Row>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    line: Spanned<String>,
    body: Spanned<String>,
    franchise: Option<Spanned<String>>,
    title: Spanned<Text>,
    service_type: Option<Spanned<String>>,
    function: Option<Function>,
    posts: Option<Spanned<String>>,
    money: Option<Spanned<Money>>,
    from: Day,
    until: Option<Day>,
    #[serde(default)]
    illustrative: bool,
}

/// Reads the file. Each row has posts or money; all rows of a line have the same.
pub(crate) fn read(reading: &mut Reading<'_>, source: &Source) {
    let file: File = match source.read() {
        Ok(file) => file,
        Err(finding) => return reading.findings.push(finding),
    };
    let mut lines: BTreeMap<String, Resource> = BTreeMap::new();
    for spanned in &file.resource {
        let (at, row) = (spanned.span(), spanned.get_ref());
        let valid = Effective { from: row.from, until: row.until };
        reading.check_dates(source, at.clone(), valid);
        reading.text(source, &row.title);
        let body = reading.organisation(source, &row.body);
        let service_type = row.service_type.as_ref().map(|name| reading.service_type(source, name));
        let franchise = row.franchise.as_ref().map(|name| reading.franchise(source, name));
        let line = reading.id::<values::id::Resource>(source, &row.line);
        let amount = amount(reading, source, spanned);
        let (Some(body), Some(line), Some(amount)) = (body, line, amount) else { continue };
        if let Some(Some(franchise)) = &franchise
            && let Some(known) = reading.data.arrangements.franchise(franchise)
            && !known.members.iter().any(|member| member.body == body && member.valid.overlaps(&valid))
        {
            let what = format!("{} takes no part in the franchise '{}' then", body.name(), franchise.name());
            reading.find(source, row.body.span(), what, "Name its lead or a partner, or leave 'franchise' out.");
        }
        let resource = Resource {
            id: Id::named(&format!("row{}", reading.data.arrangements.resources.len())).expect("it is a good name"),
            line: line.name().to_owned(),
            body,
            franchise: franchise.flatten(),
            title: row.title.get_ref().clone(),
            service_type: service_type.flatten(),
            function: row.function,
            amount,
            valid,
            illustrative: row.illustrative,
            since_version: 0,
            until_version: None,
        };
        let first = lines.entry(resource.line.clone()).or_insert_with(|| resource.clone());
        if first.amount.unit() != amount.unit() {
            let what = format!("the line '{}' holds {} elsewhere, and {amount} here", resource.line, first.amount);
            reading.find(source, at, what, "A line holds posts or one currency; give the other another name.");
            continue;
        }
        reading.data.arrangements.resources.push(resource);
    }
}

fn amount(reading: &mut Reading<'_>, source: &Source, spanned: &Spanned<Row>) -> Option<Amount> {
    let row = spanned.get_ref();
    amount_of(reading, source, spanned.span(), (row.posts.as_ref(), row.money.as_ref()))
}

/// Posts or money, whichever of the two is said; of a row that lies there.
pub(crate) fn amount_of(
    reading: &mut Reading<'_>,
    source: &Source,
    row: Range<usize>,
    said: (Option<&Spanned<String>>, Option<&Spanned<Money>>),
) -> Option<Amount> {
    let (at, amount) = match said {
        (Some(posts), None) => {
            let Some(hundredths) = hundredths(posts.get_ref()) else {
                let what = format!("'{}' is no number of posts", posts.get_ref());
                reading.find(source, posts.span(), what, "Write posts = \"12.5\": at most two digits after the point.");
                return None;
            };
            (posts.span(), Amount::Posts(hundredths))
        }
        (None, Some(money)) => (money.span(), Amount::Money(*money.get_ref())),
        _ => {
            let fix = "Write either posts = \"12.5\" or money = { minor = 1250000, currency = \"GBP\" }.";
            reading.find(source, row, "it has not exactly one of 'posts' and 'money'", fix);
            return None;
        }
    };
    if !(1..=MOST).contains(&amount.count()) {
        reading.find(source, at, format!("{amount} is not an amount that can move"), "Write more than nothing.");
        return None;
    }
    Some(amount)
}

/// `12.5` is 1250 hundredths.
pub(crate) fn hundredths(text: &str) -> Option<i64> {
    let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(part) || part.len() > 2 {
        return None;
    }
    let whole: i64 = whole.parse().ok()?;
    let part: i64 = format!("{part:0<2}").parse().ok()?;
    whole.checked_mul(100)?.checked_add(part)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::planted::findings_of;

    const FILE: &str = "[[resource]]
line = \"desk\"
body = \"north\"
title = { en = \"Desk\", fr = \"Guichet\" }
service_type = \"waste\"
function = \"contact\"
posts = \"12.5\"
from = \"2022-01-01\"
until = \"2023-04-01\"
illustrative = true
";

    #[test]
    fn posts_are_counted_in_hundredths() {
        let check = |text: &str, expected: Option<i64>| assert_eq!(hundredths(text), expected, "{text}");
        check("12.5", Some(1250));
        check("12", Some(1200));
        check("0.05", Some(5));
        check("12.505", None);
        check("-1", None);
        check("1.", None);
        check("", None);
        check("99999999999999999999", None);
    }

    #[test]
    fn each_planted_fault_is_found_with_its_line() {
        let faulty = |from: &str, to: &str, expected: &str| {
            assert!(FILE.contains(from), "{from}");
            let found = findings_of("resources.toml", &FILE.replace(from, to));
            assert!(found.iter().any(|finding| finding.starts_with(expected)), "{from} → {to}: {found:?}");
        };
        assert_eq!(findings_of("resources.toml", FILE), Vec::<String>::new());
        faulty("\"north\"", "\"nroth\"", "resources.toml:3: there is no organisation 'nroth'");
        faulty("fr = \"Guichet\"", "fr = \"Desk\"", "resources.toml:4: the French is the same as the English");
        faulty("\"waste\"", "\"wsate\"", "resources.toml:5: there is no service type 'wsate'");
        faulty("\"contact\"", "\"meeting\"", "resources.toml:6: ");
        faulty("\"12.5\"", "\"12,5\"", "resources.toml:7: '12,5' is no number of posts");
        faulty("\"12.5\"", "\"0\"", "resources.toml:7: 0.00 posts is not an amount that can move");
        faulty("posts = \"12.5\"\n", "", "resources.toml:1: it has not exactly one of");
        faulty("2023-04-01", "2021-04-01", "resources.toml:1: it ends before it begins");
        faulty("function", "franchise = \"none\"\nfunction", "resources.toml:6: there is no franchise 'none'");
        faulty("\"desk\"", "\"The Desk\"", "resources.toml:2: ");
        let both = "posts = \"12.5\"\nmoney = { minor = 5, currency = \"GBP\" }";
        faulty("posts = \"12.5\"", both, "resources.toml:1: it has not exactly one of");
    }

    #[test]
    fn a_line_holds_one_unit() {
        let money = FILE.replace("posts = \"12.5\"", "money = { minor = 500, currency = \"GBP\" }");
        let found = findings_of("resources.toml", &format!("{FILE}{money}"));
        assert!(found[0].starts_with("resources.toml:11: the line 'desk' holds 12.50 posts elsewhere"), "{found:?}");
    }
}
