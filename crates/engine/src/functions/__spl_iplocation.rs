use std::net::IpAddr;
use std::path::Path;
use std::sync::Arc;

use super::def::*;
use crate::catalog::Places;
use crate::compute::places::Database;
use crate::compute::spl::Spl;
use crate::types::{Json, Type, Value};

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
        let part = match site.text(1).unwrap_or_default() {
            "City" => "city",
            "Country" => "country",
            "Region" => "state",
            "lat" => "latitude",
            _ => "longitude",
        };
        let database = if path.is_empty() {
            None
        } else {
            Some(Database::open(Path::new(&path))?)
        };
        Ok(Arc::new(move |args| {
            let Some(database) = &database else {
                return Value::Null;
            };
            let address = Spl::of(&args[0]).show().parse::<IpAddr>().ok();
            let place = address.and_then(|address| database.of(address));
            place.map_or(Value::Null, |place| told(&place[part]))
        }))
    }),
};

/// A part of a place as a value of a field; null for what is neither text nor number.
fn told(part: &Json) -> Value {
    match part {
        Json::String(text) => Spl::Text(text.clone()).value(),
        Json::Number(number) => number
            .as_f64()
            .map_or(Value::Null, |n| Spl::Number(n).value()),
        _ => Value::Null,
    }
}
