//! Rules of others as the folder of a whole government: bodies, services, who answers, desks that take the work, and a
//! journey with its decisions. It is sound as it is written, and somebody here can mend it from there on.
//!
//! A source speaks one language. What it says stands in both, and says of itself in which language it is.

mod bodies;
mod questions;
mod text;

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
};

use eligibility::{
    decision::Source as Model,
    import::{Benefit, Imported, Remark},
};
use values::source::Source;

use questions::Questions;
use text::{Words, slugs};
pub use text::{quoted, slug};

/// A folder to be written, and what a person should look at.
#[derive(Debug)]
pub struct Adopted {
    /// Its files, each with its name below the folder.
    pub files: Vec<Source>,
    /// What was left out of it.
    pub remarks: Vec<Remark>,
    /// The id of its journey.
    pub journey: String,
    /// So many services are in it.
    pub services: usize,
}

/// What the whole of it is about.
struct Government<'i> {
    imported: &'i Imported,
    edition: &'i str,
    words: Words,
    /// The id of the journey, and of its life event.
    id: String,
    /// What is in it, each with the id of its service type.
    benefits: Vec<(String, &'i Benefit)>,
    /// The bodies, each with its id.
    bodies: BTreeMap<&'i str, String>,
    questions: Questions<'i>,
}

/// A government that offers what was imported. `edition` is the name of the journey's edition.
pub fn adopt(imported: &Imported, edition: &str) -> Adopted {
    let (kept, remarks) = questions::askable(imported);
    let ids = slugs(kept.iter().map(|benefit| benefit.id.as_str()));
    let names: BTreeSet<&str> = kept.iter().map(|benefit| benefit.body.as_str()).collect();
    let bodies = names.iter().copied().zip(slugs(names.iter().copied())).collect();
    let government = Government {
        imported,
        edition,
        words: Words::of(&imported.language),
        id: text::slug(&imported.title),
        questions: Questions::of(imported, &kept),
        benefits: ids.into_iter().zip(kept).collect(),
        bodies,
    };
    let file = |name: &str, text: String| Source { file: name.to_owned(), text };
    let journey = government.id.clone();
    let files = vec![
        file("organisations.toml", government.organisations()),
        file("services/imported.toml", government.services()),
        file("life-events.toml", government.life_events()),
        file("instruments.toml", Government::instruments()),
        file("people.toml", government.people()),
        file("responsibilities.toml", government.responsibilities()),
        file("systems.toml", government.systems()),
        file("concepts.toml", government.concepts()),
        file(&format!("journeys/{journey}.toml"), government.journey()),
        file(&format!("journeys/{journey}.dmn"), government.model().to_xml()),
    ];
    Adopted { files, remarks, services: government.benefits.len(), journey }
}

impl Government<'_> {
    /// The tables of what is in it.
    fn model(&self) -> Model {
        let mut model = self.imported.model.clone();
        let kept: BTreeSet<&str> = self.benefits.iter().map(|(_, benefit)| benefit.id.as_str()).collect();
        model.decisions.retain(|decision| kept.contains(decision.name.as_str()));
        let needed: BTreeSet<String> =
            model.decisions.iter().flat_map(|decision| decision.requires.iter().cloned()).collect();
        model.inputs.retain(|input| needed.contains(&input.id));
        model
    }

    /// The journey's own file.
    fn journey(&self) -> String {
        let (title, words) = (&self.imported.title, &self.words);
        let id = &self.id;
        let mut out = format!(
            "# What is asked, and which services come of it: made of rules that others published.\n\
             id = {id}\nlife_event = {id}\nedition = {edition}\nmodel = {model}\nask = \"fewest\"\n\
             title = {title}\nsummary = {{ en = \"Answer each question once, and see which of {count} services you may have a right to.\", fr = \"Répondez une seule fois à chaque question et voyez à quels services vous avez peut-être droit, parmi {count}.\" }}\n\
             before_you_start = {{ en = \"You can do this in one go or come back later: your answers are kept.\\n\\nWhat you read here is an indication. You may apply for any of the services, and the body that offers it decides.\", fr = \"Vous pouvez tout faire en une fois ou revenir plus tard\u{202f}: vos réponses sont conservées.\\n\\nCe que vous lisez ici est une indication. Vous pouvez demander chacun de ces services, et c’est l’organisme qui le propose qui décide.\" }}\n",
            id = quoted(id),
            edition = quoted(self.edition),
            model = quoted(&format!("{id}.dmn")),
            title = words.title(title),
            count = self.benefits.len(),
        );
        out.push_str(&self.questions.pages(words));
        out.push_str(&self.questions.questions(words));
        for (id, benefit) in &self.benefits {
            let fields: Vec<String> = self.questions.fields(benefit).iter().map(|field| quoted(field)).collect();
            let _ = writeln!(
                out,
                "\n[[service]]\ntype = {id}\ndecision = {decision}\n\
                 why = {{ en = \"What you answered fits the conditions of this service.\", fr = \"Vos réponses correspondent aux conditions de ce service.\" }}\n\
                 why_not = {{ en = \"What you answered does not fit the conditions of this service.\", fr = \"Vos réponses ne correspondent pas aux conditions de ce service.\" }}\n\
                 fields = [{fields}]",
                id = quoted(id),
                decision = quoted(&benefit.id),
                fields = fields.join(", "),
            );
        }
        out.push_str(&self.questions.told());
        out
    }

    /// What the questions mean.
    fn concepts(&self) -> String {
        let about = "# What the questions mean, the same to every body that is told the answer.\n".to_owned();
        about + self.questions.concepts(&self.words).as_str()
    }
}
