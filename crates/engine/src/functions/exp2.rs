use super::def::*;
use crate::compute::numbers::real;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "exp2",
    aliases: &[],
    family: Family::Mathematical,
    summary: "Gives 2 to the power of the number.",
    params: &[required("number", Takes::Number, "The exponent.")],
    returns: Returns::Is(Type::Real),
    notes: "",
    examples: &[example!("exp2(10)" => "1024.0")],
    cases: &[example!("exp2(real(null))" => "null")],
    body: Body::Rows(|args| real(args, f64::exp2)),
};
