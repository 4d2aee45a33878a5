use super::def::*;
use crate::types::Value;

pub(super) const FUNCTION: Function = Function {
    name: "min_of",
    aliases: &[],
    family: Family::Conditional,
    summary: "Gives the least of its arguments.",
    params: &[several("arg", Takes::Any, "A value; all are of one type.")],
    returns: Returns::Common(0),
    notes: "Nulls do not count.",
    examples: &[example!("min_of(10, 1, -3, 17)" => "-3")],
    cases: &[
        example!("min_of(1, long(null), 3)" => "1"),
        example!("min_of(int(null), int(null))" => "null"),
        example!("min_of(1, 2.5)" => "1"),
        example!("min_of(1s, 2s)" => "00:00:01"),
        example!("min_of('a', 'b')" => "a"),
    ],
    body: Body::Rows(|args| {
        let values = args.iter().filter(|v| !v.is_null());
        let best = values.reduce(|best, v| if v.order(best).is_lt() { v } else { best });
        best.cloned().unwrap_or(Value::Null)
    }),
};
