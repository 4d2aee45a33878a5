use super::def::*;
use crate::compute::numbers::real;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "radians",
    aliases: &[],
    family: Family::Mathematical,
    summary: "Converts degrees to radians.",
    params: &[required("degrees", Takes::Number, "The angle in degrees.")],
    returns: Returns::Is(Type::Real),
    notes: "",
    examples: &[example!("radians(180)" => "3.141592653589793")],
    cases: &[example!("radians(real(null))" => "null")],
    body: Body::Rows(|args| real(args, f64::to_radians)),
};
