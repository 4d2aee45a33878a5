//! A pattern over a graph, as the binder leaves it: `(a)-[e]->(b)` and what is asked of it.

use std::collections::{BTreeMap, BTreeSet};

use super::{Edge, Graph, Node};
use crate::bound::Expr;
use crate::eval::eval;
use crate::types::{Column, Json, Value};

/// One element of the pattern; elements with the same name are one.
pub(crate) type Slot = usize;

/// Two nodes and what is between them.
#[derive(Debug, Clone)]
pub(crate) struct Hop {
    pub(crate) from: Slot,
    pub(crate) edge: Slot,
    pub(crate) to: Slot,
    pub(crate) direction: Direction,
    /// How many edges; `None` for one.
    pub(crate) range: Option<(usize, usize)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Direction {
    Right,
    Left,
    Any,
}

impl Direction {
    pub(crate) fn turned(self) -> Self {
        match self {
            Self::Right => Self::Left,
            Self::Left => Self::Right,
            Self::Any => Self::Any,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cycles {
    All,
    None,
    UniqueEdges,
}

/// What a column of an expression over a match stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Look {
    /// A property of a node, of an edge; of a path the array of its edges' properties.
    Property(Slot, usize),
    /// The same property of the edge that is looked at, of the path's edges.
    Each(Slot, usize),
    /// All properties, as a bag; of a path the array of its edges' bags.
    Whole(Slot),
    DegreeIn(Slot),
    DegreeOut(Slot),
    /// The node's id as text.
    Id(Slot),
    /// `all`, `any` and `map`, by number.
    Over(usize),
}

/// What a column stands for inside of `all(…)`, `any(…)` and `map(…)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Inside {
    Property(usize),
    DegreeIn,
    DegreeOut,
    Id,
    /// Something of the match around it.
    Outside(Look),
}

/// `all`, `any` or `map` over the edges or the inner nodes of a path.
#[derive(Debug, Clone)]
pub(crate) struct Over {
    pub(crate) kind: OverKind,
    pub(crate) path: Slot,
    /// Over the nodes between the edges.
    pub(crate) nodes: bool,
    pub(crate) expr: Expr,
    pub(crate) names: BTreeMap<String, Inside>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OverKind {
    All,
    Any,
    Map,
}

/// One condition of `where`.
#[derive(Debug, Clone)]
pub(crate) struct Condition {
    pub(crate) expr: Expr,
    /// The elements that must be known before it can be asked.
    pub(crate) needs: BTreeSet<Slot>,
    /// The path whose edges each must meet it.
    pub(crate) each: Option<Slot>,
}

#[derive(Debug, Clone)]
pub(crate) struct Pattern {
    pub(crate) slots: usize,
    /// Slots of nodes, in order of appearance.
    pub(crate) nodes: Vec<Slot>,
    pub(crate) hops: Vec<Hop>,
    pub(crate) conditions: Vec<Condition>,
    pub(crate) names: BTreeMap<String, Look>,
    pub(crate) overs: Vec<Over>,
    pub(crate) project: Vec<Expr>,
    pub(crate) node_columns: Vec<Column>,
    pub(crate) edge_columns: Vec<Column>,
}

/// What an element of the pattern is bound to.
#[derive(Debug, Clone, Default)]
pub(crate) enum Found {
    #[default]
    Nothing,
    Node(usize),
    Edge(usize),
    /// Edges from the hop's left node to its right one, and the nodes between them.
    Path {
        edges: Vec<usize>,
        inner: Vec<usize>,
    },
}

/// A match, so far.
pub(crate) struct Match<'g> {
    pub(crate) graph: &'g Graph,
    pub(crate) pattern: &'g Pattern,
    pub(crate) found: Vec<Found>,
}

impl Match<'_> {
    /// The value of an expression over the match; `each` is the edge that a condition looks at.
    pub(crate) fn value(&self, expr: &Expr, each: Option<usize>) -> Result<Value, String> {
        // `eval` takes no errors from its columns: the first one is kept here.
        let failure = std::cell::RefCell::new(None);
        let look = |name: &str| match self.pattern.names.get(name) {
            Some(look) => self.look(*look, each).unwrap_or_else(|message| {
                failure.borrow_mut().get_or_insert(message);
                Value::Null
            }),
            None => Value::Null,
        };
        let value = eval(expr, &look)?;
        match failure.into_inner() {
            Some(message) => Err(message),
            None => Ok(value),
        }
    }

    pub(crate) fn holds(&self, condition: &Condition, each: Option<usize>) -> Result<bool, String> {
        Ok(self.value(&condition.expr, each)?.as_bool() == Some(true))
    }

    fn look(&self, look: Look, each: Option<usize>) -> Result<Value, String> {
        let graph = self.graph;
        Ok(match look {
            Look::Property(slot, at) => match &self.found[slot] {
                Found::Node(node) => graph.nodes[*node].cells[at].clone(),
                Found::Edge(edge) => graph.edges[*edge].cells[at].clone(),
                Found::Path { edges, .. } => array(
                    edges
                        .iter()
                        .map(|edge| graph.edges[*edge].cells[at].to_json()),
                ),
                Found::Nothing => Value::Null,
            },
            Look::Each(_, at) => match each {
                Some(edge) => graph.edges[edge].cells[at].clone(),
                None => Value::Null,
            },
            Look::Whole(slot) => match &self.found[slot] {
                Found::Node(node) => Value::Dynamic(self.node_bag(&graph.nodes[*node])),
                Found::Edge(edge) => Value::Dynamic(self.edge_bag(&graph.edges[*edge])),
                Found::Path { edges, .. } => {
                    array(edges.iter().map(|edge| self.edge_bag(&graph.edges[*edge])))
                }
                Found::Nothing => Value::Null,
            },
            Look::DegreeIn(slot) => self.of_node(slot, |node| degree(&graph.coming[node])),
            Look::DegreeOut(slot) => self.of_node(slot, |node| degree(&graph.leaving[node])),
            Look::Id(slot) => {
                self.of_node(slot, |node| Value::String(graph.nodes[node].id.to_text()))
            }
            Look::Over(at) => self.over(&self.pattern.overs[at], each)?,
        })
    }

    fn of_node(&self, slot: Slot, f: impl Fn(usize) -> Value) -> Value {
        match self.found[slot] {
            Found::Node(node) => f(node),
            _ => Value::Null,
        }
    }

    fn over(&self, over: &Over, each: Option<usize>) -> Result<Value, String> {
        let (edges, inner) = match &self.found[over.path] {
            Found::Path { edges, inner } => (edges.as_slice(), inner.as_slice()),
            Found::Edge(edge) => (std::slice::from_ref(edge), [].as_slice()),
            _ => ([].as_slice(), [].as_slice()),
        };
        let items = if over.nodes { inner } else { edges };
        let mut values = Vec::with_capacity(items.len());
        for item in items {
            let failure = std::cell::RefCell::new(None);
            let look = |name: &str| match over.names.get(name) {
                Some(Inside::Outside(look)) => self.look(*look, each).unwrap_or_else(|message| {
                    failure.borrow_mut().get_or_insert(message);
                    Value::Null
                }),
                Some(inside) => self.inside(*inside, over.nodes, *item),
                None => Value::Null,
            };
            values.push(eval(&over.expr, &look)?);
            if let Some(message) = failure.into_inner() {
                return Err(message);
            }
        }
        Ok(match over.kind {
            OverKind::All => Value::Bool(values.iter().all(|v| v.as_bool() == Some(true))),
            OverKind::Any => Value::Bool(values.iter().any(|v| v.as_bool() == Some(true))),
            OverKind::Map => array(values.iter().map(Value::to_json)),
        })
    }

    fn inside(&self, inside: Inside, nodes: bool, item: usize) -> Value {
        let graph = self.graph;
        match inside {
            Inside::Property(at) if nodes => graph.nodes[item].cells[at].clone(),
            Inside::Property(at) => graph.edges[item].cells[at].clone(),
            Inside::DegreeIn if nodes => degree(&graph.coming[item]),
            Inside::DegreeOut if nodes => degree(&graph.leaving[item]),
            Inside::Id if nodes => Value::String(graph.nodes[item].id.to_text()),
            _ => Value::Null,
        }
    }

    fn node_bag(&self, node: &Node) -> Json {
        bag(&self.pattern.node_columns, &node.cells)
    }

    fn edge_bag(&self, edge: &Edge) -> Json {
        bag(&self.pattern.edge_columns, &edge.cells)
    }
}

fn degree(edges: &[usize]) -> Value {
    Value::Long(edges.len() as i64)
}

fn array(items: impl Iterator<Item = Json>) -> Value {
    Value::Dynamic(Json::Array(items.collect()))
}

fn bag(columns: &[Column], cells: &[Value]) -> Json {
    let pairs = columns.iter().zip(cells);
    Json::Object(pairs.map(|(c, v)| (c.name.clone(), v.to_json())).collect())
}
