//! The service inventory of the Government of Canada, and its service standards: two tables as they are published on
//! open.canada.ca (dataset 3ac0d080-6149-499a-8b06-7ce5f00ec56c), one row for each service or standard and fiscal year.
//!
//! The same service in two fiscal years is two editions. A column that the model has no place for is kept beside the
//! service under its own name.

mod codes;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use values::Day;

use self::codes::{AUDIENCES, CHANNELS, Code, SERVICE_TYPES, STANDARD_TYPES};
use super::{
    Channel, Cost, Edition, Inventory, Iri, Judged, Kind, Literal, NotATable, Object, Organisation, Other, Outcome,
    PublicService, ServiceStandard, Statement, Tag, Texts, Unmeasured, Verdict,
    names::{currency, entry, safe},
    table::{Row, Source, Table},
};

/// Columns without which it is no table of services.
const SERVICE_COLUMNS: [&str; 12] = [
    "fiscal_yr",
    "service_id",
    "service_name_en",
    "service_name_fr",
    "service_description_en",
    "service_description_fr",
    "service_type",
    "client_target_groups",
    "service_fee",
    "num_applications_online",
    "owner_org",
    "owner_org_title",
];
/// Columns without which it is no table of standards.
const STANDARD_COLUMNS: [&str; 10] = [
    "fiscal_yr",
    "service_id",
    "service_standard_id",
    "service_standard_en",
    "service_standard_fr",
    "target",
    "volume_meeting_target",
    "total_volume",
    "target_met",
    "owner_org",
];
/// Columns that have a place in the model. All others are kept beside it.
const PLACED: [&str; 13] = [
    "fiscal_yr",
    "service_id",
    "service_name_en",
    "service_name_fr",
    "service_description_en",
    "service_description_fr",
    "service_type",
    "client_target_groups",
    "service_fee",
    "service_uri_en",
    "service_uri_fr",
    "owner_org",
    "owner_org_title",
];
const CANADA: &str = "http://publications.europa.eu/resource/authority/country/CAN";

/// Reads a table of services. `base` begins the names that its records get.
pub fn read_services(file: &[u8], base: &str) -> Result<Outcome, NotATable> {
    let table = Table::read(file, &SERVICE_COLUMNS, Source::Theirs)?;
    let mut reading = Reading::new(base);
    reading.outcome.problems.extend(table.problems());
    for mut row in table.rows("service_id") {
        let service = reading.service(&mut row, table.headings());
        reading.take(row, Kind::PublicService, service, |inventory, found: Found| {
            inventory.organisations.insert(found.body.0, found.body.1);
            inventory.channels.extend(found.channels);
            inventory.costs.insert(found.cost.0, found.cost.1);
            inventory.services.insert(found.service.0, found.service.1);
        });
    }
    Ok(reading.done())
}

/// Reads a table of service standards.
pub fn read_standards(file: &[u8], base: &str) -> Result<Outcome, NotATable> {
    let table = Table::read(file, &STANDARD_COLUMNS, Source::Theirs)?;
    let mut reading = Reading::new(base);
    reading.outcome.problems.extend(table.problems());
    for mut row in table.rows("service_standard_id") {
        let standard = reading.standard(&mut row);
        reading.take(row, Kind::ServiceStandard, standard, |inventory, (name, standard)| {
            inventory.standards.insert(name, standard);
        });
    }
    Ok(reading.done())
}

struct Reading<'a> {
    base: &'a str,
    outcome: Outcome,
    editions: BTreeMap<Day, Inventory>,
    seen: BTreeSet<(Day, Iri)>,
    codes: BTreeMap<Iri, Other>,
}

/// What one row of the table of services says.
struct Found {
    service: (Iri, PublicService),
    body: (Iri, Organisation),
    channels: Vec<(Iri, Channel)>,
    cost: (Iri, Cost),
}

impl<'a> Reading<'a> {
    fn new(base: &'a str) -> Self {
        Self {
            base,
            outcome: Outcome::default(),
            editions: BTreeMap::new(),
            seen: BTreeSet::new(),
            codes: [(Iri::new(CANADA), entry("Canada", "Canada"))].into(),
        }
    }

    fn name(&self, kind: &str, id: &str) -> Iri {
        Iri::new(format!("{}{kind}/{}", self.base, safe(id)))
    }

    /// Accounts for a row, and puts what it says into the edition of its year unless it is left out.
    fn take<T>(&mut self, row: Row<'_>, kind: Kind, found: Option<(Day, T)>, put: impl FnOnce(&mut Inventory, T)) {
        let service = row.said("service_id").map(|id| self.name("service", id));
        let name = match (kind, service) {
            (Kind::ServiceStandard, Some(service)) => {
                row.said("service_standard_id").map(|id| Iri::new(format!("{service}/standard/{}", safe(id))))
            }
            (_, service) => service,
        };
        let body = row.said("owner_org").map(|code| self.name("organisation", code));
        let (record, problems) = row.done();
        if self.outcome.account(&record, name.as_ref(), kind, problems) == Verdict::LeftOut {
            self.outcome.lost.names.extend(body);
            return;
        }
        if let Some((from, found)) = found {
            put(self.editions.entry(from).or_default(), found);
        }
    }

    fn done(mut self) -> Outcome {
        self.outcome.editions = self
            .editions
            .into_iter()
            .map(|(from, mut inventory)| {
                // A code that no row of the year has is nothing that the year brought.
                let used = inventory.led_to();
                let codes = self.codes.iter().filter(|(name, _)| used.contains(*name));
                inventory.others = codes.map(|(name, code)| (name.clone(), code.clone())).collect();
                Edition { from: Some(from), inventory }
            })
            .collect();
        self.outcome
    }

    fn service(&mut self, row: &mut Row<'_>, headings: &[String]) -> Option<(Day, Found)> {
        let from = year(row);
        let id = row.must_id("service_id");
        let title = both(row, "service_name");
        let description = both(row, "service_description");
        let body = self.body(row);
        if title.is_empty() {
            row.error(
                Some("service_name_en"),
                "missing",
                "it has a name in neither language".to_owned(),
                "Fill one in, then import it again: without it the record is of no use.",
            );
        }
        let (from, id, body) = (from?, id?, body?);
        let name = self.name("service", &id);
        self.once(row, from, &name);
        let types = self.codes_of(row, "service_type", "service-type", &SERVICE_TYPES);
        let audience = self.codes_of(row, "client_target_groups", "audience", &AUDIENCES);
        let channels = self.channels(row, &name, &id);
        let cost = cost(row, &name, &id);
        let pages = [row.page("service_uri_en"), row.page("service_uri_fr")];
        let service = PublicService {
            identifier: Some(id),
            title,
            description,
            authorities: [body.0.clone()].into(),
            channels: channels.iter().map(|(name, _)| name.clone()).collect(),
            costs: [cost.0.clone()].into(),
            places: [Iri::new(CANADA)].into(),
            audience,
            types,
            pages: pages.into_iter().flatten().collect(),
            rest: self.rest(row, headings),
            ..PublicService::default()
        };
        Some((from, Found { service: (name, service), body, channels, cost }))
    }

    fn standard(&mut self, row: &mut Row<'_>) -> Option<(Day, (Iri, ServiceStandard))> {
        let from = year(row);
        let id = row.must_id("service_standard_id");
        let service = row.must_id("service_id");
        let title = both(row, "service_standard");
        if title.is_empty() {
            row.error(
                Some("service_standard_en"),
                "missing",
                "it says in neither language what is promised".to_owned(),
                "Fill one in, then import it again: without it the record is of no use.",
            );
        }
        let (from, id, service) = (from?, id?, service?);
        // Several services may promise under one number.
        let name = Iri::new(format!("{}/standard/{}", self.name("service", &service), safe(&id)));
        self.once(row, from, &name);
        let sort = self.codes_of(row, "type", "standard-type", &STANDARD_TYPES).pop_first();
        let way = self.codes_of(row, "channel", "channel", &CHANNELS.map(|(_, code)| code)).pop_first();
        let said = |column| row.said(column).map(str::to_owned);
        let standard = ServiceStandard {
            identifier: Some(id),
            title,
            service: Some(self.name("service", &service)),
            sort,
            way,
            target: said("target"),
            held: said("volume_meeting_target"),
            volume: said("total_volume"),
            performance: said("performance"),
            published: said("target_met"),
            ..ServiceStandard::default()
        };
        judge(row, &standard);
        Some((from, (name, standard)))
    }

    /// The same thing twice in one year: the row is left out.
    fn once(&mut self, row: &mut Row<'_>, from: Day, name: &Iri) {
        if !self.seen.insert((from, name.clone())) {
            row.error(
                None,
                "twice",
                "the same record is in the file for this year already".to_owned(),
                "Take one of the two out.",
            );
        }
    }

    fn body(&self, row: &mut Row<'_>) -> Option<(Iri, Organisation)> {
        let code = row.must_id("owner_org")?;
        let titles = row.cell("owner_org_title");
        let (english, french) = titles.split_once('|').unwrap_or((titles, ""));
        let name = texts([("en", english.trim()), ("fr", french.trim())]);
        if name.is_empty() {
            row.error(
                Some("owner_org_title"),
                "missing",
                "the body has no name".to_owned(),
                "Write its name, in English and in French with a stroke between them.",
            );
        }
        let iri = self.name("organisation", &code);
        let body =
            Organisation { identifier: Some(code), name, places: [Iri::new(CANADA)].into(), ..Organisation::default() };
        Some((iri, body))
    }

    /// The codes in a cell, separated by commas. One that nobody knows is a remark, and stays.
    fn codes_of(&mut self, row: &mut Row<'_>, column: &str, list: &str, known: &[Code]) -> BTreeSet<Iri> {
        let codes: Vec<String> =
            row.cell(column).split(',').map(|code| code.trim().to_owned()).filter(|code| !code.is_empty()).collect();
        let mut names = BTreeSet::new();
        for code in codes {
            names.insert(if let Some(known) = known.iter().find(|(known, _, _)| *known == code) {
                self.code(list, *known)
            } else {
                let what = format!("'{code}' is not in the list of codes");
                row.remark(Some(column), "unknown-code", what, "It is kept as it stands. Look the code up.");
                self.name(list, &code)
            });
        }
        names
    }

    /// A code as an entry of a list, with its name.
    fn code(&mut self, list: &str, (code, english, french): Code) -> Iri {
        let name = self.name(list, code);
        self.codes.entry(name.clone()).or_insert_with(|| entry(english, french));
        name
    }

    /// A column that says `NA` says that nobody can apply by this channel; a number or `ND` (nobody counted) that one can.
    fn channels(&mut self, row: &mut Row<'_>, service: &Iri, id: &str) -> Vec<(Iri, Channel)> {
        let mut channels = Vec::new();
        for (column, code) in CHANNELS {
            let cell = row.cell(column).to_owned();
            let is_number = !cell.is_empty() && cell.bytes().all(|byte| byte.is_ascii_digit());
            match cell.as_str() {
                "NA" | "" => continue,
                "ND" => {}
                _ if is_number => {}
                other => row.remark(
                    Some(column),
                    "not-a-number",
                    format!("'{other}' is neither a number nor NA nor ND"),
                    "It is taken for a channel that people can use. Mend it at the source.",
                ),
            }
            let way = self.code("channel", code);
            let word = code.0.to_ascii_lowercase();
            let channel = Channel { identifier: Some(format!("{id}-{word}")), way: Some(way), ..Channel::default() };
            channels.push((Iri::new(format!("{service}/channel/{word}")), channel));
        }
        channels
    }

    /// Every column that the model has no place for.
    fn rest(&self, row: &Row<'_>, headings: &[String]) -> BTreeSet<Statement> {
        let others = headings.iter().filter(|heading| !PLACED.contains(&heading.as_str()));
        others
            .filter_map(|heading| {
                let cell = row.said(heading)?;
                let (column, language) = match heading.rsplit_once('_') {
                    Some((column, language @ ("en" | "fr"))) => (column, Some(Tag::new(language))),
                    _ => (heading.as_str(), None),
                };
                let property = self.name("column", column);
                let literal = Literal { value: cell.to_owned(), language, datatype: None };
                Some(Statement { property, object: Object::Literal(literal) })
            })
            .collect()
    }
}

/// Can every step of a service be done online? Each column says so of one step: `Y`, `N`, or `NA` where it has none.
pub fn is_online_end_to_end(service: &PublicService) -> bool {
    const STEPS: [&str; 6] = [
        "os_account_registration",
        "os_authentication",
        "os_application",
        "os_decision",
        "os_issuance",
        "os_issue_resolution_feedback",
    ];
    let said = service.rest.iter().filter_map(|statement| match &statement.object {
        Object::Literal(said) => {
            let (_, column) = statement.property.as_str().rsplit_once("column/")?;
            STEPS.contains(&column).then_some(said.value.as_str())
        }
        Object::Thing(_) => None,
    });
    let said: Vec<&str> = said.collect();
    said.contains(&"Y") && said.iter().all(|said| ["Y", "NA"].contains(said))
}

/// The first day of a fiscal year, which runs from April to March: `2023-2024`.
fn year(row: &mut Row<'_>) -> Option<Day> {
    let text = row.must("fiscal_yr")?;
    let first = || {
        let (from, until) = text.split_once('-')?;
        let (from, until) = (from.parse::<i16>().ok()?, until.parse::<i16>().ok()?);
        ((1900..2200).contains(&from) && until == from + 1).then_some(())?;
        format!("{from}-04-01").parse().ok()
    };
    let first = first();
    if first.is_none() {
        let what = format!("'{text}' is no fiscal year");
        row.error(Some("fiscal_yr"), "not-a-year", what, "Write both its years, such as 2023-2024.");
    }
    first
}

fn both(row: &Row<'_>, column: &str) -> Texts {
    texts([("en", row.cell(&format!("{column}_en"))), ("fr", row.cell(&format!("{column}_fr")))])
}

fn texts(texts: [(&str, &str); 2]) -> Texts {
    let said = texts.into_iter().filter(|(_, text)| !text.is_empty());
    said.map(|(tag, text)| (Tag::new(tag), text.to_owned())).collect()
}

/// The inventory says whether there is a fee and not how much it is.
fn cost(row: &mut Row<'_>, service: &Iri, id: &str) -> (Iri, Cost) {
    let mut cost = Cost { identifier: Some(format!("{id}-fee")), ..Cost::default() };
    match row.cell("service_fee") {
        "N" => {
            cost.amount = Some("0".to_owned());
            cost.currency = currency("CAD");
        }
        "Y" => cost.description = texts([("en", "There is a fee."), ("fr", "Des frais s’appliquent.")]),
        other => {
            let what = format!("'{other}' says neither that there is a fee nor that there is none");
            row.remark(Some("service_fee"), "unknown-code", what, "Write Y or N.");
        }
    }
    (Iri::new(format!("{service}/fee")), cost)
}

/// Says aloud where numbers are missing, and where what was published is not what they say.
fn judge(row: &mut Row<'_>, standard: &ServiceStandard) {
    let judged = standard.judged();
    let published = standard.published.as_deref().unwrap_or_default().to_owned();
    if standard.contradicts_itself() {
        let numbers = match judged {
            Judged::Met => "its numbers say that it was met",
            Judged::NotMet => "its numbers say that it was not met",
            Judged::NotMeasurable(_) => "it has no numbers that could say so",
        };
        row.remark(
            Some("target_met"),
            "contradiction",
            format!("the published word is '{published}', but {numbers}"),
            "The numbers count. Ask the body which of the two is wrong.",
        );
    }
    if standard.is_more_than_all() {
        let what = "it was held in more cases than there were".to_owned();
        row.remark(Some("volume_meeting_target"), "more-than-all", what, "Ask the body which of the two is wrong.");
    }
    let (column, why) = match judged {
        Judged::Met | Judged::NotMet => return,
        Judged::NotMeasurable(Unmeasured::NoTarget) => ("target", "there is no target between 0 and 1"),
        Judged::NotMeasurable(Unmeasured::NoResult) => ("performance", "there is no result"),
        Judged::NotMeasurable(Unmeasured::NoCases) => ("total_volume", "there was not one case"),
    };
    row.remark(
        Some(column),
        "not-measurable",
        format!("it can't be measured: {why}"),
        "It is taken, and counts as not measurable.",
    );
}
