use super::def::*;
use crate::compute::geo::h3;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "geo_h3cell_level",
    aliases: &[],
    family: Family::Geospatial,
    summary: "Tells the resolution of an H3 cell.",
    params: &[required("h3cell", STRING, "The token of the cell.")],
    returns: Returns::Is(Type::Int),
    notes: "Gives null for what is no cell.",
    examples: &[example!("geo_h3cell_level('862a1072fffffff')" => "6")],
    cases: &[example!("geo_h3cell_level('abc')" => "null")],
    body: Body::Rows(|args| {
        h3::cell(args[0].as_str()).map_or(Value::Null, |cell| {
            Value::Int(u8::from(cell.resolution()).into())
        })
    }),
};
