//! What of a body that has ended did not go to the body that follows it.

use super::{
    succession::{Succession, elsewhere::elsewhere},
    *,
};

/// Alpha does waste in the north, taxes there, and passports everywhere until the day. Delta follows it.
fn moved(waste: &str, passports: &str) -> Model {
    let until = Effective { from: date(2000, 1, 1), until: Some(DAY) };
    let from = Effective { from: DAY, until: None };
    let done = Function::Fulfilment;
    let rows = [
        row(0, "waste", done, Some("north"), "alpha", until),
        row(1, "waste", done, Some("council"), waste, from),
        row(2, "passport", done, None, "alpha", until),
        row(3, "passport", done, None, passports, from),
        row(4, "tax", Function::Contact, Some("north"), "alpha", until),
        row(5, "tax", done, Some("north"), "beta", always()),
    ];
    Model::from_rows(1, rows, [], [])
}

/// North becomes a part of the council on the day, and alpha ends.
fn land() -> Catalogue {
    let mut data = catalogue_data();
    for area in &mut data.areas {
        let within = |code: &str, from, until| Within { area: code.into(), from, until };
        if area.code.as_str() == "village" || area.code.as_str() == "lake" {
            area.within = vec![within("north", None, Some(DAY)), within("council", Some(DAY), None)];
        }
    }
    data.organisations
        .iter_mut()
        .filter(|body| body.id.name() == "alpha")
        .for_each(|body| body.valid.until = Some(DAY));
    Catalogue::new(1, data)
}

fn told(model: &Model, followers: &[(&str, Option<&str>)], day: Day) -> Vec<String> {
    let rows = followers.iter().map(|(successor, area)| Succession {
        body: name("alpha"),
        thing: Thing::Telephones,
        area: area.map(AreaCode::from),
        successor: name(successor),
        from: DAY,
        transfer: name("merger"),
        pages: Vec::new(),
        since_version: 1,
        until_version: None,
    });
    let found = elsewhere((model, &land()), &Successions::of(rows), &name("alpha"), day);
    let line = |one: succession::elsewhere::Elsewhere| {
        let instead: Vec<&str> = one.instead_of.iter().map(Id::name).collect();
        format!("{} {} [{}]", one.service_type.name(), one.holder.as_ref().map_or("-", Id::name), instead.join(" "))
    };
    found.into_iter().map(line).collect()
}

#[test]
fn what_went_to_another_than_who_follows_is_named_and_nothing_else() {
    let delta = [("delta", None)];
    assert_eq!(told(&moved("delta", "delta"), &delta, DAY), [] as [&str; 0]);
    assert_eq!(told(&moved("gamma", "delta"), &delta, DAY), ["waste gamma []"]);
    assert_eq!(told(&moved("delta", "gamma"), &delta, DAY), ["passport gamma []"]);
    assert_eq!(told(&moved("gamma", "gamma"), &delta, DAY), ["passport gamma []", "waste gamma []"]);
    assert_eq!(told(&moved("gamma", "gamma"), &delta, DAY.yesterday().unwrap()), [] as [&str; 0], "it is there");
}

#[test]
fn where_several_follow_the_place_decides_and_what_is_everywhere_is_named_for_whoever_has_it_alone() {
    let two = [("delta", Some("council")), ("beta", Some("east"))];
    assert_eq!(told(&moved("delta", "gamma"), &two, DAY), ["passport gamma []"]);
    assert_eq!(told(&moved("delta", "delta"), &two, DAY), ["passport delta [beta]"]);
    assert_eq!(told(&moved("beta", "gamma"), &two, DAY), ["waste beta [delta]", "passport gamma []"]);
}

#[test]
fn what_nobody_has_now_is_named_as_that() {
    let rows = moved("delta", "delta").rows().filter(|row| row.valid.until.is_some()).cloned().collect::<Vec<_>>();
    let gap = Model::from_rows(1, rows, [], []);
    assert_eq!(told(&gap, &[("delta", None)], DAY), ["passport - []", "waste - []"]);
}
