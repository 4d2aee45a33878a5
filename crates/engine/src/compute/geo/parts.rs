//! What cutting and uniting leaves: points, lines and polygons, and their GeoJSON.

use serde_json::json;

use super::geojson::{Polygon, Ring, geometry, position_json, ring_json};
use super::vector::Vector;
use crate::types::{Json, Value};

/// What is left of shapes, by dimension.
#[derive(Debug, Default)]
pub struct Parts {
    pub points: Vec<Vector>,
    pub lines: Vec<Vec<Vector>>,
    /// For each polygon its shell, counterclockwise, and then its holes, clockwise.
    pub polygons: Vec<Vec<Ring>>,
}

impl Parts {
    /// One geometry: of the kind that all parts have, or a collection.
    pub fn json(&self) -> Value {
        let points = self.points.iter().map(|point| position_json(*point));
        let lines = self
            .lines
            .iter()
            .map(|line| line.iter().map(|place| position_json(*place)).collect());
        let polygons = self
            .polygons
            .iter()
            .map(|rings| rings.iter().map(|ring| ring_json(ring)).collect());
        let kinds = [
            of_kind("Point", points.collect()),
            of_kind("LineString", lines.collect()),
            of_kind("Polygon", polygons.collect()),
        ];
        let mut geometries: Vec<Json> = kinds.into_iter().flatten().collect();
        Value::Dynamic(if geometries.len() == 1 {
            geometries.swap_remove(0)
        } else {
            json!({ "type": "GeometryCollection", "geometries": geometries })
        })
    }
}

/// One geometry of a kind, or several as one; `None` when there is none.
fn of_kind(kind: &str, mut coordinates: Vec<Json>) -> Option<Json> {
    match coordinates.len() {
        0 => None,
        1 => Some(geometry(kind, coordinates.swap_remove(0))),
        _ => Some(geometry(&format!("Multi{kind}"), Json::Array(coordinates))),
    }
}

/// The rings of polygons, holes clockwise, as a geometry.
pub fn polygons_json(polygons: Vec<Vec<Ring>>) -> Value {
    let parts = Parts {
        polygons,
        ..Parts::default()
    };
    parts.json()
}

/// Polygons from rings as `Parts` has them.
pub fn to_polygons(rings: Vec<Vec<Ring>>) -> Vec<Polygon> {
    let polygons = rings.into_iter().filter_map(|rings| {
        let mut rings = rings.into_iter();
        let shell = rings.next()?;
        let holes = rings.map(|hole| hole.into_iter().rev().collect()).collect();
        Some(Polygon { shell, holes })
    });
    polygons.collect()
}

/// The rings of polygons as `Parts` has them.
pub fn to_rings(polygons: Vec<Polygon>) -> Vec<Vec<Ring>> {
    let rings = polygons.into_iter().map(|polygon| {
        let holes = polygon.holes.into_iter();
        let holes = holes.map(|hole| hole.into_iter().rev().collect());
        std::iter::once(polygon.shell).chain(holes).collect()
    });
    rings.collect()
}
