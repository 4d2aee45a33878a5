//! The cells of H3: hexagons.

use std::str::FromStr;

use h3o::{CellIndex, LatLng, Resolution};

use super::geojson::Polygon;
use super::vector::Vector;
use crate::types::Value;

/// A cell from its token.
pub fn cell(token: &str) -> Option<CellIndex> {
    // The crate takes capitals and leading zeros too.
    (token.len() == 15)
        .then(|| CellIndex::from_str(token).ok())
        .flatten()
}

/// A resolution from an argument, the given one when it was left out.
pub fn resolution(args: &[Value], at: usize, default: i64) -> Option<Resolution> {
    let level = match args.get(at) {
        Some(value) => value.as_i64()?,
        None => default,
    };
    Resolution::try_from(u8::try_from(level).ok()?).ok()
}

/// The cell at a point.
pub fn at(point: Vector, resolution: Resolution) -> Option<CellIndex> {
    let (longitude, latitude) = point.degrees();
    LatLng::new(latitude, longitude)
        .ok()
        .map(|place| place.to_cell(resolution))
}

pub fn vector(place: LatLng) -> Option<Vector> {
    Vector::from_degrees(place.lng(), place.lat())
}

/// The corners of a cell.
pub fn corners(cell: CellIndex) -> Vec<Vector> {
    let places: Vec<LatLng> = cell.boundary().iter().copied().collect();
    places.into_iter().filter_map(vector).collect()
}

/// What a list of cells has at most; more is none.
const MOST_CELLS: usize = 61_680;

/// The cells whose centers are in a polygon of straight lines; `None` when there are too many.
pub fn cells_in(polygons: &[Polygon], resolution: Resolution) -> Option<Vec<CellIndex>> {
    let mut found = Vec::new();
    let mut seen = std::collections::BTreeSet::new();
    for polygon in polygons {
        let plane = Plane::new(polygon);
        // Grows from the cells along the edges inwards.
        let mut open = Vec::new();
        for (longitude, latitude) in plane.samples(resolution) {
            let cell = LatLng::new(latitude, longitude).ok()?.to_cell(resolution);
            // Neighbors along an edge mostly share their cell.
            if open.last() != Some(&cell) {
                open.push(cell);
            }
            if open.len() > 16 * MOST_CELLS {
                return None;
            }
        }
        let mut visited = std::collections::BTreeSet::new();
        while let Some(cell) = open.pop() {
            if !visited.insert(cell) {
                continue;
            }
            if visited.len() > 16 * MOST_CELLS {
                return None;
            }
            let center = LatLng::from(cell);
            if plane.contains(center.lng(), center.lat()) {
                if seen.insert(cell) {
                    found.push(cell);
                }
                if found.len() > MOST_CELLS {
                    return None;
                }
                open.extend(cell.grid_disk_fast(1).flatten());
            } else {
                // Outside: only the step back inside is of interest.
                open.extend(cell.grid_disk_fast(1).flatten().filter(|c| {
                    let center = LatLng::from(*c);
                    plane.contains(center.lng(), center.lat())
                }));
            }
        }
    }
    Some(found)
}

/// A polygon in the plane of degrees.
struct Plane {
    rings: Vec<Vec<(f64, f64)>>,
}

impl Plane {
    fn new(polygon: &Polygon) -> Self {
        let rings = polygon.rings();
        Self {
            rings: rings
                .map(|ring| ring.iter().map(|v| v.degrees()).collect())
                .collect(),
        }
    }

    fn edges(&self) -> impl Iterator<Item = ((f64, f64), (f64, f64))> {
        self.rings.iter().flat_map(|ring| {
            ring.iter()
                .copied()
                .zip(ring.iter().copied().cycle().skip(1))
        })
    }

    /// Whether a ray from the point crosses the rings an odd number of times.
    fn contains(&self, x: f64, y: f64) -> bool {
        let crossings = self.edges().filter(|((ax, ay), (bx, by))| {
            (*ay > y) != (*by > y) && x < (bx - ax) * (y - ay) / (by - ay) + ax
        });
        crossings.count() % 2 == 1
    }

    /// Places along the edges, closer than a cell is wide.
    fn samples(&self, resolution: Resolution) -> impl Iterator<Item = (f64, f64)> {
        let step = (resolution.edge_length_rads() / 2.0).to_degrees();
        self.edges().flat_map(move |((ax, ay), (bx, by))| {
            let count = ((bx - ax).hypot(by - ay) / step).ceil().max(1.0);
            (0..count as usize).map(move |at| {
                let share = at as f64 / count;
                (ax + (bx - ax) * share, ay + (by - ay) * share)
            })
        })
    }
}

/// The cells at so many steps from a cell, in the order that Kusto gives.
pub fn ring(cell: CellIndex, distance: u32) -> Vec<CellIndex> {
    let ring: Option<Vec<CellIndex>> = cell.grid_ring_fast(distance).collect();
    match ring {
        Some(mut ring) => {
            // The walk around the cell ends where a ring of the crate begins.
            if !ring.is_empty() {
                ring.rotate_left(1);
            }
            ring
        }
        // Near the twelve pentagons the fast walk fails.
        None => cell
            .grid_disk_distances::<Vec<_>>(distance)
            .into_iter()
            .filter(|(_, at)| *at == distance)
            .map(|(cell, _)| cell)
            .collect(),
    }
}

/// The cells around a cell, in the order that Kusto gives.
pub fn neighbors(cell: CellIndex) -> Vec<CellIndex> {
    let ring = ring(cell, 1);
    const ORDER: [usize; 6] = [3, 5, 4, 2, 1, 0];
    if ring.len() == ORDER.len() {
        ORDER.iter().map(|at| ring[*at]).collect()
    } else {
        ring
    }
}
