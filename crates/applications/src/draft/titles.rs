//! What the drafts and cases that a browser may open are about, and since when, for the links that lead back to them.

use std::collections::BTreeMap;

use catalogue::About;
use store::{StoreError, Tx};
use values::{Id, Text, id};

use crate::{Government, Platform, application};

/// The titles of their journeys and the days, by id. What can't be found is left out: a link without its title still works.
pub async fn of(platform: &Platform, ids: Vec<String>) -> BTreeMap<String, About> {
    let government = platform.government();
    let found = platform.store().read(move |tx| {
        let mut titles = BTreeMap::new();
        for id in &ids {
            if let Some(about) = about(tx, &government, id)? {
                titles.insert(id.clone(), about);
            }
        }
        Ok::<_, StoreError>(titles)
    });
    found.await.unwrap_or_else(|error| {
        tracing::warn!("The home page shows its links without titles: {error}");
        BTreeMap::new()
    })
}

pub(crate) fn title(tx: &mut Tx<'_>, government: &Government, id: &str) -> Result<Option<Text>, StoreError> {
    Ok(about(tx, government, id)?.map(|about| about.title))
}

fn about(tx: &mut Tx<'_>, government: &Government, id: &str) -> Result<Option<About>, StoreError> {
    let made_with = if let Ok(draft) = id.parse::<Id<id::Draft>>() {
        super::store::journey(tx, &draft)?
    } else if let Ok(sent) = id.parse::<Id<id::Application>>() {
        application::store::get(tx, &sent)?.map(|sent| (sent.journey, sent.edition, sent.sent_at))
    } else {
        None
    };
    Ok(made_with.and_then(|(journey, edition, at)| {
        let journey = government.journeys.edition(&journey, &edition)?;
        Some(About { title: journey.title.clone(), at })
    }))
}
