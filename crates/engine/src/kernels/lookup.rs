//! Rows joined with the rows of a lookup table whose network or shape they are in.

use std::collections::BTreeMap;

use crate::compute::geo::EARTH_RADIUS;
use crate::compute::geo::geojson::{Polygon, lines, polygons};
use crate::compute::geo::measure::{nearest_on_lines, nearest_on_polygons};
use crate::compute::geo::vector::Vector;
use crate::kernel::{Kernel, Rows};
use crate::lower::key;
use crate::text::ip::{V4, V6};
use crate::types::{Type, Value};

/// When a row belongs to a row of the lookup table.
#[derive(Debug, Clone, Copy)]
pub(crate) enum By {
    /// Its address is in the network.
    V4,
    V6,
    /// Its place is in the polygon, or so many meters from it at most.
    Polygon {
        radius: Option<f64>,
    },
    /// Its place is so many meters from the line at most.
    Line {
        radius: f64,
    },
}

/// Joins two tables that come one after the other: the lookup table, then the rows.
#[derive(Debug)]
pub(crate) struct Lookup {
    /// The plugin.
    pub(crate) name: &'static str,
    pub(crate) by: By,
    /// The column that is true in the rows and null in the lookup table.
    pub(crate) tag: usize,
    /// What of a row is looked up: an address, or longitude and latitude.
    pub(crate) sought: Vec<usize>,
    /// The network or the shape of the lookup table.
    pub(crate) key: usize,
    /// Columns of the rows and of the lookup table that must be equal too.
    pub(crate) equal: Vec<(usize, usize)>,
    /// The columns of the result: from the lookup table or from the row, and which, of what type.
    pub(crate) shown: Vec<(bool, usize, Type)>,
    /// Whether rows without a match stay.
    pub(crate) unmatched: bool,
}

/// The lookup table, prepared.
enum Table {
    /// For each length of prefix the networks of that length, and the places of their rows.
    Networks(BTreeMap<u32, BTreeMap<u128, Vec<usize>>>),
    Polygons(Vec<(usize, Vec<Polygon>)>),
    Lines(Vec<(usize, Vec<Vec<Vector>>)>),
}

/// An address and its prefix, as if all addresses had 128 bits.
fn network(by: By, text: &str) -> Option<(u128, u32)> {
    match by {
        By::V6 => V6::parse(text).map(|ip| (ip.address, ip.prefix)),
        _ => V4::parse(text).map(|ip| (u128::from(ip.address) << 96, ip.prefix)),
    }
}

/// The bits of a prefix.
fn mask(prefix: u32) -> u128 {
    u128::MAX.checked_shl(128 - prefix.min(128)).unwrap_or(0)
}

impl Lookup {
    fn is_row(&self, row: &[Value]) -> bool {
        row.get(self.tag).and_then(Value::as_bool) == Some(true)
    }

    fn table(&self, input: &Rows) -> Table {
        let entries = input.rows.iter().enumerate();
        let entries = entries.filter(|(_, row)| !self.is_row(row));
        let keys = entries.filter_map(|(at, row)| Some((at, row.get(self.key)?)));
        match self.by {
            By::V4 | By::V6 => {
                let mut networks: BTreeMap<u32, BTreeMap<u128, Vec<usize>>> = BTreeMap::new();
                for (at, value) in keys {
                    if let Some((address, prefix)) = network(self.by, value.as_str()) {
                        let of_length = networks.entry(prefix).or_default();
                        let network = address & mask(prefix);
                        of_length.entry(network).or_default().push(at);
                    }
                }
                Table::Networks(networks)
            }
            By::Polygon { .. } => Table::Polygons(
                keys.filter_map(|(at, v)| Some((at, polygons(v)?)))
                    .collect(),
            ),
            By::Line { .. } => {
                Table::Lines(keys.filter_map(|(at, v)| Some((at, lines(v)?))).collect())
            }
        }
    }

    /// The rows of the lookup table that a row belongs to, in their order.
    fn found(&self, table: &Table, row: &[Value]) -> Vec<usize> {
        let sought = |i: usize| self.sought.get(i).and_then(|at| row.get(*at));
        let point = || {
            let longitude = sought(0)?.as_f64()?;
            Vector::from_degrees(longitude, sought(1)?.as_f64()?)
        };
        let near = |point: Vector, nearest: Option<Vector>, radius: f64| {
            nearest.is_some_and(|n| point.angle(n) * EARTH_RADIUS <= radius)
        };
        let mut found = Vec::new();
        match table {
            Table::Networks(networks) => {
                let ip = sought(0).and_then(|v| network(self.by, v.as_str()));
                let Some((address, own)) = ip else {
                    return found;
                };
                for (prefix, of_length) in networks {
                    let mask = mask(own.min(*prefix));
                    let first = address & mask;
                    let several = of_length.range(first..=(first | !mask));
                    found.extend(several.flat_map(|(_, at)| at));
                }
                found.sort_unstable();
            }
            Table::Polygons(shapes) => {
                let Some(point) = point() else {
                    return found;
                };
                let By::Polygon { radius } = self.by else {
                    return found;
                };
                let hit = |shape: &[Polygon]| match radius {
                    None => shape.iter().any(|p| p.contains(point)),
                    Some(radius) => near(point, nearest_on_polygons(point, shape), radius),
                };
                found.extend(shapes.iter().filter(|(_, s)| hit(s)).map(|(at, _)| *at));
            }
            Table::Lines(shapes) => {
                let Some(point) = point() else {
                    return found;
                };
                let By::Line { radius } = self.by else {
                    return found;
                };
                let hit =
                    |shape: &[Vec<Vector>]| near(point, nearest_on_lines(point, shape), radius);
                found.extend(shapes.iter().filter(|(_, s)| hit(s)).map(|(at, _)| *at));
            }
        }
        found
    }

    /// The places of the rows and of what belongs to them.
    fn pairs(&self, input: &Rows) -> Vec<(usize, Option<usize>)> {
        let table = self.table(input);
        let mut pairs = Vec::new();
        for (at, row) in input.rows.iter().enumerate() {
            if !self.is_row(row) {
                continue;
            }
            let before = pairs.len();
            for entry in self.found(&table, row) {
                let other = &input.rows[entry];
                let same = |(own, theirs): &(usize, usize)| {
                    key(&row[*own], false) == key(&other[*theirs], false)
                };
                if self.equal.iter().all(same) {
                    pairs.push((at, Some(entry)));
                }
            }
            if pairs.len() == before && self.unmatched {
                pairs.push((at, None));
            }
        }
        pairs
    }
}

impl Kernel for Lookup {
    fn name(&self) -> &'static str {
        self.name
    }

    fn run(&self, input: &Rows) -> Result<Vec<Vec<Value>>, String> {
        let pairs = self.pairs(input);
        let rows = pairs.into_iter().map(|(at, entry)| {
            let cell = |(looked_up, column, ty): &(bool, usize, Type)| match (looked_up, entry) {
                (false, _) => input.rows[at][*column].clone(),
                (true, Some(entry)) => input.rows[entry][*column].clone(),
                (true, None) => Value::missing(*ty),
            };
            self.shown.iter().map(cell).collect()
        });
        Ok(rows.collect())
    }

    fn origins(&self, input: &Rows, _: &[Vec<Value>]) -> Option<Vec<Vec<usize>>> {
        let pairs = self.pairs(input).into_iter();
        Some(
            pairs
                .map(|(at, e)| std::iter::once(at).chain(e).collect())
                .collect(),
        )
    }
}
