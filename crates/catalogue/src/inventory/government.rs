//! The services of a government's own files in the words of the inventory, so that they stand beside those that
//! suppliers bring.

use std::collections::BTreeSet;

use values::{AreaCode, Channel as Way, Day, Id, Money, Text, id};

use super::{
    Channel, ContactPoint, Cost, Edition, Event, Inventory, Iri, Literal, Object, Organisation, Other, PublicService,
    ServiceType, Statement, Tag, Texts, names, rdf::terms::skos,
};
use crate::{Illustrative, data::CatalogueData, organisation, service};

/// The sorts of bodies, with what they are called.
const SORTS: [(&str, &str, &str); 6] = [
    ("public", "public body", "organisme public"),
    ("private", "business", "entreprise"),
    ("voluntary", "voluntary body", "organisme bénévole"),
    ("national", "national", "national"),
    ("regional", "regional", "régional"),
    ("local", "local", "local"),
];

/// Whose the files are: the name of their source, which no import from outside has.
pub const SOURCE: &str = "government";
const BASE: &str = "urn:portico:government:";

/// What the files say, from a day on: one edition for it, and one for each later day on which a service begins or ends.
pub fn editions(data: &CatalogueData, from: Day) -> Vec<Edition> {
    let bounds = data.public_services.iter().flat_map(|known| [Some(known.valid.from), known.valid.until]);
    let days: BTreeSet<Day> = bounds.flatten().filter(|day| *day > from).chain([from]).collect();
    days.into_iter().map(|day| Edition { from: Some(day), inventory: on(data, day) }).collect()
}

/// The kind of service that these files call so.
pub fn service_type(name: &Iri) -> Option<Id<id::ServiceType>> {
    name.as_str().strip_prefix(BASE)?.parse().ok()
}

fn on(data: &CatalogueData, day: Day) -> Inventory {
    let mut inventory = Inventory::default();
    for known in &data.life_events {
        let event = Event { title: texts(&known.title), description: texts(&known.summary), ..Event::default() };
        inventory.events.insert(named(&known.id), Event { identifier: Some(known.id.name().to_owned()), ..event });
    }
    for known in &data.service_types {
        inventory.service_types.insert(
            named(&known.id),
            ServiceType {
                identifier: Some(known.lgsl.map_or_else(|| known.id.name().to_owned(), |number| number.to_string())),
                title: texts(&known.title),
                description: texts(&known.summary),
                ..ServiceType::default()
            },
        );
    }
    let there: BTreeSet<_> =
        data.organisations.iter().filter(|known| known.valid.holds_on(day)).map(|known| &known.id).collect();
    // A body that has ended is still described: people look for it, and are told who followed.
    let ever: Vec<_> = data.organisations.iter().filter(|known| known.valid.from <= day).collect();
    for known in &ever {
        let before = ever.iter().filter(|other| other.successors.contains(&known.id));
        // Nobody has followed before it ends.
        let has_ended = known.valid.until.is_some_and(|end| end <= day);
        let after = known.successors.iter().filter(|_| has_ended);
        let page = known.contact.page.as_deref().and_then(names::page);
        inventory.organisations.insert(
            named(&known.id),
            Organisation {
                identifier: Some(known.id.name().to_owned()),
                name: texts(&known.name),
                homepage: page.into_iter().collect(),
                places: known.areas.iter().map(place).collect(),
                classes: [ours("body", known.sector.as_str()), ours("body", known.level.as_str())].into(),
                founded: Some(known.valid.from.to_string()),
                dissolved: known.valid.until.map(|end| end.to_string()),
                predecessors: before.map(|other| named(&other.id)).collect(),
                successors: after.map(named).collect(),
                ..Organisation::default()
            },
        );
    }
    for (word, en, fr) in SORTS {
        let called = [("en", en), ("fr", fr)].map(|(tag, text)| (Tag::new(tag), text.to_owned()));
        inventory.others.insert(ours("body", word), labelled(called));
    }
    let worked_in: BTreeSet<_> = ever.iter().flat_map(|known| &known.areas).collect();
    for area in data.areas.iter().filter(|area| worked_in.contains(&area.code)) {
        inventory.others.insert(place(&area.code), labelled(texts(&area.name)));
    }
    let offered = data.public_services.iter().filter(|known| known.valid.holds_on(day));
    for known in offered.filter(|known| there.contains(&known.organisation)) {
        add(&mut inventory, data, known);
    }
    inventory
}

/// One body's version, with its channels, its price and how to reach the body.
fn add(inventory: &mut Inventory, data: &CatalogueData, known: &service::PublicService) {
    let name = named(&known.id);
    let Some(of) = data.service_types.iter().find(|of| of.id == known.service_type) else { return };
    let body = data.organisations.iter().find(|body| body.id == known.organisation);
    let inner = |what: &str| Iri::new(format!("{name}:{what}"));
    let mut channels = BTreeSet::new();
    for way in &known.channels {
        let (channel, sort) = (inner(way.as_str()), ours("channel", way.as_str()));
        inventory.others.insert(sort.clone(), labelled(texts(&spoken(*way))));
        let identifier = Some(way.as_str().to_owned());
        inventory.channels.insert(channel.clone(), Channel { identifier, way: Some(sort), ..Channel::default() });
        channels.insert(channel);
    }
    let cost = known.cost.map(|money| (inner("cost"), price(money)));
    let contact = body.and_then(|body| Some((inner("contact"), reach(&body.contact)?)));
    let made_up = known.illustrative != Illustrative::default();
    let keywords = [("en", "illustrative"), ("fr", "fictif")].map(|(tag, word)| (Tag::new(tag), word.to_owned()));
    let service = PublicService {
        identifier: Some(known.id.name().to_owned()),
        title: texts(known.title.as_ref().unwrap_or(&of.title)),
        description: texts(known.text.as_ref().unwrap_or(&of.summary)),
        authorities: [named(&known.organisation)].into(),
        service_type: Some(named(&known.service_type)),
        events: of.life_events.iter().map(named).collect(),
        channels,
        contact_points: contact.iter().map(|(name, _)| name.clone()).collect(),
        costs: cost.iter().map(|(name, _)| name.clone()).collect(),
        processing_time: Some(format!("P{}D", known.working_days)),
        keywords: if made_up { keywords.into() } else { BTreeSet::new() },
        ..PublicService::default()
    };
    inventory.costs.extend(cost);
    inventory.contact_points.extend(contact);
    inventory.services.insert(name, service);
}

fn place(code: &AreaCode) -> Iri {
    Iri::new(format!("{BASE}area:{}", code.as_str()))
}

/// What an entry of an outside list is called. Its class is written for each reference to it.
fn labelled(texts: impl IntoIterator<Item = (Tag, String)>) -> Other {
    let label = |(tag, text): (Tag, String)| Statement {
        property: Iri::new(skos!("prefLabel")),
        object: Object::Literal(Literal::text(tag, text)),
    };
    Other { said: texts.into_iter().map(label).collect() }
}

/// A name of our own lists: of the sorts of bodies, and of the ways to a service.
fn ours(list: &str, word: &str) -> Iri {
    Iri::new(format!("urn:portico:ns:{list}/{word}"))
}

fn named<K: values::Kind>(id: &Id<K>) -> Iri {
    Iri::new(format!("{BASE}{}", id.as_str()))
}

fn texts(text: &Text) -> Texts {
    [(Tag::new("en"), text.en.clone()), (Tag::new("fr"), text.fr.clone())].into()
}

fn spoken(way: Way) -> Text {
    let (en, fr) = match way {
        Way::Web => ("Online", "En ligne"),
        Way::Phone => ("By telephone", "Par téléphone"),
        Way::Counter => ("At a counter", "Au guichet"),
        Way::Post => ("By post", "Par courrier"),
    };
    Text { en: en.to_owned(), fr: fr.to_owned() }
}

fn price(money: Money) -> Cost {
    let (whole, part) = (money.minor / 100, money.minor % 100);
    let amount = format!("{whole}.{:02}", part.abs());
    let code = serde_json::to_value(money.currency).expect("a currency is its code");
    let currency = code.as_str().and_then(names::currency);
    Cost { identifier: Some("cost".to_owned()), amount: Some(amount), currency, ..Cost::default() }
}

fn reach(contact: &organisation::ContactPoint) -> Option<ContactPoint> {
    let point = ContactPoint {
        identifier: Some("contact".to_owned()),
        telephones: contact.phone.iter().cloned().collect(),
        emails: contact.email.iter().cloned().collect(),
        pages: contact.page.as_deref().and_then(names::page).into_iter().collect(),
        ..ContactPoint::default()
    };
    let says = !(point.telephones.is_empty() && point.emails.is_empty() && point.pages.is_empty());
    says.then_some(point)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        data::{planted::sound, read},
        inventory::{
            check,
            rdf::{self, Syntax},
        },
    };

    #[test]
    fn every_service_is_there_from_its_first_day_to_its_last() {
        let data = read(&sound()).unwrap();
        let editions = editions(&data, "2000-01-01".parse().unwrap());
        assert!(editions.len() > 1);
        for edition in &editions {
            let day = edition.from.unwrap();
            assert_eq!(check(&edition.inventory), [], "{day}");
            let written = rdf::write(&edition.inventory, Syntax::Turtle).unwrap();
            assert_eq!(
                rdf::read(Syntax::Turtle, &written).unwrap().last(),
                &edition.inventory,
                "{day}: as it comes back"
            );
            let there = data.public_services.iter().filter(|known| known.valid.holds_on(day)).count();
            assert!(edition.inventory.services.len() <= there);
            for (name, service) in &edition.inventory.services {
                assert!(
                    service.channels.iter().all(|channel| edition.inventory.channels.contains_key(channel)),
                    "{name}"
                );
                assert!(service.title.len() == 2 && service.authorities.len() == 1);
            }
        }
        assert!(editions.iter().any(|edition| !edition.inventory.services.is_empty()));
    }

    #[test]
    fn prices_are_whole_units_with_two_digits() {
        let amount = |minor| price(Money { minor, currency: values::money::Currency::GBP }).amount.unwrap();
        assert_eq!([amount(8850), amount(5), amount(0)], ["88.50", "0.05", "0.00"]);
    }
}
