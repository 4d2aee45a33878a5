use super::def::*;
use crate::compute::geo::vector::{Vector, azimuth};
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "geo_azimuth",
    aliases: &[],
    family: Family::Geospatial,
    summary: "Tells the direction from one place to another in radians, clockwise from north.",
    params: &[
        required("p1_longitude", REAL, "Longitude in degrees."),
        required("p1_latitude", REAL, "Latitude in degrees."),
        required("p2_longitude", REAL, "Longitude in degrees."),
        required("p2_latitude", REAL, "Latitude in degrees."),
    ],
    returns: Returns::Is(Type::Real),
    notes: "Gives null where the places are the same or opposite.",
    examples: &[example!("round(geo_azimuth(5, 10, 10, -40), 6)" => "3.054599")],
    cases: &[
        example!("geo_azimuth(5, 10, 5, 10)" => "null"),
        example!("round(geo_azimuth(0, 0, 1, 0), 6)" => "1.570796"),
    ],
    body: Body::Rows(|args| {
        let points = (
            Vector::from_arguments(args, 0),
            Vector::from_arguments(args, 2),
        );
        let (Some(from), Some(to)) = points else {
            return Value::Null;
        };
        azimuth(from, to).map_or(Value::Null, Value::Real)
    }),
};
