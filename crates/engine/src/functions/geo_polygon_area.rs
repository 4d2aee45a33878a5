use super::def::*;
use crate::compute::geo::EARTH_RADIUS;
use crate::compute::geo::geojson::disjoint_polygons;
use crate::compute::geo::measure::area;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "geo_polygon_area",
    aliases: &[],
    family: Family::Geospatial,
    summary: "Measures the area of a polygon in square meters.",
    params: &[required(
        "polygon",
        Takes::Bag,
        "A polygon or several polygons, as GeoJSON.",
    )],
    returns: Returns::Is(Type::Real),
    notes: "Polygons that overlap are united first.\n\
            Gives null for what is no valid geometry.",
    examples: &[
        example!("round(geo_polygon_area(dynamic({'type':'Polygon','coordinates':[[[0,0],[2,0],[2,2],[0,2],[0,0]]]})) / 1e6)" => "49452"),
    ],
    cases: &[],
    body: Body::Rows(|args| {
        disjoint_polygons(&args[0]).map_or(Value::Null, |polygons| {
            let total: f64 = polygons.iter().map(area).sum();
            Value::Real(total * EARTH_RADIUS * EARTH_RADIUS)
        })
    }),
};
