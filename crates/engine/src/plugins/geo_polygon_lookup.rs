use super::arguments::{self, flag};
use super::def::*;
use super::lookup_table::{Plan, joined, tables};
use crate::bind::{Bind, Binder, Pipe};
use crate::functions::def::example;
use crate::kernels::lookup::By;
use crate::types::Type;

pub(super) const PLUGIN: Plugin = Plugin {
    name: "geo_polygon_lookup",
    summary: "Adds the columns of the polygons that a place is in.",
    usage: "T | evaluate geo_polygon_lookup(LookupTable, LookupPolygonKey, SourceLongitude, SourceLatitude [, radius] [, return_unmatched] [, lookup_area_radius] [, return_lookup_key])",
    notes: "A row that is at several polygons comes once for each. `lookup_area_radius` changes nothing: it only concerns how fast Kusto is.",
    examples: &[
        example!("print x = 1.0, y = 1.0 | evaluate geo_polygon_lookup((datatable(shape:dynamic, site:string)[dynamic({'type':'Polygon','coordinates':[[[0,0],[2,0],[2,2],[0,2],[0,0]]]}), 'lab']), shape, x, y) | project site" => "lab"),
    ],
    body: bind,
};

fn bind(b: &mut Binder<'_>, call: Call<'_>) -> Bind<Pipe> {
    let (rows, table) = tables(b, PLUGIN.name, &call)?;
    let required = |b: &mut Binder<'_>, at, name| match arguments::find(&call, at, name) {
        Some(argument) => Ok(argument),
        None => Err(arguments::missing(b, PLUGIN.name, call.span, name)),
    };
    let key = required(b, 1, "LookupPolygonKey")?;
    let longitude = required(b, 2, "SourceLongitude")?;
    let latitude = required(b, 3, "SourceLatitude")?;
    let radius = match arguments::find(&call, 4, "radius") {
        None => None,
        Some(argument) => arguments::constant(b, &argument.value, &call)?.as_f64(),
    };
    let unmatched = flag(b, &call, 5, "return_unmatched")?;
    let key_shown = flag(b, &call, 7, "return_lookup_key")?;
    let plan = Plan {
        plugin: PLUGIN.name,
        by: By::Polygon { radius },
        sought: vec![&longitude.value, &latitude.value],
        sought_type: Type::Real,
        key,
        equal: Vec::new(),
        unmatched,
        key_shown,
        table_first: false,
    };
    joined(b, &call, rows, table, plan)
}
