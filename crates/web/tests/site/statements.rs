//! The pages that the footer of every page leads to.

use web::{
    statements,
    testing::{self, complaints, walk},
};

#[tokio::test]
async fn every_link_of_the_footer_leads_to_a_page_in_every_language() {
    let test = testing::kit(&[], &[], &[]);
    let routes = statements::routes(&test.kit);
    let table = routes.table().to_vec();
    let router = routes.into_router(&test.kit);
    walk(&test, &table, &router).await.assert_right();
    let mut browser = test.browser(&router);
    for path in ["/accessibility", "/privacy", "/cookies"] {
        for language in ["en", "fr"] {
            let seen = browser.get(&format!("{path}?lang={language}")).await;
            assert_eq!(seen.status.as_u16(), 200, "{path}");
            assert!(seen.text.contains(&format!("<html lang=\"{language}\"")), "{path}");
            assert!(seen.text.contains(&format!("href=\"{path}\"")), "{path} is not in the footer");
            assert_eq!(complaints(&seen.text), Vec::<String>::new(), "{path}");
        }
    }
}

#[tokio::test]
async fn the_privacy_page_says_who_is_responsible_how_long_and_whom_to_ask() {
    let test = testing::kit(&[], &[], &[]);
    let router = statements::routes(&test.kit).into_router(&test.kit);
    let mut browser = test.browser(&router);
    let english = browser.get("/privacy?lang=en").await.text;
    for heading in ["Who is responsible", "How long it is kept", "Your rights, and whom to ask"] {
        assert!(english.contains(&format!("<h2 class=\"govuk-heading-m\">{heading}</h2>")), "{heading}");
    }
    let french = browser.get("/privacy?lang=fr").await.text;
    for heading in ["Qui est responsable", "Durée de conservation", "Vos droits, et à qui vous adresser"] {
        assert!(french.contains(&format!("<h2 class=\"govuk-heading-m\">{heading}</h2>")), "{heading}");
    }
}
