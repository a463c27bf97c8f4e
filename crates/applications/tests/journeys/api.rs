//! What the API says to somebody who writes a client: where each fault stands, and what is taken instead.

use applications::world::{World, fresh_key};
use serde_json::{Value, json};

/// Posts a body as it is: the status, the content type, and the JSON that came back.
async fn post(world: &World, key: Option<&str>, body: String) -> (u16, String, Value) {
    let request = reqwest::Client::new()
        .post(format!("{}/api/applications", world.address))
        .header("content-type", "application/json")
        .body(body);
    let request = match key {
        Some(key) => request.header("idempotency-key", key),
        None => request,
    };
    let reply = request.send().await.unwrap();
    let kind = reply.headers()["content-type"].to_str().unwrap().to_owned();
    (reply.status().as_u16(), kind, reply.json().await.unwrap())
}

/// The examples with some answers changed; each fault as pointer and detail.
async fn faults(world: &World, change: impl FnOnce(&mut Value)) -> Vec<(String, String)> {
    let mut new = json!({ "journey": "moving-home", "answers": world.examples("moving-home") });
    change(&mut new);
    let (status, kind, said) = post(world, Some(&fresh_key()), new.to_string()).await;
    assert_eq!((status, kind.as_str()), (422, "application/problem+json"), "{said}");
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let faults = said["errors"].as_array().unwrap();
    faults.iter().map(|fault| (text(&fault["pointer"]), text(&fault["detail"]))).collect()
}

#[tokio::test]
async fn each_fault_is_named_by_a_pointer_to_its_question() {
    let world = World::new().await;
    let check = async |question: &str, value: Value, pointer: &str, detail: &str| {
        let found = faults(&world, |new| new["answers"][question] = value.clone()).await;
        assert_eq!(found.len(), 1, "{question}: {found:?}");
        assert_eq!(found[0].0, pointer, "{value}");
        assert!(found[0].1.contains(detail), "{value}: {}", found[0].1);
    };
    check("bins", json!("bin-collection"), "/answers/bins", "a list of texts, even for one").await;
    check("bins", json!(["bin-colection"]), "/answers/bins", "Send one of: bin-collection, garden-waste").await;
    check("adults", json!("three"), "/answers/adults", "Send one of: one, more").await;
    check("low-income", json!(true), "/answers/low-income", "Send one text").await;
    check("moving-day", json!("14/04/2023"), "/answers/moving-day", "\"2023-03-20\"").await;
    check("moving-day", json!("2043-04-14"), "/answers/moving-day", "from 21 September 2022").await;
    check("your-name", json!("\u{200b}\u{202e} "), "/answers/your-name", "Answer this question").await;
    check("your-nmae", json!("A"), "/answers/your-nmae", "No question").await;
    check("new-home", json!({ "postcode": "CA12", "arae": "x" }), "/answers/new-home/arae", "no such key").await;
    check("new-home", json!({ "postcode": 12 }), "/answers/new-home/postcode", "one text").await;
    check("new-home", json!("CA12"), "/answers/new-home", "threlkeld").await;
    check("new-home", json!("NE1 4LP"), "/answers/new-home", "elsewhere: \"NE1\"").await;
    let elsewhere = |postcode: &str, outward: &str| json!({ "postcode": postcode, "elsewhere": outward });
    check("new-home", elsewhere("NE1 4LP", "M1"), "/answers/new-home/elsewhere", "first half, \"NE1\"").await;
    check("new-home", elsewhere("CA1", "CA1"), "/answers/new-home/elsewhere", "is served here").await;
    check("new-home", json!("Newcastle"), "/answers/new-home", "elsewhere: \"none\"").await;
    check("new-home", elsewhere("NE1 4LP", "none"), "/answers/new-home", "elsewhere: \"NE1\"").await;
    check("new-home", elsewhere("CA1", "none"), "/answers/new-home/elsewhere", "is served here").await;
    check("new-home", elsewhere("75001", "75001"), "/answers/new-home", "elsewhere: \"none\"").await;
    check("new-home", json!(["CA1"]), "/answers/new-home", "Send the postcode as a text").await;
}

#[tokio::test]
async fn where_nobody_answers_that_is_said_and_no_answer_is_blamed() {
    let world = World::new().await;
    let new = json!({ "journey": "moving-home", "answers": world.examples("moving-home") });
    let mut data = applications::world::demo_data();
    data.model.responsibilities.retain(|row| row.function != responsibility::Function::Fulfilment);
    let (now, actor) = (world.platform.clocks().now(), values::Actor::portico("test"));
    let recorded =
        world.platform.store().write_batch(move |tx| responsibility::model::record(tx, &actor, now, &data.model));
    recorded.await.unwrap();
    world.platform.reload().await.unwrap();
    let (status, _, said) = post(&world, Some(&fresh_key()), new.to_string()).await;
    assert_eq!((status, &said["code"]), (422, &json!("nobody_answers")), "{said}");
}

#[tokio::test]
async fn an_answer_to_a_question_that_is_not_asked_is_refused() {
    let world = World::new().await;
    let found = faults(&world, |new| new["answers"]["bins"] = json!(["bin-collection"])).await;
    let pointers: Vec<&str> = found.iter().map(|(pointer, _)| pointer.as_str()).collect();
    assert_eq!(pointers, ["/answers/large-items"], "{found:?}");
    assert!(found.iter().all(|(_, detail)| detail.contains("This is not asked")), "{found:?}");
}

#[tokio::test]
async fn the_examples_are_answers_to_questions_that_are_asked() {
    let world = World::new().await;
    let http = reqwest::Client::new();
    for journey in ["moving-home", "after-a-death"] {
        let asked = http.get(format!("{}/api/journeys/{journey}", world.address)).send().await.unwrap();
        let asked: Value = asked.json().await.unwrap();
        let questions = asked["question"].as_array().unwrap().iter();
        let answers: serde_json::Map<_, _> = questions
            .filter_map(|question| Some((question["id"].as_str()?.to_owned(), question.get("example")?.clone())))
            .collect();
        let new = json!({ "journey": journey, "answers": answers });
        let (status, _, said) = post(&world, Some(&fresh_key()), new.to_string()).await;
        assert_eq!(status, 201, "{journey}: {said}");
    }
}

#[tokio::test]
async fn a_key_is_for_one_language() {
    let world = World::new().await;
    let key = fresh_key();
    let send = async |language: &str| {
        let answers = world.examples("moving-home");
        let new = json!({ "journey": "moving-home", "language": language, "answers": answers });
        let (status, _, said) = post(&world, Some(&key), new.to_string()).await;
        (status, said["code"].as_str().map(str::to_owned))
    };
    assert_eq!(send("en").await, (201, None));
    assert_eq!(send("fr").await, (409, Some("key_used".to_owned())));
    assert_eq!(send("en").await, (201, None));
}

/// The services of what was sent.
async fn kinds(world: &World, sent: &Value) -> Vec<String> {
    let case = world.case(&sent["application"].as_str().unwrap().parse().unwrap()).await;
    case.requests.iter().map(|request| request.service_type.name().to_owned()).collect()
}

#[tokio::test]
async fn a_key_is_for_one_set_of_wishes() {
    let world = World::new().await;
    let free = world.to_agree("after-a-death");
    let wishes = [
        json!({}),
        json!({ "agreed": free }),
        json!({ "left_out": ["bank-accounts"] }),
        json!({ "left_out": ["electoral-register"] }),
        json!({ "left_out": ["electoral-register", "bank-accounts"] }),
        json!({ "anyway": ["allotment"] }),
    ];
    let send = async |key: &str, wishes: &Value| {
        let mut new = json!({ "journey": "after-a-death", "answers": world.examples("after-a-death") });
        new.as_object_mut().unwrap().extend(wishes.as_object().unwrap().clone());
        let (status, _, said) = post(&world, Some(key), new.to_string()).await;
        (status, said)
    };
    for first in &wishes {
        let key = fresh_key();
        let (status, sent) = send(&key, first).await;
        assert_eq!(status, 201, "{sent}");
        for other in &wishes {
            let (status, again) = send(&key, other).await;
            if first == other {
                let said = |sent: &Value| [sent["receipt"].clone(), sent["unagreed"].clone()];
                assert_eq!((status, said(&again)), (201, said(&sent)), "{first}");
            } else {
                assert_eq!((status, &again["code"]), (409, &json!("key_used")), "{first} then {other}: {again}");
            }
        }
        let is_sent = kinds(&world, &sent).await.contains(&free[0]);
        assert_eq!(is_sent, sent["unagreed"] == json!([]), "{first}: {sent}");
    }
    // In another order, or twice, they are the same wishes.
    let key = fresh_key();
    let (_, sent) = send(&key, &wishes[4]).await;
    let (status, again) =
        send(&key, &json!({ "left_out": ["bank-accounts", "electoral-register", "bank-accounts"] })).await;
    assert_eq!((status, &again["receipt"]), (201, &sent["receipt"]), "{again}");
}

#[tokio::test]
async fn what_was_sent_before_wishes_were_kept_counts_as_the_same() {
    let world = World::new().await;
    let key = fresh_key();
    let send = async |agreed: Value| {
        let new = json!({ "journey": "moving-home", "answers": world.examples("moving-home"), "left_out": agreed });
        post(&world, Some(&key), new.to_string()).await
    };
    let (_, _, sent) = send(json!([])).await;
    let forget = |tx: &mut store::Tx<'_>| tx.execute("UPDATE application SET wishes = NULL", &[]);
    world.platform.store().write(forget).await.unwrap();
    let (status, _, again) = send(json!(["mail-redirection"])).await;
    assert_eq!((status, &again["receipt"]), (201, &sent["receipt"]), "{again}");
}

#[tokio::test]
async fn a_service_is_wanted_or_left_out_and_something_has_to_be_left() {
    let world = World::new().await;
    let both = faults(&world, |new| {
        new["anyway"] = json!(["mail-redirection", "allotment"]);
        new["left_out"] = json!(["tree-works", "allotment"]);
    });
    let both = both.await;
    assert_eq!(both.len(), 1, "{both:?}");
    assert!(both[0].0 == "/left_out/1" && both[0].1.contains("“anyway” as well"), "{both:?}");
    let government = world.platform.government();
    let journey = government.journeys.all(world.platform.today())[1].clone();
    assert_eq!(journey.id.name(), "moving-home");
    let all: Vec<&str> = journey.services.iter().map(|step| step.service_type.name()).collect();
    let new = json!({ "journey": "moving-home", "answers": world.examples("moving-home"), "left_out": all });
    let (status, _, said) = post(&world, Some(&fresh_key()), new.to_string()).await;
    assert_eq!((status, &said["code"]), (422, &json!("nothing_wanted")), "{said}");
    assert!(said["detail"].as_str().unwrap().contains("was left out"), "{said}");
}

#[tokio::test]
async fn whoever_applies_anyway_says_what_that_body_needs() {
    let world = World::new().await;
    let change = |new: &mut Value| {
        new["answers"]["bins"] = json!([]);
        new["answers"].as_object_mut().unwrap().remove("large-items");
        new["anyway"] = json!(["bulky-waste"]);
    };
    let missing = faults(&world, change).await;
    let pointers: Vec<&str> = missing.iter().map(|(pointer, _)| pointer.as_str()).collect();
    assert_eq!(pointers, ["/answers/large-items"], "{missing:?}");
    let mut new = json!({ "journey": "moving-home", "answers": world.examples("moving-home") });
    change(&mut new);
    new["answers"]["large-items"] = json!("A sofa");
    let (status, _, sent) = post(&world, Some(&fresh_key()), new.to_string()).await;
    assert_eq!(status, 201, "{sent}");
    assert!(kinds(&world, &sent).await.contains(&"bulky-waste".to_owned()), "{sent}");
    // Of whoever does not, it is not asked.
    let unasked = faults(&world, |new| {
        change(new);
        new["answers"]["large-items"] = json!("A sofa");
        new["anyway"] = json!([]);
    });
    assert_eq!(unasked.await[0].0, "/answers/large-items");
}

#[tokio::test]
async fn all_that_is_missing_is_named_at_once() {
    let world = World::new().await;
    let found = faults(&world, |new| {
        let answers = new["answers"].as_object_mut().unwrap();
        answers.remove("your-name");
        answers.remove("children");
        new["anyway"] = json!(["allotment", "alotment"]);
    })
    .await;
    let pointers: Vec<&str> = found.iter().map(|(pointer, _)| pointer.as_str()).collect();
    assert_eq!(pointers, ["/anyway/1", "/answers/your-name", "/answers/children"]);
}

#[tokio::test]
async fn a_body_that_cannot_be_read_is_a_problem_for_machines_too() {
    let world = World::new().await;
    let check = async |key: Option<&str>, body: &str, status: u16, code: &str, detail: &str| {
        let (found, kind, said) = post(&world, key, body.to_owned()).await;
        assert_eq!((found, kind.as_str(), said["code"].as_str()), (status, "application/problem+json", Some(code)));
        assert!(said["detail"].as_str().unwrap().contains(detail), "{said}");
    };
    let key = fresh_key();
    check(Some(&key), "{\"journey\": ", 400, "json_needed", "line 1 column 12").await;
    check(Some(&key), "{\n\"journey\": x}", 400, "json_needed", "line 2 column 12").await;
    let twice = "{\"journey\": \"moving-home\", \"answers\": {\"adults\": \"one\", \"adults\": \"more\"}}";
    check(Some(&key), twice, 400, "json_needed", "the key `adults` stands twice at line 1").await;
    check(Some(&key), "[]", 422, "json_wrong", "not as agreed").await;
    check(Some(&key), "{\"journey\": \"moving-home\", \"answer\": {}}", 422, "json_wrong", "unknown field `answer`")
        .await;
    check(Some(&key), "{\"journey\": \"x\", \"answers\": {}}", 422, "journey_unknown", "/api/journeys").await;
    check(Some(&key), "[]", 422, "json_wrong", "one JSON object").await;
    for key in [None, Some("short"), Some("with spaces in it, long enough")] {
        check(key, "{}", 400, "key_needed", "16 to 100").await;
    }
}

#[tokio::test]
async fn a_client_that_names_no_content_type_is_told_which_one_is_taken() {
    let world = World::new().await;
    let send = async |kind: Option<&str>, path: &str| {
        let request = reqwest::Client::new().post(format!("{}{path}", world.address)).body("{}");
        let request = request.header("idempotency-key", fresh_key());
        let reply = match kind {
            Some(kind) => request.header("content-type", kind),
            None => request,
        }
        .send()
        .await
        .unwrap();
        assert_eq!(reply.headers()["content-type"], "application/problem+json");
        (reply.status().as_u16(), reply.json::<Value>().await.unwrap()["detail"].as_str().unwrap().to_owned())
    };
    for kind in [None, Some("text/plain"), Some("application/x-www-form-urlencoded"), Some("application/xml")] {
        let (status, detail) = send(kind, "/api/applications").await;
        assert!(status == 415 && detail.contains("content-type: application/json"), "{kind:?} {status} {detail}");
    }
    let (status, detail) = send(Some("application/json"), "/api/nothing").await;
    assert!(status == 404 && !detail.contains("page"), "{status} {detail}");
}

#[tokio::test]
async fn what_nobody_can_see_is_not_part_of_an_answer() {
    let world = World::new().await;
    let mut answers = world.examples("moving-home");
    let key = fresh_key();
    let (_, first) = world.post_application(&key, "moving-home", &answers).await;
    let name = applications::journey::Answer::Text("\u{feff}Robin\u{200b} Example\u{202e}".into());
    answers.insert("your-name".into(), name);
    let (status, second) = world.post_application(&key, "moving-home", &answers).await;
    assert_eq!((status, &second["receipt"]), (201, &first["receipt"]), "the same answers: {second}");
}

/// What the API says that these answers of a journey point to.
async fn indicated(world: &World, journey: &str, answers: Value) -> (u16, Value) {
    let to = format!("{}/api/journeys/{journey}/indications", world.address);
    let reply = reqwest::Client::new().post(to).json(&json!({ "answers": answers })).send().await.unwrap();
    (reply.status().as_u16(), reply.json().await.unwrap())
}

#[tokio::test]
async fn answers_point_to_services_with_reasons_and_to_what_is_asked_next() {
    let world = World::new().await;
    let journey = world.platform.government().journeys.all(world.platform.today())[0].id.name().to_owned();
    let (status, nothing) = indicated(&world, &journey, json!({})).await;
    assert_eq!(status, 200, "{nothing}");
    let says = |said: &Value, what: &str| {
        said["services"].as_array().unwrap().iter().filter(|service| service["says"] == what).count()
    };
    assert!(says(&nothing, "open") > 0, "{nothing}");
    // Whoever answers what is asked next, and nothing else, is through sooner or later, and with no more than all questions.
    let examples = json!(world.examples(&journey));
    let (mut answers, mut asked) = (serde_json::Map::new(), 0);
    let mut settled = None;
    loop {
        let (status, said) = indicated(&world, &journey, Value::Object(answers.clone())).await;
        assert_eq!(status, 200, "{said}");
        assert_eq!(said["settled"] == true, says(&said, "open") == 0, "{said}");
        if said["settled"] == true {
            settled.get_or_insert((asked, said["services"].clone()));
        }
        let Some(questions) = said["next"]["questions"].as_array() else { break };
        for question in questions.iter().map(|question| question.as_str().unwrap()) {
            asked += 1;
            let example = examples.get(question).unwrap_or_else(|| panic!("{question} has no example"));
            assert!(answers.insert(question.to_owned(), example.clone()).is_none(), "{question} is asked twice");
        }
    }
    let (enough, services) = settled.unwrap();
    let (_, all) = indicated(&world, &journey, examples.clone()).await;
    assert_eq!(services, all["services"]);
    assert!(enough < asked, "{enough} of {asked}: what bodies need settles nothing");
    let rules = all["services"].as_array().unwrap().iter().filter_map(|service| service["rules"].as_array()).flatten();
    assert!(rules.into_iter().any(|rule| rule["decision"].is_string() && rule["law"].is_string()), "{all}");
    // And then it is taken.
    let new = json!({ "journey": journey, "answers": answers });
    let (status, _, sent) = post(&world, Some(&fresh_key()), new.to_string()).await;
    assert_eq!(status, 201, "{sent}");
    let (status, wrong) = indicated(&world, &journey, json!({ "no-such-question": "x" })).await;
    assert_eq!((status, &wrong["errors"][0]["pointer"]), (422, &json!("/answers/no-such-question")), "{wrong}");
    assert_eq!(indicated(&world, "no-such-journey", json!({})).await.0, 404);
}

#[tokio::test]
async fn what_is_asked_next_says_where_the_journey_may_end() {
    let world = World::new().await;
    let examples = json!(world.examples("moving-home"));
    let mut answers = serde_json::Map::new();
    let ended = loop {
        let (_, said) = indicated(&world, "moving-home", Value::Object(answers.clone())).await;
        if said.get("ends").is_some() {
            break said;
        }
        let questions = said["next"]["questions"].as_array().unwrap_or_else(|| panic!("it never ends: {said}"));
        for question in questions.iter().map(|question| question.as_str().unwrap()) {
            let example = if question == "where-to" { &json!("abroad") } else { &examples[question] };
            answers.insert(question.to_owned(), example.clone());
        }
    };
    assert_eq!(ended["ends"]["exit"], "abroad", "{ended}");
}

#[tokio::test]
async fn what_is_missing_is_what_can_be_asked_now() {
    let world = World::new().await;
    let to = format!("{}/api/journeys/moving-home/indications", world.address);
    let ask = async |answers: Value| {
        let body = json!({ "answers": answers, "services": ["school-travel"] });
        let reply = reqwest::Client::new().post(&to).json(&body).send().await.unwrap();
        let said = reply.json::<Value>().await.unwrap();
        assert!(said["next"].is_null(), "{said}");
        (said["services"][0]["says"].clone(), said["services"][0].get("missing").cloned().unwrap_or_default())
    };
    // Whether it is far to school is asked of families alone.
    assert_eq!(ask(json!({})).await, (json!("open"), json!(["who-moves"])));
    assert_eq!(ask(json!({ "school-far": "yes" })).await, (json!("open"), json!(["who-moves"])));
    let family = json!(["primary-child"]);
    assert_eq!(ask(json!({ "who-moves": family })).await, (json!("open"), json!(["school-far"])));
    assert_eq!(ask(json!({ "who-moves": family, "school-far": "yes" })).await, (json!("applies"), Value::Null));
}

#[tokio::test]
async fn where_the_journey_ends_nothing_more_is_asked_and_a_service_names_the_one_that_goes_before() {
    let world = World::new().await;
    let (_, ended) = indicated(&world, "after-a-death", json!({ "where-died": "abroad" })).await;
    assert!(ended["ends"]["exit"].is_string() && ended["ends"]["contact"]["name"]["en"].is_string(), "{ended}");
    assert!(ended["next"].is_null(), "{ended}");
    let (_, goes_on) = indicated(&world, "after-a-death", json!({ "where-died": "england-or-wales" })).await;
    assert!(goes_on.get("ends").is_none() && goes_on["next"].is_object(), "{goes_on}");
    let services = goes_on["services"].as_array().unwrap();
    let waits = services.iter().filter(|service| service["after"] == "register-death").count();
    assert!(waits > 1, "{goes_on}");
}

#[tokio::test]
async fn only_some_services_may_be_asked_about() {
    let world = World::new().await;
    let to = format!("{}/api/journeys/moving-home/indications", world.address);
    let ask = async |services: Value| {
        let body = json!({ "answers": world.examples("moving-home"), "services": services });
        let reply = reqwest::Client::new().post(&to).json(&body).send().await.unwrap();
        (reply.status().as_u16(), reply.json::<Value>().await.unwrap())
    };
    let (status, said) = ask(json!(["allotment"])).await;
    assert_eq!((status, said["services"].as_array().map(Vec::len)), (200, Some(1)), "{said}");
    let (status, wrong) = ask(json!(["allotment", "alotment"])).await;
    assert_eq!((status, &wrong["errors"][0]["pointer"]), (422, &json!("/services/1")), "{wrong}");
    let reply = reqwest::Client::new().post(&to).json(&json!({ "journey": "moving-home" })).send().await.unwrap();
    let wrong: Value = reply.json().await.unwrap();
    assert!(wrong["detail"].as_str().unwrap().contains("services (a list of service types)"), "{wrong}");
}

#[tokio::test]
async fn a_client_leaves_out_what_the_person_does_not_want_and_hears_what_lacks_consent() {
    let world = World::new().await;
    let send = async |left_out: Value, agreed: Value| {
        let body = json!({ "journey": "after-a-death", "answers": world.examples("after-a-death"), "left_out": left_out, "agreed": agreed });
        post(&world, Some(&fresh_key()), body.to_string()).await
    };
    let kinds = async |sent: &Value| {
        let case = world.case(&sent["application"].as_str().unwrap().parse().unwrap()).await;
        case.requests.iter().map(|request| request.service_type.name().to_owned()).collect::<Vec<_>>()
    };
    let (_, _, all) = send(json!([]), json!(world.to_agree("after-a-death"))).await;
    assert_eq!(all["unagreed"], json!([]), "{all}");
    let agreed = kinds(&all).await;
    let (status, _, without) = send(json!(["bank-accounts"]), json!([])).await;
    assert_eq!(status, 201, "{without}");
    let unagreed: Vec<&str> = without["unagreed"].as_array().unwrap().iter().map(|id| id.as_str().unwrap()).collect();
    assert_eq!(unagreed.len(), world.to_agree("after-a-death").len(), "{without}");
    let sent = kinds(&without).await;
    assert!(agreed.contains(&"bank-accounts".to_owned()) && !sent.contains(&"bank-accounts".to_owned()), "{sent:?}");
    assert_eq!(agreed.len(), sent.len() + 1 + unagreed.len());
    // What others wait for can't be left out by itself.
    let (status, _, wrong) = send(json!(["bank-accounts", "register-death"]), json!([])).await;
    assert_eq!((status, &wrong["errors"][0]["pointer"]), (422, &json!("/left_out/1")), "{wrong}");
    let (status, _, wrong) = send(json!(["no-such-service"]), json!([])).await;
    assert_eq!((status, &wrong["errors"][0]["pointer"]), (422, &json!("/left_out/0")), "{wrong}");
}

#[tokio::test]
async fn a_place_that_its_postcode_does_not_lie_in_is_a_mistake() {
    let world = World::new().await;
    for (area, expected) in [("nope", 422), ("penrith", 422), ("carlisle-city", 200)] {
        let (status, said) =
            indicated(&world, "moving-home", json!({ "old-home": { "postcode": "CA1", "area": area } })).await;
        assert_eq!(status, expected, "{area}: {said}");
        if status == 422 {
            assert_eq!(said["errors"][0]["pointer"], "/answers/old-home/area", "{said}");
        }
    }
}

#[tokio::test]
async fn each_service_names_the_instrument_that_gives_its_task() {
    let world = World::new().await;
    let (_, said) = indicated(&world, "after-a-death", json!(world.examples("after-a-death"))).await;
    let services = said["services"].as_array().unwrap();
    assert!(services.iter().all(|service| service["instrument"]["en"].is_string()), "{said}");
}
