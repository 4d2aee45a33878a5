use super::def::*;
use crate::compute::geo::geojson::polygons;
use crate::compute::geo::h3;
use crate::types::{Json, Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "geo_polygon_to_h3cells",
    aliases: &[],
    family: Family::Geospatial,
    summary: "Gives the H3 cells whose centers are in a polygon.",
    params: &[
        required(
            "polygon",
            Takes::Bag,
            "A polygon or several polygons, as GeoJSON.",
        ),
        optional(
            "resolution",
            LONG,
            "The resolution, from 0 to 15; 6 when left out.",
        ),
    ],
    returns: Returns::Is(Type::Dynamic),
    notes: "Gives null for what is no valid geometry. Gives null for more than 61680 cells too. Edges are straight lines here.\n\
            Differs from Kusto: there is no third argument for a radius around the polygon.",
    examples: &[
        example!("array_length(geo_polygon_to_h3cells(dynamic({'type':'Polygon','coordinates':[[[0,0],[2,0],[2,2],[0,2],[0,0]]]}), 3)) > 0" => "true"),
    ],
    cases: &[
        example!("geo_polygon_to_h3cells(dynamic({'type':'Polygon','coordinates':[[[0,0],[1,1]]]}))" => "null"),
    ],
    body: Body::Rows(|args| {
        let cells = polygons(&args[0])
            .and_then(|polygons| h3::cells_in(&polygons, h3::resolution(args, 1, 6)?));
        cells.map_or(Value::Null, |cells| {
            Value::Dynamic(
                cells
                    .into_iter()
                    .map(|c| Json::String(c.to_string()))
                    .collect(),
            )
        })
    }),
};
