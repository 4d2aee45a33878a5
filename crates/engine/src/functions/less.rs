use super::def::*;
use crate::compute::compare::{Comparison, compare};
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "less",
    aliases: &[],
    family: Family::Operator,
    summary: "Tells whether the first value is smaller: `left < right`.",
    params: &[
        required("left", Takes::Any, "The value on the left."),
        required("right", Takes::Any, "The value on the right."),
    ],
    returns: Returns::Is(Type::Bool),
    notes: "Written as `<`. With a null on either side the result is null.",
    examples: &[
        example!("1 < 2" => "true"),
        example!("datetime(2024-01-01) < datetime(2024-01-02)" => "true"),
    ],
    cases: &[
        example!("2 < 2" => "false"),
        example!("1 < long(null)" => "null"),
        example!("real(nan) < 1.0" => "false"),
        example!("1h < 90m" => "true"),
        example!("dynamic(1) < 2" => "true"),
    ],
    body: Body::Columns(|columns| compare(Comparison::Less, columns)),
};
