use super::def::*;
use crate::compute::numbers::real;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "tan",
    aliases: &[],
    family: Family::Mathematical,
    summary: "Gives the tangent of an angle.",
    params: &[required("number", Takes::Number, "The angle in radians.")],
    returns: Returns::Is(Type::Real),
    notes: "",
    examples: &[example!("tan(0)" => "0.0")],
    cases: &[example!("tan(real(null))" => "null")],
    body: Body::Rows(|args| real(args, f64::tan)),
};
