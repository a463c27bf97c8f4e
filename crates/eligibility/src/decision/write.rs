//! A model written down in DMN 1.5, for any modeller to open: the other way round of [`super::source`].

use std::io;

use quick_xml::{Writer, events::BytesText};

use super::source::{Column, Decision, InputData, Rule, Source, Table};

/// The namespace of DMN 1.5.
const NAMESPACE: &str = "https://www.omg.org/spec/DMN/20230324/MODEL/";

type Out = Writer<Vec<u8>>;

impl Source {
    /// The model in DMN 1.5. Boxes other than tables, functions and types are left out.
    pub fn to_xml(&self) -> String {
        let mut out = Writer::new_with_indent(Vec::new(), b' ', 2);
        definitions(&mut out, self).expect("memory takes what is written");
        String::from_utf8(out.into_inner()).expect("we wrote text")
    }
}

fn definitions(out: &mut Out, source: &Source) -> io::Result<()> {
    let own = [("xmlns", NAMESPACE), ("name", &source.name), ("namespace", &source.namespace)];
    out.create_element("definitions").with_attributes(own).write_inner_content(|out| {
        source.inputs.iter().try_for_each(|input| input_data(out, input))?;
        source.decisions.iter().try_for_each(|made| decision(out, source, made))
    })?;
    Ok(())
}

/// Those that are there.
fn some<'a>(pairs: impl IntoIterator<Item = (&'a str, Option<&'a str>)>) -> Vec<(&'a str, &'a str)> {
    pairs.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
}

fn text(out: &mut Out, name: &str, said: &str) -> io::Result<()> {
    out.create_element(name).write_text_content(BytesText::new(said))?;
    Ok(())
}

fn wrapped(out: &mut Out, name: &str, said: &str) -> io::Result<()> {
    out.create_element(name).write_inner_content(|out| text(out, "text", said))?;
    Ok(())
}

fn variable(out: &mut Out, name: &str, type_ref: Option<&str>) -> io::Result<()> {
    let own = some([("name", Some(name)), ("typeRef", type_ref)]);
    out.create_element("variable").with_attributes(own).write_empty()?;
    Ok(())
}

fn input_data(out: &mut Out, input: &InputData) -> io::Result<()> {
    let own = some([("id", Some(&*input.id)), ("name", Some(&*input.name)), ("label", input.label.as_deref())]);
    out.create_element("inputData").with_attributes(own).write_inner_content(|out| {
        if let Some(description) = &input.description {
            text(out, "description", description)?;
        }
        variable(out, &input.name, input.type_ref.as_deref())
    })?;
    Ok(())
}

fn decision(out: &mut Out, source: &Source, decision: &Decision) -> io::Result<()> {
    let own = [("id", &*decision.id), ("name", &*decision.name)];
    out.create_element("decision").with_attributes(own).write_inner_content(|out| {
        if let Some(description) = &decision.description {
            text(out, "description", description)?;
        }
        if let Some(question) = &decision.question {
            text(out, "question", question)?;
        }
        variable(out, &decision.variable, decision.type_ref.as_deref())?;
        for needed in &decision.requires {
            let kind = if source.inputs.iter().any(|input| input.id == *needed) {
                "requiredInput"
            } else {
                "requiredDecision"
            };
            let href = format!("#{needed}");
            out.create_element("informationRequirement").write_inner_content(|out| {
                out.create_element(kind).with_attribute(("href", &*href)).write_empty()?;
                Ok(())
            })?;
        }
        match (&decision.table, &decision.logic) {
            (Some(made), _) => table(out, made),
            (None, Some(literal)) if !literal.starts_with('<') => {
                let own = some([("typeRef", decision.logic_type.as_deref())]);
                let element = out.create_element("literalExpression").with_attributes(own);
                element.write_inner_content(|out| text(out, "text", literal))?;
                Ok(())
            }
            _ => Ok(()),
        }
    })?;
    Ok(())
}

fn table(out: &mut Out, table: &Table) -> io::Result<()> {
    let own = some([
        ("hitPolicy", Some(&*table.hit_policy)),
        ("aggregation", table.aggregation.as_deref()),
        ("typeRef", table.type_ref.as_deref()),
    ]);
    out.create_element("decisionTable").with_attributes(own).write_inner_content(|out| {
        table.inputs.iter().try_for_each(|column| input(out, column))?;
        table.outputs.iter().try_for_each(|column| output(out, column))?;
        for name in &table.annotations {
            out.create_element("annotation").with_attribute(("name", &**name)).write_empty()?;
        }
        table.rules.iter().try_for_each(|made| rule(out, made))
    })?;
    Ok(())
}

fn input(out: &mut Out, column: &Column) -> io::Result<()> {
    let own = some([("label", column.label.as_deref())]);
    out.create_element("input").with_attributes(own).write_inner_content(|out| {
        let of = some([("typeRef", column.type_ref.as_deref())]);
        out.create_element("inputExpression")
            .with_attributes(of)
            .write_inner_content(|out| text(out, "text", column.expression.as_deref().unwrap_or_default()))?;
        column.values.as_ref().map_or(Ok(()), |values| wrapped(out, "inputValues", values))
    })?;
    Ok(())
}

fn output(out: &mut Out, column: &Column) -> io::Result<()> {
    let own = some([
        ("label", column.label.as_deref()),
        ("name", column.expression.as_deref()),
        ("typeRef", column.type_ref.as_deref()),
    ]);
    let element = out.create_element("output").with_attributes(own);
    if column.values.is_none() && column.default.is_none() {
        element.write_empty()?;
        return Ok(());
    }
    element.write_inner_content(|out| {
        column.values.as_ref().map_or(Ok(()), |values| wrapped(out, "outputValues", values))?;
        column.default.as_ref().map_or(Ok(()), |default| wrapped(out, "defaultOutputEntry", default))
    })?;
    Ok(())
}

fn rule(out: &mut Out, rule: &Rule) -> io::Result<()> {
    let own = some([("id", rule.id.as_deref())]);
    out.create_element("rule").with_attributes(own).write_inner_content(|out| {
        if let Some(description) = &rule.description {
            text(out, "description", description)?;
        }
        rule.when.iter().try_for_each(|cell| wrapped(out, "inputEntry", cell))?;
        rule.then.iter().try_for_each(|cell| wrapped(out, "outputEntry", cell))?;
        rule.notes.iter().try_for_each(|note| wrapped(out, "annotationEntry", note))
    })?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use proptest::{option, prelude::*};

    use super::*;
    use crate::decision::source::{of, parse};

    fn word() -> impl Strategy<Value = String> {
        "[a-z<>&\"'é]([a-z <>&\"'é]{0,8}[a-z<>&\"'é])?"
    }

    fn column() -> impl Strategy<Value = Column> {
        (option::of(word()), word(), option::of(word()), option::of(word())).prop_map(
            |(label, expression, type_ref, values)| Column {
                label,
                expression: Some(expression),
                type_ref,
                values,
                default: None,
            },
        )
    }

    fn output_column() -> impl Strategy<Value = Column> {
        (column(), option::of(word())).prop_map(|(column, default)| Column { default, ..column })
    }

    fn a_table() -> impl Strategy<Value = Table> {
        let rule = (option::of(word()), option::of(word()), word(), word(), word()).prop_map(
            |(id, description, when, then, note)| Rule {
                id,
                description,
                when: vec![when],
                then: vec![then],
                notes: vec![note],
            },
        );
        (column(), output_column(), option::of(word()), word(), prop::collection::vec(rule, 0..4)).prop_map(
            |(input, output, aggregation, annotation, rules)| Table {
                hit_policy: "COLLECT".to_owned(),
                type_ref: aggregation.clone(),
                aggregation,
                inputs: vec![input],
                outputs: vec![output],
                annotations: vec![annotation],
                rules,
            },
        )
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(
            (name, namespace, question, description) in (word(), word(), option::of(word()), option::of(word())),
            (label, type_ref, meaning) in (option::of(word()), option::of(word()), option::of(word())),
            (table, logic) in (option::of(a_table()), option::of("[a-z>&\"'é][a-z<>&\"'é]{0,8}")),
        ) {
            let input = InputData { id: "i".to_owned(), name: name.clone(), label, type_ref: type_ref.clone(), description: meaning };
            let one = Decision { id: "d".to_owned(), name: "One".to_owned(), variable: "one".to_owned(), type_ref: type_ref.clone(), question, description, requires: vec!["i".to_owned(), "e".to_owned()], table, ..Decision::default() };
            let other = Decision { id: "e".to_owned(), name: "Other".to_owned(), variable: "Other".to_owned(), logic_type: logic.as_ref().and(type_ref.clone()), logic, ..Decision::default() };
            let source = Source { name, namespace, decisions: vec![one, other], inputs: vec![input], ..Source::default() };
            prop_assert_eq!(of(&parse(&source.to_xml()).unwrap()), source);
        }
    }
}
