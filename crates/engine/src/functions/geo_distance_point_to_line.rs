use std::sync::Arc;

use super::def::*;
use crate::compute::geo::EARTH_RADIUS;
use crate::compute::geo::geojson::{Argument, lines};
use crate::compute::geo::measure::nearest_on_lines;
use crate::compute::geo::vector::Vector;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "geo_distance_point_to_line",
    aliases: &[],
    family: Family::Geospatial,
    summary: "Measures the distance from a place to a line in meters.",
    params: &[
        required("longitude", REAL, "Longitude in degrees."),
        required("latitude", REAL, "Latitude in degrees."),
        required(
            "lineString",
            Takes::Bag,
            "A line or several lines, as GeoJSON.",
        ),
    ],
    returns: Returns::Is(Type::Real),
    notes: "Gives null for what is no valid geometry.",
    examples: &[
        example!("round(geo_distance_point_to_line(1, 1, dynamic({'type':'LineString','coordinates':[[0,0],[2,0]]})))" => "111195"),
    ],
    cases: &[
        example!("geo_distance_point_to_line(1, 1, dynamic({'type':'LineString'}))" => "null"),
        example!("geo_distance_point_to_line(300, 3, dynamic({'type':'LineString','coordinates':[[0,0],[2,0]]}))" => "null"),
    ],
    body: Body::Prepared(|site| {
        let shape = Argument::of(site, 2, lines);
        Ok(Arc::new(move |args| {
            let nearest = Vector::from_arguments(args, 0).and_then(|point| {
                let nearest = shape.with(args, |lines| nearest_on_lines(point, lines))??;
                Some((point, nearest))
            });
            nearest.map_or(Value::Null, |(point, nearest)| {
                Value::Real(point.angle(nearest) * EARTH_RADIUS)
            })
        }))
    }),
};
