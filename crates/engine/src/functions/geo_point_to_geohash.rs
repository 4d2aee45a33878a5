use super::def::*;
use crate::compute::geo::geohash;
use crate::compute::geo::vector::Vector;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "geo_point_to_geohash",
    aliases: &[],
    family: Family::Geospatial,
    summary: "Gives the geohash of a place.",
    params: &[
        required("longitude", REAL, "Longitude in degrees."),
        required("latitude", REAL, "Latitude in degrees."),
        optional(
            "accuracy",
            LONG,
            "How many characters, from 1 to 18; 5 when left out.",
        ),
    ],
    returns: Returns::Is(Type::String),
    notes: "Gives `\"\"` for places that are none.",
    examples: &[example!("geo_point_to_geohash(-80.195829, 25.802215, 8)" => "dhwfz15h")],
    cases: &[
        example!("geo_point_to_geohash(200, 1, 8)" => r#""""#),
        example!("geo_point_to_geohash(1, 1, int(null))" => r#""""#),
        example!("geo_point_to_geohash(1, 1, 19)" => r#""""#),
        example!("strlen(geo_point_to_geohash(1, 1))" => "5"),
    ],
    body: Body::Rows(|args| {
        let length = match args.get(2) {
            Some(accuracy) => accuracy.as_i64().unwrap_or(0),
            None => 5,
        };
        let length = usize::try_from(length)
            .ok()
            .filter(|l| (1..=geohash::MOST).contains(l));
        let valid = Vector::from_arguments(args, 0).is_some();
        match (args[0].as_f64(), args[1].as_f64(), length) {
            (Some(longitude), Some(latitude), Some(length)) if valid => {
                Value::String(geohash::encode(longitude, latitude, length))
            }
            _ => Value::string(""),
        }
    }),
};
