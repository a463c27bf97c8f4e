//! What Portico says in one language: the messages of the language files of every crate, in Fluent.

use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use jiff::tz::TimeZone;
use unic_langid::LanguageIdentifier;
use values::Language;

use super::{Arg, MessageRef, dates};
use crate::KitError;

/// The messages of one language.
pub struct Words {
    /// Which language.
    pub language: Language,
    bundle: FluentBundle<FluentResource>,
}

impl Words {
    /// Reads the language files of one language. A message that is there twice is refused.
    pub fn read<'a>(language: Language, files: impl Iterator<Item = &'a str>) -> Result<Self, KitError> {
        let refused = |why: String| KitError::LanguageFile { language, why };
        let tag: LanguageIdentifier =
            language.tag().parse().map_err(|_| refused("its tag is no BCP 47 tag".to_owned()))?;
        let mut bundle = FluentBundle::new_concurrent(vec![tag]);
        // English and French run in one direction: marks around each value would only end up in titles and e-mails.
        bundle.set_use_isolating(false);
        for file in files {
            let resource = FluentResource::try_new(file.to_owned()).map_err(|(_, errors)| {
                refused(errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))
            })?;
            bundle
                .add_resource(resource)
                .map_err(|errors| refused(errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")))?;
        }
        Ok(Self { language, bundle })
    }

    /// The text of a message, or `None` when there is no such message or it lacks a value.
    pub fn say(&self, id: &str, args: Option<&FluentArgs<'_>>) -> Option<String> {
        let pattern = self.bundle.get_message(id)?.value()?;
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, args, &mut errors).into_owned();
        errors.is_empty().then_some(text)
    }

    /// The text of a message that code refers to. Where the message is missing, its id stands in and the log says so.
    pub fn message(&self, message: &MessageRef) -> String {
        let mut args = FluentArgs::with_capacity(message.args.len());
        for (name, value) in &message.args {
            args.set(name.as_ref(), self.value(value));
        }
        self.say(&message.id, Some(&args)).unwrap_or_else(|| {
            tracing::error!(message = %message.id, language = %self.language, "A message is missing or lacks a value");
            message.id.clone().into_owned()
        })
    }

    fn value(&self, arg: &Arg) -> FluentValue<'static> {
        match arg {
            Arg::Text(text) => FluentValue::from(text.clone()),
            Arg::Number(number) => FluentValue::from(*number),
            Arg::Day(day) => FluentValue::from(dates::day(self.language, *day)),
            Arg::Money(money) => FluentValue::from(dates::money(self.language, *money)),
            Arg::Both(text) => FluentValue::from(text.in_language(self.language).to_owned()),
            Arg::List(messages) => {
                let all: Vec<String> = messages.iter().map(|message| self.message(message)).collect();
                FluentValue::from(all.join(", "))
            }
        }
    }
}

impl std::fmt::Debug for Words {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Words").field("language", &self.language).finish_non_exhaustive()
    }
}

/// What the language files of one language say: each message's id and the values it takes, in order of id.
///
/// Read from the text, so that a message whose Fluent is broken is still counted.
pub fn outline<'a>(files: impl Iterator<Item = &'a str>) -> std::collections::BTreeMap<String, Vec<String>> {
    let mut messages = std::collections::BTreeMap::<String, Vec<String>>::new();
    for file in files {
        let mut current: Option<String> = None;
        for line in file.lines() {
            let starts_message = line.starts_with(|c: char| c.is_ascii_alphabetic() || c == '-');
            if starts_message && let Some((id, _)) = line.split_once('=') {
                let id = id.trim().to_owned();
                messages.entry(id.clone()).or_default();
                current = Some(id);
            }
            if line.starts_with('#') {
                continue;
            }
            let Some(names) = current.as_ref().and_then(|id| messages.get_mut(id)) else { continue };
            for after in line.split('$').skip(1) {
                let name: String =
                    after.chars().take_while(|c| c.is_ascii_alphanumeric() || "-_".contains(*c)).collect();
                if !name.is_empty() && !names.contains(&name) {
                    names.push(name);
                    names.sort();
                }
            }
        }
    }
    messages
}

/// How the language files of two languages differ: one line for each message that only one has, or that takes other
/// values. Empty when they say the same things.
pub fn differences(files: &[(Language, &str)]) -> Vec<String> {
    let of = |language| outline(files.iter().filter(move |(of, _)| *of == language).map(|(_, text)| *text));
    let first = Language::ALL[0];
    let ours = of(first);
    let mut found = Vec::new();
    for other in Language::ALL.into_iter().skip(1) {
        let theirs = of(other);
        for (id, names) in &ours {
            match theirs.get(id) {
                None => found.push(format!("'{id}' is in {first} and not in {other}")),
                Some(other_names) if other_names != names => {
                    found.push(format!("'{id}' takes {names:?} in {first} and {other_names:?} in {other}"));
                }
                Some(_) => {}
            }
        }
        found.extend(
            theirs
                .keys()
                .filter(|id| !ours.contains_key(*id))
                .map(|id| format!("'{id}' is in {other} and not in {first}")),
        );
    }
    found
}

/// The zone in which pages show times, with the words of one language: all a template needs to write a moment.
#[derive(Debug)]
pub(crate) struct Voice {
    pub words: Words,
    pub zone: TimeZone,
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use values::Text;

    fn words(language: Language, text: &str) -> Words {
        Words::read(language, [text].into_iter()).unwrap()
    }

    #[test]
    fn a_message_writes_its_values_in_the_reader_s_language() {
        let message = MessageRef::new("by")
            .with("day", date(2023, 4, 1))
            .with("body", Text { en: "the council".into(), fr: "la commune".into() });
        assert_eq!(
            words(Language::En, "by = { $body } answers by { $day }").message(&message),
            "the council answers by 1 April 2023"
        );
        assert_eq!(
            words(Language::Fr, "by = { $body } répond avant le { $day }").message(&message),
            "la commune répond avant le 1er avril 2023"
        );
    }

    #[test]
    fn a_message_may_list_others() {
        let english = words(Language::En, "lacks = It lacks { $what }.\none = one of { $n }\nother = another");
        let what = vec![MessageRef::new("one").with("n", 3), "other".into()];
        assert_eq!(english.message(&MessageRef::new("lacks").with("what", what)), "It lacks one of 3, another.");
    }

    #[test]
    fn plural_forms_are_those_of_the_language() {
        let french = words(Language::Fr, "n = { $n ->\n    [one] { $n } demande\n   *[other] { $n } demandes\n }");
        assert_eq!(french.message(&MessageRef::new("n").with("n", 0)), "0 demande");
        assert_eq!(french.message(&MessageRef::new("n").with("n", 2)), "2 demandes");
    }

    #[test]
    fn a_missing_message_or_value_is_noticed() {
        let english = words(Language::En, "hello = Hello, { $name }");
        assert_eq!(english.say("nothing", None), None);
        assert_eq!(english.say("hello", None), None);
        assert_eq!(english.message(&MessageRef::new("nothing")), "nothing");
    }

    #[test]
    fn a_message_that_is_there_twice_is_refused() {
        let error = Words::read(Language::En, ["a = 1", "a = 2"].into_iter()).unwrap_err();
        assert!(error.to_string().contains('a'), "{error}");
    }

    #[test]
    fn a_message_in_one_language_only_is_found_and_so_is_a_missing_value() {
        let found = differences(&[(Language::En, "a = A\nb = B { $x }\nc = C"), (Language::Fr, "b = B\nc = C\nd = D")]);
        assert_eq!(found.len(), 3, "{found:?}");
        assert!(found[0].contains("'a'") && found[1].contains("'b'") && found[2].contains("'d'"), "{found:?}");
        assert!(differences(&[(Language::En, "a = { $n }"), (Language::Fr, "a =\n    oui { $n }")]).is_empty());
    }
}
