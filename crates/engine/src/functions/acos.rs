use super::def::*;
use crate::compute::numbers::real;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "acos",
    aliases: &[],
    family: Family::Mathematical,
    summary: "Gives the angle whose cosine is the number.",
    params: &[required("number", Takes::Number, "A number from -1 to 1.")],
    returns: Returns::Is(Type::Real),
    notes: "In radians; NaN outside of -1 to 1.",
    examples: &[example!("acos(1)" => "0.0")],
    cases: &[
        example!("acos(2)" => "NaN"),
        example!("acos(real(null))" => "null"),
    ],
    body: Body::Rows(|args| real(args, f64::acos)),
};
