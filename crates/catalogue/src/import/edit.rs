//! Many parts changed at once: letters found in one field of one kind, and others written in their place.

use store::{Store, StoreError};
use values::{Actor, Day, Moment};

use super::{
    Change, Import, ImportError, Key, Progress,
    compare::Said,
    steps::{bring, manager},
    store as table,
};
use crate::inventory::{Inventory, Iri, Kind, Outcome, Problem, Severity, edit::Replace};

/// A change of many parts at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// Of which source.
    pub source: String,
    /// From which day on.
    pub from: Day,
    /// In those parts only that say this somewhere; in all of them where it is empty.
    pub only: String,
    /// What changes.
    pub replace: Replace,
}

/// Drafts the import that changes many parts at once, from a day on and in the versions of later days too, to be looked
/// at and approved like any other. Nothing where it would change nothing.
pub async fn edit(
    store: &Store,
    actor: &Actor,
    now: Moment,
    edit: &Edit,
    progress: impl Fn(Progress),
) -> Result<Edited, ImportError> {
    manager(actor)?;
    let mut outcome = Outcome::default();
    let (source, day) = (edit.source.clone(), edit.from);
    let (standing, over, edition) = store
        .read::<_, ImportError, _>(move |tx| {
            Ok((table::standing(tx, &source)?, table::last_of(tx, &source)?, table::current_edition(tx)?))
        })
        .await?;
    let only = edit.only.to_lowercase();
    let mut changes = Vec::new();
    let mut last = None;
    loop {
        let (source, from) = (edit.source.clone(), last.clone());
        let page = store
            .read::<_, StoreError, _>(move |tx| table::parts_on(tx, Some(&source), day, edition, from.as_ref(), 500))
            .await?;
        for part in page.iter().filter(|part| part.document.to_lowercase().contains(&only)) {
            let mut said: Inventory = serde_json::from_str(&part.document).expect("we wrote it as JSON");
            let replaced = said.replace(&edit.replace);
            if replaced.left > 0 {
                outcome.problems.push(left_alone(&part.name, edit));
            }
            if replaced.done > 0 {
                let key = (Kind::named(&part.kind), part.name.clone());
                let before = standing.digest_on(&key, day).map(str::to_owned);
                changes.push(Change { key, from: day, before, after: Some(Said::of(&said)), resumes: None });
            }
        }
        match page.into_iter().next_back() {
            Some(part) => last = Some(part),
            None => break,
        }
    }
    let later: Vec<(Key, Day, String)> = standing
        .0
        .iter()
        .flat_map(|(key, versions)| {
            let after = versions.range((std::ops::Bound::Excluded(day), std::ops::Bound::Unbounded));
            after.filter_map(|(from, version)| Some((key.clone(), *from, version.digest.clone()?)))
        })
        .collect();
    for (key, from, digest) in later {
        let (source, wanted, known) = (edit.source.clone(), key.clone(), digest.clone());
        let document = store
            .read::<_, StoreError, _>(move |tx| table::document(tx, &source, &wanted, &known))
            .await?
            .filter(|document| document.to_lowercase().contains(&only));
        let Some(document) = document else { continue };
        let mut said: Inventory = serde_json::from_str(&document).expect("we wrote it as JSON");
        if said.replace(&edit.replace).done > 0 {
            changes.push(Change { key, from, before: Some(digest), after: Some(Said::of(&said)), resumes: None });
        }
    }
    let Replace { kind, field, find, with } = &edit.replace;
    let title = format!("{} {field}: '{find}' becomes '{with}'", kind.as_str());
    let about = (edit.source.as_str(), None, title.as_str(), day);
    let left = outcome.problems.len();
    let import = bring(store, actor, now, about, (changes, &standing, over), &outcome, progress).await?;
    Ok(Edited { import, left })
}

/// A title that would become empty stays, and that is said.
fn left_alone(name: &Iri, edit: &Edit) -> Problem {
    Problem {
        record: name.to_string(),
        field: Some(edit.replace.field.clone()),
        rule: "stays",
        severity: Severity::Remark,
        what: "a title would become empty".to_owned(),
        remedy: "It is left alone. Write something in its place.".to_owned(),
    }
}

/// What came of changing many parts.
#[derive(Debug, Clone)]
pub struct Edited {
    /// What is to be looked at; nothing where nothing would change.
    pub import: Option<Import>,
    /// So many parts have a title that would have become empty.
    pub left: usize,
}
