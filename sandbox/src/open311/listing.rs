//! What an agency's GeoReport shows of its requests and services.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::{clock, ledger::Case};

use super::{Pairs, value};

/// The standard's limit for a listing.
const MOST: usize = 1000;

/// What a listing is asked for.
#[derive(Default)]
pub struct Filter {
    ids: Vec<String>,
    service_codes: Vec<String>,
    statuses: Vec<String>,
    from: Option<i64>,
    until: Option<i64>,
    page: usize,
    page_size: usize,
}

impl Filter {
    /// Reads a query; says what is wrong with it.
    pub fn read(query: &Pairs) -> Result<Self, &'static str> {
        let list =
            |name: &str| value(query, name).map_or(Vec::new(), |text| text.split(',').map(str::to_owned).collect());
        let date = |name: &str| match value(query, name).map(str::parse::<Timestamp>) {
            None => Ok(None),
            Some(Ok(date)) => Ok(Some(date.as_millisecond())),
            Some(Err(_)) => Err("a date is not as the standard writes it"),
        };
        let number = |name: &str, usual: usize| match value(query, name).map(str::parse) {
            None => Ok(usual),
            Some(Ok(number)) if (1..=MOST).contains(&number) => Ok(number),
            Some(_) => Err("a page is not a number that can be asked for"),
        };
        Ok(Self {
            ids: list("service_request_id"),
            service_codes: list("service_code"),
            statuses: list("status"),
            from: date("start_date")?,
            until: date("end_date")?,
            page: number("page", 1)?,
            page_size: number("page_size", MOST)?,
        })
    }

    /// The page of the listing that was asked for. Ids override everything else, as the standard has it.
    pub fn apply<'a>(&self, cases: impl Iterator<Item = &'a Case>) -> Value {
        let among = |list: &[String], word: &str| list.is_empty() || list.iter().any(|one| one == word);
        let fits = |case: &&Case| {
            let intake = &case.intake;
            if !self.ids.is_empty() {
                return among(&self.ids, &intake.reference);
            }
            among(&self.service_codes, &intake.service)
                && among(&self.statuses, status(case))
                && self.from.is_none_or(|from| from <= intake.at)
                && self.until.is_none_or(|until| intake.at <= until)
        };
        cases.filter(fits).skip((self.page - 1) * self.page_size).take(self.page_size).map(described).collect()
    }
}

/// One request. Its attributes are not shown: the standard's listing has none.
pub fn described(case: &Case) -> Value {
    let intake = &case.intake;
    let notes = case.decision.as_ref().map(|decision| {
        let outcome = match decision.outcome.as_str() {
            "granted" => "Granted",
            "refused" => "Refused",
            _ => "Not ours",
        };
        format!("{outcome}: {}", decision.text)
    });
    json!({
        "service_request_id": intake.reference,
        "status": status(case),
        "status_notes": notes,
        "service_name": intake.service,
        "service_code": intake.service,
        "description": intake.description,
        "agency_responsible": intake.agency,
        "service_notice": null,
        "requested_datetime": clock::written(intake.at),
        "updated_datetime": clock::written(case.decision.as_ref().map_or(intake.at, |decision| decision.at)),
        "expected_datetime": null,
        "address": null,
        "address_id": null,
        "zipcode": null,
        "lat": null,
        "long": null,
        "media_url": null,
    })
}

/// The services that were asked for so far: a stand-in takes whatever comes.
pub fn services<'a>(cases: impl Iterator<Item = &'a Case>) -> Value {
    let codes: BTreeSet<&str> = cases.map(|case| case.intake.service.as_str()).collect();
    let service = |code: &&str| {
        json!({
            "service_code": code,
            "service_name": code,
            "description": null,
            "metadata": true,
            "type": "realtime",
            "keywords": null,
            "group": null,
        })
    };
    codes.iter().map(service).collect()
}

/// A service's attributes, as the latest request had them.
pub fn definition<'a>(mut cases: impl Iterator<Item = &'a Case>, code: &str) -> Option<Value> {
    let latest = cases.find(|case| case.intake.service == code)?;
    let attribute = |(order, name): (usize, &String)| {
        json!({
            "variable": true,
            "code": name,
            "datatype": "string",
            "required": false,
            "datatype_description": null,
            "order": order + 1,
            "description": name,
            "values": [],
        })
    };
    let attributes: Vec<Value> = latest.intake.fields.iter().enumerate().map(attribute).collect();
    Some(json!({ "service_code": code, "attributes": attributes }))
}

fn status(case: &Case) -> &'static str {
    if case.decision.is_some() { "closed" } else { "open" }
}
