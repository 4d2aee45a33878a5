use super::def::*;
use crate::compute::numbers::real;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "loggamma",
    aliases: &[],
    family: Family::Mathematical,
    summary: "Gives the natural logarithm of the absolute value of the gamma function.",
    params: &[required("number", Takes::Number, "A number.")],
    returns: Returns::Is(Type::Real),
    notes: "",
    examples: &[example!("round(loggamma(5), 6)" => "3.178054")],
    cases: &[example!("loggamma(real(null))" => "null")],
    body: Body::Rows(|args| real(args, libm::lgamma)),
};
