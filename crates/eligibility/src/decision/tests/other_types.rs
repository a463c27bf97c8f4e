//! Cells of another type than their column.

use super::*;

/// A table with one column over `x`, which is of this type, and one rule.
fn table(of: &str, (head, declared): (&str, &str), cell: &str) -> String {
    let cell = cell.replace('&', "&amp;").replace('<', "&lt;");
    let declared = if declared.is_empty() { String::new() } else { format!(" typeRef=\"{declared}\"") };
    format!(
        "<definitions xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\" namespace=\"urn:m\" name=\"m\">
         <itemDefinition name=\"ways\" isCollection=\"true\"><typeRef>string</typeRef></itemDefinition>
         <itemDefinition name=\"age\"><typeRef>number</typeRef></itemDefinition>
         <itemDefinition name=\"person\"><itemComponent name=\"years\"><typeRef>age</typeRef></itemComponent>
         <itemComponent name=\"moves\"><typeRef>ways</typeRef></itemComponent></itemDefinition>
         <inputData id=\"x\" name=\"x\"><variable name=\"x\" typeRef=\"{of}\"/></inputData>
         <inputData id=\"town\" name=\"town\"><variable name=\"town\" typeRef=\"string\"/></inputData>
         <decision id=\"d\" name=\"D\"><variable name=\"D\" typeRef=\"string\"/>
         <informationRequirement><requiredInput href=\"#x\"/></informationRequirement>
         <informationRequirement><requiredInput href=\"#town\"/></informationRequirement>
         <decisionTable><input><inputExpression{declared}><text>{head}</text></inputExpression></input><output/>
         <rule><inputEntry><text>{cell}</text></inputEntry><outputEntry><text>\"yes\"</text></outputEntry></rule>
         </decisionTable></decision></definitions>"
    )
}

fn refused(of: &str, head: (&str, &str), cell: &str) -> String {
    Model::compile(&table(of, head, cell)).err().map(|error| error.to_string()).unwrap_or_default()
}

/// Does the rule hold?
fn holds(of: &str, cell: &str, x: &Fact) -> bool {
    let model = Model::compile(&table(of, ("x", ""), cell)).unwrap();
    verdict(&model, "D", &Facts::new([("x", x.clone()), ("town", Fact::Nothing)])) == decided("yes")
}

#[test]
fn a_cell_of_another_type_than_its_column_is_refused() {
    let place = "table 'D', rule 1, column 1: it says";
    for (of, head, cell, said) in [
        ("date", ("x", ""), "< date and time(\"2020-03-01T00:00:00\")", "a day with a time, and the column is date"),
        ("date", ("x", "date"), "@\"2020-03-01T00:00:00\"", "a day with a time, and the column is date"),
        ("date", ("x", ""), "[date(\"2020-03-01\")..@\"2020-04-01T00:00:00\"]", "a day with a time, and"),
        ("date", ("x", ""), "date and time(date(\"2020-03-01\"), time(\"10:00:00\"))", "a day with a time, and"),
        ("dateTime", ("x", ""), "< date(\"2020-03-01\")", "a day, and the column is date and time"),
        ("dateTime", ("x", ""), "not(@\"2020-03-01\")", "a day, and the column is date and time"),
        ("time", ("x", ""), "< @\"2020-03-01T10:00:00\"", "a day with a time, and the column is time"),
        ("date", ("x", ""), "time(\"10:00:00\")", "a time of day, and the column is date"),
        ("ways", ("count(x)", "number"), "\"1\"", "a text, and the column is number"),
        ("ways", ("count(x)", ""), "1, \"2\"", "a text, and the column is number"),
        ("Any", ("count(x) + 1", "string"), "> \"1\"", "a text, and the column is number"),
        ("Any", ("x.kind", "number"), "\"1\"", "a text, and the column is number"),
        ("Any", ("x.kind", "age"), "\"1\"", "a text, and the column is number"),
        ("person", ("x.years", ""), "\"1\"", "a text, and the column is number"),
        ("number", ("if x > 3 then \"a\" else \"b\"", ""), "1", "a number, and the column is string"),
        ("number", ("x > 3", ""), "\"yes\"", "a text, and the column is boolean"),
        ("number", ("list contains([1, 2], x)", ""), "1", "a number, and the column is boolean"),
        ("age", ("x", ""), "[1, \"2\"]", "a text, and the column is number"),
        ("age", ("x", ""), "abs(2), \"2\"", "a text, and the column is number"),
        ("age", ("x", ""), "string(2)", "a text, and the column is number"),
        ("age", ("x", ""), "town", "a text, and the column is number"),
    ] {
        let told = refused(of, head, cell);
        assert!(told.contains(&format!("{place} {said}")), "{of} {head:?} {cell}: {told}");
    }
    let wrong = refused("dateTime", ("x", ""), "date and time(\"2020-02-30T00:00:00\")");
    assert!(wrong.contains("that there is none of"), "{wrong}");
}

#[test]
fn a_cell_that_may_be_of_the_type_of_its_column_is_taken() {
    for (of, head, cell) in [
        ("date", ("x", ""), "null"),
        ("date", ("x", ""), "-"),
        ("date", ("x", ""), "[date(\"2020-03-01\")..@\"2020-04-01\"]"),
        ("dateTime", ("x", ""), "< date and time(\"2020-03-01T00:00:00\"), null"),
        ("dateTime", ("x", ""), "> date and time(date(\"2020-03-01\"), time(\"10:00:00\"))"),
        ("time", ("x", ""), "[time(\"10:00:00\")..@\"12:00:00\"]"),
        ("date", ("x", ""), "min(date(\"2020-03-01\"), date(\"2020-04-01\"))"),
        ("Any", ("x", ""), "1, \"1\", date(\"2020-03-01\")"),
        // To the engine it is of the type of the input, and that is any.
        ("Any", ("x", "number"), "\"1\""),
        ("Any", ("x.kind", ""), "1, \"1\""),
        ("Any", ("x.kind", "Any"), "1, \"1\""),
        ("Any", ("x[1]", ""), "\"1\""),
        ("ways", ("x[1]", ""), "\"car\""),
        ("ways", ("count(x)", "string"), "1"),
        ("ways", ("list contains(x, \"car\")", ""), "true"),
        ("age", ("x", ""), "[1, 2], [3..4]"),
        ("string", ("x", ""), "town, upper case(town)"),
        ("string", ("x", ""), "not(\"a\", [\"b\"])"),
    ] {
        assert_eq!(refused(of, head, cell), "", "{of} {head:?} {cell}");
    }
}

#[test]
fn a_cell_with_one_value_is_refused_where_the_column_is_a_list() {
    for (of, head, cell, says) in [
        ("ways", "x", "\"car\"", "car"),
        ("ways", "x", "not(\"car\")", "car"),
        ("ways", "x", "\"bus\",\"car\"", "bus"),
        ("ways", "x", "[\"car\"]", "car"),
        ("ways", "x", "not([\"bus\", \"car\"])", "bus"),
        ("ways", "x", "= \"car\"", "car"),
        ("ways", "x", "null, \"car\"", "car"),
        ("ways", "x", "[]", "..."),
        ("ways", "x", "town", "..."),
        ("person", "x.moves", "\"car\"", "car"),
    ] {
        let told = refused(of, (head, ""), cell);
        let expected = format!(
            "table 'D', rule 1, column 1: it asks for one value, and the column is a list of them (list<string>): that never \
             holds. Make an input of it that says whether it was ticked: `way = {{ says = \"{says}\" }}`."
        );
        assert!(told.ends_with(&expected), "{of} {head} {cell}: {told}");
    }
    let list = |texts: &[&str]| Fact::List(texts.iter().map(|text| Fact::text(text)).collect());
    for (cell, x) in [("-", list(&["car"])), ("null", Fact::Nothing), ("not(null)", list(&["car"]))] {
        assert!(holds("ways", cell, &x), "{cell}");
    }
}
