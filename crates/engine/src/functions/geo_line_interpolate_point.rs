use super::def::*;
use crate::compute::geo::geojson::{point_json, single_line};
use crate::compute::geo::measure::length;
use crate::compute::geo::vector::interpolate;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "geo_line_interpolate_point",
    aliases: &[],
    family: Family::Geospatial,
    summary: "Gives the place at a share of the length of a line.",
    params: &[
        required(
            "lineString",
            Takes::Bag,
            "A line or several lines, as GeoJSON.",
        ),
        required("fraction", REAL, "From 0, the beginning, to 1, the end."),
    ],
    returns: Returns::Is(Type::Dynamic),
    notes: "Gives null for what is no valid geometry.",
    examples: &[
        example!("round(todouble(geo_line_interpolate_point(dynamic({'type':'LineString','coordinates':[[0,0],[2,0]]}), 0.25).coordinates[0]), 6)" => "0.5"),
    ],
    cases: &[
        example!("geo_line_interpolate_point(dynamic({'type':'LineString','coordinates':[[0,0],[2,0]]}), 2)" => "null"),
    ],
    body: Body::Rows(|args| {
        let fraction = args[1].as_f64().filter(|f| (0.0..=1.0).contains(f));
        let (Some(line), Some(fraction)) = (single_line(&args[0]), fraction) else {
            return Value::Null;
        };
        let mut left = fraction * length(&line);
        for pair in line.windows(2) {
            let edge = pair[0].angle(pair[1]);
            if left <= edge && edge > 0.0 {
                return point_json(interpolate(pair[0], pair[1], left / edge));
            }
            left -= edge;
        }
        line.last().map_or(Value::Null, |end| point_json(*end))
    }),
};
