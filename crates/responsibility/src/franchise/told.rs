//! A franchise with names: the same for its page, for machines and for the command line.

use catalogue::Catalogue;
use serde::Serialize;
use values::{Channel, Day, Id, Text, id};

use super::{
    Franchise, Part, Serves,
    changes::{self, Change},
    rules::ill_held,
};
use crate::{
    Function, Model, Responsibility,
    question::told::{self, Named, ToldInstrument, last},
    resource::{Amount, Resource},
};

/// How a journey is called, where it can be begun.
pub type JourneyTitle<'a> = dyn Fn(&Id<id::Journey>) -> Option<Text> + 'a;

/// What a list says of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Brief {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: Text,
    /// Whom it is for.
    pub serves: ToldServes,
    /// Who leads it on the day of asking; on its first day or its last where it does not stand that day.
    pub lead: Option<Named>,
    /// Who else takes part that day.
    pub partners: Vec<Named>,
    /// The first day.
    pub from: Day,
    /// The last day; none where no end is known.
    pub last: Option<Day>,
    /// Does it stand on the day of asking?
    pub stands: Standing,
    /// Is it made up to illustrate?
    pub illustrative: bool,
}

/// Where it is in its life on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// It begins later.
    ToCome,
    /// It stands.
    Stands,
    /// It is closed.
    Closed,
}

/// Whom it is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ToldServes {
    /// People at this point of their life.
    LifeEvent(Named),
    /// People of this customer segment.
    Segment(String),
}

/// All that is known of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ToldFranchise {
    /// What a list says of it.
    #[serde(flatten)]
    pub brief: Brief,
    /// What it promises and by which rules.
    pub charter: Text,
    /// Under which agreement or order it stands.
    pub instrument: ToldInstrument,
    /// Its lead and partners over the years.
    pub members: Vec<ToldMember>,
    /// The journeys it offers.
    pub journeys: Vec<ToldJourney>,
    /// What its lead holds for it.
    pub holds: Vec<Holds>,
    /// Its budget lines and posts.
    pub budget: Vec<Line>,
    /// The franchises it came from.
    pub came_from: Vec<Named>,
    /// The franchises that came of it.
    pub became: Vec<Named>,
    /// What changed at each version, the oldest first.
    pub history: Vec<Told>,
    /// The version since which it is known no more, where it is not.
    pub unknown_since: Option<u64>,
}

/// A body's part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ToldMember {
    /// The body.
    pub body: Named,
    /// What it is in the franchise.
    pub part: Part,
    /// The first day.
    pub from: Day,
    /// The last day.
    pub last: Option<Day>,
}

/// A journey that it offers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ToldJourney {
    /// The journey.
    pub journey: Named,
    /// Can it be begun?
    pub offered: bool,
    /// The first day.
    pub from: Day,
    /// The last day.
    pub last: Option<Day>,
}

/// What a body holds for it: functions of one service that are held alike.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Holds {
    /// Which service.
    pub service: Named,
    /// Which functions.
    pub functions: Vec<Function>,
    /// For which area; none means everywhere.
    pub area: Option<Named>,
    /// For which channel only.
    pub channel: Option<Channel>,
    /// For which segment only.
    pub segment: Option<String>,
    /// Who holds it.
    pub holder: Named,
    /// The first day on which it is held wrongly: the franchise does not stand, or another body leads it.
    pub left_behind: Option<Day>,
    /// The first day.
    pub from: Day,
    /// The last day.
    pub last: Option<Day>,
}

/// A line of its budget, or posts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// Its id.
    pub line: String,
    /// What it is for.
    pub title: Text,
    /// Whose it is.
    pub body: Named,
    /// How much.
    pub amount: Amount,
    /// The first day.
    pub from: Day,
    /// The last day.
    pub last: Option<Day>,
}

/// What changed at a version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Told {
    /// Which.
    pub version: u64,
    /// When it was recorded, in UTC.
    pub recorded_at: String,
    /// What became otherwise.
    pub changes: Vec<Change>,
}

/// Every franchise that is known now, as it stands on a day: those that stand first, then what is to come, then what is
/// closed; each by its first day.
pub fn list(model: &Model, catalogue: &Catalogue, day: Day) -> Vec<Brief> {
    let known = model.arrangements().franchises.iter();
    let mut all: Vec<Brief> = known.map(|known| brief(catalogue, known, day)).collect();
    let order = |of: &Brief| match of.stands {
        Standing::Stands => 0,
        Standing::ToCome => 1,
        Standing::Closed => 2,
    };
    all.sort_by(|a, b| (order(a), a.from, &a.id).cmp(&(order(b), b.from, &b.id)));
    all
}

/// One franchise, by its id: as known now, or as last known where it is known no more.
pub fn tell(
    model: &Model,
    catalogue: &Catalogue,
    journey: &JourneyTitle<'_>,
    id: &Id<id::Franchise>,
    day: Day,
) -> Option<ToldFranchise> {
    let ever: Vec<&Franchise> = rows(model, id);
    let known = model.arrangements().franchise(id).or_else(|| ever.last().copied())?;
    let name = |id: &Id<id::Franchise>| told::franchise(model, id);
    let others = &model.arrangements().franchises;
    Some(ToldFranchise {
        brief: brief(catalogue, known, day),
        charter: known.charter.clone(),
        instrument: told::instrument(catalogue, &known.instrument),
        members: members(catalogue, known),
        journeys: journeys(journey, known),
        holds: holds(model, catalogue, id),
        budget: budget(model, catalogue, id),
        came_from: known.came_from.iter().map(name).collect(),
        became: others.iter().filter(|other| other.came_from.contains(id)).map(|other| name(&other.id)).collect(),
        history: history(model, id),
        unknown_since: known.until_version.filter(|until| *until <= model.version()),
    })
}

fn brief(catalogue: &Catalogue, known: &Franchise, day: Day) -> Brief {
    let (stands, on) = if day < known.valid.from {
        (Standing::ToCome, known.valid.from)
    } else if known.valid.holds_on(day) {
        (Standing::Stands, day)
    } else {
        (Standing::Closed, last(known.valid).unwrap_or(day))
    };
    let partners = known.members_on(on).filter(|member| member.part == Part::Partner);
    Brief {
        id: known.id.name().to_owned(),
        name: known.name.clone(),
        serves: serves(catalogue, &known.serves),
        lead: known.lead(on).map(|lead| told::body(catalogue, lead)),
        partners: partners.map(|partner| told::body(catalogue, &partner.body)).collect(),
        from: known.valid.from,
        last: last(known.valid),
        stands,
        illustrative: known.illustrative,
    }
}

/// For whom, with the name of the life event.
pub(crate) fn serves(catalogue: &Catalogue, serves: &Serves) -> ToldServes {
    match serves {
        Serves::LifeEvent(event) => {
            let title = catalogue.life_event(event).map(|known| &known.title);
            ToldServes::LifeEvent(told::named(event.name(), title))
        }
        Serves::Segment(segment) => ToldServes::Segment(segment.clone()),
    }
}

/// Leads before partners, each by its first day. A part that never came to be is left out.
fn members(catalogue: &Catalogue, known: &Franchise) -> Vec<ToldMember> {
    let mut members: Vec<_> = known.members.iter().filter(|member| !member.valid.is_empty()).collect();
    members.sort_by_key(|member| (member.part, member.valid.from));
    let told = |member: &&super::Member| ToldMember {
        body: told::body(catalogue, &member.body),
        part: member.part,
        from: member.valid.from,
        last: last(member.valid),
    };
    members.iter().map(told).collect()
}

fn journeys(title: &JourneyTitle<'_>, known: &Franchise) -> Vec<ToldJourney> {
    let offered = known.journeys.iter().filter(|offered| !offered.valid.is_empty());
    let told = |offered: &super::Offered| {
        let title = title(&offered.journey);
        ToldJourney {
            offered: title.is_some(),
            journey: told::named(offered.journey.name(), title.as_ref()),
            from: offered.valid.from,
            last: last(offered.valid),
        }
    };
    offered.map(told).collect()
}

/// By first day, then by service and area.
fn holds(model: &Model, catalogue: &Catalogue, id: &Id<id::Franchise>) -> Vec<Holds> {
    let known = |row: &&Responsibility| row.franchise.as_ref() == Some(id) && row.known_at(model.version());
    let mut rows: Vec<&Responsibility> = model.rows().filter(known).collect();
    rows.sort_by_key(|row| (row.valid.from, &row.service_type, &row.area, row.function as u8, &row.id));
    let franchises = &model.arrangements().franchises;
    let mut told: Vec<Holds> = Vec::new();
    for row in rows {
        let one = Holds {
            service: told::service(catalogue, &row.service_type),
            functions: Vec::new(),
            area: row.area.as_ref().map(|area| told::area(catalogue, area)),
            channel: row.channel,
            segment: row.segment.clone(),
            holder: told::body(catalogue, &row.holder),
            left_behind: ill_held(row, franchises).map(|ill| ill.first_day(row)),
            from: row.valid.from,
            last: last(row.valid),
        };
        let alike = |known: &&mut Holds| Holds { functions: Vec::new(), ..(**known).clone() } == one;
        match told.iter_mut().find(alike) {
            Some(known) => known.functions.push(row.function),
            None => told.push(Holds { functions: vec![row.function], ..one }),
        }
    }
    told
}

fn budget(model: &Model, catalogue: &Catalogue, id: &Id<id::Franchise>) -> Vec<Line> {
    let own = model.arrangements().resources.iter().filter(|row| row.franchise.as_ref() == Some(id));
    let mut own: Vec<&Resource> = own.collect();
    own.sort_by_key(|row| (&row.line, row.valid.from, &row.id));
    let told = |row: &&Resource| Line {
        line: row.line.clone(),
        title: row.title.clone(),
        body: told::body(catalogue, &row.body),
        amount: row.amount,
        from: row.valid.from,
        last: last(row.valid),
    };
    own.iter().map(told).collect()
}

fn history(model: &Model, id: &Id<id::Franchise>) -> Vec<Told> {
    let told = |(version, changes)| {
        let recorded = model.history().version(version);
        let recorded_at = recorded.map(|version| version.recorded_at.to_rfc3339()).unwrap_or_default();
        Told { version, recorded_at, changes }
    };
    changes::history(&rows(model, id)).into_iter().map(told).collect()
}

/// All that was ever known of it, in the order of versions.
fn rows<'a>(model: &'a Model, id: &Id<id::Franchise>) -> Vec<&'a Franchise> {
    let mut rows: Vec<&Franchise> =
        model.arrangements_ever().franchises.iter().filter(|known| known.id == *id).collect();
    rows.sort_by_key(|known| known.since_version);
    rows
}
