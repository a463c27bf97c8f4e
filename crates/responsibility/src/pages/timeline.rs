//! `GET /responsibility/services` and `GET /responsibility/services/{id}`: who held each function of a service, where,
//! over the years, and when nobody did.

use axum::{
    extract::{Path, State},
    response::Response,
};
use catalogue::{Catalogue, service::ServiceType};
use serde::Serialize;
use values::{Channel, Day, Effective, Id, Language, Text, id};
use web::{Kit, MessageRef, Page, Problem, Visit};

use super::{
    Basis, Choice, ResponsibilityPages, Seen,
    gaps::{self, NAMED},
    services, spreadsheet,
};
use crate::{
    Function, Model, OperatingForm, Responsibility,
    picture::{
        csv,
        gantt::{self, Gantt, Lane, Names},
    },
    question::{
        Gap, gaps_of,
        told::{self, Named, ToldInstrument},
    },
};

#[derive(Debug, Serialize)]
pub(crate) struct ServicesPage {
    pub services: Vec<Choice>,
}

impl Page for ServicesPage {
    const TEMPLATE: &'static str = "responsibility/services.html";
}

#[derive(Debug, Serialize)]
pub(crate) struct TimelinePage {
    pub title: Text,
    pub service: String,
    #[serde(flatten)]
    pub basis: Basis,
    pub picture: Option<Gantt>,
    pub groups: Vec<Group>,
}

/// Functions that were always held alike.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Group {
    pub functions: Vec<Function>,
    pub lines: Vec<Line>,
    /// Where and when nobody held them, since anybody first held anything of the service.
    pub nobody: Vec<Nobody>,
}

/// Where and when nobody held a function.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Nobody {
    /// Everywhere for none.
    pub places: Vec<Text>,
    /// How many places are not named.
    pub more: usize,
    /// Empty where channels don't matter.
    pub channels: Vec<&'static str>,
    pub from: Day,
    /// The last day.
    pub last: Option<Day>,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Line {
    pub body: Named,
    pub form: OperatingForm,
    pub franchise: Option<Named>,
    pub area: Option<Named>,
    pub channel: Option<Channel>,
    pub segment: Option<String>,
    /// Where several hold it at once: by which rule one is asked, and its turn by it.
    pub rule: Option<String>,
    pub turn: Option<u8>,
    pub from: Day,
    /// The last day.
    pub last: Option<Day>,
    pub instrument: ToldInstrument,
    pub illustrative: bool,
    /// Does it rest on a transfer that is scheduled?
    pub scheduled: bool,
}

impl Page for TimelinePage {
    const TEMPLATE: &'static str = "responsibility/timeline.html";
}

pub(crate) async fn list(State(pages): State<ResponsibilityPages>, visit: Visit) -> Response {
    let page = ServicesPage { services: services(&pages.shown().catalogue, "", visit.language) };
    pages.kit.page(&visit, &page)
}

pub(crate) async fn show(
    State(pages): State<ResponsibilityPages>,
    visit: Visit,
    Path(name): Path<String>,
) -> Result<Response, Problem> {
    let shown = pages.seen().await?;
    let service = service(&shown.catalogue, &name)?;
    let gaps = pages.gaps_ever(&shown, service).await;
    let groups = gantt::groups(&shown.model, &service.id, shown.model.version(), &gaps);
    let names = Spoken { seen: &shown, kit: &pages.kit, language: visit.language };
    let picture = gantt::layout(&groups, pages.today(), &names);
    let page = TimelinePage {
        title: service.title.clone(),
        service: service.id.name().to_owned(),
        basis: shown.basis(pages.today()),
        picture: (!picture.bars.is_empty()).then_some(picture),
        groups: groups.iter().map(|group| told(&shown, group, visit.language, NAMED)).collect(),
    };
    Ok(pages.kit.page(&visit, &page))
}

pub(crate) async fn csv(
    State(pages): State<ResponsibilityPages>,
    visit: Visit,
    Path(name): Path<String>,
) -> Result<Response, Problem> {
    let shown = pages.seen().await?;
    let service = service(&shown.catalogue, &name)?;
    let say = |message: &'static str| pages.say(visit.language, &message.into());
    let heads = [
        "matrix-function",
        "matrix-body",
        "timeline-form",
        "timeline-area",
        "timeline-channel",
        "timeline-segment",
        "timeline-rule",
        "gaps-from",
        "gaps-last",
        "timeline-under",
    ];
    let mut text = vec![heads.map(say).to_vec()];
    for group in told_groups(&pages, &shown, service, visit.language).await {
        for (function, line) in group.functions.iter().flat_map(|f| group.lines.iter().map(move |line| (f, line))) {
            let name = |named: &Named| named.name.in_language(visit.language).to_owned();
            text.push(vec![
                pages.say(visit.language, &super::function(*function)),
                name(&line.body),
                match &line.franchise {
                    Some(franchise) => format!("{} {}", say("form-franchise-called"), name(franchise)),
                    None => pages.say(visit.language, &super::form(line.form)),
                },
                line.area.as_ref().map(name).unwrap_or_default(),
                line.channel.map(|channel| pages.say(visit.language, &super::channel(channel))).unwrap_or_default(),
                line.segment.clone().unwrap_or_default(),
                match (&line.rule, line.turn) {
                    (Some(rule), Some(turn)) => format!("{turn}: {rule}"),
                    (rule, _) => rule.clone().unwrap_or_default(),
                },
                line.from.to_string(),
                line.last.map(|last| last.to_string()).unwrap_or_default(),
                line.instrument.title.in_language(visit.language).to_owned(),
            ]);
        }
        for (function, gap) in group.functions.iter().flat_map(|f| group.nobody.iter().map(move |gap| (f, gap))) {
            let places: Vec<&str> = gap.places.iter().map(|place| place.in_language(visit.language)).collect();
            let mut line = vec![String::new(); heads.len()];
            line[0] = pages.say(visit.language, &super::function(*function));
            line[1] = say("matrix-nobody");
            line[3] = places.join("; ");
            line[4] = gap.channels.join("; ");
            line[7] = gap.from.to_string();
            line[8] = gap.last.map(|last| last.to_string()).unwrap_or_default();
            text.push(line);
        }
    }
    let text = csv::csv(text.iter().map(|line| line.iter().map(String::as_str).collect()));
    Ok(spreadsheet(service.id.name(), text))
}

/// The service type of this name.
pub(super) fn service<'a>(catalogue: &'a Catalogue, name: &str) -> Result<&'a ServiceType, Problem> {
    let id = Id::named(name).map_err(|_| Problem::not_found())?;
    catalogue.service_type(&id).ok_or_else(Problem::not_found)
}

/// The gaps of a service since anybody first held anything of it. Before that, nothing is recorded.
pub(super) fn gaps_ever(model: &Model, catalogue: &Catalogue, service: &ServiceType) -> Vec<Gap> {
    let rows = Function::ALL.into_iter().filter_map(|function| model.index(&service.id, function));
    let known = rows.flat_map(crate::timeline::Index::rows).filter(|row| row.known_at(model.version()));
    let first = known.map(|row| row.valid.from).min();
    first.map(|first| gaps_of(model, catalogue, service, first)).unwrap_or_default()
}

/// Every row and every gap with their names.
pub(super) async fn told_groups(
    pages: &ResponsibilityPages,
    shown: &Seen,
    service: &ServiceType,
    language: Language,
) -> Vec<Group> {
    let gaps = pages.gaps_ever(shown, service).await;
    let groups = gantt::groups(&shown.model, &service.id, shown.model.version(), &gaps);
    groups.iter().map(|group| told(shown, group, language, usize::MAX)).collect()
}

fn told(shown: &Seen, group: &gantt::Group<'_>, language: Language, named: usize) -> Group {
    let catalogue = &shown.catalogue;
    let line = |row: &&Responsibility| Line {
        body: told::body(catalogue, &row.holder),
        form: row.form,
        franchise: row.franchise.as_ref().map(|id| told::franchise(&shown.model, id)),
        area: row.area.as_ref().map(|area| told::area(catalogue, area)),
        channel: row.channel,
        segment: row.segment.clone(),
        rule: row.routing.as_ref().map(|routing| routing.rule.clone()),
        turn: row.routing.as_ref().map(|routing| routing.turn).filter(|turn| *turn > 0),
        from: row.valid.from,
        last: told::last(told::held(catalogue, row)),
        instrument: told::instrument(catalogue, &row.instrument),
        illustrative: row.illustrative,
        scheduled: shown.is_scheduled(row),
    };
    let nobody = |gap: &&Gap| {
        let gaps::Line { places, more, channels, from, last, .. } = gaps::line(catalogue, gap, None, language, named);
        Nobody { places, more, channels, from, last }
    };
    Group {
        functions: group.functions.clone(),
        lines: group.lanes.iter().flat_map(|lane| &lane.rows).map(line).collect(),
        nobody: group.nobody.iter().map(nobody).collect(),
    }
}

/// Names in the reader's language.
struct Spoken<'a> {
    seen: &'a Seen,
    kit: &'a Kit,
    language: Language,
}

impl Spoken<'_> {
    fn say(&self, message: &MessageRef) -> String {
        self.kit.words(self.language).message(message)
    }
}

impl Names for Spoken<'_> {
    fn functions(&self, functions: &[Function]) -> String {
        functions.iter().map(|function| self.say(&super::function(*function))).collect::<Vec<_>>().join(" · ")
    }

    fn lane(&self, lane: &Lane<'_>) -> String {
        let area = match lane.area {
            Some(area) => self.seen.catalogue.areas().name(area, self.language).to_owned(),
            None => self.say(&"timeline-everywhere".into()),
        };
        let channel = lane.channel.map(|channel| self.say(&super::channel(channel)));
        let turn = lane.turn.map(|turn| self.say(&MessageRef::new("timeline-turn").with("turn", usize::from(turn))));
        [Some(area), channel, lane.segment.map(str::to_owned), turn]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(", ")
    }

    fn body(&self, body: &Id<id::Organisation>) -> String {
        told::body(&self.seen.catalogue, body).name.in_language(self.language).to_owned()
    }

    fn held(&self, row: &Responsibility) -> Effective {
        told::held(&self.seen.catalogue, row)
    }

    fn is_scheduled(&self, row: &Responsibility) -> bool {
        self.seen.is_scheduled(row)
    }

    fn nobody(&self) -> String {
        self.say(&"matrix-nobody".into())
    }
}
