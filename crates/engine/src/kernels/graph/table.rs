//! The nodes or the edges of a graph as a table, for `graph-to-table`.

use super::Shape;
use crate::kernel::{Kernel, Rows};
use crate::text::hash::xxhash64;
use crate::types::Value;

/// The nodes: the hash of the id where it is asked for, then the properties.
#[derive(Debug)]
pub(crate) struct Nodes {
    pub(crate) shape: Shape,
    pub(crate) with_id: bool,
}

/// The edges: the hashes of the ends where they are asked for, then the properties.
#[derive(Debug)]
pub(crate) struct Edges {
    pub(crate) shape: Shape,
    pub(crate) with_source: bool,
    pub(crate) with_target: bool,
}

impl Kernel for Nodes {
    fn name(&self) -> &'static str {
        "graph_to_table"
    }

    fn run(&self, input: &Rows) -> Result<Vec<Vec<Value>>, String> {
        let mut out = Vec::new();
        for graph in self.shape.graphs(input)? {
            for node in graph.nodes {
                let mut row = Vec::new();
                if self.with_id {
                    row.push(id(&node.id));
                }
                row.extend(node.cells);
                out.push(row);
            }
        }
        Ok(out)
    }
}

impl Kernel for Edges {
    fn name(&self) -> &'static str {
        "graph_to_table"
    }

    fn run(&self, input: &Rows) -> Result<Vec<Vec<Value>>, String> {
        let mut out = Vec::new();
        for graph in self.shape.graphs(input)? {
            for edge in &graph.edges {
                let mut row = Vec::new();
                if self.with_source {
                    row.push(id(&graph.nodes[edge.from].id));
                }
                if self.with_target {
                    row.push(id(&graph.nodes[edge.to].id));
                }
                row.extend(edge.cells.iter().cloned());
                out.push(row);
            }
        }
        Ok(out)
    }
}

/// The number of a node: the hash of its id.
fn id(id: &Value) -> Value {
    Value::Long(xxhash64(id) as i64)
}
