//! A database of a throw-away cluster, cloned from a migrated template.

use ::postgres::{Client, NoTls};

use super::fingerprint;
use crate::{
    Engine, Migration, Settings, Store,
    postgresql::{config, on_a_plain_thread},
    random::random,
};

/// Keeps two tests from making the same template.
const LOCK: i64 = 0x7465_7374;

/// The cluster to test on, if PostgreSQL is what is tested.
pub(super) fn address() -> Option<String> {
    match std::env::var("PORTICO_TEST_ENGINE").as_deref() {
        Ok("postgres") => Some(
            std::env::var("PORTICO_TEST_POSTGRES")
                .expect("PORTICO_TEST_POSTGRES names the cluster that PORTICO_TEST_ENGINE=postgres asks for"),
        ),
        Ok("sqlite") | Err(_) => None,
        Ok(other) => panic!("PORTICO_TEST_ENGINE is sqlite or postgres, not {other}"),
    }
}

/// A database of the test's own, dropped with this.
pub(super) struct Database {
    cluster: String,
    name: String,
}

impl Database {
    pub(super) fn to_be(cluster: &str) -> Self {
        let random: [u8; 8] = random();
        Self { cluster: cluster.to_owned(), name: format!("portico_test_{}", hex::encode(random)) }
    }

    pub(super) fn from_template(cluster: &str, migrations: &[Migration]) -> Self {
        let made = Self::to_be(cluster);
        let template = format!("portico_template_{}", fingerprint(migrations));
        on_a_plain_thread(|| {
            let mut client = connect(cluster);
            client.execute("SELECT pg_advisory_lock($1)", &[&LOCK]).expect("the lock can be taken");
            let there = client.query_opt("SELECT 1 FROM pg_database WHERE datname = $1", &[&template]);
            if there.expect("databases can be listed").is_none() {
                make(&mut client, cluster, &template, migrations);
            }
            run(&mut client, &format!("CREATE DATABASE {} TEMPLATE {template}", made.name));
        });
        made
    }

    pub(super) fn url(&self) -> String {
        with_database(&self.cluster, &self.name)
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        on_a_plain_thread(|| discard(&mut connect(&self.cluster), &self.name));
    }
}

/// Renamed once it is whole, so that nobody clones half of it.
fn make(client: &mut Client, cluster: &str, template: &str, migrations: &[Migration]) {
    let half = format!("{template}_half");
    discard(client, &half);
    let settings = Settings::new(Engine::Postgres { url: with_database(cluster, &half) });
    Store::migrate(&settings, migrations).expect("a test can make its database");
    run(client, &format!("ALTER DATABASE {half} RENAME TO {template}"));
}

fn discard(client: &mut Client, name: &str) {
    run(client, &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
}

fn connect(url: &str) -> Client {
    config(url).expect("the address can be read").connect(NoTls).expect("the cluster answers")
}

fn run(client: &mut Client, sql: &str) {
    client.batch_execute(sql).unwrap_or_else(|error| panic!("{sql}: {error:?}"));
}

/// The same address with another database.
fn with_database(url: &str, name: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else { return format!("{url} dbname={name}") };
    let (place, query) =
        rest.split_once('?').map_or((rest, String::new()), |(place, query)| (place, format!("?{query}")));
    let host = place.split_once('/').map_or(place, |(host, _)| host);
    format!("{scheme}://{host}/{name}{query}")
}

#[cfg(test)]
mod tests {
    use super::with_database;

    #[test]
    fn an_address_keeps_everything_but_its_database() {
        let check = |url, expected: &str| assert_eq!(with_database(url, "x"), expected);
        check("host=/run/pg user=me", "host=/run/pg user=me dbname=x");
        check("postgres://me@host:5/old?connect_timeout=1", "postgres://me@host:5/x?connect_timeout=1");
        check("postgresql://host", "postgresql://host/x");
    }
}
