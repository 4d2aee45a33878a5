use super::def::*;
use crate::compute::numbers::real;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "degrees",
    aliases: &[],
    family: Family::Mathematical,
    summary: "Converts radians to degrees.",
    params: &[required("radians", Takes::Number, "The angle in radians.")],
    returns: Returns::Is(Type::Real),
    notes: "",
    examples: &[example!("degrees(pi())" => "180.0")],
    cases: &[
        example!("degrees(0)" => "0.0"),
        example!("degrees(real(null))" => "null"),
    ],
    body: Body::Rows(|args| real(args, f64::to_degrees)),
};
