//! Bound expression → DataFusion expression.

use std::sync::Arc;

use datafusion::arrow::datatypes::Field;
use datafusion::common::ScalarValue;
use datafusion::error::Result;
use datafusion::functions::core::expr_fn::get_field;
use datafusion::logical_expr::expr::{Case, Placeholder};
use datafusion::logical_expr::{Expr as DfExpr, Operator, binary_expr, cast, lit};

use super::{column, membership, moment, scalar};
use crate::bound::{Expr, ExprKind};
use crate::types::{Type, Value, array};

pub(super) fn lower(expr: &Expr) -> Result<DfExpr> {
    Ok(match &expr.kind {
        ExprKind::Column(name) => column(name),
        ExprKind::Literal(value) => lit(array::scalar(expr.ty, value)),
        ExprKind::Call { function, args } => {
            let types = args.iter().map(|a| a.ty).collect();
            let args = args.iter().map(lower).collect::<Result<Vec<_>>>()?;
            scalar::call(function, types, expr.ty, args)
        }
        ExprKind::Convert(inner) => convert(inner, expr.ty)?,
        ExprKind::And(a, b) => lower(a)?.and(lower(b)?),
        ExprKind::Or(a, b) => lower(a)?.or(lower(b)?),
        ExprKind::Not(e) => DfExpr::Not(Box::new(lower(e)?)),
        ExprKind::Case {
            branches,
            otherwise,
        } => DfExpr::Case(Case::new(
            None,
            branches
                .iter()
                .map(|(c, v)| Ok((Box::new(lower(c)?), Box::new(lower(v)?))))
                .collect::<Result<_>>()?,
            Some(Box::new(lower(otherwise)?)),
        )),
        ExprKind::InList {
            operand,
            list,
            fold_case,
            negated,
        } => {
            let member = membership::call(operand.ty, *fold_case, lower(operand)?, list);
            if *negated {
                DfExpr::Not(Box::new(member))
            } else {
                member
            }
        }
        ExprKind::Moving { view, at } => moment::call(view, *at),
        ExprKind::Field { row, index } => get_field(column(row), format!("c{index}")),
        ExprKind::InTable { .. } | ExprKind::Scalar(_) | ExprKind::Array(_) => {
            // They are read before a plan runs; one that is only looked at keeps the place.
            let field = Field::new("subquery", expr.ty.arrow(), true);
            DfExpr::Placeholder(Placeholder::new_with_field(
                "$subquery".to_owned(),
                Some(Arc::new(field)),
            ))
        }
    })
}

fn convert(inner: &Expr, to: Type) -> Result<DfExpr> {
    let value = lower(inner)?;
    Ok(match (inner.ty, to) {
        (from, to) if from == to => value,
        (Type::Int, Type::Long) | (Type::Int | Type::Long, Type::Real) => cast(value, to.arrow()),
        (from, to) => scalar::convert(from, to, value),
    })
}

/// A condition of `where`, in which null is as good as false. Comparisons of a column with a
/// literal become DataFusion's own, so that statistics of files can skip what cannot match.
pub(super) fn predicate(expr: &Expr) -> Result<DfExpr> {
    match &expr.kind {
        ExprKind::And(a, b) => Ok(predicate(a)?.and(predicate(b)?)),
        ExprKind::Or(a, b) => Ok(predicate(a)?.or(predicate(b)?)),
        ExprKind::Call { function, args } => {
            if let ([left, right], Some(op)) = (args.as_slice(), comparison(function.name)) {
                let literal = [left, right]
                    .iter()
                    .any(|e| e.as_literal().is_some_and(|v| !v.is_null() && !nan(v)));
                if literal
                    && left.ty == right.ty
                    && left.ty != Type::Dynamic
                    && left.ty != Type::Real
                {
                    return Ok(binary_expr(lower(left)?, op, lower(right)?));
                }
            }
            lower(expr)
        }
        _ => lower(expr),
    }
}

fn nan(value: &Value) -> bool {
    matches!(value, Value::Real(r) if r.is_nan())
}

fn comparison(name: &str) -> Option<Operator> {
    Some(match name {
        "equal" => Operator::Eq,
        "not_equal" => Operator::IsDistinctFrom,
        "less" => Operator::Lt,
        "less_or_equal" => Operator::LtEq,
        "greater" => Operator::Gt,
        "greater_or_equal" => Operator::GtEq,
        _ => return None,
    })
}

/// A literal string of a plan.
pub(super) fn text(value: impl Into<String>) -> DfExpr {
    lit(ScalarValue::Utf8View(Some(value.into())))
}
