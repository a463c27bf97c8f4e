//! The language of expressions. The engine reads whatever it finds as FEEL: of `#{x == 1}` or `cellInput > 5`, which another
//! engine takes, it would make something else or nothing.

use roxmltree::{Document, Node};

use super::{Fault, ModelError, cut};

/// Every expression is written in FEEL.
pub(super) fn check(document: &Document<'_>) -> Result<(), ModelError> {
    let root = document.root_element();
    let is_dmn = |node: &Node<'_, '_>| node.tag_name().namespace() == root.tag_name().namespace();
    let (mut faults, mut first) = (Vec::<Fault>::new(), None);
    for node in root.descendants().filter(|node| node.is_element() && is_dmn(node)) {
        // To the reader a name with another vocabulary before it is the same.
        let own = node.attributes().find(|own| own.name() == "expressionLanguage" && own.namespace().is_none());
        let Some(language) = own.map(|own| own.value()).filter(|language| !is_feel(language)) else { continue };
        let what = format!("it is said to be written in '{language}', and only FEEL is read. Write it in FEEL.");
        match cut::fault(&node, what.clone()) {
            Some(fault) => faults.push(fault),
            None => first = first.or(Some((node, what))),
        }
    }
    if !faults.is_empty() {
        return Err(ModelError::Cells(faults));
    }
    let Some((node, what)) = first else { return Ok(()) };
    Err(ModelError::Language {
        line: document.text_pos_at(node.range().start).row as usize,
        of: node.ancestors().find_map(|node| node.attribute("name")).unwrap_or_default().to_owned(),
        what,
    })
}

/// By the names that the standard has for it in its editions, and by its short name, which editors write.
fn is_feel(language: &str) -> bool {
    let language = language.trim().to_lowercase();
    let standard = ["http://www.omg.org/spec/", "https://www.omg.org/spec/"];
    let rest = standard.iter().find_map(|before| language.strip_prefix(before));
    ["", "feel"].contains(&language.as_str()) || rest.is_some_and(|rest| rest.split('/').any(|part| part == "feel"))
}

#[cfg(test)]
mod tests {
    use super::super::Model;

    const MODEL: &str = r##"<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" xmlns:other="urn:other"
        namespace="urn:t" name="T">
      <inputData id="i" name="age"><variable name="age" typeRef="number"/></inputData>
      <decision id="d" name="D" other:expressionLanguage="juel">
        <informationRequirement><requiredInput href="#i"/></informationRequirement>
        <decisionTable>
          <input><inputExpression><text>age</text></inputExpression></input><output/>
          <rule><inputEntry><text>&gt;= 18</text></inputEntry><outputEntry><text>"applies"</text></outputEntry></rule>
        </decisionTable>
      </decision>
      <decision id="e" name="E"><informationRequirement><requiredInput href="#i"/></informationRequirement>
        <literalExpression><text>age + 1</text></literalExpression></decision>
    </definitions>"##;

    #[test]
    fn another_language_than_feel_is_refused_with_its_place() {
        let with = |element: &str, language: &str| {
            let said =
                MODEL.replacen(&format!("<{element}"), &format!("<{element} expressionLanguage=\"{language}\""), 1);
            Model::compile(&said).err().map(|error| error.to_string()).unwrap_or_default()
        };
        for (element, place) in [
            ("definitions", "line 1, 'T': "),
            ("decisionTable", "line 6, 'D': "),
            ("literalExpression", "line 12, 'E': "),
            ("inputExpression", "1 cells can't be used, the first: table 'D', heads, column 1: "),
            ("inputEntry", "1 cells can't be used, the first: table 'D', rule 1, column 1: "),
            ("outputEntry", "1 cells can't be used, the first: table 'D', rule 1, column 2: "),
        ] {
            let said = "it is said to be written in 'juel', and only FEEL is read. Write it in FEEL.";
            assert_eq!(with(element, "juel"), format!("{place}{said}"));
            assert!(
                element == "definitions" || with(element, "FEEL").is_empty(),
                "to the engine that is no address there"
            );
        }
        for language in ["javascript", "http://www.w3.org/1999/XPath", "https://www.omg.org/spec/feeling"] {
            assert!(with("inputEntry", language).contains("only FEEL is read"), "{language}");
        }
        for language in [
            "https://www.omg.org/spec/DMN/20230324/FEEL/",
            "http://www.omg.org/spec/DMN/20180521/FEEL/",
            "http://www.omg.org/spec/FEEL/20140401",
        ] {
            assert_eq!(with("definitions", language), "");
        }
    }
}
