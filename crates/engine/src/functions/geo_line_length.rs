use super::def::*;
use crate::compute::geo::EARTH_RADIUS;
use crate::compute::geo::geojson::lines;
use crate::compute::geo::measure::length;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "geo_line_length",
    aliases: &[],
    family: Family::Geospatial,
    summary: "Measures the length of a line in meters.",
    params: &[required(
        "lineString",
        Takes::Bag,
        "A line or several lines, as GeoJSON.",
    )],
    returns: Returns::Is(Type::Real),
    notes: "Gives null for what is no valid geometry.",
    examples: &[
        example!("round(geo_line_length(dynamic({'type':'LineString','coordinates':[[0,0],[2,0]]})))" => "222390"),
    ],
    cases: &[
        example!("geo_line_length(dynamic({'type':'LineString','coordinates':[[1,1]]}))" => "null"),
    ],
    body: Body::Rows(|args| {
        lines(&args[0]).map_or(Value::Null, |lines| {
            let total: f64 = lines.iter().map(|line| length(line)).sum();
            Value::Real(total * EARTH_RADIUS)
        })
    }),
};
