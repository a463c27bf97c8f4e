use catalogue::*;
use std::{fs, path::Path, sync::Arc};
use values::source::Source;
#[tokio::test]
async fn look() {
    let root = Path::new("../../demo");
    let mut sources = Vec::new();
    for folder in ["", "services"] {
        for entry in fs::read_dir(root.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|e| e == "toml") {
                sources.push(Source {
                    file: Path::new("demo").join(folder).join(path.file_name().unwrap()).to_string_lossy().into_owned(),
                    text: fs::read_to_string(&path).unwrap(),
                });
            }
        }
    }
    let c = Arc::new(Catalogue::new(1, data::read(&sources).unwrap()));
    for q in ["bins", "council tax", "registr", "rgister death", "blue badge", "library", "school"] {
        let hits = c.search().unwrap().find(values::Language::En, q, 5);
        println!("{q}: {:?}", hits.iter().map(|h| (format!("{:?}", h.found), h.score)).collect::<Vec<_>>());
    }
    let test = web::testing::kit(MIGRATIONS, &[TEMPLATES], LOCALES);
    let journeys = vec![values::Id::named("after-a-death").unwrap(), values::Id::named("moving-home").unwrap()];
    let pages = CataloguePages::new(&test.kit, move || Shown { catalogue: c.clone(), journeys: journeys.clone() });
    let router = pages.routes().into_router(&test.kit);
    let l = tokio::net::TcpListener::bind("127.0.0.1:18099").await.unwrap();
    tokio::spawn(async move {
        axum::serve(l, router.into_make_service_with_connect_info::<std::net::SocketAddr>()).await.unwrap();
    });
    tokio::time::sleep(std::time::Duration::from_secs(70)).await;
}
