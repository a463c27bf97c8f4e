//! Instruments as `instruments.toml` holds them.

use super::{Instrument, InstrumentKind};
use crate::data::{contact::page_fault, entry::Entry};

pub(crate) fn read(entry: &mut Entry<'_>) -> Option<Instrument> {
    let id = entry.id("id");
    let kind = entry.word("kind", &InstrumentKind::ALL.map(InstrumentKind::as_str));
    let title = entry.text("title");
    let valid = entry.effective();
    let link = entry.maybe_string("link");
    if let Some(fix) = link.as_deref().and_then(page_fault) {
        let what = format!("'{}' is not the address of a page", link.as_deref().unwrap_or_default());
        entry.report("link", what, fix);
    }
    let illustrative = entry.illustrative(&["title", "from", "until", "link"]);
    let valid = valid?;
    Some(Instrument { id: id?, kind: kind?, title: title?, from: valid.from, until: valid.until, link, illustrative })
}

#[cfg(test)]
mod tests {
    use crate::data::planted::{Plant, in_file};

    const INSTRUMENTS: Plant = in_file("instruments.toml");

    #[test]
    fn a_kind_that_is_none_is_found() {
        INSTRUMENTS.replace("kind = \"order\"", "kind = \"decree\"").finds(
            4,
            "'decree' is not a word that 'kind' takes",
            "Write one of 'act', 'order', 'agreement', 'scheme', 'charter'.",
        );
    }

    #[test]
    fn a_title_that_was_not_translated_is_found() {
        INSTRUMENTS.replace("fr = \"Arrêté des changements\"", "fr = \"Changes Order\"").finds(
            5,
            "the French of 'title' is the same as the English",
            "Translate it.",
        );
    }

    #[test]
    fn a_link_that_leads_nowhere_is_found() {
        INSTRUMENTS.replace("https://law.example/1", "law.example/1").finds(
            7,
            "'law.example/1' is not the address of a page",
            "Write a whole address: https://www.example.org/page.",
        );
    }

    #[test]
    fn an_end_before_the_beginning_is_found() {
        INSTRUMENTS.replace("from = 2022-03-17\n", "from = 2022-03-17\nuntil = 2022-03-17\n").finds(
            7,
            "'until' (2022-03-17) is not after 'from' (2022-03-17)",
            "'until' is the first day on which it holds no more: write a day after 2022-03-17.",
        );
    }

    #[test]
    fn a_missing_first_day_is_found() {
        INSTRUMENTS.replace("from = 2022-03-17\n", "\n").finds(
            2,
            "instrument 'changes-order' has no 'from'",
            "Add 'from'.",
        );
    }
}
