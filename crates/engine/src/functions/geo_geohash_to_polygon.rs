use super::def::*;
use serde_json::json;

use crate::compute::geo::geohash;
use crate::compute::geo::geojson::geometry;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "geo_geohash_to_polygon",
    aliases: &[],
    family: Family::Geospatial,
    summary: "Gives the rectangle of a geohash.",
    params: &[required("geohash", STRING, "The geohash.")],
    returns: Returns::Is(Type::Dynamic),
    notes: "Gives null for what is no geohash.",
    examples: &[
        example!("geo_geohash_to_polygon('sunny').coordinates[0][0]" => "[42.451171875,23.6865234375]"),
    ],
    cases: &[example!("geo_geohash_to_polygon('a')" => "null")],
    body: Body::Rows(|args| {
        geohash::decode(args[0].as_str()).map_or(Value::Null, |cell| {
            let corners = [
                [cell.west, cell.south],
                [cell.east, cell.south],
                [cell.east, cell.north],
                [cell.west, cell.north],
                [cell.west, cell.south],
            ];
            Value::Dynamic(geometry("Polygon", json!([corners])))
        })
    }),
};
