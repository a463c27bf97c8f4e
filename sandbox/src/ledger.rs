//! What the agencies know: the requests they took, what they decided, and how their switches are set.
//!
//! Everything is the sum of events, so that reading the journal again gives the same ledger.

use std::collections::{BTreeSet, HashMap};

use serde::{Deserialize, Serialize};

use crate::{
    appointment::Appointment,
    switches::{Panel, Switches},
};

/// What the journal keeps.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
pub enum Event {
    /// A request was taken: one effect.
    Received(Intake),
    /// A request came again and had no effect.
    Repeated { agency: String, key: String },
    /// An agency keeps an appointment free: news, not yet a decision.
    Booked { agency: String, reference: String, news: Decision },
    /// An agency decided.
    Answered { agency: String, reference: String, decision: Decision },
    /// Portico said that it has the answer.
    CalledBack { agency: String, reference: String },
    /// Portico told what happened elsewhere to a request.
    Told { agency: String, reference: String, notice: serde_json::Value },
    /// Somebody set switches, for one agency or for all.
    Switched { agency: Option<String>, switches: Switches },
}

/// A request as it was taken. The names of its fields are kept, what people wrote in them is not.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Intake {
    pub agency: String,
    pub key: String,
    pub reference: String,
    pub service: String,
    pub at: i64,
    pub callback: String,
    pub french: bool,
    pub description: String,
    pub fields: Vec<String>,
    /// The types of the documents that came with it, and of those that are to follow.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence_to_follow: Vec<String>,
    /// What the agency keeps free for the person, if they are to come.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub appointment: Option<Appointment>,
}

/// What an agency decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    pub outcome: String,
    pub text: String,
    pub answer_id: String,
    pub next: Option<String>,
    pub at: i64,
}

/// A request that an agency has.
#[derive(Debug, Clone)]
pub struct Case {
    pub intake: Intake,
    /// What it said before it decided.
    pub news: Option<Decision>,
    pub decision: Option<Decision>,
    pub called_back: bool,
    /// What it was told of what happened elsewhere, the same once.
    pub notices: Vec<serde_json::Value>,
}

/// What one key came to at one agency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Effect {
    /// The agency.
    pub agency: String,
    /// The key that the request came with.
    pub key: String,
    /// The agency's reference: the first one, if there are several.
    pub reference: String,
    /// How often the request came.
    pub deliveries: u32,
    /// How many cases it made. More than one is what must not happen.
    pub effects: u32,
    /// What was decided on the first, if anything was.
    pub outcome: Option<String>,
    /// Whether Portico has confirmed the answer.
    pub called_back: bool,
    /// What the agency was told of what happened elsewhere.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notices: Vec<serde_json::Value>,
}

/// The sum of all events.
#[derive(Debug, Default)]
pub struct Ledger {
    cases: Vec<Case>,
    keys: HashMap<(String, String), Heard>,
    references: HashMap<(String, String), usize>,
    agencies: BTreeSet<String>,
    order: Vec<(String, String)>,
    pub panel: Panel,
}

#[derive(Debug, Default)]
struct Heard {
    deliveries: u32,
    cases: Vec<usize>,
}

impl Case {
    /// Its last word.
    pub fn said(&self) -> Option<&Decision> {
        self.decision.as_ref().or(self.news.as_ref())
    }
}

impl Ledger {
    /// Adds one event.
    pub fn apply(&mut self, event: Event) {
        match event {
            Event::Received(intake) => self.receive(intake),
            Event::Repeated { agency, key } => self.heard(agency, key).deliveries += 1,
            Event::Booked { agency, reference, news } => {
                if let Some(case) = self.case_mut(agency, reference) {
                    case.news = Some(news);
                }
            }
            Event::Answered { agency, reference, decision } => {
                if let Some(case) = self.case_mut(agency, reference) {
                    case.decision = Some(decision);
                }
            }
            Event::CalledBack { agency, reference } => {
                if let Some(case) = self.case_mut(agency, reference) {
                    case.called_back = true;
                }
            }
            Event::Told { agency, reference, notice } => {
                let case = self.case_mut(agency, reference);
                if let Some(case) = case.filter(|case| !case.notices.contains(&notice)) {
                    case.notices.push(notice);
                }
            }
            Event::Switched { agency, switches } => self.panel.set(agency, switches),
        }
    }

    /// The first case that a key made.
    pub fn by_key(&self, agency: &str, key: &str) -> Option<&Case> {
        let heard = self.keys.get(&(agency.to_owned(), key.to_owned()))?;
        heard.cases.first().map(|at| &self.cases[*at])
    }

    /// The case with an agency's reference.
    pub fn by_reference(&self, agency: &str, reference: &str) -> Option<&Case> {
        self.references.get(&(agency.to_owned(), reference.to_owned())).map(|at| &self.cases[*at])
    }

    /// An agency's cases, newest first.
    pub fn of_agency<'a>(&'a self, agency: &'a str) -> impl Iterator<Item = &'a Case> {
        self.cases.iter().rev().filter(move |case| case.intake.agency == agency)
    }

    /// Cases that Portico waits to hear about.
    pub fn open(&self) -> Vec<Case> {
        let owed = |case: &&Case| case.decision.is_none() || !(case.called_back || case.intake.callback.is_empty());
        self.cases.iter().filter(owed).cloned().collect()
    }

    /// How many cases all agencies have made.
    pub fn count(&self) -> usize {
        self.cases.len()
    }

    /// The agencies that were addressed so far, by name.
    pub fn agencies(&self) -> impl Iterator<Item = &String> {
        self.agencies.iter()
    }

    /// What each key came to, in the order of first arrival.
    pub fn effects(&self) -> Vec<Effect> {
        let effect = |at: &(String, String)| {
            let heard = self.keys.get(at)?;
            let first = &self.cases[*heard.cases.first()?];
            Some(Effect {
                agency: at.0.clone(),
                key: at.1.clone(),
                reference: first.intake.reference.clone(),
                deliveries: heard.deliveries,
                effects: u32::try_from(heard.cases.len()).unwrap_or(u32::MAX),
                outcome: first.decision.as_ref().map(|decision| decision.outcome.clone()),
                called_back: first.called_back,
                notices: first.notices.clone(),
            })
        };
        self.order.iter().filter_map(effect).collect()
    }

    fn receive(&mut self, intake: Intake) {
        let at = self.cases.len();
        self.agencies.insert(intake.agency.clone());
        self.references.insert((intake.agency.clone(), intake.reference.clone()), at);
        let heard = self.heard(intake.agency.clone(), intake.key.clone());
        heard.deliveries += 1;
        heard.cases.push(at);
        self.cases.push(Case { intake, news: None, decision: None, called_back: false, notices: Vec::new() });
    }

    fn heard(&mut self, agency: String, key: String) -> &mut Heard {
        let at = (agency, key);
        if !self.keys.contains_key(&at) {
            self.order.push(at.clone());
        }
        self.keys.entry(at).or_default()
    }

    fn case_mut(&mut self, agency: String, reference: String) -> Option<&mut Case> {
        let at = *self.references.get(&(agency, reference))?;
        self.cases.get_mut(at)
    }
}
