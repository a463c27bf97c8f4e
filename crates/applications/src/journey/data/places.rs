//! Places that a journey names are areas that a postcode leads to: of any other nobody is ever told.

use catalogue::{
    area::{Area, Areas, Resolved},
    data::nearest,
};

use super::super::answer::ELSEWHERE;

/// Why the answer to where something is never says this, and what to write.
pub(super) fn no_place(value: &str, areas: &Areas) -> Option<(String, String)> {
    if value == ELSEWHERE { None } else { no_area(value, areas) }
}

/// Why a place never lies in this area, and what to write.
pub(super) fn no_area(value: &str, areas: &Areas) -> Option<(String, String)> {
    let led_to = |area: &&Area| areas.postcodes_of(&area.code).next().is_some();
    let Some(known) = areas.all().find(|area| area.code.as_str() == value) else {
        let meant = meant(value, areas, || areas.all().filter(led_to));
        let meant = if meant.is_empty() { String::new() } else { format!("Did you mean '{}'? ", meant.join("' or '")) };
        return Some((
            format!("there is no area '{value}'"),
            format!("{meant}Write the code of an area of areas.toml."),
        ));
    };
    (!led_to(&known)).then(|| {
        let what = format!("no postcode leads to area '{value}' itself");
        (what, "Name the areas within it that postcodes.toml names.".to_owned())
    })
}

/// The codes of the areas that somebody may have meant: by the name, by a postcode, or by a slip.
fn meant<'a, I: Iterator<Item = &'a Area>>(value: &str, areas: &'a Areas, all: impl Fn() -> I) -> Vec<&'a str> {
    let same = |one: &str| one.to_lowercase() == value.to_lowercase();
    let is_named = |area: &&Area| same(area.code.as_str()) || same(&area.name.en) || same(&area.name.fr);
    if let Some(named) = all().find(is_named) {
        return vec![named.code.as_str()];
    }
    match areas.resolve(value) {
        Resolved::One(code) => areas.get(&code).map(|area| area.code.as_str()).into_iter().collect(),
        Resolved::Choose(among) => among.into_iter().map(|area| area.code.as_str()).collect(),
        Resolved::Unknown => nearest(value, all().map(|area| area.code.as_str())).into_iter().collect(),
    }
}
