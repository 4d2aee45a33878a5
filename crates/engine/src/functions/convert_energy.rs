use super::def::*;
use crate::compute::units;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "convert_energy",
    aliases: &[],
    family: Family::Mathematical,
    summary: "Converts an energy from one unit to another.",
    params: &[
        required("value", REAL, "The value to convert."),
        required("from", STRING, "The unit it is in."),
        required("to", STRING, "The unit to convert it to."),
    ],
    returns: Returns::Is(Type::Real),
    notes: "A unit that is not known gives null.",
    examples: &[example!("convert_energy(1, 'KilowattHour', 'Joule')" => "3600000")],
    cases: &[example!("convert_energy(1.0, 'x', 'Joule')" => "null")],
    body: Body::Rows(|args| units::convert(units::ENERGY, args)),
};
