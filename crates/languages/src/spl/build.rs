//! Pieces of a KQL tree.

use vigie_syntax::Span;
use vigie_syntax::kql::ast::{
    Argument, BinaryOp, DynamicLiteral, Expr, ExprKind, HintParameter, Literal, Name, NamedExpr,
    Operator, OperatorKind, SortKey,
};

pub(crate) fn expr(kind: ExprKind, span: Span) -> Expr {
    Expr { kind, span }
}

pub(crate) fn name(text: &str, span: Span) -> Name {
    Name {
        text: text.to_owned(),
        span,
    }
}

pub(crate) fn column(text: &str, span: Span) -> Expr {
    expr(ExprKind::Name(text.to_owned()), span)
}

pub(crate) fn call(function: &str, arguments: Vec<Expr>, span: Span) -> Expr {
    let arguments = arguments
        .into_iter()
        .map(|value| Argument { name: None, value })
        .collect();
    expr(
        ExprKind::Call {
            name: name(function, span),
            arguments,
        },
        span,
    )
}

/// A text that is a string, as parameters of functions are.
pub(crate) fn string(text: &str, span: Span) -> Expr {
    let value = text.to_owned();
    let hidden = false;
    expr(ExprKind::Literal(Literal::String { value, hidden }), span)
}

pub(crate) fn long(value: i64, span: Span) -> Expr {
    expr(ExprKind::Literal(Literal::Long(Some(value))), span)
}

pub(crate) fn boolean(value: bool, span: Span) -> Expr {
    expr(ExprKind::Literal(Literal::Bool(Some(value))), span)
}

fn dynamic(value: DynamicLiteral, span: Span) -> Expr {
    expr(ExprKind::Literal(Literal::Dynamic(value)), span)
}

/// No value.
pub(crate) fn null(span: Span) -> Expr {
    dynamic(DynamicLiteral::Null, span)
}

/// A text as the value of a field.
pub(crate) fn text(value: &str, span: Span) -> Expr {
    dynamic(DynamicLiteral::String(value.to_owned()), span)
}

/// A number as the value of a field.
pub(crate) fn number(value: f64, span: Span) -> Expr {
    if value.fract() == 0.0 && value.abs() < 9e15 {
        dynamic(DynamicLiteral::Long(value as i64), span)
    } else {
        dynamic(DynamicLiteral::Real(value), span)
    }
}

pub(crate) fn binary(op: BinaryOp, left: Expr, right: Expr) -> Expr {
    let span = left.span.to(right.span);
    expr(
        ExprKind::Binary {
            op,
            op_span: span,
            left: Box::new(left),
            right: Box::new(right),
        },
        span,
    )
}

/// All of them; true when there are none.
pub(crate) fn all(parts: Vec<Expr>, span: Span) -> Expr {
    joined(BinaryOp::And, parts).unwrap_or_else(|| boolean(true, span))
}

/// One of them; false when there are none.
pub(crate) fn any(parts: Vec<Expr>, span: Span) -> Expr {
    joined(BinaryOp::Or, parts).unwrap_or_else(|| boolean(false, span))
}

/// Balanced, so that a long list does not nest deep.
fn joined(op: BinaryOp, mut parts: Vec<Expr>) -> Option<Expr> {
    while parts.len() > 1 {
        let mut next = Vec::with_capacity(parts.len().div_ceil(2));
        let mut rest = parts.into_iter();
        while let Some(left) = rest.next() {
            next.push(match rest.next() {
                Some(right) => parenthesized(binary(op, left, right)),
                None => left,
            });
        }
        parts = next;
    }
    parts.pop()
}

pub(crate) fn parenthesized(inner: Expr) -> Expr {
    let span = inner.span;
    expr(ExprKind::Parenthesized(Box::new(inner)), span)
}

pub(crate) fn not(inner: Expr) -> Expr {
    let span = inner.span;
    call("not", vec![inner], span)
}

pub(crate) fn is_null(inner: Expr) -> Expr {
    let span = inner.span;
    call("isnull", vec![inner], span)
}

pub(crate) fn is_not_null(inner: Expr) -> Expr {
    let span = inner.span;
    call("isnotnull", vec![inner], span)
}

pub(crate) fn iff(condition: Expr, yes: Expr, no: Expr) -> Expr {
    let span = condition.span;
    call("iff", vec![condition, yes, no], span)
}

pub(crate) fn named(text: &str, value: Expr) -> NamedExpr {
    NamedExpr {
        names: vec![name(text, value.span)],
        expr: value,
    }
}

pub(crate) fn operator(kind: OperatorKind, span: Span) -> Operator {
    Operator {
        kind,
        parameters: Vec::new(),
        span,
    }
}

pub(crate) fn where_(predicate: Expr) -> Operator {
    let span = predicate.span;
    let spelled_filter = false;
    operator(
        OperatorKind::Where {
            predicate,
            spelled_filter,
        },
        span,
    )
}

pub(crate) fn extend(columns: Vec<(String, Expr)>, span: Span) -> Operator {
    let columns = columns.into_iter().map(|(n, e)| named(&n, e)).collect();
    operator(OperatorKind::Extend { columns }, span)
}

pub(crate) fn project(columns: Vec<(String, Expr)>, span: Span) -> Operator {
    let columns = columns.into_iter().map(|(n, e)| named(&n, e)).collect();
    operator(OperatorKind::Project { columns }, span)
}

pub(crate) fn project_away(names: &[String], span: Span) -> Operator {
    let columns = names.iter().map(|n| column(n, span)).collect();
    operator(OperatorKind::ProjectAway { columns }, span)
}

pub(crate) fn summarize(
    aggregates: Vec<(String, Expr)>,
    by: Vec<(String, Expr)>,
    parameters: Vec<HintParameter>,
    span: Span,
) -> Operator {
    let list = |items: Vec<(String, Expr)>| items.into_iter().map(|(n, e)| named(&n, e)).collect();
    Operator {
        kind: OperatorKind::Summarize {
            aggregates: list(aggregates),
            by: list(by),
            bin: None,
        },
        parameters,
        span,
    }
}

pub(crate) fn parameter(text: &str, value: Expr) -> HintParameter {
    HintParameter {
        name: name(text, value.span),
        value,
    }
}

pub(crate) fn sort(keys: Vec<(Expr, bool)>, span: Span) -> Operator {
    let keys = keys
        .into_iter()
        .map(|(expr, ascending)| SortKey {
            expr,
            ascending: Some(ascending),
            nulls_first: None,
        })
        .collect();
    let spelled_sort = true;
    operator(OperatorKind::Order { keys, spelled_sort }, span)
}

/// Rows keep their order from here on; columns are computed in it.
pub(crate) fn serialize(columns: Vec<(String, Expr)>, span: Span) -> Operator {
    let columns = columns.into_iter().map(|(n, e)| named(&n, e)).collect();
    operator(OperatorKind::Serialize { columns }, span)
}

pub(crate) fn take(count: i64, span: Span) -> Operator {
    operator(
        OperatorKind::Take {
            count: long(count, span),
            spelled_limit: false,
        },
        span,
    )
}

pub(crate) fn pipe(source: Option<Expr>, operators: Vec<Operator>, span: Span) -> Expr {
    match source {
        Some(source) if operators.is_empty() => source,
        source => expr(
            ExprKind::Pipe {
                source: source.map(Box::new),
                operators,
            },
            span,
        ),
    }
}

/// Tables one after another.
pub(crate) fn union(tables: Vec<Expr>, span: Span) -> Expr {
    let tables = tables.into_iter().map(parenthesized).collect();
    pipe(
        None,
        vec![operator(OperatorKind::Union { tables }, span)],
        span,
    )
}
