//! A draft that a person wrote, as TOML or as JSON: what a page and the command line take.

use values::source::{Finding, Source};

use super::Draft;

/// Reads one draft. What can't be read, a mistyped key too, is found with its line.
pub fn read(source: &Source) -> Result<Draft, Finding> {
    // Some editors begin a file with a mark that says how its letters are written.
    let source = &Source { text: source.text.trim_start_matches('\u{feff}').to_owned(), file: source.file.clone() };
    if !source.text.trim_start().starts_with('{') {
        return source.read();
    }
    serde_json::from_str(&source.text).map_err(|error| Finding {
        file: source.file.clone(),
        line: error.line().max(1),
        what: error.to_string(),
        fix: "See docs/reference/demo-format.md for the keys this takes.".into(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transfer::tests::{merger, retail};

    fn source(text: String) -> Source {
        Source { file: "draft".into(), text }
    }

    #[test]
    fn a_draft_reads_back_from_either_language() {
        for draft in [merger(), retail()] {
            assert_eq!(read(&source(serde_json::to_string_pretty(&draft).unwrap())).unwrap(), draft);
        }
        let text = r#"
            id = "retail"
            title = { en = "Contact", fr = "Accueil" }
            kind = "retail"
            day = "2023-05-01"
            instrument = "order"
            lines = [{ from = "alpha", to = "gamma", form = "retail", instrument = "order", functions = ["contact"] }]
            open_work = "moves"
            deadlines = "keep"
            answerable = [{ matter = "everything", person = "olga" }]
        "#;
        let draft = read(&source(text.into())).unwrap();
        assert_eq!((draft.id.as_str(), draft.lines.len()), ("trf_retail", 1));
        assert_eq!(read(&source(format!("\u{feff}{text}"))).unwrap(), draft);
        let finding = read(&source(text.replace("functions", "fonctions"))).unwrap_err();
        assert_eq!(finding.line, 7);
        assert!(finding.what.contains("fonctions"), "{finding}");
    }

    #[test]
    fn a_mistyped_key_of_a_line_is_found() {
        let text = serde_json::to_string_pretty(&retail()).unwrap();
        let finding = read(&source(text.replace("\"channel\"", "\"chanel\""))).unwrap_err();
        assert!(finding.line > 1 && finding.what.contains("chanel"), "{finding}");
    }
}
