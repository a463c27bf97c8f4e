//! Areas and postcodes as `areas.toml` and `postcodes.toml` hold them.

use std::collections::{BTreeMap, BTreeSet};

use values::{AreaCode, AreaKind, Day, source::Finding};

use super::{Area, Areas, Postcode, Within, kind_name};
use crate::data::{entry::Entry, files::Kept, known::Known};

/// The kinds of area, as data names them.
pub(crate) const KINDS: [&str; 7] =
    ["country", "county", "district", "unitary", "national-park", "registration-district", "locality"];

pub(crate) fn read(entry: &mut Entry<'_>) -> Option<Area> {
    let code = entry.string("code");
    if let Some(fix) = code.as_deref().and_then(code_fault) {
        let what = format!("'{}' is not the code of an area", code.as_deref().unwrap_or_default());
        entry.report("code", what, fix);
    }
    let kind = entry.word("kind", &KINDS);
    let name = entry.name("name");
    let (from, until) = entry.days();
    let successors = codes(entry, "successors");
    let within = read_within(entry);
    Some(Area { code: code?.as_str().into(), kind: kind?, name: name?, from, until, successors, within })
}

fn read_within(entry: &mut Entry<'_>) -> Vec<Within> {
    let mut all = Vec::new();
    for mut inner in entry.tables("within", "Write it as [{ area = \"…\" }].") {
        let area = inner.string("area");
        let (from, until) = inner.days();
        all.extend(area.map(|area| Within { area: area.as_str().into(), from, until }));
        entry.take_in(inner);
    }
    all
}

pub(crate) fn read_postcode(entry: &mut Entry<'_>) -> Option<Postcode> {
    let outward = entry.string("outward");
    if let Some(outward) = &outward
        && !is_outward(outward)
    {
        let what = format!("'{outward}' is not the first half of a postcode");
        entry.report("outward", what, "Write it in capitals and digits without a space, such as CA12.");
    }
    let areas = codes(entry, "areas");
    if areas.is_empty() {
        let what = format!("postcode '{}' leads to no area", outward.as_deref().unwrap_or_default());
        entry.report("areas", what, "Name the area it lies in, or several for the person to choose from.");
    }
    Some(Postcode { outward: outward?, areas })
}

pub(crate) fn check(areas: &[Kept<'_, Area>], known: &Known, findings: &mut Vec<Finding>) {
    let by_code: BTreeMap<&AreaCode, &Area> = areas.iter().map(|kept| (&kept.item.code, &kept.item)).collect();
    for Kept { item: area, entry } in areas {
        for (n, next) in area.successors.iter().enumerate() {
            let path = format!("successors.{n}");
            known.areas.check(next.as_str(), entry, &path, findings);
            let Some(until) = area.until else {
                let what = format!("area '{}' has successors but no 'until'", area.code);
                findings.push(entry.finding(
                    &path,
                    what,
                    "Add 'until', the day they took its place, or take them out.",
                ));
                break;
            };
            if by_code.get(next).is_some_and(|successor| !successor.holds_on(until)) {
                let what =
                    format!("successor '{next}' is not there on {until}, when it takes the place of '{}'", area.code);
                findings.push(entry.finding(&path, what, "Make the two days meet, or name another successor."));
            }
        }
        for (n, within) in area.within.iter().enumerate() {
            known.areas.check(within.area.as_str(), entry, &format!("within.{n}.area"), findings);
        }
        if let Some(round) = circle(area, &by_code)
            && round.iter().all(|code| area.code <= **code)
        {
            let way = round.iter().map(|code| code.as_str()).collect::<Vec<_>>().join("', within '");
            let what = format!("area '{}' lies within itself: within '{way}'", area.code);
            findings.push(entry.finding("within", what, "Take out the line that leads back."));
        }
    }
    // A place that names an area wrongly lies within whatever is left.
    if findings.is_empty() {
        check_overlaps(areas, findings);
    }
}

pub(crate) fn check_postcodes(
    postcodes: &[Kept<'_, Postcode>],
    areas: &[Kept<'_, Area>],
    known: &Known,
    findings: &mut Vec<Finding>,
) {
    let ended: BTreeMap<&AreaCode, _> = areas
        .iter()
        .filter(|kept| kept.item.successors.is_empty())
        .filter_map(|kept| Some((&kept.item.code, kept.item.until?)))
        .collect();
    for Kept { item: postcode, entry } in postcodes {
        for (n, area) in postcode.areas.iter().enumerate() {
            let path = format!("areas.{n}");
            known.areas.check(area.as_str(), entry, &path, findings);
            if let Some(until) = ended.get(area) {
                let what = format!("postcode '{}' leads to '{area}', which is no more since {until}", postcode.outward);
                let fix = "Name an area that is still there, or give this one a successor.";
                findings.push(entry.finding(&path, what, fix));
            }
        }
    }
}

/// Places that lie within two areas of one kind on one day: nothing could say which of them decides there.
fn check_overlaps(areas: &[Kept<'_, Area>], findings: &mut Vec<Finding>) {
    let all = Areas::new(areas.iter().map(|kept| kept.item.clone()).collect(), Vec::new());
    let days = all.days();
    for Kept { item: place, entry } in areas.iter().filter(|kept| kept.item.kind == AreaKind::Locality) {
        let torn = days.iter().filter(|day| place.holds_on(**day)).find_map(|day| {
            let around = all.on(&place.code, *day);
            let twice =
                |n: usize| around[1..n].iter().find(|known| known.kind == around[n].kind).map(|known| (known, n));
            (2..around.len()).find_map(twice).map(|(one, n)| (*day, one.code.clone(), around[n].clone()))
        });
        let Some((day, one, other)) = torn else { continue };
        let since = if day == Day::MIN { "from the beginning".to_owned() } else { format!("on {day}") };
        let what = format!(
            "'{}' lies within '{one}' and '{}' {since}, which are both of the kind {}",
            place.code,
            other.code,
            kind_name(other.kind)
        );
        let fix = "Say with 'from' and 'until' within which of them it lies when, or divide the place.";
        findings.push(entry.finding("within", what, fix));
    }
}

/// One or two capitals, a figure, perhaps one more figure or capital: how the first half of every postcode is written.
fn is_outward(text: &str) -> bool {
    let letters = text.bytes().take_while(u8::is_ascii_uppercase).count();
    let rest = &text.as_bytes()[letters..];
    let last = |byte: &u8| byte.is_ascii_digit() || byte.is_ascii_uppercase();
    (1..=2).contains(&letters)
        && (1..=2).contains(&rest.len())
        && rest[0].is_ascii_digit()
        && rest.get(1).is_none_or(last)
}

pub(crate) fn codes(entry: &mut Entry<'_>, key: &'static str) -> Vec<AreaCode> {
    entry.strings(key).iter().map(|code| code.as_str().into()).collect()
}

/// What is wrong with the code of an area. Codes of a statistics office are a capital and eight digits; our own are
/// small letters, digits and hyphens.
fn code_fault(code: &str) -> Option<&'static str> {
    let own = code.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    let (letter, digits) = code.split_at_checked(1).unwrap_or_default();
    let official = letter.bytes().all(|byte| byte.is_ascii_uppercase())
        && digits.len() == 8
        && digits.bytes().all(|byte| byte.is_ascii_digit());
    (!(own || official) || code.len() > 60)
        .then_some("Write an official code (E07000028), or one of our own in small letters, digits and hyphens.")
}

/// The areas from an area outwards until it comes to itself again.
fn circle<'a>(area: &'a Area, by_code: &BTreeMap<&AreaCode, &'a Area>) -> Option<Vec<&'a AreaCode>> {
    let mut seen = BTreeSet::new();
    let mut ways: Vec<Vec<&AreaCode>> = area.within.iter().map(|within| vec![&within.area]).collect();
    while let Some(way) = ways.pop() {
        let reached = *way.last()?;
        if *reached == area.code {
            return Some(way);
        }
        if seen.insert(reached) {
            let outwards = by_code.get(reached).into_iter().flat_map(|area| &area.within);
            ways.extend(outwards.map(|within| way.iter().copied().chain([&within.area]).collect()));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::planted::{Plant, in_file};
    use serde::{Deserialize, de::value::StrDeserializer};

    const AREAS: Plant = in_file("areas.toml");
    const POSTCODES: Plant = in_file("postcodes.toml");

    #[test]
    fn every_word_for_a_kind_is_one() {
        for word in KINDS {
            let kind = values::AreaKind::deserialize(StrDeserializer::<serde::de::value::Error>::new(word)).unwrap();
            assert_eq!(super::super::kind_name(kind), word);
        }
    }

    #[test]
    fn codes_are_official_or_our_own() {
        let check = |code, fits| assert_eq!(code_fault(code).is_none(), fits, "{code}");
        check("E07000028", true);
        check("hilltown", true);
        check("north-2", true);
        check("E0700002", false);
        check("E070000289", false);
        check("Hilltown", false);
        check("lake district", false);
        check("é", false);
    }

    #[test]
    fn a_bad_code_is_found() {
        AREAS
            .replace("code = \"E07000001\"", "code = \"E0700001\"")
            .finds(
                9,
                "'E0700001' is not the code of an area",
                "Write an official code (E07000028), or one of our own in small letters, digits and hyphens.",
            )
            .with_consequences(1);
    }

    #[test]
    fn a_place_within_two_areas_of_one_kind_is_found() {
        // Where the hill lay before the merger is said; that it lay in the other district too is not true.
        AREAS.replace("within = [{ area = \"E07000002\" }]", "within = [{ area = \"E07000002\" }, { area = \"E07000001\" }]").finds(
            40,
            "'dale' lies within 'E07000001' and 'E07000002' from the beginning, which are both of the kind district",
            "Say with 'from' and 'until' within which of them it lies when, or divide the place.",
        );
    }

    #[test]
    fn a_kind_that_is_none_is_found() {
        AREAS.replace("kind = \"unitary\"", "kind = \"unitry\"").finds(
            26,
            "'unitry' is not a word that 'kind' takes",
            "Did you mean 'unitary'?",
        );
    }

    #[test]
    fn an_unknown_area_around_is_found() {
        AREAS.replace("{ area = \"E06000009\" }]", "{ area = \"E06000090\" }]").finds(
            35,
            "there is no area 'E06000090'",
            "Did you mean 'E06000009'? Otherwise add it to areas.toml.",
        );
    }

    #[test]
    fn a_place_that_ends_before_it_begins_is_found() {
        AREAS.replace("until = 2023-04-01 # hill", "from = 2023-04-01, until = 2023-04-01").finds(
            34,
            "'until' (2023-04-01) is not after 'from' (2023-04-01)",
            "write a day after 2023-04-01",
        );
    }

    #[test]
    fn a_successor_that_begins_too_late_is_found() {
        AREAS
            .replace("from = 2023-04-01 # united", "from = 2023-05-01")
            .finds(
                13,
                "successor 'E06000009' is not there on 2023-04-01, when it takes the place of 'E07000001'",
                "Make the two days meet, or name another successor.",
            )
            .with_consequences(1);
    }

    #[test]
    fn successors_without_an_end_are_found() {
        AREAS.replace("until = 2023-04-01 # north\n", "\n").finds(
            13,
            "area 'E07000001' has successors but no 'until'",
            "Add 'until', the day they took its place, or take them out.",
        );
    }

    #[test]
    fn an_area_that_lies_within_itself_is_found_once_for_each_way_round() {
        AREAS
            .replace(
                "name = { en = \"The country\", fr = \"Le pays\" }",
                "name = { en = \"The country\", fr = \"Le pays\" }\nwithin = [{ area = \"hill\" }]",
            )
            .finds(
                30,
                "area 'E06000009' lies within itself: within 'E92000001', within 'hill', within 'E06000009'",
                "Take out the line that leads back.",
            )
            .finds(
                15,
                "area 'E07000001' lies within itself: within 'E92000001', within 'hill', within 'E07000001'",
                "Take out",
            );
    }

    #[test]
    fn a_postcode_without_areas_is_found() {
        POSTCODES.replace("areas = [\"hill\", \"dale\"]", "areas = []").finds(
            8,
            "postcode 'NO2' leads to no area",
            "Name the area it lies in, or several for the person to choose from.",
        );
    }

    #[test]
    fn a_postcode_that_leads_to_an_unknown_area_is_found() {
        POSTCODES.replace("areas = [\"hill\", \"dale\"]", "areas = [\"hill\", \"dal\"]").finds(
            8,
            "there is no area 'dal'",
            "Did you mean 'dale'? Otherwise add it to areas.toml.",
        );
    }

    #[test]
    fn a_postcode_that_leads_to_an_area_without_a_future_is_found() {
        AREAS
            .replace(
                "name = { en = \"Dale\", fr = \"Dale\" }",
                "name = { en = \"Dale\", fr = \"Dale\" }\nuntil = 2020-01-01",
            )
            .finds_in(
                "postcodes.toml",
                8,
                "postcode 'NO2' leads to 'dale', which is no more since 2020-01-01",
                "give this one a successor",
            );
    }

    #[test]
    fn the_first_half_of_a_postcode_has_its_shape() {
        let check = |outward, fits| assert_eq!(is_outward(outward), fits, "{outward}");
        for outward in ["M1", "M60", "CA1", "CA12", "W1A", "EC1A"] {
            check(outward, true);
        }
        for outward in ["CAX", "CA123", "12CA", "C", "CA", "LA1 1AA", "ABC1", "ca1", ""] {
            check(outward, false);
        }
    }

    #[test]
    fn what_has_not_the_shape_of_half_a_postcode_is_found() {
        POSTCODES.replace("outward = \"NO1\"", "outward = \"NORTH\"").finds(
            3,
            "'NORTH' is not the first half of a postcode",
            "such as CA12.",
        );
    }

    #[test]
    fn half_a_postcode_in_small_letters_is_found() {
        POSTCODES.replace("outward = \"NO1\"", "outward = \"no 1\"").finds(
            3,
            "'no 1' is not the first half of a postcode",
            "Write it in capitals and digits without a space, such as CA12.",
        );
    }

    #[test]
    fn a_postcode_that_is_there_twice_is_found() {
        POSTCODES.replace("outward = \"NO2\"", "outward = \"NO1\"").finds(
            7,
            "postcode 'NO1' is there twice, first at demo/postcodes.toml:2",
            "Take one of them out",
        );
    }
}
