//! The list of local government services of the United Kingdom: a number for each, what it is, and which tier of council
//! provides it. Each is a service type, whoever provides it.

use super::{
    Edition, Inventory, Iri, Kind, Literal, NotATable, Object, Outcome, ServiceType, Statement, Tag, Verdict,
    table::{Source, Table},
};

const COLUMNS: [&str; 3] = ["LGSL", "Description", "Providing Tier"];

/// Reads the list. `base` begins the names that its records get.
pub fn read(file: &[u8], base: &str) -> Result<Outcome, NotATable> {
    let table = Table::read(file, &COLUMNS, Source::Theirs)?;
    let mut outcome = Outcome { problems: table.problems().collect(), ..Outcome::default() };
    let mut inventory = Inventory::default();
    for mut row in table.rows("LGSL") {
        let number = row.must_id("LGSL");
        let title = row.must("Description");
        let tier = row.must("Providing Tier");
        let number = number.filter(|number| {
            let is_number = number.parse::<u32>().is_ok();
            if !is_number {
                let what = format!("'{number}' is not a number");
                row.error(Some("LGSL"), "not-a-number", what, "Write the number of the service in the list.");
            }
            is_number
        });
        let name = number.as_ref().map(|number| Iri::new(format!("{base}service-type/{number}")));
        if name.as_ref().is_some_and(|name| inventory.service_types.contains_key(name)) {
            let what = "this number is in the file already".to_owned();
            row.error(Some("LGSL"), "twice", what, "Take one of the two out.");
        }
        let (record, problems) = row.done();
        if outcome.account(&record, name.as_ref(), Kind::ServiceType, problems) == Verdict::LeftOut {
            continue;
        }
        let (Some(name), Some(title), Some(tier)) = (name, title, tier) else { continue };
        let tier = Statement {
            property: Iri::new(format!("{base}column/providing-tier")),
            object: Object::Literal(Literal::plain(tier)),
        };
        let service_type = ServiceType {
            identifier: number,
            title: [(Tag::new("en"), title)].into(),
            rest: [tier].into(),
            ..ServiceType::default()
        };
        inventory.service_types.insert(name, service_type);
    }
    outcome.editions.push(Edition { from: None, inventory });
    Ok(outcome)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_line_is_a_service_type_or_says_why_not() {
        let file = b"LGSL,Description,Providing Tier\n58,Find a library,county/unitary\n58,Again,all\n,Nothing,all\n\
            x,No number,all\n60,,all\n";
        let outcome = read(file, "https://example.org/").unwrap();
        assert_eq!((outcome.records.len(), outcome.count(Verdict::Taken), outcome.count(Verdict::LeftOut)), (5, 1, 4));
        let rules: Vec<_> = outcome.problems.iter().map(|problem| problem.rule).collect();
        assert_eq!(rules, ["twice", "missing", "not-a-number", "missing"]);
        let library = &outcome.last().service_types[&Iri::new("https://example.org/service-type/58")];
        assert_eq!(library.title[&Tag::new("en")], "Find a library");
        assert_eq!(library.rest.len(), 1);
    }
}
