//! Holidays as `holidays.toml` holds them.

use values::source::Finding;

use super::Holiday;
use crate::data::{entry::Entry, files::Kept, known::Known};

pub(crate) fn read(entry: &mut Entry<'_>) -> Option<Holiday> {
    let day = entry.day("day");
    let name = entry.text("name");
    let areas = entry.strings("areas").iter().map(|code| code.as_str().into()).collect();
    Some(Holiday { day: day?, name: name?, areas })
}

pub(crate) fn check(holidays: &[Kept<'_, Holiday>], known: &Known, findings: &mut Vec<Finding>) {
    for (number, Kept { item: holiday, entry }) in holidays.iter().enumerate() {
        for (n, area) in holiday.areas.iter().enumerate() {
            known.areas.check(area.as_str(), entry, &format!("areas.{n}"), findings);
        }
        if let Some(first) = holidays[..number].iter().find(|other| same_day_and_place(&other.item, holiday)) {
            let what =
                format!("{} is a holiday at the same place twice, first at {}", holiday.day, first.entry.place());
            findings.push(entry.finding("day", what, "Take one of them out, or give them different areas."));
        }
    }
}

fn same_day_and_place(one: &Holiday, other: &Holiday) -> bool {
    one.day == other.day
        && (one.areas.is_empty() || other.areas.is_empty() || one.areas.iter().any(|area| other.areas.contains(area)))
}

#[cfg(test)]
mod tests {
    use crate::data::planted::{Plant, in_file};

    const HOLIDAYS: Plant = in_file("holidays.toml");

    #[test]
    fn an_unknown_area_is_found() {
        HOLIDAYS.replace("areas = [\"E92000001\"]", "areas = [\"E92000011\"]").finds(
            9,
            "there is no area 'E92000011'",
            "Did you mean 'E92000001'? Otherwise add it to areas.toml.",
        );
    }

    #[test]
    fn a_holiday_that_is_there_twice_is_found() {
        HOLIDAYS.replace("day = 2023-04-10", "day = 2023-04-07").finds(
            7,
            "2023-04-07 is a holiday at the same place twice, first at demo/holidays.toml:2",
            "Take one of them out, or give them different areas.",
        );
    }
}
