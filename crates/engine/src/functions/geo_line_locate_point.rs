use super::def::*;
use crate::compute::geo::geojson::single_line;
use crate::compute::geo::spheroid;
use crate::compute::geo::vector::{Vector, nearest_on_edge};
use crate::types::{Type, Value};

pub(super) const FUNCTION: Function = Function {
    name: "geo_line_locate_point",
    aliases: &[],
    family: Family::Geospatial,
    summary: "Tells at which share of the length of a line the place nearest to another is.",
    params: &[
        required(
            "lineString",
            Takes::Bag,
            "A line or several lines, as GeoJSON.",
        ),
        required("longitude", REAL, "Longitude in degrees."),
        required("latitude", REAL, "Latitude in degrees."),
        optional(
            "use_spheroid",
            BOOL,
            "Whether to measure on the ellipsoid instead of the sphere.",
        ),
    ],
    returns: Returns::Is(Type::Real),
    notes: "Gives null for what is no valid geometry.\n\
            Differs from Kusto: the nearest place is that of the sphere with `use_spheroid` too; only the lengths are the ellipsoid's.",
    examples: &[
        example!("round(geo_line_locate_point(dynamic({'type':'LineString','coordinates':[[0,0],[2,0]]}), 0.5, 1), 6)" => "0.25"),
    ],
    cases: &[
        example!("geo_line_locate_point(dynamic({'type':'LineString','coordinates':[[1,1]]}), 1, 1)" => "null"),
    ],
    body: Body::Rows(|args| {
        let place = Vector::from_arguments(args, 1);
        let (Some(line), Some(place)) = (single_line(&args[0]), place) else {
            return Value::Null;
        };
        let spheroid = args.get(3).and_then(Value::as_bool) == Some(true);
        let measure = |from: Vector, to: Vector| {
            if spheroid {
                spheroid::distance(from.degrees(), to.degrees())
            } else {
                Some(from.angle(to))
            }
        };
        let share = || {
            let mut total = 0.0;
            let mut best = (f64::INFINITY, 0.0);
            for pair in line.windows(2) {
                let near = nearest_on_edge(place, pair[0], pair[1]);
                let away = place.angle(near);
                if away < best.0 {
                    best = (away, total + measure(pair[0], near)?);
                }
                total += measure(pair[0], pair[1])?;
            }
            (total > 0.0).then(|| best.1 / total)
        };
        share().map_or(Value::Null, Value::Real)
    }),
};
