//! The decision tables of a journey, made ready once of each edition: those that it writes as `when` are made into one,
//! others come in DMN beside it.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    sync::{Arc, OnceLock},
};

use eligibility::{
    decision::{Decision, Model, ModelError, Source},
    question::{Interview, Question as Asked, Service},
    requirement::{Told, Way},
};
use values::Text;

use super::{
    Journey, Question, Step,
    facts::condition,
    tables::{Own, input},
};

/// What the namespace of the model begins with that is made of a journey's own conditions.
pub(super) const OWN: &str = "urn:journey:";

/// The tables of a journey, ready to be asked.
pub struct Decisions {
    pub(super) interview: Interview,
    /// By service.
    pub(super) services: BTreeMap<String, Decided>,
    pub(super) told: BTreeMap<String, Told>,
    /// The questions that some decision looks at, or that open one of these: their places in the journey.
    looked_at: Vec<usize>,
}

/// How it is decided whether a service applies.
pub(super) struct Decided {
    pub service: Service,
    /// What its decision is told.
    pub told: Vec<Told>,
    /// The questions that it is told out of, or that open one of these: their places in the journey.
    looked_at: Vec<usize>,
}

/// The tables, made once of an edition. Two editions are the same whether or not anybody has asked yet.
#[derive(Clone, Default)]
pub struct Prepared(OnceLock<Option<Arc<Decisions>>>);

impl fmt::Debug for Prepared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Prepared")
    }
}

impl PartialEq for Prepared {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Prepared {}

impl Journey {
    /// The questions that some decision looks at.
    pub(super) fn decided_by(&self) -> impl Iterator<Item = &str> {
        self.decisions().into_iter().flat_map(|own| own.told.values()).map(|told| told.concept.as_str())
    }

    /// The questions that the decision of a service looks at.
    pub fn looks_at(&self, step: &Step) -> BTreeSet<String> {
        let decisions = self.decisions();
        let own = decisions.and_then(|decisions| decisions.services.get(step.service_type.name()));
        own.into_iter().flat_map(|own| &own.told).map(|told| told.concept.clone()).collect()
    }

    /// The same, with those that open one of these.
    pub(super) fn decided_by_opened(&self, step: &Step) -> impl Iterator<Item = &str> {
        let own = self.decisions().and_then(|decisions| decisions.services.get(step.service_type.name()));
        own.into_iter().flat_map(|own| own.looked_at(self)).map(|question| question.id.as_str())
    }

    /// What was checked when it was published can be made again.
    pub(super) fn decisions(&self) -> Option<&Arc<Decisions>> {
        self.prepared.0.get_or_init(|| Decisions::of(self).ok().map(Arc::new)).as_ref()
    }
}

impl Decisions {
    /// The tables of a journey. Every edition that is published has been through this.
    pub fn of(journey: &Journey) -> Result<Self, ModelError> {
        let mut own = Own { journey, told: BTreeMap::new() };
        let made: Vec<Decision> = journey.services.iter().filter_map(|step| own.decision(step)).collect();
        let mut services = BTreeMap::new();
        let mut told = own.told;
        if !made.is_empty() {
            let source = Source {
                name: journey.id.name().to_owned(),
                namespace: format!("{OWN}{}", journey.id.name()),
                inputs: told.values().map(|told| input(journey, told)).collect(),
                decisions: made,
                ..Source::default()
            };
            let model = Arc::new(Model::compile(&source.to_xml())?);
            for step in journey.services.iter().filter(|step| step.decision.is_none() && !step.when.is_empty()) {
                let name = step.service_type.name().to_owned();
                services.insert(name.clone(), Service { model: Arc::clone(&model), decision: name });
            }
        }
        if let Some(dmn) = &journey.dmn {
            let model = Arc::new(Model::compile(dmn)?);
            for step in &journey.services {
                if let Some(decision) = &step.decision {
                    let service = Service { model: Arc::clone(&model), decision: decision.clone() };
                    services.insert(step.service_type.name().to_owned(), service);
                }
            }
            let inputs = model.source().inputs.iter();
            let itself = |name: &str| Told { input: name.to_owned(), concept: name.to_owned(), way: Way::Itself };
            let given = |name: &str| journey.told.iter().find(|told| told.input == name).cloned();
            told.extend(
                inputs.map(|input| (input.name.clone(), given(&input.name).unwrap_or_else(|| itself(&input.name)))),
            );
        }
        let asked = |question: &Question| Asked {
            concept: question.id.clone(),
            when: question.when.iter().map(|when| condition(journey, when)).collect(),
        };
        let pages = journey.pages.iter().map(|page| journey.questions_on(&page.id).map(asked).collect()).collect();
        let all = services.values().cloned().collect();
        let interview = Interview::new(all, pages, told.values().cloned().collect());
        let decided = |service: Service| {
            let inputs = service.model.inputs(&service.decision);
            let own: Vec<Told> = inputs.filter_map(|input| told.get(input)).cloned().collect();
            Decided { looked_at: looked_at(journey, &own), told: own, service }
        };
        let services = services.into_iter().map(|(name, service)| (name, decided(service))).collect();
        let looked_at = looked_at(journey, told.values());
        Ok(Self { interview, services, told, looked_at })
    }

    /// The questions that some decision looks at, or that open one of these.
    pub(super) fn looked_at<'j>(&'j self, journey: &'j Journey) -> impl Iterator<Item = &'j Question> {
        at(journey, &self.looked_at)
    }

    /// The decision of every service that has one.
    pub fn services(&self) -> impl Iterator<Item = (&str, &Service)> {
        self.services.iter().map(|(name, own)| (name.as_str(), &own.service))
    }

    /// What the models are told, by input.
    pub(super) fn told(&self) -> impl Iterator<Item = &Told> {
        self.told.values()
    }

    /// Does some decision ask for this?
    pub(super) fn asks_for(&self, input: &str) -> bool {
        self.services.values().any(|own| own.told.iter().any(|known| known.input == input))
    }

    /// The type of an input in the model beside the journey.
    pub(super) fn type_of(&self, input: &str) -> Option<String> {
        self.models().find_map(|model| model.type_of(input))
    }

    /// The models, each once.
    pub(super) fn models(&self) -> impl Iterator<Item = &Arc<Model>> {
        let mut models: Vec<&Arc<Model>> = self.services.values().map(|own| &own.service.model).collect();
        models.sort_by_key(|model| Arc::as_ptr(model));
        models.dedup_by(|one, other| Arc::ptr_eq(one, other));
        models.sort_by(|one, other| one.source().namespace.cmp(&other.source().namespace));
        models.into_iter()
    }

    /// All decisions of all models, as one.
    pub(super) fn source(&self) -> Source {
        let mut whole = Source::default();
        for model in self.models() {
            whole.decisions.extend(model.source().decisions.iter().cloned());
            whole.inputs.extend(model.source().inputs.iter().cloned());
        }
        whole
    }

    /// The questions that some decision looks at.
    pub(super) fn questions(&self) -> BTreeSet<String> {
        self.services.values().flat_map(|own| &own.told).map(|told| told.concept.clone()).collect()
    }

    /// What an input is about, for people: the question, and what of its answer.
    pub(super) fn label(&self, journey: &Journey, input: &str) -> Option<Text> {
        let told = self.told.get(input)?;
        let question = journey.question(&told.concept)?;
        let with = |en: &str, fr: &str| Text {
            en: format!("{} {en}", question.label.en),
            fr: format!("{} {fr}", question.label.fr),
        };
        Some(match &told.way {
            Way::Itself => question.label.clone(),
            Way::YearsSince => with("Full years since", "Années pleines depuis"),
            Way::Part(part) => with(part, part),
            Way::Says(value) => match question.options.iter().find(|option| option.value == *value) {
                Some(option) => with(&option.label.en, &option.label.fr),
                None => with(value, value),
            },
        })
    }

    /// The inputs that some decision needs and no question gives.
    pub fn untold(&self, journey: &Journey) -> BTreeSet<String> {
        let needed = self.services().flat_map(|(_, service)| service.model.inputs_of(&service.decision));
        let is_told =
            |input: &String| self.told.get(input).is_some_and(|told| journey.question(&told.concept).is_some());
        needed.filter(|input| !is_told(input)).collect()
    }
}

impl Decided {
    /// The questions that it looks at, or that open one of these.
    pub(super) fn looked_at<'j>(&'j self, journey: &'j Journey) -> impl Iterator<Item = &'j Question> {
        at(journey, &self.looked_at)
    }
}

fn at<'j>(journey: &'j Journey, places: &'j [usize]) -> impl Iterator<Item = &'j Question> {
    places.iter().filter_map(|place| journey.questions.get(*place))
}

/// The places of the questions that this is told out of, and of those that open them: what opens another stands before it.
fn looked_at<'a>(journey: &'a Journey, told: impl IntoIterator<Item = &'a Told>) -> Vec<usize> {
    let mut wanted: BTreeSet<&str> = told.into_iter().map(|told| told.concept.as_str()).collect();
    let mut places = Vec::new();
    for (place, question) in journey.questions.iter().enumerate().rev() {
        if wanted.contains(question.id.as_str()) {
            wanted.extend(question.when.iter().map(|when| when.question.as_str()));
            places.push(place);
        }
    }
    places.reverse();
    places
}
