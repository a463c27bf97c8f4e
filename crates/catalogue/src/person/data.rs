//! Demonstration staff as `people.toml` holds them.

use values::{Role, source::Finding};

use super::Person;
use crate::data::{entry::Entry, files::Kept, known::Known};

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

#[cfg(test)]
mod tests {
    use crate::data::planted::{Plant, in_file};

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
    fn an_unknown_body_is_found() {
        PEOPLE.replace("body = \"united\"", "body = \"untied\"").finds(
            6,
            "there is no organisation 'untied'",
            "Did you mean 'united'? Otherwise add it to organisations.toml.",
        );
    }
}
