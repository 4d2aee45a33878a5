use super::def::*;
use crate::compute::geo::buffer::{Buffer, NOTES, RADIUS, TOLERANCE};
use crate::compute::geo::geojson::lines;
use crate::compute::geo::parts::polygons_json;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "geo_line_buffer",
    aliases: &[],
    family: Family::Geospatial,
    summary: "Gives a polygon around a line.",
    params: &[
        required(
            "lineString",
            Takes::Bag,
            "A line or several lines, as GeoJSON.",
        ),
        RADIUS,
        TOLERANCE,
    ],
    returns: Returns::Is(Type::Dynamic),
    notes: NOTES,
    examples: &[
        example!("round(geo_polygon_area(geo_line_buffer(dynamic({'type':'LineString','coordinates':[[0,0],[2,0]]}), 1000, 0.1)) / 1e6)" => "448"),
    ],
    cases: &[
        example!("geo_line_buffer(dynamic({'type':'LineString','coordinates':[[0,0],[2,0]]}), 0)" => "null"),
        example!("geo_line_buffer(dynamic({'type':'LineString'}), 5)" => "null"),
    ],
    body: Body::Rows(|args| {
        let shape = args.first().and_then(lines);
        let around = shape
            .zip(Buffer::from_arguments(args, 1))
            .and_then(|(shape, buffer)| buffer.around_lines(&shape));
        around.map_or(Value::Null, polygons_json)
    }),
};
