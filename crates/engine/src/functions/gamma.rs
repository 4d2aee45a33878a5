use super::def::*;
use crate::compute::numbers::real;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "gamma",
    aliases: &[],
    family: Family::Mathematical,
    summary: "Gives the gamma function of a number.",
    params: &[required("number", Takes::Number, "A number.")],
    returns: Returns::Is(Type::Real),
    notes: "For whole numbers this is the factorial of the number before.",
    examples: &[example!("gamma(5)" => "24.0")],
    cases: &[example!("gamma(real(null))" => "null")],
    body: Body::Rows(|args| real(args, libm::tgamma)),
};
