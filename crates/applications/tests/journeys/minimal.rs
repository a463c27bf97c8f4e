//! A body gets the declared fields of its service, and nothing else that a person said: looked for in all that leaves, over
//! each connector and at the desk, by words that stand in one answer alone.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex},
    time::Duration,
};

use applications::{
    evidence::content::samples::pdf,
    journey::{Answer, Journey, Kind},
    world::World,
};
use axum::{
    Router,
    body::{Body, to_bytes},
    extract::{Request, State},
    response::Response,
};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use connectors::{Connectors, Host, Timeouts};
use values::{Id, Role};

use crate::{
    staff::sign_in,
    walk::{fields, send},
};

/// All that was sent to an agency: addresses and bodies.
type Sent = Arc<Mutex<Vec<String>>>;

/// An address before an agency's own, where all that comes by is written down.
async fn watched(agency: String, sent: Sent) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let state = (agency, sent, reqwest::Client::new());
    let routes = Router::new().fallback(pass_on).with_state(state);
    tokio::spawn(async move { axum::serve(listener, routes).await });
    address
}

async fn pass_on(
    State((agency, sent, client)): State<(String, Sent, reqwest::Client)>,
    request: Request,
) -> Response<Body> {
    let (head, body) = request.into_parts();
    let body = to_bytes(body, 1 << 20).await.unwrap();
    // As a form writes blanks.
    let mut plain = String::from_utf8_lossy(&body).replace('+', " ").replace("%20", " ");
    // What is in files travels in base64.
    let order: serde_json::Value = serde_json::from_slice(&body).unwrap_or_default();
    for file in order["evidence"].as_array().into_iter().flatten() {
        let content = BASE64_STANDARD.decode(file["content"].as_str().unwrap()).unwrap();
        plain.push_str(&String::from_utf8_lossy(&content));
    }
    sent.lock().unwrap().push(format!("{} {plain}", head.uri));
    let mut headers = head.headers;
    headers.remove("host");
    let reply = client.request(head.method, format!("{agency}{}", head.uri)).headers(headers).body(body).send().await;
    let reply = reply.unwrap();
    let status = reply.status();
    let kind = reply.headers().get("content-type").cloned();
    let mut response = Response::new(Body::from(reply.bytes().await.unwrap()));
    *response.status_mut() = status;
    response.headers_mut().extend(kind.map(|kind| (axum::http::header::CONTENT_TYPE, kind)));
    response
}

/// A word that stands in no other answer.
fn canary(question: &str) -> String {
    format!("Canary of {question}")
}

/// What a text says that was typed in answer to one question alone.
fn told<'j>(journey: &'j Journey, text: &str) -> BTreeSet<&'j str> {
    let questions = journey.questions.iter().map(|question| question.id.as_str());
    // The canary of `name` begins none of a longer id.
    let says = |id: &&str| {
        text.match_indices(&canary(id)).any(|(at, word)| {
            !text[at + word.len()..].starts_with(|letter: char| letter.is_ascii_alphanumeric() || letter == '-')
        })
    };
    questions.filter(says).collect()
}

/// Does a text name this request? The id of the first part begins those of the tenth and on.
fn is_about(text: &str, id: &str) -> bool {
    text.match_indices(id).any(|(at, _)| !text[at + id.len()..].starts_with(|next: char| next.is_ascii_digit()))
}

/// A world whose agencies are spoken to by way of somebody who writes down what they are sent, agency by agency.
async fn watched_world() -> (World, [Sent; 2]) {
    let mut world = World::new().await;
    let sent = [Sent::default(), Sent::default()];
    let secret = |host: &str| world.platform.secrets[host].clone();
    let mut hosts = BTreeMap::new();
    for (name, url, sent) in
        [("rest-agency", world.rest.url(), &sent[0]), ("open311-agency", world.open311.url(), &sent[1])]
    {
        hosts.insert(name.to_owned(), Host { url: watched(url, sent.clone()).await, secret: secret(name) });
    }
    let timeouts = Timeouts { connect: Duration::from_secs(1), total: Duration::from_secs(5) };
    world.platform = world.platform.clone().with_connectors(Connectors::new(hosts, timeouts).unwrap());
    (world, sent)
}

#[tokio::test]
async fn a_body_gets_the_declared_fields_and_nothing_else() {
    let (world, sent) = watched_world().await;
    let mut looked_at = BTreeMap::from([("sent", 0), ("shown", 0)]);
    for (turn, name) in ["moving-home", "after-a-death", "moving-home", "after-a-death"].into_iter().enumerate() {
        let journey = world.platform.government().journeys.latest(&Id::named(name).unwrap()).unwrap().clone();
        let id = world
            .apply(name, |answers| {
                for (n, question) in journey.questions.iter().enumerate() {
                    let is_typed = matches!(question.kind, Kind::Text | Kind::LongText);
                    if let Some(answer) = answers.get_mut(&question.id).filter(|_| is_typed) {
                        // The second time without half of what may be left out.
                        let is_left_out = question.optional && turn >= 2 && n % 2 == 0;
                        *answer = Answer::Text(if is_left_out { String::new() } else { canary(&question.id) });
                    }
                }
            })
            .await;
        let case = world.until(&id, |case| world.only_desks_are_left(case)).await;
        let declared = |service: &str| -> BTreeSet<&str> {
            let step = journey
                .services
                .iter()
                .find(|step| step.service_type.to_string() == service || step.service_type.name() == service);
            step.unwrap_or_else(|| panic!("{service}")).fields.iter().map(String::as_str).collect()
        };
        let texts: Vec<String> = sent.iter().flat_map(|sent| sent.lock().unwrap().clone()).collect();
        for part in &case.requests {
            let fields = declared(&part.service_type.to_string());
            for text in texts.iter().filter(|text| is_about(text, part.id.as_str())) {
                let told = told(&journey, text);
                assert!(told.is_subset(&fields), "{}: {told:?} is more than {fields:?} in {text}", part.service_type);
                *looked_at.get_mut("sent").unwrap() += told.len();
            }
        }
        // Nothing that a person said leaves without the request that it is for.
        for text in texts.iter().filter(|text| text.contains("Canary of")) {
            assert!(text.contains("req_"), "{text}");
        }
        for part in case.requests.iter().filter(|part| world.waits_at_desk(part)) {
            let officer = world.browser();
            sign_in(&world, &officer, Role::SupplierOfficer, Some(part.body.id.name())).await;
            let page = officer.open(&format!("/desk/{}", part.id)).await;
            assert_eq!(page.status, 200, "{}", page.text());
            let (told, fields) = (told(&journey, &page.text()), declared(&part.service_type.to_string()));
            assert!(told.is_subset(&fields), "{}: {told:?} is more than {fields:?}", part.service_type);
            *looked_at.get_mut("shown").unwrap() += told.len();
        }
    }
    assert!(
        sent.iter().all(|sent| sent.lock().unwrap().iter().any(|text| text.contains("Canary of"))),
        "by each connector"
    );
    assert!(looked_at.values().all(|found| *found > 5), "there is something to look at: {looked_at:?}");
}

/// The same of evidence: each file has a canary in its name and another in itself, and a person gives all that is asked for,
/// more than any body needs.
#[tokio::test]
async fn a_body_gets_the_evidence_that_its_service_asks_for_and_no_other() {
    let (world, sent) = watched_world().await;
    let (mut in_letters, mut at_desks) = (BTreeSet::new(), BTreeSet::new());
    for name in ["moving-home", "after-a-death"] {
        let mut answers = world.examples(name);
        for (question, answer) in [("pay-for-funeral", "yes"), ("funeral-cost", "2650"), ("housing-benefit", "yes")] {
            if world
                .platform
                .government()
                .journeys
                .latest(&Id::named(name).unwrap())
                .unwrap()
                .question(question)
                .is_some()
            {
                answers.insert(question.to_owned(), Answer::Text(answer.to_owned()));
            }
        }
        let browser = world.browser();
        let start = browser.open(&format!("/start/{name}")).await;
        let mut page = browser.submit(&start, &[]).await;
        let journey = world.platform.government().journeys.latest(&Id::named(name).unwrap()).unwrap().clone();
        for _ in 0..60 {
            if let Some((_, asked)) = page.path.split_once("/questions/") {
                let fields = fields(&world, name, asked, &answers);
                let fields: Vec<(&str, &str)> =
                    fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
                page = browser.submit(&page, &fields).await;
            } else {
                break;
            }
        }
        // Every type, also those of lists that are not needed any more.
        let draft = page.path.split_once("/evidence/").unwrap().0.to_owned();
        let file = |id: &str| pdf(&format!("Canary of file {id}!"));
        for kind in &journey.evidence {
            let page = browser.open(&format!("{draft}/evidence/{}", kind.id)).await;
            assert_eq!(page.path, format!("{draft}/evidence/{}", kind.id), "{}", page.text());
            let named = format!("Canary of name {}!.pdf", kind.id);
            let given = browser.upload(&page, &[], (&named, &file(&kind.id))).await;
            assert_eq!(given.status, 200, "{}", given.text());
        }
        let check = browser.open(&draft).await;
        let (_, id) = send(&browser, &check).await;
        let case = world.until(&id, |case| world.only_desks_are_left(case)).await;
        let texts: Vec<String> = sent.iter().flat_map(|sent| sent.lock().unwrap().clone()).collect();
        for text in texts.iter().filter(|text| text.contains("Canary of")) {
            assert!(text.contains("req_"), "nothing leaves without the request that it is for");
        }
        for part in &case.requests {
            let step = journey.services.iter().find(|step| step.service_type == part.service_type).unwrap();
            let says = |text: &str, what: &str| -> BTreeSet<String> {
                let has = |id: &&str| text.contains(&format!("Canary of {what} {id}!"));
                journey.evidence.iter().map(|kind| kind.id.as_str()).filter(has).map(str::to_owned).collect()
            };
            let declared: BTreeSet<String> = step.evidence_types().into_iter().map(str::to_owned).collect();
            // One list is enough, so there is never more than the smallest that is whole.
            let enough = step.evidence.first().map(|list| list.0.clone()).unwrap_or_default();
            for text in texts.iter().filter(|text| is_about(text, part.id.as_str())) {
                for what in ["name", "file"] {
                    let told = says(text, what);
                    assert!(told.is_subset(&declared) && told.is_subset(&enough), "{}: {told:?}", part.service_type);
                    in_letters.extend(told);
                }
            }
            let has_officer = world
                .platform
                .government()
                .catalogue
                .people()
                .any(|person| person.role == Role::SupplierOfficer && person.body == part.body.id);
            if !has_officer {
                continue;
            }
            let officer = world.browser();
            sign_in(&world, &officer, Role::SupplierOfficer, Some(part.body.id.name())).await;
            let desk = officer.open(&format!("/desk/{}/evidence", part.id)).await;
            let told = says(&desk.html, "name");
            assert!(told.is_subset(&enough), "{}: {told:?}", part.service_type);
            if desk.status == 200 {
                assert_eq!(told, enough, "{}: {}", part.service_type, desk.text());
            }
            at_desks.extend(told);
            if world.waits_at_desk(part) {
                let shown = officer.open(&format!("/desk/{}", part.id)).await;
                assert!(says(&shown.html, "name").is_subset(&enough), "{}", part.service_type);
            }
        }
    }
    let all = |names: &[&str]| names.iter().map(ToString::to_string).collect::<BTreeSet<_>>();
    let expected = all(&["funeral-bill", "marriage-certificate", "tenancy-agreement"]);
    assert!(in_letters.is_superset(&expected), "there is something to look at: {in_letters:?}");
    assert!(at_desks.is_superset(&all(&["building-sketch"])), "{at_desks:?}");
}

/// What was typed and was not right is no answer: on no page is it part of what a body gets, though it was kept.
#[tokio::test]
async fn nothing_that_was_not_right_leaves() {
    let (world, sent) = watched_world().await;
    for name in ["moving-home", "after-a-death"] {
        let browser = world.browser();
        let journey = world.platform.government().journeys.latest(&Id::named(name).unwrap()).unwrap().clone();
        let answers = world.examples(name);
        let start = browser.open(&format!("/start/{name}")).await;
        let mut page = browser.submit(&start, &[]).await;
        let mut kept = 0;
        for _ in 0..60 {
            let Some((_, asked)) = page.path.split_once("/questions/") else { break };
            let right = fields(&world, name, asked, &answers);
            let wrong: Vec<(&str, &str)> = journey
                .questions_on(asked)
                .filter(|question| matches!(question.kind, Kind::Email | Kind::Phone | Kind::People | Kind::Number))
                .map(|question| (question.id.as_str(), "Canary of what is wrong"))
                .collect();
            if !wrong.is_empty() {
                browser.submit(&page, &wrong).await;
                kept += usize::from(browser.open(&page.path).await.html.contains("Canary of what is wrong"));
            }
            let right: Vec<(&str, &str)> = right.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            page = browser.submit(&page, &right).await;
        }
        assert!(kept > 0, "there is something to look for");
        while page.path.contains("/evidence/") {
            page = browser.submit_to(&page, &format!("{}/later", page.path), &[]).await;
        }
        let (case, id) = send(&browser, &page).await;
        assert!(!case.html.contains("Canary"), "{}", case.text());
        world.until(&id, |case| world.only_desks_are_left(case)).await;
    }
    for text in sent.iter().flat_map(|sent| sent.lock().unwrap().clone()) {
        assert!(!text.contains("Canary"), "{text}");
    }
}
