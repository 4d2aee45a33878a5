//! Points of the unit sphere as vectors, and the geodesics between them.

use std::f64::consts::PI;
use std::ops::{Add, Mul, Sub};

use crate::types::Value;

/// A vector of three dimensions; of length 1 where it is a point.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Vector {
    pub x: f64,
    pub y: f64,
    pub z: f64,
}

impl Add for Vector {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self::new(self.x + other.x, self.y + other.y, self.z + other.z)
    }
}

impl Sub for Vector {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self::new(self.x - other.x, self.y - other.y, self.z - other.z)
    }
}

impl Mul<f64> for Vector {
    type Output = Self;

    fn mul(self, factor: f64) -> Self {
        Self::new(self.x * factor, self.y * factor, self.z * factor)
    }
}

impl Vector {
    pub const fn new(x: f64, y: f64, z: f64) -> Self {
        Self { x, y, z }
    }

    /// A point from degrees; `None` beyond ±180 and ±90.
    pub fn from_degrees(longitude: f64, latitude: f64) -> Option<Self> {
        if !((-180.0..=180.0).contains(&longitude) && (-90.0..=90.0).contains(&latitude)) {
            return None;
        }
        let (longitude, latitude) = (longitude.to_radians(), latitude.to_radians());
        let around = latitude.cos();
        Some(Self::new(
            longitude.cos() * around,
            longitude.sin() * around,
            latitude.sin(),
        ))
    }

    /// The point that two arguments of a function name.
    pub fn from_arguments(args: &[Value], at: usize) -> Option<Self> {
        Self::from_degrees(args.get(at)?.as_f64()?, args.get(at + 1)?.as_f64()?)
    }

    /// Longitude and latitude in degrees.
    pub fn degrees(self) -> (f64, f64) {
        let latitude = self.z.atan2(self.x.hypot(self.y));
        (self.y.atan2(self.x).to_degrees(), latitude.to_degrees())
    }

    pub fn dot(self, other: Self) -> f64 {
        self.x * other.x + self.y * other.y + self.z * other.z
    }

    pub fn cross(self, other: Self) -> Self {
        Self::new(
            self.y * other.z - self.z * other.y,
            self.z * other.x - self.x * other.z,
            self.x * other.y - self.y * other.x,
        )
    }

    pub fn length(self) -> f64 {
        self.dot(self).sqrt()
    }

    /// The same direction with length 1.
    pub fn unit(self) -> Self {
        let length = self.length();
        if length == 0.0 {
            self
        } else {
            self * length.recip()
        }
    }

    /// The angle between two points, in radians.
    pub fn angle(self, other: Self) -> f64 {
        self.cross(other).length().atan2(self.dot(other))
    }

    /// A direction at a right angle to both points, exact also where they are close.
    pub fn normal(self, other: Self) -> Self {
        (self - other).cross(self + other)
    }

    /// The opposite point of the sphere.
    pub fn antipode(self) -> Self {
        self * -1.0
    }
}

/// Whether two points are the same up to rounding.
pub fn same(a: Vector, b: Vector) -> bool {
    (a - b).length() < 1e-15
}

/// The point at a fraction of the geodesic from one point to another.
pub fn interpolate(a: Vector, b: Vector, fraction: f64) -> Vector {
    let angle = a.angle(b);
    if angle == 0.0 {
        return a;
    }
    let along = fraction * angle;
    let tangent = a.normal(b).cross(a).unit();
    // `normal` is (a − b) × (a + b) = 2 a × b, so the tangent leads from a to b.
    (a * along.cos() + tangent * along.sin()).unit()
}

/// The point of an edge that is nearest to a point.
pub fn nearest_on_edge(point: Vector, a: Vector, b: Vector) -> Vector {
    if same(a, b) {
        return a;
    }
    let normal = a.normal(b).unit();
    let projected = point - normal * point.dot(normal);
    let inside = normal.cross(a).dot(projected) > 0.0 && projected.cross(b).dot(normal) > 0.0;
    let inside = inside && projected.length() > 0.0;
    if inside {
        return projected.unit();
    }
    if (point - a).length() <= (point - b).length() {
        a
    } else {
        b
    }
}

/// On which side of the great circle from a to b a point is: positive is left.
pub fn side(a: Vector, b: Vector, point: Vector) -> f64 {
    a.normal(b).dot(point)
}

/// The point at which two edges cross in their interiors.
pub fn crossing(a: Vector, b: Vector, c: Vector, d: Vector) -> Option<Vector> {
    let (abc, abd) = (side(a, b, c), side(a, b, d));
    let (cda, cdb) = (side(c, d, a), side(c, d, b));
    if abc * abd >= 0.0 || cda * cdb >= 0.0 {
        return None;
    }
    // Both pairs lie on opposite sides; the edges meet, or their antipodes do.
    let point = a.normal(b).cross(c.normal(d)).unit();
    let middle = a + b;
    let point = if point.dot(middle) < 0.0 {
        point.antipode()
    } else {
        point
    };
    (point.dot(c + d) > 0.0).then_some(point)
}

/// The direction from one point to another, clockwise from north; `None` where there are many.
pub fn azimuth(from: Vector, to: Vector) -> Option<f64> {
    if same(from, to) || same(from, to.antipode()) {
        return None;
    }
    let (from_lng, from_lat) = from.degrees();
    let (to_lng, to_lat) = to.degrees();
    let turn = (to_lng - from_lng).to_radians();
    let (from_lat, to_lat) = (from_lat.to_radians(), to_lat.to_radians());
    let east = turn.sin() * to_lat.cos();
    let north = from_lat.cos() * to_lat.sin() - from_lat.sin() * to_lat.cos() * turn.cos();
    Some(east.atan2(north).rem_euclid(2.0 * PI))
}
