//! A name as it stands before a date of birth, without the words that only say that a birth follows. Pure.

/// Words before a date that are never the end of a name, in lower case and without signs.
const TELLING: [&[&str]; 17] = [
    &["date", "of", "birth"],
    &["birth", "date"],
    &["birthdate"],
    &["birthday"],
    &["dob"],
    &["born", "on"],
    &["date", "de", "naissance"],
    &["naissance"],
    &["ddn"],
    &["est", "né", "le"],
    &["est", "née", "le"],
    &["né", "le"],
    &["née", "le"],
    &["ne", "le"],
    &["nee", "le"],
    &["né"],
    &["née"],
];

/// Words that may be either: people are called Born, Le, Nee and B.
const EITHER: [&str; 6] = ["born", "b", "ne", "nee", "le", "on"];

/// Words that no name has before its end: whoever writes them says more than a name.
const NEVER: [&str; 5] = ["born", "dob", "birth", "naissance", "à"];

/// No name is longer.
const LONGEST: usize = 120;

/// The name that stands before a date of birth, if it is clearly one.
pub fn name(text: &str) -> Option<String> {
    let text = text.replace("(e)", "e");
    let mut name = text.as_str();
    // Something follows the name that parts it from the date.
    let mut parted = false;
    while let Some(before) = without_birth(name, parted)? {
        (name, parted) = (before, true);
    }
    let words: Vec<&str> = name.split_whitespace().collect();
    let name = words.join(" ").trim_matches(is_no_part).to_owned();
    let is_name = name.chars().any(char::is_alphabetic)
        && name.chars().count() <= LONGEST
        && !name.contains(|c: char| c.is_numeric() || "()[]{}<>@|\\/:;=_".contains(c))
        && !words.iter().rev().skip(1).any(|word| NEVER.contains(&word.trim_matches(|c: char| !c.is_alphanumeric())));
    is_name.then_some(name)
}

/// The text before the last words if these tell of a birth; nothing at all if nobody can say whether they do.
#[expect(clippy::option_option, reason = "unclear is another thing than none")]
fn without_birth(text: &str, parted: bool) -> Option<Option<&str>> {
    if let Some(before) = TELLING.iter().find_map(|words| without(text, words)) {
        return Some(Some(before));
    }
    let Some(last) = Last::of(text).filter(|last| EITHER.contains(&plain(last.word).as_str())) else {
        return Some(None);
    };
    let is_small = last.word.starts_with(char::is_lowercase);
    let is_born = plain(last.word) == "born";
    let parted = parted || last.after.contains(',');
    let tells = match last.set_off() {
        Some('(' | '[' | '–' | '—' | '-') => true,
        _ if is_small && last.follows_capital() => true,
        Some(_) if parted => is_small && is_born,
        Some(_) => is_small || is_born,
        None if parted => return Some(None),
        None => is_small && (is_born || plain(last.word) == "b") && last.follows_several(),
    };
    tells.then_some(Some(last.before))
}

/// The text before these words, where it ends in them.
fn without<'t>(text: &'t str, words: &[&str]) -> Option<&'t str> {
    words.iter().rev().try_fold(text, |text, wanted| {
        let last = Last::of(text)?;
        (plain(last.word) == *wanted).then_some(last.before)
    })
}

/// The last word of a text, with what stands before and after it.
struct Last<'t> {
    before: &'t str,
    word: &'t str,
    after: &'t str,
}

impl<'t> Last<'t> {
    fn of(text: &'t str) -> Option<Self> {
        let (body, after) = text.split_at(text.trim_end_matches(is_no_part).len());
        let word = body.rsplit(is_between).next().filter(|word| !word.is_empty())?;
        Some(Self { before: &body[..body.len() - word.len()], word, after })
    }

    /// The sign that parts it from a name before it.
    fn set_off(&self) -> Option<char> {
        let before = self.before.trim_end();
        let sign = before.chars().next_back().filter(|sign| is_between(*sign) || *sign == '-');
        sign.filter(|_| before.contains(char::is_alphanumeric))
    }

    fn follows_capital(&self) -> bool {
        Self::of(self.before).is_some_and(|last| last.word.starts_with(char::is_uppercase))
    }

    fn follows_several(&self) -> bool {
        self.before.split(is_between).filter(|word| !word.is_empty()).count() > 1
    }
}

fn is_between(c: char) -> bool {
    c.is_whitespace() || "(),[]–—:;".contains(c)
}

/// What no name ends with.
fn is_no_part(c: char) -> bool {
    !c.is_alphanumeric() && c != '.'
}

fn plain(word: &str) -> String {
    word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
