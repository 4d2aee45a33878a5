use super::def::*;
use crate::compute::geo::h3;
use crate::compute::geo::vector::Vector;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "geo_point_to_h3cell",
    aliases: &[],
    family: Family::Geospatial,
    summary: "Gives the token of the H3 cell at a place.",
    params: &[
        required("longitude", REAL, "Longitude in degrees."),
        required("latitude", REAL, "Latitude in degrees."),
        optional(
            "resolution",
            LONG,
            "The resolution, from 0 to 15; 6 when left out.",
        ),
    ],
    returns: Returns::Is(Type::String),
    notes: "Gives `\"\"` for places that are none.",
    examples: &[
        example!("geo_point_to_h3cell(-74.04450446039874, 40.689250859314974, 6)" => "862a1072fffffff"),
    ],
    cases: &[
        example!("geo_point_to_h3cell(300, 1, 8)" => r#""""#),
        example!("geo_point_to_h3cell(1, 1, 16)" => r#""""#),
        example!("geo_point_to_h3cell(-73.956683, 40.807907, 5)" => "852a100bfffffff"),
    ],
    body: Body::Rows(|args| {
        let cell = Vector::from_arguments(args, 0)
            .and_then(|point| h3::at(point, h3::resolution(args, 2, 6)?));
        Value::String(cell.map_or_else(String::new, |cell| cell.to_string()))
    }),
};
