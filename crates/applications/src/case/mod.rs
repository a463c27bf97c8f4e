//! A person's view of an application and all its requests: who answers, by when, what was said.

mod called;
mod come_back;
mod words;

pub mod follows;
pub mod pages;
pub(crate) mod store;

use ::store::{StoreError, Tx, seal::Vault};
use responsibility::who_on;
use serde::Serialize;
use values::{Day, Id, Language, Moment, Text, id};

use self::follows::Follower;
use crate::{
    Government,
    application::{
        self,
        received::{Received, Receiver, received},
        untaken::{self, Untaken},
    },
    consent::{self, Consent},
    desk, draft,
    evidence::{self, EvidenceType, Given},
    handover::{self, Handed},
    request::{self, Event, Request, State},
};

/// An application with all that became of it.
#[derive(Debug, Serialize)]
pub struct Case {
    /// Its id.
    pub id: Id<id::Application>,
    /// The receipt, for life.
    pub receipt: String,
    /// What it is about.
    pub title: Text,
    /// When it was sent.
    pub sent_at: Moment,
    /// Is there anything still to come?
    pub open: bool,
    /// Each body's part.
    pub requests: Vec<Part>,
    /// What concerned the person, and nobody here took on the day of sending: it was not sent.
    pub untaken: Vec<Untaken>,
}

/// One body's part of a case.
#[derive(Debug, Serialize)]
pub struct Part {
    /// The request.
    pub id: Id<id::Request>,
    /// The service.
    pub service_type: Id<id::ServiceType>,
    /// Its name.
    pub title: Text,
    /// What the body does.
    pub summary: Text,
    /// Who answers.
    pub body: Body,
    /// Which other body decided it, or said that it is not its own.
    pub said_by: Option<Text>,
    /// Did that body decide it after it had moved?
    pub answered_late: bool,
    /// Who answers in its place, where it is no more.
    pub now: Option<Follower>,
    /// The last day of the body, where it is no more and nobody has been named who follows.
    pub ended: Option<Day>,
    /// Who takes calls about it, where that is another body with a number.
    pub calls: Option<Body>,
    /// The place that decides it.
    pub place: Option<Text>,
    /// Under which law, order or agreement the body answers.
    pub instrument: Option<Text>,
    /// Where that can be read.
    pub instrument_link: Option<String>,
    /// Where it is: a name of `request::State`.
    pub state: &'static str,
    /// Who is asked whether they have it, where it was sent and no reply came.
    pub asking: Option<Text>,
    /// The title of what it waits for, or of what was not done before it.
    pub waits_for: Option<Text>,
    /// How, and by when, to appeal against a refusal, where the law says so.
    pub appeal: Option<Text>,
    /// Whom to ask about a part that was not sent or was closed.
    pub ask: Option<Body>,
    /// Who answers it, as a body says that says it is not theirs.
    pub next: Option<Body>,
    /// The body's own reference.
    pub their_reference: Option<String>,
    /// What the person agreed to, where it was theirs to say.
    pub consent: Option<Consent>,
    /// Did they take that back after it was sent, so that no answer is awaited?
    pub taken_back: bool,
    /// By which day the body has promised to answer.
    pub due: Option<Day>,
    /// Has that day passed without an answer?
    pub late: bool,
    /// Through which system it went. For staff.
    pub system: Option<Text>,
    /// The evidence that the body gets.
    pub evidence: Vec<Given>,
    /// The types of evidence that are still to come.
    pub evidence_to_follow: Vec<EvidenceType>,
    /// Who answered on each day, where that has changed.
    pub answered: Vec<Answering>,
    /// Who took calls about it on each day, where that has changed.
    pub called: Vec<Answering>,
    /// Where it is told who answered on the day of sending, for what, under which instrument and through which system, who was
    /// data controller, and what was believed then.
    pub whole: String,
    /// What happened, oldest first.
    pub history: Vec<Line>,
    /// What the body got, or will get, of the answers. For the person alone.
    #[serde(skip)]
    pub received: Option<Received>,
}

/// A body answered, or took calls, from day to day.
#[derive(Debug, Serialize)]
pub struct Answering {
    /// The body.
    pub body: Text,
    /// From which day.
    pub since: Day,
    /// The last day, where another followed.
    pub until: Option<Day>,
    /// Under which law, order or agreement.
    pub instrument: Option<Text>,
    /// Where the same question is answered whole, beside what was believed that day.
    pub whole: String,
}

/// A body, as people reach it.
#[derive(Debug, Clone, Serialize)]
pub struct Body {
    /// Its id.
    pub id: Id<id::Organisation>,
    /// Its name.
    pub name: Text,
    /// Its telephone number.
    pub phone: Option<String>,
    /// Its page.
    pub page: Option<String>,
}

/// One line of history.
#[derive(Debug, Serialize)]
pub struct Line {
    /// When.
    pub at: Moment,
    /// What: a message of the language files.
    pub what: String,
    /// Which body.
    pub body: Option<Text>,
    /// Its reference.
    pub their_reference: Option<String>,
    /// Words to the person.
    pub text: Option<String>,
    /// In which language they seem to be.
    pub language: Language,
    /// Are they ours, and not the body's?
    pub ours: bool,
    /// Who did it, for staff only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    #[serde(skip)]
    by_staff: Option<Id<id::Person>>,
}

/// Lines whose words are those of whoever settled it.
const OURS: [&str; 5] = ["event-sent-anyway", "event-sent-on", "event-closed", "event-left", "event-given"];

impl Part {
    /// Had the body's system been called when the consent was taken back?
    fn was_called(&self) -> bool {
        self.consent.as_ref().is_some_and(|consent| consent.called)
    }

    /// Where the consent was taken back after it was sent, no answer is awaited, and a refusal after that only ends it.
    fn take_back(&mut self) {
        let at = |what: &str| self.history.iter().rposition(|line| line.what == what);
        let (taken_back, refused) = (at(consent::LATE), at("event-refused"));
        self.taken_back = taken_back.is_some()
            && match self.state {
                "granted" | "withdrawn" | "closed" => false,
                "refused" => refused > taken_back,
                _ => true,
            };
        if self.taken_back {
            (self.due, self.late) = (None, false);
            if let Some(ended) = refused.filter(|_| self.state == "refused") {
                "event-taken-back-ended".clone_into(&mut self.history[ended].what);
            }
        }
    }

    /// Names who answers, and whom to ask, in place of bodies that are no more.
    fn follow(&mut self, government: &Government, request: &Request, all: &[Request], today: Day) {
        self.now = follows::follower(government, request, today);
        let ended = follows::ended(government, &request.holder, today).filter(|_| self.now.is_none());
        self.ended = ended.map(|ended| ended.yesterday().unwrap_or(ended));
        let answers = self.now.as_ref().map_or(&self.body, |now| &now.body);
        self.calls = takes_calls(government, request, today).filter(|calls| calls.id != answers.id);
        // Whom to ask about a part that was not sent is the body of what came before it.
        let about = first(request, all).unwrap_or(request);
        for named in [&mut self.ask, &mut self.next].into_iter().flatten() {
            if let Some(heir) = follows::heir(government, &named.id, about, today).filter(|heir| *heir != named.id) {
                *named = body(government, &heir);
            }
        }
    }
}

impl Case {
    /// Puts names to what members of staff did.
    fn name_staff(&mut self, government: &Government) {
        for line in self.requests.iter_mut().flat_map(|part| &mut part.history) {
            line.by = line.by_staff.as_ref().map(|by| person(government, by));
        }
    }
}

/// Who takes calls about a request today, if it is known how to call them.
pub fn takes_calls(government: &Government, request: &Request, today: Day) -> Option<Body> {
    let row = government.takes_calls(&request.service_type, request.area.as_ref(), today).ok()?;
    Some(body(government, &row.holder)).filter(|body| body.phone.is_some())
}

/// The name of a member of staff.
pub fn person(government: &Government, id: &Id<id::Person>) -> String {
    government.catalogue.person(id).map_or_else(|| id.name().to_owned(), |person| person.name.clone())
}

/// Reads a case in seven statements, whatever its size; in two more where its journey asks for evidence, and in two more where
/// it was a draft.
pub fn read(
    tx: &mut Tx<'_>,
    government: &Government,
    vault: &Vault,
    id: &Id<id::Application>,
    today: Day,
) -> Result<Option<Case>, StoreError> {
    let Some(application) = application::store::get(tx, id)? else { return Ok(None) };
    let key = vault.person_key(tx, &application.person)?;
    let requests = request::store::of_application(tx, id)?;
    let mut events = request::store::events(tx, &key, id)?;
    let answers = application::store::answers(tx, &key, id)?;
    let journey = government.journeys.edition(&application.journey, &application.edition);
    let title = journey.map_or_else(|| named(application.journey.name()), |journey| journey.title.clone());
    let held = match journey {
        Some(journey) if !journey.evidence.is_empty() => evidence::store::of_draft(tx, vault, &id.become_a())?,
        _ => Vec::new(),
    };
    // What came by the interface for machines has no draft.
    let wishes = draft::store::get(tx, vault, &id.become_a())?.map(|draft| draft.body.wishes).unwrap_or_default();
    let untaken = journey
        .map_or_else(Vec::new, |journey| untaken::when_sent(government, (journey, &answers, &wishes), &application));
    let untaken = untaken::without_taken(untaken, &requests);
    let handed = handover::store::of_application(tx, id)?;
    let consents = consent::of_application(tx, id)?;
    let parts = requests.iter().map(|request| {
        let (own, others) = std::mem::take(&mut events).into_iter().partition(|(of, _)| *of == request.id);
        events = others;
        let mut part = part(government, request, &requests, own, application.language);
        let own = handed.iter().filter(|(of, _)| *of == request.id).map(|(_, handed)| handed).collect();
        part.late = request.is_late(today);
        part.consent = consents.iter().find(|consent| consent.request == request.id).cloned();
        if let Some(consent) = &mut part.consent {
            consent.called = part.history.iter().any(|line| line.what == consent::CALLED);
            consent.told = desk::waits(government, request);
        }
        part.take_back();
        part.follow(government, request, &requests, today);
        let own = in_turn(&request.holder, own);
        let given = own.last().map_or(application.day, |last| last.day);
        part.answered = answering(government, request, application.day, own);
        part.called = called::called(government, request, application.day, today);
        let step = journey.and_then(|journey| {
            Some((&**journey, journey.services.iter().find(|step| step.service_type == request.service_type)?))
        });
        // What is not sent takes nothing with it.
        if let Some((journey, step)) = step.filter(|_| !matches!(part.state, "not_sent" | "withdrawn")) {
            (part.evidence, part.evidence_to_follow) = evidence::given(journey, step, &held);
        }
        let is_kept = |_: &_| part.state != "not_sent" && (part.state != "withdrawn" || part.was_called());
        part.received = step.filter(is_kept).map(|step| {
            let (holder, place) = (&request.holder, request.area.as_ref());
            let receiver = Receiver { holder, place, instrument: &request.instrument };
            received(government, step, &answers, receiver, given)
        });
        part.whole = who_on(&request.service_type, request.area.as_ref(), application.day);
        part
    });
    let parts: Vec<Part> = parts.collect();
    let is_awaited = |(request, part): (&Request, &Part)| request.state.is_open() && !part.taken_back;
    Ok(Some(Case {
        id: application.id.clone(),
        receipt: application.receipt.to_string(),
        title,
        sent_at: application.sent_at,
        open: requests.iter().zip(&parts).any(is_awaited),
        requests: parts,
        untaken,
    }))
}

/// One request as the person sees it.
pub fn part(
    government: &Government,
    request: &Request,
    all: &[Request],
    events: Vec<(Id<id::Request>, Event)>,
    language: Language,
) -> Part {
    let catalogue = &government.catalogue;
    let service = catalogue.service_type(&request.service_type);
    let instrument = catalogue.instrument(&request.instrument);
    let before = first(request, all);
    let ask = match &request.state {
        State::NotSent { .. } => before.map(|before| body(government, asked(before))),
        State::Closed { ask } => Some(body(government, ask)),
        _ => None,
    };
    let next = match &request.state {
        State::Referred { next: Some(next) } if *next != request.holder => catalogue.organisation(next),
        _ => None,
    };
    let asking = asked_whether(request, &events).map(|asked| body(government, asked).name);
    let said = last_word(request, &events).filter(|said| *said.by != request.holder);
    let line = |event: Event| Line {
        at: event.at,
        ours: OURS.contains(&event.what.as_str()),
        what: event.what,
        body: event.body.map(|body| self::body(government, &body).name),
        their_reference: event.their_reference,
        language: event.text.as_ref().map_or(language, |text| words::language(text, language)),
        text: event.text,
        by: None,
        by_staff: event.by,
    };
    Part {
        id: request.id.clone(),
        service_type: request.service_type.clone(),
        title: title(government, request),
        summary: service.map_or_else(|| named(""), |service| service.summary.clone()),
        body: body(government, &request.holder),
        answered_late: said.is_some_and(|said| said.late),
        said_by: said.map(|said| body(government, said.by).name),
        now: None,
        ended: None,
        calls: None,
        place: request.area.as_ref().and_then(|area| catalogue.areas().get(area)).map(|area| area.name.clone()),
        instrument: instrument.map(|instrument| instrument.title.clone()),
        instrument_link: instrument.and_then(|instrument| instrument.link.clone()),
        state: request.state.name(),
        asking,
        waits_for: before.map(|before| title(government, before)),
        appeal: match request.state {
            State::Answered { granted: false } => service.and_then(|service| service.appeal.clone()),
            _ => None,
        },
        ask,
        next: next.map(|next| body(government, &next.id)),
        their_reference: request.reference_now().map(str::to_owned),
        consent: None,
        taken_back: false,
        due: request.due,
        late: false,
        system: request
            .system
            .as_ref()
            .and_then(|system| government.model.system(system))
            .map(|system| system.name.clone()),
        evidence: Vec::new(),
        evidence_to_follow: Vec::new(),
        answered: Vec::new(),
        called: Vec::new(),
        whole: String::new(),
        history: events.into_iter().map(|(_, event)| line(event)).collect(),
        received: None,
    }
}

/// Whom a request was sent to without a reply, where it may have arrived: it may have moved on since.
fn asked_whether<'a>(request: &'a Request, events: &'a [(Id<id::Request>, Event)]) -> Option<&'a Id<id::Organisation>> {
    let is_lost = |event: &&Event| event.what == "event-reply-lost";
    let lately = events.iter().rev().map(|(_, event)| event);
    let lost = lately.take_while(|event| is_lost(event) || event.what == "event-moved").filter(is_lost).last();
    let asked = lost.and_then(|event| event.body.as_ref()).unwrap_or(&request.holder);
    request.state.may_have_arrived().then_some(asked)
}

/// Who spoke the word that a request stands at.
#[derive(Clone, Copy)]
struct Said<'a> {
    by: &'a Id<id::Organisation>,
    /// Was it with another body by then?
    late: bool,
}

/// The last word of a body, where a request stands at one.
fn last_word<'a>(request: &Request, events: &'a [(Id<id::Request>, Event)]) -> Option<Said<'a>> {
    let what = match request.state {
        State::Answered { granted: true } => "event-granted",
        State::Answered { granted: false } => "event-refused",
        State::Referred { .. } => "event-referred",
        _ => return None,
    };
    let at = events.iter().rposition(|(_, event)| event.what == what)?;
    let moved_after =
        events[at..].iter().any(|(_, event)| matches!(event.what.as_str(), "event-moved" | "event-given"));
    Some(Said { by: events[at].1.body.as_ref()?, late: !moved_after })
}

/// One move after the other, up to who has it now: two of one moment are in the order in which they follow from each other.
fn in_turn<'a>(holder: &'a Id<id::Organisation>, mut handed: Vec<&'a Handed>) -> Vec<&'a Handed> {
    let (mut ahead, mut to) = (Vec::with_capacity(handed.len()), holder);
    while let Some(at) = handed.iter().rposition(|one| one.after == *to) {
        let last = handed.remove(at);
        to = &last.before;
        ahead.push(last);
    }
    handed.extend(ahead.into_iter().rev());
    handed
}

/// Who answered on each day since the application was sent; nothing where it was one body all along.
fn answering(government: &Government, request: &Request, sent: Day, handed: Vec<&Handed>) -> Vec<Answering> {
    let from = |holder: &Id<id::Organisation>, since: Day| {
        let row = government.supplier(&request.service_type, request.area.as_ref(), since).ok();
        let instrument = row.filter(|row| row.holder == *holder).map(|row| &row.instrument);
        let title = |id| government.catalogue.instrument(id).map(|known| known.title.clone());
        let (body, instrument) = (body(government, holder).name, instrument.and_then(title));
        Answering {
            body,
            since,
            until: None,
            instrument,
            whole: who_on(&request.service_type, request.area.as_ref(), since),
        }
    };
    let mut answered: Vec<Answering> = Vec::new();
    for handed in handed {
        let eve = handed.day.yesterday().unwrap_or(handed.day);
        // What is corrected from that day on, or from an earlier one, never was.
        while answered.len() > 1 && answered.last().is_some_and(|last| last.since >= handed.day) {
            answered.pop();
        }
        let after = from(&handed.after, handed.day);
        match answered.last_mut() {
            Some(last) if last.body == after.body => {
                last.until = None;
                continue;
            }
            Some(last) => last.until = Some(eve.max(last.since)),
            None => answered.push(Answering { until: Some(eve.max(sent)), ..from(&handed.before, sent) }),
        }
        answered.push(after);
    }
    if answered.len() > 1 { answered } else { Vec::new() }
}

/// What a request waits for; where that will not come, the first that was not done.
fn first<'a>(request: &Request, all: &'a [Request]) -> Option<&'a Request> {
    let find = |id: &Id<id::Request>| all.iter().find(|other| other.id == *id);
    match &request.state {
        State::Held { waits_for } => find(waits_for),
        // Only what stands before it can hold it up, so this ends.
        State::NotSent { because } => find(because).map(|before| first(before, all).unwrap_or(before)),
        _ => None,
    }
}

/// Whom to ask about a request: its body, or whom a person named when they closed it.
fn asked(request: &Request) -> &Id<id::Organisation> {
    match &request.state {
        State::Closed { ask } => ask,
        _ => &request.holder,
    }
}

/// The name of the service that a request is for.
pub fn title(government: &Government, request: &Request) -> Text {
    government
        .catalogue
        .service_type(&request.service_type)
        .map_or_else(|| named(request.service_type.name()), |service| service.title.clone())
}

/// A body, as people reach it.
pub fn body(government: &Government, id: &Id<id::Organisation>) -> Body {
    match government.catalogue.organisation(id) {
        Some(known) => Body {
            id: id.clone(),
            name: known.name.clone(),
            phone: known.contact.phone.clone(),
            page: known.contact.page.clone(),
        },
        None => Body { id: id.clone(), name: named(id.name()), phone: None, page: None },
    }
}

fn named(name: &str) -> Text {
    Text { en: name.to_owned(), fr: name.to_owned() }
}
