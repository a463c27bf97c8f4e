//! The tables of a package: which there are, where the rows of each belong, and what an older set of tables calls them.

/// A table.
pub(super) struct Shape {
    /// What the standard calls it.
    pub name: &'static str,
    /// The file that it is in where nothing says otherwise.
    pub file: &'static str,
    /// The list of its parent in which a row of it stands.
    pub list: &'static str,
    /// Where a row belongs: the first of these columns that leads to a row of that table. `*`: of the table that the
    /// column before it names.
    pub parents: &'static [(&'static str, &'static str)],
    /// Rows that it leads to and that stand in it: by which column, in which table, and as what.
    pub holds: &'static [(&'static str, &'static str, &'static str)],
    /// May a row of it stand by itself?
    pub alone: bool,
    /// What its columns are called in the standard, where they have other names.
    pub renamed: &'static [(&'static str, &'static str)],
}

const NOTHING: Shape = Shape { name: "", file: "", list: "", parents: &[], holds: &[], alone: false, renamed: &[] };

/// The tables of HSDS 3.0. What belongs to another, or stands in another, comes before it.
pub(super) const PACKAGE: &[Shape] = &[
    Shape {
        name: "metadata",
        file: "metadata.csv",
        list: "metadata",
        parents: &[("resource_id", "*resource_type")],
        ..NOTHING
    },
    Shape { name: "taxonomy", file: "taxonomies.csv", alone: true, ..NOTHING },
    Shape {
        name: "taxonomy_term",
        file: "taxonomy_terms.csv",
        holds: &[("taxonomy_id", "taxonomy", "taxonomy_detail")],
        alone: true,
        ..NOTHING
    },
    Shape {
        name: "attribute",
        file: "attributes.csv",
        list: "attributes",
        parents: &[("link_id", "*link_entity")],
        holds: &[("taxonomy_term_id", "taxonomy_term", "taxonomy_term")],
        ..NOTHING
    },
    Shape {
        name: "language",
        file: "languages.csv",
        list: "languages",
        parents: &[("phone_id", "phone"), ("service_id", "service"), ("location_id", "location")],
        ..NOTHING
    },
    Shape { name: "phone", file: "phones.csv", list: "phones", parents: CONTACT, ..NOTHING },
    Shape { name: "contact", file: "contacts.csv", list: "contacts", parents: PLACES, ..NOTHING },
    Shape { name: "schedule", file: "schedules.csv", list: "schedules", parents: PLACES, ..NOTHING },
    Shape { name: "address", file: "addresses.csv", list: "addresses", parents: LOCATION, ..NOTHING },
    Shape { name: "accessibility", file: "accessibility.csv", list: "accessibility", parents: LOCATION, ..NOTHING },
    Shape { name: "location", file: "locations.csv", list: "locations", parents: BODY, alone: true, ..NOTHING },
    Shape {
        name: "service_at_location",
        file: "service_at_location.csv",
        list: "service_at_locations",
        parents: SERVICE,
        holds: &[("location_id", "location", "location")],
        ..NOTHING
    },
    Shape { name: "funding", file: "funding.csv", list: "funding", parents: EITHER, ..NOTHING },
    Shape { name: "cost_option", file: "cost_options.csv", list: "cost_options", parents: SERVICE, ..NOTHING },
    Shape {
        name: "required_document",
        file: "required_documents.csv",
        list: "required_documents",
        parents: SERVICE,
        ..NOTHING
    },
    Shape { name: "service_area", file: "service_areas.csv", list: "service_areas", parents: SERVICE, ..NOTHING },
    Shape {
        name: "organization_identifier",
        file: "organization_identifiers.csv",
        list: "organization_identifiers",
        parents: BODY,
        ..NOTHING
    },
    Shape { name: "program", file: "programs.csv", list: "programs", parents: BODY, alone: true, ..NOTHING },
    Shape { name: "service", file: "services.csv", holds: &[("program_id", "program", "program")], ..NOTHING },
    Shape { name: "organization", file: "organizations.csv", ..NOTHING },
    Shape { name: "meta_table_description", file: "meta_table_descriptions.csv", alone: true, ..NOTHING },
];

/// The older set, in the form in which the Ohana API loads it: what stands there at a location stands so in 3.0 too, and
/// a service is at one location, through which it has its body.
pub(super) const OLDER: &[Shape] = &[
    Shape { name: "taxonomy_term", file: "taxonomy.csv", alone: true, renamed: &[("taxonomy_id", "id")], ..NOTHING },
    Shape {
        name: "phone",
        file: "phones.csv",
        list: "phones",
        parents: CONTACT,
        renamed: &[("number_type", "type")],
        ..NOTHING
    },
    Shape { name: "contact", file: "contacts.csv", list: "contacts", parents: PLACES, ..NOTHING },
    Shape { name: "regular_schedule", file: "regular_schedules.csv", list: "schedules", parents: PLACES, ..NOTHING },
    Shape {
        name: "holiday_schedule",
        file: "holiday_schedules.csv",
        list: "holiday_schedules",
        parents: PLACES,
        ..NOTHING
    },
    Shape { name: "address", file: "addresses.csv", list: "addresses", parents: LOCATION, ..NOTHING },
    Shape { name: "mail_address", file: "mail_addresses.csv", list: "mail_addresses", parents: LOCATION, ..NOTHING },
    Shape { name: "location", file: "locations.csv", alone: true, renamed: &[("website", "url")], ..NOTHING },
    Shape { name: "program", file: "programs.csv", list: "programs", parents: BODY, alone: true, ..NOTHING },
    Shape {
        name: "service",
        file: "services.csv",
        holds: &[("program_id", "program", "program"), ("location_id", "location", "location")],
        renamed: &[
            ("website", "url"),
            ("eligibility", "eligibility_description"),
            ("fees", "fees_description"),
            ("required_documents", "documents"),
        ],
        ..NOTHING
    },
    Shape { name: "organization", file: "organizations.csv", ..NOTHING },
];

const SERVICE: &[(&str, &str)] = &[("service_id", "service")];
const BODY: &[(&str, &str)] = &[("organization_id", "organization")];
const LOCATION: &[(&str, &str)] = &[("location_id", "location")];
const EITHER: &[(&str, &str)] = &[("service_id", "service"), ("organization_id", "organization")];
const PLACES: &[(&str, &str)] = &[
    ("service_id", "service"),
    ("service_at_location_id", "service_at_location"),
    ("location_id", "location"),
    ("organization_id", "organization"),
];
const CONTACT: &[(&str, &str)] = &[
    ("contact_id", "contact"),
    ("service_id", "service"),
    ("service_at_location_id", "service_at_location"),
    ("location_id", "location"),
    ("organization_id", "organization"),
];
