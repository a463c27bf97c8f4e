//! The codes of the Canadian service inventory that the model has a place for, each with its name in both languages.

/// A code, in English and in French.
pub(super) type Code = (&'static str, &'static str, &'static str);

/// Columns that count applications, and the channel each is about. `NA` in one: not by this channel.
pub(super) const CHANNELS: [(&str, Code); 7] = [
    ("num_applications_by_phone", ("TEL", "Telephone", "Téléphone")),
    ("num_applications_online", ("ONL", "Online", "En ligne")),
    ("num_applications_in_person", ("PERSON", "In person", "En personne")),
    ("num_applications_by_mail", ("POST", "Post", "Courrier postal")),
    ("num_applications_by_email", ("EML", "Email", "Courriel")),
    ("num_applications_by_fax", ("FAX", "Fax", "Télécopieur")),
    ("num_applications_by_other", ("OTH", "Another channel", "Autre canal")),
];

/// What sort of service it is.
pub(super) const SERVICE_TYPES: [Code; 8] = [
    ("APIR", "Agreements, permissions, inspections, rulings", "Accords, autorisations, inspections, décisions"),
    ("CER", "Care, education, recreation", "Soins, éducation, loisirs"),
    ("GNC", "Grants and contributions", "Subventions et contributions"),
    ("INFO", "Information", "Informations"),
    ("LRP", "Legislation, regulation, policy", "Législation, réglementation, politique"),
    ("PPI", "Penalties, protection, intervention", "Pénalités, protection, interventions"),
    ("REG_VOL", "High-volume regulatory transactions", "Opérations réglementaires à demande élevée"),
    ("RES", "Resources", "Ressources"),
];

/// For whom it is.
pub(super) const AUDIENCES: [Code; 6] = [
    ("ECONOM", "Businesses", "Entreprises"),
    ("FOR", "Foreign entities", "Entités étrangères"),
    ("INTERN_GOV", "Within the government", "Au sein du gouvernement"),
    ("NGO", "Non-profit institutions and organisations", "Institutions et organismes sans but lucratif"),
    ("PERSON", "People", "Particuliers"),
    ("PTC", "Provinces, territories or communities", "Provinces, territoires et collectivités"),
];

/// What a service standard is about.
pub(super) const STANDARD_TYPES: [Code; 4] = [
    ("ACS", "Access", "Accès"),
    ("ACY", "Accuracy", "Exactitude"),
    ("OTH", "Another matter", "Autre"),
    ("TML", "Time", "Délai"),
];
