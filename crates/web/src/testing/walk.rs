//! A walk through every route as everybody: the access check must answer what the table says, and say it with a page
//! that helps.

use std::net::SocketAddr;

use axum::{
    Router,
    http::{Method, StatusCode},
};
use values::Role;

use super::{Browser, Seen, TestKit, complaints};
use crate::{Access, Line, Verdict, session::Token};

/// Who walks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Walker {
    Nobody,
    Citizen,
    Staff(Role),
    Operator,
}

/// What the walk found.
#[derive(Debug)]
pub struct Walked {
    /// How many pairs of route and walker were tried.
    pub tried: usize,
    /// What was wrong, one line each.
    pub wrong: Vec<String>,
}

impl Walked {
    /// Fails unless all was right.
    #[track_caller]
    pub fn assert_right(&self) {
        println!("{} of {} pairs of route and person are right", self.tried - self.wrong.len(), self.tried);
        assert!(self.wrong.is_empty(), "{}", self.wrong.join("\n"));
    }
}

/// Walks. Handlers run, with `x` for every part of a path that is a name; none may fail with a 5xx.
pub async fn walk(test: &TestKit, table: &[Line], router: &Router) -> Walked {
    let mut walked = Walked { tried: 0, wrong: Vec::new() };
    let staff = Role::STAFF.into_iter().map(Walker::Staff);
    for walker in [Walker::Nobody, Walker::Citizen, Walker::Operator].into_iter().chain(staff) {
        for (method, path, access) in table {
            walked.tried += 1;
            let wrong = try_one(test, router, walker, method, path, *access).await;
            walked.wrong.extend(wrong.map(|what| format!("{method} {path} ({access}) as {walker:?}: {what}")));
        }
    }
    walked
}

async fn try_one(
    test: &TestKit,
    router: &Router,
    walker: Walker,
    method: &Method,
    pattern: &str,
    access: Access,
) -> Option<String> {
    let path = filled(pattern);
    let mut browser = browser(test, router, walker).await;
    if *method != Method::GET && access != Access::Agency {
        // A page of another site, and a form without our token, come to nothing whoever the browser belongs to.
        browser.headers.insert("sec-fetch-site", "cross-site".to_owned());
        let seen = send(&mut browser, method, &path).await;
        if seen.verdict != Some(Verdict::Refused) {
            return Some(format!("a form of another site was answered {:?} {}", seen.verdict, seen.status));
        }
        browser.headers.clear();
        if access != Access::Operator {
            let seen = browser.send(method.clone(), &path, Some("a=b".to_owned())).await;
            if seen.verdict == Some(Verdict::Admitted) {
                return Some("a form without a token was taken".to_owned());
            }
        }
    }
    let seen = send(&mut browser, method, &path).await;
    let expected = expected(walker, access, pattern);
    if seen.verdict != Some(expected) {
        return Some(format!("{:?} {}, not {expected:?}", seen.verdict, seen.status));
    }
    match expected {
        Verdict::Admitted if seen.status.is_server_error() => Some(format!("the handler failed with {}", seen.status)),
        Verdict::SentToSignIn
            if seen.status != StatusCode::SEE_OTHER || !seen.location().starts_with("/staff/sign-in?then=%2F") =>
        {
            Some(format!("sent to '{}' with {}", seen.location(), seen.status))
        }
        Verdict::Refused if !seen.status.is_client_error() => Some(format!("refused with {}", seen.status)),
        Verdict::Refused if seen.header("content-type").starts_with("text/html") => {
            complaints(&seen.text).into_iter().next().map(|what| format!("the refusal's page: {what}"))
        }
        Verdict::Refused if !seen.text.contains("\"detail\"") => Some("the refusal says nothing".to_owned()),
        _ => None,
    }
}

fn expected(walker: Walker, access: Access, path: &str) -> Verdict {
    match (access, walker) {
        (Access::Anyone | Access::Agency, _)
        | (Access::Citizen, Walker::Citizen | Walker::Staff(_))
        | (Access::Operator, Walker::Operator) => Verdict::Admitted,
        (Access::Staff(roles), Walker::Staff(role)) if roles.contains(&role) => Verdict::Admitted,
        // Machines are told, not sent.
        (Access::Staff(_), Walker::Staff(_)) => Verdict::Refused,
        (Access::Staff(_), _) if !path.starts_with("/api/") && !crate::visit::is_json(path) => Verdict::SentToSignIn,
        _ => Verdict::Refused,
    }
}

async fn browser(test: &TestKit, router: &Router, walker: Walker) -> Browser {
    match walker {
        Walker::Nobody => test.browser(router).with_token(&Token::from_bytes([9; 32])),
        Walker::Citizen => test.browser_with(router, &[]).await,
        Walker::Staff(role) => test.browser_of(router, role).await,
        Walker::Operator => {
            let mut browser = test.browser(router).with_token(&Token::from_bytes([8; 32]));
            browser.peer = SocketAddr::from(([127, 0, 0, 1], 40_000));
            browser
        }
    }
}

/// As a page of ours sends it, or to the interface for machines as they do.
async fn send(browser: &mut Browser, method: &Method, path: &str) -> Seen {
    if *method == Method::GET {
        return browser.get(path).await;
    }
    if !path.starts_with("/api/") {
        return browser.send_form(method.clone(), path, &[]).await;
    }
    browser.headers.insert("content-type", "application/json".to_owned());
    let seen = browser.send(method.clone(), path, Some("{}".to_owned())).await;
    browser.headers.remove("content-type");
    seen
}

/// `/cases/{id}` becomes `/cases/x`.
fn filled(pattern: &str) -> String {
    let parts = pattern.split('/').map(|part| if part.starts_with('{') { "x" } else { part });
    parts.collect::<Vec<_>>().join("/")
}
