use super::def::*;
use crate::compute::geo::EARTH_RADIUS;
use crate::compute::geo::geojson::polygons;
use crate::compute::geo::s2::{self, Shape, covering};
use crate::types::{Json, Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "geo_polygon_to_s2cells",
    aliases: &[],
    family: Family::Geospatial,
    summary: "Gives the S2 cells of a level that cover a polygon.",
    params: &[
        required(
            "polygon",
            Takes::Bag,
            "A polygon or several polygons, as GeoJSON.",
        ),
        optional("level", LONG, "The level, from 0 to 30; 11 when left out."),
        optional(
            "radius",
            REAL,
            "How far around the shape to cover too, in meters.",
        ),
    ],
    returns: Returns::Is(Type::Dynamic),
    notes: "Gives null for what is no valid geometry. Gives null for more than 65536 cells too.",
    examples: &[
        example!("array_length(geo_polygon_to_s2cells(dynamic({'type':'Polygon','coordinates':[[[0,0],[2,0],[2,2],[0,2],[0,0]]]}), 4)) > 0" => "true"),
    ],
    cases: &[
        example!("geo_polygon_to_s2cells(dynamic({'type':'Polygon','coordinates':[[[0,0],[2,0],[2,2],[0,2],[0,0]]]}), 31)" => "null"),
    ],
    body: Body::Rows(|args| {
        let level = match args.get(1) {
            Some(level) => level.as_i64().unwrap_or(-1),
            None => 11,
        };
        let radius = match args.get(2) {
            Some(radius) => radius.as_f64().unwrap_or(-1.0),
            None => 0.0,
        };
        let level = u32::try_from(level).ok().filter(|l| *l <= s2::MOST_LEVEL);
        let radius = Some(radius).filter(|r| (0.0..1e7).contains(r));
        let (Some(polygons), Some(level), Some(radius)) = (polygons(&args[0]), level, radius)
        else {
            return Value::Null;
        };
        let shape = Shape::Polygons(&polygons);
        covering(&shape, level, radius / EARTH_RADIUS).map_or(Value::Null, |cells| {
            Value::Dynamic(cells.into_iter().map(|c| Json::String(c.token())).collect())
        })
    }),
};
