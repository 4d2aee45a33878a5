//! Straight edges of the plane of degrees as chains of geodesics.
//!
//! The way of the S2 library: an edge is halved until a chain of geodesics is near enough.

use super::EARTH_RADIUS;
use super::vector::{Vector, interpolate};
use crate::types::Value;

/// Where along an edge the two lines are compared, and what share of the tolerance the distance
/// there may take: the library's numbers.
const AT: f64 = 0.312_156_910_822_483_1;
const SHARE: f64 = 0.838_299_925_698_885_1;
/// A line has at most so many points.
const MOST_POINTS: usize = 1 << 20;

/// A chain through the places in degrees, at most `tolerance` meters from the straight edges;
/// `None` when it is too long.
pub fn chain(places: &[(f64, f64)], tolerance: f64) -> Option<Vec<Vector>> {
    let limit = tolerance / EARTH_RADIUS * SHARE;
    let mut out = Vec::new();
    for pair in places.windows(2) {
        if out.is_empty() {
            out.push(Vector::from_degrees(pair[0].0, pair[0].1)?);
        }
        edge(pair[0], pair[1], limit, 0, &mut out)?;
        if out.len() > MOST_POINTS {
            return None;
        }
    }
    Some(out)
}

fn edge(a: (f64, f64), b: (f64, f64), limit: f64, depth: u32, out: &mut Vec<Vector>) -> Option<()> {
    let (from, to) = (
        Vector::from_degrees(a.0, a.1)?,
        Vector::from_degrees(b.0, b.1)?,
    );
    let along = |share: f64| (a.0 + (b.0 - a.0) * share, a.1 + (b.1 - a.1) * share);
    let apart = |share: f64| {
        let (longitude, latitude) = along(share);
        let straight = Vector::from_degrees(longitude, latitude)?;
        Some(straight.angle(interpolate(from, to, share)))
    };
    if depth > 30 || apart(AT)?.max(apart(1.0 - AT)?) <= limit {
        out.push(to);
        return Some(());
    }
    let middle = along(0.5);
    edge(a, middle, limit, depth + 1, out)?;
    edge(middle, b, limit, depth + 1, out)
}

/// The tolerance argument in meters; `None` where it is out of range.
pub fn tolerance(argument: Option<&Value>) -> Option<f64> {
    match argument {
        Some(tolerance) => tolerance.as_f64().filter(|t| (0.1..=10_000.0).contains(t)),
        None => Some(10.0),
    }
}
