use super::def::*;
use crate::compute::geo::h3;
use crate::types::{Json, Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "geo_h3cell_children",
    aliases: &[],
    family: Family::Geospatial,
    summary: "Gives the H3 cells in another.",
    params: &[
        required("h3cell", STRING, "The token of the cell."),
        optional(
            "resolution",
            LONG,
            "The resolution of the children; one more than the cell's when left out.",
        ),
    ],
    returns: Returns::Is(Type::Dynamic),
    notes: "Gives null for what is no cell. The resolution may be five more than the cell's at most.",
    examples: &[example!("array_length(geo_h3cell_children('862a1072fffffff'))" => "7")],
    cases: &[
        example!("geo_h3cell_children('abc')" => "null"),
        example!("geo_h3cell_children(geo_point_to_h3cell(1, 1, 9), 15)" => "null"),
        example!("array_length(geo_h3cell_children('862a1072fffffff', 9))" => "343"),
        example!("geo_h3cell_children('862a1072fffffff')[0]" => r#""872a10728ffffff""#),
        example!("geo_h3cell_children('862a1072fffffff', 5)" => "null"),
    ],
    body: Body::Rows(|args| {
        let children = h3::cell(args[0].as_str()).and_then(|cell| {
            let own = i64::from(u8::from(cell.resolution()));
            let resolution = h3::resolution(args, 1, own + 1)?;
            let deeper = i64::from(u8::from(resolution)) - own;
            (1..=MOST_DEEPER)
                .contains(&deeper)
                .then(|| cell.children(resolution))
        });
        children.map_or(Value::Null, |cells| {
            Value::Dynamic(cells.map(|c| Json::String(c.to_string())).collect())
        })
    }),
};

const MOST_DEEPER: i64 = 5;
