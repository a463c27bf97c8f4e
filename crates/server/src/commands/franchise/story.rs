//! What there is of franchises, as text: the same answers as on their pages.

use anyhow::{Result, bail};
use applications::Government;
use responsibility::{
    Function,
    franchise::{
        Part,
        told::{self, Brief, Standing, ToldFranchise, ToldServes},
        words::sentence,
    },
};
use values::{Day, Id, Language, Text, id};
use web::language::Words;

use crate::pages;

/// One line for each.
pub fn list(government: &Government, today: Day) -> Vec<String> {
    let all = told::list(&government.model, &government.catalogue, today);
    if all.is_empty() {
        return vec!["There is no franchise yet: `portico franchise create` makes one.".to_owned()];
    }
    all.iter().map(line).collect()
}

fn line(of: &Brief) -> String {
    let lead = of.lead.as_ref().map_or("nobody", |lead| lead.id.as_str());
    let stands = match of.stands {
        Standing::ToCome => ", to come",
        Standing::Stands => "",
        Standing::Closed => ", closed",
    };
    format!("{}  for {}  led by {lead}, {}{stands}", of.id, serves(&of.serves), days(of.from, of.last))
}

fn serves(serves: &ToldServes) -> String {
    match serves {
        ToldServes::LifeEvent(event) => format!("the life event {}", event.id),
        ToldServes::Segment(segment) => format!("the segment {segment}"),
    }
}

/// All that is known of one.
pub fn show(government: &Government, id: &Id<id::Franchise>, today: Day) -> Result<Vec<String>> {
    let title = |id: &Id<id::Journey>| government.journeys.latest(id).map(|known| known.title.clone());
    let Some(told) = told::tell(&government.model, &government.catalogue, &title, id, today) else {
        bail!("there is no franchise '{}': `portico franchise list` names them", id.name());
    };
    let mut lines = vec![format!("{}: {}", told.brief.id, told.brief.name.en)];
    if let Some(version) = told.unknown_since {
        lines.push(format!("It is known no more since version {version}. This is what was known last."));
    }
    lines.extend(facts(&told));
    let locales = pages::locales().into_iter().filter(|(language, _)| *language == Language::En);
    let words = Words::read(Language::En, locales.map(|(_, text)| text))?;
    lines.extend(told.history.iter().map(|version| {
        let said: Vec<String> = version
            .changes
            .iter()
            .map(|change| words.message(&sentence(change, &government.catalogue, &title)))
            .collect();
        row("Known", &format!("at version {}, recorded {}: {}", version.version, version.recorded_at, said.join(" ")))
    }));
    Ok(lines)
}

fn facts(told: &ToldFranchise) -> Vec<String> {
    let mut lines = vec![
        row("For", &serves(&told.brief.serves)),
        row("Stands", &days(told.brief.from, told.brief.last)),
        row("Under", &told.instrument.title.en),
        row("Charter", &told.charter.en),
    ];
    for member in &told.members {
        let part = match member.part {
            Part::Lead => "Lead",
            Part::Partner => "Partner",
        };
        lines.push(row(part, &with_days(&member.body.name, member.from, member.last)));
    }
    for offered in &told.journeys {
        lines.push(row("Journey", &with_days(&offered.journey.name, offered.from, offered.last)));
    }
    for held in &told.holds {
        let functions: Vec<&str> = held.functions.iter().map(|function: &Function| function.as_str()).collect();
        let channel = held.channel.map(|channel| format!(" by {}", channel.as_str())).unwrap_or_default();
        let area = held.area.as_ref().map(|area| format!(", {}", area.name.en)).unwrap_or_default();
        let what = format!("{} of {}{channel}{area}", functions.join(", "), held.service.id);
        let left = held.left_behind.map(|day| format!(": wrong from {day}, must move")).unwrap_or_default();
        lines.push(row("Holds", &format!("{what}: {}{left}", with_days(&held.holder.name, held.from, held.last))));
    }
    for line in &told.budget {
        let whose = with_days(&line.body.name, line.from, line.last);
        lines.push(row("Line", &format!("{}: {} of {whose}", line.line, line.amount)));
    }
    lines.extend(told.came_from.iter().map(|other| row("Came from", &other.id)));
    lines.extend(told.became.iter().map(|other| row("Became", &other.id)));
    lines
}

fn with_days(name: &Text, from: Day, last: Option<Day>) -> String {
    format!("{}, {}", name.en, days(from, last))
}

fn row(word: &str, line: &str) -> String {
    format!("  {word:<12}{line}")
}

fn days(from: Day, last: Option<Day>) -> String {
    last.map_or_else(|| format!("since {from}"), |last| format!("from {from} to {last}"))
}
