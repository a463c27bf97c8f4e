//! Loading, on the engine of the tests.

use ::store::{StoreError, testing};
use values::{Actor, Moment};

use super::{Loaded, load_into};
use crate::{
    Catalogue, MIGRATIONS,
    data::{CatalogueData, planted::sound, read},
};

const NOW: Moment = Moment(1_680_000_000_000);

fn tables() -> Vec<::store::Migration> {
    [::store::MIGRATIONS, MIGRATIONS].concat()
}

fn load(fresh: &testing::Fresh, data: &CatalogueData) -> Loaded {
    let data = data.clone();
    let load = move |tx: &mut ::store::Tx<'_>| load_into(tx, &Actor::portico("seed"), NOW, &data);
    fresh.store.write_blocking::<_, StoreError, _>(load).unwrap()
}

fn current(fresh: &testing::Fresh) -> Catalogue {
    fresh.store.read_blocking::<_, StoreError, _>(Catalogue::load).unwrap()
}

#[test]
fn before_the_first_edition_the_catalogue_is_empty() {
    let fresh = testing::fresh(&tables());
    let catalogue = current(&fresh);
    assert_eq!(catalogue.edition(), 0);
    assert_eq!(catalogue.organisations().count(), 0);
}

#[test]
fn what_is_loaded_comes_back_whole() {
    let fresh = testing::fresh(&tables());
    let data = read(&sound()).unwrap().in_order();
    assert_eq!(load(&fresh, &data), Loaded::Anew(1));
    let back = fresh.store.read_blocking::<_, StoreError, _>(|tx| super::store::read(tx, 1)).unwrap();
    assert_eq!(back, data);
    assert_eq!(current(&fresh).edition(), 1);
}

#[test]
fn the_same_data_again_is_no_new_edition_in_whatever_order() {
    let fresh = testing::fresh(&tables());
    let mut data = read(&sound()).unwrap();
    load(&fresh, &data);
    data.organisations.reverse();
    data.public_services.reverse();
    data.holidays.reverse();
    assert_eq!(load(&fresh, &data), Loaded::AsBefore(1));
}

#[test]
fn changed_data_is_a_new_edition_and_the_old_one_stays() {
    let fresh = testing::fresh(&tables());
    let mut data = read(&sound()).unwrap();
    load(&fresh, &data);
    let gone = data.people.pop().unwrap();
    data.organisations[0].contact.phone = Some("01632 960 999".to_owned());
    assert_eq!(load(&fresh, &data), Loaded::Anew(2));
    assert!(current(&fresh).person(&gone.id).is_none());
    let first = fresh.store.read_blocking::<_, StoreError, _>(|tx| super::store::read(tx, 1)).unwrap();
    assert_eq!(first, read(&sound()).unwrap().in_order());
}

#[test]
fn loading_is_in_the_audit_once_for_each_new_edition() {
    let fresh = testing::fresh(&tables());
    let data = read(&sound()).unwrap();
    load(&fresh, &data);
    load(&fresh, &data);
    let entries = fresh.store.read_blocking::<_, StoreError, _>(|tx| ::store::audit::unnumbered(tx, 10)).unwrap();
    assert_eq!(entries.len(), 1);
    assert_eq!((entries[0].action.as_str(), entries[0].subject.as_str()), ("catalogue.loaded", "catalogue"));
    assert_eq!(entries[0].details[0], ("edition".to_owned(), "1".to_owned()));
}

#[test]
fn a_row_that_cannot_be_read_names_table_and_column() {
    let fresh = testing::fresh(&tables());
    load(&fresh, &read(&sound()).unwrap());
    let spoil = |tx: &mut ::store::Tx<'_>| tx.execute("UPDATE organisation SET level = 'galactic'", ::store::args![]);
    fresh.store.write_blocking::<_, StoreError, _>(spoil).unwrap();
    let error = fresh.store.read_blocking::<_, StoreError, _>(Catalogue::load).unwrap_err();
    assert!(error.to_string().contains("organisation.level of row 'org_helpers'"), "{error}");
}
