use super::def::*;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "around",
    aliases: &[],
    family: Family::Datetime,
    summary: "Tells whether a value lies within a distance of another one.",
    params: &[
        required("value", Takes::Any, "A number, a datetime or a timespan."),
        required("center", Takes::Any, "What it must be near."),
        required(
            "delta",
            Takes::Any,
            "How far away it may be: a number for numbers, a timespan for times.",
        ),
    ],
    returns: Returns::Is(Type::Bool),
    notes: "The ends count too.",
    examples: &[
        example!("around(datetime(2024-01-01T00:59Z), datetime(2024-01-01), 1h)" => "true"),
    ],
    cases: &[
        example!("around(5, 3, 2)" => "true"),
        example!("around(6, 3, 2)" => "false"),
        example!("around(1.5, 1, 0.25)" => "false"),
    ],
    body: Body::Source("value between ((center - delta) .. (center + delta))"),
};
