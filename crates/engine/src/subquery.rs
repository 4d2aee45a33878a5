//! Tables inside of expressions: `toscalar`, `in (table)`. They are read once, before the plan
//! that needs them is made, and become literals.

use std::sync::Arc;

use vigie_syntax::Diagnostic;

use crate::bind::Reader;
use crate::bound::{Expr, ExprKind, Rel, RelOp, RelRef};
use crate::lower::key;
use crate::types::{Json, Type, Value};

/// How many values the right side of `in` may have.
const LIMIT: usize = 1_000_000;

/// The expression with its tables read.
pub(crate) fn resolve(expr: &Expr, reader: &dyn Reader) -> Result<Expr, Diagnostic> {
    let kind = match &expr.kind {
        ExprKind::Scalar(rel) => {
            let rows = reader.rows(rel)?;
            let value = rows.into_iter().next().and_then(|r| r.into_iter().next());
            ExprKind::Literal(value.unwrap_or_else(|| Value::missing(expr.ty)))
        }
        ExprKind::Array(rel) => {
            let values = first_column(rel, reader)?;
            ExprKind::Literal(Value::Dynamic(Json::Array(
                values.iter().map(Value::to_json).collect(),
            )))
        }
        ExprKind::InTable {
            operand,
            table,
            fold_case,
            negated,
        } => {
            let list = first_column(table, reader)?;
            ExprKind::InList {
                operand: Box::new(resolve(operand, reader)?),
                list: Arc::new(list),
                fold_case: *fold_case,
                negated: *negated,
            }
        }
        _ => return expr.map_children(&mut |child| resolve(child, reader)),
    };
    Ok(Expr {
        kind,
        ty: expr.ty,
        span: expr.span,
    })
}

/// Distinct values of the first column, in order of appearance. A dynamic array counts as its
/// elements.
fn first_column(rel: &RelRef, reader: &dyn Reader) -> Result<Vec<Value>, Diagnostic> {
    let rows = reader.rows(rel)?;
    let mut seen = std::collections::BTreeSet::new();
    let mut values = Vec::new();
    for row in rows {
        let Some(value) = row.into_iter().next() else {
            continue;
        };
        let items = match value {
            Value::Dynamic(Json::Array(items)) => items.into_iter().map(Value::json).collect(),
            value => vec![value],
        };
        for item in items {
            if let Some(k) = key(&item, false)
                && seen.insert(k)
            {
                values.push(item);
            }
        }
        if values.len() > LIMIT {
            return Err(Diagnostic::error(
                "too-many-values",
                rel.span,
                format!("the right side of `in` has more than {LIMIT} values"),
            ));
        }
    }
    Ok(values)
}

/// Whether anything in the expression needs a table.
fn needs(expr: &Expr) -> bool {
    matches!(
        expr.kind,
        ExprKind::Scalar(_) | ExprKind::Array(_) | ExprKind::InTable { .. }
    ) || expr.children().into_iter().any(needs)
}

/// The table with the tables inside of its expressions read. Untouched parts stay shared.
pub(crate) fn resolve_rel(rel: &RelRef, reader: &dyn Reader) -> Result<RelRef, Diagnostic> {
    if let RelOp::Scan(_) | RelOp::Values(_) | RelOp::Range { .. } = &rel.op {
        return Ok(Arc::clone(rel));
    }
    let expr = |expr: &Expr| {
        if needs(expr) {
            resolve(expr, reader)
        } else {
            Ok(expr.clone())
        }
    };
    let resolved = rel.map(|input| resolve_rel(input, reader), expr)?;
    Ok(Arc::new(resolved))
}

/// The type that the elements of a table's first column have, for `toscalar` and `in`.
pub(crate) fn first_type(rel: &Rel) -> Type {
    rel.columns.first().map_or(Type::Dynamic, |c| c.ty)
}
