use super::def::*;
use crate::compute::numbers::logarithm;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "log10",
    aliases: &[],
    family: Family::Mathematical,
    summary: "Gives the logarithm to base 10 of a number.",
    params: &[required("number", Takes::Number, "A number above 0.")],
    returns: Returns::Is(Type::Real),
    notes: "Null below zero, minus infinity at zero.",
    examples: &[example!("log10(1000)" => "3.0")],
    cases: &[
        example!("log10(0)" => "-inf"),
        example!("log10(-1)" => "null"),
        example!("log10(real(null))" => "null"),
    ],
    body: Body::Rows(|args| logarithm(args, f64::log10)),
};
