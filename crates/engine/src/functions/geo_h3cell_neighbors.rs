use super::def::*;
use crate::compute::geo::h3;
use crate::types::{Json, Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "geo_h3cell_neighbors",
    aliases: &[],
    family: Family::Geospatial,
    summary: "Gives the H3 cells around another.",
    params: &[required("h3cell", STRING, "The token of the cell.")],
    returns: Returns::Is(Type::Dynamic),
    notes: "Gives null for what is no cell.",
    examples: &[
        example!("geo_h3cell_neighbors('862a1072fffffff')" => r#"["862a10777ffffff","862a100d7ffffff","862a100dfffffff","862a1070fffffff","862a10707ffffff","862a10727ffffff"]"#),
    ],
    cases: &[example!("geo_h3cell_neighbors('abc')" => "null")],
    body: Body::Rows(|args| {
        h3::cell(args[0].as_str()).map_or(Value::Null, |cell| {
            let ring = h3::neighbors(cell)
                .into_iter()
                .map(|c| Json::String(c.to_string()));
            Value::Dynamic(ring.collect())
        })
    }),
};
