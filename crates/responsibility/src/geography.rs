//! Where a service type cares about what: the areas of the kinds that decide it, in the order of those kinds.

use std::collections::BTreeSet;

use catalogue::{Catalogue, area::AreaOnDay};
use values::{AreaCode, AreaKind, Day, Id, id};

use crate::timeline::Geography;

/// The areas a place lies in that day, of the kinds that decide this service type, the most specific first. A service
/// type that names no kind takes them all.
pub fn around(catalogue: &Catalogue, service_type: &Id<id::ServiceType>, place: &AreaCode, day: Day) -> Vec<AreaCode> {
    let kinds = catalogue.service_type(service_type).map_or(&[][..], |known| &known.area_kind);
    deciding(&catalogue.areas().on(place, day), kinds)
}

/// Of the areas that a place lies in, those of the kinds that decide, in the order of the kinds; all for no kind.
pub fn deciding(on: &[AreaOnDay], kinds: &[AreaKind]) -> Vec<AreaCode> {
    if kinds.is_empty() {
        return on.iter().map(|area| area.code.clone()).collect();
    }
    let of = |kind| on.iter().filter(move |area| area.kind == kind);
    kinds.iter().flat_map(|kind| of(*kind)).map(|area| area.code.clone()).collect()
}

/// The geography of a catalogue.
pub struct Land<'a>(pub &'a Catalogue);

impl Geography for Land<'_> {
    fn chain(&self, service_type: &Id<id::ServiceType>, area: &AreaCode, day: Day) -> Vec<AreaCode> {
        // An area that is not there that day lies in nothing: what stood in its place, or stands there now, is another.
        if self.0.areas().get(area).is_some_and(|known| !known.holds_on(day)) {
            return vec![area.clone()];
        }
        let mut chain = around(self.0, service_type, area, day);
        chain.retain(|code| code != area);
        chain.insert(0, area.clone());
        chain
    }

    fn standing(&self, area: &AreaCode, day: Day) -> Vec<AreaCode> {
        self.0.areas().standing(area, day)
    }

    fn crossed(&self, service_type: &Id<id::ServiceType>, area: &AreaCode, day: Day) -> Vec<AreaCode> {
        let own: BTreeSet<AreaCode> = self.chain(service_type, area, day).into_iter().collect();
        let localities = self.0.areas().all().filter(|place| place.kind == AreaKind::Locality);
        let chains = localities.map(|place| around(self.0, service_type, &place.code, day));
        let behind = chains.filter_map(|chain| chain.iter().position(|code| code == area).map(|n| chain[n..].to_vec()));
        behind.flatten().filter(|code| !own.contains(code)).collect::<BTreeSet<_>>().into_iter().collect()
    }

    fn predecessors(&self, area: &AreaCode) -> Vec<AreaCode> {
        self.0.areas().predecessors(area).to_vec()
    }
}
