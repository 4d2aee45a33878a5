use std::sync::Arc;

use super::def::*;
use crate::compute::calendar::unit_argument;
use crate::compute::zones::{read, to_local};
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "datetime_utc_to_local",
    aliases: &[],
    family: Family::Datetime,
    summary: "Converts a time in UTC to the local time of a time zone.",
    params: &[
        required("from", DATETIME, "The time in UTC."),
        required(
            "timezone",
            STRING,
            "The name of the zone in the IANA database: `Europe/Paris`.",
        ),
    ],
    returns: Returns::Is(Type::Datetime),
    notes: "Null for a zone that is not known.",
    examples: &[
        example!("datetime_utc_to_local(datetime(2024-07-01T12:00Z), 'America/New_York')" => "2024-07-01T08:00:00.0000000Z"),
    ],
    cases: &[
        example!("datetime_utc_to_local(datetime(2024-01-01T12:00Z), 'Europe/Paris')" => "2024-01-01T13:00:00.0000000Z"),
        example!("datetime_utc_to_local(datetime(null), 'UTC')" => "null"),
    ],
    body: Body::Prepared(|site| {
        let zone = unit_argument(site, 1, read, "the time zones of the IANA database")?;
        Ok(Arc::new(move |args| {
            let zone = zone.or_else(|| read(args[1].as_str()));
            let (Some(zone), Some(utc)) = (zone, args[0].as_i64()) else {
                return Value::Null;
            };
            to_local(utc, zone).map_or(Value::Null, Value::Datetime)
        }))
    }),
};
