use std::sync::Arc;

use super::def::*;
use crate::compute::geo::geojson::{Argument, polygons};
use crate::compute::geo::vector::Vector;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "geo_point_in_polygon",
    aliases: &[],
    family: Family::Geospatial,
    summary: "Tells whether a place is in a polygon.",
    params: &[
        required("longitude", REAL, "Longitude in degrees."),
        required("latitude", REAL, "Latitude in degrees."),
        required(
            "polygon",
            Takes::Bag,
            "A polygon or several polygons, as GeoJSON.",
        ),
    ],
    returns: Returns::Is(Type::Bool),
    notes: "Gives null for what is no valid geometry.",
    examples: &[
        example!("geo_point_in_polygon(1, 1, dynamic({'type':'Polygon','coordinates':[[[0,0],[2,0],[2,2],[0,2],[0,0]]]}))" => "true"),
        example!("geo_point_in_polygon(3, 1, dynamic({'type':'Polygon','coordinates':[[[0,0],[2,0],[2,2],[0,2],[0,0]]]}))" => "false"),
    ],
    cases: &[
        example!("geo_point_in_polygon(1, 1, dynamic({'type':'Polygon','coordinates':[[[0,0],[10,10],[10,10],[0,0]]]}))" => "null"),
        example!("geo_point_in_polygon(200, 1, dynamic({'type':'Polygon','coordinates':[[[0,0],[2,0],[2,2],[0,2],[0,0]]]}))" => "null"),
        example!("geo_point_in_polygon(1, 1, dynamic({'type':'Polygon','coordinates':[[[0,0],[3,0],[3,3],[0,3],[0,0]],[[0.5,0.5],[0.5,2],[2,2],[2,0.5],[0.5,0.5]]]}))" => "false"),
    ],
    body: Body::Prepared(|site| {
        let shape = Argument::of(site, 2, polygons);
        Ok(Arc::new(move |args| {
            let inside = Vector::from_arguments(args, 0).and_then(|point| {
                shape.with(args, |polygons| polygons.iter().any(|p| p.contains(point)))
            });
            inside.map_or(Value::Null, Value::Bool)
        }))
    }),
};
