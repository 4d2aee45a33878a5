use super::def::*;
use crate::compute::geo::geohash;
use crate::compute::geo::geojson::geometry;
use crate::types::{Json, Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "geo_geohash_to_central_point",
    aliases: &[],
    family: Family::Geospatial,
    summary: "Gives the middle of a geohash.",
    params: &[required("geohash", STRING, "The geohash.")],
    returns: Returns::Is(Type::Dynamic),
    notes: "Gives null for what is no geohash.",
    examples: &[
        example!("geo_geohash_to_central_point('sunny')" => r#"{"type":"Point","coordinates":[42.47314453125,23.70849609375]}"#),
    ],
    cases: &[
        example!("geo_geohash_to_central_point('a')" => "null"),
        example!("geo_geohash_to_central_point('')" => "null"),
    ],
    body: Body::Rows(|args| {
        geohash::decode(args[0].as_str()).map_or(Value::Null, |cell| {
            let (longitude, latitude) = cell.center();
            Value::Dynamic(geometry("Point", Json::from(vec![longitude, latitude])))
        })
    }),
};
