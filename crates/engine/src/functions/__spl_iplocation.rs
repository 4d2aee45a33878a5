use std::net::IpAddr;
use std::sync::Arc;

use super::def::*;
use crate::compute::spl::Spl;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "__spl_iplocation",
    aliases: &[],
    family: Family::Splunk,
    summary: "Gives where an address is, as a database of addresses has it.",
    params: &[
        required("value", Takes::Any, "The value of a field."),
        required(
            "part",
            STRING,
            "`City`, `Country`, `Region`, `lat` or `lon`.",
        ),
        required(
            "database",
            STRING,
            "A file in MaxMind's format; empty for none.",
        ),
    ],
    returns: Returns::Is(Type::Dynamic),
    notes: "What the lowering of SPL makes; a query in KQL has no need of it.",
    examples: &[example!("__spl_iplocation('1.1.1.1', 'City', '')" => "null")],
    cases: &[],
    body: Body::Prepared(|site| {
        let path = site.text(2).unwrap_or_default().to_owned();
        let part = site.text(1).unwrap_or_default().to_owned();
        let database = if path.is_empty() {
            None
        } else {
            Some(open(&path).map_err(|e| format!("`{path}` is no database of addresses: {e}"))?)
        };
        Ok(Arc::new(move |args| {
            let Some(database) = &database else {
                return Value::Null;
            };
            let address = Spl::of(&args[0]);
            match address.show().parse::<IpAddr>() {
                Ok(address) => found(database, address, &part).unwrap_or(Value::Null),
                Err(_) => Value::Null,
            }
        }))
    }),
};

/// Bytes of a database.
const MAX_SIZE: u64 = 1 << 30;

/// Opens a database; what is no plain file, or too large for one, is none.
fn open(path: &str) -> Result<maxminddb::Reader<Vec<u8>>, String> {
    let about = std::fs::metadata(path).map_err(|e| e.to_string())?;
    if !about.is_file() || about.len() > MAX_SIZE {
        return Err("it is no file of at most 1 GiB".to_owned());
    }
    maxminddb::Reader::open_readfile(path).map_err(|e| e.to_string())
}

/// A part of what the database says of an address; `None` where it says nothing.
fn found(database: &maxminddb::Reader<Vec<u8>>, address: IpAddr, part: &str) -> Option<Value> {
    let record: serde_json::Value = database.lookup(address).ok()?.decode().ok()??;
    let at = match part {
        "City" => record.pointer("/city/names/en"),
        "Country" => record.pointer("/country/names/en"),
        "Region" => record.pointer("/subdivisions/0/names/en"),
        "lat" => record.pointer("/location/latitude"),
        _ => record.pointer("/location/longitude"),
    }?;
    Some(match at {
        serde_json::Value::String(text) => Spl::Text(text.clone()).value(),
        serde_json::Value::Number(number) => Spl::Number(number.as_f64()?).value(),
        _ => return None,
    })
}
