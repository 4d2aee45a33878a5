use super::def::*;
use crate::compute::numbers::real;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "erfc",
    aliases: &[],
    family: Family::Mathematical,
    summary: "Gives the complement of the error function of a number.",
    params: &[required("number", Takes::Number, "A number.")],
    returns: Returns::Is(Type::Real),
    notes: "",
    examples: &[example!("round(erfc(1), 6)" => "0.157299")],
    cases: &[
        example!("erfc(0)" => "1.0"),
        example!("erfc(real(null))" => "null"),
    ],
    body: Body::Rows(|args| real(args, libm::erfc)),
};
