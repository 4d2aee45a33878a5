use super::def::*;
use crate::compute::numbers::real;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "atan",
    aliases: &[],
    family: Family::Mathematical,
    summary: "Gives the angle whose tangent is the number.",
    params: &[required("number", Takes::Number, "A number.")],
    returns: Returns::Is(Type::Real),
    notes: "In radians.",
    examples: &[example!("atan(0.5)" => "0.4636476090008061")],
    cases: &[example!("atan(real(null))" => "null")],
    body: Body::Rows(|args| real(args, f64::atan)),
};
