//! `portico decision`: a model is looked at, and cases of the test kit are run.

use std::fs;

use crate::{place::Place, process::Ended};

/// Whoever is under an age pays nothing, whoever is over another pays.
fn model(under: &str, from: &str) -> String {
    let rule = |test: &str, says: &str| {
        format!(
            "<rule><inputEntry><text>{test}</text></inputEntry><outputEntry><text>{says}</text></outputEntry></rule>"
        )
    };
    format!(
        "<definitions xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\" namespace=\"urn:fees\" name=\"Fees\">
         <inputData id=\"age\" name=\"Age\"><variable name=\"Age\" typeRef=\"number\"/></inputData>
         <decision id=\"fee\" name=\"Fee\"><variable name=\"Fee\" typeRef=\"string\"/>
         <informationRequirement><requiredInput href=\"#age\"/></informationRequirement>
         <decisionTable><input><inputExpression typeRef=\"number\"><text>Age</text></inputExpression></input><output/>
         {}{}</decisionTable></decision></definitions>",
        rule(&format!("&lt; {under}"), "\"none\""),
        rule(&format!("&gt;= {from}"), "\"full\"")
    )
}

fn cases(age: &str, fee: &str) -> String {
    format!(
        "<testCases xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><modelName>fees.dmn</modelName><testCase id=\"1\">
         <inputNode name=\"Age\"><value xsi:type=\"xsd:decimal\">{age}</value></inputNode>
         <resultNode name=\"Fee\"><expected><value xsi:type=\"xsd:string\">{fee}</value></expected></resultNode>
         </testCase></testCases>"
    )
}

#[test]
fn a_model_is_told_what_it_needs_and_which_rules_hold_for_the_same_case() {
    let place = Place::on_sqlite();
    let checked = |under: &str, from: &str| {
        fs::write(place.path("fees.dmn"), model(under, from)).unwrap();
        Ended::of(place.bare(&["decision", "check", "fees.dmn"]))
    };
    let sound = checked("18", "18");
    assert_eq!(sound.out, "Fees: 1 decisions, 1 tables with 2 rules\n  Fee needs Age\n");
    let overlapping = checked("18", "16");
    let said = "table 'Fee', rules 1 and 2: both hold, such as where Age is 16. Make one of them narrower.";
    assert_eq!(overlapping.out.lines().last(), Some(said));
    assert!(overlapping.refused().contains("hold for the same case"));
    let open = checked("16", "18");
    let gap = "table 'Fee', no rule is for a case where Age is 16: a person decides it.";
    assert!(open.out.lines().last().is_some_and(|line| line.starts_with(gap)), "{}", open.out);
    let misspelt = checked("Eighteen", "16");
    assert!(misspelt.out.starts_with("table 'Fee', rule 1, column 1: nobody knows 'Eighteen'."), "{}", misspelt.out);
    assert!(misspelt.refused().contains("1 cells of fees.dmn can't be used"));
}

#[test]
fn cases_of_the_kit_that_fail_are_named_with_their_reason() {
    let place = Place::on_sqlite();
    fs::create_dir_all(place.path("kit/fees")).unwrap();
    fs::write(place.path("kit/fees/fees.dmn"), model("18", "18")).unwrap();
    let run = |age: &str, fee: &str| {
        fs::write(place.path("kit/fees/fees-test-01.xml"), cases(age, fee)).unwrap();
        Ended::of(place.bare(&["decision", "tck", "kit"]))
    };
    assert_eq!(run("17", "none").out, "1 cases: 1 results as they should be, 0 not\n");
    let failed = run("17", "full");
    assert!(failed.out.contains("case 1, Fee: Text(\"none\") instead of Text(\"full\")"), "{}", failed.out);
    assert!(failed.refused().contains("1 results are not as they should be"));
    fs::remove_file(place.path("kit/fees/fees-test-01.xml")).unwrap();
    let empty = Ended::of(place.bare(&["decision", "tck", "kit"]));
    assert!(empty.refused().contains("there are no test cases in kit"));
}

#[test]
fn what_can_not_be_checked_in_the_kit_is_named_and_fails_and_the_others_go_on() {
    let place = Place::on_sqlite();
    fs::create_dir_all(place.path("kit")).unwrap();
    fs::write(place.path("kit/fees.dmn"), model("18", "18")).unwrap();
    fs::write(place.path("kit/other.xml"), "<list/>").unwrap();
    fs::write(place.path("kit/sound.xml"), cases("17", "none")).unwrap();
    let sound = cases("17", "none");
    let (result, end) = (sound.find("<resultNode").unwrap(), sound.find("</testCase>").unwrap());
    let broken = [
        ("nothing but words".to_owned(), "kit/broken.xml can't be read: "),
        (sound[..sound.len() - 20].to_owned(), "kit/broken.xml can't be read: "),
        (
            "<testCases><modelName>fees.dmn</modelName></testCases>".to_owned(),
            "kit/broken.xml can't be read: it has no case",
        ),
        (sound.replace("fees.dmn", "gone.dmn"), "kit/broken.xml: kit/gone.dmn can't be read"),
        (
            sound.replace("xsd:string", "xsd:colour"),
            "kit/broken.xml, case 1: the case has a value of the type 'colour'",
        ),
        (format!("{}{}", &sound[..result], &sound[end..]), "kit/broken.xml, case 1: it has no result"),
        (
            sound.replace("<resultNode ", "<resultNode errorResult=\"true\" "),
            "kit/broken.xml, case 1, Fee: Text(\"none\") instead of an error",
        ),
    ];
    for (text, said) in broken {
        fs::write(place.path("kit/broken.xml"), text).unwrap();
        let ended = Ended::of(place.bare(&["decision", "tck", "kit"]));
        assert!(ended.out.starts_with(said), "{said}: {}", ended.out);
        assert!(ended.out.ends_with(" 1 results as they should be, 1 not\n"), "{}", ended.out);
        assert!(ended.refused().contains("1 results are not as they should be"));
    }
    // An error is asked for, and there is one: nobody knows the age.
    let error = cases("17", "none")
        .replace("<resultNode ", "<resultNode errorResult=\"true\" ")
        .replace("\"Age\"", "\"Years\"");
    fs::write(place.path("kit/broken.xml"), error).unwrap();
    let ended = Ended::of(place.bare(&["decision", "tck", "kit"]));
    assert_eq!(ended.out, "2 cases: 2 results as they should be, 0 not\n");
}

#[test]
fn a_model_that_is_brought_is_judged_with_bounds() {
    let place = Place::on_sqlite();
    let judged = |model: &str| {
        fs::write(place.path("model.dmn"), model).unwrap();
        let mut judge = place.bare(&["decision", "judge"]);
        judge.stdin(fs::File::open(place.path("model.dmn")).unwrap());
        let output = judge.output().unwrap();
        (output.status.code(), String::from_utf8(output.stdout).unwrap())
    };
    assert_eq!(judged(&model("18", "18")), (Some(0), String::new()));
    let (code, why) = judged(&model("Eighteen", "18"));
    assert_eq!(code, Some(3), "{why}");
    assert!(why.contains("nobody knows 'Eighteen'"), "{why}");
    assert_eq!(judged("").0, Some(3));
    // Lists within lists take long, whatever the case.
    let many = vec!["1"; 150].join(",");
    let slow = model(&format!("count([{many}][count([{many}][count([{many}][item &gt; 0]) &gt; 0]) &gt; 0])"), "18");
    let (code, why) = judged(&slow);
    assert_ne!(code, Some(0), "{why}");
    assert_eq!(judged(&" ".repeat(5 << 20)).0, Some(3));
}

#[test]
fn two_editions_are_compared_cell_by_cell() {
    let place = Place::on_sqlite();
    fs::write(place.path("before.dmn"), model("18", "18")).unwrap();
    fs::write(place.path("after.dmn"), model("16", "18")).unwrap();
    let compared = |before: &str, after: &str| Ended::of(place.bare(&["decision", "compare", before, after])).out;
    assert_eq!(compared("before.dmn", "before.dmn"), "Both say the same.\n");
    let told = compared("before.dmn", "after.dmn");
    assert_eq!(told, "table 'Fee', rule 1: Age < 16, before < 18\n");
    let none = Ended::of(place.bare(&["decision", "compare", "before.dmn", "nothing.dmn"]));
    assert!(none.refused().contains("nothing.dmn can't be read"));
}

#[test]
fn rules_of_others_become_a_model_and_the_fewest_questions() {
    let place = Place::on_sqlite();
    fs::create_dir_all(place.path("aids/benefits")).unwrap();
    fs::create_dir_all(place.path("aids/institutions")).unwrap();
    let aid = |name: &str, age: &str| {
        let text = format!(
            "label: {name}\ninstitution: town\nconditions_generales:\n  - {{ type: age, operator: \">=\", value: {age} }}\n  - type: boursier\n"
        );
        fs::write(place.path(&format!("aids/benefits/{name}.yml")), text).unwrap();
    };
    aid("bus", "16");
    aid("books", "18");
    fs::write(place.path("aids/institutions/town.yml"), "name: Town\ntype: commune\n").unwrap();
    let run = |args: &[&str]| Ended::of(place.bare(args));
    let imported = run(&["journey", "import", "aids", "--format", "aides-jeunes", "--to", "made"]);
    assert_eq!(imported.out, "2 benefits of 1 bodies, 2 concepts on 2 pages, and 0 remarks are in made.\n");
    let again = run(&["journey", "import", "aids", "--format", "aides-jeunes", "--to", "made"]);
    assert!(again.refused().contains("model.dmn stands already"));
    run(&["journey", "import", "aids", "--format", "aides-jeunes", "--to", "made", "--replace"]).worked();
    let checked = run(&["decision", "check", "made/model.dmn"]);
    assert!(checked.out.starts_with("Aides aux jeunes: 2 decisions, 2 tables with 4 rules"), "{}", checked.out);
    let counted = run(&["journey", "count", "aids", "--format", "aides-jeunes", "--persons", "50"]).out;
    let row: Vec<&str> = counted.lines().last().unwrap().split('|').map(str::trim).collect();
    assert_eq!(row[1..5], ["Aides aux jeunes", "2", "4", "2"]);
    let asked: f64 = row[5].parse().unwrap();
    assert!((1.0..2.0).contains(&asked), "who is too young is asked no more: {counted}");
    let alike = run(&["journey", "alike", "aids", "--format", "aides-jeunes"]);
    assert_eq!(alike.out, "2 concepts, 0 pairs look the same\n");
    // Nothing is written where a government stands: it would not be sound any more.
    place.copy_demo_data();
    for folder in ["files", "files/journeys/young"] {
        let refused = run(&["journey", "import", "aids", "--format", "aides-jeunes", "--to", folder]).refused();
        assert!(refused.contains("files holds a government"), "{refused}");
    }
    run(&["check", "files"]).worked();
    fs::write(place.path("aids/benefits/bus.yml"), "label: [").unwrap();
    let broken = run(&["journey", "count", "aids", "--format", "aides-jeunes"]);
    assert!(broken.refused().contains("bus is none of the format"));
}
