use super::def::*;
use crate::compute::geo::h3;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "geo_h3cell_parent",
    aliases: &[],
    family: Family::Geospatial,
    summary: "Gives the H3 cell around another.",
    params: &[
        required("h3cell", STRING, "The token of the cell."),
        optional(
            "resolution",
            LONG,
            "The resolution of the parent; one less than the cell's when left out.",
        ),
    ],
    returns: Returns::Is(Type::String),
    notes: "Gives `\"\"` for what is no cell, and for a resolution that is not less than its own.",
    examples: &[example!("geo_h3cell_parent('862a1072fffffff', 1)" => "812a3ffffffffff")],
    cases: &[
        example!("geo_h3cell_parent('123')" => r#""""#),
        example!("geo_h3cell_parent('862a1072fffffff', 100)" => r#""""#),
        example!("geo_h3cell_parent('862a1072fffffff', 15)" => r#""""#),
        example!("geo_h3cell_level(geo_h3cell_parent(geo_point_to_h3cell(1, 1, 10)))" => "9"),
    ],
    body: Body::Rows(|args| {
        let parent = h3::cell(args[0].as_str()).and_then(|cell| {
            let above = i64::from(u8::from(cell.resolution())) - 1;
            cell.parent(h3::resolution(args, 1, above)?)
        });
        Value::String(parent.map_or_else(String::new, |cell| cell.to_string()))
    }),
};
