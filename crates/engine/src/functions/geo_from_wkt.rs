use super::def::*;
use crate::compute::geo::wkt;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "geo_from_wkt",
    aliases: &[],
    family: Family::Geospatial,
    summary: "Reads well-known text as GeoJSON.",
    params: &[required("wkt", TEXT, "The text: `POINT (1 2)`.")],
    returns: Returns::Is(Type::Dynamic),
    notes: "Gives null for what is none.",
    examples: &[
        example!("geo_from_wkt('POINT (1 2)')" => r#"{"type":"Point","coordinates":[1.0,2.0]}"#),
    ],
    cases: &[
        example!("geo_from_wkt('MULTIPOINT (1 1, 2 2)')" => r#"{"type":"MultiPoint","coordinates":[[1.0,1.0],[2.0,2.0]]}"#),
        example!("geo_from_wkt('GEOMETRYCOLLECTION (POINT (1 1),LINESTRING (2 2, 3 3))').geometries[1].coordinates[1]" => "[3.0,3.0]"),
        example!("geo_from_wkt('LINESTRING')" => "null"),
        example!("geo_from_wkt('POLYGON ((0 0, 2 0, 2 2, 0 0))').coordinates[0][2]" => "[2.0,2.0]"),
    ],
    body: Body::Rows(|args| wkt::parse(args[0].as_str()).map_or(Value::Null, Value::Dynamic)),
};
