//! A service or a body in the words of schema.org, as JSON-LD for the page that shows it: what search engines and
//! assistants read. Pure; whoever builds the page puts it there, escaped.

use serde_json::{Map, Value, json};

use super::{
    Channel, ContactPoint, Cost, Inventory, Iri, Literal, Object, Organisation, PublicService, Statement, Tag, Texts,
    names::{code_of, page},
    rdf::terms::skos,
};

/// A service, with texts in the language of the page where they are in it; nothing where the inventory has none of that
/// name. `at` is the address of the page.
pub fn service(inventory: &Inventory, name: &Iri, at: &str, language: &Tag) -> Option<Value> {
    let telling = Telling { inventory, language };
    let service = inventory.services.get(name)?;
    let mut fields = Map::from_iter([("@context".to_owned(), json!("https://schema.org"))]);
    fields.extend(telling.service(name, service, at));
    Some(Value::Object(fields))
}

/// A body, likewise.
pub fn organisation(inventory: &Inventory, name: &Iri, at: &str, language: &Tag) -> Option<Value> {
    let telling = Telling { inventory, language };
    let body = inventory.organisations.get(name)?;
    let mut fields = Map::from_iter([("@context".to_owned(), json!("https://schema.org"))]);
    fields.extend(telling.organisation(name, body));
    say(&mut fields, "mainEntityOfPage", at);
    Some(Value::Object(fields))
}

struct Telling<'a> {
    inventory: &'a Inventory,
    language: &'a Tag,
}

impl Telling<'_> {
    fn service(&self, name: &Iri, service: &PublicService, at: &str) -> Map<String, Value> {
        let mut fields = thing("GovernmentService", name);
        say(&mut fields, "identifier", service.identifier.as_deref());
        say(&mut fields, "name", self.text(&service.title));
        say(&mut fields, "description", self.text(&service.description));
        say(&mut fields, "url", at);
        say(&mut fields, "sameAs", addresses(service.pages.iter()));
        let sort = service.service_type.as_ref().and_then(|name| self.inventory.service_types.get(name));
        say(&mut fields, "serviceType", sort.and_then(|sort| self.text(&sort.title)));
        say(&mut fields, "category", list(service.themes.iter().filter_map(|theme| self.label(theme))));
        let provider = |name: &Iri| match self.inventory.organisations.get(name) {
            Some(body) => self.organisation(name, body),
            None => thing("GovernmentOrganization", name),
        };
        say(&mut fields, "provider", list(service.authorities.iter().map(provider).map(Value::Object)));
        say(&mut fields, "areaServed", self.areas(service.places.iter()));
        let audience = |name: &Iri| Some(json!({ "@type": "Audience", "audienceType": self.label(name)? }));
        say(&mut fields, "audience", list(service.audience.iter().filter_map(audience)));
        say(&mut fields, "availableChannel", self.channels(service));
        let costs = service.costs.iter().filter_map(|name| self.inventory.costs.get(name));
        say(&mut fields, "offers", list(costs.filter_map(|cost| self.offer(cost))));
        let outputs = service.outputs.iter().filter_map(|name| self.inventory.outputs.get_key_value(name));
        let output = |(name, output): (&Iri, &super::Output)| {
            let mut fields = thing("Thing", name);
            say(&mut fields, "name", self.text(&output.title));
            fields.contains_key("name").then_some(Value::Object(fields))
        };
        say(&mut fields, "serviceOutput", list(outputs.filter_map(output)));
        let related = service.related.iter().map(|name| Value::Object(thing("GovernmentService", name)));
        say(&mut fields, "isRelatedTo", list(related));
        fields
    }

    fn organisation(&self, name: &Iri, body: &Organisation) -> Map<String, Value> {
        let mut fields = thing("GovernmentOrganization", name);
        say(&mut fields, "identifier", body.identifier.as_deref());
        say(&mut fields, "name", self.text(&body.name));
        say(&mut fields, "url", addresses(body.homepage.iter()));
        say(&mut fields, "areaServed", self.areas(body.places.iter()));
        fields
    }

    fn areas<'i>(&self, places: impl Iterator<Item = &'i Iri>) -> Value {
        list(places.map(|place| {
            let mut fields = thing("AdministrativeArea", place);
            say(&mut fields, "name", self.label(place));
            Value::Object(fields)
        }))
    }

    /// Its channels; then whom to call or write to, which schema.org has as a channel too.
    fn channels(&self, service: &PublicService) -> Value {
        let channels = service.channels.iter().filter_map(|name| self.inventory.channels.get_key_value(name));
        let channels = channels.map(|(name, channel)| self.channel(name, channel));
        let points = service.contact_points.iter().filter_map(|name| self.inventory.contact_points.get_key_value(name));
        list(channels.chain(points.map(|(name, point)| contact(name, point))))
    }

    fn channel(&self, name: &Iri, channel: &Channel) -> Value {
        let mut fields = thing("ServiceChannel", name);
        say(&mut fields, "name", channel.way.as_ref().and_then(|way| self.label(way)));
        say(&mut fields, "description", self.text(&channel.description));
        say(&mut fields, "processingTime", channel.processing_time.as_deref());
        Value::Object(fields)
    }

    /// What it costs; nothing where neither an amount nor a word says it.
    fn offer(&self, cost: &Cost) -> Option<Value> {
        let is_price = |amount: &&str| amount.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        let amount = cost.amount.as_deref().filter(is_price);
        let description = self.text(&cost.description);
        if amount.is_none() && description.is_none() {
            return None;
        }
        let mut fields = Map::from_iter([("@type".to_owned(), json!("Offer"))]);
        say(&mut fields, "description", description);
        say(&mut fields, "price", amount);
        say(&mut fields, "priceCurrency", amount.and_then(|_| code_of(cost.currency.as_ref()?)));
        Some(Value::Object(fields))
    }

    /// A text in the language of the page; in another one, with its name.
    fn text(&self, texts: &Texts) -> Option<Value> {
        let plain = [self.language, &Tag::new(Tag::UNDETERMINED)].into_iter().find_map(|tag| texts.get(tag));
        plain.map(|text| json!(text)).or_else(|| {
            let (tag, text) = texts.first_key_value()?;
            Some(json!({ "@value": text, "@language": tag.as_str() }))
        })
    }

    /// What an entry of an outside list is called, where the file that it came in says so.
    fn label(&self, name: &Iri) -> Option<Value> {
        let label = |statement: &Statement| match &statement.object {
            Object::Literal(Literal { value, language, .. }) if statement.property.as_str() == skos!("prefLabel") => {
                Some((language.clone().unwrap_or_else(|| Tag::new(Tag::UNDETERMINED)), value.clone()))
            }
            _ => None,
        };
        self.text(&self.inventory.others.get(name)?.said.iter().filter_map(label).collect())
    }
}

fn contact(name: &Iri, point: &ContactPoint) -> Value {
    let mut fields = thing("ServiceChannel", name);
    let mut reached = Map::from_iter([("@type".to_owned(), json!("ContactPoint"))]);
    say(&mut reached, "telephone", list(point.telephones.iter().map(|telephone| json!(telephone))));
    say(&mut reached, "email", list(point.emails.iter().map(|email| json!(email))));
    if reached.len() > 1 {
        say(&mut fields, "servicePhone", reached);
    }
    say(&mut fields, "serviceUrl", addresses(point.pages.iter()));
    Value::Object(fields)
}

fn thing(sort: &str, name: &Iri) -> Map<String, Value> {
    Map::from_iter([("@type".to_owned(), json!(sort)), ("@id".to_owned(), json!(name.as_str()))])
}

/// Addresses of pages. Others may do something when somebody follows them.
fn addresses<'i>(pages: impl Iterator<Item = &'i Iri>) -> Value {
    list(pages.filter_map(|address| page(address.as_str())).map(|address| json!(address.as_str())))
}

/// Nothing, one, or a list.
fn list(values: impl Iterator<Item = Value>) -> Value {
    let mut values: Vec<Value> = values.collect();
    match values.len() {
        0 => Value::Null,
        1 => values.remove(0),
        _ => Value::Array(values),
    }
}

fn say(fields: &mut Map<String, Value>, field: &str, value: impl Into<Value>) {
    let value = value.into();
    if !value.is_null() {
        fields.insert(field.to_owned(), value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inventory::rdf::{self, Syntax};

    const DOCUMENT: &str = r#"
        @prefix cpsv: <http://purl.org/vocab/cpsv#> . @prefix cv: <http://data.europa.eu/m8g/> .
        @prefix dct: <http://purl.org/dc/terms/> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        @prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix ex: <https://example.org/> .
        ex:s a cpsv:PublicService ; dct:identifier "s1" ; dct:title "Get </script> married"@en ;
            dct:description "Pour deux"@fr ; cv:hasCompetentAuthority ex:town ; dct:spatial ex:here ;
            cv:hasChannel ex:desk ; cv:hasContactPoint ex:call ; cv:hasCost ex:fee ;
            foaf:page <javascript:alert(1)>, ex:page .
        ex:town a cv:PublicOrganisation ; skos:prefLabel "The Town"@en ; dct:spatial ex:here ; foaf:homepage ex:home .
        ex:here skos:prefLabel "Here"@en .
        ex:desk a cv:Channel ; dct:identifier "d" ; dct:type ex:counter .
        ex:counter skos:prefLabel "In person"@en .
        ex:call a cv:ContactPoint ; cv:telephone "01632 960000" .
        ex:fee a cv:Cost ; dct:identifier "f" ; cv:hasValue "46.00" ;
            cv:currency <http://publications.europa.eu/resource/authority/currency/GBP> .
    "#;

    fn inventory() -> Inventory {
        rdf::read(Syntax::Turtle, DOCUMENT.as_bytes()).unwrap().last().clone()
    }

    #[test]
    fn a_service_is_told_with_its_body_channels_and_price() {
        let name = Iri::new("https://example.org/s");
        let told = service(&inventory(), &name, "https://services.example/s", &Tag::new("en")).unwrap();
        let here = json!({ "@type": "AdministrativeArea", "@id": "https://example.org/here", "name": "Here" });
        assert_eq!(
            told,
            json!({
                "@context": "https://schema.org",
                "@type": "GovernmentService",
                "@id": "https://example.org/s",
                "identifier": "s1",
                "name": "Get </script> married",
                "description": { "@value": "Pour deux", "@language": "fr" },
                "url": "https://services.example/s",
                "sameAs": "https://example.org/page",
                "provider": {
                    "@type": "GovernmentOrganization",
                    "@id": "https://example.org/town",
                    "name": "The Town",
                    "url": "https://example.org/home",
                    "areaServed": here,
                },
                "areaServed": here,
                "availableChannel": [
                    { "@type": "ServiceChannel", "@id": "https://example.org/desk", "name": "In person" },
                    {
                        "@type": "ServiceChannel",
                        "@id": "https://example.org/call",
                        "servicePhone": { "@type": "ContactPoint", "telephone": "01632 960000" },
                    },
                ],
                "offers": { "@type": "Offer", "price": "46.00", "priceCurrency": "GBP" },
            })
        );
    }

    #[test]
    fn a_body_is_told_and_what_is_not_there_is_not() {
        let (inventory, english) = (inventory(), Tag::new("en"));
        let told =
            organisation(&inventory, &Iri::new("https://example.org/town"), "https://services.example/b", &english);
        assert_eq!(told.unwrap()["name"], "The Town");
        assert_eq!(organisation(&inventory, &Iri::new("urn:x"), "", &english), None);
        assert_eq!(service(&inventory, &Iri::new("urn:x"), "", &english), None);
    }
}
