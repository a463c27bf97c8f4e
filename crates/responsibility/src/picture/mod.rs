//! Pictures of the model: what they show, and where each line and box of them stands. Pure; templates draw them, and
//! every picture stands beside a table that says the same.

pub mod coverage;
pub mod csv;
pub mod flows;
pub mod gantt;
pub mod sankey;

/// A length in a picture, to a tenth: enough to draw by, and the same on every machine.
pub(crate) fn tenth(length: f64) -> f64 {
    (length * 10.0).round() / 10.0
}

/// A text cut to so many letters, so that it stays in its place; the table has it whole.
pub(crate) fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let kept: String = text.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}
