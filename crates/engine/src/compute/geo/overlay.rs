//! Cutting and uniting lines and polygons of the sphere.
//!
//! All edges are split where they meet, so that any two pieces are the same or have at most their
//! ends in common. How often the rings of a group go round the left and the right side of a piece
//! tells whether it bounds the result. Pieces are put together to loops and lines in the order
//! that the S2 library gives them, since places of an answer stand in that order: an edge keeps
//! its number when it is split, a loop ends with the highest number, and of several ways at a
//! place the leftmost is taken.

use std::collections::{BTreeMap, BTreeSet};
use std::f64::consts::PI;

use super::geojson::{Polygon, Ring, edges};
use super::measure::signed_area;
use super::parts::{Parts, to_polygons};
use super::vector::{Vector, crossing, nearest_on_edge};

/// Places that are nearer than this (0.06 micrometers) are one.
const NEAR: f64 = 1e-14;
/// Shapes with more edges are not cut: each edge is compared with all others.
const MOST_EDGES: usize = 1 << 14;

/// A chain of places that takes part.
#[derive(Debug, Clone)]
pub struct Chain {
    pub places: Vec<Vector>,
    pub kind: ChainKind,
}

/// What the places of a chain are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChainKind {
    /// A line from the first place to the last.
    Line,
    /// The border of a region, which is to the left of each edge.
    Shell,
    /// The border of a hole: the region is to the left, and the hole to the right.
    Hole,
    /// A closed way that may cross itself: what it goes round counterclockwise is inside.
    Way,
}

/// A piece of an edge that no other edge meets between its ends.
#[derive(Debug, Clone, Copy)]
struct Piece {
    from: usize,
    to: usize,
    group: usize,
    chain: usize,
    /// The number of the edge, counted through all groups.
    edge: usize,
}

impl Piece {
    /// The same for both directions.
    fn key(&self) -> (usize, usize) {
        (self.from.min(self.to), self.from.max(self.to))
    }
}

/// The edges of one or two groups of chains, split where they meet.
#[derive(Debug)]
pub struct Arrangement {
    nodes: Nodes,
    chains: Vec<ChainKind>,
    pieces: Vec<Piece>,
}

/// The chains of polygons, each with its region to the left.
pub fn polygon_chains(polygons: &[Polygon]) -> Vec<Chain> {
    let chains = polygons.iter().flat_map(|polygon| {
        let shell = Chain {
            places: polygon.shell.clone(),
            kind: ChainKind::Shell,
        };
        let holes = polygon.holes.iter().map(|hole| Chain {
            places: hole.iter().rev().copied().collect(),
            kind: ChainKind::Hole,
        });
        std::iter::once(shell).chain(holes)
    });
    chains.collect()
}

/// The chains of lines.
pub fn line_chains(lines: &[Vec<Vector>]) -> Vec<Chain> {
    let chains = lines.iter().map(|line| Chain {
        places: line.clone(),
        kind: ChainKind::Line,
    });
    chains.collect()
}

/// Polygons that may overlap, united; `None` when that cannot be told.
pub fn united(polygons: &[Polygon]) -> Option<Vec<Polygon>> {
    let chains = polygon_chains(polygons);
    let regions = Arrangement::new(&[chains])?.regions(|inside| inside[0])?;
    Some(to_polygons(regions))
}

/// The union of many polygons, in the order in which the S2 library makes it: of all that are
/// left, the two with the fewest places are united first, and of as many the older ones.
pub fn union_of_all(all: Vec<Vec<Polygon>>) -> Option<Vec<Polygon>> {
    let size = |polygons: &[Polygon]| -> usize {
        let rings = polygons.iter().flat_map(Polygon::rings);
        rings.map(Vec::len).sum()
    };
    let mut next = all.len();
    let sized = all.into_iter().enumerate();
    let mut left: BTreeMap<(usize, usize), Vec<Polygon>> = sized
        .map(|(at, polygons)| ((size(&polygons), at), polygons))
        .collect();
    while left.len() > 1 {
        let ((_, a), (_, b)) = (left.pop_first()?, left.pop_first()?);
        let groups = [polygon_chains(&a), polygon_chains(&b)];
        let regions = Arrangement::new(&groups)?.regions(|inside| inside[0] || inside[1])?;
        let union = to_polygons(regions);
        left.insert((size(&union), next), union);
        next += 1;
    }
    left.pop_first().map(|(_, union)| union)
}

/// What two groups of chains have in common; the first is lines when any of them is.
pub fn intersection(one: Vec<Chain>, other: Vec<Chain>) -> Option<Parts> {
    let is_line = |chains: &[Chain]| chains.iter().any(|c| c.kind == ChainKind::Line);
    let (lines, both_lines) = (is_line(&one), is_line(&other));
    let arrangement = Arrangement::new(&[one, other])?;
    let common = arrangement.on_both_borders();
    let (pieces, polygons) = if lines {
        let kept = |piece: &&Piece| {
            piece.group == 0
                && (common.contains(&piece.key())
                    || !both_lines && arrangement.is_within(piece.key(), 1))
        };
        (arrangement.distinct(kept), Vec::new())
    } else {
        let borders = arrangement.borders(|inside| inside[0] && inside[1]);
        let bounding: BTreeSet<_> = borders.iter().map(Piece::key).collect();
        // Two regions that lie on two sides of an edge have only the edge in common.
        let kept = |piece: &&Piece| {
            piece.group == 0 && common.contains(&piece.key()) && !bounding.contains(&piece.key())
        };
        let lines = arrangement.distinct(kept);
        (lines, arrangement.loops(borders)?)
    };
    let mut used: BTreeSet<usize> = polygons.iter().flatten().copied().collect();
    used.extend(pieces.iter().flat_map(|piece| [piece.from, piece.to]));
    let of_group = |group| -> BTreeSet<usize> {
        let pieces = arrangement.pieces.iter().filter(|p| p.group == group);
        pieces.flat_map(|p| [p.from, p.to]).collect()
    };
    let points = &(&of_group(0) & &of_group(1)) - &used;
    Some(Parts {
        points: points.into_iter().map(|at| arrangement.place(at)).collect(),
        lines: arrangement.paths(&pieces),
        polygons: arrangement.nested(&polygons),
    })
}

/// All places of lines, each edge once.
pub fn union_of_lines(lines: &[Vec<Vector>]) -> Option<Parts> {
    let arrangement = Arrangement::new(&[line_chains(lines)])?;
    let pieces = arrangement.distinct(|_| true);
    Some(Parts {
        lines: arrangement.paths(&pieces),
        ..Parts::default()
    })
}

impl Arrangement {
    /// `None` when there are too many edges.
    pub fn new(groups: &[Vec<Chain>]) -> Option<Self> {
        let mut nodes = Nodes::default();
        let mut chains = Vec::new();
        let mut whole = Vec::new();
        for (group, chain) in groups
            .iter()
            .enumerate()
            .flat_map(|(at, chains)| chains.iter().map(move |chain| (at, chain)))
        {
            let at: Vec<usize> = chain.places.iter().map(|p| nodes.at(*p)).collect();
            let closing = (chain.kind != ChainKind::Line).then(|| at.first().copied());
            let next = at.iter().copied().skip(1).chain(closing.flatten());
            for (from, to) in at.iter().copied().zip(next) {
                let (chain, edge) = (chains.len(), whole.len());
                whole.push(Piece {
                    from,
                    to,
                    group,
                    chain,
                    edge,
                });
            }
            chains.push(chain.kind);
        }
        if whole.len() > MOST_EDGES {
            return None;
        }
        let pieces = split(&mut nodes, &whole);
        Some(Self {
            nodes,
            chains,
            pieces,
        })
    }

    fn place(&self, node: usize) -> Vector {
        self.nodes
            .places
            .get(node)
            .copied()
            .unwrap_or(Vector::new(0.0, 0.0, 0.0))
    }

    /// The regions whose sides satisfy a condition on the groups that a place is inside of.
    pub fn regions(&self, condition: impl Fn(&[bool; 2]) -> bool) -> Option<Vec<Vec<Ring>>> {
        let loops = self.loops(self.borders(condition))?;
        Some(self.nested(&loops))
    }

    /// For each kind of piece that lies on both groups' chains.
    fn on_both_borders(&self) -> BTreeSet<(usize, usize)> {
        let of_group = |group| -> BTreeSet<(usize, usize)> {
            let pieces = self.pieces.iter().filter(|p| p.group == group);
            pieces.map(Piece::key).collect()
        };
        &of_group(0) & &of_group(1)
    }

    /// The pieces that are wanted, of those between the same places only the first.
    fn distinct(&self, wanted: impl Fn(&&Piece) -> bool) -> Vec<Piece> {
        let mut seen = BTreeSet::new();
        let pieces = self.pieces.iter().filter(wanted);
        pieces.filter(|p| seen.insert(p.key())).copied().collect()
    }

    /// Whether a piece lies inside a group or on its border.
    fn is_within(&self, key: (usize, usize), group: usize) -> bool {
        let (left, right) = self.sides(key);
        left[group] || right[group]
    }

    /// Whether what is left and right of a piece, seen from its lower place to its higher one, is
    /// inside each group.
    fn sides(&self, (low, high): (usize, usize)) -> ([bool; 2], [bool; 2]) {
        let middle = (self.place(low) + self.place(high)).unit();
        // For each chain how far the direction to it turns, seen from the middle, and how often
        // it goes along the piece itself.
        let mut turns = vec![(0usize, 0.0f64, 0.0f64); self.chains.len()];
        for piece in &self.pieces {
            let Some(turn) = turns.get_mut(piece.chain) else {
                continue;
            };
            turn.0 = piece.group;
            if piece.key() == (low, high) {
                turn.2 += if piece.from == low { 1.0 } else { -1.0 };
                continue;
            }
            let (a, b) = (self.place(piece.from), self.place(piece.to));
            let across = middle.dot(a.cross(b));
            let along = a.dot(b) - a.dot(middle) * b.dot(middle);
            turn.1 += across.atan2(along);
        }
        let mut rounds = [[0.0f64; 2]; 2];
        for ((group, turned, along), kind) in turns.into_iter().zip(&self.chains) {
            for (side, sign) in rounds.iter_mut().zip([1.0, -1.0]) {
                let times = ((turned + sign * PI * along) / (2.0 * PI)).round();
                // Round the antipode a chain goes the other way: that is not meant.
                side[group] += match kind {
                    ChainKind::Line => 0.0,
                    ChainKind::Shell => times.max(0.0),
                    ChainKind::Hole => times.min(0.0),
                    ChainKind::Way => times,
                };
            }
        }
        let [left, right] = rounds.map(|side| side.map(|times| times > 0.5));
        (left, right)
    }

    /// The pieces that have the region to their left and no region to their right.
    fn borders(&self, condition: impl Fn(&[bool; 2]) -> bool) -> Vec<Piece> {
        let mut borders = Vec::new();
        for piece in self.distinct(|_| true) {
            let (low, high) = piece.key();
            let (left, right) = self.sides((low, high));
            let (from, to) = match (condition(&left), condition(&right)) {
                (true, false) => (low, high),
                (false, true) => (high, low),
                _ => continue,
            };
            borders.push(Piece { from, to, ..piece });
        }
        borders
    }

    /// Loops of pieces: the nodes of each, in the order of the S2 library.
    fn loops(&self, pieces: Vec<Piece>) -> Option<Vec<Vec<usize>>> {
        let mut leaving: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (at, piece) in pieces.iter().enumerate() {
            leaving.entry(piece.from).or_default().push(at);
        }
        let mut loops: Vec<Vec<Piece>> = Vec::new();
        let mut left: BTreeSet<usize> = (0..pieces.len()).collect();
        while let Some(start) = left.first().copied() {
            let mut path: Vec<Piece> = Vec::new();
            let mut next = Some(start);
            while let Some(at) = next {
                left.remove(&at);
                let piece = *pieces.get(at)?;
                leaving.get_mut(&piece.from)?.retain(|other| *other != at);
                path.push(piece);
                // A place that was passed closes a loop.
                if let Some(begin) = path.iter().position(|p| p.from == piece.to) {
                    loops.push(path.split_off(begin));
                    if path.is_empty() {
                        break;
                    }
                }
                next = self.leftmost(&piece, leaving.get(&piece.to)?, &pieces);
                // Pieces that rounding has left open are no region.
                next?;
            }
        }
        for pieces in &mut loops {
            canonical(pieces);
        }
        loops.sort_by_key(|pieces| pieces.first().map(|p| p.edge));
        let nodes = loops
            .iter()
            .map(|pieces| pieces.iter().map(|p| p.from).collect());
        Some(nodes.collect())
    }

    /// Of the ways that leave the end of a piece the one that turns left most.
    fn leftmost(&self, arrived: &Piece, ways: &[usize], pieces: &[Piece]) -> Option<usize> {
        let here = self.place(arrived.to);
        let back = self.place(arrived.from) - here;
        let side = here.cross(back);
        // How far clockwise from the way back.
        let turn = |at: &usize| {
            let to = pieces.get(*at).map_or(here, |piece| self.place(piece.to));
            let way = to - here;
            (-way.dot(side)).atan2(way.dot(back)).rem_euclid(2.0 * PI)
        };
        ways.iter()
            .min_by(|a, b| turn(a).total_cmp(&turn(b)))
            .copied()
    }

    /// Loops as polygons: those that go clockwise are holes of the smallest one around them.
    fn nested(&self, loops: &[Vec<usize>]) -> Vec<Vec<Ring>> {
        let rings = loops
            .iter()
            .map(|nodes| nodes.iter().map(|at| self.place(*at)).collect());
        let (shells, holes): (Vec<Ring>, Vec<Ring>) =
            rings.partition(|ring: &Ring| signed_area(ring) > 0.0);
        let mut polygons: Vec<Vec<Ring>> = shells.into_iter().map(|shell| vec![shell]).collect();
        for hole in holes {
            let within = |shell: &Ring| {
                let inside = edges(&hole)
                    .filter(|(a, b)| super::geojson::ring_contains(shell, (*a + *b).unit()));
                2 * inside.count() > hole.len()
            };
            let around = polygons
                .iter_mut()
                .filter(|rings| rings.first().is_some_and(within))
                .min_by(|p, q| {
                    let area = |rings: &[Ring]| rings.first().map_or(0.0, |r| signed_area(r));
                    area(p).total_cmp(&area(q))
                });
            if let Some(polygon) = around {
                polygon.push(hole);
            }
        }
        polygons
    }

    /// Pieces as lines: each goes on until a place where not exactly two of them meet.
    fn paths(&self, pieces: &[Piece]) -> Vec<Vec<Vector>> {
        let mut degree: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
        let mut leaving: BTreeMap<usize, usize> = BTreeMap::new();
        for (at, piece) in pieces.iter().enumerate() {
            degree.entry(piece.from).or_default().0 += 1;
            degree.entry(piece.to).or_default().1 += 1;
            leaving.insert(piece.from, at);
        }
        let passes = |node: &usize| degree.get(node) == Some(&(1, 1));
        let mut used = BTreeSet::new();
        let mut paths = Vec::new();
        let open = (0..pieces.len()).filter(|at| pieces.get(*at).is_some_and(|p| !passes(&p.from)));
        // First what has a beginning, then what is closed.
        for start in open.chain(0..pieces.len()) {
            let mut path: Vec<usize> = Vec::new();
            let mut next = Some(start);
            while let Some(piece) = next
                .filter(|at| used.insert(*at))
                .and_then(|at| pieces.get(at))
            {
                if path.is_empty() {
                    path.push(piece.from);
                }
                path.push(piece.to);
                next = leaving
                    .get(&piece.to)
                    .copied()
                    .filter(|_| passes(&piece.to));
            }
            if !path.is_empty() {
                let first = pieces.get(start).map_or(0, |piece| piece.edge);
                paths.push((first, path));
            }
        }
        paths.sort_by_key(|(first, _)| *first);
        let places = paths
            .into_iter()
            .map(|(_, path)| path.into_iter().map(|at| self.place(at)).collect());
        places.collect()
    }
}

/// Turns a loop so that its highest edge, and all that follows of it, comes last.
fn canonical(pieces: &mut [Piece]) {
    let mut last = 0;
    let mut gap = false;
    for at in 1..pieces.len() {
        match pieces[at].edge.cmp(&pieces[last].edge) {
            std::cmp::Ordering::Less => gap = true,
            std::cmp::Ordering::Equal if gap => {}
            _ => {
                last = at;
                gap = false;
            }
        }
    }
    if !pieces.is_empty() {
        let begin = (last + 1) % pieces.len();
        pieces.rotate_left(begin);
    }
}

/// Edges as pieces that meet only at their ends.
fn split(nodes: &mut Nodes, whole: &[Piece]) -> Vec<Piece> {
    let mut cuts: Vec<Vec<usize>> = vec![Vec::new(); whole.len()];
    let ends: Vec<(Vector, Vector)> = whole
        .iter()
        .map(|edge| (nodes.places[edge.from], nodes.places[edge.to]))
        .collect();
    let touches = |node: usize, place: Vector, edge: &Piece, (a, b): (Vector, Vector)| {
        node != edge.from
            && node != edge.to
            && (nearest_on_edge(place, a, b) - place).length() < NEAR
    };
    // A ball around each edge tells most pairs apart.
    let balls: Vec<(Vector, f64)> = ends
        .iter()
        .map(|(a, b)| {
            let middle = (*a + *b).unit();
            (middle, (middle - *a).length() + NEAR)
        })
        .collect();
    for (i, e) in whole.iter().enumerate() {
        for (j, f) in whole.iter().enumerate().skip(i + 1) {
            if (balls[i].0 - balls[j].0).length() > balls[i].1 + balls[j].1 {
                continue;
            }
            let ((a, b), (c, d)) = (ends[i], ends[j]);
            for (node, place) in [(f.from, c), (f.to, d)] {
                if touches(node, place, e, (a, b)) {
                    cuts[i].push(node);
                }
            }
            for (node, place) in [(e.from, a), (e.to, b)] {
                if touches(node, place, f, (c, d)) {
                    cuts[j].push(node);
                }
            }
            let shared = e.from == f.from || e.from == f.to || e.to == f.from || e.to == f.to;
            if !shared && let Some(place) = crossing(a, b, c, d) {
                let node = nodes.at(place);
                cuts[i].push(node);
                cuts[j].push(node);
            }
        }
    }
    let mut pieces = Vec::new();
    for ((edge, (a, _)), mut cuts) in whole.iter().zip(ends).zip(cuts) {
        let from_start = |node: &usize| (nodes.places[*node] - a).length();
        cuts.sort_by(|x, y| from_start(x).total_cmp(&from_start(y)));
        cuts.push(edge.to);
        let mut from = edge.from;
        for to in cuts {
            if to != from {
                pieces.push(Piece { from, to, ..*edge });
            }
            from = to;
        }
    }
    pieces
}

/// Places, each with a number; those that are as good as the same have the same.
#[derive(Debug, Default)]
struct Nodes {
    places: Vec<Vector>,
    cells: BTreeMap<[i64; 3], Vec<usize>>,
}

impl Nodes {
    fn at(&mut self, place: Vector) -> usize {
        const CELLS: f64 = 1e12;
        let cell = [place.x, place.y, place.z].map(|x| (x * CELLS).round() as i64);
        for around in 0..27 {
            let [x, y, z] = cell;
            let near = [
                x + around % 3 - 1,
                y + around / 3 % 3 - 1,
                z + around / 9 - 1,
            ];
            let known = self.cells.get(&near).into_iter().flatten();
            for known in known {
                if (self.places[*known] - place).length() < NEAR {
                    return *known;
                }
            }
        }
        let at = self.places.len();
        self.places.push(place);
        self.cells.entry(cell).or_default().push(at);
        at
    }
}
