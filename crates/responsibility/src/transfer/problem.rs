//! What can be wrong with a transfer, each with its own words; and what is worth knowing though it stops nothing.

use serde::{Deserialize, Serialize};
use thiserror::Error;
use values::{AreaCode, Channel, Day, Id, Text, id};

use super::{Matter, Thing};
use crate::{Function, resource::rules::ResourceError, timeline::Clash};

/// A part of a service: one function of a service type, by a channel, for a segment, at a place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Spot {
    /// Of what.
    pub service_type: Id<id::ServiceType>,
    /// Which function.
    pub function: Function,
    /// By which channel; by all that no row names where none is.
    pub channel: Option<Channel>,
    /// For which segment; for everybody else where none is.
    pub segment: Option<String>,
    /// Where; everywhere where no place is.
    pub place: Option<AreaCode>,
}

impl std::fmt::Display for Spot {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} of {}", self.function.as_str(), self.service_type.name())?;
        if let Some(channel) = self.channel {
            write!(f, " by {channel}")?;
        }
        if let Some(segment) = &self.segment {
            write!(f, " for {segment}")?;
        }
        match &self.place {
            Some(place) => write!(f, " at {place}"),
            None => write!(f, " in the whole country"),
        }
    }
}

/// Why a transfer can't be carried out as it is drafted.
#[derive(Debug, Clone, PartialEq, Eq, Error, Serialize)]
#[serde(rename_all = "kebab-case", tag = "is")]
pub enum Problem {
    /// Nothing moves, no system changes and no body ends.
    #[error("the transfer moves nothing: name what responsibility, posts, money or systems move")]
    Empty,
    /// What it names is as it says already.
    #[error("the transfer changes nothing: all that it names is so already")]
    ChangesNothing,
    /// The title is missing, too long or not plain text.
    #[error("the title is needed in English and French, in plain text of at most {most} characters")]
    Title {
        /// How many characters there may be.
        most: usize,
    },
    /// Text with characters that nobody can see, or lines where a word is wanted.
    #[error("{of} {}: write plain text", .of.fault())]
    NotPlain {
        /// Which text.
        of: Words,
    },
    /// A reason that nobody reads to its end.
    #[error("the reason may have at most {most} characters")]
    LongReason {
        /// How many characters there may be.
        most: usize,
    },
    /// It could be taken back when everybody has long forgotten how it was.
    #[error("it can be taken back for {most} days at most: make window_days smaller")]
    LongWindow {
        /// How many days there may be.
        most: u16,
    },
    /// A body that the catalogue does not know.
    #[error("there is no body {body}")]
    UnknownBody {
        /// Which.
        body: Id<id::Organisation>,
    },
    /// A body that ends a second time.
    #[error("{body} ended on {day} by {by}: only a correction says otherwise who follows it")]
    EndedAlready {
        /// Which.
        body: Id<id::Organisation>,
        /// The first day on which it was no more.
        day: Day,
        /// By which transfer.
        by: Id<id::Transfer>,
    },
    /// A body that isn't there on the day.
    #[error("{body} is not there on {day}: it can't take anything over")]
    BodyNotThere {
        /// Which.
        body: Id<id::Organisation>,
        /// The vesting day.
        day: Day,
    },
    /// A service type that the catalogue does not know.
    #[error("there is no service type {service_type}")]
    UnknownServiceType {
        /// Which.
        service_type: Id<id::ServiceType>,
    },
    /// An area that the catalogue does not know.
    #[error("there is no area '{area}'")]
    UnknownArea {
        /// Which.
        area: AreaCode,
    },
    /// An instrument that the catalogue does not know.
    #[error("there is no instrument {instrument}")]
    UnknownInstrument {
        /// Which.
        instrument: Id<id::Instrument>,
    },
    /// A system that the model does not know.
    #[error("there is no system {system}")]
    UnknownSystem {
        /// Which.
        system: Id<id::System>,
    },
    /// A person that the catalogue does not know.
    #[error("there is no person {person} among the staff")]
    UnknownPerson {
        /// Which.
        person: Id<id::Person>,
    },
    /// Nothing can vest under an instrument that isn't in force.
    #[error("the vesting day {day} is before {instrument} takes effect on {from}")]
    BeforeInstrument {
        /// The vesting day.
        day: Day,
        /// Which instrument.
        instrument: Id<id::Instrument>,
        /// From when it holds.
        from: Day,
    },
    /// Nothing can vest under an instrument that is no more.
    #[error("the vesting day {day} is after the end of {instrument} on {until}")]
    AfterInstrument {
        /// The vesting day.
        day: Day,
        /// Which instrument.
        instrument: Id<id::Instrument>,
        /// The first day on which it has no effect.
        until: Day,
    },
    /// A line selects nothing that its predecessor holds.
    #[error("line {} selects nothing that {from} holds on {day} or later", line + 1)]
    SelectsNothing {
        /// Which line, counted from 0.
        line: usize,
        /// The predecessor.
        from: Id<id::Organisation>,
        /// The vesting day.
        day: Day,
    },
    /// A line names the part that becomes another area, of what goes on whole.
    #[error("{from} holds it {}, which goes on: no part of that becomes {into} on the day; name areas instead", held_at(.area.as_ref()))]
    NoPart {
        /// The predecessor.
        from: Id<id::Organisation>,
        /// What was to be the part.
        into: AreaCode,
        /// The area that goes on; everywhere where none is.
        area: Option<AreaCode>,
    },
    /// A line names areas of a kind that does not decide the service.
    #[error("line {}: {} is not decided by areas like {area}, so nobody holds it for that area alone", line + 1, .service_type.name())]
    DecidedElsewhere {
        /// Which line, counted from 0.
        line: usize,
        /// The service.
        service_type: Id<id::ServiceType>,
        /// The area.
        area: AreaCode,
    },
    /// What the lines name is nowhere any more by that day.
    #[error("{from} holds none of it on {day}, as it is known now{}", moved_before(.moved_by.as_ref()))]
    HoldsNone {
        /// The predecessor.
        from: Id<id::Organisation>,
        /// The vesting day.
        day: Day,
        /// An approved transfer that moves what the body holds until then.
        moved_by: Option<Id<id::Transfer>>,
    },
    /// A franchise is named exactly where the form is one.
    #[error("line {} has to name a franchise if the form is one, and only then", line + 1)]
    FranchiseAndForm {
        /// Which line, counted from 0.
        line: usize,
    },
    /// A franchise that the model does not know.
    #[error("there is no franchise {franchise}")]
    UnknownFranchise {
        /// Which.
        franchise: Id<id::Franchise>,
    },
    /// A franchise that has not begun or has closed.
    #[error("{franchise} is not there on {day}: nothing can be held in it")]
    FranchiseNotThere {
        /// Which.
        franchise: Id<id::Franchise>,
        /// The vesting day.
        day: Day,
    },
    /// A reversal would give something back to a body that has ended since.
    #[error("{body} has ended by {day}: nothing can be given back to it")]
    BackToNobody {
        /// Which.
        body: Id<id::Organisation>,
        /// The vesting day.
        day: Day,
    },
    /// A reversal would give something back to a body in a franchise that another leads since.
    #[error("it would be given back to {body} in {franchise}, which {body} does not lead any more on {day}")]
    BackToFormerLead {
        /// Who would hold it.
        body: Id<id::Organisation>,
        /// In which franchise.
        franchise: Id<id::Franchise>,
        /// The vesting day.
        day: Day,
    },
    /// What is held in a franchise is held by its lead.
    #[error("line {} goes to {body} in {franchise}, which {lead} leads on {day}: name the lead", line + 1)]
    NotTheLead {
        /// Which line, counted from 0.
        line: usize,
        /// Who was to hold it.
        body: Id<id::Organisation>,
        /// In which franchise.
        franchise: Id<id::Franchise>,
        /// Who leads that.
        lead: Id<id::Organisation>,
        /// The vesting day.
        day: Day,
    },
    /// Deadlines can't be counted anew by what nobody has promised.
    #[error(
        "{body} has promised nothing for {service_type} on {day}, so its deadlines can't be counted anew: keep them, or say \
         in the catalogue what it promises"
    )]
    NothingPromised {
        /// The successor.
        body: Id<id::Organisation>,
        /// Of what.
        service_type: Id<id::ServiceType>,
        /// On the day of the transfer.
        day: Day,
    },
    /// A retail transfer moves contact, and nothing else.
    #[error("line {} moves more than contact, which a retail transfer doesn't", line + 1)]
    MoreThanContact {
        /// Which line, counted from 0.
        line: usize,
    },
    /// The lines can't be carried out together.
    #[error("{}", clash_words(.clash))]
    Clash {
        /// How they clash.
        clash: Clash,
    },
    /// Somebody held it on the eve, nobody would on the day.
    #[error("nobody would hold {spot} on {day}: {held_by} did before")]
    Gap {
        /// What.
        spot: Spot,
        /// From when.
        day: Day,
        /// Who held it.
        held_by: Id<id::Organisation>,
    },
    /// Several would hold it, and no rule says who is asked.
    #[error("{} would all hold {spot} on {day}, with no rule that says who is asked", spoken(.between))]
    Overlap {
        /// What.
        spot: Spot,
        /// From when.
        day: Day,
        /// Who would.
        between: Vec<Id<id::Organisation>>,
    },
    /// A system took the work on the eve, none would on the day.
    #[error("no system would take the work of {} at {} on {day}", .service_type.name(), at(.place.as_ref()))]
    NoSystem {
        /// Of what.
        service_type: Id<id::ServiceType>,
        /// Where.
        place: Option<AreaCode>,
        /// From when.
        day: Day,
    },
    /// Only a succession or a correction ends a body.
    #[error("{body} can only be dissolved by a succession: bodies that live on are not ended by other moves")]
    DissolvesNobody {
        /// The body.
        body: Id<id::Organisation>,
    },
    /// A vesting that dissolves a body has no way back.
    #[error("a succession can't be reversed, so it has no window")]
    WindowOfSuccession,
    /// The body ends and would still hold something.
    #[error("{body} ends on {day} and would still hold {}", still(.of))]
    StillHolds {
        /// The body.
        body: Id<id::Organisation>,
        /// The vesting day.
        day: Day,
        /// Functions of service types.
        of: Vec<(Id<id::ServiceType>, Function)>,
    },
    /// The body ends and would still have posts or money.
    #[error("{body} ends on {day} and would still have the line '{line}'")]
    StillHas {
        /// The body.
        body: Id<id::Organisation>,
        /// The vesting day.
        day: Day,
        /// Which line.
        line: String,
    },
    /// The body follows itself, or one that ends too.
    #[error("{successor} can't follow {body}: it ends that day too")]
    FollowsNobody {
        /// The body that ends.
        body: Id<id::Organisation>,
        /// Who was to follow it.
        successor: Id<id::Organisation>,
    },
    /// Two follow the body in the same thing at the same places.
    #[error("{body} has two successors in {thing} for the same places")]
    FollowedTwice {
        /// The body that ends.
        body: Id<id::Organisation>,
        /// In what.
        thing: Thing,
    },
    /// Nobody follows the body in something that people still use.
    #[error("nobody follows {body} in {thing}")]
    NotFollowed {
        /// The body that ends.
        body: Id<id::Organisation>,
        /// In what.
        thing: Thing,
    },
    /// A correction has a reason.
    #[error("a correction needs a reason")]
    NoReason,
    /// One person answers for a matter, and not two.
    #[error("two people are named who see to what is {matter}")]
    TwoAnswer {
        /// Which matter.
        matter: Matter,
    },
    /// Somebody answers for each matter that a plan can't settle.
    #[error("nobody is named who sees to what is {matter}")]
    NobodyAnswers {
        /// Which matter.
        matter: Matter,
    },
    /// Posts and money.
    #[error("{error}")]
    Resource {
        /// What is wrong.
        error: ResourceError,
    },
    /// The reversal names no vesting, or something else names one.
    #[error("a reversal takes one vesting back and says nothing else")]
    NotAReversal,
    /// Others have changed since what the vesting wrote, so it can't be taken back as a whole.
    #[error("what this transfer wrote has been changed since: {}", .rows.join("; "))]
    ChangedSince {
        /// Which rows, in words.
        rows: Vec<String>,
    },
}

/// A text of a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Words {
    /// Why.
    Reason,
    /// The code of an area.
    Area,
    /// The name of a segment.
    Segment,
    /// The name of a line of posts or money.
    Share,
}

impl Words {
    /// Its name in the language files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Reason => "reason",
            Self::Area => "area",
            Self::Segment => "segment",
            Self::Share => "share",
        }
    }
}

impl Words {
    fn fault(self) -> &'static str {
        match self {
            Self::Segment => "is empty, has space around it, or has characters that can't be seen",
            Self::Reason | Self::Area | Self::Share => "has characters that can't be seen",
        }
    }
}

impl std::fmt::Display for Words {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Reason => "the reason",
            Self::Area => "the code of an area",
            Self::Segment => "the name of a segment",
            Self::Share => "the line of a share",
        })
    }
}

/// What is worth knowing though it stops nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "is")]
pub enum Warning {
    /// It ends that day by itself, whatever this transfer does.
    EndsAnyway {
        /// What.
        spot: Spot,
        /// Who held it.
        held_by: Id<id::Organisation>,
    },
    /// No system took the work before, and none does afterwards.
    NoSystemBefore {
        /// Of what.
        service_type: Id<id::ServiceType>,
    },
    /// A body that ends is still named by something that a transfer does not move.
    StillNamed {
        /// The body.
        body: Id<id::Organisation>,
        /// By what.
        by: Naming,
    },
    /// No posts and no money move with what moves.
    NothingGoesWithIt,
    /// Who does the work from then on has not said what it offers: how long it takes and what it costs. Who did it before had.
    NothingPromised {
        /// Who does it from then on.
        body: Id<id::Organisation>,
        /// Of which service types.
        service_types: Vec<Id<id::ServiceType>>,
    },
    /// Other transfers come after what this one takes back: those that vested stand without it, the others can't vest.
    RestsOnIt {
        /// Which.
        transfers: Vec<Id<id::Transfer>>,
        /// Their titles.
        #[serde(default)]
        titles: Vec<Text>,
    },
    /// Another that is approved moves the same by its day: this one can't be approved beside it.
    Rival {
        /// Which one.
        transfer: Id<id::Transfer>,
        /// Its title.
        title: Text,
        /// Its day.
        day: Day,
    },
    /// Bodies that no line names lose something all the same: they held it for an area that ends, say.
    TakenBesides {
        /// Which.
        bodies: Vec<Id<id::Organisation>>,
    },
    /// A line is for a segment that nobody ever held anything for.
    NewSegment {
        /// Which.
        segment: String,
        /// Those that are known.
        known: Vec<String>,
    },
    /// A system takes the work of everybody, and lines move it only for a segment or by a channel.
    SystemForEverybody {
        /// Which.
        system: Id<id::System>,
        /// Of which service types.
        service_types: Vec<Id<id::ServiceType>>,
    },
}

/// What names a body beside responsibility.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Naming {
    /// A franchise has it as lead or partner.
    Franchise,
    /// An agreement is with it.
    Agreement,
    /// Officers decide for it.
    Delegation,
    /// It is data controller.
    Controller,
}

impl Naming {
    /// Its name in tables and messages.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Franchise => "franchise",
            Self::Agreement => "agreement",
            Self::Delegation => "delegation",
            Self::Controller => "controller",
        }
    }
}

fn clash_words(clash: &Clash) -> String {
    match clash {
        Clash::Torn { service_type, function, area, between } => {
            let name = |body: &Option<Id<id::Organisation>>| body.as_ref().map_or("nobody".into(), ToString::to_string);
            let between = between.iter().map(name).collect::<Vec<_>>().join(" and ");
            format!(
                "{} of {} in {area} would go to {between}: its predecessors have to go to one body",
                function.as_str(),
                service_type.name()
            )
        }
        Clash::Crossing { service_type, function, area, crossed } => format!(
            "{} of {} can't be cut out for {area}: its borders cross those of {crossed}, which has rows of its own",
            function.as_str(),
            service_type.name()
        ),
        Clash::Twice { service_type, function, between } => format!(
            "two lines give {} of {} to {} and to {}",
            function.as_str(),
            service_type.name(),
            between[0],
            between[1]
        ),
        Clash::Nothing { line } => format!("line {} selects nothing", line + 1),
    }
}

fn moved_before(transfer: Option<&Id<id::Transfer>>) -> String {
    transfer.map_or_else(String::new, |transfer| format!(": {transfer} will have moved what it holds"))
}

fn spoken(bodies: &[Id<id::Organisation>]) -> String {
    bodies.iter().map(ToString::to_string).collect::<Vec<_>>().join(" and ")
}

fn held_at(area: Option<&AreaCode>) -> String {
    area.map_or_else(|| "everywhere".to_owned(), |area| format!("for {area}"))
}

fn at(place: Option<&AreaCode>) -> String {
    place.map_or("the whole country".to_owned(), ToString::to_string)
}

/// The first few, and how many more.
fn still(of: &[(Id<id::ServiceType>, Function)]) -> String {
    let named: Vec<String> = of
        .iter()
        .take(3)
        .map(|(service_type, function)| format!("{} of {}", function.as_str(), service_type.name()))
        .collect();
    let more = if of.len() > 3 { format!(" and {} more", of.len() - 3) } else { String::new() };
    format!("{}{more}", named.join(", "))
}
