use super::def::*;
use crate::compute::geo::geojson::disjoint_polygons;
use crate::compute::geo::overlay::{intersection, polygon_chains};
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "geo_intersection_2polygons",
    aliases: &[],
    family: Family::Geospatial,
    summary: "Gives what two polygons have in common.",
    params: &[
        required(
            "polygon1",
            Takes::Bag,
            "A polygon or several polygons, as GeoJSON.",
        ),
        required("polygon2", Takes::Bag, "The others."),
    ],
    returns: Returns::Is(Type::Dynamic),
    notes: "A border or a corner that they share is part of it, and nothing in common is a collection of no geometries.\n\
            Gives null for what is no valid geometry.",
    examples: &[
        example!("round(geo_polygon_area(geo_intersection_2polygons(dynamic({'type':'Polygon','coordinates':[[[0,0],[2,0],[2,2],[0,2],[0,0]]]}), dynamic({'type':'Polygon','coordinates':[[[1,0],[3,0],[3,2],[1,2],[1,0]]]}))) / 1e6)" => "24725"),
    ],
    cases: &[
        example!("geo_intersection_2polygons(dynamic({'type':'Polygon','coordinates':[[[0,0],[2,0],[2,2],[0,2],[0,0]]]}), dynamic({'type':'Polygon','coordinates':[[[4,1],[5,1],[5,5],[4,1]]]}))" => "{\"type\":\"GeometryCollection\",\"geometries\":[]}"),
        example!("geo_intersection_2polygons(dynamic({'type':'Polygon','coordinates':[[[0,0],[2,0],[2,2],[0,2],[0,0]]]}), dynamic({'type':'Polygon'}))" => "null"),
        example!("geo_intersection_2polygons(dynamic({'type':'Polygon','coordinates':[[[0,0],[2,0],[2,2],[0,2],[0,0]]]}), dynamic({'type':'Polygon','coordinates':[[[0,0],[2,0],[2,2],[0,2],[0,0]]]})).type" => "\"Polygon\""),
        example!("geo_intersection_2polygons(dynamic({'type':'Polygon','coordinates':[[[0,0],[2,0],[2,2],[0,2],[0,0]]]}), dynamic({'type':'Polygon','coordinates':[[[2,0],[4,0],[4,2],[2,2],[2,0]]]})).type" => "\"LineString\""),
        example!("geo_intersection_2polygons(dynamic({'type':'Polygon','coordinates':[[[0,0],[2,0],[2,2],[0,2],[0,0]]]}), dynamic(null))" => "null"),
    ],
    body: Body::Rows(|args| {
        let of = |at: usize| Some(polygon_chains(&disjoint_polygons(args.get(at)?)?));
        let common = of(0).zip(of(1)).and_then(|(a, b)| intersection(a, b));
        common.map_or(Value::Null, |parts| parts.json())
    }),
};
