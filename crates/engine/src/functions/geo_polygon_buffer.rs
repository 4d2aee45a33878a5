use super::def::*;
use crate::compute::geo::buffer::{Buffer, NOTES, RADIUS, TOLERANCE};
use crate::compute::geo::geojson::disjoint_polygons;
use crate::compute::geo::parts::polygons_json;
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "geo_polygon_buffer",
    aliases: &[],
    family: Family::Geospatial,
    summary: "Gives a polygon around a polygon.",
    params: &[
        required(
            "polygon",
            Takes::Bag,
            "A polygon or several polygons, as GeoJSON.",
        ),
        RADIUS,
        TOLERANCE,
    ],
    returns: Returns::Is(Type::Dynamic),
    notes: NOTES,
    examples: &[
        example!("round(geo_polygon_area(geo_polygon_buffer(dynamic({'type':'Polygon','coordinates':[[[0,0],[2,0],[2,2],[0,2],[0,0]]]}), 1000, 0.1)) / 1e6)" => "50345"),
    ],
    cases: &[
        example!("geo_polygon_buffer(dynamic({'type':'Polygon','coordinates':[[[0,0],[2,0],[2,2],[0,2],[0,0]]]}), 0)" => "null"),
        example!("geo_polygon_buffer(dynamic({'type':'p'}), 1)" => "null"),
        example!("geo_polygon_buffer(dynamic({'type':'Polygon','coordinates':[[[0,0],[2,0],[2,2],[0,2],[0,0]],[[1,1],[1,1.01],[1.01,1.01],[1.01,1],[1,1]]]}), 10000).type" => "\"Polygon\""),
    ],
    body: Body::Rows(|args| {
        let shape = args.first().and_then(disjoint_polygons);
        let around = shape
            .zip(Buffer::from_arguments(args, 1))
            .and_then(|(shape, buffer)| buffer.around_polygons(&shape));
        around.map_or(Value::Null, polygons_json)
    }),
};
