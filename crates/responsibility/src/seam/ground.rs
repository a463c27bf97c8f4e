//! What a catalogue says, as the detector asks for it. Places are gathered once for all service types that look at
//! the same kinds of area.

use std::{cell::RefCell, collections::HashMap, rc::Rc};

use catalogue::{Catalogue, instrument::InstrumentKind};
use values::{AreaCode, AreaKind, Channel, Day, Id, id};

use super::Ground;
use crate::{geography::around, question::has_ended};

type Places = HashMap<(Vec<AreaKind>, Day), Rc<Vec<Vec<AreaCode>>>>;

/// A catalogue. It remembers the places it gathered; not for use by several threads.
pub struct CatalogueGround<'a> {
    catalogue: &'a Catalogue,
    places: RefCell<Places>,
}

impl<'a> CatalogueGround<'a> {
    /// Of this catalogue.
    pub fn new(catalogue: &'a Catalogue) -> Self {
        Self { catalogue, places: RefCell::default() }
    }
}

impl Ground for CatalogueGround<'_> {
    fn places(&self, service_type: &Id<id::ServiceType>, day: Day) -> Rc<Vec<Vec<AreaCode>>> {
        let kinds = self.catalogue.service_type(service_type).map_or(&[][..], |known| &known.area_kind);
        if kinds.is_empty() {
            return Rc::new(vec![Vec::new()]);
        }
        let gather = || {
            let localities = self.catalogue.areas().all().filter(|area| area.kind == AreaKind::Locality);
            Rc::new(localities.map(|area| around(self.catalogue, service_type, &area.code, day)).collect())
        };
        self.places.borrow_mut().entry((kinds.to_vec(), day)).or_insert_with(gather).clone()
    }

    fn is_there(&self, body: &Id<id::Organisation>, day: Day) -> bool {
        !has_ended(self.catalogue, body, day)
    }

    fn instrument(&self, id: &Id<id::Instrument>) -> Option<(InstrumentKind, Option<Day>)> {
        self.catalogue.instrument(id).map(|known| (known.kind, known.until))
    }

    fn has_scripts(
        &self,
        service_type: &Id<id::ServiceType>,
        body: &Id<id::Organisation>,
        channel: Option<Channel>,
        day: Day,
    ) -> bool {
        let texts = self.catalogue.public_service(service_type, body, day);
        texts.is_some_and(|texts| channel.is_none_or(|channel| texts.channels.contains(&channel)))
    }
}
