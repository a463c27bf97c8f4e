//! What a person gave before, with other drafts: offered, looked at and used again only where the same person applies.

use std::collections::BTreeSet;

use ::store::{StoreError, Tx, seal::Vault};
use serde::Serialize;
use values::{Day, Id, Text, id};
use web::{Problem, Visit};

use super::{Held, store};
use crate::{
    Government, Platform,
    draft::{
        self, Draft, DraftError,
        pages::{Opened, case_grant, grant},
    },
    journey::{Answer, Answers, Journey},
};

/// A file of this type that was given with another draft.
#[derive(Serialize)]
pub(super) struct Before {
    #[serde(flatten)]
    held: Held,
    day: Day,
    title: Option<Text>,
}

/// Who applies: what they must know to come back, and the name that goes with it. Several people use one browser.
#[derive(PartialEq, Eq)]
struct Applicant {
    born: String,
    name: String,
}

impl Applicant {
    /// Nobody, where the answers do not say both.
    fn of(journey: &Journey, answers: &Answers) -> Option<Self> {
        let born = journey.knows()?;
        let name = journey.questions.iter().find(|question| question.named_born.as_ref() == Some(&born.id))?;
        let [born, name] = [born, name].map(|question| answers.get(&question.id).map(Answer::to_line));
        let name = name?.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        let born = born?;
        (!name.is_empty() && !born.is_empty()).then_some(Self { born, name })
    }
}

/// The drafts whose evidence this browser may look at: of the last ones, so many.
const LOOKED_AT: usize = 20;

/// Files of this type that the same person gave with other drafts, those of the newest first, the same once.
pub(super) async fn given(
    platform: &Platform,
    visit: &Visit,
    opened: &Opened,
    kind: &str,
) -> Result<Vec<Before>, Problem> {
    let Some(applicant) = Applicant::of(&opened.journey, &opened.draft.body.answers) else { return Ok(Vec::new()) };
    let sent = visit.grants("case:").filter_map(|id| Some(id.parse::<Id<id::Application>>().ok()?.become_a()));
    let drafts = visit.grants("draft:").filter_map(|id| id.parse::<Id<id::Draft>>().ok());
    let mine: BTreeSet<Id<id::Draft>> = sent.chain(drafts).filter(|id| *id != opened.draft.id).collect();
    let mine: Vec<Id<id::Draft>> = mine.into_iter().rev().take(LOOKED_AT).collect();
    if mine.is_empty() {
        return Ok(Vec::new());
    }
    let (vault, government, kind) = (platform.vault().clone(), opened.government.clone(), kind.to_owned());
    let mut seen: BTreeSet<String> = opened.evidence.iter().map(|held| held.sha256.clone()).collect();
    let found = platform.store().read(move |tx| {
        let mut found = Vec::new();
        for id in &mine {
            if applicant_of(tx, &vault, &government, id)?.as_ref() != Some(&applicant) {
                continue;
            }
            let title = draft::titles::title(tx, &government, id.as_str())?;
            let held = store::of_draft(tx, &vault, id)?;
            found.extend(held.into_iter().filter(|held| held.kind == kind).map(|held| (held, title.clone())));
        }
        Ok::<_, DraftError>(found)
    });
    let zone = &opened.government.zone;
    let found = found.await?.into_iter().filter(|(held, _)| seen.insert(held.sha256.clone()));
    Ok(found.map(|(held, title)| Before { day: held.given_at.day(zone), held, title }).collect())
}

/// One of them, by its id.
pub(super) async fn one(
    platform: &Platform,
    visit: &Visit,
    opened: &Opened,
    (kind, id): (&str, &str),
) -> Result<Held, Problem> {
    let held = theirs(platform, visit, id).await?;
    let applicant = Applicant::of(&opened.journey, &opened.draft.body.answers).ok_or_else(Problem::not_found)?;
    let (vault, government, of) = (platform.vault().clone(), opened.government.clone(), held.draft.clone());
    let gave = platform.store().read(move |tx| applicant_of(tx, &vault, &government, &of)).await?;
    if held.kind == kind && gave == Some(applicant) { Ok(held) } else { Err(Problem::not_found()) }
}

/// A file as this browser may see it: given with a draft, or a case, that it may open.
pub(super) async fn theirs(platform: &Platform, visit: &Visit, id: &str) -> Result<Held, Problem> {
    let id: Id<id::Evidence> = id.parse().map_err(|_| Problem::not_found())?;
    let vault = platform.vault().clone();
    let held = platform.store().read(move |tx| store::get(tx, &vault, &id)).await?.ok_or_else(Problem::not_found)?;
    let may = visit.may_open(&grant(&held.draft)) || visit.may_open(&case_grant(&held.draft.become_a()));
    if may { Ok(held) } else { Err(Problem::not_found()) }
}

/// Who applies, or applied, with a draft. Whose key was shredded is nobody any more.
fn applicant_of(
    tx: &mut Tx<'_>,
    vault: &Vault,
    government: &Government,
    id: &Id<id::Draft>,
) -> Result<Option<Applicant>, DraftError> {
    let Draft { journey, edition, body, .. } = match draft::load(tx, vault, id) {
        Err(DraftError::NotFound(_) | DraftError::Store(StoreError::KeyGone(_))) => return Ok(None),
        draft => draft?,
    };
    Ok(government.journeys.edition(&journey, &edition).and_then(|journey| Applicant::of(journey, &body.answers)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_applicant_has_the_same_name_and_birth_date_however_the_name_is_typed() {
        let mut journey: Journey = toml::from_str(include_str!("../journey/fixture.toml")).unwrap();
        journey.questions[0].named_born = Some("born".to_owned());
        let who = |name: &str, born: &str| {
            let said =
                [("name", name), ("born", born)].map(|(id, said)| (id.to_owned(), Answer::Text(said.to_owned())));
            Applicant::of(&journey, &Answers::from(said))
        };
        let ana = who("Ana Élan", "1959-03-01");
        assert!(ana.is_some());
        assert!(ana == who("  ANA  élan ", "1959-03-01"));
        assert!(ana != who("Ana Élan", "1970-03-01") && ana != who("Somebody Else", "1959-03-01"));
        assert!(who("", "1959-03-01").is_none() && who("Ana Élan", "").is_none());
        assert!(Applicant::of(&journey, &Answers::new()).is_none());
        journey.questions[0].named_born = None;
        assert!(Applicant::of(&journey, &Answers::new()).is_none(), "a journey that asks for no name");
    }
}
