use super::def::*;
use crate::compute::arithmetic::{Operator, compute, returns};

pub(super) const FUNCTION: Function = Function {
    name: "multiply",
    aliases: &[],
    family: Family::Operator,
    summary: "Multiplies two numbers, or a timespan by a number: `left * right`.",
    params: &[
        required("left", Takes::Any, "The first factor."),
        required("right", Takes::Any, "The second factor."),
    ],
    returns: Returns::By(|types| returns(Operator::Multiply, types)),
    notes: "Written as `*`. A timespan times a fraction is rounded to ticks.",
    examples: &[
        example!("6 * 7" => "42"),
        example!("1d * 2.5" => "2.12:00:00"),
    ],
    cases: &[
        example!("-2 * 1h" => "-02:00:00"),
        example!("9223372036854775807 * 2" => "-2"),
        example!("1.5 * 2" => "3.0"),
        example!("decimal(1.5) * decimal(2)" => "3"),
        example!("long(null) * 2" => "null"),
    ],
    body: Body::Columns(|columns| compute(Operator::Multiply, columns)),
};
