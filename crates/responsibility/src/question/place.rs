//! What a person means by a place: a code, a postcode or all of its first half, or the name of a parish or council.

use std::collections::BTreeSet;

use catalogue::{
    Catalogue,
    area::{Area, Areas, Resolved},
    organisation::Organisation,
};
use values::{AreaCode, AreaKind};

/// Where a text leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Placed<'a> {
    /// To one area.
    One(AreaCode),
    /// To several: ask which.
    Choose(Vec<&'a Area>),
    /// To none that we know.
    Unknown,
}

/// Longer texts name no place.
const LONGEST: usize = 100;
/// As many as a person reads through.
const CHOICES: usize = 12;

/// As names are compared: whoever types one leaves out hyphens, points and apostrophes, or puts them elsewhere.
fn plain(text: &str) -> String {
    let kept = text.chars().filter(|letter| !matches!(letter, '\'' | '’' | '.'));
    let spaced: String = kept.map(|letter| if letter == '-' { ' ' } else { letter }).collect();
    spaced.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Finds the place that a text means: an area, or the areas of a body whose name it is.
pub fn find<'a>(catalogue: &'a Catalogue, text: &str) -> Placed<'a> {
    match in_areas(catalogue.areas(), text) {
        Placed::Unknown => of_body(catalogue, text),
        found => found,
    }
}

/// The areas of the body of this name.
fn of_body<'a>(catalogue: &'a Catalogue, text: &str) -> Placed<'a> {
    let wanted = plain(text);
    let is_named = |body: &&Organisation| plain(&body.name.en) == wanted || plain(&body.name.fr) == wanted;
    let codes: BTreeSet<&AreaCode> = catalogue.organisations().filter(is_named).flat_map(|body| &body.areas).collect();
    among(codes.into_iter().filter_map(|code| catalogue.areas().get(code)).collect())
}

fn among(mut found: Vec<&Area>) -> Placed<'_> {
    found.truncate(CHOICES);
    match found.as_slice() {
        [] => Placed::Unknown,
        [only] => Placed::One(only.code.clone()),
        _ => Placed::Choose(found),
    }
}

/// A name leads to the smallest areas that have it; without one, to those whose names begin with it. A code is that very
/// area: whoever is asked which of several is meant answers with it.
fn in_areas<'a>(areas: &'a Areas, text: &str) -> Placed<'a> {
    let text = text.trim();
    if text.is_empty() || text.len() > LONGEST {
        return Placed::Unknown;
    }
    let as_code = [text, &text.to_ascii_uppercase()].map(AreaCode::from);
    if let Some(area) = as_code.iter().find_map(|code| areas.get(code)) {
        return Placed::One(area.code.clone());
    }
    match areas.resolve(text) {
        Resolved::One(code) => return Placed::One(code),
        Resolved::Choose(several) => return Placed::Choose(several),
        Resolved::Unknown => {}
    }
    let wanted = plain(text);
    let named = |fits: fn(&str, &str) -> bool| -> Vec<&'a Area> {
        let is_named = |name: &str| fits(&plain(name), &wanted);
        areas.all().filter(|area| is_named(&area.name.en) || is_named(&area.name.fr)).collect()
    };
    let mut found = named(|name, wanted| name == wanted);
    if found.iter().any(|area| area.kind == AreaKind::Locality) {
        found.retain(|area| area.kind == AreaKind::Locality);
    }
    if found.is_empty() && wanted.chars().count() >= 3 {
        found = named(|name, wanted| name.starts_with(wanted));
    }
    among(found)
}

#[cfg(test)]
mod tests {
    use values::Text;

    use super::*;

    fn areas() -> Areas {
        let data = areas_data();
        Areas::new(data.areas, data.postcodes)
    }

    fn areas_data() -> catalogue::data::CatalogueData {
        let area = |code: &str, kind, name: &str| Area {
            code: code.into(),
            kind,
            name: Text { en: name.to_owned(), fr: format!("{name} (fr)") },
            from: None,
            until: None,
            successors: Vec::new(),
            within: Vec::new(),
        };
        let postcode = |outward: &str, codes: &[&str]| catalogue::area::Postcode {
            outward: outward.to_owned(),
            areas: codes.iter().map(|code| (*code).into()).collect(),
        };
        catalogue::data::CatalogueData {
            areas: vec![
                area("lake", AreaKind::Locality, "Lake"),
                area("lakeside", AreaKind::Locality, "Lakeside"),
                area("d1", AreaKind::District, "Lake"),
                area("d2", AreaKind::District, "Dale"),
                area("u2", AreaKind::Unitary, "Dale"),
                area("st-mary", AreaKind::Locality, "St Mary’s-in-the-Vale"),
                area("E07000001", AreaKind::District, "Far"),
            ],
            postcodes: vec![postcode("NO1", &["lake"]), postcode("NO2", &["lake", "lakeside"])],
            ..catalogue::data::CatalogueData::default()
        }
    }

    #[test]
    fn a_place_is_found_as_people_write_it() {
        let areas = areas();
        let one = |text: &str, code: &str| assert_eq!(in_areas(&areas, text), Placed::One(code.into()), "{text}");
        one("d1", "d1");
        one(" no1 4ab ", "lake");
        one("LAKE", "lake");
        one("lake (FR)", "lake");
        one("lakes", "lakeside");
        one("st marys in the vale", "st-mary");
        one("St. Mary’s-in-the-Vale", "st-mary");
        one("e07000001", "E07000001");
        for text in ["", "  ", "la", "nowhere", "🏠", &"x".repeat(200)] {
            assert_eq!(in_areas(&areas, text), Placed::Unknown, "{text}");
        }
    }

    #[test]
    fn a_body_stands_for_its_areas() {
        let body = |name: &str, codes: &[&str]| Organisation {
            id: values::Id::named(&plain(name).replace(' ', "-")).unwrap(),
            name: Text { en: name.to_owned(), fr: format!("{name} (fr)") },
            level: catalogue::organisation::Level::Local,
            sector: catalogue::organisation::Sector::Public,
            valid: values::Effective { from: values::Day::MIN, until: None },
            areas: codes.iter().map(|code| (*code).into()).collect(),
            successors: Vec::new(),
            contact: catalogue::organisation::ContactPoint::default(),
            illustrative: catalogue::Illustrative::default(),
        };
        let bodies =
            vec![body("Lake Council", &["d1"]), body("Two Towns", &["lake", "lakeside"]), body("Dale", &["d1"])];
        let data = catalogue::data::CatalogueData { organisations: bodies, ..areas_data() };
        let catalogue = Catalogue::new(1, data);
        assert_eq!(find(&catalogue, "lake council"), Placed::One("d1".into()));
        assert_eq!(find(&catalogue, "Lake Council (FR)"), Placed::One("d1".into()));
        assert!(matches!(find(&catalogue, "Two Towns"), Placed::Choose(areas) if areas.len() == 2));
        assert!(
            matches!(find(&catalogue, "Dale"), Placed::Choose(areas) if areas[0].code == "d2".into()),
            "areas first"
        );
        assert_eq!(find(&catalogue, "Nowhere Council"), Placed::Unknown);
    }

    #[test]
    fn where_there_are_several_one_is_asked_for() {
        let areas = areas();
        let several = |text: &str, codes: &[&str]| match in_areas(&areas, text) {
            Placed::Choose(found) => {
                assert_eq!(found.iter().map(|area| area.code.as_str()).collect::<Vec<_>>(), codes, "{text}");
            }
            other => panic!("{text}: {other:?}"),
        };
        several("NO2", &["lake", "lakeside"]);
        several("dale", &["d2", "u2"]);
        several("lak", &["d1", "lake", "lakeside"]);
    }
}
