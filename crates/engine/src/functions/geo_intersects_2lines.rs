use super::def::*;
use crate::compute::geo::geojson::lines;
use crate::compute::geo::measure::lines_meet;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "geo_intersects_2lines",
    aliases: &[],
    family: Family::Geospatial,
    summary: "Tells whether two lines have a place in common.",
    params: &[
        required(
            "lineString1",
            Takes::Bag,
            "A line or several lines, as GeoJSON.",
        ),
        required("lineString2", Takes::Bag, "The others."),
    ],
    returns: Returns::Is(Type::Bool),
    notes: "Gives null for what is no valid geometry.",
    examples: &[
        example!("geo_intersects_2lines(dynamic({'type':'LineString','coordinates':[[0,0],[2,0]]}), dynamic({'type':'LineString','coordinates':[[1,-1],[1,1]]}))" => "true"),
    ],
    cases: &[
        example!("geo_intersects_2lines(dynamic({'type':'LineString','coordinates':[[0,0],[2,0]]}), dynamic({'type':'LineString','coordinates':[[5,5],[6,6]]}))" => "false"),
        example!("geo_intersects_2lines(dynamic({'type':'LineString','coordinates':[[0,0],[2,0]]}), dynamic({'type':'Polygon','coordinates':[[[0,0],[2,0],[2,2],[0,2],[0,0]]]}))" => "null"),
    ],
    body: Body::Rows(|args| match (lines(&args[0]), lines(&args[1])) {
        (Some(lines), Some(others)) => Value::Bool(lines_meet(&lines, &others)),
        _ => Value::Null,
    }),
};
