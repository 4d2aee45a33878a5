use super::def::*;
use crate::compute::numbers::real;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "cos",
    aliases: &[],
    family: Family::Mathematical,
    summary: "Gives the cosine of an angle.",
    params: &[required("number", Takes::Number, "The angle in radians.")],
    returns: Returns::Is(Type::Real),
    notes: "",
    examples: &[example!("cos(0)" => "1.0")],
    cases: &[example!("cos(real(null))" => "null")],
    body: Body::Rows(|args| real(args, f64::cos)),
};
