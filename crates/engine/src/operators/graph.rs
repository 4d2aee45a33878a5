//! Graphs: `make-graph` and the operators over what it gives.

use vigie_syntax::kql::ast::{Operator, OperatorKind as Op};

use super::name;
use crate::bind::{Bind, Binder, Env, Flow, Pipe};
use crate::bound::Expr;

/// A graph on its way: its edges, and its nodes where they are given.
#[derive(Debug)]
#[expect(
    dead_code,
    reason = "graphs are refused where they are made; the binder knows that names may mean one"
)]
pub(crate) struct Graph {
    pub(crate) edges: Pipe,
    pub(crate) source: Expr,
    pub(crate) target: Expr,
    /// Tables of nodes with their keys.
    pub(crate) nodes: Vec<(Pipe, Expr)>,
    /// `with_node_id = name`
    pub(crate) node_id: Option<String>,
}

/// Binds a graph operator; `None` for every other operator.
pub(crate) fn bind(
    b: &mut Binder<'_>,
    _flow: Option<&Flow>,
    op: &Operator,
    _env: &Env,
) -> Option<Bind<Flow>> {
    match &op.kind {
        Op::MakeGraph(_)
        | Op::GraphMatch(_)
        | Op::GraphShortestPaths(_)
        | Op::GraphToTable { .. }
        | Op::GraphWhereEdges { .. }
        | Op::GraphWhereNodes { .. }
        | Op::GraphMarkComponents => Some(Err(b.unsupported(
            "unsupported-operator",
            op.span,
            &format!("the operator `{}`", name(&op.kind)),
        ))),
        _ => None,
    }
}
