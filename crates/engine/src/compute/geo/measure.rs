//! Lengths, areas, centers and distances of lines and polygons.

use std::f64::consts::PI;

use super::geojson::Polygon;
use super::vector::{Vector, crossing, nearest_on_edge};

/// The area of a ring in steradians, negative when it goes round clockwise.
pub fn signed_area(ring: &[Vector]) -> f64 {
    let sum: f64 = triangles(ring)
        .map(|(a, b, c)| triangle_area(a, b, c))
        .sum();
    // Between −2π and 2π: the smaller region.
    let sum = sum.rem_euclid(4.0 * PI);
    if sum > 2.0 * PI { sum - 4.0 * PI } else { sum }
}

/// The triangles that a ring is made of, some of them clockwise.
fn triangles(ring: &[Vector]) -> impl Iterator<Item = (Vector, Vector, Vector)> {
    let first = ring.first().copied();
    ring.windows(2)
        .skip(1)
        .filter_map(move |pair| Some((first?, pair[0], pair[1])))
}

fn triangle_area(a: Vector, b: Vector, c: Vector) -> f64 {
    // a · (b × c), without the loss of digits where they are close.
    let volume = a.dot((b - a).cross(c - a));
    2.0 * volume.atan2(1.0 + a.dot(b) + b.dot(c) + c.dot(a))
}

/// The area of a polygon in steradians.
pub fn area(polygon: &Polygon) -> f64 {
    let holes: f64 = polygon.holes.iter().map(|h| signed_area(h)).sum();
    signed_area(&polygon.shell) - holes
}

/// The length of a line in radians.
pub fn length(line: &[Vector]) -> f64 {
    line.windows(2).map(|pair| pair[0].angle(pair[1])).sum()
}

/// The length of all rings of a polygon in radians.
pub fn perimeter(polygon: &Polygon) -> f64 {
    polygon.edges().map(|(a, b)| a.angle(b)).sum()
}

/// The middle of lines, weighed by their length.
pub fn line_centroid(lines: &[Vec<Vector>]) -> Vector {
    let pairs = lines.iter().flat_map(|line| line.windows(2));
    let sum = pairs.fold(Vector::new(0.0, 0.0, 0.0), |sum, pair| {
        let (difference, total) = (pair[0] - pair[1], pair[0] + pair[1]);
        let weight = (difference.dot(difference) / total.dot(total)).sqrt();
        sum + total * weight
    });
    sum.unit()
}

/// The middle of polygons, weighed by their area.
pub fn polygon_centroid(polygons: &[Polygon]) -> Vector {
    let zero = Vector::new(0.0, 0.0, 0.0);
    let of_ring = |ring: &[Vector]| {
        triangles(ring).fold(zero, |sum, (a, b, c)| sum + triangle_centroid(a, b, c))
    };
    let sum = polygons.iter().fold(zero, |sum, polygon| {
        let holes = polygon
            .holes
            .iter()
            .fold(zero, |sum, hole| sum + of_ring(hole));
        sum + of_ring(&polygon.shell) - holes
    });
    sum.unit()
}

/// The middle of a triangle times its area: the integral of its points.
fn triangle_centroid(a: Vector, b: Vector, c: Vector) -> Vector {
    let ratio = |angle: f64| {
        if angle == 0.0 {
            1.0
        } else {
            angle / angle.sin()
        }
    };
    let (ra, rb, rc) = (ratio(b.angle(c)), ratio(c.angle(a)), ratio(a.angle(b)));
    // The solution of three equations, one for each corner, by differences to the first.
    let xs = Vector::new(a.x, b.x - a.x, c.x - a.x);
    let ys = Vector::new(a.y, b.y - a.y, c.y - a.y);
    let zs = Vector::new(a.z, b.z - a.z, c.z - a.z);
    let ratios = Vector::new(ra, rb - ra, rc - ra);
    let middle = Vector::new(
        ys.cross(zs).dot(ratios),
        zs.cross(xs).dot(ratios),
        xs.cross(ys).dot(ratios),
    );
    middle * 0.5
}

/// The nearest point of some edges.
fn nearest(point: Vector, edges: impl Iterator<Item = (Vector, Vector)>) -> Option<Vector> {
    let points = edges.map(|(a, b)| nearest_on_edge(point, a, b));
    points.min_by(|p, q| point.angle(*p).total_cmp(&point.angle(*q)))
}

/// The nearest point of lines.
pub fn nearest_on_lines(point: Vector, lines: &[Vec<Vector>]) -> Option<Vector> {
    let pairs = lines.iter().flat_map(|line| line.windows(2));
    nearest(point, pairs.map(|pair| (pair[0], pair[1])))
}

/// The nearest point of polygons: the point itself when it is inside.
pub fn nearest_on_polygons(point: Vector, polygons: &[Polygon]) -> Option<Vector> {
    if polygons.iter().any(|p| p.contains(point)) {
        return Some(point);
    }
    nearest(point, polygons.iter().flat_map(Polygon::edges))
}

/// Edges of lines.
pub fn line_edges(lines: &[Vec<Vector>]) -> impl Iterator<Item = (Vector, Vector)> {
    lines
        .iter()
        .flat_map(|line| line.windows(2))
        .map(|pair| (pair[0], pair[1]))
}

/// Whether two edges have a point in common, an end included.
pub fn edges_meet(a: Vector, b: Vector, c: Vector, d: Vector) -> bool {
    const NEAR: f64 = 1e-14;
    let touches = |point: Vector, from: Vector, to: Vector| {
        (nearest_on_edge(point, from, to) - point).length() < NEAR
    };
    crossing(a, b, c, d).is_some()
        || touches(a, c, d)
        || touches(b, c, d)
        || touches(c, a, b)
        || touches(d, a, b)
}

/// Whether lines have a point in common.
pub fn lines_meet(lines: &[Vec<Vector>], others: &[Vec<Vector>]) -> bool {
    line_edges(lines).any(|(a, b)| line_edges(others).any(|(c, d)| edges_meet(a, b, c, d)))
}

/// Whether lines and polygons have a point in common.
pub fn line_meets_polygon(lines: &[Vec<Vector>], polygons: &[Polygon]) -> bool {
    polygons.iter().any(|polygon| {
        lines.iter().flatten().any(|v| polygon.contains(*v))
            || line_edges(lines).any(|(a, b)| polygon.edges().any(|(c, d)| edges_meet(a, b, c, d)))
    })
}

/// Whether polygons have a point in common.
pub fn polygons_meet(polygons: &[Polygon], others: &[Polygon]) -> bool {
    polygons.iter().any(|p| {
        others.iter().any(|q| {
            p.rings().flatten().any(|v| q.contains(*v))
                || q.rings().flatten().any(|v| p.contains(*v))
                || p.edges()
                    .any(|(a, b)| q.edges().any(|(c, d)| edges_meet(a, b, c, d)))
        })
    })
}
