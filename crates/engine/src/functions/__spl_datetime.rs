use super::def::*;
use crate::compute::spl::{Spl, time};
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "__spl_datetime",
    aliases: &[],
    family: Family::Splunk,
    summary: "Gives the time of seconds since 1970.",
    params: &[required("value", Takes::Any, "The value of a field.")],
    returns: Returns::Is(Type::Datetime),
    notes: "What the lowering of SPL makes; a query in KQL has no need of it.",
    examples: &[example!("__spl_datetime(dynamic(60.5))" => "1970-01-01T00:01:00.5000000Z")],
    cases: &[],
    body: Body::Rows(|args| {
        let seconds = Spl::of(&args[0]).as_number();
        seconds
            .and_then(time::ticks)
            .map_or(Value::Null, Value::Datetime)
    }),
};
