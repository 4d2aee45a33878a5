use super::def::*;
use crate::compute::geo::s2::Cell;
use crate::types::{Json, Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "geo_s2cell_neighbors",
    aliases: &[],
    family: Family::Geospatial,
    summary: "Gives the S2 cells around another.",
    params: &[required("s2cell", STRING, "The token of the cell.")],
    returns: Returns::Is(Type::Dynamic),
    notes: "Gives null for what is no cell.",
    examples: &[
        example!("geo_s2cell_neighbors('89c259')" => r#"["89c25d","89c25b","89c2f7","89c257","89c2f5","89c251","89c25f","89c2f9"]"#),
    ],
    cases: &[example!("geo_s2cell_neighbors('a')" => "null")],
    body: Body::Rows(|args| {
        Cell::from_token(args[0].as_str()).map_or(Value::Null, |cell| {
            let tokens = cell
                .neighbors()
                .into_iter()
                .map(|c| Json::String(c.token()));
            Value::Dynamic(tokens.collect())
        })
    }),
};
