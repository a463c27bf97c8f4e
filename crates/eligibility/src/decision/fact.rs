//! What is known of a case, and what a decision says: values of FEEL in words of our own.

use std::collections::{BTreeMap, BTreeSet};

use dsntk_feel::{FeelNumber, context::FeelContext, values::Value};
use serde::{Deserialize, Serialize};

/// A value. Numbers, days and spans of time are written as FEEL and XML write them: `12.50`, `2026-11-29`, `P3M`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fact {
    /// It is known that there is nothing.
    Nothing,
    /// Yes or no.
    Boolean(bool),
    /// A number.
    Number(String),
    /// A text.
    Text(String),
    /// A day.
    Date(String),
    /// A time of a day.
    Time(String),
    /// A day and a time.
    DateTime(String),
    /// A span of time.
    Duration(String),
    /// Several.
    List(Vec<Fact>),
    /// Several, each with a name.
    Record(BTreeMap<String, Fact>),
    /// What has no other form here: a range, a function; in the words of FEEL.
    Other(String),
}

/// What is known of a case, by the names of a model's inputs. What is not there is not known yet.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts(pub BTreeMap<String, Fact>);

impl Facts {
    /// These facts.
    pub fn new<const N: usize>(facts: [(&str, Fact); N]) -> Self {
        Self(facts.into_iter().map(|(name, fact)| (name.to_owned(), fact)).collect())
    }

    /// Are they all known?
    pub fn knows<'a>(&self, names: impl IntoIterator<Item = &'a String>) -> bool {
        names.into_iter().all(|name| self.0.contains_key(name))
    }

    /// Those of these names that are not known.
    pub fn missing<'a>(&self, names: impl IntoIterator<Item = &'a String>) -> BTreeSet<String> {
        names.into_iter().filter(|name| !self.0.contains_key(*name)).cloned().collect()
    }

    /// As the engine takes them; the name of the first that it can't take.
    pub(super) fn context(&self) -> Result<FeelContext, String> {
        let mut context = FeelContext::default();
        for (name, fact) in &self.0 {
            context.set_entry(&name.as_str().into(), fact.value().ok_or_else(|| name.clone())?);
        }
        Ok(context)
    }
}

impl Fact {
    /// A text.
    pub fn text(text: &str) -> Self {
        Self::Text(text.to_owned())
    }

    /// A number.
    pub fn number(number: impl ToString) -> Self {
        Self::Number(number.to_string())
    }

    /// A day.
    pub fn date(day: &str) -> Self {
        Self::Date(day.to_owned())
    }

    /// As the engine takes it; nothing where it is not what it says it is.
    pub(crate) fn value(&self) -> Option<Value> {
        Some(match self {
            Self::Nothing => Value::Null(None),
            Self::Boolean(value) => Value::Boolean(*value),
            Self::Number(number) => Value::Number(number.parse::<FeelNumber>().ok()?),
            Self::Text(text) => Value::String(text.clone()),
            Self::Date(day) => Value::try_from_xsd_date(day).ok()?,
            Self::Time(time) => Value::try_from_xsd_time(time).ok()?,
            Self::DateTime(moment) => Value::try_from_xsd_date_time(moment).ok()?,
            Self::Duration(span) => Value::try_from_xsd_duration(span).ok()?,
            Self::List(items) => Value::List(items.iter().map(Self::value).collect::<Option<_>>()?),
            Self::Record(entries) => {
                let mut context = FeelContext::default();
                for (name, fact) in entries {
                    context.set_entry(&name.as_str().into(), fact.value()?);
                }
                Value::Context(context)
            }
            Self::Other(_) => return None,
        })
    }

    /// What the engine says.
    pub(super) fn of(value: &Value) -> Self {
        match value {
            Value::Null(_) => Self::Nothing,
            Value::Boolean(value) => Self::Boolean(*value),
            Value::Number(number) => Self::Number(number.to_string()),
            Value::String(text) => Self::Text(text.clone()),
            Value::Date(day) => Self::Date(day.to_string()),
            Value::Time(time) => Self::Time(time.to_string()),
            Value::DateTime(moment) => Self::DateTime(moment.to_string()),
            Value::DaysAndTimeDuration(span) => Self::Duration(span.to_string()),
            Value::YearsAndMonthsDuration(span) => Self::Duration(span.to_string()),
            Value::List(items) | Value::ExpressionList(items) => Self::List(items.iter().map(Self::of).collect()),
            Value::Context(context) => {
                let entries = context.iter().map(|(name, value)| (name.to_string(), Self::of(value)));
                Self::Record(entries.collect())
            }
            other => Self::Other(other.to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fact_is_the_same_on_the_way_in_and_out() {
        let record = [("Full Name".to_owned(), Fact::text("Ann")), ("no".to_owned(), Fact::Nothing)];
        for fact in [
            Fact::Nothing,
            Fact::Boolean(true),
            Fact::number("12.50"),
            Fact::text("a \"b\""),
            Fact::date("2026-11-29"),
            Fact::Time("10:30:00".to_owned()),
            Fact::DateTime("2026-11-29T10:30:00Z".to_owned()),
            Fact::Duration("P1Y2M".to_owned()),
            Fact::Duration("P3DT4H".to_owned()),
            Fact::List(vec![Fact::number(1), Fact::text("x")]),
            Fact::Record(record.into()),
        ] {
            assert_eq!(Fact::of(&fact.value().unwrap()), fact);
        }
        for wrong in [Fact::number("twelve"), Fact::date("29/11/2026"), Fact::Duration("3 days".to_owned())] {
            assert_eq!(wrong.value(), None, "{wrong:?}");
        }
    }
}
