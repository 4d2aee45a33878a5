use super::def::*;
use crate::compute::units;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "convert_speed",
    aliases: &[],
    family: Family::Mathematical,
    summary: "Converts a speed from one unit to another.",
    params: &[
        required("value", REAL, "The value to convert."),
        required("from", STRING, "The unit it is in."),
        required("to", STRING, "The unit to convert it to."),
    ],
    returns: Returns::Is(Type::Real),
    notes: "A unit that is not known gives null.",
    examples: &[example!("convert_speed(1, 'MeterPerSecond', 'CentimeterPerSecond')" => "100")],
    cases: &[],
    body: Body::Rows(|args| units::convert(units::SPEED, args)),
};
