use std::sync::Arc;

use super::def::*;
use crate::compute::calendar::unit_argument;
use crate::compute::zones::{read, to_utc};
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "datetime_local_to_utc",
    aliases: &[],
    family: Family::Datetime,
    summary: "Converts the local time of a time zone to UTC.",
    params: &[
        required("from", DATETIME, "The local time."),
        required(
            "timezone",
            STRING,
            "The name of the zone in the IANA database: `Europe/Paris`.",
        ),
    ],
    returns: Returns::Is(Type::Datetime),
    notes: "A time that the clocks skip is read with the offset after the change, one that comes twice as the second. Null for a zone that is not known.",
    examples: &[
        example!("datetime_local_to_utc(datetime(2024-07-01T08:00Z), 'America/New_York')" => "2024-07-01T12:00:00.0000000Z"),
    ],
    cases: &[
        example!("datetime_local_to_utc(datetime(2022-03-27T02:00Z), 'Europe/Brussels')" => "2022-03-27T00:00:00.0000000Z"),
        example!("datetime_local_to_utc(datetime(2022-03-27T03:00Z), 'Europe/Brussels')" => "2022-03-27T01:00:00.0000000Z"),
        example!("datetime_local_to_utc(datetime(2022-10-30T02:30Z), 'Europe/Brussels')" => "2022-10-30T01:30:00.0000000Z"),
    ],
    body: Body::Prepared(|site| {
        let zone = unit_argument(site, 1, read, "the time zones of the IANA database")?;
        Ok(Arc::new(move |args| {
            let zone = zone.or_else(|| read(args[1].as_str()));
            let (Some(zone), Some(local)) = (zone, args[0].as_i64()) else {
                return Value::Null;
            };
            to_utc(local, zone).map_or(Value::Null, Value::Datetime)
        }))
    }),
};
