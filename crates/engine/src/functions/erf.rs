use super::def::*;
use crate::compute::numbers::real;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "erf",
    aliases: &[],
    family: Family::Mathematical,
    summary: "Gives the error function of a number.",
    params: &[required("number", Takes::Number, "A number.")],
    returns: Returns::Is(Type::Real),
    notes: "",
    examples: &[example!("round(erf(1), 6)" => "0.842701")],
    cases: &[
        example!("erf(0)" => "0.0"),
        example!("erf(real(null))" => "null"),
    ],
    body: Body::Rows(|args| real(args, libm::erf)),
};
