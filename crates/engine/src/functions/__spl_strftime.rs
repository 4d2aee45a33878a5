use super::def::*;
use crate::compute::spl::{Spl, time};
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "__spl_strftime",
    aliases: &[],
    family: Family::Splunk,
    summary: "Writes seconds since 1970 as a time, in UTC.",
    params: &[
        required("value", Takes::Any, "The value of a field."),
        required("format", STRING, "Such as `%Y-%m-%d`."),
    ],
    returns: Returns::Is(Type::Dynamic),
    notes: "What the lowering of SPL makes; a query in KQL has no need of it.",
    examples: &[
        example!("__spl_strftime(0, '%m/%d/%Y %H:%M:%S')" => r#""01/01/1970 00:00:00""#),
        example!("__spl_strftime('x', '%Y')" => "null"),
    ],
    cases: &[],
    body: Body::Rows(|args| {
        let format = args[1].as_str();
        let shown = Spl::of(&args[0]).map(|item| {
            let ticks = item.as_number().and_then(time::ticks);
            ticks.map_or(Spl::Null, |ticks| Spl::Text(time::format(ticks, format)))
        });
        shown.value()
    }),
};
