use super::def::*;
use crate::compute::numbers::real;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "asin",
    aliases: &[],
    family: Family::Mathematical,
    summary: "Gives the angle whose sine is the number.",
    params: &[required("number", Takes::Number, "A number from -1 to 1.")],
    returns: Returns::Is(Type::Real),
    notes: "In radians; NaN outside of -1 to 1.",
    examples: &[example!("asin(0.5)" => "0.5235987755982989")],
    cases: &[
        example!("asin(2)" => "NaN"),
        example!("asin(real(null))" => "null"),
    ],
    body: Body::Rows(|args| real(args, f64::asin)),
};
