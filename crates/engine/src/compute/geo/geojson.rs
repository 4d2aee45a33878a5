//! GeoJSON to lines and polygons of the sphere, and back.
//!
//! Source of what is valid: the notes on lines and polygons in the pages of the `geo_` functions.

use std::f64::consts::PI;

use super::vector::{Vector, crossing, same};
use crate::functions::def::CallSite;
use crate::types::{Json, Value};

/// A closed chain of vertices, the first not repeated, with its inside to the left.
pub type Ring = Vec<Vector>;

/// An outer ring and the holes in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Polygon {
    pub shell: Ring,
    pub holes: Vec<Ring>,
}

/// The lines of a `LineString` or `MultiLineString`; `None` when it is none or not valid.
pub fn lines(value: &Value) -> Option<Vec<Vec<Vector>>> {
    let json = value.as_json()?;
    let coordinates = json.get("coordinates")?;
    let lines = match kind(json)? {
        "LineString" => vec![line(coordinates)?],
        "MultiLineString" => coordinates
            .as_array()?
            .iter()
            .map(line)
            .collect::<Option<_>>()?,
        _ => return None,
    };
    Some(lines).filter(|lines| !lines.is_empty())
}

/// The only line of a `LineString`.
pub fn single_line(value: &Value) -> Option<Vec<Vector>> {
    let mut lines = lines(value)?;
    let first = lines.pop()?;
    lines.is_empty().then_some(first)
}

/// The polygons of a `Polygon` or `MultiPolygon`; `None` when it is none or not valid.
pub fn polygons(value: &Value) -> Option<Vec<Polygon>> {
    let json = value.as_json()?;
    let coordinates = json.get("coordinates")?;
    let polygons: Vec<Polygon> = match kind(json)? {
        "Polygon" => vec![polygon(coordinates)?],
        "MultiPolygon" => coordinates
            .as_array()?
            .iter()
            .map(polygon)
            .collect::<Option<_>>()?,
        _ => return None,
    };
    Some(polygons).filter(|polygons| !polygons.is_empty())
}

/// The polygons, united where some of them have a place in common.
pub fn disjoint_polygons(value: &Value) -> Option<Vec<Polygon>> {
    let all = polygons(value)?;
    for (at, polygon) in all.iter().enumerate() {
        let one = std::slice::from_ref(polygon);
        if super::measure::polygons_meet(one, all.get(at + 1..)?) {
            return super::overlay::united(&all);
        }
    }
    Some(all)
}

/// The shapes of an array; `None` when it has none, or one that is not valid.
pub fn items<T>(value: &Value, read: fn(&Value) -> Option<T>) -> Option<Vec<T>> {
    let items = value.as_json()?.as_array()?.iter();
    let shapes: Vec<T> = items
        .map(|item| read(&Value::Dynamic(item.clone())))
        .collect::<Option<_>>()?;
    Some(shapes).filter(|shapes| !shapes.is_empty())
}

fn kind(json: &Json) -> Option<&str> {
    json.get("type")?.as_str()
}

/// Longitude and latitude of a position as they stand.
fn degrees(json: &Json) -> Option<(f64, f64)> {
    match json.as_array()?.as_slice() {
        [longitude, latitude, ..] => Some((longitude.as_f64()?, latitude.as_f64()?)),
        _ => None,
    }
}

fn position(json: &Json) -> Option<Vector> {
    let (longitude, latitude) = degrees(json)?;
    Vector::from_degrees(longitude, latitude)
}

fn positions(json: &Json) -> Option<Vec<Vector>> {
    json.as_array()?.iter().map(position).collect()
}

fn line(json: &Json) -> Option<Vec<Vector>> {
    let vertices = positions(json)?;
    let straight = vertices.windows(2).all(|w| !same(w[0], w[1].antipode()));
    (vertices.len() >= 2 && straight).then_some(vertices)
}

fn polygon(json: &Json) -> Option<Polygon> {
    let mut rings = json.as_array()?.iter().map(ring);
    let shell = rings.next()??;
    let holes = rings.collect::<Option<Vec<Ring>>>()?;
    Some(Polygon { shell, holes })
}

/// A ring with its smaller region inside; `None` when vertices repeat or edges cross.
fn ring(json: &Json) -> Option<Ring> {
    let mut vertices = positions(json)?;
    let last = vertices.pop()?;
    if vertices.len() < 3 || !same(last, *vertices.first()?) {
        return None;
    }
    if vertices.len() > MOST_CHECKED {
        return oriented(vertices);
    }
    for (at, a) in vertices.iter().enumerate() {
        let rest = vertices.get(at + 1..)?;
        if rest.iter().any(|b| same(*a, *b) || same(*a, b.antipode())) {
            return None;
        }
    }
    let edges: Vec<(Vector, Vector)> = edges(&vertices).collect();
    for (at, (a, b)) in edges.iter().enumerate() {
        let mut rest = edges.get(at + 1..)?.iter();
        // Neighbors have an end in common and do not cross.
        if rest.any(|(c, d)| b != c && d != a && crossing(*a, *b, *c, *d).is_some()) {
            return None;
        }
    }
    oriented(vertices)
}

/// Longer rings are taken to be valid: each vertex and edge is compared with all others.
const MOST_CHECKED: usize = 4096;

fn oriented(mut vertices: Ring) -> Option<Ring> {
    if super::measure::signed_area(&vertices) < 0.0 {
        vertices.reverse();
    }
    Some(vertices)
}

/// The edges of a ring.
pub fn edges(ring: &[Vector]) -> impl Iterator<Item = (Vector, Vector)> {
    ring.iter()
        .copied()
        .zip(ring.iter().copied().cycle().skip(1))
}

impl Polygon {
    pub fn rings(&self) -> impl Iterator<Item = &Ring> {
        std::iter::once(&self.shell).chain(&self.holes)
    }

    pub fn edges(&self) -> impl Iterator<Item = (Vector, Vector)> {
        self.rings().flat_map(|ring| edges(ring))
    }

    pub fn contains(&self, point: Vector) -> bool {
        ring_contains(&self.shell, point) && !self.holes.iter().any(|h| ring_contains(h, point))
    }
}

/// Whether a ring goes round a point counterclockwise.
pub fn ring_contains(ring: &[Vector], point: Vector) -> bool {
    // How far the direction to an edge turns, seen from the point. Round the antipode the ring
    // goes the other way.
    let turned: f64 = edges(ring)
        .map(|(a, b)| {
            let across = point.dot(a.cross(b));
            let along = a.dot(b) - a.dot(point) * b.dot(point);
            across.atan2(along)
        })
        .sum();
    turned > PI
}

/// A position of GeoJSON.
pub fn position_json(point: Vector) -> Json {
    let (longitude, latitude) = point.degrees();
    Json::from(vec![longitude, latitude])
}

/// A `Point`.
pub fn point_json(point: Vector) -> Value {
    Value::Dynamic(serde_json::json!({ "type": "Point", "coordinates": position_json(point) }))
}

/// A geometry of the given type over some coordinates.
pub fn geometry(kind: &str, coordinates: Json) -> Json {
    serde_json::json!({ "type": kind, "coordinates": coordinates })
}

/// The positions of a ring, the first repeated at the end.
pub fn ring_json(ring: &[Vector]) -> Json {
    ring.iter()
        .chain(ring.first())
        .map(|v| position_json(*v))
        .collect()
}

/// A `Polygon` with one ring.
pub fn polygon_json(ring: &[Vector]) -> Value {
    Value::Dynamic(geometry("Polygon", Json::Array(vec![ring_json(ring)])))
}

/// A shape argument, which is read once when it is constant.
#[derive(Debug)]
pub struct Argument<T> {
    at: usize,
    read: fn(&Value) -> Option<T>,
    constant: bool,
    /// The shape, when it is constant and one.
    known: Option<T>,
}

impl<T> Argument<T> {
    pub fn of(site: &CallSite<'_>, at: usize, read: fn(&Value) -> Option<T>) -> Self {
        let constant = site.constants.get(at).and_then(Option::as_ref);
        Self {
            at,
            read,
            constant: constant.is_some(),
            known: constant.and_then(read),
        }
    }

    /// What `f` makes of the shape; `None` when the argument is none.
    pub fn with<R>(&self, args: &[Value], f: impl FnOnce(&T) -> R) -> Option<R> {
        if self.constant {
            return self.known.as_ref().map(f);
        }
        (self.read)(args.get(self.at)?).as_ref().map(f)
    }
}
