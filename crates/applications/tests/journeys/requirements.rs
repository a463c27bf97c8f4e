//! What services ask for, as staff and other systems read it.

use applications::{
    requirement::{
        Concepts,
        cccev::{self, Syntax},
    },
    world::{World, demo_data},
};
use eligibility::requirement::Type;

use crate::staff::sign_in;

#[tokio::test]
async fn other_systems_read_requirements_in_the_form_that_they_take() {
    let world = World::new().await;
    let client = reqwest::Client::new();
    let get = async |path: &str, accept: &str| {
        let reply = client.get(format!("{}{path}", world.address)).header("accept", accept).send().await.unwrap();
        let kind =
            reply.headers().get("content-type").map(|kind| kind.to_str().unwrap().to_owned()).unwrap_or_default();
        (reply.status().as_u16(), kind, reply.bytes().await.unwrap())
    };
    let (status, kind, turtle) = get("/api/requirements", "text/turtle").await;
    assert_eq!((status, kind.as_str()), (200, "text/turtle; charset=utf-8"));
    let (status, kind, json_ld) = get("/api/requirements?format=jsonld", "*/*").await;
    assert_eq!((status, kind.as_str()), (200, "application/ld+json"));
    let of = |bytes: &[u8], syntax| cccev::read(bytes, syntax).unwrap();
    let (one, other) = (of(&turtle, Syntax::Turtle), of(&json_ld, Syntax::JsonLd));
    assert_eq!(one.remarks, Vec::<String>::new());
    assert_eq!(one.document, other.document);
    let (status, kind, json) = get("/api/requirements", "*/*").await;
    assert_eq!((status, kind.as_str()), (200, "application/json"));
    let json: serde_json::Value = serde_json::from_slice(&json).unwrap();
    assert_eq!(json["requirements"].as_array().unwrap().len(), one.document.requirements.len());

    let evidence = one.document.requirements.iter().flat_map(|known| &known.requirement.evidence).count();
    assert!(evidence > 0 && one.document.evidence.values().all(|labels| labels.len() == 2), "evidence has its names");
    let (status, _, death) = get("/api/requirements/register-death", "text/turtle").await;
    assert_eq!(status, 200);
    let death = of(&death, Syntax::Turtle).document;
    let [register] = death.requirements.as_slice() else { panic!("one service") };
    assert!(register.requirement.concepts.contains("person-name") && register.bodies.len() == 1, "{register:?}");
    assert_eq!(death.concepts.len(), register.requirement.concepts.len());
    let (status, _, born) = get("/api/concepts/your-birth-date", "application/json").await;
    let born: serde_json::Value = serde_json::from_slice(&born).unwrap();
    assert_eq!((status, born["concepts"][0]["type"].as_str()), (200, Some("date")));
    for unknown in ["/api/requirements/nothing", "/api/concepts/nothing", "/api/requirements?format=pdf"] {
        assert_eq!(get(unknown, "*/*").await.0, 404, "{unknown}");
    }
}

#[tokio::test]
async fn staff_see_what_asking_once_spares_people() {
    let world = World::new().await;
    let browser = world.browser();
    let asked = browser.open("/staff/concepts").await;
    assert!(asked.path.starts_with("/staff/sign-in"), "for staff only: {}", asked.path);
    sign_in(&world, &browser, values::Role::ContactAgent, None).await;
    let page = browser.open("/staff/concepts").await;
    assert!(page.says("Full name of the person who applies"), "{}", page.text());
    assert!(page.says("asked once, it spares people"), "{}", page.text());
    let found = browser.open("/staff/concepts?q=REGISTRAR+day").await;
    assert!(found.says("Day that suits for the appointment with the registrar"), "{}", found.text());
    assert!(!found.says("Postcode of the new home"));
    let nothing = browser.open("/staff/concepts?q=zeppelin").await;
    assert!(nothing.says("Nothing has these words"), "{}", nothing.text());
    let french = browser.open("/staff/concepts?lang=fr").await;
    assert!(french.says("Concepts et exigences"), "{}", french.text());
}

#[tokio::test]
async fn concepts_that_look_the_same_are_named_and_where_there_are_none_that_is_said() {
    let mut data = demo_data();
    let mut again = data.concepts.get("your-birth-date").unwrap().clone();
    assert_eq!(again.kind, Type::Date);
    again.id = "date-of-birth".to_owned();
    data.concepts.0.push(again);
    // People read one label for two things, whatever concepts.toml calls them.
    let asked = data.journeys.iter_mut().find(|journey| journey.id.name() == "after-a-death").unwrap();
    let label = asked.question("your-name").unwrap().label.clone();
    asked.questions.iter_mut().find(|question| question.id == "person-name").unwrap().label = label;
    let world = World::of(data).await;
    let browser = world.browser();
    sign_in(&world, &browser, values::Role::CatalogueManager, None).await;
    let page = browser.open("/staff/concepts").await;
    assert!(page.says("the same label") && page.says("date-of-birth"), "{}", page.text());
    assert!(page.says("your-name · questions with the same label"), "{}", page.text());
    assert!(page.says("No service needs it."), "{}", page.text());

    let mut data = demo_data();
    data.journeys.clear();
    data.concepts = Concepts::default();
    let world = World::of(data).await;
    let browser = world.browser();
    sign_in(&world, &browser, values::Role::CatalogueManager, None).await;
    let page = browser.open("/staff/concepts").await;
    assert!(page.says("No journey asks for anything yet"), "{}", page.text());
}
