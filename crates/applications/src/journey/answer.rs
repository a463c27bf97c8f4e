//! Answers: parsed at the door, trusted inside.

use std::{collections::BTreeMap, fmt};

use catalogue::area::Areas;
use serde::{Deserialize, Serialize};
use values::{AreaCode, Day, Text};
use web::MessageRef;

use super::{
    Kind, Question,
    address::{Address, Part},
    days, identifier, number,
    people::{self, Unread},
    phone,
    place::{self, Said},
};

/// All answers of a draft or an application, by question.
pub type Answers = BTreeMap<String, Answer>;

/// What a condition calls a place that is none of those served here. No area has such a code.
pub const ELSEWHERE: &str = "elsewhere";

/// What stands in place of a postcode's first half where the place has no British postcode. None is made of letters alone.
pub const NO_POSTCODE: &str = "none";

/// What somebody answered. Printed for debugging it shows its shape only: answers are personal.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged, deny_unknown_fields)]
pub enum Answer {
    /// Text, a day (2023-03-20), one option, or yes and no.
    Text(String),
    /// Several options.
    Many(Vec<String>),
    /// A postal address.
    Address(Address),
    /// A place outside the area that is served here, none of those that its postcode may mean, or one without a postcode:
    /// abroad, or nowhere.
    Elsewhere {
        /// As typed.
        postcode: String,
        /// The postcode's first half, or [`NO_POSTCODE`].
        elsewhere: String,
    },
    /// A place that is served.
    Place {
        /// As typed.
        postcode: String,
        /// The smallest area we know it lies in; empty until it is known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        area: Option<AreaCode>,
    },
}

impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Text(_) => "Text(…)",
            Self::Many(_) => "Many(…)",
            Self::Address(_) => "Address(…)",
            Self::Elsewhere { .. } | Self::Place { .. } => "Place(…)",
        })
    }
}

impl Answer {
    /// Nothing: an optional question that was passed over.
    pub fn nothing() -> Self {
        Self::Text(String::new())
    }

    /// Is nothing said?
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Text(text) => text.trim().is_empty(),
            Self::Many(values) => values.is_empty(),
            Self::Address(address) => address.is_empty(),
            Self::Elsewhere { postcode, elsewhere } => postcode.trim().is_empty() && elsewhere != NO_POSTCODE,
            Self::Place { postcode, area } => postcode.trim().is_empty() && area.is_none(),
        }
    }

    /// Was the question answered? Whoever ticks none of several options has answered it.
    pub fn is_given(&self) -> bool {
        !self.is_empty() || matches!(self, Self::Many(_))
    }

    /// Is this value said? Of a place that is none of those served here, that is [`ELSEWHERE`].
    pub fn says(&self, value: &str) -> bool {
        match self {
            Self::Text(text) => text == value,
            Self::Many(values) => values.iter().any(|said| said == value),
            Self::Place { area, .. } => area.as_ref().is_some_and(|area| area.as_str() == value),
            Self::Elsewhere { .. } => value == ELSEWHERE,
            Self::Address(_) => false,
        }
    }

    /// The area of a place.
    pub fn area(&self) -> Option<&AreaCode> {
        match self {
            Self::Place { area, .. } => area.as_ref(),
            _ => None,
        }
    }

    /// The postcode's first half or [`NO_POSTCODE`], where the place is none that is served here.
    pub fn elsewhere(&self) -> Option<&str> {
        match self {
            Self::Elsewhere { elsewhere, .. } => Some(elsewhere),
            _ => None,
        }
    }

    /// Is it a place without a British postcode?
    pub fn has_no_postcode(&self) -> bool {
        self.elsewhere() == Some(NO_POSTCODE)
    }

    /// As an agency reads it.
    pub fn to_line(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Many(values) => values.join(", "),
            Self::Address(address) => address.to_line(),
            Self::Elsewhere { postcode, .. } if self.has_no_postcode() => place::without_postcode(postcode).en,
            Self::Place { postcode, .. } | Self::Elsewhere { postcode, .. } => postcode.clone(),
        }
    }
}

/// Why an answer can't be taken. The language files say each in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mistake {
    /// Nothing was said.
    Missing,
    /// Longer than this.
    TooLong(usize),
    /// Not a day of the calendar; one that would be taken.
    NotADay(Day),
    /// A day that lacks these parts, as `month-year`; one that would be taken.
    DayWithout(String, Day),
    /// The year has two figures; a day that would be taken.
    ShortYear(Day),
    /// A day in the future.
    Future,
    /// A day in the past, where one from today on is asked.
    Past,
    /// Before the first day that can be meant.
    TooLongAgo(Day),
    /// Further from today than is taken: the first and the last day that are.
    OutsideDays(Day, Day),
    /// Before the day that another question says: its label, and that day.
    DayBefore(Text, Day),
    /// After the day that another question says: its label, and that day.
    DayAfter(Text, Day),
    /// Not so many years ago: somebody is younger.
    TooYoung(u8),
    /// A Saturday or a Sunday.
    Weekend(Day),
    /// A holiday: the day, and its name.
    Holiday(Day, Text),
    /// This line is not a name with a date of birth after it.
    NotAPerson(usize),
    /// The date of birth on this line is not in the calendar.
    NoSuchBirthday(usize),
    /// None of the options.
    NotAnOption,
    /// Not a postcode.
    NotAPostcode,
    /// A postcode with this first half, outside the area that is served here.
    PlaceNotServed(String),
    /// The postcode straddles: one of these must be chosen.
    WhichPlace(Vec<AreaCode>),
    /// Not an e-mail address.
    NotAnEmail,
    /// Not a telephone number.
    NotAPhone,
    /// No name: it has no letter, or signs that no name has.
    NotAName,
    /// No number, or one with more decimals than this.
    NotANumber(u8),
    /// Not an amount of money.
    NotMoney,
    /// A number below the least that is taken.
    TooSmall(i64),
    /// A number above the most that is taken.
    TooLarge(i64),
    /// An identifier of another shape: one of the right shape looks like this.
    OtherShape(String),
    /// An identifier whose figures do not fit each other.
    MistypedIdentifier,
    /// An address that lacks a part.
    AddressWithout(Part),
    /// Of another shape than the question takes.
    WrongShape,
}

impl Mistake {
    /// What a person is told who answered this question so.
    pub fn message(&self, question: &Question) -> MessageRef {
        let name = match self {
            Self::NotAPostcode if question.kind == Kind::Place => "mistake-no-postcode",
            other => other.name(),
        };
        let message = MessageRef::new(name).with("question", question.label.clone());
        match self {
            Self::TooLong(most) => message.with("most", *most),
            Self::PlaceNotServed(outward) => message.with("outward", outward.clone()),
            Self::NotADay(like) | Self::ShortYear(like) => message.with("like", days::typed(*like)),
            Self::DayWithout(parts, like) => message.with("parts", parts.clone()).with("like", days::typed(*like)),
            Self::TooLongAgo(first) => message.with("first", *first),
            Self::NotAPerson(line) | Self::NoSuchBirthday(line) => message.with("line", *line),
            Self::NotANumber(decimals) => message.with("decimals", usize::from(*decimals)),
            Self::TooSmall(bound) | Self::TooLarge(bound) => message.with("bound", number::spoken(&bound.to_string())),
            Self::OtherShape(like) => message.with("like", like.clone()),
            Self::TooYoung(years) => message.with("years", usize::from(*years)),
            Self::Weekend(day) => message.with("day", *day),
            Self::Holiday(day, name) => message.with("day", *day).with("name", name.clone()),
            Self::OutsideDays(first, last) => message.with("first", *first).with("last", *last),
            Self::DayBefore(other, day) | Self::DayAfter(other, day) => {
                message.with("other", other.clone()).with("day", *day)
            }
            _ => message,
        }
    }

    fn name(&self) -> &'static str {
        match self {
            Self::Missing => "mistake-missing",
            Self::TooLong(_) => "mistake-too-long",
            Self::NotADay(_) => "mistake-not-a-day",
            Self::DayWithout(..) => "mistake-day-without",
            Self::ShortYear(_) => "mistake-short-year",
            Self::Future => "mistake-future",
            Self::Past => "mistake-past",
            Self::TooLongAgo(_) => "mistake-too-long-ago",
            Self::OutsideDays(..) => "mistake-outside-days",
            Self::DayBefore(..) => "mistake-day-before",
            Self::DayAfter(..) => "mistake-day-after",
            Self::TooYoung(_) => "mistake-too-young",
            Self::Weekend(_) => "mistake-weekend",
            Self::Holiday(..) => "mistake-holiday",
            Self::NotAPerson(_) => "mistake-not-a-person",
            Self::NoSuchBirthday(_) => "mistake-no-such-birthday",
            Self::NotAnOption => "mistake-not-an-option",
            Self::NotAPostcode => "mistake-not-a-postcode",
            Self::PlaceNotServed(_) => "mistake-place-not-served",
            Self::WhichPlace(_) => "mistake-which-place",
            Self::NotAnEmail => "mistake-not-an-email",
            Self::NotAPhone => "mistake-not-a-phone",
            Self::NotAName => "mistake-not-a-name",
            Self::NotANumber(0) => "mistake-not-a-whole-number",
            Self::NotANumber(_) => "mistake-not-a-number",
            Self::NotMoney => "mistake-not-money",
            Self::TooSmall(_) => "mistake-too-small",
            Self::TooLarge(_) => "mistake-too-large",
            Self::OtherShape(_) => "mistake-other-shape",
            Self::MistypedIdentifier => "mistake-mistyped-identifier",
            Self::AddressWithout(Part::Line) => "mistake-address-line",
            Self::AddressWithout(Part::Town) => "mistake-address-town",
            Self::AddressWithout(Part::Postcode) => "mistake-address-postcode",
            Self::WrongShape => "mistake-wrong-shape",
        }
    }
}

impl Question {
    /// The answer of whoever passes it over: of several options none is ticked.
    pub fn passed_over(&self) -> Answer {
        if self.kind == Kind::Choices { Answer::Many(Vec::new()) } else { Answer::nothing() }
    }

    /// Takes an answer as it came in and gives it as it is kept.
    pub fn check(&self, answer: Answer, areas: &Areas, today: Day) -> Result<Answer, Mistake> {
        if answer.is_empty() {
            return if self.optional { Ok(self.passed_over()) } else { Err(Mistake::Missing) };
        }
        match (self.kind, answer) {
            (Kind::Text, Answer::Text(text)) => self.short(text.split_whitespace().collect::<Vec<_>>().join(" "), 200),
            (Kind::LongText, Answer::Text(text)) => self.short(text.trim().replace("\r\n", "\n"), 2_000),
            (Kind::Date, Answer::Text(text)) => self.day(&text, today),
            (Kind::Name, Answer::Text(text)) => self.named(&text),
            (Kind::Number, Answer::Text(text)) => {
                let kept = number::read(&text, usize::from(self.decimals)).ok_or(Mistake::NotANumber(self.decimals))?;
                self.within(kept)
            }
            (Kind::Money, Answer::Text(text)) => {
                self.within(number::read_money(&text, self.currency).ok_or(Mistake::NotMoney)?)
            }
            (Kind::Identifier, Answer::Text(text)) => identifier::read(self, &text).map(Answer::Text),
            (Kind::Address, Answer::Address(address)) => address.checked().map(Answer::Address),
            (Kind::Address, Answer::Text(text)) => Address::from_line(&text).checked().map(Answer::Address),
            (Kind::People, Answer::Text(text)) => self.people(&text, today),
            (Kind::YesNo, Answer::Text(text)) if text == "yes" || text == "no" => Ok(Answer::Text(text)),
            (Kind::Choice, Answer::Text(text)) if self.offers(&text) => Ok(Answer::Text(text)),
            (Kind::Choices, Answer::Text(text)) if self.offers(&text) => Ok(Answer::Many(vec![text])),
            (Kind::Choices, Answer::Many(values)) if values.iter().all(|value| self.offers(value)) => {
                let chosen = self.options.iter().map(|option| option.value.clone());
                Ok(Answer::Many(chosen.filter(|value| values.contains(value)).collect()))
            }
            (Kind::YesNo | Kind::Choice | Kind::Choices, _) => Err(Mistake::NotAnOption),
            (Kind::Place, Answer::Place { postcode, area }) => {
                place::answer(&postcode, area.map_or(Said::Nothing, Said::In), areas)
            }
            (Kind::Place, Answer::Elsewhere { postcode, elsewhere }) => {
                let has_none = elsewhere.trim().eq_ignore_ascii_case(NO_POSTCODE);
                place::answer(&postcode, if has_none { Said::NoPostcode } else { Said::Elsewhere }, areas)
            }
            (Kind::Place, Answer::Text(postcode)) => place::answer(&postcode, Said::Nothing, areas),
            (Kind::Email, Answer::Text(text)) => {
                let text = text.trim().to_owned();
                let fits = text.len() <= 254
                    && !text.contains(char::is_whitespace)
                    && text
                        .split_once('@')
                        .is_some_and(|(name, host)| !name.is_empty() && host.contains('.') && !host.contains('@'));
                if fits { Ok(Answer::Text(text)) } else { Err(Mistake::NotAnEmail) }
            }
            (Kind::Phone, Answer::Text(text)) => {
                let text = text.trim().to_owned();
                if phone::is_one(&text) { Ok(Answer::Text(text)) } else { Err(Mistake::NotAPhone) }
            }
            _ => Err(Mistake::WrongShape),
        }
    }

    fn offers(&self, value: &str) -> bool {
        self.options.iter().any(|option| option.value == value)
    }

    fn short(&self, text: String, usual: usize) -> Result<Answer, Mistake> {
        let most = self.max.unwrap_or(usual);
        if text.chars().count() > most { Err(Mistake::TooLong(most)) } else { Ok(Answer::Text(text)) }
    }

    /// A name in one piece: which part comes first, and how many there are, differs among people.
    fn named(&self, text: &str) -> Result<Answer, Mistake> {
        let name = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let is_name = name.chars().any(char::is_alphabetic) && !name.contains(['@', '<', '>', '{', '}', '|', '\\']);
        if is_name { self.short(name, 200) } else { Err(Mistake::NotAName) }
    }

    /// A number within its bounds; nothing below nought, unless the journey says so.
    fn within(&self, kept: String) -> Result<Answer, Mistake> {
        let least = self.least.unwrap_or(0);
        if number::compare(&kept, least).is_lt() {
            return Err(Mistake::TooSmall(least));
        }
        match self.most.filter(|most| number::compare(&kept, *most).is_gt()) {
            Some(most) => Err(Mistake::TooLarge(most)),
            None => Ok(Answer::Text(kept)),
        }
    }

    fn people(&self, text: &str, today: Day) -> Result<Answer, Mistake> {
        let people = people::read(text).map_err(|unread| match unread {
            Unread::Line(line) => Mistake::NotAPerson(line),
            Unread::Date(line) => Mistake::NoSuchBirthday(line),
        })?;
        people.iter().try_for_each(|(_, born)| self.takes(*born, today))?;
        self.short(people::kept(&people), 2_000)
    }

    fn day(&self, text: &str, today: Day) -> Result<Answer, Mistake> {
        let day = self.read_day(text, today)?;
        self.takes(day, today)?;
        Ok(Answer::Text(day.to_string()))
    }
}
