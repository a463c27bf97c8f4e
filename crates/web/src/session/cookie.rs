//! The two cookies: the session's (or, before there is one, the form token's) and the language's.

use std::fmt;

use aws_lc_rs::rand;
use axum::http::{HeaderMap, HeaderValue, header};
use values::Language;

/// 256 bits that only this browser and this request know.
#[derive(Clone, PartialEq, Eq)]
pub struct Token([u8; 32]);

impl Token {
    pub(crate) fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// A fresh one, for a browser that has none.
    pub(crate) fn fresh() -> Self {
        let mut bytes = [0; 32];
        rand::fill(&mut bytes).expect("the system gives random bytes or nothing here is safe");
        Self(bytes)
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        &self.0
    }

    fn parse(text: &str) -> Option<Self> {
        let mut bytes = [0; 32];
        hex::decode_to_slice(text, &mut bytes).ok()?;
        Some(Self(bytes))
    }
}

/// Never printed, not even by mistake.
impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

/// How cookies are set: `Secure` with the `__Host-` prefix, or without both on a plain loopback demonstration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Jar {
    Secure,
    Plain,
}

impl Jar {
    fn session_name(self) -> &'static str {
        match self {
            Self::Secure => "__Host-portico",
            Self::Plain => "portico",
        }
    }

    fn language_name(self) -> &'static str {
        match self {
            Self::Secure => "__Host-portico-language",
            Self::Plain => "portico-language",
        }
    }

    pub fn token(self, headers: &HeaderMap) -> Option<Token> {
        Token::parse(read(headers, self.session_name())?)
    }

    pub fn language(self, headers: &HeaderMap) -> Option<&str> {
        read(headers, self.language_name())
    }

    /// Lives as long as the browser; the table ends it earlier.
    pub fn set_token(self, token: &Token) -> HeaderValue {
        self.line(self.session_name(), &hex::encode(token.bytes()), "")
    }

    pub fn clear_token(self) -> HeaderValue {
        self.line(self.session_name(), "", "; Max-Age=0")
    }

    /// Kept for a year.
    pub fn set_language(self, language: Language) -> HeaderValue {
        self.line(self.language_name(), language.tag(), "; Max-Age=31536000")
    }

    /// Does this `Set-Cookie` line set or clear the session's cookie?
    pub fn is_token(self, line: &HeaderValue) -> bool {
        line.as_bytes().strip_prefix(self.session_name().as_bytes()).is_some_and(|rest| rest.starts_with(b"="))
    }

    fn line(self, name: &str, value: &str, more: &str) -> HeaderValue {
        let secure = if self == Self::Secure { "; Secure" } else { "" };
        let line = format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax{secure}{more}");
        HeaderValue::from_str(&line).expect("names, hexadecimal digits and language tags fit a header")
    }
}

fn read<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
    lines.flat_map(|line| line.split(';')).find_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('='))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secure_cookie_is_bound_to_the_host_and_hidden_from_scripts() {
        let line = Jar::Secure.set_token(&Token::from_bytes([1; 32]));
        let line = line.to_str().unwrap();
        assert!(line.starts_with("__Host-portico=0101"), "{line}");
        for attribute in ["; Secure", "; HttpOnly", "; SameSite=Lax", "; Path=/"] {
            assert!(line.contains(attribute), "{line}");
        }
        assert!(!line.contains("Domain"), "{line}");
    }

    #[test]
    fn the_right_cookie_is_found_among_others() {
        let mut headers = HeaderMap::new();
        let token = "ab".repeat(32);
        let line = format!("portico-language=fr; xportico=1; portico={token}");
        headers.insert(header::COOKIE, line.parse().unwrap());
        assert_eq!(Jar::Plain.token(&headers), Some(Token::from_bytes([0xab; 32])));
        assert_eq!(Jar::Plain.language(&headers), Some("fr"));
        assert_eq!(Jar::Secure.token(&headers), None);
    }

    #[test]
    fn a_broken_cookie_is_no_cookie() {
        for text in ["", "ab", "zz", &"a".repeat(63), &"a".repeat(65), &"g".repeat(64)] {
            assert_eq!(Token::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_token_is_never_printed() {
        assert_eq!(format!("{:?}", Token::from_bytes([7; 32])), "Token(…)");
    }
}
