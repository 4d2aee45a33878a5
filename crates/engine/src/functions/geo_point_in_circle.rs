use super::def::*;
use crate::compute::geo::EARTH_RADIUS;
use crate::compute::geo::vector::Vector;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "geo_point_in_circle",
    aliases: &[],
    family: Family::Geospatial,
    summary: "Tells whether a place is in a circle.",
    params: &[
        required("p_longitude", REAL, "Longitude in degrees."),
        required("p_latitude", REAL, "Latitude in degrees."),
        required("pc_longitude", REAL, "Longitude in degrees."),
        required("pc_latitude", REAL, "Latitude in degrees."),
        required("c_radius", REAL, "The radius in meters."),
    ],
    returns: Returns::Is(Type::Bool),
    notes: "Gives null for places that are none.",
    examples: &[
        example!("geo_point_in_circle(-122.137575, 47.630683, -122.100896, 47.527351, 18000)" => "true"),
        example!("geo_point_in_circle(-122.137575, 47.630683, -122.100896, 47.527351, 3500)" => "false"),
    ],
    cases: &[
        example!("geo_point_in_circle(1, 1, 1, 1, -1)" => "null"),
        example!("geo_point_in_circle(200, 1, 1, 1, 1)" => "null"),
    ],
    body: Body::Rows(|args| {
        let points = (
            Vector::from_arguments(args, 0),
            Vector::from_arguments(args, 2),
        );
        match (points, args[4].as_f64()) {
            ((Some(point), Some(center)), Some(radius)) if radius >= 0.0 && radius.is_finite() => {
                Value::Bool(point.angle(center) * EARTH_RADIUS <= radius)
            }
            _ => Value::Null,
        }
    }),
};
