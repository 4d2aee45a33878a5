use super::def::*;
use crate::compute::units;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "convert_angle",
    aliases: &[],
    family: Family::Mathematical,
    summary: "Converts an angle from one unit to another.",
    params: &[
        required("value", REAL, "The value to convert."),
        required("from", STRING, "The unit it is in."),
        required("to", STRING, "The unit to convert it to."),
    ],
    returns: Returns::Is(Type::Real),
    notes: "A unit that is not known gives null. `Tilt` is the sine of the angle.",
    examples: &[example!("convert_angle(1.2, 'Degree', 'Arcminute')" => "72")],
    cases: &[example!("convert_angle(1, 'Tilt', 'Degree')" => "90")],
    body: Body::Rows(|args| {
        let tilt = |at: usize| args[at].as_str() == "Tilt";
        let radians = Value::string("Radian");
        let value = match &args[0] {
            Value::Real(r) if tilt(1) => Value::Real(r.asin()),
            other => other.clone(),
        };
        let from = if tilt(1) { &radians } else { &args[1] };
        let to = if tilt(2) { &radians } else { &args[2] };
        match units::convert(units::ANGLE, &[value, from.clone(), to.clone()]) {
            Value::Real(r) if tilt(2) => Value::Real(r.sin()),
            other => other,
        }
    }),
};
