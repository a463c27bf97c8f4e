//! The tables `service_type` and `public_service`.

use store::{StoreError, Tx, Value, args};
use values::Effective;

use super::{PublicService, ServiceType};

pub(crate) fn insert_type(tx: &mut Tx<'_>, edition: i64, service_type: &ServiceType) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO service_type (edition, id, lgsl, tier, area_kind, title, summary, life_events, appeal)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        args![
            edition,
            &service_type.id,
            service_type.lgsl,
            &service_type.tier,
            Value::json(&service_type.area_kind),
            Value::json(&service_type.title),
            Value::json(&service_type.summary),
            Value::json(&service_type.life_events),
            Value::json(&service_type.appeal)
        ],
    )?;
    Ok(())
}

pub(crate) fn all_types(tx: &mut Tx<'_>, edition: i64) -> Result<Vec<ServiceType>, StoreError> {
    tx.all(
        "SELECT id, lgsl, tier, area_kind, title, summary, life_events, appeal
         FROM service_type WHERE edition = $1 ORDER BY id",
        args![edition],
        |row| {
            Ok(ServiceType {
                id: row.get(0)?,
                lgsl: row.get(1)?,
                tier: row.get(2)?,
                area_kind: row.json(3)?,
                title: row.json(4)?,
                summary: row.json(5)?,
                life_events: row.json(6)?,
                appeal: row.json(7)?,
            })
        },
    )
}

pub(crate) fn insert(tx: &mut Tx<'_>, edition: i64, service: &PublicService) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO public_service
           (edition, id, service_type, organisation, valid_from, valid_until, channels, cost, working_days, title,
            words, illustrative)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        args![
            edition,
            &service.id,
            &service.service_type,
            &service.organisation,
            service.valid.from,
            service.valid.until,
            Value::json(&service.channels),
            Value::json(&service.cost),
            service.working_days,
            Value::json(&service.title),
            Value::json(&service.text),
            Value::json(&service.illustrative)
        ],
    )?;
    Ok(())
}

pub(crate) fn all(tx: &mut Tx<'_>, edition: i64) -> Result<Vec<PublicService>, StoreError> {
    tx.all(
        "SELECT id, service_type, organisation, valid_from, valid_until, channels, cost, working_days, title, words,
           illustrative
         FROM public_service WHERE edition = $1 ORDER BY id",
        args![edition],
        |row| {
            Ok(PublicService {
                id: row.get(0)?,
                service_type: row.get(1)?,
                organisation: row.get(2)?,
                valid: Effective { from: row.get(3)?, until: row.get(4)? },
                channels: row.json(5)?,
                cost: row.json(6)?,
                working_days: row.get(7)?,
                title: row.json(8)?,
                text: row.json(9)?,
                illustrative: row.json(10)?,
            })
        },
    )
}
