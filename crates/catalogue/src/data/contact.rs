//! Telephone numbers, page addresses and e-mail addresses, as far as their form goes.

/// What is wrong with a telephone number.
pub(crate) fn phone_fault(phone: &str) -> Option<&'static str> {
    let digits = phone.bytes().filter(u8::is_ascii_digit).count();
    let begins = phone.starts_with(|first: char| first == '+' || first == '(' || first.is_ascii_digit());
    let written = phone.chars().enumerate().all(|(n, letter)| {
        letter.is_ascii_digit() || matches!(letter, ' ' | '(' | ')' | '-') || (letter == '+' && n == 0)
    });
    (!begins || !written || !(3..=15).contains(&digits))
        .then_some("Write digits and spaces, with + first for another country: 01632 960 001.")
}

/// What is wrong with the address of a page.
pub(crate) fn page_fault(page: &str) -> Option<&'static str> {
    let host = page.strip_prefix("https://").and_then(|rest| rest.split(['/', '?', '#']).next()).unwrap_or_default();
    let labels = host.split('.').count() >= 2
        && host
            .split('.')
            .all(|label| !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-'));
    let written = page.bytes().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'"' | b'<' | b'>' | b'\\'));
    (!labels || !written || page.len() > 500).then_some("Write a whole address: https://www.example.org/page.")
}

/// What is wrong with an e-mail address.
pub(crate) fn email_fault(email: &str) -> Option<&'static str> {
    let parts = email.split_once('@');
    let fits = parts.is_some_and(|(name, host)| {
        !name.is_empty()
            && host.split('.').count() >= 2
            && host.split('.').all(|label| !label.is_empty())
            && !host.contains('@')
    });
    let written = email.bytes().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'"' | b'<' | b'>'));
    (!fits || !written || email.len() > 254).then_some("Write it as name@example.org.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn telephone_numbers_are_digits_and_spaces() {
        let check = |phone, fits| assert_eq!(phone_fault(phone).is_none(), fits, "{phone}");
        check("01632 960 001", true);
        check("+44 1632 960001", true);
        check("(01632) 960-001", true);
        check("111", true);
        check("11", false);
        check("call us", false);
        check("01632 960 001 ext 4", false);
        check("44+1632", false);
        check("0123456789012345", false);
    }

    #[test]
    fn pages_are_whole_addresses() {
        let check = |page, fits| assert_eq!(page_fault(page).is_none(), fits, "{page}");
        check("https://www.example.org", true);
        check("https://example.org/a/b?c=d#e", true);
        check("http://example.org", false);
        check("www.example.org", false);
        check("https://example", false);
        check("https://example..org", false);
        check("https://exa mple.org", false);
        check("https://someone@example.org", false);
        check("javascript:alert(1)", false);
        check("https://example.org/\"onclick", false);
    }

    #[test]
    fn emails_have_a_name_and_a_host() {
        let check = |email, fits| assert_eq!(email_fault(email).is_none(), fits, "{email}");
        check("help@example.org", true);
        check("help@example", false);
        check("@example.org", false);
        check("help.example.org", false);
        check("help@@example.org", false);
        check("help me@example.org", false);
    }
}
