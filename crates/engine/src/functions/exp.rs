use super::def::*;
use crate::compute::numbers::real;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "exp",
    aliases: &[],
    family: Family::Mathematical,
    summary: "Gives e to the power of the number.",
    params: &[required("number", Takes::Number, "The exponent.")],
    returns: Returns::Is(Type::Real),
    notes: "",
    examples: &[example!("exp(0)" => "1.0")],
    cases: &[
        example!("exp(1000)" => "inf"),
        example!("exp(real(null))" => "null"),
    ],
    body: Body::Rows(|args| real(args, f64::exp)),
};
