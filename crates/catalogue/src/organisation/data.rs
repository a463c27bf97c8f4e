//! Organisations as `organisations.toml` holds them.

use values::source::Finding;

use super::{ContactPoint, Level, Organisation, Sector};
use crate::{
    area::data::codes,
    data::{
        contact::{email_fault, page_fault, phone_fault},
        entry::Entry,
        files::Kept,
        known::Known,
    },
};

const ILLUSTRATIVE: [&str; 9] = [
    "name",
    "from",
    "until",
    "successors",
    "contact",
    "contact.phone",
    "contact.page",
    "contact.email",
    "contact.address",
];

pub(crate) fn read(entry: &mut Entry<'_>) -> Option<Organisation> {
    let id = entry.id("id");
    let name = entry.name("name");
    let level = entry.word("level", &Level::ALL.map(Level::as_str));
    let sector = entry.word("sector", &Sector::ALL.map(Sector::as_str));
    let valid = entry.effective();
    let areas = codes(entry, "areas");
    let successors = entry.ids("successors");
    let contact = read_contact(entry);
    let illustrative = entry.illustrative(&ILLUSTRATIVE);
    Some(Organisation {
        id: id?,
        name: name?,
        level: level?,
        sector: sector?,
        valid: valid?,
        areas,
        successors,
        contact,
        illustrative,
    })
}

fn read_contact(entry: &mut Entry<'_>) -> ContactPoint {
    let Some(mut contact) = entry.table("contact", "Write it as { phone = \"…\", page = \"…\" }.") else {
        return ContactPoint::default();
    };
    let point = ContactPoint {
        phone: contact.maybe_string("phone"),
        page: contact.maybe_string("page"),
        email: contact.maybe_string("email"),
        address: contact.maybe_name("address"),
    };
    let faults = [
        ("phone", "a telephone number", &point.phone, phone_fault as fn(&str) -> Option<&'static str>),
        ("page", "the address of a page", &point.page, page_fault),
        ("email", "an e-mail address", &point.email, email_fault),
    ];
    for (key, what, value, fault) in faults {
        if let Some(value) = value
            && let Some(fix) = fault(value)
        {
            contact.report(key, format!("'{value}' is not {what}"), fix);
        }
    }
    entry.take_in(contact);
    point
}

pub(crate) fn check(bodies: &[Kept<'_, Organisation>], known: &Known, findings: &mut Vec<Finding>) {
    for Kept { item: body, entry } in bodies {
        for (n, area) in body.areas.iter().enumerate() {
            known.areas.check(area.as_str(), entry, &format!("areas.{n}"), findings);
        }
        for (n, next) in body.successors.iter().enumerate() {
            let path = format!("successors.{n}");
            known.organisations.check(next.name(), entry, &path, findings);
            let Some(until) = body.valid.until else {
                let what = format!("organisation '{}' has successors but no 'until'", body.id.name());
                findings.push(entry.finding(&path, what, "Add 'until', the day they took over, or take them out."));
                break;
            };
            let successor = bodies.iter().map(|kept| &kept.item).find(|other| other.id == *next);
            if successor.is_some_and(|successor| !successor.valid.holds_on(until)) {
                let what = format!("successor '{}' is not there on {until}, when it takes over", next.name());
                findings.push(entry.finding(&path, what, "Make the two days meet, or name another successor."));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::data::planted::{Plant, in_file};

    const ORGANISATIONS: Plant = in_file("organisations.toml");

    #[test]
    fn an_unknown_key_is_found() {
        ORGANISATIONS
            .replace("level = \"national\"", "levle = \"national\"")
            .finds(29, "organisation 'helpers' has no key 'levle'", "Did you mean 'level'?")
            .finds(26, "organisation 'helpers' has no 'level'", "Add 'level'.");
    }

    #[test]
    fn an_unknown_key_inside_a_table_is_found() {
        ORGANISATIONS.replace("email = ", "e-mail = ").finds(
            20,
            "this contact has no key 'e-mail'",
            "Did you mean 'email'?",
        );
    }

    #[test]
    fn an_id_that_is_there_twice_is_found_with_the_first_place() {
        ORGANISATIONS
            .replace("id = \"old-south\"", "id = \"old-north\"")
            .finds(
                11,
                "organisation 'old-north' is there twice, first at demo/organisations.toml:2",
                "Take one of them out, or give it another name.",
            )
            .with_consequences(1);
    }

    #[test]
    fn an_id_with_capitals_is_found() {
        ORGANISATIONS.replace("id = \"helpers\"", "id = \"Helpers\"").finds(
            27,
            "'Helpers' cannot be an id",
            "Use small letters without accents, digits, hyphens and full stops, at most 100.",
        );
    }

    #[test]
    fn a_word_that_is_not_one_of_the_few_is_found() {
        ORGANISATIONS.replace("sector = \"voluntary\"", "sector = \"voluntry\"").finds(
            30,
            "'voluntry' is not a word that 'sector' takes",
            "Did you mean 'voluntary'?",
        );
    }

    #[test]
    fn an_end_before_the_beginning_is_found() {
        ORGANISATIONS
            .replace("until = 2023-04-01 # north", "until = 1970-01-01")
            .finds(
                7,
                "'until' (1970-01-01) is not after 'from' (1974-04-01)",
                "'until' is the first day on which it holds no more: write a day after 1974-04-01.",
            )
            .with_consequences(2);
    }

    #[test]
    fn a_day_that_is_not_in_the_calendar_is_found() {
        ORGANISATIONS.replace("from = \"1974-04-01\"", "from = \"1974-04-31\"").finds(
            14,
            "'from' is not a day",
            "Write a day as 2023-04-01.",
        );
    }

    #[test]
    fn an_unknown_successor_is_found_and_the_nearest_name_suggested() {
        ORGANISATIONS.replace("successors = [\"united\"] # north", "successors = [\"unitde\"]").finds(
            8,
            "there is no organisation 'unitde'",
            "Did you mean 'united'? Otherwise add it to organisations.toml.",
        );
    }

    #[test]
    fn successors_without_an_end_are_found() {
        ORGANISATIONS.replace("until = 2023-04-01 # north\n", "\n").finds(
            8,
            "organisation 'old-north' has successors but no 'until'",
            "Add 'until', the day they took over, or take them out.",
        );
    }

    #[test]
    fn a_successor_that_is_not_there_when_it_takes_over_is_found() {
        ORGANISATIONS.replace("until = 2023-04-01 # north", "until = 2022-04-01").finds(
            8,
            "successor 'united' is not there on 2022-04-01, when it takes over",
            "Make the two days meet, or name another successor.",
        );
    }

    #[test]
    fn a_missing_french_name_is_found() {
        ORGANISATIONS
            .replace(
                "name = { en = \"Old North Council\", fr = \"Conseil d’Old North\" }",
                "name = { en = \"Old North Council\" }",
            )
            .finds(4, "'name' has no French text", "Add fr = \"…\" to it.");
    }

    #[test]
    fn an_empty_french_name_is_found() {
        ORGANISATIONS.replace("fr = \"Conseil d’Old North\"", "fr = \" \"").finds(
            4,
            "'name' is empty in French",
            "Write it.",
        );
    }

    #[test]
    fn a_name_in_one_language_only_is_found() {
        ORGANISATIONS
            .replace(
                "name = { en = \"Old North Council\", fr = \"Conseil d’Old North\" }",
                "name = \"Old North Council\"",
            )
            .finds(4, "'name' is not a table", "Write it as { en = \"…\", fr = \"…\" }.");
    }

    #[test]
    fn malformed_contacts_are_found() {
        let check = |good: &'static str, bad: &'static str, what: &str, fix: &str| {
            ORGANISATIONS.replace(good, bad).finds(20, what, fix);
        };
        check("01632 960 001", "0163x", "'0163x' is not a telephone number", "Write digits and spaces");
        check(
            "https://united.example",
            "united.example",
            "'united.example' is not the address of a page",
            "https://www.example.org",
        );
        check("help@united.example", "help", "'help' is not an e-mail address", "Write it as name@example.org.");
    }

    #[test]
    fn a_mark_on_a_field_that_is_not_there_is_found() {
        ORGANISATIONS
            .replace("illustrative = [\"contact.phone\"]", "illustrative = [\"contact.fone\", \"contact.address\"]")
            .finds(21, "no field 'contact.fone' can be marked illustrative", "Did you mean 'contact.phone'?")
            .finds(
                21,
                "'contact.address' is marked illustrative but is not there",
                "Write 'contact.address', or take the mark out.",
            );
    }
}
