//! What is written in a model counts as it is written, or the model is refused.

use super::*;

fn refused(model: &str) -> String {
    Model::compile(model).err().map(|error| error.to_string()).unwrap_or_default()
}

#[test]
fn an_expression_that_the_engine_would_cut_off_is_refused_with_its_place() {
    let towns = "<inputValues><text>\"Port\",\"Quay\"</text></inputValues>";
    let said = "<output><outputValues><text>\"none\",\"half\",\"full\"</text></outputValues>\
                <defaultOutputEntry><text>\"none\"</text></defaultOutputEntry></output>";
    let model = model("UNIQUE", &RULES)
        .replacen("<text>Town</text></inputExpression>", &format!("<text>Town</text></inputExpression>{towns}"), 1)
        .replacen("<output/>", said, 1);
    assert_eq!(refused(&model), "");
    let with = |from: &str, to: &str| {
        assert!(model.contains(from), "{from}");
        refused(&model.replacen(from, to, 1))
    };
    let comment = "a comment stands within the text, and the engine reads nothing behind it. Take it out.";
    // The engine would read `"Port"` of the first, and any of the second.
    for (from, to, place) in [
        ("<text>\"Port\",\"Quay\"</text></inputEntry>", "\"Port\"<!-- since 2024 -->,\"Quay\"", "rule 3, column 3"),
        ("<text>&lt; 18</text>", "<!-- minors -->&lt; 18", "rule 1, column 1"),
        ("<text>\"half\"</text>", "\"half\"<!-- or less -->", "rule 2, column 4"),
        ("<text>Town</text>", "Town<!-- of birth -->", "heads, column 3"),
        ("<text>\"Port\",\"Quay\"</text></inputValues>", "\"Port\"<!-- no more -->,\"Quay\"", "heads, column 3"),
        ("<text>\"none\",\"half\",\"full\"</text>", "\"none\",<!-- -->\"half\",\"full\"", "heads, column 4"),
        ("<text>\"none\"</text></default", "<!-- -->\"none\"", "heads, column 4"),
    ] {
        let (_, behind) = from.split_once("</text>").unwrap();
        let told = with(from, &format!("<text>{to}</text>{behind}"));
        assert!(told.ends_with(&format!("table 'Fee', {place}: {comment}")), "{from}: {told}");
    }
    let cell = |text: &str| with("<text>&lt; 18</text>", &format!("<text>{text}</text>"));
    let told = cell("&lt; 1<?editor here?>8");
    assert!(told.contains("rule 1, column 1: an instruction for a program (<? ?>) stands within the text"), "{told}");
    let told = cell("&lt; 1<b>8</b>");
    assert!(told.contains("rule 1, column 1: the element 'b' stands within the text"), "{told}");
    // Each is told.
    let both = model
        .replace("<text>true</text>", "<text>true<!-- a --></text>")
        .replace("<text>-</text>", "<text>-<?b?></text>");
    let Err(ModelError::Cells(faults)) = Model::compile(&both) else { panic!("it is taken") };
    assert_eq!(faults.len(), 4);
}

#[test]
fn an_expression_outside_of_tables_is_not_cut_off_either_and_comments_may_stand_elsewhere() {
    let with =
        |more: &str| refused(&model("UNIQUE", &RULES).replace("</definitions>", &format!("\n{more}</definitions>")));
    let literal = |text: &str| {
        format!(
            "<decision id=\"l\" name=\"Twice\"><variable name=\"Twice\"/><informationRequirement>\
             <requiredInput href=\"#i-Age\"/></informationRequirement>\n<literalExpression><text>{text}</text>\
             </literalExpression></decision>"
        )
    };
    assert_eq!(with(&literal("Age * 2")), "");
    let told = with(&literal("Age<!-- twice --> * 2"));
    assert!(told.contains(", 'Twice': a comment stands within the text, and the engine reads nothing"), "{told}");
    let line = 1 + model("UNIQUE", &RULES).lines().count();
    assert!(told.starts_with(&format!("line {}", line + 1)), "{told}");
    let town = |text: &str| {
        let values = format!("<allowedValues><text>{text}</text></allowedValues>");
        with(&format!("<itemDefinition name=\"town\"><typeRef>string</typeRef>{values}</itemDefinition>"))
    };
    assert_eq!(town("\"Port\",\"Quay\""), "");
    assert!(town("\"Port\",<!-- -->\"Quay\"").contains("'town': a comment stands within the text"));
    // Where nothing is left out by it.
    let model = model("UNIQUE", &RULES)
        .replace("<rule>", "<!-- a rule --><rule><?editor here?><description>a <!-- b --> c</description>")
        .replace("<inputEntry>", "<inputEntry><!-- a cell -->")
        .replace("</rule>", "<annotationEntry><text>The<!-- first --> Act</text></annotationEntry></rule>")
        .replace(
            "</definitions>",
            "<textAnnotation id=\"t\"><text>To <!-- be --> done</text></textAnnotation></definitions>",
        );
    let read = Model::compile(&model).unwrap();
    assert_eq!(read.source().decisions[0].table.as_ref().unwrap().rules[0].notes, ["The Act"]);
    assert_eq!(verdict(&read, "Fee", &Facts::new([("Age", Fact::number(17))])), decided("none"));
}

#[test]
fn a_text_that_is_written_as_it_is_counts_as_any_other() {
    let towns = |text: &str| {
        let values = format!("<text>Town</text></inputExpression><inputValues><text>{text}</text></inputValues>");
        model("UNIQUE", &RULES).replacen("<text>Town</text></inputExpression>", &values, 1)
    };
    let plain = towns("\"Port\",\"Quay\"");
    let verbatim = towns("<![CDATA[\"Port\",\"Quay\"]]>")
        .replace("<text>&lt; 18</text>", "<text><![CDATA[< 1]]>8</text>")
        .replace("<text>&gt;= 18</text>", "<text> <![CDATA[>=]]><![CDATA[ 18]]> </text>")
        .replace("<text>\"none\"</text>", "<text><![CDATA[\"none\"]]></text>");
    let (plain, verbatim) = (Model::compile(&plain).unwrap(), Model::compile(&verbatim).unwrap());
    assert_eq!(super::super::compare(plain.source(), verbatim.source()), []);
    for age in [17, 18, 19] {
        for member in [true, false] {
            for town in [Fact::text("Port"), Fact::text("Moon"), Fact::Nothing] {
                let member = ("Member of a club", Fact::Boolean(member));
                let facts = Facts::new([("Age", Fact::number(age)), member, ("Town", town)]);
                assert_eq!(verdict(&plain, "Fee", &facts), verdict(&verbatim, "Fee", &facts), "{facts:?}");
            }
        }
    }
}

#[test]
fn the_mark_of_an_editor_before_a_model_is_no_part_of_it() {
    let values = "<text>Town</text></inputExpression><inputValues><text>\"Port\",\"Quay\"</text></inputValues>";
    let model = model("UNIQUE", &RULES).replacen("<text>Town</text></inputExpression>", values, 1);
    let model = model.replace("name=\"Town\"", "name=\"Town\" label=\"Ortschaft, größer\"");
    let (plain, marked) = (Model::compile(&model).unwrap(), Model::compile(&format!("\u{feff}{model}")).unwrap());
    assert_eq!(plain.source(), marked.source());
    let facts = Facts::new([
        ("Age", Fact::number(20)),
        ("Member of a club", Fact::Boolean(false)),
        ("Town", Fact::text("Quay")),
    ]);
    assert_eq!(verdict(&marked, "Fee", &facts), decided("full"));
    let closed =
        Facts::new([("Age", Fact::number(20)), ("Member of a club", Fact::Boolean(true)), ("Town", Fact::Nothing)]);
    assert_eq!(verdict(&marked, "Fee", &closed), decided("half"));
    assert_eq!(refused("\u{feff}<a>\n<é>"), refused("<a>\n<é>"));
}
