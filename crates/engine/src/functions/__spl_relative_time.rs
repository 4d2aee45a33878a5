use super::def::*;
use crate::compute::spl::{Spl, time};
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "__spl_relative_time",
    aliases: &[],
    family: Family::Splunk,
    summary: "Moves a time.",
    params: &[
        required("value", Takes::Any, "The value of a field."),
        required("modifier", STRING, "Such as `-1d@d`."),
    ],
    returns: Returns::Is(Type::Dynamic),
    notes: "What the lowering of SPL makes; a query in KQL has no need of it.",
    examples: &[
        example!("__spl_relative_time(90061, '-1h@d')" => "86400"),
        example!("__spl_relative_time(90061, '@w0')" => "-345600"),
    ],
    cases: &[],
    body: Body::Rows(|args| {
        let ticks = Spl::of(&args[0]).as_number().and_then(time::ticks);
        let moved = ticks.and_then(|ticks| time::relative(ticks, args[1].as_str()));
        moved.map_or(Value::Null, |ticks| {
            Spl::number(time::seconds(ticks)).value()
        })
    }),
};
