//! What stands as HSDS 3.0: one page with all services as the standard's read API gives them, each whole.
//!
//! The standard has no place for a second language: one is chosen. Ids are UUIDs there; what has another gets one that is
//! made of its name, the same each time.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Number, Value, json};

use super::{
    EXTENSION, PHONES, STATUSES, plain_number, telephone,
    thing::{FIELD, JSON},
};
use crate::inventory::{
    ContactPoint, Cost, Evidence, Inventory, Iri, Literal, Object, Organisation, PublicService, Statement, Tag, Texts,
    names::{self, code_of, codes, is_uuid, unsafe_again},
};

/// Writes a page, with texts in this language where they are in it.
pub fn write(inventory: &Inventory, language: &Tag) -> Vec<u8> {
    let ids: Vec<_> = inventory.services.iter().map(|(name, service)| (name, service.identifier.as_deref())).collect();
    let ids = codes(&ids, is_uuid, uuid);
    let bodies: Vec<_> =
        inventory.organisations.iter().map(|(name, body)| (name, body.identifier.as_deref())).collect();
    let bodies = codes(&bodies, is_uuid, uuid);
    let writing = Writing { inventory, language, bodies };
    let services: Vec<Value> =
        inventory.services.iter().map(|(name, service)| writing.service(&ids[name], service)).collect();
    let page = json!({
        "total_items": services.len(),
        "total_pages": 1,
        "page_number": 1,
        "size": services.len(),
        "first_page": true,
        "last_page": true,
        "empty": services.is_empty(),
        "contents": services,
    });
    let mut bytes = serde_json::to_vec_pretty(&page).expect("JSON is written into memory");
    bytes.push(b'\n');
    bytes
}

/// One service or body, whole. `ids` are those that bodies and services are known by.
pub fn one(
    inventory: &Inventory,
    name: &Iri,
    ids: &BTreeMap<Iri, String>,
    language: &Tag,
) -> Option<Map<String, Value>> {
    let bodies = inventory.organisations.keys().filter_map(|body| Some((body, ids.get(body)?.clone()))).collect();
    let (writing, id) = (Writing { inventory, language, bodies }, ids.get(name)?);
    let written = match (inventory.services.get(name), inventory.organisations.get(name)) {
        (Some(service), _) => writing.service(id, service),
        (None, Some(body)) => writing.organisation(id, body),
        (None, None) => return None,
    };
    match written {
        Value::Object(fields) => Some(fields),
        _ => None,
    }
}

fn uuid(name: &Iri) -> String {
    names::uuid(name.as_str())
}

/// The UUID that a name of ours ends with, or one that is made of it.
fn own_uuid(name: &Iri) -> String {
    let end = name.as_str().rsplit('/').next().filter(|end| is_uuid(end));
    end.map_or_else(|| uuid(name), str::to_owned)
}

struct Writing<'a> {
    inventory: &'a Inventory,
    language: &'a Tag,
    bodies: BTreeMap<&'a Iri, String>,
}

/// What is written of a thing, field by field: nothing twice, and nothing that says nothing.
#[derive(Default)]
struct Fields(Map<String, Value>);

impl Fields {
    fn say(&mut self, field: &str, value: impl Into<Value>) {
        let value = value.into();
        if !is_empty(&value) && !self.0.contains_key(field) {
            self.0.insert(field.to_owned(), value);
        }
    }

    /// What was kept beside a thing when it came, unless the standard's field for it is one of ours.
    fn say_rest(&mut self, rest: &BTreeSet<Statement>, ours: &[&str]) {
        for (field, value) in rest.iter().filter_map(kept) {
            if !ours.contains(&field.as_str()) {
                self.say(&field, value);
            }
        }
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(list) => list.is_empty(),
        _ => false,
    }
}

fn kept(Statement { property, object }: &Statement) -> Option<(String, Value)> {
    let field = unsafe_again(property.as_str().strip_prefix(FIELD)?)?;
    let Object::Literal(Literal { value, language: None, datatype }) = object else { return None };
    let value = match datatype {
        None => Value::String(value.clone()),
        Some(datatype) if datatype.as_str() == JSON => serde_json::from_str(value).ok()?,
        Some(_) => return None,
    };
    (!is_empty(&value)).then_some((field, value))
}

const OF_SERVICES: [&str; 16] = [
    "id",
    "name",
    "description",
    "url",
    "email",
    "status",
    "application_process",
    "fees_description",
    "eligibility_description",
    "phones",
    "cost_options",
    "required_documents",
    "contacts",
    "organization",
    "organization_id",
    "contents",
];
const OF_BODIES: [&str; 5] = ["id", "name", "website", "uri", "services"];
const OF_CONTACTS: [&str; 3] = ["id", "email", "phones"];
const OF_COSTS: [&str; 5] = ["id", "option", "amount_description", "currency", "amount"];
const OF_DOCUMENTS: [&str; 3] = ["id", "document", "uri"];

impl Writing<'_> {
    fn service(&self, id: &str, service: &PublicService) -> Value {
        let mut fields = Fields::default();
        fields.say("id", id);
        fields.say("name", self.text(&service.title).unwrap_or(id));
        fields.say("description", self.text(&service.description));
        fields.say("url", page(&service.pages));
        fields.say("status", status(service.status.as_ref()));
        let (requirements, rules) = (&self.inventory.requirements, &self.inventory.rules);
        let requirements = service.requirements.iter().filter_map(|name| requirements.get(name));
        fields.say("eligibility_description", self.words(requirements.map(|thing| (&thing.title, &thing.description))));
        let rules = service.rules.iter().filter_map(|name| rules.get(name));
        fields.say("application_process", self.words(rules.map(|thing| (&thing.title, &thing.description))));
        self.contacts(service, &mut fields);
        self.costs(service, &mut fields);
        fields.say("required_documents", self.documents(service));
        if let Some(authority) = service.authorities.first() {
            match self.inventory.organisations.get(authority).zip(self.bodies.get(authority)) {
                Some((body, id)) => fields.say("organization", self.organisation(id, body)),
                None => fields.say("organization_id", own_uuid(authority)),
            }
        }
        fields.say_rest(&service.rest, &OF_SERVICES);
        Value::Object(fields.0)
    }

    fn organisation(&self, id: &str, body: &Organisation) -> Value {
        let mut fields = Fields::default();
        fields.say("id", id);
        let name = self.text(&body.name).unwrap_or(id);
        fields.say("name", name);
        let mut pages = body.homepage.iter().filter(|page| names::page(page.as_str()).is_some());
        fields.say("website", pages.next().map(Iri::as_str));
        fields.say("uri", pages.next().map(Iri::as_str));
        fields.say_rest(&body.rest, &OF_BODIES);
        // The standard wants one of every organisation.
        fields.say("description", name);
        Value::Object(fields.0)
    }

    /// The first contact point that is no more than numbers and an address is the service's own, the others are its
    /// contacts.
    fn contacts(&self, service: &PublicService, fields: &mut Fields) {
        let points = &self.inventory.contact_points;
        let points: Vec<_> = service.contact_points.iter().filter_map(|name| points.get_key_value(name)).collect();
        let own = points.iter().find(|(_, point)| is_own(point)).map(|(name, _)| *name);
        let others: Vec<_> = points.iter().filter(|(name, _)| Some(*name) != own).copied().collect();
        if let Some(own) = own {
            let point = &self.inventory.contact_points[own];
            fields.say("email", email(point));
            fields.say("phones", phones(own, point));
        }
        let ids: Vec<_> = others.iter().map(|(name, point)| (*name, point.identifier.as_deref())).collect();
        let ids = codes(&ids, is_uuid, uuid);
        let contact = |(name, point): &(&Iri, &ContactPoint)| {
            let mut fields = Fields::default();
            fields.say("id", ids[*name].as_str());
            fields.say("email", email(point));
            fields.say("phones", phones(name, point));
            fields.say_rest(&point.rest, &OF_CONTACTS);
            Value::Object(fields.0)
        };
        fields.say("contacts", others.iter().map(contact).collect::<Vec<Value>>());
    }

    /// The first cost that is only words, and no option of anybody's, is what is said of its fees.
    fn costs(&self, service: &PublicService, fields: &mut Fields) {
        let costs = &self.inventory.costs;
        let costs: Vec<_> = service.costs.iter().filter_map(|name| costs.get_key_value(name)).collect();
        let words = costs.iter().find(|(_, cost)| self.is_only_words(cost)).copied();
        if let Some((_, cost)) = words {
            fields.say("fees_description", self.text(&cost.description));
        }
        let options: Vec<_> =
            costs.into_iter().filter(|(name, _)| Some(*name) != words.map(|(name, _)| name)).collect();
        let ids: Vec<_> = options.iter().map(|(name, cost)| (*name, cost.identifier.as_deref())).collect();
        let ids = codes(&ids, is_uuid, uuid);
        let option = |(name, cost): &(&Iri, &Cost)| {
            let mut fields = Fields::default();
            fields.say("id", ids[*name].as_str());
            fields.say("option", self.text(&cost.description));
            fields.say("currency", cost.currency.as_ref().and_then(code_of));
            match cost.amount.as_deref().map(|amount| (amount, amount.parse::<Number>())) {
                Some((_, Ok(number))) => fields.say("amount", Value::Number(number)),
                Some((words, Err(_))) => fields.say("amount_description", words.trim()),
                None => {}
            }
            fields.say_rest(&cost.rest, &OF_COSTS);
            Value::Object(fields.0)
        };
        fields.say("cost_options", options.iter().map(option).collect::<Vec<Value>>());
    }

    fn is_only_words(&self, cost: &Cost) -> bool {
        self.text(&cost.description).is_some()
            && !cost.identifier.as_deref().is_some_and(is_uuid)
            && cost.amount.is_none()
            && cost.currency.as_ref().and_then(code_of).is_none()
            && !cost.rest.iter().any(|statement| kept(statement).is_some())
    }

    fn documents(&self, service: &PublicService) -> Vec<Value> {
        let evidence = &self.inventory.evidence;
        let evidence: Vec<_> = service.evidence.iter().filter_map(|name| evidence.get_key_value(name)).collect();
        let ids: Vec<_> = evidence.iter().map(|(name, evidence)| (*name, evidence.identifier.as_deref())).collect();
        let ids = codes(&ids, is_uuid, uuid);
        let document = |(name, evidence): &(&Iri, &Evidence)| {
            let mut fields = Fields::default();
            fields.say("id", ids[*name].as_str());
            fields.say("document", self.text(&evidence.title));
            fields.say("uri", page(&evidence.pages));
            fields.say_rest(&evidence.rest, &OF_DOCUMENTS);
            Value::Object(fields.0)
        };
        evidence.iter().map(document).collect()
    }

    /// A text in the language that was chosen; else in none, or in any.
    fn text<'t>(&self, texts: &'t Texts) -> Option<&'t str> {
        let of = |tag: &Tag| texts.get(tag).map(|text| text.trim()).filter(|text| !text.is_empty());
        of(self.language).or_else(|| of(&Tag::new(Tag::UNDETERMINED))).or_else(|| texts.keys().find_map(of))
    }

    /// Things with a title and a description as one text.
    fn words<'t>(&self, things: impl Iterator<Item = (&'t Texts, &'t Texts)>) -> String {
        let one = |(title, description): (&'t Texts, &'t Texts)| {
            let (title, description) = (self.text(title), self.text(description));
            let description = description.filter(|description| Some(*description) != title);
            [title, description].into_iter().flatten().collect::<Vec<_>>().join("\n")
        };
        things.map(one).filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n\n")
    }
}

fn is_own(point: &ContactPoint) -> bool {
    let more = point.rest.iter().filter_map(kept).any(|(field, _)| field != PHONES);
    point.identifier.is_none() && !more
}

fn email(point: &ContactPoint) -> Option<&str> {
    point.emails.iter().map(|email| email.trim()).find(|email| !email.is_empty())
}

fn page(pages: &BTreeSet<Iri>) -> Option<&str> {
    pages.iter().map(Iri::as_str).find(|page| names::page(page).is_some())
}

/// The standard wants to know of every service whether it is active; one that nobody says anything of is.
fn status(status: Option<&Iri>) -> String {
    let said = status.and_then(|status| unsafe_again(status.as_str().rsplit('/').next()?));
    said.filter(|said| STATUSES.contains(&said.as_str())).unwrap_or_else(|| STATUSES[0].to_owned())
}

/// Each number: as it came, where more is said of it.
fn phones(of: &Iri, point: &ContactPoint) -> Vec<Value> {
    let kept = point.rest.iter().filter_map(kept).filter(|(field, _)| field == PHONES).map(|(_, value)| value);
    let as_they_came: BTreeMap<String, Map<String, Value>> = kept
        .filter_map(|value| serde_json::from_value::<Vec<Map<String, Value>>>(value).ok())
        .flatten()
        .filter_map(|phone| Some((telephone(&phone)?, phone)))
        .collect();
    let phone = |telephone: &String| {
        if let Some(phone) = as_they_came.get(telephone) {
            let mut phone = phone.clone();
            phone.entry("id").or_insert_with(|| names::uuid(&format!("{of} {telephone}")).into());
            return Some(Value::Object(phone));
        }
        let (number, extension) = match telephone.rsplit_once(EXTENSION) {
            Some((number, extension)) => (number, extension.parse::<u32>().ok().filter(|n| n.to_string() == extension)),
            None => (telephone.as_str(), None),
        };
        // What is no number after all belongs to the text.
        let number = plain_number(if extension.is_some() { number } else { telephone });
        let mut fields = Fields::default();
        fields.say("id", names::uuid(&format!("{of} {telephone}")));
        fields.say("number", number);
        fields.say("extension", extension);
        (!number.is_empty()).then_some(Value::Object(fields.0))
    };
    point.telephones.iter().filter_map(phone).collect()
}
