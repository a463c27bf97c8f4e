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

/// A name cut in its middle to so many letters: names of one kind differ at their ends.
pub(crate) fn cut_within(name: &str, most: usize) -> String {
    let letters: Vec<char> = name.chars().collect();
    if letters.len() <= most {
        return name.to_owned();
    }
    let end = most.saturating_sub(1) / 2;
    let start: String = letters[..most.saturating_sub(1) - end].iter().collect();
    let rest: String = letters[letters.len() - end..].iter().collect();
    format!("{}…{}", start.trim_end(), rest.trim_start())
}

/// A text cut to so many letters, so that it stays in its place; the table has it whole.
pub(crate) fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let kept: String = text.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_differ_at_their_ends_differ_when_they_are_cut() {
        let cut = |name| cut_within(name, 20);
        assert_eq!(cut("Autorité du parc national de la Région des lacs"), "Autorité d…des lacs");
        assert_eq!(cut("Autorité du parc national des Yorkshire Dales"), "Autorité d…ire Dales");
        assert_eq!(cut("Cumberland Council"), "Cumberland Council");
        assert_eq!(cut_within("", 20), "");
    }
}
