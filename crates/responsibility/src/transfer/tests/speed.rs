//! A body that answers for thousands of service types in hundreds of areas hands all of them over.

use std::time::Instant;

use catalogue::data::CatalogueData;

use super::*;

/// `PORTICO_TRANSFER_TYPES` and `PORTICO_TRANSFER_AREAS` make it as large as the largest government; a release build
/// then says how long it takes.
#[test]
fn everything_of_one_body_is_planned_in_one_go() {
    let size = |known: &str, usual| std::env::var(known).ok().and_then(|n| n.parse().ok()).unwrap_or(usual);
    let (types, areas): (usize, usize) = (size("PORTICO_TRANSFER_TYPES", 20), size("PORTICO_TRANSFER_AREAS", 20));
    let district = |n: usize| format!("district-{n}");
    let mut catalogue_data = CatalogueData { areas: Vec::new(), service_types: Vec::new(), ..catalogue_data() };
    for n in 0..areas {
        catalogue_data.areas.push(area(&district(n), AreaKind::District, &[]));
        catalogue_data.areas.push(area(&format!("place-{n}"), AreaKind::Locality, &[&district(n)]));
    }
    let mut model_data = ModelData { systems: vec![system("old")], ..ModelData::default() };
    for n in 0..types {
        let known = format!("type-{n}");
        catalogue_data.service_types.push(service_type(&known, &[AreaKind::District]));
        model_data.endpoints.push(endpoint(n, &known, "old"));
        for m in 0..areas {
            let id = n * areas + m;
            model_data.responsibilities.push(row(
                id,
                &known,
                Function::Fulfilment,
                Some(&district(m)),
                "alpha",
                always(),
            ));
        }
    }
    let (catalogue, model) = (Catalogue::new(1, catalogue_data), model(&model_data));
    let scene = Scene { model: &model, catalogue: &catalogue };
    let draft = transfer("all", Kind::Agreement, DAY, vec![line("alpha", "delta")]);
    let began = Instant::now();
    let plan = rules::plan(&scene, &draft).unwrap();
    println!("{types} service types in {areas} areas: planned in {:?}", began.elapsed());
    assert_eq!(plan.change.retire.len(), types * areas);
    assert_eq!(plan.moved.len(), types);
    assert!(plan.moved.iter().all(|moved| moved.places == areas));
}
