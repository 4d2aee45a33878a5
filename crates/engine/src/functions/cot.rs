use super::def::*;
use crate::compute::numbers::real;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "cot",
    aliases: &[],
    family: Family::Mathematical,
    summary: "Gives the cotangent of an angle.",
    params: &[required("number", Takes::Number, "The angle in radians.")],
    returns: Returns::Is(Type::Real),
    notes: "",
    examples: &[example!("round(cot(1), 6)" => "0.642093")],
    cases: &[example!("cot(real(null))" => "null")],
    body: Body::Rows(|args| real(args, |x| x.tan().recip())),
};
