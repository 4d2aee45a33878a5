use super::def::*;
use crate::compute::spl::{Spl, time};
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "__spl_strptime",
    aliases: &[],
    family: Family::Splunk,
    summary: "Reads a time; gives seconds since 1970.",
    params: &[
        required("value", Takes::Any, "The value of a field."),
        required("format", STRING, "Such as `%Y-%m-%d`."),
    ],
    returns: Returns::Is(Type::Dynamic),
    notes: "What the lowering of SPL makes; a query in KQL has no need of it.",
    examples: &[
        example!("__spl_strptime('1970-01-02T00:00:00Z', '%Y-%m-%dT%H:%M:%SZ')" => "86400"),
        example!("__spl_strptime('x', '%Y')" => "null"),
    ],
    cases: &[],
    body: Body::Rows(|args| {
        let value = Spl::of(&args[0]);
        let ticks = time::parse(&value.show(), args[1].as_str());
        ticks.map_or(Value::Null, |ticks| {
            Spl::number(time::seconds(ticks)).value()
        })
    }),
};
