use super::def::*;
use crate::compute::geo::buffer::{Buffer, NOTES, RADIUS, TOLERANCE};
use crate::compute::geo::geojson::polygon_json;
use crate::compute::geo::vector::Vector;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "geo_point_buffer",
    aliases: &[],
    family: Family::Geospatial,
    summary: "Gives a polygon around a place.",
    params: &[
        required("longitude", REAL, "In degrees."),
        required("latitude", REAL, "In degrees."),
        RADIUS,
        TOLERANCE,
    ],
    returns: Returns::Is(Type::Dynamic),
    notes: NOTES,
    examples: &[
        example!("round(geo_polygon_area(geo_point_buffer(10, 10, 1000, 1)) / 1e4)" => "314"),
    ],
    cases: &[
        example!("geo_point_buffer(10, 10, -1)" => "null"),
        example!("geo_point_buffer(10, 10, 0)" => "null"),
        example!("geo_point_buffer(200, 1, 0.1)" => "null"),
        example!("geo_point_buffer(10, 10, 1000, 0.0001)" => "null"),
        example!("array_length(geo_point_buffer(10, 10, 5).coordinates[0])" => "4"),
        example!("geo_point_buffer(10, 10, 1000, -1)" => "null"),
    ],
    body: Body::Rows(|args| {
        let place = Vector::from_arguments(args, 0);
        let polygon = place.zip(Buffer::from_arguments(args, 2));
        polygon.map_or(Value::Null, |(place, buffer)| {
            polygon_json(&buffer.around_point(place))
        })
    }),
};
