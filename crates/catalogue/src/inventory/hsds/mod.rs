//! The Human Services Data Specification of Open Referral, version 3.0. In JSON: a service or an organisation with what
//! is nested in it, a list of them, or a page of a list. As a package of tables: `tables`. Given out: `write`.
//!
//! What it says of a service in words (whom it is for, how to apply, what it costs) becomes a requirement, a rule, a cost.
//! It names no language for its texts. What the model has no place for is kept beside the service, as it came.

mod document;
mod shapes;
mod tables;
mod thing;
mod write;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, error::Category};
use thiserror::Error;

pub use self::{
    tables::{NotAPackage, read_older, read_package},
    write::{one, write},
};

pub(super) use self::tables::is_older;

use self::thing::{FIELD, Ids, JSON, Thing};
use super::{
    ContactPoint, Cost, Edition, Evidence, Inventory, Iri, Kind, Literal, Object, Organisation, Outcome, Problem,
    PublicService, Record, Requirement, Rule, Severity, Statement, Tag, Texts, Verdict,
    names::{currency, safe},
    table::LONGEST_ID,
};

/// A document may have so many bytes.
const MOST_BYTES: usize = 64 * 1024 * 1024;
/// And so many values: each costs more to hold than to write.
const MOST_VALUES: usize = 5_000_000;
/// And so many services, organisations and things of theirs.
const MOST_THINGS: usize = 200_000;
/// What a service may be.
const STATUSES: [&str; 4] = ["active", "inactive", "defunct", "temporarily closed"];

/// A document that can't be read at all.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum NotADocument {
    /// It is larger than we take.
    #[error("the file has more than {} MiB", MOST_BYTES / 1024 / 1024)]
    TooLarge,
    /// It holds more than we take.
    #[error(
        "the file has more than {MOST_VALUES} values, or more than {MOST_THINGS} services, organisations and things of theirs"
    )]
    TooMany,
    /// It is not JSON.
    #[error("the file is not JSON: {0}")]
    Json(String),
    /// It holds neither services nor organisations.
    #[error("the file holds neither services nor organisations of HSDS")]
    Shape,
}

impl NotADocument {
    /// What to do about it.
    pub fn remedy(&self) -> &'static str {
        match self {
            Self::TooLarge | Self::TooMany => {
                "Split it by bodies, and import each part as a source of its own: a file is all that its source says."
            }
            Self::Json(_) => "Mend it there, or name the format if it is another.",
            Self::Shape => "Give a service, an organisation with its services, a list of them, or a page of a list.",
        }
    }
}

/// Reads a document. `base` begins the names that its records get.
pub fn read(file: &[u8], base: &str) -> Result<Outcome, NotADocument> {
    if file.len() > MOST_BYTES {
        return Err(NotADocument::TooLarge);
    }
    if file.iter().filter(|byte| matches!(byte, b',' | b'[' | b'{')).count() > MOST_VALUES {
        return Err(NotADocument::TooMany);
    }
    let mut reading = Reading::new(base, Ids::Uuids);
    let (mut number, mut sound) = (0_usize, 0_usize);
    let read = document::each(file, |thing| {
        number += 1;
        match thing {
            Value::Object(fields) if is_service(&fields) => {
                sound += 1;
                reading.service(Thing::new("service", fields), None);
            }
            Value::Object(fields) if fields.contains_key("name") && !is_another(&fields) => {
                sound += 1;
                reading.organisation(Thing::new("organization", fields));
            }
            other => reading.leave_out(number, &other),
        }
    });
    match read {
        Ok(()) if reading.is_full() => Err(NotADocument::TooMany),
        Ok(()) if sound > 0 || number == 0 => Ok(reading.done()),
        Err(error) if error.classify() != Category::Data => Err(NotADocument::Json(error.to_string())),
        _ => Err(NotADocument::Shape),
    }
}

/// A service says whether it is active; an organisation has no status.
fn is_service(fields: &Map<String, Value>) -> bool {
    ["status", "organization", "organization_id", "service_at_locations"]
        .iter()
        .any(|field| fields.contains_key(*field))
}

/// Places, taxonomies and their terms have names too, and fields that no organisation has.
fn is_another(fields: &Map<String, Value>) -> bool {
    let theirs =
        ["location_type", "latitude", "longitude", "version", "taxonomy", "taxonomy_detail", "term_uri", "code"];
    !fields.contains_key("services") && theirs.iter().any(|field| fields.contains_key(*field))
}

struct Reading<'a> {
    base: &'a str,
    ids: Ids,
    outcome: Outcome,
    inventory: Inventory,
    bodies: BTreeSet<String>,
}

impl<'a> Reading<'a> {
    fn new(base: &'a str, ids: Ids) -> Self {
        Self { base, ids, outcome: Outcome::default(), inventory: Inventory::default(), bodies: BTreeSet::new() }
    }

    /// Accounts for something that is neither a service nor an organisation.
    fn leave_out(&mut self, number: usize, what: &Value) {
        let record = format!("thing {number} of the list");
        let problem = Problem {
            record: record.clone(),
            field: None,
            rule: "not-a-thing",
            severity: Severity::Error,
            what: format!("{what:.60} is neither a service nor an organisation of HSDS"),
            remedy: "Take it out, or give it the fields that the standard asks for.".to_owned(),
        };
        self.outcome.records.push(Record { record, kind: None, verdict: Verdict::LeftOut });
        self.outcome.lost.add(None);
        self.outcome.problems.push(problem);
    }

    /// Does it hold more than we take? All small things count: each costs more to hold than to write.
    fn is_full(&self) -> bool {
        let all = Kind::ALL.iter().map(|kind| self.inventory.count(*kind)).sum::<usize>();
        all.max(self.outcome.records.len()) > MOST_THINGS
    }

    fn done(mut self) -> Outcome {
        self.outcome.editions.push(Edition { from: None, inventory: self.inventory });
        self.outcome
    }

    fn name(&self, kind: &str, id: &str) -> Iri {
        Iri::new(format!("{}{kind}/{}", self.base, safe(id)))
    }

    /// Takes a body with its services. What it is called, where it was taken.
    fn organisation(&mut self, mut thing: Thing) -> Option<Iri> {
        let (id, name) = (thing.id(self.ids), thing.must("name"));
        let pages = [thing.page("website"), thing.page("uri")];
        let services = thing.objects("services");
        let iri = id.as_deref().map(|id| self.name("organisation", id));
        let organisation = Organisation {
            identifier: id,
            name: texts(name),
            homepage: pages.into_iter().flatten().collect(),
            rest: thing.rest(),
            ..Organisation::default()
        };
        let is_taken = self.account(thing, iri.as_ref(), Kind::Organisation);
        // The same body stands in each of its services.
        if let Some(iri) = iri.clone().filter(|_| is_taken) {
            self.inventory.organisations.insert(iri, organisation);
        }
        for service in services {
            self.service(Thing::new("service", service), iri.clone());
        }
        iri.filter(|_| is_taken)
    }

    /// Takes a service, which may be nested in its body. Was it taken?
    fn service(&mut self, mut thing: Thing, of: Option<Iri>) -> bool {
        // Whatever comes after is too much to hold, and refused with all of it.
        if self.is_full() {
            return false;
        }
        let (id, name) = (thing.id(self.ids), thing.must("name"));
        let status = thing.text("status");
        match status.as_deref() {
            None => thing.remark(
                "status",
                "asked-for",
                "it does not say whether it is active".to_owned(),
                "The standard asks for it. Add it at the source.",
            ),
            Some(known) if STATUSES.contains(&known) => {}
            Some(other) => {
                let what = format!("'{other:.60}' is none of {}", STATUSES.join(", "));
                let remedy = "It is kept; what is given out in HSDS says 'active', for it has no such word.";
                thing.remark("status", "unknown-code", what, remedy);
            }
        }
        let authority = match thing.object("organization") {
            Some(organisation) => self.organisation(Thing::new("organization", organisation)),
            None => of.or_else(|| {
                let id = thing.text("organization_id").filter(|id| id.len() <= LONGEST_ID);
                id.map(|id| self.name("organisation", &id))
            }),
        };
        let description = texts(thing.text("description"));
        let page = thing.page("url");
        let Some(id) = id else {
            return self.account(thing, None, Kind::PublicService);
        };
        let iri = self.name("service", &id);
        let mut parts = Inventory::default();
        let contact_points = contact_points(&mut thing, &iri, &mut parts);
        let costs = costs(&mut thing, &iri, &mut parts);
        let requirements = words(&mut thing, "eligibility_description", &iri, |name, identifier, text| {
            parts.requirements.insert(name, Requirement { identifier, title: text, ..Requirement::default() });
        });
        let rules = words(&mut thing, "application_process", &iri, |name, identifier, text| {
            let rule = Rule { identifier, title: text.clone(), description: text, ..Rule::default() };
            parts.rules.insert(name, rule);
        });
        let evidence = evidence(&mut thing, &iri, &mut parts);
        let service = PublicService {
            identifier: Some(id),
            title: texts(name),
            description,
            authorities: authority.into_iter().collect(),
            contact_points,
            costs,
            requirements,
            rules,
            evidence,
            status: status.map(|status| self.name("status", &status)),
            pages: page.into_iter().collect(),
            rest: thing.rest(),
            ..PublicService::default()
        };
        if self.inventory.services.contains_key(&iri) {
            let what = "the same service is in the file already".to_owned();
            thing.problem("id", "twice", Severity::Error, what, "The first one is taken. Take one of the two out.");
        }
        let is_taken = self.account(thing, Some(&iri), Kind::PublicService);
        if is_taken {
            self.inventory.extend(parts);
            self.inventory.services.insert(iri, service);
        }
        is_taken
    }

    /// Accounts for a record. Is it taken?
    fn account(&mut self, thing: Thing, name: Option<&Iri>, kind: Kind) -> bool {
        // A body that stands in several services is one record.
        if kind == Kind::Organisation && !self.bodies.insert(thing.record.clone()) {
            return thing.problems.iter().all(|problem| problem.severity != super::Severity::Error);
        }
        self.outcome.account(&thing.record, name, kind, thing.problems) != Verdict::LeftOut
    }
}

/// Words of a service that are a thing of their own.
fn words(
    thing: &mut Thing,
    field: &str,
    service: &Iri,
    mut add: impl FnMut(Iri, Option<String>, Texts),
) -> BTreeSet<Iri> {
    let Some(text) = thing.text(field) else { return BTreeSet::new() };
    let name = Iri::new(format!("{service}/{field}"));
    add(name.clone(), Some(name.to_string()), texts(Some(text)));
    [name].into()
}

/// Whom to call or write to: the service's own address and telephones, and each of its contacts.
fn contact_points(thing: &mut Thing, service: &Iri, parts: &mut Inventory) -> BTreeSet<Iri> {
    let (telephones, rest) = telephones(thing);
    let own =
        ContactPoint { emails: thing.text("email").into_iter().collect(), telephones, rest, ..ContactPoint::default() };
    if own != ContactPoint::default() {
        parts.contact_points.insert(Iri::new(format!("{service}/contact")), own);
    }
    for (n, mut fields) in thing.objects("contacts").into_iter().enumerate() {
        let id = own_id(&mut fields, n);
        let mut contact = Thing::new("contact", fields);
        let email = contact.text("email");
        let (telephones, mut rest) = self::telephones(&mut contact);
        rest.extend(contact.rest());
        let point = ContactPoint {
            identifier: Some(id.clone()),
            emails: email.into_iter().collect(),
            telephones,
            rest,
            ..ContactPoint::default()
        };
        thing.adopt("contacts", contact);
        parts.contact_points.insert(own_name(&parts.contact_points, format!("{service}/contact"), &id, n), point);
    }
    parts.contact_points.keys().cloned().collect()
}

/// The numbers, and beside them each telephone as it came where more is said of it than a number.
fn telephones(thing: &mut Thing) -> (BTreeSet<String>, BTreeSet<Statement>) {
    let mut known: BTreeMap<String, Map<String, Value>> = BTreeMap::new();
    for phone in thing.objects(PHONES) {
        if let Some(number) = telephone(&phone) {
            known.entry(number).or_insert(phone);
        } else {
            let remedy = "It is left out. Write the number, or take it out.";
            thing.remark(PHONES, "missing", "a telephone has no number".to_owned(), remedy);
        }
    }
    let says_more = known.values().flat_map(Map::keys).any(|field| !["number", "extension"].contains(&field.as_str()));
    let kept = || Literal::typed(JSON, Value::Array(known.values().cloned().map(Value::Object).collect()).to_string());
    let rest = says_more
        .then(|| Statement { property: Iri::new(format!("{FIELD}{PHONES}")), object: Object::Literal(kept()) });
    let rest = rest.into_iter().collect();
    (known.into_keys().collect(), rest)
}

/// A number with its extension, as people write it.
fn telephone(phone: &Map<String, Value>) -> Option<String> {
    let number = match phone.get("number")? {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    let number = plain_number(&number);
    let extension = phone.get("extension").map(|extension| match extension {
        Value::String(text) => text.trim().to_owned(),
        other => other.as_i64().map(|number| number.to_string()).unwrap_or_default(),
    });
    let extension = extension.filter(|extension| !extension.is_empty());
    let said = extension.map_or_else(|| number.to_owned(), |extension| format!("{number}{EXTENSION}{extension}"));
    (!number.is_empty()).then_some(said)
}

/// The list of telephones, in what is read, kept and written.
const PHONES: &str = "phones";
const EXTENSION: &str = " ext. ";

/// Some write quotation marks around a number, so that a spreadsheet leaves it alone.
fn plain_number(number: &str) -> &str {
    number.trim_matches(|letter: char| letter == '"' || letter.is_whitespace())
}

/// The id of something that is nested in a service, or its place there.
fn own_id(fields: &mut Map<String, Value>, n: usize) -> String {
    match fields.remove("id") {
        Some(Value::String(id)) if !id.trim().is_empty() && id.len() <= LONGEST_ID => id,
        _ => (n + 1).to_string(),
    }
}

/// What it is called; where another of the same id is there already, after its place too.
fn own_name<T>(others: &BTreeMap<Iri, T>, list: String, id: &str, n: usize) -> Iri {
    let mut name = Iri::new(format!("{list}/{}", safe(id)));
    while others.contains_key(&name) {
        name = Iri::new(format!("{name}-{}", n + 1));
    }
    name
}

/// Each option of its price, and what is said of prices in words.
fn costs(thing: &mut Thing, service: &Iri, parts: &mut Inventory) -> BTreeSet<Iri> {
    for (n, mut option) in thing.objects("cost_options").into_iter().enumerate() {
        let id = own_id(&mut option, n);
        let mut option = Thing::new("cost_option", option);
        let amount = option.number("amount");
        // What is said in place of an amount is words.
        let said = [option.text("option"), option.text("amount_description"), option.words("amount")];
        let words: Vec<String> = said.into_iter().flatten().collect();
        let code = option.text("currency");
        let money = code.as_deref().and_then(currency);
        if let Some(odd) = code.filter(|_| money.is_none()) {
            let what = format!("'{odd:.60}' is no currency");
            thing.remark("cost_options", "unknown-code", what, "Write its three letters, such as GBP.");
        }
        let cost = Cost {
            identifier: Some(id.clone()),
            description: texts(Some(words.join(", ")).filter(|words| !words.is_empty())),
            amount,
            currency: money,
            rest: option.rest(),
            ..Cost::default()
        };
        thing.adopt("cost_options", option);
        parts.costs.insert(own_name(&parts.costs, format!("{service}/cost"), &id, n), cost);
    }
    if let Some(words) = thing.text("fees_description") {
        let name = Iri::new(format!("{service}/fees"));
        let cost = Cost { identifier: Some(name.to_string()), description: texts(Some(words)), ..Cost::default() };
        parts.costs.insert(name, cost);
    }
    parts.costs.keys().cloned().collect()
}

/// What has to be shown.
fn evidence(thing: &mut Thing, service: &Iri, parts: &mut Inventory) -> BTreeSet<Iri> {
    for (n, mut document) in thing.objects("required_documents").into_iter().enumerate() {
        let id = own_id(&mut document, n);
        let mut document = Thing::new("required_document", document);
        let (title, page) = (document.text("document"), document.page("uri"));
        let evidence = Evidence {
            identifier: Some(id.clone()),
            title: texts(title),
            pages: page.into_iter().collect(),
            rest: document.rest(),
            ..Evidence::default()
        };
        thing.adopt("required_documents", document);
        parts.evidence.insert(own_name(&parts.evidence, format!("{service}/evidence"), &id, n), evidence);
    }
    parts.evidence.keys().cloned().collect()
}

/// A text of no language.
fn texts(text: Option<String>) -> Texts {
    text.into_iter().map(|text| (Tag::new(Tag::UNDETERMINED), text)).collect()
}
