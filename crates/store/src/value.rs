//! Arguments of statements: borrowed where they can be, so that a statement allocates nothing.

use std::{borrow::Cow, fmt, sync::Arc};

use serde::Serialize;
use values::{AreaCode, Day, Id, Moment, RealTime};

/// One argument.
#[derive(Clone, PartialEq)]
pub enum Value<'a> {
    /// Nothing.
    Null,
    /// A whole number, a time, a yes or no.
    Int(i64),
    /// A fraction. Never money.
    Real(f64),
    /// Text, an id, a day.
    Text(Cow<'a, str>),
    /// Bytes.
    Blob(Cow<'a, [u8]>),
}

impl Value<'_> {
    /// Any of our own types as JSON text, read back with [`Row::json`](crate::Row::json).
    pub fn json<T: Serialize + ?Sized>(what: &T) -> Value<'static> {
        Value::Text(Cow::Owned(serde_json::to_string(what).expect("our own types have string keys, so they are JSON")))
    }
}

/// Arguments are personal data more often than not: only their kind is shown.
impl fmt::Debug for Value<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Null => "null",
            Self::Int(_) => "int",
            Self::Real(_) => "real",
            Self::Text(_) => "text",
            Self::Blob(_) => "blob",
        })
    }
}

/// The arguments of a statement: `args![&id, name, day]`, each bound to the `$n` of its place.
#[macro_export]
macro_rules! args {
    () => { &[] as &[$crate::Value<'_>] };
    ($($value:expr),+ $(,)?) => { &[$($crate::Value::from($value)),+] as &[$crate::Value<'_>] };
}

macro_rules! whole_numbers {
    ($($number:ty),*) => {$(
        impl From<$number> for Value<'_> {
            fn from(number: $number) -> Self { Self::Int(i64::from(number)) }
        }
        impl From<&$number> for Value<'_> {
            fn from(number: &$number) -> Self { Self::Int(i64::from(*number)) }
        }
    )*};
}
whole_numbers!(i64, i32, u32, u16, u8, bool);

impl From<f64> for Value<'_> {
    fn from(number: f64) -> Self {
        Self::Real(number)
    }
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}
impl<'a> From<&'a String> for Value<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}
impl From<String> for Value<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}
impl<'a> From<Cow<'a, str>> for Value<'a> {
    fn from(text: Cow<'a, str>) -> Self {
        Self::Text(text)
    }
}
impl<'a> From<&'a Arc<str>> for Value<'a> {
    fn from(text: &'a Arc<str>) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}
impl<'a, K> From<&'a Id<K>> for Value<'a>
where
    K: values::Kind,
{
    fn from(id: &'a Id<K>) -> Self {
        Self::Text(Cow::Borrowed(id.as_str()))
    }
}
impl<K: values::Kind> From<Id<K>> for Value<'_> {
    fn from(id: Id<K>) -> Self {
        Self::Text(Cow::Owned(id.as_str().to_owned()))
    }
}
impl<'a> From<&'a AreaCode> for Value<'a> {
    fn from(code: &'a AreaCode) -> Self {
        Self::Text(Cow::Borrowed(code.as_str()))
    }
}
impl From<Day> for Value<'_> {
    fn from(day: Day) -> Self {
        Self::Text(Cow::Owned(day.to_string()))
    }
}
impl From<&Day> for Value<'_> {
    fn from(day: &Day) -> Self {
        Self::from(*day)
    }
}
impl From<Moment> for Value<'_> {
    fn from(moment: Moment) -> Self {
        Self::Int(moment.0)
    }
}
impl From<RealTime> for Value<'_> {
    fn from(time: RealTime) -> Self {
        Self::Int(time.0)
    }
}
impl From<Vec<u8>> for Value<'_> {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Blob(Cow::Owned(bytes))
    }
}
impl<'a> From<&'a Vec<u8>> for Value<'a> {
    fn from(bytes: &'a Vec<u8>) -> Self {
        Self::Blob(Cow::Borrowed(bytes))
    }
}
impl<'a> From<&'a [u8]> for Value<'a> {
    fn from(bytes: &'a [u8]) -> Self {
        Self::Blob(Cow::Borrowed(bytes))
    }
}
impl<'a, const N: usize> From<&'a [u8; N]> for Value<'a> {
    fn from(bytes: &'a [u8; N]) -> Self {
        Self::Blob(Cow::Borrowed(bytes))
    }
}
impl<'a, T> From<Option<T>> for Value<'a>
where
    Value<'a>: From<T>,
{
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Self::from)
    }
}

// Not for every `&Option<T>`: the compiler looks for `&Option<&Option<…>>` without end.
macro_rules! borrowed_options {
    ($($what:ty),*) => {$(
        impl<'a> From<&'a Option<$what>> for Value<'a> {
            fn from(value: &'a Option<$what>) -> Self { value.as_ref().map_or(Self::Null, Self::from) }
        }
    )*};
}
borrowed_options!(String, Vec<u8>, i64, Day, AreaCode);

impl<'a, K: values::Kind> From<&'a Option<Id<K>>> for Value<'a> {
    fn from(value: &'a Option<Id<K>>) -> Self {
        value.as_ref().map_or(Self::Null, Self::from)
    }
}
