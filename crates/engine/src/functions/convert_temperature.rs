use super::def::*;
use crate::compute::units;
use crate::types::Type;

pub(super) const FUNCTION: Function = Function {
    name: "convert_temperature",
    aliases: &[],
    family: Family::Mathematical,
    summary: "Converts a temperature from one scale to another.",
    params: &[
        required("value", REAL, "The value to convert."),
        required("from", STRING, "The unit it is in."),
        required("to", STRING, "The unit to convert it to."),
    ],
    returns: Returns::Is(Type::Real),
    notes: "A scale that is not known gives null.",
    examples: &[example!("convert_temperature(0, 'DegreeCelsius', 'Kelvin')" => "273.15")],
    cases: &[example!("convert_temperature(212, 'DegreeFahrenheit', 'DegreeCelsius')" => "100")],
    body: Body::Rows(units::convert_temperature),
};
