use super::def::*;
use crate::compute::numbers::logarithm;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "log",
    aliases: &[],
    family: Family::Mathematical,
    summary: "Gives the natural logarithm of a number.",
    params: &[required("number", Takes::Number, "A number above 0.")],
    returns: Returns::Is(Type::Real),
    notes: "Null below zero, minus infinity at zero.",
    examples: &[example!("log(1)" => "0.0")],
    cases: &[
        example!("log(0)" => "-inf"),
        example!("log(-1)" => "null"),
        example!("log(real(null))" => "null"),
    ],
    body: Body::Rows(|args| logarithm(args, f64::ln)),
};
