//! What the sandbox's Open311 agency says, held against the schemas of GeoReport v2, which stay outside this repository.

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use connectors::{Protocol, conformance::sample};
use jsonschema::Draft;
use serde_json::{Value, json};

use crate::support::{Agencies, until};

/// The folder of the schemas: under `PORTICO_SHARED_DATA`, or under `../shared/data` beside the workspace.
fn folder() -> Option<PathBuf> {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let data = std::env::var_os("PORTICO_SHARED_DATA").map_or_else(|| workspace.join("../shared/data"), PathBuf::from);
    Some(data.join("standards/open311-georeport-v2")).filter(|folder| folder.join("request.json").is_file())
}

/// Says aloud that nothing was checked.
fn skipped() -> Option<PathBuf> {
    let folder = folder();
    if folder.is_none() {
        eprintln!("SKIPPED: no GeoReport schemas; set PORTICO_SHARED_DATA to the folder that has standards/");
    }
    folder
}

/// What is wrong with a value. The schemas name no draft; they are of the fourth. A list refers to its item by a file
/// name, so each item is held against the item's schema.
fn wrong(folder: &Path, schema: &str, value: &Value) -> Vec<String> {
    let schema: Value = serde_json::from_slice(&std::fs::read(folder.join(schema)).unwrap()).unwrap();
    let validator = jsonschema::options().with_draft(Draft::Draft4).build(&schema).unwrap();
    validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

fn holds(folder: &Path, schema: &str, items: &Value, count: usize) {
    let items = items.as_array().unwrap();
    assert_eq!(items.len(), count);
    for item in items {
        let wrong = wrong(folder, schema, item);
        assert!(wrong.is_empty(), "{schema}: {wrong:?}\n{item:#}");
    }
}

#[tokio::test]
async fn requests_services_and_definitions_fit_the_real_schemas() {
    let Some(folder) = skipped() else { return };
    let agencies = Agencies::answering_after(Protocol::Open311, Duration::from_millis(50)).await;
    let speaker = agencies.speaker();
    speaker.connector.deliver(&sample("req_1")).await.unwrap();
    let get = async |path: &str| -> Value {
        let url = format!("{}/north/{path}", agencies.running.url());
        reqwest::get(url).await.unwrap().json().await.unwrap()
    };
    let open = get("requests.json").await;
    let id = open[0]["service_request_id"].as_str().unwrap().to_owned();
    holds(&folder, "request.json", &open, 1);
    let closed =
        until(async || Some(get(&format!("requests/{id}.json")).await).filter(|it| it[0]["status"] == "closed"));
    holds(&folder, "request.json", &closed.await, 1);
    holds(&folder, "service.json", &get("services.json").await, 1);
    let definition = get("services/sample-service.json").await;
    assert_eq!(definition["attributes"][0]["code"], "full-name");
    assert_eq!(wrong(&folder, "service-definition.json", &definition), Vec::<String>::new());
}

#[test]
fn the_schemas_refuse_what_does_not_fit() {
    let Some(folder) = skipped() else { return };
    let good = json!({ "service_request_id": "1", "status": "open", "service_code": "s",
                       "requested_datetime": "2026-03-01T10:00:00Z" });
    assert!(wrong(&folder, "request.json", &good).is_empty());
    for (name, value) in [("status", json!("finished")), ("service_request_id", json!(1)), ("lat", json!("north"))] {
        let mut bad = good.clone();
        bad[name] = value;
        assert!(!wrong(&folder, "request.json", &bad).is_empty(), "{name}");
    }
    let mut bad = good;
    bad.as_object_mut().unwrap().remove("service_code");
    assert!(!wrong(&folder, "request.json", &bad).is_empty());
}
