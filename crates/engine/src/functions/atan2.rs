use super::def::*;
use crate::compute::numbers::reals;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "atan2",
    aliases: &[],
    family: Family::Mathematical,
    summary: "Gives the angle of the point (x, y), seen from the x axis.",
    params: &[
        required("y", Takes::Number, "The distance along the y axis."),
        required("x", Takes::Number, "The distance along the x axis."),
    ],
    returns: Returns::Is(Type::Real),
    notes: "In radians.",
    examples: &[example!("atan2(0, -1)" => "3.141592653589793")],
    cases: &[example!("atan2(1, real(null))" => "null")],
    body: Body::Rows(|args| reals(args, |[y, x]| y.atan2(x))),
};
