//! What a column allows, and nothing. An answer that is not asked for is nothing, which is none of the values that a column
//! allows: to the engine no rule of the table holds then, not even one that asks for no value at all. That a column allows
//! values says which ones somebody may give, and nothing of whether they give any.

use quick_xml::{Reader, events::Event};

/// What stands before what a column allows.
pub(super) const NOTHING: &str = "null,";

/// The model with nothing among what each column of conditions allows.
pub(super) fn allowed(xml: &str) -> String {
    let mut reader = Reader::from_str(xml);
    let (mut out, mut written, mut is_within) = (String::with_capacity(xml.len()), 0, false);
    loop {
        match reader.read_event() {
            Ok(Event::Start(start)) if start.local_name().as_ref() == "inputValues" => is_within = true,
            Ok(Event::End(end)) if end.local_name().as_ref() == "inputValues" => is_within = false,
            Ok(Event::Start(start)) if is_within && start.local_name().as_ref() == "text" => {
                let at = usize::try_from(reader.buffer_position()).unwrap_or(xml.len());
                if takes_more(&xml[at..]) {
                    out.push_str(&xml[written..at]);
                    out.push_str(NOTHING);
                    written = at;
                }
            }
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
    }
    out.push_str(&xml[written..]);
    out
}

/// Is it a list of tests, so that another can stand before them?
fn takes_more(text: &str) -> bool {
    let text = text.trim_start();
    let verbatim = text.strip_prefix("<![CDATA[").map(str::trim_start);
    let is_said = verbatim.is_some() || !text.starts_with('<');
    let text = verbatim.unwrap_or(text);
    is_said && !text.starts_with("not(") && !text.starts_with('-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_stands_before_what_a_column_allows_and_nowhere_else() {
        let of = |text: &str| format!("<d:inputValues><d:text>{text}</d:text></d:inputValues><text>\"a\"</text>");
        for (from, to) in [
            ("\"a\",\"b\"", "null,\"a\",\"b\""),
            (" [1..5]", "null, [1..5]"),
            ("not(\"a\")", "not(\"a\")"),
            ("-", "-"),
            ("&lt; 5", "null,&lt; 5"),
            ("<![CDATA[< 5]]>", "null,<![CDATA[< 5]]>"),
            (" <![CDATA[ not(\"a\")]]>", " <![CDATA[ not(\"a\")]]>"),
        ] {
            assert_eq!(allowed(&of(from)), of(to));
        }
        assert_eq!(allowed("<inputValues><text/></inputValues>"), "<inputValues><text/></inputValues>");
        assert_eq!(allowed("<a"), "<a");
    }
}
