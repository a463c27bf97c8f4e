//! The demonstration's model, looked at with the seam detector: what it is meant to show, and nothing else.

use std::{fs, path::Path};

use catalogue::Catalogue;
use responsibility::{
    Endpoint, Model, Responsibility,
    data::{ARRANGEMENT_FILES, Known, ModelData, read},
    seam::{CatalogueGround, Kind, Seam, rules::detect_between},
    transfer::{
        Draft, Scene,
        files::{self},
    },
};
use values::{Day, Id, source::Source};

fn source(name: &Path) -> Source {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../demo").join(name);
    Source { file: name.display().to_string(), text: fs::read_to_string(path).expect("it is text") }
}

fn government() -> (Catalogue, ModelData, Known) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../demo");
    let mut files: Vec<Source> = Vec::new();
    for folder in ["", "services"] {
        for entry in fs::read_dir(root.join(folder)).expect("demo/ is part of the repository") {
            let name = entry.expect("a file of demo/").file_name();
            if Path::new(&name).extension().is_some_and(|extension| extension == "toml") {
                files.push(source(&Path::new(folder).join(name)));
            }
        }
    }
    let data = catalogue::data::read(&files).expect("it is sound");
    let known = Known {
        organisations: data.organisations.iter().map(|known| known.id.clone()).collect(),
        service_types: data.service_types.iter().map(|known| known.id.clone()).collect(),
        areas: data.areas.iter().map(|known| known.code.clone()).collect(),
        instruments: data.instruments.iter().map(|known| known.id.clone()).collect(),
        people: data.people.iter().map(|known| known.id.clone()).collect(),
        life_events: data.life_events.iter().map(|known| known.id.clone()).collect(),
        journeys: data.life_events.iter().map(|known| known.id.become_a()).collect(),
    };
    let arrangements: Vec<Source> = ARRANGEMENT_FILES.iter().map(|name| source(Path::new(name))).collect();
    let model =
        read(&source(Path::new("responsibilities.toml")), &source(Path::new("systems.toml")), &arrangements, &known)
            .expect("it is sound");
    (Catalogue::new(1, data), model, known)
}

/// What will vest, in the order of its days: what waits for another stands behind it in the file.
fn on_the_calendar(known: &Known, data: &ModelData) -> Vec<Draft> {
    let transfers = files::read(&source(Path::new("transfers.toml")), known, data).expect("it is sound");
    let mut drafts: Vec<Draft> = transfers.transfers.into_iter().map(|one| one.draft).collect();
    drafts.sort_by_key(|draft| draft.day);
    drafts
}

fn seams(from: &str, until: &str, within_days: u16) -> Vec<Seam> {
    let (catalogue, data, known) = government();
    let drafts = on_the_calendar(&known, &data);
    let rows = data.responsibilities.iter().map(|row| Responsibility { since_version: 1, ..row.clone() });
    let endpoints = data.endpoints.iter().map(|row| Endpoint { since_version: 1, ..row.clone() });
    let model =
        Model::from_rows(1, rows, endpoints, data.systems.clone()).with_arrangements(data.arrangements.since(1));
    let scene = Scene { model: &model, catalogue: &catalogue };
    let model = scene.after(&drafts).expect("its transfers can be carried out").unwrap_or(model);
    let day = |text: &str| text.parse::<Day>().expect("it is a day");
    detect_between(&model, &CatalogueGround::new(&catalogue), (day(from), day(until)), within_days)
}

#[test]
fn the_demonstration_shows_the_seams_that_were_sewn_in_and_no_other() {
    let told: Vec<String> = seams("2023-03-20", "2023-05-01", 0)
        .into_iter()
        .map(|seam| {
            let bodies: Vec<&str> = seam.bodies().into_iter().map(Id::name).collect();
            let service_type = seam.service_type.as_ref().map_or("", Id::name);
            format!("{} {service_type} {:?} {}", seam.day, seam.kind, bodies.join(" "))
        })
        .collect();
    // An outside body helps at the counter in Eden, and nobody forecasts for how many: before and after the merger.
    let split = |day: &str, council: &str| {
        format!(
            "{day} council-tax-reduction Split {{ accountable: org_{council}, worker: org_fellside-advice, \
             function: Contact, missing: [Forecaster] }} {council} fellside-advice"
        )
    };
    assert_eq!(told, [split("2023-03-20", "eden"), split("2023-04-01", "westmorland-and-furness")]);
}

#[test]
fn contact_that_moves_without_agreement_and_means_is_shown_from_its_first_wave_on() {
    let told = seams("2023-05-02", "2023-05-03", 0);
    let moved = |seam: &Seam| matches!(seam.kind, Kind::ContactMoved { .. });
    assert!(told.iter().any(|seam| moved(seam) && seam.bodies().iter().any(|body| body.name() == "one-counter")));
}

#[test]
fn what_ends_is_seen_before_it_does() {
    let ends = |within| {
        let found = seams("2025-01-01", "2025-01-02", within);
        found.into_iter().filter(|seam| matches!(seam.kind, Kind::AgreementEnds { .. })).count()
    };
    assert_eq!((ends(89), ends(90)), (0, 3));
}
