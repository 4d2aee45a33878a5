//! Polygons around shapes: all places within a distance.
//!
//! The way of the S2 library: a curve is led around each shape at the distance, made of edges so
//! short that they stay within the tolerance, and what it goes round is the result. Places of the
//! curve are as the library chooses them.

use std::f64::consts::{FRAC_PI_2, PI};

use super::EARTH_RADIUS;
use super::geojson::{Polygon, Ring};
use super::overlay::{Arrangement, Chain, ChainKind, polygon_chains};
use super::vector::Vector;
use crate::functions::def::{Param, REAL, optional, required};
use crate::types::Value;

/// The argument that says how far around.
pub const RADIUS: Param = required("radius", REAL, "The distance in meters.");
/// The argument that says how exactly.
pub const TOLERANCE: Param = optional(
    "tolerance",
    REAL,
    "How far the result may be from the radius, in meters; 10 when left out.",
);
/// What holds for each buffer.
pub const NOTES: &str = "Gives null for what is no valid geometry, for a radius that is not positive, and for a tolerance below a millionth of the radius.\n\
    A tolerance that is not below the radius is taken as just below it.\n\
    Differs from Kusto: a radius of a quarter of the Earth's circumference or more gives null.";

/// How far around, and how exactly.
#[derive(Debug, Clone, Copy)]
pub struct Buffer {
    /// The distance in radians.
    radius: f64,
    /// The longest step around a place, in radians.
    vertex_step: f64,
    /// The step around a single place, which divides the circle.
    point_step: f64,
    /// The longest step along an edge.
    edge_step: f64,
}

/// The least share of the radius that the tolerance may be.
const LEAST_SHARE: f64 = 1e-6;
/// What the library adds to a step so that rounding adds no small one.
const SLACK: f64 = 1e-15;

impl Buffer {
    /// From meters; `None` where they are out of range, or the result would be half the Earth.
    pub fn new(radius: f64, tolerance: f64) -> Option<Self> {
        if !(radius > 0.0 && tolerance > 0.0 && radius.is_finite()) {
            return None;
        }
        let share = (tolerance / radius).min(1.0 - f64::EPSILON);
        if share < LEAST_SHARE {
            return None;
        }
        let radius = radius / EARTH_RADIUS;
        let error = share * radius;
        if radius + error >= FRAC_PI_2 {
            return None;
        }
        let vertex_step = longest_step(radius, error);
        Some(Self {
            radius,
            vertex_step,
            point_step: 2.0 * PI / (2.0 * PI / vertex_step).ceil() + SLACK,
            edge_step: longest_step(FRAC_PI_2 - radius, error),
        })
    }

    /// From the radius and the tolerance after it, as functions have them.
    pub fn from_arguments(args: &[Value], at: usize) -> Option<Self> {
        let tolerance = match args.get(at + 1) {
            Some(tolerance) => tolerance.as_f64()?,
            None => 10.0,
        };
        Self::new(args.get(at)?.as_f64()?, tolerance)
    }

    /// Around a place.
    pub fn around_point(&self, point: Vector) -> Ring {
        let mut path = Vec::new();
        let mut start = at_right_angle(point);
        let mut angle = 0.0;
        for _ in 0..4 {
            let turned = point.cross(start).unit();
            while angle < FRAC_PI_2 {
                path.push(on_ray(point, on_ray(start, turned, angle), self.radius));
                angle += self.point_step;
            }
            angle -= FRAC_PI_2;
            start = turned;
        }
        path
    }

    /// Around lines.
    pub fn around_lines(&self, lines: &[Vec<Vector>]) -> Option<Vec<Vec<Ring>>> {
        let ways = lines.iter().map(|line| self.around_line(line));
        self.gone_round(ways.map(way).collect())
    }

    /// Around polygons, with what is inside them.
    pub fn around_polygons(&self, polygons: &[Polygon]) -> Option<Vec<Vec<Ring>>> {
        let chains = polygon_chains(polygons).into_iter();
        let ways = chains.map(|chain| self.around_ring(&chain.places));
        self.gone_round(ways.map(way).collect())
    }

    fn gone_round(self, ways: Vec<Chain>) -> Option<Vec<Vec<Ring>>> {
        Arrangement::new(&[ways])?.regions(|inside| inside[0])
    }

    fn around_line(&self, line: &[Vector]) -> Vec<Vector> {
        let mut line = line.to_vec();
        line.dedup();
        let (&[first, second, ..], &[.., before, last]) = (line.as_slice(), line.as_slice()) else {
            return line.first().map_or(Vec::new(), |p| self.around_point(*p));
        };
        let mut path = Vec::new();
        let axis = axis(first, second);
        self.arc(first, axis.antipode(), axis, &mut path);
        for three in line.windows(3) {
            self.edge_and_vertex(three[0], three[1], three[2], &mut path);
        }
        self.edge(before, last, &mut path);
        let axis = self::axis(before, last);
        self.arc(last, axis, axis.antipode(), &mut path);
        for three in line.windows(3).rev() {
            self.edge_and_vertex(three[2], three[1], three[0], &mut path);
        }
        self.edge(second, first, &mut path);
        path
    }

    fn around_ring(&self, ring: &[Vector]) -> Vec<Vector> {
        let mut path = Vec::new();
        let at = |i: usize| ring[i % ring.len()];
        for i in 0..ring.len() {
            self.edge_and_vertex(at(i), at(i + 1), at(i + 2), &mut path);
        }
        path
    }

    /// Around a place, counterclockwise from one direction up to another.
    fn arc(&self, place: Vector, start: Vector, end: Vector, path: &mut Vec<Vector>) {
        let turned = place.cross(start).unit();
        let span = start.angle(end);
        let mut angle = 0.0;
        loop {
            path.push(on_ray(place, on_ray(start, turned, angle), self.radius));
            angle += self.vertex_step;
            if angle >= span {
                return;
            }
        }
    }

    /// Along the right side of an edge, up to its end.
    fn edge(&self, a: Vector, b: Vector, path: &mut Vec<Vector>) {
        let axis = axis(a, b);
        let onward = a.cross(axis).unit();
        let span = a.angle(b);
        let mut angle = 0.0;
        loop {
            path.push(on_ray(on_ray(a, onward, angle), axis, self.radius));
            angle += self.edge_step;
            if angle >= span {
                return;
            }
        }
    }

    fn edge_and_vertex(&self, a: Vector, b: Vector, c: Vector, path: &mut Vec<Vector>) {
        self.edge(a, b, path);
        if super::vector::side(a, b, c) >= 0.0 {
            self.arc(b, axis(a, b), axis(b, c), path);
        } else {
            // Through the place itself, so that what is gone round stays inside.
            path.push(on_ray(b, axis(a, b), self.radius));
            path.push(b);
        }
    }
}

fn way(places: Vec<Vector>) -> Chain {
    Chain {
        places,
        kind: ChainKind::Way,
    }
}

/// The direction to the right of an edge.
fn axis(a: Vector, b: Vector) -> Vector {
    b.normal(a).unit()
}

fn on_ray(from: Vector, direction: Vector, angle: f64) -> Vector {
    (from * angle.cos() + direction * angle.sin()).unit()
}

/// The longest step at which edges between places of a circle stay within an error.
fn longest_step(radius: f64, error: f64) -> f64 {
    let step = 2.0 * PI / 3.0 + SLACK;
    step.min(2.0 * ((radius - error).tan() / radius.tan()).acos())
}

/// The direction at a right angle that the library starts a circle with.
fn at_right_angle(point: Vector) -> Vector {
    let [x, y, z] = [point.x, point.y, point.z].map(f64::abs);
    let mut other = Vector::new(0.012, 0.0053, 0.004_57);
    // The axis before the largest one.
    if x > y && x > z {
        other.z = 1.0;
    } else if y > z {
        other.x = 1.0;
    } else {
        other.y = 1.0;
    }
    point.cross(other).unit()
}
