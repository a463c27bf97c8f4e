//! What things are called, for sentences that speak of them.

use catalogue::Catalogue;
use values::{AreaCode, Id, Text, id};
use web::Arg;

/// Names for what sentences speak of: those of the catalogue, or ids where there is none at hand.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Names<'a>(pub Option<&'a Catalogue>);

impl Names<'_> {
    pub fn body(self, body: &Id<id::Organisation>) -> Arg {
        let known = self.0.and_then(|catalogue| catalogue.organisation(body));
        known.map_or_else(|| body.name().into(), |known| (&known.name).into())
    }

    pub fn bodies<'b>(self, bodies: impl IntoIterator<Item = &'b Id<id::Organisation>>) -> Arg {
        joined(bodies.into_iter().map(|body| self.body(body)))
    }

    pub fn service(self, service: &Id<id::ServiceType>) -> Arg {
        let known = self.0.and_then(|catalogue| catalogue.service_type(service));
        known.map_or_else(|| service.name().into(), |known| (&known.title).into())
    }

    pub fn services(self, services: &[Id<id::ServiceType>]) -> Arg {
        joined(services.iter().map(|service| self.service(service)))
    }

    pub fn life_event(self, event: &Id<id::LifeEvent>) -> Arg {
        let known = self.0.and_then(|catalogue| catalogue.life_event(event));
        known.map_or_else(|| event.name().into(), |known| (&known.title).into())
    }

    pub fn area(self, area: &AreaCode) -> Arg {
        let known = self.0.and_then(|catalogue| catalogue.areas().get(area));
        known.map_or_else(|| area.as_str().into(), |known| (&known.name).into())
    }

    pub fn instrument(self, instrument: &Id<id::Instrument>) -> Arg {
        let known = self.0.and_then(|catalogue| catalogue.instrument(instrument));
        known.map_or_else(|| instrument.name().into(), |known| (&known.title).into())
    }

    pub fn people(self, people: &[Id<id::Person>]) -> Arg {
        let name = |person: &Id<id::Person>| text(self.person(person)).en;
        people.iter().map(name).collect::<Vec<_>>().join(", ").into()
    }

    pub fn person(self, person: &Id<id::Person>) -> Arg {
        let known = self.0.and_then(|catalogue| catalogue.person(person));
        known.map_or_else(|| person.name().into(), |known| known.name.clone().into())
    }
}

fn joined(names: impl Iterator<Item = Arg>) -> Arg {
    let texts: Vec<Text> = names.map(text).collect();
    let of = |of: fn(&Text) -> &str| texts.iter().map(of).collect::<Vec<_>>().join(" · ");
    Text { en: of(|text| &text.en), fr: of(|text| &text.fr) }.into()
}

fn text(arg: Arg) -> Text {
    match arg {
        Arg::Both(text) => text,
        Arg::Text(text) => Text { en: text.clone(), fr: text },
        _ => unreachable!("names are texts"),
    }
}
