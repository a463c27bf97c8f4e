//! Bodies that are no more, by what people still have of them: an old telephone number, postal address or name. Who
//! took over what, under which order, since when, and how to reach them.

use responsibility::transfer::{
    Thing, store as transfers,
    succession::{Succession, recognise},
};
use serde::Serialize;
use store::{StoreError, Tx};
use values::{AreaCode, Day, Id, Text, id};

use crate::{Government, case};

/// More bodies than so many are not shown: whoever typed that little asks for more.
const MOST: usize = 10;

/// A body that is no more.
#[derive(Debug, Serialize)]
pub(super) struct Followed {
    body: Text,
    since: Day,
    instrument: Option<Text>,
    successors: Vec<Successor>,
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
