use super::def::*;
use crate::compute::compare::{Comparison, compare};
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "not_equal",
    aliases: &[],
    family: Family::Operator,
    summary: "Tells whether two values differ: `left != right`.",
    params: &[
        required("left", Takes::Any, "The value on the left."),
        required("right", Takes::Any, "The value on the right."),
    ],
    returns: Returns::Is(Type::Bool),
    notes: "Written as `!=`. Null differs from every value; two nulls give null.",
    examples: &[
        example!("1 != 2" => "true"),
        example!("'a' != 'a'" => "false"),
    ],
    cases: &[
        example!("long(null) != 1" => "true"),
        example!("long(null) != long(null)" => "null"),
        example!("real(nan) != real(nan)" => "true"),
        example!("'Root' != 'root'" => "true"),
    ],
    body: Body::Columns(|columns| compare(Comparison::NotEqual, columns)),
};
