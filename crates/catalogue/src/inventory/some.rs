//! Any inventory, sense or not, for properties of the formats.

use std::collections::BTreeSet;

use proptest::{collection, prelude::*, sample::select};

use super::{
    Channel, ContactPoint, Cost, Evidence, Inventory, Iri, Literal, Object, Organisation, PublicService, Requirement,
    Rule, Statement, Tag, Texts,
};

/// An inventory of a few services that share what they lead to. `properties` are those that the format keeps.
pub(super) fn inventory(properties: &'static [&'static str]) -> impl Strategy<Value = Inventory> {
    let nouns = (
        map(organisation(properties)),
        map(channel()),
        map(contact(properties)),
        map(cost(properties)),
        map(evidence(properties)),
        map((texts(), texts()).prop_map(|(title, description)| Requirement { title, description, ..<_>::default() })),
        map((texts(), texts()).prop_map(|(title, description)| Rule { title, description, ..<_>::default() })),
        map(service(properties)),
    );
    nouns.prop_map(|(organisations, channels, contact_points, costs, evidence, requirements, rules, services)| {
        Inventory {
            organisations,
            services,
            channels,
            contact_points,
            costs,
            requirements,
            evidence,
            rules,
            ..Inventory::default()
        }
    })
}

fn map<N: std::fmt::Debug>(
    noun: impl Strategy<Value = N>,
) -> impl Strategy<Value = std::collections::BTreeMap<Iri, N>> {
    collection::btree_map(name(), noun, 0..4)
}

fn name() -> impl Strategy<Value = Iri> {
    (0..5_u8).prop_map(|n| Iri::new(format!("https://example.org/t{n}")))
}

fn names() -> impl Strategy<Value = BTreeSet<Iri>> {
    collection::btree_set(name(), 0..3)
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z ]{0,12}",
        any::<String>(),
        select(vec![
            "=1+1",
            "'=1+1",
            "+44 1632 960000 ext. 7",
            "-",
            "@x",
            "\t=1",
            "a; b;;c",
            "\"\\\n\r\t'<>&\u{200b}\u{fffe}",
            "_x000D_",
            "_x00e9_",
            "a,b\r\nc",
            "https://example.org/p",
            "12.50",
            "007",
        ])
        .prop_map(str::to_owned),
    ]
}

fn texts() -> impl Strategy<Value = Texts> {
    collection::btree_map(tag(), text(), 0..3)
}

pub(super) fn tag() -> impl Strategy<Value = Tag> {
    select(vec!["en", "fr", "nl-be-x-generated-formal", "und"]).prop_map(Tag::new)
}

fn identifier() -> impl Strategy<Value = Option<String>> {
    let uuid = select(vec!["ac148810-d857-441c-9679-408f346de14b", "D9D5E0F5-D3CE-4F73-9A2F-4DD0ECC6C610"]);
    proptest::option::of(prop_oneof![text(), uuid.prop_map(str::to_owned)])
}

fn pages() -> impl Strategy<Value = BTreeSet<Iri>> {
    let page =
        select(vec!["https://example.org/a", "http://example.org/b", "https://example.org/c", "urn:x", "javascript:x"]);
    collection::btree_set(page.prop_map(Iri::new), 0..4)
}

fn rest(properties: &'static [&'static str]) -> impl Strategy<Value = BTreeSet<Statement>> {
    let json = select(vec!["[{\"freq\":\"WEEKLY\"}]", "12", "\"x\"", "{", "null", "{\"b\":1,\"a\":[]}"]);
    let literal = prop_oneof![
        text().prop_map(Literal::plain),
        (tag(), text()).prop_map(|(tag, text)| Literal::text(tag, text)),
        json.prop_map(|json| Literal::typed("http://www.w3.org/1999/02/22-rdf-syntax-ns#JSON", json)),
    ];
    let object = prop_oneof![4 => literal.prop_map(Object::Literal), 1 => name().prop_map(Object::Thing)];
    let statement =
        (select(properties), object).prop_map(|(property, object)| Statement { property: Iri::new(property), object });
    collection::btree_set(statement, 0..4)
}

fn organisation(properties: &'static [&'static str]) -> impl Strategy<Value = Organisation> {
    (identifier(), texts(), pages(), rest(properties)).prop_map(|(identifier, name, homepage, rest)| Organisation {
        identifier,
        name,
        homepage,
        rest,
        ..Organisation::default()
    })
}

fn channel() -> impl Strategy<Value = Channel> {
    let way = select(vec!["urn:portico:town:channel/web", "urn:x/TEL", "urn:x/post", "urn:x/pigeon", "urn:none"]);
    proptest::option::of(way.prop_map(Iri::new)).prop_map(|way| Channel { way, ..Channel::default() })
}

fn contact(properties: &'static [&'static str]) -> impl Strategy<Value = ContactPoint> {
    let said = || collection::btree_set(text(), 0..3);
    (identifier(), said(), said(), rest(properties)).prop_map(|(identifier, telephones, emails, rest)| ContactPoint {
        identifier,
        telephones,
        emails,
        rest,
        ..ContactPoint::default()
    })
}

fn cost(properties: &'static [&'static str]) -> impl Strategy<Value = Cost> {
    let currency = select(vec!["http://publications.europa.eu/resource/authority/currency/GBP", "urn:x/EUR"]);
    let amount = prop_oneof![select(vec!["12.50", "0", "1e3", "-3", "007"]).prop_map(str::to_owned), text()];
    let (amount, currency) = (proptest::option::of(amount), proptest::option::of(currency.prop_map(Iri::new)));
    (identifier(), texts(), amount, currency, rest(properties)).prop_map(
        |(identifier, description, amount, currency, rest)| Cost {
            identifier,
            description,
            amount,
            currency,
            rest,
            ..Cost::default()
        },
    )
}

fn evidence(properties: &'static [&'static str]) -> impl Strategy<Value = Evidence> {
    (identifier(), texts(), pages(), rest(properties)).prop_map(|(identifier, title, pages, rest)| Evidence {
        identifier,
        title,
        pages,
        rest,
        ..Evidence::default()
    })
}

fn service(properties: &'static [&'static str]) -> impl Strategy<Value = PublicService> {
    let time = select(vec!["P10D", "P1M", "PD", "P070D", "P70000D", "P+1D"]).prop_map(str::to_owned);
    let status = select(vec!["urn:portico:hsds:status/defunct", "urn:x/temporarily%20closed", "urn:x/gone", "urn:x/%"]);
    let words = (identifier(), texts(), texts(), collection::btree_set((tag(), text()), 0..4));
    let leads = (names(), names(), names(), names(), names(), names(), names(), pages());
    let more = (proptest::option::of(time), proptest::option::of(status.prop_map(Iri::new)), rest(properties));
    (words, leads, more).prop_map(|(words, leads, more)| {
        let (identifier, title, description, keywords) = words;
        let (authorities, channels, contact_points, costs, requirements, rules, evidence, pages) = leads;
        let (processing_time, status, rest) = more;
        PublicService {
            identifier,
            title,
            description,
            authorities,
            channels,
            contact_points,
            costs,
            processing_time,
            requirements,
            evidence,
            rules,
            keywords,
            status,
            pages,
            rest,
            ..PublicService::default()
        }
    })
}
