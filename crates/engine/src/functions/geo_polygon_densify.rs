use super::def::*;
use crate::compute::geo::densify::{chain, tolerance};
use crate::compute::geo::geojson::{Polygon, geometry, polygons, position_json};
use crate::compute::geo::vector::Vector;
use crate::types::{Json, Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "geo_polygon_densify",
    aliases: &[],
    family: Family::Geospatial,
    summary: "Writes a polygon of straight edges as a polygon of geodesics, by adding places.",
    params: &[
        required(
            "polygon",
            Takes::Bag,
            "A polygon or several polygons, as GeoJSON.",
        ),
        optional(
            "tolerance",
            REAL,
            "How far the chain may be from the straight edge, in meters, from 0.1 to 10000; 10 when left out.",
        ),
    ],
    returns: Returns::Is(Type::Dynamic),
    notes: "Gives null for what is no valid geometry. Rings come out counterclockwise.\n\
            Differs from Kusto: there is no third argument.",
    examples: &[
        example!("array_length(geo_polygon_densify(dynamic({'type':'Polygon','coordinates':[[[10,10],[11,10],[11,11],[10,11],[10,10]]]})).coordinates[0])" => "11"),
    ],
    cases: &[
        example!("geo_polygon_densify(dynamic({'type':'Polygon','coordinates':[[[10,10],[11,10],[11,11],[10,10]]]}), 0)" => "null"),
    ],
    body: Body::Rows(|args| {
        let result = || {
            let tolerance = tolerance(args.get(1))?;
            let polygons = polygons(&args[0])?;
            let mut all: Vec<Json> = polygons
                .iter()
                .map(|polygon| densified(polygon, tolerance))
                .collect::<Option<_>>()?;
            Some(if all.len() == 1 {
                geometry("Polygon", all.pop()?)
            } else {
                geometry("MultiPolygon", Json::Array(all))
            })
        };
        result().map_or(Value::Null, Value::Dynamic)
    }),
};

/// The rings of a polygon with what stands between their places added.
fn densified(polygon: &Polygon, tolerance: f64) -> Option<Json> {
    let rings = polygon.rings().map(|ring| -> Option<Json> {
        let places: Vec<(f64, f64)> = ring
            .iter()
            .chain(ring.first())
            .map(|vertex| Vector::degrees(*vertex))
            .collect();
        let chain = chain(&places, tolerance)?;
        Some(chain.into_iter().map(position_json).collect())
    });
    rings.collect()
}
