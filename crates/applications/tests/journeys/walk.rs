//! Answers a journey's pages as a person would, from the examples in its data.

use applications::{
    journey::{Answer, Answers},
    world::{Browser, Page, World},
};
use values::{Id, id};

/// From the start page to the check page.
pub async fn to_check(world: &World, browser: &Browser, journey: &str, answers: &Answers) -> Page {
    let start = browser.open(&format!("/start/{journey}")).await;
    assert_eq!(start.status, 200, "{}", start.text());
    let first = browser.submit(&start, &[]).await;
    on_to_check(world, browser, (journey, first), answers).await
}

/// From the first page to the check page; evidence is given later.
pub async fn on_to_check(
    world: &World,
    browser: &Browser,
    (journey, mut page): (&str, Page),
    answers: &Answers,
) -> Page {
    for _ in 0..30 {
        if page.path.contains("/evidence/") {
            page = browser.submit_to(&page, &format!("{}/later", page.path), &[]).await;
            continue;
        }
        let Some((_, name)) = page.path.split_once("/questions/") else { return page };
        let fields = fields(world, journey, name, answers);
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let next = browser.submit(&page, &fields).await;
        assert_eq!(next.status, 200, "{} was not taken: {}", page.path, next.text());
        page = next;
    }
    panic!("the questions never end");
}

/// What a person types on one page.
pub fn fields(world: &World, journey: &str, page: &str, answers: &Answers) -> Vec<(String, String)> {
    let government = world.platform.government();
    let journey = government.journeys.latest(&Id::named(journey).unwrap()).unwrap().clone();
    let mut fields = Vec::new();
    for question in journey.questions_on(page) {
        let id = &question.id;
        match answers.get(id) {
            None => {}
            Some(Answer::Many(values)) => fields.extend(values.iter().map(|value| (id.clone(), value.clone()))),
            Some(answer @ Answer::Elsewhere { postcode, .. }) => {
                fields.push((id.clone(), postcode.clone()));
                fields.push((format!("{id}-area"), if answer.has_no_postcode() { "-" } else { "*" }.into()));
            }
            Some(Answer::Place { postcode, area }) => {
                fields.push((id.clone(), postcode.clone()));
                fields.extend(area.iter().map(|area| (format!("{id}-area"), area.to_string())));
            }
            Some(Answer::Text(text)) if question.kind == applications::journey::Kind::Date => {
                for (part, value) in ["year", "month", "day"].into_iter().zip(text.split('-')) {
                    fields.push((format!("{id}-{part}"), value.to_owned()));
                }
            }
            Some(Answer::Text(text)) => fields.push((id.clone(), text.clone())),
            Some(Answer::Address(address)) => {
                fields.push((format!("{id}-line"), address.lines.join(", ")));
                fields.push((format!("{id}-town"), address.town.clone()));
                fields.push((format!("{id}-postcode"), address.postcode.clone()));
            }
        }
    }
    fields
}

/// Says no to each consent that is open.
async fn refuse_consents(browser: &Browser, check: &Page) -> Page {
    let mut page = check.clone();
    let service = |page: &Page| {
        let (_, asked) = page.html.split_once("id=\"to-agree\"")?;
        let (_, form) = asked.split_once("id=\"service-")?;
        Some(form.split_once('"')?.0.to_owned())
    };
    while let Some(service) = service(&page) {
        let form = page.path.replace("/check", "/anyway");
        page = browser.submit_to(&page, &form, &[("service", &service), ("wanted", "no")]).await;
    }
    page
}

/// Sends what stands on the check page, without what the person has not agreed to; the case page and the application's id.
pub async fn send(browser: &Browser, check: &Page) -> (Page, Id<id::Application>) {
    let check = &refuse_consents(browser, check).await;
    let to = check.path.replace("/check", "/send");
    let case = browser.submit_to(check, &to, &[("seen", check.hidden("seen"))]).await;
    let id = case.path.strip_prefix("/cases/").unwrap_or_else(|| panic!("not sent: {} {}", case.path, case.text()));
    let id = id.parse().unwrap();
    (case, id)
}
