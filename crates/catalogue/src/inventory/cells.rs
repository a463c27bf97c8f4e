//! Cells that people open in a spreadsheet. A text that a spreadsheet would run as a formula gets an apostrophe before it
//! (OWASP, "CSV Injection"), and loses it again when a table of ours is read back.

use std::borrow::Cow;

/// What begins a formula, or leads to one once a spreadsheet has cut it off.
const RUNS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// A text that runs nowhere. One that looks as if it had an apostrophe of ours already gets another, so that [`plain`]
/// takes off just what was put on.
pub(super) fn safe(text: &str) -> Cow<'_, str> {
    if text.trim_start_matches('\'').starts_with(RUNS) { format!("'{text}").into() } else { text.into() }
}

/// The text that it was.
pub(super) fn plain(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(text) if text.trim_start_matches('\'').starts_with(RUNS) => text,
        _ => cell,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn nothing_runs_and_the_rest_stays() {
        let check = |text: &str, expected: &str| assert_eq!(safe(text), expected);
        check("=1+1", "'=1+1");
        check("+44 1632 960000", "'+44 1632 960000");
        check("-1", "'-1");
        check("@SUM(A1)", "'@SUM(A1)");
        check("\t=1", "'\t=1");
        check("\r=1", "'\r=1");
        check("'=1", "''=1");
        check("'quoted'", "'quoted'");
        check("a=1", "a=1");
        check("", "");
    }

    proptest! {
        #[test]
        fn a_cell_comes_back_as_it_was(text in "['=+@\t\r a-]{0,6}") {
            let cell = safe(&text);
            prop_assert!(!cell.starts_with(RUNS), "{cell:?}");
            prop_assert_eq!(plain(&cell), text.as_str());
        }
    }
}
