//! What can be said of a draft before anything is planned: is everything it names there, and does it fit its kind?

use std::collections::BTreeSet;

use values::{AreaCode, Day, Id, id};

use super::{Deadlines, Draft, Kind, Matter, Problem, Scene, Thing, problem::Words};
use crate::{Function, OperatingForm, Responsibility, holding::is_segment};

/// More than this is no title.
const LONGEST_TITLE: usize = 150;
/// More than this is no reason.
const LONGEST_REASON: usize = 2_000;
/// Ten years: what was taken over so long ago is moved anew and not taken back.
const LONGEST_WINDOW: u16 = 3_652;

/// All that is wrong with the words of a draft.
pub(crate) fn wording(scene: &Scene<'_>, draft: &Draft) -> Vec<Problem> {
    let mut checks = Checks { scene, day: draft.day, problems: by_itself(draft) };
    checks.instruments(draft);
    checks.lines(draft);
    checks.shares(draft);
    checks.systems(draft);
    checks.dissolutions(draft);
    checks.people(draft);
    checks.kind(draft);
    checks.problems
}

/// What is wrong with a draft whatever the model and the catalogue know.
pub(crate) fn by_itself(draft: &Draft) -> Vec<Problem> {
    let mut problems = Vec::new();
    // A reversal is called after what it takes back, with a word more.
    let most = if draft.reverses.is_some() { usize::MAX } else { LONGEST_TITLE };
    let fits = |text: &str| !text.trim().is_empty() && text.chars().count() <= most && is_one_line(text);
    if !fits(&draft.title.en) || !fits(&draft.title.fr) {
        problems.push(Problem::Title { most: LONGEST_TITLE });
    }
    problems.extend(draft.reason.as_deref().and_then(reason));
    if draft.window_days > LONGEST_WINDOW {
        problems.push(Problem::LongWindow { most: LONGEST_WINDOW });
    }
    let areas_of_lines = draft.lines.iter().flat_map(|line| line.what.areas.iter().chain(&line.what.into));
    let areas_of_bodies = draft.dissolves.iter().flat_map(|ended| &ended.areas);
    let mut areas =
        areas_of_lines.chain(draft.systems.iter().filter_map(|moved| moved.area.as_ref())).chain(areas_of_bodies);
    let mut segments = draft.lines.iter().filter_map(|line| line.what.segment.as_deref());
    let mut shares = draft.resources.iter().map(|share| share.line.as_str());
    let unreadable = [
        (areas.any(|area| !is_one_line(area.as_str())), Words::Area),
        (segments.any(|segment| !is_segment(segment)), Words::Segment),
        (shares.any(|line| !is_one_line(line)), Words::Share),
    ];
    problems.extend(unreadable.into_iter().filter(|(found, _)| *found).map(|(_, of)| Problem::NotPlain { of }));
    for (n, line) in draft.lines.iter().enumerate() {
        if (line.whom.form == OperatingForm::Franchise) != line.whom.franchise.is_some() {
            problems.push(Problem::FranchiseAndForm { line: n });
        }
    }
    problems
}

/// What is wrong with giving rows back on a day: who held them may have ended, or their franchise may have.
pub(crate) fn given_back(scene: &Scene<'_>, rows: &[Responsibility], day: Day) -> Vec<Problem> {
    let mut checks = Checks { scene, day, problems: Vec::new() };
    for row in rows.iter().filter(|row| row.valid.until.is_none_or(|until| until > day)) {
        let day = row.valid.from.max(day);
        let body = || row.holder.clone();
        if scene.catalogue.organisation(&row.holder).is_some_and(|known| !known.valid.holds_on(day)) {
            checks.add(Problem::BackToNobody { body: body(), day });
        }
        let Some(franchise) = &row.franchise else { continue };
        let franchise = franchise.clone();
        let known = scene.model.arrangements().franchise(&franchise).filter(|known| known.valid.holds_on(day));
        match known.map(|known| known.lead(day)) {
            None => checks.add(Problem::FranchiseNotThere { franchise, day }),
            Some(lead) if lead != Some(&row.holder) => {
                checks.add(Problem::BackToFormerLead { body: body(), franchise, day });
            }
            Some(_) => {}
        }
    }
    checks.problems
}

/// What is wrong with the reason that somebody gives.
pub(crate) fn reason(text: &str) -> Option<Problem> {
    if web::plain_text(text) != text.replace("\r\n", "\n") {
        return Some(Problem::NotPlain { of: Words::Reason });
    }
    (text.chars().count() > LONGEST_REASON).then_some(Problem::LongReason { most: LONGEST_REASON })
}

fn is_one_line(text: &str) -> bool {
    web::plain_text(text) == text && !text.contains(char::is_control)
}

struct Checks<'a> {
    scene: &'a Scene<'a>,
    day: Day,
    problems: Vec<Problem>,
}

impl Checks<'_> {
    fn add(&mut self, problem: Problem) {
        if !self.problems.contains(&problem) {
            self.problems.push(problem);
        }
    }

    fn instruments(&mut self, draft: &Draft) {
        let of_lines = draft.lines.iter().map(|line| &line.whom.instrument);
        for named in [&draft.instrument].into_iter().chain(of_lines).collect::<BTreeSet<_>>() {
            match self.scene.catalogue.instrument(named) {
                None => self.add(Problem::UnknownInstrument { instrument: named.clone() }),
                Some(known) if draft.day < known.from => {
                    self.add(Problem::BeforeInstrument { day: draft.day, instrument: named.clone(), from: known.from });
                }
                Some(known) => {
                    if let Some(until) = known.until.filter(|until| *until <= draft.day) {
                        let (day, instrument) = (draft.day, named.clone());
                        self.add(Problem::AfterInstrument { day, instrument, until });
                    }
                }
            }
        }
    }

    fn lines(&mut self, draft: &Draft) {
        for (n, line) in draft.lines.iter().enumerate() {
            self.body(&line.what.from);
            self.body_on_the_day(&line.whom.to);
            self.service_types(&line.what.service_types);
            line.what.areas.iter().chain(&line.what.into).for_each(|area| self.area(area));
            line.whom.franchise.iter().for_each(|franchise| self.franchise(n, &line.whom.to, franchise));
            let (functions, work) = (&line.what.functions, Function::Fulfilment);
            if draft.deadlines == Deadlines::CountAnew && (functions.is_empty() || functions.contains(&work)) {
                self.promises(draft.kind, &line.whom.to, &line.what.service_types);
            }
            if draft.kind == Kind::Retail && line.what.functions != [Function::Contact] {
                self.add(Problem::MoreThanContact { line: n });
            }
        }
    }

    /// Whoever counts deadlines anew has to have promised something by then. What is taken back is due as it was.
    fn promises(&mut self, kind: Kind, body: &Id<id::Organisation>, service_types: &[Id<id::ServiceType>]) {
        if kind == Kind::Reversal {
            return;
        }
        for service_type in service_types {
            if self.scene.catalogue.public_service(service_type, body, self.day).is_none() {
                let (body, service_type, day) = (body.clone(), service_type.clone(), self.day);
                self.add(Problem::NothingPromised { body, service_type, day });
            }
        }
    }

    /// What is held in a franchise is held by its lead.
    fn franchise(&mut self, line: usize, body: &Id<id::Organisation>, franchise: &Id<id::Franchise>) {
        let (scene, day) = (self.scene, self.day);
        let Some(known) = scene.model.arrangements().franchise(franchise) else {
            return self.add(Problem::UnknownFranchise { franchise: franchise.clone() });
        };
        let (body, franchise) = (body.clone(), franchise.clone());
        match known.lead(day).filter(|_| known.valid.holds_on(day)) {
            None => self.add(Problem::FranchiseNotThere { franchise, day }),
            Some(lead) if *lead != body => {
                let lead = lead.clone();
                self.add(Problem::NotTheLead { line, body, franchise, lead, day });
            }
            Some(_) => {}
        }
    }

    fn shares(&mut self, draft: &Draft) {
        for share in &draft.resources {
            self.body(&share.from);
            self.body_on_the_day(&share.to);
        }
    }

    fn systems(&mut self, draft: &Draft) {
        for moved in &draft.systems {
            self.service_types(&moved.service_types);
            moved.area.iter().for_each(|area| self.area(area));
            if self.scene.model.system(&moved.system).is_none() {
                self.add(Problem::UnknownSystem { system: moved.system.clone() });
            }
        }
    }

    fn dissolutions(&mut self, draft: &Draft) {
        let end: BTreeSet<&Id<id::Organisation>> = draft.dissolves.iter().map(|ended| &ended.body).collect();
        for dissolution in &draft.dissolves {
            self.body(&dissolution.body);
            self.body_on_the_day(&dissolution.successor);
            dissolution.areas.iter().for_each(|area| self.area(area));
            dissolution.pages.iter().for_each(|page| self.service_types(std::slice::from_ref(&page.service_type)));
            if end.contains(&dissolution.successor) {
                let (body, successor) = (dissolution.body.clone(), dissolution.successor.clone());
                self.add(Problem::FollowsNobody { body, successor });
            }
            if !matches!(draft.kind, Kind::Succession | Kind::Correction) {
                self.add(Problem::DissolvesNobody { body: dissolution.body.clone() });
            }
        }
        for body in end {
            for thing in Thing::ALL {
                self.followed_once(draft, body, thing);
            }
        }
    }

    /// Each thing has its successors: at most one for the same area, and at least one at all.
    fn followed_once(&mut self, draft: &Draft, body: &Id<id::Organisation>, thing: Thing) {
        let about = draft.dissolves.iter().filter(|ended| ended.body == *body && ended.is_about(thing));
        let mut areas: Vec<Option<&AreaCode>> = Vec::new();
        for ended in about {
            if ended.areas.is_empty() { areas.push(None) } else { areas.extend(ended.areas.iter().map(Some)) }
        }
        if areas.is_empty() {
            self.add(Problem::NotFollowed { body: body.clone(), thing });
        }
        if areas.iter().collect::<BTreeSet<_>>().len() < areas.len() {
            self.add(Problem::FollowedTwice { body: body.clone(), thing });
        }
    }

    fn people(&mut self, draft: &Draft) {
        for named in &draft.answerable {
            if self.scene.catalogue.person(&named.person).is_none() {
                self.add(Problem::UnknownPerson { person: named.person.clone() });
            }
        }
        let mut seen = BTreeSet::new();
        if let Some(twice) = draft.answerable.iter().find(|named| !seen.insert(named.matter)) {
            self.add(Problem::TwoAnswer { matter: twice.matter });
        }
        for matter in Matter::EACH {
            if draft.answers_for(matter).is_none() {
                self.add(Problem::NobodyAnswers { matter });
            }
        }
    }

    fn kind(&mut self, draft: &Draft) {
        let says = !draft.lines.is_empty()
            || !draft.resources.is_empty()
            || !draft.systems.is_empty()
            || !draft.dissolves.is_empty();
        match (draft.kind, &draft.reverses) {
            (Kind::Reversal, Some(_)) if !says => {}
            (Kind::Reversal, _) | (_, Some(_)) => self.add(Problem::NotAReversal),
            (_, None) if !says => self.add(Problem::Empty),
            _ => {}
        }
        if draft.kind == Kind::Correction && draft.reason.as_ref().is_none_or(|reason| reason.trim().is_empty()) {
            self.add(Problem::NoReason);
        }
        if draft.kind == Kind::Succession && draft.window_days > 0 {
            self.add(Problem::WindowOfSuccession);
        }
    }

    fn body(&mut self, body: &Id<id::Organisation>) {
        if self.scene.catalogue.organisation(body).is_none() {
            self.add(Problem::UnknownBody { body: body.clone() });
        }
    }

    fn body_on_the_day(&mut self, body: &Id<id::Organisation>) {
        match self.scene.catalogue.organisation(body) {
            None => self.add(Problem::UnknownBody { body: body.clone() }),
            Some(known) if !known.valid.holds_on(self.day) => {
                self.add(Problem::BodyNotThere { body: body.clone(), day: self.day });
            }
            Some(_) => {}
        }
    }

    fn service_types(&mut self, named: &[Id<id::ServiceType>]) {
        for service_type in named {
            if self.scene.catalogue.service_type(service_type).is_none() {
                self.add(Problem::UnknownServiceType { service_type: service_type.clone() });
            }
        }
    }

    fn area(&mut self, area: &AreaCode) {
        if self.scene.catalogue.areas().get(area).is_none() {
            self.add(Problem::UnknownArea { area: area.clone() });
        }
    }
}
