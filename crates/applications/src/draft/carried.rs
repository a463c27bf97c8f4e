//! A draft that was begun before another edition of its journey took its turn: it is carried over, and the person sees what
//! has changed before they go on. What they typed stays.

use std::collections::BTreeMap;

use ::store::audit::{self, Entry};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use serde::Serialize;
use values::{Day, Id, Text, id};
use web::{Fields, Page, Visit, redirect};

use super::{
    DraftError,
    aside::Sending,
    pages::{Elsewhere, Opened, open},
    store,
};
use crate::{
    Government, Platform,
    application::plan::plan,
    case,
    journey::{Answer, Answers, Asking, Journey, Kind, Mistake, Question, Says, Step},
};

#[derive(Serialize)]
struct ChangedPage {
    title: Text,
    /// What is shown is what is gone on with.
    edition: String,
    changes: Changes,
    /// Does none of it concern this person?
    nothing: bool,
    /// Why nothing was sent, if they wanted to.
    unsent: Option<&'static str>,
}

impl Page for ChangedPage {
    const TEMPLATE: &'static str = "changed.html";
}

/// What another edition asks and offers otherwise, as far as it concerns somebody with these answers.
#[derive(Debug, Default, PartialEq, Eq, Serialize)]
struct Changes {
    /// Bodies that get more than they would have.
    wider: Vec<Wider>,
    /// Questions that are new.
    asked: Vec<Text>,
    /// Questions that have to be answered again: they take other answers now.
    again: Vec<Text>,
    /// Questions that are put in other words.
    reworded: Vec<Text>,
    /// Questions that were answered and are not asked any more.
    gone: Vec<Text>,
    /// Services that are new.
    services: Vec<Text>,
    /// Services that are no part of it any more.
    services_gone: Vec<Text>,
    /// Services of both that apply now and did not.
    apply: Vec<Text>,
    /// Services of both that applied and do not any more.
    apply_no_more: Vec<Text>,
    /// Answers that are not taken any more, each with what is left of it.
    #[serde(skip)]
    unfit: BTreeMap<String, Option<Answer>>,
}

/// A service that would be sent, and what its body gets as well now.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct Wider {
    service: Text,
    body: Option<Text>,
    questions: Vec<Text>,
}

/// Shows what has changed.
pub(super) async fn show(
    State(platform): State<Platform>,
    visit: Visit,
    Path(id): Path<String>,
    Query(sending): Query<Sending>,
) -> Result<Response, Elsewhere> {
    let opened = open(&platform, &visit, &id).await?;
    let today = platform.today();
    let Some(newer) = &opened.newer else { return Ok(redirect(&opened.next(today))) };
    let changes = changes(&opened, newer, today);
    let page = ChangedPage {
        title: newer.title.clone(),
        edition: newer.edition.clone(),
        nothing: changes == Changes { unfit: changes.unfit.clone(), ..Changes::default() },
        changes,
        unsent: sending.unsent("changed-unsent"),
    };
    Ok(platform.kit.page(&visit, &page))
}

/// Goes on with the edition that is offered now.
pub(super) async fn go_on(
    State(platform): State<Platform>,
    visit: Visit,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Elsewhere> {
    let opened = open(&platform, &visit, &id).await?;
    let today = platform.today();
    // Where another has taken its turn since, that one is shown.
    let newer = opened.newer.clone().filter(|newer| newer.edition == fields.trimmed("edition"));
    let Some(newer) = newer else { return Ok(redirect(&opened.next(today))) };
    let unfit = changes(&opened, &newer, today).unfit;
    let (vault, id, edition) = (platform.vault().clone(), opened.draft.id.clone(), newer.edition.clone());
    let journey = newer.clone();
    let (actor, at, seen) =
        (visit.as_citizen(&opened.draft.person), platform.clocks().now(), opened.draft.edition.clone());
    let carried = platform.store().write(move |tx| {
        if super::was_sent(tx, &id)? {
            return Err(DraftError::Sent(id.to_string()));
        }
        let mut draft = super::load(tx, &vault, &id)?;
        // Another tab may have done it.
        if draft.edition == seen {
            draft.edition.clone_from(&edition);
            for (question, left) in &unfit {
                match left {
                    Some(left) => drop(draft.body.answers.insert(question.clone(), left.clone())),
                    None => drop(draft.body.answers.remove(question)),
                }
            }
            draft
                .body
                .as_typed
                .retain(|id, typed| journey.question(id).is_some_and(|question| !typed.answer(question).is_empty()));
            draft.body.set_aside.clear();
            let key = vault.person_key(tx, &draft.person)?;
            store::save(tx, &key, &mut draft)?;
            let details = [("before", seen.clone()), ("edition", edition.clone())];
            let entry =
                Entry { at, actor: &actor, action: "draft-carried-over", subject: id.as_str(), details: &details };
            audit::record(tx, &entry)?;
        }
        Ok(draft)
    });
    let draft = carried.await?;
    Ok(redirect(&Opened { draft, journey: newer, newer: None, ..opened }.next(today)))
}

fn changes(opened: &Opened, newer: &Journey, today: Day) -> Changes {
    let (before, answers, government) = (&opened.journey, &opened.draft.body.answers, &opened.government);
    let answered = |question: &Question| answers.get(&question.id).is_some_and(|answer| !answer.is_empty());
    let mut changes = Changes::default();
    for question in newer.questions.iter().filter(|question| answered(question)) {
        let checked = question.check(answers[&question.id].clone(), government.catalogue.areas(), today);
        if checked.is_err_and(|mistake| is_unfit(&mistake)) {
            changes.unfit.insert(question.id.clone(), left(question, &answers[&question.id]));
        }
    }
    let left: Answers = answers
        .iter()
        .filter(|(id, _)| !changes.unfit.contains_key(*id))
        .map(|(id, said)| (id.clone(), said.clone()))
        .collect();
    let asking = newer.asking(&left, &opened.draft.body.wishes.anyway, today);
    for question in newer.questions.iter().filter(|question| asking.asks(question)) {
        let label = question.label.clone();
        match before.question(&question.id) {
            _ if changes.unfit.contains_key(&question.id) => changes.again.push(label),
            None => changes.asked.push(label),
            Some(known) if answered(question) && words(known) != words(question) => changes.reworded.push(label),
            Some(_) => {}
        }
    }
    changes.wider = wider(opened, newer, (&asking, &left), today);
    (changes.apply, changes.apply_no_more) = turned(opened, newer, &asking.counted(&left), today);
    let is_gone = |question: &&Question| answered(question) && newer.question(&question.id).is_none();
    changes.gone = before.questions.iter().filter(is_gone).map(|question| question.label.clone()).collect();
    changes.services = others(government, &newer.services, &before.services);
    changes.services_gone = others(government, &before.services, &newer.services);
    changes
}

/// The services that would be sent and whose body now gets answers that it would not have got.
fn wider(opened: &Opened, newer: &Journey, (asking, left): (&Asking<'_>, &Answers), today: Day) -> Vec<Wider> {
    let (before, government) = (&opened.journey, &opened.government);
    let answers = asking.counted(left);
    let planned = plan(government, newer, &answers, &opened.draft.body.wishes, today);
    let sent = planned.iter().filter(|part| part.verdict.is_sent());
    let more = sent.filter_map(|part| {
        let known = before.services.iter().find(|step| step.service_type == part.step.service_type)?;
        let added = part.step.fields.iter().filter(|field| !known.fields.contains(field));
        let asked = added.filter_map(|field| newer.question(field)).filter(|question| asking.asks(question));
        let questions: Vec<Text> = asked.map(|question| question.label.clone()).collect();
        (!questions.is_empty()).then(|| Wider {
            service: super::pages::title_of(government, part.step),
            body: part.supplier.map(|row| case::body(government, &row.holder).name),
            questions,
        })
    });
    more.collect()
}

/// The services of which another rule says the opposite: those that apply now, and those that do not any more.
fn turned(opened: &Opened, newer: &Journey, answers: &Answers, today: Day) -> (Vec<Text>, Vec<Text>) {
    let (before, counted) = (&opened.journey, opened.asking(today).counted(&opened.draft.body.answers));
    let (case, then) = (newer.case(answers, today), before.case(&counted, today));
    let applies = |says| matches!(says, Says::Applies | Says::Person);
    let (mut now, mut no_more) = (Vec::new(), Vec::new());
    for step in &newer.services {
        let Some(known) = before.services.iter().find(|known| known.service_type == step.service_type) else {
            continue;
        };
        let turned = match (then.says(known), case.says(step)) {
            (Says::DoesNotApply, says) if applies(says) => &mut now,
            (says, Says::DoesNotApply) if applies(says) => &mut no_more,
            _ => continue,
        };
        turned.push(super::pages::title_of(&opened.government, step));
    }
    (now, no_more)
}

/// Of several ticks, those that may still be made.
fn left(question: &Question, answer: &Answer) -> Option<Answer> {
    let Answer::Many(values) = answer else { return None };
    let left: Vec<String> = values.iter().filter(|value| question.may_say(value)).cloned().collect();
    (question.kind == Kind::Choices && !left.is_empty()).then_some(Answer::Many(left))
}

/// Those of one list of services that are not in the other.
fn others(government: &Government, services: &[Step], known: &[Step]) -> Vec<Text> {
    let kinds: Vec<&Id<id::ServiceType>> = known.iter().map(|step| &step.service_type).collect();
    let others = services.iter().filter(|step| !kinds.contains(&&step.service_type));
    others.map(|step| super::pages::title_of(government, step)).collect()
}

fn words(question: &Question) -> (&Text, &Option<Text>, Vec<&Text>) {
    (&question.label, &question.hint, question.options.iter().map(|option| &option.label).collect())
}

/// Is it an answer that the question does not take at all, whatever the day?
fn is_unfit(mistake: &Mistake) -> bool {
    matches!(
        mistake,
        Mistake::NotAnOption
            | Mistake::WrongShape
            | Mistake::NotADay(_)
            | Mistake::DayWithout(..)
            | Mistake::ShortYear(_)
            | Mistake::NotAPerson(_)
            | Mistake::NoSuchBirthday(_)
            | Mistake::NotAPostcode
            | Mistake::NotAnEmail
            | Mistake::NotAPhone
            | Mistake::TooLong(_)
            | Mistake::NotAName
            | Mistake::NotANumber(_)
            | Mistake::NotMoney
            | Mistake::TooSmall(_)
            | Mistake::TooLarge(_)
            | Mistake::OtherShape(_)
            | Mistake::MistypedIdentifier
            | Mistake::AddressWithout(_)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_several_ticks_those_that_can_still_be_made_stay() {
        let question: Question = toml::from_str(
            "id = \"q\"\npage = \"p\"\nkind = \"choices\"\nlabel = { en = \"A\", fr = \"A\" }\n\
             options = [{ value = \"mail\", label = { en = \"Mail\", fr = \"Courrier\" } }]\n",
        )
        .unwrap();
        let many = |values: &[&str]| Answer::Many(values.iter().map(ToString::to_string).collect());
        assert_eq!(left(&question, &many(&["mail", "gone"])), Some(many(&["mail"])));
        assert_eq!(left(&question, &many(&["gone"])), None);
        assert_eq!(left(&question, &Answer::Text("mail".to_owned())), None);
    }
}
