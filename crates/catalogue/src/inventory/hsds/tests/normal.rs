//! What was written is read again as its normal form, against one that was made independently.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use serde_json::{Number, Value};

use super::BASE;
use crate::inventory::{
    ContactPoint, Cost, Evidence, Inventory, Iri, Literal, Object, Organisation, PublicService, Requirement, Rule,
    Statement, Tag, Texts, Verdict,
    hsds::{read, write},
    names::{codes, is_uuid, safe, uuid},
    some,
};

const KEPT: &[&str] = &[
    "urn:portico:hsds:schedules",
    "urn:portico:hsds:minimum_age",
    "urn:portico:hsds:description",
    "urn:portico:hsds:phones",
    "urn:portico:hsds:odd%20field",
    "urn:portico:hsds:%FF",
    "urn:other",
];

/// What a page of HSDS can say of an inventory.
struct Normal<'a> {
    of: &'a Inventory,
    language: &'a Tag,
    to: Inventory,
}

fn by_uuid(name: &Iri) -> String {
    uuid(name.as_str())
}

fn own_uuid(name: &Iri) -> String {
    match name.as_str().strip_prefix("urn:portico:hsds:organisation/") {
        Some(id) => id.to_owned(),
        None => by_uuid(name),
    }
}

fn ids<'a>(things: impl Iterator<Item = (&'a Iri, Option<&'a str>)>) -> BTreeMap<&'a Iri, String> {
    codes(&things.collect::<Vec<_>>(), is_uuid, by_uuid)
}

fn undetermined(text: Option<String>) -> Texts {
    text.into_iter().map(|text| (Tag::new("und"), text)).collect()
}

impl Normal<'_> {
    fn all(mut self) -> Inventory {
        let of = self.of;
        let services = ids(of.services.iter().map(|(name, service)| (name, service.identifier.as_deref())));
        let bodies = ids(of.organisations.iter().map(|(name, body)| (name, body.identifier.as_deref())));
        for (name, service) in &of.services {
            let id = &services[name];
            let name = Iri::new(format!("{BASE}service/{}", safe(id)));
            let authority = service.authorities.first();
            if let Some((name, body)) = authority.and_then(|authority| of.organisations.get_key_value(authority)) {
                self.body(&bodies[name], body);
            }
            let authority =
                authority.map(|authority| bodies.get(authority).cloned().unwrap_or_else(|| own_uuid(authority)));
            let said = PublicService {
                identifier: Some(id.clone()),
                title: undetermined(self.text(&service.title).or(Some(id.clone()))),
                description: undetermined(self.text(&service.description)),
                authorities: authority
                    .into_iter()
                    .map(|id| Iri::new(format!("{BASE}organisation/{}", safe(&id))))
                    .collect(),
                pages: page(&service.pages),
                status: Some(Iri::new(match service.status.as_ref().map(Iri::as_str) {
                    Some("urn:portico:hsds:status/defunct") => "urn:portico:hsds:status/defunct",
                    Some("urn:x/temporarily%20closed") => "urn:portico:hsds:status/temporarily%20closed",
                    _ => "urn:portico:hsds:status/active",
                })),
                requirements: self.requirement(service, &name),
                rules: self.rule(service, &name),
                contact_points: self.contacts(service, &name),
                costs: self.costs(service, &name),
                evidence: self.evidence(service, &name),
                rest: rest(&service.rest, &["description", "phones"]),
                ..PublicService::default()
            };
            self.to.services.insert(name, said);
        }
        self.to
    }

    fn text(&self, texts: &Texts) -> Option<String> {
        let said: Vec<(&Tag, &str)> =
            texts.iter().map(|(tag, text)| (tag, text.trim())).filter(|(_, text)| !text.is_empty()).collect();
        let of = |wanted: &str| said.iter().find(|(tag, _)| tag.as_str() == wanted);
        of(self.language.as_str()).or_else(|| of("und")).or(said.first()).map(|(_, text)| (*text).to_owned())
    }

    fn body(&mut self, id: &str, body: &Organisation) {
        let name = self.text(&body.name).unwrap_or_else(|| id.to_owned());
        let mut kept = rest(&body.rest, &[]);
        let description = Iri::new("urn:portico:hsds:description");
        if !kept.iter().any(|statement| statement.property == description) {
            kept.insert(Statement { property: description, object: Object::Literal(Literal::plain(name.clone())) });
        }
        let pages = body.homepage.iter().filter(|page| page.as_str().starts_with("http")).take(2);
        let said = Organisation {
            identifier: Some(id.to_owned()),
            name: undetermined(Some(name)),
            homepage: pages.cloned().collect(),
            rest: kept,
            ..Organisation::default()
        };
        self.to.organisations.insert(Iri::new(format!("{BASE}organisation/{}", safe(id))), said);
    }

    fn words(&self, things: impl Iterator<Item = (Texts, Texts)>) -> Option<String> {
        let one = |(title, description): (Texts, Texts)| match (self.text(&title), self.text(&description)) {
            (Some(title), Some(description)) if title != description => Some(format!("{title}\n{description}")),
            (title, description) => title.or(description),
        };
        let all: Vec<String> = things.filter_map(one).collect();
        (!all.is_empty()).then(|| all.join("\n\n"))
    }

    fn requirement(&mut self, service: &PublicService, name: &Iri) -> BTreeSet<Iri> {
        let things = service.requirements.iter().filter_map(|name| self.of.requirements.get(name));
        let Some(text) = self.words(things.map(|thing| (thing.title.clone(), thing.description.clone()))) else {
            return BTreeSet::new();
        };
        let name = Iri::new(format!("{name}/eligibility_description"));
        let title = undetermined(Some(text));
        let said = Requirement { identifier: Some(name.to_string()), title, ..Requirement::default() };
        self.to.requirements.insert(name.clone(), said);
        [name].into()
    }

    fn rule(&mut self, service: &PublicService, name: &Iri) -> BTreeSet<Iri> {
        let things = service.rules.iter().filter_map(|name| self.of.rules.get(name));
        let Some(text) = self.words(things.map(|thing| (thing.title.clone(), thing.description.clone()))) else {
            return BTreeSet::new();
        };
        let name = Iri::new(format!("{name}/application_process"));
        let title = undetermined(Some(text));
        let said = Rule { identifier: Some(name.to_string()), description: title.clone(), title, ..Rule::default() };
        self.to.rules.insert(name.clone(), said);
        [name].into()
    }

    fn contacts(&mut self, service: &PublicService, name: &Iri) -> BTreeSet<Iri> {
        let points = service.contact_points.iter().filter_map(|name| self.of.contact_points.get_key_value(name));
        let points: Vec<(&Iri, &ContactPoint)> = points.collect();
        let is_own = |point: &ContactPoint| point.identifier.is_none() && rest(&point.rest, &["phones"]).is_empty();
        let own = points.iter().position(|(_, point)| is_own(point));
        let others = points.iter().enumerate().filter(|(n, _)| Some(*n) != own).map(|(_, point)| *point);
        let ids = ids(others.map(|(name, point)| (name, point.identifier.as_deref())));
        let mut names = BTreeSet::new();
        for (n, (point_name, point)) in points.iter().enumerate() {
            let email = point.emails.iter().map(|email| email.trim().to_owned()).find(|email| !email.is_empty());
            let mut said = ContactPoint {
                emails: email.into_iter().collect(),
                telephones: point.telephones.iter().filter_map(|telephone| self::telephone(telephone)).collect(),
                rest: phones(point_name, point).into_iter().collect(),
                ..ContactPoint::default()
            };
            let name = if Some(n) == own {
                if said == ContactPoint::default() {
                    continue;
                }
                Iri::new(format!("{name}/contact"))
            } else {
                said.identifier = Some(ids[point_name].clone());
                said.rest.extend(rest(&point.rest, &["phones"]));
                Iri::new(format!("{name}/contact/{}", safe(&ids[point_name])))
            };
            self.to.contact_points.insert(name.clone(), said);
            names.insert(name);
        }
        names
    }

    fn costs(&mut self, service: &PublicService, name: &Iri) -> BTreeSet<Iri> {
        let costs = service.costs.iter().filter_map(|name| self.of.costs.get_key_value(name));
        let costs: Vec<(&Iri, &Cost)> = costs.collect();
        let currency =
            |cost: &Cost| cost.currency.clone().filter(|currency| currency.as_str().ends_with("currency/GBP"));
        let is_words = |cost: &Cost| {
            let has_more = cost.amount.is_some() || currency(cost).is_some() || !rest(&cost.rest, &[]).is_empty();
            let is_option = cost.identifier.as_deref().is_some_and(is_uuid);
            !has_more && !is_option && self.text(&cost.description).is_some()
        };
        let words = costs.iter().position(|(_, cost)| is_words(cost));
        let options = costs.iter().enumerate().filter(|(n, _)| Some(*n) != words).map(|(_, cost)| *cost);
        let ids = ids(options.map(|(name, cost)| (name, cost.identifier.as_deref())));
        let mut names = BTreeSet::new();
        for (n, (cost_name, cost)) in costs.iter().enumerate() {
            let text = self.text(&cost.description);
            let (name, said) = if Some(n) == words {
                let name = Iri::new(format!("{name}/fees"));
                let identifier = Some(name.to_string());
                (name, Cost { identifier, description: undetermined(text), ..Cost::default() })
            } else {
                let number = cost.amount.as_deref().and_then(|amount| amount.parse::<Number>().ok());
                let odd =
                    cost.amount.as_deref().filter(|_| number.is_none()).map(str::trim).filter(|odd| !odd.is_empty());
                let words: Vec<String> = text.into_iter().chain(odd.map(str::to_owned)).collect();
                let said = Cost {
                    identifier: Some(ids[cost_name].clone()),
                    description: undetermined((!words.is_empty()).then(|| words.join(", "))),
                    amount: number.map(|number| number.to_string()),
                    currency: currency(cost),
                    rest: rest(&cost.rest, &[]),
                    ..Cost::default()
                };
                (Iri::new(format!("{name}/cost/{}", safe(&ids[cost_name]))), said)
            };
            self.to.costs.insert(name.clone(), said);
            names.insert(name);
        }
        names
    }

    fn evidence(&mut self, service: &PublicService, name: &Iri) -> BTreeSet<Iri> {
        let evidence = service.evidence.iter().filter_map(|name| self.of.evidence.get_key_value(name));
        let evidence: Vec<(&Iri, &Evidence)> = evidence.collect();
        let ids = ids(evidence.iter().map(|(name, evidence)| (*name, evidence.identifier.as_deref())));
        let mut names = BTreeSet::new();
        for (evidence_name, evidence) in evidence {
            let id = &ids[evidence_name];
            let said = Evidence {
                identifier: Some(id.clone()),
                title: undetermined(self.text(&evidence.title)),
                pages: page(&evidence.pages),
                rest: rest(&evidence.rest, &[]),
                ..Evidence::default()
            };
            let name = Iri::new(format!("{name}/evidence/{}", safe(id)));
            self.to.evidence.insert(name.clone(), said);
            names.insert(name);
        }
        names
    }
}

fn page(pages: &BTreeSet<Iri>) -> BTreeSet<Iri> {
    pages.iter().find(|page| page.as_str().starts_with("http")).cloned().into_iter().collect()
}

/// Quotation marks and spaces around a number are not of it; an extension stays.
fn telephone(said: &str) -> Option<String> {
    let plain = |number: &str| number.trim_matches(|letter: char| letter == '"' || letter.is_whitespace()).to_owned();
    let number = match said.strip_suffix(" ext. 7") {
        Some(number) => format!("{} ext. 7", plain(number)),
        None => plain(said),
    };
    (!number.is_empty()).then_some(number)
}

/// Each telephone with the id that it was given out under.
fn phones(of: &Iri, point: &ContactPoint) -> Option<Statement> {
    let mut known: BTreeMap<String, Value> = BTreeMap::new();
    for said in &point.telephones {
        let Some(number) = telephone(said) else { continue };
        let id = uuid(&format!("{of} {said}"));
        let phone = match number.strip_suffix(" ext. 7") {
            Some(number) => serde_json::json!({ "id": id, "number": number, "extension": 7 }),
            None => serde_json::json!({ "id": id, "number": number }),
        };
        known.entry(number).or_insert(phone);
    }
    let list: Value = known.into_values().collect();
    let json = "http://www.w3.org/1999/02/22-rdf-syntax-ns#JSON";
    (list != Value::Array(Vec::new())).then(|| Statement {
        property: Iri::new("urn:portico:hsds:phones"),
        object: Object::Literal(Literal::typed(json, list.to_string())),
    })
}

/// What was kept as it came, once for each field.
fn rest(rest: &BTreeSet<Statement>, ours: &[&str]) -> BTreeSet<Statement> {
    let mut fields: BTreeMap<&str, Literal> = BTreeMap::new();
    for statement in rest {
        let field = match statement.property.as_str().strip_prefix("urn:portico:hsds:") {
            None | Some("%FF") => continue,
            Some(field) => field,
        };
        let Object::Literal(literal) = &statement.object else { continue };
        let value = match (&literal.language, &literal.datatype) {
            (None, None) => Value::from(literal.value.as_str()),
            (None, Some(_)) => serde_json::from_str(&literal.value).unwrap_or_default(),
            (Some(_), _) => continue,
        };
        let literal = match value {
            Value::Null => continue,
            Value::String(text) if text.trim().is_empty() => continue,
            Value::String(text) => Literal::plain(text),
            other => Literal::typed("http://www.w3.org/1999/02/22-rdf-syntax-ns#JSON", other.to_string()),
        };
        if !ours.contains(&field) {
            fields.entry(field).or_insert(literal);
        }
    }
    let statement = |(field, literal): (&str, Literal)| Statement {
        property: Iri::new(format!("urn:portico:hsds:{field}")),
        object: Object::Literal(literal),
    };
    fields.into_iter().map(statement).collect()
}

proptest! {
    #[test]
    fn what_was_written_is_read_as_its_normal_form(inventory in some::inventory(KEPT), language in some::tag()) {
        let normal = Normal { of: &inventory, language: &language, to: Inventory::default() }.all();
        let outcome = read(&write(&inventory, &language), BASE).unwrap();
        prop_assert_eq!(outcome.last(), &normal);
        prop_assert_eq!(outcome.count(Verdict::LeftOut), 0, "{:#?}", outcome.problems);
        let again = read(&write(&normal, &language), BASE).unwrap();
        prop_assert_eq!(again.last(), &normal);
    }
}
