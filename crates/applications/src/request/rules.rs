//! Who takes a request: the holder of the day through the system of the day, or whom a person chose.

use responsibility::{ModelError, Responsibility, System, endpoint::Protocol};
use values::{AreaKind, Day, Id, id};

use super::Request;
use crate::Government;

/// A body that takes the work of a service type, and the system through which it does.
#[derive(Debug, Clone, Copy)]
pub struct Taker<'a> {
    /// The body, and the row that says so.
    pub holder: &'a Responsibility,
    /// Its system.
    pub system: &'a System,
}

/// Who takes the request on a day.
pub fn taker<'a>(government: &'a Government, request: &Request, day: Day) -> Result<Taker<'a>, ModelError> {
    let area = request.area.as_ref();
    match &request.chosen {
        None => Ok(Taker {
            holder: government.supplier(&request.service_type, area, day)?,
            system: government.endpoint(&request.service_type, area, day)?,
        }),
        Some(chosen) => takers(government, &request.service_type, day)
            .into_iter()
            .find(|taker| taker.holder.holder == chosen.body && taker.system.id == chosen.system)
            .ok_or_else(|| ModelError::NoEndpoint {
                service_type: request.service_type.clone(),
                areas: format!("{} through {}", chosen.body, chosen.system),
                day,
            }),
    }
}

/// Every body that takes this work on a day, wherever it does, once for each of its systems.
pub fn takers<'a>(government: &'a Government, service_type: &Id<id::ServiceType>, day: Day) -> Vec<Taker<'a>> {
    let everywhere = government.catalogue.service_type(service_type).is_none_or(|known| known.area_kind.is_empty());
    let localities = government.catalogue.areas().all().filter(|area| area.kind == AreaKind::Locality);
    let places: Vec<_> = if everywhere { vec![None] } else { localities.map(|area| Some(&area.code)).collect() };
    let mut takers: Vec<Taker<'a>> = Vec::new();
    for place in places {
        let (Ok(holder), Ok(system)) =
            (government.supplier(service_type, place, day), government.endpoint(service_type, place, day))
        else {
            continue;
        };
        if !takers.iter().any(|known| known.holder.holder == holder.holder && known.system.id == system.id) {
            takers.push(Taker { holder, system });
        }
    }
    takers.sort_by(|a, b| (&a.holder.holder, &a.system.id).cmp(&(&b.holder.holder, &b.system.id)));
    takers
}

/// To whom a person may send it on: not to the system that has had it, which would know the key and take it for the
/// same request. At a desk it is the body that counts.
pub fn others<'a>(government: &'a Government, request: &Request, day: Day) -> Vec<Taker<'a>> {
    let had_it = |taker: &Taker<'_>| {
        request.system.as_ref() == Some(&taker.system.id)
            && (taker.system.protocol != Protocol::Desk || taker.holder.holder == request.holder)
    };
    let mut takers = takers(government, &request.service_type, day);
    takers.retain(|taker| !had_it(taker));
    takers
}
