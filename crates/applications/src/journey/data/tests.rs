use super::*;

pub(super) const JOURNEY: &str = include_str!("../fixture.toml");
pub(super) const CAR: &str = include_str!("../fixture.dmn");

pub(super) fn check(text: &str) -> Result<Journey, Vec<String>> {
    looked_through(text).map(|(journey, _)| journey)
}

/// The journey, and what is worth a look.
fn looked_through(text: &str) -> Result<(Journey, Vec<String>), Vec<String>> {
    beside(text, CAR)
}

/// The same with another model beside it.
pub(super) fn beside(text: &str, model: &str) -> Result<(Journey, Vec<String>), Vec<String>> {
    let told = |findings: Vec<Finding>| findings.iter().map(ToString::to_string).collect();
    let known = Known {
        service_types: &["car-tax", "towing", "bins"].map(|name| (Id::named(name).unwrap(), name == "bins")).into(),
        life_events: &[Id::named("moving").unwrap()].into(),
        areas: &Areas::default(),
        models: &[("car.dmn".to_owned(), model.to_owned())].into(),
        concepts: &Concepts::default(),
    };
    let source = Source { file: "j.toml".into(), text: text.into() };
    read(&source, &known).map(|(journey, look)| (journey, told(look))).map_err(told)
}

/// With this in the place of that, something is found.
pub(super) fn faulty(text: &str, from: &str, to: &str, expected: &str) {
    assert!(text.contains(from), "{from}");
    let findings = check(&text.replacen(from, to, 1)).unwrap_err();
    assert!(findings.iter().any(|finding| finding.contains(expected)), "{from} → {to}: {findings:?}");
}

#[test]
fn the_fixture_is_sound() {
    check(JOURNEY).unwrap();
}

#[test]
fn each_planted_fault_is_found() {
    let faulty = |from: &str, to: &str, expected: &str| faulty(JOURNEY, from, to, expected);
    faulty("page = \"plate\"", "page = \"palte\"", "there is no page 'palte'");
    faulty("id = \"plate\"\ntitle", "id = \"car\"\ntitle", "page 'car' stands twice");
    faulty("life_event = \"moving\"", "life_event = \"mowing\"", "j.toml:3: there is no life event 'mowing'");
    faulty("kind = \"text\"", "kind = \"text\"\nmax = 0", "question 'name' takes no letter at all");
    faulty("past = true", "past = true\nexample = \"the day\"", "the example of 'born' is no day");
    faulty("past = true", "past = true\nexample = \"+2\"", "the example of 'born' is a day in the future");
    faulty("kind = \"choice\"", "kind = \"choice\"\nexample = \"maybe\"", "the example of 'car' is none of the");
    faulty("knows = true", "knows = false", "not exactly one date question");
    faulty("is = [\"yes\"]", "is = [\"yse\"]", "waits for 'yse'");
    faulty("question = \"car\"", "question = \"cra\"", "which nobody asks");
    faulty("type = \"towing\"", "type = \"twoing\"", "there is no service type 'twoing'");
    faulty("type = \"towing\"", "type = \"bins\"", "a place decides who provides 'bins', and it names none");
    faulty("after = \"car-tax\"", "after = \"bus\"", "waits for 'bus', which does not come before it");
    faulty("fields = [\"name\", \"plate\"]", "fields = [\"nmae\"]", "declares the field 'nmae'");
    faulty("why_not = { en = \"It was not towed\", fr = \"Elle n’a pas été remorquée\" }\n", "", "does not say why");
    faulty(
        "type = \"car-tax\"",
        "type = \"car-tax\"\nbasis = \"consent\"",
        "'car-tax' asks for consent, and 'towing' waits",
    );
    faulty("past = true", "not_before = \"bron\"", "held against 'bron', which nobody asks");
    faulty("past = true", "not_after = \"name\"", "held against 'name', which is no date");
    faulty("past = true", "not_after = \"born\"", "held against 'born', which is asked later");
    faulty("kind = \"text\"", "kind = \"text\"\nwithin_days = 3", "'name' is no date and has a rule for one");
    faulty("past = true", "working_day = \"name\"", "a working day at 'name', which is no place");
    faulty("kind = \"text\"", "kind = \"text\"\naged = 16", "'name' is no date and has a rule for one");
    faulty("past = true", "past = true\nmax = 3", "question 'born' is no text and has a longest one");
    faulty("kind = \"text\"", "kind = \"text\"\nleast = 1", "question 'name' has bounds and is no number");
    faulty("kind = \"text\"", "kind = \"money\"", "question 'name' is money without a currency");
    faulty("kind = \"text\"", "kind = \"number\"\ncurrency = \"GBP\"", "a currency without money");
    faulty("kind = \"text\"", "kind = \"number\"\nmost = -1", "question 'name' takes no number at all");
    faulty("kind = \"text\"", "kind = \"money\"\ncurrency = \"GBP\"\ndecimals = 1", "has decimals and is no number");
    faulty("kind = \"text\"", "kind = \"number\"\ndecimals = 10", "has more than 9 decimals");
    faulty("kind = \"text\"", "kind = \"identifier\"", "identifier 'name' has no shape");
    faulty("kind = \"text\"", "kind = \"identifier\"\nshapes = [\"NINO\"]", "identifier 'name' has no shape");
    faulty("kind = \"text\"", "kind = \"text\"\ncheck = \"luhn\"", "'name' is no identifier and has a shape");
    faulty("past = true", "earliest = \"1900-02-30\"", "j.toml:");
    faulty("fr = \"Plaque\"", "fr = \"\"", "the label of 'plate' is empty");
    faulty("edition = \"1\"", "edition = \"1\"\nediton = \"2\"", "j.toml:5: ");
    faulty("edition = \"1\"", "edition = \"1 of 2\"", "j.toml:4: '1 of 2' is no name for an edition");
    faulty("edition = \"1\"", "edition = \"preview-1\"", "'preview-1' is no name for an edition");
    faulty(
        "when = [{ question = \"car\", is = [\"yes\"] }]",
        "when = [{ question = \"towed\", is = [\"yes\"] }]",
        "which is asked later",
    );
}

#[test]
fn a_place_that_decides_everything_has_an_exit_for_those_that_are_elsewhere() {
    let place =
        "[[question]]\nid = \"where\"\npage = \"about\"\nkind = \"place\"\nlabel = { en = \"Where\", fr = \"Où\" }\n";
    let decides = JOURNEY
        .replacen("[[question]]\nid = \"car\"", &format!("{place}[[question]]\nid = \"car\""), 1)
        .replacen("type = \"car-tax\"\n", "type = \"car-tax\"\nplace = \"where\"\n", 1);
    let findings = check(&decides).unwrap_err();
    assert!(findings[0].contains("nothing can be sent when 'where' is outside"), "{findings:?}");
    check(&decides.replacen("question = \"car\", is = [\"abroad\"]", "question = \"where\", is = [\"elsewhere\"]", 1))
        .unwrap();
    // Towing does not wait any more, so something can be sent.
    check(&decides.replacen("after = \"car-tax\"\n", "", 1)).unwrap();
}

#[test]
fn a_question_that_nothing_uses_is_worth_a_look_at_its_line() {
    assert_eq!(looked_through(JOURNEY).unwrap().1, [""; 0]);
    let more = "[[question]]\nid = \"shoes\"\npage = \"about\"\nkind = \"text\"\nlabel = { en = \"Shoes\", fr = \"Chaussures\" }\n";
    let line = JOURNEY.lines().position(|line| line == "[[exit]]").unwrap() + 2;
    let asked = JOURNEY.replacen("[[exit]]", &format!("{more}[[exit]]"), 1);
    let expected = format!(
        "j.toml:{line}: question 'shoes' is asked for nothing: no service, exit or other question uses the answer. \
         Name it in the fields of the [[service]] that needs it, or take it out."
    );
    assert_eq!(looked_through(&asked).unwrap().1, [expected]);
    // Any of these is a use.
    for (from, to) in [
        ("fields = [\"name\"]", "fields = [\"name\", \"shoes\"]"),
        ("is = [\"abroad\"] }]", "is = [\"abroad\"] }, { question = \"shoes\", is = [\"red\"] }]"),
        (
            "page = \"about\"\nkind = \"text\"\nlabel = { en = \"Shoes\"",
            "page = \"about\"\nkind = \"text\"\nnamed_born = \"born\"\nlabel = { en = \"Shoes\"",
        ),
    ] {
        assert!(asked.contains(from), "{from}");
        assert_eq!(looked_through(&asked.replacen(from, to, 1)).unwrap().1, [""; 0], "{to}");
    }
}

#[test]
fn an_option_to_tick_that_nothing_looks_at_is_worth_a_look_at_its_line() {
    let option = |value: &str| format!("  {{ value = \"{value}\", label = {{ en = \"A\", fr = \"A\" }} }},\n");
    let things = format!(
        "[[question]]\nid = \"things\"\npage = \"about\"\nkind = \"choices\"\noptional = true\nlabel = {{ en = \"Things\", fr = \"Choses\" }}\noptions = [\n{}{}]\n",
        option("van"),
        option("boat")
    );
    let asked = JOURNEY.replacen("[[exit]]", &format!("{things}[[exit]]"), 1);
    let when = "is = [\"abroad\"] }]";
    let opens = |rule: &str| asked.replacen(when, &format!("is = [\"abroad\"] }}, {rule}]"), 1);
    let van = opens("{ question = \"things\", is_not = [\"van\"] }");
    let line = van.lines().position(|line| line.contains("value = \"boat\"")).unwrap() + 1;
    let found = looked_through(&van).unwrap().1;
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(
        found[0].starts_with(&format!("j.toml:{line}: option 'boat' of 'things': nothing looks at it")),
        "{found:?}"
    );
    assert_eq!(looked_through(&opens("{ question = \"things\", is = [\"van\", \"boat\"] }")).unwrap().1, [""; 0]);
    let sent = van.replacen("fields = [\"name\"]", "fields = [\"name\", \"things\"]", 1);
    assert_eq!(looked_through(&sent).unwrap().1, [""; 0], "a body is sent all that is ticked");
}

#[test]
fn a_finding_stands_at_its_line() {
    let findings = check(&JOURNEY.replace("type = \"towing\"", "type = \"twoing\"")).unwrap_err();
    let line = JOURNEY.lines().position(|line| line.contains("type = \"towing\"")).unwrap() + 1;
    assert!(findings[0].starts_with(&format!("j.toml:{line}: ")), "{findings:?}");
}
