//! Graphs in memory: what `make-graph` builds out of tables, and what the operators after it do.
//!
//! A graph flows through the query as one table: a column that says what a row is, then the columns
//! of edges, then those of nodes. Whatever asks something of the graph builds it from these rows.
//!
//! Source: the pages of the graph operators in the Kusto documentation. Nodes are in the order of
//! their tables, then of the edges that name them; edges are in the order of their table.

pub(crate) mod components;
pub(crate) mod matching;
pub(crate) mod paths;
pub(crate) mod pattern;
pub(crate) mod table;

use std::collections::BTreeMap;

use crate::bound::Expr;
use crate::eval::eval;
use crate::kernel::{Kernel, Rows};
use crate::lower::key;
use crate::types::{Column, Value};

/// How many edges and steps one operator looks at before it gives up.
pub(crate) const BUDGET: usize = 20_000_000;

/// What is known of a graph before it is built.
#[derive(Debug, Clone)]
pub struct Shape {
    /// The properties of edges and of nodes.
    pub(crate) edges: Vec<Column>,
    pub(crate) nodes: Vec<Column>,
    /// The places of the ends among the properties of an edge.
    pub(crate) source: usize,
    pub(crate) target: usize,
    /// For each table of nodes the place of the id among the properties of a node.
    pub(crate) ids: Vec<usize>,
    /// The property of a node that has its id, where an edge alone names it.
    pub(crate) id: Option<usize>,
    pub(crate) directed: bool,
    /// The places of the property that parts the graph, among those of edges and of nodes.
    pub(crate) partition: Option<(usize, Option<usize>)>,
    pub(crate) steps: Vec<Step>,
}

/// What changes a graph.
#[derive(Debug, Clone)]
pub(crate) enum Step {
    WhereNodes(Expr),
    WhereEdges(Expr),
    /// Appends the number of its component to each node.
    Components {
        strong: bool,
    },
}

#[derive(Debug)]
pub(crate) struct Node {
    pub(crate) id: Value,
    pub(crate) cells: Vec<Value>,
}

#[derive(Debug)]
pub(crate) struct Edge {
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) cells: Vec<Value>,
}

#[derive(Debug, Default)]
pub(crate) struct Graph {
    pub(crate) nodes: Vec<Node>,
    pub(crate) edges: Vec<Edge>,
    /// For each node the edges that leave it, and that come to it.
    pub(crate) leaving: Vec<Vec<usize>>,
    pub(crate) coming: Vec<Vec<usize>>,
}

/// The kernel of a table that is a graph. It is only carried along: what reads a graph takes its
/// input instead.
#[derive(Debug)]
pub(crate) struct Source(pub(crate) Shape);

impl Kernel for Source {
    fn name(&self) -> &'static str {
        "make_graph"
    }

    fn run(&self, _: &Rows) -> Result<Vec<Vec<Value>>, String> {
        Err("a graph is no table".to_owned())
    }

    fn graph(&self) -> Option<&Shape> {
        Some(&self.0)
    }
}

impl Shape {
    /// The graphs of a table: one, or one for each part.
    pub(crate) fn graphs(&self, input: &Rows) -> Result<Vec<Graph>, String> {
        let all: Vec<usize> = (0..input.rows.len()).collect();
        let Some((edge_place, node_place)) = self.partition else {
            return Ok(vec![self.build(input, &all)?]);
        };
        let mut parts: BTreeMap<Option<String>, usize> = BTreeMap::new();
        let mut rows: Vec<Vec<usize>> = Vec::new();
        for (at, row) in input.rows.iter().enumerate() {
            let place = match (is_edge(row), node_place) {
                (true, _) => 1 + edge_place,
                (false, Some(place)) => 1 + self.edges.len() + place,
                (false, None) => continue,
            };
            let part = *parts.entry(key(&row[place], false)).or_insert_with(|| {
                rows.push(Vec::new());
                rows.len() - 1
            });
            rows[part].push(at);
        }
        rows.iter().map(|rows| self.build(input, rows)).collect()
    }

    fn build(&self, input: &Rows, rows: &[usize]) -> Result<Graph, String> {
        let mut graph = Graph::default();
        let mut known: BTreeMap<Option<String>, usize> = BTreeMap::new();
        // The numbers of components are made here.
        let made = |step: &&Step| matches!(step, Step::Components { .. });
        let given = self.nodes.len() - self.steps.iter().filter(made).count();
        let missing: Vec<Value> = self.nodes[..given]
            .iter()
            .map(|c| Value::missing(c.ty))
            .collect();
        let edges = 1..1 + self.edges.len();
        let nodes = edges.end..edges.end + given;
        for row in rows
            .iter()
            .map(|at| &input.rows[*at])
            .filter(|row| !is_edge(row))
        {
            let table = row[0].as_i64().and_then(|t| usize::try_from(t - 1).ok());
            let cells = &row[nodes.clone()];
            let Some(id) = table
                .and_then(|t| self.ids.get(t))
                .map(|place| &cells[*place])
            else {
                continue;
            };
            match known.get(&key(id, false)) {
                // A node that is in both tables has the properties of both; the first count.
                Some(at) => {
                    for (own, other) in graph.nodes[*at].cells.iter_mut().zip(cells) {
                        if own.is_null()
                            || own.as_str().is_empty() && matches!(own, Value::String(_))
                        {
                            own.clone_from(other);
                        }
                    }
                }
                None => {
                    known.insert(key(id, false), graph.nodes.len());
                    graph.nodes.push(Node {
                        id: id.clone(),
                        cells: cells.to_vec(),
                    });
                }
            }
        }
        for row in rows
            .iter()
            .map(|at| &input.rows[*at])
            .filter(|row| is_edge(row))
        {
            let cells = row[edges.clone()].to_vec();
            let mut end = |place: usize| {
                let id = &cells[place];
                *known.entry(key(id, false)).or_insert_with(|| {
                    let mut node = missing.clone();
                    if let Some(at) = self.id {
                        node[at] = crate::types::convert::convert(id, self.nodes[at].ty);
                    }
                    graph.nodes.push(Node {
                        id: id.clone(),
                        cells: node,
                    });
                    graph.nodes.len() - 1
                })
            };
            let (from, to) = (end(self.source), end(self.target));
            graph.edges.push(Edge { from, to, cells });
        }
        graph.index();
        let mut known = given;
        for step in &self.steps {
            match step {
                Step::WhereNodes(predicate) => graph.keep_nodes(predicate, &self.nodes[..known])?,
                Step::WhereEdges(predicate) => graph.keep_edges(predicate, &self.edges)?,
                Step::Components { strong } => {
                    let numbers = components::components(&graph, *strong);
                    for (node, number) in graph.nodes.iter_mut().zip(numbers) {
                        node.cells.push(Value::Long(number as i64));
                    }
                    known += 1;
                }
            }
        }
        Ok(graph)
    }
}

/// Whether a row of the table is an edge.
fn is_edge(row: &[Value]) -> bool {
    row.first().and_then(Value::as_i64) == Some(0)
}

impl Graph {
    fn index(&mut self) {
        self.leaving = vec![Vec::new(); self.nodes.len()];
        self.coming = vec![Vec::new(); self.nodes.len()];
        for (at, edge) in self.edges.iter().enumerate() {
            self.leaving[edge.from].push(at);
            self.coming[edge.to].push(at);
        }
    }

    fn keep_nodes(&mut self, predicate: &Expr, columns: &[Column]) -> Result<(), String> {
        let mut places = vec![None; self.nodes.len()];
        let mut kept = Vec::new();
        for (at, node) in std::mem::take(&mut self.nodes).into_iter().enumerate() {
            if holds(predicate, columns, &node.cells)? {
                places[at] = Some(kept.len());
                kept.push(node);
            }
        }
        self.nodes = kept;
        // An edge goes with its ends.
        self.edges
            .retain_mut(|edge| match (places[edge.from], places[edge.to]) {
                (Some(from), Some(to)) => {
                    (edge.from, edge.to) = (from, to);
                    true
                }
                _ => false,
            });
        self.index();
        Ok(())
    }

    fn keep_edges(&mut self, predicate: &Expr, columns: &[Column]) -> Result<(), String> {
        let mut kept = Vec::new();
        for edge in std::mem::take(&mut self.edges) {
            if holds(predicate, columns, &edge.cells)? {
                kept.push(edge);
            }
        }
        self.edges = kept;
        self.index();
        Ok(())
    }
}

fn holds(predicate: &Expr, columns: &[Column], cells: &[Value]) -> Result<bool, String> {
    let look = |name: &str| {
        let place = columns.iter().position(|c| c.name == name);
        place.map_or(Value::Null, |at| cells[at].clone())
    };
    Ok(eval(predicate, &look)?.as_bool() == Some(true))
}
