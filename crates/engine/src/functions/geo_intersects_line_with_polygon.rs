use super::def::*;
use crate::compute::geo::geojson::{lines, polygons};
use crate::compute::geo::measure::line_meets_polygon;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "geo_intersects_line_with_polygon",
    aliases: &[],
    family: Family::Geospatial,
    summary: "Tells whether a line and a polygon have a place in common.",
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
    returns: Returns::Is(Type::Bool),
    notes: "Gives null for what is no valid geometry.",
    examples: &[
        example!("geo_intersects_line_with_polygon(dynamic({'type':'LineString','coordinates':[[1,-1],[1,1]]}), dynamic({'type':'Polygon','coordinates':[[[0,0],[2,0],[2,2],[0,2],[0,0]]]}))" => "true"),
    ],
    cases: &[
        example!("geo_intersects_line_with_polygon(dynamic({'type':'LineString','coordinates':[[5,5],[6,6]]}), dynamic({'type':'Polygon','coordinates':[[[0,0],[2,0],[2,2],[0,2],[0,0]]]}))" => "false"),
    ],
    body: Body::Rows(|args| match (lines(&args[0]), polygons(&args[1])) {
        (Some(lines), Some(polygons)) => Value::Bool(line_meets_polygon(&lines, &polygons)),
        _ => Value::Null,
    }),
};
