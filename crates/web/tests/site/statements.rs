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
