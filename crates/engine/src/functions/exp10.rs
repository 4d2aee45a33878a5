use super::def::*;
use crate::compute::numbers::real;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "exp10",
    aliases: &[],
    family: Family::Mathematical,
    summary: "Gives 10 to the power of the number.",
    params: &[required("number", Takes::Number, "The exponent.")],
    returns: Returns::Is(Type::Real),
    notes: "",
    examples: &[example!("exp10(3)" => "1000.0")],
    cases: &[example!("exp10(real(null))" => "null")],
    body: Body::Rows(|args| real(args, |x| 10_f64.powf(x))),
};
