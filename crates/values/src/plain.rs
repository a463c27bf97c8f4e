//! Text that people can see and type.

/// A text as somebody typed it, without what nobody can see or type: signs of no width, and signs that turn the
/// direction of what stands beside them. They come along with what is copied, make two names out of one, and can make
/// a text look like another. Control characters go too, but tabs and line ends, which become `\n`.
pub fn plain_text(text: &str) -> String {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~' | b'\n' | b'\t')) {
        return text.to_owned();
    }
    text.replace("\r\n", "\n")
        .replace(['\u{2028}', '\u{2029}'], "\n")
        .chars()
        .filter(|c| !is_control(*c) && !is_invisible(*c))
        .collect()
}

fn is_control(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\t')
}

fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{180e}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_can_see_is_left_out() {
        let invisible =
            "\u{200b}\u{200e}\u{200f}\u{202a}\u{202e}\u{2060}\u{2064}\u{2066}\u{2069}\u{feff}\u{ad}\u{61c}\u{e0041}";
        assert_eq!(plain_text(&format!("{invisible}A{invisible}d a\u{2010}\u{202f}")), "Ad a\u{2010}\u{202f}");
        assert_eq!(plain_text("A\0d\u{7}a\u{1b}[31m\r\nL\t.\u{85}"), "Ada[31m\nL\t.");
        assert_eq!(plain_text("Éloïse\u{a0}O’Brien-王 مريم"), "Éloïse\u{a0}O’Brien-王 مريم");
    }
}
