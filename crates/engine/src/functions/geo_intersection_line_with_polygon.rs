use super::def::*;
use crate::compute::geo::geojson::{disjoint_polygons, lines};
use crate::compute::geo::overlay::{intersection, line_chains, polygon_chains};
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "geo_intersection_line_with_polygon",
    aliases: &[],
    family: Family::Geospatial,
    summary: "Gives the parts of a line that are in a polygon.",
    params: &[
        required(
            "lineString",
            Takes::Bag,
            "A line or several lines, as GeoJSON.",
        ),
        required(
            "polygon",
            Takes::Bag,
            "A polygon or several polygons, as GeoJSON.",
        ),
    ],
    returns: Returns::Is(Type::Dynamic),
    notes: "Nothing in common is a collection of no geometries.\n\
            Gives null for what is no valid geometry.",
    examples: &[
        example!("geo_intersection_line_with_polygon(dynamic({'type':'LineString','coordinates':[[1,0],[4,0]]}), dynamic({'type':'Polygon','coordinates':[[[0,0],[2,0],[2,2],[0,2],[0,0]]]}))" => "{\"type\":\"LineString\",\"coordinates\":[[1.0,0.0],[2.0,0.0]]}"),
    ],
    cases: &[
        example!("geo_intersection_line_with_polygon(dynamic({'type':'LineString','coordinates':[[3,0],[4,0]]}), dynamic({'type':'Polygon','coordinates':[[[0,0],[2,0],[2,2],[0,2],[0,0]]]}))" => "{\"type\":\"GeometryCollection\",\"geometries\":[]}"),
        example!("geo_intersection_line_with_polygon(dynamic({'type':'LineString','coordinates':[[2,2],[4,4]]}), dynamic({'type':'Polygon','coordinates':[[[0,0],[2,0],[2,2],[0,2],[0,0]]]})).type" => "\"Point\""),
        example!("geo_intersection_line_with_polygon(dynamic({'type':'LineString','coordinates':[[0,0],[2,0]]}), dynamic({'type':'Polygon'}))" => "null"),
    ],
    body: Body::Rows(|args| {
        let lines = args.first().and_then(lines);
        let polygons = args.get(1).and_then(disjoint_polygons);
        let common = lines.zip(polygons).and_then(|(lines, polygons)| {
            intersection(line_chains(&lines), polygon_chains(&polygons))
        });
        common.map_or(Value::Null, |parts| parts.json())
    }),
};
