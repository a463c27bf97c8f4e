//! Tables for spreadsheets (RFC 4180).

/// Lines of cells as text. A cell that a spreadsheet would run as a formula begins with `'`.
pub fn csv<'a>(lines: impl IntoIterator<Item = Vec<&'a str>>) -> String {
    let mut text = String::new();
    for line in lines {
        let cells: Vec<String> = line.into_iter().map(cell).collect();
        text.push_str(&cells.join(","));
        text.push_str("\r\n");
    }
    text
}

fn cell(text: &str) -> String {
    let guarded = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() };
    if guarded.contains([',', '"', '\n', '\r']) { format!("\"{}\"", guarded.replace('"', "\"\"")) } else { guarded }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commas_quotes_and_line_ends_stay_inside_their_cell() {
        assert_eq!(
            csv([vec!["a", "b, c"], vec!["say \"x\"", "two\nlines"]]),
            "a,\"b, c\"\r\n\"say \"\"x\"\"\",\"two\nlines\"\r\n"
        );
    }

    #[test]
    fn nothing_runs_as_a_formula() {
        assert_eq!(csv([vec!["=1+1", "@x", "-5"]]), "'=1+1,'@x,'-5\r\n");
    }
}
