//! Which language to answer in: what was asked for in the address, else what this browser chose before, else what it
//! says it prefers.

use values::Language;

/// The choice, and whether the address made it (then it is remembered).
pub fn choose(asked: Option<&str>, remembered: Option<&str>, accepted: Option<&str>) -> (Language, bool) {
    if let Some(language) = asked.and_then(|tag| tag.parse().ok()) {
        return (language, true);
    }
    let language =
        remembered.and_then(|tag| tag.parse().ok()).or_else(|| accepted.and_then(preferred)).unwrap_or_default();
    (language, false)
}

/// The language an `Accept-Language` header likes best among ours. The header is read no further than 20 entries.
fn preferred(header: &str) -> Option<Language> {
    let mut best: Option<(Language, f32)> = None;
    for entry in header.split(',').take(20) {
        let mut parts = entry.split(';');
        let tag = parts.next().unwrap_or_default().trim();
        let weight = parts
            .find_map(|part| part.trim().strip_prefix("q="))
            .map_or(1.0, |q| q.parse::<f32>().ok().filter(|q| (0.0..=1.0).contains(q)).unwrap_or(0.0));
        let primary = tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
        let Ok(language) = primary.parse::<Language>() else { continue };
        if weight > 0.0 && best.is_none_or(|(_, so_far)| weight > so_far) {
            best = Some((language, weight));
        }
    }
    best.map(|(language, _)| language)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_wins_over_the_cookie_and_the_cookie_over_the_browser() {
        assert_eq!(choose(Some("fr"), Some("en"), Some("en")), (Language::Fr, true));
        assert_eq!(choose(None, Some("fr"), Some("en")), (Language::Fr, false));
        assert_eq!(choose(None, None, Some("fr-CA,fr;q=0.9,en;q=0.8")), (Language::Fr, false));
        assert_eq!(choose(None, None, None), (Language::En, false));
    }

    #[test]
    fn a_language_we_do_not_speak_is_passed_over() {
        assert_eq!(choose(Some("xx"), Some("yy"), Some("cy, gd;q=0.9")), (Language::En, false));
        assert_eq!(choose(None, None, Some("cy, fr;q=0.4, en;q=0.3")), (Language::Fr, false));
    }

    #[test]
    fn weights_decide_and_nonsense_counts_for_nothing() {
        let check = |header, expected| assert_eq!(preferred(header), expected, "{header}");
        check("en;q=0.5, fr;q=0.7", Some(Language::Fr));
        check("fr;q=0", None);
        check("fr;q=nan, en;q=0.1", Some(Language::En));
        check("fr;q=7", None);
        check(",,;;=", None);
    }
}
