//! A small sound catalogue, and a way to plant one fault in it and see what is found.

use values::source::{Finding, Source};

use super::read;

/// The files of a small catalogue without a fault.
pub(crate) fn sound() -> Vec<Source> {
    FILES.map(|(file, text)| Source { file: format!("demo/{file}"), text: text.to_owned() }).into()
}

/// A file of the small catalogue, to plant a fault in.
pub(crate) const fn in_file(file: &'static str) -> Plant {
    Plant { file }
}

/// A file of the small catalogue, still sound.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Plant {
    file: &'static str,
}

/// The small catalogue with a fault in it. When it is dropped, everything found must have been expected.
#[derive(Debug)]
pub(crate) struct Planted {
    file: &'static str,
    files: Vec<Source>,
    expected: usize,
}

impl Drop for Planted {
    fn drop(&mut self) {
        if !std::thread::panicking() && self.expected > 0 {
            let findings = read(&self.files).expect_err("the fault is found");
            assert_eq!(findings.len(), self.expected, "nothing else is found: {findings:#?}");
        }
    }
}

impl Plant {
    /// Plants a fault in place of something sound.
    pub(crate) fn replace(self, sound: &str, fault: &str) -> Planted {
        Planted { file: self.file, files: self::sound(), expected: 0 }.replace(sound, fault)
    }

    /// Plants something faulty at the end of the file.
    pub(crate) fn add(self, fault: &str) -> Planted {
        let mut planted = Planted { file: self.file, files: self::sound(), expected: 0 };
        planted.text().push_str(fault);
        planted
    }
}

impl Planted {
    /// Plants another fault in the same file.
    pub(crate) fn replace(mut self, sound: &str, fault: &str) -> Self {
        let text = self.text();
        assert_eq!(text.matches(sound).count(), 1, "'{sound}' stands once in the file");
        *text = text.replace(sound, fault);
        self
    }

    /// A fault is found at this line of the file it was planted in.
    pub(crate) fn finds(self, line: usize, what: &str, fix: &str) -> Self {
        let file = self.file;
        self.finds_in(file, line, what, fix)
    }

    /// A fault is found at this line of a file.
    pub(crate) fn finds_in(mut self, file: &str, line: usize, what: &str, fix: &str) -> Self {
        let findings = read(&self.files).expect_err("the fault is found");
        let here = |found: &&Finding| found.file == format!("demo/{file}") && found.line == line;
        let listed = findings.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
        assert!(
            findings.iter().filter(here).any(|found| found.what.contains(what) && found.fix.contains(fix)),
            "expected {file}:{line}: {what}. {fix}\nfound:\n{listed}"
        );
        self.expected += 1;
        self
    }

    /// The fault has this many consequences, which are found too.
    pub(crate) fn with_consequences(mut self, number: usize) {
        self.expected += number;
    }

    fn text(&mut self) -> &mut String {
        let file = format!("demo/{}", self.file);
        &mut self.files.iter_mut().find(|source| source.file == file).expect("the file is there").text
    }
}

const FILES: [(&str, &str); 8] = [
    ("organisations.toml", ORGANISATIONS),
    ("areas.toml", AREAS),
    ("postcodes.toml", POSTCODES),
    ("instruments.toml", INSTRUMENTS),
    ("services/death.toml", SERVICES),
    ("life-events.toml", LIFE_EVENTS),
    ("holidays.toml", HOLIDAYS),
    ("people.toml", PEOPLE),
];

const ORGANISATIONS: &str = r#"# Bodies
[[organisation]]
id = "old-north"
name = { en = "Old North Council", fr = "Conseil d’Old North" }
level = "local"
from = 1974-04-01
until = 2023-04-01 # north
successors = ["united"] # north
sector = "public"
[[organisation]]
id = "old-south"
name = { en = "Old South Council", fr = "Conseil d’Old South" }
level = "local"
from = "1974-04-01"
until = 2023-04-01
successors = ["united"]
sector = "public"
[[organisation]]
id = "united"
contact = { phone = "01632 960 001", page = "https://united.example", email = "help@united.example" }
illustrative = ["contact.phone"]
name = { en = "United Council", fr = "Conseil uni" }
from = 2023-04-01
level = "local"
sector = "public"
[[organisation]]
id = "helpers"
name = { en = "Helpers", fr = "Helpers" }
level = "national"
sector = "voluntary"
from = 2000-01-01
"#;

const AREAS: &str = r#"# Areas
[[area]]
code = "E92000001"
kind = "country"
name = { en = "The country", fr = "Le pays" }

# The old districts
[[area]]
code = "E07000001"
kind = "district"
name = { en = "Old North", fr = "Old North" }
until = 2023-04-01 # north
successors = ["E06000009"]
within = [{ area = "E92000001" }]
[[area]]
code = "E07000002"
kind = "district"
name = { en = "Old South", fr = "Old South" }
until = 2023-04-01
successors = ["E06000009"]
within = [{ area = "E92000001" }]

# The new council
[[area]]
code = "E06000009"
kind = "unitary"
name = { en = "United", fr = "United" }
from = 2023-04-01 # united
within = [{ area = "E92000001" }]
[[area]]
code = "hill"
kind = "locality"
name = { en = "Hill", fr = "Hill" }
within = [{ area = "E07000001", until = 2023-04-01 # hill
 }, { area = "E06000009" }]
[[area]]
code = "dale"
kind = "locality"
name = { en = "Dale", fr = "Dale" }
within = [{ area = "E07000002" }]
"#;

const POSTCODES: &str = r#"
[[postcode]]
outward = "NO1"
areas = ["hill"]

[[postcode]]
outward = "NO2"
areas = ["hill", "dale"]
"#;

const INSTRUMENTS: &str = r#"
[[instrument]]
id = "changes-order"
kind = "order"
title = { en = "Changes Order", fr = "Arrêté des changements" }
from = 2022-03-17
link = "https://law.example/1"
"#;

const SERVICES: &str = r#"# What people need
[[service_type]]
id = "register-death"
lgsl = 100
area_kind = ["country"]
tier = "all"
title = { en = "Register a death", fr = "Déclarer un décès" }
summary = { en = "Have a death written down.", fr = "Faire inscrire un décès." }
life_events = ["after-a-death"] # register

[[service_type]]
id = "tell-council"
title = { en = "Tell the council", fr = "Informer la commune" }
summary = { en = "The council corrects its lists.", fr = "La commune corrige ses listes." }
area_kind = ["unitary", "district"]
life_events = ["after-a-death"]

# Who provides it
[[public_service]]
type = "register-death" # united
organisation = "united" # register
channels = ["counter", "phone"]
working_days = 5
cost = { minor = 1250, currency = "GBP" }
# from
text = { en = "Bring the certificate.", fr = "Apportez le certificat." }
illustrative = ["cost"]
[[public_service]]
type = "tell-council" # old
organisations = ["old-north", "old-south"]
channels = ["web"]
working_days = 10
# until

[[public_service]]
type = "tell-council" # united
organisation = "united"
channels = ["web", "post"]
working_days = 8
illustrative = true
"#;

const LIFE_EVENTS: &str = r#"
[[life_event]]
id = "after-a-death"
title = { en = "After a death", fr = "Après un décès" }
summary = { en = "Who to tell.", fr = "Qui prévenir." }
"#;

const HOLIDAYS: &str = r#"
[[holiday]]
day = 2023-04-07
name = { en = "Good Friday", fr = "Vendredi saint" }

[[holiday]]
day = 2023-04-10
name = { en = "Easter Monday", fr = "Lundi de Pâques" }
areas = ["E92000001"]
"#;

const PEOPLE: &str = r#"
[[person]]
id = "alex"
name = "Alex Example"
role = "contact-agent"
body = "united"
"#;
