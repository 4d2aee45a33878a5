use std::sync::Arc;

use super::def::*;
use crate::compute::geo::EARTH_RADIUS;
use crate::compute::geo::geojson::{Argument, polygons};
use crate::compute::geo::measure::nearest_on_polygons;
use crate::compute::geo::vector::Vector;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "geo_distance_point_to_polygon",
    aliases: &[],
    family: Family::Geospatial,
    summary: "Measures the distance from a place to a polygon in meters.",
    params: &[
        required("longitude", REAL, "Longitude in degrees."),
        required("latitude", REAL, "Latitude in degrees."),
        required(
            "polygon",
            Takes::Bag,
            "A polygon or several polygons, as GeoJSON.",
        ),
    ],
    returns: Returns::Is(Type::Real),
    notes: "Gives null for what is no valid geometry.",
    examples: &[
        example!("geo_distance_point_to_polygon(1, 1, dynamic({'type':'Polygon','coordinates':[[[0,0],[2,0],[2,2],[0,2],[0,0]]]}))" => "0"),
    ],
    cases: &[
        example!("round(geo_distance_point_to_polygon(-1, 0, dynamic({'type':'Polygon','coordinates':[[[0,0],[2,0],[2,2],[0,2],[0,0]]]})))" => "111195"),
        example!("geo_distance_point_to_polygon(500, 1, dynamic({'type':'Polygon','coordinates':[[[0,0],[2,0],[2,2],[0,2],[0,0]]]}))" => "null"),
    ],
    body: Body::Prepared(|site| {
        let shape = Argument::of(site, 2, polygons);
        Ok(Arc::new(move |args| {
            let nearest = Vector::from_arguments(args, 0).and_then(|point| {
                let nearest =
                    shape.with(args, |polygons| nearest_on_polygons(point, polygons))??;
                Some((point, nearest))
            });
            nearest.map_or(Value::Null, |(point, nearest)| {
                Value::Real(point.angle(nearest) * EARTH_RADIUS)
            })
        }))
    }),
};
