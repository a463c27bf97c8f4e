//! Which row says who is data controller: the one of the most specific area.

use values::{AreaCode, Day, Id, id};

use super::Controller;

/// The row that answers for a place, given as its areas, the most specific first. Nothing: nobody said otherwise, and
/// the holder of `Decision` is controller.
pub fn row<'a>(
    rows: &'a [Controller],
    service_type: &Id<id::ServiceType>,
    areas: &[AreaCode],
    day: Day,
) -> Option<&'a Controller> {
    rows.iter()
        .filter(|row| row.service_type == *service_type && row.valid.holds_on(day))
        .filter_map(|row| match &row.area {
            None => Some((areas.len(), row)),
            Some(area) => areas.iter().position(|code| code == area).map(|place| (place, row)),
        })
        .min_by(|(a, left), (b, right)| a.cmp(b).then_with(|| left.id.cmp(&right.id)))
        .map(|(_, row)| row)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use values::Effective;

    use super::*;

    fn one(n: usize, area: Option<&str>, body: &str, from: Day, until: Option<Day>) -> Controller {
        Controller {
            id: Id::named(&format!("c{n}")).unwrap(),
            service_type: Id::named("waste").unwrap(),
            area: area.map(AreaCode::from),
            bodies: vec![Id::named(body).unwrap()],
            instrument: Id::named("act").unwrap(),
            valid: Effective { from, until },
            since_version: 1,
            until_version: None,
        }
    }

    #[test]
    fn the_smaller_area_answers_and_only_while_it_holds() {
        let (start, end) = (date(2022, 1, 1), date(2023, 4, 1));
        let rows = [one(0, None, "state", start, None), one(1, Some("county"), "county", start, Some(end))];
        let check = |areas: &[&str], day: Day, expected: Option<&str>| {
            let areas: Vec<AreaCode> = areas.iter().map(|code| AreaCode::from(*code)).collect();
            let found = row(&rows, &Id::named("waste").unwrap(), &areas, day);
            assert_eq!(found.map(|row| row.bodies[0].name()), expected, "{areas:?} {day}");
        };
        check(&["district", "county"], start, Some("county"));
        check(&["district", "county"], end, Some("state"));
        check(&["district"], start, Some("state"));
        check(&[], date(2021, 12, 31), None);
    }
}
