use super::def::*;
use crate::compute::geo::geojson::lines;
use crate::compute::geo::overlay::{intersection, line_chains};
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "geo_intersection_2lines",
    aliases: &[],
    family: Family::Geospatial,
    summary: "Gives what two lines have in common.",
    params: &[
        required(
            "lineString1",
            Takes::Bag,
            "A line or several lines, as GeoJSON.",
        ),
        required("lineString2", Takes::Bag, "The others."),
    ],
    returns: Returns::Is(Type::Dynamic),
    notes: "Nothing in common is a collection of no geometries.\n\
            Gives null for what is no valid geometry.",
    examples: &[
        example!("geo_intersection_2lines(dynamic({'type':'LineString','coordinates':[[0,0],[2,0]]}), dynamic({'type':'LineString','coordinates':[[1,0],[3,0]]}))" => "{\"type\":\"LineString\",\"coordinates\":[[1.0,0.0],[2.0,0.0]]}"),
    ],
    cases: &[
        example!("geo_intersection_2lines(dynamic({'type':'LineString','coordinates':[[0,0],[2,0]]}), dynamic({'type':'LineString','coordinates':[[0,1],[2,1]]}))" => "{\"type\":\"GeometryCollection\",\"geometries\":[]}"),
        example!("geo_intersection_2lines(dynamic({'type':'LineString','coordinates':[[0,0],[2,0]]}), dynamic({'type':'LineString','coordinates':[[0,1]]}))" => "null"),
        example!("geo_intersection_2lines(dynamic({'type':'LineString','coordinates':[[0,0],[2,0]]}), dynamic({'type':'LineString','coordinates':[[2,0],[2,1]]}))" => "{\"type\":\"Point\",\"coordinates\":[2.0,0.0]}"),
    ],
    body: Body::Rows(|args| {
        let of = |at: usize| Some(line_chains(&lines(args.get(at)?)?));
        let common = of(0).zip(of(1)).and_then(|(a, b)| intersection(a, b));
        common.map_or(Value::Null, |parts| parts.json())
    }),
};
