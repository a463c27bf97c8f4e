//! The names that a demonstration answers to. Its staff sign in by picking a name, so a page of somebody else's that
//! the browser was led to believe is at this machine (DNS rebinding) must not be able to use it.

use axum::{
    Router,
    extract::{Request, State},
    http::{StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse as _, Response},
};

use crate::settings::Mode;

/// The names of this machine itself.
const HERE: [&str; 3] = ["localhost", "127.0.0.1", "[::1]"];

/// The router; in a demonstration with an answer only for those who ask for this machine or for the public address.
pub fn only_ours(router: Router, mode: Mode, public_address: &str) -> Router {
    match mode {
        Mode::Service => router,
        Mode::Demo => router.layer(middleware::from_fn_with_state(public_address.to_owned(), admit)),
    }
}

async fn admit(State(public_address): State<String>, request: Request, next: Next) -> Response {
    let ours = public_address.split_once("://").map_or(&*public_address, |(_, host)| host);
    let is_ours = |asked: &str| {
        let asked = without_port(asked);
        HERE.iter().chain([&without_port(ours)]).any(|name| name.eq_ignore_ascii_case(asked))
    };
    // What cannot be read is nobody's name. Browsers always say one; what says none is a tool.
    let said = request.headers().get_all(header::HOST).iter().map(|host| host.to_str().unwrap_or_default());
    let asked: Vec<&str> = said.chain(request.uri().host()).collect();
    if asked.into_iter().all(is_ours) { next.run(request).await } else { elsewhere(&public_address) }
}

fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    }
}

fn elsewhere(public_address: &str) -> Response {
    let text = format!(
        "This demonstration does not answer to that name. Open {public_address}/ instead, or stop it and start it \
         again with --public-address and the address that you want to use.\n\
         Cette démonstration ne répond pas à ce nom. Ouvrez plutôt {public_address}/, ou arrêtez-la et relancez-la \
         avec --public-address suivi de l’adresse que vous souhaitez utiliser.\n"
    );
    (StatusCode::MISDIRECTED_REQUEST, text).into_response()
}

#[cfg(test)]
mod tests {
    use axum::{body::Body, http::Request, routing::get};
    use tower::ServiceExt as _;

    use super::*;

    async fn ask(mode: Mode, public_address: &str, uri: &str, hosts: &[&str]) -> u16 {
        let router = only_ours(Router::new().route("/", get(async || "here")), mode, public_address);
        let request = hosts.iter().fold(Request::get(uri), |request, host| request.header(header::HOST, *host));
        router.oneshot(request.body(Body::empty()).unwrap()).await.unwrap().status().as_u16()
    }

    async fn demo(hosts: &[&str]) -> u16 {
        ask(Mode::Demo, "http://127.0.0.1:8080", "/", hosts).await
    }

    #[tokio::test]
    async fn a_demonstration_answers_to_the_names_of_this_machine_on_any_port() {
        for host in ["localhost", "LocalHost:8080", "127.0.0.1", "127.0.0.1:1", "[::1]", "[::1]:8080"] {
            assert_eq!(demo(&[host]).await, 200, "{host}");
        }
        assert_eq!(demo(&[]).await, 200);
    }

    #[tokio::test]
    async fn a_demonstration_does_not_answer_to_a_name_that_leads_here() {
        for host in [
            "attacker.example",
            "attacker.example:8080",
            "localhost.attacker.example",
            "127.0.0.1.nip.example",
            "",
            "::1",
            "localhost:x",
        ] {
            assert_eq!(demo(&[host]).await, 421, "{host}");
        }
        assert_eq!(demo(&["localhost", "attacker.example"]).await, 421);
        assert_eq!(ask(Mode::Demo, "http://127.0.0.1:8080", "http://attacker.example/", &["localhost"]).await, 421);
    }

    #[tokio::test]
    async fn a_demonstration_answers_to_its_public_address() {
        let check = async |address: &str, host: &str| ask(Mode::Demo, address, "/", &[host]).await;
        assert_eq!(check("https://demo.example", "demo.example").await, 200);
        assert_eq!(check("https://demo.example:444", "demo.example:444").await, 200);
        assert_eq!(check("http://[2001:db8::1]:8080", "[2001:db8::1]:8080").await, 200);
        assert_eq!(check("https://demo.example", "other.example").await, 421);
    }

    #[tokio::test]
    async fn a_service_leaves_names_to_what_stands_before_it() {
        assert_eq!(ask(Mode::Service, "https://portico.example", "/", &["10.0.0.7"]).await, 200);
    }
}
