use super::def::*;
use crate::compute::numbers::real;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "sin",
    aliases: &[],
    family: Family::Mathematical,
    summary: "Gives the sine of an angle.",
    params: &[required("number", Takes::Number, "The angle in radians.")],
    returns: Returns::Is(Type::Real),
    notes: "",
    examples: &[example!("sin(0)" => "0.0")],
    cases: &[example!("sin(real(null))" => "null")],
    body: Body::Rows(|args| real(args, f64::sin)),
};
