//! The demonstration's model, looked at with the seam detector: what it is meant to show, and nothing else.

use std::{collections::BTreeSet, fs, path::Path};

use catalogue::Catalogue;
use responsibility::{
    Endpoint, Function, Model, OperatingForm, Responsibility,
    data::{ARRANGEMENT_FILES, Known, ModelData, read},
    seam::{CatalogueGround, Kind, Seam, rules::detect},
    transfer::{
        Draft, Scene,
        files::{self},
        rules::rehearse,
    },
};
use values::{Channel, Day, Id, source::Source};

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

/// The model with all that is on the calendar carried out, and what it is about.
fn ahead() -> (Catalogue, Model) {
    let (catalogue, data, known) = government();
    let drafts = on_the_calendar(&known, &data);
    let rows = data.responsibilities.iter().map(|row| Responsibility { since_version: 1, ..row.clone() });
    let endpoints = data.endpoints.iter().map(|row| Endpoint { since_version: 1, ..row.clone() });
    let mut model =
        Model::from_rows(1, rows, endpoints, data.systems.clone()).with_arrangements(data.arrangements.since(1));
    for draft in &drafts {
        model = Scene { model: &model, catalogue: &catalogue }.after(draft).expect("its transfers can be carried out");
    }
    (catalogue, model)
}

fn model() -> Model {
    ahead().1
}

fn seams(from: &str, until: &str) -> Vec<Seam> {
    let (catalogue, model) = ahead();
    let day = |text: &str| text.parse::<Day>().expect("it is a day");
    detect(&model, &CatalogueGround::new(&catalogue), (day(from), day(until)))
}

#[test]
fn the_demonstration_shows_the_seams_that_were_sewn_in_and_no_other() {
    let told: Vec<String> = seams("2023-03-20", "2023-05-01")
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
fn two_retail_waves_are_sound_and_the_one_by_letter_lacks_its_agreement() {
    let retail = |from, until| {
        let found = seams(from, until);
        let of_retail = |seam: &Seam| seam.bodies().iter().any(|body| body.name() == "one-counter");
        found.into_iter().filter(of_retail).collect::<Vec<Seam>>()
    };
    assert_eq!(retail("2023-05-02", "2023-07-03"), [], "by telephone, then at the counter");
    let told: BTreeSet<String> = retail("2023-07-03", "2023-08-01")
        .into_iter()
        .map(|seam| {
            let bodies: Vec<&str> = seam.bodies().into_iter().map(Id::name).collect();
            let (channel, day) = (seam.channel.map_or("", Channel::as_str), seam.day);
            let lacks = match &seam.kind {
                Kind::Split { missing, .. } => format!("{missing:?}"),
                Kind::ContactMoved { left, .. } => format!("{left:?}"),
                other => format!("{other:?}"),
            };
            format!(
                "{day} {} by {channel}: {} {lacks}",
                seam.service_type.as_ref().map_or("", Id::name),
                bodies.join(" ")
            )
        })
        .collect();
    let expected = ["assisted-bins", "bin-collection", "bulky-waste", "garden-waste"].into_iter().flat_map(|kind| {
        [
            "cumberland one-counter [Agreement]",
            "one-counter [Standard, Scripts]",
            "westmorland-and-furness one-counter [Agreement]",
        ]
        .map(|lacks| format!("2023-07-03 {kind} by post: {lacks}"))
    });
    assert_eq!(told, expected.collect());
}

#[test]
fn a_rehearsal_says_which_seams_its_move_would_open() {
    let (catalogue, data, known) = government();
    let drafts = on_the_calendar(&known, &data);
    let rows = data.responsibilities.iter().map(|row| Responsibility { since_version: 1, ..row.clone() });
    let endpoints = data.endpoints.iter().map(|row| Endpoint { since_version: 1, ..row.clone() });
    let model =
        Model::from_rows(1, rows, endpoints, data.systems.clone()).with_arrangements(data.arrangements.since(1));
    let scene = Scene { model: &model, catalogue: &catalogue };
    let opened: BTreeSet<String> = (0..drafts.len())
        .flat_map(|n| {
            let sheet = rehearse(&scene, &drafts[n], &drafts[..n]).expect("it can be carried out").sheet;
            let name = drafts[n].id.name().to_owned();
            sheet.seams.opened.into_iter().map(move |seam| format!("{name}: {}", seam.kind.as_str()))
        })
        .collect();
    let expected = ["one-counter-post: contact-moved", "one-counter-post: split", "two-councils: split"];
    assert_eq!(opened, expected.map(str::to_owned).into());
}

#[test]
fn a_library_meets_people_at_the_counter_in_one_area_before_and_after_the_merger() {
    let model = model();
    let contact = |area: &str, channel, day: &str| {
        let areas = [area.into(), "E06000063".into()];
        let day = day.parse().expect("it is a day");
        let kind = Id::named("housing-register").expect("it is a name");
        model
            .holder(&kind, Function::Contact, Some(channel), &areas, day)
            .expect("somebody does")
            .holder
            .name()
            .to_owned()
    };
    let (copeland, allerdale) = ("E07000029", "E07000026");
    for (day, council) in [("2023-03-31", "copeland"), ("2023-04-01", "cumberland")] {
        assert_eq!(contact(copeland, Channel::Counter, day), "shore-library");
        assert_eq!(contact(copeland, Channel::Phone, day), council);
    }
    assert_eq!(contact(allerdale, Channel::Counter, "2023-04-01"), "cumberland");
}

#[test]
fn each_franchise_holds_contact_by_telephone_where_its_lead_is_on_each_day() {
    let model = model();
    let franchise = |kind: &str, area: &str, day: &str| {
        let kind = Id::named(kind).expect("it is a name");
        let (areas, day) = ([area.into()], day.parse().expect("it is a day"));
        let row = model.holder(&kind, Function::Contact, Some(Channel::Phone), &areas, day).expect("somebody does");
        assert_eq!(row.form, OperatingForm::Franchise);
        (row.franchise.as_ref().map_or("", Id::name).to_owned(), row.holder.name().to_owned())
    };
    let is = |franchise: &str, lead: &str| (franchise.to_owned(), lead.to_owned());
    assert_eq!(franchise("library-card", "E10000006", "2023-03-31"), is("bereavement", "cumbria-county-council"));
    assert_eq!(franchise("library-card", "E06000064", "2023-04-01"), is("bereavement", "westmorland-and-furness"));
    assert_eq!(franchise("council-tax-start", "E07000028", "2023-03-31"), is("moving", "carlisle"));
    assert_eq!(franchise("council-tax-start", "E07000028", "2023-04-01"), is("moving", "cumberland"));
}

/// The agreement on deaths ends too, and the work goes to the other body itself on the day after.
#[test]
fn what_ends_is_seen_before_it_does() {
    let ends = |before| {
        let found = seams("2025-01-01", before);
        found.into_iter().filter(|seam| matches!(seam.kind, Kind::AgreementEnds { .. })).count()
    };
    assert_eq!((ends("2025-04-01"), ends("2025-04-02")), (0, 2));
}
