use super::def::*;
use crate::compute::geo::geojson::polygons;
use crate::compute::geo::measure::polygons_meet;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "geo_intersects_2polygons",
    aliases: &[],
    family: Family::Geospatial,
    summary: "Tells whether two polygons have a place in common.",
    params: &[
        required(
            "polygon1",
            Takes::Bag,
            "A polygon or several polygons, as GeoJSON.",
        ),
        required("polygon2", Takes::Bag, "The others."),
    ],
    returns: Returns::Is(Type::Bool),
    notes: "Gives null for what is no valid geometry.",
    examples: &[
        example!("geo_intersects_2polygons(dynamic({'type':'Polygon','coordinates':[[[0,0],[2,0],[2,2],[0,2],[0,0]]]}), dynamic({'type':'Polygon','coordinates':[[[1,1],[5,1],[5,5],[1,1]]]}))" => "true"),
    ],
    cases: &[
        example!("geo_intersects_2polygons(dynamic({'type':'Polygon','coordinates':[[[0,0],[2,0],[2,2],[0,2],[0,0]]]}), dynamic({'type':'Polygon','coordinates':[[[4,1],[5,1],[5,5],[4,1]]]}))" => "false"),
    ],
    body: Body::Rows(|args| match (polygons(&args[0]), polygons(&args[1])) {
        (Some(polygons), Some(others)) => Value::Bool(polygons_meet(&polygons, &others)),
        _ => Value::Null,
    }),
};
