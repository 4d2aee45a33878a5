use super::def::*;
use crate::compute::geo::geojson::polygon_json;
use crate::compute::geo::s2::Cell;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "geo_s2cell_to_polygon",
    aliases: &[],
    family: Family::Geospatial,
    summary: "Gives the polygon of an S2 cell.",
    params: &[required("s2cell", STRING, "The token of the cell.")],
    returns: Returns::Is(Type::Dynamic),
    notes: "Gives null for what is no cell.",
    examples: &[
        example!("round(todouble(geo_s2cell_to_polygon('89c259').coordinates[0][0][0]), 6)" => "-74.030012"),
    ],
    cases: &[example!("geo_s2cell_to_polygon('a')" => "null")],
    body: Body::Rows(|args| {
        Cell::from_token(args[0].as_str()).map_or(Value::Null, |cell| polygon_json(&cell.corners()))
    }),
};
