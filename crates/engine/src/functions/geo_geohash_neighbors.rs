use super::def::*;
use crate::compute::geo::geohash;
use crate::types::{Json, Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "geo_geohash_neighbors",
    aliases: &[],
    family: Family::Geospatial,
    summary: "Gives the geohashes around another.",
    params: &[required("geohash", STRING, "The geohash.")],
    returns: Returns::Is(Type::Dynamic),
    notes: "Gives null for what is no geohash.",
    examples: &[
        example!("geo_geohash_neighbors('sunny')" => r#"["sunnv","sunnt","sunnw","sunnx","sunpp","sunnz","sunpn","sunpj"]"#),
    ],
    cases: &[example!("geo_geohash_neighbors('a')" => "null")],
    body: Body::Rows(|args| {
        geohash::neighbors(args[0].as_str()).map_or(Value::Null, |cells| {
            Value::Dynamic(cells.into_iter().map(Json::String).collect())
        })
    }),
};
