use super::def::*;
use crate::compute::geo::geojson::point_json;
use crate::compute::geo::s2::Cell;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "geo_s2cell_to_central_point",
    aliases: &[],
    family: Family::Geospatial,
    summary: "Gives the middle of an S2 cell.",
    params: &[required("s2cell", STRING, "The token of the cell.")],
    returns: Returns::Is(Type::Dynamic),
    notes: "Gives null for what is no cell.",
    examples: &[
        example!("round(todouble(geo_s2cell_to_central_point('1234567').coordinates[0]), 6)" => "9.868307"),
    ],
    cases: &[
        example!("geo_s2cell_to_central_point('a')" => "null"),
        example!("geo_s2cell_to_central_point('')" => "null"),
    ],
    body: Body::Rows(|args| {
        Cell::from_token(args[0].as_str()).map_or(Value::Null, |cell| point_json(cell.center()))
    }),
};
