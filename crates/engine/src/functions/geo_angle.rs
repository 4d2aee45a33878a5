use super::def::*;
use std::f64::consts::PI;

use crate::compute::geo::vector::{Vector, azimuth};
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "geo_angle",
    aliases: &[],
    family: Family::Geospatial,
    summary: "Tells the angle between the ways from one place to a second and on to a third, in radians.",
    params: &[
        required("p1_longitude", REAL, "Longitude in degrees."),
        required("p1_latitude", REAL, "Latitude in degrees."),
        required("p2_longitude", REAL, "Longitude in degrees."),
        required("p2_latitude", REAL, "Latitude in degrees."),
        required("p3_longitude", REAL, "Longitude in degrees."),
        required("p3_latitude", REAL, "Latitude in degrees."),
    ],
    returns: Returns::Is(Type::Real),
    notes: "Measured clockwise from the first way to the second. Gives null where neighbors are the same or opposite.",
    examples: &[example!("round(geo_angle(0, 10, 0, 5, 3, -10), 6)" => "2.944938")],
    cases: &[example!("geo_angle(0, 10, 0, 10, 3, -10)" => "null")],
    body: Body::Rows(|args| {
        let point = |at| Vector::from_arguments(args, at);
        let (Some(first), Some(second), Some(third)) = (point(0), point(2), point(4)) else {
            return Value::Null;
        };
        match (azimuth(second, first), azimuth(second, third)) {
            (Some(back), Some(on)) => Value::Real((on - back).rem_euclid(2.0 * PI)),
            _ => Value::Null,
        }
    }),
};
