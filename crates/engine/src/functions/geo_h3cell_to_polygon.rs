use super::def::*;
use crate::compute::geo::geojson::polygon_json;
use crate::compute::geo::h3;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "geo_h3cell_to_polygon",
    aliases: &[],
    family: Family::Geospatial,
    summary: "Gives the polygon of an H3 cell.",
    params: &[required("h3cell", STRING, "The token of the cell.")],
    returns: Returns::Is(Type::Dynamic),
    notes: "Gives null for what is no cell.",
    examples: &[
        example!("array_length(geo_h3cell_to_polygon('862a1072fffffff').coordinates[0])" => "7"),
    ],
    cases: &[example!("geo_h3cell_to_polygon('@')" => "null")],
    body: Body::Rows(|args| {
        h3::cell(args[0].as_str()).map_or(Value::Null, |cell| polygon_json(&h3::corners(cell)))
    }),
};
