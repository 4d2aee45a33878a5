use super::def::*;
use crate::compute::geo::geojson::{lines, point_json};
use crate::compute::geo::measure::line_centroid;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "geo_line_centroid",
    aliases: &[],
    family: Family::Geospatial,
    summary: "Gives the middle of a line.",
    params: &[required(
        "lineString",
        Takes::Bag,
        "A line or several lines, as GeoJSON.",
    )],
    returns: Returns::Is(Type::Dynamic),
    notes: "Gives null for what is no valid geometry.",
    examples: &[
        example!("round(todouble(geo_line_centroid(dynamic({'type':'LineString','coordinates':[[0,0],[2,0]]})).coordinates[0]), 6)" => "1"),
    ],
    cases: &[],
    body: Body::Rows(|args| {
        lines(&args[0]).map_or(Value::Null, |lines| point_json(line_centroid(&lines)))
    }),
};
