//! Looking at a file that comes: read, compared with what stands, and told what follows of it. Writes nothing.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Bound,
};

use store::Store;
use values::{Day, Id, id};

use super::{
    Change, ImportError, Incoming, Key, Standing, Version,
    compare::{Said, compare, said_again},
    store::{self as table, Described},
};
use crate::inventory::{Inventory, Iri, Outcome, Problem, Severity, government};

/// So many documents are read at once.
pub(super) const AT_ONCE: usize = 500;

/// Reads a file, and says what it would change. Writes nothing.
pub async fn compare_with_what_stands(
    store: &Store,
    incoming: &Incoming,
) -> Result<(Outcome, Vec<Change>, Standing, i64), ImportError> {
    let is_name = |name: &str| Id::<id::Import>::named(name).is_ok();
    if !is_name(&incoming.source) {
        return Err(ImportError::Source(incoming.source.clone()));
    }
    if incoming.source == government::SOURCE {
        return Err(ImportError::Reserved(incoming.source.clone()));
    }
    if !is_beginning(&incoming.base) {
        return Err(ImportError::Base(incoming.base.clone()));
    }
    let (format, file, base) = (incoming.format, incoming.file.clone(), incoming.base.clone());
    let mut outcome = aside(move || format.read(&file, &base)).await?;
    if outcome.is_empty() {
        return Err(ImportError::Empty);
    }
    let (source, promised) = (incoming.source.clone(), promised_elsewhere(&outcome));
    let names: BTreeSet<Iri> = promised.iter().map(|(_, service)| service.clone()).collect();
    let described = outcome.last().every_name();
    let day = outcome.editions.last().and_then(|edition| edition.from).unwrap_or(incoming.from);
    let (standing, over, known, elsewhere, told) = store
        .read::<_, ImportError, _>(move |tx| {
            let known = table::services_named(tx, &names)?;
            let elsewhere = table::described_elsewhere(tx, &source, day, &described)?;
            let told = table::told_days(tx, &source)?;
            Ok((table::standing(tx, &source)?, table::last_of(tx, &source)?, known, elsewhere, told))
        })
        .await?;
    let from = incoming.from;
    let compared = move || {
        let nowhere = promised.iter().filter(|(_, service)| !known.contains(service));
        outcome
            .look_again(nowhere.map(|(standard, service)| Problem::promised_of_nothing(standard, service)).collect());
        outcome.look_again(spared(&standing, &outcome));
        outcome.look_again(described_twice(outcome.last(), &elsewhere));
        let mut changes = compare(&standing, &outcome.editions, &outcome.lost, from);
        outcome.look_again(back_again(&standing, &changes));
        let own = days(&outcome, from);
        let again = said_again(&standing, &changes, &told.difference(&own).copied().collect());
        outcome.look_again(holds_until(&again));
        let first = changes.len();
        changes.extend(again);
        (outcome, changes, first, standing, over)
    };
    let (outcome, mut changes, first, standing, over) = aside(compared).await;
    fill_in(store, &incoming.source, &mut changes[first..]).await?;
    Ok((outcome, changes, standing, over))
}

/// The days from which on a file says all that its source says.
pub(super) fn days(outcome: &Outcome, from: Day) -> BTreeSet<Day> {
    outcome.editions.iter().map(|edition| edition.from.unwrap_or(from)).collect()
}

/// What is said again is what was kept.
async fn fill_in(store: &Store, source: &str, again: &mut [Change]) -> Result<(), ImportError> {
    for some in again.chunks_mut(AT_ONCE) {
        let wanted: Vec<(Key, Option<String>)> = some
            .iter()
            .map(|change| (change.key.clone(), change.after.as_ref().map(|said| said.digest.clone())))
            .collect();
        let documents = table::documents(store, source, wanted).await?;
        for (change, document) in some.iter_mut().zip(documents) {
            change.after = document.map(Said::of_document);
        }
    }
    Ok(())
}

/// What the file changes holds no longer than to the day of which a later file spoke.
fn holds_until(again: &[Change]) -> Vec<Problem> {
    let Some(first) = again.iter().map(|change| change.from).min() else { return Vec::new() };
    let keys: BTreeSet<&Key> = again.iter().map(|change| &change.key).collect();
    let what = format!(
        "{} of its changes hold until later files speak, the first on {first}: from then on stands what they said",
        keys.len()
    );
    let remedy = "If the later files say otherwise by now, bring them again too.".to_owned();
    let (record, severity) = ("the file".to_owned(), Severity::Remark);
    vec![Problem { record, field: None, rule: "holds-until", severity, what, remedy }]
}

/// Work that takes seconds with a long file, on a thread of its own: whoever else asks for something does not wait.
async fn aside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done,
        Err(stopped) => std::panic::resume_unwind(stopped.into_panic()),
    }
}

/// What stands and could not be read of the file stays as it is, and that is said.
fn spared(standing: &Standing, outcome: &Outcome) -> Vec<Problem> {
    let stand = standing.0.keys().filter(|(_, name)| outcome.lost.names.contains(name)).count();
    let what = if outcome.lost.nameless {
        "records are left out of which nobody knows what they are called: nothing that stands is ended".to_owned()
    } else if stand > 0 {
        format!("{stand} that stand today are left out: they stay as they are")
    } else {
        return Vec::new();
    };
    let (record, remedy) = ("the file".to_owned(), "Mend what is left out, and import the file again.".to_owned());
    vec![Problem { record, field: None, rule: "stays", severity: Severity::Remark, what, remedy }]
}

/// What another source has an entry of already, and says otherwise.
fn described_twice(inventory: &Inventory, elsewhere: &BTreeMap<Iri, Vec<Described>>) -> Vec<Problem> {
    if elsewhere.is_empty() {
        return Vec::new();
    }
    let parts = inventory.parts().filter(|part| elsewhere.contains_key(&part.name));
    let own: BTreeMap<Iri, String> = parts.map(|part| (part.name, Said::of(&part.inventory).digest)).collect();
    // Only the first is heard, whatever others say.
    let heard = elsewhere.iter().filter_map(|(name, by)| Some((name, by.first()?)));
    let otherwise = heard.filter(|(name, heard)| own.get(*name) != Some(&heard.digest));
    otherwise.map(|(name, heard)| Problem::described_elsewhere(name, &heard.source)).collect()
}

/// What ends, and stands again from a later day on: an earlier import says so, and this one no more of it.
pub(super) fn back_again(standing: &Standing, changes: &[Change]) -> Vec<Problem> {
    let mut own: BTreeMap<&Key, BTreeSet<Day>> = BTreeMap::new();
    for change in changes {
        own.entry(&change.key).or_default().insert(change.from);
    }
    let mut back: BTreeMap<&Key, Day> = BTreeMap::new();
    for Change { key, from, .. } in changes.iter().filter(|change| change.after.is_none()) {
        let after = (Bound::Excluded(*from), Bound::Unbounded);
        let until = own[key].range(after).next().copied();
        let mut later = standing.0.get(key).into_iter().flat_map(|versions| versions.range(after));
        let is_there =
            |(day, version): &(&Day, &Version)| version.digest.is_some() && until.is_none_or(|until| **day < until);
        if let Some((day, _)) = later.find(is_there) {
            back.entry(key).and_modify(|first| *first = (*day).min(*first)).or_insert(*day);
        }
    }
    let Some(first) = back.values().min() else { return Vec::new() };
    let what = format!("{} that end stand again later, the first from {first} on: another import says so", back.len());
    let remedy =
        "Look at that day too. If they end for good, bring the same file from it, or take the other import back.";
    let remedy = remedy.to_owned();
    let (record, severity) = ("the file".to_owned(), Severity::Remark);
    vec![Problem { record, field: None, rule: "stands-again", severity, what, remedy }]
}

/// Can names begin with it?
pub(super) fn is_beginning(base: &str) -> bool {
    let rest = ["http://", "https://", "urn:"].iter().find_map(|scheme| base.strip_prefix(scheme));
    let has_something = rest.is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/'));
    has_something && oxrdf::NamedNode::new(format!("{base}x")).is_ok()
}

/// The promises of a file that are about services which it does not describe itself, with these services.
fn promised_elsewhere(outcome: &Outcome) -> Vec<(Iri, Iri)> {
    let said = outcome.last();
    let standards = said.standards.iter().filter_map(|(name, standard)| Some((name, standard.service.as_ref()?)));
    let elsewhere = standards.filter(|(_, service)| !said.services.contains_key(*service));
    elsewhere.map(|(name, service)| (name.clone(), service.clone())).collect()
}
