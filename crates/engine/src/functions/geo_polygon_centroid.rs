use super::def::*;
use crate::compute::geo::geojson::{disjoint_polygons, point_json};
use crate::compute::geo::measure::polygon_centroid;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "geo_polygon_centroid",
    aliases: &[],
    family: Family::Geospatial,
    summary: "Gives the middle of a polygon.",
    params: &[required(
        "polygon",
        Takes::Bag,
        "A polygon or several polygons, as GeoJSON.",
    )],
    returns: Returns::Is(Type::Dynamic),
    notes: "Polygons that overlap are united first.\n\
            Gives null for what is no valid geometry.",
    examples: &[
        example!("round(todouble(geo_polygon_centroid(dynamic({'type':'Polygon','coordinates':[[[0,0],[2,0],[2,2],[0,2],[0,0]]]})).coordinates[0]), 6)" => "1"),
    ],
    cases: &[],
    body: Body::Rows(|args| {
        disjoint_polygons(&args[0]).map_or(Value::Null, |polygons| {
            point_json(polygon_centroid(&polygons))
        })
    }),
};
