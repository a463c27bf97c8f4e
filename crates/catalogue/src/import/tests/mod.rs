//! Imports, on the engine of the tests.

mod arrival;
mod compare;
mod undo;

use ::store::{Migration, StoreError, testing};
use values::{Actor, Day, Id, Moment, Role};

use super::{Import, ImportError, Incoming, approve, current_edition, parts_on, publish, receive};
use crate::{
    MIGRATIONS,
    inventory::{Format, Inventory, Tag},
};

const NOW: Moment = Moment(1_680_000_000_000);

fn tables() -> Vec<Migration> {
    [::store::MIGRATIONS, MIGRATIONS].concat()
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn manager(name: &str) -> Actor {
    Actor::staff(Id::named(name).unwrap(), Role::CatalogueManager, Id::named("office").unwrap())
}

struct Desk {
    fresh: testing::Fresh,
    runtime: tokio::runtime::Runtime,
}

/// One line of a list of services, as a file.
fn list(lines: &[(&str, &str)]) -> Vec<u8> {
    let rows = lines.iter().map(|(number, title)| format!("{number},{title},all"));
    let lines: Vec<String> = ["LGSL,Description,Providing Tier".to_owned()].into_iter().chain(rows).collect();
    lines.join("\n").into_bytes()
}

impl Desk {
    fn new() -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        Self { fresh: testing::fresh(&tables()), runtime }
    }

    fn incoming(source: &str, file: Vec<u8>, from: &str) -> Incoming {
        Incoming {
            source: source.to_owned(),
            format: Format::Lgsl,
            title: "list.csv".to_owned(),
            file: file.into(),
            from: day(from),
            base: "https://example.org/".to_owned(),
        }
    }

    fn bring(&self, source: &str, file: Vec<u8>, from: &str) -> Result<Option<Import>, ImportError> {
        let incoming = Self::incoming(source, file, from);
        let who = manager("ottoline");
        Ok(self.runtime.block_on(receive(&self.fresh.store, &who, NOW, &incoming, |_| {}))?.1)
    }

    fn write<T: Send + 'static>(
        &self,
        command: impl Fn(&mut ::store::Tx<'_>) -> Result<T, ImportError> + Send + 'static,
    ) -> Result<T, ImportError> {
        self.fresh.store.write_blocking(command)
    }

    fn read<T: Send + 'static>(
        &self,
        query: impl Fn(&mut ::store::Tx<'_>) -> Result<T, StoreError> + Send + 'static,
    ) -> T {
        self.fresh.store.read_blocking(query).unwrap()
    }

    fn approve(&self, import: &Import, who: &str) -> Result<Import, ImportError> {
        let (actor, id) = (manager(who), import.id.clone());
        self.write(move |tx| approve(tx, &actor, NOW, &id, None))
    }

    fn publish(&self, import: &Import) -> Result<i64, ImportError> {
        let who = manager("ottoline");
        Ok(self.runtime.block_on(publish(&self.fresh.store, &who, NOW, &import.id, |_| {}))?.edition)
    }

    /// Brings, approves and publishes a file.
    fn all_of_it(&self, source: &str, file: Vec<u8>, from: &str) -> Import {
        let import = self.bring(source, file, from).unwrap().unwrap();
        self.approve(&import, "percival").unwrap();
        self.publish(&import).unwrap();
        import
    }

    /// The titles that hold on a day, as of an edition.
    fn titles(&self, on: &str, edition: i64) -> Vec<String> {
        let on = day(on);
        let parts = self.read(move |tx| parts_on(tx, None, on, edition, None, 500));
        let titles = parts.iter().map(|part| {
            let part: Inventory = serde_json::from_str(&part.document).unwrap();
            part.service_types.values().next().unwrap().title[&Tag::new("en")].clone()
        });
        titles.collect()
    }

    fn now(&self) -> i64 {
        self.read(current_edition)
    }
}
