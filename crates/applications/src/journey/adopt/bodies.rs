//! The files beside the journey: who there is, what they offer, under what, and who takes the work.

use std::fmt::Write as _;

use eligibility::import::{Benefit, Level};

use super::{
    Government,
    text::{LONGEST_TITLE, SAME, cut, in_both, quoted},
};

/// From which day on all of it stands. Sources say of rules what they are, not since when.
const SINCE: &str = "2020-01-01";
/// Under what everything stands.
const RULES: &str = "published-rules";
/// The body that keeps the journey.
const OFFICE: &str = "journey-office";
/// Who works there, two for each role: made up, and their names say so.
const STAFF: [(&str, [&str; 2]); 6] = [
    ("contact-agent", ["Marigold Testwell", "Bertram Samplesby"]),
    ("catalogue-manager", ["Ottoline Specimen", "Percival Mockridge"]),
    ("transfer-planner", ["Clementine Placeholder", "Rufus Whatsit"]),
    ("transfer-approver", ["Philippa Fauxley", "Ambrose Pretendham"]),
    ("operator", ["Winifred Dummysworth", "Cuthbert Exempleton"]),
    ("supplier-officer", ["Hortense Fictive", "Gaspard Exemple"]),
];

impl Government<'_> {
    pub(super) fn organisations(&self) -> String {
        let mut out = String::from(
            "# The bodies, as the source names them. The days on which they came to be are made up, and so is the office.\n",
        );
        let mut one = |id: &str, name: &str, level: &str, illustrative: &str| {
            let _ = writeln!(
                out,
                "\n[[organisation]]\nid = {}\nname = {name} {SAME}\nlevel = \"{level}\"\nsector = \"public\"\nfrom = \"{SINCE}\"\nillustrative = [{illustrative}]",
                quoted(id)
            );
        };
        for (name, id) in &self.bodies {
            let level =
                self.benefits.iter().find(|(_, benefit)| benefit.body == *name).map(|(_, benefit)| benefit.level);
            let level = match level.unwrap_or_default() {
                Level::National => "national",
                Level::Regional => "regional",
                Level::Local => "local",
            };
            one(id, &in_both(name), level, "\"from\"");
        }
        let office = "{ en = \"Office of the journey\", fr = \"Bureau du parcours\" }";
        one(OFFICE, office, "national", "\"name\", \"from\"");
        out
    }

    pub(super) fn services(&self) -> String {
        let mut out = String::from(
            "# What may come of the journey. How long it takes and how to reach it is made up; the texts are the source’s.\n",
        );
        for (id, benefit) in &self.benefits {
            let body = &self.bodies[benefit.body.as_str()];
            let of_them = format!("{}, {}", benefit.name, benefit.body);
            let summary = benefit.summary.as_deref().unwrap_or(&of_them);
            let _ = writeln!(
                out,
                "\n[[service_type]]\nid = {id}\ntitle = {}\nsummary = {}\nlife_events = [{}]\n\
                 \n[[public_service]]\nid = {id}\ntype = {id}\norganisation = {}\nchannels = [\"web\"]\nworking_days = 20",
                self.words.title(&benefit.name),
                self.words.text(summary),
                quoted(&self.id),
                quoted(body),
                id = quoted(id),
            );
            if let Some(text) = told_beside(benefit) {
                let _ = writeln!(out, "text = {}", self.words.text(&text));
            }
            out.push_str("illustrative = [\"channels\", \"working_days\"]\n");
        }
        out
    }

    pub(super) fn life_events(&self) -> String {
        let title = self.words.title(&self.imported.title);
        format!(
            "[[life_event]]\nid = {}\ntitle = {title}\nsummary = {{ en = \"Find out which of {count} services you may have a right to, and apply.\", fr = \"Découvrez à quels services vous avez peut-être droit, parmi {count}, et demandez-les.\" }}\n",
            quoted(&self.id),
            count = self.benefits.len(),
        )
    }

    pub(super) fn instruments() -> String {
        format!(
            "# The source names the law behind its rules nowhere: this stands for it.\n\n\
             [[instrument]]\nid = \"{RULES}\"\nkind = \"scheme\"\n\
             title = {{ en = \"The rules, as the bodies publish them\", fr = \"Les règles, telles que les organismes les publient\" }}\n\
             from = \"{SINCE}\"\nillustrative = [\"title\", \"from\"]\n"
        )
    }

    pub(super) fn people(&self) -> String {
        let mut out = String::from("# Staff to try it with. All of them are made up.\n");
        let mut one = |id: &str, name: &str, role: &str, body: &str| {
            let _ = writeln!(
                out,
                "\n[[person]]\nid = {}\nname = {}\nrole = \"{role}\"\nbody = {}",
                quoted(id),
                quoted(name),
                quoted(body)
            );
        };
        for (role, names) in STAFF {
            for name in names {
                let id = name.to_lowercase().replace(' ', "-");
                if role != "supplier-officer" {
                    one(&id, name, role, OFFICE);
                    continue;
                }
                for (of, body) in &self.bodies {
                    one(&format!("{id}-{body}"), &cut(&format!("{name}, {of}"), LONGEST_TITLE), role, body);
                }
            }
        }
        out
    }

    pub(super) fn responsibilities(&self) -> String {
        let mut out =
            String::from("# Each body answers for what it offers, wholly and everywhere: the source says no more.\n");
        for (body, types) in self.by_body() {
            let _ = writeln!(
                out,
                "\n[[responsibility]]\nservice_types = [{types}]\nfunctions = [\"policy\", \"decision\", \"fulfilment\", \"contact\"]\nholder = {}\nform = \"own-agency\"\ninstrument = \"{RULES}\"\nfrom = \"{SINCE}\"\nillustrative = true",
                quoted(body)
            );
        }
        out
    }

    pub(super) fn systems(&self) -> String {
        let mut out = String::from("# Every body works at a desk, until somebody connects its system.\n");
        for (body, types) in self.by_body() {
            let desk = format!("{body}-desk");
            let name = self.bodies.iter().find(|(_, id)| *id == body).map(|(name, _)| *name).unwrap_or_default();
            let _ = writeln!(
                out,
                "\n[[system]]\nid = {desk}\nname = {}\noperator = {}\nprotocol = \"desk\"\nhost = \"desk\"\npath = {}\n\
                 \n[[endpoint]]\nservice_types = [{types}]\nsystem = {desk}\nfrom = \"{SINCE}\"",
                in_both(name),
                quoted(body),
                quoted(&format!("/{desk}")),
                desk = quoted(&desk),
            );
        }
        out
    }

    /// Each body with what it offers.
    fn by_body(&self) -> impl Iterator<Item = (&String, String)> {
        self.bodies.iter().map(|(name, id)| {
            let own = self.benefits.iter().filter(|(_, benefit)| benefit.body == *name);
            let types: Vec<String> = own.map(|(id, _)| quoted(id)).collect();
            (id, types.join(", "))
        })
    }
}

/// What people have to read beside the tables: conditions in words, and where it is told of.
fn told_beside(benefit: &Benefit) -> Option<String> {
    let words = benefit.words.iter().map(|words| words.trim().to_owned()).filter(|words| !words.is_empty());
    let all: Vec<String> = words.chain(benefit.page.clone()).collect();
    (!all.is_empty()).then(|| all.join(" · "))
}
