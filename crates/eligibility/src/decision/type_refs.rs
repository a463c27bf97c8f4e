//! The types that a model names. Of one that it doesn't know the engine says nothing, and whatever is of it counts as
//! nothing: `integer` is read, published, and no rule over it ever holds.

use std::{collections::BTreeMap, fmt};

use roxmltree::{Document, Node};

use super::{
    ModelError,
    types::{PLAIN, plain_type},
};

/// A type that there is none of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoType {
    /// What the model calls it.
    pub name: String,
    /// Where it stands first: the element, the part of the model that it belongs to, and the line.
    pub of: String,
    /// In so many places more.
    pub more: usize,
    /// What may be meant.
    pub meant: Option<String>,
}

impl fmt::Display for NoType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: there is no type '{}', and what is of it never counts", self.of, self.name)?;
        match self.more {
            0 => f.write_str(". ")?,
            1 => f.write_str("; it stands in one more place. ")?,
            more => write!(f, "; it stands in {more} more places. ")?,
        }
        match &self.meant {
            Some(meant) => write!(f, "Write {meant}."),
            None => write!(f, "Write one of {}, or the name of a type that the model defines.", PLAIN.join(", ")),
        }
    }
}

/// Each type is one of FEEL's own, as the engine writes it, or one that the model defines.
pub(super) fn check(document: &Document<'_>) -> Result<(), ModelError> {
    let root = document.root_element();
    let defined = |node: &Node<'_, '_>| node.tag_name().name() == "itemDefinition";
    let own: Vec<&str> = root.children().filter(defined).filter_map(|node| node.attribute("name")).collect();
    let mut unknown: BTreeMap<&str, NoType> = BTreeMap::new();
    // Other vocabularies may say the same word in their own sense.
    let is_dmn = |node: &Node<'_, '_>| node.tag_name().namespace() == root.tag_name().namespace();
    for node in root.descendants().filter(|node| node.is_element() && is_dmn(node)) {
        for name in named(&node).filter(|name| plain_type(name).is_none() && !own.contains(name)) {
            let first =
                || NoType { name: name.to_owned(), of: place(document, &node), more: 0, meant: meant(name, &own) };
            unknown.entry(name).and_modify(|known| known.more += 1).or_insert_with(first);
        }
    }
    if unknown.is_empty() { Ok(()) } else { Err(ModelError::NoType(unknown.into_values().collect())) }
}

/// The types that an element names. Spaces around one of FEEL's own are passed over between tags alone.
fn named<'a>(node: &Node<'a, '_>) -> impl Iterator<Item = &'a str> {
    let within = (node.tag_name().name() == "typeRef").then(|| node.text().unwrap_or_default());
    let within = within.map(|name| if plain_type(name.trim()).is_some() { name.trim() } else { name });
    ["typeRef", "outputTypeRef"].into_iter().filter_map(move |key| node.attribute(key)).chain(within)
}

fn place(document: &Document<'_>, node: &Node<'_, '_>) -> String {
    let line = document.text_pos_at(node.range().start).row;
    let owner = node.ancestors().find_map(|node| node.attribute("name")).unwrap_or_default();
    format!("line {line}, {} of '{owner}'", node.tag_name().name())
}

/// What somebody may mean who writes this.
fn meant(name: &str, own: &[&str]) -> Option<String> {
    let bare = name.rsplit([':', '.']).next().unwrap_or_default().trim().to_lowercase();
    let known = || PLAIN.iter().chain(own).find(|known| known.to_lowercase() == bare);
    let other = match bare.strip_prefix('t').filter(|rest| *rest != "ime").unwrap_or(&bare) {
        "integer" | "int" | "long" | "short" | "double" | "float" | "decimal" | "numeric" | "number" => "number",
        "ext" | "text" | "string" => "string",
        "bool" | "boolean" => "boolean",
        "date" => "date",
        "datetime" | "date and time" => "dateTime",
        "days and time duration" => "dayTimeDuration",
        "years and months duration" => "yearMonthDuration",
        "duration" => "dayTimeDuration or yearMonthDuration",
        _ => return known().map(ToString::to_string),
    };
    Some(known().copied().unwrap_or(other).to_owned())
}

#[cfg(test)]
mod tests {
    use super::{super::Model, *};

    const MODEL: &str = r##"<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" xmlns:other="urn:other"
        namespace="urn:t" name="T">
      <itemDefinition name="town"><typeRef> string </typeRef></itemDefinition>
      <itemDefinition name="places" isCollection="true"><itemComponent name="of"><typeRef>town</typeRef></itemComponent></itemDefinition>
      <inputData id="i-age" name="age"><variable name="age" typeRef="number"/></inputData>
      <inputData id="i-town" name="home"><variable name="home" typeRef="town"/></inputData>
      <decision id="d" name="D">
        <extensionElements><other:hint typeRef="Integer"/></extensionElements>
        <variable name="D" typeRef="string"/>
        <informationRequirement><requiredInput href="#i-age"/></informationRequirement>
        <decisionTable>
          <input><inputExpression typeRef="number"><text>age</text></inputExpression></input>
          <output typeRef="string"/>
          <rule><inputEntry><text>&gt;= 18</text></inputEntry><outputEntry><text>"applies"</text></outputEntry></rule>
        </decisionTable>
      </decision>
      <businessKnowledgeModel id="b" name="f"><variable name="f" typeRef="number"/><encapsulatedLogic typeRef="number">
        <formalParameter name="x" typeRef="number"/><literalExpression typeRef="number"><text>x + 1</text></literalExpression>
      </encapsulatedLogic></businessKnowledgeModel>
    </definitions>"##;

    #[test]
    fn a_type_that_nobody_knows_is_refused_with_its_place_and_what_may_be_meant() {
        Model::compile(MODEL).unwrap();
        let refused = |from: &str, to: &str| {
            assert!(MODEL.contains(from), "{from}");
            match Model::compile(&MODEL.replacen(from, to, 1)) {
                Err(error @ ModelError::NoType(_)) => error.to_string(),
                Err(other) => panic!("{from} to {to}: {other}"),
                Ok(_) => panic!("{from} to {to} is taken"),
            }
        };
        for (from, to, place) in [
            ("name=\"age\" typeRef=\"number\"", "name=\"age\" typeRef=\"integer\"", "line 5, variable of 'age'"),
            (
                "inputExpression typeRef=\"number\"",
                "inputExpression typeRef=\"long\"",
                "line 12, inputExpression of 'D'",
            ),
            ("name=\"x\" typeRef=\"number\"", "name=\"x\" typeRef=\"tNumber\"", "line 18, formalParameter of 'x'"),
            ("Logic typeRef=\"number\"", "Logic typeRef=\"Number\"", "line 17, encapsulatedLogic of 'f'"),
            (
                "<literalExpression typeRef=\"number\"",
                "<literalExpression typeRef=\" number\"",
                "line 18, literalExpression of 'f'",
            ),
        ] {
            let told = refused(from, to);
            assert!(told.starts_with(place) && told.ends_with("Write number."), "{told}");
        }
        for (from, to, fix) in [
            ("name=\"D\" typeRef=\"string\"", "name=\"D\" typeRef=\"String\"", "Write string."),
            ("<output typeRef=\"string\"", "<output typeRef=\"feel:string\"", "Write string."),
            ("<typeRef> string <", "<typeRef>tText<", "Write string."),
            ("<typeRef>town<", "<typeRef>Town<", "Write town."),
            ("typeRef=\"town\"", "typeRef=\"tTown\"", "or the name of a type that the model defines."),
            ("typeRef=\"town\"", "typeRef=\"Time\"", "Write time."),
            ("typeRef=\"town\"", "typeRef=\"date and time\"", "Write dateTime."),
            ("typeRef=\"town\"", "typeRef=\"of\"", "or the name of a type that the model defines."),
        ] {
            let told = refused(from, to);
            assert!(told.ends_with(fix), "{told}");
        }
        let both = MODEL.replace("typeRef=\"number\"", "typeRef=\"double\"");
        let told = Model::compile(&both).err().unwrap().to_string();
        assert!(told.contains("; it stands in 5 more places."), "{told}");
    }

    /// The engine takes these and no others: of another version of it this says what changed.
    #[test]
    fn each_type_that_is_taken_counts_for_the_engine() {
        use super::super::{Fact, Facts};
        for (of, fact) in [
            ("Any", Fact::number(20)),
            ("string", Fact::text("a")),
            ("number", Fact::number(20)),
            ("boolean", Fact::Boolean(true)),
            ("date", Fact::date("2020-01-01")),
            ("time", Fact::Time("10:30:00".to_owned())),
            ("dateTime", Fact::DateTime("2026-11-29T10:30:00Z".to_owned())),
            ("dayTimeDuration", Fact::Duration("P3D".to_owned())),
            ("yearMonthDuration", Fact::Duration("P1Y".to_owned())),
        ] {
            let xml = format!(
                r##"<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" namespace="urn:t" name="T">
                <inputData id="i" name="x"><variable name="x" typeRef="{of}"/></inputData>
                <decision id="d" name="D"><variable name="D" typeRef="{of}"/>
                <informationRequirement><requiredInput href="#i"/></informationRequirement>
                <literalExpression typeRef="{of}"><text>x</text></literalExpression></decision></definitions>"##
            );
            let model = Model::compile(&xml).unwrap();
            assert_eq!(model.call("D", &Facts::new([("x", fact.clone())])), Ok(fact), "{of}");
            assert!(PLAIN.contains(&of));
        }
        assert_eq!(PLAIN.len(), 9);
    }
}
