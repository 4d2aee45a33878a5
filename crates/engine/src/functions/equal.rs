use super::def::*;
use crate::compute::compare::{Comparison, compare};
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "equal",
    aliases: &[],
    family: Family::Operator,
    summary: "Tells whether two values are the same: `left == right`.",
    params: &[
        required("left", Takes::Any, "The value on the left."),
        required("right", Takes::Any, "The value on the right."),
    ],
    returns: Returns::Is(Type::Bool),
    notes: "Written as `==`. Strings are compared with their case. Null equals nothing; two nulls give null. NaN does not equal itself.",
    examples: &[
        example!("1 == 1.0" => "true"),
        example!("'Root' == 'root'" => "false"),
    ],
    cases: &[
        example!("int(null) == 1" => "false"),
        example!("int(null) == int(null)" => "null"),
        example!("real(nan) == real(nan)" => "false"),
        example!("datetime(2024-01-01) == datetime(2024-01-01T00:00Z)" => "true"),
        example!("dynamic({'a':1}).a == 1" => "true"),
        example!("dynamic({'a':'x'}).a == 'x'" => "true"),
        example!("dynamic({'a':'x'}).b == ''" => "true"),
        example!("'' == 'a'" => "false"),
    ],
    body: Body::Columns(|columns| compare(Comparison::Equal, columns)),
};
