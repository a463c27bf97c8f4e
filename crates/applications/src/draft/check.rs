//! The check page: every answer, every service that would be sent, and sending what was shown.

use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use serde::{Deserialize, Serialize};
use values::{Day, Id, Moment, Money, Text, id};
use web::{Fields, MessageRef, Mistakes, Page, Problem, Visit, redirect};

use super::{
    DraftError, Wish,
    aside::{Coming, Sending},
    change::{Other, other},
    late,
    pages::{Elsewhere, Opened, find, open, title_of},
    seen::Seen,
};
use crate::{
    Government, Platform,
    application::{
        extent::Extent,
        plan::{Planned, Verdict, Wishes, needed_by, plan_to_send},
        received::{Received, Receiver, Said, received},
        submit::{Submission, SubmitError, send},
        untaken::{Untaken, is_untaken, untaken},
    },
    case,
    evidence::{self, Held},
    journey::{Answers, Asking, Basis, Case, Indication, Journey, Step},
    say,
};

#[derive(Serialize)]
struct CheckPage<'a> {
    draft: &'a Id<id::Draft>,
    back: String,
    sections: Vec<Section>,
    sent: Vec<Service>,
    /// What concerns the person, and nobody takes today.
    untaken: Vec<Untaken>,
    /// What a body elsewhere provides.
    elsewhere: Vec<Untaken>,
    /// What is sent only where the person agrees to it.
    to_agree: Vec<Service>,
    /// What the person has left out, and can put back.
    left_out: Vec<Service>,
    others: Vec<Service>,
    /// Why there is nothing to send, where that is so.
    nothing: &'static str,
    /// What this page shows, for its form.
    seen: String,
    changed: Option<Changed>,
    /// The services of which the person has not said whether they agree.
    mistakes: Mistakes,
    /// Is it an edition that is only looked through?
    preview: Option<String>,
}

impl Page for CheckPage<'_> {
    const TEMPLATE: &'static str = "check.html";
}

/// Why what was to be sent was not, in the page's address.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Unsent {
    /// What an earlier page showed, where something changed since.
    shown: Option<String>,
    /// The person has not said whether they agree. Silence is no consent, and what they wish is not lost by it.
    undecided: String,
}

impl Unsent {
    /// The address of the page where something changed since it showed this: digests, nothing that anybody said.
    fn changed(opened: &Opened, shown: &Seen) -> String {
        let shown = form_urlencoded::Serializer::new(String::new()).append_pair("shown", &shown.to_string()).finish();
        format!("{}?{shown}", opened.check())
    }

    /// The address where a consent is open.
    fn undecided(opened: &Opened) -> String {
        format!("{}?undecided=yes", opened.check())
    }
}

/// Something reads otherwise than on the page that was to be sent.
#[derive(Serialize)]
struct Changed {
    /// What was shown there and is no part of it any more.
    gone: Vec<Text>,
}

#[derive(Serialize)]
struct Section {
    title: Text,
    rows: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    id: String,
    question: Text,
    /// Nothing, where the question may stay unanswered.
    answer: Option<Text>,
    change: String,
    changed: bool,
}

/// A service on the check page: what would be sent to whom, or why not.
#[derive(Serialize)]
struct Service {
    id: String,
    title: Text,
    body: Option<case::Body>,
    place: Option<Text>,
    why: Text,
    reason: Option<MessageRef>,
    follows: Option<Text>,
    due: Option<Day>,
    cost: Option<Money>,
    anyway: bool,
    can_apply: bool,
    /// When the person agreed to it, where it is theirs to say. To all of it, unless it is to be agreed to.
    agreed: Option<Moment>,
    /// What waits for it, so that it can't be left out.
    needed_by: Option<Text>,
    changed: bool,
    /// The answers that settle it.
    because: Vec<Said>,
    /// The law behind it, as its tables name it.
    laws: Vec<String>,
    /// The answers with which it would be suggested.
    change: Vec<Other>,
    /// What the body will get, and why it may.
    use_of: Option<Received>,
    /// The evidence that it will get, and what is still to come.
    evidence: Vec<Shown>,
    /// All of that by its ids, for the form by which the person agrees to it.
    extent: String,
}

/// A type of evidence that a body gets, with its files; none of them where it is still to come.
#[derive(Serialize)]
struct Shown {
    label: Text,
    files: Vec<Held>,
    change: String,
}

pub(super) async fn show_check(
    State(platform): State<Platform>,
    visit: Visit,
    Path(id): Path<String>,
    Query(unsent): Query<Unsent>,
) -> Result<Response, Elsewhere> {
    let opened = open(&platform, &visit, &id).await?;
    let next = opened.next(platform.today());
    if next != opened.check() {
        return Ok(redirect(&next));
    }
    Ok(show(&platform, &visit, &opened, &unsent))
}

/// The page.
fn show(platform: &Platform, visit: &Visit, opened: &Opened, unsent: &Unsent) -> Response {
    let (journey, government) = (&opened.journey, &opened.government);
    let asking = opened.asking(platform.today());
    let answers = asking.counted(&opened.draft.body.answers);
    let planned = opened.planned_to_send(&answers, platform.today());
    let now = Seen::of(platform.vault(), &opened.draft.id, &answers, (&planned, &opened.evidence));
    let (sent, rest): (Vec<_>, Vec<_>) = planned.iter().partition(|part| part.verdict.is_sent());
    let (left_out, rest): (Vec<_>, Vec<_>) = rest.into_iter().partition(|part| part.verdict == Verdict::LeftOut);
    let (to_agree, rest): (Vec<_>, Vec<_>) = rest.into_iter().partition(|part| part.verdict == Verdict::Unagreed);
    let others = rest.into_iter().filter(|part| !is_untaken(part, &planned)).collect();
    let known = (platform.today(), government.model.version());
    let (elsewhere, untaken): (Vec<_>, Vec<_>) =
        untaken(government, journey, &planned, known).into_iter().partition(Untaken::is_elsewhere);
    let shown = unsent.shown.as_deref().map(Seen::parse);
    let marked = shown.as_ref().filter(|shown| !shown.is_empty());
    let case = journey.case(&answers, platform.today());
    let wishes = &opened.draft.body.wishes;
    let services = |parts: Vec<&Planned<'_>>| -> Vec<Service> {
        let changed = |name: &str| marked.is_some_and(|shown| !shown.has_service(name, &now));
        parts
            .into_iter()
            .map(|part| Service {
                evidence: evidence_of(opened, part),
                extent: Extent::of(journey, part.step, &answers, &opened.evidence).to_string(),
                ..service(government, &case, &answers, (part, &planned), wishes, changed, platform.today())
            })
            .collect()
    };
    let last_page = opened.evidence_before(None, platform.today());
    let last_question =
        asking.pages().last().map_or_else(|| opened.address(), |page| opened.question_address(&page.id));
    // What the person can do about it comes first.
    let reasons = [
        (to_agree.is_empty(), "check-nothing-agreed"),
        (left_out.is_empty(), "check-nothing-left-out"),
        (untaken.is_empty(), "untaken-nothing"),
        (elsewhere.is_empty(), "check-nothing-elsewhere"),
    ];
    let nothing = reasons.into_iter().find(|(is_none, _)| !is_none).map_or("check-nothing", |(_, why)| why);
    let to_agree = services(to_agree);
    let page = CheckPage {
        draft: &opened.draft.id,
        back: last_page.unwrap_or(last_question),
        sections: sections(opened, &asking, &answers, |question| {
            marked.is_some_and(|shown| !shown.has_answer(question, &now))
        }),
        sent: services(sent),
        untaken,
        elsewhere,
        mistakes: undecided(&to_agree, unsent),
        to_agree,
        left_out: services(left_out),
        others: services(others),
        nothing,
        changed: shown.as_ref().map(|shown| Changed { gone: gone(opened, &asking, shown, &now) }),
        seen: now.to_string(),
        preview: opened.preview(),
    };
    platform.kit.page(visit, &page)
}

/// One mistake for each consent that is open, where that is why nothing was sent.
fn undecided(to_agree: &[Service], unsent: &Unsent) -> Mistakes {
    let mut mistakes = Mistakes::none();
    if unsent.undecided == "yes" {
        for service in to_agree {
            let message = MessageRef::new("consent-undecided").with("service", service.title.clone());
            mistakes.add(format!("service-{}", service.id), message);
        }
    }
    mistakes
}

/// What was shown and is no part of it any more, as people read it.
fn gone(opened: &Opened, asking: &Asking<'_>, shown: &Seen, now: &Seen) -> Vec<Text> {
    let (questions, services) = shown.gone(now);
    // One that is still asked has its row.
    let questions = questions.into_iter().filter_map(|id| opened.journey.question(id));
    let asked = questions.filter(|it| !asking.asks(it)).map(|it| it.label.clone());
    let steps = services.into_iter().filter_map(|name| {
        let step = opened.journey.services.iter().find(|step| step.service_type.name() == name)?;
        Some(title_of(&opened.government, step))
    });
    asked.chain(steps).collect()
}

pub(super) async fn set_anyway(
    State(platform): State<Platform>,
    visit: Visit,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Elsewhere> {
    let opened = find(&platform, &visit, &id).await?;
    if opened.sent {
        return Ok(late::lead(&opened));
    }
    let service = fields.trimmed("service");
    let back = format!("{}#service-{service}", opened.check());
    let answers = opened.asking(platform.today()).counted(&opened.draft.body.answers);
    let planned = opened.planned_to_send(&answers, platform.today());
    let Some(at) = planned.iter().position(|part| part.step.service_type.name() == service) else {
        return Err(Problem::not_found().into());
    };
    let wishes = if fields.get("wanted") == Some("as-suggested") {
        // From a page of questions: what is missing there may be why nobody can say yet whether it would be sent.
        let added = opened.is_added(service).then(|| (service.to_owned(), Wish::AsSuggested));
        added.into_iter().collect()
    } else if fields.get("wanted") == Some("yes") {
        let would_be = Extent::of(&opened.journey, planned[at].step, &answers, &opened.evidence);
        // What has come since the page was shown, they have not agreed to.
        put_in(&planned, at, &would_be.shared_with(&Extent::parse(fields.trimmed("extent"))))
    } else if let Some(waiting) = needed_by(&planned, at).filter(|_| planned[at].verdict.is_sent()) {
        let [service, waiting] = [planned[at].step, waiting.step].map(|step| title_of(&opened.government, step));
        return Err(say::needed(service, waiting).into());
    } else {
        take_out(&planned[at], &opened.draft.body.wishes)
    };
    if wishes.is_empty() {
        // Pressed twice, or a page that was kept: it is so already.
        return Ok(redirect(&back));
    }
    let (vault, draft) = (platform.vault().clone(), opened.draft.id.clone());
    let (actor, now) = (visit.as_citizen(&opened.draft.person), platform.clocks().now());
    let change = move |tx: &mut store::Tx<'_>| super::wish(tx, &actor, now, &vault, &draft, &wishes);
    match platform.store().write(change).await {
        Ok(_) => Ok(redirect(&back)),
        Err(DraftError::Sent(_)) => Ok(late::lead(&opened)),
        Err(error) => Err(error.into()),
    }
}

/// A service, and what was left out of all that it has to follow.
fn put_in(planned: &[Planned<'_>], at: usize, extent: &Extent) -> Vec<(String, Wish)> {
    let chain = std::iter::successors(Some(at), |at| planned[*at].follows).map(|at| &planned[at]);
    let wish = |part: &Planned<'_>| match part.verdict {
        Verdict::LeftOut => Some(Wish::AsSuggested),
        Verdict::DoesNotApply if part.step.service_type == planned[at].step.service_type => Some(Wish::Anyway),
        Verdict::Unagreed if part.step.service_type == planned[at].step.service_type => {
            Some(Wish::Agreed(extent.clone()))
        }
        _ => None,
    };
    chain.filter_map(|part| Some((part.step.service_type.name().to_owned(), wish(part)?))).collect()
}

fn take_out(part: &Planned<'_>, wishes: &Wishes) -> Vec<(String, Wish)> {
    let is_anyway = wishes.anyway.iter().any(|name| name == part.step.service_type.name());
    let wish = match part.verdict {
        verdict if verdict.is_sent() && part.step.basis == Basis::Consent => Wish::NotAgreed,
        Verdict::Unagreed if is_anyway => Wish::AsSuggested,
        Verdict::Applies | Verdict::Person | Verdict::Unagreed => Wish::LeftOut,
        Verdict::Anyway => Wish::AsSuggested,
        _ => return Vec::new(),
    };
    vec![(part.step.service_type.name().to_owned(), wish)]
}

/// Sends what the page showed. Where something reads otherwise by now, or a consent is open, nothing is sent, and the page
/// shows what.
pub(super) async fn send_it(
    State(platform): State<Platform>,
    visit: Visit,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Elsewhere> {
    let shown = Seen::parse(fields.trimmed("seen"));
    let opened = find(&platform, &visit, &id).await?;
    if opened.sent {
        return late::send(&platform, &opened, &shown).await;
    }
    let today = platform.today();
    if opened.next(today) != opened.check() {
        // Something was changed in another tab, or a day has passed: there it says what is to be answered.
        return Ok(redirect(&Sending::address(&opened, today)));
    }
    let answers = opened.asking(today).counted(&opened.draft.body.answers);
    let planned = opened.planned_to_send(&answers, today);
    if Seen::of(platform.vault(), &opened.draft.id, &answers, (&planned, &opened.evidence)) != shown {
        return Ok(redirect(&Unsent::changed(&opened, &shown)));
    }
    if planned.iter().any(|part| part.verdict == Verdict::Unagreed) {
        return Ok(redirect(&Unsent::undecided(&opened)));
    }
    let submission = Submission {
        draft: opened.draft.id.clone(),
        version: Some(opened.draft.version),
        person: Some(opened.draft.person.clone()),
        language: visit.language,
        answers: opened.draft.body.answers.clone(),
        wishes: opened.draft.body.wishes.clone(),
    };
    let actor = visit.as_citizen(&opened.draft.person);
    let session = visit.session.clone();
    match send(&platform, actor, opened.journey.clone(), submission, session).await {
        Ok(application) => Ok(redirect(&format!("/cases/{}", application.id))),
        Err(SubmitError::Unanswered(_) | SubmitError::Exit(_)) => {
            Ok(redirect(&Sending::address(&opened, platform.today())))
        }
        // In another tab, in the moment between reading and sending.
        Err(SubmitError::Changed) => Ok(redirect(&Unsent::changed(&opened, &shown))),
        Err(SubmitError::OtherApplication) => {
            let opened = find(&platform, &visit, &id).await?;
            late::send(&platform, &opened, &shown).await
        }
        Err(error) => Err(error.into()),
    }
}

impl Opened {
    /// What would be sent, by these answers and with the evidence that was given.
    fn planned_to_send<'a>(&'a self, answers: &'a Answers, today: Day) -> Vec<Planned<'a>> {
        let (government, journey, wishes) = (&self.government, &self.journey, &self.draft.body.wishes);
        plan_to_send(government, journey, (answers, &self.evidence), wishes, today)
    }
}

/// The answers that count and the questions that were passed over, section by section.
fn sections(opened: &Opened, asking: &Asking<'_>, answers: &Answers, changed: impl Fn(&str) -> bool) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    for page in &opened.journey.pages {
        for question in opened.journey.questions_on(&page.id) {
            if !asking.asks(question) {
                continue;
            }
            let change = Coming::address(opened, question);
            let row = Row {
                id: question.id.clone(),
                question: question.label.clone(),
                answer: Said::of(&opened.government, answers, question).answer,
                change,
                changed: changed(&question.id),
            };
            match sections.iter_mut().find(|section| section.title == page.section) {
                Some(section) => section.rows.push(row),
                None => sections.push(Section { title: page.section.clone(), rows: vec![row] }),
            }
        }
    }
    sections
}

fn service(
    government: &Government,
    case: &Case<'_>,
    answers: &Answers,
    (part, all): (&Planned<'_>, &[Planned<'_>]),
    wishes: &Wishes,
    changed: impl Fn(&str) -> bool,
    day: Day,
) -> Service {
    let (step, agreed) = (part.step, &wishes.agreed);
    let wished = wishes.anyway.iter().any(|name| name == step.service_type.name());
    let indication = case.indication(step);
    let at = all.iter().position(|other| other.step.service_type == step.service_type);
    let title_of = |step: &Step| title_of(government, step);
    let applies = part.verdict != Verdict::DoesNotApply && part.verdict != Verdict::Anyway;
    Service {
        id: step.service_type.name().to_owned(),
        title: title_of(step),
        body: part.supplier.map(|row| case::body(government, &row.holder)),
        place: part.area.as_ref().and_then(|area| government.catalogue.areas().get(area)).map(|area| area.name.clone()),
        why: if applies { step.why.clone() } else { step.why_not.clone().unwrap_or_else(|| step.why.clone()) },
        reason: match part.verdict {
            Verdict::Anyway => Some("check-you-asked".into()),
            Verdict::Unagreed if wished => Some("check-you-asked".into()),
            Verdict::Person => Some("check-person".into()),
            Verdict::CannotFollow => Some(cannot_follow(part, all, title_of)),
            _ => None,
        },
        follows: part.follows.map(|before| title_of(all[before].step)),
        due: part.due,
        cost: part.cost,
        anyway: part.verdict == Verdict::Anyway || (part.verdict == Verdict::Unagreed && wished),
        can_apply: part.verdict == Verdict::DoesNotApply && part.elsewhere.is_none(),
        agreed: agreed.get(step.service_type.name()).filter(|_| step.basis == Basis::Consent).copied(),
        needed_by: at.and_then(|at| needed_by(all, at)).map(|waiting| title_of(waiting.step)),
        changed: changed(step.service_type.name()),
        because: because(government, case.journey, answers, &indication),
        change: indication.change.iter().filter_map(|change| other(case.journey, change)).collect(),
        laws: indication.laws(),
        evidence: Vec::new(),
        extent: String::new(),
        use_of: part.supplier.map(|row| {
            let receiver = Receiver { holder: &row.holder, place: part.area.as_ref(), instrument: &row.instrument };
            received(government, (case.journey, step), answers, receiver, day)
        }),
    }
}

/// What a body gets of the evidence, type by type.
fn evidence_of(opened: &Opened, part: &Planned<'_>) -> Vec<Shown> {
    if !part.verdict.is_sent() && part.verdict != Verdict::Unagreed {
        return Vec::new();
    }
    let (given, follows) = evidence::given(&opened.journey, part.step, &opened.evidence);
    let kinds = opened.journey.evidence.iter().filter_map(|kind| {
        let of_kind = given.iter().filter(|given| given.held.kind == kind.id);
        let files: Vec<Held> = of_kind.map(|given| given.held.clone()).collect();
        let is_part = !files.is_empty() || follows.contains(kind);
        is_part.then(|| Shown { label: kind.label.clone(), files, change: opened.evidence_address(&kind.id) })
    });
    kinds.collect()
}

fn because(government: &Government, journey: &Journey, answers: &Answers, indication: &Indication) -> Vec<Said> {
    let questions = indication.because.iter().filter_map(|id| journey.question(id));
    questions.map(|question| Said::of(government, answers, question)).collect()
}

fn cannot_follow(part: &Planned<'_>, all: &[Planned<'_>], title_of: impl Fn(&Step) -> Text) -> MessageRef {
    match part.follows.map(|before| &all[before]) {
        Some(before) if before.verdict == Verdict::LeftOut => {
            MessageRef::new("check-follows-left-out").with("service", title_of(before.step))
        }
        _ => "check-cannot-follow".into(),
    }
}
