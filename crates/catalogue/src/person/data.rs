//! Demonstration staff as `people.toml` holds them.

use std::collections::BTreeMap;

use values::{
    Role,
    source::{Finding, Source},
};

use super::Person;
use crate::data::{
    entry::Entry,
    files::{Files, Kept},
    known::Known,
};

pub(crate) fn read(entry: &mut Entry<'_>) -> Option<Person> {
    let id = entry.id("id");
    let name = entry.string("name");
    let role = entry.word("role", &Role::STAFF.map(Role::as_str));
    let body = entry.id("body");
    Some(Person { id: id?, name: name?, role: role?, body: body? })
}

pub(crate) fn check(people: &[Kept<'_, Person>], known: &Known, findings: &mut Vec<Finding>) {
    for Kept { item: person, entry } in people {
        known.organisations.check(person.body.name(), entry, "body", findings);
    }
}

/// Roles that only one person has: what that person begins nobody else could approve, and nobody stands in. Beside
/// [`read`](crate::data::read), which takes such files: it is no fault of any one row.
pub fn lone(files: &[Source]) -> Vec<Finding> {
    let files: Vec<Source> = files.iter().filter(|source| source.file.ends_with("people.toml")).cloned().collect();
    let tables = Files::open(&files, &mut Vec::new());
    let mut roles: BTreeMap<String, Vec<&Entry<'_>>> = BTreeMap::new();
    for entry in tables.entries("person") {
        roles.entry(entry.peek("role").unwrap_or_default()).or_default().push(entry);
    }
    let alone = roles.iter().filter_map(|(role, people)| match people.as_slice() {
        [only] => Some((role, *only)),
        _ => None,
    });
    alone
        .map(|(role, only)| {
            let what = format!("only one person has the role '{role}'");
            only.finding("role", what, "Add a second person: nobody approves their own work, or is always there.")
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::planted::{Plant, in_file, sound};

    const PEOPLE: Plant = in_file("people.toml");

    #[test]
    fn a_role_that_staff_cannot_have_is_found() {
        PEOPLE.replace("role = \"contact-agent\"", "role = \"citizen\"").finds(
            5,
            "'citizen' is not a word that 'role' takes",
            "Write one of 'contact-agent', 'supplier-officer',",
        );
    }

    #[test]
    fn a_role_that_only_one_person_has_is_found() {
        let mut files = sound();
        let found: Vec<String> = lone(&files).iter().map(ToString::to_string).collect();
        assert_eq!(
            found,
            ["demo/people.toml:5: only one person has the role 'contact-agent'. Add a second person: nobody approves \
                 their own work, or is always there."]
        );
        let people = files.iter_mut().find(|source| source.file.ends_with("people.toml")).unwrap();
        let second = people.text.replace("id = \"", "id = \"second-");
        people.text.push_str(&second);
        assert!(lone(&files).is_empty());
    }

    #[test]
    fn an_unknown_body_is_found() {
        PEOPLE.replace("body = \"united\"", "body = \"untied\"").finds(
            6,
            "there is no organisation 'untied'",
            "Did you mean 'united'? Otherwise add it to organisations.toml.",
        );
    }
}
