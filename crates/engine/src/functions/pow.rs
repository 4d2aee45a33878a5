use super::def::*;
use crate::compute::numbers::reals;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "pow",
    aliases: &[],
    family: Family::Mathematical,
    summary: "Raises a number to a power.",
    params: &[
        required("base", Takes::Number, "The number."),
        required("exponent", Takes::Number, "The power."),
    ],
    returns: Returns::Is(Type::Real),
    notes: "",
    examples: &[example!("pow(2, 10)" => "1024.0")],
    cases: &[
        example!("pow(2, -1)" => "0.5"),
        example!("pow(2, long(null))" => "null"),
    ],
    body: Body::Rows(|args| reals(args, |[base, exponent]| base.powf(exponent))),
};
