use super::def::*;
use crate::compute::numbers::logarithm;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "log2",
    aliases: &[],
    family: Family::Mathematical,
    summary: "Gives the logarithm to base 2 of a number.",
    params: &[required("number", Takes::Number, "A number above 0.")],
    returns: Returns::Is(Type::Real),
    notes: "Null below zero, minus infinity at zero.",
    examples: &[example!("log2(8)" => "3.0")],
    cases: &[
        example!("log2(decimal(8))" => "3.0"),
        example!("log2(0)" => "-inf"),
        example!("log2(-1)" => "null"),
        example!("log2(real(null))" => "null"),
    ],
    body: Body::Rows(|args| logarithm(args, f64::log2)),
};
