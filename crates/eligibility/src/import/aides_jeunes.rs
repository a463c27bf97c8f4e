//! Aids for the young in France (aides-jeunes, of betagouv): one file in YAML for each aid and each institution. An aid is
//! there for whoever meets all of its general conditions and, where it names profiles, is one of these with what it asks
//! of that one. What is computed in a program elsewhere (`openfisca`) is left out, and said.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use thiserror::Error;

use super::{Benefit, Imported, Input, Level, Page, Path, Remark, any_of, both, decision, id_of, model, without_marks};
use crate::{
    question::Question,
    requirement::{Choice, Concept, Texts, Told, Type, Way},
};

/// One file may be this long.
pub const MOST_BYTES: usize = 1 << 20;
/// So many texts stand in one cell: a cell of a table has a bound.
const MOST_IN_A_CELL: usize = 150;
/// Its texts are in this language.
const LANGUAGE: &str = "fr";
/// The concept that every place comes from.
const PLACE: &str = "lieu";
/// The concept that the age comes from.
const BORN: &str = "date_naissance";

/// Why a file can't be read.
#[derive(Debug, Error)]
pub enum BadFile {
    /// Too long.
    #[error("{0} has more than {MOST_BYTES} bytes")]
    TooLong(String),
    /// Not of this format.
    #[error("{file} is none of the format: {why}")]
    Unreadable {
        /// Which file.
        file: String,
        /// Where, and what was expected.
        why: String,
    },
}

#[derive(Deserialize)]
struct Aid {
    label: String,
    institution: String,
    #[serde(default)]
    description: Option<String>,
    #[serde(default)]
    link: Option<String>,
    #[serde(default)]
    conditions_generales: Option<Vec<Test>>,
    #[serde(default)]
    profils: Option<Vec<Profile>>,
    /// What else is asked for, in words.
    #[serde(default)]
    conditions: Option<Vec<String>>,
    /// Of those that are computed elsewhere.
    #[serde(default)]
    openfisca_eligibility_source: Option<String>,
    #[serde(default)]
    entity: Option<String>,
}

#[derive(Deserialize)]
struct Profile {
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    conditions: Option<Vec<Test>>,
}

#[derive(Deserialize)]
struct Test {
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    operator: Option<String>,
    #[serde(default)]
    value: Option<Scalar>,
    #[serde(default)]
    values: Vec<Scalar>,
    #[serde(default)]
    includes: Vec<Scalar>,
    #[serde(default)]
    excludes: Vec<Scalar>,
    #[serde(default)]
    period: Option<String>,
    #[serde(default)]
    age_min: Option<u16>,
    #[serde(default)]
    age_max: Option<u16>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Scalar {
    Boolean(bool),
    Whole(i64),
    Number(f64),
    Text(String),
}

impl Scalar {
    fn text(&self) -> String {
        match self {
            Self::Boolean(value) => value.to_string(),
            Self::Whole(value) => value.to_string(),
            Self::Number(value) => value.to_string(),
            Self::Text(text) => text.clone(),
        }
    }
}

#[derive(Deserialize)]
struct Institution {
    name: String,
    #[serde(rename = "type", default)]
    kind: String,
    #[serde(default)]
    code_insee: Option<Scalar>,
    #[serde(default)]
    code_siren: Option<Scalar>,
}

impl Institution {
    fn level(&self) -> Level {
        match self.kind.as_str() {
            "region" | "departement" => Level::Regional,
            "commune" | "epci" => Level::Local,
            _ => Level::National,
        }
    }

    /// The part of a place that it is, and its code.
    fn place(&self) -> Option<(&'static str, String)> {
        let (part, code) = match self.kind.as_str() {
            "region" => ("region", self.code_insee.as_ref()?),
            "departement" => ("departement", self.code_insee.as_ref()?),
            "commune" => ("commune", self.code_insee.as_ref()?),
            "epci" => ("epci", self.code_siren.as_ref()?),
            _ => return None,
        };
        Some((part, code.text()))
    }
}

/// A file: its name without folder and ending, and what is in it.
pub type File<'a> = (&'a str, &'a str);

/// Reads aids and the institutions that give them.
pub fn read(aids: &[File<'_>], institutions: &[File<'_>]) -> Result<Imported, BadFile> {
    let institutions: BTreeMap<&str, Institution> =
        institutions.iter().map(|file| Ok((file.0, yaml(file)?))).collect::<Result<_, BadFile>>()?;
    let mut asked = Asked::default();
    let (mut benefits, mut remarks) = (Vec::new(), Vec::new());
    for file in aids {
        let aid: Aid = yaml(file)?;
        let by = institutions.get(aid.institution.as_str());
        let name = id_of(file.0);
        let mut remark = |condition: &str, what: &str| {
            remarks.push(Remark { benefit: aid.label.clone(), condition: condition.to_owned(), what: what.to_owned() });
        };
        if aid.entity.is_some() || aid.openfisca_eligibility_source.is_some() {
            remark("openfisca", "it is computed by a program elsewhere, so it is left out");
            continue;
        }
        let paths = asked.paths(&aid, by, &mut remark);
        if paths.iter().any(|path| path.conditions.is_empty()) {
            remark("", "some way to it asks for nothing that a cell can tell, so it is left out");
            continue;
        }
        let benefit = Benefit {
            id: name.clone(),
            name: aid.label,
            summary: aid.description.as_deref().and_then(without_marks),
            level: by.map(Institution::level).unwrap_or_default(),
            body: by.map_or(aid.institution, |institution| institution.name.clone()),
            page: aid.link.filter(|link| link.starts_with("https://")),
            concepts: asked.concepts_of(&paths),
            words: aid.conditions.unwrap_or_default(),
        };
        benefits.push((benefit, paths));
    }
    let inputs = asked.inputs();
    let decisions =
        benefits.iter().map(|(benefit, paths)| decision(&benefit.id, &benefit.id, &inputs, paths)).collect();
    let mut places: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    for (institution, (part, code)) in institutions.values().filter_map(|known| Some((known, known.place()?))) {
        places.entry(part.to_owned()).or_default().insert(code, institution.name.clone());
    }
    let title = "Aides aux jeunes";
    Ok(Imported {
        title: title.to_owned(),
        language: LANGUAGE.to_owned(),
        concepts: asked.concepts(),
        pages: asked.pages(),
        told: asked.told(),
        model: model(title, "urn:aides-jeunes", &inputs, decisions),
        places,
        benefits: benefits.into_iter().map(|(benefit, _)| benefit).collect(),
        remarks,
    })
}

fn yaml<T: serde::de::DeserializeOwned>((name, text): &File<'_>) -> Result<T, BadFile> {
    if text.len() > MOST_BYTES {
        return Err(BadFile::TooLong((*name).to_owned()));
    }
    // What else the error says shows the place in the file.
    let first = |why: String| why.lines().next().unwrap_or_default().trim_start_matches("error: ").to_owned();
    serde_saphyr::from_str(text)
        .map_err(|error| BadFile::Unreadable { file: (*name).to_owned(), why: first(error.to_string()) })
}

/// What is asked for by the aids that were read so far: each input with its type and the values that some aid names.
#[derive(Default)]
struct Asked(BTreeMap<String, Of>);

struct Of {
    kind: Type,
    values: BTreeSet<String>,
}

impl Asked {
    fn ask(&mut self, input: &str, kind: Type, values: &[String]) {
        let of = self.0.entry(input.to_owned()).or_insert_with(|| Of { kind, values: BTreeSet::new() });
        of.values.extend(values.iter().cloned());
    }

    /// The ways to an aid: by each of its profiles, or by what it asks of everybody.
    fn paths(&mut self, aid: &Aid, by: Option<&Institution>, remark: &mut impl FnMut(&str, &str)) -> Vec<Path> {
        let mut general = vec![Path::default()];
        for test in aid.conditions_generales.iter().flatten() {
            self.add(&mut general, test, by, remark);
        }
        let profiles: Vec<&Profile> = aid.profils.iter().flatten().collect();
        if profiles.is_empty() {
            return general;
        }
        let mut all = Vec::new();
        for profile in profiles {
            let mut own = general.clone();
            let input = format!("profil_{}", profile.kind);
            self.ask(&input, Type::YesNo, &[]);
            for path in &mut own {
                path.conditions.push((input.clone(), "true".to_owned()));
            }
            for test in profile.conditions.iter().flatten() {
                self.add(&mut own, test, by, remark);
            }
            all.extend(own);
        }
        all
    }

    /// One more condition on each way. A long list of texts makes several ways of one.
    fn add(
        &mut self,
        paths: &mut Vec<Path>,
        test: &Test,
        by: Option<&Institution>,
        remark: &mut impl FnMut(&str, &str),
    ) {
        let Some((input, cells)) = self.cells(test, by) else {
            remark(&test.kind, "no cell of a table can tell it, so a person decides where all else holds");
            for path in paths {
                path.is_partial = true;
            }
            return;
        };
        let mut all = Vec::new();
        for path in paths.drain(..) {
            for cell in &cells {
                let mut path = path.clone();
                match path.conditions.iter_mut().find(|(known, _)| *known == input) {
                    None => path.conditions.push((input.clone(), cell.clone())),
                    Some((_, known)) => {
                        if let Some(both) = both(known, cell) {
                            *known = both;
                        } else {
                            remark(&test.kind, "it is asked twice in ways that are no one cell");
                            path.is_partial = true;
                        }
                    }
                }
                all.push(path);
            }
        }
        *paths = all;
    }

    /// The input that a condition looks at, and the cells of which one has to hold.
    fn cells(&mut self, test: &Test, by: Option<&Institution>) -> Option<(String, Vec<String>)> {
        let texts = |values: &[Scalar]| -> Vec<String> { values.iter().map(Scalar::text).collect() };
        let place = match test.kind.as_str() {
            "regions" => Some("region"),
            "departements" => Some("departement"),
            "communes" => Some("commune"),
            "epcis" | "excluded_epcis" => Some("epci"),
            "codes_postaux" => Some("code_postal"),
            _ => None,
        };
        match test.kind.as_str() {
            "age" | "quotient_familial" => {
                // By the month and by the year are two numbers.
                let input = match test.period.as_deref() {
                    None | Some("month") => test.kind.clone(),
                    Some(period) => format!("{}_{}", test.kind, id_of(period).replace('-', "_")),
                };
                let cell = self.bound(&input, test)?;
                Some((input, vec![cell]))
            }
            "enfants_eligibles" => {
                let input = format!("enfants_de_{}_a_{}", test.age_min?, test.age_max?);
                let cell = self.bound(&input, test)?;
                Some((input, vec![cell]))
            }
            "excluded_epcis" => {
                let values = texts(&test.values);
                self.ask("epci", Type::Place, &values);
                (values.len() <= MOST_IN_A_CELL)
                    .then(|| ("epci".to_owned(), vec![format!("not({})", any_of(values.iter().map(String::as_str)))]))
            }
            "attached_to_institution" => {
                let (input, code) = by?.place()?;
                self.lists(input, Type::Place, &[code])
            }
            _ if place.is_some() => self.lists(place?, Type::Place, &texts(&test.values)),
            "annee_etude" | "mention_baccalaureat" => self.lists(&test.kind, Type::Choice, &texts(&test.values)),
            "regime_securite_sociale" | "statut_occupation_logement" => {
                let (includes, excludes) = (texts(&test.includes), texts(&test.excludes));
                if excludes.is_empty() {
                    return self.lists(&test.kind, Type::Choice, &includes);
                }
                self.ask(&test.kind, Type::Choice, &excludes);
                let cell = format!("not({})", any_of(excludes.iter().map(String::as_str)));
                includes.is_empty().then(|| (test.kind.clone(), vec![cell]))
            }
            "boursier" | "formation_sanitaire_social" | "difficultes_acces_ou_frais_logement" => {
                let is = match &test.value {
                    None => true,
                    Some(Scalar::Boolean(is)) => *is,
                    Some(_) => return None,
                };
                self.ask(&test.kind, Type::YesNo, &[]);
                Some((test.kind.clone(), vec![is.to_string()]))
            }
            _ => None,
        }
    }

    /// A number held against a bound.
    fn bound(&mut self, input: &str, test: &Test) -> Option<String> {
        let value = match test.value.as_ref()? {
            value @ (Scalar::Whole(_) | Scalar::Number(_)) => value.text(),
            _ => return None,
        };
        let cell = match test.operator.as_deref()? {
            sign @ ("<" | "<=" | ">" | ">=") => format!("{sign} {value}"),
            "=" => value,
            _ => return None,
        };
        self.ask(input, Type::Number, &[]);
        Some(cell)
    }

    /// Any of these texts, in as many cells as it takes.
    fn lists(&mut self, input: &str, kind: Type, values: &[String]) -> Option<(String, Vec<String>)> {
        self.ask(input, kind, values);
        let cells: Vec<String> =
            values.chunks(MOST_IN_A_CELL).map(|some| any_of(some.iter().map(String::as_str))).collect();
        (!cells.is_empty()).then(|| (input.to_owned(), cells))
    }

    fn inputs(&self) -> Vec<Input> {
        let input = |(name, of): (&String, &Of)| Input {
            name: name.clone(),
            type_ref: match of.kind {
                Type::YesNo => "boolean",
                Type::Number => "number",
                _ => "string",
            },
            // Of a choice others may be chosen than those that some aid names.
            values: None,
            label: Some(name.replace('_', " ")),
        };
        self.0.iter().map(input).collect()
    }

    fn told(&self) -> Vec<Told> {
        let told = |(input, of): (&String, &Of)| match of.kind {
            Type::Place => Told { input: input.clone(), concept: PLACE.to_owned(), way: Way::Part(input.clone()) },
            _ if input == "age" => Told { input: input.clone(), concept: BORN.to_owned(), way: Way::YearsSince },
            _ => Told { input: input.clone(), concept: input.clone(), way: Way::Itself },
        };
        self.0.iter().map(told).collect()
    }

    fn concepts(&self) -> Vec<Concept> {
        let label = |id: &str| -> Texts { [(LANGUAGE.to_owned(), id.replace('_', " "))].into() };
        let mut concepts: BTreeMap<String, Concept> = BTreeMap::new();
        for (told, of) in self.told().into_iter().zip(self.0.values()) {
            let kind = if told.way == Way::YearsSince { Type::Date } else { of.kind };
            let value = |value: &String| Choice { value: value.clone(), labels: label(value) };
            let options = if kind == Type::Choice { of.values.iter().map(value).collect() } else { Vec::new() };
            let concept = Concept {
                id: told.concept.clone(),
                kind,
                labels: label(&told.concept),
                help: Texts::new(),
                options,
                constraint: (kind == Type::Number).then(|| ">= 0".to_owned()),
            };
            concepts.insert(told.concept, concept);
        }
        concepts.into_values().collect()
    }

    fn concepts_of(&self, paths: &[Path]) -> Vec<String> {
        let inputs: BTreeSet<&String> =
            paths.iter().flat_map(|path| &path.conditions).map(|(input, _)| input).collect();
        let told = self.told();
        let concepts: BTreeSet<&String> =
            told.iter().filter(|told| inputs.contains(&told.input)).map(|told| &told.concept).collect();
        concepts.into_iter().cloned().collect()
    }

    /// Where somebody lives and how old they are, what they do, then everything else: each on a page of its own.
    fn pages(&self) -> Vec<Page> {
        let concepts = self.concepts();
        let page = |title: &str, which: &dyn Fn(&str) -> bool| {
            let own = concepts.iter().filter(|concept| which(&concept.id));
            let questions = own.map(|concept| Question { concept: concept.id.clone(), when: Vec::new() });
            Page { title: title.to_owned(), questions: questions.collect() }
        };
        let is_you = |id: &str| [PLACE, BORN].contains(&id);
        let is_profile = |id: &str| id.starts_with("profil_");
        let pages = [
            page("Vous", &is_you),
            page("Votre situation", &is_profile),
            page("Précisions", &|id| !is_you(id) && !is_profile(id)),
        ];
        pages.into_iter().filter(|page| !page.questions.is_empty()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOWN: File<'_> = ("town", "name: Town\ntype: commune\ncode_insee: \"01234\"\n");

    fn rules(aid: &str) -> (Vec<(Vec<String>, String)>, Vec<String>) {
        let imported = read(&[("an-aid", aid)], &[TOWN]).unwrap();
        let tables = imported.model.decisions.iter().filter_map(|decision| decision.table.as_ref());
        let rules = tables.flat_map(|table| &table.rules).map(|rule| (rule.when.clone(), rule.then[0].clone()));
        (rules.collect(), imported.remarks.into_iter().map(|remark| remark.what).collect())
    }

    #[test]
    fn profiles_are_ways_beside_each_other_and_general_conditions_hold_for_all() {
        let (rules, remarks) = rules(
            "label: An aid
institution: town
conditions_generales:
  - { type: age, operator: \">=\", value: 16 }
  - type: attached_to_institution
profils:
  - type: etudiant
    conditions:
      - { type: age, operator: <=, value: 25 }
  - type: apprenti
",
        );
        let row = |cells: [&str; 4], says: &str| (cells.map(str::to_owned).to_vec(), says.to_owned());
        let expected = [
            row(["[16..25]", "\"01234\"", "-", "true"], "\"applies\""),
            row([">= 16", "\"01234\"", "true", "-"], "\"applies\""),
            row(["-", "-", "-", "-"], "\"does not apply\""),
        ];
        assert_eq!((rules.as_slice(), remarks), (&expected[..], Vec::new()));
    }

    #[test]
    fn what_no_cell_can_tell_leaves_it_to_a_person() {
        let (rules, remarks) = rules(
            "label: An aid
institution: town
conditions_generales:
  - { type: age, operator: \">=\", value: 16 }
  - { type: moon, value: full }
",
        );
        assert_eq!((rules[0].1.as_str(), remarks.len()), ("null", 1));
    }

    #[test]
    fn a_number_by_the_year_is_another_than_the_same_by_the_month() {
        let test = |period: &str| format!("  - {{ type: quotient_familial, operator: <=, value: 900{period} }}\n");
        let aid = format!(
            "label: An aid\ninstitution: town\nconditions:\n  - Wear a hat.\nconditions_generales:\n{}{}{}",
            test(""),
            test(", period: month"),
            test(", period: year")
        );
        let imported = read(&[("an-aid", &aid)], &[TOWN]).unwrap();
        let table = imported.model.decisions[0].table.as_ref().unwrap();
        let asked: Vec<&str> = table.inputs.iter().filter_map(|input| input.expression.as_deref()).collect();
        assert_eq!(asked, ["quotient_familial", "quotient_familial_year"]);
        assert_eq!(imported.benefits[0].words, ["Wear a hat."]);
    }

    #[test]
    fn a_long_list_makes_several_ways() {
        let many: Vec<String> = (0..400).map(|n| format!("\"{n:05}\"")).collect();
        let aid = format!(
            "label: An aid\ninstitution: town\nconditions_generales:\n  - {{ type: communes, values: [{}] }}\n",
            many.join(",")
        );
        assert_eq!(rules(&aid).0.len(), 4);
    }

    #[test]
    fn a_file_that_is_none_has_its_own_error() {
        let refused = |text: &str| read(&[("a", text)], &[]).unwrap_err().to_string();
        assert!(refused("label: [").contains("a is none of the format"));
        assert!(refused("institution: x").contains("label"));
        assert!(refused(&" ".repeat(MOST_BYTES + 1)).contains("more than"));
        // Anchors that grow without end.
        let bomb = "a: &a [x,x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: [*e,*e,*e,*e,*e,*e,*e,*e,*e,*e]\n";
        drop(refused(bomb));
    }
}
