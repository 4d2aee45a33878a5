use super::def::*;
use crate::compute::compare::{Comparison, compare};
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "less_or_equal",
    aliases: &[],
    family: Family::Operator,
    summary: "Tells whether the first value is smaller or the same: `left <= right`.",
    params: &[
        required("left", Takes::Any, "The value on the left."),
        required("right", Takes::Any, "The value on the right."),
    ],
    returns: Returns::Is(Type::Bool),
    notes: "Written as `<=`. With a null on either side the result is null.",
    examples: &[
        example!("2 <= 2" => "true"),
        example!("3 <= 2.5" => "false"),
    ],
    cases: &[
        example!("1 <= long(null)" => "null"),
        example!("-0.0 <= 0.0" => "true"),
    ],
    body: Body::Columns(|columns| compare(Comparison::LessOrEqual, columns)),
};
