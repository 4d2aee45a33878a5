//! How deep and how large a query's plan becomes. Tables that a query names are shared by the parts
//! that read them, and written out once for each of them in the plan.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::bound::{Expr, ExprKind, Rel, RelOp, RelRef};

/// Depth and size of a table's plan.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Measure {
    pub(super) depth: usize,
    pub(super) size: usize,
}

/// Measures a table; each part once, and without recursion over operators.
pub(super) fn measure(rel: &RelRef) -> Measure {
    let mut known: BTreeMap<*const Rel, Measure> = BTreeMap::new();
    let mut stack: Vec<(&Rel, bool)> = vec![(rel, false)];
    while let Some((rel, done)) = stack.pop() {
        let at = std::ptr::from_ref(rel);
        if known.contains_key(&at) {
            continue;
        }
        let mut below: Vec<&RelRef> = rel.inputs();
        for expr in exprs(&rel.op) {
            tables(expr, &mut below);
        }
        if done {
            let mut sum = Measure { depth: 1, size: 1 };
            for part in below {
                let part = known.get(&Arc::as_ptr(part)).copied().unwrap_or_default();
                sum.depth = sum.depth.max(part.depth + 1);
                sum.size = sum.size.saturating_add(part.size);
            }
            known.insert(at, sum);
        } else {
            stack.push((rel, true));
            stack.extend(below.into_iter().map(|part| (part.as_ref(), false)));
        }
    }
    known.get(&Arc::as_ptr(rel)).copied().unwrap_or_default()
}

/// The expressions of an operator.
fn exprs(op: &RelOp) -> Vec<&Expr> {
    match op {
        RelOp::Filter { predicate, .. } => vec![predicate],
        RelOp::Project { exprs, .. } => exprs.iter().collect(),
        RelOp::Aggregate {
            keys, aggregates, ..
        } => keys
            .iter()
            .chain(aggregates.iter().flat_map(|call| &call.args))
            .collect(),
        RelOp::Sort { keys, .. } => keys.iter().map(|key| &key.expr).collect(),
        RelOp::Join { on, .. } => on.iter().flat_map(|(l, r)| [l, r]).collect(),
        _ => Vec::new(),
    }
}

/// The tables inside of an expression.
fn tables<'e>(expr: &'e Expr, found: &mut Vec<&'e RelRef>) {
    match &expr.kind {
        ExprKind::Scalar(rel) | ExprKind::Array(rel) => found.push(rel),
        ExprKind::InTable { table, .. } => found.push(table),
        _ => {}
    }
    for child in expr.children() {
        tables(child, found);
    }
}
