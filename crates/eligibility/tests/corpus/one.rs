// One file, whatever it is, as whoever uploads it would have it read: for the fuzz targets and for the tests of what they
// found.

use eligibility::{
    decision::{Fact, Facts, Model},
    import::{aides_jeunes, benefit_finder},
};

/// What is read.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    Dmn,
    BenefitFinder,
    AidesJeunes,
}

/// Reads a file. What comes of it can be looked at, compared, written and asked.
pub fn one(kind: Kind, data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    match kind {
        Kind::Dmn => dmn(text),
        Kind::BenefitFinder => {
            if let Ok(imported) = benefit_finder::read(data) {
                drop(imported.interview());
            }
        }
        Kind::AidesJeunes => {
            if let Ok(imported) = aides_jeunes::read(&[("aid", text)], &[]) {
                drop(imported.interview());
            }
        }
    }
}

fn dmn(text: &str) {
    let model = match Model::compile(text) {
        Ok(model) => model,
        Err(error) => return assert!(!error.to_string().is_empty()),
    };
    for finding in model.findings() {
        assert!(!finding.to_string().is_empty());
    }
    let source = model.source();
    assert_eq!(eligibility::decision::compare(source, source), []);
    assert!(!source.to_xml().is_empty());
    let facts = [Fact::Nothing, Fact::Boolean(true), Fact::number(18), Fact::text("a"), Fact::date("2026-01-01")];
    for decision in source.decisions.iter().take(8) {
        for fact in &facts {
            let inputs = source.inputs.iter().map(|input| (input.name.clone(), fact.clone()));
            drop(model.decide(&decision.name, &Facts(inputs.collect())));
        }
        drop(model.decide(&decision.name, &Facts::default()));
    }
}
