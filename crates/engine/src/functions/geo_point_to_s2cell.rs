use super::def::*;
use crate::compute::geo::s2;
use crate::compute::geo::vector::Vector;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "geo_point_to_s2cell",
    aliases: &[],
    family: Family::Geospatial,
    summary: "Gives the token of the S2 cell at a place.",
    params: &[
        required("longitude", REAL, "Longitude in degrees."),
        required("latitude", REAL, "Latitude in degrees."),
        optional("level", LONG, "The level, from 0 to 30; 11 when left out."),
    ],
    returns: Returns::Is(Type::String),
    notes: "Gives `\"\"` for places that are none.",
    examples: &[example!("geo_point_to_s2cell(-80.195829, 25.802215, 8)" => "88d9b")],
    cases: &[
        example!("geo_point_to_s2cell(300, 1, 8)" => r#""""#),
        example!("geo_point_to_s2cell(1, 1, 35)" => r#""""#),
        example!("geo_point_to_s2cell(1, 1, int(null))" => r#""""#),
        example!("geo_point_to_s2cell(10.1234, 53, 8)" => "47b1d"),
    ],
    body: Body::Rows(|args| {
        let level = match args.get(2) {
            Some(level) => level.as_i64().unwrap_or(-1),
            None => 11,
        };
        let level = u32::try_from(level).ok().filter(|l| *l <= s2::MOST_LEVEL);
        match (Vector::from_arguments(args, 0), level) {
            (Some(point), Some(level)) => {
                Value::String(s2::Cell::leaf(point).parent(level).token())
            }
            _ => Value::string(""),
        }
    }),
};
