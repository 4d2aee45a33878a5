use super::def::*;
use crate::compute::geo::densify::{chain, tolerance};
use crate::compute::geo::geojson::{geometry, lines, position_json};
use crate::compute::geo::vector::Vector;
use crate::types::{Json, Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "geo_line_densify",
    aliases: &[],
    family: Family::Geospatial,
    summary: "Writes a line of straight edges as a line of geodesics, by adding places.",
    params: &[
        required(
            "lineString",
            Takes::Bag,
            "A line or several lines, as GeoJSON.",
        ),
        optional(
            "tolerance",
            REAL,
            "How far the chain may be from the straight edge, in meters, from 0.1 to 10000; 10 when left out.",
        ),
    ],
    returns: Returns::Is(Type::Dynamic),
    notes: "Gives null for what is no valid geometry.\n\
            Differs from Kusto: there is no third argument, and longitudes beyond 180 degrees are not valid.",
    examples: &[
        example!("array_length(geo_line_densify(dynamic({'type':'LineString','coordinates':[[50,50],[51,51]]})).coordinates)" => "9"),
    ],
    cases: &[
        example!("geo_line_densify(dynamic({'type':'LineString','coordinates':[[1,1],[2,2]]}), 0)" => "null"),
    ],
    body: Body::Rows(|args| {
        let result = || {
            let tolerance = tolerance(args.get(1))?;
            let lines = lines(&args[0])?;
            let mut all: Vec<Json> = lines
                .iter()
                .map(|line| densified(line, tolerance))
                .collect::<Option<_>>()?;
            Some(if all.len() == 1 {
                geometry("LineString", all.pop()?)
            } else {
                geometry("MultiLineString", Json::Array(all))
            })
        };
        result().map_or(Value::Null, Value::Dynamic)
    }),
};

fn densified(line: &[Vector], tolerance: f64) -> Option<Json> {
    let places: Vec<(f64, f64)> = line.iter().map(|vertex| vertex.degrees()).collect();
    let chain = chain(&places, tolerance)?;
    Some(chain.into_iter().map(position_json).collect())
}
