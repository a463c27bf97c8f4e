//! Bodies by what people have of them: a telephone number, page address, postal address or name. Of one that is no more,
//! who took over what, under which order, since when, and how to reach them; of one that is there, that it still answers.

use responsibility::transfer::{
    Thing, store as transfers,
    succession::{
        Succession,
        elsewhere::{Elsewhere, elsewhere},
        recognise,
    },
};
use serde::Serialize;
use store::{StoreError, Tx};
use values::{AreaCode, Day, Id, Text, id};

use crate::{Government, case};

/// More bodies than so many are not shown: whoever typed that little asks for more.
const MOST: usize = 10;
/// More services that went elsewhere than so many are counted.
const MOST_ELSEWHERE: usize = 20;

/// A body that is no more.
#[derive(Debug, Serialize)]
pub(super) struct Followed {
    body: Text,
    since: Day,
    instrument: Option<Text>,
    successors: Vec<Successor>,
    #[serde(skip)]
    id: Id<id::Organisation>,
    /// What did not go to them.
    elsewhere: Vec<GoneElsewhere>,
    /// How many more services that is than are listed.
    more: usize,
}

/// Services that another body has now.
#[derive(Debug, Serialize)]
struct GoneElsewhere {
    /// Who has them; nobody is a gap.
    holder: Option<Text>,
    services: Vec<GoneService>,
}

#[derive(Debug, Serialize)]
struct GoneService {
    title: Text,
    /// In place of which successors, where not of all.
    instead_of: Vec<Text>,
}

/// A body that is there, and how to reach it.
#[derive(Debug, Serialize)]
pub(super) struct Living {
    name: Text,
    phone: Option<String>,
    email: Option<String>,
    page: Option<String>,
    address: Option<Text>,
}

/// The bodies that are there on this day, by the same.
pub(super) fn living(government: &Government, typed: &str, day: Day) -> Vec<Living> {
    let followed = government.successions.followed(day);
    let there = government.catalogue.organisations().filter(|body| body.valid.holds_on(day));
    let meant = there.filter(|body| !followed.contains(&body.id) && recognise::recognise(typed, body).is_some());
    let told = meant.take(MOST).map(|body| {
        let contact = body.contact.clone();
        let (name, phone, email) = (body.name.clone(), contact.phone, contact.email);
        Living { name, phone, email, page: contact.page, address: contact.address }
    });
    told.collect()
}

impl Followed {
    /// Names the services that did not go to the bodies that follow.
    pub(super) fn name_exceptions(&mut self, government: &Government, day: Day) {
        let known = (government.model.as_ref(), government.catalogue.as_ref());
        let mut found = elsewhere(known, &government.successions, &self.id, day);
        self.more = found.len().saturating_sub(MOST_ELSEWHERE);
        found.truncate(MOST_ELSEWHERE);
        let name = |body: &Id<id::Organisation>| case::body(government, body).name;
        for Elsewhere { holder, service_type, instead_of } in found {
            let known = government.catalogue.service_type(&service_type).map(|known| known.title.clone());
            let id = service_type.name().to_owned();
            let title = known.unwrap_or_else(|| Text { en: id.clone(), fr: id });
            let service = GoneService { title, instead_of: instead_of.iter().map(name).collect() };
            let holder = holder.as_ref().map(name);
            match self.elsewhere.last_mut().filter(|last| last.holder == holder) {
                Some(last) => last.services.push(service),
                None => self.elsewhere.push(GoneElsewhere { holder, services: vec![service] }),
            }
        }
    }
}

/// Who took over from it, and what.
#[derive(Debug, Serialize)]
struct Successor {
    id: Id<id::Organisation>,
    name: Text,
    /// All that people use, or these things only.
    things: Vec<&'static str>,
    /// For these areas; everywhere where none is named.
    areas: Vec<Text>,
    phone: Option<String>,
    email: Option<String>,
    page: Option<String>,
    address: Option<Text>,
}

/// Those that this is a number, an address or a name of, and who has followed them by this day.
pub(super) fn find(
    tx: &mut Tx<'_>,
    government: &Government,
    typed: &str,
    day: Day,
) -> Result<Vec<Followed>, StoreError> {
    let followed = government.successions.followed(day).into_iter();
    let meant = followed.filter(|body| {
        let known = government.catalogue.organisation(body);
        known.is_some_and(|known| recognise::recognise(typed, known).is_some())
    });
    // A successor that is no more either is told of in its turn.
    let mut bodies: Vec<&Id<id::Organisation>> = meant.take(MOST).collect();
    let mut found = Vec::new();
    for n in 0.. {
        let Some(body) = bodies.get(n).copied() else { break };
        let rows: Vec<&Succession> = government.successions.of_body(body, day).collect();
        for row in &rows {
            let is_followed = government.successions.of_body(&row.successor, day).next().is_some();
            if is_followed && !bodies.contains(&&row.successor) {
                bodies.push(&row.successor);
            }
        }
        found.extend(told(tx, government, body, &rows)?);
    }
    Ok(found)
}

fn told(
    tx: &mut Tx<'_>,
    government: &Government,
    body: &Id<id::Organisation>,
    rows: &[&Succession],
) -> Result<Option<Followed>, StoreError> {
    let Some(first) = rows.first() else { return Ok(None) };
    let transfer = transfers::get(tx, &first.transfer)?;
    let instrument = transfer.and_then(|known| government.catalogue.instrument(&known.draft.instrument).cloned());
    let mut successors: Vec<Successor> = Vec::new();
    for row in rows {
        let at = successors.iter().position(|known| known.id == row.successor).unwrap_or(successors.len());
        if at == successors.len() {
            successors.push(Successor::new(government, &row.successor));
        }
        successors[at].add(government, row);
    }
    for successor in &mut successors {
        if successor.things.len() == Thing::ALL.len() {
            successor.things.clear();
        }
    }
    Ok(Some(Followed {
        body: case::body(government, body).name,
        id: body.clone(),
        elsewhere: Vec::new(),
        more: 0,
        since: first.from,
        instrument: instrument.map(|instrument| instrument.title),
        successors,
    }))
}

impl Successor {
    fn new(government: &Government, id: &Id<id::Organisation>) -> Self {
        let contact = government.catalogue.organisation(id).map(|body| body.contact.clone()).unwrap_or_default();
        Self {
            id: id.clone(),
            name: case::body(government, id).name,
            things: Vec::new(),
            areas: Vec::new(),
            phone: contact.phone,
            email: contact.email,
            page: contact.page,
            address: contact.address,
        }
    }

    fn add(&mut self, government: &Government, row: &Succession) {
        let thing = row.thing.as_str();
        if !self.things.contains(&thing) {
            self.things.push(thing);
        }
        let named = |code: &AreaCode| government.catalogue.areas().get(code).map(|area| area.name.clone());
        let area = row
            .area
            .as_ref()
            .map(|code| named(code).unwrap_or_else(|| Text { en: code.to_string(), fr: code.to_string() }));
        self.areas.extend(area.filter(|area| !self.areas.contains(area)));
    }
}
