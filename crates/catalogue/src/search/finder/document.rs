//! A part of the inventory as a document of the index: its words by language, and what it can be narrowed down by.

use std::collections::{BTreeMap, BTreeSet};

use tantivy::TantivyDocument;
use values::Language;

use super::{
    By, Filter,
    fields::{Fields, Spoken},
};
use crate::{
    entry::{self, markup},
    inventory::{Channel, Cost, Inventory, Iri, Keywords, Kind, PublicService, Tag, Texts, canada},
};

/// What a part says beyond this in one language is not looked at.
const LONGEST: usize = 10_000;

/// What is told of one part.
#[derive(Debug, Default)]
struct Telling<'a> {
    titles: Vec<&'a Texts>,
    texts: Vec<&'a Texts>,
    keywords: Option<&'a Keywords>,
    filters: BTreeSet<Filter>,
}

/// The document of a part; nothing where the part is not of a kind that is looked for. `places` is where bodies work: a
/// service is given there, too.
pub(super) fn document(
    fields: &Fields,
    id: &str,
    (kind, name): (Kind, &Iri),
    part: &Inventory,
    places: &BTreeMap<Iri, BTreeSet<Iri>>,
) -> Option<TantivyDocument> {
    let mut telling = match kind {
        Kind::PublicService => service(part, part.services.get(name)?, places),
        Kind::ServiceType => {
            let service_type = part.service_types.get(name)?;
            Telling {
                titles: vec![&service_type.title],
                texts: vec![&service_type.description],
                keywords: Some(&service_type.keywords),
                filters: price(service_type.costs.iter().filter_map(|cost| part.costs.get(cost))).into_iter().collect(),
            }
        }
        Kind::Event => {
            let event = part.events.get(name)?;
            let own = Filter::new(By::LifeEvent, name.as_str());
            let (titles, texts) = (vec![&event.title], vec![&event.description]);
            Telling { titles, texts, filters: [own].into(), ..Telling::default() }
        }
        Kind::Organisation => {
            let body = part.organisations.get(name)?;
            let filters = each(By::Area, &body.places).chain([Filter::new(By::Body, name.as_str())]).collect();
            Telling { titles: vec![&body.name], filters, ..Telling::default() }
        }
        _ => return None,
    };
    telling.filters.insert(Filter::new(By::Kind, kind.as_str()));
    let mut document = TantivyDocument::default();
    document.add_text(fields.id, id);
    document.add_text(fields.kind, kind.as_str());
    document.add_text(fields.name, name.as_str());
    for filter in &telling.filters {
        document.add_facet(fields.filters, filter.facet());
    }
    for (language, field) in Language::ALL.into_iter().zip(fields.order) {
        document.add_text(field, entry::order(Some(kind), name, part, language));
    }
    for spoken in &fields.spoken {
        telling.speak(spoken, &mut document);
    }
    Some(document)
}

/// Whom to call, who takes part and the law behind it are on its page, and nothing that people look for.
fn service<'a>(part: &'a Inventory, service: &'a PublicService, places: &BTreeMap<Iri, BTreeSet<Iri>>) -> Telling<'a> {
    let costs = || service.costs.iter().filter_map(|cost| part.costs.get(cost));
    let channels = || service.channels.iter().filter_map(|channel| part.channels.get(channel));
    let outputs = service.outputs.iter().filter_map(|output| part.outputs.get(output));
    let requirements = service.requirements.iter().filter_map(|requirement| part.requirements.get(requirement));
    let evidence = service.evidence.iter().filter_map(|evidence| part.evidence.get(evidence));
    let mut texts = vec![&service.description];
    texts.extend(outputs.flat_map(|output| [&output.title, &output.description]));
    texts.extend(requirements.map(|requirement| &requirement.title));
    texts.extend(evidence.map(|evidence| &evidence.title));
    texts.extend(costs().map(|cost| &cost.description));
    texts.extend(channels().map(|channel| &channel.description));
    let filters = each(By::LifeEvent, &service.events)
        .chain(each(By::Area, &service.places))
        .chain(service.authorities.iter().filter_map(|body| places.get(body)).flat_map(|areas| each(By::Area, areas)))
        .chain(each(By::Body, &service.authorities))
        .chain(channels().filter_map(way).map(|way| Filter::new(By::Channel, way)))
        .chain(price(costs()))
        .chain(canada::is_online_end_to_end(service).then(|| Filter::new(By::Online, "end-to-end")));
    Telling { titles: vec![&service.title], texts, keywords: Some(&service.keywords), filters: filters.collect() }
}

fn each(by: By, names: &BTreeSet<Iri>) -> impl Iterator<Item = Filter> {
    names.iter().map(move |name| Filter::new(by, name.as_str()))
}

/// Free is what says so: it has prices, and all of them are nought. What is said of a price without an amount may cost
/// something. Where nothing is said, nobody knows.
fn price<'a>(costs: impl Iterator<Item = &'a Cost>) -> Option<Filter> {
    let is_nought = |cost: &Cost| cost.amount.as_deref().is_some_and(|amount| amount.parse::<f64>() == Ok(0.0));
    let said: Vec<bool> =
        costs.filter(|cost| cost.amount.is_some() || !cost.description.is_empty()).map(is_nought).collect();
    let price = if said.iter().all(|nought| *nought) { "free" } else { "fee" };
    (!said.is_empty()).then(|| Filter::new(By::Price, price))
}

/// The way that a channel is, by the end of its name in whatever list it comes from.
fn way(channel: &Channel) -> Option<&'static str> {
    const WAYS: [(&str, &[&str]); 6] = [
        (
            "web",
            &["web", "website", "onl", "online", "internet", "homepage", "webapplication", "eservice", "e-service"],
        ),
        ("phone", &["phone", "tel", "telephone", "call"]),
        ("counter", &["counter", "person", "in-person", "inperson", "office", "desk"]),
        ("post", &["post", "mail", "letter"]),
        ("email", &["email", "e-mail", "eml"]),
        ("fax", &["fax"]),
    ];
    let end = channel.way.as_ref()?.as_str().rsplit(['/', '#', ':']).next()?.to_ascii_lowercase();
    let known = WAYS.into_iter().find(|(_, ends)| ends.contains(&end.as_str()));
    Some(known.map_or("other", |(way, _)| way))
}

impl Telling<'_> {
    fn speak(&self, spoken: &Spoken, document: &mut TantivyDocument) {
        let mut room = LONGEST;
        for title in self.titles.iter().flat_map(|texts| self.told(spoken, texts)) {
            spoken.add_title(document, bounded(title, &mut room));
        }
        for text in self.texts.iter().flat_map(|texts| self.told(spoken, texts)) {
            spoken.add_text(document, bounded(&markup::plain(text), &mut room));
        }
        let keywords = self.keywords.into_iter().flatten().filter(|(tag, _)| self.is_told(spoken, tag));
        for (_, word) in keywords {
            spoken.add_text(document, bounded(word, &mut room));
        }
    }

    fn told<'t>(&self, spoken: &Spoken, texts: &'t Texts) -> impl Iterator<Item = &'t str> {
        let told = texts.iter().filter(|(tag, text)| self.is_told(spoken, tag) && !text.trim().is_empty());
        told.map(|(_, text)| text.as_str()).collect::<Vec<_>>().into_iter()
    }

    /// A language has its own fields. The others' have the rest, and all of a part that has no title in some language
    /// of the pages: whoever reads those finds it at least by the words that it has.
    fn is_told(&self, spoken: &Spoken, tag: &Tag) -> bool {
        let language = language(tag);
        match spoken.language {
            Some(own) => language == Some(own),
            None => language.is_none() || Language::ALL.into_iter().any(|language| !self.has_title_in(language)),
        }
    }

    fn has_title_in(&self, wanted: Language) -> bool {
        self.titles.iter().any(|texts| texts.keys().any(|tag| language(tag) == Some(wanted)))
    }
}

/// The language of the pages that a tag is of: `en-gb` is English.
fn language(tag: &Tag) -> Option<Language> {
    tag.as_str().split('-').next()?.parse().ok()
}

/// As much of a text as there is room for.
fn bounded<'t>(text: &'t str, room: &mut usize) -> &'t str {
    let end = text.char_indices().map(|(at, letter)| at + letter.len_utf8()).take_while(|end| *end <= *room).last();
    let end = if text.len() <= *room { text.len() } else { end.unwrap_or(0) };
    *room -= end;
    &text[..end]
}
