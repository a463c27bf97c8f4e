//! Tables that can never work, and what is worth a look.

use super::*;

#[test]
fn a_table_that_can_not_work_is_refused() {
    let refused = |model: &str| Model::compile(model).err().map(|error| error.to_string()).unwrap_or_default();
    let with = |policy: &str, from: &str, to: &str| {
        let model = model(policy, &RULES);
        assert!(model.contains(from), "{from}");
        refused(&model.replacen(from, to, 1))
    };
    // A slip in what a column may have.
    let town = "<text>Town</text></inputExpression>";
    let towns = |values: &str| with("UNIQUE", town, &format!("{town}<inputValues><text>{values}</text></inputValues>"));
    assert_eq!(towns("\"Port\",\"Quay\",\"Inland\""), "");
    let slip = towns("\"Port\", \"quay\"");
    assert!(slip.contains("rule 3, column 3: it says \"Quay\", and the column may have \"Port\", \"quay\"."), "{slip}");
    // What exists and isn't required.
    let forgotten =
        with("UNIQUE", "<informationRequirement><requiredInput href=\"#i-Town\"/></informationRequirement>", "");
    assert!(forgotten.contains("the model knows 'Town', and this decision doesn't require it"), "{forgotten}");
    // Texts have no sum, and no order of their own.
    let added = with("COLLECT", "hitPolicy=\"COLLECT\"", "hitPolicy=\"COLLECT\" aggregation=\"SUM\"");
    assert!(added.contains("it says a text, and the table adds up"), "{added}");
    let unordered = with("PRIORITY", "<output/>", "<output/>");
    assert!(unordered.contains("heads, column 4: this hit policy goes by the order of its values"), "{unordered}");
    let values = "<output><outputValues><text>\"full\",\"half\",\"none\"</text></outputValues></output>";
    assert_eq!(with("PRIORITY", "<output/>", values), "");
    // Outputs that can't be told apart.
    let second = |outputs: &str| {
        let two = "</outputEntry><outputEntry><text>1</text></outputEntry></rule>";
        let model = model("UNIQUE", &RULES[..1]).replacen("<output/>", outputs, 1);
        refused(&model.replacen("</outputEntry></rule>", two, 1))
    };
    assert_eq!(second("<output name=\"a\"/><output name=\"b\"/>"), "");
    let same = second("<output name=\"a\"/><output name=\"a\"/>");
    assert!(same.contains("heads, column 5: two outputs are called 'a'"), "{same}");
    assert!(second("<output name=\"a\"/><output/>").contains("column 5: it is one of several outputs and has no name"));
    // Spans of time of two sorts are not held against each other.
    let span = |cell: &str| {
        let model = model("UNIQUE", &[[cell, "-", "-", "\"a\""]]);
        refused(&model.replace("typeRef=\"number\"", "typeRef=\"yearMonthDuration\""))
    };
    assert_eq!(span("< duration(\"P12M\")"), "");
    for cell in ["< duration(\"P365D\")", "@\"P365D\""] {
        let other = span(cell);
        assert!(other.contains("it says a span of days and hours, and the column is years and months"), "{other}");
    }
    assert!(span("< duration(\"12M\")").contains("that there is none of"));
}

#[test]
fn a_table_that_says_neither_yes_nor_no_is_worth_a_look() {
    let last = |policy: &str, more: &str, outputs: &str| {
        let model =
            model(policy, &[["-", "-", "-", "1"]]).replacen("name=\"Fee\" typeRef=\"string\"", "name=\"Fee\"", 1);
        let (before, rest) = model.split_once("<decision id=\"e\"").unwrap();
        let alone = format!("{before}{}", rest.split_once("</decision>").unwrap().1);
        let model =
            alone.replacen("<output/>", outputs, 1).replacen("<decisionTable", &format!("<decisionTable{more}"), 1);
        told(&model, |finding| matches!(finding.what, What::NoVerdict { .. })).join("|")
    };
    assert_eq!(last("FIRST", "", "<output/>"), "");
    for (policy, more, says) in
        [("RULE ORDER", "", "a list"), ("COLLECT", "", "a list"), ("COLLECT", " aggregation=\"SUM\"", "a number")]
    {
        let expected = format!(
            "table 'Fee', it says {says}, which is neither yes nor no: where a service hangs on it, a person always decides."
        );
        assert_eq!(last(policy, more, "<output/>"), expected);
    }
    // Of one that another decision requires nobody asks for yes or no.
    assert_eq!(
        told(&model("COLLECT", &RULES), |finding| matches!(finding.what, What::NoVerdict { .. })),
        Vec::<String>::new()
    );
}

#[test]
fn a_number_that_another_test_of_its_cell_covers_is_worth_a_look() {
    let found = |age: &str| {
        let rules = [["-", "-", "-", "\"a\""], [age, "-", "-", "\"b\""]];
        let found = told(&model("FIRST", &rules), |finding| matches!(finding.what, What::Covered { .. }));
        assert!(!Model::compile(&model("COLLECT", &rules)).unwrap().findings().iter().any(Finding::is_fault));
        found.join("|")
    };
    for (age, number) in [
        (">= 1,5", "5"),
        (">= 1, 5", "5"),
        ("[1..10], 5", "5"),
        ("5, [5..10)", "5"),
        ("1, 1", "1"),
        ("1, 2, 1.0", "1.0"),
        ("not(>= 1,5)", "5"),
        ("-3, < -1,50", "-3"),
        ("5, > abs(-7), >= 5", "5"),
    ] {
        let expected = format!(
            "table 'Fee', rule 2, column 1: the test of {number} adds nothing, since another test of the cell holds of it \
             too. A comma parts two tests; a fraction is written with a point."
        );
        assert_eq!(found(age), expected, "{age}");
    }
    for age in ["-", "5", ">= 1.5", "1,5", "< 1,5", "[1..5), 5", "> 5, 5", "not(1,5)", "null, 5", "< 5, > 5, >= 7"] {
        assert_eq!(found(age), "", "{age}");
    }
    // Of days and texts no fraction is written.
    let other = told(&model("FIRST", &[["-", "-", "\"a\",\"a\"", "\"a\""]]), |_| true);
    assert!(!other.iter().any(|finding| finding.contains("adds nothing")), "{other:?}");
}
