//! A file of services that is imported and published while people apply, and what a page of a long list costs beside one
//! of a short list: both over the whole path, on a server of its own.

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use catalogue::{
    import::{self, Incoming},
    inventory::{
        Format,
        rdf::{self, Syntax},
    },
};
use store::Store;
use values::{Actor, Id, Moment, Role};

use super::{
    load::{self, Made, Paced},
    search,
    subject::Subject,
};

/// How many services the short list has.
const FEW: usize = 1_000;
const LISTS: &str = "/catalogue?kind=service";
/// So many services stand on one.
const ON_A_PAGE: usize = 50;

/// What was measured.
pub struct Measured {
    /// How many services the file has.
    pub services: usize,
    /// Reading, comparing and keeping it; publishing it.
    pub brought: Duration,
    pub published: Duration,
    /// Applications before, and meanwhile.
    pub before: Paced,
    pub during: Paced,
    /// A page of the list of few services, and of many.
    pub lists: [List; 2],
    /// What the server holds in the end, in MiB.
    pub memory: u64,
}

/// What pages of a list cost.
pub struct List {
    pub services: usize,
    pub made: Made,
    /// The server's processor time of each page.
    pub cpu: Duration,
}

/// Imports so many services, then measures lists of few services and of `many`.
pub async fn measure(subject: &Subject, services: usize, many: usize, rate: u32, length: Duration) -> Result<Measured> {
    let store = subject.store()?;
    let file = rdf::write(&search::inventory(services), Syntax::Turtle)?;
    let short = list(subject, &store, 0..FEW).await?;
    let (before, ()) = load::paced_while(subject, rate, tokio::time::sleep(length * 2)).await?;
    let (during, took) = load::paced_while(subject, rate, import(&store, file)).await?;
    let (brought, published) = took?;

    let long = list(subject, &store, services + FEW..many.max(services + FEW)).await?;
    store.close();
    Ok(Measured { services, brought, published, before, during, lists: [short, long], memory: subject.memory()? })
}

/// As two catalogue managers do: one brings it, the other approves, and it is published.
async fn import(store: &Store, file: Vec<u8>) -> Result<(Duration, Duration)> {
    let manager = |name: &str| {
        let (person, body) = (Id::named(name)?, Id::named("bench")?);
        Ok::<_, anyhow::Error>(Actor::staff(person, Role::CatalogueManager, body))
    };
    let now = Moment(1_700_000_000_000);
    let incoming = Incoming {
        source: "bench".to_owned(),
        format: Format::Turtle,
        title: "bench.ttl".to_owned(),
        file: file.into(),
        from: "2023-01-01".parse()?,
        base: "https://bench.example/".to_owned(),
    };
    let began = Instant::now();
    let (_, brought) = import::receive(store, &manager("one")?, now, &incoming, |_| {}).await?;
    let brought = brought.context("the file changes nothing")?;
    let (second, id) = (manager("other")?, brought.id.clone());
    store.write(move |tx| import::approve(tx, &second, now, &id, None)).await?;
    let was_brought = began.elapsed();
    import::publish(store, &manager("one")?, now, &brought.id, |_| {}).await?;
    Ok((was_brought, began.elapsed().saturating_sub(was_brought)))
}

/// Services of these numbers beside those that stand, and what a page of the list costs then.
async fn list(subject: &Subject, store: &Store, numbers: std::ops::Range<usize>) -> Result<List> {
    let services = numbers.end;
    let edition = store.read_blocking(import::current_edition)? + 1;
    search::publish_from("lists", store, edition, numbers)?;
    import::sort_by_title(store).await?;
    settled(subject).await?;
    let shown = load::get(&subject.at, LISTS, "").await?;
    ensure!(shown.status == 200, "the list is not shown: {}", shown.status);
    let lines = String::from_utf8_lossy(&shown.body).replace("&#x2f;", "/").matches("/catalogue/svc_").count();
    ensure!(lines == ON_A_PAGE.min(services), "{lines} services are on the page of the list");
    // Once through before it counts.
    load::pages(subject, LISTS, 1, Duration::from_secs(1)).await?;
    let before = subject.processor_time()?;
    let made = load::pages(subject, LISTS, 1, Duration::from_secs(5)).await?;
    let cpu = subject.processor_time()?.saturating_sub(before);
    let each = u32::try_from(made.calls.len()).unwrap_or(1).max(1);
    Ok(List { services, made, cpu: cpu / each })
}

/// Waits until the server has taken into its search what was published, and does nothing more by itself.
async fn settled(subject: &Subject) -> Result<()> {
    tokio::time::sleep(Duration::from_secs(3)).await;
    for _ in 0..60 {
        let before = subject.processor_time()?;
        tokio::time::sleep(Duration::from_secs(1)).await;
        if subject.processor_time()?.saturating_sub(before) < Duration::from_millis(50) {
            return Ok(());
        }
    }
    anyhow::bail!("the server does not come to rest")
}
