use super::def::*;
use crate::compute::geo::vector::Vector;
use crate::compute::geo::{EARTH_RADIUS, spheroid};
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "geo_distance_2points",
    aliases: &[],
    family: Family::Geospatial,
    summary: "Measures the distance between two places in meters.",
    params: &[
        required("p1_longitude", REAL, "Longitude in degrees."),
        required("p1_latitude", REAL, "Latitude in degrees."),
        required("p2_longitude", REAL, "Longitude in degrees."),
        required("p2_latitude", REAL, "Latitude in degrees."),
        optional(
            "use_spheroid",
            BOOL,
            "Whether to measure on the ellipsoid instead of the sphere.",
        ),
    ],
    returns: Returns::Is(Type::Real),
    notes: "Gives null for places that are none.",
    examples: &[
        example!("round(geo_distance_2points(-122.407628, 47.578557, -118.275287, 34.019056))" => "1546754"),
    ],
    cases: &[
        example!("geo_distance_2points(300, 1, 1, 1)" => "null"),
        example!("geo_distance_2points(1, 1, 1, 1)" => "0"),
        example!("round(geo_distance_2points(0, 0, 1, 0, true))" => "111319"),
    ],
    body: Body::Rows(|args| {
        let points = (
            Vector::from_arguments(args, 0),
            Vector::from_arguments(args, 2),
        );
        let (Some(from), Some(to)) = points else {
            return Value::Null;
        };
        if args.get(4).and_then(Value::as_bool) == Some(true) {
            return spheroid::distance(from.degrees(), to.degrees())
                .map_or(Value::Null, Value::Real);
        }
        Value::Real(from.angle(to) * EARTH_RADIUS)
    }),
};
