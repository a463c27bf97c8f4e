//! The ways in which a system fails, and what each of them means.

/// What a broken system says; must never be seen again in an error.
pub(super) const SAID: &str = "words of the broken system";

/// One way to fail.
pub(super) struct Script {
    pub name: &'static str,
    pub act: Act,
    /// What it means where the same key twice is one effect.
    pub key_honoured: Class,
    /// What it means elsewhere.
    pub key_ignored: Class,
}

/// What the server does with a connection.
pub(super) enum Act {
    /// There is no server.
    Refuse,
    /// It closes without reading.
    Close,
    /// It reads and resets.
    Reset,
    /// It reads and says nothing.
    Hang,
    /// It reads, says this, and closes.
    Say(&'static str),
    /// It reads, sends a good head, and then a byte now and then.
    Drip,
    /// It reads, sends a good head, and then more than anybody asked for.
    Flood,
    /// It reads and sends a body of its own making behind a good head.
    Body(fn() -> Vec<u8>),
    /// It reads and sends the caller elsewhere, with this status.
    Redirect(u16),
    /// It is called as if it spoke TLS, and does not.
    NoTls,
}

/// What a failure comes to.
#[derive(Debug, Clone, Copy)]
pub(super) enum Class {
    Later,
    LaterAfter(u64),
    Never,
    Unknown,
}

use Act::{Body, Close, Drip, Flood, Hang, NoTls, Redirect, Refuse, Reset, Say};
use Class::{Later, LaterAfter, Never, Unknown};

const fn always(name: &'static str, act: Act, class: Class) -> Script {
    Script { name, act, key_honoured: class, key_ignored: class }
}

const fn differs(name: &'static str, act: Act, key_honoured: Class, key_ignored: Class) -> Script {
    Script { name, act, key_honoured, key_ignored }
}

pub(super) const SCRIPTS: &[Script] = &[
    always("nobody listens", Refuse, Later),
    always("no TLS where it was promised", NoTls, Later),
    always("closed without reading", Close, Unknown),
    always("reset after reading", Reset, Unknown),
    always("silence", Hang, Unknown),
    always("a body that drips", Drip, Unknown),
    always("a body without end", Flood, Unknown),
    always("a body cut short", Say("HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\n{\"reference\": \"R-1\""), Unknown),
    always("not HTTP", Say("220 words of the broken system\r\n"), Unknown),
    always("400", Say("HTTP/1.1 400 Bad\r\ncontent-length: 26\r\n\r\nwords of the broken system"), Never),
    always("401", Say("HTTP/1.1 401 No\r\ncontent-length: 0\r\n\r\n"), Never),
    always("404", Say("HTTP/1.1 404 No\r\ncontent-length: 26\r\n\r\nwords of the broken system"), Never),
    always("422", Say("HTTP/1.1 422 No\r\ncontent-length: 0\r\n\r\n"), Never),
    always("408", Say("HTTP/1.1 408 Slow\r\ncontent-length: 0\r\n\r\n"), Later),
    always("425", Say("HTTP/1.1 425 Early\r\ncontent-length: 0\r\n\r\n"), Later),
    differs("409", Say("HTTP/1.1 409 Conflict\r\ncontent-length: 0\r\n\r\n"), Later, Unknown),
    always("429 with a wait", Say("HTTP/1.1 429 Busy\r\nretry-after: 7\r\ncontent-length: 0\r\n\r\n"), LaterAfter(7)),
    always("429 with a wait of years", Say("HTTP/1.1 429 Busy\r\nretry-after: 999999999\r\n\r\n"), LaterAfter(86400)),
    always("503", Say("HTTP/1.1 503 Down\r\ncontent-length: 26\r\n\r\nwords of the broken system"), Later),
    always("503 with a body cut short", Say("HTTP/1.1 503 Down\r\ncontent-length: 500\r\n\r\nwords"), Later),
    always(
        "503 until a date",
        Say("HTTP/1.1 503 Down\r\ndate: Sun, 01 Mar 2026 10:00:00 GMT\r\n\
             retry-after: Sun, 01 Mar 2026 10:01:30 GMT\r\ncontent-length: 0\r\n\r\n"),
        LaterAfter(90),
    ),
    differs("500", Say("HTTP/1.1 500 Broken\r\ncontent-length: 0\r\n\r\n"), Later, Unknown),
    differs("502", Say("HTTP/1.1 502 Gateway\r\ncontent-length: 0\r\n\r\n"), Later, Unknown),
    differs("504", Say("HTTP/1.1 504 Gateway\r\ncontent-length: 0\r\n\r\n"), Later, Unknown),
    always("a redirect after the deed", Redirect(303), Unknown),
    always("a redirect with the request", Redirect(307), Later),
    always("200 and nothing", Body(Vec::new), Unknown),
    always("204", Say("HTTP/1.1 204 Nothing\r\n\r\n"), Unknown),
    always("200 and a page", Body(|| b"<!doctype html><title>words of the broken system</title>".to_vec()), Unknown),
    always("200 and other JSON", Body(|| br#"{"status": "words of the broken system"}"#.to_vec()), Unknown),
    always("200 and a list of errors", Body(|| br#"[{"code": 400, "description": "no"}]"#.to_vec()), Unknown),
    always("200 and text that is not UTF-8", Body(|| b"{\"reference\": \"\xff\xfe\"}".to_vec()), Unknown),
    always("200 and a reference over two lines", Body(|| object("R-1\\nR-2")), Unknown),
    always("200 and a list with a reference over two lines", Body(|| list("R-1\\nR-2")), Unknown),
    always("200 and an endless reference", Body(|| object(&"R".repeat(5000))), Unknown),
    always("200 and a list with an endless reference", Body(|| list(&"R".repeat(5000))), Unknown),
    always("200 and an empty reference", Body(|| object(" ")), Unknown),
    always("200 and a list with an empty reference", Body(|| list(" ")), Unknown),
    always("200 and parts without names", Body(|| br#"["faults-1", "R-1", null, null, null, null]"#.to_vec()), Unknown),
    always("200 and JSON nested deeply", Body(|| b"[".repeat(200_000)), Unknown),
    always(
        "200 and XML nested deeply",
        Body(|| [&b"<service_requests>"[..], &b"<a>".repeat(50_000)].concat()),
        Unknown,
    ),
    always("200 and XML with entities of its own", Body(|| BOMB.as_bytes().to_vec()), Unknown),
    always("200 about another request", Body(about_another), Unknown),
    always("200 about two requests", Body(|| TWO.as_bytes().to_vec()), Unknown),
];

/// A reference as REST gives it.
fn object(reference: &str) -> Vec<u8> {
    format!(r#"{{"reference": "{reference}"}}"#).into_bytes()
}

/// A reference as Open311 gives it.
fn list(reference: &str) -> Vec<u8> {
    format!(r#"[{{"service_request_id": "{reference}"}}]"#).into_bytes()
}

/// REST names the wrong key.
fn about_another() -> Vec<u8> {
    br#"{"key": "another", "reference": "R-9", "outcome": "granted", "answer_id": "a"}"#.to_vec()
}

const TWO: &str = r#"[{"service_request_id": "R-8"}, {"service_request_id": "R-9"}]"#;

const BOMB: &str = r#"<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a "words of the broken system"><!ENTITY b "&a;&a;&a;">
<!ENTITY c SYSTEM "file:///etc/passwd">]><service_requests><request><service_request_id>&b;&c;</service_request_id>
</request></service_requests>"#;
