//! Just enough of an HTML reader to compare pages and to complain about them.

/// A piece of a page. Attributes are sorted, entities decoded, spaces squeezed; comments are gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Token {
    /// `<a href="/x">`: the name, and the attributes with their values.
    Start(String, Vec<(String, String)>),
    /// `</a>`.
    End(String),
    /// Text that is more than spaces.
    Text(String),
}

/// Splits HTML that a template printed: every `>` inside a value is quoted, scripts and styles are files.
pub fn tokens(html: &str) -> Vec<Token> {
    let mut rest = html;
    let mut found = Vec::new();
    while !rest.is_empty() {
        if let Some(after) = rest.strip_prefix("<!--") {
            rest = after.split_once("-->").map_or("", |(_, after)| after);
        } else if let Some(after) = rest.strip_prefix("</") {
            let (name, after) = after.split_once('>').unwrap_or((after, ""));
            found.push(Token::End(name.trim().to_lowercase()));
            rest = after;
        } else if rest.starts_with('<') && rest[1..].starts_with(|c: char| c.is_ascii_alphabetic()) {
            let (token, after) = start_tag(&rest[1..]);
            found.push(token);
            rest = after;
        } else {
            let end = rest.char_indices().skip(1).find(|(_, c)| *c == '<').map_or(rest.len(), |(at, _)| at);
            let text = squeezed(&rest[..end]);
            if !text.is_empty() {
                found.push(Token::Text(text));
            }
            rest = &rest[end..];
        }
    }
    found
}

fn start_tag(rest: &str) -> (Token, &str) {
    let (name, mut rest) = split(rest, |c| c.is_whitespace() || c == '>' || c == '/');
    let mut attributes = Vec::new();
    loop {
        let (_, after) = split(rest, |c| !(c.is_whitespace() || c == '/'));
        let (key, after) = split(after, |c| c.is_whitespace() || c == '=' || c == '>' || c == '/');
        if key.is_empty() {
            rest = after;
            break;
        }
        let (value, after) = match after.strip_prefix('=') {
            None => ("", after),
            Some(quoted) if quoted.starts_with(['"', '\'']) => {
                quoted[1..].split_once(&quoted[..1]).unwrap_or((&quoted[1..], ""))
            }
            Some(bare) => split(bare, |c| c.is_whitespace() || c == '>'),
        };
        attributes.push((key.to_lowercase(), squeezed(value)));
        rest = after;
    }
    attributes.sort();
    (Token::Start(name.to_lowercase(), attributes), rest.strip_prefix('>').unwrap_or(rest))
}

fn split(text: &str, stop: impl Fn(char) -> bool) -> (&str, &str) {
    text.split_at(text.find(stop).unwrap_or(text.len()))
}

fn squeezed(text: &str) -> String {
    const ENTITIES: [(&str, &str); 7] = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#34;", "\""),
        ("&#39;", "'"),
        ("&#x27;", "'"),
        ("&#x2f;", "/"),
    ];
    let decoded = ENTITIES.iter().fold(text.to_owned(), |text, (entity, character)| text.replace(entity, character));
    decoded.replace("&amp;", "&").split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Token {
    /// The value of an attribute of a start tag.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let Self::Start(_, attributes) = self else { return None };
        attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Is it the start of such an element?
    pub fn starts(&self, name: &str) -> bool {
        matches!(self, Self::Start(own, _) if own == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_matter_is_not_compared_and_what_matters_is() {
        let same = |a: &str, b: &str| assert_eq!(tokens(a), tokens(b));
        let other = |a: &str, b: &str| assert_ne!(tokens(a), tokens(b));
        same("<a  href='/x'\n class=\"b\">go  on</a>", "<a class=b href=\"&#x2f;x\">\n go on\n</a>");
        same("<input disabled>", "<input disabled=\"\"/>");
        same("a<!-- b > c -->", "a");
        other("<a href=\"/x\">go</a>", "<a href=\"/y\">go</a>");
        other("<p>it&#39;s</p>", "<p>its</p>");
        other("<p>a b</p>", "<p>ab</p>");
        other("<input disabled>", "<input>");
        other("<p>a</p>", "<p>a");
    }

    #[test]
    fn broken_markup_ends() {
        for html in ["<", "<a", "<a href", "<a href=", "<a href=\"", "</", "<!--", "<a =>", "a < b", "<é>", "£<p"] {
            tokens(html);
        }
    }
}
