//! Who answers for a kind of service on a day, wherever in the country: what the page of a service says of it.

use catalogue::Holder;
use values::{Day, Id, id};
use web::{MessageRef, Problem};

use super::ResponsibilityPages;
use crate::{Function, question::living};

impl ResponsibilityPages {
    /// The functions in their order, holders by the names of their areas; with all that is scheduled carried out by its
    /// day. A body that has ended answers for nothing.
    pub async fn holders(&self, service_type: &Id<id::ServiceType>, day: Day) -> Result<Vec<Holder>, Problem> {
        let seen = self.seen().await?;
        let (model, catalogue) = (&seen.model, &seen.catalogue);
        let mut holders = Vec::new();
        for function in Function::ALL {
            let Some(index) = model.index(service_type, function) else { continue };
            let rows = index.rows().filter(|row| row.known_at(model.version()) && row.valid.holds_on(day)).collect();
            let mut of: Vec<Holder> = living(catalogue, rows, day)
                .into_iter()
                .filter_map(|row| {
                    Some(Holder {
                        function: MessageRef::new(format!("function-title-{}", function.as_str())),
                        body: catalogue.organisation(&row.holder)?.name.clone(),
                        area: row.area.as_ref().and_then(|area| Some(catalogue.areas().get(area)?.name.clone())),
                        channel: row.channel,
                    })
                })
                .collect();
            of.sort_by_key(|holder| (holder.area.as_ref().map(|area| area.en.clone()), holder.body.en.clone()));
            of.dedup();
            holders.extend(of);
        }
        Ok(holders)
    }
}
