//! A sentence named before anybody knows in which language it will be read.

use std::borrow::Cow;

use serde::{Serialize, Serializer, ser::SerializeMap};
use values::{Day, Money, Text};

/// A message of the language files, by its id, with the values it takes.
///
/// Rust code passes one on; a page prints it with `t(page.message)`.
#[derive(Debug, Clone, PartialEq)]
pub struct MessageRef {
    /// The id in the language files.
    pub id: Cow<'static, str>,
    /// The values, by name.
    pub args: Vec<(Cow<'static, str>, Arg)>,
}

/// A value inside a message. Days and two-language texts are written in the reader's language.
#[derive(Debug, Clone, PartialEq)]
pub enum Arg {
    /// A text that is the same in every language, such as a name.
    Text(String),
    /// A whole number; messages may choose a plural form by it.
    Number(i64),
    /// A day.
    Day(Day),
    /// An amount of money.
    Money(Money),
    /// A text in every language.
    Both(Text),
    /// Further messages, listed with commas.
    List(Vec<MessageRef>),
}

impl MessageRef {
    /// The message with this id.
    pub fn new(id: impl Into<Cow<'static, str>>) -> Self {
        Self { id: id.into(), args: Vec::new() }
    }

    /// The same message, with one more value.
    pub fn with(mut self, name: impl Into<Cow<'static, str>>, value: impl Into<Arg>) -> Self {
        self.args.push((name.into(), value.into()));
        self
    }

    /// A sentence that the data brought along in every language.
    pub fn said(text: impl Into<Text>) -> Self {
        Self::new("said").with("text", text.into())
    }
}

impl From<&'static str> for MessageRef {
    fn from(id: &'static str) -> Self {
        Self::new(id)
    }
}
impl From<Text> for MessageRef {
    fn from(text: Text) -> Self {
        Self::said(text)
    }
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}
impl From<String> for Arg {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}
impl From<i64> for Arg {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}
impl From<i32> for Arg {
    fn from(number: i32) -> Self {
        Self::Number(number.into())
    }
}
impl From<u32> for Arg {
    fn from(number: u32) -> Self {
        Self::Number(number.into())
    }
}
impl From<usize> for Arg {
    fn from(number: usize) -> Self {
        Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}
impl From<Day> for Arg {
    fn from(day: Day) -> Self {
        Self::Day(day)
    }
}
impl From<Money> for Arg {
    fn from(money: Money) -> Self {
        Self::Money(money)
    }
}
impl From<Text> for Arg {
    fn from(text: Text) -> Self {
        Self::Both(text)
    }
}
impl From<MessageRef> for Arg {
    fn from(message: MessageRef) -> Self {
        Self::List(vec![message])
    }
}
impl From<Vec<MessageRef>> for Arg {
    fn from(messages: Vec<MessageRef>) -> Self {
        Self::List(messages)
    }
}
impl From<&Text> for Arg {
    fn from(text: &Text) -> Self {
        Self::Both(text.clone())
    }
}

impl Serialize for MessageRef {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        struct Args<'a>(&'a [(Cow<'static, str>, Arg)]);
        impl Serialize for Args<'_> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_map(self.0.iter().map(|(name, arg)| (name, arg)))
            }
        }
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("message", &self.id)?;
        map.serialize_entry("args", &Args(&self.args))?;
        map.end()
    }
}

impl Serialize for Arg {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::Number(number) => serializer.serialize_i64(*number),
            Self::Day(day) => {
                let mut map = serializer.serialize_map(Some(1))?;
                map.serialize_entry("day", day)?;
                map.end()
            }
            Self::Money(money) => money.serialize(serializer),
            Self::Both(text) => text.serialize(serializer),
            Self::List(messages) => messages.serialize(serializer),
        }
    }
}
