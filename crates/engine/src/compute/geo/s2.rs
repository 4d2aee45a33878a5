//! The cells of S2: six faces of a cube around the sphere, each a tree of squares along a curve.
//!
//! The numbers of cells are those of the S2 library, so that tokens agree.

use super::geojson::Polygon;
use super::measure::edges_meet;
use super::vector::Vector;

/// The level of the smallest cells.
pub const MOST_LEVEL: u32 = 30;
const SIDE: i64 = 1 << MOST_LEVEL;

/// The quarter of a square at a place of the curve, by the curve's orientation; and back.
const PLACE_TO_QUARTER: [[u64; 4]; 4] = [[0, 1, 3, 2], [0, 2, 3, 1], [3, 2, 0, 1], [3, 1, 0, 2]];
const QUARTER_TO_PLACE: [[u64; 4]; 4] = [[0, 1, 3, 2], [0, 3, 1, 2], [2, 3, 1, 0], [2, 1, 3, 0]];
/// How the orientation changes at each place.
const TURN: [usize; 4] = [1, 0, 0, 3];

/// A cell by its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cell(u64);

/// A square of a face: its corner, in units of the smallest cells, and its side.
#[derive(Debug, Clone, Copy)]
struct Square {
    face: u64,
    i: i64,
    j: i64,
    size: i64,
}

impl Cell {
    /// The smallest cell that holds a point.
    pub fn leaf(point: Vector) -> Self {
        let (face, u, v) = face_of(point);
        Self::from_square(face, place(u), place(v))
    }

    fn from_square(face: u64, i: i64, j: i64) -> Self {
        let mut orientation = (face & 1) as usize;
        let mut number = 0;
        for bit in (0..MOST_LEVEL).rev() {
            let quarter = ((i >> bit & 1) << 1 | (j >> bit & 1)) as usize;
            let place = QUARTER_TO_PLACE[orientation][quarter];
            number = number << 2 | place;
            orientation ^= TURN[place as usize];
        }
        Self(face << 61 | number << 1 | 1)
    }

    /// The six faces.
    pub fn faces() -> impl Iterator<Item = Self> {
        (0..6).map(|face| Self(face << 61 | 1 << 60))
    }

    /// From the hexadecimal digits that are left without zeros at the end.
    pub fn from_token(token: &str) -> Option<Self> {
        if token.is_empty() || token.len() > 16 || !token.bytes().all(|b| b.is_ascii_hexdigit()) {
            return None;
        }
        let number = u64::from_str_radix(&format!("{token:0<16}"), 16).ok()?;
        let cell = Self(number);
        let valid = number >> 61 < 6 && cell.lowest() & 0x1555_5555_5555_5555 != 0;
        valid.then_some(cell)
    }

    pub fn token(self) -> String {
        format!("{:016x}", self.0).trim_end_matches('0').to_owned()
    }

    fn lowest(self) -> u64 {
        self.0 & self.0.wrapping_neg()
    }

    pub fn level(self) -> u32 {
        MOST_LEVEL - self.0.trailing_zeros() / 2
    }

    /// The cell of this level around this one; `level` is not more than its own.
    pub fn parent(self, level: u32) -> Self {
        let lowest: u64 = 1 << (2 * (MOST_LEVEL - level));
        Self(self.0 & u64::wrapping_neg(lowest) | lowest)
    }

    /// The four cells of the next level.
    pub fn children(self) -> impl Iterator<Item = Self> {
        let quarter = self.lowest() >> 2;
        (0..4).map(move |place| Self(self.0 - self.lowest() + quarter * (2 * place + 1)))
    }

    fn square(self) -> Square {
        let face = self.0 >> 61;
        let mut orientation = (face & 1) as usize;
        let (mut i, mut j) = (0, 0);
        for bit in (0..MOST_LEVEL).rev() {
            let place = (self.0 >> (2 * bit + 1) & 3) as usize;
            let quarter = PLACE_TO_QUARTER[orientation][place] as i64;
            i = i << 1 | quarter >> 1;
            j = j << 1 | quarter & 1;
            orientation ^= TURN[place];
        }
        let size = 1 << (MOST_LEVEL - self.level());
        Square {
            face,
            i: i & -size,
            j: j & -size,
            size,
        }
    }

    pub fn center(self) -> Vector {
        let square = self.square();
        let half = square.size as f64 / 2.0;
        square.point(square.i as f64 + half, square.j as f64 + half)
    }

    /// The corners, counterclockwise.
    pub fn corners(self) -> [Vector; 4] {
        let square = self.square();
        let (low_i, low_j) = (square.i as f64, square.j as f64);
        let size = square.size as f64;
        [
            square.point(low_i, low_j),
            square.point(low_i + size, low_j),
            square.point(low_i + size, low_j + size),
            square.point(low_i, low_j + size),
        ]
    }

    /// The cells of the same level around this one, in the order that Kusto gives.
    pub fn neighbors(self) -> Vec<Self> {
        const AROUND: [(i64, i64); 8] = [
            (1, 1),
            (1, 0),
            (-1, 0),
            (0, -1),
            (-1, 1),
            (1, -1),
            (0, 1),
            (-1, -1),
        ];
        let Square { face, i, j, size } = self.square();
        // At a corner of the cube only three cells meet.
        let mut cells = Vec::new();
        for (di, dj) in AROUND {
            let cell = wrapped(face, i + di * size, j + dj * size).parent(self.level());
            if !cells.contains(&cell) {
                cells.push(cell);
            }
        }
        cells
    }
}

impl Square {
    /// The point at a place of the face.
    fn point(self, i: f64, j: f64) -> Vector {
        let (u, v) = (stretch(i / SIDE as f64), stretch(j / SIDE as f64));
        on_face(self.face, u, v).unit()
    }
}

/// The smallest cell at a place of a face, or on the next face when it lies beyond the edge.
fn wrapped(face: u64, i: i64, j: i64) -> Cell {
    if (0..SIDE).contains(&i) && (0..SIDE).contains(&j) {
        return Cell::from_square(face, i, j);
    }
    let (i, j) = (i.clamp(-1, SIDE), j.clamp(-1, SIDE));
    let limit = 1.0 + f64::EPSILON;
    let linear = |k: i64| {
        let u = (2 * (k - SIDE / 2) + 1) as f64 / SIDE as f64;
        u.clamp(-limit, limit)
    };
    let (face, u, v) = face_of(on_face(face, linear(i), linear(j)));
    let index = |u: f64| ((0.5 * (u + 1.0) * SIDE as f64) as i64).clamp(0, SIDE - 1);
    Cell::from_square(face, index(u), index(v))
}

/// The face of a point and its place there, each way from −1 to 1.
fn face_of(p: Vector) -> (u64, f64, f64) {
    let axes = [p.x, p.y, p.z];
    let larger = |a: usize, b: usize| if axes[a].abs() > axes[b].abs() { a } else { b };
    let axis = larger(larger(0, 1), 2);
    let face = axis as u64 + if axes[axis] < 0.0 { 3 } else { 0 };
    let (u, v) = match face {
        0 => (p.y / p.x, p.z / p.x),
        1 => (-p.x / p.y, p.z / p.y),
        2 => (-p.x / p.z, -p.y / p.z),
        3 => (p.z / p.x, p.y / p.x),
        4 => (p.z / p.y, -p.x / p.y),
        _ => (-p.y / p.z, -p.x / p.z),
    };
    (face, u, v)
}

fn on_face(face: u64, u: f64, v: f64) -> Vector {
    match face {
        0 => Vector::new(1.0, u, v),
        1 => Vector::new(-u, 1.0, v),
        2 => Vector::new(-u, -v, 1.0),
        3 => Vector::new(-1.0, -v, -u),
        4 => Vector::new(v, -1.0, -u),
        _ => Vector::new(v, u, -1.0),
    }
}

/// From a share of a face's side to its place: a quadratic curve keeps cells alike in size.
fn stretch(share: f64) -> f64 {
    if share >= 0.5 {
        (4.0 * share * share - 1.0) / 3.0
    } else {
        let rest = 1.0 - share;
        (1.0 - 4.0 * rest * rest) / 3.0
    }
}

/// The number of the smallest cell at a place of a face.
fn place(u: f64) -> i64 {
    let share = if u >= 0.0 {
        0.5 * (1.0 + 3.0 * u).sqrt()
    } else {
        1.0 - 0.5 * (1.0 - 3.0 * u).sqrt()
    };
    ((share * SIDE as f64) as i64).clamp(0, SIDE - 1)
}

/// What a covering has at most; more is no covering.
const MOST_CELLS: usize = 65_536;

/// The cells of a level that have a point in common with a shape, or come as near as `radius`
/// radians; `None` when there are too many.
pub fn covering(shape: &Shape<'_>, level: u32, radius: f64) -> Option<Vec<Cell>> {
    let mut found = Vec::new();
    let mut open: Vec<Cell> = Cell::faces().collect();
    // Depth first, the last child first, so that the result is in the curve's order.
    open.reverse();
    while let Some(cell) = open.pop() {
        if !shape.is_near(cell, radius) {
            continue;
        }
        if cell.level() == level {
            found.push(cell);
            if found.len() > MOST_CELLS {
                return None;
            }
        } else {
            let children: Vec<Cell> = cell.children().collect();
            open.extend(children.into_iter().rev());
        }
    }
    Some(found)
}

/// Lines or polygons.
#[derive(Debug, Clone, Copy)]
pub enum Shape<'a> {
    Lines(&'a [Vec<Vector>]),
    Polygons(&'a [Polygon]),
}

impl Shape<'_> {
    fn edges(&self) -> Vec<(Vector, Vector)> {
        match self {
            Self::Lines(lines) => super::measure::line_edges(lines).collect(),
            Self::Polygons(polygons) => polygons.iter().flat_map(Polygon::edges).collect(),
        }
    }

    fn contains(&self, point: Vector) -> bool {
        match self {
            Self::Lines(_) => false,
            Self::Polygons(polygons) => polygons.iter().any(|p| p.contains(point)),
        }
    }

    fn is_near(&self, cell: Cell, radius: f64) -> bool {
        let corners = cell.corners();
        if corners.iter().any(|corner| self.contains(*corner)) {
            return true;
        }
        let sides: Vec<(Vector, Vector)> = super::geojson::edges(&corners).collect();
        self.edges().iter().any(|(a, b)| {
            inside(&sides, *a)
                || sides.iter().any(|(c, d)| {
                    edges_meet(*a, *b, *c, *d)
                        || radius > 0.0 && edge_distance((*a, *b), (*c, *d)) <= radius
                })
        })
    }
}

/// Whether a point is to the left of all sides.
fn inside(sides: &[(Vector, Vector)], point: Vector) -> bool {
    sides.iter().all(|(a, b)| a.cross(*b).dot(point) >= 0.0)
}

/// The distance between two edges that do not meet: it begins or ends in one of the four ends.
fn edge_distance(e: (Vector, Vector), f: (Vector, Vector)) -> f64 {
    use super::vector::nearest_on_edge;
    [
        e.0.angle(nearest_on_edge(e.0, f.0, f.1)),
        e.1.angle(nearest_on_edge(e.1, f.0, f.1)),
        f.0.angle(nearest_on_edge(f.0, e.0, e.1)),
        f.1.angle(nearest_on_edge(f.1, e.0, e.1)),
    ]
    .into_iter()
    .fold(f64::INFINITY, f64::min)
}
