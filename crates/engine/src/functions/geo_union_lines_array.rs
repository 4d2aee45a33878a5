use super::def::*;
use crate::compute::geo::geojson::{items, lines};
use crate::compute::geo::overlay::union_of_lines;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "geo_union_lines_array",
    aliases: &[],
    family: Family::Geospatial,
    summary: "Unites lines: each edge is there once.",
    params: &[required(
        "lineStrings",
        Takes::Array,
        "An array of lines or several lines, as GeoJSON.",
    )],
    returns: Returns::Is(Type::Dynamic),
    notes: "Gives null when one of them is no valid geometry, and for an empty array.",
    examples: &[
        example!("geo_union_lines_array(pack_array(dynamic({'type':'LineString','coordinates':[[0,0],[1,0]]}), dynamic({'type':'LineString','coordinates':[[1,0],[2,0]]})))" => "{\"type\":\"LineString\",\"coordinates\":[[0.0,0.0],[1.0,0.0],[2.0,0.0]]}"),
    ],
    cases: &[
        example!("geo_union_lines_array(pack_array(dynamic({'type':'LineString','coordinates':[[0,0],[2,0]]}), dynamic({'type':'LineString','coordinates':[[0,1],[2,1]]}))).type" => "\"MultiLineString\""),
        example!("geo_union_lines_array(pack_array(dynamic({'type':'LineString','coordinates':[[0,0],[2,0]]}), dynamic({'type':'LineString','coordinates':[[0,1]]})))" => "null"),
        example!("geo_union_lines_array(dynamic([]))" => "null"),
    ],
    body: Body::Rows(|args| {
        let lines = items(&args[0], lines).map(|lines| lines.concat());
        let union = lines.and_then(|lines| union_of_lines(&lines));
        union.map_or(Value::Null, |parts| parts.json())
    }),
};
