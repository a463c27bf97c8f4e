//! What a person is asked for a life event, and which services come of it.

pub mod address;
pub mod adopt;
pub mod answer;
pub mod asking;
mod birth;
mod change;
pub mod data;
pub mod days;
pub mod decide;
pub(crate) mod decisions;
pub mod desk;
mod differences;
pub mod examples;
mod facts;
pub mod identifier;
mod lacking;
pub mod lifted;
#[cfg(test)]
mod made_up;
pub mod months;
pub mod number;
pub mod pages;
pub mod people;
mod phone;
mod picture;
pub mod place;
pub mod rules;
pub mod same;
mod shown;
pub mod store;
mod tables;
mod trial;
mod unused;

use eligibility::requirement::{EvidenceTypeList, Told};
use serde::{Deserialize, Serialize};
use values::{Day, Id, Text, id, money::Currency};

use crate::evidence::EvidenceType;

pub use answer::{Answer, Answers, Mistake};
pub use asking::{Asking, Order};
pub use change::{Change, Wanted};
pub use days::{Bound, Today};
pub use decide::{Case, Indication, Says};

/// One edition of a journey. Applications name the edition they were made with; editions are never edited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Journey {
    /// Its id, in addresses too.
    pub id: Id<id::Journey>,
    /// For which life event.
    pub life_event: Id<id::LifeEvent>,
    /// The edition's name, such as the month it was published.
    pub edition: String,
    /// Its title.
    pub title: Text,
    /// One sentence.
    pub summary: Text,
    /// What to know and to have at hand. Paragraphs are separated by an empty line.
    pub before_you_start: Text,
    /// In which order its pages are asked.
    #[serde(default, skip_serializing_if = "Order::is_usual")]
    pub ask: Order,
    /// The pages, in the order in which they are written.
    #[serde(rename = "page")]
    pub pages: Vec<Page>,
    /// The questions, each on one of the pages.
    #[serde(rename = "question")]
    pub questions: Vec<Question>,
    /// Who helps with a place outside the area that is served here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub elsewhere: Option<Contact>,
    /// Where the journey ends early, kindly, with a contact.
    #[serde(rename = "exit", default)]
    pub exits: Vec<Exit>,
    /// What services ask people to show, in the order in which it is asked for.
    #[serde(rename = "evidence", default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<EvidenceType>,
    /// The services that may come of it, in the order people see them.
    #[serde(rename = "service")]
    pub services: Vec<Step>,
    /// The file beside it that holds its decisions in DMN.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model: Option<String>,
    /// What stands in that file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dmn: Option<String>,
    /// What the model is told out of the answers. An input that stands in none of them is the answer to the question of
    /// its name.
    #[serde(rename = "told", default, skip_serializing_if = "Vec::is_empty")]
    pub told: Vec<Told>,
    #[serde(skip)]
    prepared: decisions::Prepared,
}

/// One page of questions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Page {
    /// Its id, in addresses too.
    pub id: String,
    /// Its title.
    pub title: Text,
    /// The part of the journey it belongs to.
    pub section: Text,
}

/// One question, asked once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Its id: rules and declared fields name it.
    pub id: String,
    /// On which page.
    pub page: String,
    /// What sort of answer it takes.
    pub kind: Kind,
    /// The concept that it asks for, where it is called otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub concept: Option<String>,
    /// The question.
    pub label: Text,
    /// Help below it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<Text>,
    /// May it stay empty?
    #[serde(default)]
    pub optional: bool,
    /// The longest text it takes, in characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<usize>,
    /// The least that a number or an amount may be, in whole units; nought unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub least: Option<i64>,
    /// The most that it may be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most: Option<i64>,
    /// So many decimals a number may have.
    #[serde(default, skip_serializing_if = "is_nought")]
    pub decimals: u8,
    /// In which currency an amount is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<Currency>,
    /// What an identifier looks like, one of these: letters (`A`), digits (`9`), either (`X`), one
    /// of some (`[ABCD]`), and what parts its groups.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shapes: Vec<String>,
    /// How its figures check each other.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub check: Option<identifier::Check>,
    /// Whom it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<About>,
    /// A date that must not lie in the future.
    #[serde(default)]
    pub past: bool,
    /// The first day that a date may be: today, or what another question says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_before: Option<Bound>,
    /// The last day that a date may be: today, or what another question says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_after: Option<Bound>,
    /// The first day that a date may be at all; 1 January 1900 unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub earliest: Option<Day>,
    /// How many days from today a date may lie at most.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within_days: Option<u16>,
    /// How many years ago a date lies at least: how old somebody has to be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub aged: Option<u8>,
    /// A date on which offices are open at the place that this question asks for: Monday to Friday, and no holiday there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub working_day: Option<String>,
    /// Asked only when all of these hold.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub when: Vec<When>,
    /// What a person must know to come back by their link.
    #[serde(default)]
    pub knows: bool,
    /// It is the name of somebody who was born on the answer to this question: staff find the case by both.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub named_born: Option<String>,
    /// What one may choose.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<Choice>,
    /// An answer to try the journey with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub example: Option<Answer>,
}

/// What sort of answer a question takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// One line.
    Text,
    /// Several lines.
    LongText,
    /// A day.
    Date,
    /// One of the options.
    Choice,
    /// Any of the options.
    Choices,
    /// Yes or no.
    YesNo,
    /// A place, by its postcode; where that straddles areas, which of them.
    Place,
    /// Several people, each on a line of their own: a name, then a date of birth.
    People,
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
    /// Somebody's name, in one piece.
    Name,
    /// A postal address.
    Address,
    /// A number.
    Number,
    /// An amount of money.
    Money,
    /// An identifier that a state gives.
    Identifier,
}

/// Whom a question is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum About {
    /// The person at the keyboard: their browser may fill it in.
    You,
}

/// One of the options of a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// What is kept.
    pub value: String,
    /// What people read.
    pub label: Text,
    /// Help below it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<Text>,
}

/// A condition over one answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct When {
    /// Whose answer.
    pub question: String,
    /// It is one of these. A place may be `elsewhere`: none of those served here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub is: Vec<String>,
    /// It is answered, and none of these.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub is_not: Vec<String>,
}

/// The journey ends here: Portico cannot help, and says who can.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exit {
    /// Its id, in addresses too.
    pub id: String,
    /// When all of these hold.
    pub when: Vec<When>,
    /// Its title.
    pub title: Text,
    /// What to do instead. Paragraphs are separated by an empty line.
    pub text: Text,
    /// Who can help.
    pub contact: Contact,
}

/// Who can help instead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// Their name.
    pub name: Text,
    /// Their telephone number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Their page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<String>,
}

/// One service that may come of the journey.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Of which type.
    #[serde(rename = "type")]
    pub service_type: Id<id::ServiceType>,
    /// The place question that decides who answers. None: one body for the whole country.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// It applies when all of these hold.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub when: Vec<When>,
    /// Or this decision of the journey's model says whether it applies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<String>,
    /// Why it applies.
    pub why: Text,
    /// Why it does not, where it may not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why_not: Option<Text>,
    /// Held until the request for this service type is answered with a reference.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<Id<id::ServiceType>>,
    /// The declared fields: all that the agency gets.
    pub fields: Vec<String>,
    /// The lists of evidence, of which one is enough. What stands in one list has to be there together.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<EvidenceTypeList>,
    /// On which ground it may use them.
    #[serde(default, skip_serializing_if = "Basis::is_usual")]
    pub basis: Basis,
}

/// On which ground a body may use what people tell it: article 6(1) of the General Data Protection Regulation.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// (a) The person agrees to it, and may refuse: nothing else hangs on it.
    Consent,
    /// (b) A contract with the person.
    Contract,
    /// (c) The law obliges it.
    LegalObligation,
    /// (d) Somebody's life.
    VitalInterests,
    /// (e) A task in the public interest, or official authority.
    #[default]
    PublicTask,
    /// (f) Interests of its own that outweigh; of no authority in its tasks.
    LegitimateInterests,
}

impl Basis {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "as serde calls it")]
    fn is_usual(&self) -> bool {
        *self == Self::default()
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "as serde calls it")]
fn is_nought(decimals: &u8) -> bool {
    *decimals == 0
}

impl Question {
    /// An answer as a body reads it.
    pub fn line(&self, answer: &Answer) -> String {
        match self.currency {
            Some(currency) if !answer.is_empty() => format!("{} {currency:?}", answer.to_line()),
            _ => answer.to_line(),
        }
    }

    /// May it be answered with this value?
    pub fn may_say(&self, value: &str) -> bool {
        match self.kind {
            Kind::Choice | Kind::Choices => self.options.iter().any(|option| option.value == value),
            Kind::YesNo => value == "yes" || value == "no",
            // Conditions over these are for tables.
            Kind::Number | Kind::Money | Kind::Identifier | Kind::Address => false,
            _ => true,
        }
    }
}

/// What the names of editions begin with that somebody looks through before they are published.
pub const PREVIEW: &str = "preview-";

impl Journey {
    /// Is it only looked through? Nothing of it is ever sent.
    pub fn is_preview(&self) -> bool {
        self.edition.starts_with(PREVIEW)
    }

    /// A question by its id.
    pub fn question(&self, id: &str) -> Option<&Question> {
        self.questions.iter().find(|question| question.id == id)
    }

    /// A page by its id.
    pub fn page(&self, id: &str) -> Option<&Page> {
        self.pages.iter().find(|page| page.id == id)
    }

    /// The questions of a page, in order.
    pub fn questions_on<'a>(&'a self, page: &'a str) -> impl Iterator<Item = &'a Question> {
        self.questions.iter().filter(move |question| question.page == page)
    }

    /// The question whose answer a person must know to come back.
    pub fn knows(&self) -> Option<&Question> {
        self.questions.iter().find(|question| question.knows)
    }
}
