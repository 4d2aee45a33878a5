use super::def::*;
use crate::compute::arithmetic::{negate, negated_type};

pub(super) const FUNCTION: Function = Function {
    name: "negate",
    aliases: &[],
    family: Family::Operator,
    summary: "Turns the sign of a number or a timespan: `-value`.",
    params: &[required("value", Takes::Any, "A number or a timespan.")],
    returns: Returns::By(negated_type),
    notes: "Written as `-` before a value. Whole numbers give long.",
    examples: &[
        example!("-(1 + 2)" => "-3"),
        example!("-(1d + 2h)" => "-1.02:00:00"),
    ],
    cases: &[
        example!("-toreal('1.5')" => "-1.5"),
        example!("-long(null)" => "null"),
        example!("-dynamic(3)" => "-3"),
    ],
    body: Body::Columns(negate),
};
