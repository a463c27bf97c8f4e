//! Life events as `life-events.toml` holds them.

use values::source::Finding;

use super::LifeEvent;
use crate::{
    data::{entry::Entry, files::Kept},
    service::ServiceType,
};

pub(crate) fn read(entry: &mut Entry<'_>) -> Option<LifeEvent> {
    let id = entry.id("id");
    let title = entry.text("title");
    let summary = entry.text("summary");
    Some(LifeEvent { id: id?, title: title?, summary: summary? })
}

pub(crate) fn check(
    events: &[Kept<'_, LifeEvent>],
    service_types: &[Kept<'_, ServiceType>],
    findings: &mut Vec<Finding>,
) {
    for Kept { item: event, entry } in events {
        if !service_types.iter().any(|kept| kept.item.life_events.contains(&event.id)) {
            let what = format!("no service type belongs to life event '{}'", event.id.name());
            let fix = format!("Add '{}' to the life_events of a service type, or take the event out.", event.id.name());
            findings.push(entry.finding("id", what, fix));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::data::planted::{Plant, in_file};

    const EVENTS: Plant = in_file("life-events.toml");

    #[test]
    fn an_event_without_services_is_found() {
        EVENTS
            .add("\n[[life_event]]\nid = \"a-birth\"\ntitle = { en = \"A birth\", fr = \"Une naissance\" }\nsummary = { en = \"a\", fr = \"b\" }\n")
            .finds(
                8,
                "no service type belongs to life event 'a-birth'",
                "Add 'a-birth' to the life_events of a service type, or take the event out.",
            );
    }

    #[test]
    fn a_summary_still_to_be_written_is_found() {
        EVENTS.replace("fr = \"Qui prévenir.\"", "fr = \"…\"").finds(5, "'summary' is empty in French", "Write it.");
    }
}
