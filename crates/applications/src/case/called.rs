//! Who took calls about a request, day by day: contact by telephone moves apart from the work.

use responsibility::who_on;
use values::{Day, Id, id};

use super::{Answering, body};
use crate::{Government, request::Request};

/// Who took calls on each day since the application was sent; nothing where it was one body all along.
pub(super) fn called(government: &Government, request: &Request, sent: Day, today: Day) -> Vec<Answering> {
    let (service_type, place) = (&request.service_type, request.area.as_ref());
    let mut days = government.contact_days(service_type, sent, today);
    days.insert(sent);
    let mut called: Vec<(&Id<id::Organisation>, Answering)> = Vec::new();
    for day in days {
        let row = government.takes_calls(service_type, place, day).ok();
        let last = called.last_mut().filter(|(_, last)| last.until.is_none());
        if last.as_ref().map(|(holder, _)| *holder) == row.map(|row| &row.holder) {
            continue;
        }
        if let Some((_, last)) = last {
            last.until = day.yesterday().ok();
        }
        called.extend(row.map(|row| {
            let instrument = government.catalogue.instrument(&row.instrument).map(|known| known.title.clone());
            let whole = who_on(service_type, place, day);
            let body = body(government, &row.holder).name;
            (&row.holder, Answering { body, since: day, until: None, instrument, whole })
        }));
    }
    if called.iter().any(|(holder, _)| *holder != called[0].0) {
        called.into_iter().map(|(_, one)| one).collect()
    } else {
        Vec::new()
    }
}
