//! The Human Services Data Specification of Open Referral, version 3.0, in JSON: a service or an organisation with what
//! is nested in it, a list of them, or a page of a list.
//!
//! What it says of a service in words (whom it is for, how to apply, what it costs) becomes a requirement, a rule, a cost.
//! It names no language for its texts. What the model has no place for is kept beside the service, as it came.

mod thing;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use serde_json::{Map, Value};
use thiserror::Error;

use self::thing::Thing;
use super::{
    ContactPoint, Cost, Edition, Evidence, Inventory, Iri, Kind, Organisation, Outcome, PublicService, Requirement,
    Rule, Tag, Texts, Verdict,
    names::{currency, safe},
};

/// A document may have so many bytes.
const MOST_BYTES: usize = 64 * 1024 * 1024;
/// What a service may be.
const STATUSES: [&str; 4] = ["active", "inactive", "defunct", "temporarily closed"];

/// A document that can't be read at all.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum NotADocument {
    /// It is larger than we take.
    #[error("the file has more than {} MiB", MOST_BYTES / 1024 / 1024)]
    TooLarge,
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
            Self::TooLarge => "Split it, and import one part after another.",
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
    let document: Value = serde_json::from_slice(file).map_err(|error| NotADocument::Json(error.to_string()))?;
    let things = match document {
        Value::Array(list) => list,
        Value::Object(mut page) => match page.remove("contents") {
            Some(Value::Array(list)) => list,
            Some(_) => return Err(NotADocument::Shape),
            None => vec![Value::Object(page)],
        },
        _ => return Err(NotADocument::Shape),
    };
    let mut reading = Reading { base, outcome: Outcome::default(), inventory: Inventory::default() };
    for thing in things {
        match thing {
            Value::Object(fields) if is_service(&fields) => reading.service(fields, None),
            Value::Object(fields) if fields.contains_key("name") => {
                reading.organisation(fields);
            }
            _ => return Err(NotADocument::Shape),
        }
    }
    reading.outcome.editions.push(Edition { from: None, inventory: reading.inventory });
    Ok(reading.outcome)
}

/// A service says whether it is active; an organisation has no status.
fn is_service(fields: &Map<String, Value>) -> bool {
    ["status", "organization", "organization_id", "service_at_locations"]
        .iter()
        .any(|field| fields.contains_key(*field))
}

struct Reading<'a> {
    base: &'a str,
    outcome: Outcome,
    inventory: Inventory,
}

impl Reading<'_> {
    fn name(&self, kind: &str, id: &str) -> Iri {
        Iri::new(format!("{}{kind}/{}", self.base, safe(id)))
    }

    fn organisation(&mut self, fields: Map<String, Value>) -> Option<Iri> {
        let mut thing = Thing::new("organization", fields);
        let (id, name) = (thing.id(), thing.must("name"));
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
        let is_taken = self.account(thing, Kind::Organisation);
        // The same body stands in each of its services.
        if let Some(iri) = iri.clone().filter(|_| is_taken) {
            self.inventory.organisations.insert(iri, organisation);
        }
        for service in services {
            self.service(service, iri.clone());
        }
        iri.filter(|_| is_taken)
    }

    fn service(&mut self, fields: Map<String, Value>, of: Option<Iri>) {
        let mut thing = Thing::new("service", fields);
        let (id, name) = (thing.id(), thing.must("name"));
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
                thing.remark("status", "unknown-code", what, "It is kept as it stands.");
            }
        }
        let authority = match thing.object("organization") {
            Some(organisation) => self.organisation(organisation),
            None => of.or_else(|| thing.text("organization_id").map(|id| self.name("organisation", &id))),
        };
        let description = texts(thing.text("description"));
        let page = thing.page("url");
        let Some(id) = id else {
            self.account(thing, Kind::PublicService);
            return;
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
            thing.remark("id", "twice", what, "The last one is taken. Take one of the two out.");
        }
        if self.account(thing, Kind::PublicService) {
            self.inventory.extend(parts);
            self.inventory.services.insert(iri, service);
        }
    }

    /// Accounts for a record. Is it taken?
    fn account(&mut self, thing: Thing, kind: Kind) -> bool {
        // A body that stands in several services is one record.
        if kind == Kind::Organisation && self.outcome.records.iter().any(|known| known.record == thing.record) {
            return thing.problems.iter().all(|problem| problem.severity != super::Severity::Error);
        }
        self.outcome.account(&thing.record, kind, thing.problems) != Verdict::LeftOut
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
    let own = ContactPoint {
        emails: thing.text("email").into_iter().collect(),
        telephones: telephones(thing.objects("phones")),
        ..ContactPoint::default()
    };
    if own != ContactPoint::default() {
        parts.contact_points.insert(Iri::new(format!("{service}/contact")), own);
    }
    for mut fields in thing.objects("contacts") {
        let Some(Value::String(id)) = fields.remove("id") else { continue };
        let phones = fields.remove("phones").and_then(|phones| serde_json::from_value(phones).ok()).unwrap_or_default();
        let mut contact = Thing::new("contact", fields);
        let email = contact.text("email");
        let point = ContactPoint {
            identifier: Some(id.clone()),
            emails: email.into_iter().collect(),
            telephones: telephones(phones),
            rest: contact.rest(),
            ..ContactPoint::default()
        };
        parts.contact_points.insert(Iri::new(format!("{service}/contact/{}", safe(&id))), point);
    }
    parts.contact_points.keys().cloned().collect()
}

/// The numbers; whatever else is said of them is lost to the model, so it says so in the reference.
fn telephones(phones: Vec<Map<String, Value>>) -> BTreeSet<String> {
    let number = |phone: Map<String, Value>| {
        let number = phone.get("number").and_then(Value::as_str)?.trim().trim_matches('"').to_owned();
        let extension = phone.get("extension").and_then(Value::as_i64);
        Some(extension.map_or_else(|| number.clone(), |extension| format!("{number} ext. {extension}")))
    };
    phones.into_iter().filter_map(number).filter(|number| !number.is_empty()).collect()
}

/// Each option of its price, and what is said of prices in words.
fn costs(thing: &mut Thing, service: &Iri, parts: &mut Inventory) -> BTreeSet<Iri> {
    for (n, mut option) in thing.objects("cost_options").into_iter().enumerate() {
        let id = match option.remove("id") {
            Some(Value::String(id)) => id,
            _ => (n + 1).to_string(),
        };
        let amount = option.remove("amount").filter(Value::is_number).map(|amount| amount.to_string());
        let mut option = Thing::new("cost_option", option);
        let words: Vec<String> =
            ["option", "amount_description"].into_iter().filter_map(|field| option.text(field)).collect();
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
        parts.costs.insert(Iri::new(format!("{service}/cost/{}", safe(&id))), cost);
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
        let id = match document.remove("id") {
            Some(Value::String(id)) => id,
            _ => (n + 1).to_string(),
        };
        let mut document = Thing::new("required_document", document);
        let (title, page) = (document.text("document"), document.page("uri"));
        let evidence = Evidence {
            identifier: Some(id.clone()),
            title: texts(title),
            pages: page.into_iter().collect(),
            rest: document.rest(),
            ..Evidence::default()
        };
        parts.evidence.insert(Iri::new(format!("{service}/evidence/{}", safe(&id))), evidence);
    }
    parts.evidence.keys().cloned().collect()
}

/// A text of no language.
fn texts(text: Option<String>) -> Texts {
    text.into_iter().map(|text| (Tag::new(Tag::UNDETERMINED), text)).collect()
}
