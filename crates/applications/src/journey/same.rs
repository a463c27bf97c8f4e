//! Texts of a journey whose French is the same as the English: perhaps nobody translated them.

use toml::de::{DeTable, DeValue};
use values::source::{Finding, Source};

/// What a line says where the two really are the same.
const MEANT: &str = "# same in French";

/// Every text whose French is the same as its English, except names and those whose line says that it is meant so.
/// Journeys work with such texts: these are no faults, but worth a look.
pub fn in_both(source: &Source) -> Vec<Finding> {
    let (document, _) = DeTable::parse_recoverable(&source.text);
    let mut found = Vec::new();
    look(source, document.get_ref(), &mut found);
    found.sort_by_key(|finding| finding.line);
    found
}

fn look(source: &Source, table: &DeTable<'_>, found: &mut Vec<Finding>) {
    for (key, value) in table {
        if key.get_ref() != "name" {
            visit(source, key.get_ref(), value.get_ref(), value.span().start, found);
        }
    }
}

fn visit(source: &Source, key: &str, value: &DeValue<'_>, at: usize, found: &mut Vec<Finding>) {
    match value {
        DeValue::Array(items) => {
            for item in items {
                visit(source, key, item.get_ref(), item.span().start, found);
            }
        }
        DeValue::Table(inner) => {
            let text = |language: &str| inner.get(language).and_then(|text| text.get_ref().as_str()).map(str::trim);
            match (text("en"), text("fr")) {
                (Some(en), Some(fr)) if en == fr && !en.is_empty() && !is_meant(source, at) => {
                    let what = format!("the French of '{key}' is the same as the English, '{en}'");
                    let fix = format!("Translate it; or end the line with {MEANT}.");
                    found.push(source.finding(at..at, what, fix));
                }
                _ => look(source, inner, found),
            }
        }
        _ => {}
    }
}

/// Does the line on which a text begins say that it is meant so?
fn is_meant(source: &Source, at: usize) -> bool {
    source.text.get(at..).and_then(|rest| rest.lines().next()).is_some_and(|line| line.trim_end().ends_with(MEANT))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_is_the_same_in_french_is_worth_a_look() {
        let text = "\
id = \"x\"
title = { en = \"A code\", fr = \"A code\" }
summary = { en = \"Passport\", fr = \"Passeport\" }
contact = { name = { en = \"They\", fr = \"They\" } }
[[question]]
label = { en = \"Code\", fr = \"Code\" } # same in French
options = [
  { value = \"a\", label = { en = \"Pension\", fr = \"Pension\" } }, # same in French
  { value = \"b\", label = { en = \"Plan\", fr = \"Plan\" } },
]
";
        let found = in_both(&Source { file: "j.toml".into(), text: text.into() });
        let told: Vec<String> = found.iter().map(ToString::to_string).collect();
        assert_eq!(
            told,
            [
                "j.toml:2: the French of 'title' is the same as the English, 'A code'. Translate it; or end the line with \
                 # same in French.",
                "j.toml:9: the French of 'label' is the same as the English, 'Plan'. Translate it; or end the line with \
                 # same in French."
            ]
        );
    }
}
