use super::def::*;
use crate::compute::compare::{Comparison, compare};
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "greater",
    aliases: &[],
    family: Family::Operator,
    summary: "Tells whether the first value is larger: `left > right`.",
    params: &[
        required("left", Takes::Any, "The value on the left."),
        required("right", Takes::Any, "The value on the right."),
    ],
    returns: Returns::Is(Type::Bool),
    notes: "Written as `>`. With a null on either side the result is null.",
    examples: &[example!("2 > 1" => "true"), example!("1d > 25h" => "false")],
    cases: &[
        example!("long(null) > 1" => "null"),
        example!("real(+inf) > 1e308" => "true"),
        example!("decimal(0.2) > decimal(0.1)" => "true"),
    ],
    body: Body::Columns(|columns| compare(Comparison::Greater, columns)),
};
