use super::def::*;
use crate::types::Value;

pub(super) const FUNCTION: Function = Function {
    name: "max_of",
    aliases: &[],
    family: Family::Conditional,
    summary: "Gives the greatest of its arguments.",
    params: &[several("arg", Takes::Any, "A value; all are of one type.")],
    returns: Returns::Common(0),
    notes: "Nulls do not count.",
    examples: &[example!("max_of(10, 1, -3, 17)" => "17")],
    cases: &[
        example!("max_of(1, long(null), 3)" => "3"),
        example!("max_of(int(null), int(null))" => "null"),
        example!("max_of(1, 2.5)" => "2.5"),
        example!("max_of(1s, 2s)" => "00:00:02"),
        example!("max_of('a', 'b')" => "b"),
    ],
    body: Body::Rows(|args| {
        let values = args.iter().filter(|v| !v.is_null());
        let best = values.reduce(|best, v| if v.order(best).is_gt() { v } else { best });
        best.cloned().unwrap_or(Value::Null)
    }),
};
