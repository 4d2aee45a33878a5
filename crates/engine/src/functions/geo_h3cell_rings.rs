use super::def::*;
use crate::compute::geo::h3;
use crate::types::{Json, Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "geo_h3cell_rings",
    aliases: &[],
    family: Family::Geospatial,
    summary: "Gives the rings of H3 cells around another.",
    params: &[
        required("h3cell", STRING, "The token of the cell."),
        required("distance", LONG, "How many rings, up to 142."),
    ],
    returns: Returns::Is(Type::Dynamic),
    notes: "Gives null for what is no cell. The first ring is the cell itself.",
    examples: &[
        example!("geo_h3cell_rings('861f8894fffffff', 1)" => r#"[["861f8894fffffff"],["861f88947ffffff","861f8895fffffff","861f88867ffffff","861f8d497ffffff","861f8d4b7ffffff","861f8896fffffff"]]"#),
    ],
    cases: &[
        example!("geo_h3cell_rings('abc', 3)" => "null"),
        example!("geo_h3cell_rings('861f8894fffffff', 150)" => "null"),
        example!("array_length(geo_h3cell_rings('861f8894fffffff', 2)[2])" => "12"),
    ],
    body: Body::Rows(|args| {
        let distance = args[1].as_i64().and_then(|d| u32::try_from(d).ok());
        let distance = distance.filter(|d| *d <= MOST_RINGS);
        let (Some(cell), Some(distance)) = (h3::cell(args[0].as_str()), distance) else {
            return Value::Null;
        };
        let rings = (0..=distance).map(|k| -> Json {
            let ring = h3::ring(cell, k).into_iter();
            ring.map(|c| Json::String(c.to_string())).collect()
        });
        Value::Dynamic(rings.collect())
    }),
};

const MOST_RINGS: u32 = 142;
