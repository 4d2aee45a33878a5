use super::def::*;
use crate::compute::geo::EARTH_RADIUS;
use crate::compute::geo::geojson::disjoint_polygons;
use crate::compute::geo::measure::perimeter;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "geo_polygon_perimeter",
    aliases: &[],
    family: Family::Geospatial,
    summary: "Measures the length of the edges of a polygon in meters.",
    params: &[required(
        "polygon",
        Takes::Bag,
        "A polygon or several polygons, as GeoJSON.",
    )],
    returns: Returns::Is(Type::Real),
    notes: "Polygons that overlap are united first.\n\
            Gives null for what is no valid geometry.",
    examples: &[
        example!("round(geo_polygon_perimeter(dynamic({'type':'Polygon','coordinates':[[[0,0],[2,0],[2,2],[0,2],[0,0]]]})))" => "889425"),
    ],
    cases: &[],
    body: Body::Rows(|args| {
        disjoint_polygons(&args[0]).map_or(Value::Null, |polygons| {
            let total: f64 = polygons.iter().map(perimeter).sum();
            Value::Real(total * EARTH_RADIUS)
        })
    }),
};
