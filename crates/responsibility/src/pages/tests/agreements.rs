//! What bodies agreed, and which officers may decide, on their page.

use super::*;
use crate::{Arrangements, agreement::Agreement, delegation::Delegation};

fn agreement(name: &str, title: &str, until: Option<Day>) -> Agreement {
    Agreement {
        id: Id::named(name).unwrap(),
        title: text(title),
        provider: Id::named("retail").unwrap(),
        client: Id::named("council").unwrap(),
        service_types: vec![Id::named("waste").unwrap()],
        channels: vec![Channel::Phone],
        monthly_volume: Some(2900),
        forecaster: Some(Id::named("council").unwrap()),
        standard: Some(text("Two <b>minutes</b>")),
        instrument: Id::named("act").unwrap(),
        valid: Effective { from: VESTING, until },
        illustrative: true,
        since_version: 1,
        until_version: None,
    }
}

/// The land of the other tests, with a whole agreement that ends, one that says little, and a power before and after.
fn land() -> Site {
    let vague = Agreement {
        service_types: vec![Id::named("tax").unwrap()],
        channels: Vec::new(),
        monthly_volume: None,
        forecaster: None,
        standard: None,
        valid: Effective { from: date(2023, 6, 1), until: None },
        ..agreement("vague", "A vague one", None)
    };
    let power = |n: usize, service_types: &[&str], valid| Delegation {
        id: Id::named(&format!("d{n}")).unwrap(),
        body: Id::named("council").unwrap(),
        officer: Id::named("ann").unwrap(),
        service_types: service_types.iter().map(|name| Id::named(name).unwrap()).collect(),
        instrument: Id::named("act").unwrap(),
        valid,
        since_version: 1,
        until_version: None,
    };
    let whole = agreement("calls", "B calls", Some(date(2024, 4, 1)));
    let arrangements = Arrangements {
        agreements: vec![whole, vague],
        delegations: vec![
            power(0, &["waste"], Effective { from: VESTING, until: Some(date(2023, 5, 1)) }),
            power(1, &[], Effective { from: date(2023, 5, 1), until: None }),
        ],
        ..Arrangements::default()
    };
    site(catalogue(), model().with_arrangements(arrangements))
}

#[tokio::test]
async fn an_agreement_shows_both_bodies_how_much_how_well_and_what_it_lacks() {
    let page = land().open("/responsibility/agreements?day=2023-04-02").await;
    in_this_order(
        &page,
        &[
            "aria-current=\"page\">Agreements and powers",
            "Agreements on 2 April 2023",
            "A vague one",
            "to come",
            "all of them",
            "not said, nobody forecasts it",
            "not said",
            "since 1 June 2023",
            "number a month, standard, forecaster",
            "B calls",
            "illustrative",
            "Counter Co",
            "Council &lt;script&gt;",
            "/responsibility/services/waste",
            "by telephone",
            "2900, forecast by Council &lt;script&gt;",
            "Two &lt;b&gt;minutes",
            "from 1 April 2023 to 31 March 2024",
            "example.org/act",
            "what follows it on 1 April 2024",
            "/responsibility/gaps#seams",
            "powers on 2 April 2023",
        ],
    );
    assert!(!page.contains("Ended"), "{page}");
}

#[tokio::test]
async fn what_has_ended_stands_apart_and_officers_have_their_days() {
    let page = land().open("/responsibility/agreements?day=2024-04-01").await;
    in_this_order(
        &page,
        &[
            "Agreements on 1 April 2024",
            "A vague one",
            "Ended agreements",
            "B calls",
            "nothing",
            "powers on 1 April 2024",
            "everything that it decides",
            "since 1 May 2023",
            "Ended powers",
            "/responsibility/services/waste",
            "from 1 April 2023 to 30 April 2023",
        ],
    );
}

#[tokio::test]
async fn where_nothing_is_recorded_the_page_says_so() {
    let page = site(catalogue(), model()).open("/responsibility/agreements").await;
    in_this_order(&page, &["No agreement is recorded", "No officer’s power is recorded"]);
    let page = site(catalogue(), model()).open("/responsibility/agreements?day=x").await;
    assert!(page.contains("“x” is not a day"), "{page}");
}
