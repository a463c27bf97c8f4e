//! Text that its supplier wrote with marks of HTML, as plain text: paragraphs and lists become lines, other marks go. What
//! is shown is escaped all the same.

/// Marks that begin a new line.
const LINES: [&str; 12] = ["p", "br", "li", "ul", "ol", "div", "tr", "h1", "h2", "h3", "h4", "blockquote"];
/// Marks that stand within a line.
const WITHIN: [&str; 12] = ["b", "i", "em", "strong", "a", "span", "u", "sup", "sub", "code", "td", "th"];
const ENTITIES: [(&str, &str); 6] =
    [("&nbsp;", " "), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];

/// The same without marks; as it is where it has none of these.
pub(crate) fn plain(text: &str) -> String {
    if !has_marks(text) {
        return text.to_owned();
    }
    let (mut said, mut rest) = (String::with_capacity(text.len()), text);
    while let Some((before, after)) = rest.split_once('<') {
        said.push_str(before);
        if let Some((name, length)) = mark(after) {
            if LINES.contains(&name.as_str()) {
                said.push('\n');
            }
            if name == "li" && !after.starts_with('/') {
                said.push_str("• ");
            }
            rest = &after[length..];
        } else {
            said.push('<');
            rest = after;
        }
    }
    said.push_str(rest);
    for (entity, letter) in ENTITIES {
        said = said.replace(entity, letter);
    }
    let lines: Vec<&str> = said.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    lines.join("\n")
}

fn has_marks(text: &str) -> bool {
    text.split('<').skip(1).any(|after| mark(after).is_some())
}

/// The name of a mark that we know, and how long it is with its end.
fn mark(after: &str) -> Option<(String, usize)> {
    // A sign of less before the end is no mark. Looking no further keeps a text of such signs from taking for ever.
    let end = after.find(['<', '>']).filter(|end| after[*end..].starts_with('>'))?;
    let inner = after[..end].trim_start_matches('/');
    let name: String = inner.chars().take_while(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    let is_known = LINES.contains(&name.as_str()) || WITHIN.contains(&name.as_str());
    (is_known && !after.starts_with(' ')).then_some((name, end + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_and_lists_become_lines_and_other_signs_stay() {
        let check = |text: &str, expected: &str| assert_eq!(plain(text), expected, "{text}");
        check("Plain & simple", "Plain & simple");
        check("<p>One</p><p>Two <b>bold</b></p>", "One\nTwo bold");
        check("<ul><li>a</li><li>b</li></ul>", "• a\n• b");
        check("<p>A&nbsp;&amp; B<br/>C</p>", "A & B\nC");
        check("<a href=\"https://example.org/\">here</a>", "here");
        check("if a < b and c > d", "if a < b and c > d");
        check("Where it was <lost>.", "Where it was <lost>.");
        check("<script>alert(1)</script>", "<script>alert(1)</script>");
        check("&lt;p&gt; as text", "&lt;p&gt; as text");
        check("<p>&lt;b&gt;</p>", "<b>");
        check("<b <b>bold</b>", "<b bold");
        let many = "<".repeat(2_000_000);
        assert_eq!(plain(&format!("<p>{many}</p>")), many);
    }
}
