use super::def::*;
use crate::compute::geo::geojson::{disjoint_polygons, items};
use crate::compute::geo::overlay::union_of_all;
use crate::compute::geo::parts::{polygons_json, to_rings};
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "geo_union_polygons_array",
    aliases: &[],
    family: Family::Geospatial,
    summary: "Unites polygons.",
    params: &[required(
        "polygons",
        Takes::Array,
        "An array of polygons or several polygons, as GeoJSON.",
    )],
    returns: Returns::Is(Type::Dynamic),
    notes: "Gives null when one of them is no valid geometry, and for an empty array.",
    examples: &[
        example!("round(geo_polygon_area(geo_union_polygons_array(pack_array(dynamic({'type':'Polygon','coordinates':[[[0,0],[2,0],[2,2],[0,2],[0,0]]]}), dynamic({'type':'Polygon','coordinates':[[[1,0],[3,0],[3,2],[1,2],[1,0]]]})))) / 1e6)" => "74180"),
    ],
    cases: &[
        example!("geo_union_polygons_array(pack_array(dynamic({'type':'Polygon','coordinates':[[[0,0],[2,0],[2,2],[0,2],[0,0]]]}), dynamic({'type':'Polygon','coordinates':[[[4,1],[5,1],[5,5],[4,1]]]}))).type" => "\"MultiPolygon\""),
        example!("geo_union_polygons_array(pack_array(dynamic({'type':'Polygon','coordinates':[[[0,0],[2,0],[2,2],[0,2],[0,0]]]}), dynamic({'type':'Polygon'})))" => "null"),
        example!("geo_union_polygons_array(pack_array(dynamic({'type':'Polygon','coordinates':[[[0,0],[2,0],[2,2],[0,2],[0,0]]]}))).type" => "\"Polygon\""),
        example!("geo_union_polygons_array(dynamic([]))" => "null"),
        example!("geo_union_polygons_array(parse_json('\"a\"'))" => "null"),
        example!("array_length(geo_union_polygons_array(pack_array(dynamic({'type':'Polygon','coordinates':[[[0,0],[2,0],[2,2],[0,2],[0,0]]]}), dynamic({'type':'Polygon','coordinates':[[[2,0],[4,0],[4,2],[2,2],[2,0]]]}))).coordinates[0])" => "7"),
    ],
    body: Body::Rows(|args| {
        let union = items(&args[0], disjoint_polygons).and_then(union_of_all);
        union.map_or(Value::Null, |polygons| polygons_json(to_rings(polygons)))
    }),
};
