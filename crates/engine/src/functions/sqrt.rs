use super::def::*;
use crate::compute::numbers::real;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "sqrt",
    aliases: &[],
    family: Family::Mathematical,
    summary: "Gives the square root of a number.",
    params: &[required("number", Takes::Number, "A number, 0 or larger.")],
    returns: Returns::Is(Type::Real),
    notes: "NaN below zero.",
    examples: &[example!("sqrt(9)" => "3.0")],
    cases: &[
        example!("sqrt(decimal(2.25))" => "1.5"),
        example!("sqrt(-1)" => "NaN"),
        example!("sqrt(real(null))" => "null"),
    ],
    body: Body::Rows(|args| real(args, f64::sqrt)),
};
