//! What templates may call: `t`, `t_html`, `error`, and the filters `text`, `day`, `moment`, `money`.

use std::{borrow::Cow, sync::Arc};

use fluent_bundle::{FluentArgs, FluentValue};
use minijinja::{
    Environment, Error, ErrorKind, HtmlEscape, Value, context,
    value::{Kwargs, ValueKind},
};
use values::{Day, Moment, Money, money::Currency};

use super::STRICT;
use crate::language::{dates, words::Voice};

/// Adds them in one language.
pub fn add(environment: &mut Environment<'static>, voice: &Arc<Voice>) {
    let v = voice.clone();
    environment.add_function("t", move |message: Value, args: Kwargs| say(&v, &message, &args, |text| text));
    let v = voice.clone();
    environment.add_function("t_html", move |message: Value, args: Kwargs| {
        say(&v, &message, &args, |text| HtmlEscape(&text).to_string()).map(Value::from_safe_string)
    });
    let v = voice.clone();
    environment.add_function("error", move |mistakes: Value, field: &str| error(&v, &mistakes, field));
    let v = voice.clone();
    environment.add_filter("text", move |value: Value| written(&v, &value));
    let v = voice.clone();
    environment.add_filter("money", move |value: Value| written(&v, &value));
    let v = voice.clone();
    environment.add_filter("day", move |value: Value| day(&v, &value));
    let v = voice.clone();
    environment.add_filter("moment", move |value: Value| {
        passed_over(&value, |value| {
            let at = value.as_i64().ok_or_else(|| wrong("moment takes a moment", value))?;
            Ok(dates::moment(v.words.language, Moment(at), &v.zone))
        })
    });
}

/// `t("id", name=value)`, or `t(page.message)` for a message that Rust code chose.
fn say(voice: &Voice, message: &Value, args: &Kwargs, guard: impl Fn(String) -> String) -> Result<String, Error> {
    let mut values = FluentArgs::new();
    let inner = message.get_attr("message").unwrap_or_default();
    let id = if inner.is_undefined() { message } else { &inner };
    if !inner.is_undefined() {
        let chosen = message.get_attr("args")?;
        for name in chosen.try_iter()? {
            let value = fluent(voice, &chosen.get_item(&name)?, &guard)?;
            values.set(name.to_string(), value);
        }
    }
    for name in args.args() {
        values.set(name.to_owned(), fluent(voice, &args.peek(name)?, &guard)?);
    }
    let id = id.as_str().ok_or_else(|| wrong("t takes a message", message))?;
    match voice.words.say(id, Some(&values)) {
        Some(text) => Ok(text),
        None if STRICT => {
            let why = format!("message '{id}' is missing in {} or lacks a value", voice.words.language);
            Err(Error::new(ErrorKind::InvalidOperation, why))
        }
        None => {
            tracing::error!(message = id, language = %voice.words.language, "A message is missing or lacks a value");
            Ok(id.to_owned())
        }
    }
}

fn fluent(voice: &Voice, value: &Value, guard: impl Fn(String) -> String) -> Result<FluentValue<'static>, Error> {
    Ok(match value.kind() {
        ValueKind::Number => match value.as_i64() {
            Some(whole) => FluentValue::from(whole),
            None => FluentValue::from(guard(value.to_string())),
        },
        ValueKind::Undefined if STRICT => return Err(wrong("a message takes a value that is there", value)),
        ValueKind::Undefined | ValueKind::None => FluentValue::from(""),
        _ => FluentValue::from(guard(written(voice, value)?)),
    })
}

/// A value as people read it: a text in the right language, a day, an amount, several of these or of messages with
/// commas between them; anything else as it is.
fn written(voice: &Voice, value: &Value) -> Result<String, Error> {
    passed_over(value, |value| {
        if value.kind() == ValueKind::Seq {
            let all: Vec<String> = value.try_iter()?.map(|each| listed(voice, &each)).collect::<Result<_, _>>()?;
            return Ok(all.join(", "));
        }
        if value.kind() != ValueKind::Map {
            return Ok(value.to_string());
        }
        let language = voice.words.language;
        let text = value.get_attr(language.tag())?;
        if let Some(text) = text.as_str() {
            return Ok(text.to_owned());
        }
        let minor = value.get_attr("minor")?;
        if let Some(minor) = minor.as_i64() {
            let currency = match value.get_attr("currency")?.as_str() {
                Some("GBP") => Currency::GBP,
                Some("EUR") => Currency::EUR,
                _ => return Err(wrong("an amount has a currency", value)),
            };
            return Ok(dates::money(language, Money { minor, currency }));
        }
        let inner = value.get_attr("day")?;
        if inner.is_undefined() { Err(wrong("this is no text, day or amount", value)) } else { day(voice, &inner) }
    })
}

/// One of several: a message, or a value of its own.
fn listed(voice: &Voice, value: &Value) -> Result<String, Error> {
    let is_message = value.kind() == ValueKind::Map && !value.get_attr("message")?.is_undefined();
    let none = Kwargs::from_iter(Vec::<(&str, Value)>::new());
    if is_message { say(voice, value, &none, |text| text) } else { written(voice, value) }
}

/// A day (or the day of a moment, on the wall) in full.
fn day(voice: &Voice, value: &Value) -> Result<String, Error> {
    passed_over(value, |value| {
        let day = match value.as_i64() {
            Some(at) => Moment(at).day(&voice.zone),
            None => value
                .as_str()
                .and_then(|text| text.parse::<Day>().ok())
                .ok_or_else(|| wrong("day takes a day or a moment", value))?,
        };
        Ok(dates::day(voice.words.language, day))
    })
}

/// What is not there stays not there: `None` gives nothing; an undefined value is a mistake in a strict build.
fn passed_over(value: &Value, write: impl Fn(&Value) -> Result<String, Error>) -> Result<String, Error> {
    if value.is_none() || (value.is_undefined() && !STRICT) {
        return Ok(String::new());
    }
    if value.is_undefined() {
        return Err(wrong("a filter takes a value that is there", value));
    }
    write(value)
}

/// `error(page.mistakes, "field")`: what a component takes as `errorMessage`; nothing when the field is right.
fn error(voice: &Voice, mistakes: &Value, field: &str) -> Result<Value, Error> {
    if mistakes.is_undefined() || mistakes.is_none() {
        return Ok(Value::UNDEFINED);
    }
    for mistake in mistakes.try_iter()? {
        if mistake.get_attr("field")?.as_str() == Some(field) {
            let text =
                say(voice, &mistake.get_attr("message")?, &Kwargs::from_iter(Vec::<(&str, Value)>::new()), |text| {
                    text
                })?;
            let prefix = voice.words.say("error-word", None);
            return Ok(context! { text, visuallyHiddenText => prefix });
        }
    }
    Ok(Value::UNDEFINED)
}

/// Says what sort of value it was and never which: it may be somebody's answer, and errors are logged.
fn wrong(what: impl Into<Cow<'static, str>>, value: &Value) -> Error {
    Error::new(ErrorKind::InvalidOperation, format!("{}, not this {}", what.into(), value.kind()))
}
