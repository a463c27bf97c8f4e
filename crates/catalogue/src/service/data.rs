//! Service types and public services as the files in `services/` hold them.

use std::collections::BTreeSet;

use values::{Channel, Day, Effective, Id, Money, id, money::Currency, source::Finding};

use super::{PublicService, ServiceType};
use crate::{
    area::{self, Area},
    data::{
        entry::{Entry, listed},
        files::Kept,
        known::Known,
    },
    organisation::Organisation,
};

/// A promise of more working days than a year has is a slip.
const MOST_WORKING_DAYS: i64 = 260;

const ILLUSTRATIVE: [&str; 7] = ["channels", "cost", "working_days", "title", "text", "from", "until"];

/// A public service as it stands in the file: where it gives no days, they are those of the body.
#[derive(Debug, Clone)]
pub(crate) struct Written {
    service: PublicService,
    from: Option<Day>,
}

pub(crate) fn read_type(entry: &mut Entry<'_>) -> Option<ServiceType> {
    let id = entry.id("id");
    let lgsl = entry.maybe_number("lgsl", 1..10_000).and_then(|number| u32::try_from(number).ok());
    let tier = entry.maybe_string("tier");
    let area_kind = entry.words("area_kind", &area::data::KINDS);
    let title = entry.text("title");
    let summary = entry.text("summary");
    let life_events = entry.ids("life_events");
    let appeal = entry.maybe_text("appeal");
    Some(ServiceType { id: id?, lgsl, tier, area_kind, title: title?, summary: summary?, life_events, appeal })
}

pub(crate) fn read(entry: &mut Entry<'_>) -> Vec<Written> {
    let named = entry.maybe_id("id");
    let service_type = entry.id("type");
    let organisations = read_organisations(entry);
    let (from, until) = entry.days();
    let channels = read_channels(entry);
    let cost = read_cost(entry);
    let working_days = entry.number("working_days", 0..MOST_WORKING_DAYS + 1).and_then(|days| u32::try_from(days).ok());
    let title = entry.maybe_text("title");
    let text = entry.maybe_text("text");
    let illustrative = entry.illustrative(&ILLUSTRATIVE);
    if named.is_some() && organisations.len() > 1 {
        let fix = "Take the id out: each gets its own, made of type and body.";
        entry.report("id", "one id is given to the services of several bodies", fix);
    }
    let (Some(service_type), Some(working_days)) = (service_type, working_days) else { return Vec::new() };
    let mut written = Vec::new();
    for organisation in organisations {
        let Some(id) = named.clone().or_else(|| made_id(&service_type, &organisation, from)) else {
            let what = format!("the id made of '{}' and '{}' is too long", service_type.name(), organisation.name());
            entry.report("type", what, "Give this public service a shorter 'id'.");
            continue;
        };
        let service = PublicService {
            id,
            service_type: service_type.clone(),
            organisation,
            valid: Effective { from: from.unwrap_or(Day::MIN), until },
            channels: channels.clone(),
            cost,
            working_days,
            title: title.clone(),
            text: text.clone(),
            illustrative: illustrative.clone(),
        };
        written.push(Written { service, from });
    }
    written
}

pub(crate) fn check_types(service_types: &[Kept<'_, ServiceType>], known: &Known, findings: &mut Vec<Finding>) {
    for Kept { item: service_type, entry } in service_types {
        for (n, event) in service_type.life_events.iter().enumerate() {
            known.life_events.check(event.name(), entry, &format!("life_events.{n}"), findings);
        }
    }
}

/// The kinds of area that decide are kinds there are.
pub(crate) fn check_kinds(
    service_types: &[Kept<'_, ServiceType>],
    areas: &[Kept<'_, Area>],
    findings: &mut Vec<Finding>,
) {
    for Kept { item: service_type, entry } in service_types {
        for (n, kind) in service_type.area_kind.iter().enumerate() {
            if !areas.iter().any(|kept| kept.item.kind == *kind) {
                let what = format!("no area is of the kind that decides '{}'", service_type.id.name());
                let fix = "Add such an area to areas.toml, or name another kind.";
                findings.push(entry.finding(&format!("area_kind.{n}"), what, fix));
            }
        }
    }
}

/// Gives each public service its days and checks it against its body and the body's other versions.
pub(crate) fn check<'a>(
    written: Vec<Kept<'a, Written>>,
    organisations: &[Kept<'_, Organisation>],
    known: &Known,
    findings: &mut Vec<Finding>,
) -> Vec<Kept<'a, PublicService>> {
    let mut checked: Vec<Kept<'a, PublicService>> = Vec::new();
    for Kept { item: Written { mut service, from }, entry } in written {
        let key = if entry.has("organisation") { "organisation" } else { "organisations" };
        known.organisations.check(service.organisation.name(), &entry, key, findings);
        known.service_types.check(service.service_type.name(), &entry, "type", findings);
        if let Some(body) = organisations.iter().map(|kept| &kept.item).find(|body| body.id == service.organisation) {
            service.valid.from = from.unwrap_or(body.valid.from);
            service.valid.until = service.valid.until.or(body.valid.until);
            findings.extend(outside_the_life_of(body, &service, &entry));
        }
        if let Some(finding) = checked.iter().find_map(|other| clash(other, &service, &entry)) {
            findings.push(finding);
        }
        checked.push(Kept { item: service, entry });
    }
    checked
}

/// Every service type is provided by somebody.
pub(crate) fn check_provided(
    service_types: &[Kept<'_, ServiceType>],
    services: &[Kept<'_, PublicService>],
    findings: &mut Vec<Finding>,
) {
    let provided: BTreeSet<_> = services.iter().map(|kept| &kept.item.service_type).collect();
    for Kept { item: service_type, entry } in service_types {
        if !provided.contains(&service_type.id) {
            let what = format!("no public service is of type '{}'", service_type.id.name());
            let fix = format!("Add a [[public_service]] with type = \"{}\".", service_type.id.name());
            findings.push(entry.finding("id", what, fix));
        }
    }
}

fn outside_the_life_of(body: &Organisation, service: &PublicService, entry: &Entry<'_>) -> Option<Finding> {
    let name = body.id.name();
    if service.valid.from < body.valid.from {
        let what = format!("it begins on {}, before its body '{name}' on {}", service.valid.from, body.valid.from);
        return Some(entry.finding("from", what, "Take 'from' out to begin with the body, or write a later day."));
    }
    let ended = body.valid.until?;
    if service.valid.until.is_none_or(|until| until > ended) {
        let what = format!("it ends after its body '{name}', which is no more since {ended}");
        return Some(entry.finding("until", what, "Take 'until' out to end with the body, or write an earlier day."));
    }
    if service.valid.is_empty() {
        let what = format!("it begins on {}, but its body '{name}' is no more since {ended}", service.valid.from);
        return Some(entry.finding("from", what, "Write an earlier day, or name the body that came after."));
    }
    None
}

fn clash(other: &Kept<'_, PublicService>, service: &PublicService, entry: &Entry<'_>) -> Option<Finding> {
    let place = || other.entry.place();
    let (kind, body) = (service.service_type.name(), service.organisation.name());
    if (&other.item.service_type, &other.item.organisation) == (&service.service_type, &service.organisation)
        && other.item.valid.overlaps(&service.valid)
    {
        let what = format!("'{body}' has another version of '{kind}' on the same days, at {}", place());
        return Some(entry.finding("type", what, "End the earlier version with 'until' where the later begins."));
    }
    (other.item.id == service.id && !entry.has("id")).then(|| {
        let what = format!("the id '{}' is also that of {}", service.id.name(), place());
        entry.finding("type", what, "Give this public service an 'id' of its own.")
    })
}

fn read_organisations(entry: &mut Entry<'_>) -> Vec<Id<id::Organisation>> {
    let one = entry.maybe_id("organisation");
    let several = entry.ids("organisations");
    let (has_one, has_several) = (entry.has("organisation"), entry.has("organisations"));
    if has_one && has_several {
        entry.report("organisations", "both 'organisation' and 'organisations' are there", "Keep one of them.");
    } else if !has_one && !has_several {
        let fix = "Add 'organisation', or 'organisations' for several bodies at once.";
        entry.report("organisation", "this public service has no body", fix);
    } else if has_several && several.is_empty() {
        entry.report("organisations", "this public service has no body", "Name at least one in 'organisations'.");
    }
    one.map_or(several, |one| vec![one])
}

fn read_channels(entry: &mut Entry<'_>) -> Vec<Channel> {
    let words = [Channel::Web, Channel::Phone, Channel::Counter, Channel::Post].map(Channel::as_str);
    let channels = entry.words("channels", &words);
    if channels.is_empty() {
        entry.report(
            "channels",
            "nobody can reach this service",
            format!("Write channels = […] out of {}.", listed(&words)),
        );
    }
    channels
}

fn read_cost(entry: &mut Entry<'_>) -> Option<Money> {
    let mut inner = entry.table("cost", "Write it as { minor = 1150, currency = \"GBP\" }.")?;
    let minor = inner.number("minor", 0..100_000_000);
    let currency = inner.word::<Currency>("currency", &["GBP", "EUR"]);
    entry.take_in(inner);
    Some(Money { minor: minor?, currency: currency? })
}

/// The id of a service that was given none: the same each time the same table is read. None if it is too long.
fn made_id(
    service_type: &Id<id::ServiceType>,
    organisation: &Id<id::Organisation>,
    from: Option<Day>,
) -> Option<Id<id::PublicService>> {
    let since = from.map(|day| format!(".{day}")).unwrap_or_default();
    Id::named(&format!("{}.{}{since}", service_type.name(), organisation.name())).ok()
}

#[cfg(test)]
mod tests {
    use crate::data::{
        planted::{Plant, in_file, sound},
        read,
    };

    const SERVICES: Plant = in_file("services/death.toml");

    #[test]
    fn one_table_may_stand_for_several_bodies_and_each_has_its_days() {
        let data = read(&sound()).unwrap();
        let tell: Vec<_> = data
            .public_services
            .iter()
            .filter(|service| service.service_type.name() == "tell-council")
            .map(|service| {
                (service.id.to_string(), service.valid.from.to_string(), service.valid.until.map(|day| day.to_string()))
            })
            .collect();
        assert_eq!(
            tell,
            [
                ("svc_tell-council.old-north".into(), "1974-04-01".into(), Some("2023-04-01".into())),
                ("svc_tell-council.old-south".into(), "1974-04-01".into(), Some("2023-04-01".into())),
                ("svc_tell-council.united".to_owned(), "2023-04-01".to_owned(), None),
            ]
        );
    }

    #[test]
    fn an_unknown_life_event_is_found() {
        SERVICES.replace("life_events = [\"after-a-death\"] # register", "life_events = [\"after-a-deth\"]").finds(
            9,
            "there is no life event 'after-a-deth'",
            "Did you mean 'after-a-death'? Otherwise add it to life-events.toml.",
        );
    }

    #[test]
    fn an_unknown_service_type_is_found() {
        SERVICES.replace("type = \"register-death\" # united", "type = \"register-deth\"").finds(
            20,
            "there is no service type 'register-deth'",
            "Did you mean 'register-death'? Otherwise add it to a file in services/.",
        );
    }

    #[test]
    fn an_unknown_body_is_found() {
        SERVICES.replace("organisation = \"united\" # register", "organisation = \"unted\"").finds(
            21,
            "there is no organisation 'unted'",
            "Did you mean 'united'? Otherwise add it to organisations.toml.",
        );
    }

    #[test]
    fn a_service_type_that_nobody_provides_is_found() {
        SERVICES.add("\n[[service_type]]\nid = \"move\"\ntitle = { en = \"a\", fr = \"b\" }\nsummary = { en = \"c\", fr = \"d\" }\n").finds(
            43,
            "no public service is of type 'move'",
            "Add a [[public_service]] with type = \"move\".",
        );
    }

    #[test]
    fn a_kind_of_area_that_there_is_none_of_is_found() {
        SERVICES.replace("area_kind = [\"unitary\", \"district\"]", "area_kind = [\"unitary\", \"county\"]").finds(
            15,
            "no area is of the kind that decides 'tell-council'",
            "Add such an area to areas.toml, or name another kind.",
        );
    }

    #[test]
    fn working_days_out_of_range_are_found() {
        SERVICES.replace("working_days = 5", "working_days = 500").finds(
            23,
            "'working_days' is out of range",
            "Write a number from 0 to 260.",
        );
    }

    #[test]
    fn working_days_in_words_are_found() {
        SERVICES.replace("working_days = 5", "working_days = \"five\"").finds(
            23,
            "'working_days' is not a whole number",
            "Write digits only, without quotation marks.",
        );
    }

    #[test]
    fn a_service_without_a_channel_is_found() {
        SERVICES.replace("channels = [\"counter\", \"phone\"]", "channels = []").finds(
            22,
            "nobody can reach this service",
            "Write channels = […] out of 'web', 'phone', 'counter', 'post'.",
        );
    }

    #[test]
    fn a_channel_that_is_there_twice_is_found() {
        SERVICES.replace("channels = [\"counter\", \"phone\"]", "channels = [\"phone\", \"phone\"]").finds(
            22,
            "'phone' is in 'channels' twice",
            "Take one of them out.",
        );
    }

    #[test]
    fn a_service_that_begins_before_its_body_is_found() {
        SERVICES.replace("# from", "from = 2020-01-01").finds(
            25,
            "it begins on 2020-01-01, before its body 'united' on 2023-04-01",
            "Take 'from' out to begin with the body, or write a later day.",
        );
    }

    #[test]
    fn a_service_that_outlives_its_body_is_found() {
        SERVICES
            .replace("# until", "until = 2024-01-01")
            .finds(
                33,
                "it ends after its body 'old-north', which is no more since 2023-04-01",
                "Take 'until' out to end with the body, or write an earlier day.",
            )
            .with_consequences(1);
    }

    #[test]
    fn two_versions_on_the_same_days_are_found() {
        SERVICES.replace("type = \"tell-council\" # united", "type = \"register-death\"").finds(
            36,
            "'united' has another version of 'register-death' on the same days, at demo/services/death.toml:19",
            "End the earlier version with 'until' where the later begins.",
        );
    }

    #[test]
    fn a_service_without_a_body_is_found() {
        SERVICES.replace("organisation = \"united\" # register\n", "\n").finds(
            19,
            "this public service has no body",
            "Add 'organisation', or 'organisations' for several bodies at once.",
        );
    }

    #[test]
    fn a_service_with_one_body_and_several_is_found() {
        SERVICES
            .replace("organisation = \"united\" # register", "organisation = \"united\"\norganisations = [\"united\"]")
            .finds(22, "both 'organisation' and 'organisations' are there", "Keep one of them.");
    }

    #[test]
    fn one_id_for_several_bodies_is_found() {
        SERVICES.replace("type = \"tell-council\" # old", "type = \"tell-council\"\nid = \"told\"").finds(
            30,
            "one id is given to the services of several bodies",
            "Take the id out",
        );
    }

    #[test]
    fn a_cost_in_an_unknown_currency_is_found() {
        SERVICES.replace("currency = \"GBP\"", "currency = \"GPB\"").finds(
            24,
            "'GPB' is not a word that 'currency' takes",
            "Write one of 'GBP', 'EUR'.",
        );
    }

    #[test]
    fn a_title_that_was_not_translated_is_found() {
        SERVICES.replace("fr = \"Déclarer un décès\"", "fr = \"Register a death\"").finds(
            7,
            "the French of 'title' is the same as the English",
            "Translate it.",
        );
    }
}
