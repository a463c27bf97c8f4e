//! Tables that were planted, and what comes back of them.

use proptest::prelude::*;

use super::*;
use crate::inventory::{
    Organisation, check,
    names::codes,
    rdf::{self, Syntax},
    some,
};

const HEADINGS: &str = "id,title_en,title_cy,description_en,body,body_name_en,body_area,channels,phone,email,page,cost,currency,\
    cost_note_en,processing_days,keywords_en,team\n";
const ONE: &str = "b1,Bins,Biniau,We empty them.,town,The Town,T1,web; Phone,01632 960000,bins@example.org,\
    https://example.org/bins,12.50,gbp,For a second bin,10,rubbish; waste,North\n";

fn table(rows: &str) -> Outcome {
    read(format!("{HEADINGS}{rows}").as_bytes(), BASE).unwrap()
}

fn rules(outcome: &Outcome) -> Vec<(&str, &str)> {
    outcome.problems.iter().map(|problem| (problem.rule, problem.field.as_deref().unwrap_or(""))).collect()
}

#[test]
fn a_row_is_a_service_in_any_language() {
    let outcome = table(ONE);
    assert_eq!(outcome.problems, []);
    let inventory = outcome.last();
    assert_eq!(check(inventory), []);
    let service = inventory.services.values().next().unwrap();
    assert_eq!((service.title[&Tag::new("cy")].as_str(), service.channels.len()), ("Biniau", 2));
    assert_eq!((service.processing_time.as_deref(), service.keywords.len()), (Some("P10D"), 2));
    assert_eq!(inventory.costs.values().next().unwrap().amount.as_deref(), Some("12.50"));
    // A column that nobody knows stays.
    assert_eq!(service.rest.len(), 1);
    let written = rdf::write(inventory, Syntax::Turtle).unwrap();
    assert_eq!(rdf::read(Syntax::Turtle, &written).unwrap().last(), inventory);
}

#[test]
fn the_empty_table_is_one_of_its_own() {
    assert!(follows(&super::HEADINGS));
    let outcome = read(super::HEADINGS.join(",").as_bytes(), "urn:").unwrap();
    assert_eq!((outcome.records.len(), outcome.last().services.len()), (0, 0));
}

#[test]
fn each_row_is_accounted_for_with_its_own_problem() {
    let check = |row: &str, verdict, expected: (&str, &str)| {
        let outcome = table(&format!("{ONE}{row}"));
        assert_eq!((outcome.records.len(), outcome.count(verdict)), (2, 1), "{row}: {:?}", rules(&outcome));
        assert_eq!(rules(&outcome), [expected], "{row}");
    };
    let other = ONE.replace("b1,", "b2,");
    let left_out = |row: &str, expected| check(row, Verdict::LeftOut, expected);
    left_out(ONE, ("twice", "id"));
    left_out(&other.replace("b2,", ","), ("missing", "id"));
    left_out(&other.replace(",town,", ",,"), ("missing", "body"));
    left_out(&other.replace("Bins,Biniau", ","), ("missing", "title_…"));
    let remarked = |row: &str, expected| check(row, Verdict::TakenWithRemarks, expected);
    remarked(&other.replace("web;", "pigeon;"), ("unknown-code", "channels"));
    remarked(&other.replace("https:", "ftp:"), ("not-an-address", "page"));
    remarked(&other.replace("12.50", "a lot"), ("not-a-number", "cost"));
    remarked(&other.replace("gbp", ""), ("asked-for", "currency"));
    remarked(&other.replace(",10,", ",soon,"), ("not-a-number", "processing_days"));
    remarked(&other.replace(",town,The Town,", ",city,,"), ("asked-for", "body_name_…"));
    remarked(&other.replace("The Town", "Another"), ("contradiction", "body_name_en"));
    remarked(&other.replace(",T1,", ",https://example.org/t2,"), ("contradiction", "body_area"));
    remarked(&other.replace("gbp", "POUNDSTERLING"), ("unknown-code", "currency"));
    remarked(&other.replace("bins@example.org", "bins at example"), ("not-an-address", "email"));
    remarked(&other.replace("Bins", "Bi\0ns"), ("control-characters", ""));
}

#[test]
fn a_bodys_name_need_stand_in_one_of_its_rows_only() {
    let nameless = ONE.replace("b1,", "b0,").replace("The Town", "");
    for rows in [format!("{nameless}{ONE}"), format!("{ONE}{nameless}")] {
        let outcome = table(&rows);
        let bodies = &outcome.last().organisations;
        assert_eq!(bodies.len(), 1);
        assert_eq!(bodies.values().next().unwrap().name, [(Tag::new("en"), "The Town".to_owned())].into());
    }
}

#[test]
fn nothing_in_a_table_of_ours_runs_and_all_of_it_comes_back() {
    let rows = ONE.replace("Bins,", "\"=cmd|' /C calc'!A0\",").replace("North", "@SUM(A1)");
    let inventory = table(&rows).last().clone();
    let written = String::from_utf8(csv(&inventory)).unwrap();
    for cell in ["'=cmd|' /C calc'!A0", "'@SUM(A1)"] {
        assert!(written.contains(cell), "{written}");
    }
    assert_eq!(read(written.as_bytes(), BASE).unwrap().last(), &inventory);
    assert_eq!(read_workbook(&workbook(&inventory).unwrap(), BASE).unwrap().last(), &inventory);
}

#[test]
fn a_workbook_is_read_as_the_same_table_in_csv() {
    let inventory = table(ONE).last().clone();
    let (first, again) = (workbook(&inventory).unwrap(), workbook(&inventory).unwrap());
    assert_eq!(first, again, "the same services make the same bytes");
    let outcome = read_workbook(&first, BASE).unwrap();
    assert_eq!((outcome.problems.as_slice(), outcome.last()), (&[][..], &inventory));
}

#[test]
fn a_text_too_long_for_a_cell_is_said_and_not_cut() {
    let long = ONE.replace("We empty them.", &"long ".repeat(10_000));
    let inventory = table(&long).last().clone();
    let refused = workbook(&inventory).unwrap_err().to_string();
    assert_eq!(refused, "the description_en of b1 is longer than a cell of a workbook can be. Write it as CSV.");
    assert_eq!(read(&csv(&inventory), BASE).unwrap().last(), &inventory);
}

const BASE: &str = "urn:portico:town:";
const COLUMNS_OF_SOMEBODY: &[&str] = &[
    "urn:portico:column:team",
    "urn:portico:column:%3D1%2B1",
    "urn:portico:column:%20team",
    "urn:portico:column:title_en",
    "urn:portico:column:%FF",
    "urn:other",
];

/// What a table can say of an inventory.
fn normal(inventory: &Inventory) -> Inventory {
    let names: Vec<_> =
        inventory.services.iter().map(|(name, service)| (name, service.identifier.as_deref())).collect();
    let ids = codes(&names, |_| true, Iri::to_string);
    let first = |service: &PublicService| service.authorities.first().cloned();
    let bodies: BTreeSet<Iri> = inventory.services.values().filter_map(first).collect();
    let described = |name: &Iri| inventory.organisations.get(name).cloned().unwrap_or_default();
    let bodies: Vec<_> = bodies.iter().map(|name| (name, described(name))).collect();
    let identifiers: Vec<_> = bodies.iter().map(|(name, body)| (*name, body.identifier.as_deref())).collect();
    let codes = codes(&identifiers, |_| true, Iri::to_string);
    let mut normal = Inventory::default();
    for (name, service) in &inventory.services {
        // Without a body there is no row that could be read.
        let Some(body) = service.authorities.first() else { continue };
        let (id, code) = (&ids[name], &codes[body]);
        let authority = Iri::new(format!("{BASE}organisation/{}", safe(code)));
        normal.organisations.insert(
            authority.clone(),
            Organisation {
                identifier: Some(code.clone()),
                name: or_else(trimmed(&described(body).name), code),
                places: described(body).places.first().cloned().into_iter().collect(),
                ..Organisation::default()
            },
        );
        let name = Iri::new(format!("{BASE}service/{}", safe(id)));
        let said = PublicService {
            identifier: Some(id.clone()),
            title: or_else(trimmed(&service.title), id),
            description: trimmed(&service.description),
            authorities: [authority].into(),
            keywords: service
                .keywords
                .iter()
                .flat_map(|(tag, words)| list(words).map(|word| (tag.clone(), word)))
                .collect(),
            processing_time: service.processing_time.as_deref().and_then(|time| match time {
                "P10D" => Some("P10D".to_owned()),
                "P070D" => Some("P70D".to_owned()),
                _ => None,
            }),
            pages: service.pages.iter().find(|page| page.as_str().starts_with("http")).cloned().into_iter().collect(),
            channels: normal_channels(inventory, service, &name, id, &mut normal),
            contact_points: normal_contact(inventory, service, &name, &mut normal),
            costs: normal_cost(inventory, service, &name, id, &mut normal),
            rest: normal_rest(&service.rest),
            ..PublicService::default()
        };
        normal.services.insert(name, said);
    }
    normal
}

fn trimmed(texts: &Texts) -> Texts {
    texts.iter().map(|(tag, text)| (tag.clone(), text.trim().to_owned())).filter(|(_, text)| !text.is_empty()).collect()
}

fn or_else(texts: Texts, code: &str) -> Texts {
    if texts.is_empty() { [(Tag::new("und"), code.to_owned())].into() } else { texts }
}

fn normal_channels(
    inventory: &Inventory,
    service: &PublicService,
    name: &Iri,
    id: &str,
    normal: &mut Inventory,
) -> BTreeSet<Iri> {
    let ways = service.channels.iter().filter_map(|channel| inventory.channels.get(channel)?.way.clone());
    let words = ways.filter_map(|way| match way.as_str() {
        "urn:portico:town:channel/web" => Some("web"),
        "urn:x/TEL" => Some("phone"),
        "urn:x/post" => Some("post"),
        _ => None,
    });
    words
        .map(|word| {
            let way = Iri::new(format!("{BASE}channel/{word}"));
            let (_, english, french) = WAYS.into_iter().find(|(known, _, _)| *known == word).unwrap();
            normal.others.insert(way.clone(), entry(english, french));
            let channel = Channel { identifier: Some(format!("{id}-{word}")), way: Some(way), ..Channel::default() };
            let name = Iri::new(format!("{name}/channel/{word}"));
            normal.channels.insert(name.clone(), channel);
            name
        })
        .collect()
}

fn normal_contact(inventory: &Inventory, service: &PublicService, name: &Iri, normal: &mut Inventory) -> BTreeSet<Iri> {
    let points = || service.contact_points.iter().filter_map(|point| inventory.contact_points.get(point));
    let all = ContactPoint {
        telephones: points().flat_map(|point| &point.telephones).flat_map(|cell| list(cell)).collect(),
        emails: points().flat_map(|point| &point.emails).flat_map(|cell| list(cell)).collect(),
        ..ContactPoint::default()
    };
    if all == ContactPoint::default() {
        return BTreeSet::new();
    }
    let name = Iri::new(format!("{name}/contact"));
    normal.contact_points.insert(name.clone(), all);
    [name].into()
}

fn normal_cost(
    inventory: &Inventory,
    service: &PublicService,
    name: &Iri,
    id: &str,
    normal: &mut Inventory,
) -> BTreeSet<Iri> {
    let costs: Vec<&Cost> = service.costs.iter().filter_map(|cost| inventory.costs.get(cost)).collect();
    let amount = |cost: &Cost| cost.amount.clone().filter(|amount| is_amount(amount));
    let cost = costs.iter().find(|cost| amount(cost).is_some()).or(costs.first());
    let Some(cost) = cost.filter(|cost| amount(cost).is_some() || !trimmed(&cost.description).is_empty()) else {
        return BTreeSet::new();
    };
    let said = Cost {
        identifier: Some(format!("{id}-cost")),
        description: trimmed(&cost.description),
        amount: amount(cost),
        currency: cost.currency.clone().filter(|currency| currency.as_str().ends_with("currency/GBP")),
        ..Cost::default()
    };
    let name = Iri::new(format!("{name}/cost"));
    normal.costs.insert(name.clone(), said);
    [name].into()
}

/// Plain text in columns of somebody's own; of two texts in one, the first.
fn normal_rest(rest: &BTreeSet<Statement>) -> BTreeSet<Statement> {
    let mut columns: BTreeMap<&str, &str> = BTreeMap::new();
    for statement in rest {
        let column = match statement.property.as_str() {
            "urn:portico:column:team" | "urn:portico:column:%20team" => "team",
            "urn:portico:column:%3D1%2B1" => "%3D1%2B1",
            _ => continue,
        };
        if let Object::Literal(Literal { value, language: None, datatype: None }) = &statement.object
            && !value.trim().is_empty()
        {
            columns.entry(column).or_insert(value);
        }
    }
    let statement = |(column, text): (&str, &str)| Statement {
        property: Iri::new(format!("urn:portico:column:{column}")),
        object: Object::Literal(Literal::plain(text.trim())),
    };
    columns.into_iter().map(statement).collect()
}

proptest! {
    #[test]
    fn what_was_written_is_read_as_its_normal_form(inventory in some::inventory(COLUMNS_OF_SOMEBODY)) {
        let normal = normal(&inventory);
        let outcome = read(&csv(&inventory), BASE).unwrap();
        prop_assert_eq!(outcome.last(), &normal);
        let bodiless = inventory.services.values().filter(|service| service.authorities.is_empty()).count();
        prop_assert_eq!(outcome.count(Verdict::LeftOut), bodiless, "{:#?}", outcome.problems);
        let outcome = read_workbook(&workbook(&inventory).unwrap(), BASE).unwrap();
        prop_assert_eq!(outcome.last(), &normal);
        // The normal form is one: written and read again, it stays.
        let again = read(&csv(&normal), BASE).unwrap();
        prop_assert_eq!(again.last(), &normal);
    }
}
