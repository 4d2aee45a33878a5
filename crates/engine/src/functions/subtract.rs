use super::def::*;
use crate::compute::arithmetic::{Operator, compute, returns};

pub(super) const FUNCTION: Function = Function {
    name: "subtract",
    aliases: &[],
    family: Family::Operator,
    summary: "Subtracts numbers, timespans, or datetimes: `left - right`.",
    params: &[
        required("left", Takes::Any, "What is subtracted from."),
        required("right", Takes::Any, "What is taken away."),
    ],
    returns: Returns::By(|types| returns(Operator::Subtract, types)),
    notes: "Written as `-`. Two datetimes give the timespan between them.",
    examples: &[
        example!("5 - 7" => "-2"),
        example!("datetime(2024-03-01) - datetime(2024-02-01)" => "29.00:00:00"),
    ],
    cases: &[
        example!("datetime(2024-03-01) - 1h" => "2024-02-29T23:00:00.0000000Z"),
        example!("1h - 90m" => "-00:30:00"),
        example!("1 - 0.5" => "0.5"),
        example!("datetime(0001-01-01) - 1tick" => "null"),
        example!("datetime(2024-01-01) - datetime(null)" => "null"),
        example!("-9223372036854775807 - 2" => "9223372036854775807"),
    ],
    body: Body::Columns(|columns| compute(Operator::Subtract, columns)),
};
