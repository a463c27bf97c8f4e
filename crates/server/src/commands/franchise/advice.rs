//! What to do next where an act on a franchise is refused.

use responsibility::franchise::{rules::Refused, store::FranchiseError};

/// The refusal with what to do about it, in one line.
pub fn with_advice(error: FranchiseError) -> anyhow::Error {
    match error {
        FranchiseError::Refused(refused) => anyhow::anyhow!("{refused}: {}", advice(&refused)),
        other => other.into(),
    }
}

fn advice(refused: &Refused) -> &'static str {
    match refused {
        Refused::Taken(_) => "choose another id",
        Refused::Unknown(_) => "`portico franchise list` names them",
        Refused::NotStanding { .. } => "name a later day of its life, which `portico franchise show` tells",
        Refused::PlannedLater { .. } => {
            "take that back with `portico franchise take-back`, or name a later day; `portico franchise show` tells which"
        }
        Refused::Parts(_) => "describe as many, each as a [[franchise]]",
        Refused::TooFew => "name them in 'came_from'",
        Refused::MemberTwice(_) | Refused::JourneyTwice(_) | Refused::LineTwice(_) => "name it once",
        Refused::MemberLost(_) => "name it in the 'members' of a part",
        Refused::JourneyLost(_) => "name it in the 'journeys' of one part",
        Refused::LineLost(_) => "name it in the 'lines' of one part",
        Refused::NotMember(_) => "name one of its lead and partners, which `portico franchise show` tells",
        Refused::NotItsJourney(_) => "leave it out, or create a franchise of its own for it",
        Refused::NotItsLine(_) => "leave it out; `portico franchise show` tells which are",
        Refused::LeadsAlready(_) => "name another body",
        Refused::Unreadable(..) => "write it shorter, in ordinary letters; it must say something",
        Refused::NothingPlanned(_) => "what has begun is history; `portico franchise show` tells what is to come",
        Refused::ChangedSince(_) => "take the later change back first",
        Refused::Wordless => "write both as { en = \"…\", fr = \"…\" }",
    }
}
