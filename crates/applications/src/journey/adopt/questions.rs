//! The questions of the journey: which of the source's own are asked, on which pages, and what the tables are told of them.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
};

use eligibility::{
    decision::Fact,
    import::{Benefit, Imported, Remark},
    question::Condition,
    requirement::{Concept, Told, Type, Way},
};

use super::text::{SAME, Words, in_both, quoted, slug, slugs};

/// A part of a place is chosen from a list, which people still read when it is this long.
const MOST_OPTIONS: usize = 110;
/// So many questions stand on a page, unless there would be too many pages.
const ON_A_PAGE: usize = 5;
/// A journey has at most so many pages; one is for who asks.
const MOST_PAGES: usize = 11;
/// What is chosen where none of the options fits.
const OTHER: &str = "none-of-these";
/// What everybody is asked.
const NAME: &str = "your-name";
const EMAIL: &str = "your-email";
const BORN: &str = "your-birth-date";

/// The questions, each made of a concept or of one part of a place.
pub struct Questions<'i> {
    asked: Vec<Asked<'i>>,
    pages: Vec<Page>,
    /// What the tables are told.
    told: Vec<Told>,
    /// The date that people come back with.
    knows: String,
}

struct Page {
    id: String,
    title: String,
    section: String,
}

struct Asked<'i> {
    id: String,
    page: String,
    concept: &'i Concept,
    /// Which part of a place.
    part: Option<&'i str>,
    /// What may be chosen: the value, and what people read.
    options: Vec<(String, String)>,
    /// May it be none of these?
    is_open: bool,
    when: Vec<String>,
    is_past: bool,
}

/// What can be asked for by questions, and what is left out.
pub fn askable(imported: &Imported) -> (Vec<&Benefit>, Vec<Remark>) {
    let (mut kept, mut remarks) = (Vec::new(), Vec::new());
    for benefit in &imported.benefits {
        let wrong = inputs(imported, benefit).into_iter().find_map(|input| unasked(imported, input));
        match wrong {
            None => kept.push(benefit),
            Some((condition, what)) => remarks.push(Remark { benefit: benefit.name.clone(), condition, what }),
        }
    }
    (kept, remarks)
}

/// Why an input can't be asked for, if it can't.
fn unasked(imported: &Imported, input: &str) -> Option<(String, String)> {
    let told = imported.told.iter().find(|told| told.input == input)?;
    let concept = imported.concepts.iter().find(|concept| concept.id == told.concept)?;
    let is_place = concept.kind == Type::Place && matches!(told.way, Way::Part(_));
    if is_place && values(imported, input).len() > MOST_OPTIONS {
        let what =
            format!("it names more than {MOST_OPTIONS} of them, which nobody chooses from a list, so it is left out");
        return Some((input.to_owned(), what));
    }
    None
}

/// The inputs that the table of a benefit looks at.
fn inputs<'i>(imported: &'i Imported, benefit: &Benefit) -> Vec<&'i str> {
    let tables = imported.model.decisions.iter().filter(|decision| decision.name == benefit.id);
    let columns = tables.filter_map(|decision| decision.table.as_ref()).flat_map(|table| &table.inputs);
    columns.filter_map(|column| column.expression.as_deref()).collect()
}

/// The texts that some table names for an input.
fn values(imported: &Imported, input: &str) -> BTreeSet<String> {
    let tables = imported.model.decisions.iter().filter_map(|decision| decision.table.as_ref());
    let cells = tables.flat_map(|table| {
        let column = table.inputs.iter().position(|column| column.expression.as_deref() == Some(input));
        table.rules.iter().filter_map(move |rule| rule.when.get(column?))
    });
    cells.flat_map(|cell| cell.split('"').skip(1).step_by(2).map(str::to_owned)).collect()
}

impl<'i> Questions<'i> {
    /// The questions that these benefits need.
    pub fn of(imported: &'i Imported, kept: &[&Benefit]) -> Self {
        let needed: BTreeSet<&str> = kept.iter().flat_map(|benefit| inputs(imported, benefit)).collect();
        let told: Vec<&Told> = imported.told.iter().filter(|told| needed.contains(told.input.as_str())).collect();
        let ids = ids(&told);
        let is_always = |id: &str| {
            let all = imported.pages.iter().flat_map(|page| &page.questions);
            all.filter(|question| question.concept == id).all(|question| question.when.is_empty())
        };
        let is_date = |told: &&&Told| {
            let is = |concept: &&Concept| concept.id == told.concept && concept.kind == Type::Date;
            told.way == Way::YearsSince
                && imported.concepts.iter().any(|concept| is(&concept))
                && is_always(&told.concept)
        };
        let knows = told.iter().find(is_date).map(|told| ids[&(told.concept.as_str(), None)].clone());
        let (mut asked, mut pages) = (Vec::new(), Vec::new());
        for (section, questions) in sections(imported, &ids) {
            let own: Vec<Asked<'_>> =
                questions.into_iter().filter(|question| Some(&question.id) != knows.as_ref()).collect();
            pages.push((section, own));
        }
        let born = told.iter().find(is_date).and_then(|told| question(imported, &told.concept, None, &ids));
        let (titles, mut rest) = paged(pages);
        if let Some(born) = born {
            asked.push(Asked { page: "about-you".to_owned(), is_past: true, ..born });
        }
        asked.append(&mut rest);
        let told = told
            .into_iter()
            .map(|told| {
                let part = if let Way::Part(part) = &told.way { Some(part.as_str()) } else { None };
                let way = if part.is_some() { Way::Itself } else { told.way.clone() };
                Told { input: told.input.clone(), concept: ids[&(told.concept.as_str(), part)].clone(), way }
            })
            .collect();
        Self { asked, pages: titles, told, knows: knows.unwrap_or_else(|| BORN.to_owned()) }
    }

    /// The fields that a service gets: who asks, and what its table looks at.
    pub fn fields(&self, benefit: &Benefit) -> Vec<String> {
        let who = [NAME, self.knows.as_str(), EMAIL].map(str::to_owned);
        let needs = |asked: &&Asked<'_>| benefit.concepts.contains(&asked.concept.id) && asked.id != self.knows;
        who.into_iter().chain(self.asked.iter().filter(needs).map(|asked| asked.id.clone())).collect()
    }

    pub fn pages(&self, words: &Words) -> String {
        let mut out = String::from(
            "\n[[page]]\nid = \"about-you\"\ntitle = { en = \"Who you are\", fr = \"Vous\" }\nsection = { en = \"About you\", fr = \"Vos coordonnées\" }\n",
        );
        for page in &self.pages {
            let (title, section) = (words.title(&page.title), words.title(&page.section));
            let _ = writeln!(out, "\n[[page]]\nid = {}\ntitle = {title}\nsection = {section}", quoted(&page.id));
        }
        out
    }

    pub fn questions(&self, words: &Words) -> String {
        let mut out = format!(
            "\n[[question]]\nid = \"{NAME}\"\npage = \"about-you\"\nkind = \"name\"\nabout = \"you\"\nmax = 120\nexample = \"Robin Example\"\nnamed_born = {}\nlabel = {{ en = \"Your full name\", fr = \"Votre nom et vos prénoms\" }}\n",
            quoted(&self.knows)
        );
        if self.knows == BORN {
            let _ = write!(
                out,
                "\n[[question]]\nid = \"{BORN}\"\npage = \"about-you\"\nkind = \"date\"\nnot_after = \"today\"\nexample = \"1960-05-17\"\nknows = true\nlabel = {{ en = \"Your date of birth\", fr = \"Votre date de naissance\" }}\n{KNOWS_HINT}"
            );
        }
        for asked in self.asked.iter().filter(|asked| asked.id == self.knows) {
            out.push_str(&self.question(asked, words));
        }
        let _ = writeln!(
            out,
            "\n[[question]]\nid = \"{EMAIL}\"\npage = \"about-you\"\nkind = \"email\"\noptional = true\nexample = \"robin@example.org\"\nlabel = {{ en = \"Your e-mail address\", fr = \"Votre adresse électronique\" }}"
        );
        for asked in self.asked.iter().filter(|asked| asked.id != self.knows) {
            out.push_str(&self.question(asked, words));
        }
        out
    }

    fn question(&self, asked: &Asked<'_>, words: &Words) -> String {
        let (id, page) = (quoted(&asked.id), quoted(&asked.page));
        let kind = match asked.concept.kind {
            Type::YesNo => "yes-no",
            Type::Date => "date",
            Type::Choice | Type::Place => "choice",
            Type::Number => "number",
            Type::Text => "text",
        };
        let mut out = format!(
            "\n[[question]]\nid = {id}\npage = {page}\nkind = \"{kind}\"\nlabel = {}\n",
            words.title(&asked.label())
        );
        if asked.id == self.knows {
            out.push_str("knows = true\n");
            out.push_str(KNOWS_HINT);
        } else if let Some(help) = asked.concept.help.values().next() {
            let _ = writeln!(out, "hint = {}", words.text(help));
        }
        if kind == "number" && asked.concept.constraint.as_deref() == Some(">= 0") {
            out.push_str("least = 0\n");
        }
        if asked.is_past {
            out.push_str("not_after = \"today\"\n");
        }
        // Made up, to try it with: what opens and settles most.
        let example = match kind {
            "yes-no" => Some("yes"),
            "date" if asked.id == self.knows => Some("1960-05-17"),
            "date" => Some("2022-11-03"),
            "number" => Some("1"),
            "choice" => asked.options.first().map(|(value, _)| value.as_str()),
            _ => None,
        };
        if let Some(example) = example {
            let _ = writeln!(out, "example = {}", quoted(example));
        }
        if !asked.when.is_empty() {
            let _ = writeln!(out, "when = [{}]", asked.when.join(", "));
        }
        if kind == "choice" {
            out.push_str("options = [\n");
            for (value, label) in &asked.options {
                let _ = writeln!(out, "  {{ value = {}, label = {} }}, {SAME}", quoted(value), in_both(label));
            }
            if asked.is_open {
                let _ = writeln!(out, "  {{ value = \"{OTHER}\", label = {OTHERWISE} }},");
            }
            out.push_str("]\n");
        }
        out
    }

    pub fn told(&self) -> String {
        let mut out = String::new();
        for Told { input, concept, way } in
            self.told.iter().filter(|told| told.way != Way::Itself || told.input != told.concept)
        {
            let _ = writeln!(out, "\n[[told]]\ninput = {}\nconcept = {}", quoted(input), quoted(concept));
            if *way == Way::YearsSince {
                out.push_str("way = \"years-since\"\n");
            }
        }
        out
    }

    pub fn concepts(&self, words: &Words) -> String {
        let mut out = format!(
            "\n[[concept]]\nid = \"{NAME}\"\ntype = \"text\"\nlabels = {{ en = \"Full name of the person who applies\", fr = \"Nom et prénoms de la personne qui fait la demande\" }}\n\
             \n[[concept]]\nid = \"{EMAIL}\"\ntype = \"text\"\nlabels = {{ en = \"E-mail address of the person who applies\", fr = \"Adresse électronique de la personne qui fait la demande\" }}\n"
        );
        for asked in &self.asked {
            let kind = match asked.concept.kind {
                Type::Place => Type::Choice,
                kind => kind,
            };
            let _ = writeln!(
                out,
                "\n[[concept]]\nid = {}\ntype = \"{}\"\nlabels = {}",
                quoted(&asked.id),
                crate::requirement::rules::name(kind),
                words.title(&asked.label())
            );
            if let Some(constraint) = &asked.concept.constraint {
                let _ = writeln!(out, "constraint = {}", quoted(constraint));
            }
            if kind == Type::Choice {
                out.push_str("options = [\n");
                for (value, label) in &asked.options {
                    let _ = writeln!(out, "  {{ value = {}, labels = {} }},", quoted(value), in_both(label));
                }
                if asked.is_open {
                    let _ = writeln!(out, "  {{ value = \"{OTHER}\", labels = {OTHERWISE} }},");
                }
                out.push_str("]\n");
            }
        }
        out
    }
}

const KNOWS_HINT: &str = "hint = { en = \"We ask for it again when you come back to this application.\", fr = \"Nous vous la redemanderons quand vous reviendrez à cette demande.\" }\n";
const OTHERWISE: &str = "{ en = \"None of these\", fr = \"Aucune de ces réponses\" }";

impl Asked<'_> {
    fn label(&self) -> String {
        let own = self.concept.labels.values().next().map_or(self.concept.id.as_str(), String::as_str);
        match self.part {
            Some(part) => format!("{own}, {}", part.replace('_', " ")),
            None => own.to_owned(),
        }
    }
}

/// The question of each concept, or of each part of a place.
type Ids<'i> = BTreeMap<(&'i str, Option<&'i str>), String>;

fn ids<'i>(told: &[&'i Told]) -> Ids<'i> {
    let part = |told: &'i Told| if let Way::Part(part) = &told.way { Some(part.as_str()) } else { None };
    let mut keys: Vec<(&str, Option<&str>)> = told.iter().map(|told| (told.concept.as_str(), part(told))).collect();
    keys.sort_unstable();
    keys.dedup();
    let names: Vec<String> = keys
        .iter()
        .map(|(concept, part)| part.map_or_else(|| (*concept).to_owned(), |part| format!("{concept}-{part}")))
        .collect();
    // What everybody is asked stands on its own.
    let own = [NAME, EMAIL, BORN, "about-you"];
    let slugs = slugs(own.into_iter().chain(names.iter().map(String::as_str))).into_iter().skip(own.len());
    keys.into_iter().zip(slugs).collect()
}

/// The sections of the source, each with those of its questions that are asked.
fn sections<'i>(imported: &'i Imported, ids: &Ids<'i>) -> Vec<(String, Vec<Asked<'i>>)> {
    let section = |page: &'i eligibility::import::Page| {
        let mut questions = Vec::new();
        for asked in &page.questions {
            let parts: BTreeSet<Option<&str>> =
                ids.keys().filter(|(concept, _)| *concept == asked.concept).map(|(_, part)| *part).collect();
            for part in parts {
                let whens = asked.when.iter().filter_map(|condition| when(imported, condition, ids));
                let made = question(imported, &asked.concept, part, ids);
                questions.extend(made.map(|made| Asked { when: whens.clone().collect(), ..made }));
            }
        }
        (page.title.clone(), questions)
    };
    imported.pages.iter().map(section).filter(|(_, questions)| !questions.is_empty()).collect()
}

fn question<'i>(imported: &'i Imported, concept: &str, part: Option<&'i str>, ids: &Ids<'i>) -> Option<Asked<'i>> {
    let concept = imported.concepts.iter().find(|known| known.id == concept)?;
    let own = |told: &&Told| {
        let same = if let Way::Part(own) = &told.way { Some(own.as_str()) == part } else { part.is_none() };
        told.concept == concept.id && same
    };
    let inputs: Vec<&Told> = imported.told.iter().filter(own).collect();
    let input = inputs.first()?.input.as_str();
    let label = |value: &String| {
        let named = imported.places.get(input).and_then(|names| names.get(value));
        (value.clone(), named.unwrap_or(value).clone())
    };
    let options = if part.is_some() {
        values(imported, input).iter().map(label).collect()
    } else {
        let shown = |value: &str, labels: &BTreeMap<String, String>| {
            labels.values().next().map_or(value, String::as_str).to_owned()
        };
        concept.options.iter().map(|option| (option.value.clone(), shown(&option.value, &option.labels))).collect()
    };
    // Where a table says what may be chosen, nothing else may.
    let columns =
        imported.model.decisions.iter().filter_map(|decision| decision.table.as_ref()).flat_map(|table| &table.inputs);
    let is_closed =
        columns.filter(|column| column.expression.as_deref() == Some(input)).any(|column| column.values.is_some());
    Some(Asked {
        id: ids.get(&(concept.id.as_str(), part))?.clone(),
        page: String::new(),
        concept,
        part,
        options,
        is_open: !is_closed,
        when: Vec::new(),
        is_past: inputs.iter().any(|told| told.way == Way::YearsSince),
    })
}

/// A condition as a journey writes it. One that it can't write is left out: then the question is asked of everybody.
fn when(imported: &Imported, condition: &Condition, ids: &Ids<'_>) -> Option<String> {
    let concept = imported.concepts.iter().find(|concept| concept.id == condition.concept)?;
    let question = ids.get(&(concept.id.as_str(), None))?;
    let value = |fact: &Fact| match fact {
        Fact::Boolean(said) => Some(quoted(if *said { "yes" } else { "no" })),
        Fact::Text(text) => Some(quoted(text)),
        _ => None,
    };
    let values = |facts: &[Fact]| facts.iter().map(value).collect::<Option<Vec<_>>>();
    let (is, is_not) = (values(&condition.is)?, values(&condition.is_not)?);
    if condition.aged.is_some() || is.is_empty() && is_not.is_empty() {
        return None;
    }
    let list = |key: &str, values: &[String]| {
        if values.is_empty() { String::new() } else { format!(", {key} = [{}]", values.join(", ")) }
    };
    Some(format!("{{ question = {}{}{} }}", quoted(question), list("is", &is), list("is_not", &is_not)))
}

/// The sections in pages that are not too long, and not too many.
fn paged(sections: Vec<(String, Vec<Asked<'_>>)>) -> (Vec<Page>, Vec<Asked<'_>>) {
    let sections: Vec<_> = sections.into_iter().filter(|(_, questions)| !questions.is_empty()).collect();
    let count = |size: usize| sections.iter().map(|(_, questions)| questions.len().div_ceil(size)).sum::<usize>();
    let longest = sections.iter().map(|(_, questions)| questions.len()).max().unwrap_or(1);
    let size = (ON_A_PAGE..longest).find(|size| count(*size) <= MOST_PAGES).unwrap_or(longest.max(ON_A_PAGE));
    let (mut pages, mut asked) = (Vec::new(), Vec::new());
    for (section, questions) in sections {
        let parts = questions.len().div_ceil(size);
        // As even as they can be, so that none has one question alone.
        let each = questions.len().div_ceil(parts.max(1)).max(1);
        for (n, question) in questions.into_iter().enumerate() {
            let part = n / each;
            let id = if part == 0 { slug(&section) } else { format!("{}-{}", slug(&section), part + 1) };
            if n % each == 0 {
                let title = if parts > 1 { format!("{section} ({} / {parts})", part + 1) } else { section.clone() };
                pages.push(Page { id: id.clone(), title, section: section.clone() });
            }
            asked.push(Asked { page: id, ..question });
        }
    }
    (pages, asked)
}
