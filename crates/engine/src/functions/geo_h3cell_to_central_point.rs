use super::def::*;
use crate::compute::geo::geojson::point_json;
use crate::compute::geo::h3;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "geo_h3cell_to_central_point",
    aliases: &[],
    family: Family::Geospatial,
    summary: "Gives the middle of an H3 cell.",
    params: &[required("h3cell", STRING, "The token of the cell.")],
    returns: Returns::Is(Type::Dynamic),
    notes: "Gives null for what is no cell.",
    examples: &[
        example!("round(todouble(geo_h3cell_to_central_point('862a1072fffffff').coordinates[0]), 6)" => "-74.016008"),
    ],
    cases: &[example!("geo_h3cell_to_central_point('abc')" => "null")],
    body: Body::Rows(|args| {
        h3::cell(args[0].as_str())
            .and_then(|cell| h3::vector(cell.into()))
            .map_or(Value::Null, point_json)
    }),
};
